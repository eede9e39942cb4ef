/*
 * payment: the page of the shop that the payment is made on, with the Payment
 * Element.
 *
 * POST /pay takes a cart as /checkout does (src/shop/cart.h) whose profile is
 * one for the element, "element" when it names none, and answers 303 to the
 * page, or {"id","client_secret"} where JSON is asked for.
 * GET  /pay is the page, for the order that the shopper's cookie names: what
 * it costs by the API's prices, and the element, with the payment methods that
 * a signed-in customer saved.  An order that is paid leads to its success
 * page, one that can be paid no more to the expired one, and none to the shop.
 */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "base/money.h"
#include "base/text.h"
#include "shop/counter.h"
#include "shop/intent.h"
#include "shop/secret.h"
#include "shop/session.h"
#include "shop/view.h"

#define MONEY_MAX 96
#define URL_MAX 4096

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_PUBLISHABLE_KEY, SETTING_JS_BASE,
	SETTING_PROFILES, SETTING_SHOP_DB };

static enum till_err
answer(struct shop *shop, const struct http_request *req,
    const struct order *order, struct http_response *res, struct till_error *e)
{
	struct json_object *body;
	char success[URL_MAX];
	const char *url = order->url;
	enum till_err err;

	(void)snprintf(success, sizeof(success),
	    "%s/checkout/success?session_id=%s", shop->public_url,
	    order->session);
	if (order->state != ORDER_OPEN)
		url = success;
	if (!http_wants_json(req))
		return http_redirect(res, 303, url != NULL ? url : "/pay");
	body = json_object_new_object();
	json_put_text(body, "id", order->session);
	if (url != NULL)
		json_put_text(body, "url", url);
	else
		json_put_text(body, "client_secret", order->client_secret);
	http_set_header(res, "Cache-Control", "no-store");
	err = http_json(res, 200, body);
	json_object_put(body);
	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "no answer was made");
}

static enum till_err
start(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	static const struct counter counter = { "/pay", CART_PROFILE_ELEMENT,
		answer };

	return counter_take(app, req, &counter, res, e);
}

/* There is nothing to pay: the way back. */
static enum till_err
show_nothing(struct shop *shop, struct http_response *res,
    struct till_error *e)
{
	struct page *page = NULL;
	enum till_err err = view_open("element.tpl", "Pay", &page, e);

	if (err != TILL_OK)
		return err;
	page_show(page_top(page), "NOTHING");
	err = view_send(shop, page, VIEW_PLAIN, 200, res, e);
	page_free(page);
	return err;
}

/*
 * Adds the customer session of a signed-in customer whose order this is.
 * When none can be had the page is shown as to a guest: paying matters more.
 */
static void
fill_customer(struct shop *shop, const struct http_request *req,
    const struct order *order, struct http_response *res,
    struct page_part *form)
{
	struct json_object *profile = profiles_find(shop->profiles,
	    order->profile);
	struct json_object *session = NULL;
	char id[ID_MAX];
	const char *customer = counter_buyer(shop, req, res, id);
	struct till_error e;

	if (customer == NULL || order->customer == NULL ||
	    strcmp(customer, order->customer) != 0)
		return;
	till_error_clear(&e);
	if (secret_make_with(shop, customer, "payment_element",
		json_get(profile, "features"), &session, &e) == TILL_OK)
		page_set(page_add(form, "SIGNED_IN"), "CUSTOMER_SECRET",
		    json_text_or(session, "client_secret", ""));
	else
		log_write(LOG_WARN, "shown as to a guest: %s", e.message);
	json_object_put(session);
}

/* The same cart for the hosted page, for who has no scripts. */
static void
fill_hosted(struct shop *shop, const struct order *order,
    struct page_part *form)
{
	struct json_object *cart = NULL;
	struct till_error e;
	char token[CART_TOKEN_MAX];
	struct buf text;

	if (profiles_find(shop->profiles, CART_PROFILE) == NULL ||
	    json_parse(order->cart, strlen(order->cart), &cart, &e) !=
		TILL_OK)
		return;
	json_put_text(cart, "profile", CART_PROFILE);
	id_new(token, sizeof(token), "tok_", 32);
	buf_init(&text, HTTP_BODY_MAX * 4);
	json_write_plain(&text, cart);
	view_cart(page_add(form, "HOSTED"), buf_text(&text), token);
	buf_free(&text);
	json_object_put(cart);
}

static enum till_err
show_form(struct shop *shop, const struct http_request *req,
    const struct order *order, struct json_object *intent,
    struct http_response *res, struct till_error *e)
{
	const struct settings *settings = shop->settings;
	struct page *page = NULL;
	struct page_part *form;
	char amount[MONEY_MAX];
	enum till_err err;

	err = view_open("element.tpl", "Pay", &page, e);
	if (err != TILL_OK)
		return err;
	form = page_add(page_top(page), "FORM");
	money_format(amount, sizeof(amount),
	    json_int_or(intent, "amount", 0),
	    json_text_or(intent, "currency", ""), NULL);
	page_set(form, "AMOUNT", amount);
	page_set(form, "CLIENT_SECRET",
	    json_text_or(intent, "client_secret", ""));
	page_set(form, "PUBLISHABLE_KEY",
	    settings_text(settings, SETTING_PUBLISHABLE_KEY));
	page_set(form, "JS_BASE", settings_text(settings, SETTING_JS_BASE));
	page_setf(form, "RETURN_URL", "%s/checkout/success",
	    shop->public_url);
	page_set(form, "EMAIL", order->email != NULL ? order->email : "");
	fill_customer(shop, req, order, res, form);
	fill_hosted(shop, order, form);
	view_order(form, intent);
	err = view_send(shop, page, VIEW_ELEMENT, 200, res, e);
	page_free(page);
	return err;
}

/* The API is away: nothing was charged, and the page may be loaded again. */
static enum till_err
ask_later(const struct shop *shop, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct till_error cause = *e;
	struct page *page = NULL;
	enum till_err err = view_error(req, &cause, &page, e);

	if (err != TILL_OK)
		return err;
	page_set(page_top(page), "MESSAGE",
	    "Your order is kept. Load this page again in a minute.");
	http_set_header(res, "Retry-After", "5");
	err = view_send(shop, page, VIEW_PLAIN, till_err_status(cause.kind),
	    res, e);
	page_free(page);
	return err;
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	struct json_object *intent = NULL;
	struct order *order = NULL;
	char id[SESSION_ID_MAX];
	enum till_err err;

	err = session_order(shop, req, &order, id, sizeof(id), e);
	if (err != TILL_OK)
		goto out;
	if (order == NULL || id[0] == '\0') {
		err = show_nothing(shop, res, e);
		goto out;
	}
	/* It is paid for, or can be, on a page of the API. */
	if (!intent_is(id)) {
		err = session_redirect(res, "/checkout/cancel", id);
		goto out;
	}
	err = session_fetch(shop, id, true, &intent, e);
	if (err == TILL_EUPSTREAM || err == TILL_EBUSY)
		err = ask_later(shop, req, res, e);
	if (intent == NULL)
		goto out;
	session_keep(shop, intent, "payment page");
	switch (session_state(intent)) {
	case ORDER_OPEN:
		err = show_form(shop, req, order, intent, res, e);
		break;
	case ORDER_EXPIRED:
		err = session_redirect(res, "/checkout/expired", id);
		break;
	default:
		err = session_redirect(res, "/checkout/success", id);
		break;
	}
out:
	json_object_put(intent);
	order_free(order);
	return err;
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings,
	    SHOP_ORDERS | SHOP_API | SHOP_PROFILES | SHOP_PAGES, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_POST, "/pay", start, 0 },
	{ HTTP_GET, "/pay", show, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "payment",
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
