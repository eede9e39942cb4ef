/*
 * session: a checkout session as the API has it now, and what that means for
 * the order it belongs to; or a payment intent in a session's shape
 * (intent.h), where the id is one's.
 */
#ifndef TILL_SHOP_SESSION_H
#define TILL_SHOP_SESSION_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "http/http.h"
#include "shop/order.h"
#include "shop/shop.h"

#define SESSION_ID_MAX 256 /* bytes of a session's id with its NUL */

/* The member of a session's metadata that names its order. */
#define SESSION_ORDER_METADATA "till_order"

/* The cookie that remembers a shopper's last order, by its id. */
#define SESSION_ORDER_COOKIE "till_order"

/*
 * Makes an error of the API fit for a shopper: what the API says of our key,
 * of our requests or of itself is none of their business.  Returns its kind.
 */
enum till_err session_blur(struct till_error *e);

/*
 * Asks for a session; with items all of its line_items are in it, however
 * many pages they take.  *out is the caller's.  TILL_ENOTFOUND,
 * TILL_EUPSTREAM and TILL_EBUSY, fit for a shopper.
 */
enum till_err session_fetch(struct shop *shop, const char *id, bool items,
    struct json_object **out, struct till_error *e);

/*
 * Where the goods of a session or an intent go, {"name","address"}, wherever
 * the API's version has that; a loan, NULL for nowhere.
 */
struct json_object *session_shipping(struct json_object *session);

/* The state of an order whose session this is. */
enum order_state session_state(struct json_object *session);

/* What a session says, for order_mark(); texts are loans from it. */
struct order_seen session_seen(struct json_object *session,
    const char *source);

/*
 * Takes the state over into the order; source says who saw it.  A failure is
 * only logged.
 */
void session_keep(struct shop *shop, struct json_object *session,
    const char *source);

/*
 * Ends an open session, so that nobody pays for it any more, and takes what
 * became of it over into its order.  One that has ended already, whichever
 * way, is fine.  source says who wants it; deadline_ms is for stripe_send().
 * TILL_EUPSTREAM, TILL_EBUSY.
 */
enum till_err session_end(struct shop *shop, const char *id,
    const char *source, int64_t deadline_ms, struct till_error *e);

/*
 * Whether a session that is no order's may be taken in: it recovers another
 * one, or it is complete and TILL_ADOPT has such sessions become orders.
 */
bool session_adoptable(const struct shop *shop, struct json_object *session);

/*
 * Makes a session that the API began by itself, to recover an expired one, a
 * session of the expired one's order (behaviour.md 5.10); or, by TILL_ADOPT,
 * one that no cart of this shop began an order of its own.  *out is the order,
 * the caller's.  TILL_ENOTFOUND: it is nothing to this shop.
 */
enum till_err session_adopt(struct shop *shop, const char *id,
    struct order **out, struct till_error *e);

/*
 * The order a request is about: the one of ?session_id= or ?payment_intent=
 * or, without them, of the cookie.  *out is the caller's; NULL without an error when the request
 * names none.  session, of size bytes, is the session that was named, else the
 * order's latest, "" for none.  TILL_ENOTFOUND: the session is not known here.
 */
enum till_err session_order(struct shop *shop, const struct http_request *req,
    struct order **out, char *session, size_t size, struct till_error *e);

/* Sends the shopper to path of the shop, about a session. */
enum till_err session_redirect(struct http_response *res, const char *path,
    const char *session);

#endif
