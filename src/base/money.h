/*
 * money: amounts as whole numbers of a currency's smallest unit, checked for
 * overflow, and the currencies themselves (behaviour.md 5.7).  Codes are
 * lower-case ISO 4217, as the API writes them.
 */
#ifndef TILL_BASE_MONEY_H
#define TILL_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CURRENCY_SIZE 4 /* three letters and a NUL */

struct money {
	int64_t amount;
	char currency[CURRENCY_SIZE];
};

/* How many decimals the API's amounts of a currency have: 0, 2 or 3. */
int money_decimals(const char *currency);

/*
 * The least total that may be charged, in smallest units; 0 when the
 * currency has no listed minimum.
 */
int64_t money_minimum(const char *currency);

/*
 * The greatest total that may be charged, in smallest units: eight digits,
 * twelve for idr.
 */
int64_t money_maximum(const char *currency);

/*
 * What every amount of a currency is a multiple of: 100 for isk and ugx,
 * which have no minor unit but two decimals, 10 for those with three
 * decimals, else 1.
 */
int64_t money_step(const char *currency);

/*
 * The one rounding rule: numerator / denominator to the nearest multiple of
 * step, halves up.  The first is 0 or more, the others above 0.  False when
 * 64 bits do not hold the result, *out then unchanged.
 */
__extension__ typedef __int128 money_wide;
bool money_round(money_wide numerator, money_wide denominator, int64_t step,
    int64_t *out);

/* Sum, difference and product; false on overflow, *out then unchanged. */
bool money_add(int64_t a, int64_t b, int64_t *out);
bool money_sub(int64_t a, int64_t b, int64_t *out);
bool money_mul(int64_t a, int64_t b, int64_t *out);

/*
 * Prints an amount as people of a locale write it ("$12.50", "12,50 €",
 * "¥1,250"), by ICU.  locale is a BCP 47 name, NULL for "en".  Cut to size;
 * false when ICU refused and the plain form "12.50 USD" stands instead.
 */
bool money_format(char *out, size_t size, int64_t amount,
    const char *currency, const char *locale);

/* The plain form, for logs and machines: "12.50 USD", "1250 JPY". */
void money_format_plain(char *out, size_t size, int64_t amount,
    const char *currency);

/* An amount as the API writes a limit: "$0.50 usd", "175.00 Ft huf". */
void money_format_limit(char *out, size_t size, int64_t amount,
    const char *currency);

#endif
