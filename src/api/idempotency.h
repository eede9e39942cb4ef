/*
 * idempotency: the answers of finished writes under the keys that clients
 * gave them (behaviour.md 3.1), kept in the transaction of the write itself:
 * a crash leaves both or neither, so a retry never executes twice.
 *
 * While a request with a key runs, another one with it in this process is
 * told so (409).  One in another process waits for the first one's
 * transaction instead and then replays its answer: the write lock of the
 * database is the only thing that processes share, and a replay is what the
 * client of a 409 would come back for.
 */
#ifndef TILL_API_IDEMPOTENCY_H
#define TILL_API_IDEMPOTENCY_H

#include <json-c/json.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/error.h"
#include "store/store.h"

#define IDEMPOTENCY_KEY_MAX 255 /* characters (behaviour.md 3.1) */
#define IDEMPOTENCY_KEPT 86400	/* seconds */

/* One use of a key. */
struct idempotency {
	const char *key;	     /* NULL: the request has none */
	const char *endpoint;	     /* the path it was sent to */
	char params[CRYPTO_HEX_MAX]; /* a hash of what was sent */
	int64_t now;
	/* What is found: */
	bool replayed;
	int status;
	char original[64]; /* the first request's id */
};

/*
 * Fills use->params from the parameters as they are meant (form/form.h): how
 * they were escaped, the order of names and whether an array's indices were
 * written make no difference, for they make none to the call, and a client
 * that builds its form anew for a retry may change all three.
 * TILL_EMEM.
 */
enum till_err idempotency_hash(struct idempotency *use,
    struct json_object *form, struct till_error *e);

/* The keys of the requests that are running in this process. */
struct flight {
	const char *key;
	struct flight *next;
};
struct flights {
	pthread_mutex_t lock;
	struct flight *first;
};

void flights_init(struct flights *all);
void flights_free(struct flights *all);

/*
 * Enters use->key as one that runs; flight, which the caller keeps in place
 * until flight_leave(), is all the memory it takes.  False: it runs already.
 */
bool flight_enter(struct flights *all, struct flight *flight,
    const char *key);
void flight_leave(struct flights *all, struct flight *flight);

/* Whether a key may be used at all: 1 to 255 characters.  TILL_EINPUT. */
enum till_err idempotency_check_key(const char *key, struct till_error *e);

/* 409: the first request with this key has not come to its end. */
enum till_err idempotency_in_use(const char *key, struct till_error *e);

/*
 * Looks a key up.  When it was used before, replayed is set and the first
 * answer is in *answer.  TILL_EIDEMPOTENCY: for something else.
 */
enum till_err idempotency_find(struct store_conn *c, struct idempotency *use,
    struct buf *answer, struct till_error *e);

/* Keeps an answer, and forgets some that are over their time. */
enum till_err idempotency_keep(struct store_conn *c,
    const struct idempotency *use, int status, const struct buf *answer,
    const char *request, struct till_error *e);

#endif
