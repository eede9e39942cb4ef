/*
 * elements: what stands behind the browser scripts of test mode, which take
 * the place of js.stripe.com: the pricing table, the buy button, the embedded
 * checkout and the Payment Element.
 *
 * Pages of any origin call it, with the publishable key and, for a signed-in
 * customer, a customer session's client secret, and nothing more.
 */
#ifndef TILL_ELEMENTS_ELEMENTS_H
#define TILL_ELEMENTS_ELEMENTS_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "elements/buttons.h"
#include "elements/tables.h"
#include "sessions/customer_session.h"
#include "store/store.h"

struct elements {
	struct store *store;
	struct tables *tables;
	struct buttons *buttons;
	const char *publishable_key; /* loans of the settings */
	const char *base_url;
};

/*
 * Checks the key a page was given.  TILL_EAUTH: none, or not the account's
 * publishable one.
 */
enum till_err elements_check_key(const struct elements *elements,
    const char *key, struct till_error *e);

/*
 * Finds who a customer session's client secret acts for in a step of a
 * component, as "pricing_table"; c is inside a write.  Past its time the
 * secret is dropped, as if there were none: customer is then empty
 * (behaviour.md 6).  TILL_EFORBIDDEN: there is no such secret, or it is for
 * another component.
 */
enum till_err elements_customer(struct store_conn *c, const char *secret,
    const char *component, enum customer_session_step step, int64_t now,
    char customer[static ID_MAX], struct till_error *e);

/*
 * Seconds between a choice and its payment: a customer session is good for
 * 30 minutes until it is shown and 30 more until it is paid (behaviour.md 6).
 */
#define ELEMENTS_PAY_WITHIN 1800

/* "per month", "every 3 months", of a price's "recurring"; it is out. */
#define ELEMENTS_EVERY_MAX 64
const char *elements_every(struct json_object *recurring,
    char out[static ELEMENTS_EVERY_MAX]);

/* What a page is told of a session that it is to go to; the caller's. */
struct json_object *elements_answer(struct json_object *session);

/*
 * A pricing table for its element: the plans that are on sale now, ready to
 * show.  secret may be NULL; it is checked, so that a page with a wrong one
 * says so when it is shown.  *out is the caller's.
 * TILL_ENOTFOUND: no such table.  TILL_EINPUT: none of its plans is on sale.
 * TILL_EFORBIDDEN: as elements_customer().
 */
enum till_err pricing_show(const struct elements *elements, const char *id,
    const char *secret, int64_t now, struct json_object **out,
    struct till_error *e);

/* What a page sends when something is chosen; loans, NULL for none. */
struct element_order {
	const char *price; /* of a pricing table only */
	const char *secret, *reference, *email;
	const char *page; /* the address of the page the element is on */
};

/*
 * Makes the session of a choice; *out is {"id","url"}, the caller's.
 * TILL_ENOTFOUND: no such table.  TILL_EINPUT: the price is none of the
 * table's, or what the API says of the parameters.  TILL_EFORBIDDEN: as
 * elements_customer().
 */
enum till_err pricing_choose(const struct elements *elements, const char *id,
    const struct element_order *order, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * A buy button for its element, as its link is now: "active" tells whether it
 * sells.  secret as for pricing_show().  *out is the caller's.
 * TILL_ENOTFOUND: no such button.  TILL_EINPUT: what it sells is not there.
 * TILL_EFORBIDDEN: as elements_customer().
 */
enum till_err button_show(const struct elements *elements, const char *id,
    const char *secret, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * Makes the session of a button that was pressed; *out is {"id","url"}, the
 * caller's.  Errors as button_show(), and TILL_ECONFLICT: its link is not
 * active any more.
 */
enum till_err button_choose(const struct elements *elements, const char *id,
    const struct element_order *order, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * Whether an embedded checkout can be begun with a session's client secret;
 * *out is {"id","status"}, the caller's.  TILL_EINPUT: it fits no session.
 */
enum till_err embedded_begin(const struct elements *elements,
    const char *secret, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * What a page that shows a Payment Element knows; texts are loans, NULL for
 * none.
 */
struct payment_page {
	const char *client_secret; /* of its intent; NULL: it comes later */
	const char *mode, *currency; /* then: "payment" or "setup" */
	const char *customer_secret; /* of a customer session */
};

/*
 * What a Payment Element shows: {"mode","amount","currency","types",
 * "customer"}, the caller's.  A customer session's secret is good for one
 * rendering, for the intent's customer; "customer" is then {"methods",
 * "remove","save","save_usage"} as its features say, else null.
 * TILL_EINPUT: the client secret fits no intent that can be paid here.
 * TILL_EFORBIDDEN: the customer session's is not good for this.
 */
enum till_err payment_show(const struct elements *elements,
    const struct payment_page *page, int64_t now, struct json_object **out,
    struct till_error *e);

/*
 * Whether a customer session's secret that was rendered is still good to pay
 * by, which is for 30 minutes.  TILL_EFORBIDDEN.
 */
enum till_err payment_check(const struct elements *elements,
    const char *customer_secret, int64_t now, struct till_error *e);

/*
 * Takes a kept payment method from the customer of a secret, where its
 * features let the buyer do so.  TILL_EFORBIDDEN: they do not.  TILL_EINPUT:
 * the customer has no such payment method.
 */
enum till_err payment_remove(const struct elements *elements,
    const char *customer_secret, const char *method, int64_t now,
    struct till_error *e);

#endif
