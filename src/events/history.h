/*
 * history: the deliveries there are and were, with each try, for a person or
 * a test that asks what became of an event.
 */
#ifndef TILL_EVENTS_HISTORY_H
#define TILL_EVENTS_HISTORY_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/* Which ones; texts are loans, NULL for any. */
struct history_query {
	const char *state; /* pending, delivered, failed, dropped, stopped */
	const char *event, *endpoint;
	int64_t before; /* ids below this one; 0 for the newest */
	int64_t limit;
};

/*
 * The deliveries, newest first; *out is an array, the caller's, NULL on
 * error.  *more: there are older ones.
 */
enum till_err history_list(struct store_conn *c,
    const struct history_query *query, struct json_object **out, bool *more,
    struct till_error *e);

/* One of them.  TILL_ENOTFOUND: there is none, with only the kind in *e. */
enum till_err history_get(struct store_conn *c, int64_t id,
    struct json_object **out, struct till_error *e);

/* Whether there is such a state. */
bool history_is_state(const char *name);

#endif
