/*
 * program: runs a program of the merchant's: no shell, its own process group,
 * a text on its standard input, what it prints captured up to a limit, its
 * time limited.  Its environment is the worker's without Till's own settings,
 * which hold the keys.
 */
#ifndef TILL_SHOP_PROGRAM_H
#define TILL_SHOP_PROGRAM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

#define PROGRAM_OUTPUT_MAX ((size_t)16 * 1024) /* kept; the rest is dropped */
#define PROGRAM_PROBLEM_MAX 256
#define PROGRAM_HELD 3 /* the descriptor that a program holds for us */

struct program_run {
	const char *path;     /* of the executable */
	const char *argument; /* its first, NULL for none */
	const char *input;    /* what stands on its standard input */
	size_t input_len;
	int held;     /* a descriptor it gets as PROGRAM_HELD; -1: none */
	int limit_ms; /* then its group is ended */
	/* Once this is set the run gets grace_ms to end; NULL: never. */
	const atomic_bool *stop;
	int grace_ms;
};

/* Whether a path names a program that may be run; TILL_EINPUT says why not. */
enum till_err program_check(const char *path, struct till_error *e);

/*
 * Runs it and waits.  output, begun by the caller with the limit it likes,
 * gets what it wrote to its standard output and error.  *started says whether
 * it ran at all.  TILL_EINTERNAL: it could not be started, did not end with
 * status 0 or was ended, and the message says which.
 */
enum till_err program_run(const struct program_run *run, struct buf *output,
    bool *started, struct till_error *e);

#endif
