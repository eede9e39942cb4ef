/* items_store: the items of items.h in the database. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "sessions/items.h"
#include "sessions/session.h"

#define ITEM_BODY_MAX (1024 * 1024)

/* An item as it is stored. */
struct printed {
	struct buf body, more;
};

static enum till_err
print(struct json_object *item, struct printed *p, struct till_error *e)
{
	struct json_object *more = catalog_take_apart("item", item);

	buf_reset(&p->body);
	buf_reset(&p->more);
	json_write_plain(&p->body, item);
	if (more != NULL)
		json_write_plain(&p->more, more);
	json_object_put(more);
	return buf_ok(&p->body) && buf_ok(&p->more) ?
	    TILL_OK :
	    till_fail(e, TILL_EMEM, NULL, NULL, "a line item is too long");
}

static enum till_err
insert_one(struct store_conn *c, const char *session, int64_t n,
    const char *id, const struct printed *p, struct till_error *e)
{
	return store_exec(c,
	    "INSERT INTO checkout_session_item(body,more,id,session,n) "
	    "VALUES(?,?,?,?,?)",
	    e, "tttti", p->body.data,
	    p->more.len > 0 ? p->more.data : NULL, id, session, n);
}

static enum till_err
update_one(struct store_conn *c, const char *session, int64_t n,
    const char *id, const struct printed *p, struct till_error *e)
{
	(void)n;
	return store_exec(c,
	    "UPDATE checkout_session_item SET body=?,more=? WHERE session=? "
	    "AND id=?",
	    e, "tttt", p->body.data, p->more.len > 0 ? p->more.data : NULL,
	    session, id);
}

typedef enum till_err keep_one(struct store_conn *c, const char *session,
    int64_t n, const char *id, const struct printed *p, struct till_error *e);

static enum till_err
keep(struct store_conn *c, const char *session, const struct bill *bill,
    keep_one *one, struct till_error *e)
{
	enum till_err err = TILL_OK;
	struct printed p;

	buf_init(&p.body, ITEM_BODY_MAX);
	buf_init(&p.more, ITEM_BODY_MAX);
	for (size_t i = 0; err == TILL_OK && i < bill->count; i++) {
		struct json_object *item = bill->lines[i].item;

		err = print(item, &p, e);
		if (err == TILL_OK)
			err = one(c, session, (int64_t)i,
			    json_text(item, "id"), &p, e);
	}
	buf_free(&p.body);
	buf_free(&p.more);
	return err;
}

enum till_err
items_insert(struct store_conn *c, const char *session,
    const struct bill *bill, struct till_error *e)
{
	return keep(c, session, bill, insert_one, e);
}

enum till_err
items_update(struct store_conn *c, const char *session,
    const struct bill *bill, struct till_error *e)
{
	return keep(c, session, bill, update_one, e);
}

enum till_err
items_remove(struct store_conn *c, const char *session, const char *id,
    struct till_error *e)
{
	return store_exec(c,
	    "DELETE FROM checkout_session_item WHERE session=? AND id=?", e,
	    "tt", session, id);
}

/* Parses a row of body and more into the whole item. */
static enum till_err
parse_whole(struct store_rows *rows, struct json_object **out,
    struct till_error *e)
{
	struct json_object *more = NULL;

	if (json_parse(store_text(rows, 0), store_text_len(rows, 0), out, e) !=
	    TILL_OK)
		return TILL_EINTERNAL;
	if (store_text(rows, 1) == NULL)
		return TILL_OK;
	if (json_parse(store_text(rows, 1), store_text_len(rows, 1), &more,
		e) != TILL_OK)
		return TILL_EINTERNAL;
	json_object_object_foreach(more, name, value) {
		json_put(*out, name, json_object_get(value));
	}
	json_object_put(more);
	return TILL_OK;
}

enum till_err
items_load(struct store_conn *c, const char *session, struct bill *bill,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got = 0;

	err = store_query(c,
	    "SELECT body,more FROM checkout_session_item WHERE session=? "
	    "ORDER BY n",
	    &rows, e, "t", session);
	if (err != TILL_OK)
		return err;
	while (err == TILL_OK && bill->count < SESSION_ITEMS_MAX &&
	    (got = store_next(rows, e)) == 1)
		err = parse_whole(rows, &bill->lines[bill->count++].item, e);
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	for (size_t i = 0; err == TILL_OK && i < bill->count; i++)
		err = record_get(c, &catalog_price,
		    json_text_or(bill->lines[i].item, "price", ""),
		    &bill->lines[i].price, e);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

enum till_err
items_whole(struct store_conn *c, const char *session, const char *id,
    struct json_object **out, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = NULL;
	err = store_query(c,
	    "SELECT body,more FROM checkout_session_item WHERE session=? AND "
	    "id=?",
	    &rows, e, "tt", session, id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		err = parse_whole(rows, out, e);
	store_done(rows);
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	return got < 0 ? TILL_EDB : err;
}

/* Where an item stands in its session. */
static enum till_err
place_of(struct store_conn *c, const char *session, const char *id,
    int64_t *n, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT n FROM checkout_session_item WHERE session=? AND id=?",
	    &rows, e, "tt", session, id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*n = got == 1 ? store_int(rows, 0) : -1;
	store_done(rows);
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* Parses a stored item and puts the price in its place. */
static enum till_err
read_item(struct store_conn *c, struct store_rows *rows,
    struct json_object **out, struct till_error *e)
{
	struct json_object *price = NULL;
	enum till_err err;

	err = json_parse(store_text(rows, 0), store_text_len(rows, 0), out, e);
	if (err != TILL_OK)
		return TILL_EINTERNAL;
	err = record_get(c, &catalog_price, json_text_or(*out, "price", ""),
	    &price, e);
	if (err == TILL_OK)
		json_put(*out, "price", price);
	else
		json_object_put(*out);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

static const char sql_forward[] =
    "SELECT body FROM checkout_session_item WHERE session=? AND n>? "
    "ORDER BY n LIMIT ?";
/* The page just before an item: its limit of rows, and one to see if more. */
static const char sql_backward[] =
    "SELECT body FROM (SELECT n, body FROM checkout_session_item WHERE "
    "session=? AND n<? ORDER BY n DESC LIMIT ?) ORDER BY n";

enum till_err
items_list(struct store_conn *c, const struct items_page *page,
    struct json_object **out, bool *more, struct till_error *e)
{
	bool backward = page->ending_before != NULL;
	const char *cursor = backward ? page->ending_before :
					page->starting_after;
	struct json_object *items = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err = TILL_OK;
	int64_t place = -1;
	int got = 1;

	*out = NULL;
	*more = false;
	if (cursor != NULL)
		err = place_of(c, page->session, cursor, &place, e);
	if (err == TILL_OK)
		err = store_query(c, backward ? sql_backward : sql_forward,
		    &rows, e, "tii", page->session, place, page->limit + 1);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		struct json_object *item;

		err = read_item(c, rows, &item, e);
		if (err == TILL_OK)
			json_object_array_add(items, item);
	}
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = TILL_EDB;
	if (err != TILL_OK) {
		json_object_put(items);
		return err;
	}
	/* The one too many is the last one, or the first of those before. */
	if ((int64_t)json_count(items) > page->limit) {
		*more = true;
		json_object_array_del_idx(items,
		    backward ? 0 : (size_t)page->limit, 1);
	}
	*out = items;
	return TILL_OK;
}
