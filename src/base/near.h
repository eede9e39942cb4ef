/* near: which known name someone meant who wrote another one. */
#ifndef TILL_BASE_NEAR_H
#define TILL_BASE_NEAR_H

#include <stddef.h>

#define NEAR_MAX 64 /* bytes; longer names are near to none */

/*
 * How many edits lie between two names, two swapped letters being one;
 * SIZE_MAX when that is more than one edit for three letters of the longer
 * one, or when a name is too long.
 */
size_t near_edits(const char *a, const char *b);

#endif
