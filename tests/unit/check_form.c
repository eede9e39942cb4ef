/* form: each row is a body as a program might send it. */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/text.h"
#include "form/form.h"

static const struct {
	const char *text, *json, *param;
} parsed[] = {
	{ "", "{}", NULL },
	{ "&&", "{}", NULL },
	{ "a", "{\"a\":\"\"}", NULL },
	{ "a=", "{\"a\":\"\"}", NULL },
	{ "a=b=c", "{\"a\":\"b=c\"}", NULL },
	{ "a=1&a=2", "{\"a\":\"2\"}", NULL },
	{ "a=x+y%20z%2B", "{\"a\":\"x y z+\"}", NULL },
	{ "a%5Bb%5D=1&a[c]=2", "{\"a\":{\"b\":\"1\",\"c\":\"2\"}}", NULL },
	{ "a[0][k]=x&a[1][k]=y",
	    "{\"a\":{\"0\":{\"k\":\"x\"},\"1\":{\"k\":\"y\"}}}", NULL },
	{ "a[]=x&a[]=y", "{\"a\":{\"0\":\"x\",\"1\":\"y\"}}", NULL },
	{ "a[7]=x&a[3]=y&a[]=z", "{\"a\":{\"7\":\"x\",\"3\":\"y\","
	    "\"8\":\"z\"}}", NULL },
	{ "a[]=x&a[5]=y&a[]=z", "{\"a\":{\"0\":\"x\",\"5\":\"y\","
	    "\"6\":\"z\"}}", NULL },
	{ "a[x]=1&a[]=2&a[]=3", "{\"a\":{\"x\":\"1\",\"0\":\"2\","
	    "\"1\":\"3\"}}", NULL },
	{ "a[][k]=1&a[][v]=2&a[][k]=3", "{\"a\":{\"0\":{\"k\":\"1\","
	    "\"v\":\"2\"},\"1\":{\"k\":\"3\"}}}", NULL },
	{ "a[][k][x]=1&a[][k][y]=2&a[][k][x]=3", "{\"a\":{\"0\":{\"k\":{"
	    "\"x\":\"1\",\"y\":\"2\"}},\"1\":{\"k\":{\"x\":\"3\"}}}}", NULL },
	{ "a[][k][]=1&a[][k][]=2",
	    "{\"a\":{\"0\":{\"k\":{\"0\":\"1\",\"1\":\"2\"}}}}", NULL },
	{ "n=%e2%82%ac", "{\"n\":\"\xe2\x82\xac\"}", NULL },
	{ "a[b][c][d][e][f][g][h][i][j][k][l][m]=1", "{\"a\":{\"b\":{\"c\":{"
	    "\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":{\"j\":{\"k\":{\"l\":{"
	    "\"m\":\"1\"}}}}}}}}}}}}}", NULL },
	/* And what is refused. */
	{ "a[b][c][d][e][f][g][h][i][j][k][l][m][n]=1", NULL,
	    "a[b][c][d][e][f][g][h][i][j][k][l][m][n]" },
	{ "a=1&a[b]=2", NULL, "a[b]" },
	{ "a[b]=2&a=1", NULL, "a" },
	{ "a[b]=2&a[b][c]=1", NULL, "a[b][c]" },
	{ "a=%zz", NULL, "a" },
	{ "a=%4", NULL, "a" },
	{ "a=x%00y", NULL, "a" },
	{ "a=%ff", NULL, "a" },
	{ "a=\xc0\x80", NULL, "a" },
	{ "a%ff=1", NULL, "" },
	{ "a%00=1", NULL, "" },
	{ "=1", NULL, "" },
	{ "[a]=1", NULL, "[a]" },
	{ "a[b=1", NULL, "a[b" },
	{ "a]=1", NULL, "a]" },
	{ "a[b]c=1", NULL, "a[b]c" },
	{ "a[b[c]]=1", NULL, "a[b[c]]" },
};

START_TEST(parse_row)
{
	struct json_object *tree = NULL;
	struct till_error e;
	enum till_err err;

	till_error_clear(&e);
	err = form_parse(parsed[_i].text, strlen(parsed[_i].text), &tree, &e);
	if (parsed[_i].json != NULL) {
		ck_assert_int_eq(err, TILL_OK);
		ck_assert_str_eq(json_object_to_json_string_ext(tree,
		    JSON_C_TO_STRING_PLAIN), parsed[_i].json);
	} else {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_ptr_null(tree);
		ck_assert_str_eq(e.param, parsed[_i].param);
		ck_assert_str_ne(e.message, "");
	}
	json_object_put(tree);
}
END_TEST

/* Repeats unit until it has count of them; the caller frees. */
static char *
repeat(const char *unit, size_t count)
{
	size_t len = strlen(unit);
	char *text = malloc(len * count + 1);

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, unit, len);
	text[len * count] = '\0';
	return text;
}

/* Limits: the last that fits and the first that does not. */
static const struct {
	const char *unit;
	size_t count;
	enum till_err err;
} limits[] = {
	{ "a[]=1&", FORM_PAIRS_MAX, TILL_OK },
	{ "a[]=1&", FORM_PAIRS_MAX + 1, TILL_EINPUT },
	{ "&", 3 * FORM_PAIRS_MAX, TILL_OK },
	{ "k", FORM_KEY_MAX, TILL_OK },
	{ "k", FORM_KEY_MAX + 1, TILL_EINPUT },
};

START_TEST(limit_row)
{
	char *text = repeat(limits[_i].unit, limits[_i].count);
	struct json_object *tree = NULL;
	struct till_error e;

	ck_assert_int_eq(form_parse(text, strlen(text), &tree, &e),
	    limits[_i].err);
	json_object_put(tree);
	free(text);
}
END_TEST

START_TEST(parsed_tree_can_be_copied)
{
	static const char text[] = "a[]=1&a[]=2&b[][c]=3&b[][c]=4";
	struct json_object *tree, *copy = NULL;
	struct till_error e;

	ck_assert_int_eq(form_parse(text, strlen(text), &tree, &e), TILL_OK);
	ck_assert_int_eq(json_object_deep_copy(tree, &copy, NULL), 0);
	ck_assert(json_object_equal(tree, copy));
	json_object_put(copy);
	json_object_put(tree);
}
END_TEST

static const struct {
	const char *json, *form, *param;
} converted[] = {
	{ "{}", "", NULL },
	{ "{\"a\":true,\"b\":false,\"c\":null}", "a=true&b=false&c=", NULL },
	{ "{\"a\":12,\"b\":-9007199254740993}", "a=12&b=-9007199254740993",
	    NULL },
	{ "{\"a\":12.50,\"b\":0.1}", "a=12.50&b=0.1", NULL },
	{ "{\"a\":[\"x\",{\"k\":1}]}", "a[0]=x&a[1][k]=1", NULL },
	{ "{\"a\":{\"b\":\"x y\"}}", "a[b]=x%20y", NULL },
	{ "{\"a\":[],\"b\":{}}", "", NULL },
	{ "[1]", NULL, "" },
	{ "1", NULL, "" },
	{ "{\"a\":{\"b\":1e3}}", NULL, "a[b]" },
	{ "{\"a\":0.1234567890123456}", NULL, "a" },
	{ "{\"a\":[0,\"x\\u0000y\"]}", NULL, "a[1]" },
	{ "{\"a\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]}", NULL,
	    "a[0][0][0][0][0][0][0][0][0][0][0][0]" },
};

START_TEST(from_json_row)
{
	const char *text = converted[_i].json;
	struct json_object *json, *tree = NULL;
	struct till_error e;
	enum till_err err;
	struct buf b;

	till_error_clear(&e);
	ck_assert_int_eq(json_parse(text, strlen(text), &json, &e), TILL_OK);
	err = form_from_json(json, &tree, &e);
	if (converted[_i].form != NULL) {
		ck_assert_int_eq(err, TILL_OK);
		buf_init(&b, 4096);
		form_write(&b, tree);
		ck_assert_str_eq(buf_text(&b), converted[_i].form);
		/* The JSON itself is written in the same words. */
		buf_reset(&b);
		form_write(&b, json);
		ck_assert_str_eq(buf_text(&b), converted[_i].form);
		buf_free(&b);
	} else {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_ptr_null(tree);
		ck_assert_str_eq(e.param, converted[_i].param);
		ck_assert_str_ne(e.message, "");
	}
	json_object_put(tree);
	json_object_put(json);
}
END_TEST

START_TEST(from_json_long_name)
{
	char *key = repeat("k", FORM_KEY_MAX + 1);
	struct json_object *json = json_object_new_object(), *tree;
	struct till_error e;

	json_put_int(json, key, 1);
	ck_assert_int_eq(form_from_json(json, &tree, &e), TILL_EINPUT);
	ck_assert_ptr_null(tree);
	json_object_put(json);
	free(key);
}
END_TEST

static const struct {
	const char *json, *list; /* list is NULL when it is none */
} lists[] = {
	{ "{}", "[]" },
	{ "{\"0\":\"a\",\"1\":\"b\"}", "[\"a\",\"b\"]" },
	{ "{\"10\":\"c\",\"9\":\"b\",\"2\":\"a\"}", "[\"a\",\"b\",\"c\"]" },
	{ "{\"1\":\"a\",\"01\":\"b\",\"0\":\"c\"}", "[\"c\",\"a\",\"b\"]" },
	{ "{\"0\":\"a\",\"x\":\"b\"}", NULL },
	{ "{\"-1\":\"a\"}", NULL },
	{ "{\"1234567890\":\"a\"}", NULL },
	{ "{\"\":\"a\"}", NULL },
	{ "\"0\"", NULL },
};

START_TEST(list_row)
{
	const char *text = lists[_i].json;
	struct json_object *json, *list;
	struct till_error e;

	ck_assert_int_eq(json_parse(text, strlen(text), &json, &e), TILL_OK);
	list = form_list(json);
	json_object_put(json); /* the list shares what it holds */
	if (lists[_i].list == NULL)
		ck_assert_ptr_null(list);
	else
		ck_assert_str_eq(json_object_to_json_string_ext(list,
		    JSON_C_TO_STRING_PLAIN), lists[_i].list);
	json_object_put(list);
}
END_TEST

START_TEST(write_appends)
{
	struct json_object *tree = json_object_new_object();
	struct buf b;

	json_put_text(tree, "a b", "1&2");
	buf_init(&b, 64);
	buf_add_text(&b, "/v1/x?");
	form_write(&b, tree);
	form_write(&b, tree);
	ck_assert_str_eq(buf_text(&b), "/v1/x?a%20b=1%262&a%20b=1%262");
	form_write(&b, NULL);
	ck_assert(buf_ok(&b));
	buf_free(&b);

	buf_init(&b, 8); /* too small: said by the buffer */
	form_write(&b, tree);
	ck_assert(!buf_ok(&b));
	buf_free(&b);
	json_object_put(tree);
}
END_TEST

static const struct {
	const char *text;
	bool plus;
	size_t size;
	const char *out; /* NULL: refused */
} unescaped[] = {
	{ "", true, 1, "" },
	{ "abc", true, 4, "abc" },
	{ "abc", true, 3, NULL },
	{ "abc", true, 0, NULL },
	{ "", true, 0, NULL },
	{ "a+b", true, 9, "a b" },
	{ "a+b", false, 9, "a+b" },
	{ "%41%2f", false, 9, "A/" },
	{ "%e2%82%AC", false, 9, "\xe2\x82\xac" },
	{ "%", false, 9, NULL },
	{ "%4", false, 9, NULL },
	{ "%g0", false, 9, NULL },
	{ "%0g", false, 9, NULL },
	{ "%00", false, 9, NULL },
	{ "%e2%82", false, 9, NULL },
};

START_TEST(unescape_row)
{
	char out[16] = "";
	enum till_err err = form_unescape(unescaped[_i].text,
	    strlen(unescaped[_i].text), unescaped[_i].plus, out,
	    unescaped[_i].size);

	if (unescaped[_i].out == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
	} else {
		ck_assert_int_eq(err, TILL_OK);
		ck_assert_str_eq(out, unescaped[_i].out);
	}
}
END_TEST

START_TEST(escape_every_byte)
{
	char all[255], back[256];
	struct buf b;

	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)(i + 1);
	buf_init(&b, 1024);
	form_escape(&b, all, sizeof(all));
	ck_assert_uint_eq(b.len, 66 + 3 * (255 - 66));
	buf_reset(&b);
	form_escape(&b, all, 127); /* those that are text */
	ck_assert_int_eq(form_unescape(b.data, b.len, true, back,
	    sizeof(back)), TILL_OK);
	ck_assert_mem_eq(back, all, 127);
	buf_free(&b);
}
END_TEST

/* A small generator of our own, so that a printed seed repeats a run. */
static uint32_t
draw(uint64_t *state, uint32_t below)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % below;
}

static void
random_text(uint64_t *state, char *out, size_t max, bool key)
{
	static const char *const pieces[] = { "a", "Z", "9", " ", "&", "=",
		"+", "%", "\xc3\xa9", "\xf0\x9f\x9b\x92", "[", "]" };
	size_t count = draw(state, (uint32_t)max) + (key ? 1 : 0);

	out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		strcat(out, pieces[draw(state,
		    (uint32_t)nitems(pieces) - (key ? 2 : 0))]);
}

/* An object of one to four members: texts, objects and lists. */
static struct json_object *
random_tree(uint64_t *state, int depth)
{
	struct json_object *tree = json_object_new_object();
	uint32_t members = draw(state, 4) + 1, list = draw(state, 3);
	char key[64], value[64];

	for (uint32_t i = 0; i < members; i++) {
		if (list == 0 && depth > 0)
			(void)snprintf(key, sizeof(key), "%u", i);
		else
			random_text(state, key, 6, true);
		random_text(state, value, 9, false);
		if (depth < 6 && draw(state, 3) == 0)
			json_put(tree, key, random_tree(state, depth + 1));
		else
			json_put_text(tree, key, value);
	}
	return tree;
}

START_TEST(random_trees_survive)
{
	uint64_t seed = (uint64_t)time(NULL), state = seed;
	struct json_object *tree, *again = NULL;
	struct till_error e;
	struct buf b;

	for (int i = 0; i < 300; i++) {
		tree = random_tree(&state, 0);
		buf_init(&b, (size_t)1 << 24);
		form_write(&b, tree);
		ck_assert_msg(form_parse(buf_text(&b), b.len, &again, &e) ==
		    TILL_OK, "seed %llu tree %d: %s",
		    (unsigned long long)seed, i, e.message);
		ck_assert_msg(json_object_equal(tree, again),
		    "seed %llu tree %d", (unsigned long long)seed, i);
		json_object_put(again);
		json_object_put(tree);
		buf_free(&b);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("form");
	Suite *s = suite_create("form");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, parse_row, 0, nitems(parsed));
	tcase_add_loop_test(tc, limit_row, 0, nitems(limits));
	tcase_add_test(tc, parsed_tree_can_be_copied);
	tcase_add_loop_test(tc, from_json_row, 0, nitems(converted));
	tcase_add_test(tc, from_json_long_name);
	tcase_add_loop_test(tc, list_row, 0, nitems(lists));
	tcase_add_test(tc, write_appends);
	tcase_add_loop_test(tc, unescape_row, 0, nitems(unescaped));
	tcase_add_test(tc, escape_every_byte);
	tcase_add_test(tc, random_trees_survive);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
