/* commands: the table of commands, and what they share. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "manual/help.h"

const struct cli_command cli_commands[] = {
	{ "__complete", "<index> <word>…", NULL, cli_complete },
	{ "api", "<resource> <operation> [<id>] [options]",
	    "call the API; the word api may be left out", cli_api },
	{ "check", "[--env <file>] [--nginx <file>] [--online] [--json]",
	    "say what is missing for going live; settings come from a file "
	    "as systemd reads it, nginx's configuration from what nginx -T "
	    "prints (- is the input), and --online asks the API, too",
	    cli_check },
	{ "clock", "[+<n>[s|m|h|d]]",
	    "print the time of the shop and the API, or move it forward in "
	    "test mode (needs TILL_CLOCK)",
	    cli_clock },
	{ "completion", "bash",
	    "print what makes bash complete names: source <(till completion "
	    "bash)",
	    cli_completion },
	{ "connect", "<url>",
	    "make the API of test mode send every event to an address, signed "
	    "with the first secret of TILL_WEBHOOK_SECRET; again changes the "
	    "address",
	    cli_connect },
	{ "deliveries", "[[send] <id>] [--state <s>] [--event <id>] [--json]",
	    "list the deliveries of events with the reason of a failure, show "
	    "one with each try, or send one again; --endpoint <id>, --before "
	    "<id> and --limit <n> narrow the list, too",
	    cli_deliveries },
	{ "fault",
	    "[list|clear|<status>|hang|cut] [<n>] [--on <request>] [--after]",
	    "make the next n requests of the API fail in test mode: answered "
	    "with a status, left without an answer, or cut off; of requests "
	    "as \"POST /v1/prices\" only, or after they were executed; "
	    "--code <code>, --type <type> and --message <text> change the "
	    "error, --json prints all plans",
	    cli_fault },
	{ "help", "[<resource> [<operation>]]", "explain a call",
	    cli_help_command },
	{ "listen", "[--forward-to <url> [--secret <whsec_…>]] [--json]",
	    "print events as they happen, and post them to an address with "
	    "real signatures",
	    cli_listen },
	{ "load", "<catalogue.json>",
	    "create the products and prices of a file through the API; what "
	    "is there already stays (needs TILL_API_BASE, TILL_SECRET_KEY)",
	    cli_load },
	{ "order", "<id> [--json] | cancel|fulfil|refunded <id>",
	    "show an order, by its id or its session's: its history, its "
	    "sessions and what was done for it; call it off; or say that it "
	    "was sent by hand, or that a second payment was given back "
	    "(needs TILL_SHOP_DB; to cancel, TILL_API_BASE, "
	    "TILL_SECRET_KEY)",
	    cli_order },
	{ "orders", "[--state <state>] [--limit <n>] [--json]",
	    "list orders, the newest first, 50 unless said (needs "
	    "TILL_SHOP_DB)",
	    cli_orders },
	{ "preview",
	    "<template> [--data <file.json>] [--language <tag>] "
	    "[--out <file>]",
	    "print a page as its template makes it, with the data of a file "
	    "or with samples (uses TILL_TEMPLATES)",
	    cli_preview },
	{ "reconcile", "[--json]",
	    "ask the API about every order that is not at its end, and say "
	    "what has changed (needs TILL_SHOP_DB, TILL_API_BASE, "
	    "TILL_SECRET_KEY)",
	    cli_reconcile },
	{ "session",
	    "complete|decline|expire|async-succeed|async-fail <cs_…> "
	    "[--json]",
	    "pay a checkout session as a buyer would, by a card that is "
	    "good or declined or by a debit that succeeds or fails later, "
	    "or let its time run out, in test mode",
	    cli_session },
	{ "sessions", "[--limit <n>] [--status <status>] [--json]",
	    "list checkout sessions, the newest first, as till checkout "
	    "sessions list --table; till events does so with events",
	    cli_listing },
	{ "sign-customer", "<cus_…> [--days <n>]",
	    "print the value of the cookie till_customer for a customer, "
	    "good for 30 days or n (needs TILL_CUSTOMER_KEY)",
	    cli_sign_customer },
	{ "state",
	    "save|restore|delete <name> | list | reset  [--json]",
	    "save all that test mode holds, with the time, and put it back; "
	    "the shop's orders are part of it where TILL_SHOP_DB is set; "
	    "reset goes back to the first start",
	    cli_state },
	{ "trigger", "<event type> --session <cs_…> [--json]",
	    "bring a session to where the event comes of it",
	    cli_trigger },
	{ "validation", "[strict|tolerant] [--json]",
	    "print how test mode's API takes parameters that it does not "
	    "know, or change it: refused, as is usual, or left out",
	    cli_validation },
	{ "verify-signature",
	    "[--secret <whsec_…>] [--header <value>] [--json] < body",
	    "say which check of a webhook's signature fails; several secrets "
	    "with commas, those of TILL_WEBHOOK_SECRET when left out",
	    cli_verify_signature },
	{ "webhooks", "[<mode> [<n>]] [--json]",
	    "print what goes wrong with deliveries on demand, or make it so: "
	    "hold all; drop, duplicate, reorder, twin, bad-signature, "
	    "old-timestamp, changed-body or second-secret the next n; delay "
	    "by n seconds; live-retries; "
	    "release ends all of it",
	    cli_webhooks },
	{ "worker", "",
	    "do what is to be done without a request, until TERM: fulfil and "
	    "release orders, take over events, reconcile; in test mode expire "
	    "sessions and deliver events (needs TILL_SHOP_DB, TILL_API_BASE, "
	    "TILL_SECRET_KEY)",
	    cli_worker },
};
const size_t cli_commands_count = nitems(cli_commands);

const struct cli_command *
cli_find(const char *name)
{
	for (size_t i = 0; i < cli_commands_count; i++)
		if (strcmp(cli_commands[i].name, name) == 0)
			return &cli_commands[i];
	return NULL;
}

size_t
cli_names(const char *names[static CLI_NAMES_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < cli_commands_count && n < CLI_NAMES_MAX; i++)
		if (cli_commands[i].help != NULL)
			names[n++] = cli_commands[i].name;
	return n;
}

int
cli_fail(const struct till_error *e)
{
	char text[TILL_MESSAGE_MAX];

	print_plain(text, sizeof(text), e->message);
	(void)fprintf(stderr, "till: %s\n", text);
	return CLI_FAILED;
}

int
cli_usage(const char *name)
{
	const struct cli_command *command = cli_find(name);

	if (command != NULL)
		(void)fprintf(stderr, "usage: till %s %s\n", name,
		    command->usage);
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

int
cli_flush(void)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return CLI_OK;
	(void)fputs("till: what was to be printed could not be\n", stderr);
	return CLI_FAILED;
}

void
cli_help(FILE *to)
{
	struct buf b;

	buf_init(&b, HELP_MAX);
	buf_add_text(&b, "usage: till <command> [arguments]\n"
			 "       till <resource> <operation> [<id>] "
			 "[options]\n\nCommands\n\n");
	for (size_t i = 0; i < cli_commands_count; i++) {
		const struct cli_command *c = &cli_commands[i];
		char left[128];

		if (c->help == NULL)
			continue;
		(void)snprintf(left, sizeof(left), "%s %s", c->name,
		    c->usage);
		help_row(&b, 2, left, c->help);
	}
	buf_add_text(&b, "\nResources and their operations\n\n");
	help_resources(&b, "");
	buf_add_text(&b, "\nEach explains itself: till <resource> <operation> "
			 "--help.\n"
			 "Settings come from the environment; the README lists "
			 "them.\n"
			 "Exit status: 0 done, 1 refused or failed, 2 wrong "
			 "usage, 3 no answer from\nthe API, or a fault of "
			 "its own.\n");
	(void)fputs(buf_text(&b), to);
	buf_free(&b);
}
