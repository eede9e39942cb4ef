/* deliver: see deliver.h. */
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "events/deliver.h"
#include "events/event.h"
#include "events/queue.h"
#include "events/signature.h"
#include "events/trouble.h"

#define LEASE_SPARE_S 5 /* beyond a try's own time, to record it */
#define PRUNE_BATCH 500 /* events forgotten in one transaction */
#define HEADER_MAX ((size_t)8 * 1024)
#define ERROR_MAX (CURL_ERROR_SIZE + 64)

/* A request under way, or a place for one. */
struct slot {
	bool busy;
	CURL *handle;
	struct curl_slist *headers;
	struct delivery delivery;
	struct buf response; /* its beginning */
	char reason[CURL_ERROR_SIZE];
	/* Once it has ended: */
	bool ended;
	char error[ERROR_MAX];
	struct delivery_result result;
};

struct deliver {
	struct store *store;
	struct deliver_options options;
	CURLM *multi;
	struct slot slots[DELIVER_PARALLEL];
	int64_t now; /* of the run */
};

/* The real clock: leases end on it, however far test mode's is moved. */
static int64_t
wall(void)
{
	return (int64_t)time(NULL);
}

/* Keeps the beginning of an answer and reads the rest. */
static size_t
take(char *bytes, size_t size, size_t n, void *arg)
{
	struct buf *response = arg;
	size_t room = QUEUE_RESPONSE_MAX - response->len, len = size * n;

	buf_add(response, bytes, len < room ? len : room);
	return len;
}

/* What every request of a handle has in common. */
static void
prepare(struct slot *slot, const struct deliver_options *options)
{
	CURL *h = slot->handle;

	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(h, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
	curl_easy_setopt(h, CURLOPT_USERAGENT, "Till/1.0 (webhooks)");
	curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, options->timeout_ms);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, &slot->response);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, slot->reason);
	curl_easy_setopt(h, CURLOPT_PRIVATE, slot);
	curl_easy_setopt(h, CURLOPT_POST, 1L);
}

enum till_err
deliver_open(struct store *store, const struct deliver_options *options,
    struct deliver **out, struct till_error *e)
{
	static const struct deliver_options usual = { DELIVER_TIMEOUT_MS,
		DELIVER_WAIT_MS };
	struct deliver *d = calloc(1, sizeof(*d));
	bool ok = d != NULL && curl_global_init(CURL_GLOBAL_DEFAULT) == 0;

	*out = NULL;
	if (ok) {
		d->store = store;
		d->options = options != NULL ? *options : usual;
		d->multi = curl_multi_init();
		ok = d->multi != NULL;
	}
	for (size_t i = 0; ok && i < DELIVER_PARALLEL; i++) {
		struct slot *slot = &d->slots[i];

		buf_init(&slot->response, QUEUE_RESPONSE_MAX);
		delivery_init(&slot->delivery);
		slot->handle = curl_easy_init();
		ok = slot->handle != NULL;
		if (ok)
			prepare(slot, &d->options);
	}
	if (!ok) {
		deliver_close(d);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	*out = d;
	return TILL_OK;
}

/* Empties a place. */
static void
clear(struct slot *slot)
{
	curl_slist_free_all(slot->headers);
	slot->headers = NULL;
	delivery_free(&slot->delivery);
	buf_free(&slot->response);
	slot->busy = slot->ended = false;
}

/* Frees what is under way, so that another worker need not wait for it. */
static enum till_err
give_up(struct store_conn *c, void *arg, struct till_error *e)
{
	struct deliver *d = arg;
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < DELIVER_PARALLEL; i++)
		if (d->slots[i].busy)
			err = queue_free(c, &d->slots[i].delivery, e);
	return err;
}

void
deliver_close(struct deliver *d)
{
	struct till_error e;
	bool busy = false;

	if (d == NULL)
		return;
	for (size_t i = 0; i < DELIVER_PARALLEL; i++)
		busy = busy || d->slots[i].busy;
	/* When it fails, the lease ends it. */
	if (busy)
		(void)store_write(d->store, give_up, d, &e);
	for (size_t i = 0; i < DELIVER_PARALLEL; i++) {
		struct slot *slot = &d->slots[i];

		if (slot->busy)
			curl_multi_remove_handle(d->multi, slot->handle);
		curl_easy_cleanup(slot->handle);
		clear(slot);
	}
	curl_multi_cleanup(d->multi);
	curl_global_cleanup();
	free(d);
}

/* What a look at the database gives. */
struct look {
	int64_t now;
	struct queue_state queue;
	bool old; /* there are events to be forgotten */
};

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	struct look *seen = arg;
	enum till_err err = queue_look(c, wall(), &seen->queue, e);

	return err == TILL_OK ? event_any_old(c, seen->now, &seen->old, e) :
				err;
}

static enum till_err
claim(struct store_conn *c, void *arg, struct till_error *e)
{
	return queue_claim(c, arg, e);
}

static enum till_err
prune(struct store_conn *c, void *arg, struct till_error *e)
{
	int64_t n;

	return event_prune(c, ((struct look *)arg)->now, PRUNE_BATCH, &n, e);
}

/* The signature of this try, with what is to be wrong about it. */
static void
sign(const struct delivery *d, int64_t now, struct buf *out)
{
	static const char wrong[] = "whsec_of_another_endpoint";
	const char *secrets[ENDPOINT_SECRETS_MAX + 1];
	size_t n = 0;

	if (d->bad_signature || d->second_secret)
		secrets[n++] = wrong;
	for (size_t i = 0; !d->bad_signature && i < d->secrets.n; i++)
		secrets[n++] = d->secrets.secret[i];
	buf_add_text(out, SIGNATURE_HEADER ": ");
	signature_make(out, d->body.data, d->body.len, secrets, n,
	    d->old_timestamp ? now - TROUBLE_OLD_S : now);
}

/* Adds a header; false without memory. */
static bool
add_header(struct slot *slot, const char *line)
{
	struct curl_slist *more = curl_slist_append(slot->headers, line);

	if (more != NULL)
		slot->headers = more;
	return more != NULL;
}

/* Begins the request of a place that holds a delivery. */
static bool
begin(struct deliver *d, struct slot *slot)
{
	struct delivery *what = &slot->delivery;
	struct buf signature;
	bool ok;

	buf_init(&signature, HEADER_MAX);
	sign(what, clock_now(), &signature);
	/* The same JSON, and other bytes than were signed. */
	if (what->changed_body)
		buf_add_char(&what->body, '\n');
	ok = buf_ok(&signature) && buf_ok(&what->body) && add_header(slot, signature.data) &&
	    add_header(slot,
		"Content-Type: application/json; charset=utf-8") &&
	    add_header(slot, "Cache-Control: no-cache") &&
	    add_header(slot, "Expect:");
	buf_free(&signature);
	if (!ok)
		return false;
	slot->reason[0] = '\0';
	curl_easy_setopt(slot->handle, CURLOPT_URL, what->url.data);
	curl_easy_setopt(slot->handle, CURLOPT_HTTPHEADER, slot->headers);
	curl_easy_setopt(slot->handle, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)what->body.len);
	curl_easy_setopt(slot->handle, CURLOPT_POSTFIELDS, what->body.data);
	return curl_multi_add_handle(d->multi, slot->handle) == CURLM_OK;
}

/* Leases what is due for the free places and begins it. */
static enum till_err
start(struct deliver *d, struct till_error *e)
{
	struct delivery found[DELIVER_PARALLEL];
	struct queue_claim lot = { .now = d->now, .wall = wall(),
		.each = DELIVER_EACH, .out = found };
	size_t taken = 0;
	enum till_err err;

	for (size_t i = 0; i < DELIVER_PARALLEL; i++)
		lot.max += !d->slots[i].busy;
	if (lot.max == 0)
		return TILL_OK;
	lot.lease = lot.wall + d->options.timeout_ms / 1000 + LEASE_SPARE_S;
	err = store_write(d->store, claim, &lot, e);
	for (size_t i = 0; err == TILL_OK && taken < lot.n; i++) {
		struct slot *slot = &d->slots[i];

		if (slot->busy)
			continue;
		slot->delivery = found[taken++];
		slot->busy = true;
		/* Without memory it stays leased, and is due again later. */
		if (!begin(d, slot)) {
			log_write(LOG_ERROR, "a delivery cannot be begun");
			clear(slot);
		}
	}
	for (; taken < lot.n; taken++)
		delivery_free(&found[taken]);
	return err;
}

/* The beginning of an answer as a text that can be shown, or NULL. */
static const char *
shown(struct buf *response)
{
	if (response->len == 0)
		return NULL;
	text_trim_partial(response->data);
	return text_is_utf8(response->data, strlen(response->data)) ?
	    response->data : "(this is not a text)";
}

/* Notes how a request ended, in words for the person whose endpoint it is. */
static void
finish(struct deliver *d, struct slot *slot, CURLcode code)
{
	struct delivery_result *r = &slot->result;
	curl_off_t us = 0;
	long status = 0;

	curl_easy_getinfo(slot->handle, CURLINFO_TOTAL_TIME_T, &us);
	curl_easy_getinfo(slot->handle, CURLINFO_RESPONSE_CODE, &status);
	curl_multi_remove_handle(d->multi, slot->handle);
	*r = (struct delivery_result){ .ms = us / 1000,
		.status = (int)status };
	r->delivered = code == CURLE_OK && status >= 200 && status < 300;
	r->response = shown(&slot->response);
	if (code != CURLE_OK)
		(void)snprintf(slot->error, sizeof(slot->error), "%s",
		    slot->reason[0] != '\0' ? slot->reason :
					      curl_easy_strerror(code));
	else if (status >= 300 && status < 400)
		(void)snprintf(slot->error, sizeof(slot->error),
		    "HTTP status %ld: redirects are not followed", status);
	else
		(void)snprintf(slot->error, sizeof(slot->error),
		    "HTTP status %ld", status);
	r->error = r->delivered ? NULL : slot->error;
	slot->ended = true;
}

static enum till_err
record(struct store_conn *c, void *arg, struct till_error *e)
{
	struct deliver *d = arg;
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < DELIVER_PARALLEL; i++) {
		struct slot *slot = &d->slots[i];

		if (slot->ended)
			err = queue_record(c, &slot->delivery, &slot->result,
			    d->now, e);
	}
	return err;
}

/* Moves the requests on, and records those that have ended. */
static enum till_err
move(struct deliver *d, int *running, struct till_error *e)
{
	enum till_err err = TILL_OK;
	struct CURLMsg *message;
	bool any = false;
	int left;

	(void)curl_multi_perform(d->multi, running);
	if (*running > 0) {
		(void)curl_multi_poll(d->multi, NULL, 0,
		    (int)d->options.wait_ms, NULL);
		(void)curl_multi_perform(d->multi, running);
	}
	while ((message = curl_multi_info_read(d->multi, &left)) != NULL) {
		struct slot *slot = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
		    &slot);
		finish(d, slot, message->data.result);
		any = true;
	}
	if (any)
		err = store_write(d->store, record, d, e);
	/* What could not be recorded is tried again when its lease ends. */
	for (size_t i = 0; i < DELIVER_PARALLEL; i++)
		if (d->slots[i].ended)
			clear(&d->slots[i]);
	return err;
}

enum till_err
deliver_run(struct deliver *d, int64_t now, int64_t *next_due,
    struct till_error *e)
{
	struct look seen = { .now = now };
	enum till_err err;
	int running = 0;

	*next_due = now;
	d->now = now;
	err = store_read(d->store, look, &seen, e);
	if (err == TILL_OK && seen.old)
		err = store_write(d->store, prune, &seen, e);
	if (err == TILL_OK && (seen.queue.due <= now || seen.queue.stale))
		err = start(d, e);
	if (err == TILL_OK)
		err = move(d, &running, e);
	if (err == TILL_OK && running == 0)
		err = store_read(d->store, look, &seen, e);
	if (err == TILL_OK && running == 0)
		*next_due = seen.old ? now : seen.queue.due;
	return err;
}
