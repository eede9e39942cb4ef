/* inside: see inside.h. */
#include <string.h>

#include "api/inside.h"
#include "api/till.h"
#include "base/json.h"
#include "base/text.h"
#include "form/form.h"

#define PATH_MAX_BYTES 4096
#define HEADER_MAX 1024

static const struct {
	const char *name;
	enum http_method method;
} methods[] = {
	{ "GET", HTTP_GET },
	{ "POST", HTTP_POST },
	{ "DELETE", HTTP_DELETE },
};

/* Handles a request with the key of this API. */
static enum till_err
handle(struct api *api, const struct inside *ask, struct http_response *res,
    struct till_error *e)
{
	static const char form_type[] = "application/x-www-form-urlencoded";
	const char *form = ask->form != NULL ? ask->form : "";
	bool get = strcmp(ask->method, "GET") == 0;
	struct buf key, idempotency;
	char *env[3] = { NULL };
	struct http_request req = { .id = ask->id, .method = HTTP_OTHER,
		.method_name = ask->method, .path = ask->path,
		.query = get ? form : "", .body = get ? "" : form,
		.body_len = get ? 0 : strlen(form),
		.content_type = form_type, .env = env };
	enum till_err err;

	for (size_t i = 0; i < nitems(methods); i++)
		if (strcmp(methods[i].name, ask->method) == 0)
			req.method = methods[i].method;
	buf_init(&key, HEADER_MAX);
	buf_init(&idempotency, HEADER_MAX);
	buf_addf(&key, "HTTP_AUTHORIZATION=Bearer %s", api->secret_key);
	env[0] = key.data;
	if (ask->idempotency_key != NULL && *ask->idempotency_key != '\0') {
		buf_addf(&idempotency, "HTTP_IDEMPOTENCY_KEY=%s",
		    ask->idempotency_key);
		env[1] = idempotency.data;
	}
	err = !buf_ok(&key) || !buf_ok(&idempotency) ?
	    till_fail(e, TILL_EINPUT, NULL, NULL, "That is too long.") :
	    strncmp(ask->path, "/_till/", 7) == 0 ?
	    till_handle(api, &req, res, e) :
	    api_execute(api, &req, res, e);
	if (err != TILL_OK) {
		buf_reset(&res->body);
		res->status = till_err_status(err);
		api_fail(api, &req, e, res);
	}
	buf_free(&key);
	buf_free(&idempotency);
	return err;
}

static void
begin(struct http_response *res)
{
	*res = (struct http_response){ .status = 200 };
	buf_init(&res->headers, HTTP_ANSWER_MAX);
	buf_init(&res->body, HTTP_ANSWER_MAX);
}

static void
end(struct http_response *res)
{
	buf_free(&res->headers);
	buf_free(&res->body);
}

enum till_err
inside_call(struct api *api, const struct inside *ask,
    struct json_object **out, struct till_error *e)
{
	struct http_response res;
	enum till_err err;

	*out = NULL;
	begin(&res);
	err = handle(api, ask, &res, e);
	if (err == TILL_OK)
		err = json_parse(buf_text(&res.body), res.body.len, out, e);
	end(&res);
	return err;
}

int
inside_text(struct api *api, const struct inside *ask, struct buf *body)
{
	struct http_response res;
	struct till_error e;
	int status;

	till_error_clear(&e);
	begin(&res);
	(void)handle(api, ask, &res, &e);
	buf_add(body, buf_text(&res.body), res.body.len);
	status = res.status;
	end(&res);
	return status;
}

enum till_err
inside_get(struct api *api, const char *request, const char *path,
    const char *id, const char *more, const char *form,
    struct json_object **out,
    struct till_error *e)
{
	struct inside ask = { .id = request, .method = "GET",
		.form = form };
	enum till_err err;
	struct buf b;

	*out = NULL;
	buf_init(&b, PATH_MAX_BYTES);
	buf_add_text(&b, path);
	buf_add_char(&b, '/');
	form_escape(&b, id, strlen(id));
	buf_add_text(&b, more);
	ask.path = buf_text(&b);
	err = buf_ok(&b) ? inside_call(api, &ask, out, e) :
			   till_fail(e, TILL_ENOTFOUND, NULL, NULL,
			       "There is no such address.");
	buf_free(&b);
	return err;
}
