/*
 * customer-session: a client secret for the signed-in customer.
 *
 * POST /customer-session answers 200 {"client_secret","expires_at"}, never
 * cached.  component=pricing_table|buy_button|payment_element chooses what
 * it is for, pricing_table when left out; a payment_element has the features
 * of the profile that profile= names, "element" when left out.  Who is not signed in gets 401, a
 * post from another site 403.  Every answer is JSON.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/cart.h"
#include "shop/customer.h"
#include "shop/secret.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY };

/* What is asked for. */
struct wish {
	char component[32];
	char profile[CART_PROFILE_MAX]; /* whose features it has */
};

/* Takes one field of the body over. */
static enum till_err
take(struct wish *wish, const char *name, struct json_object *value,
    struct till_error *e)
{
	const char *text = json_object_is_type(value, json_type_string) ?
	    json_object_get_string(value) : "";

	if (strcmp(name, "profile") == 0)
		return text_copy(wish->profile, sizeof(wish->profile), text) ?
		    TILL_OK :
		    till_fail(e, TILL_EINPUT, NULL, name,
			"There is no such profile.");
	if (strcmp(name, "component") != 0)
		return till_fail(e, TILL_EINPUT, "parameter_unknown", name,
		    "Unknown parameter: %.64s.", name);
	return text_copy(wish->component, sizeof(wish->component), text) &&
		secret_component(wish->component) ?
	    TILL_OK :
	    till_fail(e, TILL_EINPUT, NULL, name,
		"component must be buy_button, payment_element or "
		"pricing_table.");
}

/* Reads what is asked for; the defaults when there is no body. */
static enum till_err
read_wish(const struct http_request *req, struct wish *wish,
    struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = TILL_OK;

	*wish = (struct wish){ "pricing_table", CART_PROFILE_ELEMENT };
	if (req->body_len == 0)
		return TILL_OK;
	err = http_form(req, &form, e);
	if (err != TILL_OK)
		return err;
	json_object_object_foreach(form, name, value) {
		err = take(wish, name, value, e);
		if (err != TILL_OK)
			break;
	}
	json_object_put(form);
	return err;
}

/* The features that a profile gives the Payment Element; NULL for none. */
static struct json_object *
features_of(const struct shop *shop, const struct wish *wish)
{
	struct json_object *profile = NULL;

	if (strcmp(wish->component, "payment_element") == 0 &&
	    shop->profiles != NULL)
		profile = profiles_find(shop->profiles, wish->profile);
	return json_get(profile, "features");
}

static enum till_err
make(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	const char *key = settings_text(shop->settings, SETTING_CUSTOMER_KEY);
	struct json_object *session = NULL, *body;
	struct wish wish;
	char id[ID_MAX];
	enum till_err err;

	if (!http_same_site(req, shop->public_url))
		return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
		    "the post comes from another site");
	switch (customer_of(req, key, id)) {
	case CUSTOMER_SIGNED_IN:
		break;
	case CUSTOMER_BAD:
		return till_fail(e, TILL_EAUTH, "sign_in_invalid", NULL,
		    "Your sign-in is not valid any more. Sign in again.");
	default:
		return till_fail(e, TILL_EAUTH, "sign_in_required", NULL,
		    "Nobody is signed in. Sign in first.");
	}
	err = read_wish(req, &wish, e);
	if (err == TILL_OK)
		err = secret_make_with(shop, id, wish.component,
		    features_of(shop, &wish), &session, e);
	if (err != TILL_OK)
		return err;
	body = json_object_new_object();
	json_put_text(body, "client_secret",
	    json_text(session, "client_secret"));
	json_put_int(body, "expires_at",
	    json_int_or(session, "expires_at", 0));
	http_set_header(res, "Cache-Control", "no-store");
	err = http_json(res, 200, body);
	json_object_put(body);
	json_object_put(session);
	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "no answer was made");
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	unsigned parts = SHOP_API;

	/* A shop without a Payment Element may have no profiles. */
	if (settings_text(settings, SETTING_PROFILES) != NULL)
		parts |= SHOP_PROFILES;
	return shop_open(settings, parts, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_POST, "/customer-session", make, 0 },
};

int
main(void)
{
	static const struct http_program program = {
		.name = "customer-session",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 64,
		.open = open_shop,
		.close = shop_close,
		.fail = view_fail_json
	};

	return http_main(&program);
}
