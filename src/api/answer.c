/* answer: the shape of errors and of lists (behaviour.md 1.1 and 4). */
#include <string.h>

#include "api/api.h"
#include "base/json.h"

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

void
api_fail(void *app, const struct http_request *req,
    const struct till_error *e, struct http_response *res)
{
	struct json_object *envelope = json_object_new_object();
	struct json_object *o = json_object_new_object();

	(void)app;
	(void)req;
	if (e->code[0] != '\0') {
		json_put_text(o, "code", e->code);
		if (e->decline_code[0] != '\0')
			json_put_text(o, "decline_code", e->decline_code);
		put_doc_url(o, e->code);
	}
	json_put_text(o, "message", e->message);
	if (e->param[0] != '\0')
		json_put_text(o, "param", e->param);
	json_put_text(o, "type", type_of(e->kind));
	json_put(envelope, "error", o);
	if (http_json(res, till_err_status(e->kind), envelope) == TILL_OK)
		buf_add_char(&res->body, '\n');
	if (e->kind != TILL_EAUTH)
		http_set_header(res, "Stripe-Version", API_VERSION);
	else
		http_set_header(res, "WWW-Authenticate",
		    "Bearer realm=\"Stripe\"");
	json_object_put(envelope);
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
