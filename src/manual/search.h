/* search: what of the tables is meant by some words. */
#ifndef TILL_MANUAL_SEARCH_H
#define TILL_MANUAL_SEARCH_H

#include <stddef.h>

#include "manual/names.h"
#include "manual/words.h"
#include "params/object.h"
#include "params/params.h"

struct search_hit {
	const struct params_call *call; /* NULL: something of an object */
	const struct object_type *type; /* NULL: something of a call */
	const char *path; /* of the parameter or field; "" for all of it */
	const struct param *param;
	const struct field *field;
};

typedef void search_visit(void *arg, const struct search_hit *hit);

/*
 * Visits every call, parameter, object and field in whose name, values or
 * note all words of the query are, without regard to case: those of that very
 * name first, whole or its last part, then those whose name begins so, then
 * those in whose name the words are, then the others.  How many there are; at
 * most max of them are visited.
 */
size_t search(const char *query, size_t max, search_visit *visit, void *arg);

#endif
