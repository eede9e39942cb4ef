/* main: finds the command and runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct cli_command commands[] = {
	{ "clock", "[+<n>[s|m|h|d]]",
	    "print the time of the shop and the API, or move it forward in "
	    "test mode\n(needs TILL_CLOCK)",
	    cli_clock },
	{ "load", "<catalogue.json>",
	    "create the products and prices of a file through the API; what "
	    "is there\nalready stays (needs TILL_API_BASE, TILL_SECRET_KEY)",
	    cli_load },
	{ "sign-customer", "<cus_…> [--days <n>]",
	    "print the value of the cookie till_customer for a customer, "
	    "good for\n30 days or n (needs TILL_CUSTOMER_KEY)",
	    cli_sign_customer },
};

int
cli_fail(const struct till_error *e)
{
	(void)fprintf(stderr, "till: %s\n", e->message);
	return CLI_FAILED;
}

int
cli_usage(const char *name)
{
	for (size_t i = 0; i < nitems(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			(void)fprintf(stderr, "usage: till %s %s\n", name,
			    commands[i].usage);
	return CLI_USAGE;
}

static const char *
environment(const char *name)
{
	return getenv(name); /* NOLINT(concurrency-mt-unsafe): one thread */
}

struct settings *
cli_settings(const enum setting *needs, size_t n)
{
	struct settings *settings = NULL;
	struct till_error e;

	till_error_clear(&e);
	if (settings_load(environment, needs, n, &settings, &e) !=
	    TILL_OK)
		(void)cli_fail(&e);
	return settings;
}

/* Prints text, each line of it indented. */
static void
print_help(FILE *to, const char *text)
{
	(void)fputs("      ", to);
	for (const char *c = text; *c != '\0'; c++) {
		(void)fputc(*c, to);
		if (*c == '\n')
			(void)fputs("      ", to);
	}
	(void)fputc('\n', to);
}

static void
help(FILE *to)
{
	(void)fputs("usage: till <command> [arguments]\n\n", to);
	for (size_t i = 0; i < nitems(commands); i++) {
		(void)fprintf(to, "  %s %s\n", commands[i].name,
		    commands[i].usage);
		print_help(to, commands[i].help);
	}
	(void)fputs("\nSettings come from the environment; the README lists "
		    "them.\nExit status: 0 done, 1 failed, 2 wrong usage.\n",
	    to);
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	log_open("till", LOG_WARN);
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
	    strcmp(name, "help") == 0) {
		help(stdout);
		return CLI_OK;
	}
	for (size_t i = 0; i < nitems(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	if (*name != '\0')
		(void)fprintf(stderr, "till: there is no command %s\n", name);
	help(stderr);
	return CLI_USAGE;
}
