/* bill: see bill.h. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/bill.h"
#include "sessions/items.h"
#include "sessions/session.h"
#include "sessions/totals.h"

/* Mark I: no recording of the real wording was found. */
static const char other_currency[] =
    "The coupon %s cannot be used here, because it has no amount for `%s`.";

/* Where a session's hidden member keeps the coupon of its discount. */
static const char kept_discount[] = BILL_DISCOUNT;
/* And that taxes depend on the buyer's address. */
static const char kept_placed[] = "by_address";

enum till_err
bill_init(struct bill *bill, size_t count, struct till_error *e)
{
	*bill = (struct bill){ .count = 0 };
	bill->lines = calloc(count > 0 ? count : 1, sizeof(*bill->lines));
	return bill->lines != NULL ?
	    TILL_OK :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

static void
free_line(struct bill_line *line)
{
	json_object_put(line->item);
	json_object_put(line->price);
	json_object_put(line->taxes);
	json_object_put(line->tax_amounts);
}

/* How many lines of the bill recur, and how many do not. */
static int *
count_of(struct bill *bill, const struct bill_line *line)
{
	return json_get(line->price, "recurring") != NULL ? &bill->recurring :
							    &bill->one_time;
}

void
bill_drop_line(struct bill *bill, size_t i)
{
	--*count_of(bill, &bill->lines[i]);
	free_line(&bill->lines[i]);
	bill->count--;
	memmove(&bill->lines[i], &bill->lines[i + 1],
	    (bill->count - i) * sizeof(bill->lines[0]));
}

void
bill_drop_prices(struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++) {
		json_object_put(bill->lines[i].price);
		bill->lines[i].price = NULL;
	}
}

void
bill_free(struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		free_line(&bill->lines[i]);
	free(bill->lines);
	json_object_put(bill->coupon);
	json_object_put(bill->discount);
	json_object_put(bill->shipping_options);
	*bill = (struct bill){ .count = 0 };
}

/* What a line item keeps for itself. */
static struct json_object *
kept(const struct bill_line *line, const char *name)
{
	return json_path(line->item, CATALOG_HIDDEN, name, NULL);
}

bool
bill_wants_place(struct json_object *session)
{
	return json_bool_or(json_get(session, CATALOG_HIDDEN), kept_placed,
	    false);
}

bool
bill_is_placed(const struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		if (kept(&bill->lines[i], "dynamic_tax_rates") != NULL)
			return true;
	return false;
}

static bool
is_for(struct json_object *rate, const char *country, const char *state)
{
	const char *own = json_text(rate, "country");
	const char *part = json_text(rate, "state");

	return own != NULL && country != NULL && strcmp(own, country) == 0 &&
	    (part == NULL || (state != NULL && strcmp(part, state) == 0));
}

void
bill_place(struct bill *bill, const char *country, const char *state)
{
	for (size_t i = 0; i < bill->count; i++) {
		struct bill_line *line = &bill->lines[i];
		struct json_object *dynamic = kept(line, "dynamic_tax_rates");

		if (dynamic == NULL)
			continue;
		json_object_put(line->taxes);
		line->taxes = json_object_new_array();
		for (size_t k = 0; k < json_count(dynamic); k++)
			if (is_for(json_at(dynamic, k), country, state))
				json_object_array_add(line->taxes,
				    json_object_get(json_at(dynamic, k)));
	}
}

/* Whether the coupon is for the product of a line. */
static bool
is_discounted(const struct bill *bill, const struct bill_line *line)
{
	struct json_object *products = json_path(bill->coupon, "applies_to",
	    "products", NULL);
	const char *product = json_text_or(line->price, "product", "");

	if (bill->coupon == NULL)
		return false;
	for (size_t i = 0; i < json_count(products); i++)
		if (strcmp(json_object_get_string(json_at(products, i)),
			product) == 0)
			return true;
	return products == NULL;
}

bool
bill_is_discounted(const struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		if (is_discounted(bill, &bill->lines[i]))
			return true;
	return false;
}

/* What the coupon takes off, into the terms of totals.h. */
static enum till_err
put_off(const struct bill *bill, struct totals *t, const char *param,
    struct till_error *e)
{
	struct json_object *coupon = bill->coupon, *amount;

	if (coupon == NULL)
		return TILL_OK;
	if (json_get(coupon, "percent_off") != NULL) {
		(void)percent_of(json_get(coupon, "percent_off"),
		    &t->percent_off);
		return TILL_OK;
	}
	amount = json_path(coupon, "currency_options", bill->currency,
	    "amount_off", NULL);
	if (amount == NULL)
		return till_fail(e, TILL_EINPUT, NULL, param, other_currency,
		    json_text_or(coupon, "id", ""), bill->currency);
	t->amount_off = json_object_get_int64(amount);
	return TILL_OK;
}

static void
put_taxes(struct json_object *rates, struct totals_tax *out)
{
	for (size_t i = 0; i < json_count(rates); i++) {
		struct json_object *rate = json_at(rates, i);

		out[i].id = json_text_or(rate, "id", "");
		out[i].inclusive = json_bool_or(rate, "inclusive", false);
		(void)percent_of(json_get(rate, "percentage"),
		    &out[i].percent);
	}
}

/* A line item's "taxes". */
static struct json_object *
tax_amounts(const struct totals_line *line, struct json_object *rates)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < line->taxes_count; i++) {
		struct json_object *one = json_object_new_object();

		json_put_int(one, "amount", line->taxes[i].amount);
		json_put(one, "rate", json_object_get(json_at(rates, i)));
		json_put(one, "taxability_reason", NULL);
		json_put_int(one, "taxable_amount", line->taxes[i].taxable);
		json_object_array_add(list, one);
	}
	return list;
}

static void
take_results(struct bill *bill, const struct totals *t)
{
	for (size_t i = 0; i < bill->count; i++) {
		struct bill_line *line = &bill->lines[i];
		const struct totals_line *from = &t->lines[i];

		line->discounted = from->discounted;
		line->discount = from->discount;
		line->tax = from->tax;
		line->total = from->total;
		json_object_put(line->tax_amounts);
		line->tax_amounts = tax_amounts(from, line->taxes);
	}
	bill->subtotal = t->subtotal;
	bill->off = t->discount;
	bill->tax = t->tax;
	bill->total = t->total;
}

enum till_err
bill_compute(struct bill *bill, const char *param, struct till_error *e)
{
	struct totals t = {
		.step = money_step(bill->currency),
		.shipping = bill->shipping,
		.lines_count = bill->count,
	};
	struct totals_tax *taxes = NULL;
	enum till_err err;
	size_t n = 0;

	for (size_t i = 0; i < bill->count; i++)
		n += json_count(bill->lines[i].taxes);
	t.lines = calloc(bill->count + 1, sizeof(*t.lines));
	taxes = calloc(n + 1, sizeof(*taxes));
	if (t.lines == NULL || taxes == NULL) {
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
		goto out;
	}
	n = 0;
	for (size_t i = 0; i < bill->count; i++) {
		const struct bill_line *line = &bill->lines[i];

		t.lines[i] = (struct totals_line){
			.subtotal = line->subtotal,
			.discounted = is_discounted(bill, line),
			.taxes = taxes + n,
			.taxes_count = json_count(line->taxes),
		};
		put_taxes(line->taxes, taxes + n);
		n += t.lines[i].taxes_count;
	}
	err = put_off(bill, &t, param, e);
	if (err == TILL_OK)
		err = totals_compute(&t, e);
	if (err == TILL_OK)
		take_results(bill, &t);
out:
	free(t.lines);
	free(taxes);
	return err;
}

/* [{"amount","discount"}], as line items and breakdowns have it. */
static struct json_object *
discount_amounts(const struct bill *bill, int64_t amount)
{
	struct json_object *list = json_object_new_array();
	struct json_object *one = json_object_new_object();

	json_put_int(one, "amount", amount);
	json_put(one, "discount", json_object_get(bill->discount));
	json_object_array_add(list, one);
	return list;
}

static void
write_line(const struct bill *bill, const struct bill_line *line)
{
	struct json_object *item = line->item;

	json_put_int(item, "amount_discount", line->discount);
	json_put_int(item, "amount_subtotal", line->subtotal);
	json_put_int(item, "amount_tax", line->tax);
	json_put_int(item, "amount_total", line->total);
	/* Kept only when there is something in it. */
	json_object_object_del(item, "discounts");
	json_object_object_del(item, "taxes");
	if (line->discounted)
		json_put(item, "discounts",
		    discount_amounts(bill, line->discount));
	if (json_count(line->tax_amounts) > 0)
		json_put(item, "taxes", json_object_get(line->tax_amounts));
}

/* Adds a line's tax to the session's amount of the same rate. */
static void
add_tax(struct json_object *taxes, struct json_object *tax)
{
	const char *id = json_text_or(json_get(tax, "rate"), "id", "");
	struct json_object *sum = NULL;

	for (size_t i = 0; i < json_count(taxes); i++)
		if (strcmp(json_text_or(json_get(json_at(taxes, i), "rate"),
			       "id", ""), id) == 0)
			sum = json_at(taxes, i);
	if (sum == NULL) {
		json_object_deep_copy(tax, &sum, NULL);
		json_object_array_add(taxes, sum);
		return;
	}
	/* All lines together fit, so some of them do. */
	json_put_int(sum, "amount",
	    json_int_or(sum, "amount", 0) + json_int_or(tax, "amount", 0));
	json_put_int(sum, "taxable_amount",
	    json_int_or(sum, "taxable_amount", 0) +
		json_int_or(tax, "taxable_amount", 0));
}

/* total_details[breakdown]; NULL when it holds nothing. */
static struct json_object *
breakdown(const struct bill *bill)
{
	struct json_object *taxes = json_object_new_array(), *o;

	for (size_t i = 0; i < bill->count; i++) {
		struct json_object *own = bill->lines[i].tax_amounts;

		for (size_t k = 0; k < json_count(own); k++)
			add_tax(taxes, json_at(own, k));
	}
	if (bill->discount == NULL && json_count(taxes) == 0) {
		json_object_put(taxes);
		return NULL;
	}
	o = json_object_new_object();
	json_put(o, "discounts",
	    bill->discount != NULL ? discount_amounts(bill, bill->off) :
				     json_object_new_array());
	json_put(o, "taxes", taxes);
	return o;
}

static void
write_shipping(const struct bill *bill, struct json_object *session)
{
	struct json_object *cost = NULL;

	json_put(session, "shipping_options",
	    bill->shipping_options != NULL ?
		json_object_get(bill->shipping_options) :
		json_object_new_array());
	if (*bill->shipping_rate != '\0') {
		cost = json_object_new_object();
		json_put_int(cost, "amount_subtotal", bill->shipping);
		json_put_int(cost, "amount_tax", 0);
		json_put_int(cost, "amount_total", bill->shipping);
		json_put_text(cost, "shipping_rate", bill->shipping_rate);
	}
	json_put(session, "shipping_cost", cost);
}

/* The discount object, and the coupon as it is now, for a later bill. */
static void
write_discount(struct bill *bill, struct json_object *session)
{
	struct discount_terms terms = {
		.coupon = bill->coupon,
		.promotion = *bill->promotion != '\0' ? bill->promotion : NULL,
		.customer = json_text(session, "customer"),
		.session = json_text(session, "id"),
		.start = json_int_or(session, "created", 0),
	};
	struct json_object *kept_one;

	if (bill->coupon == NULL) {
		if (json_path(session, CATALOG_HIDDEN, kept_discount, NULL) !=
		    NULL)
			json_object_object_del(catalog_hidden(session),
			    kept_discount);
		return;
	}
	if (bill->discount == NULL)
		bill->discount = discount_object(&terms);
	kept_one = json_object_new_object();
	json_put(kept_one, "coupon", json_object_get(bill->coupon));
	json_put(kept_one, "object", json_object_get(bill->discount));
	if (*bill->code != '\0')
		json_put_text(kept_one, "code", bill->code);
	json_put(catalog_hidden(session), kept_discount, kept_one);
}

void
bill_write_lines(struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		write_line(bill, &bill->lines[i]);
}

void
bill_write(struct bill *bill, struct json_object *session)
{
	struct json_object *details = json_object_new_object(), *parts;

	write_discount(bill, session);
	bill_write_lines(bill);
	if (bill_is_placed(bill))
		json_put_bool(catalog_hidden(session), kept_placed, true);
	json_put_int(details, "amount_discount", bill->off);
	json_put_int(details, "amount_shipping", bill->shipping);
	json_put_int(details, "amount_tax", bill->tax);
	parts = breakdown(bill);
	if (parts != NULL)
		json_put(details, "breakdown", parts);
	json_put_text(session, "currency", bill->currency);
	json_put_int(session, "amount_subtotal", bill->subtotal);
	json_put_int(session, "amount_total", bill->total);
	json_put(session, "total_details", details);
	write_shipping(bill, session);
}

/* The rates of a line as they applied when it was stored. */
static struct json_object *
stored_taxes(struct json_object *item)
{
	struct json_object *taxes = json_get(item, "taxes");
	struct json_object *rates = json_object_new_array();

	for (size_t i = 0; i < json_count(taxes); i++)
		json_object_array_add(rates,
		    json_object_get(json_get(json_at(taxes, i), "rate")));
	return rates;
}

enum till_err
bill_load(struct store_conn *c, struct json_object *session,
    struct bill *bill, struct till_error *e)
{
	struct json_object *discount = json_path(session, CATALOG_HIDDEN,
	    kept_discount, NULL);
	struct json_object *cost = json_get(session, "shipping_cost");
	enum till_err err = bill_init(bill, SESSION_ITEMS_MAX, e);

	if (err == TILL_OK)
		err = items_load(c, json_text_or(session, "id", ""), bill, e);
	text_copy(bill->currency, sizeof(bill->currency),
	    json_text_or(session, "currency", ""));
	for (size_t i = 0; err == TILL_OK && i < bill->count; i++) {
		struct bill_line *line = &bill->lines[i];

		line->taxes = stored_taxes(line->item);
		line->subtotal = json_int_or(line->item, "amount_subtotal", 0);
		++*count_of(bill, line);
	}
	bill->coupon = json_object_get(json_get(discount, "coupon"));
	bill->discount = json_object_get(json_get(discount, "object"));
	text_copy(bill->promotion, sizeof(bill->promotion),
	    json_text_or(bill->discount, "promotion_code", ""));
	text_copy(bill->code, sizeof(bill->code),
	    json_text_or(discount, "code", ""));
	bill->shipping_options = json_object_get(
	    json_get(session, "shipping_options"));
	text_copy(bill->shipping_rate, sizeof(bill->shipping_rate),
	    json_text_or(cost, "shipping_rate", ""));
	bill->shipping = json_int_or(cost, "amount_subtotal", 0);
	return err;
}
