/* component: see component.h. */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/component.h"
#include "shop/customer.h"
#include "shop/secret.h"

#define ELEMENT_MAX 256

bool
component_listed(const char *ids, const char *id)
{
	size_t len = strlen(id);

	while (*ids != '\0') {
		size_t one = strcspn(ids, ",");

		if (one == len && strncmp(ids, id, len) == 0)
			return len > 0;
		ids += one + (ids[one] == ',');
	}
	return false;
}

/* Copies the id that is to be shown. */
static enum till_err
choose(const char *ids, const char *id, char out[static ELEMENT_MAX],
    struct till_error *e)
{
	size_t len = strcspn(ids, ",");

	if (id != NULL && component_listed(ids, id) &&
	    text_copy(out, ELEMENT_MAX, id))
		return TILL_OK;
	if (id != NULL || len >= ELEMENT_MAX)
		return till_fail(e, TILL_ENOTFOUND, NULL, NULL,
		    "the shop's settings name no such element");
	memcpy(out, ids, len);
	out[len] = '\0';
	return TILL_OK;
}

/* Adds the section of whoever looks. */
static void
fill_customer(struct shop *shop, const char *component,
    const struct http_request *req, struct http_response *res,
    struct page_part *top)
{
	const char *key = settings_text(shop->settings, SETTING_CUSTOMER_KEY);
	struct json_object *session = NULL;
	struct page_part *part;
	struct till_error e;
	char id[ID_MAX];
	enum customer customer = customer_of(req, key, id);

	till_error_clear(&e);
	if (customer == CUSTOMER_SIGNED_IN &&
	    secret_make(shop, id, component, &session, &e) == TILL_OK) {
		part = page_add(top, "SIGNED_IN");
		page_set(part, "CLIENT_SECRET",
		    json_text_or(session, "client_secret", ""));
		page_set(part, "REFERENCE", id);
		json_object_put(session);
		return;
	}
	if (customer == CUSTOMER_SIGNED_IN)
		log_write(LOG_WARN, "shown as to a guest: %s", e.message);
	if (customer == CUSTOMER_BAD)
		http_set_cookie(res,
		    &(struct http_cookie_spec){ .name = CUSTOMER_COOKIE,
			.value = "",
			.max_age = -1,
			.secure = shop->secure });
	page_show(top, "GUEST");
}

enum till_err
component_page(struct shop *shop, const struct component *component,
    const char *id, const struct http_request *req, struct http_response *res,
    struct till_error *e)
{
	const struct settings *settings = shop->settings;
	char element[ELEMENT_MAX];
	struct page *page = NULL;
	struct page_part *top;
	enum till_err err;

	err = choose(settings_text(settings, component->ids), id, element, e);
	if (err == TILL_OK)
		err = view_open(component->template_name, component->title,
		    &page, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	page_set(top, "ELEMENT", element);
	page_set(top, "PUBLISHABLE_KEY",
	    settings_text(settings, SETTING_PUBLISHABLE_KEY));
	page_set(top, "JS_BASE", settings_text(settings, SETTING_JS_BASE));
	fill_customer(shop, component->name, req, res, top);
	err = view_send(shop, page, component->policy, 200, res, e);
	page_free(page);
	return err;
}
