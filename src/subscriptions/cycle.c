/* cycle: the invoice of one period of a subscription. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/billing.h"
#include "payments/due.h"
#include "sessions/bill.h"
#include "subscriptions/steps.h"

#define DRAFT_S 3600 /* the API leaves a merchant this to change a draft */
#define CREDIT_TEXT_MAX 400

/* Whether the discount of a subscription is for an invoice made at. */
static bool
is_discounted(struct json_object *subscription, int64_t at)
{
	struct json_object *hidden = json_get(subscription, CATALOG_HIDDEN);
	const char *duration = json_text_or(json_get(hidden, KEPT_COUPON),
	    "duration", "");

	if (json_get(subscription, "discount") == NULL)
		return false;
	if (strcmp(duration, "once") == 0)
		return !json_bool_or(hidden, KEPT_COUPON_USED, false);
	return at < json_int_or(json_get(subscription, "discount"), "end",
			INT64_MAX);
}

/* A discount that is over leaves the subscription. */
static void
settle_discount(struct json_object *subscription, int64_t at)
{
	if (is_discounted(subscription, at))
		return;
	json_put(subscription, "discount", NULL);
	json_put(subscription, "discounts", json_object_new_array());
	if (json_get(subscription, CATALOG_HIDDEN) != NULL)
		json_object_object_del(catalog_hidden(subscription),
		    KEPT_COUPON);
}

/* A line as a session's: what is sold, how many, and what it costs. */
static enum till_err
put_line(struct store_conn *c, struct json_object *item, struct bill *bill,
    struct till_error *e)
{
	const char *id = json_text_or(json_get(item, "price"), "id", "");
	struct bill_line *line = &bill->lines[bill->count++];
	struct json_object *price = NULL, *in = NULL, *product = NULL;
	enum till_err err;

	line->item = json_object_new_object();
	line->taxes = json_object_get(json_get(item, "tax_rates"));
	err = record_get(c, &catalog_price, id, &line->price, e);
	if (err == TILL_OK)
		err = record_get_whole(c, &catalog_price, id, &price, e);
	if (err == TILL_OK)
		in = price_in(price, bill->currency);
	if (err == TILL_OK)
		err = price_amount(in, json_int_or(item, "quantity", 0),
		    &line->subtotal, e);
	if (err == TILL_OK)
		err = record_get(c, &catalog_product,
		    json_text_or(price, "product", ""), &product, e);
	/* A product that is gone has no name any more. */
	if (err == TILL_ENOTFOUND && in != NULL)
		err = TILL_OK;
	json_put_text(line->item, "currency", bill->currency);
	json_put_text(line->item, "description",
	    json_text_or(product, "name", ""));
	json_put(line->item, "price", json_object_get(line->price));
	json_put(line->item, "quantity",
	    json_object_get(json_get(item, "quantity")));
	json_object_put(price);
	json_object_put(in);
	json_object_put(product);
	return err;
}

/* A part of a period, in seconds. */
struct share {
	int64_t part, whole;
};

/* What a part of the period costs. */
static bool
take_share(struct bill *bill, const struct share *share)
{
	for (size_t i = 0; i < bill->count; i++)
		if (!money_round((money_wide)bill->lines[i].subtotal *
			    share->part,
			share->whole, money_step(bill->currency),
			&bill->lines[i].subtotal))
			return false;
	return true;
}

/* What is to be paid for a period or a part of it. */
static enum till_err
make_bill(struct store_conn *c, struct json_object *subscription,
    const struct share *share, struct bill *bill, struct till_error *e)
{
	struct json_object *items = json_path(subscription, "items", "data",
	    NULL);
	struct json_object *discount = json_get(subscription, "discount");
	enum till_err err = bill_init(bill, json_count(items), e);

	text_copy(bill->currency, sizeof(bill->currency),
	    json_text_or(subscription, "currency", ""));
	for (size_t i = 0; err == TILL_OK && i < json_count(items); i++)
		err = put_line(c, json_at(items, i), bill, e);
	if (err == TILL_OK && share != NULL && !take_share(bill, share))
		err = till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "a part of a price is too large");
	if (discount != NULL) {
		bill->discount = json_object_get(discount);
		bill->coupon = json_object_get(json_path(subscription,
		    CATALOG_HIDDEN, KEPT_COUPON, NULL));
	}
	return err == TILL_OK ? bill_compute(bill, NULL, e) : err;
}

/* An invoice reads what was sold from a session: one of this period only. */
static struct json_object *
session_of(struct json_object *subscription, struct bill *bill)
{
	struct json_object *session = json_object_new_object();

	json_put_text(session, "mode", "subscription");
	json_put(session, "automatic_tax",
	    json_object_get(json_get(subscription, "automatic_tax")));
	bill_write(bill, session);
	return session;
}

static enum till_err
make_invoice(struct store_conn *c, struct json_object *subscription,
    struct bill *bill, const char *reason, int64_t at,
    struct json_object **out, struct till_error *e)
{
	struct sale sale = {
		.session = session_of(subscription, bill),
		.items = json_object_new_array(),
		.discount = bill->discount,
		.data = subscription,
		.reason = reason,
	};
	enum till_err err;

	for (size_t i = 0; i < bill->count; i++)
		json_object_array_add(sale.items,
		    json_object_get(bill->lines[i].item));
	err = record_get_whole(c, &catalog_customer,
	    json_text_or(subscription, "customer", ""), &sale.customer, e);
	if (err == TILL_OK)
		err = invoice_new(&sale, at, out, e);
	json_object_put(sale.session);
	json_object_put(sale.items);
	json_object_put(sale.customer);
	return err;
}

enum till_err
cycle_invoice(struct store_conn *c, struct json_object *subscription,
    int64_t from, int64_t at, struct json_object **out, struct till_error *e)
{
	struct json_object *invoice = NULL;
	struct bill bill = { .count = 0 };
	enum till_err err;

	settle_discount(subscription, at);
	err = make_bill(c, subscription, NULL, &bill, e);
	if (err == TILL_OK)
		err = make_invoice(c, subscription, &bill, BILLING_CYCLE, at,
		    &invoice, e);
	if (err == TILL_OK) {
		if (bill.off > 0)
			json_put_bool(catalog_hidden(subscription),
			    KEPT_COUPON_USED, true);
		subscription_join(subscription, invoice);
		/* What came up in the period before is billed as well. */
		json_put_int(invoice, "period_start", from);
		json_put_int(invoice, "period_end", at);
		json_put_bool(invoice, "auto_advance", true);
		json_put_int(invoice, "automatically_finalizes_at",
		    at + DRAFT_S);
		json_put_text(subscription, "latest_invoice",
		    json_text(invoice, "id"));
		err = catalog_insert(c, &invoice_type, invoice, e);
	}
	if (err == TILL_OK)
		err = due_put(c, json_text(invoice, "id"), DUE_FINALIZE,
		    at + DRAFT_S, e);
	bill_free(&bill);
	if (err == TILL_OK)
		*out = invoice;
	else
		json_object_put(invoice);
	return err;
}

/* Turns amounts of an object to the other side of zero. */
static void
negate(struct json_object *o)
{
	static const char *const names[] = { "amount", "amount_excluding_tax",
		"subtotal", "subtotal_excluding_tax", "tax", "taxable_amount",
		"total", "total_excluding_tax" };

	for (size_t i = 0; i < nitems(names); i++)
		if (json_object_is_type(json_get(o, names[i]), json_type_int))
			json_put_int(o, names[i],
			    -json_int_or(o, names[i], 0));
}

static void
negate_all(struct json_object *list)
{
	for (size_t i = 0; i < json_count(list); i++)
		negate(json_at(list, i));
}

/* A line of what is given back. */
static void
turn_line(struct json_object *line, int64_t at)
{
	const char *name = json_text_or(line, "description", "");
	char day[32] = "", text[CREDIT_TEXT_MAX];
	time_t seconds = (time_t)at;
	struct tm tm;

	if (gmtime_r(&seconds, &tm) != NULL)
		(void)strftime(day, sizeof(day), "%d %b %Y", &tm);
	(void)snprintf(text, sizeof(text), "Unused time on %.300s after %s",
	    name, day);
	negate(line);
	negate_all(json_get(line, "discount_amounts"));
	negate_all(json_get(line, "tax_amounts"));
	json_put_text(line, "description", text);
	json_put_text(line, "type", "invoiceitem");
	json_put_bool(line, "proration", true);
	json_put_int(json_get(line, "period"), "start", at);
}

enum till_err
credit_invoice(struct store_conn *c, struct json_object *subscription,
    int64_t at, struct json_object **out, struct till_error *e)
{
	int64_t start = json_int_or(subscription, "current_period_start", at);
	int64_t end = json_int_or(subscription, "current_period_end", at);
	const struct share share = { end - at, end - start };
	struct bill bill = { .count = 0 };
	struct json_object *lines;
	enum till_err err;

	*out = NULL;
	err = make_bill(c, subscription, &share, &bill, e);
	if (err == TILL_OK)
		err = make_invoice(c, subscription, &bill, BILLING_UPDATE, at,
		    out, e);
	bill_free(&bill);
	if (err != TILL_OK)
		return err;
	subscription_join(subscription, *out);
	lines = json_path(*out, "lines", "data", NULL);
	for (size_t i = 0; i < json_count(lines); i++)
		turn_line(json_at(lines, i), at);
	negate(*out);
	negate_all(json_get(*out, "total_discount_amounts"));
	negate_all(json_get(*out, "total_tax_amounts"));
	return TILL_OK;
}
