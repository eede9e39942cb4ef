/*
 * fastcgi: the server behind the socket on descriptor 0.
 *
 * Why this shape.  libfcgi's own loop gives a thread to a connection and
 * keeps it there until the web server closes it.  A web server that keeps
 * more connections open than there are threads is then never answered on the
 * rest of them, and nginx's "keepalive N" does not help, for it limits idle
 * connections only.  Not keeping connections costs more than half of the
 * throughput.  So no connection owns a thread here: all of them wait in one
 * epoll set, a worker takes one that has something to read, lets libfcgi
 * read and answer exactly one request on it, and puts it back.
 *
 *   accept ──> ready ──> a worker ──> ready ...       EPOLLONESHOT: one taker
 *                │  ▲
 *      part of a request: patience, in the main thread, up to PATIENCE_MS;
 *      and a client whose answer is to come later (hold_ms): there, too
 *
 * - A worker looks before it reads (MSG_PEEK).  A request of which only a
 *   part has arrived waits in the main thread's own epoll set (EPOLLET: an
 *   event for each new part), so that half-sent requests hold no worker.
 *   Only one that is longer than PEEK_MAX is read as it comes, with a limit
 *   on the time of each read and of all.
 * - libfcgi accepts nothing: each request is given its connection (ipcFd)
 *   before FCGX_Accept_r(), and a listening socket of -1, so that when the
 *   connection turns out to be closed libfcgi fails instead of waiting for
 *   another.  keepConnection is set because FCGX_Accept_r() begins by
 *   finishing a previous request.  detached makes libfcgi close without
 *   waiting up to two seconds for the other side; only where a body was too
 *   long to be read to its end is that wait wanted.
 * - A connection goes back only when its request was read to the end, the
 *   empty FCGI_STDIN record included, else that would look like a request.
 * - Several processes may share the listening socket, so it does not block,
 *   and only one of them is woken for a connection (EPOLLEXCLUSIVE).
 * - TERM or INT: no more accepting, idle connections are closed, requests
 *   that have begun to arrive are answered, and the program ends with 0.
 *   The same signal again ends it at once.
 */
#define _GNU_SOURCE /* accept4() */
#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"
#include "http/fastcgi.h"

#define CONNECTIONS_MAX (1 << 20)
#define EVENTS 16

/* What the signal handler reaches. */
static _Atomic int wake_fd = -1;
static _Atomic bool signalled;

static void
on_signal(int signo)
{
	(void)signo;
	atomic_store(&signalled, true);
	fastcgi_poke(atomic_load(&wake_fd));
}

static bool
watch(int epoll, int fd, uint32_t events)
{
	struct epoll_event ev = { .events = events, .data.fd = fd };

	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &ev) == 0;
}

static bool
watch_listener(struct fastcgi *f)
{
	return watch(f->events, STDIN_FILENO, EPOLLIN | EPOLLEXCLUSIVE);
}

static void
set_limits(int fd)
{
	struct timeval receive = { .tv_sec = PATIENCE_MS / 1000 };
	struct timeval give = { .tv_sec = SEND_MS / 1000 };
	int on = 1;

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &receive,
	    sizeof(receive));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &give, sizeof(give));
	/* These two fail on a Unix socket, which needs neither. */
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

/* Stops accepting until a connection is closed or a moment has passed. */
static void
pause_accepting(struct fastcgi *f, const char *why)
{
	log_write(LOG_WARN, "no more connections for now: %s", why);
	atomic_store(&f->paused, true);
	epoll_ctl(f->events, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
}

static void
accept_one(struct fastcgi *f)
{
	int fd = accept4(STDIN_FILENO, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0) {
		/* Another process has it, or it has gone again. */
		if (errno == EAGAIN || errno == EINTR ||
		    errno == ECONNABORTED)
			return;
		pause_accepting(f, strerror(errno));
		return;
	}
	if (fd >= f->limit) {
		close(fd);
		return;
	}
	if (fd > f->top)
		f->top = fd;
	set_limits(fd);
	atomic_fetch_add(&f->open, 1);
	fastcgi_arm(f, fd, EPOLL_CTL_ADD);
}

/* Lets go of a waiting connection that the main thread has taken. */
static void
end_wait(struct fastcgi *f, int fd)
{
	epoll_ctl(f->events, EPOLL_CTL_DEL, fd, NULL);
	atomic_fetch_sub(&f->waiting, 1);
	if (f->connections[fd].later != NULL)
		atomic_fetch_sub(&f->held, 1);
}

/* Closes a connection that waits in a state; false: it does not any more. */
static bool
drop_waiting(struct fastcgi *f, int fd, int state)
{
	if (!fastcgi_take(f, fd, state))
		return false;
	end_wait(f, fd);
	fastcgi_drop(f, fd);
	return true;
}

/* Ends the waiting of a client: it gets its answer, if there is one. */
static void
end_hold(struct fastcgi *f, int fd)
{
	if (!fastcgi_take(f, fd, HELD))
		return;
	end_wait(f, fd);
	if (f->connections[fd].later != NULL)
		fastcgi_answer_now(f, fd);
	else
		fastcgi_drop(f, fd);
}

/* Something happened on a connection that waits. */
static void
look_again(struct fastcgi *f, int fd, bool hung_up,
    unsigned char peek[static PEEK_MAX])
{
	enum look seen;

	/* Whoever waits for an answer can only leave or give up. */
	if (atomic_load(&f->connections[fd].state) == HELD)
		(void)drop_waiting(f, fd, HELD);
	if (atomic_load(&f->connections[fd].state) != PATIENT)
		return;
	seen = fastcgi_look(fd, peek);
	if (!hung_up && (seen == LOOK_PART || seen == LOOK_NOTHING))
		return;
	if (!fastcgi_take(f, fd, PATIENT))
		return;
	end_wait(f, fd);
	if (seen == LOOK_WHOLE || seen == LOOK_MORE)
		fastcgi_arm(f, fd, EPOLL_CTL_MOD);
	else
		fastcgi_drop(f, fd);
}

/* Whether the other side of a connection has closed it. */
static bool
has_left(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

/*
 * Closes the connections whose request did not become whole in time, and
 * those whose client has been left waiting for long enough.
 */
static void
end_waiting(struct fastcgi *f)
{
	int64_t now = fastcgi_now_ms();
	int tick = atomic_load(&f->held) > 0 ? HTTP_TICK_HELD_MS :
					       HTTP_TICK_MS;

	if (atomic_load(&f->waiting) == 0 || now < f->checked_ms + tick)
		return;
	f->checked_ms = now;
	for (int fd = 0; fd <= f->top; fd++) {
		struct connection *c = &f->connections[fd];
		int state = atomic_load(&c->state);

		if (state == PATIENT && c->deadline_ms <= now &&
		    drop_waiting(f, fd, state))
			log_write(LOG_WARN, "half a request came and no "
					    "more");
		if (state == HELD && has_left(fd))
			(void)drop_waiting(f, fd, state);
		else if (state == HELD && (c->deadline_ms <= now ||
			     atomic_load(&f->stopping) ||
			     !http_holds(f->server, c->mark)))
			end_hold(f, fd);
	}
}

static void
begin_stop(struct fastcgi *f)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	log_write(LOG_INFO, "stopping");
	f->stop_deadline_ms = fastcgi_now_ms() + STOP_MS;
	atomic_store(&f->stopping, true);
	if (!atomic_load(&f->paused))
		epoll_ctl(f->events, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
	/* Descriptor 0 stays taken, so that nothing else is opened as it. */
	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		close(null);
	}
	for (int fd = 0; fd <= f->top; fd++) {
		int state = atomic_load(&f->connections[fd].state);

		if (state == IDLE)
			fastcgi_close_idle(f, fd);
		else if (state == HELD)
			end_hold(f, fd);
	}
}

static void
drain_eventfd(int fd)
{
	uint64_t count;

	/* It does not block; an empty one is as good as an emptied one. */
	if (read(fd, &count, sizeof(count)) < 0)
		return;
}

static int
next_timeout(const struct fastcgi *f)
{
	if (f->held > 0)
		return HTTP_TICK_HELD_MS;
	return f->waiting > 0 || f->paused || f->stopping ? HTTP_TICK_MS : -1;
}

/* One turn of the main thread; false when there is no more to do. */
static bool
turn(struct fastcgi *f, unsigned char peek[static PEEK_MAX])
{
	struct epoll_event ev[EVENTS];
	int n = epoll_wait(f->events, ev, EVENTS, next_timeout(f));
	bool freed = n == 0;

	for (int i = 0; i < n; i++) {
		int fd = ev[i].data.fd;

		if (fd == f->wake) {
			drain_eventfd(f->wake);
			freed = true;
		} else if (fd != STDIN_FILENO) {
			look_again(f, fd,
			    (ev[i].events & (EPOLLRDHUP | EPOLLHUP)) != 0,
			    peek);
		} else if (!atomic_load(&f->stopping)) {
			accept_one(f);
		}
	}
	if (atomic_load(&signalled) && !atomic_load(&f->stopping))
		begin_stop(f);
	end_waiting(f);
	if (freed && atomic_load(&f->paused) && !atomic_load(&f->stopping)) {
		atomic_store(&f->paused, false);
		(void)watch_listener(f);
	}
	if (!atomic_load(&f->stopping))
		return true;
	return atomic_load(&f->open) > 0 &&
	    fastcgi_now_ms() < f->stop_deadline_ms;
}

/*
 * Starts libfcgi with the signals in our hands: it leaves handlers alone, so
 * ours for stopping come first, and no signal falls in between; but it puts
 * its own in place of SIG_IGN and SIG_DFL on the other two.
 */
static bool
start_libfcgi(const struct fastcgi *f)
{
	struct sigaction stop = { .sa_handler = on_signal,
		.sa_flags = SA_RESTART | (int)SA_RESETHAND };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction end = { .sa_handler = SIG_DFL };

	atomic_store(&wake_fd, f->wake);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	if (FCGX_Init() != 0)
		return false;
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGUSR1, &end, NULL);
	return true;
}

static bool
open_server(struct fastcgi *f)
{
	struct rlimit files = { .rlim_cur = 1024 };
	int flags = fcntl(STDIN_FILENO, F_GETFL);

	(void)getrlimit(RLIMIT_NOFILE, &files);
	f->limit = files.rlim_cur < CONNECTIONS_MAX ? (int)files.rlim_cur :
						      CONNECTIONS_MAX;
	f->connections = calloc((size_t)f->limit, sizeof(*f->connections));
	f->ready = epoll_create1(EPOLL_CLOEXEC);
	f->events = epoll_create1(EPOLL_CLOEXEC);
	f->quit = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	f->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (f->connections == NULL || f->ready < 0 || f->events < 0 ||
	    f->quit < 0 || f->wake < 0 || flags < 0 ||
	    fcntl(STDIN_FILENO, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    !watch(f->events, f->wake, EPOLLIN) ||
	    !watch(f->ready, f->quit, EPOLLIN) || !watch_listener(f) ||
	    !start_libfcgi(f)) {
		log_write(LOG_ERROR, "cannot serve: %s", strerror(errno));
		return false;
	}
	return true;
}

static void
close_server(struct fastcgi *f)
{
	/* A late signal must not write to what is opened next. */
	atomic_store(&wake_fd, -1);
	free(f->connections);
	if (f->ready >= 0)
		close(f->ready);
	if (f->events >= 0)
		close(f->events);
	if (f->quit >= 0)
		close(f->quit);
	if (f->wake >= 0)
		close(f->wake);
}

static int
run(struct fastcgi *f, struct worker **workers, int threads)
{
	unsigned char *peek = malloc(PEEK_MAX);
	int started = 0;

	if (peek != NULL)
		started = fastcgi_workers_start(f, workers, threads);
	if (started == 0) {
		log_write(LOG_ERROR, "cannot serve: no memory for threads");
		free(peek);
		return EXIT_FAILURE;
	}
	log_write(LOG_INFO, "serving with %d threads", started);
	while (turn(f, peek))
		continue;
	free(peek);
	if (atomic_load(&f->open) > 0) {
		/* A worker that does not come back cannot be waited for. */
		log_write(LOG_WARN, "ended with requests in flight");
		_exit(EXIT_FAILURE);
	}
	fastcgi_poke(f->quit);
	fastcgi_workers_join(workers, started);
	sem_destroy(&f->turns);
	log_write(LOG_INFO, "stopped");
	return EXIT_SUCCESS;
}

int
http_fastcgi_serve(const struct http_server *server, int threads)
{
	struct fastcgi f = { .server = server, .ready = -1, .events = -1,
		.quit = -1, .wake = -1 };
	struct worker **workers = calloc((size_t)threads, sizeof(*workers));
	int status = EXIT_FAILURE;

	if (workers == NULL)
		log_write(LOG_ERROR, "cannot serve: no memory for threads");
	else if (open_server(&f))
		status = run(&f, workers, threads);
	close_server(&f);
	free((void *)workers);
	return status;
}
