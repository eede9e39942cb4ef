/* program: how a program of cgi-bin/ starts and ends; see http.h. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "http/internal.h"

#define THREADS_DEFAULT 4

static const char *
from_environment(const char *name)
{
	return getenv(name);
}

static enum till_err
open_clock(const struct settings *settings, struct till_error *e)
{
	const char *path = settings_text(settings, SETTING_CLOCK);

	if (path != NULL &&
	    settings_text(settings, SETTING_SECRET_KEY) != NULL &&
	    !settings_test_mode(settings))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s is for test mode only", settings_name(SETTING_CLOCK));
	return clock_open(path, e);
}

/*
 * Whether descriptor 0 is a listening socket, as a FastCGI program's is.
 * libfcgi's own test takes any unconnected socket for one.
 */
static bool
is_listening(void)
{
	int listening = 0;
	socklen_t len = sizeof(listening);

	return getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening,
		   &len) == 0 && listening != 0;
}

static int
thread_count(const struct http_program *program,
    const struct settings *settings)
{
	int64_t set = settings_int(settings, SETTING_THREADS);

	if (set > 0)
		return (int)set;
	return program->threads > 0 ? program->threads : THREADS_DEFAULT;
}

static enum till_err
start(struct http_server *server, struct settings **settings,
    struct till_error *e)
{
	const struct http_program *program = server->program;
	enum till_err err;

	err = settings_load(from_environment, program->needs,
	    program->needs_count, settings, e);
	if (err != TILL_OK)
		return err;
	log_open(program->name,
	    log_level_of(settings_text(*settings, SETTING_LOG)));
	err = open_clock(*settings, e);
	if (err != TILL_OK || program->open == NULL)
		return err;
	return program->open(*settings, &server->app, e);
}

int
http_main(const struct http_program *program)
{
	struct http_server server = { .program = program };
	struct settings *settings = NULL;
	struct till_error e;
	int status;

	till_error_clear(&e);
	log_open(program->name, LOG_INFO);
	if (start(&server, &settings, &e) != TILL_OK) {
		log_write(LOG_ERROR, "cannot start: %s", e.message);
		status = EXIT_FAILURE;
		/* A CGI server waits for an answer; whose fault is known. */
		till_fail(&e, TILL_EINTERNAL, NULL, NULL,
		    "the program could not start");
		if (!is_listening())
			status = http_cgi_serve(&server, &e);
	} else if (is_listening()) {
		status = http_fastcgi_serve(&server,
		    thread_count(program, settings));
	} else {
		status = http_cgi_serve(&server, NULL);
	}
	if (server.app != NULL && program->close != NULL)
		program->close(server.app);
	settings_free(settings);
	return status;
}
