/*
 * fuzz_json: any bytes as JSON.  What parses must print, both ways, as what
 * parses to the same value.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/json.h"

#define JSON_TEXT_MAX ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
value_must_survive(struct json_object *value,
    void (*print)(struct buf *, struct json_object *))
{
	struct json_object *again = NULL;
	static struct till_error e;
	struct buf b;

	buf_init(&b, JSON_TEXT_MAX);
	print(&b, value);
	if (!buf_ok(&b) ||
	    json_parse(buf_text(&b), b.len, &again, &e) != TILL_OK ||
	    !json_object_equal(value, again))
		abort();
	json_object_put(again);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_object *value = NULL;
	static struct till_error e;

	if (json_parse((const char *)data, size, &value, &e) != TILL_OK)
		return 0;
	value_must_survive(value, json_write);
	value_must_survive(value, json_write_plain);
	json_object_put(value);
	return 0;
}
