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
	struct json_object *customer; /* a whole one */
	struct json_object *data; /* subscription_data or invoice_data */
	const char *method; /* id of the payment method */
};

/*
 * Makes an invoice, a draft without a number, that is not stored yet.  *out
 * is the caller's.
 */
enum till_err invoice_new(const struct sale *sale, int64_t now,
    struct json_object **out, struct till_error *e);

/*
 * Makes and stores the subscription of a sale, trialing or incomplete, whose
 * first invoice is to be invoice; the lines of that get their period.  *out
 * is the caller's.
 */
enum till_err subscription_make(struct store_conn *c,
    const struct sale *sale, struct json_object *invoice, int64_t now,
    struct json_object **out, struct till_error *e);

/* Stores a new invoice and finalizes it: it gets its customer's number. */
enum till_err invoice_issue(struct store_conn *c, const struct sale *sale,
    struct json_object *invoice, const char *intent, int64_t now,
    struct till_error *e);

/* Stores that an invoice was paid, by a charge or by nothing being due. */
enum till_err invoice_pay(struct store_conn *c, struct json_object *invoice,
    const char *charge, int64_t now, struct till_error *e);

/* The same by ids, or that paying failed; "" is none and changes nothing. */
enum till_err invoice_settle(struct store_conn *c, const char *id,
    const char *charge, bool paid, int64_t now, struct till_error *e);

/* Stores a subscription's new status; "" is none and changes nothing. */
enum till_err subscription_set(struct store_conn *c, const char *id,
    const char *status, struct till_error *e);

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
