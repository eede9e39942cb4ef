/*
 * order: the shop's orders, rows in its own database.
 *
 * What an order is paid by is called its session: a checkout session, or the
 * payment intent of a page with the Payment Element, told apart by their ids
 * (intent.h).
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
#include "shop/state.h"
#include "store/store.h"

/* Seconds from a session's start until the API is asked about it. */
#define ORDER_FIRST_CHECK_S 60

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
	char *items; /* JSON, of an order that is paid by an intent */
};

#define ORDER_RANDOM 20 /* random characters of an order's id */

/* A new order.  All texts are loans; request and key may be NULL. */
struct order_new {
	const char *id, *token, *cart_hash, *cart, *profile;
	const char *customer, *email; /* NULL for none */
	const char *request, *idempotency_key;
	const struct state_cause *cause; /* NULL: a cart was accepted */
};

/* What the API said of a session. */
struct order_session {
	const char *id, *url, *client_secret; /* the last two may be NULL */
	int64_t expires_at, amount;
	const char *currency; /* NULL for none */
};

/* What makes the shop's database. */
extern const char *const orders_migrations[];
extern const size_t orders_migrations_count;

/* Opens the shop's database.  *out is the caller's (store_close). */
enum till_err orders_open(const char *path, struct store **out,
    struct till_error *e);

void order_free(struct order *o); /* NULL is fine */

/*
 * Stores a new order, or finds the one that has its token: *made says which.
 * *out is the caller's.  TILL_EDB.
 */
enum till_err order_begin(struct store *s, const struct order_new *n,
    struct order **out, bool *made, struct till_error *e);

/* How to find an order. */
enum order_key { ORDER_BY_ID, ORDER_BY_TOKEN, ORDER_BY_SESSION };

/* Finds one inside a transaction; *out is the caller's.  TILL_ENOTFOUND. */
enum till_err order_read(struct store_conn *c, enum order_key key,
    const char *value, struct order **out, struct till_error *e);

/* Find an order; *out is the caller's.  TILL_ENOTFOUND, TILL_EDB. */
enum till_err order_by_id(struct store *s, const char *id, struct order **out,
    struct till_error *e);
enum till_err order_by_session(struct store *s, const char *session,
    struct order **out, struct till_error *e);

/* The request of an attempt; texts are loans. */
struct order_request {
	const char *text, *idempotency_key;
	const char *items; /* NULL: the API has them */
};

/*
 * Writes the request of the current attempt unless it has one, and reads the
 * order again, whoever wrote it.  o is replaced.  TILL_ENOTFOUND: the order is
 * gone.
 */
enum till_err order_prepare(struct store *s, struct order **o,
    const struct order_request *request, struct till_error *e);

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

/* What somebody saw the API say of a session. */
struct order_seen {
	const char *session;
	const char *order; /* the order its metadata name; NULL for none */
	enum order_state state;
	int64_t amount;	      /* the session's total; -1: not said */
	const char *currency; /* NULL: not said */
	const char *source;   /* who saw it, for the history */
	const char *why;      /* what was seen, a few words */
	/*
	 * A failure that counts only where the money was under way: before
	 * that the shopper tries again on the same page.
	 */
	bool if_under_way;
};

/* What became of it. */
struct order_taken {
	char order[ID_MAX];
	enum order_state from, to; /* of the order */
	bool moved;		   /* the session's state has changed */
};

/*
 * Takes over what the API says of one of the order's sessions, with its line
 * of history and the work it makes, fulfilment or release, all or nothing.
 * Only steps forward are made (state.h), first of the session and then of the
 * order: the end of an older session says nothing about the order, its
 * payment does.  A session whose answer never reached us is known by the order
 * that its metadata name.
 * TILL_ENOTFOUND: it is no session of this shop.  taken may be NULL.
 */
enum till_err order_mark(struct store *s, const struct order_seen *seen,
    struct order_taken *taken, struct till_error *e);

/*
 * The shopper of an order has begun another one: notes that its session, if
 * one is open, is to be ended at the API, which the worker sees to.  session
 * is the one, "" when there is nothing to end.  TILL_ENOTFOUND, TILL_EDB.
 */
enum till_err order_supersede(struct store *s, const char *id,
    char session[static ID_MAX], struct till_error *e);

/* The merchant calls an order off; taken says from what. */
enum till_err order_cancel(struct store *s, const char *id,
    const struct state_cause *cause, struct order_taken *taken,
    struct till_error *e);

#endif
