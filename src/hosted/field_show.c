/* field_show: the fields of the form on the page; part_pay_field.tpl. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/field.h"
#include "hosted/internal.h"

/*
 * What an address in a country has, for scripts: the word for its area and
 * its postal code, with "!" where mail needs it, and "-" for no city.
 */
static void
add_form(struct page_part *option, const char *country)
{
	const struct address_form *form = address_form_of(country);
	const struct tax_id_kind *tax = tax_id_usual(country);
	struct page_part *part = page_add(option, "FORM");

	page_setf(part, "AREA", "%s%s%s",
	    form->area != AREA_NONE ? field_area_word(form->area) : "",
	    (form->flags & NEEDS_AREA) != 0 ? "!" : "",
	    (form->flags & NO_CITY) != 0 ? "-" : "");
	page_setf(part, "CODE", "%s%s",
	    form->code != CODE_NONE ? field_code_word(form->code) : "",
	    (form->flags & NEEDS_CODE) != 0 ? "!" : "");
	page_set(part, "TAX", tax != NULL ? tax->example : "");
}

static void
add_option(struct page_part *select, const char *value, const char *name,
    const char *chosen, bool country)
{
	struct page_part *option = page_add(select, "OPTION");

	page_set(option, "VALUE", value);
	page_set(option, "NAME", name);
	if (strcmp(value, chosen) == 0)
		page_show(option, "SELECTED");
	if (country)
		add_form(option, value);
}

/* A country being put into a list of them. */
struct country_choice {
	const struct hosted_session *s;
	struct page_part *select;
	const char *chosen;
	bool shipping;
	bool forms; /* whether scripts need to know what they have */
};

static void
add_country(void *arg, const char *code, const char *name)
{
	const struct country_choice *choice = arg;

	if (!choice->shipping || hosted_ships_to(choice->s->session, code))
		add_option(choice->select, code, name, choice->chosen,
		    choice->forms);
}

static void
add_countries(struct page_part *select, const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field)
{
	bool shipping = field == FIELD_SHIPPING_COUNTRY;
	struct country_choice choice = {
		.s = s,
		.select = select,
		.chosen = form->value[field],
		.shipping = shipping,
		.forms = shipping || payer_bills(s->session) ||
		    field_is_shown(s, form, FIELD_TAX_ID),
	};

	hosted_each_country(&s->wording, add_country, &choice);
}

static void
add_areas(struct page_part *select, const struct area_list *list,
    const char *value)
{
	const char *chosen = area_find(list, value);

	page_show(select, "EMPTY");
	for (size_t i = 0; i < list->count; i++)
		add_option(select, list->areas[i].code, list->areas[i].name,
		    chosen != NULL ? chosen : "", false);
}

/* The options of a merchant's field. */
static void
add_options(struct page_part *select, struct json_object *custom,
    const char *chosen)
{
	struct json_object *options = json_path(custom, "dropdown", "options",
	    NULL);

	page_show(select, "EMPTY");
	for (size_t i = 0; i < json_count(options); i++)
		add_option(select,
		    json_text_or(json_at(options, i), "value", ""),
		    json_text_or(json_at(options, i), "label", ""), chosen,
		    false);
}

static void
set_in(struct page_part *part, const char *section, const char *name,
    const char *value)
{
	if (value != NULL)
		page_set(page_add(part, section), name, value);
}

static void
add_input(struct page_part *part, const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field)
{
	const struct field_row *row = &field_rows[field];
	struct json_object *custom = field_custom(s, field);
	bool digits = custom != NULL &&
	    strcmp(json_text_or(custom, "type", ""), "numeric") == 0;
	struct page_part *input = page_add(part, "INPUT");

	page_set(input, "TYPE", row->type != NULL ? row->type : "text");
	page_set(input, "VALUE", row->secret ? "" : form->value[field]);
	page_setf(input, "MAX", "%zu", field_max(s, field));
	set_in(input, "MODE", "KEYS", digits ? "numeric" : row->inputmode);
	set_in(input, "HINT", "TEXT", field_hint(s, form, field));
	if (row->ltr)
		page_show(input, "LTR");
}

static void
add_choice(struct page_part *part, const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field)
{
	const char *type = json_text_or(field_custom(s, field), "type", "");
	const struct area_list *list = area_list_of(
	    field_address(form, field)->country);

	if (field_rows[field].look == FIELD_CHOSEN)
		add_countries(page_add(part, "SELECT"), s, form, field);
	else if (field_rows[field].look == FIELD_AREA && list != NULL)
		add_areas(page_add(part, "SELECT"), list, form->value[field]);
	else if (strcmp(type, "dropdown") == 0)
		add_options(page_add(part, "SELECT"), field_custom(s, field),
		    form->value[field]);
	else
		add_input(part, s, form, field);
}

/* The text beside a box; the terms are the merchant's, if he has any. */
static void
add_tick_text(struct page_part *part, const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field)
{
	const char *own = json_text(json_path(s->session, "custom_text",
	    "terms_of_service_acceptance", NULL), "message");
	char text[WORDING_MAX];

	if (field != FIELD_TERMS || (own == NULL && s->hosted->terms_url == NULL)) {
		hosted_add_text(part, "TEXT", field_label(s, form, field));
	} else if (own != NULL) {
		hosted_add_text(part, "TEXT", own);
	} else {
		wording_say(&s->wording, text, "agree_terms",
		    s->hosted->merchant, s->hosted->terms_url, NULL);
		hosted_add_text(part, "TEXT", text);
	}
}

/* Whether the total depends on what is chosen here. */
static bool
is_live(const struct hosted_session *s, enum hosted_field field)
{
	bool ships = payer_ships(s->session);

	return hosted_wants_country(s->session) &&
	    (field == (ships ? FIELD_SHIPPING_COUNTRY :
			       FIELD_BILLING_COUNTRY) ||
		field == (ships ? FIELD_SHIPPING_AREA : FIELD_BILLING_AREA));
}

static void
add_field(struct page_part *part, const char *name,
    const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field field)
{
	const struct field_row *row = &field_rows[field];
	bool tick = row->look == FIELD_TICKED;
	struct page_part *out;

	if (!field_is_shown(s, form, field))
		return;
	out = page_include(part, name,
	    tick ? "part_pay_tick.tpl" : "part_pay_field.tpl");
	page_set(out, "ID", field_name(form, field));
	set_in(out, "STYLE", "CLASS", row->style);
	if (form->wrong[field][0] != '\0')
		set_in(out, "ERROR", "MESSAGE", form->wrong[field]);
	if (!field_is_optional(s, form, field))
		page_show(out, "NEEDED");
	if (tick) {
		add_tick_text(out, s, form, field);
		if (field_ticked(form, field))
			page_show(out, "TICKED");
		return;
	}
	page_set(out, "LABEL", field_label(s, form, field));
	set_in(out, "COMPLETE", "TOKEN", row->autocomplete);
	if (row->half)
		page_show(out, "HALF");
	if (!field_is_used(s, form, field))
		page_show(out, "ABSENT");
	if (is_live(s, field))
		page_show(out, "LIVE");
	add_choice(out, s, form, field);
}

void
hosted_add_fields(struct page_part *part, const char *name,
    const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field first, enum hosted_field last)
{
	for (int i = (int)first; i <= (int)last; i++)
		add_field(part, name, s, form, (enum hosted_field)i);
}
