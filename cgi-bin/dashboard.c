/*
 * dashboard: what a developer looks at in test mode, on the API's address.
 *
 * GET  /dashboard, /dashboard/<kind>?…   the newest of a kind, filtered
 * GET  /dashboard/<kind>/<id>            one of them and what belongs to it
 * GET  /dashboard/find?q=…               leads to an id, or to what fits
 * GET  /dashboard/newest                 what changes when anything does
 * GET  /dashboard/keys, POST to see      the keys and the signing secrets
 * GET  /dashboard/shell                  a line to type a call of the API in
 * POST /dashboard/shell                  runs it
 * GET  /dashboard/shell/complete?line=…  what may stand next
 * GET  /dashboard/shell/news?after=…     the events since one
 * POST /dashboard/do/<act>/<id>          a button: "complete" for a session
 * POST /dashboard/do/<act>               one about no object: "clock"
 */
#include "base/text.h"
#include "dashboard/dashboard.h"

#define DASHBOARD_THREADS 8

static const enum setting needs[] = { SETTING_API_BASE, SETTING_API_DB,
	SETTING_PUBLISHABLE_KEY, SETTING_SECRET_KEY, SETTING_TEMPLATES };

static const struct http_route routes[] = {
	{ HTTP_GET, "/dashboard", dashboard_sessions, 0 },
	{ HTTP_GET, "/dashboard/find", dashboard_find, 0 },
	{ HTTP_GET, "/dashboard/newest", dashboard_newest, 0 },
	{ HTTP_GET, "/dashboard/keys", dashboard_keys, 0 },
	{ HTTP_POST, "/dashboard/keys", dashboard_keys_show, 0 },
	{ HTTP_GET, "/dashboard/shell", dashboard_shell, 0 },
	{ HTTP_POST, "/dashboard/shell", dashboard_shell_run, 0 },
	{ HTTP_GET, "/dashboard/shell/complete", dashboard_shell_complete, 0 },
	{ HTTP_GET, "/dashboard/shell/news", dashboard_shell_news, 0 },
	{ HTTP_POST, "/dashboard/do/:act", dashboard_act, 0 },
	{ HTTP_POST, "/dashboard/do/:act/:id", dashboard_act, 0 },
	{ HTTP_GET, "/dashboard/:kind", dashboard_list, 0 },
	{ HTTP_GET, "/dashboard/:kind/:id", dashboard_detail, 0 },
};

int
main(void)
{
	static const struct http_program program = {
		.name = "dashboard",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = DASHBOARD_THREADS,
		.open = dashboard_open,
		.close = dashboard_close,
		.fail = dashboard_fail,
	};

	return http_main(&program);
}
