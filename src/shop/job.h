/*
 * job: the work that orders make: fulfilling one session's goods, or releasing
 * what was kept for one.
 *
 * A job is one row a session and kind, written in the same transaction as the
 * change that made it (mark.c).  Its key is the same on every run; the attempt
 * counts them.  Whoever runs a job holds its lease: a lock of the operating
 * system on the file beside the database, which ends with the processes that
 * hold it and with nothing else.  The program inherits it, so that a worker
 * that was killed leaves a job alone for as long as its program still runs,
 * and no clock decides over two programs for one order.
 */
#ifndef TILL_SHOP_JOB_H
#define TILL_SHOP_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "shop/order.h"
#include "store/store.h"

#define JOB_KEY_MAX (2 * ID_MAX + 16)
#define JOB_PAUSE_S 5	    /* after the first failure, then doubled */
#define JOB_PAUSE_MAX_S 3600
#define JOB_PAUSE_AWAY_MAX_S 60 /* when no program was run: the API is away */
#define JOB_WORKER_MAX 128
#define JOB_LEASE_FILE_MAX 4096

enum job_kind { JOB_FULFIL, JOB_RELEASE, JOB_KINDS };

/* A job that was claimed. */
struct job {
	int64_t id;
	enum job_kind kind;
	int64_t attempt; /* of this run, 1 for the first */
	char order[ID_MAX], session[ID_MAX];
	char key[JOB_KEY_MAX];
	int64_t amount; /* what the session was marked with; -1: unknown */
	char currency[CURRENCY_SIZE];
	int lease; /* the descriptor that holds it; job_end() closes it */
};

/* The file of leases beside a shop's database. */
void job_lease_file(const char *db, char out[static JOB_LEASE_FILE_MAX]);

/* "fulfil" or "release". */
const char *job_kind_name(enum job_kind kind);

/* When a job that has failed so many times in a row is tried again. */
int64_t job_pause(int64_t failures);

/*
 * Claims the next job that is due, of the kinds wanted, and whose lease is
 * free; *got says whether there was one.  A job whose end nobody saw counts
 * as the attempt it was, and is run again as the next one.  lease_file is
 * made when missing; worker names who claims.  TILL_EDB.
 */
enum till_err job_claim(struct store *s, const char *lease_file,
    const char *worker, const bool wanted[static JOB_KINDS], struct job *job,
    bool *got, struct till_error *e);

/*
 * Ends a run: done, or failed with a problem, and what its program printed,
 * NULL for nothing.  With ran false no program was started, and the attempt is
 * not counted.  A fulfilled session makes a paid order fulfilled.  The lease
 * is given back, also on error.  TILL_EDB: its end is not known.
 */
enum till_err job_end(struct store *s, struct job *job, bool ran,
    const char *problem, const char *output, struct till_error *e);

/* What a person says of the goods of a paid session. */
enum job_word {
	JOB_SENT,    /* they are on their way, without a program */
	JOB_REFUNDED /* they are not, and the money of this session went back:
			only where an order was paid twice */
};

/*
 * Ends a job by what a person says, with a line of history; id is an order's
 * or, where it was paid twice, the session's that is meant.  A paid order
 * becomes fulfilled.  order is filled with its id.  TILL_ENOTFOUND: there is no
 * such order.  TILL_ECONFLICT: it is not paid, done already or in the hands
 * of a program right now, or it is not said which session is meant.
 */
enum till_err job_by_hand(struct store *s, const char *lease_file,
    const char *id, enum job_word word, char order[static ID_MAX],
    struct till_error *e);

/* Gives a claim's lease back and leaves its row: its end is not known. */
void job_drop(struct job *job);

#endif
