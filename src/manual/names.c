/* names: see names.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manual/names.h"

#define PREFIX "/v1/"
#define LIST "list<"

/* Appends a word to a name, with glue between them, or none. */
static void
append(char name[static NAMES_MAX], char glue, const char *word, size_t len)
{
	size_t at = strlen(name);

	if (at > 0 && glue != '\0' && at + 1 < NAMES_MAX)
		name[at++] = glue;
	if (len >= NAMES_MAX - at)
		len = NAMES_MAX - 1 - at;
	memcpy(name + at, word, len);
	name[at + len] = '\0';
}

static bool
gives_list(const struct params_call *call)
{
	return strncmp(call->returns, LIST, strlen(LIST)) == 0;
}

/* The operation of a call whose path says no more than the resource. */
static const char *
plain_operation(const struct params_call *call, size_t ids)
{
	if (strcmp(call->method, "POST") == 0)
		return ids > 0 ? "update" : "create";
	if (strcmp(call->method, "DELETE") == 0)
		return strcmp(call->returns, "deleted") == 0 ? "delete" :
							       "cancel";
	return gives_list(call) ? "list" : "retrieve";
}

/* The verb before the words behind an id, "" when they are one themselves. */
static const char *
verb(const struct params_call *call, bool ends_with_id)
{
	if (strcmp(call->method, "POST") == 0)
		return ends_with_id ? "update_" : "";
	if (strcmp(call->method, "DELETE") == 0)
		return "delete_";
	return gives_list(call) ? "list_" : "retrieve_";
}

void
names_of(const struct params_call *call, struct call_name *out)
{
	const char *at = call->path;
	char behind[NAMES_MAX] = "";
	bool id = false;

	*out = (struct call_name){ .ids = 0 };
	if (strncmp(at, PREFIX, strlen(PREFIX)) == 0)
		at += strlen(PREFIX);
	while (*at != '\0') {
		size_t len = strcspn(at, "/");

		id = *at == ':';
		if (id)
			out->ids++;
		else if (out->ids == 0)
			append(out->resource, ' ', at, len);
		else
			append(behind, '_', at, len);
		at += len;
		at += *at == '/';
	}
	if (behind[0] == '\0') {
		text_copy(out->operation, sizeof(out->operation),
		    plain_operation(call, out->ids));
		return;
	}
	text_copy(out->operation, sizeof(out->operation), verb(call, id));
	if (out->operation[0] != '\0')
		text_copy(out->alias, sizeof(out->alias), behind);
	append(out->operation, '\0', behind, strlen(behind));
}

/* Copies a resource's name with other marks between words made spaces. */
static void
plain(const char *resource, char out[static NAMES_MAX])
{
	text_copy(out, NAMES_MAX, resource);
	for (char *c = out; *c != '\0'; c++) {
		if (*c == '.' || *c == '/')
			*c = ' ';
		else if (*c == '-')
			*c = '_';
	}
}

const struct params_call *
names_find(const char *resource, const char *operation)
{
	char name[NAMES_MAX];
	struct call_name known;

	plain(resource, name);
	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &known);
		if (strcmp(known.resource, name) != 0)
			continue;
		if (strcmp(known.operation, operation) == 0 ||
		    (known.alias[0] != '\0' &&
			strcmp(known.alias, operation) == 0))
			return &params_calls[i];
	}
	return NULL;
}

bool
names_is_resource(const char *resource)
{
	char name[NAMES_MAX];
	struct call_name known;

	plain(resource, name);
	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &known);
		if (strcmp(known.resource, name) == 0)
			return true;
	}
	return false;
}

bool
names_begin(const char *resource, const char *prefix)
{
	char name[NAMES_MAX];
	size_t len;

	plain(prefix, name);
	len = strlen(name);
	return strncmp(resource, name, len) == 0 &&
	    (len == 0 || resource[len] == '\0' || resource[len] == ' ');
}

bool
names_is_first(const struct params_call *call)
{
	struct call_name name, other;

	names_of(call, &name);
	for (const struct params_call *c = params_calls; c < call; c++) {
		names_of(c, &other);
		if (strcmp(other.resource, name.resource) == 0)
			return false;
	}
	return true;
}

void
names_path(const struct params_call *call, char out[static NAMES_MAX])
{
	struct call_name name;

	names_of(call, &name);
	(void)snprintf(out, NAMES_MAX, "%.60s/%.34s", name.resource,
	    name.operation);
	for (char *c = out; *c != '\0'; c++)
		if (*c == ' ')
			*c = '/';
}

void
names_returns(const struct params_call *call, char out[static NAMES_MAX],
    bool *list)
{
	*list = gives_list(call);
	text_copy(out, NAMES_MAX, call->returns + (*list ? strlen(LIST) : 0));
	if (*list && strchr(out, '>') != NULL)
		*strchr(out, '>') = '\0';
}
