/* report: see report.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "shop/report.h"

/* A column of a query: its member, and whether it is a text or a number. */
struct column {
	const char *name;
	char type; /* 't' or 'i' */
};

/* One query whose rows become objects. */
struct table {
	const char *sql;
	const struct column *columns;
	size_t count;
};

#define ORDER_SQL \
	"SELECT id, state, CASE WHEN amount < 0 THEN NULL ELSE amount END," \
	" currency, email, customer, profile, session, attempt, created," \
	" updated, (SELECT problem FROM order_jobs WHERE order_id = orders.id" \
	" AND state IN ('waiting', 'held') AND problem IS NOT NULL LIMIT 1)" \
	" FROM orders "

static const struct column order_columns[] = {
	{ "id", 't' },
	{ "state", 't' },
	{ "amount", 'i' },
	{ "currency", 't' },
	{ "email", 't' },
	{ "customer", 't' },
	{ "profile", 't' },
	{ "session", 't' },
	{ "attempt", 'i' },
	{ "created", 'i' },
	{ "updated", 'i' },
	{ "problem", 't' },
};

static const struct table orders_of_all = { ORDER_SQL
	"WHERE ?1 = ?1 ORDER BY created DESC, id LIMIT ?2",
	order_columns, nitems(order_columns) };
static const struct table orders_of_state = { ORDER_SQL
	"WHERE state = ?1 ORDER BY created DESC, id LIMIT ?2",
	order_columns, nitems(order_columns) };
static const struct table order_by_any_id = { ORDER_SQL
	"WHERE id = ?1 OR id = (SELECT order_id FROM order_sessions"
	" WHERE session = ?1) LIMIT ?2",
	order_columns, nitems(order_columns) };

static const struct column history_columns[] = {
	{ "at", 'i' },
	{ "from", 't' },
	{ "to", 't' },
	{ "source", 't' },
	{ "why", 't' },
	{ "session", 't' },
};
static const struct table history = {
	"SELECT at, from_state, to_state, source, why, session"
	" FROM order_history WHERE order_id = ?1 ORDER BY id LIMIT ?2",
	history_columns, nitems(history_columns) };

static const struct column session_columns[] = {
	{ "id", 't' },
	{ "state", 't' },
	{ "attempt", 'i' },
	{ "amount", 'i' },
	{ "currency", 't' },
	{ "check_at", 'i' },
};
static const struct table sessions = {
	"SELECT session, state, attempt,"
	" CASE WHEN amount < 0 THEN NULL ELSE amount END, currency,"
	" CASE WHEN state IN ('open', 'processing') THEN check_at END"
	" FROM order_sessions WHERE order_id = ?1 ORDER BY attempt, session"
	" LIMIT ?2",
	session_columns, nitems(session_columns) };

static const struct column work_columns[] = {
	{ "id", 't' },
	{ "kind", 't' },
	{ "session", 't' },
	{ "state", 't' },
	{ "attempt", 'i' },
	{ "due", 'i' },
	{ "problem", 't' },
};
static const struct table work = {
	"SELECT CAST(id AS TEXT), kind, session, state, attempt,"
	" CASE WHEN state = 'waiting' THEN due END, problem"
	" FROM order_jobs WHERE order_id = ?1 ORDER BY id LIMIT ?2",
	work_columns, nitems(work_columns) };

static const struct column run_columns[] = {
	{ "attempt", 'i' },
	{ "started", 'i' },
	{ "ended", 'i' },
	{ "worker", 't' },
	{ "result", 't' },
	{ "output", 't' },
};
static const struct table runs = {
	"SELECT attempt, started, ended, worker, result, output"
	" FROM order_runs WHERE job = CAST(?1 AS INTEGER) ORDER BY attempt"
	" LIMIT ?2",
	run_columns, nitems(run_columns) };

#define ROWS_MAX 10000

/* Runs a table's query for a text; appends its rows to out. */
static enum till_err
fill(struct store_conn *c, const struct table *t, const char *value,
    int64_t limit, struct json_object *out, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	err = store_query(c, t->sql, &rows, e, "ti", value, limit);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		struct json_object *row = json_object_new_object();

		for (size_t i = 0; i < t->count; i++) {
			const char *text = store_text(rows, (int)i);

			if (text != NULL && t->columns[i].type == 'i')
				json_put_int(row, t->columns[i].name,
				    store_int(rows, (int)i));
			else
				json_put_text(row, t->columns[i].name, text);
		}
		json_object_array_add(out, row);
	}
	store_done(rows);
	return err == TILL_OK && got < 0 ? e->kind : err;
}

struct ask {
	const struct table *table;
	const char *value;
	int64_t limit;
	struct json_object *out;
};

static enum till_err
read_orders(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct ask *ask = arg;

	return fill(c, ask->table, ask->value, ask->limit, ask->out, e);
}

enum till_err
report_orders(struct store *s, const char *state, int64_t limit,
    struct json_object **out, struct till_error *e)
{
	struct ask ask = { .table = state != NULL ? &orders_of_state :
						    &orders_of_all,
		.value = state != NULL ? state : "",
		.limit = limit,
		.out = json_object_new_array() };
	enum till_err err = store_read(s, read_orders, &ask, e);

	*out = ask.out;
	if (err == TILL_OK)
		return TILL_OK;
	json_object_put(*out);
	*out = NULL;
	return err;
}

/* Adds the rows that belong to an order as a member of it. */
static enum till_err
add(struct store_conn *c, struct json_object *object, const char *name,
    const struct table *t, const char *value, struct till_error *e)
{
	struct json_object *rows = json_object_new_array();

	json_put(object, name, rows);
	return fill(c, t, value, ROWS_MAX, rows, e);
}

static enum till_err
read_order(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct ask *ask = arg;
	struct json_object *order, *jobs;
	enum till_err err;
	const char *id;

	err = fill(c, &order_by_any_id, ask->value, 1, ask->out, e);
	if (err != TILL_OK)
		return err;
	order = json_at(ask->out, 0);
	if (order == NULL)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "there is no order %s", ask->value);
	id = json_text(order, "id");
	err = add(c, order, "history", &history, id, e);
	if (err == TILL_OK)
		err = add(c, order, "sessions", &sessions, id, e);
	if (err == TILL_OK)
		err = add(c, order, "work", &work, id, e);
	jobs = json_get(order, "work");
	for (size_t i = 0; err == TILL_OK && i < json_count(jobs); i++) {
		struct json_object *job = json_at(jobs, i);

		err = add(c, job, "runs", &runs, json_text(job, "id"), e);
		json_object_object_del(job, "id");
	}
	return err;
}

enum till_err
report_order(struct store *s, const char *id, struct json_object **out,
    struct till_error *e)
{
	struct ask ask = { .value = id, .out = json_object_new_array() };
	enum till_err err = store_read(s, read_order, &ask, e);

	*out = err == TILL_OK ? json_object_get(json_at(ask.out, 0)) : NULL;
	json_object_put(ask.out);
	return err;
}
