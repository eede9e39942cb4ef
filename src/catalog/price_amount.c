/*
 * price_amount: what a quantity of a price costs.
 *
 * Unit amounts may have twelve decimals of the smallest unit, so the work is
 * done in 128-bit whole numbers of 10^-12 and rounded once, half up
 * (behaviour.md 5.7).
 */
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define DECIMALS 12
#define SCALE 1000000000000LL /* 10^DECIMALS */

typedef money_wide wide; /* 10^-12 of the smallest unit */

/*
 * No decimal that the schema lets through has more digits before its point
 * than this and still costs an amount that fits; past it the sums overflow.
 */
#define DIGITS_MAX 20

/*
 * The API's documents name twelve digits as the most that any payment has
 * (behaviour.md 5.7).  A hundred such lines are far below what a client that
 * reads JSON numbers as doubles can hold.
 */
#define AMOUNT_MAX 999999999999LL

/* Reads "1099" or "0.5"; false for more than an amount can be. */
static bool
parse_decimal(const char *text, wide *out)
{
	int digits = 0, decimals = 0;
	bool fraction = false;
	wide value = 0;

	for (; *text != '\0'; text++) {
		if (*text == '.') {
			fraction = true;
		} else if (*text >= '0' && *text <= '9') {
			value = value * 10 + (*text - '0');
			digits += !fraction && value != 0;
			decimals += fraction;
		}
		if (digits > DIGITS_MAX || decimals > DECIMALS)
			return false;
	}
	for (; decimals < DECIMALS; decimals++)
		value *= 10;
	*out = value;
	return true;
}

/* An amount that stands as a number or, finer, as a decimal text. */
static bool
amount_of(struct json_object *o, const char *name, const char *decimal_name,
    wide *out)
{
	const char *decimal = json_text(o, decimal_name);

	if (decimal != NULL)
		return parse_decimal(decimal, out);
	*out = (wide)json_int_or(o, name, 0) * SCALE;
	return true;
}

/* What the units that fall into one tier cost, its flat fee included. */
static bool
add_tier(struct json_object *tier, int64_t units, wide *sum)
{
	wide unit, flat, cost;

	return amount_of(tier, "unit_amount", "unit_amount_decimal", &unit) &&
	    amount_of(tier, "flat_amount", "flat_amount_decimal", &flat) &&
	    !__builtin_mul_overflow(unit, (wide)units, &cost) &&
	    !__builtin_add_overflow(cost, flat, &cost) &&
	    !__builtin_add_overflow(*sum, cost, sum);
}

/*
 * graduated: each tier prices the units within it; volume: the tier that the
 * whole quantity reaches prices all of them.
 */
static bool
tiers_cost(struct json_object *price, int64_t quantity, wide *sum)
{
	struct json_object *tiers = json_get(price, "tiers");
	bool volume = strcmp(json_text_or(price, "tiers_mode", ""),
			  "volume") == 0;
	size_t n = json_count(tiers);
	int64_t below = 0;

	for (size_t i = 0; i < n && below < quantity; i++) {
		struct json_object *tier = json_at(tiers, i);
		/* The last tier has no end. */
		int64_t end = json_int_or(tier, "up_to", INT64_MAX);
		int64_t last = quantity < end ? quantity : end;

		if (volume && quantity > end)
			continue;
		if (!add_tier(tier, volume ? quantity : last - below, sum))
			return false;
		below = last;
	}
	return true;
}

/* How many units are charged when they come in packages. */
static int64_t
packages(struct json_object *price, int64_t quantity)
{
	struct json_object *t = json_get(price, "transform_quantity");
	int64_t by = json_int_or(t, "divide_by", 1);
	bool up = strcmp(json_text_or(t, "round", "up"), "up") == 0;

	if (by <= 1)
		return quantity;
	return quantity / by + (quantity % by != 0 && up);
}

/* What a price that is not tiered costs. */
static bool
units_cost(struct json_object *price, int64_t quantity, wide *sum)
{
	struct json_object *custom = json_get(price, "custom_unit_amount");
	wide unit;

	if (custom != NULL)
		unit = (wide)json_int_or(custom, "preset", 0) * SCALE;
	else if (!amount_of(price, "unit_amount", "unit_amount_decimal",
		     &unit))
		return false;
	return !__builtin_mul_overflow(unit, (wide)packages(price, quantity),
	    sum);
}

enum till_err
price_amount(struct json_object *price, int64_t quantity, int64_t *amount,
    struct till_error *e)
{
	bool tiered = strcmp(json_text_or(price, "billing_scheme", ""),
			  "tiered") == 0;
	int64_t step = money_step(json_text_or(price, "currency", ""));
	wide sum = 0;

	if (!(tiered ? tiers_cost : units_cost)(price, quantity, &sum) ||
	    !money_round(sum, SCALE, step, amount) || *amount > AMOUNT_MAX)
		return till_fail(e, TILL_EINPUT, "amount_too_large",
		    "line_items", "The total of a line item is too large.");
	return TILL_OK;
}

struct json_object *
price_in(struct json_object *price, const char *currency)
{
	static const char *const kept[] = { "billing_scheme", "tiers_mode",
		"transform_quantity" };
	static const char *const taken[] = { "unit_amount",
		"unit_amount_decimal", "custom_unit_amount", "tiers",
		"tax_behavior" };
	struct json_object *option, *o;

	if (strcmp(json_text_or(price, "currency", ""), currency) == 0)
		return json_object_get(price);
	option = json_get(json_get(price, "currency_options"), currency);
	if (option == NULL)
		return NULL;
	o = json_object_new_object();
	json_put_text(o, "currency", currency);
	for (size_t i = 0; i < nitems(kept); i++)
		json_put(o, kept[i], json_object_get(json_get(price, kept[i])));
	for (size_t i = 0; i < nitems(taken); i++)
		json_put(o, taken[i],
		    json_object_get(json_get(option, taken[i])));
	return o;
}
