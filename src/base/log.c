/* log: see log.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

#define LINE_MAX_BYTES 2048

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARN] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

static char program_name[32] = "till";
static enum log_level last_level = LOG_INFO;
static _Thread_local char request[64] = "-";

enum log_level
log_level_of(const char *name)
{
	for (size_t i = 0; i < nitems(level_names); i++)
		if (strcmp(level_names[i], name) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

void
log_open(const char *program, enum log_level level)
{
	text_copy(program_name, sizeof(program_name), program);
	last_level = level;
}

void
log_request(const char *request_id)
{
	text_copy(request, sizeof(request),
	    request_id != NULL ? request_id : "-");
}

void
log_request_get(char *out, size_t size)
{
	text_copy(out, size, request);
}

/* Copies text with quotes, backslashes and control bytes escaped. */
static size_t
escape(char *dst, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text != '\0' && n + 5 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\') {
			dst[n++] = '\\';
			dst[n++] = (char)c;
		} else if (c < 0x20 || c == 0x7f) {
			n += (size_t)snprintf(dst + n, size - n, "\\x%02x", c);
		} else {
			dst[n++] = (char)c;
		}
	}
	dst[n] = '\0';
	return n;
}

void
log_write(enum log_level level, const char *fmt, ...)
{
	char text[LINE_MAX_BYTES], line[LINE_MAX_BYTES + 256], when[32];
	struct timespec now;
	struct tm tm;
	va_list ap;
	int n;

	if (level > last_level)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* The wall clock, not the test clock: logs are about what happened. */
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	(void)strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	n = snprintf(line, sizeof(line), "%s %s %s %s msg=\"", when,
	    level_names[level], program_name, request);
	n += (int)escape(line + n, sizeof(line) - (size_t)n - 3, text);
	line[n++] = '"';
	line[n++] = '\n';
	/* One write a line keeps the lines of several threads whole. */
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return;
}
