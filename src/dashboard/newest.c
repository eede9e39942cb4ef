/*
 * newest: a word that changes whenever anything that the dashboard shows
 * does.  A page asks for it every few seconds and reads itself again when it
 * is another: a search of the end of a few indexes, and no thread of ours is
 * held while nothing happens, as it would be by a stream.
 */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "dashboard/internal.h"

static enum till_err
read_newest(struct store_conn *c, void *arg, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT (SELECT max(pos) FROM checkout_session),"
	    "(SELECT max(pos) FROM event),"
	    "(SELECT max(id) FROM webhook_delivery),"
	    "(SELECT max(id) FROM webhook_attempt),"
	    "(SELECT total(n) FROM webhook_trouble)",
	    &rows, e, "");
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	for (int i = 0; got == 1 && i < 5; i++)
		buf_addf(arg, "%" PRId64 ".", store_int(rows, i));
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
dashboard_newest(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct dashboard *d = app;
	enum till_err err = guard_host(d, req, e);
	struct json_object *answer;
	struct buf word;

	if (err != TILL_OK)
		return err;
	buf_init(&word, LINK_MAX);
	err = store_read(d->api->store, read_newest, &word, e);
	if (err == TILL_OK) {
		answer = json_object_new_object();
		json_put_text(answer, "newest", buf_text(&word));
		json_put_int(answer, "now", clock_now());
		err = http_json(res, 200, answer);
		json_object_put(answer);
	}
	buf_free(&word);
	return err;
}
