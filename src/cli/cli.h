/*
 * cli: the commands of the till program.  Each prints its result on standard
 * output, complains on standard error, and returns the exit status.
 */
#ifndef TILL_CLI_CLI_H
#define TILL_CLI_CLI_H

#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "base/settings.h"

#define CLI_OK 0
#define CLI_FAILED 1 /* it could not be done */
#define CLI_USAGE 2  /* it was asked in a wrong way */
#define CLI_AWAY 3   /* the API gave no answer, or was at fault itself */

struct cli_command {
	const char *name;
	const char *usage; /* what follows the name */
	const char *help;  /* NULL: not for people, and not shown */
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct cli_command cli_commands[];
extern const size_t cli_commands_count;

/* The row of a command, NULL when there is none. */
const struct cli_command *cli_find(const char *name);

/* Lists the names of the commands that are for people; how many. */
#define CLI_NAMES_MAX 48
size_t cli_names(const char *names[static CLI_NAMES_MAX]);

/* Prints all commands and resources. */
void cli_help(FILE *to);

/* Prints "till: …" with the error's message; CLI_FAILED. */
int cli_fail(const struct till_error *e);

/* Prints how a command is used; CLI_USAGE. */
int cli_usage(const char *name);

/*
 * Loads the settings with those that are needed, or complains: NULL.  The
 * caller's (settings_free).
 */
struct settings *cli_settings(const enum setting *needs, size_t n);

/* Ends what was printed; CLI_OK, or CLI_FAILED where it could not be. */
int cli_flush(void);

/* A command that is none of the table: [api] <resource> <operation> …. */
int cli_api(int argc, char **argv);

int cli_check(int argc, char **argv);
int cli_clock(int argc, char **argv);
int cli_complete(int argc, char **argv);
int cli_completion(int argc, char **argv);
int cli_connect(int argc, char **argv);
int cli_deliveries(int argc, char **argv);
int cli_fault(int argc, char **argv);
int cli_help_command(int argc, char **argv);
int cli_listen(int argc, char **argv);
int cli_listing(int argc, char **argv);
int cli_load(int argc, char **argv);
int cli_order(int argc, char **argv);
int cli_orders(int argc, char **argv);
int cli_preview(int argc, char **argv);
int cli_reconcile(int argc, char **argv);
int cli_session(int argc, char **argv);
int cli_sign_customer(int argc, char **argv);
int cli_state(int argc, char **argv);
int cli_trigger(int argc, char **argv);
int cli_validation(int argc, char **argv);
int cli_verify_signature(int argc, char **argv);
int cli_webhooks(int argc, char **argv);
int cli_worker(int argc, char **argv);

#endif
