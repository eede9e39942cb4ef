/*
 * page: HTML pages from the templates in templates/, by ctemplate with
 * auto-escape on.  page.cc is the one C++ file: every entry catches every
 * exception.  All texts are copied; values are escaped by the template, for
 * the place they stand in.
 */
#ifndef TILL_PAGE_PAGE_H
#define TILL_PAGE_PAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

struct page;	 /* a page being filled */
struct page_part; /* a section of it, or its top; lives with the page */

/*
 * Names the folders of the templates, with colons between them (folders.h),
 * once, before the first page_open(): a merchant's own before ours, so that
 * his files stand in for those of their names.  TILL_EINTERNAL: one of them
 * cannot be read, is no template that is safe (marks.h) or does not parse; the
 * message names the file and the line.
 */
enum till_err page_folder(const char *folders, struct till_error *e);

/* The path of a template; NULL when there is none.  A loan. */
const char *page_path(const char *template_name);

/*
 * Begins a page from a template's file name.  *out is the caller's
 * (page_free), NULL on error.  TILL_EINTERNAL: no such template, or one that
 * does not parse.
 */
enum till_err page_open(const char *template_name, struct page **out,
    struct till_error *e);

void page_free(struct page *page); /* NULL is fine */

/* The page's top part. */
struct page_part *page_top(struct page *page);

/* Fills {{NAME}} in a part and in the sections inside it. */
void page_set(struct page_part *part, const char *name, const char *value);
void page_setf(struct page_part *part, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Fills {{NAME}} on the whole page, included templates too, where no part has
 * a value of its own. */
void page_set_all(struct page *page, const char *name, const char *value);

/* Shows {{#NAME}}…{{/NAME}} once. */
void page_show(struct page_part *part, const char *name);

/* Adds one more {{#NAME}}…{{/NAME}} with values of its own. */
struct page_part *page_add(struct page_part *part, const char *name);

/* Fills {{>NAME}} with another template, which sees this part's values. */
struct page_part *page_include(struct page_part *part, const char *name,
    const char *template_name);

/* Appends the finished HTML.  TILL_EINTERNAL: the template failed. */
enum till_err page_render(struct page *page, struct buf *out,
    struct till_error *e);

#endif
