/* queue: see queue.h. */
#include <json-c/json.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "events/event.h"
#include "events/queue.h"
#include "events/trouble.h"

#define BODY_MAX ((size_t)8 * 1024 * 1024)
#define TEXT_MAX ((size_t)16 * 1024)
#define NEWEST 64 /* events among which one that has just happened is */

/*
 * Seconds from a failed try to the next one (mark I, behaviour.md 9.8): in
 * test mode three tries over a few hours, in live mode up to three days.
 */
static const int64_t steps_test[] = { 3600, 7200 };
static const int64_t steps_live[] = { 300, 1800, 7200, 18000, 36000, 36000,
	36000, 36000, 36000, 36000 };

void
delivery_init(struct delivery *d)
{
	*d = (struct delivery){ .id = 0 };
	buf_init(&d->event, TEXT_MAX);
	buf_init(&d->endpoint, TEXT_MAX);
	buf_init(&d->url, TEXT_MAX);
	buf_init(&d->body, BODY_MAX);
}

void
delivery_free(struct delivery *d)
{
	buf_free(&d->event);
	buf_free(&d->endpoint);
	buf_free(&d->url);
	buf_free(&d->body);
}

enum till_err
queue_look(struct store_conn *c, int64_t wall, struct queue_state *out,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = (struct queue_state){ .due = INT64_MAX };
	err = store_query(c,
	    "SELECT EXISTS(SELECT 1 FROM webhook_delivery WHERE lease>0 AND "
	    "lease<=?1), (SELECT min(coalesce("
	    "(SELECT 0 FROM webhook_delivery WHERE endpoint=w.id AND "
	    "state='pending' AND turn<0 AND lease=0),"
	    "(SELECT due FROM webhook_delivery WHERE endpoint=w.id AND "
	    "state='pending' AND turn=0 AND lease=0 ORDER BY due LIMIT 1),"
	    "9223372036854775807)) FROM webhook_endpoint w "
	    "WHERE w.status='enabled') "
	    "WHERE NOT EXISTS(SELECT 1 FROM webhook_trouble WHERE "
	    "name='hold')",
	    &rows, e, "i", wall);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		out->stale = store_int(rows, 0) != 0;
		if (store_text(rows, 1) != NULL)
			out->due = store_int(rows, 1);
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

/*
 * Puts the next n that are due into reverse order, once there are so many.
 * *wait: there are not yet.
 */
static enum till_err
reorder(struct store_conn *c, const struct queue_claim *claim, int64_t n,
    bool *wait, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int64_t there;
	int got;

	*wait = false;
	if (n == 0)
		return TILL_OK;
	err = store_query(c,
	    "SELECT count(*) FROM webhook_delivery WHERE state='pending' AND "
	    "turn=0 AND lease=0 AND due<=?",
	    &rows, e, "i", claim->now);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	there = got == 1 ? store_int(rows, 0) : 0;
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (there < n) {
		*wait = true;
		return TILL_OK;
	}
	err = store_exec(c,
	    "UPDATE webhook_delivery SET turn=-id WHERE id IN (SELECT id "
	    "FROM webhook_delivery WHERE state='pending' AND turn=0 AND "
	    "lease=0 AND due<=? ORDER BY due,id LIMIT ?)",
	    e, "ii", claim->now, n);
	return err == TILL_OK ? trouble_set(c, TROUBLE_REORDER, 0, e) : err;
}

/* Takes one off a count of trouble. */
static bool
take(int64_t n[TROUBLE_COUNT], enum trouble which)
{
	if (n[which] <= 0)
		return false;
	n[which]--;
	return true;
}

/* Loses a delivery on demand. */
static enum till_err
drop(struct store_conn *c, const struct delivery *d, int64_t now,
    struct till_error *e)
{
	enum till_err err;

	err = store_exec(c,
	    "UPDATE webhook_delivery SET state='dropped',turn=0 WHERE id=?",
	    e, "i", d->id);
	if (err == TILL_OK)
		err = store_exec(c,
		    "INSERT INTO webhook_attempt(delivery,at,ms,error) "
		    "VALUES(?,?,0,'dropped on demand')",
		    e, "ii", d->id, now);
	return err;
}

/* Has the same endpoint be told the same by an event of another id. */
static enum till_err
twin(struct store_conn *c, const struct delivery *d, int64_t now,
    struct till_error *e)
{
	char id[ID_MAX];
	enum till_err err = event_twin(c, d->event.data, id, e);

	return err != TILL_OK ? err :
	    store_exec(c,
		"INSERT INTO webhook_delivery(event,endpoint,created,due,"
		"copy) VALUES(?,?,?,?,1)",
		e, "ttii", id, d->endpoint.data, now, now);
}

/* Leases a delivery that was read, with the trouble that meets it. */
static enum till_err
lease(struct store_conn *c, struct queue_claim *claim,
    int64_t n[TROUBLE_COUNT], struct delivery *d, struct till_error *e)
{
	enum till_err err = TILL_OK;

	if (!buf_ok(&d->body) || !buf_ok(&d->url))
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	if (d->fresh && take(n, TROUBLE_DROP)) {
		err = drop(c, d, claim->now, e);
		delivery_free(d);
		return err;
	}
	if (d->fresh && take(n, TROUBLE_DUPLICATE))
		err = store_exec(c,
		    "INSERT INTO webhook_delivery(event,endpoint,created,due,"
		    "copy) VALUES(?,?,?,?,1)",
		    e, "ttii", d->event.data, d->endpoint.data, claim->now,
		    claim->now);
	if (err == TILL_OK && d->fresh && take(n, TROUBLE_TWIN))
		err = twin(c, d, claim->now, e);
	d->bad_signature = take(n, TROUBLE_BAD_SIGNATURE);
	d->old_timestamp = take(n, TROUBLE_OLD_TIMESTAMP);
	d->changed_body = take(n, TROUBLE_CHANGED_BODY);
	d->second_secret = take(n, TROUBLE_SECOND_SECRET);
	d->lease = claim->lease;
	claim->n++; /* the caller's from here on */
	if (err == TILL_OK)
		err = endpoint_secrets(c, d->endpoint.data, claim->now,
		    &d->secrets, e);
	if (err == TILL_OK)
		err = store_exec(c,
		    "UPDATE webhook_delivery SET lease=? WHERE id=?", e, "ii",
		    claim->lease, d->id);
	return err;
}

/* What an endpoint's deliveries are asked for by. */
static const char sql_turn[] =
    "SELECT d.id,d.attempts,d.copy,d.event,v.body FROM webhook_delivery d "
    "JOIN event v ON v.id=d.event WHERE d.endpoint=?1 AND "
    "d.state='pending' AND d.turn<0 AND d.lease=0 AND d.due<=?2 "
    "ORDER BY d.turn LIMIT ?3";
static const char sql_due[] =
    "SELECT d.id,d.attempts,d.copy,d.event,v.body FROM webhook_delivery d "
    "JOIN event v ON v.id=d.event WHERE d.endpoint=?1 AND "
    "d.state='pending' AND d.turn=0 AND d.lease=0 AND d.due<=?2 "
    "ORDER BY d.due,d.id LIMIT ?3";

/* Reads up to limit deliveries of an endpoint; *n were. */
static enum till_err
read_due(struct store_conn *c, const char *sql, const char *endpoint,
    const char *url, int64_t now, size_t limit, struct delivery *out,
    size_t *n, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*n = 0;
	err = store_query(c, sql, &rows, e, "tii", endpoint, now,
	    (int64_t)limit);
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1) {
		struct delivery *d = &out[(*n)++];

		delivery_init(d);
		d->id = store_int(rows, 0);
		d->attempts = store_int(rows, 1);
		buf_add_text(&d->endpoint, endpoint);
		buf_add_text(&d->url, url);
		d->fresh = d->attempts == 0 && store_int(rows, 2) == 0;
		buf_add_text(&d->event, store_text(rows, 3));
		buf_add(&d->body, store_text(rows, 4),
		    store_text_len(rows, 4));
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* How many of an endpoint are leased, and whether one is of an order. */
static enum till_err
read_leased(struct store_conn *c, const char *endpoint, size_t *n,
    bool *ordered, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT count(*),coalesce(min(turn),0) FROM webhook_delivery "
	    "WHERE lease>0 AND endpoint=?",
	    &rows, e, "t", endpoint);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*n = got == 1 ? (size_t)store_int(rows, 0) : 0;
	*ordered = got == 1 && store_int(rows, 1) < 0;
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

static enum till_err
claim_endpoint(struct store_conn *c, struct queue_claim *claim,
    int64_t n[TROUBLE_COUNT], const char *endpoint, const char *url,
    struct till_error *e)
{
	size_t leased = 0, found = 0, limit, at = claim->n;
	struct delivery *out = &claim->out[at];
	bool ordered = false;
	enum till_err err;

	err = read_leased(c, endpoint, &leased, &ordered, e);
	if (err != TILL_OK || ordered || leased >= claim->each)
		return err;
	limit = claim->each - leased;
	if (limit > claim->max - at)
		limit = claim->max - at;
	/* Those in an order go alone, each after the one before has ended. */
	err = read_due(c, sql_turn, endpoint, url, claim->now, 1, out, &found,
	    e);
	if (err == TILL_OK && found == 0)
		err = read_due(c, sql_due, endpoint, url, claim->now, limit,
		    out, &found, e);
	else if (err == TILL_OK && leased > 0) {
		delivery_free(out);
		found = 0;
	}
	for (size_t i = 0; i < found; i++) {
		struct delivery *d = &claim->out[claim->n];

		if (d != &out[i])
			*d = out[i];
		if (err == TILL_OK)
			err = lease(c, claim, n, d, e);
		else
			delivery_free(d);
	}
	return err;
}

/* The enabled endpoints as [[id, url], …]. */
static enum till_err
read_endpoints(struct store_conn *c, struct json_object **out,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = json_object_new_array();
	err = store_query(c,
	    "SELECT id,json_extract(body,'$.url') FROM webhook_endpoint "
	    "WHERE status='enabled' ORDER BY pos",
	    &rows, e, "");
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1) {
		struct json_object *pair = json_object_new_array();

		for (int i = 0; i < 2; i++)
			json_object_array_add(pair,
			    json_object_new_string(store_text(rows, i)));
		json_object_array_add(*out, pair);
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* Stores the counts that were taken from. */
static enum till_err
keep_trouble(struct store_conn *c, const int64_t was[TROUBLE_COUNT],
    const int64_t is[TROUBLE_COUNT], struct till_error *e)
{
	enum till_err err = TILL_OK;

	for (int i = 0; err == TILL_OK && i < TROUBLE_COUNT; i++)
		if (was[i] != is[i])
			err = trouble_set(c, (enum trouble)i, is[i], e);
	return err;
}

enum till_err
queue_claim(struct store_conn *c, struct queue_claim *claim,
    struct till_error *e)
{
	int64_t was[TROUBLE_COUNT], n[TROUBLE_COUNT];
	struct json_object *endpoints = NULL;
	enum till_err err;
	bool wait = false;

	claim->n = 0;
	err = trouble_load(c, was, e);
	if (err != TILL_OK || was[TROUBLE_HOLD] != 0)
		return err;
	memcpy(n, was, sizeof(n));
	err = store_exec(c,
	    "UPDATE webhook_delivery SET lease=0 WHERE lease>0 AND lease<=?",
	    e, "i", claim->wall);
	if (err == TILL_OK)
		err = reorder(c, claim, n[TROUBLE_REORDER], &wait, e);
	if (err == TILL_OK && !wait)
		err = read_endpoints(c, &endpoints, e);
	for (size_t i = 0; err == TILL_OK && i < json_count(endpoints) &&
	     claim->n < claim->max; i++) {
		struct json_object *pair = json_at(endpoints, i);

		err = claim_endpoint(c, claim, n,
		    json_object_get_string(json_at(pair, 0)),
		    json_object_get_string(json_at(pair, 1)), e);
	}
	json_object_put(endpoints);
	return err == TILL_OK ? keep_trouble(c, was, n, e) : err;
}

/* When a delivery that failed after so many tries is due again; -1: never. */
static enum till_err
next_try(struct store_conn *c, int64_t tries, int64_t *step,
    struct till_error *e)
{
	int64_t n[TROUBLE_COUNT];
	enum till_err err = trouble_load(c, n, e);
	bool live = err == TILL_OK && n[TROUBLE_LIVE_RETRIES] != 0;
	const int64_t *steps = live ? steps_live : steps_test;
	size_t count = live ? nitems(steps_live) : nitems(steps_test);

	*step = tries <= (int64_t)count ? steps[tries - 1] : -1;
	return err;
}

/* Writes down how a try went. */
static enum till_err
keep_attempt(struct store_conn *c, const struct delivery *d,
    const struct delivery_result *result, int64_t now, struct till_error *e)
{
	struct store_value values[] = {
		{ .type = 'i', .number = d->id },
		{ .type = 'i', .number = now },
		{ .type = 'i', .number = result->ms },
		{ .type = result->status != 0 ? 'i' : 'n',
		    .number = result->status },
		{ .type = 't', .text = result->error },
		{ .type = 't', .text = result->response },
		{ .type = 't', .text = d->event.data },
	};

	/* A saved state that was put back may have made the id another's. */
	return store_exec_values(c,
	    "INSERT INTO webhook_attempt(delivery,at,ms,status,error,"
	    "response) SELECT ?,?,?,?,?,? WHERE EXISTS(SELECT 1 FROM "
	    "webhook_delivery WHERE id=?1 AND event=?7)",
	    e, values, nitems(values));
}

enum till_err
queue_free(struct store_conn *c, const struct delivery *d,
    struct till_error *e)
{
	return store_exec(c,
	    "UPDATE webhook_delivery SET lease=0 WHERE id=? AND lease=? AND "
	    "event=?",
	    e, "iit", d->id, d->lease, d->event.data);
}

enum till_err
queue_record(struct store_conn *c, const struct delivery *d,
    const struct delivery_result *result, int64_t now, struct till_error *e)
{
	const char *state = "delivered";
	int64_t step = 0;
	enum till_err err;

	err = keep_attempt(c, d, result, now, e);
	if (err == TILL_OK && !result->delivered) {
		err = next_try(c, d->attempts + 1, &step, e);
		state = step < 0 ? "failed" : "pending";
	}
	/* Someone may have stopped it, or leased it anew, in between. */
	if (err == TILL_OK)
		err = store_exec(c,
		    "UPDATE webhook_delivery SET state=?,attempts=attempts+1,"
		    "due=?,turn=0,lease=0 WHERE id=? AND lease=? AND "
		    "state='pending' AND event=?",
		    e, "tiiit", state, now + (step > 0 ? step : 0), d->id,
		    d->lease, d->event.data);
	if (err == TILL_OK)
		err = queue_free(c, d, e);
	return err == TILL_OK && result->delivered ?
	    event_recount(c, d->event.data, e) : err;
}

/* Reads one number; 0 when there is no row. */
static enum till_err
read_number(struct store_rows *rows, int64_t *out, struct till_error *e)
{
	int got = store_next(rows, e);

	*out = got == 1 ? store_int(rows, 0) : 0;
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
queue_awaits_first(struct store_conn *c, int64_t mark, int64_t now,
    bool *awaited, struct till_error *e)
{
	static const char sql[] =
	    "SELECT EXISTS(SELECT 1 FROM webhook_delivery WHERE "
	    "event=(SELECT id FROM event WHERE pos=?1) AND state='pending' "
	    "AND attempts=0 AND turn=0 AND due<=?2) AND NOT EXISTS("
	    "SELECT 1 FROM webhook_trouble WHERE name IN('hold','reorder'))";
	struct store_rows *rows;
	enum till_err err;
	int64_t found = 0;

	err = store_query(c, sql, &rows, e, "ii", mark, now);
	if (err == TILL_OK)
		err = read_number(rows, &found, e);
	*awaited = found != 0;
	return err;
}

enum till_err
queue_find_first(struct store_conn *c, const char *type, const char *object,
    int64_t now, int64_t *mark, struct till_error *e)
{
	/* What has just happened is among the newest. */
	static const char sql[] =
	    "SELECT pos FROM (SELECT pos,body FROM event WHERE type=? "
	    "ORDER BY pos DESC LIMIT ?) "
	    "WHERE json_extract(body,'$.data.object.id')=? LIMIT 1";
	struct store_rows *rows;
	bool awaited = false;
	enum till_err err;

	*mark = 0;
	err = store_query(c, sql, &rows, e, "tit", type, (int64_t)NEWEST,
	    object);
	if (err == TILL_OK)
		err = read_number(rows, mark, e);
	if (err == TILL_OK && *mark != 0)
		err = queue_awaits_first(c, *mark, now, &awaited, e);
	if (!awaited)
		*mark = 0;
	return err;
}

enum till_err
queue_again(struct store_conn *c, int64_t id, int64_t now,
    struct till_error *e)
{
	struct store_rows *rows;
	bool enabled, leased;
	char event[256] = "";
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT d.event,coalesce(w.status='enabled',0),d.lease>0 FROM "
	    "webhook_delivery d LEFT JOIN webhook_endpoint w ON "
	    "w.id=d.endpoint WHERE d.id=?",
	    &rows, e, "i", id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	enabled = got == 1 && store_int(rows, 1) != 0;
	leased = got == 1 && store_int(rows, 2) != 0;
	if (got == 1)
		text_copy(event, sizeof(event), store_text(rows, 0));
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	if (!enabled || leased)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    leased ? "This delivery is on its way right now." :
			     "The endpoint of this delivery is disabled or "
			     "deleted.");
	err = store_exec(c,
	    "UPDATE webhook_delivery SET state='pending',due=? WHERE id=?", e,
	    "ii", now, id);
	return err == TILL_OK ? event_recount(c, event, e) : err;
}
