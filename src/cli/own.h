/*
 * own: the commands that ask for the API's calls of Till's own (api/till.h),
 * and what they share.
 */
#ifndef TILL_CLI_OWN_H
#define TILL_CLI_OWN_H

#include <json-c/json.h>
#include <stdbool.h>

#include "stripe/stripe.h"

/* A client of the API as the settings say; NULL: it was complained. */
struct stripe *own_client(void);

/*
 * Sends one call; params may be NULL and are let go of.  *out is the answer,
 * the caller's, NULL where it was complained; the exit status.
 */
int own_send(struct stripe *stripe, const char *method, const char *path,
    struct json_object *params, struct json_object **out);

/* The same with a client of its own. */
int own_call(const char *method, const char *path,
    struct json_object *params, struct json_object **out);

/*
 * Takes an option off the words of a command: its value, or "" for one
 * without.  NULL: it is not there.  Words that are taken are gone from argv.
 */
const char *own_option(int *argc, char **argv, const char *name, bool value);

/* Writes a second as a person reads it, "2026-11-22 10:00:00". */
void own_time(int64_t second, char out[static 32]);

#endif
