/* due: see due.h. */
#include <string.h>

#include "base/text.h"
#include "payments/due.h"

/* As they are stored. */
static const char *const names[] = {
	[DUE_CANCEL] = "cancel",
	[DUE_COLLECT] = "collect",
	[DUE_FINALIZE] = "finalize",
	[DUE_PERIOD] = "period",
	[DUE_SETTLE] = "settle",
	[DUE_TRIAL_WARNING] = "trial_warning",
};
_Static_assert(nitems(names) == DUE_STEPS, "every step has a name");

enum till_err
due_put(struct store_conn *c, const char *id, enum due_step step, int64_t at,
    struct till_error *e)
{
	return store_exec(c,
	    "INSERT OR REPLACE INTO due_step(id,step,due) VALUES(?,?,?)", e,
	    "tti", id, names[step], at);
}

enum till_err
due_drop(struct store_conn *c, const char *id, enum due_step step,
    struct till_error *e)
{
	return store_exec(c, "DELETE FROM due_step WHERE id=? AND step=?", e,
	    "tt", id, names[step]);
}

enum till_err
due_drop_all(struct store_conn *c, const char *id, struct till_error *e)
{
	return store_exec(c, "DELETE FROM due_step WHERE id=?", e, "t", id);
}

static enum due_step
step_of(const char *name)
{
	for (size_t i = 0; i < nitems(names); i++)
		if (strcmp(names[i], name) == 0)
			return (enum due_step)i;
	return DUE_STEPS;
}

enum till_err
due_next(struct store_conn *c, int64_t now, struct due *out, bool *any,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*any = false;
	err = store_query(c,
	    "SELECT id,step,due FROM due_step WHERE due<=? "
	    "ORDER BY due,id,step LIMIT 1",
	    &rows, e, "i", now);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		*any = true;
		text_copy(out->id, sizeof(out->id), store_text(rows, 0));
		out->step = step_of(store_text(rows, 1));
		out->at = store_int(rows, 2);
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}
