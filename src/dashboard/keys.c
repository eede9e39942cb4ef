/* keys: the keys and the signing secrets, hidden until someone asks. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "events/endpoint.h"
#include "events/event.h"

#define SHOWN_END 4 /* characters of a hidden secret */
#define MASKED_MAX 64

/* A secret as it stands on the page: "sk_test_…wxyz" or whole. */
static void
add_secret(struct page_part *top, const char *label, const char *secret,
    bool shown)
{
	struct page_part *row = page_add(top, "SECRET");
	const char *mark = strrchr(secret, '_');
	size_t len = strlen(secret), kind;
	char masked[MASKED_MAX];

	show_plain(page_add(row, "LABEL"), label);
	if (shown) {
		page_set(page_add(row, "SHOWN"), "SECRET", secret);
		return;
	}
	kind = mark != NULL ? (size_t)(mark + 1 - secret) : 0;
	if (kind + 3 * SHOWN_END > len || kind > MASKED_MAX / 2)
		kind = 0;
	(void)snprintf(masked, sizeof(masked), "%.*s…%s", (int)kind, secret,
	    len > 3 * SHOWN_END ? secret + len - SHOWN_END : "");
	page_set(page_add(row, "HIDDEN"), "MASKED", masked);
}

/* The endpoints with their secrets. */
struct hooks {
	struct page_part *top;
	struct store_conn *c;
	bool shown;
};

static enum till_err
add_endpoint(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct hooks *hooks = arg;
	struct endpoint_secrets secrets = { .n = 0 };
	struct json_object *o = NULL;
	enum till_err err = json_parse(text, len, &o, e);

	if (err == TILL_OK)
		err = endpoint_secrets(hooks->c, id, clock_now(), &secrets,
		    e);
	for (size_t i = 0; err == TILL_OK && i < secrets.n; i++)
		add_secret(hooks->top, json_text_or(o, "url", id),
		    secrets.secret[i], hooks->shown);
	json_object_put(o);
	return err;
}

static enum till_err
read_endpoints(struct store_conn *c, void *arg, struct till_error *e)
{
	struct record_query query = { .type = &webhook_endpoint_type,
		.created_to = INT64_MAX, .limit = ENDPOINTS_MAX };
	struct hooks *hooks = arg;
	bool more;

	hooks->c = c;
	return record_list(c, &query, add_endpoint, hooks, &more, e);
}

static enum till_err
show_keys(const struct dashboard *d, const struct http_request *req,
    bool shown, struct http_response *res, struct till_error *e)
{
	struct hooks hooks = { .shown = shown };
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err = dashboard_begin(d, req, "dashboard_keys.tpl",
	    "Keys", "keys", &page, e);

	if (err != TILL_OK)
		return err;
	top = page_top(page);
	page_set(top, "BASE", d->base);
	page_set(top, "PUBLISHABLE", d->publishable_key);
	page_show(top, shown ? "SHOWN_ALL" : "HIDDEN_ALL");
	add_secret(top, "Secret key", d->api->secret_key, shown);
	hooks.top = page_add(top, "HOOKS");
	err = store_read(d->api->store, read_endpoints, &hooks, e);
	if (err == TILL_OK)
		return dashboard_send(page, 200, res, e);
	page_free(page);
	return err;
}

enum till_err
dashboard_keys(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	enum till_err err = guard_host(app, req, e);

	return err == TILL_OK ? show_keys(app, req, false, res, e) : err;
}

enum till_err
dashboard_keys_show(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err == TILL_OK)
		err = guard_change(app, req, form, e);
	json_object_put(form);
	return err == TILL_OK ? show_keys(app, req, true, res, e) : err;
}
