/*
 * shared: a few numbers that every program of one installation sees at once,
 * in a small file that each of them maps.  They survive a restart, and so do
 * the programs when one of them is killed: there is nothing to unlock.
 */
#ifndef TILL_BASE_SHARED_H
#define TILL_BASE_SHARED_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Maps n numbers of the file at path, which is made, with zeros, when it is
 * missing.  *out is the caller's (shared_close), NULL on error.
 * TILL_EINTERNAL: the message names the file.
 */
enum till_err shared_open(const char *path, size_t n, _Atomic int64_t **out,
    struct till_error *e);

void shared_close(_Atomic int64_t *numbers, size_t n); /* NULL is fine */

/* Has the disk hold what the numbers are now.  TILL_EINTERNAL. */
enum till_err shared_sync(_Atomic int64_t *numbers, size_t n,
    struct till_error *e);

#endif
