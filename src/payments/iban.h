/* iban: the accounts of SEPA direct debit, and the test ones' results. */
#ifndef TILL_PAYMENTS_IBAN_H
#define TILL_PAYMENTS_IBAN_H

#include <stddef.h>

#include "base/error.h"
#include "payments/outcome.h"

#define IBAN_MAX 34 /* characters (ISO 13616) */

/*
 * Copies an IBAN without its spaces and in capitals.  TILL_EINPUT: it is
 * incomplete or its check digits are wrong; the message is for the buyer.
 */
enum till_err iban_check(const char *text, char out[static IBAN_MAX + 1],
    struct till_error *e);

/*
 * What comes of a debit from an account that iban_check() gave: all are known
 * only later (behaviour.md 8.3).
 */
void iban_outcome(const char *iban, struct outcome *out);

/* The test accounts, one by one; NULL after the last. */
const char *iban_test(size_t i);

/* The same for a failure code that was kept. */
#define IBAN_FAILURE_CODE "payment_intent_payment_attempt_failed"
extern const struct outcome iban_failure;

#endif
