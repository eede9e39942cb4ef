/* history: see history.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "events/history.h"

static const char *const states[] = { "pending", "delivered", "failed",
	"dropped", "stopped" };

bool
history_is_state(const char *name)
{
	for (size_t i = 0; i < nitems(states); i++)
		if (strcmp(states[i], name) == 0)
			return true;
	return false;
}

static void
put_int_or_null(struct json_object *o, const char *name,
    struct store_rows *rows, int column)
{
	if (store_text(rows, column) == NULL)
		json_put(o, name, NULL);
	else
		json_put_int(o, name, store_int(rows, column));
}

/* Puts the tries of a delivery into it, the first one first. */
static enum till_err
put_attempts(struct store_conn *c, struct json_object *delivery,
    struct till_error *e)
{
	struct json_object *list = json_object_new_array();
	struct store_rows *rows;
	enum till_err err;
	int got;

	json_put(delivery, "attempts", list);
	err = store_query(c,
	    "SELECT at,ms,status,error,response FROM webhook_attempt WHERE "
	    "delivery=? ORDER BY id",
	    &rows, e, "i", json_int_or(delivery, "id", 0));
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1) {
		struct json_object *o = json_object_new_object();

		json_put_int(o, "at", store_int(rows, 0));
		json_put_int(o, "ms", store_int(rows, 1));
		put_int_or_null(o, "status", rows, 2);
		json_put_text(o, "error", store_text(rows, 3));
		json_put_text(o, "response", store_text(rows, 4));
		json_object_array_add(list, o);
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* One row of the query below. */
static struct json_object *
make(struct store_rows *rows)
{
	struct json_object *o = json_object_new_object();
	bool pending = strcmp(store_text(rows, 5), "pending") == 0;

	json_put_int(o, "id", store_int(rows, 0));
	json_put_text(o, "object", "till.delivery");
	json_put_text(o, "event", store_text(rows, 1));
	json_put_text(o, "type", store_text(rows, 2));
	json_put_text(o, "endpoint", store_text(rows, 3));
	json_put_text(o, "url", store_text(rows, 4));
	json_put_text(o, "state", store_text(rows, 5));
	json_put_int(o, "created", store_int(rows, 6));
	json_put(o, "due",
	    pending ? json_object_new_int64(store_int(rows, 7)) : NULL);
	json_put_bool(o, "copy", store_int(rows, 8) != 0);
	return o;
}

/*
 * The query by what is asked for, each a search of one index.  A plus sign
 * keeps SQLite from an index of many when there is one of few.
 */
static const char *
query_of(const struct history_query *q)
{
#define FROM \
	"SELECT d.id,d.event,v.type,d.endpoint," \
	"json_extract(w.body,'$.url'),d.state,d.created,d.due,d.copy " \
	"FROM webhook_delivery d LEFT JOIN event v ON v.id=d.event " \
	"LEFT JOIN webhook_endpoint w ON w.id=d.endpoint WHERE d.id<=?1 "
#define NEWEST "ORDER BY d.id DESC LIMIT ?5"
	static const char *const sql[2][2][2] = {
		{ { FROM NEWEST, FROM "AND d.endpoint=?4 " NEWEST },
		    { FROM "AND d.event=?3 " NEWEST,
			FROM "AND d.event=?3 AND +d.endpoint=?4 " NEWEST } },
		{ { FROM "AND d.state=?2 " NEWEST,
		      FROM "AND d.state=?2 AND d.endpoint=?4 " NEWEST },
		    { FROM "AND +d.state=?2 AND d.event=?3 " NEWEST,
			FROM "AND +d.state=?2 AND d.event=?3 "
			     "AND +d.endpoint=?4 " NEWEST } },
	};

	return sql[q->state != NULL][q->event != NULL][q->endpoint != NULL];
#undef FROM
#undef NEWEST
}

enum till_err
history_list(struct store_conn *c, const struct history_query *q,
    struct json_object **out, bool *more, struct till_error *e)
{
	struct json_object *list = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	*out = NULL;
	*more = false;
	err = store_query(c, query_of(q), &rows, e, "ittti",
	    q->before > 0 ? q->before - 1 : INT64_MAX, q->state, q->event,
	    q->endpoint, q->limit + 1);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		if ((int64_t)json_count(list) == q->limit) {
			*more = true;
			break;
		}
		json_object_array_add(list, make(rows));
	}
	store_done(rows);
	if (got < 0)
		err = TILL_EDB;
	for (size_t i = 0; err == TILL_OK && i < json_count(list); i++)
		err = put_attempts(c, json_at(list, i), e);
	if (err == TILL_OK)
		*out = list;
	else
		json_object_put(list);
	return err;
}

enum till_err
history_get(struct store_conn *c, int64_t id, struct json_object **out,
    struct till_error *e)
{
	struct history_query q = { .before = id + 1, .limit = 1 };
	struct json_object *list, *found;
	enum till_err err;
	bool more;

	*out = NULL;
	if (id < 1 || id == INT64_MAX) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	err = history_list(c, &q, &list, &more, e);
	if (err != TILL_OK)
		return err;
	found = json_at(list, 0);
	if (json_int_or(found, "id", 0) == id) {
		*out = json_object_get(found);
	} else {
		till_error_clear(e);
		err = e->kind = TILL_ENOTFOUND;
	}
	json_object_put(list);
	return err;
}
