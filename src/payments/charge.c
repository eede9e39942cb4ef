/* charge: see charge.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/charge.h"
#include "payments/payments.h"

const struct record_type charge_type = {
	.object = "charge",
	.title = "charge",
	.table = "charge",
	.prefix = "ch_",
	.id_random = 24,
	.columns_count = 3,
	.columns = {
		{ "customer", false, { "customer" } },
		{ "payment_intent", false, { "payment_intent" } },
		{ "transfer_group", false, { "transfer_group" } },
	},
};

#define RISK_NORMAL 20 /* mark I: a score of the API's own making */
#define RISK_HIGHEST 90

/* What the bank said, or those who ask no bank (behaviour.md 8.1). */
static struct json_object *
outcome_object(const struct outcome *failure, bool blocked)
{
	struct json_object *o = json_object_new_object();
	const char *reason = NULL;

	if (failure != NULL)
		reason = blocked		      ? "highest_risk_level" :
		    failure->decline_code != NULL ? failure->decline_code :
						    failure->code;
	json_put_text(o, "network_status",
	    blocked		    ? "not_sent_to_network" :
		failure != NULL ? "declined_by_network" :
				  "approved_by_network");
	json_put_text(o, "reason", reason);
	json_put_text(o, "risk_level", blocked ? "highest" : "normal");
	json_put_int(o, "risk_score", blocked ? RISK_HIGHEST : RISK_NORMAL);
	json_put_text(o, "seller_message",
	    blocked		    ? "The payment was blocked as too risky." :
		failure != NULL ? "The bank declined the payment." :
				  "Payment complete.");
	json_put_text(o, "type",
	    blocked		    ? "blocked" :
		failure != NULL ? "issuer_declined" :
				  "authorized");
	return o;
}

/* Copies members from one object to another, null where there is none. */
static void
copy(struct json_object *to, struct json_object *from,
    const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		json_put(to, names[i],
		    json_object_get(json_get(from, names[i])));
}

static struct json_object *
secure_object(void)
{
	struct json_object *o = json_object_new_object();

	json_put_text(o, "authentication_flow", "challenge");
	json_put(o, "electronic_commerce_indicator", NULL);
	json_put(o, "exemption_indicator", NULL);
	json_put_text(o, "result", "authenticated");
	json_put(o, "result_reason", NULL);
	json_put(o, "transaction_id", NULL);
	json_put_text(o, "version", "2.2.0");
	return o;
}

static struct json_object *
status_object(const char *status)
{
	struct json_object *o = json_object_new_object();

	json_put_text(o, "status", status);
	return o;
}

static struct json_object *
card_details(struct json_object *card, int64_t amount, bool authenticated)
{
	static const char *const same[] = { "brand", "checks", "country",
		"exp_month", "exp_year", "fingerprint", "funding", "last4" };
	struct json_object *o = json_object_new_object();
	struct json_object *token = json_object_new_object();
	struct json_object *over = status_object("unavailable");

	copy(o, card, same, nitems(same));
	json_put_int(o, "amount_authorized", amount);
	json_put(o, "authorization_code", NULL);
	json_put(o, "extended_authorization", status_object("disabled"));
	json_put(o, "incremental_authorization", status_object("unavailable"));
	json_put(o, "installments", NULL);
	json_put(o, "mandate", NULL);
	json_put(o, "multicapture", status_object("unavailable"));
	json_put_text(o, "network", json_text(card, "brand"));
	json_put_bool(token, "used", false);
	json_put(o, "network_token", token);
	json_put_int(over, "maximum_amount_capturable", amount);
	json_put(o, "overcapture", over);
	json_put(o, "three_d_secure", authenticated ? secure_object() : NULL);
	json_put(o, "wallet", NULL);
	return o;
}

static struct json_object *
debit_details(struct json_object *debit)
{
	static const char *const same[] = { "bank_code", "branch_code",
		"country", "fingerprint", "last4" };
	struct json_object *o = json_object_new_object();

	copy(o, debit, same, nitems(same));
	json_put(o, "mandate", NULL);
	return o;
}

static struct json_object *
method_details(const struct charge_terms *terms)
{
	const char *type = json_text_or(terms->method, "type", "");
	struct json_object *own = json_get(terms->method, type);
	struct json_object *details = json_object_new_object();

	json_put(details, type,
	    strcmp(type, "card") == 0 ?
		card_details(own, json_int_or(terms->intent, "amount", 0),
		    terms->authenticated) :
		debit_details(own));
	json_put_text(details, "type", type);
	return details;
}

/* The state that a charge comes to. */
static void
put_result(struct json_object *charge, const char *status,
    const struct outcome *failure, bool captured)
{
	bool paid = strcmp(status, "succeeded") == 0;

	json_put_text(charge, "status", status);
	json_put_bool(charge, "paid", paid);
	json_put_bool(charge, "captured", paid && captured);
	json_put_int(charge, "amount_captured",
	    paid && captured ? json_int_or(charge, "amount", 0) : 0);
	json_put_text(charge, "failure_code",
	    failure != NULL ? failure->code : NULL);
	json_put_text(charge, "failure_message",
	    failure != NULL ? failure->message : NULL);
	json_put(charge, "outcome",
	    outcome_object(failure, failure != NULL && failure->blocked));
}

enum till_err
charge_make(struct store_conn *c, const struct charge_terms *terms,
    int64_t now, struct json_object **out, struct till_error *e)
{
	static const char *const same[] = { "amount", "currency",
		"description", "metadata", "on_behalf_of", "receipt_email",
		"shipping", "statement_descriptor",
		"statement_descriptor_suffix", "transfer_data",
		"transfer_group" };
	const struct outcome *o = terms->outcome;
	const struct outcome *failure = o->code != NULL && !o->delayed ? o :
									NULL;
	bool by_hand = strcmp(json_text_or(terms->intent, "capture_method",
				  ""),
			   "manual") == 0;
	enum till_err err;

	err = catalog_new(&charge_type, NULL, now, out, e);
	if (err != TILL_OK)
		return err;
	copy(*out, terms->intent, same, nitems(same));
	json_put(*out, "billing_details",
	    json_object_get(json_get(terms->method, "billing_details")));
	json_put_text(*out, "customer", terms->customer);
	json_put_bool(*out, "disputed", o->disputed && failure == NULL);
	json_put(*out, "fraud_details", json_object_new_object());
	json_put_text(*out, "invoice", terms->invoice);
	json_put_text(*out, "payment_intent", json_text(terms->intent, "id"));
	json_put_text(*out, "payment_method", json_text(terms->method, "id"));
	json_put(*out, "payment_method_details", method_details(terms));
	put_result(*out,
	    failure != NULL    ? "failed" :
		o->delayed ? "pending" :
			     "succeeded",
	    failure, !by_hand);
	err = catalog_insert(c, &charge_type, *out, e);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}

enum till_err
charge_settle(struct store_conn *c, const char *id,
    const struct outcome *failure, struct till_error *e)
{
	struct json_object *charge = NULL;
	enum till_err err;

	err = record_get_whole(c, &charge_type, id, &charge, e);
	if (err != TILL_OK)
		return err;
	put_result(charge, failure != NULL ? "failed" : "succeeded", failure,
	    true);
	err = catalog_update(c, &charge_type, charge, e);
	json_object_put(charge);
	return err;
}
