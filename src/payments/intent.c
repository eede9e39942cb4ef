/* intent: payment intents and setup intents (behaviour.md 5.8). */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/payments.h"

#define SECRET_RANDOM 25

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
    const char *status, int64_t now, struct json_object **out,
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
	json_put_text(*out, "status", status);
	json_put_text(*out, "customer", terms->customer);
	put_secret(*out);
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

/* Where goods go, with every member that an answer has. */
static void
put_shipping(struct json_object *intent, struct json_object *given)
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
    const char *status, int64_t now, struct json_object **out,
    struct till_error *e)
{
	bool by_hand = strcmp(json_text_or(terms->data, "capture_method", ""),
			   "manual") == 0;
	int64_t amount = terms->amount.amount;
	bool paid = strcmp(status, "succeeded") == 0;
	enum till_err err;

	if (paid && by_hand)
		status = "requires_capture";
	err = make(&payment_intent_type, terms, status, now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_int(*out, "amount", amount);
	json_put_int(*out, "amount_capturable", paid && by_hand ? amount : 0);
	json_put_int(*out, "amount_received", paid && !by_hand ? amount : 0);
	json_put_text(*out, "currency", terms->amount.currency);
	json_put_text(*out, "capture_method",
	    json_text_or(terms->data, "capture_method", "automatic_async"));
	json_put_text(*out, "confirmation_method", "automatic");
	put_shipping(*out, json_get(terms->data, "shipping"));
	return keep(c, &payment_intent_type, out, e);
}

enum till_err
setup_intent_make(struct store_conn *c, const struct payment_terms *terms,
    const char *status, int64_t now, struct json_object **out,
    struct till_error *e)
{
	enum till_err err;

	err = make(&setup_intent_type, terms, status, now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_text(*out, "usage", "off_session");
	return keep(c, &setup_intent_type, out, e);
}

enum till_err
setup_intent_succeed(struct store_conn *c, const char *id,
    const char *customer, struct till_error *e)
{
	struct json_object *intent = NULL;
	enum till_err err;

	err = record_get(c, &setup_intent_type, id, &intent, e);
	if (err != TILL_OK)
		return err;
	json_put_text(intent, "status", "succeeded");
	json_put_text(intent, "customer", customer);
	err = catalog_update(c, &setup_intent_type, intent, e);
	json_object_put(intent);
	return err;
}
