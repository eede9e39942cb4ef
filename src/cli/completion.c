/* completion: names for bash, from the tables. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"
#include "manual/complete.h"

/*
 * bash is told each time by the program itself, so that it knows what this
 * build knows.  No space follows what goes on.  Within quotes readline would
 * close them behind a single match: two of them leave them open.
 */
static const char script[] =
    "_till()\n"
    "{\n"
    "\tmapfile -t COMPREPLY < <(\"${COMP_WORDS[0]}\" __complete \\\n"
    "\t    \"$COMP_CWORD\" \"${COMP_WORDS[@]}\" 2>/dev/null)\n"
    "\tcase ${COMPREPLY[0]-} in\n"
    "\t*= | *'[' | *.) compopt -o nospace 2>/dev/null ;;\n"
    "\t*) return ;;\n"
    "\tesac\n"
    "\tcase ${#COMPREPLY[@]}${COMP_WORDS[COMP_CWORD]} in\n"
    "\t1[\\'\\\"]*) COMPREPLY+=(\"${COMPREPLY[0]}...\") ;;\n"
    "\tesac\n"
    "}\n"
    "complete -F _till till\n";

int
cli_completion(int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[1], "bash") != 0)
		return cli_usage(argv[0]);
	(void)fputs(script, stdout);
	return cli_flush();
}

int
cli_complete(int argc, char **argv)
{
	const char *names[CLI_NAMES_MAX];
	size_t count = cli_names(names);
	struct buf b;
	int64_t at;

	if (argc < 3 || !text_to_int(argv[1], &at) || at < 0)
		return CLI_USAGE;
	buf_init(&b, COMPLETE_MAX);
	complete(&b, (const char *const *)(argv + 2), (size_t)argc - 2,
	    (size_t)at, names, count);
	(void)fputs(buf_text(&b), stdout);
	buf_free(&b);
	return cli_flush();
}
