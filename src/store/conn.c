/* conn: see conn.h; and the statements of store.h. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/conn.h"
#include "store/store.h"

#define BUSY_TIMEOUT_MS 10000
#define VALUES_MAX 32 /* values of one statement by its types */

/*
 * Another process may hold the write lock for a moment, so waiting is part of
 * every connection.  synchronous=FULL makes each commit reach the disk.
 */
static const char pragmas[] = "PRAGMA journal_mode=WAL;"
			      "PRAGMA synchronous=FULL;"
			      "PRAGMA foreign_keys=ON;"
			      "PRAGMA temp_store=MEMORY;";

/*
 * Programs that start together find a new file being turned to WAL, and SQLite
 * says busy to that at once, without waiting.  So the waiting is done here.
 */
static int
set_up(sqlite3 *db)
{
	int waited_ms = 0, rc;

	for (;;) {
		rc = sqlite3_exec(db, pragmas, NULL, NULL, NULL);
		if ((rc & 0xff) != SQLITE_BUSY || waited_ms >= BUSY_TIMEOUT_MS)
			return rc;
		waited_ms += sqlite3_sleep(10);
	}
}

enum till_err
conn_fail(struct store_conn *c, const char *doing, struct till_error *e)
{
	log_write(LOG_ERROR, "database: %s: %s", doing, sqlite3_errmsg(c->db));
	return till_fail(e, TILL_EDB, NULL, NULL,
	    "The database did not answer. Nothing was changed.");
}

enum till_err
conn_open(const char *path, bool reader, struct store_conn **out,
    struct till_error *e)
{
	struct store_conn *c = calloc(1, sizeof(*c));
	enum till_err err = TILL_OK;

	*out = NULL;
	if (c == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	if (sqlite3_open_v2(path, &c->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "the database %s cannot be opened: %s", path,
		    sqlite3_errmsg(c->db));
		goto out;
	}
	sqlite3_busy_timeout(c->db, BUSY_TIMEOUT_MS);
	sqlite3_extended_result_codes(c->db, 1);
	if (set_up(c->db) != SQLITE_OK ||
	    (reader &&
		sqlite3_exec(c->db, "PRAGMA query_only=ON", NULL, NULL,
		    NULL) != SQLITE_OK))
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "the database %s cannot be used: %s", path,
		    sqlite3_errmsg(c->db));
out:
	if (err != TILL_OK)
		conn_close(c);
	else
		*out = c;
	return err;
}

/* Ends a statement that nobody is running. */
static void
finish(struct store_rows *rows)
{
	sqlite3_finalize(rows->stmt);
	free(rows);
}

void
conn_close(struct store_conn *c)
{
	if (c == NULL)
		return;
	for (int i = 0; i < CONN_STATEMENTS; i++)
		if (c->statements[i] != NULL)
			finish(c->statements[i]);
	sqlite3_close(c->db);
	conn_loans_free(c->loans);
	free(c);
}

/* The place of an SQL text, by its address: its own or an empty one. */
static struct store_rows **
place_of(struct store_conn *c, const char *sql)
{
	size_t at = ((size_t)(uintptr_t)sql >> 3) * 11400714819323198485ULL;

	at >>= 32;
	for (;; at++) {
		struct store_rows **place =
		    &c->statements[at & (CONN_STATEMENTS - 1)];

		if (*place == NULL || (*place)->sql == sql)
			return place;
	}
}

/*
 * Ends every kept statement that is not running.  Lists have as many texts as
 * there are sets of filters, so some day the table is full; those that are
 * used are soon prepared again.
 */
static void
forget(struct store_conn *c)
{
	struct store_rows *old[CONN_STATEMENTS];

	memcpy(old, c->statements, sizeof(old));
	memset(c->statements, 0, sizeof(c->statements));
	c->statements_count = 0;
	for (int i = 0; i < CONN_STATEMENTS; i++) {
		if (old[i] == NULL)
			continue;
		if (old[i]->busy) {
			*place_of(c, old[i]->sql) = old[i];
			c->statements_count++;
		} else {
			finish(old[i]);
		}
	}
}

/* A prepared statement that nobody is using. */
static enum till_err
prepare(struct store_conn *c, const char *sql, struct store_rows **out,
    struct till_error *e)
{
	struct store_rows **place = place_of(c, sql), *rows = *place;
	bool keep = rows == NULL;

	*out = NULL;
	if (rows != NULL && !rows->busy) {
		rows->busy = true;
		*out = rows;
		return TILL_OK;
	}
	rows = calloc(1, sizeof(*rows));
	if (rows == NULL) {
		(void)till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
		return TILL_EMEM;
	}
	if (sqlite3_prepare_v3(c->db, sql, -1,
		keep ? SQLITE_PREPARE_PERSISTENT : 0, &rows->stmt,
		NULL) != SQLITE_OK) {
		free(rows);
		(void)conn_fail(c, sql, e);
		return TILL_EDB;
	}
	*rows = (struct store_rows){ .sql = sql, .stmt = rows->stmt,
		.conn = c, .busy = true, .kept = keep };
	if (keep) {
		if (c->statements_count >= CONN_STATEMENTS_MAX) {
			forget(c);
			place = place_of(c, sql);
		}
		*place = rows;
		c->statements_count++;
	}
	*out = rows;
	return TILL_OK;
}

/* Binds the values; false when SQLite refuses one. */
static bool
bind(sqlite3_stmt *stmt, const struct store_value *values, size_t n)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK && i < n; i++) {
		const struct store_value *v = &values[i];
		int at = (int)i + 1;

		/* The statement is reset before the caller's text can go. */
		if (v->type == 't' && v->text != NULL)
			rc = sqlite3_bind_text(stmt, at, v->text, -1,
			    SQLITE_STATIC);
		else if (v->type == 'i')
			rc = sqlite3_bind_int64(stmt, at, v->number);
		else
			rc = sqlite3_bind_null(stmt, at);
	}
	return rc == SQLITE_OK;
}

/* Gathers the values that types describes; how many there are. */
static size_t
gather(struct store_value values[static VALUES_MAX], const char *types,
    va_list ap)
{
	size_t n = 0;

	for (; types[n] != '\0' && n < VALUES_MAX; n++) {
		values[n] = (struct store_value){ .type = types[n] };
		if (types[n] == 't')
			values[n].text = va_arg(ap, const char *);
		else if (types[n] == 'i')
			values[n].number = va_arg(ap, int64_t);
	}
	return n;
}

enum till_err
store_exec_values(struct store_conn *c, const char *sql, struct till_error *e,
    const struct store_value *values, size_t n)
{
	struct store_rows *rows;
	enum till_err err;
	int rc;

	err = prepare(c, sql, &rows, e);
	if (err != TILL_OK)
		return err;
	rc = bind(rows->stmt, values, n) ? sqlite3_step(rows->stmt) :
					   SQLITE_MISUSE;
	if (rc == SQLITE_CONSTRAINT_UNIQUE ||
	    rc == SQLITE_CONSTRAINT_PRIMARYKEY)
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "This exists already.");
	else if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		err = conn_fail(c, sql, e);
	store_done(rows);
	return err;
}

enum till_err
store_exec(struct store_conn *c, const char *sql, struct till_error *e,
    const char *types, ...)
{
	struct store_value values[VALUES_MAX];
	va_list ap;
	size_t n;

	va_start(ap, types);
	n = gather(values, types, ap);
	va_end(ap);
	return store_exec_values(c, sql, e, values, n);
}

enum till_err
store_query_values(struct store_conn *c, const char *sql,
    struct store_rows **rows, struct till_error *e,
    const struct store_value *values, size_t n)
{
	enum till_err err;

	err = prepare(c, sql, rows, e);
	if (err == TILL_OK && !bind((*rows)->stmt, values, n)) {
		err = conn_fail(c, sql, e);
		store_done(*rows);
		*rows = NULL;
	}
	return err;
}

enum till_err
store_query(struct store_conn *c, const char *sql, struct store_rows **rows,
    struct till_error *e, const char *types, ...)
{
	struct store_value values[VALUES_MAX];
	va_list ap;
	size_t n;

	va_start(ap, types);
	n = gather(values, types, ap);
	va_end(ap);
	return store_query_values(c, sql, rows, e, values, n);
}

int64_t
store_changed(const struct store_conn *c)
{
	return sqlite3_changes64(c->db);
}

int64_t
store_inserted(const struct store_conn *c)
{
	return sqlite3_last_insert_rowid(c->db);
}

int
store_next(struct store_rows *rows, struct till_error *e)
{
	int rc = sqlite3_step(rows->stmt);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	conn_fail(rows->conn, rows->sql, e);
	return -1;
}

const char *
store_text(struct store_rows *rows, int column)
{
	return (const char *)sqlite3_column_text(rows->stmt, column);
}

size_t
store_text_len(struct store_rows *rows, int column)
{
	return (size_t)sqlite3_column_bytes(rows->stmt, column);
}

int64_t
store_int(struct store_rows *rows, int column)
{
	return sqlite3_column_int64(rows->stmt, column);
}

void
store_done(struct store_rows *rows)
{
	if (rows == NULL)
		return;
	if (!rows->kept) {
		finish(rows);
		return;
	}
	sqlite3_reset(rows->stmt);
	sqlite3_clear_bindings(rows->stmt);
	rows->busy = false;
}

enum till_err
conn_word(struct store_conn *c, const char *sql, struct till_error *e)
{
	return store_exec(c, sql, e, "");
}
