/* cart: see cart.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "shop/cart.h"

#define REFERENCE_CHARS 200
#define MISSING "parameter_missing"
#define CART_TEXT_MAX (1024 * 1024)
#define UNKNOWN "parameter_unknown"
#define BAD_INTEGER "parameter_invalid_integer"

/* A row of the form, with its index as it was sent. */
struct row {
	int64_t index;
	struct json_object *fields;
};

static int
by_index(const void *a, const void *b)
{
	int64_t x = ((const struct row *)a)->index;
	int64_t y = ((const struct row *)b)->index;

	return (x > y) - (x < y);
}

/* Fails when object has a member that is not among names. */
static enum till_err
only(struct json_object *object, const char *const *names, size_t n,
    const char *prefix, struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	json_object_object_foreach(object, name, value) {
		size_t i = 0;

		(void)value;
		while (i < n && strcmp(names[i], name) != 0)
			i++;
		if (i < n)
			continue;
		if (prefix != NULL)
			(void)snprintf(param, sizeof(param), "%s[%.128s]",
			    prefix, name);
		else
			text_copy(param, sizeof(param), name);
		return till_fail(e, TILL_EINPUT, UNKNOWN, param,
		    "The cart has an unknown field: %s.", param);
	}
	return TILL_OK;
}

/* Copies an optional text of at most chars characters; "" when absent. */
static enum till_err
copy(struct json_object *from, const char *name, const char *param,
    size_t chars, char *out, size_t size, struct till_error *e)
{
	struct json_object *value = json_get(from, name);
	const char *text;

	out[0] = '\0';
	if (value == NULL)
		return TILL_OK;
	if (!json_object_is_type(value, json_type_string))
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "%s must be a single text.", param);
	text = json_object_get_string(value);
	if (text_chars(text) > chars || !text_copy(out, size, text))
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "%s is longer than %zu characters.", param, chars);
	return TILL_OK;
}

/* The whole number of a row's quantity; 1 when it is left out. */
static enum till_err
read_quantity(struct json_object *fields, const char *prefix, int64_t *out,
    struct till_error *e)
{
	char param[TILL_PARAM_MAX], text[32];
	enum till_err err;

	*out = 1;
	if (json_get(fields, "quantity") == NULL)
		return TILL_OK;
	(void)snprintf(param, sizeof(param), "%s[quantity]", prefix);
	err = copy(fields, "quantity", param, sizeof(text) - 1, text,
	    sizeof(text), e);
	if (err != TILL_OK)
		return err;
	if (!text_to_int(text, out) || *out < 1 || *out > CART_QUANTITY_MAX)
		return till_fail(e, TILL_EINPUT, BAD_INTEGER, param,
		    "%s must be a whole number from 1 to %d.", param,
		    CART_QUANTITY_MAX);
	return TILL_OK;
}

/* Reads a row into the next item, unless its box was not ticked. */
static enum till_err
read_row(const struct row *row, struct cart *cart, struct till_error *e)
{
	static const char *const names[] = { "price", "lookup_key",
		"quantity" };
	struct cart_item item = { 0 };
	char prefix[64], param[TILL_PARAM_MAX];
	enum till_err err;

	(void)snprintf(prefix, sizeof(prefix), "items[%lld]",
	    (long long)row->index);
	if (!json_object_is_type(row->fields, json_type_object))
		return till_fail(e, TILL_EINPUT, NULL, prefix,
		    "%s must have a price and a quantity.", prefix);
	err = only(row->fields, names, nitems(names), prefix, e);
	if (err != TILL_OK)
		return err;
	(void)snprintf(param, sizeof(param), "%s[lookup_key]", prefix);
	err = copy(row->fields, "lookup_key", param, 200, item.lookup_key,
	    sizeof(item.lookup_key), e);
	if (err != TILL_OK)
		return err;
	(void)snprintf(param, sizeof(param), "%s[price]", prefix);
	err = copy(row->fields, "price", param, sizeof(item.price) - 1,
	    item.price, sizeof(item.price), e);
	if (err != TILL_OK)
		return err;
	if (item.price[0] == '\0' && item.lookup_key[0] == '\0')
		return TILL_OK;
	if (item.price[0] != '\0' && item.lookup_key[0] != '\0')
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "%s has both a price and a lookup_key; one is enough.",
		    prefix);
	if (item.price[0] != '\0' && !text_is_id(item.price))
		return till_fail(e, TILL_EINPUT, NULL, param,
		    "%s is not the id of a price.", param);
	err = read_quantity(row->fields, prefix, &item.quantity, e);
	if (err != TILL_OK)
		return err;
	if (cart->count == CART_ITEMS_MAX)
		return till_fail(e, TILL_EINPUT, NULL, "items",
		    "A cart takes %d different items at most.",
		    CART_ITEMS_MAX);
	cart->items[cart->count++] = item;
	return TILL_OK;
}

/* Lists the rows in the order of their indices; the caller frees *out. */
static enum till_err
list_rows(struct json_object *items, struct row **out, size_t *n,
    struct till_error *e)
{
	struct row *rows;

	*n = 0;
	*out = rows = calloc((size_t)json_object_object_length(items) + 1,
	    sizeof(*rows));
	if (rows == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_object_object_foreach(items, key, fields) {
		if (!text_to_int(key, &rows[*n].index) || rows[*n].index < 0)
			return till_fail(e, TILL_EINPUT, UNKNOWN, "items",
			    "items must be numbered: items[0], items[1], …");
		rows[(*n)++].fields = fields;
	}
	qsort(rows, *n, sizeof(*rows), by_index);
	return TILL_OK;
}

static enum till_err
read_items(struct json_object *form, struct cart *cart, struct till_error *e)
{
	struct json_object *items = json_get(form, "items");
	struct row *rows = NULL;
	enum till_err err;
	size_t n = 0, room;

	if (items != NULL && !json_object_is_type(items, json_type_object))
		return till_fail(e, TILL_EINPUT, NULL, "items",
		    "items must be numbered: items[0], items[1], …");
	/* Boxes that are not ticked are rows too, so more may be sent. */
	room = items != NULL ? (size_t)json_object_object_length(items) : 0;
	cart->items = calloc(room < CART_ITEMS_MAX ? room + 1 : CART_ITEMS_MAX,
	    sizeof(*cart->items));
	if (cart->items == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = items != NULL ? list_rows(items, &rows, &n, e) : TILL_OK;
	for (size_t i = 0; err == TILL_OK && i < n; i++)
		err = read_row(&rows[i], cart, e);
	free(rows);
	if (err == TILL_OK && cart->count == 0)
		err = till_fail(e, TILL_EINPUT, MISSING, "items",
		    "The cart is empty. Choose something first.");
	return err;
}

static enum till_err
read_names(struct json_object *form, struct cart *cart, struct till_error *e)
{
	enum till_err err;

	err = copy(form, "profile", "profile", sizeof(cart->profile) - 1,
	    cart->profile, sizeof(cart->profile), e);
	if (err != TILL_OK)
		return err;
	if (cart->profile[0] == '\0')
		text_copy(cart->profile, sizeof(cart->profile), CART_PROFILE);
	if (!text_is_id(cart->profile))
		return till_fail(e, TILL_EINPUT, NULL, "profile",
		    "There is no such checkout profile.");
	err = copy(form, "email", "email", sizeof(cart->email) - 1,
	    cart->email, sizeof(cart->email), e);
	if (err != TILL_OK)
		return err;
	if (cart->email[0] != '\0' && !text_is_email(cart->email))
		return till_fail(e, TILL_EINPUT, "email_invalid", "email",
		    "Please enter a whole e-mail address, like "
		    "name@example.com.");
	err = copy(form, "client_reference_id", "client_reference_id",
	    REFERENCE_CHARS, cart->reference, sizeof(cart->reference), e);
	if (err != TILL_OK)
		return err;
	err = copy(form, "token", "token", sizeof(cart->token) - 1,
	    cart->token, sizeof(cart->token), e);
	if (err == TILL_OK && cart->token[0] != '\0' &&
	    !text_is_id(cart->token))
		err = till_fail(e, TILL_EINPUT, NULL, "token",
		    "token takes letters, digits, - and _ only.");
	return err;
}

enum till_err
cart_read(struct json_object *form, struct cart **out, struct till_error *e)
{
	static const char *const names[] = { "items", "profile", "email",
		"client_reference_id", "token" };
	struct cart *cart = calloc(1, sizeof(*cart));
	enum till_err err;

	*out = NULL;
	if (cart == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = only(form, names, nitems(names), NULL, e);
	if (err == TILL_OK)
		err = read_names(form, cart, e);
	if (err == TILL_OK)
		err = read_items(form, cart, e);
	if (err == TILL_OK)
		*out = cart;
	else
		cart_free(cart);
	return err;
}

void
cart_free(struct cart *cart)
{
	if (cart == NULL)
		return;
	free(cart->items);
	free(cart);
}

struct json_object *
cart_to_json(const struct cart *cart)
{
	struct json_object *json = json_object_new_object();
	struct json_object *items = json_object_new_array();

	for (size_t i = 0; i < cart->count; i++) {
		const struct cart_item *item = &cart->items[i];
		struct json_object *row = json_object_new_object();

		if (item->price[0] != '\0')
			json_put_text(row, "price", item->price);
		else
			json_put_text(row, "lookup_key", item->lookup_key);
		json_put_int(row, "quantity", item->quantity);
		json_object_array_add(items, row);
	}
	json_put(json, "items", items);
	json_put_text(json, "profile", cart->profile);
	if (cart->email[0] != '\0')
		json_put_text(json, "email", cart->email);
	if (cart->reference[0] != '\0')
		json_put_text(json, "client_reference_id", cart->reference);
	return json;
}

enum till_err
cart_hash(const struct cart *cart, const char *customer,
    char out[static CRYPTO_HEX_MAX], struct till_error *e)
{
	struct json_object *json = cart_to_json(cart);
	enum till_err err = TILL_OK;
	struct buf text;

	if (json == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_put_text(json, "customer", customer);
	buf_init(&text, CART_TEXT_MAX);
	json_write_plain(&text, json);
	if (buf_ok(&text))
		crypto_sha256_hex(text.data, text.len, out);
	else
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&text);
	json_object_put(json);
	return err;
}
