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

#endif
