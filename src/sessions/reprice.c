/* reprice: open sessions whose amounts change, see session.h. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "sessions/items.h"
#include "sessions/rules.h"
#include "sessions/session.h"

/* Where a session's hidden member keeps the place that taxes are for. */
static const char kept_place[] = "place";

const char *
session_country(struct json_object *session)
{
	return json_text(json_path(session, CATALOG_HIDDEN, kept_place, NULL),
	    "country");
}

/* Whether a place is one already known; without a state, its country is. */
static bool
is_place(struct json_object *place, const char *country, const char *state)
{
	return strcmp(json_text_or(place, "country", ""), country) == 0 &&
	    (state == NULL ||
		strcmp(json_text_or(place, "state", ""), state) == 0);
}

bool
session_put_place(struct json_object *session, struct bill *bill,
    const char *country, const char *state)
{
	struct json_object *tax = json_get(session, "automatic_tax");
	struct json_object *place = json_path(session, CATALOG_HIDDEN,
	    kept_place, NULL);

	if (country == NULL || *country == '\0' ||
	    is_place(place, country, state))
		return false;
	if (json_bool_or(tax, "enabled", false))
		json_put_text(tax, "status", "complete");
	else if (!bill_is_placed(bill))
		return false;
	bill_place(bill, country, state);
	place = json_object_new_object();
	json_put_text(place, "country", country);
	json_put_text(place, "state", state);
	json_put(catalog_hidden(session), kept_place, place);
	return true;
}

enum till_err
session_preview(struct json_object *session, struct bill *bill,
    const char *country, struct till_error *e)
{
	enum till_err err = TILL_OK;

	if (json_get(session, "amount_total") == NULL ||
	    !bill_wants_place(session) || session_country(session) != NULL)
		return TILL_OK;
	bill_place(bill, country, NULL);
	err = bill_compute(bill, NULL, e);
	if (err == TILL_OK)
		bill_write(bill, session);
	return err;
}

/* Computes a changed bill and stores its items; the session is changed. */
static enum till_err
settle(struct store_conn *c, struct json_object *session, struct bill *bill,
    struct till_error *e)
{
	enum till_err err = bill_compute(bill, NULL, e);

	if (err == TILL_OK)
		err = rules_check_total(session, bill, e);
	if (err != TILL_OK)
		return err;
	bill_write(bill, session);
	return items_update(c, json_text_or(session, "id", ""), bill, e);
}

enum till_err
session_place(struct store_conn *c, struct json_object *session,
    const char *country, const char *state, struct till_error *e)
{
	struct bill bill = { .count = 0 };
	enum till_err err = TILL_OK;

	if (json_get(session, "amount_total") == NULL)
		return TILL_OK;
	if (bill_wants_place(session))
		err = bill_load(c, session, &bill, e);
	if (err == TILL_OK &&
	    session_put_place(session, &bill, country, state) &&
	    bill.count > 0)
		err = settle(c, session, &bill, e);
	bill_free(&bill);
	return err;
}
