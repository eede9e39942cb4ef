/*
 * till: the calls under /_till/, which are Till's own and of test mode only:
 * the clock, trouble with webhooks and with the API, deliveries, and buyers
 * that do as they are told.  They need the secret key, take forms or JSON and answer JSON.
 */
#ifndef TILL_API_TILL_H
#define TILL_API_TILL_H

#include "api/api.h"

/* One call on its way; everything belongs to the dispatcher. */
struct till_call {
	struct api *api;
	const char *id; /* the ":id" of the path, "" when it has none */
	struct json_object *form;
	int64_t now;
	struct store_conn *c;
	struct json_object *answer; /* what it made */
	/* Set by a call that changed the faults; others learn it afterwards. */
	bool faults_changed, faults_cleared;
};

typedef enum till_err till_handler(struct till_call *call,
    struct till_error *e);

/* Answers one request; an http_handler over a struct api. */
enum till_err till_handle(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e);

/*
 * Parameters by name: a text or NULL; a whole number of min to max, or the
 * fallback when it is not there.  TILL_EINPUT names the parameter.
 */
const char *till_text(const struct till_call *call, const char *name);
enum till_err till_number(const struct till_call *call, const char *name,
    int64_t min, int64_t max, int64_t *value, struct till_error *e);

/* TILL_EINPUT: a parameter that must be there is not. */
enum till_err till_required(const char *name, struct till_error *e);

/* "true" or "false", or the fallback when it is not there. */
enum till_err till_flag(const struct till_call *call, const char *name,
    bool *value, struct till_error *e);

till_handler till_clock, till_clock_advance, till_trouble, till_trouble_set,
    till_faults, till_fault_set, till_validation, till_validation_set,
    till_states, till_state_save, till_state_restore, till_state_delete,
    till_deliveries, till_delivery, till_delivery_send, till_roll_secret,
    till_connect, till_session_complete, till_session_decline,
    till_session_expire, till_session_async_succeed,
    till_session_async_fail;

#endif
