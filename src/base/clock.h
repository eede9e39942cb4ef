/*
 * clock: Unix seconds, from one clock that test mode can move forward.
 *
 * The offset lives in a small file that every program of one installation
 * maps, so moving it is seen at once by all and survives a restart.  Without
 * a file the clock is the system's.
 */
#ifndef TILL_BASE_CLOCK_H
#define TILL_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Uses the file at path, made when missing.  NULL or "": the system's. */
enum till_err clock_open(const char *path, struct till_error *e);

/* The time in Unix seconds. */
int64_t clock_now(void);

/*
 * Moves the clock forward by seconds, 0 to ten years, durably.
 * TILL_EINPUT: out of range.  TILL_EFORBIDDEN: there is no test clock.
 */
enum till_err clock_advance(int64_t seconds, struct till_error *e);

/*
 * Makes it be that second, durably, an earlier one too, or with 0 the real
 * time: for a state of the past that is put back as a whole.
 * TILL_EFORBIDDEN: there is no test clock.
 */
enum till_err clock_set(int64_t now, struct till_error *e);

/*
 * How often it was set: what a program remembers from another epoch may be of
 * a history that there is no more.
 */
int64_t clock_epoch(void);

/* Whether there is a test clock. */
bool clock_is_test(void);

#endif
