/* cart: each row is a form as a shopper, or someone else, might post it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "form/form.h"
#include "shop/cart.h"

static const struct {
	const char *form;
	const char *json;  /* what is kept, or NULL */
	const char *param; /* what is blamed */
} rows[] = {
	{ "items[0][price]=price_1&items[0][quantity]=2",
	    "{\"items\":[{\"price\":\"price_1\",\"quantity\":2}],"
	    "\"profile\":\"payment\"}",
	    NULL },
	{ "items[0][lookup_key]=tea+pot&items[0][quantity]=999999",
	    "{\"items\":[{\"lookup_key\":\"tea pot\",\"quantity\":999999}],"
	    "\"profile\":\"payment\"}",
	    NULL },
	/* A quantity may be left out; a box may be left unticked. */
	{ "items[4][price]=b&items[1][quantity]=7&items[2][price]=&"
	  "items[3][price]=a&token=t&profile=subscription&email=a@b.example&"
	  "client_reference_id=r%201",
	    "{\"items\":[{\"price\":\"a\",\"quantity\":1},"
	    "{\"price\":\"b\",\"quantity\":1}],"
	    "\"profile\":\"subscription\",\"email\":\"a@b.example\","
	    "\"client_reference_id\":\"r 1\"}",
	    NULL },
	{ "items[10][price]=z&items[9][price]=y",
	    "{\"items\":[{\"price\":\"y\",\"quantity\":1},"
	    "{\"price\":\"z\",\"quantity\":1}],\"profile\":\"payment\"}",
	    NULL },
	{ "items[0][price]=a&email=&token=&client_reference_id=&profile=",
	    "{\"items\":[{\"price\":\"a\",\"quantity\":1}],"
	    "\"profile\":\"payment\"}",
	    NULL },
	/* And what is refused. */
	{ "", NULL, "items" },
	{ "token=t", NULL, "items" },
	{ "items[0][quantity]=1", NULL, "items" },
	{ "items=1", NULL, "items" },
	{ "items[x][price]=a", NULL, "items" },
	{ "items[-1][price]=a", NULL, "items" },
	{ "items[0]=price_1", NULL, "items[0]" },
	{ "items[0][price][x]=1", NULL, "items[0][price]" },
	{ "items[0][price]=a%20b", NULL, "items[0][price]" },
	{ "items[0][price]=../a", NULL, "items[0][price]" },
	{ "items[0][price]=a&items[0][lookup_key]=b", NULL,
	    "items[0][price]" },
	{ "items[3][price]=a&items[3][quantity]=0", NULL,
	    "items[3][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=-1", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=1e9", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=1000000000", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=1000000", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=2;%20drop", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=1.5", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]=+1", NULL,
	    "items[0][quantity]" },
	{ "items[0][price]=a&items[0][quantity]="
	  "99999999999999999999999999999999999999",
	    NULL, "items[0][quantity]" },
	{ "items[0][price]=a&items[0][amount]=1", NULL, "items[0][amount]" },
	{ "items[0][price]=a&amount=1", NULL, "amount" },
	{ "items[0][price]=a&customer=cus_1", NULL, "customer" },
	{ "items[0][price]=a&email=a", NULL, "email" },
	{ "items[0][price]=a&email[]=a@b.example", NULL, "email" },
	{ "items[0][price]=a&profile=../x", NULL, "profile" },
	{ "items[0][price]=a&token=a%20b", NULL, "token" },
};

static enum till_err
read_form(const char *form, struct cart **out, struct till_error *e)
{
	struct json_object *tree = NULL;
	enum till_err err;

	till_error_clear(e);
	ck_assert_int_eq(form_parse(form, strlen(form), &tree, e), TILL_OK);
	err = cart_read(tree, out, e);
	json_object_put(tree);
	return err;
}

START_TEST(read_row)
{
	struct cart *cart = NULL;
	struct json_object *json;
	struct till_error e;
	struct buf text;

	if (rows[_i].json == NULL) {
		ck_assert_int_eq(read_form(rows[_i].form, &cart, &e),
		    TILL_EINPUT);
		ck_assert_ptr_null(cart);
		ck_assert_str_eq(e.param, rows[_i].param);
		ck_assert_str_ne(e.message, "");
		return;
	}
	ck_assert_int_eq(read_form(rows[_i].form, &cart, &e), TILL_OK);
	json = cart_to_json(cart);
	buf_init(&text, 65536);
	json_write_plain(&text, json);
	ck_assert_str_eq(buf_text(&text), rows[_i].json);
	buf_free(&text);
	json_object_put(json);
	cart_free(cart);
}
END_TEST

/* A form with n items and a text of len times 'x' under name. */
static char *
big_form(int n, const char *name, int len)
{
	struct buf b;

	buf_init(&b, 1024 * 1024);
	for (int i = 0; i < n; i++)
		buf_addf(&b, "items[%d][price]=p%d&", i, i);
	buf_addf(&b, "%s=", name);
	for (int i = 0; i < len; i++)
		buf_add_char(&b, 'x');
	return buf_take(&b);
}

static const struct {
	int items;
	const char *name;
	int len;
	const char *param; /* NULL: accepted */
} limits[] = {
	{ 100, "token", 128, NULL },
	{ 101, "token", 1, "items" },
	{ 1, "token", 129, "token" },
	{ 1, "client_reference_id", 200, NULL },
	{ 1, "client_reference_id", 201, "client_reference_id" },
	{ 1, "items[1][lookup_key]", 200, NULL },
	{ 1, "items[1][lookup_key]", 201, "items[1][lookup_key]" },
	{ 1, "items[1][price]", 255, NULL },
	{ 1, "items[1][price]", 256, "items[1][price]" },
	{ 1, "profile", 65, "profile" },
};

START_TEST(limit_row)
{
	char *form = big_form(limits[_i].items, limits[_i].name,
	    limits[_i].len);
	struct cart *cart = NULL;
	struct till_error e;
	enum till_err err = read_form(form, &cart, &e);

	if (limits[_i].param != NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_str_eq(e.param, limits[_i].param);
	} else {
		ck_assert_int_eq(err, TILL_OK);
	}
	cart_free(cart);
	free(form);
}
END_TEST

/* Everything but the token decides what a token may be used for. */
START_TEST(hash_tells_carts_apart)
{
	static const char *const forms[] = {
		"items[0][price]=a&items[0][quantity]=1",
		"items[0][price]=a&items[0][quantity]=2",
		"items[0][lookup_key]=a&items[0][quantity]=1",
		"items[0][price]=a&items[1][price]=b",
		"items[0][price]=b&items[1][price]=a",
		"items[0][price]=a&email=a@b.example",
		"items[0][price]=a&client_reference_id=a",
		"items[0][price]=a&profile=other",
	};
	char hash[nitems(forms) + 1][CRYPTO_HEX_MAX], again[CRYPTO_HEX_MAX];
	struct cart *cart = NULL;
	struct till_error e;

	for (size_t i = 0; i < nitems(forms); i++) {
		ck_assert_int_eq(read_form(forms[i], &cart, &e), TILL_OK);
		ck_assert_int_eq(cart_hash(cart, NULL, hash[i], &e), TILL_OK);
		cart_free(cart);
	}
	ck_assert_int_eq(read_form("token=x&items[7][price]=a", &cart, &e),
	    TILL_OK);
	ck_assert_int_eq(cart_hash(cart, NULL, again, &e), TILL_OK);
	ck_assert_str_eq(again, hash[0]);
	ck_assert_int_eq(cart_hash(cart, "cus_1", hash[nitems(forms)], &e),
	    TILL_OK);
	cart_free(cart);
	for (size_t i = 0; i <= nitems(forms); i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(hash[i], hash[k]);
	cart_free(NULL);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("cart");
	Suite *s = suite_create("shop cart");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, read_row, 0, nitems(rows));
	tcase_add_loop_test(tc, limit_row, 0, nitems(limits));
	tcase_add_test(tc, hash_tells_carts_apart);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
