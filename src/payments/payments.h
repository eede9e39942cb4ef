/*
 * payments: what paying in test mode makes: intents, and the test cards'
 * results (behaviour.md 5.8 and 8).  No money moves.
 */
#ifndef TILL_PAYMENTS_PAYMENTS_H
#define TILL_PAYMENTS_PAYMENTS_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "store/record.h"

extern const struct record_type payment_intent_type;
extern const struct record_type setup_intent_type;

/* A card as a buyer types it. */
struct card {
	const char *number; /* digits, with any spaces */
	const char *expiry; /* "MM / YY", with or without spaces */
	const char *cvc;
};

enum card_field { CARD_NUMBER, CARD_EXPIRY, CARD_CVC };

/*
 * Checks one field as it was typed; now is for the expiry.  TILL_EINPUT: it
 * is not filled in right; the message is for the buyer, the code the API's.
 */
enum till_err card_check(const struct card *card, enum card_field field,
    int64_t now, struct till_error *e);

/*
 * What the bank says to a card whose fields are right, from the table of test
 * cards.  TILL_ECARD: it declines, with the API's code and decline_code.
 */
enum till_err card_charge(const struct card *card, struct till_error *e);

/* The last four digits and the brand ("visa") of a card that was tried. */
void card_describe(const struct card *card, char last4[static 5],
    const char **brand);

/* What an intent is made for; texts are loans, NULL for none. */
struct payment_terms {
	struct money amount;
	const char *customer;
	struct json_object *data; /* payment_intent_data or setup_intent_data */
	struct json_object *types; /* payment_method_types; NULL for cards */
	struct json_object *options; /* payment_method_options */
};

/*
 * Makes and stores an intent in the given status ("succeeded",
 * "requires_payment_method"); its object is *out, the caller's.  What data
 * holds is shown by the intent.  A payment that is to be captured by hand
 * (capture_method) requires that instead of having succeeded.
 */
enum till_err payment_intent_make(struct store_conn *c,
    const struct payment_terms *terms, const char *status, int64_t now,
    struct json_object **out, struct till_error *e);
enum till_err setup_intent_make(struct store_conn *c,
    const struct payment_terms *terms, const char *status, int64_t now,
    struct json_object **out, struct till_error *e);

/* Marks a stored setup intent as succeeded, for a customer or NULL. */
enum till_err setup_intent_succeed(struct store_conn *c, const char *id,
    const char *customer, struct till_error *e);

#endif
