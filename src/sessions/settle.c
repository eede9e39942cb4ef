/* settle: the end of payments that take their time; see pay.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/confirm.h"
#include "payments/iban.h"
#include "payments/payments.h"
#include "sessions/completion.h"
#include "sessions/session.h"

#define BATCH 100 /* payments ended in one transaction */

/* The state of the intent, and in it what went wrong. */
static enum till_err
settle_intent(struct store_conn *c, struct json_object *kept, bool paid,
    struct till_error *e)
{
	const char *id = json_text_or(kept, "intent", "");
	struct json_object *intent = NULL, *method = NULL;
	struct intent_change change = {
		.status = paid ? "succeeded" : "requires_payment_method",
		.charge = json_text(kept, "charge"),
		.failure = paid ? NULL : &iban_failure,
	};
	enum till_err err;

	err = record_get_whole(c, intent_type_of(id), id, &intent, e);
	if (err == TILL_OK)
		err = record_get_whole(c, &payment_method_type,
		    json_text_or(intent, "payment_method", ""), &method, e);
	change.method = method;
	if (err == TILL_OK)
		err = intent_change(c, intent, &change, e);
	json_object_put(intent);
	json_object_put(method);
	return err;
}

/* Ends the payment of a session that has one under way, and stores it. */
static enum till_err
settle(struct store_conn *c, struct json_object *session, bool paid,
    int64_t now, struct till_error *e)
{
	struct json_object *hidden = catalog_hidden(session);
	struct json_object *kept = json_object_get(
	    json_get(hidden, KEPT_ASYNC));
	const char *charge = json_text_or(kept, "charge", "");
	enum till_err err;

	json_object_object_del(hidden, KEPT_ASYNC);
	if (!paid)
		json_put_bool(hidden, KEPT_FAILED, true);
	err = charge_settle(c, charge, paid ? NULL : &iban_failure, e);
	if (err == TILL_OK)
		err = settle_intent(c, kept, paid, e);
	if (err == TILL_OK)
		err = invoice_settle(c, json_text_or(kept, "invoice", ""),
		    charge, paid, now, e);
	if (err == TILL_OK && !paid)
		err = subscription_set(c,
		    json_text_or(kept, "subscription", ""), "past_due", e);
	if (err == TILL_OK)
		err = store_exec(c, "DELETE FROM payment_due WHERE intent=?",
		    e, "t", json_text(kept, "intent"));
	if (err == TILL_OK && paid)
		json_put_text(session, "payment_status", "paid");
	if (err == TILL_OK)
		err = catalog_update(c, &session_type, session, e);
	if (err == TILL_OK)
		err = event_emit(c, paid ?
			"checkout.session.async_payment_succeeded" :
			"checkout.session.async_payment_failed",
		    session, NULL, e);
	json_object_put(kept);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

enum till_err
session_settle(struct store_conn *c, const char *id, enum pay_end end,
    int64_t now, struct json_object **out, struct till_error *e)
{
	const struct event_cause *cause;
	struct json_object *kept;
	enum till_err err;
	bool paid;

	err = record_get_whole(c, &session_type, id, out, e);
	if (err != TILL_OK)
		return err;
	kept = json_path(*out, CATALOG_HIDDEN, KEPT_ASYNC, NULL);
	paid = end == PAY_END_AS_DUE ? !json_bool_or(kept, "fails", false) :
				       end == PAY_END_PAID;
	/* A bank did it, no request of the merchant's. */
	cause = event_cause(NULL);
	err = kept != NULL ? settle(c, *out, paid, now, e) :
			     till_fail(e, TILL_ECONFLICT, NULL, NULL,
				 "No payment of this session is under way.");
	(void)event_cause(cause);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}

bool
pay_failed(struct json_object *session)
{
	return json_bool_or(json_get(session, CATALOG_HIDDEN), KEPT_FAILED,
	    false);
}

enum till_err
payments_any_due(struct store_conn *c, int64_t now, bool *due,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*due = false;
	err = store_query(c, "SELECT 1 FROM payment_due WHERE due<=? LIMIT 1",
	    &rows, e, "i", now);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	store_done(rows);
	*due = got == 1;
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* Looking for payments that are due, and ending some. */
struct sweep {
	int64_t now, n;
	bool due;
};

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	struct sweep *s = arg;

	return payments_any_due(c, s->now, &s->due, e);
}

/* Ends one payment: its session's, or one that has none. */
static enum till_err
settle_one(struct store_conn *c, const char *session, const char *intent,
    int64_t now, struct till_error *e)
{
	struct json_object *settled = NULL;
	const struct event_cause *cause;
	enum till_err err;

	if (session[0] != '\0') {
		err = session_settle(c, session, PAY_END_AS_DUE, now,
		    &settled, e);
		json_object_put(settled);
		return err;
	}
	/* A bank did it, no request of the merchant's. */
	cause = event_cause(NULL);
	err = intent_settle(c, intent, e);
	(void)event_cause(cause);
	return err;
}

static enum till_err
settle_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	struct json_object *ids = json_object_new_array();
	struct sweep *s = arg;
	struct store_rows *rows;
	enum till_err err;
	int got = 0;

	err = store_query(c,
	    "SELECT session,intent FROM payment_due WHERE due<=? ORDER BY due "
	    "LIMIT ?",
	    &rows, e, "ii", s->now, (int64_t)BATCH);
	/* The ids first: rows must not change under a running query. */
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		for (int i = 0; i < 2; i++)
			json_object_array_add(ids,
			    json_object_new_string(store_text(rows, i)));
	if (err == TILL_OK) {
		store_done(rows);
		err = got < 0 ? TILL_EDB : TILL_OK;
	}
	s->n = (int64_t)json_count(ids) / 2;
	for (size_t i = 0; err == TILL_OK && i + 1 < json_count(ids); i += 2)
		err = settle_one(c, json_object_get_string(json_at(ids, i)),
		    json_object_get_string(json_at(ids, i + 1)), s->now, e);
	json_object_put(ids);
	return err;
}

enum till_err
payments_due(struct store *store, int64_t now, struct till_error *e)
{
	struct sweep s = { .now = now };
	enum till_err err;

	/* As a rule nothing is, and looking waits for no writer. */
	err = store_read(store, look, &s, e);
	s.n = s.due ? BATCH : 0;
	while (err == TILL_OK && s.n == BATCH)
		err = store_write(store, settle_batch, &s, e);
	return err;
}
