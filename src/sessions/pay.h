/*
 * pay: paying a session on its page (behaviour.md 5.2, 5.6, 5.8 and 8): each
 * try, the challenge that a bank may ask for, and payments whose end is known
 * only later.
 *
 * The intent is made by the first try and used again by later ones; a try
 * that fails leaves a charge and the session open.
 */
#ifndef TILL_SESSIONS_PAY_H
#define TILL_SESSIONS_PAY_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "sessions/payer.h"
#include "store/store.h"

enum pay_state {
	PAY_COMPLETE,  /* the session is complete, paid or not yet */
	PAY_DECLINED,  /* it stays open, with a message for the buyer */
	PAY_CHALLENGED, /* the buyer's bank wants to see him first */
	PAY_REPRICED /* nothing was tried: the total is another than shown */
};

#define PAY_MESSAGE_MAX 160

struct pay_result {
	enum pay_state state;
	char message[PAY_MESSAGE_MAX]; /* why it was declined */
	struct json_object *session; /* as it is now, the caller's */
};

/* Whether a session asks for a payment method: to charge it or to keep it. */
bool pay_wants_method(struct json_object *session);

/* Whether a type of payment method ("card") is among those of a session. */
bool pay_takes(struct json_object *session, const char *type);

/* Whether the buyer may choose that the payment method is kept. */
bool pay_offers_saving(struct json_object *session);

/*
 * Tries to pay an open session.  TILL_ECONFLICT: it is not open.
 * TILL_ENOTFOUND: there is none.  TILL_EINPUT: it cannot be paid so any more,
 * as when its discount was used up meanwhile; nothing is stored then.
 */
enum till_err session_pay(struct store_conn *c, const char *id,
    const struct session_payer *payer, int64_t now, struct pay_result *out,
    struct till_error *e);

/*
 * The end of a challenge that a try led to.  TILL_ECONFLICT: none is waited
 * for, or the session is not open.
 */
enum till_err session_challenge(struct store_conn *c, const char *id,
    bool passed, int64_t now, struct pay_result *out, struct till_error *e);

/* Who waits for a challenge, from a whole session; false when nobody does. */
bool pay_challenged(struct json_object *session, struct session_payer *payer);

/* Whether a payment that took its time has failed, from a whole session. */
bool pay_failed(struct json_object *session);

/*
 * Pays with a card that succeeds, inventing what the payer lacks: what
 * completes a session without its page.  *out is the new session, the
 * caller's.  Errors as session_pay().
 */
enum till_err session_complete(struct store_conn *c, const char *id,
    const struct session_payer *payer, int64_t now, struct json_object **out,
    struct till_error *e);

/* How a payment that is under way ends. */
enum pay_end { PAY_END_AS_DUE, PAY_END_PAID, PAY_END_FAILED };

/*
 * Ends the payment of a complete session.  TILL_ECONFLICT: none is under way.
 * TILL_ENOTFOUND: there is no such session.
 */
enum till_err session_settle(struct store_conn *c, const char *id,
    enum pay_end end, int64_t now, struct json_object **out,
    struct till_error *e);

/* Whether any payment has come to its end unnoticed: a search of one index. */
enum till_err payments_any_due(struct store_conn *c, int64_t now, bool *due,
    struct till_error *e);

/* Ends the payments that are due, outside any transaction. */
enum till_err payments_due(struct store *store, int64_t now,
    struct till_error *e);

#endif
