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
#define RECORD_MAX ((size_t)65528) /* of an answer, in one record */

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
	free(f->connections[fd].later);
	f->connections[fd].later = NULL;
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
arm_once(struct fastcgi *f, int fd, int op, uint32_t events)
{
	struct epoll_event ev = { .events = events | EPOLLRDHUP |
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
	if (f->connections[fd].later != NULL) {
		fastcgi_answer_now(f, fd);
		return;
	}
	/* Whoever got its event meanwhile let it pass, so it is armed anew. */
	if (recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
		arm_once(f, fd, EPOLL_CTL_MOD, EPOLLIN);
	else
		fastcgi_drop(f, fd);
}

void
fastcgi_arm(struct fastcgi *f, int fd, int op)
{
	arm_once(f, fd, op, EPOLLIN);
	/* Stopping may have passed by while it was taken. */
	if (atomic_load(&f->stopping))
		fastcgi_close_idle(f, fd);
}

void
fastcgi_answer_now(struct fastcgi *f, int fd)
{
	arm_once(f, fd, EPOLL_CTL_MOD, EPOLLOUT);
}

/* Has the main thread see what happens on a connection. */
static bool
show(struct fastcgi *f, int fd)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET,
		.data.fd = fd };

	if (epoll_ctl(f->events, EPOLL_CTL_ADD, fd, &ev) == 0)
		return true;
	log_write(LOG_ERROR, "a connection is lost: %s", strerror(errno));
	return false;
}

/* Leaves a connection to the main thread until its request is whole. */
static void
be_patient(struct fastcgi *f, int fd)
{
	f->connections[fd].deadline_ms = fastcgi_now_ms() + PATIENCE_MS;
	atomic_fetch_add(&f->waiting, 1);
	/* What has arrived since it was looked at is an event at once. */
	atomic_store(&f->connections[fd].state, PATIENT);
	if (!show(f, fd) && fastcgi_take(f, fd, PATIENT)) {
		atomic_fetch_sub(&f->waiting, 1);
		fastcgi_drop(f, fd);
	}
}

/*
 * Leaves a connection to the main thread until its client leaves or is to be
 * answered.  Once it is HELD it may be over at any moment, so that comes last;
 * a client that left before is noticed when all of them are looked through.
 */
static void
be_held(struct fastcgi *f, int fd, int ms)
{
	struct connection *c = &f->connections[fd];

	c->deadline_ms = fastcgi_now_ms() + ms;
	if (!show(f, fd)) {
		fastcgi_drop(f, fd);
		return;
	}
	atomic_fetch_add(&f->waiting, 1);
	if (c->later != NULL)
		atomic_fetch_add(&f->held, 1);
	atomic_store(&c->state, HELD);
	/* The main thread may sleep for longer than this one shall wait. */
	fastcgi_poke(f->wake);
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

/* Appends a FastCGI record (specification 3.3). */
static void
add_record(struct buf *b, const FCGX_Request *request, int type,
    const char *content, size_t len)
{
	unsigned char header[FCGI_HEADER_LEN] = { FCGI_VERSION_1,
		(unsigned char)type, (unsigned char)(request->requestId >> 8),
		(unsigned char)request->requestId, (unsigned char)(len >> 8),
		(unsigned char)len, 0, 0 };

	buf_add(b, header, sizeof(header));
	if (len > 0)
		buf_add(b, content, len);
}

/* An answer being gathered as records; the peer of its transport. */
struct gathering {
	const FCGX_Request *request;
	struct buf records;
};

static bool
gather(void *peer, const char *bytes, size_t len)
{
	struct gathering *g = peer;

	while (len > 0) {
		size_t n = len < RECORD_MAX ? len : RECORD_MAX;

		add_record(&g->records, g->request, FCGI_STDOUT, bytes, n);
		bytes += n;
		len -= n;
	}
	return buf_ok(&g->records);
}

/* The answer of a worker's exchange as it will be sent; NULL: no memory. */
static struct later *
make_later(struct worker *w, bool keep)
{
	static const char end[8] = { 0, 0, 0, 0, FCGI_REQUEST_COMPLETE };
	struct gathering g = { .request = &w->request };
	struct http_transport to = { NULL, gather, &g };
	struct later *later = NULL;

	buf_init(&g.records, HTTP_ANSWER_MAX);
	if (http_exchange_send(&w->exchange, &to)) {
		add_record(&g.records, &w->request, FCGI_STDOUT, NULL, 0);
		add_record(&g.records, &w->request, FCGI_END_REQUEST, end,
		    sizeof(end));
	}
	if (buf_ok(&g.records))
		later = malloc(sizeof(*later) + g.records.len);
	if (later != NULL) {
		later->keep = keep;
		later->len = g.records.len;
		memcpy(later->bytes, g.records.data, g.records.len);
	}
	buf_free(&g.records);
	return later;
}

/* Lets go of a request whose answer waits, or that gets none. */
static void
hold(struct worker *w, int fd, bool keep)
{
	const struct http_response *res = &w->exchange.response;
	struct connection *c = &w->f->connections[fd];

	c->mark = res->hold_mark;
	c->later = res->unanswered ? NULL : make_later(w, keep);
	FCGX_Free(&w->request, 0);
	be_held(w->f, fd, res->hold_ms);
}

/* Sends the answer that a connection waited for. */
static void
send_later(struct worker *w, int fd)
{
	struct connection *c = &w->f->connections[fd];
	const char *at = c->later->bytes;
	size_t left = c->later->len;
	bool keep = c->later->keep && !atomic_load(&w->f->stopping);

	while (left > 0) {
		ssize_t n = send(fd, at, left, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += n;
		left -= (size_t)n;
	}
	free(c->later);
	c->later = NULL;
	if (keep && left == 0)
		fastcgi_arm(w->f, fd, EPOLL_CTL_MOD);
	else
		fastcgi_drop(w->f, fd);
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
		hold(w, fd, keep && !more && request->keepConnection != 0);
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
	if (w->f->connections[fd].later != NULL) {
		send_later(w, fd);
		return;
	}
	switch (fastcgi_look(fd, w->peek)) {
	case LOOK_NOTHING:
		fastcgi_arm(w->f, fd, EPOLL_CTL_MOD);
		break;
	case LOOK_CLOSED:
		fastcgi_drop(w->f, fd);
		break;
	case LOOK_PART:
		be_patient(w->f, fd);
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
