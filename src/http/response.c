/* response: what a handler can answer; see http.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "http/internal.h"

#define COOKIE_MAX 4096 /* what every browser takes (RFC 6265 6.1) */

static const struct {
	int status;
	const char *name;
} statuses[] = {
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" },
	{ 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

/* Headers of which an answer has one: the last that is set counts. */
static const char *const single[] = { "Cache-Control", "Content-Type",
	"Location" };

/* Headers that are made from the answer itself. */
static const char *const reserved[] = { "Content-Length", "Request-Id",
	"Status", "Transfer-Encoding", "X-Content-Type-Options" };

void
http_response_init(struct http_response *res)
{
	*res = (struct http_response){ .status = 200 };
	buf_init(&res->headers, HTTP_HEADERS_MAX);
	buf_init(&res->body, HTTP_ANSWER_MAX);
}

void
http_response_free(struct http_response *res)
{
	buf_free(&res->headers);
	buf_free(&res->body);
}

void
http_response_reset(struct http_response *res, int status)
{
	res->status = status;
	res->has_type = false;
	res->has_cache = false;
	res->hold_ms = 0;
	res->unanswered = false;
	if (res->body.cap > HTTP_KEEP_MAX)
		buf_free(&res->body);
	buf_reset(&res->headers);
	buf_reset(&res->body);
}

const char *
http_status_name(int status)
{
	for (size_t i = 0; i < nitems(statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].name;
	return "Unknown";
}

static bool
is_one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Whether text is a token (RFC 9110 5.6.2): no space, colon or control. */
static bool
is_token(const char *text)
{
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text >= 0x7f ||
		    strchr("()<>@,;:\\\"/[]?={}", *text) != NULL)
			return false;
	return true;
}

static bool
has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	return false;
}

/* Takes the line of a header out again. */
static void
remove_header(struct http_response *res, const char *name)
{
	size_t len = strlen(name);
	char *line = res->headers.data;

	while (line != NULL && *line != '\0') {
		char *next = strchr(line, '\n');

		if (next == NULL)
			return;
		next++;
		if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
			memmove(line, next, strlen(next) + 1);
			res->headers.len -= (size_t)(next - line);
		} else {
			line = next;
		}
	}
}

enum till_err
http_set_header(struct http_response *res, const char *name,
    const char *value)
{
	if (!is_token(name) || has_control(value) ||
	    is_one_of(name, reserved, nitems(reserved))) {
		/* The value stays out: it may be somebody's secret. */
		log_write(LOG_WARN, "the header %s was refused", name);
		return TILL_EINPUT;
	}
	if (is_one_of(name, single, nitems(single)))
		remove_header(res, name);
	if (strcasecmp(name, "Content-Type") == 0)
		res->has_type = true;
	else if (strcasecmp(name, "Cache-Control") == 0)
		res->has_cache = true;
	buf_add_text(&res->headers, name);
	buf_add(&res->headers, ": ", 2);
	buf_add_text(&res->headers, value);
	buf_add(&res->headers, "\r\n", 2);
	return buf_ok(&res->headers) ? TILL_OK : TILL_EMEM;
}

/* Whether every byte may stand in a cookie's value (RFC 6265 4.1.1). */
static bool
is_cookie_value(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text >= 0x7f ||
		    strchr("\",;\\", *text) != NULL)
			return false;
	return true;
}

enum till_err
http_set_cookie(struct http_response *res,
    const struct http_cookie_spec *cookie)
{
	char line[COOKIE_MAX], age[48] = "";
	int n;

	if (!is_token(cookie->name) || !is_cookie_value(cookie->value)) {
		log_write(LOG_WARN, "the cookie %s was refused", cookie->name);
		return TILL_EINPUT;
	}
	if (cookie->max_age != 0)
		(void)snprintf(age, sizeof(age), "; Max-Age=%ld",
		    cookie->max_age > 0 ? cookie->max_age : 0);
	n = snprintf(line, sizeof(line), "%s=%s; Path=/; SameSite=Lax%s%s%s",
	    cookie->name, cookie->value, age,
	    cookie->secure ? "; Secure" : "",
	    cookie->readable ? "" : "; HttpOnly");
	if (n < 0 || (size_t)n >= sizeof(line)) {
		log_write(LOG_WARN, "the cookie %s is too long", cookie->name);
		return TILL_EINPUT;
	}
	return http_set_header(res, "Set-Cookie", line);
}

enum till_err
http_redirect(struct http_response *res, int status, const char *url)
{
	if (*url == '\0' || strchr(url, ' ') != NULL) {
		log_write(LOG_WARN, "a redirect to no address was refused");
		return TILL_EINPUT;
	}
	res->status = status;
	buf_reset(&res->body);
	return http_set_header(res, "Location", url);
}

enum till_err
http_json(struct http_response *res, int status, struct json_object *value)
{
	res->status = status;
	buf_reset(&res->body);
	json_write(&res->body, value);
	if (!buf_ok(&res->body))
		return TILL_EMEM;
	return http_set_header(res, "Content-Type", "application/json");
}
