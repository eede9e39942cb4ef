/*
 * pay: the hosted payment page of test mode.
 *
 * GET  /c/pay/<session id>   the form, or that the session is done or over
 * POST /c/pay/<session id>   tries the card; paid, it leads to success_url
 * GET  /r/<id and secret>    a new session like one that expired, and to it
 */
#include <stdlib.h>
#include <string.h>

#include "api/schema.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "hosted/hosted.h"
#include "sessions/recovery.h"

/* A payment waits for its commit, which all that wait then share. */
#define PAY_THREADS 32

static const enum setting needs[] = { SETTING_API_BASE, SETTING_API_DB,
	SETTING_TEMPLATES };

static bool
is_open(struct json_object *session)
{
	return strcmp(json_text_or(session, "status", ""), "open") == 0;
}

static enum till_err
show(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct hosted_form form = { .posted = NULL };
	struct hosted_session s;
	enum till_err err;

	for (int i = 0; i < HOSTED_FIELDS; i++)
		form.value[i] = "";
	err = hosted_read(app, req->capture[0], clock_now(), &s, e);
	if (err != TILL_OK)
		return err;
	err = is_open(s.session) ? hosted_show_form(app, &s, &form, res, e) :
				   hosted_show_closed(app, s.session, res, e);
	hosted_session_free(&s);
	return err;
}

/* A payment being stored. */
struct payment {
	const char *id;
	struct session_payer payer;
	int64_t now;
	struct json_object *session; /* complete, the caller's */
};

static enum till_err
complete(struct store_conn *c, void *arg, struct till_error *e)
{
	struct payment *p = arg;

	return session_complete(c, p->id, &p->payer, p->now, &p->session, e);
}

/* Sends the buyer on; a session without an address to go to says so. */
static enum till_err
go_on(struct hosted *hosted, struct json_object *session,
    struct http_response *res, struct till_error *e)
{
	const char *url = json_text(session, "success_url");
	struct buf filled;
	enum till_err err;

	if (url == NULL)
		url = json_text(session, "return_url");
	if (url == NULL)
		return hosted_show_closed(hosted, session, res, e);
	buf_init(&filled, HTTP_BODY_MAX);
	session_fill_url(&filled, url, json_text_or(session, "id", ""));
	err = buf_ok(&filled) ?
	    http_redirect(res, 303, buf_text(&filled)) :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&filled);
	return err;
}

static enum till_err
pay_open(struct hosted *hosted, const struct hosted_session *s,
    struct hosted_form *form, int64_t now, struct http_response *res,
    struct till_error *e)
{
	const char *fixed = hosted_fixed_email(s->session);
	bool card = hosted_wants_card(s->session);
	struct payment p = {
		.id = json_text_or(s->session, "id", ""),
		.payer = {
			.email = fixed != NULL ? fixed :
						 form->value[FIELD_EMAIL],
			.name = card ? form->value[FIELD_BILLING_NAME] : NULL,
			.country = card ? form->value[FIELD_BILLING_COUNTRY] :
					  NULL,
		},
		.now = now,
	};
	const char *postal = form->value[FIELD_BILLING_POSTAL_CODE];
	enum till_err err;

	if (!hosted_form_check(form, s->session, now))
		return hosted_show_form(hosted, s, form, res, e);
	p.payer.postal_code = card && *postal != '\0' ? postal : NULL;
	err = store_write(hosted->store, complete, &p, e);
	if (err == TILL_OK)
		err = go_on(hosted, p.session, res, e);
	json_object_put(p.session);
	return err;
}

static enum till_err
pay(void *app, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	struct hosted_form form = { .posted = NULL };
	struct hosted_session s = { .session = NULL };
	int64_t now = clock_now();
	enum till_err err;

	err = http_form(req, &form.posted, e);
	if (err != TILL_OK)
		return err;
	for (int i = 0; i < HOSTED_FIELDS; i++)
		form.value[i] = json_text_or(form.posted,
		    hosted_field_name((enum hosted_field)i), "");
	err = hosted_read(app, req->capture[0], now, &s, e);
	if (err == TILL_OK && is_open(s.session))
		err = pay_open(app, &s, &form, now, res, e);
	else if (err == TILL_OK &&
	    strcmp(json_text_or(s.session, "status", ""), "complete") == 0)
		/* Pressed twice: it is paid once, and the buyer moves on. */
		err = go_on(app, s.session, res, e);
	else if (err == TILL_OK)
		err = hosted_show_closed(app, s.session, res, e);
	/* Another press may have paid between the look and the write. */
	if (err == TILL_ECONFLICT)
		err = http_redirect(res, 303, req->path);
	hosted_session_free(&s);
	json_object_put(form.posted);
	return err;
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
	{ HTTP_GET, "/r/:id", recover, 0 },
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
	hosted->base_url = settings_text(settings, SETTING_API_BASE);
	err = page_folder(settings_text(settings, SETTING_TEMPLATES), e);
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
		.fail = hosted_fail,
	};

	return http_main(&program);
}
