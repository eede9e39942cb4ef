/*
 * deliver: posts events to webhook endpoints over libcurl (behaviour.md 7.3
 * and 7.4).  Several workers may do it for one database at once.
 *
 * A request carries the event as it is stored and a signature made for this
 * very try.  Any 2xx is success; redirects are not followed and are failures
 * as everything else is.
 */
#ifndef TILL_EVENTS_DELIVER_H
#define TILL_EVENTS_DELIVER_H

#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

#define DELIVER_TIMEOUT_MS 10000 /* mark I, behaviour.md 9.8 */
#define DELIVER_WAIT_MS 100
#define DELIVER_PARALLEL 32 /* requests at one time */
#define DELIVER_EACH 8	    /* to one endpoint */

struct deliver;

struct deliver_options {
	long timeout_ms; /* of one try, connecting and the answer */
	long wait_ms;	 /* deliver_run() waits for answers so long at most */
};

/*
 * Starts delivering from a store.  options may be NULL for the numbers above.
 * *out is the caller's (deliver_close), for one thread.  TILL_EMEM.
 */
enum till_err deliver_open(struct store *store,
    const struct deliver_options *options, struct deliver **out,
    struct till_error *e);

/* Gives what is under way up: it is due for the next worker. */
void deliver_close(struct deliver *d); /* NULL is fine */

/*
 * Does what there is to do at the second now, without waiting longer than
 * wait_ms: begins what is due and records what has ended.  Also forgets
 * events that are too old.  *next_due is when to call again: now when
 * requests are under way, INT64_MAX when nothing waits; an event of another
 * process may of course come earlier.  TILL_EDB: nothing is lost, call again.
 */
enum till_err deliver_run(struct deliver *d, int64_t now, int64_t *next_due,
    struct till_error *e);

#endif
