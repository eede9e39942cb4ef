/* stripe: see stripe.h. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "form/form.h"
#include "stripe/stripe.h"
#include "stripe/transfer.h"

#define REQUEST_MAX (1024 * 1024) /* bytes of a body or query that we send */
#define TRY_LEAST_MS 250	  /* a shorter try is not worth its start */

struct idle {
	struct idle *next;
	CURL *curl;
};

struct stripe {
	struct stripe_options options;
	char *base, *key; /* owned copies */
	pthread_mutex_t lock;
	struct idle *idle; /* under lock; the last used comes first */
};

struct stripe_options
stripe_defaults(const struct settings *settings)
{
	return (struct stripe_options){
		.base = settings_text(settings, SETTING_API_BASE),
		.key = settings_text(settings, SETTING_SECRET_KEY),
		.connect_ms = 5000,
		.try_ms = 15000,
		.total_ms = 18000,
		.retries = 2,
		.pause_ms = 500,
		.pause_max_ms = 2000,
		.answer_max = (size_t)4 * 1024 * 1024,
	};
}

enum till_err
stripe_open(const struct stripe_options *options, struct stripe **out,
    struct till_error *e)
{
	struct stripe *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	s->options = *options;
	s->base = strdup(options->base);
	s->key = strdup(options->key);
	(void)pthread_mutex_init(&s->lock, NULL);
	if (s->base == NULL || s->key == NULL) {
		stripe_close(s);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		stripe_close(s);
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "libcurl does not start");
	}
	*out = s;
	return TILL_OK;
}

void
stripe_close(struct stripe *s)
{
	struct idle *next;

	if (s == NULL)
		return;
	for (struct idle *at = s->idle; at != NULL; at = next) {
		next = at->next;
		curl_easy_cleanup(at->curl);
		free(at);
	}
	(void)pthread_mutex_destroy(&s->lock);
	free(s->base);
	free(s->key);
	free(s);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
stripe_deadline(const struct stripe *s)
{
	return now_ms() + s->options.total_ms;
}

/* A value in a log line: "-" when there is none. */
static const char *
shown(const char *text)
{
	return *text != '\0' ? text : "-";
}

/* Takes an idle handle or makes one; NULL without memory. */
static struct idle *
borrow(struct stripe *s)
{
	struct idle *handle;

	(void)pthread_mutex_lock(&s->lock);
	handle = s->idle;
	if (handle != NULL)
		s->idle = handle->next;
	(void)pthread_mutex_unlock(&s->lock);
	if (handle != NULL)
		return handle;
	handle = calloc(1, sizeof(*handle));
	if (handle == NULL)
		return NULL;
	handle->curl = curl_easy_init();
	if (handle->curl == NULL) {
		free(handle);
		return NULL;
	}
	transfer_prepare(handle->curl, s->base);
	return handle;
}

static void
give_back(struct stripe *s, struct idle *handle)
{
	(void)pthread_mutex_lock(&s->lock);
	handle->next = s->idle;
	s->idle = handle;
	(void)pthread_mutex_unlock(&s->lock);
}

/* The pause before retry n (1, 2, …), in ms: half to all of its length. */
static int
pause_ms(const struct stripe_options *options, int n)
{
	int64_t whole = options->pause_ms;
	unsigned random = 0;

	for (int i = 1; i < n && whole < options->pause_max_ms; i++)
		whole *= 2;
	if (whole > options->pause_max_ms)
		whole = options->pause_max_ms;
	if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
		random = (unsigned)now_ms();
	return (int)(whole / 2 + random % (whole / 2 + 1));
}

static void
rest(int ms)
{
	struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

	(void)nanosleep(&t, NULL);
}

static bool
add_header(struct curl_slist **list, const char *name, const char *value)
{
	struct curl_slist *grown;
	struct buf line;

	buf_init(&line, 8192);
	buf_addf(&line, "%s: %s", name, value);
	grown = buf_ok(&line) ? curl_slist_append(*list, line.data) : NULL;
	buf_free(&line);
	if (grown == NULL)
		return false;
	*list = grown;
	return true;
}

static struct curl_slist *
headers_of(const struct stripe *s, const struct stripe_call *call)
{
	struct curl_slist *list = NULL;
	char bearer[512];
	bool ok;

	(void)snprintf(bearer, sizeof(bearer), "Bearer %s", s->key);
	ok = add_header(&list, "Authorization", bearer) &&
	    add_header(&list, "Stripe-Version", STRIPE_VERSION) &&
	    add_header(&list, "Accept", "application/json") &&
	    /* A body of this size needs no permission to be sent. */
	    add_header(&list, "Expect", "");
	if (ok && call->idempotency_key != NULL)
		ok = add_header(&list, "Idempotency-Key",
		    call->idempotency_key);
	if (ok)
		return list;
	curl_slist_free_all(list);
	return NULL;
}

/* The kind of an answer's status. */
static enum till_err
kind_of(int status, const char *type)
{
	if (type != NULL && strcmp(type, "idempotency_error") == 0)
		return TILL_EIDEMPOTENCY;
	switch (status) {
	case 400:
		return TILL_EINPUT;
	case 401:
		return TILL_EAUTH;
	case 402:
		return TILL_ECARD;
	case 403:
		return TILL_EFORBIDDEN;
	case 404:
		return TILL_ENOTFOUND;
	case 409:
		return TILL_ECONFLICT;
	case 429:
		return TILL_ERATE;
	default:
		return TILL_EUPSTREAM;
	}
}

/* Turns an error answer into e, and logs it. */
static enum till_err
refused(const struct stripe_call *call, struct json_object *error,
    struct till_error *e)
{
	const char *type = json_text(error, "type");
	enum till_err kind = kind_of(call->status, type);
	const char *message = json_text_or(error, "message",
	    "The API gave no reason.");

	till_fail(e, kind, json_text(error, "code"), json_text(error, "param"),
	    "%s", message);
	text_copy(e->decline_code, sizeof(e->decline_code),
	    json_text_or(error, "decline_code", ""));
	log_write(kind == TILL_EUPSTREAM || kind == TILL_EAUTH ||
		    kind == TILL_EFORBIDDEN || kind == TILL_EIDEMPOTENCY ?
		LOG_ERROR : LOG_WARN,
	    "%s %s: %d %s, request %s, tries %d, code %s, param %s, log %s: "
	    "%.512s",
	    call->method, call->path, call->status,
	    type != NULL ? type : "error", shown(call->request_id),
	    call->tries, shown(e->code), shown(e->param),
	    json_text_or(error, "request_log_url", "-"), e->message);
	return kind;
}

/* An answer that is none, or none that can be read. */
static enum till_err
failed(const struct stripe_call *call, const char *reason,
    struct till_error *e)
{
	log_write(LOG_ERROR, "%s %s: %d, request %s, tries %d: %s",
	    call->method, call->path, call->status, shown(call->request_id),
	    call->tries, reason);
	return till_fail(e, TILL_EUPSTREAM, NULL, NULL,
	    "The payments API could not be asked: %s.", reason);
}

/* Reads the last answer. */
static enum till_err
read_answer(const struct stripe_call *call, const struct buf *body,
    struct json_object **out, struct till_error *e)
{
	struct json_object *json = NULL, *error;
	enum till_err err;

	if (json_parse(buf_text(body), body->len, &json, e) != TILL_OK ||
	    !json_object_is_type(json, json_type_object)) {
		json_object_put(json);
		return failed(call, "the answer is no JSON object", e);
	}
	error = json_get(json, "error");
	if (call->status == 200 && error == NULL) {
		*out = json;
		till_error_clear(e);
		return TILL_OK;
	}
	err = error != NULL ? refused(call, error, e) :
			      failed(call, "the answer is not an answer", e);
	json_object_put(json);
	return err;
}

/* Runs the tries of a call; the last result stands in *result. */
static void
try_all(const struct stripe *s, CURL *curl, struct transfer_request *request,
    struct stripe_call *call, struct buf *body, struct transfer_result *result)
{
	const struct stripe_options *options = &s->options;
	int64_t left = call->deadline_ms - now_ms();

	*result = (struct transfer_result){ .code =
						CURLE_OPERATION_TIMEDOUT };
	text_copy(result->reason, sizeof(result->reason), "no time was left");
	while (left > 0) {
		int pause;

		request->connect_ms = left < options->connect_ms ?
		    (long)left : options->connect_ms;
		request->try_ms = left < options->try_ms ?
		    (long)left : options->try_ms;
		transfer_try(curl, request, body, result);
		call->tries++;
		if (call->tries > options->retries || !transfer_again(result))
			break;
		pause = pause_ms(options, call->tries);
		left = call->deadline_ms - now_ms() - pause;
		if (left < TRY_LEAST_MS)
			break;
		log_write(LOG_WARN, "%s %s: %d, request %s, try %d, again in "
				    "%d ms: %s",
		    call->method, call->path, result->status,
		    shown(result->request_id), call->tries, pause,
		    shown(result->reason));
		rest(pause);
		left = call->deadline_ms - now_ms();
	}
	call->status = result->status;
	call->replayed = result->replayed;
	text_copy(call->request_id, sizeof(call->request_id),
	    result->request_id);
}

/* Writes the address and the body of a call. */
static bool
write_request(const struct stripe *s, const struct stripe_call *call,
    struct buf *url, struct buf *body)
{
	bool post = strcmp(call->method, "POST") == 0;
	struct buf *to = post ? body : url;

	buf_addf(url, "%s%s", s->base, call->path);
	if (!post && call->params != NULL)
		buf_add_char(url, '?');
	if (post)
		buf_add_text(body, "");
	if (call->params != NULL)
		form_write(to, call->params);
	return buf_ok(url) && buf_ok(body);
}

static enum till_err
exchange(struct stripe *s, CURL *curl, struct stripe_call *call,
    struct transfer_request *request, struct json_object **out,
    struct till_error *e)
{
	struct transfer_result result;
	int64_t start = now_ms();
	enum till_err err;
	struct buf body;

	buf_init(&body, s->options.answer_max);
	try_all(s, curl, request, call, &body, &result);
	if (result.code == CURLE_OK)
		err = read_answer(call, &body, out, e);
	else if (!buf_ok(&body))
		err = failed(call, "the answer is too long", e);
	else
		err = failed(call, result.reason, e);
	if (err == TILL_OK)
		log_write(LOG_INFO, "%s %s: %d, request %s, tries %d, %lld ms",
		    call->method, call->path, call->status,
		    shown(call->request_id), call->tries,
		    (long long)(now_ms() - start));
	buf_free(&body);
	return err;
}

enum till_err
stripe_send(struct stripe *s, struct stripe_call *call,
    struct json_object **out, struct till_error *e)
{
	struct transfer_request request = { 0 };
	struct idle *handle = NULL;
	struct buf url, body;
	enum till_err err;

	*out = NULL;
	call->status = call->tries = 0;
	call->replayed = false;
	call->request_id[0] = '\0';
	if (call->deadline_ms == 0)
		call->deadline_ms = stripe_deadline(s);
	buf_init(&url, REQUEST_MAX);
	buf_init(&body, REQUEST_MAX);
	request.headers = headers_of(s, call);
	handle = borrow(s);
	if (request.headers == NULL || handle == NULL ||
	    !write_request(s, call, &url, &body)) {
		err = till_fail(e, TILL_EMEM, NULL, NULL,
		    "no memory for the request");
		goto out;
	}
	request.method = call->method;
	request.url = url.data;
	if (strcmp(call->method, "POST") == 0)
		request.body = buf_text(&body);
	request.body_len = body.len;
	err = exchange(s, handle->curl, call, &request, out, e);
out:
	if (handle != NULL)
		give_back(s, handle);
	curl_slist_free_all(request.headers);
	buf_free(&url);
	buf_free(&body);
	return err;
}
