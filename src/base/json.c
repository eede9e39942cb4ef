/* json: see json.h. */
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

#define DEPTH_MAX 32

struct json_object *
json_get(const struct json_object *object, const char *name)
{
	struct json_object *member = NULL;

	if (!json_object_is_type(object, json_type_object))
		return NULL;
	json_object_object_get_ex(object, name, &member);
	return member;
}

struct json_object *
json_path(const struct json_object *object, ...)
{
	struct json_object *at = (struct json_object *)object;
	const char *name;
	va_list ap;

	va_start(ap, object);
	while (at != NULL && (name = va_arg(ap, const char *)) != NULL)
		at = json_get(at, name);
	va_end(ap);
	return at;
}

const char *
json_text(const struct json_object *object, const char *name)
{
	return json_text_or(object, name, NULL);
}

const char *
json_text_or(const struct json_object *object, const char *name,
    const char *fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_string) ?
	    json_object_get_string(member) : fallback;
}

int64_t
json_int_or(const struct json_object *object, const char *name,
    int64_t fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_int) ?
	    json_object_get_int64(member) : fallback;
}

bool
json_bool_or(const struct json_object *object, const char *name, bool fallback)
{
	struct json_object *member = json_get(object, name);

	return json_object_is_type(member, json_type_boolean) ?
	    (bool)json_object_get_boolean(member) : fallback;
}

size_t
json_count(const struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ?
	    json_object_array_length(array) :
	    0;
}

struct json_object *
json_at(const struct json_object *array, size_t i)
{
	return i < json_count(array) ? json_object_array_get_idx(array, i) :
				       NULL;
}

void
json_put(struct json_object *object, const char *name,
    struct json_object *value)
{
	/* json-c copies the name and takes over the value. */
	if (json_object_object_add(object, name, value) != 0)
		json_object_put(value);
}

void
json_put_text(struct json_object *object, const char *name, const char *value)
{
	json_put(object, name,
	    value != NULL ? json_object_new_string(value) : NULL);
}

void
json_put_int(struct json_object *object, const char *name, int64_t value)
{
	json_put(object, name, json_object_new_int64(value));
}

void
json_put_bool(struct json_object *object, const char *name, bool value)
{
	json_put(object, name, json_object_new_boolean(value));
}

/* Appends a JSON string (RFC 8259 7); text is valid UTF-8. */
static void
write_string(struct buf *b, const char *text, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	static const char brief[0x20] = { ['\b'] = 'b', ['\f'] = 'f',
		['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't' };
	size_t plain = 0;

	buf_add_char(b, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_add(b, text + plain, i - plain);
		plain = i + 1;
		if (c == '"' || c == '\\') {
			buf_add_char(b, '\\');
			buf_add_char(b, (char)c);
		} else if (c < sizeof(brief) && brief[c] != '\0') {
			buf_add_char(b, '\\');
			buf_add_char(b, brief[c]);
		} else {
			const char escape[6] = { '\\', 'u', '0', '0',
				digits[c >> 4], digits[c & 15] };

			buf_add(b, escape, sizeof(escape));
		}
	}
	buf_add(b, text + plain, len - plain);
	buf_add_char(b, '"');
}

/* Begins a line at an indent; a negative one means all on one line. */
static void
break_line(struct buf *b, int indent)
{
	static const char spaces[] = "\n                                ";

	if (indent < 0)
		return;
	if ((size_t)indent < sizeof(spaces) - 1) {
		buf_add(b, spaces, (size_t)indent + 1);
		return;
	}
	buf_add_char(b, '\n');
	while (indent-- > 0)
		buf_add_char(b, ' ');
}

/* Answers are full of numbers, and json-c allocates to print one. */
static void
write_int(struct buf *b, struct json_object *number)
{
	int64_t value = json_object_get_int64(number);
	/* The least value has no positive counterpart of its own type. */
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digits[20], *at = digits + sizeof(digits);

	/* What was read may be larger than its signed type holds. */
	if (value > 0 && json_object_get_uint64(number) > left)
		left = json_object_get_uint64(number);
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left != 0);
	if (value < 0)
		buf_add_char(b, '-');
	buf_add(b, at, (size_t)(digits + sizeof(digits) - at));
}

static void write_value(struct buf *b, struct json_object *value, int indent);

/* The i-th member of an object whose members are indented so far. */
static void
write_member(struct buf *b, size_t i, const char *name,
    struct json_object *value, int indent)
{
	if (i > 0)
		buf_add_char(b, ',');
	break_line(b, indent);
	write_string(b, name, strlen(name));
	buf_add(b, ": ", indent < 0 ? 1 : 2);
	write_value(b, value, indent);
}

static void
write_value(struct buf *b, struct json_object *value, int indent)
{
	int inner = indent < 0 ? -1 : indent + 2;
	size_t n, i = 0;

	switch (json_object_get_type(value)) {
	case json_type_object:
		buf_add_char(b, '{');
		json_object_object_foreach(value, key, member) {
			write_member(b, i++, key, member, inner);
		}
		if (i > 0)
			break_line(b, indent);
		buf_add_char(b, '}');
		break;
	case json_type_array:
		n = json_object_array_length(value);
		buf_add_char(b, '[');
		for (i = 0; i < n; i++) {
			if (i > 0)
				buf_add_char(b, ',');
			break_line(b, inner);
			write_value(b, json_object_array_get_idx(value, i),
			    inner);
		}
		if (n > 0)
			break_line(b, indent);
		buf_add_char(b, ']');
		break;
	case json_type_string:
		write_string(b, json_object_get_string(value),
		    (size_t)json_object_get_string_len(value));
		break;
	case json_type_null:
		buf_add(b, "null", 4);
		break;
	case json_type_boolean:
		buf_add_text(b, json_object_get_boolean(value) ? "true" :
								 "false");
		break;
	case json_type_int:
		write_int(b, value);
		break;
	case json_type_double:
		buf_add_text(b, json_object_to_json_string(value));
		break;
	}
}

void
json_write_members(struct buf *b, const struct json_member *members, size_t n)
{
	buf_add_char(b, '{');
	for (size_t i = 0; i < n; i++)
		write_member(b, i, members[i].name, members[i].value, 2);
	if (n > 0)
		break_line(b, 0);
	buf_add_char(b, '}');
}

void
json_write(struct buf *b, struct json_object *value)
{
	write_value(b, value, 0);
}

void
json_write_plain(struct buf *b, struct json_object *value)
{
	write_value(b, value, -1);
}

/* json-c reads NaN and Infinity, which JSON lacks, and 1e999 as the latter. */
static bool
is_finite(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_double:
		return isfinite(json_object_get_double(value)) != 0;
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(value); i++)
			if (!is_finite(json_object_array_get_idx(value, i)))
				return false;
		return true;
	case json_type_object: {
		json_object_object_foreach(value, name, member)
		{
			(void)name;
			if (!is_finite(member))
				return false;
		}
		return true;
	}
	default:
		return true;
	}
}

/* Whether nothing but white space is left.  No NUL stands behind it. */
static bool
is_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] == '\0' || strchr(" \t\r\n", text[i]) == NULL)
			return false;
	return true;
}

enum till_err
json_parse(const char *text, size_t len, struct json_object **out,
    struct till_error *e)
{
	struct json_tokener *tokener;
	struct json_object *value;
	enum till_err err = TILL_OK;
	size_t at;

	*out = NULL;
	if (len > INT_MAX)
		return till_fail(e, TILL_ETOOBIG, NULL, NULL,
		    "The JSON is too long.");
	/* json-c's own check lets overlong forms and surrogates through. */
	if (!text_is_utf8(text, len))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON: it is not UTF-8.");
	tokener = json_tokener_new_ex(DEPTH_MAX);
	if (tokener == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	value = json_tokener_parse_ex(tokener, text, (int)len);
	at = json_tokener_get_parse_end(tokener);
	/* A number at the very end waits for more; a NUL closes it. */
	if (json_tokener_get_error(tokener) == json_tokener_continue)
		value = json_tokener_parse_ex(tokener, "", 1);
	if (json_tokener_get_error(tokener) != json_tokener_success)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON at byte %zu: %s.", at,
		    json_tokener_error_desc(json_tokener_get_error(tokener)));
	else if (!is_blank(text + at, len - at))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON: more after its end, at byte %zu.", at);
	else if (!is_finite(value))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "Not valid JSON: a number is not finite.");
	json_tokener_free(tokener);
	if (err != TILL_OK)
		json_object_put(value);
	else
		*out = value;
	return err;
}

enum till_err
json_load(const char *path, size_t max, struct json_object **out,
    struct till_error *e)
{
	FILE *file = fopen(path, "re");
	char piece[4096];
	struct till_error cause;
	enum till_err err;
	struct buf text;
	bool whole;
	size_t n;

	*out = NULL;
	if (file == NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s cannot be read", path);
	buf_init(&text, max);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(&text, piece, n);
	whole = ferror(file) == 0 && buf_ok(&text);
	(void)fclose(file);
	if (!whole) {
		buf_free(&text);
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s cannot be read, or is longer than %zu bytes", path,
		    max);
	}
	till_error_clear(&cause);
	err = json_parse(buf_text(&text), text.len, out, &cause);
	buf_free(&text);
	return err == TILL_OK ? err : till_fail(e, err, NULL, NULL, "%s: %s",
					  path, cause.message);
}
