/* ops: every call of the API, one row each. */
#include "api/api.h"
#include "base/text.h"
#include "payments/payments.h"
#include "sessions/session.h"

static const struct api_filter product_filters[] = {
	{ "active", NULL, "active" },
	{ "ids", NULL, "id" },
	{ "shippable", NULL, "shippable" },
	{ "type", NULL, "type" },
	{ "url", NULL, "url" },
};
static const struct api_resource products = {
	&catalog_product, product_create, product_update, product_filters,
	nitems(product_filters)
};

static const struct api_filter price_filters[] = {
	{ "active", NULL, "active" },
	{ "currency", NULL, "currency" },
	{ "lookup_keys", NULL, "lookup_key" },
	{ "product", NULL, "product" },
	{ "recurring", "interval", "interval" },
	{ "recurring", "meter", "meter" },
	{ "recurring", "usage_type", "usage_type" },
	{ "type", NULL, "type" },
};
static const struct api_resource prices = {
	&catalog_price, price_create, price_update, price_filters,
	nitems(price_filters)
};

static const struct api_filter customer_filters[] = {
	{ "email", NULL, "email" },
	{ "test_clock", NULL, "test_clock" },
};
static const struct api_resource customers = {
	&catalog_customer, customer_create, customer_update, customer_filters,
	nitems(customer_filters)
};

static const struct api_filter session_filters[] = {
	{ "customer", NULL, "customer" },
	{ "customer_details", "email", "email" },
	{ "payment_intent", NULL, "payment_intent" },
	{ "payment_link", NULL, "payment_link" },
	{ "status", NULL, "status" },
	{ "subscription", NULL, "subscription" },
};
static const struct api_resource sessions = {
	&session_type, NULL, NULL, session_filters, nitems(session_filters)
};

static const struct api_filter intent_filters[] = {
	{ "customer", NULL, "customer" },
};
static const struct api_resource payment_intents = {
	&payment_intent_type, NULL, NULL, intent_filters,
	nitems(intent_filters)
};
static const struct api_resource setup_intents = {
	&setup_intent_type, NULL, NULL, NULL, 0
};

#define GET HTTP_GET, "GET"
#define POST HTTP_POST, "POST"
#define CREATE(path, r) \
	{ POST, path, r, NULL, resource_create, NULL, NULL }
#define RETRIEVE(path, r) \
	{ GET, path, r, resource_retrieve, NULL, NULL, NULL }
#define UPDATE(path, r) \
	{ POST, path, r, NULL, resource_update, NULL, NULL }
#define LIST(path, r) \
	{ GET, path, r, resource_list, NULL, NULL, NULL }

const struct api_op api_ops[] = {
	{ POST, "/v1/checkout/sessions", &sessions, session_create_prepare,
	    session_create_apply, NULL, session_discard },
	{ GET, "/v1/checkout/sessions", &sessions, session_list, NULL,
	    session_list_before, NULL },
	{ GET, "/v1/checkout/sessions/:id", &sessions, session_retrieve, NULL,
	    NULL, NULL },
	{ POST, "/v1/checkout/sessions/:id", &sessions, NULL, session_update,
	    NULL, NULL },
	{ GET, "/v1/checkout/sessions/:id/line_items", &sessions,
	    session_items, NULL, NULL, NULL },
	{ POST, "/v1/checkout/sessions/:id/expire", &sessions, NULL,
	    session_expire_call, NULL, NULL },
	{ POST, "/v1/customer_sessions", NULL, NULL, customer_session_create,
	    NULL, NULL },

	CREATE("/v1/products", &products),
	LIST("/v1/products", &products),
	RETRIEVE("/v1/products/:id", &products),
	UPDATE("/v1/products/:id", &products),
	CREATE("/v1/prices", &prices),
	LIST("/v1/prices", &prices),
	RETRIEVE("/v1/prices/:id", &prices),
	UPDATE("/v1/prices/:id", &prices),
	CREATE("/v1/customers", &customers),
	LIST("/v1/customers", &customers),
	RETRIEVE("/v1/customers/:id", &customers),
	UPDATE("/v1/customers/:id", &customers),

	LIST("/v1/payment_intents", &payment_intents),
	RETRIEVE("/v1/payment_intents/:id", &payment_intents),
	RETRIEVE("/v1/setup_intents/:id", &setup_intents),
};
const size_t api_ops_count = nitems(api_ops);
