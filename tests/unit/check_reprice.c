/*
 * Open sessions whose amounts change: codes that buyers type, addresses that
 * become known, and what completing them counts.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "form/form.h"
#include "params/params.h"
#include "sessions/change.h"
#include "sessions/items.h"
#include "sessions/pay.h"
#include "sessions/session.h"
#include "store/store.h"

#define NOW 1700000000
#define SESSION "/v1/checkout/sessions"

static char folder[64], session_id[80];
static struct till_error e;
static struct store *store;

static const struct kind {
	const char *path;
	const struct record_type *record;
	catalog_rule *create;
} kinds[] = {
	{ "/v1/prices", &catalog_price, price_create },
	{ "/v1/products", &catalog_product, product_create },
	{ "/v1/customers", &catalog_customer, customer_create },
	{ "/v1/coupons", &catalog_coupon, coupon_create },
	{ "/v1/promotion_codes", &catalog_promotion_code, promotion_create },
	{ "/v1/tax_rates", &catalog_tax_rate, tax_rate_create },
};

/* A request to make something; ids that are drawn are not foreseen. */
struct request {
	const char *path, *form;
	char id[80];
};

static enum till_err
make_session(struct store_conn *c, struct json_object *params,
    struct request *r, struct till_error *error)
{
	struct session_draft *draft = NULL;
	struct json_object *o = NULL;
	enum till_err err;
	struct buf out;

	buf_init(&out, 65536);
	err = session_draft(c, params, "http://127.0.0.1", NOW, &draft,
	    error);
	if (err == TILL_OK)
		err = session_insert(c, draft, &out, error);
	if (err == TILL_OK)
		err = json_parse(out.data, out.len, &o, error);
	text_copy(r->id, sizeof(r->id), json_text_or(o, "id", ""));
	json_object_put(o);
	session_draft_free(draft);
	buf_free(&out);
	return err;
}

static enum till_err
make_object(struct store_conn *c, struct json_object *params,
    struct request *r, struct till_error *error)
{
	struct catalog_change change = { .c = c, .params = params,
		.now = NOW };
	const struct kind *kind = kinds;
	enum till_err err;

	while (strcmp(kind->path, r->path) != 0)
		kind++;
	err = catalog_new(kind->record, params, NOW, &change.object, error);
	if (err == TILL_OK)
		err = kind->create(&change, error);
	if (err == TILL_OK)
		err = catalog_insert(c, kind->record, change.object, error);
	text_copy(r->id, sizeof(r->id),
	    json_text_or(change.object, "id", ""));
	json_object_put(change.object);
	return err;
}

static enum till_err
run(struct store_conn *c, void *arg, struct till_error *error)
{
	struct request *r = arg;
	struct json_object *form = NULL, *params = NULL;
	enum till_err err;

	err = form_parse(r->form, strlen(r->form), &form, error);
	if (err == TILL_OK)
		err = params_check(params_find("POST", r->path), form,
		    &params, error);
	json_object_put(form);
	if (err == TILL_OK)
		err = (strcmp(r->path, SESSION) == 0 ? make_session :
						       make_object)(c, params,
		    r, error);
	json_object_put(params);
	return err;
}

static const char *
make(const char *path, const char *form)
{
	static struct request r;

	r = (struct request){ .path = path, .form = form };
	ck_assert_msg(store_write(store, run, &r, &e) == TILL_OK, "%s: %s",
	    form, e.message);
	return r.id;
}

static void
setup(void)
{
	char path[96], form[160];

	log_open("check", LOG_ERROR);
	strcpy(folder, "/tmp/till-reprice-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/t.db", folder);
	till_error_clear(&e);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e), TILL_OK);
	make("/v1/coupons", "id=ten&percent_off=10");
	make("/v1/coupons", "id=once&amount_off=300&currency=usd"
			    "&max_redemptions=1");
	make("/v1/coupons", "id=most&amount_off=2980&currency=usd");
	make("/v1/coupons", "id=euros&amount_off=300&currency=eur");
	make("/v1/promotion_codes", "coupon=ten&code=TEN");
	make("/v1/promotion_codes", "coupon=once&code=ONCE");
	make("/v1/promotion_codes", "coupon=most&code=MOST");
	make("/v1/promotion_codes", "coupon=euros&code=EUROS");
	make("/v1/promotion_codes", "coupon=ten&code=OFF&active=false");
	make("/v1/promotion_codes", "coupon=ten&code=OLD&expires_at=1700000005");
	(void)snprintf(form, sizeof(form), "coupon=ten&code=HIS&customer=%s",
	    make("/v1/customers", "name=Him"));
	make("/v1/promotion_codes", form);
	make("/v1/products", "id=prod_cup&name=Cup");
	make("/v1/coupons", "id=cups&percent_off=10"
	    "&applies_to[products][0]=prod_cup");
	make("/v1/promotion_codes", "coupon=cups&code=OTHERS");
	make("/v1/promotion_codes", "coupon=ten&code=BIG"
	    "&restrictions[minimum_amount]=3001"
	    "&restrictions[minimum_amount_currency]=usd");
}

static void
teardown(void)
{
	static const char *const files[] = { "t.db", "t.db-wal", "t.db-shm" };
	char path[96];

	store_close(store);
	for (size_t i = 0; i < nitems(files); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, files[i]);
		(void)unlink(path);
	}
	ck_assert_int_eq(rmdir(folder), 0);
}

/* A session of 3 times 10 dollars, with more parameters. */
static const char *
open_session(const char *more)
{
	char form[2048];

	(void)snprintf(form, sizeof(form),
	    "mode=payment&success_url=https://shop.example/"
	    "&line_items[0][quantity]=3&line_items[0][price_data][currency]="
	    "usd&line_items[0][price_data][unit_amount]=1000"
	    "&line_items[0][price_data][product_data][name]=Tea%s",
	    more);
	text_copy(session_id, sizeof(session_id), make(SESSION, form));
	return session_id;
}

/* A change of the open session, and what it gives. */
struct change {
	const char *code, *country;
	int64_t now;
	struct session_wish wish;
	struct session_changed changed;
	struct json_object *session;
};

static enum till_err
type_code(struct store_conn *c, void *arg, struct till_error *error)
{
	struct change *change = arg;
	enum till_err err;

	change->wish.code = change->code;
	change->wish.remove_code = change->code != NULL &&
	    *change->code == '\0';
	err = session_change(c, session_id, &change->wish, change->now,
	    &change->changed, error);
	change->session = change->changed.session;
	return err;
}

static enum till_err
pay(struct store_conn *c, void *arg, struct till_error *error)
{
	struct change *change = arg;
	struct session_payer payer = { .email = "ada@shop.example",
		.name = "Ada", .address.country = change->country };

	return session_complete(c, session_id, &payer, change->now,
	    &change->session, error);
}

static int64_t
discount_of(struct json_object *session)
{
	return json_int_or(json_get(session, "total_details"),
	    "amount_discount", -1);
}

/* What a session and its one item come to as they are stored. */
static enum till_err
read_stored(struct store_conn *c, void *arg, struct till_error *error)
{
	int64_t *total = arg;
	struct items_page page = { .session = session_id, .limit = 10 };
	struct json_object *session = NULL, *items = NULL;
	enum till_err err;
	bool more;

	err = record_get(c, &session_type, session_id, &session, error);
	if (err == TILL_OK)
		err = items_list(c, &page, &items, &more, error);
	total[0] = json_int_or(session, "amount_total", -1);
	total[1] = json_int_or(json_at(items, 0), "amount_total", -1);
	json_object_put(session);
	json_object_put(items);
	return err;
}

static const struct {
	const char *code;
	enum discount_refusal refusal;
	int64_t discount;
} codes[] = {
	{ "TEN", DISCOUNT_FINE, 300 },
	{ "ten", DISCOUNT_FINE, 300 },
	{ "ONCE", DISCOUNT_FINE, 300 },
	{ "NONE", DISCOUNT_UNKNOWN, 0 },
	{ "OFF", DISCOUNT_INACTIVE, 0 },
	{ "OLD", DISCOUNT_EXPIRED, 0 },
	{ "BIG", DISCOUNT_MINIMUM, 0 },
	{ "EUROS", DISCOUNT_OTHER_CURRENCY, 0 },
	{ "HIS", DISCOUNT_OTHER_CUSTOMER, 0 },
	{ "OTHERS", DISCOUNT_OTHER_PRODUCTS, 0 },
	/* It would leave 20 cents, less than can be charged. */
	{ "MOST", DISCOUNT_TOO_MUCH, 0 },
};

START_TEST(code_row)
{
	struct change change = { .code = codes[_i].code, .now = NOW + 10 };
	int64_t stored[2];

	open_session("&allow_promotion_codes=true");
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	ck_assert_int_eq(change.changed.code.why, codes[_i].refusal);
	ck_assert_int_eq(discount_of(change.session), codes[_i].discount);
	if (codes[_i].refusal == DISCOUNT_MINIMUM)
		ck_assert_int_eq(change.changed.code.least, 3001);
	json_object_put(change.session);
	ck_assert_int_eq(store_read(store, read_stored, stored, &e), TILL_OK);
	ck_assert_int_eq(stored[0], 3000 - codes[_i].discount);
	ck_assert_int_eq(stored[1], 3000 - codes[_i].discount);
}
END_TEST

START_TEST(another_code_and_none)
{
	struct change change = { .code = "TEN", .now = NOW };

	open_session("&allow_promotion_codes=true");
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	json_object_put(change.session);
	change.code = "ONCE";
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	ck_assert_int_eq(discount_of(change.session), 300);
	json_object_put(change.session);
	change.code = "";
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	ck_assert_int_eq(discount_of(change.session), 0);
	ck_assert_int_eq(json_int_or(change.session, "amount_total", 0),
	    3000);
	json_object_put(change.session);
}
END_TEST

START_TEST(only_where_codes_are_taken)
{
	struct change change = { .code = "TEN", .now = NOW };

	open_session("");
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	ck_assert_int_eq(change.changed.code.why, DISCOUNT_NOT_TAKEN);
	json_object_put(change.session);
	open_session("&allow_promotion_codes=true");
	change.now = NOW + 86400;
	ck_assert_int_eq(store_write(store, type_code, &change, &e),
	    TILL_ECONFLICT);
	text_copy(session_id, sizeof(session_id), "cs_test_none");
	ck_assert_int_eq(store_write(store, type_code, &change, &e),
	    TILL_ENOTFOUND);
}
END_TEST

/* The last redemption goes to who pays first. */
START_TEST(used_up_between)
{
	struct change change = { .code = "ONCE", .now = NOW };
	char first[80];

	text_copy(first, sizeof(first),
	    open_session("&discounts[0][coupon]=once"));
	open_session("&allow_promotion_codes=true");
	ck_assert_int_eq(store_write(store, type_code, &change, &e), TILL_OK);
	json_object_put(change.session);
	ck_assert_int_eq(store_write(store, pay, &change, &e), TILL_OK);
	ck_assert_int_eq(discount_of(change.session), 300);
	json_object_put(change.session);
	text_copy(session_id, sizeof(session_id), first);
	ck_assert_int_eq(store_write(store, pay, &change, &e), TILL_EINPUT);
	ck_assert_int_eq(strncmp(e.message, "The discount of this order", 26),
	    0);
}
END_TEST

/* Taxes by address: which of the two rates a country meets. */
static const struct {
	const char *country;
	int64_t total;
} places[] = { { "DE", 3570 }, { "FR", 3600 }, { "GB", 3000 },
	{ NULL, 3000 } };

START_TEST(place_row)
{
	struct change change = { .country = places[_i].country, .now = NOW };
	char german[80], form[512];
	const char *french;
	int64_t stored[2];

	text_copy(german, sizeof(german), make("/v1/tax_rates",
	    "display_name=a&inclusive=false&percentage=19&country=DE"));
	french = make("/v1/tax_rates",
	    "display_name=a&inclusive=false&percentage=20&country=FR");
	(void)snprintf(form, sizeof(form),
	    "&line_items[0][dynamic_tax_rates][0]=%s"
	    "&line_items[0][dynamic_tax_rates][1]=%s",
	    german, french);
	open_session(form);
	ck_assert_int_eq(store_write(store, pay, &change, &e), TILL_OK);
	ck_assert_int_eq(json_int_or(change.session, "amount_total", 0),
	    places[_i].total);
	json_object_put(change.session);
	ck_assert_int_eq(store_read(store, read_stored, stored, &e), TILL_OK);
	ck_assert_int_eq(stored[0], places[_i].total);
	ck_assert_int_eq(stored[1], places[_i].total);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("open sessions");
	Suite *s = suite_create("reprice");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, code_row, 0, nitems(codes));
	tcase_add_test(tc, another_code_and_none);
	tcase_add_test(tc, only_where_codes_are_taken);
	tcase_add_test(tc, used_up_between);
	tcase_add_loop_test(tc, place_row, 0, nitems(places));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
