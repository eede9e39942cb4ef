/*
 * payment_link: an address that sells the same thing again and again.  Its
 * line items are kept like a session's (items.h), under the link's id.
 */
#ifndef TILL_SESSIONS_PAYMENT_LINK_H
#define TILL_SESSIONS_PAYMENT_LINK_H

#include "catalog/catalog.h"

extern const struct record_type payment_link_type;

/*
 * Completes a new link and stores its items.  TILL_EINPUT: as for the line
 * items of a session, or a setting that does not fit what is sold.
 */
catalog_rule payment_link_create, payment_link_update;

/*
 * What a buyer may do to the quantity of a whole link's item, by its place;
 * NULL when it is fixed.  The object has no field for it, so it is kept
 * beside it.  A loan.
 */
struct json_object *payment_link_adjustable(struct json_object *link,
    size_t item);

/*
 * Counts a session of a link as complete; the link that has then sold all it
 * may is not active any more.  c is inside a write; a session of no link is
 * TILL_OK.  TILL_EINPUT, worded for the buyer: it had sold all before.
 */
enum till_err payment_link_count(struct store_conn *c,
    struct json_object *session, struct till_error *e);

#endif
