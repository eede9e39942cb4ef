/* endpoint: see endpoint.h. */
#include <json-c/json.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "events/endpoint.h"
#include "events/event.h"

#define SECRET_RANDOM 32

void
endpoint_secret_new(char out[static ENDPOINT_SECRET_SIZE])
{
	id_new(out, ENDPOINT_SECRET_SIZE, "whsec_", SECRET_RANDOM);
}

/* The one number of a query's one row. */
static enum till_err
read_number(struct store_rows *rows, int64_t *out, struct till_error *e)
{
	int got = store_next(rows, e);

	*out = got == 1 ? store_int(rows, 0) : 0;
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
endpoint_secret_set(struct store_conn *c, const char *endpoint,
    const char *secret, int64_t now, int64_t old_until, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int64_t n = 0;

	err = store_exec(c,
	    "UPDATE webhook_secret SET expires_at=?1 WHERE endpoint=?2 AND "
	    "secret<>?3 AND (expires_at IS NULL OR expires_at>?1)",
	    e, "itt", old_until, endpoint, secret);
	if (err == TILL_OK)
		err = store_exec(c,
		    "DELETE FROM webhook_secret WHERE endpoint=? AND "
		    "expires_at<=?",
		    e, "ti", endpoint, now);
	if (err == TILL_OK)
		err = store_exec(c,
		    "INSERT INTO webhook_secret(endpoint,secret) VALUES(?,?) "
		    "ON CONFLICT DO UPDATE SET expires_at=NULL",
		    e, "tt", endpoint, secret);
	if (err == TILL_OK)
		err = store_query(c,
		    "SELECT count(*) FROM webhook_secret WHERE endpoint=?",
		    &rows, e, "t", endpoint);
	if (err == TILL_OK)
		err = read_number(rows, &n, e);
	if (err == TILL_OK && n > ENDPOINT_SECRETS_MAX)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "This endpoint has %d secrets that are valid. Wait until "
		    "one has expired, or let the old ones expire at once.",
		    ENDPOINT_SECRETS_MAX);
	return err;
}

enum till_err
endpoint_secrets(struct store_conn *c, const char *endpoint, int64_t now,
    struct endpoint_secrets *out, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got = 0;

	out->n = 0;
	err = store_query(c,
	    "SELECT secret FROM webhook_secret WHERE endpoint=? AND "
	    "(expires_at IS NULL OR expires_at>?) "
	    "ORDER BY expires_at IS NOT NULL, expires_at DESC",
	    &rows, e, "ti", endpoint, now);
	if (err != TILL_OK)
		return err;
	while (out->n < ENDPOINT_SECRETS_MAX &&
	    (got = store_next(rows, e)) == 1)
		text_copy(out->secret[out->n++], ENDPOINT_SECRET_SIZE,
		    store_text(rows, 0));
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
endpoint_count(struct store_conn *c, int64_t *n, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;

	*n = 0;
	err = store_query(c, "SELECT count(*) FROM webhook_endpoint", &rows, e,
	    "");
	return err == TILL_OK ? read_number(rows, n, e) : err;
}

enum till_err
endpoint_stop(struct store_conn *c, const char *endpoint,
    struct till_error *e)
{
	struct json_object *events = json_object_new_array();
	struct store_rows *rows;
	enum till_err err;
	int got = 0;

	err = store_query(c,
	    "SELECT DISTINCT event FROM webhook_delivery WHERE endpoint=? AND "
	    "state<>'delivered'",
	    &rows, e, "t", endpoint);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		json_object_array_add(events,
		    json_object_new_string(store_text(rows, 0)));
	if (err == TILL_OK) {
		store_done(rows);
		err = got < 0 ? TILL_EDB : TILL_OK;
	}
	if (err == TILL_OK)
		err = store_exec(c,
		    "UPDATE webhook_delivery SET state='stopped' WHERE "
		    "endpoint=? AND state<>'delivered'",
		    e, "t", endpoint);
	for (size_t i = 0; err == TILL_OK && i < json_count(events); i++)
		err = event_recount(c,
		    json_object_get_string(json_at(events, i)), e);
	json_object_put(events);
	return err;
}

enum till_err
endpoint_forget(struct store_conn *c, const char *endpoint,
    struct till_error *e)
{
	enum till_err err = endpoint_stop(c, endpoint, e);

	if (err == TILL_OK)
		err = store_exec(c,
		    "DELETE FROM webhook_secret WHERE endpoint=?", e, "t",
		    endpoint);
	return err;
}
