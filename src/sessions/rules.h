/*
 * rules: what must hold between the parameters of a new checkout session
 * (the reference's create_session_rules), after each one has been checked by
 * its own schema.
 */
#ifndef TILL_SESSIONS_RULES_H
#define TILL_SESSIONS_RULES_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "sessions/items.h"

/*
 * The rules that need only the parameters.  TILL_EINPUT: the first that does
 * not hold, with the message of behaviour.md 1.3.
 */
enum till_err rules_check(struct json_object *params, int64_t now,
    struct till_error *e);

/* The rules that need the prices: intervals, currency and the minimum. */
enum till_err rules_check_total(struct json_object *params,
    const struct items_total *total, struct till_error *e);

#endif
