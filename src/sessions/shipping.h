/* shipping: the shipping options of a session. */
#ifndef TILL_SESSIONS_SHIPPING_H
#define TILL_SESSIONS_SHIPPING_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "sessions/bill.h"

/* Whether the parameter shipping_options makes rates that are stored. */
bool shipping_writes(struct json_object *params);

/*
 * Puts what the parameter shipping_options names or describes into a bill
 * whose currency is known; the first option is chosen.  TILL_EINPUT: no such
 * rate, an inactive one, or one in another currency.
 */
enum till_err shipping_draft(struct store_conn *c, struct json_object *params,
    int64_t now, struct bill *bill, struct till_error *e);

#endif
