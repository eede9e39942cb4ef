/* error: see error.h. */
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/text.h"

static const struct {
	int status;
	const char *name;
} kinds[] = {
	[TILL_OK] = { 200, "ok" },
	[TILL_EINPUT] = { 400, "input" },
	[TILL_EIDEMPOTENCY] = { 400, "idempotency" },
	[TILL_EAUTH] = { 401, "auth" },
	[TILL_ECARD] = { 402, "card" },
	[TILL_EFORBIDDEN] = { 403, "forbidden" },
	[TILL_ENOTFOUND] = { 404, "not_found" },
	[TILL_EMETHOD] = { 405, "method" },
	[TILL_ECONFLICT] = { 409, "conflict" },
	[TILL_ETOOBIG] = { 413, "too_big" },
	[TILL_ERATE] = { 429, "rate" },
	[TILL_EDB] = { 500, "db" },
	[TILL_EMEM] = { 500, "memory" },
	[TILL_EINTERNAL] = { 500, "internal" },
	[TILL_EUPSTREAM] = { 502, "upstream" },
	[TILL_EBUSY] = { 503, "busy" },
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == TILL_ERR_COUNT,
    "every error kind has its row");

void
till_error_clear(struct till_error *e)
{
	e->kind = TILL_OK;
	e->code[0] = '\0';
	e->decline_code[0] = '\0';
	e->param[0] = '\0';
	e->message[0] = '\0';
}

enum till_err
till_fail(struct till_error *e, enum till_err kind, const char *code,
    const char *param, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return kind;
	till_error_clear(e);
	e->kind = kind;
	text_copy(e->code, sizeof(e->code), code != NULL ? code : "");
	text_copy(e->param, sizeof(e->param), param != NULL ? param : "");
	va_start(ap, fmt);
	(void)vsnprintf(e->message, sizeof(e->message), fmt, ap);
	va_end(ap);
	text_trim_partial(e->message);
	return kind;
}

int
till_err_status(enum till_err kind)
{
	return (unsigned)kind < TILL_ERR_COUNT ? kinds[kind].status : 500;
}

const char *
till_err_name(enum till_err kind)
{
	return (unsigned)kind < TILL_ERR_COUNT ? kinds[kind].name : "unknown";
}
