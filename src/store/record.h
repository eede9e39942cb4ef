/*
 * record: the API's objects as rows.
 *
 * A kind of object has a table of the same shape: pos, its place in lists;
 * id; body, the answer as it is sent; more, the members that are sent only
 * when a request expands them or never, as JSON, each under the members that
 * lead to it; and a column for whatever a list may
 * filter by, filled from the body.  pos is the creation second times 2^20
 * plus a running number, so it orders by time, filters by time and is the
 * cursor, and every list is one search of an index whatever is stored.
 */
#ifndef TILL_STORE_RECORD_H
#define TILL_STORE_RECORD_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/store.h"

#define RECORD_COLUMNS_MAX 12
#define RECORD_VALUES_MAX 100 /* values of a filter that may be any of them */

struct record_column {
	const char *name;
	bool integer; /* a number or boolean; a text otherwise */
	const char *path[3]; /* where in the body, by member */
	/*
	 * It has few values, each in many rows: a list that filters by another
	 * column too is searched by that one.
	 */
	bool broad;
	/* Broad, and found by the type's look alone. */
	bool look;
};

struct record_type {
	const char *object; /* "checkout.session" */
	const char *title;  /* in "No such …" */
	const char *table;
	const char *prefix; /* of new ids */
	size_t id_random;   /* characters after the prefix */
	size_t columns_count;
	struct record_column columns[RECORD_COLUMNS_MAX];
	/*
	 * The name of an index of pos and every broad column, in which a list
	 * by any of them is found without a look at a body; NULL for none.
	 */
	const char *look;
};

/*
 * Stores a new object, whose "id" and "created" are set.  text is what is
 * sent, more a JSON object of what is not sent unless asked for, or NULL.
 * TILL_ECONFLICT: the id, or a column with a unique index, is taken.
 */
enum till_err record_insert(struct store_conn *c,
    const struct record_type *type, struct json_object *body,
    const struct buf *text, const char *more, struct till_error *e);

/* Replaces an object by its id.  TILL_ENOTFOUND: there is none. */
enum till_err record_update(struct store_conn *c,
    const struct record_type *type, struct json_object *body,
    const struct buf *text, const char *more, struct till_error *e);

/* Removes an object by its id.  TILL_ENOTFOUND: there is none. */
enum till_err record_delete(struct store_conn *c,
    const struct record_type *type, const char *id, struct till_error *e);

/*
 * Appends an object's text as it is sent.  TILL_ENOTFOUND: there is none;
 * *e then holds nothing but the kind, for the caller knows how to say it.
 */
enum till_err record_text(struct store_conn *c,
    const struct record_type *type, const char *id, struct buf *out,
    struct till_error *e);

/* The same, parsed; *out is the caller's (json_object_put). */
enum till_err record_get(struct store_conn *c,
    const struct record_type *type, const char *id, struct json_object **out,
    struct till_error *e);

/*
 * The object with what is not sent unless asked for put back into it; *out is
 * the caller's.
 */
enum till_err record_get_whole(struct store_conn *c,
    const struct record_type *type, const char *id, struct json_object **out,
    struct till_error *e);

/*
 * The same for objects that are read again and again, parsed once for all who
 * ask on this connection: nobody may change it, and it has to be put
 * (json_object_put) before the work that c was given for has ended, for its
 * count is that connection's.
 */
enum till_err record_loan(struct store_conn *c,
    const struct record_type *type, const char *id, struct json_object **out,
    struct till_error *e);

/* Finds an object by the value of a text column, the newest of several. */
enum till_err record_find(struct store_conn *c,
    const struct record_type *type, const char *column, const char *value,
    struct json_object **out, struct till_error *e);

struct record_filter {
	const char *column; /* a column's name, or "id" */
	size_t count;	    /* any of that many texts; 0: number counts */
	const char *text[RECORD_VALUES_MAX];
	int64_t number;
	const char *op;	   /* ">" and the like of a range; NULL: it is equal */
	/*
	 * The table that has the column, with the pos of those it is for as
	 * "at": what an object has several of.  NULL: its own table.
	 */
	const char *via;
	/* A whole condition with one "?" in place of all of that, or NULL. */
	const char *where;
};

struct record_query {
	const struct record_type *type;
	struct record_filter *filters; /* all of them must hold */
	size_t filters_count;
	int64_t created_from, created_to; /* seconds, both included */
	const char *starting_after, *ending_before; /* ids or NULL */
	int64_t limit;
	/*
	 * Set by record_list(): few objects are within the range of a filter,
	 * so that they are found by it and then sorted; when many are, walking
	 * the list finds a page of them sooner.
	 */
	bool by_range;
};

/* Called for each object of a page, newest first; text is a loan. */
typedef enum till_err record_each(void *arg, const char *id, const char *text,
    size_t len, struct till_error *e);

/*
 * Calls each for up to limit objects, newest first; *more tells whether there
 * are further ones in the direction of travel.  TILL_ENOTFOUND: the cursor is
 * no object, with only the kind in *e.
 */
enum till_err record_list(struct store_conn *c, struct record_query *query,
    record_each *each, void *arg, bool *more, struct till_error *e);

/*
 * The SQL of a list, for tests that explain its plan.  The text lives as long
 * as the program.
 */
const char *record_list_sql(const struct record_query *query);

#endif
