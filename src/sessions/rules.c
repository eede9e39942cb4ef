/* rules: see rules.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "sessions/rules.h"
#include "sessions/session.h"

#define EXPIRES_MIN 1800  /* seconds from creation (behaviour.md 5.3) */
#define EXPIRES_MAX 86400
#define RECURRING_MAX 20 /* items of each kind in subscription mode */
#define ONE_TIME_MAX 20

enum { PAYMENT = 1, SETUP = 2, SUBSCRIPTION = 4 };

static const struct {
	const char *param;
	unsigned modes; /* in which it may be given */
} mode_rules[] = {
	{ "payment_intent_data", PAYMENT },
	{ "subscription_data", SUBSCRIPTION },
	{ "setup_intent_data", SETUP },
	{ "submit_type", PAYMENT },
	{ "customer_creation", PAYMENT | SETUP },
	{ "payment_method_collection", SUBSCRIPTION },
	{ "saved_payment_method_options", PAYMENT | SUBSCRIPTION },
	{ "shipping_options", PAYMENT },
	{ "allow_promotion_codes", PAYMENT | SUBSCRIPTION },
	{ "discounts", PAYMENT | SUBSCRIPTION },
};

static const struct {
	const char *first, *second;
} exclusive[] = {
	{ "allow_promotion_codes", "discounts" },
	{ "customer", "customer_email" },
	{ "customer", "customer_creation" },
};

static unsigned
mode_of(struct json_object *params)
{
	const char *mode = json_text_or(params, "mode", "");

	return strcmp(mode, "payment") == 0 ? PAYMENT :
	    strcmp(mode, "setup") == 0	    ? SETUP :
					      SUBSCRIPTION;
}

static bool
given(struct json_object *params, const char *name)
{
	return json_get(params, name) != NULL;
}

static enum till_err
missing(const char *param, struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, "parameter_missing", param,
	    "Missing required param: %s.", param);
}

static enum till_err
check_mode(struct json_object *params, struct till_error *e)
{
	const char *mode = json_text_or(params, "mode", "");
	unsigned bit = mode_of(params);

	if (bit == SETUP && given(params, "line_items"))
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "You cannot pass `line_items` in `setup` mode");
	for (size_t i = 0; i < nitems(mode_rules); i++)
		if (given(params, mode_rules[i].param) &&
		    !(mode_rules[i].modes & bit))
			return till_fail(e, TILL_EINPUT, NULL,
			    mode_rules[i].param,
			    "You can not pass `%s` in `%s` mode.",
			    mode_rules[i].param, mode);
	if (bit != PAYMENT &&
	    json_bool_or(json_get(params, "invoice_creation"), "enabled",
		false))
		return till_fail(e, TILL_EINPUT, NULL, "invoice_creation",
		    "You can not pass `invoice_creation` in `%s` mode.", mode);
	if (bit != SETUP && !given(params, "line_items"))
		return missing("line_items", e);
	if (given(params, "line_items") &&
	    json_count(json_get(params, "line_items")) >
		SESSION_ITEMS_MAX)
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "Array line_items exceeded maximum %d allowed elements.",
		    SESSION_ITEMS_MAX);
	if (bit == SETUP && !given(params, "currency") &&
	    !given(params, "payment_method_types"))
		return missing("currency", e);
	return TILL_OK;
}

/* Which addresses go with which ui_mode (behaviour.md 5.5). */
static enum till_err
check_urls(struct json_object *params, struct till_error *e)
{
	bool embedded = strcmp(json_text_or(params, "ui_mode", "hosted"),
			    "embedded") == 0;
	bool never = strcmp(json_text_or(params, "redirect_on_completion", ""),
			 "never") == 0;
	bool success = given(params, "success_url");
	bool cancel = given(params, "cancel_url");

	if (embedded && (success || cancel))
		return till_fail(e, TILL_EINPUT, NULL,
		    success ? "success_url" : "cancel_url",
		    "The following parameters are not supported with "
		    "'ui_mode: embedded': %s%s%s.",
		    cancel ? "cancel_url" : "", cancel && success ? ", " : "",
		    success ? "success_url" : "");
	if (!embedded && (given(params, "return_url") ||
			     given(params, "redirect_on_completion")))
		return till_fail(e, TILL_EINPUT, NULL,
		    given(params, "return_url") ? "return_url" :
						  "redirect_on_completion",
		    "The following parameters are not supported with "
		    "'ui_mode: hosted': %s.",
		    given(params, "return_url") ? "return_url" :
						  "redirect_on_completion");
	if (!embedded && !success)
		return missing("success_url", e);
	if (embedded && never && given(params, "return_url"))
		return till_fail(e, TILL_EINPUT, NULL, "return_url",
		    "You cannot pass `return_url` when "
		    "`redirect_on_completion` is `never`.");
	if (embedded && !never && !given(params, "return_url"))
		return missing("return_url", e);
	return TILL_OK;
}

static enum till_err
check_pairs(struct json_object *params, struct till_error *e)
{
	for (size_t i = 0; i < nitems(exclusive); i++)
		if (given(params, exclusive[i].first) &&
		    given(params, exclusive[i].second))
			return till_fail(e, TILL_EINPUT, NULL,
			    exclusive[i].first,
			    "You may only specify one of these parameters: "
			    "%s, %s.",
			    exclusive[i].first, exclusive[i].second);
	if (given(params, "customer_update") && !given(params, "customer"))
		return till_fail(e, TILL_EINPUT, NULL, "customer_update",
		    "`customer_update` can only be used with `customer`.");
	if (given(params, "customer") &&
	    json_bool_or(json_get(params, "tax_id_collection"), "enabled",
		false) &&
	    strcmp(json_text_or(json_get(params, "customer_update"), "name",
		       ""),
		"auto") != 0)
		return till_fail(e, TILL_EINPUT, NULL, "tax_id_collection",
		    "Tax ID collection requires updating business name on the "
		    "customer. To enable tax ID collection for an existing "
		    "customer, please set `customer_update[name]` to `auto`.");
	return TILL_OK;
}

static enum till_err
check_expiry(struct json_object *params, int64_t now, struct till_error *e)
{
	int64_t at = json_int_or(params, "expires_at", now + EXPIRES_MAX);

	if (at < now + EXPIRES_MIN)
		return till_fail(e, TILL_EINPUT, NULL, "expires_at",
		    "The `expires_at` timestamp must be at least 30 minutes "
		    "from Checkout Session creation.");
	if (at > now + EXPIRES_MAX)
		return till_fail(e, TILL_EINPUT, NULL, "expires_at",
		    "The `expires_at` timestamp must be less than 24 hours "
		    "from Checkout Session creation.");
	return TILL_OK;
}

enum till_err
rules_check(struct json_object *params, int64_t now, struct till_error *e)
{
	enum till_err err;

	err = check_mode(params, e);
	if (err == TILL_OK)
		err = check_urls(params, e);
	if (err == TILL_OK)
		err = check_pairs(params, e);
	if (err == TILL_OK)
		err = check_expiry(params, now, e);
	return err;
}

/* "$0.50 usd", "175.00 Ft huf": as the API writes a minimum. */
static void
write_minimum(char *out, size_t size, int64_t amount, const char *currency)
{
	static const struct {
		char code[CURRENCY_SIZE];
		const char *before, *after;
	} signs[] = {
		{ "usd", "$", "" }, { "aud", "$", "" }, { "cad", "$", "" },
		{ "hkd", "$", "" }, { "mxn", "$", "" }, { "nzd", "$", "" },
		{ "sgd", "$", "" }, { "eur", "€", "" }, { "gbp", "£", "" },
		{ "jpy", "¥", "" }, { "huf", "", " Ft" },
	};
	char plain[64];
	size_t i = 0;

	money_format_plain(plain, sizeof(plain), amount, currency);
	plain[strcspn(plain, " ")] = '\0';
	while (i < nitems(signs) && strcmp(signs[i].code, currency) != 0)
		i++;
	(void)snprintf(out, size, "%s%s%s %s",
	    i < nitems(signs) ? signs[i].before : "", plain,
	    i < nitems(signs) ? signs[i].after : "", currency);
}

enum till_err
rules_check_total(struct json_object *params, const struct items_total *total,
    struct till_error *e)
{
	int64_t minimum = money_minimum(total->currency);
	char text[80];

	if (mode_of(params) == SUBSCRIPTION) {
		if (total->recurring == 0)
			return till_fail(e, TILL_EINPUT, NULL, "line_items",
			    "You must provide at least one recurring price in "
			    "`subscription` mode when using prices.");
		if (total->recurring > RECURRING_MAX ||
		    total->one_time > ONE_TIME_MAX)
			return till_fail(e, TILL_EINPUT, NULL, "line_items",
			    "Array line_items exceeded maximum %d allowed "
			    "elements.",
			    RECURRING_MAX);
		return TILL_OK;
	}
	if (total->recurring > 0)
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "You specified `payment` mode but passed a recurring "
		    "price. Either switch to `subscription` mode or use only "
		    "one-time prices.");
	if (total->amount > 0 && total->amount < minimum) {
		write_minimum(text, sizeof(text), minimum, total->currency);
		return till_fail(e, TILL_EINPUT, "amount_too_small", NULL,
		    "The Checkout Session's total amount due must add up to "
		    "at least %s",
		    text);
	}
	return TILL_OK;
}
