/*
 * object: every field of the API's objects as tables, and new objects made
 * from them.
 *
 * The tables (object_tables.c) are generated from reference/objects.json by
 * generate.mjs.
 */
#ifndef TILL_PARAMS_OBJECT_H
#define TILL_PARAMS_OBJECT_H

#include <json-c/json.h>
#include <stddef.h>

enum field_kind {
	FIELD_STRING,
	FIELD_INTEGER,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_TIMESTAMP,
	FIELD_ENUM,
	FIELD_OBJECT,
	FIELD_ARRAY,
	FIELD_MAP,
	FIELD_LIST
};

enum field_flag {
	FIELD_NULLABLE = 1,
	FIELD_OPTIONAL = 2,   /* may be absent */
	FIELD_INCLUDABLE = 4, /* absent unless expanded */
	FIELD_EXPANDABLE = 8  /* an id that expands to the object */
};

struct field {
	const char *name; /* NULL for the element of an array or map */
	enum field_kind kind;
	unsigned flags;
	const char *constant; /* the one value of a string, or NULL */
	const char *const *values; /* of an enum; NULL otherwise */
	size_t values_count;
	const struct field *children; /* of an object */
	size_t children_count;
	const struct field *element; /* of an array or map of objects */
	const char *ref; /* the object's name that it holds or expands to */
};

struct object_type {
	const char *name; /* "checkout.session" */
	const struct field *fields;
	size_t fields_count;
};

extern const struct object_type object_types[];
extern const size_t object_types_count;

/* The type of a name, NULL when unknown. */
const struct object_type *object_find(const char *name);

/*
 * A new object of a type with every field that is not optional or
 * includable, in the API's order.  A field takes the value of given, the
 * checked parameters, under its own name, and objects inside are completed in
 * the same way; where nothing was given it is null, or "", 0, false, [] or {}
 * when it cannot be null.  An optional field appears when it was given.  The
 * caller's; NULL without memory.
 */
struct json_object *object_new(const struct object_type *type,
    struct json_object *given);

#endif
