/* make: see make.h. */
#include "base/json.h"
#include "form/form.h"
#include "params/params.h"
#include "sessions/make.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"

#define ANSWER_MAX ((size_t)4 * 1024 * 1024)

/* A copy without the members that are null, at any depth; the caller's. */
static struct json_object *
without_nulls(struct json_object *tree)
{
	struct json_object *out;

	if (json_object_is_type(tree, json_type_array)) {
		out = json_object_new_array();
		for (size_t i = 0; i < json_count(tree); i++)
			json_object_array_add(out,
			    without_nulls(json_at(tree, i)));
		return out;
	}
	if (!json_object_is_type(tree, json_type_object))
		return json_object_get(tree);
	out = json_object_new_object();
	json_object_object_foreach(tree, name, value) {
		if (value != NULL)
			json_put(out, name, without_nulls(value));
	}
	return out;
}

static enum till_err
check(const char *path, struct json_object *request, struct json_object **out,
    struct till_error *e)
{
	const struct params_call *call = params_find("POST", path);
	struct json_object *given, *form = NULL;
	enum till_err err;

	*out = NULL;
	if (request == NULL || call == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	given = without_nulls(request);
	err = form_from_json(given, &form, e);
	if (err == TILL_OK)
		err = params_check(call, form, out, e);
	json_object_put(form);
	json_object_put(given);
	return err;
}

enum till_err
session_check(struct json_object *request, struct json_object **out,
    struct till_error *e)
{
	return check("/v1/checkout/sessions", request, out, e);
}

enum till_err
payment_link_check(struct json_object *request, struct json_object **out,
    struct till_error *e)
{
	return check("/v1/payment_links", request, out, e);
}

enum till_err
session_store(struct store_conn *c, struct session_draft *draft,
    struct json_object **out, struct till_error *e)
{
	enum till_err err;
	struct buf text;

	*out = NULL;
	buf_init(&text, ANSWER_MAX);
	err = session_insert(c, draft, &text, e);
	if (err == TILL_OK &&
	    json_parse(buf_text(&text), text.len, out, e) != TILL_OK)
		err = e->kind = TILL_EINTERNAL;
	buf_free(&text);
	return err;
}

enum till_err
session_make(struct store_conn *c, struct json_object *request,
    struct json_object *more, const char *base_url, int64_t now,
    struct json_object **out, struct till_error *e)
{
	struct session_draft *draft = NULL;
	struct json_object *params;
	enum till_err err;

	*out = NULL;
	err = session_check(request, &params, e);
	if (err == TILL_OK && more != NULL) {
		json_object_object_foreach(more, name, value) {
			json_put(params, name, json_object_get(value));
		}
	}
	if (err == TILL_OK)
		err = session_draft(c, params, base_url, now, &draft, e);
	if (err == TILL_OK)
		err = session_store(c, draft, out, e);
	session_draft_free(draft);
	json_object_put(params);
	return err;
}

enum till_err
payment_link_make(struct store_conn *c, struct json_object *request,
    const char *base_url, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct catalog_change change = { .c = c, .now = now,
		.base_url = base_url };
	struct json_object *params;
	const char *id;
	enum till_err err;

	*out = NULL;
	err = payment_link_check(request, &params, e);
	change.params = params;
	if (err == TILL_OK)
		err = catalog_new(&payment_link_type, params, now,
		    &change.object, e);
	if (err == TILL_OK)
		err = payment_link_create(&change, e);
	if (err == TILL_OK)
		err = catalog_insert(c, &payment_link_type, change.object, e);
	/* Storing takes an object apart. */
	id = json_text_or(change.object, "id", "");
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_link_type, id, out, e);
	json_object_put(change.object);
	json_object_put(params);
	return err;
}
