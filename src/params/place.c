/* place: see place.h.  The wording is that of behaviour.md 1.3. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "params/place.h"

/* The longest list of values, 238 names, is under this. */
#define LIST_MAX 7680

/* A value longer than two such ends and the dots is shown by its ends. */
#define SHOWN_END 10
#define SHOWN_WHOLE (2 * SHOWN_END + 3)

void
place_text(const struct place *at, char out[static TILL_PARAM_MAX])
{
	size_t len;

	if (at->up == NULL) {
		(void)text_copy(out, TILL_PARAM_MAX, at->name);
		return;
	}
	place_text(at->up, out);
	len = strlen(out);
	if (at->name != NULL)
		(void)snprintf(out + len, TILL_PARAM_MAX - len, "[%s]",
		    at->name);
	else
		(void)snprintf(out + len, TILL_PARAM_MAX - len, "[%zu]",
		    at->index);
	text_trim_partial(out);
}

enum till_err
place_fail(const struct place *at, struct till_error *e, const char *code,
    const char *fmt, ...)
{
	char message[TILL_MESSAGE_MAX], param[TILL_PARAM_MAX];
	va_list ap;

	place_text(at, param);
	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	return till_fail(e, TILL_EINPUT, code, param, "%s", message);
}

enum till_err
place_fail_missing(const struct place *at, struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	place_text(at, param);
	return till_fail(e, TILL_EINPUT, "parameter_missing", param,
	    "Missing required param: %s.", param);
}

enum till_err
place_fail_empty(const struct place *at, struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	place_text(at, param);
	return till_fail(e, TILL_EINPUT, "parameter_invalid_empty", param,
	    "You passed an empty string for '%s'. We assume empty values are "
	    "an attempt to unset a parameter; however '%s' cannot be unset. "
	    "You should remove '%s' from your request or supply a non-empty "
	    "value.", param, param, param);
}

enum till_err
place_fail_enum(const struct place *at, const struct param *param,
    struct till_error *e)
{
	char name[TILL_PARAM_MAX];
	size_t count = param->values_count;
	enum till_err err;
	struct buf list;

	place_text(at, name);
	buf_init(&list, LIST_MAX);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_text(&list, count > 2 ? ", " : " ");
		if (i > 0 && i + 1 == count)
			buf_add_text(&list, "or ");
		buf_add_text(&list, param->values[i]);
	}
	err = till_fail(e, TILL_EINPUT, NULL, name,
	    "Invalid %s: must be one of %s", name, buf_text(&list));
	buf_free(&list);
	return err;
}

enum till_err
place_fail_currency(const struct place *at, const char *text,
    const struct param *param, struct till_error *e)
{
	enum till_err err;
	struct buf list;

	buf_init(&list, LIST_MAX);
	buf_add_text(&list, "usd");
	for (size_t i = 0; i < param->values_count; i++)
		if (strcmp(param->values[i], "usd") != 0)
			buf_addf(&list, ", %s", param->values[i]);
	err = place_fail(at, e, NULL, "Invalid currency: %.*s. Stripe "
	    "currently supports these currencies: %s", SHOWN_WHOLE, text,
	    buf_text(&list));
	buf_free(&list);
	return err;
}

/* Where the character number count begins, or the end. */
static const char *
skip_chars(const char *text, size_t count)
{
	for (; *text != '\0'; text++)
		if (((unsigned char)*text & 0xc0) != 0x80 && count-- == 0)
			break;
	return text;
}

enum till_err
place_fail_long(const struct place *at, const char *text, size_t max,
    struct till_error *e)
{
	size_t chars = text_chars(text);

	if (chars <= SHOWN_WHOLE)
		return place_fail(at, e, NULL, "Invalid string: %s; must be "
		    "at most %zu characters", text, max);
	return place_fail(at, e, NULL, "Invalid string: %.*s...%s; must be at "
	    "most %zu characters",
	    (int)(skip_chars(text, SHOWN_END) - text), text,
	    skip_chars(text, chars - SHOWN_END), max);
}

void
place_inspect(struct buf *b, struct json_object *value)
{
	bool first = true;

	if (!json_object_is_type(value, json_type_object)) {
		buf_addf(b, "\"%s\"",
		    value != NULL ? json_object_get_string(value) : "");
		return;
	}
	buf_add_char(b, '{');
	json_object_object_foreach(value, key, member) {
		buf_addf(b, "%s\"%s\"=>", first ? "" : ", ", key);
		place_inspect(b, member);
		first = false;
	}
	buf_add_char(b, '}');
}

enum till_err
place_fail_scalar(const struct place *at, const char *kind,
    struct json_object *value, struct till_error *e)
{
	enum till_err err;
	struct buf text;

	buf_init(&text, LIST_MAX);
	place_inspect(&text, value);
	err = place_fail(at, e, strcmp(kind, "integer") == 0 ?
	    "parameter_invalid_integer" : NULL, "Invalid %s: %s", kind,
	    buf_text(&text));
	buf_free(&text);
	return err;
}
