/* scalar: see scalar.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/money.h"
#include "base/text.h"
#include "params/decimal.h"
#include "params/scalar.h"

/*
 * Whether a page size out of 1…100 is brought into it (E: an emulator that
 * was compared with the real service does so, no 400 was ever recorded) or
 * refused as any other number (the reference tells only the range).
 */
#define LIMIT_OUT_OF_RANGE_CLAMPS true

/*
 * The greatest integer that every reader of JSON keeps exactly, 2^53 - 1 (RFC
 * 8259 6).  What lies beyond it could not be answered as it was sent (I).
 */
#define INTEGER_MAX 9007199254740991

static enum till_err
give(struct json_object *made, struct json_object **out, struct till_error *e)
{
	*out = made;
	return made != NULL ? TILL_OK :
	    till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
}

static enum till_err
fail_range(const struct place *at, const char *code, const char *side,
    int64_t bound, struct till_error *e)
{
	return place_fail(at, e, code,
	    "This value must be %s than or equal to %" PRId64 ".", side,
	    bound);
}

static enum till_err
check_integer(const struct param *param, const struct place *at,
    const char *text, struct json_object **out, struct till_error *e)
{
	static const char code[] = "parameter_invalid_integer";
	bool clamps = LIMIT_OUT_OF_RANGE_CLAMPS &&
	    (param->flags & PARAM_LIMIT) != 0;
	int64_t n;

	if (!text_to_int(text, &n) || n > INTEGER_MAX || n < -INTEGER_MAX)
		return place_fail(at, e, code, "Invalid integer: %s", text);
	if ((param->flags & PARAM_HAS_MIN) != 0 && n < param->min) {
		if (!clamps)
			return fail_range(at, code, "greater", param->min, e);
		n = param->min;
	}
	if ((param->flags & PARAM_HAS_MAX) != 0 && n > param->max) {
		if (!clamps)
			return fail_range(at, code, "less", param->max, e);
		n = param->max;
	}
	return give(json_object_new_int64(n), out, e);
}

/* A decimal's form and range; *out may be NULL. */
static enum till_err
check_decimal(const struct param *param, const struct place *at,
    const char *text, struct till_error *e)
{
	size_t decimals;

	if (!decimal_is(text, &decimals))
		return place_fail(at, e, NULL, "Invalid decimal: %s", text);
	if (decimals > param->decimals)
		return place_fail(at, e, NULL, "Invalid decimal: %s; must "
		    "contain at most %u decimal places.", text,
		    param->decimals);
	if ((param->flags & PARAM_HAS_MIN) != 0 &&
	    decimal_compare(text, param->min) < 0)
		return fail_range(at, NULL, "greater", param->min, e);
	if ((param->flags & PARAM_HAS_MAX) != 0 &&
	    decimal_compare(text, param->max) > 0)
		return fail_range(at, NULL, "less", param->max, e);
	return TILL_OK;
}

static enum till_err
check_number(const struct param *param, const struct place *at,
    const char *text, struct json_object **out, struct till_error *e)
{
	char plain[DECIMAL_SIZE];
	enum till_err err;

	err = check_decimal(param, at, text, e);
	if (err != TILL_OK)
		return err;
	if (!decimal_plain(text, plain))
		return place_fail(at, e, NULL, "Invalid decimal: %s", text);
	/* The double is for json-c alone: the text is what gets printed. */
	return give(json_object_new_double_s(strtod(plain, NULL), plain), out,
	    e);
}

static enum till_err
check_boolean(const struct place *at, const char *text,
    struct json_object **out, struct till_error *e)
{
	bool yes = strcmp(text, "true") == 0;

	if (!yes && strcmp(text, "false") != 0)
		return place_fail(at, e, NULL, "Invalid boolean: %s", text);
	return give(json_object_new_boolean(yes), out, e);
}

static int
by_name(const void *key, const void *value)
{
	return strcmp(key, *(const char *const *)value);
}

static bool
has_value(const struct param *param, const char *text)
{
	return param->values_count > 0 && bsearch(text, param->values,
	    param->values_count, sizeof(*param->values), by_name) != NULL;
}

enum till_err
scalar_currency(const struct param *param, const struct place *at,
    const char *text, char out[static 4], struct till_error *e)
{
	if (strlen(text) < CURRENCY_SIZE) {
		size_t i = 0;

		for (; text[i] != '\0'; i++)
			out[i] = (char)tolower((unsigned char)text[i]);
		out[i] = '\0';
		if (has_value(param, out))
			return TILL_OK;
	}
	return place_fail_currency(at, text, param, e);
}

/* What may stand between "https://" and the path. */
static bool
is_host_char(char c)
{
	return isalnum((unsigned char)c) || strchr("-._~:[]@%!$&'()*+,;=", c);
}

/*
 * Whether text has the form of a web address.  Braces may stand in it, for
 * success_url holds {CHECKOUT_SESSION_ID} literally.
 */
static bool
is_url(const char *text)
{
	const char *host;

	if (strncasecmp(text, "https://", 8) == 0)
		host = text + 8;
	else if (strncasecmp(text, "http://", 7) == 0)
		host = text + 7;
	else
		return false;
	if (!isalnum((unsigned char)*host) && *host != '[')
		return false;
	while (*host != '\0' && strchr("/?#", *host) == NULL)
		if (!is_host_char(*host++))
			return false;
	for (; *host != '\0'; host++)
		if (*host <= ' ' || *host == 0x7f ||
		    strchr("<>\"\\^`", *host) != NULL)
			return false;
	return true;
}

static enum till_err
check_url(const struct param *param, const struct place *at, const char *text,
    struct till_error *e)
{
	static const char code[] = "url_invalid";
	size_t max = param->maxlen > 0 ? param->maxlen : PARAMS_TEXT_MAX;

	if (text_chars(text) > max)
		return place_fail(at, e, code, "Invalid URL: URL must be %zu "
		    "characters or less.", max);
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			return place_fail(at, e, code, "Invalid URL: "
			    "Non-ASCII characters in URLs must be "
			    "percent-encoded in order for the URL to be "
			    "valid.");
	if (!is_url(text))
		return place_fail(at, e, code, "Not a valid URL");
	return TILL_OK;
}

static enum till_err
check_string(const struct param *param, const struct place *at,
    struct json_object *value, const char *text, struct json_object **out,
    struct till_error *e)
{
	size_t max = param->maxlen > 0 ? param->maxlen : PARAMS_TEXT_MAX;
	enum till_err err = TILL_OK;

	if ((param->flags & PARAM_URL) != 0)
		err = check_url(param, at, text, e);
	else if (strlen(text) > max && text_chars(text) > max)
		err = place_fail_long(at, text, max, e);
	else if ((param->flags & PARAM_DECIMAL) != 0)
		err = check_decimal(param, at, text, e);
	else if ((param->flags & PARAM_EMAIL) != 0 && !text_is_email(text))
		err = place_fail(at, e, "email_invalid",
		    "Invalid email address: %s", text);
	if (err == TILL_OK)
		*out = json_object_get(value);
	return err;
}

static enum till_err
check_enum(const struct param *param, const struct place *at,
    struct json_object *value, const char *text, struct json_object **out,
    struct till_error *e)
{
	if (!has_value(param, text))
		return place_fail_enum(at, param, e);
	*out = json_object_get(value);
	return TILL_OK;
}

static const char *
kind_name(const struct param *param)
{
	switch (param->kind) {
	case PARAM_INTEGER:
	case PARAM_TIMESTAMP:
		return "integer";
	case PARAM_NUMBER:
		return "decimal";
	case PARAM_BOOLEAN:
		return "boolean";
	default:
		return "string";
	}
}

enum till_err
scalar_check(const struct param *param, const struct place *at,
    struct json_object *value, struct json_object **out, struct till_error *e)
{
	const char *text = json_object_get_string(value);
	char currency[CURRENCY_SIZE];
	enum till_err err;

	if (!json_object_is_type(value, json_type_string))
		return place_fail_scalar(at, kind_name(param), value, e);
	if ((param->flags & PARAM_CURRENCY) != 0) {
		err = scalar_currency(param, at, text, currency, e);
		return err != TILL_OK ? err :
		    give(json_object_new_string(currency), out, e);
	}
	switch (param->kind) {
	case PARAM_INTEGER:
		if ((param->flags & PARAM_OR_INF) != 0 &&
		    strcmp(text, "inf") == 0)
			return give(json_object_get(value), out, e);
		return check_integer(param, at, text, out, e);
	case PARAM_TIMESTAMP:
		if ((param->flags & PARAM_OR_NOW) != 0 &&
		    strcmp(text, "now") == 0)
			return give(json_object_get(value), out, e);
		return check_integer(param, at, text, out, e);
	case PARAM_OBJECT: /* PARAM_OR_TIMESTAMP */
		return check_integer(param, at, text, out, e);
	case PARAM_NUMBER:
		return check_number(param, at, text, out, e);
	case PARAM_BOOLEAN:
		return check_boolean(at, text, out, e);
	case PARAM_ENUM:
		return check_enum(param, at, value, text, out, e);
	default:
		return check_string(param, at, value, text, out, e);
	}
}
