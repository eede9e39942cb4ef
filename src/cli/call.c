/* call: sends a call to the API and prints what it answers. */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/own.h"
#include "cli/print.h"
#include "form/form.h"
#include "manual/ask.h"
#include "manual/help.h"
#include "stripe/stripe.h"

#define DEFAULT_BASE "http://127.0.0.1:12111"
#define PATH_MAX_BYTES 4096
#define ANSWER_MAX ((size_t)64 * 1024 * 1024)
#define KEY_LETTERS 24
#define WORDS_MAX 64

/* The call whose options stand before the environment's settings. */
static const struct ask *asked;

/* An option, else the environment, else what serves `make run`. */
static const char *
source(const char *name)
{
	static const struct {
		const char *name;
		enum call_option option;
	} rows[] = {
		{ "TILL_API_BASE", OPTION_API_BASE },
		{ "TILL_SECRET_KEY", OPTION_API_KEY },
	};
	const char *value;

	for (size_t i = 0; i < nitems(rows); i++)
		if (strcmp(rows[i].name, name) == 0 &&
		    asked->option[rows[i].option] != NULL)
			return asked->option[rows[i].option];
	value = getenv(name); /* NOLINT(concurrency-mt-unsafe): one thread */
	if (strcmp(name, "TILL_API_BASE") == 0 &&
	    (value == NULL || *value == '\0'))
		return DEFAULT_BASE;
	return value;
}

/* Opens a client with what the settings say; NULL: it was complained. */
static struct stripe *
open_client(const struct ask *ask)
{
	static const enum setting needs[] = { SETTING_API_BASE,
		SETTING_SECRET_KEY };
	struct settings *settings = NULL;
	struct stripe_options options;
	struct stripe *stripe = NULL;
	struct till_error e;

	till_error_clear(&e);
	asked = ask;
	if (settings_load(source, needs, nitems(needs), &settings, &e) ==
	    TILL_OK) {
		options = stripe_defaults(settings);
		options.answer_max = ANSWER_MAX;
		(void)stripe_open(&options, &stripe, &e);
	}
	if (stripe == NULL)
		(void)cli_fail(&e);
	settings_free(settings);
	return stripe;
}

/* Says what the API refused, and what to quote when asking about it. */
static int
refused(const struct stripe_call *call, const struct till_error *e)
{
	const struct {
		const char *name, *value;
	} rows[] = {
		{ "code", e->code },
		{ "decline_code", e->decline_code },
		{ "param", e->param },
		{ "request", call->request_id },
	};
	char text[TILL_MESSAGE_MAX];

	(void)cli_fail(e);
	if (call->status != 0)
		(void)fprintf(stderr, "  status: %d\n", call->status);
	for (size_t i = 0; i < nitems(rows); i++)
		if (*rows[i].value != '\0') {
			print_plain(text, sizeof(text), rows[i].value);
			(void)fprintf(stderr, "  %s: %s\n", rows[i].name,
			    text);
		}
	return e->kind == TILL_EUPSTREAM ? CLI_AWAY : CLI_FAILED;
}

/* A key of our own makes a try after a cut connection safe. */
static void
set_key(struct stripe_call *call, const struct ask *ask,
    char made[static ID_MAX])
{
	if (strcmp(call->method, "POST") != 0)
		return;
	call->idempotency_key = ask->option[OPTION_IDEMPOTENCY_KEY];
	if (call->idempotency_key != NULL)
		return;
	id_new(made, ID_MAX, "till-", KEY_LETTERS);
	call->idempotency_key = made;
}

static int
send(const struct ask *ask, struct stripe *stripe, const char *path,
    struct json_object *params)
{
	struct stripe_call call = { .method = ask->call->method,
		.path = path,
		.params = json_object_object_length(params) > 0 ? params :
								  NULL };
	struct json_object *answer = NULL;
	struct till_error e;
	char key[ID_MAX];
	int status;

	till_error_clear(&e);
	set_key(&call, ask, key);
	/* What went wrong is told once, by us. */
	log_open("till", LOG_NONE);
	if (stripe_send(stripe, &call, &answer, &e) != TILL_OK)
		return refused(&call, &e);
	if (ask->option[OPTION_TABLE] != NULL)
		print_table(answer);
	else
		print_json(answer);
	status = cli_flush();
	json_object_put(answer);
	return status;
}

static int
explain(const struct ask *ask)
{
	struct buf b;

	buf_init(&b, HELP_MAX);
	help_call(&b, ask->call, ask->option[OPTION_RETURNS] != NULL);
	(void)fputs(buf_text(&b), stdout);
	buf_free(&b);
	return cli_flush();
}

/* Whether the options that carry text have one that can be sent. */
static bool
check_key(const struct ask *ask)
{
	const char *key = ask->option[OPTION_IDEMPOTENCY_KEY];

	if (key == NULL)
		return true;
	if (strcmp(ask->call->method, "POST") != 0) {
		(void)fputs("till: --idempotency-key goes with calls that "
			    "create or change something\n", stderr);
		return false;
	}
	if (*key == '\0' || strlen(key) > STRIPE_KEY_MAX) {
		(void)fprintf(stderr, "till: --idempotency-key takes 1 to %d "
				      "characters\n", STRIPE_KEY_MAX);
		return false;
	}
	for (; *key != '\0'; key++)
		if (*key <= ' ' || *key > '~') {
			(void)fputs("till: --idempotency-key takes letters, "
				    "digits and marks only\n", stderr);
			return false;
		}
	return true;
}

static int
run(const struct ask *ask)
{
	struct json_object *params = NULL;
	struct stripe *stripe = NULL;
	int status = CLI_USAGE;
	struct till_error e;
	struct buf path;

	till_error_clear(&e);
	if (ask->option[OPTION_HELP] != NULL)
		return explain(ask);
	if (!check_key(ask))
		return CLI_USAGE;
	buf_init(&path, PATH_MAX_BYTES);
	ask_path(&path, ask);
	if (!buf_ok(&path) || !buf_ok(&ask->form))
		(void)fputs("till: that is too long to be sent\n", stderr);
	else if (form_parse(buf_text(&ask->form), ask->form.len, &params,
		     &e) != TILL_OK)
		(void)cli_fail(&e);
	else
		stripe = open_client(ask);
	if (stripe != NULL)
		status = send(ask, stripe, buf_text(&path), params);
	stripe_close(stripe);
	json_object_put(params);
	buf_free(&path);
	return status;
}

/* Prints what was said of a call, or what all calls are. */
static int
say(const struct ask *ask, FILE *to)
{
	if (ask->said.len > 0)
		(void)fputs(buf_text(&ask->said), to);
	else
		cli_help(to);
	return cli_flush();
}

/* Whether a resource stands alone, for the list of it. */
static bool
is_listing(int argc, char **argv)
{
	return strcmp(argv[0], "events") == 0 &&
	    (argc == 1 || (argv[1][0] == '-' && strcmp(argv[1], "-h") != 0 &&
			      strcmp(argv[1], "--help") != 0));
}

int
cli_listing(int argc, char **argv)
{
	static char checkout[] = "checkout", sessions[] = "sessions",
		    list[] = "list", table[] = "--table";
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	char *words[WORDS_MAX];
	int n = 0;

	if (argc > WORDS_MAX - 4)
		return cli_usage(sessions);
	if (strcmp(argv[0], sessions) == 0)
		words[n++] = checkout;
	words[n++] = argv[0];
	words[n++] = list;
	if (!plain)
		words[n++] = table;
	for (int i = 1; i < argc; i++)
		words[n++] = argv[i];
	return cli_api(n, words);
}

int
cli_api(int argc, char **argv)
{
	bool prefix = strcmp(argv[0], "api") == 0;
	const char *names[CLI_NAMES_MAX];
	size_t count = cli_names(names);
	struct ask ask;
	int status;

	if (argc > prefix && is_listing(argc - prefix, argv + prefix))
		return cli_listing(argc - prefix, argv + prefix);
	switch (ask_read(&ask, argc - prefix, argv + prefix, names, count)) {
	case ASK_CALL:
		status = run(&ask);
		break;
	case ASK_HELP:
		status = say(&ask, stdout);
		break;
	default:
		(void)say(&ask, stderr);
		status = CLI_USAGE;
		break;
	}
	ask_free(&ask);
	return status;
}

int
cli_help_command(int argc, char **argv)
{
	static char help[] = "--help";
	char *words[8];
	int n = 0;

	if (argc < 2 || argv[1][0] == '-') {
		cli_help(stdout);
		return cli_flush();
	}
	for (int i = 1; i < argc && n < 6; i++)
		words[n++] = argv[i];
	words[n++] = help;
	return cli_api(n, words);
}
