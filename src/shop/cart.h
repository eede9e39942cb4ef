/*
 * cart: what a shopper wants to buy, as a page posts it (design.md,
 * "Addresses"):
 *
 *   items[0][price]=price_…      or items[0][lookup_key]=…
 *   items[0][quantity]=2         1 when it is left out
 *   profile=… email=… client_reference_id=… token=…
 *
 * A row with neither a price nor a lookup key is a box that was not ticked
 * and is skipped.  Amounts are never taken from a shopper: any other name is
 * refused.
 */
#ifndef TILL_SHOP_CART_H
#define TILL_SHOP_CART_H

#include <json-c/json.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/error.h"

#define CART_ITEMS_MAX 100	 /* what the API takes */
#define CART_QUANTITY_MAX 999999 /* the same */
#define CART_PRICE_MAX 256	 /* bytes with the NUL */
#define CART_LOOKUP_MAX 801	 /* 200 characters */
#define CART_REFERENCE_MAX 801	 /* 200 characters */
#define CART_EMAIL_MAX 513
#define CART_PROFILE_MAX 65
#define CART_TOKEN_MAX 129
#define CART_PROFILE "payment" /* the profile of a cart that names none */
#define CART_PROFILE_ELEMENT "element" /* the same on the page that is paid on */

struct cart_item {
	char price[CART_PRICE_MAX];	  /* "" when lookup_key is set */
	char lookup_key[CART_LOOKUP_MAX]; /* "" when price is set */
	int64_t quantity;
};

struct cart {
	struct cart_item *items; /* count of them, owned */
	size_t count;
	char profile[CART_PROFILE_MAX];
	char email[CART_EMAIL_MAX];	    /* "" for none */
	char reference[CART_REFERENCE_MAX]; /* "" for none */
	char token[CART_TOKEN_MAX];	    /* "" for none */
};

/*
 * Reads a form tree (http_form).  *out is the caller's (cart_free), NULL on
 * error.  TILL_EINPUT: a message for the shopper, and param names the field.
 */
enum till_err cart_read(struct json_object *form, struct cart **out,
    struct till_error *e);

void cart_free(struct cart *cart); /* NULL is fine */

/*
 * The cart as JSON in the form that cart_read() takes, without its token: for
 * keeping and for showing again.  The caller's; NULL without memory.
 */
struct json_object *cart_to_json(const struct cart *cart);

/*
 * A hash of everything that decides what is bought and by whom; customer may
 * be NULL.  Two posts with one token must agree on it.
 */
enum till_err cart_hash(const struct cart *cart, const char *customer,
    char out[static CRYPTO_HEX_MAX], struct till_error *e);

#endif
