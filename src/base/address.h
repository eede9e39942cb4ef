/*
 * address: a postal address, in C and as the API has it.
 */
#ifndef TILL_BASE_ADDRESS_H
#define TILL_BASE_ADDRESS_H

#include <json-c/json.h>
#include <stdbool.h>

/* Texts are loans, NULL for none. */
struct address {
	const char *line1, *line2, *city, *state, *postal_code;
	const char *country; /* ISO 3166-1 alpha-2 */
};

/* With all six members, null where there is nothing.  The caller's. */
struct json_object *address_json(const struct address *address);

/* The same back; the texts are loans of json, which may be NULL. */
struct address address_of(struct json_object *json);

bool address_is_empty(const struct address *address);

#endif
