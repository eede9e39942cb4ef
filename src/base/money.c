/* money: see money.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/money.h"
#include "base/text.h"

#define MAXIMUM 99999999 /* eight digits (behaviour.md 5.7) */
#define MAXIMUM_IDR 999999999999

/*
 * Currencies that differ from two decimals and no listed minimum; sorted.
 * ISK and UGX have no minor unit but are sent times 100, so they keep two.
 */
static const struct {
	char code[CURRENCY_SIZE];
	int decimals;
	int64_t minimum;
} currencies[] = {
	{ "aed", 2, 200 }, { "aud", 2, 50 }, { "bgn", 2, 100 },
	{ "bhd", 3, 0 }, { "bif", 0, 0 }, { "brl", 2, 50 },
	{ "cad", 2, 50 }, { "chf", 2, 50 }, { "clp", 0, 0 },
	{ "czk", 2, 1500 }, { "djf", 0, 0 }, { "dkk", 2, 250 },
	{ "eur", 2, 50 }, { "gbp", 2, 30 }, { "gnf", 0, 0 },
	{ "hkd", 2, 400 }, { "huf", 2, 17500 }, { "inr", 2, 50 },
	{ "jod", 3, 0 }, { "jpy", 0, 50 }, { "kmf", 0, 0 },
	{ "krw", 0, 50 }, { "kwd", 3, 0 }, { "mga", 0, 0 },
	{ "mxn", 2, 1000 }, { "myr", 2, 200 }, { "nok", 2, 300 },
	{ "nzd", 2, 50 }, { "omr", 3, 0 }, { "pln", 2, 200 },
	{ "pyg", 0, 0 }, { "ron", 2, 200 }, { "rwf", 0, 0 },
	{ "sek", 2, 300 }, { "sgd", 2, 50 }, { "thb", 2, 1000 },
	{ "tnd", 3, 0 }, { "usd", 2, 50 }, { "vnd", 0, 0 },
	{ "vuv", 0, 0 }, { "xaf", 0, 0 }, { "xof", 0, 0 },
	{ "xpf", 0, 0 },
};

static int
find(const char *code)
{
	for (size_t i = 0; i < nitems(currencies); i++)
		if (strcmp(currencies[i].code, code) == 0)
			return (int)i;
	return -1;
}

int
money_decimals(const char *currency)
{
	int i = find(currency);

	return i >= 0 ? currencies[i].decimals : 2;
}

int64_t
money_minimum(const char *currency)
{
	int i = find(currency);

	return i >= 0 ? currencies[i].minimum : 0;
}

int64_t
money_maximum(const char *currency)
{
	return strcmp(currency, "idr") == 0 ? MAXIMUM_IDR : MAXIMUM;
}

int64_t
money_step(const char *currency)
{
	if (strcmp(currency, "isk") == 0 || strcmp(currency, "ugx") == 0)
		return 100;
	return money_decimals(currency) == 3 ? 10 : 1;
}

bool
money_round(money_wide numerator, money_wide denominator, int64_t step,
    int64_t *out)
{
	money_wide unit, steps, rest, amount;

	if (__builtin_mul_overflow(denominator, (money_wide)step, &unit))
		return false;
	steps = numerator / unit;
	rest = numerator % unit;
	steps += rest >= unit - rest;
	if (__builtin_mul_overflow(steps, (money_wide)step, &amount) ||
	    amount > INT64_MAX)
		return false;
	*out = (int64_t)amount;
	return true;
}

bool
money_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return false;
	*out = sum;
	return true;
}

bool
money_sub(int64_t a, int64_t b, int64_t *out)
{
	int64_t difference;

	if (__builtin_sub_overflow(a, b, &difference))
		return false;
	*out = difference;
	return true;
}

bool
money_mul(int64_t a, int64_t b, int64_t *out)
{
	int64_t product;

	if (__builtin_mul_overflow(a, b, &product))
		return false;
	*out = product;
	return true;
}

/* Writes the amount as a decimal number, "-12.50": digits only, no float. */
static void
to_decimal(char *out, size_t size, int64_t amount, int decimals)
{
	static const uint64_t powers[] = { 1, 10, 100, 1000 };
	uint64_t size_of = amount < 0 ? -(uint64_t)amount : (uint64_t)amount;
	uint64_t power = powers[decimals];

	if (decimals == 0)
		(void)snprintf(out, size, "%s%" PRIu64, amount < 0 ? "-" : "",
		    size_of);
	else
		(void)snprintf(out, size, "%s%" PRIu64 ".%0*" PRIu64,
		    amount < 0 ? "-" : "", size_of / power, decimals,
		    size_of % power);
}

static void
upper_code(char out[static CURRENCY_SIZE], const char *currency)
{
	text_copy(out, CURRENCY_SIZE, currency);
	for (char *p = out; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
}

void
money_format_plain(char *out, size_t size, int64_t amount,
    const char *currency)
{
	char decimal[32], code[CURRENCY_SIZE];

	to_decimal(decimal, sizeof(decimal), amount, money_decimals(currency));
	upper_code(code, currency);
	(void)snprintf(out, size, "%s %s", decimal, code);
}

bool
money_format(char *out, size_t size, int64_t amount, const char *currency,
    const char *locale)
{
	char decimal[32], code[CURRENCY_SIZE], utf8[128];
	UErrorCode status = U_ZERO_ERROR;
	int decimals = money_decimals(currency);
	UChar wide_code[CURRENCY_SIZE], wide[64];
	UNumberFormat *format;
	int32_t n, bytes = 0;

	upper_code(code, currency);
	to_decimal(decimal, sizeof(decimal), amount, decimals);
	format = unum_open(UNUM_CURRENCY, NULL, 0,
	    locale != NULL ? locale : "en", NULL, &status);
	u_uastrncpy(wide_code, code, CURRENCY_SIZE);
	if (U_SUCCESS(status))
		unum_setTextAttribute(format, UNUM_CURRENCY_CODE, wide_code, 3,
		    &status);
	if (U_SUCCESS(status)) {
		/* ICU would print HUF or ISK with its own number of digits. */
		unum_setAttribute(format, UNUM_FRACTION_DIGITS, decimals);
		n = unum_formatDecimal(format, decimal, -1, wide, 64, NULL,
		    &status);
		if (U_SUCCESS(status))
			u_strToUTF8(utf8, sizeof(utf8), &bytes, wide, n,
			    &status);
	}
	unum_close(format);
	if (U_FAILURE(status) || bytes >= (int32_t)sizeof(utf8)) {
		money_format_plain(out, size, amount, currency);
		return false;
	}
	utf8[bytes] = '\0';
	text_copy(out, size, utf8);
	return true;
}

void
money_format_limit(char *out, size_t size, int64_t amount,
    const char *currency)
{
	static const struct {
		char code[CURRENCY_SIZE];
		const char *before, *after;
	} signs[] = {
		{ "usd", "$", "" }, { "aud", "$", "" }, { "cad", "$", "" },
		{ "hkd", "$", "" }, { "mxn", "$", "" }, { "nzd", "$", "" },
		{ "sgd", "$", "" }, { "eur", "€", "" }, { "gbp", "£", "" },
		{ "jpy", "¥", "" }, { "huf", "", " Ft" },
	};
	char plain[64];
	size_t i = 0;

	money_format_plain(plain, sizeof(plain), amount, currency);
	plain[strcspn(plain, " ")] = '\0';
	while (i < nitems(signs) && strcmp(signs[i].code, currency) != 0)
		i++;
	(void)snprintf(out, size, "%s%s%s %s",
	    i < nitems(signs) ? signs[i].before : "", plain,
	    i < nitems(signs) ? signs[i].after : "", currency);
}
