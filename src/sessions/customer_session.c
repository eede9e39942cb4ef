/* customer_session: see customer_session.h. */
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "sessions/customer_session.h"

#define SECRET_RANDOM 47 /* behaviour.md 6: cuss_secret_ and 47 */
#define LIFE 1800	 /* seconds until a secret must be rendered */
#define COMPONENTS_MAX 4096

/* Mark I: no recording of the real wording was found (behaviour.md 9.1). */
static const char one_component[] =
    "You must enable exactly one component when creating a Customer Session.";

static const char *const components[] = { "buy_button", "payment_element",
	"pricing_table" };

/* The features of the Payment Element with their defaults filled in. */
static struct json_object *
features_of(struct json_object *given)
{
	static const char *const off[] = { "payment_method_redisplay",
		"payment_method_remove", "payment_method_save" };
	struct json_object *out = json_object_new_object(), *filters;

	filters = json_get(given, "payment_method_allow_redisplay_filters");
	if (filters != NULL) {
		filters = json_object_get(filters);
	} else {
		filters = json_object_new_array();
		json_object_array_add(filters,
		    json_object_new_string("always"));
	}
	json_put(out, "payment_method_allow_redisplay_filters", filters);
	json_put_text(out, off[0], json_text_or(given, off[0], "disabled"));
	json_put_int(out, "payment_method_redisplay_limit",
	    json_int_or(given, "payment_method_redisplay_limit", 3));
	json_put_text(out, off[1], json_text_or(given, off[1], "disabled"));
	json_put_text(out, off[2], json_text_or(given, off[2], "disabled"));
	json_put_text(out, "payment_method_save_usage",
	    json_text(given, "payment_method_save_usage"));
	return out;
}

/* Every component, those not asked for as not enabled. */
static struct json_object *
components_of(struct json_object *given, int *enabled)
{
	struct json_object *out = json_object_new_object();

	*enabled = 0;
	for (size_t i = 0; i < nitems(components); i++) {
		struct json_object *asked = json_get(given, components[i]);
		struct json_object *one = json_object_new_object();
		bool on = json_bool_or(asked, "enabled", false);

		*enabled += on;
		json_put_bool(one, "enabled", on);
		if (strcmp(components[i], "payment_element") == 0)
			json_put(one, "features",
			    on ? features_of(json_get(asked, "features")) :
				 NULL);
		json_put(out, components[i], one);
	}
	return out;
}

/* A feature that saves must say for what use. */
static enum till_err
check_save_usage(struct json_object *given, struct till_error *e)
{
	static const char usage[] = "components[payment_element][features]"
				    "[payment_method_save_usage]";
	struct json_object *features = json_path(given, "payment_element",
	    "features", NULL);

	if (strcmp(json_text_or(features, "payment_method_save", ""),
		"enabled") != 0 ||
	    json_text(features, "payment_method_save_usage") != NULL)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, "parameter_missing", usage,
	    "Missing required param: %s.", usage);
}

/* Keeps what the secret will be good for, under the secret's hash. */
static enum till_err
keep(struct store_conn *c, struct json_object *o, const char *secret,
    struct till_error *e)
{
	char hash[CRYPTO_HEX_MAX];
	struct buf text;
	enum till_err err;

	crypto_sha256_hex(secret, strlen(secret), hash);
	buf_init(&text, COMPONENTS_MAX);
	json_write_plain(&text, json_get(o, "components"));
	err = buf_ok(&text) ?
	    store_exec(c,
		"INSERT INTO customer_session(secret_hash,customer,components,"
		"created,expires_at) VALUES(?,?,?,?,?)",
		e, "tttii", hash, json_text(o, "customer"), text.data,
		json_int_or(o, "created", 0),
		json_int_or(o, "expires_at", 0)) :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&text);
	return err;
}

enum till_err
customer_session_make(struct store_conn *c, struct json_object *params,
    int64_t now, struct json_object **out, struct till_error *e)
{
	struct json_object *given = json_get(params, "components");
	const char *id = json_text_or(params, "customer", "");
	struct json_object *o = NULL, *customer = NULL, *all;
	char secret[ID_MAX];
	enum till_err err;
	int enabled;

	*out = NULL;
	all = components_of(given, &enabled);
	err = check_save_usage(given, e);
	if (err == TILL_OK && enabled != 1)
		err = till_fail(e, TILL_EINPUT, NULL, "components", "%s",
		    one_component);
	if (err == TILL_OK)
		err = catalog_lookup(c, &catalog_customer, id, "customer",
		    &customer, e);
	if (err != TILL_OK) {
		json_object_put(all);
		return err;
	}
	json_object_put(customer);
	o = object_new(object_find("customer_session"), NULL);
	id_new(secret, sizeof(secret), "cuss_secret_", SECRET_RANDOM);
	json_put_text(o, "client_secret", secret);
	json_put(o, "components", all);
	json_put_int(o, "created", now);
	json_put_text(o, "customer", id);
	json_put_int(o, "expires_at", now + LIFE);
	json_put_bool(o, "livemode", false);
	err = keep(c, o, secret, e);
	if (err == TILL_OK)
		*out = o;
	else
		json_object_put(o);
	return err;
}
