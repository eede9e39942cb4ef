/*
 * success: the shopper is back: what the API says of the session now.
 *
 * GET /checkout/success?session_id= shows the order as paid, as being
 * processed, as not paid yet or as expired, with its items and totals.  A
 * session that no order of this shop has is not found.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/session.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_SHOP_DB };

static const char *
title_of(enum order_state state)
{
	switch (state) {
	case ORDER_PAID:
		return "Order paid";
	case ORDER_PROCESSING:
		return "Payment in process";
	case ORDER_EXPIRED:
		return "Checkout expired";
	default:
		return "Order not paid yet";
	}
}

/* The way on for an order that is not paid. */
static void
fill_unpaid(struct page_part *part, const struct order *order,
    struct json_object *session)
{
	const char *url = json_text(session, "url");

	if (url != NULL)
		page_set(page_add(part, "PAY"), "PAY_URL", url);
	else
		view_cart(page_add(part, "RESUME"), order->cart, order->token);
}

/* Fills the section of the state, and who is written to. */
static void
fill_state(struct page_part *top, enum order_state state,
    const struct order *order, struct json_object *session)
{
	const char *email = json_text_or(json_get(session,
						  "customer_details"),
	    "email", json_text(session, "customer_email"));
	struct page_part *part;

	switch (state) {
	case ORDER_PAID:
	case ORDER_PROCESSING:
		part = page_add(top,
		    state == ORDER_PAID ? "PAID" : "PROCESSING");
		if (email != NULL)
			page_set(page_add(part, "MAIL"), "EMAIL", email);
		break;
	case ORDER_EXPIRED:
		part = page_add(top, "EXPIRED");
		page_setf(part, "AGAIN_URL", "/checkout/expired?session_id=%s",
		    json_text_or(session, "id", ""));
		break;
	default:
		fill_unpaid(page_add(top, "UNPAID"), order, session);
		break;
	}
}

/*
 * The API is away.  Whoever comes from the payment page may have paid, so the
 * page must not send them to pay again.
 */
static enum till_err
ask_later(const struct shop *shop, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct till_error cause = *e;
	struct page *page = NULL;
	enum till_err err = view_error(req, &cause, &page, e);

	if (err != TILL_OK)
		return err;
	page_set(page_top(page), "HEADING",
	    "We cannot look up your payment right now.");
	page_set(page_top(page), "MESSAGE",
	    "Your order is kept. You do not need to pay again: load this "
	    "page once more in a minute.");
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
	struct json_object *session = NULL;
	struct order *order = NULL;
	struct page *page = NULL;
	char id[SESSION_ID_MAX];
	enum order_state state;
	enum till_err err;

	err = session_order(shop, req, &order, id, sizeof(id), e);
	if (err == TILL_OK && (order == NULL || id[0] == '\0'))
		err = till_fail(e, TILL_ENOTFOUND, NULL, "session_id",
		    "There is no such order.");
	if (err == TILL_OK)
		err = session_fetch(shop, id, true, &session, e);
	if (order != NULL && (err == TILL_EUPSTREAM || err == TILL_EBUSY))
		err = ask_later(shop, req, res, e);
	if (session == NULL || order == NULL)
		goto out;
	state = session_state(session);
	session_keep(shop, session, "success page");
	/* A session does not tell that a payment under way has failed. */
	if (state == ORDER_PROCESSING && order->state == ORDER_FAILED)
		state = ORDER_FAILED;
	err = view_open("success.tpl", title_of(state), &page, e);
	if (err != TILL_OK)
		goto out;
	page_set(page_top(page), "REFERENCE", order->id);
	fill_state(page_top(page), state, order, session);
	view_order(page_top(page), session);
	view_shipping(page_top(page), session);
	err = view_send(shop, page, VIEW_PLAIN, 200, res, e);
out:
	page_free(page);
	json_object_put(session);
	order_free(order);
	return err;
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings, SHOP_ORDERS | SHOP_API | SHOP_PAGES, app,
	    e);
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/checkout/success", show, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "success",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 64,
		.open = open_shop,
		.close = shop_close,
		.fail = view_fail };

	return http_main(&program);
}
