/* decimal: see decimal.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "params/decimal.h"

bool
decimal_is(const char *text, size_t *decimals)
{
	const char *digits = text[0] == '-' ? text + 1 : text;
	size_t whole = strspn(digits, "0123456789"), behind = 0;

	if (whole == 0)
		return false;
	if (digits[whole] == '.') {
		behind = strspn(digits + whole + 1, "0123456789");
		if (behind == 0)
			return false;
		whole += 1 + behind;
	}
	*decimals = behind;
	return digits[whole] == '\0';
}

/* Whether anything but zeros stands behind the point. */
static bool
has_fraction(const char *text)
{
	const char *point = strchr(text, '.');

	return point != NULL && point[1 + strspn(point + 1, "0")] != '\0';
}

int
decimal_compare(const char *text, int64_t whole)
{
	bool minus = text[0] == '-';
	const char *digits = text + minus;
	size_t len;
	int64_t n = 0;

	digits += strspn(digits, "0");
	len = strspn(digits, "0123456789");
	/* Anything of so many digits is past every bound of a table. */
	if (len > 17)
		return minus ? -1 : 1;
	for (size_t i = 0; i < len; i++)
		n = n * 10 + (digits[i] - '0');
	if (minus)
		n = -n;
	if (n != whole)
		return n < whole ? -1 : 1;
	if (!has_fraction(text))
		return 0;
	return minus ? -1 : 1;
}

bool
decimal_plain(const char *text, char out[static DECIMAL_SIZE])
{
	bool minus = text[0] == '-';
	const char *digits = text + minus;
	size_t len;
	int n;

	while (digits[0] == '0' && digits[1] != '.' && digits[1] != '\0')
		digits++;
	len = strlen(digits);
	if (strchr(digits, '.') != NULL) {
		while (digits[len - 1] == '0')
			len--;
		if (digits[len - 1] == '.')
			len--;
	}
	if (len == 1 && digits[0] == '0')
		minus = false;
	n = snprintf(out, DECIMAL_SIZE, "%s%.*s", minus ? "-" : "", (int)len,
	    digits);
	return n > 0 && n < DECIMAL_SIZE;
}
