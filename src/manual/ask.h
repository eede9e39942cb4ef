/*
 * ask: a call of the API as it stands on a command line: till's, or that of
 * the shell on the dashboard.
 */
#ifndef TILL_MANUAL_ASK_H
#define TILL_MANUAL_ASK_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/buf.h"
#include "manual/options.h"
#include "params/params.h"

#define ASK_IDS_MAX 4

struct ask {
	const struct params_call *call; /* NULL until it is known */
	char **rest;			/* what follows the operation */
	int rest_count;
	const char *id[ASK_IDS_MAX];
	const char *option[OPTION_COUNT]; /* the value, or "" when given */
	struct buf form; /* the parameters, as a form's text */
	struct buf said; /* what is wrong with it, or the help wanted */
};

/* What the words came to. */
enum ask_came {
	ASK_CALL,  /* a call, or --help about one */
	ASK_HELP,  /* help: said has it, or is empty: about everything */
	ASK_WRONG  /* it cannot be: said has why, or as above */
};

/*
 * Reads the words of a call, argv[0] the first of them.  commands are the
 * names that could have been meant beside resources.  ask_free() in any case.
 */
enum ask_came ask_read(struct ask *ask, int argc, char **argv,
    const char *const *commands, size_t commands_count);

void ask_free(struct ask *ask);

/* Appends the path with its ids. */
void ask_path(struct buf *b, const struct ask *ask);

#endif
