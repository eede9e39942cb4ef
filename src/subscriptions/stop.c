/* stop: canceling a subscription at once; see subscriptions.h. */
#include <string.h>

#include "base/json.h"
#include "payments/billing.h"
#include "subscriptions/steps.h"
#include "subscriptions/subscriptions.h"

/* Whether the period that a subscription is in was paid for. */
static enum till_err
is_paid(struct store_conn *c, struct json_object *subscription, bool *paid,
    struct till_error *e)
{
	struct json_object *invoice = NULL;
	enum till_err err;

	err = record_get(c, &invoice_type,
	    json_text_or(subscription, "latest_invoice", ""), &invoice, e);
	*paid = json_bool_or(invoice, "paid", false) &&
	    strcmp(json_text_or(subscription, "status", ""), "active") == 0;
	json_object_put(invoice);
	return err;
}

/* The last invoice: finalized and paid at once, for nothing is due by it. */
static enum till_err
issue(struct store_conn *c, struct json_object *subscription, int64_t now,
    struct till_error *e)
{
	struct json_object *invoice = NULL, *customer = NULL;
	enum till_err err;

	err = credit_invoice(c, subscription, now, &invoice, e);
	if (err == TILL_OK)
		err = record_get_whole(c, &catalog_customer,
		    json_text_or(subscription, "customer", ""), &customer, e);
	if (err == TILL_OK)
		err = catalog_insert(c, &invoice_type, invoice, e);
	if (err == TILL_OK) {
		invoice_take_balance(invoice, customer);
		err = invoice_finalize(c, customer, invoice, NULL, now, e);
	}
	if (err == TILL_OK)
		err = invoice_pay(c, invoice, NULL, now, e);
	if (err == TILL_OK) {
		json_put_text(subscription, "latest_invoice",
		    json_text(invoice, "id"));
		err = catalog_update(c, &subscription_type, subscription, e);
	}
	json_object_put(invoice);
	json_object_put(customer);
	return err;
}

/* Gives back what is left of a period that was paid. */
static enum till_err
give_back(struct store_conn *c, const char *id, int64_t now,
    struct till_error *e)
{
	struct json_object *o = NULL;
	bool paid = false;
	enum till_err err;

	err = record_get_whole(c, &subscription_type, id, &o, e);
	if (err == TILL_OK)
		err = is_paid(c, o, &paid, e);
	if (err == TILL_OK && paid &&
	    json_int_or(o, "current_period_end", 0) > now)
		err = issue(c, o, now, e);
	json_object_put(o);
	return err;
}

enum till_err
subscription_stop(struct store_conn *c, const char *id,
    struct json_object *params, int64_t now, struct json_object **out,
    struct till_error *e)
{
	enum till_err err = TILL_OK;

	*out = NULL;
	if (json_bool_or(params, "invoice_now", false) &&
	    json_bool_or(params, "prorate", false))
		err = give_back(c, id, now, e);
	return err == TILL_OK ?
	    subscription_cancel(c, id,
		json_get(params, "cancellation_details"), now, out, e) :
	    err;
}
