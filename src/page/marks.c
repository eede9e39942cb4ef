/* marks: see marks.h. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "page/marks.h"

/* Modifiers that escape, and that auto-escape adds to where need be. */
static const char *const modifiers[] = { "h", "html_escape", "p",
	"pre_escape" };

/* Copies a name out of a marker; false when it is none, or too long. */
static bool
read_name(const char *text, size_t len, char out[static MARK_NAME_MAX])
{
	out[0] = '\0';
	if (len == 0 || len >= MARK_NAME_MAX)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '_')
			return false;
	memcpy(out, text, len);
	out[len] = '\0';
	return true;
}

/* Takes apart what stands between the braces. */
static void
take_apart(struct mark *m)
{
	static const struct {
		char sign;
		enum mark_kind kind;
	} kinds[] = {
		{ '#', MARK_SECTION },
		{ '/', MARK_END },
		{ '>', MARK_INCLUDE },
		{ '!', MARK_COMMENT },
		{ '%', MARK_OTHER },
		{ '=', MARK_OTHER },
	};
	const char *name = m->text, *colon;
	size_t len = m->len;

	m->kind = MARK_VALUE;
	m->name[0] = m->modifier[0] = '\0';
	for (size_t i = 0; len > 0 && i < nitems(kinds); i++)
		if (*name == kinds[i].sign) {
			m->kind = kinds[i].kind;
			name++;
			len--;
			break;
		}
	if (m->kind == MARK_COMMENT || m->kind == MARK_OTHER)
		return;
	colon = memchr(name, ':', len);
	if (colon != NULL) {
		/* What is no name is no modifier that is known, either. */
		if (!read_name(colon + 1, len - (size_t)(colon + 1 - name),
			m->modifier))
			text_copy(m->modifier, sizeof(m->modifier), "?");
		len = (size_t)(colon - name);
	}
	if (!read_name(name, len, m->name))
		m->kind = MARK_OTHER;
}

static int
lines_in(const char *text, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n;
}

bool
marks_next(struct marks *m, struct mark *out)
{
	const char *open = strstr(m->at, "{{"), *close;

	if (open == NULL) {
		m->at += strlen(m->at);
		return false;
	}
	m->line += lines_in(m->at, (size_t)(open - m->at));
	m->at = open;
	close = strstr(open, "}}");
	if (close == NULL)
		return false;
	out->text = open + 2;
	out->len = (size_t)(close - out->text);
	out->line = m->line;
	take_apart(out);
	m->line += lines_in(out->text, out->len);
	m->at = out->after = close + 2;
	return true;
}

/* What is wrong with one marker, or NULL. */
static const char *
complaint(const struct mark *m, bool first)
{
	if (m->kind == MARK_OTHER && *m->text == '%')
		return first ? NULL :
			       "there is a second pragma: escaping is not "
			       "to be changed";
	if (m->kind == MARK_OTHER && *m->text == '=')
		return "markers are not to be written in another way";
	if (m->kind == MARK_OTHER)
		return "a marker is no name of letters, digits and _";
	if (*m->modifier == '\0')
		return NULL;
	for (size_t i = 0; i < nitems(modifiers); i++)
		if (strcmp(m->modifier, modifiers[i]) == 0)
			return NULL;
	return "a modifier other than h and p is not allowed: it could turn "
	       "escaping off";
}

/* The sections that are open. */
struct nest {
	char names[MARK_DEPTH_MAX][MARK_NAME_MAX];
	int lines[MARK_DEPTH_MAX];
	size_t depth;
};

static const char *
nest(struct nest *n, const struct mark *m)
{
	if (m->kind == MARK_SECTION) {
		if (n->depth == MARK_DEPTH_MAX)
			return "there are too many sections in each other";
		text_copy(n->names[n->depth], MARK_NAME_MAX, m->name);
		n->lines[n->depth++] = m->line;
	} else if (m->kind == MARK_END) {
		if (n->depth == 0 ||
		    strcmp(n->names[n->depth - 1], m->name) != 0)
			return "a section ends here that is not open";
		n->depth--;
	}
	return NULL;
}

enum till_err
marks_check(const char *text, int *line, struct till_error *e)
{
	struct marks marks = { text, 1 };
	struct nest open = { .depth = 0 };
	const char *wrong = NULL;
	bool first = true;
	struct mark m;

	*line = 1;
	if (strncmp(text, MARKS_ESCAPE, strlen(MARKS_ESCAPE)) != 0)
		wrong = "the first line is not " MARKS_ESCAPE;
	while (wrong == NULL && marks_next(&marks, &m)) {
		*line = m.line;
		wrong = complaint(&m, first);
		if (wrong == NULL)
			wrong = nest(&open, &m);
		first = false;
	}
	if (wrong == NULL && *marks.at != '\0') {
		*line = marks.line;
		wrong = "a marker is not closed";
	}
	if (wrong == NULL && open.depth > 0) {
		*line = open.lines[open.depth - 1];
		wrong = "a section is not closed";
	}
	return wrong == NULL ?
	    TILL_OK : till_fail(e, TILL_EINPUT, NULL, NULL, "%s", wrong);
}
