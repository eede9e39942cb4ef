/* print: see print.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "cli/print.h"
#include "params/object.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define CELL_MAX 80 /* bytes of a cell of a list */
#define COLUMNS_MAX 7

void
print_plain(char *out, size_t size, const char *text)
{
	text_copy(out, size, text);
	for (unsigned char *c = (unsigned char *)out; *c != '\0'; c++) {
		if (*c < ' ' || *c == 0x7f)
			*c = '?';
		/* U+0080 to U+009F, which some terminals obey as well. */
		else if (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)
			*c = c[1] = '?';
	}
}

void
print_json(struct json_object *answer)
{
	struct buf b;

	buf_init(&b, TEXT_MAX);
	json_write(&b, answer);
	(void)puts(buf_text(&b));
	buf_free(&b);
}

/* Fields that tell things of a list apart, the most telling first. */
static const char *const telling[] = { "type", "name", "display_name", "code",
	"email", "description", "quantity", "amount_total", "amount",
	"unit_amount", "amount_off", "percent_off", "percentage", "currency",
	"mode", "status", "payment_status", "active", "valid", "customer",
	"product", "url" };

/* The amounts, which read best with their currency. */
static bool
is_amount(const char *name)
{
	return strncmp(name, "amount", 6) == 0 ||
	    strcmp(name, "unit_amount") == 0;
}

static bool
is_time(const struct object_type *type, const char *name)
{
	const struct field *f = type != NULL ? object_field(type, name) : NULL;

	return f != NULL && f->kind == FIELD_TIMESTAMP;
}

/* Writes one field of an object as a person reads it. */
static void
cell(struct json_object *object, const struct object_type *type,
    const char *name, char *out, size_t size)
{
	struct json_object *value = json_get(object, name);
	const char *currency = json_text(object, "currency");
	time_t at = (time_t)json_object_get_int64(value);
	struct tm tm;

	if (value == NULL) {
		text_copy(out, size, "-");
	} else if (is_time(type, name) && gmtime_r(&at, &tm) != NULL) {
		if (strftime(out, size, "%Y-%m-%d %H:%M:%S", &tm) == 0)
			*out = '\0';
	} else if (is_amount(name) && currency != NULL &&
	    json_object_is_type(value, json_type_int)) {
		money_format_plain(out, size, json_object_get_int64(value),
		    currency);
	} else if (json_object_is_type(value, json_type_object)) {
		print_plain(out, size, json_text_or(value, "id", "{…}"));
	} else if (json_object_is_type(value, json_type_array)) {
		(void)snprintf(out, size, "%zu of them", json_count(value));
	} else {
		print_plain(out, size, json_object_get_string(value));
	}
}

/* Whether some element has the field, and not only null or "". */
static bool
is_used(const struct json_object *data, const char *name)
{
	for (size_t i = 0; i < json_count(data); i++) {
		struct json_object *value = json_get(json_at(data, i), name);

		if (value != NULL &&
		    !(json_object_is_type(value, json_type_string) &&
			json_object_get_string_len(value) == 0))
			return true;
	}
	return false;
}

/* Chooses the columns; how many. */
static size_t
choose(const struct json_object *data, const char *names[static COLUMNS_MAX])
{
	bool amount = false;
	size_t n = 0;

	if (is_used(data, "id"))
		names[n++] = "id";
	if (is_used(data, "created"))
		names[n++] = "created";
	for (size_t i = 0; i < nitems(telling) && n < COLUMNS_MAX; i++) {
		if (!is_used(data, telling[i]) ||
		    /* The amount has it already. */
		    (amount && strcmp(telling[i], "currency") == 0))
			continue;
		amount = amount || is_amount(telling[i]);
		names[n++] = telling[i];
	}
	return n;
}

static void
print_row(char cells[static COLUMNS_MAX][CELL_MAX], const size_t *widths,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t width = text_chars(cells[i]);

		(void)fputs(cells[i], stdout);
		if (i + 1 < n)
			(void)printf("%*s", (int)(widths[i] - width + 2), "");
	}
	(void)putchar('\n');
}

static void
print_list(struct json_object *list, const struct json_object *data)
{
	const struct object_type *type = object_find(
	    json_text_or(json_at(data, 0), "object", ""));
	char cells[COLUMNS_MAX][CELL_MAX];
	const char *names[COLUMNS_MAX];
	size_t widths[COLUMNS_MAX] = { 0 }, n = choose(data, names);

	for (size_t i = 0; i < n; i++)
		widths[i] = strlen(names[i]);
	for (size_t row = 0; row < json_count(data); row++)
		for (size_t i = 0; i < n; i++) {
			cell(json_at(data, row), type, names[i], cells[i],
			    CELL_MAX);
			if (text_chars(cells[i]) > widths[i])
				widths[i] = text_chars(cells[i]);
		}
	for (size_t i = 0; i < n; i++)
		text_copy(cells[i], CELL_MAX, names[i]);
	if (n > 0)
		print_row(cells, widths, n);
	for (size_t row = 0; row < json_count(data); row++) {
		for (size_t i = 0; i < n; i++)
			cell(json_at(data, row), type, names[i], cells[i],
			    CELL_MAX);
		print_row(cells, widths, n);
	}
	if (json_bool_or(list, "has_more", false))
		(void)fprintf(stderr, "More follow: --starting-after %s\n",
		    json_text_or(json_at(data, json_count(data) - 1), "id",
			""));
}

void
print_table(struct json_object *answer)
{
	const struct object_type *type = object_find(
	    json_text_or(answer, "object", ""));
	struct json_object *data = json_get(answer, "data");
	int width = 0;
	char text[512];

	if (json_object_is_type(data, json_type_array)) {
		print_list(answer, data);
		return;
	}
	json_object_object_foreach(answer, key, value) {
		(void)value;
		if ((int)strlen(key) > width)
			width = (int)strlen(key);
	}
	json_object_object_foreach(answer, name, member) {
		(void)member;
		cell(answer, type, name, text, sizeof(text));
		(void)printf("%-*s  %s\n", width, name, text);
	}
}
