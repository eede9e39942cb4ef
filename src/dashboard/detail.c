/* detail: the page of one object: what it says, and all that belongs to it. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "dashboard/acts.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "form/form.h"
#include "payments/payments.h"

#define RELATED_ROWS 10
#define EVENTS_SHOWN 50
#define CHARGES_LOOKED_AT 20

/* A page on its way. */
struct detail {
	const struct dashboard *d;
	const struct http_request *req;
	const struct kind *kind;
	struct json_object *object;
	const char *id; /* a loan of object */
	struct page_part *top;
	int64_t now;
};

/* The fields that a person asks for first. */
static void
add_facts(const struct detail *at)
{
	for (size_t i = 0; i < at->kind->columns_count; i++) {
		const struct column *c = &at->kind->columns[i];
		struct page_part *part;

		if (c->cell == CELL_OWN ||
		    show_find(c, at->object) == NULL)
			continue;
		part = page_add(at->top, "FACT");
		page_set(part, "LABEL", c->label);
		show_column(part, at->kind, c, at->object, at->now);
	}
}

static void
add_metadata(const struct detail *at)
{
	struct json_object *metadata = json_get(at->object, "metadata");
	struct page_part *table;

	if (metadata == NULL || json_object_object_length(metadata) == 0)
		return;
	table = page_add(at->top, "METADATA");
	json_object_object_foreach(metadata, name, value) {
		struct page_part *row = page_add(table, "PAIR");

		show_plain(page_add(row, "NAME"), name);
		show_plain(page_add(row, "IS"),
		    json_object_get_string(value));
	}
}

static void
add_item(struct page_part *table, struct json_object *item)
{
	static const struct column columns[] = {
		{ "Description", CELL_TEXT, { "description" }, true },
		{ "Price", CELL_ID, { "price", "id" }, true },
		{ "Quantity", CELL_TEXT, { "quantity" }, true },
		{ "Unit", CELL_MONEY, { "price", "unit_amount" }, true },
		{ "Total", CELL_MONEY, { "amount_total" }, true },
	};
	struct page_part *row = page_add(table, "ITEM");

	for (size_t i = 0; i < nitems(columns); i++) {
		struct page_part *cell = page_add(row, "CELL");

		page_set(cell, "CLASS", i >= 2 ? "amount" : "text");
		show_column(cell, kind_find("prices"), &columns[i], item, 0);
	}
}

/* The line items of what has any: they are a list of its own. */
static enum till_err
add_items(const struct detail *at, struct till_error *e)
{
	struct json_object *list = NULL, *data;
	struct page_part *table;
	enum till_err err;

	if (strcmp(at->kind->name, "sessions") != 0 &&
	    strcmp(at->kind->name, "payment_links") != 0)
		return TILL_OK;
	err = inside_get(at->d->api, at->req->id, at->kind->path, at->id,
	    "/line_items", "limit=100", &list, e);
	if (err != TILL_OK)
		return err;
	data = json_get(list, "data");
	if (json_count(data) > 0) {
		table = page_add(at->top, "ITEMS");
		for (size_t i = 0; i < json_count(data); i++)
			add_item(table, json_at(data, i));
	}
	json_object_put(list);
	return TILL_OK;
}

static enum till_err
add_relation(const struct detail *at, const struct relation *r,
    struct till_error *e)
{
	struct list_ask ask = { .kind = kind_find(r->kind),
		.params = json_object_new_object(), .limit = RELATED_ROWS,
		.request = at->req->id };
	struct page_part *part;
	struct list_found found;
	enum till_err err;

	json_put_text(ask.params, r->filter, at->id);
	err = list_find(at->d, &ask, &found, e);
	if (err == TILL_OK && json_count(found.objects) > 0) {
		part = page_add(at->top, "RELATED");
		page_set(part, "RELATED_TITLE", r->title);
		list_rows(page_include(part, "ROWS",
		    "part_dashboard_rows.tpl"), ask.kind, found.objects,
		    at->now);
		if (found.more) {
			struct page_part *all = page_add(part, "ALL");

			page_setf(all, "ALL_LINK", "/dashboard/%s?%s=%s",
			    r->kind, r->filter, at->id);
		}
	}
	json_object_put(ask.params);
	json_object_put(found.objects);
	return err;
}

/* Adds the charges of a payment, one a try. */
static void
add_charges(const struct detail *at, const char *intent,
    struct json_object *ids)
{
	struct list_ask ask = { .kind = kind_find("charges"),
		.params = json_object_new_object(), .limit = CHARGES_LOOKED_AT,
		.request = at->req->id };
	struct list_found found = { .objects = NULL };
	struct till_error e;

	till_error_clear(&e);
	json_put_text(ask.params, "payment_intent", intent);
	/* Without them the page tells less, and says the rest all the same. */
	(void)list_find(at->d, &ask, &found, &e);
	for (size_t i = 0; i < json_count(found.objects); i++)
		json_object_array_add(ids, json_object_new_string(
		    json_text_or(json_at(found.objects, i), "id", "")));
	json_object_put(ask.params);
	json_object_put(found.objects);
}

/*
 * The objects whose events tell what became of this one: itself and what it
 * was made with.  A customer's are not among them: they tell of a life.
 */
static struct json_object *
whose_events(const struct detail *at)
{
	static const char *const members[] = { "payment_intent",
		"setup_intent", "subscription", "invoice", "charge",
		"latest_invoice" };
	bool intent = strcmp(at->kind->name, "payment_intents") == 0;
	struct json_object *ids = json_object_new_array();
	const char *paid = intent ? at->id :
				    json_text(at->object, "payment_intent");

	json_object_array_add(ids, json_object_new_string(at->id));
	for (size_t i = 0; i < nitems(members); i++)
		if (json_text(at->object, members[i]) != NULL)
			json_object_array_add(ids, json_object_new_string(
			    json_text(at->object, members[i])));
	if (paid != NULL)
		add_charges(at, paid, ids);
	return ids;
}

static enum till_err
add_event(const struct detail *at, struct page_part *list,
    struct json_object *event, struct till_error *e)
{
	struct page_part *row = page_add(list, "EVENT");
	const char *id = json_text_or(event, "id", "");
	char link[LINK_MAX];

	(void)show_link(kind_find("events"), id, link, sizeof(link));
	page_set(row, "EVENT_LINK", link);
	show_plain(page_add(row, "TYPE"), json_text_or(event, "type", ""));
	show_time(page_add(row, "AT"), json_int_or(event, "created", 0),
	    at->now);
	return deliveries_add(at->d, "event", id, row, e);
}

/* What happened, the latest first, and what became of telling of it. */
static enum till_err
add_events(const struct detail *at, struct till_error *e)
{
	struct list_ask ask = { .kind = kind_find("events"),
		.params = json_object_new_object(), .limit = EVENTS_SHOWN,
		.request = at->req->id };
	struct list_found found;
	struct page_part *list;
	enum till_err err;

	json_put(ask.params, "object", whose_events(at));
	err = list_find(at->d, &ask, &found, e);
	if (err == TILL_OK) {
		list = page_add(at->top, "EVENTS");
		if (json_count(found.objects) == 0)
			page_show(list, "NONE");
		for (size_t i = 0; err == TILL_OK &&
		     i < json_count(found.objects); i++)
			err = add_event(at, list, json_at(found.objects, i),
			    e);
	}
	json_object_put(ask.params);
	json_object_put(found.objects);
	return err;
}

static enum till_err
add_deliveries(const struct detail *at, struct till_error *e)
{
	bool event = strcmp(at->kind->name, "events") == 0;

	if (!event && strcmp(at->kind->name, "webhook_endpoints") != 0)
		return TILL_OK;
	if (!event)
		page_show(at->top, "SIGNED");
	return deliveries_add(at->d, event ? "event" : "endpoint", at->id,
	    page_add(at->top, "DELIVERIES"), e);
}

static enum till_err
fill(const struct detail *at, struct till_error *e)
{
	enum till_err err;

	page_set(at->top, "HEADING", at->kind->one);
	page_setf(at->top, "LIST_LINK", "/dashboard/%s", at->kind->name);
	page_set(at->top, "LIST_TITLE", at->kind->title);
	show_id(page_add(at->top, "OWN"), at->id, NULL);
	for (size_t i = 0; i < at->kind->columns_count; i++)
		if (at->kind->columns[i].cell == CELL_STATUS)
			show_column(page_add(at->top, "BADGE"), at->kind,
			    &at->kind->columns[i], at->object, at->now);
	acts_add(at->top, at->kind->name, at->object);
	if (strcmp(at->kind->name, "sessions") == 0)
		page_set(page_add(at->top, "ORDER"), "SESSION", at->id);
	add_facts(at);
	add_metadata(at);
	tree_add(page_include(at->top, "JSON", "part_dashboard_json.tpl"),
	    at->object);
	err = add_items(at, e);
	for (size_t i = 0; err == TILL_OK && i < at->kind->relations_count;
	     i++)
		err = add_relation(at, &at->kind->relations[i], e);
	if (err == TILL_OK && !at->kind->quiet)
		err = add_events(at, e);
	return err == TILL_OK ? add_deliveries(at, e) : err;
}

static enum till_err
show(struct detail *at, struct http_response *res, struct till_error *e)
{
	struct page *page = NULL;
	enum till_err err;

	err = dashboard_begin(at->d, at->req, "dashboard_detail.tpl", at->id,
	    at->kind->name, &page, e);
	if (err != TILL_OK)
		return err;
	at->top = page_top(page);
	err = fill(at, e);
	if (err == TILL_OK)
		return dashboard_send(page, 200, res, e);
	page_free(page);
	return err;
}

enum till_err
dashboard_detail(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct detail at = { .d = app, .req = req,
		.kind = kind_find(req->capture[0]), .now = clock_now() };
	enum till_err err = guard_host(app, req, e);

	if (err != TILL_OK)
		return err;
	if (strcmp(req->capture[0], "deliveries") == 0)
		return delivery_page(app, req, res, e);
	if (strcmp(req->capture[0], "requests") == 0)
		return requests_page(app, req, res, e);
	if (at.kind == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "The dashboard has no page of that name.");
	err = inside_get(at.d->api, req->id, at.kind->path, req->capture[1],
	    "", "", &at.object, e);
	if (err != TILL_OK)
		return err;
	at.id = json_text_or(at.object, "id", "");
	err = show(&at, res, e);
	json_object_put(at.object);
	return err;
}
