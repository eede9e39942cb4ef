/* shop: see shop.h. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "page/page.h"
#include "shop/order.h"
#include "shop/shop.h"

static enum till_err
open_parts(struct shop *shop, unsigned parts, struct till_error *e)
{
	const struct settings *settings = shop->settings;
	struct stripe_options options;
	enum till_err err;

	err = clock_open(settings_text(settings, SETTING_CLOCK), e);
	if (err == TILL_OK && (parts & SHOP_PAGES) != 0)
		err = page_folder(settings_text(settings, SETTING_TEMPLATES),
		    e);
	if (err == TILL_OK && (parts & SHOP_ORDERS) != 0)
		err = orders_open(settings_text(settings, SETTING_SHOP_DB),
		    &shop->orders, e);
	if (err == TILL_OK && (parts & SHOP_API) != 0) {
		options = stripe_defaults(settings);
		err = stripe_open(&options, &shop->stripe, e);
	}
	if (err == TILL_OK && (parts & SHOP_PROFILES) != 0)
		err = profiles_load(settings_text(settings, SETTING_PROFILES),
		    &shop->profiles, e);
	if (err == TILL_OK && (parts & SHOP_PROFILES) != 0)
		err = prices_open(&shop->prices, e);
	return err;
}

enum till_err
shop_open(const struct settings *settings, unsigned parts, void **app,
    struct till_error *e)
{
	struct shop *shop = calloc(1, sizeof(*shop));
	enum till_err err;

	*app = NULL;
	if (shop == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	shop->settings = settings;
	shop->public_url = settings_text(settings, SETTING_PUBLIC_URL);
	shop->secure = shop->public_url != NULL &&
	    strncmp(shop->public_url, "https://", 8) == 0;
	err = open_parts(shop, parts, e);
	if (err == TILL_OK)
		*app = shop;
	else
		shop_close(shop);
	return err;
}

void
shop_close(void *app)
{
	struct shop *shop = app;

	if (shop == NULL)
		return;
	prices_free(shop->prices);
	profiles_free(shop->profiles);
	stripe_close(shop->stripe);
	store_close(shop->orders);
	free(shop);
}
