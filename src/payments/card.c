/* card: the test cards (behaviour.md 8.1). */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "payments/payments.h"

#define DIGITS_MIN 12
#define DIGITS_MAX CARD_DIGITS_MAX

static const char declined[] = "Your card was declined.";
static const char short_of_funds[] = "Your card has insufficient funds.";
static const char not_there[] =
    "Your card was declined. This transaction requires authentication.";

/* When a card's bank wants to see the buyer (3-D Secure). */
enum ask { ASK_NEVER, ASK_WHEN_TOLD, ASK_UNLESS_KNOWN, ASK_ALWAYS };

/*
 * The cards that do not simply succeed.  Mark I: which code a card has where
 * the table names none, and that cards not in it succeed.
 */
static const struct result {
	const char *number;
	enum ask ask;
	const char *code, *decline_code, *message;
	bool saves; /* only charging it fails */
	bool blocked, disputed;
	const char *failing_check; /* the one that does not pass */
} results[] = {
	{ "4000000000000002", .code = "card_declined",
	    .decline_code = "generic_decline", .message = declined },
	{ "4000000000009995", .code = "card_declined",
	    .decline_code = "insufficient_funds", .message = short_of_funds },
	{ "4000000000009987", .code = "card_declined",
	    .decline_code = "lost_card", .message = declined },
	{ "4000000000009979", .code = "card_declined",
	    .decline_code = "stolen_card", .message = declined },
	{ "4000000000000069", .code = "expired_card",
	    .message = "Your card has expired." },
	{ "4000000000000127", .code = "incorrect_cvc",
	    .message = "Your card's security code is incorrect.",
	    .failing_check = CARD_CHECK_CVC },
	{ "4000000000000119", .code = "processing_error",
	    .message = "An error occurred while processing your card. Try "
		       "again in a little bit." },
	{ "4000000000006975", .code = "card_declined",
	    .decline_code = "card_velocity_exceeded", .message = declined },
	{ "4000000000000341", .code = "card_declined",
	    .decline_code = "generic_decline", .message = declined,
	    .saves = true },
	{ "4000002500003155", .ask = ASK_UNLESS_KNOWN },
	{ "4000002760003184", .ask = ASK_ALWAYS },
	{ "4000000000003220", .ask = ASK_ALWAYS },
	{ "4000000000003055", .ask = ASK_WHEN_TOLD },
	{ "4000008400001629", .ask = ASK_ALWAYS, .code = "card_declined",
	    .decline_code = "generic_decline", .message = declined },
	{ "4000008260003178", .ask = ASK_ALWAYS, .code = "card_declined",
	    .decline_code = "insufficient_funds", .message = short_of_funds,
	    .saves = true },
	{ "4000008400001280", .code = "card_declined",
	    .decline_code = "processing_error", .message = declined },
	{ "4100000000000019", .code = "card_declined",
	    .decline_code = "fraudulent", .message = declined,
	    .blocked = true },
	{ "4000000000000101", .failing_check = CARD_CHECK_CVC },
	{ "4000000000000036", .failing_check = CARD_CHECK_POSTAL },
	{ "4000000000000259", .disputed = true },
};

static const char unauthenticated[] =
    "We are unable to authenticate your payment method. Please choose a "
    "different payment method and try again.";

const struct outcome outcome_unauthenticated = {
	.unauthenticated = true,
	.code = "payment_intent_authentication_failure",
	.message = unauthenticated,
};
const struct outcome outcome_not_set_up = {
	.unauthenticated = true,
	.code = "setup_intent_authentication_failure",
	.message = unauthenticated,
};

/* Cards that are not credit cards, from the API's list of test cards. */
static const struct {
	const char *number, *funding;
} fundings[] = {
	{ "4000056655665556", "debit" },
	{ "5200828282828210", "debit" },
	{ "5105105105105100", "prepaid" },
};

static const struct {
	const char *prefix, *brand;
} brands[] = {
	{ "34", "amex" },
	{ "37", "amex" },
	{ "35", "jcb" },
	{ "3", "diners" },
	{ "4", "visa" },
	{ "5", "mastercard" },
	{ "2", "mastercard" },
	{ "62", "unionpay" },
	{ "6", "discover" },
};

/* Copies the digits; false when anything but digits, spaces or - is there. */
static bool
digits_of(const char *text, char out[static DIGITS_MAX + 1])
{
	size_t n = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (!isdigit((unsigned char)*text) || n == DIGITS_MAX)
			return false;
		out[n++] = *text;
	}
	out[n] = '\0';
	return true;
}

/* The check digit of card numbers (ISO/IEC 7812-1, annex B). */
static bool
luhn(const char *digits)
{
	size_t n = strlen(digits);
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

static bool
is_amex(const char *digits)
{
	return strncmp(digits, "34", 2) == 0 || strncmp(digits, "37", 2) == 0;
}

static enum till_err
check_number(const char *text, char digits[static DIGITS_MAX + 1],
    struct till_error *e)
{
	if (!digits_of(text, digits) || strlen(digits) < DIGITS_MIN)
		return till_fail(e, TILL_EINPUT, "incomplete_number",
		    "cardNumber", "Your card number is incomplete.");
	if (!luhn(digits))
		return till_fail(e, TILL_EINPUT, "incorrect_number",
		    "cardNumber", "Your card number is incorrect.");
	return TILL_OK;
}

/* The digits of "MM / YY" or "MM / YYYY"; false when they are not that. */
static bool
expiry_digits(const char *text, char out[static DIGITS_MAX + 1])
{
	char plain[16];
	size_t n = 0;

	for (; *text != '\0' && n + 1 < sizeof(plain); text++)
		if (*text != '/')
			plain[n++] = *text;
	plain[n] = '\0';
	return digits_of(plain, out) && (strlen(out) == 4 || strlen(out) == 6);
}

static enum till_err
check_expiry(const char *text, int64_t now, struct till_error *e)
{
	char digits[DIGITS_MAX + 1] = "";
	time_t seconds = (time_t)now;
	struct tm tm;
	int month, year;
	size_t n;

	if (!expiry_digits(text, digits))
		return till_fail(e, TILL_EINPUT, "invalid_expiry_month",
		    "cardExpiry",
		    "Your card's expiration date is incomplete.");
	month = (digits[0] - '0') * 10 + digits[1] - '0';
	n = strlen(digits);
	year = 2000 + (digits[n - 2] - '0') * 10 + digits[n - 1] - '0';
	if (month < 1 || month > 12)
		return till_fail(e, TILL_EINPUT, "invalid_expiry_month",
		    "cardExpiry",
		    "Your card's expiration date is invalid.");
	gmtime_r(&seconds, &tm);
	if (year < tm.tm_year + 1900 ||
	    (year == tm.tm_year + 1900 && month < tm.tm_mon + 1))
		return till_fail(e, TILL_EINPUT, "invalid_expiry_year",
		    "cardExpiry",
		    "Your card's expiration date is in the past.");
	return TILL_OK;
}

static enum till_err
check_cvc(const char *text, const char *number, struct till_error *e)
{
	char digits[DIGITS_MAX + 1];
	size_t want = is_amex(number) ? 4 : 3;

	if (!digits_of(text, digits) || strlen(digits) != want)
		return till_fail(e, TILL_EINPUT, "invalid_cvc", "cardCvc",
		    "Your card's security code is incomplete.");
	return TILL_OK;
}

enum till_err
card_check(const struct card *card, enum card_field field, int64_t now,
    struct till_error *e)
{
	char digits[DIGITS_MAX + 1];

	switch (field) {
	case CARD_NUMBER:
		return check_number(card->number, digits, e);
	case CARD_EXPIRY:
		return check_expiry(card->expiry, now, e);
	case CARD_CVC:
		/* How long it must be depends on the number's brand. */
		if (!digits_of(card->number, digits))
			digits[0] = '\0';
		return check_cvc(card->cvc, digits, e);
	}
	return TILL_OK;
}

/* The row of a card, NULL for one that simply succeeds. */
static const struct result *
find_result(const char *digits)
{
	for (size_t i = 0; i < nitems(results); i++)
		if (strcmp(results[i].number, digits) == 0)
			return &results[i];
	return NULL;
}

const char *
card_test_number(size_t i)
{
	return i < nitems(results) ? results[i].number : NULL;
}

void
card_outcome(const struct card *card, const struct card_use *use,
    struct outcome *out)
{
	char digits[DIGITS_MAX + 1];
	const struct result *r;

	*out = (struct outcome){ .code = NULL };
	r = digits_of(card->number, digits) ? find_result(digits) : NULL;
	if (r == NULL)
		return;
	out->challenge = r->ask == ASK_ALWAYS ||
	    (r->ask == ASK_UNLESS_KNOWN && !use->known) ||
	    (r->ask != ASK_NEVER && use->asked);
	if (out->challenge && use->absent) {
		*out = (struct outcome){
			.code = OUTCOME_ABSENT,
			.decline_code = OUTCOME_ABSENT,
			.message = not_there,
		};
		return;
	}
	out->disputed = r->disputed;
	if (r->code == NULL || (use->saving && r->saves))
		return;
	out->code = r->code;
	out->decline_code = r->decline_code;
	out->message = r->message;
	out->blocked = r->blocked;
}

void
card_describe(const struct card *card, struct card_facts *out)
{
	char plain[DIGITS_MAX + 1] = "";
	const struct result *r;
	size_t n;

	*out = (struct card_facts){ .brand = "unknown", .funding = "credit" };
	if (!digits_of(card->number, out->digits))
		out->digits[0] = '\0';
	n = strlen(out->digits);
	out->last4 = out->digits + (n >= 4 ? n - 4 : n);
	for (size_t i = 0; i < nitems(brands); i++)
		if (strncmp(out->digits, brands[i].prefix,
			strlen(brands[i].prefix)) == 0) {
			out->brand = brands[i].brand;
			break;
		}
	for (size_t i = 0; i < nitems(fundings); i++)
		if (strcmp(fundings[i].number, out->digits) == 0)
			out->funding = fundings[i].funding;
	if (expiry_digits(card->expiry, plain)) {
		n = strlen(plain);
		out->exp_month = (plain[0] - '0') * 10 + plain[1] - '0';
		out->exp_year = 2000 + (plain[n - 2] - '0') * 10 +
		    plain[n - 1] - '0';
	}
	r = find_result(out->digits);
	out->failing_check = r != NULL ? r->failing_check : NULL;
}
