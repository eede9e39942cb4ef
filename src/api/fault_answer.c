/* fault_answer: what a request gets that a fault meets, see fault.h. */
#include <string.h>

#include "api/api.h"
#include "api/fault.h"
#include "base/log.h"
#include "base/text.h"

/*
 * Where the web server is to end the connection without a word: a place in
 * its configuration, as a program behind it cannot reach the client.
 */
#define CUT_PLACE "@cut"

/* What the API says by its status (behaviour.md 1.2 and 1.3). */
static const struct {
	int status;
	enum till_err kind; /* decides the type */
	const char *code, *decline_code, *message;
} usual[] = {
	{ 401, TILL_EAUTH, "api_key_expired", NULL,
	    "Expired API Key provided." },
	{ 402, TILL_ECARD, "card_declined", "generic_decline",
	    "Your card was declined." },
	{ 403, TILL_EFORBIDDEN, NULL, NULL,
	    "The provided key does not have the required permissions for "
	    "this endpoint." },
	{ 404, TILL_ENOTFOUND, "resource_missing", NULL,
	    "No such object. (A fault that was asked for.)" },
	{ 409, TILL_ECONFLICT, "idempotency_key_in_use", NULL,
	    "There is currently another in-progress request using this "
	    "Idempotent Key (that probably means you submitted twice, and "
	    "the other request is still going through). Please try again "
	    "later." },
	{ 429, TILL_ERATE, "rate_limit", NULL,
	    "Request rate limit exceeded." },
	{ 429, TILL_ERATE, "lock_timeout", NULL,
	    "This object cannot be accessed right now because another API "
	    "request or Stripe process is currently accessing it." },
};

/* The types of errors, by a kind that has them. */
static const struct {
	const char *type;
	enum till_err kind;
} types[] = {
	{ "api_error", TILL_EINTERNAL },
	{ "card_error", TILL_ECARD },
	{ "idempotency_error", TILL_EIDEMPOTENCY },
	{ "invalid_request_error", TILL_EINPUT },
};

bool
fault_is_type(const char *type)
{
	for (size_t i = 0; i < nitems(types); i++)
		if (strcmp(types[i].type, type) == 0)
			return true;
	return false;
}

/* What is usual for a status, and for its code where there are several. */
static void
fill_usual(const struct fault *fault, struct till_error *e)
{
	size_t at = nitems(usual);

	for (size_t i = 0; i < nitems(usual); i++)
		if (usual[i].status == fault->status &&
		    (at == nitems(usual) || (usual[i].code != NULL &&
			strcmp(usual[i].code, fault->code) == 0)))
			at = i;
	if (at == nitems(usual)) {
		(void)till_fail(e,
		    fault->status >= 500 ? TILL_EINTERNAL : TILL_EINPUT,
		    NULL, NULL,
		    "Something went wrong. (A fault that was asked for.)");
		return;
	}
	(void)till_fail(e, usual[at].kind, usual[at].code, NULL, "%s",
	    usual[at].message);
	if (usual[at].decline_code != NULL)
		text_copy(e->decline_code, sizeof(e->decline_code),
		    usual[at].decline_code);
}

/* Fills in what the fault says, and the usual for the rest. */
static void
fill(const struct fault *fault, struct till_error *e)
{
	fill_usual(fault, e);
	for (size_t i = 0; i < nitems(types); i++)
		if (strcmp(types[i].type, fault->type) == 0)
			e->kind = types[i].kind;
	if (*fault->code != '\0' && strcmp(fault->code, e->code) != 0) {
		text_copy(e->code, sizeof(e->code), fault->code);
		e->decline_code[0] = '\0';
	}
	if (*fault->message != '\0')
		text_copy(e->message, sizeof(e->message), fault->message);
}

static enum till_err
answer_status(const struct fault *fault, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct wire_key key = { .name = NULL };

	fill(fault, e);
	res->status = fault->status;
	api_error_body(&res->body, req, e, true);
	(void)http_set_header(res, "Content-Type", "application/json");
	wire_common(req, res);
	if (req->method == HTTP_POST)
		key.name = http_header(req, "Idempotency-Key");
	wire_known(req, &key, res);
	/* A lock is told by its code alone. */
	if (fault->status == 429 && strcmp(e->code, "rate_limit") == 0)
		(void)http_set_header(res, "Stripe-Rate-Limited-Reason",
		    "global-rate");
	till_error_clear(e);
	return TILL_OK;
}

enum till_err
fault_answer(const struct faults *f, const struct fault *fault,
    const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	buf_reset(&res->body);
	log_write(LOG_INFO, "a fault that was asked for%s",
	    fault->after ? ", after the request was executed" : "");
	switch (fault->kind) {
	case FAULT_HANG:
		res->hold_ms = FAULT_HANG_MS;
		res->unanswered = true;
		res->hold_mark = atomic_load(&f->shared[FAULT_CLEARS]);
		return TILL_OK;
	case FAULT_CUT:
		return http_set_header(res, "X-Accel-Redirect", CUT_PLACE);
	case FAULT_STATUS:
		break;
	}
	return answer_status(fault, req, res, e);
}
