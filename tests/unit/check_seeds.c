/* seeds: what the fuzzers of tests/fuzz begin with, once through each. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* All of them have the one name that a fuzzer is called by. */
#define LLVMFuzzerTestOneInput fuzz_cart
#include "../fuzz/fuzz_cart.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_form
#include "../fuzz/fuzz_form.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_json
#include "../fuzz/fuzz_json.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_language
#include "../fuzz/fuzz_language.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_records
#include "../fuzz/fuzz_records.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_signature
#include "../fuzz/fuzz_signature.c"
#undef LLVMFuzzerTestOneInput

#define SEED_MAX 65536

static const struct {
	const char *folder; /* from the top of the tree, where tests run */
	int (*run)(const uint8_t *data, size_t size);
} fuzzers[] = {
	{ "tests/fuzz/cart", fuzz_cart },
	{ "tests/fuzz/form", fuzz_form },
	{ "tests/fuzz/json", fuzz_json },
	{ "tests/fuzz/language", fuzz_language },
	{ "tests/fuzz/records", fuzz_records },
	{ "tests/fuzz/signature", fuzz_signature },
};

/* Runs one file, in memory of just its size: reading past it is seen. */
static void
run_seed(int i, const char *name)
{
	static uint8_t bytes[SEED_MAX];
	char path[512];
	uint8_t *exact;
	FILE *file;
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/%s", fuzzers[i].folder, name);
	file = fopen(path, "rb");
	ck_assert_ptr_nonnull(file);
	n = fread(bytes, 1, sizeof(bytes), file);
	(void)fclose(file);
	exact = malloc(n > 0 ? n : 1);
	ck_assert_ptr_nonnull(exact);
	memcpy(exact, bytes, n);
	ck_assert_int_eq(fuzzers[i].run(exact, n), 0);
	free(exact);
}

START_TEST(seeds_run)
{
	DIR *dir = opendir(fuzzers[_i].folder);
	struct dirent *entry;
	int seeds = 0;

	ck_assert_msg(dir != NULL, "no %s", fuzzers[_i].folder);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		run_seed(_i, entry->d_name);
		seeds++;
	}
	(void)closedir(dir);
	ck_assert_int_gt(seeds, 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("seeds");
	Suite *s = suite_create("seeds");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, seeds_run, 0, nitems(fuzzers));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? 0 : 1;
}
