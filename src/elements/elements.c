/* elements: keys and secrets, see elements.h. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "elements/elements.h"
#include "sessions/secret.h"

enum till_err
elements_check_key(const struct elements *elements, const char *key,
    struct till_error *e)
{
	if (key == NULL || *key == '\0')
		return till_fail(e, TILL_EAUTH, NULL, "key",
		    "You did not provide a publishable key.");
	if (strncmp(key, "sk_", 3) == 0 || strncmp(key, "rk_", 3) == 0)
		return till_fail(e, TILL_EAUTH, NULL, "key",
		    "This is a secret key. It must never be in a page: use "
		    "the publishable key, and make a new secret key.");
	if (!crypto_equal(key, elements->publishable_key))
		return till_fail(e, TILL_EAUTH, NULL, "key",
		    "The publishable key is not one of this account.");
	return TILL_OK;
}

static bool
has_code(const struct till_error *e, const char *code)
{
	return strcmp(e->code, code) == 0;
}

enum till_err
elements_customer(struct store_conn *c, const char *secret,
    const char *component, enum customer_session_step step, int64_t now,
    char customer[static ID_MAX], struct till_error *e)
{
	struct customer_session_use use;
	struct till_error cause;
	enum till_err err;

	customer[0] = '\0';
	till_error_clear(&cause);
	err = customer_session_use(c, secret, component, step, now, &use,
	    &cause);
	/* A choice shows it too, where nothing was shown before. */
	if (err != TILL_OK && has_code(&cause, "customer_session_not_rendered"))
		err = customer_session_use(c, secret, component,
		    CUSTOMER_SESSION_RENDER, now, &use, &cause);
	if (err == TILL_OK)
		text_copy(customer, ID_MAX, use.customer);
	customer_session_use_free(&use);
	if (err == TILL_EFORBIDDEN &&
	    has_code(&cause, "customer_session_expired"))
		return TILL_OK;
	/* The API has no page on why, so the answer has no code. */
	return err == TILL_OK ?
	    TILL_OK : till_fail(e, err, NULL, "customer_session_client_secret",
			  "%s", cause.message);
}

const char *
elements_every(struct json_object *recurring,
    char out[static ELEMENTS_EVERY_MAX])
{
	const char *interval = json_text_or(recurring, "interval", "");
	long long count = json_int_or(recurring, "interval_count", 1);

	if (count == 1)
		(void)snprintf(out, ELEMENTS_EVERY_MAX, "per %s", interval);
	else
		(void)snprintf(out, ELEMENTS_EVERY_MAX, "every %lld %ss",
		    count, interval);
	return out;
}

struct json_object *
elements_answer(struct json_object *session)
{
	struct json_object *answer = json_object_new_object();

	json_put_text(answer, "id", json_text(session, "id"));
	json_put_text(answer, "url", json_text(session, "url"));
	return answer;
}

/* A session being looked up by its secret. */
struct lookup {
	const char *secret;
	int64_t now;
	struct json_object *session; /* the caller's */
};

static enum till_err
find(struct store_conn *c, void *arg, struct till_error *e)
{
	struct lookup *l = arg;

	return session_by_secret(c, l->secret, l->now, &l->session, e);
}

enum till_err
embedded_begin(const struct elements *elements, const char *secret,
    int64_t now, struct json_object **out, struct till_error *e)
{
	struct lookup l = { .secret = secret, .now = now };
	enum till_err err;

	*out = NULL;
	err = store_read(elements->store, find, &l, e);
	if (err != TILL_OK)
		return err;
	*out = json_object_new_object();
	json_put_text(*out, "id", json_text(l.session, "id"));
	json_put_text(*out, "status", json_text(l.session, "status"));
	json_object_put(l.session);
	return TILL_OK;
}
