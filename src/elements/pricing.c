/* pricing: the pricing table, see elements.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "elements/elements.h"
#include "sessions/make.h"

#define MONEY_MAX 96
#define URL_MAX 2048

/* How often a price comes, with its words, the shortest first. */
static const struct {
	const char *interval, *label;
	int days;
} intervals[] = {
	{ "day", "Daily", 1 },
	{ "week", "Weekly", 7 },
	{ "month", "Monthly", 30 },
	{ "year", "Yearly", 365 },
};

static size_t
interval_of(const char *name)
{
	size_t i = 0;

	while (i + 1 < nitems(intervals) &&
	    strcmp(intervals[i].interval, name) != 0)
		i++;
	return i;
}

/* "month" or "3 month": one choice of the switch. */
static const char *
interval_key(struct json_object *recurring, char out[static 32])
{
	int64_t count = json_int_or(recurring, "interval_count", 1);
	const char *name = json_text_or(recurring, "interval", "");

	if (count == 1)
		(void)snprintf(out, 32, "%s", name);
	else
		(void)snprintf(out, 32, "%lld %s", (long long)count, name);
	return out;
}

/* Why a price cannot be in a table; NULL when it can. */
static const char *
complaint(struct json_object *price)
{
	struct json_object *recurring = json_get(price, "recurring");

	if (!json_bool_or(price, "active", false))
		return "is not active";
	if (recurring == NULL)
		return "does not recur";
	if (strcmp(json_text_or(recurring, "usage_type", ""), "metered") == 0)
		return "is metered";
	return NULL;
}

/*
 * Looks a price of the file up; *price is NULL when it is not on sale, which
 * the log says, for the other plans still are.
 */
static enum till_err
find_price(struct store_conn *c, struct json_object *row,
    struct json_object **price, struct till_error *e)
{
	const char *key = json_text(row, "lookup_key");
	const char *id = json_text(row, "price");
	const char *why;
	enum till_err err;

	*price = NULL;
	err = key != NULL ?
	    record_find(c, &catalog_price, "lookup_key", key, price, e) :
	    record_get(c, &catalog_price, id, price, e);
	if (err != TILL_OK && err != TILL_ENOTFOUND)
		return err;
	why = err == TILL_OK ? complaint(*price) : "is not there";
	if (why == NULL)
		return TILL_OK;
	log_write(LOG_WARN, "the price %s of a pricing table %s",
	    key != NULL ? key : id, why);
	json_object_put(*price);
	*price = NULL;
	return TILL_OK;
}

/* What a price says of itself. */
static enum till_err
show_price(struct json_object *price, struct json_object **out,
    struct till_error *e)
{
	struct json_object *recurring = json_get(price, "recurring");
	const char *currency = json_text_or(price, "currency", "");
	const char *interval = json_text_or(recurring, "interval", "");
	long long count = json_int_or(recurring, "interval_count", 1);
	char key[32], text[MONEY_MAX], line[MONEY_MAX + 32];
	int64_t amount;
	enum till_err err = price_amount(price, 1, &amount, e);

	if (err != TILL_OK)
		return err;
	*out = json_object_new_object();
	json_put_text(*out, "id", json_text(price, "id"));
	json_put_text(*out, "interval", interval_key(recurring, key));
	money_format(text, sizeof(text), amount, currency, NULL);
	json_put_text(*out, "amount", text);
	json_put_text(*out, "per", elements_every(recurring, line));
	if (count == 1 && amount > 0 && amount % 12 == 0 &&
	    strcmp(interval, "year") == 0) {
		money_format(text, sizeof(text), amount / 12, currency, NULL);
		(void)snprintf(line, sizeof(line), "%s a month", text);
		json_put_text(*out, "note", line);
	}
	return TILL_OK;
}

/* The plan's words, from the file and from its product. */
static struct json_object *
show_plan(struct json_object *row, struct json_object *product)
{
	struct json_object *plan = json_object_new_object();
	const char *picture = json_object_get_string(
	    json_at(json_get(product, "images"), 0));

	json_put_text(plan, "name", json_text_or(product, "name", ""));
	json_put_text(plan, "description",
	    json_text_or(row, "description",
		json_text(product, "description")));
	json_put_text(plan, "picture", picture);
	json_put_text(plan, "highlight", json_text(row, "highlight"));
	json_put_text(plan, "button",
	    json_text_or(row, "button", "Subscribe"));
	json_put_int(plan, "trial_period_days",
	    json_int_or(row, "trial_period_days", 0));
	json_put(plan, "features",
	    json_get(row, "features") != NULL ?
		json_object_get(json_get(row, "features")) :
		json_object_new_array());
	json_put(plan, "prices", json_object_new_array());
	return plan;
}

/* Whether a plan has a price of an interval already. */
static bool
has_interval(struct json_object *plan, const char *key)
{
	struct json_object *prices = json_get(plan, "prices");

	for (size_t i = 0; i < json_count(prices); i++)
		if (strcmp(json_text_or(json_at(prices, i), "interval", ""),
			key) == 0)
			return true;
	return false;
}

/* Adds a price to its plan, which begins with the first one's product. */
static enum till_err
add_price(struct store_conn *c, struct json_object *row,
    struct json_object *price, struct json_object **plan,
    struct json_object *switches, struct till_error *e)
{
	struct json_object *product = NULL, *shown = NULL;
	enum till_err err = TILL_OK;
	const char *key;

	if (*plan == NULL)
		err = record_get(c, &catalog_product,
		    json_text_or(price, "product", ""), &product, e);
	if (err == TILL_ENOTFOUND)
		return TILL_OK;
	if (err == TILL_OK)
		err = show_price(price, &shown, e);
	if (err == TILL_OK && *plan == NULL)
		*plan = show_plan(row, product);
	json_object_put(product);
	if (err != TILL_OK)
		return err;
	key = json_text_or(shown, "interval", "");
	if (has_interval(*plan, key)) {
		log_write(LOG_WARN, "a plan has two prices per %s", key);
		json_object_put(shown);
		return TILL_OK;
	}
	json_put(switches, key, json_object_get(json_get(price,
				    "recurring")));
	json_object_array_add(json_get(*plan, "prices"), shown);
	return TILL_OK;
}

static enum till_err
add_plan(struct store_conn *c, struct json_object *row,
    struct json_object *plans, struct json_object *switches,
    struct till_error *e)
{
	struct json_object *rows = json_get(row, "prices"), *plan = NULL;
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(rows); i++) {
		struct json_object *price;

		err = find_price(c, json_at(rows, i), &price, e);
		if (err == TILL_OK && price != NULL)
			err = add_price(c, row, price, &plan, switches, e);
		json_object_put(price);
	}
	if (err == TILL_OK && plan != NULL)
		json_object_array_add(plans, plan);
	else
		json_object_put(plan);
	return err;
}

static int64_t
days_of(struct json_object *choice)
{
	return json_int_or(choice, "days", 0);
}

static int
by_days(const void *a, const void *b)
{
	int64_t left = days_of(*(struct json_object *const *)a);
	int64_t right = days_of(*(struct json_object *const *)b);

	return (left > right) - (left < right);
}

/* The choices of the switch, from the intervals that were met. */
static struct json_object *
list_switches(struct json_object *switches)
{
	struct json_object *list = json_object_new_array();

	json_object_object_foreach(switches, key, recurring) {
		size_t i = interval_of(json_text_or(recurring, "interval",
		    ""));
		long long count = json_int_or(recurring, "interval_count", 1);
		struct json_object *one = json_object_new_object();
		char label[48];

		(void)snprintf(label, sizeof(label), "%s",
		    intervals[i].label);
		if (count != 1)
			(void)snprintf(label, sizeof(label),
			    "Every %lld %ss", count, intervals[i].interval);
		json_put_text(one, "key", key);
		json_put_text(one, "label", label);
		json_put_int(one, "days", count * intervals[i].days);
		json_object_array_add(list, one);
	}
	json_object_array_sort(list, by_days);
	return list;
}

/* The whole table as it is on sale now; *out is the caller's. */
static enum till_err
show_table(struct store_conn *c, struct json_object *table,
    struct json_object **out, struct till_error *e)
{
	struct json_object *rows = json_get(table, "plans");
	struct json_object *switches = json_object_new_object();
	struct json_object *plans = json_object_new_array();
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(rows); i++)
		err = add_plan(c, json_at(rows, i), plans, switches, e);
	if (err == TILL_OK && json_count(plans) == 0)
		err = till_fail(e, TILL_EINPUT, NULL, "pricing_table",
		    "None of the plans of this pricing table is on sale.");
	if (err == TILL_OK) {
		*out = json_object_new_object();
		json_put_text(*out, "object", "pricing_table");
		json_put_text(*out, "id", json_text(table, "id"));
		json_put_bool(*out, "livemode", false);
		json_put(*out, "intervals", list_switches(switches));
		json_put(*out, "plans", plans);
	} else {
		json_object_put(plans);
	}
	json_object_put(switches);
	return err;
}

/* One request on its way into the store. */
struct work {
	const struct elements *elements;
	struct json_object *table;
	const char *secret;
	const struct element_order *order;
	int64_t now;
	struct json_object *out;
};

static enum till_err
find_table(const struct elements *elements, const char *id, struct work *w,
    struct till_error *e)
{
	w->table = tables_find(elements->tables, id);
	if (w->table == NULL)
		return till_fail(e, TILL_ENOTFOUND, "resource_missing",
		    "pricing_table", "No such pricing table: '%s'", id);
	return TILL_OK;
}

/* Lets go of what a first run left, for a write may be run again. */
static void
begin(struct work *w)
{
	json_object_put(w->out);
	w->out = NULL;
}

static enum till_err
show_work(struct store_conn *c, void *arg, struct till_error *e)
{
	struct work *w = arg;
	char customer[ID_MAX];
	enum till_err err = TILL_OK;

	begin(w);
	if (w->secret != NULL)
		err = elements_customer(c, w->secret, "pricing_table",
		    CUSTOMER_SESSION_RENDER, w->now, customer, e);
	return err == TILL_OK ? show_table(c, w->table, &w->out, e) : err;
}

enum till_err
pricing_show(const struct elements *elements, const char *id,
    const char *secret, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct work w = { .elements = elements, .secret = secret,
		.now = now };
	enum till_err err;

	*out = NULL;
	err = find_table(elements, id, &w, e);
	/* That a secret was shown is written down. */
	if (err == TILL_OK)
		err = secret != NULL ?
		    store_write(elements->store, show_work, &w, e) :
		    store_read(elements->store, show_work, &w, e);
	if (err == TILL_OK)
		*out = w.out;
	else
		json_object_put(w.out);
	return err;
}

/* Finds the price of an order in the table as it is on sale. */
static enum till_err
find_offer(struct json_object *shown, const char *id,
    struct table_choice *choice, struct till_error *e)
{
	struct json_object *plans = json_get(shown, "plans");

	for (size_t i = 0; i < json_count(plans); i++) {
		struct json_object *plan = json_at(plans, i);
		struct json_object *prices = json_get(plan, "prices");

		for (size_t k = 0; k < json_count(prices); k++)
			if (strcmp(json_text_or(json_at(prices, k), "id", ""),
				id) == 0) {
				choice->price = id;
				choice->trial_period_days = json_int_or(plan,
				    "trial_period_days", 0);
				return TILL_OK;
			}
	}
	return till_fail(e, TILL_EINPUT, "resource_missing", "price",
	    "This plan is no longer on sale. Load the page again.");
}

static enum till_err
choose_work(struct store_conn *c, void *arg, struct till_error *e)
{
	struct work *w = arg;
	struct json_object *shown = NULL, *session = NULL, *request;
	char customer[ID_MAX] = "", success[URL_MAX];
	struct table_choice choice = {
		.email = w->order->email,
		.reference = w->order->reference,
		.success_url = success,
		.cancel_url = w->order->page,
	};
	enum till_err err = TILL_OK;

	begin(w);
	/* Where the table names no address, the payment page says it all. */
	(void)snprintf(success, sizeof(success),
	    "%s/c/pay/{CHECKOUT_SESSION_ID}", w->elements->base_url);
	if (w->order->secret != NULL)
		err = elements_customer(c, w->order->secret, "pricing_table",
		    CUSTOMER_SESSION_PAY, w->now, customer, e);
	if (err == TILL_OK)
		err = show_table(c, w->table, &shown, e);
	if (err == TILL_OK)
		err = find_offer(shown, w->order->price, &choice, e);
	if (err == TILL_OK) {
		if (customer[0] != '\0') {
			choice.customer = customer;
			choice.expires_at = w->now + ELEMENTS_PAY_WITHIN;
		}
		request = table_request(w->table, &choice);
		err = session_make(c, request, NULL, w->elements->base_url,
		    w->now, &session, e);
		json_object_put(request);
	}
	if (err == TILL_OK)
		w->out = elements_answer(session);
	json_object_put(session);
	json_object_put(shown);
	return err;
}

enum till_err
pricing_choose(const struct elements *elements, const char *id,
    const struct element_order *order, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct work w = { .elements = elements, .order = order, .now = now };
	enum till_err err;

	*out = NULL;
	if (order->price == NULL)
		return till_fail(e, TILL_EINPUT, "parameter_missing", "price",
		    "Missing required param: price.");
	err = find_table(elements, id, &w, e);
	if (err == TILL_OK)
		err = store_write(elements->store, choose_work, &w, e);
	if (err == TILL_OK)
		*out = w.out;
	else
		json_object_put(w.out);
	return err;
}
