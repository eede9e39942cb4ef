/*
 * buy: the page of one thing to buy, with the embedded buy button.
 *
 * GET /buy        the first button of TILL_BUY_BUTTON
 * GET /buy/<id>   that one, where the setting lists it
 *
 * A signed-in customer's page has a client secret and is never cached;
 * shop/component.h says more.
 */
#include "base/text.h"
#include "shop/component.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_PUBLISHABLE_KEY, SETTING_JS_BASE,
	SETTING_BUY_BUTTON };

static const struct component button = {
	.name = "buy_button",
	.template_name = "buy.tpl",
	.title = "The gift box",
	.policy = VIEW_BUY,
	.ids = SETTING_BUY_BUTTON,
};

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return component_page(app, &button, NULL, req, res, e);
}

static enum till_err
show_one(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return component_page(app, &button, req->capture[0], req, res, e);
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings, SHOP_API | SHOP_PAGES, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/buy", show, 0 },
	{ HTTP_GET, "/buy/:id", show_one, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "buy",
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
