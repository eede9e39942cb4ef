/* ops: every call of the API, one row each. */
#include "api/api.h"
#include "base/text.h"
#include "events/event.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/method.h"
#include "payments/payments.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"
#include "subscriptions/subscriptions.h"

static const struct api_filter product_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
	{ "ids", NULL, "id", true, NULL, NULL, NULL },
	{ "shippable", NULL, "shippable", false, NULL, NULL, NULL },
	{ "type", NULL, "type", false, NULL, NULL, NULL },
	{ "url", NULL, "url", false, NULL, NULL, NULL },
};
static const struct api_resource products = {
	&catalog_product, product_create, product_update, product_filters,
	nitems(product_filters), product_delete
};

static const struct api_filter price_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
	{ "currency", NULL, "currency", false, NULL, NULL, NULL },
	{ "lookup_keys", NULL, "lookup_key", false, NULL, NULL, NULL },
	{ "product", NULL, "product", false, NULL, NULL, NULL },
	{ "recurring", "interval", "interval", false, NULL, NULL, NULL },
	{ "recurring", "meter", "meter", false, NULL, NULL, NULL },
	{ "recurring", "usage_type", "usage_type", false, NULL, NULL, NULL },
	{ "type", NULL, "type", false, NULL, NULL, NULL },
};
static const struct api_resource prices = {
	&catalog_price, price_create, price_update, price_filters,
	nitems(price_filters), NULL
};

static const struct api_filter customer_filters[] = {
	{ "email", NULL, "email", false, NULL, NULL, NULL },
	{ "test_clock", NULL, "test_clock", false, NULL, NULL, NULL },
};
static const struct api_resource customers = {
	&catalog_customer, customer_create, customer_update, customer_filters,
	nitems(customer_filters), customer_remove
};

static const struct api_resource coupons = {
	&catalog_coupon, coupon_create, coupon_update, NULL, 0, coupon_delete
};

static const struct api_filter promotion_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
	{ "code", NULL, "code", false, NULL, NULL, NULL },
	{ "coupon", NULL, "coupon", false, NULL, NULL, NULL },
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
};
static const struct api_resource promotion_codes = {
	&catalog_promotion_code, promotion_create, promotion_update,
	promotion_filters, nitems(promotion_filters), NULL
};

static const struct api_filter shipping_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
	{ "currency", NULL, "currency", false, NULL, NULL, NULL },
};
static const struct api_resource shipping_rates = {
	&catalog_shipping_rate, shipping_create, shipping_update,
	shipping_filters, nitems(shipping_filters), NULL
};

static const struct api_filter tax_rate_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
	{ "inclusive", NULL, "inclusive", false, NULL, NULL, NULL },
};
static const struct api_resource tax_rates = {
	&catalog_tax_rate, tax_rate_create, tax_rate_update, tax_rate_filters,
	nitems(tax_rate_filters), NULL
};

static const struct api_filter link_filters[] = {
	{ "active", NULL, "active", false, NULL, NULL, NULL },
};
static const struct api_resource payment_links = {
	&payment_link_type, payment_link_create, payment_link_update,
	link_filters, nitems(link_filters), NULL
};

static const struct api_filter session_filters[] = {
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
	{ "customer_details", "email", "email", false, NULL, NULL, NULL },
	{ "payment_intent", NULL, "payment_intent", false, NULL, NULL, NULL },
	{ "payment_link", NULL, "payment_link", false, NULL, NULL, NULL },
	{ "status", NULL, "status", false, NULL, NULL, NULL },
	{ "subscription", NULL, "subscription", false, NULL, NULL, NULL },
};
static const struct api_resource sessions = {
	&session_type, NULL, NULL, session_filters, nitems(session_filters),
	NULL
};

static const struct api_filter intent_filters[] = {
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
};
static const struct api_resource payment_intents = {
	&payment_intent_type, NULL, NULL, intent_filters,
	nitems(intent_filters), NULL
};
static const struct api_resource setup_intents = {
	&setup_intent_type, NULL, NULL, NULL, 0, NULL
};

static const struct api_filter charge_filters[] = {
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
	{ "payment_intent", NULL, "payment_intent", false, NULL, NULL, NULL },
	{ "transfer_group", NULL, "transfer_group", false, NULL, NULL, NULL },
};
static const struct api_resource charges = {
	&charge_type, NULL, NULL, charge_filters, nitems(charge_filters), NULL
};

static const struct api_filter method_filters[] = {
	{ "allow_redisplay", NULL, "redisplay", false, NULL, NULL, NULL },
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
	{ "type", NULL, "type", false, NULL, NULL, NULL },
};
static const struct api_resource payment_methods = {
	&payment_method_type, NULL, NULL, method_filters,
	nitems(method_filters), NULL
};

static const struct api_filter invoice_filters[] = {
	{ "collection_method", NULL, "collection_method", false, NULL, NULL, NULL },
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
	{ "status", NULL, "status", false, NULL, NULL, NULL },
	{ "subscription", NULL, "subscription", false, NULL, NULL, NULL },
};
static const struct api_resource invoices = {
	&invoice_type, NULL, NULL, invoice_filters, nitems(invoice_filters),
	NULL
};

/* A range of seconds, or the one second. */
#define RANGE(param, column) \
	{ param, NULL, column, false, NULL, NULL, NULL }, \
	{ param, "gt", column, false, ">", NULL, NULL }, \
	{ param, "gte", column, false, ">=", NULL, NULL }, \
	{ param, "lt", column, false, "<", NULL, NULL }, \
	{ param, "lte", column, false, "<=", NULL, NULL }
static const struct api_filter subscription_filters[] = {
	{ "automatic_tax", "enabled", "automatic_tax", false, NULL, NULL, NULL },
	{ "collection_method", NULL, "collection_method", false, NULL, NULL, NULL },
	RANGE("current_period_end", "period_end"),
	RANGE("current_period_start", "period_start"),
	{ "customer", NULL, "customer", false, NULL, NULL, NULL },
	{ "plan", NULL, "price", false, NULL, "subscription_of_price", NULL },
	{ "price", NULL, "price", false, NULL, "subscription_of_price", NULL },
	{ "status", NULL, "status", false, NULL, NULL, NULL },
	{ "test_clock", NULL, "test_clock", false, NULL, NULL, NULL },
};
static const struct api_resource subscriptions = {
	&subscription_type, NULL, subscription_update, subscription_filters,
	nitems(subscription_filters), NULL
};

static const struct api_filter event_filters[] = {
	{ "delivery_success", NULL, "delivered", false, NULL, NULL, NULL },
	{ "type", NULL, "type", false, NULL, NULL, NULL },
	{ "types", NULL, "type", false, NULL, NULL, NULL },
};
static const struct api_resource events = {
	&event_type, NULL, NULL, event_filters, nitems(event_filters),
	NULL
};
static const struct api_resource webhook_endpoints = {
	&webhook_endpoint_type, NULL, NULL, NULL, 0, webhook_remove
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
#define DELETE(path, r) \
	{ HTTP_DELETE, "DELETE", path, r, NULL, resource_delete, NULL, NULL }

/* What a payment that is due changes. */
#define PAID(path, r) \
	{ GET, path, r, resource_retrieve, NULL, payments_before, NULL }
#define PAID_LIST(path, r, list) \
	{ GET, path, r, list, NULL, payments_before, NULL }

#define INTENT(path, r) \
	{ POST, path, r, NULL, intent_create, payments_before, NULL }, \
	{ GET, path "/:id", r, intent_retrieve, NULL, payments_before, \
	    NULL }, \
	{ POST, path "/:id", r, NULL, intent_update, payments_before, \
	    NULL }, \
	{ POST, path "/:id/confirm", r, NULL, intent_confirm_call, \
	    payments_before, NULL }, \
	{ POST, path "/:id/cancel", r, NULL, intent_cancel_call, \
	    payments_before, NULL }

const struct api_op api_ops[] = {
	{ POST, "/v1/checkout/sessions", &sessions, session_create_prepare,
	    session_create_apply, NULL, session_discard },
	{ GET, "/v1/checkout/sessions", &sessions, session_list, NULL,
	    session_list_before, NULL },
	{ GET, "/v1/checkout/sessions/:id", &sessions, session_retrieve, NULL,
	    payments_before, NULL },
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
	DELETE("/v1/products/:id", &products),
	CREATE("/v1/prices", &prices),
	LIST("/v1/prices", &prices),
	RETRIEVE("/v1/prices/:id", &prices),
	UPDATE("/v1/prices/:id", &prices),
	CREATE("/v1/customers", &customers),
	LIST("/v1/customers", &customers),
	RETRIEVE("/v1/customers/:id", &customers),
	UPDATE("/v1/customers/:id", &customers),
	DELETE("/v1/customers/:id", &customers),
	CREATE("/v1/coupons", &coupons),
	LIST("/v1/coupons", &coupons),
	RETRIEVE("/v1/coupons/:id", &coupons),
	UPDATE("/v1/coupons/:id", &coupons),
	DELETE("/v1/coupons/:id", &coupons),
	CREATE("/v1/promotion_codes", &promotion_codes),
	{ GET, "/v1/promotion_codes", &promotion_codes, resource_list, NULL,
	    promotion_list_before, NULL },
	RETRIEVE("/v1/promotion_codes/:id", &promotion_codes),
	UPDATE("/v1/promotion_codes/:id", &promotion_codes),
	CREATE("/v1/shipping_rates", &shipping_rates),
	LIST("/v1/shipping_rates", &shipping_rates),
	RETRIEVE("/v1/shipping_rates/:id", &shipping_rates),
	UPDATE("/v1/shipping_rates/:id", &shipping_rates),
	CREATE("/v1/tax_rates", &tax_rates),
	LIST("/v1/tax_rates", &tax_rates),
	RETRIEVE("/v1/tax_rates/:id", &tax_rates),
	UPDATE("/v1/tax_rates/:id", &tax_rates),
	CREATE("/v1/payment_links", &payment_links),
	LIST("/v1/payment_links", &payment_links),
	RETRIEVE("/v1/payment_links/:id", &payment_links),
	UPDATE("/v1/payment_links/:id", &payment_links),
	{ GET, "/v1/payment_links/:id/line_items", &payment_links,
	    session_items, NULL, NULL, NULL },

	PAID_LIST("/v1/payment_intents", &payment_intents, resource_list),
	INTENT("/v1/payment_intents", &payment_intents),
	INTENT("/v1/setup_intents", &setup_intents),
	PAID_LIST("/v1/charges", &charges, resource_list),
	PAID("/v1/charges/:id", &charges),
	PAID_LIST("/v1/payment_methods", &payment_methods, methods_list),
	RETRIEVE("/v1/payment_methods/:id", &payment_methods),
	{ POST, "/v1/payment_methods/:id/attach", &payment_methods, NULL,
	    method_attach_call, NULL, NULL },
	{ POST, "/v1/payment_methods/:id/detach", &payment_methods, NULL,
	    method_detach_call, NULL, NULL },
	PAID_LIST("/v1/customers/:id/payment_methods", &payment_methods,
	    customer_methods),
	PAID_LIST("/v1/invoices", &invoices, resource_list),
	PAID("/v1/invoices/:id", &invoices),
	PAID_LIST("/v1/subscriptions", &subscriptions, subscription_list),
	PAID("/v1/subscriptions/:id", &subscriptions),
	{ POST, "/v1/subscriptions/:id", &subscriptions, NULL,
	    resource_update, payments_before, NULL },
	{ HTTP_DELETE, "DELETE", "/v1/subscriptions/:id", &subscriptions,
	    NULL, subscription_delete, payments_before, NULL },

	{ GET, "/v1/events", &events, events_list, NULL, events_before, NULL },
	{ GET, "/v1/events/:id", &events, resource_retrieve, NULL,
	    events_before, NULL },
	{ POST, "/v1/webhook_endpoints", &webhook_endpoints, NULL,
	    webhook_create, NULL, NULL },
	LIST("/v1/webhook_endpoints", &webhook_endpoints),
	RETRIEVE("/v1/webhook_endpoints/:id", &webhook_endpoints),
	{ POST, "/v1/webhook_endpoints/:id", &webhook_endpoints, NULL,
	    webhook_update, NULL, NULL },
	DELETE("/v1/webhook_endpoints/:id", &webhook_endpoints),
};
const size_t api_ops_count = nitems(api_ops);
