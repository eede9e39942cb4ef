/* buttons: see buttons.h. */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "elements/buttons.h"
#include "elements/declare.h"
#include "sessions/make.h"

struct buttons {
	struct json_object *file;
	struct json_object *rows; /* its member "buy_buttons" */
};

enum till_err
button_request(struct json_object *button, button_price *find, void *arg,
    struct json_object **out, struct till_error *e)
{
	struct json_object *link = json_get(button, "link"), *items;
	enum till_err err = TILL_OK;
	char id[ID_MAX];

	*out = NULL;
	if (link == NULL)
		return TILL_OK;
	if (json_object_deep_copy(link, out, NULL) != 0)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	items = json_get(*out, "line_items");
	for (size_t i = 0; err == TILL_OK && i < json_count(items); i++) {
		struct json_object *item = json_at(items, i);
		const char *key = json_text(item, "lookup_key");

		if (key == NULL)
			continue;
		err = find(arg, key, id, sizeof(id), e);
		if (err == TILL_OK) {
			json_put_text(item, "price", id);
			json_object_object_del(item, "lookup_key");
		}
	}
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}

/* Any price will do where only the rest is checked. */
static enum till_err
example_price(void *arg, const char *lookup_key, char *id, size_t size,
    struct till_error *e)
{
	(void)arg;
	(void)lookup_key;
	(void)e;
	text_copy(id, size, "price_check");
	return TILL_OK;
}

/* An item with a lookup_key and a price says two things at once. */
static enum till_err
check_items(struct json_object *items, const struct declare_place *place,
    struct till_error *e)
{
	if (json_count(items) < 1)
		return declare_wrong(place, "must be a list of line items",
		    e);
	for (size_t i = 0; i < json_count(items); i++) {
		struct json_object *item = json_at(items, i);
		struct declare_place one = declare_at(place, "%zu", i);

		if ((json_text_or(item, "lookup_key", "")[0] != '\0') ==
		    (json_text_or(item, "price", "")[0] != '\0'))
			return declare_wrong(&one,
			    "must have a lookup_key or a price", e);
	}
	return TILL_OK;
}

/* The API's own check of the link that is to be made. */
static enum till_err
check_link(struct json_object *button, const struct declare_place *place,
    struct till_error *e)
{
	struct declare_place link = declare_at(place, "link");
	struct declare_place items = declare_at(&link, "line_items");
	struct json_object *request = NULL, *checked = NULL;
	struct till_error cause;
	enum till_err err;

	err = check_items(json_path(button, "link", "line_items", NULL),
	    &items, e);
	if (err != TILL_OK)
		return err;
	till_error_clear(&cause);
	err = button_request(button, example_price, NULL, &request, &cause);
	if (err == TILL_OK)
		err = payment_link_check(request, &checked, &cause);
	json_object_put(checked);
	json_object_put(request);
	return err == TILL_OK ? TILL_OK : declare_refused(&link, &cause, e);
}

static enum till_err
check_layout(struct json_object *button, const struct declare_place *place,
    struct till_error *e)
{
	struct declare_place inner = declare_at(place, "layout");
	const char *layout = json_text_or(button, "layout", "card");

	return strcmp(layout, "card") == 0 || strcmp(layout, "button") == 0 ?
	    TILL_OK : declare_wrong(&inner, "must be card or button", e);
}

static enum till_err
check_button(const struct buttons *b, size_t n, struct till_error *e)
{
	static const struct declare_member members[] = {
		{ "id", json_type_string },
		{ "payment_link", json_type_string },
		{ "link", json_type_object },
		{ "layout", json_type_string },
		{ "description", json_type_string },
		{ "button", json_type_string },
	};
	static const char *const words[] = { "description", "button" };
	struct json_object *button = json_at(b->rows, n);
	struct declare_place place = declare_at(NULL, "buy_buttons[%zu]", n);
	struct declare_place inner = declare_at(&place, "id");
	const char *link = json_text(button, "payment_link");
	enum till_err err;

	err = declare_members(button, &place, members, nitems(members), e);
	if (err == TILL_OK)
		err = declare_id(json_text_or(button, "id", ""), "buy_btn_",
		    &inner, e);
	if (err == TILL_OK &&
	    buttons_find(b, json_text_or(button, "id", "")) != button)
		err = declare_wrong(&inner, "is there twice", e);
	if (err == TILL_OK &&
	    (link != NULL) == (json_get(button, "link") != NULL))
		err = declare_wrong(&place,
		    "must have a payment_link or a link", e);
	inner = declare_at(&place, "payment_link");
	if (err == TILL_OK)
		err = link != NULL ? declare_id(link, "plink_", &inner, e) :
				     check_link(button, &place, e);
	if (err == TILL_OK)
		err = check_layout(button, &place, e);
	for (size_t i = 0; err == TILL_OK && i < nitems(words); i++) {
		inner = declare_at(&place, "%s", words[i]);
		err = declare_words(json_get(button, words[i]), &inner, e);
	}
	return err;
}

static enum till_err
check_all(void *arg, struct json_object *rows, struct till_error *e)
{
	struct buttons *b = arg;
	enum till_err err = TILL_OK;

	b->rows = rows;
	for (size_t i = 0; err == TILL_OK && i < json_count(rows); i++)
		err = check_button(b, i, e);
	return err;
}

enum till_err
buttons_load(const char *path, struct buttons **out, struct till_error *e)
{
	struct buttons *b = calloc(1, sizeof(*b));
	enum till_err err;

	*out = NULL;
	if (b == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = declare_load(path, "buy_buttons", check_all, b, &b->file, e);
	if (err == TILL_OK)
		*out = b;
	else
		buttons_free(b);
	return err;
}

void
buttons_free(struct buttons *b)
{
	if (b != NULL)
		json_object_put(b->file);
	free(b);
}

struct json_object *
buttons_find(const struct buttons *b, const char *id)
{
	return declare_find(b->rows, id);
}
