/* echo: see echo.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "params/object.h"
#include "sessions/echo.h"

static bool
member_is(struct json_object *o, const char *name, const char *value)
{
	return strcmp(json_text_or(o, name, ""), value) == 0;
}

/* The value of a session's field as the tables make it from value. */
static struct json_object *
field_value(const char *name, struct json_object *value)
{
	const struct object_type *type = object_find("checkout.session");

	return object_value(object_field(type, name), value);
}

/* {"enabled":false} */
static struct json_object *
disabled(void)
{
	struct json_object *off = json_object_new_object();

	json_put_bool(off, "enabled", false);
	return off;
}

/* invoice_creation is whole in payment mode and null in the others. */
static void
put_invoice_creation(struct json_object *o)
{
	struct json_object *off;

	if (!member_is(o, "mode", "payment")) {
		json_put(o, "invoice_creation", NULL);
	} else if (json_get(o, "invoice_creation") == NULL) {
		off = disabled();
		json_put(o, "invoice_creation",
		    field_value("invoice_creation", off));
		json_object_put(off);
	}
}

/*
 * Options that an object always has, with what they are when the parameter
 * left them out (params.json, defaults; the days of boleto and oxxo: I).
 */
static const struct {
	const char *method, *option, *text;
	int64_t number;
} option_defaults[] = {
	{ "boleto", "expires_after_days", NULL, 3 },
	{ "card", "request_three_d_secure", "automatic", 0 },
	{ "konbini", "expires_after_days", NULL, 3 },
	{ "oxxo", "expires_after_days", NULL, 3 },
	{ "pix", "expires_after_seconds", NULL, 86400 },
};

/*
 * The reference lets a cashapp session be asked for a future usage that its
 * object cannot hold; what was asked for is kept for the intent.
 */
static void
drop_cashapp_usage(struct json_object *options)
{
	struct json_object *cashapp = json_get(options, "cashapp");

	if (!member_is(cashapp, "setup_future_usage", "none"))
		json_object_object_del(cashapp, "setup_future_usage");
}

static void
put_options(struct json_object *o, struct json_object *params)
{
	struct json_object *given = json_get(params, "payment_method_options");
	struct json_object *options;

	if (given == NULL) {
		json_put(o, "payment_method_options",
		    json_object_new_object());
		return;
	}
	options = json_get(o, "payment_method_options");
	for (size_t i = 0; i < nitems(option_defaults); i++) {
		const char *method = option_defaults[i].method;
		const char *option = option_defaults[i].option;
		struct json_object *own = json_get(options, method);

		if (own == NULL ||
		    json_path(given, method, option, NULL) != NULL)
			continue;
		if (option_defaults[i].text != NULL)
			json_put_text(own, option, option_defaults[i].text);
		else
			json_put_int(own, option, option_defaults[i].number);
	}
	if (json_get(options, "cashapp") != NULL)
		drop_cashapp_usage(options);
}

static void
put_payment_methods(struct json_object *o, struct json_object *params)
{
	struct json_object *types, *details;
	const char *configuration = json_text(params,
	    "payment_method_configuration");

	if (json_get(params, "payment_method_types") == NULL) {
		types = json_object_new_array();
		json_object_array_add(types, json_object_new_string("card"));
		json_put(o, "payment_method_types", types);
	}
	if (configuration != NULL) {
		details = json_object_new_object();
		json_put_text(details, "id", configuration);
		json_put(details, "parent", NULL);
		json_put(o, "payment_method_configuration_details", details);
	}
	put_options(o, params);
	json_put_text(o, "payment_method_collection",
	    json_text_or(params, "payment_method_collection", "always"));
	json_put_text(o, "payment_status",
	    member_is(o, "mode", "setup") ? "no_payment_required" : "unpaid");
}

/* customer_creation: null when there is a customer (behaviour.md 5.6). */
static void
put_customer_creation(struct json_object *o, struct json_object *params)
{
	const char *fallback = member_is(o, "mode", "subscription") ?
	    "always" :
	    "if_required";

	json_put_text(o, "customer_creation",
	    json_text(params, "customer") != NULL ?
		NULL :
		json_text_or(params, "customer_creation", fallback));
}

/* A custom field has the settings of its type, with the buyer's value. */
static void
put_custom_fields(struct json_object *o, struct json_object *params)
{
	struct json_object *given = json_get(params, "custom_fields");
	struct json_object *full, *field, *empty;

	if (given == NULL)
		return;
	full = json_object_new_array();
	for (size_t i = 0; i < json_count(given); i++) {
		const char *type = json_text_or(json_at(given, i), "type", "");

		field = json_object_new_object();
		json_object_object_foreach(json_at(given, i), name, value) {
			json_put(field, name, json_object_get(value));
		}
		if (json_get(field, type) == NULL) {
			empty = json_object_new_object();
			json_put(field, type, empty);
		}
		json_object_array_add(full, field);
	}
	json_put(o, "custom_fields", field_value("custom_fields", full));
	json_object_put(full);
}

static void
put_consent(struct json_object *o)
{
	struct json_object *consent;

	if (json_get(o, "consent_collection") == NULL)
		return;
	consent = json_object_new_object();
	json_put(consent, "promotions", NULL);
	json_put(consent, "terms_of_service", NULL);
	json_put(o, "consent", consent);
}

/* Members that a setting has once it was given at all. */
static void
put_inner(struct json_object *o)
{
	struct json_object *saved, *filters, *tax_id;

	saved = json_get(o, "saved_payment_method_options");
	if (saved != NULL &&
	    json_get(saved, "allow_redisplay_filters") == NULL) {
		filters = json_object_new_array();
		json_object_array_add(filters,
		    json_object_new_string("always"));
		json_put(saved, "allow_redisplay_filters", filters);
	}
	if (saved != NULL && json_get(saved, "payment_method_save") == NULL)
		json_put_text(saved, "payment_method_save", "disabled");
	tax_id = json_get(o, "tax_id_collection");
	if (tax_id != NULL && member_is(tax_id, "required", ""))
		json_put_text(tax_id, "required", "never");
}

void
echo_settings(struct json_object *o, struct json_object *params)
{
	const char *ui_mode = json_text_or(params, "ui_mode", "hosted");
	struct json_object *tax = json_get(o, "automatic_tax");

	json_put_text(o, "ui_mode", ui_mode);
	if (strcmp(ui_mode, "embedded") == 0)
		json_put_text(o, "redirect_on_completion",
		    json_text_or(params, "redirect_on_completion", "always"));
	if (json_bool_or(tax, "enabled", false))
		json_put_text(tax, "status", "requires_location_inputs");
	if (json_get(o, "phone_number_collection") == NULL)
		json_put(o, "phone_number_collection", disabled());
	put_consent(o);
	put_custom_fields(o, params);
	put_inner(o);
	put_payment_methods(o, params);
	put_invoice_creation(o);
	put_customer_creation(o, params);
}

/* The parameters that a session has no field, or only a part of one, for. */
static const char *const unseen[] = {
	"customer_update",
	"payment_intent_data",
	"payment_method_data",
	"payment_method_options",
	"prefilled_email", /* no parameter: what a payment link's visit says */
	"setup_intent_data",
	"subscription_data",
};

/* What a request asks about its answer is not kept. */
static bool
is_kept(struct json_object *session, const char *name)
{
	if (strcmp(name, "expand") == 0)
		return false;
	for (size_t i = 0; i < nitems(unseen); i++)
		if (strcmp(unseen[i], name) == 0)
			return true;
	return json_bool_or(json_path(session, "after_expiration", "recovery",
				NULL),
	    "enabled", false);
}

void
echo_keep(struct json_object *session, struct json_object *params)
{
	struct json_object *given = NULL;

	json_object_object_foreach(params, name, value) {
		if (value == NULL || !is_kept(session, name))
			continue;
		if (given == NULL)
			given = json_object_new_object();
		json_put(given, name, json_object_get(value));
	}
	if (given != NULL)
		json_put(catalog_hidden(session), ECHO_GIVEN, given);
}

struct json_object *
echo_kept(struct json_object *session, const char *name)
{
	return json_path(session, CATALOG_HIDDEN, ECHO_GIVEN, name, NULL);
}
