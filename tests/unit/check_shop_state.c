/* state: which state may follow which, every pair of them; and the history. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/order.h"

/* One row a state before, one column a state after, in their order. */
static const char *const names[] = { "cart", "open", "processing", "paid",
	"fulfilled", "failed", "expired", "cancelled" };
static const char *const follows[] = {
	/*             c o p P F f e x */
	[ORDER_CART] = ".xxx.xxx",
	[ORDER_OPEN] = "x.xx.xxx",
	[ORDER_PROCESSING] = "...x.x..",
	[ORDER_PAID] = "....x...",
	[ORDER_FULFILLED] = "........",
	[ORDER_FAILED] = "x..x...x",
	[ORDER_EXPIRED] = "xxxx...x",
	[ORDER_CANCELLED] = "...x....",
};
_Static_assert(nitems(follows) == ORDER_STATE_COUNT, "a row a state");
_Static_assert(nitems(names) == ORDER_STATE_COUNT, "a name a state");

START_TEST(pair)
{
	enum order_state from = (enum order_state)(_i / ORDER_STATE_COUNT);
	enum order_state to = (enum order_state)(_i % ORDER_STATE_COUNT);

	ck_assert_int_eq(order_state_follows(from, to),
	    follows[from][to] == 'x');
}
END_TEST

START_TEST(name)
{
	enum order_state state = ORDER_STATE_COUNT;

	ck_assert_str_eq(order_state_name((enum order_state)_i), names[_i]);
	ck_assert(order_state_find(names[_i], &state));
	ck_assert_int_eq(state, _i);
	ck_assert(!order_state_find("lost", &state));
	ck_assert_int_eq(state, _i);
}
END_TEST

static char folder[64];
static struct till_error e;
static struct store *store;

static void
open_store(void)
{
	char path[128];

	strcpy(folder, "/tmp/till-state-XXXXXX");
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

/* An order whose first session is cs_1. */
static void
begin(const char *id)
{
	struct order_new n = { .id = id,
		.token = id,
		.cart_hash = "hash",
		.cart = "{}",
		.profile = "payment",
		.request = "{}",
		.idempotency_key = id };
	struct order *o = NULL;
	bool made;

	ck_assert_int_eq(order_begin(store, &n, &o, &made, &e), TILL_OK);
	order_free(o);
}

static void
opened(const char *id, const char *session)
{
	struct order_session s = { .id = session,
		.url = "https://pay.example/1",
		.expires_at = clock_now() + 100,
		.amount = 1250,
		.currency = "usd" };
	struct order *o = NULL;

	ck_assert_int_eq(order_by_id(store, id, &o, &e), TILL_OK);
	ck_assert_int_eq(order_opened(store, o, &s, &e), TILL_OK);
	order_free(o);
}

static struct order_taken
see(const char *session, enum order_state state, const char *order)
{
	struct order_seen seen = { .session = session,
		.order = order,
		.state = state,
		.amount = 1250,
		.currency = "usd",
		.source = "test",
		.why = "it says so" };
	struct order_taken taken;

	ck_assert_int_eq(order_mark(store, &seen, &taken, &e), TILL_OK);
	return taken;
}

/* Runs a query that gives texts and joins them with blanks. */
static char joined[1024];

static enum till_err
join(struct store_conn *c, void *arg, struct till_error *error)
{
	struct store_rows *rows = NULL;
	size_t at = 0;

	joined[0] = '\0';
	ck_assert_int_eq(store_query(c, arg, &rows, error, ""), TILL_OK);
	while (store_next(rows, error) == 1)
		at += (size_t)snprintf(joined + at, sizeof(joined) - at,
		    "%s%s", at == 0 ? "" : " ", store_text(rows, 0));
	store_done(rows);
	return TILL_OK;
}

static const char *
texts(const char *sql)
{
	union {
		const char *in;
		void *out;
	} arg = { .in = sql };

	ck_assert_int_eq(store_read(store, join, arg.out, &e), TILL_OK);
	return joined;
}

#define HISTORY "SELECT from_state || '>' || to_state FROM order_history"
#define JOBS "SELECT kind || ':' || session || ':' || state FROM order_jobs"

/* What is said of a session, in turn, and what is left of it. */
static const struct {
	enum order_state said[4]; /* up to ORDER_CART */
	enum order_state end;
	const char *history, *jobs;
} stories[] = {
	{ { ORDER_PAID, ORDER_PAID, ORDER_PROCESSING }, ORDER_PAID,
	    "cart>cart cart>open open>paid", "fulfil:cs_1:waiting" },
	{ { ORDER_PROCESSING, ORDER_PAID, ORDER_FAILED }, ORDER_PAID,
	    "cart>cart cart>open open>processing processing>paid",
	    "fulfil:cs_1:waiting" },
	{ { ORDER_PAID, ORDER_EXPIRED, ORDER_FAILED }, ORDER_PAID,
	    "cart>cart cart>open open>paid", "fulfil:cs_1:waiting" },
	{ { ORDER_FAILED, ORDER_PROCESSING, ORDER_EXPIRED }, ORDER_FAILED,
	    "cart>cart cart>open open>failed", "release:cs_1:waiting" },
	{ { ORDER_PROCESSING, ORDER_FAILED, ORDER_PROCESSING }, ORDER_FAILED,
	    "cart>cart cart>open open>processing processing>failed",
	    "release:cs_1:waiting" },
	{ { ORDER_EXPIRED, ORDER_PAID, ORDER_EXPIRED }, ORDER_PAID,
	    "cart>cart cart>open open>expired expired>paid",
	    "release:cs_1:void fulfil:cs_1:waiting" },
	{ { ORDER_EXPIRED, ORDER_EXPIRED, ORDER_OPEN }, ORDER_EXPIRED,
	    "cart>cart cart>open open>expired", "release:cs_1:waiting" },
};

START_TEST(story)
{
	struct order *o = NULL;

	begin("ord_1");
	opened("ord_1", "cs_1");
	for (size_t i = 0; stories[_i].said[i] != ORDER_CART; i++)
		see("cs_1", stories[_i].said[i], NULL);
	ck_assert_int_eq(order_by_id(store, "ord_1", &o, &e), TILL_OK);
	ck_assert_int_eq(o->state, stories[_i].end);
	order_free(o);
	ck_assert_str_eq(texts(HISTORY), stories[_i].history);
	ck_assert_str_eq(texts(JOBS), stories[_i].jobs);
}
END_TEST

/* The event came before the answer to the call that made the session. */
START_TEST(early)
{
	struct order *o = NULL;

	begin("ord_1");
	see("cs_1", ORDER_PAID, "ord_1");
	opened("ord_1", "cs_1");
	ck_assert_int_eq(order_by_session(store, "cs_1", &o, &e), TILL_OK);
	ck_assert_int_eq(o->state, ORDER_PAID);
	ck_assert_str_eq(o->session, "cs_1");
	order_free(o);
	ck_assert_str_eq(texts(JOBS), "fulfil:cs_1:waiting");
}
END_TEST

START_TEST(stranger)
{
	struct order_seen seen = { .session = "cs_9",
		.order = "ord_9",
		.state = ORDER_PAID,
		.source = "test",
		.why = "it says so" };

	ck_assert_int_eq(order_mark(store, &seen, NULL, &e), TILL_ENOTFOUND);
	seen.order = NULL;
	ck_assert_int_eq(order_mark(store, &seen, NULL, &e), TILL_ENOTFOUND);
}
END_TEST

/* The next attempt is open: what is said late of the first is no news. */
START_TEST(second_attempt)
{
	struct order_taken taken;
	struct order *o = NULL;

	begin("ord_1");
	opened("ord_1", "cs_1");
	see("cs_1", ORDER_FAILED, NULL);
	ck_assert_int_eq(order_by_id(store, "ord_1", &o, &e), TILL_OK);
	ck_assert_int_eq(order_next_attempt(store, &o, &e), TILL_OK);
	order_free(o);
	opened("ord_1", "cs_2");
	taken = see("cs_1", ORDER_PROCESSING, NULL);
	ck_assert(!taken.moved);
	ck_assert_int_eq(taken.to, ORDER_OPEN);
	/* One cart paid twice is not sent twice, and it is written down. */
	taken = see("cs_2", ORDER_PAID, NULL);
	ck_assert_int_eq(taken.to, ORDER_PAID);
	taken = see("cs_1", ORDER_PAID, NULL);
	ck_assert(taken.moved);
	ck_assert_int_eq(taken.to, ORDER_PAID);
	ck_assert_str_eq(texts(JOBS " WHERE kind = 'fulfil'"),
	    "fulfil:cs_2:waiting fulfil:cs_1:held");
	ck_assert_str_eq(texts("SELECT why FROM order_history"
			       " ORDER BY id DESC LIMIT 1"),
	    "a second session of the order was paid");
}
END_TEST

/* Whether an order that is in a state can be called off. */
static const struct {
	enum order_state from;
	enum till_err err;
} cancels[] = {
	{ ORDER_OPEN, TILL_OK },
	{ ORDER_EXPIRED, TILL_OK },
	{ ORDER_FAILED, TILL_OK },
	{ ORDER_PROCESSING, TILL_ECONFLICT },
	{ ORDER_PAID, TILL_ECONFLICT },
};

START_TEST(cancel)
{
	const struct state_cause cause = { "test", "called off", NULL };
	struct order_taken taken;

	begin("ord_1");
	opened("ord_1", "cs_1");
	if (cancels[_i].from != ORDER_OPEN)
		see("cs_1", cancels[_i].from, NULL);
	ck_assert_int_eq(order_cancel(store, "ord_1", &cause, &taken, &e),
	    cancels[_i].err);
	if (cancels[_i].err == TILL_OK) {
		ck_assert_int_eq(taken.to, ORDER_CANCELLED);
		ck_assert_str_eq(texts(JOBS), "release:cs_1:waiting");
		/* Payment wins. */
		taken = see("cs_1", ORDER_PAID, NULL);
		ck_assert_int_eq(taken.to, ORDER_PAID);
	}
	ck_assert_int_eq(order_cancel(store, "ord_9", &cause, NULL, &e),
	    TILL_ENOTFOUND);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("table");
	Suite *s = suite_create("shop state");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, pair, 0,
	    ORDER_STATE_COUNT * ORDER_STATE_COUNT);
	tcase_add_loop_test(tc, name, 0, ORDER_STATE_COUNT);
	suite_add_tcase(s, tc);
	tc = tcase_create("orders");
	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_loop_test(tc, story, 0, nitems(stories));
	tcase_add_test(tc, early);
	tcase_add_test(tc, stranger);
	tcase_add_test(tc, second_attempt);
	tcase_add_loop_test(tc, cancel, 0, nitems(cancels));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
