/* order: a database file of the test's own. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/order.h"

static char folder[64];
static struct till_error e;
static struct store *store;

static void
open_store(void)
{
	char path[128];

	strcpy(folder, "/tmp/till-order-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/shop.db", folder);
	till_error_clear(&e);
	ck_assert_int_eq(orders_open(path, &store, &e), TILL_OK);
}

static void
close_store(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[128];

	store_close(store);
	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(path, sizeof(path), "%s/shop.db%s", folder,
		    ends[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* An order of a token, with a request unless bare. */
static struct order *
begin(const char *id, const char *token, bool bare, bool *made)
{
	struct order_new n = { .id = id,
		.token = token,
		.cart_hash = "hash",
		.cart = "{}",
		.profile = "payment",
		.email = "a@b.example",
		.request = bare ? NULL : "{\"a\":1}",
		.idempotency_key = bare ? NULL : "key-1" };
	struct order *o = NULL;

	ck_assert_int_eq(order_begin(store, &n, &o, made, &e), TILL_OK);
	ck_assert_ptr_nonnull(o);
	return o;
}

static void
opened(const struct order *o, const char *session)
{
	struct order_session s = { .id = session,
		.url = "https://pay.example/1",
		.expires_at = clock_now() + 100,
		.amount = 1250,
		.currency = "usd" };

	ck_assert_int_eq(order_opened(store, o, &s, &e), TILL_OK);
}

/* The API says of a session that it is in a state. */
static enum till_err
mark(const char *session, enum order_state state)
{
	struct order_seen seen = { .session = session,
		.state = state,
		.amount = 7,
		.currency = "eur",
		.source = "test",
		.why = "it says so" };

	return order_mark(store, &seen, NULL, &e);
}

/* The order of a session, as it is on disk. */
static struct order *
of_session(const char *session)
{
	struct order *o = NULL;

	ck_assert_int_eq(order_by_session(store, session, &o, &e), TILL_OK);
	return o;
}

START_TEST(begin_keeps_everything)
{
	struct order *o, *again;
	bool made = false;

	o = begin("ord_1", "token", false, &made);
	ck_assert(made);
	ck_assert_int_eq(o->state, ORDER_CART);
	ck_assert_int_eq(o->attempt, 1);
	ck_assert_int_eq(o->amount, -1);
	ck_assert_str_eq(o->token, "token");
	ck_assert_str_eq(o->cart_hash, "hash");
	ck_assert_str_eq(o->cart, "{}");
	ck_assert_str_eq(o->profile, "payment");
	ck_assert_str_eq(o->email, "a@b.example");
	ck_assert_str_eq(o->request, "{\"a\":1}");
	ck_assert_str_eq(o->idempotency_key, "key-1");
	ck_assert_ptr_null(o->customer);
	ck_assert_ptr_null(o->session);
	again = begin("ord_2", "token", true, &made);
	ck_assert(!made);
	ck_assert_str_eq(again->id, "ord_1");
	ck_assert_str_eq(again->idempotency_key, "key-1");
	order_free(again);
	ck_assert_int_eq(order_by_id(store, "ord_2", &again, &e),
	    TILL_ENOTFOUND);
	ck_assert_ptr_null(again);
	ck_assert_int_eq(order_by_session(store, "cs_none", &again, &e),
	    TILL_ENOTFOUND);
	order_free(o);
	order_free(NULL);
}
END_TEST

START_TEST(prepare_once)
{
	struct order *o, *other;
	bool made;

	o = begin("ord_1", "t", true, &made);
	other = begin("ord_2", "t", true, &made);
	ck_assert_int_eq(order_prepare(store, &o,
	    &(struct order_request){ "{}", "key-a", NULL }, &e),
	    TILL_OK);
	ck_assert_int_eq(order_prepare(store, &other,
	    &(struct order_request){ "{\"b\":1}", "key-b", NULL }, &e),
	    TILL_OK);
	ck_assert_str_eq(o->idempotency_key, "key-a");
	ck_assert_str_eq(other->idempotency_key, "key-a");
	ck_assert_str_eq(other->request, "{}");
	ck_assert_int_eq(order_refused(store, o, &e), TILL_OK);
	ck_assert_int_eq(order_prepare(store, &o,
	    &(struct order_request){ "{}", "key-a", NULL }, &e),
	    TILL_ENOTFOUND);
	order_free(o);
	order_free(other);
}
END_TEST

START_TEST(attempts)
{
	struct order *o, *slow;
	bool made;

	o = begin("ord_1", "t", false, &made);
	slow = begin("ord_1", "t", false, &made);
	opened(o, "cs_1");
	order_free(o);
	o = of_session("cs_1");
	ck_assert_int_eq(o->state, ORDER_OPEN);
	ck_assert_str_eq(o->url, "https://pay.example/1");
	ck_assert_int_eq(o->amount, 1250);
	ck_assert_str_eq(o->currency, "usd");
	ck_assert_int_eq(mark("cs_1", ORDER_EXPIRED), TILL_OK);
	/* Two begin the next attempt; it is one. */
	ck_assert_int_eq(order_next_attempt(store, &o, &e), TILL_OK);
	ck_assert_int_eq(o->attempt, 2);
	ck_assert_ptr_null(o->session);
	ck_assert_ptr_null(o->request);
	ck_assert_int_eq(order_next_attempt(store, &slow, &e), TILL_OK);
	ck_assert_int_eq(slow->attempt, 2);
	/* A refusal now leaves the order, with a fresh attempt. */
	ck_assert_int_eq(order_prepare(store, &o,
	    &(struct order_request){ "{}", "key-2", NULL }, &e),
	    TILL_OK);
	ck_assert_int_eq(order_refused(store, o, &e), TILL_OK);
	order_free(o);
	o = of_session("cs_1");
	ck_assert_int_eq(o->attempt, 3);
	ck_assert_ptr_null(o->request);
	opened(o, "cs_2");
	order_free(o);
	o = of_session("cs_1");
	ck_assert_str_eq(o->session, "cs_2");
	ck_assert_int_eq(o->state, ORDER_OPEN);
	/* The end of the older session is not the order's end. */
	ck_assert_int_eq(mark("cs_1", ORDER_EXPIRED), TILL_OK);
	order_free(o);
	o = of_session("cs_2");
	ck_assert_int_eq(o->state, ORDER_OPEN);
	order_free(o);
	order_free(slow);
}
END_TEST

START_TEST(refused_leaves_nothing)
{
	struct order *o, *gone = NULL;
	bool made;

	o = begin("ord_1", "t", false, &made);
	ck_assert_int_eq(order_refused(store, o, &e), TILL_OK);
	ck_assert_int_eq(order_by_id(store, "ord_1", &gone, &e),
	    TILL_ENOTFOUND);
	order_free(o);
	o = begin("ord_2", "t", false, &made);
	ck_assert(made);
	opened(o, "cs_1");
	ck_assert_int_eq(order_refused(store, o, &e), TILL_OK);
	order_free(o);
	o = of_session("cs_1");
	ck_assert_int_eq(o->attempt, 1);
	ck_assert_int_eq(o->state, ORDER_OPEN);
	order_free(o);
}
END_TEST

/* From a state, by what the API says, to a state. */
static const struct {
	enum order_state from, by, to;
} marks[] = {
	{ ORDER_OPEN, ORDER_PAID, ORDER_PAID },
	{ ORDER_OPEN, ORDER_PROCESSING, ORDER_PROCESSING },
	{ ORDER_OPEN, ORDER_EXPIRED, ORDER_EXPIRED },
	{ ORDER_PROCESSING, ORDER_PAID, ORDER_PAID },
	{ ORDER_PROCESSING, ORDER_FAILED, ORDER_FAILED },
	{ ORDER_PROCESSING, ORDER_EXPIRED, ORDER_PROCESSING },
	{ ORDER_PAID, ORDER_PROCESSING, ORDER_PAID },
	{ ORDER_PAID, ORDER_EXPIRED, ORDER_PAID },
	{ ORDER_PAID, ORDER_OPEN, ORDER_PAID },
	{ ORDER_PAID, ORDER_FULFILLED, ORDER_FULFILLED },
	{ ORDER_EXPIRED, ORDER_PAID, ORDER_PAID },
};

START_TEST(mark_row)
{
	struct order *o;
	bool made;

	o = begin("ord_1", "t", false, &made);
	opened(o, "cs_1");
	order_free(o);
	if (marks[_i].from != ORDER_OPEN)
		ck_assert_int_eq(mark("cs_1", marks[_i].from), TILL_OK);
	ck_assert_int_eq(mark("cs_1", marks[_i].by), TILL_OK);
	o = of_session("cs_1");
	ck_assert_int_eq(o->state, marks[_i].to);
	ck_assert_int_eq(o->amount, 7);
	ck_assert_str_eq(o->currency, "eur");
	order_free(o);
	ck_assert_int_eq(mark("cs_9", ORDER_PAID), TILL_ENOTFOUND);
}
END_TEST

#define THREADS 8
#define TOKENS 25

static void *
click(void *arg)
{
	int *made_count = arg;

	for (int i = 0; i < TOKENS; i++) {
		char id[32], token[32];
		struct order_new n = { .id = id,
			.token = token,
			.cart_hash = "h",
			.cart = "{}",
			.profile = "p",
			.request = "{}",
			.idempotency_key = id };
		struct order *o = NULL;
		struct till_error mine;
		bool made = false;

		till_error_clear(&mine);
		(void)snprintf(token, sizeof(token), "t%d", i);
		(void)snprintf(id, sizeof(id), "%p-%d", arg, i);
		if (order_begin(store, &n, &o, &made, &mine) != TILL_OK)
			return arg;
		*made_count += made;
		order_free(o);
	}
	return NULL;
}

/* Many clicks on one token at one moment are one order. */
START_TEST(tokens_race)
{
	int made[THREADS] = { 0 }, sum = 0;
	pthread_t threads[THREADS];
	void *bad = NULL;

	for (size_t i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, click,
				     &made[i]),
		    0);
	for (size_t i = 0; i < THREADS; i++) {
		(void)pthread_join(threads[i], &bad);
		ck_assert_ptr_null(bad);
		sum += made[i];
	}
	ck_assert_int_eq(sum, TOKENS);
}
END_TEST

START_TEST(open_refuses)
{
	struct store *other = NULL;

	ck_assert_int_eq(orders_open("/nowhere/at/all.db", &other, &e),
	    TILL_EDB);
	ck_assert_ptr_null(other);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("order");
	Suite *s = suite_create("shop order");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_test(tc, begin_keeps_everything);
	tcase_add_test(tc, prepare_once);
	tcase_add_test(tc, attempts);
	tcase_add_test(tc, refused_leaves_nothing);
	tcase_add_loop_test(tc, mark_row, 0, nitems(marks));
	tcase_add_test(tc, tokens_race);
	tcase_add_test(tc, open_refuses);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
