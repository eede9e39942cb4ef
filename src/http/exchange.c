/*
 * exchange: one request from its variables to its logged answer.
 *
 * The route is found before the body is read, for it says how long the body
 * may be.  The answer is rendered in memory and sent last, so that whatever
 * goes wrong before can still become a proper answer.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/id.h"
#include "base/log.h"
#include "base/text.h"
#include "http/internal.h"

#define CHUNK 8192
#define LOGGED_PATH_MAX 256

void
http_exchange_init(struct http_exchange *x)
{
	*x = (struct http_exchange){ .id = "" };
	http_response_init(&x->response);
	buf_init(&x->path, HTTP_PATH_MAX);
	buf_init(&x->body, HTTP_BODY_MAX);
	buf_init(&x->head, HTTP_HEADERS_MAX + 1024);
}

void
http_exchange_free(struct http_exchange *x)
{
	http_response_free(&x->response);
	buf_free(&x->path);
	buf_free(&x->body);
	buf_free(&x->head);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
begin(struct http_exchange *x, char **env)
{
	id_new(x->id, sizeof(x->id), "req_", 14);
	log_request(x->id);
	till_error_clear(&x->error);
	http_request_init(&x->request, env, &x->path);
	x->request.id = x->id;
	x->head_only = strcmp(x->request.method_name, "HEAD") == 0;
	x->gone = false;
	x->unread = false;
	x->allow = 0;
	x->sent = 0;
	if (x->body.cap > HTTP_KEEP_MAX)
		buf_free(&x->body);
	buf_reset(&x->body);
	http_response_reset(&x->response, 200);
}

/* Reads CONTENT_LENGTH: digits, or nothing for no body (RFC 3875 4.1.2). */
static enum till_err
read_length(const struct http_request *req, int64_t *out, struct till_error *e)
{
	const char *text = http_variable(req, "CONTENT_LENGTH");

	*out = 0;
	if (text == NULL || *text == '\0')
		return TILL_OK;
	if (*text == '-' || !text_to_int(text, out))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "The Content-Length is not a number.");
	return TILL_OK;
}

static size_t
body_max(const struct http_route *route)
{
	return route != NULL && route->body_max != 0 ? route->body_max :
						       HTTP_BODY_MAX;
}

static enum till_err
read_body(struct http_exchange *x, size_t max,
    const struct http_transport *transport)
{
	char chunk[CHUNK];
	int64_t length;
	enum till_err err;

	err = read_length(&x->request, &length, &x->error);
	if (err != TILL_OK)
		return err;
	if ((uint64_t)length > max)
		return till_fail(&x->error, TILL_ETOOBIG, NULL, NULL,
		    "The body is longer than the %zu bytes allowed here.",
		    max);
	x->body.max = max;
	while (x->body.len < (size_t)length) {
		size_t want = (size_t)length - x->body.len;
		long got = transport->read(transport->peer, chunk,
		    want < sizeof(chunk) ? want : sizeof(chunk));

		x->gone = got < 0;
		if (got <= 0)
			return till_fail(&x->error, TILL_EINPUT, NULL, NULL,
			    "The body is shorter than its Content-Length.");
		buf_add(&x->body, chunk, (size_t)got);
	}
	if (!buf_ok(&x->body))
		return till_fail(&x->error, TILL_EMEM, NULL, NULL,
		    "no memory for a body of %" PRId64 " bytes", length);
	x->request.body = buf_text(&x->body);
	x->request.body_len = x->body.len;
	return TILL_OK;
}

/*
 * Reads the rest of a body that nobody wants.  A web server that is still
 * writing would take an early close for a failure and hide our answer.
 * False when there is no end to it.
 */
static bool
drain(struct http_exchange *x, const struct http_transport *transport)
{
	char chunk[CHUNK];
	size_t total = 0;

	while (!x->gone && total <= HTTP_DRAIN_MAX) {
		long got = transport->read(transport->peer, chunk,
		    sizeof(chunk));

		if (got == 0)
			return true;
		x->gone = got < 0;
		total += got > 0 ? (size_t)got : 0;
	}
	x->unread = !x->gone;
	return false;
}

static enum till_err
handle(struct http_exchange *x, const struct http_server *server,
    const struct http_route *route)
{
	struct http_response *res = &x->response;
	enum till_err err;

	if (route == NULL)
		return till_fail(&x->error, TILL_ENOTFOUND, NULL, NULL,
		    "There is nothing here.");
	err = route->handle(server->app, &x->request, res, &x->error);
	if (err == TILL_OK && (!buf_ok(&res->headers) || !buf_ok(&res->body)))
		return till_fail(&x->error, TILL_EMEM, NULL, NULL,
		    "the answer did not fit in memory");
	if (err != TILL_OK && x->error.kind != err)
		return till_fail(&x->error, err, NULL, NULL,
		    "%s", "the request failed and did not say why");
	return err;
}

/* What stands in when the program has no answer for an error of its own. */
static void
answer_plainly(struct http_exchange *x)
{
	int status = x->response.status;

	http_response_reset(&x->response, status);
	(void)http_set_header(&x->response, "Content-Type",
	    "text/plain; charset=utf-8");
	buf_addf(&x->response.body, "%d %s\nRequest: %s\n", status,
	    http_status_name(status), x->id);
}

static bool
has_location(const struct http_response *res)
{
	return res->status / 100 == 3 && res->headers.len != 0;
}

static void
answer_error(struct http_exchange *x, const struct http_server *server)
{
	struct http_response *res = &x->response;
	char allow[HTTP_ALLOW_SIZE];

	http_response_reset(res, till_err_status(x->error.kind));
	if (res->status >= 500)
		log_write(LOG_ERROR, "%s: %s", till_err_name(x->error.kind),
		    x->error.message);
	if (server->program->fail != NULL)
		server->program->fail(server->app, &x->request, &x->error,
		    res);
	if (!buf_ok(&res->headers) || !buf_ok(&res->body) ||
	    (res->body.len == 0 && !has_location(res)))
		answer_plainly(x);
	if (x->allow != 0) {
		http_route_allow(x->allow, allow);
		(void)http_set_header(res, "Allow", allow);
	}
}

static void
build_head(struct http_exchange *x)
{
	const struct http_response *res = &x->response;
	struct buf *head = &x->head;

	buf_reset(head);
	buf_addf(head, "Status: %d %s\r\n", res->status,
	    http_status_name(res->status));
	buf_add_text(head, "Request-Id: ");
	buf_add_text(head, x->id);
	buf_add_text(head, "\r\nX-Content-Type-Options: nosniff\r\n");
	if (!res->has_cache)
		buf_add_text(head, "Cache-Control: no-store\r\n");
	if (!res->has_type && res->body.len != 0)
		buf_add_text(head,
		    "Content-Type: text/plain; charset=utf-8\r\n");
	buf_add(head, buf_text(&res->headers), res->headers.len);
	/* RFC 9110 8.6: never with 204, and 304 would state another's. */
	if (res->status != 204 && res->status != 304)
		buf_addf(head, "Content-Length: %zu\r\n", res->body.len);
	buf_add(head, "\r\n", 2);
}

/* Whether an answer has a body that is sent. */
static bool
sends_body(const struct http_exchange *x)
{
	const struct http_response *res = &x->response;

	return !x->head_only && res->body.len != 0 && res->status != 204 &&
	    res->status != 304;
}

bool
http_exchange_send(struct http_exchange *x,
    const struct http_transport *transport)
{
	const struct http_response *res = &x->response;

	if (!transport->write(transport->peer, x->head.data, x->head.len))
		return false;
	if (!sends_body(x))
		return true;
	x->sent = (long)res->body.len;
	return transport->write(transport->peer, res->body.data,
	    res->body.len);
}

static bool
send_answer(struct http_exchange *x, const struct http_transport *transport)
{
	build_head(x);
	return http_exchange_send(x, transport);
}

bool
http_holds(const struct http_server *server, int64_t mark)
{
	return server->program->holds == NULL ||
	    server->program->holds(server->app, mark);
}

bool
http_exchange_run(struct http_exchange *x, const struct http_server *server,
    const struct till_error *broken, char **env,
    const struct http_transport *transport)
{
	const struct http_route *route = NULL;
	int64_t started = now_us();
	enum till_err err;
	bool clean;

	begin(x, env);
	if (broken != NULL) {
		x->error = *broken;
		err = broken->kind;
	} else {
		err = http_route_find(server->program, &x->request, &route,
		    &x->allow, &x->error);
	}
	if (err == TILL_OK)
		err = read_body(x, body_max(route), transport);
	clean = drain(x, transport);
	if (x->gone) {
		log_write(LOG_INFO, "%s %.*s: the peer left before its "
		    "request was read", x->request.method_name,
		    LOGGED_PATH_MAX, x->request.path);
		log_request(NULL);
		return false;
	}
	if (err == TILL_OK)
		err = handle(x, server, route);
	if (err != TILL_OK)
		answer_error(x, server);
	if (x->response.hold_ms == 0)
		clean = send_answer(x, transport) && clean;
	else if (x->response.unanswered)
		x->response.status = 0;
	else
		build_head(x);
	log_write(LOG_INFO, "%s %.*s %d %ld %.1f ms", x->request.method_name,
	    LOGGED_PATH_MAX, x->request.path, x->response.status, x->sent,
	    (double)(now_us() - started) / 1000);
	log_request(NULL);
	return clean;
}
