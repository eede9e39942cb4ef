/* buf: see buf.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define BUF_FIRST 256

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void
buf_free(struct buf *b)
{
	free(b->data);
	buf_init(b, b->max);
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

/* Makes room for extra bytes and the NUL; false marks the buffer failed. */
static bool
reserve(struct buf *b, size_t extra)
{
	size_t cap = b->cap != 0 ? b->cap : BUF_FIRST;
	char *grown;

	if (b->failed)
		return false;
	if (extra > b->max || b->len > b->max - extra) {
		b->failed = true;
		return false;
	}
	if (b->len + extra < b->cap)
		return true;
	while (cap <= b->len + extra)
		cap *= 2;
	grown = realloc(b->data, cap);
	if (grown == NULL) {
		b->failed = true;
		return false;
	}
	b->data = grown;
	b->cap = cap;
	return true;
}

void
buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (!reserve(b, len))
		return;
	if (len != 0)
		memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_add_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_add_char(struct buf *b, char c)
{
	if (!reserve(b, 1))
		return;
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0) {
		b->failed = true;
		return;
	}
	if (!reserve(b, (size_t)len))
		return;
	va_start(ap, fmt);
	(void)vsnprintf(b->data + b->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)len;
}

void
buf_add_indented(struct buf *b, const char *text, size_t len, int indent)
{
	const char *end = text + len;

	while (text < end) {
		const char *newline = memchr(text, '\n',
		    (size_t)(end - text));

		if (newline == NULL) {
			buf_add(b, text, (size_t)(end - text));
			return;
		}
		buf_add(b, text, (size_t)(newline + 1 - text));
		for (int i = 0; i < indent; i++)
			buf_add_char(b, ' ');
		text = newline + 1;
	}
}

bool
buf_ok(const struct buf *b)
{
	return !b->failed;
}

const char *
buf_text(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

char *
buf_take(struct buf *b)
{
	char *data = NULL;

	if (!b->failed && reserve(b, 0)) {
		data = b->data;
		data[b->len] = '\0';
		b->data = NULL;
	}
	buf_free(b);
	return data;
}
