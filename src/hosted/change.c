/* change: what a buyer posts to change the bill, and what is said of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "hosted/field.h"
#include "hosted/internal.h"

static const char *
text_or_null(struct json_object *posted, const char *name)
{
	const char *text = json_text_or(posted, name, "");

	return *text != '\0' ? text : NULL;
}

void
hosted_read_wish(const struct hosted_form *form,
    const struct hosted_session *s, struct session_wish *wish, int64_t *shown)
{
	struct json_object *posted = form->posted;
	const char *total = json_text_or(posted, "shownTotal", "");
	const char *country = field_ship_country(s, form);
	const char *state = field_ship_area(s, form);

	*wish = (struct session_wish){
		.quantities = json_get(posted, "quantity"),
		.amounts = json_get(posted, "amount"),
		.remove = text_or_null(posted, "remove"),
		.code = text_or_null(posted, "promotionCode"),
		.remove_code = text_or_null(posted, "removeCode") != NULL,
		.shipping_rate = text_or_null(posted, "shippingRate"),
		.country = *country != '\0' ? country : NULL,
		.state = *state != '\0' ? state : NULL,
	};
	*shown = *total >= '0' && *total <= '9' ? strtoll(total, NULL, 10) :
						  HOSTED_NOT_SHOWN;
}

/* What is said of a code that is not taken. */
static const char *const code_words[] = {
	[DISCOUNT_NOT_TAKEN] = "code_not_taken",
	[DISCOUNT_UNKNOWN] = "code_unknown",
	[DISCOUNT_EXPIRED] = "code_expired",
	[DISCOUNT_USED_UP] = "code_used_up",
	[DISCOUNT_INACTIVE] = "code_inactive",
	[DISCOUNT_OTHER_CUSTOMER] = "code_other_customer",
	[DISCOUNT_NOT_FIRST] = "code_not_first",
	[DISCOUNT_MINIMUM] = "code_minimum",
	[DISCOUNT_OTHER_CURRENCY] = "code_other_currency",
	[DISCOUNT_OTHER_PRODUCTS] = "code_other_products",
	[DISCOUNT_TOO_MUCH] = "code_too_much",
};

bool
hosted_code_wrong(const struct hosted_form *form,
    const struct hosted_session *s, char out[static WORDING_MAX])
{
	const struct discount_wrong *wrong;
	char amount[WORDING_MAX];

	if (form->changed == NULL ||
	    form->changed->code.why == DISCOUNT_FINE)
		return false;
	wrong = &form->changed->code;
	wording_money(&s->wording, amount, wrong->least,
	    json_text_or(s->session, "currency", ""));
	if (wrong->why == DISCOUNT_MINIMUM)
		wording_say(&s->wording, out, code_words[wrong->why], amount,
		    NULL, NULL);
	else
		(void)snprintf(out, WORDING_MAX, "%s",
		    wording_text(&s->wording, code_words[wrong->why]));
	return true;
}

static const struct quantity_wrong *
find_wrong(const struct hosted_form *form, const char *item)
{
	for (size_t i = 0;
	     form->changed != NULL && i < form->changed->wrong_count; i++)
		if (strcmp(form->changed->wrong[i].item, item) == 0)
			return &form->changed->wrong[i];
	return NULL;
}

/* And of a quantity. */
static const char *const quantity_words[] = {
	[QUANTITY_NO_NUMBER] = "quantity_number",
	[QUANTITY_BELOW] = "quantity_least",
	[QUANTITY_ABOVE] = "quantity_most",
	[QUANTITY_LAST] = "quantity_last",
	[QUANTITY_TOTAL] = "quantity_total",
	[AMOUNT_NO_NUMBER] = "amount_number",
	[AMOUNT_BELOW] = "amount_least",
	[AMOUNT_ABOVE] = "amount_most",
};

bool
hosted_quantity_wrong(const struct hosted_form *form,
    const struct hosted_session *s, const char *item,
    char out[static WORDING_MAX])
{
	const struct quantity_wrong *wrong = find_wrong(form, item);
	char amount[WORDING_MAX];

	if (wrong == NULL)
		return false;
	wording_money(&s->wording, amount, wrong->limit,
	    json_text_or(s->session, "currency", ""));
	if (wrong->why == AMOUNT_BELOW || wrong->why == AMOUNT_ABOVE)
		wording_say(&s->wording, out, quantity_words[wrong->why],
		    amount, NULL, NULL);
	else if (wrong->why == QUANTITY_BELOW || wrong->why == QUANTITY_ABOVE)
		wording_count(&s->wording, out, quantity_words[wrong->why],
		    wrong->limit, NULL, NULL);
	else
		(void)snprintf(out, WORDING_MAX, "%s",
		    wording_text(&s->wording, quantity_words[wrong->why]));
	return true;
}

const char *
hosted_quantity_typed(const struct hosted_form *form, const char *name,
    const char *item)
{
	return json_text_or(json_get(form->posted, name), item, "");
}

/* A change being stored. */
struct update {
	const char *id;
	struct session_wish wish;
	int64_t now;
	struct session_changed *changed;
};

static enum till_err
store_update(struct store_conn *c, void *arg, struct till_error *e)
{
	struct update *u = arg;

	return session_change(c, u->id, &u->wish, u->now, u->changed, e);
}

/* What is wrong about a field is nobody's affair once it is not asked for. */
static void
forget_gone(const struct hosted_session *s, struct hosted_form *form)
{
	for (int i = 0; i < HOSTED_FIELDS; i++)
		if (!field_is_asked(s, form, (enum hosted_field)i))
			form->wrong[i][0] = '\0';
}

enum till_err
hosted_show_again(struct hosted *hosted, const struct hosted_session *s,
    struct hosted_form *form, int64_t now, struct http_response *res,
    struct till_error *e)
{
	struct hosted_session again;
	enum till_err err = hosted_read(hosted,
	    json_text_or(s->session, "id", ""), NULL, now, &again, e);

	if (err != TILL_OK)
		return err;
	again.frame = s->frame;
	again.wording = s->wording;
	forget_gone(&again, form);
	err = strcmp(json_text_or(again.session, "status", ""), "open") == 0 ?
	    hosted_show_form(hosted, &again, form, res, e) :
	    hosted_show_closed(hosted, &again, res, e);
	hosted_session_free(&again);
	return err;
}

enum till_err
hosted_update(struct hosted *hosted, const struct hosted_session *s,
    struct hosted_form *form, int64_t now, struct http_response *res,
    struct till_error *e)
{
	struct session_changed changed = { .session = NULL };
	struct update u = {
		.id = json_text_or(s->session, "id", ""),
		.now = now,
		.changed = &changed,
	};
	enum till_err err;
	int64_t shown;

	hosted_read_wish(form, s, &u.wish, &shown);
	err = store_write(hosted->store, store_update, &u, e);
	if (err != TILL_OK)
		return err;
	json_object_put(changed.session);
	changed.session = NULL;
	form->changed = &changed;
	err = hosted_show_again(hosted, s, form, now, res, e);
	form->changed = NULL;
	return err;
}
