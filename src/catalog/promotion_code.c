/* promotion_code: the rules of the codes that shoppers type for a coupon. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define CODE_LEN 8 /* of a code made here */

const struct record_type catalog_promotion_code = {
	.object = "promotion_code",
	.title = "promotion code",
	.table = "promotion_code",
	.prefix = "promo_",
	.id_random = 24,
	.columns_count = 5,
	.columns = {
		{ "active", true, { "active" }, true },
		{ "code", false, { "code" } },
		{ "coupon", false, { "coupon", "id" } },
		{ "customer", false, { "customer" } },
		{ "expires_at", true, { "expires_at" } },
	},
};

/* Mark I, all but the first: no recordings of the real wordings. */
static const char code_taken[] =
    "An active promotion code with `code: %s` already exists.";
static const char code_letters[] =
    "Invalid code: %s may only hold letters, digits and dashes.";
static const char coupon_over[] =
    "The coupon %s is not valid anymore, so it cannot have an active "
    "promotion code.";
static const char expires_past[] =
    "Invalid timestamp: must be in the future.";
static const char expires_late[] =
    "The promotion code cannot expire after the coupon's redeem_by.";
static const char too_many[] =
    "The promotion code cannot have more redemptions than the coupon's "
    "max_redemptions.";
static const char spent[] =
    "This promotion code is expired or used up and cannot be active.";
static const char inactive[] =
    "This promotion code cannot be redeemed because it is not active.";
static const char other_customer[] =
    "This promotion code cannot be redeemed because it belongs to another "
    "customer.";
static const char not_first[] =
    "This promotion code cannot be redeemed because the associated customer "
    "has prior transactions.";

static bool
is_over(struct json_object *o, int64_t now)
{
	return json_int_or(o, "times_redeemed", 0) >=
	    json_int_or(o, "max_redemptions", INT64_MAX) ||
	    json_int_or(o, "expires_at", INT64_MAX) <= now;
}

static bool
same_customer(struct json_object *a, struct json_object *b)
{
	const char *first = json_text(a, "customer");
	const char *second = json_text(b, "customer");

	/* A code for everyone is also the one customer's. */
	return first == NULL || second == NULL || strcmp(first, second) == 0;
}

/* No two active codes that one customer could mean. */
static enum till_err
check_unique(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *other = NULL;
	const char *code = json_text_or(o, "code", "");
	struct store_rows *rows;
	enum till_err err;
	bool taken = false;

	err = store_query(change->c,
	    "SELECT body FROM promotion_code WHERE code=? AND active=1", &rows,
	    e, "t", code);
	while (err == TILL_OK && !taken && store_next(rows, e) == 1) {
		err = json_parse(store_text(rows, 0), store_text_len(rows, 0),
		    &other, e);
		taken = err == TILL_OK && same_customer(o, other) &&
		    !is_over(other, change->now) &&
		    strcmp(json_text_or(o, "id", ""),
			json_text_or(other, "id", "")) != 0;
		json_object_put(other);
	}
	store_done(rows);
	return taken ? till_fail(e, TILL_EINPUT, NULL, "code", code_taken,
			   code) :
		       err;
}

static enum till_err
put_code(struct catalog_change *change, struct till_error *e)
{
	const char *given = json_text(change->params, "code");
	char code[CODE_LEN + 1];

	if (given == NULL) {
		id_new(code, sizeof(code), "", CODE_LEN);
		for (char *p = code; *p != '\0'; p++)
			*p = (char)toupper((unsigned char)*p);
		json_put_text(change->object, "code", code);
		return TILL_OK;
	}
	for (const char *p = given; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && *p != '-')
			return till_fail(e, TILL_EINPUT, NULL, "code",
			    code_letters, given);
	return TILL_OK;
}

/* The code may promise nothing that its coupon does not. */
static enum till_err
check_coupon(struct catalog_change *change, struct json_object *coupon,
    struct till_error *e)
{
	struct json_object *p = change->params;
	int64_t expires = json_int_or(p, "expires_at", 0);
	enum till_err err = coupon_usable(coupon, change->now, "coupon", e);

	if (err != TILL_OK)
		return err;
	if (json_get(p, "expires_at") != NULL && expires <= change->now)
		return till_fail(e, TILL_EINPUT, NULL, "expires_at", "%s",
		    expires_past);
	if (expires > json_int_or(coupon, "redeem_by", INT64_MAX))
		return till_fail(e, TILL_EINPUT, NULL, "expires_at", "%s",
		    expires_late);
	if (json_int_or(p, "max_redemptions", 0) >
	    json_int_or(coupon, "max_redemptions", INT64_MAX))
		return till_fail(e, TILL_EINPUT, NULL, "max_redemptions", "%s",
		    too_many);
	return TILL_OK;
}

/* The coupon as it is sent; it is read again for every answer. */
static enum till_err
put_coupon(struct catalog_change *change, struct till_error *e)
{
	struct json_object *coupon = NULL, *more;
	enum till_err err;

	err = catalog_lookup(change->c, &catalog_coupon,
	    json_text_or(change->params, "coupon", ""), "coupon", &coupon, e);
	if (err == TILL_OK)
		err = check_coupon(change, coupon, e);
	if (err != TILL_OK) {
		json_object_put(coupon);
		return err;
	}
	more = catalog_take_apart("coupon", coupon);
	json_object_put(more);
	json_put(change->object, "coupon", coupon);
	return TILL_OK;
}

/* The minimum amounts in other currencies beside its own. */
static enum till_err
put_minimums(struct catalog_change *change, struct till_error *e)
{
	struct json_object *r = json_get(change->object, "restrictions");
	struct json_object *given = json_path(change->params, "restrictions",
	    "currency_options", NULL);
	struct json_object *options = json_get(r, "currency_options"), *own;
	const char *currency = json_text(r, "minimum_amount_currency");
	enum till_err err = TILL_OK;

	if (given != NULL && currency == NULL)
		return param_missing("restrictions", "minimum_amount", e);
	if (options == NULL && currency != NULL) {
		options = json_object_new_object();
		json_put(r, "currency_options", options);
		own = json_object_new_object();
		json_put_int(own, "minimum_amount",
		    json_int_or(r, "minimum_amount", 0));
		json_put(options, currency, own);
	}
	if (given == NULL)
		return TILL_OK;
	json_object_object_foreach(given, code, option) {
		char inner[TILL_PARAM_MAX], param[TILL_PARAM_MAX];
		struct json_object *amount = json_get(option,
		    "minimum_amount");

		param_in(inner, "restrictions[currency_options]", code);
		if (err == TILL_OK && amount == NULL)
			err = param_missing(inner, "minimum_amount", e);
		if (err == TILL_OK)
			err = amount_check(amount, code,
			    param_in(param, inner, "minimum_amount"), e);
		json_put(options, code, json_object_get(option));
	}
	return err;
}

static enum till_err
check_restrictions(struct catalog_change *change, struct till_error *e)
{
	struct json_object *r = json_get(change->params, "restrictions");
	struct json_object *amount = json_get(r, "minimum_amount");
	const char *currency = json_text(r, "minimum_amount_currency");

	if (amount != NULL && currency == NULL)
		return param_missing("restrictions", "minimum_amount_currency",
		    e);
	if (amount == NULL && currency != NULL)
		return param_missing("restrictions", "minimum_amount", e);
	return currency != NULL ?
	    amount_check(amount, currency, "restrictions[minimum_amount]", e) :
	    TILL_OK;
}

enum till_err
promotion_create(struct catalog_change *change, struct till_error *e)
{
	const char *customer = json_text(change->params, "customer");
	struct json_object *found = NULL;
	enum till_err err;

	json_put_bool(change->object, "active",
	    json_bool_or(change->params, "active", true));
	err = check_restrictions(change, e);
	if (err == TILL_OK)
		err = put_coupon(change, e);
	if (err == TILL_OK && customer != NULL)
		err = catalog_lookup(change->c, &catalog_customer, customer,
		    "customer", &found, e);
	json_object_put(found);
	if (err == TILL_OK)
		err = put_code(change, e);
	if (err == TILL_OK && json_bool_or(change->object, "active", false))
		err = check_unique(change, e);
	return err == TILL_OK ? put_minimums(change, e) : err;
}

enum till_err
promotion_update(struct catalog_change *change, struct till_error *e)
{
	struct json_object *o = change->object, *coupon = NULL;
	const char *id = json_text_or(json_get(o, "coupon"), "id", "");
	enum till_err err;

	if (json_bool_or(change->params, "active", false)) {
		err = record_get_whole(change->c, &catalog_coupon, id, &coupon,
		    e);
		if (err == TILL_ENOTFOUND ||
		    (err == TILL_OK &&
			coupon_usable(coupon, change->now, "active", e) !=
			    TILL_OK))
			err = till_fail(e, TILL_EINPUT, NULL, "active",
			    coupon_over, id);
		json_object_put(coupon);
		if (err == TILL_OK && is_over(o, change->now))
			err = till_fail(e, TILL_EINPUT, NULL, "active", "%s",
			    spent);
		if (err == TILL_OK)
			err = check_unique(change, e);
		if (err != TILL_OK)
			return err;
	}
	err = put_minimums(change, e);
	return err == TILL_OK ?
	    promotion_view(change->c, o, change->now, e) :
	    err;
}

/* Its coupon as it is now, and whether it can be redeemed at all. */
enum till_err
promotion_view(struct store_conn *c, struct json_object *o, int64_t now,
    struct till_error *e)
{
	struct json_object *old = json_get(o, "coupon"), *coupon = NULL;
	enum till_err err;

	err = record_get(c, &catalog_coupon, json_text_or(old, "id", ""),
	    &coupon, e);
	if (err == TILL_OK) {
		err = coupon_view(c, coupon, now, e);
		json_put(o, "coupon", coupon);
	} else if (err == TILL_ENOTFOUND) {
		err = TILL_OK;
		json_put_bool(old, "valid", false);
	}
	if (is_over(o, now) ||
	    !json_bool_or(json_get(o, "coupon"), "valid", false))
		json_put_bool(o, "active", false);
	return err;
}

/* Whether a customer has paid before. */
static enum till_err
has_paid(struct store_conn *c, const char *customer, bool *paid,
    struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	*paid = false;
	if (customer == NULL)
		return TILL_OK;
	err = store_query(c,
	    "SELECT 1 FROM checkout_session WHERE customer=? AND "
	    "status='complete' AND body NOT LIKE '%\"mode\": \"setup\"%' "
	    "LIMIT 1",
	    &rows, e, "t", customer);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	store_done(rows);
	*paid = got == 1;
	return got < 0 ? TILL_EDB : TILL_OK;
}

/* Why a code is not active, from its numbers and its coupon's. */
static enum promotion_state
why_inactive(struct json_object *o, struct json_object *coupon, int64_t now)
{
	struct json_object *const both[] = { o, coupon };

	if (json_int_or(o, "expires_at", INT64_MAX) <= now ||
	    json_int_or(coupon, "redeem_by", INT64_MAX) <= now)
		return PROMOTION_EXPIRED;
	for (size_t i = 0; i < nitems(both); i++)
		if (json_int_or(both[i], "times_redeemed", 0) >=
		    json_int_or(both[i], "max_redemptions", INT64_MAX))
			return PROMOTION_USED_UP;
	return PROMOTION_INACTIVE;
}

enum till_err
promotion_look(struct store_conn *c, struct json_object *promotion,
    const char *customer, int64_t now, enum promotion_state *state,
    struct till_error *e)
{
	const char *bound = json_text(promotion, "customer");
	enum till_err err;
	bool paid;

	*state = PROMOTION_GOOD;
	err = promotion_view(c, promotion, now, e);
	if (err != TILL_OK)
		return err;
	if (!json_bool_or(promotion, "active", false))
		*state = why_inactive(promotion,
		    json_get(promotion, "coupon"), now);
	else if (bound != NULL &&
	    (customer == NULL || strcmp(bound, customer) != 0))
		*state = PROMOTION_OTHER_CUSTOMER;
	if (*state != PROMOTION_GOOD ||
	    !json_bool_or(json_get(promotion, "restrictions"),
		"first_time_transaction", false))
		return TILL_OK;
	err = has_paid(c, customer, &paid, e);
	if (err == TILL_OK && paid)
		*state = PROMOTION_NOT_FIRST;
	return err;
}

enum till_err
promotion_usable(struct store_conn *c, struct json_object *promotion,
    const char *customer, int64_t now, const char *param,
    struct till_error *e)
{
	enum promotion_state state;
	enum till_err err = promotion_look(c, promotion, customer, now,
	    &state, e);

	if (err != TILL_OK)
		return err;
	switch (state) {
	case PROMOTION_EXPIRED:
	case PROMOTION_USED_UP:
	case PROMOTION_INACTIVE:
		return till_fail(e, TILL_EINPUT, "promotion_code_expired",
		    param, "%s", inactive);
	case PROMOTION_OTHER_CUSTOMER:
		return till_fail(e, TILL_EINPUT, NULL, param, "%s",
		    other_customer);
	case PROMOTION_NOT_FIRST:
		return till_fail(e, TILL_EINPUT, NULL, param, "%s", not_first);
	case PROMOTION_GOOD:
		break;
	}
	return TILL_OK;
}

/* The ids of codes that ended by themselves, themselves or their coupon. */
static const char sql_ended[] =
    "SELECT id FROM promotion_code WHERE active=1 AND expires_at<=?1 "
    "UNION SELECT p.id FROM coupon c JOIN promotion_code p ON p.coupon=c.id "
    "AND p.active=1 WHERE c.redeem_by<=?1 LIMIT ?2";

enum till_err
promotion_settle(struct store_conn *c, int64_t now, int64_t limit,
    int64_t *n, struct till_error *e)
{
	struct json_object *ids = json_object_new_array();
	struct store_rows *rows = NULL;
	enum till_err err;
	int got = 0;

	*n = 0;
	err = store_query(c, sql_ended, &rows, e, "ii", now, limit);
	while (err == TILL_OK && (got = store_next(rows, e)) == 1)
		json_object_array_add(ids,
		    json_object_new_string(store_text(rows, 0)));
	store_done(rows);
	if (err == TILL_OK && got < 0)
		err = TILL_EDB;
	for (size_t i = 0; err == TILL_OK && i < json_count(ids); i++) {
		struct json_object *o = NULL;

		err = record_get_whole(c, &catalog_promotion_code,
		    json_object_get_string(json_at(ids, i)), &o, e);
		if (err == TILL_OK)
			err = promotion_view(c, o, now, e);
		if (err == TILL_OK)
			err = catalog_update(c, &catalog_promotion_code, o, e);
		json_object_put(o);
		*n += err == TILL_OK;
	}
	json_object_put(ids);
	return err;
}
