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

#include "base/buf.h"
#include "base/error.h"

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
	const struct field *element; /* of an array, map or list */
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

/* The field of a type, NULL when it has no such field. */
const struct field *object_field(const struct object_type *type,
    const char *name);

/*
 * A new object of a type with every field that is not optional or
 * includable, in the API's order.  A field takes the value of given, the
 * checked parameters (NULL for none), under its own name, when that is of the
 * field's kind, and objects inside are completed in the same way; where
 * nothing was given it is null, or "", 0, false, [], {} or an empty list when
 * it cannot be null; metadata is {} and never null, and a key given as "" is
 * not in it.  Constants such as "object" are filled in; ids, statuses and
 * other values without a parameter are the caller's to set.  An optional
 * field appears when it was given, an includable one never: object_value()
 * makes it.  The caller's; NULL without memory.  Strings, and values of
 * fields whose inside the tables do not tell, are shared with given.
 */
struct json_object *object_new(const struct object_type *type,
    struct json_object *given);

/*
 * The value of one field alone, from given or empty as above: for includable
 * fields.  The caller's; NULL is null, or without memory.
 */
struct json_object *object_value(const struct field *field,
    struct json_object *given);

/*
 * Brings the checked parameters of an update into a stored object.  What was
 * not given stays.  A given value replaces the field's; the members of an
 * object inside are merged one by one in the same way, arrays are replaced
 * whole, and metadata and other maps are merged by key, where "" or null
 * takes the key away.  null empties a field: null where it may be, else
 * absent, [], {} or the like.  Parameters without a field of their name and
 * kind change nothing, and an includable field only when stored has it.
 * TILL_EINPUT: metadata would have more keys than METADATA_KEYS_MAX; stored
 * is then half changed and must be dropped, as on TILL_EMEM.
 */
enum till_err object_update(const struct object_type *type,
    struct json_object *stored, struct json_object *given,
    struct till_error *e);

/*
 * Appends an object as the API prints it, its members in the order of its
 * type whatever order they were set in; unknown members come last.
 */
void object_write(struct buf *b, const struct object_type *type,
    struct json_object *object);

#endif
