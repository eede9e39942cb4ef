/* charge: what one try of a payment intent came to. */
#ifndef TILL_PAYMENTS_CHARGE_H
#define TILL_PAYMENTS_CHARGE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "payments/outcome.h"
#include "store/record.h"

extern const struct record_type charge_type;

/* Texts and objects are loans, NULL for none. */
struct charge_terms {
	struct json_object *intent, *method;
	const struct outcome *outcome;
	const char *customer, *invoice;
	bool authenticated; /* a challenge was passed */
};

/* Makes and stores the charge of a try; its object is *out, the caller's. */
enum till_err charge_make(struct store_conn *c,
    const struct charge_terms *terms, int64_t now, struct json_object **out,
    struct till_error *e);

/* Stores what became of a pending charge: failure is NULL when it is paid. */
enum till_err charge_settle(struct store_conn *c, const char *id,
    const struct outcome *failure, struct till_error *e);

#endif
