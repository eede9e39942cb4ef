/* customer_session: see customer_session.h. */
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "sessions/customer_session.h"
#include "sessions/rules.h"

#define SECRET_RANDOM 47 /* behaviour.md 6: cuss_secret_ and 47 */
#define LIFE 1800	 /* seconds until a secret must be rendered */
#define PAY_LIFE 1800	 /* seconds from its rendering until it pays */
#define PRUNE_MAX 100	 /* secrets forgotten with each new one */
#define COMPONENTS_MAX 4096

static const char *const components[] = { "buy_button", "payment_element",
	"pricing_table" };

/* The features of the Payment Element with their defaults filled in. */
static struct json_object *
features_of(struct json_object *given)
{
	static const char *const off[] = { "payment_method_redisplay",
		"payment_method_remove", "payment_method_save" };
	struct json_object *out = json_object_new_object(), *filters;

	filters = json_get(given, "payment_method_allow_redisplay_filters");
	if (filters != NULL) {
		filters = json_object_get(filters);
	} else {
		filters = json_object_new_array();
		json_object_array_add(filters,
		    json_object_new_string("always"));
	}
	json_put(out, "payment_method_allow_redisplay_filters", filters);
	json_put_text(out, off[0], json_text_or(given, off[0], "disabled"));
	json_put_int(out, "payment_method_redisplay_limit",
	    json_int_or(given, "payment_method_redisplay_limit", 3));
	json_put_text(out, off[1], json_text_or(given, off[1], "disabled"));
	json_put_text(out, off[2], json_text_or(given, off[2], "disabled"));
	json_put_text(out, "payment_method_save_usage",
	    json_text(given, "payment_method_save_usage"));
	return out;
}

/* Every component, those not asked for as not enabled. */
static struct json_object *
components_of(struct json_object *given)
{
	struct json_object *out = json_object_new_object();

	for (size_t i = 0; i < nitems(components); i++) {
		struct json_object *asked = json_get(given, components[i]);
		struct json_object *one = json_object_new_object();
		bool on = json_bool_or(asked, "enabled", false);

		json_put_bool(one, "enabled", on);
		if (strcmp(components[i], "payment_element") == 0)
			json_put(one, "features",
			    on ? features_of(json_get(asked, "features")) :
				 NULL);
		json_put(out, components[i], one);
	}
	return out;
}

/* Keeps what the secret will be good for, under the secret's hash. */
static enum till_err
keep(struct store_conn *c, struct json_object *o, const char *secret,
    struct till_error *e)
{
	char hash[CRYPTO_HEX_MAX];
	struct buf text;
	enum till_err err;

	crypto_sha256_hex(secret, strlen(secret), hash);
	buf_init(&text, COMPONENTS_MAX);
	json_write_plain(&text, json_get(o, "components"));
	err = buf_ok(&text) ?
	    store_exec(c,
		"INSERT INTO customer_session(secret_hash,customer,components,"
		"created,expires_at) VALUES(?,?,?,?,?)",
		e, "tttii", hash, json_text(o, "customer"), text.data,
		json_int_or(o, "created", 0),
		json_int_or(o, "expires_at", 0)) :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	buf_free(&text);
	return err;
}

/* Nobody can use a secret once even its last payment would be late. */
static enum till_err
prune(struct store_conn *c, int64_t now, struct till_error *e)
{
	return store_exec(c,
	    "DELETE FROM customer_session WHERE secret_hash IN (SELECT "
	    "secret_hash FROM customer_session WHERE expires_at<=? ORDER BY "
	    "expires_at LIMIT ?)",
	    e, "ii", now - PAY_LIFE, (int64_t)PRUNE_MAX);
}

enum till_err
customer_session_make(struct store_conn *c, struct json_object *params,
    int64_t now, struct json_object **out, struct till_error *e)
{
	const char *id = json_text_or(params, "customer", "");
	struct json_object *o, *customer = NULL;
	char secret[ID_MAX];
	enum till_err err;

	*out = NULL;
	err = rules_check_customer_session(params, now, e);
	if (err == TILL_OK)
		err = catalog_lookup(c, &catalog_customer, id, "customer",
		    &customer, e);
	if (err == TILL_OK)
		err = prune(c, now, e);
	json_object_put(customer);
	if (err != TILL_OK)
		return err;
	o = object_new(object_find("customer_session"), NULL);
	id_new(secret, sizeof(secret), "cuss_secret_", SECRET_RANDOM);
	json_put_text(o, "client_secret", secret);
	json_put(o, "components",
	    components_of(json_get(params, "components")));
	json_put_int(o, "created", now);
	json_put_text(o, "customer", id);
	json_put_int(o, "expires_at", now + LIFE);
	json_put_bool(o, "livemode", false);
	err = keep(c, o, secret, e);
	if (err == TILL_OK)
		*out = o;
	else
		json_object_put(o);
	return err;
}

/* A secret as it is stored; texts are in components and customer. */
struct stored {
	char hash[CRYPTO_HEX_MAX];
	char customer[ID_MAX];
	struct json_object *components;
	int64_t expires_at, rendered_at; /* rendered_at 0: not yet */
};

static enum till_err
find(struct store_conn *c, const char *secret, struct stored *s,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	crypto_sha256_hex(secret, strlen(secret), s->hash);
	err = store_query(c,
	    "SELECT customer, components, expires_at, rendered_at FROM "
	    "customer_session WHERE secret_hash=?",
	    &rows, e, "t", s->hash);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		text_copy(s->customer, sizeof(s->customer),
		    store_text(rows, 0));
		err = json_parse(store_text(rows, 1), store_text_len(rows, 1),
		    &s->components, e);
		s->expires_at = store_int(rows, 2);
		s->rendered_at = store_int(rows, 3);
	}
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	if (got == 0)
		return till_fail(e, TILL_EFORBIDDEN,
		    "customer_session_unknown", NULL,
		    "There is no such customer session.");
	return err == TILL_EINPUT ? TILL_EINTERNAL : err;
}

static enum till_err
check_step(const struct stored *s, enum customer_session_step step,
    int64_t now, struct till_error *e)
{
	int64_t until = step == CUSTOMER_SESSION_PAY ?
	    s->rendered_at + PAY_LIFE :
	    s->expires_at;

	if (step == CUSTOMER_SESSION_PAY && s->rendered_at == 0)
		return till_fail(e, TILL_EFORBIDDEN,
		    "customer_session_not_rendered", NULL,
		    "The customer session was not rendered yet.");
	if (step == CUSTOMER_SESSION_CLAIM && s->rendered_at != 0)
		return till_fail(e, TILL_EFORBIDDEN, "customer_session_used",
		    NULL,
		    "The customer session was used already. Make a new one "
		    "each time the element is shown.");
	return now < until ?
	    TILL_OK :
	    till_fail(e, TILL_EFORBIDDEN, "customer_session_expired", NULL,
		"The customer session has expired.");
}

enum till_err
customer_session_use(struct store_conn *c, const char *secret,
    const char *component, enum customer_session_step step, int64_t now,
    struct customer_session_use *use, struct till_error *e)
{
	struct stored s = { .components = NULL };
	struct json_object *own;
	enum till_err err;

	*use = (struct customer_session_use){ .features = NULL };
	err = find(c, secret, &s, e);
	own = json_get(s.components, component);
	if (err == TILL_OK && !json_bool_or(own, "enabled", false))
		err = till_fail(e, TILL_EFORBIDDEN,
		    "customer_session_component", NULL,
		    "The customer session is for another component.");
	if (err == TILL_OK)
		err = check_step(&s, step, now, e);
	/* Shown again, as after a reload, it counts from the first time. */
	if (err == TILL_OK && s.rendered_at == 0)
		err = store_exec(c,
		    "UPDATE customer_session SET rendered_at=? WHERE "
		    "secret_hash=?",
		    e, "it", now, s.hash);
	if (err == TILL_OK) {
		text_copy(use->customer, sizeof(use->customer), s.customer);
		use->features = json_object_get(json_get(own, "features"));
	}
	json_object_put(s.components);
	return err;
}

void
customer_session_use_free(struct customer_session_use *use)
{
	json_object_put(use->features);
	*use = (struct customer_session_use){ .features = NULL };
}
