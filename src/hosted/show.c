/* show: the pages of hosted.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "hosted/field.h"
#include "hosted/internal.h"

#define ORIGIN_MAX 300
#define POLICY_MAX 2048

/* The scheme and host of an address, "" when a policy cannot name them. */
static void
origin_of(const char *url, char out[static ORIGIN_MAX])
{
	const char *host = url != NULL ? strstr(url, "://") : NULL;
	size_t len;

	out[0] = '\0';
	if (host == NULL)
		return;
	len = (size_t)(host + 3 - url) + strcspn(host + 3, "/?#\\");
	if (len >= ORIGIN_MAX)
		return;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)url[i]) &&
		    strchr(":/.-[]", url[i]) == NULL)
			return;
	memcpy(out, url, len);
	out[len] = '\0';
}

bool
hosted_is_origin(const char *text)
{
	char origin[ORIGIN_MAX];

	origin_of(text, origin);
	return (strncmp(text, "https://", 8) == 0 ||
		   strncmp(text, "http://", 7) == 0) &&
	    origin[0] != '\0' && strcmp(origin, text) == 0;
}

/* Where a paid session sends the buyer; NULL for nowhere. */
static const char *
return_url(struct json_object *session)
{
	const char *url = json_text(session, "success_url");

	return url != NULL ? url : json_text(session, "return_url");
}

/*
 * Sends a page that the pages of framed may show around it, a source of
 * frame-ancestors.  A form's redirect is checked too, so the shop's address
 * is allowed.
 */
static enum till_err
send(struct page *page, struct json_object *session, const char *framed,
    int status, struct http_response *res, struct till_error *e)
{
	enum till_err err = page_render(page, &res->body, e);
	char origin[ORIGIN_MAX], policy[POLICY_MAX];

	if (err != TILL_OK)
		return err;
	origin_of(return_url(session), origin);
	(void)snprintf(policy, sizeof(policy),
	    "default-src 'none'; style-src 'self'; script-src 'self'; "
	    "connect-src 'self'; img-src 'self' data: https: http:; "
	    "form-action 'self' %s; "
	    "frame-ancestors %s; base-uri 'none'",
	    origin, framed);
	res->status = status;
	http_set_header(res, "Content-Type", "text/html; charset=utf-8");
	http_set_header(res, "Content-Security-Policy", policy);
	http_set_header(res, "Cache-Control", "no-store");
	http_set_header(res, "Referrer-Policy", "same-origin");
	return TILL_OK;
}

enum till_err
hosted_begin(const char *template_name, const struct wording *w,
    const char *title, const char *merchant, struct page **page,
    struct page_part **head, struct till_error *e)
{
	enum till_err err = page_open(template_name, page, e);

	if (err != TILL_OK)
		return err;
	wording_fill(w, *page);
	*head = page_include(page_top(*page), "HEAD", "part_pay_head.tpl");
	page_set(*head, "TITLE", title);
	page_include(page_top(*page), "FOOT", "part_pay_foot.tpl");
	if (merchant != NULL)
		page_set(page_top(*page), "MERCHANT", merchant);
	return TILL_OK;
}

/* Who may show a session's page around it. */
static const char *
framed_by(const struct hosted_session *s)
{
	return s->frame != NULL ? s->frame->parent : "'none'";
}

/* Makes a page one that stands in a frame, and tells its size and outcome. */
static void
put_frame(struct page *page, struct page_part *head, const char *parent)
{
	struct page_part *part = page_add(head, "FRAMED");

	if (parent != NULL)
		page_set(page_add(part, "PARENT"), "ORIGIN", parent);
	page_show(page_top(page), "FRAMED");
}

enum till_err
hosted_send(const struct hosted_session *s, struct page *page,
    struct page_part *head, struct http_response *res, struct till_error *e)
{
	if (s->frame != NULL)
		put_frame(page, head, s->frame->parent);
	return send(page, s->session, framed_by(s), 200, res, e);
}

/* An amount of the session. */
static const char *
money(char out[static WORDING_MAX], const struct hosted_session *s,
    int64_t amount)
{
	wording_money(&s->wording, out, amount,
	    json_text_or(s->session, "currency", ""));
	return out;
}

bool
hosted_is_web_address(const char *url)
{
	return url != NULL && (strncmp(url, "https://", 8) == 0 ||
				  strncmp(url, "http://", 7) == 0);
}

const char *
hosted_mode_section(struct json_object *session)
{
	const char *mode = json_text_or(session, "mode", "");

	return strcmp(mode, "setup") == 0	  ? "SETUP" :
	    strcmp(mode, "subscription") == 0 ? "SUBSCRIPTION" :
						"PAYMENT";
}

/* The text of the button says what pressing it does. */
static void
set_button(struct page_part *top, const struct hosted_session *s)
{
	const char *mode = json_text_or(s->session, "mode", "");
	const char *submit = json_text_or(s->session, "submit_type", "auto");
	int64_t total = json_int_or(s->session, "amount_total", 0);
	const char *key = strcmp(submit, "book") == 0 ? "button_book" :
	    strcmp(submit, "donate") == 0	      ? "button_donate" :
							"button_pay";
	char amount[WORDING_MAX], text[WORDING_MAX];

	if (strcmp(mode, "setup") == 0)
		key = "button_save";
	else if (strcmp(mode, "subscription") == 0)
		key = hosted_trial_days(s->session) > 0 ? "button_trial" :
							  "button_subscribe";
	else if (total == 0)
		key = "button_order";
	else {
		wording_say(&s->wording, text, key, money(amount, s, total),
		    NULL, NULL);
		page_set(top, "BUTTON", text);
		return;
	}
	page_set(top, "BUTTON", wording_text(&s->wording, key));
}

/* Begins a box of what is wrong.  A frame takes no focus by itself. */
static struct page_part *
add_box(struct page_part *top, const char *name, bool framed)
{
	struct page_part *box = page_add(top, name);

	if (!framed)
		page_show(box, "ALONE");
	return box;
}

/* A line of the box of what is wrong, which the first of them begins. */
static void
add_fix(struct page_part *top, struct page_part **box, bool framed,
    const char *field, const char *message)
{
	struct page_part *fix;

	if (*box == NULL)
		*box = add_box(top, "INVALID", framed);
	fix = page_add(*box, "FIX");
	page_set(fix, "FIELD", field);
	page_set(fix, "MESSAGE", message);
}

/* What was refused of the bill, which stands far from the button. */
static void
add_bill_problems(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form, struct page_part **box)
{
	bool framed = s->frame != NULL;
	char text[WORDING_MAX], field[ID_MAX + 16];

	for (size_t i = 0; i < form->changed->wrong_count; i++) {
		const struct quantity_wrong *wrong = &form->changed->wrong[i];

		if (!hosted_quantity_wrong(form, s, wrong->item, text))
			continue;
		(void)snprintf(field, sizeof(field), "%s-%s",
		    wrong->why >= AMOUNT_NO_NUMBER ? "amount" : "quantity",
		    wrong->item);
		add_fix(top, box, framed, field, text);
	}
	if (hosted_code_wrong(form, s, text))
		add_fix(top, box, framed, "promotionCode", text);
}

static void
add_problems(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form)
{
	struct page_part *box = NULL;
	bool framed = s->frame != NULL;

	if (form->declined[0] != '\0')
		page_set(add_box(top, "DECLINED", framed), "MESSAGE",
		    form->declined);
	if (form->sent && form->changed != NULL)
		add_bill_problems(top, s, form, &box);
	for (int i = 0; i < HOSTED_FIELDS; i++)
		if (form->wrong[i][0] != '\0')
			add_fix(top, &box, framed,
			    field_name(form, (enum hosted_field)i),
			    form->wrong[i]);
}

/* Whether something is wrong with a form that was posted. */
static bool
has_problems(const struct hosted_form *form)
{
	if (form->changed != NULL && session_refused(form->changed))
		return true;
	for (int i = 0; i < HOSTED_FIELDS; i++)
		if (form->wrong[i][0] != '\0')
			return true;
	return form->declined[0] != '\0' || form->repriced;
}

static void
add_repriced(struct page_part *top, const struct hosted_session *s)
{
	struct page_part *box = add_box(top, "CHANGED", s->frame != NULL);
	char amount[WORDING_MAX], text[WORDING_MAX];

	wording_say(&s->wording, text, "total_changed",
	    money(amount, s, json_int_or(s->session, "amount_total", 0)),
	    NULL, NULL);
	page_set(box, "MESSAGE", text);
}

enum till_err
hosted_send_alone(struct page *page, struct page_part *head, const char *to,
    bool framed, struct http_response *res, struct till_error *e)
{
	struct json_object *target = json_object_new_object();
	enum till_err err;

	json_put_text(target, "return_url",
	    to != NULL && *to != '\0' ? to : NULL);
	if (framed)
		put_frame(page, head, NULL);
	err = send(page, target, framed ? "*" : "'none'", 200, res, e);
	json_object_put(target);
	return err;
}

static void
add_hidden(struct page_part *top, const char *name, const char *value)
{
	struct page_part *part = page_add(top, "HIDDEN");

	page_set(part, "NAME", name);
	page_set(part, "VALUE", value);
}

void
hosted_set_action(struct page_part *part, const struct hosted_session *s,
    const char *path, const char *framed_path)
{
	if (s->frame == NULL) {
		page_setf(part, "ACTION", "/c/pay/%s%s",
		    json_text_or(s->session, "id", ""), path);
		return;
	}
	page_setf(part, "ACTION", "/c/embedded%s", framed_path);
	add_hidden(part, "key", s->frame->key);
	add_hidden(part, "client_secret", s->frame->client_secret);
	add_hidden(part, "parent", s->frame->parent);
}

static void
add_form(struct page_part *top, struct page_part *head,
    const struct hosted_session *s, const struct hosted_form *form)
{
	struct json_object *session = s->session;

	hosted_set_action(top, s, "", "/pay");
	if (form->repriced)
		add_repriced(top, s);
	add_problems(top, s, form);
	hosted_add_given(top, s, form);
	hosted_add_shipping(top, s);
	set_button(top, s);
	if (pay_wants_method(session))
		hosted_add_means(top, head, s, form);
}

enum till_err
hosted_show_form(struct hosted *hosted, const struct hosted_session *s,
    const struct hosted_form *form, struct http_response *res,
    struct till_error *e)
{
	struct json_object *session = s->session;
	const char *cancel = json_text(session, "cancel_url");
	bool wrong = has_problems(form);
	struct page_part *head, *top;
	struct page *page = NULL;
	enum till_err err;

	err = hosted_begin("pay.tpl", &s->wording,
	    wrong ? wording_text(&s->wording, "title_error_shop") :
		    hosted->merchant,
	    hosted->merchant, &page, &head, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	if (hosted_is_web_address(cancel))
		page_set(page_add(top, "CANCEL"), "URL", cancel);
	if (s->frame != NULL)
		page_set(top, "UPDATE", "/c/embedded/bill");
	else
		page_setf(top, "UPDATE", "/c/pay/%s/bill",
		    json_text_or(session, "id", ""));
	hosted_add_state(top, s);
	hosted_add_terms(top, s);
	hosted_add_bill(top, s, form);
	add_form(top, head, s, form);
	/* The form again is an answer like the first, not a failed request. */
	err = hosted_send(s, page, head, res, e);
	page_free(page);
	return err;
}

/*
 * Where the buyer goes from a complete session, NULL for nowhere.  An embedded
 * one leads on only when it is to; cards need no redirect otherwise
 * (behaviour.md 5.5).
 */
static const char *
way_on(const struct hosted_session *s)
{
	const char *redirect = json_text_or(s->session,
	    "redirect_on_completion", "always");

	if (s->frame != NULL && strcmp(redirect, "always") != 0)
		return NULL;
	return return_url(s->session);
}

/* Puts the way on, with the session's id filled in. */
static void
put_way_on(struct page_part *top, const struct hosted_session *s,
    const char *url)
{
	const char *id = json_text_or(s->session, "id", "");
	const char *cancel = json_text(s->session, "cancel_url");
	struct buf filled;

	buf_init(&filled, HTTP_ANSWER_MAX);
	session_fill_url(&filled, url, id);
	if (s->frame != NULL)
		page_set(page_add(top, "GO"), "URL", buf_text(&filled));
	else if (strstr(buf_text(&filled), "/c/pay/") == NULL ||
	    strstr(buf_text(&filled), id) == NULL)
		page_set(page_add(top, "BACK"), "URL", buf_text(&filled));
	else if (hosted_is_web_address(cancel))
		/* This page is where it leads: then back to the shop. */
		page_set(page_add(top, "HOME"), "URL", cancel);
	buf_free(&filled);
}

enum till_err
hosted_show_closed(struct hosted *hosted, const struct hosted_session *s,
    struct http_response *res, struct till_error *e)
{
	bool complete = strcmp(json_text_or(s->session, "status", ""),
			    "complete") == 0;
	bool unpaid = strcmp(json_text_or(s->session, "payment_status", ""),
			  "unpaid") == 0;
	const char *url = way_on(s);
	struct page_part *head;
	struct page *page = NULL;
	enum till_err err;

	err = hosted_begin(complete ? "pay_done.tpl" : "pay_expired.tpl",
	    &s->wording,
	    wording_text(&s->wording,
		complete ? "title_paid" : "title_expired"),
	    hosted->merchant, &page, &head, e);
	if (err != TILL_OK)
		return err;
	if (complete)
		page_show(page_top(page),
		    pay_failed(s->session) ? "FAILED" :
			unpaid		   ? "PROCESSING" :
					     "PAID");
	if (complete && !pay_failed(s->session))
		hosted_add_thanks(page_top(page), s);
	if (!complete)
		hosted_add_expired(page_top(page), s);
	else if (hosted_is_web_address(url))
		put_way_on(page_top(page), s, url);
	err = hosted_send(s, page, head, res, e);
	page_free(page);
	return err;
}

enum till_err
hosted_show_frame(const struct wording *w, struct http_response *res,
    struct till_error *e)
{
	struct page_part *head;
	struct page *page = NULL;
	enum till_err err;

	err = hosted_begin("pay_frame.tpl", w, wording_text(w, "title_checkout"),
	    NULL, &page, &head, e);
	if (err != TILL_OK)
		return err;
	put_frame(page, head, NULL);
	/* Any page may show it: there is nothing in it. */
	err = send(page, NULL, "*", 200, res, e);
	page_free(page);
	return err;
}

void
hosted_fail(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res)
{
	int status = till_err_status(error->kind);
	bool framed = strncmp(req->path, "/c/embedded", 11) == 0 ||
	    strncmp(req->path, "/c/authenticate", 15) == 0;
	struct page_part *head;
	struct page *page = NULL;
	struct till_error e;
	struct wording w;

	(void)app;
	wording_choose(&w, NULL, http_header(req, "Accept-Language"));
	if (hosted_begin("pay_error.tpl", &w, wording_text(&w, "title_error"),
		NULL, &page, &head, &e) != TILL_OK)
		return;
	page_set(page_top(page), "HEADING",
	    wording_text(&w,
		status >= 500		      ? "did_not_work" :
		error->kind == TILL_ENOTFOUND ? "nothing_here" :
						"cannot_be_done"));
	page_set(page_top(page), "MESSAGE",
	    status >= 500 ? wording_text(&w, "trouble") :
			    wording_of(&w, error->message));
	page_set(page_add(page_top(page), "HELP"), "REQUEST_ID", req->id);
	if (framed)
		put_frame(page, head, NULL);
	if (send(page, NULL, framed ? "*" : "'none'", status, res, &e) !=
	    TILL_OK)
		log_write(LOG_ERROR, "the error page failed: %s", e.message);
	page_free(page);
}
