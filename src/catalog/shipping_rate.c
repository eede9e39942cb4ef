/* shipping_rate: the rules of shipping rates. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"

const struct record_type catalog_shipping_rate = {
	.object = "shipping_rate",
	.title = "shipping rate",
	.table = "shipping_rate",
	.prefix = "shr_",
	.id_random = 24,
	.columns_count = 2,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "currency", false, { "fixed_amount", "currency" }, true },
	},
};

/* One currency's amount: what was given over what there was. */
static struct json_object *
option(struct json_object *old, struct json_object *given)
{
	struct json_object *o = json_object_new_object();

	json_put_int(o, "amount", json_int_or(given, "amount",
	    json_int_or(old, "amount", 0)));
	json_put_text(o, "tax_behavior", json_text_or(given, "tax_behavior",
	    json_text_or(old, "tax_behavior", "unspecified")));
	return o;
}

/* Brings given options into those there were; its own is always there. */
static enum till_err
put_options(struct catalog_change *change, struct json_object *old,
    struct till_error *e)
{
	static const char name[] = "fixed_amount[currency_options]";
	struct json_object *fixed = json_get(change->object, "fixed_amount");
	struct json_object *given = json_path(change->params, "fixed_amount",
	    "currency_options", NULL);
	struct json_object *options = json_object_new_object(), *own;

	own = json_object_new_object();
	json_put_int(own, "amount", json_int_or(fixed, "amount", 0));
	json_put_text(own, "tax_behavior",
	    json_text(change->object, "tax_behavior"));
	json_put(options, json_text_or(fixed, "currency", ""), own);
	if (old != NULL) {
		json_object_object_foreach(old, currency, value) {
			json_put(options, currency, json_object_get(value));
		}
	}
	json_put(fixed, "currency_options", options);
	if (given == NULL)
		return TILL_OK;
	json_object_object_foreach(given, code, wanted) {
		struct json_object *was = json_get(options, code);
		char inner[TILL_PARAM_MAX], param[TILL_PARAM_MAX];
		enum till_err err;

		param_in(inner, name, code);
		if (was == NULL && json_get(wanted, "amount") == NULL)
			return param_missing(inner, "amount", e);
		err = amount_check(json_get(wanted, "amount"), code,
		    param_in(param, inner, "amount"), e);
		if (err != TILL_OK)
			return err;
		json_put(options, code, option(was, wanted));
	}
	return TILL_OK;
}

enum till_err
shipping_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	struct json_object *fixed = json_get(p, "fixed_amount");
	enum till_err err;

	if (fixed == NULL)
		return param_missing("", "fixed_amount", e);
	err = amount_check(json_get(fixed, "amount"),
	    json_text_or(fixed, "currency", ""), "fixed_amount[amount]", e);
	if (err != TILL_OK)
		return err;
	json_put_bool(o, "active", true);
	json_put_text(o, "type", json_text_or(p, "type", "fixed_amount"));
	json_put_text(o, "tax_behavior",
	    json_text_or(p, "tax_behavior", "unspecified"));
	return put_options(change, NULL, e);
}

enum till_err
shipping_update(struct catalog_change *change, struct till_error *e)
{
	struct json_object *old = NULL;
	enum till_err err;

	err = record_get_whole(change->c, &catalog_shipping_rate,
	    json_text_or(change->object, "id", ""), &old, e);
	if (err == TILL_OK)
		err = tax_behavior_kept(old, change->params, "", e);
	if (err == TILL_OK)
		err = put_options(change,
		    json_path(old, "fixed_amount", "currency_options", NULL),
		    e);
	json_object_put(old);
	return err;
}
