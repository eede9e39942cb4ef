/*
 * store: see store.h.  The writer is one connection; the threads that wait to
 * write form a queue.  Its first thread leads: it takes the whole queue, runs
 * it in one transaction, makes the first of those that gathered meanwhile the
 * next leader, and wakes the owners of what it ran.  So the load itself sets
 * the size of a group, and a lone writer waits for nobody.
 *
 * Each waits on a semaphore of its own: with a condition every one of a group
 * would be woken only to wait for the lock that wakes it.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/pause.h"
#include "store/conn.h"
#include "store/store.h"

#define GROUP_MAX 128	/* writes of one commit: bounds how long it holds */
#define READERS_IDLE 64 /* connections kept open for reading */

static const char sql_begin[] = "BEGIN IMMEDIATE";
static const char sql_begin_read[] = "BEGIN";
static const char sql_commit[] = "COMMIT";
static const char sql_rollback[] = "ROLLBACK";
static const char sql_save[] = "SAVEPOINT work";
static const char sql_release[] = "RELEASE work";
static const char sql_undo[] = "ROLLBACK TO work";
static const char sql_save_nested[] = "SAVEPOINT nested";
static const char sql_release_nested[] = "RELEASE nested";
static const char sql_undo_nested[] = "ROLLBACK TO nested";

/* One write that waits; it lives on its thread's stack. */
struct job {
	store_work *work;
	void *arg;
	struct till_error *e;
	enum till_err err;
	char request[64]; /* whose log lines these are */
	bool done; /* or else, once woken, it is to lead */
	sem_t wake;
	struct job *next;
};

struct store {
	char *path;
	pthread_mutex_t lock; /* of everything below */
	struct job *first, **last;
	bool working; /* there is a leader; without one the queue is empty */
	struct store_conn *writer;
	struct store_conn *idle; /* readers */
	int idle_count;
};

/* Makes the file, for its owner only: SQLite would let the umask decide. */
static enum till_err
make_file(const char *path, struct till_error *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return till_fail(e, TILL_EDB, NULL, NULL,
		    "the database %s cannot be opened: %s", path,
		    strerror(errno));
	close(fd);
	return TILL_OK;
}

/* Applies the migrations that the file has not seen, all or none. */
static enum till_err
migrate(struct store_conn *c, const char *path, const char *const *migrations,
    size_t n, struct till_error *e)
{
	struct store_rows *rows = NULL;
	enum till_err err;
	char set_version[64];
	int64_t version = 0;

	err = conn_word(c, sql_begin, e);
	if (err != TILL_OK)
		return err;
	err = store_query(c, "PRAGMA user_version", &rows, e, "");
	if (err == TILL_OK && store_next(rows, e) == 1)
		version = store_int(rows, 0);
	store_done(rows);
	if (err == TILL_OK && version > (int64_t)n)
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "the database %s was made by a newer version", path);
	for (size_t i = (size_t)version; err == TILL_OK && i < n; i++)
		if (sqlite3_exec(c->db, migrations[i], NULL, NULL, NULL) !=
		    SQLITE_OK)
			err = till_fail(e, TILL_EDB, NULL, NULL,
			    "the database %s refused migration %zu: %s", path,
			    i + 1, sqlite3_errmsg(c->db));
	/* A pragma takes no bound value; n is a number of ours. */
	(void)snprintf(set_version, sizeof(set_version),
	    "PRAGMA user_version=%zu", n);
	if (err == TILL_OK && version < (int64_t)n &&
	    sqlite3_exec(c->db, set_version, NULL, NULL, NULL) != SQLITE_OK)
		err = conn_fail(c, "user_version", e);
	if (err == TILL_OK)
		err = conn_word(c, sql_commit, e);
	else
		(void)conn_word(c, sql_rollback, NULL);
	return err;
}

enum till_err
store_open(const char *path, const char *const *migrations, size_t n,
    struct store **out, struct till_error *e)
{
	struct store *s = NULL;
	enum till_err err;

	*out = NULL;
	if (strstr(path, "://") != NULL)
		return till_fail(e, TILL_EDB, NULL, NULL,
		    "the database %.16s… must be a file's path", path);
	err = make_file(path, e);
	if (err != TILL_OK)
		return err;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	pthread_mutex_init(&s->lock, NULL);
	s->last = &s->first;
	s->path = strdup(path);
	err = s->path != NULL ? conn_open(path, false, &s->writer, e) :
				till_fail(e, TILL_EMEM, NULL, NULL,
				    "out of memory");
	if (err == TILL_OK)
		err = migrate(s->writer, path, migrations, n, e);
	if (err != TILL_OK)
		store_close(s);
	else
		*out = s;
	return err;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	while (s->idle != NULL) {
		struct store_conn *next = s->idle->next;

		conn_close(s->idle);
		s->idle = next;
	}
	conn_close(s->writer);
	pthread_mutex_destroy(&s->lock);
	free(s->path);
	free(s);
}

/* Runs one write of a group under its own savepoint. */
static void
run_job(struct store_conn *c, struct job *job)
{
	enum till_err undone = TILL_OK;

	log_request(job->request);
	job->err = conn_word(c, sql_save, job->e);
	if (job->err != TILL_OK)
		return;
	job->err = job->work(c, job->arg, job->e);
	if (job->err != TILL_OK)
		undone = conn_word(c, sql_undo, NULL);
	if (undone == TILL_OK)
		undone = conn_word(c, sql_release, NULL);
	if (undone != TILL_OK && job->err == TILL_OK)
		job->err = till_fail(job->e, TILL_EDB, NULL, NULL,
		    "The database did not answer. Nothing was changed.");
}

/* Says of every write of a group that it was not stored, run or not. */
static void
fail_group(struct job *first)
{
	for (struct job *job = first; job != NULL; job = job->next)
		if (job->err == TILL_OK)
			job->err = till_fail(job->e, TILL_EDB, NULL, NULL,
			    "The database did not answer. Nothing was "
			    "changed.");
}

static void
run_group(struct store_conn *c, struct job *first)
{
	struct till_error e;
	enum till_err err;

	err = conn_word(c, sql_begin, &e);
	if (err != TILL_OK) {
		fail_group(first);
		return;
	}
	for (struct job *job = first; job != NULL; job = job->next) {
		run_job(c, job);
		/* A full disk makes SQLite roll all of it back by itself. */
		if (sqlite3_get_autocommit(c->db) != 0) {
			fail_group(first);
			return;
		}
	}
	err = conn_word(c, sql_commit, &e);
	if (err != TILL_OK) {
		(void)conn_word(c, sql_rollback, NULL);
		fail_group(first);
	}
}

/* Takes the writes at the head of the queue; the lock is held. */
static struct job *
take_group(struct store *s)
{
	struct job *first = s->first, *end = first;

	for (int n = 1; n < GROUP_MAX && end->next != NULL; n++)
		end = end->next;
	s->first = end->next;
	if (s->first == NULL)
		s->last = &s->first;
	end->next = NULL;
	return first;
}

/*
 * Runs the group at whose head the caller's write is, and passes on the lead
 * before it wakes anybody.  The lock is held at first, and not after.
 */
static void
lead(struct store *s)
{
	struct job *own = take_group(s), *other = own->next;

	s->working = true;
	pthread_mutex_unlock(&s->lock);
	run_group(s->writer, own);
	pthread_mutex_lock(&s->lock);
	s->working = s->first != NULL;
	if (s->working)
		sem_post(&s->first->wake);
	pthread_mutex_unlock(&s->lock);
	while (other != NULL) {
		/* Once woken its owner may leave, and the job with it. */
		struct job *next = other->next;

		other->done = true;
		sem_post(&other->wake);
		other = next;
	}
	own->done = true;
}

/* Waits until a write is done or has the lead. */
static void
wait_for(struct job *job)
{
	while (sem_wait(&job->wake) != 0)
		continue; /* a signal came in between */
}

enum till_err
store_write(struct store *s, store_work *work, void *arg, struct till_error *e)
{
	struct job job = { .work = work, .arg = arg, .e = e };
	bool follows;

	/* For the others' commit, or for the disk to take its own. */
	pause_begin();
	sem_init(&job.wake, 0, 0);
	log_request_get(job.request, sizeof(job.request));
	pthread_mutex_lock(&s->lock);
	*s->last = &job;
	s->last = &job.next;
	follows = s->working;
	if (follows) {
		pthread_mutex_unlock(&s->lock);
		wait_for(&job);
		if (!job.done)
			pthread_mutex_lock(&s->lock);
	}
	if (!job.done)
		lead(s);
	sem_destroy(&job.wake);
	log_request(job.request);
	return job.err;
}

/* An idle reader, or a new one. */
static enum till_err
reader_get(struct store *s, struct store_conn **out, struct till_error *e)
{
	pthread_mutex_lock(&s->lock);
	*out = s->idle;
	if (s->idle != NULL) {
		s->idle = s->idle->next;
		s->idle_count--;
	}
	pthread_mutex_unlock(&s->lock);
	return *out != NULL ? TILL_OK : conn_open(s->path, true, out, e);
}

static void
reader_put(struct store *s, struct store_conn *c)
{
	bool keep;

	pthread_mutex_lock(&s->lock);
	keep = s->idle_count < READERS_IDLE;
	if (keep) {
		c->next = s->idle;
		s->idle = c;
		s->idle_count++;
	}
	pthread_mutex_unlock(&s->lock);
	if (!keep)
		conn_close(c);
}

enum till_err
store_read(struct store *s, store_work *work, void *arg, struct till_error *e)
{
	struct store_conn *c;
	enum till_err err;

	err = reader_get(s, &c, e);
	if (err != TILL_OK)
		return err;
	err = conn_word(c, sql_begin_read, e);
	if (err == TILL_OK) {
		err = work(c, arg, e);
		if (conn_word(c, sql_commit, NULL) != TILL_OK) {
			conn_close(c);
			return err;
		}
	}
	reader_put(s, c);
	return err;
}

enum till_err
store_nested(struct store_conn *c, store_work *work, void *arg,
    struct till_error *e)
{
	enum till_err err, undone = TILL_OK;

	err = conn_word(c, sql_save_nested, e);
	if (err != TILL_OK)
		return err;
	err = work(c, arg, e);
	if (err != TILL_OK)
		undone = conn_word(c, sql_undo_nested, NULL);
	if (undone == TILL_OK)
		undone = conn_word(c, sql_release_nested, NULL);
	if (undone != TILL_OK && err == TILL_OK)
		err = till_fail(e, TILL_EDB, NULL, NULL,
		    "The database did not answer. Nothing was changed.");
	return err;
}
