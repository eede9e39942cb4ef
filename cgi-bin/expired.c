/*
 * expired: the checkout expired: nothing was charged, and the way back.
 *
 * GET /checkout/expired?session_id=, or with the order's cookie, offers the
 * API's recovery address when the session has one, else the kept cart as a
 * form that begins anew, else the shop.  A session that did not expire leads
 * to the page that says so.
 */
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/session.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_SHOP_DB };

/* The address of the API that takes the order up again, NULL for none. */
static const char *
recovery_of(struct json_object *session)
{
	struct json_object *recovery = json_get(
	    json_get(session, "after_expiration"), "recovery");

	return json_int_or(recovery, "expires_at", 0) > clock_now() ?
	    json_text(recovery, "url") : NULL;
}

static void
fill(struct page_part *top, const struct order *order,
    struct json_object *session)
{
	const char *recovery = recovery_of(session);

	if (recovery != NULL)
		page_set(page_add(top, "RECOVERY"), "URL", recovery);
	else if (order != NULL)
		view_cart(page_add(top, "CART"), order->cart, order->token);
	else
		page_show(top, "SHOP");
	if (session != NULL)
		view_order(page_add(top, "CONTENTS"), session);
}

/*
 * Asks for the session.  Without the API a session that is past its time, as
 * the order knows it, is expired all the same: *out is NULL then.
 */
static enum till_err
ask(struct shop *shop, const struct order *order, const char *id,
    struct json_object **out, struct till_error *e)
{
	enum till_err err = session_fetch(shop, id, true, out, e);

	if (err != TILL_EUPSTREAM && err != TILL_EBUSY)
		return err;
	if (order->state != ORDER_EXPIRED &&
	    (order->expires_at == 0 || order->expires_at > clock_now()))
		return err;
	log_write(LOG_WARN, "shown without the API: %s", e->message);
	till_error_clear(e);
	return TILL_OK;
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	struct json_object *session = NULL;
	struct order *order = NULL;
	struct page *page = NULL;
	enum order_state state = ORDER_EXPIRED;
	char id[SESSION_ID_MAX];
	enum till_err err;

	err = session_order(shop, req, &order, id, sizeof(id), e);
	if (err == TILL_OK && id[0] != '\0')
		err = ask(shop, order, id, &session, e);
	if (err != TILL_OK)
		goto out;
	if (session != NULL) {
		session_keep(shop, session, "expired page");
		state = session_state(session);
	}
	if (state != ORDER_EXPIRED) {
		err = session_redirect(res,
		    state == ORDER_OPEN ? "/checkout/cancel" :
					  "/checkout/success",
		    id);
		goto out;
	}
	err = view_open("expired.tpl", "Checkout expired", &page, e);
	if (err != TILL_OK)
		goto out;
	fill(page_top(page), order, session);
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
	{ HTTP_GET, "/checkout/expired", show, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "expired",
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
