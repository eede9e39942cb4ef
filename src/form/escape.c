/* escape: percent-encoding, both ways; see form.h. */
#include <string.h>

#include "base/text.h"
#include "form/form.h"

/* The value of a hexadecimal digit, -1 for any other byte. */
static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
form_escape(struct buf *b, const char *text, size_t len)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i = 0;

	while (i < len) {
		size_t plain = 0;

		while (i + plain < len && is_unreserved(text[i + plain]))
			plain++;
		if (plain > 0) {
			buf_add(b, text + i, plain);
			i += plain;
		} else {
			unsigned char c = (unsigned char)text[i++];
			char code[3] = { '%', digits[c >> 4],
				digits[c & 15] };

			buf_add(b, code, sizeof(code));
		}
	}
}

enum till_err
form_unescape(const char *text, size_t len, bool plus, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (n + 1 >= size)
			return TILL_EINPUT;
		if (c == '+' && plus) {
			c = ' ';
		} else if (c == '%') {
			int high, low;

			if (len - i < 3)
				return TILL_EINPUT;
			high = hex_value(text[i + 1]);
			low = hex_value(text[i + 2]);
			if (high < 0 || low < 0)
				return TILL_EINPUT;
			c = (char)(high << 4 | low);
			i += 2;
		}
		out[n++] = c;
	}
	if (size == 0 || !text_is_utf8(out, n))
		return TILL_EINPUT;
	out[n] = '\0';
	return TILL_OK;
}
