/*
 * words: what the tables of params/ say about a parameter or a field, in
 * words, and walks through them that tell the bracketed name of each.
 */
#ifndef TILL_MANUAL_WORDS_H
#define TILL_MANUAL_WORDS_H

#include <stddef.h>

#include "base/buf.h"
#include "params/object.h"
#include "params/params.h"

#define WORDS_PATH_MAX 256

/* Appends a parameter's type: "string", "list of objects", "integer or inf". */
void words_type(struct buf *b, const struct param *p);

/* "required", "required in some cases", or NULL when it may be left out. */
const char *words_need(const struct param *p);

/*
 * Appends what a value must keep to, "default 1; at most 40 characters", with
 * "; " between; nothing when there is nothing to say.
 */
void words_rules(struct buf *b, const struct param *p);

/*
 * The values that p, or each element of it, may have; *count is how many, 0
 * when the type alone says it.
 */
const char *const *words_values(const struct param *p, size_t *count);

/* What p holds: its children or those of its elements; *count may be 0. */
const struct param *words_inside(const struct param *p, size_t *count);

/*
 * What follows the name of p to name what is inside: "" for an object,
 * "[0]" for a list, "[<key>]" for a map, "[<currency>]" for one by currency.
 */
const char *words_step(const struct param *p);

/*
 * Called for each named parameter, itself before what is inside it.  path is
 * its whole name, "line_items[0][price]"; name the last of it with what
 * stands before it since the parent's, "[0][price]"; depth 0 at the top.
 */
struct words_param {
	const struct param *param;
	const char *path, *name;
	int depth;
};
typedef void words_visit_param(void *arg, const struct words_param *at);
void words_walk_params(const struct param *params, size_t count,
    words_visit_param *visit, void *arg);

/* Appends a field's type: "string", "list of item", "customer or its id". */
void words_field_type(struct buf *b, const struct field *f);

/* Appends what else is known of a field: "may be null; …". */
void words_field_rules(struct buf *b, const struct field *f);

/* The values of an enum or of a list of them. */
const char *const *words_field_values(const struct field *f, size_t *count);

/* The object that a field or its elements hold or expand to, or NULL. */
const struct object_type *words_field_object(const struct field *f);

/* The same for fields, whose path is "total_details.breakdown.taxes". */
struct words_field {
	const struct field *field;
	const char *path;
	int depth;
};
typedef void words_visit_field(void *arg, const struct words_field *at);
void words_walk_fields(const struct field *fields, size_t count,
    words_visit_field *visit, void *arg);

/* Appends values with ", " between. */
void words_list(struct buf *b, const char *const *values, size_t count);

#endif
