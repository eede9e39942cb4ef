/* store: real files, many threads, several processes, full disks, crashes. */
#include <check.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "store/store.h"

static char folder[64], path[96];
static struct till_error e;
static struct store *store;

static const char *const migrations[] = {
	"CREATE TABLE t(n INTEGER PRIMARY KEY, name TEXT UNIQUE);"
	"CREATE TABLE other(n INTEGER NOT NULL);",
	"ALTER TABLE t ADD COLUMN more TEXT;",
};

static void
make_folder(void)
{
	log_open("check", LOG_ERROR);
	strcpy(folder, "/tmp/till-store-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/t.db", folder);
	till_error_clear(&e);
}

static void
remove_folder(void)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char name[128];

	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

static void
open_store(void)
{
	make_folder();
	ck_assert_int_eq(store_open(path, migrations, nitems(migrations),
			     &store, &e),
	    TILL_OK);
}

static void
close_store(void)
{
	store_close(store);
	store = NULL;
	remove_folder();
}

/* What a number-giving query says; arg is its SQL, then the number. */
struct ask {
	const char *sql;
	int64_t number;
};

static enum till_err
ask_work(struct store_conn *c, void *arg, struct till_error *err)
{
	struct ask *ask = arg;
	struct store_rows *rows;

	if (store_query(c, ask->sql, &rows, err, "") != TILL_OK)
		return err->kind;
	if (store_next(rows, err) == 1)
		ask->number = store_int(rows, 0);
	store_done(rows);
	return TILL_OK;
}

static int64_t
number(struct store *s, const char *sql)
{
	struct ask ask = { .sql = sql, .number = -1 };

	ck_assert_int_eq(store_read(s, ask_work, &ask, &e), TILL_OK);
	return ask.number;
}

/* A row to insert, failing afterwards when asked to. */
struct row {
	int64_t n;
	const char *name;
	enum till_err then;
	pthread_t ran_by;
};

static enum till_err
insert(struct store_conn *c, void *arg, struct till_error *err)
{
	struct row *row = arg;
	enum till_err kind;

	row->ran_by = pthread_self();
	kind = store_exec(c, "INSERT INTO t(n,name) VALUES(?,?)", err, "it",
	    row->n, row->name);
	if (kind == TILL_OK && row->then != TILL_OK)
		kind = till_fail(err, row->then, NULL, NULL, "asked to");
	return kind;
}

/* Opening. */

static const char not_sql[] = "CREATE TABLE more(n INTEGER); NONSENSE;";
static const char *const failing[] = { "CREATE TABLE a(n INTEGER);",
	"CREATE TABLE b(n INTEGER);", not_sql };

START_TEST(open_applies_what_is_new)
{
	struct stat st;

	ck_assert_int_eq(store_open(path, migrations, 1, &store, &e), TILL_OK);
	ck_assert_int_eq(number(store, "PRAGMA user_version"), 1);
	store_close(store);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(store_open(path, migrations, 2, &store, &e),
		    TILL_OK);
		ck_assert_int_eq(number(store, "PRAGMA user_version"), 2);
		ck_assert_int_eq(number(store, "SELECT count(more) FROM t"),
		    0);
		store_close(store);
	}
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	/* A database of a later version is not touched. */
	ck_assert_int_eq(store_open(path, migrations, 1, &store, &e),
	    TILL_EDB);
	ck_assert_ptr_nonnull(strstr(e.message, "newer version"));
	ck_assert_ptr_null(store);
}
END_TEST

START_TEST(open_all_migrations_or_none)
{
	ck_assert_int_eq(store_open(path, failing, 3, &store, &e), TILL_EDB);
	ck_assert_ptr_nonnull(strstr(e.message, "migration 3"));
	ck_assert_int_eq(store_open(path, NULL, 0, &store, &e), TILL_OK);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM sqlite_master"),
	    0);
	store_close(store);
	/* What is mended goes on from the start. */
	ck_assert_int_eq(store_open(path, failing, 2, &store, &e), TILL_OK);
	store_close(store);
}
END_TEST

START_TEST(open_refuses)
{
	char elsewhere[128];
	FILE *f;

	(void)snprintf(elsewhere, sizeof(elsewhere), "%s/none/t.db", folder);
	ck_assert_int_eq(store_open(elsewhere, migrations, 2, &store, &e),
	    TILL_EDB);
	ck_assert_ptr_nonnull(strstr(e.message, elsewhere));
	ck_assert_int_eq(store_open(folder, migrations, 2, &store, &e),
	    TILL_EDB);
	ck_assert_int_eq(store_open("postgres://user:secret@host/db",
			     migrations, 2, &store, &e),
	    TILL_EDB);
	ck_assert_ptr_null(strstr(e.message, "secret"));
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	for (int i = 0; i < 1000; i++)
		(void)fputs("this is no database\n", f);
	(void)fclose(f);
	ck_assert_int_eq(store_open(path, migrations, 2, &store, &e),
	    TILL_EDB);
	ck_assert_ptr_null(store);
	store_close(NULL);
}
END_TEST

/* Statements. */

static enum till_err
statements(struct store_conn *c, void *arg, struct till_error *err)
{
	struct store_rows *rows, *inner;
	const struct store_value values[] = { { .type = 'i', .number = 7 },
		{ .type = 't', .text = "seven" }, { .type = 'n' } };

	(void)arg;
	ck_assert_int_eq(store_exec_values(c,
			     "INSERT INTO t(n,name,more) VALUES(?,?,?)", err,
			     values, nitems(values)),
	    TILL_OK);
	ck_assert_int_eq(store_inserted(c), 7);
	ck_assert_int_eq(store_exec(c, "INSERT INTO t(n,name) VALUES(?,?)",
			     err, "it", INT64_C(8), NULL),
	    TILL_OK);
	ck_assert_int_eq(store_exec(c, "UPDATE t SET more='x'", err, ""),
	    TILL_OK);
	ck_assert_int_eq(store_changed(c), 2);
	/* The same text twice at a time, as recursion may have it. */
	for (int i = 0; i < 3; i++) {
		static const char sql[] = "SELECT n,name FROM t WHERE n>=? "
					  "ORDER BY n";

		ck_assert_int_eq(store_query(c, sql, &rows, err, "i",
				     INT64_C(7)),
		    TILL_OK);
		ck_assert_int_eq(store_next(rows, err), 1);
		ck_assert_int_eq(store_query(c, sql, &inner, err, "i",
				     INT64_C(8)),
		    TILL_OK);
		ck_assert_int_eq(store_next(inner, err), 1);
		ck_assert_int_eq(store_int(inner, 0), 8);
		ck_assert_ptr_null(store_text(inner, 1));
		ck_assert_int_eq(store_next(inner, err), 0);
		store_done(inner);
		ck_assert_str_eq(store_text(rows, 1), "seven");
		ck_assert_uint_eq(store_text_len(rows, 1), 5);
		store_done(rows);
	}
	store_done(NULL);
	return TILL_OK;
}

START_TEST(statements_bind_and_give)
{
	ck_assert_int_eq(store_write(store, statements, NULL, &e), TILL_OK);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t WHERE "
				       "more='x'"),
	    2);
}
END_TEST

#define TEXTS 2000

/* More texts than a connection keeps, one of them running all the while. */
static enum till_err
many_texts(struct store_conn *c, void *arg, struct till_error *err)
{
	char(*sql)[64] = arg;
	struct store_rows *rows, *one;

	ck_assert_int_eq(store_query(c,
			     "WITH RECURSIVE c(x) AS (VALUES(0) UNION ALL "
			     "SELECT x+1 FROM c WHERE x<1999) SELECT x FROM c",
			     &rows, err, ""),
	    TILL_OK);
	for (int i = 0; i < TEXTS; i++) {
		ck_assert_int_eq(store_next(rows, err), 1);
		ck_assert_int_eq(store_int(rows, 0), i);
		ck_assert_int_eq(store_query(c, sql[i], &one, err, ""),
		    TILL_OK);
		ck_assert_int_eq(store_next(one, err), 1);
		ck_assert_int_eq(store_int(one, 0), i);
		store_done(one);
	}
	ck_assert_int_eq(store_next(rows, err), 0);
	store_done(rows);
	return TILL_OK;
}

START_TEST(statements_more_than_are_kept)
{
	static char sql[TEXTS][64];

	for (int i = 0; i < TEXTS; i++)
		(void)snprintf(sql[i], sizeof(sql[i]), "SELECT %d", i);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(store_read(store, many_texts, sql, &e),
		    TILL_OK);
}
END_TEST

static const struct {
	const char *sql;
	enum till_err err;
} refused[] = {
	{ "INSERT INTO t(n) VALUES(1)", TILL_ECONFLICT },
	{ "INSERT INTO t(n,name) VALUES(3,'one')", TILL_ECONFLICT },
	{ "INSERT INTO other(n) VALUES(NULL)", TILL_EDB },
	{ "INSERT INTO none(n) VALUES(1)", TILL_EDB },
	{ "NONSENSE", TILL_EDB },
};

static enum till_err
exec_text(struct store_conn *c, void *arg, struct till_error *err)
{
	return store_exec(c, arg, err, "");
}

START_TEST(statement_refused)
{
	struct row one = { .n = 1, .name = "one" };
	static char sql[512]; /* statements are found by where they stand */

	ck_assert(text_copy(sql, sizeof(sql), refused[_i].sql));
	ck_assert_int_eq(store_write(store, insert, &one, &e), TILL_OK);
	ck_assert_int_eq(store_write(store, exec_text, sql, &e),
	    refused[_i].err);
	ck_assert_int_eq(e.kind, refused[_i].err);
	/* What the database says is for the log. */
	ck_assert_ptr_null(strstr(e.message, "other"));
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"), 1);
}
END_TEST

START_TEST(readers_only_read)
{
	static char sql[] = "INSERT INTO t(n) VALUES(1)";

	ck_assert_int_eq(store_read(store, exec_text, sql, &e), TILL_EDB);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"), 0);
}
END_TEST

/* Transactions. */

static enum till_err
nested(struct store_conn *c, void *arg, struct till_error *err)
{
	struct row rows[] = { { .n = 1, .name = "a" },
		{ .n = 2, .name = "b", .then = TILL_EINPUT },
		{ .n = 3, .name = "a" }, { .n = 4, .name = "d" } };

	(void)arg;
	ck_assert_int_eq(store_nested(c, insert, &rows[0], err), TILL_OK);
	ck_assert_int_eq(store_nested(c, insert, &rows[1], err), TILL_EINPUT);
	ck_assert_str_eq(err->message, "asked to");
	ck_assert_int_eq(store_nested(c, insert, &rows[2], err),
	    TILL_ECONFLICT);
	return store_nested(c, insert, &rows[3], err);
}

static enum till_err
nested_twice(struct store_conn *c, void *arg, struct till_error *err)
{
	struct row row = { .n = 9, .name = "z" };

	ck_assert_int_eq(insert(c, &row, err), TILL_OK);
	ck_assert_int_eq(store_nested(c, nested, arg, err), TILL_OK);
	return till_fail(err, TILL_EINPUT, NULL, NULL, "all of it");
}

START_TEST(nested_work)
{
	ck_assert_int_eq(store_write(store, nested_twice, NULL, &e),
	    TILL_EINPUT);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"), 0);
	ck_assert_int_eq(store_write(store, nested, NULL, &e), TILL_OK);
	ck_assert_int_eq(number(store, "SELECT sum(n) FROM t"), 1 + 4);
}
END_TEST

#define THREADS 16
#define WRITES 40

struct writer {
	int64_t first;
	int wrong;
	struct store *store;
};

/* Every third write fails after having written. */
static void *
write_many(void *arg)
{
	struct writer *w = arg;
	struct till_error err;

	for (int i = 0; i < WRITES; i++) {
		struct row row = { .n = w->first + i,
			.then = i % 3 == 1 ? TILL_EINPUT : TILL_OK };
		struct ask ask = { .sql = "SELECT count(*) FROM t" };

		w->wrong += store_write(w->store, insert, &row, &err) !=
		    row.then;
		w->wrong += store_read(w->store, ask_work, &ask, &err) !=
		    TILL_OK;
		w->wrong += ask.number < 1;
	}
	return NULL;
}

static void
run_writers(struct store *s, int64_t from)
{
	struct writer writers[THREADS];
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){ .first = from + i * WRITES,
			.store = s };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, write_many,
				     &writers[i]),
		    0);
	}
	for (int i = 0; i < THREADS; i++) {
		ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
		ck_assert_int_eq(writers[i].wrong, 0);
	}
}

START_TEST(threads_write_side_by_side)
{
	run_writers(store, 0);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"),
	    THREADS * (WRITES - WRITES / 3));
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t WHERE "
				       "n%40%3=1"),
	    0);
}
END_TEST

static atomic_int entered;

/* Holds the writer until every thread has come to write. */
static enum till_err
hold(struct store_conn *c, void *arg, struct till_error *err)
{
	(void)c;
	(void)arg;
	(void)err;
	while (atomic_load(&entered) < THREADS)
		sched_yield();
	return TILL_OK;
}

static void *
hold_writer(void *arg)
{
	struct till_error err;

	(void)store_write(arg, hold, NULL, &err);
	return NULL;
}

static void *
write_one(void *arg)
{
	struct till_error err;

	atomic_fetch_add(&entered, 1);
	(void)store_write(store, insert, arg, &err);
	return NULL;
}

/* How many threads ran the works of THREADS writes that came together. */
static int
leaders(int64_t from)
{
	pthread_t threads[THREADS], holder;
	struct row rows[THREADS];
	int count = 0;

	atomic_store(&entered, 0);
	ck_assert_int_eq(pthread_create(&holder, NULL, hold_writer, store), 0);
	for (int i = 0; i < THREADS; i++) {
		rows[i] = (struct row){ .n = from + i };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, write_one,
				     &rows[i]),
		    0);
	}
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
	ck_assert_int_eq(pthread_join(holder, NULL), 0);
	for (int i = 0; i < THREADS; i++) {
		bool seen = false;

		for (int k = 0; k < i; k++)
			seen = seen ||
			    pthread_equal(rows[k].ran_by, rows[i].ran_by);
		count += !seen;
	}
	return count;
}

START_TEST(threads_share_a_commit)
{
	int64_t from = 0;

	/* Entered is not yet queued, so it may take more than one try. */
	while (leaders(from) > THREADS / 2) {
		from += THREADS;
		ck_assert_int_lt(from, 100 * THREADS);
	}
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"),
	    from + THREADS);
}
END_TEST

/* Trouble. */

static char page_limit[64];

static enum till_err
fill(struct store_conn *c, void *arg, struct till_error *err)
{
	struct row *row = arg;

	if (insert(c, row, err) != TILL_OK)
		return err->kind;
	return store_exec(c, "UPDATE t SET more=hex(zeroblob(300000)) WHERE "
			     "n=?",
	    err, "i", row->n);
}

START_TEST(full_disk)
{
	struct row before = { .n = 1 }, big = { .n = 2 }, after = { .n = 3 };
	static char unlimited[] = "PRAGMA max_page_count=1000000";
	int64_t pages;

	ck_assert_int_eq(store_write(store, insert, &before, &e), TILL_OK);
	pages = number(store, "PRAGMA page_count");
	(void)snprintf(page_limit, sizeof(page_limit),
	    "PRAGMA max_page_count=%d", (int)pages + 20);
	ck_assert_int_eq(store_write(store, exec_text, page_limit, &e),
	    TILL_OK);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(store_write(store, fill, &big, &e),
		    TILL_EDB);
		ck_assert_ptr_nonnull(strstr(e.message, "Nothing was changed"));
	}
	ck_assert_int_eq(number(store, "SELECT sum(n) FROM t"), 1);
	/* What is small still fits, and with room again all does. */
	ck_assert_int_eq(store_write(store, insert, &after, &e), TILL_OK);
	ck_assert_int_eq(store_write(store, exec_text, unlimited, &e),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, fill, &big, &e), TILL_OK);
	ck_assert_int_eq(number(store, "SELECT sum(n) FROM t"), 6);
	ck_assert_int_eq(number(store, "SELECT length(more) FROM t WHERE n=2"),
	    600000);
}
END_TEST

/* Writes rows 1, 2, … and tells of each that was answered, until killed. */
static void
write_until_killed(int out)
{
	struct store *s;
	struct till_error err;

	if (store_open(path, migrations, 2, &s, &err) != TILL_OK)
		_exit(1);
	for (int64_t n = 1;; n++) {
		struct row row = { .n = n };

		if (store_write(s, insert, &row, &err) != TILL_OK ||
		    write(out, &n, sizeof(n)) != sizeof(n))
			_exit(1);
	}
}

START_TEST(answered_survives_kill)
{
	int64_t n, last = 0, stored;
	int fds[2], status;
	pid_t child;

	ck_assert_int_eq(pipe(fds), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		close(fds[0]);
		write_until_killed(fds[1]);
	}
	close(fds[1]);
	while (last < 20 + 13 * _i &&
	    read(fds[0], &n, sizeof(n)) == sizeof(n))
		last = n;
	ck_assert_int_eq(kill(child, SIGKILL), 0);
	while (read(fds[0], &n, sizeof(n)) == sizeof(n))
		last = n;
	close(fds[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(store_open(path, migrations, 2, &store, &e), TILL_OK);
	stored = number(store, "SELECT count(*) FROM t");
	/* One more may be stored than was told of, none less. */
	ck_assert_int_ge(last, 20);
	ck_assert_int_ge(stored, last);
	ck_assert_int_le(stored, last + 1);
	ck_assert_int_eq(number(store, "SELECT max(n) FROM t"), stored);
	store_close(store);
}
END_TEST

#define PROCESSES 4

START_TEST(processes_share_a_file)
{
	pid_t children[PROCESSES];
	int status;

	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] != 0)
			continue;
		/* All of them may be the first: each migrates or waits. */
		if (store_open(path, migrations, 2, &store, &e) != TILL_OK)
			_exit(1);
		run_writers(store, (int64_t)i * THREADS * WRITES);
		_exit(0); /* without closing */
	}
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(waitpid(children[i], &status, 0),
		    children[i]);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(store_open(path, migrations, 2, &store, &e), TILL_OK);
	ck_assert_int_eq(number(store, "SELECT count(*) FROM t"),
	    PROCESSES * THREADS * (WRITES - WRITES / 3));
	store_close(store);
}
END_TEST

#define OPENERS 12

/* Programs that start at once all open the file that one of them makes. */
START_TEST(programs_start_at_once)
{
	pid_t pids[OPENERS];
	int go[2], failed = 0;

	ck_assert_int_eq(pipe(go), 0);
	for (int i = 0; i < OPENERS; i++) {
		pids[i] = fork();
		ck_assert_int_ge(pids[i], 0);
		if (pids[i] == 0) {
			struct store *mine = NULL;
			enum till_err err;
			char byte;

			(void)close(go[1]);
			(void)!read(go[0], &byte, 1);
			err = store_open(path, migrations, nitems(migrations),
			    &mine, &e);
			store_close(mine);
			_exit(err == TILL_OK ? 0 : 1);
		}
	}
	(void)close(go[0]);
	(void)close(go[1]); /* which sets all of them off */
	for (int i = 0; i < OPENERS; i++) {
		int status = 1;

		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		failed += status != 0;
	}
	ck_assert_int_eq(failed, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store");
	TCase *opening = tcase_create("opening");
	TCase *open = tcase_create("open");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(opening, make_folder, remove_folder);
	tcase_set_timeout(opening, 120);
	tcase_add_test(opening, open_applies_what_is_new);
	tcase_add_test(opening, open_all_migrations_or_none);
	tcase_add_test(opening, open_refuses);
	tcase_add_loop_test(opening, answered_survives_kill, 0, 5);
	tcase_add_test(opening, processes_share_a_file);
	tcase_add_loop_test(opening, programs_start_at_once, 0, 10);
	suite_add_tcase(s, opening);

	tcase_add_checked_fixture(open, open_store, close_store);
	tcase_set_timeout(open, 120);
	tcase_add_test(open, statements_bind_and_give);
	tcase_add_test(open, statements_more_than_are_kept);
	tcase_add_loop_test(open, statement_refused, 0, nitems(refused));
	tcase_add_test(open, readers_only_read);
	tcase_add_test(open, nested_work);
	tcase_add_test(open, threads_write_side_by_side);
	tcase_add_test(open, threads_share_a_commit);
	tcase_add_test(open, full_disk);
	suite_add_tcase(s, open);

	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
