/* till_calls: what the calls of Till's own do, see till.h. */
#include <string.h>

#include "api/till.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "events/endpoint.h"
#include "events/event.h"
#include "events/history.h"
#include "events/queue.h"
#include "events/trouble.h"
#include "params/object.h"
#include "sessions/pay.h"
#include "sessions/session.h"

#define TEN_YEARS_S (INT64_C(10) * 366 * 86400)
#define LIST_DEFAULT 20
#define LIST_MAX 100

enum till_err
till_clock(struct till_call *call, struct till_error *e)
{
	(void)e;
	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "till.clock");
	json_put_int(call->answer, "now", clock_now());
	return TILL_OK;
}

enum till_err
till_clock_advance(struct till_call *call, struct till_error *e)
{
	int64_t seconds = -1;
	enum till_err err;

	err = till_number(call, "advance", 0, TEN_YEARS_S, &seconds, e);
	if (err == TILL_OK && seconds < 0)
		err = till_required("advance", e);
	if (err == TILL_OK)
		err = clock_advance(seconds, e);
	return err == TILL_OK ? till_clock(call, e) : err;
}

enum till_err
till_trouble(struct till_call *call, struct till_error *e)
{
	int64_t n[TROUBLE_COUNT];
	enum till_err err = trouble_load(call->c, n, e);

	if (err != TILL_OK)
		return err;
	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "till.webhooks");
	for (int i = 0; i < TROUBLE_COUNT; i++) {
		enum trouble which = (enum trouble)i;

		if (trouble_is_switch(which))
			json_put_bool(call->answer, trouble_name(which),
			    n[i] != 0);
		else
			json_put_int(call->answer, trouble_name(which), n[i]);
	}
	return TILL_OK;
}

/* The names of all modes, for whoever misspelled one. */
static enum till_err
no_mode(struct till_error *e)
{
	struct buf names;

	buf_init(&names, TILL_MESSAGE_MAX);
	for (int i = 0; i < TROUBLE_COUNT; i++)
		buf_addf(&names, "%s, ", trouble_name((enum trouble)i));
	(void)till_fail(e, TILL_EINPUT, NULL, "mode",
	    "Invalid mode: must be one of %sor release", buf_text(&names));
	buf_free(&names);
	return TILL_EINPUT;
}

enum till_err
till_trouble_set(struct till_call *call, struct till_error *e)
{
	const char *mode = till_text(call, "mode");
	enum trouble which;
	enum till_err err;
	int64_t n = 1;

	if (mode == NULL)
		return till_required("mode", e);
	if (strcmp(mode, "release") == 0) {
		err = trouble_release(call->c, call->now, e);
		return err == TILL_OK ? till_trouble(call, e) : err;
	}
	if (!trouble_find(mode, &which))
		return no_mode(e);
	err = till_number(call, "n", 0,
	    trouble_is_switch(which) ? 1 : TROUBLE_N_MAX, &n, e);
	if (err == TILL_OK)
		err = trouble_set(call->c, which, n, e);
	return err == TILL_OK ? till_trouble(call, e) : err;
}

enum till_err
till_deliveries(struct till_call *call, struct till_error *e)
{
	struct history_query q = { .state = till_text(call, "state"),
		.event = till_text(call, "event"),
		.endpoint = till_text(call, "endpoint"),
		.limit = LIST_DEFAULT };
	struct json_object *data;
	enum till_err err;
	bool more;

	err = till_number(call, "before", 1, INT64_MAX, &q.before, e);
	if (err == TILL_OK)
		err = till_number(call, "limit", 1, LIST_MAX, &q.limit, e);
	if (err == TILL_OK && q.state != NULL && !history_is_state(q.state))
		err = till_fail(e, TILL_EINPUT, NULL, "state",
		    "Invalid state: must be one of pending, delivered, "
		    "failed, dropped, or stopped");
	if (err == TILL_OK)
		err = history_list(call->c, &q, &data, &more, e);
	if (err != TILL_OK)
		return err;
	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "list");
	json_put(call->answer, "data", data);
	json_put_bool(call->answer, "has_more", more);
	json_put_text(call->answer, "url", "/_till/deliveries");
	return TILL_OK;
}

/* The delivery that the path names; 0 for none. */
static int64_t
delivery_id(const struct till_call *call)
{
	int64_t id;

	return text_to_int(call->id, &id) ? id : 0;
}

static enum till_err
no_delivery(const struct till_call *call, struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", "id",
	    "No such delivery: '%s'", call->id);
}

enum till_err
till_delivery(struct till_call *call, struct till_error *e)
{
	enum till_err err = history_get(call->c, delivery_id(call),
	    &call->answer, e);

	return err == TILL_ENOTFOUND ? no_delivery(call, e) : err;
}

enum till_err
till_delivery_send(struct till_call *call, struct till_error *e)
{
	enum till_err err = queue_again(call->c, delivery_id(call), call->now,
	    e);

	if (err == TILL_ENOTFOUND)
		return no_delivery(call, e);
	return err == TILL_OK ? till_delivery(call, e) : err;
}

/* An endpoint with the secret that is shown this once. */
static void
answer_endpoint(struct till_call *call, struct json_object *endpoint,
    const char *secret)
{
	json_put_text(endpoint, "secret", secret);
	call->answer = endpoint;
}

static enum till_err
no_endpoint(const struct till_call *call, struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", "id",
	    "No such %s: '%s'", webhook_endpoint_type.title, call->id);
}

enum till_err
till_roll_secret(struct till_call *call, struct till_error *e)
{
	char secret[ENDPOINT_SECRET_SIZE];
	struct json_object *o = NULL;
	int64_t kept = 0;
	enum till_err err;

	err = till_number(call, "expires_in", 0, ENDPOINT_ROLL_MAX_S, &kept,
	    e);
	if (err == TILL_OK)
		err = record_get(call->c, &webhook_endpoint_type, call->id,
		    &o, e);
	if (err == TILL_ENOTFOUND)
		return no_endpoint(call, e);
	if (err != TILL_OK)
		return err;
	endpoint_secret_new(secret);
	err = endpoint_secret_set(call->c, call->id, secret, call->now,
	    call->now + kept, e);
	if (err == TILL_OK)
		answer_endpoint(call, json_object_get(o), secret);
	json_object_put(o);
	return err;
}

/* A new endpoint for every type, under an id that the caller knows. */
static enum till_err
make_endpoint(struct till_call *call, const char *id, const char *url,
    struct json_object **out, struct till_error *e)
{
	struct json_object *all = json_object_new_array();
	enum till_err err;

	err = catalog_new(&webhook_endpoint_type, NULL, call->now, out, e);
	if (err != TILL_OK) {
		json_object_put(all);
		return err;
	}
	json_object_array_add(all, json_object_new_string("*"));
	json_object_object_del(*out, "secret");
	json_put_text(*out, "id", id);
	json_put_text(*out, "url", url);
	json_put_text(*out, "status", "enabled");
	json_put(*out, "enabled_events", all);
	return catalog_insert(call->c, &webhook_endpoint_type, *out, e);
}

/*
 * Makes an endpoint of an id be what is said: so that whatever starts a shop
 * can connect it, each time it starts, with the secret the shop has.
 */
enum till_err
till_connect(struct till_call *call, struct till_error *e)
{
	const char *id = till_text(call, "id"), *url = till_text(call, "url");
	const char *secret = till_text(call, "secret");
	struct json_object *o = NULL;
	enum till_err err;

	if (id == NULL || url == NULL || secret == NULL)
		return till_required(id == NULL ? "id" :
			url == NULL		? "url" :
						  "secret",
		    e);
	if (!text_is_id(id) || strlen(id) >= ID_MAX)
		return till_fail(e, TILL_EINPUT, NULL, "id",
		    "id may only hold letters, digits, dashes and "
		    "underscores.");
	if (strncmp(url, "http://", 7) != 0 &&
	    strncmp(url, "https://", 8) != 0)
		return till_fail(e, TILL_EINPUT, "url_invalid", "url",
		    "Not a valid URL");
	if (*secret == '\0' || strlen(secret) >= ENDPOINT_SECRET_SIZE)
		return till_fail(e, TILL_EINPUT, NULL, "secret",
		    "secret must have 1 to %d characters",
		    ENDPOINT_SECRET_SIZE - 1);
	err = record_get(call->c, &webhook_endpoint_type, id, &o, e);
	if (err == TILL_ENOTFOUND) {
		err = make_endpoint(call, id, url, &o, e);
	} else if (err == TILL_OK) {
		json_put_text(o, "url", url);
		err = catalog_update(call->c, &webhook_endpoint_type, o, e);
	}
	if (err == TILL_OK)
		err = endpoint_secret_set(call->c, id, secret, call->now,
		    call->now, e);
	if (err == TILL_OK)
		call->answer = json_object_get(o);
	json_object_put(o);
	return err;
}

static enum till_err
no_session(const struct till_call *call, struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", NULL,
	    "No such checkout.session: %s", call->id);
}

/* A buyer made of what was given, for the rest a made-up one. */
static enum till_err
buyer_of(const struct till_call *call, struct session_payer *payer,
    struct json_object **session, struct till_error *e)
{
	enum till_err err;

	*payer = (struct session_payer){ .email = till_text(call, "email"),
		.name = till_text(call, "name"),
		.address.country = till_text(call, "country"),
		.address.postal_code = till_text(call, "postal_code") };
	err = record_get(call->c, &session_type, call->id, session, e);
	if (payer->email == NULL)
		payer->email = json_text_or(*session, "customer_email",
		    "buyer@example.com");
	if (payer->name == NULL)
		payer->name = "Test Buyer";
	if (payer->address.country == NULL)
		payer->address.country = "US";
	return err;
}

enum till_err
till_session_complete(struct till_call *call, struct till_error *e)
{
	struct json_object *session = NULL;
	struct session_payer payer;
	enum till_err err = buyer_of(call, &payer, &session, e);

	if (err == TILL_OK)
		err = session_complete(call->c, call->id, &payer, call->now,
		    &call->answer, e);
	json_object_put(session);
	return err == TILL_ENOTFOUND ? no_session(call, e) : err;
}

/* Pays with what a buyer gives; the session is the answer. */
static enum till_err
pay_with(struct till_call *call, const struct means *means,
    struct till_error *e)
{
	struct payer_room room = { .custom = NULL };
	struct json_object *session = NULL;
	struct session_payer payer;
	struct pay_result result;
	enum till_err err = buyer_of(call, &payer, &session, e);

	payer_invent(&payer, session, &room);
	payer.means = *means;
	if (err == TILL_OK && !pay_wants_method(session))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Nothing is to be paid for this session.");
	if (err == TILL_OK)
		err = session_pay(call->c, call->id, &payer, call->now,
		    &result, e);
	if (err == TILL_OK)
		call->answer = result.session;
	payer_room_free(&room);
	json_object_put(session);
	return err;
}

enum till_err
till_session_decline(struct till_call *call, struct till_error *e)
{
	static const struct card declined = { "4000000000000002", "12 / 50",
		"123" };
	const struct means means = { .card = &declined };
	enum till_err err = pay_with(call, &means, e);

	return err == TILL_ENOTFOUND ? no_session(call, e) : err;
}

/*
 * Ends a payment that takes its time; an open session is paid by such a one
 * first.
 */
static enum till_err
settle(struct till_call *call, enum pay_end end, struct till_error *e)
{
	const struct means means = { .iban = "AT321904300235473204" };
	struct json_object *session = NULL;
	enum till_err err;

	err = record_get(call->c, &session_type, call->id, &session, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(session, "status", ""), "open") == 0)
		err = pay_with(call, &means, e);
	json_object_put(session);
	json_object_put(call->answer);
	call->answer = NULL;
	if (err == TILL_OK)
		err = session_settle(call->c, call->id, end, call->now,
		    &call->answer, e);
	return err == TILL_ENOTFOUND ? no_session(call, e) : err;
}

enum till_err
till_session_async_succeed(struct till_call *call, struct till_error *e)
{
	return settle(call, PAY_END_PAID, e);
}

enum till_err
till_session_async_fail(struct till_call *call, struct till_error *e)
{
	return settle(call, PAY_END_FAILED, e);
}

enum till_err
till_session_expire(struct till_call *call, struct till_error *e)
{
	enum till_err err = session_expire(call->c, call->id, call->now,
	    &call->answer, e);

	return err == TILL_ENOTFOUND ? no_session(call, e) : err;
}
