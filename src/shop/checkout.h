/*
 * checkout: from an accepted cart to a session that can be paid, or to a
 * payment intent, where the cart's profile is for the Payment Element.
 *
 * One token is one order, and an order has one session that can be paid at a
 * time.  Two posts at the same moment send the same bytes under the same
 * idempotency key, so that the API itself makes them one.
 */
#ifndef TILL_SHOP_CHECKOUT_H
#define TILL_SHOP_CHECKOUT_H

#include "base/error.h"
#include "shop/cart.h"
#include "shop/order.h"
#include "shop/shop.h"

/*
 * Starts a checkout, or finds the one that the cart's token began; the cart
 * must have a token.  customer is NULL for a guest.
 *
 * *out is the caller's (order_free), NULL on error.  Its state is ORDER_OPEN,
 * and url or client_secret says where to pay; or it is ORDER_PROCESSING,
 * ORDER_PAID or ORDER_FULFILLED: there is nothing left to pay.
 *
 * Errors are fit for a shopper.  TILL_EINPUT: the API refused the cart, and
 * nothing is stored.  TILL_ECONFLICT: the token was used for another cart.
 * TILL_EUPSTREAM, TILL_EBUSY: the same post may be sent again; the order
 * waits for it.  TILL_EDB, TILL_EMEM.
 */
enum till_err checkout_start(struct shop *shop, const struct cart *cart,
    const char *customer, struct order **out, struct till_error *e);

/*
 * Ends the open session of the order that a shopper had begun before, named by
 * their cookie, once another order has its session: what is left open in
 * another tab shall not be bought as well.  Whatever fails is logged, and the
 * worker tries again.  deadline_ms is that of the whole request.
 */
void checkout_replace(struct shop *shop, const char *old_order,
    const struct order *order, int64_t deadline_ms);

#endif
