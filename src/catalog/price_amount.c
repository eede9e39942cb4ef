/*
 * price_amount: what a quantity of a price costs.
 *
 * Unit amounts may have twelve decimals of the smallest unit, so the work is
 * done in 128-bit whole numbers of 10^-12 and rounded once, half up
 * (behaviour.md 5.7).
 */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"

#define DECIMALS 12
#define SCALE 1000000000000LL /* 10^DECIMALS */

__extension__ typedef __int128 wide; /* 10^-12 of the smallest unit */

/* Reads "1099" or "0.5"; the schema has checked the shape. */
static wide
parse_decimal(const char *text)
{
	int decimals = 0;
	bool fraction = false;
	wide value = 0;

	for (; *text != '\0'; text++) {
		if (*text == '.') {
			fraction = true;
		} else if (*text >= '0' && *text <= '9') {
			value = value * 10 + (*text - '0');
			decimals += fraction;
		}
	}
	for (; decimals < DECIMALS; decimals++)
		value *= 10;
	return value;
}

/* An amount that stands as a number or, finer, as a decimal text. */
static wide
amount_of(struct json_object *o, const char *name, const char *decimal_name)
{
	const char *decimal = json_text(o, decimal_name);

	return decimal != NULL ? parse_decimal(decimal) :
				 (wide)json_int_or(o, name, 0) * SCALE;
}

/* What the units that fall into one tier cost, its flat fee included. */
static bool
add_tier(struct json_object *tier, int64_t units, wide *sum)
{
	wide unit = amount_of(tier, "unit_amount", "unit_amount_decimal");
	wide cost;

	if (__builtin_mul_overflow(unit, (wide)units, &cost))
		return false;
	*sum += cost + amount_of(tier, "flat_amount", "flat_amount_decimal");
	return true;
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

enum till_err
price_amount(struct json_object *price, int64_t quantity, int64_t *amount,
    struct till_error *e)
{
	struct json_object *custom = json_get(price, "custom_unit_amount");
	wide sum = 0, unit;
	bool fits;

	if (strcmp(json_text_or(price, "billing_scheme", ""), "tiered") == 0) {
		fits = tiers_cost(price, quantity, &sum);
	} else {
		unit = custom != NULL ?
		    (wide)json_int_or(custom, "preset", 0) * SCALE :
		    amount_of(price, "unit_amount", "unit_amount_decimal");
		fits = !__builtin_mul_overflow(unit,
		    (wide)packages(price, quantity), &sum);
	}
	sum = (sum + SCALE / 2) / SCALE;
	if (!fits || sum > INT64_MAX)
		return till_fail(e, TILL_EINPUT, "amount_too_large",
		    "line_items", "The total of a line item is too large.");
	*amount = (int64_t)sum;
	return TILL_OK;
}
