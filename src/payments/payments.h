/*
 * payments: what paying in test mode makes: intents, and the test cards'
 * results (behaviour.md 5.8 and 8).  No money moves.
 */
#ifndef TILL_PAYMENTS_PAYMENTS_H
#define TILL_PAYMENTS_PAYMENTS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "payments/outcome.h"
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

/* What a card is tried for. */
struct card_use {
	bool saving; /* it is kept for later and not charged now */
	bool known;  /* its customer has kept it before */
	bool asked;  /* the merchant asks for 3-D Secure where there is any */
	bool absent; /* the buyer is not there, so that no bank can ask him */
};

/*
 * What becomes of a card whose fields are right, from the table of test
 * cards; one that is not in it succeeds.
 */
void card_outcome(const struct card *card, const struct card_use *use,
    struct outcome *out);

/* The numbers of that table, one by one; NULL after the last. */
const char *card_test_number(size_t i);

#define CARD_DIGITS_MAX 19
#define CARD_CHECK_CVC "cvc_check"
#define CARD_CHECK_LINE1 "address_line1_check"
#define CARD_CHECK_POSTAL "address_postal_code_check"

/* What a card says about itself; other texts are constants. */
struct card_facts {
	char digits[CARD_DIGITS_MAX + 1]; /* the whole number, never stored */
	const char *last4;		  /* its end */
	const char *brand;		  /* "visa" */
	const char *funding;		  /* "credit" */
	int exp_month, exp_year;
	const char *failing_check; /* the check that fails, or NULL */
};
void card_describe(const struct card *card, struct card_facts *out);

/* What an intent is made for; texts are loans, NULL for none. */
struct payment_terms {
	struct money amount;
	const char *customer;
	struct json_object *data; /* payment_intent_data or setup_intent_data */
	struct json_object *types; /* payment_method_types; NULL for cards */
	struct json_object *options; /* payment_method_options */
	bool own; /* it is confirmed by itself, not by a session */
};

/* Puts where goods go into a payment intent that is not stored yet. */
void payment_intent_ship(struct json_object *intent,
    struct json_object *shipping);

/*
 * Makes and stores an intent that waits for a payment method; its object is
 * *out, the caller's.  What data holds is shown by the intent.
 */
enum till_err payment_intent_make(struct store_conn *c,
    const struct payment_terms *terms, int64_t now, struct json_object **out,
    struct till_error *e);
enum till_err setup_intent_make(struct store_conn *c,
    const struct payment_terms *terms, int64_t now, struct json_object **out,
    struct till_error *e);

/* Whether an intent, a whole one, was made to be confirmed by itself. */
bool intent_is_own(struct json_object *intent);

/* The kind of an intent, by its id. */
const struct record_type *intent_type_of(const char *id);

/* What a try makes of an intent; texts and objects are loans, NULL for none. */
struct intent_change {
	const char *status;
	struct json_object *method;
	const char *charge;   /* of the try */
	const char *customer; /* who it is for from now on; NULL: as it was */
	const char *invoice;  /* the same */
	const char *action_url; /* where a challenge waits, "" in a frame */
	bool in_page; /* the page that asked shows what is at that address */
	const char *return_url; /* where it leads back to */
	const struct outcome *failure;
};

/*
 * Stores the new state of an intent, with the event that a try failed.  A
 * payment that is to be captured by hand requires that instead of having
 * succeeded.
 */
enum till_err intent_change(struct store_conn *c, struct json_object *intent,
    const struct intent_change *change, struct till_error *e);

#endif
