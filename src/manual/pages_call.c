/* pages_call: the page of one call. */
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "base/text.h"
#include "manual/across.h"
#include "manual/example.h"
#include "manual/names.h"
#include "manual/pages_internal.h"
#include "manual/words.h"

#define TEXT_MAX 16384

/* Sets a value that is written into a buffer. */
static void
set_text(struct page_part *part, const char *name, struct buf *text)
{
	page_set(part, name, buf_text(text));
	buf_free(text);
}

static void
add_param(void *arg, const struct words_param *at)
{
	struct page_part *part = page_add(arg, "PARAM"), *more;
	const struct param *p = at->param;
	char anchor[PAGES_ANCHOR_MAX];
	const char *const *values;
	struct buf text;
	size_t count;

	pages_anchor(at->path, anchor);
	page_set(part, "ANCHOR", anchor);
	page_setf(part, "DEPTH", "%d", at->depth < 6 ? at->depth : 6);
	page_setf(part, "BEFORE", "%.*s", (int)(at->name - at->path),
	    at->path);
	page_set(part, "NAME", at->name);
	buf_init(&text, TEXT_MAX);
	words_type(&text, p);
	set_text(part, "TYPE", &text);
	if (words_need(p) != NULL)
		page_set(page_add(part, "NEED"), "NEED", words_need(p));
	buf_init(&text, TEXT_MAX);
	words_rules(&text, p);
	if (text.len > 0) {
		more = page_add(part, "RULES");
		page_set(more, "RULES", buf_text(&text));
	}
	buf_free(&text);
	if (p->note != NULL)
		page_set(page_add(part, "NOTE"), "NOTE", p->note);
	values = words_values(p, &count);
	pages_values(part, values, count);
}

static void
add_rules(struct page_part *top, const struct params_call *call)
{
	struct page_part *rules = NULL, *row, *name;
	char anchor[PAGES_ANCHOR_MAX];
	struct across rule;
	size_t at = 0;

	while (across_next(call, &at, &rule)) {
		if (rules == NULL)
			rules = page_add(top, "ACROSS");
		row = page_add(rules, "RULE");
		page_set(row, "SAYS", rule.says);
		if (*rule.first == '\0')
			continue;
		name = page_add(row, "FIRST");
		pages_anchor(rule.first, anchor);
		page_set(name, "NAME", rule.first);
		page_set(name, "ANCHOR", anchor);
		if (*rule.second == '\0')
			continue;
		name = page_add(row, "SECOND");
		pages_anchor(rule.second, anchor);
		page_set(name, "NAME", rule.second);
		page_set(name, "ANCHOR", anchor);
	}
}

/* Whether Till's own API has the call. */
static bool
is_served(const struct params_call *call)
{
	for (size_t i = 0; i < api_ops_count; i++)
		if (strcmp(api_ops[i].path, call->path) == 0 &&
		    strcmp(api_ops[i].method_name, call->method) == 0)
			return true;
	return false;
}

static void
add_returns(struct page_part *top, const struct params_call *call)
{
	const struct object_type *type;
	char name[NAMES_MAX], link[PAGES_LINK_MAX];
	struct page_part *part;
	bool list;

	names_returns(call, name, &list);
	type = object_find(name);
	if (type == NULL)
		return;
	part = page_add(top, "RETURNS");
	pages_object_link(type, link);
	page_set(part, "NAME", name);
	page_set(part, "LINK", link);
	if (list)
		page_show(part, "LIST");
	pages_fields(page_include(part, "FIELDS", "part_docs_fields.tpl"),
	    type, false);
}

static void
fill(struct page_part *top, const struct params_call *call, const char *base)
{
	struct call_name name;
	struct buf text;

	names_of(call, &name);
	page_set(top, "RESOURCE", name.resource);
	page_set(top, "OPERATION", name.operation);
	page_set(top, "METHOD", call->method);
	page_set(top, "PATH", call->path);
	if (!is_served(call))
		page_show(top, "ELSEWHERE");
	buf_init(&text, TEXT_MAX);
	example_curl(&text, call, base);
	set_text(top, "CURL", &text);
	buf_init(&text, TEXT_MAX);
	example_till(&text, call);
	set_text(top, "TILL", &text);
	if (call->params_count > 0) {
		struct page_part *params = page_add(top, "PARAMS");

		page_setf(params, "COUNT", "%zu", call->leaf_count);
		words_walk_params(call->params, call->params_count,
		    add_param, params);
	} else {
		page_show(top, "NO_PARAMS");
	}
	add_rules(top, call);
	add_returns(top, call);
}

/* The call of a path below /docs, NULL for none. */
static const struct params_call *
find(const char *path)
{
	char known[NAMES_MAX];

	for (size_t i = 0; i < params_calls_count; i++) {
		names_path(&params_calls[i], known);
		if (strcmp(known, path) == 0)
			return &params_calls[i];
	}
	return NULL;
}

/* Leads to where a resource's calls are listed. */
static enum till_err
to_index(const char *resource, struct http_response *res)
{
	char link[PAGES_LINK_MAX];

	(void)snprintf(link, sizeof(link), "/docs%s%.*s",
	    *resource != '\0' ? "#" : "", NAMES_MAX, resource);
	for (char *c = strchr(link, '#'); c != NULL && *c != '\0'; c++)
		if (*c == '/')
			*c = '-';
	return http_redirect(res, 302, link);
}

enum till_err
pages_call(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	const struct params_call *call = find(req->capture[0]);
	const struct pages *pages = app;
	char title[2 * NAMES_MAX + 4];
	struct call_name name;
	struct page *page = NULL;
	enum till_err err;

	if (call == NULL && (*req->capture[0] == '\0' ||
	    names_is_resource(req->capture[0])))
		return to_index(req->capture[0], res);
	if (call == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "The API has no such call. All of them are listed, and "
		    "can be searched.");
	names_of(call, &name);
	(void)snprintf(title, sizeof(title), "%s: %s", name.resource,
	    name.operation);
	err = pages_begin("docs_call.tpl", title, "", &page, e);
	if (err != TILL_OK)
		return err;
	fill(page_top(page), call,
	    settings_text(pages->settings, SETTING_API_BASE));
	return pages_send(page, 200, res, e);
}
