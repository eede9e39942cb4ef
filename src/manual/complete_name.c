/* complete_name: the names and values of parameters, and paths to expand. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/complete.h"
#include "manual/names.h"
#include "manual/words.h"
#include "params/object.h"

#define WORD_MAX 512
#define EXPAND_DEPTH 4

/* What is being completed. */
struct begun {
	struct buf *out;
	const char *text;
	size_t cut; /* bytes of an answer that stand already */
};

/* Answers a word if it begins as what is written. */
static void
offer(const struct begun *at, const char *word)
{
	if (strncmp(word, at->text, strlen(at->text)) == 0)
		buf_addf(at->out, "%s\n", word + at->cut);
}

static const struct param *
find_param(const struct param *params, size_t count, const char *name,
    size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(params[i].name) == len &&
		    strncmp(params[i].name, name, len) == 0)
			return &params[i];
	return NULL;
}

/* What must follow the name of a parameter. */
static const char *
tail(const struct param *p)
{
	if (p->kind == PARAM_OBJECT || p->kind == PARAM_MAP)
		return "[";
	if (p->kind == PARAM_ARRAY)
		return p->element->kind == PARAM_OBJECT ? "[0][" : "[0]=";
	return "=";
}

/* Offers what may stand in the brackets that were opened after len bytes. */
static void
offer_inside(const struct begun *at, const struct param *p, size_t len)
{
	const char *before = at->text;
	char word[WORD_MAX];

	if (p->kind == PARAM_ARRAY) {
		(void)snprintf(word, sizeof(word), "%.*s%s", (int)len, before,
		    tail(p));
		offer(at, word);
	}
	if (p->kind == PARAM_MAP && (p->flags & PARAM_CURRENCY) != 0)
		for (size_t i = 0; i < p->values_count; i++) {
			(void)snprintf(word, sizeof(word), "%.*s[%s]%s",
			    (int)len, before, p->values[i],
			    tail(p->element));
			offer(at, word);
		}
	for (size_t i = 0; p->kind == PARAM_OBJECT && i < p->children_count;
	     i++) {
		(void)snprintf(word, sizeof(word), "%.*s[%s]%s", (int)len,
		    before, p->children[i].name, tail(&p->children[i]));
		offer(at, word);
	}
}

/*
 * Follows a name through the tables up to its end, or up to brackets that are
 * not closed; *len is how far.  NULL: there is no such parameter.
 */
static const struct param *
follow(const struct params_call *call, const char *name, size_t *len)
{
	const char *at = name + strcspn(name, "[=");
	const struct param *p = find_param(call->params, call->params_count,
	    name, (size_t)(at - name));

	while (p != NULL && *at == '[') {
		size_t inside = strcspn(at + 1, "]=");

		if (at[1 + inside] != ']')
			break;
		p = p->element != NULL ?
		    p->element :
		    find_param(p->children, p->children_count, at + 1,
			inside);
		at += inside + 2;
	}
	*len = (size_t)(at - name);
	return p;
}

/* Offers the values of a parameter after len bytes that name it. */
static void
offer_values(const struct begun *at, const struct param *p, size_t len)
{
	static const char *const flags[] = { "true", "false" };
	const char *const *values;
	char word[WORD_MAX];
	size_t count;

	values = words_values(p, &count);
	if (p->kind == PARAM_BOOLEAN) {
		values = flags;
		count = nitems(flags);
	}
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(word, sizeof(word), "%.*s%s", (int)len,
		    at->text, values[i]);
		offer(at, word);
	}
}

void
complete_data(struct buf *b, const struct params_call *call,
    const char *begun, size_t cut)
{
	const struct begun at = { b, begun, cut };
	const struct param *p;
	char word[WORD_MAX];
	size_t len = 0;

	if (begun[strcspn(begun, "[=")] == '\0') {
		for (size_t i = 0; i < call->params_count; i++) {
			(void)snprintf(word, sizeof(word), "%s%s",
			    call->params[i].name, tail(&call->params[i]));
			offer(&at, word);
		}
		return;
	}
	p = follow(call, begun, &len);
	if (p == NULL)
		return;
	if (begun[len] == '=') {
		offer_values(&at, p, len + 1);
	} else if (begun[len] == '[') {
		offer_inside(&at, p, len);
	} else if (begun[len] == '\0') {
		(void)snprintf(word, sizeof(word), "%s%s", begun, tail(p));
		offer(&at, word);
	}
}

/* Whether something inside a field can be expanded. */
static bool
holds_expandable(const struct field *f)
{
	for (size_t i = 0; i < f->children_count; i++) {
		const struct field *c = &f->children[i];

		if ((c->flags & (FIELD_EXPANDABLE | FIELD_INCLUDABLE)) != 0 ||
		    holds_expandable(c))
			return true;
	}
	return false;
}

static bool
is_expandable(const struct field *f)
{
	return (f->flags & (FIELD_EXPANDABLE | FIELD_INCLUDABLE)) != 0 ||
	    (f->element != NULL &&
		(f->element->flags & FIELD_EXPANDABLE) != 0);
}

/* Offers the fields after len bytes of the path. */
static void
offer_fields(const struct begun *at, size_t len, const struct field *fields,
    size_t count)
{
	char word[WORD_MAX];

	for (size_t i = 0; i < count; i++) {
		const struct field *f = &fields[i];
		bool embeds = f->kind == FIELD_OBJECT && f->ref != NULL &&
		    (f->flags & FIELD_EXPANDABLE) == 0;

		(void)snprintf(word, sizeof(word), "%.*s%s", (int)len,
		    at->text, f->name);
		if (is_expandable(f)) {
			offer(at, word);
		} else if (embeds || holds_expandable(f)) {
			strncat(word, ".", sizeof(word) - strlen(word) - 1);
			offer(at, word);
		}
	}
}

/* The fields that a path goes on through after a field. */
static void
enter(const struct field *f, const struct field **fields, size_t *count)
{
	const struct object_type *type = words_field_object(f);

	if (f->element != NULL)
		f = f->element;
	*fields = f->children;
	*count = f->children_count;
	if (type != NULL) {
		*fields = type->fields;
		*count = type->fields_count;
	}
}

static const struct field *
find_field(const struct field *fields, size_t count, const char *name,
    size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(fields[i].name) == len &&
		    strncmp(fields[i].name, name, len) == 0)
			return &fields[i];
	return NULL;
}

/* The elements of a list object stand below "data". */
static bool
skip_data(const struct begun *at, const char **path)
{
	size_t len = (size_t)(*path - at->text);
	char word[WORD_MAX];

	if (strncmp(*path, "data.", 5) == 0) {
		*path += 5;
		return true;
	}
	(void)snprintf(word, sizeof(word), "%.*sdata.", (int)len, at->text);
	offer(at, word);
	return false;
}

void
complete_expand(struct buf *b, const struct params_call *call,
    const char *begun, size_t cut)
{
	const struct begun at = { b, begun, cut };
	const struct field *fields, *f;
	const struct object_type *type;
	const char *path = begun;
	char name[NAMES_MAX];
	size_t count;
	bool list;

	names_returns(call, name, &list);
	type = object_find(name);
	if (type == NULL || (list && !skip_data(&at, &path)))
		return;
	fields = type->fields;
	count = type->fields_count;
	for (int depth = 0; depth < EXPAND_DEPTH; depth++) {
		size_t len = strcspn(path, ".");

		if (path[len] == '\0') {
			offer_fields(&at, (size_t)(path - begun), fields,
			    count);
			return;
		}
		f = find_field(fields, count, path, len);
		path += len + 1;
		if (f == NULL ||
		    (f->kind == FIELD_LIST && !skip_data(&at, &path)))
			return;
		enter(f, &fields, &count);
	}
}
