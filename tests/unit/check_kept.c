/* kept: which payment methods of a customer are shown again. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/method.h"

#define NOW 1767225600 /* the first second of 2026 */

static char folder[] = "/tmp/till-check-kept-XXXXXX";
static struct store *store;
static struct till_error e;

/* What is stored, the oldest first. */
static const struct {
	const char *id, *customer, *type, *redisplay;
	int year, month;
} kept[] = {
	{ "pm_old", "cus_a", "card", "always", 2040, 1 },
	{ "pm_past", "cus_a", "card", "always", 2025, 12 },
	{ "pm_last", "cus_a", "card", "always", 2026, 1 },
	{ "pm_limited", "cus_a", "card", "limited", 2040, 1 },
	{ "pm_unsaid", "cus_a", "card", "unspecified", 2040, 1 },
	{ "pm_debit", "cus_a", "sepa_debit", "always", 0, 0 },
	{ "pm_other", "cus_b", "card", "always", 2040, 1 },
	{ "pm_nobody", NULL, "card", "always", 2040, 1 },
};

static enum till_err
store_all(struct store_conn *c, void *arg, struct till_error *err)
{
	(void)arg;
	for (size_t i = 0; i < nitems(kept); i++) {
		struct json_object *o = NULL, *own = json_object_new_object();

		ck_assert_int_eq(catalog_new(&payment_method_type, NULL,
				     NOW - 100 + (int64_t)i, &o, err),
		    TILL_OK);
		json_put_text(o, "id", kept[i].id);
		json_put_text(o, "customer", kept[i].customer);
		json_put_text(o, "type", kept[i].type);
		json_put_text(o, "allow_redisplay", kept[i].redisplay);
		if (kept[i].year > 0) {
			json_put_int(own, "exp_year", kept[i].year);
			json_put_int(own, "exp_month", kept[i].month);
		}
		json_put(o, kept[i].type, own);
		ck_assert_int_eq(catalog_insert(c, &payment_method_type, o,
				     err),
		    TILL_OK);
		json_object_put(o);
	}
	return TILL_OK;
}

static void
open_store(void)
{
	char path[128];

	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/api.db", folder);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, store_all, NULL, &e), TILL_OK);
}

static void
close_store(void)
{
	static const char *const names[] = { "", "-wal", "-shm" };
	char path[160];

	store_close(store);
	for (size_t i = 0; i < nitems(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/api.db%s", folder,
		    names[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* A wish, with lists as JSON, and the ids that are found for it. */
static const struct row {
	const char *customer, *redisplay, *types;
	int64_t limit;
	const char *found;
} rows[] = {
	{ "cus_a", NULL, NULL, 10, "pm_debit pm_last pm_old " },
	{ "cus_a", "[]", NULL, 10, "pm_debit pm_last pm_old " },
	{ "cus_a", "[\"always\"]", "[\"card\"]", 10, "pm_last pm_old " },
	{ "cus_a", "[\"always\",\"limited\"]", "[\"card\"]", 10,
	    "pm_limited pm_last pm_old " },
	{ "cus_a", "[\"unspecified\"]", NULL, 10, "pm_unsaid " },
	{ "cus_a", NULL, NULL, 1, "pm_debit " },
	{ "cus_a", NULL, "[\"sepa_debit\"]", 10, "pm_debit " },
	{ "cus_a", NULL, "[]", 10, "" },
	{ "cus_b", NULL, NULL, 10, "pm_other " },
	{ "cus_c", NULL, NULL, 10, "" },
};

static struct json_object *
list_of(const char *text)
{
	struct json_object *list = NULL;

	if (text != NULL)
		ck_assert_int_eq(json_parse(text, strlen(text), &list, &e),
		    TILL_OK);
	return list;
}

static enum till_err
find(struct store_conn *c, void *arg, struct till_error *err)
{
	const struct row *row = arg;
	struct method_wish wish = { .customer = row->customer,
		.redisplay = list_of(row->redisplay),
		.types = list_of(row->types), .limit = row->limit,
		.now = NOW };
	struct json_object *found;
	char ids[256] = "";

	ck_assert_int_eq(method_list(c, &wish, &found, err), TILL_OK);
	for (size_t i = 0; i < json_count(found); i++) {
		strcat(ids, json_text_or(json_at(found, i), "id", ""));
		strcat(ids, " ");
	}
	ck_assert_str_eq(ids, row->found);
	json_object_put(found);
	json_object_put(wish.redisplay);
	json_object_put(wish.types);
	return TILL_OK;
}

START_TEST(found_again)
{
	struct row row = rows[_i];

	ck_assert_int_eq(store_read(store, find, &row, &e), TILL_OK);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("kept");
	TCase *tc = tcase_create("kept");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_loop_test(tc, found_again, 0, nitems(rows));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
