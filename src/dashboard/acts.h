/*
 * acts: what can be done to an object with a button, a row each: the call of
 * the API that does it, and when it is offered.
 */
#ifndef TILL_DASHBOARD_ACTS_H
#define TILL_DASHBOARD_ACTS_H

#include <json-c/json.h>
#include <stddef.h>

#include "page/page.h"

struct act {
	const char *name; /* in the address */
	const char *kind; /* of objects that it is offered for, or NULL */
	const char *label;
	const char *title;		   /* what it does, in a sentence */
	const char *method, *path, *after; /* of the call: path, id, after */
	const char *form;		   /* that is always sent, or NULL */
	const char *params[4]; /* that are taken from the button's form */
	const char *member, *value; /* offered when it is so, or not so: "!" */
};

/* NULL for none. */
const struct act *act_find(const char *name);

/* Adds ACT to part for each that is offered for an object of a kind. */
void acts_add(struct page_part *part, const char *kind,
    struct json_object *object);

#endif
