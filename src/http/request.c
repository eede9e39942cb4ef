/* request: what a handler can ask about a request; see http.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "http/internal.h"

#define VARIABLE_MAX 128 /* of a header's name as a CGI variable */

static const struct {
	const char *name;
	enum http_method method;
} methods[] = {
	{ "GET", HTTP_GET },
	{ "HEAD", HTTP_GET },
	{ "POST", HTTP_POST },
	{ "DELETE", HTTP_DELETE },
	{ "OPTIONS", HTTP_OPTIONS },
};

const char *
http_variable(const struct http_request *req, const char *name)
{
	size_t len = strlen(name);

	for (char **p = req->env; p != NULL && *p != NULL; p++)
		if (strncmp(*p, name, len) == 0 && (*p)[len] == '=')
			return *p + len + 1;
	return NULL;
}

static const char *
variable_or_empty(const struct http_request *req, const char *name)
{
	const char *value = http_variable(req, name);

	return value != NULL ? value : "";
}

const char *
http_header(const struct http_request *req, const char *name)
{
	char variable[VARIABLE_MAX] = "HTTP_";
	size_t n = strlen(variable);

	/* These two come without the prefix (RFC 3875 4.1.2, 4.1.3). */
	if (strcasecmp(name, "Content-Type") == 0)
		return http_variable(req, "CONTENT_TYPE");
	if (strcasecmp(name, "Content-Length") == 0)
		return http_variable(req, "CONTENT_LENGTH");
	for (; *name != '\0' && n + 1 < sizeof(variable); name++, n++)
		variable[n] = *name == '-' ?
		    '_' : (char)toupper((unsigned char)*name);
	variable[n] = '\0';
	return *name == '\0' ? http_variable(req, variable) : NULL;
}

/* Appends a decoded path as it is sent: RFC 3986 3.3 says what stays plain. */
static void
add_encoded(struct buf *b, const char *path)
{
	for (; *path != '\0'; path++) {
		unsigned char c = (unsigned char)*path;

		if (isalnum(c) || strchr("-._~!$&'()*+,;=:@/", c) != NULL)
			buf_add_char(b, (char)c);
		else
			buf_addf(b, "%%%02X", c);
	}
}

static void
build_path(const struct http_request *req, struct buf *path)
{
	const char *uri = variable_or_empty(req, "REQUEST_URI");

	buf_reset(path);
	if (*uri == '/') {
		buf_add(path, uri, strcspn(uri, "?#"));
	} else {
		/* No such variable in RFC 3875: a plain CGI server. */
		add_encoded(path, variable_or_empty(req, "SCRIPT_NAME"));
		add_encoded(path, variable_or_empty(req, "PATH_INFO"));
	}
	if (path->len == 0)
		buf_add_char(path, '/');
}

static const char *
find_query(const struct http_request *req)
{
	const char *query = http_variable(req, "QUERY_STRING");
	const char *mark;

	if (query != NULL)
		return query;
	mark = strchr(variable_or_empty(req, "REQUEST_URI"), '?');
	return mark != NULL ? mark + 1 : "";
}

void
http_request_init(struct http_request *req, char **env, struct buf *path)
{
	req->env = env;
	req->method_name = variable_or_empty(req, "REQUEST_METHOD");
	req->method = HTTP_OTHER;
	for (size_t i = 0; i < nitems(methods); i++)
		if (strcmp(methods[i].name, req->method_name) == 0)
			req->method = methods[i].method;
	build_path(req, path);
	req->path = buf_text(path);
	req->query = find_query(req);
	req->content_type = variable_or_empty(req, "CONTENT_TYPE");
	req->body = "";
	req->body_len = 0;
	for (size_t i = 0; i < HTTP_CAPTURES; i++)
		req->capture[i][0] = '\0';
}

bool
http_cookie(const struct http_request *req, const char *name, char *out,
    size_t size)
{
	const char *at = variable_or_empty(req, "HTTP_COOKIE");
	size_t name_len = strlen(name);

	while (*at != '\0') {
		size_t len;

		at += strspn(at, " \t;");
		len = strcspn(at, ";");
		if (len > name_len && strncmp(at, name, name_len) == 0 &&
		    at[name_len] == '=') {
			const char *value = at + name_len + 1;

			len -= name_len + 1;
			while (len > 0 && strchr(" \t", value[len - 1]))
				len--;
			if (len >= size)
				return false;
			memcpy(out, value, len);
			out[len] = '\0';
			return true;
		}
		at += len;
	}
	return false;
}

/* The part of an address that a browser calls its origin. */
struct origin {
	const char *host; /* with the port, without a default one */
	size_t len;
	bool secure;
};

static bool
read_origin(const char *url, struct origin *out)
{
	const char *port;

	out->secure = strncasecmp(url, "https://", 8) == 0;
	if (!out->secure && strncasecmp(url, "http://", 7) != 0)
		return false;
	out->host = url + (out->secure ? 8 : 7);
	out->len = strcspn(out->host, "/?#");
	port = out->secure ? ":443" : ":80";
	if (out->len > strlen(port) &&
	    strncmp(out->host + out->len - strlen(port), port,
		strlen(port)) == 0)
		out->len -= strlen(port);
	return out->len > 0;
}

static bool
same_origin(const char *a, const char *b)
{
	struct origin left, right;

	return read_origin(a, &left) && read_origin(b, &right) &&
	    left.secure == right.secure && left.len == right.len &&
	    strncasecmp(left.host, right.host, left.len) == 0;
}

bool
http_same_site(const struct http_request *req, const char *public_url)
{
	const char *site = http_variable(req, "HTTP_SEC_FETCH_SITE");
	const char *origin = http_variable(req, "HTTP_ORIGIN");

	if (site != NULL && strcmp(site, "same-origin") != 0 &&
	    strcmp(site, "none") != 0)
		return false;
	return origin == NULL ||
	    (public_url != NULL && same_origin(origin, public_url));
}

/* The weight of a media range's ";q=" (RFC 9110 12.4.2), 1 without one. */
static double
read_weight(const char *range, size_t len)
{
	const char *end = range + len;

	for (const char *p = range; p < end; p++) {
		if (*p != ';')
			continue;
		do
			p++;
		while (p < end && (*p == ' ' || *p == '\t'));
		if (end - p > 2 && tolower((unsigned char)*p) == 'q' &&
		    p[1] == '=')
			return strtod(p + 2, NULL);
		p--;
	}
	return 1;
}

/* How much a client wants a type that it names; 0 when it does not. */
static double
wanted(const char *accept, const char *type)
{
	size_t type_len = strlen(type);

	while (*accept != '\0') {
		size_t len;

		accept += strspn(accept, " \t,");
		len = strcspn(accept, ",");
		if (len >= type_len &&
		    strncasecmp(accept, type, type_len) == 0 &&
		    (len == type_len || strchr(" \t;", accept[type_len])))
			return read_weight(accept, len);
		accept += len;
	}
	return 0;
}

bool
http_wants_json(const struct http_request *req)
{
	const char *accept = variable_or_empty(req, "HTTP_ACCEPT");
	double json = wanted(accept, "application/json");

	return json > 0 && json >= wanted(accept, "text/html");
}
