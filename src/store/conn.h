/*
 * conn: one SQLite connection with its prepared statements.  For the files of
 * store/ only; others see struct store_conn as a loan.
 */
#ifndef TILL_STORE_CONN_H
#define TILL_STORE_CONN_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/error.h"

#define CONN_STATEMENTS 512 /* a power of two */
#define CONN_STATEMENTS_MAX 384 /* kept at most: probing stays short */

struct store_rows {
	const char *sql; /* the text it was prepared from, its key */
	sqlite3_stmt *stmt;
	struct store_conn *conn;
	bool busy;   /* between store_query() and store_done() */
	bool kept;   /* in the connection's table; else ended with its run */
};

struct store_conn {
	sqlite3 *db;
	struct store_rows *statements[CONN_STATEMENTS]; /* by SQL address */
	int statements_count;
	struct conn_loans *loans; /* loan.c; NULL until one is asked for */
	struct store_conn *next; /* in the pool of idle readers */
};

/*
 * Opens a connection to the file at path.  *out is the caller's
 * (conn_close).  TILL_EDB.
 */
enum till_err conn_open(const char *path, bool reader,
    struct store_conn **out, struct till_error *e);
void conn_close(struct store_conn *c); /* NULL is fine */

void conn_loans_free(struct conn_loans *loans); /* NULL is fine */

/* Runs one of the transaction words; TILL_EDB, logged. */
enum till_err conn_word(struct store_conn *c, const char *sql,
    struct till_error *e);

/* Logs what SQLite says and fills *e with a text fit for anyone. */
enum till_err conn_fail(struct store_conn *c, const char *doing,
    struct till_error *e);

#endif
