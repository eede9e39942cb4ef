/* record: order, cursors both ways, filters, ranges, and plans of lists. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "api/schema.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "store/record.h"
#include "store/record_sql.h"

static char folder[64], path[96];
static struct till_error e;
static struct store *store;

static const char *const migrations[] = {
	"CREATE TABLE thing(pos INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
	" body TEXT NOT NULL, more TEXT, color TEXT, size INTEGER, tag TEXT);"
	"CREATE INDEX thing_color ON thing(color);"
	"CREATE INDEX thing_size ON thing(size);"
	"CREATE UNIQUE INDEX thing_tag ON thing(tag) WHERE tag IS NOT NULL;"
	"CREATE TABLE mark_of_thing(mark TEXT, at INTEGER,"
	" PRIMARY KEY(mark,at)) WITHOUT ROWID;",
};

static const struct record_type things = {
	.object = "thing",
	.title = "thing",
	.table = "thing",
	.prefix = "th_",
	.id_random = 14,
	.columns_count = 3,
	.columns = {
		{ "color", false, { "color" }, true },
		{ "size", true, { "more", "size" }, false },
		{ "tag", false, { "tag" }, false },
	},
};

static void
make_folder(void)
{
	log_open("check", LOG_ERROR);
	strcpy(folder, "/tmp/till-record-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/t.db", folder);
	till_error_clear(&e);
}

static void
open_with(const char *const *sql, size_t n)
{
	make_folder();
	ck_assert_int_eq(store_open(path, sql, n, &store, &e), TILL_OK);
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

/*
 * Things a to l, three a second from 100 on; red and blue in turn, sizes
 * 0 to 3; every fourth has its id in upper case as its tag.
 */
#define COUNT 12

static struct json_object *
thing(int i)
{
	struct json_object *o = json_object_new_object();
	struct json_object *more = json_object_new_object();
	char name[2] = { (char)('a' + i), '\0' };

	json_put_text(o, "id", name);
	json_put_int(o, "created", 100 + i / 3);
	json_put_text(o, "color", i % 2 ? "blue" : "red");
	json_put_int(more, "size", i % 4);
	json_put(o, "more", more);
	name[0] = (char)('A' + i);
	if (i % 4 == 0)
		json_put_text(o, "tag", name);
	return o;
}

static enum till_err
put(struct store_conn *c, struct json_object *o, const char *more, bool new,
    struct till_error *err)
{
	enum till_err kind;
	struct buf text;

	buf_init(&text, 4096);
	json_write_plain(&text, o);
	kind = (new ? record_insert : record_update)(c, &things, o, &text,
	    more, err);
	buf_free(&text);
	return kind;
}

static enum till_err
put_all(struct store_conn *c, void *arg, struct till_error *err)
{
	(void)arg;
	for (int i = 0; i < COUNT; i++) {
		struct json_object *o = thing(i);

		ck_assert_int_eq(put(c, o, i == 0 ? "{\"hidden\":5}" : NULL,
				     true, err),
		    TILL_OK);
		json_object_put(o);
	}
	/* Marked: b, c, f, g, j, k by x and every other one by y. */
	return store_exec(c,
	    "INSERT INTO mark_of_thing SELECT 'x',pos FROM thing "
	    "WHERE id IN ('b','c','f','g','j','k') UNION ALL "
	    "SELECT 'y',pos FROM thing WHERE color='blue'",
	    err, "");
}

static void
open_things(void)
{
	open_with(migrations, nitems(migrations));
	ck_assert_int_eq(store_write(store, put_all, NULL, &e), TILL_OK);
}

/* One object. */

static enum till_err
one_object(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *o = NULL, *a = thing(0), *n = thing(0);
	struct buf b;

	(void)arg;
	buf_init(&b, 4096);
	ck_assert_int_eq(record_text(c, &things, "a", &b, err), TILL_OK);
	ck_assert_str_eq(buf_text(&b), "{\"id\":\"a\",\"created\":100,"
				       "\"color\":\"red\",\"more\":{\"size\":"
				       "0},\"tag\":\"A\"}");
	buf_free(&b);
	ck_assert_int_eq(record_get(c, &things, "a", &o, err), TILL_OK);
	ck_assert_ptr_null(json_get(o, "hidden"));
	json_object_put(o);
	ck_assert_int_eq(record_get_whole(c, &things, "a", &o, err), TILL_OK);
	ck_assert_int_eq(json_int_or(o, "hidden", 0), 5);
	json_object_put(o);
	/* The newest of those that match. */
	ck_assert_int_eq(record_find(c, &things, "color", "red", &o, err),
	    TILL_OK);
	ck_assert_str_eq(json_text(o, "id"), "k");
	json_object_put(o);
	/* An id and a tag are there once. */
	ck_assert_int_eq(put(c, a, NULL, true, err), TILL_ECONFLICT);
	json_put_text(n, "id", "new");
	ck_assert_int_eq(put(c, n, NULL, true, err), TILL_ECONFLICT);
	json_put(n, "tag", NULL);
	ck_assert_int_eq(put(c, n, NULL, true, err), TILL_OK);
	/* A change moves columns along but not its place. */
	json_put_text(a, "color", "green");
	ck_assert_int_eq(put(c, a, NULL, false, err), TILL_OK);
	ck_assert_int_eq(record_find(c, &things, "color", "green", &o, err),
	    TILL_OK);
	ck_assert_str_eq(json_text(o, "id"), "a");
	json_object_put(o);
	ck_assert_int_eq(record_delete(c, &things, "new", err), TILL_OK);
	json_object_put(a);
	json_object_put(n);
	return TILL_OK;
}

START_TEST(an_object)
{
	ck_assert_int_eq(store_write(store, one_object, NULL, &e), TILL_OK);
}
END_TEST

/*
 * One connection's objects: the same while their text is, another once it has
 * changed, and each its own however many there are.
 */
static enum till_err
borrow(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *first, *again, *changed = thing(1);

	(void)arg;
	ck_assert_int_eq(record_loan(c, &things, "a", &first, err), TILL_OK);
	ck_assert_int_eq(json_int_or(first, "hidden", 0), 5);
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < COUNT; i++) {
			char id[2] = { (char)('a' + i), '\0' };

			ck_assert_int_eq(record_loan(c, &things, id, &again,
					     err), TILL_OK);
			ck_assert_str_eq(json_text_or(again, "id", ""), id);
			json_object_put(again);
		}
	ck_assert_int_eq(record_loan(c, &things, "a", &again, err), TILL_OK);
	ck_assert_ptr_eq(first, again);
	json_object_put(first);
	json_object_put(again);
	ck_assert_int_eq(record_loan(c, &things, "b", &first, err), TILL_OK);
	json_put_text(changed, "color", "grey");
	ck_assert_int_eq(put(c, changed, "{\"hidden\":6}", false, err),
	    TILL_OK);
	ck_assert_int_eq(record_loan(c, &things, "b", &again, err), TILL_OK);
	/* What was lent before stays as it was. */
	ck_assert_str_eq(json_text_or(first, "color", ""), "blue");
	ck_assert_str_eq(json_text_or(again, "color", ""), "grey");
	ck_assert_int_eq(json_int_or(again, "hidden", 0), 6);
	json_object_put(first);
	json_object_put(again);
	json_object_put(changed);
	ck_assert_int_eq(record_loan(c, &things, "none", &again, err),
	    TILL_ENOTFOUND);
	ck_assert_ptr_null(again);
	return TILL_OK;
}

START_TEST(a_loan)
{
	ck_assert_int_eq(store_write(store, borrow, NULL, &e), TILL_OK);
}
END_TEST

static enum till_err
none_there(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *o = thing(0), *out;
	struct buf b;

	(void)arg;
	buf_init(&b, 64);
	json_put_text(o, "id", "none");
	ck_assert_int_eq(record_text(c, &things, "none", &b, err),
	    TILL_ENOTFOUND);
	ck_assert_int_eq(err->kind, TILL_ENOTFOUND);
	ck_assert_str_eq(err->message, "");
	ck_assert_int_eq(record_get(c, &things, "none", &out, err),
	    TILL_ENOTFOUND);
	ck_assert_ptr_null(out);
	ck_assert_int_eq(record_get_whole(c, &things, "none", &out, err),
	    TILL_ENOTFOUND);
	ck_assert_ptr_null(out);
	ck_assert_int_eq(record_find(c, &things, "tag", "none", &out, err),
	    TILL_ENOTFOUND);
	json_put(o, "tag", NULL);
	ck_assert_int_eq(put(c, o, NULL, false, err), TILL_ENOTFOUND);
	ck_assert_int_eq(record_delete(c, &things, "none", err),
	    TILL_ENOTFOUND);
	/* An id is all of it, whatever is in it. */
	ck_assert_int_eq(record_text(c, &things, "a' OR '1'='1", &b, err),
	    TILL_ENOTFOUND);
	ck_assert_int_eq(record_text(c, &things, "A", &b, err),
	    TILL_ENOTFOUND);
	json_object_put(o);
	return TILL_OK;
}

START_TEST(no_object)
{
	ck_assert_int_eq(store_write(store, none_there, NULL, &e), TILL_OK);
}
END_TEST

/* A text that does not fit in memory is not stored cut. */
static enum till_err
cut_text(struct store_conn *c, void *arg, struct till_error *err)
{
	struct json_object *o = thing(1);
	struct buf b;

	(void)arg;
	buf_init(&b, 4);
	json_write_plain(&b, o);
	ck_assert(!buf_ok(&b));
	json_put_text(o, "id", "cut");
	ck_assert_int_eq(record_insert(c, &things, o, &b, NULL, err),
	    TILL_EMEM);
	ck_assert_int_eq(record_update(c, &things, o, &b, NULL, err),
	    TILL_EMEM);
	json_object_put(o);
	buf_free(&b);
	return TILL_OK;
}

START_TEST(a_text_that_is_cut)
{
	ck_assert_int_eq(store_write(store, cut_text, NULL, &e), TILL_OK);
}
END_TEST

/* Lists. */

#define RED { "color", 1, { "red" }, 0, NULL, NULL, NULL }
#define BLUE { "color", 1, { "blue" }, 0, NULL, NULL, NULL }
#define SIZE(n) { "size", 0, { NULL }, n, NULL, NULL, NULL }
#define ONE_OF(name, a, b, c) { name, 3, { a, b, c }, 0, NULL, NULL, NULL }
#define OVER(n) { "size", 0, { NULL }, n, ">", NULL, NULL }
#define UNDER(n) { "size", 0, { NULL }, n, "<", NULL, NULL }
#define HAS(name) { "mark", 1, { name }, 0, NULL, "mark_of_thing", NULL }

static const struct {
	const char *after, *before;
	int64_t limit, from, to;
	struct record_filter filters[2];
	const char *ids;
	bool more;
} lists[] = {
	{ NULL, NULL, 3, 0, INT64_MAX, { { 0 } }, "lkj", true },
	{ NULL, NULL, 12, 0, INT64_MAX, { { 0 } }, "lkjihgfedcba", false },
	{ NULL, NULL, 100, 0, INT64_MAX, { { 0 } }, "lkjihgfedcba", false },
	{ "j", NULL, 3, 0, INT64_MAX, { { 0 } }, "ihg", true },
	{ "d", NULL, 3, 0, INT64_MAX, { { 0 } }, "cba", false },
	{ "a", NULL, 3, 0, INT64_MAX, { { 0 } }, "", false },
	{ NULL, "d", 3, 0, INT64_MAX, { { 0 } }, "gfe", true },
	{ NULL, "i", 3, 0, INT64_MAX, { { 0 } }, "lkj", false },
	{ NULL, "j", 3, 0, INT64_MAX, { { 0 } }, "lk", false },
	{ NULL, "l", 3, 0, INT64_MAX, { { 0 } }, "", false },
	/* Seconds, both included. */
	{ NULL, NULL, 9, 101, 102, { { 0 } }, "ihgfed", false },
	{ NULL, NULL, 2, 101, 101, { { 0 } }, "fe", true },
	{ NULL, NULL, 9, 102, 101, { { 0 } }, "", false },
	{ NULL, NULL, 9, 104, INT64_MAX, { { 0 } }, "", false },
	{ NULL, NULL, 9, 0, 99, { { 0 } }, "", false },
	{ NULL, NULL, 9, -5, -1, { { 0 } }, "", false },
	{ NULL, NULL, 9, INT64_MAX, INT64_MAX, { { 0 } }, "", false },
	{ NULL, NULL, 99, INT64_MIN, INT64_MAX, { { 0 } }, "lkjihgfedcba",
	    false },
	{ "h", NULL, 9, 101, 102, { { 0 } }, "gfed", false },
	{ NULL, "e", 9, 101, 102, { { 0 } }, "ihgf", false },
	{ NULL, "a", 2, 101, 102, { { 0 } }, "ed", true },
	/* Filters. */
	{ NULL, NULL, 9, 0, INT64_MAX, { RED }, "kigeca", false },
	{ NULL, NULL, 2, 0, INT64_MAX, { BLUE }, "lj", true },
	{ NULL, NULL, 9, 0, INT64_MAX, { SIZE(3) }, "lhd", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { RED, SIZE(2) }, "kgc", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { RED, SIZE(3) }, "", false },
	{ "g", NULL, 9, 0, INT64_MAX, { RED, SIZE(2) }, "c", false },
	/* The cursor need not match the filter. */
	{ "f", NULL, 1, 0, INT64_MAX, { RED }, "e", true },
	{ NULL, "f", 1, 0, INT64_MAX, { RED }, "g", true },
	{ NULL, NULL, 9, 0, INT64_MAX, { ONE_OF("id", "b", "x", "h") }, "hb", false },
	{ NULL, NULL, 1, 0, INT64_MAX, { ONE_OF("id", "b", "x", "h") }, "h", true },
	{ NULL, "a", 9, 0, INT64_MAX, { ONE_OF("tag", "A", "E", "x"), RED }, "e",
	    false },
	{ NULL, NULL, 9, 0, INT64_MAX,
	    { { "tag", 1, { "E" }, 0, NULL, NULL, NULL } },
	    "e", false },
	/* Ranges, few and many in them, both ends, and with another. */
	{ NULL, NULL, 9, 0, INT64_MAX, { OVER(2) }, "lhd", false },
	{ "h", NULL, 9, 0, INT64_MAX, { OVER(2) }, "d", false },
	{ NULL, "d", 1, 0, INT64_MAX, { OVER(2) }, "h", true },
	{ NULL, NULL, 3, 0, INT64_MAX, { OVER(-1) }, "lkj", true },
	{ NULL, NULL, 9, 101, 102, { OVER(0), UNDER(2) }, "f", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { RED, OVER(1) }, "kgc", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { SIZE(2), UNDER(2) }, "", false },
	/* By another table, and by two of them. */
	{ NULL, NULL, 3, 0, INT64_MAX, { HAS("x") }, "kjg", true },
	{ "g", NULL, 9, 0, INT64_MAX, { HAS("x") }, "fcb", false },
	{ NULL, "b", 1, 0, INT64_MAX, { HAS("x") }, "c", true },
	{ NULL, NULL, 9, 101, 101, { HAS("x"), RED }, "", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { HAS("x"), HAS("y") }, "jfb", false },
	{ NULL, NULL, 9, 0, INT64_MAX, { HAS("z") }, "", false },
};

static enum till_err
add_id(void *arg, const char *id, const char *text, size_t len,
    struct till_error *err)
{
	struct json_object *o = NULL;

	ck_assert_int_eq(json_parse(text, len, &o, err), TILL_OK);
	ck_assert_str_eq(json_text(o, "id"), id);
	json_object_put(o);
	buf_add_text(arg, id);
	return TILL_OK;
}

static struct record_query
query_of(int row, struct record_filter filters[2])
{
	struct record_query q = { .type = &things,
		.filters = filters,
		.created_from = lists[row].from,
		.created_to = lists[row].to,
		.starting_after = lists[row].after,
		.ending_before = lists[row].before,
		.limit = lists[row].limit };

	memcpy(filters, lists[row].filters, sizeof(lists[row].filters));
	while (q.filters_count < 2 && filters[q.filters_count].column != NULL)
		q.filters_count++;
	return q;
}

static enum till_err
list_work(struct store_conn *c, void *arg, struct till_error *err)
{
	const int *row = arg;
	struct record_filter filters[2];
	struct record_query q = query_of(*row, filters);
	struct buf ids;
	bool more;

	buf_init(&ids, 4096);
	ck_assert_int_eq(record_list(c, &q, add_id, &ids, &more, err),
	    TILL_OK);
	ck_assert_str_eq(buf_text(&ids), lists[*row].ids);
	ck_assert_int_eq(more, lists[*row].more);
	buf_free(&ids);
	return TILL_OK;
}

START_TEST(a_list)
{
	ck_assert_int_eq(store_read(store, list_work, &_i, &e), TILL_OK);
}
END_TEST

static enum till_err
refuse(void *arg, const char *id, const char *text, size_t len,
    struct till_error *err)
{
	(void)arg;
	(void)id;
	(void)text;
	(void)len;
	return till_fail(err, TILL_EINTERNAL, NULL, NULL, "enough");
}

static enum till_err
list_errors(struct store_conn *c, void *arg, struct till_error *err)
{
	struct record_query q = { .type = &things, .limit = 3,
		.created_to = INT64_MAX };
	struct record_filter many[2] = { { .column = "id",
					     .count = RECORD_VALUES_MAX },
		{ .column = "tag", .count = RECORD_VALUES_MAX } };
	bool more;

	(void)arg;
	for (int i = 0; i < RECORD_VALUES_MAX; i++)
		many[0].text[i] = many[1].text[i] = "x";
	q.starting_after = "none";
	ck_assert_int_eq(record_list(c, &q, add_id, NULL, &more, err),
	    TILL_ENOTFOUND);
	q.starting_after = NULL;
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(record_list(c, &q, refuse, NULL, &more, err),
		    TILL_EINTERNAL);
		q.ending_before = "a";
	}
	q.ending_before = NULL;
	q.filters = many;
	q.filters_count = 1;
	ck_assert_int_eq(record_list(c, &q, add_id, NULL, &more, err),
	    TILL_OK);
	q.filters_count = 2;
	ck_assert_int_eq(record_list(c, &q, add_id, NULL, &more, err),
	    TILL_EINPUT);
	return TILL_OK;
}

#define MANY 1100

/* A range with many in it is not sorted. */
static enum till_err
many_work(struct store_conn *c, void *arg, struct till_error *err)
{
	struct record_filter over = OVER(8);
	struct record_query q = { .type = &things, .filters = &over,
		.filters_count = 1, .created_to = INT64_MAX, .limit = 2 };
	struct json_object *o = json_object_new_object();
	struct json_object *more = json_object_new_object();
	char id[16];
	struct buf ids;
	bool further;

	(void)arg;
	json_put_int(o, "created", 200);
	json_put_int(more, "size", 9);
	json_put(o, "more", more);
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(id, sizeof(id), "m%d", i);
		json_put_text(o, "id", id);
		ck_assert_int_eq(put(c, o, NULL, true, err), TILL_OK);
	}
	json_object_put(o);
	buf_init(&ids, 4096);
	ck_assert_int_eq(record_list(c, &q, add_id, &ids, &further, err),
	    TILL_OK);
	ck_assert_str_eq(buf_text(&ids), "m1099m1098");
	ck_assert(further && !q.by_range);
	buf_free(&ids);
	return TILL_OK;
}

START_TEST(a_range_of_many)
{
	ck_assert_int_eq(store_write(store, many_work, NULL, &e), TILL_OK);
}
END_TEST

START_TEST(list_that_fails)
{
	ck_assert_int_eq(store_read(store, list_errors, NULL, &e), TILL_OK);
}
END_TEST

/* The SQL of texts is made once: its address is the key of its statement. */
START_TEST(texts_stay_where_they_are)
{
	struct record_filter filters[2];
	struct record_query a = query_of(24, filters), b = query_of(24,
							 filters);

	ck_assert_ptr_eq(record_list_sql(&a), record_list_sql(&b));
	b.ending_before = "a";
	ck_assert_ptr_ne(record_list_sql(&a), record_list_sql(&b));
}
END_TEST

/* Plans: every list of the API is one search of an index. */

static void
open_api_tables(void)
{
	open_with(schema_migrations, schema_migrations_count);
}

struct plan {
	struct record_query query;
	int checked;
};

/* What SQLite means to do, as lines. */
static void
explain(struct store_conn *c, const struct record_query *q, struct buf *out)
{
	/* A statement is known by the address of its text: all stay. */
	static char sql[2000][1024];
	static int count;
	struct store_rows *rows;

	ck_assert_int_lt(count, (int)nitems(sql));
	(void)snprintf(sql[count], sizeof(sql[count]),
	    "EXPLAIN QUERY PLAN %s", record_list_sql(q));
	ck_assert_int_eq(store_query(c, sql[count++], &rows, &e, ""),
	    TILL_OK);
	while (store_next(rows, &e) == 1)
		buf_addf(out, "%s\n", store_text(rows, 3));
	store_done(rows);
}

static void
check_plan(struct store_conn *c, struct plan *p)
{
	const struct record_query *q = &p->query;
	bool any_of_many = false, has_range = false;
	struct buf plan;

	for (size_t i = 0; i < q->filters_count; i++) {
		any_of_many = any_of_many || q->filters[i].count > 1;
		has_range = has_range || q->filters[i].op != NULL;
	}
	for (int way = 0; way < 2; way++) {
		p->query.ending_before = way == 0 ? NULL : "x";
		buf_init(&plan, 65536);
		explain(c, q, &plan);
		ck_assert_msg(strncmp(buf_text(&plan), "SEARCH ", 7) == 0 &&
			strstr(buf_text(&plan), "SCAN") == NULL,
		    "%s\n%s", record_list_sql(q), buf_text(&plan));
		/* At most a hundred unique values are sorted, or a range. */
		if (!any_of_many && !q->by_range)
			ck_assert_msg(strstr(buf_text(&plan), "TEMP") == NULL,
			    "%s\n%s", record_list_sql(q), buf_text(&plan));
		/* Of a filter of its own it is the filter's index. */
		if (q->filters_count == 1 && (!has_range || q->by_range))
			ck_assert_msg((strstr(buf_text(&plan),
					   "USING INDEX") != NULL ||
					  q->filters[0].via != NULL) &&
				strstr(buf_text(&plan),
				    q->filters[0].column) != NULL,
			    "%s\n%s", record_list_sql(q), buf_text(&plan));
		buf_free(&plan);
		p->checked++;
	}
}

static struct record_filter
filter_of(const struct api_filter *f)
{
	return (struct record_filter){ .column = f->column, .count = 1,
		.op = f->op, .via = f->via };
}

/* A range is searched by itself when few are in it, else walked through. */
static void
check_ways(struct store_conn *c, struct plan *p)
{
	check_plan(c, p);
	p->query.by_range = record_has_range(&p->query);
	if (p->query.by_range)
		check_plan(c, p);
	p->query.by_range = false;
}

/* Each filter of a list alone, and each pair of them. */
static void
check_filters(struct store_conn *c, struct plan *p,
    const struct api_resource *r)
{
	struct record_filter filters[2];

	p->query = (struct record_query){ .type = r->record,
		.filters = filters };
	check_plan(c, p);
	for (size_t i = 0; i < r->filters_count; i++) {
		filters[0] = filter_of(&r->filters[i]);
		p->query.filters_count = 1;
		check_ways(c, p);
		if (filters[0].op == NULL &&
		    (strcmp(filters[0].column, "id") == 0 ||
			strcmp(filters[0].column, "lookup_key") == 0)) {
			filters[0].count = 10;
			check_plan(c, p);
			filters[0].count = 1;
		}
		p->query.filters_count = 2;
		for (size_t k = 0; k < i; k++) {
			filters[1] = filter_of(&r->filters[k]);
			check_ways(c, p);
		}
	}
}

static enum till_err
check_lists(struct store_conn *c, void *arg, struct till_error *err)
{
	struct plan *p = arg;

	(void)err;
	for (size_t i = 0; i < api_ops_count; i++) {
		const struct api_op *op = &api_ops[i];
		const struct params_call *call = params_find(op->method_name,
		    op->path);

		if (op->resource != NULL && call != NULL &&
		    strncmp(call->returns, "list<", 5) == 0 &&
		    strchr(op->path, ':') == NULL)
			check_filters(c, p, op->resource);
	}
	return TILL_OK;
}

START_TEST(plans)
{
	struct plan p = { .checked = 0 };

	ck_assert_int_eq(store_read(store, check_lists, &p, &e), TILL_OK);
	ck_assert_int_gt(p.checked, 100);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("record");
	TCase *tc = tcase_create("things");
	TCase *api = tcase_create("plans");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, open_things, close_store);
	tcase_add_test(tc, an_object);
	tcase_add_test(tc, a_loan);
	tcase_add_test(tc, no_object);
	tcase_add_test(tc, a_text_that_is_cut);
	tcase_add_loop_test(tc, a_list, 0, nitems(lists));
	tcase_add_test(tc, a_range_of_many);
	tcase_add_test(tc, list_that_fails);
	tcase_add_test(tc, texts_stay_where_they_are);
	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(api, open_api_tables, close_store);
	tcase_add_test(api, plans);
	suite_add_tcase(s, api);

	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
