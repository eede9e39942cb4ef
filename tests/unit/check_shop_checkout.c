/* checkout: from a cart to a session, with an API that does what a row says. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "form/form.h"
#include "shop/checkout.h"
#include "stripe_server.h"

#define HEAD(status, more) \
	"HTTP/1.1 " status "\r\nConnection: close\r\nRequest-Id: req_t\r\n" \
	more "\r\n"
#define SESSION(id, expires) \
	HEAD("200 OK", "") "{\"id\":\"" id "\",\"url\":\"https://p.example/" \
			   id "\",\"amount_total\":5,\"currency\":\"usd\"," \
			   "\"status\":\"open\",\"expires_at\":" expires "}"
#define GOOD(id) SESSION(id, "4102444800")
#define ERROR(status, code, param, message) \
	HEAD(status, "Stripe-Should-Retry: false\r\n") \
	"{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"" code \
	"\",\"param\":\"" param "\",\"message\":\"" message "\"}}"
#define NO_PRICE \
	ERROR("400 Bad", "resource_missing", "line_items[0][price]", \
	    "No such price: 'price_a'")
#define PRICES \
	HEAD("200 OK", "") "{\"object\":\"list\",\"data\":[" \
			   "{\"id\":\"price_k\",\"lookup_key\":\"key\"}]}"
#define NO_PRICES HEAD("200 OK", "") "{\"object\":\"list\",\"data\":[]}"

#define CART "items[0][price]=price_a&items[0][quantity]=2&token=t1"
#define KEY_CART "items[0][lookup_key]=key&token=t1"

static char folder[64], db[128], profile[128];
static struct server *server;
static struct settings *settings;
static void *app;
static struct till_error e;

static const char *
source(const char *name)
{
	static const char *const fixed[][2] = {
		{ "TILL_PUBLIC_URL", "http://127.0.0.1:8080" },
		{ "TILL_SECRET_KEY", "sk_test_0123456789" },
	};

	for (size_t i = 0; i < nitems(fixed); i++)
		if (strcmp(fixed[i][0], name) == 0)
			return fixed[i][1];
	if (strcmp(name, "TILL_API_BASE") == 0)
		return server->base;
	if (strcmp(name, "TILL_SHOP_DB") == 0)
		return db;
	return strcmp(name, "TILL_PROFILES") == 0 ? folder : NULL;
}

/* Opens a shop whose API takes these steps. */
static struct shop *
open_shop(const char *const *steps, size_t n)
{
	FILE *file;

	strcpy(folder, "/tmp/till-checkout-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(db, sizeof(db), "%s/shop.db", folder);
	(void)snprintf(profile, sizeof(profile), "%s/payment.json", folder);
	file = fopen(profile, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs("{\"allow_promotion_codes\":true}", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	server = server_start(steps, n);
	till_error_clear(&e);
	ck_assert_int_eq(settings_load(source, NULL, 0, &settings, &e),
	    TILL_OK);
	ck_assert_int_eq(shop_open(settings,
			     SHOP_ORDERS | SHOP_API | SHOP_PROFILES, &app,
			     &e),
	    TILL_OK);
	return app;
}

static void
close_shop(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[160];

	shop_close(app);
	settings_free(settings);
	server_stop(server);
	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(path, sizeof(path), "%s%s", db, ends[i]);
		(void)unlink(path);
	}
	(void)unlink(profile);
	ck_assert_int_eq(rmdir(folder), 0);
}

static enum till_err
start(struct shop *shop, const char *form, const char *customer,
    struct order **out)
{
	struct json_object *tree = NULL;
	struct cart *cart = NULL;
	enum till_err err;

	till_error_clear(&e);
	ck_assert_int_eq(form_parse(form, strlen(form), &tree, &e), TILL_OK);
	ck_assert_int_eq(cart_read(tree, &cart, &e), TILL_OK);
	err = checkout_start(shop, cart, customer, out, &e);
	cart_free(cart);
	json_object_put(tree);
	return err;
}

static enum till_err
count_rows(struct store_conn *c, void *arg, struct till_error *error)
{
	struct store_rows *rows = NULL;
	enum till_err err = store_query(c, "SELECT count(*) FROM orders",
	    &rows, error, "");

	if (err == TILL_OK && store_next(rows, error) == 1)
		*(int *)arg = (int)store_int(rows, 0);
	store_done(rows);
	return err;
}

static int
orders(struct shop *shop)
{
	int n = -1;

	ck_assert_int_eq(store_read(shop->orders, count_rows, &n, &e),
	    TILL_OK);
	return n;
}

/* Copies the idempotency key that a request carried. */
static void
key_of(int request, char out[static 256])
{
	const char *at = strstr(server->request[request],
	    "Idempotency-Key: ");

	ck_assert_ptr_nonnull(at);
	at += strlen("Idempotency-Key: ");
	(void)snprintf(out, 256, "%.*s", (int)strcspn(at, "\r"), at);
}

static const struct {
	const char *cart;
	const char *steps[3];
	size_t n;
	enum till_err err;
	int asked, kept; /* requests, and orders afterwards */
	const char *says; /* a part of the message */
} rows[] = {
	{ CART, { GOOD("cs_1") }, 1, TILL_OK, 1, 1, NULL },
	{ CART, { SERVER_CUT, GOOD("cs_1") }, 2, TILL_OK, 2, 1, NULL },
	{ KEY_CART, { PRICES, GOOD("cs_1") }, 2, TILL_OK, 2, 1, NULL },
	/* The session of an old key came back: another one is made. */
	{ CART, { SESSION("cs_1", "1000"), GOOD("cs_2") }, 2, TILL_OK, 2, 1,
	    NULL },
	/* Refused: nothing is kept, and nothing of the API's is said. */
	{ CART, { NO_PRICE }, 1, TILL_EINPUT, 1, 0, "no longer available" },
	{ KEY_CART, { NO_PRICES }, 1, TILL_EINPUT, 1, 0,
	    "no longer available" },
	{ CART, { ERROR("400 Bad", "", "line_items[0][price]",
		    "The price specified is inactive. This field only "
		    "accepts active prices.") },
	    1, TILL_EINPUT, 1, 0, "no longer available" },
	{ CART, { ERROR("400 Bad", "amount_too_small", "", "x") }, 1,
	    TILL_EINPUT, 1, 0, "too small" },
	{ CART, { ERROR("400 Bad", "", "mode", "internal words") }, 1,
	    TILL_EINPUT, 1, 0, "cannot be bought together" },
	{ CART "&email=a@b.example",
	    { ERROR("400 Bad", "email_invalid", "customer_email", "x") }, 1,
	    TILL_EINPUT, 1, 0, "e-mail" },
	{ CART "&profile=other", { GOOD("cs_1") }, 1, TILL_EINPUT, 0, 0,
	    "checkout profile" },
	/* Not decided: the order waits for the next try. */
	{ CART, { ERROR("500 Bad", "", "", "x") }, 1, TILL_EUPSTREAM, 1, 1,
	    "cannot be reached" },
	{ CART, { ERROR("401 No", "", "", "Invalid API Key") }, 1,
	    TILL_EUPSTREAM, 1, 1, "cannot be reached" },
	{ CART, { ERROR("409 No", "idempotency_key_in_use", "", "x") }, 1,
	    TILL_EBUSY, 1, 1, "busy" },
	{ CART, { ERROR("429 No", "rate_limit", "", "x") }, 1, TILL_EBUSY, 1,
	    1, "busy" },
	{ KEY_CART, { ERROR("503 No", "", "", "x") }, 1, TILL_EUPSTREAM, 1, 1,
	    "cannot be reached" },
	{ CART, { HEAD("200 OK", "") "{\"id\":\"cs_1\"}" }, 1,
	    TILL_EUPSTREAM, 1, 1, "cannot be reached" },
};

/* The API says of the session cs_1 that it is in a state. */
static enum till_err
mark(struct shop *shop, enum order_state state)
{
	struct order_seen seen = { .session = "cs_1",
		.state = state,
		.amount = 5,
		.currency = "usd",
		.source = "test",
		.why = "it says so" };

	return order_mark(shop->orders, &seen, NULL, &e);
}

START_TEST(start_row)
{
	struct shop *shop = open_shop(rows[_i].steps, rows[_i].n);
	struct order *o = NULL;

	ck_assert_int_eq(start(shop, rows[_i].cart, NULL, &o), rows[_i].err);
	ck_assert_int_eq(atomic_load(&server->asked), rows[_i].asked);
	ck_assert_int_eq(orders(shop), rows[_i].kept);
	if (rows[_i].err == TILL_OK) {
		ck_assert_int_eq(o->state, ORDER_OPEN);
		ck_assert_ptr_nonnull(o->url);
		ck_assert_int_gt(o->expires_at, 4000000000);
	} else {
		ck_assert_ptr_null(o);
		ck_assert_ptr_nonnull(strstr(e.message, rows[_i].says));
		ck_assert_ptr_null(strstr(e.message, "internal"));
	}
	order_free(o);
	close_shop();
}
END_TEST

/* One token is one session, and only for the cart and the buyer it began. */
START_TEST(one_token)
{
	static const char *const steps[] = { GOOD("cs_1") };
	static const char *const others[] = { CART "&email=a@b.example",
		"items[0][price]=price_a&items[0][quantity]=3&token=t1" };
	struct shop *shop = open_shop(steps, 1);
	struct order *first = NULL, *again = NULL;

	ck_assert_int_eq(start(shop, CART, NULL, &first), TILL_OK);
	ck_assert_int_eq(start(shop, CART, NULL, &again), TILL_OK);
	ck_assert_str_eq(first->id, again->id);
	ck_assert_str_eq(first->url, again->url);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	order_free(again);
	for (size_t i = 0; i < nitems(others); i++)
		ck_assert_int_eq(start(shop, others[i], NULL, &again),
		    TILL_ECONFLICT);
	ck_assert_int_eq(start(shop, CART, "cus_1", &again), TILL_ECONFLICT);
	ck_assert_int_eq(orders(shop), 1);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	/* Paid: there is nothing left to pay, and nothing is asked. */
	ck_assert_int_eq(mark(shop, ORDER_PAID), TILL_OK);
	ck_assert_int_eq(start(shop, CART, NULL, &again), TILL_OK);
	ck_assert_int_eq(again->state, ORDER_PAID);
	ck_assert_int_eq(atomic_load(&server->asked), 1);
	order_free(again);
	order_free(first);
	close_shop();
}
END_TEST

/* The API was away: the next post is the same order under the same key. */
START_TEST(one_attempt)
{
	static const char *const steps[] = { ERROR("500 Bad", "", "", "x"),
		GOOD("cs_1") };
	struct shop *shop = open_shop(steps, 2);
	char first[256], second[256];
	struct order *o = NULL;

	ck_assert_int_eq(start(shop, CART, NULL, &o), TILL_EUPSTREAM);
	ck_assert_int_eq(start(shop, CART, NULL, &o), TILL_OK);
	ck_assert_int_eq(orders(shop), 1);
	ck_assert_int_eq(o->attempt, 1);
	key_of(0, first);
	key_of(1, second);
	ck_assert_str_eq(first, second);
	ck_assert_ptr_nonnull(strstr(first, o->id));
	ck_assert_str_eq(strstr(server->request[0], "\r\n\r\n"),
	    strstr(server->request[1], "\r\n\r\n"));
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "line_items[0][price]=price_a&line_items[0][quantity]=2"));
	/* The braces of the template travel, they are not part of a URL. */
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "session_id%3D%7BCHECKOUT_SESSION_ID%7D"));
	order_free(o);
	close_shop();
}
END_TEST

/* The session expired: the next post is another attempt with another key. */
START_TEST(next_attempt)
{
	static const char *const steps[] = { GOOD("cs_1"), GOOD("cs_2") };
	struct shop *shop = open_shop(steps, 2);
	char first[256], second[256];
	struct order *o = NULL, *old = NULL;

	ck_assert_int_eq(start(shop, CART, NULL, &o), TILL_OK);
	ck_assert_int_eq(mark(shop, ORDER_EXPIRED), TILL_OK);
	order_free(o);
	ck_assert_int_eq(start(shop, CART, NULL, &o), TILL_OK);
	ck_assert_int_eq(o->attempt, 2);
	ck_assert_str_eq(o->session, "cs_2");
	ck_assert_int_eq(orders(shop), 1);
	key_of(0, first);
	key_of(1, second);
	ck_assert_str_ne(first, second);
	ck_assert_int_eq(order_by_session(shop->orders, "cs_1", &old, &e),
	    TILL_OK);
	ck_assert_str_eq(old->id, o->id);
	order_free(old);
	order_free(o);
	close_shop();
}
END_TEST

/* A lookup key is asked for once in a while, not once a cart. */
START_TEST(keys_are_kept)
{
	static const char *const steps[] = { PRICES, GOOD("cs_1"),
		GOOD("cs_2") };
	struct shop *shop = open_shop(steps, 3);
	struct order *o = NULL;

	ck_assert_int_eq(start(shop, KEY_CART, "cus_1", &o), TILL_OK);
	order_free(o);
	ck_assert_int_eq(start(shop, "items[0][lookup_key]=key&token=t2",
			     NULL, &o),
	    TILL_OK);
	order_free(o);
	ck_assert_int_eq(atomic_load(&server->asked), 3);
	ck_assert_ptr_nonnull(strstr(server->request[0],
	    "GET /v1/prices?lookup_keys[0]=key&active=true"));
	ck_assert_ptr_nonnull(strstr(server->request[1],
	    "line_items[0][price]=price_k"));
	ck_assert_ptr_nonnull(strstr(server->request[1], "customer=cus_1"));
	ck_assert_ptr_null(strstr(server->request[2], "customer="));
	close_shop();
}
END_TEST

struct clicker {
	struct shop *shop;
	char url[128];
};

static void *
click(void *arg)
{
	struct clicker *c = arg;
	struct json_object *tree = NULL;
	struct cart *cart = NULL;
	struct order *o = NULL;
	struct till_error mine;

	till_error_clear(&mine);
	if (form_parse(CART, strlen(CART), &tree, &mine) == TILL_OK &&
	    cart_read(tree, &cart, &mine) == TILL_OK &&
	    checkout_start(c->shop, cart, NULL, &o, &mine) == TILL_OK)
		text_copy(c->url, sizeof(c->url), o->url);
	order_free(o);
	cart_free(cart);
	json_object_put(tree);
	return NULL;
}

START_TEST(double_click)
{
	static const char *const steps[] = { GOOD("cs_1") };
	struct shop *shop = open_shop(steps, 1);
	struct clicker clickers[8];
	pthread_t threads[nitems(clickers)];
	char first[256], other[256];

	for (size_t i = 0; i < nitems(clickers); i++) {
		clickers[i] = (struct clicker){ .shop = shop };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, click,
				     &clickers[i]),
		    0);
	}
	for (size_t i = 0; i < nitems(clickers); i++) {
		(void)pthread_join(threads[i], NULL);
		ck_assert_str_eq(clickers[i].url, "https://p.example/cs_1");
	}
	ck_assert_int_eq(orders(shop), 1);
	key_of(0, first);
	for (int i = 1; i < atomic_load(&server->asked); i++) {
		key_of(i, other);
		ck_assert_str_eq(first, other);
	}
	close_shop();
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("checkout");
	Suite *s = suite_create("shop checkout");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc, start_row, 0, nitems(rows));
	tcase_add_test(tc, one_token);
	tcase_add_test(tc, one_attempt);
	tcase_add_test(tc, next_attempt);
	tcase_add_test(tc, keys_are_kept);
	tcase_add_test(tc, double_click);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
