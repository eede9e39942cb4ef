/*
 * pricing-table: the page with the embedded pricing table.
 *
 * GET /pricing gives the element, with a customer session's client secret
 * for a signed-in customer and without one for a guest.  The page is never
 * cached: the secret is for one rendering.
 */
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/customer.h"
#include "shop/secret.h"
#include "shop/view.h"

static const enum setting needs[] = { SETTING_PUBLIC_URL, SETTING_API_BASE,
	SETTING_SECRET_KEY, SETTING_PUBLISHABLE_KEY, SETTING_JS_BASE,
	SETTING_PRICING_TABLE };

/*
 * Adds the section of whoever looks at the plans.  When no secret can be had
 * the plans are shown as to a guest: seeing them matters more.
 */
static void
fill_customer(struct shop *shop, const struct http_request *req,
    struct http_response *res, struct page_part *top)
{
	const char *key = settings_text(shop->settings, SETTING_CUSTOMER_KEY);
	struct json_object *session = NULL;
	struct page_part *part;
	struct till_error e;
	char id[ID_MAX];
	enum customer customer = customer_of(req, key, id);

	till_error_clear(&e);
	if (customer == CUSTOMER_SIGNED_IN &&
	    secret_make(shop, id, "pricing_table", &session, &e) == TILL_OK) {
		part = page_add(top, "SIGNED_IN");
		page_set(part, "CLIENT_SECRET",
		    json_text_or(session, "client_secret", ""));
		page_set(part, "REFERENCE", id);
		json_object_put(session);
		return;
	}
	if (customer == CUSTOMER_SIGNED_IN)
		log_write(LOG_WARN, "shown as to a guest: %s",
		    e.message);
	if (customer == CUSTOMER_BAD)
		http_set_cookie(res,
		    &(struct http_cookie_spec){ .name = CUSTOMER_COOKIE,
			.value = "",
			.max_age = -1,
			.secure = shop->secure });
	page_show(top, "GUEST");
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	const struct settings *settings = shop->settings;
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err;

	err = view_open("pricing.tpl", "Plans", &page, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	page_set(top, "PRICING_TABLE",
	    settings_text(settings, SETTING_PRICING_TABLE));
	page_set(top, "PUBLISHABLE_KEY",
	    settings_text(settings, SETTING_PUBLISHABLE_KEY));
	page_set(top, "JS_BASE", settings_text(settings, SETTING_JS_BASE));
	fill_customer(shop, req, res, top);
	err = view_send(shop, page, VIEW_PRICING, 200, res, e);
	page_free(page);
	return err;
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings, SHOP_API | SHOP_PAGES, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/pricing", show, 0 },
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
