/* customer_session: making and using secrets, on a database of the test's. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/customer_session.h"
#include "store/store.h"

#define NOW 1700000000 /* the second at which every secret here is made */

static char folder[64];
static struct till_error e;
static struct store *store;

static void
open_store(void)
{
	char path[128];

	strcpy(folder, "/tmp/till-cuss-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/api.db", folder);
	till_error_clear(&e);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e),
	    TILL_OK);
}

static void
close_store(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[128];

	store_close(store);
	for (size_t i = 0; i < nitems(ends); i++) {
		(void)snprintf(path, sizeof(path), "%s/api.db%s", folder,
		    ends[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

static struct json_object *
parse(const char *text)
{
	struct json_object *o = NULL;

	ck_assert_int_eq(json_parse(text, strlen(text), &o, &e), TILL_OK);
	return o;
}

/* What a test does in one write. */
struct work {
	const char *components; /* to make one with */
	int64_t now;
	char secret[128];
	const char *component;
	enum customer_session_step step;
	struct customer_session_use use;
	int64_t rows;
};

static enum till_err
make_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;
	struct json_object *customer = NULL, *params, *made = NULL;
	char text[512];
	enum till_err err;

	err = catalog_new(&catalog_customer, NULL, w->now, &customer, error);
	if (err == TILL_OK)
		err = catalog_insert(c, &catalog_customer, customer, error);
	(void)snprintf(text, sizeof(text),
	    "{\"customer\":\"%s\",\"components\":%s}",
	    json_text_or(customer, "id", ""), w->components);
	params = parse(text);
	if (err == TILL_OK)
		err = customer_session_make(c, params, w->now, &made, error);
	if (err == TILL_OK) {
		ck_assert_int_eq(json_int_or(made, "expires_at", 0),
		    w->now + 1800);
		text_copy(w->secret, sizeof(w->secret),
		    json_text_or(made, "client_secret", ""));
	}
	json_object_put(made);
	json_object_put(params);
	json_object_put(customer);
	return err;
}

static enum till_err
use_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;

	return customer_session_use(c, w->secret, w->component, w->step,
	    w->now, &w->use, error);
}

static enum till_err
count_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;
	struct store_rows *rows;
	enum till_err err;

	err = store_query(c, "SELECT count(*) FROM customer_session", &rows,
	    error, "");
	if (err != TILL_OK)
		return err;
	if (store_next(rows, error) == 1)
		w->rows = store_int(rows, 0);
	store_done(rows);
	return TILL_OK;
}

static const char table_on[] = "{\"pricing_table\":{\"enabled\":true}}";

static void
make(struct work *w, const char *components, int64_t now)
{
	w->components = components;
	w->now = now;
	ck_assert_int_eq(store_write(store, make_work, w, &e), TILL_OK);
	ck_assert_int_eq(strncmp(w->secret, "cuss_secret_", 12), 0);
	ck_assert_uint_eq(strlen(w->secret), 12 + 47);
}

static enum till_err
use(struct work *w, const char *component, enum customer_session_step step,
    int64_t now)
{
	enum till_err err;

	w->component = component;
	w->step = step;
	w->now = now;
	till_error_clear(&e);
	err = store_write(store, use_work, w, &e);
	if (err != TILL_OK) {
		ck_assert_str_eq(w->use.customer, "");
		ck_assert_ptr_null(w->use.features);
	} else {
		ck_assert_int_eq(strncmp(w->use.customer, "cus_", 4), 0);
	}
	customer_session_use_free(&w->use);
	return err;
}

#define RENDER CUSTOMER_SESSION_RENDER
#define CLAIM CUSTOMER_SESSION_CLAIM
#define PAY CUSTOMER_SESSION_PAY

/* Uses one after another of a secret: when, for what, and what comes of it. */
static const struct {
	const char *component;
	struct {
		enum customer_session_step step;
		int64_t after; /* seconds from its making */
		const char *code; /* NULL: it is good */
	} steps[4];
	int count;
} uses[] = {
	{ "pricing_table", { { RENDER, 0, NULL }, { PAY, 0, NULL } }, 2 },
	{ "pricing_table",
	    { { RENDER, 1799, NULL }, { PAY, 3598, NULL },
		{ PAY, 3599, "customer_session_expired" } },
	    3 },
	{ "pricing_table", { { RENDER, 1800, "customer_session_expired" } },
	    1 },
	{ "pricing_table", { { PAY, 5, "customer_session_not_rendered" } },
	    1 },
	/* Shown again it counts from the first time. */
	{ "pricing_table",
	    { { RENDER, 10, NULL }, { RENDER, 1700, NULL },
		{ PAY, 1809, NULL },
		{ PAY, 1810, "customer_session_expired" } },
	    4 },
	/* Claimed it is shown once, and paid with from then on. */
	{ "pricing_table",
	    { { CLAIM, 10, NULL }, { CLAIM, 11, "customer_session_used" },
		{ PAY, 1809, NULL } },
	    3 },
	{ "pricing_table",
	    { { RENDER, 1, NULL }, { CLAIM, 2, "customer_session_used" } },
	    2 },
	{ "pricing_table", { { CLAIM, 1800, "customer_session_expired" } },
	    1 },
	{ "buy_button", { { RENDER, 0, "customer_session_component" } }, 1 },
	{ "payment_element", { { RENDER, 0, "customer_session_component" } },
	    1 },
	{ "no_component", { { RENDER, 0, "customer_session_component" } }, 1 },
};

START_TEST(use_row)
{
	struct work w = { .rows = 0 };

	make(&w, table_on, NOW);
	for (int i = 0; i < uses[_i].count; i++) {
		const char *code = uses[_i].steps[i].code;
		enum till_err err = use(&w, uses[_i].component,
		    uses[_i].steps[i].step, NOW + uses[_i].steps[i].after);

		ck_assert_int_eq(err,
		    code == NULL ? TILL_OK : TILL_EFORBIDDEN);
		if (code != NULL)
			ck_assert_str_eq(e.code, code);
	}
}
END_TEST

START_TEST(an_unknown_secret)
{
	struct work w = { .secret = "cuss_secret_none" };

	ck_assert_int_eq(use(&w, "pricing_table", RENDER, NOW),
	    TILL_EFORBIDDEN);
	ck_assert_str_eq(e.code, "customer_session_unknown");
}
END_TEST

START_TEST(features_come_along)
{
	struct work w = { .component = "payment_element", .step = RENDER };

	make(&w,
	    "{\"payment_element\":{\"enabled\":true,\"features\":{"
	    "\"payment_method_redisplay\":\"enabled\"}}}",
	    NOW);
	ck_assert_int_eq(store_write(store, use_work, &w, &e), TILL_OK);
	ck_assert_str_eq(json_text_or(w.use.features,
			     "payment_method_redisplay", ""),
	    "enabled");
	ck_assert_str_eq(json_text_or(w.use.features,
			     "payment_method_remove", ""),
	    "disabled");
	ck_assert_int_eq(json_int_or(w.use.features,
			     "payment_method_redisplay_limit", 0),
	    3);
	customer_session_use_free(&w.use);
}
END_TEST

static const struct {
	const char *components, *param, *code;
} refused[] = {
	{ "{}", "components", "" },
	{ "{\"buy_button\":{\"enabled\":false}}", "components", "" },
	{ "{\"buy_button\":{\"enabled\":true},\"pricing_table\":"
	  "{\"enabled\":true}}",
	    "components", "" },
	{ "{\"payment_element\":{\"enabled\":true,\"features\":"
	  "{\"payment_method_save\":\"enabled\"}}}",
	    "components[payment_element][features]"
	    "[payment_method_save_usage]",
	    "parameter_missing" },
};

START_TEST(make_refuses)
{
	struct work w = { .components = refused[_i].components, .now = NOW };

	ck_assert_int_eq(store_write(store, make_work, &w, &e), TILL_EINPUT);
	ck_assert_str_eq(e.param, refused[_i].param);
	ck_assert_str_eq(e.code, refused[_i].code);
	ck_assert_int_eq(store_read(store, count_work, &w, &e), TILL_OK);
	ck_assert_int_eq(w.rows, 0);
}
END_TEST

/* A secret lives until its last payment would be late, then it is gone. */
START_TEST(old_ones_are_forgotten)
{
	struct work w = { .rows = 0 };

	make(&w, table_on, NOW);
	make(&w, table_on, NOW + 3599);
	ck_assert_int_eq(store_read(store, count_work, &w, &e), TILL_OK);
	ck_assert_int_eq(w.rows, 2);
	make(&w, table_on, NOW + 3600);
	ck_assert_int_eq(store_read(store, count_work, &w, &e), TILL_OK);
	ck_assert_int_eq(w.rows, 2);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("customer session");
	Suite *s = suite_create("customer session");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_loop_test(tc, use_row, 0, nitems(uses));
	tcase_add_test(tc, an_unknown_secret);
	tcase_add_test(tc, features_come_along);
	tcase_add_loop_test(tc, make_refuses, 0, nitems(refused));
	tcase_add_test(tc, old_ones_are_forgotten);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
