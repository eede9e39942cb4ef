/*
 * intent_calls: the calls of payment and setup intents that no checkout
 * session has.  Which of the two a call is about is its row's record type.
 *
 * With the publishable key a call takes the object's client secret, and its
 * answer has only what the page that pays may see.
 */
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "params/object.h"
#include "payments/confirm.h"
#include "payments/iban.h"
#include "payments/payments.h"

#define LIMIT_MAX 96
#define EXPIRY_MAX 32
#define CENTURY 20 /* cards end in this one */

static bool
is_setup(const struct api_call *call)
{
	return call->op->resource->record == &setup_intent_type;
}

/* What the publishable key may see of an intent (the API's reference). */
static const char *const public_payment[] = { "id", "object", "amount",
	"amount_details", "automatic_payment_methods", "canceled_at",
	"cancellation_reason", "capture_method", "client_secret",
	"confirmation_method", "created", "currency", "description",
	"last_payment_error", "livemode", "next_action", "payment_method",
	"payment_method_configuration_details", "payment_method_types",
	"processing", "receipt_email", "setup_future_usage", "shipping",
	"source", "status" };
static const char *const public_setup[] = { "id", "object",
	"automatic_payment_methods", "cancellation_reason", "client_secret",
	"created", "description", "last_setup_error", "livemode",
	"next_action", "payment_method",
	"payment_method_configuration_details", "payment_method_types",
	"status", "usage" };

/* An intent as the call's key may see it; the caller's. */
static struct json_object *
visible(const struct api_call *call, struct json_object *intent)
{
	const char *const *names = is_setup(call) ? public_setup :
						    public_payment;
	size_t n = is_setup(call) ? nitems(public_setup) :
				    nitems(public_payment);
	struct json_object *some, *value;

	if (!call->publishable)
		return json_object_get(intent);
	some = json_object_new_object();
	for (size_t i = 0; i < n; i++)
		if (json_object_object_get_ex(intent, names[i], &value))
			json_put(some, names[i], json_object_get(value));
	return some;
}

static void
answer(struct api_call *call, struct json_object *intent)
{
	struct json_object *some = visible(call, intent);

	object_write(&call->body,
	    object_find(call->op->resource->record->object), some);
	json_object_put(some);
}

/*
 * Answers with an error that tells of its intent and, unless NULL, of the
 * try; what was stored stays.
 */
static enum till_err
answer_error(struct api_call *call, const struct till_error *e,
    struct json_object *intent, const struct intent_result *result)
{
	struct json_object *about = json_object_new_object();

	json_put(about, call->op->resource->record->object,
	    visible(call, intent));
	if (result != NULL && result->charge[0] != '\0')
		json_put_text(about, "charge", result->charge);
	if (result != NULL && result->method != NULL) {
		json_object_object_del(result->method, CATALOG_HIDDEN);
		json_put(about, "payment_method",
		    json_object_get(result->method));
	}
	api_error_about(&call->body, call->req, e, about, true);
	call->status = till_err_status(e->kind);
	json_object_put(about);
	return TILL_OK;
}

/* Whoever has only the publishable key must know the client secret. */
static enum till_err
check_secret(const struct api_call *call, struct json_object *intent,
    struct till_error *e)
{
	const char *given = json_text(call->params, "client_secret");
	const char *mine = json_text_or(intent, "client_secret", "");

	if (given == NULL)
		return call->publishable ?
		    param_missing("", "client_secret", e) : TILL_OK;
	return crypto_equal(given, mine) ?
	    TILL_OK :
	    till_fail(e, TILL_EINPUT,
		is_setup(call) ? "setup_intent_invalid_parameter" :
				 "payment_intent_invalid_parameter",
		"client_secret",
		"The client_secret provided does not match the client_secret "
		"associated with the %s.",
		is_setup(call) ? "SetupIntent" : "PaymentIntent");
}

/* Reads the intent of the path, for whoever may. */
static enum till_err
read_intent(const struct api_call *call, struct json_object **out,
    struct till_error *e)
{
	const struct record_type *type = call->op->resource->record;
	enum till_err err;

	err = record_get_whole(call->c, type, call->id, out, e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, type, e);
	if (err == TILL_OK)
		err = check_secret(call, *out, e);
	if (err == TILL_OK)
		return TILL_OK;
	json_object_put(*out);
	*out = NULL;
	return err;
}

/* What a try is made of, and where its texts live. */
struct reading {
	struct intent_try how;
	struct card card;
	char expiry[EXPIRY_MAX];
	char iban[IBAN_MAX + 1];
};

/* A field of a card, refused as the API does it: by its bare name. */
static enum till_err
check_card(const struct card *card, int64_t now, struct till_error *e)
{
	static const enum card_field fields[] = { CARD_NUMBER, CARD_EXPIRY,
		CARD_CVC };
	struct till_error cause;

	for (size_t i = 0; i < nitems(fields); i++) {
		const char *param = "number";

		if (fields[i] == CARD_CVC && card->cvc == NULL)
			continue;
		if (card_check(card, fields[i], now, &cause) == TILL_OK)
			continue;
		if (fields[i] == CARD_CVC)
			param = "cvc";
		else if (fields[i] == CARD_EXPIRY)
			param = strcmp(cause.code, "invalid_expiry_month") ==
				0 ? "exp_month" : "exp_year";
		return till_fail(e, TILL_ECARD, cause.code, param, "%s",
		    cause.message);
	}
	return TILL_OK;
}

static enum till_err
read_card(struct json_object *data, int64_t now, struct reading *r,
    struct till_error *e)
{
	struct json_object *card = json_get(data, "card");
	int64_t year = json_int_or(card, "exp_year", 0);

	if (card == NULL)
		return param_missing("payment_method_data", "card", e);
	if (year >= 100 && year / 100 != CENTURY)
		return till_fail(e, TILL_ECARD, "invalid_expiry_year",
		    "exp_year", "Your card's expiration year is invalid.");
	(void)snprintf(r->expiry, sizeof(r->expiry), "%02d / %02d",
	    (int)json_int_or(card, "exp_month", 0),
	    (int)(year % 100));
	r->card = (struct card){ .number = json_text_or(card, "number", ""),
		.expiry = r->expiry,
		.cvc = json_text(card, "cvc") };
	r->how.means.card = &r->card;
	return check_card(&r->card, now, e);
}

static enum till_err
read_debit(struct json_object *data, struct reading *r, struct till_error *e)
{
	static const char iban[] = "payment_method_data[sepa_debit][iban]";
	static const char details[] = "payment_method_data[billing_details]";
	const char *given = json_text(json_get(data, "sepa_debit"), "iban");
	struct till_error cause;

	if (given == NULL)
		return param_missing("payment_method_data", "sepa_debit", e);
	if (iban_check(given, r->iban, &cause) != TILL_OK)
		return till_fail(e, TILL_EINPUT, cause.code, iban, "%s",
		    cause.message);
	/* The mandate is given by somebody, who is told about it. */
	if (r->how.billing.name == NULL)
		return param_missing(details, "name", e);
	if (r->how.billing.email == NULL)
		return param_missing(details, "email", e);
	r->how.means.iban = r->iban;
	return TILL_OK;
}

/* Reads the method of a try: typed, or one that is known. */
static enum till_err
read_try(const struct api_call *call, struct reading *r, struct till_error *e)
{
	struct json_object *data = json_get(call->params,
	    "payment_method_data");
	struct json_object *person = json_get(data, "billing_details");

	*r = (struct reading){
		.how.method = json_text(call->params, "payment_method"),
		.how.redisplay = json_text(data, "allow_redisplay"),
		.how.return_url = json_text(call->params, "return_url"),
		.how.base_url = call->api->base_url,
		.how.in_page = json_bool_or(call->params, "use_stripe_sdk",
		    false),
		.how.off_session = json_bool_or(call->params, "off_session",
		    false),
		.how.billing = { .email = json_text(person, "email"),
		    .name = json_text(person, "name"),
		    .phone = json_text(person, "phone"),
		    .address = address_of(json_get(person, "address")) },
	};
	if (data == NULL)
		return TILL_OK;
	if (r->how.method != NULL)
		return param_only_one("", "payment_method",
		    "payment_method_data", e);
	return strcmp(json_text_or(data, "type", ""), "card") == 0 ?
	    read_card(data, call->now, r, e) : read_debit(data, r, e);
}

/* Whether an amount can be charged (behaviour.md 5.7). */
static enum till_err
check_amount(int64_t amount, const char *currency, struct till_error *e)
{
	int64_t least = money_minimum(currency);
	int64_t most = money_maximum(currency);
	char text[LIMIT_MAX];

	if (amount < least) {
		money_format_limit(text, sizeof(text), least, currency);
		return till_fail(e, TILL_EINPUT, "amount_too_small", "amount",
		    "Amount must be at least %s", text);
	}
	if (amount > most) {
		money_format_limit(text, sizeof(text), most, currency);
		return till_fail(e, TILL_EINPUT, "amount_too_large", "amount",
		    "Amount must be no more than %s", text);
	}
	return TILL_OK;
}

static enum till_err
check_money(struct json_object *from, struct till_error *e)
{
	const char *currency = json_text_or(from, "currency", "");
	enum till_err err = amount_check(json_get(from, "amount"), currency,
	    "amount", e);

	return err == TILL_OK ?
	    check_amount(json_int_or(from, "amount", 0), currency, e) : err;
}

static enum till_err
check_customer(const struct api_call *call, struct till_error *e)
{
	const char *id = json_text(call->params, "customer");
	struct json_object *customer = NULL;
	enum till_err err = TILL_OK;

	if (id != NULL)
		err = catalog_lookup(call->c, &catalog_customer, id,
		    "customer", &customer, e);
	json_object_put(customer);
	return err;
}

/* The types of an intent: those that were named, or all that there are. */
static struct json_object *
types_of(const struct api_call *call)
{
	struct json_object *params = call->params;
	struct json_object *types = json_get(params, "payment_method_types");
	bool automatic = json_bool_or(json_get(params,
					  "automatic_payment_methods"),
	    "enabled", true);
	const char *currency = json_text_or(params, "currency", "eur");

	if (types != NULL)
		return json_object_get(types);
	types = json_object_new_array();
	json_object_array_add(types, json_object_new_string("card"));
	/* Mark I: what is enabled on an account that cannot be configured. */
	if (automatic && strcmp(currency, "eur") == 0)
		json_object_array_add(types,
		    json_object_new_string("sepa_debit"));
	return types;
}

/* What is chosen by the API, which without types is on; into data. */
static void
put_automatic(const struct api_call *call, struct json_object *data)
{
	struct json_object *given = json_get(call->params,
	    "automatic_payment_methods");
	struct json_object *o;

	if (json_get(call->params, "payment_method_types") != NULL)
		return;
	o = json_object_new_object();
	json_put_text(o, "allow_redirects",
	    json_text_or(given, "allow_redirects", "always"));
	json_put_bool(o, "enabled", json_bool_or(given, "enabled", true));
	json_put(data, "automatic_payment_methods", o);
}

/* What goes only with confirm=true, and what excludes one another. */
static enum till_err
check_create(const struct api_call *call, struct till_error *e)
{
	static const char *const only[] = { "off_session", "return_url" };
	struct json_object *params = call->params;
	enum till_err err = TILL_OK;

	if (json_get(params, "automatic_payment_methods") != NULL &&
	    json_get(params, "payment_method_types") != NULL)
		return param_only_one("", "automatic_payment_methods",
		    "payment_method_types", e);
	for (size_t i = 0; i < nitems(only) &&
	     !json_bool_or(params, "confirm", false);
	     i++)
		if (json_get(params, only[i]) != NULL)
			return till_fail(e, TILL_EINPUT, NULL, only[i],
			    "The parameter `%s` can only be passed when "
			    "`confirm` is true.",
			    only[i]);
	if (!is_setup(call))
		err = check_money(params, e);
	return err == TILL_OK ? check_customer(call, e) : err;
}

/* Makes and stores the intent as it is before any method; *out is whole. */
static enum till_err
make(const struct api_call *call, struct json_object **out,
    struct till_error *e)
{
	struct payment_terms terms = {
		.amount.amount = json_int_or(call->params, "amount", 0),
		.customer = json_text(call->params, "customer"),
		.options = json_get(call->params, "payment_method_options"),
		.own = true,
	};
	struct json_object *made = NULL;
	enum till_err err;

	if (json_object_deep_copy(call->params, &terms.data, NULL) != 0)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	/* A method is the intent's once it was looked up. */
	json_object_object_del(terms.data, "payment_method");
	put_automatic(call, terms.data);
	terms.types = types_of(call);
	text_copy(terms.amount.currency, sizeof(terms.amount.currency),
	    json_text_or(call->params, "currency", ""));
	err = is_setup(call) ?
	    setup_intent_make(call->c, &terms, call->now, &made, e) :
	    payment_intent_make(call->c, &terms, call->now, &made, e);
	if (err == TILL_OK)
		err = record_get_whole(call->c, call->op->resource->record,
		    json_text_or(made, "id", ""), out, e);
	json_object_put(made);
	json_object_put(terms.data);
	json_object_put(terms.types);
	return err;
}

/*
 * Methods that lead away may be among those the API chooses, so that it must
 * know where they lead back to (an answer of the real one, seen in public).
 */
static enum till_err
check_return(const struct api_call *call, struct json_object *intent,
    const struct intent_try *how, struct till_error *e)
{
	struct json_object *automatic = json_get(intent,
	    "automatic_payment_methods");

	if (!json_bool_or(automatic, "enabled", false) ||
	    strcmp(json_text_or(automatic, "allow_redirects", ""), "never") ==
		0 ||
	    how->return_url != NULL || how->in_page || how->off_session)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, NULL,
	    "This %s is configured to accept payment methods enabled in your "
	    "Dashboard. Because some of these payment methods might redirect "
	    "your customer off of your page, you must provide a `return_url`. "
	    "If you don't want to accept redirect-based payment methods, set "
	    "`automatic_payment_methods[enabled]` to `true` and "
	    "`automatic_payment_methods[allow_redirects]` to `never` when "
	    "creating Setup Intents and Payment Intents.",
	    is_setup(call) ? "SetupIntent" : "PaymentIntent");
}

/* Tries the intent and answers with what came of it. */
static enum till_err
confirm(struct api_call *call, struct json_object *intent,
    const struct intent_try *how, struct till_error *e)
{
	struct intent_result result = { .method = NULL };
	enum till_err err;

	err = intent_check_own(intent, "confirm", e);
	if (err == TILL_OK)
		err = check_return(call, intent, how, e);
	if (err == TILL_OK)
		err = intent_confirm(call->c, intent, how, call->now, &result,
		    e);
	if (err != TILL_OK)
		return err;
	json_object_object_del(intent, CATALOG_HIDDEN);
	if (result.end == INTENT_DECLINED) {
		(void)till_fail(e, TILL_ECARD, result.outcome.code, NULL,
		    "%s", result.outcome.message);
		text_copy(e->decline_code, sizeof(e->decline_code),
		    result.outcome.decline_code != NULL ?
			result.outcome.decline_code : "");
		err = answer_error(call, e, intent, &result);
	} else {
		answer(call, intent);
	}
	intent_result_free(&result);
	return err;
}

enum till_err
intent_create(struct api_call *call, struct till_error *e)
{
	struct json_object *intent = NULL;
	struct reading r;
	enum till_err err;

	err = check_create(call, e);
	if (err == TILL_OK)
		err = read_try(call, &r, e);
	if (err == TILL_OK)
		err = make(call, &intent, e);
	if (err != TILL_OK)
		goto out;
	if (json_bool_or(call->params, "confirm", false)) {
		err = confirm(call, intent, &r.how, e);
		goto out;
	}
	if (r.how.method != NULL || r.how.means.card != NULL ||
	    r.how.means.iban != NULL) {
		err = intent_prepare(call->c, intent, &r.how, call->now, e);
		if (err == TILL_OK)
			err = catalog_update(call->c,
			    call->op->resource->record, intent, e);
	}
	json_object_object_del(intent, CATALOG_HIDDEN);
	if (err == TILL_OK)
		answer(call, intent);
out:
	json_object_put(intent);
	return err;
}

/* Whether what an update changes may be changed now. */
static enum till_err
check_update(struct api_call *call, struct json_object *intent,
    struct till_error *e)
{
	static const char *const early[] = { "amount", "currency", "customer",
		"payment_method", "payment_method_options",
		"payment_method_types", "setup_future_usage" };
	enum till_err err;

	for (size_t i = 0; i < nitems(early); i++) {
		if (json_get(call->params, early[i]) == NULL)
			continue;
		err = intent_check_own(intent, "update", e);
		if (err != TILL_OK)
			return err;
		if (!intent_is_waiting(intent))
			return till_fail(e, TILL_EINPUT,
			    is_setup(call) ?
				"setup_intent_unexpected_state" :
				"payment_intent_unexpected_state",
			    early[i],
			    "This %s's %s could not be updated because it has "
			    "a status of %s. You may only update the %s of a "
			    "%s with one of the following statuses: "
			    "requires_payment_method, requires_confirmation, "
			    "requires_action.",
			    is_setup(call) ? "SetupIntent" : "PaymentIntent",
			    early[i], json_text_or(intent, "status", ""),
			    early[i],
			    is_setup(call) ? "SetupIntent" :
					     "PaymentIntent");
	}
	return check_customer(call, e);
}

/* Takes parameters of a call over into the intent, as they are named there. */
static enum till_err
take_over(const struct api_call *call, struct json_object *intent,
    struct till_error *e)
{
	struct json_object *changes = NULL;
	enum till_err err;

	if (json_object_deep_copy(call->params, &changes, NULL) != 0)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_object_object_del(changes, "payment_method");
	json_object_object_del(changes, "client_secret");
	err = object_update(object_find(call->op->resource->record->object),
	    intent, changes, e);
	json_object_put(changes);
	return err;
}

enum till_err
intent_update(struct api_call *call, struct till_error *e)
{
	struct intent_try how = { .method = json_text(call->params,
				      "payment_method") };
	struct json_object *intent = NULL;
	enum till_err err;

	err = read_intent(call, &intent, e);
	if (err == TILL_OK)
		err = check_update(call, intent, e);
	if (err == TILL_OK)
		err = take_over(call, intent, e);
	if (err == TILL_OK && !is_setup(call) && intent_is_waiting(intent))
		err = check_money(intent, e);
	if (err == TILL_OK && how.method != NULL)
		err = intent_prepare(call->c, intent, &how, call->now, e);
	if (err == TILL_OK)
		err = catalog_update(call->c, call->op->resource->record,
		    intent, e);
	if (err == TILL_OK)
		answer(call, intent);
	json_object_put(intent);
	return err;
}

enum till_err
intent_retrieve(struct api_call *call, struct till_error *e)
{
	struct json_object *intent = NULL;
	enum till_err err;

	if (!call->publishable &&
	    json_get(call->params, "client_secret") == NULL)
		return resource_retrieve(call, e);
	err = read_intent(call, &intent, e);
	if (err != TILL_OK)
		return err;
	json_object_object_del(intent, CATALOG_HIDDEN);
	answer(call, intent);
	json_object_put(intent);
	return TILL_OK;
}

enum till_err
intent_confirm_call(struct api_call *call, struct till_error *e)
{
	struct json_object *intent = NULL, *now = NULL;
	struct reading r;
	enum till_err err;

	err = read_intent(call, &intent, e);
	if (err == TILL_OK)
		err = read_try(call, &r, e);
	if (err == TILL_OK && intent_is_waiting(intent))
		err = take_over(call, intent, e);
	if (err == TILL_OK)
		err = confirm(call, intent, &r.how, e);
	/* What stands in the way is told with the intent as it is stored. */
	if (err == TILL_EINPUT && strstr(e->code, "_unexpected_state") != NULL &&
	    record_get(call->c, call->op->resource->record, call->id, &now,
		e) == TILL_OK)
		err = answer_error(call, e, now, NULL);
	json_object_put(now);
	json_object_put(intent);
	return err;
}

enum till_err
intent_cancel_call(struct api_call *call, struct till_error *e)
{
	struct json_object *intent = NULL;
	enum till_err err;

	err = read_intent(call, &intent, e);
	if (err == TILL_OK)
		err = intent_check_own(intent, "cancel", e);
	if (err == TILL_OK)
		err = intent_cancel(call->c, intent,
		    json_text(call->params, "cancellation_reason"), call->now,
		    e);
	/* That it is at its end is what came of it (behaviour.md 3.1). */
	call->executed = err == TILL_EINPUT && intent != NULL;
	if (err == TILL_OK)
		answer(call, intent);
	json_object_put(intent);
	return err;
}
