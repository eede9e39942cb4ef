/* check: see check.h. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/check.h"
#include "cli/cli.h"
#include "cli/print.h"

#define LINE_MAX_BYTES 8192
#define VARIABLES_MAX 64

static const char *const states[] = {
	[CHECK_OK] = "ok",
	[CHECK_ADVICE] = "advice",
	[CHECK_WRONG] = "wrong",
};

void
check_say(struct check *c, enum check_state state, const char *subject,
    const char *fmt, ...)
{
	struct json_object *finding = json_object_new_object();
	char text[TILL_MESSAGE_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_trim_partial(text);
	json_put_text(finding, "state", states[state]);
	json_put_text(finding, "subject", subject);
	json_put_text(finding, "message", text);
	json_object_array_add(c->findings, finding);
	c->wrong += state == CHECK_WRONG;
}

const char *
check_text(const struct check *c, enum setting which)
{
	return settings_text(c->settings, which);
}

static void
say_malformed(void *arg, enum setting which, const char *message)
{
	struct check *c = arg;
	const char *name = settings_name(which);
	size_t len = strlen(name);

	/* The message begins with the name, which is the subject. */
	if (strncmp(message, name, len) == 0 && message[len] == ' ')
		message += len + 1;
	c->told[which] = true;
	check_say(c, CHECK_WRONG, name, "%s", message);
}

/*
 * The variables of a file as systemd reads it: NAME=value, a line each.  They
 * are all there is then: what the shell has set is not what the shop gets.
 */
static struct variable {
	char *name, *value;
} variables[VARIABLES_MAX];
static size_t variables_count;
static bool has_file;

static const char *
variable(const char *name)
{
	if (!has_file)
		return getenv(name); /* NOLINT(concurrency-mt-unsafe) */
	for (size_t i = variables_count; i > 0; i--)
		if (strcmp(variables[i - 1].name, name) == 0)
			return variables[i - 1].value;
	return NULL;
}

/* Takes a line of that file apart; false for one that is none. */
static bool
read_line(char *line)
{
	char *name = line + strspn(line, " \t"), *value = strchr(name, '=');
	size_t len;

	line[strcspn(line, "\r\n")] = '\0';
	if (*name == '\0' || *name == '#' || *name == ';')
		return true;
	if (value == NULL || variables_count == VARIABLES_MAX)
		return false;
	*value++ = '\0';
	len = strlen(value);
	while (len > 0 && isspace((unsigned char)value[len - 1]))
		value[--len] = '\0';
	if (len >= 2 && (*value == '"' || *value == '\'') &&
	    value[len - 1] == *value) {
		value[len - 1] = '\0';
		value++;
	}
	variables[variables_count].name = strdup(name);
	variables[variables_count++].value = strdup(value);
	return true;
}

static bool
read_variables(const char *path)
{
	char line[LINE_MAX_BYTES];
	FILE *file = fopen(path, "re");
	bool ok = file != NULL;

	has_file = true;
	for (int n = 1; ok && fgets(line, sizeof(line), file) != NULL; n++) {
		ok = read_line(line);
		if (!ok)
			(void)fprintf(stderr,
			    "till: %s:%d: this is no NAME=value\n", path, n);
	}
	if (file == NULL)
		(void)fprintf(stderr, "till: %s cannot be read\n", path);
	else
		(void)fclose(file);
	return ok;
}

static void
forget_variables(void)
{
	while (variables_count > 0) {
		variables_count--;
		free(variables[variables_count].name);
		free(variables[variables_count].value);
	}
	has_file = false;
}

static void
print_findings(const struct check *c, bool ready)
{
	char subject[LINE_MAX_BYTES], message[TILL_MESSAGE_MAX];

	for (size_t i = 0; i < json_count(c->findings); i++) {
		struct json_object *one = json_at(c->findings, i);

		print_plain(subject, sizeof(subject),
		    json_text_or(one, "subject", ""));
		print_plain(message, sizeof(message),
		    json_text_or(one, "message", ""));
		(void)printf("%-6s  %-22s  %s\n",
		    json_text_or(one, "state", ""), subject, message);
	}
	if (ready)
		(void)puts("\nNothing is wrong: this shop can go live.");
	else
		(void)printf("\n%d thing%s wrong: this shop cannot go live "
			     "yet.\n",
		    c->wrong, c->wrong == 1 ? " is" : "s are");
}

static int
report(const struct check *c, bool json)
{
	bool ready = c->wrong == 0;
	struct json_object *answer;
	int status;

	if (json) {
		answer = json_object_new_object();
		json_put_bool(answer, "ready", ready);
		json_put(answer, "findings", json_object_get(c->findings));
		print_json(answer);
		json_object_put(answer);
	} else {
		print_findings(c, ready);
	}
	status = cli_flush();
	return ready ? status : CLI_FAILED;
}

struct words {
	bool json, online;
	const char *file, *nginx;
};

static bool
read_words(int argc, char **argv, struct words *w)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			w->json = true;
		else if (strcmp(argv[i], "--online") == 0)
			w->online = true;
		else if (strcmp(argv[i], "--env") == 0 && i + 1 < argc)
			w->file = argv[++i];
		else if (strcmp(argv[i], "--nginx") == 0 && i + 1 < argc)
			w->nginx = argv[++i];
		else
			return false;
	}
	return true;
}

int
cli_check(int argc, char **argv)
{
	struct check c = { .source = variable };
	struct settings *settings = NULL;
	struct words words = { .json = false };
	struct till_error e;
	int status;

	till_error_clear(&e);
	if (!read_words(argc, argv, &words))
		return cli_usage(argv[0]);
	if (words.file != NULL && !read_variables(words.file)) {
		forget_variables();
		return CLI_FAILED;
	}
	/* What fails is a finding, and needs no other line. */
	log_open("till", LOG_NONE);
	c.findings = json_object_new_array();
	if (settings_load_each(variable, say_malformed, &c, &settings, &e) ==
	    TILL_OK) {
		c.settings = settings;
		check_settings(&c);
		check_files(&c);
		if (words.nginx != NULL)
			check_nginx(&c, words.nginx);
		if (words.online)
			check_online(&c);
		status = report(&c, words.json);
	} else {
		status = cli_fail(&e);
	}
	json_object_put(c.findings);
	settings_free(settings);
	forget_variables();
	return status;
}
