/* intent: see intent.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/intent.h"
#include "shop/session.h"

#define PATH "/v1/payment_intents/"
#define PREFIX "pi_"

bool
intent_is(const char *id)
{
	return strncmp(id, PREFIX, strlen(PREFIX)) == 0;
}

enum order_state
intent_state(struct json_object *intent)
{
	static const struct {
		const char *status;
		enum order_state state;
	} states[] = {
		{ "succeeded", ORDER_PAID },
		{ "processing", ORDER_PROCESSING },
		/* Nobody can pay it any more, as a session that expired. */
		{ "canceled", ORDER_EXPIRED },
	};
	const char *status = json_text_or(intent, "status", "");

	for (size_t i = 0; i < nitems(states); i++)
		if (strcmp(states[i].status, status) == 0)
			return states[i].state;
	return ORDER_OPEN;
}

bool
intent_failed(struct json_object *intent)
{
	return intent_state(intent) == ORDER_OPEN &&
	    json_get(intent, "last_payment_error") != NULL;
}

void
intent_shape(struct json_object *intent)
{
	int64_t amount = json_int_or(intent, "amount", -1);
	struct json_object *details = json_object_new_object();

	json_put_int(intent, "amount_subtotal", amount);
	json_put_int(intent, "amount_total", amount);
	json_put_int(intent, "expires_at",
	    json_int_or(intent, "created", 0) + INTENT_LIFE_S);
	json_put_text(details, "email", json_text(intent, "receipt_email"));
	json_put(intent, "customer_details", details);
}

/* Puts what was charged for, which only the order knows. */
static enum till_err
put_items(struct shop *shop, struct json_object *intent, struct till_error *e)
{
	struct json_object *list, *data = NULL;
	struct order *order = NULL;
	struct till_error ignored;
	enum till_err err;

	err = order_by_session(shop->orders, json_text_or(intent, "id", ""),
	    &order, e);
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		return TILL_OK;
	}
	if (err == TILL_OK && order->items != NULL &&
	    json_parse(order->items, strlen(order->items), &data, &ignored) ==
		TILL_OK) {
		list = json_object_new_object();
		json_put(list, "data", data);
		json_put(intent, "line_items", list);
	}
	order_free(order);
	return err;
}

enum till_err
intent_fetch(struct shop *shop, const char *id, bool items,
    struct json_object **out, struct till_error *e)
{
	char path[sizeof(PATH) + SESSION_ID_MAX];
	struct stripe_call call = { .method = "GET",
		.path = path,
		.deadline_ms = stripe_deadline(shop->stripe) };
	enum till_err err;

	(void)snprintf(path, sizeof(path), PATH "%s", id);
	err = stripe_send(shop->stripe, &call, out, e);
	if (err != TILL_OK)
		return err;
	intent_shape(*out);
	return items && shop->orders != NULL ? put_items(shop, *out, e) :
					       TILL_OK;
}

enum till_err
intent_call_off(struct shop *shop, const char *id, int64_t deadline_ms,
    struct json_object **out, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	char path[sizeof(PATH) + SESSION_ID_MAX + 16];
	struct stripe_call call = { .method = "POST",
		.path = path,
		.params = params,
		.deadline_ms = deadline_ms };
	enum till_err err;

	(void)snprintf(path, sizeof(path), PATH "%s/cancel", id);
	json_put_text(params, "cancellation_reason", "abandoned");
	err = stripe_send(shop->stripe, &call, out, e);
	json_object_put(params);
	if (err == TILL_OK)
		intent_shape(*out);
	return err;
}
