/*
 * confirm: intents that are confirmed by themselves, as a page with the
 * Payment Element and a merchant's server do it (behaviour.md 7.2 and 8),
 * without a checkout session: each try, the challenge a bank may ask for, the
 * end of payments that take their time, and calling one off.
 *
 * Everything a try makes is stored in the caller's write, with its events.
 */
#ifndef TILL_PAYMENTS_CONFIRM_H
#define TILL_PAYMENTS_CONFIRM_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "payments/method.h"
#include "payments/payments.h"
#include "store/store.h"

/* One try; texts are loans, NULL for none. */
struct intent_try {
	struct means means;	/* checked; both NULL: a kept method */
	struct billing billing; /* of the means */
	const char *redisplay;	/* "always" as the buyer chose, NULL */
	/* A kept one's id, or the name of a test card (method_test_card). */
	const char *method;
	const char *return_url; /* where the bank's page leads back to */
	const char *base_url;	/* the API's own address */
	bool in_page;	  /* a page shows the challenge in itself */
	bool off_session; /* the buyer is not there */
};

enum intent_end {
	INTENT_DONE,	  /* succeeded, or under way */
	INTENT_DECLINED,  /* it waits for another payment method */
	INTENT_CHALLENGED /* the buyer's bank wants to see him first */
};

struct intent_result {
	enum intent_end end;
	struct json_object *method; /* what was tried, the caller's */
	char charge[ID_MAX];	    /* "" for none */
	struct outcome outcome;	    /* why it was declined; constants */
};
void intent_result_free(struct intent_result *result);

/*
 * Tries an intent, a whole one, which is changed in memory as it is stored.
 * TILL_EINPUT: it is not to be confirmed as it is now, or the method cannot
 * be used for it.
 */
enum till_err intent_confirm(struct store_conn *c, struct json_object *intent,
    const struct intent_try *how, int64_t now, struct intent_result *out,
    struct till_error *e);

/*
 * Gives an intent, a whole one that is not stored yet, the payment method of
 * a try, to be confirmed later.  TILL_EINPUT: it cannot be used for it.
 */
enum till_err intent_prepare(struct store_conn *c, struct json_object *intent,
    const struct intent_try *how, int64_t now, struct till_error *e);

/*
 * Whether an intent may still be changed, confirmed and called off by those
 * who have its id; verb is what is asked, "confirm".  TILL_EINPUT: it is one
 * of a checkout session, or no longer in a state for it.
 */
enum till_err intent_check_own(struct json_object *intent, const char *verb,
    struct till_error *e);
bool intent_is_waiting(struct json_object *intent);

/*
 * A challenge that is waited for, of an intent as the bank's page names it;
 * *intent, a whole one, is the caller's.  return_url, a loan from it, is ""
 * in a page.  TILL_ENOTFOUND: there is none.
 */
enum till_err intent_challenge_find(struct store_conn *c, const char *id,
    const char *token, struct json_object **intent, const char **return_url,
    struct till_error *e);

/* The bank's answer; *intent as above.  TILL_ENOTFOUND: none is waited for. */
enum till_err intent_challenge_end(struct store_conn *c, const char *id,
    const char *token, bool passed, int64_t now, struct json_object **intent,
    struct till_error *e);

/* Whether a type of payment method may be used for an intent. */
bool intent_takes(struct json_object *intent, const char *type);

/*
 * Calls an intent, a whole one, off.  TILL_EINPUT: it is at its end, or its
 * money is under way.
 */
enum till_err intent_cancel(struct store_conn *c, struct json_object *intent,
    const char *reason, int64_t now, struct till_error *e);

/* Ends a payment under way that no session has, as it was to end. */
enum till_err intent_settle(struct store_conn *c, const char *id,
    struct till_error *e);

#endif
