/* period: the end of a trial or a period of a subscription, and its own. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/billing.h"
#include "payments/due.h"
#include "payments/method.h"
#include "payments/period.h"
#include "subscriptions/steps.h"

bool
status_is_running(const char *status)
{
	return strcmp(status, "trialing") == 0 ||
	    strcmp(status, "active") == 0 || strcmp(status, "past_due") == 0;
}

enum till_err
paying_method(struct store_conn *c, struct json_object *subscription,
    struct json_object **out, struct till_error *e)
{
	const char *id = json_text(subscription, "default_payment_method");
	struct json_object *customer = NULL;
	enum till_err err = TILL_OK;

	*out = NULL;
	if (id == NULL) {
		err = record_get(c, &catalog_customer,
		    json_text_or(subscription, "customer", ""), &customer, e);
		id = json_text(json_get(customer, "invoice_settings"),
		    "default_payment_method");
	}
	if (err == TILL_OK && id != NULL)
		err = record_get_whole(c, &payment_method_type, id, out, e);
	json_object_put(customer);
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

/* The end of the period that begins at the second at. */
static int64_t
next_end(struct json_object *o, int64_t at)
{
	struct json_object *item = json_at(json_path(o, "items", "data", NULL),
	    0);
	struct json_object *recurring = json_path(item, "price", "recurring",
	    NULL);
	const char *interval = json_text_or(recurring, "interval", "month");
	int64_t count = json_int_or(recurring, "interval_count", 1);
	int64_t anchor = json_int_or(o, "billing_cycle_anchor", at), end;

	/* Counted from the anchor, so that its day of the month is kept. */
	for (int64_t n = 1;; n++) {
		end = period_end(anchor, interval, count, n);
		if (end > at)
			return end;
	}
}

/* Begins the next period, with its invoice. */
static enum till_err
roll(struct store_conn *c, struct json_object *o, int64_t at,
    struct till_error *e)
{
	int64_t from = json_int_or(o, "current_period_start", at);
	struct json_object *invoice = NULL;
	enum till_err err;

	if (strcmp(json_text_or(o, "status", ""), "trialing") == 0)
		json_put_text(o, "status", "active");
	json_put_int(o, "current_period_start", at);
	json_put_int(o, "current_period_end", next_end(o, at));
	err = cycle_invoice(c, o, from, at, &invoice, e);
	json_object_put(invoice);
	/* Nobody is left to be billed. */
	if (err == TILL_ENOTFOUND)
		return subscription_end(c, o, NULL, at, e);
	if (err == TILL_OK)
		err = catalog_update(c, &subscription_type, o, e);
	return err == TILL_OK ?
	    due_put(c, json_text(o, "id"), DUE_PERIOD,
		json_int_or(o, "current_period_end", 0), e) :
	    err;
}

/* A trial that nothing is there to be charged at the end of. */
static enum till_err
end_trial(struct store_conn *c, struct json_object *o, int64_t at,
    struct till_error *e)
{
	const char *wish = json_text_or(json_path(o, "trial_settings",
					    "end_behavior", NULL),
	    "missing_payment_method", "create_invoice");
	struct json_object *method = NULL;
	enum till_err err = paying_method(c, o, &method, e);
	bool missing = method == NULL;

	json_object_put(method);
	if (err != TILL_OK)
		return err;
	if (missing && strcmp(wish, "cancel") == 0)
		return subscription_end(c, o, NULL, at, e);
	if (missing && strcmp(wish, "pause") == 0) {
		json_put_text(o, "status", "paused");
		return catalog_update(c, &subscription_type, o, e);
	}
	return roll(c, o, at, e);
}

enum till_err
step_period(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct json_object *o = NULL;
	enum till_err err;

	err = record_get_whole(c, &subscription_type, id, &o, e);
	if (err == TILL_OK && status_is_running(json_text_or(o, "status", "")))
		err = json_bool_or(o, "cancel_at_period_end", false) ?
		    subscription_end(c, o, NULL, at, e) :
		    strcmp(json_text_or(o, "status", ""), "trialing") == 0 ?
		    end_trial(c, o, at, e) :
		    roll(c, o, at, e);
	json_object_put(o);
	return err;
}

enum till_err
step_cancel(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct json_object *o = NULL;
	enum till_err err;

	err = record_get_whole(c, &subscription_type, id, &o, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(o, "status", ""), "canceled") != 0)
		err = subscription_end(c, o, NULL, at, e);
	json_object_put(o);
	return err;
}

enum till_err
step_trial_warning(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct json_object *o = NULL;
	enum till_err err;

	(void)at;
	/* As it is answered: an event tells nothing else. */
	err = record_get(c, &subscription_type, id, &o, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(o, "status", ""), "trialing") == 0)
		err = event_emit(c, "customer.subscription.trial_will_end", o,
		    NULL, e);
	json_object_put(o);
	return err;
}
