/*
 * method: payment methods: what a buyer paid with, as it may be kept.  The
 * number of a card or an account is never stored, nor is a security code.
 */
#ifndef TILL_PAYMENTS_METHOD_H
#define TILL_PAYMENTS_METHOD_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/address.h"
#include "base/error.h"
#include "payments/payments.h"
#include "store/record.h"

extern const struct record_type payment_method_type;

/* Who pays; texts are loans, NULL for none. */
struct billing {
	const char *email, *name, *phone;
	struct address address;
};

/* A card or an account as it was typed, or one that was kept: one of them. */
struct means {
	const struct card *card;
	const char *iban;
	const char *kept; /* the id of a payment method of the customer */
};

/*
 * Makes and stores a payment method from what was typed, that belongs to
 * nobody yet; its object is *out, the caller's.  Its fingerprint is the same
 * for the same number, and tells nothing about it to who has not the
 * database's own key.
 */
enum till_err method_make(struct store_conn *c, const struct means *means,
    const struct billing *billing, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * Attaches a payment method to a customer, to be shown again as redisplay
 * says ("always", "limited"), with its event.
 */
enum till_err method_attach(struct store_conn *c, struct json_object *method,
    const char *customer, const char *redisplay, struct till_error *e);

/*
 * Takes a payment method from its customer, with its event.  It cannot be
 * used again, nor attached.  TILL_EINPUT: it has no customer.
 */
enum till_err method_detach(struct store_conn *c, struct json_object *method,
    struct till_error *e);

/* Notes on a whole one, not stored yet, that it may not be used again. */
void method_spend(struct json_object *method);
bool method_is_spent(struct json_object *method);

/*
 * What becomes of a kept payment method that is charged again: that of the
 * test card or account it was made from, known by its fingerprint.
 */
enum till_err method_outcome(struct store_conn *c,
    struct json_object *method, const struct card_use *use,
    struct outcome *out, struct till_error *e);

/*
 * The card of one of the API's names for test cards, "pm_card_visa"
 * (behaviour.md 8.2), NULL for any other text.
 */
const struct card *method_test_card(const char *name);

/* Whether a customer, or NULL, has kept a card like this one before. */
enum till_err method_is_known(struct store_conn *c,
    struct json_object *method, const char *customer, bool *known,
    struct till_error *e);

/* Which payment methods of a customer are shown again (behaviour.md 6). */
struct method_wish {
	const char *customer;
	struct json_object *redisplay; /* the allow_redisplay of those that
					  are; NULL or none: "always" */
	struct json_object *types; /* of those types; NULL: of any */
	int64_t limit;		   /* so many at most */
	int64_t now;		   /* whose expiry date is past is left out */
};

/* The newest of them first; *out is an array, the caller's. */
enum till_err method_list(struct store_conn *c,
    const struct method_wish *wish, struct json_object **out,
    struct till_error *e);

/* Whether a card's expiry date is past. */
bool method_is_expired(struct json_object *method, int64_t now);

#endif
