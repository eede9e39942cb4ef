/* settings: see settings.h. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/settings.h"
#include "base/text.h"

#define VALUE_MAX 4096

enum type { ANY, URL, SECRET_KEY, PUBLISHABLE_KEY, SECRET, NUMBER, LEVEL, IDS,
	ADOPT };

static const struct {
	const char *name;
	enum type type;
	const char *fallback;
	int64_t max; /* of a number */
} rows[] = {
	[SETTING_PUBLIC_URL] = { "TILL_PUBLIC_URL", URL, NULL, 0 },
	[SETTING_API_BASE] = { "TILL_API_BASE", URL, NULL, 0 },
	[SETTING_SECRET_KEY] = { "TILL_SECRET_KEY", SECRET_KEY, NULL, 0 },
	[SETTING_PUBLISHABLE_KEY] = { "TILL_PUBLISHABLE_KEY", PUBLISHABLE_KEY,
	    NULL, 0 },
	[SETTING_WEBHOOK_SECRET] = { "TILL_WEBHOOK_SECRET", SECRET, NULL, 0 },
	[SETTING_JS_BASE] = { "TILL_JS_BASE", URL, NULL, 0 },
	[SETTING_CUSTOMER_KEY] = { "TILL_CUSTOMER_KEY", SECRET, NULL, 0 },
	[SETTING_PROFILES] = { "TILL_PROFILES", ANY, NULL, 0 },
	[SETTING_PRICING_TABLE] = { "TILL_PRICING_TABLE", IDS, NULL, 0 },
	[SETTING_PRICING_TABLES] = { "TILL_PRICING_TABLES", ANY, NULL, 0 },
	[SETTING_BUY_BUTTON] = { "TILL_BUY_BUTTON", IDS, NULL, 0 },
	[SETTING_BUY_BUTTONS] = { "TILL_BUY_BUTTONS", ANY, NULL, 0 },
	[SETTING_SHOP_DB] = { "TILL_SHOP_DB", ANY, NULL, 0 },
	[SETTING_API_DB] = { "TILL_API_DB", ANY, NULL, 0 },
	[SETTING_FULFIL] = { "TILL_FULFIL", ANY, NULL, 0 },
	[SETTING_RELEASE] = { "TILL_RELEASE", ANY, NULL, 0 },
	[SETTING_ADOPT] = { "TILL_ADOPT", ADOPT, "none", 0 },
	[SETTING_THREADS] = { "TILL_THREADS", NUMBER, "0", 1024 },
	[SETTING_LOG] = { "TILL_LOG", LEVEL, "info", 0 },
	[SETTING_CLOCK] = { "TILL_CLOCK", ANY, NULL, 0 },
	[SETTING_TEMPLATES] = { "TILL_TEMPLATES", ANY, "templates", 0 },
	[SETTING_MERCHANT] = { "TILL_MERCHANT", ANY, "Test shop", 0 },
	[SETTING_TERMS_URL] = { "TILL_TERMS_URL", URL, NULL, 0 },
};
_Static_assert(nitems(rows) == SETTING_COUNT, "every setting has its row");

struct settings {
	char *text[SETTING_COUNT];
	int64_t number[SETTING_COUNT];
};

/* Cuts white space off both ends, in place. */
static char *
trim(char *text)
{
	size_t len;

	text += strspn(text, " \t\r\n");
	len = strlen(text);
	while (len > 0 && isspace((unsigned char)text[len - 1]))
		len--;
	text[len] = '\0';
	return text;
}

/* Reads the file that holds a setting: a text of the same limit. */
static enum till_err
read_file(const char *name, const char *path, char out[static VALUE_MAX],
    struct till_error *e)
{
	FILE *file = fopen(path, "re");
	bool failed;
	size_t n;

	if (file == NULL)
		return till_fail(e, TILL_EINPUT, NULL, name,
		    "%s_FILE: %s cannot be read: %s", name, path,
		    strerror(errno));
	n = fread(out, 1, VALUE_MAX, file);
	failed = ferror(file) != 0;
	(void)fclose(file);
	if (failed)
		return till_fail(e, TILL_EINPUT, NULL, name,
		    "%s_FILE: %s cannot be read", name, path);
	if (n == VALUE_MAX || memchr(out, '\0', n) != NULL)
		return till_fail(e, TILL_EINPUT, NULL, name,
		    "%s_FILE: %s is not a text of at most %d bytes", name,
		    path, VALUE_MAX - 1);
	out[n] = '\0';
	return TILL_OK;
}

/* Fetches the raw text of a setting; out is empty when it is not set. */
static enum till_err
fetch(settings_source *source, enum setting which, char out[static VALUE_MAX],
    struct till_error *e)
{
	const char *name = rows[which].name, *value = source(name);
	char file_name[64];

	out[0] = '\0';
	if (value != NULL && *value != '\0') {
		if (!text_copy(out, VALUE_MAX, value))
			return till_fail(e, TILL_EINPUT, NULL, name,
			    "%s is longer than %d bytes", name, VALUE_MAX - 1);
		return TILL_OK;
	}
	(void)snprintf(file_name, sizeof(file_name), "%s_FILE", name);
	value = source(file_name);
	if (value != NULL && *value != '\0')
		return read_file(name, value, out, e);
	if (rows[which].fallback != NULL)
		text_copy(out, VALUE_MAX, rows[which].fallback);
	return TILL_OK;
}

static bool
starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool
is_key(const char *text, const char *test, const char *live)
{
	return (starts(text, test) || starts(text, live)) && text_is_id(text);
}

/*
 * An address: http or https, a host, perhaps a path; no query, no slash at
 * its end, and nothing that could end a header or an attribute early.
 */
static bool
is_url(const char *text)
{
	const char *host = starts(text, "https://") ? text + 8 :
	    starts(text, "http://")		    ? text + 7 :
						      "";

	if (*host == '\0' || *host == '/' || *host == ':' ||
	    host[strlen(host) - 1] == '/')
		return false;
	for (; *host != '\0'; host++)
		if (*host <= ' ' || *host >= 0x7f ||
		    strchr("?#\"'<>\\@", *host) != NULL)
			return false;
	return true;
}

/* One id, or several with commas between them. */
static bool
are_ids(const char *text)
{
	char one[VALUE_MAX];
	size_t len;

	for (;; text += len + 1) {
		len = strcspn(text, ",");
		memcpy(one, text, len);
		one[len] = '\0';
		if (!text_is_id(one))
			return false;
		if (text[len] == '\0')
			return true;
	}
}

/* What is wrong with a value, or NULL. */
static const char *
complaint(enum setting which, const char *value, int64_t *number)
{
	switch (rows[which].type) {
	case URL:
		return is_url(value) ?
		    NULL : "must be an http or https address without a slash "
			   "at its end";
	case SECRET_KEY:
		return is_key(value, "sk_test_", "sk_live_") ||
			is_key(value, "rk_test_", "rk_live_") ?
		    NULL : "must begin with sk_test_, sk_live_, rk_test_ or "
			   "rk_live_";
	case PUBLISHABLE_KEY:
		return is_key(value, "pk_test_", "pk_live_") ?
		    NULL : "must begin with pk_test_ or pk_live_";
	case SECRET:
		return strlen(value) >= 16 ?
		    NULL : "must have 16 characters at least";
	case NUMBER:
		return text_to_int(value, number) && *number >= 0 &&
			*number <= rows[which].max ?
		    NULL : "must be a whole number from 0 to";
	case LEVEL:
		return strcmp(value, "error") == 0 ||
			strcmp(value, "warn") == 0 ||
			strcmp(value, "info") == 0 ||
			strcmp(value, "debug") == 0 ?
		    NULL : "must be error, warn, info or debug";
	case ADOPT:
		return strcmp(value, "none") == 0 ||
			strcmp(value, "links") == 0 ||
			strcmp(value, "all") == 0 ?
		    NULL : "must be none, links or all";
	case IDS:
		return are_ids(value) ?
		    NULL : "must be an id of letters, digits, - and _, or "
			   "several with commas";
	case ANY:
		break;
	}
	return NULL;
}

static enum till_err
load_one(settings_source *source, enum setting which, struct settings *s,
    struct till_error *e)
{
	char raw[VALUE_MAX], *value;
	const char *wrong;
	enum till_err err;

	err = fetch(source, which, raw, e);
	if (err != TILL_OK)
		return err;
	value = trim(raw);
	if (*value == '\0')
		return TILL_OK;
	wrong = complaint(which, value, &s->number[which]);
	if (wrong != NULL && rows[which].type == NUMBER)
		return till_fail(e, TILL_EINPUT, NULL, rows[which].name,
		    "%s %s %" PRId64, rows[which].name, wrong,
		    rows[which].max);
	if (wrong != NULL)
		return till_fail(e, TILL_EINPUT, NULL, rows[which].name,
		    "%s %s", rows[which].name, wrong);
	s->text[which] = strdup(value);
	if (s->text[which] == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return TILL_OK;
}

enum till_err
settings_load(settings_source *source, const enum setting *needs, size_t n,
    struct settings **out, struct till_error *e)
{
	struct settings *s = calloc(1, sizeof(*s));
	enum till_err err = TILL_OK;

	*out = NULL;
	if (s == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	for (int i = 0; err == TILL_OK && i < SETTING_COUNT; i++)
		err = load_one(source, (enum setting)i, s, e);
	for (size_t i = 0; err == TILL_OK && i < n; i++)
		if (s->text[needs[i]] == NULL)
			err = till_fail(e, TILL_EINPUT, NULL,
			    rows[needs[i]].name, "%s is not set",
			    rows[needs[i]].name);
	if (err != TILL_OK)
		settings_free(s);
	else
		*out = s;
	return err;
}

enum till_err
settings_load_each(settings_source *source, settings_wrong *wrong, void *arg,
    struct settings **out, struct till_error *e)
{
	struct settings *s = calloc(1, sizeof(*s));
	enum till_err err = TILL_OK;

	*out = NULL;
	if (s == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	for (int i = 0; err == TILL_OK && i < SETTING_COUNT; i++) {
		err = load_one(source, (enum setting)i, s, e);
		if (err != TILL_EINPUT)
			continue;
		wrong(arg, (enum setting)i, e->message);
		till_error_clear(e);
		err = TILL_OK;
	}
	if (err != TILL_OK)
		settings_free(s);
	else
		*out = s;
	return err;
}

bool
settings_is_secret(enum setting name)
{
	return rows[name].type == SECRET || rows[name].type == SECRET_KEY;
}

void
settings_free(struct settings *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < SETTING_COUNT; i++)
		free(s->text[i]);
	free(s);
}

const char *
settings_text(const struct settings *s, enum setting name)
{
	return s->text[name];
}

int64_t
settings_int(const struct settings *s, enum setting name)
{
	return s->number[name];
}

bool
settings_test_mode(const struct settings *s)
{
	const char *key = s->text[SETTING_SECRET_KEY];

	return key != NULL && starts(key + 3, "test_");
}

const char *
settings_name(enum setting name)
{
	return rows[name].name;
}
