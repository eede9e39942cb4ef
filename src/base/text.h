/*
 * text: the few things C's strings lack.  All strings are NUL-terminated
 * UTF-8 unless a length stands beside them.
 */
#ifndef TILL_BASE_TEXT_H
#define TILL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define nitems(a) (sizeof(a) / sizeof((a)[0]))

/* Copies src to dst, cut at a whole character; false when it was cut. */
bool text_copy(char *dst, size_t size, const char *src);

/* Removes a UTF-8 character that was cut at the end of text. */
void text_trim_partial(char *text);

/* Whether the len bytes are valid UTF-8 without NUL (RFC 3629). */
bool text_is_utf8(const char *text, size_t len);

/* The number of characters (code points) of valid UTF-8. */
size_t text_chars(const char *text);

/*
 * Reads a whole decimal integer: an optional minus and digits, nothing else.
 * False for anything else or past 64 bits, *out then unchanged.
 */
bool text_to_int(const char *text, int64_t *out);

/* Whether text is a plain e-mail address: one @, a dotted host, no space. */
bool text_is_email(const char *text);

/* Whether every byte of a non-empty text is a letter, digit, '_' or '-'. */
bool text_is_id(const char *text);

#endif
