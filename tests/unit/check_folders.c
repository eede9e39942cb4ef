/* folders: several folders as one setting. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folders.h"
#include "base/text.h"

static const struct {
	const char *list;
	const char *folders[4];
} lists[] = {
	{ "", { NULL } },
	{ ":::", { NULL } },
	{ "a", { "a" } },
	{ "a:b", { "a", "b" } },
	{ ":a::b/c:", { "a", "b/c" } },
	{ "/x y:/z", { "/x y", "/z" } },
};

START_TEST(a_list)
{
	const char *rest = lists[_i].list;
	char folder[FOLDERS_PATH_MAX];
	size_t n = 0;

	while (folders_next(&rest, folder))
		ck_assert_str_eq(folder, lists[_i].folders[n++]);
	ck_assert_ptr_null(lists[_i].folders[n]);
}
END_TEST

START_TEST(too_long)
{
	static char list[FOLDERS_PATH_MAX + 8];
	const char *rest = list;
	char folder[FOLDERS_PATH_MAX];

	memset(list, 'a', FOLDERS_PATH_MAX);
	ck_assert(!folders_next(&rest, folder));
	ck_assert(!folders_find(list, "x", folder));
}
END_TEST

START_TEST(the_first_that_has_it)
{
	char a[] = "/tmp/till-a-XXXXXX", b[] = "/tmp/till-b-XXXXXX";
	char list[128], file[128], path[FOLDERS_PATH_MAX];
	FILE *made;

	ck_assert_ptr_nonnull(mkdtemp(a));
	ck_assert_ptr_nonnull(mkdtemp(b));
	(void)snprintf(list, sizeof(list), "%s:%s", a, b);
	ck_assert(!folders_find(list, "x", path));
	(void)snprintf(file, sizeof(file), "%s/x", b);
	made = fopen(file, "w");
	ck_assert_ptr_nonnull(made);
	(void)fclose(made);
	ck_assert(folders_find(list, "x", path));
	ck_assert_str_eq(path, file);
	(void)unlink(file);
	ck_assert_int_eq(rmdir(a), 0);
	ck_assert_int_eq(rmdir(b), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("folders");
	Suite *s = suite_create("folders");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_list, 0, nitems(lists));
	tcase_add_test(tc, too_long);
	tcase_add_test(tc, the_first_that_has_it);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
