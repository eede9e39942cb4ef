/* order: see order.h. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/order.h"

static const char *const migrations[] = {
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
};

#define BIT(state) (1u << (state))

/* The names in the database, and which states may follow one. */
static const struct {
	const char *name;
	unsigned next;
} states[] = {
	[ORDER_CART] = { "cart",
	    BIT(ORDER_OPEN) | BIT(ORDER_PROCESSING) | BIT(ORDER_PAID) |
		BIT(ORDER_EXPIRED) | BIT(ORDER_CANCELLED) },
	[ORDER_OPEN] = { "open",
	    BIT(ORDER_PROCESSING) | BIT(ORDER_PAID) | BIT(ORDER_FAILED) |
		BIT(ORDER_EXPIRED) | BIT(ORDER_CANCELLED) },
	[ORDER_PROCESSING] = { "processing",
	    BIT(ORDER_PAID) | BIT(ORDER_FAILED) },
	[ORDER_PAID] = { "paid", BIT(ORDER_FULFILLED) },
	[ORDER_FULFILLED] = { "fulfilled", 0 },
	[ORDER_FAILED] = { "failed",
	    BIT(ORDER_OPEN) | BIT(ORDER_PAID) | BIT(ORDER_CANCELLED) },
	[ORDER_EXPIRED] = { "expired",
	    BIT(ORDER_OPEN) | BIT(ORDER_PROCESSING) | BIT(ORDER_PAID) |
		BIT(ORDER_CANCELLED) },
	[ORDER_CANCELLED] = { "cancelled", BIT(ORDER_PAID) },
};
_Static_assert(nitems(states) == ORDER_STATE_COUNT, "each state has its row");

const char *
order_state_name(enum order_state state)
{
	return states[state].name;
}

enum till_err
orders_open(const char *path, struct store **out, struct till_error *e)
{
	return store_open(path, migrations, nitems(migrations), out, e);
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
	free(o);
}

#define COLUMNS \
	"SELECT id, token, cart_hash, cart, profile, customer, email, state," \
	" attempt, request, idempotency_key, session, url, client_secret," \
	" expires_at, amount, currency, created, attempted, updated" \
	" FROM orders "

static const char by_id[] = COLUMNS "WHERE id = ?";
static const char by_token[] = COLUMNS "WHERE token = ?";
static const char by_session[] = COLUMNS
    "WHERE id = (SELECT order_id FROM order_sessions WHERE session = ?)";

/* Copies a column's text; a null stays NULL. */
static bool
take(struct store_rows *rows, int column, char **out)
{
	const char *text = store_text(rows, column);

	*out = text != NULL ? strdup(text) : NULL;
	return text == NULL || *out != NULL;
}

static enum order_state
state_of(const char *name)
{
	int i = 0;

	while (i < ORDER_STATE_COUNT - 1 && strcmp(states[i].name, name) != 0)
		i++;
	return (enum order_state)i;
}

static enum till_err
read_row(struct store_rows *rows, struct order **out, struct till_error *e)
{
	struct order *o = calloc(1, sizeof(*o));
	const char *currency = store_text(rows, 16);

	if (o == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	text_copy(o->id, sizeof(o->id), store_text(rows, 0));
	o->state = state_of(store_text(rows, 7));
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
	    !take(rows, 13, &o->client_secret)) {
		order_free(o);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	*out = o;
	return TILL_OK;
}

/* Reads the one order that sql finds. */
static enum till_err
find(struct store_conn *c, const char *sql, const char *value,
    struct order **out, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	*out = NULL;
	err = store_query(c, sql, &rows, e, "t", value);
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
	const char *sql, *value;
	struct order *found;
};

static enum till_err
look_up(struct store_conn *c, void *arg, struct till_error *e)
{
	struct lookup *l = arg;

	return find(c, l->sql, l->value, &l->found, e);
}

static enum till_err
read_order(struct store *s, const char *sql, const char *value,
    struct order **out, struct till_error *e)
{
	struct lookup l = { sql, value, NULL };
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
	return read_order(s, by_id, id, out, e);
}

enum till_err
order_by_session(struct store *s, const char *session, struct order **out,
    struct till_error *e)
{
	return read_order(s, by_session, session, out, e);
}

/* One write: what it is given and what it gives back. */
struct change {
	const struct order_new *fresh;
	const char *id, *session_id;
	int64_t attempt, amount;
	const char *request, *key, *currency;
	const struct order_session *session;
	enum order_state state;
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
reread(struct store_conn *c, struct change *change, const char *sql,
    const char *value, struct till_error *e)
{
	order_free(change->out);
	change->out = NULL;
	return find(c, sql, value, &change->out, e);
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
	struct change *change = arg;
	const struct order_new *n = change->fresh;
	enum till_err err;

	err = store_exec(c, sql, e, "ttttttttti", n->id, n->token,
	    n->cart_hash, n->cart, n->profile, n->customer, n->email,
	    n->request, n->idempotency_key, clock_now());
	if (err != TILL_OK)
		return err;
	change->made = store_changed(c) == 1;
	return reread(c, change, by_token, n->token, e);
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
	    " attempted = ?3, updated = ?3"
	    " WHERE id = ?4 AND attempt = ?5 AND request IS NULL";
	struct change *change = arg;
	enum till_err err;

	err = store_exec(c, sql, e, "ttiti", change->request, change->key,
	    clock_now(), change->id, change->attempt);
	if (err != TILL_OK)
		return err;
	return reread(c, change, by_id, change->id, e);
}

enum till_err
order_prepare(struct store *s, struct order **o, const char *request,
    const char *idempotency_key, struct till_error *e)
{
	struct change c = { .id = (*o)->id,
		.attempt = (*o)->attempt,
		.request = request,
		.key = idempotency_key };

	return change(s, prepare, &c, o, e);
}

static enum till_err
next_attempt(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET state = 'cart', attempt = attempt + 1,"
	    " request = NULL, idempotency_key = NULL, session = NULL,"
	    " url = NULL,"
	    " client_secret = NULL, expires_at = 0, updated = ?"
	    " WHERE id = ? AND attempt = ?"
	    " AND state IN ('cart', 'open', 'expired', 'failed')";
	struct change *change = arg;
	enum till_err err;

	err = store_exec(c, sql, e, "iti", clock_now(), change->id,
	    change->attempt);
	if (err != TILL_OK)
		return err;
	return reread(c, change, by_id, change->id, e);
}

enum till_err
order_next_attempt(struct store *s, struct order **o, struct till_error *e)
{
	struct change c = { .id = (*o)->id, .attempt = (*o)->attempt };

	return change(s, next_attempt, &c, o, e);
}

static enum till_err
opened(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char update[] =
	    "UPDATE orders SET state = 'open', session = ?, url = ?,"
	    " client_secret = ?, expires_at = ?, amount = ?, currency = ?,"
	    " updated = ? WHERE id = ? AND attempt = ?"
	    " AND state IN ('cart', 'open', 'expired', 'failed')";
	static const char insert[] =
	    "INSERT INTO order_sessions (session, order_id, attempt)"
	    " SELECT ?1, id, ?3 FROM orders WHERE id = ?2"
	    " ON CONFLICT DO NOTHING";
	struct change *change = arg;
	const struct order_session *session = change->session;
	enum till_err err;

	err = store_exec(c, update, e, "tttiititi", session->id, session->url,
	    session->client_secret, session->expires_at, session->amount,
	    session->currency, clock_now(), change->id, change->attempt);
	if (err != TILL_OK)
		return err;
	/* The session of an attempt that was given up is the order's too. */
	return store_exec(c, insert, e, "tti", session->id, change->id,
	    change->attempt);
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
	/* The API may answer a refused key with its refusal for a day. */
	static const char again[] =
	    "UPDATE orders SET attempt = attempt + 1, request = NULL,"
	    " idempotency_key = NULL, updated = ?3"
	    " WHERE id = ?1 AND attempt = ?2 AND session IS NULL";
	struct change *change = arg;
	enum till_err err;

	err = store_exec(c, gone, e, "ti", change->id, change->attempt);
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

static enum till_err
mark(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET state = ?, amount = ?, currency = ?,"
	    " updated = ? WHERE id = ?";
	struct change *m = arg;
	bool current, money;
	enum till_err err;

	err = reread(c, m, by_session, m->session_id, e);
	if (err != TILL_OK || m->out == NULL)
		return err;
	current = m->out->session != NULL &&
	    strcmp(m->out->session, m->session_id) == 0;
	money = m->state == ORDER_PAID || m->state == ORDER_PROCESSING;
	if ((states[m->out->state].next & BIT(m->state)) == 0 ||
	    (!current && !money))
		return TILL_OK;
	return store_exec(c, sql, e, "titit", states[m->state].name,
	    m->amount, m->currency, clock_now(), m->out->id);
}

enum till_err
order_mark(struct store *s, const char *session, enum order_state state,
    int64_t amount, const char *currency, struct till_error *e)
{
	struct change c = { .session_id = session,
		.state = state,
		.amount = amount,
		.currency = currency };

	return change(s, mark, &c, NULL, e);
}
