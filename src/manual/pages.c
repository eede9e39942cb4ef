/* pages: see pages.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "manual/names.h"
#include "manual/pages_internal.h"

#define POLICY \
	"default-src 'none'; style-src 'self'; script-src 'self'; " \
	"img-src 'self'; connect-src 'self'; form-action 'self'; " \
	"frame-ancestors 'none'; base-uri 'none'"
#define QUERY_MAX 128

enum till_err
pages_open(const struct settings *settings, void **out, struct till_error *e)
{
	struct pages *pages = calloc(1, sizeof(*pages));
	enum till_err err;

	*out = NULL;
	if (pages == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	pages->settings = settings;
	err = page_folder(settings_text(settings, SETTING_TEMPLATES), e);
	if (err != TILL_OK)
		free(pages);
	else
		*out = pages;
	return err;
}

void
pages_close(void *pages)
{
	free(pages);
}

void
pages_anchor(const char *path, char out[static PAGES_ANCHOR_MAX])
{
	size_t n = 0;

	for (const char *at = path; *at != '\0' && n + 2 < PAGES_ANCHOR_MAX;) {
		size_t len = strcspn(at, "[].");
		/* The item of a list, or any key of a map. */
		bool item = len == 1 && *at == '0';

		if (len > 0 && !item && *at != '<') {
			if (n > 0)
				out[n++] = '-';
			if (len >= PAGES_ANCHOR_MAX - n)
				len = PAGES_ANCHOR_MAX - n - 1;
			memcpy(out + n, at, len);
			n += len;
			at += len;
		} else {
			at += len > 0 ? len : 1;
		}
	}
	out[n] = '\0';
}

void
pages_call_link(const struct params_call *call,
    char out[static PAGES_LINK_MAX])
{
	char path[NAMES_MAX];

	names_path(call, path);
	(void)snprintf(out, PAGES_LINK_MAX, "/docs/%s", path);
}

void
pages_object_link(const struct object_type *type,
    char out[static PAGES_LINK_MAX])
{
	(void)snprintf(out, PAGES_LINK_MAX, "/docs/objects/%s", type->name);
}

enum till_err
pages_begin(const char *template_name, const char *title, const char *query,
    struct page **out, struct till_error *e)
{
	enum till_err err = page_open(template_name, out, e);
	struct page_part *head;

	if (err != TILL_OK)
		return err;
	head = page_include(page_top(*out), "HEAD", "part_docs_head.tpl");
	page_set(head, "TITLE", title);
	page_set(head, "QUERY", query);
	(void)page_include(page_top(*out), "FOOT", "part_docs_foot.tpl");
	return TILL_OK;
}

enum till_err
pages_send(struct page *page, int status, struct http_response *res,
    struct till_error *e)
{
	enum till_err err = page_render(page, &res->body, e);

	page_free(page);
	if (err != TILL_OK)
		return err;
	res->status = status;
	http_set_header(res, "Content-Type", "text/html; charset=utf-8");
	http_set_header(res, "Content-Security-Policy", POLICY);
	http_set_header(res, "Referrer-Policy", "same-origin");
	/* The tables change with the program alone. */
	http_set_header(res, "Cache-Control", "no-cache");
	return TILL_OK;
}

/* A name that a link can end in: "checkout-sessions". */
static void
resource_anchor(const char *resource, char out[static NAMES_MAX])
{
	text_copy(out, NAMES_MAX, resource);
	for (char *c = out; *c != '\0'; c++)
		if (*c == ' ')
			*c = '-';
}

/* Adds a resource with its operations. */
static void
add_resource(struct page_part *top, const struct params_call *first)
{
	struct page_part *part = page_add(top, "RESOURCE"), *row;
	char anchor[NAMES_MAX], link[PAGES_LINK_MAX];
	struct call_name name, other;

	names_of(first, &name);
	resource_anchor(name.resource, anchor);
	page_set(part, "NAME", name.resource);
	page_set(part, "ANCHOR", anchor);
	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];

		names_of(call, &other);
		if (strcmp(other.resource, name.resource) != 0)
			continue;
		row = page_add(part, "CALL");
		pages_call_link(call, link);
		page_set(row, "LINK", link);
		page_set(row, "OPERATION", other.operation);
		page_set(row, "METHOD", call->method);
		page_set(row, "PATH", call->path);
	}
}

static void
add_objects(struct page_part *top)
{
	char link[PAGES_LINK_MAX];

	for (size_t i = 0; i < object_types_count; i++) {
		struct page_part *row = page_add(top, "OBJECT");

		pages_object_link(&object_types[i], link);
		page_set(row, "LINK", link);
		page_set(row, "NAME", object_types[i].name);
	}
}

enum till_err
pages_index(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	const struct pages *pages = app;
	struct json_object *form = NULL;
	struct page *page = NULL;
	struct page_part *top;
	char query[QUERY_MAX];
	enum till_err err;

	err = http_form(req, &form, e);
	if (err != TILL_OK)
		return err;
	text_copy(query, sizeof(query), json_text_or(form, "q", ""));
	json_object_put(form);
	err = pages_begin("docs.tpl",
	    *query != '\0' ? "Search" : "Every call", query, &page, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	page_set(top, "BASE",
	    settings_text(pages->settings, SETTING_API_BASE));
	pages_found(top, query);
	for (size_t i = 0; i < params_calls_count; i++)
		if (names_is_first(&params_calls[i]))
			add_resource(top, &params_calls[i]);
	add_objects(top);
	return pages_send(page, 200, res, e);
}

void
pages_fail(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res)
{
	int status = till_err_status(error->kind);
	const char *title = status >= 500	  ? "This did not work" :
	    error->kind == TILL_ENOTFOUND ? "There is no such page" :
					    "This cannot be done";
	struct page *page = NULL;
	struct till_error e;

	(void)app;
	till_error_clear(&e);
	if (pages_begin("docs_error.tpl", title, "", &page, &e) == TILL_OK) {
		page_set(page_top(page), "HEADING", title);
		page_set(page_top(page), "MESSAGE",
		    status >= 500 ? "Try again in a minute." :
				    error->message);
		page_set(page_top(page), "REQUEST_ID", req->id);
		if (pages_send(page, status, res, &e) == TILL_OK)
			return;
	}
	log_write(LOG_ERROR, "the error page failed: %s", e.message);
}
