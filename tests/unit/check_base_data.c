/* What src/base reads: settings from the environment, and JSON. */
#include <check.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/settings.h"
#include "base/text.h"

/* settings: an environment of one or two variables. */

static const char *set_name[2], *set_value[2];

static const char *
from_row(const char *name)
{
	for (size_t i = 0; i < 2; i++)
		if (set_name[i] != NULL && strcmp(set_name[i], name) == 0)
			return set_value[i];
	return NULL;
}

static enum till_err
load(const char *name, const char *value, struct settings **out,
    struct till_error *e)
{
	set_name[0] = name;
	set_value[0] = value;
	set_name[1] = NULL;
	till_error_clear(e);
	return settings_load(from_row, NULL, 0, out, e);
}

#define S15 "123456789012345"

static const struct {
	enum setting setting;
	const char *value;
	const char *want; /* NULL: refused */
} values[] = {
	{ SETTING_PUBLIC_URL, "http://127.0.0.1:8080",
	    "http://127.0.0.1:8080" },
	{ SETTING_PUBLIC_URL, " https://shop.example/till\n",
	    "https://shop.example/till" },
	{ SETTING_PUBLIC_URL, "http://[::1]:80", "http://[::1]:80" },
	{ SETTING_PUBLIC_URL, "https://shop.example/", NULL },
	{ SETTING_PUBLIC_URL, "shop.example", NULL },
	{ SETTING_PUBLIC_URL, "ftp://shop.example", NULL },
	{ SETTING_PUBLIC_URL, "https://", NULL },
	{ SETTING_PUBLIC_URL, "https:///x", NULL },
	{ SETTING_PUBLIC_URL, "https://:80", NULL },
	{ SETTING_PUBLIC_URL, "https://shop.example?x=y", NULL },
	{ SETTING_PUBLIC_URL, "https://shop.example#x", NULL },
	{ SETTING_PUBLIC_URL, "https://shop example", NULL },
	{ SETTING_PUBLIC_URL, "https://shop.example\r\nX: y", NULL },
	{ SETTING_PUBLIC_URL, "https://\"onload=", NULL },
	{ SETTING_PUBLIC_URL, "https://user@shop.example", NULL },
	{ SETTING_API_BASE, "https://api.stripe.com",
	    "https://api.stripe.com" },
	{ SETTING_API_BASE, "https://api.stripe.com/", NULL },
	{ SETTING_JS_BASE, "js.stripe.com", NULL },
	{ SETTING_SECRET_KEY, "sk_test_123", "sk_test_123" },
	{ SETTING_SECRET_KEY, "sk_live_123", "sk_live_123" },
	{ SETTING_SECRET_KEY, "rk_test_123", "rk_test_123" },
	{ SETTING_SECRET_KEY, "rk_live_123", "rk_live_123" },
	{ SETTING_SECRET_KEY, "pk_test_123", NULL },
	{ SETTING_SECRET_KEY, "sk_test_1 3", NULL },
	{ SETTING_SECRET_KEY, "sk_test", NULL },
	{ SETTING_PUBLISHABLE_KEY, "pk_test_123", "pk_test_123" },
	{ SETTING_PUBLISHABLE_KEY, "sk_test_123", NULL },
	{ SETTING_WEBHOOK_SECRET, S15, NULL },
	{ SETTING_WEBHOOK_SECRET, S15 "6", S15 "6" },
	{ SETTING_CUSTOMER_KEY, "short", NULL },
	{ SETTING_PRICING_TABLE, "prctbl_1", "prctbl_1" },
	{ SETTING_PRICING_TABLE, "prctbl 1", NULL },
	{ SETTING_PRICING_TABLE, "prctbl_1,prctbl_2", "prctbl_1,prctbl_2" },
	{ SETTING_PRICING_TABLE, "prctbl_1, prctbl_2", NULL },
	{ SETTING_PRICING_TABLE, "prctbl_1,", NULL },
	{ SETTING_PRICING_TABLE, ",prctbl_1", NULL },
	{ SETTING_BUY_BUTTON, "buy_btn_1,buy_btn_2", "buy_btn_1,buy_btn_2" },
	{ SETTING_BUY_BUTTON, "<b>", NULL },
	{ SETTING_ADOPT, "", "none" },
	{ SETTING_ADOPT, "links", "links" },
	{ SETTING_ADOPT, "all", "all" },
	{ SETTING_ADOPT, "some", NULL },
	{ SETTING_THREADS, "16", "16" },
	{ SETTING_THREADS, "", "0" },
	{ SETTING_THREADS, "-1", NULL },
	{ SETTING_THREADS, "1025", NULL },
	{ SETTING_THREADS, "many", NULL },
	{ SETTING_LOG, "", "info" },
	{ SETTING_LOG, "debug", "debug" },
	{ SETTING_LOG, "error", "error" },
	{ SETTING_LOG, "warn", "warn" },
	{ SETTING_LOG, "loud", NULL },
	{ SETTING_TEMPLATES, "", "templates" },
	{ SETTING_PROFILES, "anything at all", "anything at all" },
	{ SETTING_SHOP_DB, " \t", "" },
};

START_TEST(setting_row)
{
	const char *name = settings_name(values[_i].setting);
	static struct till_error e;
	struct settings *s = NULL;
	enum till_err err = load(name, values[_i].value, &s, &e);

	if (values[_i].want == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_ptr_null(s);
		ck_assert_str_eq(e.param, name);
		ck_assert_int_eq(strncmp(e.message, name, strlen(name)), 0);
		ck_assert_ptr_null(strchr(e.message, '\n'));
	} else {
		const char *text;

		ck_assert_int_eq(err, TILL_OK);
		text = settings_text(s, values[_i].setting);
		ck_assert_str_eq(text != NULL ? text : "", values[_i].want);
	}
	settings_free(s);
}
END_TEST

/* The settings that were told to be wrong. */
static void
note_wrong(void *arg, enum setting name, const char *message)
{
	int *n = arg;

	ck_assert_int_eq(name, values[n[0]].setting);
	ck_assert_ptr_nonnull(strstr(message, settings_name(name)));
	n[1]++;
}

/* Loaded each by itself, a setting that is wrong is told and left out. */
START_TEST(setting_by_itself)
{
	enum setting which = values[_i].setting;
	int n[2] = { _i, 0 };
	struct settings *s = NULL;
	static struct till_error e;
	const char *text;

	set_name[0] = settings_name(which);
	set_value[0] = values[_i].value;
	set_name[1] = NULL;
	till_error_clear(&e);
	ck_assert_int_eq(settings_load_each(from_row, note_wrong, n, &s, &e),
	    TILL_OK);
	ck_assert_int_eq(n[1], values[_i].want == NULL);
	text = settings_text(s, which);
	if (values[_i].want != NULL)
		ck_assert_str_eq(text != NULL ? text : "", values[_i].want);
	else
		ck_assert_ptr_null(text);
	settings_free(s);
}
END_TEST

START_TEST(secrets_are_known)
{
	ck_assert(settings_is_secret(SETTING_SECRET_KEY));
	ck_assert(settings_is_secret(SETTING_WEBHOOK_SECRET));
	ck_assert(settings_is_secret(SETTING_CUSTOMER_KEY));
	ck_assert(!settings_is_secret(SETTING_PUBLISHABLE_KEY));
	ck_assert(!settings_is_secret(SETTING_PUBLIC_URL));
}
END_TEST

START_TEST(setting_numbers)
{
	static struct till_error e;
	struct settings *s = NULL;

	ck_assert_int_eq(load("TILL_THREADS", "16", &s, &e), TILL_OK);
	ck_assert_int_eq(settings_int(s, SETTING_THREADS), 16);
	settings_free(s);
	ck_assert_int_eq(load("TILL_SECRET_KEY", "rk_test_1", &s, &e),
	    TILL_OK);
	ck_assert_int_eq(settings_int(s, SETTING_THREADS), 0);
	ck_assert(settings_test_mode(s));
	settings_free(s);
	ck_assert_int_eq(load("TILL_SECRET_KEY", "sk_live_1", &s, &e),
	    TILL_OK);
	ck_assert(!settings_test_mode(s));
	settings_free(s);
	ck_assert_int_eq(load("TILL_LOG", "info", &s, &e), TILL_OK);
	ck_assert(!settings_test_mode(s));
	settings_free(s);
	settings_free(NULL);
}
END_TEST

/* Every setting has its own name, and is told when it is needed. */
START_TEST(setting_needed)
{
	enum setting need = (enum setting)_i;
	const char *name = settings_name(need);
	static struct till_error e;
	struct settings *s = NULL;
	enum till_err err;
	bool has_default;

	set_name[0] = set_name[1] = NULL;
	till_error_clear(&e);
	ck_assert_int_eq(settings_load(from_row, NULL, 0, &s, &e), TILL_OK);
	has_default = settings_text(s, need) != NULL;
	settings_free(s);
	err = settings_load(from_row, &need, 1, &s, &e);
	ck_assert_int_eq(strncmp(name, "TILL_", 5), 0);
	if (has_default) {
		ck_assert_int_eq(err, TILL_OK);
	} else {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_str_eq(e.param, name);
		ck_assert_ptr_nonnull(strstr(e.message, "is not set"));
	}
	settings_free(s);
}
END_TEST

START_TEST(setting_too_long)
{
	static struct till_error e;
	static char wide[4097];
	struct settings *s = NULL;

	memset(wide, 'x', 4095);
	ck_assert_int_eq(load("TILL_PROFILES", wide, &s, &e), TILL_OK);
	settings_free(s);
	wide[4095] = 'x';
	ck_assert_int_eq(load("TILL_PROFILES", wide, &s, &e), TILL_EINPUT);
	ck_assert_ptr_nonnull(strstr(e.message, "TILL_PROFILES"));
}
END_TEST

#define START(text) text, sizeof(text) - 1

static const struct {
	const char *start;
	size_t start_len;
	size_t len;	  /* of the file, filled up with blanks */
	const char *want; /* NULL: refused */
} files[] = {
	{ START("sk_test_abc\n"), 12, "sk_test_abc" },
	{ START("\n sk_test_abc"), 4095, "sk_test_abc" },
	{ START("sk_test_abc"), 4096, NULL },
	{ START("wrong"), 5, NULL },
	{ START("sk_test_abc\0x"), 13, NULL },
};

START_TEST(setting_file_row)
{
	char path[] = "/tmp/till-setting-XXXXXX", text[4096];
	static struct till_error e;
	struct settings *s = NULL;
	int fd = mkstemp(path);
	enum till_err err;

	ck_assert_int_ge(fd, 0);
	memset(text, ' ', sizeof(text));
	memcpy(text, files[_i].start, files[_i].start_len);
	ck_assert_int_eq(write(fd, text, files[_i].len), (int)files[_i].len);
	close(fd);
	err = load("TILL_SECRET_KEY_FILE", path, &s, &e);
	unlink(path);
	if (files[_i].want == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_ptr_nonnull(strstr(e.message, "TILL_SECRET_KEY"));
	} else {
		ck_assert_int_eq(err, TILL_OK);
		ck_assert_str_eq(settings_text(s, SETTING_SECRET_KEY),
		    files[_i].want);
	}
	settings_free(s);
}
END_TEST

START_TEST(setting_no_file)
{
	static struct till_error e;
	struct settings *s = NULL;

	ck_assert_int_eq(load("TILL_SECRET_KEY_FILE", "/nonexistent/key", &s,
			     &e), TILL_EINPUT);
	ck_assert_ptr_nonnull(strstr(e.message, "TILL_SECRET_KEY_FILE"));
	ck_assert_ptr_nonnull(strstr(e.message, "/nonexistent/key"));
	ck_assert_int_eq(load("TILL_SECRET_KEY_FILE", "/tmp", &s, &e),
	    TILL_EINPUT);
	/* The variable itself comes first; the file is not even read. */
	set_name[1] = "TILL_SECRET_KEY";
	set_value[1] = "sk_test_1";
	ck_assert_int_eq(settings_load(from_row, NULL, 0, &s, &e), TILL_OK);
	ck_assert_str_eq(settings_text(s, SETTING_SECRET_KEY), "sk_test_1");
	settings_free(s);
}
END_TEST

/* json */

#define NEST8(x) "[[[[[[[[" x "]]]]]]]]"
#define NEST24(x) NEST8(NEST8(NEST8(x)))

static const struct {
	const char *text;
	const char *plain; /* NULL: refused */
} jsons[] = {
	{ "{\"a\":[1,true,null,\"x/y\"]}", "{\"a\":[1,true,null,\"x/y\"]}" },
	{ " [ ] \r\n\t", "[]" },
	{ "{}", "{}" },
	{ "12", "12" },
	{ "-9223372036854775808", "-9223372036854775808" },
	{ "9223372036854775807", "9223372036854775807" },
	{ "18446744073709551615", "18446744073709551615" },
	{ "[0,-1,1.5]", "[0,-1,1.5]" },
	{ "true", "true" },
	{ "\"\\u00e4\"", "\"\xc3\xa4\"" },
	{ "{\"a\":1,\"a\":2}", "{\"a\":2}" },
	{ NEST24("[[[[[[[1]]]]]]]"), NEST24("[[[[[[[1]]]]]]]") },
	{ NEST24(NEST8("[1]")), NULL },
	{ "", NULL },
	{ " ", NULL },
	{ "{", NULL },
	{ "[1,]", NULL },
	{ "{\"a\":1,}", NULL },
	{ "{a:1}", NULL },
	{ "'a'", NULL },
	{ "{} x", NULL },
	{ "{}{}", NULL },
	{ "1 2", NULL },
	{ "tru", NULL },
	{ "01", NULL },
	{ "NaN", NULL },
	{ "[NaN]", NULL },
	{ "{\"a\":{\"b\":[1,-Infinity]}}", NULL },
	{ "1e999", NULL },
	{ "\"\xff\"", NULL },
	{ "\"\xc0\xaf\"", NULL },
	{ "/* */ 1", NULL },
	{ "\"a", NULL },
};

START_TEST(json_row)
{
	struct json_object *value = (struct json_object *)1;
	static struct till_error e;
	enum till_err err;
	struct buf b;

	till_error_clear(&e);
	buf_init(&b, 4096);
	err = json_parse(jsons[_i].text, strlen(jsons[_i].text), &value, &e);
	if (jsons[_i].plain == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_ptr_null(value);
		ck_assert_int_eq(strncmp(e.message, "Not valid JSON", 14), 0);
	} else {
		ck_assert_int_eq(err, TILL_OK);
		json_write_plain(&b, value);
		ck_assert_str_eq(buf_text(&b), jsons[_i].plain);
	}
	json_object_put(value);
	buf_free(&b);
}
END_TEST

START_TEST(json_lengths)
{
	struct json_object *value;
	static struct till_error e;

	/* The length counts, not a NUL. */
	ck_assert_int_eq(json_parse("[1]x", 3, &value, &e), TILL_OK);
	json_object_put(value);
	ck_assert_int_eq(json_parse("12", 1, &value, &e), TILL_OK);
	ck_assert_int_eq(json_object_get_int(value), 1);
	json_object_put(value);
	ck_assert_int_eq(json_parse("1\0", 2, &value, &e), TILL_EINPUT);
	ck_assert_int_eq(json_parse("1", (size_t)1 << 40, &value, &e),
	    TILL_ETOOBIG);
}
END_TEST

START_TEST(json_getters)
{
	static const char text[] =
	    "{\"t\":\"x\",\"i\":-7,\"b\":true,\"n\":null,\"d\":1.5,"
	    "\"o\":{\"p\":{\"q\":\"deep\"}},\"l\":[1]}";
	struct json_object *o, *none = NULL;
	static struct till_error e;

	ck_assert_int_eq(json_parse(text, sizeof(text) - 1, &o, &e), TILL_OK);
	ck_assert_str_eq(json_text(o, "t"), "x");
	ck_assert_ptr_null(json_text(o, "i"));
	ck_assert_ptr_null(json_text(o, "n"));
	ck_assert_ptr_null(json_text(o, "none"));
	ck_assert_ptr_null(json_text(none, "t"));
	ck_assert_str_eq(json_text_or(o, "n", "f"), "f");
	ck_assert_str_eq(json_text_or(o, "t", "f"), "x");
	ck_assert_int_eq(json_int_or(o, "i", 3), -7);
	ck_assert_int_eq(json_int_or(o, "t", 3), 3);
	ck_assert_int_eq(json_int_or(o, "d", 3), 3);
	ck_assert_int_eq(json_int_or(none, "i", 3), 3);
	ck_assert(json_bool_or(o, "b", false));
	ck_assert(json_bool_or(o, "i", true));
	ck_assert(!json_bool_or(o, "none", false));
	ck_assert_ptr_null(json_get(o, "n"));
	ck_assert_ptr_null(json_get(json_get(o, "l"), "x"));
	ck_assert_str_eq(json_object_get_string(
			     json_path(o, "o", "p", "q", NULL)), "deep");
	ck_assert_ptr_null(json_path(o, "o", "x", "q", NULL));
	ck_assert_ptr_null(json_path(none, "o", NULL));
	ck_assert_ptr_eq(json_path(o, NULL), o);
	json_object_put(o);
}
END_TEST

START_TEST(json_setters)
{
	struct json_object *o = json_object_new_object();
	struct buf b;

	buf_init(&b, 4096);
	json_put_text(o, "t", "a\"/\n");
	json_put_text(o, "n", NULL);
	json_put_int(o, "i", INT64_MIN);
	json_put_bool(o, "b", false);
	json_put(o, "l", json_object_new_array());
	json_put(o, "o", json_object_new_object());
	json_put_int(o, "t", 1); /* keeps its place */
	json_write_plain(&b, o);
	ck_assert_str_eq(buf_text(&b),
	    "{\"t\":1,\"n\":null,\"i\":-9223372036854775808,\"b\":false,"
	    "\"l\":[],\"o\":{}}");
	buf_reset(&b);
	json_put_text(json_get(o, "o"), "k", "a/b");
	json_object_array_add(json_get(o, "l"), NULL);
	json_write(&b, o);
	ck_assert_str_eq(buf_text(&b),
	    "{\n  \"t\": 1,\n  \"n\": null,\n"
	    "  \"i\": -9223372036854775808,\n  \"b\": false,\n"
	    "  \"l\": [\n    null\n  ],\n"
	    "  \"o\": {\n    \"k\": \"a/b\"\n  }\n}");
	buf_free(&b);
	json_object_put(o);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rows");
	Suite *s = suite_create("base_data");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, setting_row, 0, nitems(values));
	tcase_add_loop_test(tc, setting_by_itself, 0, nitems(values));
	tcase_add_test(tc, secrets_are_known);
	tcase_add_test(tc, setting_numbers);
	tcase_add_loop_test(tc, setting_needed, 0, SETTING_COUNT);
	tcase_add_test(tc, setting_too_long);
	tcase_add_loop_test(tc, setting_file_row, 0, nitems(files));
	tcase_add_test(tc, setting_no_file);
	tcase_add_loop_test(tc, json_row, 0, nitems(jsons));
	tcase_add_test(tc, json_lengths);
	tcase_add_test(tc, json_getters);
	tcase_add_test(tc, json_setters);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
