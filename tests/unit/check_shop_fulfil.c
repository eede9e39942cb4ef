/*
 * fulfil: real programs, small shell scripts, with a real database and an API
 * that says what a row says.
 */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/fulfil.h"
#include "shop/program.h"
#include "stripe_server.h"

#define LIMIT_MS 10000 /* a busy machine included */

#define HEAD(status) \
	"HTTP/1.1 " status "\r\nConnection: close\r\n" \
	"Stripe-Should-Retry: false\r\n\r\n"
#define SESSION(status, paid, amount, currency, order) \
	HEAD("200 OK") "{\"id\":\"cs_1\",\"status\":\"" status \
		       "\",\"payment_status\":\"" paid \
		       "\",\"amount_total\":" amount ",\"currency\":\"" \
		       currency "\",\"client_secret\":\"cs_1_secret_x\"," \
		       "\"metadata\":{\"till_order\":\"" order "\"}," \
		       "\"line_items\":{\"object\":\"list\",\"data\":[" \
		       "{\"id\":\"li_1\",\"quantity\":2}]," \
		       "\"has_more\":false}}"
#define PAID SESSION("complete", "paid", "1250", "usd", "ord_1")
#define EXPIRED SESSION("expired", "unpaid", "1250", "usd", "ord_1")

static char folder[64], db[96], program[96], log_file[96];
static struct server *server;
static struct settings *settings;
static struct shop *shop;
static struct fulfil fulfil;
static struct till_error e;
static const char *steps[1];

static const char *
source(const char *name)
{
	if (strcmp(name, "TILL_API_BASE") == 0)
		return server->base;
	if (strcmp(name, "TILL_SHOP_DB") == 0)
		return db;
	if (strcmp(name, "TILL_FULFIL") == 0 ||
	    strcmp(name, "TILL_RELEASE") == 0)
		return program;
	return strcmp(name, "TILL_SECRET_KEY") == 0 ? "sk_test_0123456789" :
						      NULL;
}

/* Writes the program: it notes what it reads, then does what script says. */
static void
write_program(const char *script)
{
	FILE *file = fopen(program, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_gt(fprintf(file, "#!/bin/sh\ncat >>%s\n%s\n", log_file,
			     script),
	    0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(program, 0700), 0);
}

static void
open_all(const char *answer, const char *script)
{
	char clock[96];
	void *app = NULL;

	strcpy(folder, "/tmp/till-fulfil-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(db, sizeof(db), "%s/shop.db", folder);
	(void)snprintf(program, sizeof(program), "%s/program", folder);
	(void)snprintf(log_file, sizeof(log_file), "%s/log", folder);
	(void)snprintf(clock, sizeof(clock), "%s/clock", folder);
	write_program(script);
	steps[0] = answer;
	server = server_start(steps, 1);
	till_error_clear(&e);
	ck_assert_int_eq(settings_load(source, NULL, 0, &settings, &e),
	    TILL_OK);
	ck_assert_int_eq(shop_open(settings, SHOP_ORDERS | SHOP_API, &app,
			     &e),
	    TILL_OK);
	shop = app;
	ck_assert_int_eq(clock_open(clock, &e), TILL_OK);
	ck_assert_int_eq(fulfil_open(shop, NULL, &fulfil, &e), TILL_OK);
}

static void
close_all(void)
{
	struct dirent *entry;
	char path[512];
	DIR *dir;

	shop_close(shop);
	settings_free(settings);
	server_stop(server);
	dir = opendir(folder);
	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder,
		    entry->d_name);
		(void)unlink(path);
	}
	(void)closedir(dir);
	ck_assert_int_eq(rmdir(folder), 0);
}

/* An order whose session cs_1 is in a state. */
static void
make_order(enum order_state state)
{
	struct order_new n = { .id = "ord_1",
		.token = "t",
		.cart_hash = "hash",
		.cart = "{\"items\":[]}",
		.profile = "payment",
		.email = "ada@shop.example",
		.request = "{}",
		.idempotency_key = "key" };
	struct order_seen seen = { .session = "cs_1",
		.order = "ord_1",
		.state = state,
		.amount = 1250,
		.currency = "usd",
		.source = "test",
		.why = "it says so" };
	struct order *o = NULL;
	bool made;

	ck_assert_int_eq(order_begin(shop->orders, &n, &o, &made, &e),
	    TILL_OK);
	order_free(o);
	ck_assert_int_eq(order_mark(shop->orders, &seen, NULL, &e), TILL_OK);
}

/* Runs a job if one is due. */
static bool
one(void)
{
	bool got = false;

	ck_assert_int_eq(fulfil_one(&fulfil, &got, &e), TILL_OK);
	return got;
}

static enum order_state
state(void)
{
	struct order *o = NULL;
	enum order_state s;

	ck_assert_int_eq(order_by_id(shop->orders, "ord_1", &o, &e), TILL_OK);
	s = o->state;
	order_free(o);
	return s;
}

static char text[65536];

static enum till_err
read_text(struct store_conn *c, void *arg, struct till_error *error)
{
	struct store_rows *rows = NULL;

	text[0] = '\0';
	ck_assert_int_eq(store_query(c, arg, &rows, error, ""), TILL_OK);
	if (store_next(rows, error) == 1 && store_text(rows, 0) != NULL)
		text_copy(text, sizeof(text), store_text(rows, 0));
	store_done(rows);
	return TILL_OK;
}

/* The first text that a query gives. */
static const char *
query(const char *sql)
{
	union {
		const char *in;
		void *out;
	} arg = { .in = sql };

	ck_assert_int_eq(store_read(shop->orders, read_text, arg.out, &e),
	    TILL_OK);
	return text;
}

/* What the programs have read. */
static const char *
read_log(void)
{
	FILE *file = fopen(log_file, "r");
	size_t n = 0;

	if (file != NULL) {
		n = fread(text, 1, sizeof(text) - 1, file);
		(void)fclose(file);
	}
	text[n] = '\0';
	return text;
}

static int
runs(void)
{
	int n = 0;

	for (const char *at = read_log(); (at = strchr(at, '\n')) != NULL;
	     at++)
		n++;
	return n;
}

START_TEST(done_once)
{
	open_all(PAID, "echo sent; exit 0");
	make_order(ORDER_PAID);
	ck_assert(one());
	ck_assert_int_eq(state(), ORDER_FULFILLED);
	ck_assert(!one());
	ck_assert_int_eq(runs(), 1);
	ck_assert_ptr_nonnull(strstr(text,
	    "\"key\":\"till-fulfil-ord_1-cs_1\",\"attempt\":1,"
	    "\"kind\":\"fulfil\""));
	ck_assert_ptr_nonnull(strstr(text, "\"email\":\"ada@shop.example\""));
	ck_assert_ptr_nonnull(strstr(text, "\"items\":[{\"id\":\"li_1\""));
	ck_assert_ptr_null(strstr(text, "client_secret"));
	ck_assert_str_eq(query("SELECT output FROM order_runs"), "sent\n");
	ck_assert_str_eq(query("SELECT state FROM order_jobs"), "done");
	close_all();
}
END_TEST

START_TEST(released_once)
{
	open_all(EXPIRED, "exit 0");
	make_order(ORDER_EXPIRED);
	ck_assert(one());
	ck_assert(!one());
	ck_assert_int_eq(runs(), 1);
	ck_assert_ptr_nonnull(strstr(text, "\"kind\":\"release\""));
	ck_assert_int_eq(state(), ORDER_EXPIRED);
	close_all();
}
END_TEST

/* What a program does that is not done, and what is said of it. */
static const struct {
	const char *script, *problem;
} failures[] = {
	{ "exit 1", "it ended with status 1" },
	{ "exit 255", "it ended with status 255" },
	{ "kill -9 $$", "it was ended by signal 9" },
	{ "sleep 60", "it was ended because it took too long" },
	{ "trap '' TERM; sleep 60 & sleep 60; sleep 60",
	    "it was ended because it took too long" },
};

START_TEST(failure)
{
	open_all(PAID, failures[_i].script);
	/* Only what never ends is not waited for. */
	if (strstr(failures[_i].script, "sleep") != NULL)
		fulfil.limit_ms = 300;
	make_order(ORDER_PAID);
	ck_assert(one());
	fulfil.limit_ms = LIMIT_MS;
	ck_assert_int_eq(state(), ORDER_PAID);
	ck_assert_str_eq(query("SELECT problem FROM order_jobs"),
	    failures[_i].problem);
	/* It waits for its time, and the time is the clock's. */
	ck_assert(!one());
	ck_assert_int_eq(clock_advance(JOB_PAUSE_S, &e), TILL_OK);
	write_program("exit 0");
	ck_assert(one());
	ck_assert_int_eq(state(), ORDER_FULFILLED);
	ck_assert_str_eq(query("SELECT attempt || ' ' || result FROM "
			       "order_runs ORDER BY attempt DESC"),
	    "2 done");
	ck_assert_int_eq(runs(), 2);
	close_all();
}
END_TEST

/* What the API says that makes no program run. */
static const struct {
	enum order_state state;
	const char *answer, *problem;
} refusals[] = {
	{ ORDER_PAID, SESSION("open", "unpaid", "1250", "usd", "ord_1"),
	    "the API does not say that the session is paid" },
	{ ORDER_PAID, SESSION("complete", "unpaid", "1250", "usd", "ord_1"),
	    "the API does not say that the session is paid" },
	{ ORDER_PAID, EXPIRED,
	    "the API does not say that the session is paid" },
	{ ORDER_PAID, SESSION("complete", "paid", "1", "usd", "ord_1"),
	    "the amount is not what was paid" },
	{ ORDER_PAID, SESSION("complete", "paid", "1250", "jpy", "ord_1"),
	    "the currency is not what was paid in" },
	{ ORDER_PAID, SESSION("complete", "paid", "1250", "usd", "ord_2"),
	    "the API says that the session is of another order" },
	{ ORDER_PAID, HEAD("404 Not Found") "{\"error\":{\"message\":\"x\"}}",
	    "the API does not know the session" },
	{ ORDER_PAID, HEAD("500 Bad") "{\"error\":{\"message\":\"x\"}}",
	    "the API could not be asked for the session" },
	{ ORDER_EXPIRED, PAID,
	    "the API does not say that the session has ended unpaid" },
	{ ORDER_FAILED,
	    SESSION("open", "unpaid", "1250", "usd", "ord_1"),
	    "the API does not say that the session has ended unpaid" },
};

START_TEST(refusal)
{
	open_all(refusals[_i].answer, "exit 0");
	make_order(refusals[_i].state);
	ck_assert(one());
	ck_assert_int_eq(state(), refusals[_i].state);
	ck_assert_int_eq(runs(), 0);
	ck_assert_str_eq(query("SELECT problem FROM order_jobs"),
	    refusals[_i].problem);
	ck_assert_str_eq(query("SELECT CAST(attempt AS TEXT)"
			       " FROM order_jobs"),
	    "0");
	close_all();
}
END_TEST

START_TEST(free_order_is_paid)
{
	open_all(SESSION("complete", "no_payment_required", "1250", "usd",
		     "ord_1"),
	    "exit 0");
	make_order(ORDER_PAID);
	ck_assert(one());
	ck_assert_int_eq(state(), ORDER_FULFILLED);
	close_all();
}
END_TEST

static void *
try_twice(void *arg)
{
	atomic_int *count = arg;

	for (int i = 0; i < 20; i++) {
		struct till_error mine;
		bool got = false;

		till_error_clear(&mine);
		if (fulfil_one(&fulfil, &got, &mine) != TILL_OK)
			atomic_fetch_add(count, 1000);
		atomic_fetch_add(count, got);
		(void)poll(NULL, 0, 5);
	}
	return NULL;
}

/* Two at once, while the program runs and the clock jumps: one run. */
START_TEST(two_workers)
{
	pthread_t threads[4];
	atomic_int count = 0;

	open_all(PAID, "sleep 0.3; exit 0");
	make_order(ORDER_PAID);
	for (size_t i = 0; i < nitems(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, try_twice,
				     &count),
		    0);
	(void)poll(NULL, 0, 50);
	ck_assert_int_eq(clock_advance(90000, &e), TILL_OK);
	for (size_t i = 0; i < nitems(threads); i++)
		(void)pthread_join(threads[i], NULL);
	ck_assert_int_eq(atomic_load(&count), 1);
	ck_assert_int_eq(runs(), 1);
	ck_assert_int_eq(state(), ORDER_FULFILLED);
	close_all();
}
END_TEST

/* The worker is killed under a program that goes on. */
START_TEST(killed)
{
	int status;
	pid_t pid;

	open_all(PAID, "sleep 0.5; exit 0");
	make_order(ORDER_PAID);
	(void)fflush(NULL);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		/* What a fork leaves of threads and connections is no good. */
		(void)execl("/proc/self/exe", "check_shop_fulfil", "worker",
		    db, server->base, program, (char *)NULL);
		_exit(127);
	}
	while (runs() == 0)
		(void)poll(NULL, 0, 5);
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	/* Its program still runs, and is alone. */
	ck_assert_int_eq(clock_advance(90000, &e), TILL_OK);
	ck_assert(!one());
	ck_assert_int_eq(runs(), 1);
	while (!one())
		(void)poll(NULL, 0, 5);
	ck_assert_int_eq(state(), ORDER_FULFILLED);
	ck_assert_int_eq(runs(), 2);
	ck_assert_ptr_nonnull(strstr(text, "\"attempt\":2"));
	ck_assert_str_eq(query("SELECT result FROM order_runs"
			       " WHERE attempt = 1"),
	    "its end was not seen");
	close_all();
}
END_TEST

/* The worker is told to stop while a program runs. */
START_TEST(stopped)
{
	atomic_bool stop = true;

	open_all(PAID, "sleep 60");
	fulfil.stop = &stop;
	fulfil.grace_ms = 100;
	make_order(ORDER_PAID);
	ck_assert(one());
	ck_assert_str_eq(query("SELECT problem FROM order_jobs"),
	    "it was ended because the worker stopped");
	close_all();
}
END_TEST

/* Failures in a row, and the seconds until the next try. */
static const struct {
	int64_t failures, pause;
} pauses[] = { { 1, 5 }, { 2, 10 }, { 3, 20 }, { 9, 1280 }, { 10, 2560 },
	{ 11, 3600 }, { 1000000, 3600 } };

START_TEST(pause_row)
{
	ck_assert_int_eq(job_pause(pauses[_i].failures), pauses[_i].pause);
}
END_TEST

/* What cannot be a program. */
static const char *const no_programs[] = { "program", "/nowhere/at/all",
	"/tmp", "/etc/passwd" };

START_TEST(no_program)
{
	till_error_clear(&e);
	ck_assert_int_eq(program_check(no_programs[_i], &e), TILL_EINPUT);
	ck_assert_ptr_nonnull(strstr(e.message, no_programs[_i]));
}
END_TEST

/* What a program prints is kept up to a limit, and it gets no secret. */
START_TEST(output)
{
	struct program_run run = { .path = program,
		.input = "x\n",
		.input_len = 2,
		.held = -1,
		.limit_ms = LIMIT_MS };
	struct buf out;
	bool started;

	open_all(PAID, "env; head -c 100000 /dev/zero | tr '\\0' y; exit 0");
	ck_assert_int_eq(setenv("TILL_SECRET_KEY", "sk_test_secret", 1), 0);
	ck_assert_int_eq(setenv("KEPT", "yes", 1), 0);
	buf_init(&out, PROGRAM_OUTPUT_MAX);
	ck_assert_int_eq(program_run(&run, &out, &started, &e), TILL_OK);
	ck_assert(started);
	ck_assert_uint_eq(out.len, PROGRAM_OUTPUT_MAX);
	ck_assert_ptr_null(strstr(out.data, "TILL_"));
	ck_assert_ptr_nonnull(strstr(out.data, "KEPT=yes"));
	buf_free(&out);
	buf_init(&out, PROGRAM_OUTPUT_MAX);
	run.path = "/nowhere/at/all";
	ck_assert_int_eq(program_run(&run, &out, &started, &e),
	    TILL_EINTERNAL);
	ck_assert(!started);
	buf_free(&out);
	close_all();
}
END_TEST

/* What killed() runs: a worker that claims one job. */
static char worker_base[128];

static const char *
worker_source(const char *name)
{
	return strcmp(name, "TILL_API_BASE") == 0 ? worker_base : source(name);
}

static int
worker(char **argv)
{
	static struct server none;
	void *app = NULL;
	bool got;

	server = &none;
	text_copy(db, sizeof(db), argv[2]);
	text_copy(worker_base, sizeof(worker_base), argv[3]);
	text_copy(program, sizeof(program), argv[4]);
	if (settings_load(worker_source, NULL, 0, &settings, &e) != TILL_OK ||
	    shop_open(settings, SHOP_ORDERS | SHOP_API, &app, &e) !=
		TILL_OK ||
	    fulfil_open(app, NULL, &fulfil, &e) != TILL_OK)
		return 1;
	return fulfil_one(&fulfil, &got, &e) != TILL_OK;
}

int
main(int argc, char **argv)
{
	TCase *tc;
	Suite *s;
	SRunner *sr;
	int failed;

	if (argc == 5 && strcmp(argv[1], "worker") == 0)
		return worker(argv);
	tc = tcase_create("fulfil");
	s = suite_create("shop fulfil");
	sr = srunner_create(s);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, done_once);
	tcase_add_test(tc, released_once);
	tcase_add_loop_test(tc, failure, 0, nitems(failures));
	tcase_add_loop_test(tc, refusal, 0, nitems(refusals));
	tcase_add_test(tc, free_order_is_paid);
	tcase_add_test(tc, two_workers);
	tcase_add_test(tc, killed);
	tcase_add_test(tc, stopped);
	tcase_add_loop_test(tc, pause_row, 0, nitems(pauses));
	tcase_add_loop_test(tc, no_program, 0, nitems(no_programs));
	tcase_add_test(tc, output);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
