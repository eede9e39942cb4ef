/*
 * The payment form: which fields a session asks for, what is said of what is
 * typed into them, and what a right form gives.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/field.h"
#include "hosted/wording.h"

#define NOW 1800000000 /* 2027 */

/* Sessions, by what they ask for. */
#define CARD "\"mode\":\"payment\",\"amount_total\":1500," \
	"\"payment_method_types\":[\"card\"]"
static const char plain[] = "{" CARD "}";
static const char ships[] = "{" CARD ",\"shipping_address_collection\":"
			    "{\"allowed_countries\":[\"US\",\"DE\"]}}";
static const char bills[] = "{" CARD ",\"billing_address_collection\":"
			    "\"required\"}";
static const char phones[] = "{" CARD ",\"phone_number_collection\":"
			     "{\"enabled\":true}}";
static const char taxes[] = "{" CARD ",\"tax_id_collection\":"
			    "{\"enabled\":true,\"required\":\"never\"}}";
static const char must_tax[] =
    "{" CARD ",\"tax_id_collection\":"
    "{\"enabled\":true,\"required\":\"if_supported\"}}";
static const char agrees[] = "{" CARD ",\"consent_collection\":"
			     "{\"terms_of_service\":\"required\","
			     "\"promotions\":\"auto\"}}";
static const char customs[] =
    "{" CARD ",\"custom_fields\":["
    "{\"key\":\"a\",\"type\":\"text\",\"optional\":false,"
    "\"label\":{\"custom\":\"Name\"},"
    "\"text\":{\"minimum_length\":2,\"maximum_length\":4}},"
    "{\"key\":\"b\",\"type\":\"numeric\",\"optional\":true,"
    "\"label\":{\"custom\":\"Floor\"},\"numeric\":{}},"
    "{\"key\":\"c\",\"type\":\"dropdown\",\"optional\":true,"
    "\"label\":{\"custom\":\"Size\"},\"dropdown\":{\"options\":"
    "[{\"label\":\"Small\",\"value\":\"s\"}]}}]}";
static const char free_one[] = "{\"mode\":\"payment\",\"amount_total\":0}";

static struct hosted hosted = { .merchant = "Shop" };
static struct hosted_session s;
static struct hosted_form form;
static struct json_object *posted;
static struct session_payer payer;

/* A form that is right for every one of them. */
static const char right[] =
    "{\"email\":\"a@b.example\",\"phoneNumber\":\"+4930901820\","
    "\"shippingName\":\"Ada\",\"shippingCountry\":\"US\","
    "\"shippingAddressLine1\":\"1 Main Street\","
    "\"shippingLocality\":\"Springfield\",\"shippingPostalCode\":\"62701\","
    "\"shippingAdministrativeArea\":\"Illinois\","
    "\"cardNumber\":\"4242424242424242\",\"cardExpiry\":\"12 / 40\","
    "\"cardCvc\":\"123\",\"billingName\":\"Ada L\","
    "\"billingCountry\":\"DE\",\"billingAddressLine1\":\"Alte Straße 1\","
    "\"billingLocality\":\"Berlin\",\"billingPostalCode\":\"10115\","
    "\"purchasingAsBusinessCheckbox\":\"on\",\"businessName\":\"L GmbH\","
    "\"taxId\":\"DE123456789\",\"customField-a\":\"abc\","
    "\"termsOfServiceConsentCheckbox\":\"on\"}";

/* Checks a form with one value changed; NULL changes none. */
static bool
check_with(const char *session, const char *name, const char *value)
{
	struct till_error e;

	till_error_clear(&e);
	s = (struct hosted_session){ .hosted = &hosted };
	ck_assert_int_eq(json_parse(session, strlen(session), &s.session, &e),
	    TILL_OK);
	ck_assert_int_eq(json_parse(right, strlen(right), &posted, &e),
	    TILL_OK);
	if (name != NULL)
		json_put_text(posted, name, value);
	hosted_form_read(&form, &s, posted);
	return hosted_form_check(&form, &s, NOW, &payer);
}

static void
done(void)
{
	hosted_form_free(&form);
	json_object_put(posted);
	json_object_put(s.session);
}

static void
load(void)
{
	struct till_error e;

	till_error_clear(&e);
	ck_assert_msg(wording_load("templates", "Shop", &e) == TILL_OK, "%s",
	    e.message);
}

static const struct {
	const char *session, *name, *value;
	enum hosted_field field;
	const char *wrong; /* "": it is right */
} rows[] = {
	{ plain, "email", "", FIELD_EMAIL, "Enter your e-mail address." },
	{ plain, "email", "a@b", FIELD_EMAIL,
	    "This e-mail address is not complete." },
	{ plain, "email", " a@b.example ", FIELD_EMAIL, "" },
	{ plain, "cardNumber", "1", FIELD_CARD_NUMBER,
	    "Your card number is incomplete." },
	{ plain, "cardExpiry", "", FIELD_CARD_EXPIRY,
	    "Your card's expiration date is incomplete." },
	{ plain, "cardCvc", "1", FIELD_CARD_CVC,
	    "Your card's security code is incomplete." },
	{ plain, "billingName", " ", FIELD_BILLING_NAME,
	    "Enter the name on your card." },
	{ plain, "billingCountry", "ZZ", FIELD_BILLING_COUNTRY,
	    "Choose the country of your billing address." },
	/* Beside a card the bank judges the code. */
	{ plain, "billingPostalCode", "x", FIELD_BILLING_POSTAL_CODE, "" },
	{ plain, "billingPostalCode", "", FIELD_BILLING_POSTAL_CODE, "" },
	/* What is not asked for is not looked at. */
	{ plain, "shippingCountry", "ZZ", FIELD_SHIPPING_COUNTRY, "" },
	{ plain, "phoneNumber", "1", FIELD_PHONE, "" },
	{ plain, "taxId", "1", FIELD_TAX_ID, "" },
	{ phones, "phoneNumber", "", FIELD_PHONE, "Fill in “Phone number”." },
	{ phones, "phoneNumber", "1", FIELD_PHONE,
	    "“Phone number” does not look right. An example: "
	    "+1 201 555 0123" },
	{ phones, "phoneNumber", "030 901820", FIELD_PHONE, "" },
	{ ships, "shippingName", "", FIELD_SHIPPING_NAME,
	    "Fill in “Full name”." },
	{ ships, "shippingName", "a\x01", FIELD_SHIPPING_NAME,
	    "“Full name” holds characters that cannot be used." },
	{ ships, "shippingCountry", "FR", FIELD_SHIPPING_COUNTRY,
	    "Choose a country that this shop ships to." },
	{ ships, "shippingPostalCode", "627", FIELD_SHIPPING_CODE,
	    "“ZIP code” does not look right. An example: 12345" },
	{ ships, "shippingPostalCode", "62701-1234", FIELD_SHIPPING_CODE,
	    "" },
	{ ships, "shippingAdministrativeArea", "", FIELD_SHIPPING_AREA,
	    "Choose “State” from the list." },
	{ ships, "shippingAdministrativeArea", "XX", FIELD_SHIPPING_AREA,
	    "Choose “State” from the list." },
	{ ships, "shippingAdministrativeArea", "il", FIELD_SHIPPING_AREA,
	    "" },
	{ ships, "shippingAddressLine2", "", FIELD_SHIPPING_LINE2, "" },
	/* The bill goes with the goods, and is not looked at then. */
	{ ships, "cardUseShippingAsBilling", "on", FIELD_BILLING_NAME, "" },
	{ bills, "billingLocality", "", FIELD_BILLING_CITY,
	    "Fill in “City”." },
	{ bills, "billingPostalCode", "x", FIELD_BILLING_POSTAL_CODE,
	    "“Postal code” does not look right. An example: 12345" },
	{ taxes, "businessName", "", FIELD_BUSINESS_NAME,
	    "Fill in “Business name”." },
	{ taxes, "taxId", "DE1", FIELD_TAX_ID,
	    "“Tax ID” does not look right. An example: DE123456789" },
	{ taxes, "purchasingAsBusinessCheckbox", "", FIELD_TAX_ID, "" },
	{ must_tax, "taxId", "", FIELD_TAX_ID, "Fill in “Tax ID”." },
	{ must_tax, "billingCountry", "GL", FIELD_TAX_ID, "" },
	{ agrees, "termsOfServiceConsentCheckbox", "", FIELD_TERMS,
	    "Agree to the terms of service to go on." },
	{ customs, "customField-a", "", FIELD_CUSTOM_1,
	    "Fill in “Name”." },
	{ customs, "customField-a", "a", FIELD_CUSTOM_1,
	    "Name: 2 characters at least." },
	{ customs, "customField-a", "äöüßx", FIELD_CUSTOM_1,
	    "Name: 4 characters at most." },
	{ customs, "customField-a", "äöüß", FIELD_CUSTOM_1, "" },
	{ customs, "customField-b", "1a", FIELD_CUSTOM_2,
	    "“Floor” takes digits only." },
	{ customs, "customField-b", "007", FIELD_CUSTOM_2, "" },
	{ customs, "customField-c", "xl", FIELD_CUSTOM_3,
	    "Choose “Size” from the list." },
	{ customs, "customField-c", "s", FIELD_CUSTOM_3, "" },
	{ free_one, "cardNumber", "", FIELD_CARD_NUMBER, "" },
	{ free_one, "billingName", "", FIELD_BILLING_NAME, "" },
};

START_TEST(typed)
{
	bool good = check_with(rows[_i].session, rows[_i].name,
	    rows[_i].value);

	ck_assert_str_eq(form.wrong[rows[_i].field], rows[_i].wrong);
	ck_assert_int_eq(good, *rows[_i].wrong == '\0');
	done();
}
END_TEST

/* What a right form gives, and what is put back from that. */
START_TEST(given)
{
	ck_assert(check_with(ships, NULL, NULL));
	ck_assert_str_eq(payer.email, "a@b.example");
	ck_assert_str_eq(payer.shipping.state, "IL");
	ck_assert_str_eq(payer.shipping_name, "Ada");
	ck_assert_str_eq(payer.name, "Ada L");
	ck_assert_str_eq(payer.address.country, "DE");
	ck_assert_ptr_null(payer.address.line1);
	ck_assert_ptr_null(payer.shipping.line2);
	ck_assert_ptr_null(payer.phone);
	ck_assert_ptr_null(payer.terms);
	ck_assert_ptr_nonnull(payer.means.card);
	done();
	ck_assert(check_with(ships, "cardUseShippingAsBilling", "on"));
	ck_assert_str_eq(payer.name, "Ada");
	ck_assert_str_eq(payer.address.line1, "1 Main Street");
	done();
	ck_assert(check_with(taxes, NULL, NULL));
	ck_assert_str_eq(payer_name(&payer), "L GmbH");
	ck_assert_str_eq(payer.tax_type, "eu_vat");
	done();
	ck_assert(check_with(agrees, NULL, NULL));
	ck_assert_str_eq(payer.terms, "accepted");
	ck_assert_ptr_null(payer.promotions);
	done();
	ck_assert(check_with(agrees, "billingCountry", "US"));
	ck_assert_str_eq(payer.promotions, "opt_out");
	done();
	ck_assert(check_with(phones, "phoneNumber", "030 901820"));
	ck_assert_str_eq(payer.phone, "+4930901820");
	done();
}
END_TEST

/* Through JSON, as while a challenge is waited for, and into a form again. */
START_TEST(kept)
{
	struct session_payer back;
	struct hosted_form again;
	struct json_object *json;

	ck_assert(check_with(customs, "customField-b", "12"));
	json = payer_json(&payer);
	back = payer_of(json);
	ck_assert_str_eq(back.email, payer.email);
	ck_assert_str_eq(back.address.postal_code, "10115");
	hosted_form_begin(&again, &s);
	hosted_form_refill(&again, &s, &back);
	ck_assert_str_eq(again.value[FIELD_CUSTOM_1], "abc");
	ck_assert_str_eq(again.value[FIELD_CUSTOM_2], "12");
	ck_assert_str_eq(again.value[FIELD_BILLING_NAME], "Ada L");
	ck_assert_str_eq(again.value[FIELD_BILLING_COUNTRY], "DE");
	json_object_put(json);
	done();
}
END_TEST

/* Every field of the table has a name of its own, and is found by it. */
START_TEST(table)
{
	for (int i = 0; i < HOSTED_FIELDS; i++) {
		if (i >= FIELD_CUSTOM_1 && i <= FIELD_CUSTOM_3)
			continue;
		ck_assert_ptr_nonnull(field_rows[i].name);
		ck_assert_uint_gt(field_rows[i].max, 0);
		for (int j = 0; j < i; j++)
			ck_assert(field_rows[j].name == NULL ||
			    strcmp(field_rows[i].name, field_rows[j].name) !=
				0);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("form");
	Suite *suite = suite_create("hosted form");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, load, NULL);
	tcase_add_loop_test(tc, typed, 0, nitems(rows));
	tcase_add_test(tc, given);
	tcase_add_test(tc, kept);
	tcase_add_test(tc, table);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
