/* unknown: see unknown.h. */
#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "base/text.h"
#include "form/form.h"
#include "params/place.h"
#include "params/unknown.h"

#define LISTED_MAX 4096 /* bytes of names in one message */

struct finds {
	size_t count;
	char first[TILL_PARAM_MAX];
	const char *close; /* to the first one, or NULL */
	struct buf names;
};

/* The known name that name was meant to be, NULL when none comes close. */
static const char *
closest(const struct param *params, size_t count, const char *name)
{
	size_t best = SIZE_MAX;
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t edits = near_edits(name, params[i].name);

		if (edits < best) {
			best = edits;
			found = params[i].name;
		}
	}
	return found;
}

static const struct param *
find_param(const struct param *params, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(params[i].name, name) == 0)
			return &params[i];
	return NULL;
}

static void
add_find(struct finds *finds, const struct place *at,
    const struct param *params, size_t count)
{
	char name[TILL_PARAM_MAX];

	place_text(at, name);
	if (finds->count++ == 0) {
		(void)text_copy(finds->first, sizeof(finds->first), name);
		finds->close = closest(params, count, at->name);
	} else {
		buf_add_text(&finds->names, ", ");
	}
	buf_add_text(&finds->names, name);
}

static void look(struct finds *finds, const struct param *params,
    size_t count, const struct place *up, struct json_object *form);

/* Goes into what a parameter holds; a wrong shape is told later. */
static void
look_inside(struct finds *finds, const struct param *param,
    const struct place *at, struct json_object *value)
{
	const struct param *inner = param->element;

	if (!json_object_is_type(value, json_type_object))
		return;
	if (param->kind == PARAM_OBJECT)
		look(finds, param->children, param->children_count, at, value);
	if (inner == NULL || inner->kind != PARAM_OBJECT)
		return;
	json_object_object_foreach(value, key, member) {
		struct place each = { .up = at, .name = key };

		if (param->kind == PARAM_ARRAY &&
		    strspn(key, "0123456789") != strlen(key))
			continue;
		if (json_object_is_type(member, json_type_object))
			look(finds, inner->children, inner->children_count,
			    &each, member);
	}
}

static void
look(struct finds *finds, const struct param *params, size_t count,
    const struct place *up, struct json_object *form)
{
	json_object_object_foreach(form, key, value) {
		struct place at = { .up = up, .name = key };
		const struct param *param = find_param(params, count, key);

		if (param == NULL)
			add_find(finds, &at, params, count);
		else if (param->kind == PARAM_OBJECT ||
		    param->element != NULL)
			look_inside(finds, param, &at, value);
	}
}

enum till_err
unknown_check(const struct param *params, size_t count,
    struct json_object *form, struct till_error *e)
{
	struct finds finds = { .count = 0 };
	enum till_err err = TILL_OK;
	bool one;

	buf_init(&finds.names, LISTED_MAX);
	look(&finds, params, count, NULL, form);
	one = finds.count == 1;
	if (finds.count > 0)
		err = till_fail(e, TILL_EINPUT, "parameter_unknown",
		    finds.first, "Received unknown parameter%s: %s%s%s%s",
		    one ? "" : "s", buf_text(&finds.names),
		    one && finds.close != NULL ? ". Did you mean " : "",
		    one && finds.close != NULL ? finds.close : "",
		    one && finds.close != NULL ? "?" : "");
	buf_free(&finds.names);
	return err;
}
