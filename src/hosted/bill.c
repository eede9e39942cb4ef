/*
 * bill: what is bought on the payment page and what it comes to, with the
 * fields by which the buyer changes that; part_pay_bill.tpl.
 */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "hosted/internal.h"
#include "sessions/bill.h"

/* An amount of the session. */
static const char *
money(char out[static WORDING_MAX], const struct hosted_session *s,
    int64_t amount)
{
	wording_money(&s->wording, out, amount,
	    json_text_or(s->session, "currency", ""));
	return out;
}

static struct page_part *
add_amount(struct page_part *part, const char *section,
    const struct hosted_session *s, const char *name, int64_t amount)
{
	struct page_part *row = page_add(part, section);
	char text[WORDING_MAX];

	page_set(row, "NAME", name);
	page_set(row, "AMOUNT", money(text, s, amount));
	return row;
}

/* Fills a marker with a word around a text. */
static void
set_word(struct page_part *part, const char *name,
    const struct hosted_session *s, const char *key, const char *inner)
{
	char text[WORDING_MAX];

	wording_say(&s->wording, text, key, inner, NULL, NULL);
	page_set(part, name, text);
}

/*
 * "VAT (19%)" of a tax rate, said to be within the price, or by the word added
 * (NULL for none) to come on top of it.
 */
static void
name_tax(char out[static WORDING_MAX], const struct hosted_session *s,
    struct json_object *rate, const char *added)
{
	bool inclusive = json_bool_or(rate, "inclusive", false);
	char share[WORDING_MAX], name[WORDING_MAX];
	int64_t percent = 0;

	(void)percent_of(json_get(rate, "percentage"), &percent);
	wording_percent(&s->wording, share, percent);
	wording_say(&s->wording, name, "name_share",
	    json_text_or(rate, "display_name", ""), share, NULL);
	if (inclusive || added != NULL)
		wording_say(&s->wording, out,
		    inclusive ? "tax_included" : added, name, NULL, NULL);
	else
		text_copy(out, WORDING_MAX, name);
}

bool
hosted_wants_country(struct json_object *session)
{
	return bill_wants_place(session) ||
	    json_bool_or(json_get(session, "automatic_tax"), "enabled",
		false);
}

/*
 * Whether a tax that is found by itself will be within an amount, as its
 * tax_behavior says.
 */
static void
add_behavior(struct page_part *part, const struct hosted_session *s,
    struct json_object *taxed)
{
	const char *behavior = json_text_or(taxed, "tax_behavior", "");
	bool inclusive = strcmp(behavior, "inclusive") == 0;

	if (!json_bool_or(json_get(s->session, "automatic_tax"), "enabled",
		false) ||
	    (!inclusive && strcmp(behavior, "exclusive") != 0))
		return;
	set_word(page_add(part, "TAXED"), "NOTE", s,
	    inclusive ? "tax_included" : "tax_added",
	    wording_text(&s->wording, "tax"));
}

/* Which taxes are within the price of an item, and which come on top. */
static void
add_tax_notes(struct page_part *row, const struct hosted_session *s,
    struct json_object *item)
{
	struct json_object *taxes = json_get(item, "taxes");
	char text[WORDING_MAX];

	for (size_t i = 0; i < json_count(taxes); i++) {
		name_tax(text, s, json_get(json_at(taxes, i), "rate"),
		    "tax_added");
		page_set(page_add(row, "TAXED"), "NOTE", text);
	}
	if (json_count(taxes) > 0)
		return;
	/* So that the page does not move once the country is known. */
	if (json_path(item, CATALOG_HIDDEN, "dynamic_tax_rates", NULL) != NULL)
		page_set(page_add(row, "TAXED"), "NOTE",
		    wording_text(&s->wording, "tax_by_country"));
	else
		add_behavior(row, s, json_get(item, "price"));
}

/* A quantity that the buyer cannot change, and what one of several costs. */
static void
add_count(struct page_part *row, const struct hosted_session *s,
    struct json_object *item)
{
	struct json_object *price = json_get(item, "price");
	int64_t quantity = json_int_or(item, "quantity", 1);
	bool each = quantity != 1 && json_get(price, "unit_amount") != NULL;
	char unit[WORDING_MAX], text[WORDING_MAX];

	if (each)
		wording_count(&s->wording, text, "quantity_each", quantity,
		    money(unit, s, json_int_or(price, "unit_amount", 0)),
		    NULL);
	else
		wording_count(&s->wording, text, "quantity", quantity, NULL,
		    NULL);
	page_set(page_add(row, "COUNT"), "QUANTITY", text);
}

/* The plain decimals of an amount, as they stand in a field: "12.50". */
static void
set_plain(struct page_part *part, const char *name, int64_t amount,
    const char *currency)
{
	char text[WORDING_MAX];

	money_format_plain(text, sizeof(text), amount, currency);
	text[strcspn(text, " ")] = '\0';
	page_set(part, name, text);
}

/* An amount that the buyer names; false where the price has its own. */
static bool
add_naming(struct page_part *row, const struct hosted_session *s,
    const struct hosted_form *form, struct json_object *item)
{
	const char *id = json_text_or(item, "id", "");
	const char *currency = json_text_or(s->session, "currency", "");
	int64_t amount = json_int_or(item, "amount_subtotal", 0), low, high;
	char text[WORDING_MAX], least[WORDING_MAX], most[WORDING_MAX];
	struct page_part *part;

	if (!change_amount_limits(json_get(item, "price"), currency, &low,
		&high))
		return false;
	part = page_add(row, "NAMING");
	page_set(part, "ID", id);
	page_set(part, "VALUE", "");
	if (amount > 0)
		set_plain(part, "VALUE", amount, currency);
	wording_say(&s->wording, text, "amount_between", money(least, s, low),
	    money(most, s, high), NULL);
	page_set(part, "RANGE", text);
	set_word(part, "AMOUNT_OF", s, "amount_of",
	    json_text_or(item, "description", ""));
	if (hosted_quantity_wrong(form, s, id, text)) {
		page_set(part, "VALUE",
		    hosted_quantity_typed(form, "amount", id));
		page_set(page_add(part, "WRONG"), "MESSAGE", text);
	}
	return true;
}

/* How many of an item: the buyer's to say, or not. */
static void
add_quantity(struct page_part *row, const struct hosted_session *s,
    const struct hosted_form *form, struct json_object *item)
{
	const char *id = json_text_or(item, "id", "");
	const char *name = json_text_or(item, "description", "");
	int64_t low, high;
	char wrong[WORDING_MAX], text[WORDING_MAX];
	struct page_part *part;

	if (!change_limits(item, &low, &high)) {
		add_count(row, s, item);
		return;
	}
	part = page_add(row, "ADJUST");
	page_set(part, "ID", id);
	page_setf(part, "LOW", "%" PRId64, low);
	page_setf(part, "HIGH", "%" PRId64, high);
	page_setf(part, "QUANTITY", "%" PRId64,
	    json_int_or(item, "quantity", 1));
	set_word(part, "QUANTITY_OF", s, "quantity_of", name);
	if (json_get(json_get(item, "price"), "unit_amount") != NULL)
		set_word(page_add(part, "EACH"), "UNIT", s, "each",
		    money(text, s, json_int_or(json_get(item, "price"),
			"unit_amount", 0)));
	if (low == 0 && json_count(s->items) > 1)
		set_word(page_add(part, "REMOVE"), "REMOVE_ITEM", s,
		    "remove_named", name);
	if (hosted_quantity_wrong(form, s, id, wrong)) {
		page_set(part, "QUANTITY",
		    hosted_quantity_typed(form, "quantity", id));
		page_set(page_add(part, "WRONG"), "MESSAGE", wrong);
	}
}

static void
add_item(struct page_part *lines, const struct hosted_session *s,
    const struct hosted_form *form, struct json_object *item, bool mixed)
{
	struct page_part *row = page_add(lines, "ITEM");
	struct json_object *price = json_get(item, "price");
	struct json_object *product = json_get(price, "product");
	const char *picture = json_object_get_string(
	    json_at(json_get(product, "images"), 0));
	char text[WORDING_MAX];

	if (hosted_is_web_address(picture))
		page_set(page_add(row, "PICTURE"), "URL", picture);
	page_set(row, "DESCRIPTION", json_text_or(item, "description", ""));
	if (json_text(product, "description") != NULL)
		page_set(page_add(row, "DETAIL"), "TEXT",
		    json_text(product, "description"));
	if (!add_naming(row, s, form, item))
		add_quantity(row, s, form, item);
	add_tax_notes(row, s, item);
	if (mixed && hosted_every(s, price, text))
		page_set(page_add(row, "RECURS"), "EVERY", text);
	page_set(row, "AMOUNT",
	    money(text, s, json_int_or(item, "amount_subtotal", 0)));
}

/* Whether some items recur and some do not. */
static bool
is_mixed(struct json_object *items)
{
	size_t recurring = 0;

	for (size_t i = 0; i < json_count(items); i++)
		recurring += json_get(json_get(json_at(items, i), "price"),
				 "recurring") != NULL;
	return recurring > 0 && recurring < json_count(items);
}

/* What a coupon is called: its name, or what it takes off. */
static void
name_coupon(char out[static WORDING_MAX], const struct hosted_session *s,
    struct json_object *coupon)
{
	const char *currency = json_text_or(s->session, "currency", "");
	struct json_object *own = json_path(coupon, "currency_options",
	    currency, NULL);
	char share[WORDING_MAX];
	int64_t percent = 0;

	if (json_text(coupon, "name") != NULL) {
		text_copy(out, WORDING_MAX, json_text(coupon, "name"));
		return;
	}
	if (percent_of(json_get(coupon, "percent_off"), &percent))
		wording_percent(&s->wording, share, percent);
	else
		money(share, s, json_int_or(own, "amount_off",
		    json_int_or(coupon, "amount_off", 0)));
	wording_say(&s->wording, out, "name_share",
	    wording_text(&s->wording, "discount"), share, NULL);
}

/* The discount by its name, or where a code for one is typed. */
static void
add_discount(struct page_part *lines, const struct hosted_session *s,
    const struct hosted_form *form)
{
	struct json_object *kept = json_path(s->session, CATALOG_HIDDEN,
	    BILL_DISCOUNT, NULL);
	bool open = json_bool_or(s->session, "allow_promotion_codes", false);
	char text[WORDING_MAX];
	bool wrong = hosted_code_wrong(form, s, text);
	struct page_part *part;

	if (open && (kept == NULL || wrong)) {
		part = page_add(lines, "CODE");
		page_set(part, "TYPED", wrong ? form->changed->code.code : "");
		if (wrong)
			page_set(page_add(part, "CODE_WRONG"), "MESSAGE",
			    text);
	}
	if (kept == NULL)
		return;
	name_coupon(text, s, json_get(kept, "coupon"));
	part = add_amount(lines, "DISCOUNT", s, text,
	    -json_int_or(json_get(s->session, "total_details"),
		"amount_discount", 0));
	if (!open)
		return;
	part = page_add(part, "REMOVE_CODE");
	page_set(part, "CODE", json_text_or(kept, "code", ""));
	set_word(part, "REMOVE_ITEM", s, "remove_named",
	    json_text_or(kept, "code", ""));
}

static void
add_shipping(struct page_part *lines, const struct hosted_session *s)
{
	struct json_object *cost = json_get(s->session, "shipping_cost");
	const char *rate = json_text_or(cost, "shipping_rate", "");
	const char *name = json_text(json_get(s->rates, rate),
	    "display_name");
	char text[WORDING_MAX];

	if (cost == NULL)
		return;
	text_copy(text, sizeof(text), wording_text(&s->wording, "shipping"));
	if (name != NULL)
		wording_say(&s->wording, text, "name_share",
		    wording_text(&s->wording, "shipping"), name, NULL);
	add_amount(lines, "SHIPPING", s, text,
	    json_int_or(cost, "amount_total", 0));
}

/* Each tax by its name.  One that may yet come has a row from the start. */
static void
add_taxes(struct page_part *lines, const struct hosted_session *s)
{
	struct json_object *taxes = json_path(s->session, "total_details",
	    "breakdown", "taxes", NULL);
	char text[WORDING_MAX];

	for (size_t i = 0; i < json_count(taxes); i++) {
		name_tax(text, s, json_get(json_at(taxes, i), "rate"), NULL);
		add_amount(lines, "TAX", s, text,
		    json_int_or(json_at(taxes, i), "amount", 0));
	}
	if (json_count(taxes) == 0 && hosted_wants_country(s->session))
		add_amount(lines, "TAX", s, wording_text(&s->wording, "tax"),
		    0);
}

/* Whether anything may make the total another than the subtotal. */
static bool
has_subtotal(struct json_object *session)
{
	return json_int_or(session, "amount_subtotal", 0) !=
	    json_int_or(session, "amount_total", 0) ||
	    json_bool_or(session, "allow_promotion_codes", false) ||
	    json_get(session, "shipping_cost") != NULL ||
	    hosted_wants_country(session);
}

void
hosted_add_bill(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form)
{
	struct page_part *bill = page_include(top, "BILL",
	    "part_pay_bill.tpl"), *lines;
	struct json_object *session = s->session;
	int64_t total = json_int_or(session, "amount_total", 0);
	bool mixed = is_mixed(s->items);
	char text[WORDING_MAX];

	page_show(bill, hosted_mode_section(session));
	if (json_count(s->items) == 0)
		return;
	set_word(top, "SAYS", s, "total_now", money(text, s, total));
	page_setf(page_add(top, "SHOWN"), "AMOUNT", "%" PRId64, total);
	if (!hosted_add_trial(bill, s)) {
		page_set(page_add(bill, "AMOUNT_DUE"), "TOTAL", text);
		hosted_add_interval(bill, s);
	}
	lines = page_add(bill, "LINES");
	page_set(lines, "TOTAL", text);
	for (size_t i = 0; i < json_count(s->items); i++)
		add_item(lines, s, form, json_at(s->items, i), mixed);
	if (has_subtotal(session))
		page_set(page_add(lines, "SUBTOTAL"), "AMOUNT",
		    money(text, s, json_int_or(session, "amount_subtotal",
			0)));
	add_discount(lines, s, form);
	add_shipping(lines, s);
	add_taxes(lines, s);
}

/* What a delivery time is counted in. */
static const struct {
	const char *unit, *word;
} units[] = {
	{ "hour", "time_hour" },
	{ "day", "time_day" },
	{ "business_day", "time_business_day" },
	{ "week", "time_week" },
	{ "month", "time_month" },
};

/* "3 days"; false when there is no such time. */
static bool
write_time(char out[static WORDING_MAX], const struct hosted_session *s,
    struct json_object *time)
{
	for (size_t i = 0; time != NULL && i < nitems(units); i++) {
		if (strcmp(units[i].unit, json_text_or(time, "unit", "")) != 0)
			continue;
		wording_count(&s->wording, out, units[i].word,
		    json_int_or(time, "value", 0), NULL, NULL);
		return true;
	}
	return false;
}

static bool
same_unit(struct json_object *a, struct json_object *b)
{
	return strcmp(json_text_or(a, "unit", ""),
	    json_text_or(b, "unit", "")) == 0;
}

/* How long a way of shipping takes: "3 to 5 days". */
static void
add_estimate(struct page_part *way, const struct hosted_session *s,
    struct json_object *estimate)
{
	struct json_object *least = json_get(estimate, "minimum");
	struct json_object *most = json_get(estimate, "maximum");
	char from[WORDING_MAX], to[WORDING_MAX], text[WORDING_MAX];
	bool has_from = write_time(from, s, least);
	bool has_to = write_time(to, s, most);

	if (!has_from && !has_to)
		return;
	if (has_from && has_to && same_unit(least, most))
		wording_count(&s->wording, text, "time_span",
		    json_int_or(least, "value", 0), to, NULL);
	else if (has_from && has_to)
		wording_say(&s->wording, text, "time_between", from, to, NULL);
	else
		wording_say(&s->wording, text,
		    has_to ? "time_most" : "time_least", has_to ? to : from,
		    NULL, NULL);
	page_set(page_add(way, "ESTIMATE"), "TEXT", text);
}

void
hosted_add_shipping(struct page_part *top, const struct hosted_session *s)
{
	struct json_object *session = s->session;
	struct json_object *options = json_get(session, "shipping_options");
	const char *chosen = json_text_or(json_get(session, "shipping_cost"),
	    "shipping_rate", "");
	struct page_part *ways, *way;

	if (json_count(options) == 0)
		return;
	ways = page_add(top, "WAYS");
	for (size_t i = 0; i < json_count(options); i++) {
		struct json_object *option = json_at(options, i);
		const char *id = json_text_or(option, "shipping_rate", "");
		struct json_object *rate = json_get(s->rates, id);

		way = add_amount(ways, "WAY", s,
		    json_text_or(rate, "display_name",
			wording_text(&s->wording, "shipping")),
		    json_int_or(option, "shipping_amount", 0));
		page_set(way, "RATE", id);
		if (strcmp(id, chosen) == 0)
			page_show(way, "CHOSEN");
		add_estimate(way, s, json_get(rate, "delivery_estimate"));
		add_behavior(way, s, rate);
	}
}
