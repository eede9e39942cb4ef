/*
 * example: a call as one would write it in a shell, from the tables: the
 * parameters that it needs, with values of their kind.
 */
#ifndef TILL_MANUAL_EXAMPLE_H
#define TILL_MANUAL_EXAMPLE_H

#include "base/buf.h"
#include "params/params.h"

/*
 * Appends the call for curl, for an API at base.  $TILL_SECRET_KEY, $id and
 * ids such as $price are the reader's to set.
 */
void example_curl(struct buf *b, const struct params_call *call,
    const char *base);

/* Appends the call for till. */
void example_till(struct buf *b, const struct params_call *call);

/* Appends "name=value" lines: the parameters of the example. */
void example_pairs(struct buf *b, const struct params_call *call);

#endif
