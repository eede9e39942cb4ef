/*
 * expand: the objects behind ids, in the answer (behaviour.md 2.1).
 *
 * The tables of objects say which fields expand and to what, so a path is
 * followed through them twice: before the call, where a wrong one is refused,
 * and through the answer.
 */
#include <string.h>

#include "api/api.h"
#include "base/json.h"
#include "base/text.h"
#include "params/object.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/method.h"
#include "payments/payments.h"
#include "sessions/items.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"

#define DEPTH_MAX 4
#define SEGMENT_MAX 64
#define ITEMS_INCLUDED 10 /* line items in an expanded session */

/* The records that an id can be expanded to, by the object's name. */
static const struct record_type *const records[] = {
	&session_type, &catalog_product, &catalog_price, &catalog_customer,
	&catalog_coupon, &catalog_promotion_code, &catalog_shipping_rate,
	&catalog_tax_rate, &payment_link_type, &payment_intent_type,
	&setup_intent_type, &payment_method_type, &charge_type, &invoice_type,
	&subscription_type
};

/*
 * How a path got where it is: the record that it is in, the members that lead
 * from there, and the session or link whose items it went through.
 */
struct place {
	struct json_object *record;
	const char *owner;
	const char *names[DEPTH_MAX];
	size_t depth;
};

/* Takes the first segment of a path; false at its end. */
static bool
next_segment(const char **path, char out[static SEGMENT_MAX])
{
	size_t len = strcspn(*path, ".");

	if (**path == '\0')
		return false;
	if (len >= SEGMENT_MAX)
		len = SEGMENT_MAX - 1;
	memcpy(out, *path, len);
	out[len] = '\0';
	*path += strcspn(*path, ".");
	*path += **path == '.';
	return true;
}

static const struct field *
find_field(const struct field *fields, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

/* The fields that a path goes on through after a field. */
static void
descend(const struct field *f, const struct field **fields, size_t *n)
{
	const struct object_type *type = f->ref != NULL ?
	    object_find(f->ref) :
	    NULL;

	*fields = NULL;
	*n = 0;
	if (type != NULL) {
		*fields = type->fields;
		*n = type->fields_count;
	} else if (f->element != NULL) {
		*fields = f->element->children;
		*n = f->element->children_count;
	} else {
		*fields = f->children;
		*n = f->children_count;
	}
}

/* A list's items are reached through "data", which its type names. */
static bool
enter_list(const struct field *f, const char **path, const struct field **in,
    size_t *n)
{
	const struct object_type *type;
	char segment[SEGMENT_MAX];

	if (f->kind != FIELD_LIST)
		return true;
	if (**path == '\0')
		return true;
	if (!next_segment(path, segment) || strcmp(segment, "data") != 0)
		return false;
	type = object_find(f->element->ref);
	*in = type->fields;
	*n = type->fields_count;
	return true;
}

static bool
path_is_right(const struct object_type *type, const char *path)
{
	const struct field *fields = type->fields;
	size_t n = type->fields_count;
	char segment[SEGMENT_MAX];
	bool expands = false;

	while (next_segment(&path, segment)) {
		const struct field *f = find_field(fields, n, segment);

		if (f == NULL)
			return false;
		expands = (f->flags & (FIELD_EXPANDABLE | FIELD_INCLUDABLE)) !=
		    0;
		descend(f, &fields, &n);
		if (!enter_list(f, &path, &fields, &n))
			return false;
	}
	return expands;
}

/* The type that a call answers, and whether as a list. */
static const struct object_type *
answer_type(const char *returns, bool *list)
{
	char name[SEGMENT_MAX];

	*list = strncmp(returns, "list<", 5) == 0;
	text_copy(name, sizeof(name), *list ? returns + 5 : returns);
	name[strcspn(name, ">")] = '\0';
	return object_find(name);
}

static enum till_err
check_one(const struct object_type *type, bool list, const char *path,
    struct till_error *e)
{
	const char *inner = path;
	char segment[SEGMENT_MAX];
	int depth = 0;

	for (const char *at = path; next_segment(&at, segment);)
		depth++;
	if (depth > DEPTH_MAX)
		return till_fail(e, TILL_EINPUT, "property_expansion_max_depth",
		    NULL,
		    "You cannot expand more than 4 levels of a property. "
		    "Property: %s",
		    path);
	if (list && (!next_segment(&inner, segment) ||
			strcmp(segment, "data") != 0))
		inner = "";
	if (!path_is_right(type, inner))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "This property cannot be expanded (%s).", path);
	return TILL_OK;
}

enum till_err
expand_check(const struct api_call *call, const char *returns,
    struct till_error *e)
{
	struct json_object *paths = json_get(call->params, "expand");
	size_t n = json_count(paths);
	const struct object_type *type;
	enum till_err err = TILL_OK;
	bool list;

	if (n == 0)
		return TILL_OK;
	type = answer_type(returns, &list);
	for (size_t i = 0; err == TILL_OK && i < n; i++)
		err = check_one(type, list,
		    json_object_get_string(json_at(paths, i)), e);
	return err;
}

/* The record type of an object's name, NULL when it is none. */
static const struct record_type *
record_of(const char *object)
{
	for (size_t i = 0; object != NULL && i < nitems(records); i++)
		if (strcmp(records[i]->object, object) == 0)
			return records[i];
	return NULL;
}

/* The object of an id; NULL where it is not kept here, the id then stays. */
static enum till_err
load(struct api_call *call, const char *ref, const char *id,
    struct json_object **out, struct till_error *e)
{
	const struct record_type *type = record_of(ref);
	enum till_err err;

	*out = NULL;
	if (type == NULL)
		return TILL_OK;
	err = record_get(call->c, type, id, out, e);
	if (err == TILL_ENOTFOUND)
		err = catalog_deleted(call->c, type, id, out, e);
	else if (err == TILL_OK && catalog_view_of(type) != NULL)
		err = catalog_view_of(type)(call->c, *out, call->now, e);
	if (err == TILL_OK && type == &session_type)
		session_age(*out, call->now);
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

/* The first line items of a session or link, as the list it includes. */
static enum till_err
include_items(struct api_call *call, struct json_object *object,
    struct till_error *e)
{
	const char *id = json_text_or(object, "id", "");
	bool link = strcmp(json_text_or(object, "object", ""),
			payment_link_type.object) == 0;
	struct items_page page = { .session = id, .limit = ITEMS_INCLUDED };
	struct json_object *items, *list;
	enum till_err err;
	struct buf url;
	bool more;

	err = items_list(call->c, &page, &items, &more, e);
	if (err != TILL_OK)
		return err;
	buf_init(&url, API_ANSWER_MAX);
	buf_addf(&url, "/v1/%s/%s/line_items",
	    link ? "payment_links" : "checkout/sessions", id);
	list = json_object_new_object();
	json_put_text(list, "object", "list");
	json_put(list, "data", items);
	json_put_bool(list, "has_more", more);
	json_put_text(list, "url", buf_text(&url));
	json_put(object, "line_items", list);
	buf_free(&url);
	return TILL_OK;
}

/* What a line item, or a record, holds apart from what it sends. */
static enum till_err
load_whole(struct api_call *call, const struct place *at,
    struct json_object **out, struct till_error *e)
{
	const char *kind = json_text(at->record, "object");
	const char *id = json_text_or(at->record, "id", "");
	const struct record_type *type = record_of(kind);
	enum till_err err = TILL_ENOTFOUND;

	*out = NULL;
	if (type != NULL)
		err = record_get_whole(call->c, type, id, out, e);
	else if (kind != NULL && strcmp(kind, "item") == 0)
		err = items_whole(call->c, at->owner != NULL ? at->owner :
							       call->id,
		    id, out, e);
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

/* A member that is sent only when it is asked for. */
static enum till_err
include(struct api_call *call, const struct place *at,
    struct json_object *object, const struct field *f, struct till_error *e)
{
	struct json_object *whole, *value;
	enum till_err err;

	if (strcmp(f->name, "line_items") == 0)
		return include_items(call, object, e);
	err = load_whole(call, at, &whole, e);
	if (err != TILL_OK)
		return err;
	value = whole;
	for (size_t i = 0; i < at->depth; i++)
		value = json_get(value, at->names[i]);
	if (json_object_object_get_ex(value, f->name, &value))
		json_put(object, f->name, json_object_get(value));
	else if (f->kind == FIELD_ARRAY || strcmp(f->name, "breakdown") == 0)
		/* Nothing was kept, for there is nothing in it. */
		json_put(object, f->name, object_value(f, NULL));
	json_object_put(whole);
	return TILL_OK;
}

static enum till_err expand_in(struct api_call *call, struct place at,
    struct json_object *value, const struct field *fields, size_t n,
    const char *path, struct till_error *e);

/* One step of a path, through a member of an object. */
static enum till_err
expand_member(struct api_call *call, struct place at,
    struct json_object *object, const struct field *f, const char *path,
    struct till_error *e)
{
	struct json_object *value = json_get(object, f->name), *loaded;
	const struct field *fields;
	enum till_err err = TILL_OK;
	size_t n;

	if (value == NULL && (f->flags & FIELD_INCLUDABLE))
		err = include(call, &at, object, f, e);
	if (err == TILL_OK && (f->flags & FIELD_EXPANDABLE) &&
	    json_object_is_type(value, json_type_string)) {
		err = load(call, f->ref, json_object_get_string(value),
		    &loaded, e);
		if (loaded != NULL)
			json_put(object, f->name, loaded);
	}
	value = json_get(object, f->name);
	if (err != TILL_OK || *path == '\0' || value == NULL)
		return err;
	descend(f, &fields, &n);
	if (f->kind == FIELD_LIST) {
		at.owner = json_text(object, "id");
		value = json_get(value, "data");
		(void)enter_list(f, &path, &fields, &n);
	}
	if (at.depth < DEPTH_MAX)
		at.names[at.depth++] = f->name;
	return expand_in(call, at, value, fields, n, path, e);
}

static enum till_err
expand_in(struct api_call *call, struct place at, struct json_object *value,
    const struct field *fields, size_t n, const char *path,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	char segment[SEGMENT_MAX];
	const struct field *f;

	if (json_object_is_type(value, json_type_array)) {
		size_t items = json_count(value);

		for (size_t i = 0; err == TILL_OK && i < items; i++)
			err = expand_in(call, at, json_at(value, i), fields,
			    n, path, e);
		return err;
	}
	if (json_text(value, "object") != NULL) {
		at.record = value;
		at.depth = 0;
	}
	if (!next_segment(&path, segment))
		return TILL_OK;
	f = find_field(fields, n, segment);
	return f != NULL && json_object_is_type(value, json_type_object) ?
	    expand_member(call, at, value, f, path, e) :
	    TILL_OK;
}

enum till_err
expand_answer(struct api_call *call, const char *returns,
    struct till_error *e)
{
	struct json_object *paths = json_get(call->params, "expand");
	size_t n = json_count(paths);
	const struct object_type *type;
	struct place at = { .record = NULL };
	struct json_object *answer;
	enum till_err err;
	bool list;

	if (n == 0)
		return TILL_OK;
	type = answer_type(returns, &list);
	err = json_parse(call->body.data, call->body.len, &answer, e);
	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		const char *path = json_object_get_string(
		    json_at(paths, i));

		/* In a list the path begins with "data.". */
		err = expand_in(call, at,
		    list ? json_get(answer, "data") : answer, type->fields,
		    type->fields_count, list ? path + strlen("data.") : path,
		    e);
	}
	buf_reset(&call->body);
	if (err == TILL_OK)
		json_write(&call->body, answer);
	json_object_put(answer);
	return err == TILL_EINPUT ? TILL_EINTERNAL : err;
}
