/* input: a request's parameters as one tree, whatever they came as. */
#include <json-c/json.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "form/form.h"
#include "http/internal.h"

/* Whether a Content-Type is this one, whatever parameters follow it. */
static bool
has_type(const struct http_request *req, const char *type)
{
	size_t len = strlen(type);

	return strncasecmp(req->content_type, type, len) == 0 &&
	    strchr(" \t;", req->content_type[len]) != NULL;
}

static enum till_err
read_json(const struct http_request *req, struct json_object **out,
    struct till_error *e)
{
	struct json_object *json = NULL;
	enum till_err err;

	err = json_parse(req->body, req->body_len, &json, e);
	if (err == TILL_OK)
		err = form_from_json(json, out, e);
	json_object_put(json);
	return err;
}

enum till_err
http_form(const struct http_request *req, struct json_object **out,
    struct till_error *e)
{
	*out = NULL;
	if (req->method == HTTP_GET || req->body_len == 0) {
		const char *query = req->method == HTTP_POST ? "" : req->query;

		return form_parse(query, strlen(query), out, e);
	}
	if (has_type(req, "application/x-www-form-urlencoded"))
		return form_parse(req->body, req->body_len, out, e);
	if (has_type(req, "application/json"))
		return read_json(req, out, e);
	return till_fail(e, TILL_EINPUT, NULL, NULL,
	    "The body must be application/x-www-form-urlencoded or "
	    "application/json.");
}
