/*
 * api: the calls of the API over http/: keys, routes, parameters, idempotency
 * keys, lists, expansion and the shape of errors.
 *
 * A call is a row of the table in ops.c.  A write runs inside one store
 * transaction together with the record of its idempotency key, so that after
 * a crash a retry finds either both or neither.
 */
#ifndef TILL_API_API_H
#define TILL_API_API_H

#include <json-c/json.h>
#include <stdint.h>

#include "api/fault.h"
#include "api/idempotency.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/settings.h"
#include "catalog/catalog.h"
#include "http/http.h"
#include "params/params.h"
#include "store/record.h"

#define API_VERSION "2024-06-20"
#define API_ANSWER_MAX (16 * 1024 * 1024)
#define API_LIMIT_DEFAULT 10

struct api {
	struct store *store;
	const char *secret_key; /* loans of the settings */
	const char *publishable_key; /* NULL: none is taken */
	const char *base_url;
	const char *db_path;
	struct flights flights; /* the idempotency keys that are running */
	struct faults faults;
};

struct api_op;

/* One request on its way through; everything belongs to the dispatcher. */
struct api_call {
	struct api *api;
	const struct http_request *req;
	const struct api_op *op;
	const char *id; /* the ":id" of the path, "" when it has none */
	struct json_object *params; /* checked */
	int64_t now;
	struct store_conn *c; /* inside a read or a write */
	/*
	 * Set by a call whose error is its result, as a declined card is one:
	 * kept under the idempotency key and not to be tried again.
	 */
	bool executed;
	/*
	 * The key is the publishable one: the call acts for whoever has the
	 * object's client secret, and is answered what that may see.
	 */
	bool publishable;
	/*
	 * What is answered by a call that did something and failed all the
	 * same, as one whose card was declined, and put its error into body;
	 * 0: 200.
	 */
	int status;
	void *draft; /* what prepare made for apply */
	struct buf body; /* the answer: JSON as it is sent */
};

typedef enum till_err api_handler(struct api_call *call, struct till_error *e);

/* A kind of object with the generic calls: create, retrieve, update, list. */
struct api_resource {
	const struct record_type *record;
	catalog_rule *create, *update;
	const struct api_filter *filters; /* of the list */
	size_t filters_count;
	catalog_rule *remove; /* whether it may be deleted, NULL: it cannot */
};

/* A list parameter, one or two names deep, and the column it filters. */
struct api_filter {
	const char *param, *member;
	const char *column;
	bool alone; /* may not go with a cursor */
	const char *op, *via, *where; /* as in struct record_filter */
};

struct api_op {
	unsigned method;
	const char *method_name;
	const char *path; /* as in params_calls */
	const struct api_resource *resource;
	/*
	 * prepare runs on a snapshot, apply in the write transaction; a call
	 * that changes nothing has only prepare.
	 */
	api_handler *prepare, *apply;
	/* Runs before both, outside any transaction. */
	api_handler *before;
	void (*discard)(void *draft); /* frees the draft */
};

extern const struct api_op api_ops[];
extern const size_t api_ops_count;

/* Opens the database with its tables.  *out is the caller's. */
enum till_err api_open(const struct settings *settings, struct api **out,
    struct till_error *e);
void api_close(struct api *api); /* NULL is fine */

/* Answers one request of the API; an http_handler over a struct api. */
enum till_err api_handle(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e);

/* The same for who has shown the key, without the faults on demand. */
enum till_err api_execute(struct api *api, const struct http_request *req,
    struct http_response *res, struct till_error *e);

/* Prints an error in the API's shape; the fail() of the program. */
void api_fail(void *app, const struct http_request *req,
    const struct till_error *e, struct http_response *res);

/* Appends an error as it is sent; known: the request's key was right. */
void api_error_body(struct buf *b, const struct http_request *req,
    const struct till_error *e, bool known);

/*
 * The same with members that tell what the error is about ("charge",
 * "payment_intent"), on loan, NULL for none.
 */
void api_error_about(struct buf *b, const struct http_request *req,
    const struct till_error *e, struct json_object *about, bool known);

/*
 * wire.c: the headers of behaviour.md 3.2.  wire_common() is for every
 * answer, wire_known() for those to a known key.
 */
struct wire_key {
	const char *name;     /* of the idempotency key, NULL for none */
	const char *original; /* of a replay, its request; NULL otherwise */
};
void wire_common(const struct http_request *req, struct http_response *res);
void wire_known(const struct http_request *req, const struct wire_key *key,
    struct http_response *res);

/*
 * The version a request asks for, the default when it does not, NULL for one
 * that there is not.  The shape of answers is that of API_VERSION for all.
 */
const char *wire_version(const struct http_request *req);
enum till_err wire_check_version(const struct http_request *req,
    struct till_error *e);

/* What a browser asks before it calls from another site (Fetch, CORS). */
bool wire_is_preflight(const struct http_request *req);
enum till_err wire_preflight(const struct http_request *req,
    struct http_response *res);

/*
 * Checks the key of a request (behaviour.md 1.3, Authentication).  With
 * publishable not NULL the publishable key is right, too, and *publishable
 * says that it is that.
 */
enum till_err api_authenticate(const struct api *api,
    const struct http_request *req, bool *publishable, struct till_error *e);

/* What the publishable key is told where it is not enough. */
enum till_err api_needs_secret_key(struct till_error *e);

/* The generic calls of a resource. */
api_handler resource_create, resource_retrieve, resource_update, resource_list,
    resource_delete;

/* Stores what has ended by itself before a list that filters by it. */
api_handler promotion_list_before;

/* The same list, each object given to each instead of to the answer. */
enum till_err resource_list_each(struct api_call *call, record_each *each,
    struct till_error *e);

/* The calls of checkout sessions and customer sessions. */
api_handler session_create_prepare, session_create_apply, session_retrieve,
    session_update, session_list_before, session_list, session_expire_call,
    session_items, customer_session_create;
void session_discard(void *draft);

/* Ends payments that are due before a call reads what they change. */
api_handler payments_before;

/* The calls of payment and setup intents. */
api_handler intent_create, intent_update, intent_retrieve,
    intent_confirm_call, intent_cancel_call;

/* The calls of payment methods and subscriptions. */
api_handler method_attach_call, method_detach_call, customer_methods, methods_list, subscription_list,
    subscription_delete;

/* The calls of events and of webhook endpoints. */
api_handler events_before, events_list, webhook_create, webhook_update;
catalog_rule webhook_remove;

/* 404 for an object that the path names (behaviour.md 1.3, Objects). */
enum till_err api_no_such(const struct api_call *call,
    const struct record_type *type, struct till_error *e);

/*
 * A page of a list being written: begin, each object, end.  call->body holds
 * the envelope of behaviour.md 4.
 */
void list_begin(struct buf *b);
void list_add(struct buf *b, const char *text, size_t len);
void list_end(struct buf *b, bool more, const char *url);

/* A whole page from an array of objects. */
void list_write(struct buf *b, struct json_object *data, bool more,
    const char *url);

/*
 * Checks the paths of expand against the type of the answer, before anything
 * is done, and puts the objects in their places afterwards: the answer is
 * read from call->body and printed back into it (behaviour.md 2.1).
 */
enum till_err expand_check(const struct api_call *call, const char *returns,
    struct till_error *e);
enum till_err expand_answer(struct api_call *call, const char *returns,
    struct till_error *e);

#endif
