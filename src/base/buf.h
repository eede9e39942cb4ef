/*
 * buf: bytes that grow, up to a ceiling.
 *
 * Appending to a buffer that has failed does nothing, so a run of appends is
 * checked once, at its end, with buf_ok().  data is always NUL-terminated
 * once something was appended; it is NULL before.
 */
#ifndef TILL_BASE_BUF_H
#define TILL_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;  /* owned; NULL while empty */
	size_t len;  /* bytes in use, without the NUL */
	size_t cap;  /* bytes allocated */
	size_t max;  /* ceiling on len */
	bool failed; /* out of memory, or the ceiling was met */
};

/* Starts an empty buffer that may hold up to max bytes. */
void buf_init(struct buf *b, size_t max);

/* Releases the bytes; the buffer is empty and usable again. */
void buf_free(struct buf *b);

/* Forgets the bytes and any failure, keeps the memory. */
void buf_reset(struct buf *b);

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_text(struct buf *b, const char *text);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Appends text with indent spaces after each newline: a printed JSON value
 * goes inside another one this way, since JSON escapes newlines in strings.
 */
void buf_add_indented(struct buf *b, const char *text, size_t len,
    int indent);

/* Whether everything appended so far is there. */
bool buf_ok(const struct buf *b);

/* The text so far; "" while empty.  A loan until the next append. */
const char *buf_text(const struct buf *b);

/* Gives the bytes to the caller, who frees them; NULL when failed. */
char *buf_take(struct buf *b);

#endif
