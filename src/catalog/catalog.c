/* catalog: see catalog.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "params/object.h"

/* One object; a list of a hundred stays far below an answer's ceiling. */
#define BODY_MAX (4 * 1024 * 1024)

/* Mark I: no recording of the real wording was found (behaviour.md 5.7). */
#define WRONG_STEP \
	"Invalid amount: amounts in %s must be a multiple of %" PRId64 "."
#define TAX_BEHAVIOR_FINAL \
	"You cannot change `tax_behavior` once it is set to `%s`."

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

struct json_object *
catalog_take_apart(const char *name, struct json_object *object)
{
	const struct object_type *shape = object_find(name);
	struct json_object *more;

	more = take_apart(shape->fields, shape->fields_count, object);
	move(object, &more, CATALOG_HIDDEN);
	/* Not every object tells when it was made. */
	if (object_field(shape, "created") == NULL)
		move(object, &more, "created");
	return more;
}

enum till_err
catalog_print(const struct record_type *type, struct json_object *object,
    struct catalog_text *out, struct till_error *e)
{
	struct json_object *more = catalog_take_apart(type->object, object);

	catalog_text_free(out);
	object_write(&out->body, object_find(type->object), object);
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

/*
 * Prints an object and stores it as a new one or in the place of another,
 * with the events of that.
 */
static enum till_err
keep(struct store_conn *c, const struct record_type *type,
    struct json_object *object, bool fresh, struct till_error *e)
{
	int64_t created = json_int_or(object, "created", 0);
	struct json_object *before = NULL;
	bool told = event_known(type->object), dated;
	struct catalog_text text;
	enum till_err err = TILL_OK;

	catalog_text_init(&text);
	if (told && !fresh)
		err = record_get(c, type, json_text_or(object, "id", ""),
		    &before, e);
	if (err == TILL_OK)
		err = catalog_print(type, object, &text, e);
	dated = json_get(object, "created") != NULL;
	if (!dated)
		json_put_int(object, "created", created);
	if (err == TILL_OK)
		err = (fresh ? record_insert : record_update)(c, type, object,
		    &text.body, text.more.data, e);
	if (!dated)
		json_object_object_del(object, "created");
	if (err == TILL_OK && told)
		err = event_changed(c, type->object, before, object, e);
	json_object_put(before);
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

/* That there is no object which a parameter names, where that is so. */
static enum till_err
no_such(enum till_err err, const struct record_type *type, const char *id,
    const char *param, struct till_error *e)
{
	if (err != TILL_ENOTFOUND)
		return err;
	/* Spaces and quotes come from pasting, so the message says so. */
	return till_fail(e, TILL_EINPUT, "resource_missing", param,
	    "No such %s: '%s'%s", type->title, id,
	    strpbrk(id, " \"'") != NULL ?
		". Make sure you use the exact id without extra whitespace or "
		"quotes" :
		"");
}

enum till_err
catalog_lookup(struct store_conn *c, const struct record_type *type,
    const char *id, const char *param, struct json_object **out,
    struct till_error *e)
{
	return no_such(record_get_whole(c, type, id, out, e), type, id, param,
	    e);
}

enum till_err
catalog_loan(struct store_conn *c, const struct record_type *type,
    const char *id, const char *param, struct json_object **out,
    struct till_error *e)
{
	return no_such(record_loan(c, type, id, out, e), type, id, param, e);
}

enum till_err
catalog_own_id(struct catalog_change *change, const struct record_type *type,
    const char *name, struct till_error *e)
{
	const char *id = json_text(change->params, "id");
	struct json_object *other = NULL;
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	/* It goes into addresses. */
	if (!text_is_id(id))
		return till_fail(e, TILL_EINPUT, NULL, "id",
		    "Invalid %s id: %s may only hold letters, digits, dashes "
		    "and underscores.",
		    type->title, id);
	err = record_get(change->c, type, id, &other, e);
	json_object_put(other);
	if (err == TILL_OK)
		return till_fail(e, TILL_EINPUT, "resource_already_exists",
		    "id", "%s already exists.", name);
	if (err != TILL_ENOTFOUND)
		return err;
	json_put_text(change->object, "id", id);
	return TILL_OK;
}

enum till_err
catalog_delete(struct store_conn *c, const struct record_type *type,
    struct json_object *object, struct till_error *e)
{
	const char *id = json_text_or(object, "id", "");
	enum till_err err = record_delete(c, type, id, e);

	if (err == TILL_OK)
		err = store_exec(c,
		    "INSERT OR IGNORE INTO deleted(id,object) VALUES(?,?)", e,
		    "tt", id, type->object);
	if (err != TILL_OK)
		return err;
	json_object_put(catalog_take_apart(type->object, object));
	return event_known(type->object) ?
	    event_deleted(c, type->object, object, e) :
	    TILL_OK;
}

enum till_err
catalog_deleted(struct store_conn *c, const struct record_type *type,
    const char *id, struct json_object **out, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = NULL;
	err = store_query(c, "SELECT 1 FROM deleted WHERE id=? AND object=?",
	    &rows, e, "tt", id, type->object);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	*out = object_new(object_find("deleted"), NULL);
	json_put_text(*out, "id", id);
	json_put_text(*out, "object", type->object);
	return TILL_OK;
}

catalog_view *
catalog_view_of(const struct record_type *type)
{
	return type == &catalog_coupon	    ? coupon_view :
	    type == &catalog_promotion_code ? promotion_view :
					      NULL;
}

enum till_err
amount_check(struct json_object *amount, const char *currency,
    const char *param, struct till_error *e)
{
	int64_t value = json_object_get_int64(amount);
	int64_t step = money_step(currency);

	if (amount == NULL)
		return TILL_OK;
	if (value < 0)
		return till_fail(e, TILL_EINPUT, "parameter_invalid_integer",
		    param, "This value must be greater than or equal to 0.");
	if (value % step != 0)
		return till_fail(e, TILL_EINPUT, "parameter_invalid_integer",
		    param, WRONG_STEP, currency, step);
	return TILL_OK;
}

enum till_err
tax_behavior_kept(struct json_object *old, struct json_object *params,
    const char *param, struct till_error *e)
{
	const char *before = json_text_or(old, "tax_behavior", "unspecified");
	const char *wanted = json_text_or(params, "tax_behavior", before);
	char name[TILL_PARAM_MAX];

	if (strcmp(before, "unspecified") == 0 || strcmp(before, wanted) == 0)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL,
	    param_in(name, param, "tax_behavior"), TAX_BEHAVIOR_FINAL, before);
}

const char *
param_in(char out[static TILL_PARAM_MAX], const char *param,
    const char *member)
{
	(void)snprintf(out, TILL_PARAM_MAX, *param != '\0' ? "%s[%s]" : "%s%s",
	    param, member);
	return out;
}

enum till_err
param_missing(const char *param, const char *member, struct till_error *e)
{
	char name[TILL_PARAM_MAX];

	param_in(name, param, member);
	return till_fail(e, TILL_EINPUT, "parameter_missing", name,
	    "Missing required param: %s.", name);
}

enum till_err
param_only_one(const char *param, const char *first, const char *second,
    struct till_error *e)
{
	char name[TILL_PARAM_MAX];

	return till_fail(e, TILL_EINPUT, NULL, param_in(name, param, first),
	    "You may only specify one of these parameters: %s, %s.", first,
	    second);
}
