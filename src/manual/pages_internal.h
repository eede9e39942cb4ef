/* pages_internal: what the files of pages.h share. */
#ifndef TILL_MANUAL_PAGES_INTERNAL_H
#define TILL_MANUAL_PAGES_INTERNAL_H

#include "manual/pages.h"
#include "page/page.h"
#include "params/object.h"
#include "params/params.h"

struct pages {
	const struct settings *settings; /* the program's */
};

/* Begins a page with its head; query is what stands in the search field. */
enum till_err pages_begin(const char *template_name, const char *title,
    const char *query, struct page **out, struct till_error *e);

/* Sends a page and ends it. */
enum till_err pages_send(struct page *page, int status,
    struct http_response *res, struct till_error *e);

/* "/docs/checkout/sessions/create" and "/docs/objects/price". */
#define PAGES_LINK_MAX 512
void pages_call_link(const struct params_call *call,
    char out[static PAGES_LINK_MAX]);
void pages_object_link(const struct object_type *type,
    char out[static PAGES_LINK_MAX]);

/* Fills {{#VALUES}}, values of an enum: in short, or to be unfolded. */
void pages_values(struct page_part *part, const char *const *values,
    size_t count);

/*
 * Adds the fields of an object to a part that shows part_docs_fields.tpl:
 * with whole all of them, each with an anchor, else those at the top.
 */
void pages_fields(struct page_part *part, const struct object_type *type,
    bool whole);

/* Adds the results of a search to a page. */
void pages_found(struct page_part *top, const char *query);

#endif
