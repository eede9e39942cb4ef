/*
 * pay: the hosted payment page of test mode.
 *
 * GET  /c/pay/<session id>   the form, or that the session is done or over
 * POST /c/pay/<session id>   tries the card; paid, it leads to success_url
 * POST /c/pay/<session id>/bill   changes quantities, code, shipping, country
 * GET  /c/pay/<session id>/state   whether it can still be paid, for a script
 * GET  /c/pay/<session id>/challenge   the buyer's bank, when it asks (3-D
 * POST /c/pay/<session id>/challenge   Secure), and what it is to say
 * GET  /r/<id and secret>    a new session like one that expired, and to it
 * GET  /b/<end of its url>   a new session of a payment link, and to it
 *
 * The same in a frame of a shop's page, for a client secret in the body:
 *
 * GET  /c/embedded       what the frame begins with, static/frame.js
 * POST /c/embedded       the form, or that the session is done or over
 * POST /c/embedded/pay   tries the card; paid, the frame says so
 * POST /c/embedded/bill  changes what is bought
 * POST /c/embedded/state   whether it can still be paid
 * POST /c/embedded/challenge   what the bank is to say
 *
 * GET, POST /c/authenticate/<intent id>/<token>   the bank of an intent that
 * no session has, and with /frame behind it the same in a frame
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/schema.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "hosted/hosted.h"
#include "sessions/recovery.h"
#include "sessions/secret.h"

/* A payment waits for its commit, which all that wait then share. */
#define PAY_THREADS 32

static const enum setting needs[] = { SETTING_API_BASE, SETTING_API_DB,
	SETTING_PUBLISHABLE_KEY, SETTING_TEMPLATES };

static bool
has_status(const struct hosted_session *s, const char *status)
{
	return strcmp(json_text_or(s->session, "status", ""), status) == 0;
}

/* Reads the session of a page of its own. */
static enum till_err
read_session(struct hosted *hosted, const struct http_request *req,
    int64_t now, struct hosted_session *s, struct till_error *e)
{
	enum till_err err = hosted_read(hosted, req->capture[0],
	    http_header(req, "Accept-Language"), now, s, e);

	if (err != TILL_OK ||
	    strcmp(json_text_or(s->session, "ui_mode", ""), "embedded") != 0)
		return err;
	hosted_session_free(s);
	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "This checkout is part of a page of the shop. Go back to the "
	    "shop and check out from there.");
}

/* Shows the form as it is before anything was typed, or what came of it. */
static enum till_err
show_session(struct hosted *hosted, const struct hosted_session *s,
    struct http_response *res, struct till_error *e)
{
	struct hosted_form form;

	hosted_form_begin(&form, s);
	return has_status(s, "open") ? hosted_show_form(hosted, s, &form, res,
					   e) :
				       hosted_show_closed(hosted, s, res, e);
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct hosted_session s;
	enum till_err err;

	err = read_session(app, req, clock_now(), &s, e);
	if (err != TILL_OK)
		return err;
	err = show_session(app, &s, res, e);
	hosted_session_free(&s);
	return err;
}

/* A try being stored, or the end of a challenge. */
struct payment {
	const char *id;
	struct session_payer payer;
	struct session_wish wish; /* what the form says about the bill */
	int64_t shown; /* the total it was shown with */
	bool challenged, passed;
	int64_t now;
	struct session_changed changed;
	struct pay_result result;
};

/*
 * Brings the bill to what the form says.  *good when all of it could be done
 * and comes to the total that the buyer has seen: no other is charged.
 */
static enum till_err
store_wish(struct store_conn *c, struct payment *p, bool *good,
    struct till_error *e)
{
	enum till_err err = session_change(c, p->id, &p->wish, p->now,
	    &p->changed, e);

	if (err != TILL_OK)
		return err;
	*good = !session_refused(&p->changed) &&
	    (p->shown == HOSTED_NOT_SHOWN ||
		p->shown == json_int_or(p->changed.session, "amount_total",
				0));
	json_object_put(p->changed.session);
	p->changed.session = NULL;
	return TILL_OK;
}

static enum till_err
store_try(struct store_conn *c, void *arg, struct till_error *e)
{
	struct payment *p = arg;
	enum till_err err;
	bool good;

	if (p->challenged)
		return session_challenge(c, p->id, p->passed, p->now,
		    &p->result, e);
	err = store_wish(c, p, &good, e);
	if (err != TILL_OK)
		return err;
	p->result = (struct pay_result){ .state = PAY_REPRICED };
	return good ?
	    session_pay(c, p->id, &p->payer, p->now, &p->result, e) : TILL_OK;
}

/* Sends the buyer on; what has no address to go to says so. */
static enum till_err
go_on(struct hosted *hosted, const struct hosted_session *s,
    struct http_response *res, struct till_error *e)
{
	const char *url = json_text(s->session, "success_url");
	struct buf filled;
	enum till_err err;

	hosted_wait(hosted, s->session, res);
	/* A frame cannot send the page around it: that page goes by itself. */
	if (url == NULL || s->frame != NULL)
		return hosted_show_closed(hosted, s, res, e);
	buf_init(&filled, HTTP_BODY_MAX);
	session_fill_url(&filled, url, json_text_or(s->session, "id", ""));
	err = buf_ok(&filled) ?
	    http_redirect(res, 303, buf_text(&filled)) :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&filled);
	return err;
}

/* Leads the buyer to the bank; a frame shows it in its own place. */
static enum till_err
go_to_bank(struct hosted *hosted, const struct hosted_session *s,
    struct http_response *res, struct till_error *e)
{
	char path[ID_MAX + 32];

	if (s->frame != NULL)
		return hosted_show_challenge(hosted, s, res, e);
	(void)snprintf(path, sizeof(path), "/c/pay/%s/challenge",
	    json_text_or(s->session, "id", ""));
	return http_redirect(res, 303, path);
}

/* Stores a try and shows what came of it. */
static enum till_err
run_try(struct hosted *hosted, const struct hosted_session *s,
    struct hosted_form *form, struct payment *p, struct http_response *res,
    struct till_error *e)
{
	struct hosted_session paid = { .frame = s->frame,
		.wording = s->wording };
	enum till_err err = store_write(hosted->store, store_try, p, e);

	if (err != TILL_OK)
		return err;
	paid.session = p->result.session;
	switch (p->result.state) {
	case PAY_COMPLETE:
		err = go_on(hosted, &paid, res, e);
		break;
	case PAY_REPRICED:
		form->changed = &p->changed;
		form->repriced = !session_refused(&p->changed);
		err = hosted_show_again(hosted, s, form, p->now, res, e);
		break;
	case PAY_DECLINED:
		text_copy(form->declined, HOSTED_MESSAGE_MAX,
		    wording_of(&s->wording, p->result.message));
		err = hosted_show_again(hosted, s, form, p->now, res, e);
		break;
	case PAY_CHALLENGED:
		err = go_to_bank(hosted, s, res, e);
		break;
	}
	json_object_put(p->result.session);
	return err;
}

static enum till_err
pay_open(struct hosted *hosted, const struct hosted_session *s,
    struct hosted_form *form, int64_t now, struct http_response *res,
    struct till_error *e)
{
	struct payment p = {
		.id = json_text_or(s->session, "id", ""),
		.now = now,
	};

	form->sent = true;
	hosted_read_wish(form, s, &p.wish, &p.shown);
	if (!hosted_form_check(form, s, now, &p.payer))
		return hosted_update(hosted, s, form, now, res, e);
	return run_try(hosted, s, form, &p, res, e);
}

/* Tries the card for a session; pressed twice, it is paid once. */
static enum till_err
pay_session(struct hosted *hosted, const struct hosted_session *s,
    struct json_object *posted, int64_t now, struct http_response *res,
    struct till_error *e)
{
	struct hosted_form form;
	enum till_err err;

	if (!has_status(s, "open"))
		return has_status(s, "complete") ?
		    go_on(hosted, s, res, e) :
		    hosted_show_closed(hosted, s, res, e);
	hosted_form_read(&form, s, posted);
	err = pay_open(hosted, s, &form, now, res, e);
	hosted_form_free(&form);
	return err;
}

/* Changes what is bought. */
static enum till_err
change_bill(struct hosted *hosted, const struct hosted_session *s,
    struct json_object *posted, int64_t now, struct http_response *res,
    struct till_error *e)
{
	struct hosted_form form;

	hosted_form_read(&form, s, posted);
	return has_status(s, "open") ?
	    hosted_update(hosted, s, &form, now, res, e) :
	    hosted_show_closed(hosted, s, res, e);
}

/* What a post to a session's page does. */
typedef enum till_err session_post(struct hosted *hosted,
    const struct hosted_session *s, struct json_object *posted, int64_t now,
    struct http_response *res, struct till_error *e);

static enum till_err
post_session(void *app, const struct http_request *req, session_post *act,
    struct http_response *res, struct till_error *e)
{
	struct json_object *posted = NULL;
	struct hosted_session s = { .session = NULL };
	char path[ID_MAX + 16];
	int64_t now = clock_now();
	enum till_err err;

	err = http_form(req, &posted, e);
	if (err == TILL_OK)
		err = read_session(app, req, now, &s, e);
	if (err == TILL_OK)
		err = act(app, &s, posted, now, res, e);
	/* Another press may have paid between the look and the write. */
	if (err == TILL_ECONFLICT) {
		(void)snprintf(path, sizeof(path), "/c/pay/%.*s",
		    ID_MAX, req->capture[0]);
		err = http_redirect(res, 303, path);
	}
	hosted_session_free(&s);
	json_object_put(posted);
	return err;
}

static enum till_err
pay(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return post_session(app, req, pay_session, res, e);
}

static enum till_err
change(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	return post_session(app, req, change_bill, res, e);
}

/* Whether the session of a form is still open. */
static enum till_err
show_state(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct hosted_session s;
	enum till_err err = read_session(app, req, clock_now(), &s, e);

	if (err != TILL_OK)
		return err;
	err = hosted_answer_state(&s, res);
	hosted_session_free(&s);
	return err;
}

/* Takes the bank's answer, where one is waited for. */
static enum till_err
answer_bank(struct hosted *hosted, const struct hosted_session *s,
    struct json_object *posted, int64_t now, struct http_response *res,
    struct till_error *e)
{
	const char *result = json_text_or(posted, "result", "");
	struct session_payer payer;
	struct hosted_form form;
	struct payment p = {
		.id = json_text_or(s->session, "id", ""),
		.challenged = true,
		.passed = strcmp(result, "complete") == 0,
		.now = now,
	};

	if (has_status(s, "complete"))
		return go_on(hosted, s, res, e);
	if (!has_status(s, "open") || !pay_challenged(s->session, &payer))
		return show_session(hosted, s, res, e);
	if (!p.passed && strcmp(result, "fail") != 0)
		return hosted_show_challenge(hosted, s, res, e);
	hosted_form_read(&form, s, posted);
	hosted_form_refill(&form, s, &payer);
	return run_try(hosted, s, &form, &p, res, e);
}

/* The bank's page, as long as an answer is waited for. */
static enum till_err
show_challenge(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct session_payer payer;
	struct hosted_session s;
	char path[ID_MAX + 16];
	enum till_err err;

	err = read_session(app, req, clock_now(), &s, e);
	if (err != TILL_OK)
		return err;
	(void)snprintf(path, sizeof(path), "/c/pay/%s",
	    json_text_or(s.session, "id", ""));
	err = has_status(&s, "open") && pay_challenged(s.session, &payer) ?
	    hosted_show_challenge(app, &s, res, e) :
	    http_redirect(res, 303, path);
	hosted_session_free(&s);
	return err;
}

static enum till_err
challenge(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return post_session(app, req, answer_bank, res, e);
}

static enum till_err
show_frame(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct wording w;

	(void)app;
	wording_choose(&w, NULL, http_header(req, "Accept-Language"));
	return hosted_show_frame(&w, res, e);
}

/* Reads the session of a frame, when what it was posted with is right. */
static enum till_err
read_framed(struct hosted *hosted, const struct http_request *req,
    const struct hosted_frame *frame, int64_t now, struct hosted_session *s,
    struct till_error *e)
{
	char id[ID_MAX];
	enum till_err err;

	if (!crypto_equal(frame->key, hosted->publishable_key))
		return till_fail(e, TILL_EAUTH, NULL, "key",
		    "The publishable key is not one of this account.");
	if (!hosted_is_origin(frame->parent))
		return till_fail(e, TILL_EINPUT, NULL, "parent",
		    "A checkout can be part of a page at an http or https "
		    "address only.");
	if (!session_secret_id(frame->client_secret, id))
		id[0] = '\0';
	err = hosted_read(hosted, id, http_header(req, "Accept-Language"), now,
	    s, e);
	if (err != TILL_OK)
		return err;
	s->frame = frame;
	if (session_secret_fits(s->session, frame->client_secret))
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, "client_secret",
	    "The client secret is not one of an embedded checkout of this "
	    "account.");
}

/* Shows a frame, or what came of what it posted. */
static enum till_err
answer_frame(struct hosted *hosted, const struct http_request *req,
    session_post *act, struct http_response *res, struct till_error *e)
{
	struct json_object *posted = NULL;
	struct hosted_session s = { .session = NULL };
	struct hosted_frame frame;
	int64_t now = clock_now();
	enum till_err err;

	err = http_form(req, &posted, e);
	if (err != TILL_OK)
		return err;
	frame = (struct hosted_frame){
		.parent = json_text_or(posted, "parent", ""),
		.key = json_text_or(posted, "key", ""),
		.client_secret = json_text_or(posted, "client_secret", ""),
	};
	err = read_framed(hosted, req, &frame, now, &s, e);
	if (err == TILL_OK)
		err = act(hosted, &s, posted, now, res, e);
	hosted_session_free(&s);
	json_object_put(posted);
	return err;
}

static enum till_err
show_again(struct hosted *hosted, const struct hosted_session *s,
    struct json_object *posted, int64_t now, struct http_response *res,
    struct till_error *e)
{
	(void)posted;
	(void)now;
	return show_session(hosted, s, res, e);
}

static enum till_err
show_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return answer_frame(app, req, show_again, res, e);
}

static enum till_err
tell_state(struct hosted *hosted, const struct hosted_session *s,
    struct json_object *posted, int64_t now, struct http_response *res,
    struct till_error *e)
{
	(void)hosted;
	(void)posted;
	(void)now;
	(void)e;
	return hosted_answer_state(s, res);
}

static enum till_err
state_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return answer_frame(app, req, tell_state, res, e);
}

static enum till_err
post_framed(void *app, const struct http_request *req, session_post *act,
    struct http_response *res, struct till_error *e)
{
	enum till_err err = answer_frame(app, req, act, res, e);

	/* Another press may have paid between the look and the write. */
	return err == TILL_ECONFLICT ?
	    answer_frame(app, req, show_again, res, e) : err;
}

static enum till_err
pay_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return post_framed(app, req, pay_session, res, e);
}

static enum till_err
change_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return post_framed(app, req, change_bill, res, e);
}

static enum till_err
challenge_framed(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return post_framed(app, req, answer_bank, res, e);
}

/* A recovery being made. */
struct recovery {
	const struct hosted *hosted;
	const char *token;
	struct buf url; /* of the new session */
};

static enum till_err
make_again(struct store_conn *c, void *arg, struct till_error *e)
{
	struct recovery *r = arg;

	buf_reset(&r->url);
	return recovery_open(c, r->token, r->hosted->base_url, clock_now(),
	    &r->url, e);
}

static enum till_err
recover(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct hosted *hosted = app;
	struct recovery r = { .hosted = hosted, .token = req->capture[0] };
	enum till_err err;

	buf_init(&r.url, HTTP_ANSWER_MAX);
	/* A look at the address, as mail programs take, makes nothing. */
	if (strcmp(req->method_name, "HEAD") == 0)
		return TILL_OK;
	err = store_write(hosted->store, make_again, &r, e);
	if (err == TILL_OK && buf_ok(&r.url))
		err = http_redirect(res, 303, buf_text(&r.url));
	buf_free(&r.url);
	return err;
}

static const struct http_route routes[] = {
	{ HTTP_GET, "/c/pay/:id", show, 0 },
	{ HTTP_POST, "/c/pay/:id", pay, 0 },
	{ HTTP_POST, "/c/pay/:id/bill", change, 0 },
	{ HTTP_GET, "/c/pay/:id/state", show_state, 0 },
	{ HTTP_GET, "/c/pay/:id/challenge", show_challenge, 0 },
	{ HTTP_POST, "/c/pay/:id/challenge", challenge, 0 },
	{ HTTP_GET, "/c/embedded", show_frame, 0 },
	{ HTTP_POST, "/c/embedded", show_framed, 0 },
	{ HTTP_POST, "/c/embedded/pay", pay_framed, 0 },
	{ HTTP_POST, "/c/embedded/bill", change_framed, 0 },
	{ HTTP_POST, "/c/embedded/state", state_framed, 0 },
	{ HTTP_POST, "/c/embedded/challenge", challenge_framed, 0 },
	{ HTTP_GET | HTTP_POST, "/c/authenticate/:id/:token",
	    hosted_authenticate, 0 },
	{ HTTP_GET | HTTP_POST, "/c/authenticate/:id/:token/frame",
	    hosted_authenticate_framed, 0 },
	{ HTTP_GET, "/r/:id", recover, 0 },
	{ HTTP_GET, "/b/:id", hosted_open_link, 0 },
};

static void
close_pay(void *app)
{
	struct hosted *hosted = app;

	if (hosted != NULL)
		store_close(hosted->store);
	free(hosted);
}

static enum till_err
open_pay(const struct settings *settings, void **app, struct till_error *e)
{
	struct hosted *hosted = calloc(1, sizeof(*hosted));
	enum till_err err;

	*app = NULL;
	if (hosted == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	hosted->merchant = settings_text(settings, SETTING_MERCHANT);
	hosted->terms_url = settings_text(settings, SETTING_TERMS_URL);
	hosted->publishable_key = settings_text(settings,
	    SETTING_PUBLISHABLE_KEY);
	hosted->base_url = settings_text(settings, SETTING_API_BASE);
	err = page_folder(settings_text(settings, SETTING_TEMPLATES), e);
	if (err == TILL_OK)
		err = wording_load(settings_text(settings, SETTING_TEMPLATES),
		    hosted->merchant, e);
	if (err == TILL_OK)
		err = store_open(settings_text(settings, SETTING_API_DB),
		    schema_migrations, schema_migrations_count,
		    &hosted->store, e);
	if (err != TILL_OK)
		close_pay(hosted);
	else
		*app = hosted;
	return err;
}

int
main(void)
{
	static const struct http_program program = {
		.name = "pay",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = PAY_THREADS,
		.open = open_pay,
		.close = close_pay,
		.holds = hosted_holds,
		.fail = hosted_fail,
	};

	return http_main(&program);
}
