/*
 * customer: who is signed in, from a cookie that only the merchant's site can
 * make or from a CGI variable that only its server can set; never from what a
 * browser posts.
 *
 *   till_customer=<customer id>.<expires, Unix seconds>.<HMAC-SHA-256, hex>
 *
 * The HMAC is over "<customer id>.<expires>" under TILL_CUSTOMER_KEY.  The CGI
 * variable is TILL_CUSTOMER, a bare customer id; it wins over the cookie.
 */
#ifndef TILL_SHOP_CUSTOMER_H
#define TILL_SHOP_CUSTOMER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "http/http.h"

#define CUSTOMER_COOKIE "till_customer"
#define CUSTOMER_VARIABLE "TILL_CUSTOMER"
#define CUSTOMER_COOKIE_MAX 256 /* bytes of a cookie's value with the NUL */

enum customer {
	CUSTOMER_GUEST,	    /* nobody is signed in */
	CUSTOMER_SIGNED_IN, /* id is known */
	CUSTOMER_BAD	    /* a cookie that was changed, or is too old */
};

/* Who sent a request; key may be NULL: then no cookie is believed. */
enum customer customer_of(const struct http_request *req, const char *key,
    char id[static ID_MAX]);

/* Checks a cookie's value at a time. */
enum customer customer_check(const char *value, const char *key, int64_t now,
    char id[static ID_MAX]);

/* Makes a cookie's value.  TILL_EINPUT: id is no id, or it does not fit. */
enum till_err customer_sign(const char *id, int64_t expires, const char *key,
    char *out, size_t size, struct till_error *e);

#endif
