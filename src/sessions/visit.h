/*
 * visit: a buyer at the address of a payment link: whether it is open, and
 * the session that each visit makes from what the link says.
 */
#ifndef TILL_SESSIONS_VISIT_H
#define TILL_SESSIONS_VISIT_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/*
 * Finds a whole link by the last part of its url; *out is the caller's.
 * TILL_ENOTFOUND: there is none, with only the kind in *e.
 */
enum till_err visit_find(struct store_conn *c, const char *tail,
    struct json_object **out, struct till_error *e);

/*
 * What the address of a visit asks for beside the link: its parameters, as
 * https://docs.stripe.com/payment-links/url-parameters has them.  Loans of
 * the query, NULL for none.
 */
struct visit_wishes {
	const char *reference;	   /* client_reference_id */
	const char *email;	   /* prefilled_email, which may be changed */
	const char *fixed_email;   /* locked_prefilled_email */
	const char *code;	   /* prefilled_promo_code */
	const char *locale;
	struct json_object *query; /* where utm_… are, for the way back */
};

/*
 * Reads the parameters of an address.  What is not right is left out, as the
 * real page does: the buyer can do nothing about it.  query may be NULL.
 */
void visit_read(struct json_object *query, struct visit_wishes *out);

/* Who buys, where that is known; texts are loans, NULL for none. */
struct visit_buyer {
	const char *customer;
	const char *back;   /* where leaving the page leads: cancel_url */
	int64_t expires_at; /* 0: when the API decides */
};

/*
 * Makes the session of a visit; c is inside a write, link is whole.  *out is
 * the session as it is sent, the caller's.
 * TILL_ECONFLICT: the link is not active; the message is the merchant's, or
 * "".  TILL_EINPUT: what it sells cannot be bought as it was.
 */
enum till_err visit_begin(struct store_conn *c, struct json_object *link,
    const struct visit_wishes *wishes, const struct visit_buyer *buyer,
    const char *base_url, int64_t now, struct json_object **out,
    struct till_error *e);

#endif
