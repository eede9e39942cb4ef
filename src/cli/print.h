/* print: answers of the API, on standard output. */
#ifndef TILL_CLI_PRINT_H
#define TILL_CLI_PRINT_H

#include <json-c/json.h>
#include <stddef.h>

/* Copies text; what could move a terminal's cursor becomes a question mark. */
void print_plain(char *out, size_t size, const char *text);

/* As the API prints it. */
void print_json(struct json_object *answer);

/*
 * A list as a table: the id, when it was created, and the few fields that
 * tell one thing of the list from another; anything else as its plain fields
 * with their values.  What is missing or null is "-"; a list that goes on
 * says so at the end, on standard error.
 */
void print_table(struct json_object *answer);

#endif
