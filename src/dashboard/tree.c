/* tree: JSON folded and coloured: the lines of part_dashboard_json.tpl. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"

#define DEPTH_MAX 40
#define OPEN_LINES 14 /* more of them within are folded, from depth 2 on */

struct spot {
	struct page_part *part;
	int depth;
	bool last; /* no comma behind it */
};

static void
add_value(const struct spot *at, const char *key, struct json_object *value);

/* How many lines a value has. */
static size_t
lines_of(struct json_object *value, int depth)
{
	size_t n = 1;

	if (depth > DEPTH_MAX)
		return n;
	if (json_object_is_type(value, json_type_array)) {
		for (size_t i = 0; i < json_count(value); i++)
			n += lines_of(json_at(value, i), depth + 1);
	} else if (json_object_is_type(value, json_type_object)) {
		json_object_object_foreach(value, name, member) {
			(void)name;
			n += lines_of(member, depth + 1);
		}
	}
	return n;
}

static void
set_key(struct page_part *part, const char *key)
{
	struct buf b;

	if (key == NULL)
		return;
	buf_init(&b, SHOW_TEXT_MAX);
	show_text(&b, key, true);
	page_set(page_add(part, "KEYED"), "KEY", buf_text(&b));
	buf_free(&b);
}

/* Whether a number of this name is a second of time. */
static bool
is_time(const char *key, struct json_object *value)
{
	static const char *const names[] = { "created", "start", "end",
		"start_date", "trial_end", "trial_start", "ended_at",
		"current_period_start", "current_period_end",
		"billing_cycle_anchor", "period_start", "period_end",
		"redeem_by" };
	size_t len = key != NULL ? strlen(key) : 0;

	if (!json_object_is_type(value, json_type_int) ||
	    json_object_get_int64(value) < 100000000)
		return false;
	for (size_t i = 0; i < nitems(names); i++)
		if (len > 0 && strcmp(names[i], key) == 0)
			return true;
	return len > 3 && strcmp(key + len - 3, "_at") == 0;
}

static void
add_text(struct page_part *leaf, const char *key, const char *text)
{
	struct page_part *at;
	char link[LINK_MAX];
	struct buf b;

	buf_init(&b, SHOW_TEXT_MAX);
	show_text(&b, text, true);
	if (show_link(kind_of_member(key, text), text, link, sizeof(link))) {
		at = page_add(leaf, "LINKED");
		page_set(at, "LINK", link);
	} else {
		at = page_add(leaf, "WORD");
	}
	page_set(at, "TEXT", buf_ok(&b) ? buf_text(&b) : "…");
	buf_free(&b);
}

static void
add_leaf(const struct spot *at, const char *key, struct json_object *value)
{
	struct page_part *leaf = page_add(page_add(at->part, "LINE"), "LEAF");
	struct page_part *number;
	char exact[SHOW_TIME_MAX];
	const char *empty = json_object_is_type(value, json_type_array) ?
	    "[]" : "{}";

	set_key(leaf, key);
	if (!at->last)
		page_show(leaf, "COMMA");
	switch (json_object_get_type(value)) {
	case json_type_string:
		add_text(leaf, key, json_object_get_string(value));
		return;
	case json_type_array:
	case json_type_object:
		page_set(page_add(leaf, "OTHER"), "TEXT", empty);
		return;
	case json_type_null:
	case json_type_boolean:
		page_set(page_add(leaf, "OTHER"), "TEXT", value == NULL ?
		    "null" : json_object_get_string(value));
		return;
	default:
		break;
	}
	number = page_add(leaf, is_time(key, value) ? "SECOND" : "NUMBER");
	page_set(number, "TEXT", json_object_get_string(value));
	if (is_time(key, value)) {
		show_exact(json_object_get_int64(value), exact);
		page_set(number, "EXACT", exact);
	}
}

/* The opening line of an object or an array that is not empty. */
static void
add_opening(const struct spot *at, const char *key, struct json_object *value)
{
	bool array = json_object_is_type(value, json_type_array);
	struct page_part *part = page_add(page_add(at->part, "LINE"),
	    "OPENING");

	set_key(part, key);
	page_set(part, "BRACE", array ? "[" : "{");
	page_set(part, "CLOSED", array ? "]" : "}");
	page_setf(part, "COUNT", "%s%s%zu", json_text_or(value, "id", ""),
	    json_text(value, "id") != NULL ? " " : "",
	    array ? json_count(value) :
		    (size_t)json_object_object_length(value));
	/* What an event is about is what one came to see. */
	if (at->depth < 2 || (key != NULL && strcmp(key, "object") == 0) ||
	    lines_of(value, at->depth) <= OPEN_LINES)
		page_show(part, "UNFOLDED");
}

static void
add_members(const struct spot *at, struct json_object *value)
{
	struct spot inner = { at->part, at->depth + 1, false };
	size_t i = 0, n;

	if (json_object_is_type(value, json_type_array)) {
		n = json_count(value);
		for (; i < n; i++) {
			inner.last = i + 1 == n;
			add_value(&inner, NULL, json_at(value, i));
		}
		return;
	}
	n = (size_t)json_object_object_length(value);
	json_object_object_foreach(value, name, member) {
		inner.last = ++i == n;
		add_value(&inner, name, member);
	}
}

static void
add_value(const struct spot *at, const char *key, struct json_object *value)
{
	bool array = json_object_is_type(value, json_type_array);
	bool holds = array ? json_count(value) > 0 :
	    json_object_is_type(value, json_type_object) &&
		json_object_object_length(value) > 0;
	struct page_part *end;

	if (!holds || at->depth > DEPTH_MAX) {
		add_leaf(at, key, value);
		return;
	}
	add_opening(at, key, value);
	add_members(at, value);
	end = page_add(page_add(at->part, "LINE"), "CLOSING");
	page_set(end, "BRACE", array ? "]" : "}");
	if (!at->last)
		page_show(end, "COMMA");
}

void
tree_add(struct page_part *part, struct json_object *value)
{
	struct spot at = { part, 0, true };

	add_value(&at, NULL, value);
}
