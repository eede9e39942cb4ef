/* confirm: see confirm.h. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/charge.h"
#include "payments/confirm.h"
#include "payments/iban.h"

#define TOKEN_RANDOM 32
#define URL_MAX 1024

/* Members of an intent's hidden object (catalog_hidden). */
#define KEPT_PENDING "pending" /* a challenge that is waited for */
#define KEPT_ASYNC "async"     /* a payment that is under way */

/* A try on its way. */
struct attempt {
	struct store_conn *c;
	struct json_object *intent;
	const struct intent_try *how;
	int64_t now;
	const char *redisplay; /* how the method is kept, NULL */
	bool setup;	       /* nothing is charged, it is saved */
	bool authenticated;    /* a challenge was passed */
	struct intent_result *out;
};

void
intent_result_free(struct intent_result *result)
{
	json_object_put(result->method);
	result->method = NULL;
}

static bool
is_setup(struct json_object *intent)
{
	return intent_type_of(json_text_or(intent, "id", "")) ==
	    &setup_intent_type;
}

static bool
has_status(struct json_object *intent, const char *status)
{
	return strcmp(json_text_or(intent, "status", ""), status) == 0;
}

bool
intent_is_waiting(struct json_object *intent)
{
	return has_status(intent, "requires_payment_method") ||
	    has_status(intent, "requires_confirmation") ||
	    has_status(intent, "requires_action");
}

/* "PaymentIntent" and "SetupIntent", as messages name them. */
static const char *
title_of(struct json_object *intent)
{
	return is_setup(intent) ? "SetupIntent" : "PaymentIntent";
}

/* An intent that is not in a state for what is asked. */
static enum till_err
refuse_state(struct json_object *intent, const char *verb, const char *states,
    struct till_error *e)
{
	const char *code = is_setup(intent) ?
	    "setup_intent_unexpected_state" :
	    "payment_intent_unexpected_state";
	const char *title = title_of(intent);

	if (has_status(intent, "succeeded") && strcmp(verb, "confirm") == 0)
		return till_fail(e, TILL_EINPUT, code, NULL,
		    "You cannot confirm this %s because it has already "
		    "succeeded after being previously confirmed.",
		    title);
	return till_fail(e, TILL_EINPUT, code, NULL,
	    "You cannot %s this %s because it has a status of %s. Only a %s "
	    "with one of the following statuses may be %sed: %s.",
	    verb, title, json_text_or(intent, "status", ""), title, verb,
	    states);
}

/* Mark I: that a session's is refused is known (5.8), the words are ours. */
enum till_err
intent_check_own(struct json_object *intent, const char *verb,
    struct till_error *e)
{
	if (intent_is_own(intent))
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, NULL,
	    "You cannot %s this %s because it was created by a Checkout "
	    "Session or a Subscription. Expire the session instead.",
	    verb, title_of(intent));
}

bool
intent_takes(struct json_object *intent, const char *type)
{
	struct json_object *types = json_get(intent, "payment_method_types");

	for (size_t i = 0; i < json_count(types); i++)
		if (strcmp(json_object_get_string(json_at(types, i)), type) ==
		    0)
			return true;
	return false;
}

/* What a method of a type is kept for, NULL when it is not kept. */
static const char *
usage_of(struct json_object *intent, const char *type)
{
	const char *own = json_text(
	    json_path(intent, "payment_method_options", type, NULL),
	    "setup_future_usage");

	if (is_setup(intent))
		return json_text_or(intent, "usage", "off_session");
	if (own == NULL)
		own = json_text(intent, "setup_future_usage");
	return own != NULL && strcmp(own, "none") != 0 ? own : NULL;
}

/* Whether a method may pay for an intent, of this customer or of nobody. */
static enum till_err
check_method(const struct attempt *t, struct json_object *method,
    struct till_error *e)
{
	const char *id = json_text_or(method, "id", "");
	const char *type = json_text_or(method, "type", "");
	const char *owner = json_text(method, "customer");
	const char *customer = json_text(t->intent, "customer");

	if (!intent_takes(t->intent, type))
		return till_fail(e, TILL_EINPUT, NULL, "payment_method",
		    "The PaymentMethod provided (%s) is not allowed for this "
		    "%s.",
		    type, title_of(t->intent));
	if (method_is_spent(method))
		return till_fail(e, TILL_EINPUT, NULL, "payment_method",
		    "The provided PaymentMethod was previously used with a "
		    "PaymentIntent without Customer attachment, shared with a "
		    "connected account without Customer attachment, or was "
		    "detached from a Customer. It may not be used again. To "
		    "use a PaymentMethod multiple times, you must attach it "
		    "to a Customer first.");
	if (owner != NULL && customer == NULL)
		return till_fail(e, TILL_EINPUT, NULL, "payment_method",
		    "The PaymentMethod supplied (%s) belongs to a Customer. "
		    "Please include the Customer in the `customer` parameter "
		    "on the %s.",
		    id, title_of(t->intent));
	if (owner != NULL && strcmp(owner, customer) != 0)
		return till_fail(e, TILL_EINPUT, "resource_missing",
		    "payment_method",
		    "The customer does not have a payment method with the ID "
		    "%s. The payment method must be attached to the customer.",
		    id);
	return TILL_OK;
}

/* Makes the method that was typed, or a test card by its name. */
static enum till_err
make_method(const struct attempt *t, const struct card *test,
    struct till_error *e)
{
	const struct means named = { .card = test };
	const struct intent_try *how = t->how;
	struct json_object **method = &t->out->method;
	enum till_err err;

	err = method_make(t->c, test != NULL ? &named : &how->means,
	    &how->billing, t->now, method, e);
	if (err != TILL_OK || how->redisplay == NULL)
		return err;
	json_put_text(*method, "allow_redisplay", how->redisplay);
	return catalog_update(t->c, &payment_method_type, *method, e);
}

static enum till_err
find_method(const struct attempt *t, struct till_error *e)
{
	const struct intent_try *how = t->how;
	const char *id = how->method != NULL ?
	    how->method : json_text(t->intent, "payment_method");
	const struct card *test = id != NULL ? method_test_card(id) : NULL;
	bool typed = how->means.card != NULL || how->means.iban != NULL;
	enum till_err err;

	if (typed || test != NULL)
		err = make_method(t, typed ? NULL : test, e);
	else if (id != NULL)
		err = catalog_lookup(t->c, &payment_method_type, id,
		    "payment_method", &t->out->method, e);
	else
		err = till_fail(e, TILL_EINPUT,
		    t->setup ? "setup_intent_unexpected_state" :
			       "payment_intent_unexpected_state",
		    NULL,
		    "You cannot confirm this %s because it's missing a "
		    "payment method. You can either update the %s with a "
		    "payment method and then confirm it again, or confirm it "
		    "again directly with a payment method or "
		    "ConfirmationToken.",
		    title_of(t->intent), title_of(t->intent));
	return err == TILL_OK ? check_method(t, t->out->method, e) : err;
}

static enum till_err
find_outcome(const struct attempt *t, struct outcome *out,
    struct till_error *e)
{
	struct json_object *method = t->out->method;
	const char *wish = json_text_or(
	    json_path(t->intent, "payment_method_options", "card", NULL),
	    "request_three_d_secure", "");
	struct card_use use = {
		.saving = t->setup,
		.asked = strcmp(wish, "any") == 0 ||
		    strcmp(wish, "challenge") == 0,
		.absent = t->how->off_session,
	};
	enum till_err err;

	err = method_is_known(t->c, method, json_text(t->intent, "customer"),
	    &use.known, e);
	if (err == TILL_OK)
		err = method_outcome(t->c, method, &use, out, e);
	/* Only money takes its time (mark I). */
	if (t->setup && out->delayed)
		*out = (struct outcome){ .code = NULL };
	return err;
}

/* A try that failed: its charge, and the intent that waits for another. */
static enum till_err
refuse(const struct attempt *t, const struct outcome *failure,
    struct till_error *e)
{
	struct charge_terms terms = {
		.intent = t->intent,
		.method = t->out->method,
		.outcome = failure,
		.customer = json_text(t->intent, "customer"),
		.authenticated = t->authenticated,
	};
	struct intent_change change = {
		.status = "requires_payment_method",
		.method = t->out->method,
		.failure = failure,
	};
	struct json_object *charge = NULL;
	enum till_err err = TILL_OK;

	/* Nothing is charged where saving or a challenge has failed. */
	if (!t->setup && !failure->unauthenticated)
		err = charge_make(t->c, &terms, t->now, &charge, e);
	change.charge = json_text(charge, "id");
	if (err == TILL_OK)
		err = intent_change(t->c, t->intent, &change, e);
	text_copy(t->out->charge, sizeof(t->out->charge),
	    change.charge != NULL ? change.charge : "");
	json_object_put(charge);
	t->out->end = INTENT_DECLINED;
	t->out->outcome = *failure;
	return err;
}

/* Keeps the method with its customer, or sees that it is used only once. */
static enum till_err
keep_method(const struct attempt *t, struct till_error *e)
{
	struct json_object *method = t->out->method;
	const char *customer = json_text(t->intent, "customer");
	const char *usage = usage_of(t->intent,
	    json_text_or(method, "type", ""));

	if (json_text(method, "customer") != NULL)
		return TILL_OK;
	if (customer != NULL && usage != NULL)
		return method_attach(t->c, method, customer,
		    t->redisplay != NULL ? t->redisplay : "unspecified", e);
	/* A setup intent without a customer is for attaching it by hand. */
	if (t->setup)
		return TILL_OK;
	method_spend(method);
	return catalog_update(t->c, &payment_method_type, method, e);
}

/* Keeps what becomes of a payment that is under way, and when. */
static enum till_err
put_async(const struct attempt *t, const struct outcome *outcome,
    const char *charge, struct till_error *e)
{
	struct json_object *kept = json_object_new_object();

	json_put_text(kept, "charge", charge);
	json_put_bool(kept, "fails", outcome->code != NULL);
	json_put(catalog_hidden(t->intent), KEPT_ASYNC, kept);
	return store_exec(t->c,
	    "INSERT INTO payment_due(intent,session,due) VALUES(?,'',?)", e,
	    "ti", json_text(t->intent, "id"), t->now + outcome->delay_s);
}

/* What a try comes to once no challenge is left. */
static enum till_err
conclude(const struct attempt *t, const struct outcome *outcome,
    struct till_error *e)
{
	struct charge_terms terms = {
		.intent = t->intent,
		.method = t->out->method,
		.outcome = outcome,
		.customer = json_text(t->intent, "customer"),
		.authenticated = t->authenticated,
	};
	struct intent_change change = {
		.status = outcome->delayed ? "processing" : "succeeded",
		.method = t->out->method,
	};
	struct json_object *charge = NULL;
	enum till_err err;

	if (outcome->code != NULL && !outcome->delayed)
		return refuse(t, outcome, e);
	err = keep_method(t, e);
	if (err == TILL_OK && !t->setup)
		err = charge_make(t->c, &terms, t->now, &charge, e);
	change.charge = json_text(charge, "id");
	if (err == TILL_OK && outcome->delayed)
		err = put_async(t, outcome, change.charge, e);
	if (err == TILL_OK)
		err = intent_change(t->c, t->intent, &change, e);
	text_copy(t->out->charge, sizeof(t->out->charge),
	    change.charge != NULL ? change.charge : "");
	json_object_put(charge);
	t->out->end = INTENT_DONE;
	return err;
}

/* Leaves the intent waiting for the buyer's bank, under a secret address. */
static enum till_err
challenge(const struct attempt *t, struct till_error *e)
{
	const struct intent_try *how = t->how;
	struct json_object *kept = json_object_new_object();
	struct intent_change change = {
		.status = "requires_action",
		.method = t->out->method,
		.in_page = how->in_page,
		.return_url = how->return_url,
	};
	char token[ID_MAX], url[URL_MAX];

	id_new(token, sizeof(token), "", TOKEN_RANDOM);
	(void)snprintf(url, sizeof(url), "%s/c/authenticate/%s/%s%s",
	    how->base_url, json_text_or(t->intent, "id", ""), token,
	    how->in_page ? "/frame" : "");
	change.action_url = url;
	json_put_text(kept, "token", token);
	json_put_text(kept, "method", json_text(t->out->method, "id"));
	json_put_text(kept, "redisplay", t->redisplay);
	json_put_text(kept, "return_url",
	    how->in_page ? NULL : how->return_url);
	json_put(catalog_hidden(t->intent), KEPT_PENDING, kept);
	t->out->end = INTENT_CHALLENGED;
	return intent_change(t->c, t->intent, &change, e);
}

static void
drop_pending(struct json_object *intent)
{
	if (json_path(intent, CATALOG_HIDDEN, KEPT_PENDING, NULL) != NULL)
		json_object_object_del(catalog_hidden(intent), KEPT_PENDING);
}

enum till_err
intent_confirm(struct store_conn *c, struct json_object *intent,
    const struct intent_try *how, int64_t now, struct intent_result *out,
    struct till_error *e)
{
	struct attempt t = { .c = c, .intent = intent, .how = how, .now = now,
		.redisplay = how->redisplay, .setup = is_setup(intent),
		.out = out };
	struct outcome outcome = { .code = NULL };
	enum till_err err;

	*out = (struct intent_result){ .end = INTENT_DONE };
	if (!intent_is_waiting(intent))
		return refuse_state(intent, "confirm",
		    "requires_confirmation, requires_action", e);
	drop_pending(intent);
	err = find_method(&t, e);
	if (err == TILL_OK)
		err = find_outcome(&t, &outcome, e);
	if (err == TILL_OK && outcome.challenge)
		err = challenge(&t, e);
	else if (err == TILL_OK)
		err = conclude(&t, &outcome, e);
	if (err != TILL_OK)
		intent_result_free(out);
	return err;
}

enum till_err
intent_prepare(struct store_conn *c, struct json_object *intent,
    const struct intent_try *how, int64_t now, struct till_error *e)
{
	struct intent_result result = { .method = NULL };
	struct attempt t = { .c = c, .intent = intent, .how = how, .now = now,
		.setup = is_setup(intent), .out = &result };
	enum till_err err = find_method(&t, e);

	if (err == TILL_OK) {
		json_put_text(intent, "payment_method",
		    json_text(result.method, "id"));
		json_put_text(intent, "status", "requires_confirmation");
	}
	intent_result_free(&result);
	return err;
}

enum till_err
intent_challenge_find(struct store_conn *c, const char *id,
    const char *token, struct json_object **intent, const char **return_url,
    struct till_error *e)
{
	struct json_object *kept;
	const char *known;
	enum till_err err;

	*return_url = "";
	err = record_get_whole(c, intent_type_of(id), id, intent, e);
	if (err != TILL_OK && err != TILL_ENOTFOUND)
		return err;
	kept = json_path(*intent, CATALOG_HIDDEN, KEPT_PENDING, NULL);
	known = json_text(kept, "token");
	if (err == TILL_OK && known != NULL && crypto_equal(known, token)) {
		*return_url = json_text_or(kept, "return_url", "");
		return TILL_OK;
	}
	json_object_put(*intent);
	*intent = NULL;
	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "Your bank does not wait for an answer. Go back to the shop.");
}

enum till_err
intent_challenge_end(struct store_conn *c, const char *id, const char *token,
    bool passed, int64_t now, struct json_object **intent,
    struct till_error *e)
{
	static const struct intent_try nothing = { .method = NULL };
	struct intent_result result = { .method = NULL };
	struct attempt t = { .c = c, .how = &nothing, .now = now,
		.out = &result, .authenticated = passed };
	struct json_object *kept = NULL;
	struct outcome outcome = { .code = NULL };
	const char *url;
	enum till_err err;

	err = intent_challenge_find(c, id, token, intent, &url, e);
	if (err != TILL_OK)
		return err;
	t.intent = *intent;
	t.setup = is_setup(*intent);
	/* The texts stay when it leaves the intent. */
	kept = json_object_get(json_path(*intent, CATALOG_HIDDEN,
	    KEPT_PENDING, NULL));
	t.redisplay = json_text(kept, "redisplay");
	drop_pending(*intent);
	err = record_get_whole(c, &payment_method_type,
	    json_text_or(kept, "method", ""), &result.method, e);
	if (err == TILL_OK)
		err = find_outcome(&t, &outcome, e);
	if (err == TILL_OK)
		err = passed ? conclude(&t, &outcome, e) :
			       refuse(&t, t.setup ? &outcome_not_set_up :
						    &outcome_unauthenticated,
				   e);
	intent_result_free(&result);
	json_object_put(kept);
	if (err != TILL_OK) {
		json_object_put(*intent);
		*intent = NULL;
	}
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

enum till_err
intent_cancel(struct store_conn *c, struct json_object *intent,
    const char *reason, int64_t now, struct till_error *e)
{
	static const char states[] =
	    "requires_payment_method, requires_capture, "
	    "requires_confirmation, requires_action";

	if (has_status(intent, "succeeded") ||
	    has_status(intent, "canceled") || has_status(intent, "processing"))
		return refuse_state(intent, "cancel", states, e);
	drop_pending(intent);
	json_put_text(intent, "status", "canceled");
	json_put(intent, "next_action", NULL);
	json_put_text(intent, "cancellation_reason", reason);
	if (!is_setup(intent)) {
		json_put_int(intent, "canceled_at", now);
		json_put_int(intent, "amount_capturable", 0);
	}
	return catalog_update(c, intent_type_of(
	    json_text_or(intent, "id", "")), intent, e);
}

enum till_err
intent_settle(struct store_conn *c, const char *id, struct till_error *e)
{
	struct json_object *intent = NULL, *method = NULL, *kept = NULL;
	struct intent_change change = { .status = "succeeded" };
	enum till_err err;

	err = record_get_whole(c, intent_type_of(id), id, &intent, e);
	kept = json_object_get(json_path(intent, CATALOG_HIDDEN, KEPT_ASYNC,
	    NULL));
	if (json_bool_or(kept, "fails", false)) {
		change.status = "requires_payment_method";
		change.failure = &iban_failure;
	}
	change.charge = json_text_or(kept, "charge", "");
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_method_type,
		    json_text_or(intent, "payment_method", ""), &method, e);
	change.method = method;
	if (err == TILL_OK)
		err = charge_settle(c, change.charge, change.failure, e);
	if (kept != NULL)
		json_object_object_del(catalog_hidden(intent), KEPT_ASYNC);
	if (err == TILL_OK)
		err = intent_change(c, intent, &change, e);
	if (err == TILL_OK)
		err = store_exec(c, "DELETE FROM payment_due WHERE intent=?",
		    e, "t", id);
	json_object_put(kept);
	json_object_put(method);
	json_object_put(intent);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}
