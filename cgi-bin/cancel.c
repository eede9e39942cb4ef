/*
 * cancel: the shopper left the payment page by its back link.
 *
 * GET /checkout/cancel?session_id=, or with the order's cookie, since nobody
 * documents that the API fills an id into a cancel_url: nothing was charged,
 * the cart is kept, and a session that is still open can be gone on with.
 */
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/session.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_SHOP_DB };

/*
 * What the session is now.  When the API cannot say, what the order knows
 * will do: the page must not fail for that.
 */
static enum order_state
ask(struct shop *shop, const struct order *order, const char *id, char *url,
    size_t size)
{
	struct json_object *session = NULL;
	enum order_state state = order->state;
	struct till_error e;

	till_error_clear(&e);
	url[0] = '\0';
	if (session_fetch(shop, id, false, &session, &e) == TILL_OK) {
		session_keep(shop, session, "cancel page");
		state = session_state(session);
		text_copy(url, size, json_text_or(session, "url", ""));
	} else if (e.kind == TILL_ENOTFOUND) {
		state = ORDER_CART;
	} else if (state == ORDER_OPEN && order->url != NULL &&
	    order->expires_at > clock_now()) {
		text_copy(url, size, order->url);
	}
	json_object_put(session);
	return state;
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	struct order *order = NULL;
	struct page *page = NULL;
	enum order_state state = ORDER_CART;
	char id[SESSION_ID_MAX], url[8192] = "";
	enum till_err err;

	err = session_order(shop, req, &order, id, sizeof(id), e);
	if (err != TILL_OK)
		goto out;
	if (id[0] != '\0')
		state = ask(shop, order, id, url, sizeof(url));
	if (state == ORDER_EXPIRED) {
		err = session_redirect(res, "/checkout/expired", id);
		goto out;
	}
	if (state == ORDER_PAID || state == ORDER_PROCESSING ||
	    state == ORDER_FULFILLED) {
		err = session_redirect(res, "/checkout/success", id);
		goto out;
	}
	err = view_open("cancel.tpl", "Not charged", &page, e);
	if (err != TILL_OK)
		goto out;
	page_set(page_top(page), "SHOP_URL", "/");
	if (url[0] != '\0')
		page_set(page_add(page_top(page), "CONTINUE"), "URL", url);
	err = view_send(shop, page, VIEW_PLAIN, 200, res, e);
out:
	page_free(page);
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
	{ HTTP_GET, "/checkout/cancel", show, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "cancel",
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
