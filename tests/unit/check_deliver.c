/*
 * deliver: events on a real database are posted to a server on a real socket;
 * each row is what the server does and what becomes of the delivery.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/deliver.h"
#include "events/endpoint.h"
#include "events/event.h"
#include "events/queue.h"
#include "events/signature.h"
#include "events/trouble.h"
#include "stripe_server.h"

#define HEAD(status) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n"
#define OK HEAD("200 OK") "thanks"

/* A machine that has much to do is no server that hangs. */
static const struct deliver_options usual = { .timeout_ms = 20000,
	.wait_ms = 20 };
static const struct deliver_options hasty = { .timeout_ms = 500,
	.wait_ms = 20 };

static char folder[] = "/tmp/till-check-deliver-XXXXXX";
static struct store *store;
static struct deliver *worker;
static struct till_error e;

static void
open_all(void)
{
	char path[128];

	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/api.db", folder);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e),
	    TILL_OK);
	ck_assert_int_eq(deliver_open(store, &usual, &worker, &e), TILL_OK);
}

static void
close_all(void)
{
	char path[160];
	static const char *const names[] = { "", "-wal", "-shm" };

	deliver_close(worker);
	store_close(store);
	for (size_t i = 0; i < nitems(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/api.db%s", folder,
		    names[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* An endpoint of an address that wants every type, with its secret. */
static enum till_err
add_endpoint(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *o = NULL, *wanted = json_object_new_array();

	json_object_array_add(wanted, json_object_new_string("*"));
	ck_assert_int_eq(catalog_new(&webhook_endpoint_type, NULL,
			     clock_now(), &o, err),
	    TILL_OK);
	json_put_text(o, "id", "we_test");
	json_put_text(o, "url", arg);
	json_put_text(o, "status", "enabled");
	json_put(o, "enabled_events", wanted);
	ck_assert_int_eq(catalog_insert(c, &webhook_endpoint_type, o, err),
	    TILL_OK);
	json_object_put(o);
	return endpoint_secret_set(c, "we_test", "whsec_test", clock_now(),
	    clock_now(), err);
}

/* Something that happens: a new product. */
static enum till_err
happen(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *o = NULL;

	(void)arg;
	ck_assert_int_eq(catalog_new(&catalog_product, NULL, clock_now(), &o,
			     err),
	    TILL_OK);
	ck_assert_int_eq(catalog_insert(c, &catalog_product, o, err),
	    TILL_OK);
	json_object_put(o);
	return TILL_OK;
}

struct number {
	const char *sql;
	int64_t value;
};

static enum till_err
read_number(struct store_conn *c, void *arg, struct till_error *err)
{
	struct number *number = arg;
	struct store_rows *rows;

	ck_assert_int_eq(store_query(c, number->sql, &rows, err, ""),
	    TILL_OK);
	ck_assert_int_eq(store_next(rows, err), 1);
	number->value = store_int(rows, 0);
	store_done(rows);
	return TILL_OK;
}

static int64_t
count(const char *sql)
{
	struct number number = { .sql = sql };

	ck_assert_int_eq(store_read(store, read_number, &number, &e),
	    TILL_OK);
	return number.value;
}

static enum till_err
run_sql(struct store_conn *c, void *arg, struct till_error *err)
{
	return store_exec(c, *(const char **)arg, err, "");
}

/* Makes the database what a test needs it to be. */
static void
put(const char *sql)
{
	ck_assert_int_eq(store_write(store, run_sql, &sql, &e), TILL_OK);
}

/* Runs the worker at a second until nothing is under way or due. */
static void
run_at(int64_t now)
{
	int64_t next = now;

	for (int i = 0; i < 500 && next <= now; i++)
		ck_assert_int_eq(deliver_run(worker, now, &next, &e),
		    TILL_OK);
	ck_assert_int_gt(next, now);
}

/* The same where something stays due: until a while nothing is under way. */
static void
run_for(int64_t now)
{
	int64_t next;

	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(deliver_run(worker, now, &next, &e),
		    TILL_OK);
		if (next > now)
			return;
	}
}

static const struct {
	const char *answer;
	bool delivered;
} rows[] = {
	{ OK, true },
	{ HEAD("204 No Content"), true },
	{ HEAD("299 Fine"), true },
	{ HEAD("302 Found\r\nLocation: http://127.0.0.1:1/"), false },
	{ HEAD("400 Bad"), false },
	{ HEAD("500 Oops"), false },
	{ SERVER_CUT, false },
	{ SERVER_HANG, false },
	{ "this is no HTTP", false },
	{ SERVER_ENDLESS, true }, /* the rest of an answer is not read */
};

START_TEST(deliver_row)
{
	struct server *server = server_start(&rows[_i].answer, 1);
	int64_t now = clock_now();

	if (rows[_i].answer != SERVER_CUT &&
	    strcmp(rows[_i].answer, SERVER_HANG) == 0) {
		deliver_close(worker);
		ck_assert_int_eq(deliver_open(store, &hasty, &worker, &e),
		    TILL_OK);
	}
	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, happen, NULL, &e), TILL_OK);
	ck_assert_int_eq(count("SELECT pending FROM event"), 1);
	run_at(now);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM webhook_attempt"), 1);
	ck_assert_int_eq(count("SELECT error IS NULL FROM webhook_attempt"),
	    rows[_i].delivered);
	ck_assert_int_eq(
	    count("SELECT state='delivered' FROM webhook_delivery"),
	    rows[_i].delivered);
	ck_assert_int_eq(count("SELECT pending FROM event"),
	    !rows[_i].delivered);
	/* Three tries in all, at their times and no earlier. */
	run_at(now + 3000);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	run_at(now + 3601);
	run_at(now + 3601 + 7201);
	run_at(now + 10 * 86400);
	ck_assert_int_eq(atomic_load(&server->asked),
	    rows[_i].delivered ? 1 : 3);
	ck_assert_int_eq(
	    count("SELECT state='failed' FROM webhook_delivery"),
	    !rows[_i].delivered);
	server_stop(server);
}
END_TEST

/* The request itself: its headers, its body and its signature. */
START_TEST(request)
{
	static const char *const steps[] = { OK };
	static const char *const secrets[] = { "whsec_test" };
	struct server *server = server_start(steps, 1);
	char header[256], *at, *body;
	enum signature_fault fault;

	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, happen, NULL, &e), TILL_OK);
	run_at(clock_now());
	at = server->request[0];
	ck_assert_int_eq(strncmp(at, "POST / HTTP/1.1\r\n", 17), 0);
	ck_assert_ptr_nonnull(strstr(at,
	    "\r\nContent-Type: application/json; charset=utf-8\r\n"));
	body = strstr(at, "\r\n\r\n") + 4;
	at = strstr(at, "\r\nStripe-Signature: ") + 20;
	text_copy(header, sizeof(header), at);
	header[strcspn(header, "\r")] = '\0';
	ck_assert_int_eq(signature_verify(header, body, strlen(body), secrets,
			     1, clock_now(), 300, &fault),
	    TILL_OK);
	ck_assert_ptr_nonnull(strstr(body, "\"type\": \"product.created\""));
	server_stop(server);
}
END_TEST

/* A worker that was killed: its lease runs out and another one delivers. */
START_TEST(lease)
{
	static const char *const steps[] = { OK };
	struct server *server = server_start(steps, 1);
	int64_t now = clock_now(), next;

	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, happen, NULL, &e), TILL_OK);
	/* As if another worker had it, for long and then until just now. */
	put("UPDATE webhook_delivery SET lease=9999999999");
	ck_assert_int_eq(deliver_run(worker, now, &next, &e), TILL_OK);
	ck_assert_int_eq(next, INT64_MAX);
	ck_assert_int_eq(atomic_load(&server->asked), 0);
	put("UPDATE webhook_delivery SET lease=1");
	run_at(now);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	server_stop(server);
}
END_TEST

struct switched {
	enum trouble which;
	int64_t n;
};

static enum till_err
set_trouble(struct store_conn *c, void *arg, struct till_error *err)
{
	struct switched *on = arg;

	return trouble_set(c, on->which, on->n, err);
}

static enum till_err
release(struct store_conn *c, void *arg, struct till_error *err)
{
	return trouble_release(c, *(int64_t *)arg, err);
}

/* Three events under each trouble: how many requests come, in what order. */
static const struct {
	struct switched on;
	int at_once;	   /* requests at once */
	int64_t later_s;   /* looked at again so much later */
	int later, freed;  /* requests by then, and after a release */
	bool backwards;
	enum signature_fault first; /* of the first request */
} troubles[] = {
	{ { TROUBLE_HOLD, 1 }, 0, 90000, 0, 3, false, SIGNATURE_OK },
	{ { TROUBLE_DROP, 2 }, 1, 90000, 1, 1, false, SIGNATURE_OK },
	{ { TROUBLE_DUPLICATE, 2 }, 5, 90000, 5, 5, false, SIGNATURE_OK },
	{ { TROUBLE_REORDER, 3 }, 3, 0, 3, 3, true, SIGNATURE_OK },
	{ { TROUBLE_REORDER, 4 }, 0, 90000, 0, 3, true, SIGNATURE_OK },
	{ { TROUBLE_DELAY, 100 }, 0, 101, 3, 3, false, SIGNATURE_OK },
	{ { TROUBLE_DELAY, 100 }, 0, 0, 0, 3, false, SIGNATURE_OK },
	{ { TROUBLE_BAD_SIGNATURE, 3 }, 3, 0, 3, 3, false,
	    SIGNATURE_NO_MATCH },
	{ { TROUBLE_OLD_TIMESTAMP, 3 }, 3, 0, 3, 3, false, SIGNATURE_TIME },
	{ { TROUBLE_LIVE_RETRIES, 1 }, 3, 0, 3, 3, false, SIGNATURE_OK },
};

struct place {
	char event[32];
	int64_t id;
};

static enum till_err
find_place(struct store_conn *c, void *arg, struct till_error *err)
{
	struct place *place = arg;
	struct store_rows *found;

	ck_assert_int_eq(store_query(c,
			     "SELECT id FROM webhook_delivery WHERE event=?",
			     &found, err, "t", place->event),
	    TILL_OK);
	ck_assert_int_eq(store_next(found, err), 1);
	place->id = store_int(found, 0);
	store_done(found);
	return TILL_OK;
}

/* Which delivery a request is of. */
static int64_t
place_of(const char *sent)
{
	const char *id = strstr(sent, "\"id\": \"evt_");
	struct place place = { .id = 0 };

	ck_assert_ptr_nonnull(id);
	(void)snprintf(place.event, sizeof(place.event), "%.28s", id + 7);
	ck_assert_int_eq(store_read(store, find_place, &place, &e), TILL_OK);
	return place.id;
}

static enum signature_fault
fault_of(const char *sent)
{
	static const char *const secrets[] = { "whsec_test" };
	const char *body = strstr(sent, "\r\n\r\n") + 4;
	enum signature_fault fault;
	char header[256];

	text_copy(header, sizeof(header),
	    strstr(sent, "\r\nStripe-Signature: ") + 20);
	header[strcspn(header, "\r")] = '\0';
	(void)signature_verify(header, body, strlen(body), secrets, 1,
	    clock_now(), 300, &fault);
	return fault;
}

START_TEST(trouble_row)
{
	static const char *const steps[] = { OK };
	struct server *server = server_start(steps, 1);
	struct switched on = troubles[_i].on;
	int64_t now = clock_now(), at = now + troubles[_i].later_s;

	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, set_trouble, &on, &e), TILL_OK);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(store_write(store, happen, NULL, &e),
		    TILL_OK);
	run_for(now + 1);
	ck_assert_int_eq(atomic_load(&server->asked), troubles[_i].at_once);
	run_for(at + 1);
	ck_assert_int_eq(atomic_load(&server->asked), troubles[_i].later);
	ck_assert_int_eq(store_write(store, release, &at, &e), TILL_OK);
	run_at(at + 1);
	ck_assert_int_eq(atomic_load(&server->asked), troubles[_i].freed);
	ck_assert_int_eq(count("SELECT count(*) FROM webhook_trouble"), 0);
	if (troubles[_i].backwards)
		for (int i = 1; i < 3; i++)
			ck_assert_int_lt(place_of(server->request[i]),
			    place_of(server->request[i - 1]));
	ck_assert_int_eq(fault_of(server->request[0]), troubles[_i].first);
	server_stop(server);
}
END_TEST

/* Live mode's retries go on for three days and no longer. */
START_TEST(live_retries)
{
	static const char *const steps[] = { HEAD("500 Oops") };
	struct server *server = server_start(steps, 1);
	struct switched on = { TROUBLE_LIVE_RETRIES, 1 };
	int64_t now = clock_now(), next = now, last = now;
	int tries = 0;

	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, set_trouble, &on, &e), TILL_OK);
	ck_assert_int_eq(store_write(store, happen, NULL, &e), TILL_OK);
	while (next != INT64_MAX) {
		last = next;
		run_at(next);
		tries++;
		ck_assert_int_eq(deliver_run(worker, last, &next, &e),
		    TILL_OK);
	}
	ck_assert_int_eq(tries, atomic_load(&server->asked));
	ck_assert_int_gt(tries, 8);
	ck_assert_int_gt(last - now, 2 * 86400);
	ck_assert_int_le(last - now, 3 * 86400);
	server_stop(server);
}
END_TEST

static enum till_err
stop(struct store_conn *c, void *arg, struct till_error *err)
{
	return endpoint_stop(c, arg, err);
}

static enum till_err
again(struct store_conn *c, void *arg, struct till_error *err)
{
	return queue_again(c, *(int64_t *)arg, clock_now(), err);
}

/* What is stopped is not delivered; a delivery can be made once more. */
START_TEST(stop_and_again)
{
	static const char *const steps[] = { OK };
	struct server *server = server_start(steps, 1);
	int64_t now = clock_now() + 1, id = 1, none = 99;

	ck_assert_int_eq(store_write(store, add_endpoint, server->base, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, happen, NULL, &e), TILL_OK);
	ck_assert_int_eq(store_write(store, stop, (char[]){ "we_test" }, &e),
	    TILL_OK);
	ck_assert_int_eq(count("SELECT pending FROM event"), 0);
	run_at(now);
	ck_assert_int_eq(atomic_load(&server->asked), 0);
	ck_assert_int_eq(store_write(store, again, &id, &e), TILL_OK);
	ck_assert_int_eq(count("SELECT pending FROM event"), 1);
	run_at(now);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	ck_assert_int_eq(store_write(store, again, &id, &e), TILL_OK);
	run_at(now);
	ck_assert_int_eq(atomic_load(&server->asked), 2);
	ck_assert_int_eq(store_write(store, again, &none, &e),
	    TILL_ENOTFOUND);
	put("UPDATE webhook_endpoint SET status='disabled'");
	ck_assert_int_eq(store_write(store, again, &id, &e), TILL_EINPUT);
	put("UPDATE webhook_endpoint SET status='enabled'");
	put("UPDATE webhook_delivery SET lease=9999999999");
	ck_assert_int_eq(store_write(store, again, &id, &e), TILL_EINPUT);
	server_stop(server);
}
END_TEST

struct secret {
	const char *secret;
	int64_t now, old_until;
};

static enum till_err
roll(struct store_conn *c, void *arg, struct till_error *err)
{
	struct secret *s = arg;

	return endpoint_secret_set(c, "we_test", s->secret, s->now,
	    s->old_until, err);
}

static enum till_err
valid(struct store_conn *c, void *arg, struct till_error *err)
{
	int64_t *n = arg;
	struct endpoint_secrets secrets;
	enum till_err got = endpoint_secrets(c, "we_test", *n, &secrets, err);

	*n = (int64_t)secrets.n;
	return got;
}

/* Both secrets while one is rolled, the new one alone after that. */
START_TEST(roll_secret)
{
	static const struct {
		int64_t at, n;
	} looks[] = { { 0, 2 }, { 99, 2 }, { 100, 1 }, { 100000, 1 } };
	struct secret first = { "whsec_a", 1000, 1000 };
	struct secret second = { "whsec_b", 1000, 1100 };
	char name[32];

	ck_assert_int_eq(store_write(store, roll, &first, &e), TILL_OK);
	ck_assert_int_eq(store_write(store, roll, &second, &e), TILL_OK);
	for (size_t i = 0; i < nitems(looks); i++) {
		int64_t n = 1000 + looks[i].at;

		ck_assert_int_eq(store_read(store, valid, &n, &e), TILL_OK);
		ck_assert_int_eq(n, looks[i].n);
	}
	for (int i = 0; i < ENDPOINT_SECRETS_MAX - 2; i++) {
		(void)snprintf(name, sizeof(name), "whsec_%d", i);
		second.secret = name;
		ck_assert_int_eq(store_write(store, roll, &second, &e),
		    TILL_OK);
	}
	second.secret = "whsec_too_many";
	ck_assert_int_eq(store_write(store, roll, &second, &e), TILL_EINPUT);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("deliver");
	Suite *s = suite_create("deliver");
	SRunner *sr = srunner_create(s);

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, deliver_row, 0, (int)nitems(rows));
	tcase_add_test(tc, request);
	tcase_add_test(tc, lease);
	tcase_add_loop_test(tc, trouble_row, 0, (int)nitems(troubles));
	tcase_add_test(tc, live_retries);
	tcase_add_test(tc, stop_and_again);
	tcase_add_test(tc, roll_secret);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	int failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
