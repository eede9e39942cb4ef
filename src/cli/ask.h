/* ask: a call of the API as it stands on the command line. */
#ifndef TILL_CLI_ASK_H
#define TILL_CLI_ASK_H

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
};

/*
 * Reads the words of a call, argv[0] the first of them.  False: it was said
 * on standard error what is wrong, or asked for help was printed; *status is
 * the exit status then.  ask_free() in any case.
 */
bool ask_read(struct ask *ask, int argc, char **argv, int *status);

void ask_free(struct ask *ask);

/* Appends the path with its ids. */
void ask_path(struct buf *b, const struct ask *ask);

#endif
