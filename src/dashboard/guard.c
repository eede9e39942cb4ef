/*
 * guard: who may look and who may change.  The dashboard has no log-in: it is
 * for whoever sits at the machine.  So it must not be reached through that
 * person's browser by a page of another site, neither by asking for a change
 * nor, under a name that was made to lead here, by reading.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"

#define DAY_S 86400
#define ORIGIN_MAX 512

/* Whether a Host header names this machine, with any port. */
static bool
is_local(const char *host)
{
	static const char *const names[] = { "127.0.0.1", "localhost",
		"[::1]" };

	for (size_t i = 0; i < nitems(names); i++) {
		size_t len = strlen(names[i]);

		if (strncasecmp(host, names[i], len) == 0 &&
		    (host[len] == '\0' || host[len] == ':'))
			return true;
	}
	return false;
}

enum till_err
guard_host(const struct dashboard *d, const struct http_request *req,
    struct till_error *e)
{
	const char *host = http_header(req, "Host");
	const char *own = strstr(d->base, "://");

	/* No browser leaves it out. */
	if (host == NULL || is_local(host) ||
	    (own != NULL && strcasecmp(own + 3, host) == 0))
		return TILL_OK;
	return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
	    "The dashboard answers at %s only.", d->base);
}

/* The token of a day, counted as time is, by the system's own clock. */
static void
token_of(const struct dashboard *d, int64_t day,
    char out[static DASHBOARD_TOKEN_MAX])
{
	char text[64], hex[CRYPTO_HEX_MAX];
	int len = snprintf(text, sizeof(text), "dashboard %lld",
	    (long long)day);

	crypto_hmac_hex(d->api->secret_key, text, (size_t)len, hex);
	text_copy(out, DASHBOARD_TOKEN_MAX, hex);
}

void
guard_token(const struct dashboard *d, char out[static DASHBOARD_TOKEN_MAX])
{
	token_of(d, time(NULL) / DAY_S, out);
}

/* Whether a request comes from a page of the address it goes to. */
static bool
is_own_page(const struct http_request *req)
{
	const char *site = http_header(req, "Sec-Fetch-Site");
	const char *origin = http_header(req, "Origin");
	const char *host = http_header(req, "Host");
	const char *at;

	if (site != NULL && strcmp(site, "same-origin") != 0)
		return false;
	if (origin == NULL)
		return true;
	at = strstr(origin, "://");
	return at != NULL && host != NULL && strcasecmp(at + 3, host) == 0;
}

enum till_err
guard_change(const struct dashboard *d, const struct http_request *req,
    struct json_object *form, struct till_error *e)
{
	const char *given = json_text_or(form, "token", "");
	char today[DASHBOARD_TOKEN_MAX], yesterday[DASHBOARD_TOKEN_MAX];
	enum till_err err = guard_host(d, req, e);

	if (err != TILL_OK)
		return err;
	guard_token(d, today);
	token_of(d, time(NULL) / DAY_S - 1, yesterday);
	if (is_own_page(req) && (crypto_equal(given, today) ||
	    crypto_equal(given, yesterday)))
		return TILL_OK;
	return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
	    "This was not sent from a page of the dashboard, or from one that "
	    "is too old. Load the page again.");
}
