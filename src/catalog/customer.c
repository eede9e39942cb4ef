/* customer: the rules of customers. */
#include <ctype.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define INVOICE_PREFIX_LEN 8

const struct record_type catalog_customer = {
	.object = "customer",
	.title = "customer",
	.table = "customer",
	.prefix = "cus_",
	.id_random = 14,
	.columns_count = 2,
	.columns = {
		{ "email", false, { "email" } },
		{ "test_clock", false, { "test_clock" } },
	},
};

/* What these parameters name is not kept here, so that no id is right. */
static enum till_err
refuse_unknown(struct catalog_change *change, struct till_error *e)
{
	static const struct {
		const char *param, *title;
	} named[] = {
		{ "coupon", "coupon" },
		{ "promotion_code", "promotion code" },
		{ "payment_method", "PaymentMethod" },
		{ "default_source", "source" },
		{ "source", "token" },
		{ "test_clock", "test clock" },
	};

	for (size_t i = 0; i < nitems(named); i++) {
		const char *id = json_text(change->params, named[i].param);

		if (id != NULL)
			return till_fail(e, TILL_EINPUT, "resource_missing",
			    named[i].param, "No such %s: '%s'", named[i].title,
			    id);
	}
	return TILL_OK;
}

enum till_err
customer_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object;
	char prefix[INVOICE_PREFIX_LEN + 1];
	enum till_err err;

	err = refuse_unknown(change, e);
	if (err != TILL_OK)
		return err;
	if (json_text(o, "invoice_prefix") == NULL) {
		id_new(prefix, sizeof(prefix), "", INVOICE_PREFIX_LEN);
		for (char *p = prefix; *p != '\0'; p++)
			*p = (char)toupper((unsigned char)*p);
		json_put_text(o, "invoice_prefix", prefix);
	}
	json_put_bool(o, "delinquent", false);
	json_put_text(o, "tax_exempt", json_text_or(o, "tax_exempt", "none"));
	json_put_int(o, "next_invoice_sequence",
	    json_int_or(change->params, "next_invoice_sequence", 1));
	return TILL_OK;
}

enum till_err
customer_update(struct catalog_change *change, struct till_error *e)
{
	return refuse_unknown(change, e);
}

enum till_err
customer_delete(struct catalog_change *change, struct till_error *e)
{
	(void)change;
	(void)e;
	return TILL_OK;
}
