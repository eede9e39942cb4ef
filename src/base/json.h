/*
 * json: reading and printing json-c values without a test at every step.
 *
 * Getters take NULL for the object and give the fallback when a member is
 * missing, null or of another kind; texts are loans from the object.
 */
#ifndef TILL_BASE_JSON_H
#define TILL_BASE_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* The member name of object, or NULL when missing or null. */
struct json_object *json_get(const struct json_object *object,
    const char *name);

/* A member some objects down: json_path(o, "a", "b", NULL). */
struct json_object *json_path(const struct json_object *object, ...)
    __attribute__((sentinel));

const char *json_text(const struct json_object *object, const char *name);
const char *json_text_or(const struct json_object *object, const char *name,
    const char *fallback);
int64_t json_int_or(const struct json_object *object, const char *name,
    int64_t fallback);
bool json_bool_or(const struct json_object *object, const char *name,
    bool fallback);

/* How many elements an array has; 0 for anything else. */
size_t json_count(const struct json_object *array);

/* An element of an array, or NULL; a loan. */
struct json_object *json_at(const struct json_object *array, size_t i);

/* Setters; value may be NULL for null.  An existing member keeps its place. */
void json_put(struct json_object *object, const char *name,
    struct json_object *value);
void json_put_text(struct json_object *object, const char *name,
    const char *value);
void json_put_int(struct json_object *object, const char *name, int64_t value);
void json_put_bool(struct json_object *object, const char *name, bool value);

/*
 * Appends value as the API prints it: two spaces an indent, "[]" and "{}"
 * when empty, slashes plain.  (json-c breaks the line inside an empty array,
 * which the API's recorded answers do not.)
 */
void json_write(struct buf *b, struct json_object *value);

/* The same for an object whose members are given, in their order. */
struct json_member {
	const char *name;
	struct json_object *value;
};
void json_write_members(struct buf *b, const struct json_member *members,
    size_t n);

/* json_write() on one line, for storage and for signatures. */
void json_write_plain(struct buf *b, struct json_object *value);

/*
 * Parses len bytes that must be one whole JSON value, at most 32 deep.
 * *out is the caller's (json_object_put), NULL on error.
 * TILL_EINPUT: not JSON; the message says where.
 */
enum till_err json_parse(const char *text, size_t len,
    struct json_object **out, struct till_error *e);

/*
 * The same for a file of max bytes at most.  TILL_EINPUT: it cannot be read,
 * is longer, or is not JSON; the message names it.
 */
enum till_err json_load(const char *path, size_t max,
    struct json_object **out, struct till_error *e);

#endif
