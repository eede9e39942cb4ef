/*
 * pattern: what codes that people type look like, as postal codes and tax
 * numbers.  "NNNNN|NNNNN-NNNN" is two alternatives; N is a digit, A a letter,
 * X either, everything else itself, and letters may be typed small.  Spaces,
 * dots, dashes and slashes may stand anywhere; one in a pattern must.
 */
#ifndef TILL_BUYER_PATTERN_H
#define TILL_BUYER_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text is what one of the alternatives says. */
bool pattern_fits(const char *patterns, const char *text);

/* An invented text that fits the first alternative, cut to size. */
void pattern_example(const char *patterns, char *out, size_t size);

#endif
