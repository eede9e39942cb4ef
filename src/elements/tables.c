/* tables: see tables.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "elements/tables.h"
#include "sessions/make.h"
#include "sessions/rules.h"

#define FILE_MAX ((size_t)256 * 1024)
#define WORDS_MAX 200 /* characters of what a plan says of itself */
#define FEATURES_MAX 20
#define TRIAL_MAX 730 /* days, as the API's own limit */
#define PLACE_MAX 160

struct tables {
	struct json_object *file;
	struct json_object *rows; /* its member "pricing_tables" */
};

/* Where a check is: "pricing_tables[0].plans[1]". */
struct place {
	char name[PLACE_MAX];
};

static struct place
at(const struct place *outer, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static struct place
at(const struct place *outer, const char *fmt, ...)
{
	struct place inner;
	size_t len = 0;
	va_list args;

	if (outer != NULL)
		len = (size_t)snprintf(inner.name, PLACE_MAX, "%s.",
		    outer->name);
	if (len >= PLACE_MAX)
		len = PLACE_MAX - 1;
	va_start(args, fmt);
	(void)vsnprintf(inner.name + len, PLACE_MAX - len, fmt, args);
	va_end(args);
	return inner;
}

static enum till_err
wrong(const struct place *place, const char *what, struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, NULL, place->name, "%s %s",
	    place->name, what);
}

/* A member of an object of the file. */
struct member {
	const char *name;
	enum json_type type;
};

/* Refuses what is no object, and members that are not known or not right. */
static enum till_err
check_members(struct json_object *o, const struct place *place,
    const struct member *members, size_t n, struct till_error *e)
{
	if (!json_object_is_type(o, json_type_object))
		return wrong(place, "must be an object", e);
	json_object_object_foreach(o, key, value) {
		struct place inner = at(place, "%.80s", key);
		size_t i = 0;

		while (i < n && strcmp(members[i].name, key) != 0)
			i++;
		if (i == n)
			return wrong(&inner, "is not known here", e);
		if (!json_object_is_type(value, members[i].type))
			return wrong(&inner, "is of the wrong kind", e);
	}
	return TILL_OK;
}

/* A text that is shown: something, and not more than fits. */
static enum till_err
check_words(struct json_object *value, const struct place *place,
    struct till_error *e)
{
	const char *text = json_object_get_string(value);

	if (value == NULL)
		return TILL_OK;
	if (!json_object_is_type(value, json_type_string))
		return wrong(place, "must be a text", e);
	if (*text == '\0' || text_chars(text) > WORDS_MAX)
		return wrong(place, "must have 1 to 200 characters", e);
	return TILL_OK;
}

static enum till_err
check_price(struct json_object *price, const struct place *place,
    struct till_error *e)
{
	static const struct member members[] = {
		{ "lookup_key", json_type_string },
		{ "price", json_type_string },
	};
	enum till_err err = check_members(price, place, members,
	    nitems(members), e);

	if (err != TILL_OK)
		return err;
	if ((json_text_or(price, "lookup_key", "")[0] != '\0') ==
	    (json_text_or(price, "price", "")[0] != '\0'))
		return wrong(place, "must have a lookup_key or a price", e);
	return TILL_OK;
}

static enum till_err
check_prices(struct json_object *prices, const struct place *plan,
    struct till_error *e)
{
	struct place place = at(plan, "prices");
	enum till_err err = TILL_OK;

	if (json_count(prices) < 1 || json_count(prices) > TABLE_PRICES_MAX)
		return wrong(&place, "must be a list of 1 to 3 prices", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(prices); i++) {
		struct place one = at(plan, "prices[%zu]", i);

		err = check_price(json_at(prices, i), &one, e);
	}
	return err;
}

static enum till_err
check_features(struct json_object *features, const struct place *plan,
    struct till_error *e)
{
	struct place place = at(plan, "features");
	enum till_err err = TILL_OK;

	if (json_count(features) > FEATURES_MAX)
		return wrong(&place, "may be 20 at most", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(features); i++) {
		struct place one = at(plan, "features[%zu]", i);

		err = json_at(features, i) == NULL ?
		    wrong(&one, "must be a text", e) :
		    check_words(json_at(features, i), &one, e);
	}
	return err;
}

static enum till_err
check_plan(struct json_object *plan, const struct place *place,
    struct till_error *e)
{
	static const struct member members[] = {
		{ "prices", json_type_array },
		{ "description", json_type_string },
		{ "features", json_type_array },
		{ "highlight", json_type_string },
		{ "button", json_type_string },
		{ "trial_period_days", json_type_int },
	};
	static const char *const words[] = { "description", "highlight",
		"button" };
	struct place trial = at(place, "trial_period_days");
	int64_t days = json_int_or(plan, "trial_period_days", 1);
	enum till_err err = check_members(plan, place, members,
	    nitems(members), e);

	if (err == TILL_OK && (days < 1 || days > TRIAL_MAX))
		err = wrong(&trial, "must be 1 to 730", e);
	if (err == TILL_OK)
		err = check_prices(json_get(plan, "prices"), place, e);
	if (err == TILL_OK)
		err = check_features(json_get(plan, "features"), place, e);
	for (size_t i = 0; err == TILL_OK && i < nitems(words); i++) {
		struct place one = at(place, "%s", words[i]);

		err = check_words(json_get(plan, words[i]), &one, e);
	}
	return err;
}

static bool
has_trial(struct json_object *table)
{
	struct json_object *plans = json_get(table, "plans");

	for (size_t i = 0; i < json_count(plans); i++)
		if (json_get(json_at(plans, i), "trial_period_days") != NULL)
			return true;
	return false;
}

/* The API's own check of a session of this table, with an example price. */
static enum till_err
check_session(struct json_object *table, const struct place *place,
    struct till_error *e)
{
	static const char *const decided[] = { "line_items", "mode",
		"ui_mode", "return_url", "customer", "customer_email",
		"client_reference_id", "expires_at" };
	const struct table_choice choice = { .price = "price_check",
		.trial_period_days = has_trial(table) ? 1 : 0,
		.success_url = "https://shop.example/" };
	struct json_object *session = json_get(table, "session");
	struct json_object *request, *checked = NULL;
	struct place inner = at(place, "session");
	struct till_error cause;
	enum till_err err;

	for (size_t i = 0; i < nitems(decided); i++)
		if (json_get(session, decided[i]) != NULL) {
			inner = at(place, "session.%s", decided[i]);
			return wrong(&inner, "is decided by the table", e);
		}
	till_error_clear(&cause);
	request = table_request(table, &choice);
	err = session_check(request, &checked, &cause);
	if (err == TILL_OK)
		err = rules_check(checked, clock_now(), &cause);
	json_object_put(checked);
	json_object_put(request);
	return err == TILL_OK ?
	    TILL_OK : till_fail(e, TILL_EINPUT, cause.code, inner.name,
			  "%s: %s", inner.name, cause.message);
}

static enum till_err
check_table(const struct tables *t, size_t n, struct till_error *e)
{
	static const struct member members[] = {
		{ "id", json_type_string },
		{ "session", json_type_object },
		{ "plans", json_type_array },
	};
	struct json_object *table = json_at(t->rows, n), *plans;
	struct place place = at(NULL, "pricing_tables[%zu]", n);
	struct place inner = at(&place, "id");
	enum till_err err;
	const char *id;

	err = check_members(table, &place, members, nitems(members), e);
	if (err != TILL_OK)
		return err;
	id = json_text_or(table, "id", "");
	if (!text_is_id(id) || strncmp(id, "prctbl_", 7) != 0 ||
	    strlen(id) > 255)
		return wrong(&inner, "must be prctbl_ and letters, digits, - "
				     "or _", e);
	if (tables_find(t, id) != table)
		return wrong(&inner, "is there twice", e);
	plans = json_get(table, "plans");
	inner = at(&place, "plans");
	if (json_count(plans) < 1 || json_count(plans) > TABLE_PLANS_MAX)
		return wrong(&inner, "must be a list of 1 to 4 plans", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(plans); i++) {
		inner = at(&place, "plans[%zu]", i);
		err = check_plan(json_at(plans, i), &inner, e);
	}
	return err == TILL_OK ? check_session(table, &place, e) : err;
}

enum till_err
tables_load(const char *path, struct tables **out, struct till_error *e)
{
	static const struct member members[] = {
		{ "pricing_tables", json_type_array },
	};
	struct place top = at(NULL, "the file");
	struct tables *t = calloc(1, sizeof(*t));
	struct till_error cause;
	enum till_err err;

	*out = NULL;
	if (t == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = json_load(path, FILE_MAX, &t->file, e);
	if (err != TILL_OK) {
		tables_free(t);
		return err;
	}
	till_error_clear(&cause);
	t->rows = json_get(t->file, "pricing_tables");
	err = check_members(t->file, &top, members, nitems(members), &cause);
	if (err == TILL_OK && t->rows == NULL)
		err = wrong(&top, "has no list pricing_tables", &cause);
	for (size_t i = 0; err == TILL_OK && i < json_count(t->rows); i++)
		err = check_table(t, i, &cause);
	if (err != TILL_OK) {
		tables_free(t);
		return till_fail(e, err, cause.code, cause.param, "%s: %s",
		    path, cause.message);
	}
	*out = t;
	return TILL_OK;
}

void
tables_free(struct tables *t)
{
	if (t != NULL)
		json_object_put(t->file);
	free(t);
}

struct json_object *
tables_find(const struct tables *t, const char *id)
{
	for (size_t i = 0; i < json_count(t->rows); i++) {
		struct json_object *table = json_at(t->rows, i);

		if (strcmp(json_text_or(table, "id", ""), id) == 0)
			return table;
	}
	return NULL;
}

/* The trial goes beside what the table says of the subscription. */
static void
put_trial(struct json_object *request, int64_t days)
{
	struct json_object *data = json_get(request, "subscription_data");

	if (days == 0)
		return;
	if (data == NULL) {
		data = json_object_new_object();
		json_put(request, "subscription_data", data);
	}
	json_put_int(data, "trial_period_days", days);
}

static void
put_item(struct json_object *request, const char *price)
{
	struct json_object *items = json_object_new_array();
	struct json_object *item = json_object_new_object();

	json_put_text(item, "price", price);
	json_put_int(item, "quantity", 1);
	json_object_array_add(items, item);
	json_put(request, "line_items", items);
}

struct json_object *
table_request(struct json_object *table, const struct table_choice *choice)
{
	struct json_object *given = json_get(table, "session");
	struct json_object *request = NULL;

	if (given == NULL)
		request = json_object_new_object();
	else if (json_object_deep_copy(given, &request, NULL) != 0)
		return NULL;
	json_put_text(request, "mode", "subscription");
	put_item(request, choice->price);
	put_trial(request, choice->trial_period_days);
	if (choice->customer != NULL) {
		json_put_text(request, "customer", choice->customer);
	} else {
		/* Only a known customer can be updated. */
		json_object_object_del(request, "customer_update");
		if (choice->email != NULL)
			json_put_text(request, "customer_email",
			    choice->email);
	}
	if (choice->reference != NULL)
		json_put_text(request, "client_reference_id",
		    choice->reference);
	if (json_get(request, "success_url") == NULL)
		json_put_text(request, "success_url", choice->success_url);
	if (json_get(request, "cancel_url") == NULL &&
	    choice->cancel_url != NULL)
		json_put_text(request, "cancel_url", choice->cancel_url);
	if (choice->expires_at != 0)
		json_put_int(request, "expires_at", choice->expires_at);
	return request;
}
