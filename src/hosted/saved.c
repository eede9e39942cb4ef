/* saved: the cards and accounts that a customer has kept, offered again. */
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "hosted/internal.h"

/* So many are offered at most, the newest. */
#define OFFERED_MAX 10

/* Whether a buyer of a session may pay with what was kept (5.6, 6). */
static bool
offers_saved(struct json_object *session)
{
	return json_text(session, "customer") != NULL &&
	    strcmp(json_text_or(session, "mode", ""), "setup") != 0 &&
	    strcmp(json_text_or(session, "status", ""), "open") == 0 &&
	    pay_wants_method(session);
}

/* The types of the session's payment methods, of those there is a form for. */
static struct json_object *
types_of(struct json_object *session)
{
	struct json_object *types = json_object_new_array();

	if (hosted_takes_card(session))
		json_object_array_add(types, json_object_new_string("card"));
	if (hosted_takes_debit(session))
		json_object_array_add(types,
		    json_object_new_string("sepa_debit"));
	return types;
}

/* Leaves out those without the whole address that a session asks for. */
static void
drop_incomplete(struct json_object *session, struct json_object *methods)
{
	for (size_t i = json_count(methods); payer_bills(session) && i-- > 0;)
		if (json_text(json_path(json_at(methods, i),
			"billing_details", "address", NULL), "line1") == NULL)
			json_object_array_del_idx(methods, i, 1);
}

enum till_err
hosted_read_saved(struct store_conn *c, struct hosted_session *s,
    struct till_error *e)
{
	struct json_object *types = types_of(s->session);
	struct method_wish wish = {
		.customer = json_text(s->session, "customer"),
		.redisplay = json_get(json_get(s->session,
					  "saved_payment_method_options"),
		    "allow_redisplay_filters"),
		.types = types,
		.limit = OFFERED_MAX,
		.now = clock_now(),
	};
	enum till_err err = TILL_OK;

	if (offers_saved(s->session)) {
		err = method_list(c, &wish, &s->saved, e);
		if (err == TILL_OK)
			drop_incomplete(s->session, s->saved);
	}
	json_object_put(types);
	return err;
}

struct json_object *
hosted_saved(const struct hosted_session *s, const struct hosted_form *form)
{
	const char *id = form->value[FIELD_SAVED];

	for (size_t i = 0; i < json_count(s->saved); i++)
		if (strcmp(json_text_or(json_at(s->saved, i), "id", ""), id) ==
		    0)
			return json_at(s->saved, i);
	return NULL;
}

void
hosted_use_saved(const struct hosted_session *s,
    const struct hosted_form *form, struct session_payer *payer)
{
	struct json_object *method = hosted_saved(s, form);
	struct json_object *billing = json_get(method, "billing_details");

	if (method == NULL)
		return;
	payer->means = (struct means){ .kept = json_text(method, "id") };
	payer->name = json_text(billing, "name");
	payer->address = address_of(json_get(billing, "address"));
	payer->save = false;
}

/* What the brands call themselves. */
static const struct {
	const char *brand, *name;
} brands[] = {
	{ "amex", "American Express" },
	{ "diners", "Diners Club" },
	{ "discover", "Discover" },
	{ "jcb", "JCB" },
	{ "mastercard", "Mastercard" },
	{ "unionpay", "UnionPay" },
	{ "visa", "Visa" },
};

static const char *
brand_name(const struct wording *w, const char *brand)
{
	for (size_t i = 0; i < nitems(brands); i++)
		if (strcmp(brands[i].brand, brand) == 0)
			return brands[i].name;
	return wording_text(w, "card");
}

/* "Visa ending in 4242", "expires 12/2040". */
static void
describe(struct page_part *part, const struct wording *w,
    struct json_object *method)
{
	struct json_object *card = json_get(method, "card");
	struct json_object *debit = json_get(method, "sepa_debit");
	char text[WORDING_MAX], month[WORDING_MAX];

	if (card == NULL) {
		wording_say(w, text, "saved_account",
		    json_text_or(debit, "last4", ""), NULL, NULL);
		page_set(part, "NAME", text);
		return;
	}
	wording_say(w, text, "saved_card",
	    brand_name(w, json_text_or(card, "brand", "")),
	    json_text_or(card, "last4", ""), NULL);
	page_set(part, "NAME", text);
	wording_month(w, month, (int)json_int_or(card, "exp_year", 0),
	    (int)json_int_or(card, "exp_month", 1));
	wording_say(w, text, "saved_expires", month, NULL, NULL);
	page_set(page_add(part, "EXPIRES"), "WHEN", text);
}

void
hosted_add_saved(struct page_part *means, const struct hosted_session *s,
    const struct hosted_form *form)
{
	struct json_object *chosen = hosted_saved(s, form);
	struct page_part *part;

	if (json_count(s->saved) == 0)
		return;
	part = page_add(means, "SAVED");
	for (size_t i = 0; i < json_count(s->saved); i++) {
		struct json_object *method = json_at(s->saved, i);
		struct page_part *row = page_add(part, "METHOD");

		page_set(row, "ID", json_text_or(method, "id", ""));
		describe(row, &s->wording, method);
		if (method == chosen)
			page_show(row, "CHOSEN");
		if (hosted_wants_country(s->session))
			page_show(row, "LIVE");
	}
	if (hosted_wants_country(s->session))
		page_show(part, "LIVE");
	if (chosen == NULL)
		page_show(part, "NEW_CHOSEN");
}
