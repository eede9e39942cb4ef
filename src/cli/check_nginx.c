/* check_nginx: what the web server lets through; see check.h. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/check.h"

#define CONF_MAX ((size_t)8 * 1024 * 1024)
#define WORD_MAX 512
#define WORDS_MAX 8

static const char subject[] = "nginx";

/* What only test mode has, by what an upstream or a socket is called. */
static const char *const test_programs[] = { "api", "dashboard", "docs",
	"elements", "pay" };

/* A directive: its words, the first being its name. */
struct directive {
	char words[WORDS_MAX][WORD_MAX];
	size_t count;
};

struct conf {
	struct check *check;
	bool tls, webhook, test_mode, named;
	bool told[nitems(test_programs)];
};

/* Says, once of each, that a program of test mode can be reached. */
static void
judge_pass(struct conf *conf, const char *target)
{
	const char *base = strrchr(target, '/');
	size_t len;

	base = base != NULL ? base + 1 : target;
	if (strncmp(base, "till-", 5) == 0)
		base += 5;
	len = strcspn(base, ".;");
	for (size_t i = 0; i < nitems(test_programs); i++) {
		if (conf->told[i] || strlen(test_programs[i]) != len ||
		    strncmp(base, test_programs[i], len) != 0)
			continue;
		conf->test_mode = conf->told[i] = true;
		check_say(conf->check, CHECK_WRONG, subject, "%s is a program "
		    "of test mode and must not be reached", target);
	}
}

/* A value that a client decides. */
static bool
is_clients(const char *value)
{
	static const char *const sources[] = { "$http_", "$arg_", "$cookie_",
		"$args", "$query_string", "$request_body" };

	for (size_t i = 0; i < nitems(sources); i++)
		if (strstr(value, sources[i]) != NULL)
			return true;
	return false;
}

static void
judge(struct conf *conf, const struct directive *d)
{
	const char *name = d->words[0], *first = d->words[1];

	if (strcmp(name, "listen") == 0)
		for (size_t i = 1; i < d->count; i++)
			conf->tls = conf->tls || strcmp(d->words[i], "ssl") == 0;
	if (strcmp(name, "fastcgi_pass") == 0)
		judge_pass(conf, first);
	if (strcmp(name, "fastcgi_pass") == 0 &&
	    strstr(first, "webhook") != NULL)
		conf->webhook = true;
	if (strcmp(name, "fastcgi_param") == 0 && d->count >= 3 &&
	    strcmp(first, "TILL_CUSTOMER") == 0 && is_clients(d->words[2])) {
		conf->named = true;
		check_say(conf->check, CHECK_WRONG, subject, "TILL_CUSTOMER "
		    "is %s: anybody can say to be any customer", d->words[2]);
	}
}

/* Adds a character to the last word; what does not fit is left out. */
static void
grow(struct directive *d, bool *inside, char ch)
{
	size_t len;

	if (!*inside && d->count == WORDS_MAX)
		return;
	if (!*inside) {
		d->words[d->count++][0] = '\0';
		*inside = true;
	}
	len = strlen(d->words[d->count - 1]);
	if (len + 1 < WORD_MAX) {
		d->words[d->count - 1][len] = ch;
		d->words[d->count - 1][len + 1] = '\0';
	}
}

/* Takes the text apart as nginx does: words, quotes, comments, ; { }. */
static void
read_conf(struct conf *conf, const char *at)
{
	struct directive d = { .count = 0 };
	bool inside = false;
	char quote = '\0';

	for (; *at != '\0'; at++) {
		if (quote != '\0') {
			if (*at == quote)
				quote = '\0';
			else
				grow(&d, &inside, *at);
		} else if (*at == '#' && !inside) {
			at += strcspn(at, "\n") - 1;
		} else if ((*at == '"' || *at == '\'') && !inside) {
			quote = *at;
		} else if (*at == ';' || *at == '{' || *at == '}') {
			if (d.count > 1)
				judge(conf, &d);
			d.count = 0;
			inside = false;
		} else if (strchr(" \t\r\n", *at) != NULL) {
			inside = false;
		} else {
			grow(&d, &inside, *at);
		}
	}
}

static bool
read_all(const char *path, struct buf *text)
{
	bool input = strcmp(path, "-") == 0;
	FILE *file = input ? stdin : fopen(path, "re");
	char bytes[8192];
	size_t n;
	bool ok;

	if (file == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_add(text, bytes, n);
	ok = ferror(file) == 0 && buf_ok(text);
	if (!input)
		(void)fclose(file);
	return ok;
}

void
check_nginx(struct check *c, const char *path)
{
	struct conf conf = { .check = c };
	struct buf text;

	buf_init(&text, CONF_MAX);
	if (!read_all(path, &text)) {
		check_say(c, CHECK_WRONG, subject, "%s cannot be read", path);
		buf_free(&text);
		return;
	}
	read_conf(&conf, buf_text(&text));
	buf_free(&text);
	if (!conf.webhook)
		check_say(c, CHECK_WRONG, subject, "nothing is passed to the "
		    "program webhook, which hears of payments");
	if (!conf.tls)
		check_say(c, CHECK_ADVICE, subject, "no server listens with "
		    "ssl; something before it must do that");
	if (conf.webhook && conf.tls && !conf.test_mode && !conf.named)
		check_say(c, CHECK_OK, subject, "the shop's programs are "
		    "reached, those of test mode are not");
}
