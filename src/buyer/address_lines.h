/*
 * address_lines: an address as it is written on a parcel.
 */
#ifndef TILL_BUYER_ADDRESS_LINES_H
#define TILL_BUYER_ADDRESS_LINES_H

#include <stddef.h>

#include "base/address.h"

#define ADDRESS_LINES 5
#define ADDRESS_LINE_MAX 512 /* bytes */

/*
 * Writes the lines there are, at most ADDRESS_LINES, the country by its
 * English name last; returns how many.
 */
size_t address_lines(const struct address *address,
    char out[static ADDRESS_LINES][ADDRESS_LINE_MAX]);

#endif
