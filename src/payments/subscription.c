/* subscription: see billing.h. */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "payments/billing.h"
#include "payments/due.h"
#include "payments/period.h"

#define ITEM_RANDOM 14
#define DAY INT64_C(86400)

const struct record_type subscription_type = {
	.object = "subscription",
	.title = "subscription",
	.table = "subscription",
	.prefix = "sub_",
	.id_random = 24,
	.columns_count = 7,
	.columns = {
		{ "customer", false, { "customer" } },
		{ "status", false, { "status" }, true },
		{ "collection_method", false, { "collection_method" }, true },
		{ "automatic_tax", true, { "automatic_tax", "enabled" }, true },
		{ "period_start", true, { "current_period_start" } },
		{ "period_end", true, { "current_period_end" } },
		{ "test_clock", false, { "test_clock" } },
	},
};

struct json_object *
plan_of(struct json_object *price)
{
	static const char *const same[][2] = {
		{ "id", "id" },
		{ "active", "active" },
		{ "amount", "unit_amount" },
		{ "amount_decimal", "unit_amount_decimal" },
		{ "billing_scheme", "billing_scheme" },
		{ "created", "created" },
		{ "currency", "currency" },
		{ "livemode", "livemode" },
		{ "metadata", "metadata" },
		{ "nickname", "nickname" },
		{ "product", "product" },
		{ "tiers_mode", "tiers_mode" },
		{ "transform_usage", "transform_quantity" },
	};
	static const char *const recurring[] = { "aggregate_usage", "interval",
		"interval_count", "meter", "trial_period_days", "usage_type" };
	struct json_object *plan = object_new(object_find("plan"), NULL);
	struct json_object *from = json_get(price, "recurring");

	for (size_t i = 0; i < nitems(same); i++)
		json_put(plan, same[i][0],
		    json_object_get(json_get(price, same[i][1])));
	for (size_t i = 0; i < nitems(recurring); i++)
		json_put(plan, recurring[i],
		    json_object_get(json_get(from, recurring[i])));
	return plan;
}

static struct json_object *
recurring_of(struct json_object *item)
{
	return json_path(item, "price", "recurring", NULL);
}

/* The rates of a line item's taxes. */
static struct json_object *
rates_of(struct json_object *taxes)
{
	struct json_object *rates = json_object_new_array();

	for (size_t i = 0; i < json_count(taxes); i++)
		json_object_array_add(rates,
		    json_object_get(json_get(json_at(taxes, i), "rate")));
	return rates;
}

static struct json_object *
item_of(struct json_object *item, const char *subscription, int64_t now)
{
	struct json_object *o;
	char id[ID_MAX];

	o = object_new(object_find("subscription_item"), NULL);
	id_new(id, sizeof(id), "si_", ITEM_RANDOM);
	json_put_text(o, "id", id);
	json_put_int(o, "created", now);
	json_put(o, "plan", plan_of(json_get(item, "price")));
	json_put(o, "price", json_object_get(json_get(item, "price")));
	if (json_get(item, "quantity") != NULL)
		json_put(o, "quantity",
		    json_object_get(json_get(item, "quantity")));
	json_put_text(o, "subscription", subscription);
	json_put(o, "tax_rates", rates_of(json_get(item, "taxes")));
	return o;
}

/* The list of what recurs; one-time items are on the first invoice only. */
static struct json_object *
items_of(const struct sale *sale, const char *subscription, int64_t now)
{
	struct json_object *list = object_new(object_find("list"), NULL);
	struct json_object *data = json_object_new_array();
	char url[2 * ID_MAX];

	for (size_t i = 0; i < json_count(sale->items); i++)
		if (recurring_of(json_at(sale->items, i)) != NULL)
			json_object_array_add(data,
			    item_of(json_at(sale->items, i), subscription,
				now));
	(void)snprintf(url, sizeof(url),
	    "/v1/subscription_items?subscription=%s", subscription);
	json_put(list, "data", data);
	json_put_text(list, "url", url);
	return list;
}

/* When a trial ends, 0 for none. */
static int64_t
trial_end(const struct sale *sale, int64_t now)
{
	int64_t days = json_int_or(sale->data, "trial_period_days", 0);

	return json_int_or(sale->data, "trial_end",
	    days > 0 ? now + days * DAY : 0);
}

/* The first period: a trial, up to a given anchor, or one interval. */
static void
put_period(struct json_object *o, const struct sale *sale, int64_t now)
{
	struct json_object *recurring = NULL;
	int64_t trial = trial_end(sale, now), end;
	int64_t anchor = json_int_or(sale->data, "billing_cycle_anchor", 0);

	for (size_t i = 0; recurring == NULL && i < json_count(sale->items);
	     i++)
		recurring = recurring_of(json_at(sale->items, i));
	end = period_end(now, json_text_or(recurring, "interval", "month"),
	    json_int_or(recurring, "interval_count", 1), 1);
	if (anchor > now)
		end = anchor;
	if (trial > 0) {
		end = trial;
		json_put_int(o, "trial_start", now);
		json_put_int(o, "trial_end", trial);
	}
	json_put_int(o, "billing_cycle_anchor",
	    anchor > now      ? anchor :
		trial > 0 ? trial :
			    now);
	json_put_int(o, "current_period_start", now);
	json_put_int(o, "current_period_end", end);
	json_put_int(o, "start_date", now);
	json_put_text(o, "status", trial > 0 ? "trialing" : "incomplete");
}

static void
put_settings(struct json_object *o, const struct sale *sale)
{
	static const char *const details[] = { "comment", "feedback",
		"reason" };
	struct json_object *tax = json_get(sale->session, "automatic_tax");
	struct json_object *own = json_object_new_object();
	struct json_object *payment = json_object_new_object();
	struct json_object *cancel = json_object_new_object();
	struct json_object *invoices = json_object_new_object();
	struct json_object *issuer = json_path(sale->data, "invoice_settings",
	    "issuer", NULL);

	json_put_bool(own, "enabled", json_bool_or(tax, "enabled", false));
	json_put(own, "liability",
	    json_object_get(json_get(tax, "liability")));
	json_put(o, "automatic_tax", own);
	for (size_t i = 0; i < nitems(details); i++)
		json_put(cancel, details[i], NULL);
	json_put(o, "cancellation_details", cancel);
	json_put_text(o, "collection_method", "charge_automatically");
	json_put(payment, "payment_method_options", NULL);
	json_put(payment, "payment_method_types", NULL);
	json_put_text(payment, "save_default_payment_method", "off");
	json_put(o, "payment_settings", payment);
	json_put(invoices, "account_tax_ids", NULL);
	if (issuer != NULL) {
		issuer = json_object_get(issuer);
	} else {
		issuer = json_object_new_object();
		json_put_text(issuer, "type", "self");
	}
	json_put(invoices, "issuer", issuer);
	json_put(o, "invoice_settings", invoices);
}

/* A coupon that is good for some months takes them off from now on. */
static void
put_discount(struct json_object *o, const struct sale *sale, int64_t now)
{
	struct json_object *ids = json_object_new_array(), *own = NULL;
	struct json_object *hidden;
	int64_t months = json_int_or(sale->coupon, "duration_in_months", 0);

	if (sale->discount != NULL) {
		json_object_array_add(ids,
		    json_object_new_string(
			json_text_or(sale->discount, "id", "")));
		json_object_deep_copy(sale->discount, &own, NULL);
		json_put_text(own, "subscription", json_text(o, "id"));
		json_put_text(own, "customer", json_text(sale->customer, "id"));
		json_put_int(own, "start", now);
		if (months > 0)
			json_put_int(own, "end",
			    period_end(now, "month", months, 1));
		hidden = catalog_hidden(o);
		json_put(hidden, KEPT_COUPON, json_object_get(sale->coupon));
		json_put_bool(hidden, KEPT_COUPON_USED,
		    json_int_or(json_get(sale->session, "total_details"),
			"amount_discount", 0) > 0);
	}
	json_put(o, "discount", own);
	json_put(o, "discounts", ids);
}

/* The tax rates that a parameter names, whole. */
static enum till_err
put_tax_rates(struct store_conn *c, struct json_object *o,
    struct json_object *ids, struct till_error *e)
{
	struct json_object *rates = json_object_new_array(), *rate;
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(ids); i++) {
		err = record_get(c, &catalog_tax_rate,
		    json_object_get_string(json_at(ids, i)), &rate, e);
		if (err == TILL_OK)
			json_object_array_add(rates, rate);
	}
	json_put(o, "default_tax_rates", rates);
	return err;
}

void
subscription_join(struct json_object *o, struct json_object *invoice)
{
	struct json_object *lines = json_path(invoice, "lines", "data", NULL);
	struct json_object *items = json_path(o, "items", "data", NULL);
	struct json_object *about = json_object_new_object();
	size_t next = 0;

	json_put(about, "metadata", json_object_get(json_get(o, "metadata")));
	json_put(invoice, "subscription_details", about);
	json_put_text(invoice, "subscription", json_text(o, "id"));
	for (size_t i = 0; i < json_count(lines); i++) {
		struct json_object *line = json_at(lines, i);
		struct json_object *period = json_get(line, "period");

		json_put_text(line, "subscription", json_text(o, "id"));
		if (strcmp(json_text_or(line, "type", ""), "subscription") !=
		    0)
			continue;
		json_put_text(line, "subscription_item",
		    json_text(json_at(items, next++), "id"));
		json_put_int(period, "start",
		    json_int_or(o, "current_period_start", 0));
		json_put_int(period, "end",
		    json_int_or(o, "current_period_end", 0));
	}
}

/* What a list by price or plan finds it by. */
static enum till_err
keep_prices(struct store_conn *c, struct json_object *o,
    struct till_error *e)
{
	struct json_object *items = json_path(o, "items", "data", NULL);
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(items); i++)
		err = store_exec(c,
		    "INSERT OR IGNORE INTO subscription_of_price(price,at) "
		    "SELECT ?,pos FROM subscription WHERE id=?",
		    e, "tt",
		    json_text(json_get(json_at(items, i), "price"), "id"),
		    json_text(o, "id"));
	return err;
}

/* The end of its first period, and the warning of a trial's. */
static enum till_err
put_due(struct store_conn *c, struct json_object *o, struct till_error *e)
{
	const char *id = json_text(o, "id");
	int64_t trial = json_int_or(o, "trial_end", 0);
	enum till_err err;

	err = due_put(c, id, DUE_PERIOD,
	    json_int_or(o, "current_period_end", 0), e);
	/* A trial that is shorter than that is told of at once. */
	if (err == TILL_OK && trial > 0)
		err = due_put(c, id, DUE_TRIAL_WARNING,
		    trial - SUBSCRIPTION_TRIAL_WARNING_S, e);
	return err;
}

enum till_err
subscription_make(struct store_conn *c, const struct sale *sale,
    struct json_object *invoice, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct json_object *o;
	enum till_err err;

	*out = NULL;
	err = catalog_new(&subscription_type, sale->data, now, &o, e);
	if (err != TILL_OK)
		return err;
	put_period(o, sale, now);
	put_settings(o, sale);
	put_discount(o, sale, now);
	json_put_text(o, "currency",
	    json_text_or(sale->session, "currency", ""));
	json_put_text(o, "customer", json_text(sale->customer, "id"));
	json_put_text(o, "default_payment_method", sale->method);
	json_put_text(o, "latest_invoice", json_text(invoice, "id"));
	json_put(o, "items", items_of(sale, json_text(o, "id"), now));
	subscription_join(o, invoice);
	err = put_tax_rates(c, o, json_get(sale->data, "default_tax_rates"),
	    e);
	if (err == TILL_OK)
		err = catalog_insert(c, &subscription_type, o, e);
	if (err == TILL_OK)
		err = keep_prices(c, o, e);
	if (err == TILL_OK)
		err = put_due(c, o, e);
	if (err != TILL_OK)
		json_object_put(o);
	else
		*out = o;
	return err;
}

enum till_err
subscription_set(struct store_conn *c, const char *id, const char *status,
    struct till_error *e)
{
	struct json_object *o = NULL;
	enum till_err err;

	if (*id == '\0')
		return TILL_OK;
	err = record_get_whole(c, &subscription_type, id, &o, e);
	if (err != TILL_OK)
		return err;
	json_put_text(o, "status", status);
	err = catalog_update(c, &subscription_type, o, e);
	json_object_put(o);
	return err;
}

/* An invoice of an ended subscription waits for its merchant. */
static enum till_err
leave_invoice(struct store_conn *c, const char *id, struct till_error *e)
{
	struct json_object *invoice = NULL;
	enum till_err err = due_drop_all(c, id, e);

	if (err == TILL_OK)
		err = record_get_whole(c, &invoice_type, id, &invoice, e);
	if (err == TILL_OK) {
		json_put_bool(invoice, "auto_advance", false);
		json_put(invoice, "automatically_finalizes_at", NULL);
		json_put(invoice, "next_payment_attempt", NULL);
		err = catalog_update(c, &invoice_type, invoice, e);
	}
	json_object_put(invoice);
	return err;
}

/* The same of all that are not paid; a debit under way still settles. */
static enum till_err
leave_invoices(struct store_conn *c, const char *subscription,
    struct till_error *e)
{
	struct json_object *ids = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	err = store_query(c,
	    "SELECT i.id FROM invoice i JOIN due_step d ON d.id=i.id "
	    "WHERE i.subscription=? AND d.step IN ('collect','finalize')",
	    &rows, e, "t", subscription);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		json_object_array_add(ids,
		    json_object_new_string(store_text(rows, 0)));
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = TILL_EDB;
	for (size_t i = 0; err == TILL_OK && i < json_count(ids); i++)
		err = leave_invoice(c,
		    json_object_get_string(json_at(ids, i)), e);
	json_object_put(ids);
	return err;
}

enum till_err
subscription_end(struct store_conn *c, struct json_object *o,
    const char *reason, int64_t now, struct till_error *e)
{
	const char *id = json_text_or(o, "id", "");
	enum till_err err;

	if (reason != NULL)
		json_put_text(json_get(o, "cancellation_details"), "reason",
		    reason);
	json_put_text(o, "status", "canceled");
	/* Of one whose end was set before, that is when it was canceled. */
	if (json_get(o, "canceled_at") == NULL)
		json_put_int(o, "canceled_at", now);
	json_put_int(o, "ended_at", now);
	err = due_drop_all(c, id, e);
	if (err == TILL_OK)
		err = catalog_update(c, &subscription_type, o, e);
	return err == TILL_OK ? leave_invoices(c, id, e) : err;
}

enum till_err
subscription_cancel(struct store_conn *c, const char *id,
    struct json_object *details, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct json_object *kept, *value;
	enum till_err err;

	err = record_get_whole(c, &subscription_type, id, out, e);
	if (err != TILL_OK)
		return err;
	/* Mark I: the API speaks of a canceled one as of one that is gone. */
	if (strcmp(json_text_or(*out, "status", ""), "canceled") == 0) {
		json_object_put(*out);
		*out = NULL;
		return till_fail(e, TILL_ENOTFOUND, "resource_missing", "id",
		    "No such subscription: '%s'", id);
	}
	kept = json_get(*out, "cancellation_details");
	if (json_object_object_get_ex(details, "comment", &value))
		json_put(kept, "comment", json_object_get(value));
	if (json_object_object_get_ex(details, "feedback", &value))
		json_put(kept, "feedback", json_object_get(value));
	return subscription_end(c, *out, "cancellation_requested", now, e);
}
