/*
 * crypto: the keyed hash, the hash and the comparison that Till needs, from
 * OpenSSL.
 */
#ifndef TILL_BASE_CRYPTO_H
#define TILL_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#define CRYPTO_HEX_MAX 65 /* a SHA-256 in lower-case hex with its NUL */

/* HMAC-SHA-256 (RFC 2104) of len bytes under key, as lower-case hex. */
void crypto_hmac_hex(const char *key, const void *bytes, size_t len,
    char out[static CRYPTO_HEX_MAX]);

/* SHA-256 (FIPS 180-4) of len bytes, as lower-case hex. */
void crypto_sha256_hex(const void *bytes, size_t len,
    char out[static CRYPTO_HEX_MAX]);

/* Whether two texts are equal, in a time that does not tell where not. */
bool crypto_equal(const char *a, const char *b);

/*
 * Decodes base64 (RFC 4648) to a NUL-terminated text of at most size - 1
 * bytes; false when it is not base64, does not fit or holds a NUL.
 */
bool crypto_base64_text(const char *base64, char *out, size_t size);

#endif
