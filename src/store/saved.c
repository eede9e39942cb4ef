/* saved: see saved.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "store/conn.h"
#include "store/saved.h"
#include "store/store.h"

#define FILE_MAX 4096
#define BUSY_MS 10000 /* to wait for the programs' own writes */
#define STEP_MS 10
#define SUFFIX ".db"
#define SUFFIX_MAX 64

enum till_err
saved_check_name(const char *name, struct till_error *e)
{
	if (text_is_id(name) && strlen(name) <= SAVED_NAME_MAX)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, "name",
	    "A state's name has 1 to %d letters, digits, dashes and "
	    "underscores.",
	    SAVED_NAME_MAX);
}

/* The file of a name, or the folder of all with name NULL. */
static enum till_err
file_of(const char *path, const char *name, const char *suffix,
    char out[static FILE_MAX], struct till_error *e)
{
	int n = name == NULL ?
	    snprintf(out, FILE_MAX, "%s.states", path) :
	    snprintf(out, FILE_MAX, "%s.states/%s%s", path, name, suffix);

	if (n < 0 || n >= FILE_MAX)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the path %.64s… is too long", path);
	return name != NULL ? saved_check_name(name, e) : TILL_OK;
}

static enum till_err
no_such(const char *name, struct till_error *e)
{
	return till_fail(e, TILL_ENOTFOUND, "resource_missing", "name",
	    "There is no saved state '%s'.", name);
}

static enum till_err
fail_file(const char *path, const char *what, struct till_error *e)
{
	log_write(LOG_ERROR, "%s: %s: %s", path, what, strerror(errno));
	return till_fail(e, TILL_EINTERNAL, NULL, NULL,
	    "the saved state %s cannot be %s: %s", path, what,
	    strerror(errno));
}

static enum till_err
fail_db(sqlite3 *db, const char *what, struct till_error *e)
{
	log_write(LOG_ERROR, "a saved state cannot be %s: %s", what,
	    sqlite3_errmsg(db));
	return till_fail(e, TILL_EDB, NULL, NULL,
	    "the state cannot be %s: %s", what, sqlite3_errmsg(db));
}

/* Opens a database file; *out is to be closed on error, too. */
static enum till_err
open_db(const char *path, int flags, sqlite3 **out, struct till_error *e)
{
	if (sqlite3_open_v2(path, out, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		return fail_db(*out, "opened", e);
	sqlite3_busy_timeout(*out, BUSY_MS);
	sqlite3_extended_result_codes(*out, 1);
	return TILL_OK;
}

static enum till_err
run(sqlite3 *db, const char *sql, const char *what, struct till_error *e)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ?
	    TILL_OK : fail_db(db, what, e);
}

/* Takes a step of a backup, waiting for others: what SQLite says. */
static int
step(sqlite3_backup *backup, int pages)
{
	int waited = 0, rc;

	for (;;) {
		rc = sqlite3_backup_step(backup, pages);
		if (((rc & 0xff) != SQLITE_BUSY &&
			(rc & 0xff) != SQLITE_LOCKED) ||
		    waited >= BUSY_MS)
			return rc;
		waited += sqlite3_sleep(STEP_MS);
	}
}

/* Copies all of a database; during runs once the other is locked. */
static enum till_err
copy(sqlite3 *to, sqlite3 *from, const struct saved *with,
    struct till_error *e)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from,
	    "main");
	enum till_err err = TILL_OK;
	int rc;

	if (backup == NULL)
		return fail_db(to, "copied", e);
	/* The first page takes the lock; an empty database has no other. */
	rc = step(backup, 1);
	if ((rc == SQLITE_OK || rc == SQLITE_DONE) && with != NULL &&
	    with->during != NULL)
		err = with->during(with->arg, e);
	while (err == TILL_OK && rc == SQLITE_OK)
		rc = step(backup, -1);
	(void)sqlite3_backup_finish(backup);
	if (err == TILL_OK && rc != SQLITE_DONE)
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "the state cannot be copied: %s", sqlite3_errstr(rc));
	return err;
}

/* A suffix that nobody else uses at this moment, for a file being made. */
static void
own_suffix(char out[static SUFFIX_MAX])
{
	static _Atomic int made;

	(void)snprintf(out, SUFFIX_MAX, ".making-%ld-%d", (long)getpid(),
	    atomic_fetch_add(&made, 1));
}

/* Makes the folder of a database's copies. */
static enum till_err
make_folder(const char *path, struct till_error *e)
{
	char folder[FILE_MAX];
	enum till_err err = file_of(path, NULL, NULL, folder, e);

	if (err == TILL_OK && mkdir(folder, 0700) != 0 && errno != EEXIST)
		err = fail_file(folder, "made", e);
	return err;
}

/* Keeps a note in a copy, as the only thing that is not of the original. */
static enum till_err
put_note(sqlite3 *db, const struct saved_note *note, struct till_error *e)
{
	static const char table[] =
	    "PRAGMA journal_mode=DELETE;"
	    "DROP TABLE IF EXISTS saved_state;"
	    "CREATE TABLE saved_state(now INTEGER NOT NULL,"
	    " mark TEXT NOT NULL)";
	enum till_err err = run(db, table, "written", e);
	sqlite3_stmt *stmt = NULL;

	if (err == TILL_OK &&
	    (sqlite3_prepare_v2(db, "INSERT INTO saved_state VALUES(?,?)", -1,
		 &stmt, NULL) != SQLITE_OK ||
		sqlite3_bind_int64(stmt, 1, note->now) != SQLITE_OK ||
		sqlite3_bind_text(stmt, 2, note->mark, -1,
		    SQLITE_STATIC) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_DONE))
		err = fail_db(db, "written", e);
	sqlite3_finalize(stmt);
	return err;
}

static enum till_err
get_note(sqlite3 *db, struct saved_note *note, struct till_error *e)
{
	sqlite3_stmt *stmt = NULL;
	enum till_err err = TILL_OK;

	if (sqlite3_prepare_v2(db, "SELECT now,mark FROM saved_state", -1,
		&stmt, NULL) != SQLITE_OK ||
	    sqlite3_step(stmt) != SQLITE_ROW) {
		err = fail_db(db, "read", e);
	} else {
		note->now = sqlite3_column_int64(stmt, 0);
		text_copy(note->mark, sizeof(note->mark),
		    (const char *)sqlite3_column_text(stmt, 1));
	}
	sqlite3_finalize(stmt);
	return err;
}

/* Puts a written file in its place, so that a name has all of it or none. */
static enum till_err
put_in_place(const char *from, const char *to, struct till_error *e)
{
	return rename(from, to) == 0 ? TILL_OK : fail_file(to, "written", e);
}

/*
 * Locks the database, so that nobody writes while another half is copied,
 * and copies it by another connection: that one sees what is committed.
 */
static enum till_err
copy_out(const struct saved *db, const char *to,
    const struct saved_note *note, struct till_error *e)
{
	sqlite3 *live = NULL, *from = NULL, *file = NULL;
	enum till_err err;

	err = open_db(db->path, SQLITE_OPEN_READWRITE, &live, e);
	if (err == TILL_OK)
		err = run(live, "BEGIN IMMEDIATE", "locked", e);
	if (err == TILL_OK && db->during != NULL)
		err = db->during(db->arg, e);
	if (err == TILL_OK)
		err = open_db(db->path, SQLITE_OPEN_READWRITE, &from, e);
	if (err == TILL_OK)
		err = open_db(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		    &file, e);
	if (err == TILL_OK)
		err = copy(file, from, NULL, e);
	if (err == TILL_OK)
		err = put_note(file, note, e);
	sqlite3_close(file);
	sqlite3_close(from);
	sqlite3_close(live);
	return err;
}

/* Removes a database file with what SQLite puts beside one. */
static void
remove_made(const char *path)
{
	static const char *const beside[] = { "", "-wal", "-shm",
		"-journal" };
	char file[FILE_MAX + 16];

	for (size_t i = 0; i < nitems(beside); i++) {
		(void)snprintf(file, sizeof(file), "%s%s", path, beside[i]);
		(void)unlink(file);
	}
}

enum till_err
saved_save(const struct saved *db, const char *name,
    const struct saved_note *note, struct till_error *e)
{
	char to[FILE_MAX], writing[FILE_MAX], suffix[SUFFIX_MAX];
	enum till_err err;

	own_suffix(suffix);
	err = file_of(db->path, name, SUFFIX, to, e);
	if (err == TILL_OK)
		err = file_of(db->path, name, suffix, writing, e);
	if (err == TILL_OK)
		err = make_folder(db->path, e);
	if (err != TILL_OK)
		return err;
	err = copy_out(db, writing, note, e);
	if (err == TILL_OK)
		err = put_in_place(writing, to, e);
	remove_made(writing);
	return err;
}

/* Copies a copy, brought up to date, into a file beside it. */
static enum till_err
stage(const struct saved *db, const char *from, const char *to,
    struct saved_note *note, struct till_error *e)
{
	sqlite3 *file = NULL, *staged = NULL;
	struct store *store = NULL;
	enum till_err err;

	err = open_db(from, SQLITE_OPEN_READONLY, &file, e);
	if (err == TILL_OK)
		err = open_db(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		    &staged, e);
	if (err == TILL_OK)
		err = copy(staged, file, NULL, e);
	if (err == TILL_OK)
		err = get_note(staged, note, e);
	if (err == TILL_OK)
		err = run(staged, "DROP TABLE saved_state", "read", e);
	sqlite3_close(file);
	sqlite3_close(staged);
	if (err == TILL_OK)
		err = store_open(to, db->migrations, db->migrations_count,
		    &store, e);
	store_close(store);
	return err;
}

static enum till_err
copy_in(const struct saved *db, const char *from, struct till_error *e)
{
	sqlite3 *file = NULL, *live = NULL;
	enum till_err err;

	err = open_db(from, SQLITE_OPEN_READWRITE, &file, e);
	if (err == TILL_OK)
		err = open_db(db->path, SQLITE_OPEN_READWRITE, &live, e);
	if (err == TILL_OK)
		err = run(live, "PRAGMA synchronous=FULL", "opened", e);
	if (err == TILL_OK)
		err = copy(live, file, db, e);
	sqlite3_close(file);
	sqlite3_close(live);
	return err;
}

enum till_err
saved_restore(const struct saved *db, const char *name,
    struct saved_note *note, struct till_error *e)
{
	char from[FILE_MAX], staged[FILE_MAX], suffix[SUFFIX_MAX];
	enum till_err err;

	own_suffix(suffix);
	err = file_of(db->path, name, SUFFIX, from, e);
	if (err == TILL_OK)
		err = file_of(db->path, name, suffix, staged, e);
	if (err != TILL_OK)
		return err;
	if (access(from, F_OK) != 0)
		return no_such(name, e);
	err = stage(db, from, staged, note, e);
	if (err == TILL_OK)
		err = copy_in(db, staged, e);
	remove_made(staged);
	return err;
}

bool
saved_find(const char *path, const char *name, struct saved_note *note)
{
	sqlite3 *db = NULL;
	struct till_error e;
	char file[FILE_MAX];
	bool found;

	found = file_of(path, name, SUFFIX, file, &e) == TILL_OK &&
	    access(file, F_OK) == 0 &&
	    open_db(file, SQLITE_OPEN_READONLY, &db, &e) == TILL_OK &&
	    get_note(db, note, &e) == TILL_OK;
	sqlite3_close(db);
	return found;
}

enum till_err
saved_delete(const char *path, const char *name, struct till_error *e)
{
	char file[FILE_MAX];
	enum till_err err = file_of(path, name, SUFFIX, file, e);

	if (err == TILL_OK && unlink(file) != 0)
		err = errno == ENOENT ? no_such(name, e) :
					fail_file(file, "deleted", e);
	return err;
}

/* Whether a file of the folder is a copy; its name without the suffix. */
static bool
name_of(const char *file, char name[static SAVED_NAME_MAX + 1])
{
	size_t len = strlen(file), end = strlen(SUFFIX);
	struct till_error e;

	if (len <= end || len - end > SAVED_NAME_MAX ||
	    strcmp(file + len - end, SUFFIX) != 0)
		return false;
	text_copy(name, SAVED_NAME_MAX + 1, file);
	name[len - end] = '\0';
	return saved_check_name(name, &e) == TILL_OK;
}

/* One copy as it is told; NULL when it cannot be read. */
static struct json_object *
told(const char *path, const char *name)
{
	struct json_object *o;
	struct saved_note note = { .now = 0 };
	struct till_error e;
	char file[FILE_MAX];
	struct stat st;

	if (file_of(path, name, SUFFIX, file, &e) != TILL_OK ||
	    stat(file, &st) != 0 || !saved_find(path, name, &note))
		return NULL;
	o = json_object_new_object();
	json_put_text(o, "name", name);
	json_put_int(o, "now", note.now);
	json_put_text(o, "mark", note.mark);
	json_put_int(o, "bytes", st.st_size);
	return o;
}

static int
by_name(const void *a, const void *b)
{
	struct json_object *const *x = a, *const *y = b;

	return strcmp(json_text_or(*x, "name", ""),
	    json_text_or(*y, "name", ""));
}

enum till_err
saved_list(const char *path, struct json_object **out, struct till_error *e)
{
	char folder[FILE_MAX], name[SAVED_NAME_MAX + 1];
	enum till_err err = file_of(path, NULL, NULL, folder, e);
	struct dirent *entry;
	DIR *dir;

	*out = NULL;
	if (err != TILL_OK)
		return err;
	dir = opendir(folder);
	if (dir == NULL && errno != ENOENT)
		return fail_file(folder, "read", e);
	*out = json_object_new_array();
	/* Each call has a stream of its own. NOLINTNEXTLINE(*-mt-unsafe) */
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct json_object *one = name_of(entry->d_name, name) ?
		    told(path, name) : NULL;

		if (one != NULL)
			json_object_array_add(*out, one);
	}
	if (dir != NULL)
		(void)closedir(dir);
	json_object_array_sort(*out, by_name);
	return TILL_OK;
}
