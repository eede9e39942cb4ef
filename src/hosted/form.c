/* form: checking what buyers post. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/internal.h"
#include "sessions/echo.h"

#define EMAIL_MAX 512 /* characters, as on a customer */
#define NAME_MAX_CHARS 256
#define POSTAL_MAX 32

static const char *const names[HOSTED_FIELDS] = {
	[FIELD_EMAIL] = "email",
	[FIELD_CARD_NUMBER] = "cardNumber",
	[FIELD_CARD_EXPIRY] = "cardExpiry",
	[FIELD_CARD_CVC] = "cardCvc",
	[FIELD_METHOD] = "paymentMethod",
	[FIELD_IBAN] = "iban",
	[FIELD_SAVE] = "savePaymentMethod",
	[FIELD_BILLING_NAME] = "billingName",
	[FIELD_BILLING_COUNTRY] = "billingCountry",
	[FIELD_BILLING_POSTAL_CODE] = "billingPostalCode",
};

const char *
hosted_field_name(enum hosted_field field)
{
	return names[field];
}

void
hosted_form_begin(struct hosted_form *form, const struct hosted_session *s)
{
	const char *email = json_object_get_string(echo_kept(s->session,
	    "prefilled_email"));

	*form = (struct hosted_form){ .posted = NULL };
	for (int i = 0; i < HOSTED_FIELDS; i++)
		form->value[i] = "";
	if (email != NULL)
		form->value[FIELD_EMAIL] = email;
}

const char *
hosted_fixed_email(struct json_object *session)
{
	const char *email = json_text(session, "customer_email");

	return email != NULL ?
	    email :
	    json_text(json_get(session, "customer_details"), "email");
}

static void
complain(struct hosted_form *form, enum hosted_field field, const char *text)
{
	text_copy(form->wrong[field], HOSTED_MESSAGE_MAX, text);
}

/* The fields of the card, each by its own check. */
static void
check_card(struct hosted_form *form, const struct wording *w, int64_t now)
{
	static const struct {
		enum hosted_field field;
		enum card_field card;
	} checks[] = {
		{ FIELD_CARD_NUMBER, CARD_NUMBER },
		{ FIELD_CARD_EXPIRY, CARD_EXPIRY },
		{ FIELD_CARD_CVC, CARD_CVC },
	};
	struct till_error e;

	form->card = (struct card){
		.number = form->value[FIELD_CARD_NUMBER],
		.expiry = form->value[FIELD_CARD_EXPIRY],
		.cvc = form->value[FIELD_CARD_CVC],
	};
	for (size_t i = 0; i < nitems(checks); i++)
		if (card_check(&form->card, checks[i].card, now, &e) !=
		    TILL_OK)
			complain(form, checks[i].field,
			    wording_of(w, e.message));
}

/* Whose card or account it is. */
static void
check_billing(struct hosted_form *form, const struct wording *w, bool debit)
{
	if (form->value[FIELD_BILLING_NAME][0] == '\0')
		complain(form, FIELD_BILLING_NAME,
		    wording_text(w,
			debit ? "enter_name_account" : "enter_name_card"));
	else if (text_chars(form->value[FIELD_BILLING_NAME]) > NAME_MAX_CHARS)
		complain(form, FIELD_BILLING_NAME,
		    wording_text(w, "name_too_long"));
	if (!hosted_is_country(form->value[FIELD_BILLING_COUNTRY]))
		complain(form, FIELD_BILLING_COUNTRY,
		    wording_text(w, "choose_country"));
	if (text_chars(form->value[FIELD_BILLING_POSTAL_CODE]) > POSTAL_MAX)
		complain(form, FIELD_BILLING_POSTAL_CODE,
		    wording_text(w, "postal_too_long"));
}

/* The payment method and whose it is, into payer. */
static void
check_means(struct hosted_form *form, const struct hosted_session *s,
    int64_t now, struct session_payer *payer)
{
	struct json_object *session = s->session;
	const char *postal = form->value[FIELD_BILLING_POSTAL_CODE];
	bool debit = hosted_by_debit(session, form);
	struct till_error e;

	if (!debit)
		check_card(form, &s->wording, now);
	else if (iban_check(form->value[FIELD_IBAN], form->iban, &e) !=
	    TILL_OK)
		complain(form, FIELD_IBAN, wording_of(&s->wording, e.message));
	check_billing(form, &s->wording, debit);
	payer->name = form->value[FIELD_BILLING_NAME];
	payer->address.country = form->value[FIELD_BILLING_COUNTRY];
	payer->address.postal_code = *postal != '\0' ? postal : NULL;
	payer->save = pay_offers_saving(session) &&
	    strcmp(form->value[FIELD_SAVE], "yes") == 0;
	if (debit)
		payer->means.iban = form->iban;
	else
		payer->means.card = &form->card;
}

bool
hosted_form_check(struct hosted_form *form, const struct hosted_session *s,
    int64_t now, struct session_payer *payer)
{
	struct json_object *session = s->session;
	const char *fixed = hosted_fixed_email(session);
	const char *email = form->value[FIELD_EMAIL];

	*payer = (struct session_payer){
		.email = fixed != NULL ? fixed : email
	};
	if (fixed == NULL &&
	    (!text_is_email(email) || text_chars(email) > EMAIL_MAX))
		complain(form, FIELD_EMAIL,
		    wording_text(&s->wording,
			*email == '\0' ? "enter_email" : "email_incomplete"));
	if (pay_wants_method(session))
		check_means(form, s, now, payer);
	for (int i = 0; i < HOSTED_FIELDS; i++)
		if (form->wrong[i][0] != '\0')
			return false;
	return true;
}
