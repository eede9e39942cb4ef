/* requests: what was asked with an idempotency key, and the answer kept. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "form/form.h"

#define PAGE_ROWS 50

struct kept {
	struct page_part *top; /* of the list */
	const char *key;       /* of the one, or the last of the page before */
	int64_t created;       /* of the page before; INT64_MAX for none */
	size_t n;
	struct buf body;
};

/* Adds what a row of the queries below has. */
static void
add_request(struct page_part *part, struct store_rows *rows, int64_t now)
{
	const char *key = store_text(rows, 0);
	struct buf link;

	buf_init(&link, LINK_MAX);
	buf_add_text(&link, "/dashboard/requests/");
	form_escape(&link, key, strlen(key));
	show_id(page_add(part, "KEY"), key,
	    buf_ok(&link) ? buf_text(&link) : NULL);
	show_plain(page_add(part, "CALL"), store_text(rows, 1));
	page_setf(part, "STATUS", "%lld", (long long)store_int(rows, 2));
	page_set(part, "TONE", store_int(rows, 2) < 400 ? "good" : "stop");
	show_plain(page_add(part, "REQUEST"), store_text(rows, 3));
	show_time(page_add(part, "AT"), store_int(rows, 4), now);
	buf_free(&link);
}

static void
add_older(struct page_part *top, const char *key, int64_t created)
{
	struct buf link;

	buf_init(&link, LINK_MAX);
	buf_addf(&link, "/dashboard/requests?created=%lld&key=",
	    (long long)created);
	form_escape(&link, key, strlen(key));
	page_set(page_add(top, "OLDER"), "PAGE_LINK", buf_text(&link));
	buf_free(&link);
}

static enum till_err
read_requests(struct store_conn *c, void *arg, struct till_error *e)
{
	struct kept *kept = arg;
	struct store_rows *rows;
	int64_t now = clock_now();
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT key,endpoint,status,request,created FROM idempotency "
	    "WHERE (created,key)<(?,?) ORDER BY created DESC,key DESC "
	    "LIMIT ?",
	    &rows, e, "iti", kept->created, kept->key,
	    (int64_t)PAGE_ROWS);
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1) {
		add_request(page_add(kept->top, "ROW"), rows, now);
		if (++kept->n == PAGE_ROWS)
			add_older(kept->top, store_text(rows, 0),
			    store_int(rows, 4));
	}
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

static enum till_err
read_request(struct store_conn *c, void *arg, struct till_error *e)
{
	struct kept *kept = arg;
	struct store_rows *rows;
	enum till_err err;
	int got;

	err = store_query(c,
	    "SELECT key,endpoint,status,request,created,body FROM "
	    "idempotency WHERE key=?",
	    &rows, e, "t", kept->key);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		add_request(page_add(kept->top, "ROW"), rows, clock_now());
		buf_add(&kept->body, store_text(rows, 5),
		    store_text_len(rows, 5));
	}
	store_done(rows);
	return got < 0 ? TILL_EDB :
	    got == 1   ? TILL_OK :
			 till_fail(e, TILL_ENOTFOUND, NULL, NULL,
			     "No answer is kept under this key.");
}

static enum till_err
show_answer(struct page_part *top, const struct buf *body,
    struct till_error *e)
{
	struct json_object *answer = NULL;
	enum till_err err = json_parse(buf_text(body), body->len, &answer, e);

	if (err == TILL_OK)
		tree_add(page_include(page_add(top, "ANSWER"), "JSON",
		    "part_dashboard_json.tpl"), answer);
	json_object_put(answer);
	return err;
}

enum till_err
requests_page(const struct dashboard *d, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	bool one = *req->capture[1] != '\0';
	struct kept kept = { .created = INT64_MAX, .key = req->capture[1] };
	struct json_object *form = NULL;
	struct page *page = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err != TILL_OK)
		return err;
	buf_init(&kept.body, HTTP_ANSWER_MAX);
	if (!one)
		kept.key = json_text_or(form, "key", "");
	(void)text_to_int(json_text_or(form, "created", ""), &kept.created);
	err = dashboard_begin(d, req, "dashboard_requests.tpl", "Requests",
	    "requests", &page, e);
	if (err == TILL_OK) {
		kept.top = page_top(page);
		err = store_read(d->api->store,
		    one ? read_request : read_requests, &kept, e);
		if (err == TILL_OK && one)
			err = show_answer(kept.top, &kept.body, e);
		if (err == TILL_OK && !one && kept.n == 0)
			page_show(kept.top, "NONE");
		if (err == TILL_OK)
			err = dashboard_send(page, 200, res, e);
		else
			page_free(page);
	}
	buf_free(&kept.body);
	json_object_put(form);
	return err;
}
