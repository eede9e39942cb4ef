/* session: see session.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/intent.h"
#include "shop/session.h"

#define PATH "/v1/checkout/sessions/"
#define PAGES_MAX 10	   /* of 100 items; a session has 100 at most */

enum till_err
session_blur(struct till_error *e)
{
	switch (e->kind) {
	case TILL_ENOTFOUND:
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "There is no such order.");
	case TILL_ECONFLICT:
	case TILL_ERATE:
		return till_fail(e, TILL_EBUSY, NULL, NULL,
		    "The checkout is busy. Please try again.");
	case TILL_EDB:
	case TILL_EMEM:
	case TILL_EINTERNAL:
	case TILL_EBUSY:
		return e->kind;
	default:
		return till_fail(e, TILL_EUPSTREAM, NULL, NULL,
		    "The checkout cannot be reached. Please try again.");
	}
}

/* Appends the pages of line_items that come after those in the session. */
static enum till_err
fetch_rest(struct shop *shop, const char *id, struct json_object *items,
    int64_t deadline_ms, struct till_error *e)
{
	struct json_object *data = json_get(items, "data");
	bool more = json_bool_or(items, "has_more", false);
	enum till_err err = TILL_OK;
	char path[sizeof(PATH) + SESSION_ID_MAX + 16];

	(void)snprintf(path, sizeof(path), PATH "%s/line_items", id);
	for (int i = 0; err == TILL_OK && more && i < PAGES_MAX; i++) {
		size_t n = json_object_array_length(data);
		struct json_object *params, *answer = NULL, *page;
		struct stripe_call call = { .method = "GET",
			.path = path,
			.deadline_ms = deadline_ms };

		if (n == 0)
			break;
		call.params = params = json_object_new_object();
		json_put_int(params, "limit", 100);
		json_put_text(params, "starting_after",
		    json_text(json_object_array_get_idx(data, n - 1), "id"));
		err = stripe_send(shop->stripe, &call, &answer, e);
		page = json_get(answer, "data");
		n = json_object_is_type(page, json_type_array) ?
		    json_object_array_length(page) : 0;
		for (size_t k = 0; k < n; k++)
			json_object_array_add(data, json_object_get(
			    json_object_array_get_idx(page, k)));
		more = n > 0 && json_bool_or(answer, "has_more", false);
		json_object_put(answer);
		json_object_put(params);
	}
	return err;
}

/* The same for a checkout session. */
static enum till_err
fetch_session(struct shop *shop, const char *id, bool items,
    struct json_object **out, struct till_error *e)
{
	struct json_object *params = json_object_new_object(), *expand, *list;
	char path[sizeof(PATH) + SESSION_ID_MAX];
	struct stripe_call call = { .method = "GET",
		.path = path,
		.params = params,
		.deadline_ms = stripe_deadline(shop->stripe) };
	enum till_err err;

	(void)snprintf(path, sizeof(path), PATH "%s", id);
	if (items) {
		expand = json_object_new_array();
		json_object_array_add(expand,
		    json_object_new_string("line_items"));
		json_put(params, "expand", expand);
	}
	err = stripe_send(shop->stripe, &call, out, e);
	list = json_get(*out, "line_items");
	if (err == TILL_OK && items &&
	    json_object_is_type(json_get(list, "data"), json_type_array))
		err = fetch_rest(shop, id, list, call.deadline_ms, e);
	json_object_put(params);
	return err;
}

enum till_err
session_fetch(struct shop *shop, const char *id, bool items,
    struct json_object **out, struct till_error *e)
{
	enum till_err err;

	*out = NULL;
	err = intent_is(id) ? intent_fetch(shop, id, items, out, e) :
			      fetch_session(shop, id, items, out, e);
	if (err == TILL_OK)
		return TILL_OK;
	json_object_put(*out);
	*out = NULL;
	return session_blur(e);
}

struct json_object *
session_shipping(struct json_object *session)
{
	struct json_object *shipping = json_get(session, "shipping_details");

	if (shipping == NULL)
		shipping = json_path(session, "collected_information",
		    "shipping_details", NULL);
	return shipping != NULL ? shipping : json_get(session, "shipping");
}

enum order_state
session_state(struct json_object *session)
{
	const char *status = json_text_or(session, "status", "");
	const char *paid = json_text_or(session, "payment_status", "");

	if (intent_is(json_text_or(session, "id", "")))
		return intent_state(session);
	if (strcmp(status, "expired") == 0)
		return ORDER_EXPIRED;
	if (strcmp(status, "complete") != 0)
		return ORDER_OPEN;
	return strcmp(paid, "unpaid") == 0 ? ORDER_PROCESSING : ORDER_PAID;
}

struct order_seen
session_seen(struct json_object *session, const char *source)
{
	static const char *const why[ORDER_STATE_COUNT] = {
		[ORDER_CART] = "the session is there",
		[ORDER_OPEN] = "the session is open",
		[ORDER_PROCESSING] = "complete, the payment is under way",
		[ORDER_PAID] = "complete and paid",
		[ORDER_EXPIRED] = "the session expired",
		[ORDER_FAILED] = "the payment failed",
	};
	const char *id = json_text_or(session, "id", "");
	bool failed = intent_is(id) && intent_failed(session);
	enum order_state state = failed ? ORDER_FAILED :
					  session_state(session);

	return (struct order_seen){ .session = id,
		.if_under_way = failed,
		.order = json_text(json_get(session, "metadata"),
		    SESSION_ORDER_METADATA),
		.state = state,
		.amount = json_int_or(session, "amount_total", -1),
		.currency = json_text(session, "currency"),
		.source = source,
		.why = why[state] };
}

void
session_keep(struct shop *shop, struct json_object *session,
    const char *source)
{
	struct order_seen seen = session_seen(session, source);
	struct till_error e;

	till_error_clear(&e);
	if (seen.state == ORDER_OPEN || shop->orders == NULL)
		return;
	if (order_mark(shop->orders, &seen, NULL, &e) != TILL_OK)
		log_write(LOG_ERROR, "the order is not marked %s: %s",
		    order_state_name(seen.state), e.message);
}

/* Expires a checkout session at the API. */
static enum till_err
expire(struct shop *shop, const char *id, int64_t deadline_ms,
    struct json_object **out, struct till_error *e)
{
	char path[sizeof(PATH) + SESSION_ID_MAX + 16];
	struct stripe_call call = { .method = "POST",
		.path = path,
		.deadline_ms = deadline_ms };

	(void)snprintf(path, sizeof(path), PATH "%s/expire", id);
	return stripe_send(shop->stripe, &call, out, e);
}

enum till_err
session_end(struct shop *shop, const char *id, const char *source,
    int64_t deadline_ms, struct till_error *e)
{
	struct json_object *session = NULL;
	enum till_err err;

	err = intent_is(id) ?
	    intent_call_off(shop, id, deadline_ms, &session, e) :
	    expire(shop, id, deadline_ms, &session, e);
	/* Refused: it is not open; what it is instead counts. */
	if (err == TILL_EINPUT || err == TILL_ECONFLICT) {
		till_error_clear(e);
		err = session_fetch(shop, id, false, &session, e);
	} else if (err != TILL_OK) {
		(void)session_blur(e);
		err = e->kind;
	}
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		err = TILL_OK;
	}
	if (err == TILL_OK && session != NULL) {
		session_keep(shop, session, source);
		if (session_state(session) == ORDER_OPEN)
			err = till_fail(e, TILL_EUPSTREAM, NULL, NULL,
			    "The API does not end the session.");
	}
	json_object_put(session);
	return err;
}

/* Finds the order of the cookie; a cookie that names none is no error. */
static enum till_err
order_of_cookie(struct shop *shop, const struct http_request *req,
    struct order **out, struct till_error *e)
{
	char id[ID_MAX];
	enum till_err err;

	if (!http_cookie(req, SESSION_ORDER_COOKIE, id, sizeof(id)) ||
	    !text_is_id(id))
		return TILL_OK;
	err = order_by_id(shop->orders, id, out, e);
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		err = TILL_OK;
	}
	return err;
}

bool
session_adoptable(const struct shop *shop, struct json_object *session)
{
	const char *which = settings_text(shop->settings, SETTING_ADOPT);

	if (json_text(session, "recovered_from") != NULL)
		return true;
	/* An order of a shop that shares the account is that shop's. */
	if (which == NULL ||
	    strcmp(json_text_or(session, "status", ""), "complete") != 0 ||
	    json_text(json_get(session, "metadata"),
		SESSION_ORDER_METADATA) != NULL)
		return false;
	return strcmp(which, "all") == 0 ||
	    (strcmp(which, "links") == 0 &&
		json_text(session, "payment_link") != NULL);
}

/* An order for a session that no cart began; it is there once. */
static enum till_err
begin_order(struct shop *shop, struct json_object *session,
    struct order **out, struct till_error *e)
{
	const char *id = json_text_or(session, "id", "");
	bool link = json_text(session, "payment_link") != NULL;
	const struct state_cause cause = { "session",
		link ? "paid by a payment link" : "paid without a cart", id };
	char order[ID_MAX], token[SESSION_ID_MAX + 16];
	const struct order_new fresh = { .id = order,
		.token = token,
		.cart_hash = "",
		.cart = "{\"items\":[]}",
		.profile = link ? "payment_link" : "session",
		.customer = json_text(session, "customer"),
		.email = json_text(json_get(session, "customer_details"),
		    "email"),
		.cause = &cause };
	bool made;

	id_new(order, sizeof(order), "ord_", ORDER_RANDOM);
	(void)snprintf(token, sizeof(token), "session-%s", id);
	return order_begin(shop->orders, &fresh, out, &made, e);
}

/* Finds the order that a session is taken into, or begins it. */
static enum till_err
order_for(struct shop *shop, struct json_object *session, struct order **out,
    struct till_error *e)
{
	const char *from = json_text(session, "recovered_from");

	if (from != NULL)
		return order_by_session(shop->orders, from, out, e);
	if (session_adoptable(shop, session))
		return begin_order(shop, session, out, e);
	return till_fail(e, TILL_ENOTFOUND, NULL, "session_id",
	    "There is no such order.");
}

enum till_err
session_adopt(struct shop *shop, const char *id, struct order **out,
    struct till_error *e)
{
	struct json_object *session = NULL;
	struct order_session adopted;
	enum till_err err;

	*out = NULL;
	if (intent_is(id))
		return till_fail(e, TILL_ENOTFOUND, NULL, "payment_intent",
		    "There is no such order.");
	err = session_fetch(shop, id, false, &session, e);
	if (err != TILL_OK)
		return err;
	err = order_for(shop, session, out, e);
	if (err == TILL_OK) {
		adopted = (struct order_session){ .id = id,
			.url = json_text(session, "url"),
			.client_secret = json_text(session, "client_secret"),
			.expires_at = json_int_or(session, "expires_at", 0),
			.amount = json_int_or(session, "amount_total", -1),
			.currency = json_text(session, "currency") };
		err = order_opened(shop->orders, *out, &adopted, e);
		order_free(*out);
		*out = NULL;
	}
	if (err == TILL_OK)
		err = order_by_session(shop->orders, id, out, e);
	json_object_put(session);
	return err;
}

enum till_err
session_order(struct shop *shop, const struct http_request *req,
    struct order **out, char *session, size_t size, struct till_error *e)
{
	struct json_object *form = NULL, *value;
	enum till_err err;
	const char *id;

	*out = NULL;
	session[0] = '\0';
	err = http_form(req, &form, e);
	if (err != TILL_OK)
		return err;
	value = json_get(form, "session_id");
	/* What the browser script adds to the address it comes back to. */
	if (value == NULL)
		value = json_get(form, "payment_intent");
	if (value == NULL) {
		err = order_of_cookie(shop, req, out, e);
		if (*out != NULL && (*out)->session != NULL)
			text_copy(session, size, (*out)->session);
		goto out;
	}
	id = json_object_is_type(value, json_type_string) ?
	    json_object_get_string(value) : "";
	if (!text_is_id(id) || strlen(id) >= SESSION_ID_MAX ||
	    !text_copy(session, size, id))
		err = till_fail(e, TILL_ENOTFOUND, NULL, "session_id",
		    "There is no such order.");
	else
		err = order_by_session(shop->orders, id, out, e);
	/* A shopper may have taken up an expired session at the API. */
	if (err == TILL_ENOTFOUND && session[0] != '\0' &&
	    shop->stripe != NULL)
		err = session_adopt(shop, id, out, e);
out:
	json_object_put(form);
	return err;
}

enum till_err
session_redirect(struct http_response *res, const char *path,
    const char *session)
{
	enum till_err err;
	struct buf url;

	buf_init(&url, 4096);
	/* Session ids are letters, digits and '_': nothing to escape. */
	buf_addf(&url, "%s?session_id=%s", path, session);
	err = buf_ok(&url) ? http_redirect(res, 303, url.data) : TILL_EMEM;
	buf_free(&url);
	return err;
}
