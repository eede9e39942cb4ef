/*
 * draft: making a new checkout session from checked parameters.
 *
 * The object's table puts every parameter where the object has a field of its
 * name; what follows here is only what the API fills in by itself
 * (behaviour.md 5, and the sample answers of the reference).
 */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "payments/payments.h"
#include "sessions/discount.h"
#include "sessions/echo.h"
#include "sessions/items.h"
#include "sessions/recovery.h"
#include "sessions/rules.h"
#include "sessions/session.h"
#include "sessions/shipping.h"

#define EXPIRES_DEFAULT 86400 /* seconds (behaviour.md 5.3) */
#define ID_RANDOM 56	      /* 66 characters in all, as the samples */
#define SECRET_RANDOM 60
#define FRAGMENT_RANDOM 60
#define BODY_MAX (1024 * 1024)

struct session_draft {
	struct json_object *session;
	struct bill bill; /* without lines in setup mode */
	struct json_object *setup_data; /* setup_intent_data, a loan */
	struct catalog_text text; /* as it is stored */
};

/* What the mode decides. */
enum mode { MODE_PAYMENT, MODE_SETUP, MODE_SUBSCRIPTION };

static enum mode
mode_of(struct json_object *params)
{
	const char *mode = json_text_or(params, "mode", "");

	return strcmp(mode, "setup") == 0     ? MODE_SETUP :
	    strcmp(mode, "subscription") == 0 ? MODE_SUBSCRIPTION :
						MODE_PAYMENT;
}

bool
session_writes(struct json_object *params)
{
	struct json_object *items = json_get(params, "line_items");
	size_t n = json_count(items);

	for (size_t i = 0; i < n; i++)
		if (json_get(json_at(items, i),
			"price_data") != NULL)
			return true;
	return shipping_writes(params);
}

void
session_draft_free(struct session_draft *draft)
{
	if (draft == NULL)
		return;
	json_object_put(draft->session);
	bill_free(&draft->bill);
	catalog_text_free(&draft->text);
	free(draft);
}

/* Taxes by address are known when the customer's is. */
static void
put_place(struct session_draft *draft, struct json_object *customer)
{
	struct json_object *address = json_path(customer, "shipping",
	    "address", NULL);

	if (json_text(address, "country") == NULL)
		address = json_get(customer, "address");
	session_put_place(draft->session, &draft->bill,
	    json_text(address, "country"), json_text(address, "state"));
}

/* The details of a known customer, as far as they are known already. */
static enum till_err
put_customer(struct store_conn *c, struct session_draft *draft,
    struct json_object *params, struct till_error *e)
{
	struct json_object *session = draft->session;
	const char *id = json_text(params, "customer");
	struct json_object *customer = NULL, *details;
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	err = catalog_lookup(c, &catalog_customer, id, "customer", &customer,
	    e);
	if (err == TILL_OK)
		err = rules_check_customer(params, customer, e);
	if (err != TILL_OK) {
		json_object_put(customer);
		return err;
	}
	json_put_text(session, "customer", id);
	if (json_text(customer, "email") != NULL) {
		details = json_object_new_object();
		json_put(details, "address", NULL);
		json_put_text(details, "email", json_text(customer, "email"));
		json_put(details, "name", NULL);
		json_put(details, "phone", NULL);
		json_put_text(details, "tax_exempt",
		    json_text_or(customer, "tax_exempt", "none"));
		json_put(details, "tax_ids", NULL);
		json_put(session, "customer_details", details);
	}
	put_place(draft, customer);
	json_object_put(customer);
	return TILL_OK;
}

/* The id, the addresses and the secret of a session. */
static void
put_names(struct json_object *o, enum mode mode, const char *base_url)
{
	bool embedded = strcmp(json_text_or(o, "ui_mode", "hosted"),
			    "embedded") == 0;
	char id[ID_MAX], tail[2 * ID_MAX];
	struct buf text;

	id_new(id, sizeof(id), mode == MODE_SETUP ? "cs_test_c1" : "cs_test_a1",
	    ID_RANDOM);
	json_put_text(o, "id", id);
	buf_init(&text, BODY_MAX);
	if (embedded) {
		id_new(tail, sizeof(tail), "_secret_", SECRET_RANDOM);
		buf_addf(&text, "%s%s", id, tail);
		json_put_text(o, "client_secret", buf_text(&text));
	} else {
		/* Clients must pass the fragment on, so there is one. */
		id_new(tail, sizeof(tail), "#fid", FRAGMENT_RANDOM);
		buf_addf(&text, "%s/c/pay/%s%s", base_url, id, tail);
		json_put_text(o, "url", buf_text(&text));
	}
	buf_free(&text);
}

/* What the session comes to, and what follows from that. */
static enum till_err
put_amounts(struct session_draft *draft, struct json_object *params,
    struct till_error *e)
{
	static const char coupon[] = "discounts[0][coupon]";
	static const char code[] = "discounts[0][promotion_code]";
	struct bill *bill = &draft->bill;
	struct json_object *o = draft->session;
	enum till_err err;

	if (mode_of(params) == MODE_SETUP) {
		json_put_text(o, "currency",
		    json_text_or(params, "currency", "usd"));
		json_put(o, "amount_subtotal", NULL);
		json_put(o, "amount_total", NULL);
		json_put(o, "total_details", NULL);
		json_put(o, "shipping_options", json_object_new_array());
		json_put(o, "shipping_cost", NULL);
		return TILL_OK;
	}
	err = bill_compute(bill, *bill->promotion != '\0' ? code : coupon, e);
	if (err == TILL_OK)
		err = rules_check_total(params, bill, e);
	if (err == TILL_OK)
		bill_write(bill, o);
	return err;
}

/* Makes the object, once what it sells is known to be right. */
static enum till_err
make(struct store_conn *c, struct session_draft *draft,
    struct json_object *params, const char *base_url, int64_t now,
    struct till_error *e)
{
	struct json_object *o = object_new(object_find("checkout.session"),
	    params);
	enum mode mode = mode_of(params);
	enum till_err err;

	draft->session = o;
	if (o == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_put_int(o, "created", now);
	json_put_bool(o, "livemode", false);
	json_put_text(o, "status", "open");
	json_put_int(o, "expires_at",
	    json_int_or(params, "expires_at", now + EXPIRES_DEFAULT));
	echo_settings(o, params);
	put_names(o, mode, base_url);
	echo_keep(o, params);
	recovery_keep(o, base_url);
	err = put_customer(c, draft, params, e);
	if (err == TILL_OK)
		err = put_amounts(draft, params, e);
	draft->setup_data = json_get(params, "setup_intent_data");
	return err;
}

/* What the session sells, with what reduces it and what it takes to send. */
static enum till_err
draft_bill(struct store_conn *c, struct session_draft *draft,
    struct json_object *params, int64_t now, struct till_error *e)
{
	enum till_err err = items_draft(c, params, now, &draft->bill, e);

	if (err == TILL_OK)
		err = discount_draft(c, params, now, &draft->bill, e);
	if (err == TILL_OK)
		err = shipping_draft(c, params, now, &draft->bill, e);
	return err;
}

enum till_err
session_draft(struct store_conn *c, struct json_object *params,
    const char *base_url, int64_t now, struct session_draft **out,
    struct till_error *e)
{
	struct session_draft *draft = calloc(1, sizeof(*draft));
	enum till_err err;

	*out = NULL;
	if (draft == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	catalog_text_init(&draft->text);
	err = rules_check(params, now, e);
	if (err == TILL_OK)
		err = draft_bill(c, draft, params, now, e);
	if (err == TILL_OK)
		err = make(c, draft, params, base_url, now, e);
	/* Printed here, so that the one writer need not do it. */
	if (err == TILL_OK && mode_of(params) != MODE_SETUP)
		err = catalog_print(&session_type, draft->session,
		    &draft->text, e);
	bill_drop_prices(&draft->bill);
	if (err != TILL_OK)
		session_draft_free(draft);
	else
		*out = draft;
	return err;
}

/* Setup mode has its intent from the start (behaviour.md 5.8). */
static enum till_err
add_setup_intent(struct store_conn *c, struct session_draft *draft,
    struct till_error *e)
{
	struct payment_terms terms = {
		.customer = json_text(draft->session, "customer"),
		.data = draft->setup_data,
		.types = json_get(draft->session, "payment_method_types"),
		.options = echo_kept(draft->session,
		    "payment_method_options"),
	};
	struct json_object *intent = NULL;
	enum till_err err;

	err = setup_intent_make(c, &terms,
	    json_int_or(draft->session, "created", 0), &intent, e);
	if (err != TILL_OK)
		return err;
	json_put_text(draft->session, "setup_intent",
	    json_text(intent, "id"));
	json_object_put(intent);
	return catalog_print(&session_type, draft->session, &draft->text, e);
}

enum till_err
session_insert(struct store_conn *c, struct session_draft *draft,
    struct buf *out, struct till_error *e)
{
	const char *id = json_text_or(draft->session, "id", "");
	enum till_err err = TILL_OK;

	if (draft->text.body.len == 0)
		err = add_setup_intent(c, draft, e);
	if (err == TILL_OK)
		err = record_insert(c, &session_type, draft->session,
		    &draft->text.body, draft->text.more.data, e);
	if (err == TILL_OK)
		err = items_insert(c, id, &draft->bill, e);
	if (err == TILL_OK)
		buf_add(out, buf_text(&draft->text.body),
		    draft->text.body.len);
	return err;
}
