/* help: see help.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/across.h"
#include "manual/example.h"
#include "manual/help.h"
#include "manual/names.h"
#include "manual/options.h"
#include "manual/words.h"

#define COLUMNS 79
#define TEXT_COLUMN 34
#define TEXT_MAX 65536

static void
spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_add_char(b, ' ');
}

/* How many columns len bytes take. */
static size_t
width(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	return n;
}

void
help_wrap(struct buf *b, size_t column, size_t indent, const char *text)
{
	bool first = true;

	for (const char *at = text; *at != '\0';) {
		size_t len = strcspn(at, " ");

		if (!first && column + 1 + width(at, len) > COLUMNS) {
			buf_add_char(b, '\n');
			spaces(b, indent);
			column = indent;
		} else if (!first) {
			buf_add_char(b, ' ');
			column++;
		}
		buf_add(b, at, len);
		column += width(at, len);
		first = false;
		at += len;
		at += strspn(at, " ");
	}
	buf_add_char(b, '\n');
}

void
help_row(struct buf *b, size_t indent, const char *left, const char *text)
{
	size_t column = indent + width(left, strlen(left));

	spaces(b, indent);
	buf_add_text(b, left);
	if (*text == '\0') {
		buf_add_char(b, '\n');
		return;
	}
	if (column + 2 > TEXT_COLUMN) {
		buf_add_char(b, '\n');
		column = 0;
	}
	spaces(b, TEXT_COLUMN - column);
	help_wrap(b, TEXT_COLUMN, TEXT_COLUMN, text);
}

/* Appends "; " and what is in more, unless that is empty; more is freed. */
static void
add_rules(struct buf *b, struct buf *more)
{
	if (more->len > 0)
		buf_addf(b, "; %s", buf_text(more));
	buf_free(more);
}

static void
add_values(struct buf *b, const char *const *values, size_t count)
{
	if (count == 0)
		return;
	buf_add_text(b, ". One of: ");
	words_list(b, values, count);
}

/* Appends what a parameter is, in one text. */
static void
describe(struct buf *b, const struct param *p)
{
	const char *const *values;
	struct buf rules;
	size_t count;

	words_type(b, p);
	if (words_need(p) != NULL)
		buf_addf(b, "; %s", words_need(p));
	buf_init(&rules, TEXT_MAX);
	words_rules(&rules, p);
	add_rules(b, &rules);
	if (p->note != NULL)
		buf_addf(b, ". %s", p->note);
	values = words_values(p, &count);
	/* The currencies would fill the page many times over. */
	if ((p->flags & PARAM_CURRENCY) == 0)
		add_values(b, values, count);
}

static void
add_param(void *arg, const struct words_param *at)
{
	struct buf *b = arg, text;

	buf_init(&text, TEXT_MAX);
	describe(&text, at->param);
	help_row(b, 2 + 2 * (size_t)at->depth, at->name, buf_text(&text));
	buf_free(&text);
}

static void
add_field(void *arg, const struct words_field *at)
{
	struct buf *b = arg, text, rules;
	const char *const *values;
	size_t count;

	buf_init(&text, TEXT_MAX);
	words_field_type(&text, at->field);
	buf_init(&rules, TEXT_MAX);
	words_field_rules(&rules, at->field);
	add_rules(&text, &rules);
	values = words_field_values(at->field, &count);
	add_values(&text, values, count);
	help_row(b, 2 + 2 * (size_t)at->depth, at->field->name,
	    buf_text(&text));
	buf_free(&text);
}

static void
add_options(struct buf *b, const struct params_call *call)
{
	char left[NAMES_MAX];

	buf_add_text(b, "\nOptions\n\n");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *o = &call_options[i];

		if (i == OPTION_IDEMPOTENCY_KEY &&
		    strcmp(call->method, "POST") != 0)
			continue;
		(void)snprintf(left, sizeof(left), "%s%s%s%s%s",
		    o->brief != NULL ? o->brief : "",
		    o->brief != NULL ? ", " : "", o->name,
		    o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");
		help_row(b, 2, left, o->help);
	}
}

static void
add_params(struct buf *b, const struct params_call *call)
{
	if (call->params_count == 0) {
		buf_add_text(b, "\nIt takes no parameters.\n");
		return;
	}
	buf_addf(b, "\nParameters (%zu)\n\n", call->leaf_count);
	words_walk_params(call->params, call->params_count, add_param, b);
	buf_add_char(b, '\n');
	help_wrap(b, 0, 0,
	    "One inside another is named in brackets, as in -d "
	    "\"line_items[0][price]=…\"; [0], [1] and so on are the items of "
	    "a list. One at the top may also be an option, as in --limit 3. "
	    "A string holds at most 5000 characters where nothing else is "
	    "said.");
	_Static_assert(PARAMS_TEXT_MAX == 5000, "the text says so");
}

static void
add_across(struct buf *b, const struct params_call *call)
{
	struct across rule;
	bool first = true;
	struct buf text;
	size_t at = 0;

	while (across_next(call, &at, &rule)) {
		if (first)
			buf_add_text(b, "\nRules across parameters\n\n");
		first = false;
		buf_init(&text, TEXT_MAX);
		buf_addf(&text, "%s%s%s%s%s", rule.first,
		    *rule.second != '\0' ? " and " : "", rule.second,
		    *rule.first != '\0' ? ": " : "", rule.says);
		buf_add_text(b, "  ");
		help_wrap(b, 2, 4, buf_text(&text));
		buf_free(&text);
	}
}

static void
add_returns(struct buf *b, const struct params_call *call, bool fields)
{
	const struct object_type *type;
	char name[NAMES_MAX];
	bool list;

	names_returns(call, name, &list);
	type = object_find(name);
	buf_addf(b, "\nAnswers %s%s%s", list ? "a list of " : "", name,
	    fields ? "\n\n" : " (its fields: --help --returns)\n");
	if (fields && type != NULL)
		words_walk_fields(type->fields, type->fields_count,
		    add_field, b);
}

void
help_call(struct buf *b, const struct params_call *call, bool returns)
{
	struct call_name name;

	names_of(call, &name);
	buf_addf(b, "%s %s\n\n", call->method, call->path);
	buf_addf(b, "usage: till %s %s", name.resource, name.operation);
	for (size_t i = 0; i < name.ids; i++)
		buf_add_text(b, " <id>");
	buf_add_text(b, " [options]\n\n");
	example_till(b, call);
	buf_add_char(b, '\n');
	add_options(b, call);
	add_params(b, call);
	add_across(b, call);
	add_returns(b, call, returns);
}

void
help_resources(struct buf *b, const char *prefix)
{
	struct call_name name, other;
	struct buf operations;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		if (!names_is_first(&params_calls[i]) ||
		    !names_begin(name.resource, prefix))
			continue;
		buf_init(&operations, TEXT_MAX);
		for (size_t k = i; k < params_calls_count; k++) {
			names_of(&params_calls[k], &other);
			if (strcmp(other.resource, name.resource) == 0)
				buf_addf(&operations, "%s%s",
				    operations.len > 0 ? ", " : "",
				    other.operation);
		}
		help_row(b, 2, name.resource, buf_text(&operations));
		buf_free(&operations);
	}
}
