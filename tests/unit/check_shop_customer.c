/* customer: each row is a cookie as a browser, or a forger, might send it. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/customer.h"

#define KEY "0123456789abcdef"
#define OTHER "fedcba9876543210"

/* %s in value is a good cookie for cus_1 that ends at 1000. */
static const struct {
	const char *value;
	const char *key;
	int64_t now;
	enum customer who;
} rows[] = {
	{ "%s", KEY, 999, CUSTOMER_SIGNED_IN },
	{ "%s", KEY, 1000, CUSTOMER_BAD },
	{ "%s", KEY, 5000, CUSTOMER_BAD },
	{ "%s", OTHER, 999, CUSTOMER_BAD },
	{ "%s0", KEY, 999, CUSTOMER_BAD },
	{ "x%s", KEY, 999, CUSTOMER_BAD },
	{ "%s.", KEY, 999, CUSTOMER_BAD },
	{ "cus_1.1000.", KEY, 999, CUSTOMER_BAD },
	{ "cus_1.1000", KEY, 999, CUSTOMER_BAD },
	{ "cus_1", KEY, 999, CUSTOMER_BAD },
	{ "", KEY, 999, CUSTOMER_BAD },
	{ "..", KEY, 999, CUSTOMER_BAD },
};

START_TEST(check_row)
{
	char good[CUSTOMER_COOKIE_MAX], value[2 * CUSTOMER_COOKIE_MAX];
	const char *at = strstr(rows[_i].value, "%s");
	char id[ID_MAX];
	struct till_error e;

	till_error_clear(&e);
	ck_assert_int_eq(customer_sign("cus_1", 1000, KEY, good, sizeof(good),
			     &e),
	    TILL_OK);
	if (at != NULL)
		(void)snprintf(value, sizeof(value), "%.*s%s%s",
		    (int)(at - rows[_i].value), rows[_i].value, good, at + 2);
	else
		text_copy(value, sizeof(value), rows[_i].value);
	ck_assert_int_eq(customer_check(value, rows[_i].key, rows[_i].now,
			     id),
	    rows[_i].who);
	ck_assert_str_eq(id,
	    rows[_i].who == CUSTOMER_SIGNED_IN ? "cus_1" : "");
}
END_TEST

/* Every changed byte of a good cookie is noticed. */
START_TEST(check_every_byte)
{
	char good[CUSTOMER_COOKIE_MAX], id[ID_MAX];
	struct till_error e;

	till_error_clear(&e);
	ck_assert_int_eq(customer_sign("cus_1", 1000, KEY, good, sizeof(good),
			     &e),
	    TILL_OK);
	for (size_t i = 0; good[i] != '\0'; i++) {
		char kept = good[i];

		good[i] = kept == '1' ? '2' : '1';
		ck_assert_int_eq(customer_check(good, KEY, 999, id),
		    CUSTOMER_BAD);
		good[i] = kept;
	}
	ck_assert_int_eq(customer_check(good, KEY, 999, id),
	    CUSTOMER_SIGNED_IN);
}
END_TEST

START_TEST(sign_refuses)
{
	char out[CUSTOMER_COOKIE_MAX], small[70], longest[ID_MAX + 1];
	struct till_error e;

	till_error_clear(&e);
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ck_assert_int_eq(customer_sign("", 1, KEY, out, sizeof(out), &e),
	    TILL_EINPUT);
	ck_assert_int_eq(customer_sign("a.b", 1, KEY, out, sizeof(out), &e),
	    TILL_EINPUT);
	ck_assert_int_eq(customer_sign(longest, 1, KEY, out, sizeof(out), &e),
	    TILL_EINPUT);
	ck_assert_int_eq(customer_sign("cus_12", 1, KEY, small, sizeof(small),
			     &e),
	    TILL_EINPUT);
}
END_TEST

/* Who a request comes from: variable, cookie, and whether there is a key. */
static const struct {
	const char *variable, *cookie; /* "good": a good cookie for cus_c */
	const char *key;
	enum customer who;
	const char *id;
} requests[] = {
	{ NULL, NULL, KEY, CUSTOMER_GUEST, "" },
	{ "", NULL, KEY, CUSTOMER_GUEST, "" },
	{ "cus_v", NULL, KEY, CUSTOMER_SIGNED_IN, "cus_v" },
	{ "cus_v", "good", NULL, CUSTOMER_SIGNED_IN, "cus_v" },
	{ "cus v", NULL, KEY, CUSTOMER_BAD, "" },
	{ NULL, "good", KEY, CUSTOMER_SIGNED_IN, "cus_c" },
	{ NULL, "good", NULL, CUSTOMER_GUEST, "" },
	{ NULL, "good", OTHER, CUSTOMER_BAD, "" },
	{ NULL, "cus_1", KEY, CUSTOMER_BAD, "" },
	{ NULL, "", KEY, CUSTOMER_GUEST, "" },
};

START_TEST(request_row)
{
	char good[CUSTOMER_COOKIE_MAX], variable[256], cookie[512];
	char *env[3] = { NULL, NULL, NULL };
	struct http_request req = { .id = "req_1", .env = env };
	char id[ID_MAX];
	struct till_error e;
	int n = 0;

	till_error_clear(&e);
	ck_assert_int_eq(customer_sign("cus_c", clock_now() + 60, KEY, good,
			     sizeof(good), &e),
	    TILL_OK);
	if (requests[_i].variable != NULL) {
		(void)snprintf(variable, sizeof(variable), "TILL_CUSTOMER=%s",
		    requests[_i].variable);
		env[n++] = variable;
	}
	if (requests[_i].cookie != NULL) {
		(void)snprintf(cookie, sizeof(cookie),
		    "HTTP_COOKIE=a=b; till_customer=%s",
		    strcmp(requests[_i].cookie, "good") == 0 ?
			good : requests[_i].cookie);
		env[n] = cookie;
	}
	ck_assert_int_eq(customer_of(&req, requests[_i].key, id),
	    requests[_i].who);
	ck_assert_str_eq(id, requests[_i].id);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("customer");
	Suite *s = suite_create("shop customer");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, check_row, 0, nitems(rows));
	tcase_add_test(tc, check_every_byte);
	tcase_add_test(tc, sign_refuses);
	tcase_add_loop_test(tc, request_row, 0, nitems(requests));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
