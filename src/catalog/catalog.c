/* catalog: see catalog.h. */
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "catalog/catalog.h"
#include "params/object.h"

/* One object; a list of a hundred stays far below an answer's ceiling. */
#define BODY_MAX (4 * 1024 * 1024)

enum till_err
catalog_new(const struct record_type *type, struct json_object *params,
    int64_t now, struct json_object **out, struct till_error *e)
{
	char id[ID_MAX];

	*out = object_new(object_find(type->object), params);
	if (*out == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	id_new(id, sizeof(id), type->prefix, type->id_random);
	json_put_text(*out, "id", id);
	json_put_int(*out, "created", now);
	json_put_bool(*out, "livemode", false);
	return TILL_OK;
}

struct json_object *
catalog_hidden(struct json_object *object)
{
	struct json_object *hidden = json_get(object, CATALOG_HIDDEN);

	if (hidden == NULL) {
		hidden = json_object_new_object();
		json_put(object, CATALOG_HIDDEN, hidden);
	}
	return hidden;
}

/* Moves a member, when it is there, from one object to another. */
static void
move(struct json_object *from, struct json_object **to, const char *name)
{
	struct json_object *value;

	if (!json_object_object_get_ex(from, name, &value))
		return;
	if (*to == NULL)
		*to = json_object_new_object();
	json_put(*to, name, json_object_get(value));
	json_object_object_del(from, name);
}

/*
 * Takes what is sent only when asked for out of an object and of the objects
 * inside it; NULL when there is nothing.
 */
static struct json_object *
take_apart(const struct field *fields, size_t n, struct json_object *object)
{
	struct json_object *more = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];
		struct json_object *inner;

		if (f->flags & FIELD_INCLUDABLE) {
			move(object, &more, f->name);
			continue;
		}
		if (f->kind != FIELD_OBJECT || f->children == NULL)
			continue;
		inner = take_apart(f->children, f->children_count,
		    json_get(object, f->name));
		if (inner == NULL)
			continue;
		if (more == NULL)
			more = json_object_new_object();
		json_put(more, f->name, inner);
	}
	return more;
}

enum till_err
catalog_print(const struct record_type *type, struct json_object *object,
    struct catalog_text *out, struct till_error *e)
{
	const struct object_type *shape = object_find(type->object);
	struct json_object *more;

	catalog_text_free(out);
	more = take_apart(shape->fields, shape->fields_count, object);
	move(object, &more, CATALOG_HIDDEN);
	object_write(&out->body, shape, object);
	if (more != NULL)
		json_write_plain(&out->more, more);
	json_object_put(more);
	if (!buf_ok(&out->body) || !buf_ok(&out->more))
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return TILL_OK;
}

void
catalog_text_init(struct catalog_text *text)
{
	buf_init(&text->body, BODY_MAX);
	buf_init(&text->more, BODY_MAX);
}

void
catalog_text_free(struct catalog_text *text)
{
	buf_free(&text->body);
	buf_free(&text->more);
	catalog_text_init(text);
}

/* Prints an object and stores it as a new one or in the place of another. */
static enum till_err
keep(struct store_conn *c, const struct record_type *type,
    struct json_object *object, bool fresh, struct till_error *e)
{
	struct catalog_text text;
	enum till_err err;

	catalog_text_init(&text);
	err = catalog_print(type, object, &text, e);
	if (err == TILL_OK)
		err = (fresh ? record_insert : record_update)(c, type, object,
		    &text.body, text.more.data, e);
	catalog_text_free(&text);
	return err;
}

enum till_err
catalog_insert(struct store_conn *c, const struct record_type *type,
    struct json_object *object, struct till_error *e)
{
	return keep(c, type, object, true, e);
}

enum till_err
catalog_update(struct store_conn *c, const struct record_type *type,
    struct json_object *object, struct till_error *e)
{
	return keep(c, type, object, false, e);
}

enum till_err
catalog_lookup(struct store_conn *c, const struct record_type *type,
    const char *id, const char *param, struct json_object **out,
    struct till_error *e)
{
	enum till_err err = record_get_whole(c, type, id, out, e);

	/* Spaces and quotes come from pasting, so the message says so. */
	if (err == TILL_ENOTFOUND)
		err = till_fail(e, TILL_EINPUT, "resource_missing", param,
		    "No such %s: '%s'%s", type->title, id,
		    strpbrk(id, " \"'") != NULL ?
			". Make sure you use the exact id without extra "
			"whitespace or quotes" :
			"");
	return err;
}
