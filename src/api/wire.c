/*
 * wire: the headers around the answers of the API (behaviour.md 3.2), the
 * version a request asks for, and what browsers ask before they call.
 */
#include <ctype.h>
#include <string.h>

#include "api/api.h"
#include "base/text.h"

#define ALLOW_HEADERS_MAX 1024

/* Every answer has these, those to no known key too. */
static const struct {
	const char *name, *value;
} common[] = {
	{ "Cache-Control", "no-cache, no-store" },
	{ "Vary", "Origin" },
	{ "Access-Control-Allow-Origin", "*" },
	{ "Access-Control-Allow-Credentials", "true" },
	{ "Access-Control-Allow-Methods",
	    "GET, HEAD, PUT, PATCH, POST, DELETE" },
	{ "Access-Control-Expose-Headers",
	    "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, "
	    "X-Stripe-External-Auth-Required, "
	    "X-Stripe-Privileged-Session-Required" },
	{ "Access-Control-Max-Age", "300" },
	{ "Content-Security-Policy",
	    "base-uri 'none'; default-src 'none'; form-action 'none'; "
	    "frame-ancestors 'none'" },
};

void
wire_common(const struct http_request *req, struct http_response *res)
{
	const char *https = http_variable(req, "HTTPS");

	for (size_t i = 0; i < nitems(common); i++)
		(void)http_set_header(res, common[i].name, common[i].value);
	/* A browser drops it over plain HTTP (RFC 6797 8.1). */
	if (https != NULL && strcmp(https, "on") == 0)
		(void)http_set_header(res, "Strict-Transport-Security",
		    "max-age=63072000; includeSubDomains; preload");
}

/* The list of versions, from the schema of webhook endpoints. */
static const struct param *
versions(void)
{
	const struct params_call *call = params_find("POST",
	    "/v1/webhook_endpoints");

	for (size_t i = 0; call != NULL && i < call->params_count; i++)
		if (strcmp(call->params[i].name, "api_version") == 0)
			return &call->params[i];
	return NULL;
}

static bool
is_version(const char *text)
{
	const struct param *known = versions();

	if (strcmp(text, API_VERSION) == 0)
		return true;
	for (size_t i = 0; known != NULL && i < known->values_count; i++)
		if (strcmp(known->values[i], text) == 0)
			return true;
	return false;
}

const char *
wire_version(const struct http_request *req)
{
	const char *asked = http_header(req, "Stripe-Version");

	if (asked == NULL)
		return API_VERSION;
	return is_version(asked) ? asked : NULL;
}

enum till_err
wire_check_version(const struct http_request *req, struct till_error *e)
{
	if (wire_version(req) != NULL)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, NULL,
	    "Invalid Stripe API version: %.100s",
	    http_header(req, "Stripe-Version"));
}

void
wire_known(const struct http_request *req, const struct wire_key *key,
    struct http_response *res)
{
	const char *version = wire_version(req);

	(void)http_set_header(res, "Stripe-Version",
	    version != NULL ? version : API_VERSION);
	if (key == NULL || key->name == NULL)
		return;
	(void)http_set_header(res, "Idempotency-Key", key->name);
	(void)http_set_header(res, "Original-Request",
	    key->original != NULL ? key->original : req->id);
	if (key->original != NULL)
		(void)http_set_header(res, "Idempotent-Replayed", "true");
}

/* Whether text is a list of header names, as a preflight has it. */
static bool
is_name_list(const char *text)
{
	size_t n = 0;

	for (; text[n] != '\0'; n++)
		if (!isalnum((unsigned char)text[n]) &&
		    strchr("-_, ", text[n]) == NULL)
			return false;
	return n > 0 && n <= ALLOW_HEADERS_MAX;
}

enum till_err
wire_preflight(const struct http_request *req, struct http_response *res)
{
	const char *asked = http_header(req,
	    "Access-Control-Request-Headers");

	wire_common(req, res);
	/* A "*" would leave Authorization out (Fetch, CORS protocol). */
	if (asked != NULL && is_name_list(asked))
		(void)http_set_header(res, "Access-Control-Allow-Headers",
		    asked);
	res->status = 200;
	return TILL_OK;
}

bool
wire_is_preflight(const struct http_request *req)
{
	return req->method == HTTP_OPTIONS &&
	    http_header(req, "Origin") != NULL &&
	    http_header(req, "Access-Control-Request-Method") != NULL;
}
