/*
 * customer_session: the short-lived right of a page to act for one customer
 * through one component (behaviour.md 6).
 */
#ifndef TILL_SESSIONS_CUSTOMER_SESSION_H
#define TILL_SESSIONS_CUSTOMER_SESSION_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/*
 * Makes and stores a customer session from checked parameters; *out is its
 * answer, the caller's.  The secret itself is not stored, only its hash.
 * TILL_EINPUT: an unknown customer, or not exactly one component enabled.
 */
enum till_err customer_session_make(struct store_conn *c,
    struct json_object *params, int64_t now, struct json_object **out,
    struct till_error *e);

#endif
