/* example: see example.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/example.h"
#include "manual/names.h"
#include "manual/words.h"

#define PAIRS_MAX 4096

/*
 * Calls whose parameters depend on one another, so that those marked required
 * do not make a whole call.
 */
static const struct {
	const char *path, *pairs;
} creates[] = {
	{ "/v1/checkout/sessions",
	    "mode=payment\n"
	    "success_url=https://example.com/success\n"
	    "line_items[0][price]=$price\n"
	    "line_items[0][quantity]=2\n" },
	{ "/v1/customer_sessions",
	    "customer=$customer\n"
	    "components[pricing_table][enabled]=true\n" },
	{ "/v1/prices",
	    "currency=usd\n"
	    "unit_amount=1099\n"
	    "product=$product\n" },
	{ "/v1/customers",
	    "name=Ada Lovelace\n"
	    "email=ada@example.com\n" },
	{ "/v1/coupons",
	    "percent_off=25\n"
	    "duration=once\n" },
	{ "/v1/shipping_rates",
	    "display_name=Ground shipping\n"
	    "type=fixed_amount\n"
	    "fixed_amount[amount]=500\n"
	    "fixed_amount[currency]=usd\n" },
	{ "/v1/webhook_endpoints",
	    "url=https://example.com/webhook\n"
	    "enabled_events[0]=checkout.session.completed\n" },
};

/* A value that a parameter would take, by its name or else by its kind. */
static void
sample(struct buf *b, const struct param *p)
{
	static const struct {
		const char *name, *value;
	} known[] = {
		{ "coupon", "$coupon" },
		{ "customer", "$customer" },
		{ "name", "T-shirt" },
		{ "display_name", "Sales tax" },
		{ "percentage", "7.25" },
		{ "price", "$price" },
		{ "product", "$product" },
		{ "quantity", "1" },
	};

	for (size_t i = 0; i < nitems(known); i++)
		if (strcmp(known[i].name, p->name) == 0) {
			buf_add_text(b, known[i].value);
			return;
		}
	if (p->values_count > 0)
		buf_add_text(b, p->values[0]);
	else if (p->kind == PARAM_BOOLEAN)
		buf_add_text(b, "false");
	else if (p->kind == PARAM_STRING)
		buf_add_text(b, "text");
	else
		buf_addf(b, "%" PRId64,
		    (p->flags & PARAM_HAS_MIN) != 0 ? p->min : (int64_t)1);
}

struct needed {
	struct buf *pairs;
	int depth; /* how deep all parents are needed */
};

/* What is required, where all that holds it is. */
static void
add_needed(void *arg, const struct words_param *at)
{
	const struct param *p = at->param;
	struct needed *n = arg;
	size_t inside;

	if (at->depth > n->depth)
		return;
	n->depth = at->depth;
	if ((p->flags & PARAM_REQUIRED) == 0)
		return;
	(void)words_inside(p, &inside);
	if (inside > 0) {
		n->depth = at->depth + 1;
		return;
	}
	buf_addf(n->pairs, "%s%s=", at->path, words_step(p));
	sample(n->pairs, p);
	buf_add_char(n->pairs, '\n');
}

static bool
has_param(const struct params_call *call, const char *name)
{
	for (size_t i = 0; i < call->params_count; i++)
		if (strcmp(call->params[i].name, name) == 0)
			return true;
	return false;
}

void
example_pairs(struct buf *b, const struct params_call *call)
{
	struct needed needed = { .pairs = b, .depth = 0 };
	size_t start = b->len;

	if (strcmp(call->method, "POST") == 0)
		for (size_t i = 0; i < nitems(creates); i++)
			if (strcmp(creates[i].path, call->path) == 0) {
				buf_add_text(b, creates[i].pairs);
				return;
			}
	words_walk_params(call->params, call->params_count, add_needed,
	    &needed);
	if (b->len > start)
		return;
	if (has_param(call, "limit"))
		buf_add_text(b, "limit=3\n");
	else if (strcmp(call->method, "POST") == 0 &&
	    has_param(call, "metadata"))
		buf_add_text(b, "metadata[order]=6735\n");
}

/* Whether a shell takes text as one word as it is. */
static bool
is_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr("[]$ &;'\"()<>|*?`\\#~", text[i]) != NULL)
			return false;
	return true;
}

/* Whether a value goes into a form as it is. */
static bool
is_plain(const char *pair, size_t len)
{
	const char *value = memchr(pair, '=', len);
	size_t start = value != NULL ? (size_t)(value - pair) + 1 : 0;

	for (size_t i = start; i < len; i++)
		if (!isalnum((unsigned char)pair[i]) &&
		    strchr("$._-", pair[i]) == NULL)
			return false;
	return true;
}

/* Appends each pair as an option on a line of its own. */
static void
add_options(struct buf *b, const char *pairs, bool encode)
{
	for (const char *at = pairs; *at != '\0';) {
		size_t len = strcspn(at, "\n");
		const char *quote = is_word(at, len) ? "" : "\"";

		buf_addf(b, " \\\n  %s %s%.*s%s",
		    encode && !is_plain(at, len) ? "--data-urlencode" : "-d",
		    quote, (int)len, at, quote);
		at += len;
		at += *at == '\n';
	}
}

/* Appends the path with $id where it takes an id. */
static void
add_path(struct buf *b, const char *path)
{
	for (const char *at = path; *at != '\0';) {
		size_t len = strcspn(at, "/");

		if (*at == ':')
			buf_add_text(b, "$id");
		else
			buf_add(b, at, len);
		at += len;
		if (*at == '/') {
			buf_add_char(b, '/');
			at++;
		}
	}
}

void
example_curl(struct buf *b, const struct params_call *call, const char *base)
{
	struct buf pairs;

	buf_init(&pairs, PAIRS_MAX);
	example_pairs(&pairs, call);
	buf_add_text(b, "curl ");
	if (strcmp(call->method, "GET") == 0 && pairs.len > 0)
		buf_add_text(b, "-G ");
	else if (strcmp(call->method, "DELETE") == 0)
		buf_add_text(b, "-X DELETE ");
	else if (strcmp(call->method, "POST") == 0 && pairs.len == 0)
		buf_add_text(b, "-X POST ");
	buf_addf(b, "\"%s", base);
	add_path(b, call->path);
	buf_add_text(b, "\" \\\n  -u \"$TILL_SECRET_KEY:\"");
	add_options(b, buf_text(&pairs), true);
	buf_free(&pairs);
}

void
example_till(struct buf *b, const struct params_call *call)
{
	struct call_name name;
	struct buf pairs;

	buf_init(&pairs, PAIRS_MAX);
	example_pairs(&pairs, call);
	names_of(call, &name);
	buf_addf(b, "till %s %s", name.resource, name.operation);
	for (size_t i = 0; i < name.ids; i++)
		buf_add_text(b, " $id");
	add_options(b, buf_text(&pairs), false);
	buf_free(&pairs);
}
