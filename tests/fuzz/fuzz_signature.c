/*
 * fuzz_signature: any line as the header of a webhook and the rest as its
 * body.  No header that was not made with the secret may pass.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "events/signature.h"

#define NOW 1700000000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const secrets[] = { "whsec_one", "whsec_two" };
	const char *text = (const char *)data;
	const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
	size_t len = end != NULL ? (size_t)(end - text) : size;
	const char *body = end != NULL ? end + 1 : "";
	size_t body_len = end != NULL ? size - len - 1 : 0;
	enum signature_fault fault = SIGNATURE_FAULTS;
	char *header = malloc(len + 1);
	struct buf made;

	if (header == NULL)
		return 0;
	if (len > 0)
		memcpy(header, text, len);
	header[len] = '\0';
	if (signature_verify(header, body, body_len, secrets, 2, NOW,
		SIGNATURE_TOLERANCE_S, &fault) == TILL_OK ||
	    fault == SIGNATURE_OK || fault == SIGNATURE_FAULTS)
		abort();
	free(header);
	/* And the one that was made does, whatever the body. */
	buf_init(&made, 4096);
	signature_make(&made, body, body_len, secrets + 1, 1, NOW);
	if (!buf_ok(&made) ||
	    signature_verify(buf_text(&made), body, body_len, secrets, 2, NOW,
		SIGNATURE_TOLERANCE_S, &fault) != TILL_OK)
		abort();
	buf_free(&made);
	return 0;
}
