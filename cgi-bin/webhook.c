/*
 * webhook: what the API tells the shop.
 *
 * POST /webhook takes a signed event (behaviour.md 7.3) and answers 200 once
 * it is recorded, durably, or was before; 400 with a short reason when its
 * signature does not hold or it is no event of this shop's mode.  The worker
 * does the rest.  No page posts here: no cookie counts, and any site may send.
 */
#include <stdlib.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "http/http.h"
#include "shop/inbox.h"
#include "shop/shop.h"

#define EVENT_MAX ((size_t)256 * 1024)

static const enum setting needs[] = { SETTING_SECRET_KEY,
	SETTING_WEBHOOK_SECRET, SETTING_SHOP_DB };

struct webhook {
	struct shop *shop;
	struct inbox_secrets secrets;
	bool test;
};

/* The body's bytes are what was signed: they are checked as they came. */
static enum till_err
verify(const struct webhook *hook, const struct http_request *req,
    struct till_error *e)
{
	enum signature_fault fault;
	enum till_err err;

	err = inbox_verify(&hook->secrets,
	    http_header(req, SIGNATURE_HEADER), req->body, req->body_len,
	    &fault);
	if (err == TILL_EINPUT)
		return till_fail(e, err, NULL, NULL, "%s",
		    signature_fault_text(fault));
	return err == TILL_OK ?
	    err : till_fail(e, err, NULL, NULL, "out of memory");
}

static enum till_err
take(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	const struct webhook *hook = app;
	struct json_object *event = NULL;
	enum till_err err;
	bool fresh = false;

	err = verify(hook, req, e);
	if (err == TILL_OK)
		err = json_parse(req->body, req->body_len, &event, e);
	if (err == TILL_OK)
		err = inbox_record(hook->shop->orders, event, hook->test,
		    &fresh, e);
	if (err == TILL_OK) {
		log_write(LOG_DEBUG, "%s %s%s", json_text(event, "id"),
		    json_text(event, "type"), fresh ? "" : ", again");
		http_set_header(res, "Content-Type", "application/json");
		buf_add_text(&res->body, "{\"received\": true}\n");
	} else {
		log_write(LOG_WARN, "an event is refused: %s", e->message);
	}
	json_object_put(event);
	return err;
}

/* Whoever reads this set the webhook up, so the reason is said. */
static void
fail(void *app, const struct http_request *req, const struct till_error *e,
    struct http_response *res)
{
	(void)app;
	(void)req;
	http_set_header(res, "Content-Type", "text/plain; charset=utf-8");
	buf_addf(&res->body, "%s\n", e->message);
}

static void
close_hook(void *app)
{
	struct webhook *hook = app;

	if (hook == NULL)
		return;
	inbox_secrets_free(&hook->secrets);
	shop_close(hook->shop);
	free(hook);
}

static enum till_err
open_hook(const struct settings *settings, void **app, struct till_error *e)
{
	struct webhook *hook = calloc(1, sizeof(*hook));
	void *shop = NULL;
	enum till_err err;

	*app = NULL;
	if (hook == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	hook->test = settings_test_mode(settings);
	err = inbox_secrets_read(settings_text(settings,
				     SETTING_WEBHOOK_SECRET),
	    &hook->secrets, e);
	if (err == TILL_OK)
		err = shop_open(settings, SHOP_ORDERS, &shop, e);
	hook->shop = shop;
	if (err == TILL_OK)
		*app = hook;
	else
		close_hook(hook);
	return err;
}

static const struct http_route routes[] = {
	{ HTTP_POST, "/webhook", take, EVENT_MAX },
};

int
main(void)
{
	static const struct http_program program = { .name = "webhook",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 64, /* those that wait share a commit */
		.open = open_hook,
		.close = close_hook,
		.fail = fail };

	return http_main(&program);
}
