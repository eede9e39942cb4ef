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
		{ "active", true, { "active" } },
		{ "currency", false, { "currency" } },
		{ "lookup_key", false, { "lookup_key" } },
		{ "product", false, { "product" } },
		{ "type", false, { "type" } },
		{ "interval", false, { "recurring", "interval" } },
		{ "meter", false, { "recurring", "meter" } },
		{ "usage_type", false, { "recurring", "usage_type" } },
	},
};

/* The bracketed name of a member under param. */
static const char *
named(char out[static TILL_PARAM_MAX], const char *param, const char *member)
{
	(void)snprintf(out, TILL_PARAM_MAX, *param != '\0' ? "%s[%s]" : "%s%s",
	    param, member);
	return out;
}

static enum till_err
missing(const char *param, const char *member, struct till_error *e)
{
	char name[TILL_PARAM_MAX];

	named(name, param, member);
	return till_fail(e, TILL_EINPUT, "parameter_missing", name,
	    "Missing required param: %s.", name);
}

static enum till_err
only_one(const char *param, const char *first, const char *second,
    struct till_error *e)
{
	char name[TILL_PARAM_MAX];

	return till_fail(e, TILL_EINPUT, NULL, named(name, param, first),
	    "You may only specify one of these parameters: %s, %s.", first,
	    second);
}

/* A tiered price has tiers; any other one amount (params.json). */
static enum till_err
check_amounts(struct json_object *params, const char *param,
    struct till_error *e)
{
	static const char *const amounts[] = { "unit_amount",
		"unit_amount_decimal", "custom_unit_amount" };
	const char *first = NULL;

	if (strcmp(json_text_or(params, "billing_scheme", "per_unit"),
		"tiered") == 0) {
		if (json_get(params, "tiers") == NULL)
			return missing(param, "tiers", e);
		if (json_get(params, "tiers_mode") == NULL)
			return missing(param, "tiers_mode", e);
		return TILL_OK;
	}
	for (size_t i = 0; i < nitems(amounts); i++) {
		if (json_get(params, amounts[i]) == NULL)
			continue;
		if (first != NULL)
			return only_one(param, first, amounts[i], e);
		first = amounts[i];
	}
	return first != NULL ? TILL_OK : missing(param, "unit_amount", e);
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

enum till_err
price_complete(struct catalog_change *change, const char *param,
    struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	struct json_object *recurring = json_get(o, "recurring");
	enum till_err err;

	err = check_amounts(p, param, e);
	if (err != TILL_OK)
		return err;
	json_put_bool(o, "active", json_bool_or(p, "active", true));
	json_put_text(o, "billing_scheme",
	    json_text_or(p, "billing_scheme", "per_unit"));
	json_put_text(o, "type", recurring != NULL ? "recurring" : "one_time");
	json_put_text(o, "tax_behavior",
	    json_text_or(p, "tax_behavior", "unspecified"));
	put_amount(o, p, "unit_amount", "unit_amount_decimal");
	if (json_get(p, "tiers") != NULL)
		json_put(o, "tiers", complete_tiers(json_get(p, "tiers")));
	if (recurring != NULL) {
		json_put_int(recurring, "interval_count",
		    json_int_or(json_get(p, "recurring"), "interval_count",
			1));
		json_put_text(recurring, "usage_type",
		    json_text_or(json_get(p, "recurring"), "usage_type",
			"licensed"));
	}
	return TILL_OK;
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
		return only_one(param, "product", "product_data", e);
	if (id == NULL && data == NULL)
		return missing(param, "product", e);
	err = id != NULL ? catalog_lookup(change->c, &catalog_product, id,
			       named(name, param, "product"), product, e) :
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
	return take_lookup_key(change, e);
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
