/* shared: see shared.h. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/shared.h"

/* A lock-free 64-bit atomic works between processes. */
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "the shared file needs it");

static enum till_err
fail(const char *path, const char *what, struct till_error *e)
{
	return till_fail(e, TILL_EINTERNAL, NULL, NULL,
	    "the file %s cannot be %s: %s", path, what, strerror(errno));
}

enum till_err
shared_open(const char *path, size_t n, _Atomic int64_t **out,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	void *map = MAP_FAILED;
	int fd;

	*out = NULL;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(path, "opened", e);
	/* Growing a file to the length it has changes nothing. */
	if (ftruncate(fd, (off_t)(n * sizeof(**out))) != 0)
		err = fail(path, "sized", e);
	if (err == TILL_OK)
		map = mmap(NULL, n * sizeof(**out), PROT_READ | PROT_WRITE,
		    MAP_SHARED, fd, 0);
	if (err == TILL_OK && map == MAP_FAILED)
		err = fail(path, "mapped", e);
	close(fd);
	if (err == TILL_OK)
		*out = map;
	return err;
}

void
shared_close(_Atomic int64_t *numbers, size_t n)
{
	if (numbers != NULL)
		(void)munmap((void *)numbers, n * sizeof(*numbers));
}

enum till_err
shared_sync(_Atomic int64_t *numbers, size_t n, struct till_error *e)
{
	if (msync((void *)numbers, n * sizeof(*numbers), MS_SYNC) != 0)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "a shared number could not be written: %s",
		    strerror(errno));
	return TILL_OK;
}
