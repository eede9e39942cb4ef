/* What quantities of prices cost: each way to price, and every rounding. */
#include <check.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

static struct till_error e;

/* Those of every row that ends in a comma. */
static const char tiers[] =
    "\"billing_scheme\":\"tiered\",\"tiers\":["
    "{\"up_to\":10,\"unit_amount\":100},"
    "{\"up_to\":20,\"unit_amount\":80,\"flat_amount\":500},"
    "{\"up_to\":null,\"unit_amount_decimal\":\"50.5\"}]";

#define TOO_LARGE (-1)

static const struct {
	const char *what, *price;
	int64_t quantity, amount;
} rows[] = {
	{ "per unit", "\"currency\":\"usd\",\"unit_amount\":999", 3, 2997 },
	{ "free", "\"currency\":\"usd\",\"unit_amount\":0", 3, 0 },
	{ "a decimal below a half",
	    "\"currency\":\"usd\",\"unit_amount_decimal\":\"0.4999\"", 1, 0 },
	{ "half up",
	    "\"currency\":\"usd\",\"unit_amount_decimal\":\"0.5\"", 1, 1 },
	{ "rounded once, after the quantity",
	    "\"currency\":\"usd\",\"unit_amount_decimal\":\"0.4\"", 3, 1 },
	{ "twelve decimals",
	    "\"currency\":\"usd\","
	    "\"unit_amount_decimal\":\"0.000000000001\"",
	    500000000000, 1 },
	{ "just below",
	    "\"currency\":\"usd\","
	    "\"unit_amount_decimal\":\"0.000000000001\"",
	    499999999999, 0 },
	{ "the decimal counts, not the number",
	    "\"currency\":\"usd\",\"unit_amount\":7,"
	    "\"unit_amount_decimal\":\"7.25\"",
	    4, 29 },
	{ "isk has no smaller unit, though it is sent with two decimals",
	    "\"currency\":\"isk\",\"unit_amount_decimal\":\"149\"", 1, 100 },
	{ "isk, half up",
	    "\"currency\":\"isk\",\"unit_amount_decimal\":\"150\"", 1, 200 },
	{ "kwd ends in 0",
	    "\"currency\":\"kwd\",\"unit_amount_decimal\":\"1005\"", 1, 1010 },
	{ "jpy", "\"currency\":\"jpy\",\"unit_amount_decimal\":\"10.5\"", 1,
	    11 },
	{ "packages, up",
	    "\"currency\":\"usd\",\"unit_amount\":100,"
	    "\"transform_quantity\":{\"divide_by\":3,\"round\":\"up\"}",
	    4, 200 },
	{ "packages, full", "\"currency\":\"usd\",\"unit_amount\":100,"
	    "\"transform_quantity\":{\"divide_by\":3,\"round\":\"up\"}",
	    3, 100 },
	{ "packages, down", "\"currency\":\"usd\",\"unit_amount\":100,"
	    "\"transform_quantity\":{\"divide_by\":3,\"round\":\"down\"}",
	    5, 100 },
	{ "the preset of what the buyer chooses",
	    "\"currency\":\"usd\",\"custom_unit_amount\":{\"preset\":1500,"
	    "\"minimum\":1000,\"maximum\":null}",
	    1, 1500 },
	{ "no preset", "\"currency\":\"usd\",\"custom_unit_amount\":{"
	    "\"preset\":null,\"minimum\":null,\"maximum\":null}",
	    1, 0 },
	{ "graduated, first tier",
	    "\"currency\":\"usd\",\"tiers_mode\":\"graduated\",", 10,
	    1000 },
	{ "graduated, into the second",
	    "\"currency\":\"usd\",\"tiers_mode\":\"graduated\",", 11,
	    1580 },
	{ "graduated, into the last, rounded once",
	    "\"currency\":\"usd\",\"tiers_mode\":\"graduated\",", 21,
	    2351 },
	{ "volume, first tier",
	    "\"currency\":\"usd\",\"tiers_mode\":\"volume\",", 10,
	    1000 },
	{ "volume, second",
	    "\"currency\":\"usd\",\"tiers_mode\":\"volume\",", 11,
	    1380 },
	{ "volume, last",
	    "\"currency\":\"usd\",\"tiers_mode\":\"volume\",", 21,
	    1061 },
	{ "tiers, none taken",
	    "\"currency\":\"usd\",\"tiers_mode\":\"volume\",", 0, 0 },
	{ "the greatest", "\"currency\":\"usd\",\"unit_amount\":1",
	    999999999999, 999999999999 },
	{ "one more", "\"currency\":\"usd\",\"unit_amount\":1",
	    1000000000000, TOO_LARGE },
	{ "past 64 bits",
	    "\"currency\":\"usd\",\"unit_amount_decimal\":\"1.5\"",
	    INT64_MAX, TOO_LARGE },
	{ "past 128 bits",
	    "\"currency\":\"usd\",\"unit_amount\":9223372036854775807",
	    INT64_MAX, TOO_LARGE },
	{ "more digits than any amount",
	    "\"currency\":\"usd\",\"unit_amount_decimal\":"
	    "\"1000000000000000000000000000000000000000\"",
	    1, TOO_LARGE },
	{ "a tier past 128 bits",
	    "\"currency\":\"usd\",\"billing_scheme\":\"tiered\","
	    "\"tiers_mode\":\"graduated\",\"tiers\":[{\"up_to\":null,"
	    "\"unit_amount\":9223372036854775807,"
	    "\"flat_amount\":9223372036854775807}]",
	    INT64_MAX, TOO_LARGE },
};

static struct json_object *
parse(const char *members)
{
	struct json_object *o;
	struct buf text;

	buf_init(&text, 4096);
	buf_addf(&text, "{%s%s}", members,
	    members[strlen(members) - 1] == ',' ? tiers : "");
	ck_assert_int_eq(json_parse(text.data, text.len, &o, &e), TILL_OK);
	buf_free(&text);
	return o;
}

START_TEST(amount_row)
{
	struct json_object *price = parse(rows[_i].price);
	int64_t amount = 42;
	enum till_err err = price_amount(price, rows[_i].quantity, &amount,
	    &e);

	if (rows[_i].amount == TOO_LARGE) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_str_eq(e.code, "amount_too_large");
	} else {
		ck_assert_msg(err == TILL_OK, "%s", rows[_i].what);
		ck_assert_msg(amount == rows[_i].amount, "%s: %lld",
		    rows[_i].what, (long long)amount);
	}
	json_object_put(price);
}
END_TEST

START_TEST(other_currencies)
{
	struct json_object *price, *eur;
	int64_t amount;

	price = parse("\"currency\":\"usd\",\"unit_amount\":1000,"
		      "\"billing_scheme\":\"per_unit\","
		      "\"transform_quantity\":{\"divide_by\":2,"
		      "\"round\":\"up\"},\"currency_options\":{"
		      "\"usd\":{\"unit_amount\":1000},"
		      "\"eur\":{\"unit_amount\":900}}");
	ck_assert_ptr_null(price_in(price, "gbp"));
	eur = price_in(price, "eur");
	ck_assert_int_eq(price_amount(eur, 3, &amount, &e), TILL_OK);
	ck_assert_int_eq(amount, 1800);
	json_object_put(eur);
	eur = price_in(price, "usd");
	ck_assert_ptr_eq(eur, price);
	json_object_put(eur);
	json_object_put(price);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("amounts");
	Suite *s = suite_create("price_amount");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, amount_row, 0, nitems(rows));
	tcase_add_test(tc, other_currencies);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
