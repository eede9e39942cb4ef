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
#include "sessions/bill.h"
#include "store/store.h"

/*
 * Where an item's hidden member keeps the limits of a quantity that the buyer
 * chooses: {minimum, maximum}.
 */
#define ITEM_ADJUSTABLE "adjustable_quantity"
/* Without limits of their own (params.json, item_adjustable). */
#define ITEM_ADJUSTABLE_MIN 0
#define ITEM_ADJUSTABLE_MAX 99

/*
 * Makes the lines of a bill from the parameters of a request: line_items,
 * currency and, for taxes and trials, subscription_data.  *bill is the
 * caller's, on error too; its prices are the connection's (record_loan), to
 * be let go of before the work ends.  TILL_EINPUT: an unknown or inactive price or tax
 * rate, mixed currencies, a missing quantity, an amount past 64 bits.
 */
enum till_err items_draft(struct store_conn *c, struct json_object *params,
    int64_t now, struct bill *bill, struct till_error *e);

/* Stores the items of a new session or payment link, or their new state. */
enum till_err items_insert(struct store_conn *c, const char *session,
    const struct bill *bill, struct till_error *e);
enum till_err items_update(struct store_conn *c, const char *session,
    const struct bill *bill, struct till_error *e);

/* Takes an item out of a session. */
enum till_err items_remove(struct store_conn *c, const char *session,
    const char *id, struct till_error *e);

/* Reads the whole items of a session, with their prices, into a new bill. */
enum till_err items_load(struct store_conn *c, const char *session,
    struct bill *bill, struct till_error *e);

/*
 * One item with what is sent only when asked for; *out is the caller's.
 * TILL_ENOTFOUND with only the kind in *e.
 */
enum till_err items_whole(struct store_conn *c, const char *session,
    const char *id, struct json_object **out, struct till_error *e);

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
