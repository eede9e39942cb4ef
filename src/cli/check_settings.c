/* check_settings: what the settings say of going live; see check.h. */
#include <string.h>

#include "base/text.h"
#include "cli/check.h"

#define STRIPE_API "https://api.stripe.com"
#define STRIPE_JS "https://js.stripe.com"
#define KEY_BYTES 32	 /* of a key that nobody guesses, at least */
#define KEY_LETTERS 12	 /* different ones among them */
#define ACCOUNT_LEN 16	 /* a newer key begins with its account's */

static bool
starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* A setting that must be there: its value, or NULL once that was said. */
static const char *
required(struct check *c, enum setting which, const char *why)
{
	const char *value = check_text(c, which);

	if (value == NULL && !c->told[which])
		check_say(c, CHECK_WRONG, settings_name(which),
		    "is not set: %s", why);
	return value;
}

/* Whether an address is one that only this machine or nobody has. */
static bool
is_local(const char *url)
{
	static const char *const names[] = { "localhost", "127.", "[::1]",
		"0.0.0.0", "10.", "192.168." };
	static const char *const ends[] = { ".localhost", ".local", ".test",
		".example", ".invalid" };
	const char *host = strstr(url, "://") + 3;
	size_t len = strcspn(host, *host == '[' ? "/" : ":/");

	for (size_t i = 0; i < nitems(names); i++)
		if (starts(host, names[i]))
			return true;
	for (size_t i = 0; i < nitems(ends); i++)
		if (len > strlen(ends[i]) &&
		    strncmp(host + len - strlen(ends[i]), ends[i],
			strlen(ends[i])) == 0)
			return true;
	return false;
}

static void
check_public_url(struct check *c)
{
	const char *name = settings_name(SETTING_PUBLIC_URL);
	const char *url = required(c, SETTING_PUBLIC_URL,
	    "shoppers are sent back to the shop's own address");

	if (url == NULL)
		return;
	if (!starts(url, "https://"))
		check_say(c, CHECK_WRONG, name, "%s is not https, which the "
		    "API asks for in live mode", url);
	else if (is_local(url))
		check_say(c, CHECK_WRONG, name, "%s is an address that "
		    "shoppers cannot reach", url);
	else
		check_say(c, CHECK_OK, name, "%s", url);
}

/* An address that in live mode is Stripe's. */
static void
check_stripe(struct check *c, enum setting which, const char *own,
    const char *why)
{
	const char *url = required(c, which, why);

	if (url == NULL)
		return;
	if (strcmp(url, own) == 0)
		check_say(c, CHECK_OK, settings_name(which), "%s", url);
	else
		check_say(c, CHECK_WRONG, settings_name(which),
		    "%s is not %s: %s", url, own, why);
}

static void
check_secret_key(struct check *c)
{
	const char *name = settings_name(SETTING_SECRET_KEY);
	const char *key = required(c, SETTING_SECRET_KEY,
	    "the shop speaks to the API by it");

	if (key == NULL)
		return;
	if (settings_test_mode(c->settings))
		check_say(c, CHECK_WRONG, name, "is a key of test mode; one "
		    "of live mode begins with sk_live_ or rk_live_");
	else if (starts(key, "sk_"))
		check_say(c, CHECK_ADVICE, name, "is a key to all of the "
		    "account; a restricted one (rk_live_) can do less harm");
	else
		check_say(c, CHECK_OK, name, "a restricted key of live mode");
}

/*
 * Keys of newer accounts name their account: "51" and its id follow the
 * prefix.  Mark I: seen, not documented, so it is advice only.
 */
static bool
other_account(const char *a, const char *b)
{
	const char *left = strrchr(a, '_') + 1, *right = strrchr(b, '_') + 1;

	return starts(left, "51") && starts(right, "51") &&
	    strlen(left) > ACCOUNT_LEN && strlen(right) > ACCOUNT_LEN &&
	    strncmp(left, right, ACCOUNT_LEN) != 0;
}

static void
check_publishable_key(struct check *c)
{
	const char *name = settings_name(SETTING_PUBLISHABLE_KEY);
	const char *secret = check_text(c, SETTING_SECRET_KEY);
	const char *key = required(c, SETTING_PUBLISHABLE_KEY,
	    "the browser's half of checkout needs it");

	if (key == NULL)
		return;
	if (!starts(key, "pk_live_"))
		check_say(c, CHECK_WRONG, name, "is a key of test mode%s; one "
		    "of live mode begins with pk_live_",
		    secret != NULL && !settings_test_mode(c->settings) ?
			", and the secret key is one of live mode" : "");
	else if (secret != NULL && other_account(secret, key))
		check_say(c, CHECK_ADVICE, name, "seems to be of another "
		    "account than %s", settings_name(SETTING_SECRET_KEY));
	else
		check_say(c, CHECK_OK, name, "a key of live mode");
}

static void
check_webhook_secret(struct check *c)
{
	const char *name = settings_name(SETTING_WEBHOOK_SECRET);
	const char *text = required(c, SETTING_WEBHOOK_SECRET,
	    "without it no event of the API can be believed");
	size_t count = 0;

	for (const char *at = text; at != NULL; count++) {
		at += strspn(at, ", \t");
		if (!starts(at, "whsec_")) {
			check_say(c, CHECK_WRONG, name, "holds a secret that "
			    "does not begin with whsec_");
			return;
		}
		at = strchr(at, ',');
	}
	if (text != NULL)
		check_say(c, CHECK_OK, name, "%zu secret%s", count,
		    count == 1 ? "" : "s");
}

static void
check_customer_key(struct check *c)
{
	const char *name = settings_name(SETTING_CUSTOMER_KEY);
	const char *key = required(c, SETTING_CUSTOMER_KEY,
	    "it signs who is signed in");
	bool seen[256] = { false };
	int letters = 0;

	for (const char *at = key; at != NULL && *at != '\0'; at++) {
		letters += !seen[(unsigned char)*at];
		seen[(unsigned char)*at] = true;
	}
	if (key == NULL)
		return;
	if (strlen(key) < KEY_BYTES || letters < KEY_LETTERS)
		check_say(c, CHECK_WRONG, name, "can be guessed; make one "
		    "with: openssl rand -hex 32");
	else
		check_say(c, CHECK_OK, name, "%zu characters", strlen(key));
}

/* What only test mode has. */
static void
check_test_mode(struct check *c)
{
	static const enum setting only[] = { SETTING_API_DB,
		SETTING_PRICING_TABLES, SETTING_BUY_BUTTONS };
	const char *log = check_text(c, SETTING_LOG);

	if (check_text(c, SETTING_CLOCK) != NULL)
		check_say(c, CHECK_WRONG, settings_name(SETTING_CLOCK),
		    "is set: the clock of a live shop is the system's");
	for (size_t i = 0; i < nitems(only); i++)
		if (check_text(c, only[i]) != NULL)
			check_say(c, CHECK_ADVICE, settings_name(only[i]),
			    "is for test mode alone; leave it out");
	if (log != NULL && strcmp(log, "debug") == 0)
		check_say(c, CHECK_ADVICE, settings_name(SETTING_LOG),
		    "debug writes more than a live shop needs");
}

void
check_settings(struct check *c)
{
	check_public_url(c);
	check_stripe(c, SETTING_API_BASE, STRIPE_API,
	    "there the money moves");
	check_stripe(c, SETTING_JS_BASE, STRIPE_JS,
	    "the browser scripts must come from there");
	check_secret_key(c);
	check_publishable_key(c);
	check_webhook_secret(c);
	check_customer_key(c);
	check_test_mode(c);
}
