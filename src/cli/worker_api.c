/* worker_api: the API's half of the worker; see worker.h. */
#include <stdlib.h>

#include "api/schema.h"
#include "base/clock.h"
#include "cli/worker.h"
#include "events/deliver.h"
#include "sessions/pay.h"
#include "sessions/session.h"
#include "store/store.h"
#include "subscriptions/subscriptions.h"

#define EXPIRE_BATCH 100 /* sessions of one transaction */
#define DUE_BATCH 200 /* steps of subscriptions between other things */
#define LOOK_MS 50 /* a buyer waits for the shop to be told */

struct worker_api {
	struct store *store;
	struct deliver *deliver;
};

enum till_err
worker_api_open(struct worker *w, struct worker_api **out,
    struct till_error *e)
{
	struct worker_api *api = calloc(1, sizeof(*api));
	enum till_err err;

	*out = NULL;
	if (api == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = store_open(settings_text(w->settings, SETTING_API_DB),
	    schema_migrations, schema_migrations_count, &api->store, e);
	if (err == TILL_OK)
		err = deliver_open(api->store, NULL, &api->deliver, e);
	if (err == TILL_OK)
		*out = api;
	else
		worker_api_close(api);
	return err;
}

void
worker_api_close(struct worker_api *api)
{
	if (api == NULL)
		return;
	deliver_close(api->deliver);
	store_close(api->store);
	free(api);
}

static enum till_err
any_due(struct store_conn *c, void *arg, struct till_error *e)
{
	return session_any_due(c, clock_now(), arg, e);
}

static enum till_err
expire(struct store_conn *c, void *arg, struct till_error *e)
{
	return session_expire_due(c, clock_now(), EXPIRE_BATCH, arg, e);
}

/*
 * Ends payments, makes what is due of subscriptions, and expires a batch of
 * sessions; *more: there may be another one.
 */
static enum till_err
expire_step(struct worker_api *api, bool *more, struct till_error *e)
{
	int64_t expired = 0;
	enum till_err err;
	bool due = false, left = false;

	*more = false;
	err = payments_due(api->store, clock_now(), e);
	if (err == TILL_OK)
		err = subscriptions_due(api->store, clock_now(), DUE_BATCH,
		    &left, e);
	if (err == TILL_OK)
		err = store_read(api->store, any_due, &due, e);
	if (err == TILL_OK && due)
		err = store_write(api->store, expire, &expired, e);
	*more = err == TILL_OK && (left || expired == EXPIRE_BATCH);
	return err;
}

void
worker_api_live(struct worker *w, void *arg)
{
	struct worker_api *api = arg;

	while (!atomic_load(&w->stop)) {
		int64_t due = INT64_MAX;
		struct till_error e;
		bool more = false;

		till_error_clear(&e);
		if (expire_step(api, &more, &e) != TILL_OK)
			worker_sorry(w, "sessions are not expired", &e);
		else if (deliver_run(api->deliver, clock_now(), &due, &e) !=
		    TILL_OK)
			worker_sorry(w, "events are not delivered", &e);
		else if (!more && due > clock_now())
			worker_pause(w, LOOK_MS);
	}
}
