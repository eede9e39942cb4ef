/* price: the rules of prices. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

const struct record_type catalog_price = {
	.object = "price",
	.title = "price",
	.table = "price",
	.prefix = "price_",
	.id_random = 24,
	.columns_count = 8,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "currency", false, { "currency" }, true },
		{ "lookup_key", false, { "lookup_key" } },
		{ "product", false, { "product" } },
		{ "type", false, { "type" }, true },
		{ "interval", false, { "recurring", "interval" }, true },
		{ "meter", false, { "recurring", "meter" } },
		{ "usage_type", false, { "recurring", "usage_type" }, true },
	},
};

/* Mark I, these: no recordings of the real wordings were found. */
static const char tiers_unwanted[] =
    "You may only specify `%s` when billing_scheme is tiered.";
static const char tiers_end[] =
    "The last tier, and only that one, must have `up_to` set to `inf`.";
static const char tiers_order[] =
    "Each tier must have a greater `up_to` than the one before it.";
static const char tier_empty[] =
    "Each tier must have a `flat_amount` or a `unit_amount`.";
static const char custom_recurring[] =
    "You may not specify `custom_unit_amount` for a recurring price.";
static const char custom_enabled[] =
    "You must set `enabled` to true to let the buyer choose the amount.";
static const char custom_order[] =
    "The `preset` must be from `minimum` to `maximum`.";

/* The tiers of a price: their ends rise, and each costs something. */
static enum till_err
check_tiers(struct json_object *tiers, const char *currency,
    const char *param, struct till_error *e)
{
	static const char *const amounts[][2] = {
		{ "flat_amount", "flat_amount_decimal" },
		{ "unit_amount", "unit_amount_decimal" },
	};
	char list[TILL_PARAM_MAX], one[TILL_PARAM_MAX], name[TILL_PARAM_MAX];
	size_t n = json_count(tiers);
	int64_t below = 0;

	param_in(list, param, "tiers");
	for (size_t i = 0; i < n; i++) {
		struct json_object *tier = json_at(tiers, i);
		struct json_object *end = json_get(tier, "up_to");
		bool open = !json_object_is_type(end, json_type_int);
		bool priced = false;

		(void)snprintf(one, sizeof(one), "%.200s[%zu]", list, i);
		if (open != (i + 1 == n))
			return till_fail(e, TILL_EINPUT, NULL,
			    param_in(name, one, "up_to"), tiers_end);
		if (!open && json_object_get_int64(end) <= below)
			return till_fail(e, TILL_EINPUT, NULL,
			    param_in(name, one, "up_to"), tiers_order);
		below = open ? below : json_object_get_int64(end);
		for (size_t k = 0; k < nitems(amounts); k++) {
			struct json_object *whole = json_get(tier,
			    amounts[k][0]);
			enum till_err err;

			if (whole != NULL &&
			    json_get(tier, amounts[k][1]) != NULL)
				return param_only_one(one, amounts[k][0],
				    amounts[k][1], e);
			priced |= whole != NULL ||
			    json_get(tier, amounts[k][1]) != NULL;
			err = amount_check(whole, currency,
			    param_in(name, one, amounts[k][0]), e);
			if (err != TILL_OK)
				return err;
		}
		if (!priced)
			return till_fail(e, TILL_EINPUT, NULL, one,
			    tier_empty);
	}
	return n > 0 ? TILL_OK : param_missing(param, "tiers", e);
}

/* An amount that the buyer chooses. */
static enum till_err
check_custom(struct json_object *custom, const char *currency,
    const char *param, struct till_error *e)
{
	static const char *const members[] = { "maximum", "minimum",
		"preset" };
	char in[TILL_PARAM_MAX], name[TILL_PARAM_MAX];
	int64_t minimum = json_int_or(custom, "minimum", 0);
	int64_t maximum = json_int_or(custom, "maximum", INT64_MAX);
	int64_t preset = json_int_or(custom, "preset", minimum);
	enum till_err err = TILL_OK;

	if (custom == NULL)
		return TILL_OK;
	param_in(in, param, "custom_unit_amount");
	if (!json_bool_or(custom, "enabled", false))
		return till_fail(e, TILL_EINPUT, NULL,
		    param_in(name, in, "enabled"), custom_enabled);
	for (size_t i = 0; err == TILL_OK && i < nitems(members); i++)
		err = amount_check(json_get(custom, members[i]), currency,
		    param_in(name, in, members[i]), e);
	if (err == TILL_OK &&
	    (minimum > maximum || preset < minimum || preset > maximum))
		err = till_fail(e, TILL_EINPUT, NULL,
		    param_in(name, in, "preset"), custom_order);
	return err;
}

/*
 * The amounts of a price, or of its option for another currency, that stand
 * in params: a tiered price has tiers, any other exactly one amount
 * (params.json).
 */
static enum till_err
check_amounts(struct json_object *params, bool tiered, const char *currency,
    const char *param, struct till_error *e)
{
	static const char *const amounts[] = { "unit_amount",
		"unit_amount_decimal", "custom_unit_amount" };
	char name[TILL_PARAM_MAX];
	const char *first = NULL;
	enum till_err err;

	if (tiered)
		return check_tiers(json_get(params, "tiers"), currency, param,
		    e);
	if (json_get(params, "tiers") != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_in(name, param, "tiers"), tiers_unwanted, "tiers");
	for (size_t i = 0; i < nitems(amounts); i++) {
		if (json_get(params, amounts[i]) == NULL)
			continue;
		if (first != NULL)
			return param_only_one(param, first, amounts[i], e);
		first = amounts[i];
	}
	if (first == NULL)
		return param_missing(param, "unit_amount", e);
	err = amount_check(json_get(params, "unit_amount"), currency,
	    param_in(name, param, "unit_amount"), e);
	return err == TILL_OK ?
	    check_custom(json_get(params, "custom_unit_amount"), currency,
		param, e) :
	    err;
}

/* What a price as a whole must hold to (params.json, other_rules). */
static enum till_err
check_price(struct json_object *params, const char *param,
    struct till_error *e)
{
	bool tiered = strcmp(json_text_or(params, "billing_scheme",
				 "per_unit"), "tiered") == 0;
	char name[TILL_PARAM_MAX];

	if (tiered && json_get(params, "tiers") == NULL)
		return param_missing(param, "tiers", e);
	if (tiered && json_get(params, "tiers_mode") == NULL)
		return param_missing(param, "tiers_mode", e);
	if (json_get(params, "tiers") != NULL &&
	    json_get(params, "transform_quantity") != NULL)
		return param_only_one(param, "tiers", "transform_quantity", e);
	if (!tiered && json_get(params, "tiers_mode") != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_in(name, param, "tiers_mode"), tiers_unwanted,
		    "tiers_mode");
	if (json_get(params, "custom_unit_amount") != NULL &&
	    json_get(params, "recurring") != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_in(name, param, "custom_unit_amount"),
		    custom_recurring);
	return check_amounts(params, tiered,
	    json_text_or(params, "currency", ""), param, e);
}

/* Fills an amount from its decimal text and the other way round. */
static void
put_amount(struct json_object *o, struct json_object *params,
    const char *name, const char *decimal_name)
{
	const char *decimal = json_text(params, decimal_name);
	struct json_object *amount = json_get(params, name);
	char text[32];
	int64_t whole;

	json_put(o, name, NULL);
	json_put_text(o, decimal_name, decimal);
	if (decimal != NULL && text_to_int(decimal, &whole)) {
		json_put_int(o, name, whole);
	} else if (amount != NULL) {
		whole = json_object_get_int64(amount);
		(void)snprintf(text, sizeof(text), "%" PRId64, whole);
		json_put_int(o, name, whole);
		json_put_text(o, decimal_name, text);
	}
}

/* The tiers as the object has them: every member, and no end for "inf". */
static struct json_object *
complete_tiers(struct json_object *tiers)
{
	static const char *const amounts[][2] = {
		{ "flat_amount", "flat_amount_decimal" },
		{ "unit_amount", "unit_amount_decimal" },
	};
	struct json_object *out = json_object_new_array();

	for (size_t i = 0; i < json_count(tiers); i++) {
		struct json_object *tier = json_at(tiers, i);
		struct json_object *full = json_object_new_object();
		struct json_object *end = json_get(tier, "up_to");

		for (size_t k = 0; k < nitems(amounts); k++)
			put_amount(full, tier, amounts[k][0], amounts[k][1]);
		json_put(full, "up_to",
		    json_object_is_type(end, json_type_int) ?
			json_object_get(end) :
			NULL);
		json_object_array_add(out, full);
	}
	return out;
}

/* The amount a buyer chooses, as the object has it. */
static struct json_object *
complete_custom(struct json_object *custom)
{
	static const char *const members[] = { "maximum", "minimum",
		"preset" };
	struct json_object *out;

	if (custom == NULL)
		return NULL;
	out = json_object_new_object();
	for (size_t i = 0; i < nitems(members); i++)
		json_put(out, members[i],
		    json_object_get(json_get(custom, members[i])));
	return out;
}

/* What a price costs in one currency, from what was given for it. */
static struct json_object *
complete_option(struct json_object *given)
{
	struct json_object *o = json_object_new_object();

	json_put(o, "custom_unit_amount",
	    complete_custom(json_get(given, "custom_unit_amount")));
	json_put_text(o, "tax_behavior",
	    json_text_or(given, "tax_behavior", "unspecified"));
	if (json_get(given, "tiers") != NULL)
		json_put(o, "tiers", complete_tiers(json_get(given, "tiers")));
	put_amount(o, given, "unit_amount", "unit_amount_decimal");
	return o;
}

/*
 * The amounts in other currencies: what was given replaces what old has of a
 * currency; an empty one takes it away.
 */
static enum till_err
put_options(struct catalog_change *change, struct json_object *old,
    const char *param, struct till_error *e)
{
	struct json_object *o = change->object;
	struct json_object *given = json_get(change->params,
	    "currency_options");
	struct json_object *options = json_object_new_object();
	bool tiered = strcmp(json_text_or(o, "billing_scheme", ""),
			  "tiered") == 0;
	enum till_err err = TILL_OK;
	char list[TILL_PARAM_MAX];

	if (old != NULL) {
		json_object_object_foreach(old, code, was) {
			json_put(options, code, json_object_get(was));
		}
	}
	json_put(o, "currency_options", options);
	if (given == NULL)
		return TILL_OK;
	param_in(list, param, "currency_options");
	json_object_object_foreach(given, currency, option) {
		char one[TILL_PARAM_MAX];

		if (err == TILL_OK)
			err = check_amounts(option, tiered, currency,
			    param_in(one, list, currency), e);
		if (err == TILL_OK)
			json_put(options, currency, complete_option(option));
	}
	return err;
}

static void
complete_recurring(struct json_object *recurring, struct json_object *given)
{
	if (recurring == NULL)
		return;
	json_put_int(recurring, "interval_count",
	    json_int_or(given, "interval_count", 1));
	json_put_text(recurring, "usage_type",
	    json_text_or(given, "usage_type", "licensed"));
}

enum till_err
price_complete(struct catalog_change *change, const char *param,
    struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	struct json_object *own;
	enum till_err err;

	err = check_price(p, param, e);
	if (err != TILL_OK)
		return err;
	json_put_bool(o, "active", json_bool_or(p, "active", true));
	json_put_text(o, "billing_scheme",
	    json_text_or(p, "billing_scheme", "per_unit"));
	json_put_text(o, "type",
	    json_get(o, "recurring") != NULL ? "recurring" : "one_time");
	json_put_text(o, "tax_behavior",
	    json_text_or(p, "tax_behavior", "unspecified"));
	json_put(o, "custom_unit_amount",
	    complete_custom(json_get(p, "custom_unit_amount")));
	put_amount(o, p, "unit_amount", "unit_amount_decimal");
	if (json_get(p, "tiers") != NULL)
		json_put(o, "tiers", complete_tiers(json_get(p, "tiers")));
	complete_recurring(json_get(o, "recurring"), json_get(p, "recurring"));
	/* Its own currency is among the options, as the API has it. */
	own = json_object_new_object();
	json_put(own, json_text_or(o, "currency", ""), complete_option(p));
	err = put_options(change, own, param, e);
	json_object_put(own);
	return err;
}

/* product_data: a product made with its price. */
static enum till_err
product_from_data(struct store_conn *c, struct json_object *data, bool active,
    int64_t now, struct json_object **out, struct till_error *e)
{
	struct catalog_change change = { .c = c, .params = data, .now = now };
	enum till_err err;

	*out = NULL;
	err = catalog_new(&catalog_product, data, now, &change.object, e);
	if (err != TILL_OK)
		return err;
	err = product_create(&change, e);
	if (!active)
		json_put_bool(change.object, "active", false);
	if (err == TILL_OK)
		err = catalog_insert(c, &catalog_product, change.object, e);
	if (err == TILL_OK)
		*out = change.object;
	else
		json_object_put(change.object);
	return err;
}

/* Sets the price's product: an existing one, or one made from its data. */
static enum till_err
set_product(struct catalog_change *change, const char *param, bool active,
    struct json_object **product, struct till_error *e)
{
	const char *id = json_text(change->params, "product");
	struct json_object *data = json_get(change->params, "product_data");
	char name[TILL_PARAM_MAX];
	enum till_err err;

	*product = NULL;
	if (id != NULL && data != NULL)
		return param_only_one(param, "product", "product_data", e);
	if (id == NULL && data == NULL)
		return param_missing(param, "product", e);
	err = id != NULL ? catalog_lookup(change->c, &catalog_product, id,
			       param_in(name, param, "product"), product, e) :
			   product_from_data(change->c, data, active,
			       change->now, product, e);
	if (err == TILL_OK)
		json_put_text(change->object, "product",
		    json_text(*product, "id"));
	return err;
}

/* A lookup key has one holder: it is taken over when asked, else refused. */
static enum till_err
take_lookup_key(struct catalog_change *change, struct till_error *e)
{
	const char *key = json_text(change->params, "lookup_key");
	struct json_object *holder = NULL;
	enum till_err err;

	if (key == NULL)
		return TILL_OK;
	err = record_find(change->c, &catalog_price, "lookup_key", key,
	    &holder, e);
	if (err == TILL_ENOTFOUND)
		return TILL_OK;
	if (err != TILL_OK)
		return err;
	if (strcmp(json_text_or(holder, "id", ""),
		json_text_or(change->object, "id", "")) == 0) {
		err = TILL_OK;
	} else if (!json_bool_or(change->params, "transfer_lookup_key",
		       false)) {
		err = till_fail(e, TILL_EINPUT, NULL, "lookup_key",
		    "A price (`%s`) already uses that lookup key.",
		    json_text_or(holder, "id", ""));
	} else {
		json_put(holder, "lookup_key", NULL);
		err = catalog_update(change->c, &catalog_price, holder, e);
	}
	json_object_put(holder);
	return err;
}

enum till_err
price_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *product = NULL;
	enum till_err err;

	err = price_complete(change, "", e);
	if (err == TILL_OK)
		err = set_product(change, "", true, &product, e);
	if (err == TILL_OK)
		err = take_lookup_key(change, e);
	json_object_put(product);
	return err;
}

enum till_err
price_update(struct catalog_change *change, struct till_error *e)
{
	struct json_object *old = NULL;
	enum till_err err;

	err = record_get_whole(change->c, &catalog_price,
	    json_text_or(change->object, "id", ""), &old, e);
	if (err == TILL_OK)
		err = tax_behavior_kept(old, change->params, "", e);
	if (err == TILL_OK)
		err = put_options(change, json_get(old, "currency_options"),
		    "", e);
	json_object_put(old);
	return err == TILL_OK ? take_lookup_key(change, e) : err;
}

enum till_err
price_from_data(struct store_conn *c, struct json_object *data,
    const char *param, int64_t now, struct json_object **price,
    struct json_object **product, struct till_error *e)
{
	struct catalog_change change = { .c = c, .params = data, .now = now };
	enum till_err err;

	*price = *product = NULL;
	err = catalog_new(&catalog_price, data, now, &change.object, e);
	if (err != TILL_OK)
		return err;
	err = price_complete(&change, param, e);
	if (err == TILL_OK)
		err = set_product(&change, param, false, product, e);
	json_put_bool(change.object, "active", false);
	if (err == TILL_OK)
		err = catalog_insert(c, &catalog_price, change.object, e);
	if (err == TILL_OK) {
		*price = change.object;
	} else {
		json_object_put(change.object);
		json_object_put(*product);
		*product = NULL;
	}
	return err;
}
