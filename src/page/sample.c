/* sample: see sample.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "page/marks.h"
#include "page/sample.h"

#define FILE_BYTES ((size_t)1024 * 1024)
#define DEPTH_MAX 8 /* templates within templates */
#define MADE_MAX 160 /* sections and includes of one part */

/* Texts by how a marker's name ends, the first that fits. */
static const struct {
	const char *end, *text;
} texts[] = {
	{ "URL", "https://shop.example/" },
	{ "LINK", "https://shop.example/" },
	{ "ACTION", "https://shop.example/" },
	{ "UPDATE", "https://shop.example/" },
	{ "BASE", "https://shop.example" },
	{ "IMAGE", "https://shop.example/picture.jpg" },
	{ "EMAIL", "ada@shop.example" },
	{ "AMOUNT", "€49.00" },
	{ "TOTAL", "€98.00" },
	{ "PRICE", "€49.00" },
	{ "UNIT", "€49.00" },
	{ "QUANTITY", "2" },
	{ "COUNT", "2" },
	{ "DEPTH", "0" },
	{ "DATE", "22 November 2026" },
	{ "PHONE", "+49 30 123456" },
	{ "COUNTRY", "DE" },
	{ "CODE", "10115" },
	{ "MERCHANT", "Second Pot" },
	{ "REFERENCE", "ord_sample" },
	{ "SESSION", "cs_test_sample" },
	{ "ID", "id_sample" },
};

/* A template that is being filled in, and those around it. */
struct sheet {
	const char *name;
	char *text;
	bool given; /* there is data for the page */
	int depth;
};

/*
 * A part that is being filled.  A section may stand in several places of it,
 * all of which show the same, so those that were made are found again.
 */
struct level {
	struct level *around; /* the part it is in, NULL at the top */
	struct page_part *part;
	struct json_object *data;
	const struct sheet *sheet;
	struct {
		const char *name; /* a loan from the template's text */
		size_t len, i;
		struct page_part *part;
	} made[MADE_MAX];
	size_t count;
};

static enum till_err fill_template(struct page_part *part, const char *name,
    struct json_object *data, const struct sheet *around,
    struct till_error *e);
static enum till_err fill_part(struct level *level, struct marks *marks,
    struct till_error *e);

static char *
read_text(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = malloc(FILE_BYTES + 1);
	size_t n = 0;

	if (file != NULL && text != NULL)
		n = fread(text, 1, FILE_BYTES, file);
	if (file != NULL)
		(void)fclose(file);
	if (text != NULL)
		text[n] = '\0';
	return text;
}

/* Words that the page has by itself. */
static bool
is_word(const char *name)
{
	return strncmp(name, "W_", 2) == 0 || strcmp(name, "LANG") == 0 ||
	    strcmp(name, "DIR") == 0;
}

/* A text for a marker: what its name ends in, else the name in words. */
static void
put_text(struct page_part *part, const char *name)
{
	char words[MARK_NAME_MAX];
	size_t len = strlen(name);

	for (size_t i = 0; i < nitems(texts); i++) {
		size_t end = strlen(texts[i].end);

		if (len >= end &&
		    strcmp(name + len - end, texts[i].end) == 0) {
			page_set(part, name, texts[i].text);
			return;
		}
	}
	text_copy(words, sizeof(words), name);
	for (size_t i = 0; i < len; i++)
		words[i] = words[i] == '_' ? ' ' :
		    i > 0 ? (char)tolower((unsigned char)words[i]) : words[i];
	page_set(part, name, words);
}

/*
 * The file of an include: "NAME  include file.tpl", or "NAME, include
 * file.tpl", in a comment of the template.
 */
static bool
find_include(const char *text, const char *name,
    char out[static MARK_NAME_MAX])
{
	static const char word[] = "include";
	static const char blank[] = " \n";
	const char *end = strstr(text, "}}\n{{>"), *at = text;
	size_t len = strlen(name), n;

	while ((at = strstr(at, word)) != NULL && (end == NULL || at < end)) {
		const char *before = at;

		at += strlen(word);
		at += strspn(at, blank);
		while (before > text && strchr(" ,\n", before[-1]) != NULL)
			before--;
		if ((size_t)(before - text) <= len ||
		    strncmp(before - len, name, len) != 0 ||
		    isupper((unsigned char)before[-(int)len - 1]))
			continue;
		n = strspn(at, "abcdefghijklmnopqrstuvwxyz_0123456789.");
		if (n == 0 || n >= MARK_NAME_MAX)
			return false;
		memcpy(out, at, n);
		out[n] = '\0';
		/* A full stop may end the sentence. */
		if (out[n - 1] == '.')
			out[n - 1] = '\0';
		return true;
	}
	return false;
}

static enum till_err
refuse(const struct sheet *sheet, const char *name, const char *why,
    struct till_error *e)
{
	return till_fail(e, TILL_EINPUT, NULL, name, "%s: %s %s",
	    sheet->name, name, why);
}

/* The i-th part of a marker's name when it was made before, or NULL. */
static struct page_part *
find_made(const struct level *level, const struct mark *m, size_t i)
{
	for (size_t k = 0; k < level->count; k++)
		if (level->made[k].i == i &&
		    level->made[k].len == strlen(m->name) &&
		    strncmp(level->made[k].name, m->name,
			level->made[k].len) == 0)
			return level->made[k].part;
	return NULL;
}

static void
note_made(struct level *level, const struct mark *m, size_t i,
    struct page_part *part)
{
	if (level->count == MADE_MAX)
		return;
	level->made[level->count].name = m->text + 1;
	level->made[level->count].len = strlen(m->name);
	level->made[level->count].i = i;
	level->made[level->count++].part = part;
}

/* The part whose data has a marker: this, else the nearest around it. */
static struct level *
owner_of(struct level *level, const struct mark *m)
{
	for (struct level *at = level; at != NULL; at = at->around)
		if (json_object_object_get_ex(at->data, m->name, NULL))
			return at;
	return level;
}

static enum till_err
fill_value(struct level *level, const struct mark *m, struct till_error *e)
{
	struct json_object *value;

	if (!level->sheet->given && !is_word(m->name))
		put_text(level->part, m->name);
	level = owner_of(level, m);
	if (!json_object_object_get_ex(level->data, m->name, &value))
		return TILL_OK;
	/* A section and a value may have one name. */
	if (json_object_is_type(value, json_type_string) ||
	    json_object_is_type(value, json_type_int) ||
	    json_object_is_type(value, json_type_double))
		page_set(level->part, m->name, json_object_get_string(value));
	else if (value == NULL)
		return refuse(level->sheet, m->name, "is null", e);
	return TILL_OK;
}

static enum till_err
fill_include(struct level *level, const struct mark *m, struct till_error *e)
{
	const struct sheet *sheet = level->sheet;
	enum till_err err = TILL_OK;
	struct json_object *own;
	struct page_part *made;
	char file[MARK_NAME_MAX];
	size_t times;

	level = owner_of(level, m);
	own = json_get(level->data, m->name);
	times = json_object_is_type(own, json_type_array) ? json_count(own) :
							    1;
	if (!find_include(sheet->text, m->name, file))
		return own == NULL ?
		    TILL_OK :
		    refuse(sheet, m->name, "is an include whose file the "
			"comment on top does not name", e);
	if (sheet->depth >= DEPTH_MAX || find_made(level, m, 0) != NULL)
		return TILL_OK;
	for (size_t i = 0; err == TILL_OK && i < times; i++) {
		made = page_include(level->part, m->name, file);
		note_made(level, m, i, made);
		if (made != NULL)
			err = fill_template(made, file,
			    json_object_is_type(own, json_type_array) ?
				json_at(own, i) : own,
			    sheet, e);
	}
	return err;
}

/* Reads on to the end of a section, filling nothing. */
static void
skip(struct marks *marks)
{
	struct mark m;
	int depth = 1;

	while (depth > 0 && marks_next(marks, &m))
		depth += m.kind == MARK_SECTION ? 1 :
		    m.kind == MARK_END		? -1 :
						  0;
}

/* How often data shows a section. */
static size_t
times_of(const struct level *level, struct json_object *own)
{
	if (own == NULL)
		return level->sheet->given ? 0 : 1;
	if (json_object_is_type(own, json_type_array))
		return json_count(own);
	return json_object_is_type(own, json_type_object) ||
		json_object_get_boolean(own) ? 1 : 0;
}

/* Fills a section as often as data says. */
static enum till_err
fill_section(struct level *level, struct marks *marks, const struct mark *m,
    struct till_error *e)
{
	struct level *owner = owner_of(level, m);
	struct json_object *own = json_get(owner->data, m->name);
	size_t times = times_of(owner, own);
	struct marks begin = *marks;
	enum till_err err = TILL_OK;

	if (own != NULL && !json_object_is_type(own, json_type_array) &&
	    !json_object_is_type(own, json_type_object) &&
	    !json_object_is_type(own, json_type_boolean))
		return refuse(level->sheet, m->name,
		    "is a section: it takes true, an object or a list", e);
	for (size_t i = 0; err == TILL_OK && i < times; i++) {
		struct level inner = { .around = level,
			.part = find_made(owner, m, i),
			.sheet = level->sheet };

		inner.data = json_object_is_type(own, json_type_array) ?
		    json_at(own, i) :
		    json_object_is_type(own, json_type_object) ? own : NULL;
		if (inner.part == NULL) {
			inner.part = page_add(owner->part, m->name);
			note_made(owner, m, i, inner.part);
		}
		*marks = begin;
		err = fill_part(&inner, marks, e);
	}
	if (times == 0)
		skip(marks);
	return err;
}

/* Fills what stands between here and the end of a section or the template. */
static enum till_err
fill_part(struct level *level, struct marks *marks, struct till_error *e)
{
	enum till_err err = TILL_OK;
	struct mark m;

	while (err == TILL_OK && marks_next(marks, &m) &&
	    m.kind != MARK_END) {
		if (m.kind == MARK_VALUE)
			err = fill_value(level, &m, e);
		else if (m.kind == MARK_INCLUDE)
			err = fill_include(level, &m, e);
		else if (m.kind == MARK_SECTION)
			err = fill_section(level, marks, &m, e);
	}
	return err;
}

/* Whether a template has a marker of a name anywhere. */
static bool
has_mark(const char *text, const char *name)
{
	struct marks marks = { text, 1 };
	struct mark m;

	while (marks_next(&marks, &m))
		if (strcmp(m.name, name) == 0)
			return true;
	return false;
}

/* Members that a template has no marker for are mistakes. */
static enum till_err
check_names(struct json_object *data, const struct sheet *sheet,
    struct till_error *e)
{
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < json_count(data); i++)
		err = check_names(json_at(data, i), sheet, e);
	if (!json_object_is_type(data, json_type_object))
		return err;
	json_object_object_foreach(data, name, value) {
		char file[MARK_NAME_MAX];

		if (err != TILL_OK)
			break;
		if (!has_mark(sheet->text, name))
			err = refuse(sheet, name, "is none of its markers", e);
		/* An include checks its own. */
		else if (!find_include(sheet->text, name, file))
			err = check_names(value, sheet, e);
	}
	return err;
}

static enum till_err
fill_template(struct page_part *part, const char *name,
    struct json_object *data, const struct sheet *around,
    struct till_error *e)
{
	const char *path = page_path(name);
	struct sheet sheet = { .name = name,
		.given = data != NULL || (around != NULL && around->given),
		.depth = around != NULL ? around->depth + 1 : 0 };
	struct level level = { .part = part, .data = data, .sheet = &sheet };
	struct marks marks;
	enum till_err err;

	sheet.text = path != NULL ? read_text(path) : NULL;
	if (sheet.text == NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the template %s cannot be read", name);
	marks = (struct marks){ sheet.text, 1 };
	err = check_names(data, &sheet, e);
	if (err == TILL_OK)
		err = fill_part(&level, &marks, e);
	free(sheet.text);
	return err;
}

enum till_err
page_sample(struct page *page, const char *template_name,
    struct json_object *data, struct till_error *e)
{
	return fill_template(page_top(page), template_name, data, NULL, e);
}
