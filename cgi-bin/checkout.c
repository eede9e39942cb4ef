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

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "shop/checkout.h"
#include "shop/customer.h"
#include "shop/session.h"
#include "shop/view.h"

#define ORDER_COOKIE_S (30L * 24 * 3600)
#define TOKEN_CHARS 32
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
	/* The pages that the shopper comes back to know the order by it. */
	err = http_set_cookie(res,
	    &(struct http_cookie_spec){ .name = SESSION_ORDER_COOKIE,
		.value = order->id,
		.max_age = ORDER_COOKIE_S,
		.secure = shop->secure });
	if (err != TILL_OK)
		return till_fail(e, err, NULL, NULL, "no cookie was set");
	if (http_wants_json(req))
		err = answer_json(order, url, res);
	else if (url == NULL)
		return embed(shop, order, res, e);
	else
		err = http_redirect(res, 303, url);
	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "no answer was made");
}

/* The API is away: a page whose button sends the same cart again. */
static enum till_err
offer_retry(struct shop *shop, const struct http_request *req,
    const struct cart *cart, struct http_response *res, struct till_error *e)
{
	struct json_object *json = cart_to_json(cart);
	struct till_error cause = *e;
	struct page_part *form;
	struct page *page = NULL;
	struct buf text;
	enum till_err err;

	buf_init(&text, URL_MAX * 64);
	json_write_plain(&text, json);
	json_object_put(json);
	err = view_error(req, &cause, &page, e);
	if (err == TILL_OK) {
		page_set(page_top(page), "MESSAGE",
		    "You have not been charged. Your cart is kept.");
		form = page_add(page_top(page), "RETRY");
		page_set(form, "ACTION", "/checkout");
		view_cart(form, buf_text(&text), cart->token);
		http_set_header(res, "Retry-After", "5");
		err = view_send(shop, page, VIEW_PLAIN,
		    till_err_status(cause.kind), res, e);
	}
	page_free(page);
	buf_free(&text);
	return err;
}

/* Who buys.  A cookie that does not hold is taken away: a guest, then. */
static const char *
buyer(struct shop *shop, const struct http_request *req,
    struct http_response *res, char id[static ID_MAX])
{
	const char *key = settings_text(shop->settings, SETTING_CUSTOMER_KEY);

	switch (customer_of(req, key, id)) {
	case CUSTOMER_SIGNED_IN:
		return id;
	case CUSTOMER_BAD:
		http_set_cookie(res,
		    &(struct http_cookie_spec){ .name = CUSTOMER_COOKIE,
			.value = "",
			.max_age = -1,
			.secure = shop->secure });
		return NULL;
	default:
		return NULL;
	}
}

static enum till_err
start(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	struct json_object *form = NULL;
	struct cart *cart = NULL;
	struct order *order = NULL;
	char customer[ID_MAX], before[ID_MAX];
	int64_t deadline_ms = stripe_deadline(shop->stripe);
	enum till_err err;

	if (!http_same_site(req, shop->public_url))
		return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
		    "the cart comes from another site");
	err = http_form(req, &form, e);
	if (err == TILL_OK)
		err = cart_read(form, &cart, e);
	if (err != TILL_OK)
		goto out;
	/* One that has no token gets one, for when it must be sent again. */
	if (cart->token[0] == '\0')
		id_new(cart->token, sizeof(cart->token), "tok_", TOKEN_CHARS);
	err = checkout_start(shop, cart, buyer(shop, req, res, customer),
	    &order, e);
	if (err == TILL_OK &&
	    http_cookie(req, SESSION_ORDER_COOKIE, before, sizeof(before)) &&
	    text_is_id(before))
		checkout_replace(shop, before, order, deadline_ms);
	if (err == TILL_OK)
		err = answer(shop, req, order, res, e);
	else if ((err == TILL_EUPSTREAM || err == TILL_EBUSY) &&
	    !http_wants_json(req))
		err = offer_retry(shop, req, cart, res, e);
out:
	order_free(order);
	cart_free(cart);
	json_object_put(form);
	return err;
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
