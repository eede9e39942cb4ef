/*
 * store: the database, SQLite by a file's path.
 *
 * Work is a function that runs inside a transaction.  Writes of all threads
 * that wait at one moment share one commit: whichever thread comes first runs
 * the work of all of them, each under a savepoint of its own, and commits
 * once.  store_write() returns when its work is on the disk (write-ahead log,
 * synchronous FULL), so what was answered survives kill -9 and loss of power.
 * Several processes may use one file.
 *
 * SQL is whole constant text with ? for values; each connection keeps its
 * statements prepared, found by the address of the text.
 */
#ifndef TILL_STORE_STORE_H
#define TILL_STORE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct store;	   /* an open database, shared by all threads */
struct store_conn; /* what work reads and writes through; a loan */
struct store_rows; /* a running query */

/*
 * Opens the database at path, made when missing, and applies those of the n
 * migrations, in order, that it has not seen (user_version counts them).
 * *out is the caller's (store_close).  TILL_EDB: the message says what.
 */
enum till_err store_open(const char *path, const char *const *migrations,
    size_t n, struct store **out, struct till_error *e);

void store_close(struct store *s); /* NULL is fine */

typedef enum till_err store_work(struct store_conn *c, void *arg,
    struct till_error *e);

/*
 * Runs work with arg in a transaction and returns when it is durable.  Work
 * that returns an error leaves no trace, and its error is returned.  It may
 * run on another thread than the caller's, which waits meanwhile; it must not
 * call the store or the network itself.  TILL_EDB: nothing was stored, or,
 * when the commit failed, nothing may be relied on.
 */
enum till_err store_write(struct store *s, store_work *work, void *arg,
    struct till_error *e);

/* Runs work with arg on a snapshot; it must only read. */
enum till_err store_read(struct store *s, store_work *work, void *arg,
    struct till_error *e);

/*
 * Runs one statement that gives no rows.  types has a letter a value: 't' a
 * text (const char *, NULL for null), 'i' an int64_t, 'n' null (no value).
 * TILL_ECONFLICT: a unique index refused it.  TILL_EDB: anything else, logged.
 */
enum till_err store_exec(struct store_conn *c, const char *sql,
    struct till_error *e, const char *types, ...);

/* A value to bind, for statements whose number of values varies. */
struct store_value {
	char type;	  /* as in types above */
	const char *text; /* of 't' */
	int64_t number;	  /* of 'i' */
};

enum till_err store_exec_values(struct store_conn *c, const char *sql,
    struct till_error *e, const struct store_value *values, size_t n);
enum till_err store_query_values(struct store_conn *c, const char *sql,
    struct store_rows **rows, struct till_error *e,
    const struct store_value *values, size_t n);

/*
 * Runs work under a savepoint inside the transaction of c: what it wrote is
 * taken back when it returns an error, and the outer work may go on.
 */
enum till_err store_nested(struct store_conn *c, store_work *work, void *arg,
    struct till_error *e);

/* How many rows the last store_exec() changed, and the rowid it inserted. */
int64_t store_changed(const struct store_conn *c);
int64_t store_inserted(const struct store_conn *c);

/*
 * Begins a query; then store_next() for each row, and store_done() always.
 * *rows is NULL on error.
 */
enum till_err store_query(struct store_conn *c, const char *sql,
    struct store_rows **rows, struct till_error *e, const char *types, ...);

/* 1: a row is there; 0: no more; -1: failed, *e filled and logged. */
int store_next(struct store_rows *rows, struct till_error *e);

/* A column of the row: texts are loans until the next step; NULL for null. */
const char *store_text(struct store_rows *rows, int column);
size_t store_text_len(struct store_rows *rows, int column);
int64_t store_int(struct store_rows *rows, int column);

void store_done(struct store_rows *rows); /* NULL is fine */

#endif
