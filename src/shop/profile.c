/* profile: see profile.h. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "form/form.h"
#include "params/params.h"
#include "shop/profile.h"

#define FILE_MAX (256 * 1024)
#define NAME_MAX_LEN 64
#define PROFILES_MAX 256
#define CREATE_PATH "/v1/checkout/sessions"
#define INTENT_PATH "/v1/payment_intents"
#define CUSTOMER_PATH "/v1/customer_sessions"

/*
 * The braces stay as they are: the API fills them in only when they are not
 * percent-encoded (behaviour.md 5.5).
 */
#define SUCCESS_PATH "/checkout/success?session_id={CHECKOUT_SESSION_ID}"
#define CANCEL_PATH "/checkout/cancel"

struct profile {
	char name[NAME_MAX_LEN + 1];
	struct json_object *params;
};

struct profiles {
	struct profile *rows;
	size_t count;
};

static bool
is_embedded(struct json_object *params)
{
	return strcmp(json_text_or(params, "ui_mode", "hosted"),
		   "embedded") == 0;
}

/* Puts the addresses that the shopper comes back to, unless they are there. */
static void
put_addresses(struct json_object *params, const char *public_url)
{
	struct buf url;

	buf_init(&url, 8192);
	buf_addf(&url, "%s%s", public_url, SUCCESS_PATH);
	if (is_embedded(params)) {
		if (json_get(params, "return_url") == NULL &&
		    strcmp(json_text_or(params, "redirect_on_completion",
			       "always"),
			"never") != 0)
			json_put_text(params, "return_url", buf_text(&url));
		buf_free(&url);
		return;
	}
	if (json_get(params, "success_url") == NULL)
		json_put_text(params, "success_url", buf_text(&url));
	buf_reset(&url);
	buf_addf(&url, "%s%s", public_url, CANCEL_PATH);
	if (json_get(params, "cancel_url") == NULL)
		json_put_text(params, "cancel_url", buf_text(&url));
	buf_free(&url);
}

/* Puts who buys; some of a profile only goes with, or without, a customer. */
static void
put_customer(struct json_object *params, const struct profile_order *order)
{
	if (order->customer != NULL) {
		json_put_text(params, "customer", order->customer);
		json_object_object_del(params, "customer_creation");
		return;
	}
	json_object_object_del(params, "customer_update");
	if (order->email != NULL)
		json_put_text(params, "customer_email", order->email);
}

bool
profile_is_element(struct json_object *profile)
{
	return json_get(profile, "payment_intent") != NULL;
}

/* Names the order in the metadata of what is created for it. */
static void
put_metadata(struct json_object *params, const struct profile_order *order)
{
	struct json_object *metadata = json_get(params, "metadata");

	if (metadata == NULL) {
		metadata = json_object_new_object();
		json_put(params, "metadata", metadata);
	}
	json_put_text(metadata, "till_order", order->order_id);
}

/* The request that creates a payment intent. */
static struct json_object *
intent_request(struct json_object *profile, const struct profile_order *order)
{
	struct json_object *params = NULL, *metadata, *automatic;

	if (json_object_deep_copy(json_get(profile, "payment_intent"),
		&params, NULL) != 0)
		return NULL;
	json_put_int(params, "amount", order->amount.amount);
	json_put_text(params, "currency", order->amount.currency);
	if (order->customer != NULL)
		json_put_text(params, "customer", order->customer);
	if (order->email != NULL)
		json_put_text(params, "receipt_email", order->email);
	if (json_get(params, "payment_method_types") == NULL &&
	    json_get(params, "automatic_payment_methods") == NULL) {
		automatic = json_object_new_object();
		json_put_bool(automatic, "enabled", true);
		json_put(params, "automatic_payment_methods", automatic);
	}
	put_metadata(params, order);
	/* An intent has no field for what the merchant calls the order. */
	metadata = json_get(params, "metadata");
	if (order->reference != NULL)
		json_put_text(metadata, "client_reference_id",
		    order->reference);
	return params;
}

struct json_object *
profile_request(struct json_object *profile, const struct profile_order *order)
{
	struct json_object *params = NULL;

	if (profile_is_element(profile))
		return intent_request(profile, order);
	if (json_object_deep_copy(profile, &params, NULL) != 0)
		return NULL;
	if (json_get(params, "mode") == NULL)
		json_put_text(params, "mode", "payment");
	put_addresses(params, order->public_url);
	put_customer(params, order);
	if (order->reference != NULL)
		json_put_text(params, "client_reference_id",
		    order->reference);
	put_metadata(params, order);
	json_put(params, "line_items", json_object_get(order->line_items));
	return params;
}

/* What the cart decides, and what a cart cannot go with. */
static enum till_err
check_own(struct json_object *params, struct till_error *e)
{
	static const char *const names[] = { "line_items", "customer",
		"customer_email", "client_reference_id" };

	for (size_t i = 0; i < nitems(names); i++)
		if (json_get(params, names[i]) != NULL)
			return till_fail(e, TILL_EINPUT, NULL, names[i],
			    "%s is decided by the cart.", names[i]);
	if (strcmp(json_text_or(params, "mode", "payment"), "setup") == 0)
		return till_fail(e, TILL_EINPUT, NULL, "mode",
		    "mode setup takes no cart.");
	return TILL_OK;
}

/* Checks a whole request as the API would. */
static enum till_err
check_request(const char *path, struct json_object *whole,
    struct till_error *e)
{
	const struct params_call *call = params_find("POST", path);
	struct json_object *form = NULL, *checked = NULL;
	enum till_err err;

	if (call == NULL || whole == NULL)
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "the schema of %s is missing", path);
	err = form_from_json(whole, &form, e);
	if (err == TILL_OK)
		err = params_check(call, form, &checked, e);
	json_object_put(checked);
	json_object_put(form);
	return err;
}

/* Checks a profile as the API would check an order made with it. */
static enum till_err
check(struct json_object *params, struct till_error *e)
{
	struct json_object *item = json_object_new_object();
	struct json_object *items = json_object_new_array();
	struct profile_order order = { .public_url = "https://shop.example",
		.order_id = "ord_check",
		.line_items = items,
		.amount = { 1000, "usd" } };
	struct json_object *whole;
	enum till_err err;

	json_put_text(item, "price", "price_check");
	json_put_int(item, "quantity", 1);
	json_object_array_add(items, item);
	whole = profile_request(params, &order);
	err = check_request(
	    profile_is_element(params) ? INTENT_PATH : CREATE_PATH, whole, e);
	json_object_put(whole);
	json_object_put(items);
	return err;
}

/* What a customer session lets the buyer do, as the API would check it. */
static enum till_err
check_features(struct json_object *features, struct till_error *e)
{
	static const char usage[] = "payment_method_save_usage";
	struct json_object *whole = json_object_new_object();
	struct json_object *components = json_object_new_object();
	struct json_object *element = json_object_new_object();
	enum till_err err;

	json_put_bool(element, "enabled", true);
	if (features != NULL)
		json_put(element, "features", json_object_get(features));
	json_put(components, "payment_element", element);
	json_put_text(whole, "customer", "cus_check");
	json_put(whole, "components", components);
	err = check_request(CUSTOMER_PATH, whole, e);
	if (err == TILL_OK &&
	    strcmp(json_text_or(features, "payment_method_save", ""),
		"enabled") == 0 &&
	    json_get(features, usage) == NULL)
		err = till_fail(e, TILL_EINPUT, "parameter_missing", usage,
		    "It says what payment methods are saved for.");
	json_object_put(whole);
	return err;
}

/* A profile of the page with the Payment Element has these two members. */
static enum till_err
check_element(struct json_object *profile, struct till_error *e)
{
	static const char *const own[] = { "amount", "currency", "customer",
		"confirm", "off_session", "payment_method",
		"payment_method_data", "receipt_email", "return_url" };
	struct json_object *intent = json_get(profile, "payment_intent");

	json_object_object_foreach(profile, name, value) {
		(void)value;
		if (strcmp(name, "payment_intent") != 0 &&
		    strcmp(name, "features") != 0)
			return till_fail(e, TILL_EINPUT, "parameter_unknown",
			    name,
			    "A profile with payment_intent takes features "
			    "beside it.");
	}
	for (size_t i = 0; i < nitems(own); i++)
		if (json_get(intent, own[i]) != NULL)
			return till_fail(e, TILL_EINPUT, NULL, own[i],
			    "%s is decided by the cart and its page.",
			    own[i]);
	return check_features(json_get(profile, "features"), e);
}

/* Puts the file's name, and the parameter's, before what is wrong. */
static enum till_err
blame(const char *path, struct till_error *e)
{
	struct till_error cause = *e;

	return till_fail(e, TILL_EINPUT, cause.code, cause.param,
	    "%s: %s%s%s", path, cause.param,
	    cause.param[0] != '\0' ? ": " : "", cause.message);
}

static enum till_err
load(const char *path, struct profile *row, struct till_error *e)
{
	enum till_err err = json_load(path, FILE_MAX, &row->params, e);

	if (err != TILL_OK)
		return err;
	if (!json_object_is_type(row->params, json_type_object))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "A profile is one JSON object.");
	else if (profile_is_element(row->params))
		err = check_element(row->params, e);
	else
		err = check_own(row->params, e);
	if (err == TILL_OK)
		err = check(row->params, e);
	return err == TILL_OK ? err : blame(path, e);
}

/* Loads a file of the folder when it is a profile. */
static enum till_err
add(struct profiles *p, const char *folder, const char *file,
    struct till_error *e)
{
	const char *dot = strrchr(file, '.');
	struct profile *row = &p->rows[p->count];
	enum till_err err;
	struct buf path;

	if (dot == NULL || dot == file || strcmp(dot, ".json") != 0)
		return TILL_OK;
	if (p->count == PROFILES_MAX || (size_t)(dot - file) > NAME_MAX_LEN)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s/%s: too many profiles, or too long a name", folder,
		    file);
	memcpy(row->name, file, (size_t)(dot - file));
	p->count++;
	buf_init(&path, 8192);
	buf_addf(&path, "%s/%s", folder, file);
	err = text_is_id(row->name) ?
	    load(buf_text(&path), row, e) :
	    till_fail(e, TILL_EINPUT, NULL, NULL,
		"%s: a profile's name takes letters, digits, - and _ only",
		buf_text(&path));
	buf_free(&path);
	return err;
}

/* Loads what an open folder holds. */
static enum till_err
load_folder(struct profiles *p, const char *folder, DIR *dir,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	const struct dirent *entry;

	/* The stream is this thread's own: NOLINTNEXTLINE(concurrency-*) */
	while (err == TILL_OK && (entry = readdir(dir)) != NULL)
		err = add(p, folder, entry->d_name, e);
	if (err == TILL_OK && p->count == 0)
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the folder of profiles %s has no .json file", folder);
	return err;
}

enum till_err
profiles_load(const char *folder, struct profiles **out, struct till_error *e)
{
	struct profiles *p;
	enum till_err err;
	DIR *dir = opendir(folder);

	*out = NULL;
	if (dir == NULL)
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the folder of profiles %s cannot be read", folder);
	p = calloc(1, sizeof(*p));
	if (p != NULL)
		p->rows = calloc(PROFILES_MAX + 1, sizeof(*p->rows));
	if (p == NULL || p->rows == NULL) {
		(void)closedir(dir);
		profiles_free(p);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	err = load_folder(p, folder, dir, e);
	(void)closedir(dir);
	if (err == TILL_OK)
		*out = p;
	else
		profiles_free(p);
	return err;
}

void
profiles_free(struct profiles *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->count; i++)
		json_object_put(p->rows[i].params);
	free(p->rows);
	free(p);
}

struct json_object *
profiles_find(const struct profiles *p, const char *name)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->rows[i].name, name) == 0)
			return p->rows[i].params;
	return NULL;
}

struct json_object *
profiles_at(const struct profiles *p, size_t i, const char **name)
{
	if (i >= p->count)
		return NULL;
	*name = p->rows[i].name;
	return p->rows[i].params;
}
