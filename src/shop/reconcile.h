/*
 * reconcile: what the API says, asked for by the shop itself, so that an order
 * is right also when no webhook ever comes.
 *
 * Two questions: of sessions that have stayed open or under way too long, each
 * by its id; and of all sessions made since the shop last looked, by a list,
 * which finds those whose making was answered to nobody.  What was seen goes
 * into the order as a webhook's event would, by order_mark().
 */
#ifndef TILL_SHOP_RECONCILE_H
#define TILL_SHOP_RECONCILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "shop/order.h"
#include "shop/shop.h"

#define RECONCILE_LIST_EVERY_S 60
#define RECONCILE_OVERLAP_S 300 /* clocks differ, and answers take time */
#define RECONCILE_BATCH 20	/* sessions asked about in one step */
#define RECONCILE_PAUSE_MAX_S 3600

/* Called for every order that an answer has changed. */
typedef void reconcile_said(void *arg, const char *session,
    const struct order_taken *taken);

struct reconcile {
	struct shop *shop;
	const char *source;   /* for the history */
	reconcile_said *said; /* may be NULL */
	void *arg;
	size_t asked, changed; /* sessions seen, and those with news */
};

/*
 * The worker's step: a batch of what is due.  *more says whether there may be
 * more at once.  Several workers share the work.  TILL_EUPSTREAM, TILL_EBUSY:
 * the API is away or asks for patience; TILL_EDB.
 */
enum till_err reconcile_step(struct reconcile *r, bool *more,
    struct till_error *e);

/* Asks about everything that is not at its end, due or not. */
enum till_err reconcile_all(struct reconcile *r, struct till_error *e);

#endif
