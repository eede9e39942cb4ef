/* near: see near.h. */
#include <stdint.h>
#include <string.h>

#include "base/near.h"

/* Close is one edit for so many letters of the longer name (I). */
#define LETTERS_AN_EDIT 3

static size_t
min_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Edits between two names of at most NEAR_MAX bytes: optimal string
 * alignment in three rows.
 */
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][NEAR_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2], *spare;

	for (size_t j = 0; j <= b_len; j++)
		before[j] = above[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t change = a[i - 1] != b[j - 1];

			row[j] = min_of(above[j - 1] + change,
			    min_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = min_of(row[j], before[j - 2] + 1);
		}
		spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[b_len];
}

size_t
near_edits(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b), edits;

	if (a_len > NEAR_MAX || b_len > NEAR_MAX)
		return SIZE_MAX;
	edits = distance(a, a_len, b, b_len);
	return edits * LETTERS_AN_EDIT <= (a_len > b_len ? a_len : b_len) ?
	    edits : SIZE_MAX;
}
