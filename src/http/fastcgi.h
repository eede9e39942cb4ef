/*
 * fastcgi: what the two threads' sides of the FastCGI server share; the head
 * of fastcgi.c says how they work together.
 */
#ifndef TILL_HTTP_FASTCGI_H
#define TILL_HTTP_FASTCGI_H

#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "http/internal.h"

#define PEEK_MAX (32 * 1024)
#define PATIENCE_MS 5000 /* for the rest of a request that has begun */
#define READ_MS 30000	 /* for a long one, from its first byte read */
#define SEND_MS 20000	 /* for the other side to take some of an answer */
#define STOP_MS 30000	 /* for requests in flight when we are stopped */

/* Who may touch a connection. */
enum connection_state {
	TAKEN,	/* whoever took it; also a descriptor that is none */
	IDLE,	/* in the ready set: a worker may take it */
	ARMING, /* whoever is just putting it into the ready set */
	MISSED, /* the same, and its event came already: arm it again */
	PATIENT, /* the main thread: a part of a request is there */
	HELD	 /* the main thread: its client is left without an answer */
};

struct connection {
	_Atomic int state;
	/* Of PATIENT and HELD; written before the state. */
	int64_t deadline_ms;
	int64_t mark; /* of HELD */
	/* Of HELD and after it: the records of the answer, or NULL for none. */
	struct later *later;
};

/* An answer that is sent when it is time. */
struct later {
	bool keep; /* the connection, after it */
	size_t len;
	char bytes[];
};

struct fastcgi {
	const struct http_server *server;
	struct connection *connections; /* by descriptor */
	int limit;			/* of descriptors */
	int ready;	     /* epoll of the workers: connections, quit */
	int events;	     /* epoll of the main thread: all it waits for */
	int quit;	     /* eventfd: the workers end */
	int wake;	     /* eventfd: the main thread has something to do */
	_Atomic int open;    /* connections */
	_Atomic int waiting; /* of them, in PATIENT or HELD */
	_Atomic int held;    /* of these, with an answer */
	_Atomic bool stopping;
	_Atomic bool paused; /* out of descriptors: not accepting */
	sem_t turns;	     /* workers that may work now; see worker.c */
	/* The rest is the main thread's alone. */
	int top;	    /* no connection has a higher descriptor */
	int64_t checked_ms; /* when the waiting were last looked through */
	int64_t stop_deadline_ms;
};

struct worker;

/* worker.c */

/* Starts up to n workers, with every signal left to the main thread. */
int fastcgi_workers_start(struct fastcgi *f, struct worker **workers, int n);
/* Waits for the workers' end, after quit was made readable. */
void fastcgi_workers_join(struct worker **workers, int n);

int64_t fastcgi_now_ms(void);
/* Makes an eventfd readable; safe in a signal handler. */
void fastcgi_poke(int fd);

/* Moves a connection from its state to TAKEN; false: it was not in it. */
bool fastcgi_take(struct fastcgi *f, int fd, int from);
/*
 * What can be done with a taken connection: to close it, or to let it wait
 * for its next request in the ready set (op: EPOLL_CTL_ADD or _MOD).
 */
void fastcgi_drop(struct fastcgi *f, int fd);
void fastcgi_arm(struct fastcgi *f, int fd, int op);
/* Has a worker send the answer that a taken connection waited for. */
void fastcgi_answer_now(struct fastcgi *f, int fd);
/* Closes an idle connection unless a request has arrived on it. */
void fastcgi_close_idle(struct fastcgi *f, int fd);

enum look { LOOK_NOTHING, LOOK_CLOSED, LOOK_PART, LOOK_WHOLE, LOOK_MORE };

/* What waits in a connection, without reading it. */
enum look fastcgi_look(int fd, unsigned char peek[static PEEK_MAX]);

#endif
