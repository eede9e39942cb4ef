/* check_online: what the API says to going live; see check.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/check.h"
#include "shop/profile.h"
#include "stripe/stripe.h"

#define PATH_BYTES 512

/* Members of a profile that hold ids, or lists of them, and whose they are. */
static const struct {
	const char *member, *kind, *path;
} named[] = {
	{ "coupon", "coupon", "/v1/coupons" },
	{ "default_tax_rates", "tax rate", "/v1/tax_rates" },
	{ "dynamic_tax_rates", "tax rate", "/v1/tax_rates" },
	{ "price", "price", "/v1/prices" },
	{ "promotion_code", "promotion code", "/v1/promotion_codes" },
	{ "shipping_rate", "shipping rate", "/v1/shipping_rates" },
	{ "tax_rates", "tax rate", "/v1/tax_rates" },
};

/* The events that tell the shop of its sessions. */
static const char *const wanted[] = { "checkout.session.completed",
	"checkout.session.expired", "checkout.session.async_payment_succeeded",
	"checkout.session.async_payment_failed" };

/* Those of its intents, where a profile is for the Payment Element. */
static const char *const wanted_of_intents[] = { "payment_intent.succeeded",
	"payment_intent.processing", "payment_intent.payment_failed",
	"payment_intent.canceled" };

struct online {
	struct check *check;
	struct stripe *stripe;
	const char *file; /* the profile that is looked through */
	int ids, bad;
	bool by_intents; /* a profile is for the Payment Element */
};

static enum till_err
get(struct online *o, const char *path, struct json_object *params,
    struct json_object **out, struct till_error *e)
{
	struct stripe_call call = { .method = "GET", .path = path,
		.params = params };

	till_error_clear(e);
	return stripe_send(o->stripe, &call, out, e);
}

/* Whether the API answers, and takes the key. */
static bool
check_key(struct online *o)
{
	const char *base = check_text(o->check, SETTING_API_BASE);
	const char *name = settings_name(SETTING_SECRET_KEY);
	struct json_object *params = json_object_new_object();
	struct json_object *answer = NULL;
	struct till_error e;
	enum till_err err;

	json_put_int(params, "limit", 1);
	err = get(o, "/v1/prices", params, &answer, &e);
	json_object_put(params);
	json_object_put(answer);
	if (err == TILL_EUPSTREAM)
		check_say(o->check, CHECK_WRONG,
		    settings_name(SETTING_API_BASE), "%s does not answer",
		    base);
	else if (err == TILL_EFORBIDDEN)
		check_say(o->check, CHECK_WRONG, name,
		    "the API takes the key, but it may not read prices");
	else if (err != TILL_OK)
		check_say(o->check, CHECK_WRONG, name,
		    "the API does not take the key: %s", e.message);
	else
		check_say(o->check, CHECK_OK, name, "the API takes the key");
	return err == TILL_OK;
}

static bool
has(struct json_object *list, const char *text)
{
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_object_get_string(json_at(list, i)), text) == 0)
			return true;
	return false;
}

/* The events that an endpoint is not sent; NULL when it gets all of them. */
static const char *
missed_event(const struct online *o, struct json_object *endpoint)
{
	struct json_object *events = json_get(endpoint, "enabled_events");

	if (has(events, "*"))
		return NULL;
	for (size_t i = 0; i < nitems(wanted); i++)
		if (!has(events, wanted[i]))
			return wanted[i];
	for (size_t i = 0; o->by_intents && i < nitems(wanted_of_intents);
	     i++)
		if (!has(events, wanted_of_intents[i]))
			return wanted_of_intents[i];
	return NULL;
}

static void
judge_endpoints(struct online *o, struct json_object *list, const char *url)
{
	const char *missed = NULL;
	bool disabled = false;

	for (size_t i = 0; i < json_count(list); i++) {
		struct json_object *one = json_at(list, i);

		if (strcmp(json_text_or(one, "url", ""), url) != 0)
			continue;
		disabled = strcmp(json_text_or(one, "status", ""),
			       "enabled") != 0;
		missed = missed_event(o, one);
		if (!disabled && missed == NULL) {
			check_say(o->check, CHECK_OK, url,
			    "events are sent there");
			return;
		}
	}
	if (disabled)
		check_say(o->check, CHECK_WRONG, url,
		    "its webhook endpoint is disabled");
	else if (missed != NULL)
		check_say(o->check, CHECK_WRONG, url,
		    "its webhook endpoint is not sent %s", missed);
	else
		check_say(o->check, CHECK_WRONG, url,
		    "the API has no webhook endpoint for it");
}

static void
check_endpoint(struct online *o)
{
	const char *public_url = check_text(o->check, SETTING_PUBLIC_URL);
	struct json_object *params = json_object_new_object();
	struct json_object *answer = NULL;
	char url[PATH_BYTES];
	struct till_error e;
	enum till_err err;

	json_put_int(params, "limit", 100);
	(void)snprintf(url, sizeof(url), "%s/webhook", public_url);
	err = get(o, "/v1/webhook_endpoints", params, &answer, &e);
	if (err == TILL_OK)
		judge_endpoints(o, json_get(answer, "data"), url);
	else if (err == TILL_EFORBIDDEN)
		check_say(o->check, CHECK_ADVICE, url, "the key may not read "
		    "webhook endpoints: see that there is one for it");
	else
		check_say(o->check, CHECK_WRONG, url,
		    "webhook endpoints cannot be read: %s", e.message);
	json_object_put(params);
	json_object_put(answer);
}

/* Whether what a profile names is there, and can be used. */
static void
check_id(struct online *o, size_t row, const char *id)
{
	const char *name = settings_name(SETTING_PROFILES);
	struct json_object *answer = NULL;
	char path[PATH_BYTES];
	enum till_err err = TILL_ENOTFOUND;
	struct till_error e;

	o->ids++;
	(void)snprintf(path, sizeof(path), "%s/%.200s", named[row].path, id);
	if (text_is_id(id))
		err = get(o, path, NULL, &answer, &e);
	if (err == TILL_OK && json_bool_or(answer, "active", true) &&
	    json_bool_or(answer, "valid", true)) {
		json_object_put(answer);
		return;
	}
	o->bad++;
	if (err == TILL_OK)
		check_say(o->check, CHECK_WRONG, name,
		    "%s.json: the %s %s is not active", o->file,
		    named[row].kind, id);
	else if (err == TILL_ENOTFOUND)
		check_say(o->check, CHECK_WRONG, name,
		    "%s.json: the API has no %s %s in this mode", o->file,
		    named[row].kind, id);
	else
		check_say(o->check, CHECK_WRONG, name, "%s.json: the %s %s "
		    "cannot be read: %s", o->file, named[row].kind, id,
		    e.message);
	json_object_put(answer);
}

/* Looks a profile through for ids, at any depth. */
static void
look_through(struct online *o, struct json_object *value, int row)
{
	if (json_object_is_type(value, json_type_string) && row >= 0)
		check_id(o, (size_t)row, json_object_get_string(value));
	for (size_t i = 0; i < json_count(value); i++)
		look_through(o, json_at(value, i), row);
	if (!json_object_is_type(value, json_type_object))
		return;
	json_object_object_foreach(value, member, inner) {
		row = -1;
		for (size_t i = 0; i < nitems(named); i++)
			if (strcmp(named[i].member, member) == 0)
				row = (int)i;
		/* Metadata may have members of any name. */
		if (strcmp(member, "metadata") != 0)
			look_through(o, inner, row);
	}
}

static void
check_profiles(struct online *o)
{
	const char *folder = check_text(o->check, SETTING_PROFILES);
	struct profiles *profiles = NULL;
	struct json_object *profile;
	struct till_error e;

	till_error_clear(&e);
	if (folder == NULL || profiles_load(folder, &profiles, &e) != TILL_OK)
		return;
	for (size_t i = 0; (profile = profiles_at(profiles, i, &o->file)) !=
	     NULL; i++)
		look_through(o, profile, -1);
	if (o->bad == 0 && o->ids > 0)
		check_say(o->check, CHECK_OK, settings_name(SETTING_PROFILES),
		    "the API has all that they name (%d)", o->ids);
	profiles_free(profiles);
}

/* Whether a profile sells by an intent; what is wrong is said elsewhere. */
static bool
sells_by_intents(const struct online *o)
{
	const char *folder = check_text(o->check, SETTING_PROFILES);
	struct profiles *profiles = NULL;
	struct json_object *profile;
	struct till_error e;
	const char *name;
	bool found = false;

	if (folder == NULL || profiles_load(folder, &profiles, &e) != TILL_OK)
		return false;
	for (size_t i = 0; (profile = profiles_at(profiles, i, &name)) != NULL;
	     i++)
		found |= profile_is_element(profile);
	profiles_free(profiles);
	return found;
}

void
check_online(struct check *c)
{
	struct online o = { .check = c };
	struct stripe_options options;
	struct till_error e;

	/* Without these nobody can be asked, which was said already. */
	if (check_text(c, SETTING_API_BASE) == NULL ||
	    check_text(c, SETTING_SECRET_KEY) == NULL)
		return;
	till_error_clear(&e);
	options = stripe_defaults(c->settings);
	if (stripe_open(&options, &o.stripe, &e) != TILL_OK) {
		check_say(c, CHECK_WRONG, settings_name(SETTING_API_BASE),
		    "%s", e.message);
		return;
	}
	o.by_intents = sells_by_intents(&o);
	if (check_key(&o)) {
		if (check_text(c, SETTING_PUBLIC_URL) != NULL)
			check_endpoint(&o);
		check_profiles(&o);
	}
	stripe_close(o.stripe);
}
