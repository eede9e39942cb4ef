/*
 * outcome: what becomes of a card or an account that is tried, from the
 * tables of test cards (behaviour.md 8.1) and of test accounts (8.3).
 */
#ifndef TILL_PAYMENTS_OUTCOME_H
#define TILL_PAYMENTS_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

/* Texts are constants or loans. */
struct outcome {
	bool challenge; /* the buyer must first say yes at the bank */
	bool delayed;	/* what comes of it is known only delay_s later */
	int64_t delay_s;
	const char *code; /* the API's code, NULL when it succeeds */
	const char *decline_code; /* NULL for none */
	const char *message;	  /* for the buyer */
	bool unauthenticated; /* the challenge was failed */
	bool blocked; /* refused before any bank was asked */
	bool disputed; /* paid, and then disputed by the buyer */
};

/* The code of a bank that wants to see a buyer who is not there. */
#define OUTCOME_ABSENT "authentication_required"

/*
 * What failing a challenge comes to (behaviour.md 8.1), when paying and when
 * a card is saved.
 */
extern const struct outcome outcome_unauthenticated, outcome_not_set_up;

#endif
