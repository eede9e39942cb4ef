/*
 * payment_calls: the calls of what paying makes, where the generic ones of
 * resource.c do not suffice.
 */
#include <string.h>

#include "api/api.h"
#include "base/json.h"
#include "base/text.h"
#include "params/object.h"
#include "payments/billing.h"
#include "sessions/pay.h"
#include "subscriptions/subscriptions.h"

enum till_err
payments_before(struct api_call *call, struct till_error *e)
{
	enum till_err err = payments_due(call->api->store, call->now, e);

	return err == TILL_OK ?
	    subscriptions_due(call->api->store, call->now, e) : err;
}

enum till_err
customer_methods(struct api_call *call, struct till_error *e)
{
	struct json_object *customer = NULL;
	enum till_err err;

	err = record_get(call->c, &catalog_customer, call->id, &customer, e);
	json_object_put(customer);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, &catalog_customer, e);
	if (err != TILL_OK)
		return err;
	json_put_text(call->params, "customer", call->id);
	return resource_list(call, e);
}

enum till_err
methods_list(struct api_call *call, struct till_error *e)
{
	/* Those that belong to nobody are not listed (mark I). */
	if (json_get(call->params, "customer") == NULL) {
		list_begin(&call->body);
		list_end(&call->body, false, call->req->path);
		return TILL_OK;
	}
	return resource_list(call, e);
}

/*
 * What the values of status stand for that are no status: nothing asks for
 * all that are not canceled, "all" for all of them, "ended" for these two.
 */
static void
spread_status(struct json_object *params)
{
	static const char *const living[] = { "active", "incomplete",
		"incomplete_expired", "past_due", "paused", "trialing",
		"unpaid" };
	static const char *const ended[] = { "canceled",
		"incomplete_expired" };
	const char *wanted = json_text(params, "status");
	const char *const *names = wanted == NULL ? living : ended;
	size_t n = wanted == NULL ? nitems(living) : nitems(ended);
	struct json_object *list;

	if (wanted != NULL && strcmp(wanted, "all") == 0) {
		json_object_object_del(params, "status");
		return;
	}
	if (wanted != NULL && strcmp(wanted, "ended") != 0)
		return;
	list = json_object_new_array();
	for (size_t i = 0; i < n; i++)
		json_object_array_add(list, json_object_new_string(names[i]));
	json_put(params, "status", list);
}

enum till_err
subscription_list(struct api_call *call, struct till_error *e)
{
	spread_status(call->params);
	return resource_list(call, e);
}

enum till_err
subscription_delete(struct api_call *call, struct till_error *e)
{
	struct json_object *o = NULL;
	enum till_err err;

	err = subscription_cancel(call->c, call->id,
	    json_get(call->params, "cancellation_details"), call->now, &o, e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, &subscription_type, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("subscription"), o);
	json_object_put(o);
	return err;
}
