/*
 * phone: telephone numbers as people type them, brought to what a merchant
 * can dial from anywhere (ITU-T E.164).
 */
#ifndef TILL_BUYER_PHONE_H
#define TILL_BUYER_PHONE_H

#include <stdbool.h>

#define PHONE_SIZE 24 /* "+", 15 digits and the NUL, with room */

/*
 * Writes "+14155550123".  A number without "+" or "00" in front is one of
 * country (ISO 3166-1 alpha-2).  False, with out empty, for what cannot be a
 * number.
 */
bool phone_read(const char *typed, const char *country,
    char out[static PHONE_SIZE]);

/* The calling code of a country, "49"; NULL for one that is not known. */
const char *phone_code(const char *country);

#endif
