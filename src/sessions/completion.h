/* completion: what trying a session and completing it share; see pay.h. */
#ifndef TILL_SESSIONS_COMPLETION_H
#define TILL_SESSIONS_COMPLETION_H

#include <json-c/json.h>
#include <stdbool.h>

#include "payments/outcome.h"
#include "sessions/pay.h"

/* Members of a session's hidden object (catalog_hidden). */
#define KEPT_PENDING "pending" /* a challenge that is waited for */
#define KEPT_INTENT "intent"   /* the intent, where no field shows it */
#define KEPT_ASYNC "async"     /* a payment that is under way */
#define KEPT_FAILED "failed"   /* it has failed */

/* A session being paid and what it is paid with. */
struct completion {
	struct store_conn *c;
	struct json_object *session; /* a whole one */
	const struct session_payer *payer;
	int64_t now;
	struct json_object *method, *intent; /* NULL for none */
	struct outcome outcome;
	bool authenticated; /* a challenge was passed */
};

bool completion_mode_is(struct json_object *session, const char *mode);

/* Whether completing a session makes a customer (behaviour.md 5.6). */
bool completion_makes_customer(struct json_object *session);

/*
 * What the merchant means to do with the payment method later: "on_session",
 * "off_session", or NULL.
 */
const char *completion_usage(struct json_object *session, const char *type);

/*
 * Brings the intent of tries before to what a whole open session now comes
 * to.  A challenge that was waited for was for another amount: it is over.
 */
enum till_err completion_follow(struct store_conn *c,
    struct json_object *session, struct till_error *e);

/* Completes a session whose try succeeded, and stores it. */
enum till_err completion_finish(struct completion *p, struct till_error *e);

#endif
