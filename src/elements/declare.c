/* declare: see declare.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "elements/declare.h"

#define FILE_MAX ((size_t)256 * 1024)
#define WORDS_MAX 200 /* characters of a text that is shown */
#define ID_LENGTH_MAX 255

struct declare_place
declare_at(const struct declare_place *outer, const char *fmt, ...)
{
	struct declare_place inner;
	size_t len = 0;
	va_list args;

	if (outer != NULL)
		len = (size_t)snprintf(inner.name, DECLARE_PLACE_MAX, "%s.",
		    outer->name);
	if (len >= DECLARE_PLACE_MAX)
		len = DECLARE_PLACE_MAX - 1;
	va_start(args, fmt);
	(void)vsnprintf(inner.name + len, DECLARE_PLACE_MAX - len, fmt, args);
	va_end(args);
	return inner;
}

enum till_err
declare_wrong(const struct declare_place *place, const char *what,
    struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, NULL, place->name, "%s %s",
	    place->name, what);
}

enum till_err
declare_members(struct json_object *o, const struct declare_place *place,
    const struct declare_member *members, size_t n, struct till_error *e)
{
	if (!json_object_is_type(o, json_type_object))
		return declare_wrong(place, "must be an object", e);
	json_object_object_foreach(o, key, value) {
		struct declare_place inner = declare_at(place, "%.80s", key);
		size_t i = 0;

		while (i < n && strcmp(members[i].name, key) != 0)
			i++;
		if (i == n)
			return declare_wrong(&inner, "is not known here", e);
		if (!json_object_is_type(value, members[i].type))
			return declare_wrong(&inner, "is of the wrong kind",
			    e);
	}
	return TILL_OK;
}

enum till_err
declare_words(struct json_object *value, const struct declare_place *place,
    struct till_error *e)
{
	const char *text = json_object_get_string(value);

	if (value == NULL)
		return TILL_OK;
	if (!json_object_is_type(value, json_type_string))
		return declare_wrong(place, "must be a text", e);
	if (*text == '\0' || text_chars(text) > WORDS_MAX)
		return declare_wrong(place, "must have 1 to 200 characters",
		    e);
	return TILL_OK;
}

enum till_err
declare_id(const char *id, const char *prefix,
    const struct declare_place *place, struct till_error *e)
{
	char what[80];

	if (text_is_id(id) && strncmp(id, prefix, strlen(prefix)) == 0 &&
	    strlen(id) <= ID_LENGTH_MAX)
		return TILL_OK;
	(void)snprintf(what, sizeof(what),
	    "must be %s and letters, digits, - or _", prefix);
	return declare_wrong(place, what, e);
}

enum till_err
declare_refused(const struct declare_place *place,
    const struct till_error *cause, struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, cause->code, place->name, "%s: %s",
	    place->name, cause->message);
}

enum till_err
declare_load(const char *path, const char *list, declare_check *check,
    void *arg, struct json_object **out, struct till_error *e)
{
	const struct declare_member members[] = { { list, json_type_array } };
	const struct declare_place top = declare_at(NULL, "the file");
	struct json_object *file;
	struct till_error cause;
	enum till_err err;

	*out = NULL;
	err = json_load(path, FILE_MAX, &file, e);
	if (err != TILL_OK)
		return err;
	till_error_clear(&cause);
	err = declare_members(file, &top, members, nitems(members), &cause);
	if (err == TILL_OK && json_get(file, list) == NULL)
		err = till_fail(&cause, TILL_EINPUT, NULL, list,
		    "the file has no list %s", list);
	if (err == TILL_OK)
		err = check(arg, json_get(file, list), &cause);
	if (err == TILL_OK) {
		*out = file;
		return TILL_OK;
	}
	json_object_put(file);
	return till_fail(e, err, cause.code, cause.param, "%s: %s", path,
	    cause.message);
}

struct json_object *
declare_find(struct json_object *rows, const char *id)
{
	for (size_t i = 0; i < json_count(rows); i++)
		if (strcmp(json_text_or(json_at(rows, i), "id", ""), id) == 0)
			return json_at(rows, i);
	return NULL;
}
