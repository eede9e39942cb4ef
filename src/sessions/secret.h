/*
 * secret: a session by its client secret, the right of a page to show and to
 * pay it (behaviour.md 5.4).
 */
#ifndef TILL_SESSIONS_SECRET_H
#define TILL_SESSIONS_SECRET_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "store/store.h"

/* Copies the session's id, the first part of a client secret. */
bool session_secret_id(const char *secret, char id[static ID_MAX]);

/*
 * Whether a secret is that of an embedded session.  One that is no longer
 * open has no secret any more: its id is enough, for there is nothing in it
 * left to do.
 */
bool session_secret_fits(struct json_object *session, const char *secret);

/*
 * Finds the session of a secret as it is at the second now; *out is the
 * caller's.  TILL_EINPUT: the secret fits no session.
 */
enum till_err session_by_secret(struct store_conn *c, const char *secret,
    int64_t now, struct json_object **out, struct till_error *e);

#endif
