/* program: see program.h. */
#define _GNU_SOURCE /* memfd_create(), pipe2() */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "shop/program.h"

#define STEP_MS 20	/* how soon an end or a stop is noticed, at worst */
#define TERM_MS 2000	/* from TERM to KILL */
#define ENVIRONMENT_MAX 1024

extern char **environ;

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum till_err
program_check(const char *path, struct till_error *e)
{
	struct stat st;

	if (path[0] != '/')
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s: the path of a program begins with a slash", path);
	if (stat(path, &st) != 0)
		return till_fail(e, TILL_EINPUT, NULL, NULL, "%s: %s", path,
		    strerror(errno));
	if (!S_ISREG(st.st_mode) || access(path, X_OK) != 0)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s is no program that can be run", path);
	return TILL_OK;
}

/* A file in memory with the program's input, read from its start. */
static int
make_input(const struct program_run *run)
{
	int fd = memfd_create("input", MFD_CLOEXEC);
	size_t at = 0;

	while (fd >= 0 && at < run->input_len) {
		ssize_t n = write(fd, run->input + at, run->input_len - at);

		if (n <= 0) {
			(void)close(fd);
			return -1;
		}
		at += (size_t)n;
	}
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* The environment without TILL_ settings; the texts are loans. */
static void
make_environment(char *out[static ENVIRONMENT_MAX])
{
	size_t n = 0;

	for (char **at = environ; *at != NULL && n + 1 < ENVIRONMENT_MAX; at++)
		if (strncmp(*at, "TILL_", 5) != 0)
			out[n++] = *at;
	out[n] = NULL;
}

/* Starts the program; 0 or an error number. */
static int
start(const struct program_run *run, int in, int out, pid_t *pid)
{
	union {
		const char *given;
		char *taken; /* it is not written to */
	} path = { .given = run->path }, argument = { .given = run->argument };
	char *argv[] = { path.taken, argument.taken, NULL };
	char *environment[ENVIRONMENT_MAX];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int err;

	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawnattr_init(&how);
	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	make_environment(environment);
	/* In this order: a target may be the source of one before it. */
	err = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	if (err == 0)
		err = posix_spawn_file_actions_adddup2(&files, out,
		    STDOUT_FILENO);
	if (err == 0)
		err = posix_spawn_file_actions_adddup2(&files, out,
		    STDERR_FILENO);
	if (err == 0 && run->held >= 0)
		err = posix_spawn_file_actions_adddup2(&files, run->held,
		    PROGRAM_HELD);
	if (err == 0)
		err = posix_spawnattr_setflags(&how,
		    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
			POSIX_SPAWN_SETSIGDEF);
	if (err == 0)
		err = posix_spawnattr_setsigmask(&how, &none);
	if (err == 0)
		err = posix_spawnattr_setsigdefault(&how, &all);
	if (err == 0)
		err = posix_spawn(pid, run->path, &files, &how, argv,
		    environment);
	(void)posix_spawnattr_destroy(&how);
	(void)posix_spawn_file_actions_destroy(&files);
	return err;
}

/* Reads what is there; false at the end. */
static bool
drain(int fd, struct buf *output)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		size_t room = output->max - output->len;
		size_t take = (size_t)n < room ? (size_t)n : room;

		for (size_t i = 0; i < take; i++)
			if (bytes[i] == '\0')
				bytes[i] = '?';
		buf_add(output, bytes, take);
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* A run on its way. */
struct watch {
	pid_t pid;
	int64_t deadline; /* until the next signal */
	const char *ended_by; /* us; NULL while nobody did */
	bool stopping;
};

/* Ends the program's group once its time is over: TERM, then KILL. */
static void
enforce(struct watch *w, const struct program_run *run)
{
	if (!w->stopping && run->stop != NULL && atomic_load(run->stop)) {
		int64_t grace = now_ms() + run->grace_ms;

		w->stopping = true;
		if (w->ended_by == NULL && grace < w->deadline)
			w->deadline = grace;
	}
	if (now_ms() < w->deadline)
		return;
	(void)kill(-w->pid, w->ended_by == NULL ? SIGTERM : SIGKILL);
	if (w->ended_by == NULL)
		w->ended_by = w->stopping ?
		    "it was ended because the worker stopped" :
		    "it was ended because it took too long";
	w->deadline = now_ms() + TERM_MS;
}

/* Waits for the end and gives the status. */
static int
wait_for(struct watch *w, const struct program_run *run, int fd,
    struct buf *output)
{
	struct pollfd event = { .fd = fd, .events = POLLIN };
	bool open = true;
	int status = 0;

	for (;;) {
		pid_t ended = waitpid(w->pid, &status, WNOHANG);

		if (ended == w->pid || (ended < 0 && errno != EINTR))
			break;
		if (!open) {
			/* It closed its output: it is about to end. */
			(void)poll(NULL, 0, 1);
		} else if (poll(&event, 1, STEP_MS) > 0) {
			open = drain(fd, output);
		}
		enforce(w, run);
	}
	/* What its children may hold open is not waited for. */
	if (open)
		(void)drain(fd, output);
	return status;
}

static enum till_err
judge(const struct watch *w, int status, struct till_error *e)
{
	if (w->ended_by != NULL)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL, "%s",
		    w->ended_by);
	if (WIFSIGNALED(status))
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "it was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "it ended with status %d", WEXITSTATUS(status));
	return TILL_OK;
}

enum till_err
program_run(const struct program_run *run, struct buf *output, bool *started,
    struct till_error *e)
{
	struct watch w = { .deadline = now_ms() + run->limit_ms };
	int out[2] = { -1, -1 }, in = make_input(run), err;

	*started = false;
	if (in < 0 || pipe2(out, O_CLOEXEC) != 0) {
		err = errno;
	} else {
		(void)fcntl(out[0], F_SETFL, O_NONBLOCK);
		err = start(run, in, out[1], &w.pid);
	}
	if (in >= 0)
		(void)close(in);
	if (out[1] >= 0)
		(void)close(out[1]);
	*started = err == 0;
	if (err == 0)
		err = wait_for(&w, run, out[0], output);
	else
		till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "%s cannot be started: %s", run->path, strerror(err));
	if (out[0] >= 0)
		(void)close(out[0]);
	return *started ? judge(&w, err, e) : e->kind;
}
