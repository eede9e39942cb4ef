/*
 * verify: the command verify-signature: which check of a webhook's signature
 * fails, in the order in which the shop makes them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "events/signature.h"
#include "shop/inbox.h"

#define BODY_MAX ((size_t)1024 * 1024)

struct verify {
	struct inbox_secrets secrets;
	const char *given, *header;
	bool json;
	struct buf body;
	enum signature_fault fault;
	int64_t age; /* seconds since the header's time */
};

static bool
read_words(int argc, char **argv, struct verify *v)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			v->json = true;
		else if (strcmp(argv[i], "--secret") == 0 && i + 1 < argc)
			v->given = argv[++i];
		else if (strcmp(argv[i], "--header") == 0 && i + 1 < argc)
			v->header = argv[++i];
		else
			return false;
	}
	return true;
}

/* A header as it was copied out of a log may have its name before it. */
static const char *
header_value(const char *header)
{
	static const char name[] = SIGNATURE_HEADER ":";

	if (header == NULL)
		return NULL;
	if (strncmp(header, name, sizeof(name) - 1) == 0)
		header += sizeof(name) - 1;
	return header + strspn(header, " \t");
}

static bool
read_body(struct buf *body)
{
	char bytes[8192];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), stdin)) > 0)
		buf_add(body, bytes, n);
	return ferror(stdin) == 0 && buf_ok(body);
}

static enum signature_fault
check(const struct verify *v, size_t len)
{
	enum signature_fault fault = SIGNATURE_NO_MATCH;

	(void)inbox_verify(&v->secrets, v->header, buf_text(&v->body), len,
	    &fault);
	return fault;
}

/* What would have helped, NULL when nothing is known. */
static const char *
advice(const struct verify *v)
{
	size_t len = v->body.len;
	enum signature_fault without;

	if (v->fault != SIGNATURE_NO_MATCH || len == 0 ||
	    v->body.data[len - 1] != '\n')
		return NULL;
	without = check(v, len - 1);
	return without == SIGNATURE_OK || without == SIGNATURE_TIME ?
	    "It matches without the line feed at the body's end: something "
	    "has added one." : NULL;
}

static int64_t
age_of(const char *header)
{
	const char *at = header;
	char digits[20];
	int64_t time = 0;
	size_t len;

	while (at != NULL && strncmp(at, "t=", 2) != 0) {
		at = strchr(at, ',');
		at = at != NULL ? at + 1 : NULL;
	}
	if (at == NULL)
		return 0;
	len = strcspn(at + 2, ",");
	if (len >= sizeof(digits))
		return 0;
	memcpy(digits, at + 2, len);
	digits[len] = '\0';
	return text_to_int(digits, &time) ? clock_now() - time : 0;
}

/* The checks in their order; each fault says which one failed. */
static const struct {
	const char *name;
	enum signature_fault fault;
} checks[] = {
	{ "header", SIGNATURE_NO_HEADER },
	{ "form", SIGNATURE_MALFORMED },
	{ "signature", SIGNATURE_NO_MATCH },
	{ "time", SIGNATURE_TIME },
};

static void
report(const struct verify *v)
{
	struct json_object *json = json_object_new_object();
	const char *hint = advice(v), *failed = NULL;

	for (size_t i = 0; i < nitems(checks); i++) {
		if (!v->json && failed == NULL)
			(void)printf("%-9s  %s\n", checks[i].name,
			    checks[i].fault == v->fault ? "FAILED" : "ok");
		if (checks[i].fault == v->fault)
			failed = checks[i].name;
	}
	json_put_bool(json, "valid", v->fault == SIGNATURE_OK);
	json_put_text(json, "failed", failed);
	json_put_text(json, "message", signature_fault_text(v->fault));
	json_put_text(json, "advice", hint);
	json_put_int(json, "age", v->age);
	if (v->json) {
		print_json(json);
	} else {
		(void)printf("%s\n", signature_fault_text(v->fault));
		if (v->fault == SIGNATURE_OK || v->fault == SIGNATURE_TIME)
			(void)printf("It was made %lld seconds ago; %d are "
				     "allowed.\n",
			    (long long)v->age, SIGNATURE_TOLERANCE_S);
		if (hint != NULL)
			(void)puts(hint);
	}
	json_object_put(json);
}

/* The secrets that were given, else those of the settings. */
static enum till_err
find_secrets(struct verify *v, struct settings **settings,
    struct till_error *e)
{
	static const enum setting needs[] = { SETTING_WEBHOOK_SECRET };

	*settings = cli_settings(needs, v->given != NULL ? 0 : 1);
	if (*settings == NULL)
		return TILL_EINTERNAL; /* said already */
	return inbox_secrets_read(v->given != NULL ?
		v->given : settings_text(*settings, SETTING_WEBHOOK_SECRET),
	    &v->secrets, e);
}

int
cli_verify_signature(int argc, char **argv)
{
	struct verify v = { .given = NULL };
	struct settings *settings = NULL;
	struct till_error e;
	int status = CLI_FAILED;

	till_error_clear(&e);
	if (!read_words(argc, argv, &v))
		return cli_usage(argv[0]);
	v.header = header_value(v.header);
	buf_init(&v.body, BODY_MAX);
	if (find_secrets(&v, &settings, &e) != TILL_OK ||
	    clock_open(settings_text(settings, SETTING_CLOCK), &e) !=
		TILL_OK) {
		if (e.kind != TILL_OK)
			(void)cli_fail(&e);
	} else if (!read_body(&v.body)) {
		(void)fputs("till: the body cannot be read, or is longer than "
			    "1 MiB\n",
		    stderr);
	} else {
		v.fault = check(&v, v.body.len);
		v.age = age_of(v.header);
		report(&v);
		status = cli_flush();
		if (v.fault != SIGNATURE_OK)
			status = CLI_FAILED;
	}
	inbox_secrets_free(&v.secrets);
	buf_free(&v.body);
	settings_free(settings);
	return status;
}
