/*
 * items: the line items of checkout sessions, kept in the order of the
 * request.
 */
#ifndef TILL_SESSIONS_ITEMS_H
#define TILL_SESSIONS_ITEMS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "store/store.h"

/* What the line items of a request add up to. */
struct items_total {
	char currency[CURRENCY_SIZE];
	int64_t amount;
	int recurring, one_time; /* how many items are which */
};

/*
 * Makes line items from the parameter line_items; *out is an array, the
 * caller's.  TILL_EINPUT: an unknown or inactive price, mixed currencies, a
 * missing quantity, a total past 64 bits.
 */
enum till_err items_draft(struct store_conn *c, struct json_object *params,
    int64_t now, struct json_object **out, struct items_total *total,
    struct till_error *e);

/* Stores the items of a new session. */
enum till_err items_insert(struct store_conn *c, const char *session,
    struct json_object *items, struct till_error *e);

/*
 * A page of a session's items as list data, each with its price as it is now:
 * *out is an array, the caller's; *more tells whether others follow.
 * TILL_ENOTFOUND: the cursor is none of them, with only the kind in *e.
 */
struct items_page {
	const char *session, *starting_after, *ending_before;
	int64_t limit;
};
enum till_err items_list(struct store_conn *c, const struct items_page *page,
    struct json_object **out, bool *more, struct till_error *e);

#endif
