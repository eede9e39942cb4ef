/*
 * bare: the least a libfcgi program can do, to measure Till against: it
 * answers every request with the bytes of the file that is its argument, as
 * JSON.  Threads accept one after another, as libfcgi's own example does, and
 * there are enough for every connection that nginx keeps.
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADS 160
#define BODY_MAX 65536

static pthread_mutex_t accepting = PTHREAD_MUTEX_INITIALIZER;
static char body[BODY_MAX];
static size_t body_len;

static void *
work(void *arg)
{
	FCGX_Request request;

	(void)arg;
	FCGX_InitRequest(&request, 0, 0);
	for (;;) {
		int rc;

		/* A kept connection brings its next request to its thread. */
		if (request.ipcFd < 0 || !request.keepConnection) {
			pthread_mutex_lock(&accepting);
			rc = FCGX_Accept_r(&request);
			pthread_mutex_unlock(&accepting);
		} else {
			rc = FCGX_Accept_r(&request);
		}
		if (rc != 0)
			return NULL;
		FCGX_FPrintF(request.out,
		    "Content-Type: application/json\r\n"
		    "Content-Length: %d\r\n\r\n",
		    (int)body_len);
		FCGX_PutStr(body, (int)body_len, request.out);
		FCGX_Finish_r(&request);
	}
}

int
main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;

	if (f == NULL || FCGX_Init() != 0)
		return 2;
	/* libfcgi would only note it, and the threads never look. */
	(void)signal(SIGTERM, SIG_DFL);
	body_len = fread(body, 1, sizeof(body), f);
	(void)fclose(f);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, work, NULL) != 0)
			return 2;
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
