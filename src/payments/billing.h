/*
 * billing: what is made besides a charge when something is sold: an invoice,
 * and a subscription for what recurs.  Amounts are those of the session that
 * sold it, never computed again.
 */
#ifndef TILL_PAYMENTS_BILLING_H
#define TILL_PAYMENTS_BILLING_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/record.h"

extern const struct record_type subscription_type;
extern const struct record_type invoice_type;

/* What was sold; everything is a loan, NULL for none. */
struct sale {
	struct json_object *session;  /* a whole one */
	struct json_object *items;    /* whole, each with its price in it */
	struct json_object *discount; /* the discount's object */
	struct json_object *coupon;   /* of the discount, a whole one */
	struct json_object *customer; /* a whole one */
	struct json_object *data; /* subscription_data or invoice_data */
	const char *method; /* id of the payment method */
	const char *reason; /* why, NULL: the mode of the session tells */
};

/*
 * Makes an invoice, a draft without a number, that is not stored yet.  *out
 * is the caller's.
 */
enum till_err invoice_new(const struct sale *sale, int64_t now,
    struct json_object **out, struct till_error *e);

/* Why there is an invoice, where a sale is not the reason. */
#define BILLING_CYCLE "subscription_cycle"
#define BILLING_UPDATE "subscription_update"

/*
 * Makes and stores the subscription of a sale, trialing or incomplete, whose
 * first invoice is to be invoice; the lines of that get their period.  What
 * becomes of it later is put into due.h.  *out is the caller's.
 */
enum till_err subscription_make(struct store_conn *c,
    const struct sale *sale, struct json_object *invoice, int64_t now,
    struct json_object **out, struct till_error *e);

/*
 * Joins an invoice to its subscription and its lines to the items of that,
 * for the period that the subscription is in.
 */
void subscription_join(struct json_object *subscription,
    struct json_object *invoice);

/* An event tells of the end of a trial that long before. */
#define SUBSCRIPTION_TRIAL_WARNING_S (INT64_C(3) * 86400)

/*
 * Where a whole subscription keeps what its answer has no room for: the
 * coupon of its discount, and whether one that is good once was of use yet.
 */
#define KEPT_COUPON "coupon"
#define KEPT_COUPON_USED "coupon_used"

/* Stores a new invoice and finalizes it: it gets its customer's number. */
enum till_err invoice_issue(struct store_conn *c, const struct sale *sale,
    struct json_object *invoice, const char *intent, int64_t now,
    struct till_error *e);

/*
 * Takes what a customer has to his credit, or owes, into a draft: what is due
 * becomes less or more, and what is left stays with the customer.  Neither is
 * stored.
 */
void invoice_take_balance(struct json_object *invoice,
    struct json_object *customer);

/* The same of one that is stored: a draft becomes open. */
enum till_err invoice_finalize(struct store_conn *c,
    struct json_object *customer, struct json_object *invoice,
    const char *intent, int64_t now, struct till_error *e);

/*
 * Stores that an invoice was paid, by a charge or by nothing being due.  Of
 * one that had been tried before this is one try more.
 */
enum till_err invoice_pay(struct store_conn *c, struct json_object *invoice,
    const char *charge, int64_t now, struct till_error *e);

/*
 * Stores that a try to pay an invoice failed, with its charge or NULL, and
 * when the next one is due: next_payment_attempt, null after the last one.
 */
enum till_err invoice_miss(struct store_conn *c, struct json_object *invoice,
    const char *charge, int64_t now, struct till_error *e);

/* The same by ids, paid or not; "" is none and changes nothing. */
enum till_err invoice_settle(struct store_conn *c, const char *id,
    const char *charge, bool paid, int64_t now, struct till_error *e);

/* Stores a subscription's new status; "" is none and changes nothing. */
enum till_err subscription_set(struct store_conn *c, const char *id,
    const char *status, struct till_error *e);

/*
 * Ends a whole subscription that is not over, for a reason of
 * cancellation_details or NULL: nothing becomes due any more, of its invoices
 * neither.
 */
enum till_err subscription_end(struct store_conn *c,
    struct json_object *subscription, const char *reason, int64_t now,
    struct till_error *e);

/*
 * Cancels a subscription at once, with cancellation_details or NULL.
 * TILL_ENOTFOUND with only the kind in *e: there is none; with a message: it
 * is canceled already.
 */
enum till_err subscription_cancel(struct store_conn *c, const char *id,
    struct json_object *details, int64_t now, struct json_object **out,
    struct till_error *e);

/* The plan of a recurring price, which older clients read; the caller's. */
struct json_object *plan_of(struct json_object *price);

#endif
