/*
 * inbox: what the API told the shop by webhook: recorded once, by the event's
 * id, before it is answered, and worked on afterwards.
 *
 * Only what an order needs is kept of an event: what it says of which session
 * (behaviour.md 7.2).  Nothing of it is believed that a late or doubled event
 * could spoil: order_mark() takes steps forward only.
 */
#ifndef TILL_SHOP_INBOX_H
#define TILL_SHOP_INBOX_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "events/signature.h"
#include "shop/shop.h"
#include "store/store.h"

#define INBOX_SECRETS_MAX 16
#define INBOX_KEPT_S ((int64_t)30 * 24 * 3600) /* as long as the API does */

/* The secrets of TILL_WEBHOOK_SECRET: between commas, trimmed. */
struct inbox_secrets {
	char *text; /* owned, cut into the list */
	const char *list[INBOX_SECRETS_MAX];
	size_t count;
};

/* TILL_EINPUT: there is none, or there are too many.  TILL_EMEM. */
enum till_err inbox_secrets_read(const char *setting,
    struct inbox_secrets *out, struct till_error *e);
void inbox_secrets_free(struct inbox_secrets *secrets);

/*
 * Checks the signature of a body (events/signature.h) as of now.  Where the
 * clock is test mode's, moved forward, a sender that knows only the real time
 * is right, too.
 */
enum till_err inbox_verify(const struct inbox_secrets *secrets,
    const char *header, const char *body, size_t len,
    enum signature_fault *fault);

/*
 * Records an event, durably, unless its id is known: *fresh says which.
 * TILL_EINPUT: it is no event, or, with its reason, one of the other mode:
 * test says which mode the shop is in.  TILL_EDB: it is not recorded.
 */
enum till_err inbox_record(struct store *s, struct json_object *event,
    bool test, bool *fresh, struct till_error *e);

/*
 * Works on events that wait, some at a time; *worked says how many, and 0
 * that none waits.  TILL_EUPSTREAM and the like: one needs the API, which is
 * away; it waits on.  TILL_EDB.
 */
enum till_err inbox_work(struct shop *shop, size_t *worked,
    struct till_error *e);

/* Forgets events that were worked on and are older than INBOX_KEPT_S. */
enum till_err inbox_prune(struct store *s, struct till_error *e);

#endif
