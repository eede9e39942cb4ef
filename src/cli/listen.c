/*
 * listen: prints events as they happen, by asking the API for those since the
 * last one, and forwards them to an address with real signatures.  Needs no
 * endpoint that the API could reach.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/own.h"
#include "events/endpoint.h"
#include "events/signature.h"

#define LOOK_MS 200
#define FORWARD_TIMEOUT_MS 30000L /* behaviour.md 7.4 */
#define PAGE 100
#define EVENT_MAX ((size_t)8 * 1024 * 1024)
#define HEADER_MAX ((size_t)1024)

struct listen {
	struct stripe *stripe;
	CURL *forward; /* NULL: only printed */
	const char *url, *secret;
	bool plain; /* whole events, one a line */
	bool away; /* the API did not answer, which was told */
	char last[256]; /* the id of the last event that was seen */
};

static size_t
forget(char *bytes, size_t size, size_t n, void *arg)
{
	(void)bytes;
	(void)arg;
	return size * n;
}

/* Posts an event; the HTTP status, 0 when there was no answer. */
static long
forward(struct listen *l, struct json_object *event)
{
	const char *const secrets[] = { l->secret };
	struct curl_slist *headers = NULL;
	struct buf body, signature;
	long status = 0;

	buf_init(&body, EVENT_MAX);
	buf_init(&signature, HEADER_MAX);
	json_write(&body, event);
	buf_add_text(&signature, SIGNATURE_HEADER ": ");
	/* The receiver may have the system's clock and not Till's. */
	signature_make(&signature, buf_text(&body), body.len, secrets, 1,
	    (int64_t)time(NULL));
	headers = curl_slist_append(headers, buf_text(&signature));
	headers = curl_slist_append(headers,
	    "Content-Type: application/json; charset=utf-8");
	curl_easy_setopt(l->forward, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(l->forward, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)body.len);
	curl_easy_setopt(l->forward, CURLOPT_POSTFIELDS, buf_text(&body));
	if (curl_easy_perform(l->forward) == CURLE_OK)
		curl_easy_getinfo(l->forward, CURLINFO_RESPONSE_CODE,
		    &status);
	curl_slist_free_all(headers);
	buf_free(&body);
	buf_free(&signature);
	return status;
}

/* Prints an event, and forwards it. */
static void
tell(struct listen *l, struct json_object *event)
{
	struct json_object *object = json_path(event, "data", "object", NULL);
	long status = l->forward != NULL ? forward(l, event) : 0;
	struct buf line;
	char when[32];

	if (l->plain) {
		buf_init(&line, EVENT_MAX);
		json_write_plain(&line, event);
		(void)puts(buf_text(&line));
		buf_free(&line);
	} else {
		own_time(json_int_or(event, "created", 0), when);
		(void)printf("%s  %-36s %s  %s", when,
		    json_text_or(event, "type", "?"),
		    json_text_or(event, "id", "?"),
		    json_text_or(object, "id", ""));
		if (l->forward != NULL && status == 0)
			(void)printf("  no answer from %s", l->url);
		else if (l->forward != NULL)
			(void)printf("  %ld from %s", status, l->url);
		(void)putchar('\n');
	}
	(void)fflush(stdout);
}

/*
 * Asks for the events after the last one, the newest alone at first.  *answer
 * is the caller's, NULL on error.
 */
static enum till_err
ask(struct listen *l, bool first, struct json_object **answer,
    struct till_error *e)
{
	struct json_object *params = json_object_new_object(), *data;
	struct stripe_call call = { .method = "GET", .path = "/v1/events",
		.params = params };
	enum till_err err;

	*answer = NULL;
	json_put_int(params, "limit", first ? 1 : PAGE);
	if (!first && *l->last != '\0')
		json_put_text(params, "ending_before", l->last);
	err = stripe_send(l->stripe, &call, answer, e);
	json_object_put(params);
	data = json_get(*answer, "data");
	if (json_count(data) > 0)
		text_copy(l->last, sizeof(l->last),
		    json_text_or(json_at(data, 0), "id", ""));
	return err;
}

/* Whether to go on after an error; it is told when it begins. */
static bool
go_on(struct listen *l, enum till_err err, const struct till_error *e)
{
	/* The last one was forgotten: what there is came after it. */
	if (err == TILL_EINPUT && *l->last != '\0') {
		*l->last = '\0';
		return true;
	}
	if (!l->away)
		(void)cli_fail(e);
	l->away = err != TILL_OK;
	return err == TILL_EUPSTREAM;
}

static int
live(struct listen *l)
{
	static const struct timespec pause = { 0, LOOK_MS * 1000000L };
	struct json_object *answer, *data;
	bool first = true;

	for (;;) {
		struct till_error e;
		enum till_err err;
		size_t n;

		till_error_clear(&e);
		err = ask(l, first, &answer, &e);
		if (err != TILL_OK && (first || !go_on(l, err, &e)))
			return first ? cli_fail(&e) : CLI_FAILED;
		if (err == TILL_OK)
			l->away = false;
		data = json_get(answer, "data");
		n = json_count(data);
		for (size_t i = first ? 0 : n; i > 0; i--)
			tell(l, json_at(data, i - 1));
		if (first)
			(void)fputs("Ready: waiting for events. Ctrl-C ends "
				    "it.\n", stderr);
		first = false;
		json_object_put(answer);
		if (ferror(stdout) != 0)
			return CLI_FAILED;
		if (n < PAGE)
			(void)nanosleep(&pause, NULL);
	}
}

static bool
prepare(struct listen *l)
{
	if (l->url == NULL)
		return true;
	l->forward = curl_easy_init();
	if (l->forward == NULL)
		return false;
	curl_easy_setopt(l->forward, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(l->forward, CURLOPT_URL, l->url);
	curl_easy_setopt(l->forward, CURLOPT_POST, 1L);
	curl_easy_setopt(l->forward, CURLOPT_TIMEOUT_MS, FORWARD_TIMEOUT_MS);
	curl_easy_setopt(l->forward, CURLOPT_NOPROXY,
	    "127.0.0.1,localhost,::1");
	curl_easy_setopt(l->forward, CURLOPT_USERAGENT, "Till/1.0 (listen)");
	curl_easy_setopt(l->forward, CURLOPT_WRITEFUNCTION, forget);
	return true;
}

int
cli_listen(int argc, char **argv)
{
	struct listen l = { .last = "" };
	char made[ENDPOINT_SECRET_SIZE];
	int status = CLI_FAILED;

	l.plain = own_option(&argc, argv, "--json", false) != NULL;
	l.url = own_option(&argc, argv, "--forward-to", true);
	l.secret = own_option(&argc, argv, "--secret", true);
	if (argc != 1 || (l.secret != NULL && l.url == NULL) ||
	    (l.url != NULL && strstr(l.url, "://") == NULL))
		return cli_usage(argv[0]);
	if (l.url != NULL && l.secret == NULL) {
		endpoint_secret_new(made);
		l.secret = made;
		(void)fprintf(stderr, "The signing secret is %s\n", made);
	}
	l.stripe = own_client();
	if (l.stripe != NULL && prepare(&l))
		status = live(&l);
	curl_easy_cleanup(l.forward);
	stripe_close(l.stripe);
	return status;
}
