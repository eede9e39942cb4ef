/*
 * object_tables: the fields of every object; see object.h.
 *
 * Written by generate.mjs from reference/objects.json: change that file, then
 * run "node src/params/generate.mjs".
 */
#include "base/text.h"
#include "params/object.h"

static const struct field f_recovery[] = {
	{ .name = "allow_promotion_codes", .kind = FIELD_BOOLEAN },
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "expires_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "url", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_after_expiration[] = {
	{ .name = "recovery", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_recovery, .children_count = nitems(f_recovery) },
};

static const char *const e_type[] = {
	"account", "self",
};

static const struct field f_liability[] = {
	{ .name = "account", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type,
	    .values_count = nitems(e_type) },
};

static const char *const e_status[] = {
	"complete", "failed", "requires_location_inputs",
};

static const struct field f_automatic_tax[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "liability", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_liability, .children_count = nitems(f_liability) },
	{ .name = "status", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_status, .values_count = nitems(e_status) },
};

static const char *const e_billing_address_collection[] = {
	"auto", "required",
};

static const char *const e_promotions[] = {
	"opt_in", "opt_out",
};

static const char *const e_terms_of_service[] = {
	"accepted",
};

static const struct field f_consent[] = {
	{ .name = "promotions", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_promotions, .values_count = nitems(e_promotions) },
	{ .name = "terms_of_service", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_terms_of_service,
	    .values_count = nitems(e_terms_of_service) },
};

static const char *const e_position[] = {
	"auto", "hidden",
};

static const struct field f_payment_method_reuse_agreement[] = {
	{ .name = "position", .kind = FIELD_ENUM, .values = e_position,
	    .values_count = nitems(e_position) },
};

static const char *const e_promotions_2[] = {
	"auto", "none",
};

static const char *const e_terms_of_service_2[] = {
	"none", "required",
};

static const struct field f_consent_collection[] = {
	{ .name = "payment_method_reuse_agreement", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE,
	    .children = f_payment_method_reuse_agreement,
	    .children_count = nitems(f_payment_method_reuse_agreement) },
	{ .name = "promotions", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_promotions_2, .values_count = nitems(e_promotions_2) },
	{ .name = "terms_of_service", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_terms_of_service_2,
	    .values_count = nitems(e_terms_of_service_2) },
};

static const struct field f_currency_conversion[] = {
	{ .name = "amount_subtotal", .kind = FIELD_INTEGER },
	{ .name = "amount_total", .kind = FIELD_INTEGER },
	{ .name = "fx_rate", .kind = FIELD_STRING },
	{ .name = "source_currency", .kind = FIELD_STRING },
};

static const struct field f_options[] = {
	{ .name = "label", .kind = FIELD_STRING },
	{ .name = "value", .kind = FIELD_STRING },
};

static const struct field i_options[] = {
	{ .kind = FIELD_OBJECT, .children = f_options,
	    .children_count = nitems(f_options) },
};

static const struct field f_dropdown[] = {
	{ .name = "default_value", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "options", .kind = FIELD_ARRAY, .element = i_options },
	{ .name = "value", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_type_2[] = {
	"custom",
};

static const struct field f_label[] = {
	{ .name = "custom", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_2,
	    .values_count = nitems(e_type_2) },
};

static const struct field f_numeric[] = {
	{ .name = "default_value", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "maximum_length", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "minimum_length", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "value", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_type_3[] = {
	"dropdown", "numeric", "text",
};

static const struct field f_custom_fields[] = {
	{ .name = "dropdown", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_dropdown, .children_count = nitems(f_dropdown) },
	{ .name = "key", .kind = FIELD_STRING },
	{ .name = "label", .kind = FIELD_OBJECT, .children = f_label,
	    .children_count = nitems(f_label) },
	{ .name = "numeric", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_numeric, .children_count = nitems(f_numeric) },
	{ .name = "optional", .kind = FIELD_BOOLEAN },
	{ .name = "text", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_numeric, .children_count = nitems(f_numeric) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_3,
	    .values_count = nitems(e_type_3) },
};

static const struct field i_custom_fields[] = {
	{ .kind = FIELD_OBJECT, .children = f_custom_fields,
	    .children_count = nitems(f_custom_fields) },
};

static const struct field f_after_submit[] = {
	{ .name = "message", .kind = FIELD_STRING },
};

static const struct field f_custom_text[] = {
	{ .name = "after_submit", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_after_submit,
	    .children_count = nitems(f_after_submit) },
	{ .name = "shipping_address", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_after_submit,
	    .children_count = nitems(f_after_submit) },
	{ .name = "submit", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_after_submit,
	    .children_count = nitems(f_after_submit) },
	{ .name = "terms_of_service_acceptance", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_after_submit,
	    .children_count = nitems(f_after_submit) },
};

static const char *const e_customer_creation[] = {
	"always", "if_required",
};

static const struct field f_address[] = {
	{ .name = "city", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "country", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "line1", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "line2", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "postal_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "state", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_tax_exempt[] = {
	"exempt", "none", "reverse",
};

static const char *const e_tax_id_type_or_unknown[] = {
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
	"ua_vat", "unknown", "us_ein", "uy_ruc", "ve_rif", "vn_tin", "za_vat",
};

static const struct field f_tax_ids[] = {
	{ .name = "type", .kind = FIELD_ENUM,
	    .values = e_tax_id_type_or_unknown,
	    .values_count = nitems(e_tax_id_type_or_unknown) },
	{ .name = "value", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field i_tax_ids[] = {
	{ .kind = FIELD_OBJECT, .children = f_tax_ids,
	    .children_count = nitems(f_tax_ids) },
};

static const struct field f_customer_details[] = {
	{ .name = "address", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_address, .children_count = nitems(f_address) },
	{ .name = "email", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "name", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "phone", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "tax_exempt", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tax_exempt, .values_count = nitems(e_tax_exempt) },
	{ .name = "tax_ids", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_tax_ids },
};

static const struct field i_tax_id[] = {
	{ .kind = FIELD_STRING, .flags = FIELD_EXPANDABLE, .ref = "tax_id" },
};

static const struct field f_custom_fields_2[] = {
	{ .name = "name", .kind = FIELD_STRING },
	{ .name = "value", .kind = FIELD_STRING },
};

static const struct field i_custom_fields_2[] = {
	{ .kind = FIELD_OBJECT, .children = f_custom_fields_2,
	    .children_count = nitems(f_custom_fields_2) },
};

static const struct field i_string[] = {
	{ .kind = FIELD_STRING },
};

static const struct field f_rendering_options[] = {
	{ .name = "amount_tax_display", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_invoice_data[] = {
	{ .name = "account_tax_ids", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_tax_id },
	{ .name = "custom_fields", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_custom_fields_2 },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "footer", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "issuer", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_liability, .children_count = nitems(f_liability) },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "rendering_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_rendering_options,
	    .children_count = nitems(f_rendering_options) },
};

static const struct field f_invoice_creation[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "invoice_data", .kind = FIELD_OBJECT,
	    .children = f_invoice_data,
	    .children_count = nitems(f_invoice_data) },
};

static const struct field i_item[] = {
	{ .kind = FIELD_OBJECT, .ref = "item" },
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

static const struct field f_payment_method_configuration_details[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "parent", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_currency[] = {
	"cad", "usd",
};

static const char *const e_default_for[] = {
	"invoice", "subscription",
};

static const struct field i_default_for[] = {
	{ .kind = FIELD_ENUM, .values = e_default_for,
	    .values_count = nitems(e_default_for) },
};

static const char *const e_payment_schedule[] = {
	"combined", "interval", "sporadic",
};

static const char *const e_transaction_type[] = {
	"business", "personal",
};

static const struct field f_mandate_options[] = {
	{ .name = "custom_mandate_url", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "default_for", .kind = FIELD_ARRAY, .flags = FIELD_OPTIONAL,
	    .element = i_default_for },
	{ .name = "interval_description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_schedule", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_schedule,
	    .values_count = nitems(e_payment_schedule) },
	{ .name = "transaction_type", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_transaction_type,
	    .values_count = nitems(e_transaction_type) },
};

static const char *const e_setup_future_usage[] = {
	"none", "off_session", "on_session",
};

static const char *const e_verification_method[] = {
	"automatic", "instant", "microdeposits",
};

static const struct field f_acss_debit[] = {
	{ .name = "currency", .kind = FIELD_ENUM, .flags = FIELD_OPTIONAL,
	    .values = e_currency, .values_count = nitems(e_currency) },
	{ .name = "mandate_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_mandate_options,
	    .children_count = nitems(f_mandate_options) },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "verification_method", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_verification_method,
	    .values_count = nitems(e_verification_method) },
};

static const char *const e_setup_future_usage_2[] = {
	"none",
};

static const struct field f_affirm[] = {
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const char *const e_setup_future_usage_3[] = {
	"none", "off_session",
};

static const struct field f_amazon_pay[] = {
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct field f_bacs_debit[] = {
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
};

static const struct field f_boleto[] = {
	{ .name = "expires_after_days", .kind = FIELD_INTEGER },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
};

static const struct field f_installments[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN, .flags = FIELD_OPTIONAL },
};

static const char *const e_request_three_d_secure[] = {
	"any", "automatic", "challenge",
};

static const struct field f_card[] = {
	{ .name = "installments", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_installments,
	    .children_count = nitems(f_installments) },
	{ .name = "request_three_d_secure", .kind = FIELD_ENUM,
	    .values = e_request_three_d_secure,
	    .values_count = nitems(e_request_three_d_secure) },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "statement_descriptor_suffix_kana", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "statement_descriptor_suffix_kanji", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
};

static const char *const e_country[] = {
	"BE", "DE", "ES", "FR", "IE", "NL",
};

static const struct field f_eu_bank_transfer[] = {
	{ .name = "country", .kind = FIELD_ENUM, .values = e_country,
	    .values_count = nitems(e_country) },
};

static const char *const e_requested_address_types[] = {
	"aba", "iban", "sepa", "sort_code", "spei", "swift", "zengin",
};

static const struct field i_requested_address_types[] = {
	{ .kind = FIELD_ENUM, .values = e_requested_address_types,
	    .values_count = nitems(e_requested_address_types) },
};

static const char *const e_type_4[] = {
	"eu_bank_transfer", "gb_bank_transfer", "jp_bank_transfer",
	"mx_bank_transfer", "us_bank_transfer",
};

static const struct field f_bank_transfer[] = {
	{ .name = "eu_bank_transfer", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_eu_bank_transfer,
	    .children_count = nitems(f_eu_bank_transfer) },
	{ .name = "requested_address_types", .kind = FIELD_ARRAY,
	    .flags = FIELD_OPTIONAL, .element = i_requested_address_types },
	{ .name = "type", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_type_4, .values_count = nitems(e_type_4) },
};

static const char *const e_funding_type[] = {
	"bank_transfer",
};

static const struct field f_customer_balance[] = {
	{ .name = "bank_transfer", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_bank_transfer,
	    .children_count = nitems(f_bank_transfer) },
	{ .name = "funding_type", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_funding_type, .values_count = nitems(e_funding_type) },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const struct field f_konbini[] = {
	{ .name = "expires_after_days", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const struct field f_oxxo[] = {
	{ .name = "expires_after_days", .kind = FIELD_INTEGER },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_2,
	    .values_count = nitems(e_setup_future_usage_2) },
};

static const char *const e_capture_method[] = {
	"manual",
};

static const struct field f_paypal[] = {
	{ .name = "capture_method", .kind = FIELD_ENUM, .flags = FIELD_OPTIONAL,
	    .values = e_capture_method,
	    .values_count = nitems(e_capture_method) },
	{ .name = "preferred_locale", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "reference", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage_3,
	    .values_count = nitems(e_setup_future_usage_3) },
};

static const struct field f_pix[] = {
	{ .name = "expires_after_seconds", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_swish[] = {
	{ .name = "reference", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_account_subcategories[] = {
	"checking", "savings",
};

static const struct field i_account_subcategories[] = {
	{ .kind = FIELD_ENUM, .values = e_account_subcategories,
	    .values_count = nitems(e_account_subcategories) },
};

static const struct field f_filters[] = {
	{ .name = "account_subcategories", .kind = FIELD_ARRAY,
	    .flags = FIELD_OPTIONAL, .element = i_account_subcategories },
};

static const char *const e_permissions[] = {
	"balances", "ownership", "payment_method", "transactions",
};

static const struct field i_permissions[] = {
	{ .kind = FIELD_ENUM, .values = e_permissions,
	    .values_count = nitems(e_permissions) },
};

static const char *const e_prefetch[] = {
	"balances", "ownership", "transactions",
};

static const struct field i_prefetch[] = {
	{ .kind = FIELD_ENUM, .values = e_prefetch,
	    .values_count = nitems(e_prefetch) },
};

static const struct field f_financial_connections[] = {
	{ .name = "filters", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_filters, .children_count = nitems(f_filters) },
	{ .name = "permissions", .kind = FIELD_ARRAY, .flags = FIELD_OPTIONAL,
	    .element = i_permissions },
	{ .name = "prefetch", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_prefetch },
	{ .name = "return_url", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
};

static const char *const e_verification_method_2[] = {
	"automatic", "instant",
};

static const struct field f_us_bank_account[] = {
	{ .name = "financial_connections", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_financial_connections,
	    .children_count = nitems(f_financial_connections) },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_setup_future_usage,
	    .values_count = nitems(e_setup_future_usage) },
	{ .name = "verification_method", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_verification_method_2,
	    .values_count = nitems(e_verification_method_2) },
};

static const struct field f_payment_method_options[] = {
	{ .name = "acss_debit", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_acss_debit, .children_count = nitems(f_acss_debit) },
	{ .name = "affirm", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "afterpay_clearpay", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_affirm,
	    .children_count = nitems(f_affirm) },
	{ .name = "alipay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "amazon_pay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_amazon_pay, .children_count = nitems(f_amazon_pay) },
	{ .name = "au_becs_debit", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_affirm,
	    .children_count = nitems(f_affirm) },
	{ .name = "bacs_debit", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_bacs_debit, .children_count = nitems(f_bacs_debit) },
	{ .name = "bancontact", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "boleto", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_boleto, .children_count = nitems(f_boleto) },
	{ .name = "card", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_card, .children_count = nitems(f_card) },
	{ .name = "cashapp", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "customer_balance", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_customer_balance,
	    .children_count = nitems(f_customer_balance) },
	{ .name = "eps", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "fpx", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "giropay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "grabpay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "ideal", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "klarna", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_bacs_debit, .children_count = nitems(f_bacs_debit) },
	{ .name = "konbini", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_konbini, .children_count = nitems(f_konbini) },
	{ .name = "link", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_amazon_pay, .children_count = nitems(f_amazon_pay) },
	{ .name = "mobilepay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "multibanco", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "oxxo", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_oxxo, .children_count = nitems(f_oxxo) },
	{ .name = "p24", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "paynow", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "paypal", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_paypal, .children_count = nitems(f_paypal) },
	{ .name = "pix", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_pix, .children_count = nitems(f_pix) },
	{ .name = "revolut_pay", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_amazon_pay, .children_count = nitems(f_amazon_pay) },
	{ .name = "sepa_debit", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_bacs_debit, .children_count = nitems(f_bacs_debit) },
	{ .name = "sofort", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_affirm, .children_count = nitems(f_affirm) },
	{ .name = "swish", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_swish, .children_count = nitems(f_swish) },
	{ .name = "us_bank_account", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_us_bank_account,
	    .children_count = nitems(f_us_bank_account) },
};

static const char *const e_payment_status[] = {
	"no_payment_required", "paid", "unpaid",
};

static const struct field f_phone_number_collection[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
};

static const char *const e_redirect_on_completion[] = {
	"always", "if_required", "never",
};

static const char *const e_allow_redisplay_filters[] = {
	"always", "limited", "unspecified",
};

static const struct field i_allow_redisplay_filters[] = {
	{ .kind = FIELD_ENUM, .values = e_allow_redisplay_filters,
	    .values_count = nitems(e_allow_redisplay_filters) },
};

static const char *const e_payment_method_remove[] = {
	"disabled", "enabled",
};

static const struct field f_saved_payment_method_options[] = {
	{ .name = "allow_redisplay_filters", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_allow_redisplay_filters },
	{ .name = "payment_method_remove", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_method_remove,
	    .values_count = nitems(e_payment_method_remove) },
	{ .name = "payment_method_save", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_method_remove,
	    .values_count = nitems(e_payment_method_remove) },
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

static const struct field i_allowed_countries[] = {
	{ .kind = FIELD_ENUM, .values = e_shipping_country,
	    .values_count = nitems(e_shipping_country) },
};

static const struct field f_shipping_address_collection[] = {
	{ .name = "allowed_countries", .kind = FIELD_ARRAY,
	    .element = i_allowed_countries },
};

static const char *const e_taxability_reason[] = {
	"customer_exempt", "not_collecting", "not_subject_to_tax",
	"not_supported", "portion_product_exempt", "portion_reduced_rated",
	"portion_standard_rated", "product_exempt", "product_exempt_holiday",
	"proportionally_rated", "reduced_rated", "reverse_charge",
	"standard_rated", "taxable_basis_reduced", "zero_rated",
};

static const struct field f_taxes[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "rate", .kind = FIELD_OBJECT, .ref = "tax_rate" },
	{ .name = "taxability_reason", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_taxability_reason,
	    .values_count = nitems(e_taxability_reason) },
	{ .name = "taxable_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
};

static const struct field i_taxes[] = {
	{ .kind = FIELD_OBJECT, .children = f_taxes,
	    .children_count = nitems(f_taxes) },
};

static const struct field f_shipping_cost[] = {
	{ .name = "amount_subtotal", .kind = FIELD_INTEGER },
	{ .name = "amount_tax", .kind = FIELD_INTEGER },
	{ .name = "amount_total", .kind = FIELD_INTEGER },
	{ .name = "shipping_rate", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "shipping_rate" },
	{ .name = "taxes", .kind = FIELD_ARRAY, .flags = FIELD_INCLUDABLE,
	    .element = i_taxes },
};

static const struct field f_shipping_details[] = {
	{ .name = "address", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_address, .children_count = nitems(f_address) },
	{ .name = "carrier", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "name", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "phone", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "tracking_number", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
};

static const struct field f_shipping_options[] = {
	{ .name = "shipping_amount", .kind = FIELD_INTEGER },
	{ .name = "shipping_rate", .kind = FIELD_STRING,
	    .flags = FIELD_EXPANDABLE, .ref = "shipping_rate" },
};

static const struct field i_shipping_options[] = {
	{ .kind = FIELD_OBJECT, .children = f_shipping_options,
	    .children_count = nitems(f_shipping_options) },
};

static const char *const e_status_2[] = {
	"complete", "expired", "open",
};

static const char *const e_submit_type[] = {
	"auto", "book", "donate", "pay",
};

static const char *const e_required[] = {
	"if_supported", "never",
};

static const struct field f_tax_id_collection[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "required", .kind = FIELD_ENUM, .values = e_required,
	    .values_count = nitems(e_required) },
};

static const struct field f_discounts[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "discount", .kind = FIELD_OBJECT, .ref = "discount" },
};

static const struct field i_discounts[] = {
	{ .kind = FIELD_OBJECT, .children = f_discounts,
	    .children_count = nitems(f_discounts) },
};

static const struct field f_breakdown[] = {
	{ .name = "discounts", .kind = FIELD_ARRAY, .element = i_discounts },
	{ .name = "taxes", .kind = FIELD_ARRAY, .element = i_taxes },
};

static const struct field f_total_details[] = {
	{ .name = "amount_discount", .kind = FIELD_INTEGER },
	{ .name = "amount_shipping", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "amount_tax", .kind = FIELD_INTEGER },
	{ .name = "breakdown", .kind = FIELD_OBJECT, .flags = FIELD_INCLUDABLE,
	    .children = f_breakdown, .children_count = nitems(f_breakdown) },
};

static const char *const e_ui_mode[] = {
	"embedded", "hosted",
};

static const struct field f_checkout_session[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "checkout.session" },
	{ .name = "after_expiration", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_after_expiration,
	    .children_count = nitems(f_after_expiration) },
	{ .name = "allow_promotion_codes", .kind = FIELD_BOOLEAN,
	    .flags = FIELD_NULLABLE },
	{ .name = "amount_subtotal", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "amount_total", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "automatic_tax", .kind = FIELD_OBJECT,
	    .children = f_automatic_tax,
	    .children_count = nitems(f_automatic_tax) },
	{ .name = "billing_address_collection", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_billing_address_collection,
	    .values_count = nitems(e_billing_address_collection) },
	{ .name = "cancel_url", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "client_reference_id", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "client_secret", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "consent", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_consent, .children_count = nitems(f_consent) },
	{ .name = "consent_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_consent_collection,
	    .children_count = nitems(f_consent_collection) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "currency_conversion", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_currency_conversion,
	    .children_count = nitems(f_currency_conversion) },
	{ .name = "custom_fields", .kind = FIELD_ARRAY,
	    .element = i_custom_fields },
	{ .name = "custom_text", .kind = FIELD_OBJECT,
	    .children = f_custom_text,
	    .children_count = nitems(f_custom_text) },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "customer_creation", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "customer_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_customer_details,
	    .children_count = nitems(f_customer_details) },
	{ .name = "customer_email", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "expires_at", .kind = FIELD_TIMESTAMP },
	{ .name = "invoice", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "invoice" },
	{ .name = "invoice_creation", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_invoice_creation,
	    .children_count = nitems(f_invoice_creation) },
	{ .name = "line_items", .kind = FIELD_LIST, .flags = FIELD_INCLUDABLE,
	    .element = i_item },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "locale", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_checkout_locale,
	    .values_count = nitems(e_checkout_locale) },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "mode", .kind = FIELD_ENUM, .values = e_mode,
	    .values_count = nitems(e_mode) },
	{ .name = "payment_intent", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_intent" },
	{ .name = "payment_link", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "payment_link" },
	{ .name = "payment_method_collection", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "payment_method_configuration_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE,
	    .children = f_payment_method_configuration_details,
	    .children_count = nitems(f_payment_method_configuration_details) },
	{ .name = "payment_method_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_payment_method_options,
	    .children_count = nitems(f_payment_method_options) },
	{ .name = "payment_method_types", .kind = FIELD_ARRAY,
	    .element = i_string },
	{ .name = "payment_status", .kind = FIELD_ENUM,
	    .values = e_payment_status,
	    .values_count = nitems(e_payment_status) },
	{ .name = "phone_number_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_phone_number_collection,
	    .children_count = nitems(f_phone_number_collection) },
	{ .name = "recovered_from", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "redirect_on_completion", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_redirect_on_completion,
	    .values_count = nitems(e_redirect_on_completion) },
	{ .name = "return_url", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "saved_payment_method_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_saved_payment_method_options,
	    .children_count = nitems(f_saved_payment_method_options) },
	{ .name = "setup_intent", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "setup_intent" },
	{ .name = "shipping_address_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_shipping_address_collection,
	    .children_count = nitems(f_shipping_address_collection) },
	{ .name = "shipping_cost", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_shipping_cost,
	    .children_count = nitems(f_shipping_cost) },
	{ .name = "shipping_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_shipping_details,
	    .children_count = nitems(f_shipping_details) },
	{ .name = "shipping_options", .kind = FIELD_ARRAY,
	    .element = i_shipping_options },
	{ .name = "status", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_status_2, .values_count = nitems(e_status_2) },
	{ .name = "submit_type", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_submit_type, .values_count = nitems(e_submit_type) },
	{ .name = "subscription", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "subscription" },
	{ .name = "success_url", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "tax_id_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_tax_id_collection,
	    .children_count = nitems(f_tax_id_collection) },
	{ .name = "total_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_total_details,
	    .children_count = nitems(f_total_details) },
	{ .name = "ui_mode", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_ui_mode, .values_count = nitems(e_ui_mode) },
	{ .name = "url", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_payment_method_save_usage[] = {
	"off_session", "on_session",
};

static const struct field f_features[] = {
	{ .name = "payment_method_allow_redisplay_filters", .kind = FIELD_ARRAY,
	    .element = i_allow_redisplay_filters },
	{ .name = "payment_method_redisplay", .kind = FIELD_ENUM,
	    .values = e_payment_method_remove,
	    .values_count = nitems(e_payment_method_remove) },
	{ .name = "payment_method_redisplay_limit", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_remove", .kind = FIELD_ENUM,
	    .values = e_payment_method_remove,
	    .values_count = nitems(e_payment_method_remove) },
	{ .name = "payment_method_save", .kind = FIELD_ENUM,
	    .values = e_payment_method_remove,
	    .values_count = nitems(e_payment_method_remove) },
	{ .name = "payment_method_save_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_method_save_usage,
	    .values_count = nitems(e_payment_method_save_usage) },
};

static const struct field f_payment_element[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "features", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_features, .children_count = nitems(f_features) },
};

static const struct field f_components[] = {
	{ .name = "buy_button", .kind = FIELD_OBJECT,
	    .children = f_phone_number_collection,
	    .children_count = nitems(f_phone_number_collection) },
	{ .name = "payment_element", .kind = FIELD_OBJECT,
	    .children = f_payment_element,
	    .children_count = nitems(f_payment_element) },
	{ .name = "pricing_table", .kind = FIELD_OBJECT,
	    .children = f_phone_number_collection,
	    .children_count = nitems(f_phone_number_collection) },
};

static const struct field f_customer_session[] = {
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "customer_session" },
	{ .name = "client_secret", .kind = FIELD_STRING },
	{ .name = "components", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_components, .children_count = nitems(f_components) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING, .flags = FIELD_EXPANDABLE,
	    .ref = "customer" },
	{ .name = "expires_at", .kind = FIELD_TIMESTAMP },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
};

static const struct field f_item[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "item" },
	{ .name = "amount_discount", .kind = FIELD_INTEGER },
	{ .name = "amount_subtotal", .kind = FIELD_INTEGER },
	{ .name = "amount_tax", .kind = FIELD_INTEGER },
	{ .name = "amount_total", .kind = FIELD_INTEGER },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "discounts", .kind = FIELD_ARRAY, .flags = FIELD_INCLUDABLE,
	    .element = i_discounts },
	{ .name = "price", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "price" },
	{ .name = "quantity", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "taxes", .kind = FIELD_ARRAY, .flags = FIELD_INCLUDABLE,
	    .element = i_taxes },
};

static const char *const e_billing_scheme[] = {
	"per_unit", "tiered",
};

static const struct field f_custom_unit_amount[] = {
	{ .name = "maximum", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "minimum", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "preset", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
};

static const char *const e_tax_behavior[] = {
	"exclusive", "inclusive", "unspecified",
};

static const struct field f_tiers[] = {
	{ .name = "flat_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "flat_amount_decimal", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "unit_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "unit_amount_decimal", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "up_to", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
};

static const struct field i_tiers[] = {
	{ .kind = FIELD_OBJECT, .children = f_tiers,
	    .children_count = nitems(f_tiers) },
};

static const struct field f_currency_options[] = {
	{ .name = "custom_unit_amount", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_custom_unit_amount,
	    .children_count = nitems(f_custom_unit_amount) },
	{ .name = "tax_behavior", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tax_behavior, .values_count = nitems(e_tax_behavior) },
	{ .name = "tiers", .kind = FIELD_ARRAY, .flags = FIELD_OPTIONAL,
	    .element = i_tiers },
	{ .name = "unit_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "unit_amount_decimal", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field i_currency_options[] = {
	{ .kind = FIELD_OBJECT, .children = f_currency_options,
	    .children_count = nitems(f_currency_options) },
};

static const char *const e_aggregate_usage[] = {
	"last_during_period", "last_ever", "max", "sum",
};

static const char *const e_interval[] = {
	"day", "month", "week", "year",
};

static const char *const e_usage_type[] = {
	"licensed", "metered",
};

static const struct field f_recurring[] = {
	{ .name = "aggregate_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_aggregate_usage,
	    .values_count = nitems(e_aggregate_usage) },
	{ .name = "interval", .kind = FIELD_ENUM, .values = e_interval,
	    .values_count = nitems(e_interval) },
	{ .name = "interval_count", .kind = FIELD_INTEGER },
	{ .name = "meter", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "trial_period_days", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "usage_type", .kind = FIELD_ENUM, .values = e_usage_type,
	    .values_count = nitems(e_usage_type) },
};

static const char *const e_tiers_mode[] = {
	"graduated", "volume",
};

static const char *const e_round[] = {
	"down", "up",
};

static const struct field f_transform_quantity[] = {
	{ .name = "divide_by", .kind = FIELD_INTEGER },
	{ .name = "round", .kind = FIELD_ENUM, .values = e_round,
	    .values_count = nitems(e_round) },
};

static const char *const e_type_5[] = {
	"one_time", "recurring",
};

static const struct field f_price[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "price" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "billing_scheme", .kind = FIELD_ENUM,
	    .values = e_billing_scheme,
	    .values_count = nitems(e_billing_scheme) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "currency_options", .kind = FIELD_MAP,
	    .flags = FIELD_INCLUDABLE, .element = i_currency_options },
	{ .name = "custom_unit_amount", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_custom_unit_amount,
	    .children_count = nitems(f_custom_unit_amount) },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "lookup_key", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "nickname", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "product", .kind = FIELD_STRING, .flags = FIELD_EXPANDABLE,
	    .ref = "product" },
	{ .name = "recurring", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_recurring, .children_count = nitems(f_recurring) },
	{ .name = "tax_behavior", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tax_behavior, .values_count = nitems(e_tax_behavior) },
	{ .name = "tiers", .kind = FIELD_ARRAY, .flags = FIELD_INCLUDABLE,
	    .element = i_tiers },
	{ .name = "tiers_mode", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tiers_mode, .values_count = nitems(e_tiers_mode) },
	{ .name = "transform_quantity", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_transform_quantity,
	    .children_count = nitems(f_transform_quantity) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_5,
	    .values_count = nitems(e_type_5) },
	{ .name = "unit_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "unit_amount_decimal", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_marketing_features[] = {
	{ .name = "name", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
};

static const struct field i_marketing_features[] = {
	{ .kind = FIELD_OBJECT, .children = f_marketing_features,
	    .children_count = nitems(f_marketing_features) },
};

static const struct field f_package_dimensions[] = {
	{ .name = "height", .kind = FIELD_NUMBER },
	{ .name = "length", .kind = FIELD_NUMBER },
	{ .name = "weight", .kind = FIELD_NUMBER },
	{ .name = "width", .kind = FIELD_NUMBER },
};

static const char *const e_type_6[] = {
	"good", "service",
};

static const struct field f_product[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "product" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "default_price", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL | FIELD_EXPANDABLE,
	    .ref = "price" },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "images", .kind = FIELD_ARRAY, .element = i_string },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "marketing_features", .kind = FIELD_ARRAY,
	    .element = i_marketing_features },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "name", .kind = FIELD_STRING },
	{ .name = "package_dimensions", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_package_dimensions,
	    .children_count = nitems(f_package_dimensions) },
	{ .name = "shippable", .kind = FIELD_BOOLEAN, .flags = FIELD_NULLABLE },
	{ .name = "statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "tax_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "tax_code" },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_6,
	    .values_count = nitems(e_type_6) },
	{ .name = "unit_label", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "updated", .kind = FIELD_TIMESTAMP },
	{ .name = "url", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field i_integer[] = {
	{ .kind = FIELD_INTEGER },
};

static const struct field f_rendering_options_2[] = {
	{ .name = "amount_tax_display", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "template", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_invoice_settings[] = {
	{ .name = "custom_fields", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_custom_fields_2 },
	{ .name = "default_payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_method" },
	{ .name = "footer", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "rendering_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_rendering_options_2,
	    .children_count = nitems(f_rendering_options_2) },
};

static const struct field i_object[] = {
	{ .kind = FIELD_OBJECT },
};

static const struct field i_subscription[] = {
	{ .kind = FIELD_OBJECT, .ref = "subscription" },
};

static const char *const e_automatic_tax[] = {
	"failed", "not_collecting", "supported", "unrecognized_location",
};

static const char *const e_source[] = {
	"billing_address", "ip_address", "payment_method",
	"shipping_destination",
};

static const struct field f_location[] = {
	{ .name = "country", .kind = FIELD_STRING },
	{ .name = "source", .kind = FIELD_ENUM, .values = e_source,
	    .values_count = nitems(e_source) },
	{ .name = "state", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_tax[] = {
	{ .name = "automatic_tax", .kind = FIELD_ENUM,
	    .values = e_automatic_tax,
	    .values_count = nitems(e_automatic_tax) },
	{ .name = "ip_address", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "location", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_location, .children_count = nitems(f_location) },
};

static const struct field i_tax_id_2[] = {
	{ .kind = FIELD_OBJECT, .ref = "tax_id" },
};

static const struct field f_customer[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "customer" },
	{ .name = "address", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .children = f_address,
	    .children_count = nitems(f_address) },
	{ .name = "balance", .kind = FIELD_INTEGER },
	{ .name = "cash_balance", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE | FIELD_INCLUDABLE, .ref = "cash_balance" },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "default_source", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "delinquent", .kind = FIELD_BOOLEAN,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "discount", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .ref = "discount" },
	{ .name = "email", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "invoice_credit_balance", .kind = FIELD_MAP,
	    .flags = FIELD_INCLUDABLE, .element = i_integer },
	{ .name = "invoice_prefix", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "invoice_settings", .kind = FIELD_OBJECT,
	    .children = f_invoice_settings,
	    .children_count = nitems(f_invoice_settings) },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "name", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "next_invoice_sequence", .kind = FIELD_INTEGER,
	    .flags = FIELD_OPTIONAL },
	{ .name = "phone", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "preferred_locales", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .element = i_string },
	{ .name = "shipping", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_shipping_details,
	    .children_count = nitems(f_shipping_details) },
	{ .name = "sources", .kind = FIELD_LIST, .flags = FIELD_INCLUDABLE,
	    .element = i_object },
	{ .name = "subscriptions", .kind = FIELD_LIST,
	    .flags = FIELD_INCLUDABLE, .element = i_subscription },
	{ .name = "tax", .kind = FIELD_OBJECT, .flags = FIELD_INCLUDABLE,
	    .children = f_tax, .children_count = nitems(f_tax) },
	{ .name = "tax_exempt", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .values = e_tax_exempt,
	    .values_count = nitems(e_tax_exempt) },
	{ .name = "tax_ids", .kind = FIELD_LIST, .flags = FIELD_INCLUDABLE,
	    .element = i_tax_id_2 },
	{ .name = "test_clock", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL | FIELD_EXPANDABLE,
	    .ref = "test_helpers.test_clock" },
};

static const struct field f_applies_to[] = {
	{ .name = "products", .kind = FIELD_ARRAY, .element = i_string },
};

static const struct field f_currency_options_2[] = {
	{ .name = "amount_off", .kind = FIELD_INTEGER },
};

static const struct field i_currency_options_2[] = {
	{ .kind = FIELD_OBJECT, .children = f_currency_options_2,
	    .children_count = nitems(f_currency_options_2) },
};

static const char *const e_duration[] = {
	"forever", "once", "repeating",
};

static const struct field f_coupon[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "coupon" },
	{ .name = "amount_off", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "applies_to", .kind = FIELD_OBJECT, .flags = FIELD_INCLUDABLE,
	    .children = f_applies_to, .children_count = nitems(f_applies_to) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "currency_options", .kind = FIELD_MAP,
	    .flags = FIELD_INCLUDABLE, .element = i_currency_options_2 },
	{ .name = "duration", .kind = FIELD_ENUM, .values = e_duration,
	    .values_count = nitems(e_duration) },
	{ .name = "duration_in_months", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "max_redemptions", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "name", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "percent_off", .kind = FIELD_NUMBER,
	    .flags = FIELD_NULLABLE },
	{ .name = "redeem_by", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "times_redeemed", .kind = FIELD_INTEGER },
	{ .name = "valid", .kind = FIELD_BOOLEAN },
};

static const struct field f_currency_options_3[] = {
	{ .name = "minimum_amount", .kind = FIELD_INTEGER },
};

static const struct field i_currency_options_3[] = {
	{ .kind = FIELD_OBJECT, .children = f_currency_options_3,
	    .children_count = nitems(f_currency_options_3) },
};

static const struct field f_restrictions[] = {
	{ .name = "currency_options", .kind = FIELD_MAP,
	    .flags = FIELD_INCLUDABLE, .element = i_currency_options_3 },
	{ .name = "first_time_transaction", .kind = FIELD_BOOLEAN },
	{ .name = "minimum_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "minimum_amount_currency", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_promotion_code[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "promotion_code" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "code", .kind = FIELD_STRING },
	{ .name = "coupon", .kind = FIELD_OBJECT, .ref = "coupon" },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "expires_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "max_redemptions", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "restrictions", .kind = FIELD_OBJECT,
	    .children = f_restrictions,
	    .children_count = nitems(f_restrictions) },
	{ .name = "times_redeemed", .kind = FIELD_INTEGER },
};

static const struct field f_discount[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "discount" },
	{ .name = "checkout_session", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "coupon", .kind = FIELD_OBJECT, .ref = "coupon" },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "end", .kind = FIELD_TIMESTAMP, .flags = FIELD_NULLABLE },
	{ .name = "invoice", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "invoice_item", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "promotion_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "promotion_code" },
	{ .name = "start", .kind = FIELD_TIMESTAMP },
	{ .name = "subscription", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "subscription_item", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const char *const e_unit[] = {
	"business_day", "day", "hour", "month", "week",
};

static const struct field f_maximum[] = {
	{ .name = "unit", .kind = FIELD_ENUM, .values = e_unit,
	    .values_count = nitems(e_unit) },
	{ .name = "value", .kind = FIELD_INTEGER },
};

static const struct field f_delivery_estimate[] = {
	{ .name = "maximum", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_maximum, .children_count = nitems(f_maximum) },
	{ .name = "minimum", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_maximum, .children_count = nitems(f_maximum) },
};

static const struct field f_currency_options_4[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "tax_behavior", .kind = FIELD_ENUM, .values = e_tax_behavior,
	    .values_count = nitems(e_tax_behavior) },
};

static const struct field i_currency_options_4[] = {
	{ .kind = FIELD_OBJECT, .children = f_currency_options_4,
	    .children_count = nitems(f_currency_options_4) },
};

static const struct field f_fixed_amount[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "currency_options", .kind = FIELD_MAP,
	    .flags = FIELD_INCLUDABLE, .element = i_currency_options_4 },
};

static const char *const e_type_7[] = {
	"fixed_amount",
};

static const struct field f_shipping_rate[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "shipping_rate" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "delivery_estimate", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_delivery_estimate,
	    .children_count = nitems(f_delivery_estimate) },
	{ .name = "display_name", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "fixed_amount", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_fixed_amount,
	    .children_count = nitems(f_fixed_amount) },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "tax_behavior", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tax_behavior, .values_count = nitems(e_tax_behavior) },
	{ .name = "tax_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "tax_code" },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_7,
	    .values_count = nitems(e_type_7) },
};

static const char *const e_jurisdiction_level[] = {
	"city", "country", "county", "district", "multiple", "state",
};

static const char *const e_tax_rate_tax_type[] = {
	"amusement_tax", "communications_tax", "gst", "hst", "igst", "jct",
	"lease_tax", "pst", "qst", "rst", "sales_tax", "vat",
};

static const struct field f_tax_rate[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "tax_rate" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "country", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "display_name", .kind = FIELD_STRING },
	{ .name = "effective_percentage", .kind = FIELD_NUMBER,
	    .flags = FIELD_NULLABLE },
	{ .name = "inclusive", .kind = FIELD_BOOLEAN },
	{ .name = "jurisdiction", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "jurisdiction_level", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_jurisdiction_level,
	    .values_count = nitems(e_jurisdiction_level) },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "percentage", .kind = FIELD_NUMBER },
	{ .name = "state", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "tax_type", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tax_rate_tax_type,
	    .values_count = nitems(e_tax_rate_tax_type) },
};

static const char *const e_cancellation_reason[] = {
	"abandoned", "automatic", "duplicate", "failed_invoice", "fraudulent",
	"requested_by_customer", "void_invoice",
};

static const char *const e_capture_method_2[] = {
	"automatic", "automatic_async", "manual",
};

static const char *const e_confirmation_method[] = {
	"automatic", "manual",
};

static const char *const e_status_3[] = {
	"canceled", "processing", "requires_action", "requires_capture",
	"requires_confirmation", "requires_payment_method", "succeeded",
};

static const struct field f_payment_intent[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "payment_intent" },
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "amount_capturable", .kind = FIELD_INTEGER },
	{ .name = "amount_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL },
	{ .name = "amount_received", .kind = FIELD_INTEGER },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "application_fee_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "automatic_payment_methods", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "canceled_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "cancellation_reason", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_cancellation_reason,
	    .values_count = nitems(e_cancellation_reason) },
	{ .name = "capture_method", .kind = FIELD_ENUM,
	    .values = e_capture_method_2,
	    .values_count = nitems(e_capture_method_2) },
	{ .name = "client_secret", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "confirmation_method", .kind = FIELD_ENUM,
	    .values = e_confirmation_method,
	    .values_count = nitems(e_confirmation_method) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "invoice", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "invoice" },
	{ .name = "last_payment_error", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "latest_charge", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "charge" },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "next_action", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_method" },
	{ .name = "payment_method_configuration_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_types", .kind = FIELD_ARRAY,
	    .element = i_string },
	{ .name = "processing", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
	{ .name = "receipt_email", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "review", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "review" },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_method_save_usage,
	    .values_count = nitems(e_payment_method_save_usage) },
	{ .name = "shipping", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
	{ .name = "source", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "statement_descriptor_suffix", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "status", .kind = FIELD_ENUM, .values = e_status_3,
	    .values_count = nitems(e_status_3) },
	{ .name = "transfer_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "transfer_group", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const char *const e_cancellation_reason_2[] = {
	"abandoned", "duplicate", "requested_by_customer",
};

static const char *const e_flow_directions[] = {
	"inbound", "outbound",
};

static const struct field i_flow_directions[] = {
	{ .kind = FIELD_ENUM, .values = e_flow_directions,
	    .values_count = nitems(e_flow_directions) },
};

static const char *const e_status_4[] = {
	"canceled", "processing", "requires_action", "requires_confirmation",
	"requires_payment_method", "succeeded",
};

static const struct field f_setup_intent[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "setup_intent" },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "attach_to_self", .kind = FIELD_BOOLEAN,
	    .flags = FIELD_OPTIONAL },
	{ .name = "automatic_payment_methods", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "cancellation_reason", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_cancellation_reason_2,
	    .values_count = nitems(e_cancellation_reason_2) },
	{ .name = "client_secret", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "flow_directions", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_flow_directions },
	{ .name = "last_setup_error", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "latest_attempt", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "setup_attempt" },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "mandate", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "mandate" },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "next_action", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_method" },
	{ .name = "payment_method_configuration_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_types", .kind = FIELD_ARRAY,
	    .element = i_string },
	{ .name = "single_use_mandate", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "mandate" },
	{ .name = "status", .kind = FIELD_ENUM, .values = e_status_4,
	    .values_count = nitems(e_status_4) },
	{ .name = "usage", .kind = FIELD_STRING },
};

static const char *const e_collection_method[] = {
	"charge_automatically", "send_invoice",
};

static const struct field i_tax_rate[] = {
	{ .kind = FIELD_OBJECT, .ref = "tax_rate" },
};

static const struct field i_discount[] = {
	{ .kind = FIELD_STRING, .flags = FIELD_EXPANDABLE, .ref = "discount" },
};

static const struct field i_subscription_item[] = {
	{ .kind = FIELD_OBJECT, .ref = "subscription_item" },
};

static const char *const e_status_5[] = {
	"active", "canceled", "incomplete", "incomplete_expired", "past_due",
	"paused", "trialing", "unpaid",
};

static const struct field f_subscription[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "subscription" },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "application_fee_percent", .kind = FIELD_NUMBER,
	    .flags = FIELD_NULLABLE },
	{ .name = "automatic_tax", .kind = FIELD_OBJECT },
	{ .name = "billing_cycle_anchor", .kind = FIELD_TIMESTAMP },
	{ .name = "billing_cycle_anchor_config", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "billing_thresholds", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "cancel_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "cancel_at_period_end", .kind = FIELD_BOOLEAN },
	{ .name = "canceled_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "cancellation_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "collection_method", .kind = FIELD_ENUM,
	    .values = e_collection_method,
	    .values_count = nitems(e_collection_method) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "current_period_end", .kind = FIELD_TIMESTAMP },
	{ .name = "current_period_start", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING, .flags = FIELD_EXPANDABLE,
	    .ref = "customer" },
	{ .name = "days_until_due", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "default_payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_method" },
	{ .name = "default_source", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "default_tax_rates", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .element = i_tax_rate },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "discount", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "discount" },
	{ .name = "discounts", .kind = FIELD_ARRAY, .element = i_discount },
	{ .name = "ended_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "invoice_settings", .kind = FIELD_OBJECT },
	{ .name = "items", .kind = FIELD_LIST, .element = i_subscription_item },
	{ .name = "latest_invoice", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "invoice" },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "next_pending_invoice_item_invoice", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "pause_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_settings", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "pending_invoice_item_interval", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "pending_setup_intent", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "setup_intent" },
	{ .name = "pending_update", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "schedule", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "subscription_schedule" },
	{ .name = "start_date", .kind = FIELD_TIMESTAMP },
	{ .name = "status", .kind = FIELD_ENUM, .values = e_status_5,
	    .values_count = nitems(e_status_5) },
	{ .name = "test_clock", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "test_helpers.test_clock" },
	{ .name = "transfer_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "trial_end", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "trial_settings", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "trial_start", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_subscription_item[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "subscription_item" },
	{ .name = "billing_thresholds", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "discounts", .kind = FIELD_ARRAY, .element = i_discount },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "plan", .kind = FIELD_OBJECT, .ref = "plan" },
	{ .name = "price", .kind = FIELD_OBJECT, .ref = "price" },
	{ .name = "quantity", .kind = FIELD_INTEGER, .flags = FIELD_OPTIONAL },
	{ .name = "subscription", .kind = FIELD_STRING },
	{ .name = "tax_rates", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_tax_rate },
};

static const char *const e_billing_reason[] = {
	"automatic_pending_invoice_item_invoice", "manual", "quote_accept",
	"subscription", "subscription_create", "subscription_cycle",
	"subscription_threshold", "subscription_update", "upcoming",
};

static const struct field i_line_item[] = {
	{ .kind = FIELD_OBJECT, .ref = "line_item" },
};

static const char *const e_status_6[] = {
	"draft", "open", "paid", "uncollectible", "void",
};

static const struct field f_invoice[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "invoice" },
	{ .name = "account_country", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "account_name", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "account_tax_ids", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_tax_id },
	{ .name = "amount_due", .kind = FIELD_INTEGER },
	{ .name = "amount_paid", .kind = FIELD_INTEGER },
	{ .name = "amount_remaining", .kind = FIELD_INTEGER },
	{ .name = "amount_shipping", .kind = FIELD_INTEGER },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "application_fee_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "attempt_count", .kind = FIELD_INTEGER },
	{ .name = "attempted", .kind = FIELD_BOOLEAN },
	{ .name = "auto_advance", .kind = FIELD_BOOLEAN,
	    .flags = FIELD_OPTIONAL },
	{ .name = "automatic_tax", .kind = FIELD_OBJECT },
	{ .name = "automatically_finalizes_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "billing_reason", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_billing_reason,
	    .values_count = nitems(e_billing_reason) },
	{ .name = "charge", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "charge" },
	{ .name = "collection_method", .kind = FIELD_ENUM,
	    .values = e_collection_method,
	    .values_count = nitems(e_collection_method) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "custom_fields", .kind = FIELD_ARRAY, .flags = FIELD_NULLABLE,
	    .element = i_object },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "customer_address", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "customer_email", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "customer_name", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "customer_phone", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "customer_shipping", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "customer_tax_exempt", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_tax_exempt,
	    .values_count = nitems(e_tax_exempt) },
	{ .name = "customer_tax_ids", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL, .element = i_object },
	{ .name = "default_payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_method" },
	{ .name = "default_source", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "default_tax_rates", .kind = FIELD_ARRAY,
	    .element = i_tax_rate },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "discount", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "discount" },
	{ .name = "discounts", .kind = FIELD_ARRAY, .element = i_discount },
	{ .name = "due_date", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "effective_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "ending_balance", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "footer", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "from_invoice", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "hosted_invoice_url", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "invoice_pdf", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "issuer", .kind = FIELD_OBJECT },
	{ .name = "last_finalization_error", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "latest_revision", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "invoice" },
	{ .name = "lines", .kind = FIELD_LIST, .element = i_line_item },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "next_payment_attempt", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
	{ .name = "number", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "paid", .kind = FIELD_BOOLEAN },
	{ .name = "paid_out_of_band", .kind = FIELD_BOOLEAN },
	{ .name = "payment_intent", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_intent" },
	{ .name = "payment_settings", .kind = FIELD_OBJECT },
	{ .name = "period_end", .kind = FIELD_TIMESTAMP },
	{ .name = "period_start", .kind = FIELD_TIMESTAMP },
	{ .name = "post_payment_credit_notes_amount", .kind = FIELD_INTEGER },
	{ .name = "pre_payment_credit_notes_amount", .kind = FIELD_INTEGER },
	{ .name = "quote", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "quote" },
	{ .name = "receipt_number", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "rendering", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
	{ .name = "shipping_cost", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "shipping_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "starting_balance", .kind = FIELD_INTEGER },
	{ .name = "statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "status", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_status_6, .values_count = nitems(e_status_6) },
	{ .name = "status_transitions", .kind = FIELD_OBJECT },
	{ .name = "subscription", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "subscription" },
	{ .name = "subscription_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "subscription_proration_date", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_OPTIONAL },
	{ .name = "subtotal", .kind = FIELD_INTEGER },
	{ .name = "subtotal_excluding_tax", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "tax", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "test_clock", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "test_helpers.test_clock" },
	{ .name = "threshold_reason", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL },
	{ .name = "total", .kind = FIELD_INTEGER },
	{ .name = "total_discount_amounts", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_object },
	{ .name = "total_excluding_tax", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "total_tax_amounts", .kind = FIELD_ARRAY,
	    .element = i_object },
	{ .name = "transfer_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "webhooks_delivered_at", .kind = FIELD_TIMESTAMP,
	    .flags = FIELD_NULLABLE },
};

static const struct field i_refund[] = {
	{ .kind = FIELD_OBJECT, .ref = "refund" },
};

static const char *const e_status_7[] = {
	"failed", "pending", "succeeded",
};

static const struct field f_charge[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "charge" },
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "amount_captured", .kind = FIELD_INTEGER },
	{ .name = "amount_refunded", .kind = FIELD_INTEGER },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "application_fee", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "application_fee" },
	{ .name = "application_fee_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "authorization_code", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "balance_transaction", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "balance_transaction" },
	{ .name = "billing_details", .kind = FIELD_OBJECT },
	{ .name = "calculated_statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "captured", .kind = FIELD_BOOLEAN },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "disputed", .kind = FIELD_BOOLEAN },
	{ .name = "failure_balance_transaction", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "balance_transaction" },
	{ .name = "failure_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "failure_message", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "fraud_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "invoice", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "invoice" },
	{ .name = "level3", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "outcome", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
	{ .name = "paid", .kind = FIELD_BOOLEAN },
	{ .name = "payment_intent", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE,
	    .ref = "payment_intent" },
	{ .name = "payment_method", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "payment_method_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "radar_options", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL },
	{ .name = "receipt_email", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "receipt_number", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "receipt_url", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "refunded", .kind = FIELD_BOOLEAN },
	{ .name = "refunds", .kind = FIELD_LIST,
	    .flags = FIELD_NULLABLE | FIELD_INCLUDABLE, .element = i_refund },
	{ .name = "review", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "review" },
	{ .name = "shipping", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
	{ .name = "source", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "account" },
	{ .name = "source_transfer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "transfer" },
	{ .name = "statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "statement_descriptor_suffix", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "status", .kind = FIELD_ENUM, .values = e_status_7,
	    .values_count = nitems(e_status_7) },
	{ .name = "transfer", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL | FIELD_EXPANDABLE, .ref = "transfer" },
	{ .name = "transfer_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "transfer_group", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_data[] = {
	{ .name = "object", .kind = FIELD_OBJECT },
	{ .name = "previous_attributes", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL },
};

static const struct field f_request[] = {
	{ .name = "id", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "idempotency_key", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const char *const e_event_type[] = {
	"account.application.authorized", "account.application.deauthorized",
	"account.external_account.created", "account.external_account.deleted",
	"account.external_account.updated", "account.updated",
	"application_fee.created", "application_fee.refund.updated",
	"application_fee.refunded", "balance.available",
	"billing.alert.triggered", "billing_portal.configuration.created",
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

static const struct field f_event[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "event" },
	{ .name = "account", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "api_version", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "data", .kind = FIELD_OBJECT, .children = f_data,
	    .children_count = nitems(f_data) },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "pending_webhooks", .kind = FIELD_INTEGER },
	{ .name = "request", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_request, .children_count = nitems(f_request) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_event_type,
	    .values_count = nitems(e_event_type) },
};

static const struct field f_webhook_endpoint[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "webhook_endpoint" },
	{ .name = "api_version", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "enabled_events", .kind = FIELD_ARRAY, .element = i_string },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "secret", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "status", .kind = FIELD_STRING },
	{ .name = "url", .kind = FIELD_STRING },
};

static const struct field f_hosted_confirmation[] = {
	{ .name = "custom_message", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_redirect[] = {
	{ .name = "url", .kind = FIELD_STRING },
};

static const char *const e_type_8[] = {
	"hosted_confirmation", "redirect",
};

static const struct field f_after_completion[] = {
	{ .name = "hosted_confirmation", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .children = f_hosted_confirmation,
	    .children_count = nitems(f_hosted_confirmation) },
	{ .name = "redirect", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_redirect, .children_count = nitems(f_redirect) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_8,
	    .values_count = nitems(e_type_8) },
};

static const struct field f_automatic_tax_2[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "liability", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_liability, .children_count = nitems(f_liability) },
};

static const struct field f_dropdown_2[] = {
	{ .name = "options", .kind = FIELD_ARRAY, .element = i_options },
};

static const struct field f_numeric_2[] = {
	{ .name = "maximum_length", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "minimum_length", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_custom_fields_3[] = {
	{ .name = "dropdown", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_dropdown_2, .children_count = nitems(f_dropdown_2) },
	{ .name = "key", .kind = FIELD_STRING },
	{ .name = "label", .kind = FIELD_OBJECT, .children = f_label,
	    .children_count = nitems(f_label) },
	{ .name = "numeric", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_numeric_2, .children_count = nitems(f_numeric_2) },
	{ .name = "optional", .kind = FIELD_BOOLEAN },
	{ .name = "text", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_numeric_2, .children_count = nitems(f_numeric_2) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_3,
	    .values_count = nitems(e_type_3) },
};

static const struct field i_custom_fields_3[] = {
	{ .kind = FIELD_OBJECT, .children = f_custom_fields_3,
	    .children_count = nitems(f_custom_fields_3) },
};

static const struct field f_invoice_creation_2[] = {
	{ .name = "enabled", .kind = FIELD_BOOLEAN },
	{ .name = "invoice_data", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_invoice_data,
	    .children_count = nitems(f_invoice_data) },
};

static const struct field f_payment_intent_data[] = {
	{ .name = "capture_method", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_capture_method_2,
	    .values_count = nitems(e_capture_method_2) },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "setup_future_usage", .kind = FIELD_ENUM,
	    .flags = FIELD_NULLABLE, .values = e_payment_method_save_usage,
	    .values_count = nitems(e_payment_method_save_usage) },
	{ .name = "statement_descriptor", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "statement_descriptor_suffix", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "transfer_group", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const char *const e_payment_link_payment_method_type[] = {
	"affirm", "afterpay_clearpay", "alipay", "au_becs_debit", "bacs_debit",
	"bancontact", "blik", "boleto", "card", "cashapp", "eps", "fpx",
	"giropay", "grabpay", "ideal", "klarna", "konbini", "link", "mobilepay",
	"multibanco", "oxxo", "p24", "paynow", "paypal", "pix", "promptpay",
	"sepa_debit", "sofort", "swish", "twint", "us_bank_account",
	"wechat_pay", "zip",
};

static const struct field i_payment_method_types[] = {
	{ .kind = FIELD_ENUM, .values = e_payment_link_payment_method_type,
	    .values_count = nitems(e_payment_link_payment_method_type) },
};

static const struct field f_completed_sessions[] = {
	{ .name = "count", .kind = FIELD_INTEGER },
	{ .name = "limit", .kind = FIELD_INTEGER },
};

static const struct field f_restrictions_2[] = {
	{ .name = "completed_sessions", .kind = FIELD_OBJECT,
	    .children = f_completed_sessions,
	    .children_count = nitems(f_completed_sessions) },
};

static const struct field f_invoice_settings_2[] = {
	{ .name = "issuer", .kind = FIELD_OBJECT, .children = f_liability,
	    .children_count = nitems(f_liability) },
};

static const char *const e_missing_payment_method[] = {
	"cancel", "create_invoice", "pause",
};

static const struct field f_end_behavior[] = {
	{ .name = "missing_payment_method", .kind = FIELD_ENUM,
	    .values = e_missing_payment_method,
	    .values_count = nitems(e_missing_payment_method) },
};

static const struct field f_trial_settings[] = {
	{ .name = "end_behavior", .kind = FIELD_OBJECT,
	    .children = f_end_behavior,
	    .children_count = nitems(f_end_behavior) },
};

static const struct field f_subscription_data[] = {
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "invoice_settings", .kind = FIELD_OBJECT,
	    .children = f_invoice_settings_2,
	    .children_count = nitems(f_invoice_settings_2) },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "trial_period_days", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "trial_settings", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_trial_settings,
	    .children_count = nitems(f_trial_settings) },
};

static const struct field f_transfer_data[] = {
	{ .name = "amount", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "destination", .kind = FIELD_STRING,
	    .flags = FIELD_EXPANDABLE, .ref = "account" },
};

static const struct field f_payment_link[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "payment_link" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "after_completion", .kind = FIELD_OBJECT,
	    .children = f_after_completion,
	    .children_count = nitems(f_after_completion) },
	{ .name = "allow_promotion_codes", .kind = FIELD_BOOLEAN },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "application" },
	{ .name = "application_fee_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "application_fee_percent", .kind = FIELD_NUMBER,
	    .flags = FIELD_NULLABLE },
	{ .name = "automatic_tax", .kind = FIELD_OBJECT,
	    .children = f_automatic_tax_2,
	    .children_count = nitems(f_automatic_tax_2) },
	{ .name = "billing_address_collection", .kind = FIELD_ENUM,
	    .values = e_billing_address_collection,
	    .values_count = nitems(e_billing_address_collection) },
	{ .name = "consent_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_consent_collection,
	    .children_count = nitems(f_consent_collection) },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "custom_fields", .kind = FIELD_ARRAY,
	    .element = i_custom_fields_3 },
	{ .name = "custom_text", .kind = FIELD_OBJECT,
	    .children = f_custom_text,
	    .children_count = nitems(f_custom_text) },
	{ .name = "customer_creation", .kind = FIELD_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "inactive_message", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "invoice_creation", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_invoice_creation_2,
	    .children_count = nitems(f_invoice_creation_2) },
	{ .name = "line_items", .kind = FIELD_LIST, .flags = FIELD_INCLUDABLE,
	    .element = i_item },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "on_behalf_of", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "account" },
	{ .name = "payment_intent_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_payment_intent_data,
	    .children_count = nitems(f_payment_intent_data) },
	{ .name = "payment_method_collection", .kind = FIELD_ENUM,
	    .values = e_customer_creation,
	    .values_count = nitems(e_customer_creation) },
	{ .name = "payment_method_types", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_payment_method_types },
	{ .name = "phone_number_collection", .kind = FIELD_OBJECT,
	    .children = f_phone_number_collection,
	    .children_count = nitems(f_phone_number_collection) },
	{ .name = "restrictions", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_restrictions_2,
	    .children_count = nitems(f_restrictions_2) },
	{ .name = "shipping_address_collection", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_shipping_address_collection,
	    .children_count = nitems(f_shipping_address_collection) },
	{ .name = "shipping_options", .kind = FIELD_ARRAY,
	    .element = i_shipping_options },
	{ .name = "submit_type", .kind = FIELD_ENUM, .values = e_submit_type,
	    .values_count = nitems(e_submit_type) },
	{ .name = "subscription_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_subscription_data,
	    .children_count = nitems(f_subscription_data) },
	{ .name = "tax_id_collection", .kind = FIELD_OBJECT,
	    .children = f_tax_id_collection,
	    .children_count = nitems(f_tax_id_collection) },
	{ .name = "transfer_data", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_transfer_data,
	    .children_count = nitems(f_transfer_data) },
	{ .name = "url", .kind = FIELD_STRING },
};

static const struct field f_list[] = {
	{ .name = "object", .kind = FIELD_STRING, .constant = "list" },
	{ .name = "data", .kind = FIELD_ARRAY, .element = i_object },
	{ .name = "has_more", .kind = FIELD_BOOLEAN },
	{ .name = "url", .kind = FIELD_STRING },
};

static const struct field f_deleted[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING },
	{ .name = "deleted", .kind = FIELD_BOOLEAN, .constant = "true" },
};

static const char *const e_type_9[] = {
	"api_error", "card_error", "idempotency_error", "invalid_request_error",
};

static const struct field f_error[] = {
	{ .name = "charge", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "code", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "decline_code", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "doc_url", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "message", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "param", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "payment_intent", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .ref = "payment_intent" },
	{ .name = "payment_method", .kind = FIELD_OBJECT,
	    .flags = FIELD_OPTIONAL, .ref = "payment_method" },
	{ .name = "payment_method_type", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "request_log_url", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "setup_intent", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .ref = "setup_intent" },
	{ .name = "source", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .ref = "account" },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_9,
	    .values_count = nitems(e_type_9) },
};

static const struct field f_billing_details[] = {
	{ .name = "address", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_address, .children_count = nitems(f_address) },
	{ .name = "email", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "name", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "phone", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_checks[] = {
	{ .name = "address_line1_check", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "address_postal_code_check", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "cvc_check", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_networks[] = {
	{ .name = "available", .kind = FIELD_ARRAY, .element = i_string },
	{ .name = "preferred", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const struct field f_three_d_secure_usage[] = {
	{ .name = "supported", .kind = FIELD_BOOLEAN },
};

static const struct field f_card_2[] = {
	{ .name = "brand", .kind = FIELD_STRING },
	{ .name = "checks", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_checks, .children_count = nitems(f_checks) },
	{ .name = "country", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "display_brand", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "exp_month", .kind = FIELD_INTEGER },
	{ .name = "exp_year", .kind = FIELD_INTEGER },
	{ .name = "fingerprint", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "funding", .kind = FIELD_STRING },
	{ .name = "generated_from", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "last4", .kind = FIELD_STRING },
	{ .name = "networks", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_networks, .children_count = nitems(f_networks) },
	{ .name = "three_d_secure_usage", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_three_d_secure_usage,
	    .children_count = nitems(f_three_d_secure_usage) },
	{ .name = "wallet", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE },
};

static const struct field f_sepa_debit[] = {
	{ .name = "bank_code", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "branch_code", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "country", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "fingerprint", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "generated_from", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "last4", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
};

static const char *const e_type_10[] = {
	"card", "sepa_debit",
};

static const struct field f_payment_method[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING,
	    .constant = "payment_method" },
	{ .name = "allow_redisplay", .kind = FIELD_ENUM,
	    .flags = FIELD_OPTIONAL, .values = e_allow_redisplay_filters,
	    .values_count = nitems(e_allow_redisplay_filters) },
	{ .name = "billing_details", .kind = FIELD_OBJECT,
	    .children = f_billing_details,
	    .children_count = nitems(f_billing_details) },
	{ .name = "card", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_card_2, .children_count = nitems(f_card_2) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "sepa_debit", .kind = FIELD_OBJECT, .flags = FIELD_OPTIONAL,
	    .children = f_sepa_debit, .children_count = nitems(f_sepa_debit) },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_10,
	    .values_count = nitems(e_type_10) },
};

static const struct field f_plan[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "plan" },
	{ .name = "active", .kind = FIELD_BOOLEAN },
	{ .name = "aggregate_usage", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "amount", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "amount_decimal", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "billing_scheme", .kind = FIELD_ENUM,
	    .values = e_billing_scheme,
	    .values_count = nitems(e_billing_scheme) },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "interval", .kind = FIELD_ENUM, .values = e_interval,
	    .values_count = nitems(e_interval) },
	{ .name = "interval_count", .kind = FIELD_INTEGER },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .flags = FIELD_NULLABLE,
	    .element = i_string },
	{ .name = "meter", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "nickname", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "product", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "product" },
	{ .name = "tiers_mode", .kind = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .values = e_tiers_mode, .values_count = nitems(e_tiers_mode) },
	{ .name = "transform_usage", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
	{ .name = "trial_period_days", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "usage_type", .kind = FIELD_ENUM, .values = e_usage_type,
	    .values_count = nitems(e_usage_type) },
};

static const struct field f_discount_amounts[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "discount", .kind = FIELD_STRING },
};

static const struct field i_discount_amounts[] = {
	{ .kind = FIELD_OBJECT, .children = f_discount_amounts,
	    .children_count = nitems(f_discount_amounts) },
};

static const struct field f_period[] = {
	{ .name = "end", .kind = FIELD_TIMESTAMP },
	{ .name = "start", .kind = FIELD_TIMESTAMP },
};

static const struct field f_proration_details[] = {
	{ .name = "credited_items", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_tax_amounts[] = {
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "inclusive", .kind = FIELD_BOOLEAN },
	{ .name = "tax_rate", .kind = FIELD_STRING },
	{ .name = "taxability_reason", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "taxable_amount", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
};

static const struct field i_tax_amounts[] = {
	{ .kind = FIELD_OBJECT, .children = f_tax_amounts,
	    .children_count = nitems(f_tax_amounts) },
};

static const char *const e_type_11[] = {
	"invoiceitem", "subscription",
};

static const struct field f_line_item[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "line_item" },
	{ .name = "amount", .kind = FIELD_INTEGER },
	{ .name = "amount_excluding_tax", .kind = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	{ .name = "currency", .kind = FIELD_STRING },
	{ .name = "description", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "discount_amounts", .kind = FIELD_ARRAY,
	    .flags = FIELD_NULLABLE, .element = i_discount_amounts },
	{ .name = "discountable", .kind = FIELD_BOOLEAN },
	{ .name = "discounts", .kind = FIELD_ARRAY, .element = i_string },
	{ .name = "invoice", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "metadata", .kind = FIELD_MAP, .element = i_string },
	{ .name = "period", .kind = FIELD_OBJECT, .children = f_period,
	    .children_count = nitems(f_period) },
	{ .name = "plan", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "plan" },
	{ .name = "price", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .ref = "price" },
	{ .name = "proration", .kind = FIELD_BOOLEAN },
	{ .name = "proration_details", .kind = FIELD_OBJECT,
	    .flags = FIELD_NULLABLE, .children = f_proration_details,
	    .children_count = nitems(f_proration_details) },
	{ .name = "quantity", .kind = FIELD_INTEGER, .flags = FIELD_NULLABLE },
	{ .name = "subscription", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "subscription_item", .kind = FIELD_STRING,
	    .flags = FIELD_OPTIONAL },
	{ .name = "tax_amounts", .kind = FIELD_ARRAY,
	    .element = i_tax_amounts },
	{ .name = "tax_rates", .kind = FIELD_ARRAY, .element = i_tax_rate },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_11,
	    .values_count = nitems(e_type_11) },
	{ .name = "unit_amount_excluding_tax", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const char *const e_type_12[] = {
	"account", "application", "customer", "self",
};

static const struct field f_owner[] = {
	{ .name = "account", .kind = FIELD_STRING, .flags = FIELD_OPTIONAL },
	{ .name = "application", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_OPTIONAL | FIELD_EXPANDABLE,
	    .ref = "customer" },
	{ .name = "type", .kind = FIELD_ENUM, .values = e_type_12,
	    .values_count = nitems(e_type_12) },
};

static const char *const e_status_8[] = {
	"pending", "unavailable", "unverified", "verified",
};

static const struct field f_verification[] = {
	{ .name = "status", .kind = FIELD_ENUM, .values = e_status_8,
	    .values_count = nitems(e_status_8) },
	{ .name = "verified_address", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
	{ .name = "verified_name", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE },
};

static const struct field f_tax_id[] = {
	{ .name = "id", .kind = FIELD_STRING },
	{ .name = "object", .kind = FIELD_STRING, .constant = "tax_id" },
	{ .name = "country", .kind = FIELD_STRING, .flags = FIELD_NULLABLE },
	{ .name = "created", .kind = FIELD_TIMESTAMP },
	{ .name = "customer", .kind = FIELD_STRING,
	    .flags = FIELD_NULLABLE | FIELD_EXPANDABLE, .ref = "customer" },
	{ .name = "livemode", .kind = FIELD_BOOLEAN },
	{ .name = "owner", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_owner, .children_count = nitems(f_owner) },
	{ .name = "type", .kind = FIELD_ENUM,
	    .values = e_tax_id_type_or_unknown,
	    .values_count = nitems(e_tax_id_type_or_unknown) },
	{ .name = "value", .kind = FIELD_STRING },
	{ .name = "verification", .kind = FIELD_OBJECT, .flags = FIELD_NULLABLE,
	    .children = f_verification,
	    .children_count = nitems(f_verification) },
};

const struct object_type object_types[] = {
	{ "checkout.session", f_checkout_session, nitems(f_checkout_session) },
	{ "customer_session", f_customer_session, nitems(f_customer_session) },
	{ "item", f_item, nitems(f_item) },
	{ "price", f_price, nitems(f_price) },
	{ "product", f_product, nitems(f_product) },
	{ "customer", f_customer, nitems(f_customer) },
	{ "coupon", f_coupon, nitems(f_coupon) },
	{ "promotion_code", f_promotion_code, nitems(f_promotion_code) },
	{ "discount", f_discount, nitems(f_discount) },
	{ "shipping_rate", f_shipping_rate, nitems(f_shipping_rate) },
	{ "tax_rate", f_tax_rate, nitems(f_tax_rate) },
	{ "payment_intent", f_payment_intent, nitems(f_payment_intent) },
	{ "setup_intent", f_setup_intent, nitems(f_setup_intent) },
	{ "subscription", f_subscription, nitems(f_subscription) },
	{ "subscription_item", f_subscription_item,
	    nitems(f_subscription_item) },
	{ "invoice", f_invoice, nitems(f_invoice) },
	{ "charge", f_charge, nitems(f_charge) },
	{ "event", f_event, nitems(f_event) },
	{ "webhook_endpoint", f_webhook_endpoint, nitems(f_webhook_endpoint) },
	{ "payment_link", f_payment_link, nitems(f_payment_link) },
	{ "list", f_list, nitems(f_list) },
	{ "deleted", f_deleted, nitems(f_deleted) },
	{ "error", f_error, nitems(f_error) },
	{ "payment_method", f_payment_method, nitems(f_payment_method) },
	{ "plan", f_plan, nitems(f_plan) },
	{ "line_item", f_line_item, nitems(f_line_item) },
	{ "tax_id", f_tax_id, nitems(f_tax_id) },
};

const size_t object_types_count = nitems(object_types);
