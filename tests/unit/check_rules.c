/* rules: the table's rows, and the rules that no form can reach. */
#include <check.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "sessions/bill.h"
#include "sessions/rules.h"

#define NOW 1700000000

static struct till_error e;

static struct json_object *
parse(const char *text)
{
	struct json_object *o = NULL;

	ck_assert_int_eq(json_parse(text, strlen(text), &o, &e), TILL_OK);
	return o;
}

static void
well_made(const struct rule *r)
{
	ck_assert_ptr_nonnull(r->name);
	ck_assert_ptr_nonnull(r->at);
	ck_assert_ptr_nonnull(r->says);
	ck_assert_msg((r->effect == RULE_CHECK) == (r->check != NULL),
	    "%s: check and effect do not go together", r->name);
	if (r->effect > RULE_ELSEWHERE && r->effect < RULE_CHECK)
		ck_assert_msg(r->first != NULL, "%s names nothing", r->name);
	if (r->effect == RULE_AT_MOST_ONE || r->effect == RULE_EXACTLY_ONE)
		ck_assert_msg(r->second != NULL, "%s has no other", r->name);
	if (r->effect == RULE_CHECK || r->effect == RULE_NONE_OF)
		ck_assert_msg(r->text != NULL, "%s has no words", r->name);
}

START_TEST(session_row)
{
	well_made(&session_rules[_i]);
}
END_TEST

START_TEST(customer_session_row)
{
	well_made(&customer_session_rules[_i]);
}
END_TEST

#define PAYMENT "\"mode\":\"payment\",\"success_url\":\"https://a.example\""
#define ITEMS "\"line_items\":[{\"price\":\"price_1\",\"quantity\":1}]"

/* Requests, with what is told first; no message: it passes. */
static const struct {
	const char *params, *param, *code, *message;
} rows[] = {
	{ "{" PAYMENT "," ITEMS "}", "", "", NULL },
	/* The first of several problems is told, in the table's order. */
	{ "{\"mode\":\"payment\",\"subscription_data\":{}}",
	    "subscription_data", "",
	    "You can not pass `subscription_data` in `payment` mode." },
	{ "{\"mode\":\"payment\"}", "line_items", "parameter_missing",
	    "Missing required param: line_items." },
	{ "{\"mode\":\"payment\"," ITEMS "}", "success_url",
	    "parameter_missing", "Missing required param: success_url." },
	/* An object without members cannot be sent as a form. */
	{ "{" PAYMENT "," ITEMS ",\"discounts\":[{}]}", "discounts[0][coupon]",
	    "parameter_missing",
	    "Missing required param: discounts[0][coupon]." },
	{ "{" PAYMENT "," ITEMS ",\"shipping_options\":[{}]}",
	    "shipping_options[0][shipping_rate]", "parameter_missing",
	    "Missing required param: shipping_options[0][shipping_rate]." },
	/* The second element is named as such. */
	{ "{" PAYMENT ",\"line_items\":[{\"price\":\"p\"},{\"quantity\":1}]}",
	    "line_items[1]", "",
	    "You must provide one of `price` or `price_data` for each line "
	    "item when using prices." },
	/* null is what an empty string cleared: not given. */
	{ "{" PAYMENT "," ITEMS ",\"customer_update\":null}", "", "", NULL },
	/* To the second. */
	{ "{" PAYMENT "," ITEMS ",\"expires_at\":1700001800}", "", "", NULL },
	{ "{" PAYMENT "," ITEMS ",\"expires_at\":1700001799}", "expires_at",
	    "",
	    "The `expires_at` timestamp must be at least 30 minutes from "
	    "Checkout Session creation." },
	{ "{" PAYMENT "," ITEMS ",\"expires_at\":1700086400}", "", "", NULL },
	{ "{" PAYMENT "," ITEMS ",\"expires_at\":1700086401}", "expires_at",
	    "",
	    "The `expires_at` timestamp must be less than 24 hours from "
	    "Checkout Session creation." },
	{ "{\"mode\":\"subscription\",\"success_url\":\"https://a.example\","
	  ITEMS ",\"subscription_data\":{\"trial_end\":1700172799}}",
	    "subscription_data[trial_end]", "",
	    "The `trial_end` timestamp must be at least 48 hours in the "
	    "future." },
	{ "{\"mode\":\"subscription\",\"success_url\":\"https://a.example\","
	  ITEMS ",\"subscription_data\":{\"trial_end\":1700172800}}",
	    "", "", NULL },
	{ "{\"mode\":\"subscription\",\"success_url\":\"https://a.example\","
	  ITEMS ",\"subscription_data\":{\"billing_cycle_anchor\":1700000000}"
	  "}",
	    "subscription_data[billing_cycle_anchor]", "",
	    "The `billing_cycle_anchor` timestamp must be in the future." },
};

START_TEST(check_row)
{
	struct json_object *params = parse(rows[_i].params);
	const char *message = rows[_i].message;
	enum till_err err;

	till_error_clear(&e);
	err = rules_check(params, NOW, &e);
	ck_assert_int_eq(err, message == NULL ? TILL_OK : TILL_EINPUT);
	if (message != NULL) {
		ck_assert_str_eq(e.message, message);
		ck_assert_str_eq(e.param, rows[_i].param);
		ck_assert_str_eq(e.code, rows[_i].code);
	}
	json_object_put(params);
}
END_TEST

/* Sums of the items against the mode and the smallest amount. */
static const struct {
	const char *mode;
	const char *currency;
	int64_t total;
	int recurring, one_time;
	const char *message; /* NULL: it passes */
} totals[] = {
	{ "payment", "usd", 50, 0, 1, NULL },
	{ "payment", "usd", 0, 0, 1, NULL },
	{ "payment", "usd", 49, 0, 1,
	    "The Checkout Session's total amount due must add up to at least "
	    "$0.50 usd" },
	{ "payment", "gbp", 29, 0, 1,
	    "The Checkout Session's total amount due must add up to at least "
	    "£0.30 gbp" },
	{ "payment", "huf", 100, 0, 1,
	    "The Checkout Session's total amount due must add up to at least "
	    "175.00 Ft huf" },
	{ "payment", "usd", 99999999, 0, 1, NULL },
	{ "payment", "usd", 100000000, 0, 1,
	    "The Checkout Session's total amount due must be no more than "
	    "$999999.99 usd" },
	{ "payment", "usd", 900, 1, 0,
	    "You specified `payment` mode but passed a recurring price. "
	    "Either switch to `subscription` mode or use only one-time "
	    "prices." },
	{ "subscription", "usd", 900, 20, 20, NULL },
	{ "subscription", "usd", 900, 0, 1,
	    "You must provide at least one recurring price in `subscription` "
	    "mode when using prices." },
	{ "subscription", "usd", 900, 21, 0,
	    "Array line_items exceeded maximum 20 allowed elements." },
	{ "subscription", "usd", 900, 1, 21,
	    "Array line_items exceeded maximum 20 allowed elements." },
};

START_TEST(total_row)
{
	struct json_object *params = json_object_new_object();
	struct bill bill = {
		.total = totals[_i].total,
		.recurring = totals[_i].recurring,
		.one_time = totals[_i].one_time,
	};
	enum till_err err;

	text_copy(bill.currency, sizeof(bill.currency), totals[_i].currency);
	json_put_text(params, "mode", totals[_i].mode);
	till_error_clear(&e);
	err = rules_check_total(params, &bill, &e);
	if (totals[_i].message == NULL) {
		ck_assert_int_eq(err, TILL_OK);
	} else {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_str_eq(e.message, totals[_i].message);
	}
	json_object_put(params);
}
END_TEST

static const struct {
	const char *params, *customer;
	enum till_err err;
} customers[] = {
	{ "{}", "{}", TILL_OK },
	{ "{\"automatic_tax\":{\"enabled\":false}}", "{}", TILL_OK },
	{ "{\"automatic_tax\":{\"enabled\":true}}", "{}", TILL_EINPUT },
	{ "{\"automatic_tax\":{\"enabled\":true}}",
	    "{\"address\":{\"country\":\"GB\"}}", TILL_OK },
	{ "{\"automatic_tax\":{\"enabled\":true},"
	  "\"customer_update\":{\"address\":\"never\"}}",
	    "{}", TILL_EINPUT },
	{ "{\"automatic_tax\":{\"enabled\":true},"
	  "\"customer_update\":{\"address\":\"auto\"}}",
	    "{}", TILL_OK },
	{ "{\"automatic_tax\":{\"enabled\":true},"
	  "\"customer_update\":{\"shipping\":\"auto\"}}",
	    "{}", TILL_OK },
};

START_TEST(customer_row)
{
	struct json_object *params = parse(customers[_i].params);
	struct json_object *customer = parse(customers[_i].customer);

	ck_assert_int_eq(rules_check_customer(params, customer, &e),
	    customers[_i].err);
	json_object_put(customer);
	json_object_put(params);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rules");
	Suite *s = suite_create("rules");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, session_row, 0, (int)session_rules_count);
	tcase_add_loop_test(tc, customer_session_row, 0,
	    (int)customer_session_rules_count);
	tcase_add_loop_test(tc, check_row, 0, nitems(rows));
	tcase_add_loop_test(tc, total_row, 0, nitems(totals));
	tcase_add_loop_test(tc, customer_row, 0, nitems(customers));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
