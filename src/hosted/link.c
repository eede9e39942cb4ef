/* link: the address of a payment link, and what it says in the end. */
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "hosted/internal.h"
#include "sessions/visit.h"

/* A visit being made into a session. */
struct visit {
	const struct hosted *hosted;
	const char *tail;
	struct visit_wishes wishes;
	struct json_object *session; /* the caller's */
};

static enum till_err
begin(struct store_conn *c, void *arg, struct till_error *e)
{
	static const struct visit_buyer nobody = { .customer = NULL };
	struct visit *v = arg;
	struct json_object *link;
	enum till_err err;

	/* A write may be run again. */
	json_object_put(v->session);
	v->session = NULL;
	err = visit_find(c, v->tail, &link, e);
	if (err != TILL_OK)
		return err;
	err = visit_begin(c, link, &v->wishes, &nobody, v->hosted->base_url,
	    clock_now(), &v->session, e);
	json_object_put(link);
	return err;
}

/* Says why nothing can be bought here. */
static enum till_err
show_closed(struct hosted *hosted, const struct http_request *req,
    const char *locale, const struct till_error *cause,
    struct http_response *res, struct till_error *e)
{
	const struct hosted_session none = { .session = NULL };
	struct page_part *head, *top;
	struct page *page = NULL;
	struct wording w;
	enum till_err err;

	wording_choose(&w, locale, http_header(req, "Accept-Language"));
	err = hosted_begin("pay_link.tpl", &w,
	    wording_text(&w, "title_inactive"), hosted->merchant, &page,
	    &head, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	if (cause->kind != TILL_ECONFLICT)
		page_show(top, "GONE");
	else if (cause->message[0] != '\0')
		page_set(page_add(top, "MESSAGE"), "TEXT", cause->message);
	else
		page_show(top, "INACTIVE");
	err = hosted_send(&none, page, head, res, e);
	page_free(page);
	return err;
}

enum till_err
hosted_open_link(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct hosted *hosted = app;
	struct visit v = { .hosted = hosted, .tail = req->capture[0] };
	struct json_object *query = NULL;
	enum till_err err;

	/* A look at the address, as mail programs take, makes nothing. */
	if (strcmp(req->method_name, "HEAD") == 0)
		return TILL_OK;
	if (http_form(req, &query, e) != TILL_OK)
		query = NULL;
	visit_read(query, &v.wishes);
	err = store_write(hosted->store, begin, &v, e);
	if (err == TILL_OK)
		err = http_redirect(res, 303,
		    json_text_or(v.session, "url", ""));
	else if (err == TILL_ENOTFOUND)
		err = till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "This payment link does not exist. Check its address.");
	else if (err == TILL_ECONFLICT || err == TILL_EINPUT) {
		struct till_error cause = *e;

		if (err == TILL_EINPUT)
			log_write(LOG_WARN, "a payment link sells nothing: %s",
			    cause.message);
		err = show_closed(hosted, req, v.wishes.locale, &cause, res,
		    e);
	}
	json_object_put(v.session);
	json_object_put(query);
	return err;
}

void
hosted_add_thanks(struct page_part *top, const struct hosted_session *s)
{
	const char *text = json_text(json_path(s->link, "after_completion",
	    "hosted_confirmation", NULL), "custom_message");

	if (text != NULL && *text != '\0')
		page_set(page_add(top, "THANKS"), "TEXT", text);
}
