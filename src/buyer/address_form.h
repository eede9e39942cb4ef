/*
 * address_form: which parts an address has in each country, what they are
 * called there, and which of them mail needs.
 */
#ifndef TILL_BUYER_ADDRESS_FORM_H
#define TILL_BUYER_ADDRESS_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/address.h"

/* What the area that an address names beside its city is. */
enum area_kind {
	AREA_NONE, /* addresses name none */
	AREA_STATE,
	AREA_PROVINCE,
	AREA_PREFECTURE,
	AREA_COUNTY,
	AREA_EMIRATE,
	AREA_REGION,
	AREA_KINDS
};

/* What a postal code is called. */
enum code_kind {
	CODE_NONE, /* there are none */
	CODE_POSTAL,
	CODE_ZIP,
	CODE_POSTCODE,
	CODE_PIN,
	CODE_EIRCODE,
	CODE_KINDS
};

#define NEEDS_AREA 1
#define NEEDS_CODE 2
#define NO_CITY 4 /* the country is the city */

struct address_form {
	const char *country; /* ISO 3166-1 alpha-2 */
	enum area_kind area;
	enum code_kind code;
	unsigned flags;		  /* of those above */
	const char *code_pattern; /* for pattern_fits(), NULL: any */
};

/* A state and the like, as mail writes it and as people call it. */
struct area {
	const char *code, *name;
};

/* All areas of a country. */
struct area_list {
	const char *country;
	const struct area *areas;
	size_t count;
};

/* The form of a country; one that is not known asks for little. */
const struct address_form *address_form_of(const char *country);

/* The areas of a country, NULL where they are typed. */
const struct area_list *area_list_of(const char *country);

/* All such lists, one after another; NULL past their end. */
const struct area_list *area_list_at(size_t i);

/* The code of an area by its code or its name, NULL: it is none of them. */
const char *area_find(const struct area_list *list, const char *text);

/*
 * An invented address that the form of a country has nothing against, for
 * sessions that are completed without a buyer.  Its texts are constants but
 * for the postal code, which may be in room.
 */
#define ADDRESS_SAMPLE_ROOM 16
struct address address_sample(const char *country,
    char room[static ADDRESS_SAMPLE_ROOM]);

#endif
