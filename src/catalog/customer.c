/* customer: the rules of customers. */
#include <ctype.h>
#include <string.h>
#include <time.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define INVOICE_PREFIX_LEN 8
#define MONTHS_MAX 120000 /* ten thousand years */

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

/*
 * Days since 1970 of a day of the Gregorian calendar; the month counts from
 * 0 and may be past 11.
 */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t era_year;

	/* March is the first month, so that a leap day ends its year. */
	month -= 2;
	year += month / 12;
	month %= 12;
	if (month < 0) {
		month += 12;
		year--;
	}
	era_year = year % 400;
	return (year / 400) * 146097 + era_year * 365 + era_year / 4 -
	    era_year / 100 + (month * 153 + 2) / 5 + day - 1 - 719468;
}

/* The same time of day some months later, or the month's last day. */
static int64_t
add_months(int64_t at, int64_t months)
{
	time_t start = (time_t)at;
	int64_t year, month, first, days, last;
	struct tm tm;

	if (gmtime_r(&start, &tm) == NULL || months > MONTHS_MAX)
		return INT64_MAX;
	year = tm.tm_year + 1900;
	month = tm.tm_mon + months;
	first = days_of(year, month, 1);
	last = days_of(year, month + 1, 1) - first;
	days = first + (tm.tm_mday <= last ? tm.tm_mday : last) - 1;
	return days * 86400 + at % 86400;
}

/* Gives the customer a coupon from now on. */
static enum till_err
give_discount(struct catalog_change *change, struct json_object *coupon,
    const char *promotion, struct till_error *e)
{
	struct discount_terms terms = {
		.coupon = coupon,
		.promotion = promotion,
		.customer = json_text(change->object, "id"),
		.start = change->now,
	};
	enum till_err err;

	if (strcmp(json_text_or(coupon, "duration", ""), "repeating") == 0)
		terms.end = add_months(change->now,
		    json_int_or(coupon, "duration_in_months", 0));
	err = coupon_redeem(change->c, json_text_or(coupon, "id", ""),
	    promotion, change->now, e);
	if (err == TILL_OK)
		json_put(change->object, "discount", discount_object(&terms));
	return err;
}

/* The coupon of a promotion code, when the customer may use it. */
static enum till_err
coupon_of(struct catalog_change *change, const char *code,
    struct json_object **coupon, struct till_error *e)
{
	struct json_object *promotion = NULL;
	enum till_err err;

	err = catalog_lookup(change->c, &catalog_promotion_code, code,
	    "promotion_code", &promotion, e);
	if (err == TILL_OK)
		err = promotion_usable(change->c, promotion,
		    json_text(change->object, "id"), change->now,
		    "promotion_code", e);
	if (err == TILL_OK)
		err = catalog_lookup(change->c, &catalog_coupon,
		    json_text_or(json_get(promotion, "coupon"), "id", ""),
		    "promotion_code", coupon, e);
	json_object_put(promotion);
	return err;
}

/* The parameters coupon and promotion_code. */
static enum till_err
put_discount(struct catalog_change *change, struct till_error *e)
{
	struct json_object *p = change->params, *coupon = NULL;
	const char *id = json_text(p, "coupon");
	const char *code = json_text(p, "promotion_code");
	enum till_err err = TILL_OK;

	if (id != NULL && code != NULL)
		return param_only_one("", "coupon", "promotion_code", e);
	if (id == NULL && code == NULL)
		return TILL_OK;
	if (code != NULL)
		err = coupon_of(change, code, &coupon, e);
	else
		err = catalog_lookup(change->c, &catalog_coupon, id, "coupon",
		    &coupon, e);
	if (err == TILL_OK)
		err = coupon_usable(coupon, change->now,
		    code != NULL ? "promotion_code" : "coupon", e);
	if (err == TILL_OK)
		err = give_discount(change, coupon, code, e);
	json_object_put(coupon);
	return err;
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
	json_put(o, "discount", NULL);
	err = customer_put_tax_ids(change, e);
	return err == TILL_OK ? put_discount(change, e) : err;
}

enum till_err
customer_update(struct catalog_change *change, struct till_error *e)
{
	enum till_err err = refuse_unknown(change, e);

	return err == TILL_OK ? put_discount(change, e) : err;
}

enum till_err
customer_delete(struct catalog_change *change, struct till_error *e)
{
	(void)change;
	(void)e;
	return TILL_OK;
}
