/*
 * order: the shop's orders, rows in its own database.
 *
 * An order is there from the moment its cart is accepted.  It is found by the
 * cart's token, by its id (in the shopper's cookie) and by any checkout
 * session that was ever made for it.  An attempt is one session: the next one
 * begins when a session expired unpaid.  The request of an attempt and its
 * idempotency key are on disk before the API hears of them, so that whoever
 * sends it, once or again, sends the same bytes under the same key.
 */
#ifndef TILL_SHOP_ORDER_H
#define TILL_SHOP_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "base/money.h"
#include "store/store.h"

enum order_state {
	ORDER_CART,	  /* accepted, no session yet */
	ORDER_OPEN,	  /* a session waits to be paid */
	ORDER_PROCESSING, /* the shopper is done, the money is under way */
	ORDER_PAID,
	ORDER_FULFILLED,
	ORDER_FAILED,	/* the money did not come */
	ORDER_EXPIRED,	/* its session expired unpaid */
	ORDER_CANCELLED, /* the merchant or the shopper called it off */
	ORDER_STATE_COUNT
};

struct order {
	char id[ID_MAX];
	enum order_state state;
	int64_t attempt;	 /* 1 for the first */
	int64_t created, updated, expires_at; /* Unix seconds; 0: unknown */
	int64_t attempted;	 /* when the attempt's request was written */
	int64_t amount;		 /* the session's total; -1: unknown */
	char currency[CURRENCY_SIZE];
	/* Owned texts; NULL when not known. */
	char *token, *cart_hash, *cart, *profile, *customer, *email;
	char *request, *idempotency_key; /* of the attempt */
	char *session, *url, *client_secret;
};

/* A new order.  All texts are loans; request and key may be NULL. */
struct order_new {
	const char *id, *token, *cart_hash, *cart, *profile;
	const char *customer, *email; /* NULL for none */
	const char *request, *idempotency_key;
};

/* What the API said of a session. */
struct order_session {
	const char *id, *url, *client_secret; /* the last two may be NULL */
	int64_t expires_at, amount;
	const char *currency; /* NULL for none */
};

/* Opens the shop's database.  *out is the caller's (store_close). */
enum till_err orders_open(const char *path, struct store **out,
    struct till_error *e);

void order_free(struct order *o); /* NULL is fine */

/* The name of a state in the database: "open". */
const char *order_state_name(enum order_state state);

/*
 * Stores a new order, or finds the one that has its token: *made says which.
 * *out is the caller's.  TILL_EDB.
 */
enum till_err order_begin(struct store *s, const struct order_new *n,
    struct order **out, bool *made, struct till_error *e);

/* Find an order; *out is the caller's.  TILL_ENOTFOUND, TILL_EDB. */
enum till_err order_by_id(struct store *s, const char *id, struct order **out,
    struct till_error *e);
enum till_err order_by_session(struct store *s, const char *session,
    struct order **out, struct till_error *e);

/*
 * Writes the request of the current attempt unless it has one, and reads the
 * order again, whoever wrote it.  o is replaced.  TILL_ENOTFOUND: the order is
 * gone.
 */
enum till_err order_prepare(struct store *s, struct order **o,
    const char *request, const char *idempotency_key, struct till_error *e);

/*
 * Begins the attempt after o->attempt, unless another thread did, and reads
 * the order again.  o is replaced; it has no request then.
 */
enum till_err order_next_attempt(struct store *s, struct order **o,
    struct till_error *e);

/* The session of an attempt is there: the order is open. */
enum till_err order_opened(struct store *s, const struct order *o,
    const struct order_session *session, struct till_error *e);

/*
 * The API refused an attempt.  An order that never had a session is removed,
 * for nothing came of it; another one gets a new attempt without a request.
 */
enum till_err order_refused(struct store *s, const struct order *o,
    struct till_error *e);

/*
 * Takes over what the API says of one of the order's sessions.  Only steps
 * forward are made: a fulfilled order does not become paid again, and the end
 * of an older session says nothing about the order, its payment does.
 */
enum till_err order_mark(struct store *s, const char *session,
    enum order_state state, int64_t amount, const char *currency,
    struct till_error *e);

#endif
