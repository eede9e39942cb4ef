/* api: the way of a request through the API, see api.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/api.h"
#include "api/idempotency.h"
#include "api/schema.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "events/event.h"
#include "form/form.h"

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
	api->publishable_key = settings_text(settings,
	    SETTING_PUBLISHABLE_KEY);
	api->base_url = settings_text(settings, SETTING_API_BASE);
	api->db_path = settings_text(settings, SETTING_API_DB);
	flights_init(&api->flights);
	if (!settings_test_mode(settings))
		err = till_fail(e, TILL_EINPUT, NULL, "TILL_SECRET_KEY",
		    "TILL_SECRET_KEY is a live key: this program is for test "
		    "mode only and never moves money");
	else
		err = store_open(settings_text(settings, SETTING_API_DB),
		    schema_migrations, schema_migrations_count, &api->store,
		    e);
	if (err == TILL_OK)
		err = faults_open(&api->faults, api->store,
		    settings_text(settings, SETTING_API_DB), e);
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
	faults_close(&api->faults);
	store_close(api->store);
	flights_free(&api->flights);
	free(api);
}

/* A request, its call and what its idempotency key is used for. */
struct dispatch {
	struct api_call call;
	const struct params_call *schema;
	struct json_object *form; /* as it was sent */
	struct idempotency use;
	struct flight flight;
	int status; /* of the answer */
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

/*
 * The parameters as they were sent.  The calls of v1 take forms only.  A
 * write has its parameters in the body; those in its address count too,
 * rather than being dropped without a word (no evidence either way).
 */
static enum till_err
read_form(struct dispatch *d, struct till_error *e)
{
	static const char form_type[] = "application/x-www-form-urlencoded";
	const struct http_request *req = d->call.req;
	const char *type = req->content_type;
	size_t len = strlen(form_type);
	enum till_err err;
	struct buf both;

	if (req->method != HTTP_GET && req->body_len != 0 &&
	    (strncasecmp(type, form_type, len) != 0 ||
		strchr(" \t;", type[len]) == NULL))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Invalid request (check that your POST content type is "
		    "%s). If you have any questions, we can help at "
		    "https://support.stripe.com/.",
		    form_type);
	if (req->method != HTTP_POST || *req->query == '\0')
		return http_form(req, &d->form, e);
	buf_init(&both, strlen(req->query) + req->body_len + 1);
	buf_add_text(&both, req->query);
	if (req->body_len != 0) {
		buf_add_char(&both, '&');
		buf_add(&both, req->body, req->body_len);
	}
	err = form_parse(buf_text(&both), both.len, &d->form, e);
	buf_free(&both);
	return err;
}

/* The parameters, checked: unknown ones, each one, then expansion. */
static enum till_err
check_params(struct dispatch *d, struct till_error *e)
{
	bool unknown = false;
	enum till_err err;

	err = faults_tolerant(&d->call.api->faults) ?
	    params_check_tolerant(d->schema, d->form, &d->call.params,
		&unknown, e) :
	    params_check(d->schema, d->form, &d->call.params, e);
	if (err == TILL_OK && unknown) {
		log_write(LOG_INFO, "let pass: %.512s", e->message);
		till_error_clear(e);
	}
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
	d->call.status = 0;
	err = d->call.op->apply(&d->call, e);
	if (err == TILL_OK && d->call.status == 0)
		err = expand_answer(&d->call, d->schema->returns, e);
	if (err == TILL_OK && d->call.status != 0)
		d->status = d->call.status;
	if (err == TILL_OK && !buf_ok(&d->call.body))
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return err;
}

/*
 * Whether an error is the result of a call, kept and replayed, and not a
 * refusal before anything was done (behaviour.md 3.1).  A database that does
 * not answer and memory that is not there have undone the call, so the same
 * key may try it again.
 */
static bool
is_result(const struct api_call *call, enum till_err err)
{
	return call->executed || err == TILL_ECARD || err == TILL_EINTERNAL;
}

/* A write with a key and the record of it, together or not at all. */
static enum till_err
run_keyed(struct store_conn *c, struct dispatch *d, struct till_error *e)
{
	enum till_err err;

	/* Another process may have finished it in between. */
	err = idempotency_find(c, &d->use, &d->call.body, e);
	if (err != TILL_OK || d->use.replayed)
		return err;
	err = store_nested(c, run_apply, d, e);
	if (err != TILL_OK) {
		if (!is_result(&d->call, err))
			return err;
		log_write(LOG_INFO, "kept: %s", e->message);
		d->status = till_err_status(err);
		buf_reset(&d->call.body);
		api_error_body(&d->call.body, d->call.req, e, true);
	}
	return idempotency_keep(c, &d->use, d->status, &d->call.body,
	    d->call.req->id, e);
}

static enum till_err
run_write(struct store_conn *c, void *arg, struct till_error *e)
{
	struct dispatch *d = arg;
	struct event_cause cause = { .request = d->call.req->id,
		.idempotency_key = d->use.key };
	enum till_err err;

	buf_reset(&d->call.body);
	(void)event_cause(&cause);
	err = d->use.key != NULL ? run_keyed(c, d, e) : run_apply(c, d, e);
	(void)event_cause(NULL);
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

/*
 * The keyed part of a request: a known key is answered before anything is
 * checked.  flying: the key is now among those that run.
 */
static enum till_err
begin_key(struct dispatch *d, bool *flying, struct till_error *e)
{
	const char *key = http_header(d->call.req, "Idempotency-Key");
	struct api *api = d->call.api;
	enum till_err err;

	if (d->call.req->method != HTTP_POST || key == NULL)
		return TILL_OK;
	err = idempotency_check_key(key, e);
	if (err == TILL_OK)
		err = idempotency_hash(&d->use, d->form, e);
	if (err != TILL_OK)
		return err;
	d->use.key = key;
	d->use.endpoint = d->call.req->path;
	d->use.now = d->call.now;
	*flying = flight_enter(&api->flights, &d->flight, key);
	/* Whoever runs it may be at its end, so look after having tried. */
	err = store_read(api->store, find_replay, d, e);
	if (err == TILL_OK && !*flying && !d->use.replayed)
		err = idempotency_in_use(key, e);
	return err;
}

static enum till_err
dispatch(struct dispatch *d, struct till_error *e)
{
	bool flying = false;
	enum till_err err;

	err = read_form(d, e);
	if (err == TILL_OK)
		err = begin_key(d, &flying, e);
	if (err == TILL_OK && !d->use.replayed) {
		err = check_params(d, e);
		if (err == TILL_OK)
			err = run(d, e);
	}
	if (flying)
		flight_leave(&d->call.api->flights, &d->flight);
	if (err == TILL_OK && !buf_ok(&d->call.body))
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return err;
}

/* Puts what a call came to into the answer. */
static void
answer(struct dispatch *d, struct http_response *res)
{
	struct wire_key key = {
		.name = d->use.key,
		.original = d->use.replayed ? d->use.original : NULL,
	};

	res->status = d->use.replayed ? d->use.status : d->status;
	(void)http_set_header(res, "Content-Type", "application/json");
	wire_common(d->call.req, res);
	wire_known(d->call.req, &key, res);
	/* What was done once is not better for being asked again. */
	if (d->call.req->method == HTTP_POST)
		(void)http_set_header(res, "Stripe-Should-Retry", "false");
}

/* What takes an object's client secret may be asked with no other key. */
static bool
takes_secret(const struct params_call *schema)
{
	for (size_t i = 0; schema != NULL && i < schema->params_count; i++)
		if (strcmp(schema->params[i].name, "client_secret") == 0)
			return true;
	return false;
}

/* Executes a request and answers it; publishable: its key is that one. */
static enum till_err
execute(struct api *api, const struct http_request *req, bool publishable,
    struct http_response *res, struct till_error *e)
{
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX];
	struct dispatch d = {
		.call = { .api = api, .req = req, .now = clock_now(),
		    .publishable = publishable },
		.status = 200,
	};
	enum till_err err;

	/* The answer is made where it is sent from. */
	d.call.body = res->body;
	buf_reset(&d.call.body);
	err = wire_check_version(req, e);
	if (err == TILL_OK)
		err = find_op(&d, capture, e);
	if (publishable &&
	    (d.call.op == NULL || !takes_secret(d.schema)))
		err = api_needs_secret_key(e);
	if (err == TILL_OK)
		err = dispatch(&d, e);
	res->body = d.call.body;
	if (err == TILL_OK)
		answer(&d, res);
	json_object_put(d.form);
	json_object_put(d.call.params);
	return err;
}

enum till_err
api_execute(struct api *api, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return execute(api, req, false, res, e);
}

/* Does to a request what a fault says; what it was asked for is lost. */
static enum till_err
spoil(struct api *api, const struct fault *fault,
    const struct http_request *req, bool publishable,
    struct http_response *res, struct till_error *e)
{
	if (fault->after) {
		(void)execute(api, req, publishable, res, e);
		buf_reset(&res->headers);
		till_error_clear(e);
	}
	return fault_answer(&api->faults, fault, req, res, e);
}

enum till_err
api_handle(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct api *api = app;
	struct fault fault;
	enum till_err err;
	bool met = false, publishable = false;

	if (wire_is_preflight(req))
		return wire_preflight(req, res);
	err = api_authenticate(api, req, &publishable, e);
	if (err == TILL_OK)
		err = fault_take(&api->faults, req, &fault, &met, e);
	if (err != TILL_OK)
		return err;
	return met ? spoil(api, &fault, req, publishable, res, e) :
		     execute(api, req, publishable, res, e);
}
