/* trouble: see trouble.h. */
#include <string.h>

#include "base/text.h"
#include "events/trouble.h"

static const struct {
	const char *name;
	bool is_switch;
} rows[] = {
	[TROUBLE_HOLD] = { "hold", true },
	[TROUBLE_DROP] = { "drop", false },
	[TROUBLE_DUPLICATE] = { "duplicate", false },
	[TROUBLE_REORDER] = { "reorder", false },
	[TROUBLE_DELAY] = { "delay", false },
	[TROUBLE_BAD_SIGNATURE] = { "bad_signature", false },
	[TROUBLE_OLD_TIMESTAMP] = { "old_timestamp", false },
	[TROUBLE_CHANGED_BODY] = { "changed_body", false },
	[TROUBLE_SECOND_SECRET] = { "second_secret", false },
	[TROUBLE_TWIN] = { "twin", false },
	[TROUBLE_LIVE_RETRIES] = { "live_retries", true },
};
_Static_assert(nitems(rows) == TROUBLE_COUNT, "every trouble has its row");

const char *
trouble_name(enum trouble which)
{
	return rows[which].name;
}

bool
trouble_find(const char *name, enum trouble *out)
{
	for (int i = 0; i < TROUBLE_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0) {
			*out = (enum trouble)i;
			return true;
		}
	return false;
}

bool
trouble_is_switch(enum trouble which)
{
	return rows[which].is_switch;
}

enum till_err
trouble_load(struct store_conn *c, int64_t n[TROUBLE_COUNT],
    struct till_error *e)
{
	struct store_rows *rows_found;
	enum trouble which;
	enum till_err err;
	int got;

	memset(n, 0, sizeof(n[0]) * TROUBLE_COUNT);
	err = store_query(c, "SELECT name,n FROM webhook_trouble",
	    &rows_found, e, "");
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows_found, e)) == 1)
		if (trouble_find(store_text(rows_found, 0), &which))
			n[which] = store_int(rows_found, 1);
	store_done(rows_found);
	return got < 0 ? TILL_EDB : TILL_OK;
}

enum till_err
trouble_set(struct store_conn *c, enum trouble which, int64_t n,
    struct till_error *e)
{
	if (n == 0)
		return store_exec(c, "DELETE FROM webhook_trouble WHERE name=?",
		    e, "t", rows[which].name);
	return store_exec(c,
	    "INSERT INTO webhook_trouble(name,n) VALUES(?,?) "
	    "ON CONFLICT(name) DO UPDATE SET n=excluded.n",
	    e, "ti", rows[which].name, n);
}

enum till_err
trouble_release(struct store_conn *c, int64_t now, struct till_error *e)
{
	int64_t n[TROUBLE_COUNT];
	enum till_err err = trouble_load(c, n, e);

	if (err == TILL_OK && n[TROUBLE_REORDER] > 0)
		err = store_exec(c,
		    "UPDATE webhook_delivery SET turn=-id WHERE "
		    "state='pending' AND turn=0 AND lease=0 AND due<=?",
		    e, "i", now);
	/* Retries keep their time: they were not delayed on demand. */
	if (err == TILL_OK && n[TROUBLE_DELAY] > 0)
		err = store_exec(c,
		    "UPDATE webhook_delivery SET due=?1 WHERE "
		    "state='pending' AND attempts=0 AND due>?1",
		    e, "i", now);
	return err == TILL_OK ?
	    store_exec(c, "DELETE FROM webhook_trouble", e, "") : err;
}
