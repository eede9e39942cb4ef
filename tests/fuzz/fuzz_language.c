/*
 * fuzz_language: any bytes as an Accept-Language.  Whatever a browser sends,
 * the buyer is spoken to in a language there is, by a name that ICU takes.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "hosted/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), id[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	struct wording w;
	int32_t parsed = 0;

	if (text == NULL)
		return 0;
	/* A header's value ends at the first NUL. */
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	wording_choose(&w, NULL, text);
	free(text);
	uloc_forLanguageTag(w.locale, id, sizeof(id), &parsed, &status);
	if (U_FAILURE(status) || w.locale[0] == '\0' ||
	    (size_t)parsed != strlen(w.locale))
		abort();
	for (const char *p = w.region; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p))
			abort();
	return 0;
}
