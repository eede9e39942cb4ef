/* own: see own.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/own.h"
#include "cli/print.h"

#define DEFAULT_BASE "http://127.0.0.1:12111" /* what `make run` has */
#define PATH_MAX_BYTES 512

static const char *
environment(const char *name)
{
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread */
	const char *value = getenv(name);

	if (strcmp(name, "TILL_API_BASE") == 0 &&
	    (value == NULL || *value == '\0'))
		return DEFAULT_BASE;
	return value;
}

/* Stripe's own API has none of these calls, and shall not be asked. */
static enum till_err
check_mode(const struct settings *settings, struct till_error *e)
{
	if (settings_test_mode(settings))
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, NULL,
	    "this is for test mode only, and TILL_SECRET_KEY is a live key");
}

static struct stripe *
open_client(bool own)
{
	static const enum setting needs[] = { SETTING_API_BASE,
		SETTING_SECRET_KEY };
	struct settings *settings = NULL;
	struct stripe_options options;
	struct stripe *stripe = NULL;
	struct till_error e;

	till_error_clear(&e);
	/* What goes wrong is told once, by the command. */
	log_open("till", LOG_NONE);
	if (settings_load(environment, needs, nitems(needs), &settings, &e) ==
		TILL_OK &&
	    (!own || check_mode(settings, &e) == TILL_OK)) {
		options = stripe_defaults(settings);
		(void)stripe_open(&options, &stripe, &e);
	}
	if (stripe == NULL)
		(void)cli_fail(&e);
	settings_free(settings);
	return stripe;
}

struct stripe *
own_client(void)
{
	return open_client(false);
}

int
own_send(struct stripe *stripe, const char *method, const char *path,
    struct json_object *params, struct json_object **out)
{
	struct stripe_call call = { .method = method, .path = path,
		.params = params };
	struct till_error e;
	enum till_err err;

	*out = NULL;
	till_error_clear(&e);
	err = stripe_send(stripe, &call, out, &e);
	json_object_put(params);
	if (err == TILL_OK)
		return CLI_OK;
	(void)cli_fail(&e);
	return err == TILL_EUPSTREAM ? CLI_AWAY : CLI_FAILED;
}

int
own_call(const char *method, const char *path, struct json_object *params,
    struct json_object **out)
{
	struct stripe *stripe = open_client(true);
	int status = CLI_FAILED;

	*out = NULL;
	if (stripe == NULL)
		json_object_put(params);
	else
		status = own_send(stripe, method, path, params, out);
	stripe_close(stripe);
	return status;
}

const char *
own_option(int *argc, char **argv, const char *name, bool value)
{
	int taken = value ? 2 : 1;
	const char *found;

	for (int i = 1; i + taken <= *argc; i++) {
		if (strcmp(argv[i], name) != 0)
			continue;
		found = value ? argv[i + 1] : "";
		*argc -= taken;
		memmove(&argv[i], &argv[i + taken],
		    (size_t)(*argc - i) * sizeof(argv[0]));
		return found;
	}
	return NULL;
}

void
own_time(int64_t second, char out[static 32])
{
	time_t at = (time_t)second;
	struct tm tm;

	*out = '\0';
	if (gmtime_r(&at, &tm) != NULL)
		(void)strftime(out, 32, "%Y-%m-%d %H:%M:%S", &tm);
}

/* Prints the switches, those that are on first to the eye. */
static void
print_trouble(struct json_object *answer)
{
	json_object_object_foreach(answer, name, value) {
		if (strcmp(name, "object") == 0)
			continue;
		if (json_object_is_type(value, json_type_boolean))
			(void)printf("%-14s %s\n", name,
			    json_object_get_boolean(value) ? "on" : "off");
		else if (json_object_get_int64(value) == 0)
			(void)printf("%-14s off\n", name);
		else
			(void)printf("%-14s %s\n", name,
			    json_object_get_string(value));
	}
}

int
cli_webhooks(int argc, char **argv)
{
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	struct json_object *params = NULL, *answer;
	char mode[64];
	int status;

	if (argc > 3)
		return cli_usage(argv[0]);
	if (argc > 1) {
		text_copy(mode, sizeof(mode), argv[1]);
		for (char *c = mode; *c != '\0'; c++)
			if (*c == '-')
				*c = '_';
		params = json_object_new_object();
		json_put_text(params, "mode", mode);
		if (argc > 2)
			json_put_text(params, "n", argv[2]);
	}
	status = own_call(params != NULL ? "POST" : "GET", "/_till/webhooks",
	    params, &answer);
	if (answer == NULL)
		return status;
	if (plain)
		print_json(answer);
	else
		print_trouble(answer);
	json_object_put(answer);
	return cli_flush();
}

/* Why the last try of a delivery failed, "" when it did not. */
static const char *
reason_of(struct json_object *delivery)
{
	struct json_object *tries = json_get(delivery, "attempts");
	size_t n = json_count(tries);

	return n == 0 ? "" : json_text_or(json_at(tries, n - 1), "error", "");
}

static void
print_deliveries(struct json_object *data)
{
	char when[32];

	(void)printf("%-7s %-19s  %-9s %5s  %-36s %s\n", "ID", "CREATED",
	    "STATE", "TRIES", "TYPE", "WHY");
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *d = json_at(data, i);

		own_time(json_int_or(d, "created", 0), when);
		(void)printf("%-7lld %-19s  %-9s %5zu  %-36s %s\n",
		    (long long)json_int_or(d, "id", 0), when,
		    json_text_or(d, "state", "-"),
		    json_count(json_get(d, "attempts")),
		    json_text_or(d, "type", "-"), reason_of(d));
	}
}

/* One delivery with each of its tries. */
static void
print_delivery(struct json_object *d)
{
	struct json_object *tries = json_get(d, "attempts");
	int64_t due = json_int_or(d, "due", 0);
	char when[32];

	(void)printf("%lld: %s %s to %s (%s)\n",
	    (long long)json_int_or(d, "id", 0), json_text_or(d, "type", "-"),
	    json_text_or(d, "event", "-"),
	    json_text_or(d, "url", "an endpoint that is gone"),
	    json_text_or(d, "state", "-"));
	for (size_t i = 0; i < json_count(tries); i++) {
		struct json_object *t = json_at(tries, i);

		own_time(json_int_or(t, "at", 0), when);
		(void)printf("  %s  %lld ms  %s\n", when,
		    (long long)json_int_or(t, "ms", 0),
		    json_text_or(t, "error", "delivered"));
		if (json_text(t, "response") != NULL)
			(void)printf("    answer: %s\n",
			    json_text(t, "response"));
	}
	if (due > 0) {
		own_time(due, when);
		(void)printf("  due %s\n", when);
	}
}

int
cli_deliveries(int argc, char **argv)
{
	static const char *const filters[] = { "state", "event", "endpoint",
		"before", "limit" };
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	struct json_object *params = json_object_new_object(), *answer;
	char path[PATH_MAX_BYTES] = "/_till/deliveries";
	bool again = argc == 3 && strcmp(argv[1], "send") == 0;
	const char *id = again ? argv[2] : argc == 2 ? argv[1] : NULL;
	int status;

	for (size_t i = 0; i < nitems(filters); i++) {
		char option[32];
		const char *value;

		(void)snprintf(option, sizeof(option), "--%s", filters[i]);
		value = own_option(&argc, argv, option, true);
		if (value != NULL)
			json_put_text(params, filters[i], value);
	}
	if (!again && argc == 2)
		id = argv[1];
	if ((id == NULL && argc != 1) || (id != NULL && !text_is_id(id)) ||
	    (id != NULL && json_object_object_length(params) > 0)) {
		json_object_put(params);
		return cli_usage(argv[0]);
	}
	if (id != NULL)
		(void)snprintf(path, sizeof(path), "/_till/deliveries/%s%s",
		    id, again ? "/send" : "");
	status = own_call(again ? "POST" : "GET", path, params, &answer);
	if (answer == NULL)
		return status;
	if (plain)
		print_json(answer);
	else if (id != NULL)
		print_delivery(answer);
	else
		print_deliveries(json_get(answer, "data"));
	json_object_put(answer);
	return cli_flush();
}

/* What a session can be told to do, and the event that comes of it. */
static const struct {
	const char *name, *type;
} acts[] = {
	{ "complete", "checkout.session.completed" },
	{ "decline", "payment_intent.payment_failed" },
	{ "async-succeed", "checkout.session.async_payment_succeeded" },
	{ "async-fail", "checkout.session.async_payment_failed" },
	{ "expire", "checkout.session.expired" },
};

/* Tells a session; prints what became of it. */
static int
act(const char *name, const char *id, bool plain)
{
	char path[PATH_MAX_BYTES];
	struct json_object *answer;
	int status;

	if (!text_is_id(id))
		return CLI_USAGE;
	(void)snprintf(path, sizeof(path), "/_till/sessions/%.200s/%s", id,
	    name);
	status = own_call("POST", path, NULL, &answer);
	if (answer == NULL)
		return status;
	if (plain)
		print_json(answer);
	else
		(void)printf("%s is %s, %s\n", id,
		    json_text_or(answer, "status", "?"),
		    json_text_or(answer, "payment_status", "?"));
	json_object_put(answer);
	return cli_flush();
}

int
cli_session(int argc, char **argv)
{
	bool plain = own_option(&argc, argv, "--json", false) != NULL;

	for (size_t i = 0; argc == 3 && i < nitems(acts); i++)
		if (strcmp(argv[1], acts[i].name) == 0 &&
		    text_is_id(argv[2]))
			return act(acts[i].name, argv[2], plain);
	return cli_usage(argv[0]);
}

int
cli_trigger(int argc, char **argv)
{
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	const char *id = own_option(&argc, argv, "--session", true);

	if (argc != 2 || id == NULL || !text_is_id(id))
		return cli_usage(argv[0]);
	for (size_t i = 0; i < nitems(acts); i++)
		if (strcmp(argv[1], acts[i].type) == 0)
			return act(acts[i].name, id, plain);
	(void)fprintf(stderr, "till: an event comes of what happens; a "
			      "session can be brought to these:\n");
	for (size_t i = 0; i < nitems(acts); i++)
		(void)fprintf(stderr, "  %s\n", acts[i].type);
	return CLI_USAGE;
}

int
cli_connect(int argc, char **argv)
{
	static const enum setting needs[] = { SETTING_WEBHOOK_SECRET };
	struct json_object *params, *answer;
	struct settings *settings;
	char secret[512];
	int status;

	if (argc != 2)
		return cli_usage(argv[0]);
	settings = cli_settings(needs, nitems(needs));
	if (settings == NULL)
		return CLI_FAILED;
	/* Of several, the first is the one to sign with. */
	text_copy(secret, sizeof(secret),
	    settings_text(settings, SETTING_WEBHOOK_SECRET));
	secret[strcspn(secret, ", ")] = '\0';
	settings_free(settings);
	params = json_object_new_object();
	json_put_text(params, "id", "we_till_shop");
	json_put_text(params, "url", argv[1]);
	json_put_text(params, "secret", secret);
	status = own_call("POST", "/_till/webhook_endpoints", params,
	    &answer);
	json_object_put(answer);
	return status;
}
