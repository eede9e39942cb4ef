/*
 * pricing-table: the page with the embedded pricing table.
 *
 * GET /pricing        the first table of TILL_PRICING_TABLE
 * GET /pricing/<id>   that one, where the setting lists it
 *
 * A signed-in customer's page has a client secret and is never cached;
 * shop/component.h says more.
 */
#include "base/text.h"
#include "shop/component.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_PUBLISHABLE_KEY, SETTING_JS_BASE,
	SETTING_PRICING_TABLE };

static const struct component table = {
	.name = "pricing_table",
	.template_name = "pricing.tpl",
	.title = "Plans",
	.policy = VIEW_PRICING,
	.ids = SETTING_PRICING_TABLE,
};

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return component_page(app, &table, NULL, req, res, e);
}

static enum till_err
show_one(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return component_page(app, &table, req->capture[0], req, res, e);
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings, SHOP_API | SHOP_PAGES, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/pricing", show, 0 },
	{ HTTP_GET, "/pricing/:id", show_one, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "pricing-table",
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
