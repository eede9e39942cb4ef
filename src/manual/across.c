/* across: see across.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/across.h"
#include "sessions/rules.h"

/* "line_items[].price_data" and "product" as the request has them. */
static void
whole_name(const char *place, const char *member,
    char out[static WORDS_PATH_MAX])
{
	size_t n = 0;

	*out = '\0';
	for (const char *at = place; *at != '\0';) {
		size_t len = strcspn(at, ".[");
		bool top = n == 0;

		n += (size_t)snprintf(out + n, WORDS_PATH_MAX - n, "%s%.*s%s",
		    top ? "" : "[", (int)len, at, top ? "" : "]");
		at += len;
		if (strncmp(at, "[]", 2) == 0) {
			n += (size_t)snprintf(out + n, WORDS_PATH_MAX - n,
			    "[0]");
			at += 2;
		}
		at += *at == '.';
		if (n >= WORDS_PATH_MAX)
			return;
	}
	if (*member != '\0')
		(void)snprintf(out + n, WORDS_PATH_MAX - n, "%s%s%s",
		    n == 0 ? "" : "[", member, n == 0 ? "" : "]");
}

/* "not in setup or subscription mode" */
static void
say_modes(char *out, size_t size, unsigned modes)
{
	static const struct {
		unsigned mode;
		const char *name;
	} rows[] = {
		{ IN_PAYMENT, "payment" },
		{ IN_SETUP, "setup" },
		{ IN_SUBSCRIPTION, "subscription" },
	};
	bool first = true;
	size_t n = 0;

	for (size_t i = 0; i < nitems(rows); i++) {
		if ((modes & rows[i].mode) == 0 || n >= size)
			continue;
		n += (size_t)snprintf(out + n, size - n, "%s%s",
		    first ? "not in " : " or ", rows[i].name);
		first = false;
	}
	if (n < size)
		(void)snprintf(out + n, size - n, " mode");
}

static void
put(const struct rule *rule, struct across *out)
{
	const char *first = rule->first != NULL ? rule->first : "";

	whole_name(rule->at, first, out->first);
	*out->second = '\0';
	if (rule->second != NULL)
		whole_name(rule->at, rule->second, out->second);
	/* The message of such a row is its own, or else it is the modes. */
	if (rule->effect == RULE_FORBIDDEN && rule->modes != 0 &&
	    rule->text == NULL)
		say_modes(out->says, sizeof(out->says), rule->modes);
	else
		text_copy(out->says, sizeof(out->says), rule->says);
}

/* Whether one row says again what the row before it said. */
static bool
repeats(const struct across *a, const struct across *b)
{
	return strcmp(a->first, b->first) == 0 &&
	    strcmp(a->second, b->second) == 0 && strcmp(a->says, b->says) == 0;
}

bool
across_next(const struct params_call *call, size_t *at, struct across *out)
{
	const struct rule *rules = NULL;
	struct across before = { .says = "" };
	size_t count = 0;

	if (strcmp(call->method, "POST") == 0 &&
	    strcmp(call->path, "/v1/checkout/sessions") == 0) {
		rules = session_rules;
		count = session_rules_count;
	} else if (strcmp(call->method, "POST") == 0 &&
	    strcmp(call->path, "/v1/customer_sessions") == 0) {
		rules = customer_session_rules;
		count = customer_session_rules_count;
	}
	while (*at < count) {
		const struct rule *rule = &rules[(*at)++];

		if (rule->effect == RULE_SCHEMA)
			continue;
		if (*at >= 2 && rules[*at - 2].effect != RULE_SCHEMA)
			put(&rules[*at - 2], &before);
		put(rule, out);
		if (!repeats(&before, out))
			return true;
	}
	return false;
}
