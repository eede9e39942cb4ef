/* page: templates written to a folder of the test's own. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "page/page.h"

#define TOP "{{%AUTOESCAPE context=\"HTML\"}}\n"

static char folder[64];
static struct till_error e;

static void
write_file(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static void
make_folder(void)
{
	strcpy(folder, "/tmp/till-page-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	till_error_clear(&e);
	write_file("page.tpl", TOP
	    "{{! a comment }}\n"
	    "{{>HEAD}}<p title=\"{{NAME}}\">{{NAME}}</p>"
	    "{{#SHOWN}}shown{{/SHOWN}}{{#ROW}}<i>{{NAME}}{{CELL}}</i>{{/ROW}}"
	    "<a href=\"{{URL}}\">x</a>");
	write_file("head.tpl", TOP "<h1>{{NAME}}{{TITLE}}</h1>"
				   "{{#SHOWN}}too{{/SHOWN}}");
}

static void
remove_folder(void)
{
	static const char *const names[] = { "page.tpl", "head.tpl",
		"bad.tpl" };
	char path[128];

	for (size_t i = 0; i < nitems(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* Renders a page whose values fill() set, and compares. */
static void
expect(void (*fill)(struct page_part *top), const char *html)
{
	struct page *page = NULL;
	struct buf out;

	ck_assert_int_eq(page_folder(folder, &e), TILL_OK);
	ck_assert_int_eq(page_open("page.tpl", &page, &e), TILL_OK);
	fill(page_top(page));
	buf_init(&out, 65536);
	ck_assert_int_eq(page_render(page, &out, &e), TILL_OK);
	ck_assert_str_eq(buf_text(&out), html);
	buf_free(&out);
	page_free(page);
}

static void
fill_nothing(struct page_part *top)
{
	(void)top;
}

static void
fill_evil(struct page_part *top)
{
	page_set(top, "NAME", "<b>\"'&");
	page_set(top, "URL", "javascript:alert(1)");
}

static void
fill_rows(struct page_part *top)
{
	page_set(top, "NAME", "n");
	page_show(top, "SHOWN");
	page_setf(page_add(top, "ROW"), "CELL", "%d", 1);
	page_set(page_add(top, "ROW"), "NAME", NULL);
	page_set(top, "URL", "/a?b=1&c=2");
}

/* Values set before and after the include are seen in it. */
static void
fill_head(struct page_part *top)
{
	struct page_part *head;

	page_show(top, "SHOWN");
	head = page_include(top, "HEAD", "head.tpl");
	page_set(head, "TITLE", "<t>");
	page_set(top, "NAME", "n");
}

static const struct {
	void (*fill)(struct page_part *top);
	const char *html;
} rows[] = {
	{ fill_nothing, "<p title=\"\"></p><a href=\"\">x</a>" },
	{ fill_evil, "<p title=\"&lt;b&gt;&quot;&#39;&amp;\">"
		     "&lt;b&gt;&quot;&#39;&amp;</p><a href=\"#\">x</a>" },
	{ fill_rows, "<p title=\"n\">n</p>shown<i>n1</i><i></i>"
		     "<a href=\"/a?b=1&amp;c=2\">x</a>" },
	{ fill_head, "<h1>n&lt;t&gt;</h1>too<p title=\"n\">n</p>shown"
		     "<a href=\"\">x</a>" },
};

START_TEST(render_row)
{
	expect(rows[_i].fill, rows[_i].html);
}
END_TEST

/* What is no template, and the line that is named. */
static const struct {
	const char *text;
	int line;
} refused[] = {
	{ "<p>{{NAME}}</p>", 1 },
	{ "<p>\n" TOP "</p>", 1 },
	{ "", 1 },
	{ "{{%AUTOESCAPE context=\"JAVASCRIPT\"}}\n<p></p>", 1 },
	{ "{{%AUTOESCAPE context=\"HTML\" state=\"NONE\"}}\n<p></p>", 1 },
	{ TOP "<p>\n{{#OPEN}}never\nclosed", 3 },
	{ TOP "{{#A}}{{#B}}\n{{/A}}{{/B}}", 3 },
	{ TOP "\n{{/A}}", 3 },
	{ TOP "<p>\n\n{{NAME", 4 },
	{ TOP "{{A B}}", 2 },
	{ TOP "<p>\n{{! a\ncomment }}\n{{NAME:none}}</p>", 5 },
	{ TOP "<p>{{NAME:h:none}}</p>", 2 },
	{ TOP "<p>{{NAME:x-own}}</p>", 2 },
	{ TOP "<p>{{>NAME:none}}</p>", 2 },
	{ TOP "<p>\n{{=<% %>=}}<%NAME%></p>", 3 },
	{ TOP "<p>\n{{%AUTOESCAPE context=\"JSON\"}}</p>", 3 },
	/* Where no escaping helps. */
	{ TOP "<p>\n{{#A}}\n<a href={{URL}}>x</a>{{/A}}</p>", 4 },
};

START_TEST(refused_row)
{
	char want[64];

	write_file("bad.tpl", refused[_i].text);
	(void)snprintf(want, sizeof(want), "bad.tpl, line %d: ",
	    refused[_i].line);
	ck_assert_int_eq(page_folder(folder, &e), TILL_EINTERNAL);
	ck_assert_msg(strstr(e.message, want) != NULL, "%s", e.message);
}
END_TEST

/* The first of several folders that has a file is whose file it is. */
START_TEST(several_folders)
{
	char own[] = "/tmp/till-own-XXXXXX", list[256], path[128];
	struct page *page = NULL;
	struct buf out;
	FILE *file;

	ck_assert_ptr_nonnull(mkdtemp(own));
	(void)snprintf(path, sizeof(path), "%s/head.tpl", own);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(TOP "<h2>{{NAME}}</h2>", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	(void)snprintf(list, sizeof(list), "%s:%s", own, folder);
	ck_assert_int_eq(page_folder(list, &e), TILL_OK);
	ck_assert_str_eq(page_path("head.tpl"), path);
	ck_assert_ptr_null(page_path("none.tpl"));
	ck_assert_int_eq(page_open("page.tpl", &page, &e), TILL_OK);
	page_set(page_top(page), "NAME", "n");
	(void)page_include(page_top(page), "HEAD", "head.tpl");
	buf_init(&out, 65536);
	ck_assert_int_eq(page_render(page, &out, &e), TILL_OK);
	ck_assert_ptr_eq(strstr(buf_text(&out), "<h2>n</h2>"),
	    buf_text(&out));
	buf_free(&out);
	page_free(page);
	/* A broken one is not passed over for ours. */
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(TOP "\n{{NAME:none}}", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(page_folder(list, &e), TILL_EINTERNAL);
	ck_assert_ptr_nonnull(strstr(e.message, path));
	ck_assert_ptr_nonnull(strstr(e.message, ", line 3: "));
	(void)unlink(path);
	ck_assert_int_eq(rmdir(own), 0);
}
END_TEST

START_TEST(missing_things)
{
	struct page *page = NULL;
	struct buf out;

	ck_assert_int_eq(page_open("page.tpl", &page, &e), TILL_EINTERNAL);
	ck_assert_int_eq(page_folder("/nowhere/at/all", &e),
	    TILL_EINTERNAL);
	ck_assert_int_eq(page_folder(folder, &e), TILL_OK);
	ck_assert_int_eq(page_open("none.tpl", &page, &e), TILL_EINTERNAL);
	ck_assert_ptr_null(page);
	ck_assert_int_eq(page_open("../page.tpl", &page, &e),
	    TILL_EINTERNAL);
	/* A page with an include that is not there does not render. */
	ck_assert_int_eq(page_open("page.tpl", &page, &e), TILL_OK);
	ck_assert_ptr_null(page_include(page_top(page), "HEAD", "no.tpl"));
	page_set(NULL, "A", "b");
	buf_init(&out, 65536);
	ck_assert_int_eq(page_render(page, &out, &e), TILL_EINTERNAL);
	buf_free(&out);
	page_free(page);
	page_free(NULL);
	/* Nor one that is too long. */
	ck_assert_int_eq(page_open("page.tpl", &page, &e), TILL_OK);
	buf_init(&out, 8);
	ck_assert_int_eq(page_render(page, &out, &e), TILL_EMEM);
	buf_free(&out);
	page_free(page);
}
END_TEST

/* The real ones all parse and have their line; run from the tree's top. */
START_TEST(our_templates)
{
	if (access("templates", R_OK) == 0)
		ck_assert_int_eq(page_folder("templates", &e), TILL_OK);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("page");
	Suite *s = suite_create("page");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, make_folder, remove_folder);
	tcase_add_loop_test(tc, render_row, 0, nitems(rows));
	tcase_add_loop_test(tc, refused_row, 0, nitems(refused));
	tcase_add_test(tc, several_folders);
	tcase_add_test(tc, missing_things);
	tcase_add_test(tc, our_templates);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
