/* invoice: see billing.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "params/object.h"
#include "payments/billing.h"
#include "payments/due.h"

#define LINE_RANDOM 24
#define DESCRIPTION_MAX 512
#define PRICE_MAX 96
#define DAY INT64_C(86400)

/*
 * Mark I: the API lets a merchant choose up to three more tries; these are
 * the times after each failure that its own settings begin with.
 */
static const int64_t retry_after_s[] = { 3 * DAY, 5 * DAY, 7 * DAY };

/* Mark I: the test account's country; nothing else depends on it. */
#define ACCOUNT_COUNTRY "US"

const struct record_type invoice_type = {
	.object = "invoice",
	.title = "invoice",
	.table = "invoice",
	.prefix = "in_",
	.id_random = 24,
	.columns_count = 4,
	.columns = {
		{ "customer", false, { "customer" } },
		{ "status", false, { "status" }, true },
		{ "collection_method", false, { "collection_method" }, true },
		{ "subscription", false, { "subscription" } },
	},
};

static bool
is_recurring(struct json_object *item)
{
	return json_path(item, "price", "recurring", NULL) != NULL;
}

/* [{"amount","discount"}] with the discount's id. */
static struct json_object *
discount_ids(struct json_object *discounts)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < json_count(discounts); i++) {
		struct json_object *from = json_at(discounts, i);
		struct json_object *one = json_object_new_object();

		json_put_int(one, "amount", json_int_or(from, "amount", 0));
		json_put_text(one, "discount",
		    json_text(json_get(from, "discount"), "id"));
		json_object_array_add(list, one);
	}
	return list;
}

/* Tax amounts with the rate's id in its place; *inclusive sums such ones. */
static struct json_object *
tax_ids(struct json_object *taxes, int64_t *inclusive)
{
	struct json_object *list = json_object_new_array();

	*inclusive = 0;
	for (size_t i = 0; i < json_count(taxes); i++) {
		struct json_object *from = json_at(taxes, i);
		struct json_object *rate = json_get(from, "rate");
		struct json_object *one = json_object_new_object();
		int64_t amount = json_int_or(from, "amount", 0);
		bool within = json_bool_or(rate, "inclusive", false);

		json_put_int(one, "amount", amount);
		json_put_bool(one, "inclusive", within);
		json_put_text(one, "tax_rate", json_text(rate, "id"));
		json_put_text(one, "taxability_reason",
		    json_text(from, "taxability_reason"));
		json_put(one, "taxable_amount",
		    json_object_get(json_get(from, "taxable_amount")));
		json_object_array_add(list, one);
		if (within)
			*inclusive += amount;
	}
	return list;
}

static struct json_object *
tax_rates(struct json_object *taxes)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < json_count(taxes); i++)
		json_object_array_add(list,
		    json_object_get(json_get(json_at(taxes, i), "rate")));
	return list;
}

/* "2 × A lamp (at $5.00 / month)", as invoices say it (mark I). */
static void
describe(struct json_object *item, char out[static DESCRIPTION_MAX])
{
	struct json_object *price = json_get(item, "price");
	struct json_object *recurring = json_get(price, "recurring");
	const char *name = json_text_or(item, "description", "");
	int64_t count = json_int_or(recurring, "interval_count", 1);
	const char *interval = json_text_or(recurring, "interval", "");
	char unit[PRICE_MAX], every[32];

	if (recurring == NULL || json_get(price, "unit_amount") == NULL) {
		text_copy(out, DESCRIPTION_MAX, name);
		return;
	}
	money_format(unit, sizeof(unit), json_int_or(price, "unit_amount", 0),
	    json_text_or(price, "currency", ""), NULL);
	if (count == 1)
		text_copy(every, sizeof(every), interval);
	else
		(void)snprintf(every, sizeof(every), "every %" PRId64 " %.8ss",
		    count, interval);
	(void)snprintf(out, DESCRIPTION_MAX,
	    "%" PRId64 " × %.300s (at %s / %s)",
	    json_int_or(item, "quantity", 1), name, unit, every);
}

static struct json_object *
line_of(struct json_object *item, struct json_object *invoice, int64_t now)
{
	struct json_object *taxes = json_get(item, "taxes");
	struct json_object *price = json_get(item, "price");
	int64_t amount = json_int_or(item, "amount_subtotal", 0), inclusive;
	struct json_object *period = json_object_new_object(), *line;
	char id[ID_MAX], description[DESCRIPTION_MAX];

	line = object_new(object_find("line_item"), NULL);
	id_new(id, sizeof(id), "il_", LINE_RANDOM);
	describe(item, description);
	json_put_text(line, "id", id);
	json_put_int(line, "amount", amount);
	json_put(line, "tax_amounts", tax_ids(taxes, &inclusive));
	json_put_int(line, "amount_excluding_tax", amount - inclusive);
	json_put_text(line, "currency", json_text_or(item, "currency", ""));
	json_put_text(line, "description", description);
	json_put(line, "discount_amounts",
	    discount_ids(json_get(item, "discounts")));
	json_put_bool(line, "discountable", true);
	json_put_text(line, "invoice", json_text(invoice, "id"));
	json_put_int(period, "end", now);
	json_put_int(period, "start", now);
	json_put(line, "period", period);
	json_put(line, "plan", is_recurring(item) ? plan_of(price) : NULL);
	json_put(line, "price", json_object_get(price));
	json_put(line, "quantity",
	    json_object_get(json_get(item, "quantity")));
	json_put(line, "tax_rates", tax_rates(taxes));
	json_put_text(line, "type",
	    is_recurring(item) ? "subscription" : "invoiceitem");
	return line;
}

static struct json_object *
lines_of(const struct sale *sale, struct json_object *invoice, int64_t now)
{
	struct json_object *list = object_new(object_find("list"), NULL);
	struct json_object *data = json_object_new_array();
	char url[2 * ID_MAX];

	for (size_t i = 0; i < json_count(sale->items); i++)
		json_object_array_add(data,
		    line_of(json_at(sale->items, i), invoice, now));
	(void)snprintf(url, sizeof(url), "/v1/invoices/%s/lines",
	    json_text_or(invoice, "id", ""));
	json_put(list, "data", data);
	json_put_text(list, "url", url);
	return list;
}

/* Who it is for, as the customer is known at this moment. */
static void
put_customer(struct json_object *invoice, struct json_object *customer)
{
	static const char *const names[][2] = {
		{ "customer", "id" },
		{ "customer_address", "address" },
		{ "customer_email", "email" },
		{ "customer_name", "name" },
		{ "customer_phone", "phone" },
		{ "customer_shipping", "shipping" },
		{ "customer_tax_exempt", "tax_exempt" },
	};

	for (size_t i = 0; i < nitems(names); i++)
		json_put(invoice, names[i][0],
		    json_object_get(json_get(customer, names[i][1])));
}

static void
put_amounts(struct json_object *invoice, const struct sale *sale)
{
	struct json_object *session = sale->session;
	struct json_object *details = json_get(session, "total_details");
	struct json_object *parts = json_get(details, "breakdown");
	int64_t subtotal = json_int_or(session, "amount_subtotal", 0);
	int64_t total = json_int_or(session, "amount_total", 0);
	int64_t tax = json_int_or(details, "amount_tax", 0), inclusive;

	json_put_int(invoice, "amount_due", total);
	json_put_int(invoice, "amount_remaining", total);
	json_put_int(invoice, "amount_shipping",
	    json_int_or(details, "amount_shipping", 0));
	json_put_int(invoice, "subtotal", subtotal);
	json_put_int(invoice, "total", total);
	json_put(invoice, "total_discount_amounts",
	    discount_ids(json_get(parts, "discounts")));
	json_put(invoice, "total_tax_amounts",
	    tax_ids(json_get(parts, "taxes"), &inclusive));
	json_put_int(invoice, "subtotal_excluding_tax", subtotal - inclusive);
	json_put_int(invoice, "total_excluding_tax", total - tax);
	if (json_count(json_get(invoice, "total_tax_amounts")) > 0)
		json_put_int(invoice, "tax", tax);
	json_put(invoice, "shipping_cost",
	    json_object_get(json_get(session, "shipping_cost")));
}

/* {"a":null,...} of the names. */
static struct json_object *
nulls(const char *const *names, size_t n)
{
	struct json_object *o = json_object_new_object();

	for (size_t i = 0; i < n; i++)
		json_put(o, names[i], NULL);
	return o;
}

static struct json_object *
issuer_of(const struct sale *sale)
{
	struct json_object *given = json_get(sale->data, "issuer"), *own;

	if (given == NULL)
		given = json_path(sale->data, "invoice_settings", "issuer",
		    NULL);
	if (given != NULL)
		return json_object_get(given);
	own = json_object_new_object();
	json_put_text(own, "type", "self");
	return own;
}

static void
put_settings(struct json_object *invoice, const struct sale *sale)
{
	static const char *const payment[] = { "default_mandate",
		"payment_method_options", "payment_method_types" };
	static const char *const transitions[] = { "finalized_at",
		"marked_uncollectible_at", "paid_at", "voided_at" };
	struct json_object *options = json_get(sale->data,
	    "rendering_options");
	bool subscribed = strcmp(json_text_or(sale->session, "mode", ""),
			      "subscription") == 0;

	json_put_text(invoice, "account_country", ACCOUNT_COUNTRY);
	json_put(invoice, "automatic_tax",
	    json_object_get(json_get(sale->session, "automatic_tax")));
	json_put_text(invoice, "billing_reason",
	    sale->reason != NULL ? sale->reason :
		subscribed	 ? "subscription_create" :
				   "manual");
	json_put_text(invoice, "collection_method", "charge_automatically");
	json_put(invoice, "issuer", issuer_of(sale));
	json_put(invoice, "payment_settings", nulls(payment, nitems(payment)));
	json_put(invoice, "status_transitions",
	    nulls(transitions, nitems(transitions)));
	if (options != NULL)
		json_put(invoice, "rendering", json_object_get(options));
}

static void
put_discount(struct json_object *invoice, struct json_object *discount)
{
	struct json_object *ids = json_object_new_array();

	if (discount != NULL)
		json_object_array_add(ids,
		    json_object_new_string(json_text_or(discount, "id", "")));
	json_put(invoice, "discount", json_object_get(discount));
	json_put(invoice, "discounts", ids);
}

/* The tax ids that the buyer gave; the caller's. */
static struct json_object *
tax_ids_of(struct json_object *session)
{
	struct json_object *given = json_path(session, "customer_details",
	    "tax_ids", NULL);

	return given != NULL ? json_object_get(given) :
			       json_object_new_array();
}

enum till_err
invoice_new(const struct sale *sale, int64_t now, struct json_object **out,
    struct till_error *e)
{
	enum till_err err;

	/* Of a subscription's data only what is the invoice's own. */
	err = catalog_new(&invoice_type,
	    json_get(sale->session, "invoice_creation") != NULL ? sale->data :
								  NULL,
	    now, out, e);
	if (err != TILL_OK)
		return err;
	json_put_bool(*out, "auto_advance", false);
	json_put(*out, "customer_tax_ids", tax_ids_of(sale->session));
	json_put(*out, "shipping_details",
	    json_object_get(json_get(sale->session, "shipping_details")));
	json_put(*out, "hosted_invoice_url", NULL);
	json_put(*out, "invoice_pdf", NULL);
	json_put_text(*out, "status", "draft");
	json_put_text(*out, "currency",
	    json_text_or(sale->session, "currency", ""));
	json_put_int(*out, "period_start", now);
	json_put_int(*out, "period_end", now);
	put_customer(*out, sale->customer);
	put_settings(*out, sale);
	put_discount(*out, sale->discount);
	put_amounts(*out, sale);
	json_put(*out, "lines", lines_of(sale, *out, now));
	return TILL_OK;
}

/* The next number of a customer's invoices: "PREFIX-0001". */
static enum till_err
take_number(struct store_conn *c, struct json_object *customer,
    struct json_object *invoice, struct till_error *e)
{
	int64_t next = json_int_or(customer, "next_invoice_sequence", 1);
	char number[64];

	(void)snprintf(number, sizeof(number), "%.40s-%04" PRId64,
	    json_text_or(customer, "invoice_prefix", ""), next);
	json_put_text(invoice, "number", number);
	json_put_int(customer, "next_invoice_sequence", next + 1);
	return catalog_update(c, &catalog_customer, customer, e);
}

enum till_err
invoice_issue(struct store_conn *c, const struct sale *sale,
    struct json_object *invoice, const char *intent, int64_t now,
    struct till_error *e)
{
	enum till_err err;

	err = catalog_insert(c, &invoice_type, invoice, e);
	if (err == TILL_OK)
		err = invoice_finalize(c, sale->customer, invoice, intent,
		    now, e);
	return err;
}

void
invoice_take_balance(struct json_object *invoice,
    struct json_object *customer)
{
	int64_t balance = json_int_or(customer, "balance", 0), due;

	/* More than 64 bits hold is no balance of anybody's. */
	if (!money_add(json_int_or(invoice, "total", 0), balance, &due))
		return;
	json_put_int(invoice, "starting_balance", balance);
	json_put_int(invoice, "ending_balance", due < 0 ? due : 0);
	json_put_int(customer, "balance", due < 0 ? due : 0);
	json_put_int(invoice, "amount_due", due < 0 ? 0 : due);
	json_put_int(invoice, "amount_remaining", due < 0 ? 0 : due);
}

enum till_err
invoice_finalize(struct store_conn *c, struct json_object *customer,
    struct json_object *invoice, const char *intent, int64_t now,
    struct till_error *e)
{
	enum till_err err = take_number(c, customer, invoice, e);

	if (err != TILL_OK)
		return err;
	json_put_text(invoice, "status", "open");
	json_put_text(invoice, "payment_intent", intent);
	json_put_int(invoice, "effective_at", now);
	json_put(invoice, "automatically_finalizes_at", NULL);
	json_put_int(json_get(invoice, "status_transitions"), "finalized_at",
	    now);
	if (json_get(invoice, "ending_balance") == NULL)
		json_put_int(invoice, "ending_balance", 0);
	return catalog_update(c, &invoice_type, invoice, e);
}

enum till_err
invoice_pay(struct store_conn *c, struct json_object *invoice,
    const char *charge, int64_t now, struct till_error *e)
{
	json_put_text(invoice, "status", "paid");
	json_put_bool(invoice, "paid", true);
	json_put_bool(invoice, "attempted", true);
	json_put_int(invoice, "attempt_count",
	    json_int_or(invoice, "attempt_count", 0) + (charge != NULL));
	json_put(invoice, "next_payment_attempt", NULL);
	json_put_text(invoice, "charge", charge);
	json_put_int(invoice, "amount_paid",
	    json_int_or(invoice, "amount_due", 0));
	json_put_int(invoice, "amount_remaining", 0);
	json_put_int(json_get(invoice, "status_transitions"), "paid_at", now);
	return catalog_update(c, &invoice_type, invoice, e);
}

enum till_err
invoice_miss(struct store_conn *c, struct json_object *invoice,
    const char *charge, int64_t now, struct till_error *e)
{
	int64_t tries = json_int_or(invoice, "attempt_count", 0) + 1, next;
	bool again = json_text(invoice, "subscription") != NULL &&
	    tries <= (int64_t)nitems(retry_after_s);
	enum till_err err = TILL_OK;

	json_put_bool(invoice, "attempted", true);
	json_put_int(invoice, "attempt_count", tries);
	json_put_text(invoice, "charge", charge);
	json_put(invoice, "next_payment_attempt", NULL);
	if (again) {
		next = now + retry_after_s[tries - 1];
		json_put_int(invoice, "next_payment_attempt", next);
		err = due_put(c, json_text(invoice, "id"), DUE_COLLECT, next,
		    e);
	}
	if (err == TILL_OK)
		err = catalog_update(c, &invoice_type, invoice, e);
	if (err == TILL_OK)
		err = event_emit(c, "invoice.payment_failed", invoice, NULL,
		    e);
	return err;
}

enum till_err
invoice_settle(struct store_conn *c, const char *id, const char *charge,
    bool paid, int64_t now, struct till_error *e)
{
	struct json_object *invoice = NULL;
	enum till_err err;

	if (*id == '\0')
		return TILL_OK;
	err = record_get_whole(c, &invoice_type, id, &invoice, e);
	if (err != TILL_OK)
		return err;
	err = (paid ? invoice_pay : invoice_miss)(c, invoice, charge, now, e);
	json_object_put(invoice);
	return err;
}
