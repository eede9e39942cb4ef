/* wording: which language a buyer gets, and what is said in it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "hosted/hosted.h"

static char folder[] = "/tmp/till-check-wording-XXXXXX";
static struct till_error e;

static void
write_list(const char *language, const char *text)
{
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/words/%s.json", folder,
	    language);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	(void)fputs(text, file);
	(void)fclose(file);
}

static void
make_folder(void)
{
	char path[128];

	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/words", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	write_list("en", "{\"email\": \"E-mail\", \"back_shop\": \"To {0}\","
	    "\"days\": \"{0,plural,one{# day} other{# days}} of {1}\","
	    "\"asks\": \"{0} asks {1}\", \"only\": \"Only here\"}");
	write_list("de", "{\"email\": \"E-Mail\", \"back_shop\": \"Zu {0}\","
	    "\"days\": \"{1}: {0,plural,one{# Tag} other{# Tage}}\","
	    "\"asks\": \"{1} will {0}\"}");
	write_list("ar", "{\"days\": \"{0,plural,two{\xd9\x8a\xd9\x88\xd9\x85"
	    "\xd8\xa7\xd9\x86} other{#}} {1}\"}");
	ck_assert_int_eq(wording_load(folder, "O'Hara & {0}", &e), TILL_OK);
}

static void
remove_folder(void)
{
	static const char *const lists[] = { "en", "de", "ar", "fr" };
	char path[128];

	for (size_t i = 0; i < nitems(lists); i++) {
		(void)snprintf(path, sizeof(path), "%s/words/%s.json", folder,
		    lists[i]);
		(void)unlink(path);
	}
	(void)snprintf(path, sizeof(path), "%s/words", folder);
	(void)rmdir(path);
	(void)rmdir(folder);
}

static const struct {
	const char *locale, *accept, *language, *full, *region;
} choices[] = {
	{ NULL, NULL, "en", "en", "" },
	{ "auto", NULL, "en", "en", "" },
	{ NULL, "", "en", "en", "" },
	{ NULL, "*", "en", "en", "" },
	{ NULL, "en-US,en;q=0.9", "en", "en-US", "US" },
	{ NULL, "de", "de", "de", "DE" },
	{ NULL, "de-AT, de;q=0.9", "de", "de-AT", "AT" },
	{ "auto", "en;q=0.5, de-CH;q=0.8", "de", "de-CH", "CH" },
	{ NULL, "DE-at", "de", "de-AT", "AT" },
	{ NULL, "de;q=0, ar", "ar", "ar", "EG" },
	{ NULL, "nl, de;q=0.1", "de", "de", "DE" },
	{ NULL, "nl", "en", "en-NL", "NL" },
	{ NULL, "pt-BR,pt;q=0.9", "en", "en-BR", "BR" },
	{ NULL, "zh-Hant-TW", "en", "en-TW", "TW" },
	{ "de", "en", "de", "de", "DE" },
	{ "en-GB", "de", "en", "en-GB", "GB" },
	{ "nb", "de", "en", "en-NO", "NO" },
	{ "es-419", NULL, "en", "en-ES", "ES" },
	{ NULL, "de-AT-1996;q=1", "de", "de-AT", "AT" },
	{ NULL, ",,;q=1, ;, de", "de", "de", "DE" },
	{ NULL, "../../etc/passwd", "en", "en", "" },
	{ NULL, "<script>, de;q=x", "en", "en", "" },
	{ NULL, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "en",
	    "en", "" },
};

START_TEST(chosen)
{
	struct wording w;

	wording_choose(&w, choices[_i].locale, choices[_i].accept);
	ck_assert_str_eq(wording_language(&w), choices[_i].language);
	ck_assert_str_eq(w.locale, choices[_i].full);
	ck_assert_str_eq(w.region, choices[_i].region);
	ck_assert_int_eq(wording_is_rtl(&w),
	    strcmp(choices[_i].language, "ar") == 0);
}
END_TEST

START_TEST(spoken)
{
	struct wording w;
	char text[WORDING_MAX];

	wording_choose(&w, "de", NULL);
	ck_assert_str_eq(wording_text(&w, "email"), "E-Mail");
	ck_assert_str_eq(wording_text(&w, "back_shop"), "Zu O'Hara & {0}");
	ck_assert_str_eq(wording_text(&w, "only"), "Only here");
	ck_assert_str_eq(wording_text(&w, "none"), "");
	ck_assert_str_eq(wording_of(&w, "E-mail"), "E-Mail");
	ck_assert_str_eq(wording_of(&w, "Unheard of."), "Unheard of.");
	wording_count(&w, text, "days", 1, "x", NULL);
	ck_assert_str_eq(text, "x: 1 Tag");
	wording_count(&w, text, "days", 12345, "{0}", NULL);
	ck_assert_str_eq(text, "{0}: 12.345 Tage");
	wording_say(&w, text, "asks", "a", "'b'", NULL);
	ck_assert_str_eq(text, "'b' will a");
	wording_money(&w, text, 123456, "eur");
	ck_assert_str_eq(text, "1.234,56\xc2\xa0\xe2\x82\xac");
	wording_date(&w, text, 1767225599);
	ck_assert_str_eq(text, "31. Dezember 2025");
	wording_month(&w, text, 2040, 2);
	ck_assert_str_eq(text, "02.2040");
	wording_choose(&w, NULL, "ar");
	wording_count(&w, text, "days", 2, "", NULL);
	ck_assert_str_eq(text,
	    "\xd9\x8a\xd9\x88\xd9\x85\xd8\xa7\xd9\x86 ");
	wording_choose(&w, "en-GB", NULL);
	wording_date(&w, text, 1767225600);
	ck_assert_str_eq(text, "1 January 2026");
	wording_choose(&w, NULL, "en-US");
	wording_date(&w, text, 1767225600);
	ck_assert_str_eq(text, "January 1, 2026");
	wording_month(&w, text, 2040, 12);
	ck_assert_str_eq(text, "12/2040");
}
END_TEST

START_TEST(nobody_asked)
{
	struct wording w = { .list = NULL };
	char text[WORDING_MAX];

	ck_assert_str_eq(wording_language(&w), "en");
	ck_assert_str_eq(wording_text(&w, "email"), "E-mail");
	wording_money(&w, text, 1250, "usd");
	ck_assert_str_eq(text, "$12.50");
}
END_TEST

/* Lists that stop a program at its start. */
static const struct {
	const char *language, *text, *message;
} refused[] = {
	{ "fr", "{\"asks\": \"{0}\"}", "asks" },
	{ "fr", "{\"asks\": \"{0} {1} {2}\"}", "asks" },
	{ "fr", "{\"asks\": \"{0} {4}\"}", "asks" },
	{ "fr", "{\"asks\": \"{0,number} {1}\"}", "asks" },
	{ "fr", "{\"days\": \"{0} {1}\"}", "days" },
	{ "fr", "{\"days\": \"{0,date} {1}\"}", "days" },
	{ "fr", "{\"days\": \"{0,plural,one{#}} {1}\"}", "days" },
	{ "fr", "{\"asks\": \"{0} {1} {\"}", "asks" },
	{ "fr", "{\"back_shop\": \"Retour\"}", "back_shop" },
	{ "fr", "[]", "fr.json" },
	{ "fr", "{\"email\": ", "fr.json" },
	{ "en", "{\"back_shop\": \"Back\"}", "back_shop" },
	{ "en", "{\"back_shop\": \"{0} {1}\"}", "back_shop" },
	{ "en", "{\"asks\": \"{12}\"}", "asks" },
};

START_TEST(wrong_list)
{
	write_list(refused[_i].language, refused[_i].text);
	ck_assert_int_eq(wording_load(folder, NULL, &e), TILL_EINPUT);
	ck_assert_msg(strstr(e.message, refused[_i].message) != NULL, "%s",
	    e.message);
}
END_TEST

START_TEST(no_list)
{
	ck_assert_int_eq(wording_load("/nowhere", NULL, &e), TILL_EINPUT);
	ck_assert_ptr_nonnull(strstr(e.message, "/nowhere/words/en.json"));
}
END_TEST

/* Our own, in every language, as they are loaded by the program. */
START_TEST(our_lists)
{
	if (access("templates/words/en.json", R_OK) == 0)
		ck_assert_int_eq(wording_load("templates", "Shop", &e),
		    TILL_OK);
}
END_TEST

START_TEST(countries)
{
	ck_assert(hosted_is_country("DE"));
	ck_assert(!hosted_is_country("de"));
	ck_assert(!hosted_is_country(""));
	ck_assert(!hosted_is_country("419"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("wording");
	TCase *tc = tcase_create("wording");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, make_folder, remove_folder);
	tcase_add_loop_test(tc, chosen, 0, nitems(choices));
	tcase_add_test(tc, spoken);
	tcase_add_test(tc, nobody_asked);
	tcase_add_loop_test(tc, wrong_list, 0, nitems(refused));
	tcase_add_test(tc, no_list);
	tcase_add_test(tc, our_lists);
	tcase_add_test(tc, countries);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
