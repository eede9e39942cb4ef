/* read: a session for the page, with all that is shown of it. */
#include "base/json.h"
#include "catalog/catalog.h"
#include "hosted/internal.h"
#include "sessions/bill.h"
#include "sessions/payment_link.h"

/* What a snapshot is read for. */
struct reading {
	const char *id, *accept;
	int64_t now;
	struct hosted_session *out;
};

/*
 * Gives an item its whole price as it is in the session's currency, with the
 * whole product in the place of its id.
 */
static enum till_err
put_price(struct store_conn *c, const struct bill *bill,
    struct json_object *item, struct till_error *e)
{
	struct json_object *whole = NULL, *price = NULL, *product = NULL;
	enum till_err err;

	err = record_get_whole(c, &catalog_price,
	    json_text_or(item, "price", ""), &whole, e);
	if (err == TILL_OK)
		price = price_in(whole, bill->currency);
	if (price != NULL)
		err = record_get(c, &catalog_product,
		    json_text_or(whole, "product", ""), &product, e);
	else if (err == TILL_OK || err == TILL_ENOTFOUND)
		err = TILL_EINTERNAL;
	if (err == TILL_OK)
		json_put(price, "product", product);
	if (price != NULL && price != whole)
		json_put(price, "recurring",
		    json_object_get(json_get(whole, "recurring")));
	if (price != NULL)
		json_put(item, "price", price);
	json_object_put(whole);
	/* A product that was deleted leaves its name on the item. */
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

/* What is sold, at what it comes to where the buyer probably is. */
static enum till_err
read_items(struct store_conn *c, struct hosted_session *s,
    struct till_error *e)
{
	struct bill bill = { .count = 0 };
	enum till_err err = bill_load(c, s->session, &bill, e);

	if (err == TILL_OK)
		err = session_preview(s->session, &bill,
		    hosted_home_country(s), e);
	s->items = json_object_new_array();
	for (size_t i = 0; err == TILL_OK && i < bill.count; i++) {
		err = put_price(c, &bill, bill.lines[i].item, e);
		json_object_array_add(s->items,
		    json_object_get(bill.lines[i].item));
	}
	bill_free(&bill);
	return err;
}

/* The shipping rates of the options, for their names. */
static enum till_err
read_rates(struct store_conn *c, struct hosted_session *s,
    struct till_error *e)
{
	struct json_object *options = json_get(s->session,
	    "shipping_options");
	enum till_err err = TILL_OK;

	s->rates = json_object_new_object();
	for (size_t i = 0; err == TILL_OK && i < json_count(options); i++) {
		struct json_object *rate = NULL;
		const char *id = json_text_or(json_at(options, i),
		    "shipping_rate", "");

		err = record_get(c, &catalog_shipping_rate, id, &rate, e);
		if (err == TILL_OK)
			json_put(s->rates, id, rate);
		else if (err == TILL_ENOTFOUND)
			err = TILL_OK;
	}
	return err;
}

/* The link of a session's payment_link, which also says what comes after. */
static enum till_err
put_link(struct store_conn *c, struct hosted_session *s, struct till_error *e)
{
	const char *id = json_text(s->session, "payment_link");
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	err = record_get(c, &payment_link_type, id, &s->link, e);
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

/* The customer, whose own address and phone are in the form at first. */
static enum till_err
put_customer(struct store_conn *c, struct hosted_session *s,
    struct till_error *e)
{
	const char *id = json_text(s->session, "customer");
	enum till_err err;

	if (id == NULL)
		return TILL_OK;
	err = record_get(c, &catalog_customer, id, &s->customer, e);
	return err == TILL_ENOTFOUND ? TILL_OK : err;
}

static enum till_err
read_work(struct store_conn *c, void *arg, struct till_error *e)
{
	struct reading *r = arg;
	enum till_err err;

	err = record_get_whole(c, &session_type, r->id, &r->out->session, e);
	if (err != TILL_OK)
		return err;
	session_age(r->out->session, r->now);
	wording_choose(&r->out->wording,
	    json_text(r->out->session, "locale"), r->accept);
	err = read_items(c, r->out, e);
	if (err == TILL_OK)
		err = read_rates(c, r->out, e);
	if (err == TILL_OK)
		err = put_link(c, r->out, e);
	if (err == TILL_OK)
		err = put_customer(c, r->out, e);
	return err == TILL_OK ? hosted_read_saved(c, r->out, e) : err;
}

enum till_err
hosted_read(struct hosted *hosted, const char *id, const char *accept,
    int64_t now, struct hosted_session *out, struct till_error *e)
{
	struct reading r = { .id = id, .accept = accept, .now = now,
		.out = out };
	enum till_err err;

	*out = (struct hosted_session){ .hosted = hosted };
	err = payments_due(hosted->store, now, e);
	if (err == TILL_OK)
		err = store_read(hosted->store, read_work, &r, e);
	if (err == TILL_ENOTFOUND)
		err = till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "This payment page does not exist. Go back to the shop "
		    "and check out again.");
	if (err != TILL_OK)
		hosted_session_free(out);
	return err;
}

void
hosted_session_free(struct hosted_session *s)
{
	json_object_put(s->session);
	json_object_put(s->items);
	json_object_put(s->link);
	json_object_put(s->customer);
	json_object_put(s->rates);
	json_object_put(s->saved);
	*s = (struct hosted_session){ .session = NULL };
}
