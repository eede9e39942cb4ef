/*
 * inserts: how fast bare SQLite stores the rows that Till stored.
 *
 *   inserts FROM TO PER_COMMIT TABLE…
 *
 * Reads the rows of the tables of the database FROM into memory, makes the
 * database TO with the same tables and indices, and inserts them again in
 * their order, the tables side by side as one write of Till had them, with as
 * many writes to a commit as asked for.  Prints writes a second: rows of the
 * first table.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TABLES_MAX 8
#define ROWS_MAX 40000

struct table {
	const char *name;
	sqlite3_value **values; /* columns of every row */
	size_t columns, rows;
	sqlite3_stmt *insert;
};

static void
must(int ok, sqlite3 *db, const char *what)
{
	if (ok)
		return;
	(void)fprintf(stderr, "inserts: %s: %s\n", what, sqlite3_errmsg(db));
	exit(2);
}

static void
run(sqlite3 *db, const char *sql)
{
	must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, db, sql);
}

static void
load(sqlite3 *db, struct table *t)
{
	char sql[256];
	sqlite3_stmt *stmt;

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM %s LIMIT %d", t->name,
	    ROWS_MAX);
	must(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK, db,
	    sql);
	t->columns = (size_t)sqlite3_column_count(stmt);
	t->values = calloc(ROWS_MAX * t->columns, sizeof(*t->values));
	while (t->values != NULL && sqlite3_step(stmt) == SQLITE_ROW) {
		for (size_t i = 0; i < t->columns; i++)
			t->values[t->rows * t->columns + i] =
			    sqlite3_value_dup(sqlite3_column_value(stmt,
				(int)i));
		t->rows++;
	}
	sqlite3_finalize(stmt);
	must(t->rows > 0, db, "no rows");
}

static void
prepare(sqlite3 *db, struct table *t)
{
	char sql[512];
	size_t n = (size_t)snprintf(sql, sizeof(sql),
	    "INSERT INTO %s VALUES(?", t->name);

	for (size_t i = 1; i < t->columns; i++)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, ",?");
	(void)snprintf(sql + n, sizeof(sql) - n, ")");
	must(sqlite3_prepare_v2(db, sql, -1, &t->insert, NULL) == SQLITE_OK,
	    db, sql);
}

/* The tables and indices of one database, made in the other. */
static void
copy_schema(sqlite3 *from, sqlite3 *to)
{
	sqlite3_stmt *stmt;

	must(sqlite3_prepare_v2(from,
		 "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND "
		 "name NOT LIKE 'sqlite_%' ORDER BY rowid",
		 -1, &stmt, NULL) == SQLITE_OK,
	    from, "schema");
	while (sqlite3_step(stmt) == SQLITE_ROW)
		run(to, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
}

/* Inserts the rows of a table up to the share that n of all has. */
static void
insert_until(sqlite3 *db, struct table *t, size_t from, size_t to)
{
	for (size_t row = from; row < to; row++) {
		for (size_t i = 0; i < t->columns; i++)
			sqlite3_bind_value(t->insert, (int)i + 1,
			    t->values[row * t->columns + i]);
		must(sqlite3_step(t->insert) == SQLITE_DONE, db, t->name);
		sqlite3_reset(t->insert);
	}
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	struct table tables[TABLES_MAX] = { { .name = NULL } };
	size_t n = 0, count, done = 0, each;
	sqlite3 *from, *to;
	double started;

	if (argc < 5 || argc - 4 > TABLES_MAX) {
		(void)fprintf(stderr, "inserts FROM TO PER_COMMIT TABLE…\n");
		return 2;
	}
	must(sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READWRITE, NULL) ==
		SQLITE_OK,
	    from, argv[1]);
	must(sqlite3_open(argv[2], &to) == SQLITE_OK, to, argv[2]);
	run(to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
	copy_schema(from, to);
	for (int i = 4; i < argc; i++, n++) {
		tables[n].name = argv[i];
		load(from, &tables[n]);
		prepare(to, &tables[n]);
	}
	count = tables[0].rows;
	each = strtoul(argv[3], NULL, 10);
	started = now();
	while (done < count) {
		size_t end = done + each < count ? done + each : count;

		run(to, "BEGIN IMMEDIATE");
		for (size_t i = 0; i < n; i++)
			insert_until(to, &tables[i],
			    tables[i].rows * done / count,
			    tables[i].rows * end / count);
		run(to, "COMMIT");
		done = end;
	}
	(void)printf("%.0f\n", (double)count / (now() - started));
	return 0;
}
