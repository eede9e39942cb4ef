/* params: a request's parameters against their tables; see params.h. */
#include <string.h>

#include "base/text.h"
#include "form/form.h"
#include "params/metadata.h"
#include "params/params.h"
#include "params/place.h"
#include "params/scalar.h"
#include "params/unknown.h"

/* Names from the tables outlive every tree and are not copied into it. */
#define TABLE_NAME \
	(JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_ADD_CONSTANT_KEY)

const struct params_call *
params_find(const char *method, const char *path)
{
	for (size_t i = 0; i < params_calls_count; i++)
		if (strcmp(params_calls[i].path, path) == 0 &&
		    strcmp(params_calls[i].method, method) == 0)
			return &params_calls[i];
	return NULL;
}

static enum till_err
out_of_memory(struct till_error *e)
{
	return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

static enum till_err check_value(const struct param *param,
    const struct place *at, struct json_object *value,
    struct json_object **out, struct till_error *e);

/* Checks each declared parameter in its order and adds it to made. */
static enum till_err
check_members(const struct param *params, size_t count,
    const struct place *up, struct json_object *form,
    struct json_object *made, struct till_error *e)
{
	for (size_t i = 0; i < count; i++) {
		struct place at = { .up = up, .name = params[i].name };
		struct json_object *value, *typed = NULL;
		enum till_err err;

		if (!json_object_object_get_ex(form, params[i].name,
		    &value)) {
			if ((params[i].flags & PARAM_REQUIRED) != 0)
				return place_fail_missing(&at, e);
			continue;
		}
		err = check_value(&params[i], &at, value, &typed, e);
		if (err != TILL_OK)
			return err;
		if (json_object_object_add_ex(made, params[i].name, typed,
		    TABLE_NAME) != 0) {
			json_object_put(typed);
			return out_of_memory(e);
		}
	}
	return TILL_OK;
}

static enum till_err
check_object(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out, struct till_error *e)
{
	struct json_object *made;
	enum till_err err;

	if (!json_object_is_type(value, json_type_object)) {
		if ((param->flags & PARAM_OR_TIMESTAMP) != 0)
			return scalar_check(param, at, value, out, e);
		return place_fail(at, e, NULL, "Invalid object");
	}
	made = json_object_new_object();
	if (made == NULL)
		return out_of_memory(e);
	err = check_members(param->children, param->children_count, at, value,
	    made, e);
	if (err != TILL_OK) {
		json_object_put(made);
		return err;
	}
	*out = made;
	return TILL_OK;
}

static enum till_err
check_elements(const struct param *param, const struct place *at,
    struct json_object *list, struct json_object *made, struct till_error *e)
{
	size_t count = json_object_array_length(list);

	for (size_t i = 0; i < count; i++) {
		struct place each = { .up = at, .index = i };
		struct json_object *typed = NULL;
		enum till_err err;

		err = check_value(param->element, &each,
		    json_object_array_get_idx(list, i), &typed, e);
		if (err != TILL_OK)
			return err;
		if (json_object_array_add(made, typed) != 0) {
			json_object_put(typed);
			return out_of_memory(e);
		}
	}
	return TILL_OK;
}

static enum till_err
check_array(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out, struct till_error *e)
{
	struct json_object *list = form_list(value), *made = NULL;
	char name[TILL_PARAM_MAX];
	enum till_err err;

	if (list == NULL)
		return place_fail(at, e, NULL, "Invalid array");
	if (param->max_items > 0 &&
	    json_object_array_length(list) > param->max_items) {
		place_text(at, name);
		err = till_fail(e, TILL_EINPUT, NULL, name,
		    "Array %s exceeded maximum %zu allowed elements.", name,
		    param->max_items);
		goto out;
	}
	made = json_object_new_array_ext(
	    (int)json_object_array_length(list));
	if (made == NULL)
		err = out_of_memory(e);
	else
		err = check_elements(param, at, list, made, e);
	if (err == TILL_OK)
		*out = json_object_get(made);
out:
	json_object_put(made);
	json_object_put(list);
	return err;
}

/* One pair of a map; a currency's code is written in lower case. */
static enum till_err
check_pair(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object *made, struct till_error *e)
{
	struct json_object *typed = NULL;
	const char *key = at->name;
	char currency[4];
	enum till_err err;

	if ((param->flags & PARAM_CURRENCY) != 0) {
		err = scalar_currency(param, at, key, currency, e);
		if (err != TILL_OK)
			return err;
		key = currency;
	}
	err = check_value(param->element, at, value, &typed, e);
	if (err != TILL_OK)
		return err;
	if (json_object_object_add(made, key, typed) != 0) {
		json_object_put(typed);
		return out_of_memory(e);
	}
	return TILL_OK;
}

static enum till_err
check_map(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out, struct till_error *e)
{
	struct json_object *made;

	if (!json_object_is_type(value, json_type_object))
		return place_fail(at, e, NULL, "Invalid object");
	if ((param->flags & PARAM_METADATA) != 0)
		return metadata_check(at, value, out, e);
	made = json_object_new_object();
	if (made == NULL)
		return out_of_memory(e);
	json_object_object_foreach(value, key, member) {
		struct place each = { .up = at, .name = key };
		enum till_err err = check_pair(param, &each, member, made, e);

		if (err != TILL_OK) {
			json_object_put(made);
			return err;
		}
	}
	*out = made;
	return TILL_OK;
}

/* The empty string clears metadata everywhere (behaviour.md 2). */
static bool
is_emptyable(const struct param *param)
{
	return (param->flags & (PARAM_EMPTYABLE | PARAM_OR_EMPTY |
	    PARAM_METADATA)) != 0;
}

static enum till_err
check_value(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out, struct till_error *e)
{
	*out = NULL;
	if (value == NULL || (json_object_is_type(value, json_type_string) &&
	    json_object_get_string_len(value) == 0))
		return is_emptyable(param) ? TILL_OK :
		    place_fail_empty(at, e);
	switch (param->kind) {
	case PARAM_OBJECT:
		return check_object(param, at, value, out, e);
	case PARAM_ARRAY:
		return check_array(param, at, value, out, e);
	case PARAM_MAP:
		return check_map(param, at, value, out, e);
	default:
		return scalar_check(param, at, value, out, e);
	}
}

/* Whether a form has names that are in no table; e lists them. */
static enum till_err
check_names(const struct params_call *call, struct json_object *form,
    struct till_error *e)
{
	if (!json_object_is_type(form, json_type_object))
		return TILL_OK;
	return unknown_check(call != NULL ? call->params : NULL,
	    call != NULL ? call->params_count : 0, form, e);
}

/* Checks what is in the tables. */
static enum till_err
check_known(const struct params_call *call, struct json_object *form,
    struct json_object **out, struct till_error *e)
{
	struct json_object *made = json_object_new_object();
	enum till_err err;

	if (made == NULL)
		return out_of_memory(e);
	err = check_members(call != NULL ? call->params : NULL,
	    call != NULL ? call->params_count : 0, NULL, form, made, e);
	if (err != TILL_OK) {
		json_object_put(made);
		return err;
	}
	*out = made;
	return TILL_OK;
}

enum till_err
params_check(const struct params_call *call, struct json_object *form,
    struct json_object **out, struct till_error *e)
{
	enum till_err err = check_names(call, form, e);

	*out = NULL;
	return err == TILL_OK ? check_known(call, form, out, e) : err;
}

enum till_err
params_check_tolerant(const struct params_call *call,
    struct json_object *form, struct json_object **out, bool *unknown,
    struct till_error *e)
{
	struct till_error wrong;
	enum till_err err;

	*out = NULL;
	*unknown = check_names(call, form, e) != TILL_OK;
	err = check_known(call, form, out, &wrong);
	if (err != TILL_OK)
		*e = wrong;
	return err;
}
