/*
 * params: the parameters of every call of the API as tables, and the check of
 * a request against them.
 *
 * The tables (params_tables.c) are generated from reference/params.json by
 * generate.mjs; a schema is written once and serves the API, the shop's
 * profiles, the documentation and the command line.
 */
#ifndef TILL_PARAMS_PARAMS_H
#define TILL_PARAMS_PARAMS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define PARAMS_TEXT_MAX 5000  /* characters of a string, in general */
#define METADATA_KEYS_MAX 50  /* behaviour.md 2, metadata */
#define METADATA_KEY_MAX 40   /* characters */
#define METADATA_VALUE_MAX 500 /* characters */

enum param_kind {
	PARAM_STRING,
	PARAM_INTEGER,
	PARAM_NUMBER, /* a decimal, kept to the digit that was sent */
	PARAM_BOOLEAN,
	PARAM_TIMESTAMP, /* Unix seconds */
	PARAM_ENUM,
	PARAM_OBJECT,
	PARAM_ARRAY, /* element describes each item */
	PARAM_MAP    /* element describes each value */
};

enum param_flag {
	PARAM_REQUIRED = 1,
	PARAM_CONDITIONAL = 2, /* required by a rule across parameters */
	PARAM_EMPTYABLE = 4,   /* the empty string clears it */
	PARAM_HAS_MIN = 8,
	PARAM_HAS_MAX = 16,
	PARAM_METADATA = 32,	/* behaviour.md 2, metadata */
	PARAM_CURRENCY = 64,	/* a currency code; a map's keys are */
	PARAM_OR_TIMESTAMP = 128, /* the object may be a timestamp instead */
	PARAM_OR_INF = 256,	/* the integer may be "inf" instead */
	PARAM_OR_EMPTY = 512,	/* the enum may be the empty string */
	PARAM_EMAIL = 1024,
	PARAM_URL = 2048,
	PARAM_DECIMAL = 4096, /* a string that holds a decimal */
	PARAM_LIMIT = 8192,   /* the page size of a list */
	PARAM_OR_NOW = 16384  /* the timestamp may be "now" instead */
};

struct param {
	const char *name; /* NULL for the element of an array or map */
	enum param_kind kind;
	unsigned flags;
	int64_t min, max;
	size_t maxlen;	  /* characters; 0: PARAMS_TEXT_MAX */
	unsigned decimals; /* of a decimal, at most */
	size_t max_items; /* 0: no limit of its own */
	const char *const *values; /* of an enum, or the currencies; sorted */
	size_t values_count;
	const struct param *children; /* of an object */
	size_t children_count;
	const struct param *element; /* of an array or map */
	const char *fallback; /* the documented default, NULL for none */
	const char *note;     /* one line of documentation, or NULL */
};

struct params_call {
	const char *method;  /* "GET", "POST", "DELETE" */
	const char *path;    /* "/v1/checkout/sessions/:id" */
	const char *returns; /* an object's name, or "list<name>" */
	const struct param *params; /* NULL when it takes none */
	size_t params_count;
	size_t leaf_count; /* parameters that hold no named ones */
};

/* Every call, in the order of the reference. */
extern const struct params_call params_calls[];
extern const size_t params_calls_count;

/* The call of a method and path pattern, NULL when there is none. */
const struct params_call *params_find(const char *method, const char *path);

/*
 * Checks form, a tree as form_parse() gives, against a call's table in the
 * order of behaviour.md 1.4: unknown names first, then each parameter in its
 * order, the first problem ending it.  A call of NULL takes no parameters at
 * all; a form of NULL is an empty one.  *out is a new tree of the typed
 * values that were given: integers, booleans, strings, arrays and objects,
 * null for what an empty string clears, currencies in lower case, a list's
 * limit within its bounds; the caller's, NULL on error.  It shares its
 * strings with form.  A metadata value stays "" when it was sent so, for that
 * removes the key.  Defaults are not filled in and rules across parameters
 * are not checked.
 * TILL_EINPUT with the messages of behaviour.md 1.3.
 */
enum till_err params_check(const struct params_call *call,
    struct json_object *form, struct json_object **out, struct till_error *e);

/*
 * The same without the look for unknown names: they are left out.  *unknown
 * says whether there were any, and e then lists them.
 */
enum till_err params_check_tolerant(const struct params_call *call,
    struct json_object *form, struct json_object **out, bool *unknown,
    struct till_error *e);

#endif
