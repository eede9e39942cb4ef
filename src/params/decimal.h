/*
 * decimal: numbers such as "12.50" as text, compared without a double.
 * Used inside params only.
 */
#ifndef TILL_PARAMS_DECIMAL_H
#define TILL_PARAMS_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_SIZE 64 /* of a plain decimal with its NUL */

/*
 * Whether text is an optional minus, digits, and a point with more digits if
 * at all; *decimals is then how many stand behind the point.
 */
bool decimal_is(const char *text, size_t *decimals);

/* Compares a decimal with a whole number: below 0, 0 or above 0. */
int decimal_compare(const char *text, int64_t whole);

/*
 * Writes a decimal as JSON wants it: no needless zeros before or behind, no
 * minus before a zero.  False when it does not fit.
 */
bool decimal_plain(const char *text, char out[static DECIMAL_SIZE]);

#endif
