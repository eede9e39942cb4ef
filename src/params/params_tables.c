/*
 * params_tables: the parameters of every call; see params.h.
 *
 * Written by generate.mjs from reference/params.json: change that file, then
 * run "node src/params/generate.mjs".
 */
#include "base/text.h"
#include "params/params.h"

static const struct param p_recovery[] = {
	{ .name = "allow_promotion_codes", .kind = PARAM_BOOLEAN,
	    .fallback = "false" },
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED,
	    .note = "true: unpaid expiry adds a recovery URL to the session" },
};

static const struct param p_after_expiration[] = {
	{ .name = "recovery", .kind = PARAM_OBJECT, .children = p_recovery,
	    .children_count = nitems(p_recovery) },
};

static const char *const e_type[] = {
	"account", "self",
};

static const struct param p_liability[] = {
	{ .name = "account", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "needed when sibling type=account" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type, .values_count = nitems(e_type) },
};

static const struct param p_automatic_tax[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
	{ .name = "liability", .kind = PARAM_OBJECT, .children = p_liability,
	    .children_count = nitems(p_liability),
	    .note = "whose registrations and address are used for the tax "
	    "calculation" },
};

static const char *const e_billing_address_collection[] = {
	"auto", "required",
};

static const char *const e_position[] = {
	"auto", "hidden",
};

static const struct param p_payment_method_reuse_agreement[] = {
	{ .name = "position", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_position, .values_count = nitems(e_position),
	    .note = "auto: standard text shown; hidden: no text" },
};

static const char *const e_promotions[] = {
	"auto", "none",
};

static const char *const e_terms_of_service[] = {
	"none", "required",
};

static const struct param p_consent_collection[] = {
	{ .name = "payment_method_reuse_agreement", .kind = PARAM_OBJECT,
	    .children = p_payment_method_reuse_agreement,
	    .children_count = nitems(p_payment_method_reuse_agreement) },
	{ .name = "promotions", .kind = PARAM_ENUM, .values = e_promotions,
	    .values_count = nitems(e_promotions), .note = "US accounts only" },
	{ .name = "terms_of_service", .kind = PARAM_ENUM,
	    .values = e_terms_of_service,
	    .values_count = nitems(e_terms_of_service),
	    .note = "\"required\" needs a terms URL configured on the "
	    "account" },
};

static const char *const e_currency[] = {
	"aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn",
	"bam", "bbd", "bdt", "bgn", "bhd", "bif", "bmd", "bnd", "bob", "brl",
	"bsd", "bwp", "byn", "bzd", "cad", "cdf", "chf", "clp", "cny", "cop",
	"crc", "cve", "czk", "djf", "dkk", "dop", "dzd", "egp", "etb", "eur",
	"fjd", "fkp", "gbp", "gel", "gip", "gmd", "gnf", "gtq", "gyd", "hkd",
	"hnl", "htg", "huf", "idr", "ils", "inr", "isk", "jmd", "jod", "jpy",
	"kes", "kgs", "khr", "kmf", "krw", "kwd", "kyd", "kzt", "lak", "lbp",
	"lkr", "lrd", "lsl", "mad", "mdl", "mga", "mkd", "mmk", "mnt", "mop",
	"mur", "mvr", "mwk", "mxn", "myr", "mzn", "nad", "ngn", "nio", "nok",
	"npr", "nzd", "omr", "pab", "pen", "pgk", "php", "pkr", "pln", "pyg",
	"qar", "ron", "rsd", "rub", "rwf", "sar", "sbd", "scr", "sek", "sgd",
	"shp", "sle", "sos", "srd", "std", "szl", "thb", "tjs", "tnd", "top",
	"try", "ttd", "twd", "tzs", "uah", "ugx", "usd", "uyu", "uzs", "vnd",
	"vuv", "wst", "xaf", "xcd", "xof", "xpf", "yer", "zar", "zmw",
};

static const struct param p_options[] = {
	{ .name = "label", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 100 },
	{ .name = "value", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 100,
	    .note = "alphanumeric; distinct per option; hidden from buyer" },
};

static const struct param i_options[] = {
	{ .kind = PARAM_OBJECT, .children = p_options,
	    .children_count = nitems(p_options) },
};

static const struct param p_dropdown[] = {
	{ .name = "default_value", .kind = PARAM_STRING,
	    .note = "one of the option values" },
	{ .name = "options", .kind = PARAM_ARRAY, .flags = PARAM_REQUIRED,
	    .max_items = 200, .element = i_options },
};

static const char *const e_type_2[] = {
	"custom",
};

static const struct param p_label[] = {
	{ .name = "custom", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 50 },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_2, .values_count = nitems(e_type_2) },
};

static const struct param p_numeric[] = {
	{ .name = "default_value", .kind = PARAM_STRING, .note = "prefill" },
	{ .name = "maximum_length", .kind = PARAM_INTEGER,
	    .note = "upper bound on input length" },
	{ .name = "minimum_length", .kind = PARAM_INTEGER,
	    .note = "lower bound on input length" },
};

static const char *const e_type_3[] = {
	"dropdown", "numeric", "text",
};

static const struct param p_custom_fields[] = {
	{ .name = "dropdown", .kind = PARAM_OBJECT, .children = p_dropdown,
	    .children_count = nitems(p_dropdown),
	    .note = "only for type=dropdown" },
	{ .name = "key", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 200, .note = "alphanumeric; distinct per field" },
	{ .name = "label", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_label, .children_count = nitems(p_label) },
	{ .name = "numeric", .kind = PARAM_OBJECT, .children = p_numeric,
	    .children_count = nitems(p_numeric),
	    .note = "only for type=numeric" },
	{ .name = "optional", .kind = PARAM_BOOLEAN, .fallback = "false",
	    .note = "true lets the buyer leave it blank" },
	{ .name = "text", .kind = PARAM_OBJECT, .children = p_numeric,
	    .children_count = nitems(p_numeric), .note = "only for type=text" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_3, .values_count = nitems(e_type_3) },
};

static const struct param i_custom_fields[] = {
	{ .kind = PARAM_OBJECT, .children = p_custom_fields,
	    .children_count = nitems(p_custom_fields) },
};

static const struct param p_after_submit[] = {
	{ .name = "message", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 1200 },
};

static const struct param p_custom_text[] = {
	{ .name = "after_submit", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_after_submit,
	    .children_count = nitems(p_after_submit) },
	{ .name = "shipping_address", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_after_submit,
	    .children_count = nitems(p_after_submit) },
	{ .name = "submit", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_after_submit,
	    .children_count = nitems(p_after_submit) },
	{ .name = "terms_of_service_acceptance", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_after_submit,
	    .children_count = nitems(p_after_submit),
	    .note = "replaces the built-in terms wording" },
};

static const char *const e_customer_creation[] = {
	"always", "if_required",
};

static const char *const e_address[] = {
	"auto", "never",
};

static const struct param p_customer_update[] = {
	{ .name = "address", .kind = PARAM_ENUM, .values = e_address,
	    .values_count = nitems(e_address), .fallback = "never" },
	{ .name = "name", .kind = PARAM_ENUM, .values = e_address,
	    .values_count = nitems(e_address), .fallback = "never" },
	{ .name = "shipping", .kind = PARAM_ENUM, .values = e_address,
	    .values_count = nitems(e_address), .fallback = "never" },
};

static const struct param p_discounts[] = {
	{ .name = "coupon", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "one of coupon, promotion_code" },
	{ .name = "promotion_code", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL,
	    .note = "one of coupon, promotion_code" },
};

static const struct param i_discounts[] = {
	{ .kind = PARAM_OBJECT, .children = p_discounts,
	    .children_count = nitems(p_discounts) },
};

static const struct param i_string[] = {
	{ .kind = PARAM_STRING },
};

static const struct param p_custom_fields_2[] = {
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 40 },
	{ .name = "value", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 140 },
};

static const struct param i_custom_fields_2[] = {
	{ .kind = PARAM_OBJECT, .children = p_custom_fields_2,
	    .children_count = nitems(p_custom_fields_2) },
};

static const char *const e_amount_tax_display[] = {
	"exclude_tax", "include_inclusive_tax",
};

static const struct param p_rendering_options[] = {
	{ .name = "amount_tax_display", .kind = PARAM_ENUM,
	    .flags = PARAM_EMPTYABLE | PARAM_OR_EMPTY,
	    .values = e_amount_tax_display,
	    .values_count = nitems(e_amount_tax_display),
	    .note = "tax shown in PDF line amounts or not" },
};

static const struct param p_invoice_data[] = {
	{ .name = "account_tax_ids", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .element = i_string },
	{ .name = "custom_fields", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .element = i_custom_fields_2 },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1500 },
	{ .name = "footer", .kind = PARAM_STRING },
	{ .name = "issuer", .kind = PARAM_OBJECT, .children = p_liability,
	    .children_count = nitems(p_liability) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "rendering_options", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_rendering_options,
	    .children_count = nitems(p_rendering_options) },
};

static const struct param p_invoice_creation[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED,
	    .note = "true only in payment mode" },
	{ .name = "invoice_data", .kind = PARAM_OBJECT,
	    .children = p_invoice_data,
	    .children_count = nitems(p_invoice_data) },
};

static const struct param p_adjustable_quantity[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED,
	    .note = "buyer may drop the item by choosing 0" },
	{ .name = "maximum", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MAX,
	    .max = 999999, .fallback = "99" },
	{ .name = "minimum", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN,
	    .min = 0, .fallback = "0" },
};

static const struct param i_images[] = {
	{ .kind = PARAM_STRING, .flags = PARAM_URL, .maxlen = 2048 },
};

static const struct param p_product_data[] = {
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 40000 },
	{ .name = "images", .kind = PARAM_ARRAY, .max_items = 8,
	    .element = i_images, .note = "URLs" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "tax_code", .kind = PARAM_STRING },
};

static const char *const e_interval[] = {
	"day", "month", "week", "year",
};

static const struct param p_recurring[] = {
	{ .name = "interval", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_interval, .values_count = nitems(e_interval) },
	{ .name = "interval_count", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1, .fallback = "1",
	    .note = "total at most 3 years (3 year, 36 month, 156 week)" },
};

static const char *const e_tax_behavior[] = {
	"exclusive", "inclusive", "unspecified",
};

static const struct param p_price_data[] = {
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .note = "ISO 4217 lowercase" },
	{ .name = "product", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "exactly one of product, product_data" },
	{ .name = "product_data", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_product_data,
	    .children_count = nitems(p_product_data),
	    .note = "exactly one of product, product_data" },
	{ .name = "recurring", .kind = PARAM_OBJECT, .children = p_recurring,
	    .children_count = nitems(p_recurring) },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior),
	    .note = "inclusive/exclusive are final; needed if account has "
	    "no default" },
	{ .name = "unit_amount", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 0,
	    .note = "minor units; one of unit_amount, unit_amount_decimal" },
	{ .name = "unit_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string, minor units, max 12 decimals; excludes "
	    "unit_amount" },
};

static const struct param p_line_items[] = {
	{ .name = "adjustable_quantity", .kind = PARAM_OBJECT,
	    .children = p_adjustable_quantity,
	    .children_count = nitems(p_adjustable_quantity) },
	{ .name = "dynamic_tax_rates", .kind = PARAM_ARRAY, .element = i_string,
	    .note = "tax rate ids; US, GB, AU, EU addresses only" },
	{ .name = "price", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "exactly one of price, price_data" },
	{ .name = "price_data", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_price_data,
	    .children_count = nitems(p_price_data),
	    .note = "exactly one of price, price_data" },
	{ .name = "quantity", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 1,
	    .note = "mandatory unless price is metered, then forbidden" },
	{ .name = "tax_rates", .kind = PARAM_ARRAY, .element = i_string,
	    .note = "tax rate ids" },
};

static const struct param i_line_items[] = {
	{ .kind = PARAM_OBJECT, .children = p_line_items,
	    .children_count = nitems(p_line_items) },
};

static const char *const e_checkout_locale[] = {
	"auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419",
	"et", "fi", "fil", "fr", "fr-CA", "hr", "hu", "id", "it", "ja", "ko",
	"lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru",
	"sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
};

static const char *const e_mode[] = {
	"payment", "setup", "subscription",
};

static const char *const e_capture_method[] = {
	"automatic", "automatic_async", "manual",
};

static const char *const e_setup_future_usage[] = {
	"off_session", "on_session",
};

static const struct param p_address[] = {
	{ .name = "line1", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "city", .kind = PARAM_STRING },
	{ .name = "country", .kind = PARAM_STRING,
	    .note = "ISO 3166-1 alpha-2" },
	{ .name = "line2", .kind = PARAM_STRING },
	{ .name = "postal_code", .kind = PARAM_STRING },
	{ .name = "state", .kind = PARAM_STRING },
};

static const struct param p_shipping[] = {
	{ .name = "address", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_address, .children_count = nitems(p_address) },
	{ .name = "carrier", .kind = PARAM_STRING },
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "phone", .kind = PARAM_STRING },
	{ .name = "tracking_number", .kind = PARAM_STRING,
	    .note = "comma-separated when several" },
};

static const struct param p_transfer_data[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .note = "minor units" },
	{ .name = "destination", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .note = "connected account id" },
};

static const struct param p_payment_intent_data[] = {
	{ .name = "application_fee_amount", .kind = PARAM_INTEGER,
	    .note = "minor units; limited to the payment total" },
	{ .name = "capture_method", .kind = PARAM_ENUM,
	    .values = e_capture_method,
	    .values_count = nitems(e_capture_method) },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "on_behalf_of", .kind = PARAM_STRING },
	{ .name = "receipt_email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .note = "email" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage),
	    .note = "payment method is attached if a customer exists or is "
	    "created" },
	{ .name = "shipping", .kind = PARAM_OBJECT, .children = p_shipping,
	    .children_count = nitems(p_shipping) },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22,
	    .note = "non-card payments only; card payments use the suffix" },
	{ .name = "statement_descriptor_suffix", .kind = PARAM_STRING,
	    .maxlen = 22, .note = "card payments; appended to account prefix" },
	{ .name = "transfer_data", .kind = PARAM_OBJECT,
	    .children = p_transfer_data,
	    .children_count = nitems(p_transfer_data) },
	{ .name = "transfer_group", .kind = PARAM_STRING },
};

static const char *const e_allow_redisplay[] = {
	"always", "limited", "unspecified",
};

static const struct param p_payment_method_data[] = {
	{ .name = "allow_redisplay", .kind = PARAM_ENUM,
	    .values = e_allow_redisplay,
	    .values_count = nitems(e_allow_redisplay),
	    .note = "overrides value chosen by Checkout" },
};

static const char *const e_currency_2[] = {
	"cad", "usd",
};

static const char *const e_default_for[] = {
	"invoice", "subscription",
};

static const struct param i_default_for[] = {
	{ .kind = PARAM_ENUM, .values = e_default_for,
	    .values_count = nitems(e_default_for) },
};

static const char *const e_payment_schedule[] = {
	"combined", "interval", "sporadic",
};

static const char *const e_transaction_type[] = {
	"business", "personal",
};

static const struct param p_mandate_options[] = {
	{ .name = "custom_mandate_url", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE | PARAM_URL, .maxlen = 5000,
	    .note = "URL; intent id and secret get appended as query" },
	{ .name = "default_for", .kind = PARAM_ARRAY, .element = i_default_for,
	    .note = "setup mode only" },
	{ .name = "interval_description", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL, .maxlen = 500,
	    .note = "mandatory if payment_schedule is interval or combined" },
	{ .name = "payment_schedule", .kind = PARAM_ENUM,
	    .values = e_payment_schedule,
	    .values_count = nitems(e_payment_schedule) },
	{ .name = "transaction_type", .kind = PARAM_ENUM,
	    .values = e_transaction_type,
	    .values_count = nitems(e_transaction_type) },
};

static const char *const e_setup_future_usage_2[] = {
	"none", "off_session", "on_session",
};

static const char *const e_verification_method[] = {
	"automatic", "instant", "microdeposits",
};

static const struct param p_acss_debit[] = {
	{ .name = "currency", .kind = PARAM_ENUM, .values = e_currency_2,
	    .values_count = nitems(e_currency_2),
	    .note = "setup mode only; ISO 4217 lowercase" },
	{ .name = "mandate_options", .kind = PARAM_OBJECT,
	    .children = p_mandate_options,
	    .children_count = nitems(p_mandate_options) },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
	{ .name = "verification_method", .kind = PARAM_ENUM,
	    .values = e_verification_method,
	    .values_count = nitems(e_verification_method) },
};

static const char *const e_setup_future_usage_3[] = {
	"none",
};

static const struct param p_affirm[] = {
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const char *const e_setup_future_usage_4[] = {
	"none", "off_session",
};

static const struct param p_amazon_pay[] = {
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_4,
	    .values_count = nitems(e_setup_future_usage_4) },
};

static const struct param p_bacs_debit[] = {
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const struct param p_boleto[] = {
	{ .name = "expires_after_days", .kind = PARAM_INTEGER,
	    .note = "calendar days; ends 23:59 Sao Paulo" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const struct param p_installments[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN,
	    .note = "false blocks installment plans" },
};

static const char *const e_request_three_d_secure[] = {
	"any", "automatic", "challenge",
};

static const struct param p_card[] = {
	{ .name = "installments", .kind = PARAM_OBJECT,
	    .children = p_installments,
	    .children_count = nitems(p_installments) },
	{ .name = "request_three_d_secure", .kind = PARAM_ENUM,
	    .values = e_request_three_d_secure,
	    .values_count = nitems(e_request_three_d_secure),
	    .fallback = "automatic" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "statement_descriptor_suffix_kana", .kind = PARAM_STRING,
	    .maxlen = 22 },
	{ .name = "statement_descriptor_suffix_kanji", .kind = PARAM_STRING,
	    .maxlen = 17 },
};

static const struct param p_eu_bank_transfer[] = {
	{ .name = "country", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .note = "BE, DE, ES, FR, IE or NL" },
};

static const char *const e_requested_address_types[] = {
	"aba", "iban", "sepa", "sort_code", "spei", "swift", "zengin",
};

static const struct param i_requested_address_types[] = {
	{ .kind = PARAM_ENUM, .values = e_requested_address_types,
	    .values_count = nitems(e_requested_address_types) },
};

static const char *const e_type_4[] = {
	"eu_bank_transfer", "gb_bank_transfer", "jp_bank_transfer",
	"mx_bank_transfer", "us_bank_transfer",
};

static const struct param p_bank_transfer[] = {
	{ .name = "eu_bank_transfer", .kind = PARAM_OBJECT,
	    .children = p_eu_bank_transfer,
	    .children_count = nitems(p_eu_bank_transfer) },
	{ .name = "requested_address_types", .kind = PARAM_ARRAY,
	    .element = i_requested_address_types,
	    .note = "absent: every valid type" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_4, .values_count = nitems(e_type_4) },
};

static const char *const e_funding_type[] = {
	"bank_transfer",
};

static const struct param p_customer_balance[] = {
	{ .name = "bank_transfer", .kind = PARAM_OBJECT,
	    .children = p_bank_transfer,
	    .children_count = nitems(p_bank_transfer),
	    .note = "only for funding_type=bank_transfer" },
	{ .name = "funding_type", .kind = PARAM_ENUM, .values = e_funding_type,
	    .values_count = nitems(e_funding_type) },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct param p_konbini[] = {
	{ .name = "expires_after_days", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 1, .max = 60,
	    .fallback = "3", .note = "calendar days; ends 23:59:59 JST" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct param p_oxxo[] = {
	{ .name = "expires_after_days", .kind = PARAM_INTEGER,
	    .note = "calendar days; ends 23:59 Mexico City" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct param p_p24[] = {
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
	{ .name = "tos_shown_and_accepted", .kind = PARAM_BOOLEAN },
};

static const char *const e_capture_method_2[] = {
	"manual",
};

static const char *const e_preferred_locale[] = {
	"cs-CZ", "da-DK", "de-AT", "de-DE", "de-LU", "el-GR", "en-GB", "en-US",
	"es-ES", "fi-FI", "fr-BE", "fr-FR", "fr-LU", "hu-HU", "it-IT", "nl-BE",
	"nl-NL", "pl-PL", "pt-PT", "sk-SK", "sv-SE",
};

static const struct param p_paypal[] = {
	{ .name = "capture_method", .kind = PARAM_ENUM,
	    .flags = PARAM_EMPTYABLE | PARAM_OR_EMPTY,
	    .values = e_capture_method_2,
	    .values_count = nitems(e_capture_method_2) },
	{ .name = "preferred_locale", .kind = PARAM_ENUM,
	    .values = e_preferred_locale,
	    .values_count = nitems(e_preferred_locale) },
	{ .name = "reference", .kind = PARAM_STRING, .maxlen = 127,
	    .note = "maps to PayPal invoice id" },
	{ .name = "risk_correlation_id", .kind = PARAM_STRING, .maxlen = 32 },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .flags = PARAM_EMPTYABLE | PARAM_OR_EMPTY,
	    .values = e_setup_future_usage_4,
	    .values_count = nitems(e_setup_future_usage_4) },
};

static const struct param p_pix[] = {
	{ .name = "expires_after_seconds", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 10, .max = 1209600,
	    .fallback = "86400" },
};

static const struct param p_swish[] = {
	{ .name = "reference", .kind = PARAM_STRING,
	    .note = "absent: PaymentIntent id" },
};

static const char *const e_permissions[] = {
	"balances", "ownership", "payment_method", "transactions",
};

static const struct param i_permissions[] = {
	{ .kind = PARAM_ENUM, .values = e_permissions,
	    .values_count = nitems(e_permissions) },
};

static const char *const e_prefetch[] = {
	"balances", "ownership", "transactions",
};

static const struct param i_prefetch[] = {
	{ .kind = PARAM_ENUM, .values = e_prefetch,
	    .values_count = nitems(e_prefetch) },
};

static const struct param p_financial_connections[] = {
	{ .name = "permissions", .kind = PARAM_ARRAY, .element = i_permissions,
	    .note = "payment_method is mandatory in the list" },
	{ .name = "prefetch", .kind = PARAM_ARRAY, .element = i_prefetch },
};

static const char *const e_verification_method_2[] = {
	"automatic", "instant",
};

static const struct param p_us_bank_account[] = {
	{ .name = "financial_connections", .kind = PARAM_OBJECT,
	    .children = p_financial_connections,
	    .children_count = nitems(p_financial_connections) },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
	{ .name = "verification_method", .kind = PARAM_ENUM,
	    .values = e_verification_method_2,
	    .values_count = nitems(e_verification_method_2) },
};

static const char *const e_client[] = {
	"android", "ios", "web",
};

static const struct param p_wechat_pay[] = {
	{ .name = "app_id", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "mandatory for client ios or android" },
	{ .name = "client", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_client, .values_count = nitems(e_client) },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct param p_payment_method_options[] = {
	{ .name = "acss_debit", .kind = PARAM_OBJECT, .children = p_acss_debit,
	    .children_count = nitems(p_acss_debit) },
	{ .name = "affirm", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "afterpay_clearpay", .kind = PARAM_OBJECT,
	    .children = p_affirm, .children_count = nitems(p_affirm) },
	{ .name = "alipay", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "amazon_pay", .kind = PARAM_OBJECT, .children = p_amazon_pay,
	    .children_count = nitems(p_amazon_pay) },
	{ .name = "au_becs_debit", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "bacs_debit", .kind = PARAM_OBJECT, .children = p_bacs_debit,
	    .children_count = nitems(p_bacs_debit) },
	{ .name = "bancontact", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "boleto", .kind = PARAM_OBJECT, .children = p_boleto,
	    .children_count = nitems(p_boleto) },
	{ .name = "card", .kind = PARAM_OBJECT, .children = p_card,
	    .children_count = nitems(p_card) },
	{ .name = "cashapp", .kind = PARAM_OBJECT, .children = p_bacs_debit,
	    .children_count = nitems(p_bacs_debit) },
	{ .name = "customer_balance", .kind = PARAM_OBJECT,
	    .children = p_customer_balance,
	    .children_count = nitems(p_customer_balance) },
	{ .name = "eps", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "fpx", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "giropay", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "grabpay", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "ideal", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "klarna", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "konbini", .kind = PARAM_OBJECT, .children = p_konbini,
	    .children_count = nitems(p_konbini) },
	{ .name = "link", .kind = PARAM_OBJECT, .children = p_amazon_pay,
	    .children_count = nitems(p_amazon_pay) },
	{ .name = "mobilepay", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "multibanco", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "oxxo", .kind = PARAM_OBJECT, .children = p_oxxo,
	    .children_count = nitems(p_oxxo) },
	{ .name = "p24", .kind = PARAM_OBJECT, .children = p_p24,
	    .children_count = nitems(p_p24) },
	{ .name = "paynow", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "paypal", .kind = PARAM_OBJECT, .children = p_paypal,
	    .children_count = nitems(p_paypal) },
	{ .name = "pix", .kind = PARAM_OBJECT, .children = p_pix,
	    .children_count = nitems(p_pix) },
	{ .name = "revolut_pay", .kind = PARAM_OBJECT, .children = p_amazon_pay,
	    .children_count = nitems(p_amazon_pay) },
	{ .name = "sepa_debit", .kind = PARAM_OBJECT, .children = p_bacs_debit,
	    .children_count = nitems(p_bacs_debit) },
	{ .name = "sofort", .kind = PARAM_OBJECT, .children = p_affirm,
	    .children_count = nitems(p_affirm) },
	{ .name = "swish", .kind = PARAM_OBJECT, .children = p_swish,
	    .children_count = nitems(p_swish) },
	{ .name = "us_bank_account", .kind = PARAM_OBJECT,
	    .children = p_us_bank_account,
	    .children_count = nitems(p_us_bank_account) },
	{ .name = "wechat_pay", .kind = PARAM_OBJECT, .children = p_wechat_pay,
	    .children_count = nitems(p_wechat_pay) },
};

static const char *const e_checkout_payment_method_type[] = {
	"acss_debit", "affirm", "afterpay_clearpay", "alipay", "amazon_pay",
	"au_becs_debit", "bacs_debit", "bancontact", "blik", "boleto", "card",
	"cashapp", "customer_balance", "eps", "fpx", "giropay", "grabpay",
	"ideal", "klarna", "konbini", "link", "mobilepay", "multibanco", "oxxo",
	"p24", "paynow", "paypal", "pix", "promptpay", "revolut_pay",
	"sepa_debit", "sofort", "swish", "twint", "us_bank_account",
	"wechat_pay", "zip",
};

static const struct param i_payment_method_types[] = {
	{ .kind = PARAM_ENUM, .values = e_checkout_payment_method_type,
	    .values_count = nitems(e_checkout_payment_method_type) },
};

static const struct param p_phone_number_collection[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
};

static const char *const e_redirect_on_completion[] = {
	"always", "if_required", "never",
};

static const struct param i_allow_redisplay_filters[] = {
	{ .kind = PARAM_ENUM, .values = e_allow_redisplay,
	    .values_count = nitems(e_allow_redisplay) },
};

static const char *const e_payment_method_save[] = {
	"disabled", "enabled",
};

static const struct param p_saved_payment_method_options[] = {
	{ .name = "allow_redisplay_filters", .kind = PARAM_ARRAY,
	    .element = i_allow_redisplay_filters, .fallback = "always" },
	{ .name = "payment_method_save", .kind = PARAM_ENUM,
	    .values = e_payment_method_save,
	    .values_count = nitems(e_payment_method_save),
	    .fallback = "disabled" },
};

static const struct param p_setup_intent_data[] = {
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "on_behalf_of", .kind = PARAM_STRING },
};

static const char *const e_shipping_country[] = {
	"AC", "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AT",
	"AU", "AW", "AX", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI",
	"BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY",
	"BZ", "CA", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO",
	"CR", "CV", "CW", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC",
	"EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FO", "FR", "GA",
	"GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ",
	"GR", "GS", "GT", "GU", "GW", "GY", "HK", "HN", "HR", "HT", "HU", "ID",
	"IE", "IL", "IM", "IN", "IO", "IQ", "IS", "IT", "JE", "JM", "JO", "JP",
	"KE", "KG", "KH", "KI", "KM", "KN", "KR", "KW", "KY", "KZ", "LA", "LB",
	"LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD",
	"ME", "MF", "MG", "MK", "ML", "MM", "MN", "MO", "MQ", "MR", "MS", "MT",
	"MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NG", "NI", "NL",
	"NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK",
	"PL", "PM", "PN", "PR", "PS", "PT", "PY", "QA", "RE", "RO", "RS", "RU",
	"RW", "SA", "SB", "SC", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM",
	"SN", "SO", "SR", "SS", "ST", "SV", "SX", "SZ", "TA", "TC", "TD", "TF",
	"TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
	"TZ", "UA", "UG", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VN", "VU",
	"WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW", "ZZ",
};

static const struct param i_allowed_countries[] = {
	{ .kind = PARAM_ENUM, .values = e_shipping_country,
	    .values_count = nitems(e_shipping_country) },
};

static const struct param p_shipping_address_collection[] = {
	{ .name = "allowed_countries", .kind = PARAM_ARRAY,
	    .flags = PARAM_REQUIRED, .element = i_allowed_countries,
	    .note = "enum already omits 16 unsupported territories" },
};

static const char *const e_unit[] = {
	"business_day", "day", "hour", "month", "week",
};

static const struct param p_maximum[] = {
	{ .name = "unit", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_unit, .values_count = nitems(e_unit) },
	{ .name = "value", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN, .min = 1 },
};

static const struct param p_delivery_estimate[] = {
	{ .name = "maximum", .kind = PARAM_OBJECT, .children = p_maximum,
	    .children_count = nitems(p_maximum), .note = "absent: unbounded" },
	{ .name = "minimum", .kind = PARAM_OBJECT, .children = p_maximum,
	    .children_count = nitems(p_maximum), .note = "absent: unbounded" },
};

static const struct param p_currency_options[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN, .min = 0, .note = "minor units" },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
};

static const struct param i_currency_options[] = {
	{ .kind = PARAM_OBJECT, .children = p_currency_options,
	    .children_count = nitems(p_currency_options) },
};

static const struct param p_fixed_amount[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN, .min = 0, .note = "minor units" },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .note = "ISO 4217 lowercase" },
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options,
	    .note = "keys: currency codes" },
};

static const char *const e_type_5[] = {
	"fixed_amount",
};

static const struct param p_shipping_rate_data[] = {
	{ .name = "delivery_estimate", .kind = PARAM_OBJECT,
	    .children = p_delivery_estimate,
	    .children_count = nitems(p_delivery_estimate) },
	{ .name = "display_name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 100 },
	{ .name = "fixed_amount", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_fixed_amount,
	    .children_count = nitems(p_fixed_amount),
	    .note = "mandatory for type=fixed_amount" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
	{ .name = "tax_code", .kind = PARAM_STRING,
	    .note = "shipping code is txcd_92010001" },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_5,
	    .values_count = nitems(e_type_5), .fallback = "fixed_amount" },
};

static const struct param p_shipping_options[] = {
	{ .name = "shipping_rate", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL,
	    .note = "one of shipping_rate, shipping_rate_data" },
	{ .name = "shipping_rate_data", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_shipping_rate_data,
	    .children_count = nitems(p_shipping_rate_data),
	    .note = "one of shipping_rate, shipping_rate_data" },
};

static const struct param i_shipping_options[] = {
	{ .kind = PARAM_OBJECT, .children = p_shipping_options,
	    .children_count = nitems(p_shipping_options) },
};

static const char *const e_submit_type[] = {
	"auto", "book", "donate", "pay",
};

static const struct param p_invoice_settings[] = {
	{ .name = "issuer", .kind = PARAM_OBJECT, .children = p_liability,
	    .children_count = nitems(p_liability) },
};

static const char *const e_proration_behavior[] = {
	"create_prorations", "none",
};

static const struct param p_transfer_data_2[] = {
	{ .name = "amount_percent", .kind = PARAM_NUMBER,
	    .flags = PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 0, .max = 100,
	    .decimals = 2, .note = "max 2 decimals; absent: all" },
	{ .name = "destination", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .note = "connected account id" },
};

static const char *const e_missing_payment_method[] = {
	"cancel", "create_invoice", "pause",
};

static const struct param p_end_behavior[] = {
	{ .name = "missing_payment_method", .kind = PARAM_ENUM,
	    .flags = PARAM_REQUIRED, .values = e_missing_payment_method,
	    .values_count = nitems(e_missing_payment_method),
	    .note = "applies when payment_method_collection=if_required" },
};

static const struct param p_trial_settings[] = {
	{ .name = "end_behavior", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_end_behavior,
	    .children_count = nitems(p_end_behavior) },
};

static const struct param p_subscription_data[] = {
	{ .name = "application_fee_percent", .kind = PARAM_NUMBER,
	    .flags = PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 0, .max = 100,
	    .decimals = 2, .note = "max 2 decimals; Connect only" },
	{ .name = "billing_cycle_anchor", .kind = PARAM_TIMESTAMP,
	    .note = "must lie in the future" },
	{ .name = "default_tax_rates", .kind = PARAM_ARRAY,
	    .element = i_string },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 500 },
	{ .name = "invoice_settings", .kind = PARAM_OBJECT,
	    .children = p_invoice_settings,
	    .children_count = nitems(p_invoice_settings) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "on_behalf_of", .kind = PARAM_STRING },
	{ .name = "proration_behavior", .kind = PARAM_ENUM,
	    .values = e_proration_behavior,
	    .values_count = nitems(e_proration_behavior),
	    .fallback = "create_prorations",
	    .note = "used with billing_cycle_anchor" },
	{ .name = "transfer_data", .kind = PARAM_OBJECT,
	    .children = p_transfer_data_2,
	    .children_count = nitems(p_transfer_data_2) },
	{ .name = "trial_end", .kind = PARAM_TIMESTAMP,
	    .note = "at least 48 h ahead; excludes trial_period_days" },
	{ .name = "trial_period_days", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1, .note = "excludes trial_end" },
	{ .name = "trial_settings", .kind = PARAM_OBJECT,
	    .children = p_trial_settings,
	    .children_count = nitems(p_trial_settings) },
};

static const char *const e_required[] = {
	"if_supported", "never",
};

static const struct param p_tax_id_collection[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED,
	    .fallback = "false" },
	{ .name = "required", .kind = PARAM_ENUM, .values = e_required,
	    .values_count = nitems(e_required), .fallback = "never" },
};

static const char *const e_ui_mode[] = {
	"embedded", "hosted",
};

static const struct param p_post_checkout_sessions[] = {
	{ .name = "after_expiration", .kind = PARAM_OBJECT,
	    .children = p_after_expiration,
	    .children_count = nitems(p_after_expiration) },
	{ .name = "allow_promotion_codes", .kind = PARAM_BOOLEAN,
	    .note = "excludes discounts; not in setup mode" },
	{ .name = "automatic_tax", .kind = PARAM_OBJECT,
	    .children = p_automatic_tax,
	    .children_count = nitems(p_automatic_tax),
	    .note = "customer without address needs customer_update address "
	    "or shipping auto" },
	{ .name = "billing_address_collection", .kind = PARAM_ENUM,
	    .values = e_billing_address_collection,
	    .values_count = nitems(e_billing_address_collection),
	    .fallback = "auto" },
	{ .name = "cancel_url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000, .note = "rejected with ui_mode=embedded" },
	{ .name = "client_reference_id", .kind = PARAM_STRING, .maxlen = 200,
	    .note = "free merchant reference, echoed back" },
	{ .name = "consent_collection", .kind = PARAM_OBJECT,
	    .children = p_consent_collection,
	    .children_count = nitems(p_consent_collection) },
	{ .name = "currency", .kind = PARAM_ENUM, .flags = PARAM_CONDITIONAL |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency),
	    .note = "ISO 4217 lowercase; mandatory in setup mode without "
	    "payment_method_types" },
	{ .name = "custom_fields", .kind = PARAM_ARRAY, .max_items = 3,
	    .element = i_custom_fields },
	{ .name = "custom_text", .kind = PARAM_OBJECT,
	    .children = p_custom_text,
	    .children_count = nitems(p_custom_text) },
	{ .name = "customer", .kind = PARAM_STRING,
	    .note = "existing customer id; excludes customer_email" },
	{ .name = "customer_creation", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation),
	    .fallback = "if_required",
	    .note = "payment and setup modes only; excludes customer" },
	{ .name = "customer_email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .note = "prefill for a new customer; excludes customer" },
	{ .name = "customer_update", .kind = PARAM_OBJECT,
	    .children = p_customer_update,
	    .children_count = nitems(p_customer_update),
	    .note = "needs customer" },
	{ .name = "discounts", .kind = PARAM_ARRAY, .max_items = 1,
	    .element = i_discounts,
	    .note = "excludes allow_promotion_codes; not in setup mode" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "expires_at", .kind = PARAM_TIMESTAMP,
	    .note = "creation +30 min to +24 h; default +24 h" },
	{ .name = "invoice_creation", .kind = PARAM_OBJECT,
	    .children = p_invoice_creation,
	    .children_count = nitems(p_invoice_creation),
	    .note = "payment mode only" },
	{ .name = "line_items", .kind = PARAM_ARRAY, .flags = PARAM_CONDITIONAL,
	    .element = i_line_items,
	    .note = "mandatory outside setup mode; payment max 100; "
	    "subscription max 20 recurring + 20 one-time" },
	{ .name = "locale", .kind = PARAM_ENUM, .values = e_checkout_locale,
	    .values_count = nitems(e_checkout_locale), .fallback = "auto",
	    .note = "empty or auto: browser language" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "mode", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_mode, .values_count = nitems(e_mode),
	    .note = "any recurring item forces subscription" },
	{ .name = "payment_intent_data", .kind = PARAM_OBJECT,
	    .children = p_payment_intent_data,
	    .children_count = nitems(p_payment_intent_data),
	    .note = "payment mode only" },
	{ .name = "payment_method_collection", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation), .fallback = "always",
	    .note = "subscription mode only; if_required skips collection "
	    "when nothing due" },
	{ .name = "payment_method_configuration", .kind = PARAM_STRING },
	{ .name = "payment_method_data", .kind = PARAM_OBJECT,
	    .children = p_payment_method_data,
	    .children_count = nitems(p_payment_method_data) },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options,
	    .children_count = nitems(p_payment_method_options) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types,
	    .note = "absent: methods enabled on the account; display order "
	    "chosen dynamically" },
	{ .name = "phone_number_collection", .kind = PARAM_OBJECT,
	    .children = p_phone_number_collection,
	    .children_count = nitems(p_phone_number_collection) },
	{ .name = "redirect_on_completion", .kind = PARAM_ENUM,
	    .values = e_redirect_on_completion,
	    .values_count = nitems(e_redirect_on_completion),
	    .fallback = "always", .note = "ui_mode=embedded only" },
	{ .name = "return_url", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL | PARAM_URL, .maxlen = 5000,
	    .note = "mandatory for embedded with redirect methods; barred "
	    "for hosted or redirect_on_completion=never" },
	{ .name = "saved_payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_saved_payment_method_options,
	    .children_count = nitems(p_saved_payment_method_options),
	    .note = "payment and subscription modes only" },
	{ .name = "setup_intent_data", .kind = PARAM_OBJECT,
	    .children = p_setup_intent_data,
	    .children_count = nitems(p_setup_intent_data),
	    .note = "setup mode only" },
	{ .name = "shipping_address_collection", .kind = PARAM_OBJECT,
	    .children = p_shipping_address_collection,
	    .children_count = nitems(p_shipping_address_collection) },
	{ .name = "shipping_options", .kind = PARAM_ARRAY, .max_items = 5,
	    .element = i_shipping_options, .note = "payment mode only" },
	{ .name = "submit_type", .kind = PARAM_ENUM, .values = e_submit_type,
	    .values_count = nitems(e_submit_type), .fallback = "auto",
	    .note = "payment mode only; empty or auto behaves as pay" },
	{ .name = "subscription_data", .kind = PARAM_OBJECT,
	    .children = p_subscription_data,
	    .children_count = nitems(p_subscription_data),
	    .note = "subscription mode only" },
	{ .name = "success_url", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL | PARAM_URL, .maxlen = 5000,
	    .note = "mandatory for hosted, rejected for embedded" },
	{ .name = "tax_id_collection", .kind = PARAM_OBJECT,
	    .children = p_tax_id_collection,
	    .children_count = nitems(p_tax_id_collection),
	    .note = "with customer also needs customer_update name=auto" },
	{ .name = "ui_mode", .kind = PARAM_ENUM, .values = e_ui_mode,
	    .values_count = nitems(e_ui_mode), .fallback = "hosted" },
};

static const struct param p_created[] = {
	{ .name = "gt", .kind = PARAM_TIMESTAMP, .note = ">" },
	{ .name = "gte", .kind = PARAM_TIMESTAMP, .note = ">=" },
	{ .name = "lt", .kind = PARAM_TIMESTAMP, .note = "<" },
	{ .name = "lte", .kind = PARAM_TIMESTAMP, .note = "<=" },
};

static const struct param p_customer_details[] = {
	{ .name = "email", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
};

static const char *const e_status[] = {
	"complete", "expired", "open",
};

static const struct param p_get_checkout_sessions[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "customer_details", .kind = PARAM_OBJECT,
	    .children = p_customer_details,
	    .children_count = nitems(p_customer_details) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "payment_intent", .kind = PARAM_STRING },
	{ .name = "payment_link", .kind = PARAM_STRING },
	{ .name = "status", .kind = PARAM_ENUM, .values = e_status,
	    .values_count = nitems(e_status) },
	{ .name = "subscription", .kind = PARAM_STRING },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_get_checkout_sessions_id[] = {
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

static const struct param p_post_checkout_sessions_id[] = {
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
};

static const struct param p_get_checkout_sessions_id_line_items[] = {
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_features[] = {
	{ .name = "payment_method_allow_redisplay_filters", .kind = PARAM_ARRAY,
	    .element = i_allow_redisplay_filters, .fallback = "always" },
	{ .name = "payment_method_redisplay", .kind = PARAM_ENUM,
	    .values = e_payment_method_save,
	    .values_count = nitems(e_payment_method_save),
	    .fallback = "disabled" },
	{ .name = "payment_method_redisplay_limit", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MAX, .max = 10, .fallback = "3" },
	{ .name = "payment_method_remove", .kind = PARAM_ENUM,
	    .values = e_payment_method_save,
	    .values_count = nitems(e_payment_method_save),
	    .fallback = "disabled" },
	{ .name = "payment_method_save", .kind = PARAM_ENUM,
	    .values = e_payment_method_save,
	    .values_count = nitems(e_payment_method_save),
	    .fallback = "disabled" },
	{ .name = "payment_method_save_usage", .kind = PARAM_ENUM,
	    .flags = PARAM_CONDITIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage),
	    .note = "mandatory when payment_method_save=enabled" },
};

static const struct param p_payment_element[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
	{ .name = "features", .kind = PARAM_OBJECT, .children = p_features,
	    .children_count = nitems(p_features) },
};

static const struct param p_components[] = {
	{ .name = "buy_button", .kind = PARAM_OBJECT,
	    .children = p_phone_number_collection,
	    .children_count = nitems(p_phone_number_collection) },
	{ .name = "payment_element", .kind = PARAM_OBJECT,
	    .children = p_payment_element,
	    .children_count = nitems(p_payment_element) },
	{ .name = "pricing_table", .kind = PARAM_OBJECT,
	    .children = p_phone_number_collection,
	    .children_count = nitems(p_phone_number_collection) },
};

static const struct param p_post_customer_sessions[] = {
	{ .name = "components", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_components, .children_count = nitems(p_components),
	    .note = "exactly one component may have enabled=true" },
	{ .name = "customer", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

static const struct param p_custom_unit_amount[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED,
	    .note = "only true is meaningful" },
	{ .name = "maximum", .kind = PARAM_INTEGER },
	{ .name = "minimum", .kind = PARAM_INTEGER,
	    .note = "not under the minimum charge" },
	{ .name = "preset", .kind = PARAM_INTEGER },
};

static const struct param p_tiers[] = {
	{ .name = "flat_amount", .kind = PARAM_INTEGER, .note = "minor units" },
	{ .name = "flat_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string; excludes flat_amount" },
	{ .name = "unit_amount", .kind = PARAM_INTEGER, .note = "minor units" },
	{ .name = "unit_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string, minor units, max 12 decimals; excludes "
	    "unit_amount" },
	{ .name = "up_to", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_OR_INF,
	    .note = "last tier uses inf; each starts at previous +1" },
};

static const struct param i_tiers[] = {
	{ .kind = PARAM_OBJECT, .children = p_tiers,
	    .children_count = nitems(p_tiers) },
};

static const struct param p_currency_options_2[] = {
	{ .name = "custom_unit_amount", .kind = PARAM_OBJECT,
	    .children = p_custom_unit_amount,
	    .children_count = nitems(p_custom_unit_amount) },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior),
	    .note = "inclusive/exclusive are final; needed if account has "
	    "no default" },
	{ .name = "tiers", .kind = PARAM_ARRAY, .element = i_tiers,
	    .note = "needs billing_scheme=tiered" },
	{ .name = "unit_amount", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN,
	    .min = 0, .note = "minor units" },
	{ .name = "unit_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string, minor units, max 12 decimals; excludes "
	    "unit_amount" },
};

static const struct param i_currency_options_2[] = {
	{ .kind = PARAM_OBJECT, .children = p_currency_options_2,
	    .children_count = nitems(p_currency_options_2) },
};

static const struct param p_default_price_data[] = {
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .note = "ISO 4217 lowercase" },
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_2,
	    .note = "keys: currency codes" },
	{ .name = "recurring", .kind = PARAM_OBJECT, .children = p_recurring,
	    .children_count = nitems(p_recurring) },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior),
	    .note = "inclusive/exclusive are final; needed if account has "
	    "no default" },
	{ .name = "unit_amount", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 0,
	    .note = "one of unit_amount, unit_amount_decimal" },
	{ .name = "unit_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string, minor units, max 12 decimals; excludes "
	    "unit_amount" },
};

static const struct param p_marketing_features[] = {
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 80 },
};

static const struct param i_marketing_features[] = {
	{ .kind = PARAM_OBJECT, .children = p_marketing_features,
	    .children_count = nitems(p_marketing_features) },
};

static const struct param p_package_dimensions[] = {
	{ .name = "height", .kind = PARAM_NUMBER, .flags = PARAM_REQUIRED,
	    .decimals = 2, .note = "inches, max 2 decimals" },
	{ .name = "length", .kind = PARAM_NUMBER, .flags = PARAM_REQUIRED,
	    .decimals = 2, .note = "inches, max 2 decimals" },
	{ .name = "weight", .kind = PARAM_NUMBER, .flags = PARAM_REQUIRED,
	    .decimals = 2, .note = "ounces, max 2 decimals" },
	{ .name = "width", .kind = PARAM_NUMBER, .flags = PARAM_REQUIRED,
	    .decimals = 2, .note = "inches, max 2 decimals" },
};

static const char *const e_type_6[] = {
	"good", "service",
};

static const struct param p_post_products[] = {
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "default_price_data", .kind = PARAM_OBJECT,
	    .children = p_default_price_data,
	    .children_count = nitems(p_default_price_data) },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 40000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "id", .kind = PARAM_STRING,
	    .note = "account-unique; generated when absent" },
	{ .name = "images", .kind = PARAM_ARRAY, .max_items = 8,
	    .element = i_images, .note = "URLs" },
	{ .name = "marketing_features", .kind = PARAM_ARRAY, .max_items = 15,
	    .element = i_marketing_features },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "package_dimensions", .kind = PARAM_OBJECT,
	    .children = p_package_dimensions,
	    .children_count = nitems(p_package_dimensions) },
	{ .name = "shippable", .kind = PARAM_BOOLEAN },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22,
	    .note = "needs a letter; none of < > \\ \" '" },
	{ .name = "tax_code", .kind = PARAM_STRING },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_6,
	    .values_count = nitems(e_type_6), .fallback = "service" },
	{ .name = "unit_label", .kind = PARAM_STRING, .maxlen = 12 },
	{ .name = "url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000, .note = "URL" },
};

static const struct param p_get_products[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ids", .kind = PARAM_ARRAY, .element = i_string,
	    .note = "excludes starting_after and ending_before" },
	{ .name = "shippable", .kind = PARAM_BOOLEAN },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_6,
	    .values_count = nitems(e_type_6) },
	{ .name = "url", .kind = PARAM_STRING },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_products_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "default_price", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE,
	    .maxlen = 40000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "images", .kind = PARAM_ARRAY, .flags = PARAM_EMPTYABLE,
	    .max_items = 8, .element = i_images, .note = "URLs" },
	{ .name = "marketing_features", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .max_items = 15,
	    .element = i_marketing_features },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "name", .kind = PARAM_STRING },
	{ .name = "package_dimensions", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_package_dimensions,
	    .children_count = nitems(p_package_dimensions) },
	{ .name = "shippable", .kind = PARAM_BOOLEAN },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22,
	    .note = "service products; needs a letter; none of < > \\ \" '" },
	{ .name = "tax_code", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE },
	{ .name = "unit_label", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE,
	    .maxlen = 12, .note = "service products only" },
	{ .name = "url", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE |
	    PARAM_URL, .maxlen = 5000, .note = "URL" },
};

static const char *const e_billing_scheme[] = {
	"per_unit", "tiered",
};

static const struct param p_product_data_2[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "id", .kind = PARAM_STRING,
	    .note = "unique; generated when absent" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22,
	    .note = "none of < > \\ \" '" },
	{ .name = "tax_code", .kind = PARAM_STRING },
	{ .name = "unit_label", .kind = PARAM_STRING, .maxlen = 12 },
};

static const char *const e_aggregate_usage[] = {
	"last_during_period", "last_ever", "max", "sum",
};

static const char *const e_usage_type[] = {
	"licensed", "metered",
};

static const struct param p_recurring_2[] = {
	{ .name = "aggregate_usage", .kind = PARAM_ENUM,
	    .values = e_aggregate_usage,
	    .values_count = nitems(e_aggregate_usage), .fallback = "sum",
	    .note = "metered only" },
	{ .name = "interval", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_interval, .values_count = nitems(e_interval) },
	{ .name = "interval_count", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1, .fallback = "1",
	    .note = "total at most 3 years (3 year, 36 month, 156 week)" },
	{ .name = "meter", .kind = PARAM_STRING },
	{ .name = "trial_period_days", .kind = PARAM_INTEGER },
	{ .name = "usage_type", .kind = PARAM_ENUM, .values = e_usage_type,
	    .values_count = nitems(e_usage_type), .fallback = "licensed" },
};

static const char *const e_tiers_mode[] = {
	"graduated", "volume",
};

static const char *const e_round[] = {
	"down", "up",
};

static const struct param p_transform_quantity[] = {
	{ .name = "divide_by", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED },
	{ .name = "round", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_round, .values_count = nitems(e_round) },
};

static const struct param p_post_prices[] = {
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .note = "ISO 4217 lowercase" },
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "billing_scheme", .kind = PARAM_ENUM,
	    .values = e_billing_scheme,
	    .values_count = nitems(e_billing_scheme), .fallback = "per_unit",
	    .note = "tiered uses tiers and tiers_mode" },
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_2,
	    .note = "keys: currency codes" },
	{ .name = "custom_unit_amount", .kind = PARAM_OBJECT,
	    .children = p_custom_unit_amount,
	    .children_count = nitems(p_custom_unit_amount) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "lookup_key", .kind = PARAM_STRING, .maxlen = 200 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "nickname", .kind = PARAM_STRING },
	{ .name = "product", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL,
	    .note = "exactly one of product, product_data" },
	{ .name = "product_data", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_product_data_2,
	    .children_count = nitems(p_product_data_2),
	    .note = "exactly one of product, product_data" },
	{ .name = "recurring", .kind = PARAM_OBJECT, .children = p_recurring_2,
	    .children_count = nitems(p_recurring_2) },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior),
	    .note = "inclusive/exclusive are final; needed if account has "
	    "no default" },
	{ .name = "tiers", .kind = PARAM_ARRAY, .element = i_tiers,
	    .note = "needs billing_scheme=tiered" },
	{ .name = "tiers_mode", .kind = PARAM_ENUM, .flags = PARAM_CONDITIONAL,
	    .values = e_tiers_mode, .values_count = nitems(e_tiers_mode),
	    .note = "goes with billing_scheme=tiered" },
	{ .name = "transfer_lookup_key", .kind = PARAM_BOOLEAN,
	    .note = "takes the lookup key over from its holder" },
	{ .name = "transform_quantity", .kind = PARAM_OBJECT,
	    .children = p_transform_quantity,
	    .children_count = nitems(p_transform_quantity),
	    .note = "excludes tiers" },
	{ .name = "unit_amount", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 0,
	    .note = "one of unit_amount, unit_amount_decimal, "
	    "custom_unit_amount unless tiered" },
	{ .name = "unit_amount_decimal", .kind = PARAM_STRING,
	    .flags = PARAM_HAS_MIN | PARAM_DECIMAL, .min = 0, .decimals = 12,
	    .note = "decimal string, minor units, max 12 decimals; excludes "
	    "unit_amount" },
};

static const struct param p_recurring_3[] = {
	{ .name = "interval", .kind = PARAM_ENUM, .values = e_interval,
	    .values_count = nitems(e_interval) },
	{ .name = "meter", .kind = PARAM_STRING },
	{ .name = "usage_type", .kind = PARAM_ENUM, .values = e_usage_type,
	    .values_count = nitems(e_usage_type) },
};

static const char *const e_type_7[] = {
	"one_time", "recurring",
};

static const struct param p_get_prices[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_CURRENCY,
	    .values = e_currency, .values_count = nitems(e_currency) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "lookup_keys", .kind = PARAM_ARRAY, .max_items = 10,
	    .element = i_string },
	{ .name = "product", .kind = PARAM_STRING },
	{ .name = "recurring", .kind = PARAM_OBJECT, .children = p_recurring_3,
	    .children_count = nitems(p_recurring_3) },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_7,
	    .values_count = nitems(e_type_7) },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_prices_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_EMPTYABLE | PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_2,
	    .note = "keys: currency codes" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "lookup_key", .kind = PARAM_STRING, .maxlen = 200 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "nickname", .kind = PARAM_STRING },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior),
	    .note = "inclusive/exclusive are final; needed if account has "
	    "no default" },
	{ .name = "transfer_lookup_key", .kind = PARAM_BOOLEAN,
	    .note = "takes the lookup key over from its holder" },
};

static const struct param p_address_2[] = {
	{ .name = "city", .kind = PARAM_STRING },
	{ .name = "country", .kind = PARAM_STRING,
	    .note = "ISO 3166-1 alpha-2" },
	{ .name = "line1", .kind = PARAM_STRING },
	{ .name = "line2", .kind = PARAM_STRING },
	{ .name = "postal_code", .kind = PARAM_STRING },
	{ .name = "state", .kind = PARAM_STRING },
};

static const char *const e_reconciliation_mode[] = {
	"automatic", "manual", "merchant_default",
};

static const struct param p_settings[] = {
	{ .name = "reconciliation_mode", .kind = PARAM_ENUM,
	    .values = e_reconciliation_mode,
	    .values_count = nitems(e_reconciliation_mode) },
};

static const struct param p_cash_balance[] = {
	{ .name = "settings", .kind = PARAM_OBJECT, .children = p_settings,
	    .children_count = nitems(p_settings) },
};

static const struct param p_rendering_options_2[] = {
	{ .name = "amount_tax_display", .kind = PARAM_ENUM,
	    .flags = PARAM_EMPTYABLE | PARAM_OR_EMPTY,
	    .values = e_amount_tax_display,
	    .values_count = nitems(e_amount_tax_display),
	    .note = "tax shown in PDF line amounts or not" },
	{ .name = "template", .kind = PARAM_STRING },
};

static const struct param p_invoice_settings_2[] = {
	{ .name = "custom_fields", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .max_items = 4,
	    .element = i_custom_fields_2, .note = "empty string clears" },
	{ .name = "default_payment_method", .kind = PARAM_STRING },
	{ .name = "footer", .kind = PARAM_STRING },
	{ .name = "rendering_options", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_rendering_options_2,
	    .children_count = nitems(p_rendering_options_2) },
};

static const struct param p_shipping_2[] = {
	{ .name = "address", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_address_2, .children_count = nitems(p_address_2) },
	{ .name = "name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "phone", .kind = PARAM_STRING },
};

static const char *const e_validate_location[] = {
	"deferred", "immediately",
};

static const struct param p_tax[] = {
	{ .name = "ip_address", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE },
	{ .name = "validate_location", .kind = PARAM_ENUM,
	    .values = e_validate_location,
	    .values_count = nitems(e_validate_location),
	    .fallback = "deferred" },
};

static const char *const e_tax_exempt[] = {
	"exempt", "none", "reverse",
};

static const char *const e_tax_id_type[] = {
	"ad_nrt", "ae_trn", "ar_cuit", "au_abn", "au_arn", "bg_uic", "bh_vat",
	"bo_tin", "br_cnpj", "br_cpf", "ca_bn", "ca_gst_hst", "ca_pst_bc",
	"ca_pst_mb", "ca_pst_sk", "ca_qst", "ch_uid", "ch_vat", "cl_tin",
	"cn_tin", "co_nit", "cr_tin", "de_stn", "do_rcn", "ec_ruc", "eg_tin",
	"es_cif", "eu_oss_vat", "eu_vat", "gb_vat", "ge_vat", "hk_br", "hr_oib",
	"hu_tin", "id_npwp", "il_vat", "in_gst", "is_vat", "jp_cn", "jp_rn",
	"jp_trn", "ke_pin", "kr_brn", "kz_bin", "li_uid", "mx_rfc", "my_frp",
	"my_itn", "my_sst", "ng_tin", "no_vat", "no_voec", "nz_gst", "om_vat",
	"pe_ruc", "ph_tin", "ro_tin", "rs_pib", "ru_inn", "ru_kpp", "sa_vat",
	"sg_gst", "sg_uen", "si_tin", "sv_nit", "th_vat", "tr_tin", "tw_vat",
	"ua_vat", "us_ein", "uy_ruc", "ve_rif", "vn_tin", "za_vat",
};

static const struct param p_tax_id_data[] = {
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_tax_id_type, .values_count = nitems(e_tax_id_type) },
	{ .name = "value", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
};

static const struct param i_tax_id_data[] = {
	{ .kind = PARAM_OBJECT, .children = p_tax_id_data,
	    .children_count = nitems(p_tax_id_data) },
};

static const struct param p_post_customers[] = {
	{ .name = "address", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_address_2, .children_count = nitems(p_address_2) },
	{ .name = "balance", .kind = PARAM_INTEGER,
	    .note = "minor units; negative is credit" },
	{ .name = "cash_balance", .kind = PARAM_OBJECT,
	    .children = p_cash_balance,
	    .children_count = nitems(p_cash_balance) },
	{ .name = "coupon", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING },
	{ .name = "email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .maxlen = 512 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "invoice_prefix", .kind = PARAM_STRING,
	    .note = "3-12 of A-Z and 0-9" },
	{ .name = "invoice_settings", .kind = PARAM_OBJECT,
	    .children = p_invoice_settings_2,
	    .children_count = nitems(p_invoice_settings_2) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .maxlen = 256 },
	{ .name = "next_invoice_sequence", .kind = PARAM_INTEGER,
	    .fallback = "1" },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "phone", .kind = PARAM_STRING, .maxlen = 20 },
	{ .name = "preferred_locales", .kind = PARAM_ARRAY,
	    .element = i_string },
	{ .name = "promotion_code", .kind = PARAM_STRING },
	{ .name = "shipping", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_shipping_2, .children_count = nitems(p_shipping_2) },
	{ .name = "source", .kind = PARAM_STRING },
	{ .name = "tax", .kind = PARAM_OBJECT, .children = p_tax,
	    .children_count = nitems(p_tax) },
	{ .name = "tax_exempt", .kind = PARAM_ENUM, .flags = PARAM_EMPTYABLE |
	    PARAM_OR_EMPTY, .values = e_tax_exempt,
	    .values_count = nitems(e_tax_exempt) },
	{ .name = "tax_id_data", .kind = PARAM_ARRAY,
	    .element = i_tax_id_data },
	{ .name = "test_clock", .kind = PARAM_STRING },
	{ .name = "validate", .kind = PARAM_BOOLEAN },
};

static const struct param p_get_customers[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "email", .kind = PARAM_STRING, .maxlen = 512,
	    .note = "case-sensitive match" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "test_clock", .kind = PARAM_STRING,
	    .note = "absent: test-clock customers are hidden" },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_customers_id[] = {
	{ .name = "address", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_address_2, .children_count = nitems(p_address_2) },
	{ .name = "balance", .kind = PARAM_INTEGER,
	    .note = "minor units; negative is credit" },
	{ .name = "cash_balance", .kind = PARAM_OBJECT,
	    .children = p_cash_balance,
	    .children_count = nitems(p_cash_balance) },
	{ .name = "coupon", .kind = PARAM_STRING },
	{ .name = "default_source", .kind = PARAM_STRING, .maxlen = 500 },
	{ .name = "description", .kind = PARAM_STRING },
	{ .name = "email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .maxlen = 512 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "invoice_prefix", .kind = PARAM_STRING,
	    .note = "3-12 of A-Z and 0-9" },
	{ .name = "invoice_settings", .kind = PARAM_OBJECT,
	    .children = p_invoice_settings_2,
	    .children_count = nitems(p_invoice_settings_2) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .maxlen = 256 },
	{ .name = "next_invoice_sequence", .kind = PARAM_INTEGER,
	    .fallback = "1" },
	{ .name = "phone", .kind = PARAM_STRING, .maxlen = 20 },
	{ .name = "preferred_locales", .kind = PARAM_ARRAY,
	    .element = i_string },
	{ .name = "promotion_code", .kind = PARAM_STRING },
	{ .name = "shipping", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_shipping_2, .children_count = nitems(p_shipping_2) },
	{ .name = "source", .kind = PARAM_STRING },
	{ .name = "tax", .kind = PARAM_OBJECT, .children = p_tax,
	    .children_count = nitems(p_tax) },
	{ .name = "tax_exempt", .kind = PARAM_ENUM, .flags = PARAM_EMPTYABLE |
	    PARAM_OR_EMPTY, .values = e_tax_exempt,
	    .values_count = nitems(e_tax_exempt) },
	{ .name = "validate", .kind = PARAM_BOOLEAN },
};

static const struct param p_applies_to[] = {
	{ .name = "products", .kind = PARAM_ARRAY, .element = i_string },
};

static const struct param p_currency_options_3[] = {
	{ .name = "amount_off", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN, .min = 1, .note = "minor units" },
};

static const struct param i_currency_options_3[] = {
	{ .kind = PARAM_OBJECT, .children = p_currency_options_3,
	    .children_count = nitems(p_currency_options_3) },
};

static const char *const e_duration[] = {
	"forever", "once", "repeating",
};

static const struct param p_post_coupons[] = {
	{ .name = "amount_off", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 1,
	    .note = "minor units; one of amount_off, percent_off" },
	{ .name = "applies_to", .kind = PARAM_OBJECT, .children = p_applies_to,
	    .children_count = nitems(p_applies_to) },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_CONDITIONAL |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency),
	    .note = "goes with amount_off" },
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_3,
	    .note = "amount_off coupons only; keys: currency codes" },
	{ .name = "duration", .kind = PARAM_ENUM, .values = e_duration,
	    .values_count = nitems(e_duration), .fallback = "once" },
	{ .name = "duration_in_months", .kind = PARAM_INTEGER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MIN, .min = 1,
	    .note = "mandatory for duration=repeating" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "id", .kind = PARAM_STRING, .note = "generated when absent" },
	{ .name = "max_redemptions", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .maxlen = 40,
	    .note = "absent: id is displayed" },
	{ .name = "percent_off", .kind = PARAM_NUMBER,
	    .flags = PARAM_CONDITIONAL | PARAM_HAS_MAX, .max = 100,
	    .decimals = 2, .note = "above 0; one of amount_off, percent_off" },
	{ .name = "redeem_by", .kind = PARAM_TIMESTAMP,
	    .note = "no new redemptions afterwards" },
};

static const struct param p_get_coupons[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_coupons_id[] = {
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_3,
	    .note = "amount_off coupons only; keys: currency codes" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "name", .kind = PARAM_STRING, .maxlen = 40,
	    .note = "absent: id is displayed" },
};

static const struct param p_currency_options_4[] = {
	{ .name = "minimum_amount", .kind = PARAM_INTEGER,
	    .note = "minor units" },
};

static const struct param i_currency_options_4[] = {
	{ .kind = PARAM_OBJECT, .children = p_currency_options_4,
	    .children_count = nitems(p_currency_options_4) },
};

static const struct param p_restrictions[] = {
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_4,
	    .note = "keys: currency codes" },
	{ .name = "first_time_transaction", .kind = PARAM_BOOLEAN,
	    .note = "true: only customers with no earlier payment" },
	{ .name = "minimum_amount", .kind = PARAM_INTEGER,
	    .note = "minor units" },
	{ .name = "minimum_amount_currency", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL | PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency),
	    .note = "goes with minimum_amount" },
};

static const struct param p_post_promotion_codes[] = {
	{ .name = "coupon", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "code", .kind = PARAM_STRING, .maxlen = 500,
	    .note = "case-insensitive; unique among active codes per "
	    "customer; generated when absent" },
	{ .name = "customer", .kind = PARAM_STRING,
	    .note = "absent: open to everyone" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "expires_at", .kind = PARAM_TIMESTAMP,
	    .note = "not beyond redeem_by of the coupon" },
	{ .name = "max_redemptions", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1,
	    .note = "not beyond max_redemptions of the coupon" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "restrictions", .kind = PARAM_OBJECT,
	    .children = p_restrictions,
	    .children_count = nitems(p_restrictions) },
};

static const struct param p_get_promotion_codes[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "code", .kind = PARAM_STRING,
	    .note = "case-insensitive match" },
	{ .name = "coupon", .kind = PARAM_STRING },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_restrictions_2[] = {
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_4,
	    .note = "keys: currency codes" },
};

static const struct param p_post_promotion_codes_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN,
	    .note = "reactivation needs a valid coupon and remaining "
	    "redeemability" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "restrictions", .kind = PARAM_OBJECT,
	    .children = p_restrictions_2,
	    .children_count = nitems(p_restrictions_2) },
};

static const struct param p_post_shipping_rates[] = {
	{ .name = "display_name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 100 },
	{ .name = "delivery_estimate", .kind = PARAM_OBJECT,
	    .children = p_delivery_estimate,
	    .children_count = nitems(p_delivery_estimate) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "fixed_amount", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_fixed_amount,
	    .children_count = nitems(p_fixed_amount),
	    .note = "mandatory for type=fixed_amount" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
	{ .name = "tax_code", .kind = PARAM_STRING,
	    .note = "shipping code is txcd_92010001" },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_5,
	    .values_count = nitems(e_type_5), .fallback = "fixed_amount" },
};

static const struct param p_get_shipping_rates[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_CURRENCY,
	    .values = e_currency, .values_count = nitems(e_currency) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_currency_options_5[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN,
	    .min = 0, .note = "minor units" },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
};

static const struct param i_currency_options_5[] = {
	{ .kind = PARAM_OBJECT, .children = p_currency_options_5,
	    .children_count = nitems(p_currency_options_5) },
};

static const struct param p_fixed_amount_2[] = {
	{ .name = "currency_options", .kind = PARAM_MAP,
	    .flags = PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency), .element = i_currency_options_5,
	    .note = "keys: currency codes" },
};

static const struct param p_post_shipping_rates_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "fixed_amount", .kind = PARAM_OBJECT,
	    .flags = PARAM_CONDITIONAL, .children = p_fixed_amount_2,
	    .children_count = nitems(p_fixed_amount_2),
	    .note = "mandatory for type=fixed_amount" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "tax_behavior", .kind = PARAM_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
};

static const char *const e_tax_rate_tax_type[] = {
	"amusement_tax", "communications_tax", "gst", "hst", "igst", "jct",
	"lease_tax", "pst", "qst", "rst", "sales_tax", "vat",
};

static const struct param p_post_tax_rates[] = {
	{ .name = "display_name", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 50 },
	{ .name = "inclusive", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
	{ .name = "percentage", .kind = PARAM_NUMBER, .flags = PARAM_REQUIRED,
	    .decimals = 4, .note = "percent" },
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true",
	    .note = "inactive: unusable for new sessions" },
	{ .name = "country", .kind = PARAM_STRING,
	    .note = "ISO 3166-1 alpha-2" },
	{ .name = "description", .kind = PARAM_STRING,
	    .note = "internal only" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "jurisdiction", .kind = PARAM_STRING, .maxlen = 50 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "state", .kind = PARAM_STRING, .maxlen = 2,
	    .note = "ISO 3166-2 part after the country" },
	{ .name = "tax_type", .kind = PARAM_ENUM, .values = e_tax_rate_tax_type,
	    .values_count = nitems(e_tax_rate_tax_type) },
};

static const struct param p_get_tax_rates[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "inclusive", .kind = PARAM_BOOLEAN },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_tax_rates_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN, .fallback = "true",
	    .note = "inactive: unusable for new sessions" },
	{ .name = "country", .kind = PARAM_STRING,
	    .note = "ISO 3166-1 alpha-2" },
	{ .name = "description", .kind = PARAM_STRING,
	    .note = "internal only" },
	{ .name = "display_name", .kind = PARAM_STRING, .maxlen = 50 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "jurisdiction", .kind = PARAM_STRING, .maxlen = 50 },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "state", .kind = PARAM_STRING, .maxlen = 2,
	    .note = "ISO 3166-2 part after the country" },
	{ .name = "tax_type", .kind = PARAM_ENUM, .values = e_tax_rate_tax_type,
	    .values_count = nitems(e_tax_rate_tax_type) },
};

static const char *const e_webhook_enabled_event[] = {
	"*", "account.application.authorized",
	"account.application.deauthorized", "account.external_account.created",
	"account.external_account.deleted", "account.external_account.updated",
	"account.updated", "application_fee.created",
	"application_fee.refund.updated", "application_fee.refunded",
	"balance.available", "billing.alert.triggered",
	"billing_portal.configuration.created",
	"billing_portal.configuration.updated",
	"billing_portal.session.created", "capability.updated",
	"cash_balance.funds_available", "charge.captured",
	"charge.dispute.closed", "charge.dispute.created",
	"charge.dispute.funds_reinstated", "charge.dispute.funds_withdrawn",
	"charge.dispute.updated", "charge.expired", "charge.failed",
	"charge.pending", "charge.refund.updated", "charge.refunded",
	"charge.succeeded", "charge.updated",
	"checkout.session.async_payment_failed",
	"checkout.session.async_payment_succeeded",
	"checkout.session.completed", "checkout.session.expired",
	"climate.order.canceled", "climate.order.created",
	"climate.order.delayed", "climate.order.delivered",
	"climate.order.product_substituted", "climate.product.created",
	"climate.product.pricing_updated", "coupon.created", "coupon.deleted",
	"coupon.updated", "credit_note.created", "credit_note.updated",
	"credit_note.voided", "customer.created", "customer.deleted",
	"customer.discount.created", "customer.discount.deleted",
	"customer.discount.updated", "customer.source.created",
	"customer.source.deleted", "customer.source.expiring",
	"customer.source.updated", "customer.subscription.created",
	"customer.subscription.deleted", "customer.subscription.paused",
	"customer.subscription.pending_update_applied",
	"customer.subscription.pending_update_expired",
	"customer.subscription.resumed", "customer.subscription.trial_will_end",
	"customer.subscription.updated", "customer.tax_id.created",
	"customer.tax_id.deleted", "customer.tax_id.updated",
	"customer.updated", "customer_cash_balance_transaction.created",
	"entitlements.active_entitlement_summary.updated", "file.created",
	"financial_connections.account.created",
	"financial_connections.account.deactivated",
	"financial_connections.account.disconnected",
	"financial_connections.account.reactivated",
	"financial_connections.account.refreshed_balance",
	"financial_connections.account.refreshed_ownership",
	"financial_connections.account.refreshed_transactions",
	"identity.verification_session.canceled",
	"identity.verification_session.created",
	"identity.verification_session.processing",
	"identity.verification_session.redacted",
	"identity.verification_session.requires_input",
	"identity.verification_session.verified", "invoice.created",
	"invoice.deleted", "invoice.finalization_failed", "invoice.finalized",
	"invoice.marked_uncollectible", "invoice.overdue", "invoice.paid",
	"invoice.payment_action_required", "invoice.payment_failed",
	"invoice.payment_succeeded", "invoice.sent", "invoice.upcoming",
	"invoice.updated", "invoice.voided", "invoice.will_be_due",
	"invoiceitem.created", "invoiceitem.deleted",
	"issuing_authorization.created", "issuing_authorization.request",
	"issuing_authorization.updated", "issuing_card.created",
	"issuing_card.updated", "issuing_cardholder.created",
	"issuing_cardholder.updated", "issuing_dispute.closed",
	"issuing_dispute.created", "issuing_dispute.funds_reinstated",
	"issuing_dispute.funds_rescinded", "issuing_dispute.submitted",
	"issuing_dispute.updated", "issuing_personalization_design.activated",
	"issuing_personalization_design.deactivated",
	"issuing_personalization_design.rejected",
	"issuing_personalization_design.updated", "issuing_token.created",
	"issuing_token.updated", "issuing_transaction.created",
	"issuing_transaction.updated", "mandate.updated",
	"payment_intent.amount_capturable_updated", "payment_intent.canceled",
	"payment_intent.created", "payment_intent.partially_funded",
	"payment_intent.payment_failed", "payment_intent.processing",
	"payment_intent.requires_action", "payment_intent.succeeded",
	"payment_link.created", "payment_link.updated",
	"payment_method.attached", "payment_method.automatically_updated",
	"payment_method.detached", "payment_method.updated", "payout.canceled",
	"payout.created", "payout.failed", "payout.paid",
	"payout.reconciliation_completed", "payout.updated", "person.created",
	"person.deleted", "person.updated", "plan.created", "plan.deleted",
	"plan.updated", "price.created", "price.deleted", "price.updated",
	"product.created", "product.deleted", "product.updated",
	"promotion_code.created", "promotion_code.updated", "quote.accepted",
	"quote.canceled", "quote.created", "quote.finalized",
	"radar.early_fraud_warning.created",
	"radar.early_fraud_warning.updated", "refund.created", "refund.updated",
	"reporting.report_run.failed", "reporting.report_run.succeeded",
	"reporting.report_type.updated", "review.closed", "review.opened",
	"setup_intent.canceled", "setup_intent.created",
	"setup_intent.requires_action", "setup_intent.setup_failed",
	"setup_intent.succeeded", "sigma.scheduled_query_run.created",
	"source.canceled", "source.chargeable", "source.failed",
	"source.mandate_notification", "source.refund_attributes_required",
	"source.transaction.created", "source.transaction.updated",
	"subscription_schedule.aborted", "subscription_schedule.canceled",
	"subscription_schedule.completed", "subscription_schedule.created",
	"subscription_schedule.expiring", "subscription_schedule.released",
	"subscription_schedule.updated", "tax.settings.updated",
	"tax_rate.created", "tax_rate.updated", "terminal.reader.action_failed",
	"terminal.reader.action_succeeded", "test_helpers.test_clock.advancing",
	"test_helpers.test_clock.created", "test_helpers.test_clock.deleted",
	"test_helpers.test_clock.internal_failure",
	"test_helpers.test_clock.ready", "topup.canceled", "topup.created",
	"topup.failed", "topup.reversed", "topup.succeeded", "transfer.created",
	"transfer.reversed", "transfer.updated",
	"treasury.credit_reversal.created", "treasury.credit_reversal.posted",
	"treasury.debit_reversal.completed", "treasury.debit_reversal.created",
	"treasury.debit_reversal.initial_credit_granted",
	"treasury.financial_account.closed",
	"treasury.financial_account.created",
	"treasury.financial_account.features_status_updated",
	"treasury.inbound_transfer.canceled",
	"treasury.inbound_transfer.created", "treasury.inbound_transfer.failed",
	"treasury.inbound_transfer.succeeded",
	"treasury.outbound_payment.canceled",
	"treasury.outbound_payment.created",
	"treasury.outbound_payment.expected_arrival_date_updated",
	"treasury.outbound_payment.failed", "treasury.outbound_payment.posted",
	"treasury.outbound_payment.returned",
	"treasury.outbound_payment.tracking_details_updated",
	"treasury.outbound_transfer.canceled",
	"treasury.outbound_transfer.created",
	"treasury.outbound_transfer.expected_arrival_date_updated",
	"treasury.outbound_transfer.failed",
	"treasury.outbound_transfer.posted",
	"treasury.outbound_transfer.returned",
	"treasury.outbound_transfer.tracking_details_updated",
	"treasury.received_credit.created", "treasury.received_credit.failed",
	"treasury.received_credit.succeeded", "treasury.received_debit.created",
};

static const struct param i_enabled_events[] = {
	{ .kind = PARAM_ENUM, .values = e_webhook_enabled_event,
	    .values_count = nitems(e_webhook_enabled_event) },
};

static const char *const e_api_version[] = {
	"2011-01-01", "2011-06-21", "2011-06-28", "2011-08-01", "2011-09-15",
	"2011-11-17", "2012-02-23", "2012-03-25", "2012-06-18", "2012-06-28",
	"2012-07-09", "2012-09-24", "2012-10-26", "2012-11-07", "2013-02-11",
	"2013-02-13", "2013-07-05", "2013-08-12", "2013-08-13", "2013-10-29",
	"2013-12-03", "2014-01-31", "2014-03-13", "2014-03-28", "2014-05-19",
	"2014-06-13", "2014-06-17", "2014-07-22", "2014-07-26", "2014-08-04",
	"2014-08-20", "2014-09-08", "2014-10-07", "2014-11-05", "2014-11-20",
	"2014-12-08", "2014-12-17", "2014-12-22", "2015-01-11", "2015-01-26",
	"2015-02-10", "2015-02-16", "2015-02-18", "2015-03-24", "2015-04-07",
	"2015-06-15", "2015-07-07", "2015-07-13", "2015-07-28", "2015-08-07",
	"2015-08-19", "2015-09-03", "2015-09-08", "2015-09-23", "2015-10-01",
	"2015-10-12", "2015-10-16", "2016-02-03", "2016-02-19", "2016-02-22",
	"2016-02-23", "2016-02-29", "2016-03-07", "2016-06-15", "2016-07-06",
	"2016-10-19", "2017-01-27", "2017-02-14", "2017-04-06", "2017-05-25",
	"2017-06-05", "2017-08-15", "2017-12-14", "2018-01-23", "2018-02-05",
	"2018-02-06", "2018-02-28", "2018-05-21", "2018-07-27", "2018-08-23",
	"2018-09-06", "2018-09-24", "2018-10-31", "2018-11-08", "2019-02-11",
	"2019-02-19", "2019-03-14", "2019-05-16", "2019-08-14", "2019-09-09",
	"2019-10-08", "2019-10-17", "2019-11-05", "2019-12-03", "2020-03-02",
	"2020-08-27", "2022-08-01", "2022-11-15", "2023-08-16", "2023-10-16",
	"2024-04-10", "2024-06-20",
};

static const struct param p_post_webhook_endpoints[] = {
	{ .name = "enabled_events", .kind = PARAM_ARRAY,
	    .flags = PARAM_REQUIRED, .element = i_enabled_events,
	    .note = "* alone: all but opt-in types" },
	{ .name = "url", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_URL, .maxlen = 5000 },
	{ .name = "api_version", .kind = PARAM_ENUM, .values = e_api_version,
	    .values_count = nitems(e_api_version) },
	{ .name = "connect", .kind = PARAM_BOOLEAN, .fallback = "false" },
	{ .name = "description", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
};

static const struct param p_post_webhook_endpoints_id[] = {
	{ .name = "description", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE },
	{ .name = "disabled", .kind = PARAM_BOOLEAN },
	{ .name = "enabled_events", .kind = PARAM_ARRAY,
	    .element = i_enabled_events,
	    .note = "* alone: all but opt-in types" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000 },
};

static const struct param p_get_events[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "delivery_success", .kind = PARAM_BOOLEAN,
	    .note = "false: pending or failed deliveries" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "type", .kind = PARAM_STRING,
	    .note = "exact name, or * as wildcard" },
	{ .name = "types", .kind = PARAM_ARRAY, .max_items = 20,
	    .element = i_string, .note = "excludes type" },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_get_payment_intents[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_get_payment_intents_id[] = {
	{ .name = "client_secret", .kind = PARAM_STRING,
	    .note = "for publishable keys" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

static const char *const e_collection_method[] = {
	"charge_automatically", "send_invoice",
};

static const char *const e_status_2[] = {
	"active", "all", "canceled", "ended", "incomplete",
	"incomplete_expired", "past_due", "paused", "trialing", "unpaid",
};

static const struct param p_get_subscriptions[] = {
	{ .name = "automatic_tax", .kind = PARAM_OBJECT,
	    .children = p_phone_number_collection,
	    .children_count = nitems(p_phone_number_collection) },
	{ .name = "collection_method", .kind = PARAM_ENUM,
	    .values = e_collection_method,
	    .values_count = nitems(e_collection_method) },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "current_period_end", .kind = PARAM_OBJECT,
	    .flags = PARAM_OR_TIMESTAMP, .children = p_created,
	    .children_count = nitems(p_created) },
	{ .name = "current_period_start", .kind = PARAM_OBJECT,
	    .flags = PARAM_OR_TIMESTAMP, .children = p_created,
	    .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "plan", .kind = PARAM_STRING },
	{ .name = "price", .kind = PARAM_STRING },
	{ .name = "status", .kind = PARAM_ENUM, .values = e_status_2,
	    .values_count = nitems(e_status_2),
	    .note = "absent: all except canceled" },
	{ .name = "test_clock", .kind = PARAM_STRING,
	    .note = "absent (and no customer): test-clock ones are hidden" },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const char *const e_feedback[] = {
	"customer_service", "low_quality", "missing_features", "other",
	"switched_service", "too_complex", "too_expensive", "unused",
};

static const struct param p_cancellation_details[] = {
	{ .name = "comment", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE },
	{ .name = "feedback", .kind = PARAM_ENUM, .flags = PARAM_EMPTYABLE |
	    PARAM_OR_EMPTY, .values = e_feedback,
	    .values_count = nitems(e_feedback) },
};

static const struct param p_delete_subscriptions_id[] = {
	{ .name = "cancellation_details", .kind = PARAM_OBJECT,
	    .children = p_cancellation_details,
	    .children_count = nitems(p_cancellation_details) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "invoice_now", .kind = PARAM_BOOLEAN, .fallback = "true" },
	{ .name = "prorate", .kind = PARAM_BOOLEAN, .fallback = "false" },
};

static const struct param p_adjustable_quantity_2[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
	{ .name = "maximum", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MAX,
	    .max = 999, .fallback = "99" },
	{ .name = "minimum", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN,
	    .min = 0, .fallback = "0", .note = "a sole item needs 1 or more" },
};

static const struct param p_line_items_2[] = {
	{ .name = "adjustable_quantity", .kind = PARAM_OBJECT,
	    .children = p_adjustable_quantity_2,
	    .children_count = nitems(p_adjustable_quantity_2) },
	{ .name = "price", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "quantity", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED },
};

static const struct param i_line_items_2[] = {
	{ .kind = PARAM_OBJECT, .children = p_line_items_2,
	    .children_count = nitems(p_line_items_2) },
};

static const struct param p_hosted_confirmation[] = {
	{ .name = "custom_message", .kind = PARAM_STRING, .maxlen = 500 },
};

static const struct param p_redirect[] = {
	{ .name = "url", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_URL, .maxlen = 2048,
	    .note = "{CHECKOUT_SESSION_ID} becomes the session id" },
};

static const char *const e_type_8[] = {
	"hosted_confirmation", "redirect",
};

static const struct param p_after_completion[] = {
	{ .name = "hosted_confirmation", .kind = PARAM_OBJECT,
	    .children = p_hosted_confirmation,
	    .children_count = nitems(p_hosted_confirmation),
	    .note = "only for type=hosted_confirmation" },
	{ .name = "redirect", .kind = PARAM_OBJECT, .children = p_redirect,
	    .children_count = nitems(p_redirect),
	    .note = "only for type=redirect" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_8, .values_count = nitems(e_type_8) },
};

static const struct param p_dropdown_2[] = {
	{ .name = "options", .kind = PARAM_ARRAY, .flags = PARAM_REQUIRED,
	    .max_items = 200, .element = i_options },
};

static const struct param p_numeric_2[] = {
	{ .name = "maximum_length", .kind = PARAM_INTEGER,
	    .note = "upper bound on input length" },
	{ .name = "minimum_length", .kind = PARAM_INTEGER,
	    .note = "lower bound on input length" },
};

static const struct param p_custom_fields_3[] = {
	{ .name = "dropdown", .kind = PARAM_OBJECT, .children = p_dropdown_2,
	    .children_count = nitems(p_dropdown_2),
	    .note = "only for type=dropdown" },
	{ .name = "key", .kind = PARAM_STRING, .flags = PARAM_REQUIRED,
	    .maxlen = 200, .note = "alphanumeric; distinct per field" },
	{ .name = "label", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_label, .children_count = nitems(p_label) },
	{ .name = "numeric", .kind = PARAM_OBJECT, .children = p_numeric_2,
	    .children_count = nitems(p_numeric_2),
	    .note = "only for type=numeric" },
	{ .name = "optional", .kind = PARAM_BOOLEAN, .fallback = "false",
	    .note = "true lets the buyer leave it blank" },
	{ .name = "text", .kind = PARAM_OBJECT, .children = p_numeric_2,
	    .children_count = nitems(p_numeric_2),
	    .note = "only for type=text" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_3, .values_count = nitems(e_type_3) },
};

static const struct param i_custom_fields_3[] = {
	{ .kind = PARAM_OBJECT, .children = p_custom_fields_3,
	    .children_count = nitems(p_custom_fields_3) },
};

static const struct param p_invoice_data_2[] = {
	{ .name = "account_tax_ids", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .element = i_string },
	{ .name = "custom_fields", .kind = PARAM_ARRAY,
	    .flags = PARAM_EMPTYABLE, .element = i_custom_fields_2 },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1500 },
	{ .name = "footer", .kind = PARAM_STRING },
	{ .name = "issuer", .kind = PARAM_OBJECT, .children = p_liability,
	    .children_count = nitems(p_liability) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "rendering_options", .kind = PARAM_OBJECT,
	    .flags = PARAM_EMPTYABLE, .children = p_rendering_options,
	    .children_count = nitems(p_rendering_options) },
};

static const struct param p_invoice_creation_2[] = {
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
	{ .name = "invoice_data", .kind = PARAM_OBJECT,
	    .children = p_invoice_data_2,
	    .children_count = nitems(p_invoice_data_2) },
};

static const struct param p_payment_intent_data_2[] = {
	{ .name = "capture_method", .kind = PARAM_ENUM,
	    .values = e_capture_method,
	    .values_count = nitems(e_capture_method) },
	{ .name = "description", .kind = PARAM_STRING },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string,
	    .note = "declarative: replaces all earlier keys" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage),
	    .note = "payment method is attached if a customer exists or is "
	    "created" },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22,
	    .note = "non-card payments only; card payments use the suffix" },
	{ .name = "statement_descriptor_suffix", .kind = PARAM_STRING,
	    .maxlen = 22, .note = "card payments; appended to account prefix" },
	{ .name = "transfer_group", .kind = PARAM_STRING },
};

static const char *const e_payment_link_payment_method_type[] = {
	"affirm", "afterpay_clearpay", "alipay", "au_becs_debit", "bacs_debit",
	"bancontact", "blik", "boleto", "card", "cashapp", "eps", "fpx",
	"giropay", "grabpay", "ideal", "klarna", "konbini", "link", "mobilepay",
	"multibanco", "oxxo", "p24", "paynow", "paypal", "pix", "promptpay",
	"sepa_debit", "sofort", "swish", "twint", "us_bank_account",
	"wechat_pay", "zip",
};

static const struct param i_payment_method_types_2[] = {
	{ .kind = PARAM_ENUM, .values = e_payment_link_payment_method_type,
	    .values_count = nitems(e_payment_link_payment_method_type) },
};

static const struct param p_completed_sessions[] = {
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED },
};

static const struct param p_restrictions_3[] = {
	{ .name = "completed_sessions", .kind = PARAM_OBJECT,
	    .flags = PARAM_REQUIRED, .children = p_completed_sessions,
	    .children_count = nitems(p_completed_sessions) },
};

static const struct param p_shipping_options_2[] = {
	{ .name = "shipping_rate", .kind = PARAM_STRING,
	    .flags = PARAM_CONDITIONAL,
	    .note = "one of shipping_rate, shipping_rate_data" },
};

static const struct param i_shipping_options_2[] = {
	{ .kind = PARAM_OBJECT, .children = p_shipping_options_2,
	    .children_count = nitems(p_shipping_options_2) },
};

static const struct param p_end_behavior_2[] = {
	{ .name = "missing_payment_method", .kind = PARAM_ENUM,
	    .flags = PARAM_REQUIRED, .values = e_missing_payment_method,
	    .values_count = nitems(e_missing_payment_method) },
};

static const struct param p_trial_settings_2[] = {
	{ .name = "end_behavior", .kind = PARAM_OBJECT, .flags = PARAM_REQUIRED,
	    .children = p_end_behavior_2,
	    .children_count = nitems(p_end_behavior_2) },
};

static const struct param p_subscription_data_2[] = {
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 500 },
	{ .name = "invoice_settings", .kind = PARAM_OBJECT,
	    .children = p_invoice_settings,
	    .children_count = nitems(p_invoice_settings) },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string,
	    .note = "declarative: replaces all earlier keys" },
	{ .name = "trial_period_days", .kind = PARAM_INTEGER,
	    .flags = PARAM_HAS_MIN, .min = 1 },
	{ .name = "trial_settings", .kind = PARAM_OBJECT,
	    .children = p_trial_settings_2,
	    .children_count = nitems(p_trial_settings_2) },
};

static const struct param p_post_payment_links[] = {
	{ .name = "line_items", .kind = PARAM_ARRAY, .flags = PARAM_REQUIRED,
	    .max_items = 20, .element = i_line_items_2 },
	{ .name = "after_completion", .kind = PARAM_OBJECT,
	    .children = p_after_completion,
	    .children_count = nitems(p_after_completion) },
	{ .name = "allow_promotion_codes", .kind = PARAM_BOOLEAN },
	{ .name = "application_fee_amount", .kind = PARAM_INTEGER,
	    .note = "minor units; no recurring items allowed" },
	{ .name = "application_fee_percent", .kind = PARAM_NUMBER,
	    .flags = PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 0, .max = 100,
	    .decimals = 2, .note = "max 2 decimals; needs a recurring item" },
	{ .name = "automatic_tax", .kind = PARAM_OBJECT,
	    .children = p_automatic_tax,
	    .children_count = nitems(p_automatic_tax) },
	{ .name = "billing_address_collection", .kind = PARAM_ENUM,
	    .values = e_billing_address_collection,
	    .values_count = nitems(e_billing_address_collection),
	    .fallback = "auto" },
	{ .name = "consent_collection", .kind = PARAM_OBJECT,
	    .children = p_consent_collection,
	    .children_count = nitems(p_consent_collection) },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_CURRENCY,
	    .values = e_currency, .values_count = nitems(e_currency),
	    .note = "ISO 4217 lowercase; every price must offer it" },
	{ .name = "custom_fields", .kind = PARAM_ARRAY, .max_items = 3,
	    .element = i_custom_fields_3 },
	{ .name = "custom_text", .kind = PARAM_OBJECT,
	    .children = p_custom_text,
	    .children_count = nitems(p_custom_text) },
	{ .name = "customer_creation", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "inactive_message", .kind = PARAM_STRING },
	{ .name = "invoice_creation", .kind = PARAM_OBJECT,
	    .children = p_invoice_creation_2,
	    .children_count = nitems(p_invoice_creation_2),
	    .note = "payment mode only" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string,
	    .note = "copied onto sessions made from the link" },
	{ .name = "on_behalf_of", .kind = PARAM_STRING },
	{ .name = "payment_intent_data", .kind = PARAM_OBJECT,
	    .children = p_payment_intent_data_2,
	    .children_count = nitems(p_payment_intent_data_2),
	    .note = "payment mode only" },
	{ .name = "payment_method_collection", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation), .fallback = "always",
	    .note = "subscription mode only; if_required skips collection "
	    "when nothing due" },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_2,
	    .note = "absent: methods enabled on the account" },
	{ .name = "phone_number_collection", .kind = PARAM_OBJECT,
	    .children = p_phone_number_collection,
	    .children_count = nitems(p_phone_number_collection) },
	{ .name = "restrictions", .kind = PARAM_OBJECT,
	    .children = p_restrictions_3,
	    .children_count = nitems(p_restrictions_3) },
	{ .name = "shipping_address_collection", .kind = PARAM_OBJECT,
	    .children = p_shipping_address_collection,
	    .children_count = nitems(p_shipping_address_collection) },
	{ .name = "shipping_options", .kind = PARAM_ARRAY,
	    .element = i_shipping_options_2 },
	{ .name = "submit_type", .kind = PARAM_ENUM, .values = e_submit_type,
	    .values_count = nitems(e_submit_type),
	    .note = "also changes the host of the link URL" },
	{ .name = "subscription_data", .kind = PARAM_OBJECT,
	    .children = p_subscription_data_2,
	    .children_count = nitems(p_subscription_data_2),
	    .note = "needs a recurring item" },
	{ .name = "tax_id_collection", .kind = PARAM_OBJECT,
	    .children = p_tax_id_collection,
	    .children_count = nitems(p_tax_id_collection) },
	{ .name = "transfer_data", .kind = PARAM_OBJECT,
	    .children = p_transfer_data,
	    .children_count = nitems(p_transfer_data) },
};

static const struct param p_get_payment_links[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_payment_links_id[] = {
	{ .name = "active", .kind = PARAM_BOOLEAN },
	{ .name = "after_completion", .kind = PARAM_OBJECT,
	    .children = p_after_completion,
	    .children_count = nitems(p_after_completion) },
	{ .name = "allow_promotion_codes", .kind = PARAM_BOOLEAN },
	{ .name = "billing_address_collection", .kind = PARAM_ENUM,
	    .values = e_billing_address_collection,
	    .values_count = nitems(e_billing_address_collection) },
	{ .name = "custom_text", .kind = PARAM_OBJECT,
	    .children = p_custom_text,
	    .children_count = nitems(p_custom_text) },
	{ .name = "customer_creation", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "inactive_message", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string,
	    .note = "copied onto sessions made from the link" },
	{ .name = "payment_method_collection", .kind = PARAM_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation),
	    .note = "subscription mode only; if_required skips collection "
	    "when nothing due" },
};

static const struct param p_get_charges[] = {
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "payment_intent", .kind = PARAM_STRING },
	{ .name = "transfer_group", .kind = PARAM_STRING },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const char *const e_type_9[] = {
	"card", "sepa_debit",
};

static const struct param p_get_payment_methods[] = {
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_9,
	    .values_count = nitems(e_type_9) },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_get_customers_id_payment_methods[] = {
	{ .name = "allow_redisplay", .kind = PARAM_ENUM,
	    .values = e_allow_redisplay,
	    .values_count = nitems(e_allow_redisplay) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "type", .kind = PARAM_ENUM, .values = e_type_9,
	    .values_count = nitems(e_type_9) },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const char *const e_status_3[] = {
	"draft", "open", "paid", "uncollectible", "void",
};

static const struct param p_get_invoices[] = {
	{ .name = "collection_method", .kind = PARAM_ENUM,
	    .values = e_collection_method,
	    .values_count = nitems(e_collection_method) },
	{ .name = "created", .kind = PARAM_OBJECT, .flags = PARAM_OR_TIMESTAMP,
	    .children = p_created, .children_count = nitems(p_created) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "status", .kind = PARAM_ENUM, .values = e_status_3,
	    .values_count = nitems(e_status_3) },
	{ .name = "subscription", .kind = PARAM_STRING },
	{ .name = "ending_before", .kind = PARAM_STRING,
	    .note = "object id; page preceding it" },
	{ .name = "limit", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN |
	    PARAM_HAS_MAX | PARAM_LIMIT, .min = 1, .max = 100,
	    .fallback = "10" },
	{ .name = "starting_after", .kind = PARAM_STRING,
	    .note = "object id; page following it" },
};

static const struct param p_post_subscriptions_id[] = {
	{ .name = "cancel_at", .kind = PARAM_TIMESTAMP,
	    .flags = PARAM_EMPTYABLE },
	{ .name = "cancel_at_period_end", .kind = PARAM_BOOLEAN },
	{ .name = "cancellation_details", .kind = PARAM_OBJECT,
	    .children = p_cancellation_details,
	    .children_count = nitems(p_cancellation_details) },
	{ .name = "default_payment_method", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .flags = PARAM_EMPTYABLE,
	    .maxlen = 500 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_EMPTYABLE |
	    PARAM_METADATA, .element = i_string },
	{ .name = "trial_end", .kind = PARAM_TIMESTAMP, .flags = PARAM_OR_NOW,
	    .note = "of a trial that is under way" },
	{ .name = "trial_settings", .kind = PARAM_OBJECT,
	    .children = p_trial_settings_2,
	    .children_count = nitems(p_trial_settings_2) },
};

static const char *const e_allow_redirects[] = {
	"always", "never",
};

static const struct param p_automatic_payment_methods[] = {
	{ .name = "allow_redirects", .kind = PARAM_ENUM,
	    .values = e_allow_redirects,
	    .values_count = nitems(e_allow_redirects), .fallback = "always" },
	{ .name = "enabled", .kind = PARAM_BOOLEAN, .flags = PARAM_REQUIRED },
};

static const char *const e_capture_method_3[] = {
	"automatic", "automatic_async",
};

static const struct param p_billing_details[] = {
	{ .name = "address", .kind = PARAM_OBJECT, .children = p_address_2,
	    .children_count = nitems(p_address_2) },
	{ .name = "email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .note = "email" },
	{ .name = "name", .kind = PARAM_STRING },
	{ .name = "phone", .kind = PARAM_STRING },
};

static const struct param p_card_2[] = {
	{ .name = "cvc", .kind = PARAM_STRING, .maxlen = 4 },
	{ .name = "exp_month", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 1, .max = 12 },
	{ .name = "exp_year", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN | PARAM_HAS_MAX, .min = 0, .max = 9999 },
	{ .name = "number", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
};

static const struct param p_sepa_debit[] = {
	{ .name = "iban", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
};

static const struct param p_payment_method_data_2[] = {
	{ .name = "allow_redisplay", .kind = PARAM_ENUM,
	    .values = e_allow_redisplay,
	    .values_count = nitems(e_allow_redisplay),
	    .fallback = "unspecified" },
	{ .name = "billing_details", .kind = PARAM_OBJECT,
	    .children = p_billing_details,
	    .children_count = nitems(p_billing_details) },
	{ .name = "card", .kind = PARAM_OBJECT, .children = p_card_2,
	    .children_count = nitems(p_card_2),
	    .note = "mandatory when type=card" },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "sepa_debit", .kind = PARAM_OBJECT, .children = p_sepa_debit,
	    .children_count = nitems(p_sepa_debit),
	    .note = "mandatory when type=sepa_debit" },
	{ .name = "type", .kind = PARAM_ENUM, .flags = PARAM_REQUIRED,
	    .values = e_type_9, .values_count = nitems(e_type_9) },
};

static const struct param p_card_3[] = {
	{ .name = "request_three_d_secure", .kind = PARAM_ENUM,
	    .values = e_request_three_d_secure,
	    .values_count = nitems(e_request_three_d_secure),
	    .fallback = "automatic" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const struct param p_payment_method_options_2[] = {
	{ .name = "card", .kind = PARAM_OBJECT, .children = p_card_3,
	    .children_count = nitems(p_card_3) },
	{ .name = "sepa_debit", .kind = PARAM_OBJECT, .children = p_bacs_debit,
	    .children_count = nitems(p_bacs_debit) },
};

static const struct param i_payment_method_types_3[] = {
	{ .kind = PARAM_ENUM, .values = e_type_9,
	    .values_count = nitems(e_type_9) },
};

static const struct param p_post_payment_intents[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .flags = PARAM_REQUIRED |
	    PARAM_HAS_MIN, .min = 1, .note = "minor units" },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_REQUIRED |
	    PARAM_CURRENCY, .values = e_currency,
	    .values_count = nitems(e_currency) },
	{ .name = "automatic_payment_methods", .kind = PARAM_OBJECT,
	    .children = p_automatic_payment_methods,
	    .children_count = nitems(p_automatic_payment_methods) },
	{ .name = "capture_method", .kind = PARAM_ENUM,
	    .values = e_capture_method_3,
	    .values_count = nitems(e_capture_method_3),
	    .fallback = "automatic_async" },
	{ .name = "confirm", .kind = PARAM_BOOLEAN, .fallback = "false" },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "off_session", .kind = PARAM_BOOLEAN,
	    .note = "only with confirm=true" },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_data", .kind = PARAM_OBJECT,
	    .children = p_payment_method_data_2,
	    .children_count = nitems(p_payment_method_data_2) },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_2,
	    .children_count = nitems(p_payment_method_options_2) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_3 },
	{ .name = "receipt_email", .kind = PARAM_STRING, .flags = PARAM_EMAIL,
	    .note = "email" },
	{ .name = "return_url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000, .note = "only with confirm=true" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "shipping", .kind = PARAM_OBJECT, .children = p_shipping,
	    .children_count = nitems(p_shipping) },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22 },
	{ .name = "statement_descriptor_suffix", .kind = PARAM_STRING,
	    .maxlen = 22 },
	{ .name = "transfer_group", .kind = PARAM_STRING },
};

static const struct param p_post_payment_intents_id[] = {
	{ .name = "amount", .kind = PARAM_INTEGER, .flags = PARAM_HAS_MIN,
	    .min = 1, .note = "minor units" },
	{ .name = "currency", .kind = PARAM_STRING, .flags = PARAM_CURRENCY,
	    .values = e_currency, .values_count = nitems(e_currency) },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_2,
	    .children_count = nitems(p_payment_method_options_2) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_3 },
	{ .name = "receipt_email", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE | PARAM_EMAIL, .note = "email" },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .flags = PARAM_EMPTYABLE | PARAM_OR_EMPTY,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "shipping", .kind = PARAM_OBJECT, .flags = PARAM_EMPTYABLE,
	    .children = p_shipping, .children_count = nitems(p_shipping) },
	{ .name = "statement_descriptor", .kind = PARAM_STRING, .maxlen = 22 },
	{ .name = "statement_descriptor_suffix", .kind = PARAM_STRING,
	    .maxlen = 22 },
	{ .name = "transfer_group", .kind = PARAM_STRING },
};

static const struct param p_post_payment_intents_id_confirm[] = {
	{ .name = "client_secret", .kind = PARAM_STRING,
	    .note = "for publishable keys" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "off_session", .kind = PARAM_BOOLEAN, .fallback = "false" },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_data", .kind = PARAM_OBJECT,
	    .children = p_payment_method_data_2,
	    .children_count = nitems(p_payment_method_data_2) },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_2,
	    .children_count = nitems(p_payment_method_options_2) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_3 },
	{ .name = "receipt_email", .kind = PARAM_STRING,
	    .flags = PARAM_EMPTYABLE | PARAM_EMAIL, .note = "email" },
	{ .name = "return_url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000 },
	{ .name = "setup_future_usage", .kind = PARAM_ENUM,
	    .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "shipping", .kind = PARAM_OBJECT, .children = p_shipping,
	    .children_count = nitems(p_shipping) },
	{ .name = "use_stripe_sdk", .kind = PARAM_BOOLEAN, .fallback = "false",
	    .note = "a challenge is shown by the page itself" },
};

static const char *const e_cancellation_reason[] = {
	"abandoned", "duplicate", "fraudulent", "requested_by_customer",
};

static const struct param p_post_payment_intents_id_cancel[] = {
	{ .name = "cancellation_reason", .kind = PARAM_ENUM,
	    .values = e_cancellation_reason,
	    .values_count = nitems(e_cancellation_reason) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

static const struct param p_card_4[] = {
	{ .name = "request_three_d_secure", .kind = PARAM_ENUM,
	    .values = e_request_three_d_secure,
	    .values_count = nitems(e_request_three_d_secure),
	    .fallback = "automatic" },
};

static const struct param p_payment_method_options_3[] = {
	{ .name = "card", .kind = PARAM_OBJECT, .children = p_card_4,
	    .children_count = nitems(p_card_4) },
};

static const struct param p_post_setup_intents[] = {
	{ .name = "automatic_payment_methods", .kind = PARAM_OBJECT,
	    .children = p_automatic_payment_methods,
	    .children_count = nitems(p_automatic_payment_methods) },
	{ .name = "confirm", .kind = PARAM_BOOLEAN, .fallback = "false" },
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_data", .kind = PARAM_OBJECT,
	    .children = p_payment_method_data_2,
	    .children_count = nitems(p_payment_method_data_2) },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_3,
	    .children_count = nitems(p_payment_method_options_3) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_3 },
	{ .name = "return_url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000, .note = "only with confirm=true" },
	{ .name = "usage", .kind = PARAM_ENUM, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage),
	    .fallback = "off_session" },
};

static const struct param p_post_setup_intents_id[] = {
	{ .name = "customer", .kind = PARAM_STRING },
	{ .name = "description", .kind = PARAM_STRING, .maxlen = 1000 },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "metadata", .kind = PARAM_MAP, .flags = PARAM_METADATA,
	    .element = i_string },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_3,
	    .children_count = nitems(p_payment_method_options_3) },
	{ .name = "payment_method_types", .kind = PARAM_ARRAY,
	    .element = i_payment_method_types_3 },
};

static const struct param p_post_setup_intents_id_confirm[] = {
	{ .name = "client_secret", .kind = PARAM_STRING,
	    .note = "for publishable keys" },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
	{ .name = "payment_method", .kind = PARAM_STRING },
	{ .name = "payment_method_data", .kind = PARAM_OBJECT,
	    .children = p_payment_method_data_2,
	    .children_count = nitems(p_payment_method_data_2) },
	{ .name = "payment_method_options", .kind = PARAM_OBJECT,
	    .children = p_payment_method_options_3,
	    .children_count = nitems(p_payment_method_options_3) },
	{ .name = "return_url", .kind = PARAM_STRING, .flags = PARAM_URL,
	    .maxlen = 5000 },
	{ .name = "use_stripe_sdk", .kind = PARAM_BOOLEAN, .fallback = "false",
	    .note = "a challenge is shown by the page itself" },
};

static const char *const e_cancellation_reason_2[] = {
	"abandoned", "duplicate", "requested_by_customer",
};

static const struct param p_post_setup_intents_id_cancel[] = {
	{ .name = "cancellation_reason", .kind = PARAM_ENUM,
	    .values = e_cancellation_reason_2,
	    .values_count = nitems(e_cancellation_reason_2) },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

static const struct param p_post_payment_methods_id_attach[] = {
	{ .name = "customer", .kind = PARAM_STRING, .flags = PARAM_REQUIRED },
	{ .name = "expand", .kind = PARAM_ARRAY, .element = i_string },
};

const struct params_call params_calls[] = {
	{ .method = "POST", .path = "/v1/checkout/sessions",
	    .returns = "checkout.session", .params = p_post_checkout_sessions,
	    .params_count = nitems(p_post_checkout_sessions),
	    .leaf_count = 202 },
	{ .method = "GET", .path = "/v1/checkout/sessions",
	    .returns = "list<checkout.session>",
	    .params = p_get_checkout_sessions,
	    .params_count = nitems(p_get_checkout_sessions), .leaf_count = 14 },
	{ .method = "GET", .path = "/v1/checkout/sessions/:id",
	    .returns = "checkout.session", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/checkout/sessions/:id",
	    .returns = "checkout.session",
	    .params = p_post_checkout_sessions_id,
	    .params_count = nitems(p_post_checkout_sessions_id),
	    .leaf_count = 2 },
	{ .method = "GET", .path = "/v1/checkout/sessions/:id/line_items",
	    .returns = "list<item>",
	    .params = p_get_checkout_sessions_id_line_items,
	    .params_count = nitems(p_get_checkout_sessions_id_line_items),
	    .leaf_count = 4 },
	{ .method = "POST", .path = "/v1/checkout/sessions/:id/expire",
	    .returns = "checkout.session", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/customer_sessions",
	    .returns = "customer_session", .params = p_post_customer_sessions,
	    .params_count = nitems(p_post_customer_sessions),
	    .leaf_count = 11 },
	{ .method = "POST", .path = "/v1/products", .returns = "product",
	    .params = p_post_products, .params_count = nitems(p_post_products),
	    .leaf_count = 36 },
	{ .method = "GET", .path = "/v1/products", .returns = "list<product>",
	    .params = p_get_products, .params_count = nitems(p_get_products),
	    .leaf_count = 13 },
	{ .method = "GET", .path = "/v1/products/:id", .returns = "product",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/products/:id", .returns = "product",
	    .params = p_post_products_id,
	    .params_count = nitems(p_post_products_id), .leaf_count = 17 },
	{ .method = "DELETE", .path = "/v1/products/:id", .returns = "deleted",
	    .leaf_count = 0 },
	{ .method = "POST", .path = "/v1/prices", .returns = "price",
	    .params = p_post_prices, .params_count = nitems(p_post_prices),
	    .leaf_count = 49 },
	{ .method = "GET", .path = "/v1/prices", .returns = "list<price>",
	    .params = p_get_prices, .params_count = nitems(p_get_prices),
	    .leaf_count = 16 },
	{ .method = "GET", .path = "/v1/prices/:id", .returns = "price",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/prices/:id", .returns = "price",
	    .params = p_post_prices_id,
	    .params_count = nitems(p_post_prices_id), .leaf_count = 19 },
	{ .method = "POST", .path = "/v1/customers", .returns = "customer",
	    .params = p_post_customers,
	    .params_count = nitems(p_post_customers), .leaf_count = 42 },
	{ .method = "GET", .path = "/v1/customers", .returns = "list<customer>",
	    .params = p_get_customers, .params_count = nitems(p_get_customers),
	    .leaf_count = 10 },
	{ .method = "GET", .path = "/v1/customers/:id", .returns = "customer",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/customers/:id", .returns = "customer",
	    .params = p_post_customers_id,
	    .params_count = nitems(p_post_customers_id), .leaf_count = 39 },
	{ .method = "DELETE", .path = "/v1/customers/:id", .returns = "deleted",
	    .leaf_count = 0 },
	{ .method = "POST", .path = "/v1/coupons", .returns = "coupon",
	    .params = p_post_coupons, .params_count = nitems(p_post_coupons),
	    .leaf_count = 13 },
	{ .method = "GET", .path = "/v1/coupons", .returns = "list<coupon>",
	    .params = p_get_coupons, .params_count = nitems(p_get_coupons),
	    .leaf_count = 8 },
	{ .method = "GET", .path = "/v1/coupons/:id", .returns = "coupon",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/coupons/:id", .returns = "coupon",
	    .params = p_post_coupons_id,
	    .params_count = nitems(p_post_coupons_id), .leaf_count = 4 },
	{ .method = "DELETE", .path = "/v1/coupons/:id", .returns = "deleted",
	    .leaf_count = 0 },
	{ .method = "POST", .path = "/v1/promotion_codes",
	    .returns = "promotion_code", .params = p_post_promotion_codes,
	    .params_count = nitems(p_post_promotion_codes), .leaf_count = 12 },
	{ .method = "GET", .path = "/v1/promotion_codes",
	    .returns = "list<promotion_code>", .params = p_get_promotion_codes,
	    .params_count = nitems(p_get_promotion_codes), .leaf_count = 12 },
	{ .method = "GET", .path = "/v1/promotion_codes/:id",
	    .returns = "promotion_code", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/promotion_codes/:id",
	    .returns = "promotion_code", .params = p_post_promotion_codes_id,
	    .params_count = nitems(p_post_promotion_codes_id),
	    .leaf_count = 4 },
	{ .method = "POST", .path = "/v1/shipping_rates",
	    .returns = "shipping_rate", .params = p_post_shipping_rates,
	    .params_count = nitems(p_post_shipping_rates), .leaf_count = 14 },
	{ .method = "GET", .path = "/v1/shipping_rates",
	    .returns = "list<shipping_rate>", .params = p_get_shipping_rates,
	    .params_count = nitems(p_get_shipping_rates), .leaf_count = 10 },
	{ .method = "GET", .path = "/v1/shipping_rates/:id",
	    .returns = "shipping_rate", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/shipping_rates/:id",
	    .returns = "shipping_rate", .params = p_post_shipping_rates_id,
	    .params_count = nitems(p_post_shipping_rates_id), .leaf_count = 6 },
	{ .method = "POST", .path = "/v1/tax_rates", .returns = "tax_rate",
	    .params = p_post_tax_rates,
	    .params_count = nitems(p_post_tax_rates), .leaf_count = 11 },
	{ .method = "GET", .path = "/v1/tax_rates", .returns = "list<tax_rate>",
	    .params = p_get_tax_rates, .params_count = nitems(p_get_tax_rates),
	    .leaf_count = 10 },
	{ .method = "GET", .path = "/v1/tax_rates/:id", .returns = "tax_rate",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/tax_rates/:id", .returns = "tax_rate",
	    .params = p_post_tax_rates_id,
	    .params_count = nitems(p_post_tax_rates_id), .leaf_count = 9 },
	{ .method = "POST", .path = "/v1/webhook_endpoints",
	    .returns = "webhook_endpoint", .params = p_post_webhook_endpoints,
	    .params_count = nitems(p_post_webhook_endpoints), .leaf_count = 7 },
	{ .method = "GET", .path = "/v1/webhook_endpoints",
	    .returns = "list<webhook_endpoint>",
	    .params = p_get_checkout_sessions_id_line_items,
	    .params_count = nitems(p_get_checkout_sessions_id_line_items),
	    .leaf_count = 4 },
	{ .method = "GET", .path = "/v1/webhook_endpoints/:id",
	    .returns = "webhook_endpoint", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/webhook_endpoints/:id",
	    .returns = "webhook_endpoint",
	    .params = p_post_webhook_endpoints_id,
	    .params_count = nitems(p_post_webhook_endpoints_id),
	    .leaf_count = 6 },
	{ .method = "DELETE", .path = "/v1/webhook_endpoints/:id",
	    .returns = "deleted", .leaf_count = 0 },
	{ .method = "GET", .path = "/v1/events", .returns = "list<event>",
	    .params = p_get_events, .params_count = nitems(p_get_events),
	    .leaf_count = 11 },
	{ .method = "GET", .path = "/v1/events/:id", .returns = "event",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "GET", .path = "/v1/payment_intents",
	    .returns = "list<payment_intent>", .params = p_get_payment_intents,
	    .params_count = nitems(p_get_payment_intents), .leaf_count = 9 },
	{ .method = "GET", .path = "/v1/payment_intents/:id",
	    .returns = "payment_intent", .params = p_get_payment_intents_id,
	    .params_count = nitems(p_get_payment_intents_id), .leaf_count = 2 },
	{ .method = "GET", .path = "/v1/setup_intents/:id",
	    .returns = "setup_intent", .params = p_get_payment_intents_id,
	    .params_count = nitems(p_get_payment_intents_id), .leaf_count = 2 },
	{ .method = "GET", .path = "/v1/subscriptions",
	    .returns = "list<subscription>", .params = p_get_subscriptions,
	    .params_count = nitems(p_get_subscriptions), .leaf_count = 23 },
	{ .method = "GET", .path = "/v1/subscriptions/:id",
	    .returns = "subscription", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "DELETE", .path = "/v1/subscriptions/:id",
	    .returns = "subscription", .params = p_delete_subscriptions_id,
	    .params_count = nitems(p_delete_subscriptions_id),
	    .leaf_count = 5 },
	{ .method = "POST", .path = "/v1/payment_links",
	    .returns = "payment_link", .params = p_post_payment_links,
	    .params_count = nitems(p_post_payment_links), .leaf_count = 73 },
	{ .method = "GET", .path = "/v1/payment_links",
	    .returns = "list<payment_link>", .params = p_get_payment_links,
	    .params_count = nitems(p_get_payment_links), .leaf_count = 5 },
	{ .method = "GET", .path = "/v1/payment_links/:id",
	    .returns = "payment_link", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/payment_links/:id",
	    .returns = "payment_link", .params = p_post_payment_links_id,
	    .params_count = nitems(p_post_payment_links_id), .leaf_count = 15 },
	{ .method = "GET", .path = "/v1/payment_links/:id/line_items",
	    .returns = "list<item>",
	    .params = p_get_checkout_sessions_id_line_items,
	    .params_count = nitems(p_get_checkout_sessions_id_line_items),
	    .leaf_count = 4 },
	{ .method = "GET", .path = "/v1/charges", .returns = "list<charge>",
	    .params = p_get_charges, .params_count = nitems(p_get_charges),
	    .leaf_count = 11 },
	{ .method = "GET", .path = "/v1/charges/:id", .returns = "charge",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "GET", .path = "/v1/payment_methods",
	    .returns = "list<payment_method>", .params = p_get_payment_methods,
	    .params_count = nitems(p_get_payment_methods), .leaf_count = 6 },
	{ .method = "GET", .path = "/v1/payment_methods/:id",
	    .returns = "payment_method", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "GET", .path = "/v1/customers/:id/payment_methods",
	    .returns = "list<payment_method>",
	    .params = p_get_customers_id_payment_methods,
	    .params_count = nitems(p_get_customers_id_payment_methods),
	    .leaf_count = 6 },
	{ .method = "GET", .path = "/v1/invoices", .returns = "list<invoice>",
	    .params = p_get_invoices, .params_count = nitems(p_get_invoices),
	    .leaf_count = 12 },
	{ .method = "GET", .path = "/v1/invoices/:id", .returns = "invoice",
	    .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
	{ .method = "POST", .path = "/v1/subscriptions/:id",
	    .returns = "subscription", .params = p_post_subscriptions_id,
	    .params_count = nitems(p_post_subscriptions_id), .leaf_count = 10 },
	{ .method = "POST", .path = "/v1/payment_intents",
	    .returns = "payment_intent", .params = p_post_payment_intents,
	    .params_count = nitems(p_post_payment_intents), .leaf_count = 49 },
	{ .method = "POST", .path = "/v1/payment_intents/:id",
	    .returns = "payment_intent", .params = p_post_payment_intents_id,
	    .params_count = nitems(p_post_payment_intents_id),
	    .leaf_count = 26 },
	{ .method = "POST", .path = "/v1/payment_intents/:id/confirm",
	    .returns = "payment_intent",
	    .params = p_post_payment_intents_id_confirm,
	    .params_count = nitems(p_post_payment_intents_id_confirm),
	    .leaf_count = 39 },
	{ .method = "POST", .path = "/v1/payment_intents/:id/cancel",
	    .returns = "payment_intent",
	    .params = p_post_payment_intents_id_cancel,
	    .params_count = nitems(p_post_payment_intents_id_cancel),
	    .leaf_count = 2 },
	{ .method = "POST", .path = "/v1/setup_intents",
	    .returns = "setup_intent", .params = p_post_setup_intents,
	    .params_count = nitems(p_post_setup_intents), .leaf_count = 29 },
	{ .method = "POST", .path = "/v1/setup_intents/:id",
	    .returns = "setup_intent", .params = p_post_setup_intents_id,
	    .params_count = nitems(p_post_setup_intents_id), .leaf_count = 7 },
	{ .method = "POST", .path = "/v1/setup_intents/:id/confirm",
	    .returns = "setup_intent",
	    .params = p_post_setup_intents_id_confirm,
	    .params_count = nitems(p_post_setup_intents_id_confirm),
	    .leaf_count = 23 },
	{ .method = "POST", .path = "/v1/setup_intents/:id/cancel",
	    .returns = "setup_intent", .params = p_post_setup_intents_id_cancel,
	    .params_count = nitems(p_post_setup_intents_id_cancel),
	    .leaf_count = 2 },
	{ .method = "POST", .path = "/v1/payment_methods/:id/attach",
	    .returns = "payment_method",
	    .params = p_post_payment_methods_id_attach,
	    .params_count = nitems(p_post_payment_methods_id_attach),
	    .leaf_count = 2 },
	{ .method = "POST", .path = "/v1/payment_methods/:id/detach",
	    .returns = "payment_method", .params = p_get_checkout_sessions_id,
	    .params_count = nitems(p_get_checkout_sessions_id),
	    .leaf_count = 1 },
};

const size_t params_calls_count = nitems(params_calls);
