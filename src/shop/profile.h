/*
 * profile: how the merchant wants checkouts to be: JSON files, one a profile,
 * whose members are the API's own parameters for creating a session.
 *
 * A profile with the member "payment_intent" is for the page with the Payment
 * Element instead: that holds the API's parameters for creating a payment
 * intent, and "features" those of a customer session's payment_element.
 *
 * profiles/payment.json is the profile "payment".  Every file is checked when
 * the program starts, against the schema that the API uses.  What the cart
 * decides is no business of a profile: line_items, customer, customer_email
 * and client_reference_id are refused.
 */
#ifndef TILL_SHOP_PROFILE_H
#define TILL_SHOP_PROFILE_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/money.h"

struct profiles;

/*
 * Loads every *.json of a folder.  *out is the caller's (profiles_free).
 * TILL_EINPUT: the message names the file, and the parameter that is wrong.
 */
enum till_err profiles_load(const char *folder, struct profiles **out,
    struct till_error *e);

void profiles_free(struct profiles *p); /* NULL is fine */

/* The parameters of a profile, on loan; NULL when there is none. */
struct json_object *profiles_find(const struct profiles *p, const char *name);

/* The i-th profile and its name, both on loan; NULL after the last. */
struct json_object *profiles_at(const struct profiles *p, size_t i,
    const char **name);

/* Whether a profile is for the page with the Payment Element. */
bool profile_is_element(struct json_object *profile);

/* What the shop adds to a profile for one order.  Texts are loans. */
struct profile_order {
	const char *public_url; /* the shop's address */
	const char *order_id;
	struct json_object *line_items; /* a list of price and quantity; */
	struct money amount; /* or what they cost, for a payment intent */
	const char *customer;		/* NULL: a guest */
	const char *email;		/* NULL: not known */
	const char *reference;		/* NULL: none */
};

/*
 * The whole request that creates a session, or a payment intent: a copy of
 * profile with the order above it.  The caller's; NULL without memory.
 */
struct json_object *profile_request(struct json_object *profile,
    const struct profile_order *order);

#endif
