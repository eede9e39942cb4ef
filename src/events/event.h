/*
 * event: what has happened to the API's objects (behaviour.md 7.1 and 7.2).
 *
 * An event is written in the transaction of the change it tells of, together
 * with a delivery for each webhook endpoint that wants its type: after a
 * crash there are all of them or none, and not the change either.  Events of
 * a life (created, updated, deleted) and of a status that was reached come
 * from the tables in event.c whenever catalog/ stores an object; what no
 * stored member tells is emitted by name.
 */
#ifndef TILL_EVENTS_EVENT_H
#define TILL_EVENTS_EVENT_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "store/record.h"

#define EVENT_API_VERSION "2024-06-20"
#define EVENT_KEPT_S (INT64_C(30) * 86400) /* behaviour.md 7.1 */

extern const struct record_type event_type;
extern const struct record_type webhook_endpoint_type;

/* The request that a change is made for. */
struct event_cause {
	const char *request;	     /* its id */
	const char *idempotency_key; /* NULL for none */
};

/*
 * Says for whom this thread makes changes from now on: NULL for a buyer or a
 * timer, whose events name no request.  A loan until the next call.  Gives
 * what was said before, so that it can be said again.
 */
const struct event_cause *event_cause(const struct event_cause *cause);

/*
 * Writes an event of a type about object, which is printed as it is and must
 * be as the API answers it, unexpanded.  previous, the values that changed as
 * they were, is for "*.updated" only, NULL otherwise.  Both are loans.
 */
enum till_err event_emit(struct store_conn *c, const char *type,
    struct json_object *object, struct json_object *previous,
    struct till_error *e);

/*
 * Writes an event that says the same as another one, under an id of its own:
 * the API may tell one thing twice so (behaviour.md 7.4).
 */
enum till_err event_twin(struct store_conn *c, const char *event,
    char id[static ID_MAX], struct till_error *e);

/* Whether changes to objects of a name ("product") may be events at all. */
bool event_known(const char *object);

/*
 * Writes the events of a change from before, NULL for a new object, to after;
 * both as the API answers them.  A change to nothing is no event.
 */
enum till_err event_changed(struct store_conn *c, const char *object,
    struct json_object *before, struct json_object *after,
    struct till_error *e);

/* The same for an object that was deleted, as it was. */
enum till_err event_deleted(struct store_conn *c, const char *object,
    struct json_object *before, struct till_error *e);

/*
 * Counts again how many endpoints an event still waits for, into its
 * pending_webhooks.  An event that is gone is none of its business.
 */
enum till_err event_recount(struct store_conn *c, const char *id,
    struct till_error *e);

/* Forgets up to limit events that are too old, and their deliveries. */
enum till_err event_prune(struct store_conn *c, int64_t now, int64_t limit,
    int64_t *n, struct till_error *e);
enum till_err event_any_old(struct store_conn *c, int64_t now, bool *old,
    struct till_error *e);

#endif
