/*
 * change: what a buyer changes of an open session on its page: quantities, a
 * promotion code, the shipping, the place that taxes depend on.
 *
 * Whatever can be done is done, and each thing that cannot is told by itself;
 * so a wrong code loses no quantity.  All of it happens in one write: of two
 * pages that change one session at once, each change is whole, and the last
 * wins.
 */
#ifndef TILL_SESSIONS_CHANGE_H
#define TILL_SESSIONS_CHANGE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "sessions/discount.h"
#include "sessions/session.h"

/* What is wanted, as it was posted; loans, NULL to leave a thing as it is. */
struct session_wish {
	struct json_object *quantities; /* texts by the id of the line item */
	struct json_object *amounts; /* the same, where the buyer names it */
	const char *remove;	   /* a line item */
	const char *code;	   /* a promotion code, "" for none */
	bool remove_code;
	const char *shipping_rate; /* the id of one of the options' */
	const char *country, *state;
};

enum quantity_refusal {
	QUANTITY_FINE,
	QUANTITY_NO_NUMBER,
	QUANTITY_BELOW, /* limit is the least */
	QUANTITY_ABOVE, /* limit is the most */
	QUANTITY_LAST,	/* something must remain in the order */
	QUANTITY_TOTAL, /* what the order comes to cannot be paid at once */
	AMOUNT_NO_NUMBER, /* the same of an amount that the buyer names */
	AMOUNT_BELOW,
	AMOUNT_ABOVE
};

struct quantity_wrong {
	enum quantity_refusal why;
	int64_t limit;
	char item[ID_MAX];
};

/* What came of it. */
struct session_changed {
	struct json_object *session; /* as it is now, the caller's */
	struct discount_wrong code;  /* why the code was not taken, or left */
	struct quantity_wrong wrong[SESSION_ITEMS_MAX];
	size_t wrong_count;
};

/*
 * TILL_ECONFLICT: the session is not open.  TILL_ENOTFOUND: there is none.
 */
enum till_err session_change(struct store_conn *c, const char *id,
    const struct session_wish *wish, int64_t now,
    struct session_changed *out, struct till_error *e);

/* Whether anything was refused. */
bool session_refused(const struct session_changed *changed);

/*
 * The limits of a line item's quantity, a whole one; false when the buyer
 * does not choose it.
 */
bool change_limits(struct json_object *item, int64_t *low, int64_t *high);

/*
 * The limits of an amount that the buyer names, from a price as it is in the
 * currency (price_in()); false when he does not.
 */
bool change_amount_limits(struct json_object *price, const char *currency,
    int64_t *low, int64_t *high);

#endif
