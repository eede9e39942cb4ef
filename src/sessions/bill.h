/*
 * bill: the lines of a session or payment link with all that changes what
 * they come to: a coupon, tax rates, shipping.  A bill is made from the
 * parameters of a new session (items_draft) or from a stored one (bill_load),
 * changed, computed by totals.h, and written into the objects it is about.
 */
#ifndef TILL_SESSIONS_BILL_H
#define TILL_SESSIONS_BILL_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "store/store.h"

/*
 * Where a session's hidden member keeps its discount: {coupon, object}, and
 * the code that it came by.
 */
#define BILL_DISCOUNT "discount"

struct bill_line {
	struct json_object *item;  /* the line item; its price is an id */
	struct json_object *price; /* as it is stored */
	struct json_object *taxes; /* the tax rates that apply, or NULL */
	int64_t subtotal;
	/* Results: */
	int64_t discount, tax, total;
	struct json_object *tax_amounts; /* as a line item's "taxes" */
	bool discounted;
};

/* Everything in it belongs to the bill (bill_free). */
struct bill {
	char currency[CURRENCY_SIZE];
	int recurring, one_time; /* how many items are which */
	struct bill_line *lines;
	size_t count;
	struct json_object *coupon; /* whole, or NULL */
	char promotion[64];	    /* the id of its promotion code, or "" */
	char code[256];		    /* that code as it is typed, or "" */
	struct json_object *discount; /* the object, once there is a session */
	struct json_object *shipping_options; /* as a session's, or NULL */
	/* The shipping that is chosen, the first option. */
	char shipping_rate[64];	   /* its rate's id, or "" */
	int64_t shipping;
	int64_t subtotal, off, tax, total; /* results */
};

/* Room for up to count lines.  TILL_EMEM. */
enum till_err bill_init(struct bill *bill, size_t count,
    struct till_error *e);
void bill_free(struct bill *bill); /* one of all zeros is fine */

/* Lets go of the prices, which belong to the connection of items_draft(). */
void bill_drop_prices(struct bill *bill);

/* Takes a line out; those after it move up. */
void bill_drop_line(struct bill *bill, size_t i);

/* Whether the coupon is for any of the lines. */
bool bill_is_discounted(const struct bill *bill);

/*
 * Picks those of the items' dynamic tax rates that are for an address;
 * texts may be NULL for unknown.  Rates without a state are for all of their
 * country.
 */
void bill_place(struct bill *bill, const char *country, const char *state);

/* Whether it, or a whole session, has any such rates. */
bool bill_is_placed(const struct bill *bill);
bool bill_wants_place(struct json_object *session);

/*
 * Computes the results.  TILL_EINPUT: the coupon is not for this currency,
 * named by param, or an amount is past 64 bits.
 */
enum till_err bill_compute(struct bill *bill, const char *param,
    struct till_error *e);

/*
 * Writes a computed bill into its line items and its session: amounts,
 * total_details with its breakdown, shipping, and what it takes to load the
 * bill again.
 */
void bill_write(struct bill *bill, struct json_object *session);

/* Only the line items. */
void bill_write_lines(struct bill *bill);

/*
 * Loads the bill of a stored session (record_get_whole).  *bill is the
 * caller's, on error too.
 */
enum till_err bill_load(struct store_conn *c, struct json_object *session,
    struct bill *bill, struct till_error *e);

#endif
