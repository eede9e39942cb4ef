/*
 * worker: what happens without a request.  For the shop it takes over what the
 * API told it, asks the API itself where nothing was told, and runs the
 * merchant's programs; for the API of test mode it lets sessions expire and
 * delivers events.
 *
 * Each of these has a thread, so that a slow program or endpoint holds up
 * nothing else; several workers may run side by side.  TERM ends it after the
 * steps under way.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/worker.h"
#include "shop/fulfil.h"
#include "shop/inbox.h"
#include "shop/reconcile.h"
#include "shop/shop.h"

#define RUNNERS 4 /* programs at a time */
#define THREADS_MAX (RUNNERS + 4)
#define PRUNE_EVERY_S 3600

bool
worker_pause(struct worker *w, int ms)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	(void)pthread_mutex_lock(&w->lock);
	while (!atomic_load(&w->stop) &&
	    pthread_cond_timedwait(&w->stopped, &w->lock, &until) == 0)
		continue;
	(void)pthread_mutex_unlock(&w->lock);
	return !atomic_load(&w->stop);
}

void
worker_sorry(struct worker *w, const char *doing, const struct till_error *e)
{
	log_write(LOG_ERROR, "%s: %s", doing, e->message);
	worker_pause(w, w->look_ms * WORKER_SORRY);
}

/* The events of the inbox, and its old ones once in a while. */
static void
inbox_live(struct worker *w, void *arg)
{
	struct shop *shop = arg;
	int64_t prune_at = 0;

	while (!atomic_load(&w->stop)) {
		struct till_error e;
		size_t worked = 0;
		enum till_err err;

		till_error_clear(&e);
		err = inbox_work(shop, &worked, &e);
		if (err == TILL_OK && clock_now() >= prune_at) {
			err = inbox_prune(shop->orders, &e);
			prune_at = clock_now() + PRUNE_EVERY_S;
		}
		if (err != TILL_OK)
			worker_sorry(w, "an event is not worked on", &e);
		else if (worked == 0)
			worker_pause(w, w->look_ms);
	}
}

static void
reconcile_live(struct worker *w, void *arg)
{
	struct reconcile r = { .shop = arg, .source = "reconcile" };

	while (!atomic_load(&w->stop)) {
		struct till_error e;
		bool more = false;

		till_error_clear(&e);
		if (reconcile_step(&r, &more, &e) != TILL_OK)
			worker_sorry(w, "orders are not reconciled", &e);
		else if (!more)
			worker_pause(w, w->look_ms);
	}
}

static void
fulfil_live(struct worker *w, void *arg)
{
	const struct fulfil *f = arg;

	while (!atomic_load(&w->stop)) {
		struct till_error e;
		bool got = false;

		till_error_clear(&e);
		if (fulfil_one(f, &got, &e) != TILL_OK)
			worker_sorry(w, "an order is not fulfilled", &e);
		else if (!got)
			worker_pause(w, w->look_ms);
	}
}

/* The threads of a worker. */
struct crew {
	struct worker *worker;
	struct member {
		struct worker *worker;
		worker_life *live;
		void *arg;
		pthread_t thread;
	} members[THREADS_MAX];
	size_t count;
};

static void *
begin(void *arg)
{
	struct member *m = arg;

	m->live(m->worker, m->arg);
	return NULL;
}

static enum till_err
hire(struct crew *crew, worker_life *live, void *arg, struct till_error *e)
{
	struct member *m = &crew->members[crew->count];
	int err;

	*m = (struct member){ crew->worker, live, arg, 0 };
	err = pthread_create(&m->thread, NULL, begin, m);
	if (err != 0)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "no thread: %s", strerror(err));
	crew->count++;
	return TILL_OK;
}

static void
dismiss(struct crew *crew)
{
	struct worker *w = crew->worker;

	(void)pthread_mutex_lock(&w->lock);
	atomic_store(&w->stop, true);
	(void)pthread_cond_broadcast(&w->stopped);
	(void)pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < crew->count; i++)
		(void)pthread_join(crew->members[i].thread, NULL);
}

static enum till_err
hire_shop(struct crew *crew, struct shop *shop, struct fulfil *f,
    struct till_error *e)
{
	enum till_err err;

	bool runs = false;

	for (size_t i = 0; i < JOB_KINDS; i++)
		runs = runs || f->program[i] != NULL;
	err = hire(crew, inbox_live, shop, e);
	if (err == TILL_OK)
		err = hire(crew, reconcile_live, shop, e);
	/* Without a program orders wait, for a person or for its setting. */
	for (int i = 0; err == TILL_OK && runs && i < RUNNERS; i++)
		err = hire(crew, fulfil_live, f, e);
	return err;
}

/* Runs both halves, those that the settings name, until a signal says so. */
static enum till_err
live(struct worker *w, const sigset_t *signals, struct till_error *e)
{
	const struct settings *settings = w->settings;
	bool has_shop = settings_text(settings, SETTING_SHOP_DB) != NULL;
	bool has_api = settings_text(settings, SETTING_API_DB) != NULL &&
	    settings_test_mode(settings);
	struct crew crew = { .worker = w };
	struct worker_api *api = NULL;
	struct fulfil fulfil;
	void *shop = NULL;
	enum till_err err = TILL_OK;
	int signal;

	if (!has_shop && !has_api)
		err = till_fail(e, TILL_EINPUT, NULL, NULL, "%s is not set",
		    settings_name(SETTING_SHOP_DB));
	if (err == TILL_OK && has_shop)
		err = shop_open(settings, SHOP_ORDERS | SHOP_API, &shop, e);
	if (err == TILL_OK && has_shop)
		err = fulfil_open(shop, &w->stop, &fulfil, e);
	if (err == TILL_OK && has_api)
		err = worker_api_open(w, &api, e);
	if (err == TILL_OK && has_shop)
		err = hire_shop(&crew, shop, &fulfil, e);
	if (err == TILL_OK && has_api)
		err = hire(&crew, worker_api_live, api, e);
	if (err == TILL_OK) {
		log_write(LOG_INFO, "working");
		(void)sigwait(signals, &signal);
	}
	dismiss(&crew);
	worker_api_close(api);
	shop_close(shop);
	return err;
}

int
cli_worker(int argc, char **argv)
{
	static const enum setting needs[] = { SETTING_API_BASE,
		SETTING_SECRET_KEY };
	struct worker w = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct settings *settings;
	pthread_condattr_t monotonic;
	struct till_error e;
	sigset_t signals;
	enum till_err err;

	till_error_clear(&e);
	if (argc != 1)
		return cli_usage(argv[0]);
	settings = cli_settings(needs, nitems(needs));
	if (settings == NULL)
		return CLI_FAILED;
	log_open("worker", log_level_of(settings_text(settings, SETTING_LOG)));
	/* Every thread has them blocked, so that sigwait() gets them. */
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)sigaddset(&signals, SIGINT);
	(void)sigaddset(&signals, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	w.settings = settings;
	w.look_ms = settings_test_mode(settings) ? WORKER_LOOK_TEST_MS :
						   WORKER_LOOK_LIVE_MS;
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&w.stopped, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
	err = clock_open(settings_text(settings, SETTING_CLOCK), &e);
	if (err == TILL_OK)
		err = live(&w, &signals, &e);
	(void)pthread_cond_destroy(&w.stopped);
	settings_free(settings);
	return err == TILL_OK ? CLI_OK : cli_fail(&e);
}
