/*
 * Totals: single carts row by row, then what must hold for any: the parts add
 * up to the whole, nothing is below 0, and no order of the lines changes a
 * total.  The seed of the random carts is printed; TILL_SEED sets it.
 */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/totals.h"

#define LINES_MAX 12
#define TAXES_MAX 3
#define CARTS 20000
#define P(percent) ((int64_t)((percent) * 10000))

static struct till_error e;

/* One rounding: halves up, to the step, or not at all past 64 bits. */
static const struct {
	int64_t numerator, denominator, step;
	bool fits;
	int64_t result;
} rounds[] = {
	{ 0, 1, 1, true, 0 },
	{ 1, 2, 1, true, 1 },
	{ 49, 100, 1, true, 0 },
	{ 50, 100, 1, true, 1 },
	{ 149, 100, 1, true, 1 },
	{ 150, 100, 1, true, 2 },
	{ 1, 3, 1, true, 0 },
	{ 2, 3, 1, true, 1 },
	{ 149, 1, 100, true, 100 },
	{ 150, 1, 100, true, 200 },
	{ 14, 1, 10, true, 10 },
	{ 15, 1, 10, true, 20 },
	{ INT64_MAX, 1, 1, true, INT64_MAX },
	{ INT64_MAX, 1, 10, false, 0 },
	{ INT64_MAX, INT64_MAX, INT64_MAX, true, 0 },
};

START_TEST(round_row)
{
	int64_t out = 42;

	ck_assert_int_eq(money_round(rounds[_i].numerator,
			     rounds[_i].denominator, rounds[_i].step, &out),
	    rounds[_i].fits);
	ck_assert_int_eq(out, rounds[_i].fits ? rounds[_i].result : 42);
}
END_TEST

START_TEST(round_past_64_bits)
{
	money_wide most = ((money_wide)1 << 126) - 1;
	int64_t out = 42;

	ck_assert(!money_round((money_wide)INT64_MAX * 2, 1, 1, &out));
	ck_assert(!money_round(most, 1, 1, &out));
	ck_assert(!money_round(1, most, INT64_MAX, &out));
	ck_assert_int_eq(out, 42);
	ck_assert(money_round(most, most, 1, &out));
	ck_assert_int_eq(out, 1);
}
END_TEST

/* What a percentage may look like. */
static const struct {
	const char *json;
	bool right;
	int64_t value;
} percents[] = {
	{ "0", true, 0 },
	{ "100", true, PERCENT_ALL },
	{ "12.5", true, 125000 },
	{ "0.0001", true, 1 },
	{ "99.9999", true, 999999 },
	{ "100.0001", false, 0 },
	{ "101", false, 0 },
	{ "0.00001", false, 0 },
	{ "-1", false, 0 },
	{ "1e1", false, 0 },
	{ "99999999999999999999", false, 0 },
	{ "null", false, 0 },
};

START_TEST(percent_row)
{
	struct json_object *number = json_tokener_parse(percents[_i].json);
	int64_t out = 42;

	ck_assert_int_eq(percent_of(number, &out), percents[_i].right);
	ck_assert_int_eq(out, percents[_i].right ? percents[_i].value : 42);
	json_object_put(number);
}
END_TEST

/* Carts of up to three lines, each with up to two taxes. */
struct row_line {
	int64_t subtotal;
	bool discounted;
	struct {
		int64_t percent;
		bool inclusive;
	} taxes[2];
	int64_t discount, tax, total; /* as they must come out */
};

static const struct {
	const char *what;
	int64_t step, percent_off, amount_off, shipping;
	struct row_line lines[3];
	size_t count;
	int64_t subtotal, discount, tax, total;
} carts[] = {
	{ "nothing at all", 1, 0, 0, 0, { { .subtotal = 0 } }, 0, 0, 0, 0,
	    0 },
	{ "one line", 1, 0, 0, 0, { { .subtotal = 999, .total = 999 } }, 1,
	    999, 0, 0, 999 },
	{ "shipping is added and neither taxed nor reduced", 1, P(50), 0, 500,
	    { { 1000, true, { { P(10), false } }, 500, 50, 550 } }, 1, 1000,
	    500, 50, 1050 },
	{ "a percentage rounds half up on each line", 1, P(50), 0, 0,
	    { { 5, true, { { 0 } }, 3, 0, 2 },
		{ 5, true, { { 0 } }, 3, 0, 2 } },
	    2, 10, 6, 0, 4 },
	{ "a percentage on some lines", 1, P(25), 0, 0,
	    { { 1000, true, { { 0 } }, 250, 0, 750 },
		{ 1000, false, { { 0 } }, 0, 0, 1000 } },
	    2, 2000, 250, 0, 1750 },
	{ "all of it off", 1, P(100), 0, 0,
	    { { 333, true, { { P(20), false } }, 333, 0, 0 } }, 1, 333, 333,
	    0, 0 },
	{ "an amount off in proportion, what rounding leaves carried on", 1,
	    0, 100, 0,
	    { { 1000, true, { { 0 } }, 33, 0, 967 },
		{ 999, true, { { 0 } }, 34, 0, 965 },
		{ 998, true, { { 0 } }, 33, 0, 965 } },
	    3, 2997, 100, 0, 2897 },
	{ "an amount off above the sum takes it all", 1, 0, 5000, 0,
	    { { 1000, true, { { 0 } }, 1000, 0, 0 },
		{ 1, true, { { 0 } }, 1, 0, 0 } },
	    2, 1001, 1001, 0, 0 },
	{ "an amount off that is for no line", 1, 0, 500, 0,
	    { { 1000, false, { { 0 } }, 0, 0, 1000 } }, 1, 1000, 0, 0, 1000 },
	{ "an amount off lines of nothing", 1, 0, 500, 0,
	    { { 0, true, { { 0 } }, 0, 0, 0 } }, 1, 0, 0, 0, 0 },
	{ "an exclusive tax is added", 1, 0, 0, 0,
	    { { 1000, false, { { P(19), false } }, 0, 190, 1190 } }, 1, 1000,
	    0, 190, 1190 },
	{ "an inclusive tax is within", 1, 0, 0, 0,
	    { { 1190, false, { { P(19), true } }, 0, 190, 1190 } }, 1, 1190,
	    0, 190, 1190 },
	{ "both: the exclusive one on what is left", 1, 0, 0, 0,
	    { { 1100, false, { { P(10), true }, { P(5), false } }, 0, 150,
		1150 } },
	    1, 1100, 0, 150, 1150 },
	{ "a tax on what is left of a discount", 1, P(10), 0, 0,
	    { { 1000, true, { { P(20), false } }, 100, 180, 1080 } }, 1, 1000,
	    100, 180, 1080 },
	{ "taxes round half up on each line", 1, 0, 0, 0,
	    { { 5, false, { { P(10), false } }, 0, 1, 6 },
		{ 4, false, { { P(10), false } }, 0, 0, 4 } },
	    2, 9, 0, 1, 10 },
	{ "a currency without a minor unit that is sent with two", 100, P(33),
	    0, 0, { { 500, true, { { P(24), false } }, 200, 100, 400 } }, 1,
	    500, 200, 100, 400 },
	{ "a currency of three decimals", 10, P(33), 0, 0,
	    { { 1000, true, { { P(5), false } }, 330, 30, 700 } }, 1, 1000,
	    330, 30, 700 },
};

START_TEST(cart_row)
{
	struct totals_tax taxes[3][2];
	struct totals_line lines[3];
	struct totals t = {
		.step = carts[_i].step,
		.percent_off = carts[_i].percent_off,
		.amount_off = carts[_i].amount_off,
		.shipping = carts[_i].shipping,
		.lines = lines,
		.lines_count = carts[_i].count,
	};

	for (size_t i = 0; i < t.lines_count; i++) {
		const struct row_line *row = &carts[_i].lines[i];

		lines[i] = (struct totals_line){ .subtotal = row->subtotal,
			.discounted = row->discounted, .taxes = taxes[i] };
		for (size_t k = 0; k < 2 && row->taxes[k].percent > 0; k++)
			taxes[i][lines[i].taxes_count++] =
			    (struct totals_tax){ .id = k == 0 ? "a" : "b",
				    .percent = row->taxes[k].percent,
				    .inclusive = row->taxes[k].inclusive };
	}
	ck_assert_int_eq(totals_compute(&t, &e), TILL_OK);
	for (size_t i = 0; i < t.lines_count; i++) {
		const struct row_line *row = &carts[_i].lines[i];

		ck_assert_msg(lines[i].discount == row->discount &&
			lines[i].tax == row->tax &&
			lines[i].total == row->total,
		    "%s: line %zu is %" PRId64 " off, %" PRId64
		    " tax, %" PRId64,
		    carts[_i].what, i, lines[i].discount, lines[i].tax,
		    lines[i].total);
	}
	ck_assert_int_eq(t.subtotal, carts[_i].subtotal);
	ck_assert_int_eq(t.discount, carts[_i].discount);
	ck_assert_int_eq(t.tax, carts[_i].tax);
	ck_assert_int_eq(t.total, carts[_i].total);
}
END_TEST

START_TEST(too_large)
{
	struct totals_tax tax = { .id = "a", .percent = PERCENT_ALL };
	struct totals_line lines[2] = { { .subtotal = INT64_MAX },
		{ .subtotal = 1 } };
	struct totals t = { .step = 1, .lines = lines, .lines_count = 2 };

	/* Together, reduced together, with its tax, and with shipping. */
	ck_assert_int_eq(totals_compute(&t, &e), TILL_EINPUT);
	ck_assert_str_eq(e.code, "amount_too_large");
	lines[0].discounted = lines[1].discounted = true;
	t.amount_off = 1;
	ck_assert_int_eq(totals_compute(&t, &e), TILL_EINPUT);
	t.amount_off = 0;
	t.lines_count = 1;
	lines[0].taxes = &tax;
	lines[0].taxes_count = 1;
	ck_assert_int_eq(totals_compute(&t, &e), TILL_EINPUT);
	lines[0].taxes_count = 0;
	t.shipping = 1;
	ck_assert_int_eq(totals_compute(&t, &e), TILL_EINPUT);
	t.shipping = 0;
	ck_assert_int_eq(totals_compute(&t, &e), TILL_OK);
	ck_assert_int_eq(t.total, INT64_MAX);
}
END_TEST

/* A cart that owns what its lines point to. */
struct cart {
	struct totals t;
	struct totals_line lines[LINES_MAX];
	struct totals_tax taxes[LINES_MAX][TAXES_MAX];
};

static uint64_t state;

static uint64_t
next(void)
{
	/* SplitMix64. */
	uint64_t z = (state += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static int64_t
below(uint64_t n)
{
	return (int64_t)(next() % n);
}

/* The rates a cart draws from: an id always means the same tax. */
static const struct totals_tax rates[] = {
	{ .id = "a", .percent = 190000 },
	{ .id = "b", .percent = 70000, .inclusive = true },
	{ .id = "c", .percent = 88750 },
	{ .id = "d", .percent = 1000000, .inclusive = true },
	{ .id = "e", .percent = 1, .inclusive = true },
	{ .id = "f", .percent = 333333 },
};

static void
draw(struct cart *cart)
{
	static const int64_t steps[] = { 1, 1, 1, 10, 100 };
	static const uint64_t sizes[] = { 5, 100, 10000, 100000000,
		1000000000000 };
	int64_t step = steps[below(nitems(steps))];
	uint64_t size = sizes[below(nitems(sizes))];

	memset(cart, 0, sizeof(*cart));
	cart->t.step = step;
	cart->t.lines = cart->lines;
	cart->t.lines_count = (size_t)below(LINES_MAX + 1);
	cart->t.shipping = below(2000) * step;
	if (below(3) == 0)
		cart->t.percent_off = 1 + below(PERCENT_ALL);
	else if (below(2) == 0)
		cart->t.amount_off = (1 + below(size * 4)) * step;
	for (size_t i = 0; i < cart->t.lines_count; i++) {
		struct totals_line *line = &cart->lines[i];

		line->subtotal = below(size) * step;
		line->discounted = below(4) != 0;
		line->taxes = cart->taxes[i];
		line->taxes_count = (size_t)below(TAXES_MAX + 1);
		for (size_t k = 0; k < line->taxes_count; k++)
			line->taxes[k] = rates[below(nitems(rates))];
	}
}

static void
check_sums(const struct cart *cart)
{
	const struct totals *t = &cart->t;
	int64_t subtotal = 0, discount = 0, tax = 0, total = t->shipping;
	int64_t base = 0;

	for (size_t i = 0; i < t->lines_count; i++) {
		const struct totals_line *line = &cart->lines[i];
		int64_t within = 0, added = 0;

		ck_assert_int_ge(line->discount, 0);
		ck_assert_int_le(line->discount, line->subtotal);
		ck_assert(line->discounted || line->discount == 0);
		for (size_t k = 0; k < line->taxes_count; k++) {
			const struct totals_tax *one = &line->taxes[k];

			ck_assert_int_ge(one->amount, 0);
			ck_assert_int_ge(one->taxable, 0);
			ck_assert_int_eq(one->amount % t->step, 0);
			*(one->inclusive ? &within : &added) += one->amount;
		}
		ck_assert_int_le(within, line->subtotal - line->discount);
		ck_assert_int_eq(line->tax, within + added);
		ck_assert_int_eq(line->total,
		    line->subtotal - line->discount + added);
		ck_assert_int_eq(line->discount % t->step, 0);
		base += line->discounted ? line->subtotal : 0;
		subtotal += line->subtotal;
		discount += line->discount;
		tax += line->tax;
		total += line->total;
	}
	ck_assert_int_eq(t->subtotal, subtotal);
	ck_assert_int_eq(t->discount, discount);
	ck_assert_int_eq(t->tax, tax);
	ck_assert_int_eq(t->total, total);
	if (t->amount_off > 0)
		ck_assert_int_eq(t->discount,
		    t->amount_off < base ? t->amount_off : base);
}

/* The same lines in another order. */
static void
shuffle(const struct cart *from, struct cart *to)
{
	size_t n = from->t.lines_count, order[LINES_MAX] = { 0 };

	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)below(i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	*to = *from;
	to->t.lines = to->lines;
	for (size_t i = 0; i < n; i++) {
		to->lines[i] = from->lines[order[i]];
		memcpy(to->taxes[i], from->taxes[order[i]],
		    sizeof(to->taxes[i]));
		to->lines[i].taxes = to->taxes[i];
	}
}

/* What all lines pay of one tax. */
static int64_t
paid(const struct cart *cart, const char *id)
{
	int64_t sum = 0;

	for (size_t i = 0; i < cart->t.lines_count; i++)
		for (size_t k = 0; k < cart->lines[i].taxes_count; k++)
			if (strcmp(cart->lines[i].taxes[k].id, id) == 0)
				sum += cart->lines[i].taxes[k].amount;
	return sum;
}

START_TEST(any_cart)
{
	const char *set = getenv("TILL_SEED");
	uint64_t seed = set != NULL ? strtoull(set, NULL, 10) :
				      (uint64_t)time(NULL);
	static struct cart cart, other;

	printf("check_totals: TILL_SEED=%" PRIu64 "\n", seed);
	(void)fflush(stdout);
	state = seed;
	for (int i = 0; i < CARTS; i++) {
		draw(&cart);
		ck_assert_int_eq(totals_compute(&cart.t, &e), TILL_OK);
		check_sums(&cart);
		shuffle(&cart, &other);
		ck_assert_int_eq(totals_compute(&other.t, &e), TILL_OK);
		ck_assert_int_eq(other.t.subtotal, cart.t.subtotal);
		ck_assert_int_eq(other.t.discount, cart.t.discount);
		ck_assert_int_eq(other.t.tax, cart.t.tax);
		ck_assert_int_eq(other.t.total, cart.t.total);
		for (size_t k = 0; k < nitems(rates); k++)
			ck_assert_int_eq(paid(&other, rates[k].id),
			    paid(&cart, rates[k].id));
	}
}
END_TEST

int
main(void)
{
	TCase *rows = tcase_create("rows"), *any = tcase_create("any");
	Suite *s = suite_create("totals");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(rows, round_row, 0, nitems(rounds));
	tcase_add_test(rows, round_past_64_bits);
	tcase_add_loop_test(rows, percent_row, 0, nitems(percents));
	tcase_add_loop_test(rows, cart_row, 0, nitems(carts));
	tcase_add_test(rows, too_large);
	tcase_set_timeout(any, 120);
	tcase_add_test(any, any_cart);
	suite_add_tcase(s, rows);
	suite_add_tcase(s, any);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
