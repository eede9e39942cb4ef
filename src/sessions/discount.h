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

/*
 * Puts the code that a buyer typed into the bill of an open session, in place
 * of one before; an empty code takes it out.  TILL_EINPUT, worded for the
 * buyer: there is no such code, or it is not for this order.
 */
enum till_err discount_type(struct store_conn *c, struct json_object *session,
    const char *code, int64_t now, struct bill *bill, struct till_error *e);

/*
 * Counts the discount of a whole session that is being completed.
 * TILL_EINPUT, worded for the buyer: it was used up meanwhile.
 */
enum till_err discount_redeem(struct store_conn *c,
    struct json_object *session, int64_t now, struct till_error *e);

#endif
