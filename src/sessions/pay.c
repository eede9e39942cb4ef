/* pay: each try to pay a session; see pay.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/charge.h"
#include "payments/iban.h"
#include "payments/payments.h"
#include "sessions/completion.h"
#include "sessions/echo.h"
#include "sessions/session.h"

#define URL_MAX_BYTES ((size_t)1024 * 1024)

/* The card of those who complete a session without its page. */
static const struct card good_card = { "4242424242424242", "12 / 50", "123" };

bool
pay_wants_method(struct json_object *session)
{
	if (completion_mode_is(session, "setup") ||
	    json_int_or(session, "amount_total", 0) > 0)
		return true;
	/* What is due later is kept a payment method for. */
	return completion_mode_is(session, "subscription") &&
	    strcmp(json_text_or(session, "payment_method_collection", ""),
		"always") == 0;
}

bool
pay_takes(struct json_object *session, const char *type)
{
	struct json_object *types = json_get(session, "payment_method_types");

	for (size_t i = 0; i < json_count(types); i++)
		if (strcmp(json_object_get_string(json_at(types, i)), type) ==
		    0)
			return true;
	return false;
}

bool
pay_offers_saving(struct json_object *session)
{
	return pay_wants_method(session) &&
	    strcmp(json_text_or(json_get(session,
				    "saved_payment_method_options"),
		       "payment_method_save", ""),
		"enabled") == 0 &&
	    (json_text(session, "customer") != NULL ||
		completion_makes_customer(session));
}

/* The id of the intent of tries before, NULL for none. */
static const char *
kept_intent(struct json_object *session)
{
	const char *id = json_text(session, "setup_intent");

	if (id == NULL)
		id = json_text(session, "payment_intent");
	return id != NULL ? id : json_text(json_get(session, CATALOG_HIDDEN),
				    KEPT_INTENT);
}

/* Subscriptions pay by an intent that is their first invoice's. */
static struct json_object *
subscription_terms(void)
{
	struct json_object *data = json_object_new_object();

	json_put_text(data, "description", "Subscription creation");
	json_put_text(data, "setup_future_usage", "off_session");
	return data;
}

static enum till_err
make_intent(struct completion *p, struct till_error *e)
{
	bool subscribed = completion_mode_is(p->session, "subscription");
	int64_t total = json_int_or(p->session, "amount_total", 0);
	struct payment_terms terms = {
		.amount.amount = total,
		.customer = json_text(p->session, "customer"),
		.types = json_get(p->session, "payment_method_types"),
		.options = echo_kept(p->session, "payment_method_options"),
	};
	enum till_err err;

	text_copy(terms.amount.currency, sizeof(terms.amount.currency),
	    json_text_or(p->session, "currency", ""));
	terms.data = subscribed ?
	    subscription_terms() :
	    json_object_get(echo_kept(p->session, "payment_intent_data"));
	err = total > 0 ?
	    payment_intent_make(p->c, &terms, p->now, &p->intent, e) :
	    setup_intent_make(p->c, &terms, p->now, &p->intent, e);
	json_object_put(terms.data);
	if (err != TILL_OK)
		return err;
	if (subscribed)
		json_put_text(catalog_hidden(p->session), KEPT_INTENT,
		    json_text(p->intent, "id"));
	else
		json_put_text(p->session, "payment_intent",
		    json_text(p->intent, "id"));
	return TILL_OK;
}

/* The intent of this try: that of those before, or a new one. */
static enum till_err
find_intent(struct completion *p, struct till_error *e)
{
	const char *id = kept_intent(p->session);
	int64_t total = json_int_or(p->session, "amount_total", 0);
	bool charged = id != NULL && intent_type_of(id) == &payment_intent_type;
	enum till_err err;

	/* A code that was typed meanwhile may have left nothing to charge. */
	if (id == NULL ||
	    (charged != (total > 0) && !completion_mode_is(p->session,
					    "setup")))
		return make_intent(p, e);
	err = record_get_whole(p->c, intent_type_of(id), id, &p->intent, e);
	if (err == TILL_OK && charged)
		json_put_int(p->intent, "amount", total);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

/* Whether the merchant asks for 3-D Secure wherever there is any. */
static bool
asks_always(struct json_object *session)
{
	const char *wish = json_text_or(
	    json_path(session, "payment_method_options", "card", NULL),
	    "request_three_d_secure", "");

	return strcmp(wish, "any") == 0 || strcmp(wish, "challenge") == 0;
}

/* The same of a payment method that was kept. */
static enum till_err
find_kept_outcome(struct completion *p, struct card_use *use,
    struct till_error *e)
{
	enum till_err err;

	use->known = true;
	err = method_outcome(p->c, p->method, use, &p->outcome, e);
	if (use->saving && p->outcome.delayed)
		p->outcome = (struct outcome){ .code = NULL };
	return err;
}

static enum till_err
find_outcome(struct completion *p, struct till_error *e)
{
	struct card_use use = {
		.saving = intent_type_of(json_text_or(p->intent, "id", "")) ==
		    &setup_intent_type,
		.asked = asks_always(p->session),
	};
	enum till_err err;

	if (p->payer->means.kept != NULL)
		return find_kept_outcome(p, &use, e);
	if (p->payer->means.card == NULL) {
		iban_outcome(p->payer->means.iban, &p->outcome);
		/* Only money takes its time (mark I). */
		if (use.saving)
			p->outcome = (struct outcome){ .code = NULL };
		return TILL_OK;
	}
	err = method_is_known(p->c, p->method,
	    json_text(p->session, "customer"), &use.known, e);
	card_outcome(p->payer->means.card, &use, &p->outcome);
	return err;
}

static void
put_pending(struct completion *p)
{
	struct json_object *kept = json_object_new_object();
	const struct outcome *o = &p->outcome;

	json_put(kept, "payer", payer_json(p->payer));
	json_put_text(kept, "method", json_text(p->method, "id"));
	json_put_text(kept, "code", o->code);
	json_put_text(kept, "decline_code", o->decline_code);
	json_put_text(kept, "message", o->message);
	json_put(catalog_hidden(p->session), KEPT_PENDING, kept);
}

static struct json_object *
pending_of(struct json_object *session)
{
	return json_path(session, CATALOG_HIDDEN, KEPT_PENDING, NULL);
}

bool
pay_challenged(struct json_object *session, struct session_payer *payer)
{
	struct json_object *kept = pending_of(session);

	*payer = payer_of(json_get(kept, "payer"));
	return kept != NULL;
}

/* The page of a challenge, "" in a frame. */
static void
challenge_url(struct json_object *session, struct buf *out)
{
	const char *url = json_text(session, "url");

	buf_init(out, URL_MAX_BYTES);
	if (url == NULL)
		return;
	buf_add(out, url, strcspn(url, "#"));
	buf_add_text(out, "/challenge");
}

/* Leaves the intent waiting for the buyer's bank. */
static enum till_err
challenge(struct completion *p, struct pay_result *out, struct till_error *e)
{
	struct intent_change change = {
		.status = "requires_action",
		.method = p->method,
	};
	enum till_err err;
	struct buf url;

	challenge_url(p->session, &url);
	change.action_url = buf_text(&url);
	put_pending(p);
	err = intent_change(p->c, p->intent, &change, e);
	buf_free(&url);
	if (err == TILL_OK)
		err = catalog_update(p->c, &session_type, p->session, e);
	out->state = PAY_CHALLENGED;
	return err;
}

/* A try that failed: its charge, and the intent that waits for another. */
static enum till_err
refuse(struct completion *p, const struct outcome *failure,
    struct pay_result *out, struct till_error *e)
{
	struct charge_terms terms = {
		.intent = p->intent,
		.method = p->method,
		.outcome = failure,
		.customer = json_text(p->session, "customer"),
		.authenticated = p->authenticated,
	};
	struct intent_change change = {
		.status = "requires_payment_method",
		.method = p->method,
		.failure = failure,
	};
	struct json_object *charge = NULL;
	enum till_err err = TILL_OK;

	/* Nothing is charged where saving or a challenge has failed. */
	if (!failure->unauthenticated &&
	    intent_type_of(json_text_or(p->intent, "id", "")) ==
		&payment_intent_type)
		err = charge_make(p->c, &terms, p->now, &charge, e);
	change.charge = json_text(charge, "id");
	if (err == TILL_OK)
		err = intent_change(p->c, p->intent, &change, e);
	if (err == TILL_OK)
		err = catalog_update(p->c, &session_type, p->session, e);
	json_object_put(charge);
	out->state = PAY_DECLINED;
	return err;
}

/* What a try comes to once no challenge is left. */
static enum till_err
conclude(struct completion *p, struct pay_result *out, struct till_error *e)
{
	if (p->outcome.code != NULL && !p->outcome.delayed)
		return refuse(p, &p->outcome, out, e);
	out->state = PAY_COMPLETE;
	return completion_finish(p, e);
}

/* Where the goods of a payment go; the merchant may have said so himself. */
static void
put_shipping(struct completion *p)
{
	struct json_object *shipping;

	if (!completion_mode_is(p->session, "payment") ||
	    intent_type_of(json_text_or(p->intent, "id", "")) !=
		&payment_intent_type)
		return;
	shipping = payer_shipping_json(p->payer);
	payment_intent_ship(p->intent, shipping);
	json_object_put(shipping);
}

/* The payment method of a try: one of the customer's, or a new one. */
static enum till_err
find_method(struct completion *p, struct till_error *e)
{
	const char *customer = json_text_or(p->session, "customer", "");
	const struct billing billing = {
		.email = p->payer->email,
		.name = p->payer->name,
		.phone = p->payer->phone,
		.address = p->payer->address,
	};
	enum till_err err;

	if (p->payer->means.kept == NULL)
		return method_make(p->c, &p->payer->means, &billing, p->now,
		    &p->method, e);
	err = record_get_whole(p->c, &payment_method_type,
	    p->payer->means.kept, &p->method, e);
	if (err == TILL_ENOTFOUND || (err == TILL_OK &&
		strcmp(json_text_or(p->method, "customer", "-"), customer) !=
		    0))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "What was saved is not there any more. Pay in another "
		    "way.");
	return err;
}

static enum till_err
try_method(struct completion *p, struct pay_result *out, struct till_error *e)
{
	enum till_err err = find_method(p, e);

	if (err == TILL_OK)
		err = find_intent(p, e);
	if (err == TILL_OK)
		err = find_outcome(p, e);
	if (err != TILL_OK)
		return err;
	put_shipping(p);
	if (p->outcome.message != NULL)
		text_copy(out->message, sizeof(out->message),
		    p->outcome.message);
	return p->outcome.challenge ? challenge(p, out, e) :
				      conclude(p, out, e);
}

/* Reads a session that must be open. */
static enum till_err
open_session(struct completion *p, const char *id, struct till_error *e)
{
	enum till_err err;

	err = record_get_whole(p->c, &session_type, id, &p->session, e);
	if (err == TILL_OK &&
	    (strcmp(json_text_or(p->session, "status", ""), "open") != 0 ||
		session_is_due(p->session, p->now)))
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "This checkout is no longer open.");
	return err;
}

/* Gives the session to the result, or lets go of it. */
static enum till_err
end(struct completion *p, enum till_err err, struct pay_result *out)
{
	json_object_put(p->method);
	json_object_put(p->intent);
	if (err == TILL_OK) {
		out->session = p->session;
	} else {
		json_object_put(p->session);
		*out = (struct pay_result){ .session = NULL };
	}
	return err;
}

static void
drop_pending(struct json_object *session)
{
	if (pending_of(session) != NULL)
		json_object_object_del(catalog_hidden(session), KEPT_PENDING);
}

enum till_err
completion_follow(struct store_conn *c, struct json_object *session,
    struct till_error *e)
{
	const char *id = kept_intent(session);
	int64_t total = json_int_or(session, "amount_total", 0);
	struct json_object *intent = NULL;
	bool charged = id != NULL && intent_type_of(id) == &payment_intent_type;
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	err = record_get_whole(c, intent_type_of(id), id, &intent, e);
	if (err != TILL_OK)
		return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
	/* No intent is for nothing; such an order needs none. */
	if (charged && total > 0)
		json_put_int(intent, "amount", total);
	if (pending_of(session) != NULL) {
		json_put_text(intent, "status", "requires_payment_method");
		json_put(intent, "next_action", NULL);
		json_put(intent, "payment_method", NULL);
	}
	drop_pending(session);
	err = catalog_update(c, intent_type_of(id), intent, e);
	json_object_put(intent);
	return err;
}

enum till_err
session_pay(struct store_conn *c, const char *id,
    const struct session_payer *payer, int64_t now, struct pay_result *out,
    struct till_error *e)
{
	struct completion p = { .c = c, .payer = payer, .now = now };
	const struct address *place = payer_place(payer);
	enum till_err err;

	*out = (struct pay_result){ .state = PAY_COMPLETE };
	err = open_session(&p, id, e);
	if (err == TILL_OK) {
		drop_pending(p.session);
		err = session_place(c, p.session, place->country,
		    place->state, e);
	}
	if (err == TILL_OK)
		err = payer->means.card != NULL || payer->means.iban != NULL ||
			payer->means.kept != NULL ?
		    try_method(&p, out, e) :
		    completion_finish(&p, e);
	return end(&p, err, out);
}

enum till_err
session_challenge(struct store_conn *c, const char *id, bool passed,
    int64_t now, struct pay_result *out, struct till_error *e)
{
	struct completion p = { .c = c, .now = now, .authenticated = passed };
	struct json_object *kept = NULL;
	struct session_payer payer;
	const char *intent;
	enum till_err err;

	*out = (struct pay_result){ .state = PAY_COMPLETE };
	err = open_session(&p, id, e);
	if (err == TILL_OK && !pay_challenged(p.session, &payer))
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "Your bank does not wait for an answer.");
	if (err != TILL_OK)
		return end(&p, err, out);
	p.payer = &payer;
	/* The texts stay when it leaves the session. */
	kept = json_object_get(pending_of(p.session));
	drop_pending(p.session);
	p.outcome = (struct outcome){
		.code = json_text(kept, "code"),
		.decline_code = json_text(kept, "decline_code"),
		.message = json_text(kept, "message"),
	};
	intent = kept_intent(p.session);
	err = record_get_whole(c, intent_type_of(intent), intent, &p.intent,
	    e);
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_method_type,
		    json_text_or(kept, "method", ""), &p.method, e);
	if (err == TILL_ENOTFOUND)
		err = TILL_EINTERNAL;
	if (err == TILL_OK)
		err = passed ? conclude(&p, out, e) :
			       refuse(&p, intent_type_of(intent) ==
					   &setup_intent_type ?
				       &outcome_not_set_up :
				       &outcome_unauthenticated, out, e);
	text_copy(out->message, sizeof(out->message),
	    passed ? json_text_or(kept, "message", "") :
		     outcome_unauthenticated.message);
	err = end(&p, err, out);
	json_object_put(kept);
	return err;
}

enum till_err
session_complete(struct store_conn *c, const char *id,
    const struct session_payer *payer, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct json_object *session = NULL;
	struct payer_room room = { .custom = NULL };
	struct session_payer with = *payer;
	struct pay_result result;
	enum till_err err;

	*out = NULL;
	err = record_get_whole(c, &session_type, id, &session, e);
	if (err == TILL_OK && pay_wants_method(session))
		with.means.card = &good_card;
	if (err == TILL_OK) {
		payer_invent(&with, session, &room);
		err = session_pay(c, id, &with, now, &result, e);
	}
	if (err == TILL_OK)
		*out = result.session;
	payer_room_free(&room);
	json_object_put(session);
	return err;
}
