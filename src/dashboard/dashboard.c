/* dashboard: see dashboard.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"

#define POLICY \
	"default-src 'none'; style-src 'self'; script-src 'self'; " \
	"img-src 'self'; connect-src 'self'; form-action 'self'; " \
	"frame-ancestors 'none'; base-uri 'none'"

enum till_err
dashboard_open(const struct settings *settings, void **out,
    struct till_error *e)
{
	struct dashboard *d = calloc(1, sizeof(*d));
	enum till_err err;

	*out = NULL;
	if (d == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	d->base = settings_text(settings, SETTING_API_BASE);
	d->publishable_key = settings_text(settings, SETTING_PUBLISHABLE_KEY);
	err = page_folder(settings_text(settings, SETTING_TEMPLATES), e);
	if (err == TILL_OK)
		err = api_open(settings, &d->api, e);
	if (err != TILL_OK)
		dashboard_close(d);
	else
		*out = d;
	return err;
}

void
dashboard_close(void *dashboard)
{
	struct dashboard *d = dashboard;

	if (d != NULL)
		api_close(d->api);
	free(d);
}

/* The kinds of objects, and the lists that are none, under their headings. */
static void
add_navigation(struct page_part *head, const char *at)
{
	for (size_t i = 0; i < kind_groups_count; i++) {
		struct page_part *group = page_add(head, "GROUP");

		page_set(group, "GROUP_TITLE", kind_groups[i].title);
		for (size_t k = 0; k < nitems(kind_groups[i].names); k++) {
			const char *name = kind_groups[i].names[k];
			struct page_part *item;

			if (name == NULL)
				break;
			item = page_add(group, "ITEM");
			page_setf(item, "ITEM_LINK", "/dashboard/%s", name);
			page_set(item, "ITEM_TITLE", kind_title(name));
			if (strcmp(name, at) == 0)
				page_show(item, "CURRENT");
		}
	}
}

/* The clock, and the way back for the forms of the page. */
static void
add_state(const struct dashboard *d, const struct http_request *req,
    struct page_part *top)
{
	char token[DASHBOARD_TOKEN_MAX], exact[SHOW_TIME_MAX];
	int64_t now = clock_now();

	guard_token(d, token);
	show_exact(now, exact);
	page_set(top, "TOKEN", token);
	page_setf(top, "NOW", "%lld", (long long)now);
	page_set(top, "NOW_EXACT", exact);
	exact[strlen("2026-11-22T04:10")] = '\0';
	exact[strcspn(exact, "T")] = ' ';
	page_set(top, "NOW_SHORT", exact);
	page_setf(top, "BACK", "%s%s%s",
	    req->method == HTTP_GET ? req->path : "/dashboard",
	    req->method == HTTP_GET && *req->query != '\0' ? "?" : "",
	    req->method == HTTP_GET ? req->query : "");
}

enum till_err
dashboard_begin(const struct dashboard *d, const struct http_request *req,
    const char *template_name, const char *title, const char *at,
    struct page **out, struct till_error *e)
{
	enum till_err err = page_open(template_name, out, e);
	struct page_part *head;

	if (err != TILL_OK)
		return err;
	page_set(page_top(*out), "TITLE", title);
	if (d != NULL)
		add_state(d, req, page_top(*out));
	head = page_include(page_top(*out), "HEAD", "part_dashboard_head.tpl");
	add_navigation(head, at);
	if (d != NULL)
		page_show(head, "RUNNING");
	(void)page_include(page_top(*out), "FOOT", "part_dashboard_foot.tpl");
	return TILL_OK;
}

enum till_err
dashboard_send(struct page *page, int status, struct http_response *res,
    struct till_error *e)
{
	enum till_err err = page_render(page, &res->body, e);

	page_free(page);
	if (err != TILL_OK)
		return err;
	res->status = status;
	http_set_header(res, "Content-Type", "text/html; charset=utf-8");
	http_set_header(res, "Content-Security-Policy", POLICY);
	http_set_header(res, "Cross-Origin-Resource-Policy", "same-origin");
	http_set_header(res, "Referrer-Policy", "same-origin");
	http_set_header(res, "Cache-Control", "no-store");
	return TILL_OK;
}

void
dashboard_fail(void *dashboard, const struct http_request *req,
    const struct till_error *error, struct http_response *res)
{
	int status = till_err_status(error->kind);
	const char *title = status >= 500	    ? "This did not work" :
	    error->kind == TILL_ENOTFOUND   ? "There is no such thing" :
	    error->kind == TILL_EFORBIDDEN  ? "This is not allowed" :
					      "This cannot be done";
	struct page *page = NULL;
	struct page_part *top;
	struct till_error e;
	struct buf shown;

	/* To who may not look, the page has nothing to say but that. */
	if (error->kind == TILL_EFORBIDDEN)
		dashboard = NULL;
	till_error_clear(&e);
	buf_init(&shown, SHOW_TEXT_MAX);
	show_text(&shown, error->message, false);
	if (dashboard_begin(dashboard, req, "dashboard_error.tpl", title, "",
	    &page, &e) == TILL_OK) {
		top = page_top(page);
		page_set(top, "HEADING", title);
		page_set(top, "MESSAGE", status >= 500 ?
		    "Try again in a minute." : buf_text(&shown));
		page_set(top, "REQUEST_ID", req->id);
		if (dashboard_send(page, status, res, &e) == TILL_OK) {
			buf_free(&shown);
			return;
		}
	}
	buf_free(&shown);
	log_write(LOG_ERROR, "the error page failed: %s", e.message);
}
