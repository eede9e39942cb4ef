/* complete: see complete.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/complete.h"
#include "manual/names.h"
#include "manual/options.h"
#include "manual/words.h"

#define WORD_MAX 512
#define WORDS_MAX 64

/* The line up to the word being written, which comes last. */
struct line {
	char word[WORDS_MAX][WORD_MAX];
	size_t count;
	size_t cut; /* bytes of the last one that bash keeps to itself */
};

/* Appends a word without its quotes and backslashes. */
static void
add_word(char to[static WORD_MAX], const char *word)
{
	size_t n = strlen(to);
	char quote = '\0';

	for (const char *c = word; *c != '\0' && n + 1 < WORD_MAX; c++) {
		if (quote == '\0' && (*c == '"' || *c == '\'')) {
			quote = *c;
			continue;
		}
		if (*c == quote && quote != '\0') {
			quote = '\0';
			continue;
		}
		if (*c == '\\' && quote != '\'' && c[1] != '\0')
			c++;
		to[n++] = *c;
	}
	to[n] = '\0';
}

/* bash makes words of their own of these inside a word. */
static bool
is_break(const char *word)
{
	return *word != '\0' && word[strspn(word, "=:")] == '\0';
}

/* Joins what bash took apart. */
static bool
read_line(struct line *line, const char *const *words, size_t n, size_t at)
{
	bool glue = false;

	*line = (struct line){ .count = 0 };
	if (at == 0 || at >= n)
		return false;
	for (size_t i = 1; i <= at; i++) {
		bool joins = line->count > 0 && (glue || is_break(words[i]));

		glue = is_break(words[i]);
		if (!joins && line->count == WORDS_MAX)
			return false;
		if (!joins)
			line->count++;
		line->cut = joins ? strlen(line->word[line->count - 1]) : 0;
		add_word(line->word[line->count - 1], words[i]);
		if (joins && glue)
			line->cut = strlen(line->word[line->count - 1]);
	}
	return true;
}

static void
offer(struct buf *b, const struct line *line, const char *word)
{
	const char *begun = line->word[line->count - 1];

	if (strncmp(word, begun, strlen(begun)) == 0 &&
	    strlen(word) >= line->cut)
		buf_addf(b, "%s\n", word + line->cut);
}

/*
 * The parameter that an option names, "--starting-after", before any
 * brackets; NULL for none.
 */
static const struct param *
option_param(const struct params_call *call, const char *option)
{
	size_t len = strcspn(option, "=[");

	for (size_t i = 0; i < call->params_count; i++) {
		const char *name = call->params[i].name;
		size_t k = 0;

		while (name[k] != '\0' && k + 2 < len &&
		    (option[k + 2] == name[k] ||
			(option[k + 2] == '-' && name[k] == '_')))
			k++;
		if (name[k] == '\0' && k + 2 == len)
			return &call->params[i];
	}
	return NULL;
}

/* Whether a parameter may be given as an option of its own. */
static bool
is_plain(const struct param *p)
{
	return p->kind != PARAM_OBJECT && p->element == NULL;
}

/* The row of an option, NULL for none. */
static const struct option_row *
find_option(const char *word)
{
	size_t len = strcspn(word, "=");

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *o = &call_options[i];

		if ((strlen(o->name) == len &&
			strncmp(o->name, word, len) == 0) ||
		    (o->brief != NULL && strcmp(o->brief, word) == 0))
			return o;
	}
	return NULL;
}

/* Whether the word after this one is its value. */
static bool
takes_next(const char *word)
{
	const struct option_row *o = find_option(word);

	if (*word != '-' || strchr(word, '=') != NULL)
		return false;
	return o != NULL ? o->value != NULL : strncmp(word, "--", 2) == 0;
}

/* Resource and operation as far as they are written. */
struct found {
	const struct params_call *call;
	char resource[NAMES_MAX]; /* the words so far */
};

static void
find_call(const struct line *line, struct found *found)
{
	*found = (struct found){ .call = NULL };
	for (size_t i = 0; i + 1 < line->count && found->call == NULL; i++) {
		const char *word = line->word[i];
		size_t len = strlen(found->resource);

		if (*word == '-') {
			i += takes_next(word);
			continue;
		}
		if (i == 0 && strcmp(word, "api") == 0)
			continue;
		found->call = names_find(found->resource, word);
		if (found->call != NULL)
			return;
		(void)snprintf(found->resource + len,
		    sizeof(found->resource) - len, "%s%s", len > 0 ? " " : "",
		    word);
	}
}

/* Offers the words of resources and the operations that may come next. */
static void
offer_names(struct buf *b, const struct line *line, const char *resource)
{
	size_t skip = strlen(resource) + (*resource != '\0');
	struct call_name name;
	char word[NAMES_MAX];

	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];

		names_of(call, &name);
		if (strcmp(name.resource, resource) == 0) {
			offer(b, line, name.operation);
			continue;
		}
		if (!names_is_first(call) ||
		    !names_begin(name.resource, resource))
			continue;
		text_copy(word, sizeof(word), name.resource + skip);
		word[strcspn(word, " ")] = '\0';
		offer(b, line, word);
	}
}

static void
offer_options(struct buf *b, const struct line *line,
    const struct params_call *call)
{
	char option[NAMES_MAX];

	for (size_t i = 0; i < OPTION_COUNT; i++)
		offer(b, line, call_options[i].name);
	for (size_t i = 0; i < call->params_count; i++) {
		(void)snprintf(option, sizeof(option), "--%s%s",
		    call->params[i].name,
		    is_plain(&call->params[i]) ? "" : "[");
		for (char *c = option; *c != '\0'; c++)
			if (*c == '_')
				*c = '-';
		offer(b, line, option);
	}
}

/* Offers the values of a parameter given as an option. */
static void
offer_value(struct buf *b, const struct line *line, const struct param *p,
    size_t before)
{
	const char *begun = line->word[line->count - 1];
	const char *const *values;
	char word[WORD_MAX];
	size_t count;

	values = words_values(p, &count);
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(word, sizeof(word), "%.*s%s", (int)before,
		    begun, values[i]);
		offer(b, line, word);
	}
	if (p->kind == PARAM_BOOLEAN)
		for (int i = 0; i < 2; i++) {
			(void)snprintf(word, sizeof(word), "%.*s%s",
			    (int)before, begun, i == 0 ? "true" : "false");
			offer(b, line, word);
		}
}

/* Offers what may stand in the brackets behind an option's name. */
static void
offer_inside(struct buf *b, const struct line *line,
    const struct params_call *call, const struct param *p)
{
	const char *begun = line->word[line->count - 1];
	size_t plain = strcspn(begun, "[");
	char word[WORD_MAX];
	struct buf found;

	(void)snprintf(word, sizeof(word), "%s%s", p->name, begun + plain);
	buf_init(&found, COMPLETE_MAX);
	complete_data(&found, call, word, 0);
	for (const char *at = buf_text(&found); *at != '\0';) {
		size_t len = strcspn(at, "\n"), name = strlen(p->name);

		if (len > name) {
			(void)snprintf(word, sizeof(word), "%.*s%.*s",
			    (int)plain, begun, (int)(len - name), at + name);
			offer(b, line, word);
		}
		at += len + (at[len] == '\n');
	}
	buf_free(&found);
}

/* Offers what may be the value of an option that stands before it. */
static void
offer_argument(struct buf *b, const struct line *line,
    const struct params_call *call, const char *option)
{
	const char *begun = line->word[line->count - 1];
	const struct option_row *o = find_option(option);
	const struct param *p = option_param(call, option);

	if (o == &call_options[OPTION_DATA])
		complete_data(b, call, begun, line->cut);
	else if (o == &call_options[OPTION_EXPAND])
		complete_expand(b, call, begun, line->cut);
	else if (o == NULL && p != NULL && is_plain(p))
		offer_value(b, line, p, 0);
}

void
complete(struct buf *b, const char *const *words, size_t n, size_t at,
    const char *const *commands, size_t commands_count)
{
	const struct param *p;
	const char *begun;
	struct line line;
	struct found found;

	if (!read_line(&line, words, n, at))
		return;
	begun = line.word[line.count - 1];
	find_call(&line, &found);
	if (found.call == NULL) {
		if (found.resource[0] == '\0' && line.count == 1)
			for (size_t i = 0; i < commands_count; i++)
				offer(b, &line, commands[i]);
		if (*begun == '-')
			offer(b, &line, call_options[OPTION_HELP].name);
		else
			offer_names(b, &line, found.resource);
		return;
	}
	p = option_param(found.call, begun);
	if (line.count > 1 && takes_next(line.word[line.count - 2]))
		offer_argument(b, &line, found.call,
		    line.word[line.count - 2]);
	else if (p != NULL && strchr(begun, '[') != NULL)
		offer_inside(b, &line, found.call, p);
	else if (*begun == '-' && strchr(begun, '=') == NULL)
		offer_options(b, &line, found.call);
	else if (*begun == '-' && p != NULL && is_plain(p))
		offer_value(b, &line, p, strcspn(begun, "=") + 1);
}
