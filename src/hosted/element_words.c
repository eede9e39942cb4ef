/*
 * element_words: what the frame of a Payment Element says, in the buyer's
 * language; its script has no text of its own.
 */
#include "base/json.h"
#include "base/text.h"
#include "hosted/element_words.h"
#include "hosted/wording.h"

/* Those with arguments go as they are written: {0}, {1}. */
static const char *const shown[] = { "card", "card_number", "check_typed",
	"country", "element_away", "element_keep", "element_keep_named",
	"element_postal", "element_remove", "element_remove_named",
	"element_removed", "element_save", "element_saved", "email",
	"email_incomplete", "enter_name_account", "expiry_date",
	"expiry_hint", "fill_card", "how_you_pay", "mandate_shop",
	"name_account", "postal_code", "remove", "remove_named",
	"saved_account", "saved_card", "security_code", "sepa_debit",
	"test_challenge", "test_declined", "test_fails", "test_mode",
	"test_mode_says", "test_pays", "use_another" };

/* What the API says in English, and what the script says by itself. */
static const char *const messages[] = { "number_incomplete",
	"number_incorrect", "expiry_incomplete", "expiry_invalid",
	"expiry_past", "cvc_incomplete", "cvc_incorrect", "card_declined",
	"card_absent", "card_funds", "card_expired", "card_trouble",
	"card_unconfirmed", "iban_invalid", "iban_incomplete" };

struct json_object *
hosted_element_words(const char *locale, const char *accept)
{
	static const struct wording english = { .list = NULL };
	struct json_object *o = json_object_new_object();
	struct json_object *texts = json_object_new_object();
	struct json_object *said = json_object_new_object();
	struct wording w;

	wording_choose(&w, locale, accept);
	json_put_text(o, "language", wording_language(&w));
	json_put_text(o, "direction", wording_is_rtl(&w) ? "rtl" : "ltr");
	for (size_t i = 0; i < nitems(shown); i++)
		json_put_text(texts, shown[i], wording_text(&w, shown[i]));
	for (size_t i = 0; i < nitems(messages); i++)
		json_put_text(said, wording_text(&english, messages[i]),
		    wording_text(&w, messages[i]));
	json_put(o, "texts", texts);
	json_put(o, "messages", said);
	return o;
}
