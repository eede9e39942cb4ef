/* signature: see signature.h. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "events/signature.h"

#define TIME_DIGITS_MAX 12 /* of t: past the year 30000 */
#define SIGNED_MAX ((size_t)64 * 1024 * 1024)

/* A piece of the header between commas: name=value. */
struct item {
	const char *name, *value;
	size_t name_len, value_len;
};

/* Takes the next piece off *at; false at the end. */
static bool
next_item(const char **at, struct item *item)
{
	const char *start = *at, *equals;
	size_t len;

	if (*start == '\0')
		return false;
	len = strcspn(start, ",");
	*at = start + len + (start[len] == ',');
	equals = memchr(start, '=', len);
	item->name = start;
	item->name_len = equals != NULL ? (size_t)(equals - start) : len;
	item->value = equals != NULL ? equals + 1 : start + len;
	item->value_len = len - (size_t)(item->value - start);
	return true;
}

static bool
is_named(const struct item *item, const char *name)
{
	return item->name_len == strlen(name) &&
	    memcmp(item->name, name, item->name_len) == 0;
}

/* Reads t, digits only, and says whether there is a v1 at all. */
static bool
read_header(const char *header, char time[static TIME_DIGITS_MAX + 1])
{
	bool timed = false, sealed = false;
	struct item item;

	while (next_item(&header, &item)) {
		sealed = sealed || is_named(&item, "v1");
		if (!is_named(&item, "t"))
			continue;
		timed = item.value_len > 0 &&
		    item.value_len <= TIME_DIGITS_MAX &&
		    strspn(item.value, "0123456789") == item.value_len;
		if (!timed)
			return false;
		memcpy(time, item.value, item.value_len);
		time[item.value_len] = '\0';
	}
	return timed && sealed;
}

/* Whether any v1 of the header is the signature hex; looks at every one. */
static bool
any_equal(const char *header, const char *hex)
{
	char given[CRYPTO_HEX_MAX];
	struct item item;
	bool found = false;

	while (next_item(&header, &item)) {
		if (!is_named(&item, "v1") ||
		    item.value_len != CRYPTO_HEX_MAX - 1)
			continue;
		memcpy(given, item.value, item.value_len);
		given[item.value_len] = '\0';
		found |= crypto_equal(given, hex);
	}
	return found;
}

/* What is signed: the time as the header has it, a point, the body. */
static void
write_signed(struct buf *out, const char *time, const char *body, size_t len)
{
	buf_init(out, SIGNED_MAX);
	buf_addf(out, "%s.", time);
	buf_add(out, body, len);
}

void
signature_make(struct buf *out, const char *body, size_t len,
    const char *const *secrets, size_t n, int64_t time)
{
	char digits[32], hex[CRYPTO_HEX_MAX];
	struct buf text;

	(void)snprintf(digits, sizeof(digits), "%" PRId64, time);
	write_signed(&text, digits, body, len);
	buf_addf(out, "t=%s", digits);
	for (size_t i = 0; i < n; i++) {
		crypto_hmac_hex(secrets[i], text.data, text.len, hex);
		buf_addf(out, ",v1=%s", hex);
	}
	out->failed = out->failed || !buf_ok(&text);
	buf_free(&text);
}

enum till_err
signature_verify(const char *header, const char *body, size_t len,
    const char *const *secrets, size_t n, int64_t now, int64_t tolerance,
    enum signature_fault *fault)
{
	char time[TIME_DIGITS_MAX + 1], hex[CRYPTO_HEX_MAX];
	bool found = false;
	struct buf text;
	int64_t at = 0;

	*fault = SIGNATURE_OK;
	if (header == NULL || *header == '\0')
		*fault = SIGNATURE_NO_HEADER;
	else if (!read_header(header, time) || !text_to_int(time, &at))
		*fault = SIGNATURE_MALFORMED;
	if (*fault != SIGNATURE_OK)
		return TILL_EINPUT;
	write_signed(&text, time, body, len);
	if (!buf_ok(&text)) {
		buf_free(&text);
		return TILL_EMEM;
	}
	for (size_t i = 0; i < n; i++) {
		crypto_hmac_hex(secrets[i], text.data, text.len, hex);
		found |= any_equal(header, hex);
	}
	buf_free(&text);
	if (!found)
		*fault = SIGNATURE_NO_MATCH;
	else if (at < now - tolerance || at > now + tolerance)
		*fault = SIGNATURE_TIME;
	return *fault == SIGNATURE_OK ? TILL_OK : TILL_EINPUT;
}

const char *
signature_fault_text(enum signature_fault fault)
{
	static const char *const texts[] = {
		[SIGNATURE_OK] = "The signature is right.",
		[SIGNATURE_NO_HEADER] = "The request has no header "
		    SIGNATURE_HEADER ".",
		[SIGNATURE_MALFORMED] = "The header " SIGNATURE_HEADER
		    " must have a time t and a signature v1.",
		[SIGNATURE_NO_MATCH] = "No signature matches: the secret is "
		    "another endpoint's, or the body is not as it was sent.",
		[SIGNATURE_TIME] = "The signature is right, but its time is "
		    "too far from now: it is old, or a clock is wrong.",
	};
	_Static_assert(nitems(texts) == SIGNATURE_FAULTS, "each has a text");

	return fault < SIGNATURE_FAULTS ? texts[fault] : texts[SIGNATURE_OK];
}
