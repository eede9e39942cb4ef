/*
 * sample: a page filled without its program, to see what a template looks
 * like.
 *
 * Data is an object whose members are the template's markers: a text or a
 * number for {{NAME}}, true or an object for a section that is shown, a list
 * of objects for one that is shown several times, and an object, or a list of
 * them, for an include.  What is not in it stays empty.
 *
 * Without data every marker gets a text that fits its name, and every section
 * is shown once.  The file of an include is the one that the comment on top
 * of a template names: "HEAD  include part_head.tpl".
 */
#ifndef TILL_PAGE_SAMPLE_H
#define TILL_PAGE_SAMPLE_H

#include <json-c/json.h>

#include "base/error.h"
#include "page/page.h"

/*
 * Fills a page of a template; data may be NULL.  TILL_EINPUT: a member is no
 * marker of its template, or of another kind; the message names both.
 */
enum till_err page_sample(struct page *page, const char *template_name,
    struct json_object *data, struct till_error *e);

#endif
