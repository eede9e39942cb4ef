/*
 * authenticate: the buyer's bank for an intent that no session has: a page of
 * its own, which leads back to return_url, or one in a frame that a page with
 * the Payment Element shows and closes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "hosted/internal.h"
#include "payments/confirm.h"

#define URL_MAX_BYTES ((size_t)16 * 1024)

/* An intent that waits for its bank, or has its answer. */
struct asked {
	struct hosted *hosted;
	const char *id, *token;
	bool framed, passed;
	int64_t now;
	struct json_object *intent; /* the caller's */
	struct wording wording;
	char return_url[HTTP_BODY_MAX];
};

static enum till_err
find(struct store_conn *c, void *arg, struct till_error *e)
{
	struct asked *a = arg;
	const char *url;
	enum till_err err;

	err = intent_challenge_find(c, a->id, a->token, &a->intent, &url, e);
	if (err == TILL_OK)
		(void)snprintf(a->return_url, sizeof(a->return_url), "%s",
		    url);
	return err;
}

static enum till_err
end(struct store_conn *c, void *arg, struct till_error *e)
{
	struct asked *a = arg;

	json_object_put(a->intent);
	a->intent = NULL;
	return intent_challenge_end(c, a->id, a->token, a->passed, a->now,
	    &a->intent, e);
}

/* What the request names; a page in a frame has an address of its own. */
static struct asked *
asked_new(struct hosted *hosted, const struct http_request *req, bool framed)
{
	struct asked *a = calloc(1, sizeof(*a));

	if (a == NULL)
		return NULL;
	a->hosted = hosted;
	a->id = req->capture[0];
	a->token = req->capture[1];
	a->framed = framed;
	a->now = clock_now();
	wording_choose(&a->wording, NULL,
	    http_header(req, "Accept-Language"));
	return a;
}

static void
asked_free(struct asked *a)
{
	if (a != NULL)
		json_object_put(a->intent);
	free(a);
}

static enum till_err
out_of_memory(struct till_error *e)
{
	return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

/* The bank's page: what it is asked for. */
static enum till_err
show(struct asked *a, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct page_part *head, *top;
	struct page *page = NULL;
	const char *merchant = a->hosted->merchant;
	char amount[WORDING_MAX], text[WORDING_MAX];
	enum till_err err;

	err = hosted_begin("pay_challenge.tpl", &a->wording,
	    wording_text(&a->wording, "title_confirm"), merchant, &page,
	    &head, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	if (intent_type_of(a->id) == &payment_intent_type) {
		wording_money(&a->wording, amount,
		    json_int_or(a->intent, "amount", 0),
		    json_text_or(a->intent, "currency", ""));
		wording_say(&a->wording, text, "bank_asks", merchant, amount,
		    NULL);
		page_set(page_add(top, "PAYING"), "ASKS", text);
	} else {
		page_show(top, "SAVING");
	}
	page_set(top, "ACTION", req->path);
	err = hosted_send_alone(page, head, a->return_url, a->framed, res, e);
	page_free(page);
	return err;
}

/* return_url with what the API adds to it. */
static void
write_return(struct buf *url, const struct asked *a)
{
	bool payment = intent_type_of(a->id) == &payment_intent_type;
	const char *name = payment ? "payment_intent" : "setup_intent";
	const char *status = json_text_or(a->intent, "status", "");
	const char *fragment = strchr(a->return_url, '#');
	size_t len = fragment != NULL ? (size_t)(fragment - a->return_url) :
					strlen(a->return_url);

	buf_add(url, a->return_url, len);
	buf_add_char(url, memchr(a->return_url, '?', len) != NULL ? '&' : '?');
	/* Ids and secrets are letters, digits and '_': nothing to escape. */
	buf_addf(url, "%s=%s&%s_client_secret=%s&redirect_status=%s", name,
	    json_text_or(a->intent, "id", ""), name,
	    json_text_or(a->intent, "client_secret", ""),
	    strcmp(status, "succeeded") == 0	  ? "succeeded" :
		strcmp(status, "processing") == 0 ? "pending" :
						    "failed");
	if (fragment != NULL)
		buf_add_text(url, fragment);
}

/* Leads on from the bank: back to the shop, or out of the frame. */
static enum till_err
go_on(struct asked *a, struct http_response *res, struct till_error *e)
{
	struct page_part *head;
	struct page *page = NULL;
	struct buf url;
	enum till_err err;

	if (!a->framed && a->return_url[0] != '\0') {
		buf_init(&url, URL_MAX_BYTES);
		write_return(&url, a);
		err = buf_ok(&url) ? http_redirect(res, 303, buf_text(&url)) :
				     out_of_memory(e);
		buf_free(&url);
		return err;
	}
	err = hosted_begin("pay_answered.tpl", &a->wording,
	    wording_text(&a->wording, "title_confirm"), NULL, &page, &head,
	    e);
	if (err != TILL_OK)
		return err;
	err = hosted_send_alone(page, head, NULL, a->framed, res, e);
	page_free(page);
	return err;
}

static enum till_err
answer(struct asked *a, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *posted = NULL;
	const char *result;
	enum till_err err = http_form(req, &posted, e);

	result = json_text_or(posted, "result", "");
	a->passed = strcmp(result, "complete") == 0;
	if (err == TILL_OK && !a->passed && strcmp(result, "fail") != 0)
		err = show(a, req, res, e);
	else if (err == TILL_OK) {
		err = store_write(a->hosted->store, end, a, e);
		if (err == TILL_OK)
			err = go_on(a, res, e);
	}
	json_object_put(posted);
	return err;
}

static enum till_err
handle(struct hosted *hosted, const struct http_request *req, bool framed,
    struct http_response *res, struct till_error *e)
{
	struct asked *a = asked_new(hosted, req, framed);
	enum till_err err;

	if (a == NULL)
		return out_of_memory(e);
	err = store_read(hosted->store, find, a, e);
	if (err == TILL_OK)
		err = req->method == HTTP_POST ? answer(a, req, res, e) :
						 show(a, req, res, e);
	asked_free(a);
	return err;
}

enum till_err
hosted_authenticate(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return handle(app, req, false, res, e);
}

enum till_err
hosted_authenticate_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return handle(app, req, true, res, e);
}
