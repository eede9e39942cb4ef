/*
 * due: what is to happen to subscriptions and their invoices by itself, and
 * when.  Each step that waits is a row; what does a step takes its row away
 * and puts those that follow in the same transaction, so that each is done
 * once, whoever dies meanwhile.  Times are seconds of the clock.
 */
#ifndef TILL_PAYMENTS_DUE_H
#define TILL_PAYMENTS_DUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "store/store.h"

enum due_step {
	DUE_CANCEL,	   /* of a subscription: the end that was set for it */
	DUE_COLLECT,	   /* of an invoice: another try to be paid */
	DUE_FINALIZE,	   /* of an invoice: it is a draft no more */
	DUE_PERIOD,	   /* of a subscription: its period or trial ends */
	DUE_SETTLE,	   /* of an invoice: a payment under way comes to its end */
	DUE_TRIAL_WARNING, /* of a subscription: its trial will end */
	DUE_STEPS
};

/* Puts a step of an object, by its id, in the place of one before. */
enum till_err due_put(struct store_conn *c, const char *id,
    enum due_step step, int64_t at, struct till_error *e);

/* Takes a step away, or all of an object; none is no error. */
enum till_err due_drop(struct store_conn *c, const char *id,
    enum due_step step, struct till_error *e);
enum till_err due_drop_all(struct store_conn *c, const char *id,
    struct till_error *e);

struct due {
	char id[ID_MAX];
	enum due_step step;
	int64_t at;
};

/*
 * The first step that is due by now: one search of an index.  *any is false
 * and *out is left alone when nothing is.
 */
enum till_err due_next(struct store_conn *c, int64_t now, struct due *out,
    bool *any, struct till_error *e);

#endif
