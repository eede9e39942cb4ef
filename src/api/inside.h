/*
 * inside: a call of the API, or of Till's own under /_till/, made within the
 * process by a program that has a struct api of its own: what a person sees
 * and does on the dashboard goes the way of every other request, but meets
 * none of the faults that others are to meet on demand.
 */
#ifndef TILL_API_INSIDE_H
#define TILL_API_INSIDE_H

#include <json-c/json.h>

#include "api/api.h"

/* A request; texts are loans, NULL or "" for none. */
struct inside {
	const char *id;	    /* of the request it is made for, "req_…" */
	const char *method; /* "GET", "POST" or "DELETE" */
	const char *path;   /* escaped, without a query */
	const char *form;   /* the parameters, as a form's text */
	const char *idempotency_key;
};

/*
 * Makes a call.  *out is what it answers, the caller's (json_object_put),
 * NULL on error.  The error is the one that the API prints.
 */
enum till_err inside_call(struct api *api, const struct inside *ask,
    struct json_object **out, struct till_error *e);

/*
 * The same for an answer as it is sent, errors too: its text is added to
 * *body, the status is what it gives.
 */
int inside_text(struct api *api, const struct inside *ask, struct buf *body);

/*
 * GET of path, an id that is escaped, and more behind it; form is the query.
 * request is the id of the request it is for.
 */
enum till_err inside_get(struct api *api, const char *request,
    const char *path, const char *id, const char *more, const char *form,
    struct json_object **out, struct till_error *e);

#endif
