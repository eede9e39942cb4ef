/*
 * fuzz_cart: any bytes as a posted cart, JSON after a '{' and a form
 * otherwise.  What is taken must read the same again from its own JSON; what
 * is refused must say why, to a person.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "form/form.h"
#include "shop/cart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct json_object *
read_tree(const char *text, size_t size)
{
	struct json_object *json = NULL, *tree = NULL;
	static struct till_error e;

	if (size == 0 || *text != '{') {
		(void)form_parse(text, size, &tree, &e);
		return tree;
	}
	if (json_parse(text, size, &json, &e) == TILL_OK)
		(void)form_from_json(json, &tree, &e);
	json_object_put(json);
	return tree;
}

/* A cart that was taken, written and read again. */
static void
cart_must_survive(const struct cart *cart)
{
	char hash[CRYPTO_HEX_MAX], hash_again[CRYPTO_HEX_MAX];
	struct json_object *json = cart_to_json(cart), *tree = NULL;
	struct cart *again = NULL;
	static struct till_error e;

	if (json == NULL ||
	    form_from_json(json, &tree, &e) != TILL_OK ||
	    cart_read(tree, &again, &e) != TILL_OK ||
	    cart_hash(cart, NULL, hash, &e) != TILL_OK ||
	    cart_hash(again, NULL, hash_again, &e) != TILL_OK ||
	    strcmp(hash, hash_again) != 0)
		abort();
	cart_free(again);
	json_object_put(tree);
	json_object_put(json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_object *tree = read_tree((const char *)data, size);
	struct cart *cart = NULL;
	static struct till_error e;

	if (tree == NULL)
		return 0;
	till_error_clear(&e);
	if (cart_read(tree, &cart, &e) == TILL_OK)
		cart_must_survive(cart);
	else if (cart != NULL || e.message[0] == '\0')
		abort();
	cart_free(cart);
	json_object_put(tree);
	return 0;
}
