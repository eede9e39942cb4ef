/*
 * mark: what the API says of a session, taken over into its order; see
 * order.h.  The session goes forward first, by the same table as orders; only
 * when it did the order may, and the work that follows is written with it.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/order.h"

struct mark {
	const struct order_seen *seen;
	struct order *order;
	enum order_state session; /* its state before */
	bool twice; /* the order has been paid by another session */
	struct order_taken taken;
};

static struct state_cause
cause_of(const struct order_seen *seen)
{
	return (struct state_cause){ seen->source, seen->why, seen->session };
}

/* Reads the session's state; *found: it is known. */
static enum till_err
read_session(struct store_conn *c, struct mark *m, bool *found,
    struct till_error *e)
{
	static const char sql[] =
	    "SELECT state FROM order_sessions WHERE session = ?";
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	*found = false;
	err = store_query(c, sql, &rows, e, "t", m->seen->session);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*found = got == 1;
	if (got < 0)
		err = e->kind;
	else if (got == 1 &&
	    !order_state_find(store_text(rows, 0), &m->session))
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "a session has no state that is known");
	store_done(rows);
	return err;
}

/*
 * Takes in a session that is known by its metadata only: the answer to the
 * call that made it was lost, or has not been stored yet.
 */
static enum till_err
adopt(struct store_conn *c, struct mark *m, struct till_error *e)
{
	static const char insert[] =
	    "INSERT INTO order_sessions (session, order_id, attempt, check_at)"
	    " VALUES (?, ?, ?, ?)";
	static const char update[] =
	    "UPDATE orders SET session = ?, updated = ?"
	    " WHERE id = ? AND session IS NULL";
	const struct state_cause cause = { m->seen->source,
		"its session is found by its metadata", m->seen->session };
	int64_t now = clock_now();
	enum till_err err;

	if (m->seen->order == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "There is no such order.");
	err = order_read(c, ORDER_BY_ID, m->seen->order, &m->order, e);
	if (err == TILL_OK)
		err = store_exec(c, insert, e, "ttii", m->seen->session,
		    m->order->id, m->order->attempt,
		    now + ORDER_FIRST_CHECK_S);
	if (err == TILL_OK)
		err = store_exec(c, update, e, "tit", m->seen->session, now,
		    m->order->id);
	if (err == TILL_OK && m->order->state == ORDER_CART)
		err = order_state_change(c, m->order->id, ORDER_CART,
		    ORDER_OPEN, &cause, e);
	order_free(m->order);
	m->order = NULL;
	m->session = ORDER_OPEN;
	m->taken.moved = err == TILL_OK;
	return err;
}

/* Whether another session of the order was paid too. */
static enum till_err
paid_before(struct store_conn *c, const struct mark *m, bool *paid,
    struct till_error *e)
{
	static const char sql[] =
	    "SELECT 1 FROM order_sessions WHERE order_id = ? AND session <> ?"
	    " AND state = 'paid' LIMIT 1";
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	*paid = false;
	err = store_query(c, sql, &rows, e, "tt", m->order->id,
	    m->seen->session);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*paid = got == 1;
	store_done(rows);
	return got < 0 ? e->kind : TILL_OK;
}

static enum till_err
add_job(struct store_conn *c, const char *kind, const char *order,
    const char *session, struct till_error *e)
{
	static const char sql[] =
	    "INSERT INTO order_jobs (kind, order_id, session, state, attempt,"
	    " failures, due, created, updated)"
	    " VALUES (?1, ?2, ?3, 'waiting', 0, 0, ?4, ?4, ?4)"
	    " ON CONFLICT (session, kind) DO NOTHING";

	return store_exec(c, sql, e, "ttti", kind, order, session,
	    clock_now());
}

/*
 * Goods of an order that was paid by another session already: one cart, paid
 * twice.  No program sends them a second time by itself; a person decides
 * whether they are sent or the money goes back (job_by_hand()).
 */
static enum till_err
hold_job(struct store_conn *c, const struct mark *m, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_jobs SET state = 'held', problem = ?"
	    " WHERE session = ? AND kind = 'fulfil' AND state = 'waiting'"
	    " AND attempt = 0";
	char problem[ID_MAX + 64];

	(void)snprintf(problem, sizeof(problem),
	    "paid twice: %s was paid, too; refund it or send it",
	    m->seen->session);
	return store_exec(c, sql, e, "tt", problem, m->seen->session);
}

/* The work that a session's new state makes. */
static enum till_err
add_work(struct store_conn *c, const struct mark *m, struct till_error *e)
{
	/* What was to be released is sold after all. */
	static const char keep[] =
	    "UPDATE order_jobs SET state = 'void', problem = 'it was paid',"
	    " updated = ? WHERE session = ? AND kind = 'release'"
	    " AND state = 'waiting'";
	enum till_err err;

	switch (m->seen->state) {
	case ORDER_PAID:
		err = store_exec(c, keep, e, "it", clock_now(),
		    m->seen->session);
		if (err == TILL_OK)
			err = add_job(c, "fulfil", m->order->id,
			    m->seen->session, e);
		return err == TILL_OK && m->twice ? hold_job(c, m, e) : err;
	case ORDER_FAILED:
	case ORDER_EXPIRED:
		return add_job(c, "release", m->order->id, m->seen->session,
		    e);
	default:
		return TILL_OK;
	}
}

/* Whether what became of the session is about the order as a whole. */
static bool
concerns_order(const struct mark *m)
{
	const struct order *o = m->order;
	bool current = o->session != NULL &&
	    strcmp(o->session, m->seen->session) == 0;

	if (!order_state_follows(o->state, m->seen->state))
		return false;
	/* Money counts whichever session it came by, and so does its loss. */
	return current || m->seen->state == ORDER_PAID ||
	    m->seen->state == ORDER_PROCESSING ||
	    (m->seen->state == ORDER_FAILED && o->state == ORDER_PROCESSING);
}

static enum till_err
move_order(struct store_conn *c, struct mark *m, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET amount = ?, currency = COALESCE(?, currency)"
	    " WHERE id = ?";
	struct state_cause cause = cause_of(m->seen);
	enum till_err err;

	if (concerns_order(m)) {
		err = order_state_change(c, m->order->id, m->order->state,
		    m->seen->state, &cause, e);
		m->taken.to = m->seen->state;
		if (err == TILL_OK && m->seen->amount >= 0)
			err = store_exec(c, sql, e, "itt", m->seen->amount,
			    m->seen->currency, m->order->id);
		return err;
	}
	if (m->seen->state != ORDER_PAID)
		return TILL_OK;
	err = paid_before(c, m, &m->twice, e);
	if (err != TILL_OK || !m->twice)
		return err;
	log_write(LOG_WARN, "%s was paid twice: %s was paid too", m->order->id,
	    m->seen->session);
	cause.why = "a second session of the order was paid";
	return order_state_note(c, m->order->id, m->order->state, &cause, e);
}

static enum till_err
mark(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_sessions SET state = ?, amount = ?, currency = ?"
	    " WHERE session = ?";
	struct mark *m = arg;
	const struct order_seen *seen = m->seen;
	enum till_err err;
	bool found;

	order_free(m->order);
	m->order = NULL;
	m->taken = (struct order_taken){ 0 };
	m->twice = false;
	err = read_session(c, m, &found, e);
	if (err == TILL_OK && !found)
		err = adopt(c, m, e);
	if (err == TILL_OK)
		err = order_read(c, ORDER_BY_SESSION, seen->session, &m->order,
		    e);
	if (err != TILL_OK)
		return err;
	text_copy(m->taken.order, sizeof(m->taken.order), m->order->id);
	m->taken.from = m->taken.to = m->order->state;
	if (!order_state_follows(m->session, seen->state) ||
	    seen->state == ORDER_CART || seen->state == ORDER_OPEN ||
	    (seen->if_under_way && m->session != ORDER_PROCESSING))
		return TILL_OK;
	m->taken.moved = true;
	err = store_exec(c, sql, e, "titt", order_state_name(seen->state),
	    seen->amount, seen->currency, seen->session);
	if (err == TILL_OK)
		err = move_order(c, m, e);
	if (err == TILL_OK)
		err = add_work(c, m, e);
	return err;
}

enum till_err
order_mark(struct store *s, const struct order_seen *seen,
    struct order_taken *taken, struct till_error *e)
{
	struct mark m = { .seen = seen };
	enum till_err err = store_write(s, mark, &m, e);

	if (taken != NULL)
		*taken = m.taken;
	order_free(m.order);
	return err;
}

/* One order to be called off. */
struct cancel {
	const char *id;
	const struct state_cause *cause;
	struct order *order;
	struct order_taken taken;
};

static enum till_err
cancel(struct store_conn *c, void *arg, struct till_error *e)
{
	struct cancel *x = arg;
	enum till_err err;

	order_free(x->order);
	x->order = NULL;
	x->taken = (struct order_taken){ 0 };
	err = order_read(c, ORDER_BY_ID, x->id, &x->order, e);
	if (err != TILL_OK)
		return err;
	text_copy(x->taken.order, sizeof(x->taken.order), x->order->id);
	x->taken.from = x->taken.to = x->order->state;
	if (x->order->state == ORDER_CANCELLED)
		return TILL_OK;
	if (!order_state_follows(x->order->state, ORDER_CANCELLED))
		return till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "%s is %s: it cannot be cancelled", x->id,
		    order_state_name(x->order->state));
	err = order_state_change(c, x->id, x->order->state, ORDER_CANCELLED,
	    x->cause, e);
	x->taken.to = ORDER_CANCELLED;
	x->taken.moved = true;
	if (err == TILL_OK && x->order->session != NULL)
		err = add_job(c, "release", x->id, x->order->session, e);
	return err;
}

enum till_err
order_cancel(struct store *s, const char *id, const struct state_cause *cause,
    struct order_taken *taken, struct till_error *e)
{
	struct cancel x = { .id = id, .cause = cause };
	enum till_err err = store_write(s, cancel, &x, e);

	if (taken != NULL)
		*taken = x.taken;
	order_free(x.order);
	return err;
}

struct supersede {
	const char *id;
	char *session;
	struct order *order;
};

static enum till_err
supersede(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_sessions SET superseded = 1, check_at = 0"
	    " WHERE session = ? AND state = 'open' AND superseded = 0";
	struct supersede *x = arg;
	enum till_err err;

	x->session[0] = '\0';
	order_free(x->order);
	x->order = NULL;
	err = order_read(c, ORDER_BY_ID, x->id, &x->order, e);
	if (err != TILL_OK || x->order->state != ORDER_OPEN ||
	    x->order->session == NULL)
		return err;
	err = store_exec(c, sql, e, "t", x->order->session);
	if (err != TILL_OK || store_changed(c) == 0)
		return err;
	text_copy(x->session, ID_MAX, x->order->session);
	return order_state_note(c, x->id, ORDER_OPEN,
	    &(struct state_cause){ "checkout",
		"another cart takes its place", x->order->session },
	    e);
}

enum till_err
order_supersede(struct store *s, const char *id, char session[static ID_MAX],
    struct till_error *e)
{
	struct supersede x = { .id = id, .session = session };
	enum till_err err = store_write(s, supersede, &x, e);

	order_free(x.order);
	return err;
}
