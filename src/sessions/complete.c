/*
 * complete: what paying a session makes (behaviour.md 5.2, 5.6 and 5.8).
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/payments.h"
#include "sessions/bill.h"
#include "sessions/completion.h"
#include "sessions/discount.h"
#include "sessions/echo.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"

bool
completion_mode_is(struct json_object *session, const char *mode)
{
	return strcmp(json_text_or(session, "mode", ""), mode) == 0;
}

/* Whether completing gives an invoice. */
static bool
makes_invoice(struct json_object *session)
{
	return completion_mode_is(session, "subscription") ||
	    json_bool_or(json_get(session, "invoice_creation"), "enabled",
		false);
}

const char *
completion_usage(struct json_object *session, const char *type)
{
	const char *own = json_text(
	    json_path(echo_kept(session, "payment_method_options"), type,
		NULL),
	    "setup_future_usage");

	if (!completion_mode_is(session, "payment"))
		return "off_session";
	if (own == NULL)
		own = json_text(echo_kept(session, "payment_intent_data"),
		    "setup_future_usage");
	return own != NULL && strcmp(own, "none") != 0 ? own : NULL;
}

/*
 * An invoice and a payment method that is kept belong to a customer, so that
 * one is required then (mark I).
 */
bool
completion_makes_customer(struct json_object *session)
{
	if (json_text(session, "customer") != NULL ||
	    completion_mode_is(session, "setup"))
		return json_text(session, "customer") == NULL &&
		    strcmp(json_text_or(session, "customer_creation", ""),
			"always") == 0;
	return makes_invoice(session) ||
	    strcmp(json_text_or(session, "customer_creation", ""),
		"always") == 0 ||
	    completion_usage(session, "card") != NULL ||
	    completion_usage(session, "sepa_debit") != NULL;
}

/* [{"type","value"}], empty without a tax id. */
static struct json_object *
tax_ids_of(const struct session_payer *payer)
{
	struct json_object *list = json_object_new_array(), *one;

	if (payer->tax_value == NULL)
		return list;
	one = json_object_new_object();
	json_put_text(one, "type", payer->tax_type);
	json_put_text(one, "value", payer->tax_value);
	json_object_array_add(list, one);
	return list;
}

static void
put_details(const struct completion *p)
{
	struct json_object *old = json_get(p->session, "customer_details");
	struct json_object *details = json_object_new_object();

	json_put(details, "address", address_json(&p->payer->address));
	json_put_text(details, "email", p->payer->email);
	json_put_text(details, "name", payer_name(p->payer));
	json_put_text(details, "phone", p->payer->phone);
	json_put_text(details, "tax_exempt",
	    json_text_or(old, "tax_exempt", "none"));
	json_put(details, "tax_ids", tax_ids_of(p->payer));
	json_put(p->session, "customer_details", details);
}

/* What the buyer wrote into the fields of the merchant. */
static void
put_custom(const struct completion *p)
{
	struct json_object *fields = json_get(p->session, "custom_fields");

	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field = json_at(fields, i);

		json_put_text(json_get(field, json_text_or(field, "type", "")),
		    "value",
		    json_text(p->payer->custom, json_text_or(field, "key",
						    "")));
	}
}

/* All that the buyer gave, where the session shows it. */
static void
put_given(const struct completion *p)
{
	struct json_object *consent = json_get(p->session, "consent");
	struct json_object *shipping = payer_shipping_json(p->payer);

	put_details(p);
	put_custom(p);
	if (consent != NULL) {
		json_put_text(consent, "promotions", p->payer->promotions);
		json_put_text(consent, "terms_of_service", p->payer->terms);
	}
	if (shipping == NULL)
		return;
	/* The phone is among the customer's details. */
	json_object_object_del(shipping, "phone");
	json_put(p->session, "shipping_details", shipping);
}

/* Gives a customer the tax id that the buyer typed. */
static void
put_tax_id(const struct completion *p, struct json_object *customer)
{
	if (p->payer->tax_value != NULL)
		customer_add_tax_id(customer, p->payer->tax_type,
		    p->payer->tax_value, p->now);
}

/* A new customer from what the buyer typed. */
static enum till_err
make_customer(const struct completion *p, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct catalog_change change = {
		.c = p->c, .params = params, .now = p->now
	};
	enum till_err err;

	json_put_text(params, "email", p->payer->email);
	json_put_text(params, "name", payer_name(p->payer));
	json_put(params, "address", address_json(&p->payer->address));
	json_put_text(params, "phone", p->payer->phone);
	json_put(params, "shipping", payer_shipping_json(p->payer));
	err = catalog_new(&catalog_customer, params, p->now, &change.object,
	    e);
	if (err == TILL_OK)
		err = customer_create(&change, e);
	if (err == TILL_OK)
		put_tax_id(p, change.object);
	if (err == TILL_OK)
		err = catalog_insert(p->c, &catalog_customer, change.object,
		    e);
	if (err == TILL_OK)
		json_put_text(p->session, "customer",
		    json_text(change.object, "id"));
	json_object_put(change.object);
	json_object_put(params);
	return err;
}

/* Whether customer_update asks for a member to be saved. */
static bool
updates(const struct completion *p, const char *member)
{
	return strcmp(json_text_or(echo_kept(p->session, "customer_update"),
			  member, ""),
		   "auto") == 0;
}

/*
 * A known customer without an e-mail address takes the one typed, and what
 * customer_update names; a phone number is always the newest.
 */
static enum till_err
save_customer(const struct completion *p, const char *id,
    struct till_error *e)
{
	const struct session_payer *payer = p->payer;
	struct json_object *customer = NULL;
	enum till_err err;

	err = record_get_whole(p->c, &catalog_customer, id, &customer, e);
	if (err != TILL_OK)
		return err;
	if (json_text(customer, "email") == NULL)
		json_put_text(customer, "email", payer->email);
	if (updates(p, "name") && payer_name(payer) != NULL)
		json_put_text(customer, "name", payer_name(payer));
	if (updates(p, "address") && payer->address.country != NULL)
		json_put(customer, "address", address_json(&payer->address));
	if (updates(p, "shipping") && !address_is_empty(&payer->shipping))
		json_put(customer, "shipping", payer_shipping_json(payer));
	if (payer->phone != NULL)
		json_put_text(customer, "phone", payer->phone);
	put_tax_id(p, customer);
	err = catalog_update(p->c, &catalog_customer, customer, e);
	json_object_put(customer);
	return err;
}

static enum till_err
put_customer(const struct completion *p, struct till_error *e)
{
	const char *id = json_text(p->session, "customer");

	if (id != NULL)
		return save_customer(p, id, e);
	return completion_makes_customer(p->session) ? make_customer(p, e) :
						       TILL_OK;
}

/*
 * Keeps the payment method with its customer: to be shown to the buyer again
 * when he asked for that, else only for what the merchant needs it for.
 */
static enum till_err
keep_method(const struct completion *p, struct till_error *e)
{
	const char *customer = json_text(p->session, "customer");
	const char *type = json_text_or(p->method, "type", "");
	const char *given = json_text(echo_kept(p->session,
					  "payment_method_data"),
	    "allow_redisplay");

	/* What was kept before stays as it was. */
	if (p->method == NULL || customer == NULL ||
	    json_text(p->method, "customer") != NULL ||
	    (!p->payer->save && completion_usage(p->session, type) == NULL))
		return TILL_OK;
	return method_attach(p->c, p->method, customer,
	    p->payer->save	  ? "always" :
		given != NULL ? given :
				"limited", e);
}

/* What goes into an invoice and a subscription. */
struct goods {
	struct bill bill;
	struct sale sale;
	struct json_object *invoice, *subscription;
};

static void
goods_free(struct goods *g)
{
	bill_free(&g->bill);
	json_object_put(g->sale.items);
	json_object_put(g->sale.customer);
	json_object_put(g->invoice);
	json_object_put(g->subscription);
}

/* Reads what was sold, each item with its price. */
static enum till_err
load_goods(const struct completion *p, struct goods *g, struct till_error *e)
{
	bool subscribed = completion_mode_is(p->session, "subscription");
	enum till_err err = bill_load(p->c, p->session, &g->bill, e);

	g->sale.session = p->session;
	g->sale.items = json_object_new_array();
	g->sale.discount = g->bill.discount;
	g->sale.coupon = g->bill.coupon;
	g->sale.method = json_text(p->method, "id");
	g->sale.data = subscribed ?
	    echo_kept(p->session, "subscription_data") :
	    json_path(p->session, "invoice_creation", "invoice_data", NULL);
	if (err != TILL_OK)
		return err;
	for (size_t i = 0; i < g->bill.count; i++) {
		struct json_object *item = g->bill.lines[i].item;

		json_put(item, "price",
		    json_object_get(g->bill.lines[i].price));
		json_object_array_add(g->sale.items, json_object_get(item));
	}
	return record_get_whole(p->c, &catalog_customer,
	    json_text_or(p->session, "customer", ""), &g->sale.customer, e);
}

/* The invoice, finalized, and the subscription it is the first of. */
static enum till_err
issue(const struct completion *p, struct goods *g, struct till_error *e)
{
	const char *intent = json_text(p->intent, "id");
	enum till_err err;

	if (!makes_invoice(p->session))
		return TILL_OK;
	if (intent != NULL && intent_type_of(intent) == &setup_intent_type)
		intent = NULL;
	err = load_goods(p, g, e);
	if (err == TILL_OK)
		err = invoice_new(&g->sale, p->now, &g->invoice, e);
	if (err == TILL_OK && completion_mode_is(p->session, "subscription"))
		err = subscription_make(p->c, &g->sale, g->invoice, p->now,
		    &g->subscription, e);
	if (err == TILL_OK)
		err = invoice_issue(p->c, &g->sale, g->invoice, intent,
		    p->now, e);
	if (err != TILL_OK)
		return err;
	json_put_text(p->session, "invoice", json_text(g->invoice, "id"));
	if (g->subscription != NULL)
		json_put_text(p->session, "subscription",
		    json_text(g->subscription, "id"));
	return TILL_OK;
}

/* Money that is only held is not there yet (mark I). */
static const char held_status[] = "unpaid";

/* What the session says about money, once its intent has come to its state. */
static void
put_status(const struct completion *p)
{
	const char *status = json_text_or(p->intent, "status", "");

	if (completion_mode_is(p->session, "setup"))
		return;
	if (json_int_or(p->session, "amount_total", 0) == 0)
		json_put_text(p->session, "payment_status",
		    "no_payment_required");
	else if (strcmp(status, "requires_capture") == 0)
		json_put_text(p->session, "payment_status", held_status);
	else
		json_put_text(p->session, "payment_status",
		    p->outcome.delayed ? "unpaid" : "paid");
}

/* Keeps what becomes of a payment that is under way, and when. */
static enum till_err
put_async(const struct completion *p, const struct goods *g,
    const char *charge, struct till_error *e)
{
	struct json_object *kept = json_object_new_object();
	const char *intent = json_text(p->intent, "id");

	json_put_text(kept, "charge", charge);
	json_put_text(kept, "intent", intent);
	json_put_text(kept, "invoice", json_text(g->invoice, "id"));
	json_put_text(kept, "subscription", json_text(g->subscription, "id"));
	json_put_bool(kept, "fails", p->outcome.code != NULL);
	json_put(catalog_hidden(p->session), KEPT_ASYNC, kept);
	return store_exec(p->c,
	    "INSERT INTO payment_due(intent,session,due) VALUES(?,?,?)", e,
	    "tti", intent, json_text(p->session, "id"),
	    p->now + p->outcome.delay_s);
}

/* Charges the intent, or saves the payment method where nothing is due. */
static enum till_err
charge(const struct completion *p, const struct goods *g,
    struct json_object **out, struct till_error *e)
{
	const char *customer = json_text(p->session, "customer");
	const char *invoice = json_text(g->invoice, "id");
	struct charge_terms terms = {
		.intent = p->intent,
		.method = p->method,
		.outcome = &p->outcome,
		.customer = customer,
		.invoice = invoice,
		.authenticated = p->authenticated,
	};
	struct intent_change change = {
		.status = p->outcome.delayed ? "processing" : "succeeded",
		.method = p->method,
		.customer = customer,
		.invoice = invoice,
	};
	enum till_err err = TILL_OK;

	*out = NULL;
	if (p->intent == NULL)
		return TILL_OK;
	if (intent_type_of(json_text_or(p->intent, "id", "")) ==
	    &payment_intent_type)
		err = charge_make(p->c, &terms, p->now, out, e);
	change.charge = json_text(*out, "id");
	if (err == TILL_OK)
		err = intent_change(p->c, p->intent, &change, e);
	if (err == TILL_OK && p->outcome.delayed)
		err = put_async(p, g, change.charge, e);
	return err;
}

/* Everything that is made, in the order of its events. */
static enum till_err
make_all(const struct completion *p, struct goods *g, struct till_error *e)
{
	struct json_object *made = NULL;
	enum till_err err;

	err = put_customer(p, e);
	if (err == TILL_OK)
		err = keep_method(p, e);
	if (err == TILL_OK)
		err = issue(p, g, e);
	if (err == TILL_OK)
		err = charge(p, g, &made, e);
	if (err == TILL_OK && g->invoice != NULL && !p->outcome.delayed)
		err = invoice_pay(p->c, g->invoice, json_text(made, "id"),
		    p->now, e);
	json_object_put(made);
	if (err == TILL_OK && strcmp(json_text_or(g->subscription, "status",
					 ""), "incomplete") == 0)
		err = subscription_set(p->c, json_text_or(g->subscription,
						 "id", ""), "active", e);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

enum till_err
completion_finish(struct completion *p, struct till_error *e)
{
	struct goods goods = { .invoice = NULL };
	enum till_err err;

	put_given(p);
	err = discount_redeem(p->c, p->session, p->now, e);
	if (err == TILL_OK)
		err = payment_link_count(p->c, p->session, e);
	if (err == TILL_OK)
		err = make_all(p, &goods, e);
	goods_free(&goods);
	if (err != TILL_OK)
		return err;
	put_status(p);
	json_put_text(p->session, "status", "complete");
	json_put(p->session, "url", NULL);
	json_put(p->session, "client_secret", NULL);
	return catalog_update(p->c, &session_type, p->session, e);
}
