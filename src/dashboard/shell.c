/*
 * shell: a line of commands on the dashboard: "checkout sessions list
 * --limit 3" is read as till reads it and runs with the key of this API.
 */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "dashboard/internal.h"
#include "dashboard/show.h"
#include "manual/ask.h"
#include "manual/complete.h"
#include "manual/help.h"

#define LINE_MAX_BYTES (16 * 1024)
#define WORDS_MAX 256
#define PATH_MAX_BYTES 4096
#define NEWS_MAX 50

static const char *const commands[] = { "help", "listen", "clear" };

static const char about[] =
    "<resource> <operation> [<id>] [options]   calls the API\n"
    "    checkout sessions list --limit 3\n"
    "    checkout sessions create --mode payment \\\n"
    "      --success-url https://example.com \\\n"
    "      --line-items[0][price]=price_… --line-items[0][quantity]=1\n"
    "    checkout sessions retrieve cs_test_… -e line_items\n"
    "help <resource> <operation>               explains a call\n"
    "listen [type]                             prints events as they happen\n"
    "clear                                     forgets what was printed\n"
    "\n"
    "Tab completes names and values, the arrow keys find earlier lines.\n"
    "\n";

/*
 * Takes a line apart as a shell does: spaces between words, quotes around
 * them, backslashes before what would be special.  The words are in place of
 * the line.  False: there are too many, or a quote has no end.
 */
static bool
split(char *line, char **words, int *n)
{
	char *to = line, quote = '\0';
	bool within = false;

	*n = 0;
	for (char *c = line;; c++) {
		bool ends = *c == '\0' ||
		    (quote == '\0' && strchr(" \t\r\n", *c) != NULL);
		char at = *c;

		if (ends && within)
			*to++ = '\0';
		within = within && !ends;
		if (at == '\0')
			return quote == '\0';
		if (ends)
			continue;
		if (!within && *n == WORDS_MAX)
			return false;
		if (!within)
			words[(*n)++] = to;
		within = true;
		if (quote == '\0' && (at == '"' || at == '\'')) {
			quote = at;
		} else if (quote != '\0' && at == quote) {
			quote = '\0';
		} else {
			if (at == '\\' && quote != '\'' && c[1] != '\0')
				c++;
			*to++ = *c;
		}
	}
}

static void
print(struct page_part *said, const char *text, bool wrong)
{
	struct page_part *part = page_add(said, wrong ? "WRONG" : "TEXT");

	/* The name of a program that this is not. */
	if (strncmp(text, "till: ", 6) == 0)
		text += 6;
	page_set(part, "TEXT", text);
}

static void
explain(struct page_part *said, const struct ask *ask)
{
	struct buf b;

	buf_init(&b, HELP_MAX);
	if (ask->call != NULL) {
		help_call(&b, ask->call,
		    ask->option[OPTION_RETURNS] != NULL);
	} else {
		buf_add_text(&b, about);
		help_resources(&b, "");
	}
	print(said, buf_text(&b), false);
	buf_free(&b);
}

/* Prints what the API answers. */
static void
print_answer(struct page_part *said, int status, const struct buf *body)
{
	struct json_object *answer = NULL;
	struct page_part *part;
	struct till_error e;

	till_error_clear(&e);
	if (json_parse(buf_text(body), body->len, &answer, &e) != TILL_OK) {
		print(said, "The API's answer is no JSON.", true);
		return;
	}
	part = page_add(said, "ANSWER");
	page_setf(part, "STATUS", "%d", status);
	page_set(part, "TONE", status < 400 ? "good" : "stop");
	tree_add(page_include(part, "JSON", "part_dashboard_json.tpl"),
	    answer);
	json_object_put(answer);
}

static void
call(const struct dashboard *d, const struct http_request *req,
    const struct ask *ask, struct page_part *said)
{
	struct inside inside = { .id = req->id, .method = ask->call->method,
		.idempotency_key = ask->option[OPTION_IDEMPOTENCY_KEY] };
	struct buf path, body;
	int status;

	buf_init(&path, PATH_MAX_BYTES);
	buf_init(&body, API_ANSWER_MAX);
	ask_path(&path, ask);
	inside.path = buf_text(&path);
	inside.form = buf_text(&ask->form);
	if (!buf_ok(&path) || !buf_ok(&ask->form)) {
		print(said, "That is too long to be sent.", true);
	} else {
		status = inside_text(d->api, &inside, &body);
		print_answer(said, status, &body);
	}
	buf_free(&path);
	buf_free(&body);
}

/* Options of the command line that mean nothing here. */
static bool
has_foreign(const struct ask *ask)
{
	return ask->option[OPTION_TABLE] != NULL ||
	    ask->option[OPTION_API_BASE] != NULL ||
	    ask->option[OPTION_API_KEY] != NULL;
}

static void
run_words(const struct dashboard *d, const struct http_request *req,
    char **words, int n, struct page_part *said)
{
	enum ask_came came;
	struct ask ask;

	came = ask_read(&ask, n, words, commands, nitems(commands));
	if (came == ASK_WRONG || (came == ASK_HELP && ask.said.len > 0))
		print(said, ask.said.len > 0 ? buf_text(&ask.said) : about,
		    came == ASK_WRONG);
	else if (came == ASK_HELP || ask.option[OPTION_HELP] != NULL)
		explain(said, &ask);
	else if (has_foreign(&ask))
		print(said, "The shell prints JSON, and calls this API with "
			    "its own key.", true);
	else
		call(d, req, &ask, said);
	ask_free(&ask);
}

/* Runs a line; what it prints goes into SAID of the page. */
static void
run_line(const struct dashboard *d, const struct http_request *req,
    const char *line, struct page_part *said)
{
	static char help[] = "--help";
	char text[LINE_MAX_BYTES], *words[WORDS_MAX + 1];
	char **at = words;
	int n = 0;

	if (!text_copy(text, sizeof(text), line) || !split(text, words, &n)) {
		print(said, "This line is too long, or a quote in it has no "
			    "end.", true);
		return;
	}
	while (n > 0 && (strcmp(*at, "$") == 0 || strcmp(*at, "till") == 0 ||
			    strcmp(*at, "api") == 0)) {
		at++;
		n--;
	}
	if (n == 0)
		return;
	if (strcmp(*at, "help") == 0) {
		at++;
		at[n - 1] = help;
		run_words(d, req, at, n, said);
	} else if (strcmp(*at, "listen") == 0 || strcmp(*at, "clear") == 0) {
		print(said, "This needs a browser with scripts. Events are "
			    "listed at /dashboard/events.", true);
	} else {
		run_words(d, req, at, n, said);
	}
}

static enum till_err
show_shell(const struct dashboard *d, const struct http_request *req,
    const char *line, struct http_response *res, struct till_error *e)
{
	struct page *page = NULL;
	struct page_part *said;
	enum till_err err = dashboard_begin(d, req, "dashboard_shell.tpl",
	    "Shell", "shell", &page, e);

	if (err != TILL_OK)
		return err;
	page_set(page_top(page), "LINE", line);
	if (*line != '\0') {
		said = page_add(page_top(page), "SAID");
		run_line(d, req, line, said);
	}
	return dashboard_send(page, 200, res, e);
}

enum till_err
dashboard_shell(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	enum till_err err = guard_host(app, req, e);

	return err == TILL_OK ? show_shell(app, req, "", res, e) : err;
}

enum till_err
dashboard_shell_run(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = http_form(req, &form, e);

	if (err == TILL_OK)
		err = guard_change(app, req, form, e);
	if (err == TILL_OK)
		err = show_shell(app, req, json_text_or(form, "line", ""),
		    res, e);
	json_object_put(form);
	return err;
}

/*
 * Takes a line apart in place for complete(): words with their quotes, the
 * last of them the one being written, "" behind a space.  How many; at most
 * WORDS_MAX.
 */
static size_t
cut(char *text, const char **words)
{
	char quote = '\0';
	bool within = false;
	size_t n = 0;

	for (; *text != '\0'; text++) {
		if (quote == '\0' && *text == ' ') {
			*text = '\0';
			within = false;
			continue;
		}
		if (!within && n + 1 < WORDS_MAX)
			words[n++] = text;
		within = true;
		if (quote == '\0' && (*text == '"' || *text == '\''))
			quote = *text;
		else if (quote != '\0' && *text == quote)
			quote = '\0';
	}
	if (!within)
		words[n++] = "";
	return n;
}

/* Answers what may stand in place of the last word, {"word","words"}. */
static enum till_err
answer_words(const char *line, struct http_response *res)
{
	struct json_object *answer = json_object_new_object();
	struct json_object *list = json_object_new_array();
	const char *words[WORDS_MAX + 1] = { "till" };
	char text[LINE_MAX_BYTES];
	enum till_err err;
	struct buf b;
	size_t n;

	(void)text_copy(text, sizeof(text), line);
	line = text;
	if (strncmp(line, "$ ", 2) == 0)
		line += 2;
	if (strncmp(line, "till ", 5) == 0)
		line += 5;
	n = cut(text + (line - text), words + 1);
	json_put_text(answer, "word", words[n]);
	buf_init(&b, COMPLETE_MAX);
	complete(&b, words, n + 1, n, commands, nitems(commands));
	for (const char *at = buf_text(&b); *at != '\0';) {
		size_t len = strcspn(at, "\n");

		json_object_array_add(list, json_object_new_string_len(at,
		    (int)len));
		at += len + (at[len] == '\n');
	}
	json_put(answer, "words", list);
	err = http_json(res, 200, answer);
	buf_free(&b);
	json_object_put(answer);
	return err;
}

enum till_err
dashboard_shell_complete(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	enum till_err err = guard_host(app, req, e);

	if (err == TILL_OK)
		err = http_form(req, &form, e);
	if (err == TILL_OK)
		err = answer_words(json_text_or(form, "line", ""), res);
	json_object_put(form);
	return err;
}

/* The events after one, the oldest first, and the id of the last of all. */
static enum till_err
find_news(const struct dashboard *d, const struct http_request *req,
    struct json_object *form, struct json_object **out, struct till_error *e)
{
	struct list_ask ask = { .kind = kind_find("events"),
		.before = json_text(form, "after"), .limit = NEWS_MAX,
		.params = json_object_new_object(), .request = req->id };
	struct list_found found;
	struct json_object *events, *event;
	enum till_err err;

	if (ask.before == NULL || *ask.before == '\0') {
		ask.before = NULL;
		ask.limit = 1;
	}
	err = list_find(d, &ask, &found, e);
	json_object_put(ask.params);
	if (err != TILL_OK)
		return err;
	*out = json_object_new_object();
	events = json_object_new_array();
	json_put_text(*out, "last", json_text_or(json_at(found.objects, 0),
	    "id", ask.before != NULL ? ask.before : ""));
	for (size_t i = ask.before != NULL ? json_count(found.objects) : 0;
	     i > 0; i--) {
		struct json_object *at = json_at(found.objects, i - 1);

		event = json_object_new_object();
		json_put_text(event, "id", json_text(at, "id"));
		json_put_text(event, "type", json_text(at, "type"));
		json_put_int(event, "created", json_int_or(at, "created", 0));
		json_put_text(event, "about", json_text(
		    json_path(at, "data", "object", NULL), "id"));
		json_object_array_add(events, event);
	}
	json_put(*out, "events", events);
	json_object_put(found.objects);
	return TILL_OK;
}

enum till_err
dashboard_shell_news(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL, *answer = NULL;
	enum till_err err = guard_host(app, req, e);

	if (err == TILL_OK)
		err = http_form(req, &form, e);
	if (err == TILL_OK)
		err = find_news(app, req, form, &answer, e);
	if (err == TILL_OK)
		err = http_json(res, 200, answer);
	json_object_put(answer);
	json_object_put(form);
	return err;
}
