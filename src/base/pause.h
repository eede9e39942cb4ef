/*
 * pause: a thread of a pool tells that it is about to wait, for a commit or
 * for a network, so that the pool can let another one work meanwhile.
 */
#ifndef TILL_BASE_PAUSE_H
#define TILL_BASE_PAUSE_H

typedef void pause_hook(void *arg);

/* What this thread's pool does then; NULL for nothing. */
void pause_set(pause_hook *hook, void *arg);

/* This thread is about to wait. */
void pause_begin(void);

#endif
