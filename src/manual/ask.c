/* ask: see ask.h. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "form/form.h"
#include "manual/ask.h"
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
say_wrong(struct ask *ask, const char *what, const struct nearest *n)
{
	buf_addf(&ask->said, "till: %s %s%s%s%s\n", what, n->wrong,
	    n->edits != SIZE_MAX ? "; did you mean " : "",
	    n->edits != SIZE_MAX ? n->name : "",
	    n->edits != SIZE_MAX ? "?" : "");
}

/* No resource begins with these words. */
static enum ask_came
no_resource(struct ask *ask, const char *words,
    const char *const *commands, size_t commands_count)
{
	struct nearest n = { .wrong = words, .edits = SIZE_MAX };
	struct call_name name;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		consider(&n, name.resource);
		name.resource[strcspn(name.resource, " ")] = '\0';
		consider(&n, name.resource);
	}
	for (size_t i = 0; i < commands_count; i++)
		consider(&n, commands[i]);
	say_wrong(ask, "there is no command or resource", &n);
	if (n.edits == SIZE_MAX)
		buf_add_text(&ask->said, "till --help lists them.\n");
	return ASK_WRONG;
}

/* The resource has no such operation; "" when none was named. */
static enum ask_came
no_operation(struct ask *ask, const char *resource, const char *operation)
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
		say_wrong(ask, what, &n);
	} else {
		buf_addf(&ask->said, "usage: till %s <operation>\n",
		    resource);
	}
	help_resources(&ask->said, resource);
	return ASK_WRONG;
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

/* Reads resource and operation. */
static enum ask_came
read_call(struct ask *ask, int argc, char **argv,
    const char *const *commands, size_t commands_count)
{
	char words[NAMES_MAX] = "", longer[NAMES_MAX];
	int i = 0;

	for (; i < argc && argv[i][0] != '-'; i++) {
		ask->call = names_find(words, argv[i]);
		if (ask->call != NULL) {
			ask->rest = argv + i + 1;
			ask->rest_count = argc - i - 1;
			return ASK_CALL;
		}
		if (snprintf(longer, sizeof(longer), "%s%s%s", words,
			*words != '\0' ? " " : "", argv[i]) >=
			(int)sizeof(longer) ||
		    !begins_resource(longer))
			return *words == '\0' ?
			    no_resource(ask, argv[i], commands,
				commands_count) :
			    no_operation(ask, words, argv[i]);
		for (char *c = longer; *c != '\0'; c++)
			*c = *c == '.' || *c == '/' ? ' ' :
			    *c == '-'		    ? '_' :
						      *c;
		text_copy(words, sizeof(words), longer);
	}
	if (i >= argc || !is_option(argv[i], OPTION_HELP))
		return *words == '\0' ? ASK_WRONG :
					no_operation(ask, words, "");
	if (*words != '\0')
		help_resources(&ask->said, words);
	return ASK_HELP;
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

/*
 * The parameter at the top that an option names, before any brackets; NULL
 * for none.
 */
static const struct param *
named_by(const struct params_call *call, const char *option, size_t len,
    char name[static NAMES_MAX])
{
	size_t plain = strcspn(option, "[");

	if (plain < len)
		len = plain;
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
static void
no_option(struct ask *ask, const char *word, size_t len)
{
	char option[NAMES_MAX], known[NAMES_MAX];
	struct nearest n = { .wrong = option, .edits = SIZE_MAX };

	if (strcspn(word, "[") < len)
		len = strcspn(word, "[");
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
	say_wrong(ask, "there is no option", &n);
	buf_add_text(&ask->said,
	    "Any parameter can be sent as -d name=value.\n");
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
			buf_addf(&ask->said,
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
check_option(struct ask *ask, const char *word, size_t len,
    enum call_option which, const struct param *param)
{
	if (which == OPTION_COUNT && param == NULL) {
		no_option(ask, word, len);
		return false;
	}
	if (param != NULL && (param->kind == PARAM_OBJECT ||
	    param->element != NULL) && memchr(word, '[', len) == NULL) {
		buf_addf(&ask->said,
		    "till: %s holds others: send them as -d "
		    "\"%s[…]=value\"\n", param->name, param->name);
		return false;
	}
	if (which < OPTION_COUNT && call_options[which].value == NULL &&
	    word[len] == '=') {
		buf_addf(&ask->said, "till: %s takes no value\n",
		    call_options[which].name);
		return false;
	}
	return true;
}

/* Adds the parameter of an option, with the brackets behind its name. */
static void
add_named(struct buf *form, const struct param *param, const char *option,
    size_t len, const char *value)
{
	size_t plain = strcspn(option, "[");
	struct buf name;

	buf_init(&name, FORM_MAX);
	buf_add_text(&name, param->name);
	if (plain < len)
		buf_add(&name, option + plain, len - plain);
	add_pair(form, buf_text(&name), name.len, value);
	buf_free(&name);
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
		buf_addf(&ask->said, "till: %s needs a value\n", word);
		return false;
	}
	if (param == NULL)
		return keep_option(ask, which, value);
	add_named(&ask->form, param, word, len, value);
	return true;
}

/* Whether as many ids were given as the path takes. */
static bool
check_ids(struct ask *ask, size_t given)
{
	struct call_name name;

	names_of(ask->call, &name);
	if (given == name.ids && (given == 0 || *ask->id[given - 1] != '\0'))
		return true;
	buf_addf(&ask->said, "usage: till %s %s", name.resource,
	    name.operation);
	for (size_t i = 0; i < name.ids; i++)
		buf_add_text(&ask->said, " <id>");
	buf_add_text(&ask->said, " [options]\n");
	if (given > name.ids && name.ids < ASK_IDS_MAX)
		buf_addf(&ask->said,
		    "till: \"%s\" is one word too many; parameters are sent "
		    "as -d name=value\n", ask->id[name.ids]);
	return false;
}

enum ask_came
ask_read(struct ask *ask, int argc, char **argv,
    const char *const *commands, size_t commands_count)
{
	enum ask_came came;
	size_t ids = 0;
	int used = 1;

	*ask = (struct ask){ .call = NULL };
	buf_init(&ask->form, FORM_MAX);
	buf_init(&ask->said, FORM_MAX);
	came = read_call(ask, argc, argv, commands, commands_count);
	if (came != ASK_CALL)
		return came;
	for (int i = 0; i < ask->rest_count; i += used) {
		char **at = &ask->rest[i];

		used = 1;
		if (**at == '-' && !read_option(ask, at,
		    ask->rest_count - i, &used))
			return ASK_WRONG;
		if (**at != '-' && ids < ASK_IDS_MAX)
			ask->id[ids++] = *at;
	}
	if (ask->option[OPTION_HELP] != NULL)
		return ASK_CALL;
	if (ask->option[OPTION_RETURNS] != NULL) {
		buf_add_text(&ask->said, "till: --returns goes with --help\n");
		return ASK_WRONG;
	}
	return check_ids(ask, ids) ? ASK_CALL : ASK_WRONG;
}

void
ask_free(struct ask *ask)
{
	buf_free(&ask->form);
	buf_free(&ask->said);
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
