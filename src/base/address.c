/* address: see address.h. */
#include <stddef.h>
#include <string.h>

#include "base/address.h"
#include "base/json.h"
#include "base/text.h"

/* The members, in the order of the API's answers. */
static const struct {
	const char *name;
	size_t at;
} members[] = {
	{ "city", offsetof(struct address, city) },
	{ "country", offsetof(struct address, country) },
	{ "line1", offsetof(struct address, line1) },
	{ "line2", offsetof(struct address, line2) },
	{ "postal_code", offsetof(struct address, postal_code) },
	{ "state", offsetof(struct address, state) },
};

static const char *
text_at(const struct address *address, size_t i)
{
	const char *text;

	memcpy(&text, (const char *)address + members[i].at, sizeof(text));
	return text;
}

struct json_object *
address_json(const struct address *address)
{
	struct json_object *json = json_object_new_object();

	for (size_t i = 0; i < nitems(members); i++)
		json_put_text(json, members[i].name, text_at(address, i));
	return json;
}

struct address
address_of(struct json_object *json)
{
	struct address address;

	for (size_t i = 0; i < nitems(members); i++) {
		const char *text = json_text(json, members[i].name);

		memcpy((char *)&address + members[i].at, &text, sizeof(text));
	}
	return address;
}

bool
address_is_empty(const struct address *address)
{
	for (size_t i = 0; i < nitems(members); i++)
		if (text_at(address, i) != NULL)
			return false;
	return true;
}
