/* rules_fields: the checks of single rows of rules_table.c, see rules.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "sessions/rules.h"
#include "sessions/session.h"

#define EXPIRES_MIN 1800 /* seconds from creation (behaviour.md 5.3) */
#define EXPIRES_MAX 86400
#define TRIAL_END_MIN 172800 /* seconds from now */
#define NUMBER_SIZE 64

/* A value to be told in a message, cut to what a person still reads. */
static const char *
number(char out[static NUMBER_SIZE], int64_t n)
{
	(void)snprintf(out, NUMBER_SIZE, "%" PRId64, n);
	return out;
}

enum till_err
rule_items_max(const struct rule_case *k, struct till_error *e)
{
	char most[NUMBER_SIZE];

	return json_count(json_get(k->object, k->rule->first)) <=
		SESSION_ITEMS_MAX ?
	    TILL_OK :
	    rules_refuse(k, k->rule->first, number(most, SESSION_ITEMS_MAX),
		e);
}

/* A price is needed; invoices are made in payment mode alone. */
enum till_err
rule_not_none(const struct rule_case *k, struct till_error *e)
{
	struct json_object *first = json_get(k->object, k->rule->first);

	if (k->rule->second == NULL)
		return json_bool_or(first, "enabled", false) ?
		    rules_refuse(k, k->rule->first, NULL, e) :
		    TILL_OK;
	return first != NULL || json_get(k->object, k->rule->second) != NULL ?
	    TILL_OK :
	    rules_refuse(k, "", NULL, e);
}

enum till_err
rule_tax_id_name(const struct rule_case *k, struct till_error *e)
{
	struct json_object *update = json_get(k->object, "customer_update");
	struct json_object *collect = json_get(k->object, k->rule->first);

	return !json_bool_or(collect, "enabled", false) ||
		strcmp(json_text_or(update, "name", ""), "auto") == 0 ?
	    TILL_OK :
	    rules_refuse(k, k->rule->first, NULL, e);
}

enum till_err
rule_expires_soon(const struct rule_case *k, struct till_error *e)
{
	return json_int_or(k->object, "expires_at", INT64_MAX) >=
		k->now + EXPIRES_MIN ?
	    TILL_OK :
	    rules_refuse(k, "expires_at", NULL, e);
}

enum till_err
rule_expires_late(const struct rule_case *k, struct till_error *e)
{
	return json_int_or(k->object, "expires_at", 0) <=
		k->now + EXPIRES_MAX ?
	    TILL_OK :
	    rules_refuse(k, "expires_at", NULL, e);
}

enum till_err
rule_trial_end(const struct rule_case *k, struct till_error *e)
{
	return json_int_or(k->object, "trial_end", INT64_MAX) >=
		k->now + TRIAL_END_MIN ?
	    TILL_OK :
	    rules_refuse(k, "trial_end", NULL, e);
}

enum till_err
rule_anchor(const struct rule_case *k, struct till_error *e)
{
	return json_int_or(k->object, "billing_cycle_anchor", INT64_MAX) >
		k->now ?
	    TILL_OK :
	    rules_refuse(k, "billing_cycle_anchor", NULL, e);
}

/* Three years in each unit. */
enum till_err
rule_interval(const struct rule_case *k, struct till_error *e)
{
	static const struct {
		const char *unit;
		int64_t most;
	} units[] = {
		{ "day", 1095 },
		{ "week", 156 },
		{ "month", 36 },
		{ "year", 3 },
	};
	const char *unit = json_text_or(k->object, "interval", "");
	char most[NUMBER_SIZE];

	for (size_t i = 0; i < nitems(units); i++)
		if (strcmp(units[i].unit, unit) == 0 &&
		    json_int_or(k->object, "interval_count", 1) >
			units[i].most)
			return rules_refuse(k, "interval_count",
			    number(most, units[i].most), e);
	return TILL_OK;
}

enum till_err
rule_adjustable_range(const struct rule_case *k, struct till_error *e)
{
	int64_t low = json_int_or(k->object, "minimum", ITEM_ADJUSTABLE_MIN);
	int64_t high = json_int_or(k->object, "maximum", ITEM_ADJUSTABLE_MAX);
	char most[NUMBER_SIZE];

	return low <= high ? TILL_OK :
			     rules_refuse(k, "minimum", number(most, high), e);
}

enum till_err
rule_adjustable_quantity(const struct rule_case *k, struct till_error *e)
{
	struct json_object *by = json_get(k->object, "adjustable_quantity");
	int64_t low = json_int_or(by, "minimum", ITEM_ADJUSTABLE_MIN);
	int64_t high = json_int_or(by, "maximum", ITEM_ADJUSTABLE_MAX);
	int64_t n = json_int_or(k->object, "quantity", low);
	char range[2 * NUMBER_SIZE];

	if (!json_bool_or(by, "enabled", false) || (low <= n && n <= high))
		return TILL_OK;
	(void)snprintf(range, sizeof(range), "%" PRId64 " to %" PRId64, low,
	    high);
	return rules_refuse(k, "quantity", range, e);
}

/* Refuses a member that is not letters and digits only. */
static enum till_err
check_alphanumeric(const struct rule_case *k, const char *member,
    struct till_error *e)
{
	const char *text = json_text_or(k->object, member, "");

	for (const char *p = text; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p))
			return rules_refuse(k, member, text, e);
	return TILL_OK;
}

enum till_err
rule_field_key(const struct rule_case *k, struct till_error *e)
{
	return check_alphanumeric(k, "key", e);
}

enum till_err
rule_option_value(const struct rule_case *k, struct till_error *e)
{
	return check_alphanumeric(k, "value", e);
}

/* Refuses when two objects of a list have the same member. */
static enum till_err
check_distinct(const struct rule_case *k, const char *list,
    const char *member, struct till_error *e)
{
	struct json_object *all = json_get(k->object, list);
	char param[TILL_PARAM_MAX];

	for (size_t i = 1; i < json_count(all); i++) {
		const char *one = json_text_or(json_at(all, i), member, "");

		for (size_t j = 0; j < i; j++) {
			struct rule_case at = *k;

			if (strcmp(json_text_or(json_at(all, j), member, ""),
				one) != 0)
				continue;
			(void)snprintf(param, sizeof(param),
			    *k->place != '\0' ? "%.200s[%s][%zu]" :
						"%.200s%s[%zu]",
			    k->place, list, i);
			at.place = param;
			return rules_refuse(&at, member, one, e);
		}
	}
	return TILL_OK;
}

enum till_err
rule_field_key_twice(const struct rule_case *k, struct till_error *e)
{
	return check_distinct(k, "custom_fields", "key", e);
}

enum till_err
rule_option_twice(const struct rule_case *k, struct till_error *e)
{
	return check_distinct(k, "options", "value", e);
}

enum till_err
rule_option_default(const struct rule_case *k, struct till_error *e)
{
	const char *chosen = json_text(k->object, "default_value");
	struct json_object *options = json_get(k->object, "options");

	if (chosen == NULL)
		return TILL_OK;
	for (size_t i = 0; i < json_count(options); i++)
		if (strcmp(json_text_or(json_at(options, i), "value", ""),
			chosen) == 0)
			return TILL_OK;
	return rules_refuse(k, "default_value", NULL, e);
}

enum till_err
rule_field_lengths(const struct rule_case *k, struct till_error *e)
{
	return json_int_or(k->object, "minimum_length", INT64_MIN) <=
		json_int_or(k->object, "maximum_length", INT64_MAX) ?
	    TILL_OK :
	    rules_refuse(k, "minimum_length", NULL, e);
}

enum till_err
rule_field_default(const struct rule_case *k, struct till_error *e)
{
	const char *text = json_text(k->object, "default_value");
	int64_t n = text != NULL ? (int64_t)text_chars(text) : 0;

	return text == NULL ||
		(n >= json_int_or(k->object, "minimum_length", 0) &&
		    n <= json_int_or(k->object, "maximum_length",
			     INT64_MAX)) ?
	    TILL_OK :
	    rules_refuse(k, "default_value", NULL, e);
}

enum till_err
rule_field_digits(const struct rule_case *k, struct till_error *e)
{
	const char *text = json_text_or(k->object, "default_value", "");

	return text[strspn(text, "0123456789")] == '\0' ?
	    TILL_OK :
	    rules_refuse(k, "default_value", NULL, e);
}

static bool
holds_text(struct json_object *list, const char *text)
{
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_object_get_string(json_at(list, i)), text) ==
		    0)
			return true;
	return false;
}

enum till_err
rule_bank_permissions(const struct rule_case *k, struct till_error *e)
{
	struct json_object *list = json_get(k->object, "permissions");

	return list == NULL || holds_text(list, "payment_method") ?
	    TILL_OK :
	    rules_refuse(k, "permissions", NULL, e);
}

enum till_err
rule_bank_country(const struct rule_case *k, struct till_error *e)
{
	static const char *const countries[] = { "BE", "DE", "ES", "FR", "IE",
		"NL" };
	const char *country = json_text_or(k->object, "country", "");

	for (size_t i = 0; i < nitems(countries); i++)
		if (strcmp(countries[i], country) == 0)
			return TILL_OK;
	return rules_refuse(k, "country", NULL, e);
}

/* The reference's page says exactly one (behaviour.md 9.2). */
enum till_err
rule_one_component(const struct rule_case *k, struct till_error *e)
{
	int enabled = 0;

	json_object_object_foreach(k->object, name, component) {
		(void)name;
		enabled += json_bool_or(component, "enabled", false);
	}
	return enabled == 1 ? TILL_OK : rules_refuse(k, "", NULL, e);
}
