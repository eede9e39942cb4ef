/* session: the life of a stored session, see session.h. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "events/event.h"
#include "payments/payments.h"
#include "sessions/echo.h"
#include "sessions/recovery.h"
#include "sessions/session.h"

const struct record_type session_type = {
	.object = "checkout.session",
	.title = "checkout session",
	.table = "checkout_session",
	.prefix = "cs_test_",
	.id_random = 58,
	.columns_count = 10,
	.columns = {
		{ "status", false, { "status" }, true },
		{ "expires_at", true, { "expires_at" } },
		{ "customer", false, { "customer" } },
		{ "email", false, { "customer_details", "email" } },
		{ "payment_intent", false, { "payment_intent" } },
		{ "subscription", false, { "subscription" } },
		{ "payment_link", false, { "payment_link" } },
		{ "mode", false, { "mode" }, true, true },
		{ "payment_status", false, { "payment_status" }, true, true },
		{ "reference", false, { "client_reference_id" } },
	},
	.look = "checkout_session_look",
};

static bool
is_open(struct json_object *session)
{
	return strcmp(json_text_or(session, "status", ""), "open") == 0;
}

bool
session_has_trial(struct json_object *session)
{
	struct json_object *data = echo_kept(session, "subscription_data");

	return json_get(data, "trial_end") != NULL ||
	    json_get(data, "trial_period_days") != NULL;
}

bool
session_is_due(struct json_object *session, int64_t now)
{
	return is_open(session) &&
	    json_int_or(session, "expires_at", INT64_MAX) <= now;
}

/* at is the second from which on it is expired. */
static void
set_expired(struct json_object *session, int64_t at)
{
	json_put_text(session, "status", "expired");
	json_put(session, "url", NULL);
	json_put(session, "client_secret", NULL);
	recovery_show(session, at);
}

void
session_age(struct json_object *session, int64_t now)
{
	if (session_is_due(session, now))
		set_expired(session, json_int_or(session, "expires_at", now));
}

/* Stores the expired state of an open session. */
static enum till_err
close_expired(struct store_conn *c, struct json_object *session, int64_t at,
    struct till_error *e)
{
	set_expired(session, at);
	return catalog_update(c, &session_type, session, e);
}

/* The same when its time has run out: no request is the cause of that. */
static enum till_err
close_due(struct store_conn *c, struct json_object *session,
    struct till_error *e)
{
	const struct event_cause *cause = event_cause(NULL);
	enum till_err err = close_expired(c, session,
	    json_int_or(session, "expires_at", 0), e);

	(void)event_cause(cause);
	return err;
}

/* Prints a session that its time has run out on. */
static enum till_err
print_aged(struct store_conn *c, const char *id, int64_t now, struct buf *out,
    struct till_error *e)
{
	struct json_object *session = NULL;
	struct catalog_text text;
	enum till_err err;

	err = record_get_whole(c, &session_type, id, &session, e);
	if (err != TILL_OK)
		return err;
	session_age(session, now);
	catalog_text_init(&text);
	err = catalog_print(&session_type, session, &text, e);
	if (err == TILL_OK)
		buf_add(out, buf_text(&text.body), text.body.len);
	catalog_text_free(&text);
	json_object_put(session);
	return err;
}

enum till_err
session_text(struct store_conn *c, const char *id, int64_t now,
    struct buf *out, struct till_error *e)
{
	enum till_err err = TILL_OK;
	struct store_rows *rows;
	int got;

	err = store_query(c,
	    "SELECT body, status='open' AND expires_at<=?1 FROM "
	    "checkout_session WHERE id=?2",
	    &rows, e, "it", now, id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1 && store_int(rows, 1) != 0)
		err = print_aged(c, id, now, out, e);
	else if (got == 1)
		buf_add(out, store_text(rows, 0), store_text_len(rows, 0));
	store_done(rows);
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	return got < 0 ? TILL_EDB : err;
}

enum till_err
session_refresh(struct store_conn *c, const char *id, int64_t now,
    struct till_error *e)
{
	struct json_object *session = NULL;
	enum till_err err;

	err = record_get_whole(c, &session_type, id, &session, e);
	if (err == TILL_OK && session_is_due(session, now))
		err = close_due(c, session, e);
	json_object_put(session);
	return err;
}

enum till_err
session_expire(struct store_conn *c, const char *id, int64_t now,
    struct json_object **out, struct till_error *e)
{
	enum till_err err;

	err = record_get_whole(c, &session_type, id, out, e);
	if (err != TILL_OK)
		return err;
	if (session_is_due(*out, now))
		err = close_due(c, *out, e);
	else if (is_open(*out))
		return close_expired(c, *out, now, e);
	if (err == TILL_OK)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Only Checkout Sessions with a status in [\"open\"] can be "
		    "expired. This Checkout Session has a status of `%s`.",
		    json_text_or(*out, "status", ""));
	json_object_put(*out);
	*out = NULL;
	return err;
}

enum till_err
session_any_due(struct store_conn *c, int64_t now, bool *due,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT 1 FROM checkout_session WHERE status='open' AND "
	    "expires_at<=? LIMIT 1",
	    &rows, e, "i", now);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	store_done(rows);
	*due = got == 1;
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
session_expire_due(struct store_conn *c, int64_t now, int64_t limit,
    int64_t *n, struct till_error *e)
{
	struct json_object *ids = json_object_new_array();
	struct store_rows *rows;
	enum till_err err;
	int got = 0;

	*n = 0;
	err = store_query(c,
	    "SELECT id FROM checkout_session WHERE status='open' AND "
	    "expires_at<=? ORDER BY expires_at LIMIT ?",
	    &rows, e, "ii", now, limit);
	/* The ids first: rows must not change under a running query. */
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		json_object_array_add(ids,
		    json_object_new_string(store_text(rows, 0)));
	if (err == TILL_OK) {
		store_done(rows);
		err = got < 0 ? TILL_EDB : TILL_OK;
	}
	for (size_t i = 0;
	     err == TILL_OK && i < json_count(ids); i++) {
		err = session_refresh(c,
		    json_object_get_string(json_at(ids, i)),
		    now, e);
		*n += err == TILL_OK;
	}
	json_object_put(ids);
	return err;
}

void
session_fill_url(struct buf *out, const char *url, const char *id)
{
	static const char template[] = "{CHECKOUT_SESSION_ID}";
	const char *at;

	while ((at = strstr(url, template)) != NULL) {
		buf_add(out, url, (size_t)(at - url));
		buf_add_text(out, id);
		url = at + sizeof(template) - 1;
	}
	buf_add_text(out, url);
}
