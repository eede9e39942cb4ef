/*
 * queue: the deliveries that wait, for the workers.  A worker leases some for
 * a while of real time, tries them and records what came of each; a lease
 * that ran out, of a worker that was killed, frees its delivery again.  So a
 * delivery may happen twice, as the API allows, but never not at all.
 */
#ifndef TILL_EVENTS_QUEUE_H
#define TILL_EVENTS_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "events/endpoint.h"
#include "store/store.h"

#define QUEUE_RESPONSE_MAX 1000 /* bytes of an answer that are kept */

/* One delivery that is leased, and everything it takes to try it. */
struct delivery {
	int64_t id;
	int64_t lease; /* the real second it ends at; names the lease */
	int64_t attempts; /* tried before */
	bool fresh; /* neither tried before nor the copy of another */
	struct buf event, endpoint, url, body;
	struct endpoint_secrets secrets;
	/* On demand, see events/trouble.h. */
	bool bad_signature, old_timestamp, changed_body, second_secret;
};
void delivery_init(struct delivery *d);
void delivery_free(struct delivery *d);

/* What came of a try. */
struct delivery_result {
	bool delivered;
	int status;	   /* 0: there was no answer */
	const char *error; /* why not, NULL when delivered */
	int64_t ms;	   /* how long it took */
	const char *response; /* the beginning of the answer, NULL for none */
};

/* What there is to do. */
struct queue_state {
	int64_t due; /* the Till second the next is due; INT64_MAX: none */
	bool stale;  /* a lease has run out */
};
enum till_err queue_look(struct store_conn *c, int64_t wall,
    struct queue_state *out, struct till_error *e);

/*
 * Leases deliveries that are due at the Till second now, of each endpoint at
 * most each at a time, until the real second lease.  wall is the real time.
 * out has room for max; *n are the caller's (delivery_free), on error too.
 */
struct queue_claim {
	int64_t now, wall, lease;
	size_t each, max;
	struct delivery *out;
	size_t n;
};
enum till_err queue_claim(struct store_conn *c, struct queue_claim *claim,
    struct till_error *e);

/*
 * Records a try that ended at the Till second now: the delivery is done, is
 * due again later, or has failed for good.
 */
enum till_err queue_record(struct store_conn *c, const struct delivery *d,
    const struct delivery_result *result, int64_t now, struct till_error *e);

/* Ends a lease without a try. */
enum till_err queue_free(struct store_conn *c, const struct delivery *d,
    struct till_error *e);

/*
 * Whether the first tries of an event, of a type and about an object, are
 * still to come or under way at the Till second now: *mark names the event
 * then, and is 0 otherwise.  What is held, delayed or reordered on demand is
 * not waited for.  The second asks again by the mark.
 */
enum till_err queue_find_first(struct store_conn *c, const char *type,
    const char *object, int64_t now, int64_t *mark, struct till_error *e);
enum till_err queue_awaits_first(struct store_conn *c, int64_t mark,
    int64_t now, bool *awaited, struct till_error *e);

/*
 * Makes a delivery due now, whatever became of it.  TILL_ENOTFOUND: there is
 * none, with only the kind in *e.  TILL_EINPUT: its endpoint is disabled or
 * gone, or a worker is at it.
 */
enum till_err queue_again(struct store_conn *c, int64_t id, int64_t now,
    struct till_error *e);

#endif
