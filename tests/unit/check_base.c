/* The small tools of src/base: text, buf, id, error, log, crypto, clock. */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/error.h"
#include "base/id.h"
#include "base/log.h"
#include "base/text.h"

/* text */

static const struct {
	const char *src;
	size_t size;
	const char *want;
	bool whole;
} copies[] = {
	{ "", 1, "", true },
	{ "abc", 4, "abc", true },
	{ "abc", 3, "ab", false },
	{ "abc", 1, "", false },
	{ "a\xc3\xa4", 4, "a\xc3\xa4", true },
	{ "a\xc3\xa4", 3, "a", false },
	{ "\xe2\x82\xac", 3, "", false },
	{ "a\xf0\x9f\x98\x80z", 5, "a", false },
	{ "a\xf0\x9f\x98\x80z", 6, "a\xf0\x9f\x98\x80", false },
};

START_TEST(copy_row)
{
	char dst[16];

	memset(dst, 'X', sizeof(dst));
	ck_assert_int_eq(text_copy(dst, copies[_i].size, copies[_i].src),
	    copies[_i].whole);
	ck_assert_str_eq(dst, copies[_i].want);
	ck_assert_int_eq(dst[copies[_i].size], 'X');
}
END_TEST

static const struct {
	const char *bytes;
	size_t len;
	bool valid;
} utf8[] = {
	{ "", 0, true },
	{ "abc", 3, true },
	{ "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 9, true },
	{ "\xf4\x8f\xbf\xbf", 4, true },
	{ "a\0b", 3, false },
	{ "\x80", 1, false },
	{ "\xc0\xaf", 2, false },
	{ "\xc1\xbf", 2, false },
	{ "\xe0\x80\xaf", 3, false },
	{ "\xed\xa0\x80", 3, false },
	{ "\xf0\x80\x80\xaf", 4, false },
	{ "\xf4\x90\x80\x80", 4, false },
	{ "\xf5\x80\x80\x80", 4, false },
	{ "\xff", 1, false },
	{ "\xc3", 1, false },
	{ "\xe2\x82", 2, false },
	{ "\xe2\x82z", 3, false },
	{ "\xf0\x9f\x98z", 4, false },
};

START_TEST(utf8_row)
{
	ck_assert_int_eq(text_is_utf8(utf8[_i].bytes, utf8[_i].len),
	    utf8[_i].valid);
}
END_TEST

static const struct {
	const char *text;
	bool good;
	int64_t value;
} ints[] = {
	{ "0", true, 0 },
	{ "-0", true, 0 },
	{ "007", true, 7 },
	{ "-12", true, -12 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "-9223372036854775808", true, INT64_MIN },
	{ "9223372036854775808", false, 0 },
	{ "-9223372036854775809", false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1.0", false, 0 },
	{ "1e9", false, 0 },
	{ "0x1", false, 0 },
	{ "2; drop", false, 0 },
};

START_TEST(int_row)
{
	int64_t value = 42;

	ck_assert_int_eq(text_to_int(ints[_i].text, &value), ints[_i].good);
	ck_assert(value == (ints[_i].good ? ints[_i].value : 42));
}
END_TEST

static const struct {
	const char *text;
	bool email, id;
} names[] = {
	{ "a@b.example", true, false },
	{ "a.b+c@mail.shop.example", true, false },
	{ "", false, false },
	{ "a", false, true },
	{ "@b.example", false, false },
	{ "a@", false, false },
	{ "a@b", false, false },
	{ "a@.example", false, false },
	{ "a@b.", false, false },
	{ "a@b..example", false, false },
	{ "a@b@c.example", false, false },
	{ "a b@c.example", false, false },
	{ "a@b.example\n", false, false },
	{ "a,b@c.example", false, false },
	{ "<a@b.example>", false, false },
	{ "cs_test_A1-z", false, true },
	{ "a.b", false, false },
	{ "a/b", false, false },
	{ "\xc3\xa4", false, false },
};

START_TEST(name_row)
{
	ck_assert_int_eq(text_is_email(names[_i].text), names[_i].email);
	ck_assert_int_eq(text_is_id(names[_i].text), names[_i].id);
}
END_TEST

START_TEST(chars)
{
	ck_assert_uint_eq(text_chars(""), 0);
	ck_assert_uint_eq(text_chars("abc"), 3);
	ck_assert_uint_eq(text_chars("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
	    3);
}
END_TEST

/* buf */

START_TEST(buf_grows)
{
	struct buf b;
	char *taken;

	buf_init(&b, 100000);
	ck_assert_str_eq(buf_text(&b), "");
	for (int i = 0; i < 10000; i++)
		buf_addf(&b, "%04d,", i);
	ck_assert(buf_ok(&b));
	ck_assert_uint_eq(b.len, 50000);
	ck_assert_str_eq(b.data + 49990, "9998,9999,");
	buf_reset(&b);
	ck_assert_str_eq(buf_text(&b), "");
	buf_add(&b, "a\0b", 3);
	buf_add(&b, NULL, 0);
	ck_assert_uint_eq(b.len, 3);
	taken = buf_take(&b);
	ck_assert_mem_eq(taken, "a\0b\0", 4);
	ck_assert_uint_eq(b.len, 0);
	free(taken);
	taken = buf_take(&b);
	ck_assert_str_eq(taken, "");
	free(taken);
	buf_free(&b);
}
END_TEST

/* The ceiling holds, and what failed stays failed until it is emptied. */
START_TEST(buf_ceiling)
{
	struct buf b;

	buf_init(&b, 10);
	buf_add_text(&b, "1234567890");
	ck_assert(buf_ok(&b));
	buf_add_char(&b, 'x');
	ck_assert(!buf_ok(&b));
	ck_assert_str_eq(buf_text(&b), "1234567890");
	buf_add(&b, "", 0);
	ck_assert(!buf_ok(&b));
	ck_assert_ptr_null(buf_take(&b));
	ck_assert(buf_ok(&b));
	buf_addf(&b, "%011d", 1);
	ck_assert(!buf_ok(&b));
	buf_reset(&b);
	buf_addf(&b, "%010d", 1);
	ck_assert(buf_ok(&b));
	buf_reset(&b);
	buf_add(&b, "x", SIZE_MAX);
	ck_assert(!buf_ok(&b));
	buf_free(&b);
	buf_init(&b, 0);
	buf_add_text(&b, "");
	ck_assert(buf_ok(&b));
	buf_add_char(&b, 'x');
	ck_assert(!buf_ok(&b));
	buf_free(&b);
}
END_TEST

static const struct {
	const char *text;
	int indent;
	const char *want;
} indents[] = {
	{ "", 2, "" },
	{ "a", 2, "a" },
	{ "a\nb", 2, "a\n  b" },
	{ "a\n\nb\n", 1, "a\n \n b\n " },
	{ "a\nb", 0, "a\nb" },
};

START_TEST(indent_row)
{
	struct buf b;

	buf_init(&b, 1000);
	buf_add_indented(&b, indents[_i].text, strlen(indents[_i].text),
	    indents[_i].indent);
	ck_assert_str_eq(buf_text(&b), indents[_i].want);
	buf_free(&b);
}
END_TEST

/* id */

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(a, b);
}

START_TEST(ids)
{
	enum { N = 20000 };
	static char all[N][ID_MAX];
	bool seen[128] = { false };
	int letters = 0;

	for (size_t i = 0; i < N; i++) {
		id_new(all[i], sizeof(all[i]), "cs_test_", 24);
		ck_assert_uint_eq(strlen(all[i]), 32);
		ck_assert_int_eq(strncmp(all[i], "cs_test_", 8), 0);
		for (const char *p = all[i] + 8; *p != '\0'; p++)
			seen[(unsigned char)*p & 127] = true;
		ck_assert_uint_eq(strspn(all[i] + 8,
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789"),
		    24);
	}
	for (size_t i = 0; i < nitems(seen); i++)
		letters += seen[i];
	ck_assert_int_eq(letters, 62);
	qsort(all, N, sizeof(all[0]), compare_ids);
	for (size_t i = 1; i < N; i++)
		ck_assert_str_ne(all[i - 1], all[i]);
}
END_TEST

START_TEST(id_sizes)
{
	char out[300];

	id_new(out, 5, "a_", 2); /* just fits */
	ck_assert_uint_eq(strlen(out), 4);
	id_new(out, sizeof(out), "", 0);
	ck_assert_str_eq(out, "");
	id_new(out, sizeof(out), "", 299);
	ck_assert_uint_eq(strlen(out), 299);
}
END_TEST

START_TEST(id_without_room)
{
	char out[4];

	id_new(out, sizeof(out), "a_", 2);
}
END_TEST

/* error */

static const struct {
	enum till_err kind;
	int status;
} kinds[] = {
	{ TILL_OK, 200 }, { TILL_EINPUT, 400 }, { TILL_EIDEMPOTENCY, 400 },
	{ TILL_EAUTH, 401 }, { TILL_ECARD, 402 }, { TILL_EFORBIDDEN, 403 },
	{ TILL_ENOTFOUND, 404 }, { TILL_EMETHOD, 405 },
	{ TILL_ECONFLICT, 409 }, { TILL_ETOOBIG, 413 }, { TILL_ERATE, 429 },
	{ TILL_EDB, 500 }, { TILL_EMEM, 500 }, { TILL_EINTERNAL, 500 },
	{ TILL_EUPSTREAM, 502 }, { TILL_EBUSY, 503 },
	{ TILL_ERR_COUNT, 500 }, { (enum till_err)-1, 500 },
};

START_TEST(kind_row)
{
	const char *name = till_err_name(kinds[_i].kind);

	ck_assert_int_eq(till_err_status(kinds[_i].kind), kinds[_i].status);
	ck_assert_ptr_nonnull(name);
	ck_assert_str_ne(name, "");
}
END_TEST

START_TEST(failing)
{
	static struct till_error e;
	char *wide = malloc(TILL_MESSAGE_MAX + 2);

	ck_assert_ptr_nonnull(wide);
	ck_assert_int_eq(till_fail(&e, TILL_ECARD, "card_declined", "card",
			     "No: %d%%", 5),
	    TILL_ECARD);
	ck_assert_int_eq(e.kind, TILL_ECARD);
	ck_assert_str_eq(e.code, "card_declined");
	ck_assert_str_eq(e.param, "card");
	ck_assert_str_eq(e.message, "No: 5%");
	ck_assert_str_eq(e.decline_code, "");
	/* A new failure leaves nothing of the one before it. */
	text_copy(e.decline_code, sizeof(e.decline_code), "lost_card");
	till_fail(&e, TILL_EINPUT, NULL, NULL, "Again.");
	ck_assert_str_eq(e.code, "");
	ck_assert_str_eq(e.param, "");
	ck_assert_str_eq(e.decline_code, "");
	/* A message is cut between characters. */
	memset(wide, 'x', TILL_MESSAGE_MAX - 2);
	memcpy(wide + TILL_MESSAGE_MAX - 2, "\xe2\x82\xac", 4);
	till_fail(&e, TILL_EINPUT, wide, wide, "%s", wide);
	ck_assert_uint_eq(strlen(e.message), TILL_MESSAGE_MAX - 2);
	ck_assert_uint_eq(strlen(e.param), TILL_PARAM_MAX - 1);
	ck_assert_int_eq(till_fail(NULL, TILL_EDB, NULL, NULL, "x"),
	    TILL_EDB);
	till_error_clear(&e);
	ck_assert_int_eq(e.kind, TILL_OK);
	ck_assert_str_eq(e.message, "");
	free(wide);
}
END_TEST

/* log */

static const struct {
	enum log_level last, level;
	const char *request, *text;
	const char *want; /* after the time; "" for nothing */
} logs[] = {
	{ LOG_INFO, LOG_INFO, "req_1", "done",
	    " info prog req_1 msg=\"done\"\n" },
	{ LOG_INFO, LOG_ERROR, NULL, "", " error prog - msg=\"\"\n" },
	{ LOG_INFO, LOG_DEBUG, NULL, "done", "" },
	{ LOG_ERROR, LOG_WARN, NULL, "done", "" },
	{ LOG_DEBUG, LOG_DEBUG, NULL, "done", " debug prog - msg=\"done\"\n" },
	{ LOG_INFO, LOG_WARN, NULL, "a\n2026 error evil\r\"\\\x1b\x7f",
	    " warn prog - msg=\"a\\x0a2026 error evil\\x0d"
	    "\\\"\\\\\\x1b\\x7f\"\n" },
};

/* Runs a piece of logging with standard error in a file; its text. */
static void
catch_log(char *out, size_t size, enum log_level level, const char *text)
{
	char path[] = "/tmp/till-log-XXXXXX";
	int file = mkstemp(path), saved = dup(STDERR_FILENO);
	ssize_t n;

	ck_assert_int_ge(file, 0);
	unlink(path);
	dup2(file, STDERR_FILENO);
	log_write(level, "%s", text);
	dup2(saved, STDERR_FILENO);
	close(saved);
	n = pread(file, out, size - 1, 0);
	ck_assert_int_ge(n, 0);
	out[n] = '\0';
	close(file);
}

START_TEST(log_row)
{
	static const size_t time_len = sizeof("2026-11-22T10:00:00Z") - 1;
	char line[512];

	log_open("prog", logs[_i].last);
	log_request(logs[_i].request);
	catch_log(line, sizeof(line), logs[_i].level, logs[_i].text);
	if (logs[_i].want[0] == '\0') {
		ck_assert_str_eq(line, "");
	} else {
		ck_assert_uint_gt(strlen(line), time_len);
		ck_assert_int_eq(line[10], 'T');
		ck_assert_int_eq(line[time_len - 1], 'Z');
		ck_assert_str_eq(line + time_len, logs[_i].want);
	}
}
END_TEST

START_TEST(log_long)
{
	static char text[20000], line[20000];

	memset(text, '\n', sizeof(text) - 1);
	catch_log(line, sizeof(line), LOG_ERROR, text);
	ck_assert_uint_lt(strlen(line), 4096);
	ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
	ck_assert_int_eq(line[strlen(line) - 2], '"');
}
END_TEST

/* crypto */

START_TEST(hashes)
{
	char hex[CRYPTO_HEX_MAX];

	/* FIPS 180-4's "abc" and RFC 4231's second case. */
	crypto_sha256_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
			      "b00361a396177a9cb410ff61f20015ad");
	crypto_sha256_hex("", 0, hex);
	ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb924"
			      "27ae41e4649b934ca495991b7852b855");
	crypto_hmac_hex("Jefe", "what do ya want for nothing?", 28, hex);
	ck_assert_str_eq(hex, "5bdcc146bf60754e6a042426089575c7"
			      "5a003f089d2739839dec58b964ec3843");
	ck_assert(crypto_equal("", ""));
	ck_assert(crypto_equal("abc", "abc"));
	ck_assert(!crypto_equal("abc", "abd"));
	ck_assert(!crypto_equal("abc", "ab"));
	ck_assert(!crypto_equal("", "a"));
}
END_TEST

static const struct {
	const char *base64;
	size_t size;
	const char *text; /* NULL: refused */
} base64s[] = {
	{ "YQ==", 8, "a" },
	{ "YWI=", 8, "ab" },
	{ "YWJj", 8, "abc" },
	{ "c2tfdGVzdF8xOg==", 16, "sk_test_1:" },
	{ "YWJj", 4, "abc" },
	{ "YWJj", 3, NULL },
	{ "", 8, NULL },
	{ "YWJ", 8, NULL },
	{ "YW=j", 8, NULL },
	{ "Y===", 8, NULL },
	{ "====", 8, NULL },
	{ "YQ==YQ==", 8, NULL },
	{ "YWJj\n\n\n\n", 8, NULL },
	{ "    YWJj", 8, NULL },
	{ "YWJj----", 8, NULL },
	{ "YW-j", 8, NULL },
	{ "YW_j", 8, NULL },
	{ "AAAA", 8, NULL },
	{ "YQBi", 8, NULL },
	{ "\xc3\xa4\xc3\xa4", 8, NULL },
};

START_TEST(base64_row)
{
	char out[16] = "unchanged";
	bool good = crypto_base64_text(base64s[_i].base64, out,
	    base64s[_i].size);

	ck_assert_int_eq(good, base64s[_i].text != NULL);
	ck_assert_str_eq(out, good ? base64s[_i].text : "unchanged");
}
END_TEST

START_TEST(base64_long)
{
	static char text[8201], out[8201];

	memset(text, 'Q', 8192);
	ck_assert(crypto_base64_text(text, out, sizeof(out)));
	ck_assert_uint_eq(strlen(out), 8192 / 4 * 3);
	memset(text, 'Q', 8196);
	ck_assert(!crypto_base64_text(text, out, sizeof(out)));
}
END_TEST

/* clock */

START_TEST(system_clock)
{
	static struct till_error e;
	int64_t before = time(NULL), now;

	ck_assert_int_eq(clock_open(NULL, &e), TILL_OK);
	ck_assert_int_eq(clock_open("", &e), TILL_OK);
	now = clock_now();
	ck_assert(now >= before && now <= time(NULL));
	ck_assert_int_eq(clock_advance(1, &e), TILL_EFORBIDDEN);
	ck_assert_int_eq(clock_set(1, &e), TILL_EFORBIDDEN);
	ck_assert(!clock_is_test());
	ck_assert_ptr_nonnull(strstr(e.message, "TILL_CLOCK"));
}
END_TEST

START_TEST(test_clock)
{
	static struct till_error e;
	char folder[] = "/tmp/till-clock-XXXXXX", path[64];
	int64_t start;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/clock", folder);
	ck_assert_int_eq(clock_open(path, &e), TILL_OK);
	start = time(NULL);
	ck_assert_int_eq(clock_advance(0, &e), TILL_OK);
	ck_assert_int_eq(clock_advance(86400, &e), TILL_OK);
	ck_assert_int_eq(clock_advance(100, &e), TILL_OK);
	ck_assert_int_eq(clock_advance(-1, &e), TILL_EINPUT);
	ck_assert_str_eq(e.param, "advance");
	ck_assert_int_eq(clock_advance(11LL * 366 * 86400, &e), TILL_EINPUT);
	ck_assert(clock_now() - start >= 86500);
	/* Put back to where it was once, for a state of the past. */
	ck_assert_int_eq(clock_set(start - 86400, &e), TILL_OK);
	ck_assert(clock_now() < start);
	ck_assert_int_eq(clock_set(start + 86500, &e), TILL_OK);
	ck_assert(clock_is_test());
	/* Another program sees it, and so does a later start. */
	ck_assert_int_eq(clock_open(NULL, &e), TILL_OK);
	ck_assert(clock_now() - start < 86400);
	ck_assert_int_eq(clock_open(path, &e), TILL_OK);
	ck_assert(clock_now() - start >= 86500);
	ck_assert_int_eq(clock_open(NULL, &e), TILL_OK);
	unlink(path);
	/* Where no file can be. */
	(void)snprintf(path, sizeof(path), "%s/none/clock", folder);
	ck_assert_int_eq(clock_open(path, &e), TILL_EINTERNAL);
	ck_assert_ptr_nonnull(strstr(e.message, path));
	ck_assert_int_eq(clock_open(folder, &e), TILL_EINTERNAL);
	rmdir(folder);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rows");
	Suite *s = suite_create("base");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, copy_row, 0, nitems(copies));
	tcase_add_loop_test(tc, utf8_row, 0, nitems(utf8));
	tcase_add_loop_test(tc, int_row, 0, nitems(ints));
	tcase_add_loop_test(tc, name_row, 0, nitems(names));
	tcase_add_test(tc, chars);
	tcase_add_test(tc, buf_grows);
	tcase_add_test(tc, buf_ceiling);
	tcase_add_loop_test(tc, indent_row, 0, nitems(indents));
	tcase_add_test(tc, ids);
	tcase_add_test(tc, id_sizes);
	tcase_add_test_raise_signal(tc, id_without_room, SIGABRT);
	tcase_add_loop_test(tc, kind_row, 0, nitems(kinds));
	tcase_add_test(tc, failing);
	tcase_add_loop_test(tc, log_row, 0, nitems(logs));
	tcase_add_test(tc, log_long);
	tcase_add_test(tc, hashes);
	tcase_add_loop_test(tc, base64_row, 0, nitems(base64s));
	tcase_add_test(tc, base64_long);
	tcase_add_test(tc, system_clock);
	tcase_add_test(tc, test_clock);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
