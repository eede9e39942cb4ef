/* Money: currencies, checked sums, and amounts as people read them. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"

#define NBSP "\xc2\xa0"
#define EURO "\xe2\x82\xac"
#define YEN "\xc2\xa5"

static const struct {
	int64_t amount;
	const char *currency, *locale, *text, *plain;
} prints[] = {
	{ 1250, "usd", NULL, "$12.50", "12.50 USD" },
	{ 1250, "usd", "en", "$12.50", "12.50 USD" },
	{ 0, "usd", "en", "$0.00", "0.00 USD" },
	{ 5, "usd", "en", "$0.05", "0.05 USD" },
	{ -5, "usd", "en", "-$0.05", "-0.05 USD" },
	{ 123456789, "usd", "en", "$1,234,567.89", "1234567.89 USD" },
	{ INT64_MAX, "usd", "en", "$92,233,720,368,547,758.07",
	    "92233720368547758.07 USD" },
	{ INT64_MIN, "usd", "en", "-$92,233,720,368,547,758.08",
	    "-92233720368547758.08 USD" },
	{ 1250, "eur", "en", EURO "12.50", "12.50 EUR" },
	{ 1250, "eur", "de", "12,50" NBSP EURO, "12.50 EUR" },
	{ 125000, "eur", "de", "1.250,00" NBSP EURO, "1250.00 EUR" },
	{ -1250, "eur", "de-AT", "-" EURO NBSP "12,50", "-12.50 EUR" },
	{ 1250, "jpy", "en", YEN "1,250", "1250 JPY" },
	{ -1, "jpy", "en", "-" YEN "1", "-1 JPY" },
	{ INT64_MAX, "jpy", "en", YEN "9,223,372,036,854,775,807",
	    "9223372036854775807 JPY" },
	{ INT64_MIN, "jpy", "en", "-" YEN "9,223,372,036,854,775,808",
	    "-9223372036854775808 JPY" },
	{ 1250, "bhd", "en", "BHD" NBSP "1.250", "1.250 BHD" },
	{ 5, "bhd", "en", "BHD" NBSP "0.005", "0.005 BHD" },
	{ INT64_MIN, "bhd", "en", "-BHD" NBSP "9,223,372,036,854,775.808",
	    "-9223372036854775.808 BHD" },
	{ 1200, "isk", "en", "ISK" NBSP "12.00", "12.00 ISK" },
	{ 17550, "huf", "en", "HUF" NBSP "175.50", "175.50 HUF" },
	{ 17550, "huf", "hu", "175,50" NBSP "Ft", "175.50 HUF" },
	{ 1250, "gbp", "fr", "12,50" NBSP "\xc2\xa3" "GB", "12.50 GBP" },
	/* A currency nobody knows still shows its code and its number. */
	{ 1250, "zzz", "en", "ZZZ" NBSP "12.50", "12.50 ZZZ" },
};

START_TEST(print_row)
{
	char text[128];

	ck_assert(money_format(text, sizeof(text), prints[_i].amount,
	    prints[_i].currency, prints[_i].locale));
	ck_assert_str_eq(text, prints[_i].text);
	money_format_plain(text, sizeof(text), prints[_i].amount,
	    prints[_i].currency);
	ck_assert_str_eq(text, prints[_i].plain);
}
END_TEST

START_TEST(print_cut)
{
	char text[16] = "";

	money_format(text, 5, 1250, "usd", "en");
	ck_assert_str_eq(text, "$12.");
	/* Between characters: the euro sign has three bytes. */
	money_format(text, 3, 1250, "eur", "en");
	ck_assert_str_eq(text, "");
	money_format_plain(text, 6, 1250, "usd");
	ck_assert_str_eq(text, "12.50");
}
END_TEST

static const struct {
	const char *currency;
	int decimals;
	int64_t minimum;
} currencies[] = {
	{ "usd", 2, 50 }, { "eur", 2, 50 }, { "gbp", 2, 30 },
	{ "jpy", 0, 50 }, { "krw", 0, 50 }, { "huf", 2, 17500 },
	{ "czk", 2, 1500 }, { "isk", 2, 0 }, { "ugx", 2, 0 },
	{ "bhd", 3, 0 }, { "jod", 3, 0 }, { "kwd", 3, 0 },
	{ "omr", 3, 0 }, { "tnd", 3, 0 }, { "bif", 0, 0 },
	{ "clp", 0, 0 }, { "djf", 0, 0 }, { "gnf", 0, 0 },
	{ "kmf", 0, 0 }, { "mga", 0, 0 }, { "pyg", 0, 0 },
	{ "rwf", 0, 0 }, { "vnd", 0, 0 }, { "vuv", 0, 0 },
	{ "xaf", 0, 0 }, { "xof", 0, 0 }, { "xpf", 0, 0 },
	{ "zzz", 2, 0 },
};

START_TEST(currency_row)
{
	ck_assert_int_eq(money_decimals(currencies[_i].currency),
	    currencies[_i].decimals);
	ck_assert_int_eq(money_minimum(currencies[_i].currency),
	    currencies[_i].minimum);
}
END_TEST

enum sum { ADD, SUB, MUL };

static const struct {
	enum sum sum;
	int64_t a, b;
	bool fits;
	int64_t result;
} sums[] = {
	{ ADD, 1, 2, true, 3 },
	{ ADD, INT64_MAX, 0, true, INT64_MAX },
	{ ADD, INT64_MAX, 1, false, 0 },
	{ ADD, INT64_MIN, -1, false, 0 },
	{ ADD, INT64_MIN, INT64_MAX, true, -1 },
	{ SUB, 1, 2, true, -1 },
	{ SUB, INT64_MIN, 1, false, 0 },
	{ SUB, 0, INT64_MIN, false, 0 },
	{ SUB, -1, INT64_MIN, true, INT64_MAX },
	{ MUL, -3, 4, true, -12 },
	{ MUL, 0, INT64_MIN, true, 0 },
	{ MUL, INT64_MAX, 2, false, 0 },
	{ MUL, INT64_MIN, -1, false, 0 },
	{ MUL, 3037000500, 3037000500, false, 0 },
	{ MUL, 3037000499, 3037000499, true, 9223372030926249001 },
};

START_TEST(sum_row)
{
	bool (*const sum[])(int64_t, int64_t, int64_t *) = {
		[ADD] = money_add,
		[SUB] = money_sub,
		[MUL] = money_mul,
	};
	int64_t out = 42;

	ck_assert_int_eq(sum[sums[_i].sum](sums[_i].a, sums[_i].b, &out),
	    sums[_i].fits);
	ck_assert(out == (sums[_i].fits ? sums[_i].result : 42));
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rows");
	Suite *s = suite_create("base_money");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, print_row, 0, nitems(prints));
	tcase_add_test(tc, print_cut);
	tcase_add_loop_test(tc, currency_row, 0, nitems(currencies));
	tcase_add_loop_test(tc, sum_row, 0, nitems(sums));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
