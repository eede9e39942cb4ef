/* product: the rules of products. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

const struct record_type catalog_product = {
	.object = "product",
	.title = "product",
	.table = "product",
	.prefix = "prod_",
	.id_random = 14,
	.columns_count = 4,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "shippable", true, { "shippable" }, true },
		{ "type", false, { "type" }, true },
		{ "url", false, { "url" } },
	},
};

/* default_price_data: a price of the product, made with it. */
static enum till_err
default_price(struct catalog_change *change, struct till_error *e)
{
	struct json_object *data = json_get(change->params,
	    "default_price_data");
	struct catalog_change inner = *change;
	enum till_err err;

	if (data == NULL)
		return TILL_OK;
	inner.params = data;
	err = catalog_new(&catalog_price, data, change->now, &inner.object, e);
	if (err != TILL_OK)
		return err;
	err = price_complete(&inner, "default_price_data", e);
	json_put_text(inner.object, "product", json_text(change->object, "id"));
	if (err == TILL_OK)
		err = catalog_insert(change->c, &catalog_price, inner.object,
		    e);
	if (err == TILL_OK)
		json_put_text(change->object, "default_price",
		    json_text(inner.object, "id"));
	json_object_put(inner.object);
	return err;
}

enum till_err
product_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *p = change->params;
	enum till_err err;

	err = catalog_own_id(change, &catalog_product, "Product", e);
	if (err != TILL_OK)
		return err;
	json_put_int(o, "updated", change->now);
	json_put_bool(o, "active", json_bool_or(p, "active", true));
	json_put_text(o, "type", json_text_or(p, "type", "service"));
	/* The API shows it always, though its type says it may be absent. */
	json_put(o, "default_price", NULL);
	return default_price(change, e);
}

enum till_err
product_update(struct catalog_change *change, struct till_error *e)
{
	const char *price = json_text(change->params, "default_price");
	struct json_object *found = NULL;
	enum till_err err;

	json_put_int(change->object, "updated", change->now);
	if (price == NULL)
		return TILL_OK;
	err = catalog_lookup(change->c, &catalog_price, price,
	    "default_price", &found, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(found, "product", ""),
		json_text_or(change->object, "id", "")) != 0)
		err = till_fail(e, TILL_EINPUT, NULL, "default_price",
		    "The price specified does not belong to this product.");
	json_object_put(found);
	return err;
}

enum till_err
product_delete(struct catalog_change *change, struct till_error *e)
{
	struct json_object *price = NULL;
	enum till_err err;

	err = record_find(change->c, &catalog_price, "product",
	    json_text_or(change->object, "id", ""), &price, e);
	json_object_put(price);
	if (err == TILL_OK)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "This product cannot be deleted because it has one or "
		    "more user-created prices.");
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}
