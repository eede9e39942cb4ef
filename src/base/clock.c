/* clock: see clock.h. */
#include <time.h>

#include "base/clock.h"
#include "base/shared.h"

#define TEN_YEARS (10LL * 366 * 86400)

static _Atomic int64_t *offset; /* NULL: there is no test clock */

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
	offset = NULL;
	if (path == NULL || *path == '\0')
		return TILL_OK;
	return shared_open(path, 1, &offset, e);
}

int64_t
clock_now(void)
{
	return real_now() + (offset != NULL ? atomic_load(offset) : 0);
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
	if (offset == NULL)
		return no_clock(e);
	if (seconds < 0 || seconds > TEN_YEARS)
		return till_fail(e, TILL_EINPUT, NULL, "advance",
		    "The clock moves forward only, by at most ten years.");
	atomic_fetch_add(offset, seconds);
	return shared_sync(offset, 1, e);
}

enum till_err
clock_set(int64_t now, struct till_error *e)
{
	if (offset == NULL)
		return no_clock(e);
	atomic_store(offset, now - real_now());
	return shared_sync(offset, 1, e);
}

bool
clock_is_test(void)
{
	return offset != NULL;
}
