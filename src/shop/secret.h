/*
 * secret: the client secret of a customer session, which lets one component
 * in the browser act for one signed-in customer.  It is made anew for every
 * page, never kept, never logged (behaviour.md 6).
 */
#ifndef TILL_SHOP_SECRET_H
#define TILL_SHOP_SECRET_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/error.h"
#include "shop/shop.h"

/* Whether component is one that a customer session may be for. */
bool secret_component(const char *component);

/*
 * Makes a customer session for one component, with its features or NULL.  *out is the API's object, the
 * caller's.  Errors are fit for a shopper: TILL_EUPSTREAM, TILL_EBUSY;
 * TILL_EAUTH: the API does not know the customer.
 */
enum till_err secret_make_with(struct shop *shop, const char *customer,
    const char *component, struct json_object *features,
    struct json_object **out, struct till_error *e);

/* The same without features. */
enum till_err secret_make(struct shop *shop, const char *customer,
    const char *component, struct json_object **out, struct till_error *e);

#endif
