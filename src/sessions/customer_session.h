/*
 * customer_session: the short-lived right of a page to act for one customer
 * through one component (behaviour.md 6).
 */
#ifndef TILL_SESSIONS_CUSTOMER_SESSION_H
#define TILL_SESSIONS_CUSTOMER_SESSION_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "store/store.h"

/*
 * Makes and stores a customer session from checked parameters; *out is its
 * answer, the caller's.  The secret itself is not stored, only its hash.
 * Secrets that can no longer be used are forgotten on the way.
 * TILL_EINPUT: an unknown customer, or not exactly one component enabled.
 */
enum till_err customer_session_make(struct store_conn *c,
    struct json_object *params, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * What a page does with a secret: shows its component, then pays there.  A
 * claim shows it, too, but only where it was not shown before.
 */
enum customer_session_step {
	CUSTOMER_SESSION_RENDER,
	CUSTOMER_SESSION_CLAIM,
	CUSTOMER_SESSION_PAY
};

/* Whom and what a secret stands for. */
struct customer_session_use {
	char customer[ID_MAX];
	struct json_object *features; /* of a payment element; NULL else */
};
void customer_session_use_free(struct customer_session_use *use);

/*
 * Uses a secret for a step of one component ("pricing_table") at the second
 * now.  It is good for its component only: for 1800 s until it is rendered,
 * and for paying 1800 s from when it was rendered first.  c is inside a
 * write.  *use is the caller's (customer_session_use_free), empty on error.
 * TILL_EFORBIDDEN, the code telling why: customer_session_unknown (no such
 * secret, or long gone), customer_session_component (it is for another),
 * customer_session_expired, customer_session_not_rendered (paid before it was
 * shown), customer_session_used (claimed after it was shown).  A page whose secret is refused goes on without a customer.
 */
enum till_err customer_session_use(struct store_conn *c, const char *secret,
    const char *component, enum customer_session_step step, int64_t now,
    struct customer_session_use *use, struct till_error *e);

#endif
