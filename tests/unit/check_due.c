/* due: steps that wait, their order, and one that cannot be made. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/log.h"
#include "base/text.h"
#include "payments/due.h"
#include "subscriptions/subscriptions.h"

static char folder[64], path[96];
static struct store *store;
static struct till_error e;

static void
open_store(void)
{
	log_open("check", LOG_NONE);
	strcpy(folder, "/tmp/till-due-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/t.db", folder);
	till_error_clear(&e);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e),
	    TILL_OK);
}

static void
close_store(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char name[128];

	store_close(store);
	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* What is put, in this order; a second time stands in for the first. */
static const struct {
	const char *id;
	enum due_step step;
	int64_t at;
} given[] = {
	{ "b", DUE_PERIOD, 20 },
	{ "a", DUE_TRIAL_WARNING, 20 },
	{ "a", DUE_CANCEL, 20 },
	{ "c", DUE_COLLECT, 10 },
	{ "d", DUE_SETTLE, 5 },
	{ "d", DUE_SETTLE, 40 },
	{ "e", DUE_FINALIZE, 1 },
	{ "f", DUE_FINALIZE, 2 },
	{ "f", DUE_PERIOD, 2 },
};

/* And how it comes, by the time, the id and the step; "e" and "f" are gone. */
static const struct due want[] = {
	{ "c", DUE_COLLECT, 10 },
	{ "a", DUE_CANCEL, 20 },
	{ "a", DUE_TRIAL_WARNING, 20 },
	{ "b", DUE_PERIOD, 20 },
	{ "d", DUE_SETTLE, 40 },
};

static enum till_err
in_order(struct store_conn *c, void *arg, struct till_error *err)
{
	struct due due = { "", DUE_STEPS, 0 };
	bool any = true;

	(void)arg;
	for (size_t i = 0; i < nitems(given); i++)
		ck_assert_int_eq(due_put(c, given[i].id, given[i].step,
				     given[i].at, err),
		    TILL_OK);
	ck_assert_int_eq(due_drop(c, "e", DUE_FINALIZE, err), TILL_OK);
	ck_assert_int_eq(due_drop(c, "e", DUE_FINALIZE, err), TILL_OK);
	ck_assert_int_eq(due_drop_all(c, "f", err), TILL_OK);
	ck_assert_int_eq(due_next(c, 9, &due, &any, err), TILL_OK);
	ck_assert(!any && due.step == DUE_STEPS);
	for (size_t i = 0; i < nitems(want); i++) {
		ck_assert_int_eq(due_next(c, 40, &due, &any, err), TILL_OK);
		ck_assert(any);
		ck_assert_str_eq(due.id, want[i].id);
		ck_assert_int_eq(due.step, want[i].step);
		ck_assert_int_eq(due.at, want[i].at);
		ck_assert_int_eq(due_drop(c, due.id, due.step, err), TILL_OK);
	}
	ck_assert_int_eq(due_next(c, INT64_MAX, &due, &any, err), TILL_OK);
	ck_assert(!any);
	return TILL_OK;
}

START_TEST(steps_in_order)
{
	ck_assert_int_eq(store_write(store, in_order, NULL, &e), TILL_OK);
}
END_TEST

/* To find that nothing is due is one search of an index, whatever waits. */
static enum till_err
explain(struct store_conn *c, void *arg, struct till_error *err)
{
	struct store_rows *rows;
	const char *plan;

	(void)arg;
	ck_assert_int_eq(store_query(c,
			     "EXPLAIN QUERY PLAN SELECT id,step,due "
			     "FROM due_step WHERE due<=? ORDER BY due,id,step "
			     "LIMIT 1",
			     &rows, err, "i", (int64_t)1),
	    TILL_OK);
	ck_assert_int_eq(store_next(rows, err), 1);
	plan = store_text(rows, 3);
	ck_assert_msg(strstr(plan, "SEARCH") != NULL &&
		strstr(plan, "COVERING INDEX due_step_due") != NULL,
	    "%s", plan);
	ck_assert_int_eq(store_next(rows, err), 0);
	store_done(rows);
	return TILL_OK;
}

START_TEST(looking_is_one_search)
{
	ck_assert_int_eq(store_read(store, explain, NULL, &e), TILL_OK);
}
END_TEST

static enum till_err
put_lost(struct store_conn *c, void *arg, struct till_error *err)
{
	(void)arg;
	/* Of a subscription and an invoice that there are not, and no step. */
	ck_assert_int_eq(due_put(c, "sub_none", DUE_PERIOD, 100, err),
	    TILL_OK);
	ck_assert_int_eq(due_put(c, "in_none", DUE_COLLECT, 50, err),
	    TILL_OK);
	return store_exec(c,
	    "INSERT INTO due_step VALUES('sub_odd','dance',60)", err, "");
}

static enum till_err
count_put_off(struct store_conn *c, void *arg, struct till_error *err)
{
	struct store_rows *rows;
	int64_t *n = arg;

	ck_assert_int_eq(store_query(c,
			     "SELECT count(*) FROM due_step WHERE due=?",
			     &rows, err, "i", (int64_t)(1000 + 3600)),
	    TILL_OK);
	ck_assert_int_eq(store_next(rows, err), 1);
	*n = store_int(rows, 0);
	store_done(rows);
	return TILL_OK;
}

/* What cannot be made waits an hour, and keeps nothing else from being made. */
START_TEST(what_cannot_be_made)
{
	int64_t n = 0;
	bool more = true;

	ck_assert_int_eq(store_write(store, put_lost, NULL, &e), TILL_OK);
	ck_assert_int_eq(subscriptions_due(store, 49, 9, &more, &e), TILL_OK);
	ck_assert(!more);
	ck_assert_int_eq(subscriptions_due(store, 1000, 0, &more, &e),
	    TILL_OK);
	ck_assert(more);
	ck_assert_int_eq(store_read(store, count_put_off, &n, &e), TILL_OK);
	ck_assert_int_eq(n, 0);
	ck_assert_int_eq(subscriptions_due(store, 1000, 9, &more, &e),
	    TILL_OK);
	ck_assert(!more);
	ck_assert_int_eq(store_read(store, count_put_off, &n, &e), TILL_OK);
	ck_assert_int_eq(n, 3);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("due");
	Suite *s = suite_create("due");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_test(tc, steps_in_order);
	tcase_add_test(tc, looking_is_one_search);
	tcase_add_test(tc, what_cannot_be_made);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
