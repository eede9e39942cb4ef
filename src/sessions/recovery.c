/* recovery: see recovery.h. */
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/echo.h"
#include "sessions/make.h"
#include "sessions/recovery.h"
#include "sessions/session.h"

#define LIFE 2592000 /* seconds an address is good: 30 days */
#define SECRET_RANDOM 32
#define KEPT_URL "recovery_url"
#define URL_MAX 8192

static struct json_object *
recovery_of(struct json_object *session)
{
	struct json_object *recovery = json_path(session, "after_expiration",
	    "recovery", NULL);

	return json_bool_or(recovery, "enabled", false) ? recovery : NULL;
}

void
recovery_keep(struct json_object *session, const char *base_url)
{
	char secret[ID_MAX];
	struct buf url;

	if (recovery_of(session) == NULL)
		return;
	id_new(secret, sizeof(secret), "_", SECRET_RANDOM);
	buf_init(&url, URL_MAX);
	buf_addf(&url, "%s/r/%s%s", base_url, json_text_or(session, "id", ""),
	    secret);
	json_put_text(catalog_hidden(session), KEPT_URL, buf_text(&url));
	buf_free(&url);
}

void
recovery_show(struct json_object *session, int64_t at)
{
	struct json_object *recovery = recovery_of(session);
	const char *url = json_text(json_get(session, CATALOG_HIDDEN),
	    KEPT_URL);

	if (recovery == NULL || url == NULL)
		return;
	json_put_int(recovery, "expires_at", at + LIFE);
	json_put_text(recovery, "url", url);
}

static enum till_err
no_such_link(struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
	    "This link is not good any more. Go back to the shop to order.");
}

/* Reads the expired session of a token whose secret and time are right. */
static enum till_err
find(struct store_conn *c, const char *token, int64_t now,
    struct json_object **out, struct till_error *e)
{
	const char *secret = strrchr(token, '_'), *url;
	struct json_object *session = NULL;
	char id[ID_MAX];
	enum till_err err;
	size_t len;

	*out = NULL;
	if (secret == NULL || (size_t)(secret - token) >= sizeof(id))
		return no_such_link(e);
	len = (size_t)(secret - token);
	memcpy(id, token, len);
	id[len] = '\0';
	err = record_get_whole(c, &session_type, id, &session, e);
	if (err != TILL_OK)
		return err == TILL_ENOTFOUND ? no_such_link(e) : err;
	session_age(session, now);
	url = json_text_or(recovery_of(session), "url", "");
	len = strlen(url) > strlen(token) ? strlen(url) - strlen(token) : 0;
	if (!crypto_equal(url + len, token) ||
	    json_int_or(recovery_of(session), "expires_at", 0) <= now) {
		json_object_put(session);
		return no_such_link(e);
	}
	*out = session;
	return TILL_OK;
}

/*
 * The page that an address leads to is the hosted one, whatever page the
 * session had been on; where that was embedded, its return_url is where the
 * buyer goes afterwards (I).
 */
static void
make_hosted(struct json_object *params)
{
	const char *back = json_text(params, "return_url");

	if (strcmp(json_text_or(params, "ui_mode", ""), "embedded") != 0)
		return;
	if (back != NULL)
		json_put_text(params, "success_url", back);
	json_object_object_del(params, "ui_mode");
	json_object_object_del(params, "return_url");
	json_object_object_del(params, "redirect_on_completion");
}

/* The parameters of the new session: the old one's, with what has changed. */
static struct json_object *
params_of(struct json_object *session)
{
	struct json_object *params = json_path(session, CATALOG_HIDDEN,
	    ECHO_GIVEN, NULL);

	if (params == NULL)
		return NULL;
	json_object_object_del(params, "expires_at");
	if (json_bool_or(recovery_of(session), "allow_promotion_codes",
		false) &&
	    json_get(params, "discounts") == NULL)
		json_put_bool(params, "allow_promotion_codes", true);
	/* The session's field of this name is filled like any other. */
	json_put_text(params, "recovered_from", json_text(session, "id"));
	make_hosted(params);
	return params;
}

enum till_err
recovery_open(struct store_conn *c, const char *token, const char *base_url,
    int64_t now, struct buf *url, struct till_error *e)
{
	struct json_object *session, *params, *made = NULL;
	struct session_draft *draft = NULL;
	enum till_err err;

	err = find(c, token, now, &session, e);
	if (err != TILL_OK)
		return err;
	params = params_of(session);
	err = params != NULL ?
	    session_draft(c, params, base_url, now, &draft, e) :
	    TILL_EINPUT;
	if (err == TILL_OK)
		err = session_store(c, draft, &made, e);
	else if (err == TILL_EINPUT)
		/* A price or customer of the old session is gone. */
		err = till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "What was in this order cannot be bought as it was. Go "
		    "back to the shop to order anew.");
	buf_add_text(url, json_text_or(made, "url", ""));
	json_object_put(made);
	session_draft_free(draft);
	json_object_put(session);
	return err;
}
