/* api: the way of a request through the API, see api.h. */
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "api/idempotency.h"
#include "api/schema.h"
#include "base/clock.h"
#include "base/json.h"

enum till_err
api_open(const struct settings *settings, struct api **out,
    struct till_error *e)
{
	struct api *api = calloc(1, sizeof(*api));
	enum till_err err;

	*out = NULL;
	if (api == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	api->secret_key = settings_text(settings, SETTING_SECRET_KEY);
	api->base_url = settings_text(settings, SETTING_API_BASE);
	if (!settings_test_mode(settings))
		err = till_fail(e, TILL_EINPUT, NULL, "TILL_SECRET_KEY",
		    "TILL_SECRET_KEY is a live key: this program is for test "
		    "mode only and never moves money");
	else
		err = store_open(settings_text(settings, SETTING_API_DB),
		    schema_migrations, schema_migrations_count, &api->store,
		    e);
	if (err != TILL_OK)
		api_close(api);
	else
		*out = api;
	return err;
}

void
api_close(struct api *api)
{
	if (api == NULL)
		return;
	store_close(api->store);
	free(api);
}

/* A request, its call and what its idempotency key is used for. */
struct dispatch {
	struct api_call call;
	const struct params_call *schema;
	struct idempotency use;
	enum till_err executed; /* what the call itself came to */
};

/* 404 texts for addresses that are none (behaviour.md 1.3, Routing). */
static enum till_err
unknown_route(const struct http_request *req, struct till_error *e)
{
	size_t len = strlen(req->path);

	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "Unrecognized request URL (%.10s: %.1000s). %sPlease see "
	    "https://stripe.com/docs or we can help at "
	    "https://support.stripe.com/.",
	    req->method_name, req->path,
	    len > 0 && req->path[len - 1] == '/' ?
		"If you are trying to list objects, remove the trailing "
		"slash. If you are trying to retrieve an object, make sure "
		"you passed a valid (non-empty) identifier in your code. " :
		"");
}

static enum till_err
find_op(struct dispatch *d, char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX],
    struct till_error *e)
{
	const struct http_request *req = d->call.req;

	capture[0][0] = '\0';
	for (size_t i = 0; i < api_ops_count; i++) {
		const struct api_op *op = &api_ops[i];

		if (op->method != (unsigned)req->method ||
		    !http_path_match(op->path, req->path, capture))
			continue;
		d->call.op = op;
		d->call.id = capture[0];
		d->schema = params_find(op->method_name, op->path);
		return TILL_OK;
	}
	return unknown_route(req, e);
}

static enum till_err
find_replay(struct store_conn *c, void *arg, struct till_error *e)
{
	struct dispatch *d = arg;

	return idempotency_find(c, &d->use, &d->call.body, e);
}

/* The parameters, checked: unknown ones, each one, then expansion. */
static enum till_err
check_params(struct dispatch *d, struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err;

	err = http_form(d->call.req, &form, e);
	if (err == TILL_OK)
		err = params_check(d->schema, form, &d->call.params, e);
	json_object_put(form);
	if (err == TILL_OK && d->schema != NULL)
		err = expand_check(&d->call, d->schema->returns, e);
	return err;
}

/* Reads, and drafts of writes, on a snapshot. */
static enum till_err
run_prepare(struct store_conn *c, void *arg, struct till_error *e)
{
	struct dispatch *d = arg;
	enum till_err err;

	d->call.c = c;
	err = d->call.op->prepare(&d->call, e);
	if (err == TILL_OK && d->call.op->apply == NULL)
		err = expand_answer(&d->call, d->schema->returns, e);
	return err;
}

static enum till_err
run_apply(struct store_conn *c, void *arg, struct till_error *e)
{
	struct dispatch *d = arg;
	enum till_err err;

	d->call.c = c;
	err = d->call.op->apply(&d->call, e);
	if (err == TILL_OK)
		err = expand_answer(&d->call, d->schema->returns, e);
	if (err == TILL_OK && !buf_ok(&d->call.body))
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return err;
}

/* A write and the record of its key, together or not at all. */
static enum till_err
run_write(struct store_conn *c, void *arg, struct till_error *e)
{
	struct dispatch *d = arg;
	enum till_err err;

	/* Another request with this key may have come in between. */
	buf_reset(&d->call.body);
	err = idempotency_find(c, &d->use, &d->call.body, e);
	if (err != TILL_OK || d->use.replayed)
		return err;
	err = run_apply(c, d, e);
	if (err == TILL_OK)
		err = idempotency_keep(c, &d->use, 200, &d->call.body,
		    d->call.req->id, e);
	return err;
}

static enum till_err
run(struct dispatch *d, struct till_error *e)
{
	const struct api_op *op = d->call.op;
	struct store *store = d->call.api->store;
	enum till_err err = TILL_OK;

	if (op->before != NULL)
		err = op->before(&d->call, e);
	if (err == TILL_OK && op->prepare != NULL)
		err = store_read(store, run_prepare, d, e);
	if (err == TILL_OK && op->apply != NULL)
		err = store_write(store, run_write, d, e);
	if (op->discard != NULL && d->call.draft != NULL)
		op->discard(d->call.draft);
	return err;
}

/* The headers of behaviour.md 3.2 that every answer or a keyed one has. */
static void
put_headers(const struct dispatch *d, struct http_response *res)
{
	const char *original = d->use.replayed ? d->use.original :
						 d->call.req->id;

	http_set_header(res, "Content-Type", "application/json");
	http_set_header(res, "Cache-Control", "no-cache, no-store");
	http_set_header(res, "Vary", "Origin");
	http_set_header(res, "Stripe-Version", API_VERSION);
	if (d->use.key == NULL)
		return;
	http_set_header(res, "Idempotency-Key", d->use.key);
	http_set_header(res, "Original-Request", original);
	http_set_header(res, "Stripe-Should-Retry", "false");
	if (d->use.replayed)
		http_set_header(res, "Idempotent-Replayed", "true");
}

/* The keyed part of a request: a known key is answered before anything. */
static enum till_err
begin_key(struct dispatch *d, struct till_error *e)
{
	const struct http_request *req = d->call.req;

	if (req->method != HTTP_POST)
		return TILL_OK;
	d->use.key = http_header(req, "Idempotency-Key");
	d->use.endpoint = req->path;
	d->use.now = d->call.now;
	if (d->use.key == NULL)
		return TILL_OK;
	idempotency_hash(&d->use, req->body, req->body_len);
	return store_read(d->call.api->store, find_replay, d, e);
}

enum till_err
api_handle(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX];
	struct dispatch d = {
		.call = { .api = app, .req = req, .now = clock_now() },
	};
	enum till_err err;

	buf_init(&d.call.body, API_ANSWER_MAX);
	err = api_authenticate(app, req, e);
	if (err == TILL_OK)
		err = find_op(&d, capture, e);
	if (err == TILL_OK)
		err = begin_key(&d, e);
	if (err == TILL_OK && !d.use.replayed) {
		err = check_params(&d, e);
		if (err == TILL_OK)
			err = run(&d, e);
	}
	if (err == TILL_OK && !buf_ok(&d.call.body))
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	if (err == TILL_OK) {
		res->status = d.use.replayed ? d.use.status : 200;
		put_headers(&d, res);
		buf_free(&res->body);
		buf_add(&res->body, d.call.body.data, d.call.body.len);
	}
	json_object_put(d.call.params);
	buf_free(&d.call.body);
	return err;
}
