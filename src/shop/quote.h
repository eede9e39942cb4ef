/*
 * quote: what a cart costs, by the API's own prices: for the page with the
 * Payment Element, whose payment intent has an amount and no items.
 */
#ifndef TILL_SHOP_QUOTE_H
#define TILL_SHOP_QUOTE_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "shop/cart.h"
#include "stripe/stripe.h"

struct quote {
	struct money total;
	/* Line items as the API has them, as far as a page shows them. */
	struct json_object *items; /* the caller's */
};

/*
 * Asks for the prices of a cart and adds them up.  Only what is paid once, by
 * an amount a piece, in one currency, can be paid so.  TILL_EINPUT, fit for a
 * shopper: something is not on sale, or cannot be paid so, or it is too much.
 * Also what stripe_send() gives.
 */
enum till_err quote_cart(struct stripe *stripe, const struct cart *cart,
    int64_t deadline_ms, struct quote *out, struct till_error *e);

#endif
