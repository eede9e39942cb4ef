/* options: what a call takes on the command line beside its parameters. */
#ifndef TILL_MANUAL_OPTIONS_H
#define TILL_MANUAL_OPTIONS_H

#include <stddef.h>

enum call_option {
	OPTION_DATA,
	OPTION_EXPAND,
	OPTION_TABLE,
	OPTION_IDEMPOTENCY_KEY,
	OPTION_API_BASE,
	OPTION_API_KEY,
	OPTION_RETURNS,
	OPTION_HELP,
	OPTION_COUNT
};

struct option_row {
	const char *name;  /* "--data" */
	const char *brief; /* "-d", or NULL */
	const char *value; /* what it takes, or NULL */
	const char *help;
};

extern const struct option_row call_options[OPTION_COUNT];

#endif
