/* steps: what each step of due.h does; for the files of this folder only. */
#ifndef TILL_SUBSCRIPTIONS_STEPS_H
#define TILL_SUBSCRIPTIONS_STEPS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/record.h"

/*
 * Makes a step of the object id, whose row is gone already, as of the second
 * at.  One that an object has outgrown does nothing.
 */
typedef enum till_err step_work(struct store_conn *c, const char *id,
    int64_t at, struct till_error *e);

step_work step_cancel, step_period, step_trial_warning; /* subscriptions */
step_work step_finalize, step_collect, step_settle;	/* invoices */

/* Whether a status is one that periods follow each other in. */
bool status_is_running(const char *status);

/*
 * The payment method that a subscription is charged by: its own, else its
 * customer's; *out is the caller's, NULL for none.
 */
enum till_err paying_method(struct store_conn *c,
    struct json_object *subscription, struct json_object **out,
    struct till_error *e);

/*
 * Makes the invoice of the period that a whole subscription is in, which
 * began at the second at, and stores it as a draft.  *out is the caller's.
 * TILL_ENOTFOUND: the customer is gone.
 */
enum till_err cycle_invoice(struct store_conn *c,
    struct json_object *subscription, int64_t from, int64_t at,
    struct json_object **out, struct till_error *e);

/*
 * Makes the invoice that gives back what is left of a subscription's period
 * at the second at: each line's share, below zero, with its discount and
 * taxes.  It is not stored.  *out is the caller's.
 */
enum till_err credit_invoice(struct store_conn *c,
    struct json_object *subscription, int64_t at, struct json_object **out,
    struct till_error *e);

#endif
