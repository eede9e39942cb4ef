/* record: see record.h. */
#include <stdlib.h>

#include "base/json.h"
#include "base/text.h"
#include "store/record.h"
#include "store/record_sql.h"

#define POS_BITS 20
#define POS_MAX INT64_MAX
#define ID_BYTES_MAX 1024
#define BODY_BYTES_MAX (4 * 1024 * 1024)
#define LIST_VALUES_MAX (RECORD_VALUES_MAX + RECORD_COLUMNS_MAX + 4)
#define SECOND_MAX (INT64_MAX >> POS_BITS)
#define RANGE_MAX 1000 /* objects in a range that are sorted */

static enum till_err
no_memory(struct till_error *e)
{
	return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

static enum till_err
not_found(struct till_error *e)
{
	till_error_clear(e);
	e->kind = TILL_ENOTFOUND;
	return TILL_ENOTFOUND;
}

/* A column's value, from the body; null where the body has none. */
static struct store_value
column_value(const struct record_column *column, struct json_object *body)
{
	struct store_value value = { .type = 'n' };
	struct json_object *at = body;

	for (size_t i = 0; i < nitems(column->path); i++)
		if (column->path[i] != NULL)
			at = json_get(at, column->path[i]);
	if (at == NULL)
		return value;
	if (column->integer) {
		value.type = 'i';
		value.number = json_object_get_int64(at);
	} else if (json_object_is_type(at, json_type_string)) {
		value.type = 't';
		value.text = json_object_get_string(at);
	}
	return value;
}

/* The pos of an object, -1 when there is none. */
static enum till_err
find_pos(struct store_conn *c, const struct record_type *type, const char *id,
    int64_t *pos, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_POS);
	struct store_rows *rows;
	enum till_err err;
	int got;

	*pos = -1;
	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "t", id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		*pos = store_int(rows, 0);
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* The next free pos of a second: a list then shows what came later first. */
static enum till_err
next_pos(struct store_conn *c, const struct record_type *type,
    int64_t created, int64_t *pos, struct till_error *e)
{
	int64_t from = created << POS_BITS;
	int64_t to = from + (1 << POS_BITS) - 1;
	const char *sql = record_sql(type, RECORD_LAST);
	struct store_rows *rows;
	enum till_err err;
	int got;

	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "ii", from, to);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*pos = from;
	if (got == 1 && store_text(rows, 0) != NULL)
		*pos = store_int(rows, 0) + 1;
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (*pos > to)
		return till_fail(e, TILL_EBUSY, NULL, NULL,
		    "Too many objects within one second. Try again.");
	return TILL_OK;
}

enum till_err
record_insert(struct store_conn *c, const struct record_type *type,
    struct json_object *body, const struct buf *text, const char *more,
    struct till_error *e)
{
	struct store_value values[4 + RECORD_COLUMNS_MAX];
	const char *sql = record_sql(type, RECORD_INSERT);
	enum till_err err;
	int64_t pos = 0;

	if (sql == NULL || !buf_ok(text))
		return no_memory(e);
	err = next_pos(c, type, json_int_or(body, "created", 0), &pos, e);
	if (err != TILL_OK)
		return err;
	values[0] = (struct store_value){ .type = 'i', .number = pos };
	values[1] = (struct store_value){ .type = 't',
		.text = json_text(body, "id") };
	values[2] = (struct store_value){ .type = 't', .text = text->data };
	values[3] = (struct store_value){ .type = 't', .text = more };
	for (size_t i = 0; i < type->columns_count; i++)
		values[4 + i] = column_value(&type->columns[i], body);
	return store_exec_values(c, sql, e, values, 4 + type->columns_count);
}

enum till_err
record_update(struct store_conn *c, const struct record_type *type,
    struct json_object *body, const struct buf *text, const char *more,
    struct till_error *e)
{
	struct store_value values[3 + RECORD_COLUMNS_MAX];
	const char *sql = record_sql(type, RECORD_UPDATE);
	size_t n = type->columns_count;
	enum till_err err;

	if (sql == NULL || !buf_ok(text))
		return no_memory(e);
	values[0] = (struct store_value){ .type = 't', .text = text->data };
	values[1] = (struct store_value){ .type = 't', .text = more };
	for (size_t i = 0; i < n; i++)
		values[2 + i] = column_value(&type->columns[i], body);
	values[2 + n] = (struct store_value){ .type = 't',
		.text = json_text(body, "id") };
	err = store_exec_values(c, sql, e, values, 3 + n);
	if (err == TILL_OK && store_changed(c) == 0)
		err = not_found(e);
	return err;
}

enum till_err
record_delete(struct store_conn *c, const struct record_type *type,
    const char *id, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_DELETE);
	enum till_err err;

	if (sql == NULL)
		return no_memory(e);
	err = store_exec(c, sql, e, "t", id);
	if (err == TILL_OK && store_changed(c) == 0)
		err = not_found(e);
	return err;
}

enum till_err
record_text(struct store_conn *c, const struct record_type *type,
    const char *id, struct buf *out, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_TEXT);
	struct store_rows *rows;
	enum till_err err;
	int got;

	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "t", id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		buf_add(out, store_text(rows, 0), store_text_len(rows, 0));
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (got == 0)
		return not_found(e);
	return buf_ok(out) ? TILL_OK : no_memory(e);
}

/* Parses the one body of a query's rows and ends it. */
static enum till_err
parse_row(struct store_rows *rows, struct json_object **out,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	int got = store_next(rows, e);

	*out = NULL;
	if (got == 1)
		err = json_parse(store_text(rows, 0), store_text_len(rows, 0),
		    out, e);
	else
		err = got < 0 ? TILL_EDB : not_found(e);
	store_done(rows);
	return err == TILL_EINPUT ? TILL_EINTERNAL : err;
}

enum till_err
record_get(struct store_conn *c, const struct record_type *type,
    const char *id, struct json_object **out, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_TEXT);
	struct store_rows *rows;
	enum till_err err;

	*out = NULL;
	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "t", id);
	return err == TILL_OK ? parse_row(rows, out, e) : err;
}

/* Puts members into object; objects that both have are merged in turn. */
static void
merge(struct json_object *object, struct json_object *members)
{
	json_object_object_foreach(members, name, value) {
		struct json_object *old = json_get(object, name);

		if (json_object_is_type(old, json_type_object) &&
		    json_object_is_type(value, json_type_object))
			merge(old, value);
		else
			json_put(object, name, json_object_get(value));
	}
}

/* Puts the members of a JSON text into object. */
static enum till_err
put_back(struct json_object *object, const char *more, size_t len,
    struct till_error *e)
{
	struct json_object *members = NULL;
	enum till_err err;

	if (more == NULL)
		return TILL_OK;
	err = json_parse(more, len, &members, e);
	if (err == TILL_OK)
		merge(object, members);
	json_object_put(members);
	return err;
}

enum till_err
record_parse_whole(struct store_rows *rows, struct json_object **out,
    struct till_error *e)
{
	enum till_err err;

	*out = NULL;
	err = json_parse(store_text(rows, 0), store_text_len(rows, 0), out,
	    e);
	if (err == TILL_OK)
		err = put_back(*out, store_text(rows, 1),
		    store_text_len(rows, 1), e);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err == TILL_EINPUT ? TILL_EINTERNAL : err;
}

enum till_err
record_get_whole(struct store_conn *c, const struct record_type *type,
    const char *id, struct json_object **out, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_WHOLE);
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = NULL;
	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "t", id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		err = record_parse_whole(rows, out, e);
	else
		err = got < 0 ? TILL_EDB : not_found(e);
	store_done(rows);
	return err;
}

enum till_err
record_find(struct store_conn *c, const struct record_type *type,
    const char *column, const char *value, struct json_object **out,
    struct till_error *e)
{
	const char *sql = record_sql_find(type, column);
	struct store_rows *rows;
	enum till_err err;

	*out = NULL;
	if (sql == NULL)
		return no_memory(e);
	err = store_query(c, sql, &rows, e, "t", value);
	return err == TILL_OK ? parse_row(rows, out, e) : err;
}

/* The bounds of pos that the created range and the cursor leave. */
static enum till_err
bounds(struct store_conn *c, const struct record_query *q, int64_t *low,
    int64_t *high, struct till_error *e)
{
	const char *cursor = q->starting_after != NULL ? q->starting_after :
							 q->ending_before;
	enum till_err err;
	int64_t pos = 0;

	*low = q->created_from <= 0	    ? 0 :
	    q->created_from > SECOND_MAX    ? POS_MAX :
					      q->created_from << POS_BITS;
	*high = q->created_to < 0      ? -1 :
	    q->created_to >= SECOND_MAX ? POS_MAX :
			((q->created_to + 1) << POS_BITS) - 1;
	if (cursor == NULL)
		return TILL_OK;
	err = find_pos(c, q->type, cursor, &pos, e);
	if (err != TILL_OK)
		return err;
	if (pos < 0)
		return not_found(e);
	if (q->starting_after != NULL && pos - 1 < *high)
		*high = pos - 1;
	if (q->ending_before != NULL && pos + 1 > *low)
		*low = pos + 1;
	return TILL_OK;
}

/* A page that was read oldest first, kept to be given newest first. */
struct page_row {
	struct buf id, text;
};

/* Calls each for the rows of a query; stops after limit, noting a further. */
static enum till_err
each_forward(struct store_rows *rows, int64_t limit, record_each *each,
    void *arg, bool *more, struct till_error *e)
{
	enum till_err err = TILL_OK;
	int got = 0;

	for (int64_t n = 0; err == TILL_OK; n++) {
		got = store_next(rows, e);
		if (got != 1)
			break;
		if (n == limit) {
			*more = true;
			break;
		}
		err = each(arg, store_text(rows, 0), store_text(rows, 1),
		    store_text_len(rows, 1), e);
	}
	return got < 0 ? TILL_EDB : err;
}

static enum till_err
keep_row(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct page_row **at = arg;
	struct page_row *row = (*at)++;

	buf_init(&row->id, ID_BYTES_MAX);
	buf_init(&row->text, BODY_BYTES_MAX);
	buf_add_text(&row->id, id);
	buf_add(&row->text, text, len);
	return buf_ok(&row->id) && buf_ok(&row->text) ? TILL_OK : no_memory(e);
}

/* The same for rows that come oldest first. */
static enum till_err
each_backward(struct store_rows *rows, int64_t limit, record_each *each,
    void *arg, bool *more, struct till_error *e)
{
	struct page_row *page, *end;
	enum till_err err;

	page = calloc((size_t)limit, sizeof(*page));
	if (page == NULL)
		return no_memory(e);
	end = page;
	err = each_forward(rows, limit, keep_row, &end, more, e);
	for (struct page_row *row = end; err == TILL_OK && row > page;) {
		row--;
		err = each(arg, buf_text(&row->id), buf_text(&row->text),
		    row->text.len, e);
	}
	for (struct page_row *row = page; row < end; row++) {
		buf_free(&row->id);
		buf_free(&row->text);
	}
	free(page);
	return err;
}

/* Whether the range of a query has few objects; it has two ends at most. */
static enum till_err
measure_range(struct store_conn *c, struct record_query *q,
    struct till_error *e)
{
	struct store_value values[RECORD_COLUMNS_MAX + 1];
	const char *sql = record_sql_range(q);
	struct store_rows *rows;
	enum till_err err;
	size_t n = 0;
	int got;

	if (sql == NULL)
		return no_memory(e);
	for (size_t i = 0; i < q->filters_count; i++)
		if (q->filters[i].op != NULL && n < RECORD_COLUMNS_MAX)
			values[n++] = (struct store_value){ .type = 'i',
				.number = q->filters[i].number };
	values[n++] = (struct store_value){ .type = 'i',
		.number = RANGE_MAX + 1 };
	err = store_query_values(c, sql, &rows, e, values, n);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	q->by_range = got == 1 && store_int(rows, 0) <= RANGE_MAX;
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
record_list(struct store_conn *c, struct record_query *q, record_each *each,
    void *arg, bool *more, struct till_error *e)
{
	struct store_value values[LIST_VALUES_MAX];
	struct store_rows *rows;
	int64_t low, high;
	enum till_err err;
	const char *sql;
	size_t n = 0;

	*more = q->by_range = false;
	err = bounds(c, q, &low, &high, e);
	if (err == TILL_OK && record_has_range(q))
		err = measure_range(c, q, e);
	if (err != TILL_OK)
		return err;
	for (size_t i = 0; i < q->filters_count; i++) {
		const struct record_filter *f = &q->filters[i];

		if (n + f->count + 4 > LIST_VALUES_MAX)
			return till_fail(e, TILL_EINPUT, NULL, NULL,
			    "There are too many values in these filters.");
		if (f->count == 0)
			values[n++] = (struct store_value){ .type = 'i',
				.number = f->number };
		for (size_t k = 0; k < f->count; k++)
			values[n++] = (struct store_value){ .type = 't',
				.text = f->text[k] };
	}
	values[n++] = (struct store_value){ .type = 'i', .number = low };
	values[n++] = (struct store_value){ .type = 'i', .number = high };
	values[n++] = (struct store_value){ .type = 'i',
		.number = q->limit + 1 };
	sql = record_sql_list(q);
	if (sql == NULL)
		return no_memory(e);
	err = store_query_values(c, sql, &rows, e, values, n);
	if (err != TILL_OK)
		return err;
	err = (q->ending_before != NULL ? each_backward : each_forward)(rows,
	    q->limit, each, arg, more, e);
	store_done(rows);
	return err;
}

const char *
record_list_sql(const struct record_query *query)
{
	return record_sql_list(query);
}
