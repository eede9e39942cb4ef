/*
 * record_sql: the SQL of records, made once from a record type and kept as
 * long as the program runs, so that a text's address names its statement.
 * For the files of store/ only.
 */
#ifndef TILL_STORE_RECORD_SQL_H
#define TILL_STORE_RECORD_SQL_H

#include "store/record.h"

enum record_sql {
	RECORD_INSERT, /* pos, id, body, more, then each column */
	RECORD_UPDATE, /* body, more, each column, then id */
	RECORD_DELETE, /* id */
	RECORD_TEXT,   /* id: body */
	RECORD_WHOLE,  /* id: body, more */
	RECORD_POS,    /* id: pos */
	RECORD_LAST,   /* from, to: the greatest pos between */
	RECORD_SQL_COUNT
};

/* NULL without memory. */
const char *record_sql(const struct record_type *type, enum record_sql which);

/*
 * A list's: each filter's values, then the lowest and the highest pos, then
 * the limit.  Oldest first when ending_before is set.
 */
const char *record_sql_list(const struct record_query *query);

/* Whether a query has a range and no filter that finds less. */
bool record_has_range(const struct record_query *query);

/* How many there are in it, at most a number: the values, then the number. */
const char *record_sql_range(const struct record_query *query);

/* A find's: the value; the newest row. */
const char *record_sql_find(const struct record_type *type,
    const char *column);

/*
 * Parses a row of body and more (RECORD_WHOLE) that store_next() has come to;
 * *out is the caller's, NULL on error.
 */
enum till_err record_parse_whole(struct store_rows *rows,
    struct json_object **out, struct till_error *e);

#endif
