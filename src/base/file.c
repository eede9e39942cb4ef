/* file: see file.h. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

enum till_err
file_read(const char *path, struct buf *out, struct till_error *e)
{
	FILE *file = fopen(path, "re");
	char piece[4096];
	bool failed;
	size_t n;

	if (file == NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s cannot be read: %s", path, strerror(errno));
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(out, piece, n);
	failed = ferror(file) != 0;
	(void)fclose(file);
	if (failed || !buf_ok(out))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s cannot be read, or is longer than %zu bytes", path,
		    out->max);
	return TILL_OK;
}

enum till_err
file_json(const char *path, size_t max, struct json_object **out,
    struct till_error *e)
{
	struct till_error cause;
	enum till_err err;
	struct buf text;

	*out = NULL;
	buf_init(&text, max);
	err = file_read(path, &text, e);
	if (err == TILL_OK) {
		err = json_parse(buf_text(&text), text.len, out, &cause);
		if (err != TILL_OK)
			err = till_fail(e, TILL_EINPUT, NULL, NULL, "%s: %s",
			    path, cause.message);
		else if (!json_object_is_type(*out, json_type_object))
			err = till_fail(e, TILL_EINPUT, NULL, NULL,
			    "%s: it must hold one JSON object", path);
	}
	buf_free(&text);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}
