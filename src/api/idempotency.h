/*
 * idempotency: the answers of finished writes under the keys that clients
 * gave them (behaviour.md 3.1), kept in the transaction of the write itself.
 */
#ifndef TILL_API_IDEMPOTENCY_H
#define TILL_API_IDEMPOTENCY_H

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

/* Fills use->params from the request as it was sent. */
void idempotency_hash(struct idempotency *use, const char *body, size_t len);

/*
 * Looks a key up.  When it was used before, replayed is set and the first
 * answer is in *answer.  TILL_EIDEMPOTENCY: for something else.
 * TILL_EINPUT: the key itself is not fit.
 */
enum till_err idempotency_find(struct store_conn *c, struct idempotency *use,
    struct buf *answer, struct till_error *e);

/* Keeps an answer, and forgets some that are over their time. */
enum till_err idempotency_keep(struct store_conn *c,
    const struct idempotency *use, int status, const struct buf *answer,
    const char *request, struct till_error *e);

#endif
