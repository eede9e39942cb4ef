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
#include "payments/method.h"
#include "sessions/pay.h"
#include "subscriptions/subscriptions.h"

#define DUE_STEPS_MAX 400 /* what a call waits for, about a second */

enum till_err
payments_before(struct api_call *call, struct till_error *e)
{
	enum till_err err = payments_due(call->api->store, call->now, e);
	bool more;

	/* After a long leap the worker makes the rest, and the next call. */
	return err == TILL_OK ?
	    subscriptions_due(call->api->store, call->now, DUE_STEPS_MAX,
		&more, e) :
	    err;
}

/* Reads the method of the path, or makes one of a test card's name. */
static enum till_err
read_method(struct api_call *call, struct json_object **out,
    struct till_error *e)
{
	const struct means means = { .card = method_test_card(call->id) };
	const struct billing nobody = { .name = NULL };
	struct json_object *made = NULL;
	const char *id = call->id;
	enum till_err err = TILL_OK;

	if (means.card != NULL) {
		err = method_make(call->c, &means, &nobody, call->now, &made,
		    e);
		id = json_text_or(made, "id", "");
	}
	if (err == TILL_OK)
		err = record_get_whole(call->c, &payment_method_type, id, out,
		    e);
	json_object_put(made);
	return err == TILL_ENOTFOUND ?
	    api_no_such(call, &payment_method_type, e) : err;
}

/* Whether the bank lets a method be kept, and the rules do. */
static enum till_err
check_attach(struct api_call *call, struct json_object *method,
    struct till_error *e)
{
	const char *owner = json_text(method, "customer");
	const struct card_use use = { .saving = true };
	struct outcome outcome;
	enum till_err err;

	if (method_is_spent(method))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "This PaymentMethod was previously used without being "
		    "attached to a Customer or was detached from a Customer, "
		    "and may not be used again.");
	if (owner != NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The payment method you provided has already been "
		    "attached to a customer.");
	err = method_outcome(call->c, method, &use, &outcome, e);
	if (err != TILL_OK || outcome.code == NULL || outcome.challenge ||
	    outcome.delayed)
		return err;
	(void)till_fail(e, TILL_ECARD, outcome.code, NULL, "%s",
	    outcome.message);
	if (outcome.decline_code != NULL)
		text_copy(e->decline_code, sizeof(e->decline_code),
		    outcome.decline_code);
	return e->kind;
}

enum till_err
method_attach_call(struct api_call *call, struct till_error *e)
{
	const char *id = json_text_or(call->params, "customer", "");
	struct json_object *method = NULL, *customer = NULL;
	const char *owner;
	enum till_err err;

	err = catalog_lookup(call->c, &catalog_customer, id, "customer",
	    &customer, e);
	if (err == TILL_OK)
		err = read_method(call, &method, e);
	owner = json_text(method, "customer");
	/* What is done already is done. */
	if (err == TILL_OK && (owner == NULL || strcmp(owner, id) != 0)) {
		err = check_attach(call, method, e);
		if (err == TILL_OK)
			err = method_attach(call->c, method, id,
			    json_text_or(method, "allow_redisplay",
				"unspecified"),
			    e);
	}
	if (err == TILL_OK)
		object_write(&call->body, object_find("payment_method"),
		    method);
	json_object_put(customer);
	json_object_put(method);
	return err;
}

enum till_err
method_detach_call(struct api_call *call, struct till_error *e)
{
	struct json_object *method = NULL;
	enum till_err err = read_method(call, &method, e);

	if (err == TILL_OK)
		err = method_detach(call->c, method, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("payment_method"),
		    method);
	json_object_put(method);
	return err;
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

	err = subscription_stop(call->c, call->id, call->params, call->now,
	    &o, e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, &subscription_type, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("subscription"), o);
	json_object_put(o);
	return err;
}
