/*
 * error: the one error type of the tree.
 *
 * A function that can fail returns enum till_err and, where a person will
 * read about it, fills a struct till_error that the caller owns.  The kind
 * decides the HTTP status, for pages and the API alike; the rest is what the
 * API prints (behaviour.md 1.1) and what a page says.
 */
#ifndef TILL_BASE_ERROR_H
#define TILL_BASE_ERROR_H

enum till_err {
	TILL_OK = 0,
	TILL_EINPUT,	   /* a parameter or a state is wrong: 400 */
	TILL_EIDEMPOTENCY, /* a key used again for something else: 400 */
	TILL_EAUTH,	   /* no key, or a wrong one: 401 */
	TILL_ECARD,	   /* the payment was declined: 402 */
	TILL_EFORBIDDEN,   /* known, but not allowed: 403 */
	TILL_ENOTFOUND,	   /* no such thing or address: 404 */
	TILL_EMETHOD,	   /* the address is right, the method is not: 405 */
	TILL_ECONFLICT,	   /* something else is under way or decided: 409 */
	TILL_ETOOBIG,	   /* the body is over its limit: 413 */
	TILL_ERATE,	   /* too many requests: 429 */
	TILL_EDB,	   /* the database failed: 500 */
	TILL_EMEM,	   /* no memory, or a buffer at its ceiling: 500 */
	TILL_EINTERNAL,	   /* any other fault of ours: 500 */
	TILL_EUPSTREAM,	   /* the API behind us failed or is away: 502 */
	TILL_EBUSY,	   /* we are stopping or overloaded: 503 */
	TILL_ERR_COUNT
};

#define TILL_CODE_MAX 64
#define TILL_PARAM_MAX 256
#define TILL_MESSAGE_MAX 8192 /* the longest enum has 238 names */

struct till_error {
	enum till_err kind;
	char code[TILL_CODE_MAX];	  /* the API's code, "" when none */
	char decline_code[TILL_CODE_MAX]; /* card errors only, else "" */
	char param[TILL_PARAM_MAX];	  /* bracketed name, "" when none */
	char message[TILL_MESSAGE_MAX];	  /* for a person, without secrets */
};

/* Empties *e: TILL_OK and no text.  Cheaper than clearing all of it. */
void till_error_clear(struct till_error *e);

/*
 * Fills *e and returns kind, so that a function can end with it.  code and
 * param may be NULL for none; what does not fit is cut at a character.
 */
enum till_err till_fail(struct till_error *e, enum till_err kind,
    const char *code, const char *param, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* The HTTP status of a kind; 200 for TILL_OK. */
int till_err_status(enum till_err kind);

/* A short lower-case name for logs: "input", "db"; never NULL. */
const char *till_err_name(enum till_err kind);

#endif
