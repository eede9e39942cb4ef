/* idempotency: see idempotency.h. */
#include <string.h>

#include "api/idempotency.h"
#include "base/text.h"

#define FORGET_BATCH 20 /* old answers dropped by each new one */

void
idempotency_hash(struct idempotency *use, const char *body, size_t len)
{
	crypto_sha256_hex(body, len, use->params);
}

static enum till_err
check_use(const struct idempotency *use, const char *endpoint,
    const char *params, struct till_error *e)
{
	if (strcmp(use->endpoint, endpoint) != 0)
		return till_fail(e, TILL_EIDEMPOTENCY, NULL, NULL,
		    "Keys for idempotent requests can only be used for the "
		    "same endpoint they were first used for ('%s' vs '%s'). "
		    "Try using a key other than '%s' if you meant to execute "
		    "a different request.",
		    use->endpoint, endpoint, use->key);
	if (strcmp(use->params, params) != 0)
		return till_fail(e, TILL_EIDEMPOTENCY, NULL, NULL,
		    "Keys for idempotent requests can only be used with the "
		    "same parameters they were first used with. Try using a "
		    "key other than '%s' if you meant to execute a different "
		    "request.",
		    use->key);
	return TILL_OK;
}

enum till_err
idempotency_find(struct store_conn *c, struct idempotency *use,
    struct buf *answer, struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	if (use->key == NULL)
		return TILL_OK;
	if (*use->key == '\0' || strlen(use->key) > IDEMPOTENCY_KEY_MAX)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Idempotency-Key must have 1 to %d characters.",
		    IDEMPOTENCY_KEY_MAX);
	err = store_query(c,
	    "SELECT endpoint,params_hash,status,body,request FROM idempotency "
	    "WHERE key=? AND created>?",
	    &rows, e, "ti", use->key, use->now - IDEMPOTENCY_KEPT);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		err = check_use(use, store_text(rows, 0), store_text(rows, 1),
		    e);
		use->replayed = err == TILL_OK;
		use->status = (int)store_int(rows, 2);
		text_copy(use->original, sizeof(use->original),
		    store_text(rows, 4));
		if (use->replayed)
			buf_add(answer, store_text(rows, 3),
			    store_text_len(rows, 3));
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : err;
}

enum till_err
idempotency_keep(struct store_conn *c, const struct idempotency *use,
    int status, const struct buf *answer, const char *request,
    struct till_error *e)
{
	enum till_err err;

	if (use->key == NULL)
		return TILL_OK;
	err = store_exec(c,
	    "DELETE FROM idempotency WHERE key IN (SELECT key FROM "
	    "idempotency WHERE created<=? ORDER BY created LIMIT ?)",
	    e, "ii", use->now - IDEMPOTENCY_KEPT, (int64_t)FORGET_BATCH);
	if (err != TILL_OK)
		return err;
	/* A key past its time may still be there, so it is replaced. */
	return store_exec(c,
	    "INSERT OR REPLACE INTO idempotency(key,endpoint,params_hash,"
	    "status,body,request,created) VALUES(?,?,?,?,?,?,?)",
	    e, "tttitti", use->key, use->endpoint, use->params,
	    (int64_t)status, buf_text(answer), request, use->now);
}
