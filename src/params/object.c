/* object: new objects from their tables; see object.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "params/metadata.h"
#include "params/object.h"

/* Names from the tables outlive every object and are not copied into it. */
#define TABLE_NAME \
	(JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_ADD_CONSTANT_KEY)

#define OBJECT_FIELDS_MAX 128 /* of one type */
#define OBJECT_EXTRA_MAX 16   /* members that are no fields, while drafted */
#define FEW_FIELDS 10	      /* that json-c has room for at first */

const struct object_type *
object_find(const char *name)
{
	for (size_t i = 0; i < object_types_count; i++)
		if (strcmp(object_types[i].name, name) == 0)
			return &object_types[i];
	return NULL;
}

static const struct field *
find_field(const struct field *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

const struct field *
object_field(const struct object_type *type, const char *name)
{
	return find_field(type->fields, type->fields_count, name);
}

/*
 * What every function here gives: whether there was memory.  The value goes
 * to *out, for NULL is a value, the JSON null.
 */
static bool
give(struct json_object *made, struct json_object **out)
{
	*out = made;
	return made != NULL;
}

/* Adds a value to an object; false without memory. */
static bool
add_field(struct json_object *object, const char *name,
    struct json_object *value)
{
	if (json_object_object_add_ex(object, name, value, TABLE_NAME) == 0)
		return true;
	json_object_put(value);
	return false;
}

static bool
add_key(struct json_object *object, const char *key,
    struct json_object *value)
{
	if (json_object_object_add(object, key, value) == 0)
		return true;
	json_object_put(value);
	return false;
}

/* The kind of JSON that a field's value is. */
static bool
is_kind(const struct field *field, struct json_object *value)
{
	enum json_type type = json_object_get_type(value);

	switch (field->kind) {
	case FIELD_STRING:
	case FIELD_ENUM:
		return type == json_type_string;
	case FIELD_INTEGER:
	case FIELD_TIMESTAMP:
		return type == json_type_int;
	case FIELD_NUMBER:
		return type == json_type_double || type == json_type_int;
	case FIELD_BOOLEAN:
		return type == json_type_boolean;
	case FIELD_ARRAY:
		return type == json_type_array;
	default:
		return type == json_type_object;
	}
}

static bool fill(const struct field *fields, size_t count,
    struct json_object *given, struct json_object *made);
static bool make_value(const struct field *field, struct json_object *given,
    struct json_object **out);

/* {"object":"list"} with no elements; its url is the caller's to set. */
static bool
make_list(struct json_object **out)
{
	const struct object_type *list = object_find("list");

	return give(object_new(list, NULL), out);
}

static bool
make_object(const struct field *field, struct json_object *given,
    struct json_object **out)
{
	if (!give(json_object_new_object(), out))
		return false;
	return fill(field->children, field->children_count, given, *out);
}

/* A map's values: those of an object completed, "" left out of metadata. */
static bool
make_map(const struct field *field, struct json_object *given,
    struct json_object **out)
{
	if (!give(json_object_new_object(), out))
		return false;
	if (given == NULL)
		return true;
	json_object_object_foreach(given, key, value) {
		struct json_object *made;

		if (!is_kind(field->element, value) ||
		    (field->element->kind == FIELD_STRING &&
		    json_object_get_string_len(value) == 0))
			continue;
		if (!make_value(field->element, value, &made) ||
		    !add_key(*out, key, made))
			return false;
	}
	return true;
}

static bool
make_array(const struct field *field, struct json_object *given,
    struct json_object **out)
{
	size_t count = given != NULL ? json_object_array_length(given) : 0;

	if (!give(json_object_new_array_ext(count > 0 ? (int)count : 1), out))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct json_object *value, *made;

		value = json_object_array_get_idx(given, i);
		if (!is_kind(field->element, value))
			continue;
		if (!make_value(field->element, value, &made))
			return false;
		if (json_object_array_add(*out, made) != 0) {
			json_object_put(made);
			return false;
		}
	}
	return true;
}

static bool
make_constant(const struct field *field, struct json_object **out)
{
	if (field->kind == FIELD_BOOLEAN)
		return give(json_object_new_boolean(
		    strcmp(field->constant, "true") == 0), out);
	return give(json_object_new_string(field->constant), out);
}

/* Metadata is {} when there is none, never null. */
static bool
is_metadata(const struct field *field)
{
	return field->kind == FIELD_MAP && field->name != NULL &&
	    strcmp(field->name, "metadata") == 0;
}

/* The value of a field that nothing was given for. */
static bool
make_empty(const struct field *field, struct json_object **out)
{
	*out = NULL;
	if ((field->flags & FIELD_NULLABLE) != 0 && !is_metadata(field))
		return true;
	switch (field->kind) {
	case FIELD_STRING:
	case FIELD_ENUM:
		return give(json_object_new_string(""), out);
	case FIELD_INTEGER:
	case FIELD_TIMESTAMP:
	case FIELD_NUMBER:
		return give(json_object_new_int64(0), out);
	case FIELD_BOOLEAN:
		return give(json_object_new_boolean(0), out);
	case FIELD_ARRAY:
		return make_array(field, NULL, out);
	case FIELD_LIST:
		return make_list(out);
	default:
		return make_object(field, NULL, out);
	}
}

/* The value of a field from one that was given and is of its kind. */
static bool
make_value(const struct field *field, struct json_object *given,
    struct json_object **out)
{
	switch (field->kind) {
	case FIELD_OBJECT:
		if (field->children == NULL)
			return give(json_object_get(given), out);
		return make_object(field, given, out);
	case FIELD_ARRAY:
		return make_array(field, given, out);
	case FIELD_MAP:
		return make_map(field, given, out);
	default: /* a scalar, or a list as it was made */
		return give(json_object_get(given), out);
	}
}

/* A field's value from what was given under its name, if anything was. */
static bool
make_field(const struct field *field, struct json_object *given,
    struct json_object **out)
{
	bool ok;

	*out = NULL;
	if (field->constant != NULL)
		ok = make_constant(field, out);
	else if (is_kind(field, given))
		ok = make_value(field, given, out);
	else
		ok = make_empty(field, out);
	if (!ok) {
		json_object_put(*out);
		*out = NULL;
	}
	return ok;
}

static bool
fill(const struct field *fields, size_t count, struct json_object *given,
    struct json_object *made)
{
	for (size_t i = 0; i < count; i++) {
		const struct field *field = &fields[i];
		struct json_object *value = NULL;

		(void)json_object_object_get_ex(given, field->name, &value);
		if ((field->flags & FIELD_INCLUDABLE) != 0 ||
		    ((field->flags & FIELD_OPTIONAL) != 0 &&
		    !is_kind(field, value)))
			continue;
		if (!make_field(field, value, &value) ||
		    !add_field(made, field->name, value))
			return false;
	}
	return true;
}

struct json_object *
object_new(const struct object_type *type, struct json_object *given)
{
	struct json_object *made = json_object_new_object();

	/* A table that does not grow: twice what its load factor asks for. */
	if (made != NULL && type->fields_count > FEW_FIELDS)
		(void)lh_table_resize(json_object_get_object(made),
		    (int)(2 * type->fields_count));
	if (made != NULL &&
	    !fill(type->fields, type->fields_count, given, made)) {
		json_object_put(made);
		return NULL;
	}
	return made;
}

struct json_object *
object_value(const struct field *field, struct json_object *given)
{
	struct json_object *made;

	return make_field(field, given, &made) ? made : NULL;
}

/* Puts a value into an object, in its place when it has one. */
static bool
put(struct json_object *object, const struct field *field,
    struct json_object *value)
{
	return add_key(object, field->name, value);
}

static bool update_fields(const struct field *fields, size_t count,
    struct json_object *stored, struct json_object *given);

/* Empties a field: null, or absent, or its empty value. */
static bool
clear(const struct field *field, struct json_object *stored)
{
	struct json_object *empty;

	if ((field->flags & FIELD_OPTIONAL) != 0 &&
	    (field->flags & FIELD_NULLABLE) == 0) {
		json_object_object_del(stored, field->name);
		return true;
	}
	return make_field(field, NULL, &empty) && put(stored, field, empty);
}

/* Merges a map's pairs: "" and null take a key away. */
static bool
merge_map(const struct field *field, struct json_object *map,
    struct json_object *given)
{
	json_object_object_foreach(given, key, value) {
		struct json_object *made;

		if (value == NULL ||
		    (json_object_is_type(value, json_type_string) &&
		    json_object_get_string_len(value) == 0)) {
			json_object_object_del(map, key);
			continue;
		}
		if (!is_kind(field->element, value))
			continue;
		if (!make_value(field->element, value, &made) ||
		    !add_key(map, key, made))
			return false;
	}
	return true;
}

/* Brings one given value into stored. */
static bool
update_field(const struct field *field, struct json_object *stored,
    struct json_object *given)
{
	struct json_object *old = json_get(stored, field->name), *made;

	if (given == NULL)
		return clear(field, stored);
	if (!is_kind(field, given))
		return true;
	if (json_object_is_type(old, json_type_object)) {
		if (field->kind == FIELD_MAP)
			return merge_map(field, old, given);
		if (field->kind == FIELD_OBJECT && field->children != NULL)
			return update_fields(field->children,
			    field->children_count, old, given);
	}
	return make_field(field, given, &made) && put(stored, field, made);
}

static bool
update_fields(const struct field *fields, size_t count,
    struct json_object *stored, struct json_object *given)
{
	json_object_object_foreach(given, key, value) {
		const struct field *field = find_field(fields, count, key);

		if (field == NULL || field->constant != NULL)
			continue;
		if ((field->flags & FIELD_INCLUDABLE) != 0 &&
		    json_get(stored, key) == NULL)
			continue;
		if (!update_field(field, stored, value))
			return false;
	}
	return true;
}

enum till_err
object_update(const struct object_type *type, struct json_object *stored,
    struct json_object *given, struct till_error *e)
{
	struct json_object *metadata;

	if (!json_object_is_type(given, json_type_object))
		return TILL_OK;
	if (!update_fields(type->fields, type->fields_count, stored, given))
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	metadata = json_get(stored, "metadata");
	if (json_object_is_type(metadata, json_type_object))
		return metadata_count(metadata, "metadata", e);
	return TILL_OK;
}

/*
 * Where a member's field is among those of a type; count for none.  Members
 * mostly stand in the order of the fields, so the search begins at the one
 * that is expected next.
 */
static size_t
place_of(const struct object_type *type, const char *name, size_t next)
{
	for (size_t i = next; i < type->fields_count; i++)
		if (strcmp(type->fields[i].name, name) == 0)
			return i;
	for (size_t i = 0; i < next; i++)
		if (strcmp(type->fields[i].name, name) == 0)
			return i;
	return type->fields_count;
}

void
object_write(struct buf *b, const struct object_type *type,
    struct json_object *object)
{
	struct json_member members[OBJECT_FIELDS_MAX + OBJECT_EXTRA_MAX];
	size_t fields = type->fields_count, next = 0, extra = 0, n = 0;

	if (fields > OBJECT_FIELDS_MAX) {
		json_write(b, object);
		return;
	}
	memset(members, 0, fields * sizeof(members[0]));
	json_object_object_foreach(object, name, value) {
		size_t place = place_of(type, name, next);

		/* What is no field of the type stands behind them all. */
		if (place == fields && extra == OBJECT_EXTRA_MAX) {
			json_write(b, object);
			return;
		}
		next = place < fields ? place + 1 : next;
		members[place < fields ? place : fields + extra++] =
		    (struct json_member){ name, value };
	}
	for (size_t i = 0; i < fields + extra; i++)
		if (members[i].name != NULL)
			members[n++] = members[i];
	json_write_members(b, members, n);
}
