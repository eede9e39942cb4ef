/*
 * fcgi_client: a small FastCGI client (specification 3 and 5) for tests, and
 * the starting and stopping of a program behind a Unix socket of its own.
 */
#ifndef TILL_TESTS_FCGI_CLIENT_H
#define TILL_TESTS_FCGI_CLIENT_H

#include <check.h>
#include <errno.h>
#include <fastcgi.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

#define FCGI_TEST_ID 1

struct fcgi_program {
	pid_t pid;
	int listener;
	char folder[64]; /* a temporary one, emptied by fcgi_stop() */
	char socket[96];
	char log[96];
};

static inline void
fcgi_record(struct buf *b, int type, const void *content, size_t len)
{
	unsigned char header[FCGI_HEADER_LEN] = { FCGI_VERSION_1,
		(unsigned char)type, 0, FCGI_TEST_ID,
		(unsigned char)(len >> 8), (unsigned char)len, 0, 0 };

	buf_add(b, header, sizeof(header));
	buf_add(b, content, len);
}

static inline void
fcgi_length(struct buf *b, size_t len)
{
	if (len >= 128) {
		buf_add_char(b, (char)(0x80 | (len >> 24)));
		buf_add_char(b, (char)(len >> 16));
		buf_add_char(b, (char)(len >> 8));
	}
	buf_add_char(b, (char)len);
}

/* Appends a request; env holds "NAME=value" and ends with NULL. */
static inline void
fcgi_request(struct buf *b, bool keep, const char *const *env,
    const char *body, size_t len)
{
	unsigned char begin[8] = { 0, FCGI_RESPONDER,
		keep ? FCGI_KEEP_CONN : 0 };
	struct buf params;

	buf_init(&params, 60000);
	for (; *env != NULL; env++) {
		size_t name = strcspn(*env, "="), value = strlen(*env) - name;

		fcgi_length(&params, name);
		fcgi_length(&params, value - 1);
		buf_add(&params, *env, name);
		buf_add(&params, *env + name + 1, value - 1);
	}
	fcgi_record(b, FCGI_BEGIN_REQUEST, begin, sizeof(begin));
	if (params.len != 0)
		fcgi_record(b, FCGI_PARAMS, buf_text(&params), params.len);
	fcgi_record(b, FCGI_PARAMS, NULL, 0);
	while (len > 0) {
		size_t n = len < 32000 ? len : 32000;

		fcgi_record(b, FCGI_STDIN, body, n);
		body += n;
		len -= n;
	}
	fcgi_record(b, FCGI_STDIN, NULL, 0);
	buf_free(&params);
}

static inline bool
fcgi_write(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static inline bool
fcgi_read_exactly(int fd, void *out, size_t len)
{
	char *at = out;

	while (len > 0) {
		ssize_t n = read(fd, at, len);

		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Appends an answer's standard output; whether it came to its end. */
static inline bool
fcgi_answer(int fd, struct buf *out)
{
	static _Thread_local char content[65536 + 256];
	unsigned char h[FCGI_HEADER_LEN];

	while (fcgi_read_exactly(fd, h, sizeof(h))) {
		size_t len = (size_t)h[4] << 8 | h[5];

		if (!fcgi_read_exactly(fd, content, len + h[6]))
			return false;
		if (h[1] == FCGI_STDOUT)
			buf_add(out, content, len);
		if (h[1] == FCGI_END_REQUEST)
			return true;
	}
	return false;
}

static inline int
fcgi_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval limit = { .tv_sec = 60 };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_int_ge(fd, 0);
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&address,
			     sizeof(address)), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	return fd;
}

/* Runs file with "--program" behind the socket of p. */
static inline pid_t
fcgi_spawn(const struct fcgi_program *p, const char *file)
{
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		int log = open(p->log, O_WRONLY | O_CREAT | O_APPEND, 0600);

		dup2(p->listener, STDIN_FILENO);
		dup2(log, STDERR_FILENO);
		close(log);
		setenv("TEST_FOLDER", p->folder, 1);
		execl(file, file, "--program", (char *)NULL);
		_exit(127);
	}
	return pid;
}

/* Makes a folder, a socket and a program behind it. */
static inline void
fcgi_start(struct fcgi_program *p, const char *file)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	(void)snprintf(p->folder, sizeof(p->folder), "/tmp/till-http-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(p->folder));
	(void)snprintf(p->socket, sizeof(p->socket), "%s/s", p->folder);
	(void)snprintf(p->log, sizeof(p->log), "%s/log", p->folder);
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	    p->socket);
	p->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(p->listener, (struct sockaddr *)&address,
			     sizeof(address)), 0);
	ck_assert_int_eq(listen(p->listener, 511), 0);
	/* There from the start, for whoever reads it while it is written. */
	close(open(p->log, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	p->pid = fcgi_spawn(p, file);
}

/* Copies what the program wrote to its standard error. */
static inline void
fcgi_log(const struct fcgi_program *p, struct buf *out)
{
	FILE *file = fopen(p->log, "r");
	char chunk[4096];
	size_t n;

	ck_assert_ptr_nonnull(file);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(out, chunk, n);
	(void)fclose(file);
}

/* Waits for its end; removes the folder; the status of waitpid(). */
static inline int
fcgi_wait(struct fcgi_program *p)
{
	static const char *const names[] = { "s", "log", "entered",
		"release" };
	struct buf log;
	int status = -1;

	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	close(p->listener);
	buf_init(&log, 1 << 24);
	fcgi_log(p, &log);
	/* What a sanitizer found would be lost with the folder. */
	if (strstr(buf_text(&log), "Sanitizer") != NULL ||
	    strstr(buf_text(&log), "runtime error") != NULL)
		ck_abort_msg("%s", buf_text(&log));
	buf_free(&log);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[128];

		(void)snprintf(path, sizeof(path), "%s/%s", p->folder,
		    names[i]);
		(void)unlink(path);
	}
	(void)rmdir(p->folder);
	return status;
}

static inline int
fcgi_stop(struct fcgi_program *p)
{
	kill(p->pid, SIGTERM);
	return fcgi_wait(p);
}

#endif
