/*
 * complete: what paying a session makes (behaviour.md 5.2, 5.6 and 5.8).
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/payments.h"
#include "sessions/discount.h"
#include "sessions/echo.h"
#include "sessions/session.h"

/* The session being completed and what it is completed with. */
struct completion {
	struct store_conn *c;
	struct json_object *session;
	const struct session_payer *payer;
	int64_t now;
};

static bool
mode_is(const struct completion *p, const char *mode)
{
	return strcmp(json_text_or(p->session, "mode", ""), mode) == 0;
}

/* A buyer's address holds what the page asked for; the rest is null. */
static struct json_object *
address_of(const struct session_payer *payer)
{
	struct json_object *address = json_object_new_object();

	json_put(address, "city", NULL);
	json_put_text(address, "country", payer->country);
	json_put(address, "line1", NULL);
	json_put(address, "line2", NULL);
	json_put_text(address, "postal_code", payer->postal_code);
	json_put(address, "state", NULL);
	return address;
}

static void
put_details(const struct completion *p)
{
	struct json_object *details = json_object_new_object();

	json_put(details, "address", address_of(p->payer));
	json_put_text(details, "email", p->payer->email);
	json_put_text(details, "name", p->payer->name);
	json_put(details, "phone", NULL);
	json_put_text(details, "tax_exempt", "none");
	json_put(details, "tax_ids", json_object_new_array());
	json_put(p->session, "customer_details", details);
}

/* A new customer from what the buyer typed. */
static enum till_err
make_customer(const struct completion *p, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct catalog_change change = {
		.c = p->c, .params = params, .now = p->now
	};
	enum till_err err;

	json_put_text(params, "email", p->payer->email);
	json_put_text(params, "name", p->payer->name);
	json_put(params, "address", address_of(p->payer));
	err = catalog_new(&catalog_customer, params, p->now, &change.object,
	    e);
	if (err == TILL_OK)
		err = customer_create(&change, e);
	if (err == TILL_OK)
		err = catalog_insert(p->c, &catalog_customer, change.object,
		    e);
	if (err == TILL_OK)
		json_put_text(p->session, "customer",
		    json_text(change.object, "id"));
	json_object_put(change.object);
	json_object_put(params);
	return err;
}

/* Whether customer_update asks for a member to be saved. */
static bool
updates(const struct completion *p, const char *member)
{
	return strcmp(json_text_or(echo_kept(p->session, "customer_update"),
			  member, ""),
		   "auto") == 0;
}

/*
 * A known customer without an e-mail address takes the one typed, and what
 * customer_update names.
 */
static enum till_err
save_customer(const struct completion *p, const char *id,
    struct till_error *e)
{
	struct json_object *customer = NULL;
	enum till_err err;

	err = record_get_whole(p->c, &catalog_customer, id, &customer, e);
	if (err != TILL_OK)
		return err;
	if (json_text(customer, "email") == NULL)
		json_put_text(customer, "email", p->payer->email);
	if (updates(p, "name") && p->payer->name != NULL)
		json_put_text(customer, "name", p->payer->name);
	if (updates(p, "address") && p->payer->country != NULL)
		json_put(customer, "address", address_of(p->payer));
	err = catalog_update(p->c, &catalog_customer, customer, e);
	json_object_put(customer);
	return err;
}

static enum till_err
put_customer(const struct completion *p, struct till_error *e)
{
	const char *id = json_text(p->session, "customer");

	if (id != NULL)
		return save_customer(p, id, e);
	if (mode_is(p, "subscription") ||
	    strcmp(json_text_or(p->session, "customer_creation", ""),
		"always") == 0)
		return make_customer(p, e);
	return TILL_OK;
}

/* Money that is only held is not there yet (mark I). */
static const char held_status[] = "unpaid";

/* The intent of a payment of anything at all. */
static enum till_err
put_payment(const struct completion *p, struct till_error *e)
{
	struct payment_terms terms = {
		.amount.amount = json_int_or(p->session, "amount_total", 0),
		.customer = json_text(p->session, "customer"),
		.data = echo_kept(p->session, "payment_intent_data"),
		.types = json_get(p->session, "payment_method_types"),
		.options = echo_kept(p->session, "payment_method_options"),
	};
	struct json_object *intent = NULL;
	enum till_err err = TILL_OK;

	if (terms.amount.amount == 0) {
		json_put_text(p->session, "payment_status",
		    "no_payment_required");
		return TILL_OK;
	}
	json_put_text(p->session, "payment_status", "paid");
	if (!mode_is(p, "payment"))
		return TILL_OK;
	text_copy(terms.amount.currency, sizeof(terms.amount.currency),
	    json_text_or(p->session, "currency", ""));
	err = payment_intent_make(p->c, &terms, "succeeded", p->now, &intent,
	    e);
	if (err == TILL_OK)
		json_put_text(p->session, "payment_intent",
		    json_text(intent, "id"));
	if (strcmp(json_text_or(intent, "status", ""), "requires_capture") ==
	    0)
		json_put_text(p->session, "payment_status", held_status);
	json_object_put(intent);
	return err;
}

static enum till_err
complete(const struct completion *p, struct till_error *e)
{
	enum till_err err;

	err = session_place(p->c, p->session, p->payer->country, NULL, e);
	if (err == TILL_OK)
		err = discount_redeem(p->c, p->session, p->now, e);
	if (err == TILL_OK)
		err = put_customer(p, e);
	if (err == TILL_OK)
		err = mode_is(p, "setup") ?
		    setup_intent_succeed(p->c,
			json_text_or(p->session, "setup_intent", ""),
			json_text(p->session, "customer"), e) :
		    put_payment(p, e);
	if (err != TILL_OK)
		return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
	put_details(p);
	json_put_text(p->session, "status", "complete");
	json_put(p->session, "url", NULL);
	json_put(p->session, "client_secret", NULL);
	return catalog_update(p->c, &session_type, p->session, e);
}

enum till_err
session_complete(struct store_conn *c, const char *id,
    const struct session_payer *payer, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct completion p = { .c = c, .payer = payer, .now = now };
	enum till_err err;

	*out = NULL;
	err = record_get_whole(c, &session_type, id, &p.session, e);
	if (err != TILL_OK)
		return err;
	if (strcmp(json_text_or(p.session, "status", ""), "open") != 0 ||
	    session_is_due(p.session, now))
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "This checkout is no longer open.");
	else
		err = complete(&p, e);
	if (err == TILL_OK)
		*out = p.session;
	else
		json_object_put(p.session);
	return err;
}
