/* across: the rules between the parameters of a call, in words. */
#ifndef TILL_MANUAL_ACROSS_H
#define TILL_MANUAL_ACROSS_H

#include <stdbool.h>
#include <stddef.h>

#include "manual/words.h"
#include "params/params.h"

struct across {
	/* Whole names, "line_items[0][price]"; the second may be "". */
	char first[WORDS_PATH_MAX], second[WORDS_PATH_MAX];
	char says[256];
};

/*
 * The next rule of a call; *at is 0 for the first and moved on.  False: there
 * are no more.  What a parameter's own row says is left out.
 */
bool across_next(const struct params_call *call, size_t *at,
    struct across *out);

#endif
