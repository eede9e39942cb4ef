/*
 * help: the calls explained as text of eighty columns, for the command line.
 */
#ifndef TILL_MANUAL_HELP_H
#define TILL_MANUAL_HELP_H

#include <stdbool.h>

#include "base/buf.h"
#include "params/params.h"

#define HELP_MAX (1024 * 1024) /* a ceiling for any help text */

/*
 * Appends what there is to know about a call: method and path, an example,
 * the options, every parameter as a tree with its type, rules, limits, values
 * and note, and what is answered; with returns also the answer's fields.
 */
void help_call(struct buf *b, const struct params_call *call, bool returns);

/*
 * Appends the resources that begin with the words of prefix, "" for all, each
 * with its operations.
 */
void help_resources(struct buf *b, const char *prefix);

/* Appends text broken into lines that begin at column indent, and a newline;
 * column is where the first line stands already. */
void help_wrap(struct buf *b, size_t column, size_t indent, const char *text);

/* Appends a line "  left    text", text wrapped in its own column. */
void help_row(struct buf *b, size_t indent, const char *left,
    const char *text);

#endif
