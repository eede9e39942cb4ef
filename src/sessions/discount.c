/* discount: see discount.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "sessions/discount.h"

/* Mark I, all of these: no recordings of the real wordings were found. */
static const char below_minimum[] =
    "This promotion code cannot be redeemed because the order does not reach "
    "its minimum amount.";
static const char no_such_code[] = "This code is invalid.";
static const char code_not_now[] = "This code cannot be used for this order.";

/* What a promotion code asks of the order. */
static enum till_err
check_order(struct json_object *promotion, const struct bill *bill,
    const char *param, struct till_error *e)
{
	struct json_object *r = json_get(promotion, "restrictions");
	struct json_object *least;
	int64_t subtotal = 0;

	if (json_get(r, "minimum_amount") == NULL)
		return TILL_OK;
	least = json_path(r, "currency_options", bill->currency,
	    "minimum_amount", NULL);
	for (size_t i = 0; i < bill->count; i++)
		if (!money_add(subtotal, bill->lines[i].subtotal, &subtotal))
			subtotal = INT64_MAX;
	/* A minimum in other currencies only cannot be reached in this one. */
	if (least != NULL && subtotal >= json_object_get_int64(least))
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, param, "%s", below_minimum);
}

/* Puts a promotion code, a whole one, into the bill. */
static enum till_err
put_promotion(struct store_conn *c, struct json_object *promotion,
    const char *customer, int64_t now, const char *param, struct bill *bill,
    struct till_error *e)
{
	enum till_err err;

	err = promotion_usable(c, promotion, customer, now, param, e);
	if (err == TILL_OK)
		err = check_order(promotion, bill, param, e);
	if (err == TILL_OK)
		err = catalog_lookup(c, &catalog_coupon,
		    json_text_or(json_get(promotion, "coupon"), "id", ""),
		    param, &bill->coupon, e);
	text_copy(bill->promotion, sizeof(bill->promotion),
	    json_text_or(promotion, "id", ""));
	return err;
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

/* The active codes of that name, the one for this customer first. */
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
	    "SELECT id FROM promotion_code WHERE code=?1 AND active=1 AND "
	    "(customer IS NULL OR customer=?2) ORDER BY customer IS NULL "
	    "LIMIT 1",
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

enum till_err
discount_type(struct store_conn *c, struct json_object *session,
    const char *code, int64_t now, struct bill *bill, struct till_error *e)
{
	const char *customer = json_text(session, "customer");
	struct json_object *promotion = NULL;
	enum till_err err;

	json_object_put(bill->coupon);
	json_object_put(bill->discount);
	bill->coupon = bill->discount = NULL;
	bill->promotion[0] = '\0';
	if (*code == '\0')
		return TILL_OK;
	err = find_code(c, code, customer, &promotion, e);
	if (err == TILL_ENOTFOUND)
		return till_fail(e, TILL_EINPUT, NULL, "code", "%s",
		    no_such_code);
	if (err == TILL_OK)
		err = put_promotion(c, promotion, customer, now, "code", bill,
		    e);
	json_object_put(promotion);
	if (err == TILL_EINPUT)
		err = till_fail(e, TILL_EINPUT, NULL, "code", "%s",
		    code_not_now);
	return err;
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
