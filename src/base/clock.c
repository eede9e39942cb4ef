/* clock: see clock.h. */
#include <time.h>

#include "base/clock.h"
#include "base/shared.h"

#define TEN_YEARS (10LL * 366 * 86400)

/* What all programs share: NULL where there is no test clock. */
enum { OFFSET, EPOCH, NUMBERS };
static _Atomic int64_t *shared;

static int64_t
real_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec;
}

enum till_err
clock_open(const char *path, struct till_error *e)
{
	shared = NULL;
	if (path == NULL || *path == '\0')
		return TILL_OK;
	return shared_open(path, NUMBERS, &shared, e);
}

int64_t
clock_now(void)
{
	return real_now() +
	    (shared != NULL ? atomic_load(&shared[OFFSET]) : 0);
}

static enum till_err
no_clock(struct till_error *e)
{
	return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
	    "There is no test clock here: TILL_CLOCK is not set.");
}

enum till_err
clock_advance(int64_t seconds, struct till_error *e)
{
	if (shared == NULL)
		return no_clock(e);
	if (seconds < 0 || seconds > TEN_YEARS)
		return till_fail(e, TILL_EINPUT, NULL, "advance",
		    "The clock moves forward only, by at most ten years.");
	atomic_fetch_add(&shared[OFFSET], seconds);
	return shared_sync(shared, NUMBERS, e);
}

enum till_err
clock_set(int64_t now, struct till_error *e)
{
	if (shared == NULL)
		return no_clock(e);
	atomic_store(&shared[OFFSET], now != 0 ? now - real_now() : 0);
	atomic_fetch_add(&shared[EPOCH], 1);
	return shared_sync(shared, NUMBERS, e);
}

int64_t
clock_epoch(void)
{
	return shared != NULL ? atomic_load(&shared[EPOCH]) : 0;
}

bool
clock_is_test(void)
{
	return shared != NULL;
}
