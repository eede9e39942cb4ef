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

/* The text of an object and, apart, of the members it sends only if asked. */
struct printed {
	struct buf text, more;
};

static enum till_err
print(const struct record_type *type, struct json_object *object,
    struct printed *p, struct till_error *e)
{
	const struct object_type *shape = object_find(type->object);
	struct json_object *more = NULL;

	buf_init(&p->text, BODY_MAX);
	buf_init(&p->more, BODY_MAX);
	for (size_t i = 0; i < shape->fields_count; i++) {
		const char *name = shape->fields[i].name;
		struct json_object *value;

		if (!(shape->fields[i].flags & FIELD_INCLUDABLE) ||
		    !json_object_object_get_ex(object, name, &value))
			continue;
		if (more == NULL)
			more = json_object_new_object();
		json_put(more, name, json_object_get(value));
		json_object_object_del(object, name);
	}
	object_write(&p->text, shape, object);
	if (more != NULL)
		json_write_plain(&p->more, more);
	json_object_put(more);
	if (!buf_ok(&p->text) || !buf_ok(&p->more))
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return TILL_OK;
}

static void
printed_free(struct printed *p)
{
	buf_free(&p->text);
	buf_free(&p->more);
}

enum till_err
catalog_insert(struct store_conn *c, const struct record_type *type,
    struct json_object *object, struct till_error *e)
{
	struct printed p;
	enum till_err err;

	err = print(type, object, &p, e);
	if (err == TILL_OK)
		err = record_insert(c, type, object, &p.text, p.more.data, e);
	printed_free(&p);
	return err;
}

enum till_err
catalog_update(struct store_conn *c, const struct record_type *type,
    struct json_object *object, struct till_error *e)
{
	struct printed p;
	enum till_err err;

	err = print(type, object, &p, e);
	if (err == TILL_OK)
		err = record_update(c, type, object, &p.text, p.more.data, e);
	printed_free(&p);
	return err;
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
