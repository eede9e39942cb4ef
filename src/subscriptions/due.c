/* due: makes the steps that are due; see subscriptions.h. */
#include <stdbool.h>

#include "base/log.h"
#include "base/text.h"
#include "events/event.h"
#include "payments/due.h"
#include "subscriptions/steps.h"
#include "subscriptions/subscriptions.h"

#define BATCH 20	 /* steps of one transaction */
#define PUT_OFF_S 3600	 /* what cannot be made is tried again then */

static step_work *const works[] = {
	[DUE_CANCEL] = step_cancel,
	[DUE_COLLECT] = step_collect,
	[DUE_FINALIZE] = step_finalize,
	[DUE_PERIOD] = step_period,
	[DUE_SETTLE] = step_settle,
	[DUE_TRIAL_WARNING] = step_trial_warning,
};
_Static_assert(nitems(works) == DUE_STEPS, "every step has its work");

/* Looking for steps that are due, and making some. */
struct sweep {
	int64_t now;
	bool any;
};

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	struct sweep *s = arg;
	struct due due;

	return due_next(c, s->now, &due, &s->any, e);
}

static enum till_err
make_step(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct due *due = arg;
	enum till_err err = due_drop(c, due->id, due->step, e);

	return err == TILL_OK ? works[due->step](c, due->id, due->at, e) : err;
}

/* Makes a step, or puts it off when something is wrong with its object. */
static enum till_err
make_or_put_off(struct store_conn *c, struct due *due, int64_t now,
    struct till_error *e)
{
	enum till_err err;

	if (due->step == DUE_STEPS)
		err = till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "an unknown step is due");
	else
		err = store_nested(c, make_step, due, e);
	if (err == TILL_OK || err == TILL_EDB || err == TILL_EMEM)
		return err;
	log_write(LOG_ERROR, "%s: a step cannot be made: %s", due->id,
	    err == TILL_ENOTFOUND ? "what it is about is gone" : e->message);
	till_error_clear(e);
	return store_exec(c, "UPDATE due_step SET due=? WHERE due=? AND id=?",
	    e, "iit", now + PUT_OFF_S, due->at, due->id);
}

static enum till_err
make_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	/* The clock does it, no request of the merchant's. */
	const struct event_cause *cause = event_cause(NULL);
	struct sweep *s = arg;
	enum till_err err = TILL_OK;
	struct due due;

	s->any = true;
	for (int i = 0; err == TILL_OK && s->any && i < BATCH; i++) {
		err = due_next(c, s->now, &due, &s->any, e);
		if (err == TILL_OK && s->any)
			err = make_or_put_off(c, &due, s->now, e);
	}
	(void)event_cause(cause);
	return err;
}

enum till_err
subscriptions_due(struct store *store, int64_t now, int64_t limit,
    bool *more, struct till_error *e)
{
	struct sweep s = { .now = now };
	enum till_err err;

	/* As a rule nothing is, and looking waits for no writer. */
	err = store_read(store, look, &s, e);
	for (int64_t n = 0; err == TILL_OK && s.any && n < limit; n += BATCH)
		err = store_write(store, make_batch, &s, e);
	*more = err == TILL_OK && s.any;
	return err;
}
