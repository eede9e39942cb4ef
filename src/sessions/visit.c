/*
 * visit: see visit.h.  A link's object holds nearly all that it was made
 * with, so a session's parameters are read from it, and what the object has
 * no field for from what payment_link.h keeps beside it.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "params/params.h"
#include "sessions/change.h"
#include "sessions/items.h"
#include "sessions/make.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"
#include "sessions/visit.h"

#define TAIL_MAX 64
#define REFERENCE_MAX 200 /* characters */
#define UTM_MAX 150	  /* characters */
#define URL_MAX 8192

enum till_err
visit_find(struct store_conn *c, const char *tail, struct json_object **out,
    struct till_error *e)
{
	struct json_object *link = NULL;
	enum till_err err;

	*out = NULL;
	if (strlen(tail) >= TAIL_MAX) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	err = record_find(c, &payment_link_type, "tail", tail, &link, e);
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_link_type,
		    json_text_or(link, "id", ""), out, e);
	json_object_put(link);
	return err;
}

static const char *
word(struct json_object *query, const char *name, size_t max)
{
	const char *text = json_text(query, name);

	return text != NULL && strlen(text) <= max && text_is_id(text) ?
	    text : NULL;
}

static const char *
email(struct json_object *query, const char *name)
{
	const char *text = json_text(query, name);

	return text != NULL && text_is_email(text) ? text : NULL;
}

/* A language that sessions know. */
static const char *
locale(struct json_object *query)
{
	const struct params_call *call = params_find("POST",
	    "/v1/checkout/sessions");
	const char *text = json_text(query, "locale");

	for (size_t i = 0; text != NULL && i < call->params_count; i++) {
		const struct param *p = &call->params[i];

		if (strcmp(p->name, "locale") != 0)
			continue;
		for (size_t k = 0; k < p->values_count; k++)
			if (strcmp(p->values[k], text) == 0)
				return text;
	}
	return NULL;
}

void
visit_read(struct json_object *query, struct visit_wishes *out)
{
	*out = (struct visit_wishes){
		.reference = word(query, "client_reference_id",
		    REFERENCE_MAX),
		.email = email(query, "prefilled_email"),
		.fixed_email = email(query, "locked_prefilled_email"),
		.code = json_text(query, "prefilled_promo_code"),
		.locale = locale(query),
		.query = query,
	};
}

/* Where a paid session of the link leads, with the campaign it came by. */
static void
put_way_on(struct json_object *request, struct json_object *link,
    struct json_object *query, const char *base_url)
{
	static const char *const names[] = { "utm_campaign", "utm_content",
		"utm_medium", "utm_source", "utm_term" };
	const char *url = json_text(
	    json_path(link, "after_completion", "redirect", NULL), "url");
	size_t fragment = url != NULL ? strcspn(url, "#") : 0;
	char sign = url != NULL && memchr(url, '?', fragment) != NULL ? '&' :
									'?';
	struct buf b;

	buf_init(&b, URL_MAX);
	if (url == NULL) {
		/* The payment page itself says that all went well. */
		buf_addf(&b, "%s/c/pay/{CHECKOUT_SESSION_ID}", base_url);
		json_put_text(request, "success_url", buf_text(&b));
		buf_free(&b);
		return;
	}
	buf_add(&b, url, fragment);
	for (size_t i = 0; i < nitems(names); i++) {
		const char *text = word(query, names[i], UTM_MAX);

		if (text == NULL)
			continue;
		buf_addf(&b, "%c%s=%s", sign, names[i], text);
		sign = '&';
	}
	buf_add_text(&b, url + fragment);
	json_put_text(request, "success_url", buf_text(&b));
	buf_free(&b);
}

/* The link's items, each with what a buyer may do to its quantity. */
static enum till_err
put_items(struct store_conn *c, struct json_object *request,
    struct json_object *link, bool *recurring, struct till_error *e)
{
	struct json_object *items = json_object_new_array();
	struct bill bill = { .count = 0 };
	enum till_err err;

	json_put(request, "line_items", items);
	*recurring = false;
	err = bill_init(&bill, SESSION_ITEMS_MAX, e);
	if (err == TILL_OK)
		err = items_load(c, json_text_or(link, "id", ""), &bill, e);
	for (size_t i = 0; err == TILL_OK && i < bill.count; i++) {
		struct json_object *own = bill.lines[i].item;
		struct json_object *item = json_object_new_object();

		json_put_text(item, "price", json_text(own, "price"));
		json_put_int(item, "quantity",
		    json_int_or(own, "quantity", 1));
		json_put(item, "adjustable_quantity",
		    json_object_get(payment_link_adjustable(link, i)));
		json_object_array_add(items, item);
		if (json_get(bill.lines[i].price, "recurring") != NULL)
			*recurring = true;
	}
	bill_free(&bill);
	return err;
}

/* Members that a session has by the same name. */
static const char *const for_all[] = { "allow_promotion_codes",
	"automatic_tax", "billing_address_collection", "consent_collection",
	"currency", "custom_fields", "custom_text", "metadata",
	"payment_method_types", "phone_number_collection",
	"shipping_address_collection", "tax_id_collection" };
static const char *const for_payment[] = { "customer_creation",
	"invoice_creation", "payment_intent_data", "submit_type" };
static const char *const for_subscription[] = { "payment_method_collection",
	"subscription_data" };

static void
copy(struct json_object *request, struct json_object *link,
    const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		json_put(request, names[i],
		    json_object_get(json_get(link, names[i])));
}

/* What a link has beside the data of its payment, and a session within. */
static void
put_connect(struct json_object *request, struct json_object *link,
    bool recurring)
{
	const char *name = recurring ? "subscription_data" :
				       "payment_intent_data";
	const char *fee = recurring ? "application_fee_percent" :
				      "application_fee_amount";
	struct json_object *transfer = json_get(link, "transfer_data");
	struct json_object *data = NULL, *to;

	if (json_get(link, fee) == NULL && transfer == NULL &&
	    json_get(link, "on_behalf_of") == NULL)
		return;
	if (json_get(request, name) == NULL ||
	    json_object_deep_copy(json_get(request, name), &data, NULL) != 0)
		data = json_object_new_object();
	json_put(data, fee, json_object_get(json_get(link, fee)));
	json_put(data, "on_behalf_of",
	    json_object_get(json_get(link, "on_behalf_of")));
	if (transfer != NULL) {
		to = json_object_new_object();
		json_put_text(to, "destination",
		    json_text(transfer, "destination"));
		if (!recurring)
			json_put(to, "amount",
			    json_object_get(json_get(transfer, "amount")));
		json_put(data, "transfer_data", to);
	}
	json_put(request, name, data);
}

static void
put_shipping(struct json_object *request, struct json_object *link)
{
	struct json_object *own = json_get(link, "shipping_options"), *options;

	if (json_count(own) == 0)
		return;
	options = json_object_new_array();
	for (size_t i = 0; i < json_count(own); i++) {
		struct json_object *one = json_object_new_object();

		json_put_text(one, "shipping_rate",
		    json_text(json_at(own, i), "shipping_rate"));
		json_object_array_add(options, one);
	}
	json_put(request, "shipping_options", options);
}

/* A known customer is brought up to date where the session needs it to be. */
static void
put_customer(struct json_object *request, struct json_object *link,
    const char *customer)
{
	struct json_object *update = json_object_new_object();

	json_put_text(request, "customer", customer);
	json_object_object_del(request, "customer_creation");
	if (json_bool_or(json_get(link, "tax_id_collection"), "enabled",
		false))
		json_put_text(update, "name", "auto");
	if (json_bool_or(json_get(link, "automatic_tax"), "enabled", false))
		json_put_text(update, "address", "auto");
	json_put(request, "customer_update", update);
}

static void
put_buyer(struct json_object *request, struct json_object *link,
    const struct visit_wishes *wishes, const struct visit_buyer *buyer)
{
	if (buyer->customer != NULL)
		put_customer(request, link, buyer->customer);
	else
		json_put_text(request, "customer_email", wishes->fixed_email);
	json_put_text(request, "client_reference_id", wishes->reference);
	json_put_text(request, "locale", wishes->locale);
	json_put_text(request, "cancel_url", buyer->back);
	if (buyer->expires_at != 0)
		json_put_int(request, "expires_at", buyer->expires_at);
}

/* Puts the code of an address in, where it is good; else there is none. */
static enum till_err
apply_code(struct store_conn *c, const struct visit_wishes *wishes,
    int64_t now, struct json_object **session, struct till_error *e)
{
	const struct session_wish wish = { .code = wishes->code };
	struct session_changed changed;
	enum till_err err;

	if (wishes->code == NULL || *wishes->code == '\0' ||
	    !json_bool_or(*session, "allow_promotion_codes", false))
		return TILL_OK;
	err = session_change(c, json_text_or(*session, "id", ""), &wish, now,
	    &changed, e);
	if (err == TILL_OK) {
		json_object_put(*session);
		*session = changed.session;
	}
	return err;
}

static enum till_err
make_request(struct store_conn *c, struct json_object *link,
    const struct visit_wishes *wishes, const struct visit_buyer *buyer,
    const char *base_url, struct json_object *request, struct till_error *e)
{
	bool recurring;
	enum till_err err = put_items(c, request, link, &recurring, e);

	if (err != TILL_OK)
		return err;
	copy(request, link, for_all, nitems(for_all));
	if (recurring) {
		copy(request, link, for_subscription,
		    nitems(for_subscription));
	} else {
		copy(request, link, for_payment, nitems(for_payment));
		put_shipping(request, link);
	}
	put_connect(request, link, recurring);
	put_way_on(request, link, wishes->query, base_url);
	json_put_text(request, "mode", recurring ? "subscription" : "payment");
	put_buyer(request, link, wishes, buyer);
	return TILL_OK;
}

enum till_err
visit_begin(struct store_conn *c, struct json_object *link,
    const struct visit_wishes *wishes, const struct visit_buyer *buyer,
    const char *base_url, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct json_object *request, *more;
	enum till_err err;

	*out = NULL;
	if (!json_bool_or(link, "active", false))
		return till_fail(e, TILL_ECONFLICT, "payment_link_inactive",
		    NULL, "%s", json_text_or(link, "inactive_message", ""));
	request = json_object_new_object();
	more = json_object_new_object();
	json_put_text(more, "payment_link", json_text(link, "id"));
	if (wishes->fixed_email == NULL && wishes->email != NULL)
		json_put_text(more, "prefilled_email", wishes->email);
	err = make_request(c, link, wishes, buyer, base_url, request, e);
	if (err == TILL_OK)
		err = session_make(c, request, more, base_url, now, out, e);
	if (err == TILL_OK)
		err = apply_code(c, wishes, now, out, e);
	json_object_put(more);
	json_object_put(request);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}
