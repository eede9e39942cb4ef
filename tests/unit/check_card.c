/* card and iban: a row for each test card and account, and for wrong ones. */
#include <check.h>
#include <stdlib.h>

#include "base/text.h"
#include "payments/iban.h"
#include "payments/payments.h"

#define NOW 1700000000 /* November 2023 */

static struct till_error e;

/* What becomes of a card: charged, saved, known, and when asked for 3DS. */
static const struct {
	const char *number, *code, *decline_code;
	bool saves; /* it can be kept all the same */
	bool asks, asks_known, asks_told;
	bool blocked, disputed;
} outcomes[] = {
	{ .number = "4242424242424242" },
	{ .number = "4242 4242 4242 4242" },
	{ .number = "5555555555554444" },
	{ .number = "378282246310005" },
	{ .number = "6011111111111117" },
	{ .number = "4000056655665556" },
	{ .number = "4000000000000002", .code = "card_declined",
	    .decline_code = "generic_decline" },
	{ .number = "4000-0000-0000-0002", .code = "card_declined",
	    .decline_code = "generic_decline" },
	{ .number = "4000000000009995", .code = "card_declined",
	    .decline_code = "insufficient_funds" },
	{ .number = "4000000000009987", .code = "card_declined",
	    .decline_code = "lost_card" },
	{ .number = "4000000000009979", .code = "card_declined",
	    .decline_code = "stolen_card" },
	{ .number = "4000000000000069", .code = "expired_card" },
	{ .number = "4000000000000127", .code = "incorrect_cvc" },
	{ .number = "4000000000000119", .code = "processing_error" },
	{ .number = "4000000000006975", .code = "card_declined",
	    .decline_code = "card_velocity_exceeded" },
	{ .number = "4000000000000341", .code = "card_declined",
	    .decline_code = "generic_decline", .saves = true },
	{ .number = "4000002500003155", .asks = true, .asks_told = true },
	{ .number = "4000002760003184", .asks = true, .asks_known = true,
	    .asks_told = true },
	{ .number = "4000000000003220", .asks = true, .asks_known = true,
	    .asks_told = true },
	{ .number = "4000000000003055", .asks_told = true },
	{ .number = "4000008400001629", .code = "card_declined",
	    .decline_code = "generic_decline", .asks = true,
	    .asks_known = true, .asks_told = true },
	{ .number = "4000008260003178", .code = "card_declined",
	    .decline_code = "insufficient_funds", .saves = true,
	    .asks = true, .asks_known = true,
	    .asks_told = true },
	{ .number = "4000008400001280", .code = "card_declined",
	    .decline_code = "processing_error" },
	{ .number = "4100000000000019", .code = "card_declined",
	    .decline_code = "fraudulent", .blocked = true },
	{ .number = "4000000000000101" },
	{ .number = "4000000000000036" },
	{ .number = "4000000000000259", .disputed = true },
	{ .number = "4000000000005423" },
	{ .number = "4000000000007726" },
	{ .number = "4000000000005126" },
	{ .number = "4000000000000077" }, /* none of the table */
};

static struct outcome
tried(const char *number, bool saving, bool known, bool asked)
{
	const struct card card = { number, "12 / 40", "123" };
	const struct card_use use = { saving, known, asked, false };
	struct outcome o;

	card_outcome(&card, &use, &o);
	return o;
}

/* Where the buyer is not there, his bank can only say no. */
START_TEST(outcome_of_an_absent_buyer)
{
	const struct card card = { outcomes[_i].number, "12 / 40", "123" };
	const struct card_use use = { .known = true, .absent = true };
	struct outcome o;

	card_outcome(&card, &use, &o);
	ck_assert(!o.challenge);
	ck_assert_pstr_eq(o.code, outcomes[_i].asks_known ?
		OUTCOME_ABSENT : outcomes[_i].code);
}
END_TEST

START_TEST(outcome_row)
{
	const char *number = outcomes[_i].number;
	struct outcome o = tried(number, false, false, false);

	ck_assert_pstr_eq(o.code, outcomes[_i].code);
	ck_assert_pstr_eq(o.decline_code, outcomes[_i].decline_code);
	ck_assert_int_eq(o.message != NULL, o.code != NULL);
	ck_assert_int_eq(o.challenge, outcomes[_i].asks);
	ck_assert_int_eq(o.blocked, outcomes[_i].blocked);
	ck_assert_int_eq(o.disputed, outcomes[_i].disputed);
	ck_assert(!o.delayed);
	o = tried(number, false, true, false);
	ck_assert_int_eq(o.challenge, outcomes[_i].asks_known);
	o = tried(number, false, true, true);
	ck_assert_int_eq(o.challenge, outcomes[_i].asks_told);
	o = tried(number, true, false, false);
	ck_assert_int_eq(o.code == NULL,
	    outcomes[_i].code == NULL || outcomes[_i].saves);
}
END_TEST

static const struct {
	struct card card;
	enum card_field field;
	const char *code; /* NULL when it is right */
} fields[] = {
	{ { "4242424242424242", "", "" }, CARD_NUMBER, NULL },
	{ { "4242 4242 4242 4242", "", "" }, CARD_NUMBER, NULL },
	{ { "4242424242424241", "", "" }, CARD_NUMBER, "incorrect_number" },
	{ { "42424242", "", "" }, CARD_NUMBER, "incomplete_number" },
	{ { "", "", "" }, CARD_NUMBER, "incomplete_number" },
	{ { "4242x42424242424", "", "" }, CARD_NUMBER, "incomplete_number" },
	{ { "42424242424242424242424242", "", "" }, CARD_NUMBER,
	    "incomplete_number" },
	{ { "", "11 / 23", "" }, CARD_EXPIRY, NULL },
	{ { "", "1123", "" }, CARD_EXPIRY, NULL },
	{ { "", "11/2023", "" }, CARD_EXPIRY, NULL },
	{ { "", "10 / 23", "" }, CARD_EXPIRY, "invalid_expiry_year" },
	{ { "", "12 / 22", "" }, CARD_EXPIRY, "invalid_expiry_year" },
	{ { "", "13 / 30", "" }, CARD_EXPIRY, "invalid_expiry_month" },
	{ { "", "00 / 30", "" }, CARD_EXPIRY, "invalid_expiry_month" },
	{ { "", "1 / 3", "" }, CARD_EXPIRY, "invalid_expiry_month" },
	{ { "", "", "" }, CARD_EXPIRY, "invalid_expiry_month" },
	{ { "", "12345678901234567890", "" }, CARD_EXPIRY,
	    "invalid_expiry_month" },
	{ { "4242424242424242", "", "123" }, CARD_CVC, NULL },
	{ { "4242424242424242", "", "1234" }, CARD_CVC, "invalid_cvc" },
	{ { "378282246310005", "", "1234" }, CARD_CVC, NULL },
	{ { "378282246310005", "", "123" }, CARD_CVC, "invalid_cvc" },
	{ { "", "", "12a" }, CARD_CVC, "invalid_cvc" },
};

START_TEST(field_row)
{
	enum till_err err;

	till_error_clear(&e);
	err = card_check(&fields[_i].card, fields[_i].field, NOW, &e);
	ck_assert_int_eq(err,
	    fields[_i].code == NULL ? TILL_OK : TILL_EINPUT);
	ck_assert_str_eq(e.code, fields[_i].code != NULL ? fields[_i].code :
							   "");
}
END_TEST

static const struct {
	const char *number, *brand, *funding, *last4, *failing;
} facts[] = {
	{ "4242 4242 4242 4242", "visa", "credit", "4242", NULL },
	{ "4000056655665556", "visa", "debit", "5556", NULL },
	{ "5555555555554444", "mastercard", "credit", "4444", NULL },
	{ "5200828282828210", "mastercard", "debit", "8210", NULL },
	{ "5105105105105100", "mastercard", "prepaid", "5100", NULL },
	{ "2223003122003222", "mastercard", "credit", "3222", NULL },
	{ "378282246310005", "amex", "credit", "0005", NULL },
	{ "6011111111111117", "discover", "credit", "1117", NULL },
	{ "3056930009020004", "diners", "credit", "0004", NULL },
	{ "3566002020360505", "jcb", "credit", "0505", NULL },
	{ "6200000000000005", "unionpay", "credit", "0005", NULL },
	{ "4000000000000101", "visa", "credit", "0101", CARD_CHECK_CVC },
	{ "4000000000000036", "visa", "credit", "0036", CARD_CHECK_POSTAL },
	{ "12", "unknown", "credit", "", NULL },
	{ "x", "unknown", "credit", "", NULL },
};

START_TEST(facts_row)
{
	const struct card card = { facts[_i].number, "03 / 2031", "123" };
	struct card_facts f;

	card_describe(&card, &f);
	ck_assert_str_eq(f.brand, facts[_i].brand);
	ck_assert_str_eq(f.funding, facts[_i].funding);
	ck_assert_str_eq(f.last4, facts[_i].last4);
	ck_assert_pstr_eq(f.failing_check, facts[_i].failing);
	ck_assert_int_eq(f.exp_month, 3);
	ck_assert_int_eq(f.exp_year, 2031);
}
END_TEST

static const struct {
	const char *text, *iban, *code;
	int64_t delay_s;
	bool fails;
} ibans[] = {
	{ "AT611904300234573201", "AT611904300234573201", "", 5, false },
	{ "at61 1904 3002 3457 3201", "AT611904300234573201", "", 5, false },
	{ "AT321904300235473204", "AT321904300235473204", "", 180, false },
	{ "AT861904300235473202", "AT861904300235473202", "", 5, true },
	{ "IT60X0542811101000000123456", "IT60X0542811101000000123456", "",
	    5, true },
	{ "DE89370400440532013000", "DE89370400440532013000", "", 5, false },
	{ "", NULL, "incomplete_iban", 0, false },
	{ "DE89", NULL, "incomplete_iban", 0, false },
	{ "DE89370400440532013001", NULL, "invalid_iban", 0, false },
	{ "DE8937040044053201300!", NULL, "invalid_iban", 0, false },
	{ "1289370400440532013000", NULL, "invalid_iban", 0, false },
	{ "DE893704004405320130001234567890123", NULL, "invalid_iban", 0,
	    false },
};

START_TEST(iban_row)
{
	char iban[IBAN_MAX + 1];
	struct outcome o;
	enum till_err err;

	till_error_clear(&e);
	err = iban_check(ibans[_i].text, iban, &e);
	ck_assert_str_eq(e.code, ibans[_i].code);
	if (ibans[_i].iban == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		return;
	}
	ck_assert_int_eq(err, TILL_OK);
	ck_assert_str_eq(iban, ibans[_i].iban);
	iban_outcome(iban, &o);
	ck_assert(o.delayed && !o.challenge);
	ck_assert_int_eq(o.delay_s, ibans[_i].delay_s);
	ck_assert_int_eq(o.code != NULL, ibans[_i].fails);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("card");
	Suite *s = suite_create("card");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, outcome_row, 0, nitems(outcomes));
	tcase_add_loop_test(tc, outcome_of_an_absent_buyer, 0,
	    nitems(outcomes));
	tcase_add_loop_test(tc, field_row, 0, nitems(fields));
	tcase_add_loop_test(tc, facts_row, 0, nitems(facts));
	tcase_add_loop_test(tc, iban_row, 0, nitems(ibans));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
