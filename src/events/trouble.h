/*
 * trouble: what test mode does to deliveries when it is asked to, so that a
 * shop can be tried against a bad day (behaviour.md 7.4 says what may
 * happen).  The switches are rows of the API's database: they hold for every
 * worker and survive a restart.
 */
#ifndef TILL_EVENTS_TROUBLE_H
#define TILL_EVENTS_TROUBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

enum trouble {
	TROUBLE_HOLD,	       /* nothing is delivered */
	TROUBLE_DROP,	       /* the next n are lost and not tried again */
	TROUBLE_DUPLICATE,     /* the next n are delivered twice */
	TROUBLE_REORDER,       /* the next n wait for each other, the last
				  goes first, one at a time */
	TROUBLE_DELAY,	       /* whatever happens is told n seconds later */
	TROUBLE_BAD_SIGNATURE, /* the next n are signed with another secret */
	TROUBLE_OLD_TIMESTAMP, /* the next n are signed as of an hour ago */
	TROUBLE_CHANGED_BODY,  /* the next n are altered after their signing */
	TROUBLE_SECOND_SECRET, /* the next n have another secret's signature
				  before the right one, as while one is
				  rolled */
	TROUBLE_TWIN,	       /* the next n are told a second time by an
				  event of another id */
	TROUBLE_LIVE_RETRIES,  /* retries for three days, as in live mode */
	TROUBLE_COUNT
};

#define TROUBLE_N_MAX 1000000
#define TROUBLE_OLD_S 3600

/* The name a person gives it, "bad_signature"; and back, false for none. */
const char *trouble_name(enum trouble which);
bool trouble_find(const char *name, enum trouble *out);

/* Whether it is switched on and off rather than counted. */
bool trouble_is_switch(enum trouble which);

/* Reads them all; 0 is off. */
enum till_err trouble_load(struct store_conn *c, int64_t n[TROUBLE_COUNT],
    struct till_error *e);

/* Sets one; 0 switches it off. */
enum till_err trouble_set(struct store_conn *c, enum trouble which, int64_t n,
    struct till_error *e);

/*
 * Switches all of it off: what was held goes out, what was delayed is due
 * now, and what waited to be reordered goes out in reverse as it is.
 */
enum till_err trouble_release(struct store_conn *c, int64_t now,
    struct till_error *e);

#endif
