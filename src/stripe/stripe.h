/*
 * stripe: the client of the API, over libcurl.
 *
 * One client serves all threads; each call borrows a kept libcurl handle, so
 * connections are used again.  A call is tried again where the official SDKs
 * do it (behaviour.md 3.3), each try with the same Idempotency-Key, and all of
 * it ends before the call's deadline.  The key never leaves this folder, and
 * neither it nor an answer's secrets are logged.
 */
#ifndef TILL_STRIPE_STRIPE_H
#define TILL_STRIPE_STRIPE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/settings.h"

#define STRIPE_VERSION "2024-06-20"
#define STRIPE_REQUEST_ID_MAX 64
#define STRIPE_KEY_MAX 255 /* bytes of an idempotency key (3.1) */

struct stripe; /* a client, shared by all threads */

struct stripe_options {
	const char *base; /* "https://api.stripe.com", no slash at its end */
	const char *key;  /* "sk_…" */
	int connect_ms;	  /* to open a connection */
	int try_ms;	  /* for one try, connecting included */
	int total_ms;	  /* for a call with all its tries and pauses */
	int retries;	  /* after the first try */
	int pause_ms;	  /* before the first retry, doubled for the next */
	int pause_max_ms;
	size_t answer_max; /* bytes of an answer's body */
};

/*
 * What a shop needs: 5 s to connect, 15 s a try, 18 s in all, so that the
 * page that says so is with the shopper within 20 s; two retries; 4 MiB.
 * base and key come from the settings, on loan.
 */
struct stripe_options stripe_defaults(const struct settings *settings);

/* *out is the caller's (stripe_close).  TILL_EMEM, TILL_EINTERNAL. */
enum till_err stripe_open(const struct stripe_options *options,
    struct stripe **out, struct till_error *e);

/* No call may be running.  NULL is fine. */
void stripe_close(struct stripe *s);

/* A time by which several calls together shall end, for deadline_ms. */
int64_t stripe_deadline(const struct stripe *s);

struct stripe_call {
	const char *method; /* "GET", "POST" or "DELETE" */
	const char *path;   /* "/v1/prices"; ids in it escaped already */
	struct json_object *params; /* a tree for form_write(), or NULL */
	const char *idempotency_key; /* of a POST, or NULL */
	int64_t deadline_ms; /* from stripe_deadline(); 0: one of its own */

	/* What came back, also when the call failed. */
	int status; /* HTTP status of the last try, 0 without an answer */
	int tries;
	bool replayed; /* the API had answered this key before */
	char request_id[STRIPE_REQUEST_ID_MAX]; /* "" when it had none */
};

/*
 * Sends a call.  *out is the answer's object, the caller's; NULL on error.
 * The kinds are those of the API's statuses: TILL_EINPUT,
 * TILL_EIDEMPOTENCY, TILL_EAUTH, TILL_ECARD, TILL_EFORBIDDEN,
 * TILL_ENOTFOUND, TILL_ECONFLICT and TILL_ERATE carry the API's code,
 * param and message.  TILL_EUPSTREAM: no answer in time, no connection, a
 * fault of the API, or an answer that is too long or no JSON object.
 * Every failure is logged here, with the API's request id.
 */
enum till_err stripe_send(struct stripe *s, struct stripe_call *call,
    struct json_object **out, struct till_error *e);

#endif
