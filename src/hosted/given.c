/*
 * given: what the page asks of a buyer beside what he pays with: how to reach
 * him, where goods go, for whom he buys, what the merchant wants to know, and
 * what he agrees to.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/field.h"
#include "hosted/internal.h"
#include "sessions/completion.h"

/* A section whose fields have the name of it; nothing without any. */
static const struct {
	const char *section, *name;
	enum hosted_field first, last;
	const char *says; /* a member of custom_text, or NULL */
} groups[] = {
	{ "DELIVERY", "DELIVERY_FIELD", FIELD_SHIPPING_NAME,
	    FIELD_SHIPPING_AREA, "shipping_address" },
	{ "BUSINESS", "BUSINESS_FIELD", FIELD_BUSINESS, FIELD_TAX_ID, NULL },
	{ "MORE", "MORE_FIELD", FIELD_CUSTOM_1, FIELD_CUSTOM_3, NULL },
	{ "CONSENT", "CONSENT_FIELD", FIELD_PROMOTIONS, FIELD_TERMS, NULL },
};

static bool
any_shown(const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field first, enum hosted_field last)
{
	for (int i = (int)first; i <= (int)last; i++)
		if (field_is_shown(s, form, (enum hosted_field)i))
			return true;
	return false;
}

/* A text of the merchant's own, in a section of its name. */
static void
add_custom_text(struct page_part *part, const struct hosted_session *s,
    const char *member, const char *section)
{
	const char *text = json_text(json_path(s->session, "custom_text",
	    member, NULL), "message");

	if (text != NULL)
		hosted_add_text(page_add(part, section), "TEXT", text);
}

/*
 * That what is paid with will be charged again: said wherever it is kept for
 * that, unless the merchant says it himself.
 */
static void
add_reuse(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form)
{
	const char *position = json_text_or(json_path(s->session,
	    "consent_collection", "payment_method_reuse_agreement", NULL),
	    "position", "auto");
	const char *type = hosted_by_debit(s->session, form) ? "sepa_debit" :
							       "card";

	if (pay_wants_method(s->session) && strcmp(position, "auto") == 0 &&
	    completion_usage(s->session, type) != NULL)
		page_show(top, "REUSE");
}

/* The areas of the countries that may be chosen, for scripts. */
static void
add_lists(struct page_part *top, const struct hosted_session *s)
{
	for (size_t i = 0; area_list_at(i) != NULL; i++) {
		const struct area_list *list = area_list_at(i);
		struct page_part *part;

		if (!payer_bills(s->session) &&
		    !hosted_ships_to(s->session, list->country))
			continue;
		part = page_add(top, "AREAS");
		page_set(part, "COUNTRY", list->country);
		for (size_t j = 0; j < list->count; j++) {
			struct page_part *area = page_add(part, "AREA");

			page_set(area, "VALUE", list->areas[j].code);
			page_set(area, "NAME", list->areas[j].name);
		}
	}
}

void
hosted_add_given(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form)
{
	const char *email = hosted_fixed_email(s->session);
	struct page_part *part;

	if (email != NULL)
		page_set(page_add(top, "EMAIL_FIXED"), "EMAIL", email);
	hosted_add_fields(top, "CONTACT_FIELD", s, form, FIELD_EMAIL,
	    FIELD_PHONE);
	for (size_t i = 0; i < nitems(groups); i++) {
		if (!any_shown(s, form, groups[i].first, groups[i].last))
			continue;
		part = page_add(top, groups[i].section);
		hosted_add_fields(part, groups[i].name, s, form,
		    groups[i].first, groups[i].last);
		if (groups[i].says != NULL)
			add_custom_text(part, s, groups[i].says, "SAYS");
	}
	if (!pay_wants_method(s->session) && payer_bills(s->session))
		hosted_add_fields(page_add(top, "BILLING"), "BILLING_FIELD",
		    s, form, FIELD_SAME, FIELD_BILLING_AREA);
	add_custom_text(top, s, "submit", "SUBMIT_SAYS");
	add_custom_text(top, s, "after_submit", "AFTER_SAYS");
	add_reuse(top, s, form);
	if (payer_ships(s->session) || payer_bills(s->session))
		add_lists(top, s);
}
