/* pattern: see pattern.h. */
#include <ctype.h>
#include <string.h>

#include "buyer/pattern.h"

static bool
is_filler(char c)
{
	return c == ' ' || c == '.' || c == '-' || c == '/';
}

static bool
char_fits(char pattern, char c)
{
	unsigned char byte = (unsigned char)c;

	switch (pattern) {
	case 'N':
		return isdigit(byte);
	case 'A':
		return isalpha(byte);
	case 'X':
		return isalnum(byte);
	case '#':
		/* A capital that would mean something else. */
		return toupper(byte) == 'N';
	case '@':
		return toupper(byte) == 'A';
	case '*':
		return toupper(byte) == 'X';
	default:
		return toupper(byte) == pattern;
	}
}

/* One alternative, of len bytes. */
static bool
fits(const char *pattern, size_t len, const char *text)
{
	size_t i = 0;

	for (; *text != '\0'; text++) {
		if (i < len && char_fits(pattern[i], *text))
			i++;
		else if (!is_filler(*text))
			return false;
	}
	return i == len;
}

bool
pattern_fits(const char *patterns, const char *text)
{
	for (;;) {
		size_t len = strcspn(patterns, "|");

		if (fits(patterns, len, text))
			return true;
		if (patterns[len] == '\0')
			return false;
		patterns += len + 1;
	}
}

void
pattern_example(const char *patterns, char *out, size_t size)
{
	size_t n = 0;

	for (; *patterns != '\0' && *patterns != '|' && n + 1 < size;
	     patterns++)
		switch (*patterns) {
		case 'N':
			out[n] = (char)('1' + n % 9);
			n++;
			break;
		case 'A':
		case 'X':
		case '@':
			out[n++] = 'A';
			break;
		case '#':
			out[n++] = 'N';
			break;
		case '*':
			out[n++] = 'X';
			break;
		default:
			out[n++] = *patterns;
		}
	if (size > 0)
		out[n] = '\0';
}
