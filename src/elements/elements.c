/* elements: keys and secrets, see elements.h. */
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

/* The component that a customer session is for. */
static const char *
component_of(struct json_object *components)
{
	json_object_object_foreach(components, name, one)
		if (json_bool_or(one, "enabled", false))
			return name;
	return "nothing";
}

static enum till_err
check_component(struct store_rows *rows, const char *component,
    struct till_error *e)
{
	struct json_object *all = NULL;
	enum till_err err;

	err = json_parse(store_text(rows, 1), store_text_len(rows, 1), &all,
	    e);
	if (err != TILL_OK)
		return TILL_EINTERNAL;
	if (!json_bool_or(json_get(all, component), "enabled", false))
		err = till_fail(e, TILL_EINPUT, NULL,
		    "customer_session_client_secret",
		    "This customer session is for %s. Make one with "
		    "components[%s][enabled]=true.",
		    component_of(all), component);
	json_object_put(all);
	return err;
}

enum till_err
elements_customer(struct store_conn *c, const char *secret,
    const char *component, int64_t now, char customer[static ID_MAX],
    struct till_error *e)
{
	char hash[CRYPTO_HEX_MAX];
	struct store_rows *rows;
	enum till_err err;
	int got;

	customer[0] = '\0';
	crypto_sha256_hex(secret, strlen(secret), hash);
	err = store_query(c,
	    "SELECT customer, components, expires_at FROM customer_session "
	    "WHERE secret_hash=?",
	    &rows, e, "t", hash);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 0)
		err = till_fail(e, TILL_EINPUT, NULL,
		    "customer_session_client_secret",
		    "The customer session's client secret is not one of this "
		    "account.");
	else if (got < 0)
		err = TILL_EDB;
	else
		err = check_component(rows, component, e);
	if (err == TILL_OK && store_int(rows, 2) > now)
		text_copy(customer, ID_MAX, store_text(rows, 0));
	store_done(rows);
	return err;
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
