/*
 * complete: what may stand next on till's command line, from the tables.
 */
#ifndef TILL_MANUAL_COMPLETE_H
#define TILL_MANUAL_COMPLETE_H

#include <stddef.h>

#include "base/buf.h"
#include "params/params.h"

#define COMPLETE_MAX (256 * 1024) /* bytes of answers */

/*
 * Appends, a line each, what may stand at words[at] and begins as it does.
 * words are those of bash: COMP_WORDS, where "a=b" may be three words, quotes
 * still stand and words[at] is the one being written; an answer is then what
 * takes the place of words[at] alone.  commands are the names that may stand
 * where a resource does.  An answer that ends in '=', '[' or '.' goes on.
 */
void complete(struct buf *b, const char *const *words, size_t n, size_t at,
    const char *const *commands, size_t commands_count);

/*
 * Appends what may follow in the name of a parameter, "line_items[0][pr", or
 * be its value, "mode=pay": whole words.
 */
void complete_data(struct buf *b, const struct params_call *call,
    const char *begun, size_t cut);

/* Appends what may follow in a path for expand, "data.line_items". */
void complete_expand(struct buf *b, const struct params_call *call,
    const char *begun, size_t cut);

#endif
