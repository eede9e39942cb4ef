/*
 * place: where in a request a check stands, and the refusals said there.
 * Used inside params only.
 */
#ifndef TILL_PARAMS_PLACE_H
#define TILL_PARAMS_PLACE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "params/params.h"

/* One step of a bracketed name; the steps live on the stack of the walk. */
struct place {
	const struct place *up; /* NULL at the top */
	const char *name;	/* NULL for an element of a list */
	size_t index;		/* then its position */
};

/* Writes the name, "line_items[0][price]", cut to fit. */
void place_text(const struct place *at, char out[static TILL_PARAM_MAX]);

/* A refusal at a place; code may be NULL. */
enum till_err place_fail(const struct place *at, struct till_error *e,
    const char *code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* "Missing required param: success_url." */
enum till_err place_fail_missing(const struct place *at,
    struct till_error *e);

/* The empty string where nothing can be unset. */
enum till_err place_fail_empty(const struct place *at, struct till_error *e);

/* "Invalid mode: must be one of payment, setup, or subscription" */
enum till_err place_fail_enum(const struct place *at,
    const struct param *param, struct till_error *e);

/* "Invalid currency: xyz. Stripe currently supports …" */
enum till_err place_fail_currency(const struct place *at, const char *text,
    const struct param *param, struct till_error *e);

/* "Invalid string: BAh7CEkiCG...7b80c2b880; must be at most 200 …" */
enum till_err place_fail_long(const struct place *at, const char *text,
    size_t max, struct till_error *e);

/* Appends a value the way the API prints one inside a message. */
void place_inspect(struct buf *b, struct json_object *value);

/* An object where a scalar belongs: "Invalid integer: {"a"=>"b"}". */
enum till_err place_fail_scalar(const struct place *at, const char *kind,
    struct json_object *value, struct till_error *e);

#endif
