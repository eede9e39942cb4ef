/* webhook_calls: the calls of events and of webhook endpoints. */
#include <string.h>

#include "api/api.h"
#include "base/json.h"
#include "events/endpoint.h"
#include "events/event.h"
#include "params/object.h"

#define PRUNE_BATCH 500 /* events forgotten in one transaction */

/* mark I: the API's own words have not been seen. */
static const char too_many[] =
    "You have reached the maximum of %d test webhook endpoints.";

/* One transaction of forgetting what is too old. */
struct prune {
	int64_t now, n;
	bool old;
};

static enum till_err
find_old(struct store_conn *c, void *arg, struct till_error *e)
{
	struct prune *prune = arg;

	return event_any_old(c, prune->now, &prune->old, e);
}

static enum till_err
prune_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	struct prune *prune = arg;

	return event_prune(c, prune->now, PRUNE_BATCH, &prune->n, e);
}

enum till_err
events_before(struct api_call *call, struct till_error *e)
{
	struct prune prune = { .now = call->now, .n = PRUNE_BATCH };
	enum till_err err;

	err = payments_before(call, e);
	if (err == TILL_OK)
		err = store_read(call->api->store, find_old, &prune, e);
	while (err == TILL_OK && prune.old && prune.n == PRUNE_BATCH)
		err = store_write(call->api->store, prune_batch, &prune, e);
	return err;
}

/* Whether a type is what a pattern with any number of "*" says. */
static bool
fits(const char *pattern, const char *type)
{
	const char *star = strchr(pattern, '*');

	if (star == NULL)
		return strcmp(pattern, type) == 0;
	if (strncmp(pattern, type, (size_t)(star - pattern)) != 0)
		return false;
	for (type += star - pattern; ; type++) {
		if (fits(star + 1, type))
			return true;
		if (*type == '\0')
			return false;
	}
}

/* A type with a "*" stands for every type that fits it. */
static void
spread_type(struct json_object *params)
{
	const struct field *type = object_field(object_find("event"), "type");
	const char *pattern = json_text(params, "type");
	struct json_object *types;

	if (pattern == NULL || strchr(pattern, '*') == NULL)
		return;
	if (strcmp(pattern, "*") != 0) {
		types = json_object_new_array();
		for (size_t i = 0; i < type->values_count; i++)
			if (fits(pattern, type->values[i]))
				json_object_array_add(types,
				    json_object_new_string(type->values[i]));
		/* What fits nothing is no event's type either. */
		if (json_count(types) == 0)
			json_object_array_add(types,
			    json_object_new_string(pattern));
		json_put(params, "types", types);
	}
	json_object_object_del(params, "type");
}

enum till_err
events_list(struct api_call *call, struct till_error *e)
{
	if (json_get(call->params, "type") != NULL &&
	    json_get(call->params, "types") != NULL)
		return till_fail(e, TILL_EINPUT, NULL, "type",
		    "You may only specify one of these parameters: type, "
		    "types.");
	spread_type(call->params);
	return resource_list(call, e);
}

/* The endpoint as it is sent; a secret only in the answer that shows it. */
static enum till_err
answer(struct api_call *call, struct json_object *endpoint)
{
	object_write(&call->body, object_find("webhook_endpoint"), endpoint);
	return TILL_OK;
}

enum till_err
webhook_create(struct api_call *call, struct till_error *e)
{
	char secret[ENDPOINT_SECRET_SIZE];
	struct json_object *o = NULL;
	enum till_err err;
	int64_t n = 0;

	err = endpoint_count(call->c, &n, e);
	if (err == TILL_OK && n >= ENDPOINTS_MAX)
		err = till_fail(e, TILL_EINPUT, NULL, NULL, too_many,
		    ENDPOINTS_MAX);
	if (err == TILL_OK)
		err = catalog_new(&webhook_endpoint_type, call->params,
		    call->now, &o, e);
	if (err != TILL_OK)
		return err;
	json_put_text(o, "status", "enabled");
	json_object_object_del(o, "secret");
	endpoint_secret_new(secret);
	err = catalog_insert(call->c, &webhook_endpoint_type, o, e);
	if (err == TILL_OK)
		err = endpoint_secret_set(call->c, json_text(o, "id"), secret,
		    call->now, call->now, e);
	if (err == TILL_OK) {
		json_put_text(o, "secret", secret);
		err = answer(call, o);
	}
	json_object_put(o);
	return err;
}

enum till_err
webhook_update(struct api_call *call, struct till_error *e)
{
	const struct record_type *type = &webhook_endpoint_type;
	struct json_object *o = NULL;
	bool disabled;
	enum till_err err;

	err = record_get(call->c, type, call->id, &o, e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, type, e);
	if (err == TILL_OK)
		err = object_update(object_find(type->object), o,
		    call->params, e);
	if (err == TILL_OK && json_get(call->params, "disabled") != NULL) {
		disabled = json_bool_or(call->params, "disabled", false);
		json_put_text(o, "status", disabled ? "disabled" : "enabled");
		if (disabled)
			err = endpoint_stop(call->c, call->id, e);
	}
	if (err == TILL_OK)
		err = catalog_update(call->c, type, o, e);
	if (err == TILL_OK)
		err = answer(call, o);
	json_object_put(o);
	return err;
}

enum till_err
webhook_remove(struct catalog_change *change, struct till_error *e)
{
	return endpoint_forget(change->c, json_text(change->object, "id"), e);
}
