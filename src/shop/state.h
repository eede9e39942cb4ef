/*
 * state: the states of an order and what may follow what, in one table; and
 * the one function that changes them, which writes why into the order's
 * history in the same transaction.
 *
 * Payment wins: an order whose session expired, failed or was called off is
 * paid all the same when its money came.  Nothing else goes backward, so what
 * is said late, twice or in the wrong order changes nothing.
 */
#ifndef TILL_SHOP_STATE_H
#define TILL_SHOP_STATE_H

#include <stdbool.h>

#include "base/error.h"
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

/* The name of a state, in the database and for people: "open". */
const char *order_state_name(enum order_state state);

/* The state of a name; false when there is none. */
bool order_state_find(const char *name, enum order_state *out);

/* Whether a state may follow another one. */
bool order_state_follows(enum order_state from, enum order_state to);

/* Why an order changes: texts for its history. */
struct state_cause {
	const char *source;  /* "webhook evt_…", "success page" … */
	const char *why;     /* a few words */
	const char *session; /* the session it is about, NULL for none */
};

/*
 * Brings an order from a state, as the same transaction read it, to another
 * one, and writes its history.  TILL_EINTERNAL: the table does not have it.
 */
enum till_err order_state_change(struct store_conn *c, const char *order,
    enum order_state from, enum order_state to,
    const struct state_cause *cause, struct till_error *e);

/* Writes a line of history without a change; from is the order's state. */
enum till_err order_state_note(struct store_conn *c, const char *order,
    enum order_state state, const struct state_cause *cause,
    struct till_error *e);

#endif
