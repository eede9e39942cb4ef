/* answer: the shape of errors and of lists (behaviour.md 1.1 and 4). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "base/clock.h"
#include "base/json.h"

#define LOG_URL_MAX 128

static const char *
type_of(enum till_err kind)
{
	switch (kind) {
	case TILL_ECARD:
		return "card_error";
	case TILL_EIDEMPOTENCY:
		return "idempotency_error";
	case TILL_EDB:
	case TILL_EMEM:
	case TILL_EINTERNAL:
	case TILL_EUPSTREAM:
	case TILL_EBUSY:
		return "api_error";
	default:
		return "invalid_request_error";
	}
}

/* Every code has a page, its name with dashes. */
static void
put_doc_url(struct json_object *o, const char *code)
{
	char url[128] = "https://stripe.com/docs/error-codes/";
	size_t at = strlen(url);

	for (; *code != '\0' && at + 1 < sizeof(url); code++)
		url[at++] = *code == '_' ? '-' : *code;
	url[at] = '\0';
	json_put_text(o, "doc_url", url);
}

/* A member of what an error is about; the answer's are in alphabetical order. */
static void
put_about(struct json_object *o, struct json_object *about, const char *name)
{
	struct json_object *value = json_get(about, name);

	if (value != NULL)
		json_put(o, name, json_object_get(value));
}

void
api_error_body(struct buf *b, const struct http_request *req,
    const struct till_error *e, bool known)
{
	api_error_about(b, req, e, NULL, known);
}

void
api_error_about(struct buf *b, const struct http_request *req,
    const struct till_error *e, struct json_object *about, bool known)
{
	struct json_object *envelope = json_object_new_object();
	struct json_object *o = json_object_new_object();
	char log_url[LOG_URL_MAX];

	put_about(o, about, "charge");
	if (e->code[0] != '\0') {
		json_put_text(o, "code", e->code);
		if (e->decline_code[0] != '\0')
			json_put_text(o, "decline_code", e->decline_code);
		/* The one code seen without a page (behaviour.md 1.3). */
		if (strcmp(e->code, "property_expansion_max_depth") != 0)
			put_doc_url(o, e->code);
	}
	json_put_text(o, "message", e->message);
	if (e->param[0] != '\0')
		json_put_text(o, "param", e->param);
	put_about(o, about, "payment_intent");
	put_about(o, about, "payment_method");
	if (known) {
		(void)snprintf(log_url, sizeof(log_url),
		    "https://dashboard.stripe.com/test/logs/%s?t=%" PRId64,
		    req->id, clock_now());
		json_put_text(o, "request_log_url", log_url);
	}
	put_about(o, about, "setup_intent");
	json_put_text(o, "type", type_of(e->kind));
	json_put(envelope, "error", o);
	json_write(b, envelope);
	buf_add_char(b, '\n');
	json_object_put(envelope);
}

/*
 * A request id is on every answer, also on a 401, where the recorded one had
 * none: whoever looks for a request in the logs needs it most there.
 */
void
api_fail(void *app, const struct http_request *req,
    const struct till_error *e, struct http_response *res)
{
	struct wire_key key = { .name = NULL };
	struct till_error unknown;
	bool known;

	/* Nothing is told to who is not known, whatever went wrong first. */
	known = app != NULL && e->kind != TILL_EAUTH &&
	    api_authenticate(app, req, NULL, &unknown) == TILL_OK;
	api_error_body(&res->body, req, e, known);
	(void)http_set_header(res, "Content-Type", "application/json");
	wire_common(req, res);
	if (e->kind == TILL_EAUTH)
		(void)http_set_header(res, "WWW-Authenticate",
		    "Bearer realm=\"Stripe\"");
	if (!known)
		return;
	if (req->method == HTTP_POST)
		key.name = http_header(req, "Idempotency-Key");
	if (key.name != NULL &&
	    idempotency_check_key(key.name, &unknown) != TILL_OK)
		key.name = NULL;
	wire_known(req, &key, res);
	/* Nothing was done and nothing is kept: the same again may work. */
	if (till_err_status(e->kind) >= 500)
		(void)http_set_header(res, "Stripe-Should-Retry", "true");
}

void
list_begin(struct buf *b)
{
	buf_add_text(b, "{\n  \"object\": \"list\",\n  \"data\": [");
}

void
list_add(struct buf *b, const char *text, size_t len)
{
	if (b->len > 0 && b->data[b->len - 1] == '}')
		buf_add_char(b, ',');
	buf_add_text(b, "\n    ");
	buf_add_indented(b, text, len, 4);
}

void
list_end(struct buf *b, bool more, const char *url)
{
	if (b->len > 0 && b->data[b->len - 1] == '}')
		buf_add_text(b, "\n  ");
	buf_addf(b, "],\n  \"has_more\": %s,\n  \"url\": \"%s\"\n}",
	    more ? "true" : "false", url);
}

void
list_write(struct buf *b, struct json_object *data, bool more,
    const char *url)
{
	struct json_object *list = json_object_new_object();

	json_put_text(list, "object", "list");
	json_put(list, "data", json_object_get(data));
	json_put_bool(list, "has_more", more);
	json_put_text(list, "url", url);
	json_write(b, list);
	json_object_put(list);
}

enum till_err
api_no_such(const struct api_call *call, const struct record_type *type,
    struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", "id",
	    "No such %s: '%s'%s", type->title, call->id,
	    strpbrk(call->id, " \"'") != NULL ?
		". Make sure you use the exact id without extra whitespace "
		"or quotes" :
		"");
}
