/* index: what counts as a list's index among the keys of a form. */
#ifndef TILL_FORM_INDEX_H
#define TILL_FORM_INDEX_H

#include <stdbool.h>
#include <stddef.h>

/* Whether key is a whole number of at most nine digits; *out is its value. */
static inline bool
form_index(const char *key, size_t *out)
{
	size_t value = 0;
	int i = 0;

	for (; i < 10 && key[i] >= '0' && key[i] <= '9'; i++)
		value = value * 10 + (size_t)(key[i] - '0');
	if (i == 0 || i == 10 || key[i] != '\0')
		return false;
	*out = value;
	return true;
}

#endif
