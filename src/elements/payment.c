/*
 * payment: what a Payment Element shows, to whom, and what a customer session
 * lets the buyer do there; see elements.h.
 */
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "elements/elements.h"
#include "payments/confirm.h"
#include "payments/method.h"
#include "sessions/secret.h"

#define COMPONENT "payment_element"
#define SECRET_PARAM "customer_session_client_secret"

/* A page being answered. */
struct showing {
	const struct payment_page *page;
	int64_t now;
	struct json_object *intent, *out; /* the caller's */
};

static bool
is_setup(struct json_object *intent)
{
	return intent_type_of(json_text_or(intent, "id", "")) ==
	    &setup_intent_type;
}

/* Finds the intent of a client secret, one that waits to be paid. */
static enum till_err
find_intent(struct store_conn *c, const char *secret,
    struct json_object **out, struct till_error *e)
{
	char id[ID_MAX];
	const char *title;
	enum till_err err;

	if (!session_secret_id(secret, id))
		return till_fail(e, TILL_EINPUT, NULL, "client_secret",
		    "The client secret of a PaymentIntent or SetupIntent is "
		    "expected.");
	err = record_get_whole(c, intent_type_of(id), id, out, e);
	if (err == TILL_ENOTFOUND)
		return till_fail(e, TILL_EINPUT, "resource_missing", "intent",
		    "No such %s: '%s'", intent_type_of(id)->title, id);
	if (err != TILL_OK)
		return err;
	title = is_setup(*out) ? "SetupIntent" : "PaymentIntent";
	if (!crypto_equal(secret, json_text_or(*out, "client_secret", "")))
		return till_fail(e, TILL_EINPUT, NULL, "client_secret",
		    "The client_secret provided does not match the "
		    "client_secret associated with the %s.",
		    title);
	if (!intent_is_waiting(*out))
		return till_fail(e, TILL_EINPUT,
		    is_setup(*out) ? "setup_intent_unexpected_state" :
				     "payment_intent_unexpected_state",
		    NULL,
		    "This %s is in a terminal state and cannot be used to "
		    "initialize Elements.",
		    title);
	return intent_check_own(*out, "pay", e);
}

/* What the element says of a payment method that was kept. */
static struct json_object *
summary(struct json_object *method)
{
	static const char *const card[] = { "brand", "last4", "exp_month",
		"exp_year" };
	const char *type = json_text_or(method, "type", "");
	struct json_object *own = json_get(method, type);
	struct json_object *o = json_object_new_object();

	json_put_text(o, "id", json_text(method, "id"));
	json_put_text(o, "type", type);
	for (size_t i = 0; i < nitems(card); i++)
		if (json_get(own, card[i]) != NULL)
			json_put(o, card[i],
			    json_object_get(json_get(own, card[i])));
	return o;
}

/* The methods that are shown again, as they are gathered. */
struct gathering {
	struct json_object *types, *list;
};

static enum till_err
gather(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct gathering *g = arg;
	struct json_object *method = NULL;

	(void)id;
	if (json_parse(text, len, &method, e) != TILL_OK)
		return TILL_EINTERNAL;
	json_object_array_add(g->list, summary(method));
	json_object_put(method);
	return TILL_OK;
}

/* Adds the texts of a list to a filter. */
static void
fill_filter(struct record_filter *filter, const char *column,
    struct json_object *texts)
{
	*filter = (struct record_filter){ .column = column };
	for (size_t i = 0; i < json_count(texts) &&
	     filter->count < RECORD_VALUES_MAX;
	     i++)
		filter->text[filter->count++] =
		    json_object_get_string(json_at(texts, i));
}

static bool
is_on(struct json_object *features, const char *name)
{
	return strcmp(json_text_or(features, name, ""), "enabled") == 0;
}

/* The customer's methods that the features let be shown, newest first. */
static enum till_err
list_methods(struct store_conn *c, const char *customer,
    struct json_object *features, struct gathering *g, struct till_error *e)
{
	struct record_filter filters[3];
	struct record_query query = {
		.type = &payment_method_type,
		.filters = filters,
		.filters_count = nitems(filters),
		.created_to = INT64_MAX,
		.limit = json_int_or(features,
		    "payment_method_redisplay_limit", 3),
	};
	bool more;

	if (!is_on(features, "payment_method_redisplay"))
		return TILL_OK;
	filters[0] = (struct record_filter){ .column = "customer",
		.count = 1, .text = { customer } };
	fill_filter(&filters[1], "redisplay",
	    json_get(features, "payment_method_allow_redisplay_filters"));
	fill_filter(&filters[2], "type", g->types);
	if (filters[1].count == 0 || filters[2].count == 0)
		return TILL_OK;
	return record_list(c, &query, gather, g, &more, e);
}

/* Whoever's secret it is must be who the intent is for. */
static enum till_err
check_customer(struct json_object *intent, const char *customer,
    struct till_error *e)
{
	const char *mine = json_text(intent, "customer");

	if (intent == NULL || (mine != NULL && strcmp(mine, customer) == 0))
		return TILL_OK;
	/* Mark I: that they must agree is known, the words are ours. */
	return till_fail(e, TILL_EFORBIDDEN, NULL, SECRET_PARAM,
	    "The customer of the customer session is not the customer of the "
	    "%s.",
	    is_setup(intent) ? "SetupIntent" : "PaymentIntent");
}

/* The API has no page on why, so an answer has no code. */
static enum till_err
explain(enum till_err err, struct till_error *e)
{
	struct till_error cause;

	if (err != TILL_EFORBIDDEN)
		return err;
	cause = *e;
	return till_fail(e, err, NULL, SECRET_PARAM, "%s", cause.message);
}

static enum till_err
put_customer(struct store_conn *c, struct showing *s, struct json_object *types,
    struct till_error *e)
{
	struct gathering g = { .types = types };
	struct customer_session_use use;
	struct json_object *o;
	enum till_err err;

	err = customer_session_use(c, s->page->customer_secret, COMPONENT,
	    CUSTOMER_SESSION_CLAIM, s->now, &use, e);
	if (err != TILL_OK)
		return explain(err, e);
	g.list = json_object_new_array();
	err = check_customer(s->intent, use.customer, e);
	if (err == TILL_OK)
		err = list_methods(c, use.customer, use.features, &g, e);
	o = json_object_new_object();
	json_put(o, "methods", g.list);
	json_put_bool(o, "remove",
	    is_on(use.features, "payment_method_remove"));
	json_put_bool(o, "save", is_on(use.features, "payment_method_save"));
	json_put_text(o, "save_usage",
	    json_text(use.features, "payment_method_save_usage"));
	json_put(s->out, "customer", o);
	customer_session_use_free(&use);
	return err;
}

/* The types for an intent that is made later (mark I, as for one that is). */
static struct json_object *
later_types(const char *currency)
{
	struct json_object *types = json_object_new_array();

	json_object_array_add(types, json_object_new_string("card"));
	if (currency == NULL || strcmp(currency, "eur") == 0)
		json_object_array_add(types,
		    json_object_new_string("sepa_debit"));
	return types;
}

static enum till_err
show(struct store_conn *c, void *arg, struct till_error *e)
{
	struct showing *s = arg;
	const struct payment_page *page = s->page;
	struct json_object *types;
	enum till_err err = TILL_OK;

	/* A commit that is tried again does all of it again. */
	json_object_put(s->out);
	json_object_put(s->intent);
	s->intent = NULL;
	s->out = json_object_new_object();
	if (page->client_secret != NULL)
		err = find_intent(c, page->client_secret, &s->intent, e);
	if (err != TILL_OK)
		return err;
	types = s->intent != NULL ?
	    json_object_get(json_get(s->intent, "payment_method_types")) :
	    later_types(page->currency);
	json_put_text(s->out, "mode",
	    s->intent == NULL	  ? page->mode :
		is_setup(s->intent) ? "setup" :
				      "payment");
	json_put(s->out, "amount",
	    json_object_get(json_get(s->intent, "amount")));
	json_put_text(s->out, "currency",
	    json_text_or(s->intent, "currency", page->currency));
	json_put(s->out, "types", types);
	json_put(s->out, "customer", NULL);
	if (page->customer_secret != NULL)
		err = put_customer(c, s, types, e);
	return err;
}

enum till_err
payment_show(const struct elements *elements, const struct payment_page *page,
    int64_t now, struct json_object **out, struct till_error *e)
{
	struct showing s = { .page = page, .now = now };
	enum till_err err;

	/* Only claiming a secret writes anything. */
	err = page->customer_secret != NULL ?
	    store_write(elements->store, show, &s, e) :
	    store_read(elements->store, show, &s, e);
	json_object_put(s.intent);
	if (err != TILL_OK) {
		json_object_put(s.out);
		s.out = NULL;
	}
	*out = s.out;
	return err;
}

/* A secret being used after it was rendered. */
struct using {
	const char *secret, *method;
	int64_t now;
};

static enum till_err
check(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct using *u = arg;
	struct customer_session_use use;
	enum till_err err;

	err = customer_session_use(c, u->secret, COMPONENT,
	    CUSTOMER_SESSION_PAY, u->now, &use, e);
	customer_session_use_free(&use);
	return explain(err, e);
}

enum till_err
payment_check(const struct elements *elements, const char *customer_secret,
    int64_t now, struct till_error *e)
{
	struct using u = { .secret = customer_secret, .now = now };

	return store_write(elements->store, check, &u, e);
}

static enum till_err
take_away(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct using *u = arg;
	struct customer_session_use use;
	struct json_object *method = NULL;
	enum till_err err;

	err = explain(customer_session_use(c, u->secret, COMPONENT,
			  CUSTOMER_SESSION_PAY, u->now, &use, e), e);
	if (err == TILL_OK && !is_on(use.features, "payment_method_remove"))
		err = till_fail(e, TILL_EFORBIDDEN, NULL, SECRET_PARAM,
		    "The customer session does not let payment methods be "
		    "removed.");
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_method_type, u->method,
		    &method, e);
	if (err == TILL_ENOTFOUND ||
	    (err == TILL_OK &&
		strcmp(json_text_or(method, "customer", ""), use.customer) !=
		    0))
		err = till_fail(e, TILL_EINPUT, "resource_missing",
		    "payment_method", "No such PaymentMethod: '%.64s'",
		    u->method);
	if (err == TILL_OK)
		err = method_detach(c, method, e);
	json_object_put(method);
	customer_session_use_free(&use);
	return err;
}

enum till_err
payment_remove(const struct elements *elements, const char *customer_secret,
    const char *method, int64_t now, struct till_error *e)
{
	struct using u = { .secret = customer_secret,
		.method = method,
		.now = now };

	return store_write(elements->store, take_away, &u, e);
}
