/* means: what the page offers to pay with: a card, or a debit of an account. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/internal.h"

/* The test numbers offered on the page, with what each does. */
struct test_number {
	const char *number, *outcome; /* a word */
};
static const struct test_number cards[] = {
	{ "4242 4242 4242 4242", "test_pays" },
	{ "4000 0000 0000 0002", "test_declined" },
	{ "4000 0000 0000 9995", "test_funds" },
	{ "4000 0000 0000 0069", "test_expired" },
	{ "4000 0000 0000 0127", "test_cvc" },
	{ "4000 0000 0000 3220", "test_challenge" },
};
static const struct test_number accounts[] = {
	{ "AT61 1904 3002 3457 3201", "test_pays" },
	{ "AT32 1904 3002 3547 3204", "test_slow" },
	{ "AT86 1904 3002 3547 3202", "test_fails" },
};

bool
hosted_takes_debit(struct json_object *session)
{
	return pay_takes(session, "sepa_debit");
}

bool
hosted_takes_card(struct json_object *session)
{
	return pay_takes(session, "card") || !hosted_takes_debit(session);
}

bool
hosted_by_debit(struct json_object *session, const struct hosted_form *form)
{
	return hosted_takes_debit(session) &&
	    (!hosted_takes_card(session) ||
		strcmp(form->value[FIELD_METHOD], "sepa_debit") == 0);
}

static void
add_numbers(struct page_part *head, const struct wording *w,
    const struct test_number *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct page_part *part = page_add(head, "TESTCARD");

		page_set(part, "NUMBER", numbers[i].number);
		page_set(part, "OUTCOME", wording_text(w, numbers[i].outcome));
	}
}

void
hosted_add_means(struct page_part *top, struct page_part *head,
    const struct hosted_session *s, const struct hosted_form *form)
{
	struct json_object *session = s->session;
	bool card = hosted_takes_card(session);
	bool debit = hosted_takes_debit(session);
	const struct wording *w = &s->wording;
	struct page_part *part = page_add(top, "MEANS"), *fields;

	page_set(part, "LEGEND",
	    wording_text(w,
		card && debit ? "how_you_pay" :
		card	      ? "card" :
				"sepa_debit"));
	hosted_add_saved(part, s, form);
	if (card && debit)
		page_show(page_add(part, "CHOICE"),
		    hosted_by_debit(session, form) ? "DEBIT_CHOSEN" :
						     "CARD_CHOSEN");
	if (card) {
		hosted_add_fields(part, "CARD_FIELD", s, form,
		    FIELD_CARD_NUMBER, FIELD_CARD_CVC);
		add_numbers(head, w, cards, nitems(cards));
	}
	if (debit) {
		hosted_add_fields(page_add(part, "DEBIT"), "IBAN_FIELD", s,
		    form, FIELD_IBAN, FIELD_IBAN);
		add_numbers(head, w, accounts, nitems(accounts));
	}
	hosted_add_fields(part, "BILLING_FIELD", s, form, FIELD_SAME,
	    FIELD_BILLING_AREA);
	if (!pay_offers_saving(session))
		return;
	fields = page_add(part, "SAVE");
	if (strcmp(form->value[FIELD_SAVE], "yes") == 0)
		page_show(fields, "SAVE_CHOSEN");
}
