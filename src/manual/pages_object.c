/* pages_object: the page of one object, and what was searched for. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/names.h"
#include "manual/pages_internal.h"
#include "manual/search.h"
#include "manual/words.h"

#define TEXT_MAX 16384
#define VALUES_SHORT 12 /* more of them are folded away */
#define HITS_MAX 60

void
pages_values(struct page_part *part, const char *const *values, size_t count)
{
	struct page_part *list;

	if (count == 0)
		return;
	list = page_add(part, count > VALUES_SHORT ? "MANY" : "FEW");
	page_setf(list, "COUNT", "%zu", count);
	for (size_t i = 0; i < count; i++)
		page_set(page_add(list, "VALUE"), "VALUE", values[i]);
}

struct fields {
	struct page_part *part;
	bool whole;
};

static void
add_field(void *arg, const struct words_field *at)
{
	const struct object_type *type = words_field_object(at->field);
	char anchor[PAGES_ANCHOR_MAX], link[PAGES_LINK_MAX];
	struct fields *fields = arg;
	struct page_part *part, *more;
	const char *name = at->field->name, *const *values;
	struct buf text;
	size_t count;

	if (at->depth > 0 && !fields->whole)
		return;
	part = page_add(fields->part, "FIELD");
	page_setf(part, "DEPTH", "%d", at->depth < 6 ? at->depth : 6);
	page_setf(part, "BEFORE", "%.*s",
	    (int)(strlen(at->path) - strlen(name)), at->path);
	page_set(part, "NAME", name);
	if (fields->whole) {
		pages_anchor(at->path, anchor);
		page_set(page_add(part, "ANCHORED"), "ANCHOR", anchor);
	}
	buf_init(&text, TEXT_MAX);
	words_field_type(&text, at->field);
	more = page_add(part, type != NULL ? "LINKED" : "PLAIN");
	page_set(more, "TYPE", buf_text(&text));
	buf_free(&text);
	if (type != NULL) {
		pages_object_link(type, link);
		page_set(more, "LINK", link);
	}
	buf_init(&text, TEXT_MAX);
	words_field_rules(&text, at->field);
	if (text.len > 0)
		page_set(page_add(part, "RULES"), "RULES", buf_text(&text));
	buf_free(&text);
	values = words_field_values(at->field, &count);
	pages_values(part, values, count);
}

void
pages_fields(struct page_part *part, const struct object_type *type,
    bool whole)
{
	struct fields fields = { part, whole };

	words_walk_fields(type->fields, type->fields_count, add_field,
	    &fields);
}

/* Adds the calls that answer an object. */
static void
add_calls(struct page_part *top, const struct object_type *type)
{
	char name[NAMES_MAX], link[PAGES_LINK_MAX];
	struct call_name call;
	struct page_part *row;
	bool list;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_returns(&params_calls[i], name, &list);
		if (strcmp(name, type->name) != 0)
			continue;
		names_of(&params_calls[i], &call);
		pages_call_link(&params_calls[i], link);
		row = page_add(top, "CALL");
		page_set(row, "LINK", link);
		page_setf(row, "NAME", "%s %s", call.resource,
		    call.operation);
	}
}

enum till_err
pages_object(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	const struct object_type *type = object_find(req->capture[0]);
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err;

	(void)app;
	if (type == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "The API has no such object. All of them are listed, and "
		    "can be searched.");
	err = pages_begin("docs_object.tpl", type->name, "", &page, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	page_set(top, "NAME", type->name);
	add_calls(top, type);
	pages_fields(page_include(top, "FIELDS", "part_docs_fields.tpl"),
	    type, true);
	return pages_send(page, 200, res, e);
}

/* Adds one thing that was found. */
static void
add_hit(void *arg, const struct search_hit *hit)
{
	struct page_part *row = page_add(arg, "HIT");
	char link[PAGES_LINK_MAX], anchor[PAGES_ANCHOR_MAX];
	struct call_name name;

	pages_anchor(hit->path, anchor);
	if (hit->call != NULL) {
		names_of(hit->call, &name);
		pages_call_link(hit->call, link);
		page_setf(row, "WHERE", "%s %s", name.resource,
		    name.operation);
	} else {
		pages_object_link(hit->type, link);
		page_setf(row, "WHERE", "%s object", hit->type->name);
	}
	page_setf(row, "LINK", "%s%s%s", link, *anchor != '\0' ? "#" : "",
	    anchor);
	if (*hit->path != '\0')
		page_set(page_add(row, "NAMED"), "NAME", hit->path);
	if (hit->param != NULL && hit->param->note != NULL)
		page_set(page_add(row, "NOTE"), "NOTE", hit->param->note);
}

void
pages_found(struct page_part *top, const char *query)
{
	struct page_part *found, *more;
	size_t count;

	if (query[strspn(query, " ")] == '\0')
		return;
	found = page_add(top, "FOUND");
	page_set(found, "WANTED", query);
	count = search(query, HITS_MAX, add_hit, found);
	page_setf(found, "COUNT", "%zu", count);
	if (count == 0)
		page_show(found, "NONE");
	if (count > HITS_MAX) {
		more = page_add(found, "MORE");
		page_setf(more, "REST", "%zu", count - HITS_MAX);
	}
}
