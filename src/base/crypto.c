/* crypto: see crypto.h. */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <string.h>

#include "base/crypto.h"

static void
to_hex(const unsigned char *bytes, char out[static CRYPTO_HEX_MAX])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[CRYPTO_HEX_MAX - 1] = '\0';
}

void
crypto_hmac_hex(const char *key, const void *bytes, size_t len,
    char out[static CRYPTO_HEX_MAX])
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	HMAC(EVP_sha256(), key, (int)strlen(key), bytes, len, mac, &n);
	to_hex(mac, out);
}

void
crypto_sha256_hex(const void *bytes, size_t len,
    char out[static CRYPTO_HEX_MAX])
{
	unsigned char hash[SHA256_DIGEST_LENGTH];

	SHA256(bytes, len, hash);
	to_hex(hash, out);
}

bool
crypto_equal(const char *a, const char *b)
{
	unsigned char left[SHA256_DIGEST_LENGTH], right[SHA256_DIGEST_LENGTH];

	/* Hashes are of one length, so neither text's length shows. */
	SHA256((const unsigned char *)a, strlen(a), left);
	SHA256((const unsigned char *)b, strlen(b), right);
	return CRYPTO_memcmp(left, right, sizeof(left)) == 0;
}

bool
crypto_base64_text(const char *base64, char *out, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(base64), pad = 0;
	unsigned char *raw;
	bool ok = false;
	int n;

	if (len == 0 || len % 4 != 0 || len > 8192)
		return false;
	while (pad < 2 && base64[len - 1 - pad] == '=')
		pad++;
	/* OpenSSL would pass over white space and dashes at the ends. */
	if (strspn(base64, alphabet) != len - pad)
		return false;
	raw = OPENSSL_malloc(len);
	if (raw == NULL)
		return false;
	n = EVP_DecodeBlock(raw, (const unsigned char *)base64, (int)len);
	if (n >= (int)pad) {
		size_t bytes = (size_t)n - pad;

		ok = bytes < size && memchr(raw, '\0', bytes) == NULL;
		if (ok) {
			memcpy(out, raw, bytes);
			out[bytes] = '\0';
		}
	}
	OPENSSL_clear_free(raw, len);
	return ok;
}
