/* reconcile: see reconcile.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/intent.h"
#include "shop/reconcile.h"
#include "shop/session.h"

#define PAGE 100
#define PAGES_MAX 1000
#define GRACE_S 10 /* after a session's end, until the API is asked */
#define PATH_MAX_BYTES 512

/* Marks in shop_marks. */
#define MARK_LIST_AT "reconcile_list_at"  /* when the next list is due */
#define MARK_LISTED "reconcile_listed_to" /* until when all are seen */

/* Takes one session over; one that is no order's is passed over. */
static enum till_err
take(struct reconcile *r, struct order_seen *seen,
    struct json_object *session, struct till_error *e)
{
	struct order *order = NULL;
	struct order_taken taken;
	enum till_err err;

	r->asked++;
	err = order_mark(r->shop->orders, seen, &taken, e);
	if (err == TILL_ENOTFOUND && session_adoptable(r->shop, session)) {
		till_error_clear(e);
		err = session_adopt(r->shop, seen->session, &order, e);
		order_free(order);
		if (err == TILL_OK)
			err = order_mark(r->shop->orders, seen, &taken, e);
	}
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		return TILL_OK;
	}
	if (err != TILL_OK || !taken.moved)
		return err;
	r->changed++;
	log_write(LOG_WARN, "%s: %s was %s, and is %s by %s", r->source,
	    taken.order, order_state_name(taken.from),
	    order_state_name(taken.to), seen->session);
	if (r->said != NULL)
		r->said(r->arg, seen->session, &taken);
	return TILL_OK;
}

/* Reads an object of the API by its id, NULL when it cannot be had. */
static struct json_object *
get(struct reconcile *r, const char *folder, const char *id)
{
	struct json_object *answer = NULL;
	char path[PATH_MAX_BYTES];
	struct stripe_call call = { .method = "GET", .path = path };
	struct till_error e;

	if (id == NULL || !text_is_id(id) || strlen(id) > 255)
		return NULL;
	(void)snprintf(path, sizeof(path), "%s%s", folder, id);
	if (stripe_send(r->shop->stripe, &call, &answer, &e) != TILL_OK)
		return NULL;
	return answer;
}

/*
 * Whether a payment that is under way has failed: the session does not tell,
 * what pays for it does.
 */
static bool
has_failed(struct reconcile *r, struct json_object *session)
{
	static const struct {
		const char *member, *folder, *states[3];
	} payers[] = {
		{ "payment_intent", "/v1/payment_intents/",
		    { "requires_payment_method", "canceled", "" } },
		{ "subscription", "/v1/subscriptions/",
		    { "incomplete_expired", "canceled", "unpaid" } },
	};
	bool failed = false;

	for (size_t i = 0; i < nitems(payers) && !failed; i++) {
		struct json_object *payer = get(r, payers[i].folder,
		    json_text(session, payers[i].member));
		const char *status = json_text_or(payer, "status", "?");

		for (size_t k = 0; k < nitems(payers[i].states); k++)
			failed |= strcmp(status, payers[i].states[k]) == 0;
		json_object_put(payer);
	}
	return failed;
}

/* A session that is to be asked about. */
struct due {
	char session[SESSION_ID_MAX];
	int64_t checks;
	bool superseded; /* it is to be ended */
};

struct due_batch {
	struct due rows[RECONCILE_BATCH];
	size_t count;
	const char *after; /* all of them, from here on; NULL: those due */
};

/* Sets when a session is asked about next; later each time. */
static enum till_err
postpone(struct store_conn *c, const struct due *due, int64_t no_later,
    struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_sessions SET check_at = ?, checks = ?"
	    " WHERE session = ?";
	int64_t now = clock_now(), pause = ORDER_FIRST_CHECK_S;

	for (int64_t i = 0; i < due->checks && pause < RECONCILE_PAUSE_MAX_S;
	     i++)
		pause *= 2;
	if (pause > RECONCILE_PAUSE_MAX_S)
		pause = RECONCILE_PAUSE_MAX_S;
	if (no_later > now && no_later < now + pause)
		pause = no_later - now;
	return store_exec(c, sql, e, "iit", now + pause, due->checks + 1,
	    due->session);
}

/* Reads the batch and, when it is by time, takes it from other workers. */
static enum till_err
claim(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char by_time[] =
	    "SELECT session, checks, superseded FROM order_sessions"
	    " WHERE state IN ('open', 'processing') AND check_at <= ?"
	    " ORDER BY check_at LIMIT ?";
	static const char by_name[] =
	    "SELECT session, checks, superseded FROM order_sessions"
	    " WHERE state IN ('open', 'processing') AND session > ?"
	    " ORDER BY session LIMIT ?";
	struct due_batch *batch = arg;
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	batch->count = 0;
	err = batch->after == NULL ?
	    store_query(c, by_time, &rows, e, "ii", clock_now(),
		(int64_t)RECONCILE_BATCH) :
	    store_query(c, by_name, &rows, e, "ti", batch->after,
		(int64_t)RECONCILE_BATCH);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		struct due *due = &batch->rows[batch->count++];

		text_copy(due->session, sizeof(due->session),
		    store_text(rows, 0));
		due->checks = store_int(rows, 1);
		due->superseded = store_int(rows, 2) != 0;
	}
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = e->kind;
	for (size_t i = 0; err == TILL_OK && i < batch->count; i++)
		err = postpone(c, &batch->rows[i], 0, e);
	return err;
}

struct later {
	const struct due *due;
	int64_t no_later;
};

static enum till_err
write_later(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct later *later = arg;

	return postpone(c, later->due, later->no_later, e);
}

/* Whether an intent is past the time that a session would have had. */
static bool
is_stale(struct json_object *session)
{
	return intent_is(json_text_or(session, "id", "")) &&
	    session_state(session) == ORDER_OPEN &&
	    json_int_or(session, "expires_at", 0) <= clock_now();
}

/* Asks about one session. */
static enum till_err
check_one(struct reconcile *r, const struct due *due, struct till_error *e)
{
	struct json_object *session = NULL;
	struct order_seen seen;
	struct later later = { due, 0 };
	enum till_err err = TILL_OK;

	if (due->superseded)
		err = session_end(r->shop, due->session, r->source, 0, e);
	if (err != TILL_OK)
		return err;
	err = session_fetch(r->shop, due->session, false, &session, e);
	if (err == TILL_ENOTFOUND) {
		log_write(LOG_WARN, "the API does not know %s", due->session);
		till_error_clear(e);
		return TILL_OK;
	}
	if (err != TILL_OK)
		return err;
	if (is_stale(session)) {
		json_object_put(session);
		return session_end(r->shop, due->session, r->source, 0, e);
	}
	seen = session_seen(session, r->source);
	if (seen.state == ORDER_PROCESSING && !intent_is(seen.session) &&
	    has_failed(r, session)) {
		seen.state = ORDER_FAILED;
		seen.why = "the payment failed";
	}
	err = take(r, &seen, session, e);
	/* One that is open is asked about once more when its time is over. */
	later.no_later = json_int_or(session, "expires_at", 0) + GRACE_S;
	if (err == TILL_OK && session_state(session) == ORDER_OPEN &&
	    later.no_later > clock_now())
		err = store_write(r->shop->orders, write_later, &later, e);
	json_object_put(session);
	return err;
}

/* What of a batch was not asked about, for the API is away. */
struct rest {
	const struct due_batch *batch;
	size_t from;
};

/*
 * Puts the rest of a batch back: it is asked about soon, and not later each
 * time, for it is not what the API has nothing new to say of.
 */
static enum till_err
put_back(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_sessions SET check_at = ?, checks = ?"
	    " WHERE session = ?";
	const struct rest *rest = arg;
	enum till_err err = TILL_OK;

	for (size_t i = rest->from;
	     err == TILL_OK && i < rest->batch->count; i++)
		err = store_exec(c, sql, e, "iit",
		    clock_now() + ORDER_FIRST_CHECK_S,
		    rest->batch->rows[i].checks, rest->batch->rows[i].session);
	return err;
}

/* Asks about a batch; *count says how many there were. */
static enum till_err
check_batch(struct reconcile *r, struct due_batch *batch,
    struct till_error *e)
{
	enum till_err err = store_write(r->shop->orders, claim, batch, e);
	struct rest rest = { .batch = batch };
	struct till_error second;

	for (; err == TILL_OK && rest.from < batch->count; rest.from++)
		err = check_one(r, &batch->rows[rest.from], e);
	if (err == TILL_OK || batch->count == 0)
		return err;
	/* The one that failed is the one before. */
	rest.from -= rest.from > 0;
	if (store_write(r->shop->orders, put_back, &rest, &second) != TILL_OK)
		log_write(LOG_ERROR, "%zu sessions are asked about late: %s",
		    batch->count - rest.from, second.message);
	return err;
}

/* Where a list begins, and whether it is this worker's to make. */
struct listing {
	bool always; /* not only when it is due */
	bool mine;
	bool intents; /* there have been orders that are paid by one */
	int64_t now, from;
};

/* The first number that a query gives, or fallback. */
static enum till_err
number(struct store_conn *c, const char *sql, const char *name,
    int64_t fallback, int64_t *out, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err = store_query(c, sql, &rows, e, "t", name);
	int got = 0;

	*out = fallback;
	if (err == TILL_OK && (got = store_next(rows, e)) == 1)
		*out = store_int(rows, 0);
	store_done(rows);
	return got < 0 ? e->kind : err;
}

static const char set_mark[] =
    "INSERT INTO shop_marks (name, value) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET value = ?2";

static enum till_err
begin_list(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char mark[] =
	    "SELECT value FROM shop_marks WHERE name = ?";
	static const char oldest[] =
	    "SELECT created FROM orders WHERE state IN ('cart', 'open',"
	    " 'processing') AND ?1 = ?1 ORDER BY created LIMIT 1";
	static const char with_intents[] =
	    "SELECT 1 FROM orders WHERE items IS NOT NULL AND ?1 = ?1"
	    " LIMIT 1";
	struct listing *l = arg;
	int64_t due, begun = 0;
	enum till_err err;

	l->mine = false;
	err = number(c, mark, MARK_LIST_AT, 0, &due, e);
	if (err != TILL_OK || (due > l->now && !l->always))
		return err;
	l->mine = true;
	err = number(c, mark, MARK_LISTED, -1, &l->from, e);
	/* The first time, and when all is to be looked at: all that waits. */
	if (err == TILL_OK && (l->from < 0 || l->always)) {
		err = number(c, oldest, "", l->now, &begun, e);
		if (l->from < 0 || begun < l->from)
			l->from = begun;
	}
	if (err == TILL_OK)
		err = number(c, with_intents, "", 0, &begun, e);
	l->intents = begun != 0;
	return err != TILL_OK ?
	    err : store_exec(c, set_mark, e, "ti", MARK_LIST_AT,
		      l->now + RECONCILE_LIST_EVERY_S);
}

static enum till_err
end_list(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct listing *l = arg;

	return store_exec(c, set_mark, e, "ti", MARK_LISTED, l->now);
}

/* Takes one of a list over; an intent that names no order is a session's. */
static enum till_err
take_listed(struct reconcile *r, struct json_object *session,
    struct till_error *e)
{
	struct order_seen seen;

	if (intent_is(json_text_or(session, "id", "")))
		intent_shape(session);
	seen = session_seen(session, r->source);
	if (intent_is(seen.session) && seen.order == NULL)
		return TILL_OK;
	return take(r, &seen, session, e);
}

/*
 * One page of a folder; *last is the id it ends with, "" when there is no
 * more.
 */
static enum till_err
list_page(struct reconcile *r, const char *folder, int64_t from,
    char last[static SESSION_ID_MAX], struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct json_object *created = json_object_new_object();
	struct json_object *answer = NULL, *data;
	struct stripe_call call = { .method = "GET",
		.path = folder,
		.params = params };
	enum till_err err;

	json_put_int(params, "limit", PAGE);
	json_put_int(created, "gte", from);
	json_put(params, "created", created);
	if (last[0] != '\0')
		json_put_text(params, "starting_after", last);
	err = stripe_send(r->shop->stripe, &call, &answer, e);
	data = json_get(answer, "data");
	last[0] = '\0';
	for (size_t i = 0; err == TILL_OK && i < json_count(data); i++) {
		struct json_object *session = json_at(data, i);

		text_copy(last, SESSION_ID_MAX,
		    json_text_or(session, "id", ""));
		err = take_listed(r, session, e);
	}
	if (!json_bool_or(answer, "has_more", false))
		last[0] = '\0';
	json_object_put(params);
	json_object_put(answer);
	return err;
}

/* All pages of a folder. */
static enum till_err
list_folder(struct reconcile *r, const char *folder, int64_t from,
    struct till_error *e)
{
	char last[SESSION_ID_MAX] = "";
	enum till_err err = TILL_OK;

	for (int i = 0; err == TILL_OK && i < PAGES_MAX; i++) {
		err = list_page(r, folder, from - RECONCILE_OVERLAP_S, last,
		    e);
		if (last[0] == '\0')
			break;
	}
	return err;
}

/* Lists what was made since the shop last looked, when that is due. */
static enum till_err
list(struct reconcile *r, bool always, struct till_error *e)
{
	struct listing l = { .always = always, .now = clock_now() };
	enum till_err err;

	err = store_write(r->shop->orders, begin_list, &l, e);
	if (err != TILL_OK || !l.mine)
		return err;
	err = list_folder(r, "/v1/checkout/sessions", l.from, e);
	if (err == TILL_OK && l.intents)
		err = list_folder(r, "/v1/payment_intents", l.from, e);
	return err != TILL_OK ?
	    err : store_write(r->shop->orders, end_list, &l, e);
}

enum till_err
reconcile_step(struct reconcile *r, bool *more, struct till_error *e)
{
	struct due_batch *batch = calloc(1, sizeof(*batch));
	enum till_err err;

	*more = false;
	if (batch == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = list(r, false, e);
	if (err == TILL_OK)
		err = check_batch(r, batch, e);
	*more = err == TILL_OK && batch->count == RECONCILE_BATCH;
	free(batch);
	return err;
}

enum till_err
reconcile_all(struct reconcile *r, struct till_error *e)
{
	struct due_batch *batch = calloc(1, sizeof(*batch));
	char after[SESSION_ID_MAX] = "";
	enum till_err err;

	if (batch == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	batch->after = after;
	err = list(r, true, e);
	do {
		if (err == TILL_OK)
			err = check_batch(r, batch, e);
		if (batch->count > 0)
			text_copy(after, sizeof(after),
			    batch->rows[batch->count - 1].session);
	} while (err == TILL_OK && batch->count == RECONCILE_BATCH);
	free(batch);
	return err;
}
