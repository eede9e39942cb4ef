/* cycle: the invoice of one period of a subscription. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/billing.h"
#include "payments/due.h"
#include "sessions/bill.h"
#include "subscriptions/steps.h"

#define DRAFT_S 3600 /* the API leaves a merchant this to change a draft */

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

/* What is to be paid for a period. */
static enum till_err
make_bill(struct store_conn *c, struct json_object *subscription,
    struct bill *bill, struct till_error *e)
{
	struct json_object *items = json_path(subscription, "items", "data",
	    NULL);
	struct json_object *discount = json_get(subscription, "discount");
	enum till_err err = bill_init(bill, json_count(items), e);

	text_copy(bill->currency, sizeof(bill->currency),
	    json_text_or(subscription, "currency", ""));
	for (size_t i = 0; err == TILL_OK && i < json_count(items); i++)
		err = put_line(c, json_at(items, i), bill, e);
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
    struct bill *bill, int64_t at, struct json_object **out,
    struct till_error *e)
{
	struct sale sale = {
		.session = session_of(subscription, bill),
		.items = json_object_new_array(),
		.discount = bill->discount,
		.data = subscription,
		.reason = BILLING_CYCLE,
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
	err = make_bill(c, subscription, &bill, e);
	if (err == TILL_OK)
		err = make_invoice(c, subscription, &bill, at, &invoice, e);
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
