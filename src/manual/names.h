/*
 * names: what a person calls the calls of the API, made from their methods
 * and paths, for the command line and the reference pages.
 *
 * POST /v1/checkout/sessions/:id/expire is the operation "expire" of the
 * resource "checkout sessions".  No list of calls is kept by hand: a new row
 * in params_calls has its name.
 */
#ifndef TILL_MANUAL_NAMES_H
#define TILL_MANUAL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "params/params.h"

#define NAMES_MAX 96 /* bytes of a name with its NUL */

struct call_name {
	char resource[NAMES_MAX];  /* words with a space: "checkout sessions" */
	char operation[NAMES_MAX]; /* "list_line_items" */
	char alias[NAMES_MAX];	   /* "line_items", or "" */
	size_t ids;		   /* how many ids its path takes */
};

/*
 * Names a call: the words before the first id are its resource.  Where the
 * path ends there or with the id the method tells the operation: create,
 * list, retrieve, update, and delete, or cancel when the object is still
 * answered.  Words behind the id are the operation, with "list_" before them
 * when a list is answered.
 */
void names_of(const struct params_call *call, struct call_name *out);

/*
 * The call of a resource and an operation or its alias; NULL for none.  Dots,
 * slashes and dashes in the resource are as good as spaces and underscores.
 */
const struct params_call *names_find(const char *resource,
    const char *operation);

/* Whether a resource has this name. */
bool names_is_resource(const char *resource);

/*
 * Whether resource begins with the words of prefix: "checkout" fits
 * "checkout sessions", as does "checkout sessions" itself.
 */
bool names_begin(const char *resource, const char *prefix);

/* Whether this call is the first one of its resource in the tables. */
bool names_is_first(const struct params_call *call);

/* "checkout/sessions/create", its place below /docs. */
void names_path(const struct params_call *call, char out[static NAMES_MAX]);

/*
 * What the call answers: the object's name without "list<…>"; *list says
 * whether it was one.
 */
void names_returns(const struct params_call *call,
    char out[static NAMES_MAX], bool *list);

#endif
