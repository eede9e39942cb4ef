/* items: see items.h. */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "sessions/items.h"
#include "sessions/session.h"

#define ITEM_ID_RANDOM 24
#define TAX_RATES_MAX 5 /* of one item */

/* Mark I, all of these: no recordings of the real wordings were found. */
static const char rate_inactive[] =
    "The tax rate %s is inactive. This field only accepts active tax rates.";
static const char rate_country[] =
    "The tax rate %s has no country, so it cannot be a dynamic tax rate.";
static const char custom_alone[] =
    "A price with `custom_unit_amount` must be the only line item, with a "
    "quantity of 1.";
static const char custom_discount[] =
    "You cannot use discounts with a price that has `custom_unit_amount`.";

/* One line item being made. */
struct line {
	struct store_conn *c;
	struct json_object *request; /* all of it */
	struct json_object *params;  /* line_items[index] */
	size_t index;
	int64_t now;
	struct bill *bill;
	struct bill_line *out;
	struct json_object *product;
};

static const char *
param_of(char out[static TILL_PARAM_MAX], const struct line *line,
    const char *member)
{
	(void)snprintf(out, TILL_PARAM_MAX, "line_items[%zu]%s%s%s",
	    line->index, *member != '\0' ? "[" : "", member,
	    *member != '\0' ? "]" : "");
	return out;
}

/* An existing price must be active; its product is read for its name. */
static enum till_err
existing_price(struct line *line, const char *id, struct till_error *e)
{
	char param[TILL_PARAM_MAX];
	enum till_err err;

	param_of(param, line, "price");
	err = catalog_loan(line->c, &catalog_price, id, param,
	    &line->out->price, e);
	if (err != TILL_OK)
		return err;
	if (!json_bool_or(line->out->price, "active", false))
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "The price specified is inactive. This field only accepts "
		    "active prices.");
	return record_loan(line->c, &catalog_product,
	    json_text_or(line->out->price, "product", ""), &line->product, e);
}

static enum till_err
find_price(struct line *line, struct till_error *e)
{
	const char *id = json_text(line->params, "price");
	struct json_object *data = json_get(line->params, "price_data");
	char param[TILL_PARAM_MAX];

	if (id != NULL && data != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"),
		    "You may only specify one of these parameters: price, "
		    "price_data.");
	if (id != NULL)
		return existing_price(line, id, e);
	if (data != NULL)
		return price_from_data(line->c, data,
		    param_of(param, line, "price_data"), line->now,
		    &line->out->price, &line->product, e);
	return till_fail(e, TILL_EINPUT, NULL, param_of(param, line, ""),
	    "You must provide one of `price` or `price_data` for each line "
	    "item when using prices.");
}

/* The quantity: a metered price takes none, any other needs one. */
static enum till_err
find_quantity(const struct line *line, int64_t *quantity,
    struct till_error *e)
{
	struct json_object *given = json_get(line->params, "quantity");
	struct json_object *recurring = json_get(line->out->price,
	    "recurring");
	bool metered = strcmp(json_text_or(recurring, "usage_type", ""),
			   "metered") == 0;
	char param[TILL_PARAM_MAX];

	*quantity = 0;
	if (metered && given != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "quantity"),
		    "Quantity should not be specified where usage_type is "
		    "`metered`. Remove quantity from `line_items[%zu]`",
		    line->index);
	if (!metered && given == NULL)
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "Quantity is required. Add `quantity` to "
		    "`line_items[%zu]` ",
		    line->index);
	*quantity = given != NULL ? json_object_get_int64(given) : 0;
	return TILL_OK;
}

/* The currency of all items: what was asked for, or the first price's. */
static enum till_err
find_amount(const struct line *line, int64_t quantity, struct till_error *e)
{
	const char *asked = json_text(line->request, "currency");
	const char *own = json_text_or(line->out->price, "currency", "");
	struct bill *bill = line->bill;
	char param[TILL_PARAM_MAX];
	struct json_object *price;
	enum till_err err;

	if (bill->currency[0] == '\0')
		text_copy(bill->currency, sizeof(bill->currency),
		    asked != NULL ? asked : own);
	price = price_in(line->out->price, bill->currency);
	if (price == NULL && asked != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"),
		    "The price specified supports currencies of `%s` which "
		    "doesn't include the expected currency of `%s`.",
		    own, bill->currency);
	if (price == NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"),
		    "The price specified only supports `%s`. This doesn't "
		    "match the expected currency: `%s`.",
		    own, bill->currency);
	err = price_amount(price, quantity, &line->out->subtotal, e);
	json_object_put(price);
	return err;
}

/* Looks tax rates up; *out is an array of them, NULL when none are named. */
static enum till_err
find_rates(const struct line *line, struct json_object *ids,
    const char *param, bool dynamic, struct json_object **out,
    struct till_error *e)
{
	size_t n = json_count(ids);
	enum till_err err = TILL_OK;

	*out = NULL;
	if (n > TAX_RATES_MAX && !dynamic)
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "Array %s exceeded maximum %d allowed elements.", param,
		    TAX_RATES_MAX);
	if (n > 0)
		*out = json_object_new_array();
	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		struct json_object *rate = NULL;
		char name[TILL_PARAM_MAX];
		const char *id = json_object_get_string(json_at(ids, i));

		(void)snprintf(name, sizeof(name), "%.200s[%zu]", param, i);
		err = catalog_lookup(line->c, &catalog_tax_rate, id, name,
		    &rate, e);
		if (err == TILL_OK && !json_bool_or(rate, "active", false))
			err = till_fail(e, TILL_EINPUT, NULL, name,
			    rate_inactive, id);
		if (err == TILL_OK && dynamic &&
		    json_text(rate, "country") == NULL)
			err = till_fail(e, TILL_EINPUT, NULL, name,
			    rate_country, id);
		if (err == TILL_OK)
			json_object_array_add(*out, rate);
		else
			json_object_put(rate);
	}
	return err;
}

/*
 * The item's own taxes, else the subscription's.  Those that depend on the
 * address are kept with the item until it is known.
 */
static enum till_err
find_taxes(const struct line *line, struct till_error *e)
{
	struct json_object *dynamic = NULL, *ids;
	char param[TILL_PARAM_MAX];
	enum till_err err;

	ids = json_get(line->params, "tax_rates");
	param_of(param, line, "tax_rates");
	if (json_count(ids) == 0 &&
	    json_get(line->params, "dynamic_tax_rates") == NULL) {
		ids = json_path(line->request, "subscription_data",
		    "default_tax_rates", NULL);
		text_copy(param, sizeof(param),
		    "subscription_data[default_tax_rates]");
	}
	err = find_rates(line, ids, param, false, &line->out->taxes, e);
	if (err != TILL_OK)
		return err;
	err = find_rates(line, json_get(line->params, "dynamic_tax_rates"),
	    param_of(param, line, "dynamic_tax_rates"), true, &dynamic, e);
	if (dynamic != NULL)
		json_put(catalog_hidden(line->out->item), "dynamic_tax_rates",
		    dynamic);
	return err;
}

/* The item's object; its price is the id, put in place when it is read. */
static struct json_object *
item_object(const struct line *line, int64_t quantity)
{
	struct json_object *given = json_object_new_object(), *o;
	char id[ID_MAX];

	/* An optional field takes its place in the order when it is given. */
	json_put_text(given, "description",
	    json_text_or(line->product, "name", ""));
	o = object_new(object_find("item"), given);
	json_object_put(given);
	id_new(id, sizeof(id), "li_", ITEM_ID_RANDOM);
	json_put_text(o, "id", id);
	json_put_text(o, "currency", line->bill->currency);
	json_put_text(o, "price", json_text(line->out->price, "id"));
	if (quantity > 0)
		json_put_int(o, "quantity", quantity);
	return o;
}

/* Keeps the limits of a quantity that the buyer chooses with the item. */
static void
keep_limits(const struct line *line)
{
	struct json_object *by = json_get(line->params, ITEM_ADJUSTABLE);
	struct json_object *limits;

	if (!json_bool_or(by, "enabled", false))
		return;
	limits = json_object_new_object();
	json_put_int(limits, "minimum",
	    json_int_or(by, "minimum", ITEM_ADJUSTABLE_MIN));
	json_put_int(limits, "maximum",
	    json_int_or(by, "maximum", ITEM_ADJUSTABLE_MAX));
	json_put(catalog_hidden(line->out->item), ITEM_ADJUSTABLE, limits);
}

/* An amount the buyer chooses stands alone (behaviour.md 5.7). */
static enum till_err
check_custom(const struct line *line, int64_t quantity, struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	if (json_get(line->out->price, "custom_unit_amount") == NULL)
		return TILL_OK;
	if (quantity != 1 ||
	    json_count(json_get(line->request, "line_items")) != 1)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"), custom_alone);
	if (json_count(json_get(line->request, "discounts")) > 0)
		return till_fail(e, TILL_EINPUT, NULL, "discounts",
		    custom_discount);
	return TILL_OK;
}

/* Nothing is due for what recurs before a trial ends (mark I). */
static bool
is_on_trial(const struct line *line)
{
	struct json_object *data = json_get(line->request,
	    "subscription_data");

	return json_get(line->out->price, "recurring") != NULL &&
	    (json_get(data, "trial_end") != NULL ||
		json_get(data, "trial_period_days") != NULL);
}

static enum till_err
draft_one(struct line *line, struct till_error *e)
{
	int64_t quantity = 0;
	enum till_err err;

	err = find_price(line, e);
	if (err == TILL_OK)
		err = find_quantity(line, &quantity, e);
	if (err == TILL_OK)
		err = check_custom(line, quantity, e);
	if (err == TILL_OK)
		err = find_amount(line, quantity, e);
	if (err == TILL_OK) {
		line->out->item = item_object(line, quantity);
		keep_limits(line);
		err = find_taxes(line, e);
	}
	if (is_on_trial(line))
		line->out->subtotal = 0;
	if (json_get(line->out->price, "recurring") != NULL)
		line->bill->recurring++;
	else
		line->bill->one_time++;
	json_object_put(line->product);
	return err;
}

enum till_err
items_draft(struct store_conn *c, struct json_object *params, int64_t now,
    struct bill *bill, struct till_error *e)
{
	struct json_object *items = json_get(params, "line_items");
	size_t n = json_count(items);
	enum till_err err = bill_init(bill, n, e);

	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		struct line line = {
			.c = c,
			.request = params,
			.params = json_at(items, i),
			.index = i,
			.now = now,
			.bill = bill,
			.out = &bill->lines[bill->count++],
		};

		err = draft_one(&line, e);
	}
	return err;
}
