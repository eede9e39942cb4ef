/* intent: payment intents and setup intents (behaviour.md 5.8). */
#include <stdio.h>

#include "base/id.h"
#include "base/json.h"
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
	struct json_object *types;
	enum till_err err;

	err = catalog_new(type, terms->data, now, out, e);
	if (err != TILL_OK)
		return err;
	types = json_object_new_array();
	json_object_array_add(types, json_object_new_string("card"));
	json_put(*out, "payment_method_types", types);
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

enum till_err
payment_intent_make(struct store_conn *c, const struct payment_terms *terms,
    const char *status, int64_t now, struct json_object **out,
    struct till_error *e)
{
	int64_t amount = terms->amount.amount;
	bool paid = status[0] == 's';
	enum till_err err;

	err = make(&payment_intent_type, terms, status, now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_int(*out, "amount", amount);
	json_put_int(*out, "amount_capturable", 0);
	json_put_int(*out, "amount_received", paid ? amount : 0);
	json_put_text(*out, "currency", terms->amount.currency);
	json_put_text(*out, "capture_method",
	    json_text_or(terms->data, "capture_method", "automatic_async"));
	json_put_text(*out, "confirmation_method", "automatic");
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
    struct till_error *e)
{
	struct json_object *intent = NULL;
	enum till_err err;

	err = record_get(c, &setup_intent_type, id, &intent, e);
	if (err != TILL_OK)
		return err;
	json_put_text(intent, "status", "succeeded");
	err = catalog_update(c, &setup_intent_type, intent, e);
	json_object_put(intent);
	return err;
}
