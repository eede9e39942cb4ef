/*
 * recovery: the address by which a buyer takes up a session that expired
 * (behaviour.md 5.10), <API base>/r/<the session's id>_<secret>.  It is made
 * with the session, answered from its expiry on, good for 30 days, and each
 * time it is opened it makes a new session like the old one.
 */
#ifndef TILL_SESSIONS_RECOVERY_H
#define TILL_SESSIONS_RECOVERY_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/store.h"

/* Makes the address of a new session that asked for one and keeps it. */
void recovery_keep(struct json_object *session, const char *base_url);

/*
 * Shows the address in a whole session (record_get_whole) that expired at
 * the second at, when it asked for one.
 */
void recovery_show(struct json_object *session, int64_t at);

/*
 * Makes a new session from the one that token, the last part of an address,
 * belongs to, and appends its url.  c is inside a write.  TILL_ENOTFOUND, with
 * a message for the buyer: there is no such address, it is past its time, or
 * what was in the session cannot be bought any more.
 */
enum till_err recovery_open(struct store_conn *c, const char *token,
    const char *base_url, int64_t now, struct buf *url, struct till_error *e);

#endif
