/*
 * cgi: one request from the environment and standard input, answered on
 * standard output (RFC 3875).
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "http/internal.h"

extern char **environ;

/* What may still be read: a script reads no further than CONTENT_LENGTH. */
struct input {
	int64_t left;
};

static long
read_input(void *peer, char *bytes, size_t size)
{
	struct input *in = peer;
	ssize_t n;

	if (in->left <= 0)
		return 0;
	if ((uint64_t)in->left < size)
		size = (size_t)in->left;
	do
		n = read(STDIN_FILENO, bytes, size);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		in->left -= n;
	else
		in->left = 0;
	return n;
}

static bool
write_output(void *peer, const char *bytes, size_t len)
{
	(void)peer;
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Waits as the response says; a process has nothing else to do. */
static void
wait_held(struct http_exchange *x, const struct http_server *server,
    const struct http_transport *transport)
{
	const struct timespec tick = { .tv_nsec =
					   HTTP_TICK_HELD_MS * 1000000L };

	for (int ms = x->response.hold_ms;
	     ms > 0 && http_holds(server, x->response.hold_mark);
	     ms -= HTTP_TICK_HELD_MS)
		(void)nanosleep(&tick, NULL);
	if (!x->response.unanswered)
		(void)http_exchange_send(x, transport);
}

int
http_cgi_serve(const struct http_server *server,
    const struct till_error *broken)
{
	struct http_exchange *x = malloc(sizeof(*x));
	const char *length = getenv("CONTENT_LENGTH");
	struct input in = { .left = 0 };
	struct http_transport transport = { read_input, write_output, &in };

	if (x == NULL) {
		log_write(LOG_ERROR, "no memory for a request");
		return EXIT_FAILURE;
	}
	/* A server that hangs up is an error of write(), not our end. */
	(void)signal(SIGPIPE, SIG_IGN);
	if (length != NULL)
		(void)text_to_int(length, &in.left);
	http_exchange_init(x);
	(void)http_exchange_run(x, server, broken, environ, &transport);
	if (x->response.hold_ms > 0)
		wait_held(x, server, &transport);
	http_exchange_free(x);
	free(x);
	return broken == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
