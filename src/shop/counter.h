/*
 * counter: what the pages that take a cart have in common: who buys, the
 * order and the cookie that remembers it, and what is shown when the API is
 * away.
 */
#ifndef TILL_SHOP_COUNTER_H
#define TILL_SHOP_COUNTER_H

#include "base/error.h"
#include "http/http.h"
#include "shop/checkout.h"
#include "shop/shop.h"

/* Answers a post whose order has what it is paid by, or is paid already. */
typedef enum till_err counter_answer(struct shop *shop,
    const struct http_request *req, const struct order *order,
    struct http_response *res, struct till_error *e);

/* One such page. */
struct counter {
	const char *path;    /* its own, for trying again */
	const char *profile; /* of a cart that names none */
	counter_answer *answer;
};

/* Takes a posted cart; the rest of an http_handler's parameters. */
enum till_err counter_take(struct shop *shop, const struct http_request *req,
    const struct counter *counter, struct http_response *res,
    struct till_error *e);

/*
 * Who is signed in, NULL for a guest.  A cookie that does not hold is taken
 * away.
 */
const char *counter_buyer(struct shop *shop, const struct http_request *req,
    struct http_response *res, char id[static ID_MAX]);

#endif
