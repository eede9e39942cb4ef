/* act: what buttons do, see acts.h. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/acts.h"
#include "dashboard/internal.h"
#include "form/form.h"
#include "payments/period.h"

#define FORM_MAX 4096

static const struct act acts[] = {
	{ "complete", "sessions", "Pay", "Pays as a buyer with a good card",
	    "POST", "/_till/sessions/", "/complete", NULL, { NULL },
	    "status", "open" },
	{ "decline", "sessions", "Decline",
	    "Tries a card that is declined", "POST", "/_till/sessions/",
	    "/decline", NULL, { NULL }, "status", "open" },
	{ "async-succeed", "sessions", "Debit succeeds",
	    "Pays by a debit that takes its time, and ends it well", "POST",
	    "/_till/sessions/", "/async-succeed", NULL, { NULL },
	    "payment_status", "unpaid" },
	{ "async-fail", "sessions", "Debit fails",
	    "Pays by a debit that takes its time, and lets it fail", "POST",
	    "/_till/sessions/", "/async-fail", NULL, { NULL },
	    "payment_status", "unpaid" },
	{ "expire", "sessions", "Expire", "Lets its time run out", "POST",
	    "/_till/sessions/", "/expire", NULL, { NULL }, "status",
	    "open" },
	{ "cancel", "subscriptions", "Cancel", "Ends it now", "DELETE",
	    "/v1/subscriptions/", "", NULL, { NULL }, "status",
	    "!canceled" },
	{ "disable", "webhook_endpoints", "Disable", "Sends nothing there",
	    "POST", "/v1/webhook_endpoints/", "", "disabled=true", { NULL },
	    "status", "enabled" },
	{ "enable", "webhook_endpoints", "Enable", "Sends events there again",
	    "POST", "/v1/webhook_endpoints/", "", "disabled=false", { NULL },
	    "status", "disabled" },
	{ "send", NULL, "Send again", "Makes one more try now", "POST",
	    "/_till/deliveries/", "/send", NULL, { NULL }, NULL, NULL },
	{ "clock", NULL, "Move the clock", "", "POST", "/_till/clock", "",
	    NULL, { "advance" }, NULL, NULL },
	{ "fault", NULL, "Plan a fault", "", "POST", "/_till/faults", "",
	    NULL, { "fault", "n", "on", "after" }, NULL, NULL },
	{ "save", NULL, "Save this state", "", "POST", "/_till/states", "",
	    NULL, { "name" }, NULL, NULL },
	{ "restore", NULL, "Put a state back", "", "POST", "/_till/states/",
	    "/restore", NULL, { NULL }, NULL, NULL },
	{ "forget", NULL, "Delete a state", "", "POST", "/_till/states/",
	    "/delete", NULL, { NULL }, NULL, NULL },
	{ "webhooks", NULL, "Webhooks", "", "POST", "/_till/webhooks", "",
	    NULL, { "mode", "n" }, NULL, NULL },
};

const struct act *
act_find(const char *name)
{
	for (size_t i = 0; i < nitems(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	return NULL;
}

static bool
is_offered(const struct act *act, struct json_object *object)
{
	const char *is;

	/* A session whose time ran out stays unpaid. */
	if (strcmp(json_text_or(object, "status", ""), "expired") == 0)
		return false;
	if (act->member == NULL)
		return true;
	is = json_text_or(object, act->member, "");
	return *act->value == '!' ? strcmp(act->value + 1, is) != 0 :
				    strcmp(act->value, is) == 0;
}

void
acts_add(struct page_part *part, const char *kind, struct json_object *object)
{
	for (size_t i = 0; i < nitems(acts); i++) {
		struct page_part *at;

		if (acts[i].kind == NULL || strcmp(acts[i].kind, kind) != 0 ||
		    !is_offered(&acts[i], object))
			continue;
		at = page_add(part, "ACT");
		page_setf(at, "ACTION", "/dashboard/do/%s/%s", acts[i].name,
		    json_text_or(object, "id", ""));
		page_set(at, "LABEL", acts[i].label);
		page_set(at, "ABOUT", acts[i].title);
	}
}

/* Seconds to the same day of the next month, for the clock's button. */
static void
spell_month(struct json_object *form)
{
	int64_t now = clock_now();

	if (strcmp(json_text_or(form, "advance", ""), "month") == 0)
		json_put_int(form, "advance",
		    period_end(now, "month", 1, 1) - now);
}

static enum till_err
perform(const struct dashboard *d, const struct http_request *req,
    const struct act *act, struct json_object *form, struct till_error *e)
{
	struct inside ask = { .id = req->id, .method = act->method };
	struct json_object *answer = NULL;
	struct buf path, params;
	enum till_err err;

	buf_init(&path, FORM_MAX);
	buf_init(&params, FORM_MAX);
	buf_add_text(&path, act->path);
	form_escape(&path, req->capture[1], strlen(req->capture[1]));
	buf_add_text(&path, act->after);
	buf_add_text(&params, act->form != NULL ? act->form : "");
	for (size_t i = 0; i < nitems(act->params); i++) {
		struct json_object *at = act->params[i] == NULL ? NULL :
		    json_get(form, act->params[i]);
		const char *value = json_object_get_string(at);

		if (value == NULL || *value == '\0')
			continue;
		buf_addf(&params, "%s%s=", params.len > 0 ? "&" : "",
		    act->params[i]);
		form_escape(&params, value, strlen(value));
	}
	ask.path = buf_text(&path);
	ask.form = buf_text(&params);
	err = buf_ok(&path) && buf_ok(&params) ?
	    inside_call(d->api, &ask, &answer, e) :
	    till_fail(e, TILL_EINPUT, NULL, NULL, "That is too long.");
	json_object_put(answer);
	buf_free(&path);
	buf_free(&params);
	return err;
}

/* Where a form came from; nothing but a page of ours. */
static const char *
back_of(struct json_object *form)
{
	const char *back = json_text_or(form, "back", "");
	static const char own[] = "/dashboard";
	size_t len = strlen(own);

	if (strncmp(back, own, len) != 0 ||
	    (back[len] != '\0' && back[len] != '/' && back[len] != '?'))
		return own;
	for (const char *c = back; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || *c == '\\')
			return own;
	return back;
}

enum till_err
dashboard_act(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	const struct act *act = act_find(req->capture[0]);
	struct json_object *form = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err == TILL_OK)
		err = guard_change(app, req, form, e);
	if (err == TILL_OK && act != NULL) {
		spell_month(form);
		err = perform(app, req, act, form, e);
	} else if (err == TILL_OK) {
		err = till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "There is nothing of that name to do.");
	}
	/* A decline is what was asked for. */
	if (err == TILL_OK || err == TILL_ECARD)
		err = http_redirect(res, 303, back_of(form));
	json_object_put(form);
	return err;
}
