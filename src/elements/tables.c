/* tables: see tables.h. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "elements/declare.h"
#include "elements/tables.h"
#include "sessions/make.h"
#include "sessions/rules.h"

#define FEATURES_MAX 20
#define TRIAL_MAX 730 /* days, as the API's own limit */

struct tables {
	struct json_object *file;
	struct json_object *rows; /* its member "pricing_tables" */
};

static enum till_err
check_price(struct json_object *price, const struct declare_place *place,
    struct till_error *e)
{
	static const struct declare_member members[] = {
		{ "lookup_key", json_type_string },
		{ "price", json_type_string },
	};
	enum till_err err = declare_members(price, place, members,
	    nitems(members), e);

	if (err != TILL_OK)
		return err;
	if ((json_text_or(price, "lookup_key", "")[0] != '\0') ==
	    (json_text_or(price, "price", "")[0] != '\0'))
		return declare_wrong(place,
		    "must have a lookup_key or a price", e);
	return TILL_OK;
}

static enum till_err
check_prices(struct json_object *prices, const struct declare_place *plan,
    struct till_error *e)
{
	struct declare_place place = declare_at(plan, "prices");
	enum till_err err = TILL_OK;

	if (json_count(prices) < 1 || json_count(prices) > TABLE_PRICES_MAX)
		return declare_wrong(&place,
		    "must be a list of 1 to 3 prices", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(prices); i++) {
		struct declare_place one = declare_at(plan, "prices[%zu]", i);

		err = check_price(json_at(prices, i), &one, e);
	}
	return err;
}

static enum till_err
check_features(struct json_object *features, const struct declare_place *plan,
    struct till_error *e)
{
	struct declare_place place = declare_at(plan, "features");
	enum till_err err = TILL_OK;

	if (json_count(features) > FEATURES_MAX)
		return declare_wrong(&place, "may be 20 at most", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(features); i++) {
		struct declare_place one = declare_at(plan, "features[%zu]", i);

		err = json_at(features, i) == NULL ?
		    declare_wrong(&one, "must be a text", e) :
		    declare_words(json_at(features, i), &one, e);
	}
	return err;
}

static enum till_err
check_plan(struct json_object *plan, const struct declare_place *place,
    struct till_error *e)
{
	static const struct declare_member members[] = {
		{ "prices", json_type_array },
		{ "description", json_type_string },
		{ "features", json_type_array },
		{ "highlight", json_type_string },
		{ "button", json_type_string },
		{ "trial_period_days", json_type_int },
	};
	static const char *const words[] = { "description", "highlight",
		"button" };
	struct declare_place trial = declare_at(place, "trial_period_days");
	int64_t days = json_int_or(plan, "trial_period_days", 1);
	enum till_err err = declare_members(plan, place, members,
	    nitems(members), e);

	if (err == TILL_OK && (days < 1 || days > TRIAL_MAX))
		err = declare_wrong(&trial, "must be 1 to 730", e);
	if (err == TILL_OK)
		err = check_prices(json_get(plan, "prices"), place, e);
	if (err == TILL_OK)
		err = check_features(json_get(plan, "features"), place, e);
	for (size_t i = 0; err == TILL_OK && i < nitems(words); i++) {
		struct declare_place one = declare_at(place, "%s", words[i]);

		err = declare_words(json_get(plan, words[i]), &one, e);
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
check_session(struct json_object *table, const struct declare_place *place,
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
	struct declare_place inner = declare_at(place, "session");
	struct till_error cause;
	enum till_err err;

	for (size_t i = 0; i < nitems(decided); i++)
		if (json_get(session, decided[i]) != NULL) {
			inner = declare_at(place, "session.%s", decided[i]);
			return declare_wrong(&inner,
			    "is decided by the table", e);
		}
	till_error_clear(&cause);
	request = table_request(table, &choice);
	err = session_check(request, &checked, &cause);
	if (err == TILL_OK)
		err = rules_check(checked, clock_now(), &cause);
	json_object_put(checked);
	json_object_put(request);
	return err == TILL_OK ? TILL_OK : declare_refused(&inner, &cause, e);
}

static enum till_err
check_table(const struct tables *t, size_t n, struct till_error *e)
{
	static const struct declare_member members[] = {
		{ "id", json_type_string },
		{ "session", json_type_object },
		{ "plans", json_type_array },
	};
	struct json_object *table = json_at(t->rows, n), *plans;
	struct declare_place place = declare_at(NULL, "pricing_tables[%zu]", n);
	struct declare_place inner = declare_at(&place, "id");
	enum till_err err;
	const char *id;

	err = declare_members(table, &place, members, nitems(members), e);
	if (err != TILL_OK)
		return err;
	id = json_text_or(table, "id", "");
	err = declare_id(id, "prctbl_", &inner, e);
	if (err != TILL_OK)
		return err;
	if (tables_find(t, id) != table)
		return declare_wrong(&inner, "is there twice", e);
	plans = json_get(table, "plans");
	inner = declare_at(&place, "plans");
	if (json_count(plans) < 1 || json_count(plans) > TABLE_PLANS_MAX)
		return declare_wrong(&inner,
		    "must be a list of 1 to 4 plans", e);
	for (size_t i = 0; err == TILL_OK && i < json_count(plans); i++) {
		inner = declare_at(&place, "plans[%zu]", i);
		err = check_plan(json_at(plans, i), &inner, e);
	}
	return err == TILL_OK ? check_session(table, &place, e) : err;
}

static enum till_err
check_all(void *arg, struct json_object *rows, struct till_error *e)
{
	struct tables *t = arg;
	enum till_err err = TILL_OK;

	t->rows = rows;
	for (size_t i = 0; err == TILL_OK && i < json_count(rows); i++)
		err = check_table(t, i, e);
	return err;
}

enum till_err
tables_load(const char *path, struct tables **out, struct till_error *e)
{
	struct tables *t = calloc(1, sizeof(*t));
	enum till_err err;

	*out = NULL;
	if (t == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = declare_load(path, "pricing_tables", check_all, t, &t->file, e);
	if (err == TILL_OK)
		*out = t;
	else
		tables_free(t);
	return err;
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
	return declare_find(t->rows, id);
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
