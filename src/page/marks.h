/*
 * marks: the markers of a template's text, one by one, with their lines; and
 * what a template must not have, whoever wrote it.
 *
 * A template begins with the line that turns auto-escape on.  It may not turn
 * it off, anywhere: no other pragma, no other delimiters, and no modifier but
 * those that escape for the place they stand in.
 */
#ifndef TILL_PAGE_MARKS_H
#define TILL_PAGE_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* The first line of every template. */
#define MARKS_ESCAPE "{{%AUTOESCAPE context=\"HTML\"}}"

#define MARK_NAME_MAX 64
#define MARK_DEPTH_MAX 16 /* sections within sections */

enum mark_kind {
	MARK_VALUE,   /* {{NAME}} */
	MARK_SECTION, /* {{#NAME}} */
	MARK_END,     /* {{/NAME}} */
	MARK_INCLUDE, /* {{>NAME}} */
	MARK_COMMENT, /* {{!…}} */
	MARK_OTHER    /* a pragma, or new delimiters */
};

struct mark {
	enum mark_kind kind;
	char name[MARK_NAME_MAX]; /* "" of a comment */
	char modifier[MARK_NAME_MAX]; /* without ":", "" for none */
	const char *text; /* what stands between the braces, a loan */
	size_t len;
	const char *after; /* what comes after it */
	int line;	   /* from 1 on */
};

/* A text that is read; begin with { text, 1 }. */
struct marks {
	const char *at;
	int line;
};

/* The next marker; false at the end, or where one is not closed: *at is it. */
bool marks_next(struct marks *m, struct mark *out);

/*
 * Checks a whole template's text.  TILL_EINPUT: the message is what is wrong
 * and *line where.
 */
enum till_err marks_check(const char *text, int *line, struct till_error *e);

#endif
