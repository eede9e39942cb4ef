/* country: the countries of the form, named and sorted by ICU. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "hosted/hosted.h"

#define COUNTRIES_MAX 400
#define NAME_MAX_BYTES 96

struct country {
	const char *code;
	char name[NAME_MAX_BYTES];
};

static struct country countries[COUNTRIES_MAX];
static size_t countries_count;
static UCollator *collator;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int
by_name(const void *a, const void *b)
{
	const struct country *left = a, *right = b;
	UErrorCode status = U_ZERO_ERROR;

	return (int)ucol_strcollUTF8(collator, left->name, -1, right->name, -1,
	    &status);
}

static void
load(void)
{
	UErrorCode status = U_ZERO_ERROR;

	for (const char *const *code = uloc_getISOCountries();
	     *code != NULL && countries_count < COUNTRIES_MAX; code++) {
		struct country *country = &countries[countries_count];
		char locale[16] = "und_";
		UChar wide[NAME_MAX_BYTES];
		int32_t n;

		strcat(locale, *code);
		status = U_ZERO_ERROR;
		n = uloc_getDisplayCountry(locale, "en", wide, NAME_MAX_BYTES,
		    &status);
		u_strToUTF8(country->name, NAME_MAX_BYTES, NULL, wide, n,
		    &status);
		/* Codes without a name of their own are not countries now. */
		if (status != U_ZERO_ERROR || strcmp(country->name, *code) == 0)
			continue;
		country->code = *code;
		countries_count++;
	}
	status = U_ZERO_ERROR;
	collator = ucol_open("en", &status);
	if (U_SUCCESS(status))
		qsort(countries, countries_count, sizeof(countries[0]),
		    by_name);
	ucol_close(collator);
}

void
hosted_countries(struct page_part *part, const char *chosen)
{
	pthread_once(&once, load);
	for (size_t i = 0; i < countries_count; i++) {
		struct page_part *option = page_add(part, "COUNTRY");

		page_set(option, "CODE", countries[i].code);
		page_set(option, "NAME", countries[i].name);
		if (strcmp(countries[i].code, chosen) == 0)
			page_show(option, "SELECTED");
	}
}

bool
hosted_is_country(const char *code)
{
	pthread_once(&once, load);
	for (size_t i = 0; i < countries_count; i++)
		if (strcmp(countries[i].code, code) == 0)
			return true;
	return false;
}
