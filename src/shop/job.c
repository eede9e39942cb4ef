/* job: see job.h. */
#define _GNU_SOURCE /* F_OFD_SETLK: a lock that goes with its descriptor */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/job.h"

#define CANDIDATES 32 /* jobs looked at for one whose lease is free */

static const char *const kinds[] = {
	[JOB_FULFIL] = "fulfil",
	[JOB_RELEASE] = "release",
};
_Static_assert(nitems(kinds) == JOB_KINDS, "each kind has its name");

const char *
job_kind_name(enum job_kind kind)
{
	return kinds[kind];
}

void
job_lease_file(const char *db, char out[static JOB_LEASE_FILE_MAX])
{
	(void)snprintf(out, JOB_LEASE_FILE_MAX, "%s-leases", db);
}

int64_t
job_pause(int64_t failures)
{
	int64_t pause = JOB_PAUSE_S;

	for (int64_t i = 1; i < failures && pause < JOB_PAUSE_MAX_S; i++)
		pause *= 2;
	return pause < JOB_PAUSE_MAX_S ? pause : JOB_PAUSE_MAX_S;
}

/*
 * Takes the lease of a job: byte id of the file.  Every lease has its own open
 * file, for a lock belongs to that.  *lease is -1 when another holds it.
 */
static enum till_err
take_lease(const char *path, int64_t id, int *lease, struct till_error *e)
{
	struct flock lock = { .l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = (off_t)id,
		.l_len = 1 };
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	*lease = -1;
	if (fd < 0)
		return till_fail(e, TILL_EDB, NULL, NULL,
		    "the file of leases %s cannot be opened: %s", path,
		    strerror(errno));
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
		*lease = fd;
		return TILL_OK;
	}
	if (errno != EAGAIN && errno != EACCES)
		log_write(LOG_ERROR, "no lease of %s: %s", path,
		    strerror(errno));
	(void)close(fd);
	return TILL_OK;
}

void
job_drop(struct job *job)
{
	if (job->lease >= 0)
		(void)close(job->lease);
	job->lease = -1;
}

struct candidates {
	const bool *wanted;
	int64_t ids[CANDIDATES];
	size_t count;
};

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "SELECT id FROM order_jobs WHERE state IN ('waiting', 'running')"
	    " AND due <= ?1 AND ((kind = 'fulfil' AND ?2)"
	    " OR (kind = 'release' AND ?3)) ORDER BY due LIMIT ?4";
	struct candidates *found = arg;
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	found->count = 0;
	err = store_query(c, sql, &rows, e, "iiii", clock_now(),
	    (int64_t)found->wanted[JOB_FULFIL],
	    (int64_t)found->wanted[JOB_RELEASE], (int64_t)CANDIDATES);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		found->ids[found->count++] = store_int(rows, 0);
	store_done(rows);
	return err == TILL_OK && got < 0 ? e->kind : err;
}

struct claim {
	struct job *job;
	const char *worker;
	bool running; /* when it was claimed */
	bool got;
};

/* Reads the job unless another worker was faster. */
static enum till_err
read_job(struct store_conn *c, struct claim *claim, struct till_error *e)
{
	static const char sql[] =
	    "SELECT j.kind, j.order_id, j.session, j.attempt, j.state,"
	    " s.amount, s.currency FROM order_jobs j"
	    " LEFT JOIN order_sessions s ON s.session = j.session"
	    " WHERE j.id = ? AND j.state IN ('waiting', 'running')"
	    " AND j.due <= ?";
	struct job *job = claim->job;
	struct store_rows *rows = NULL;
	enum till_err err;
	const char *text;
	int got;

	err = store_query(c, sql, &rows, e, "ii", job->id, clock_now());
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	claim->got = got == 1;
	if (got == 1) {
		job->kind = strcmp(store_text(rows, 0), "fulfil") == 0 ?
		    JOB_FULFIL : JOB_RELEASE;
		text_copy(job->order, sizeof(job->order), store_text(rows, 1));
		text_copy(job->session, sizeof(job->session),
		    store_text(rows, 2));
		job->attempt = store_int(rows, 3) + 1;
		claim->running = strcmp(store_text(rows, 4), "running") == 0;
		job->amount = store_int(rows, 5);
		text = store_text(rows, 6);
		text_copy(job->currency, sizeof(job->currency),
		    text != NULL ? text : "");
		(void)snprintf(job->key, sizeof(job->key), "till-%s-%s-%s",
		    kinds[job->kind], job->order, job->session);
	}
	store_done(rows);
	return got < 0 ? e->kind : TILL_OK;
}

static enum till_err
claim_work(struct store_conn *c, void *arg, struct till_error *e)
{
	/* Its worker is gone, or the lease would not be ours. */
	static const char lost[] =
	    "UPDATE order_runs SET result = 'its end was not seen', ended = ?"
	    " WHERE job = ? AND ended IS NULL";
	static const char take[] =
	    "UPDATE order_jobs SET state = 'running', attempt = ?,"
	    " updated = ? WHERE id = ?";
	static const char run[] =
	    "INSERT INTO order_runs (job, attempt, worker, started, result)"
	    " VALUES (?, ?, ?, ?, 'running')";
	struct claim *claim = arg;
	struct job *job = claim->job;
	int64_t now = clock_now();
	enum till_err err;

	err = read_job(c, claim, e);
	if (err != TILL_OK || !claim->got)
		return err;
	if (claim->running)
		err = store_exec(c, lost, e, "ii", now, job->id);
	if (err == TILL_OK)
		err = store_exec(c, take, e, "iii", job->attempt, now,
		    job->id);
	if (err == TILL_OK)
		err = store_exec(c, run, e, "iiti", job->id, job->attempt,
		    claim->worker, now);
	return err;
}

enum till_err
job_claim(struct store *s, const char *lease_file, const char *worker,
    const bool wanted[static JOB_KINDS], struct job *job, bool *got,
    struct till_error *e)
{
	struct candidates found = { .wanted = wanted };
	struct claim claim = { .job = job, .worker = worker };
	enum till_err err;

	*got = false;
	*job = (struct job){ .lease = -1 };
	err = store_read(s, look, &found, e);
	for (size_t i = 0; err == TILL_OK && !claim.got && i < found.count;
	     i++) {
		job->id = found.ids[i];
		err = take_lease(lease_file, job->id, &job->lease, e);
		if (err != TILL_OK || job->lease < 0)
			continue;
		err = store_write(s, claim_work, &claim, e);
		if (err != TILL_OK || !claim.got)
			job_drop(job);
	}
	*got = err == TILL_OK && claim.got;
	if (*got && claim.running)
		log_write(LOG_WARN, "%s: the end of attempt %lld was not "
				    "seen, it is run again",
		    job->key, (long long)job->attempt - 1);
	return err;
}

struct end {
	const struct job *job;
	bool ran;
	const char *problem, *output;
};

/* The goods of a paid order are on their way. */
static enum till_err
fulfilled(struct store_conn *c, const struct job *job, struct till_error *e)
{
	const struct state_cause cause = { "worker", "its program is done",
		job->session };
	struct order *order = NULL;
	enum till_err err;

	err = order_read(c, ORDER_BY_ID, job->order, &order, e);
	if (err == TILL_OK &&
	    order_state_follows(order->state, ORDER_FULFILLED))
		err = order_state_change(c, job->order, order->state,
		    ORDER_FULFILLED, &cause, e);
	order_free(order);
	return err;
}

/* What a job that failed waits for. */
static enum till_err
put_back(struct store_conn *c, const struct end *end, struct till_error *e)
{
	static const char read[] =
	    "SELECT failures FROM order_jobs WHERE id = ?";
	static const char write[] =
	    "UPDATE order_jobs SET state = 'waiting', attempt = ?,"
	    " failures = ?, due = ?, updated = ?, problem = ? WHERE id = ?";
	const struct job *job = end->job;
	struct store_rows *rows = NULL;
	int64_t now = clock_now(), failures = 1, pause;
	enum till_err err;

	err = store_query(c, read, &rows, e, "i", job->id);
	if (err == TILL_OK && store_next(rows, e) == 1)
		failures = store_int(rows, 0) + 1;
	store_done(rows);
	if (err != TILL_OK)
		return err;
	/* What was not the program's fault does not make it wait for long. */
	pause = job_pause(failures);
	if (!end->ran && pause > JOB_PAUSE_AWAY_MAX_S)
		pause = JOB_PAUSE_AWAY_MAX_S;
	return store_exec(c, write, e, "iiiiti",
	    job->attempt - (end->ran ? 0 : 1), failures, now + pause, now,
	    end->problem, job->id);
}

/*
 * Whether the run that ends is one of this database: a saved state may have
 * been put back meanwhile, in which the row is of another job, or waits.
 */
static enum till_err
find_run(struct store_conn *c, const struct job *job, bool *found,
    struct till_error *e)
{
	static const char sql[] =
	    "SELECT 1 FROM order_jobs WHERE id = ? AND session = ?"
	    " AND kind = ? AND attempt = ? AND state = 'running'";
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	*found = false;
	err = store_query(c, sql, &rows, e, "itti", job->id, job->session,
	    kinds[job->kind], job->attempt);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	*found = got == 1;
	store_done(rows);
	return got < 0 ? e->kind : TILL_OK;
}

static enum till_err
end_work(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char done[] =
	    "UPDATE order_jobs SET state = 'done', failures = 0, updated = ?,"
	    " problem = NULL WHERE id = ?";
	static const char run[] =
	    "UPDATE order_runs SET ended = ?, result = ?, output = ?"
	    " WHERE job = ? AND attempt = ?";
	static const char no_run[] =
	    "DELETE FROM order_runs WHERE job = ? AND attempt = ?";
	const struct end *end = arg;
	const struct job *job = end->job;
	int64_t now = clock_now();
	enum till_err err;
	bool found;

	err = find_run(c, job, &found, e);
	if (err != TILL_OK || !found)
		return err;
	err = end->ran ?
	    store_exec(c, run, e, "ittii", now,
		end->problem != NULL ? end->problem : "done", end->output,
		job->id, job->attempt) :
	    store_exec(c, no_run, e, "ii", job->id, job->attempt);
	if (err != TILL_OK)
		return err;
	if (end->problem != NULL)
		return put_back(c, end, e);
	err = store_exec(c, done, e, "ii", now, job->id);
	if (err == TILL_OK && job->kind == JOB_FULFIL)
		err = fulfilled(c, job, e);
	return err;
}

enum till_err
job_end(struct store *s, struct job *job, bool ran, const char *problem,
    const char *output, struct till_error *e)
{
	struct end end = { job, ran, problem, output };
	enum till_err err = store_write(s, end_work, &end, e);

	job_drop(job);
	return err;
}

/* A job that a person ends. */
struct hand {
	const char *id;
	enum job_word word;
	int64_t job; /* 0: none was found */
	bool held, by_session;
	char session[ID_MAX];
	struct order *order;
};

static void
hand_clear(struct hand *h)
{
	order_free(h->order);
	h->order = NULL;
	h->job = 0;
}

/* The order that an id names, its own or a session's. */
static enum till_err
find_order(struct store_conn *c, struct hand *h, struct till_error *e)
{
	enum till_err err;

	err = order_read(c, ORDER_BY_ID, h->id, &h->order, e);
	h->by_session = err == TILL_ENOTFOUND;
	if (err == TILL_ENOTFOUND)
		err = order_read(c, ORDER_BY_SESSION, h->id, &h->order, e);
	return err != TILL_ENOTFOUND ? err :
	    till_fail(e, err, NULL, NULL, "there is no order %s", h->id);
}

/*
 * Finds the job: that of the session that was named, or that of the order
 * which is not of a second payment.
 */
static enum till_err
find_job(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "SELECT id, state, session FROM order_jobs WHERE order_id = ?1"
	    " AND kind = 'fulfil' AND state IN ('waiting', 'running', 'held')"
	    " AND (session = ?2 OR NOT ?3) ORDER BY state = 'held', id";
	struct hand *h = arg;
	struct store_rows *rows = NULL;
	enum till_err err;
	int got;

	hand_clear(h);
	err = find_order(c, h, e);
	if (err == TILL_OK)
		err = store_query(c, sql, &rows, e, "tti", h->order->id,
		    h->id, (int64_t)h->by_session);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1) {
		h->job = store_int(rows, 0);
		h->held = strcmp(store_text(rows, 1), "held") == 0;
		text_copy(h->session, sizeof(h->session),
		    store_text(rows, 2));
	}
	store_done(rows);
	return got < 0 ? e->kind : TILL_OK;
}

/* Whether what was said can be said of the job that was found. */
static enum till_err
check_hand(const struct hand *h, struct till_error *e)
{
	const char *state = order_state_name(h->order->state);

	if (h->job == 0)
		return till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "%s is %s: there is nothing to send for %s",
		    h->order->id, state, h->id);
	if (h->held && !h->by_session)
		return till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "%s is %s and was paid twice: name the session, %s",
		    h->order->id, state, h->session);
	if (h->word == JOB_REFUNDED && !h->held)
		return till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "%s was not paid twice", h->order->id);
	return TILL_OK;
}

static enum till_err
end_by_hand(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE order_jobs SET state = ?, problem = ?, failures = 0,"
	    " updated = ? WHERE id = ?";
	struct hand *h = arg;
	bool sent = h->word == JOB_SENT;
	const struct state_cause cause = { "command",
		sent ? "sent by hand" : "the second payment was given back",
		h->session };
	int64_t job = h->job;
	enum till_err err;

	err = find_job(c, h, e);
	if (err == TILL_OK && h->job != job)
		h->job = 0; /* somebody else was faster */
	if (err == TILL_OK)
		err = check_hand(h, e);
	if (err == TILL_OK)
		err = store_exec(c, sql, e, "ttii", sent ? "done" : "void",
		    sent ? "it was sent by hand" : "it was refunded",
		    clock_now(), h->job);
	if (err != TILL_OK)
		return err;
	if (sent && order_state_follows(h->order->state, ORDER_FULFILLED))
		return order_state_change(c, h->order->id, h->order->state,
		    ORDER_FULFILLED, &cause, e);
	return order_state_note(c, h->order->id, h->order->state, &cause, e);
}

enum till_err
job_by_hand(struct store *s, const char *lease_file, const char *id,
    enum job_word word, char order[static ID_MAX], struct till_error *e)
{
	struct hand h = { .id = id, .word = word };
	enum till_err err;
	int lease = -1;

	err = store_read(s, find_job, &h, e);
	if (err == TILL_OK)
		err = check_hand(&h, e);
	if (err == TILL_OK)
		err = take_lease(lease_file, h.job, &lease, e);
	if (err == TILL_OK && lease < 0)
		err = till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "a program is at work for %s right now", h.order->id);
	if (err == TILL_OK)
		err = store_write(s, end_by_hand, &h, e);
	if (err == TILL_OK)
		text_copy(order, ID_MAX, h.order->id);
	if (lease >= 0)
		(void)close(lease);
	hand_clear(&h);
	return err;
}
