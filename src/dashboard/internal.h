/* internal: what the files of dashboard/ share and nobody else sees. */
#ifndef TILL_DASHBOARD_INTERNAL_H
#define TILL_DASHBOARD_INTERNAL_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "api/api.h"
#include "dashboard/dashboard.h"
#include "dashboard/kinds.h"
#include "page/page.h"

#define DASHBOARD_TOKEN_MAX 33
#define LINK_MAX 2048 /* bytes of an address within the dashboard */

struct dashboard {
	struct api *api;
	const char *base; /* the API's own address; loans of the settings */
	const char *publishable_key;
};

/* guard.c: TILL_EFORBIDDEN for a host that is not this machine. */
enum till_err guard_host(const struct dashboard *d,
    const struct http_request *req, struct till_error *e);

/* The same, and for what comes from another site or has no token. */
enum till_err guard_change(const struct dashboard *d,
    const struct http_request *req, struct json_object *form,
    struct till_error *e);

/* The token of the pages of today. */
void guard_token(const struct dashboard *d,
    char out[static DASHBOARD_TOKEN_MAX]);

/*
 * dashboard.c: begins a page from a template, with its head and foot.  at is
 * the name of what is marked as current, "" for nothing.  pages_send()
 * releases the page.
 */
enum till_err dashboard_begin(const struct dashboard *d,
    const struct http_request *req, const char *template_name,
    const char *title, const char *at, struct page **out,
    struct till_error *e);
enum till_err dashboard_send(struct page *page, int status,
    struct http_response *res, struct till_error *e);

/* list.c: what a list is asked for. */
struct list_ask {
	const struct kind *kind;
	struct json_object *params; /* as the kind's filters have them */
	const char *after, *before; /* ids or NULL */
	int64_t limit;
	const char *request;
};

/* What it came to: an array, the caller's, NULL on error. */
struct list_found {
	struct json_object *objects;
	bool more; /* there are others in the direction of travel */
};
enum till_err list_find(const struct dashboard *d, const struct list_ask *ask,
    struct list_found *out, struct till_error *e);

/* Fills part_dashboard_rows.tpl, which is included as ROWS. */
void list_rows(struct page_part *part, const struct kind *kind,
    struct json_object *objects, int64_t now);

/* deliveries.c: the pages of deliveries, and those of one event. */
enum till_err deliveries_page(const struct dashboard *d,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);
enum till_err delivery_page(const struct dashboard *d,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);

/* requests.c, trouble.c: the pages of these names. */
enum till_err requests_page(const struct dashboard *d,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);
enum till_err trouble_page(const struct dashboard *d,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);

/*
 * Adds ONE, with a DELIVERY in it, to part for each of those of an event or
 * of an endpoint.
 */
enum till_err deliveries_add(const struct dashboard *d, const char *filter,
    const char *id, struct page_part *part, struct till_error *e);

/* tree.c: adds the lines of a JSON value to part_dashboard_json.tpl. */
void tree_add(struct page_part *part, struct json_object *value);

#endif
