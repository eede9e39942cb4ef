/* closed: how a form learns that its session is not open any more. */
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "hosted/internal.h"

static bool
is_open(const struct hosted_session *s)
{
	return strcmp(json_text_or(s->session, "status", ""), "open") == 0;
}

/* For how many seconds a session is open yet. */
static int64_t
seconds_left(const struct hosted_session *s)
{
	int64_t left = json_int_or(s->session, "expires_at", 0) - clock_now();

	return is_open(s) && left > 0 ? left : 0;
}

void
hosted_add_state(struct page_part *top, const struct hosted_session *s)
{
	if (s->frame != NULL)
		page_set(top, "STATE", "/c/embedded/state");
	else
		page_setf(top, "STATE", "/c/pay/%s/state",
		    json_text_or(s->session, "id", ""));
	page_setf(top, "SECONDS", "%lld", (long long)seconds_left(s));
}

enum till_err
hosted_answer_state(const struct hosted_session *s, struct http_response *res)
{
	struct json_object *answer = json_object_new_object();
	enum till_err err;

	json_put_bool(answer, "open", is_open(s));
	json_put_int(answer, "seconds", seconds_left(s));
	err = http_json(res, 200, answer);
	json_object_put(answer);
	return err;
}

void
hosted_add_expired(struct page_part *top, const struct hosted_session *s)
{
	struct json_object *recovery = json_path(s->session,
	    "after_expiration", "recovery", NULL);
	const char *again = json_text(recovery, "url");
	const char *cancel = json_text(s->session, "cancel_url");
	struct page_part *part;
	struct buf filled;

	/* The merchant wants one, and it is good for some days. */
	if (hosted_is_web_address(again) &&
	    json_int_or(recovery, "expires_at", 0) > clock_now()) {
		part = page_add(top, "AGAIN");
		page_set(part, "URL", again);
	} else {
		part = page_add(top, "OVER");
	}
	if (!hosted_is_web_address(cancel) || s->frame != NULL)
		return;
	buf_init(&filled, HTTP_ANSWER_MAX);
	session_fill_url(&filled, cancel, json_text_or(s->session, "id", ""));
	page_set(page_add(part, "BACK"), "URL", buf_text(&filled));
	buf_free(&filled);
}
