/*
 * echo: what create was given, where a session shows it.
 *
 * The object's table already puts every parameter where the object has a
 * field of its name.  What follows here is what the API fills in beside it,
 * and the keeping of what has no field at all until it is used.
 */
#ifndef TILL_SESSIONS_ECHO_H
#define TILL_SESSIONS_ECHO_H

#include <json-c/json.h>

/* Completes the settings of a new session that object_new() made. */
void echo_settings(struct json_object *session, struct json_object *params);

/*
 * Keeps with the session (catalog_hidden) the parameters that it has no
 * field for, under their own names in ECHO_GIVEN; all of them when the
 * session may be recovered, for then it is made once more.
 */
#define ECHO_GIVEN "given"
void echo_keep(struct json_object *session, struct json_object *params);

/* A parameter kept so in a whole session, NULL when it was not given. */
struct json_object *echo_kept(struct json_object *session, const char *name);

#endif
