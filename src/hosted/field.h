/*
 * field: the fields of the payment form as a table: what each is called, how
 * it looks, when it is asked for, what is checked about it and where its
 * value goes.  For the files of the payment page only.
 */
#ifndef TILL_HOSTED_FIELD_H
#define TILL_HOSTED_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "buyer/address_form.h"
#include "hosted/hosted.h"

enum field_look {
	FIELD_TYPED,  /* an input */
	FIELD_CHOSEN, /* a select: a country or an option of the merchant's */
	FIELD_AREA,   /* a select where the country has a list, else an input */
	FIELD_TICKED  /* a check box */
};

#define FIELD_NOWHERE ((size_t)-1)

/*
 * Whether a field is on the page of a session, and whether what is in it
 * counts, as long as what is chosen elsewhere in the form stays so.
 */
typedef bool field_test(const struct hosted_session *s,
    const struct hosted_form *form);

/* Writes what is wrong with a value; false when it is right. */
typedef bool field_check(const struct hosted_session *s,
    struct hosted_form *form, enum hosted_field field,
    char out[static WORDING_MAX]);

struct field_row {
	const char *name;  /* the field's id and name */
	enum field_look look;
	const char *label; /* a word */
	const char *empty; /* the word said when it is; NULL: "Fill in …" */
	const char *type, *inputmode, *autocomplete; /* attributes, or NULL */
	const char *hint;  /* what stands in it as an example, or NULL */
	const char *style; /* a class of its own, or NULL */
	size_t max;	   /* characters */
	bool half;	   /* two such stand side by side */
	bool ltr;	   /* written from left to right in every language */
	bool optional;
	bool whole;	   /* check sees empty values too */
	bool secret;	   /* not given back, so it is typed again */
	field_test *shown; /* NULL: always */
	field_test *asked; /* NULL: whenever it is shown */
	field_check *check;
	size_t to; /* the member of struct session_payer, or FIELD_NOWHERE */
};

extern const struct field_row field_rows[];

/* The name of a field; one of the merchant's has that of its key. */
const char *field_name(const struct hosted_form *form,
    enum hosted_field field);

/* What a field is called here, in the buyer's words. */
const char *field_label(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);

bool field_is_shown(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);
bool field_is_asked(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);

/* Whether it may be left empty. */
bool field_is_optional(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);

/* The longest and shortest that a value may be, in characters. */
size_t field_max(const struct hosted_session *s, enum hosted_field field);
size_t field_min(const struct hosted_session *s, enum hosted_field field);

/* An example for a field, or NULL. */
const char *field_hint(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);

/* The address that a field is of: the form of its country. */
const struct address_form *field_address(const struct hosted_form *form,
    enum hosted_field field);

/* The merchant's field behind one of the form's, NULL when it is none. */
struct json_object *field_custom(const struct hosted_session *s,
    enum hosted_field field);

/* The country that the order goes to, and that its bill does. */
const char *field_ship_country(const struct hosted_session *s,
    const struct hosted_form *form);
const char *field_bill_country(const struct hosted_session *s,
    const struct hosted_form *form);

/* The area of the address that taxes go by, "" where none is known. */
const char *field_ship_area(const struct hosted_session *s,
    const struct hosted_form *form);

/* What is said when a field is empty that may not be. */
void field_say_empty(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field,
    char out[static WORDING_MAX]);

/* The checks of the table, see check.c. */
field_check check_email, check_phone, check_ship_country, check_country,
    check_area, check_code, check_saved, check_card_field, check_iban_field, check_tax_id,
    check_custom;

/* Whether addresses of the chosen country have the part that a field is. */
bool field_is_used(const struct hosted_session *s,
    const struct hosted_form *form, enum hosted_field field);

/* The words for the areas and the postal codes of a kind. */
const char *field_area_word(enum area_kind kind);
const char *field_code_word(enum code_kind kind);

bool field_ticked(const struct hosted_form *form, enum hosted_field field);

#endif
