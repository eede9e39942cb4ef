/* collect: invoices of periods are finalized, charged, and tried again. */
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/due.h"
#include "payments/method.h"
#include "payments/payments.h"
#include "subscriptions/steps.h"

/* An invoice and all that a try to pay it is about; NULL for none. */
struct collection {
	struct store_conn *c;
	int64_t at;
	struct json_object *invoice, *subscription, *intent, *method;
};

static void
collection_free(struct collection *p)
{
	json_object_put(p->invoice);
	json_object_put(p->subscription);
	json_object_put(p->intent);
	json_object_put(p->method);
}

static bool
is(struct json_object *o, const char *status)
{
	return strcmp(json_text_or(o, "status", ""), status) == 0;
}

/* Reads an invoice, and its subscription when it has that status. */
static enum till_err
load(struct collection *p, const char *id, const char *status,
    struct till_error *e)
{
	enum till_err err;

	err = record_get_whole(p->c, &invoice_type, id, &p->invoice, e);
	if (err == TILL_OK && is(p->invoice, status))
		err = record_get_whole(p->c, &subscription_type,
		    json_text_or(p->invoice, "subscription", ""),
		    &p->subscription, e);
	return err;
}

static enum till_err
load_intent(struct collection *p, struct till_error *e)
{
	return record_get_whole(p->c, &payment_intent_type,
	    json_text_or(p->invoice, "payment_intent", ""), &p->intent, e);
}

/* Stores the status that an invoice brings its subscription to. */
static enum till_err
put_status(struct collection *p, const char *from, const char *to,
    struct till_error *e)
{
	if (!is(p->subscription, from))
		return TILL_OK;
	json_put_text(p->subscription, "status", to);
	return catalog_update(p->c, &subscription_type, p->subscription, e);
}

static bool
is_latest(const struct collection *p)
{
	return strcmp(json_text_or(p->subscription, "latest_invoice", ""),
		   json_text_or(p->invoice, "id", "")) == 0;
}

/* Only the latest invoice counts, when others are still being tried. */
static enum till_err
paid(struct collection *p, const char *charge, struct till_error *e)
{
	enum till_err err;

	err = invoice_pay(p->c, p->invoice, charge, p->at, e);
	if (err == TILL_OK && is_latest(p))
		err = put_status(p, "past_due", "active", e);
	return err;
}

/* Whether the latest invoice of the subscription is paid. */
static enum till_err
latest_is_paid(struct collection *p, bool *yes, struct till_error *e)
{
	struct json_object *latest = NULL;
	enum till_err err;

	err = record_get(p->c, &invoice_type,
	    json_text_or(p->subscription, "latest_invoice", ""), &latest, e);
	*yes = is(latest, "paid");
	json_object_put(latest);
	return err;
}

/* After the last try of an invoice its subscription is canceled. */
static enum till_err
missed(struct collection *p, const char *charge, struct till_error *e)
{
	bool settled = false;
	enum till_err err;

	err = invoice_miss(p->c, p->invoice, charge, p->at, e);
	if (err == TILL_OK && is_latest(p))
		err = put_status(p, "active", "past_due", e);
	if (err != TILL_OK ||
	    json_get(p->invoice, "next_payment_attempt") != NULL)
		return err;
	err = latest_is_paid(p, &settled, e);
	if (err == TILL_OK && !settled &&
	    status_is_running(json_text_or(p->subscription, "status", "")))
		err = subscription_end(p->c, p->subscription, "payment_failed",
		    p->at, e);
	return err;
}

/* Charges the intent by the payment method; *charge is the caller's. */
static enum till_err
charge_intent(struct collection *p, const struct outcome *outcome,
    struct json_object **charge, struct till_error *e)
{
	bool fails = outcome->code != NULL && !outcome->delayed;
	struct charge_terms terms = {
		.intent = p->intent,
		.method = p->method,
		.outcome = outcome,
		.customer = json_text(p->invoice, "customer"),
		.invoice = json_text(p->invoice, "id"),
	};
	struct intent_change change = {
		.status = outcome->delayed ? "processing" :
		    fails		   ? "requires_payment_method" :
					     "succeeded",
		.method = p->method,
		.customer = terms.customer,
		.invoice = terms.invoice,
		.failure = fails ? outcome : NULL,
	};
	enum till_err err;

	err = charge_make(p->c, &terms, p->at, charge, e);
	change.charge = json_text(*charge, "id");
	if (err == TILL_OK)
		err = intent_change(p->c, p->intent, &change, e);
	return err;
}

/* A debit is under way until its time has come. */
static enum till_err
wait_for(struct collection *p, const char *charge, int64_t delay_s,
    struct till_error *e)
{
	enum till_err err;

	json_put_text(p->invoice, "charge", charge);
	json_put_bool(p->invoice, "attempted", true);
	json_put(p->invoice, "next_payment_attempt", NULL);
	err = catalog_update(p->c, &invoice_type, p->invoice, e);
	return err == TILL_OK ?
	    due_put(p->c, json_text(p->invoice, "id"), DUE_SETTLE,
		p->at + delay_s, e) :
	    err;
}

/* One try to pay an open invoice. */
static enum till_err
attempt(struct collection *p, struct till_error *e)
{
	static const struct card_use use = { .known = true, .absent = true };
	struct json_object *charge = NULL;
	struct outcome outcome;
	enum till_err err;
	const char *id;

	err = paying_method(p->c, p->subscription, &p->method, e);
	if (err == TILL_OK && p->method == NULL)
		return missed(p, NULL, e);
	if (err == TILL_OK)
		err = method_outcome(p->c, p->method, &use, &outcome, e);
	if (err == TILL_OK)
		err = charge_intent(p, &outcome, &charge, e);
	id = json_text(charge, "id");
	if (err == TILL_OK && outcome.code != NULL &&
	    strcmp(outcome.code, OUTCOME_ABSENT) == 0)
		err = event_emit(p->c, "invoice.payment_action_required",
		    p->invoice, NULL, e);
	if (err == TILL_OK)
		err = outcome.delayed ?
		    wait_for(p, id, outcome.delay_s, e) :
		    (outcome.code == NULL ? paid : missed)(p, id, e);
	json_object_put(charge);
	return err;
}

/* The intent that an invoice is paid by. */
static enum till_err
make_intent(struct collection *p, struct till_error *e)
{
	struct json_object *data = json_object_new_object();
	struct payment_terms terms = {
		.amount.amount = json_int_or(p->invoice, "amount_due", 0),
		.customer = json_text(p->invoice, "customer"),
		.data = data,
	};
	enum till_err err;

	text_copy(terms.amount.currency, sizeof(terms.amount.currency),
	    json_text_or(p->invoice, "currency", ""));
	json_put_text(data, "description", "Subscription update");
	err = payment_intent_make(p->c, &terms, p->at, &p->intent, e);
	json_object_put(data);
	return err;
}

static enum till_err
finalize(struct collection *p, struct till_error *e)
{
	struct json_object *customer = NULL;
	enum till_err err;
	bool due;

	err = record_get_whole(p->c, &catalog_customer,
	    json_text_or(p->invoice, "customer", ""), &customer, e);
	if (err == TILL_OK)
		invoice_take_balance(p->invoice, customer);
	due = json_int_or(p->invoice, "amount_due", 0) > 0;
	if (err == TILL_OK && due)
		err = make_intent(p, e);
	if (err == TILL_OK)
		err = invoice_finalize(p->c, customer, p->invoice,
		    json_text(p->intent, "id"), p->at, e);
	json_object_put(customer);
	if (err == TILL_OK)
		err = due ? attempt(p, e) : paid(p, NULL, e);
	return err;
}

enum till_err
step_finalize(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct collection p = { .c = c, .at = at };
	enum till_err err = load(&p, id, "draft", e);

	if (err == TILL_OK && p.subscription != NULL)
		err = finalize(&p, e);
	collection_free(&p);
	return err;
}

enum till_err
step_collect(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct collection p = { .c = c, .at = at };
	enum till_err err = load(&p, id, "open", e);

	if (err == TILL_OK && p.subscription != NULL) {
		err = load_intent(&p, e);
		if (err == TILL_OK)
			err = attempt(&p, e);
	}
	collection_free(&p);
	return err;
}

/* The end of a debit: what its account's number says. */
static enum till_err
settle(struct collection *p, struct till_error *e)
{
	static const struct card_use use = { .known = true, .absent = true };
	char charge[ID_MAX];
	struct intent_change change = { .charge = charge };
	const struct outcome *failure;
	struct outcome outcome;
	enum till_err err;

	text_copy(charge, sizeof(charge),
	    json_text_or(p->invoice, "charge", ""));
	err = load_intent(p, e);
	if (err == TILL_OK)
		err = record_get_whole(p->c, &payment_method_type,
		    json_text_or(p->intent, "payment_method", ""), &p->method,
		    e);
	if (err == TILL_OK)
		err = method_outcome(p->c, p->method, &use, &outcome, e);
	if (err != TILL_OK)
		return err;
	failure = outcome.code != NULL ? &outcome : NULL;
	change.status = failure != NULL ? "requires_payment_method" :
					  "succeeded";
	change.method = p->method;
	change.failure = failure;
	err = charge_settle(p->c, charge, failure, e);
	if (err == TILL_OK)
		err = intent_change(p->c, p->intent, &change, e);
	if (err == TILL_OK)
		err = (failure == NULL ? paid : missed)(p, charge, e);
	return err;
}

enum till_err
step_settle(struct store_conn *c, const char *id, int64_t at,
    struct till_error *e)
{
	struct collection p = { .c = c, .at = at };
	enum till_err err = load(&p, id, "open", e);

	if (err == TILL_OK && p.subscription != NULL)
		err = settle(&p, e);
	collection_free(&p);
	return err;
}
