/*
 * customer-session: a client secret for the signed-in customer.
 *
 * POST /customer-session answers 200 {"client_secret","expires_at"}, never
 * cached.  component=pricing_table|buy_button|payment_element chooses what
 * it is for, pricing_table when left out.  Who is not signed in gets 401, a
 * post from another site 403.  Every answer is JSON.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/customer.h"
#include "shop/secret.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY };

/* Reads the component; the default when there is no body. */
static enum till_err
read_component(const struct http_request *req, char *out, size_t size,
    struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = TILL_OK;

	text_copy(out, size, "pricing_table");
	if (req->body_len == 0)
		return TILL_OK;
	err = http_form(req, &form, e);
	if (err != TILL_OK)
		return err;
	json_object_object_foreach(form, name, value) {
		if (strcmp(name, "component") != 0)
			err = till_fail(e, TILL_EINPUT, "parameter_unknown",
			    name, "Unknown parameter: %.64s.", name);
		else if (!json_object_is_type(value, json_type_string) ||
		    !text_copy(out, size, json_object_get_string(value)) ||
		    !secret_component(out))
			err = till_fail(e, TILL_EINPUT, NULL, name,
			    "component must be buy_button, payment_element or "
			    "pricing_table.");
		if (err != TILL_OK)
			break;
	}
	json_object_put(form);
	return err;
}

static enum till_err
make(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	const char *key = settings_text(shop->settings, SETTING_CUSTOMER_KEY);
	struct json_object *session = NULL, *body;
	char id[ID_MAX], component[32];
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
	err = read_component(req, component, sizeof(component), e);
	if (err == TILL_OK)
		err = secret_make(shop, id, component, &session, e);
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
	return shop_open(settings, SHOP_API, app, e);
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
