/* check: whether what was typed into the payment form is right. */
#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "buyer/pattern.h"
#include "hosted/field.h"
#include "hosted/internal.h"

#define EXAMPLE_MAX 24

/* A word about a field that names it. */
static void
say(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX], const char *word,
    const char *more)
{
	wording_say(&s->wording, out, word, field_label(s, form, field), more,
	    NULL);
}

static bool
say_word(const struct hosted_session *s, char out[static WORDING_MAX],
    const char *word)
{
	text_copy(out, WORDING_MAX, wording_text(&s->wording, word));
	return true;
}

/* That what was typed does not look right, with an example of what does. */
static bool
say_odd(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX],
    const char *example)
{
	say(s, form, field, out,
	    *example != '\0' ? "looks_wrong" : "looks_odd", example);
	return true;
}

void
field_say_empty(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field,
    char out[static WORDING_MAX])
{
	const char *word = field_rows[field].empty;
	struct json_object *custom = field_custom(s, field);
	bool chosen = field_rows[field].look == FIELD_AREA ?
	    area_list_of(field_address(form, field)->country) != NULL :
	    custom != NULL && strcmp(json_text_or(custom, "type", ""),
				  "dropdown") == 0;

	if (field == FIELD_BILLING_NAME && pay_wants_method(s->session))
		word = hosted_by_debit(s->session, form) ?
		    "enter_name_account" : "enter_name_card";
	if (word != NULL)
		(void)say_word(s, out, word);
	else
		say(s, form, field, out, chosen ? "choose_one" : "fill_in",
		    NULL);
}

bool
check_email(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	return !text_is_email(form->value[field]) &&
	    say_word(s, out, "email_incomplete");
}

bool
check_phone(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	return !phone_read(form->value[field], field_ship_country(s, form),
		   form->phone) &&
	    say_odd(s, form, field, out, "+1 201 555 0123");
}

bool
hosted_ships_to(struct json_object *session, const char *country)
{
	struct json_object *allowed = json_path(session,
	    "shipping_address_collection", "allowed_countries", NULL);

	for (size_t i = 0; i < json_count(allowed); i++)
		if (strcmp(json_object_get_string(json_at(allowed, i)),
			country) == 0)
			return true;
	return false;
}

bool
check_ship_country(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	return !hosted_ships_to(s->session, form->value[field]) &&
	    say_word(s, out, "choose_ship_country");
}

bool
check_country(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	return !hosted_is_country(form->value[field]) &&
	    say_word(s, out, "choose_country");
}

/* Where there is a list, the value is the area's code from then on. */
bool
check_area(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	const struct area_list *list = area_list_of(
	    field_address(form, field)->country);
	const char *code;

	if (list == NULL)
		return false;
	code = area_find(list, form->value[field]);
	if (code == NULL) {
		say(s, form, field, out, "choose_one", NULL);
		return true;
	}
	form->value[field] = code;
	return false;
}

/* A code beside a card is the bank's to judge; in an address it is ours. */
bool
check_code(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	const char *pattern = field_address(form, field)->code_pattern;
	char example[EXAMPLE_MAX];

	if (pattern == NULL || (field == FIELD_BILLING_POSTAL_CODE &&
				   !payer_bills(s->session)) ||
	    pattern_fits(pattern, form->value[field]))
		return false;
	pattern_example(pattern, example, sizeof(example));
	return say_odd(s, form, field, out, example);
}

bool
check_card_field(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	enum card_field part = field == FIELD_CARD_NUMBER ? CARD_NUMBER :
	    field == FIELD_CARD_EXPIRY			  ? CARD_EXPIRY :
							    CARD_CVC;
	struct till_error e;

	form->card = (struct card){
		.number = form->value[FIELD_CARD_NUMBER],
		.expiry = form->value[FIELD_CARD_EXPIRY],
		.cvc = form->value[FIELD_CARD_CVC],
	};
	if (card_check(&form->card, part, form->now, &e) == TILL_OK)
		return false;
	text_copy(out, WORDING_MAX, wording_of(&s->wording, e.message));
	return true;
}

bool
check_iban_field(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	struct till_error e;

	if (iban_check(form->value[field], form->iban, &e) == TILL_OK)
		return false;
	text_copy(out, WORDING_MAX, wording_of(&s->wording, e.message));
	return true;
}

bool
check_tax_id(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	const char *country = field_bill_country(s, form);
	const struct tax_id_kind *kind = tax_id_usual(country);

	form->tax_id = tax_id_read(form->value[field], country,
	    form->tax_value);
	return form->tax_id == NULL &&
	    say_odd(s, form, field, out, kind != NULL ? kind->example : "");
}

static bool
is_option(struct json_object *custom, const char *value)
{
	struct json_object *options = json_path(custom, "dropdown", "options",
	    NULL);

	for (size_t i = 0; i < json_count(options); i++)
		if (strcmp(json_text_or(json_at(options, i), "value", ""),
			value) == 0)
			return true;
	return false;
}

bool
check_custom(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	struct json_object *custom = field_custom(s, field);
	const char *type = json_text_or(custom, "type", "");
	const char *value = form->value[field];

	if (strcmp(type, "dropdown") == 0 && !is_option(custom, value)) {
		say(s, form, field, out, "choose_one", NULL);
		return true;
	}
	if (strcmp(type, "numeric") == 0 &&
	    strspn(value, "0123456789") < strlen(value)) {
		say(s, form, field, out, "digits_only", NULL);
		return true;
	}
	return false;
}

/* Characters that no line of text has; others are the buyer's own affair. */
static bool
is_printable(const char *text)
{
	for (; *text != '\0'; text++)
		if (iscntrl((unsigned char)*text))
			return false;
	return true;
}

/* What is wrong with any text, whatever it is for. */
static bool
check_text(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	size_t chars = text_chars(form->value[field]);
	size_t most = field_max(s, field), least = field_min(s, field);
	const char *label = field_label(s, form, field);

	if (!is_printable(form->value[field]))
		say(s, form, field, out, "not_printable", NULL);
	else if (chars > most)
		wording_count(&s->wording, out, "too_long", (int64_t)most,
		    label, NULL);
	else if (chars < least)
		wording_count(&s->wording, out, "too_short", (int64_t)least,
		    label, NULL);
	else
		return false;
	return true;
}

/* Checks one field that is asked for. */
static void
check_field(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field)
{
	const struct field_row *row = &field_rows[field];
	char *wrong = form->wrong[field];

	if (*form->value[field] == '\0' && !row->whole) {
		if (!field_is_optional(s, form, field))
			field_say_empty(s, form, field, wrong);
		return;
	}
	if (row->look != FIELD_CHOSEN &&
	    check_text(s, form, field, wrong))
		return;
	wrong[0] = '\0';
	if (row->check != NULL)
		(void)row->check(s, form, field, wrong);
}

/* Puts each value where the table says. */
static void
fill_payer(const struct hosted_session *s, struct hosted_form *form,
    struct session_payer *payer)
{
	for (int i = 0; i < HOSTED_FIELDS; i++) {
		enum hosted_field field = (enum hosted_field)i;
		const char *value = form->value[i];

		if (field_rows[i].to == FIELD_NOWHERE || *value == '\0' ||
		    !field_is_asked(s, form, field))
			continue;
		memcpy((char *)payer + field_rows[i].to, &value,
		    sizeof(value));
	}
}

/* The values of the merchant's fields, by their keys. */
static void
fill_custom(const struct hosted_session *s, struct hosted_form *form,
    struct session_payer *payer)
{
	json_object_put(form->custom);
	form->custom = json_object_new_object();
	for (int i = FIELD_CUSTOM_1; i <= FIELD_CUSTOM_3; i++) {
		struct json_object *custom = field_custom(s,
		    (enum hosted_field)i);

		if (custom != NULL && *form->value[i] != '\0')
			json_put_text(form->custom,
			    json_text_or(custom, "key", ""), form->value[i]);
	}
	payer->custom = form->custom;
}

/* What the buyer agrees to, and the means. */
static void
fill_choices(const struct hosted_session *s, struct hosted_form *form,
    struct session_payer *payer)
{
	if (field_is_asked(s, form, FIELD_PROMOTIONS))
		payer->promotions = field_ticked(form, FIELD_PROMOTIONS) ?
		    "opt_in" : "opt_out";
	if (field_is_asked(s, form, FIELD_TERMS))
		payer->terms = "accepted";
	payer->save = field_is_asked(s, form, FIELD_SAVE) &&
	    strcmp(form->value[FIELD_SAVE], "yes") == 0;
	if (!pay_wants_method(s->session))
		return;
	if (hosted_by_debit(s->session, form))
		payer->means.iban = form->iban;
	else
		payer->means.card = &form->card;
}

bool
check_saved(const struct hosted_session *s, struct hosted_form *form,
    enum hosted_field field, char out[static WORDING_MAX])
{
	if (hosted_saved(s, form) != NULL ||
	    strcmp(form->value[field], "new") == 0)
		return false;
	return say_word(s, out, "choose_way");
}

bool
hosted_form_check(struct hosted_form *form, const struct hosted_session *s,
    int64_t now, struct session_payer *payer)
{
	const char *email = hosted_fixed_email(s->session);
	bool good = true;

	*payer = (struct session_payer){ .email = email };
	form->now = now;
	for (int i = 0; i < HOSTED_FIELDS; i++) {
		if (field_is_asked(s, form, (enum hosted_field)i))
			check_field(s, form, (enum hosted_field)i);
		good = good && form->wrong[i][0] == '\0';
	}
	fill_payer(s, form, payer);
	fill_custom(s, form, payer);
	fill_choices(s, form, payer);
	if (payer->phone != NULL)
		payer->phone = form->phone;
	if (form->tax_id != NULL) {
		payer->tax_type = form->tax_id->type;
		payer->tax_value = form->tax_value;
	}
	if (field_is_asked(s, form, FIELD_SAME) &&
	    field_ticked(form, FIELD_SAME)) {
		payer->address = payer->shipping;
		payer->name = payer->shipping_name;
	}
	hosted_use_saved(s, form, payer);
	return good;
}
