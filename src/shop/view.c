/* view: see view.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "buyer/address_lines.h"
#include "shop/session.h"
#include "shop/view.h"

#define MONEY_MAX 96
#define POLICY_MAX 8192

enum till_err
view_open(const char *template_name, const char *title, struct page **out,
    struct till_error *e)
{
	enum till_err err = page_open(template_name, out, e);
	struct page_part *top, *head;

	if (err != TILL_OK)
		return err;
	top = page_top(*out);
	head = page_include(top, "HEAD", "part_head.tpl");
	page_set(head, "TITLE", title);
	page_include(top, "FOOT", "part_foot.tpl");
	return TILL_OK;
}

#define LIVE_JS "https://js.stripe.com"

/*
 * What a component loads beside the scripts of TILL_JS_BASE, in live mode
 * (behaviour.md 6); Till's own scripts ask the host they come from.
 */
static const struct {
	const char *script, *frame, *connect;
} live_sources[] = {
	[VIEW_PRICING] = { "", "", "" },
	[VIEW_BUY] = { "", "", "" },
	[VIEW_EMBEDDED] = { " https://*.js.stripe.com",
	    " https://*.js.stripe.com https://hooks.stripe.com"
	    " https://checkout.stripe.com",
	    " https://api.stripe.com https://checkout.stripe.com" },
	[VIEW_ELEMENT] = { " https://*.js.stripe.com",
	    " https://*.js.stripe.com https://hooks.stripe.com",
	    " https://api.stripe.com" },
};

/* The scripts of a page, and what they may frame and ask. */
static void
write_sources(struct buf *b, enum view_policy policy, const char *js)
{
	bool live = strcmp(js, LIVE_JS) == 0;

	if (policy == VIEW_PLAIN) {
		buf_add_text(b, "script-src 'self'");
		return;
	}
	buf_addf(b, "script-src 'self' %s%s; ", js,
	    live ? live_sources[policy].script : "");
	if (policy == VIEW_EMBEDDED || policy == VIEW_ELEMENT || live)
		buf_addf(b, "frame-src %s%s; ", js,
		    live ? live_sources[policy].frame : "");
	buf_addf(b, "connect-src 'self'%s%s", live ? "" : " ",
	    live ? live_sources[policy].connect : js);
}

/* A form's target is checked along its redirects: so the API's is named. */
static void
write_policy(struct buf *b, const struct shop *shop, enum view_policy policy)
{
	const struct settings *s = shop->settings;
	const char *api = settings_text(s, SETTING_API_BASE);
	const char *js = settings_text(s, SETTING_JS_BASE);

	if (api == NULL)
		api = "";
	if (js == NULL)
		js = "";
	buf_addf(b, "default-src 'none'; style-src 'self'; img-src 'self' "
		    "data: https:; form-action 'self' %s "
		    "https://checkout.stripe.com; frame-ancestors 'none'; "
		    "base-uri 'none'; ",
	    api);
	write_sources(b, policy, js);
}

enum till_err
view_send(const struct shop *shop, struct page *page, enum view_policy policy,
    int status, struct http_response *res, struct till_error *e)
{
	enum till_err err = page_render(page, &res->body, e);
	struct buf csp;

	if (err != TILL_OK)
		return err;
	res->status = status;
	buf_init(&csp, POLICY_MAX);
	write_policy(&csp, shop, policy);
	http_set_header(res, "Content-Type", "text/html; charset=utf-8");
	http_set_header(res, "Content-Security-Policy", buf_text(&csp));
	http_set_header(res, "Cache-Control", "no-store");
	/* Addresses of pages hold session ids: no other site sees them. */
	http_set_header(res, "Referrer-Policy", "same-origin");
	err = buf_ok(&csp) ?
	    TILL_OK : till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&csp);
	return err;
}

/* Shows an amount in a section of its own. */
static void
amount(struct page_part *part, const char *section, int64_t minor,
    const char *currency)
{
	char text[MONEY_MAX];

	money_format(text, sizeof(text), minor, currency, NULL);
	page_set(page_add(part, section), "AMOUNT", text);
}

static void
item_row(struct page_part *order, struct json_object *item,
    const char *currency)
{
	struct page_part *row = page_add(order, "ITEM");
	struct json_object *price = json_get(item, "price");
	int64_t quantity = json_int_or(item, "quantity", 1);
	int64_t subtotal = json_int_or(item, "amount_subtotal", 0);
	const char *unit_currency = json_text_or(price, "currency", currency);
	char text[MONEY_MAX];

	page_set(row, "DESCRIPTION", json_text_or(item, "description", ""));
	page_setf(row, "QUANTITY", "%lld", (long long)quantity);
	money_format(text, sizeof(text), subtotal, currency, NULL);
	page_set(row, "TOTAL", text);
	/* Prices in tiers or fractions have no unit amount to show. */
	if (json_object_is_type(json_get(price, "unit_amount"),
		json_type_int)) {
		money_format(text, sizeof(text),
		    json_int_or(price, "unit_amount", 0), unit_currency, NULL);
		page_set(row, "UNIT", text);
	} else if (quantity == 1) {
		page_set(row, "UNIT", text);
	}
}

void
view_order(struct page_part *part, struct json_object *session)
{
	const char *currency = json_text_or(session, "currency", "usd");
	struct json_object *items = json_get(json_get(session, "line_items"),
	    "data");
	struct json_object *totals = json_get(session, "total_details");
	int64_t subtotal = json_int_or(session, "amount_subtotal", 0);
	int64_t total = json_int_or(session, "amount_total", 0);
	int64_t off = json_int_or(totals, "amount_discount", 0);
	int64_t shipping = json_int_or(totals, "amount_shipping", 0);
	int64_t tax = json_int_or(totals, "amount_tax", 0);
	struct page_part *order = page_include(part, "ORDER",
	    "part_order.tpl");
	size_t n = json_object_is_type(items, json_type_array) ?
	    json_object_array_length(items) : 0;

	for (size_t i = 0; i < n; i++)
		item_row(order, json_object_array_get_idx(items, i),
		    currency);
	if (subtotal != total || off != 0 || shipping != 0 || tax != 0)
		amount(order, "SUBTOTAL", subtotal, currency);
	if (off != 0)
		amount(order, "DISCOUNT", -off, currency);
	if (shipping != 0 ||
	    json_get(session, "shipping_cost") != NULL)
		amount(order, "SHIPPING", shipping, currency);
	if (tax != 0)
		amount(order, "TAX", tax, currency);
	amount(order, "GRAND", total, currency);
}

void
view_shipping(struct page_part *part, struct json_object *session)
{
	struct json_object *shipping = session_shipping(session);
	struct address address = address_of(json_get(shipping, "address"));
	char lines[ADDRESS_LINES][ADDRESS_LINE_MAX];
	struct page_part *section;
	size_t n;

	if (address_is_empty(&address))
		return;
	section = page_add(part, "SHIPPING");
	page_set(section, "NAME", json_text_or(shipping, "name", ""));
	n = address_lines(&address, lines);
	for (size_t i = 0; i < n; i++)
		page_set(page_add(section, "LINE"), "TEXT", lines[i]);
}

void
view_field(struct page_part *form, const char *name, const char *value)
{
	struct page_part *field = page_add(form, "FIELD");

	page_set(field, "NAME", name);
	page_set(field, "VALUE", value);
}

/* Adds the fields of a tree, with their bracketed names. */
static void
add_fields(struct page_part *form, const char *name,
    struct json_object *value)
{
	char inner[512];

	if (json_object_is_type(value, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			(void)snprintf(inner, sizeof(inner), "%s[%zu]", name,
			    i);
			add_fields(form, inner,
			    json_object_array_get_idx(value, i));
		}
	} else if (json_object_is_type(value, json_type_object)) {
		json_object_object_foreach(value, key, member) {
			(void)snprintf(inner, sizeof(inner),
			    *name != '\0' ? "%s[%s]" : "%s%s", name, key);
			add_fields(form, inner, member);
		}
	} else {
		view_field(form, name, json_object_get_string(value));
	}
}

void
view_cart(struct page_part *form, const char *cart, const char *token)
{
	struct json_object *json = NULL;
	struct till_error e;

	till_error_clear(&e);
	if (json_parse(cart, strlen(cart), &json, &e) == TILL_OK)
		add_fields(form, "", json);
	view_field(form, "token", token);
	json_object_put(json);
}

/* What a page says of each kind; a NULL message is the error's own. */
static const struct {
	const char *heading, *message;
} words[] = {
	[TILL_OK] = { "Nothing went wrong.", "Go back to the shop." },
	[TILL_EINPUT] = { "That did not work.", NULL },
	[TILL_EIDEMPOTENCY] = { "That did not work.",
	    "You have not been charged. Go back to the shop and try again." },
	[TILL_EAUTH] = { "You are not signed in.", NULL },
	[TILL_ECARD] = { "The payment was declined.",
	    "You have not been charged. Try another way to pay." },
	[TILL_EFORBIDDEN] = { "This was not sent from our shop.",
	    "Go to the shop and check out from there." },
	[TILL_ENOTFOUND] = { "We cannot find that.",
	    "The address may be mistyped, or the order is not one of ours." },
	[TILL_EMETHOD] = { "This page cannot be opened like that.",
	    "Go to the shop and check out from there." },
	[TILL_ECONFLICT] = { "Your cart has changed.", NULL },
	[TILL_ETOOBIG] = { "That is too much at once.",
	    "Take something out of your cart and try again." },
	[TILL_ERATE] = { "We are very busy.",
	    "You have not been charged. Wait a moment and try again." },
	[TILL_EDB] = { "Something went wrong on our side.",
	    "Wait a moment and try again." },
	[TILL_EMEM] = { "Something went wrong on our side.",
	    "Wait a moment and try again." },
	[TILL_EINTERNAL] = { "Something went wrong on our side.",
	    "Wait a moment and try again." },
	[TILL_EUPSTREAM] = { "The checkout cannot be reached right now.",
	    "Wait a moment and try again." },
	[TILL_EBUSY] = { "The checkout is very busy right now.",
	    "Wait a moment and try again." },
};
_Static_assert(nitems(words) == TILL_ERR_COUNT, "each kind has its words");

/* What may be said of an error. */
static const char *
message_of(const struct till_error *error)
{
	return words[error->kind].message != NULL ?
	    words[error->kind].message : error->message;
}

/* The same as one text, for where there is no heading. */
static const char *
whole_message(const struct till_error *error, char *text, size_t size)
{
	if (words[error->kind].message == NULL)
		return error->message;
	(void)snprintf(text, size, "%s %s", words[error->kind].heading,
	    words[error->kind].message);
	return text;
}

enum till_err
view_error(const struct http_request *req, const struct till_error *error,
    struct page **out, struct till_error *e)
{
	const char *heading = words[error->kind].heading;
	struct page_part *top;
	enum till_err err;
	char title[128];

	/* A title is no sentence: it goes without the full stop. */
	(void)snprintf(title, sizeof(title), "%.*s",
	    (int)strlen(heading) - 1, heading);
	err = view_open("error.tpl", title, out, e);

	if (err != TILL_OK)
		return err;
	top = page_top(*out);
	page_set(top, "HEADING", heading);
	page_set(top, "MESSAGE", message_of(error));
	page_set(page_add(top, "BACK"), "URL", "/");
	page_set(page_add(top, "HELP"), "REQUEST_ID", req->id);
	return TILL_OK;
}

/* When not even the page of an error can be made. */
static void
fail_plain(const struct till_error *error, struct http_response *res)
{
	buf_reset(&res->body);
	buf_addf(&res->body, "%s %s\n", words[error->kind].heading,
	    message_of(error));
	http_set_header(res, "Content-Type", "text/plain; charset=utf-8");
}

void
view_fail_json(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res)
{
	struct json_object *body = json_object_new_object();
	struct json_object *inner = json_object_new_object();
	char text[TILL_MESSAGE_MAX];

	(void)app;
	(void)req;
	json_put_text(inner, "message",
	    whole_message(error, text, sizeof(text)));
	json_put_text(inner, "param",
	    error->param[0] != '\0' ? error->param : NULL);
	json_put_text(inner, "code",
	    error->code[0] != '\0' ? error->code : NULL);
	json_put(body, "error", inner);
	http_set_header(res, "Cache-Control", "no-store");
	http_json(res, res->status, body);
	json_object_put(body);
}

void
view_fail(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res)
{
	int status = res->status;
	struct page *page = NULL;
	struct till_error e;

	if (http_wants_json(req)) {
		view_fail_json(app, req, error, res);
		return;
	}
	till_error_clear(&e);
	if (app == NULL || view_error(req, error, &page, &e) != TILL_OK ||
	    view_send(app, page, VIEW_PLAIN, status, res, &e) != TILL_OK)
		fail_plain(error, res);
	page_free(page);
}
