/*
 * intent: a payment intent that pays for an order, as the API has it now.
 *
 * An order calls it its session, and what asks for sessions (session.h) gets
 * it in their shape: beside its own members it has amount_total,
 * amount_subtotal, customer_details, expires_at and, where items are asked
 * for, line_items from the order.
 */
#ifndef TILL_SHOP_INTENT_H
#define TILL_SHOP_INTENT_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "shop/order.h"
#include "shop/shop.h"

/*
 * Seconds that an intent may be paid in: the API ends none by itself, so the
 * worker calls it off then, as a session would end.
 */
#define INTENT_LIFE_S ((int64_t)86400)

/* Whether an id is a payment intent's. */
bool intent_is(const char *id);

/*
 * Asks for an intent; *out is the caller's.  Errors are those of the API,
 * stripe_send().
 */
enum till_err intent_fetch(struct shop *shop, const char *id, bool items,
    struct json_object **out, struct till_error *e);

/* Brings an intent, of an answer or an event, into a session's shape. */
void intent_shape(struct json_object *intent);

/* The state of an order that it pays for. */
enum order_state intent_state(struct json_object *intent);

/* Whether the money was under way, or tried for, and did not come. */
bool intent_failed(struct json_object *intent);

/* Calls an intent off at the API.  Errors as intent_fetch(). */
enum till_err intent_call_off(struct shop *shop, const char *id,
    int64_t deadline_ms, struct json_object **out, struct till_error *e);

#endif
