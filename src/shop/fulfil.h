/*
 * fulfil: runs the merchant's programs for orders that are paid (TILL_FULFIL)
 * and for those that will not be (TILL_RELEASE).
 *
 * The program gets one JSON object on its standard input:
 *
 *   {"key": "till-fulfil-ord_…-cs_…", "attempt": 1, "kind": "fulfil",
 *    "order": {"id", "state", "customer", "email", "profile", "cart",
 *              "created"},
 *    "session": {…as the API has it…}, "items": [{…line item…}, …]}
 *
 * An order that a payment intent pays for has "payment_intent" instead of
 * "session", and its items are those of the order.
 *
 * and its kind as its argument.  Exit status 0 means done; anything else is
 * tried again, later each time.  One order is never in the hands of two
 * programs, and one that is done is not run again.  It is run again when it
 * failed, and when its end could not be seen because the worker was killed
 * under it: the key is the same each time, for the program to know.
 */
#ifndef TILL_SHOP_FULFIL_H
#define TILL_SHOP_FULFIL_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/error.h"
#include "shop/job.h"
#include "shop/shop.h"

#define FULFIL_LIMIT_MS 300000 /* the time a program has */
#define FULFIL_GRACE_MS 5000   /* the rest of it when the worker stops */

struct fulfil {
	struct shop *shop;
	const char *program[JOB_KINDS]; /* NULL: these jobs wait */
	char lease_file[JOB_LEASE_FILE_MAX];
	char worker[JOB_WORKER_MAX];
	int limit_ms, grace_ms;
	const atomic_bool *stop; /* NULL: never */
};

/*
 * Reads the programs from the shop's settings and checks that they can be
 * run.  TILL_EINPUT names the setting.
 */
enum till_err fulfil_open(struct shop *shop, const atomic_bool *stop,
    struct fulfil *out, struct till_error *e);

/*
 * Runs one job that is due; *got says whether there was one.  A program that
 * failed is no error: its job waits.  Safe from any thread.  TILL_EDB.
 */
enum till_err fulfil_one(const struct fulfil *f, bool *got,
    struct till_error *e);

#endif
