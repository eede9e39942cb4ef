/*
 * healthz: whether the shop can work: GET /healthz answers 200 "ok" when this
 * program runs and the shop's database answers, 503 otherwise.
 */
#include "base/text.h"
#include "http/http.h"
#include "shop/shop.h"

static const enum setting needs[] = { SETTING_SHOP_DB };

static enum till_err
count(struct store_conn *c, void *arg, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err;

	(void)arg;
	err = store_query(c, "SELECT 1 FROM orders LIMIT 1", &rows, e, "");
	if (err == TILL_OK && store_next(rows, e) < 0)
		err = e->kind;
	store_done(rows);
	return err;
}

static enum till_err
look(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct shop *shop = app;
	enum till_err err = store_read(shop->orders, count, NULL, e);

	(void)req;
	if (err != TILL_OK)
		return err;
	http_set_header(res, "Content-Type", "text/plain; charset=utf-8");
	http_set_header(res, "Cache-Control", "no-store");
	buf_add_text(&res->body, "ok\n");
	return TILL_OK;
}

/* Whatever is wrong, a load balancer only needs to know that it is. */
static void
fail(void *app, const struct http_request *req, const struct till_error *e,
    struct http_response *res)
{
	(void)app;
	(void)req;
	if (e->kind != TILL_ENOTFOUND && e->kind != TILL_EMETHOD)
		res->status = 503;
	http_set_header(res, "Content-Type", "text/plain; charset=utf-8");
	http_set_header(res, "Cache-Control", "no-store");
	buf_addf(&res->body, "%s\n", till_err_name(e->kind));
}

static enum till_err
open_shop(const struct settings *settings, void **app, struct till_error *e)
{
	return shop_open(settings, SHOP_ORDERS, app, e);
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/healthz", look, 0 },
};

int
main(void)
{
	static const struct http_program program = { .name = "healthz",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 4,
		.open = open_shop,
		.close = shop_close,
		.fail = fail };

	return http_main(&program);
}
