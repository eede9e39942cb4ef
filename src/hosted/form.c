/* form: what the payment form holds: typed, posted, or known before. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/field.h"
#include "hosted/internal.h"
#include "sessions/echo.h"

static const char ticked[] = "on";

const char *
hosted_fixed_email(struct json_object *session)
{
	const char *email = json_text(session, "customer_email");

	return email != NULL ?
	    email :
	    json_text(json_get(session, "customer_details"), "email");
}

/* A form with nothing in it. */
static void
clear(struct hosted_form *form, const struct hosted_session *s)
{
	*form = (struct hosted_form){ .posted = NULL };
	for (int i = 0; i < HOSTED_FIELDS; i++)
		form->value[i] = "";
	for (int i = 0; i < HOSTED_CUSTOM_FIELDS; i++) {
		struct json_object *custom = field_custom(s,
		    (enum hosted_field)(FIELD_CUSTOM_1 + i));

		(void)snprintf(form->custom_name[i],
		    sizeof(form->custom_name[i]), "customField-%.200s",
		    json_text_or(custom, "key", ""));
	}
}

/* Puts a text into a field, where there is one. */
static void
put(struct hosted_form *form, enum hosted_field field, const char *text)
{
	if (text != NULL)
		form->value[field] = text;
}

/* What the members of a payer are, each in the field that it came from. */
static void
put_payer(struct hosted_form *form, const struct session_payer *payer)
{
	for (int i = 0; i < HOSTED_FIELDS; i++) {
		const char *text;

		if (field_rows[i].to == FIELD_NOWHERE)
			continue;
		memcpy(&text, (const char *)payer + field_rows[i].to,
		    sizeof(text));
		put(form, (enum hosted_field)i, text);
	}
}

/* What the shop knows about its customer already. */
static void
put_customer(struct hosted_form *form, const struct hosted_session *s)
{
	struct json_object *shipping = json_get(s->customer, "shipping");
	const struct session_payer known = {
		.name = json_text(s->customer, "name"),
		.phone = json_text(s->customer, "phone"),
		.address = address_of(json_get(s->customer, "address")),
		.shipping_name = json_text(shipping, "name"),
		.shipping = address_of(json_get(shipping, "address")),
	};

	put_payer(form, &known);
}

static void
put_countries(struct hosted_form *form, const struct hosted_session *s)
{
	/* An address elsewhere is of no use here. */
	if (!hosted_ships_to(s->session, form->value[FIELD_SHIPPING_COUNTRY])) {
		for (int i = FIELD_SHIPPING_LINE1; i <= FIELD_SHIPPING_AREA;
		     i++)
			form->value[i] = "";
		form->value[FIELD_SHIPPING_COUNTRY] = hosted_home_country(s);
	}
	if (!hosted_is_country(form->value[FIELD_BILLING_COUNTRY]))
		form->value[FIELD_BILLING_COUNTRY] = hosted_home_country(s);
}

void
hosted_form_begin(struct hosted_form *form, const struct hosted_session *s)
{
	clear(form, s);
	put(form, FIELD_EMAIL,
	    json_object_get_string(echo_kept(s->session, "prefilled_email")));
	put_customer(form, s);
	put_countries(form, s);
	put(form, FIELD_SAVED, json_text(json_at(s->saved, 0), "id"));
	form->value[FIELD_SAME] = ticked;
	for (int i = FIELD_CUSTOM_1; i <= FIELD_CUSTOM_3; i++) {
		struct json_object *custom = field_custom(s,
		    (enum hosted_field)i);

		put(form, (enum hosted_field)i,
		    json_text(json_get(custom,
			json_text_or(custom, "type", "")), "default_value"));
	}
}

/* Cuts white space off both ends of what was posted. */
static void
trim(struct json_object *posted, const char *name)
{
	static const char white[] = " \t\r\n";
	const char *text = json_text(posted, name);
	size_t len, skip;

	if (text == NULL)
		return;
	skip = strspn(text, white);
	len = strlen(text + skip);
	while (len > 0 && strchr(white, text[skip + len - 1]) != NULL)
		len--;
	if (skip > 0 || text[skip + len] != '\0')
		json_put(posted, name,
		    json_object_new_string_len(text + skip, (int)len));
}

void
hosted_form_read(struct hosted_form *form, const struct hosted_session *s,
    struct json_object *posted)
{
	clear(form, s);
	form->posted = posted;
	for (int i = 0; i < HOSTED_FIELDS; i++) {
		const char *name = field_name(form, (enum hosted_field)i);

		trim(posted, name);
		put(form, (enum hosted_field)i, json_text(posted, name));
	}
}

/* Whether the bill goes where the goods go. */
static bool
is_same(const struct session_payer *payer)
{
	struct json_object *bill = address_json(&payer->address);
	struct json_object *goods = address_json(&payer->shipping);
	bool same = json_object_equal(bill, goods) != 0;

	json_object_put(bill);
	json_object_put(goods);
	return same;
}

void
hosted_form_refill(struct hosted_form *form, const struct hosted_session *s,
    const struct session_payer *payer)
{
	put_payer(form, payer);
	put_countries(form, s);
	put(form, FIELD_TAX_ID, payer->tax_value);
	put(form, FIELD_SAVE, payer->save ? "yes" : NULL);
	put(form, FIELD_SAME, is_same(payer) ? ticked : NULL);
	put(form, FIELD_BUSINESS, payer->business != NULL ? ticked : NULL);
	put(form, FIELD_TERMS, payer->terms != NULL ? ticked : NULL);
	put(form, FIELD_PROMOTIONS,
	    payer->promotions != NULL &&
		    strcmp(payer->promotions, "opt_in") == 0 ?
		ticked : NULL);
	for (int i = FIELD_CUSTOM_1; i <= FIELD_CUSTOM_3; i++)
		put(form, (enum hosted_field)i,
		    json_text(payer->custom,
			json_text_or(field_custom(s, (enum hosted_field)i),
			    "key", "")));
}

void
hosted_form_free(struct hosted_form *form)
{
	json_object_put(form->custom);
	form->custom = NULL;
}
