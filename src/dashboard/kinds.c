/* kinds: see kinds.h. */
#include <string.h>

#include "base/text.h"
#include "dashboard/kinds.h"
#include "events/event.h"
#include "payments/billing.h"
#include "payments/charge.h"
#include "payments/method.h"
#include "payments/payments.h"
#include "sessions/payment_link.h"
#include "sessions/session.h"

#define FILTER(name, column) { name, NULL, column, false, NULL, NULL, NULL }

/* What begins as what was typed, each column by its own index. */
#define TYPED "pos IN (WITH w(q) AS (SELECT ?) "
#define BEGINS(table, column) \
	"SELECT pos FROM w," table " s WHERE s." column ">=w.q AND s." \
	column "<w.q||char(1114111)"
static const struct api_filter session_filters[] = {
	FILTER("status", "status"),
	FILTER("payment_status", "payment_status"),
	FILTER("mode", "mode"),
	FILTER("customer", "customer"),
	FILTER("payment_intent", "payment_intent"),
	FILTER("subscription", "subscription"),
	FILTER("payment_link", "payment_link"),
	{ "q", NULL, "id", false, NULL, NULL,
	    TYPED BEGINS("checkout_session", "id") " UNION ALL "
	    BEGINS("checkout_session", "email") " UNION ALL "
	    BEGINS("checkout_session", "reference") ")" },
};
static const struct choice session_choices[] = {
	{ "q", "Id, e-mail or reference", NULL },
	{ "status", "Status", "status" },
	{ "payment_status", "Payment", "payment_status" },
	{ "mode", "Mode", "mode" },
	{ "customer", "Customer", NULL },
};
static const struct column session_columns[] = {
	{ "Session", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Payment", CELL_STATUS, { "payment_status" }, true },
	{ "Amount", CELL_MONEY, { "amount_total" }, true },
	{ "Mode", CELL_TEXT, { "mode" }, true },
	{ "E-mail", CELL_TEXT, { "customer_details", "email" }, true },
	{ "Reference", CELL_TEXT, { "client_reference_id" }, true },
	{ "Customer", CELL_ID, { "customer" }, false },
	{ "Payment intent", CELL_ID, { "payment_intent" }, false },
	{ "Setup intent", CELL_ID, { "setup_intent" }, false },
	{ "Subscription", CELL_ID, { "subscription" }, false },
	{ "Invoice", CELL_ID, { "invoice" }, false },
	{ "Payment link", CELL_ID, { "payment_link" }, false },
	{ "Shown", CELL_TEXT, { "ui_mode" }, false },
	{ "Success URL", CELL_TEXT, { "success_url" }, false },
	{ "Cancel URL", CELL_TEXT, { "cancel_url" }, false },
	{ "Return URL", CELL_TEXT, { "return_url" }, false },
	{ "Recovered from", CELL_ID, { "recovered_from" }, false },
	{ "Expires", CELL_TIME, { "expires_at" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter customer_filters[] = {
	{ "email", NULL, "id", false, NULL, NULL,
	    TYPED BEGINS("customer", "email") ")" },
};
static const struct choice customer_choices[] = {
	{ "email", "E-mail", NULL },
};
static const struct column customer_columns[] = {
	{ "Customer", CELL_OWN, { "id" }, true },
	{ "E-mail", CELL_TEXT, { "email" }, true },
	{ "Name", CELL_TEXT, { "name" }, true },
	{ "Phone", CELL_TEXT, { "phone" }, false },
	{ "Payment method", CELL_ID, { "invoice_settings",
	    "default_payment_method" }, false },
	{ "Country", CELL_TEXT, { "address", "country" }, true },
	{ "Currency", CELL_TEXT, { "currency" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation customer_relations[] = {
	{ "Sessions", "sessions", "customer" },
	{ "Payments", "payment_intents", "customer" },
	{ "Subscriptions", "subscriptions", "customer" },
	{ "Invoices", "invoices", "customer" },
	{ "Payment methods", "payment_methods", "customer" },
};

static const struct api_filter by_customer[] = {
	FILTER("customer", "customer"),
};
static const struct choice customer_choice[] = {
	{ "customer", "Customer", NULL },
};

static const struct column intent_columns[] = {
	{ "Payment intent", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Amount", CELL_MONEY, { "amount" }, true },
	{ "Received", CELL_MONEY, { "amount_received" }, true },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Declined", CELL_TEXT, { "last_payment_error", "code" }, true },
	{ "Why", CELL_TEXT, { "last_payment_error", "message" }, false },
	{ "Latest charge", CELL_ID, { "latest_charge" }, false },
	{ "Payment method", CELL_ID, { "payment_method" }, false },
	{ "Invoice", CELL_ID, { "invoice" }, false },
	{ "Description", CELL_TEXT, { "description" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation intent_relations[] = {
	{ "Sessions", "sessions", "payment_intent" },
	{ "Charges", "charges", "payment_intent" },
};

static const struct column setup_columns[] = {
	{ "Setup intent", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Payment method", CELL_ID, { "payment_method" }, true },
	{ "Usage", CELL_TEXT, { "usage" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter charge_filters[] = {
	FILTER("customer", "customer"),
	FILTER("payment_intent", "payment_intent"),
};
static const struct choice charge_choices[] = {
	{ "customer", "Customer", NULL },
	{ "payment_intent", "Payment intent", NULL },
};
static const struct column charge_columns[] = {
	{ "Charge", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Amount", CELL_MONEY, { "amount" }, true },
	{ "Paid", CELL_YES, { "paid" }, true },
	{ "With", CELL_TEXT, { "payment_method_details", "type" }, true },
	{ "Brand", CELL_TEXT, { "payment_method_details", "card", "brand" },
	    false },
	{ "Ends in", CELL_TEXT, { "payment_method_details", "card", "last4" },
	    false },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Payment intent", CELL_ID, { "payment_intent" }, false },
	{ "Payment method", CELL_ID, { "payment_method" }, false },
	{ "Invoice", CELL_ID, { "invoice" }, false },
	{ "Declined", CELL_TEXT, { "failure_code" }, true },
	{ "Why", CELL_TEXT, { "failure_message" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter subscription_filters[] = {
	FILTER("status", "status"),
	FILTER("customer", "customer"),
	{ "price", NULL, "price", false, NULL, "subscription_of_price", NULL },
};
static const struct choice subscription_choices[] = {
	{ "status", "Status", "status" },
	{ "customer", "Customer", NULL },
	{ "price", "Price", NULL },
};
static const struct column subscription_columns[] = {
	{ "Subscription", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Price", CELL_ID, { "plan", "id" }, true },
	{ "Period began", CELL_TIME, { "current_period_start" }, false },
	{ "Period ends", CELL_TIME, { "current_period_end" }, true },
	{ "Trial ends", CELL_TIME, { "trial_end" }, false },
	{ "Cancelled", CELL_TIME, { "canceled_at" }, false },
	{ "Latest invoice", CELL_ID, { "latest_invoice" }, false },
	{ "Payment method", CELL_ID, { "default_payment_method" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation subscription_relations[] = {
	{ "Sessions", "sessions", "subscription" },
	{ "Invoices", "invoices", "subscription" },
};

static const struct api_filter invoice_filters[] = {
	FILTER("status", "status"),
	FILTER("customer", "customer"),
	FILTER("subscription", "subscription"),
};
static const struct choice invoice_choices[] = {
	{ "status", "Status", "status" },
	{ "customer", "Customer", NULL },
	{ "subscription", "Subscription", NULL },
};
static const struct column invoice_columns[] = {
	{ "Invoice", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Number", CELL_TEXT, { "number" }, true },
	{ "Total", CELL_MONEY, { "total" }, true },
	{ "Paid", CELL_MONEY, { "amount_paid" }, true },
	{ "Reason", CELL_TEXT, { "billing_reason" }, false },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Subscription", CELL_ID, { "subscription" }, false },
	{ "Payment intent", CELL_ID, { "payment_intent" }, false },
	{ "Charge", CELL_ID, { "charge" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter method_filters[] = {
	FILTER("customer", "customer"),
	FILTER("type", "type"),
};
static const struct choice method_choices[] = {
	{ "type", "Type", "type" },
	{ "customer", "Customer", NULL },
};
static const struct column method_columns[] = {
	{ "Payment method", CELL_OWN, { "id" }, true },
	{ "Type", CELL_TEXT, { "type" }, true },
	{ "Brand", CELL_TEXT, { "card", "brand" }, true },
	{ "Ends in", CELL_TEXT, { "card", "last4" }, true },
	{ "Shown again", CELL_TEXT, { "allow_redisplay" }, true },
	{ "Customer", CELL_ID, { "customer" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter active_filter[] = {
	FILTER("active", "active"),
};
static const struct choice active_choice[] = {
	{ "active", "Active", "active" },
};

static const struct column product_columns[] = {
	{ "Product", CELL_OWN, { "id" }, true },
	{ "Name", CELL_TEXT, { "name" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Default price", CELL_ID, { "default_price" }, true },
	{ "Description", CELL_TEXT, { "description" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation product_relations[] = {
	{ "Prices", "prices", "product" },
};

static const struct api_filter price_filters[] = {
	FILTER("active", "active"),
	FILTER("type", "type"),
	FILTER("product", "product"),
	FILTER("lookup_key", "lookup_key"),
};
static const struct choice price_choices[] = {
	{ "lookup_key", "Lookup key", NULL },
	{ "type", "Type", "type" },
	{ "active", "Active", "active" },
	{ "product", "Product", NULL },
};
static const struct column price_columns[] = {
	{ "Price", CELL_OWN, { "id" }, true },
	{ "Amount", CELL_MONEY, { "unit_amount" }, true },
	{ "Every", CELL_TEXT, { "recurring", "interval" }, true },
	{ "Lookup key", CELL_TEXT, { "lookup_key" }, true },
	{ "Product", CELL_ID, { "product" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Billing", CELL_TEXT, { "billing_scheme" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation price_relations[] = {
	{ "Subscriptions", "subscriptions", "price" },
};

static const struct column link_columns[] = {
	{ "Payment link", CELL_OWN, { "id" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Address", CELL_TEXT, { "url" }, true },
	{ "After paying", CELL_TEXT, { "after_completion", "type" }, false },
};
static const struct relation link_relations[] = {
	{ "Sessions", "sessions", "payment_link" },
};

static const struct column coupon_columns[] = {
	{ "Coupon", CELL_OWN, { "id" }, true },
	{ "Name", CELL_TEXT, { "name" }, true },
	{ "Percent", CELL_TEXT, { "percent_off" }, true },
	{ "Amount", CELL_MONEY, { "amount_off" }, true },
	{ "Lasts", CELL_TEXT, { "duration" }, true },
	{ "Used", CELL_TEXT, { "times_redeemed" }, true },
	{ "Valid", CELL_YES, { "valid" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};
static const struct relation coupon_relations[] = {
	{ "Promotion codes", "promotion_codes", "coupon" },
};

static const struct api_filter promotion_filters[] = {
	FILTER("active", "active"),
	FILTER("code", "code"),
	FILTER("coupon", "coupon"),
};
static const struct choice promotion_choices[] = {
	{ "code", "Code", NULL },
	{ "active", "Active", "active" },
	{ "coupon", "Coupon", NULL },
};
static const struct column promotion_columns[] = {
	{ "Promotion code", CELL_OWN, { "id" }, true },
	{ "Code", CELL_TEXT, { "code" }, true },
	{ "Coupon", CELL_ID, { "coupon", "id" }, true },
	{ "Used", CELL_TEXT, { "times_redeemed" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Expires", CELL_TIME, { "expires_at" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct column shipping_columns[] = {
	{ "Shipping rate", CELL_OWN, { "id" }, true },
	{ "Name", CELL_TEXT, { "display_name" }, true },
	{ "Amount", CELL_MONEY, { "fixed_amount", "amount" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct column tax_columns[] = {
	{ "Tax rate", CELL_OWN, { "id" }, true },
	{ "Name", CELL_TEXT, { "display_name" }, true },
	{ "Percent", CELL_TEXT, { "percentage" }, true },
	{ "Country", CELL_TEXT, { "country" }, true },
	{ "Inclusive", CELL_YES, { "inclusive" }, true },
	{ "Active", CELL_YES, { "active" }, true },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct api_filter event_filters[] = {
	{ "type", NULL, "id", false, NULL, NULL,
	    TYPED BEGINS("event", "type") ")" },
	FILTER("object", "object"),
};
static const struct choice event_choices[] = {
	{ "type", "Type", NULL },
	{ "object", "Of the object", NULL },
};
static const struct column event_columns[] = {
	{ "Type", CELL_TEXT, { "type" }, true },
	{ "Event", CELL_OWN, { "id" }, true },
	{ "About", CELL_ID, { "data", "object", "id" }, true },
	{ "Waiting", CELL_TEXT, { "pending_webhooks" }, true },
	{ "By the request", CELL_TEXT, { "request", "id" }, false },
	{ "Idempotency key", CELL_TEXT, { "request", "idempotency_key" },
	    false },
	{ "Created", CELL_TIME, { "created" }, true },
};

static const struct column endpoint_columns[] = {
	{ "Endpoint", CELL_OWN, { "id" }, true },
	{ "Status", CELL_STATUS, { "status" }, true },
	{ "Address", CELL_TEXT, { "url" }, true },
	{ "Description", CELL_TEXT, { "description" }, false },
	{ "Version", CELL_TEXT, { "api_version" }, false },
	{ "Created", CELL_TIME, { "created" }, true },
};

#define RESOURCE(type, filters) \
	{ type, NULL, NULL, filters, nitems(filters), NULL }
#define ALL(type) { type, NULL, NULL, NULL, 0, NULL }
#define ARRAY(name) name, nitems(name)
#define NONE NULL, 0

static const struct kind kinds[] = {
	{ "sessions", "Sessions", "Session", "/v1/checkout/sessions",
	    RESOURCE(&session_type, session_filters), session_list_before,
	    ARRAY(session_columns), ARRAY(session_choices), NONE, false },
	{ "payment_links", "Payment links", "Payment link",
	    "/v1/payment_links", RESOURCE(&payment_link_type, active_filter),
	    NULL, ARRAY(link_columns), ARRAY(active_choice),
	    ARRAY(link_relations), false },
	{ "customers", "Customers", "Customer", "/v1/customers",
	    RESOURCE(&catalog_customer, customer_filters), NULL,
	    ARRAY(customer_columns), ARRAY(customer_choices),
	    ARRAY(customer_relations), false },
	{ "payment_methods", "Payment methods", "Payment method",
	    "/v1/payment_methods",
	    RESOURCE(&payment_method_type, method_filters), payments_before,
	    ARRAY(method_columns), ARRAY(method_choices), NONE, false },
	{ "payment_intents", "Payments", "Payment intent",
	    "/v1/payment_intents", RESOURCE(&payment_intent_type,
	    by_customer), payments_before, ARRAY(intent_columns),
	    ARRAY(customer_choice), ARRAY(intent_relations), false },
	{ "setup_intents", "Setup intents", "Setup intent",
	    "/v1/setup_intents", RESOURCE(&setup_intent_type, by_customer),
	    NULL, ARRAY(setup_columns), ARRAY(customer_choice), NONE, false },
	{ "charges", "Charges", "Charge", "/v1/charges",
	    RESOURCE(&charge_type, charge_filters), payments_before,
	    ARRAY(charge_columns), ARRAY(charge_choices), NONE, false },
	{ "subscriptions", "Subscriptions", "Subscription",
	    "/v1/subscriptions",
	    RESOURCE(&subscription_type, subscription_filters),
	    payments_before, ARRAY(subscription_columns),
	    ARRAY(subscription_choices), ARRAY(subscription_relations),
	    false },
	{ "invoices", "Invoices", "Invoice", "/v1/invoices",
	    RESOURCE(&invoice_type, invoice_filters), payments_before,
	    ARRAY(invoice_columns), ARRAY(invoice_choices), NONE, false },
	{ "products", "Products", "Product", "/v1/products",
	    RESOURCE(&catalog_product, active_filter), NULL,
	    ARRAY(product_columns), ARRAY(active_choice),
	    ARRAY(product_relations), false },
	{ "prices", "Prices", "Price", "/v1/prices",
	    RESOURCE(&catalog_price, price_filters), NULL,
	    ARRAY(price_columns), ARRAY(price_choices),
	    ARRAY(price_relations), false },
	{ "coupons", "Coupons", "Coupon", "/v1/coupons",
	    ALL(&catalog_coupon), NULL, ARRAY(coupon_columns), NONE,
	    ARRAY(coupon_relations), false },
	{ "promotion_codes", "Promotion codes", "Promotion code",
	    "/v1/promotion_codes",
	    RESOURCE(&catalog_promotion_code, promotion_filters),
	    promotion_list_before, ARRAY(promotion_columns),
	    ARRAY(promotion_choices), NONE, false },
	{ "shipping_rates", "Shipping rates", "Shipping rate",
	    "/v1/shipping_rates",
	    RESOURCE(&catalog_shipping_rate, active_filter), NULL,
	    ARRAY(shipping_columns), ARRAY(active_choice), NONE, true },
	{ "tax_rates", "Tax rates", "Tax rate", "/v1/tax_rates",
	    RESOURCE(&catalog_tax_rate, active_filter), NULL,
	    ARRAY(tax_columns), ARRAY(active_choice), NONE, false },
	{ "events", "Events", "Event", "/v1/events",
	    RESOURCE(&event_type, event_filters), events_before,
	    ARRAY(event_columns), ARRAY(event_choices), NONE, true },
	{ "webhook_endpoints", "Webhook endpoints", "Webhook endpoint",
	    "/v1/webhook_endpoints", ALL(&webhook_endpoint_type), NULL,
	    ARRAY(endpoint_columns), NONE, NONE, true },
};

const struct kind_group kind_groups[] = {
	{ "Checkout", { "sessions", "payment_links" } },
	{ "Telling the shop", { "events", "deliveries",
	    "webhook_endpoints" } },
	{ "Money", { "payment_intents", "charges", "setup_intents",
	    "subscriptions", "invoices" } },
	{ "People", { "customers", "payment_methods" } },
	{ "Catalogue", { "products", "prices", "coupons", "promotion_codes",
	    "shipping_rates", "tax_rates" } },
	{ "This API", { "requests", "keys", "trouble" } },
};
const size_t kind_groups_count = nitems(kind_groups);

const char *
kind_title(const char *name)
{
	static const struct {
		const char *name, *title;
	} others[] = {
		{ "deliveries", "Deliveries" },
		{ "keys", "Keys" },
		{ "requests", "Requests" },
		{ "trouble", "Trouble on demand" },
	};
	const struct kind *kind = kind_find(name);

	for (size_t i = 0; kind == NULL && i < nitems(others); i++)
		if (strcmp(others[i].name, name) == 0)
			return others[i].title;
	return kind != NULL ? kind->title : "";
}

const struct kind *
kind_find(const char *name)
{
	for (size_t i = 0; i < nitems(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const struct kind *
kind_of_id(const char *id)
{
	for (size_t i = 0; i < nitems(kinds); i++) {
		const char *prefix = kinds[i].resource.record->prefix;
		size_t len = strlen(prefix);

		if (len > 0 && strncmp(id, prefix, len) == 0 &&
		    id[len] != '\0' && text_is_id(id))
			return &kinds[i];
	}
	return NULL;
}

const struct kind *
kind_of_member(const char *member, const char *id)
{
	static const struct {
		const char *member, *kind;
	} own[] = {
		{ "product", "products" },
		{ "coupon", "coupons" },
		{ "shipping_rate", "shipping_rates" },
	};

	for (size_t i = 0; i < nitems(own); i++)
		if (member != NULL && strcmp(own[i].member, member) == 0)
			return kind_find(own[i].kind);
	return kind_of_id(id);
}
