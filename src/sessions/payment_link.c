/* payment_link: see payment_link.h. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "params/object.h"
#include "sessions/items.h"
#include "sessions/payment_link.h"
#include "sessions/shipping.h"

#define URL_MAX 4096
/* Random characters at the end of a url; its index is by these. */
#define URL_RANDOM 18
#define KEPT_ADJUSTABLE "adjustable" /* in catalog_hidden() */

const struct record_type payment_link_type = {
	.object = "payment_link",
	.title = "payment link",
	.table = "payment_link",
	.prefix = "plink_",
	.id_random = 24,
	.columns_count = 2,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "url", false, { "url" } },
	},
};

/* Mark I: no recordings of the real wordings were found. */
static const char needs_recurring[] =
    "You can only pass `%s` when a line item is recurring.";
static const char needs_one_time[] =
    "You can only pass `%s` when no line item is recurring.";

/* What goes only with recurring prices, and only without. */
static const char *const for_recurring[] = { "subscription_data",
	"application_fee_percent" };
static const char *const for_one_time[] = { "payment_intent_data",
	"invoice_creation", "application_fee_amount", "shipping_options" };

static enum till_err
check_kind(struct json_object *params, const struct bill *bill,
    struct till_error *e)
{
	bool recurring = bill->recurring > 0;
	const char *const *names = recurring ? for_one_time : for_recurring;
	size_t n = recurring ? nitems(for_one_time) : nitems(for_recurring);

	for (size_t i = 0; i < n; i++)
		if (json_get(params, names[i]) != NULL)
			return till_fail(e, TILL_EINPUT, NULL, names[i],
			    recurring ? needs_one_time : needs_recurring,
			    names[i]);
	return TILL_OK;
}

static enum till_err
check_quantities(struct json_object *params, struct till_error *e)
{
	struct json_object *items = json_get(params, "line_items");
	char param[TILL_PARAM_MAX];

	if (json_count(items) == 0)
		return param_missing("", "line_items", e);
	for (size_t i = 0; i < json_count(items); i++) {
		if (json_int_or(json_at(items, i), "quantity", 1) >= 1)
			continue;
		(void)snprintf(param, sizeof(param),
		    "line_items[%zu][quantity]", i);
		return till_fail(e, TILL_EINPUT, "parameter_invalid_integer",
		    param, "This value must be greater than or equal to 1.");
	}
	return TILL_OK;
}

/* What the buyer sees when it is paid. */
static enum till_err
put_completion(struct json_object *o, struct json_object *params,
    struct till_error *e)
{
	struct json_object *given = json_get(params, "after_completion");
	const char *type = json_text_or(given, "type", "hosted_confirmation");
	struct json_object *full = json_object_new_object(), *message;

	if (strcmp(type, "redirect") == 0) {
		if (json_get(given, "redirect") == NULL) {
			json_object_put(full);
			return param_missing("after_completion", "redirect",
			    e);
		}
		json_put(full, "redirect",
		    json_object_get(json_get(given, "redirect")));
	} else {
		message = json_object_new_object();
		json_put_text(message, "custom_message",
		    json_text(json_get(given, "hosted_confirmation"),
			"custom_message"));
		json_put(full, "hosted_confirmation", message);
	}
	json_put_text(full, "type", type);
	json_put(o, "after_completion", full);
	return TILL_OK;
}

/* Members of subscription_data that are there once it was given at all. */
static void
put_subscription(struct json_object *o)
{
	struct json_object *issuer = json_path(o, "subscription_data",
	    "invoice_settings", "issuer", NULL);

	if (issuer != NULL && *json_text_or(issuer, "type", "") == '\0')
		json_put_text(issuer, "type", "self");
}

/* What the API fills in for settings that were not given. */
static void
put_settings(struct json_object *o, struct json_object *params,
    const struct bill *bill)
{
	const struct {
		const char *name, *fallback;
	} texts[] = {
		{ "billing_address_collection", "auto" },
		{ "customer_creation",
		    bill->recurring > 0 ? "always" : "if_required" },
		{ "payment_method_collection", "always" },
		{ "submit_type", "auto" },
	};
	struct json_object *tax_id = json_get(o, "tax_id_collection");
	struct json_object *done = json_path(o, "restrictions",
	    "completed_sessions", NULL);

	for (size_t i = 0; i < nitems(texts); i++)
		json_put_text(o, texts[i].name,
		    json_text_or(params, texts[i].name, texts[i].fallback));
	if (*json_text_or(tax_id, "required", "") == '\0')
		json_put_text(tax_id, "required", "never");
	if (done != NULL)
		json_put_int(done, "count", 0);
	put_subscription(o);
	json_put_bool(o, "active", true);
	json_put_text(o, "currency", bill->currency);
	json_put(o, "shipping_options",
	    bill->shipping_options != NULL ?
		json_object_get(bill->shipping_options) :
		json_object_new_array());
}

static void
put_url(struct json_object *o, const char *base_url)
{
	char tail[ID_MAX];
	struct buf url;

	id_new(tail, sizeof(tail), "test_", URL_RANDOM);
	buf_init(&url, URL_MAX);
	buf_addf(&url, "%s/b/%s", base_url, tail);
	json_put_text(o, "url", buf_text(&url));
	buf_free(&url);
}

/* Keeps what a buyer may do to quantities: a list, null where nothing. */
static void
keep_adjustable(struct json_object *o, struct json_object *params)
{
	struct json_object *items = json_get(params, "line_items");
	struct json_object *kept = json_object_new_array();
	bool any = false;

	for (size_t i = 0; i < json_count(items); i++) {
		struct json_object *own = json_get(json_at(items, i),
		    "adjustable_quantity");

		any = any || own != NULL;
		json_object_array_add(kept, json_object_get(own));
	}
	if (any)
		json_put(catalog_hidden(o), KEPT_ADJUSTABLE,
		    json_object_get(kept));
	json_object_put(kept);
}

struct json_object *
payment_link_adjustable(struct json_object *link, size_t item)
{
	return json_at(json_path(link, CATALOG_HIDDEN, KEPT_ADJUSTABLE, NULL),
	    item);
}

enum till_err
payment_link_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	struct bill bill = { .count = 0 };
	enum till_err err;

	err = check_quantities(p, e);
	if (err == TILL_OK)
		err = items_draft(change->c, p, change->now, &bill, e);
	if (err == TILL_OK)
		err = check_kind(p, &bill, e);
	if (err == TILL_OK)
		err = shipping_draft(change->c, p, change->now, &bill, e);
	if (err == TILL_OK)
		err = bill_compute(&bill, "line_items", e);
	if (err == TILL_OK)
		err = put_completion(o, p, e);
	if (err == TILL_OK) {
		put_settings(o, p, &bill);
		put_url(o, change->base_url);
		keep_adjustable(o, p);
		bill_write_lines(&bill);
		err = items_insert(change->c, json_text_or(o, "id", ""), &bill,
		    e);
	}
	bill_free(&bill);
	return err;
}

enum till_err
payment_link_update(struct catalog_change *change, struct till_error *e)
{
	if (json_get(change->params, "after_completion") == NULL)
		return TILL_OK;
	return put_completion(change->object, change->params, e);
}

enum till_err
payment_link_count(struct store_conn *c, struct json_object *session,
    struct till_error *e)
{
	const char *id = json_text(session, "payment_link");
	struct json_object *link = NULL, *done;
	int64_t count, limit;
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	err = record_get_whole(c, &payment_link_type, id, &link, e);
	if (err != TILL_OK)
		return err == TILL_ENOTFOUND ? TILL_OK : err;
	done = json_path(link, "restrictions", "completed_sessions", NULL);
	count = json_int_or(done, "count", 0);
	limit = json_int_or(done, "limit", INT64_MAX);
	if (count >= limit)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "This was sold out while you were here. You have not "
		    "been charged.");
	if (err == TILL_OK && done != NULL) {
		json_put_int(done, "count", count + 1);
		if (count + 1 >= limit)
			json_put_bool(link, "active", false);
		err = catalog_update(c, &payment_link_type, link, e);
	}
	json_object_put(link);
	return err;
}
