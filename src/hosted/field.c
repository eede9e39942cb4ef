/* field: the table of the form's fields; see field.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "buyer/tax_id.h"
#include "hosted/field.h"
#include "hosted/internal.h"

#define NAME_MAX_CHARS 256
#define LINE_MAX_CHARS 200
#define CODE_MAX_CHARS 32

/* Where a merchant's own text or number ends that has no limit of his. */
#define CUSTOM_MAX_CHARS 255

/* The test account's country; promotions may be offered from there only. */
#define PROMOTING_COUNTRY "US"

static bool
shows_phone(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return payer_phones(s->session);
}

static bool
shows_email(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return hosted_fixed_email(s->session) == NULL;
}

static bool
ships(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return payer_ships(s->session);
}

static bool
shows_card(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return pay_wants_method(s->session) && hosted_takes_card(s->session);
}

static bool
shows_iban(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return pay_wants_method(s->session) && hosted_takes_debit(s->session);
}

static bool
pays_by_card(const struct hosted_session *s, const struct hosted_form *form)
{
	return hosted_saved(s, form) == NULL &&
	    !hosted_by_debit(s->session, form);
}

static bool
pays_by_debit(const struct hosted_session *s, const struct hosted_form *form)
{
	return hosted_saved(s, form) == NULL &&
	    hosted_by_debit(s->session, form);
}

static bool
shows_saved(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return json_count(s->saved) > 0;
}

static bool
shows_method(const struct hosted_session *s, const struct hosted_form *form)
{
	return shows_card(s, form) && shows_iban(s, form);
}

static bool
shows_billing(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return pay_wants_method(s->session) || payer_bills(s->session);
}

/* The parts of an address that only a whole one has. */
static bool
shows_whole(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return payer_bills(s->session);
}

static bool
shows_same(const struct hosted_session *s, const struct hosted_form *form)
{
	return ships(s, form) && shows_billing(s, form);
}

/* The buyer says where the bill goes, and not that it goes with the goods. */
static bool
bills_apart(const struct hosted_session *s, const struct hosted_form *form)
{
	return hosted_saved(s, form) == NULL &&
	    (!shows_same(s, form) || !field_ticked(form, FIELD_SAME));
}

static bool
shows_saving(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return pay_offers_saving(s->session);
}

static struct json_object *
tax_setting(const struct hosted_session *s)
{
	return json_get(s->session, "tax_id_collection");
}

static bool
shows_tax_id(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return json_bool_or(tax_setting(s), "enabled", false);
}

/* Whether a tax id is required wherever the country has any. */
static bool
must_have_tax_id(const struct hosted_session *s)
{
	return strcmp(json_text_or(tax_setting(s), "required", ""),
		   "if_supported") == 0;
}

static bool
shows_business(const struct hosted_session *s, const struct hosted_form *form)
{
	return shows_tax_id(s, form) && !must_have_tax_id(s);
}

static bool
is_business(const struct hosted_session *s, const struct hosted_form *form)
{
	return must_have_tax_id(s) ?
	    tax_id_usual(field_bill_country(s, form)) != NULL :
	    field_ticked(form, FIELD_BUSINESS);
}

static bool
shows_promotions(const struct hosted_session *s,
    const struct hosted_form *form)
{
	(void)form;
	return payer_promotes(s->session);
}

static bool
may_promote(const struct hosted_session *s, const struct hosted_form *form)
{
	return strcmp(field_ship_country(s, form), PROMOTING_COUNTRY) == 0;
}

static bool
shows_terms(const struct hosted_session *s, const struct hosted_form *form)
{
	(void)form;
	return payer_agrees(s->session);
}

#define TO(member) offsetof(struct session_payer, member)

#define CUSTOM { .shown = NULL, .check = check_custom, .to = FIELD_NOWHERE }

const struct field_row field_rows[HOSTED_FIELDS] = {
	[FIELD_EMAIL] = { .name = "email", .label = "email",
	    .empty = "enter_email", .type = "email", .inputmode = "email",
	    .autocomplete = "email", .max = 512, .ltr = true,
	    .shown = shows_email, .check = check_email, .to = TO(email) },
	[FIELD_PHONE] = { .name = "phoneNumber", .label = "phone",
	    .type = "tel", .inputmode = "tel", .autocomplete = "tel",
	    .max = 40, .ltr = true, .shown = shows_phone,
	    .check = check_phone, .to = TO(phone) },
	[FIELD_SHIPPING_NAME] = { .name = "shippingName",
	    .label = "full_name", .autocomplete = "shipping name",
	    .max = NAME_MAX_CHARS, .shown = ships,
	    .to = TO(shipping_name) },
	[FIELD_SHIPPING_COUNTRY] = { .name = "shippingCountry",
	    .look = FIELD_CHOSEN, .label = "country",
	    .autocomplete = "shipping country", .shown = ships, .max = 2,
	    .empty = "choose_ship_country", .check = check_ship_country,
	    .to = TO(shipping.country) },
	[FIELD_SHIPPING_LINE1] = { .name = "shippingAddressLine1",
	    .label = "line1", .autocomplete = "shipping address-line1",
	    .max = LINE_MAX_CHARS, .shown = ships, .to = TO(shipping.line1) },
	[FIELD_SHIPPING_LINE2] = { .name = "shippingAddressLine2",
	    .label = "line2", .autocomplete = "shipping address-line2",
	    .max = LINE_MAX_CHARS, .optional = true, .shown = ships,
	    .to = TO(shipping.line2) },
	[FIELD_SHIPPING_CITY] = { .name = "shippingLocality",
	    .label = "city", .autocomplete = "shipping address-level2",
	    .max = LINE_MAX_CHARS, .half = true, .shown = ships,
	    .to = TO(shipping.city) },
	[FIELD_SHIPPING_AREA] = { .name = "shippingAdministrativeArea",
	    .look = FIELD_AREA, .autocomplete = "shipping address-level1",
	    .max = LINE_MAX_CHARS, .check = check_area, .shown = ships,
	    .to = TO(shipping.state) },
	[FIELD_SHIPPING_CODE] = { .name = "shippingPostalCode",
	    .autocomplete = "shipping postal-code", .max = CODE_MAX_CHARS,
	    .half = true, .shown = ships, .check = check_code,
	    .to = TO(shipping.postal_code) },
	[FIELD_SAVED] = { .name = "savedMethod",
	    .label = "how_you_pay", .shown = shows_saved, .optional = true,
	    .max = 64, .check = check_saved, .to = FIELD_NOWHERE },
	[FIELD_METHOD] = { .name = "paymentMethod",
	    .label = "how_you_pay", .shown = shows_method,
	    .max = 32, .optional = true, .to = FIELD_NOWHERE },
	[FIELD_CARD_NUMBER] = { .name = "cardNumber",
	    .label = "card_number", .inputmode = "numeric",
	    .autocomplete = "cc-number", .hint = "1234 1234 1234 1234",
	    .style = "by-card", .max = 32, .ltr = true, .whole = true,
	    .shown = shows_card, .asked = pays_by_card,
	    .check = check_card_field, .to = FIELD_NOWHERE },
	[FIELD_CARD_EXPIRY] = { .name = "cardExpiry",
	    .label = "expiry_date", .inputmode = "numeric",
	    .autocomplete = "cc-exp", .style = "by-card", .max = 9,
	    .half = true, .ltr = true, .whole = true, .shown = shows_card,
	    .asked = pays_by_card, .check = check_card_field,
	    .to = FIELD_NOWHERE },
	[FIELD_CARD_CVC] = { .name = "cardCvc", .label = "security_code",
	    .inputmode = "numeric", .autocomplete = "cc-csc",
	    .hint = "CVC", .style = "by-card", .max = 4, .half = true,
	    .ltr = true, .whole = true, .secret = true, .shown = shows_card,
	    .asked = pays_by_card, .check = check_card_field,
	    .to = FIELD_NOWHERE },
	[FIELD_IBAN] = { .name = "iban", .label = "iban",
	    .autocomplete = "off", .hint = "DE00 0000 0000 0000 0000 00",
	    .style = "by-debit", .max = 48, .ltr = true, .whole = true,
	    .shown = shows_iban, .asked = pays_by_debit,
	    .check = check_iban_field, .to = FIELD_NOWHERE },
	[FIELD_SAME] = { .name = "cardUseShippingAsBilling",
	    .look = FIELD_TICKED, .label = "same_address", .optional = true,
	    .shown = shows_same, .max = 8, .to = FIELD_NOWHERE },
	[FIELD_BILLING_NAME] = { .name = "billingName",
	    .style = "own-bill", .autocomplete = "cc-name",
	    .max = NAME_MAX_CHARS, .shown = shows_billing,
	    .asked = bills_apart, .to = TO(name) },
	[FIELD_BILLING_COUNTRY] = { .name = "billingCountry",
	    .look = FIELD_CHOSEN, .label = "country", .style = "own-bill",
	    .autocomplete = "billing country", .max = 2,
	    .empty = "choose_country", .shown = shows_billing,
	    .asked = bills_apart, .check = check_country,
	    .to = TO(address.country) },
	[FIELD_BILLING_LINE1] = { .name = "billingAddressLine1",
	    .label = "line1", .autocomplete = "billing address-line1",
	    .style = "own-bill", .max = LINE_MAX_CHARS, .shown = shows_whole,
	    .asked = bills_apart, .to = TO(address.line1) },
	[FIELD_BILLING_LINE2] = { .name = "billingAddressLine2",
	    .label = "line2", .autocomplete = "billing address-line2",
	    .style = "own-bill", .max = LINE_MAX_CHARS, .optional = true,
	    .shown = shows_whole, .asked = bills_apart,
	    .to = TO(address.line2) },
	[FIELD_BILLING_CITY] = { .name = "billingLocality",
	    .label = "city", .autocomplete = "billing address-level2",
	    .style = "own-bill", .max = LINE_MAX_CHARS, .half = true,
	    .shown = shows_whole, .asked = bills_apart,
	    .to = TO(address.city) },
	[FIELD_BILLING_AREA] = { .name = "billingAdministrativeArea",
	    .look = FIELD_AREA, .autocomplete = "billing address-level1",
	    .style = "own-bill", .max = LINE_MAX_CHARS, .check = check_area,
	    .shown = shows_whole, .asked = bills_apart,
	    .to = TO(address.state) },
	[FIELD_BILLING_POSTAL_CODE] = { .name = "billingPostalCode",
	    .style = "own-bill", .autocomplete = "billing postal-code",
	    .max = CODE_MAX_CHARS, .half = true, .shown = shows_billing,
	    .asked = bills_apart, .check = check_code,
	    .to = TO(address.postal_code) },
	[FIELD_SAVE] = { .name = "savePaymentMethod",
	    .label = "save_shop", .optional = true,
	    .shown = shows_saving, .max = 8, .to = FIELD_NOWHERE },
	[FIELD_BUSINESS] = { .name = "purchasingAsBusinessCheckbox",
	    .look = FIELD_TICKED, .label = "business", .optional = true,
	    .shown = shows_business, .max = 8, .to = FIELD_NOWHERE },
	[FIELD_BUSINESS_NAME] = { .name = "businessName",
	    .label = "business_name", .autocomplete = "organization",
	    .style = "of-business", .max = NAME_MAX_CHARS,
	    .shown = shows_tax_id, .asked = is_business,
	    .to = TO(business) },
	[FIELD_TAX_ID] = { .name = "taxId", .label = "tax_id",
	    .autocomplete = "off", .style = "of-business", .ltr = true,
	    .max = TAX_ID_SIZE - 1, .shown = shows_tax_id,
	    .asked = is_business, .check = check_tax_id,
	    .to = FIELD_NOWHERE },
	[FIELD_CUSTOM_1] = CUSTOM,
	[FIELD_CUSTOM_2] = CUSTOM,
	[FIELD_CUSTOM_3] = CUSTOM,
	[FIELD_PROMOTIONS] = { .name = "promotionsConsentCheckbox",
	    .look = FIELD_TICKED, .label = "promotions_shop",
	    .style = "promotions", .optional = true, .max = 8,
	    .shown = shows_promotions, .asked = may_promote,
	    .to = FIELD_NOWHERE },
	[FIELD_TERMS] = { .name = "termsOfServiceConsentCheckbox",
	    .look = FIELD_TICKED, .label = "agree_shop",
	    .empty = "agree_first", .max = 8, .shown = shows_terms,
	    .to = FIELD_NOWHERE },
};

struct json_object *
field_custom(const struct hosted_session *s, enum hosted_field field)
{
	if (field < FIELD_CUSTOM_1 || field > FIELD_CUSTOM_3)
		return NULL;
	return json_at(json_get(s->session, "custom_fields"),
	    (size_t)(field - FIELD_CUSTOM_1));
}

/* What a merchant asks of his own field: its object has its type's name. */
static struct json_object *
custom_terms(struct json_object *custom)
{
	return json_get(custom, json_text_or(custom, "type", ""));
}

const char *
field_name(const struct hosted_form *form, enum hosted_field field)
{
	return field_rows[field].name != NULL ?
	    field_rows[field].name :
	    form->custom_name[field - FIELD_CUSTOM_1];
}

const struct address_form *
field_address(const struct hosted_form *form, enum hosted_field field)
{
	return address_form_of(form->value[field <= FIELD_SHIPPING_AREA ?
		FIELD_SHIPPING_COUNTRY :
		FIELD_BILLING_COUNTRY]);
}

/* What areas and codes are called, by their kinds. */
static const char *const area_words[AREA_KINDS] = {
	[AREA_NONE] = "area_region", [AREA_STATE] = "area_state",
	[AREA_PROVINCE] = "area_province",
	[AREA_PREFECTURE] = "area_prefecture", [AREA_COUNTY] = "area_county",
	[AREA_EMIRATE] = "area_emirate", [AREA_REGION] = "area_region",
};
static const char *const code_words[CODE_KINDS] = {
	[CODE_NONE] = "postal_code", [CODE_POSTAL] = "postal_code",
	[CODE_ZIP] = "code_zip", [CODE_POSTCODE] = "code_postcode",
	[CODE_PIN] = "code_pin", [CODE_EIRCODE] = "code_eircode",
};

const char *
field_area_word(enum area_kind kind)
{
	return area_words[kind];
}

const char *
field_code_word(enum code_kind kind)
{
	return code_words[kind];
}

/* Whose name it is that the bill goes to. */
static const char *
name_word(const struct hosted_session *s)
{
	bool card = hosted_takes_card(s->session);

	if (!pay_wants_method(s->session))
		return "full_name";
	return card && hosted_takes_debit(s->session) ? "name_either" :
	    card				      ? "name_card" :
							"name_account";
}

static const char *
label_word(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	switch (field) {
	case FIELD_SHIPPING_AREA:
	case FIELD_BILLING_AREA:
		return area_words[field_address(form, field)->area];
	case FIELD_BILLING_POSTAL_CODE:
		/* Beside a card it is called the same everywhere. */
		if (!payer_bills(s->session))
			return "postal_code";
		return code_words[field_address(form, field)->code];
	case FIELD_SHIPPING_CODE:
		return code_words[field_address(form, field)->code];
	case FIELD_BILLING_NAME:
		return name_word(s);
	default:
		return field_rows[field].label;
	}
}

const char *
field_label(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	struct json_object *custom = field_custom(s, field);

	return custom != NULL ?
	    json_text_or(json_get(custom, "label"), "custom", "") :
	    wording_text(&s->wording, label_word(s, form, field));
}

bool
field_is_shown(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	if (field >= FIELD_CUSTOM_1 && field <= FIELD_CUSTOM_3)
		return field_custom(s, field) != NULL;
	return field_rows[field].shown == NULL ||
	    field_rows[field].shown(s, form);
}

/* Whether addresses of the chosen country have the part at all. */
bool
field_is_used(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	const struct address_form *address = field_address(form, field);

	switch (field) {
	case FIELD_SHIPPING_AREA:
	case FIELD_BILLING_AREA:
		return address->area != AREA_NONE;
	case FIELD_BILLING_POSTAL_CODE:
		return !payer_bills(s->session) || address->code != CODE_NONE;
	case FIELD_SHIPPING_CODE:
		return address->code != CODE_NONE;
	case FIELD_SHIPPING_CITY:
	case FIELD_BILLING_CITY:
		return (address->flags & NO_CITY) == 0;
	default:
		return true;
	}
}

bool
field_is_asked(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	return field_is_shown(s, form, field) && field_is_used(s, form, field) &&
	    (field_rows[field].asked == NULL ||
		field_rows[field].asked(s, form));
}

bool
field_is_optional(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field)
{
	unsigned needs = field_address(form, field)->flags;

	switch (field) {
	case FIELD_SHIPPING_AREA:
	case FIELD_BILLING_AREA:
		return (needs & NEEDS_AREA) == 0;
	case FIELD_SHIPPING_CODE:
		return (needs & NEEDS_CODE) == 0;
	case FIELD_BILLING_POSTAL_CODE:
		return !payer_bills(s->session) || (needs & NEEDS_CODE) == 0;
	case FIELD_CUSTOM_1:
	case FIELD_CUSTOM_2:
	case FIELD_CUSTOM_3:
		return json_bool_or(field_custom(s, field), "optional", false);
	default:
		return field_rows[field].optional;
	}
}

size_t
field_max(const struct hosted_session *s, enum hosted_field field)
{
	struct json_object *custom = field_custom(s, field);

	return custom != NULL ?
	    (size_t)json_int_or(custom_terms(custom), "maximum_length",
		CUSTOM_MAX_CHARS) :
	    field_rows[field].max;
}

size_t
field_min(const struct hosted_session *s, enum hosted_field field)
{
	return (size_t)json_int_or(custom_terms(field_custom(s, field)),
	    "minimum_length", 0);
}

const char *
field_hint(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	const struct tax_id_kind *kind;

	switch (field) {
	case FIELD_CARD_EXPIRY:
		return wording_text(&s->wording, "expiry_hint");
	case FIELD_BILLING_NAME:
		return pay_wants_method(s->session) ?
		    wording_text(&s->wording, "name_hint") : NULL;
	case FIELD_TAX_ID:
		kind = tax_id_usual(field_bill_country(s, form));
		return kind != NULL ? kind->example : NULL;
	default:
		return field_rows[field].hint;
	}
}

const char *
field_bill_country(const struct hosted_session *s,
    const struct hosted_form *form)
{
	const char *kept = json_text(json_path(hosted_saved(s, form),
					 "billing_details", "address", NULL),
	    "country");

	if (kept != NULL)
		return kept;
	if (!shows_billing(s, form))
		return ships(s, form) ? form->value[FIELD_SHIPPING_COUNTRY] :
					hosted_home_country(s);
	return form->value[bills_apart(s, form) ? FIELD_BILLING_COUNTRY :
						  FIELD_SHIPPING_COUNTRY];
}

const char *
field_ship_country(const struct hosted_session *s,
    const struct hosted_form *form)
{
	return ships(s, form) ? form->value[FIELD_SHIPPING_COUNTRY] :
				field_bill_country(s, form);
}

const char *
field_ship_area(const struct hosted_session *s, const struct hosted_form *form)
{
	bool goods = ships(s, form) || !bills_apart(s, form);
	enum hosted_field field = goods ? FIELD_SHIPPING_AREA :
					  FIELD_BILLING_AREA;
	const struct area_list *list = area_list_of(
	    field_address(form, field)->country);
	const char *code;

	if (!field_is_asked(s, form, field))
		return "";
	code = list != NULL ? area_find(list, form->value[field]) :
			      form->value[field];
	return code != NULL ? code : "";
}

bool
field_ticked(const struct hosted_form *form, enum hosted_field field)
{
	return *form->value[field] != '\0';
}
