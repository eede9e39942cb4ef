/* discount: see discount.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/discount.h"

/* Mark I: no recording of the real wording was found. */
static const char below_minimum[] =
    "This promotion code cannot be redeemed because the order does not reach "
    "its minimum amount.";

/* What a promotion code asks of the order: how much it must come to. */
static enum discount_refusal
look_at_order(struct json_object *promotion, const struct bill *bill,
    int64_t *least)
{
	struct json_object *r = json_get(promotion, "restrictions");
	struct json_object *own;
	int64_t subtotal = 0;

	if (json_get(r, "minimum_amount") == NULL)
		return DISCOUNT_FINE;
	own = json_path(r, "currency_options", bill->currency,
	    "minimum_amount", NULL);
	/* A minimum in other currencies only cannot be reached in this one. */
	if (own == NULL)
		return DISCOUNT_OTHER_CURRENCY;
	for (size_t i = 0; i < bill->count; i++)
		if (!money_add(subtotal, bill->lines[i].subtotal, &subtotal))
			subtotal = INT64_MAX;
	*least = json_object_get_int64(own);
	return subtotal >= *least ? DISCOUNT_FINE : DISCOUNT_MINIMUM;
}

/* Puts a promotion code's coupon into the bill. */
static enum till_err
put_coupon(struct store_conn *c, struct json_object *promotion,
    const char *param, struct bill *bill, struct till_error *e)
{
	text_copy(bill->promotion, sizeof(bill->promotion),
	    json_text_or(promotion, "id", ""));
	text_copy(bill->code, sizeof(bill->code),
	    json_text_or(promotion, "code", ""));
	return catalog_lookup(c, &catalog_coupon,
	    json_text_or(json_get(promotion, "coupon"), "id", ""), param,
	    &bill->coupon, e);
}

/* Puts a promotion code, a whole one, into the bill. */
static enum till_err
put_promotion(struct store_conn *c, struct json_object *promotion,
    const char *customer, int64_t now, const char *param, struct bill *bill,
    struct till_error *e)
{
	int64_t least;
	enum till_err err;

	err = promotion_usable(c, promotion, customer, now, param, e);
	if (err == TILL_OK &&
	    look_at_order(promotion, bill, &least) != DISCOUNT_FINE)
		err = till_fail(e, TILL_EINPUT, NULL, param, "%s",
		    below_minimum);
	return err == TILL_OK ? put_coupon(c, promotion, param, bill, e) : err;
}

enum till_err
discount_draft(struct store_conn *c, struct json_object *params, int64_t now,
    struct bill *bill, struct till_error *e)
{
	struct json_object *given = json_at(json_get(params, "discounts"), 0);
	const char *coupon = json_text(given, "coupon");
	const char *code = json_text(given, "promotion_code");
	static const char coupon_param[] = "discounts[0][coupon]";
	static const char code_param[] = "discounts[0][promotion_code]";
	struct json_object *promotion = NULL;
	enum till_err err = TILL_OK;

	if (coupon != NULL) {
		err = catalog_lookup(c, &catalog_coupon, coupon, coupon_param,
		    &bill->coupon, e);
		if (err == TILL_OK)
			err = coupon_usable(bill->coupon, now, coupon_param,
			    e);
	} else if (code != NULL) {
		err = catalog_lookup(c, &catalog_promotion_code, code,
		    code_param, &promotion, e);
		if (err == TILL_OK)
			err = put_promotion(c, promotion,
			    json_text(params, "customer"), now, code_param,
			    bill, e);
		json_object_put(promotion);
	}
	return err;
}

void
discount_drop(struct bill *bill)
{
	json_object_put(bill->coupon);
	json_object_put(bill->discount);
	bill->coupon = bill->discount = NULL;
	bill->promotion[0] = bill->code[0] = '\0';
}

/*
 * The codes of that name: an active one before others, one that this
 * customer can use before others, and the latest of those that have ended.
 */
static enum till_err
find_code(struct store_conn *c, const char *code, const char *customer,
    struct json_object **out, struct till_error *e)
{
	char id[64] = "";
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = NULL;
	err = store_query(c,
	    "SELECT id FROM promotion_code WHERE code=?1 ORDER BY active DESC,"
	    "CASE WHEN customer=?2 THEN 0 WHEN customer IS NULL THEN 1 "
	    "ELSE 2 END, pos DESC LIMIT 1",
	    &rows, e, "tt", code, customer);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		text_copy(id, sizeof(id), store_text(rows, 0));
	store_done(rows);
	if (got < 0)
		return TILL_EDB;
	return record_get_whole(c, &catalog_promotion_code, id, out, e);
}

/* Why the code itself, or its coupon, is not for this buyer and order. */
static enum till_err
look_at_code(struct store_conn *c, struct json_object *promotion,
    const char *customer, int64_t now, const struct bill *bill,
    struct discount_wrong *wrong, struct till_error *e)
{
	static const enum discount_refusal reasons[] = {
		[PROMOTION_GOOD] = DISCOUNT_FINE,
		[PROMOTION_EXPIRED] = DISCOUNT_EXPIRED,
		[PROMOTION_USED_UP] = DISCOUNT_USED_UP,
		[PROMOTION_INACTIVE] = DISCOUNT_INACTIVE,
		[PROMOTION_OTHER_CUSTOMER] = DISCOUNT_OTHER_CUSTOMER,
		[PROMOTION_NOT_FIRST] = DISCOUNT_NOT_FIRST,
	};
	enum promotion_state state;
	enum till_err err = promotion_look(c, promotion, customer, now,
	    &state, e);

	if (err != TILL_OK)
		return err;
	wrong->why = reasons[state];
	if (wrong->why == DISCOUNT_FINE)
		wrong->why = look_at_order(promotion, bill, &wrong->least);
	return TILL_OK;
}

/* Whether the coupon of a bill takes anything off it. */
static enum discount_refusal
look_at_coupon(const struct bill *bill)
{
	if (json_get(bill->coupon, "amount_off") != NULL &&
	    json_path(bill->coupon, "currency_options", bill->currency,
		NULL) == NULL)
		return DISCOUNT_OTHER_CURRENCY;
	return bill_is_discounted(bill) ? DISCOUNT_FINE :
					  DISCOUNT_OTHER_PRODUCTS;
}

/* Puts a code in the place of the one in the bill, when it is for it. */
static enum till_err
replace_code(struct store_conn *c, struct json_object *promotion,
    struct bill *bill, struct discount_wrong *wrong, struct till_error *e)
{
	struct bill before = *bill;
	enum till_err err;

	bill->coupon = bill->discount = NULL;
	err = put_coupon(c, promotion, "code", bill, e);
	if (err == TILL_OK)
		wrong->why = look_at_coupon(bill);
	/* Its coupon was deleted meanwhile. */
	if (err == TILL_EINPUT) {
		wrong->why = DISCOUNT_INACTIVE;
		err = TILL_OK;
	}
	if (err == TILL_OK && wrong->why == DISCOUNT_FINE) {
		json_object_put(before.coupon);
		json_object_put(before.discount);
	} else {
		json_object_put(bill->coupon);
		*bill = before;
	}
	return err;
}

enum till_err
discount_type(struct store_conn *c, struct json_object *session,
    const char *code, int64_t now, struct bill *bill,
    struct discount_wrong *wrong, struct till_error *e)
{
	const char *customer = json_text(session, "customer");
	struct json_object *promotion = NULL;
	enum till_err err;

	*wrong = (struct discount_wrong){ .why = DISCOUNT_FINE };
	text_copy(wrong->code, sizeof(wrong->code), code);
	err = find_code(c, code, customer, &promotion, e);
	if (err == TILL_ENOTFOUND) {
		wrong->why = DISCOUNT_UNKNOWN;
		return TILL_OK;
	}
	if (err == TILL_OK)
		err = look_at_code(c, promotion, customer, now, bill, wrong,
		    e);
	if (err == TILL_OK && wrong->why == DISCOUNT_FINE)
		err = replace_code(c, promotion, bill, wrong, e);
	json_object_put(promotion);
	return err;
}

enum till_err
discount_again(struct store_conn *c, struct bill *bill,
    struct discount_wrong *wrong, struct till_error *e)
{
	struct json_object *promotion = NULL;
	enum till_err err;

	err = record_get_whole(c, &catalog_promotion_code, bill->promotion,
	    &promotion, e);
	if (err != TILL_OK)
		return err == TILL_ENOTFOUND ? TILL_OK : err;
	wrong->why = look_at_order(promotion, bill, &wrong->least);
	if (wrong->why == DISCOUNT_FINE)
		wrong->why = look_at_coupon(bill);
	if (wrong->why != DISCOUNT_FINE) {
		text_copy(wrong->code, sizeof(wrong->code), bill->code);
		discount_drop(bill);
	}
	json_object_put(promotion);
	return TILL_OK;
}

enum till_err
discount_redeem(struct store_conn *c, struct json_object *session,
    int64_t now, struct till_error *e)
{
	struct json_object *kept = json_path(session, CATALOG_HIDDEN,
	    "discount", "object", NULL);

	if (kept == NULL)
		return TILL_OK;
	return coupon_redeem(c, json_text_or(json_get(kept, "coupon"), "id",
			       ""),
	    json_text(kept, "promotion_code"), now, e);
}
