/* ask: see ask.h. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "cli/ask.h"
#include "cli/cli.h"
#include "form/form.h"
#include "manual/help.h"
#include "manual/names.h"

#define FORM_MAX (1024 * 1024)

static bool
is_option(const char *word, enum call_option option)
{
	const struct option_row *o = &call_options[option];

	return strcmp(word, o->name) == 0 ||
	    (o->brief != NULL && strcmp(word, o->brief) == 0);
}

/* The known name nearest to a wrong one, kept while looking. */
struct nearest {
	const char *wrong;
	char name[NAMES_MAX];
	size_t edits;
};

static void
consider(struct nearest *n, const char *known)
{
	size_t edits = near_edits(n->wrong, known);

	if (edits >= n->edits)
		return;
	n->edits = edits;
	text_copy(n->name, sizeof(n->name), known);
}

/* "till: there is no option --limt; did you mean --limit?" */
static void
say_wrong(const char *what, const struct nearest *n)
{
	(void)fprintf(stderr, "till: %s %s%s%s%s\n", what, n->wrong,
	    n->edits != SIZE_MAX ? "; did you mean " : "",
	    n->edits != SIZE_MAX ? n->name : "",
	    n->edits != SIZE_MAX ? "?" : "");
}

static void
print_resources(FILE *to, const char *prefix)
{
	struct buf b;

	buf_init(&b, HELP_MAX);
	help_resources(&b, prefix);
	(void)fputs(buf_text(&b), to);
	buf_free(&b);
}

/* No resource begins with these words. */
static int
no_resource(const char *words)
{
	struct nearest n = { .wrong = words, .edits = SIZE_MAX };
	struct call_name name;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		consider(&n, name.resource);
		name.resource[strcspn(name.resource, " ")] = '\0';
		consider(&n, name.resource);
	}
	for (size_t i = 0; i < cli_commands_count; i++)
		if (cli_commands[i].help != NULL)
			consider(&n, cli_commands[i].name);
	say_wrong("there is no command or resource", &n);
	if (n.edits == SIZE_MAX)
		(void)fputs("till --help lists them.\n", stderr);
	return CLI_USAGE;
}

/* The resource has no such operation; "" when none was named. */
static int
no_operation(const char *resource, const char *operation)
{
	struct nearest n = { .wrong = operation, .edits = SIZE_MAX };
	struct call_name name;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		if (!names_begin(name.resource, resource))
			continue;
		if (strcmp(name.resource, resource) == 0)
			consider(&n, name.operation);
		else
			consider(&n, name.resource + strlen(resource) + 1);
	}
	if (*operation != '\0') {
		char what[NAMES_MAX + 16];

		(void)snprintf(what, sizeof(what), "%s has no", resource);
		say_wrong(what, &n);
	} else {
		(void)fprintf(stderr, "usage: till %s <operation>\n",
		    resource);
	}
	print_resources(stderr, resource);
	return CLI_USAGE;
}

static bool
begins_resource(const char *words)
{
	struct call_name name;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		if (names_begin(name.resource, words))
			return true;
	}
	return false;
}

/* Reads resource and operation; *status as ask_read() has it. */
static bool
read_call(struct ask *ask, int argc, char **argv, int *status)
{
	char words[NAMES_MAX] = "", longer[NAMES_MAX];
	int i = 0;

	for (; i < argc && argv[i][0] != '-'; i++) {
		ask->call = names_find(words, argv[i]);
		if (ask->call != NULL) {
			ask->rest = argv + i + 1;
			ask->rest_count = argc - i - 1;
			return true;
		}
		if (snprintf(longer, sizeof(longer), "%s%s%s", words,
			*words != '\0' ? " " : "", argv[i]) >=
			(int)sizeof(longer) ||
		    !begins_resource(longer)) {
			*status = *words == '\0' ? no_resource(argv[i]) :
						   no_operation(words, argv[i]);
			return false;
		}
		for (char *c = longer; *c != '\0'; c++)
			*c = *c == '.' || *c == '/' ? ' ' :
			    *c == '-'		    ? '_' :
						      *c;
		text_copy(words, sizeof(words), longer);
	}
	if (i < argc && is_option(argv[i], OPTION_HELP)) {
		if (*words == '\0')
			cli_help(stdout);
		else
			print_resources(stdout, words);
		*status = cli_flush();
	} else if (*words == '\0') {
		cli_help(stderr);
		*status = CLI_USAGE;
	} else {
		*status = no_operation(words, "");
	}
	return false;
}

static void
add_pair(struct buf *form, const char *name, size_t len, const char *value)
{
	if (form->len > 0)
		buf_add_char(form, '&');
	form_escape(form, name, len);
	buf_add_char(form, '=');
	form_escape(form, value, strlen(value));
}

/* The parameter at the top that an option names; NULL for none. */
static const struct param *
named_by(const struct params_call *call, const char *option, size_t len,
    char name[static NAMES_MAX])
{
	if (len < 3 || len - 2 >= NAMES_MAX || strncmp(option, "--", 2) != 0)
		return NULL;
	memcpy(name, option + 2, len - 2);
	name[len - 2] = '\0';
	for (char *c = name; *c != '\0'; c++)
		if (*c == '-')
			*c = '_';
	for (size_t i = 0; i < call->params_count; i++)
		if (strcmp(call->params[i].name, name) == 0)
			return &call->params[i];
	return NULL;
}

/* No such option: which one is near, and how else to send a parameter. */
static int
no_option(const struct ask *ask, const char *word, size_t len)
{
	char option[NAMES_MAX], known[NAMES_MAX];
	struct nearest n = { .wrong = option, .edits = SIZE_MAX };

	(void)snprintf(option, sizeof(option), "%.*s", (int)len, word);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		consider(&n, call_options[i].name);
	for (size_t i = 0; i < ask->call->params_count; i++) {
		(void)snprintf(known, sizeof(known), "--%s",
		    ask->call->params[i].name);
		for (char *c = known; *c != '\0'; c++)
			if (*c == '_')
				*c = '-';
		consider(&n, known);
	}
	say_wrong("there is no option", &n);
	(void)fputs("Any parameter can be sent as -d name=value.\n", stderr);
	return CLI_USAGE;
}

/* Keeps an option of the table. */
static bool
keep_option(struct ask *ask, enum call_option which, const char *value)
{
	const char *equals;

	switch (which) {
	case OPTION_DATA:
		equals = strchr(value, '=');
		if (equals == NULL || equals == value) {
			(void)fprintf(stderr,
			    "till: -d takes name=value, not \"%s\"\n", value);
			return false;
		}
		add_pair(&ask->form, value, (size_t)(equals - value),
		    equals + 1);
		return true;
	case OPTION_EXPAND:
		add_pair(&ask->form, "expand[]", strlen("expand[]"), value);
		return true;
	default:
		ask->option[which] = value;
		return true;
	}
}

/* The option of the table that len bytes of a word name, or OPTION_COUNT. */
static enum call_option
find_option(const char *word, size_t len)
{
	int which = 0;

	for (; which < OPTION_COUNT; which++) {
		const struct option_row *o = &call_options[which];

		if ((strlen(o->name) == len &&
			strncmp(o->name, word, len) == 0) ||
		    (o->brief != NULL && strcmp(o->brief, word) == 0))
			break;
	}
	return (enum call_option)which;
}

/* Whether an option is known, and may have or not have a value. */
static bool
check_option(const struct ask *ask, const char *word, size_t len,
    enum call_option which, const struct param *param)
{
	if (which == OPTION_COUNT && param == NULL) {
		(void)no_option(ask, word, len);
		return false;
	}
	if (param != NULL && (param->kind == PARAM_OBJECT ||
	    param->element != NULL)) {
		(void)fprintf(stderr,
		    "till: %s holds others: send them as -d "
		    "\"%s[…]=value\"\n", param->name, param->name);
		return false;
	}
	if (which < OPTION_COUNT && call_options[which].value == NULL &&
	    word[len] == '=') {
		(void)fprintf(stderr, "till: %s takes no value\n",
		    call_options[which].name);
		return false;
	}
	return true;
}

/* Reads one option; *used is how many words it took. */
static bool
read_option(struct ask *ask, char **words, int left, int *used)
{
	const char *word = words[0], *equals = strchr(word, '='), *value;
	size_t len = equals != NULL && strncmp(word, "--", 2) == 0 ?
	    (size_t)(equals - word) :
	    strlen(word);
	enum call_option which = find_option(word, len);
	const struct param *param = NULL;
	char name[NAMES_MAX];

	*used = 1;
	if (which == OPTION_COUNT)
		param = named_by(ask->call, word, len, name);
	if (!check_option(ask, word, len, which, param))
		return false;
	if (which < OPTION_COUNT && call_options[which].value == NULL)
		return keep_option(ask, which, "");
	if (word[len] == '=') {
		value = word + len + 1;
	} else if (left >= 2) {
		value = words[1];
		*used = 2;
	} else {
		(void)fprintf(stderr, "till: %s needs a value\n", word);
		return false;
	}
	if (param == NULL)
		return keep_option(ask, which, value);
	add_pair(&ask->form, param->name, strlen(param->name), value);
	return true;
}

/* Whether as many ids were given as the path takes. */
static bool
check_ids(const struct ask *ask, size_t given)
{
	struct call_name name;

	names_of(ask->call, &name);
	if (given == name.ids && (given == 0 || *ask->id[given - 1] != '\0'))
		return true;
	(void)fprintf(stderr, "usage: till %s %s", name.resource,
	    name.operation);
	for (size_t i = 0; i < name.ids; i++)
		(void)fputs(" <id>", stderr);
	(void)fputs(" [options]\n", stderr);
	if (given > name.ids && name.ids < ASK_IDS_MAX)
		(void)fprintf(stderr,
		    "till: \"%s\" is one word too many; parameters are sent "
		    "as -d name=value\n", ask->id[name.ids]);
	return false;
}

bool
ask_read(struct ask *ask, int argc, char **argv, int *status)
{
	size_t ids = 0;
	int used = 1;

	*ask = (struct ask){ .call = NULL };
	buf_init(&ask->form, FORM_MAX);
	if (!read_call(ask, argc, argv, status))
		return false;
	*status = CLI_USAGE;
	for (int i = 0; i < ask->rest_count; i += used) {
		char **at = &ask->rest[i];

		used = 1;
		if (**at == '-' && !read_option(ask, at,
		    ask->rest_count - i, &used))
			return false;
		if (**at != '-' && ids < ASK_IDS_MAX)
			ask->id[ids++] = *at;
	}
	if (ask->option[OPTION_HELP] != NULL)
		return true;
	if (ask->option[OPTION_RETURNS] != NULL) {
		(void)fputs("till: --returns goes with --help\n", stderr);
		return false;
	}
	return check_ids(ask, ids);
}

void
ask_free(struct ask *ask)
{
	buf_free(&ask->form);
}

void
ask_path(struct buf *b, const struct ask *ask)
{
	size_t id = 0;

	for (const char *at = ask->call->path; *at != '\0';) {
		size_t len = strcspn(at, "/");

		if (*at == ':' && id < ASK_IDS_MAX) {
			form_escape(b, ask->id[id], strlen(ask->id[id]));
			id++;
		} else {
			buf_add(b, at, len);
		}
		at += len;
		if (*at == '/') {
			buf_add_char(b, '/');
			at++;
		}
	}
}
