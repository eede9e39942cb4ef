/* words: see words.h. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/words.h"

static const struct {
	const char *one, *many;
} kinds[] = {
	[PARAM_STRING] = { "string", "strings" },
	[PARAM_INTEGER] = { "integer", "integers" },
	[PARAM_NUMBER] = { "decimal", "decimals" },
	[PARAM_BOOLEAN] = { "boolean", "booleans" },
	[PARAM_TIMESTAMP] = { "timestamp", "timestamps" },
	[PARAM_ENUM] = { "enum", "enums" },
	[PARAM_OBJECT] = { "object", "objects" },
	[PARAM_ARRAY] = { "list", "lists" },
	[PARAM_MAP] = { "map", "maps" },
};

void
words_type(struct buf *b, const struct param *p)
{
	if (p->kind == PARAM_ARRAY)
		buf_addf(b, "list of %s", kinds[p->element->kind].many);
	else if (p->kind == PARAM_MAP)
		buf_addf(b, "map of %s", kinds[p->element->kind].many);
	else
		buf_add_text(b, kinds[p->kind].one);
	if ((p->flags & PARAM_OR_TIMESTAMP) != 0)
		buf_add_text(b, " or timestamp");
	if ((p->flags & PARAM_OR_INF) != 0)
		buf_add_text(b, " or inf");
	if ((p->flags & PARAM_OR_NOW) != 0)
		buf_add_text(b, " or now");
}

const char *
words_need(const struct param *p)
{
	if ((p->flags & PARAM_REQUIRED) != 0)
		return "required";
	if ((p->flags & PARAM_CONDITIONAL) != 0)
		return "required in some cases";
	return NULL;
}

/* Appends a clause. */
static void __attribute__((format(printf, 3, 4)))
clause(struct buf *b, size_t start, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (b->len > start)
		buf_add_text(b, "; ");
	buf_add_text(b, text);
}

static void
range(struct buf *b, size_t start, const struct param *p)
{
	bool min = (p->flags & PARAM_HAS_MIN) != 0;
	bool max = (p->flags & PARAM_HAS_MAX) != 0;

	if (min && max)
		clause(b, start, "from %" PRId64 " to %" PRId64, p->min,
		    p->max);
	else if (min)
		clause(b, start, "at least %" PRId64, p->min);
	else if (max)
		clause(b, start, "at most %" PRId64, p->max);
}

/* What a scalar must keep to; each: it is the element of a list or map. */
static void
scalar(struct buf *b, size_t start, const struct param *p, const char *each)
{
	if ((p->flags & PARAM_EMAIL) != 0)
		clause(b, start, "%san e-mail address", each);
	if ((p->flags & PARAM_URL) != 0)
		clause(b, start, "%sa URL", each);
	if ((p->flags & PARAM_DECIMAL) != 0)
		clause(b, start, "%sa decimal number", each);
	range(b, start, p);
	if (p->maxlen > 0)
		clause(b, start, "%sat most %zu characters", each, p->maxlen);
	if (p->decimals > 0)
		clause(b, start, "%sat most %u decimal places", each,
		    p->decimals);
}

void
words_rules(struct buf *b, const struct param *p)
{
	size_t start = b->len;

	if (p->fallback != NULL)
		clause(b, start, "default %s", p->fallback);
	scalar(b, start, p, "");
	if ((p->flags & PARAM_CURRENCY) != 0)
		clause(b, start, "%s",
		    p->kind == PARAM_MAP ? "each key a currency code" :
					   "a currency code");
	if (p->max_items > 0)
		clause(b, start, "at most %zu items", p->max_items);
	if ((p->flags & PARAM_METADATA) != 0)
		clause(b, start,
		    "at most %d keys of %d characters, without [ and ], and "
		    "values of %d; an empty value removes its key, an empty "
		    "string all of them",
		    METADATA_KEYS_MAX, METADATA_KEY_MAX, METADATA_VALUE_MAX);
	else if ((p->flags & (PARAM_EMPTYABLE | PARAM_OR_EMPTY)) != 0)
		clause(b, start, "an empty string clears it");
	if (p->element != NULL)
		scalar(b, start, p->element, "each ");
}

const char *const *
words_values(const struct param *p, size_t *count)
{
	if (p->element != NULL && p->element->values_count > 0)
		p = p->element;
	*count = p->values_count;
	return p->values;
}

const struct param *
words_inside(const struct param *p, size_t *count)
{
	if (p->element != NULL)
		p = p->element;
	*count = p->children_count;
	return p->children;
}

const char *
words_step(const struct param *p)
{
	if (p->kind == PARAM_ARRAY)
		return "[0]";
	if (p->kind != PARAM_MAP)
		return "";
	return (p->flags & PARAM_CURRENCY) != 0 ? "[<currency>]" : "[<key>]";
}

struct param_walk {
	words_visit_param *visit;
	void *arg;
	char path[WORDS_PATH_MAX];
};

/* The parent's name stands in w->path; parent is its length. */
static void
walk_params(struct param_walk *w, const struct param *params, size_t count,
    const char *step, int depth)
{
	size_t parent = strlen(w->path), inside;

	for (size_t i = 0; i < count; i++) {
		const struct param *p = &params[i], *children;

		(void)snprintf(w->path + parent, sizeof(w->path) - parent,
		    depth == 0 ? "%s%s" : "%s[%s]", step, p->name);
		w->visit(w->arg,
		    &(struct words_param){ p, w->path, w->path + parent,
			depth });
		children = words_inside(p, &inside);
		walk_params(w, children, inside, words_step(p), depth + 1);
		w->path[parent] = '\0';
	}
}

void
words_walk_params(const struct param *params, size_t count,
    words_visit_param *visit, void *arg)
{
	struct param_walk w = { .visit = visit, .arg = arg };

	walk_params(&w, params, count, "", 0);
}

static const struct {
	const char *one, *many;
} field_kinds[] = {
	[FIELD_STRING] = { "string", "strings" },
	[FIELD_INTEGER] = { "integer", "integers" },
	[FIELD_NUMBER] = { "decimal", "decimals" },
	[FIELD_BOOLEAN] = { "boolean", "booleans" },
	[FIELD_TIMESTAMP] = { "timestamp", "timestamps" },
	[FIELD_ENUM] = { "enum", "enums" },
	[FIELD_OBJECT] = { "object", "objects" },
	[FIELD_ARRAY] = { "list", "lists" },
	[FIELD_MAP] = { "map", "maps" },
	[FIELD_LIST] = { "list object", "list objects" },
};

void
words_field_type(struct buf *b, const struct field *f)
{
	const struct field *e = f->element;

	if (e == NULL && f->ref == NULL)
		buf_add_text(b, field_kinds[f->kind].one);
	else if (e == NULL && (f->flags & FIELD_EXPANDABLE) == 0)
		buf_add_text(b, f->ref);
	else if (e == NULL)
		buf_addf(b, "id, or %s when expanded", f->ref);
	else if (e->ref == NULL)
		buf_addf(b, "%s of %s", field_kinds[f->kind].one,
		    field_kinds[e->kind].many);
	else if ((e->flags & FIELD_EXPANDABLE) == 0)
		buf_addf(b, "%s of %s", field_kinds[f->kind].one, e->ref);
	else
		buf_addf(b, "%s of ids, or of %s when expanded",
		    field_kinds[f->kind].one, e->ref);
}

void
words_field_rules(struct buf *b, const struct field *f)
{
	size_t start = b->len;

	if (f->constant != NULL)
		clause(b, start, "always %s", f->constant);
	if ((f->flags & FIELD_NULLABLE) != 0)
		clause(b, start, "may be null");
	if ((f->flags & FIELD_OPTIONAL) != 0)
		clause(b, start, "may be absent");
	if ((f->flags & FIELD_INCLUDABLE) != 0)
		clause(b, start, "only when expanded");
}

const char *const *
words_field_values(const struct field *f, size_t *count)
{
	if (f->element != NULL && f->element->values_count > 0)
		f = f->element;
	*count = f->values_count;
	return f->values;
}

const struct object_type *
words_field_object(const struct field *f)
{
	if (f->element != NULL)
		f = f->element;
	return f->ref != NULL ? object_find(f->ref) : NULL;
}

struct field_walk {
	words_visit_field *visit;
	void *arg;
	char path[WORDS_PATH_MAX];
};

static void
walk_fields(struct field_walk *w, const struct field *fields, size_t count,
    int depth)
{
	size_t parent = strlen(w->path);

	for (size_t i = 0; i < count; i++) {
		const struct field *f = &fields[i];
		const struct field *holder = f->element != NULL ? f->element :
								  f;

		(void)snprintf(w->path + parent, sizeof(w->path) - parent,
		    depth == 0 ? "%s" : ".%s", f->name);
		w->visit(w->arg,
		    &(struct words_field){ f, w->path, depth });
		walk_fields(w, holder->children, holder->children_count,
		    depth + 1);
		w->path[parent] = '\0';
	}
}

void
words_walk_fields(const struct field *fields, size_t count,
    words_visit_field *visit, void *arg)
{
	struct field_walk w = { .visit = visit, .arg = arg };

	walk_fields(&w, fields, count, 0);
}

void
words_list(struct buf *b, const char *const *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(b, "%s%s", i > 0 ? ", " : "", values[i]);
}
