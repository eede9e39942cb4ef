/*
 * checkout: takes a cart and sends the shopper to pay.
 *
 * POST /checkout, a form or JSON (src/shop/cart.h), answers 303 to the hosted
 * page, or the page that embeds it, or, where JSON is asked for,
 * {"id","url"} or {"id","client_secret"}.  A token that was used before gives
 * the same session again; an order that is paid leads to its success page.  A
 * shopper who comes with another cart gets a new session, and the one that
 * their cookie still names is ended.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/counter.h"
#include "shop/intent.h"
#include "shop/session.h"
#include "shop/view.h"

#define URL_MAX 4096

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_PROFILES, SETTING_SHOP_DB };

/* The page the payment form stands in. */
static enum till_err
embed(struct shop *shop, const struct order *order, struct http_response *res,
    struct till_error *e)
{
	const struct settings *settings = shop->settings;
	struct page *page = NULL;
	enum till_err err;

	if (settings_text(settings, SETTING_PUBLISHABLE_KEY) == NULL ||
	    settings_text(settings, SETTING_JS_BASE) == NULL)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "an embedded checkout needs %s and %s",
		    settings_name(SETTING_PUBLISHABLE_KEY),
		    settings_name(SETTING_JS_BASE));
	err = view_open("embedded.tpl", "Checkout", &page, e);
	if (err != TILL_OK)
		return err;
	page_set(page_top(page), "CLIENT_SECRET", order->client_secret);
	page_set(page_top(page), "PUBLISHABLE_KEY",
	    settings_text(settings, SETTING_PUBLISHABLE_KEY));
	page_set(page_top(page), "JS_BASE",
	    settings_text(settings, SETTING_JS_BASE));
	err = view_send(shop, page, VIEW_EMBEDDED, 200, res, e);
	page_free(page);
	return err;
}

/* {"id","url"} or {"id","client_secret"}. */
static enum till_err
answer_json(const struct order *order, const char *url,
    struct http_response *res)
{
	struct json_object *body = json_object_new_object();
	enum till_err err;

	json_put_text(body, "id", order->session);
	if (url != NULL)
		json_put_text(body, "url", url);
	else
		json_put_text(body, "client_secret", order->client_secret);
	http_set_header(res, "Cache-Control", "no-store");
	err = http_json(res, 200, body);
	json_object_put(body);
	return err;
}

static enum till_err
answer(struct shop *shop, const struct http_request *req,
    const struct order *order, struct http_response *res, struct till_error *e)
{
	char success[URL_MAX];
	const char *url = order->url;
	enum till_err err;

	if (order->state != ORDER_OPEN) {
		(void)snprintf(success, sizeof(success),
		    "%s/checkout/success?session_id=%s", shop->public_url,
		    order->session);
		url = success;
	}
	if (http_wants_json(req))
		err = answer_json(order, url, res);
	else if (url == NULL && intent_is(order->session))
		err = http_redirect(res, 303, "/pay");
	else if (url == NULL)
		return embed(shop, order, res, e);
	else
		err = http_redirect(res, 303, url);
	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "no answer was made");
}

static enum till_err
start(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	static const struct counter counter = { "/checkout", CART_PROFILE,
		answer };

	return counter_take(app, req, &counter, res, e);
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings,
	    SHOP_ORDERS | SHOP_API | SHOP_PROFILES | SHOP_PAGES, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_POST, "/checkout", start, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "checkout",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 256, /* they wait for the API most of the time */
		.open = open_shop,
		.close = shop_close,
		.fail = view_fail };

	return http_main(&program);
}
