/* tax_rate: the rules of tax rates. */
#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"

const struct record_type catalog_tax_rate = {
	.object = "tax_rate",
	.title = "tax rate",
	.table = "tax_rate",
	.prefix = "txr_",
	.id_random = 24,
	.columns_count = 2,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "inclusive", true, { "inclusive" }, true },
	},
};

/* Mark I, both: no recordings of the real wordings were found. */
static const char percent_range[] =
    "Invalid percentage: must be from 0 to 100, with at most 4 decimals.";
static const char country_shape[] =
    "Country '%s' is unknown. Try using a 2-character alphanumeric country "
    "code instead, such as 'US', 'EG', or 'GB'.";

static enum till_err
check_country(struct json_object *params, struct till_error *e)
{
	const char *country = json_text(params, "country");

	if (country == NULL || (strlen(country) == 2 &&
				   isupper((unsigned char)country[0]) &&
				   isupper((unsigned char)country[1])))
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, "country_code_invalid", "country",
	    country_shape, country);
}

enum till_err
tax_rate_create(struct catalog_change *change, struct till_error *e)
{
	struct json_object *p = change->params;
	int64_t percent;

	if (!percent_of(json_get(p, "percentage"), &percent))
		return till_fail(e, TILL_EINPUT, NULL, "percentage", "%s",
		    percent_range);
	json_put_bool(change->object, "active",
	    json_bool_or(p, "active", true));
	return check_country(p, e);
}

enum till_err
tax_rate_update(struct catalog_change *change, struct till_error *e)
{
	return check_country(change->params, e);
}
