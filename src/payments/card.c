/* card: the test cards (behaviour.md 8.1). */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "payments/payments.h"

#define DIGITS_MIN 12
#define DIGITS_MAX 19

static const char declined[] = "Your card was declined.";

/* The cards that do not simply succeed. */
static const struct {
	const char *number, *code, *decline_code, *message;
} results[] = {
	{ "4000000000000002", "card_declined", "generic_decline", declined },
	{ "4000000000009995", "card_declined", "insufficient_funds",
	    "Your card has insufficient funds." },
	{ "4000000000009987", "card_declined", "lost_card", declined },
	{ "4000000000009979", "card_declined", "stolen_card", declined },
	{ "4000000000000069", "expired_card", "",
	    "Your card has expired." },
	{ "4000000000000127", "incorrect_cvc", "",
	    "Your card's security code is incorrect." },
	{ "4000000000000119", "processing_error", "",
	    "An error occurred while processing your card. Try again in a "
	    "little bit." },
	{ "4000000000006975", "card_declined", "card_velocity_exceeded",
	    declined },
	{ "4100000000000019", "card_declined", "fraudulent", declined },
};

static const struct {
	const char *prefix, *brand;
} brands[] = {
	{ "4", "visa" },
	{ "5", "mastercard" },
	{ "2", "mastercard" },
	{ "34", "amex" },
	{ "37", "amex" },
	{ "6", "discover" },
	{ "3", "diners" },
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

static enum till_err
check_expiry(const char *text, int64_t now, struct till_error *e)
{
	char digits[DIGITS_MAX + 1] = "", plain[16];
	time_t seconds = (time_t)now;
	size_t n = 0;
	struct tm tm;
	int month, year;

	for (; *text != '\0' && n + 1 < sizeof(plain); text++)
		if (*text != '/')
			plain[n++] = *text;
	plain[n] = '\0';
	if (!digits_of(plain, digits) ||
	    (strlen(digits) != 4 && strlen(digits) != 6))
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

enum till_err
card_charge(const struct card *card, struct till_error *e)
{
	char digits[DIGITS_MAX + 1];

	if (!digits_of(card->number, digits))
		digits[0] = '\0';
	for (size_t i = 0; i < nitems(results); i++) {
		if (strcmp(results[i].number, digits) != 0)
			continue;
		till_fail(e, TILL_ECARD, results[i].code, NULL, "%s",
		    results[i].message);
		text_copy(e->decline_code, sizeof(e->decline_code),
		    results[i].decline_code);
		return TILL_ECARD;
	}
	return TILL_OK;
}

void
card_describe(const struct card *card, char last4[static 5],
    const char **brand)
{
	char digits[DIGITS_MAX + 1] = "";
	size_t n;

	*brand = "unknown";
	if (!digits_of(card->number, digits))
		digits[0] = '\0';
	n = strlen(digits);
	(void)snprintf(last4, 5, "%s", n >= 4 ? digits + n - 4 : "");
	for (size_t i = 0; i < nitems(brands); i++)
		if (strncmp(digits, brands[i].prefix,
			strlen(brands[i].prefix)) == 0)
			*brand = brands[i].brand;
}
