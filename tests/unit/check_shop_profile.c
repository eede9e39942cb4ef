/* profile: each row is a file as a merchant might write it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "shop/profile.h"

static char folder[64], path[128];
static struct till_error e;

static void
make_folder(void)
{
	strcpy(folder, "/tmp/till-profile-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	till_error_clear(&e);
}

static void
remove_folder(void)
{
	(void)unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
}

static void
write_file(const char *name, const char *text)
{
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static const struct {
	const char *text;
	const char *param; /* NULL: accepted */
} rows[] = {
	{ "{}", NULL },
	{ "{\"mode\":\"subscription\"}", NULL },
	{ "{\"ui_mode\":\"embedded\"}", NULL },
	{ "{\"allow_promotion_codes\":true,\"metadata\":{\"a\":\"b\"}}",
	    NULL },
	{ "{\"custom_fields\":[{\"key\":\"k\",\"label\":{\"custom\":\"l\","
	  "\"type\":\"custom\"},\"type\":\"text\"}]}",
	    NULL },
	{ "[]", "" },
	{ "{", "" },
	{ "", "" },
	{ "{\"allow_promotion_code\":true}", "allow_promotion_code" },
	{ "{\"mode\":\"buy\"}", "mode" },
	{ "{\"mode\":\"setup\"}", "mode" },
	{ "{\"allow_promotion_codes\":\"yes\"}", "allow_promotion_codes" },
	{ "{\"line_items\":[]}", "line_items" },
	{ "{\"customer\":\"cus_1\"}", "customer" },
	{ "{\"customer_email\":\"a@b.example\"}", "customer_email" },
	{ "{\"client_reference_id\":\"a\"}", "client_reference_id" },
	{ "{\"success_url\":\"nowhere\"}", "success_url" },
	/* Of the page with the Payment Element. */
	{ "{\"payment_intent\":{}}", NULL },
	{ "{\"payment_intent\":{\"description\":\"Tea\"},\"features\":{"
	  "\"payment_method_save\":\"enabled\","
	  "\"payment_method_save_usage\":\"on_session\"}}",
	    NULL },
	{ "{\"payment_intent\":{\"amount\":5}}", "amount" },
	{ "{\"payment_intent\":{\"customer\":\"cus_1\"}}", "customer" },
	{ "{\"payment_intent\":{\"return_url\":\"https://x/\"}}",
	    "return_url" },
	{ "{\"payment_intent\":{\"tip\":5}}", "tip" },
	{ "{\"payment_intent\":{\"capture_method\":\"manual\"}}",
	    "capture_method" },
	{ "{\"payment_intent\":{},\"mode\":\"payment\"}", "mode" },
	{ "{\"payment_intent\":{},\"features\":{\"gift\":1}}",
	    "components[payment_element][features][gift]" },
	{ "{\"payment_intent\":{},\"features\":{"
	  "\"payment_method_save\":\"enabled\"}}",
	    "payment_method_save_usage" },
};

START_TEST(load_row)
{
	struct profiles *p = NULL;

	write_file("shop.json", rows[_i].text);
	if (rows[_i].param == NULL) {
		ck_assert_int_eq(profiles_load(folder, &p, &e), TILL_OK);
		ck_assert_ptr_nonnull(profiles_find(p, "shop"));
		ck_assert_ptr_null(profiles_find(p, "other"));
	} else {
		ck_assert_int_eq(profiles_load(folder, &p, &e), TILL_EINPUT);
		ck_assert_ptr_null(p);
		ck_assert_str_eq(e.param, rows[_i].param);
		ck_assert_ptr_nonnull(strstr(e.message, path));
		ck_assert_ptr_nonnull(strstr(e.message, rows[_i].param));
	}
	profiles_free(p);
}
END_TEST

START_TEST(load_refuses_folders)
{
	struct profiles *p = NULL;

	ck_assert_int_eq(profiles_load("/nowhere/at/all", &p, &e),
	    TILL_EINPUT);
	ck_assert_int_eq(profiles_load(folder, &p, &e), TILL_EINPUT);
	write_file("no profile.json", "{}");
	ck_assert_int_eq(profiles_load(folder, &p, &e), TILL_EINPUT);
	ck_assert_ptr_null(p);
	profiles_free(NULL);
}
END_TEST

START_TEST(load_ours)
{
	struct profiles *p = NULL;

	path[0] = '\0';
	if (access("nginx/profiles", R_OK) != 0)
		return;
	ck_assert_int_eq(profiles_load("nginx/profiles", &p, &e), TILL_OK);
	ck_assert_ptr_nonnull(profiles_find(p, "payment"));
	ck_assert_ptr_nonnull(profiles_find(p, "subscription"));
	profiles_free(p);
}
END_TEST

#define ITEMS "\"line_items\":[]"
#define BACK \
	"\"success_url\":\"https://s.example/checkout/success" \
	"?session_id={CHECKOUT_SESSION_ID}\"," \
	"\"cancel_url\":\"https://s.example/checkout/cancel\""

/* What becomes of a profile for an order. */
static const struct {
	const char *profile;
	struct profile_order order;
	const char *request;
} requests[] = {
	{ "{}", { .email = NULL },
	    "{\"mode\":\"payment\"," BACK
	    ",\"metadata\":{\"till_order\":\"o\"}," ITEMS "}" },
	{ "{\"mode\":\"payment\",\"customer_update\":{\"name\":\"auto\"}}",
	    { .email = "a@b.example", .reference = "r" },
	    "{\"mode\":\"payment\"," BACK ",\"customer_email\":"
	    "\"a@b.example\",\"client_reference_id\":\"r\","
	    "\"metadata\":{\"till_order\":\"o\"}," ITEMS "}" },
	{ "{\"customer_creation\":\"always\",\"metadata\":{\"a\":\"b\"}}",
	    { .customer = "cus_1", .email = "a@b.example" },
	    "{\"metadata\":{\"a\":\"b\",\"till_order\":\"o\"},"
	    "\"mode\":\"payment\"," BACK ",\"customer\":\"cus_1\"," ITEMS
	    "}" },
	{ "{\"ui_mode\":\"embedded\"}", { .email = NULL },
	    "{\"ui_mode\":\"embedded\",\"mode\":\"payment\","
	    "\"return_url\":\"https://s.example/checkout/success"
	    "?session_id={CHECKOUT_SESSION_ID}\","
	    "\"metadata\":{\"till_order\":\"o\"}," ITEMS "}" },
	{ "{\"ui_mode\":\"embedded\",\"redirect_on_completion\":\"never\"}",
	    { .email = NULL },
	    "{\"ui_mode\":\"embedded\",\"redirect_on_completion\":\"never\","
	    "\"mode\":\"payment\",\"metadata\":{\"till_order\":\"o\"}," ITEMS
	    "}" },
	{ "{\"success_url\":\"https://x.example/\","
	  "\"cancel_url\":\"https://y.example/\"}",
	    { .email = NULL },
	    "{\"success_url\":\"https://x.example/\","
	    "\"cancel_url\":\"https://y.example/\",\"mode\":\"payment\","
	    "\"metadata\":{\"till_order\":\"o\"}," ITEMS "}" },
	{ "{\"payment_intent\":{\"description\":\"Tea\"}}",
	    { .customer = "cus_1", .email = "a@b.example", .reference = "r",
		.amount = { 700, "eur" } },
	    "{\"description\":\"Tea\",\"amount\":700,\"currency\":\"eur\","
	    "\"customer\":\"cus_1\",\"receipt_email\":\"a@b.example\","
	    "\"automatic_payment_methods\":{\"enabled\":true},"
	    "\"metadata\":{\"till_order\":\"o\","
	    "\"client_reference_id\":\"r\"}}" },
	{ "{\"payment_intent\":{\"payment_method_types\":[\"card\"],"
	  "\"metadata\":{\"a\":\"b\"}}}",
	    { .amount = { 700, "eur" } },
	    "{\"payment_method_types\":[\"card\"],\"metadata\":{"
	    "\"a\":\"b\",\"till_order\":\"o\"},\"amount\":700,"
	    "\"currency\":\"eur\"}" },
};

START_TEST(request_row)
{
	struct profile_order order = requests[_i].order;
	struct json_object *profile = NULL, *request;
	const char *text = requests[_i].profile;
	struct buf before, after;

	path[0] = '\0';
	ck_assert_int_eq(json_parse(text, strlen(text), &profile, &e),
	    TILL_OK);
	buf_init(&before, 65536);
	buf_init(&after, 65536);
	json_write_plain(&before, profile);
	order.public_url = "https://s.example";
	order.order_id = "o";
	order.line_items = json_object_new_array();
	request = profile_request(profile, &order);
	json_write_plain(&after, request);
	ck_assert_str_eq(buf_text(&after), requests[_i].request);
	/* The profile itself stays as it was. */
	buf_reset(&after);
	json_write_plain(&after, profile);
	ck_assert_str_eq(buf_text(&after), buf_text(&before));
	buf_free(&before);
	buf_free(&after);
	json_object_put(order.line_items);
	json_object_put(request);
	json_object_put(profile);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("profile");
	Suite *s = suite_create("shop profile");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, make_folder, remove_folder);
	tcase_add_loop_test(tc, load_row, 0, nitems(rows));
	tcase_add_test(tc, load_refuses_folders);
	tcase_add_test(tc, load_ours);
	tcase_add_loop_test(tc, request_row, 0, nitems(requests));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
