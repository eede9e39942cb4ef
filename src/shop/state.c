/* state: see state.h. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/state.h"

#define BIT(state) (1u << (state))

/* The names in the database, and which states may follow one. */
static const struct {
	const char *name;
	unsigned next;
} states[] = {
	/* What the API says may be heard before its answer was stored. */
	[ORDER_CART] = { "cart",
	    BIT(ORDER_OPEN) | BIT(ORDER_PROCESSING) | BIT(ORDER_PAID) |
		BIT(ORDER_FAILED) | BIT(ORDER_EXPIRED) |
		BIT(ORDER_CANCELLED) },
	/* Back to the cart: its session is of no use, another one begins. */
	[ORDER_OPEN] = { "open",
	    BIT(ORDER_CART) | BIT(ORDER_PROCESSING) | BIT(ORDER_PAID) |
		BIT(ORDER_FAILED) | BIT(ORDER_EXPIRED) |
		BIT(ORDER_CANCELLED) },
	[ORDER_PROCESSING] = { "processing",
	    BIT(ORDER_PAID) | BIT(ORDER_FAILED) },
	[ORDER_PAID] = { "paid", BIT(ORDER_FULFILLED) },
	[ORDER_FULFILLED] = { "fulfilled", 0 },
	[ORDER_FAILED] = { "failed",
	    BIT(ORDER_CART) | BIT(ORDER_PAID) | BIT(ORDER_CANCELLED) },
	/* Open again: the shopper took the session up at the API. */
	[ORDER_EXPIRED] = { "expired",
	    BIT(ORDER_CART) | BIT(ORDER_OPEN) | BIT(ORDER_PROCESSING) |
		BIT(ORDER_PAID) | BIT(ORDER_CANCELLED) },
	[ORDER_CANCELLED] = { "cancelled", BIT(ORDER_PAID) },
};
_Static_assert(nitems(states) == ORDER_STATE_COUNT, "each state has its row");

const char *
order_state_name(enum order_state state)
{
	return states[state].name;
}

bool
order_state_find(const char *name, enum order_state *out)
{
	for (size_t i = 0; i < nitems(states); i++)
		if (strcmp(states[i].name, name) == 0) {
			*out = (enum order_state)i;
			return true;
		}
	return false;
}

bool
order_state_follows(enum order_state from, enum order_state to)
{
	return (states[from].next & BIT(to)) != 0;
}

static enum till_err
write_history(struct store_conn *c, const char *order, enum order_state from,
    enum order_state to, const struct state_cause *cause,
    struct till_error *e)
{
	static const char sql[] =
	    "INSERT INTO order_history (order_id, at, from_state, to_state,"
	    " session, source, why) VALUES (?, ?, ?, ?, ?, ?, ?)";

	return store_exec(c, sql, e, "tittttt", order, clock_now(),
	    states[from].name, states[to].name, cause->session,
	    cause->source, cause->why);
}

enum till_err
order_state_change(struct store_conn *c, const char *order,
    enum order_state from, enum order_state to,
    const struct state_cause *cause, struct till_error *e)
{
	static const char sql[] =
	    "UPDATE orders SET state = ?, updated = ? WHERE id = ?";
	enum till_err err;

	if (!order_state_follows(from, to))
		return till_fail(e, TILL_EINTERNAL, NULL, NULL,
		    "an order that is %s cannot become %s",
		    states[from].name, states[to].name);
	err = store_exec(c, sql, e, "tit", states[to].name, clock_now(),
	    order);
	if (err != TILL_OK)
		return err;
	return write_history(c, order, from, to, cause, e);
}

enum till_err
order_state_note(struct store_conn *c, const char *order,
    enum order_state state, const struct state_cause *cause,
    struct till_error *e)
{
	return write_history(c, order, state, state, cause, e);
}
