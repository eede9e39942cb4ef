/*
 * declare: the checks of files in which a merchant declares what the elements
 * of test mode show: pricing tables, buy buttons.  Each mistake is told with
 * the place in the file where it is.
 */
#ifndef TILL_ELEMENTS_DECLARE_H
#define TILL_ELEMENTS_DECLARE_H

#include <json-c/json.h>
#include <stddef.h>

#include "base/error.h"

#define DECLARE_PLACE_MAX 160

/* Where a check is: "pricing_tables[0].plans[1]". */
struct declare_place {
	char name[DECLARE_PLACE_MAX];
};

/* A place inside another, or at the top where outer is NULL. */
struct declare_place declare_at(const struct declare_place *outer,
    const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* TILL_EINPUT: what is wrong, with its place before it. */
enum till_err declare_wrong(const struct declare_place *place,
    const char *what, struct till_error *e);

/* A member of an object of the file. */
struct declare_member {
	const char *name;
	enum json_type type;
};

/* Refuses what is no object, and members that are not known or not right. */
enum till_err declare_members(struct json_object *o,
    const struct declare_place *place, const struct declare_member *members,
    size_t n, struct till_error *e);

/* A text that is shown: something, and not more than fits; NULL is fine. */
enum till_err declare_words(struct json_object *value,
    const struct declare_place *place, struct till_error *e);

/* An id of that beginning, with letters, digits, - and _ after it. */
enum till_err declare_id(const char *id, const char *prefix,
    const struct declare_place *place, struct till_error *e);

/* Says what the API says of parameters at a place. */
enum till_err declare_refused(const struct declare_place *place,
    const struct till_error *cause, struct till_error *e);

/*
 * Loads a file, an object with one list of that name, and has its rows
 * checked; *out is the caller's, NULL on error.  TILL_EINPUT: the message
 * names the file and the place in it.
 */
typedef enum till_err declare_check(void *arg, struct json_object *rows,
    struct till_error *e);
enum till_err declare_load(const char *path, const char *list,
    declare_check *check, void *arg, struct json_object **out,
    struct till_error *e);

/* The row of an id, NULL when there is none; a loan. */
struct json_object *declare_find(struct json_object *rows, const char *id);

#endif
