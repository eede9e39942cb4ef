/* intent: payment intents and setup intents (behaviour.md 5.8). */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/payments.h"

#define SECRET_RANDOM 25
#define KEPT_OWN "own" /* in the hidden member: it is no session's */

const struct record_type payment_intent_type = {
	.object = "payment_intent",
	.title = "payment_intent",
	.table = "payment_intent",
	.prefix = "pi_",
	.id_random = 24,
	.columns_count = 1,
	.columns = { { "customer", false, { "customer" } } },
};

const struct record_type setup_intent_type = {
	.object = "setup_intent",
	.title = "setupintent",
	.table = "setup_intent",
	.prefix = "seti_",
	.id_random = 24,
	.columns_count = 1,
	.columns = { { "customer", false, { "customer" } } },
};

/* "<id>_secret_<random>", as client secrets are made. */
static void
put_secret(struct json_object *intent)
{
	char prefix[ID_MAX], secret[2 * ID_MAX];

	(void)snprintf(prefix, sizeof(prefix), "%s_secret_",
	    json_text_or(intent, "id", ""));
	id_new(secret, sizeof(secret), prefix, SECRET_RANDOM);
	json_put_text(intent, "client_secret", secret);
}

/* What both kinds of intent share. */
static enum till_err
make(const struct record_type *type, const struct payment_terms *terms,
    int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct json_object *types = terms->types;
	enum till_err err;

	err = catalog_new(type, terms->data, now, out, e);
	if (err != TILL_OK)
		return err;
	if (types != NULL) {
		types = json_object_get(types);
	} else {
		types = json_object_new_array();
		json_object_array_add(types, json_object_new_string("card"));
	}
	json_put(*out, "payment_method_types", types);
	json_put(*out, "payment_method_options",
	    json_object_get(terms->options));
	json_put_text(*out, "status", "requires_payment_method");
	json_put_text(*out, "customer", terms->customer);
	put_secret(*out);
	if (terms->own)
		json_put_bool(catalog_hidden(*out), KEPT_OWN, true);
	return TILL_OK;
}

static enum till_err
keep(struct store_conn *c, const struct record_type *type,
    struct json_object **intent, struct till_error *e)
{
	enum till_err err = catalog_insert(c, type, *intent, e);

	if (err != TILL_OK) {
		json_object_put(*intent);
		*intent = NULL;
	}
	return err;
}

/* A copy of given with each of the n members, null where it has none. */
static struct json_object *
complete(struct json_object *given, const char *const *members, size_t n)
{
	struct json_object *full = json_object_new_object();

	for (size_t i = 0; i < n; i++)
		json_put(full, members[i],
		    json_object_get(json_get(given, members[i])));
	return full;
}

/* With every member that an answer has. */
void
payment_intent_ship(struct json_object *intent, struct json_object *given)
{
	static const char *const outer[] = { "address", "carrier", "name",
		"phone", "tracking_number" };
	static const char *const inner[] = { "city", "country", "line1",
		"line2", "postal_code", "state" };
	struct json_object *shipping;

	if (given == NULL)
		return;
	shipping = complete(given, outer, nitems(outer));
	json_put(shipping, "address",
	    complete(json_get(given, "address"), inner, nitems(inner)));
	json_put(intent, "shipping", shipping);
}

enum till_err
payment_intent_make(struct store_conn *c, const struct payment_terms *terms,
    int64_t now, struct json_object **out, struct till_error *e)
{
	enum till_err err;

	err = make(&payment_intent_type, terms, now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_int(*out, "amount", terms->amount.amount);
	json_put_text(*out, "currency", terms->amount.currency);
	json_put_text(*out, "capture_method",
	    json_text_or(terms->data, "capture_method", "automatic_async"));
	json_put_text(*out, "confirmation_method", "automatic");
	payment_intent_ship(*out, json_get(terms->data, "shipping"));
	return keep(c, &payment_intent_type, out, e);
}

enum till_err
setup_intent_make(struct store_conn *c, const struct payment_terms *terms,
    int64_t now, struct json_object **out,
    struct till_error *e)
{
	enum till_err err;

	err = make(&setup_intent_type, terms, now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_text(*out, "usage",
	    json_text_or(terms->data, "usage", "off_session"));
	return keep(c, &setup_intent_type, out, e);
}

bool
intent_is_own(struct json_object *intent)
{
	return json_bool_or(json_get(intent, CATALOG_HIDDEN), KEPT_OWN,
	    false);
}

const struct record_type *
intent_type_of(const char *id)
{
	return strncmp(id, setup_intent_type.prefix,
		   strlen(setup_intent_type.prefix)) == 0 ?
	    &setup_intent_type :
	    &payment_intent_type;
}

/* last_payment_error and last_setup_error; the caller's. */
static struct json_object *
error_object(const struct intent_change *change)
{
	const struct outcome *why = change->failure;
	struct json_object *error = json_object_new_object();
	char url[128] = "https://stripe.com/docs/error-codes/";
	size_t at = strlen(url);

	text_copy(url + at, sizeof(url) - at, why->code);
	for (; url[at] != '\0'; at++)
		if (url[at] == '_')
			url[at] = '-';
	if (change->charge != NULL)
		json_put_text(error, "charge", change->charge);
	json_put_text(error, "code", why->code);
	if (why->decline_code != NULL)
		json_put_text(error, "decline_code", why->decline_code);
	json_put_text(error, "doc_url", url);
	json_put_text(error, "message", why->message);
	json_put(error, "payment_method", json_object_get(change->method));
	/* A bank that was not convinced is no fault of the card. */
	json_put_text(error, "type",
	    why->unauthenticated ? "invalid_request_error" : "card_error");
	return error;
}

/*
 * Where a challenge waits.  One in a frame of a session has no address of its
 * own; a page with the Payment Element shows the address itself.
 */
static struct json_object *
action_object(const struct intent_change *change)
{
	const char *url = change->action_url;
	struct json_object *action = json_object_new_object();
	struct json_object *to = json_object_new_object();

	if (*url == '\0' || change->in_page) {
		json_put(action, "use_stripe_sdk", to);
		json_put_text(action, "type", "use_stripe_sdk");
		if (*url == '\0')
			return action;
		json_put_text(to, "stripe_js", url);
		json_put_text(to, "type", "three_d_secure_redirect");
		return action;
	}
	json_put_text(to, "return_url", change->return_url);
	json_put_text(to, "url", url);
	json_put(action, "redirect_to_url", to);
	json_put_text(action, "type", "redirect_to_url");
	return action;
}

/* The money that an intent has once it is paid, or holds. */
static const char *
put_amounts(struct json_object *intent, const char *status)
{
	int64_t amount = json_int_or(intent, "amount", 0);
	bool by_hand = strcmp(json_text_or(intent, "capture_method", ""),
			   "manual") == 0;

	if (strcmp(status, "succeeded") != 0)
		return status;
	json_put_int(intent, "amount_capturable", by_hand ? amount : 0);
	json_put_int(intent, "amount_received", by_hand ? 0 : amount);
	return by_hand ? "requires_capture" : status;
}

enum till_err
intent_change(struct store_conn *c, struct json_object *intent,
    const struct intent_change *change, struct till_error *e)
{
	const struct record_type *type = intent_type_of(
	    json_text_or(intent, "id", ""));
	bool setup = type == &setup_intent_type;
	const char *status = change->status;
	enum till_err err;

	if (!setup)
		status = put_amounts(intent, status);
	json_put_text(intent, "status", status);
	json_put(intent, setup ? "last_setup_error" : "last_payment_error",
	    change->failure != NULL ? error_object(change) : NULL);
	json_put_text(intent, "payment_method",
	    change->failure != NULL ? NULL : json_text(change->method, "id"));
	json_put(intent, "next_action",
	    change->action_url != NULL ? action_object(change) : NULL);
	if (change->charge != NULL)
		json_put_text(intent, "latest_charge", change->charge);
	if (change->customer != NULL)
		json_put_text(intent, "customer", change->customer);
	if (change->invoice != NULL && !setup)
		json_put_text(intent, "invoice", change->invoice);
	err = catalog_update(c, type, intent, e);
	if (err == TILL_OK && change->failure != NULL)
		err = event_emit(c, setup ? "setup_intent.setup_failed" :
					    "payment_intent.payment_failed",
		    intent, NULL, e);
	return err;
}
