/*
 * fault: plans what goes wrong with requests of the API, in test mode; and
 * whether unknown parameters do.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/own.h"
#include "cli/print.h"

#define PATH "/_till/faults"

static void
print_faults(struct json_object *data)
{
	if (json_count(data) == 0) {
		(void)puts("No faults are planned.");
		return;
	}
	(void)printf("%-6s %7s  %-40s %s\n", "FAULT", "LEFT", "OF", "HOW");
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *o = json_at(data, i);
		char code[128];

		print_plain(code, sizeof(code), json_text_or(o, "code", ""));
		(void)printf("%-6s %7lld  %-40s %s%s%s\n",
		    json_text_or(o, "fault", "-"),
		    (long long)json_int_or(o, "n", 0),
		    json_text_or(o, "on", "any request"),
		    json_bool_or(o, "after", false) ? "after executing" :
						      "before executing",
		    *code != '\0' ? ", " : "", code);
	}
}

/* The options of a fault, as parameters. */
static struct json_object *
read_options(int *argc, char **argv)
{
	static const char *const names[] = { "on", "type", "code",
		"message" };
	struct json_object *params = json_object_new_object();

	for (size_t i = 0; i < nitems(names); i++) {
		char option[32];
		const char *value;

		(void)snprintf(option, sizeof(option), "--%s", names[i]);
		value = own_option(argc, argv, option, true);
		if (value != NULL)
			json_put_text(params, names[i], value);
	}
	if (own_option(argc, argv, "--after", false) != NULL)
		json_put_text(params, "after", "true");
	return params;
}

/* Fills in the words of the command; false: they are not as they should. */
static bool
read_words(int argc, char **argv, struct json_object *params)
{
	bool plans = argc > 1 && strcmp(argv[1], "list") != 0 &&
	    strcmp(argv[1], "clear") != 0;

	if (argc > (plans ? 3 : 2) ||
	    (!plans && json_object_object_length(params) > 0))
		return false;
	if (argc > 1 && strcmp(argv[1], "list") != 0)
		json_put_text(params, "fault", argv[1]);
	if (argc > 2)
		json_put_text(params, "n", argv[2]);
	return true;
}

int
cli_fault(int argc, char **argv)
{
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	struct json_object *params = read_options(&argc, argv), *answer;
	bool changes;
	int status;

	if (!read_words(argc, argv, params)) {
		json_object_put(params);
		return cli_usage(argv[0]);
	}
	changes = json_object_object_length(params) > 0;
	status = own_call(changes ? "POST" : "GET", PATH, params, &answer);
	if (answer == NULL)
		return status;
	if (plain)
		print_json(answer);
	else
		print_faults(json_get(answer, "data"));
	json_object_put(answer);
	return cli_flush();
}

int
cli_validation(int argc, char **argv)
{
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	struct json_object *params = NULL, *answer;
	int status;

	if (argc > 2)
		return cli_usage(argv[0]);
	if (argc == 2) {
		params = json_object_new_object();
		json_put_text(params, "mode", argv[1]);
	}
	status = own_call(params != NULL ? "POST" : "GET",
	    "/_till/validation", params, &answer);
	if (answer == NULL)
		return status;
	if (plain)
		print_json(answer);
	else
		(void)puts(json_text_or(answer, "mode", "-"));
	json_object_put(answer);
	return cli_flush();
}
