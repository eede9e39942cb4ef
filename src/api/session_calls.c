/* session_calls: the calls of checkout sessions and customer sessions. */
#include <ctype.h>
#include <string.h>

#include "api/api.h"
#include "base/json.h"
#include "params/object.h"
#include "sessions/customer_session.h"
#include "sessions/items.h"
#include "sessions/session.h"

#define DUE_BATCH 200 /* sessions expired in one transaction by a list */

/* One transaction of expiring what is due. */
struct sweep {
	int64_t now, n;
};

static enum till_err
sweep_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	struct sweep *sweep = arg;

	return session_expire_due(c, sweep->now, DUE_BATCH, &sweep->n, e);
}

/* No such session, as its own wording has it (behaviour.md 1.3, Objects). */
static enum till_err
no_such_session(const struct api_call *call, struct till_error *e)
{
	for (const char *p = call->id; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && *p != '_')
			return till_fail(e, TILL_EINPUT, NULL, NULL,
			    "Invalid checkout.session id: %s", call->id);
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", NULL,
	    "No such checkout.session: %s", call->id);
}

enum till_err
session_create_prepare(struct api_call *call, struct till_error *e)
{
	struct session_draft *draft = NULL;
	enum till_err err;

	/* A draft that stores prices is made in the write itself. */
	if (session_writes(call->params))
		return TILL_OK;
	err = session_draft(call->c, call->params, call->api->base_url,
	    call->now, &draft, e);
	call->draft = draft;
	return err;
}

enum till_err
session_create_apply(struct api_call *call, struct till_error *e)
{
	struct session_draft *draft = call->draft;
	enum till_err err = TILL_OK;

	if (draft == NULL)
		err = session_draft(call->c, call->params, call->api->base_url,
		    call->now, &draft, e);
	if (err == TILL_OK)
		err = session_insert(call->c, draft, &call->body, e);
	if (draft != call->draft)
		session_draft_free(draft);
	return err;
}

void
session_discard(void *draft)
{
	session_draft_free(draft);
}

enum till_err
session_retrieve(struct api_call *call, struct till_error *e)
{
	enum till_err err;

	err = session_text(call->c, call->id, call->now, &call->body, e);
	return err == TILL_ENOTFOUND ? no_such_session(call, e) : err;
}

enum till_err
session_update(struct api_call *call, struct till_error *e)
{
	struct json_object *session = NULL;
	enum till_err err;

	err = session_refresh(call->c, call->id, call->now, e);
	if (err == TILL_OK)
		err = record_get_whole(call->c, &session_type, call->id,
		    &session, e);
	if (err == TILL_ENOTFOUND)
		return no_such_session(call, e);
	if (err == TILL_OK)
		err = object_update(object_find("checkout.session"), session,
		    call->params, e);
	if (err == TILL_OK)
		err = catalog_update(call->c, &session_type, session, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find(session_type.object),
		    session);
	json_object_put(session);
	return err;
}

enum till_err
session_expire_call(struct api_call *call, struct till_error *e)
{
	struct json_object *session;
	enum till_err err;

	err = session_expire(call->c, call->id, call->now, &session, e);
	/* That it is not open is what came of it (behaviour.md 3.1). */
	call->executed = err == TILL_EINPUT;
	if (err == TILL_ENOTFOUND)
		return no_such_session(call, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find(session_type.object),
		    session);
	json_object_put(session);
	return err;
}

/* Whether a sweep has anything to do. */
static enum till_err
sweep_look(struct store_conn *c, void *arg, struct till_error *e)
{
	struct sweep *sweep = arg;
	enum till_err err;
	bool due;

	err = session_any_due(c, sweep->now, &due, e);
	if (err == TILL_OK)
		sweep->n = due ? DUE_BATCH : 0;
	return err;
}

/* A list by status is a search of what is stored, so store it first. */
enum till_err
session_list_before(struct api_call *call, struct till_error *e)
{
	struct sweep sweep = { .now = call->now };
	enum till_err err;

	err = payments_before(call, e);
	if (err != TILL_OK || json_get(call->params, "status") == NULL)
		return err;
	/* As a rule nothing is, and reading waits for no writer. */
	err = store_read(call->api->store, sweep_look, &sweep, e);
	while (err == TILL_OK && sweep.n == DUE_BATCH)
		err = store_write(call->api->store, sweep_batch, &sweep, e);
	return err;
}

static enum till_err
write_aged(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct api_call *call = arg;
	enum till_err err;
	struct buf aged;

	(void)text;
	(void)len;
	buf_init(&aged, API_ANSWER_MAX);
	err = session_text(call->c, id, call->now, &aged, e);
	if (err == TILL_OK)
		list_add(&call->body, buf_text(&aged), aged.len);
	buf_free(&aged);
	return err;
}

enum till_err
session_list(struct api_call *call, struct till_error *e)
{
	enum till_err err;
	bool due;

	err = session_any_due(call->c, call->now, &due, e);
	if (err != TILL_OK)
		return err;
	/* What is sent is what is stored, unless time has run out on some. */
	return due ? resource_list_each(call, write_aged, e) :
		     resource_list(call, e);
}

enum till_err
session_items(struct api_call *call, struct till_error *e)
{
	struct items_page page = {
		.session = call->id,
		.starting_after = json_text(call->params, "starting_after"),
		.ending_before = json_text(call->params, "ending_before"),
		.limit = json_int_or(call->params, "limit", API_LIMIT_DEFAULT),
	};
	const char *param = page.starting_after != NULL ? "starting_after" :
							  "ending_before";
	const struct record_type *owner = call->op->resource->record;
	struct json_object *items = NULL;
	struct buf url;
	enum till_err err;
	bool more = false;

	if (page.starting_after != NULL && page.ending_before != NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Received both starting_after and ending_before "
		    "parameters. Please pass in only one.");
	buf_init(&url, API_ANSWER_MAX);
	err = record_text(call->c, owner, call->id, &url, e);
	buf_reset(&url);
	if (err == TILL_ENOTFOUND)
		err = owner == &session_type ? no_such_session(call, e) :
					       api_no_such(call, owner, e);
	else if (err == TILL_OK) {
		err = items_list(call->c, &page, &items, &more, e);
		if (err == TILL_ENOTFOUND)
			err = till_fail(e, TILL_EINPUT, "resource_missing",
			    param, "No such line item: '%s'",
			    json_text(call->params, param));
	}
	if (err == TILL_OK) {
		buf_add_text(&url, call->req->path);
		list_write(&call->body, items, more, buf_text(&url));
	}
	buf_free(&url);
	json_object_put(items);
	return err;
}

enum till_err
customer_session_create(struct api_call *call, struct till_error *e)
{
	struct json_object *o;
	enum till_err err;

	err = customer_session_make(call->c, call->params, call->now, &o, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("customer_session"), o);
	json_object_put(o);
	return err;
}
