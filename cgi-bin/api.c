/*
 * api: the payments API in test mode, under /v1/ of the API's address.
 * Every call is a row of src/api/ops.c; those of Till's own, under /_till/,
 * are rows of src/api/till.c.
 */
#include "api/api.h"
#include "api/till.h"
#include "base/text.h"
#include "http/http.h"

/* A request waits for its commit, which all that wait then share. */
#define API_THREADS 64
#define API_AWAKE_PER_CPU 2
#define API_BODY_MAX (1024 * 1024)

static const enum setting needs[] = { SETTING_API_BASE, SETTING_SECRET_KEY,
	SETTING_API_DB };

static const struct http_route routes[] = {
	{ HTTP_GET | HTTP_POST, "/_till/*", till_handle, API_BODY_MAX },
	{ HTTP_GET | HTTP_POST | HTTP_DELETE | HTTP_OPTIONS | HTTP_OTHER, "/*",
	    api_handle, API_BODY_MAX },
};

static enum till_err
open_api(const struct settings *settings, void **app, struct till_error *e)
{
	struct api *api;
	enum till_err err = api_open(settings, &api, e);

	*app = api;
	return err;
}

static void
close_api(void *app)
{
	api_close(app);
}

/* Whether who hangs by a fault hangs on. */
static bool
hold_api(void *app, int64_t mark)
{
	const struct api *api = app;

	return faults_hold(&api->faults, mark);
}

int
main(void)
{
	static const struct http_program program = {
		.name = "api",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = API_THREADS,
		.awake_per_cpu = API_AWAKE_PER_CPU,
		.open = open_api,
		.close = close_api,
		.holds = hold_api,
		.fail = api_fail,
	};

	return http_main(&program);
}
