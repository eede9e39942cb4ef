/* clock: see clock.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define TEN_YEARS (10LL * 366 * 86400)

/* Shared between processes; a lock-free 64-bit atomic works across them. */
static _Atomic int64_t *offset;
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "the clock file needs it");

enum till_err
clock_open(const char *path, struct till_error *e)
{
	enum till_err err = TILL_OK;
	void *map;
	int fd;

	offset = NULL;
	if (path == NULL || *path == '\0')
		return TILL_OK;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the clock file %s cannot be opened: %s", path,
		    strerror(errno));
	/* Growing a file to the length it has changes nothing. */
	if (ftruncate(fd, sizeof(*offset)) != 0)
		err = till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the clock file %s cannot be sized: %s", path,
		    strerror(errno));
	map = mmap(NULL, sizeof(*offset), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fd, 0);
	if (err == TILL_OK && map == MAP_FAILED)
		err = till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the clock file %s cannot be mapped: %s", path,
		    strerror(errno));
	close(fd);
	if (err == TILL_OK)
		offset = map;
	return err;
}

int64_t
clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec + (offset != NULL ? atomic_load(offset) : 0);
}

enum till_err
clock_advance(int64_t seconds, struct till_error *e)
{
	if (offset == NULL)
		return till_fail(e, TILL_EFORBIDDEN, NULL, NULL,
		    "There is no test clock here: TILL_CLOCK is not set.");
	if (seconds < 0 || seconds > TEN_YEARS)
		return till_fail(e, TILL_EINPUT, NULL, "advance",
		    "The clock moves forward only, by at most ten years.");
	atomic_fetch_add(offset, seconds);
	if (msync((void *)offset, sizeof(*offset), MS_SYNC) != 0)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the clock could not be written: %s", strerror(errno));
	return TILL_OK;
}
