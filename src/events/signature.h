/*
 * signature: the Stripe-Signature header of a webhook, made and verified
 * (behaviour.md 7.3).
 *
 *   t=<Unix seconds>,v1=<hex>[,v1=<hex>…]
 *
 * v1 is the HMAC-SHA-256 of t, a point and the bytes of the body as they were
 * sent, under the whole secret with its "whsec_".  Every scheme but v1 is
 * passed over.  While a secret is rolled two are valid: there is a v1 for
 * each, and one that matches is enough.
 */
#ifndef TILL_EVENTS_SIGNATURE_H
#define TILL_EVENTS_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

#define SIGNATURE_HEADER "Stripe-Signature"
#define SIGNATURE_TOLERANCE_S 300 /* what the official SDKs allow */

/* What is wrong with a signature; the first that applies. */
enum signature_fault {
	SIGNATURE_OK,
	SIGNATURE_NO_HEADER, /* absent or empty */
	SIGNATURE_MALFORMED, /* no time in it, or no v1 */
	SIGNATURE_NO_MATCH,  /* another secret, or an altered body */
	SIGNATURE_TIME,	     /* right, but its time is too far from now */
	SIGNATURE_FAULTS
};

/*
 * Appends the header's value for the len bytes of body, signed at the second
 * time with each of the n secrets.  Whether it fitted is for buf_ok() to say.
 */
void signature_make(struct buf *out, const char *body, size_t len,
    const char *const *secrets, size_t n, int64_t time);

/*
 * Checks header, NULL when the request had none, against the bytes of the
 * body and any of the n secrets, in a time that does not tell how much of a
 * signature was right.  tolerance is in seconds, to both sides of now; the
 * signature is looked at before the time, so that SIGNATURE_TIME says that
 * the secret was right.  TILL_EINPUT: *fault says why.  TILL_EMEM.
 */
enum till_err signature_verify(const char *header, const char *body,
    size_t len, const char *const *secrets, size_t n, int64_t now,
    int64_t tolerance, enum signature_fault *fault);

/* A fault in a sentence for the person who set the webhook up. */
const char *signature_fault_text(enum signature_fault fault);

#endif
