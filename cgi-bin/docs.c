/*
 * docs: the API's calls and objects as pages, from the tables that requests
 * are checked against.
 *
 * GET /docs?q=…                        every call; what is searched for
 * GET /docs/<resource>/<operation>     a call, "/docs/prices/create"
 * GET /docs/objects/<name>             an object, "/docs/objects/price"
 */
#include "base/text.h"
#include "manual/pages.h"

static const enum setting needs[] = { SETTING_API_BASE, SETTING_TEMPLATES };

static const struct http_route routes[] = {
	{ HTTP_GET, "/docs", pages_index, 0 },
	{ HTTP_GET, "/docs/objects/:name", pages_object, 0 },
	{ HTTP_GET, "/docs/*", pages_call, 0 },
};

int
main(void)
{
	static const struct http_program program = {
		.name = "docs",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = 8,
		.open = pages_open,
		.close = pages_close,
		.fail = pages_fail,
	};

	return http_main(&program);
}
