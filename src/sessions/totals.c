/* totals: see totals.h. */
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "catalog/catalog.h"
#include "sessions/totals.h"

static enum till_err
too_large(struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, "amount_too_large", "line_items",
	    "The total of the line items is too large.");
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/*
 * Orders lines by what they hold.  Those that compare equal may change
 * places without changing any sum.
 */
static int
compare_lines(const void *first, const void *second)
{
	const struct totals_line *a = *(struct totals_line *const *)first;
	const struct totals_line *b = *(struct totals_line *const *)second;
	int order = compare_numbers(a->subtotal, b->subtotal);

	if (order == 0)
		order = compare_numbers((int64_t)a->taxes_count,
		    (int64_t)b->taxes_count);
	for (size_t i = 0; order == 0 && i < a->taxes_count; i++)
		order = strcmp(a->taxes[i].id, b->taxes[i].id);
	return order;
}

/* Spreads the amount off over the lines that it is for. */
static enum till_err
spread(struct totals *t, int64_t base, struct till_error *e)
{
	int64_t off = t->amount_off < base ? t->amount_off : base;
	struct totals_line **order;
	int64_t before = 0, given = 0;
	size_t n = 0;

	order = calloc(t->lines_count, sizeof(struct totals_line *));
	if (order == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	for (size_t i = 0; i < t->lines_count; i++)
		if (t->lines[i].discounted)
			order[n++] = &t->lines[i];
	qsort(order, n, sizeof(struct totals_line *), compare_lines);
	for (size_t i = 0; i < n; i++) {
		int64_t so_far = off;

		before += order[i]->subtotal;
		/* The last line takes all that is left. */
		if (i + 1 < n)
			(void)money_round((money_wide)off * before, base,
			    t->step, &so_far);
		if (so_far > off)
			so_far = off;
		order[i]->discount = so_far - given;
		given = so_far;
	}
	free(order);
	return TILL_OK;
}

/* What each line gets off. */
static enum till_err
discount(struct totals *t, struct till_error *e)
{
	int64_t base = 0;

	for (size_t i = 0; i < t->lines_count; i++) {
		struct totals_line *line = &t->lines[i];

		line->discount = 0;
		if (!line->discounted)
			continue;
		if (!money_add(base, line->subtotal, &base))
			return too_large(e);
		(void)money_round((money_wide)line->subtotal * t->percent_off,
		    PERCENT_ALL, t->step, &line->discount);
		if (line->discount > line->subtotal)
			line->discount = line->subtotal;
	}
	return t->amount_off > 0 && base > 0 ? spread(t, base, e) : TILL_OK;
}

/* The taxes of one line; *inclusive is how much of them is within it. */
static bool
tax_line(const struct totals *t, struct totals_line *line, int64_t *inclusive)
{
	int64_t amount = line->subtotal - line->discount;
	money_wide within = PERCENT_ALL;

	line->tax = *inclusive = 0;
	for (size_t i = 0; i < line->taxes_count; i++)
		if (line->taxes[i].inclusive)
			within += line->taxes[i].percent;
	for (size_t i = 0; i < line->taxes_count; i++) {
		struct totals_tax *tax = &line->taxes[i];

		/* Both kinds are a share of the amount without taxes. */
		if (!money_round((money_wide)amount * tax->percent, within,
			t->step, &tax->amount))
			return false;
		/* Several halves rounded up must not come to more than all. */
		if (tax->inclusive && tax->amount > amount - *inclusive)
			tax->amount = amount - *inclusive;
		if (!money_add(line->tax, tax->amount, &line->tax))
			return false;
		if (tax->inclusive)
			*inclusive += tax->amount;
	}
	for (size_t i = 0; i < line->taxes_count; i++)
		line->taxes[i].taxable = amount - *inclusive;
	return money_add(amount, line->tax - *inclusive, &line->total);
}

enum till_err
totals_compute(struct totals *t, struct till_error *e)
{
	enum till_err err;

	t->subtotal = t->discount = t->tax = 0;
	t->total = t->shipping;
	err = discount(t, e);
	if (err != TILL_OK)
		return err;
	for (size_t i = 0; i < t->lines_count; i++) {
		struct totals_line *line = &t->lines[i];
		int64_t inclusive;

		if (!tax_line(t, line, &inclusive) ||
		    !money_add(t->subtotal, line->subtotal, &t->subtotal) ||
		    !money_add(t->discount, line->discount, &t->discount) ||
		    !money_add(t->tax, line->tax, &t->tax) ||
		    !money_add(t->total, line->total, &t->total))
			return too_large(e);
	}
	return TILL_OK;
}
