/*
 * subscriptions: what becomes of subscriptions and their invoices by the
 * clock: a trial ends, a period ends and the next is billed, a payment that
 * failed is tried again, an end that was set is there.
 *
 * An invoice of a period is a draft for an hour, as the API keeps it, then it
 * is finalized and charged.  When that fails the subscription is past due and
 * the invoice is tried again (payments/invoice.c); after the last try the
 * subscription is canceled, unless its latest invoice is paid by then.
 *
 * Each step has the time at which it was due as its own: after a long leap of
 * the clock all steps are made in their order, with the dates that they would
 * have had.  Only events tell the second in which they were really written,
 * for those who follow them by a cursor.
 */
#ifndef TILL_SUBSCRIPTIONS_SUBSCRIPTIONS_H
#define TILL_SUBSCRIPTIONS_SUBSCRIPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "catalog/catalog.h"
#include "store/store.h"

/*
 * Makes the steps that are due by now, about limit of them, outside any
 * transaction: some in each, so that others can write meanwhile; *more: there
 * are others.  A step that cannot be made is logged and put off by an hour,
 * and keeps none of the others from being made.
 */
enum till_err subscriptions_due(struct store *store, int64_t now,
    int64_t limit, bool *more, struct till_error *e);

/*
 * The rule of an update: the payment method, the end that is set for it, the
 * end of a trial.  TILL_EINPUT: it is canceled, or a parameter does not fit.
 */
catalog_rule subscription_update;

/*
 * Cancels a subscription at once, with the checked parameters of the call:
 * cancellation_details; and, with both invoice_now and prorate, the invoice
 * that gives back what was paid for the rest of the period, to the credit of
 * the customer.  (One of the two alone finds nothing to bill: there are no
 * invoice items here that could wait for an invoice.)  *out is the caller's.
 * Errors as subscription_cancel().
 */
enum till_err subscription_stop(struct store_conn *c, const char *id,
    struct json_object *params, int64_t now, struct json_object **out,
    struct till_error *e);

/* With a customer go the subscriptions that are not over. */
catalog_rule customer_remove;

#endif
