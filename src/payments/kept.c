/* kept: the payment methods of a customer that are shown again. */
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "payments/method.h"

/* Cards of a customer that are looked at; expired ones among them. */
#define LOOKED_AT_MAX 100

static bool
has_text(struct json_object *list, const char *text)
{
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_object_get_string(json_at(list, i)), text) ==
		    0)
			return true;
	return false;
}

bool
method_is_expired(struct json_object *method, int64_t now)
{
	struct json_object *card = json_get(method, "card");
	int64_t year = json_int_or(card, "exp_year", 0);
	time_t seconds = (time_t)now;
	struct tm tm;

	if (card == NULL || gmtime_r(&seconds, &tm) == NULL)
		return false;
	return year < tm.tm_year + 1900 ||
	    (year == tm.tm_year + 1900 &&
		json_int_or(card, "exp_month", 0) < tm.tm_mon + 1);
}

/* What a walk through the list gathers. */
struct walk {
	const struct method_wish *wish;
	struct json_object *found;
};

static enum till_err
take(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct walk *walk = arg;
	struct json_object *method;
	enum till_err err = json_parse(text, len, &method, e);

	(void)id;
	if (err != TILL_OK)
		return err;
	if ((int64_t)json_count(walk->found) < walk->wish->limit &&
	    !method_is_expired(method, walk->wish->now) &&
	    (walk->wish->types == NULL ||
		has_text(walk->wish->types, json_text_or(method, "type", ""))))
		json_object_array_add(walk->found, json_object_get(method));
	json_object_put(method);
	return TILL_OK;
}

/* The filter by allow_redisplay; without one, what may always be shown. */
static void
fill_filter(struct record_filter *filter, struct json_object *redisplay)
{
	size_t n = json_count(redisplay);

	*filter = (struct record_filter){ .column = "redisplay", .count = 1,
		.text = { "always" } };
	for (size_t i = 0; i < n && i < RECORD_VALUES_MAX; i++) {
		filter->text[i] = json_object_get_string(json_at(redisplay,
		    i));
		filter->count = i + 1;
	}
}

enum till_err
method_list(struct store_conn *c, const struct method_wish *wish,
    struct json_object **out, struct till_error *e)
{
	struct record_filter filters[2] = {
		{ .column = "customer", .count = 1,
		    .text = { wish->customer } },
	};
	struct record_query query = {
		.type = &payment_method_type,
		.filters = filters,
		.filters_count = 2,
		.created_from = INT64_MIN,
		.created_to = INT64_MAX,
		.limit = LOOKED_AT_MAX,
	};
	struct walk walk = { .wish = wish,
		.found = json_object_new_array() };
	enum till_err err;
	bool more;

	fill_filter(&filters[1], wish->redisplay);
	err = record_list(c, &query, take, &walk, &more, e);
	if (err == TILL_OK) {
		*out = walk.found;
		return TILL_OK;
	}
	json_object_put(walk.found);
	*out = NULL;
	return err;
}
