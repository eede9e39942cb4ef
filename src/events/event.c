/* event: see event.h. */
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "events/event.h"
#include "params/object.h"

#define EVENT_BYTES_MAX ((size_t)4 * 1024 * 1024)

const struct record_type event_type = {
	.object = "event",
	.title = "event",
	.table = "event",
	.prefix = "evt_",
	.id_random = 24,
	.columns_count = 3,
	.columns = {
		{ "type", false, { "type" } },
		{ "pending", true, { "pending_webhooks" } },
		{ "object", false, { "data", "object", "id" } },
	},
};

const struct record_type webhook_endpoint_type = {
	.object = "webhook_endpoint",
	.title = "webhook endpoint",
	.table = "webhook_endpoint",
	.prefix = "we_",
	.id_random = 24,
	.columns_count = 1,
	.columns = { { "status", false, { "status" } } },
};

/* The events of an object's life; NULL where the API has none. */
static const struct life {
	const char *object, *created, *updated, *deleted;
} lives[] = {
	{ "charge", NULL, "charge.updated", NULL },
	{ "coupon", "coupon.created", "coupon.updated", "coupon.deleted" },
	{ "customer", "customer.created", "customer.updated",
	    "customer.deleted" },
	{ "invoice", "invoice.created", "invoice.updated",
	    "invoice.deleted" },
	{ "payment_intent", "payment_intent.created", NULL, NULL },
	{ "payment_link", "payment_link.created", "payment_link.updated",
	    NULL },
	{ "price", "price.created", "price.updated", "price.deleted" },
	{ "product", "product.created", "product.updated",
	    "product.deleted" },
	{ "promotion_code", "promotion_code.created",
	    "promotion_code.updated", NULL },
	{ "refund", "refund.created", "refund.updated", NULL },
	{ "setup_intent", "setup_intent.created", NULL, NULL },
	{ "subscription", "customer.subscription.created",
	    "customer.subscription.updated", NULL },
	{ "tax_rate", "tax_rate.created", "tax_rate.updated", NULL },
};

/* What it means that a member of an object has come to a value. */
static const struct arrival {
	const char *object, *member, *value, *type;
} arrivals[] = {
	{ "charge", "status", "succeeded", "charge.succeeded" },
	{ "charge", "status", "failed", "charge.failed" },
	{ "charge", "status", "pending", "charge.pending" },
	{ "checkout.session", "status", "complete",
	    "checkout.session.completed" },
	{ "checkout.session", "status", "expired",
	    "checkout.session.expired" },
	{ "invoice", "status", "open", "invoice.finalized" },
	{ "invoice", "status", "paid", "invoice.paid" },
	{ "invoice", "status", "paid", "invoice.payment_succeeded" },
	{ "invoice", "status", "uncollectible",
	    "invoice.marked_uncollectible" },
	{ "invoice", "status", "void", "invoice.voided" },
	{ "payment_intent", "status", "canceled", "payment_intent.canceled" },
	{ "payment_intent", "status", "processing",
	    "payment_intent.processing" },
	{ "payment_intent", "status", "requires_action",
	    "payment_intent.requires_action" },
	{ "payment_intent", "status", "requires_capture",
	    "payment_intent.amount_capturable_updated" },
	{ "payment_intent", "status", "succeeded",
	    "payment_intent.succeeded" },
	{ "setup_intent", "status", "canceled", "setup_intent.canceled" },
	{ "setup_intent", "status", "requires_action",
	    "setup_intent.requires_action" },
	{ "setup_intent", "status", "succeeded", "setup_intent.succeeded" },
	{ "subscription", "status", "canceled",
	    "customer.subscription.deleted" },
	{ "subscription", "status", "paused", "customer.subscription.paused" },
};

/*
 * A delivery for each endpoint that wants the event; those of a delay that
 * was asked for are due later.
 */
static const char sql_deliver[] =
    "INSERT INTO webhook_delivery(event,endpoint,created,due) "
    "SELECT ?1,w.id,?2,?2+coalesce("
    "(SELECT n FROM webhook_trouble WHERE name='delay'),0) "
    "FROM webhook_endpoint w WHERE w.status='enabled' AND EXISTS("
    "SELECT 1 FROM json_each(w.body,'$.enabled_events') "
    "WHERE value='*' OR value=?3)";

/* Seconds and pos, see store/record.h. */
#define POS_OF(second) ((second) * (INT64_C(1) << 20))

static _Thread_local const struct event_cause *cause_now;

const struct event_cause *
event_cause(const struct event_cause *cause)
{
	const struct event_cause *before = cause_now;

	cause_now = cause;
	return before;
}

/* The event as the API prints it; data takes its members as loans. */
static struct json_object *
make(const char *type, struct json_object *object,
    struct json_object *previous, int64_t now)
{
	struct json_object *event = object_new(object_find("event"), NULL);
	struct json_object *data = json_object_new_object();
	struct json_object *request = json_object_new_object();
	char id[ID_MAX];

	id_new(id, sizeof(id), event_type.prefix, event_type.id_random);
	json_put(data, "object", json_object_get(object));
	if (previous != NULL)
		json_put(data, "previous_attributes",
		    json_object_get(previous));
	json_put_text(request, "id",
	    cause_now != NULL ? cause_now->request : NULL);
	json_put_text(request, "idempotency_key",
	    cause_now != NULL ? cause_now->idempotency_key : NULL);
	json_put_text(event, "id", id);
	json_put_text(event, "api_version", EVENT_API_VERSION);
	json_put_int(event, "created", now);
	json_put(event, "data", data);
	json_put_bool(event, "livemode", false);
	json_put(event, "request", request);
	json_put_text(event, "type", type);
	return event;
}

/* Stores an event's text anew or in the place of the old one. */
static enum till_err
keep(struct store_conn *c, struct json_object *event, bool fresh,
    struct till_error *e)
{
	enum till_err err;
	struct buf text;

	buf_init(&text, EVENT_BYTES_MAX);
	object_write(&text, object_find("event"), event);
	err = (fresh ? record_insert : record_update)(c, &event_type, event,
	    &text, NULL, e);
	buf_free(&text);
	return err;
}

enum till_err
event_emit(struct store_conn *c, const char *type,
    struct json_object *object, struct json_object *previous,
    struct till_error *e)
{
	int64_t now = clock_now();
	struct json_object *event = make(type, object, previous, now);
	enum till_err err;

	err = store_exec(c, sql_deliver, e, "tit", json_text(event, "id"),
	    now, type);
	if (err == TILL_OK) {
		json_put_int(event, "pending_webhooks", store_changed(c));
		err = keep(c, event, true, e);
	}
	json_object_put(event);
	return err;
}

enum till_err
event_twin(struct store_conn *c, const char *event, char id[static ID_MAX],
    struct till_error *e)
{
	struct json_object *twin = NULL;
	enum till_err err;

	err = record_get(c, &event_type, event, &twin, e);
	if (err != TILL_OK)
		return err;
	id_new(id, ID_MAX, event_type.prefix, event_type.id_random);
	json_put_text(twin, "id", id);
	json_put_int(twin, "pending_webhooks", 0);
	err = keep(c, twin, true, e);
	json_object_put(twin);
	return err;
}

static const struct life *
life_of(const char *object)
{
	for (size_t i = 0; i < nitems(lives); i++)
		if (strcmp(lives[i].object, object) == 0)
			return &lives[i];
	return NULL;
}

bool
event_known(const char *object)
{
	for (size_t i = 0; i < nitems(arrivals); i++)
		if (strcmp(arrivals[i].object, object) == 0)
			return true;
	return life_of(object) != NULL;
}

/*
 * The values of before that after has no more; of objects inside only the
 * members that changed.  NULL when nothing did.
 */
static struct json_object *
changes(struct json_object *before, struct json_object *after)
{
	struct json_object *old = json_object_new_object();

	json_object_object_foreach(before, name, was) {
		struct json_object *is = json_get(after, name);
		struct json_object *inner;

		if (json_object_equal(was, is))
			continue;
		if (json_object_is_type(was, json_type_object) &&
		    json_object_is_type(is, json_type_object)) {
			inner = changes(was, is);
			if (inner != NULL)
				json_put(old, name, inner);
			continue;
		}
		json_put(old, name, json_object_get(was));
	}
	json_object_object_foreach(after, added, value)
		if (value != NULL &&
		    !json_object_object_get_ex(before, added, NULL))
			json_put(old, added, NULL);
	if (json_object_object_length(old) > 0)
		return old;
	json_object_put(old);
	return NULL;
}

/* The event of the life of an object that is new or has changed. */
static enum till_err
emit_life(struct store_conn *c, const struct life *life,
    struct json_object *before, struct json_object *after,
    struct till_error *e)
{
	struct json_object *previous;
	enum till_err err = TILL_OK;

	if (before == NULL)
		return life->created == NULL ?
		    TILL_OK : event_emit(c, life->created, after, NULL, e);
	if (life->updated == NULL)
		return TILL_OK;
	previous = changes(before, after);
	if (previous != NULL)
		err = event_emit(c, life->updated, after, previous, e);
	json_object_put(previous);
	return err;
}

enum till_err
event_changed(struct store_conn *c, const char *object,
    struct json_object *before, struct json_object *after,
    struct till_error *e)
{
	const struct life *life = life_of(object);
	enum till_err err = TILL_OK;

	if (life != NULL)
		err = emit_life(c, life, before, after, e);
	for (size_t i = 0; err == TILL_OK && i < nitems(arrivals); i++) {
		const struct arrival *a = &arrivals[i];

		if (strcmp(a->object, object) == 0 &&
		    strcmp(json_text_or(after, a->member, ""), a->value) ==
			0 &&
		    strcmp(json_text_or(before, a->member, ""), a->value) !=
			0)
			err = event_emit(c, a->type, after, NULL, e);
	}
	return err;
}

enum till_err
event_deleted(struct store_conn *c, const char *object,
    struct json_object *before, struct till_error *e)
{
	const struct life *life = life_of(object);

	if (life == NULL || life->deleted == NULL)
		return TILL_OK;
	return event_emit(c, life->deleted, before, NULL, e);
}

/* Reads one number; fallback when there is no row. */
static enum till_err
read_number(struct store_rows *rows, int64_t fallback, int64_t *out,
    struct till_error *e)
{
	int got = store_next(rows, e);

	*out = got == 1 ? store_int(rows, 0) : fallback;
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
event_recount(struct store_conn *c, const char *id, struct till_error *e)
{
	struct json_object *event = NULL;
	struct store_rows *rows;
	enum till_err err;
	int64_t n = 0;

	/* An endpoint that is gone or disabled is waited for no more. */
	err = store_query(c,
	    "SELECT count(*) FROM webhook_delivery WHERE event=? AND copy=0 "
	    "AND state NOT IN ('delivered','stopped')",
	    &rows, e, "t", id);
	if (err == TILL_OK)
		err = read_number(rows, 0, &n, e);
	if (err == TILL_OK)
		err = record_get(c, &event_type, id, &event, e);
	if (err == TILL_ENOTFOUND)
		return TILL_OK;
	if (err == TILL_OK && json_int_or(event, "pending_webhooks", -1) != n) {
		json_put_int(event, "pending_webhooks", n);
		err = keep(c, event, false, e);
	}
	json_object_put(event);
	return err;
}

enum till_err
event_any_old(struct store_conn *c, int64_t now, bool *old,
    struct till_error *e)
{
	struct store_rows *rows;
	int64_t found = 0;
	enum till_err err;

	err = store_query(c, "SELECT 1 FROM event WHERE pos<? LIMIT 1", &rows,
	    e, "i", POS_OF(now - EVENT_KEPT_S));
	if (err == TILL_OK)
		err = read_number(rows, 0, &found, e);
	*old = found != 0;
	return err;
}

enum till_err
event_prune(struct store_conn *c, int64_t now, int64_t limit, int64_t *n,
    struct till_error *e)
{
	static const char *const sql[] = {
		"DELETE FROM webhook_attempt WHERE delivery IN (SELECT d.id "
		"FROM webhook_delivery d WHERE d.event IN (SELECT id FROM "
		"event WHERE pos<? ORDER BY pos LIMIT ?))",
		"DELETE FROM webhook_delivery WHERE event IN (SELECT id FROM "
		"event WHERE pos<? ORDER BY pos LIMIT ?)",
		"DELETE FROM event WHERE pos IN (SELECT pos FROM event "
		"WHERE pos<? ORDER BY pos LIMIT ?)",
	};
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < nitems(sql); i++)
		err = store_exec(c, sql[i], e, "ii",
		    POS_OF(now - EVENT_KEPT_S), limit);
	*n = err == TILL_OK ? store_changed(c) : 0;
	return err;
}
