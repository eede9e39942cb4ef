/*
 * shop: what the programs of the shop share for their whole life: settings,
 * the orders, the client of the API, the profiles and the templates.
 */
#ifndef TILL_SHOP_SHOP_H
#define TILL_SHOP_SHOP_H

#include <stdbool.h>

#include "base/error.h"
#include "base/settings.h"
#include "shop/prices.h"
#include "shop/profile.h"
#include "store/store.h"
#include "stripe/stripe.h"

/* What a program needs beside its settings. */
enum shop_part {
	SHOP_ORDERS = 1,
	SHOP_API = 2,
	SHOP_PROFILES = 4,
	SHOP_PAGES = 8
};

struct shop {
	const struct settings *settings; /* on loan */
	const char *public_url;		 /* the shop's own address */
	bool secure;			 /* that address is https */
	struct store *orders;
	struct stripe *stripe;
	struct profiles *profiles;
	struct prices *prices;
};

/*
 * Opens parts, of enum shop_part, for a program's open().  *app is a struct
 * shop for shop_close(), NULL on error.
 */
enum till_err shop_open(const struct settings *settings, unsigned parts,
    void **app, struct till_error *e);

void shop_close(void *app); /* NULL is fine */

#endif
