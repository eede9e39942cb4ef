/* buyer: addresses, phone numbers and tax ids as people type them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "buyer/address_form.h"
#include "buyer/address_lines.h"
#include "buyer/pattern.h"
#include "buyer/phone.h"
#include "buyer/tax_id.h"
#include "params/params.h"

static const struct {
	const char *pattern, *text;
	bool fits;
} patterns[] = {
	{ "NNNNN", "12345", true },
	{ "NNNNN", "1234", false },
	{ "NNNNN", "123456", false },
	{ "NNNNN", "1234a", false },
	{ "NNNNN|NNNNNNNNN", "12345-6789", true },
	{ "ANANAN", "k1a 0b1", true },
	{ "ANANAN", "K1A-0B1", true },
	{ "AANNAA", "SW9 8LB", true },
	{ "AANNAA", "SW19 8LB", false },
	{ "NNNNNN-N", "123456-7", true },
	{ "NNNNNN-N", "1234567", false },
	{ "TV@", "TVA", true },
	{ "TV@", "TVB", false },
	{ "#L", "nl", true },
	{ "*I", "XI", true },
	{ "XX", "A1", true },
	{ "XX", "Ä1", false },
	{ "NNNNN", "", false },
};

START_TEST(pattern)
{
	ck_assert_int_eq(pattern_fits(patterns[_i].pattern, patterns[_i].text),
	    patterns[_i].fits);
}
END_TEST

/* An example of every pattern fits it. */
START_TEST(pattern_made)
{
	char text[64];

	pattern_example(patterns[_i].pattern, text, sizeof(text));
	ck_assert_msg(pattern_fits(patterns[_i].pattern, text), "%s", text);
}
END_TEST

static const struct {
	const char *typed, *country, *number; /* NULL: none */
} phones[] = {
	{ "+49 30 901820", "US", "+4930901820" },
	{ "030 901820", "DE", "+4930901820" },
	{ "0049 30 901820", "US", "+4930901820" },
	{ "(201) 555-0123", "US", "+12015550123" },
	{ "1-201-555-0123", "US", "+12015550123" },
	{ "201 555 012", "US", NULL },
	{ "201 555 01234", "CA", NULL },
	{ "06 698 82244", "IT", "+390669882244" },
	{ "8 (912) 345-67-89", "RU", "+79123456789" },
	{ "06 1 234 5678", "HU", "+3612345678" },
	{ "020 7946 0000", "GB", "+442079460000" },
	{ "+0123456789", "GB", NULL },
	{ "12", "DE", NULL },
	{ "12345678901234567890", "DE", NULL },
	{ "call me", "DE", NULL },
	{ "555 0123 x12", "DE", NULL },
	{ "030 901820", "ZZ", NULL },
	{ "+49<script>", "DE", NULL },
	{ "++4930901820", "DE", NULL },
	{ "", "DE", NULL },
};

START_TEST(phone)
{
	const char *want = phones[_i].number;
	char number[PHONE_SIZE];

	ck_assert_int_eq(phone_read(phones[_i].typed, phones[_i].country,
			     number),
	    want != NULL);
	ck_assert_str_eq(number, want != NULL ? want : "");
}
END_TEST

static const struct {
	const char *typed, *country, *type, *value; /* NULL: none */
} tax_ids[] = {
	{ "DE123456789", "DE", "eu_vat", "DE123456789" },
	{ " de 123 456 789 ", "DE", "eu_vat", "DE 123 456 789" },
	{ "DE12345678", "DE", NULL, NULL },
	{ "1234567890", "DE", "de_stn", "1234567890" },
	{ "FR123456789", "DE", NULL, NULL },
	{ "GB123456789", "GB", "gb_vat", "GB123456789" },
	{ "XI123456789", "GB", "eu_vat", "XI123456789" },
	{ "123456-7", "CA", "ca_pst_mb", "123456-7" },
	{ "1234567", "CA", "ca_pst_sk", "1234567" },
	{ "123456789RT0002", "CA", "ca_gst_hst", "123456789RT0002" },
	{ "CHE-123.456.789 MWST", "CH", "ch_vat", "CHE-123.456.789 MWST" },
	{ "CHE-123.456.789 TVA", "CH", "ch_vat", "CHE-123.456.789 TVA" },
	{ "CHE-123.456.789", "CH", "ch_uid", "CHE-123.456.789" },
	{ "12-3456789", "US", "us_ein", "12-3456789" },
	{ "EU123456789", "US", "eu_oss_vat", "EU123456789" },
	{ "123456789", "ZZ", NULL, NULL },
	{ "", "DE", NULL, NULL },
	{ "1234567890123456789012345678901234567890123456789012345678901234",
	    "DE", NULL, NULL },
};

START_TEST(tax_id)
{
	const struct tax_id_kind *kind;
	char value[TAX_ID_SIZE];

	kind = tax_id_read(tax_ids[_i].typed, tax_ids[_i].country, value);
	if (tax_ids[_i].type == NULL) {
		ck_assert_ptr_null(kind);
		ck_assert_str_eq(value, "");
		return;
	}
	ck_assert_ptr_nonnull(kind);
	ck_assert_str_eq(kind->type, tax_ids[_i].type);
	ck_assert_str_eq(value, tax_ids[_i].value);
}
END_TEST

/* The country of a value, and values that are none of their type. */
static const struct {
	const char *type, *value, *country; /* NULL: it does not fit */
} tax_places[] = {
	{ "eu_vat", "DE123456789", "DE" },
	{ "eu_vat", "EL123456789", "GR" },
	{ "eu_vat", "XI123456789", "GB" },
	{ "us_ein", "12-3456789", "US" },
	{ "eu_oss_vat", "EU123456789", "" },
	{ "eu_vat", "12", NULL },
	{ "no_such", "12", NULL },
};

START_TEST(tax_id_place)
{
	const char *want = tax_places[_i].country;
	char country[3];

	ck_assert_int_eq(tax_id_fits(tax_places[_i].type,
			     tax_places[_i].value),
	    want != NULL);
	ck_assert_int_eq(tax_id_country(tax_places[_i].type,
			     tax_places[_i].value, country),
	    want != NULL && *want != '\0');
	ck_assert_str_eq(country, want != NULL ? want : "");
}
END_TEST

/* Each kind's own example is one of it, and of no kind before it. */
START_TEST(tax_id_examples)
{
	char value[TAX_ID_SIZE];

	for (size_t i = 0; i < tax_id_kinds_count; i++) {
		const struct tax_id_kind *kind = &tax_id_kinds[i];
		const char *country = *kind->country != '\0' ? kind->country :
							       "US";

		ck_assert_msg(tax_id_read(kind->example, country, value) ==
			kind,
		    "%s %s", kind->type, kind->example);
	}
}
END_TEST

static const struct param *
member(const struct param *params, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(params[i].name, name) == 0)
			return &params[i];
	return NULL;
}

/* The schema of customers knows the types: each has a kind, and no more. */
START_TEST(tax_id_types)
{
	const struct params_call *call = params_find("POST", "/v1/customers");
	const struct param *data, *type;
	size_t found = 0;

	data = member(call->params, call->params_count, "tax_id_data");
	type = member(data->element->children, data->element->children_count,
	    "type");
	ck_assert_ptr_nonnull(type);
	for (size_t i = 0; i < type->values_count; i++) {
		bool known = false;

		for (size_t j = 0; j < tax_id_kinds_count; j++)
			known = known || strcmp(tax_id_kinds[j].type,
					     type->values[i]) == 0;
		ck_assert_msg(known, "%s", type->values[i]);
		found++;
	}
	ck_assert_uint_gt(found, 70);
}
END_TEST

/* What an address of each country has. */
static const struct {
	const char *country;
	enum area_kind area;
	enum code_kind code;
	unsigned flags;
} forms[] = {
	{ "US", AREA_STATE, CODE_ZIP, NEEDS_AREA | NEEDS_CODE },
	{ "DE", AREA_NONE, CODE_POSTAL, NEEDS_CODE },
	{ "GB", AREA_NONE, CODE_POSTCODE, NEEDS_CODE },
	{ "JP", AREA_PREFECTURE, CODE_POSTAL, NEEDS_AREA | NEEDS_CODE },
	{ "AE", AREA_EMIRATE, CODE_NONE, NEEDS_AREA },
	{ "HK", AREA_REGION, CODE_NONE, NEEDS_AREA | NO_CITY },
	{ "SG", AREA_NONE, CODE_POSTAL, NEEDS_CODE | NO_CITY },
	{ "IE", AREA_COUNTY, CODE_EIRCODE, 0 },
	{ "ZZ", AREA_NONE, CODE_POSTAL, 0 },
	{ "", AREA_NONE, CODE_POSTAL, 0 },
};

START_TEST(form)
{
	const struct address_form *found = address_form_of(
	    forms[_i].country);

	ck_assert_int_eq(found->area, forms[_i].area);
	ck_assert_int_eq(found->code, forms[_i].code);
	ck_assert_uint_eq(found->flags, forms[_i].flags);
}
END_TEST

START_TEST(areas)
{
	const struct area_list *us = area_list_of("US");

	ck_assert_ptr_null(area_list_of("DE"));
	ck_assert_ptr_nonnull(us);
	ck_assert_str_eq(area_find(us, "CA"), "CA");
	ck_assert_str_eq(area_find(us, "california"), "CA");
	ck_assert_ptr_null(area_find(us, "Bavaria"));
	ck_assert_ptr_null(area_find(us, ""));
	ck_assert_str_eq(area_find(area_list_of("IN"), "Maharashtra"),
	    "Maharashtra");
}
END_TEST

/* An invented address has what its country's form needs, and fits it. */
START_TEST(samples)
{
	static const char *const countries[] = { "US", "CA", "GB", "DE", "FR",
		"AT", "CH", "AU", "JP", "BR", "IN", "IT", "AE", "HK", "SG",
		"IE", "KY", "GI", "AD", "MC", "KR", "ZZ", "NZ", "MX" };

	for (size_t i = 0; i < nitems(countries); i++) {
		const struct address_form *f = address_form_of(countries[i]);
		const struct area_list *list = area_list_of(countries[i]);
		char room[ADDRESS_SAMPLE_ROOM];
		struct address a = address_sample(countries[i], room);

		ck_assert_str_eq(a.country, countries[i]);
		ck_assert_ptr_nonnull(a.line1);
		ck_assert_int_eq(a.city == NULL, (f->flags & NO_CITY) != 0);
		if ((f->flags & NEEDS_AREA) != 0)
			ck_assert_ptr_nonnull(a.state);
		if (a.state != NULL && list != NULL)
			ck_assert_ptr_nonnull(area_find(list, a.state));
		if (f->code_pattern != NULL)
			ck_assert_msg(pattern_fits(f->code_pattern,
					  a.postal_code),
			    "%s %s", countries[i], a.postal_code);
	}
}
END_TEST

/* An address as it is written, its lines with "/" between them. */
static const struct {
	struct address address;
	const char *lines;
} written[] = {
	{ { "1 Main Street", "Flat 2", "Springfield", "IL", "62701", "US" },
	    "1 Main Street/Flat 2/Springfield, IL 62701/United States" },
	{ { "Alte Straße 1", NULL, "Berlin", NULL, "10115", "DE" },
	    "Alte Straße 1/10115 Berlin/Germany" },
	{ { "4 Market Row", "", "London", NULL, "SW9 8LB", "GB" },
	    "4 Market Row/London SW9 8LB/United Kingdom" },
	{ { "Via Roma 1", NULL, "Milano", "MI", "20121", "IT" },
	    "Via Roma 1/20121 Milano, MI/Italy" },
	{ { "1 Nathan Road", NULL, NULL, "Kowloon", NULL, "HK" },
	    "1 Nathan Road/Kowloon/Hong Kong SAR China" },
	{ { NULL, NULL, NULL, NULL, NULL, "FR" }, "France" },
	{ { NULL, NULL, NULL, NULL, NULL, NULL }, "" },
};

START_TEST(address_written)
{
	char lines[ADDRESS_LINES][ADDRESS_LINE_MAX], all[1024] = "";
	size_t n = address_lines(&written[_i].address, lines);

	for (size_t i = 0; i < n; i++) {
		strcat(all, i > 0 ? "/" : "");
		strcat(all, lines[i]);
	}
	ck_assert_str_eq(all, written[_i].lines);
}
END_TEST

/* Through JSON and back. */
START_TEST(address_both_ways)
{
	struct address a = { "1 Main Street", NULL, "Springfield", "IL",
		"62701", "US" }, b;
	struct json_object *json = address_json(&a);

	ck_assert_int_eq(json_object_object_length(json), 6);
	ck_assert_ptr_null(json_get(json, "line2"));
	b = address_of(json);
	ck_assert_str_eq(b.line1, a.line1);
	ck_assert_str_eq(b.state, a.state);
	ck_assert_ptr_null(b.line2);
	ck_assert(!address_is_empty(&b));
	b = address_of(NULL);
	ck_assert(address_is_empty(&b));
	json_object_put(json);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("buyer");
	Suite *s = suite_create("buyer");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, pattern, 0, nitems(patterns));
	tcase_add_loop_test(tc, pattern_made, 0, nitems(patterns));
	tcase_add_loop_test(tc, phone, 0, nitems(phones));
	tcase_add_loop_test(tc, tax_id, 0, nitems(tax_ids));
	tcase_add_loop_test(tc, tax_id_place, 0, nitems(tax_places));
	tcase_add_test(tc, tax_id_examples);
	tcase_add_test(tc, tax_id_types);
	tcase_add_loop_test(tc, form, 0, nitems(forms));
	tcase_add_test(tc, areas);
	tcase_add_test(tc, samples);
	tcase_add_loop_test(tc, address_written, 0, nitems(written));
	tcase_add_test(tc, address_both_ways);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
