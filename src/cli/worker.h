/*
 * worker: what the worker's threads share: the settings, and the word to stop.
 */
#ifndef TILL_CLI_WORKER_H
#define TILL_CLI_WORKER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/settings.h"

/* How long a thread with nothing to do waits until it looks again. */
#define WORKER_LOOK_TEST_MS 200
#define WORKER_LOOK_LIVE_MS 2000
#define WORKER_SORRY 5 /* times that, after an error */

struct worker {
	const struct settings *settings;
	int look_ms;
	atomic_bool stop;
	pthread_mutex_t lock;
	pthread_cond_t stopped; /* under lock, on the monotonic clock */
};

/* One thread's life; arg is what belongs to it. */
typedef void worker_life(struct worker *w, void *arg);

/* Waits, or less when the worker is told to stop; false: it is. */
bool worker_pause(struct worker *w, int ms);

/* Logs an error and waits a while. */
void worker_sorry(struct worker *w, const char *doing,
    const struct till_error *e);

/*
 * The half that is the test-mode API's: sessions expire, events are
 * delivered.  worker_api() runs in a thread of its own until the stop.
 * TILL_EDB: its database cannot be opened.
 */
struct worker_api;
enum till_err worker_api_open(struct worker *w, struct worker_api **out,
    struct till_error *e);
void worker_api_close(struct worker_api *api); /* NULL is fine */
worker_life worker_api_live;

#endif
