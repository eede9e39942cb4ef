/*
 * show: values as a person reads them: part_dashboard_value.tpl, and texts in
 * which nothing can hide.
 */
#ifndef TILL_DASHBOARD_SHOW_H
#define TILL_DASHBOARD_SHOW_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/buf.h"
#include "dashboard/kinds.h"
#include "page/page.h"

#define SHOW_TEXT_MAX (256 * 1024)
#define SHOW_TIME_MAX 40

/*
 * Appends text with what has no shape of its own, or changes the direction
 * of others, as JSON escapes it: control bytes, line separators, marks of
 * direction and of no width.  quoted: as a JSON string, with its quotes.
 */
void show_text(struct buf *b, const char *text, bool quoted);

/* "2026-11-22T04:10:00Z"; "" when the second is out of any calendar. */
void show_exact(int64_t second, char out[static SHOW_TIME_MAX]);

/* "3 min ago", "in 23 h", a date when that is more than a month. */
void show_relative(int64_t second, int64_t now, char out[static SHOW_TIME_MAX]);

/* The value that a column names in an object; a loan. */
struct json_object *show_find(const struct column *column,
    struct json_object *object);

/* Includes the value of a column of a kind as VALUE. */
void show_column(struct page_part *part, const struct kind *kind,
    const struct column *column, struct json_object *object, int64_t now);

/* Includes single values as VALUE. */
void show_plain(struct page_part *part, const char *text);
void show_id(struct page_part *part, const char *id, const char *link);
void show_time(struct page_part *part, int64_t second, int64_t now);
void show_status(struct page_part *part, const char *status);

/* The address of an object's page; false when it has none. */
bool show_link(const struct kind *kind, const char *id, char *out,
    size_t size);

#endif
