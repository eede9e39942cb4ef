/*
 * wait: a buyer who has paid goes on when the shop's webhook has answered
 * the event of it, or after ten seconds (behaviour.md 7.5), so that a shop
 * knows of the payment before the buyer is back.
 */
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "events/queue.h"
#include "hosted/hosted.h"

#define WAIT_MS 10000

/* Tries of an event that are awaited. */
struct first_tries {
	const char *session;
	int64_t mark;
	bool awaited;
};

static enum till_err
find(struct store_conn *c, void *arg, struct till_error *e)
{
	struct first_tries *t = arg;

	return queue_find_first(c, "checkout.session.completed", t->session,
	    clock_now(), &t->mark, e);
}

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	struct first_tries *t = arg;

	return queue_awaits_first(c, t->mark, clock_now(), &t->awaited, e);
}

void
hosted_wait(struct hosted *hosted, struct json_object *session,
    struct http_response *res)
{
	struct first_tries t = { .session = json_text_or(session, "id", "") };
	struct till_error e;

	/* What is not known delays nobody who has paid. */
	if (store_read(hosted->store, find, &t, &e) != TILL_OK || t.mark == 0)
		return;
	res->hold_ms = WAIT_MS;
	res->hold_mark = t.mark;
}

bool
hosted_holds(void *app, int64_t mark)
{
	struct hosted *hosted = app;
	struct first_tries t = { .mark = mark };
	struct till_error e;

	return store_read(hosted->store, look, &t, &e) == TILL_OK &&
	    t.awaited;
}
