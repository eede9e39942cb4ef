/* quote: see quote.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/quote.h"

#define KEYS_PER_CALL 10 /* the most that the API takes */
#define PATH_MAX_BYTES (CART_PRICE_MAX + 32)

static enum till_err
not_on_sale(struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, "resource_missing", "items",
	    "One of the products is no longer available.");
}

/* Asks with the products in their prices. */
static enum till_err
ask(struct stripe *stripe, const char *path, struct json_object *params,
    const char *expand, int64_t deadline_ms, struct json_object **out,
    struct till_error *e)
{
	struct json_object *list = json_object_new_array();
	struct stripe_call call = { .method = "GET",
		.path = path,
		.params = params,
		.deadline_ms = deadline_ms };
	enum till_err err;

	json_object_array_add(list, json_object_new_string(expand));
	json_put(params, "expand", list);
	err = stripe_send(stripe, &call, out, e);
	json_object_put(params);
	return err;
}

/* Asks for one price by its id, into found. */
static enum till_err
ask_id(struct stripe *stripe, const char *id, int64_t deadline_ms,
    struct json_object *found, struct till_error *e)
{
	struct json_object *price = NULL;
	char path[PATH_MAX_BYTES];
	enum till_err err;

	/* A text that is no id cannot be a path. */
	if (!text_is_id(id))
		return not_on_sale(e);
	(void)snprintf(path, sizeof(path), "/v1/prices/%s", id);
	err = ask(stripe, path, json_object_new_object(), "product",
	    deadline_ms, &price, e);
	if (err == TILL_OK)
		json_put(found, id, price);
	return err == TILL_ENOTFOUND ? not_on_sale(e) : err;
}

/* Asks for some lookup keys, into found. */
static enum till_err
ask_keys(struct stripe *stripe, struct json_object *keys,
    int64_t deadline_ms, struct json_object *found, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct json_object *answer = NULL, *data;
	enum till_err err;

	json_put(params, "lookup_keys", json_object_get(keys));
	json_put_bool(params, "active", true);
	json_put_int(params, "limit", 100);
	err = ask(stripe, "/v1/prices", params, "data.product", deadline_ms,
	    &answer, e);
	data = json_get(answer, "data");
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *price = json_at(data, i);
		const char *key = json_text(price, "lookup_key");

		if (key != NULL)
			json_put(found, key, json_object_get(price));
	}
	json_object_put(answer);
	return err;
}

/* The price of an item, by its key or its id; NULL while it is not known. */
static struct json_object *
price_of(struct json_object *found, const struct cart_item *item)
{
	return json_get(found, item->lookup_key[0] != '\0' ?
		item->lookup_key : item->price);
}

/* Every price of the cart, each asked for once. */
static enum till_err
ask_all(struct stripe *stripe, const struct cart *cart, int64_t deadline_ms,
    struct json_object *found, struct till_error *e)
{
	struct json_object *keys = json_object_new_array();
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < cart->count; i++) {
		const struct cart_item *item = &cart->items[i];

		if (item->lookup_key[0] != '\0')
			json_object_array_add(keys,
			    json_object_new_string(item->lookup_key));
		else if (price_of(found, item) == NULL)
			err = ask_id(stripe, item->price, deadline_ms, found,
			    e);
		if (err != TILL_OK || json_count(keys) == 0 ||
		    (json_count(keys) < KEYS_PER_CALL && i + 1 < cart->count))
			continue;
		err = ask_keys(stripe, keys, deadline_ms, found, e);
		json_object_put(keys);
		keys = json_object_new_array();
	}
	json_object_put(keys);
	return err;
}

/* Whether a price can be paid here at all. */
static enum till_err
check_price(struct json_object *price, struct till_error *e)
{
	struct json_object *product = json_get(price, "product");

	if (price == NULL || !json_bool_or(price, "active", false) ||
	    !json_bool_or(product, "active", true))
		return not_on_sale(e);
	if (strcmp(json_text_or(price, "type", ""), "one_time") != 0 ||
	    !json_object_is_type(json_get(price, "unit_amount"),
		json_type_int) ||
	    json_get(price, "transform_quantity") != NULL)
		return till_fail(e, TILL_EINPUT, NULL, "items",
		    "These products cannot be paid on this page. Go back to "
		    "the shop and check out from there.");
	return TILL_OK;
}

/* An item as the API's line items are. */
static struct json_object *
line(struct json_object *price, int64_t quantity, int64_t amount)
{
	struct json_object *o = json_object_new_object(), *plain = NULL;
	struct json_object *product = json_get(price, "product");

	json_put_text(o, "object", "item");
	json_put_int(o, "amount_subtotal", amount);
	json_put_int(o, "amount_total", amount);
	json_put_text(o, "currency", json_text(price, "currency"));
	json_put_text(o, "description", json_text_or(product, "name", ""));
	if (json_object_deep_copy(price, &plain, NULL) == 0) {
		json_put_text(plain, "product", json_text(product, "id"));
		json_put(o, "price", plain);
	}
	json_put_int(o, "quantity", quantity);
	return o;
}

static enum till_err
add_item(struct quote *q, struct json_object *price, int64_t quantity,
    struct till_error *e)
{
	const char *currency = json_text_or(price, "currency", "");
	int64_t amount = 0;
	enum till_err err = check_price(price, e);

	if (err != TILL_OK)
		return err;
	if (q->total.currency[0] == '\0')
		text_copy(q->total.currency, sizeof(q->total.currency),
		    currency);
	if (strcmp(q->total.currency, currency) != 0)
		return till_fail(e, TILL_EINPUT, NULL, "items",
		    "These products cannot be bought together: their prices "
		    "are in different currencies.");
	if (!money_mul(json_int_or(price, "unit_amount", 0), quantity,
		&amount) ||
	    !money_add(q->total.amount, amount, &q->total.amount))
		return till_fail(e, TILL_EINPUT, "amount_too_large", "items",
		    "The total is too large to be paid at once. Take "
		    "something out of your cart.");
	json_object_array_add(q->items, line(price, quantity, amount));
	return TILL_OK;
}

enum till_err
quote_cart(struct stripe *stripe, const struct cart *cart,
    int64_t deadline_ms, struct quote *out, struct till_error *e)
{
	struct json_object *found = json_object_new_object();
	enum till_err err;

	*out = (struct quote){ .items = json_object_new_array() };
	err = ask_all(stripe, cart, deadline_ms, found, e);
	for (size_t i = 0; err == TILL_OK && i < cart->count; i++)
		err = add_item(out, price_of(found, &cart->items[i]),
		    cart->items[i].quantity, e);
	json_object_put(found);
	if (err != TILL_OK) {
		json_object_put(out->items);
		out->items = NULL;
	}
	return err;
}
