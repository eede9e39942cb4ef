/*
 * component: the pages with an element of the browser scripts in them, made
 * for whoever looks: with a customer session's client secret for a signed-in
 * customer, without one for a guest.
 */
#ifndef TILL_SHOP_COMPONENT_H
#define TILL_SHOP_COMPONENT_H

#include "base/error.h"
#include "http/http.h"
#include "shop/shop.h"
#include "shop/view.h"

/* What such a page is made of. */
struct component {
	const char *name; /* of the customer session's: "pricing_table" */
	const char *template_name, *title;
	enum view_policy policy;
	enum setting ids; /* which ones the page may show, with commas */
};

/*
 * The page of an id, or of the first one where id is NULL.  The template is
 * given ELEMENT, PUBLISHABLE_KEY, JS_BASE, and SIGNED_IN {CLIENT_SECRET,
 * REFERENCE} or GUEST.  It is never cached: a secret is for one rendering.
 * When no secret can be had the page is made as for a guest: seeing what is
 * sold matters more.  TILL_ENOTFOUND: the id is none of the setting's.
 */
enum till_err component_page(struct shop *shop,
    const struct component *component, const char *id,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);

/* Whether a setting's ids, with commas between them, hold this one. */
bool component_listed(const char *ids, const char *id);

#endif
