/*
 * catalog: what is sold and to whom: products, prices, customers, and what
 * changes what they cost: coupons, promotion codes, shipping and tax rates.
 *
 * A resource is a record type and a file of rules; the API's generic calls do
 * the rest.  Rules run inside the write transaction on an object that
 * object_new() or object_update() made from checked parameters.
 */
#ifndef TILL_CATALOG_CATALOG_H
#define TILL_CATALOG_CATALOG_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/record.h"

extern const struct record_type catalog_product;
extern const struct record_type catalog_price;
extern const struct record_type catalog_customer;
extern const struct record_type catalog_coupon;
extern const struct record_type catalog_promotion_code;
extern const struct record_type catalog_shipping_rate;
extern const struct record_type catalog_tax_rate;

/* What a rule works on; everything is a loan. */
struct catalog_change {
	struct store_conn *c;
	struct json_object *params; /* checked, as they were given */
	struct json_object *object; /* the new state, to be completed */
	int64_t now;
	const char *base_url; /* the API's own address */
};

typedef enum till_err catalog_rule(struct catalog_change *change,
    struct till_error *e);

catalog_rule product_create, product_update;
catalog_rule price_create, price_update;
catalog_rule customer_create, customer_update;
catalog_rule coupon_create, coupon_update;
catalog_rule promotion_create, promotion_update;
catalog_rule shipping_create, shipping_update;
catalog_rule tax_rate_create, tax_rate_update;

/* Whether an object may be deleted, and what goes with it. */
catalog_rule product_delete, customer_delete, coupon_delete;

/*
 * Brings an object as it was stored to what it is at the second now: what
 * ends by itself, or depends on another object.
 */
typedef enum till_err catalog_view(struct store_conn *c,
    struct json_object *object, int64_t now, struct till_error *e);
catalog_view coupon_view, promotion_view;

/* The view of a type, NULL when what is stored is what is sent. */
catalog_view *catalog_view_of(const struct record_type *type);

/*
 * Marks up to limit promotion codes that have ended by themselves as
 * inactive, so that a list can filter by it; *n of them were.
 */
enum till_err promotion_settle(struct store_conn *c, int64_t now,
    int64_t limit, int64_t *n, struct till_error *e);

/*
 * Whether a coupon or a promotion code (a whole one) can be redeemed now; the
 * parameter is named in the error.  TILL_EINPUT: it is over or used up.
 */
enum till_err coupon_usable(struct json_object *coupon, int64_t now,
    const char *param, struct till_error *e);
enum till_err promotion_usable(struct store_conn *c,
    struct json_object *promotion, const char *customer, int64_t now,
    const char *param, struct till_error *e);

/* Whether a customer (NULL for a guest) can redeem a promotion code. */
enum promotion_state {
	PROMOTION_GOOD,
	PROMOTION_EXPIRED,  /* it or its coupon is past its time */
	PROMOTION_USED_UP,  /* it or its coupon is redeemed as often as may be */
	PROMOTION_INACTIVE, /* the merchant has ended it */
	PROMOTION_OTHER_CUSTOMER,
	PROMOTION_NOT_FIRST /* it is for a first order only */
};
enum till_err promotion_look(struct store_conn *c,
    struct json_object *promotion, const char *customer, int64_t now,
    enum promotion_state *state, struct till_error *e);

/*
 * Counts one redemption of a coupon and, unless NULL, of the promotion code
 * it came by.  TILL_EINPUT: that would be one too many.
 */
enum till_err coupon_redeem(struct store_conn *c, const char *coupon,
    const char *promotion, int64_t now, struct till_error *e);

/*
 * Adds a tax id to a whole customer that has it not yet; it is stored with
 * the customer.
 */
void customer_add_tax_id(struct json_object *customer, const char *type,
    const char *value, int64_t now);

/* The parameter tax_id_data.  TILL_EINPUT: a value is none of its type. */
enum till_err customer_put_tax_ids(struct catalog_change *change,
    struct till_error *e);

/*
 * A discount object (objects.json) of a coupon; texts may be NULL.  The
 * caller's.
 */
struct discount_terms {
	struct json_object *coupon;
	const char *promotion, *customer, *session;
	int64_t start, end; /* end is 0 for none */
};
struct json_object *discount_object(const struct discount_terms *terms);

/*
 * A percentage, a decimal of 0 to 100 with up to four decimals, in
 * ten-thousandths of a percent; false for anything else.
 */
#define PERCENT_DECIMALS 4
#define PERCENT_ALL 1000000
bool percent_of(struct json_object *number, int64_t *out);

/*
 * Whether an amount can be charged in its currency: 0 or more, and a multiple
 * of the currency's step.  NULL and null are right.  TILL_EINPUT with the
 * parameter.
 */
enum till_err amount_check(struct json_object *amount, const char *currency,
    const char *param, struct till_error *e);

/*
 * An update may say whether an amount includes taxes only where nothing was
 * said before.  TILL_EINPUT: old says otherwise already.
 */
enum till_err tax_behavior_kept(struct json_object *old,
    struct json_object *params, const char *param, struct till_error *e);

/* The name of a member of a parameter: "a", "b" give "a[b]"; it is out. */
const char *param_in(char out[static TILL_PARAM_MAX], const char *param,
    const char *member);

/* "Missing required param: x." (behaviour.md 1.3); "x" is param[member]. */
enum till_err param_missing(const char *param, const char *member,
    struct till_error *e);

/* Two parameters of which only one may be given; the first is named. */
enum till_err param_only_one(const char *param, const char *first,
    const char *second, struct till_error *e);

/*
 * Checks and completes a price whose parameters stand under param ("" for the
 * request itself): amounts, type and defaults, but not its product.
 */
enum till_err price_complete(struct catalog_change *change,
    const char *param, struct till_error *e);

/*
 * Makes a price, and its product when need be, from "price_data" of a line
 * item; they are stored inactive, as the API leaves them (behaviour.md 5.7).
 * *price and *product are the caller's, NULL on error.
 */
enum till_err price_from_data(struct store_conn *c, struct json_object *data,
    const char *param, int64_t now, struct json_object **price,
    struct json_object **product, struct till_error *e);

/*
 * A price as it is in a currency: itself, or what its currency_options say.
 * The caller's (json_object_put); NULL when it is not sold in that currency.
 */
struct json_object *price_in(struct json_object *price, const char *currency);

/*
 * What a quantity of a price costs, in the currency's smallest unit: per
 * unit, with decimals, tiers and packages, or the preset of an amount that
 * the buyer chooses.  Rounded once, half up.  TILL_EINPUT: more than 64 bits
 * hold.
 */
enum till_err price_amount(struct json_object *price, int64_t quantity,
    int64_t *amount, struct till_error *e);

/*
 * A new object of a type with its id, created and livemode set; the caller's
 * (json_object_put).  TILL_EMEM.
 */
enum till_err catalog_new(const struct record_type *type,
    struct json_object *params, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * The member of an object for what is stored with it and never answered: what
 * a session was asked for but has no field of its own, say.  Made when the
 * object has none.  It comes back with record_get_whole() and leaves with
 * catalog_print(), which stores it apart; so an object that is printed in any
 * other way must not have it.  A loan from object.
 */
#define CATALOG_HIDDEN "till"
struct json_object *catalog_hidden(struct json_object *object);

/* An object as it is stored: as it is sent, and the rest ("" when none). */
struct catalog_text {
	struct buf body, more;
};

/*
 * Prints an object into *out (catalog_text_init), whatever was in it.  The
 * members that are sent only when expanded, at any depth, and the hidden one
 * go to out->more and are taken out of object, which then is what the API
 * answers.
 */
enum till_err catalog_print(const struct record_type *type,
    struct json_object *object, struct catalog_text *out,
    struct till_error *e);
void catalog_text_init(struct catalog_text *text);
void catalog_text_free(struct catalog_text *text); /* may be used again */

/*
 * Stores a new object, or the new state of a whole one (record_get_whole),
 * printed as above.
 */
enum till_err catalog_insert(struct store_conn *c,
    const struct record_type *type, struct json_object *object,
    struct till_error *e);
enum till_err catalog_update(struct store_conn *c,
    const struct record_type *type, struct json_object *object,
    struct till_error *e);

/*
 * Looks a whole object up that a parameter names; *out is the caller's.
 * TILL_EINPUT "No such price: 'x'" with the parameter (behaviour.md 1.3,
 * Objects).
 */
enum till_err catalog_lookup(struct store_conn *c,
    const struct record_type *type, const char *id, const char *param,
    struct json_object **out, struct till_error *e);

/* The same by record_loan(): not to be changed, nor kept after the work. */
enum till_err catalog_loan(struct store_conn *c,
    const struct record_type *type, const char *id, const char *param,
    struct json_object **out, struct till_error *e);

/* Refuses an id of the merchant's own that is taken ("Product already ..."). */
enum till_err catalog_own_id(struct catalog_change *change,
    const struct record_type *type, const char *name, struct till_error *e);

/*
 * Removes a whole object, which is taken apart, and remembers that it was
 * there.  TILL_ENOTFOUND with only the kind in *e.
 */
enum till_err catalog_delete(struct store_conn *c,
    const struct record_type *type, struct json_object *object,
    struct till_error *e);

/*
 * {"id","object","deleted":true} for an object that was deleted; the
 * caller's.  TILL_ENOTFOUND with only the kind in *e: it never was there.
 */
enum till_err catalog_deleted(struct store_conn *c,
    const struct record_type *type, const char *id, struct json_object **out,
    struct till_error *e);

/*
 * Takes an object apart: what is sent only when asked for and the hidden
 * member go from object into the result; NULL when there is nothing.
 */
struct json_object *catalog_take_apart(const char *name,
    struct json_object *object);

#endif
