/* update: what a merchant may change of a subscription. */
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "payments/billing.h"
#include "payments/due.h"
#include "payments/method.h"
#include "subscriptions/steps.h"
#include "subscriptions/subscriptions.h"

/* Mark I, all of these: no recordings of the real wordings were found. */
static const char ended[] =
    "A canceled subscription can only update its metadata.";
static const char not_attached[] =
    "The customer does not have a payment method with the ID %s. The payment "
    "method must be attached to the customer.";
static const char past[] = "Invalid timestamp: must be in the future.";
static const char no_trial[] =
    "This subscription is not on trial, so its trial cannot end.";

static bool
is(struct json_object *o, const char *status)
{
	return strcmp(json_text_or(o, "status", ""), status) == 0;
}

/* Of what is over only the metadata may change. */
static enum till_err
check_ended(struct catalog_change *change, struct till_error *e)
{
	json_object_object_foreach(change->params, name, value) {
		(void)value;
		if (strcmp(name, "metadata") != 0 &&
		    strcmp(name, "expand") != 0)
			return till_fail(e, TILL_EINPUT, NULL, name, "%s",
			    ended);
	}
	return TILL_OK;
}

/* The payment method must be the customer's. */
static enum till_err
check_method(struct catalog_change *change, struct till_error *e)
{
	const char *id = json_text(change->params, "default_payment_method");
	struct json_object *method = NULL;
	enum till_err err;

	if (id == NULL || *id == '\0')
		return TILL_OK;
	err = catalog_lookup(change->c, &payment_method_type, id,
	    "default_payment_method", &method, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(method, "customer", ""),
		json_text_or(change->object, "customer", "")) != 0)
		err = till_fail(e, TILL_EINPUT, "resource_missing",
		    "default_payment_method", not_attached, id);
	json_object_put(method);
	return err;
}

/* Says that, or that no more, the subscription is to end at a time. */
static void
put_end(struct catalog_change *change, bool ends, int64_t at)
{
	struct json_object *o = change->object;
	struct json_object *details = json_get(o, "cancellation_details");

	json_put(o, "cancel_at", NULL);
	json_put(o, "canceled_at", NULL);
	json_put_text(details, "reason",
	    ends ? "cancellation_requested" : NULL);
	if (!ends)
		return;
	json_put_int(o, "cancel_at", at);
	json_put_int(o, "canceled_at", change->now);
}

/* The parameters cancel_at_period_end and cancel_at, "" for no more. */
static enum till_err
set_end(struct catalog_change *change, struct till_error *e)
{
	struct json_object *p = change->params, *o = change->object;
	const char *id = json_text(o, "id");
	bool at_end = json_get(p, "cancel_at_period_end") != NULL, wanted;
	bool at = json_object_object_get_ex(p, "cancel_at", NULL);
	int64_t when = json_int_or(p, "cancel_at", 0);
	enum till_err err;

	if (at_end && when > 0)
		return param_only_one("", "cancel_at", "cancel_at_period_end",
		    e);
	if (when > 0 && when <= change->now)
		return till_fail(e, TILL_EINPUT, NULL, "cancel_at", "%s",
		    past);
	if (!at_end && !at)
		return TILL_OK;
	err = due_drop(change->c, id, DUE_CANCEL, e);
	if (at_end) {
		wanted = json_bool_or(p, "cancel_at_period_end", false);
		put_end(change, wanted,
		    json_int_or(o, "current_period_end", 0));
		return err;
	}
	json_put_bool(o, "cancel_at_period_end", false);
	put_end(change, when > 0, when);
	return err == TILL_OK && when > 0 ?
	    due_put(change->c, id, DUE_CANCEL, when, e) :
	    err;
}

/* Takes the subscription as it is stored by now. */
static enum till_err
read_again(struct catalog_change *change, struct till_error *e)
{
	struct json_object *after = NULL;
	enum till_err err;

	err = record_get_whole(change->c, &subscription_type,
	    json_text_or(change->object, "id", ""), &after, e);
	if (err != TILL_OK)
		return err;
	json_object_put(change->object);
	change->object = after;
	return TILL_OK;
}

/* A trial that ends now is billed now, and not an hour later. */
static enum till_err
end_trial(struct catalog_change *change, struct till_error *e)
{
	const char *id = json_text(change->object, "id"), *invoice;
	char before[ID_MAX];
	enum till_err err;

	json_put_int(change->object, "trial_end", change->now);
	json_put_int(change->object, "billing_cycle_anchor", change->now);
	json_put_int(change->object, "current_period_end", change->now);
	text_copy(before, sizeof(before),
	    json_text_or(change->object, "latest_invoice", ""));
	err = due_drop(change->c, id, DUE_PERIOD, e);
	if (err == TILL_OK)
		err = due_drop(change->c, id, DUE_TRIAL_WARNING, e);
	if (err == TILL_OK)
		err = catalog_update(change->c, &subscription_type,
		    change->object, e);
	if (err == TILL_OK)
		err = step_period(change->c, id, change->now, e);
	if (err == TILL_OK)
		err = read_again(change, e);
	invoice = json_text_or(change->object, "latest_invoice", "");
	if (err != TILL_OK || strcmp(invoice, before) == 0)
		return err;
	err = due_drop(change->c, invoice, DUE_FINALIZE, e);
	if (err == TILL_OK)
		err = step_finalize(change->c, invoice, change->now, e);
	return err == TILL_OK ? read_again(change, e) : err;
}

/* The parameter trial_end, of a trial that is under way. */
static enum till_err
set_trial(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object;
	int64_t end = json_int_or(change->params, "trial_end", 0);
	enum till_err err;

	if (json_get(change->params, "trial_end") == NULL)
		return TILL_OK;
	if (!is(o, "trialing"))
		return till_fail(e, TILL_EINPUT, NULL, "trial_end", "%s",
		    no_trial);
	if (json_text(change->params, "trial_end") != NULL)
		return end_trial(change, e);
	if (end <= change->now)
		return till_fail(e, TILL_EINPUT, NULL, "trial_end", "%s",
		    past);
	json_put_int(o, "trial_end", end);
	json_put_int(o, "billing_cycle_anchor", end);
	json_put_int(o, "current_period_end", end);
	if (json_bool_or(o, "cancel_at_period_end", false))
		json_put_int(o, "cancel_at", end);
	err = due_put(change->c, json_text(o, "id"), DUE_PERIOD, end, e);
	return err == TILL_OK ?
	    due_put(change->c, json_text(o, "id"), DUE_TRIAL_WARNING,
		end - SUBSCRIPTION_TRIAL_WARNING_S, e) :
	    err;
}

enum till_err
subscription_update(struct catalog_change *change, struct till_error *e)
{
	enum till_err err = TILL_OK;

	if (is(change->object, "canceled"))
		err = check_ended(change, e);
	if (err == TILL_OK)
		err = check_method(change, e);
	if (err == TILL_OK)
		err = set_end(change, e);
	return err == TILL_OK ? set_trial(change, e) : err;
}

/* The subscriptions of a customer that are not over. */
static enum till_err
find_subscriptions(struct store_conn *c, const char *customer,
    struct json_object *ids, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT id FROM subscription WHERE customer=? AND status NOT IN "
	    "('canceled','incomplete_expired') ORDER BY pos",
	    &rows, e, "t", customer);
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1)
		json_object_array_add(ids,
		    json_object_new_string(store_text(rows, 0)));
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
customer_remove(struct catalog_change *change, struct till_error *e)
{
	struct json_object *ids = json_object_new_array(), *o = NULL;
	enum till_err err = customer_delete(change, e);

	if (err == TILL_OK)
		err = find_subscriptions(change->c,
		    json_text_or(change->object, "id", ""), ids, e);
	for (size_t i = 0; err == TILL_OK && i < json_count(ids); i++) {
		err = subscription_cancel(change->c,
		    json_object_get_string(json_at(ids, i)), NULL,
		    change->now, &o, e);
		json_object_put(o);
	}
	json_object_put(ids);
	return err;
}
