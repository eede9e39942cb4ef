/* inbox: see inbox.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/inbox.h"
#include "shop/session.h"

#define BATCH 100
#define TYPE_MAX 128
/* A try on the shop's page, or a payment that was under way. */
#define TYPE_FAILED "payment_intent.payment_failed"
#define SOURCE_MAX (ID_MAX + 16)
#define RESULT_MAX (ID_MAX + 64)

enum till_err
inbox_secrets_read(const char *setting, struct inbox_secrets *out,
    struct till_error *e)
{
	char *rest = NULL;

	*out = (struct inbox_secrets){ .text = strdup(setting) };
	if (out->text == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	/* White space around a secret is a classic way to lose an hour. */
	for (char *at = strtok_r(out->text, ", \t\r\n", &rest); at != NULL;
	     at = strtok_r(NULL, ", \t\r\n", &rest)) {
		if (out->count == INBOX_SECRETS_MAX) {
			inbox_secrets_free(out);
			return till_fail(e, TILL_EINPUT, NULL, NULL,
			    "%s has more than %d secrets",
			    settings_name(SETTING_WEBHOOK_SECRET),
			    INBOX_SECRETS_MAX);
		}
		out->list[out->count++] = at;
	}
	if (out->count > 0)
		return TILL_OK;
	inbox_secrets_free(out);
	return till_fail(e, TILL_EINPUT, NULL, NULL, "%s has no secret",
	    settings_name(SETTING_WEBHOOK_SECRET));
}

void
inbox_secrets_free(struct inbox_secrets *secrets)
{
	free(secrets->text);
	*secrets = (struct inbox_secrets){ 0 };
}

enum till_err
inbox_verify(const struct inbox_secrets *secrets, const char *header,
    const char *body, size_t len, enum signature_fault *fault)
{
	int64_t times[] = { clock_now(), (int64_t)time(NULL) };
	enum till_err err = TILL_OK;

	for (size_t i = 0; i < nitems(times); i++) {
		err = signature_verify(header, body, len, secrets->list,
		    secrets->count, times[i], SIGNATURE_TOLERANCE_S, fault);
		if (err != TILL_EINPUT || *fault != SIGNATURE_TIME)
			break;
	}
	return err;
}

/* What a type of event says of its session; the session itself for one. */
static bool
state_of(const char *type, struct json_object *session,
    enum order_state *state)
{
	static const struct {
		const char *type;
		enum order_state state; /* ORDER_OPEN: the session says it */
	} types[] = {
		{ "checkout.session.completed", ORDER_OPEN },
		{ "checkout.session.async_payment_succeeded", ORDER_PAID },
		{ "checkout.session.async_payment_failed", ORDER_FAILED },
		{ "checkout.session.expired", ORDER_EXPIRED },
		{ "payment_intent.succeeded", ORDER_PAID },
		{ "payment_intent.processing", ORDER_PROCESSING },
		{ TYPE_FAILED, ORDER_FAILED },
		{ "payment_intent.canceled", ORDER_EXPIRED },
	};

	for (size_t i = 0; i < nitems(types); i++)
		if (strcmp(types[i].type, type) == 0) {
			*state = types[i].state != ORDER_OPEN ?
			    types[i].state : session_state(session);
			return *state != ORDER_OPEN;
		}
	return false;
}

/* An event on its way into the database; texts are loans. */
struct entry {
	const char *id, *type, *session, *order, *state, *currency;
	int64_t created, amount;
	bool fresh;
};

/* A text that is an id of reasonable length, or NULL. */
static const char *
id_in(const struct json_object *object, const char *name)
{
	const char *id = json_text(object, name);

	return id != NULL && text_is_id(id) && strlen(id) < ID_MAX ? id : NULL;
}

/* What an order is paid by; an intent that names none is a session's. */
static bool
is_ours(struct json_object *object)
{
	const char *name = json_text_or(object, "object", "");

	return strcmp(name, "checkout.session") == 0 ||
	    (strcmp(name, "payment_intent") == 0 &&
		json_get(json_get(object, "metadata"),
		    SESSION_ORDER_METADATA) != NULL);
}

static enum till_err
read_event(struct json_object *event, bool test, struct entry *out,
    struct till_error *e)
{
	struct json_object *object = json_path(event, "data", "object", NULL);
	bool live = json_bool_or(event, "livemode", test);
	enum order_state state;

	*out = (struct entry){ .id = id_in(event, "id"),
		.type = json_text(event, "type"),
		.created = json_int_or(event, "created", 0),
		.amount = -1 };
	if (out->id == NULL || out->type == NULL || *out->type == '\0' ||
	    strlen(out->type) >= TYPE_MAX ||
	    strcmp(json_text_or(event, "object", ""), "event") != 0)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The body is no event.");
	if (live == test)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The event is of %s mode, and this shop's key is not.",
		    live ? "live" : "test");
	if (!is_ours(object) || id_in(object, "id") == NULL ||
	    !state_of(out->type, object, &state))
		return TILL_OK;
	out->session = id_in(object, "id");
	out->order = id_in(json_get(object, "metadata"),
	    SESSION_ORDER_METADATA);
	out->state = order_state_name(state);
	out->amount = json_int_or(object, "amount_total",
	    json_int_or(object, "amount", -1));
	out->currency = json_text(object, "currency");
	return TILL_OK;
}

static enum till_err
insert(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "INSERT INTO inbox (id, type, created, received, session,"
	    " order_id, state, amount, currency, result)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT (id) DO NOTHING";
	struct entry *in = arg;
	enum till_err err;

	err = store_exec(c, sql, e, "ttiitttitt", in->id, in->type,
	    in->created, clock_now(), in->session, in->order, in->state,
	    in->amount, in->currency,
	    in->state == NULL ? "nothing to do" : NULL);
	in->fresh = err == TILL_OK && store_changed(c) == 1;
	return err;
}

enum till_err
inbox_record(struct store *s, struct json_object *event, bool test,
    bool *fresh, struct till_error *e)
{
	struct entry in;
	enum till_err err;

	*fresh = false;
	err = read_event(event, test, &in, e);
	if (err == TILL_OK)
		err = store_write(s, insert, &in, e);
	*fresh = err == TILL_OK && in.fresh;
	return err;
}

/* An event that waits, as it was recorded. */
struct waiting {
	char id[ID_MAX], type[TYPE_MAX], session[ID_MAX], order[ID_MAX];
	char currency[CURRENCY_SIZE];
	enum order_state state;
	int64_t amount;
};

struct batch {
	struct waiting rows[BATCH];
	size_t count;
};

static void
copy(char *out, size_t size, const char *text)
{
	(void)text_copy(out, size, text != NULL ? text : "");
}

static enum till_err
read_waiting(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "SELECT id, type, session, order_id, state, amount, currency"
	    " FROM inbox WHERE result IS NULL ORDER BY received LIMIT ?";
	struct store_rows *rows = NULL;
	struct batch *batch = arg;
	enum till_err err;
	int got = 0;

	batch->count = 0;
	err = store_query(c, sql, &rows, e, "i", (int64_t)BATCH);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1) {
		struct waiting *w = &batch->rows[batch->count++];

		copy(w->id, sizeof(w->id), store_text(rows, 0));
		copy(w->type, sizeof(w->type), store_text(rows, 1));
		copy(w->session, sizeof(w->session), store_text(rows, 2));
		copy(w->order, sizeof(w->order), store_text(rows, 3));
		copy(w->currency, sizeof(w->currency), store_text(rows, 6));
		w->amount = store_int(rows, 5);
		if (!order_state_find(store_text(rows, 4), &w->state))
			w->state = ORDER_OPEN;
	}
	store_done(rows);
	return err == TILL_OK && got < 0 ? e->kind : err;
}

struct finish {
	const char *id, *result;
};

static enum till_err
write_result(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] = "UPDATE inbox SET result = ? WHERE id = ?";
	const struct finish *f = arg;

	return store_exec(c, sql, e, "tt", f->result, f->id);
}

/* Takes one event over into its order. */
static enum till_err
work_one(struct shop *shop, const struct waiting *w, struct till_error *e)
{
	char source[SOURCE_MAX], result[RESULT_MAX];
	struct finish finish = { w->id, result };
	struct order_seen seen = { .session = w->session,
		.order = w->order[0] != '\0' ? w->order : NULL,
		.state = w->state,
		.amount = w->amount,
		.currency = w->currency[0] != '\0' ? w->currency : NULL,
		.source = source,
		.why = w->type,
		.if_under_way = strcmp(w->type, TYPE_FAILED) == 0 };
	struct order *order = NULL;
	struct order_taken taken;
	enum till_err err;

	(void)snprintf(source, sizeof(source), "webhook %s", w->id);
	err = order_mark(shop->orders, &seen, &taken, e);
	if (err == TILL_ENOTFOUND && shop->stripe != NULL) {
		/* One that the shopper took up at the API, perhaps. */
		till_error_clear(e);
		err = session_adopt(shop, w->session, &order, e);
		order_free(order);
		if (err == TILL_OK)
			err = order_mark(shop->orders, &seen, &taken, e);
	}
	if (err == TILL_ENOTFOUND)
		(void)snprintf(result, sizeof(result),
		    "no order of this shop");
	else if (err != TILL_OK)
		return err;
	else if (taken.from != taken.to)
		(void)snprintf(result, sizeof(result), "%s: %s to %s",
		    taken.order, order_state_name(taken.from),
		    order_state_name(taken.to));
	else
		(void)snprintf(result, sizeof(result), "%s: no news",
		    taken.order);
	log_write(LOG_INFO, "%s %s: %s", w->id, w->type, result);
	till_error_clear(e);
	return store_write(shop->orders, write_result, &finish, e);
}

enum till_err
inbox_work(struct shop *shop, size_t *worked, struct till_error *e)
{
	struct batch *batch = calloc(1, sizeof(*batch));
	struct till_error one;
	enum till_err err;

	*worked = 0;
	if (batch == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = store_read(shop->orders, read_waiting, batch, e);
	for (size_t i = 0; err == TILL_OK && i < batch->count; i++) {
		/* One that must wait for the API holds up no other one. */
		till_error_clear(&one);
		if (work_one(shop, &batch->rows[i], &one) == TILL_OK)
			(*worked)++;
		else
			*e = one;
	}
	if (err == TILL_OK && *worked < batch->count)
		err = e->kind;
	free(batch);
	return err;
}

static enum till_err
prune(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "DELETE FROM inbox WHERE received < ? AND result IS NOT NULL";

	(void)arg;
	return store_exec(c, sql, e, "i", clock_now() - INBOX_KEPT_S);
}

enum till_err
inbox_prune(struct store *s, struct till_error *e)
{
	return store_write(s, prune, NULL, e);
}
