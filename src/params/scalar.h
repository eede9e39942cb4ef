/* scalar: single values, from text to typed JSON.  Used inside params only. */
#ifndef TILL_PARAMS_SCALAR_H
#define TILL_PARAMS_SCALAR_H

#include <json-c/json.h>

#include "base/error.h"
#include "params/params.h"
#include "params/place.h"

/*
 * Checks the value of a parameter that is no object, array or map, and is
 * not empty.  *out is the caller's and may be value itself, held once more.
 * TILL_EINPUT, TILL_EMEM.
 */
enum till_err scalar_check(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out,
    struct till_error *e);

/*
 * Writes a currency code in lower case.  TILL_EINPUT: it is not among the
 * values of param.
 */
enum till_err scalar_currency(const struct param *param,
    const struct place *at, const char *text, char out[static 4],
    struct till_error *e);

#endif
