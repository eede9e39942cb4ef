/* deliveries: what became of telling the shop. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "events/history.h"
#include "events/trouble.h"
#include "form/form.h"

#define PAGE_ROWS 25
#define SHOWN_MAX 20 /* of an event or an endpoint, on its page */

struct look {
	struct history_query query;
	int64_t id; /* of the one, 0 for a list */
	struct json_object *found;
	bool more;
	int64_t trouble[TROUBLE_COUNT];
};

static enum till_err
read_history(struct store_conn *c, void *arg, struct till_error *e)
{
	struct look *look = arg;
	enum till_err err = trouble_load(c, look->trouble, e);

	if (err != TILL_OK)
		return err;
	if (look->id == 0)
		return history_list(c, &look->query, &look->found,
		    &look->more, e);
	err = history_get(c, look->id, &look->found, e);
	return err == TILL_ENOTFOUND ?
	    till_fail(e, err, NULL, NULL, "There is no such delivery.") : err;
}

/* What to show of a try: the status it had, or why it had none. */
static void
add_try(struct page_part *part, struct json_object *attempt, int64_t now)
{
	struct page_part *row = page_add(part, "TRY");
	int64_t status = json_int_or(attempt, "status", 0);
	const char *error = json_text(attempt, "error");
	const char *response = json_text(attempt, "response");

	show_time(page_add(row, "AT"), json_int_or(attempt, "at", now), now);
	page_setf(row, "MS", "%lld",
	    (long long)json_int_or(attempt, "ms", 0));
	if (status != 0)
		page_setf(page_add(row, "STATUS"), "STATUS", "%lld",
		    (long long)status);
	if (error != NULL)
		show_plain(page_add(row, "ERROR"), error);
	if (response != NULL && response[strspn(response, " \r\n")] != '\0')
		show_plain(page_add(row, "RESPONSE"), response);
}

/* Fills part_dashboard_delivery.tpl. */
static void
add_delivery(struct page_part *part, struct json_object *o, int64_t now)
{
	struct page_part *at = page_include(part, "DELIVERY",
	    "part_dashboard_delivery.tpl");
	struct json_object *tries = json_get(o, "attempts");
	const char *event = json_text_or(o, "event", "");
	const char *endpoint = json_text_or(o, "endpoint", "");
	char link[LINK_MAX];

	page_setf(at, "NUMBER", "%lld",
	    (long long)json_int_or(o, "id", 0));
	show_status(page_add(at, "STATE"), json_text_or(o, "state", ""));
	show_plain(page_add(at, "TYPE"), json_text_or(o, "type",
	    "(forgotten)"));
	(void)show_link(kind_find("events"), event, link, sizeof(link));
	show_id(page_add(at, "EVENT"), event, link);
	show_plain(page_add(at, "URL"), json_text_or(o, "url", "(deleted)"));
	(void)show_link(kind_find("webhook_endpoints"), endpoint, link,
	    sizeof(link));
	show_id(page_add(at, "ENDPOINT"), endpoint, link);
	show_time(page_add(at, "MADE"), json_int_or(o, "created", now), now);
	if (json_bool_or(o, "copy", false))
		page_show(at, "COPY");
	if (json_get(o, "due") != NULL)
		show_time(page_add(at, "DUE"), json_int_or(o, "due", now),
		    now);
	for (size_t i = 0; i < json_count(tries); i++)
		add_try(at, json_at(tries, i), now);
	if (json_count(tries) == 0)
		page_show(at, "UNTRIED");
}

/* The switches of trouble, those that are on. */
static void
add_trouble(struct page_part *top, const int64_t n[TROUBLE_COUNT])
{
	struct page_part *row;
	bool any = false;

	for (int i = 0; i < TROUBLE_COUNT; i++) {
		const char *name = trouble_name((enum trouble)i);

		if (n[i] == 0)
			continue;
		any = true;
		row = page_add(top, "TROUBLE");
		page_set(row, "NAME", name);
		if (!trouble_is_switch((enum trouble)i))
			page_setf(page_add(row, "COUNTED"), "N", "%lld",
			    (long long)n[i]);
	}
	page_show(top, any ? "ANY_TROUBLE" : "NO_TROUBLE");
	page_show(top, n[TROUBLE_HOLD] != 0 ? "HELD" : "RUNS");
}

static void
add_states(struct page_part *top, const char *chosen)
{
	static const char *const states[] = { "pending", "delivered",
		"failed", "dropped", "stopped" };

	for (size_t i = 0; i < nitems(states); i++) {
		struct page_part *option = page_add(top, "STATE_OPTION");

		page_set(option, "VALUE", states[i]);
		if (strcmp(states[i], chosen) == 0)
			page_show(option, "CHOSEN");
	}
}

/* The address of what is older than the last row. */
static void
add_older(struct page_part *top, const struct look *look)
{
	size_t n = json_count(look->found);
	struct buf b;

	if (!look->more || n == 0)
		return;
	buf_init(&b, LINK_MAX);
	buf_addf(&b, "/dashboard/deliveries?before=%lld",
	    (long long)json_int_or(json_at(look->found, n - 1), "id", 0));
	if (look->query.state != NULL)
		buf_addf(&b, "&state=%s", look->query.state);
	page_set(page_add(top, "OLDER"), "PAGE_LINK", buf_text(&b));
	buf_free(&b);
}

static enum till_err
show_deliveries(const struct dashboard *d, const struct http_request *req,
    struct look *look, struct http_response *res, struct till_error *e)
{
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err;

	err = store_read(d->api->store, read_history, look, e);
	if (err == TILL_OK)
		err = dashboard_begin(d, req, "dashboard_deliveries.tpl",
		    "Deliveries", "deliveries", &page, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	add_trouble(top, look->trouble);
	add_states(top, look->query.state != NULL ? look->query.state : "");
	for (size_t i = 0; i < json_count(look->found); i++)
		add_delivery(page_add(top, "ONE"), json_at(look->found, i),
		    clock_now());
	if (json_count(look->found) == 0)
		page_show(top, "NONE");
	add_older(top, look);
	return dashboard_send(page, 200, res, e);
}

enum till_err
deliveries_page(const struct dashboard *d, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct look look = { .query = { .limit = PAGE_ROWS } };
	struct json_object *form = NULL;
	const char *state;
	enum till_err err = http_form(req, &form, e);

	if (err != TILL_OK)
		return err;
	state = json_text_or(form, "state", "");
	if (history_is_state(state))
		look.query.state = state;
	(void)text_to_int(json_text_or(form, "before", ""),
	    &look.query.before);
	err = show_deliveries(d, req, &look, res, e);
	json_object_put(look.found);
	json_object_put(form);
	return err;
}

enum till_err
delivery_page(const struct dashboard *d, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct look look = { .id = -1 };
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err;

	(void)text_to_int(req->capture[1], &look.id);
	if (look.id == 0)
		look.id = -1;
	err = store_read(d->api->store, read_history, &look, e);
	if (err == TILL_OK)
		err = dashboard_begin(d, req, "dashboard_delivery.tpl",
		    "Delivery", "deliveries", &page, e);
	if (err == TILL_OK) {
		top = page_top(page);
		add_delivery(page_add(top, "ONE"), look.found, clock_now());
		tree_add(page_include(top, "JSON", "part_dashboard_json.tpl"),
		    look.found);
		err = dashboard_send(page, 200, res, e);
	}
	json_object_put(look.found);
	return err;
}

enum till_err
deliveries_add(const struct dashboard *d, const char *filter, const char *id,
    struct page_part *part, struct till_error *e)
{
	struct look look = { .query = { .limit = SHOWN_MAX } };
	enum till_err err;

	if (strcmp(filter, "event") == 0)
		look.query.event = id;
	else
		look.query.endpoint = id;
	err = store_read(d->api->store, read_history, &look, e);
	for (size_t i = 0; err == TILL_OK && i < json_count(look.found); i++)
		add_delivery(page_add(part, "ONE"), json_at(look.found, i),
		    clock_now());
	json_object_put(look.found);
	return err;
}
