/*
 * trouble: what goes wrong on demand, with webhooks and with the API, and the
 * states that are kept under a name.
 */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"

/* Adds MODE for each way for a webhook to go wrong, and how it is set. */
static void
add_modes(struct page_part *top, struct json_object *modes)
{
	json_object_object_foreach(modes, name, value) {
		bool is_switch =
		    json_object_is_type(value, json_type_boolean);
		struct page_part *row;

		if (strcmp(name, "object") == 0)
			continue;
		row = page_add(top, "MODE");
		page_set(row, "NAME", name);
		page_show(row, is_switch ? "SWITCH" : "COUNTED");
		if (json_object_get_int64(value) != 0 || (is_switch &&
		    json_object_get_boolean(value))) {
			row = page_add(row, "ON");
			page_set(row, "VALUE", is_switch ?
			    "on" : json_object_get_string(value));
		}
	}
}

static void
add_faults(struct page_part *top, struct json_object *data)
{
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *o = json_at(data, i);
		struct page_part *row = page_add(top, "FAULT");
		const char *on = json_text(o, "on");

		show_plain(page_add(row, "WHAT"), json_object_get_string(
		    json_get(o, "fault")));
		page_setf(row, "N", "%lld",
		    (long long)json_int_or(o, "n", 0));
		if (on != NULL && *on != '\0')
			show_plain(page_add(row, "WHERE"), on);
		if (json_bool_or(o, "after", false))
			page_show(row, "AFTER");
	}
	page_show(top, json_count(data) > 0 ? "FAULTS" : "NO_FAULTS");
}

static void
add_states(struct page_part *top, struct json_object *data)
{
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *o = json_at(data, i);
		struct page_part *row = page_add(top, "STATE");

		page_set(row, "NAME", json_text_or(o, "name", ""));
		show_plain(page_add(row, "CALLED"),
		    json_text_or(o, "name", ""));
		if (json_get(o, "now") != NULL)
			show_time(page_add(row, "SHOWED"),
			    json_int_or(o, "now", 0), clock_now());
	}
	if (json_count(data) == 0)
		page_show(top, "NO_STATES");
}

/* What there is to know, a call of Till's own each. */
struct known {
	struct json_object *webhooks, *faults, *states;
};

static enum till_err
ask_all(const struct dashboard *d, const char *request, struct known *known,
    struct till_error *e)
{
	struct {
		const char *path;
		struct json_object **out;
	} rows[] = {
		{ "/_till/webhooks", &known->webhooks },
		{ "/_till/faults", &known->faults },
		{ "/_till/states", &known->states },
	};
	struct inside ask = { .id = request, .method = "GET" };
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < nitems(rows); i++) {
		ask.path = rows[i].path;
		err = inside_call(d->api, &ask, rows[i].out, e);
	}
	return err;
}

enum till_err
trouble_page(const struct dashboard *d, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct known known = { NULL, NULL, NULL };
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err = ask_all(d, req->id, &known, e);

	if (err == TILL_OK)
		err = dashboard_begin(d, req, "dashboard_trouble.tpl",
		    "Trouble on demand", "trouble", &page, e);
	if (err == TILL_OK) {
		top = page_top(page);
		add_modes(top, known.webhooks);
		add_faults(top, json_get(known.faults, "data"));
		add_states(top, json_get(known.states, "data"));
		err = dashboard_send(page, 200, res, e);
	}
	json_object_put(known.webhooks);
	json_object_put(known.faults);
	json_object_put(known.states);
	return err;
}
