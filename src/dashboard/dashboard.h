/*
 * dashboard: what a developer looks at in test mode: every object of the API,
 * its events and what became of telling the shop, and a shell, for the
 * program cgi-bin/dashboard.
 *
 * It reads and changes the API by the calls that everyone makes
 * (api/inside.h) and lists by its tables.  It is for the machine it runs on:
 * every request is refused unless it names this machine, or the API's own
 * address, as its host, and one that changes something unless it comes from a
 * page of ours with the token that stood on it.
 */
#ifndef TILL_DASHBOARD_DASHBOARD_H
#define TILL_DASHBOARD_DASHBOARD_H

#include "base/settings.h"
#include "http/http.h"

struct dashboard; /* what the handlers share */

/* *out is the caller's (dashboard_close).  Live keys are TILL_EINPUT. */
enum till_err dashboard_open(const struct settings *settings, void **out,
    struct till_error *e);
void dashboard_close(void *dashboard);

/* GET /dashboard, /dashboard/<kind>: a list, filtered by its query. */
http_handler dashboard_sessions, dashboard_list;

/* GET /dashboard/<kind>/<id>: an object and all that belongs to it. */
http_handler dashboard_detail;

/* GET /dashboard/find?q=: leads to what was typed. */
http_handler dashboard_find;

/* POST /dashboard/do/<act>, /dashboard/do/<act>/<id>: does it, goes back. */
http_handler dashboard_act;

/* GET /dashboard/keys; POST shows the secrets on it. */
http_handler dashboard_keys, dashboard_keys_show;

/*
 * GET and POST /dashboard/shell: a line and what came of it; GET …/complete:
 * what may stand next in it; GET …/news: the events after one.
 */
http_handler dashboard_shell, dashboard_shell_run, dashboard_shell_complete,
    dashboard_shell_news;

/* GET /dashboard/newest: a word that changes whenever anything does. */
http_handler dashboard_newest;

/* Says on a page what kept another from being shown. */
void dashboard_fail(void *dashboard, const struct http_request *req,
    const struct till_error *error, struct http_response *res);

#endif
