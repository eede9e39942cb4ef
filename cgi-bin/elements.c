/*
 * elements: what the browser scripts of test mode ask, from pages of any
 * origin.  The scripts themselves are files, in static/v3/.
 *
 * GET  /v3/pricing_tables/<id>?key=pk_…      the table as it is on sale
 * POST /v3/pricing_tables/<id>               the same, for a client secret
 * POST /v3/pricing_tables/<id>/sessions      a plan was chosen: {"id","url"}
 * GET, POST /v3/buy_buttons/<id>             a buy button, in the same way
 * POST /v3/buy_buttons/<id>/sessions         it was pressed: {"id","url"}
 * POST /v3/embedded_checkout                 whether a client secret is good
 * POST /v3/payment_element                   what a Payment Element shows
 * POST /v3/payment_element/check             whether its customer session holds
 * POST /v3/payment_element/remove            the buyer removes a saved method
 *
 * Errors are those of the API.  A secret is never in an address.
 */
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "api/schema.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "elements/elements.h"
#include "hosted/element_words.h"
#include "hosted/wording.h"

/* A choice waits for its commit, which all that wait then share. */
#define ELEMENTS_THREADS 32
#define PAGE_MAX 2000 /* bytes of a page's address */

static const enum setting needs[] = { SETTING_API_BASE, SETTING_API_DB,
	SETTING_PUBLISHABLE_KEY, SETTING_PRICING_TABLES,
	SETTING_BUY_BUTTONS, SETTING_TEMPLATES };

/* A text of the form, NULL when it is missing or empty. */
static const char *
given(struct json_object *form, const char *name)
{
	const char *text = json_text(form, name);

	return text != NULL && *text != '\0' ? text : NULL;
}

/* Any page may ask: what it sends is all that it may have. */
static enum till_err
answer(struct http_response *res, struct json_object *value)
{
	enum till_err err = http_json(res, 200, value);

	http_set_header(res, "Access-Control-Allow-Origin", "*");
	json_object_put(value);
	return err;
}

/* Reads the form and checks its key; *form is the caller's in any case. */
static enum till_err
begin(const struct elements *elements, const struct http_request *req,
    struct json_object **form, struct till_error *e)
{
	enum till_err err = http_form(req, form, e);

	return err == TILL_OK ?
	    elements_check_key(elements, given(*form, "key"), e) : err;
}

/* What shows an object of the file to its element. */
typedef enum till_err element_show(const struct elements *elements,
    const char *id, const char *secret, int64_t now, struct json_object **out,
    struct till_error *e);

static enum till_err
show_element(void *app, const struct http_request *req, element_show *show,
    struct http_response *res, struct till_error *e)
{
	static const char name[] = "customer_session_client_secret";
	struct json_object *form = NULL, *shown = NULL;
	const char *secret;
	enum till_err err;

	err = begin(app, req, &form, e);
	secret = given(form, name);
	if (err == TILL_OK && secret != NULL && req->method == HTTP_GET)
		err = till_fail(e, TILL_EINPUT, NULL, name,
		    "A client secret must not be in an address: use POST.");
	if (err == TILL_OK)
		err = show(app, req->capture[0], secret, clock_now(), &shown,
		    e);
	if (err == TILL_OK)
		err = answer(res, shown);
	json_object_put(form);
	return err;
}

static enum till_err
show_table(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return show_element(app, req, pricing_show, res, e);
}

static enum till_err
show_button(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return show_element(app, req, button_show, res, e);
}

/* The page to come back to: only what the browser says it is sent from. */
static const char *
page_of(const struct http_request *req, struct json_object *form)
{
	const char *origin = http_header(req, "Origin");
	const char *page = given(form, "page");
	size_t len = origin != NULL ? strlen(origin) : 0;

	if (page == NULL || len == 0 || strlen(page) > PAGE_MAX ||
	    strncmp(page, origin, len) != 0 || strncmp(page, "http", 4) != 0)
		return NULL;
	return page[len] == '\0' || strchr("/?#", page[len]) != NULL ? page :
								       NULL;
}

/* What makes the session of a choice. */
typedef enum till_err element_choose(const struct elements *elements,
    const char *id, const struct element_order *order, int64_t now,
    struct json_object **out, struct till_error *e);

static enum till_err
choose(void *app, const struct http_request *req, element_choose *make,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL, *session = NULL;
	struct element_order order;
	enum till_err err;

	err = begin(app, req, &form, e);
	order = (struct element_order){
		.price = given(form, "price"),
		.secret = given(form, "customer_session_client_secret"),
		.reference = given(form, "client_reference_id"),
		.email = given(form, "customer_email"),
		.page = page_of(req, form),
	};
	if (err == TILL_OK && order.reference != NULL &&
	    (strlen(order.reference) > 200 || !text_is_id(order.reference)))
		err = till_fail(e, TILL_EINPUT, NULL, "client_reference_id",
		    "client-reference-id takes at most 200 letters, digits, "
		    "- and _.");
	if (err == TILL_OK)
		err = make(app, req->capture[0], &order, clock_now(),
		    &session, e);
	if (err == TILL_OK)
		err = answer(res, session);
	json_object_put(form);
	return err;
}

static enum till_err
choose_plan(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return choose(app, req, pricing_choose, res, e);
}

static enum till_err
press_button(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	return choose(app, req, button_choose, res, e);
}

static enum till_err
begin_embedded(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL, *session = NULL;
	const char *secret;
	enum till_err err;

	err = begin(app, req, &form, e);
	secret = given(form, "client_secret");
	if (err == TILL_OK && secret == NULL)
		err = till_fail(e, TILL_EINPUT, "parameter_missing",
		    "client_secret", "Missing required param: client_secret.");
	if (err == TILL_OK)
		err = embedded_begin(app, secret, clock_now(), &session, e);
	if (err == TILL_OK)
		err = answer(res, session);
	json_object_put(form);
	return err;
}

static enum till_err
show_payment(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL, *shown = NULL;
	struct payment_page page;
	enum till_err err;

	err = begin(app, req, &form, e);
	page = (struct payment_page){
		.client_secret = given(form, "client_secret"),
		.mode = given(form, "mode"),
		.currency = given(form, "currency"),
		.customer_secret = given(form,
		    "customer_session_client_secret"),
	};
	if (err == TILL_OK && page.client_secret == NULL && page.mode == NULL)
		err = till_fail(e, TILL_EINPUT, "parameter_missing",
		    "client_secret", "Missing required param: client_secret.");
	if (err == TILL_OK)
		err = payment_show(app, &page, clock_now(), &shown, e);
	if (err == TILL_OK) {
		json_put(shown, "words",
		    hosted_element_words(given(form, "locale"),
			http_header(req, "Accept-Language")));
		err = answer(res, shown);
	}
	json_object_put(form);
	return err;
}

/* The customer session's secret of a form, which must have one. */
static enum till_err
begin_customer(const struct elements *elements,
    const struct http_request *req, struct json_object **form,
    const char **secret, struct till_error *e)
{
	static const char name[] = "customer_session_client_secret";
	enum till_err err = begin(elements, req, form, e);

	*secret = given(*form, name);
	return err != TILL_OK || *secret != NULL ?
	    err :
	    till_fail(e, TILL_EINPUT, "parameter_missing", name,
		"Missing required param: %s.", name);
}

static enum till_err
check_payment(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	const char *secret;
	enum till_err err = begin_customer(app, req, &form, &secret, e);

	if (err == TILL_OK)
		err = payment_check(app, secret, clock_now(), e);
	if (err == TILL_OK)
		err = answer(res, json_object_new_object());
	json_object_put(form);
	return err;
}

static enum till_err
remove_method(void *app, const struct http_request *req,
    struct http_response *res, struct till_error *e)
{
	struct json_object *form = NULL;
	const char *secret, *method;
	enum till_err err = begin_customer(app, req, &form, &secret, e);

	method = given(form, "payment_method");
	if (err == TILL_OK && method == NULL)
		err = till_fail(e, TILL_EINPUT, "parameter_missing",
		    "payment_method",
		    "Missing required param: payment_method.");
	if (err == TILL_OK)
		err = payment_remove(app, secret, method, clock_now(), e);
	if (err == TILL_OK)
		err = answer(res, json_object_new_object());
	json_object_put(form);
	return err;
}

/* The API's shape; what it tells of a right key is not for these pages. */
static void
fail(void *app, const struct http_request *req, const struct till_error *error,
    struct http_response *res)
{
	(void)app;
	api_fail(NULL, req, error, res);
}

static const struct http_route routes[] = {
	{ HTTP_GET | HTTP_POST, "/v3/pricing_tables/:id", show_table, 0 },
	{ HTTP_POST, "/v3/pricing_tables/:id/sessions", choose_plan, 0 },
	{ HTTP_GET | HTTP_POST, "/v3/buy_buttons/:id", show_button, 0 },
	{ HTTP_POST, "/v3/buy_buttons/:id/sessions", press_button, 0 },
	{ HTTP_POST, "/v3/embedded_checkout", begin_embedded, 0 },
	{ HTTP_POST, "/v3/payment_element", show_payment, 0 },
	{ HTTP_POST, "/v3/payment_element/check", check_payment, 0 },
	{ HTTP_POST, "/v3/payment_element/remove", remove_method, 0 },
};

static void
close_elements(void *app)
{
	struct elements *elements = app;

	if (elements != NULL) {
		store_close(elements->store);
		tables_free(elements->tables);
		buttons_free(elements->buttons);
	}
	free(elements);
}

static enum till_err
open_elements(const struct settings *settings, void **app,
    struct till_error *e)
{
	struct elements *elements = calloc(1, sizeof(*elements));
	enum till_err err;

	*app = NULL;
	if (elements == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	elements->publishable_key = settings_text(settings,
	    SETTING_PUBLISHABLE_KEY);
	elements->base_url = settings_text(settings, SETTING_API_BASE);
	err = tables_load(settings_text(settings, SETTING_PRICING_TABLES),
	    &elements->tables, e);
	if (err == TILL_OK)
		err = buttons_load(settings_text(settings,
				       SETTING_BUY_BUTTONS),
		    &elements->buttons, e);
	if (err == TILL_OK)
		err = wording_load(settings_text(settings, SETTING_TEMPLATES),
		    settings_text(settings, SETTING_MERCHANT), e);
	if (err == TILL_OK)
		err = store_open(settings_text(settings, SETTING_API_DB),
		    schema_migrations, schema_migrations_count,
		    &elements->store, e);
	if (err != TILL_OK)
		close_elements(elements);
	else
		*app = elements;
	return err;
}

int
main(void)
{
	static const struct http_program program = {
		.name = "elements",
		.needs = needs,
		.needs_count = nitems(needs),
		.routes = routes,
		.routes_count = nitems(routes),
		.threads = ELEMENTS_THREADS,
		.open = open_elements,
		.close = close_elements,
		.fail = fail,
	};

	return http_main(&program);
}
