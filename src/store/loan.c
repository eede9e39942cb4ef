/*
 * loan: parsed objects that a connection keeps; record_loan() of record.h.
 *
 * An object is parsed anew only when its text is another than when it was
 * parsed last, so nothing has to be told when one changes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/conn.h"
#include "store/record.h"
#include "store/record_sql.h"

#define LOANS 64 /* objects kept, a power of two */

struct loan {
	char *text; /* the body and what is not sent, as they were parsed */
	size_t body_len, more_len;
	struct json_object *object;
};

struct conn_loans {
	struct loan at[LOANS];
};

static void
forget(struct loan *loan)
{
	free(loan->text);
	json_object_put(loan->object);
	*loan = (struct loan){ .text = NULL };
}

void
conn_loans_free(struct conn_loans *loans)
{
	for (size_t i = 0; loans != NULL && i < LOANS; i++)
		forget(&loans->at[i]);
	free(loans);
}

/* Where an id's object is kept; whatever else was there makes room. */
static struct loan *
place_of(struct store_conn *c, const char *id)
{
	size_t hash = 5381;

	if (c->loans == NULL)
		c->loans = calloc(1, sizeof(*c->loans));
	for (; *id != '\0'; id++)
		hash = hash * 33 ^ (unsigned char)*id;
	return c->loans != NULL ? &c->loans->at[hash % LOANS] : NULL;
}

/* Whether what was parsed is what a row holds. */
static bool
is_same(const struct loan *loan, struct store_rows *rows)
{
	size_t body_len = store_text_len(rows, 0);
	size_t more_len = store_text_len(rows, 1);

	return loan->object != NULL && loan->body_len == body_len &&
	    loan->more_len == more_len &&
	    memcmp(loan->text, store_text(rows, 0), body_len) == 0 &&
	    (more_len == 0 ||
		memcmp(loan->text + body_len, store_text(rows, 1),
		    more_len) == 0);
}

static enum till_err
keep(struct loan *loan, struct store_rows *rows, struct till_error *e)
{
	size_t body_len = store_text_len(rows, 0);
	size_t more_len = store_text_len(rows, 1);
	enum till_err err;

	forget(loan);
	err = record_parse_whole(rows, &loan->object, e);
	if (err != TILL_OK)
		return err;
	loan->text = malloc(body_len + more_len + 1);
	if (loan->text == NULL) {
		forget(loan);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	memcpy(loan->text, store_text(rows, 0), body_len);
	if (more_len > 0)
		memcpy(loan->text + body_len, store_text(rows, 1), more_len);
	loan->body_len = body_len;
	loan->more_len = more_len;
	return TILL_OK;
}

enum till_err
record_loan(struct store_conn *c, const struct record_type *type,
    const char *id, struct json_object **out, struct till_error *e)
{
	const char *sql = record_sql(type, RECORD_WHOLE);
	struct loan *loan = place_of(c, id);
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = NULL;
	if (sql == NULL || loan == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = store_query(c, sql, &rows, e, "t", id);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1 && !is_same(loan, rows))
		err = keep(loan, rows, e);
	store_done(rows);
	if (got == 0) {
		till_error_clear(e);
		return e->kind = TILL_ENOTFOUND;
	}
	if (got < 0)
		return TILL_EDB;
	if (err == TILL_OK)
		*out = json_object_get(loan->object);
	return err;
}
