/*
 * kinds: the kinds of objects the dashboard shows, a row each: what its list
 * and its page have, what it can be filtered by and what belongs to it.
 */
#ifndef TILL_DASHBOARD_KINDS_H
#define TILL_DASHBOARD_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "api/api.h"

#define KIND_PATH_MAX 3 /* members that lead to a value */

enum cell {
	CELL_TEXT,
	CELL_OWN,    /* the object's own id */
	CELL_ID,     /* the id of another */
	CELL_TIME,   /* seconds */
	CELL_MONEY,  /* an amount, its currency beside it */
	CELL_STATUS, /* a word with a colour */
	CELL_YES     /* a boolean */
};

struct column {
	const char *label;
	enum cell cell;
	const char *path[KIND_PATH_MAX];
	bool listed; /* in the list too */
};

/* A field of the form over a list; its name is that of a filter. */
struct choice {
	const char *param, *label;
	const char *field; /* whose values are offered; NULL: typed */
};

/* Objects that name this one. */
struct relation {
	const char *title, *kind, *filter;
};

struct kind {
	const char *name;  /* in addresses */
	const char *title; /* of many */
	const char *one;
	const char *path; /* of the API */
	struct api_resource resource;
	api_handler *before; /* what must have happened before a list */
	const struct column *columns;
	size_t columns_count;
	const struct choice *choices;
	size_t choices_count;
	const struct relation *relations;
	size_t relations_count;
	bool quiet; /* no events tell of it */
};

/* A heading of the navigation and the kinds under it. */
struct kind_group {
	const char *title;
	const char *names[8];
};
extern const struct kind_group kind_groups[];
extern const size_t kind_groups_count;

/* The title of a page of the navigation, also of those that are no kind. */
const char *kind_title(const char *name);

/* NULL for none. */
const struct kind *kind_find(const char *name);

/* The kind whose ids begin as id does; NULL for none. */
const struct kind *kind_of_id(const char *id);

/*
 * The kind that a member of an object names: by the id, or by the member's
 * name where ids are the merchant's own.  NULL for none.
 */
const struct kind *kind_of_member(const char *member, const char *id);

#endif
