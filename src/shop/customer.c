/* customer: see customer.h. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/text.h"
#include "shop/customer.h"

enum till_err
customer_sign(const char *id, int64_t expires, const char *key, char *out,
    size_t size, struct till_error *e)
{
	char hmac[CRYPTO_HEX_MAX];
	int len;

	if (!text_is_id(id) || strlen(id) >= ID_MAX)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "\"%.64s\" is not the id of a customer", id);
	len = snprintf(out, size, "%s.%lld", id, (long long)expires);
	if (len < 0 || (size_t)len + 1 + CRYPTO_HEX_MAX > size)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the id of the customer is too long");
	crypto_hmac_hex(key, out, (size_t)len, hmac);
	(void)snprintf(out + len, size - (size_t)len, ".%s", hmac);
	return TILL_OK;
}

enum customer
customer_check(const char *value, const char *key, int64_t now,
    char id[static ID_MAX])
{
	char copy[CUSTOMER_COOKIE_MAX], hmac[CRYPTO_HEX_MAX];
	char *expires_at, *given;
	int64_t expires;

	id[0] = '\0';
	if (!text_copy(copy, sizeof(copy), value))
		return CUSTOMER_BAD;
	given = strrchr(copy, '.');
	if (given == NULL)
		return CUSTOMER_BAD;
	*given++ = '\0';
	crypto_hmac_hex(key, copy, strlen(copy), hmac);
	if (!crypto_equal(hmac, given))
		return CUSTOMER_BAD;
	expires_at = strrchr(copy, '.');
	if (expires_at == NULL)
		return CUSTOMER_BAD;
	*expires_at++ = '\0';
	if (!text_to_int(expires_at, &expires) || expires <= now ||
	    !text_is_id(copy) || !text_copy(id, ID_MAX, copy)) {
		id[0] = '\0';
		return CUSTOMER_BAD;
	}
	return CUSTOMER_SIGNED_IN;
}

enum customer
customer_of(const struct http_request *req, const char *key,
    char id[static ID_MAX])
{
	const char *variable = http_variable(req, CUSTOMER_VARIABLE);
	const char *header = http_header(req, "Cookie");
	char value[CUSTOMER_COOKIE_MAX];

	id[0] = '\0';
	if (variable != NULL && *variable != '\0') {
		if (text_is_id(variable) && text_copy(id, ID_MAX, variable))
			return CUSTOMER_SIGNED_IN;
		id[0] = '\0';
		return CUSTOMER_BAD;
	}
	if (key == NULL)
		return CUSTOMER_GUEST;
	if (http_cookie(req, CUSTOMER_COOKIE, value, sizeof(value)))
		return value[0] == '\0' ?
		    CUSTOMER_GUEST :
		    customer_check(value, key, clock_now(), id);
	/* One that is too long to be read is there all the same. */
	return header != NULL &&
		strstr(header, CUSTOMER_COOKIE "=") != NULL ?
	    CUSTOMER_BAD : CUSTOMER_GUEST;
}
