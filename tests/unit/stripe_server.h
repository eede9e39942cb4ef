/*
 * stripe_server: an HTTP server on a real socket that does to a client what a
 * row of a test says: answer, cut the connection, or say nothing at all.
 */
#ifndef TILL_TESTS_STRIPE_SERVER_H
#define TILL_TESTS_STRIPE_SERVER_H

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVER_STEPS 8
#define SERVER_REQUEST_MAX 16384

#define SERVER_CUT NULL	 /* the connection ends without an answer */
#define SERVER_HANG "-"	 /* nothing comes until the client goes away */
#define SERVER_ENDLESS "+" /* a body of 8 MiB */

struct server {
	int fd;
	char base[64];
	const char *const *steps; /* an answer a request; the last stays */
	size_t steps_count;
	pthread_t thread;
	atomic_int asked;
	char request[SERVER_STEPS][SERVER_REQUEST_MAX];
};

/* Reads one request, headers and body. */
static inline void
server_read(int fd, char out[static SERVER_REQUEST_MAX])
{
	size_t have = 0, want = SERVER_REQUEST_MAX - 1;

	while (have < want) {
		ssize_t n = read(fd, out + have, want - have);
		char *end, *length;

		if (n <= 0)
			break;
		have += (size_t)n;
		out[have] = '\0';
		end = strstr(out, "\r\n\r\n");
		if (end == NULL)
			continue;
		length = strstr(out, "Content-Length: ");
		want = (size_t)(end + 4 - out) +
		    (length != NULL && length < end ?
			    strtoul(length + 16, NULL, 10) : 0);
	}
	out[have] = '\0';
}

static inline void
server_send(int fd, const char *text)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
				   "Content-Length: 8388608\r\n\r\n";
	struct pollfd gone = { .fd = fd, .events = POLLIN };
	char block[4096];

	if (text == SERVER_CUT)
		return;
	if (strcmp(text, SERVER_HANG) == 0) {
		(void)poll(&gone, 1, 5000);
		return;
	}
	if (strcmp(text, SERVER_ENDLESS) != 0) {
		(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
		return;
	}
	(void)send(fd, head, sizeof(head) - 1, MSG_NOSIGNAL);
	memset(block, 'x', sizeof(block));
	for (int i = 0; i < 2048; i++)
		if (send(fd, block, sizeof(block), MSG_NOSIGNAL) <= 0)
			return;
}

static inline void *
server_run(void *arg)
{
	struct server *s = arg;
	int fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
		int n = atomic_load(&s->asked);
		size_t step = (size_t)n < s->steps_count ? (size_t)n :
							   s->steps_count - 1;

		server_read(fd, s->request[n % SERVER_STEPS]);
		if (s->request[n % SERVER_STEPS][0] != '\0') {
			atomic_fetch_add(&s->asked, 1);
			server_send(fd, s->steps[step]);
		}
		(void)shutdown(fd, SHUT_WR);
		(void)close(fd);
	}
	return NULL;
}

/* Starts a server on a free port; server_stop() ends it. */
static inline struct server *
server_start(const char *const *steps, size_t n)
{
	struct server *s = calloc(1, sizeof(*s));
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(at);

	ck_assert_ptr_nonnull(s);
	s->steps = steps;
	s->steps_count = n;
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_ge(s->fd, 0);
	ck_assert_int_eq(bind(s->fd, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(listen(s->fd, 16), 0);
	ck_assert_int_eq(getsockname(s->fd, (struct sockaddr *)&at, &size),
	    0);
	(void)snprintf(s->base, sizeof(s->base), "http://127.0.0.1:%d",
	    ntohs(at.sin_port));
	ck_assert_int_eq(pthread_create(&s->thread, NULL, server_run, s), 0);
	return s;
}

static inline void
server_stop(struct server *s)
{
	(void)shutdown(s->fd, SHUT_RDWR);
	(void)pthread_join(s->thread, NULL);
	(void)close(s->fd);
	free(s);
}

#endif
