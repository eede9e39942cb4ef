/*
 * saved: copies of a whole database under names, and putting one back while
 * programs run.
 *
 * The copies of a database are files of the folder <its path>.states.  Both
 * ways go by SQLite's backup: what is copied is what was committed at one
 * moment, and what is put back becomes the database in one commit, which the
 * programs that have it open take for a very large change: their statements
 * and connections go on.  A copy of an older version is brought up to date
 * by its migrations before it is put back.
 */
#ifndef TILL_STORE_SAVED_H
#define TILL_STORE_SAVED_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define SAVED_NAME_MAX 64 /* characters */
#define SAVED_MARK_MAX 64 /* bytes with the NUL */

/* Letters, digits, dashes and underscores.  TILL_EINPUT: it is no name. */
enum till_err saved_check_name(const char *name, struct till_error *e);

/* A database, and what is done while nobody else can write to it. */
struct saved {
	const char *path;
	const char *const *migrations; /* of store_open() */
	size_t migrations_count;
	enum till_err (*during)(void *arg, struct till_error *e); /* NULL */
	void *arg;
};

/* What is kept with a copy. */
struct saved_note {
	int64_t now; /* the time that it is of */
	/* The same on the copies of several databases made together. */
	char mark[SAVED_MARK_MAX];
};

/*
 * Copies the database under a name; one of that name before is replaced.
 * note, which during may still fill, is kept with it.  When during fails
 * nothing was copied.
 * TILL_EINPUT: the name.  TILL_EDB, TILL_EINTERNAL: the message says what.
 */
enum till_err saved_save(const struct saved *db, const char *name,
    const struct saved_note *note, struct till_error *e);

/*
 * Puts a copy in the place of all that the database holds; *note is what was
 * kept with it, and is there for during.  When during fails nothing has
 * changed.  TILL_ENOTFOUND: there is none of that name.
 */
enum till_err saved_restore(const struct saved *db, const char *name,
    struct saved_note *note, struct till_error *e);

/* What is kept with a copy; false: there is none that can be read. */
bool saved_find(const char *path, const char *name, struct saved_note *note);

/* Removes one.  TILL_ENOTFOUND: there is none of that name. */
enum till_err saved_delete(const char *path, const char *name,
    struct till_error *e);

/*
 * The copies as [{"name", "now", "mark", "bytes"}, …], by their names; *out
 * is the caller's.
 */
enum till_err saved_list(const char *path, struct json_object **out,
    struct till_error *e);

#endif
