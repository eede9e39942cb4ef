/* shipping: see shipping.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/shipping.h"

/* Mark I, both: no recordings of the real wordings were found. */
static const char rate_inactive[] =
    "The shipping rate specified is inactive. This field only accepts active "
    "shipping rates.";
static const char other_currency[] =
    "The shipping rate specified only supports `%s`. This doesn't match the "
    "expected currency: `%s`.";

bool
shipping_writes(struct json_object *params)
{
	struct json_object *options = json_get(params, "shipping_options");

	for (size_t i = 0; i < json_count(options); i++)
		if (json_get(json_at(options, i), "shipping_rate_data") !=
		    NULL)
			return true;
	return false;
}

/* Names the whole way to the parameter of a described rate. */
static void
name_whole(const char *param, struct till_error *e)
{
	char own[TILL_PARAM_MAX];
	size_t first = strcspn(e->param, "[");

	text_copy(own, sizeof(own), e->param);
	(void)snprintf(e->param, sizeof(e->param),
	    "%.60s[shipping_rate_data][%.*s]%.100s", param, (int)first, own,
	    own + first);
}

/* Stores a rate that was described. */
static enum till_err
rate_from_data(struct store_conn *c, struct json_object *data,
    const char *param, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct catalog_change change = { .c = c, .params = data, .now = now };
	struct json_object *whole = NULL;
	enum till_err err;

	err = catalog_new(&catalog_shipping_rate, data, now, &change.object,
	    e);
	if (err == TILL_OK)
		err = shipping_create(&change, e);
	if (err == TILL_OK)
		json_object_deep_copy(change.object, &whole, NULL);
	if (err == TILL_OK)
		err = catalog_insert(c, &catalog_shipping_rate, change.object,
		    e);
	if (err == TILL_EINPUT)
		name_whole(param, e);
	json_object_put(change.object);
	*out = whole;
	return err;
}

/* One option's rate, whole. */
static enum till_err
find_rate(struct store_conn *c, struct json_object *option,
    const char *param, int64_t now, struct json_object **out,
    struct till_error *e)
{
	const char *id = json_text(option, "shipping_rate");
	struct json_object *data = json_get(option, "shipping_rate_data");
	char name[TILL_PARAM_MAX];
	enum till_err err;

	*out = NULL;
	if (data != NULL)
		return rate_from_data(c, data, param, now, out, e);
	if (id == NULL)
		return param_missing(param, "shipping_rate", e);
	param_in(name, param, "shipping_rate");
	err = catalog_lookup(c, &catalog_shipping_rate, id, name, out, e);
	if (err == TILL_OK && !json_bool_or(*out, "active", false))
		err = till_fail(e, TILL_EINPUT, NULL, name, rate_inactive);
	return err;
}

static enum till_err
add_option(struct json_object *rate, const char *param, struct bill *bill,
    struct till_error *e)
{
	struct json_object *fixed = json_get(rate, "fixed_amount");
	struct json_object *amount = json_path(fixed, "currency_options",
	    bill->currency, "amount", NULL);
	struct json_object *option;

	if (amount == NULL)
		return till_fail(e, TILL_EINPUT, NULL, param, other_currency,
		    json_text_or(fixed, "currency", ""), bill->currency);
	option = json_object_new_object();
	json_put(option, "shipping_amount", json_object_get(amount));
	json_put_text(option, "shipping_rate", json_text(rate, "id"));
	json_object_array_add(bill->shipping_options, option);
	if (json_count(bill->shipping_options) == 1) {
		bill->shipping = json_object_get_int64(amount);
		text_copy(bill->shipping_rate, sizeof(bill->shipping_rate),
		    json_text_or(rate, "id", ""));
	}
	return TILL_OK;
}

enum till_err
shipping_draft(struct store_conn *c, struct json_object *params, int64_t now,
    struct bill *bill, struct till_error *e)
{
	struct json_object *options = json_get(params, "shipping_options");
	size_t n = json_count(options);
	enum till_err err = TILL_OK;

	if (n > 0)
		bill->shipping_options = json_object_new_array();
	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		struct json_object *rate = NULL;
		char param[TILL_PARAM_MAX];

		(void)snprintf(param, sizeof(param), "shipping_options[%zu]",
		    i);
		err = find_rate(c, json_at(options, i), param, now, &rate, e);
		if (err == TILL_OK)
			err = add_option(rate, param, bill, e);
		json_object_put(rate);
	}
	return err;
}
