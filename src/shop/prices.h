/*
 * prices: from a merchant's own lookup keys to the API's price ids, kept for
 * some seconds so that a busy shop does not ask for the same keys each time.
 */
#ifndef TILL_SHOP_PRICES_H
#define TILL_SHOP_PRICES_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "shop/cart.h"
#include "stripe/stripe.h"

#define PRICES_KEPT_S 10 /* seconds that an answer is believed */

struct prices; /* safe from any thread */

/* *out is the caller's (prices_free).  TILL_EMEM. */
enum till_err prices_open(struct prices **out, struct till_error *e);
void prices_free(struct prices *p); /* NULL is fine */

/*
 * The cart's items as the API's line_items: a list of price and quantity, the
 * caller's.  With stripe NULL nobody is asked, and *out is NULL, without an
 * error, when a key is not known.  TILL_EINPUT: no active price has the key.
 * Also what stripe_send() gives.
 */
enum till_err prices_line_items(struct prices *p, struct stripe *stripe,
    const struct cart *cart, int64_t deadline_ms, struct json_object **out,
    struct till_error *e);

#endif
