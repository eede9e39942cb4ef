/*
 * make: sessions and payment links made from parameters that no request
 * holds, for what leads to a payment page by itself: payment links and the
 * elements.
 */
#ifndef TILL_SESSIONS_MAKE_H
#define TILL_SESSIONS_MAKE_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/*
 * Checks a tree of parameters, as JSON would hold them in a request, against
 * the API's own schema for creating a session or a link; *out are the typed
 * values, the caller's.  A member that is null counts as not given.  request
 * may be NULL, which is TILL_EMEM.  TILL_EINPUT: as the API words it.
 */
enum till_err session_check(struct json_object *request,
    struct json_object **out, struct till_error *e);
enum till_err payment_link_check(struct json_object *request,
    struct json_object **out, struct till_error *e);

/*
 * Makes and stores the session of such parameters; c is inside a write.  more
 * may be NULL or holds what no request can say: "payment_link", which the
 * session shows, and "prefilled_email", which it keeps (echo_kept).  *out is
 * the session as it is sent, the caller's.  TILL_EINPUT: as the API words it.
 */
enum till_err session_make(struct store_conn *c, struct json_object *request,
    struct json_object *more, const char *base_url, int64_t now,
    struct json_object **out, struct till_error *e);

/*
 * Stores a draft, as session_insert() does; *out is the session as it is sent,
 * the caller's.
 */
struct session_draft;
enum till_err session_store(struct store_conn *c, struct session_draft *draft,
    struct json_object **out, struct till_error *e);

/*
 * Makes and stores the payment link of such parameters; c is inside a write.
 * *out is the whole link, the caller's.  TILL_EINPUT: as the API words it.
 */
enum till_err payment_link_make(struct store_conn *c,
    struct json_object *request, const char *base_url, int64_t now,
    struct json_object **out, struct till_error *e);

#endif
