/*
 * view: the shop's pages: their frame, their headers, an order as a table,
 * and the page or JSON of a request that failed.
 */
#ifndef TILL_SHOP_VIEW_H
#define TILL_SHOP_VIEW_H

#include <json-c/json.h>

#include "base/error.h"
#include "http/http.h"
#include "page/page.h"
#include "shop/shop.h"

/* Begins a page with the shop's head and foot.  *out is the caller's. */
enum till_err view_open(const char *template_name, const char *title,
    struct page **out, struct till_error *e);

enum view_policy {
	VIEW_PLAIN,  /* the shop's own script and style only */
	VIEW_PRICING, /* and a pricing table */
	VIEW_BUY,     /* and a buy button */
	VIEW_EMBEDDED, /* and an embedded checkout */
	VIEW_ELEMENT /* and a Payment Element */
};

/*
 * Renders page into res with its status and headers: never cached, and a
 * Content-Security-Policy that names all that the page may load or post to.
 */
enum till_err view_send(const struct shop *shop, struct page *page,
    enum view_policy policy, int status, struct http_response *res,
    struct till_error *e);

/* Fills the section or include name with session's items and totals. */
void view_order(struct page_part *part, struct json_object *session);

/*
 * Shows where a session's goods go, in a section SHIPPING {NAME} with one
 * LINE {TEXT} each; nothing when none are sent.
 */
void view_shipping(struct page_part *part, struct json_object *session);

/* Adds a hidden input to a form's FIELD sections. */
void view_field(struct page_part *form, const char *name, const char *value);

/* Adds a kept cart, as cart_to_json() made it, and its token as fields. */
void view_cart(struct page_part *form, const char *cart, const char *token);

/*
 * Begins the page of an error; whoever calls it may add a way to try again.
 * *out is the caller's.
 */
enum till_err view_error(const struct http_request *req,
    const struct till_error *error, struct page **out, struct till_error *e);

/* A program's fail(): a page, or JSON where JSON was asked for. */
void view_fail(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res);

/* The same, always JSON: {"error":{"message","param","code"}}. */
void view_fail_json(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res);

#endif
