/* method: see method.h. */
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/iban.h"
#include "payments/method.h"

#define KEY_MAX 80
#define FINGERPRINT_LEN 16
#define KEPT_SPENT "spent" /* in the hidden member: not to be used again */

/* Mark I: the table of test cards gives none of them a country. */
#define CARD_COUNTRY "US"

const struct record_type payment_method_type = {
	.object = "payment_method",
	.title = "PaymentMethod",
	.table = "payment_method",
	.prefix = "pm_",
	.id_random = 24,
	.columns_count = 4,
	.columns = {
		{ "customer", false, { "customer" } },
		{ "type", false, { "type" }, true },
		{ "redisplay", false, { "allow_redisplay" }, true },
		{ "fingerprint", false, { "card", "fingerprint" } },
	},
};

/* A hash under the database's own key, so that a copy of one tells nothing. */
static enum till_err
fingerprint(struct store_conn *c, const char *number,
    char out[static CRYPTO_HEX_MAX], struct till_error *e)
{
	struct store_rows *rows;
	char key[KEY_MAX] = "";
	enum till_err err;
	int got;

	err = store_query(c, "SELECT key FROM fingerprint_key", &rows, e, "");
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		text_copy(key, sizeof(key), store_text(rows, 0));
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	crypto_hmac_hex(key, number, strlen(number), out);
	out[FINGERPRINT_LEN] = '\0';
	return TILL_OK;
}

static struct json_object *
one_text(const char *text)
{
	struct json_object *list = json_object_new_array();

	json_object_array_add(list, json_object_new_string(text));
	return list;
}

/* Which of what was typed the bank finds to be right. */
static struct json_object *
checks_object(const struct card_facts *facts, const struct billing *billing)
{
	struct json_object *checks = json_object_new_object();

	json_put_text(checks, CARD_CHECK_CVC, "pass");
	if (billing->address.line1 != NULL)
		json_put_text(checks, CARD_CHECK_LINE1, "pass");
	if (billing->address.postal_code != NULL)
		json_put_text(checks, CARD_CHECK_POSTAL, "pass");
	if (facts->failing_check != NULL &&
	    json_get(checks, facts->failing_check) != NULL)
		json_put_text(checks, facts->failing_check, "fail");
	return checks;
}

static enum till_err
card_object(struct store_conn *c, const struct card *card,
    const struct billing *billing, struct json_object **out,
    struct till_error *e)
{
	struct json_object *networks = json_object_new_object();
	struct json_object *usage = json_object_new_object();
	struct json_object *o = json_object_new_object();
	char print[CRYPTO_HEX_MAX];
	struct card_facts facts;
	enum till_err err;

	card_describe(card, &facts);
	err = fingerprint(c, facts.digits, print, e);
	json_put_text(o, "brand", facts.brand);
	json_put(o, "checks", checks_object(&facts, billing));
	json_put_text(o, "country", CARD_COUNTRY);
	json_put_text(o, "display_brand", facts.brand);
	json_put_int(o, "exp_month", facts.exp_month);
	json_put_int(o, "exp_year", facts.exp_year);
	json_put_text(o, "fingerprint", print);
	json_put_text(o, "funding", facts.funding);
	json_put_text(o, "last4", facts.last4);
	json_put(networks, "available", one_text(facts.brand));
	json_put(o, "networks", networks);
	json_put_bool(usage, "supported", true);
	json_put(o, "three_d_secure_usage", usage);
	*out = o;
	return err;
}

static enum till_err
debit_object(struct store_conn *c, const char *iban,
    struct json_object **out, struct till_error *e)
{
	struct json_object *o = json_object_new_object();
	char country[3] = "", bank[6] = "", print[CRYPTO_HEX_MAX];
	size_t len = strlen(iban);
	enum till_err err;

	err = fingerprint(c, iban, print, e);
	memcpy(country, iban, 2);
	memcpy(bank, iban + 4, 5);
	json_put_text(o, "bank_code", bank);
	json_put_text(o, "branch_code", "");
	json_put_text(o, "country", country);
	json_put_text(o, "fingerprint", print);
	json_put_text(o, "last4", iban + len - 4);
	*out = o;
	return err;
}

static struct json_object *
billing_object(const struct billing *billing)
{
	struct json_object *details = json_object_new_object();

	json_put(details, "address", address_json(&billing->address));
	json_put_text(details, "email", billing->email);
	json_put_text(details, "name", billing->name);
	json_put_text(details, "phone", billing->phone);
	return details;
}

enum till_err
method_make(struct store_conn *c, const struct means *means,
    const struct billing *billing, int64_t now, struct json_object **out,
    struct till_error *e)
{
	const char *type = means->card != NULL ? "card" : "sepa_debit";
	struct json_object *given = json_object_new_object();
	struct json_object *details = NULL;
	enum till_err err;

	*out = NULL;
	err = means->card != NULL ?
	    card_object(c, means->card, billing, &details, e) :
	    debit_object(c, means->iban, &details, e);
	json_put(given, type, details);
	json_put_text(given, "type", type);
	json_put_text(given, "allow_redisplay", "unspecified");
	json_put(given, "billing_details", billing_object(billing));
	if (err == TILL_OK)
		err = catalog_new(&payment_method_type, given, now, out, e);
	if (err == TILL_OK)
		err = catalog_insert(c, &payment_method_type, *out, e);
	json_object_put(given);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}

enum till_err
method_attach(struct store_conn *c, struct json_object *method,
    const char *customer, const char *redisplay, struct till_error *e)
{
	enum till_err err;

	json_put_text(method, "customer", customer);
	json_put_text(method, "allow_redisplay", redisplay);
	err = catalog_update(c, &payment_method_type, method, e);
	if (err == TILL_OK)
		err = event_emit(c, "payment_method.attached", method, NULL,
		    e);
	return err;
}

void
method_spend(struct json_object *method)
{
	json_put_bool(catalog_hidden(method), KEPT_SPENT, true);
}

bool
method_is_spent(struct json_object *method)
{
	return json_bool_or(json_get(method, CATALOG_HIDDEN), KEPT_SPENT,
	    false);
}

enum till_err
method_detach(struct store_conn *c, struct json_object *method,
    struct till_error *e)
{
	enum till_err err;

	if (json_text(method, "customer") == NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The payment method you provided is not attached to a "
		    "customer so detachment is impossible.");
	json_put(method, "customer", NULL);
	method_spend(method);
	err = catalog_update(c, &payment_method_type, method, e);
	return err == TILL_OK ?
	    event_emit(c, "payment_method.detached", method, NULL, e) : err;
}

/* The number among those of next() that a payment method was made from. */
static enum till_err
number_of(struct store_conn *c, struct json_object *own,
    const char *(*next)(size_t i), const char **out, struct till_error *e)
{
	const char *last4 = json_text_or(own, "last4", "");
	const char *print = json_text_or(own, "fingerprint", "");
	char other[CRYPTO_HEX_MAX];
	enum till_err err = TILL_OK;
	const char *number;

	*out = NULL;
	for (size_t i = 0; err == TILL_OK && (number = next(i)) != NULL; i++) {
		if (strcmp(number + strlen(number) - 4, last4) != 0)
			continue;
		err = fingerprint(c, number, other, e);
		if (err == TILL_OK && strcmp(other, print) == 0)
			*out = number;
	}
	return err;
}

enum till_err
method_outcome(struct store_conn *c, struct json_object *method,
    const struct card_use *use, struct outcome *out, struct till_error *e)
{
	const char *type = json_text_or(method, "type", "");
	bool is_card = strcmp(type, "card") == 0;
	struct card card = { .expiry = "", .cvc = "" };
	const char *number = NULL;
	enum till_err err;

	*out = (struct outcome){ .code = NULL };
	err = number_of(c, json_get(method, type),
	    is_card ? card_test_number : iban_test, &number, e);
	if (err != TILL_OK)
		return err;
	card.number = number;
	if (!is_card)
		iban_outcome(number != NULL ? number : "", out);
	else if (number != NULL)
		card_outcome(&card, use, out);
	return TILL_OK;
}

/* Their dates are past the years that a test will see. */
#define NEVER "12 / 2099"
static const struct test_card {
	const char *name;
	struct card card;
} test_cards[] = {
	{ "pm_card_visa", { "4242424242424242", NEVER, "123" } },
	{ "pm_card_visa_debit", { "4000056655665556", NEVER, "123" } },
	{ "pm_card_mastercard", { "5555555555554444", NEVER, "123" } },
	{ "pm_card_amex", { "378282246310005", NEVER, "1234" } },
	{ "pm_card_discover", { "6011111111111117", NEVER, "123" } },
	{ "pm_card_visa_chargeDeclined",
	    { "4000000000000002", NEVER, "123" } },
	{ "pm_card_chargeDeclined", { "4000000000000002", NEVER, "123" } },
	{ "pm_card_visa_chargeDeclinedInsufficientFunds",
	    { "4000000000009995", NEVER, "123" } },
	{ "pm_card_chargeDeclinedInsufficientFunds",
	    { "4000000000009995", NEVER, "123" } },
	{ "pm_card_visa_chargeDeclinedLostCard",
	    { "4000000000009987", NEVER, "123" } },
	{ "pm_card_visa_chargeDeclinedStolenCard",
	    { "4000000000009979", NEVER, "123" } },
	{ "pm_card_chargeDeclinedExpiredCard",
	    { "4000000000000069", NEVER, "123" } },
	{ "pm_card_chargeDeclinedIncorrectCvc",
	    { "4000000000000127", NEVER, "123" } },
	{ "pm_card_chargeDeclinedProcessingError",
	    { "4000000000000119", NEVER, "123" } },
	{ "pm_card_chargeCustomerFail",
	    { "4000000000000341", NEVER, "123" } },
	{ "pm_card_authenticationRequired",
	    { "4000002760003184", NEVER, "123" } },
	{ "pm_card_authenticationRequiredOnSetup",
	    { "4000002500003155", NEVER, "123" } },
	{ "pm_card_threeDSecure2Required",
	    { "4000000000003220", NEVER, "123" } },
};

const struct card *
method_test_card(const char *name)
{
	for (size_t i = 0; i < nitems(test_cards); i++)
		if (strcmp(test_cards[i].name, name) == 0)
			return &test_cards[i].card;
	return NULL;
}

enum till_err
method_is_known(struct store_conn *c, struct json_object *method,
    const char *customer, bool *known, struct till_error *e)
{
	const char *print = json_text(json_get(method, "card"), "fingerprint");
	struct store_rows *rows;
	enum till_err err;
	int got;

	*known = false;
	if (customer == NULL || print == NULL)
		return TILL_OK;
	err = store_query(c,
	    "SELECT 1 FROM payment_method WHERE customer=? AND fingerprint=? "
	    "LIMIT 1",
	    &rows, e, "tt", customer, print);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	store_done(rows);
	*known = got == 1;
	return got < 0 ? TILL_EDB : TILL_OK;
}
