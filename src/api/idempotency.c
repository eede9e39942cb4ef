/* idempotency: see idempotency.h. */
#include <stdlib.h>
#include <string.h>

#include "api/idempotency.h"
#include "base/json.h"
#include "base/text.h"

/* Six bytes of JSON for each byte of the longest form, and its names. */
#define CANONICAL_MAX (8 * 1024 * 1024)
#define FORGET_BATCH 20 /* old answers dropped by each new one */

struct member {
	const char *name;
	struct json_object *value;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name,
	    ((const struct member *)b)->name);
}

/* Appends a form's tree so that equal trees have equal texts. */
static void
add_canonical(struct buf *b, struct json_object *tree)
{
	size_t n = 0, count;
	struct member *members;

	if (!json_object_is_type(tree, json_type_object)) {
		json_write_plain(b, tree);
		return;
	}
	count = (size_t)json_object_object_length(tree);
	members = calloc(count + 1, sizeof(*members));
	if (members == NULL) {
		b->failed = true;
		return;
	}
	json_object_object_foreach(tree, name, value)
		members[n++] = (struct member){ name, value };
	qsort(members, n, sizeof(*members), by_name);
	buf_add_char(b, '{');
	for (size_t i = 0; i < n; i++) {
		/* No name holds a NUL, so that ends it. */
		buf_add(b, members[i].name, strlen(members[i].name) + 1);
		add_canonical(b, members[i].value);
	}
	buf_add_char(b, '}');
	free(members);
}

enum till_err
idempotency_hash(struct idempotency *use, struct json_object *form,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	struct buf b;

	buf_init(&b, CANONICAL_MAX);
	add_canonical(&b, form);
	if (buf_ok(&b))
		crypto_sha256_hex(buf_text(&b), b.len, use->params);
	else
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&b);
	return err;
}

void
flights_init(struct flights *all)
{
	pthread_mutex_init(&all->lock, NULL);
	all->first = NULL;
}

void
flights_free(struct flights *all)
{
	pthread_mutex_destroy(&all->lock);
}

/* As many as there are threads at most: a list is fast enough. */
bool
flight_enter(struct flights *all, struct flight *flight, const char *key)
{
	struct flight *at;

	pthread_mutex_lock(&all->lock);
	for (at = all->first; at != NULL; at = at->next)
		if (strcmp(at->key, key) == 0)
			break;
	if (at == NULL) {
		flight->key = key;
		flight->next = all->first;
		all->first = flight;
	}
	pthread_mutex_unlock(&all->lock);
	return at == NULL;
}

void
flight_leave(struct flights *all, struct flight *flight)
{
	struct flight **at;

	pthread_mutex_lock(&all->lock);
	for (at = &all->first; *at != NULL; at = &(*at)->next)
		if (*at == flight) {
			*at = flight->next;
			break;
		}
	pthread_mutex_unlock(&all->lock);
}

/* The real wording was not seen (behaviour.md 3.1, mark E). */
static const char unfit_key[] =
    "Invalid Idempotency-Key: it must be a string of 1 to %d characters.";

enum till_err
idempotency_check_key(const char *key, struct till_error *e)
{
	size_t len = strlen(key);

	if (len == 0 || !text_is_utf8(key, len) ||
	    text_chars(key) > IDEMPOTENCY_KEY_MAX)
		return till_fail(e, TILL_EINPUT, NULL, NULL, unfit_key,
		    IDEMPOTENCY_KEY_MAX);
	return TILL_OK;
}

enum till_err
idempotency_in_use(const char *key, struct till_error *e)
{
	return till_fail(e, TILL_ECONFLICT, "idempotency_key_in_use", NULL,
	    "There is currently another in-progress request using this "
	    "Idempotent Key (that probably means you submitted twice, and the "
	    "other request is still going through): %s. Please try again "
	    "later.",
	    key);
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
