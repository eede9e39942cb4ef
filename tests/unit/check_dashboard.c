/*
 * What the dashboard shows: texts in which nothing hides, times in words,
 * what names what, and that every list of it is a search of indexes.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/buf.h"
#include "base/text.h"
#include "dashboard/kinds.h"
#include "dashboard/show.h"
#include "store/record.h"
#include "store/store.h"

#define NOW INT64_C(1795322309)

static const struct {
	const char *text, *plain, *quoted;
} texts[] = {
	{ "", "", "\"\"" },
	{ "Tea & <b>", "Tea & <b>", "\"Tea & <b>\"" },
	{ "a\"b\\c", "a\"b\\c", "\"a\\\"b\\\\c\"" },
	{ "a\nb", "a\\u000ab", "\"a\\nb\"" },
	{ "a\r\n", "a", "\"a\\u000d\\n\"" },
	{ "\x01\x7f", "\\u0001\\u007f", "\"\\u0001\\u007f\"" },
	{ "\xe2\x80\xae" "cba\xe2\x80\xac", "\\u202ecba\\u202c",
	    "\"\\u202ecba\\u202c\"" },
	{ "\xe2\x80\xa8x", "\\u2028x", "\"\\u2028x\"" },
	{ "\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069",
	    "\"\\u2066x\\u2069\"" },
	{ "\xc2\xadx\xef\xbb\xbf", "\\u00adx\\ufeff",
	    "\"\\u00adx\\ufeff\"" },
	{ "Zo\xc3\xab \xe6\x9d\xb1 \xf0\x9f\x8d\xb5",
	    "Zo\xc3\xab \xe6\x9d\xb1 \xf0\x9f\x8d\xb5",
	    "\"Zo\xc3\xab \xe6\x9d\xb1 \xf0\x9f\x8d\xb5\"" },
};

START_TEST(texts_hide_nothing)
{
	struct buf b;

	buf_init(&b, SHOW_TEXT_MAX);
	show_text(&b, texts[_i].text, false);
	ck_assert_str_eq(buf_text(&b), texts[_i].plain);
	buf_reset(&b);
	show_text(&b, texts[_i].text, true);
	ck_assert_str_eq(buf_text(&b), texts[_i].quoted);
	buf_free(&b);
}
END_TEST

static const struct {
	int64_t second;
	const char *relative;
} times[] = {
	{ NOW, "0 s ago" },
	{ NOW - 59, "59 s ago" },
	{ NOW - 60, "1 min ago" },
	{ NOW - 3600, "1 h ago" },
	{ NOW - 47 * 3600, "47 h ago" },
	{ NOW - 48 * 3600, "2 d ago" },
	{ NOW - INT64_C(31) * 86400, "2026-10-22" },
	{ NOW + 1, "in 1 s" },
	{ NOW + 90000, "in 25 h" },
	{ NOW + INT64_C(400) * 86400, "2027-12-27" },
};

START_TEST(times_in_words)
{
	char out[SHOW_TIME_MAX];

	show_relative(times[_i].second, NOW, out);
	ck_assert_str_eq(out, times[_i].relative);
}
END_TEST

static const struct {
	const char *member, *id, *kind;
} names[] = {
	{ "customer", "cus_1", "customers" },
	{ "payment_intent", "pi_1", "payment_intents" },
	{ "id", "cs_test_1", "sessions" },
	{ "product", "own-name", "products" },
	{ "coupon", "SUMMER", "coupons" },
	{ "name", "SUMMER", NULL },
	{ "name", "cus_", NULL },
	{ "name", "cus_1/../x", NULL },
	{ "name", "cus_<b>", NULL },
	{ "url", "https://shop.example/cus_1", NULL },
};

START_TEST(ids_name_objects)
{
	const struct kind *kind = kind_of_member(names[_i].member,
	    names[_i].id);

	if (names[_i].kind == NULL)
		ck_assert_ptr_null(kind);
	else
		ck_assert_str_eq(kind->name, names[_i].kind);
}
END_TEST

START_TEST(links_are_escaped)
{
	char link[64];

	ck_assert(show_link(kind_find("coupons"), "a/b?c=\"d", link,
	    sizeof(link)));
	ck_assert_str_eq(link, "/dashboard/coupons/a%2Fb%3Fc%3D%22d");
	ck_assert(!show_link(NULL, "x", link, sizeof(link)));
	ck_assert(!show_link(kind_find("coupons"), "", link, sizeof(link)));
	ck_assert(!show_link(kind_find("coupons"), "a/b?c=\"d", link, 20));
}
END_TEST

/* The columns of every kind are there, and the first is its own id. */
START_TEST(kinds_are_whole)
{
	for (size_t i = 0; i < kind_groups_count; i++)
		for (size_t k = 0; k < nitems(kind_groups[i].names); k++) {
			const char *name = kind_groups[i].names[k];
			const struct kind *kind;

			if (name == NULL)
				break;
			ck_assert_str_ne(kind_title(name), "");
			kind = kind_find(name);
			for (size_t r = 0; kind != NULL &&
			     r < kind->relations_count; r++)
				ck_assert_ptr_nonnull(kind_find(
				    kind->relations[r].kind));
		}
}
END_TEST

/* Plans. */

static char folder[32];
static struct store *store;
static struct till_error e;

static void
open_tables(void)
{
	char path[64];

	ck_assert(text_copy(folder, sizeof(folder), "/tmp/check-d-XXXXXX"));
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/api.db", folder);
	ck_assert_int_eq(store_open(path, schema_migrations,
	    schema_migrations_count, &store, &e), TILL_OK);
}

static void
close_tables(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[64];

	store_close(store);
	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(path, sizeof(path), "%s/api.db%s", folder,
		    ends[i]);
		(void)unlink(path);
	}
	(void)rmdir(folder);
}

static void
check_plan(struct store_conn *c, const struct record_query *query)
{
	/* A statement is known by the address of its text: all stay. */
	static char sql[400][2048];
	static int count;
	struct store_rows *rows;
	const char *line;

	ck_assert_int_lt(count, (int)nitems(sql));
	(void)snprintf(sql[count], sizeof(sql[count]),
	    "EXPLAIN QUERY PLAN %s", record_list_sql(query));
	ck_assert_int_eq(store_query(c, sql[count], &rows, &e, ""), TILL_OK);
	while (store_next(rows, &e) == 1) {
		line = store_text(rows, 3);
		/* What was typed is a row of its own, and read once. */
		ck_assert_msg(strncmp(line, "SCAN", 4) != 0 ||
			strcmp(line, "SCAN w") == 0 ||
			strcmp(line, "SCAN CONSTANT ROW") == 0,
		    "%s\n%s", sql[count], line);
		/* The rows of a few objects are sorted, no others. */
		ck_assert_msg(strstr(line, "TEMP") == NULL, "%s\n%s",
		    sql[count], line);
	}
	store_done(rows);
	count++;
}

static struct record_filter
filter_of(const struct api_filter *f)
{
	return (struct record_filter){ .column = f->column, .count = 1,
		.op = f->op, .via = f->via, .where = f->where };
}

/* Each filter of a kind, each two and each three of them. */
static void
check_kind(struct store_conn *c, const struct kind *kind)
{
	struct record_filter filters[3];
	struct record_query query = { .type = kind->resource.record,
		.filters = filters };
	const struct api_filter *all = kind->resource.filters;

	check_plan(c, &query);
	for (size_t i = 0; i < kind->resource.filters_count; i++) {
		filters[0] = filter_of(&all[i]);
		query.filters_count = 1;
		check_plan(c, &query);
		for (size_t k = 0; k < i; k++) {
			filters[1] = filter_of(&all[k]);
			query.filters_count = 2;
			check_plan(c, &query);
			for (size_t m = 0; m < k; m++) {
				filters[2] = filter_of(&all[m]);
				query.filters_count = 3;
				check_plan(c, &query);
			}
		}
	}
}

static enum till_err
check_kinds(struct store_conn *c, void *arg, struct till_error *err)
{
	(void)arg;
	(void)err;
	for (size_t i = 0; i < kind_groups_count; i++)
		for (size_t k = 0; k < nitems(kind_groups[i].names); k++) {
			const char *name = kind_groups[i].names[k];
			const struct kind *kind =
			    name != NULL ? kind_find(name) : NULL;

			if (kind != NULL)
				check_kind(c, kind);
		}
	return TILL_OK;
}

START_TEST(plans)
{
	ck_assert_int_eq(store_read(store, check_kinds, NULL, &e), TILL_OK);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("dashboard");
	TCase *tc = tcase_create("show");
	TCase *db = tcase_create("plans");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, texts_hide_nothing, 0, nitems(texts));
	tcase_add_loop_test(tc, times_in_words, 0, nitems(times));
	tcase_add_loop_test(tc, ids_name_objects, 0, nitems(names));
	tcase_add_test(tc, links_are_escaped);
	tcase_add_test(tc, kinds_are_whole);
	tcase_add_checked_fixture(db, open_tables, close_tables);
	tcase_add_test(db, plans);
	suite_add_tcase(s, tc);
	suite_add_tcase(s, db);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
