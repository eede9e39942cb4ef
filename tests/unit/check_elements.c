/* check_elements: the files of pricing tables and buy buttons, row by row. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "elements/buttons.h"
#include "elements/tables.h"
#include "sessions/make.h"

static char path[32]; /* of the file loaded last */

/* Writes text to a new file. */
static void
put_file(const char *text)
{
	FILE *file;
	int fd;

	text_copy(path, sizeof(path), "/tmp/till-tables-XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	file = fdopen(fd, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static enum till_err
load(const char *text, struct tables **out, struct till_error *e)
{
	enum till_err err;

	put_file(text);
	till_error_clear(e);
	err = tables_load(path, out, e);
	ck_assert_int_eq(unlink(path), 0);
	return err;
}

#define TABLE(rest) "{\"pricing_tables\":[{\"id\":\"prctbl_a\"," rest "}]}"
#define PLANS "\"plans\":[{\"prices\":[{\"lookup_key\":\"k\"}]}]"
#define PLAN(rest) TABLE("\"plans\":[{" rest "}]")
#define PRICES "\"prices\":[{\"lookup_key\":\"k\"}]"
#define FAR "4102444800" /* 2100-01-01 */
#define P "{\"price\":\"price_1\"}"

static const char *const good[] = {
	"{\"pricing_tables\":[]}",
	TABLE(PLANS),
	TABLE("\"session\":{}," PLANS),
	TABLE("\"session\":{\"success_url\":\"https://shop.example/\","
	      "\"allow_promotion_codes\":true}," PLANS),
	TABLE("\"session\":{\"customer_update\":{\"address\":\"auto\"}},"
	      PLANS),
	PLAN("\"prices\":[" P "," P "," P "]"),
	PLAN(PRICES ",\"features\":[\"a\",\"\\u00e9\"],\"highlight\":\"h\","
		    "\"button\":\"b\",\"description\":\"d\","
		    "\"trial_period_days\":730"),
	TABLE("\"plans\":[{" PRICES "},{" PRICES "},{" PRICES "},{" PRICES
	      "}]"),
	TABLE("\"session\":{\"subscription_data\":{\"trial_end\":" FAR "}},"
	      PLANS),
};

START_TEST(test_good)
{
	struct tables *t = NULL;
	struct till_error e;

	ck_assert_msg(load(good[_i], &t, &e) == TILL_OK, "%s: %s", good[_i],
	    e.message);
	tables_free(t);
}
END_TEST

static const struct {
	const char *text, *says; /* after the file's name */
} bad[] = {
	{ "", "" },
	{ "{", "" },
	{ "[]", "the file must be an object" },
	{ "{}", "the file has no list pricing_tables" },
	{ "{\"pricing_tables\":{}}", "pricing_tables is of the wrong kind" },
	{ "{\"pricing_tables\":[],\"x\":1}", "the file.x is not known here" },
	{ "{\"pricing_tables\":[1]}", "pricing_tables[0] must be an object" },
	{ "{\"pricing_tables\":[null]}",
	    "pricing_tables[0] must be an object" },
	{ "{\"pricing_tables\":[{" PLANS "}]}", "pricing_tables[0].id must" },
	{ "{\"pricing_tables\":[{\"id\":\"a\"," PLANS "}]}", ".id must be" },
	{ "{\"pricing_tables\":[{\"id\":\"prctbl_a b\"," PLANS "}]}",
	    ".id must be" },
	{ "{\"pricing_tables\":[{\"id\":1," PLANS "}]}",
	    ".id is of the wrong kind" },
	{ "{\"pricing_tables\":[{\"id\":\"prctbl_a\"," PLANS "},"
	  "{\"id\":\"prctbl_a\"," PLANS "}]}",
	    "pricing_tables[1].id is there twice" },
	{ TABLE("\"colour\":\"red\"," PLANS), ".colour is not known here" },
	{ TABLE("\"session\":{}"), ".plans must be a list of 1 to 4 plans" },
	{ TABLE("\"plans\":[]"), ".plans must be a list of 1 to 4 plans" },
	{ TABLE("\"plans\":[{" PRICES "},{" PRICES "},{" PRICES "},{" PRICES
		"},{" PRICES "}]"),
	    ".plans must be a list of 1 to 4 plans" },
	{ TABLE("\"plans\":[7]"), ".plans[0] must be an object" },
	{ PLAN("\"button\":\"b\""), ".prices must be a list of 1 to 3" },
	{ PLAN("\"prices\":[]"), ".prices must be a list of 1 to 3" },
	{ PLAN("\"prices\":[" P "," P "," P "," P "]"),
	    ".prices must be a list of 1 to 3" },
	{ PLAN("\"prices\":[\"price_1\"]"), ".prices[0] must be an object" },
	{ PLAN("\"prices\":[{}]"), ".prices[0] must have a lookup_key or" },
	{ PLAN("\"prices\":[{\"lookup_key\":\"\"}]"), "must have a lookup_k" },
	{ PLAN("\"prices\":[{\"lookup_key\":\"k\",\"price\":\"p\"}]"),
	    ".prices[0] must have a lookup_key or a price" },
	{ PLAN("\"prices\":[{\"amount\":1}]"), ".amount is not known here" },
	{ PLAN(PRICES ",\"features\":\"a\""), ".features is of the wrong" },
	{ PLAN(PRICES ",\"features\":[1]"), ".features[0] must be a text" },
	{ PLAN(PRICES ",\"features\":[null]"), ".features[0] must be a tex" },
	{ PLAN(PRICES ",\"features\":[\"a\",\"\"]"), ".features[1] must ha" },
	{ PLAN(PRICES ",\"highlight\":\"\""), ".highlight must have 1 to 2" },
	{ PLAN(PRICES ",\"highlight\":null"), ".highlight is of the wrong" },
	{ PLAN(PRICES ",\"button\":2"), ".button is of the wrong kind" },
	{ PLAN(PRICES ",\"trial_period_days\":0"), "days must be 1 to 730" },
	{ PLAN(PRICES ",\"trial_period_days\":731"), "days must be 1 to 730" },
	{ PLAN(PRICES ",\"trial_period_days\":\"7\""), "is of the wrong" },
	{ TABLE("\"session\":[]," PLANS), ".session is of the wrong kind" },
	{ TABLE("\"session\":{\"mode\":\"payment\"}," PLANS),
	    ".session.mode is decided by the table" },
	{ TABLE("\"session\":{\"customer\":\"cus_1\"}," PLANS),
	    ".session.customer is decided by the table" },
	{ TABLE("\"session\":{\"line_items\":[]}," PLANS),
	    ".session.line_items is decided by the table" },
	{ TABLE("\"session\":{\"colour\":\"red\"}," PLANS),
	    "pricing_tables[0].session: Received unknown parameter: colour" },
	{ TABLE("\"session\":{\"success_url\":\"shop\"}," PLANS),
	    "pricing_tables[0].session: " },
	{ TABLE("\"session\":{\"subscription_data\":{\"trial_end\":" FAR "}},"
		"\"plans\":[{" PRICES ",\"trial_period_days\":7}]"),
	    "pricing_tables[0].session: " },
	{ TABLE("\"session\":{\"submit_type\":\"pay\"}," PLANS),
	    "pricing_tables[0].session: " },
};

START_TEST(test_bad)
{
	struct tables *t = NULL;
	struct till_error e;

	ck_assert_int_eq(load(bad[_i].text, &t, &e), TILL_EINPUT);
	ck_assert_ptr_null(t);
	ck_assert_msg(strncmp(e.message, path, strlen(path)) == 0,
	    "it names no file: %s", e.message);
	ck_assert_msg(strstr(e.message, bad[_i].says) != NULL, "%s: %s",
	    bad[_i].text, e.message);
	ck_assert_msg(strchr(e.message, '\n') == NULL, "%s", e.message);
}
END_TEST

START_TEST(test_no_file)
{
	struct tables *t = NULL;
	struct till_error e;

	ck_assert_int_eq(tables_load("/nowhere/tables.json", &t, &e),
	    TILL_EINPUT);
	ck_assert_ptr_null(t);
	ck_assert_ptr_nonnull(strstr(e.message, "/nowhere/tables.json"));
	ck_assert_int_eq(tables_load("/tmp", &t, &e), TILL_EINPUT);
	tables_free(NULL);
}
END_TEST

START_TEST(test_too_long)
{
	static char text[256 * 1024 + 2];
	struct tables *t = NULL;
	struct till_error e;

	memset(text, ' ', sizeof(text) - 1);
	memcpy(text, good[0], strlen(good[0]));
	ck_assert_int_eq(load(text, &t, &e), TILL_EINPUT);
	ck_assert_ptr_nonnull(strstr(e.message, "longer than 262144 bytes"));
	text[sizeof(text) - 2] = '\0';
	ck_assert_int_eq(load(text, &t, &e), TILL_OK);
	tables_free(t);
}
END_TEST

/* What a choice makes of a table, as one line of JSON. */
static const struct {
	const char *session; /* of the table, "" for none */
	struct table_choice choice;
	const char *request;
} requests[] = {
	{ "", { .price = "p", .success_url = "https://a.example/" },
	    "{\"mode\":\"subscription\",\"line_items\":[{\"price\":\"p\","
	    "\"quantity\":1}],\"success_url\":\"https://a.example/\"}" },
	{ "\"session\":{\"success_url\":\"https://b.example/\"},",
	    { .price = "p", .success_url = "https://a.example/",
		.cancel_url = "https://c.example/", .reference = "r",
		.email = "e@a.example" },
	    "{\"success_url\":\"https://b.example/\","
	    "\"mode\":\"subscription\",\"line_items\":[{\"price\":\"p\","
	    "\"quantity\":1}],\"customer_email\":\"e@a.example\","
	    "\"client_reference_id\":\"r\","
	    "\"cancel_url\":\"https://c.example/\"}" },
	{ "\"session\":{\"customer_update\":{\"name\":\"auto\"},"
	  "\"subscription_data\":{\"description\":\"d\"}},",
	    { .price = "p", .success_url = "https://a.example/",
		.customer = "cus_1", .email = "e@a.example",
		.trial_period_days = 7, .expires_at = 9 },
	    "{\"customer_update\":{\"name\":\"auto\"},"
	    "\"subscription_data\":{\"description\":\"d\","
	    "\"trial_period_days\":7},\"mode\":\"subscription\","
	    "\"line_items\":[{\"price\":\"p\",\"quantity\":1}],"
	    "\"customer\":\"cus_1\",\"success_url\":\"https://a.example/\","
	    "\"expires_at\":9}" },
	{ "\"session\":{\"customer_update\":{\"name\":\"auto\"}},",
	    { .price = "p", .success_url = "https://a.example/",
		.trial_period_days = 1 },
	    "{\"mode\":\"subscription\",\"line_items\":[{\"price\":\"p\","
	    "\"quantity\":1}],\"subscription_data\":{"
	    "\"trial_period_days\":1},"
	    "\"success_url\":\"https://a.example/\"}" },
};

/* Whether two texts hold the same JSON, whatever the order of members. */
static bool
same_json(struct json_object *value, const char *text)
{
	struct json_object *other = json_tokener_parse(text);
	bool same = other != NULL && json_object_equal(value, other) == 1;

	json_object_put(other);
	return same;
}

START_TEST(test_request)
{
	struct json_object *request, *checked = NULL;
	struct tables *t = NULL;
	struct till_error e;
	char text[1024];

	(void)snprintf(text, sizeof(text), TABLE("%s" PLANS),
	    requests[_i].session);
	ck_assert_int_eq(load(text, &t, &e), TILL_OK);
	ck_assert_ptr_null(tables_find(t, "prctbl_b"));
	request = table_request(tables_find(t, "prctbl_a"),
	    &requests[_i].choice);
	ck_assert_msg(same_json(request, requests[_i].request), "%s",
	    json_object_to_json_string(request));
	ck_assert_int_eq(session_check(request, &checked, &e), TILL_OK);
	ck_assert_int_eq(json_int_or(json_at(json_get(checked, "line_items"),
			     0), "quantity", 0), 1);
	json_object_put(checked);
	json_object_put(request);
	tables_free(t);
}
END_TEST

static enum till_err
load_buttons(const char *text, struct buttons **out, struct till_error *e)
{
	enum till_err err;

	put_file(text);
	till_error_clear(e);
	err = buttons_load(path, out, e);
	ck_assert_int_eq(unlink(path), 0);
	return err;
}

#define BUTTONS(rest) "{\"buy_buttons\":[" rest "]}"
#define BUTTON(rest) BUTTONS("{\"id\":\"buy_btn_a\"," rest "}")
#define BY_ID "\"payment_link\":\"plink_1\""
#define ITEM "{\"lookup_key\":\"k\",\"quantity\":1}"
#define LINK(rest) \
	BUTTON("\"link\":{\"line_items\":[" ITEM "]" rest "}")
#define ITEMS(rest) BUTTON("\"link\":{\"line_items\":" rest "}")

static const char *const good_buttons[] = {
	BUTTONS(""),
	BUTTON(BY_ID),
	BUTTON(BY_ID ",\"layout\":\"card\",\"button\":\"b\","
		     "\"description\":\"d\""),
	BUTTON(BY_ID ",\"layout\":\"button\""),
	LINK(""),
	LINK(",\"allow_promotion_codes\":true,\"metadata\":{\"a\":\"b\"},"
	     "\"restrictions\":{\"completed_sessions\":{\"limit\":3}}"),
	ITEMS("[{\"price\":\"price_1\",\"quantity\":2,"
	      "\"adjustable_quantity\":{\"enabled\":true}}," ITEM "]"),
};

START_TEST(test_good_buttons)
{
	struct buttons *b = NULL;
	struct till_error e;

	ck_assert_msg(load_buttons(good_buttons[_i], &b, &e) == TILL_OK,
	    "%s: %s", good_buttons[_i], e.message);
	buttons_free(b);
}
END_TEST

static const struct {
	const char *text, *says; /* after the file's name */
} bad_buttons[] = {
	{ "{", "" },
	{ "{}", "the file has no list buy_buttons" },
	{ "{\"pricing_tables\":[]}", "the file.pricing_tables is not known" },
	{ BUTTONS("1"), "buy_buttons[0] must be an object" },
	{ BUTTONS("{" BY_ID "}"), "buy_buttons[0].id must be buy_btn_ and" },
	{ BUTTONS("{\"id\":\"buy_btn_a b\"," BY_ID "}"), ".id must be" },
	{ BUTTONS("{\"id\":\"prctbl_a\"," BY_ID "}"), ".id must be" },
	{ BUTTONS("{\"id\":\"buy_btn_a\"," BY_ID "},"
		  "{\"id\":\"buy_btn_a\"," BY_ID "}"),
	    "buy_buttons[1].id is there twice" },
	{ BUTTON(BY_ID ",\"colour\":\"red\""), ".colour is not known here" },
	{ BUTTON("\"button\":\"b\""), "must have a payment_link or a link" },
	{ BUTTON(BY_ID ",\"link\":{\"line_items\":[" ITEM "]}"),
	    "must have a payment_link or a link" },
	{ BUTTON("\"payment_link\":\"cs_1\""), ".payment_link must be plink_" },
	{ BUTTON("\"payment_link\":7"), ".payment_link is of the wrong kind" },
	{ BUTTON("\"link\":[]"), ".link is of the wrong kind" },
	{ BUTTON("\"link\":{}"), ".link.line_items must be a list" },
	{ ITEMS("[]"), ".link.line_items must be a list" },
	{ ITEMS("[{\"quantity\":1}]"), "must have a lookup_key or a price" },
	{ ITEMS("[{\"price\":\"p\",\"lookup_key\":\"k\",\"quantity\":1}]"),
	    ".link.line_items.0 must have a lookup_key or a price" },
	{ ITEMS("[{\"price\":\"p\"}]"), "Missing required param: line_ite" },
	{ ITEMS("[{\"price\":\"p\",\"quantity\":\"x\"}]"),
	    ".link: Invalid integer: x" },
	{ LINK(",\"mode\":\"payment\""), ".link: Received unknown parameter" },
	{ LINK(",\"submit_type\":\"gift\""), ".link: Invalid submit_type" },
	{ BUTTON(BY_ID ",\"layout\":\"wide\""), ".layout must be card or b" },
	{ BUTTON(BY_ID ",\"button\":\"\""), ".button must have 1 to 200" },
	{ BUTTON(BY_ID ",\"description\":1"), ".description is of the wrong" },
};

START_TEST(test_bad_button)
{
	struct buttons *b = NULL;
	struct till_error e;
	enum till_err err = load_buttons(bad_buttons[_i].text, &b, &e);

	ck_assert_int_eq(err, TILL_EINPUT);
	ck_assert_ptr_null(b);
	ck_assert_ptr_nonnull(strstr(e.message, path));
	ck_assert_msg(strstr(e.message, bad_buttons[_i].says) != NULL,
	    "%s: %s", bad_buttons[_i].text, e.message);
}
END_TEST

/* Gives "price_" and the key, but for one that is not there. */
static enum till_err
find_price(void *arg, const char *lookup_key, char *id, size_t size,
    struct till_error *e)
{
	(void)arg;
	if (strcmp(lookup_key, "gone") == 0)
		return till_fail(e, TILL_EINPUT, NULL, NULL, "gone");
	(void)snprintf(id, size, "price_%s", lookup_key);
	return TILL_OK;
}

START_TEST(test_button_request)
{
	struct buttons *b = NULL;
	struct json_object *request = NULL;
	struct till_error e;
	struct buf text;

	ck_assert_int_eq(load_buttons(BUTTONS(
	    "{\"id\":\"buy_btn_a\",\"link\":{\"line_items\":[" ITEM "]}},"
	    "{\"id\":\"buy_btn_b\"," BY_ID "},"
	    "{\"id\":\"buy_btn_c\",\"link\":{\"line_items\":"
	    "[{\"lookup_key\":\"gone\",\"quantity\":1}]}}"), &b, &e), TILL_OK);
	ck_assert_int_eq(button_request(buttons_find(b, "buy_btn_a"),
	    find_price, NULL, &request, &e), TILL_OK);
	buf_init(&text, 4096);
	json_write_plain(&text, request);
	ck_assert_str_eq(buf_text(&text), "{\"line_items\":[{\"quantity\":1,"
					  "\"price\":\"price_k\"}]}");
	buf_free(&text);
	json_object_put(request);
	ck_assert_int_eq(button_request(buttons_find(b, "buy_btn_b"),
	    find_price, NULL, &request, &e), TILL_OK);
	ck_assert_ptr_null(request);
	ck_assert_int_eq(button_request(buttons_find(b, "buy_btn_c"),
	    find_price, NULL, &request, &e), TILL_EINPUT);
	ck_assert_ptr_null(request);
	ck_assert_ptr_null(buttons_find(b, "buy_btn_d"));
	buttons_free(b);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("elements");
	TCase *tables = tcase_create("tables");
	TCase *buttons = tcase_create("buttons");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tables, test_good, 0, nitems(good));
	tcase_add_loop_test(tables, test_bad, 0, nitems(bad));
	tcase_add_test(tables, test_no_file);
	tcase_add_test(tables, test_too_long);
	tcase_add_loop_test(tables, test_request, 0, nitems(requests));
	suite_add_tcase(suite, tables);
	tcase_add_loop_test(buttons, test_good_buttons, 0,
	    nitems(good_buttons));
	tcase_add_loop_test(buttons, test_bad_button, 0, nitems(bad_buttons));
	tcase_add_test(buttons, test_button_request);
	suite_add_tcase(suite, buttons);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
