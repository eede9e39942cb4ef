/*
 * auth: the key of a request, as a Bearer token or the user name of Basic
 * (behaviour.md 1.3, Authentication).
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "api/api.h"
#include "base/crypto.h"

#define KEY_MAX 512

static const char see_docs[] =
    "See https://stripe.com/docs/api#authentication for details, or we can "
    "help at https://support.stripe.com/.";

/* The key of an Authorization header; false when there is none in it. */
static bool
key_of(const char *header, char out[static KEY_MAX])
{
	size_t len;

	out[0] = '\0';
	if (strncasecmp(header, "Bearer ", 7) == 0) {
		header += 7;
		header += strspn(header, " ");
		len = strcspn(header, " ");
		if (len == 0 || len >= KEY_MAX)
			return false;
		memcpy(out, header, len);
		out[len] = '\0';
		return true;
	}
	if (strncasecmp(header, "Basic ", 6) != 0)
		return false;
	header += 6;
	header += strspn(header, " ");
	if (!crypto_base64_text(header, out, KEY_MAX))
		return false;
	out[strcspn(out, ":")] = '\0';
	return out[0] != '\0';
}

/* "sk_test_****1234": the kind and the last four, never the rest. */
static void
mask(const char *key, char out[static KEY_MAX])
{
	size_t len = strlen(key), shown = 0, at;
	const char *second = strchr(key, '_');

	if (second != NULL && (second = strchr(second + 1, '_')) != NULL)
		shown = (size_t)(second + 1 - key);
	if (shown + 8 > len || shown > 8)
		shown = 0;
	at = shown;
	memcpy(out, key, shown);
	for (size_t i = shown; i + 4 < len; i++)
		out[at++] = '*';
	if (len > 4) {
		memcpy(out + at, key + len - 4, 4);
		at += 4;
	}
	out[at] = '\0';
}

enum till_err
api_needs_secret_key(struct till_error *e)
{
	return till_fail(e, TILL_EAUTH, "secret_key_required", NULL,
	    "This API call cannot be made with a publishable API key. Please "
	    "use a secret API key. You can find a list of your API keys at "
	    "https://dashboard.stripe.com/account/apikeys.");
}

enum till_err
api_authenticate(const struct api *api, const struct http_request *req,
    bool *publishable, struct till_error *e)
{
	const char *header = http_header(req, "Authorization");
	char key[KEY_MAX], masked[KEY_MAX];

	if (header == NULL || *header == '\0')
		return till_fail(e, TILL_EAUTH, NULL, NULL,
		    "You did not provide an API key. You need to provide your "
		    "API key in the Authorization header, using Bearer auth "
		    "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). %s",
		    see_docs);
	if (!key_of(header, key) || strcmp(key, "null") == 0)
		return till_fail(e, TILL_EAUTH, NULL, NULL,
		    "You did not provide an API key, though you did set your "
		    "Authorization header to \"%.60s\". Using Bearer auth, "
		    "your Authorization header should look something like "
		    "'Authorization: Bearer YOUR_SECRET_KEY'. %s",
		    strstr(header, "_test_") != NULL ||
			    strstr(header, "_live_") != NULL ?
			"…" :
			header,
		    see_docs);
	if (crypto_equal(key, api->secret_key))
		return TILL_OK;
	if (publishable != NULL && api->publishable_key != NULL &&
	    crypto_equal(key, api->publishable_key)) {
		*publishable = true;
		return TILL_OK;
	}
	if (strncmp(key, "pk_", 3) == 0)
		return api_needs_secret_key(e);
	mask(key, masked);
	return till_fail(e, TILL_EAUTH, NULL, NULL,
	    "Invalid API Key provided: %s", masked);
}
