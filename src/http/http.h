/*
 * http: a request and a response over libfcgi, as FastCGI or as plain CGI.
 *
 * A program in cgi-bin/ fills a struct http_program and returns
 * http_main(&program).  Started on a listening socket (as spawn-fcgi, systemd
 * or multiwatch do) it is a FastCGI application with a pool of threads;
 * otherwise it answers one CGI request and ends.  Only this folder knows
 * which.  What a handler gets from a request lives until it returns.
 */
#ifndef TILL_HTTP_HTTP_H
#define TILL_HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/settings.h"

#define HTTP_BODY_MAX ((size_t)64 * 1024) /* unless a route says otherwise */
#define HTTP_ANSWER_MAX ((size_t)64 * 1024 * 1024) /* of a response */
#define HTTP_CAPTURES 4 /* ":name" parts of a route's path */
#define HTTP_CAPTURE_MAX 512

enum http_method {
	HTTP_GET = 1, /* HEAD too: it gets the same answer without its body */
	HTTP_POST = 2,
	HTTP_DELETE = 4,
	HTTP_OPTIONS = 8,
	HTTP_OTHER = 16 /* no route takes it */
};

struct http_request {
	const char *id;		 /* "req_…", on the answer and in the log */
	enum http_method method; /* HTTP_GET for HEAD */
	const char *method_name; /* as it was sent */
	const char *path;	 /* as it was sent, not decoded, no query */
	const char *query;	 /* as it was sent, "" for none */
	const char *content_type; /* "" for none */
	const char *body;	 /* NUL-terminated, "" for none */
	size_t body_len;
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX]; /* decoded */
	char **env; /* the CGI variables */
};

/* A header by its HTTP name ("Idempotency-Key"), NULL when absent. */
const char *http_header(const struct http_request *req, const char *name);

/* A CGI variable ("REMOTE_ADDR"), NULL when absent.  Clients cannot set one
 * whose name does not begin with HTTP_. */
const char *http_variable(const struct http_request *req, const char *name);

/* Copies a cookie's value (RFC 6265 5.4); false when absent or too long. */
bool http_cookie(const struct http_request *req, const char *name, char *out,
    size_t size);

/*
 * Whether a request comes from the site at public_url itself or from no page
 * at all: Sec-Fetch-Site must be same-origin or none, Origin must be ours,
 * where the client sends them.  For requests that change something.
 */
bool http_same_site(const struct http_request *req, const char *public_url);

/* Whether the client asks for JSON rather than a page (Accept). */
bool http_wants_json(const struct http_request *req);

/*
 * The request's parameters as a tree (form/form.h): the query of a GET, the
 * form or JSON body of a POST.  *out is the caller's (json_object_put).
 * TILL_EINPUT: they cannot be read, or the body's type is neither.
 */
struct json_object;
enum till_err http_form(const struct http_request *req,
    struct json_object **out, struct till_error *e);

struct http_response {
	int status;	    /* 200 unless set */
	struct buf headers; /* whole lines, by http_set_header() */
	struct buf body;
	bool has_type;	    /* a Content-Type was set */
	bool has_cache;	    /* a Cache-Control was set; else: no-store */
	/*
	 * Not 0: the answer waits for as many milliseconds, or until the
	 * program's holds() says of hold_mark that it is over; it takes no
	 * thread meanwhile.  unanswered: nothing is sent even then, and the
	 * connection is closed.
	 */
	int hold_ms;
	int64_t hold_mark;
	bool unanswered;
};

/*
 * Adds a header; Content-Type, Cache-Control and Location replace an earlier
 * one.  TILL_EINPUT, logged: a value with a control byte, so that nothing a
 * client sends can begin a line of its own, or one of the headers that are
 * made from the answer (Content-Length, Request-Id, Status,
 * Transfer-Encoding, X-Content-Type-Options).  TILL_EMEM: over 16 KiB.
 */
enum till_err http_set_header(struct http_response *res, const char *name,
    const char *value);

struct http_cookie_spec {
	const char *name, *value;
	long max_age;  /* seconds; 0: until the browser closes; -1: delete */
	bool secure;   /* only over https */
	bool readable; /* by scripts too; HttpOnly otherwise */
};

/*
 * Sets a cookie for "/" with SameSite=Lax.  TILL_EINPUT, logged: a name or a
 * value that RFC 6265 4.1.1 does not allow, or more than 4 KiB in all.
 */
enum till_err http_set_cookie(struct http_response *res,
    const struct http_cookie_spec *cookie);

/* An answer without a body that sends the client to url.  TILL_EINPUT: an
 * empty url, or one with a space or a control byte. */
enum till_err http_redirect(struct http_response *res, int status,
    const char *url);

/* A JSON answer: the value printed as the API prints it; value is kept. */
enum till_err http_json(struct http_response *res, int status,
    struct json_object *value);

/*
 * A handler fills res and returns TILL_OK, or fills *e and returns its kind:
 * whatever it put into res is then dropped and the program's fail() answers.
 */
typedef enum till_err http_handler(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e);

/*
 * path: "/v1/things/:id/parts", each ":name" one non-empty segment, captured
 * in order; a last "*" takes the rest, captured undecoded.
 */
struct http_route {
	unsigned methods; /* of enum http_method */
	const char *path;
	http_handler *handle;
	size_t body_max; /* 0: HTTP_BODY_MAX */
};

/* Whether path fits pattern; fills capture. */
bool http_path_match(const char *pattern, const char *path,
    char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX]);

struct http_program {
	const char *name; /* for the log */
	const enum setting *needs; /* settings it cannot start without */
	size_t needs_count;
	const struct http_route *routes;
	size_t routes_count;
	int threads; /* FastCGI threads when TILL_THREADS is 0 */
	/*
	 * How many of them work at a time for each processor, beside those
	 * that said that they wait (base/pause.h); 0: all.  Only for a program
	 * whose every wait says so, or a few slow ones would stop the rest.
	 */
	int awake_per_cpu;

	/* Opens what handlers share; *app may stay NULL. */
	enum till_err (*open)(const struct settings *settings, void **app,
	    struct till_error *e);
	void (*close)(void *app); /* may be NULL */

	/*
	 * Whether a client is still to be left waiting (hold_ms), by its mark;
	 * asked about each of them over and over.  NULL: they are.
	 */
	bool (*holds)(void *app, int64_t mark);

	/* Answers a failed request: a page or JSON.  res is empty; status is
	 * set from e->kind and may be changed.  app may be NULL. */
	void (*fail)(void *app, const struct http_request *req,
	    const struct till_error *e, struct http_response *res);
};

/* Runs the program; what it returns is the exit status. */
int http_main(const struct http_program *program);

#endif
