/*
 * totals: the arithmetic of a checkout: discount, taxes and shipping over
 * lines whose prices are known.  Nothing is looked up and nothing stored.
 * Amounts are in the currency's smallest unit, percentages in ten-thousandths
 * of a percent.
 *
 * The rules (behaviour.md 5.7; rounding is unpublished, mark I):
 * - money_round() is the only rounding, to the currency's step.
 * - A percentage is taken off each line by itself.
 * - An amount off is spread over the lines in proportion: a line's share is
 *   the rounded share of all lines so far less what those before it got, so
 *   what rounding leaves is on the last line and no share exceeds its line.
 *   The lines are taken in an order of their own, smallest first, for the
 *   order of the request must not change what taxes come to.
 * - Each tax is rounded line by line, on the amount after the discount.
 *   Inclusive taxes are within it; exclusive ones are added to it, on what
 *   is left without the inclusive ones.
 */
#ifndef TILL_SESSIONS_TOTALS_H
#define TILL_SESSIONS_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* One tax on one line. */
struct totals_tax {
	const char *id; /* names the tax, the same on every line */
	int64_t percent;
	bool inclusive;
	int64_t taxable, amount; /* results */
};

struct totals_line {
	int64_t subtotal;
	bool discounted; /* whether the discount is for this line */
	struct totals_tax *taxes;
	size_t taxes_count;
	int64_t discount, tax, total; /* results; total has no inclusive tax */
};

struct totals {
	int64_t step;	 /* of the currency, money_step() */
	int64_t percent_off, amount_off; /* one of them, or both 0 */
	int64_t shipping;
	struct totals_line *lines;
	size_t lines_count;
	int64_t subtotal, discount, tax, total; /* results */
};

/* Fills the results.  TILL_EINPUT amount_too_large: past 64 bits. */
enum till_err totals_compute(struct totals *t, struct till_error *e);

#endif
