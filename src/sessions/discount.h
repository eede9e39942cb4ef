/*
 * discount: the coupon or promotion code of a session, from its parameters
 * or typed by the buyer, and the count of its redemptions.
 */
#ifndef TILL_SESSIONS_DISCOUNT_H
#define TILL_SESSIONS_DISCOUNT_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "sessions/bill.h"

/*
 * Puts what the parameter discounts names into a bill whose lines are known.
 * TILL_EINPUT: there is no such coupon or code, or it cannot be redeemed for
 * this order.
 */
enum till_err discount_draft(struct store_conn *c, struct json_object *params,
    int64_t now, struct bill *bill, struct till_error *e);

/* Why a code that a buyer typed is not taken. */
enum discount_refusal {
	DISCOUNT_FINE,
	DISCOUNT_NOT_TAKEN, /* the session takes no codes */
	DISCOUNT_UNKNOWN,
	DISCOUNT_EXPIRED,
	DISCOUNT_USED_UP,
	DISCOUNT_INACTIVE,
	DISCOUNT_OTHER_CUSTOMER,
	DISCOUNT_NOT_FIRST, /* it is for a first order */
	DISCOUNT_MINIMUM, /* the order is below least */
	DISCOUNT_OTHER_CURRENCY,
	DISCOUNT_OTHER_PRODUCTS,
	DISCOUNT_TOO_MUCH /* what it leaves is less than can be charged */
};

#define DISCOUNT_CODE_MAX 256

struct discount_wrong {
	enum discount_refusal why;
	int64_t least; /* in the currency's smallest unit */
	char code[DISCOUNT_CODE_MAX]; /* as the merchant writes it */
};

/*
 * Puts the code that a buyer typed into the bill of an open session, in place
 * of one before; one that is refused leaves the bill as it was, and *wrong
 * says why.
 */
enum till_err discount_type(struct store_conn *c, struct json_object *session,
    const char *code, int64_t now, struct bill *bill,
    struct discount_wrong *wrong, struct till_error *e);

/*
 * Looks whether the promotion code of a bill is for an order of what its
 * lines now are; if not, it leaves the bill and *wrong says why.
 */
enum till_err discount_again(struct store_conn *c, struct bill *bill,
    struct discount_wrong *wrong, struct till_error *e);

/* Takes the discount out of a bill. */
void discount_drop(struct bill *bill);

/*
 * Counts the discount of a whole session that is being completed.
 * TILL_EINPUT, worded for the buyer: it was used up meanwhile.
 */
enum till_err discount_redeem(struct store_conn *c,
    struct json_object *session, int64_t now, struct till_error *e);

#endif
