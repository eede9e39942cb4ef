/* payer: see payer.h. */
#include <stddef.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "sessions/payer.h"

static const struct {
	const char *name;
	size_t at;
} texts[] = {
	{ "email", offsetof(struct session_payer, email) },
	{ "name", offsetof(struct session_payer, name) },
	{ "phone", offsetof(struct session_payer, phone) },
	{ "shipping_name", offsetof(struct session_payer, shipping_name) },
	{ "business", offsetof(struct session_payer, business) },
	{ "tax_type", offsetof(struct session_payer, tax_type) },
	{ "tax_value", offsetof(struct session_payer, tax_value) },
	{ "promotions", offsetof(struct session_payer, promotions) },
	{ "terms", offsetof(struct session_payer, terms) },
};

struct json_object *
payer_json(const struct session_payer *payer)
{
	struct json_object *json = json_object_new_object();

	for (size_t i = 0; i < nitems(texts); i++) {
		const char *text;

		memcpy(&text, (const char *)payer + texts[i].at,
		    sizeof(text));
		json_put_text(json, texts[i].name, text);
	}
	json_put(json, "address", address_json(&payer->address));
	json_put(json, "shipping", address_json(&payer->shipping));
	json_put(json, "custom", json_object_get(payer->custom));
	json_put_bool(json, "save", payer->save);
	return json;
}

struct session_payer
payer_of(struct json_object *json)
{
	struct session_payer payer = {
		.address = address_of(json_get(json, "address")),
		.shipping = address_of(json_get(json, "shipping")),
		.custom = json_get(json, "custom"),
		.save = json_bool_or(json, "save", false),
	};

	for (size_t i = 0; i < nitems(texts); i++) {
		const char *text = json_text(json, texts[i].name);

		memcpy((char *)&payer + texts[i].at, &text, sizeof(text));
	}
	return payer;
}

const char *
payer_name(const struct session_payer *payer)
{
	return payer->business != NULL	? payer->business :
	    payer->name != NULL		? payer->name :
					  payer->shipping_name;
}

const struct address *
payer_place(const struct session_payer *payer)
{
	return payer->shipping.country != NULL ? &payer->shipping :
						 &payer->address;
}

bool
payer_ships(struct json_object *session)
{
	return json_get(session, "shipping_address_collection") != NULL;
}

/* Whether a setting of a session is on. */
static bool
enabled(struct json_object *session, const char *name)
{
	return json_bool_or(json_get(session, name), "enabled", false);
}

bool
payer_phones(struct json_object *session)
{
	return enabled(session, "phone_number_collection");
}

bool
payer_bills(struct json_object *session)
{
	return strcmp(json_text_or(session, "billing_address_collection", ""),
		   "required") == 0;
}

static bool
consents(struct json_object *session, const char *to, const char *how)
{
	return strcmp(json_text_or(json_get(session, "consent_collection"),
			  to, ""),
		   how) == 0;
}

bool
payer_agrees(struct json_object *session)
{
	return consents(session, "terms_of_service", "required");
}

bool
payer_promotes(struct json_object *session)
{
	return consents(session, "promotions", "auto");
}

struct json_object *
payer_shipping_json(const struct session_payer *payer)
{
	struct json_object *json;

	if (address_is_empty(&payer->shipping))
		return NULL;
	json = json_object_new_object();
	json_put(json, "address", address_json(&payer->shipping));
	json_put_text(json, "name", payer->shipping_name);
	if (payer->phone != NULL)
		json_put_text(json, "phone", payer->phone);
	return json;
}

/* The country that an invented parcel goes to: an allowed one. */
static const char *
allowed_country(struct json_object *session, const char *wish)
{
	struct json_object *allowed = json_path(session,
	    "shipping_address_collection", "allowed_countries", NULL);

	for (size_t i = 0; wish != NULL && i < json_count(allowed); i++)
		if (strcmp(json_object_get_string(json_at(allowed, i)),
			wish) == 0)
			return wish;
	return json_count(allowed) > 0 ?
	    json_object_get_string(json_at(allowed, 0)) : wish;
}

/* A text as long as its field asks for. */
static const char *
invented_text(struct json_object *field, const char *type, char *out,
    size_t size)
{
	struct json_object *own = json_get(field, type);
	const char *given = json_text(own, "default_value");
	bool digits = strcmp(type, "numeric") == 0;
	int64_t most = json_int_or(own, "maximum_length", (int64_t)size - 1);
	int64_t least = json_int_or(own, "minimum_length", 1);
	size_t n = 0;

	if (given != NULL)
		return given;
	if (least < 6)
		least = most < 6 ? most : 6;
	for (; n < (size_t)least && n + 1 < size; n++)
		out[n] = digits ? (char)('1' + n % 9) : "sample"[n % 6];
	out[n] = '\0';
	return out;
}

#define INVENTED_MAX 512 /* bytes */

/* Values for the custom fields that must be filled in. */
static struct json_object *
invented_fields(struct json_object *session)
{
	struct json_object *fields = json_get(session, "custom_fields");
	struct json_object *values = json_object_new_object();

	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field = json_at(fields, i);
		const char *type = json_text_or(field, "type", "");
		struct json_object *own = json_get(field, type);
		char text[INVENTED_MAX];
		const char *value;

		if (json_bool_or(field, "optional", false) &&
		    json_text(own, "default_value") == NULL)
			continue;
		value = strcmp(type, "dropdown") == 0 ?
		    json_text_or(own, "default_value",
			json_text(json_at(json_get(own, "options"), 0),
			    "value")) :
		    invented_text(field, type, text, sizeof(text));
		json_put_text(values, json_text_or(field, "key", ""), value);
	}
	return values;
}

void
payer_invent(struct session_payer *payer, struct json_object *session,
    struct payer_room *room)
{
	const char *country = payer->address.country != NULL ?
	    payer->address.country : "US";

	*room = (struct payer_room){ .custom = NULL };
	if (payer_phones(session) && payer->phone == NULL)
		payer->phone = "+12015550123";
	if (payer_ships(session) && address_is_empty(&payer->shipping)) {
		payer->shipping = address_sample(allowed_country(session,
						     country),
		    room->shipping_code);
		payer->shipping_name = payer->name != NULL ? payer->name :
							     "Test Buyer";
	}
	if (payer_bills(session) && payer->address.line1 == NULL) {
		const char *given = payer->address.postal_code;

		payer->address = address_sample(country, room->billing_code);
		if (given != NULL)
			payer->address.postal_code = given;
	}
	if (payer_agrees(session))
		payer->terms = "accepted";
	if (payer_promotes(session) && payer->promotions == NULL &&
	    strcmp(country, "US") == 0)
		payer->promotions = "opt_out";
	if (payer->custom == NULL)
		payer->custom = room->custom = invented_fields(session);
}

void
payer_room_free(struct payer_room *room)
{
	json_object_put(room->custom);
	room->custom = NULL;
}
