/* wording_choose: which language a buyer reads (RFC 9110, 12.5.4). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "base/text.h"
#include "hosted/wording_lists.h"

#define WISHES_MAX 16 /* languages of a header that are looked at */
#define TAG_MAX 36    /* of one (RFC 5646, 4.4.1) */

struct wish {
	char tag[TAG_MAX];
	double weight;
};

/* The parts of a language tag; false when it is none. */
static bool
read_tag(const char *tag, char language[static ULOC_LANG_CAPACITY],
    char region[static ULOC_COUNTRY_CAPACITY])
{
	UErrorCode status = U_ZERO_ERROR;
	char id[ULOC_FULLNAME_CAPACITY];

	uloc_forLanguageTag(tag, id, sizeof(id), NULL, &status);
	if (status == U_ZERO_ERROR)
		uloc_getLanguage(id, language, ULOC_LANG_CAPACITY, &status);
	if (status == U_ZERO_ERROR)
		uloc_getCountry(id, region, ULOC_COUNTRY_CAPACITY, &status);
	return status == U_ZERO_ERROR && *language != '\0';
}

/* The country where most of those live who speak a locale, "" for unknown. */
static void
likely_region(const char *locale, char out[static ULOC_COUNTRY_CAPACITY])
{
	UErrorCode status = U_ZERO_ERROR;
	char full[ULOC_FULLNAME_CAPACITY];

	uloc_addLikelySubtags(locale, full, sizeof(full), &status);
	if (status == U_ZERO_ERROR)
		uloc_getCountry(full, out, ULOC_COUNTRY_CAPACITY, &status);
	if (status != U_ZERO_ERROR)
		out[0] = '\0';
}

/* Speaks as a tag says; false when it can only be guessed at in English. */
static bool
take(struct wording *w, const char *tag)
{
	char language[ULOC_LANG_CAPACITY], region[ULOC_COUNTRY_CAPACITY];
	char named[ULOC_COUNTRY_CAPACITY];

	if (!read_tag(tag, language, region))
		return false;
	text_copy(named, sizeof(named), region);
	/* "419" is no country, but says how Spanish is written. */
	if (!isalpha((unsigned char)region[0]))
		likely_region(language, region);
	text_copy(w->region, sizeof(w->region), region);
	w->list = word_list_find(language);
	if (w->list != NULL)
		(void)snprintf(w->locale, sizeof(w->locale), "%s%s%s",
		    language, *named != '\0' ? "-" : "", named);
	else
		(void)snprintf(w->locale, sizeof(w->locale), "en%s%s",
		    *region != '\0' ? "-" : "", region);
	return w->list != NULL;
}

/* One entry of the header, "fr-CA;q=0.8"; false for one that is no wish. */
static bool
read_wish(const char *text, size_t len, struct wish *out)
{
	size_t skip = strspn(text, " \t");
	size_t n = strcspn(text + skip, ",; \t");
	const char *weight = memchr(text, '=', len);

	if (n == 0 || n >= TAG_MAX || text[skip] == '*')
		return false;
	memcpy(out->tag, text + skip, n);
	out->tag[n] = '\0';
	out->weight = weight != NULL ? strtod(weight + 1, NULL) : 1;
	return out->weight > 0;
}

/* The wishes of a header, the dearest first, equal ones as they stand. */
static size_t
read_wishes(const char *accept, struct wish out[static WISHES_MAX])
{
	size_t n = 0;

	while (*accept != '\0' && n < WISHES_MAX) {
		size_t len = strcspn(accept, ",");
		struct wish wish;

		if (read_wish(accept, len, &wish)) {
			size_t at = n++;

			for (; at > 0 && out[at - 1].weight < wish.weight;
			     at--)
				out[at] = out[at - 1];
			out[at] = wish;
		}
		accept += len + (accept[len] == ',' ? 1 : 0);
	}
	return n;
}

void
wording_choose(struct wording *w, const char *locale, const char *accept)
{
	struct wish wishes[WISHES_MAX];
	size_t n = 0;

	*w = (struct wording){ .list = word_list_find("en"),
		.locale = "en" };
	if (locale != NULL && strcmp(locale, "auto") != 0) {
		(void)take(w, locale);
		return;
	}
	if (accept != NULL)
		n = read_wishes(accept, wishes);
	for (size_t i = 0; i < n; i++)
		if (take(w, wishes[i].tag))
			return;
	/* None has a list: the dearest says where the buyer is. */
	if (n > 0)
		(void)take(w, wishes[0].tag);
}
