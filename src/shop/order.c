/* order: see order.h. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/order.h"

const char *const orders_migrations[] = {
	"CREATE TABLE orders ("
	" id TEXT NOT NULL PRIMARY KEY,"
	" token TEXT NOT NULL UNIQUE,"
	" cart_hash TEXT NOT NULL,"
	" cart TEXT NOT NULL,"
	" profile TEXT NOT NULL,"
	" customer TEXT,"
	" email TEXT,"
	" state TEXT NOT NULL,"
	" attempt INTEGER NOT NULL,"
	" request TEXT,"
	" idempotency_key TEXT,"
	" session TEXT,"
	" url TEXT,"
	" client_secret TEXT,"
	" expires_at INTEGER NOT NULL,"
	" amount INTEGER NOT NULL,"
	" currency TEXT,"
	" created INTEGER NOT NULL,"
	" attempted INTEGER NOT NULL,"
	" updated INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX orders_by_state ON orders (state, updated);"
	"CREATE TABLE order_sessions ("
	" session TEXT NOT NULL PRIMARY KEY,"
	" order_id TEXT NOT NULL REFERENCES orders (id),"
	" attempt INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX order_sessions_by_order ON order_sessions (order_id);",
	/*
	 * A session's own state, what it was paid with and when the API is
	 * asked about it next; those from before are asked about at once.
	 */
	"ALTER TABLE order_sessions ADD COLUMN"
	" state TEXT NOT NULL DEFAULT 'open';"
	"ALTER TABLE order_sessions ADD COLUMN"
	" amount INTEGER NOT NULL DEFAULT -1;"
	"ALTER TABLE order_sessions ADD COLUMN currency TEXT;"
	"ALTER TABLE order_sessions ADD COLUMN"
	" check_at INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE order_sessions ADD COLUMN"
	" checks INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX order_sessions_due ON order_sessions (check_at)"
	" WHERE state IN ('open', 'processing');"
	"CREATE TABLE order_history ("
	" id INTEGER PRIMARY KEY,"
	" order_id TEXT NOT NULL,"
	" at INTEGER NOT NULL,"
	" from_state TEXT NOT NULL,"
	" to_state TEXT NOT NULL,"
	" session TEXT,"
	" source TEXT NOT NULL,"
	" why TEXT NOT NULL"
	") STRICT;"
	"CREATE INDEX order_history_by_order ON order_history (order_id);"
	/* One row a session and kind: this is what makes it once. */
	"CREATE TABLE order_jobs ("
	" id INTEGER PRIMARY KEY,"
	" kind TEXT NOT NULL,"
	" order_id TEXT NOT NULL,"
	" session TEXT NOT NULL,"
	" state TEXT NOT NULL,"
	" attempt INTEGER NOT NULL,"
	" failures INTEGER NOT NULL,"
	" due INTEGER NOT NULL,"
	" created INTEGER NOT NULL,"
	" updated INTEGER NOT NULL,"
	" problem TEXT,"
	" UNIQUE (session, kind)"
	") STRICT;"
	"CREATE INDEX order_jobs_due ON order_jobs (due)"
	" WHERE state IN ('waiting', 'running');"
	"CREATE INDEX order_jobs_by_order ON order_jobs (order_id);"
	"CREATE TABLE order_runs ("
	" job INTEGER NOT NULL,"
	" attempt INTEGER NOT NULL,"
	" worker TEXT NOT NULL,"
	" started INTEGER NOT NULL,"
	" ended INTEGER,"
	" result TEXT NOT NULL,"
	" output TEXT,"
	" PRIMARY KEY (job, attempt)"
	") STRICT, WITHOUT ROWID;"
	/* What the API sent, by its event's id. */
	"CREATE TABLE inbox ("
	" id TEXT NOT NULL PRIMARY KEY,"
	" type TEXT NOT NULL,"
	" created INTEGER NOT NULL,"
	" received INTEGER NOT NULL,"
	" session TEXT,"
	" order_id TEXT,"
	" state TEXT,"
	" amount INTEGER NOT NULL,"
	" currency TEXT,"
	" result TEXT"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX inbox_waiting ON inbox (received) WHERE result IS NULL;"
	"CREATE INDEX inbox_by_age ON inbox (received);"
	"CREATE TABLE shop_marks ("
	" name TEXT NOT NULL PRIMARY KEY,"
	" value INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;",
	/* Its shopper has begun another order: it is to be ended. */
	"ALTER TABLE order_sessions ADD COLUMN"
	" superseded INTEGER NOT NULL DEFAULT 0;",
	/* What was charged for, where the API has only the amount. */
	"ALTER TABLE orders ADD COLUMN items TEXT;"
	"CREATE INDEX orders_with_items ON orders (id)"
	" WHERE items IS NOT NULL;",
};
const size_t orders_migrations_count = nitems(orders_migrations);

enum till_err
orders_open(const char *path, struct store **out, struct till_error *e)
{
	return store_open(path, orders_migrations, orders_migrations_count,
	    out, e);
}

void
order_free(struct order *o)
{
	if (o == NULL)
		return;
	free(o->token);
	free(o->cart_hash);
	free(o->cart);
	free(o->profile);
	free(o->customer);
	free(o->email);
	free(o->request);
	free(o->idempotency_key);
	free(o->session);
	free(o->url);
	free(o->client_secret);
	free(o->items);
	free(o);
}

#define COLUMNS \
	"SELECT id, token, cart_hash, cart, profile, customer, email, state," \
	" attempt, request, idempotency_key, session, url, client_secret," \
	" expires_at, amount, currency, created, attempted, updated, items" \
	" FROM orders "

static const char by_id[] = COLUMNS "WHERE id = ?";
static const char by_token[] = COLUMNS "WHERE token = ?";
static const char by_session[] = COLUMNS
    "WHERE id = (SELECT order_id FROM order_sessions WHERE session = ?)";

static const char *const keys[] = {
	[ORDER_BY_ID] = by_id,
	[ORDER_BY_TOKEN] = by_token,
	[ORDER_BY_SESSION] = by_session,
};

/* Copies a column's text; a null stays NULL. */
static bool
take(struct store_rows *rows, int column, char **out)
{
	const char *text = store_text(rows, column);

	*out = text != NULL ? strdup(text) : NULL;
	return text == NULL || *out != NULL;
}

static enum till_err
read_row(struct store_rows *rows, struct order **out, struct till_error *e)
{
	struct order *o = calloc(1, sizeof(*o));
	const char *currency = store_text(rows, 16);

	if (o == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	text_copy(o->id, sizeof(o->id), store_text(rows, 0));
	if (!order_state_find(store_text(rows, 7), &o->state)) {
		order_free(o);
		return till_fail(e, TILL_EDB, NULL, NULL,
		    "an order has no state that is known");
	}
	o->attempt = store_int(rows, 8);
	o->expires_at = store_int(rows, 14);
	o->amount = store_int(rows, 15);
	if (currency != NULL)
		text_copy(o->currency, sizeof(o->currency), currency);
	o->created = store_int(rows, 17);
	o->attempted = store_int(rows, 18);
	o->updated = store_int(rows, 19);
	if (!take(rows, 1, &o->token) || !take(rows, 2, &o->cart_hash) ||
	    !take(rows, 3, &o->cart) || !take(rows, 4, &o->profile) ||
	    !take(rows, 5, &o->customer) || !take(rows, 6, &o->email) ||
	    !take(rows, 9, &o->request) ||
	    !take(rows, 10, &o->idempotency_key) ||
	    !take(rows, 11, &o->session) || !take(rows, 12, &o->url) ||
	    !take(rows, 13, &o->client_secret) ||
	    !take(rows, 20, &o->items)) {
		order_free(o);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	*out = o;
	return TILL_OK;
}

enum till_err
order_read(struct store_conn *c, enum order_key key, const char *value,
    struct order **out, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	*out = NULL;
	err = store_query(c, keys[key], &rows, e, "t", value);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		err = read_row(rows, out, e);
	else
		err = got == 0 ? till_fail(e, TILL_ENOTFOUND, NULL, NULL,
				     "There is no such order.") : e->kind;
	store_done(rows);
	return err;
}

struct lookup {
	enum order_key key;
	const char *value;
	struct order *found;
};

static enum till_err
look_up(struct store_conn *c, void *arg, struct till_error *e)
{
	struct lookup *l = arg;

	return order_read(c, l->key, l->value, &l->found, e);
}

static enum till_err
read_order(struct store *s, enum order_key key, const char *value,
    struct order **out, struct till_error *e)
{
	struct lookup l = { key, value, NULL };
	enum till_err err = store_read(s, look_up, &l, e);

	*out = NULL;
	if (err == TILL_OK)
		*out = l.found;
	else
		order_free(l.found);
	return err;
}

enum till_err
order_by_id(struct store *s, const char *id, struct order **out,
    struct till_error *e)
{
	return read_order(s, ORDER_BY_ID, id, out, e);
}

enum till_err
order_by_session(struct store *s, const char *session, struct order **out,
    struct till_error *e)
{
	return read_order(s, ORDER_BY_SESSION, session, out, e);
}

/* One write: what it is given and what it gives back. */
struct change {
	const struct order_new *fresh;
	const char *id;
	int64_t attempt;
	const struct order_request *request;
	const struct order_session *session;
	struct order *out; /* the order afterwards */
	bool made;
};

/* Runs a write and hands over the order it read. */
static enum till_err
change(struct store *s, store_work *work, struct change *c, struct order **out,
    struct till_error *e)
{
	enum till_err err = store_write(s, work, c, e);

	if (err == TILL_OK && out != NULL) {
		order_free(*out);
		*out = c->out;
	} else {
		order_free(c->out);
	}
	return err;
}

/* Reads the order a change made; a commit tried again reads it again. */
static enum till_err
reread(struct store_conn *c, struct change *change, enum order_key key,
    const char *value, struct till_error *e)
{
	enum till_err err;

	order_free(change->out);
	change->out = NULL;
	err = order_read(c, key, value, &change->out, e);
	return err == TILL_OK && change->out == NULL ? TILL_EINTERNAL : err;
}

static enum till_err
begin(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "INSERT INTO orders (id, token, cart_hash, cart, profile,"
	    " customer, email, state, attempt, request, idempotency_key,"
	    " expires_at, amount, created, attempted, updated)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'cart', 1, ?8, ?9, 0, -1,"
	    " ?10, ?10, ?10) ON CONFLICT (token) DO NOTHING";
	static const struct state_cause accepted = { "checkout",
		"the cart is accepted", NULL };
	struct change *change = arg;
	const struct order_new *n = change->fresh;
	enum till_err err;

	err = store_exec(c, sql, e, "ttttttttti", n->id, n->token,
	    n->cart_hash, n->cart, n->profile, n->customer, n->email,
	    n->request, n->idempotency_key, clock_now());
	if (err != TILL_OK)
		return err;
	change->made = store_changed(c) == 1;
	if (change->made)
		err = order_state_note(c, n->id, ORDER_CART,
		    n->cause != NULL ? n->cause : &accepted, e);
	if (err != TILL_OK)
		return err;
	return reread(c, change, ORDER_BY_TOKEN, n->token, e);
}

enum till_err
order_begin(struct store *s, const struct order_new *n, struct order **out,
    bool *made, struct till_error *e)
{
	struct change c = { .fresh = n };
	enum till_err err;

	*out = NULL;
	err = change(s, begin, &c, out, e);
	*made = c.made;
	return err;
}

static enum till_err
prepare(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET request = ?, idempotency_key = ?,"
	    " attempted = ?3, updated = ?3, items = ?6"
	    " WHERE id = ?4 AND attempt = ?5 AND request IS NULL";
	struct change *change = arg;
	enum till_err err;

	err = store_exec(c, sql, e, "ttitit", change->request->text,
	    change->request->idempotency_key, clock_now(), change->id,
	    change->attempt, change->request->items);
	if (err != TILL_OK)
		return err;
	return reread(c, change, ORDER_BY_ID, change->id, e);
}

enum till_err
order_prepare(struct store *s, struct order **o,
    const struct order_request *request, struct till_error *e)
{
	struct change c = { .id = (*o)->id,
		.attempt = (*o)->attempt,
		.request = request };

	return change(s, prepare, &c, o, e);
}

static enum till_err
next_attempt(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET attempt = attempt + 1,"
	    " request = NULL, idempotency_key = NULL, session = NULL,"
	    " url = NULL, client_secret = NULL, expires_at = 0, updated = ?"
	    " WHERE id = ?";
	struct change *change = arg;
	const struct order *o;
	enum till_err err;

	err = reread(c, change, ORDER_BY_ID, change->id, e);
	if (err != TILL_OK)
		return err;
	o = change->out;
	if (o->attempt != change->attempt)
		return TILL_OK;
	if (o->state != ORDER_CART) {
		if (!order_state_follows(o->state, ORDER_CART))
			return TILL_OK;
		err = order_state_change(c, o->id, o->state, ORDER_CART,
		    &(struct state_cause){ "checkout", "the shopper begins "
						       "again",
			o->session },
		    e);
	}
	if (err == TILL_OK)
		err = store_exec(c, sql, e, "it", clock_now(), change->id);
	if (err != TILL_OK)
		return err;
	return reread(c, change, ORDER_BY_ID, change->id, e);
}

enum till_err
order_next_attempt(struct store *s, struct order **o, struct till_error *e)
{
	struct change c = { .id = (*o)->id, .attempt = (*o)->attempt };

	return change(s, next_attempt, &c, o, e);
}

/* Makes the session known as one of the order's; *fresh: it was not yet. */
static enum till_err
add_session(struct store_conn *c, const struct change *change, bool *fresh,
    struct till_error *e)
{
	static const char sql[] =
	    "INSERT INTO order_sessions (session, order_id, attempt, check_at)"
	    " SELECT ?1, id, ?3, ?4 FROM orders WHERE id = ?2"
	    " ON CONFLICT DO NOTHING";
	enum till_err err;

	err = store_exec(c, sql, e, "ttii", change->session->id, change->id,
	    change->attempt, clock_now() + ORDER_FIRST_CHECK_S);
	*fresh = err == TILL_OK && store_changed(c) == 1;
	return err;
}

static enum till_err
opened(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char update[] =
	    "UPDATE orders SET session = ?, url = ?, client_secret = ?,"
	    " expires_at = ?, amount = CASE WHEN state = 'cart' THEN ?"
	    " ELSE amount END, currency = COALESCE(?, currency), updated = ?"
	    " WHERE id = ? AND attempt = ?";
	struct change *change = arg;
	const struct order_session *session = change->session;
	enum till_err err;
	bool fresh;

	/* The session of an attempt that was given up is the order's too. */
	err = add_session(c, change, &fresh, e);
	if (err == TILL_OK)
		err = reread(c, change, ORDER_BY_ID, change->id, e);
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		return TILL_OK;
	}
	if (err != TILL_OK || change->out->attempt != change->attempt)
		return err;
	err = store_exec(c, update, e, "tttiititi", session->id, session->url,
	    session->client_secret, session->expires_at, session->amount,
	    session->currency, clock_now(), change->id, change->attempt);
	if (err != TILL_OK || !fresh ||
	    !order_state_follows(change->out->state, ORDER_OPEN))
		return err;
	return order_state_change(c, change->id, change->out->state,
	    ORDER_OPEN,
	    &(struct state_cause){ "checkout", "the session is there",
		session->id },
	    e);
}

enum till_err
order_opened(struct store *s, const struct order *o,
    const struct order_session *session, struct till_error *e)
{
	struct change c = { .id = o->id,
		.attempt = o->attempt,
		.session = session };

	return change(s, opened, &c, NULL, e);
}

static enum till_err
refused(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char gone[] =
	    "DELETE FROM orders WHERE id = ?1 AND attempt = ?2"
	    " AND state = 'cart' AND NOT EXISTS"
	    " (SELECT 1 FROM order_sessions WHERE order_id = ?1)";
	static const char forget[] =
	    "DELETE FROM order_history WHERE order_id = ?";
	/* The API may answer a refused key with its refusal for a day. */
	static const char again[] =
	    "UPDATE orders SET attempt = attempt + 1, request = NULL,"
	    " idempotency_key = NULL, updated = ?3"
	    " WHERE id = ?1 AND attempt = ?2 AND session IS NULL";
	struct change *change = arg;
	enum till_err err;

	err = store_exec(c, gone, e, "ti", change->id, change->attempt);
	if (err == TILL_OK && store_changed(c) == 1)
		return store_exec(c, forget, e, "t", change->id);
	if (err != TILL_OK)
		return err;
	return store_exec(c, again, e, "tii", change->id, change->attempt,
	    clock_now());
}

enum till_err
order_refused(struct store *s, const struct order *o, struct till_error *e)
{
	struct change c = { .id = o->id, .attempt = o->attempt };

	return change(s, refused, &c, NULL, e);
}
