/* coupon: the rules of coupons and of redeeming them. */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"

#define DISCOUNT_ID_RANDOM 24

const struct record_type catalog_coupon = {
	.object = "coupon",
	.title = "coupon",
	.table = "coupon",
	.prefix = "",
	.id_random = 8,
	.columns_count = 2,
	.columns = {
		{ "valid", true, { "valid" } },
		{ "redeem_by", true, { "redeem_by" } },
	},
};

/* Mark I, all of these: no recordings of the real wordings were found. */
static const char no_discount[] =
    "You must pass either amount_off or percent_off.";
static const char percent_range[] =
    "Invalid percent_off: must be greater than 0 and at most 100, with at "
    "most 4 decimals.";
static const char months_unwanted[] =
    "You may only specify duration_in_months when duration is repeating.";
static const char options_unwanted[] =
    "You may only specify currency_options together with amount_off.";
static const char time_past[] = "Invalid timestamp: must be in the future.";
static const char expired[] = "Coupon %s is expired and cannot be applied.";
static const char used_up[] = "Coupon %s is used up and cannot be applied.";

/* What a coupon takes off: one of the two, and what goes with it. */
static enum till_err
check_off(struct json_object *p, struct till_error *e)
{
	struct json_object *percent = json_get(p, "percent_off");
	bool amount = json_get(p, "amount_off") != NULL;
	int64_t value;

	if (amount && percent != NULL)
		return param_only_one("", "amount_off", "percent_off", e);
	if (!amount && percent == NULL)
		return till_fail(e, TILL_EINPUT, "parameter_missing",
		    "percent_off", "%s", no_discount);
	if (percent != NULL && (!percent_of(percent, &value) || value == 0))
		return till_fail(e, TILL_EINPUT, NULL, "percent_off", "%s",
		    percent_range);
	if (amount && json_get(p, "currency") == NULL)
		return param_missing("", "currency", e);
	if (!amount && json_get(p, "currency_options") != NULL)
		return till_fail(e, TILL_EINPUT, NULL, "currency_options",
		    "%s", options_unwanted);
	return amount ?
	    amount_check(json_get(p, "amount_off"),
		json_text_or(p, "currency", ""), "amount_off", e) :
	    TILL_OK;
}

static enum till_err
check_times(const struct catalog_change *change, struct till_error *e)
{
	struct json_object *p = change->params;
	bool repeating = strcmp(json_text_or(p, "duration", "once"),
			     "repeating") == 0;
	bool months = json_get(p, "duration_in_months") != NULL;

	if (repeating && !months)
		return param_missing("", "duration_in_months", e);
	if (!repeating && months)
		return till_fail(e, TILL_EINPUT, NULL, "duration_in_months",
		    "%s", months_unwanted);
	if (json_int_or(p, "redeem_by", INT64_MAX) <= change->now)
		return till_fail(e, TILL_EINPUT, NULL, "redeem_by", "%s",
		    time_past);
	return TILL_OK;
}

/* The products it applies to; each must exist. */
static enum till_err
put_products(struct catalog_change *change, struct till_error *e)
{
	struct json_object *given = json_get(change->params, "applies_to");
	struct json_object *products = json_get(given, "products");
	enum till_err err = TILL_OK;

	if (products == NULL)
		return TILL_OK;
	for (size_t i = 0; err == TILL_OK && i < json_count(products); i++) {
		struct json_object *product = NULL;
		char param[TILL_PARAM_MAX];

		(void)snprintf(param, sizeof(param),
		    "applies_to[products][%zu]", i);
		err = catalog_lookup(change->c, &catalog_product,
		    json_object_get_string(json_at(products, i)), param,
		    &product, e);
		json_object_put(product);
	}
	json_put(change->object, "applies_to", json_object_get(given));
	return err;
}

/* Brings given amounts in other currencies in; its own is always there. */
static enum till_err
put_options(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object;
	struct json_object *options = json_get(o, "currency_options");
	struct json_object *given = json_get(change->params,
	    "currency_options"), *own;
	enum till_err err = TILL_OK;

	if (options == NULL) {
		options = json_object_new_object();
		json_put(o, "currency_options", options);
		own = json_object_new_object();
		json_put_int(own, "amount_off",
		    json_int_or(o, "amount_off", 0));
		json_put(options, json_text_or(o, "currency", ""), own);
	}
	if (given == NULL)
		return TILL_OK;
	json_object_object_foreach(given, currency, option) {
		char inner[TILL_PARAM_MAX], param[TILL_PARAM_MAX];

		if (err != TILL_OK)
			break;
		param_in(inner, "currency_options", currency);
		err = amount_check(json_get(option, "amount_off"), currency,
		    param_in(param, inner, "amount_off"), e);
		json_put(options, currency, json_object_get(option));
	}
	return err;
}

enum till_err
coupon_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	enum till_err err;

	err = check_off(p, e);
	if (err == TILL_OK)
		err = check_times(change, e);
	if (err == TILL_OK)
		err = catalog_own_id(change, &catalog_coupon, "Coupon", e);
	if (err == TILL_OK)
		err = put_products(change, e);
	json_put_text(o, "duration", json_text_or(p, "duration", "once"));
	json_put_bool(o, "valid", true);
	if (json_get(p, "amount_off") == NULL)
		json_put(o, "currency", NULL);
	else if (err == TILL_OK)
		err = put_options(change, e);
	return err;
}

enum till_err
coupon_update(struct catalog_change *change, struct till_error *e)
{
	if (json_get(change->params, "currency_options") == NULL)
		return TILL_OK;
	if (json_get(change->object, "amount_off") == NULL)
		return till_fail(e, TILL_EINPUT, NULL, "currency_options",
		    "%s", options_unwanted);
	return put_options(change, e);
}

/* Makes the active promotion codes of a coupon inactive. */
static enum till_err
end_codes(struct store_conn *c, const char *coupon, struct till_error *e)
{
	struct json_object *ids = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	err = store_query(c,
	    "SELECT id FROM promotion_code WHERE coupon=? AND active=1", &rows,
	    e, "t", coupon);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		json_object_array_add(ids,
		    json_object_new_string(store_text(rows, 0)));
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = TILL_EDB;
	for (size_t i = 0; err == TILL_OK && i < json_count(ids); i++) {
		struct json_object *code = NULL;

		err = record_get_whole(c, &catalog_promotion_code,
		    json_object_get_string(json_at(ids, i)), &code, e);
		if (err == TILL_OK) {
			json_put_bool(code, "active", false);
			err = catalog_update(c, &catalog_promotion_code, code,
			    e);
		}
		json_object_put(code);
	}
	json_object_put(ids);
	return err;
}

enum till_err
coupon_delete(struct catalog_change *change, struct till_error *e)
{
	return end_codes(change->c, json_text_or(change->object, "id", ""), e);
}

static bool
is_used_up(struct json_object *o)
{
	return json_int_or(o, "times_redeemed", 0) >=
	    json_int_or(o, "max_redemptions", INT64_MAX);
}

enum till_err
coupon_view(struct store_conn *c, struct json_object *coupon, int64_t now,
    struct till_error *e)
{
	(void)c;
	(void)e;
	if (is_used_up(coupon) ||
	    json_int_or(coupon, "redeem_by", INT64_MAX) <= now)
		json_put_bool(coupon, "valid", false);
	return TILL_OK;
}

enum till_err
coupon_usable(struct json_object *coupon, int64_t now, const char *param,
    struct till_error *e)
{
	const char *id = json_text_or(coupon, "id", "");

	if (json_int_or(coupon, "redeem_by", INT64_MAX) <= now)
		return till_fail(e, TILL_EINPUT, "coupon_expired", param,
		    expired, id);
	if (is_used_up(coupon))
		return till_fail(e, TILL_EINPUT, "coupon_expired", param,
		    used_up, id);
	return TILL_OK;
}

/* Counts one more on a stored object that has both numbers. */
static enum till_err
count_one(struct store_conn *c, const struct record_type *type,
    const char *id, int64_t now, struct till_error *e)
{
	struct json_object *o = NULL;
	catalog_view *view = catalog_view_of(type);
	enum till_err err;

	err = record_get_whole(c, type, id, &o, e);
	/* Deleted since: what was promised is kept, nothing is counted. */
	if (err == TILL_ENOTFOUND)
		return TILL_OK;
	if (err == TILL_OK && is_used_up(o))
		err = till_fail(e, TILL_EINPUT, "coupon_expired", NULL,
		    "The discount of this order was used up meanwhile. Go back "
		    "to the shop and check out again.");
	if (err == TILL_OK) {
		json_put_int(o, "times_redeemed",
		    json_int_or(o, "times_redeemed", 0) + 1);
		err = view(c, o, now, e);
	}
	if (err == TILL_OK)
		err = catalog_update(c, type, o, e);
	if (err == TILL_OK && type == &catalog_coupon &&
	    !json_bool_or(o, "valid", true))
		err = end_codes(c, id, e);
	json_object_put(o);
	return err;
}

enum till_err
coupon_redeem(struct store_conn *c, const char *coupon, const char *promotion,
    int64_t now, struct till_error *e)
{
	enum till_err err = TILL_OK;

	if (promotion != NULL)
		err = count_one(c, &catalog_promotion_code, promotion, now, e);
	return err == TILL_OK ? count_one(c, &catalog_coupon, coupon, now, e) :
				err;
}

struct json_object *
discount_object(const struct discount_terms *terms)
{
	struct json_object *o = object_new(object_find("discount"), NULL);
	struct json_object *coupon = NULL, *more;
	char id[ID_MAX];

	id_new(id, sizeof(id), "di_", DISCOUNT_ID_RANDOM);
	json_put_text(o, "id", id);
	json_object_deep_copy(terms->coupon, &coupon, NULL);
	more = catalog_take_apart("coupon", coupon);
	json_object_put(more);
	json_put(o, "coupon", coupon);
	json_put_text(o, "promotion_code", terms->promotion);
	json_put_text(o, "customer", terms->customer);
	json_put_text(o, "checkout_session", terms->session);
	json_put_int(o, "start", terms->start);
	if (terms->end != 0)
		json_put_int(o, "end", terms->end);
	return o;
}
