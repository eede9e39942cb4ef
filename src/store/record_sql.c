/* record_sql: see record_sql.h. */
#include <pthread.h>
#include <stdatomic.h>
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

static const char *
make(const struct record_type *type, enum record_sql which)
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

/* The texts of a type; those in the list stay as they are. */
struct type_texts {
	const struct record_type *type;
	const char *sql[RECORD_SQL_COUNT];
	struct type_texts *next;
};

static _Atomic(struct type_texts *) all_types;

static const char *const *
find_type(const struct record_type *type)
{
	struct type_texts *at;

	for (at = atomic_load(&all_types); at != NULL; at = at->next)
		if (at->type == type)
			return at->sql;
	return NULL;
}

/* Two threads may both come to make them; one copy too many is no harm. */
static const char *const *
add_type(const struct record_type *type)
{
	struct type_texts *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return NULL;
	new->type = type;
	for (int i = 0; i < RECORD_SQL_COUNT; i++) {
		new->sql[i] = make(type, (enum record_sql)i);
		if (new->sql[i] == NULL) {
			free(new);
			return NULL;
		}
	}
	new->next = atomic_load(&all_types);
	while (!atomic_compare_exchange_weak(&all_types, &new->next, new))
		;
	return new->sql;
}

const char *
record_sql(const struct record_type *type, enum record_sql which)
{
	const char *const *sql = find_type(type);

	if (sql == NULL)
		sql = add_type(type);
	return sql != NULL ? sql[which] : NULL;
}

static bool
is_broad(const struct record_type *type, const char *column)
{
	for (size_t i = 0; i < type->columns_count; i++)
		if (strcmp(type->columns[i].name, column) == 0)
			return type->columns[i].broad;
	return false;
}

/* Whether any filter names few rows, so that its index serves best. */
static bool
any_narrow(const struct record_query *query)
{
	for (size_t i = 0; i < query->filters_count; i++) {
		const struct record_filter *f = &query->filters[i];

		if (f->op == NULL && !is_broad(query->type, f->column))
			return true;
	}
	return false;
}

bool
record_has_range(const struct record_query *query)
{
	for (size_t i = 0; i < query->filters_count; i++)
		if (query->filters[i].op != NULL)
			return !any_narrow(query);
	return false;
}

/* The first filter by another table, which leads the search; or NULL. */
static const struct record_filter *
leader_of(const struct record_query *query)
{
	for (size_t i = 0; i < query->filters_count; i++)
		if (query->filters[i].via != NULL)
			return &query->filters[i];
	return NULL;
}

/* A plus sign keeps SQLite from searching by this one. */
static bool
is_aside(const struct record_query *query, const struct record_filter *f)
{
	if (f->op != NULL)
		return !query->by_range;
	return is_broad(query->type, f->column) &&
	    (query->by_range || any_narrow(query));
}

static void
filter_sql(struct buf *b, const struct record_query *query,
    const struct record_filter *f)
{
	if (f->where != NULL) {
		buf_addf(b, "%s AND ", f->where);
		return;
	}
	if (f->via != NULL && f == leader_of(query)) {
		buf_addf(b, "v.%s=? AND ", f->column);
		return;
	}
	if (f->via != NULL) {
		buf_addf(b,
		    "EXISTS(SELECT 1 FROM %s o WHERE o.%s=? AND o.at=pos) AND ",
		    f->via, f->column);
		return;
	}
	if (is_aside(query, f))
		buf_add_char(b, '+');
	if (f->count <= 1) {
		buf_addf(b, "%s%s? AND ", f->column,
		    f->op != NULL ? f->op : "=");
		return;
	}
	buf_addf(b, "%s IN (?", f->column);
	for (size_t k = 1; k < f->count; k++)
		buf_add_text(b, ",?");
	buf_add_text(b, ") AND ");
}

/* Whether the filters are all in the type's look, and some only there. */
static bool
in_look(const struct record_query *query)
{
	const struct record_type *type = query->type;
	bool only = query->filters_count > 1;

	if (type->look == NULL || any_narrow(query) || query->by_range)
		return false;
	for (size_t i = 0; i < query->filters_count; i++)
		for (size_t k = 0; k < type->columns_count; k++)
			only = only || (type->columns[k].look &&
			    strcmp(type->columns[k].name,
				query->filters[i].column) == 0);
	return only;
}

const char *
record_sql_list(const struct record_query *query)
{
	const struct record_filter *leader = leader_of(query);
	const char *pos = leader != NULL ? "v.at" :
	    query->by_range		 ? "+pos" :
					   "pos";
	const char *order = query->ending_before != NULL ? "ASC" : "DESC";
	const char *table = query->type->table;
	bool look = in_look(query);
	struct buf b;

	buf_init(&b, SQL_MAX);
	buf_add_text(&b, "SELECT id,body FROM ");
	if (look)
		buf_addf(&b, "%s WHERE pos IN (SELECT pos FROM ", table);
	/* SQLite keeps the order of a cross join. */
	if (leader != NULL)
		buf_addf(&b, "%s v CROSS JOIN ", leader->via);
	buf_addf(&b, "%s%s%s%s WHERE ", table,
	    leader != NULL ? " ON pos=v.at" : "",
	    look ? " INDEXED BY " : "", look ? query->type->look : "");
	for (size_t i = 0; i < query->filters_count; i++)
		filter_sql(&b, query, &query->filters[i]);
	buf_addf(&b, "%s>=? AND %s<=? ORDER BY %s %s LIMIT ?", pos, pos, pos,
	    order);
	if (look)
		buf_addf(&b, ") ORDER BY pos %s", order);
	return keep(&b);
}

const char *
record_sql_range(const struct record_query *query)
{
	struct buf b;

	buf_init(&b, SQL_MAX);
	buf_addf(&b, "SELECT count(*) FROM (SELECT 1 FROM %s WHERE ",
	    query->type->table);
	for (size_t i = 0; i < query->filters_count; i++)
		if (query->filters[i].op != NULL)
			buf_addf(&b, "%s%s? AND ", query->filters[i].column,
			    query->filters[i].op);
	buf_add_text(&b, "1 LIMIT ?)");
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
