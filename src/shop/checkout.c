/* checkout: see checkout.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/checkout.h"
#include "shop/intent.h"
#include "shop/quote.h"
#include "shop/session.h"

#define TEXT_MAX (1024 * 1024)
#define ROUNDS_MAX 6 /* steps of one post; four suffice unless posts race */
/* The API may forget a key after 24 hours: a request this old begins anew. */
#define REQUEST_KEPT_S ((int64_t)23 * 3600)
/* A session made a moment ago is not asked about: a double click. */
#define FRESH_S 5

/* One post on its way. */
struct start {
	struct shop *shop;
	const struct cart *cart;
	const char *customer;
	struct json_object *profile;
	int64_t deadline_ms;
	struct order *order;
};

static bool
starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* What a shopper can do about a cart that the API refused. */
static enum till_err
explain(struct till_error *e)
{
	bool price = (starts(e->param, "line_items") ||
			 starts(e->param, "items")) &&
	    (strcmp(e->code, "resource_missing") == 0 ||
		strstr(e->message, "inactive") != NULL);

	if (e->kind != TILL_EINPUT)
		return session_blur(e);
	/* What the shop found by itself is fit for a shopper. */
	if (strcmp(e->param, "items") == 0 && e->code[0] == '\0')
		return e->kind;
	if (price)
		return till_fail(e, TILL_EINPUT, "resource_missing", "items",
		    "One of the products is no longer available.");
	if (strcmp(e->code, "amount_too_small") == 0 ||
	    strstr(e->message, "must add up to at least") != NULL)
		return till_fail(e, TILL_EINPUT, "amount_too_small", "items",
		    "The total is too small to be paid by card. Add "
		    "something to your cart.");
	if (starts(e->param, "customer_email") ||
	    strcmp(e->code, "email_invalid") == 0)
		return till_fail(e, TILL_EINPUT, "email_invalid", "email",
		    "Please enter a whole e-mail address, like "
		    "name@example.com.");
	return till_fail(e, TILL_EINPUT, NULL, "items",
	    "These products cannot be bought together like this. Change "
	    "your cart and try again.");
}

/* Whether the API has decided against a request: asking again is no use. */
static bool
is_final(enum till_err kind)
{
	return kind == TILL_EINPUT || kind == TILL_ECARD ||
	    kind == TILL_ENOTFOUND || kind == TILL_EIDEMPOTENCY;
}

/* Prints a value on one line; the caller frees it. */
static char *
print(struct json_object *value)
{
	struct buf text;

	buf_init(&text, TEXT_MAX);
	if (value != NULL)
		json_write_plain(&text, value);
	return value != NULL && buf_ok(&text) ? buf_take(&text) : NULL;
}

/* The key of a request: the order, the attempt and what is asked. */
static void
make_key(const char *order_id, int64_t attempt, const char *request,
    char out[static STRIPE_KEY_MAX])
{
	char hash[CRYPTO_HEX_MAX];

	crypto_sha256_hex(request, strlen(request), hash);
	(void)snprintf(out, STRIPE_KEY_MAX, "till-%s-%lld-%.32s", order_id,
	    (long long)attempt, hash);
}

static enum till_err
out_of_memory(struct till_error *e)
{
	return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

/* A request as it is stored; texts are the caller's. */
struct request {
	char *text, *items; /* items NULL: the API has them */
};

static void
request_free(struct request *r)
{
	free(r->text);
	free(r->items);
}

/* What the cart comes to: the API's items, or the amount they make. */
static enum till_err
price(struct start *start, struct stripe *ask, struct profile_order *order,
    struct request *out, struct till_error *e)
{
	struct quote quote;
	enum till_err err;

	if (!profile_is_element(start->profile))
		return prices_line_items(start->shop->prices, ask,
		    start->cart, start->deadline_ms, &order->line_items, e);
	if (ask == NULL)
		return TILL_OK;
	err = quote_cart(ask, start->cart, start->deadline_ms, &quote, e);
	if (err != TILL_OK)
		return err;
	order->amount = quote.total;
	order->line_items = quote.items;
	out->items = print(quote.items);
	return out->items != NULL ? TILL_OK : out_of_memory(e);
}

/* The request of an order; its text NULL when its prices are not known. */
static enum till_err
build(struct start *start, struct stripe *ask, const char *order_id,
    struct request *out, struct till_error *e)
{
	const struct cart *cart = start->cart;
	struct profile_order order = {
		.public_url = start->shop->public_url,
		.order_id = order_id,
		.customer = start->customer,
		.email = cart->email[0] != '\0' ? cart->email : NULL,
		.reference = cart->reference[0] != '\0' ? cart->reference :
							  NULL,
	};
	struct json_object *request;
	enum till_err err;

	*out = (struct request){ .text = NULL };
	err = price(start, ask, &order, out, e);
	if (err == TILL_OK && order.line_items != NULL) {
		request = profile_request(start->profile, &order);
		out->text = print(request);
		json_object_put(request);
		if (out->text == NULL)
			err = out_of_memory(e);
	}
	json_object_put(order.line_items);
	return err;
}

/* Stores the order, or finds the one that the token began. */
static enum till_err
begin(struct start *start, struct till_error *e)
{
	const struct cart *cart = start->cart;
	char id[ID_MAX], hash[CRYPTO_HEX_MAX], key[STRIPE_KEY_MAX];
	struct request request = { .text = NULL };
	char *text = NULL;
	struct json_object *json = cart_to_json(cart);
	enum till_err err;
	bool made;

	id_new(id, sizeof(id), "ord_", ORDER_RANDOM);
	text = print(json);
	json_object_put(json);
	if (text == NULL) {
		err = out_of_memory(e);
		goto out;
	}
	err = cart_hash(cart, start->customer, hash, e);
	if (err == TILL_OK)
		err = build(start, NULL, id, &request, e);
	if (err != TILL_OK)
		goto out;
	if (request.text != NULL)
		make_key(id, 1, request.text, key);
	err = order_begin(start->shop->orders,
	    &(struct order_new){ .id = id,
		.token = cart->token,
		.cart_hash = hash,
		.cart = text,
		.profile = cart->profile,
		.customer = start->customer,
		.email = cart->email[0] != '\0' ? cart->email : NULL,
		.request = request.text,
		.idempotency_key = request.text != NULL ? key : NULL },
	    &start->order, &made, e);
	if (err == TILL_OK && !made &&
	    strcmp(start->order->cart_hash, hash) != 0)
		err = till_fail(e, TILL_ECONFLICT, NULL, "token",
		    "This checkout was begun with another cart. Go back to "
		    "the shop and check out from there.");
out:
	free(text);
	request_free(&request);
	return err;
}

/* Takes the new session into the order, on disk and in memory. */
static enum till_err
take_session(struct start *start, struct json_object *answer,
    struct till_error *e)
{
	struct order_session session = {
		.id = json_text(answer, "id"),
		.url = json_text(answer, "url"),
		.client_secret = json_text(answer, "client_secret"),
		.currency = json_text(answer, "currency"),
	};
	char id[ID_MAX];
	enum till_err err;

	if (session.id != NULL && intent_is(session.id))
		intent_shape(answer);
	session.expires_at = json_int_or(answer, "expires_at", 0);
	session.amount = json_int_or(answer, "amount_total", -1);
	if (session.id == NULL ||
	    (session.url == NULL && session.client_secret == NULL)) {
		log_write(LOG_ERROR, "the new session lacks its id or "
				     "its address");
		return till_fail(e, TILL_EUPSTREAM, NULL, NULL,
		    "The checkout cannot be reached. Please try again.");
	}
	text_copy(id, sizeof(id), start->order->id);
	err = order_opened(start->shop->orders, start->order, &session, e);
	if (err != TILL_OK)
		return err;
	/* Another thread may have gone on meanwhile: the row decides. */
	order_free(start->order);
	start->order = NULL;
	err = order_by_id(start->shop->orders, id, &start->order, e);
	return err != TILL_ENOTFOUND ? err :
				       till_fail(e, TILL_EBUSY, NULL, NULL,
					   "The checkout is busy. Please try "
					   "again.");
}

/* Undoes an order that the API refused. */
static enum till_err
refuse(struct start *start, struct till_error *e)
{
	struct till_error second;

	till_error_clear(&second);
	if (is_final(e->kind) &&
	    order_refused(start->shop->orders, start->order, &second) !=
		TILL_OK)
		log_write(LOG_ERROR, "%s was refused and is still "
				     "there: %s",
		    start->order->id, second.message);
	return explain(e);
}

/* Writes the attempt's request, asking for prices by key where needed. */
static enum till_err
prepare(struct start *start, struct till_error *e)
{
	struct request request;
	char key[STRIPE_KEY_MAX];
	enum till_err err;

	err = build(start, start->shop->stripe, start->order->id, &request, e);
	if (err != TILL_OK || request.text == NULL) {
		request_free(&request);
		return refuse(start, e);
	}
	make_key(start->order->id, start->order->attempt, request.text, key);
	err = order_prepare(start->shop->orders, &start->order,
	    &(struct order_request){ request.text, key, request.items }, e);
	request_free(&request);
	return err;
}

/* Sends the attempt's request. */
static enum till_err
send(struct start *start, struct till_error *e)
{
	struct order *order = start->order;
	struct stripe_call call = { .method = "POST",
		.path = profile_is_element(start->profile) ?
		    "/v1/payment_intents" : "/v1/checkout/sessions",
		.idempotency_key = order->idempotency_key,
		.deadline_ms = start->deadline_ms };
	struct json_object *answer = NULL;
	enum till_err err;

	err = json_parse(order->request, strlen(order->request), &call.params,
	    e);
	if (err != TILL_OK)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the request of %s cannot be read", order->id);
	err = stripe_send(start->shop->stripe, &call, &answer, e);
	json_object_put(call.params);
	if (err != TILL_OK)
		return refuse(start, e);
	err = take_session(start, answer, e);
	json_object_put(answer);
	return err;
}

/*
 * Whether the order's session can still be paid, or was.  The API is asked
 * when it is not quite new; when it cannot say, what is stored counts.
 */
static bool
still_good(struct start *start)
{
	struct order *order = start->order;
	struct json_object *session = NULL;
	struct till_error e;

	if (order->expires_at <= clock_now())
		return false;
	if (order->updated + FRESH_S > clock_now())
		return true;
	till_error_clear(&e);
	if (session_fetch(start->shop, order->session, false, &session, &e) !=
	    TILL_OK)
		return e.kind != TILL_ENOTFOUND;
	session_keep(start->shop, session, "checkout");
	if (session_state(session) != ORDER_OPEN)
		order->state = session_state(session);
	json_object_put(session);
	return order->state != ORDER_EXPIRED;
}

/*
 * Begins the next attempt.  An intent whose payment failed could still be paid
 * from another tab, so it is called off; the worker sees to it otherwise.
 */
static enum till_err
begin_again(struct start *start, struct till_error *e)
{
	const struct order *order = start->order;
	struct till_error ignored;

	if (order->session != NULL && intent_is(order->session) &&
	    session_end(start->shop, order->session, "checkout",
		start->deadline_ms, &ignored) != TILL_OK)
		log_write(LOG_WARN, "%s is not called off: %s",
		    order->session, ignored.message);
	return order_next_attempt(start->shop->orders, &start->order, e);
}

/* One step of an order towards its session; *done when it is there. */
static enum till_err
step(struct start *start, bool *done, struct till_error *e)
{
	struct order *order = start->order;
	bool stale = order->request != NULL &&
	    order->attempted + REQUEST_KEPT_S < clock_now();

	switch (order->state) {
	case ORDER_PROCESSING:
	case ORDER_PAID:
	case ORDER_FULFILLED:
		*done = true;
		return TILL_OK;
	case ORDER_CANCELLED:
		return till_fail(e, TILL_ECONFLICT, NULL, "token",
		    "This order was cancelled. Go back to the shop and "
		    "check out from there.");
	case ORDER_OPEN:
		/*
		 * Its session is known by its metadata only, as the answer
		 * was lost: the same request again has the API repeat it,
		 * where another one would be a second session to be paid.
		 */
		if (order->url == NULL && order->client_secret == NULL &&
		    order->request != NULL && !stale)
			return send(start, e);
		if (order->session != NULL && still_good(start)) {
			*done = true;
			return TILL_OK;
		}
		return begin_again(start, e);
	default:
		break;
	}
	if (order->session != NULL || stale)
		return begin_again(start, e);
	if (order->request == NULL)
		return prepare(start, e);
	return send(start, e);
}

enum till_err
checkout_start(struct shop *shop, const struct cart *cart,
    const char *customer, struct order **out, struct till_error *e)
{
	struct start start = { .shop = shop,
		.cart = cart,
		.customer = customer,
		.profile = profiles_find(shop->profiles, cart->profile),
		.deadline_ms = stripe_deadline(shop->stripe) };
	enum till_err err;
	bool done = false;

	*out = NULL;
	if (start.profile == NULL)
		return till_fail(e, TILL_EINPUT, NULL, "profile",
		    "There is no such checkout profile.");
	err = begin(&start, e);
	for (int i = 0; err == TILL_OK && start.order != NULL && !done &&
	     i < ROUNDS_MAX;
	     i++)
		err = step(&start, &done, e);
	if (err == TILL_OK && !done)
		err = till_fail(e, TILL_EBUSY, NULL, NULL,
		    "The checkout is busy. Please try again.");
	if (err == TILL_OK)
		*out = start.order;
	else
		order_free(start.order);
	return err;
}

void
checkout_replace(struct shop *shop, const char *old_order,
    const struct order *order, int64_t deadline_ms)
{
	char session[ID_MAX] = "";
	struct till_error e;
	enum till_err err;

	if (order->state != ORDER_OPEN || strcmp(old_order, order->id) == 0)
		return;
	till_error_clear(&e);
	err = order_supersede(shop->orders, old_order, session, &e);
	if (err == TILL_OK && session[0] != '\0')
		err = session_end(shop, session, "checkout", deadline_ms, &e);
	if (err != TILL_OK && err != TILL_ENOTFOUND)
		log_write(LOG_WARN, "%s is not ended yet: %s", old_order,
		    e.message);
}
