/*
 * fuzz_form: any bytes as a form.  What parses must survive being written
 * and parsed again.  The seeds of every fuzzer also run in check_seeds.
 */
#include <stdint.h>
#include <stdlib.h>

#include "form/form.h"

#define FORM_TEXT_MAX ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_object *tree, *again = NULL;
	static struct till_error e;
	struct buf b;

	if (form_parse((const char *)data, size, &tree, &e) != TILL_OK) {
		if (tree != NULL || e.kind == TILL_OK || e.message[0] == '\0')
			abort();
		return 0;
	}
	buf_init(&b, FORM_TEXT_MAX);
	form_write(&b, tree);
	if (!buf_ok(&b) ||
	    form_parse(buf_text(&b), b.len, &again, &e) != TILL_OK ||
	    !json_object_equal(tree, again))
		abort();
	json_object_put(again);
	json_object_put(tree);
	buf_free(&b);
	return 0;
}
