/* change: see change.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/change.h"
#include "sessions/completion.h"
#include "sessions/items.h"
#include "sessions/rules.h"

/* A change being made. */
struct work {
	struct store_conn *c;
	const struct session_wish *wish;
	int64_t now;
	struct json_object *session; /* a whole one */
	struct bill bill;
	struct json_object *gone;  /* the ids of items that are taken out */
	struct json_object *moved; /* of all whose quantity is another */
	struct session_changed *out;
	bool differs; /* anything is as it was not before */
	/* A total that cannot be paid undoes what has led to it. */
	bool skip_code, skip_quantities;
};

bool
session_refused(const struct session_changed *changed)
{
	return changed->code.why != DISCOUNT_FINE || changed->wrong_count > 0;
}

bool
change_limits(struct json_object *item, int64_t *low, int64_t *high)
{
	struct json_object *by = json_path(item, CATALOG_HIDDEN,
	    ITEM_ADJUSTABLE, NULL);

	*low = json_int_or(by, "minimum", 0);
	*high = json_int_or(by, "maximum", 0);
	return by != NULL;
}

bool
change_amount_limits(struct json_object *price, const char *currency,
    int64_t *low, int64_t *high)
{
	struct json_object *custom = json_get(price, "custom_unit_amount");

	*low = money_minimum(currency);
	if (*low < money_step(currency))
		*low = money_step(currency);
	*low = json_int_or(custom, "minimum", *low);
	*high = json_int_or(custom, "maximum", money_maximum(currency));
	return custom != NULL;
}

static void
refuse_quantity(struct work *w, const char *item, enum quantity_refusal why,
    int64_t limit)
{
	struct quantity_wrong *wrong;

	if (w->out->wrong_count == SESSION_ITEMS_MAX)
		return;
	wrong = &w->out->wrong[w->out->wrong_count++];
	*wrong = (struct quantity_wrong){ .why = why, .limit = limit };
	text_copy(wrong->item, sizeof(wrong->item), item);
}

/* A whole number as a person types it; false for anything else. */
static bool
number_of(const char *text, int64_t *out)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*out = strtoll(text, &end, 10);
	return *end == '\0' && errno == 0;
}

/* How many of a line are wanted; false when nothing is said about it. */
static bool
wanted(struct work *w, const struct bill_line *line, int64_t *out)
{
	const char *id = json_text_or(line->item, "id", "");
	const char *text = json_text(w->wish->quantities, id);
	int64_t low, high;

	if (w->wish->remove != NULL && strcmp(w->wish->remove, id) == 0)
		text = "0";
	if (w->skip_quantities || text == NULL ||
	    !change_limits(line->item, &low, &high))
		return false;
	if (!number_of(text, out))
		refuse_quantity(w, id, QUANTITY_NO_NUMBER, low);
	else if (*out < low)
		refuse_quantity(w, id, QUANTITY_BELOW, low);
	else if (*out > high)
		refuse_quantity(w, id, QUANTITY_ABOVE, high);
	else
		return *out != json_int_or(line->item, "quantity", 0);
	return false;
}

/* Whether a line is free until a trial ends. */
static bool
is_on_trial(struct json_object *session, const struct bill_line *line)
{
	return json_get(line->price, "recurring") != NULL &&
	    session_has_trial(session);
}

/* The whole price of a line, in the order's currency; the caller's. */
static enum till_err
find_price(struct work *w, const struct bill_line *line,
    struct json_object **out, struct till_error *e)
{
	struct json_object *whole = NULL;
	enum till_err err;

	*out = NULL;
	err = record_get_whole(w->c, &catalog_price,
	    json_text_or(line->price, "id", ""), &whole, e);
	if (err == TILL_OK)
		*out = price_in(whole, w->bill.currency);
	json_object_put(whole);
	if (*out != NULL)
		return TILL_OK;
	return err == TILL_OK || err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

/* What a quantity of a line costs. */
static enum till_err
find_amount(struct work *w, const struct bill_line *line, int64_t quantity,
    int64_t *amount, struct till_error *e)
{
	struct json_object *price;
	enum till_err err = find_price(w, line, &price, e);

	if (err == TILL_OK)
		err = price_amount(price, quantity, amount, e);
	json_object_put(price);
	return err;
}

/* An amount as a person types it, "12", "12.5" or "12,50". */
static bool
amount_of(const char *text, const char *currency, int64_t *out)
{
	int decimals = money_decimals(currency), seen = -1;

	*out = 0;
	if (*text < '0' || *text > '9')
		return false;
	for (; *text != '\0'; text++) {
		if ((*text == '.' || *text == ',') && seen < 0) {
			seen = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || seen == decimals ||
		    !money_mul(*out, 10, out) ||
		    !money_add(*out, *text - '0', out))
			return false;
		seen += seen >= 0;
	}
	for (seen = seen < 0 ? 0 : seen; seen < decimals; seen++)
		if (!money_mul(*out, 10, out))
			return false;
	return *out % money_step(currency) == 0;
}

/* An amount that the buyer names for a line. */
static enum till_err
name_amount(struct work *w, struct bill_line *line, struct till_error *e)
{
	const char *id = json_text_or(line->item, "id", "");
	const char *text = json_text(w->wish->amounts, id);
	const char *currency = w->bill.currency;
	struct json_object *price = NULL;
	int64_t low, high, amount;
	enum till_err err;

	if (text == NULL || w->skip_quantities)
		return TILL_OK;
	err = find_price(w, line, &price, e);
	if (err != TILL_OK ||
	    !change_amount_limits(price, currency, &low, &high))
		goto out;
	if (!amount_of(text, currency, &amount)) {
		refuse_quantity(w, id, AMOUNT_NO_NUMBER, low);
	} else if (amount < low || amount > high) {
		refuse_quantity(w, id,
		    amount < low ? AMOUNT_BELOW : AMOUNT_ABOVE,
		    amount < low ? low : high);
	} else if (amount != line->subtotal) {
		line->subtotal = amount;
		json_object_array_add(w->moved, json_object_new_string(id));
	}
out:
	json_object_put(price);
	return err;
}

static enum till_err
put_quantity(struct work *w, struct bill_line *line, int64_t quantity,
    struct till_error *e)
{
	enum till_err err = find_amount(w, line, quantity, &line->subtotal,
	    e);

	if (err == TILL_EINPUT) {
		refuse_quantity(w, json_text_or(line->item, "id", ""),
		    QUANTITY_TOTAL, 0);
		return TILL_OK;
	}
	if (err != TILL_OK)
		return err;
	if (is_on_trial(w->session, line))
		line->subtotal = 0;
	json_put_int(line->item, "quantity", quantity);
	return TILL_OK;
}

/* The quantities; a line of which none is wanted leaves the bill. */
static enum till_err
put_quantities(struct work *w, struct till_error *e)
{
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < w->bill.count; i++) {
		struct bill_line *line = &w->bill.lines[i];
		const char *id = json_text_or(line->item, "id", "");
		int64_t quantity;

		err = name_amount(w, line, e);
		if (err != TILL_OK || !wanted(w, line, &quantity))
			continue;
		if (quantity == 0 && w->bill.count == 1) {
			refuse_quantity(w, id, QUANTITY_LAST, 1);
			continue;
		}
		json_object_array_add(w->moved, json_object_new_string(id));
		if (quantity > 0) {
			err = put_quantity(w, line, quantity, e);
			continue;
		}
		json_object_array_add(w->gone, json_object_new_string(id));
		bill_drop_line(&w->bill, i--);
	}
	return err;
}

/*
 * The promotion code: the one that was typed, or the one there was when it
 * still is for an order of these quantities.
 */
static enum till_err
put_code(struct work *w, struct till_error *e)
{
	bool moved = json_count(w->moved) > 0;
	char before[64];
	enum till_err err = TILL_OK;

	const struct session_wish *wish = w->wish;
	bool typed = wish->code != NULL && *wish->code != '\0' &&
	    !w->skip_code;

	if (!json_bool_or(w->session, "allow_promotion_codes", false)) {
		if (typed)
			w->out->code.why = DISCOUNT_NOT_TAKEN;
		return TILL_OK;
	}
	text_copy(before, sizeof(before), w->bill.promotion);
	if (wish->remove_code)
		discount_drop(&w->bill);
	else if (typed)
		err = discount_type(w->c, w->session, wish->code, w->now,
		    &w->bill, &w->out->code, e);
	else if (moved && *w->bill.promotion != '\0')
		err = discount_again(w->c, &w->bill, &w->out->code, e);
	w->differs |= strcmp(before, w->bill.promotion) != 0;
	return err;
}

static void
put_shipping(struct work *w)
{
	struct bill *bill = &w->bill;

	if (w->wish->shipping_rate == NULL)
		return;
	for (size_t i = 0; i < json_count(bill->shipping_options); i++) {
		struct json_object *option = json_at(bill->shipping_options,
		    i);
		const char *rate = json_text_or(option, "shipping_rate", "");

		if (strcmp(rate, w->wish->shipping_rate) != 0 ||
		    strcmp(rate, bill->shipping_rate) == 0)
			continue;
		w->differs = true;
		text_copy(bill->shipping_rate, sizeof(bill->shipping_rate),
		    rate);
		bill->shipping = json_int_or(option, "shipping_amount", 0);
	}
}

/* Makes the bill that is wanted, from the one that is stored. */
static enum till_err
make_bill(struct work *w, struct till_error *e)
{
	enum till_err err;

	w->gone = json_object_new_array();
	w->moved = json_object_new_array();
	w->out->wrong_count = 0;
	err = bill_load(w->c, w->session, &w->bill, e);
	if (err != TILL_OK)
		return err;
	w->differs = session_put_place(w->session, &w->bill, w->wish->country,
	    w->wish->state);
	put_shipping(w);
	err = put_quantities(w, e);
	w->differs |= json_count(w->moved) > 0;
	if (err == TILL_OK)
		err = put_code(w, e);
	if (err == TILL_OK)
		err = bill_compute(&w->bill, "code", e);
	if (err == TILL_OK)
		err = rules_check_total(w->session, &w->bill, e);
	return err;
}

static void
work_reset(struct work *w)
{
	bill_free(&w->bill);
	json_object_put(w->gone);
	json_object_put(w->moved);
	w->gone = w->moved = NULL;
}

/* Makes the bill without other quantities: they come to no good total. */
static enum till_err
leave_quantities(struct work *w, struct till_error *e)
{
	struct json_object *moved = json_object_get(w->moved);
	enum till_err err;

	work_reset(w);
	w->skip_quantities = true;
	err = make_bill(w, e);
	for (size_t i = 0; i < json_count(moved); i++)
		refuse_quantity(w, json_object_get_string(json_at(moved, i)),
		    QUANTITY_TOTAL, 0);
	json_object_put(moved);
	return err;
}

/*
 * Makes the bill, leaving out what would lead to a total that cannot be
 * paid: first the code that was typed, then the quantities.
 */
static enum till_err
find_bill(struct work *w, struct till_error *e)
{
	enum till_err err = make_bill(w, e);

	if (err == TILL_EINPUT && w->wish->code != NULL &&
	    w->out->code.why == DISCOUNT_FINE) {
		work_reset(w);
		w->skip_code = true;
		err = make_bill(w, e);
		w->out->code.why = DISCOUNT_TOO_MUCH;
	}
	return err == TILL_EINPUT && json_count(w->moved) > 0 ?
	    leave_quantities(w, e) : err;
}

static enum till_err
store_change(struct work *w, struct till_error *e)
{
	const char *id = json_text_or(w->session, "id", "");
	int64_t before = json_int_or(w->session, "amount_total", 0);
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(w->gone); i++)
		err = items_remove(w->c, id,
		    json_object_get_string(json_at(w->gone, i)), e);
	bill_write(&w->bill, w->session);
	if (err == TILL_OK)
		err = items_update(w->c, id, &w->bill, e);
	if (err == TILL_OK &&
	    before != json_int_or(w->session, "amount_total", 0))
		err = completion_follow(w->c, w->session, e);
	return err == TILL_OK ?
	    catalog_update(w->c, &session_type, w->session, e) : err;
}

/* Whether a session has anything to change at all. */
static bool
has_bill(struct json_object *session)
{
	return json_get(session, "amount_total") != NULL;
}

enum till_err
session_change(struct store_conn *c, const char *id,
    const struct session_wish *wish, int64_t now,
    struct session_changed *out, struct till_error *e)
{
	struct work w = { .c = c, .wish = wish, .now = now, .out = out };
	enum till_err err;

	*out = (struct session_changed){ .session = NULL };
	err = record_get_whole(c, &session_type, id, &w.session, e);
	if (err == TILL_OK &&
	    (strcmp(json_text_or(w.session, "status", ""), "open") != 0 ||
		session_is_due(w.session, now)))
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "This checkout is no longer open.");
	if (err == TILL_OK && has_bill(w.session)) {
		err = find_bill(&w, e);
		if (err == TILL_OK && w.differs)
			err = store_change(&w, e);
	}
	work_reset(&w);
	if (err == TILL_OK)
		out->session = w.session;
	else
		json_object_put(w.session);
	return err;
}
