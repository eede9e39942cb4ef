/* search: see search.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/search.h"

#define QUERY_MAX 128
#define WORDS_MAX 8
#define TEXT_MAX 8192

/* How well something fits. */
enum fit { FIT_WHOLE, FIT_SAME, FIT_BEGINS, FIT_NAMED, FIT_SAID, FIT_NOT };

struct search {
	char text[QUERY_MAX]; /* lower case, words a space apart */
	char split[QUERY_MAX];
	const char *word[WORDS_MAX];
	size_t words;
	enum fit now; /* what is being looked for */
	size_t count, max;
	search_visit *visit;
	void *arg;
	struct search_hit hit; /* whose inside is walked */
};

/* Copies text in lower case; marks between words become spaces. */
static void
fold(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text != '\0' && n + 1 < size; text++) {
		char c = (char)tolower((unsigned char)*text);

		if (strchr("[]./_- \t", c) != NULL)
			c = ' ';
		if (c == ' ' && (n == 0 || out[n - 1] == ' '))
			continue;
		out[n++] = c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

static void
split(struct search *s, const char *query)
{
	char *rest;

	fold(s->text, sizeof(s->text), query);
	text_copy(s->split, sizeof(s->split), s->text);
	for (char *word = strtok_r(s->split, " ", &rest);
	     word != NULL && s->words < WORDS_MAX;
	     word = strtok_r(NULL, " ", &rest))
		s->word[s->words++] = word;
}

static bool
has_all(const struct search *s, const char *text)
{
	for (size_t i = 0; i < s->words; i++)
		if (strstr(text, s->word[i]) == NULL)
			return false;
	return true;
}

/* name is the last of whole; said is what else is told about it. */
static enum fit
fit(const struct search *s, const char *name, const char *whole,
    const char *said)
{
	char text[TEXT_MAX];
	size_t len;

	fold(text, sizeof(text), whole);
	if (strcmp(text, s->text) == 0)
		return FIT_WHOLE;
	fold(text, sizeof(text), name);
	if (strcmp(text, s->text) == 0)
		return FIT_SAME;
	if (strncmp(text, s->text, strlen(s->text)) == 0)
		return FIT_BEGINS;
	fold(text, sizeof(text), whole);
	if (has_all(s, text))
		return FIT_NAMED;
	len = strlen(text);
	text[len++] = ' ';
	fold(text + len, sizeof(text) - len, said);
	return has_all(s, text) ? FIT_SAID : FIT_NOT;
}

static void
consider(struct search *s, enum fit fits)
{
	if (fits != s->now)
		return;
	if (s->count < s->max)
		s->visit(s->arg, &s->hit);
	s->count++;
}

static void
see_param(void *arg, const struct words_param *at)
{
	const char *const *values;
	struct search *s = arg;
	struct buf said;
	size_t count;

	s->hit.path = at->path;
	s->hit.param = at->param;
	values = words_values(at->param, &count);
	buf_init(&said, TEXT_MAX);
	if (s->now == FIT_SAID && at->param->note != NULL)
		buf_addf(&said, "%s ", at->param->note);
	/* A currency is a value of many; nobody means all of those. */
	if (s->now == FIT_SAID && (at->param->flags & PARAM_CURRENCY) == 0)
		words_list(&said, values, count);
	consider(s, fit(s, at->param->name, at->path, buf_text(&said)));
	buf_free(&said);
}

static void
see_field(void *arg, const struct words_field *at)
{
	const char *const *values;
	struct search *s = arg;
	struct buf said;
	size_t count;

	s->hit.path = at->path;
	s->hit.field = at->field;
	values = words_field_values(at->field, &count);
	buf_init(&said, TEXT_MAX);
	if (s->now == FIT_SAID)
		words_list(&said, values, count);
	consider(s, fit(s, at->field->name, at->path, buf_text(&said)));
	buf_free(&said);
}

static void
see_call(struct search *s, const struct params_call *call)
{
	struct call_name name;
	char whole[2 * NAMES_MAX + 2];

	names_of(call, &name);
	(void)snprintf(whole, sizeof(whole), "%s %s", name.resource,
	    name.operation);
	s->hit = (struct search_hit){ .call = call, .path = "" };
	consider(s, fit(s, name.resource, whole, call->path));
	words_walk_params(call->params, call->params_count, see_param, s);
}

static void
see_object(struct search *s, const struct object_type *type)
{
	s->hit = (struct search_hit){ .type = type, .path = "" };
	consider(s, fit(s, type->name, type->name, ""));
	words_walk_fields(type->fields, type->fields_count, see_field, s);
}

size_t
search(const char *query, size_t max, search_visit *visit, void *arg)
{
	struct search s = { .max = max, .visit = visit, .arg = arg };

	split(&s, query);
	if (s.words == 0)
		return 0;
	for (int fits = FIT_WHOLE; fits < FIT_NOT; fits++) {
		s.now = (enum fit)fits;
		for (size_t i = 0; i < params_calls_count; i++)
			see_call(&s, &params_calls[i]);
		for (size_t i = 0; i < object_types_count; i++)
			see_object(&s, &object_types[i]);
	}
	return s.count;
}
