/* list: the lists of objects, by the API's own tables. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "form/form.h"
#include "params/object.h"
#include "sessions/session.h"

#define PAGE_ROWS 25

/* Seconds that a list may look back, by the name the form has for them. */
static const struct {
	const char *name, *label;
	int64_t seconds;
} spans[] = {
	{ "hour", "Last hour", 3600 },
	{ "day", "Last day", 86400 },
	{ "week", "Last week", INT64_C(7) * 86400 },
	{ "month", "Last month", INT64_C(31) * 86400 },
};

/* A list on its way; the call comes first, for it is what each is given. */
struct listing {
	struct api_call call;
	struct api_op op;
	struct json_object *objects;
};

static enum till_err
keep(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct listing *l = (struct listing *)arg;
	struct json_object *o = NULL;
	enum till_err err = json_parse(text, len, &o, e);

	(void)id;
	if (err != TILL_OK)
		return err;
	if (l->op.resource->record == &session_type)
		session_age(o, l->call.now);
	json_object_array_add(l->objects, o);
	return TILL_OK;
}

static enum till_err
read_list(struct store_conn *c, void *arg, struct till_error *e)
{
	struct listing *l = arg;

	l->call.c = c;
	return resource_list_each(&l->call, keep, e);
}

enum till_err
list_find(const struct dashboard *d, const struct list_ask *ask,
    struct list_found *out, struct till_error *e)
{
	struct http_request req = { .id = ask->request, .path = "" };
	struct listing l = { .call = { .api = d->api, .req = &req,
				 .params = ask->params,
				 .now = clock_now() },
		.op = { .resource = &ask->kind->resource },
		.objects = json_object_new_array() };
	enum till_err err = TILL_OK;
	size_t n;

	l.call.op = &l.op;
	out->more = false;
	out->objects = NULL;
	json_put_int(ask->params, "limit", ask->limit + 1);
	if (ask->after != NULL)
		json_put_text(ask->params, "starting_after", ask->after);
	if (ask->before != NULL)
		json_put_text(ask->params, "ending_before", ask->before);
	buf_init(&l.call.body, API_ANSWER_MAX);
	if (ask->kind->before != NULL)
		err = ask->kind->before(&l.call, e);
	if (err == TILL_OK)
		err = store_read(d->api->store, read_list, &l, e);
	buf_free(&l.call.body);
	if (err != TILL_OK) {
		json_object_put(l.objects);
		return err;
	}
	/* One more than wanted was asked for: it stands at the far end. */
	n = json_count(l.objects);
	out->more = (int64_t)n > ask->limit;
	if (out->more)
		json_object_array_del_idx(l.objects,
		    ask->before != NULL ? 0 : n - 1, 1);
	out->objects = l.objects;
	return TILL_OK;
}

static const char *
class_of(enum cell cell)
{
	return cell == CELL_MONEY ? "amount" :
	    cell == CELL_TIME	  ? "when" :
	    cell == CELL_OWN	  ? "own" :
				    "text";
}

void
list_rows(struct page_part *part, const struct kind *kind,
    struct json_object *objects, int64_t now)
{
	for (size_t i = 0; i < kind->columns_count; i++) {
		struct page_part *column;

		if (!kind->columns[i].listed)
			continue;
		column = page_add(part, "COLUMN");
		page_set(column, "LABEL", kind->columns[i].label);
		page_set(column, "CLASS", class_of(kind->columns[i].cell));
	}
	for (size_t i = 0; i < json_count(objects); i++) {
		struct json_object *o = json_at(objects, i);
		struct page_part *row = page_add(part, "ROW");

		page_set(row, "ROW_ID", json_text_or(o, "id", ""));
		for (size_t k = 0; k < kind->columns_count; k++) {
			const struct column *c = &kind->columns[k];
			struct page_part *cell;

			if (!c->listed)
				continue;
			cell = page_add(row, "CELL");
			page_set(cell, "CLASS", class_of(c->cell));
			show_column(cell, kind, c, o, now);
		}
	}
}

/* The column of the database that a filter's name stands for. */
static const struct record_column *
column_of(const struct kind *kind, const char *param)
{
	const struct record_type *type = kind->resource.record;

	for (size_t i = 0; i < kind->resource.filters_count; i++)
		for (size_t k = 0; k < type->columns_count; k++)
			if (strcmp(kind->resource.filters[i].param, param) ==
				0 &&
			    strcmp(kind->resource.filters[i].column,
				type->columns[k].name) == 0)
				return &type->columns[k];
	return NULL;
}

/* Takes the filters that were given; those left empty are none. */
static struct json_object *
read_filters(const struct kind *kind, struct json_object *form, int64_t now)
{
	struct json_object *params = json_object_new_object(), *created;
	const char *since = json_text_or(form, "created", "");

	for (size_t i = 0; i < kind->resource.filters_count; i++) {
		const char *name = kind->resource.filters[i].param;
		const char *value = json_text_or(form, name, "");
		const struct record_column *column = column_of(kind, name);

		if (*value == '\0')
			continue;
		if (column != NULL && column->integer)
			json_put_int(params, name,
			    strcmp(value, "true") == 0);
		else
			json_put_text(params, name, value);
	}
	for (size_t i = 0; i < nitems(spans); i++) {
		if (strcmp(spans[i].name, since) != 0)
			continue;
		created = json_object_new_object();
		json_put_int(created, "gte", now - spans[i].seconds);
		json_put(params, "created", created);
	}
	return params;
}

static void
add_option(struct page_part *part, const char *value, const char *label,
    const char *chosen)
{
	struct page_part *option = page_add(part, "OPTION");

	page_set(option, "VALUE", value);
	page_set(option, "LABEL", label);
	if (strcmp(value, chosen) == 0)
		page_show(option, "CHOSEN");
}

/* The form over a list, with what was chosen in it. */
static void
add_form(struct page_part *top, const struct kind *kind,
    struct json_object *form)
{
	const struct object_type *type =
	    object_find(kind->resource.record->object);
	const char *since = json_text_or(form, "created", "");
	struct page_part *part;

	for (size_t i = 0; i < kind->choices_count; i++) {
		const struct choice *choice = &kind->choices[i];
		const char *chosen = json_text_or(form, choice->param, "");
		const struct field *field = choice->field != NULL ?
		    object_field(type, choice->field) : NULL;

		part = page_add(top, field != NULL ? "CHOICE" : "TYPED");
		page_set(part, "PARAM", choice->param);
		page_set(part, "LABEL", choice->label);
		page_set(part, "GIVEN", chosen);
		for (size_t k = 0; field != NULL && k < field->values_count;
		     k++)
			add_option(part, field->values[k], field->values[k],
			    chosen);
		if (field == NULL || field->kind != FIELD_BOOLEAN)
			continue;
		add_option(part, "true", "yes", chosen);
		add_option(part, "false", "no", chosen);
	}
	part = page_add(top, "CHOICE");
	page_set(part, "PARAM", "created");
	page_set(part, "LABEL", "Created");
	for (size_t i = 0; i < nitems(spans); i++)
		add_option(part, spans[i].name, spans[i].label, since);
}

/* The address of the same list from another place on. */
static void
set_page_link(struct page_part *part, const struct kind *kind,
    struct json_object *form, const char *cursor, const char *id)
{
	struct buf b;

	buf_init(&b, LINK_MAX);
	buf_addf(&b, "/dashboard/%s?", kind->name);
	json_object_object_foreach(form, name, value) {
		const char *text = json_object_get_string(value);

		if (strcmp(name, "after") == 0 ||
		    strcmp(name, "before") == 0 || text == NULL ||
		    *text == '\0')
			continue;
		form_escape(&b, name, strlen(name));
		buf_add_char(&b, '=');
		form_escape(&b, text, strlen(text));
		buf_add_char(&b, '&');
	}
	buf_addf(&b, "%s=", cursor);
	form_escape(&b, id, strlen(id));
	page_set(part, "PAGE_LINK", buf_ok(&b) ? buf_text(&b) : "");
	buf_free(&b);
}

static void
add_pages(struct page_part *top, const struct list_ask *ask,
    const struct list_found *found, struct json_object *form)
{
	size_t n = json_count(found->objects);
	bool newer = ask->before != NULL ? found->more : ask->after != NULL;
	bool older = ask->before != NULL || found->more;

	if (n == 0)
		return;
	if (newer)
		set_page_link(page_add(top, "NEWER"), ask->kind, form,
		    "before", json_text_or(json_at(found->objects, 0), "id",
		    ""));
	if (older)
		set_page_link(page_add(top, "OLDER"), ask->kind, form,
		    "after", json_text_or(json_at(found->objects, n - 1),
		    "id", ""));
	/* New rows come to the first page alone. */
	if (ask->after == NULL && ask->before == NULL)
		page_show(top, "FIRST");
}

static enum till_err
show_list(const struct dashboard *d, const struct http_request *req,
    const struct list_ask *ask, struct json_object *form,
    struct http_response *res, struct till_error *e)
{
	struct list_found found;
	struct page_part *top;
	struct page *page = NULL;
	enum till_err err = list_find(d, ask, &found, e);

	if (err == TILL_OK)
		err = dashboard_begin(d, req, "dashboard_list.tpl",
		    ask->kind->title, ask->kind->name, &page, e);
	if (err == TILL_OK) {
		top = page_top(page);
		page_set(top, "HEADING", ask->kind->title);
		page_setf(top, "ACTION", "/dashboard/%s", ask->kind->name);
		add_form(top, ask->kind, form);
		if (json_count(found.objects) == 0)
			page_show(top, "NONE");
		list_rows(page_include(top, "ROWS",
		    "part_dashboard_rows.tpl"), ask->kind, found.objects,
		    clock_now());
		add_pages(top, ask, &found, form);
		err = dashboard_send(page, 200, res, e);
	}
	json_object_put(found.objects);
	return err;
}

static enum till_err
list_kind(const struct dashboard *d, const struct http_request *req,
    const struct kind *kind, struct http_response *res, struct till_error *e)
{
	struct list_ask ask = { .kind = kind, .limit = PAGE_ROWS,
		.request = req->id };
	struct json_object *form = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err != TILL_OK)
		return err;
	ask.params = read_filters(kind, form, clock_now());
	ask.after = json_text(form, "after");
	ask.before = json_text(form, "before");
	err = show_list(d, req, &ask, form, res, e);
	json_object_put(ask.params);
	json_object_put(form);
	return err;
}

enum till_err
dashboard_sessions(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	enum till_err err = guard_host(app, req, e);

	return err == TILL_OK ?
	    list_kind(app, req, kind_find("sessions"), res, e) : err;
}

enum till_err
dashboard_list(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	static const struct {
		const char *name;
		enum till_err (*show)(const struct dashboard *d,
		    const struct http_request *req,
		    struct http_response *res, struct till_error *e);
	} pages[] = {
		{ "deliveries", deliveries_page },
		{ "requests", requests_page },
		{ "trouble", trouble_page },
	};
	const struct kind *kind = kind_find(req->capture[0]);
	enum till_err err = guard_host(app, req, e);

	if (err != TILL_OK)
		return err;
	for (size_t i = 0; i < nitems(pages); i++)
		if (strcmp(req->capture[0], pages[i].name) == 0)
			return pages[i].show(app, req, res, e);
	if (kind == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "The dashboard has no page of that name.");
	return list_kind(app, req, kind, res, e);
}

/* Leads to an object by its id, or to the sessions that fit. */
enum till_err
dashboard_find(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	char link[LINK_MAX];
	const char *wanted;
	enum till_err err = guard_host(app, req, e);
	struct buf b;

	if (err == TILL_OK)
		err = http_form(req, &form, e);
	if (err != TILL_OK)
		return err;
	wanted = json_text_or(form, "q", "");
	wanted += strspn(wanted, " ");
	buf_init(&b, LINK_MAX);
	if (show_link(kind_of_id(wanted), wanted, link, sizeof(link))) {
		buf_add_text(&b, link);
	} else {
		buf_add_text(&b, "/dashboard/sessions?q=");
		form_escape(&b, wanted, strlen(wanted));
	}
	err = buf_ok(&b) ? http_redirect(res, 303, buf_text(&b)) :
			   till_fail(e, TILL_EINPUT, NULL, "q",
			       "That is too long to look for.");
	buf_free(&b);
	json_object_put(form);
	return err;
}
