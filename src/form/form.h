/*
 * form: the bracketed form encoding, both ways (behaviour.md 2).
 *
 * A parsed form is a json-c tree of strings and objects: "a[b]=x" is
 * {"a":{"b":"x"}} and "l[0][k]=x" is {"l":{"0":{"k":"x"}}}, for only a schema
 * knows which objects are lists (form_list).  JSON input takes the same
 * shape by form_from_json(), so that everything after reads one kind of tree.
 */
#ifndef TILL_FORM_FORM_H
#define TILL_FORM_FORM_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

#define FORM_PAIRS_MAX 4096 /* key=value pairs of one form */
#define FORM_DEPTH_MAX 12   /* brackets behind one another */
#define FORM_KEY_MAX 1024   /* bytes of a decoded key */

/*
 * Parses len bytes of application/x-www-form-urlencoded text.  "a[]=x" takes
 * the next free index; in "a[][k]=v" a repeated key begins the next element;
 * the last of duplicate scalars wins; "a" alone is empty.  *out is the
 * caller's, NULL on error.
 * TILL_EINPUT: a bad escape, a NUL, bytes that are not UTF-8, a name that is
 * a scalar and an object, unbalanced brackets, or past a limit; param names
 * the culprit where there is one.
 */
enum till_err form_parse(const char *text, size_t len,
    struct json_object **out, struct till_error *e);

/*
 * Brings JSON into the shape of a parsed form: true and 12 become "true" and
 * "12", null becomes "", arrays become objects with keys "0", "1", ….
 * *out is the caller's.  TILL_EINPUT: the top is not an object, a number has
 * an exponent or more digits than a double keeps, a text holds a NUL, or past
 * a limit; param names the culprit.
 */
enum till_err form_from_json(struct json_object *json,
    struct json_object **out, struct till_error *e);

/*
 * The elements of an object whose keys are all whole numbers, in the order of
 * their indices, gaps closed: a new array that shares them, NULL when value
 * is no such object.  The caller's.
 */
struct json_object *form_list(struct json_object *value);

/*
 * Appends a tree as form text, keys in their order, brackets plain, arrays
 * with explicit indices, null as an empty value, true as "true"; an empty
 * object or array has no text.  '&' goes before it unless b is empty or ends
 * in '?'.
 */
void form_write(struct buf *b, struct json_object *tree);

/* Appends text percent-encoded for a query or form value (RFC 3986 2.3). */
void form_escape(struct buf *b, const char *text, size_t len);

/*
 * Decodes %XX and, when plus is set, '+' in place of out, which holds size
 * bytes.  TILL_EINPUT: a bad escape, a NUL, not UTF-8, or no room.
 */
enum till_err form_unescape(const char *text, size_t len, bool plus,
    char *out, size_t size);

#endif
