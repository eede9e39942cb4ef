/* unknown: parameters that a call does not have.  Used inside params only. */
#ifndef TILL_PARAMS_UNKNOWN_H
#define TILL_PARAMS_UNKNOWN_H

#include <json-c/json.h>
#include <stddef.h>

#include "base/error.h"
#include "params/params.h"

/*
 * Looks through the whole form, all levels, for names that are not in the
 * tables.  TILL_EINPUT, parameter_unknown: the message lists them in the
 * order they came and, for a single one, the name it comes close to.
 */
enum till_err unknown_check(const struct param *params, size_t count,
    struct json_object *form, struct till_error *e);

#endif
