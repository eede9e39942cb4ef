/*
 * The rules of the objects beside sessions: each row is a request to create
 * one, with the refusal it meets or none.  Every rule has a row on each side.
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
#include "store/store.h"

#define NOW 1700000000

static char folder[64];
static struct till_error e;
static struct store *store;

static const struct kind {
	const char *path;
	const struct record_type *record;
	catalog_rule *create;
} kinds[] = {
	{ "/v1/products", &catalog_product, product_create },
	{ "/v1/prices", &catalog_price, price_create },
	{ "/v1/customers", &catalog_customer, customer_create },
	{ "/v1/coupons", &catalog_coupon, coupon_create },
	{ "/v1/promotion_codes", &catalog_promotion_code, promotion_create },
	{ "/v1/shipping_rates", &catalog_shipping_rate, shipping_create },
	{ "/v1/tax_rates", &catalog_tax_rate, tax_rate_create },
};

/* What every row may name: made before each. */
static const char *const fixtures[][2] = {
	{ "/v1/products", "id=tea&name=Tea" },
	{ "/v1/coupons", "id=ten&percent_off=10&max_redemptions=5"
			 "&redeem_by=1700001000" },
	{ "/v1/coupons", "id=five&amount_off=500&currency=usd" },
	{ "/v1/promotion_codes", "coupon=ten&code=HELLO" },
	{ "/v1/promotion_codes", "coupon=ten&code=OFF&active=false" },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&lookup_key=key" },
};

static const struct row {
	const char *path, *form;
	const char *param;   /* of the refusal, NULL when it is accepted */
	const char *message; /* how it begins */
} rows[] = {
	/* coupon_off */
	{ "/v1/coupons", "percent_off=10", NULL, NULL },
	{ "/v1/coupons", "amount_off=10&currency=usd", NULL, NULL },
	{ "/v1/coupons", "duration=once", "percent_off", "You must pass" },
	{ "/v1/coupons", "percent_off=10&amount_off=10&currency=usd",
	    "amount_off", "You may only specify one of these parameters: "
			  "amount_off, percent_off." },
	{ "/v1/coupons", "percent_off=0.01", NULL, NULL },
	{ "/v1/coupons", "percent_off=100", NULL, NULL },
	{ "/v1/coupons", "percent_off=0", "percent_off", "Invalid" },
	{ "/v1/coupons", "percent_off=100.1", "percent_off", "" },
	{ "/v1/coupons", "percent_off=-1", "percent_off", "Invalid" },
	{ "/v1/coupons", "percent_off=1.00001", "percent_off", "Invalid" },
	/* coupon_currency, coupon_currency_options */
	{ "/v1/coupons", "amount_off=10", "currency",
	    "Missing required param: currency." },
	{ "/v1/coupons", "amount_off=10&currency=usd"
			 "&currency_options[eur][amount_off]=9", NULL, NULL },
	{ "/v1/coupons", "percent_off=10&currency_options[eur][amount_off]=9",
	    "currency_options", "You may only" },
	{ "/v1/coupons", "amount_off=500&currency=isk", NULL, NULL },
	{ "/v1/coupons", "amount_off=550&currency=isk", "amount_off",
	    "Invalid amount: amounts in isk must be a multiple of 100." },
	{ "/v1/coupons", "amount_off=500&currency=usd"
			 "&currency_options[kwd][amount_off]=15",
	    "currency_options[kwd][amount_off]",
	    "Invalid amount: amounts in kwd must be a multiple of 10." },
	/* coupon_months */
	{ "/v1/coupons", "percent_off=1&duration=repeating"
			 "&duration_in_months=3", NULL, NULL },
	{ "/v1/coupons", "percent_off=1&duration=repeating",
	    "duration_in_months", "Missing required param" },
	{ "/v1/coupons", "percent_off=1&duration=repeating"
			 "&duration_in_months=0", "duration_in_months",
	    "This value must be greater than or equal to 1." },
	{ "/v1/coupons", "percent_off=1&duration=forever"
			 "&duration_in_months=3", "duration_in_months",
	    "You may only" },
	/* Times, ids, products. */
	{ "/v1/coupons", "percent_off=1&redeem_by=1700000001", NULL, NULL },
	{ "/v1/coupons", "percent_off=1&redeem_by=1700000000", "redeem_by",
	    "Invalid timestamp" },
	{ "/v1/coupons", "percent_off=1&id=NEW", NULL, NULL },
	{ "/v1/coupons", "percent_off=1&id=ten", "id",
	    "Coupon already exists." },
	{ "/v1/coupons", "percent_off=1&id=a%20b", "id", "Invalid coupon id" },
	{ "/v1/coupons", "percent_off=1&applies_to[products][]=tea", NULL,
	    NULL },
	{ "/v1/coupons", "percent_off=1&applies_to[products][]=tea"
			 "&applies_to[products][]=no",
	    "applies_to[products][1]", "No such product: 'no'" },

	/* promo_expiry, promo_redemptions, promo_code_unique */
	{ "/v1/promotion_codes", "coupon=ten", NULL, NULL },
	{ "/v1/promotion_codes", "coupon=no", "coupon",
	    "No such coupon: 'no'" },
	{ "/v1/promotion_codes", "coupon=ten&expires_at=1700001000", NULL,
	    NULL },
	{ "/v1/promotion_codes", "coupon=ten&expires_at=1700001001",
	    "expires_at", "The promotion code cannot expire after" },
	{ "/v1/promotion_codes", "coupon=five&expires_at=1700001001", NULL,
	    NULL },
	{ "/v1/promotion_codes", "coupon=five&expires_at=1700000000",
	    "expires_at", "Invalid timestamp" },
	{ "/v1/promotion_codes", "coupon=ten&max_redemptions=5", NULL, NULL },
	{ "/v1/promotion_codes", "coupon=ten&max_redemptions=6",
	    "max_redemptions", "The promotion code cannot have more" },
	{ "/v1/promotion_codes", "coupon=ten&code=HELLO2", NULL, NULL },
	{ "/v1/promotion_codes", "coupon=ten&code=hello", "code",
	    "An active promotion code with `code: hello` already exists." },
	{ "/v1/promotion_codes", "coupon=ten&code=HELLO&active=false", NULL,
	    NULL },
	{ "/v1/promotion_codes", "coupon=ten&code=off", NULL, NULL },
	{ "/v1/promotion_codes", "coupon=ten&code=a%20b", "code", "Invalid" },
	{ "/v1/promotion_codes", "coupon=ten&customer=no", "customer",
	    "No such customer: 'no'" },
	/* promo_min_currency */
	{ "/v1/promotion_codes", "coupon=ten&restrictions[minimum_amount]=1"
				 "&restrictions[minimum_amount_currency]=usd",
	    NULL, NULL },
	{ "/v1/promotion_codes", "coupon=ten&restrictions[minimum_amount]=1",
	    "restrictions[minimum_amount_currency]",
	    "Missing required param" },
	{ "/v1/promotion_codes",
	    "coupon=ten&restrictions[minimum_amount_currency]=usd",
	    "restrictions[minimum_amount]", "Missing required param" },
	{ "/v1/promotion_codes",
	    "coupon=ten&restrictions[currency_options][eur]"
	    "[minimum_amount]=1",
	    "restrictions[minimum_amount]", "Missing required param" },
	{ "/v1/promotion_codes", "coupon=ten&restrictions[minimum_amount]=-1"
				 "&restrictions[minimum_amount_currency]=usd",
	    "restrictions[minimum_amount]", "This value must be greater" },

	/* price_amount, price_tiers, price_transform */
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1", NULL, NULL },
	{ "/v1/prices", "product=tea&currency=usd", "unit_amount",
	    "Missing required param: unit_amount." },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&unit_amount_decimal=1", "unit_amount",
	    "You may only specify one of these parameters: unit_amount, "
	    "unit_amount_decimal." },
	{ "/v1/prices", "product=tea&currency=isk&unit_amount=500", NULL,
	    NULL },
	{ "/v1/prices", "product=tea&currency=ugx&unit_amount=550",
	    "unit_amount",
	    "Invalid amount: amounts in ugx must be a multiple of 100." },
	{ "/v1/prices", "product=tea&currency=kwd&unit_amount=15",
	    "unit_amount",
	    "Invalid amount: amounts in kwd must be a multiple of 10." },
	{ "/v1/prices", "product=tea&currency=jpy&unit_amount=15", NULL,
	    NULL },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf"
			"&tiers[0][unit_amount]=5", NULL, NULL },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume", "tiers",
	    "Missing required param: tiers." },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers[0][up_to]=inf&tiers[0][unit_amount]=5",
	    "tiers_mode", "Missing required param: tiers_mode." },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=5"
			"&tiers[0][unit_amount]=5", "tiers[0][up_to]",
	    "The last tier" },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf"
			"&tiers[0][unit_amount]=5&tiers[1][up_to]=inf"
			"&tiers[1][unit_amount]=5", "tiers[0][up_to]",
	    "The last tier" },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=5"
			"&tiers[0][unit_amount]=5&tiers[1][up_to]=5"
			"&tiers[1][unit_amount]=5&tiers[2][up_to]=inf"
			"&tiers[2][unit_amount]=1", "tiers[1][up_to]",
	    "Each tier must have a greater" },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf",
	    "tiers[0]", "Each tier must have a `flat_amount`" },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf"
			"&tiers[0][unit_amount]=5"
			"&tiers[0][unit_amount_decimal]=5",
	    "tiers[0][unit_amount]", "You may only specify one" },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf"
			"&tiers[0][unit_amount]=-5",
	    "tiers[0][unit_amount]", "This value must be greater" },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&tiers_mode=volume", "tiers_mode", "You may only" },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&tiers[0][up_to]=inf&tiers[0][unit_amount]=5",
	    "tiers", "You may only" },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&transform_quantity[divide_by]=2"
			"&transform_quantity[round]=up", NULL, NULL },
	{ "/v1/prices", "product=tea&currency=usd&billing_scheme=tiered"
			"&tiers_mode=volume&tiers[0][up_to]=inf"
			"&tiers[0][unit_amount]=5"
			"&transform_quantity[divide_by]=2"
			"&transform_quantity[round]=up", "tiers",
	    "You may only specify one of these parameters: tiers, "
	    "transform_quantity." },
	/* custom_unit_amount */
	{ "/v1/prices", "product=tea&currency=usd"
			"&custom_unit_amount[enabled]=true"
			"&custom_unit_amount[minimum]=100"
			"&custom_unit_amount[preset]=100", NULL, NULL },
	{ "/v1/prices", "product=tea&currency=usd"
			"&custom_unit_amount[enabled]=false",
	    "custom_unit_amount[enabled]", "You must set" },
	{ "/v1/prices", "product=tea&currency=usd"
			"&custom_unit_amount[enabled]=true"
			"&custom_unit_amount[minimum]=100"
			"&custom_unit_amount[preset]=99",
	    "custom_unit_amount[preset]", "The `preset` must" },
	{ "/v1/prices", "product=tea&currency=usd"
			"&custom_unit_amount[enabled]=true"
			"&recurring[interval]=month", "custom_unit_amount",
	    "You may not" },
	/* currency_options */
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&currency_options[eur][unit_amount]=1", NULL, NULL },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&currency_options[eur][tax_behavior]=inclusive",
	    "currency_options[eur][unit_amount]", "Missing required param" },
	{ "/v1/prices", "product=tea&currency=usd&unit_amount=1"
			"&currency_options[isk][unit_amount]=150",
	    "currency_options[isk][unit_amount]", "Invalid amount" },
	/* price_product and lookup keys */
	{ "/v1/prices", "currency=usd&unit_amount=1", "product",
	    "Missing required param: product." },
	{ "/v1/prices", "currency=usd&unit_amount=1&product=tea"
			"&product_data[name]=x", "product",
	    "You may only specify one" },
	{ "/v1/prices", "currency=usd&unit_amount=1&product=no", "product",
	    "No such product: 'no'" },
	{ "/v1/prices", "currency=usd&unit_amount=1&product=tea"
			"&lookup_key=other", NULL, NULL },
	{ "/v1/prices", "currency=usd&unit_amount=1&product=tea"
			"&lookup_key=key", "lookup_key", "A price (" },
	{ "/v1/prices", "currency=usd&unit_amount=1&product=tea"
			"&lookup_key=key&transfer_lookup_key=true", NULL,
	    NULL },

	/* shipping_rate_fixed */
	{ "/v1/shipping_rates", "display_name=Post&fixed_amount[amount]=5"
				"&fixed_amount[currency]=usd", NULL, NULL },
	{ "/v1/shipping_rates", "display_name=Post", "fixed_amount",
	    "Missing required param: fixed_amount." },
	{ "/v1/shipping_rates", "display_name=Post&fixed_amount[amount]=5"
				"&fixed_amount[currency]=ugx",
	    "fixed_amount[amount]", "Invalid amount" },
	{ "/v1/shipping_rates", "display_name=Post&fixed_amount[amount]=5"
				"&fixed_amount[currency]=usd"
				"&fixed_amount[currency_options][isk]"
				"[amount]=5",
	    "fixed_amount[currency_options][isk][amount]",
	    "Invalid amount" },

	/* Tax rates. */
	{ "/v1/tax_rates", "display_name=VAT&percentage=0&inclusive=true",
	    NULL, NULL },
	{ "/v1/tax_rates", "display_name=VAT&percentage=100&inclusive=true"
			   "&country=DE", NULL, NULL },
	{ "/v1/tax_rates", "display_name=VAT&percentage=100.1"
			   "&inclusive=true", "percentage", "Invalid" },
	{ "/v1/tax_rates", "display_name=VAT&percentage=-1&inclusive=true",
	    "percentage", "Invalid" },
	{ "/v1/tax_rates", "display_name=VAT&percentage=1&inclusive=true"
			   "&country=Germany", "country",
	    "Country 'Germany' is unknown." },
	{ "/v1/tax_rates", "display_name=VAT&percentage=1&inclusive=true"
			   "&country=de", "country",
	    "Country 'de' is unknown." },

	/* Customers with discounts. */
	{ "/v1/customers", "coupon=ten", NULL, NULL },
	{ "/v1/customers", "coupon=no", "coupon", "No such coupon: 'no'" },
	{ "/v1/customers", "promotion_code=no", "promotion_code",
	    "No such promotion code: 'no'" },
	{ "/v1/customers", "coupon=ten&promotion_code=no", "coupon",
	    "You may only specify one" },
};

/* A request to make one, inside a write. */
struct request {
	const char *path, *form;
	struct json_object *object; /* what was made, the caller's */
};

static enum till_err
run(struct store_conn *c, void *arg, struct till_error *error)
{
	struct request *r = arg;
	const struct kind *kind = kinds;
	struct catalog_change change = { .c = c, .now = NOW };
	struct json_object *form = NULL;
	enum till_err err;

	while (strcmp(kind->path, r->path) != 0)
		kind++;
	err = form_parse(r->form, strlen(r->form), &form, error);
	if (err == TILL_OK)
		err = params_check(params_find("POST", r->path), form,
		    &change.params, error);
	json_object_put(form);
	if (err == TILL_OK)
		err = catalog_new(kind->record, change.params, NOW,
		    &change.object, error);
	if (err == TILL_OK)
		err = kind->create(&change, error);
	if (err == TILL_OK)
		err = catalog_insert(c, kind->record, change.object, error);
	json_object_put(change.params);
	r->object = change.object;
	return err;
}

static enum till_err
make(const char *path, const char *form, struct json_object **out)
{
	struct request r = { .path = path, .form = form };
	enum till_err err = store_write(store, run, &r, &e);

	if (out != NULL && err == TILL_OK)
		*out = r.object;
	else
		json_object_put(r.object);
	return err;
}

static void
setup(void)
{
	char path[96];

	log_open("check", LOG_ERROR);
	strcpy(folder, "/tmp/till-catalog-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/t.db", folder);
	till_error_clear(&e);
	ck_assert_int_eq(store_open(path, schema_migrations,
			     schema_migrations_count, &store, &e), TILL_OK);
	for (size_t i = 0; i < nitems(fixtures); i++)
		ck_assert_msg(make(fixtures[i][0], fixtures[i][1], NULL) ==
			TILL_OK, "%s: %s", fixtures[i][1], e.message);
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

START_TEST(rule_row)
{
	const struct row *row = &rows[_i];
	enum till_err err = make(row->path, row->form, NULL);

	if (row->param == NULL) {
		ck_assert_msg(err == TILL_OK, "%s: %s", row->form, e.message);
		return;
	}
	ck_assert_msg(err == TILL_EINPUT, "%s is accepted", row->form);
	ck_assert_msg(strcmp(e.param, row->param) == 0, "%s: %s (%s)",
	    row->form, e.param, e.message);
	ck_assert_msg(strncmp(e.message, row->message,
			  strlen(row->message)) == 0,
	    "%s: %s", row->form, e.message);
}
END_TEST

/* What work inside a write is to do with a coupon. */
struct redeeming {
	const char *coupon, *promotion;
};

static enum till_err
redeem(struct store_conn *c, void *arg, struct till_error *error)
{
	struct redeeming *r = arg;

	return coupon_redeem(c, r->coupon, r->promotion, NOW, error);
}

START_TEST(redeemed_as_often_as_allowed)
{
	struct redeeming r = { .coupon = "two" };

	ck_assert_int_eq(make("/v1/coupons",
			     "id=two&percent_off=1&max_redemptions=2", NULL),
	    TILL_OK);
	ck_assert_int_eq(store_write(store, redeem, &r, &e), TILL_OK);
	ck_assert_int_eq(make("/v1/customers", "coupon=two", NULL), TILL_OK);
	ck_assert_int_eq(store_write(store, redeem, &r, &e), TILL_EINPUT);
	ck_assert_int_eq(make("/v1/customers", "coupon=two", NULL),
	    TILL_EINPUT);
	ck_assert_str_eq(e.code, "coupon_expired");
	ck_assert_int_eq(make("/v1/promotion_codes", "coupon=two", NULL),
	    TILL_EINPUT);
	/* What was deleted is not counted any more, and no mistake. */
	r.coupon = "gone";
	ck_assert_int_eq(store_write(store, redeem, &r, &e), TILL_OK);
}
END_TEST

/* A customer's discount lasts whole months by the calendar. */
static const struct {
	int months;
	int64_t end;
} lasts[] = { /* from 2023-11-14 22:13:20 */
	{ 1, 1702592000 },   /* 2023-12-14 */
	{ 2, 1705270400 },   /* 2024-01-14 */
	{ 4, 1710454400 },   /* 2024-03-14, after a leap day */
	{ 12, 1731622400 },  /* 2024-11-14 */
	{ 300, 2489004800 }, /* 2048-11-14 */
};

START_TEST(discount_row)
{
	struct json_object *customer, *discount;
	char form[128];

	(void)snprintf(form, sizeof(form),
	    "id=long&percent_off=1&duration=repeating&duration_in_months=%d",
	    lasts[_i].months);
	ck_assert_int_eq(make("/v1/coupons", form, NULL), TILL_OK);
	ck_assert_int_eq(make("/v1/customers", "coupon=long", &customer),
	    TILL_OK);
	discount = json_get(customer, "discount");
	ck_assert_int_eq(json_int_or(discount, "start", 0), NOW);
	ck_assert_int_eq(json_int_or(discount, "end", 0), lasts[_i].end);
	json_object_put(customer);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rules");
	Suite *s = suite_create("catalog_rules");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, rule_row, 0, nitems(rows));
	tcase_add_test(tc, redeemed_as_often_as_allowed);
	tcase_add_loop_test(tc, discount_row, 0, nitems(lasts));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
