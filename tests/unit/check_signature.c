/*
 * signature: each row is a header as it may come with a body, and what is
 * wrong with it.  The signatures were made by the official SDK's
 * generateTestHeaderString.
 */
#include <check.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "events/signature.h"

#define T "1800000000"
#define NOW INT64_C(1800000000)
#define BODY "{\"id\":\"evt_1\"}"
#define TEXT "{\n  \"name\": \"K\xc3\xa4se \xe2\x80\x94 5 \xe2\x82\xac\"\n}"
#define SEAL "1b1175c4f27446431d116ab61cb6ec9bbac7dd5c3be4a273ba6645a112bb4bb4"
#define SEAL_TEXT \
	"0f7260548bf9e0d8126e9f1ec777db7745b8d7c5c531b0f8f89049e03ef302c2"
#define SEAL_EMPTY \
	"51a53b687e937840ee4132f26d115770d76ef81fdd37cf510f7213229d6563b4"
#define WRONG \
	"0000000000000000000000000000000000000000000000000000000000000000"

static const char *const secrets[] = { "whsec_one", "whsec_two" };

static const struct {
	const char *header, *body;
	int64_t now;
	enum signature_fault fault;
} rows[] = {
	{ "t=" T ",v1=" SEAL, BODY, NOW, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL_TEXT, TEXT, NOW, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL_EMPTY, "", NOW, SIGNATURE_OK },
	{ "v1=" SEAL ",t=" T, BODY, NOW, SIGNATURE_OK },
	/* Any of several; other schemes are passed over. */
	{ "t=" T ",v1=" WRONG ",v1=" SEAL, BODY, NOW, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL ",v1=" WRONG, BODY, NOW, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL ",v0=" WRONG, BODY, NOW, SIGNATURE_OK },
	{ "t=" T ",v1=short,v1=" SEAL ",,=,x", BODY, NOW, SIGNATURE_OK },
	{ "t=" T ",v0=" SEAL ",v1=" WRONG, BODY, NOW, SIGNATURE_NO_MATCH },
	/* The time, to both sides. */
	{ "t=" T ",v1=" SEAL, BODY, NOW + 300, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL, BODY, NOW - 300, SIGNATURE_OK },
	{ "t=" T ",v1=" SEAL, BODY, NOW + 301, SIGNATURE_TIME },
	{ "t=" T ",v1=" SEAL, BODY, NOW - 301, SIGNATURE_TIME },
	/* What is wrong with the signature is said before the time. */
	{ "t=" T ",v1=" WRONG, BODY, NOW + 301, SIGNATURE_NO_MATCH },
	{ "t=1800000001,v1=" SEAL, BODY, NOW, SIGNATURE_NO_MATCH },
	{ "t=" T ",v1=" SEAL, BODY " ", NOW, SIGNATURE_NO_MATCH },
	{ "t=" T ",v1=" SEAL, "", NOW, SIGNATURE_NO_MATCH },
	{ "t=" T ",v1=" SEAL "0", BODY, NOW, SIGNATURE_NO_MATCH },
	{ "t=" T ",v1=", BODY, NOW, SIGNATURE_NO_MATCH },
	/* No header that can be read. */
	{ NULL, BODY, NOW, SIGNATURE_NO_HEADER },
	{ "", BODY, NOW, SIGNATURE_NO_HEADER },
	{ "t=" T, BODY, NOW, SIGNATURE_MALFORMED },
	{ "v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t=,v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t=x,v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t=-1,v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t=1800000000000,v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t,v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ " t=" T ",v1=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ "t=" T ",v0=" SEAL, BODY, NOW, SIGNATURE_MALFORMED },
	{ ",,,", BODY, NOW, SIGNATURE_MALFORMED },
};

START_TEST(verify_row)
{
	enum signature_fault fault = SIGNATURE_FAULTS;
	enum till_err err = signature_verify(rows[_i].header, rows[_i].body,
	    strlen(rows[_i].body), secrets, nitems(secrets), rows[_i].now,
	    SIGNATURE_TOLERANCE_S, &fault);

	ck_assert_int_eq(fault, rows[_i].fault);
	ck_assert_int_eq(err,
	    rows[_i].fault == SIGNATURE_OK ? TILL_OK : TILL_EINPUT);
}
END_TEST

/* With no secret at all nothing is right. */
START_TEST(verify_without_secret)
{
	enum signature_fault fault;

	ck_assert_int_eq(signature_verify("t=" T ",v1=" SEAL, BODY,
			     strlen(BODY), NULL, 0, NOW, 300, &fault),
	    TILL_EINPUT);
	ck_assert_int_eq(fault, SIGNATURE_NO_MATCH);
}
END_TEST

/* A signature for each secret, each of which verifies alone. */
START_TEST(make_each)
{
	static const char both[] = "t=" T ",v1=" SEAL ",v1=";
	enum signature_fault fault;
	struct buf header;

	buf_init(&header, 4096);
	signature_make(&header, BODY, strlen(BODY), secrets, nitems(secrets),
	    NOW);
	ck_assert(buf_ok(&header));
	ck_assert_uint_eq(header.len,
	    strlen(both) + CRYPTO_HEX_MAX - 1);
	ck_assert_mem_eq(header.data, both, strlen(both));
	for (size_t i = 0; i < nitems(secrets); i++)
		ck_assert_int_eq(signature_verify(header.data, BODY,
				     strlen(BODY), &secrets[i], 1, NOW, 300,
				     &fault),
		    TILL_OK);
	buf_free(&header);
}
END_TEST

/* Every fault has its own sentence. */
START_TEST(fault_text)
{
	const char *text = signature_fault_text((enum signature_fault)_i);

	ck_assert_uint_gt(strlen(text), 0);
	for (int other = 0; other < _i; other++)
		ck_assert_str_ne(text,
		    signature_fault_text((enum signature_fault)other));
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("signature");
	Suite *s = suite_create("signature");
	SRunner *sr = srunner_create(s);

	tcase_add_loop_test(tc, verify_row, 0, (int)nitems(rows));
	tcase_add_test(tc, verify_without_secret);
	tcase_add_test(tc, make_each);
	tcase_add_loop_test(tc, fault_text, 0, SIGNATURE_FAULTS);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	int failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
