/*
 * rich: texts of merchants, which are plain but for two things that the API
 * lets them have: [words](https://…) is a link and **words** is strong.
 * Everything else is shown as it was written.
 */
#include <stdlib.h>
#include <string.h>

#include "hosted/internal.h"

/* A piece of a text, from begin for len bytes. */
struct piece {
	const char *begin;
	size_t len;
	const char *url; /* of a link, with its length */
	size_t url_len;
	bool strong, line_end;
};

/* "[words](https://…)" at the start of text; its length, 0 for none. */
static size_t
read_link(const char *text, struct piece *out)
{
	const char *end = strchr(text, ']'), *close;

	if (*text != '[' || end == NULL || end == text + 1 || end[1] != '(')
		return 0;
	*out = (struct piece){ .begin = text + 1,
		.len = (size_t)(end - text - 1), .url = end + 2 };
	close = strchr(out->url, ')');
	if (close == NULL)
		return 0;
	out->url_len = (size_t)(close - out->url);
	if ((strncmp(out->url, "https://", 8) != 0 &&
		strncmp(out->url, "http://", 7) != 0) ||
	    memchr(out->begin, '[', out->len) != NULL ||
	    strcspn(out->url, " \"<>\\\n") < out->url_len)
		return 0;
	return (size_t)(close + 1 - text);
}

/* "**words**" at the start of text; its length, 0 for none. */
static size_t
read_strong(const char *text, struct piece *out)
{
	const char *end;

	if (strncmp(text, "**", 2) != 0)
		return 0;
	end = strstr(text + 2, "**");
	if (end == NULL || end == text + 2)
		return 0;
	*out = (struct piece){ .begin = text + 2,
		.len = (size_t)(end - text - 2), .strong = true };
	return (size_t)(end + 2 - text);
}

/* The end of a line, which is one on the page too. */
static size_t
read_break(const char *text, struct piece *out)
{
	size_t len = strspn(text, "\r");

	if (text[len] != '\n')
		return 0;
	*out = (struct piece){ .line_end = true };
	return len + 1;
}

/* Puts a part of a text, which is no string of its own, into a section. */
static void
set_part(struct page_part *part, const char *name, const char *text,
    size_t len)
{
	char *copy = strndup(text, len);

	page_set(part, name, copy != NULL ? copy : "");
	free(copy);
}

static void
add_piece(struct page_part *text, const struct piece *p)
{
	struct page_part *piece, *part;

	if (p->len == 0 && !p->line_end)
		return;
	piece = page_add(text, "PIECE");
	if (p->line_end) {
		page_show(piece, "BREAK");
		return;
	}
	part = page_add(piece,
	    p->url != NULL ? "LINK" :
		p->strong  ? "STRONG" :
			     "PLAIN");
	set_part(part, "WORDS", p->begin, p->len);
	if (p->url != NULL)
		set_part(part, "URL", p->url, p->url_len);
}

void
hosted_add_text(struct page_part *part, const char *name, const char *text)
{
	struct page_part *out = page_include(part, name, "part_pay_text.tpl");
	struct piece plain = { .begin = text }, piece;

	while (*text != '\0') {
		size_t len = read_break(text, &piece);

		if (len == 0)
			len = read_link(text, &piece);
		if (len == 0)
			len = read_strong(text, &piece);
		if (len == 0) {
			text++;
			continue;
		}
		plain.len = (size_t)(text - plain.begin);
		add_piece(out, &plain);
		add_piece(out, &piece);
		text += len;
		plain.begin = text;
	}
	plain.len = (size_t)(text - plain.begin);
	add_piece(out, &plain);
}
