/*
 * pages: the calls and objects of the tables as pages below /docs, for the
 * program cgi-bin/docs.
 */
#ifndef TILL_MANUAL_PAGES_H
#define TILL_MANUAL_PAGES_H

#include "base/settings.h"
#include "http/http.h"

struct pages; /* what the handlers share */

/* *out is the caller's (pages_close).  TILL_EMEM, TILL_EINTERNAL. */
enum till_err pages_open(const struct settings *settings, void **out,
    struct till_error *e);
void pages_close(void *pages);

/* GET /docs?q=: every call and object, and what was looked for. */
http_handler pages_index;

/* GET /docs/<resource>/<operation>: one call.  TILL_ENOTFOUND. */
http_handler pages_call;

/* GET /docs/objects/<name>: one object.  TILL_ENOTFOUND. */
http_handler pages_object;

/* Says on a page what kept the others from being shown. */
void pages_fail(void *pages, const struct http_request *req,
    const struct till_error *error, struct http_response *res);

/* The anchor of a parameter or a field, "line_items-price", from its name. */
#define PAGES_ANCHOR_MAX 256
void pages_anchor(const char *path, char out[static PAGES_ANCHOR_MAX]);

#endif
