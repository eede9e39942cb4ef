/* session: the life of sessions on a database of the test's own. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "payments/payments.h"
#include "sessions/recovery.h"
#include "sessions/pay.h"
#include "sessions/session.h"

#define NOW 1700000000
#define DAY 86400
#define BASE "http://127.0.0.1:12111"
#define ITEM "\"line_items\":[{\"quantity\":2,\"price_data\":{\"currency\":" \
	     "\"usd\",\"unit_amount\":500,\"product_data\":{\"name\":\"P\"}}}]"
#define URLS "\"success_url\":\"https://a.example/ok\""
#define PAYMENT "\"mode\":\"payment\"," URLS "," ITEM
#define RECOVERY "\"after_expiration\":{\"recovery\":{\"enabled\":true}}"

static char folder[64];
static struct till_error e;
static struct store *store;

static void
open_store(void)
{
	char path[128];

	strcpy(folder, "/tmp/till-session-XXXXXX");
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

/* One piece of work in a transaction: what goes in and what comes out. */
struct work {
	const char *text; /* the parameters, an id or a token */
	int64_t now;
	struct json_object *out;
	struct buf buf;
	int64_t n;
	bool due;
};

static struct json_object *
parse(const char *text)
{
	struct json_object *o = NULL;

	ck_assert_int_eq(json_parse(text, strlen(text), &o, &e), TILL_OK);
	return o;
}

static enum till_err
create_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;
	struct json_object *params = parse(w->text);
	struct session_draft *draft = NULL;
	enum till_err err;

	err = session_draft(c, params, BASE, w->now, &draft, error);
	if (err == TILL_OK)
		err = session_insert(c, draft, &w->buf, error);
	session_draft_free(draft);
	json_object_put(params);
	return err;
}

static enum till_err
text_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;

	return session_text(c, w->text, w->now, &w->buf, error);
}

static enum till_err
expire_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;

	return session_expire(c, w->text, w->now, &w->out, error);
}

static enum till_err
pay_work(struct store_conn *c, void *arg, struct till_error *error)
{
	static const struct session_payer payer = { .email = "ada@shop.example",
		.name = "Ada",
		.address.country = "GB",
		.address.postal_code = "W1A 1AA" };
	struct work *w = arg;

	return session_complete(c, w->text, &payer, w->now, &w->out, error);
}

static enum till_err
recover_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;

	return recovery_open(c, w->text, BASE, w->now, &w->buf, error);
}

static enum till_err
intent_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;

	return record_get(c,
	    strncmp(w->text, "pi_", 3) == 0 ? &payment_intent_type :
					      &setup_intent_type,
	    w->text, &w->out, error);
}

static enum till_err
due_work(struct store_conn *c, void *arg, struct till_error *error)
{
	struct work *w = arg;
	enum till_err err;

	err = session_any_due(c, w->now, &w->due, error);
	if (err == TILL_OK)
		err = session_expire_due(c, w->now, w->n, &w->n, error);
	return err;
}

/* Runs work in a write; what it printed or gave is the result, or NULL. */
static struct json_object *
run(store_work *work, const char *text, int64_t now, enum till_err expected)
{
	struct work w = { .text = text, .now = now };

	buf_init(&w.buf, 1 << 20);
	till_error_clear(&e);
	ck_assert_msg(store_write(store, work, &w, &e) == expected,
	    "%s: %s", text, e.message);
	if (w.buf.len > 0 && *w.buf.data == '{')
		w.out = parse(w.buf.data);
	else if (w.buf.len > 0)
		w.out = json_object_new_string(w.buf.data);
	buf_free(&w.buf);
	return w.out;
}

static void
has(struct json_object *o, const char *name, const char *value)
{
	const char *found = json_text(o, name);

	if (value == NULL)
		ck_assert_msg(json_get(o, name) == NULL, "%s is %s", name,
		    found);
	else
		ck_assert_str_eq(found != NULL ? found : "(null)", value);
}

static struct json_object *
create(const char *params)
{
	return run(create_work, params, NOW, TILL_OK);
}

static const char *
id_of(struct json_object *o)
{
	return json_text_or(o, "id", "");
}

/* What a new session of each kind is. */
static const struct {
	const char *params, *prefix, *url, *status;
} kinds[] = {
	{ "{" PAYMENT "}", "cs_test_a1", BASE "/c/pay/", "unpaid" },
	{ "{\"mode\":\"setup\",\"currency\":\"usd\"," URLS "}", "cs_test_c1",
	    BASE "/c/pay/", "no_payment_required" },
	{ "{\"mode\":\"payment\",\"ui_mode\":\"embedded\",\"return_url\":"
	  "\"https://a.example\"," ITEM "}",
	    "cs_test_a1", NULL, "unpaid" },
};

START_TEST(new_row)
{
	struct json_object *o = create(kinds[_i].params);
	const char *prefix = kinds[_i].prefix, *url = kinds[_i].url;

	ck_assert_uint_eq(strlen(id_of(o)), 66);
	ck_assert_int_eq(strncmp(id_of(o), prefix, strlen(prefix)), 0);
	has(o, "status", "open");
	has(o, "payment_status", kinds[_i].status);
	ck_assert_int_eq(json_int_or(o, "expires_at", 0), NOW + DAY);
	if (url != NULL) {
		ck_assert_int_eq(strncmp(json_text_or(o, "url", ""), url,
				     strlen(url)),
		    0);
		has(o, "client_secret", NULL);
	} else {
		has(o, "url", NULL);
		ck_assert_int_eq(strncmp(json_text_or(o, "client_secret", ""),
				     id_of(o), 66),
		    0);
	}
	json_object_put(o);
}
END_TEST

/* A session ends once: what can be done from each state, and what is told. */
START_TEST(ends_once)
{
	struct json_object *o = create("{" PAYMENT "}"), *end;

	end = run(expire_work, id_of(o), NOW + 5, TILL_OK);
	has(end, "status", "expired");
	has(end, "url", NULL);
	ck_assert_int_eq(json_int_or(end, "expires_at", 0), NOW + DAY);
	json_object_put(end);
	(void)run(expire_work, id_of(o), NOW + 6, TILL_EINPUT);
	ck_assert_str_eq(e.message,
	    "Only Checkout Sessions with a status in [\"open\"] can be "
	    "expired. This Checkout Session has a status of `expired`.");
	(void)run(pay_work, id_of(o), NOW + 7, TILL_ECONFLICT);
	json_object_put(o);
	o = create("{" PAYMENT "}");
	end = run(pay_work, id_of(o), NOW + 5, TILL_OK);
	has(end, "status", "complete");
	has(end, "payment_status", "paid");
	has(end, "url", NULL);
	json_object_put(end);
	(void)run(pay_work, id_of(o), NOW + 6, TILL_ECONFLICT);
	(void)run(expire_work, id_of(o), NOW + 6, TILL_EINPUT);
	json_object_put(o);
}
END_TEST

/* From the second of expires_at on it reads as expired, stored or not. */
START_TEST(time_runs_out)
{
	struct json_object *o = create("{" PAYMENT "," RECOVERY "}"), *at;
	struct json_object *recovery;

	at = run(text_work, id_of(o), NOW + DAY - 1, TILL_OK);
	has(at, "status", "open");
	json_object_put(at);
	at = run(text_work, id_of(o), NOW + DAY, TILL_OK);
	has(at, "status", "expired");
	has(at, "url", NULL);
	recovery = json_path(at, "after_expiration", "recovery", NULL);
	ck_assert_int_eq(json_int_or(recovery, "expires_at", 0),
	    NOW + DAY + 30 * (int64_t)DAY);
	ck_assert_ptr_null(json_get(at, CATALOG_HIDDEN));
	json_object_put(at);
	(void)run(pay_work, id_of(o), NOW + DAY, TILL_ECONFLICT);
	(void)run(expire_work, id_of(o), NOW + DAY, TILL_EINPUT);
	json_object_put(o);
}
END_TEST

START_TEST(due_ones_are_stored)
{
	struct work w = { .now = NOW + DAY - 1, .n = 2 };

	for (int i = 0; i < 3; i++)
		json_object_put(create("{" PAYMENT "}"));
	ck_assert_int_eq(store_write(store, due_work, &w, &e), TILL_OK);
	ck_assert(!w.due);
	ck_assert_int_eq(w.n, 0);
	w = (struct work){ .now = NOW + DAY, .n = 2 };
	ck_assert_int_eq(store_write(store, due_work, &w, &e), TILL_OK);
	ck_assert(w.due);
	ck_assert_int_eq(w.n, 2);
	ck_assert_int_eq(store_write(store, due_work, &w, &e), TILL_OK);
	ck_assert_int_eq(w.n, 1);
	ck_assert_int_eq(store_write(store, due_work, &w, &e), TILL_OK);
	ck_assert(!w.due);
}
END_TEST

START_TEST(none_is_told)
{
	(void)run(text_work, "cs_test_none", NOW, TILL_ENOTFOUND);
	(void)run(expire_work, "cs_test_none", NOW, TILL_ENOTFOUND);
	(void)run(pay_work, "cs_test_none", NOW, TILL_ENOTFOUND);
	(void)run(recover_work, "cs_test_none_secret", NOW, TILL_ENOTFOUND);
	(void)run(recover_work, "", NOW, TILL_ENOTFOUND);
}
END_TEST

/* What payment_intent_data said, the intent does. */
START_TEST(terms_reach_the_intent)
{
	struct json_object *o, *paid, *intent;

	o = create("{" PAYMENT ",\"payment_intent_data\":{\"capture_method\":"
		   "\"manual\",\"description\":\"D\",\"metadata\":{\"k\":"
		   "\"v\"}}}");
	paid = run(pay_work, id_of(o), NOW + 1, TILL_OK);
	has(paid, "payment_status", "unpaid");
	intent = run(intent_work, json_text_or(paid, "payment_intent", ""),
	    NOW, TILL_OK);
	has(intent, "status", "requires_capture");
	has(intent, "description", "D");
	has(json_get(intent, "metadata"), "k", "v");
	ck_assert_int_eq(json_int_or(intent, "amount_capturable", 0), 1000);
	ck_assert_int_eq(json_int_or(intent, "amount_received", 1), 0);
	json_object_put(intent);
	json_object_put(paid);
	json_object_put(o);
}
END_TEST

START_TEST(setup_has_its_intent)
{
	struct json_object *o, *done, *intent;

	o = create("{\"mode\":\"setup\",\"currency\":\"usd\",\"customer_"
		   "creation\":\"always\"," URLS ",\"setup_intent_data\":"
		   "{\"description\":\"D\"}}");
	intent = run(intent_work, json_text_or(o, "setup_intent", ""), NOW,
	    TILL_OK);
	has(intent, "status", "requires_payment_method");
	has(intent, "description", "D");
	json_object_put(intent);
	done = run(pay_work, id_of(o), NOW + 1, TILL_OK);
	intent = run(intent_work, json_text_or(o, "setup_intent", ""), NOW,
	    TILL_OK);
	has(intent, "status", "succeeded");
	has(intent, "customer", json_text_or(done, "customer", "none"));
	json_object_put(intent);
	json_object_put(done);
	json_object_put(o);
}
END_TEST

/* The last part of the address that an expired session shows. */
static const char *
token_of(struct json_object *expired)
{
	const char *url = json_text_or(json_path(expired, "after_expiration",
				       "recovery", NULL),
	    "url", "");

	ck_assert_int_eq(strncmp(url, BASE "/r/", strlen(BASE "/r/")), 0);
	return url + strlen(BASE "/r/");
}

START_TEST(recovered)
{
	struct json_object *o = create("{" PAYMENT "," RECOVERY "}"), *end;
	struct json_object *url, *again;
	char id[67];

	end = run(expire_work, id_of(o), NOW + 9, TILL_OK);
	url = run(recover_work, token_of(end), NOW + 100, TILL_OK);
	ck_assert_int_eq(sscanf(json_object_get_string(url),
			     BASE "/c/pay/%66[A-Za-z0-9_]", id),
	    1);
	again = run(text_work, id, NOW + 100, TILL_OK);
	has(again, "recovered_from", id_of(o));
	has(again, "status", "open");
	ck_assert_int_eq(json_int_or(again, "expires_at", 0),
	    NOW + 100 + DAY);
	ck_assert_int_eq(json_int_or(again, "amount_total", 0), 1000);
	json_object_put(again);
	json_object_put(url);
	/* Good until the last second, and not a second longer. */
	json_object_put(run(recover_work, token_of(end),
	    NOW + 8 + 30 * (int64_t)DAY, TILL_OK));
	(void)run(recover_work, token_of(end), NOW + 9 + 30 * (int64_t)DAY,
	    TILL_ENOTFOUND);
	json_object_put(end);
	json_object_put(o);
}
END_TEST

static const struct {
	const char *url, *filled;
} urls[] = {
	{ "https://a.example", "https://a.example" },
	{ "https://a.example?s={CHECKOUT_SESSION_ID}",
	    "https://a.example?s=cs_1" },
	{ "{CHECKOUT_SESSION_ID}{CHECKOUT_SESSION_ID}", "cs_1cs_1" },
	{ "?s=%7BCHECKOUT_SESSION_ID%7D", "?s=%7BCHECKOUT_SESSION_ID%7D" },
	{ "?s={checkout_session_id}", "?s={checkout_session_id}" },
};

START_TEST(url_row)
{
	struct buf b;

	buf_init(&b, 200);
	session_fill_url(&b, urls[_i].url, "cs_1");
	ck_assert_str_eq(buf_text(&b), urls[_i].filled);
	buf_free(&b);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("session");
	Suite *s = suite_create("session");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_loop_test(tc, new_row, 0, nitems(kinds));
	tcase_add_test(tc, ends_once);
	tcase_add_test(tc, time_runs_out);
	tcase_add_test(tc, due_ones_are_stored);
	tcase_add_test(tc, none_is_told);
	tcase_add_test(tc, terms_reach_the_intent);
	tcase_add_test(tc, setup_has_its_intent);
	tcase_add_test(tc, recovered);
	tcase_add_loop_test(tc, url_row, 0, nitems(urls));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
