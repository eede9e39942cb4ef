/* address_lines: see address_lines.h. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/text.h"
#include "buyer/address_form.h"
#include "buyer/address_lines.h"

#define COUNTRY_MAX 128

static bool
has(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Whether the postal code stands after the city, as in English addresses. */
static bool
code_is_last(const char *country)
{
	enum code_kind kind = address_form_of(country)->code;

	return kind != CODE_POSTAL || strcmp(country, "CA") == 0;
}

/* Adds a text to a line, with what stands between. */
static void
add(char out[static ADDRESS_LINE_MAX], const char *between, const char *text)
{
	size_t len = strlen(out);

	if (has(text))
		(void)snprintf(out + len, ADDRESS_LINE_MAX - len, "%s%s",
		    len > 0 ? between : "", text);
}

static void
name_country(const char *country, char out[static ADDRESS_LINE_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	char id[16] = "und_";
	UChar wide[COUNTRY_MAX];
	int32_t n;

	text_copy(id + 4, sizeof(id) - 4, country);
	n = uloc_getDisplayCountry(id, "en", wide, COUNTRY_MAX, &status);
	u_strToUTF8(out, ADDRESS_LINE_MAX, NULL, wide, n, &status);
	if (U_FAILURE(status))
		text_copy(out, ADDRESS_LINE_MAX, country);
}

size_t
address_lines(const struct address *address,
    char out[static ADDRESS_LINES][ADDRESS_LINE_MAX])
{
	const char *country = has(address->country) ? address->country : "";
	size_t n = 0;

	if (has(address->line1))
		text_copy(out[n++], ADDRESS_LINE_MAX, address->line1);
	if (has(address->line2))
		text_copy(out[n++], ADDRESS_LINE_MAX, address->line2);
	out[n][0] = '\0';
	if (code_is_last(country)) {
		add(out[n], "", address->city);
		add(out[n], ", ", address->state);
		add(out[n], " ", address->postal_code);
	} else {
		add(out[n], "", address->postal_code);
		add(out[n], " ", address->city);
		add(out[n], ", ", address->state);
	}
	n += out[n][0] != '\0';
	if (*country != '\0')
		name_country(country, out[n++]);
	return n;
}
