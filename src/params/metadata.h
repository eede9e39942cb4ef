/* metadata: a merchant's own keys and values (behaviour.md 2). */
#ifndef TILL_PARAMS_METADATA_H
#define TILL_PARAMS_METADATA_H

#include <json-c/json.h>

#include "base/error.h"
#include "params/place.h"

/*
 * Checks keys and values; *out is a new object of the same strings, the
 * caller's, "" staying where a key is to be removed.  Used inside params.
 */
enum till_err metadata_check(const struct place *at,
    struct json_object *value, struct json_object **out,
    struct till_error *e);

/*
 * TILL_EINPUT when an object has more than METADATA_KEYS_MAX keys with a
 * value; param is its bracketed name.
 */
enum till_err metadata_count(struct json_object *metadata, const char *param,
    struct till_error *e);

#endif
