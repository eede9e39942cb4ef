/* buy: the buy button, see elements.h. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "elements/elements.h"
#include "sessions/items.h"
#include "sessions/make.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"
#include "sessions/visit.h"

#define MONEY_MAX 96
#define EVERY_MAX ELEMENTS_EVERY_MAX
#define LINK_MAX ((size_t)256 * 1024) /* bytes of a declared link */

/* What is said of a link that is not active, where its merchant does not. */
static const char sold_out[] = "This is not for sale at the moment.";

/* One request on its way into the store. */
struct work {
	const struct elements *elements;
	struct json_object *button;
	const char *secret;
	const struct element_order *order;
	int64_t now;
	bool writes; /* whether this may make the link */
	bool wanted; /* the link is still to be made */
	struct json_object *out;
};

static enum till_err
price_of(void *arg, const char *lookup_key, char *id, size_t size,
    struct till_error *e)
{
	struct json_object *price = NULL;
	enum till_err err;

	err = record_find(arg, &catalog_price, "lookup_key", lookup_key,
	    &price, e);
	if (err == TILL_OK)
		text_copy(id, size, json_text_or(price, "id", ""));
	json_object_put(price);
	return err == TILL_ENOTFOUND ?
	    till_fail(e, TILL_EINPUT, NULL, "buy_button",
		"What this button sells is not on sale.") : err;
}

/* What a declared link says, in a few bytes. */
static enum till_err
terms_of(struct json_object *request, char out[static CRYPTO_HEX_MAX],
    struct till_error *e)
{
	struct buf text;
	bool ok;

	buf_init(&text, LINK_MAX);
	json_write_plain(&text, request);
	ok = buf_ok(&text);
	crypto_sha256_hex(buf_text(&text), text.len, out);
	buf_free(&text);
	return ok ? TILL_OK : till_fail(e, TILL_EMEM, NULL, NULL,
				  "out of memory");
}

/* The link that was made of such terms; *id is "" when none was. */
static enum till_err
find_made(struct store_conn *c, const char *button, const char *terms,
    char id[static ID_MAX], struct till_error *e)
{
	struct store_rows *rows;
	enum till_err err;
	int got;

	id[0] = '\0';
	err = store_query(c,
	    "SELECT link FROM buy_button WHERE id=? AND terms=?", &rows, e,
	    "tt", button, terms);
	if (err != TILL_OK)
		return err;
	got = store_next(rows, e);
	if (got == 1)
		text_copy(id, ID_MAX, store_text(rows, 0));
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}

static enum till_err
make_link(struct store_conn *c, struct work *w, struct json_object *request,
    const char *terms, struct json_object **link, struct till_error *e)
{
	enum till_err err;

	err = payment_link_make(c, request, w->elements->base_url, w->now,
	    link, e);
	if (err == TILL_OK)
		err = store_exec(c,
		    "INSERT INTO buy_button(id,terms,link) VALUES(?,?,?) "
		    "ON CONFLICT(id) DO UPDATE SET terms=excluded.terms,"
		    "link=excluded.link",
		    e, "ttt", json_text(w->button, "id"), terms,
		    json_text(*link, "id"));
	return err;
}

/* The link that is declared; *link stays NULL where it is to be made. */
static enum till_err
declared_link(struct store_conn *c, struct work *w, struct json_object **link,
    struct till_error *e)
{
	struct json_object *request;
	char terms[CRYPTO_HEX_MAX], id[ID_MAX] = "";
	enum till_err err;

	err = button_request(w->button, price_of, c, &request, e);
	if (err != TILL_OK)
		return err;
	err = terms_of(request, terms, e);
	if (err == TILL_OK)
		err = find_made(c, json_text_or(w->button, "id", ""), terms,
		    id, e);
	w->wanted = err == TILL_OK && id[0] == '\0';
	if (err == TILL_OK && id[0] != '\0')
		err = record_get_whole(c, &payment_link_type, id, link, e);
	else if (err == TILL_OK && w->writes)
		err = make_link(c, w, request, terms, link, e);
	json_object_put(request);
	return err == TILL_ENOTFOUND ? TILL_EINTERNAL : err;
}

/* The whole link a button sells by, the caller's. */
static enum till_err
find_link(struct store_conn *c, struct work *w, struct json_object **link,
    struct till_error *e)
{
	const char *id = json_text(w->button, "payment_link");
	enum till_err err;

	*link = NULL;
	w->wanted = false;
	if (id == NULL)
		return declared_link(c, w, link, e);
	err = record_get_whole(c, &payment_link_type, id, link, e);
	return err == TILL_ENOTFOUND ?
	    till_fail(e, TILL_EINPUT, "resource_missing", "buy_button",
		"No such payment link: '%s'", id) : err;
}

/* What the button says when the merchant leaves it to what is sold. */
static const char *
words_of(struct json_object *link, bool recurring)
{
	const char *type = json_text_or(link, "submit_type", "auto");

	return recurring		    ? "Subscribe" :
	    strcmp(type, "book") == 0	    ? "Book" :
	    strcmp(type, "donate") == 0	    ? "Donate" :
	    strcmp(type, "pay") == 0	    ? "Pay" :
					      "Buy now";
}

/* What the first item's product says of itself, and how many come after. */
static enum till_err
put_product(struct store_conn *c, struct work *w, const struct bill *bill,
    struct json_object *o, struct till_error *e)
{
	struct json_object *product = NULL;
	const char *own = json_text(w->button, "description"), *picture, *name;
	char more[512];
	enum till_err err;

	err = record_get(c, &catalog_product,
	    json_text_or(bill->lines[0].price, "product", ""), &product, e);
	if (err != TILL_OK && err != TILL_ENOTFOUND)
		return err;
	name = json_text_or(product, "name", "");
	picture = json_object_get_string(
	    json_at(json_get(product, "images"), 0));
	(void)snprintf(more, sizeof(more), "%.400s and %zu more", name,
	    bill->count - 1);
	text_trim_partial(more);
	json_put_text(o, "name", bill->count > 1 ? more : name);
	json_put_text(o, "picture", picture);
	json_put_text(o, "description",
	    own != NULL		? own :
		bill->count > 1 ? NULL :
				  json_text(product, "description"));
	json_object_put(product);
	return TILL_OK;
}

/* What one line costs by itself; false when the buyer names the amount. */
static bool
line_amount(const struct bill_line *line, const char *currency,
    int64_t *amount)
{
	struct json_object *price = price_in(line->price, currency);
	struct till_error e;
	bool known;

	till_error_clear(&e);
	known = price != NULL &&
	    json_get(price, "custom_unit_amount") == NULL &&
	    price_amount(price, json_int_or(line->item, "quantity", 1),
		amount, &e) == TILL_OK;
	json_object_put(price);
	return known;
}

/* How often it is paid, where all of it recurs, and what is free before. */
static void
put_terms(struct json_object *link, const struct bill *bill,
    struct json_object *o)
{
	int64_t days = json_int_or(json_get(link, "subscription_data"),
	    "trial_period_days", 0);
	struct json_object *recurring = NULL;
	char text[EVERY_MAX];

	for (size_t i = 0; i < bill->count; i++) {
		recurring = json_get(bill->lines[i].price, "recurring");
		if (recurring == NULL)
			break;
	}
	json_put_text(o, "per",
	    recurring != NULL ? elements_every(recurring, text) : NULL);
	(void)snprintf(text, sizeof(text),
	    days == 1 ? "First day free" : "First %lld days free",
	    (long long)days);
	json_put_text(o, "note", days > 0 ? text : NULL);
}

/* What all of it costs. */
static void
put_amount(struct json_object *link, const struct bill *bill,
    struct json_object *o)
{
	const char *currency = json_text_or(link, "currency", "");
	char text[MONEY_MAX];
	int64_t total = 0;

	for (size_t i = 0; i < bill->count; i++) {
		int64_t amount;

		if (!line_amount(&bill->lines[i], currency, &amount) ||
		    !money_add(total, amount, &total)) {
			json_put(o, "amount", NULL);
			return;
		}
	}
	money_format(text, sizeof(text), total, currency, NULL);
	json_put_text(o, "amount", text);
}

/* Whether all of it can be bought now. */
static bool
on_sale(struct json_object *link, const struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		if (!json_bool_or(bill->lines[i].price, "active", false))
			return false;
	return json_bool_or(link, "active", false);
}

static bool
recurs(const struct bill *bill)
{
	for (size_t i = 0; i < bill->count; i++)
		if (json_get(bill->lines[i].price, "recurring") != NULL)
			return true;
	return false;
}

/* The button as its element shows it; *out is the caller's. */
static enum till_err
show_link(struct store_conn *c, struct work *w, struct json_object *link,
    struct json_object **out, struct till_error *e)
{
	struct json_object *o = json_object_new_object();
	struct bill bill = { .count = 0 };
	enum till_err err;

	err = bill_init(&bill, SESSION_ITEMS_MAX, e);
	if (err == TILL_OK)
		err = items_load(c, json_text_or(link, "id", ""), &bill, e);
	if (err == TILL_OK && bill.count == 0)
		err = TILL_EINTERNAL;
	if (err == TILL_OK) {
		json_put_text(o, "object", "buy_button");
		json_put_text(o, "id", json_text(w->button, "id"));
		json_put_bool(o, "livemode", false);
		json_put_bool(o, "active", on_sale(link, &bill));
		json_put_text(o, "message", json_text_or(link,
		    "inactive_message", sold_out));
		json_put_text(o, "layout",
		    json_text_or(w->button, "layout", "card"));
		json_put_text(o, "button",
		    json_text_or(w->button, "button",
			words_of(link, recurs(&bill))));
		err = put_product(c, w, &bill, o, e);
	}
	if (err == TILL_OK) {
		put_amount(link, &bill, o);
		put_terms(link, &bill, o);
		*out = o;
	} else {
		json_object_put(o);
	}
	bill_free(&bill);
	return err;
}

/* Lets go of what a first run left, for a write may be run again. */
static void
begin(struct work *w)
{
	json_object_put(w->out);
	w->out = NULL;
}

static enum till_err
show_work(struct store_conn *c, void *arg, struct till_error *e)
{
	struct work *w = arg;
	struct json_object *link = NULL;
	char customer[ID_MAX];
	enum till_err err = TILL_OK;

	begin(w);
	if (w->secret != NULL && w->writes)
		err = elements_customer(c, w->secret, "buy_button",
		    CUSTOMER_SESSION_RENDER, w->now, customer, e);
	if (err == TILL_OK)
		err = find_link(c, w, &link, e);
	if (err == TILL_OK && link != NULL)
		err = show_link(c, w, link, &w->out, e);
	json_object_put(link);
	return err;
}

static enum till_err
find_button(struct work *w, const char *id, struct till_error *e)
{
	w->button = buttons_find(w->elements->buttons, id);
	if (w->button == NULL)
		return till_fail(e, TILL_ENOTFOUND, "resource_missing",
		    "buy_button", "No such buy button: '%s'", id);
	return TILL_OK;
}

static enum till_err
end(struct work *w, enum till_err err, struct json_object **out)
{
	if (err == TILL_OK)
		*out = w->out;
	else
		json_object_put(w->out);
	return err;
}

enum till_err
button_show(const struct elements *elements, const char *id,
    const char *secret, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct work w = { .elements = elements, .secret = secret, .now = now };
	enum till_err err;

	*out = NULL;
	err = find_button(&w, id, e);
	/* As a rule its link is there, and reading waits for no writer. */
	if (err == TILL_OK && secret == NULL)
		err = store_read(elements->store, show_work, &w, e);
	if (err == TILL_OK && (secret != NULL || w.wanted)) {
		w.writes = true;
		err = store_write(elements->store, show_work, &w, e);
	}
	return end(&w, err, out);
}

static enum till_err
choose_work(struct store_conn *c, void *arg, struct till_error *e)
{
	struct work *w = arg;
	struct json_object *link = NULL, *session = NULL;
	char customer[ID_MAX] = "";
	struct visit_buyer buyer = { .back = w->order->page };
	const struct visit_wishes wishes = {
		.reference = w->order->reference,
		.fixed_email = w->order->email,
	};
	enum till_err err = TILL_OK;

	begin(w);
	if (w->order->secret != NULL)
		err = elements_customer(c, w->order->secret, "buy_button",
		    CUSTOMER_SESSION_PAY, w->now, customer, e);
	if (customer[0] != '\0') {
		buyer.customer = customer;
		buyer.expires_at = w->now + ELEMENTS_PAY_WITHIN;
	}
	if (err == TILL_OK)
		err = find_link(c, w, &link, e);
	if (err == TILL_OK)
		err = visit_begin(c, link, &wishes, &buyer,
		    w->elements->base_url, w->now, &session, e);
	/* A buyer can do nothing about a price that is gone. */
	if ((err == TILL_ECONFLICT && e->message[0] == '\0') ||
	    (err == TILL_EINPUT && strncmp(e->param, "line_items", 10) == 0))
		err = till_fail(e, TILL_ECONFLICT, "payment_link_inactive",
		    NULL, "%s", sold_out);
	if (err == TILL_OK)
		w->out = elements_answer(session);
	json_object_put(session);
	json_object_put(link);
	return err;
}

enum till_err
button_choose(const struct elements *elements, const char *id,
    const struct element_order *order, int64_t now, struct json_object **out,
    struct till_error *e)
{
	struct work w = { .elements = elements, .order = order, .now = now,
		.writes = true };
	enum till_err err;

	*out = NULL;
	err = find_button(&w, id, e);
	if (err == TILL_OK)
		err = store_write(elements->store, choose_work, &w, e);
	return end(&w, err, out);
}
