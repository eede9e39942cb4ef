/*
 * rules_table: every rule across the parameters of the reference, in the
 * order in which they are checked; see rules.h.
 *
 * The messages come first.  A mark behind one says where its wording is from
 * (behaviour.md, evidence marks): O was seen from the real API, E from an
 * emulator of it, I is ours, for the rule is known but not its words.  A row
 * without a message of its own uses the usual one of its effect (rules.c).
 */
#include "base/text.h"
#include "sessions/rules.h"

/* E */
static const char text_items_setup[] =
    "You cannot pass `line_items` in `setup` mode";
/* O, of another parameter */
static const char text_too_many[] =
    "Array {first} exceeded maximum {value} allowed elements.";
/* O, of ui_mode custom */
static const char text_embedded[] =
    "The following parameters are not supported with 'ui_mode: embedded': "
    "{value}.";
static const char text_hosted[] =
    "The following parameters are not supported with 'ui_mode: hosted': "
    "{value}.";
/* I: rejected, text not captured */
static const char text_never[] =
    "You cannot pass `return_url` when `redirect_on_completion` is `never`.";
/* O */
static const char text_customer_update[] =
    "`customer_update` can only be used with `customer`.";
/* O */
static const char text_tax_id_name[] =
    "Tax ID collection requires updating business name on the customer. To "
    "enable tax ID collection for an existing customer, please set "
    "`customer_update[name]` to `auto`.";
/* O */
static const char text_expires_soon[] =
    "The `expires_at` timestamp must be at least 30 minutes from Checkout "
    "Session creation.";
static const char text_expires_late[] =
    "The `expires_at` timestamp must be less than 24 hours from Checkout "
    "Session creation.";
/* I */
static const char text_trial_end[] =
    "The `trial_end` timestamp must be at least 48 hours in the future.";
/* I */
static const char text_anchor[] =
    "The `billing_cycle_anchor` timestamp must be in the future.";
/* I */
static const char text_interval[] =
    "The recurring interval must be at most 3 years: `interval_count` can be "
    "at most {value} for this interval.";
/* I */
static const char text_adjustable_range[] =
    "`{place}[minimum]` must be less than or equal to `{place}[maximum]`, "
    "which is {value}.";
/* I */
static const char text_adjustable_quantity[] =
    "The `quantity` must be within the range of `adjustable_quantity`: "
    "{value}.";
/* I */
static const char text_alphanumeric[] =
    "Invalid string: {value}; must only contain letters and digits";
/* I */
static const char text_key_twice[] =
    "The `key` of each custom field must be unique: `{value}` is used more "
    "than once.";
/* I */
static const char text_field_kind[] =
    "You can only specify `{first}` on a custom field of type `{first}`.";
/* I */
static const char text_lengths[] =
    "`minimum_length` must be less than or equal to `maximum_length`.";
/* I */
static const char text_default_length[] =
    "`default_value` must be within `minimum_length` and `maximum_length`.";
/* I */
static const char text_digits[] =
    "`default_value` must only contain digits.";
/* I */
static const char text_option_twice[] =
    "The `value` of each dropdown option must be unique: `{value}` is used "
    "more than once.";
/* I */
static const char text_option_default[] =
    "`default_value` must be the `value` of one of the dropdown's options.";
/* O, of other parameters that go with one mode */
static const char text_setup_only[] =
    "You can not pass `{param}` in `{mode}` mode.";
/* I */
static const char text_permissions[] =
    "The `payment_method` permission must be included.";
/* O, as any list of values is told */
static const char text_country[] =
    "Invalid {param}: must be one of BE, DE, ES, FR, IE, or NL";
/* I */
static const char text_bank_transfer[] =
    "You can only specify `bank_transfer` when `funding_type` is "
    "`bank_transfer`.";
/* O */
static const char text_item_price[] =
    "You must provide one of `price` or `price_data` for each line item when "
    "using prices.";
/* I: no recording of the real wording was found (behaviour.md 9.1) */
static const char text_one_component[] =
    "You must enable exactly one component when creating a Customer Session.";

#define ROW(rule_name, where) .name = (rule_name), .at = (where)
#define SCHEMA(rule_name, words) \
	{ ROW(rule_name, ""), .effect = RULE_SCHEMA, .says = (words) }
#define NOT_IN(rule_name, param, ok_modes) \
	{ ROW(rule_name, ""), .effect = RULE_FORBIDDEN, \
	    .modes = IN_ANY & ~(unsigned)(ok_modes), .first = (param), \
	    .says = "not in every mode" }
#define ACCOUNT(where) \
	{ ROW("account_type", where), .effect = RULE_REQUIRED, \
	    .when = { "type", "account", false }, .first = "account", \
	    .says = "type=account needs an account" }
#define KIND(kind) \
	{ ROW("custom_field_kind", "custom_fields[]"), \
	    .effect = RULE_FORBIDDEN, .unless = { "type", kind, false }, \
	    .first = (kind), .text = text_field_kind, \
	    .says = "only on a field of its type" }
#define FIELD(rule_name, where, fn, message, words) \
	{ ROW(rule_name, where), .effect = RULE_CHECK, .check = (fn), \
	    .text = (message), .says = (words) }
#define EMBEDDED { "ui_mode", "embedded", false }
#define HOSTED { "ui_mode", "hosted", true }

const struct rule session_rules[] = {
	SCHEMA("mode", "always needed"),
	{ ROW("items_setup", ""), .effect = RULE_FORBIDDEN,
	    .modes = IN_SETUP, .first = "line_items",
	    .text = text_items_setup, .says = "setup mode has no items" },
	NOT_IN("payment_intent_data", "payment_intent_data", IN_PAYMENT),
	NOT_IN("subscription_data", "subscription_data", IN_SUBSCRIPTION),
	NOT_IN("setup_intent_data", "setup_intent_data", IN_SETUP),
	NOT_IN("submit_type", "submit_type", IN_PAYMENT),
	NOT_IN("customer_creation", "customer_creation",
	    IN_PAYMENT | IN_SETUP),
	NOT_IN("payment_method_collection", "payment_method_collection",
	    IN_SUBSCRIPTION),
	NOT_IN("saved_methods", "saved_payment_method_options",
	    IN_PAYMENT | IN_SUBSCRIPTION),
	NOT_IN("shipping_options", "shipping_options", IN_PAYMENT),
	NOT_IN("promo_setup", "allow_promotion_codes",
	    IN_PAYMENT | IN_SUBSCRIPTION),
	NOT_IN("promo_setup", "discounts", IN_PAYMENT | IN_SUBSCRIPTION),
	{ ROW("invoice_creation", ""), .effect = RULE_CHECK,
	    .modes = IN_SETUP | IN_SUBSCRIPTION,
	    .first = "invoice_creation", .text = text_setup_only,
	    .check = rule_not_none,
	    .says = "invoice_creation[enabled]=true in payment mode only" },
	{ ROW("items", ""), .effect = RULE_REQUIRED,
	    .modes = IN_PAYMENT | IN_SUBSCRIPTION, .first = "line_items",
	    .says = "needed outside setup mode" },
	{ ROW("items_payment_max", ""), .effect = RULE_CHECK,
	    .modes = IN_PAYMENT, .first = "line_items",
	    .text = text_too_many, .check = rule_items_max,
	    .says = "at most 100 items in payment mode" },
	{ ROW("currency_setup", ""), .effect = RULE_REQUIRED,
	    .modes = IN_SETUP,
	    .unless = { "payment_method_types", NULL, false },
	    .first = "currency",
	    .says = "setup mode needs it without payment_method_types" },

	{ ROW("success_url_embedded", ""), .effect = RULE_NONE_OF,
	    .when = EMBEDDED, .first = "cancel_url",
	    .second = "success_url", .text = text_embedded,
	    .says = "not with ui_mode=embedded" },
	{ ROW("return_url_hosted", ""), .effect = RULE_NONE_OF,
	    .when = HOSTED, .first = "return_url", .text = text_hosted,
	    .says = "not with ui_mode=hosted" },
	{ ROW("redirect", ""), .effect = RULE_NONE_OF, .when = HOSTED,
	    .first = "redirect_on_completion", .text = text_hosted,
	    .says = "not with ui_mode=hosted" },
	{ ROW("success_url_hosted", ""), .effect = RULE_REQUIRED,
	    .when = HOSTED, .first = "success_url",
	    .says = "needed with ui_mode=hosted" },
	{ ROW("return_url_never", ""), .effect = RULE_FORBIDDEN,
	    .when = { "redirect_on_completion", "never", false },
	    .first = "return_url", .text = text_never,
	    .says = "not with redirect_on_completion=never" },
	{ ROW("return_url", ""), .effect = RULE_REQUIRED, .when = EMBEDDED,
	    .unless = { "redirect_on_completion", "never", false },
	    .first = "return_url",
	    .says = "needed with ui_mode=embedded, unless the redirect is "
		    "never" },

	{ ROW("promo_or_discount", ""), .effect = RULE_AT_MOST_ONE,
	    .first = "allow_promotion_codes", .second = "discounts",
	    .says = "one of the two" },
	{ ROW("customer_or_email", ""), .effect = RULE_AT_MOST_ONE,
	    .first = "customer", .second = "customer_email",
	    .says = "one of the two" },
	{ ROW("customer_or_creation", ""), .effect = RULE_AT_MOST_ONE,
	    .first = "customer", .second = "customer_creation",
	    .says = "one of the two" },
	{ ROW("pmc_or_types", ""), .effect = RULE_AT_MOST_ONE,
	    .first = "payment_method_configuration",
	    .second = "payment_method_types", .says = "one of the two" },
	{ ROW("customer_update", ""), .effect = RULE_FORBIDDEN,
	    .unless = { "customer", NULL, false }, .first = "customer_update",
	    .text = text_customer_update, .says = "needs customer" },
	{ ROW("tax_id_name", ""), .effect = RULE_CHECK,
	    .when = { "customer", NULL, false }, .first = "tax_id_collection",
	    .text = text_tax_id_name, .check = rule_tax_id_name,
	    .says = "with customer it needs customer_update[name]=auto" },
	{ ROW("auto_tax_address", ""), .effect = RULE_ELSEWHERE,
	    .first = "automatic_tax",
	    .says = "a customer without address needs customer_update "
		    "address or shipping auto" },
	ACCOUNT("automatic_tax.liability"),
	ACCOUNT("invoice_creation.invoice_data.issuer"),
	ACCOUNT("subscription_data.invoice_settings.issuer"),

	{ ROW("expires_at", ""), .effect = RULE_CHECK, .first = "expires_at",
	    .text = text_expires_soon, .check = rule_expires_soon,
	    .says = "at least 30 minutes ahead" },
	{ ROW("expires_at", ""), .effect = RULE_CHECK, .first = "expires_at",
	    .text = text_expires_late, .check = rule_expires_late,
	    .says = "at most 24 hours ahead" },

	{ ROW("discount", "discounts[]"), .effect = RULE_EXACTLY_ONE,
	    .first = "coupon", .second = "promotion_code",
	    .says = "one of the two" },
	SCHEMA("discounts_max", "at most 1"),
	{ ROW("shipping_option", "shipping_options[]"),
	    .effect = RULE_EXACTLY_ONE, .first = "shipping_rate",
	    .second = "shipping_rate_data", .says = "one of the two" },
	{ ROW("shipping_fixed", "shipping_options[].shipping_rate_data"),
	    .effect = RULE_REQUIRED, .when = { "type", "fixed_amount", true },
	    .first = "fixed_amount", .says = "needed with its type" },
	SCHEMA("shipping_options_max", "at most 5"),

	{ ROW("item_price", "line_items[]"), .effect = RULE_AT_MOST_ONE,
	    .first = "price", .second = "price_data",
	    .says = "one of the two" },
	{ ROW("item_price", "line_items[]"), .effect = RULE_CHECK,
	    .text = text_item_price, .check = rule_not_none,
	    .first = "price", .second = "price_data",
	    .says = "one of the two" },
	{ ROW("item_taxes", "line_items[]"), .effect = RULE_AT_MOST_ONE,
	    .first = "dynamic_tax_rates", .second = "tax_rates",
	    .says = "one of the two" },
	FIELD("item_adjustable", "line_items[].adjustable_quantity",
	    rule_adjustable_range, text_adjustable_range,
	    "minimum at most maximum"),
	FIELD("item_adjustable", "line_items[]", rule_adjustable_quantity,
	    text_adjustable_quantity,
	    "quantity within what adjustable_quantity allows"),
	{ ROW("price_data_product", "line_items[].price_data"),
	    .effect = RULE_EXACTLY_ONE, .first = "product",
	    .second = "product_data", .says = "one of the two" },
	{ ROW("price_data_amount", "line_items[].price_data"),
	    .effect = RULE_EXACTLY_ONE, .first = "unit_amount",
	    .second = "unit_amount_decimal", .says = "one of the two" },
	FIELD("price_data_interval", "line_items[].price_data.recurring",
	    rule_interval, text_interval, "at most 3 years"),

	SCHEMA("custom_fields_max", "at most 3"),
	FIELD("custom_field_key", "custom_fields[]", rule_field_key,
	    text_alphanumeric, "key of letters and digits"),
	FIELD("custom_field_key", "", rule_field_key_twice, text_key_twice,
	    "custom_fields have a key of its own each"),
	KIND("dropdown"),
	KIND("numeric"),
	KIND("text"),
	{ ROW("custom_field_kind", "custom_fields[]"),
	    .effect = RULE_REQUIRED, .when = { "type", "dropdown", false },
	    .first = "dropdown", .says = "needed with type=dropdown" },
	SCHEMA("dropdown_options", "at most 200"),
	FIELD("dropdown_value", "custom_fields[].dropdown.options[]",
	    rule_option_value, text_alphanumeric,
	    "value of letters and digits"),
	FIELD("dropdown_value", "custom_fields[].dropdown", rule_option_twice,
	    text_option_twice, "options have a value of its own each"),
	FIELD("dropdown_default", "custom_fields[].dropdown",
	    rule_option_default, text_option_default,
	    "default_value is one of the options"),
	FIELD("field_lengths", "custom_fields[].text", rule_field_lengths,
	    text_lengths, "minimum_length at most maximum_length"),
	FIELD("field_lengths", "custom_fields[].numeric", rule_field_lengths,
	    text_lengths, "minimum_length at most maximum_length"),
	FIELD("field_default", "custom_fields[].text", rule_field_default,
	    text_default_length, "default_value of the lengths allowed"),
	FIELD("field_default", "custom_fields[].numeric", rule_field_default,
	    text_default_length, "default_value of the lengths allowed"),
	FIELD("numeric_default", "custom_fields[].numeric", rule_field_digits,
	    text_digits, "default_value of digits"),
	SCHEMA("custom_text", "at most 1200 characters"),

	{ ROW("trial_one", "subscription_data"), .effect = RULE_AT_MOST_ONE,
	    .first = "trial_end", .second = "trial_period_days",
	    .says = "one of the two" },
	FIELD("trial_end", "subscription_data", rule_trial_end,
	    text_trial_end, "trial_end at least 48 hours ahead"),
	SCHEMA("trial_days", "at least 1"),
	FIELD("anchor", "subscription_data", rule_anchor, text_anchor,
	    "billing_cycle_anchor later than now"),

	{ ROW("acss_setup", "payment_method_options.acss_debit"),
	    .effect = RULE_FORBIDDEN,
	    .modes = IN_PAYMENT | IN_SUBSCRIPTION, .first = "currency",
	    .text = text_setup_only, .says = "setup mode only" },
	{ ROW("acss_setup",
		"payment_method_options.acss_debit.mandate_options"),
	    .effect = RULE_FORBIDDEN,
	    .modes = IN_PAYMENT | IN_SUBSCRIPTION,
	    .first = "default_for", .text = text_setup_only,
	    .says = "setup mode only" },
	{ ROW("acss_interval",
		"payment_method_options.acss_debit.mandate_options"),
	    .effect = RULE_REQUIRED,
	    .when = { "payment_schedule", "interval|combined", false },
	    .first = "interval_description",
	    .says = "needed with payment_schedule=interval or combined" },
	{ ROW("bank_transfer", "payment_method_options.customer_balance"),
	    .effect = RULE_FORBIDDEN,
	    .unless = { "funding_type", "bank_transfer", false },
	    .first = "bank_transfer", .text = text_bank_transfer,
	    .says = "only with funding_type=bank_transfer" },
	FIELD("bank_country",
	    "payment_method_options.customer_balance.bank_transfer."
	    "eu_bank_transfer",
	    rule_bank_country, text_country,
	    "country BE, DE, ES, FR, IE or NL"),
	FIELD("bank_permissions",
	    "payment_method_options.us_bank_account.financial_connections",
	    rule_bank_permissions, text_permissions,
	    "payment_method is among the permissions"),
	{ ROW("wechat_app", "payment_method_options.wechat_pay"),
	    .effect = RULE_REQUIRED, .when = { "client", "ios|android", false },
	    .first = "app_id", .says = "needed for client=ios or android" },
	SCHEMA("reference", "at most 200 characters"),
	SCHEMA("metadata", "50 keys of 40 characters, values of 500"),

	{ ROW("item_quantity", "line_items[]"), .effect = RULE_ELSEWHERE,
	    .first = "quantity", .says = "needed unless the price is metered" },
	{ ROW("item_quantity_metered", "line_items[]"),
	    .effect = RULE_ELSEWHERE, .first = "quantity",
	    .says = "not with a metered price" },
	{ ROW("item_currency", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items", .says = "one currency for all items" },
	{ ROW("items_payment_onetime", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items", .says = "payment mode: one-time prices" },
	{ ROW("items_sub_min", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items",
	    .says = "subscription mode: at least one recurring price" },
	{ ROW("items_sub_max_recurring", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items",
	    .says = "subscription mode: at most 20 recurring prices" },
	{ ROW("items_sub_max_onetime", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items",
	    .says = "subscription mode: at most 20 one-time prices" },
	{ ROW("items_interval", ""), .effect = RULE_ELSEWHERE,
	    .first = "line_items",
	    .says = "subscription mode: one interval for all prices" },
	{ ROW("application_fee", "payment_intent_data"),
	    .effect = RULE_ELSEWHERE, .first = "application_fee_amount",
	    .says = "not more than the total" },
};
const size_t session_rules_count = nitems(session_rules);

const struct rule customer_session_rules[] = {
	{ ROW("cuss_save_usage", "components.payment_element.features"),
	    .effect = RULE_REQUIRED,
	    .when = { "payment_method_save", "enabled", false },
	    .first = "payment_method_save_usage",
	    .says = "needed with payment_method_save=enabled" },
	FIELD("cuss_components", "components", rule_one_component,
	    text_one_component, "exactly one enabled"),
	SCHEMA("cuss_limit", "at most 10"),
};
const size_t customer_session_rules_count = nitems(customer_session_rules);
