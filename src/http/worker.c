/*
 * worker: the threads that read and answer FastCGI requests, and how a
 * connection changes hands; the head of fastcgi.c says why it does.
 */
#include <errno.h>
#include <fastcgi.h>
#include <fcgiapp.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/pause.h"
#include "http/fastcgi.h"

#define STACK_SIZE (512 * 1024)

struct worker {
	pthread_t thread;
	struct fastcgi *f;
	bool turn; /* it has one of the turns */
	FCGX_Request request;
	int64_t deadline_ms; /* for the request to be read */
	struct http_exchange exchange;
	unsigned char peek[PEEK_MAX];
};

int64_t
fastcgi_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
fastcgi_poke(int fd)
{
	uint64_t one = 1;
	int saved = errno;

	/* It fails only when it is readable already. */
	if (write(fd, &one, sizeof(one)) < 0)
		errno = saved;
}

bool
fastcgi_take(struct fastcgi *f, int fd, int from)
{
	return atomic_compare_exchange_strong(&f->connections[fd].state, &from,
	    TAKEN);
}

/* Counts a closed connection out.  The main thread may wait for one. */
static void
count_out(struct fastcgi *f)
{
	atomic_fetch_sub(&f->open, 1);
	if (atomic_load(&f->stopping) || atomic_load(&f->paused))
		fastcgi_poke(f->wake);
}

/* Closes a connection that the caller has taken. */
void
fastcgi_drop(struct fastcgi *f, int fd)
{
	close(fd);
	count_out(f);
}

/*
 * A worker got the event of a connection: whether it may serve it now.  The
 * event of one that is still being armed is left to who arms it.
 */
static bool
take_ready(struct fastcgi *f, int fd)
{
	_Atomic int *state = &f->connections[fd].state;
	int seen = IDLE;

	while (!atomic_compare_exchange_strong(state, &seen,
	    seen == IDLE ? TAKEN : MISSED))
		if (seen != IDLE && seen != ARMING)
			return false;
	return seen == IDLE;
}

/*
 * It becomes IDLE only after the call that arms it, for from then on another
 * thread may close it and the descriptor may be something else.
 */
static void
arm_once(struct fastcgi *f, int fd, int op)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP |
		EPOLLONESHOT,
		.data.fd = fd };
	_Atomic int *state = &f->connections[fd].state;
	int armed;

	do {
		armed = ARMING;
		atomic_store(state, ARMING);
		if (epoll_ctl(f->ready, op, fd, &ev) != 0) {
			log_write(LOG_ERROR, "a connection is lost: %s",
			    strerror(errno));
			atomic_store(state, TAKEN);
			fastcgi_drop(f, fd);
			return;
		}
		op = EPOLL_CTL_MOD;
	} while (!atomic_compare_exchange_strong(state, &armed, IDLE));
}

void
fastcgi_close_idle(struct fastcgi *f, int fd)
{
	char byte;

	if (!fastcgi_take(f, fd, IDLE))
		return;
	/* Whoever got its event meanwhile let it pass, so it is armed anew. */
	if (recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
		arm_once(f, fd, EPOLL_CTL_MOD);
	else
		fastcgi_drop(f, fd);
}

void
fastcgi_arm(struct fastcgi *f, int fd, int op)
{
	arm_once(f, fd, op);
	/* Stopping may have passed by while it was taken. */
	if (atomic_load(&f->stopping))
		fastcgi_close_idle(f, fd);
}

/*
 * Leaves a connection to the main thread: PATIENT, until its request is whole,
 * or HELD, until its client leaves.
 */
static void
leave(struct fastcgi *f, int fd, int state, int ms)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET,
		.data.fd = fd };

	f->connections[fd].deadline_ms = fastcgi_now_ms() + ms;
	/* Its thread sleeps without an end while nobody waits. */
	if (atomic_fetch_add(&f->waiting, 1) == 0)
		fastcgi_poke(f->wake);
	atomic_store(&f->connections[fd].state, state);
	if (epoll_ctl(f->events, EPOLL_CTL_ADD, fd, &ev) == 0)
		return;
	log_write(LOG_ERROR, "a connection is lost: %s", strerror(errno));
	if (fastcgi_take(f, fd, state)) {
		atomic_fetch_sub(&f->waiting, 1);
		fastcgi_drop(f, fd);
	}
}

/* Lets go of a request unanswered, and leaves its connection open. */
static void
hold(struct worker *w, int fd)
{
	const struct http_response *res = &w->exchange.response;

	FCGX_Free(&w->request, 0);
	w->f->connections[fd].mark = res->hold_mark;
	leave(w->f, fd, HELD, res->hold_ms);
}

enum look
fastcgi_look(int fd, unsigned char peek[static PEEK_MAX])
{
	ssize_t n = recv(fd, peek, PEEK_MAX, MSG_PEEK | MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? LOOK_NOTHING :
							   LOOK_CLOSED;
	if (n == 0)
		return LOOK_CLOSED;
	switch (http_records_check(peek, (size_t)n)) {
	case HTTP_RECORDS_WHOLE:
		return LOOK_WHOLE;
	case HTTP_RECORDS_MORE:
		return LOOK_MORE;
	case HTTP_RECORDS_BAD:
		return LOOK_CLOSED;
	case HTTP_RECORDS_PART:
		break;
	}
	return n == PEEK_MAX ? LOOK_WHOLE : LOOK_PART;
}

static long
read_stdin(void *peer, char *bytes, size_t size)
{
	struct worker *w = peer;
	int n;

	/* Each read has its limit, but a trickle would pass all of them. */
	if (fastcgi_now_ms() > w->deadline_ms)
		return -1;
	n = FCGX_GetStr(bytes, (int)size, w->request.in);
	return n == 0 && FCGX_GetError(w->request.in) != 0 ? -1 : n;
}

static bool
write_stdout(void *peer, const char *bytes, size_t len)
{
	struct worker *w = peer;

	return FCGX_PutStr(bytes, (int)len, w->request.out) == (int)len;
}

/* Reads and answers one request; the connection is back or closed after. */
static void
answer(struct worker *w, int fd, bool more)
{
	struct http_transport transport = { read_stdin, write_stdout, w };
	FCGX_Request *request = &w->request;
	bool keep;

	w->deadline_ms = fastcgi_now_ms() + READ_MS;
	FCGX_InitRequest(request, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	request->ipcFd = fd;
	request->keepConnection = 1;
	request->detached = 1;
	if (FCGX_Accept_r(request) != 0) {
		count_out(w->f); /* libfcgi has closed it */
		return;
	}
	keep = http_exchange_run(&w->exchange, w->f->server, NULL,
	    request->envp, &transport);
	if (w->exchange.response.hold_ms > 0) {
		hold(w, fd);
		return;
	}
	/* libfcgi read on into what stood behind, if anything did. */
	if (!keep || more || request->role != FCGI_RESPONDER ||
	    atomic_load(&w->f->stopping))
		request->keepConnection = 0;
	/* A peer that is still sending must get to read the answer first. */
	if (w->exchange.unread)
		request->detached = 0;
	FCGX_Finish_r(request);
	if (request->ipcFd >= 0)
		fastcgi_arm(w->f, fd, EPOLL_CTL_MOD);
	else
		count_out(w->f);
}

static void
serve(struct worker *w, int fd)
{
	switch (fastcgi_look(fd, w->peek)) {
	case LOOK_NOTHING:
		fastcgi_arm(w->f, fd, EPOLL_CTL_MOD);
		break;
	case LOOK_CLOSED:
		fastcgi_drop(w->f, fd);
		break;
	case LOOK_PART:
		leave(w->f, fd, PATIENT, PATIENCE_MS);
		break;
	case LOOK_WHOLE:
		answer(w, fd, false);
		break;
	case LOOK_MORE:
		answer(w, fd, true);
		break;
	}
}

/*
 * Many threads wait for one commit, and few do the rest: were all of them to
 * wait for connections too, each request would wake another one, and most of
 * the time would go into changing from thread to thread.  So one needs a turn
 * to work, keeps it from request to request, and gives it away before it
 * waits for anything else than a connection.
 */
static void
take_turn(struct worker *w)
{
	while (!w->turn)
		w->turn = sem_wait(&w->f->turns) == 0;
}

static void
give_turn(void *arg)
{
	struct worker *w = arg;

	if (!w->turn)
		return;
	w->turn = false;
	sem_post(&w->f->turns);
}

static void
serve_all(struct worker *w)
{
	struct epoll_event ev;

	for (;;) {
		int n;

		take_turn(w);
		n = epoll_wait(w->f->ready, &ev, 1, -1);

		if (n < 0 && errno != EINTR)
			break;
		if (n <= 0)
			continue;
		if (ev.data.fd == w->f->quit)
			return;
		if (take_ready(w->f, ev.data.fd))
			serve(w, ev.data.fd);
	}
	log_write(LOG_ERROR, "a worker ends: %s", strerror(errno));
}

static void *
work(void *arg)
{
	pause_set(give_turn, arg);
	serve_all(arg);
	give_turn(arg);
	return NULL;
}

/* How many may work at a time. */
static unsigned
turns(const struct fastcgi *f, int threads)
{
	long awake = f->server->program->awake_per_cpu *
	    sysconf(_SC_NPROCESSORS_ONLN);

	return awake > 0 && awake < threads ? (unsigned)awake :
					      (unsigned)threads;
}

static struct worker *
start_worker(struct fastcgi *f, const pthread_attr_t *attr)
{
	struct worker *w = malloc(sizeof(*w));

	if (w == NULL)
		return NULL;
	w->f = f;
	w->turn = false;
	http_exchange_init(&w->exchange);
	if (pthread_create(&w->thread, attr, work, w) != 0) {
		http_exchange_free(&w->exchange);
		free(w);
		return NULL;
	}
	return w;
}

int
fastcgi_workers_start(struct fastcgi *f, struct worker **workers, int n)
{
	sigset_t all, before;
	pthread_attr_t attr;
	int started = 0;

	sem_init(&f->turns, 0, turns(f, n));
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_SIZE);
	while (started < n) {
		workers[started] = start_worker(f, &attr);
		if (workers[started] == NULL)
			break;
		started++;
	}
	pthread_attr_destroy(&attr);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (started < n)
		log_write(LOG_WARN, "only %d of %d threads", started, n);
	return started;
}

void
fastcgi_workers_join(struct worker **workers, int n)
{
	for (int i = 0; i < n; i++) {
		pthread_join(workers[i]->thread, NULL);
		http_exchange_free(&workers[i]->exchange);
		free(workers[i]);
	}
}
