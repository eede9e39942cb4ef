/*
 * catalog: what is sold and to whom: products, prices and customers.
 *
 * A resource is a record type and a file of rules; the API's generic calls do
 * the rest.  Rules run inside the write transaction on an object that
 * object_new() or object_update() made from checked parameters.
 */
#ifndef TILL_CATALOG_CATALOG_H
#define TILL_CATALOG_CATALOG_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/record.h"

extern const struct record_type catalog_product;
extern const struct record_type catalog_price;
extern const struct record_type catalog_customer;

/* What a rule works on; everything is a loan. */
struct catalog_change {
	struct store_conn *c;
	struct json_object *params; /* checked, as they were given */
	struct json_object *object; /* the new state, to be completed */
	int64_t now;
};

typedef enum till_err catalog_rule(struct catalog_change *change,
    struct till_error *e);

catalog_rule product_create, product_update;
catalog_rule price_create, price_update;
catalog_rule customer_create, customer_update;

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
 * Looks a whole object up that a parameter names; *out is the caller's.  TILL_EINPUT "No such price:
 * 'x'" with the parameter (behaviour.md 1.3, Objects).
 */
enum till_err catalog_lookup(struct store_conn *c,
    const struct record_type *type, const char *id, const char *param,
    struct json_object **out, struct till_error *e);

#endif
