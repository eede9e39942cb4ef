/*
 * tables: the pricing tables of test mode, as a merchant declares them in
 * the file of TILL_PRICING_TABLES:
 *
 *   {"pricing_tables": [{
 *      "id": "prctbl_…",
 *      "session": {…},             the API's own parameters for creating a
 *                                  session: success_url, allow_promotion_codes
 *      "plans": [{
 *         "prices": [{"lookup_key": "…"} or {"price": "price_…"}, …],
 *         "description": "…",      instead of the product's own
 *         "features": ["…", …],
 *         "highlight": "…",        marks the plan, with these words
 *         "button": "…",           its words, "Subscribe" when left out
 *         "trial_period_days": 7 }, …] }, …]}
 *
 * A plan is one product with a price for each interval it can be had at; the
 * table has a switch when there are several.  At most 4 plans of 3 prices
 * (behaviour.md 6).  Everything but id, plans and prices may be left out.
 */
#ifndef TILL_ELEMENTS_TABLES_H
#define TILL_ELEMENTS_TABLES_H

#include <json-c/json.h>
#include <stdint.h>

#include "base/error.h"

#define TABLE_PLANS_MAX 4
#define TABLE_PRICES_MAX 3

struct tables;

/*
 * Loads and checks the file at path; *out is the caller's (tables_free).
 * TILL_EINPUT: the message names the file, the member and what is wrong.
 */
enum till_err tables_load(const char *path, struct tables **out,
    struct till_error *e);
void tables_free(struct tables *t); /* NULL is fine */

/* A table by its id, NULL when there is none; a loan for the life of t. */
struct json_object *tables_find(const struct tables *t, const char *id);

/* What a shopper's choice adds to what the table says of its session. */
struct table_choice {
	const char *price; /* its id */
	int64_t trial_period_days; /* 0: none */
	const char *customer, *email, *reference; /* NULL for none */
	const char *success_url, *cancel_url; /* where the table has none */
	int64_t expires_at; /* 0: when the API decides */
};

/*
 * The parameters of the session of a choice, as a request would hold them;
 * the caller's, NULL without memory.
 */
struct json_object *table_request(struct json_object *table,
    const struct table_choice *choice);

#endif
