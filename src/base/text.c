/* text: see text.h. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool
text_copy(char *dst, size_t size, const char *src)
{
	size_t len = strlen(src);
	bool whole = len < size;

	if (!whole)
		len = size - 1;
	memcpy(dst, src, len);
	dst[len] = '\0';
	if (!whole)
		text_trim_partial(dst);
	return whole;
}

/* The length a UTF-8 sequence announces by its first byte; 0: none does. */
static size_t
sequence_len(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	if (c >= 0xf0 && c <= 0xf4)
		return 4;
	return 0;
}

void
text_trim_partial(char *text)
{
	size_t len = strlen(text), at = len;

	while (at > 0 && ((unsigned char)text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return;
	if (at - 1 + sequence_len((unsigned char)text[at - 1]) > len)
		text[at - 1] = '\0';
}

/* The second byte's range rules out overlong forms and surrogates. */
static bool
second_byte_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return (second & 0xc0) == 0x80;
	}
}

bool
text_is_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;

	while (i < len) {
		size_t n = sequence_len(s[i]);

		if (s[i] == '\0' || n == 0 || n > len - i)
			return false;
		if (n > 1 && !second_byte_fits(s[i], s[i + 1]))
			return false;
		for (size_t k = 2; k < n; k++)
			if ((s[i + k] & 0xc0) != 0x80)
				return false;
		i += n;
	}
	return true;
}

size_t
text_chars(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		if (((unsigned char)*text & 0xc0) != 0x80)
			n++;
	return n;
}

bool
text_to_int(const char *text, int64_t *out)
{
	const char *digits = text[0] == '-' ? text + 1 : text;
	size_t n = strspn(digits, "0123456789");
	long long value;
	char *end;

	if (n == 0 || digits[n] != '\0')
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0')
		return false;
	*out = value;
	return true;
}

bool
text_is_email(const char *text)
{
	const char *at = strchr(text, '@'), *dot;

	if (at == NULL || at == text || strchr(at + 1, '@') != NULL)
		return false;
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || strchr("<>()[],;:\\\"", *p))
			return false;
	dot = strrchr(at, '.');
	return dot != NULL && dot > at + 1 && dot[1] != '\0' &&
	    at[1] != '.' && strstr(at, "..") == NULL;
}

bool
text_is_id(const char *text)
{
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++)
		if (!isalnum((unsigned char)*text) && *text != '_' &&
		    *text != '-')
			return false;
	return true;
}
