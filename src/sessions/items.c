/* items: see items.h. */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "sessions/items.h"
#include "sessions/session.h"

#define ITEM_ID_RANDOM 24
#define ITEM_BODY_MAX (64 * 1024)

/* One line item being made. */
struct line {
	struct store_conn *c;
	struct json_object *params; /* line_items[index] */
	size_t index;
	int64_t now;
	struct json_object *price, *product;
};

static const char *
param_of(char out[static TILL_PARAM_MAX], const struct line *line,
    const char *member)
{
	(void)snprintf(out, TILL_PARAM_MAX, "line_items[%zu]%s%s%s",
	    line->index, *member != '\0' ? "[" : "", member,
	    *member != '\0' ? "]" : "");
	return out;
}

/* An existing price: it must be active, and its product is read for its name. */
static enum till_err
existing_price(struct line *line, const char *id, struct till_error *e)
{
	char param[TILL_PARAM_MAX];
	enum till_err err;

	param_of(param, line, "price");
	err = catalog_lookup(line->c, &catalog_price, id, param, &line->price,
	    e);
	if (err != TILL_OK)
		return err;
	if (!json_bool_or(line->price, "active", false))
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "The price specified is inactive. This field only accepts "
		    "active prices.");
	return record_get(line->c, &catalog_product,
	    json_text_or(line->price, "product", ""), &line->product, e);
}

static enum till_err
find_price(struct line *line, struct till_error *e)
{
	const char *id = json_text(line->params, "price");
	struct json_object *data = json_get(line->params, "price_data");
	char param[TILL_PARAM_MAX];

	if (id != NULL && data != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"),
		    "You may only specify one of these parameters: price, "
		    "price_data.");
	if (id != NULL)
		return existing_price(line, id, e);
	if (data != NULL)
		return price_from_data(line->c, data,
		    param_of(param, line, "price_data"), line->now,
		    &line->price, &line->product, e);
	return till_fail(e, TILL_EINPUT, NULL, param_of(param, line, ""),
	    "You must provide one of `price` or `price_data` for each line "
	    "item when using prices.");
}

/* The quantity: a metered price takes none, any other needs one. */
static enum till_err
find_quantity(const struct line *line, int64_t *quantity,
    struct till_error *e)
{
	struct json_object *given = json_get(line->params, "quantity");
	bool metered = strcmp(json_text_or(json_get(line->price, "recurring"),
				  "usage_type", ""),
			   "metered") == 0;
	char param[TILL_PARAM_MAX];

	*quantity = 0;
	if (metered && given != NULL)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "quantity"),
		    "Quantity should not be specified where usage_type is "
		    "`metered`. Remove quantity from `line_items[%zu]`",
		    line->index);
	if (!metered && given == NULL)
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "Quantity is required. Add `quantity` to `line_items[%zu]` ",
		    line->index);
	*quantity = given != NULL ? json_object_get_int64(given) : 0;
	return TILL_OK;
}

/* Adds an item's amount to the whole; the first item sets the currency. */
static enum till_err
add_to_total(const struct line *line, int64_t amount,
    struct items_total *total, struct till_error *e)
{
	const char *currency = json_text_or(line->price, "currency", "");
	char param[TILL_PARAM_MAX];

	if (total->currency[0] == '\0')
		text_copy(total->currency, sizeof(total->currency), currency);
	if (strcmp(total->currency, currency) != 0)
		return till_fail(e, TILL_EINPUT, NULL,
		    param_of(param, line, "price"),
		    "The price specified only supports `%s`. This doesn't "
		    "match the expected currency: `%s`.",
		    currency, total->currency);
	if (!money_add(total->amount, amount, &total->amount))
		return till_fail(e, TILL_EINPUT, "amount_too_large",
		    "line_items", "The total of the line items is too large.");
	if (json_get(line->price, "recurring") != NULL)
		total->recurring++;
	else
		total->one_time++;
	return TILL_OK;
}

/* The item's object; its price is the id, put in place when it is read. */
static struct json_object *
item_object(const struct line *line, int64_t quantity, int64_t amount)
{
	struct json_object *given = json_object_new_object(), *o;
	char id[ID_MAX];

	/* An optional field takes its place in the order when it is given. */
	json_put_text(given, "description",
	    json_text_or(line->product, "name", ""));
	o = object_new(object_find("item"), given);
	json_object_put(given);
	id_new(id, sizeof(id), "li_", ITEM_ID_RANDOM);
	json_put_text(o, "id", id);
	json_put_int(o, "amount_subtotal", amount);
	json_put_int(o, "amount_total", amount);
	json_put_text(o, "currency", json_text_or(line->price, "currency", ""));
	json_put_text(o, "price", json_text(line->price, "id"));
	if (quantity > 0)
		json_put_int(o, "quantity", quantity);
	return o;
}

static enum till_err
draft_one(struct line *line, struct json_object *items,
    struct items_total *total, struct till_error *e)
{
	int64_t quantity, amount = 0;
	enum till_err err;

	err = find_price(line, e);
	if (err == TILL_OK)
		err = find_quantity(line, &quantity, e);
	if (err == TILL_OK)
		err = price_amount(line->price, quantity, &amount, e);
	if (err == TILL_OK)
		err = add_to_total(line, amount, total, e);
	if (err == TILL_OK)
		json_object_array_add(items,
		    item_object(line, quantity, amount));
	json_object_put(line->price);
	json_object_put(line->product);
	return err;
}

enum till_err
items_draft(struct store_conn *c, struct json_object *params, int64_t now,
    struct json_object **out, struct items_total *total, struct till_error *e)
{
	struct json_object *items = json_object_new_array();
	size_t n = json_count(params);
	enum till_err err = TILL_OK;

	*total = (struct items_total){ .amount = 0 };
	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		struct line line = {
			.c = c,
			.params = json_at(params, i),
			.index = i,
			.now = now,
		};

		err = draft_one(&line, items, total, e);
	}
	if (err != TILL_OK) {
		json_object_put(items);
		items = NULL;
	}
	*out = items;
	return err;
}

enum till_err
items_insert(struct store_conn *c, const char *session,
    struct json_object *items, struct till_error *e)
{
	size_t n = json_count(items);
	enum till_err err = TILL_OK;
	struct buf body;

	buf_init(&body, ITEM_BODY_MAX);
	for (size_t i = 0; err == TILL_OK && i < n; i++) {
		struct json_object *item = json_at(items, i);

		buf_reset(&body);
		json_write_plain(&body, item);
		if (!buf_ok(&body))
			err = till_fail(e, TILL_EMEM, NULL, NULL,
			    "a line item is too long");
		else
			err = store_exec(c,
			    "INSERT INTO checkout_session_item(session,n,id,"
			    "body) VALUES(?,?,?,?)",
			    e, "titt", session, (int64_t)i,
			    json_text(item, "id"), body.data);
	}
	buf_free(&body);
	return err;
}

/* Where an item stands in its session. */
static enum till_err
place_of(struct store_conn *c, const char *session, const char *id,
    int64_t *n, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT n FROM checkout_session_item WHERE session=? AND id=?",
	    &rows, e, "tt", session, id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*n = got == 1 ? store_int(rows, 0) : -1;
	store_done(rows);
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* Parses a stored item and puts the price in its place. */
static enum till_err
read_item(struct store_conn *c, struct store_rows *rows,
    struct json_object **out, struct till_error *e)
{
	struct json_object *price = NULL;
	enum till_err err;

	err = json_parse(store_text(rows, 0), store_text_len(rows, 0), out, e);
	if (err != TILL_OK)
		return TILL_EINTERNAL;
	err = record_get(c, &catalog_price, json_text_or(*out, "price", ""),
	    &price, e);
	if (err == TILL_OK)
		json_put(*out, "price", price);
	else
		json_object_put(*out);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

static const char sql_forward[] =
    "SELECT body FROM checkout_session_item WHERE session=? AND n>? "
    "ORDER BY n LIMIT ?";
/* The page just before an item: its limit of rows, and one to see if more. */
static const char sql_backward[] =
    "SELECT body FROM (SELECT n, body FROM checkout_session_item WHERE "
    "session=? AND n<? ORDER BY n DESC LIMIT ?) ORDER BY n";

enum till_err
items_list(struct store_conn *c, const struct items_page *page,
    struct json_object **out, bool *more, struct till_error *e)
{
	bool backward = page->ending_before != NULL;
	const char *cursor = backward ? page->ending_before :
					page->starting_after;
	struct json_object *items = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err = TILL_OK;
	int64_t place = -1;
	int got = 1;

	*out = NULL;
	*more = false;
	if (cursor != NULL)
		err = place_of(c, page->session, cursor, &place, e);
	if (err == TILL_OK)
		err = store_query(c, backward ? sql_backward : sql_forward,
		    &rows, e, "tii", page->session, place, page->limit + 1);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		struct json_object *item;

		err = read_item(c, rows, &item, e);
		if (err == TILL_OK)
			json_object_array_add(items, item);
	}
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = TILL_EDB;
	if (err != TILL_OK) {
		json_object_put(items);
		return err;
	}
	/* The one too many is the last one, or the first of those before. */
	if ((int64_t)json_count(items) > page->limit) {
		*more = true;
		json_object_array_del_idx(items,
		    backward ? 0 : (size_t)page->limit, 1);
	}
	*out = items;
	return TILL_OK;
}
