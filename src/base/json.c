/* json: see json.h. */
#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "base/json.h"

#define DEPTH_MAX 32
#define PLAIN JSON_C_TO_STRING_NOSLASHESCAPE
#define PRETTY \
	(PLAIN | JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED)

struct json_object *
json_get(const struct json_object *object, const char *name)
{
	struct json_object *member = NULL;

	if (!json_object_is_type(object, json_type_object))
		return NULL;
	json_object_object_get_ex(object, name, &member);
	return member;
}

struct json_object *
json_path(const struct json_object *object, ...)
{
	struct json_object *at = (struct json_object *)object;
	const char *name;
	va_list ap;

	va_start(ap, object);
	while (at != NULL && (name = va_arg(ap, const char *)) != NULL)
		at = json_get(at, name);
	va_end(ap);
	return at;
}

const char *
json_text(const struct json_object *object, const char *name)
{
	return json_text_or(object, name, NULL);
}

const char *
json_text_or(const struct json_object *object, const char *name,
    const char *fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_string) ?
	    json_object_get_string(member) : fallback;
}

int64_t
json_int_or(const struct json_object *object, const char *name,
    int64_t fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_int) ?
	    json_object_get_int64(member) : fallback;
}

bool
json_bool_or(const struct json_object *object, const char *name, bool fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_boolean) ?
	    (bool)json_object_get_boolean(member) : fallback;
}

void
json_put(struct json_object *object, const char *name,
    struct json_object *value)
{
	/* json-c copies the name and takes over the value. */
	if (json_object_object_add(object, name, value) != 0)
		json_object_put(value);
}

void
json_put_text(struct json_object *object, const char *name, const char *value)
{
	json_put(object, name,
	    value != NULL ? json_object_new_string(value) : NULL);
}

void
json_put_int(struct json_object *object, const char *name, int64_t value)
{
	json_put(object, name, json_object_new_int64(value));
}

void
json_put_bool(struct json_object *object, const char *name, bool value)
{
	json_put(object, name, json_object_new_boolean(value));
}

const char *
json_print(struct json_object *value, size_t *len)
{
	return json_object_to_json_string_length(value, PRETTY, len);
}

const char *
json_print_plain(struct json_object *value, size_t *len)
{
	return json_object_to_json_string_length(value, PLAIN, len);
}

enum till_err
json_parse(const char *text, size_t len, struct json_object **out,
    struct till_error *e)
{
	struct json_tokener *tokener;
	struct json_object *value;
	enum till_err err = TILL_OK;
	size_t at;

	*out = NULL;
	if (len > INT_MAX)
		return till_fail(e, TILL_ETOOBIG, NULL, NULL,
		    "The JSON is too long.");
	tokener = json_tokener_new_ex(DEPTH_MAX);
	if (tokener == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_tokener_set_flags(tokener,
	    JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	value = json_tokener_parse_ex(tokener, text, (int)len);
	at = json_tokener_get_parse_end(tokener);
	/* A number at the very end waits for more; a NUL closes it. */
	if (json_tokener_get_error(tokener) == json_tokener_continue)
		value = json_tokener_parse_ex(tokener, "", 1);
	if (json_tokener_get_error(tokener) != json_tokener_success)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON at byte %zu: %s.", at,
		    json_tokener_error_desc(json_tokener_get_error(tokener)));
	else if (strspn(text + at, " \t\r\n") < len - at)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON: more after its end, at byte %zu.", at);
	json_tokener_free(tokener);
	if (err != TILL_OK)
		json_object_put(value);
	else
		*out = value;
	return err;
}
