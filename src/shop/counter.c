/* counter: see counter.h. */
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "shop/counter.h"
#include "shop/customer.h"
#include "shop/session.h"
#include "shop/view.h"

#define ORDER_COOKIE_S (30L * 24 * 3600)
#define TOKEN_CHARS 32
#define CART_TEXT_MAX ((size_t)256 * 1024)

/* The API is away: a page whose button sends the same cart again. */
static enum till_err
offer_retry(struct shop *shop, const struct http_request *req,
    const struct counter *counter, const struct cart *cart,
    struct http_response *res, struct till_error *e)
{
	struct json_object *json = cart_to_json(cart);
	struct till_error cause = *e;
	struct page_part *form;
	struct page *page = NULL;
	struct buf text;
	enum till_err err;

	buf_init(&text, CART_TEXT_MAX);
	json_write_plain(&text, json);
	json_object_put(json);
	err = view_error(req, &cause, &page, e);
	if (err == TILL_OK) {
		page_set(page_top(page), "MESSAGE",
		    "You have not been charged. Your cart is kept.");
		form = page_add(page_top(page), "RETRY");
		page_set(form, "ACTION", counter->path);
		view_cart(form, buf_text(&text), cart->token);
		http_set_header(res, "Retry-After", "5");
		err = view_send(shop, page, VIEW_PLAIN,
		    till_err_status(cause.kind), res, e);
	}
	page_free(page);
	buf_free(&text);
	return err;
}

const char *
counter_buyer(struct shop *shop, const struct http_request *req,
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

/* The pages that the shopper comes back to know the order by it. */
static enum till_err
remember(const struct shop *shop, const struct order *order,
    struct http_response *res, struct till_error *e)
{
	enum till_err err = http_set_cookie(res,
	    &(struct http_cookie_spec){ .name = SESSION_ORDER_COOKIE,
		.value = order->id,
		.max_age = ORDER_COOKIE_S,
		.secure = shop->secure });

	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "no cookie was set");
}

/* Reads the cart of a post. */
static enum till_err
read_cart(const struct http_request *req, const struct counter *counter,
    struct cart **out, struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err == TILL_OK && json_get(form, "profile") == NULL)
		json_put_text(form, "profile", counter->profile);
	if (err == TILL_OK)
		err = cart_read(form, out, e);
	json_object_put(form);
	/* One that has no token gets one, for when it must be sent again. */
	if (err == TILL_OK && (*out)->token[0] == '\0')
		id_new((*out)->token, sizeof((*out)->token), "tok_",
		    TOKEN_CHARS);
	return err;
}

enum till_err
counter_take(struct shop *shop, const struct http_request *req,
    const struct counter *counter, struct http_response *res,
    struct till_error *e)
{
	struct cart *cart = NULL;
	struct order *order = NULL;
	char customer[ID_MAX], before[ID_MAX];
	int64_t deadline_ms = stripe_deadline(shop->stripe);
	enum till_err err;

	if (!http_same_site(req, shop->public_url))
		return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
		    "the cart comes from another site");
	err = read_cart(req, counter, &cart, e);
	if (err != TILL_OK)
		goto out;
	err = checkout_start(shop, cart,
	    counter_buyer(shop, req, res, customer), &order, e);
	if (err == TILL_OK &&
	    http_cookie(req, SESSION_ORDER_COOKIE, before, sizeof(before)) &&
	    text_is_id(before))
		checkout_replace(shop, before, order, deadline_ms);
	if (err == TILL_OK)
		err = remember(shop, order, res, e);
	if (err == TILL_OK)
		err = counter->answer(shop, req, order, res, e);
	else if ((err == TILL_EUPSTREAM || err == TILL_EBUSY) &&
	    !http_wants_json(req))
		err = offer_retry(shop, req, counter, cart, res, e);
out:
	order_free(order);
	cart_free(cart);
	return err;
}
