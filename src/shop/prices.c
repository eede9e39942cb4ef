/* prices: see prices.h. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "shop/prices.h"

#define SLOTS 512 /* keys kept; a newer one takes the place of an older */
#define KEYS_PER_CALL 10 /* the most that the API takes */

struct slot {
	char key[CART_LOOKUP_MAX]; /* "" while empty */
	char price[ID_MAX];
	int64_t until; /* monotonic seconds */
	int64_t epoch; /* of the clock, when it was learned */
};

struct prices {
	pthread_mutex_t lock;
	struct slot slots[SLOTS];
};

enum till_err
prices_open(struct prices **out, struct till_error *e)
{
	*out = calloc(1, sizeof(**out));
	if (*out == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	(void)pthread_mutex_init(&(*out)->lock, NULL);
	return TILL_OK;
}

void
prices_free(struct prices *p)
{
	if (p == NULL)
		return;
	(void)pthread_mutex_destroy(&p->lock);
	free(p);
}

static int64_t
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static struct slot *
slot_of(struct prices *p, const char *key)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (const char *c = key; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	return &p->slots[hash % SLOTS];
}

/* Copies the price of a key that is known and fresh. */
static bool
recall(struct prices *p, const char *key, char price[static ID_MAX])
{
	struct slot *slot = slot_of(p, key);
	bool found;

	(void)pthread_mutex_lock(&p->lock);
	found = strcmp(slot->key, key) == 0 && slot->until > seconds() &&
	    slot->epoch == clock_epoch();
	if (found)
		text_copy(price, ID_MAX, slot->price);
	(void)pthread_mutex_unlock(&p->lock);
	return found;
}

static void
keep(struct prices *p, const char *key, const char *price)
{
	struct slot *slot = slot_of(p, key);

	(void)pthread_mutex_lock(&p->lock);
	text_copy(slot->key, sizeof(slot->key), key);
	text_copy(slot->price, sizeof(slot->price), price);
	slot->until = seconds() + PRICES_KEPT_S;
	slot->epoch = clock_epoch();
	(void)pthread_mutex_unlock(&p->lock);
}

/* Asks for some keys; found gains a member a key. */
static enum till_err
ask(struct prices *p, struct stripe *stripe, struct json_object *keys,
    int64_t deadline_ms, struct json_object *found, struct till_error *e)
{
	struct json_object *params = json_object_new_object();
	struct json_object *answer = NULL, *data;
	struct stripe_call call = { .method = "GET",
		.path = "/v1/prices",
		.params = params,
		.deadline_ms = deadline_ms };
	enum till_err err;

	json_put(params, "lookup_keys", json_object_get(keys));
	json_put_bool(params, "active", true);
	json_put_int(params, "limit", 100);
	err = stripe_send(stripe, &call, &answer, e);
	data = json_get(answer, "data");
	for (size_t i = 0; json_object_is_type(data, json_type_array) &&
	     i < json_object_array_length(data); i++) {
		struct json_object *price = json_object_array_get_idx(data, i);
		const char *key = json_text(price, "lookup_key");
		const char *id = json_text(price, "id");

		if (key == NULL || id == NULL)
			continue;
		json_put_text(found, key, id);
		keep(p, key, id);
	}
	json_object_put(answer);
	json_object_put(params);
	return err;
}

/* Fills found with every key of the cart that can be known. */
static enum till_err
resolve(struct prices *p, struct stripe *stripe, const struct cart *cart,
    int64_t deadline_ms, struct json_object *found, struct till_error *e)
{
	struct json_object *keys = json_object_new_array();
	enum till_err err = TILL_OK;
	char price[ID_MAX];

	for (size_t i = 0; err == TILL_OK && i < cart->count; i++) {
		const char *key = cart->items[i].lookup_key;

		if (key[0] != '\0' && recall(p, key, price))
			json_put_text(found, key, price);
		else if (key[0] != '\0')
			json_object_array_add(keys,
			    json_object_new_string(key));
		if (stripe == NULL || json_object_array_length(keys) == 0 ||
		    (json_object_array_length(keys) < KEYS_PER_CALL &&
			i + 1 < cart->count))
			continue;
		err = ask(p, stripe, keys, deadline_ms, found, e);
		json_object_put(keys);
		keys = json_object_new_array();
	}
	json_object_put(keys);
	return err;
}

/* Adds an item to the list; false when its key is not known. */
static bool
add_item(struct json_object *list, const struct cart_item *item,
    struct json_object *found)
{
	const char *price = item->lookup_key[0] != '\0' ?
	    json_text(found, item->lookup_key) : item->price;
	struct json_object *row;

	if (price == NULL)
		return false;
	row = json_object_new_object();
	json_put_text(row, "price", price);
	json_put_int(row, "quantity", item->quantity);
	json_object_array_add(list, row);
	return true;
}

enum till_err
prices_line_items(struct prices *p, struct stripe *stripe,
    const struct cart *cart, int64_t deadline_ms, struct json_object **out,
    struct till_error *e)
{
	struct json_object *found = json_object_new_object();
	struct json_object *list = json_object_new_array();
	enum till_err err;

	*out = NULL;
	err = resolve(p, stripe, cart, deadline_ms, found, e);
	for (size_t i = 0; err == TILL_OK && i < cart->count; i++) {
		if (add_item(list, &cart->items[i], found))
			continue;
		json_object_put(list);
		list = NULL;
		if (stripe != NULL)
			err = till_fail(e, TILL_EINPUT, "resource_missing",
			    "items",
			    "One of the products is no longer available.");
		break;
	}
	json_object_put(found);
	if (err == TILL_OK)
		*out = list;
	else
		json_object_put(list);
	return err;
}
