/*
 * tax_id: the tax ids of businesses, by country, as far as their form tells
 * them apart.  Whether a number was ever given to anybody is not looked up.
 */
#ifndef TILL_BUYER_TAX_ID_H
#define TILL_BUYER_TAX_ID_H

#include <stdbool.h>
#include <stddef.h>

#define TAX_ID_SIZE 64

struct tax_id_kind {
	const char *country; /* ISO 3166-1 alpha-2; "" is any */
	const char *type;    /* as the API calls it: "eu_vat" */
	const char *pattern; /* for pattern_fits() */
	const char *example;
};

extern const struct tax_id_kind tax_id_kinds[];
extern const size_t tax_id_kinds_count;

/* The first kind of a country, its usual one; NULL: it is not known. */
const struct tax_id_kind *tax_id_usual(const char *country);

/* Whether a value can be one of a type. */
bool tax_id_fits(const char *type, const char *value);

/* The country that a value of a type is of; false for none in particular. */
bool tax_id_country(const char *type, const char *value, char out[static 3]);

/*
 * The kind that what was typed is one of, NULL for none; out is then the id
 * without white space around it and in capitals.
 */
const struct tax_id_kind *tax_id_read(const char *typed, const char *country,
    char out[static TAX_ID_SIZE]);

#endif
