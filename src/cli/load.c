/*
 * load: creates the products and prices of a file through the API.
 *
 *   {"products": [{"id": "…", …, "prices": [{"lookup_key": "…", …}]}]}
 *
 * The members are the API's own parameters, but that a picture may be a path
 * below the shop's address, as "/static/pictures/teapot.svg".  A product is
 * known by its id and a price by its lookup key, so that loading a file again
 * changes nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "form/form.h"
#include "stripe/stripe.h"

#define FILE_MAX ((size_t)16 * 1024 * 1024)

struct load {
	struct stripe *stripe;
	const char *public_url; /* the shop's, NULL when it is not set */
	int products, prices; /* created */
	int there;	      /* found, and left as they are */
};

/* Asks for path; *found says whether there is such a thing. */
static enum till_err
look(struct load *load, const char *path, struct json_object *params,
    bool *found, struct till_error *e)
{
	struct stripe_call call = { .method = "GET",
		.path = path,
		.params = params };
	struct json_object *answer = NULL, *data;
	enum till_err err = stripe_send(load->stripe, &call, &answer, e);

	data = json_get(answer, "data");
	*found = err == TILL_OK && !json_bool_or(answer, "deleted", false) &&
	    (data == NULL || json_object_array_length(data) > 0);
	json_object_put(answer);
	if (err == TILL_ENOTFOUND) {
		till_error_clear(e);
		return TILL_OK;
	}
	return err;
}

/*
 * Creates a thing.  The key is made from what is asked, so that a second
 * start of this program at the same moment creates it no second time.
 */
static enum till_err
create(struct load *load, const char *path, struct json_object *params,
    struct till_error *e)
{
	struct stripe_call call = { .method = "POST",
		.path = path,
		.params = params };
	char hash[CRYPTO_HEX_MAX], key[CRYPTO_HEX_MAX + 16];
	struct json_object *answer = NULL;
	enum till_err err;
	struct buf text;

	buf_init(&text, FILE_MAX);
	form_write(&text, params);
	crypto_sha256_hex(buf_text(&text), text.len, hash);
	buf_free(&text);
	(void)snprintf(key, sizeof(key), "till-load-%s", hash);
	call.idempotency_key = key;
	err = stripe_send(load->stripe, &call, &answer, e);
	json_object_put(answer);
	return err;
}

static enum till_err
load_price(struct load *load, const char *product, struct json_object *price,
    struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct json_object *keys = json_object_new_array();
	const char *key = json_text(price, "lookup_key");
	enum till_err err;
	bool found = false;

	if (key == NULL) {
		json_object_put(keys);
		json_object_put(params);
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "a price of %s has no lookup_key", product);
	}
	json_object_array_add(keys, json_object_new_string(key));
	json_put(params, "lookup_keys", keys);
	err = look(load, "/v1/prices", params, &found, e);
	json_object_put(params);
	if (err != TILL_OK)
		return err;
	if (found) {
		load->there++;
		return TILL_OK;
	}
	json_put_text(price, "product", product);
	err = create(load, "/v1/prices", price, e);
	load->prices += err == TILL_OK;
	return err;
}

/* Makes whole addresses of a product's pictures. */
static enum till_err
place_pictures(const struct load *load, struct json_object *product,
    struct till_error *e)
{
	struct json_object *images = json_get(product, "images");
	struct buf url;

	for (size_t i = 0; i < json_count(images); i++) {
		const char *path = json_object_get_string(json_at(images, i));

		if (path == NULL || *path != '/')
			continue;
		if (load->public_url == NULL)
			return till_fail(e, TILL_EINPUT, NULL, NULL,
			    "%s is not set, and the picture %s of %s is below "
			    "it", settings_name(SETTING_PUBLIC_URL), path,
			    json_text_or(product, "id", "a product"));
		buf_init(&url, FILE_MAX);
		buf_add_text(&url, load->public_url);
		buf_add_text(&url, path);
		json_object_array_put_idx(images, i,
		    json_object_new_string(buf_text(&url)));
		buf_free(&url);
	}
	return TILL_OK;
}

static enum till_err
load_product(struct load *load, struct json_object *product,
    struct till_error *e)
{
	const char *id = json_text(product, "id");
	struct json_object *prices = json_object_get(json_get(product,
	    "prices"));
	enum till_err err = TILL_OK;
	char path[256];
	bool found = false;

	if (id == NULL || !text_is_id(id) || strlen(id) > 200) {
		json_object_put(prices);
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "a product has no id of letters, digits, - and _");
	}
	(void)snprintf(path, sizeof(path), "/v1/products/%s", id);
	json_object_object_del(product, "prices");
	err = look(load, path, NULL, &found, e);
	if (err == TILL_OK && !found)
		err = place_pictures(load, product, e);
	if (err == TILL_OK && !found) {
		err = create(load, "/v1/products", product, e);
		load->products += err == TILL_OK;
	}
	load->there += found;
	for (size_t i = 0; err == TILL_OK &&
	     json_object_is_type(prices, json_type_array) &&
	     i < json_object_array_length(prices); i++)
		err = load_price(load, id,
		    json_object_array_get_idx(prices, i), e);
	json_object_put(prices);
	return err;
}

static enum till_err
load_all(struct load *load, struct json_object *file, struct till_error *e)
{
	struct json_object *products = json_get(file, "products");
	enum till_err err = TILL_OK;

	if (!json_object_is_type(products, json_type_array))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the file has no list \"products\"");
	for (size_t i = 0;
	     err == TILL_OK && i < json_object_array_length(products); i++)
		err = load_product(load,
		    json_object_array_get_idx(products, i), e);
	return err;
}

int
cli_load(int argc, char **argv)
{
	static const enum setting needs[] = { SETTING_API_BASE,
		SETTING_SECRET_KEY };
	struct load load = { 0 };
	struct json_object *file = NULL;
	struct stripe_options options;
	struct settings *settings;
	struct till_error e;
	enum till_err err;

	till_error_clear(&e);
	if (argc != 2)
		return cli_usage(argv[0]);
	settings = cli_settings(needs, nitems(needs));
	if (settings == NULL)
		return CLI_FAILED;
	options = stripe_defaults(settings);
	load.public_url = settings_text(settings, SETTING_PUBLIC_URL);
	err = json_load(argv[1], FILE_MAX, &file, &e);
	if (err == TILL_OK)
		err = stripe_open(&options, &load.stripe, &e);
	if (err == TILL_OK)
		err = load_all(&load, file, &e);
	stripe_close(load.stripe);
	json_object_put(file);
	settings_free(settings);
	if (err != TILL_OK)
		return cli_fail(&e);
	(void)printf("%d products and %d prices created, %d were there\n",
	    load.products, load.prices, load.there);
	return CLI_OK;
}
