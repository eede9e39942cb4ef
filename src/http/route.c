/* route: which handler a path and a method belong to; see http.h. */
#include <string.h>

#include "base/text.h"
#include "form/form.h"
#include "http/internal.h"

static const struct {
	enum http_method method;
	const char *names;
} allowed[] = {
	{ HTTP_GET, "GET, HEAD" },
	{ HTTP_POST, "POST" },
	{ HTTP_DELETE, "DELETE" },
	{ HTTP_OPTIONS, "OPTIONS" },
};

/* Takes a path's segment for a ":name"; false when it cannot be one. */
static bool
capture_segment(const char *path, size_t len, char out[HTTP_CAPTURE_MAX])
{
	return len > 0 &&
	    form_unescape(path, len, false, out, HTTP_CAPTURE_MAX) == TILL_OK;
}

bool
http_path_match(const char *pattern, const char *path,
    char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX])
{
	size_t n = 0;

	while (*pattern != '\0') {
		if (*pattern == ':') {
			size_t len = strcspn(path, "/");

			if (n == HTTP_CAPTURES ||
			    !capture_segment(path, len, capture[n++]))
				return false;
			pattern += strcspn(pattern, "/");
			path += len;
		} else if (pattern[0] == '*' && pattern[1] == '\0') {
			return n < HTTP_CAPTURES &&
			    text_copy(capture[n], HTTP_CAPTURE_MAX, path);
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0';
}

enum till_err
http_route_find(const struct http_program *program, struct http_request *req,
    const struct http_route **route, unsigned *allow, struct till_error *e)
{
	*route = NULL;
	*allow = 0;
	for (size_t i = 0; i < program->routes_count; i++) {
		const struct http_route *r = &program->routes[i];

		if (!http_path_match(r->path, req->path, req->capture))
			continue;
		if ((r->methods & req->method) != 0) {
			*route = r;
			return TILL_OK;
		}
		*allow |= r->methods;
	}
	for (size_t i = 0; i < HTTP_CAPTURES; i++)
		req->capture[i][0] = '\0';
	if (*allow != 0)
		return till_fail(e, TILL_EMETHOD, NULL, NULL,
		    "This address does not take this method.");
	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "There is nothing at this address.");
}

void
http_route_allow(unsigned methods, char out[static HTTP_ALLOW_SIZE])
{
	char *at = out;

	*at = '\0';
	for (size_t i = 0; i < nitems(allowed); i++) {
		if ((methods & allowed[i].method) == 0)
			continue;
		if (at != out)
			at = strcpy(at, ", ") + 2;
		at = strcpy(at, allowed[i].names) + strlen(allowed[i].names);
	}
}
