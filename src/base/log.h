/*
 * log: one line an event, on standard error, as key=value pairs that a
 * person and a machine can read:
 *
 *   2026-11-22T10:00:00Z warn checkout req_8f… msg="the API did not answer"
 *
 * Control bytes are escaped, so a line is a line.  Never pass card data, keys,
 * client secrets or tokens.  Safe from any thread.
 */
#ifndef TILL_BASE_LOG_H
#define TILL_BASE_LOG_H

#include <stddef.h>

/* LOG_NONE is for log_open() alone: nothing is written. */
enum log_level { LOG_NONE = -1, LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* The level of a name, "warn"; LOG_INFO when there is none such. */
enum log_level log_level_of(const char *name);

/* Sets the program's name and the last level that is written. */
void log_open(const char *program, enum log_level level);

/*
 * Names the request this thread works on, in every line it writes from now
 * on; NULL for none.  The text is copied.
 */
void log_request(const char *request_id);

/* Copies the name set by log_request() for this thread, "-" for none. */
void log_request_get(char *out, size_t size);

void log_write(enum log_level level, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
