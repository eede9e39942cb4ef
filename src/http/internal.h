/*
 * internal: what the files of this folder share and nobody else sees.
 */
#ifndef TILL_HTTP_INTERNAL_H
#define TILL_HTTP_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "http/http.h"

#define HTTP_ID_SIZE 32
#define HTTP_HEADERS_MAX ((size_t)16 * 1024) /* of a response */
#define HTTP_PATH_MAX ((size_t)16 * 1024)
#define HTTP_DRAIN_MAX ((size_t)16 * 1024 * 1024) /* of a body nobody wants */
#define HTTP_KEEP_MAX ((size_t)1024 * 1024) /* of a buffer, between requests */

/* What a program serves with, once it has started. */
struct http_server {
	const struct http_program *program;
	void *app;
};

/* The way to the other side, FastCGI or CGI. */
struct http_transport {
	/* Reads some of the body: 0 at its end, -1 when the peer is gone. */
	long (*read)(void *peer, char *bytes, size_t size);
	/* Writes all of it; false when the peer is gone. */
	bool (*write)(void *peer, const char *bytes, size_t len);
	void *peer;
};

/* One request and its answer; a thread keeps one and its buffers. */
struct http_exchange {
	struct http_request request;
	struct http_response response;
	struct till_error error;
	char id[HTTP_ID_SIZE];
	struct buf path;    /* request.path */
	struct buf body;    /* request.body */
	struct buf head;    /* of the answer, while it is sent */
	bool head_only;	    /* the method was HEAD */
	bool gone;	    /* the peer left before its request was read */
	bool unread;	    /* the body went on past HTTP_DRAIN_MAX */
	unsigned allow;	    /* methods of the path, after TILL_EMETHOD */
	long sent;	    /* bytes of body in the answer, for the log */
};

/* exchange.c */
void http_exchange_init(struct http_exchange *x);
void http_exchange_free(struct http_exchange *x);

/*
 * Reads the request that env and transport bring, has it handled, answers it
 * and logs it.  broken, when not NULL, is why the program could not start:
 * then that is the answer.  Whether the peer may send another request.  With
 * x->response.hold_ms set nothing was sent: the answer is to be sent later,
 * by http_exchange_send(), or never when the response is to be unanswered.
 */
bool http_exchange_run(struct http_exchange *x,
    const struct http_server *server, const struct till_error *broken,
    char **env, const struct http_transport *transport);

/* request.c */
/* Fills the fields that the CGI variables decide; path is built in *path. */
void http_request_init(struct http_request *req, char **env,
    struct buf *path);

/* route.c */
/*
 * The route for a request, its captures filled.  TILL_ENOTFOUND: no route has
 * the path.  TILL_EMETHOD: some have, for the methods in *allow.
 */
enum till_err http_route_find(const struct http_program *program,
    struct http_request *req, const struct http_route **route,
    unsigned *allow, struct till_error *e);

/* Writes the value of an Allow header ("GET, HEAD, POST"). */
#define HTTP_ALLOW_SIZE 64
void http_route_allow(unsigned methods, char out[static HTTP_ALLOW_SIZE]);

/* Sends the answer of an exchange, whose head and body are made. */
bool http_exchange_send(struct http_exchange *x,
    const struct http_transport *transport);

/* How often clients are looked through that wait. */
#define HTTP_TICK_MS 1000
#define HTTP_TICK_HELD_MS 50 /* while answers wait */

/* Whether a client of that mark is to be left waiting on. */
bool http_holds(const struct http_server *server, int64_t mark);

/* response.c */
void http_response_init(struct http_response *res);
void http_response_free(struct http_response *res);
/* Empties it, for an answer with this status. */
void http_response_reset(struct http_response *res, int status);
/* The name of a status, "Not Found"; "Unknown" for one without. */
const char *http_status_name(int status);

/* records.c */
enum http_records {
	HTTP_RECORDS_PART,  /* the request is not all there yet */
	HTTP_RECORDS_WHOLE, /* it is */
	HTTP_RECORDS_MORE,  /* it is, and something stands behind it */
	HTTP_RECORDS_BAD    /* this is not FastCGI */
};
enum http_records http_records_check(const unsigned char *bytes, size_t len);

/* fastcgi.c: serves the socket on descriptor 0; gives the exit status. */
int http_fastcgi_serve(const struct http_server *server, int threads);

/* cgi.c: answers one request; gives the exit status. */
int http_cgi_serve(const struct http_server *server,
    const struct till_error *broken);

#endif
