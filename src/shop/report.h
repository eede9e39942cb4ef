/*
 * report: orders as JSON, for the command line: what they are, why they are
 * where they are, and what is still to be done for them.
 */
#ifndef TILL_SHOP_REPORT_H
#define TILL_SHOP_REPORT_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "shop/order.h"
#include "store/store.h"

/*
 * Orders, the newest first, limit of them: {id, state, amount, currency,
 * email, customer, session, created, updated, problem}.  Of all states with
 * state NULL.  *out is an array, the caller's.  TILL_EDB.
 */
enum till_err report_orders(struct store *s, const char *state, int64_t limit,
    struct json_object **out, struct till_error *e);

/*
 * One order with its "history", its "sessions" and its "work", each with its
 * "runs".  id may be the id of one of its sessions, too.  *out is the
 * caller's.  TILL_ENOTFOUND, TILL_EDB.
 */
enum till_err report_order(struct store *s, const char *id,
    struct json_object **out, struct till_error *e);

#endif
