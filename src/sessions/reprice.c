/* reprice: open sessions whose amounts change, see session.h. */
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "sessions/discount.h"
#include "sessions/items.h"
#include "sessions/rules.h"
#include "sessions/session.h"

/* Computes a changed bill and stores its items; the session is changed. */
static enum till_err
settle(struct store_conn *c, struct json_object *session, struct bill *bill,
    struct till_error *e)
{
	enum till_err err = bill_compute(bill, "code", e);

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
	struct json_object *tax = json_get(session, "automatic_tax");
	struct bill bill = { .count = 0 };
	enum till_err err;

	if (country == NULL || json_get(session, "amount_total") == NULL)
		return TILL_OK;
	if (json_bool_or(tax, "enabled", false))
		json_put_text(tax, "status", "complete");
	if (!bill_wants_place(session))
		return TILL_OK;
	err = bill_load(c, session, &bill, e);
	if (err == TILL_OK) {
		bill_place(&bill, country, state);
		err = settle(c, session, &bill, e);
	}
	bill_free(&bill);
	return err;
}

/* Whether a buyer may type a code now. */
static enum till_err
check_open(struct json_object *session, int64_t now, struct till_error *e)
{
	if (strcmp(json_text_or(session, "status", ""), "open") != 0 ||
	    session_is_due(session, now))
		return till_fail(e, TILL_ECONFLICT, NULL, NULL,
		    "This checkout is no longer open.");
	if (!json_bool_or(session, "allow_promotion_codes", false))
		return till_fail(e, TILL_EINPUT, NULL, "code",
		    "This shop takes no promotion codes here.");
	return TILL_OK;
}

enum till_err
session_apply_code(struct store_conn *c, const char *id, const char *code,
    int64_t now, struct json_object **out, struct till_error *e)
{
	struct bill bill = { .count = 0 };
	enum till_err err;

	err = record_get_whole(c, &session_type, id, out, e);
	if (err != TILL_OK)
		return err;
	err = check_open(*out, now, e);
	if (err == TILL_OK)
		err = bill_load(c, *out, &bill, e);
	if (err == TILL_OK)
		err = discount_type(c, *out, code, now, &bill, e);
	if (err == TILL_OK)
		err = settle(c, *out, &bill, e);
	if (err == TILL_OK)
		err = catalog_update(c, &session_type, *out, e);
	bill_free(&bill);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}
