/* tree: JSON as a form's tree, lists out of it, and its text; see form.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "form/form.h"
#include "form/index.h"

/* Decimal digits that survive a double in every case. */
#define EXACT_DIGITS 15

/* A conversion under way: the name it has come to and how deep that is. */
struct walk {
	struct buf path;
	int depth;
	struct till_error *e;
};

static enum till_err convert(struct walk *w, struct json_object *json,
    struct json_object **out);

static enum till_err
out_of_memory(struct till_error *e)
{
	return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

/* Whether a double's text is plain and short enough to be all of it. */
static bool
is_plain_decimal(const char *text)
{
	int digits = 0;

	if (*text == '-')
		text++;
	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9')
			digits++;
		else if (*text != '.')
			return false;
	}
	return digits <= EXACT_DIGITS;
}

static enum till_err
convert_scalar(struct walk *w, struct json_object *json,
    struct json_object **out)
{
	const char *path = buf_text(&w->path);
	const char *text = "";
	size_t len = 0;

	if (json_object_is_type(json, json_type_string))
		len = (size_t)json_object_get_string_len(json);
	if (json != NULL)
		text = json_object_get_string(json);
	if (json_object_is_type(json, json_type_double) &&
	    !is_plain_decimal(text))
		return till_fail(w->e, TILL_EINPUT, NULL, path,
		    "Invalid decimal: %s; give it as a string.", text);
	if (strlen(text) < len)
		return till_fail(w->e, TILL_EINPUT, NULL, path,
		    "The value of %s holds a NUL character.", path);
	*out = json_object_new_string(text);
	return *out != NULL ? TILL_OK : out_of_memory(w->e);
}

/* Converts one member and hangs it into out. */
static enum till_err
convert_member(struct walk *w, struct json_object *out, const char *key,
    struct json_object *json)
{
	struct json_object *value = NULL;
	size_t mark = w->path.len;
	enum till_err err;

	buf_addf(&w->path, w->depth > 0 ? "[%s]" : "%s", key);
	if (!buf_ok(&w->path))
		return till_fail(w->e, TILL_EINPUT, NULL, NULL,
		    "A parameter name is longer than %d bytes.",
		    FORM_KEY_MAX);
	w->depth++;
	err = convert(w, json, &value);
	if (err != TILL_OK)
		return err;
	if (json_object_object_add(out, key, value) != 0) {
		json_object_put(value);
		return out_of_memory(w->e);
	}
	w->path.len = mark;
	w->depth--;
	return TILL_OK;
}

static enum till_err
convert_members(struct walk *w, struct json_object *json,
    struct json_object *out)
{
	enum till_err err;
	char index[24];

	if (json_object_is_type(json, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(json); i++) {
			(void)snprintf(index, sizeof(index), "%zu", i);
			err = convert_member(w, out, index,
			    json_object_array_get_idx(json, i));
			if (err != TILL_OK)
				return err;
		}
		return TILL_OK;
	}
	json_object_object_foreach(json, key, value) {
		err = convert_member(w, out, key, value);
		if (err != TILL_OK)
			return err;
	}
	return TILL_OK;
}

static enum till_err
convert(struct walk *w, struct json_object *json, struct json_object **out)
{
	struct json_object *value;
	enum till_err err;

	*out = NULL;
	if (!json_object_is_type(json, json_type_object) &&
	    !json_object_is_type(json, json_type_array))
		return convert_scalar(w, json, out);
	if (w->depth > FORM_DEPTH_MAX)
		return till_fail(w->e, TILL_EINPUT, NULL, buf_text(&w->path),
		    "Objects are nested more than %d deep.", FORM_DEPTH_MAX);
	value = json_object_new_object();
	if (value == NULL)
		return out_of_memory(w->e);
	err = convert_members(w, json, value);
	if (err != TILL_OK) {
		json_object_put(value);
		return err;
	}
	*out = value;
	return TILL_OK;
}

enum till_err
form_from_json(struct json_object *json, struct json_object **out,
    struct till_error *e)
{
	struct walk w = { .e = e };
	enum till_err err;

	*out = NULL;
	if (!json_object_is_type(json, json_type_object))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The JSON must be an object.");
	buf_init(&w.path, FORM_KEY_MAX);
	err = convert(&w, json, out);
	buf_free(&w.path);
	return err;
}

struct element {
	size_t index, place;
	struct json_object *value;
};

/* By index; "1" and "01" in the order they came. */
static int
by_index(const void *a, const void *b)
{
	const struct element *x = a, *y = b;

	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Sorts copies of the elements and appends them to list. */
static bool
append_sorted(struct json_object *list, struct json_object *value)
{
	size_t count = (size_t)json_object_object_length(value), n = 0;
	struct element *elements = calloc(count, sizeof(*elements));
	bool ok = elements != NULL;

	if (!ok)
		return false;
	json_object_object_foreach(value, key, member) {
		(void)form_index(key, &elements[n].index);
		elements[n].place = n;
		elements[n++].value = member;
	}
	qsort(elements, n, sizeof(*elements), by_index);
	for (size_t i = 0; i < n && ok; i++) {
		ok = json_object_array_add(list,
		    json_object_get(elements[i].value)) == 0;
		if (!ok)
			json_object_put(elements[i].value);
	}
	free(elements);
	return ok;
}

struct json_object *
form_list(struct json_object *value)
{
	struct json_object *list;
	size_t at;

	if (!json_object_is_type(value, json_type_object))
		return NULL;
	json_object_object_foreach(value, key, member) {
		(void)member;
		if (!form_index(key, &at))
			return NULL;
	}
	list = json_object_new_array_ext(json_object_object_length(value));
	if (list == NULL || json_object_object_length(value) == 0)
		return list;
	if (!append_sorted(list, value)) {
		json_object_put(list);
		return NULL;
	}
	return list;
}

/* Appends one value under the name that path holds, escaped already. */
static void
write_value(struct buf *b, struct buf *path, struct json_object *value);

static void
write_member(struct buf *b, struct buf *path, const char *key,
    struct json_object *value)
{
	size_t mark = path->len;

	if (mark > 0)
		buf_add_char(path, '[');
	form_escape(path, key, strlen(key));
	if (mark > 0)
		buf_add_char(path, ']');
	write_value(b, path, value);
	path->len = mark;
}

static void
write_value(struct buf *b, struct buf *path, struct json_object *value)
{
	char index[24];

	switch (json_object_get_type(value)) {
	case json_type_object: {
		json_object_object_foreach(value, key, member)
			write_member(b, path, key, member);
		break;
	}
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			(void)snprintf(index, sizeof(index), "%zu", i);
			write_member(b, path, index,
			    json_object_array_get_idx(value, i));
		}
		break;
	default:
		/* A query begins behind its question mark. */
		if (b->len > 0 && b->data[b->len - 1] != '?')
			buf_add_char(b, '&');
		buf_add(b, path->data, path->len);
		buf_add_char(b, '=');
		if (json_object_is_type(value, json_type_string))
			form_escape(b, json_object_get_string(value),
			    (size_t)json_object_get_string_len(value));
		else if (value != NULL)
			buf_add_text(b, json_object_get_string(value));
	}
}

void
form_write(struct buf *b, struct json_object *tree)
{
	struct buf path;

	buf_init(&path, b->max);
	if (json_object_is_type(tree, json_type_object))
		write_value(b, &path, tree);
	if (!buf_ok(&path))
		b->failed = true;
	buf_free(&path);
}
