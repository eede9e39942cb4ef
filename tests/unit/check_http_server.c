/*
 * The server side of http: programs that run as FastCGI behind a real socket
 * and as plain CGI.  The program under test is this file run again with
 * "--program".
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/text.h"
#include "fcgi_client.h"
#include "http/http.h"

static const char *self;

/* The program. */

static enum till_err
hello(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	(void)app;
	(void)e;
	buf_addf(&res->body, "hello %s", req->query);
	return http_set_header(res, "Content-Type", "text/plain");
}

static enum till_err
echo(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	const char *agent = http_header(req, "User-Agent");

	(void)app;
	(void)e;
	buf_addf(&res->body, "%s|%s|%s|%s|%s|%zu|", req->method_name,
	    req->path, req->query, req->capture[0],
	    agent != NULL ? agent : "-", req->body_len);
	buf_add(&res->body, req->body, req->body_len);
	return TILL_OK;
}

static enum till_err
fail_as(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	int64_t kind = 0;

	(void)app;
	buf_add_text(&res->body, "must not be seen");
	(void)http_set_header(res, "X-Leak", "must not be seen");
	text_to_int(req->capture[0], &kind);
	return till_fail(e, (enum till_err)kind, NULL, NULL, "cause-%d",
	    (int)kind);
}

static enum till_err
big(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	(void)app;
	(void)req;
	(void)e;
	for (int i = 0; i < 300000; i++)
		buf_addf(&res->body, "%07d\n", i);
	return TILL_OK;
}

/* Says that it is running, then waits to be let go. */
static enum till_err
slow(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	char path[128], byte;
	int fd;

	(void)app;
	(void)req;
	(void)e;
	(void)snprintf(path, sizeof(path), "%s/entered",
	    getenv("TEST_FOLDER"));
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (write(fd, "x", 1) != 1)
		abort();
	close(fd);
	(void)snprintf(path, sizeof(path), "%s/release",
	    getenv("TEST_FOLDER"));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	while (read(fd, &byte, 1) > 0)
		continue;
	close(fd);
	buf_add_text(&res->body, "slow");
	return TILL_OK;
}

/* Leaves its client without an answer: of mark 1 for long, of others not. */
static enum till_err
leave_waiting(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	(void)app;
	(void)e;
	buf_add_text(&res->body, "must not be seen");
	res->hold_ms = 600000;
	res->unanswered = true;
	text_to_int(req->capture[0], &res->hold_mark);
	return TILL_OK;
}

/* Answers later: by mark as above, or after some milliseconds. */
static enum till_err
answer_late(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	int64_t ms;

	(void)app;
	(void)e;
	text_to_int(req->capture[0], &res->hold_mark);
	text_to_int(req->capture[1], &ms);
	res->hold_ms = (int)ms;
	for (int i = 0; i < 20000; i++)
		buf_addf(&res->body, "%07d\n", i);
	return http_set_header(res, "X-Late", "yes");
}

static bool
holds(void *app, int64_t mark)
{
	(void)app;
	return mark == 1;
}

static void
explain(void *app, const struct http_request *req, const struct till_error *e,
    struct http_response *res)
{
	(void)app;
	(void)req;
	if (e->kind == TILL_ECONFLICT)
		return; /* nothing: a plain text must stand in */
	buf_addf(&res->body, "failed: %s",
	    res->status < 500 ? e->message : "sorry");
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/hello", hello, 0 },
	{ HTTP_GET | HTTP_POST, "/echo", echo, 0 },
	{ HTTP_POST, "/tiny", echo, 10 },
	{ HTTP_POST, "/huge", echo, 4 * 1024 * 1024 },
	{ HTTP_GET | HTTP_DELETE, "/item/:id", echo, 0 },
	{ HTTP_GET, "/fail/:kind", fail_as, 0 },
	{ HTTP_GET, "/big", big, 0 },
	{ HTTP_GET, "/slow", slow, 0 },
	{ HTTP_GET, "/hold/:mark", leave_waiting, 0 },
	{ HTTP_GET, "/late/:mark/:ms", answer_late, 0 },
};

static const struct http_program program = {
	.name = "checked",
	.routes = routes,
	.routes_count = nitems(routes),
	.threads = 4,
	.holds = holds,
	.fail = explain,
};

/* Requests and what must be in their answers, both ways. */

static const struct row {
	const char *const env[8];
	const char *body;
	const char *want[6]; /* each is in the answer */
	const char *never;   /* this is not */
} rows[] = {
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/hello?a=b",
	      "QUERY_STRING=a=b" },
	    "",
	    { "Status: 200 OK\r\n", "\r\nRequest-Id: req_",
		"\r\nX-Content-Type-Options: nosniff\r\n",
		"\r\nCache-Control: no-store\r\n",
		"\r\nContent-Length: 9\r\n", "\r\n\r\nhello a=b" },
	    NULL },
	{ { "REQUEST_METHOD=HEAD", "REQUEST_URI=/hello?a=b" },
	    "", { "Status: 200 OK\r\n", "\r\nContent-Length: 9\r\n" },
	    "hello" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH=3",
	      "HTTP_USER_AGENT=me" },
	    "a=b",
	    { "Status: 200", "\r\n\r\nPOST|/echo|||me|3|a=b" }, NULL },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH=3" },
	    "a=bcdef", { "|3|a=b" }, "a=bc" },
	{ { "REQUEST_METHOD=POST", "SCRIPT_NAME=/item", "PATH_INFO=/x" }, "",
	    { "Status: 405 Method Not Allowed\r\n",
		"\r\nAllow: GET, HEAD, DELETE\r\n", "failed: " },
	    "echo" },
	{ { "REQUEST_METHOD=DELETE", "REQUEST_URI=/item/a%2Fb?q" }, "",
	    { "\r\n\r\nDELETE|/item/a%2Fb|q|a/b|-|0|" }, NULL },
	{ { "REQUEST_METHOD=PUT", "REQUEST_URI=/hello" }, "",
	    { "Status: 405", "\r\nAllow: GET, HEAD\r\n" }, NULL },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/nowhere" }, "",
	    { "Status: 404 Not Found\r\n", "Request-Id: req_", "nothing" },
	    "Allow" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/tiny", "CONTENT_LENGTH=10" },
	    "0123456789", { "Status: 200", "|10|0123456789" }, NULL },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/tiny", "CONTENT_LENGTH=11" },
	    "01234567890",
	    { "Status: 413 Content Too Large\r\n", "Request-Id: req_",
		"10 bytes" },
	    "|11|" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH=-1" },
	    "abc", { "Status: 400 Bad Request\r\n" }, "|3|" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH=1x" },
	    "abc", { "Status: 400" }, "|3|" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH= 3" },
	    "abc", { "Status: 400" }, "|3|" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo",
	      "CONTENT_LENGTH=99999999999999999999" },
	    "abc", { "Status: 400" }, "|3|" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/echo", "CONTENT_LENGTH=4" },
	    "abc", { "Status: 400", "shorter" }, "|3|" },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/fail/1" }, "",
	    { "Status: 400", "failed: cause-1" }, "must not be seen" },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/fail/8" }, "",
	    { "Status: 409 Conflict", "text/plain",
		"\r\n\r\n409 Conflict\nRequest: req_" },
	    "must not be seen" },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/fail/11" }, "",
	    { "Status: 500", "failed: sorry" }, "cause" },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/big" }, "",
	    { "\r\nContent-Length: 2400000\r\n", "\r\n\r\n0000000\n",
		"\n0299999\n" },
	    NULL },
	{ { NULL }, "", { "Status: 404" }, NULL },
	/* Late for a moment, and let go at once. */
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/late/1/120" }, "",
	    { "Status: 200 OK\r\n", "\r\nX-Late: yes\r\n",
		"\r\nContent-Length: 160000\r\n", "\n0019999\n" },
	    NULL },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/late/2/600000" }, "",
	    { "Status: 200 OK\r\n", "\r\nX-Late: yes\r\n", "\n0019999\n" },
	    NULL },
	{ { "REQUEST_METHOD=HEAD", "REQUEST_URI=/late/2/600000" }, "",
	    { "Status: 200 OK\r\n", "\r\nContent-Length: 160000\r\n" },
	    "0019999" },
};

static void
expect(const struct row *row, const struct buf *answer)
{
	for (size_t i = 0; i < nitems(row->want) && row->want[i] != NULL; i++)
		ck_assert_msg(strstr(buf_text(answer), row->want[i]) != NULL,
		    "no \"%s\" in: %.2000s", row->want[i], buf_text(answer));
	if (row->never != NULL)
		ck_assert_msg(strstr(buf_text(answer), row->never) == NULL,
		    "\"%s\" in: %.2000s", row->never, buf_text(answer));
}

static void
ask(int fd, bool keep, const struct row *row, struct buf *answer)
{
	struct buf request;

	buf_init(&request, 1 << 24);
	fcgi_request(&request, keep, row->env, row->body, strlen(row->body));
	ck_assert(buf_ok(&request));
	ck_assert(fcgi_write(fd, request.data, request.len));
	buf_reset(answer);
	ck_assert(fcgi_answer(fd, answer));
	buf_free(&request);
}

/* Runs the program as CGI and collects what it prints. */
static int
run_cgi(const struct row *row, const char *extra, struct buf *out)
{
	char *env[10] = { 0 }, chunk[4096];
	int in[2], answer[2], status, null = open("/dev/null", O_WRONLY);
	ssize_t n;
	pid_t pid;

	for (size_t i = 0; i < 8 && row->env[i] != NULL; i++)
		env[i] = (char *)row->env[i];
	for (size_t i = 0; i < 10 && extra != NULL; i++) {
		if (env[i] == NULL) {
			env[i] = (char *)extra;
			break;
		}
	}
	ck_assert_int_eq(pipe(in), 0);
	ck_assert_int_eq(pipe(answer), 0);
	pid = fork();
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(answer[1], STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		close(in[1]);
		close(answer[0]);
		execle(self, self, "--program", (char *)NULL, env);
		_exit(127);
	}
	close(null);
	close(in[0]);
	close(answer[1]);
	/* A program that needs no body may have answered and gone already. */
	n = write(in[1], row->body, strlen(row->body));
	if (n < 0)
		ck_assert_int_eq(errno, EPIPE);
	close(in[1]);
	while ((n = read(answer[0], chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)n);
	close(answer[0]);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return status;
}

/* Makes two answers comparable: their ids differ. */
static void
blank_ids(struct buf *answer)
{
	for (char *p = answer->data; p != NULL;) {
		p = strstr(p, "req_");
		if (p != NULL)
			memset(p + 4, '?', 14), p += 18;
	}
}

START_TEST(alike)
{
	const struct row *row = &rows[_i];
	struct fcgi_program p;
	struct buf fast, again, plain;
	int fd;

	buf_init(&fast, 1 << 24);
	buf_init(&again, 1 << 24);
	buf_init(&plain, 1 << 24);
	fcgi_start(&p, self);
	fd = fcgi_connect(p.socket);
	ask(fd, true, row, &fast);
	expect(row, &fast);
	/* The connection serves on, whatever the first answer was. */
	ask(fd, true, row, &again);
	ck_assert_str_ne(buf_text(&fast), buf_text(&again));
	blank_ids(&fast);
	blank_ids(&again);
	ck_assert_str_eq(buf_text(&fast), buf_text(&again));
	ck_assert_int_eq(run_cgi(row, NULL, &plain), 0);
	blank_ids(&plain);
	ck_assert_str_eq(buf_text(&fast), buf_text(&plain));
	close(fd);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&fast);
	buf_free(&again);
	buf_free(&plain);
}
END_TEST

static const struct row hello_row = { { "REQUEST_METHOD=GET",
	"REQUEST_URI=/hello?secret=1", "QUERY_STRING=secret=1" }, "",
	{ NULL }, NULL };

/* One connection's share of the crowd below. */
struct client {
	pthread_t thread;
	const char *socket;
	int answered;
};

#define CROWD 64
#define EACH 20

static void *
be_client(void *arg)
{
	struct client *c = arg;
	struct buf answer;
	int fd = fcgi_connect(c->socket);

	buf_init(&answer, 1 << 20);
	for (int i = 0; i < EACH; i++) {
		ask(fd, true, &hello_row, &answer);
		if (strstr(buf_text(&answer), "hello secret=1") != NULL)
			c->answered++;
	}
	buf_free(&answer);
	close(fd);
	return NULL;
}

/* All at once from threads, with as many idle connections beside them. */
START_TEST(more_connections_than_threads)
{
	static struct client clients[CROWD];
	struct fcgi_program p;
	struct buf answer;
	int idle[CROWD], total = 0;

	setenv("TILL_LOG", "warn", 1);
	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	for (int i = 0; i < CROWD; i++) {
		idle[i] = fcgi_connect(p.socket);
		ask(idle[i], true, &hello_row, &answer);
	}
	for (int i = 0; i < CROWD; i++) {
		clients[i].socket = p.socket;
		ck_assert_int_eq(pthread_create(&clients[i].thread, NULL,
				     be_client, &clients[i]), 0);
	}
	for (int i = 0; i < CROWD; i++) {
		pthread_join(clients[i].thread, NULL);
		total += clients[i].answered;
	}
	ck_assert_int_eq(total, CROWD * EACH);
	/* And those that were idle all the while still serve. */
	for (int i = 0; i < CROWD; i++) {
		ask(idle[i], true, &hello_row, &answer);
		close(idle[i]);
	}
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&answer);
}
END_TEST

/* Every connection is kept and asked in turn by one thread. */
START_TEST(connections_in_turn)
{
	struct fcgi_program p;
	struct buf answer;
	int fd[CROWD];

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	for (int i = 0; i < CROWD; i++)
		fd[i] = fcgi_connect(p.socket);
	for (int n = 0; n < EACH; n++)
		for (int i = 0; i < CROWD; i++)
			ask(fd[i], true, &hello_row, &answer);
	for (int i = 0; i < CROWD; i++)
		close(fd[i]);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&answer);
}
END_TEST

/* Where a request is cut off: in a header, in the params, in the body. */
static const size_t cuts[] = { 1, 8, 20, 60, 0 };

START_TEST(half_a_request_holds_nobody)
{
	static const struct row post = { { "REQUEST_METHOD=POST",
		"REQUEST_URI=/echo", "CONTENT_LENGTH=6" }, "abcdef",
		{ "|6|abcdef" }, NULL };
	struct fcgi_program p;
	struct buf answer, request;
	int fd, half[CROWD];
	size_t cut;

	buf_init(&answer, 1 << 20);
	buf_init(&request, 1 << 20);
	fcgi_request(&request, true, post.env, post.body, 6);
	cut = cuts[_i] != 0 ? cuts[_i] : request.len - 1;
	fcgi_start(&p, self);
	for (int i = 0; i < CROWD; i++) {
		half[i] = fcgi_connect(p.socket);
		ck_assert(fcgi_write(half[i], request.data, cut));
	}
	fd = fcgi_connect(p.socket);
	for (int i = 0; i < EACH; i++)
		ask(fd, true, &hello_row, &answer);
	close(fd);
	/* The first half get their other half and are answered. */
	for (int i = 0; i < CROWD / 2; i++)
		ck_assert(fcgi_write(half[i], request.data + cut,
		    request.len - cut));
	for (int i = 0; i < CROWD / 2; i++) {
		buf_reset(&answer);
		ck_assert(fcgi_answer(half[i], &answer));
		expect(&post, &answer);
		close(half[i]);
	}
	/* The others are closed in the end; one row waits for that. */
	for (int i = CROWD / 2; i < CROWD; i++) {
		buf_reset(&answer);
		ck_assert(cuts[_i] != 0 || !fcgi_answer(half[i], &answer));
		close(half[i]);
	}
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&request);
	buf_free(&answer);
}
END_TEST

/* Whether the other side has closed: waits for that. */
static bool
is_closed(int fd)
{
	char byte;

	return recv(fd, &byte, 1, 0) <= 0;
}

/* Sends a request for /slow and waits until its handler runs. */
static int
ask_slow(const struct fcgi_program *p)
{
	static const char *const env[] = { "REQUEST_METHOD=GET",
		"REQUEST_URI=/slow", NULL };
	static const char *const names[] = { "entered", "release" };
	struct buf request;
	char path[128], byte;
	int fd, entered;

	for (size_t i = 0; i < nitems(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", p->folder,
		    names[i]);
		ck_assert_int_eq(mkfifo(path, 0600), 0);
	}
	buf_init(&request, 1 << 20);
	fcgi_request(&request, true, env, "", 0);
	fd = fcgi_connect(p->socket);
	ck_assert(fcgi_write(fd, request.data, request.len));
	buf_free(&request);
	(void)snprintf(path, sizeof(path), "%s/entered", p->folder);
	entered = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(read(entered, &byte, 1), 1);
	close(entered);
	return fd;
}

static const int stops[] = { SIGTERM, SIGINT };

START_TEST(a_stop_waits_for_requests)
{
	struct fcgi_program p;
	struct buf answer;
	char path[128];
	int idle, fd, status;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	idle = fcgi_connect(p.socket);
	ask(idle, true, &hello_row, &answer);
	fd = ask_slow(&p);
	kill(p.pid, stops[_i]);
	ck_assert(is_closed(idle));
	(void)snprintf(path, sizeof(path), "%s/release", p.folder);
	close(open(path, O_WRONLY | O_CLOEXEC));
	buf_reset(&answer);
	ck_assert(fcgi_answer(fd, &answer));
	ck_assert_ptr_nonnull(strstr(buf_text(&answer), "\r\n\r\nslow"));
	ck_assert(is_closed(fd));
	status = fcgi_wait(&p);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	close(idle);
	close(fd);
	buf_free(&answer);
}
END_TEST

START_TEST(a_second_stop_does_not_wait)
{
	struct fcgi_program p;
	struct buf answer;
	int idle, fd, status;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	idle = fcgi_connect(p.socket);
	ask(idle, true, &hello_row, &answer);
	fd = ask_slow(&p);
	kill(p.pid, stops[_i]);
	ck_assert(is_closed(idle));
	kill(p.pid, stops[_i]);
	status = fcgi_wait(&p);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), stops[_i]);
	close(idle);
	close(fd);
	buf_free(&answer);
}
END_TEST

/* Clients that leave before, while and after they are answered. */
START_TEST(a_lost_client_harms_nobody)
{
	static const struct row big_row = { { "REQUEST_METHOD=GET",
		"REQUEST_URI=/big" }, "", { NULL }, NULL };
	struct fcgi_program p;
	struct buf request, answer;
	char some[4096];

	buf_init(&request, 1 << 20);
	buf_init(&answer, 1 << 24);
	fcgi_request(&request, true, big_row.env, "", 0);
	fcgi_start(&p, self);
	for (int i = 0; i < 3 * EACH; i++) {
		int fd = fcgi_connect(p.socket);

		ck_assert(fcgi_write(fd, request.data,
		    i % 3 == 0 ? request.len / 2 : request.len));
		if (i % 3 == 1)
			ck_assert_int_gt(read(fd, some, sizeof(some)), 0);
		close(fd);
	}
	for (int i = 0; i < EACH; i++) {
		int fd = fcgi_connect(p.socket);

		ask(fd, false, &hello_row, &answer);
		ck_assert(is_closed(fd)); /* as it asked for */
		close(fd);
	}
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&request);
	buf_free(&answer);
}
END_TEST

static const struct {
	const char *uri;
	size_t len;
	const char *want;
	bool kept; /* whether the connection serves on */
} bodies[] = {
	{ "REQUEST_URI=/huge", 0, "|0|", true },
	{ "REQUEST_URI=/huge", 100000, "|100000|xxx", true },
	{ "REQUEST_URI=/huge", 4 << 20, "|4194304|xxx", true },
	{ "REQUEST_URI=/huge", (4 << 20) + 1, "Status: 413", true },
	{ "REQUEST_URI=/echo", 64 << 10, "|65536|xxx", true },
	{ "REQUEST_URI=/echo", (64 << 10) + 1, "Status: 413", true },
	{ "REQUEST_URI=/nowhere", 3 << 20, "Status: 404", true },
	/* Past what is read of a body nobody wants, the answer still comes. */
	{ "REQUEST_URI=/echo", 20 << 20, "Status: 413", false },
};

START_TEST(long_bodies)
{
	char length[64], *body = malloc(bodies[_i].len + 1);
	const char *const env[] = { "REQUEST_METHOD=POST", bodies[_i].uri,
		length, NULL };
	struct buf request, answer;
	struct fcgi_program p;
	int fd;

	ck_assert_ptr_nonnull(body);
	memset(body, 'x', bodies[_i].len);
	(void)snprintf(length, sizeof(length), "CONTENT_LENGTH=%zu",
	    bodies[_i].len);
	buf_init(&request, 1 << 26);
	buf_init(&answer, 1 << 26);
	fcgi_request(&request, true, env, body, bodies[_i].len);
	fcgi_start(&p, self);
	fd = fcgi_connect(p.socket);
	ck_assert(fcgi_write(fd, request.data, request.len));
	ck_assert(fcgi_answer(fd, &answer));
	ck_assert_msg(strstr(buf_text(&answer), bodies[_i].want) != NULL,
	    "%.300s", buf_text(&answer));
	if (bodies[_i].kept)
		ask(fd, true, &hello_row, &answer);
	close(fd);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&request);
	buf_free(&answer);
	free(body);
}
END_TEST

/* Bytes that are no request; the connection is closed, the rest goes on. */
static const struct {
	const char *bytes;
	size_t len;
} strays[] = {
	{ "GET / HTTP/1.0\r\n\r\n", 18 },
	{ "\2\1\0\1\0\0\0\0", 8 },
	{ "\1\1\0\0\0\10\0\0\0\1\0\0\0\0\0\0\1\5\0\0\0\0\0\0", 24 },
	/* Begins, then a body with no parameters before it. */
	{ "\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\5\0\1\0\0\0\0", 24 },
	/* A role that is none. */
	{ "\1\1\0\1\0\10\0\0\0\7\0\0\0\0\0\0\1\5\0\1\0\0\0\0", 24 },
};

START_TEST(stray_bytes)
{
	struct fcgi_program p;
	struct buf answer;
	int fd, other;
	char byte;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	fd = fcgi_connect(p.socket);
	ck_assert(fcgi_write(fd, strays[_i].bytes, strays[_i].len));
	shutdown(fd, SHUT_WR);
	while (recv(fd, &byte, 1, 0) > 0)
		continue;
	other = fcgi_connect(p.socket);
	ask(other, true, &hello_row, &answer);
	close(fd);
	close(other);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&answer);
}
END_TEST

/* The next request sent before the answer: one is answered, then the end. */
START_TEST(requests_in_a_row)
{
	struct fcgi_program p;
	struct buf request, answer;
	int fd;

	buf_init(&request, 1 << 20);
	buf_init(&answer, 1 << 20);
	fcgi_request(&request, true, hello_row.env, "", 0);
	fcgi_request(&request, true, hello_row.env, "", 0);
	fcgi_start(&p, self);
	fd = fcgi_connect(p.socket);
	ck_assert(fcgi_write(fd, request.data, request.len));
	ck_assert(fcgi_answer(fd, &answer));
	ck_assert(is_closed(fd));
	close(fd);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&request);
	buf_free(&answer);
}
END_TEST

/* One line a request, causes of our own faults, nothing from a query. */
START_TEST(what_is_logged)
{
	static const struct row asked[] = {
		{ { "REQUEST_METHOD=GET", "REQUEST_URI=/fail/11?secret=1" },
		    "", { NULL }, NULL },
		{ { "REQUEST_METHOD=GET", "REQUEST_URI=/fail/1?secret=1" },
		    "", { NULL }, NULL },
		{ { "REQUEST_METHOD=GET", "REQUEST_URI=/a\nb?secret=1" }, "",
		    { NULL }, NULL },
	};
	struct fcgi_program p;
	struct buf answer, log;
	const char *id;
	int fd;

	buf_init(&answer, 1 << 20);
	buf_init(&log, 1 << 20);
	unsetenv("TILL_LOG");
	fcgi_start(&p, self);
	fd = fcgi_connect(p.socket);
	ask(fd, true, &hello_row, &answer);
	for (size_t i = 0; i < nitems(asked); i++)
		ask(fd, true, &asked[i], &answer);
	close(fd);
	kill(p.pid, SIGTERM);
	waitpid(p.pid, NULL, 0);
	fcgi_log(&p, &log);
	id = strstr(buf_text(&answer), "req_");
	ck_assert_ptr_nonnull(id);
	ck_assert_ptr_nonnull(strstr(log.data, "msg=\"GET /hello 200 14 "));
	ck_assert_ptr_nonnull(strstr(log.data, "msg=\"GET /fail/11 500 "));
	ck_assert_ptr_nonnull(strstr(log.data, "cause-11"));
	ck_assert_ptr_nonnull(strstr(log.data, "msg=\"GET /fail/1 400 "));
	ck_assert_ptr_null(strstr(log.data, "cause-1\""));
	ck_assert_ptr_nonnull(strstr(log.data, "msg=\"GET /a\\x0ab 404 "));
	ck_assert_ptr_null(strstr(log.data, "secret"));
	(void)fcgi_wait(&p);
	buf_free(&answer);
	buf_free(&log);
}
END_TEST

/* Out of descriptors it waits for one, without turning in circles. */
START_TEST(few_descriptors)
{
	struct rlimit before, few = { 24, 0 };
	struct fcgi_program p;
	struct buf answer;
	int fd[48];

	buf_init(&answer, 1 << 20);
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	few.rlim_max = before.rlim_max;
	setrlimit(RLIMIT_NOFILE, &few);
	fcgi_start(&p, self);
	setrlimit(RLIMIT_NOFILE, &before);
	for (size_t i = 0; i < nitems(fd); i++)
		fd[i] = fcgi_connect(p.socket);
	/* Each is accepted when those before it have been closed. */
	for (size_t i = 0; i < nitems(fd); i++) {
		ask(fd[i], true, &hello_row, &answer);
		close(fd[i]);
	}
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&answer);
}
END_TEST

/* Waits until so many processes have said that they serve. */
static void
await_serving(const struct fcgi_program *p, int processes)
{
	int seen = 0;

	while (seen < processes) {
		struct buf log;

		buf_init(&log, 1 << 20);
		fcgi_log(p, &log);
		seen = 0;
		for (const char *at = buf_text(&log);
		     (at = strstr(at, "serving with")) != NULL; at++)
			seen++;
		buf_free(&log);
		poll(NULL, 0, 1);
	}
}

START_TEST(two_processes_share_a_socket)
{
	struct fcgi_program p;
	struct buf answer;
	int fd[CROWD], status;
	pid_t other;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	other = fcgi_spawn(&p, self);
	/* Before it serves, a signal would end it as it ends any program. */
	await_serving(&p, 2);
	for (int i = 0; i < CROWD; i++) {
		fd[i] = fcgi_connect(p.socket);
		ask(fd[i], true, &hello_row, &answer);
	}
	for (int i = 0; i < CROWD; i++) {
		ask(fd[i], true, &hello_row, &answer);
		close(fd[i]);
	}
	kill(other, SIGTERM);
	ck_assert_int_eq(waitpid(other, &status, 0), other);
	ck_assert_int_eq(status, 0);
	fd[0] = fcgi_connect(p.socket);
	ask(fd[0], true, &hello_row, &answer);
	close(fd[0]);
	ck_assert_int_eq(fcgi_stop(&p), 0);
	buf_free(&answer);
}
END_TEST

/* Sends a request and does not wait for its answer; the connection. */
static int
send_only(const struct fcgi_program *p, const char *uri)
{
	const char *const env[] = { "REQUEST_METHOD=GET", uri, NULL };
	int fd = fcgi_connect(p->socket);
	struct buf request;

	buf_init(&request, 1 << 16);
	fcgi_request(&request, true, env, "", 0);
	ck_assert(fcgi_write(fd, request.data, request.len));
	buf_free(&request);
	return fd;
}

/* Many more than there are threads may be left without an answer. */
START_TEST(held_clients_take_no_thread)
{
	struct fcgi_program p;
	struct buf answer;
	int fd[CROWD], last;
	char byte;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	for (int i = 0; i < CROWD; i++)
		fd[i] = send_only(&p, "REQUEST_URI=/hold/1");
	last = fcgi_connect(p.socket);
	ask(last, true, &hello_row, &answer);
	/* One that is let go has its connection closed, without a byte. */
	close(fd[0]);
	fd[0] = send_only(&p, "REQUEST_URI=/hold/2");
	ck_assert_int_eq(read(fd[0], &byte, 1), 0);
	ck_assert_int_eq(recv(fd[1], &byte, 1, MSG_DONTWAIT), -1);
	ck_assert_int_eq(errno, EAGAIN);
	close(fd[1]);
	ask(last, true, &hello_row, &answer);
	close(last);
	/* A stop waits for none of them. */
	ck_assert_int_eq(fcgi_stop(&p), 0);
	for (int i = 2; i < CROWD; i++)
		ck_assert_int_eq(read(fd[i], &byte, 1), 0);
	for (int i = 2; i < CROWD; i++)
		close(fd[i]);
	close(fd[0]);
	buf_free(&answer);
}
END_TEST

/* Answers that wait take no thread, and a stop sends them. */
START_TEST(late_answers_take_no_thread)
{
	struct fcgi_program p;
	struct buf answer;
	int fd[CROWD], last;

	buf_init(&answer, 1 << 20);
	fcgi_start(&p, self);
	for (int i = 0; i < CROWD; i++)
		fd[i] = send_only(&p, "REQUEST_URI=/late/1/600000");
	last = fcgi_connect(p.socket);
	ask(last, true, &hello_row, &answer);
	close(last);
	/* One that leaves is forgotten. */
	close(fd[0]);
	kill(p.pid, SIGTERM);
	for (int i = 1; i < CROWD; i++) {
		buf_reset(&answer);
		ck_assert(fcgi_answer(fd[i], &answer));
		ck_assert_ptr_nonnull(strstr(buf_text(&answer),
		    "\n0019999\n"));
		close(fd[i]);
	}
	ck_assert_int_eq(fcgi_wait(&p), 0);
	buf_free(&answer);
}
END_TEST

/* As CGI it is the process that waits; nothing is printed. */
START_TEST(held_as_cgi)
{
	static const struct row row = { { "REQUEST_METHOD=GET",
		"REQUEST_URI=/hold/2" }, "", { NULL }, NULL };
	struct buf out;

	buf_init(&out, 1 << 20);
	ck_assert_int_eq(run_cgi(&row, NULL, &out), 0);
	ck_assert_uint_eq(out.len, 0);
	buf_free(&out);
}
END_TEST

/* A program that cannot start says why once, and answers as CGI. */
START_TEST(a_bad_setting)
{
	struct fcgi_program p;
	struct buf out, log;
	int status;

	buf_init(&out, 1 << 20);
	buf_init(&log, 1 << 20);
	status = run_cgi(&hello_row, "TILL_THREADS=many", &out);
	ck_assert_int_ne(status, 0);
	ck_assert_ptr_nonnull(strstr(buf_text(&out), "Status: 500"));
	ck_assert_ptr_null(strstr(buf_text(&out), "TILL_THREADS"));
	setenv("TILL_THREADS", "many", 1);
	fcgi_start(&p, self);
	waitpid(p.pid, &status, 0);
	fcgi_log(&p, &log);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 1);
	ck_assert_ptr_nonnull(strstr(buf_text(&log), "TILL_THREADS"));
	(void)fcgi_wait(&p);
	buf_free(&out);
	buf_free(&log);
}
END_TEST

static int
run_tests(void)
{
	TCase *tc = tcase_create("server");
	Suite *s = suite_create("http_server");
	SRunner *sr;
	int failed;

	/* Settings of whoever runs the tests are not for these programs. */
	unsetenv("TILL_THREADS");
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, alike, 0, nitems(rows));
	tcase_add_test(tc, more_connections_than_threads);
	tcase_add_test(tc, connections_in_turn);
	tcase_add_loop_test(tc, half_a_request_holds_nobody, 0, nitems(cuts));
	tcase_add_loop_test(tc, a_stop_waits_for_requests, 0, nitems(stops));
	tcase_add_loop_test(tc, a_second_stop_does_not_wait, 0,
	    nitems(stops));
	tcase_add_test(tc, a_lost_client_harms_nobody);
	tcase_add_loop_test(tc, long_bodies, 0, nitems(bodies));
	tcase_add_loop_test(tc, stray_bytes, 0, nitems(strays));
	tcase_add_test(tc, requests_in_a_row);
	tcase_add_test(tc, what_is_logged);
	tcase_add_test(tc, few_descriptors);
	tcase_add_test(tc, two_processes_share_a_socket);
	tcase_add_test(tc, held_clients_take_no_thread);
	tcase_add_test(tc, late_answers_take_no_thread);
	tcase_add_test(tc, held_as_cgi);
	tcase_add_test(tc, a_bad_setting);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	signal(SIGPIPE, SIG_IGN);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--program") == 0)
		return http_main(&program);
	self = argv[0];
	return run_tests();
}
