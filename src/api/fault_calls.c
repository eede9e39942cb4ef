/*
 * fault_calls: the calls of Till's own about faults, and about parameters
 * that nobody knows, see till.h.
 */
#include <string.h>

#include "api/fault.h"
#include "api/till.h"
#include "base/json.h"
#include "base/text.h"

enum till_err
till_faults(struct till_call *call, struct till_error *e)
{
	struct json_object *data = NULL;
	enum till_err err = fault_list(call->c, &data, e);

	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "list");
	json_put(call->answer, "data", data);
	json_put_bool(call->answer, "has_more", false);
	json_put_text(call->answer, "url", "/_till/faults");
	return err;
}

/* Copies a text that may stand in an error; "" when it is not there. */
static enum till_err
read_text(const struct till_call *call, const char *name, char *out,
    size_t size, struct till_error *e)
{
	const char *text = till_text(call, name);

	if (text == NULL)
		return TILL_OK;
	if (strlen(text) >= size)
		return till_fail(e, TILL_EINPUT, NULL, name,
		    "%s must have at most %zu characters", name, size - 1);
	text_copy(out, size, text);
	return TILL_OK;
}

/* What only an answer has, where a fault gives none. */
static enum till_err
check_answer(const struct fault *fault, struct till_error *e)
{
	const struct {
		const char *name, *value;
	} rows[] = {
		{ "type", fault->type },
		{ "code", fault->code },
		{ "message", fault->message },
	};

	for (size_t i = 0; i < nitems(rows); i++)
		if (fault->kind != FAULT_STATUS && *rows[i].value != '\0')
			return till_fail(e, TILL_EINPUT, NULL, rows[i].name,
			    "%s goes with a status only", rows[i].name);
	if (*fault->type != '\0' && !fault_is_type(fault->type))
		return till_fail(e, TILL_EINPUT, NULL, "type",
		    "Invalid type: must be one of api_error, card_error, "
		    "idempotency_error, or invalid_request_error");
	return TILL_OK;
}

static enum till_err
read_fault(const struct till_call *call, struct fault *fault,
    struct till_error *e)
{
	const char *on = till_text(call, "on");
	enum till_err err;

	*fault = (struct fault){ .n = 1 };
	err = fault_name_read(till_text(call, "fault"), fault, e);
	if (err == TILL_OK && on != NULL)
		err = fault_on_read(on, fault, e);
	if (err == TILL_OK)
		err = till_number(call, "n", 1, FAULT_N_MAX, &fault->n, e);
	if (err == TILL_OK)
		err = till_flag(call, "after", &fault->after, e);
	if (err == TILL_OK)
		err = read_text(call, "type", fault->type,
		    sizeof(fault->type), e);
	if (err == TILL_OK)
		err = read_text(call, "code", fault->code,
		    sizeof(fault->code), e);
	if (err == TILL_OK)
		err = read_text(call, "message", fault->message,
		    sizeof(fault->message), e);
	return err == TILL_OK ? check_answer(fault, e) : err;
}

enum till_err
till_fault_set(struct till_call *call, struct till_error *e)
{
	const char *name = till_text(call, "fault");
	struct fault fault;
	enum till_err err;

	if (name == NULL)
		return till_required("fault", e);
	call->faults_cleared = strcmp(name, "clear") == 0;
	call->faults_changed = true;
	if (call->faults_cleared) {
		err = fault_clear(call->c, e);
		return err == TILL_OK ? till_faults(call, e) : err;
	}
	err = read_fault(call, &fault, e);
	if (err == TILL_OK)
		err = fault_plan(call->c, &fault, e);
	return err == TILL_OK ? till_faults(call, e) : err;
}

enum till_err
till_validation(struct till_call *call, struct till_error *e)
{
	(void)e;
	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "till.validation");
	json_put_text(call->answer, "mode",
	    faults_tolerant(&call->api->faults) ? "tolerant" : "strict");
	return TILL_OK;
}

enum till_err
till_validation_set(struct till_call *call, struct till_error *e)
{
	const char *mode = till_text(call, "mode");
	bool tolerant;

	if (mode == NULL)
		return till_required("mode", e);
	tolerant = strcmp(mode, "tolerant") == 0;
	if (!tolerant && strcmp(mode, "strict") != 0)
		return till_fail(e, TILL_EINPUT, NULL, "mode",
		    "Invalid mode: must be one of strict or tolerant");
	faults_be_tolerant(&call->api->faults, tolerant);
	return till_validation(call, e);
}
