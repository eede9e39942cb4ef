/* tax_id: the tax ids that a customer has, a list within its object. */
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "buyer/tax_id.h"
#include "catalog/catalog.h"
#include "params/object.h"

#define RANDOM_LEN 24

/* The list of a whole customer, which is sent only when it is asked for. */
static struct json_object *
list_of(struct json_object *customer)
{
	struct json_object *list = json_get(customer, "tax_ids");
	char url[2 * ID_MAX];

	if (list != NULL)
		return json_get(list, "data");
	list = object_new(object_find("list"), NULL);
	(void)snprintf(url, sizeof(url), "/v1/customers/%s/tax_ids",
	    json_text_or(customer, "id", ""));
	json_put(list, "data", json_object_new_array());
	json_put_text(list, "url", url);
	json_put(customer, "tax_ids", list);
	return json_get(list, "data");
}

static bool
has(struct json_object *list, const char *type, const char *value)
{
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_text_or(json_at(list, i), "type", ""),
			type) == 0 &&
		    strcmp(json_text_or(json_at(list, i), "value", ""),
			value) == 0)
			return true;
	return false;
}

void
customer_add_tax_id(struct json_object *customer, const char *type,
    const char *value, int64_t now)
{
	struct json_object *list = list_of(customer), *one, *owner, *found;
	char country[3], id[ID_MAX];

	if (has(list, type, value))
		return;
	one = object_new(object_find("tax_id"), NULL);
	owner = json_object_new_object();
	found = json_object_new_object();
	id_new(id, sizeof(id), "txi_", RANDOM_LEN);
	json_put_text(one, "id", id);
	json_put_text(one, "country",
	    tax_id_country(type, value, country) ? country : NULL);
	json_put_int(one, "created", now);
	json_put_text(one, "customer", json_text(customer, "id"));
	json_put_text(owner, "customer", json_text(customer, "id"));
	json_put_text(owner, "type", "customer");
	json_put(one, "owner", owner);
	json_put_text(one, "type", type);
	json_put_text(one, "value", value);
	/* Whether a number was ever given to anybody is not looked up. */
	json_put_text(found, "status", "unavailable");
	json_put(found, "verified_address", NULL);
	json_put(found, "verified_name", NULL);
	json_put(one, "verification", found);
	json_object_array_add(list, one);
}

enum till_err
customer_put_tax_ids(struct catalog_change *change, struct till_error *e)
{
	struct json_object *given = json_get(change->params, "tax_id_data");
	char param[64];

	for (size_t i = 0; i < json_count(given); i++) {
		struct json_object *one = json_at(given, i);
		const char *type = json_text_or(one, "type", "");
		const char *value = json_text_or(one, "value", "");

		(void)snprintf(param, sizeof(param), "tax_id_data[%zu][value]",
		    i);
		/* Mark I: the wording. */
		if (!tax_id_fits(type, value))
			return till_fail(e, TILL_EINPUT, "tax_id_invalid",
			    param, "Invalid value for %s.", type);
		customer_add_tax_id(change->object, type, value, change->now);
	}
	return TILL_OK;
}
