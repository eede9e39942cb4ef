/* record_sql: see record_sql.h. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/record_sql.h"

#define SQL_MAX 4096
#define BUCKETS 256

/* Texts that were made, found again by what they say. */
struct text {
	struct text *next;
	char sql[];
};

static struct text *texts[BUCKETS];
static pthread_mutex_t texts_lock = PTHREAD_MUTEX_INITIALIZER;

/* The one kept copy of a text, NULL without memory; empties b. */
static const char *
keep(struct buf *b)
{
	size_t hash = 5381;
	struct text *at;

	if (!buf_ok(b)) {
		buf_free(b);
		return NULL;
	}
	for (size_t i = 0; i < b->len; i++)
		hash = hash * 33 + (unsigned char)b->data[i];
	hash %= BUCKETS;
	pthread_mutex_lock(&texts_lock);
	for (at = texts[hash]; at != NULL; at = at->next)
		if (strcmp(at->sql, b->data) == 0)
			break;
	if (at == NULL) {
		at = malloc(sizeof(*at) + b->len + 1);
		if (at != NULL) {
			memcpy(at->sql, b->data, b->len + 1);
			at->next = texts[hash];
			texts[hash] = at;
		}
	}
	pthread_mutex_unlock(&texts_lock);
	buf_free(b);
	return at != NULL ? at->sql : NULL;
}

static void
insert_sql(struct buf *b, const struct record_type *type)
{
	buf_addf(b, "INSERT INTO %s(pos,id,body,more", type->table);
	for (size_t i = 0; i < type->columns_count; i++)
		buf_addf(b, ",%s", type->columns[i].name);
	buf_add_text(b, ") VALUES(?,?,?,?");
	for (size_t i = 0; i < type->columns_count; i++)
		buf_add_text(b, ",?");
	buf_add_char(b, ')');
}

static void
update_sql(struct buf *b, const struct record_type *type)
{
	buf_addf(b, "UPDATE %s SET body=?,more=?", type->table);
	for (size_t i = 0; i < type->columns_count; i++)
		buf_addf(b, ",%s=?", type->columns[i].name);
	buf_add_text(b, " WHERE id=?");
}

const char *
record_sql(const struct record_type *type, enum record_sql which)
{
	struct buf b;

	buf_init(&b, SQL_MAX);
	switch (which) {
	case RECORD_INSERT:
		insert_sql(&b, type);
		break;
	case RECORD_UPDATE:
		update_sql(&b, type);
		break;
	case RECORD_DELETE:
		buf_addf(&b, "DELETE FROM %s WHERE id=?", type->table);
		break;
	case RECORD_TEXT:
		buf_addf(&b, "SELECT body FROM %s WHERE id=?", type->table);
		break;
	case RECORD_WHOLE:
		buf_addf(&b, "SELECT body,more FROM %s WHERE id=?",
		    type->table);
		break;
	case RECORD_POS:
		buf_addf(&b, "SELECT pos FROM %s WHERE id=?", type->table);
		break;
	case RECORD_LAST:
		buf_addf(&b,
		    "SELECT max(pos) FROM %s WHERE pos>=? AND pos<=?",
		    type->table);
		break;
	case RECORD_SQL_COUNT:
		break;
	}
	return keep(&b);
}

const char *
record_sql_list(const struct record_query *query)
{
	struct buf b;

	buf_init(&b, SQL_MAX);
	buf_addf(&b, "SELECT id,body FROM %s WHERE ", query->type->table);
	for (size_t i = 0; i < query->filters_count; i++) {
		const struct record_filter *f = &query->filters[i];

		if (f->count <= 1) {
			buf_addf(&b, "%s=? AND ", f->column);
			continue;
		}
		buf_addf(&b, "%s IN (?", f->column);
		for (size_t k = 1; k < f->count; k++)
			buf_add_text(&b, ",?");
		buf_add_text(&b, ") AND ");
	}
	buf_addf(&b, "pos>=? AND pos<=? ORDER BY pos %s LIMIT ?",
	    query->ending_before != NULL ? "ASC" : "DESC");
	return keep(&b);
}

const char *
record_sql_find(const struct record_type *type, const char *column)
{
	struct buf b;

	buf_init(&b, SQL_MAX);
	buf_addf(&b, "SELECT body FROM %s WHERE %s=? ORDER BY pos DESC LIMIT 1",
	    type->table, column);
	return keep(&b);
}
