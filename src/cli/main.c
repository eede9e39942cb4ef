/* main: finds the command and runs it. */
#include <string.h>

#include "base/log.h"
#include "cli/cli.h"

int
main(int argc, char **argv)
{
	const struct cli_command *command;
	const char *name = argc > 1 ? argv[1] : "";

	log_open("till", LOG_WARN);
	if (*name == '\0') {
		cli_help(stderr);
		return CLI_USAGE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	command = cli_find(name);
	if (command == NULL)
		return cli_api(argc - 1, argv + 1);
	return command->run(argc - 1, argv + 1);
}
