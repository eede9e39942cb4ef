/* till: the way of a call of Till's own, see till.h. */
#include <string.h>

#include "api/till.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "events/event.h"

#define PARAMS_MAX 8

static const struct call_row {
	enum http_method method;
	const char *path;
	till_handler *handle;
	bool writes;
	const char *params[PARAMS_MAX];
} rows[] = {
	{ HTTP_GET, "/_till/clock", till_clock, false, { NULL } },
	/* The clock is no row of the database. */
	{ HTTP_POST, "/_till/clock", till_clock_advance, false,
	    { "advance" } },
	{ HTTP_GET, "/_till/webhooks", till_trouble, false, { NULL } },
	{ HTTP_POST, "/_till/webhooks", till_trouble_set, true,
	    { "mode", "n" } },
	{ HTTP_GET, "/_till/faults", till_faults, false, { NULL } },
	{ HTTP_POST, "/_till/faults", till_fault_set, true,
	    { "fault", "n", "on", "after", "type", "code", "message" } },
	{ HTTP_GET, "/_till/validation", till_validation, false, { NULL } },
	{ HTTP_POST, "/_till/validation", till_validation_set, false,
	    { "mode" } },
	{ HTTP_GET, "/_till/states", till_states, false, { NULL } },
	/* The next three are about copies, and lock what they need. */
	{ HTTP_POST, "/_till/states", till_state_save, false, { "name" } },
	{ HTTP_POST, "/_till/states/:id/restore", till_state_restore, false,
	    { "clock" } },
	{ HTTP_POST, "/_till/states/:id/delete", till_state_delete, false,
	    { NULL } },
	{ HTTP_GET, "/_till/deliveries", till_deliveries, false,
	    { "state", "event", "endpoint", "before", "limit" } },
	{ HTTP_GET, "/_till/deliveries/:id", till_delivery, false,
	    { NULL } },
	{ HTTP_POST, "/_till/deliveries/:id/send", till_delivery_send, true,
	    { NULL } },
	{ HTTP_POST, "/_till/webhook_endpoints", till_connect, true,
	    { "id", "url", "secret" } },
	{ HTTP_POST, "/_till/webhook_endpoints/:id/roll_secret",
	    till_roll_secret, true, { "expires_in" } },
	{ HTTP_POST, "/_till/sessions/:id/complete", till_session_complete,
	    true, { "email", "name", "country", "postal_code" } },
	{ HTTP_POST, "/_till/sessions/:id/decline", till_session_decline,
	    true, { "email", "name", "country", "postal_code" } },
	{ HTTP_POST, "/_till/sessions/:id/async-succeed",
	    till_session_async_succeed, true,
	    { "email", "name", "country", "postal_code" } },
	{ HTTP_POST, "/_till/sessions/:id/async-fail",
	    till_session_async_fail, true,
	    { "email", "name", "country", "postal_code" } },
	{ HTTP_POST, "/_till/sessions/:id/expire", till_session_expire, true,
	    { NULL } },
};

const char *
till_text(const struct till_call *call, const char *name)
{
	return json_text(call->form, name);
}

enum till_err
till_number(const struct till_call *call, const char *name, int64_t min,
    int64_t max, int64_t *value, struct till_error *e)
{
	struct json_object *given = json_get(call->form, name);

	if (given == NULL)
		return TILL_OK;
	if (!text_to_int(json_object_get_string(given), value) ||
	    *value < min || *value > max)
		return till_fail(e, TILL_EINPUT, "parameter_invalid_integer",
		    name, "%s must be a whole number of %lld to %lld", name,
		    (long long)min, (long long)max);
	return TILL_OK;
}

enum till_err
till_required(const char *name, struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, "parameter_missing", name,
	    "Missing required param: %s.", name);
}

enum till_err
till_flag(const struct till_call *call, const char *name, bool *value,
    struct till_error *e)
{
	struct json_object *given = json_get(call->form, name);
	const char *text;

	if (given == NULL)
		return TILL_OK;
	text = json_object_get_string(given);
	*value = strcmp(text, "true") == 0;
	return *value || strcmp(text, "false") == 0 ? TILL_OK :
	    till_fail(e, TILL_EINPUT, NULL, name, "Invalid boolean: %.64s",
		text);
}

static enum till_err
check_names(const struct call_row *row, struct json_object *form,
    struct till_error *e)
{
	if (form == NULL)
		return TILL_OK;
	json_object_object_foreach(form, name, value) {
		bool known = false;

		for (size_t i = 0; i < PARAMS_MAX; i++)
			known = known || (row->params[i] != NULL &&
			    strcmp(row->params[i], name) == 0);
		if (!known)
			return till_fail(e, TILL_EINPUT, "parameter_unknown",
			    name, "Received unknown parameter: %s", name);
		if (json_object_is_type(value, json_type_object) ||
		    json_object_is_type(value, json_type_array))
			return till_fail(e, TILL_EINPUT, NULL, name,
			    "%s must be a single value", name);
	}
	return TILL_OK;
}

/* A call with the row that it is of, for the store's work. */
struct work {
	const struct call_row *row;
	struct till_call call;
};

static enum till_err
run(struct store_conn *c, void *arg, struct till_error *e)
{
	struct work *work = arg;

	work->call.c = c;
	return work->row->handle(&work->call, e);
}

static enum till_err
find(const struct http_request *req,
    char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX],
    const struct call_row **out, struct till_error *e)
{
	capture[0][0] = '\0';
	for (size_t i = 0; i < nitems(rows); i++)
		if (rows[i].method == req->method &&
		    http_path_match(rows[i].path, req->path, capture)) {
			*out = &rows[i];
			return TILL_OK;
		}
	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "There is no such call of Till's own: %.10s %.200s",
	    req->method_name, req->path);
}

enum till_err
till_handle(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX];
	struct work work = { .call = { .api = app, .id = capture[0],
				 .now = clock_now() } };
	enum till_err err;

	err = api_authenticate(app, req, NULL, e);
	if (err == TILL_OK)
		err = find(req, capture, &work.row, e);
	if (err == TILL_OK)
		err = http_form(req, &work.call.form, e);
	if (err == TILL_OK)
		err = check_names(work.row, work.call.form, e);
	if (err == TILL_OK)
		err = (work.row->writes ? store_write : store_read)(
		    work.call.api->store, run, &work, e);
	if (err == TILL_OK && work.call.faults_changed)
		faults_changed(&work.call.api->faults,
		    work.call.faults_cleared);
	if (err == TILL_OK)
		err = http_json(res, 200, work.call.answer);
	json_object_put(work.call.answer);
	json_object_put(work.call.form);
	return err;
}
