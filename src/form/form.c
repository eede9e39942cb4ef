/* form: reading the bracketed form encoding; see form.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "form/form.h"
#include "form/index.h"

/* A decoded name, "a[b][]", cut into "a", "b" and "". */
struct name {
	char full[FORM_KEY_MAX + 1];  /* for messages */
	char parts[FORM_KEY_MAX + 1]; /* the same with NULs for brackets */
	const char *part[FORM_DEPTH_MAX + 1];
	int count;
};

struct reader {
	struct json_object *root;
	struct name name;
	char *value;   /* scratch as long as the whole text */
	size_t size;   /* of value */
	bool counting; /* some object keeps its next free index */
	struct till_error *e;
};

static enum till_err
out_of_memory(struct reader *r)
{
	return till_fail(r->e, TILL_EMEM, NULL, NULL, "out of memory");
}

/*
 * An object that "[]" was used on keeps its next free index as user data, so
 * that a long list is not searched for every element; 0 when not known yet.
 * drop_counts() takes it away again, for json-c refuses to copy an object
 * whose user data it does not know.
 */
static size_t
kept_index(struct json_object *list)
{
	return (size_t)(uintptr_t)json_object_get_userdata(list);
}

static void
keep_index(struct json_object *list, size_t next)
{
	/* NOLINTNEXTLINE(performance-no-int-to-ptr): a count, no address */
	json_object_set_userdata(list, (void *)(uintptr_t)next, NULL);
}

static void
drop_counts(struct json_object *tree)
{
	if (!json_object_is_type(tree, json_type_object))
		return;
	keep_index(tree, 0);
	json_object_object_foreach(tree, key, value) {
		(void)key;
		drop_counts(value);
	}
}

static size_t
next_index(struct reader *r, struct json_object *list)
{
	size_t next = kept_index(list), at;

	if (next > 0 || json_object_object_length(list) == 0)
		return next;
	json_object_object_foreach(list, key, value) {
		(void)value;
		if (form_index(key, &at) && at >= next)
			next = at + 1;
	}
	keep_index(list, next);
	r->counting = true;
	return next;
}

/* Adds a member, counting its index where the object counts. */
static bool
add_member(struct reader *r, struct json_object *object, const char *key,
    struct json_object *value)
{
	size_t at, next = kept_index(object);

	if (value == NULL || json_object_object_add(object, key, value) != 0) {
		json_object_put(value);
		return false;
	}
	if (!form_index(key, &at))
		return true;
	if (next > 0 ? at >= next : at == 0 &&
	    json_object_object_length(object) == 1) {
		keep_index(object, at + 1);
		r->counting = true;
	}
	return true;
}

/* Whether an element has everything that the parts from `at` on name. */
static bool
has_path(struct json_object *element, const struct name *name, int at)
{
	for (; at < name->count; at++) {
		if (name->part[at][0] == '\0')
			return false; /* a list takes one more */
		if (!json_object_is_type(element, json_type_object) ||
		    !json_object_object_get_ex(element, name->part[at],
		    &element))
			return false;
	}
	return true;
}

/*
 * The key for part number `at`: its own text, or for "[]" the index of the
 * element that is being filled, or the next free one.
 */
static const char *
member_key(struct reader *r, struct json_object *object, int at,
    char index[static 24])
{
	const struct name *name = &r->name;
	struct json_object *last;
	size_t next;

	if (name->part[at][0] != '\0')
		return name->part[at];
	next = next_index(r, object);
	if (next > 0 && at + 1 < name->count) {
		(void)snprintf(index, 24, "%zu", next - 1);
		if (json_object_object_get_ex(object, index, &last) &&
		    json_object_is_type(last, json_type_object) &&
		    !has_path(last, name, at + 1))
			return index;
	}
	(void)snprintf(index, 24, "%zu", next);
	return index;
}

/* Puts the value where the name points. */
static enum till_err
store(struct reader *r, size_t value_len)
{
	const struct name *name = &r->name;
	struct json_object *at = r->root, *next;
	char index[24];
	const char *key;

	for (int i = 0; i + 1 < name->count; i++) {
		key = member_key(r, at, i, index);
		if (!json_object_object_get_ex(at, key, &next)) {
			next = json_object_new_object();
			if (!add_member(r, at, key, next))
				return out_of_memory(r);
		}
		if (!json_object_is_type(next, json_type_object))
			return till_fail(r->e, TILL_EINPUT, NULL, name->full,
			    "Invalid object");
		at = next;
	}
	key = member_key(r, at, name->count - 1, index);
	if (json_object_object_get_ex(at, key, &next) &&
	    json_object_is_type(next, json_type_object))
		return till_fail(r->e, TILL_EINPUT, NULL, name->full,
		    "Invalid object");
	next = json_object_new_string_len(r->value, (int)value_len);
	if (!add_member(r, at, key, next))
		return out_of_memory(r);
	return TILL_OK;
}

static enum till_err
bad_name(struct reader *r, const char *why)
{
	return till_fail(r->e, TILL_EINPUT, NULL, r->name.full,
	    "Invalid parameter name: %s %s.", r->name.full, why);
}

/* Cuts the decoded name at its brackets. */
static enum till_err
split_name(struct reader *r)
{
	struct name *name = &r->name;
	char *p = name->parts;

	(void)text_copy(name->parts, sizeof(name->parts), name->full);
	name->count = 0;
	name->part[name->count++] = p;
	p += strcspn(p, "[]");
	if (p == name->parts)
		return bad_name(r, "does not begin with a name");
	while (*p == '[') {
		*p++ = '\0';
		if (name->count > FORM_DEPTH_MAX)
			return bad_name(r, "has too many brackets");
		name->part[name->count++] = p;
		p += strcspn(p, "[]");
		if (*p != ']')
			break;
		*p++ = '\0';
		if (*p == '\0')
			return TILL_OK;
	}
	if (name->count == 1 && *p == '\0')
		return TILL_OK;
	return bad_name(r, "has unbalanced brackets");
}

static enum till_err
decode_name(struct reader *r, const char *text, size_t len)
{
	if (form_unescape(text, len, true, r->name.full,
	    sizeof(r->name.full)) == TILL_OK)
		return split_name(r);
	if (len > FORM_KEY_MAX)
		return till_fail(r->e, TILL_EINPUT, NULL, NULL,
		    "A parameter name is longer than %d bytes or wrongly "
		    "encoded.", FORM_KEY_MAX);
	return till_fail(r->e, TILL_EINPUT, NULL, NULL,
	    "A parameter name is not UTF-8 text or has a bad %% escape.");
}

static enum till_err
read_pair(struct reader *r, const char *text, size_t len)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - text) : len;
	const char *value = equals != NULL ? equals + 1 : text + len;
	enum till_err err;

	err = decode_name(r, text, name_len);
	if (err != TILL_OK)
		return err;
	err = form_unescape(value, (size_t)(text + len - value), true,
	    r->value, r->size);
	if (err != TILL_OK)
		return till_fail(r->e, err, NULL, r->name.full,
		    "The value of %s is not UTF-8 text or has a bad %% "
		    "escape.", r->name.full);
	return store(r, strlen(r->value));
}

static enum till_err
read_pairs(struct reader *r, const char *text, size_t len)
{
	const char *end = text + len;
	enum till_err err;
	int pairs = 0;

	while (text < end) {
		const char *amp = memchr(text, '&', (size_t)(end - text));
		size_t pair = (size_t)((amp != NULL ? amp : end) - text);

		if (pair > 0 && ++pairs > FORM_PAIRS_MAX)
			return till_fail(r->e, TILL_EINPUT, NULL, NULL,
			    "Too many parameters: at most %d are allowed.",
			    FORM_PAIRS_MAX);
		if (pair > 0) {
			err = read_pair(r, text, pair);
			if (err != TILL_OK)
				return err;
		}
		if (amp == NULL)
			break;
		text = amp + 1;
	}
	return TILL_OK;
}

enum till_err
form_parse(const char *text, size_t len, struct json_object **out,
    struct till_error *e)
{
	struct reader r = { .size = len + 1, .e = e };
	enum till_err err;

	*out = NULL;
	r.root = json_object_new_object();
	r.value = malloc(r.size);
	if (r.root == NULL || r.value == NULL)
		err = out_of_memory(&r);
	else
		err = read_pairs(&r, text, len);
	if (err == TILL_OK) {
		if (r.counting)
			drop_counts(r.root);
		*out = r.root;
		r.root = NULL;
	}
	json_object_put(r.root);
	free(r.value);
	return err;
}
