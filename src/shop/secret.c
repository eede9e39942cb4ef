/* secret: see secret.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/secret.h"
#include "shop/session.h"

bool
secret_component(const char *component)
{
	static const char *const names[] = { "buy_button", "payment_element",
		"pricing_table" };

	for (size_t i = 0; i < nitems(names); i++)
		if (strcmp(names[i], component) == 0)
			return true;
	return false;
}

enum till_err
secret_make(struct shop *shop, const char *customer, const char *component,
    struct json_object **out, struct till_error *e)
{
	return secret_make_with(shop, customer, component, NULL, out, e);
}

enum till_err
secret_make_with(struct shop *shop, const char *customer,
    const char *component, struct json_object *features,
    struct json_object **out, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct json_object *components = json_object_new_object();
	struct json_object *one = json_object_new_object();
	struct stripe_call call = { .method = "POST",
		.path = "/v1/customer_sessions",
		.params = params };
	char key[ID_MAX];
	enum till_err err;

	json_put_bool(one, "enabled", true);
	if (features != NULL)
		json_put(one, "features", json_object_get(features));
	json_put(components, component, one);
	json_put_text(params, "customer", customer);
	json_put(params, "components", components);
	/* A new key each time: it only keeps the tries of one call together. */
	id_new(key, sizeof(key), "till-secret-", 32);
	call.idempotency_key = key;
	err = stripe_send(shop->stripe, &call, out, e);
	json_object_put(params);
	if (err == TILL_OK && json_text(*out, "client_secret") == NULL) {
		json_object_put(*out);
		*out = NULL;
		return till_fail(e, TILL_EUPSTREAM, NULL, NULL,
		    "The payments API gave no secret.");
	}
	if (err == TILL_OK)
		return TILL_OK;
	if (err == TILL_EINPUT && strcmp(e->code, "resource_missing") == 0)
		return till_fail(e, TILL_EAUTH, "customer_unknown", NULL,
		    "Your account is not known here any more. Sign in "
		    "again.");
	return session_blur(e);
}
