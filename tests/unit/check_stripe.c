/* stripe: each row is what a server does to a call, try after try. */
#include <check.h>
#include <time.h>

#include "base/json.h"
#include "base/text.h"
#include "stripe/stripe.h"
#include "stripe_server.h"

#define HEAD(status, more) \
	"HTTP/1.1 " status "\r\nConnection: close\r\n" \
	"Request-Id: req_test1\r\n" more "\r\n"
#define OK200 HEAD("200 OK", "") "{\"id\":\"cs_1\"}"
#define ERROR(status, more) \
	HEAD(status, more) \
	"{\"error\":{\"type\":\"invalid_request_error\"," \
	"\"code\":\"resource_missing\",\"param\":\"customer\"," \
	"\"message\":\"No such customer: 'cus_x'\"}}"
#define IDEMPOTENCY \
	HEAD("400 Bad", "") "{\"error\":{\"type\":\"idempotency_error\"," \
			    "\"message\":\"Keys\"}}"

static const struct {
	const char *steps[4];
	size_t n;
	enum till_err err;
	int tries, status;
} rows[] = {
	{ { OK200 }, 1, TILL_OK, 1, 200 },
	{ { SERVER_CUT, OK200 }, 2, TILL_OK, 2, 200 },
	{ { ERROR("500 Oops", ""), OK200 }, 2, TILL_OK, 2, 200 },
	{ { ERROR("409 Conflict", ""), OK200 }, 2, TILL_OK, 2, 200 },
	{ { SERVER_HANG, OK200 }, 2, TILL_OK, 2, 200 },
	{ { ERROR("429 Slow", "Stripe-Should-Retry: true\r\n"), OK200 }, 2,
	    TILL_OK, 2, 200 },
	{ { HEAD("502 Bad", "") "<html>no</html>", OK200 }, 2, TILL_OK, 2,
	    200 },
	/* Tries come to an end. */
	{ { SERVER_CUT }, 1, TILL_EUPSTREAM, 3, 0 },
	{ { SERVER_HANG }, 1, TILL_EUPSTREAM, 3, 0 },
	{ { ERROR("500 Oops", "") }, 1, TILL_EUPSTREAM, 3, 500 },
	{ { ERROR("409 Conflict", "") }, 1, TILL_ECONFLICT, 3, 409 },
	/* And what no other try would help. */
	{ { ERROR("500 Oops", "Stripe-Should-Retry: false\r\n") }, 1,
	    TILL_EUPSTREAM, 1, 500 },
	{ { ERROR("409 Conflict", "stripe-should-retry: false\r\n") }, 1,
	    TILL_ECONFLICT, 1, 409 },
	{ { ERROR("400 Bad", "") }, 1, TILL_EINPUT, 1, 400 },
	{ { ERROR("401 No", "") }, 1, TILL_EAUTH, 1, 401 },
	{ { ERROR("402 No", "") }, 1, TILL_ECARD, 1, 402 },
	{ { ERROR("403 No", "") }, 1, TILL_EFORBIDDEN, 1, 403 },
	{ { ERROR("404 No", "") }, 1, TILL_ENOTFOUND, 1, 404 },
	{ { ERROR("429 Slow", "") }, 1, TILL_ERATE, 1, 429 },
	{ { IDEMPOTENCY }, 1, TILL_EIDEMPOTENCY, 1, 400 },
	{ { SERVER_ENDLESS }, 1, TILL_EUPSTREAM, 1, 0 },
	{ { HEAD("200 OK", "") "<html>hello</html>" }, 1, TILL_EUPSTREAM, 1,
	    200 },
	{ { HEAD("200 OK", "") "[1]" }, 1, TILL_EUPSTREAM, 1, 200 },
	{ { HEAD("200 OK", "") }, 1, TILL_EUPSTREAM, 1, 200 },
	{ { HEAD("302 Found", "Location: http://127.0.0.1:1/\r\n") "{}" }, 1,
	    TILL_EUPSTREAM, 1, 302 },
	{ { HEAD("414 Long", "") "<html>414</html>" }, 1, TILL_EUPSTREAM, 1,
	    414 },
};

static struct stripe *
client(const char *base)
{
	struct stripe_options options = { .base = base,
		.key = "sk_test_secret",
		.connect_ms = 1000,
		.try_ms = 300,
		.total_ms = 3000,
		.retries = 2,
		.pause_ms = 20,
		.pause_max_ms = 40,
		.answer_max = 1024 * 1024 };
	struct stripe *s = NULL;
	struct till_error e;

	till_error_clear(&e);
	ck_assert_int_eq(stripe_open(&options, &s, &e), TILL_OK);
	return s;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

START_TEST(send_row)
{
	struct server *server = server_start(rows[_i].steps, rows[_i].n);
	struct stripe *s = client(server->base);
	struct json_object *params = json_object_new_object(), *out = NULL;
	struct stripe_call call = { .method = "POST",
		.path = "/v1/checkout/sessions",
		.params = params,
		.idempotency_key = "till-key-1" };
	struct till_error e;

	till_error_clear(&e);
	json_put_text(params, "mode", "payment");
	ck_assert_int_eq(stripe_send(s, &call, &out, &e), rows[_i].err);
	ck_assert_int_eq(call.tries, rows[_i].tries);
	ck_assert_int_eq(call.status, rows[_i].status);
	ck_assert_int_eq(atomic_load(&server->asked), rows[_i].tries);
	if (call.status != 0)
		ck_assert_str_eq(call.request_id, "req_test1");
	if (rows[_i].err == TILL_OK)
		ck_assert_str_eq(json_text(out, "id"), "cs_1");
	else
		ck_assert_ptr_null(out);
	/* The message of the client never holds the key. */
	ck_assert_ptr_null(strstr(e.message, "sk_test"));
	for (int i = 0; i < rows[_i].tries; i++) {
		const char *request = server->request[i];

		ck_assert_ptr_nonnull(strstr(request,
		    "Idempotency-Key: till-key-1\r\n"));
		ck_assert_ptr_nonnull(strstr(request, "\r\n\r\nmode=payment"));
	}
	json_object_put(out);
	json_object_put(params);
	stripe_close(s);
	server_stop(server);
}
END_TEST

START_TEST(send_says_who_and_what)
{
	static const char *const steps[] = { ERROR("400 Bad", "") };
	struct server *server = server_start(steps, 1);
	struct stripe *s = client(server->base);
	struct json_object *params = json_object_new_object(), *out = NULL;
	struct json_object *list = json_object_new_array();
	struct stripe_call call = { .method = "GET",
		.path = "/v1/prices",
		.params = params };
	struct till_error e;

	till_error_clear(&e);
	json_object_array_add(list, json_object_new_string("a&b c"));
	json_put(params, "lookup_keys", list);
	ck_assert_int_eq(stripe_send(s, &call, &out, &e), TILL_EINPUT);
	ck_assert_str_eq(e.code, "resource_missing");
	ck_assert_str_eq(e.param, "customer");
	ck_assert_str_eq(e.message, "No such customer: 'cus_x'");
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "GET /v1/prices?lookup_keys[0]=a%26b%20c HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "Authorization: Bearer sk_test_secret\r\n"));
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "Stripe-Version: 2024-06-20\r\n"));
	ck_assert_ptr_null(strstr(server->request[0], "Idempotency-Key"));
	json_object_put(params);
	stripe_close(s);
	server_stop(server);
}
END_TEST

/* One client, and so one kept handle, for each method in turn. */
START_TEST(send_by_each_method)
{
	static const char *const methods[] = { "DELETE", "GET", "POST",
		"DELETE", "POST", "GET" };
	static const char *const steps[] = { OK200 };
	struct server *server = server_start(steps, 1);
	struct stripe *s = client(server->base);
	struct json_object *params = json_object_new_object(), *out = NULL;
	struct till_error e;

	till_error_clear(&e);
	json_put_bool(params, "prorate", true);
	for (size_t i = 0; i < nitems(methods); i++) {
		struct stripe_call call = { .method = methods[i],
			.path = "/v1/subscriptions/sub_1",
			.params = params };
		bool post = strcmp(methods[i], "POST") == 0;
		char line[128];

		ck_assert_int_eq(stripe_send(s, &call, &out, &e), TILL_OK);
		json_object_put(out);
		(void)snprintf(line, sizeof(line),
		    "%s /v1/subscriptions/sub_1%s HTTP/1.1\r\n", methods[i],
		    post ? "" : "?prorate=true");
		ck_assert_int_eq(strncmp(server->request[i], line,
		    strlen(line)), 0);
		ck_assert_int_eq(strstr(server->request[i],
		    "\r\n\r\nprorate=true") != NULL, post);
	}
	json_object_put(params);
	stripe_close(s);
	server_stop(server);
}
END_TEST

/* Several calls share a deadline, and a call keeps to it. */
START_TEST(send_keeps_its_deadline)
{
	static const char *const steps[] = { SERVER_HANG };
	struct server *server = server_start(steps, 1);
	struct stripe *s = client(server->base);
	struct json_object *out = NULL;
	struct stripe_call call = { .method = "GET", .path = "/v1/prices" };
	struct till_error e;
	int64_t start = now_ms();

	till_error_clear(&e);
	call.deadline_ms = start + 150;
	ck_assert_int_eq(stripe_send(s, &call, &out, &e), TILL_EUPSTREAM);
	ck_assert_int_lt(now_ms() - start, 290);
	ck_assert_int_eq(call.tries, 1);
	ck_assert_int_eq(stripe_send(s, &call, &out, &e), TILL_EUPSTREAM);
	ck_assert_int_eq(call.tries, 0);
	stripe_close(s);
	server_stop(server);
}
END_TEST

START_TEST(send_to_nobody)
{
	static const char *const bases[] = { "http://127.0.0.1:1",
		"http://no-such-host.invalid", "https://127.0.0.1:1" };

	for (size_t i = 0; i < nitems(bases); i++) {
		struct stripe *s = client(bases[i]);
		struct json_object *out = NULL;
		struct stripe_call call = { .method = "GET", .path = "/v1/x" };
		struct till_error e;

		till_error_clear(&e);
		ck_assert_int_eq(stripe_send(s, &call, &out, &e),
		    TILL_EUPSTREAM);
		ck_assert_int_eq(call.status, 0);
		ck_assert_ptr_null(out);
		stripe_close(s);
	}
}
END_TEST

static void *
many(void *arg)
{
	struct stripe *s = arg;

	for (int i = 0; i < 20; i++) {
		struct json_object *out = NULL;
		struct stripe_call call = { .method = "GET",
			.path = "/v1/products" };
		struct till_error e;

		till_error_clear(&e);
		if (stripe_send(s, &call, &out, &e) != TILL_OK)
			return arg;
		json_object_put(out);
	}
	return NULL;
}

START_TEST(send_from_many_threads)
{
	static const char *const steps[] = { OK200 };
	struct server *server = server_start(steps, 1);
	struct stripe *s = client(server->base);
	pthread_t threads[6];
	void *bad = NULL;

	for (size_t i = 0; i < nitems(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, many, s),
		    0);
	for (size_t i = 0; i < nitems(threads); i++) {
		(void)pthread_join(threads[i], &bad);
		ck_assert_ptr_null(bad);
	}
	ck_assert_int_eq(atomic_load(&server->asked), 120);
	stripe_close(s);
	server_stop(server);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("send");
	Suite *s = suite_create("stripe");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc, send_row, 0, nitems(rows));
	tcase_add_test(tc, send_says_who_and_what);
	tcase_add_test(tc, send_by_each_method);
	tcase_add_test(tc, send_keeps_its_deadline);
	tcase_add_test(tc, send_to_nobody);
	tcase_add_test(tc, send_from_many_threads);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
