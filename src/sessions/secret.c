/* secret: see secret.h. */
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "sessions/secret.h"
#include "sessions/session.h"

bool
session_secret_id(const char *secret, char id[static ID_MAX])
{
	const char *end = strstr(secret, "_secret_");
	size_t len = end != NULL ? (size_t)(end - secret) : 0;

	if (len == 0 || len >= ID_MAX)
		return false;
	memcpy(id, secret, len);
	id[len] = '\0';
	return text_is_id(id);
}

bool
session_secret_fits(struct json_object *session, const char *secret)
{
	const char *mine = json_text(session, "client_secret");

	if (strcmp(json_text_or(session, "ui_mode", ""), "embedded") != 0)
		return false;
	return strcmp(json_text_or(session, "status", ""), "open") != 0 ||
	    (mine != NULL && crypto_equal(mine, secret));
}

enum till_err
session_by_secret(struct store_conn *c, const char *secret, int64_t now,
    struct json_object **out, struct till_error *e)
{
	char id[ID_MAX];
	enum till_err err = TILL_ENOTFOUND;

	*out = NULL;
	if (session_secret_id(secret, id))
		err = record_get(c, &session_type, id, out, e);
	if (err != TILL_OK && err != TILL_ENOTFOUND)
		return err;
	if (err == TILL_OK)
		session_age(*out, now);
	if (err == TILL_OK && session_secret_fits(*out, secret))
		return TILL_OK;
	json_object_put(*out);
	*out = NULL;
	return till_fail(e, TILL_EINPUT, NULL, "client_secret",
	    "The client secret is not one of an embedded checkout of this "
	    "account.");
}
