/* resource: the calls that every kind of object has, from its table row. */
#include <string.h>

#include "api/api.h"
#include "base/json.h"
#include "base/text.h"
#include "params/object.h"

#define FILTERS_MAX 20
/* Mark I: no recording of the real wording was found. */
#define CURSOR_UNWANTED \
	"You cannot use `%s` together with starting_after or ending_before."
#define SETTLE_BATCH 200 /* promotion codes marked in one transaction */

enum till_err
resource_create(struct api_call *call, struct till_error *e)
{
	const struct api_resource *r = call->op->resource;
	struct catalog_change change = {
		.c = call->c,
		.params = call->params,
		.now = call->now,
		.base_url = call->api->base_url,
	};
	enum till_err err;

	err = catalog_new(r->record, call->params, call->now, &change.object,
	    e);
	if (err == TILL_OK)
		err = r->create(&change, e);
	if (err == TILL_OK)
		err = catalog_insert(call->c, r->record, change.object, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find(r->record->object),
		    change.object);
	json_object_put(change.object);
	return err;
}

/* Appends an object as its view shows it. */
static enum till_err
write_seen(struct api_call *call, const char *text, size_t len,
    struct buf *out, struct till_error *e)
{
	const struct record_type *type = call->op->resource->record;
	catalog_view *view = catalog_view_of(type);
	struct json_object *o = NULL;
	enum till_err err;

	if (json_parse(text, len, &o, e) != TILL_OK)
		return TILL_EINTERNAL;
	err = view(call->c, o, call->now, e);
	if (err == TILL_OK)
		object_write(out, object_find(type->object), o);
	json_object_put(o);
	return err;
}

/* A customer that was deleted still tells that much. */
static enum till_err
write_deleted(struct api_call *call, struct till_error *e)
{
	const struct record_type *type = call->op->resource->record;
	struct json_object *o = NULL;
	enum till_err err = TILL_ENOTFOUND;

	if (type == &catalog_customer)
		err = catalog_deleted(call->c, type, call->id, &o, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("deleted"), o);
	json_object_put(o);
	return err == TILL_ENOTFOUND ? api_no_such(call, type, e) : err;
}

enum till_err
resource_retrieve(struct api_call *call, struct till_error *e)
{
	const struct record_type *type = call->op->resource->record;
	enum till_err err;
	struct buf text;

	if (catalog_view_of(type) == NULL) {
		err = record_text(call->c, type, call->id, &call->body, e);
		return err == TILL_ENOTFOUND ? write_deleted(call, e) : err;
	}
	buf_init(&text, API_ANSWER_MAX);
	err = record_text(call->c, type, call->id, &text, e);
	if (err == TILL_OK)
		err = write_seen(call, buf_text(&text), text.len, &call->body,
		    e);
	else if (err == TILL_ENOTFOUND)
		err = write_deleted(call, e);
	buf_free(&text);
	return err;
}

enum till_err
resource_delete(struct api_call *call, struct till_error *e)
{
	const struct api_resource *r = call->op->resource;
	struct catalog_change change = {
		.c = call->c,
		.params = call->params,
		.now = call->now,
		.base_url = call->api->base_url,
	};
	struct json_object *gone = NULL;
	enum till_err err;

	err = record_get_whole(call->c, r->record, call->id, &change.object,
	    e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, r->record, e);
	if (err == TILL_OK)
		err = r->remove(&change, e);
	if (err == TILL_OK)
		err = catalog_delete(call->c, r->record, change.object, e);
	if (err == TILL_OK)
		err = catalog_deleted(call->c, r->record, call->id, &gone, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find("deleted"), gone);
	json_object_put(gone);
	json_object_put(change.object);
	return err;
}

enum till_err
resource_update(struct api_call *call, struct till_error *e)
{
	const struct api_resource *r = call->op->resource;
	struct catalog_change change = {
		.c = call->c,
		.params = call->params,
		.now = call->now,
		.base_url = call->api->base_url,
	};
	enum till_err err;

	err = record_get_whole(call->c, r->record, call->id, &change.object,
	    e);
	if (err == TILL_ENOTFOUND)
		return api_no_such(call, r->record, e);
	if (err != TILL_OK)
		return err;
	err = object_update(object_find(r->record->object), change.object,
	    call->params, e);
	if (err == TILL_OK && r->update != NULL)
		err = r->update(&change, e);
	if (err == TILL_OK)
		err = catalog_update(call->c, r->record, change.object, e);
	if (err == TILL_OK)
		object_write(&call->body, object_find(r->record->object),
		    change.object);
	json_object_put(change.object);
	return err;
}

/* The range of creation times, from "created" as a value or as a hash. */
static void
created_range(struct json_object *created, struct record_query *q)
{
	int64_t gt, lt;

	q->created_from = 0;
	q->created_to = INT64_MAX;
	if (json_object_is_type(created, json_type_int)) {
		q->created_from = json_object_get_int64(created);
		q->created_to = q->created_from;
		return;
	}
	q->created_from = json_int_or(created, "gte", 0);
	q->created_to = json_int_or(created, "lte", INT64_MAX);
	gt = json_int_or(created, "gt", -1);
	lt = json_int_or(created, "lt", INT64_MAX);
	if (gt >= q->created_from)
		q->created_from = gt == INT64_MAX ? gt : gt + 1;
	if (lt <= q->created_to && lt != INT64_MAX)
		q->created_to = lt - 1;
}

/* Turns a parameter that was given into a filter. */
static enum till_err
add_filter(const struct api_filter *f, struct json_object *value,
    struct record_query *q, struct till_error *e)
{
	struct record_filter *out = &q->filters[q->filters_count++];

	out->column = f->column;
	out->op = f->op;
	out->via = f->via;
	out->where = f->where;
	out->count = 1;
	switch (json_object_get_type(value)) {
	case json_type_string:
		out->text[0] = json_object_get_string(value);
		break;
	case json_type_array:
		out->count = json_count(value);
		if (out->count > RECORD_VALUES_MAX)
			return till_fail(e, TILL_EINPUT, NULL, f->param,
			    "Array %s exceeded maximum %d allowed elements.",
			    f->param, RECORD_VALUES_MAX);
		for (size_t i = 0; i < out->count; i++)
			out->text[i] = json_object_get_string(
			    json_at(value, i));
		if (out->count == 0)
			q->filters_count--;
		break;
	default:
		out->count = 0;
		out->number = json_object_get_int64(value);
		break;
	}
	return TILL_OK;
}

static enum till_err
write_one(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	struct api_call *call = arg;
	enum till_err err = TILL_OK;
	struct buf seen;

	(void)id;
	if (catalog_view_of(call->op->resource->record) == NULL) {
		list_add(&call->body, text, len);
	} else {
		buf_init(&seen, API_ANSWER_MAX);
		err = write_seen(call, text, len, &seen, e);
		if (err == TILL_OK)
			list_add(&call->body, buf_text(&seen), seen.len);
		buf_free(&seen);
	}
	if (err != TILL_OK)
		return err;
	return buf_ok(&call->body) ? TILL_OK :
				     till_fail(e, TILL_EMEM, NULL, NULL,
					 "the list is too long");
}

/* One transaction of marking promotion codes that are over. */
struct settling {
	int64_t now, n;
};

static enum till_err
settle_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	struct settling *s = arg;

	return promotion_settle(c, s->now, SETTLE_BATCH, &s->n, e);
}

enum till_err
promotion_list_before(struct api_call *call, struct till_error *e)
{
	struct settling s = { .now = call->now, .n = SETTLE_BATCH };
	enum till_err err = TILL_OK;

	if (json_get(call->params, "active") == NULL)
		return TILL_OK;
	while (err == TILL_OK && s.n == SETTLE_BATCH)
		err = store_write(call->api->store, settle_batch, &s, e);
	return err;
}

enum till_err
resource_list(struct api_call *call, struct till_error *e)
{
	return resource_list_each(call, write_one, e);
}

enum till_err
resource_list_each(struct api_call *call, record_each *each,
    struct till_error *e)
{
	const struct api_resource *r = call->op->resource;
	struct record_filter filters[FILTERS_MAX];
	struct record_query q = {
		.type = r->record,
		.filters = filters,
		.starting_after = json_text(call->params, "starting_after"),
		.ending_before = json_text(call->params, "ending_before"),
		.limit = json_int_or(call->params, "limit", API_LIMIT_DEFAULT),
	};
	const char *cursor = q.starting_after != NULL ? q.starting_after :
							q.ending_before;
	enum till_err err = TILL_OK;
	bool more = false;

	if (q.starting_after != NULL && q.ending_before != NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Received both starting_after and ending_before "
		    "parameters. Please pass in only one.");
	created_range(json_get(call->params, "created"), &q);
	for (size_t i = 0; err == TILL_OK && i < r->filters_count; i++) {
		const struct api_filter *f = &r->filters[i];
		struct json_object *value = json_get(call->params, f->param);

		if (f->member != NULL)
			value = json_get(value, f->member);
		/* A range, whose members have rows of their own. */
		else if (json_object_is_type(value, json_type_object))
			value = NULL;
		if (value != NULL && f->alone && cursor != NULL)
			err = till_fail(e, TILL_EINPUT, NULL, f->param,
			    CURSOR_UNWANTED, f->param);
		else if (value != NULL)
			err = add_filter(f, value, &q, e);
	}
	if (err != TILL_OK)
		return err;
	list_begin(&call->body);
	err = record_list(call->c, &q, each, call, &more, e);
	if (err == TILL_ENOTFOUND)
		return till_fail(e, TILL_EINPUT, "resource_missing",
		    q.starting_after != NULL ? "starting_after" :
					       "ending_before",
		    "No such %s: '%s'", r->record->title, cursor);
	list_end(&call->body, more, call->req->path);
	return err;
}
