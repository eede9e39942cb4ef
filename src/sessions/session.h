/*
 * session: checkout sessions: making, reading, expiring and completing them
 * (behaviour.md 5).  A session that is past expires_at is expired for whoever
 * looks, from that second on, whether or not that has been stored yet.
 */
#ifndef TILL_SESSIONS_SESSION_H
#define TILL_SESSIONS_SESSION_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/record.h"

#define SESSION_ITEMS_MAX 100 /* line items of one session */

/*
 * What a session was asked for and has no field for (payment_intent_data, the
 * terms of its discount, ...) is kept in catalog_hidden() of the object: a
 * member set there while drafting is stored with the session, is never
 * answered, and is there again in the object of record_get_whole().
 */
extern const struct record_type session_type;

/* A new session that is not stored yet. */
struct session_draft;

/*
 * Checks the rules across parameters, looks everything up that params name
 * and makes the session with its line items.  base_url is the API's own
 * address.  When session_writes(params) it stores prices on the way, so c must
 * then be inside a write.  *out is the caller's (session_draft_free).
 * TILL_EINPUT as behaviour.md 1.3 (Checkout, Objects).
 */
enum till_err session_draft(struct store_conn *c, struct json_object *params,
    const char *base_url, int64_t now, struct session_draft **out,
    struct till_error *e);
bool session_writes(struct json_object *params);
void session_draft_free(struct session_draft *draft); /* NULL is fine */

/* Stores a draft and appends the session as it is sent. */
enum till_err session_insert(struct store_conn *c,
    struct session_draft *draft, struct buf *out, struct till_error *e);

/*
 * Expires an open session now.  TILL_EINPUT: it is not open (behaviour.md
 * 1.3).  TILL_ENOTFOUND: there is none, with only the kind in *e.
 */
enum till_err session_expire(struct store_conn *c, const char *id,
    int64_t now, struct json_object **out, struct till_error *e);

/*
 * Appends a session as it is sent, as it is at the second now.
 * TILL_ENOTFOUND: there is none, with only the kind in *e.
 */
enum till_err session_text(struct store_conn *c, const char *id, int64_t now,
    struct buf *out, struct till_error *e);

/*
 * Turns a session that is due into what it is from now on, expired; a whole
 * one (record_get_whole) then shows the address of its recovery too.
 */
void session_age(struct json_object *session, int64_t now);

/* Whether any open session is past its time: a search of one index. */
enum till_err session_any_due(struct store_conn *c, int64_t now, bool *due,
    struct till_error *e);

/*
 * Expires up to limit of the sessions past their time; *n of them were.
 */
enum till_err session_expire_due(struct store_conn *c, int64_t now,
    int64_t limit, int64_t *n, struct till_error *e);

/* Stores that one session has expired, when it is due. */
enum till_err session_refresh(struct store_conn *c, const char *id,
    int64_t now, struct till_error *e);

/* Whether a session as stored is open and past its time. */
bool session_is_due(struct json_object *session, int64_t now);

/*
 * Brings a whole session to what it comes to at an address, and stores its
 * items but not itself; texts may be NULL.
 */
enum till_err session_place(struct store_conn *c, struct json_object *session,
    const char *country, const char *state, struct till_error *e);

/*
 * The same for a bill that is loaded and is computed afterwards; false when
 * nothing depends on the place, or it is the one already.
 */
struct bill;
bool session_put_place(struct json_object *session, struct bill *bill,
    const char *country, const char *state);

/* The country that a whole session was last brought to, NULL for none. */
const char *session_country(struct json_object *session);

/*
 * Brings a whole session that no place is known of, and its bill, to what
 * they would come to in a country, without storing anything.
 */
enum till_err session_preview(struct json_object *session, struct bill *bill,
    const char *country, struct till_error *e);

/* Whether what recurs in a whole session is free at first. */
bool session_has_trial(struct json_object *session);

/*
 * Appends a URL with the literal {CHECKOUT_SESSION_ID} replaced by id
 * (behaviour.md 5.5).
 */
void session_fill_url(struct buf *out, const char *url, const char *id);

#endif
