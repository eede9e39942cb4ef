/*
 * schema: see schema.h.  Every kind of object has a table of the shape that
 * store/record.h describes; each index serves one filter of a list, pos being
 * the last part of every index by itself.  A column that is mostly null is
 * indexed only where it is not.
 */
#include "api/schema.h"
#include "base/text.h"

#define RECORD \
	"pos INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, " \
	"body TEXT NOT NULL, more TEXT"

const char *const schema_migrations[] = {
	"CREATE TABLE product(" RECORD ", active INTEGER, shippable INTEGER,"
	" type TEXT, url TEXT);"
	"CREATE INDEX product_active ON product(active);"
	"CREATE INDEX product_shippable ON product(shippable)"
	" WHERE shippable IS NOT NULL;"
	"CREATE INDEX product_type ON product(type);"
	"CREATE INDEX product_url ON product(url) WHERE url IS NOT NULL;"

	"CREATE TABLE price(" RECORD ", active INTEGER, currency TEXT,"
	" lookup_key TEXT, product TEXT, type TEXT, interval TEXT, meter TEXT,"
	" usage_type TEXT);"
	"CREATE INDEX price_active ON price(active);"
	"CREATE INDEX price_currency ON price(currency);"
	"CREATE UNIQUE INDEX price_lookup_key ON price(lookup_key)"
	" WHERE lookup_key IS NOT NULL;"
	"CREATE INDEX price_product ON price(product);"
	"CREATE INDEX price_type ON price(type);"
	"CREATE INDEX price_interval ON price(interval)"
	" WHERE interval IS NOT NULL;"
	"CREATE INDEX price_meter ON price(meter) WHERE meter IS NOT NULL;"
	"CREATE INDEX price_usage_type ON price(usage_type)"
	" WHERE usage_type IS NOT NULL;"

	"CREATE TABLE customer(" RECORD ", email TEXT, test_clock TEXT);"
	"CREATE INDEX customer_email ON customer(email)"
	" WHERE email IS NOT NULL;"
	"CREATE INDEX customer_test_clock ON customer(test_clock)"
	" WHERE test_clock IS NOT NULL;"

	"CREATE TABLE checkout_session(" RECORD ", status TEXT,"
	" expires_at INTEGER, customer TEXT, email TEXT, payment_intent TEXT,"
	" subscription TEXT, payment_link TEXT);"
	"CREATE INDEX checkout_session_status ON checkout_session(status);"
	"CREATE INDEX checkout_session_due ON checkout_session(expires_at)"
	" WHERE status='open';"
	"CREATE INDEX checkout_session_customer ON checkout_session(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE INDEX checkout_session_email ON checkout_session(email)"
	" WHERE email IS NOT NULL;"
	"CREATE INDEX checkout_session_payment_intent"
	" ON checkout_session(payment_intent)"
	" WHERE payment_intent IS NOT NULL;"
	"CREATE INDEX checkout_session_subscription"
	" ON checkout_session(subscription) WHERE subscription IS NOT NULL;"
	"CREATE INDEX checkout_session_payment_link"
	" ON checkout_session(payment_link) WHERE payment_link IS NOT NULL;"

	"CREATE TABLE checkout_session_item(session TEXT NOT NULL,"
	" n INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,"
	" PRIMARY KEY(session,n)) WITHOUT ROWID;"

	"CREATE TABLE customer_session(secret_hash TEXT PRIMARY KEY,"
	" customer TEXT NOT NULL, components TEXT NOT NULL,"
	" created INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
	" rendered_at INTEGER) WITHOUT ROWID;"
	"CREATE INDEX customer_session_expires_at"
	" ON customer_session(expires_at);"

	"CREATE TABLE payment_intent(" RECORD ", customer TEXT);"
	"CREATE INDEX payment_intent_customer ON payment_intent(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE TABLE setup_intent(" RECORD ", customer TEXT);"
	"CREATE INDEX setup_intent_customer ON setup_intent(customer)"
	" WHERE customer IS NOT NULL;"

	"CREATE TABLE idempotency(key TEXT PRIMARY KEY,"
	" endpoint TEXT NOT NULL, params_hash TEXT NOT NULL,"
	" status INTEGER NOT NULL, body TEXT NOT NULL,"
	" request TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX idempotency_created ON idempotency(created);",

	/* What changes amounts; items keep what is sent only when asked for. */
	"CREATE TABLE coupon(" RECORD ", valid INTEGER, redeem_by INTEGER);"
	"CREATE INDEX coupon_redeem_by ON coupon(redeem_by)"
	" WHERE redeem_by IS NOT NULL;"
	"CREATE TABLE promotion_code(" RECORD ", active INTEGER,"
	" code TEXT COLLATE NOCASE, coupon TEXT, customer TEXT,"
	" expires_at INTEGER);"
	"CREATE INDEX promotion_code_active ON promotion_code(active);"
	"CREATE INDEX promotion_code_code ON promotion_code(code);"
	"CREATE INDEX promotion_code_coupon ON promotion_code(coupon);"
	"CREATE INDEX promotion_code_customer ON promotion_code(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE INDEX promotion_code_due ON promotion_code(expires_at)"
	" WHERE active=1;"
	"CREATE TABLE shipping_rate(" RECORD ", active INTEGER,"
	" currency TEXT);"
	"CREATE INDEX shipping_rate_active ON shipping_rate(active);"
	"CREATE INDEX shipping_rate_currency ON shipping_rate(currency);"
	"CREATE TABLE tax_rate(" RECORD ", active INTEGER,"
	" inclusive INTEGER);"
	"CREATE INDEX tax_rate_active ON tax_rate(active);"
	"CREATE INDEX tax_rate_inclusive ON tax_rate(inclusive);"
	"CREATE TABLE payment_link(" RECORD ", active INTEGER);"
	"CREATE INDEX payment_link_active ON payment_link(active);"
	"CREATE TABLE deleted(id TEXT NOT NULL, object TEXT NOT NULL,"
	" PRIMARY KEY(id,object)) WITHOUT ROWID;"
	"ALTER TABLE checkout_session_item ADD COLUMN more TEXT;",

	/*
	 * Events and what is delivered of them.  A delivery is leased to one
	 * worker until a second of the real clock; turn puts some in an order
	 * of their own; a copy is one more of what is delivered already.
	 */
	"CREATE TABLE event(" RECORD ", type TEXT, pending INTEGER,"
	" delivered INTEGER GENERATED ALWAYS AS (pending=0) VIRTUAL);"
	"CREATE INDEX event_type ON event(type);"
	"CREATE INDEX event_delivered ON event(delivered);"
	"CREATE TABLE webhook_endpoint(" RECORD ", status TEXT);"
	"CREATE TABLE webhook_secret(endpoint TEXT NOT NULL,"
	" secret TEXT NOT NULL, expires_at INTEGER,"
	" PRIMARY KEY(endpoint,secret)) WITHOUT ROWID;"
	"CREATE TABLE webhook_delivery(id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" event TEXT NOT NULL, endpoint TEXT NOT NULL,"
	" state TEXT NOT NULL DEFAULT 'pending', created INTEGER NOT NULL,"
	" due INTEGER NOT NULL, lease INTEGER NOT NULL DEFAULT 0,"
	" attempts INTEGER NOT NULL DEFAULT 0,"
	" turn INTEGER NOT NULL DEFAULT 0, copy INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX webhook_delivery_due"
	" ON webhook_delivery(endpoint,turn,due) WHERE state='pending';"
	"CREATE INDEX webhook_delivery_lease ON webhook_delivery(lease)"
	" WHERE lease>0;"
	"CREATE INDEX webhook_delivery_event ON webhook_delivery(event);"
	"CREATE INDEX webhook_delivery_endpoint"
	" ON webhook_delivery(endpoint);"
	"CREATE INDEX webhook_delivery_state ON webhook_delivery(state);"
	"CREATE TABLE webhook_attempt(id INTEGER PRIMARY KEY,"
	" delivery INTEGER NOT NULL, at INTEGER NOT NULL,"
	" ms INTEGER NOT NULL, status INTEGER, error TEXT, response TEXT);"
	"CREATE INDEX webhook_attempt_delivery"
	" ON webhook_attempt(delivery);"
	"CREATE TABLE webhook_trouble(name TEXT PRIMARY KEY,"
	" n INTEGER NOT NULL) WITHOUT ROWID;",

	/*
	 * What paying makes.  A payment that is known only later is due at a
	 * second of the test clock.
	 */
	"CREATE TABLE charge(" RECORD ", customer TEXT, payment_intent TEXT,"
	" transfer_group TEXT);"
	"CREATE INDEX charge_customer ON charge(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE INDEX charge_payment_intent ON charge(payment_intent)"
	" WHERE payment_intent IS NOT NULL;"
	"CREATE INDEX charge_transfer_group ON charge(transfer_group)"
	" WHERE transfer_group IS NOT NULL;"
	"CREATE TABLE payment_method(" RECORD ", customer TEXT, type TEXT,"
	" redisplay TEXT, fingerprint TEXT);"
	"CREATE INDEX payment_method_customer ON payment_method(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE INDEX payment_method_type ON payment_method(type);"
	"CREATE INDEX payment_method_redisplay ON payment_method(redisplay);"
	"CREATE TABLE invoice(" RECORD ", customer TEXT, status TEXT,"
	" collection_method TEXT, subscription TEXT);"
	"CREATE INDEX invoice_customer ON invoice(customer)"
	" WHERE customer IS NOT NULL;"
	"CREATE INDEX invoice_status ON invoice(status);"
	"CREATE INDEX invoice_collection_method"
	" ON invoice(collection_method);"
	"CREATE INDEX invoice_subscription ON invoice(subscription)"
	" WHERE subscription IS NOT NULL;"
	"CREATE TABLE subscription(" RECORD ", customer TEXT, status TEXT,"
	" collection_method TEXT, automatic_tax INTEGER,"
	" period_start INTEGER, period_end INTEGER, test_clock TEXT);"
	"CREATE INDEX subscription_customer ON subscription(customer);"
	"CREATE INDEX subscription_status ON subscription(status);"
	"CREATE INDEX subscription_collection_method"
	" ON subscription(collection_method);"
	"CREATE INDEX subscription_automatic_tax"
	" ON subscription(automatic_tax);"
	"CREATE INDEX subscription_period_start"
	" ON subscription(period_start);"
	"CREATE INDEX subscription_period_end ON subscription(period_end);"
	"CREATE INDEX subscription_test_clock ON subscription(test_clock)"
	" WHERE test_clock IS NOT NULL;"
	"CREATE TABLE subscription_price(price TEXT NOT NULL,"
	" subscription TEXT NOT NULL, PRIMARY KEY(price,subscription))"
	" WITHOUT ROWID;"
	"CREATE TABLE payment_due(intent TEXT PRIMARY KEY,"
	" session TEXT NOT NULL, due INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX payment_due_due ON payment_due(due);"
	"CREATE TABLE fingerprint_key(key TEXT NOT NULL);"
	"INSERT INTO fingerprint_key VALUES(lower(hex(randomblob(32))));",

	/*
	 * A payment link is opened by the last part of its url, which is as
	 * long for all of them; the API's own address before it may change.
	 */
	"ALTER TABLE payment_link ADD COLUMN url TEXT;"
	"ALTER TABLE payment_link ADD COLUMN tail TEXT"
	" GENERATED ALWAYS AS (substr(url,-23)) VIRTUAL;"
	"UPDATE payment_link SET url=json_extract(body,'$.url');"
	"CREATE UNIQUE INDEX payment_link_tail ON payment_link(tail);",

	/* Faults that requests of the API are to meet; "" is any or usual. */
	"CREATE TABLE api_fault(id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" fault TEXT NOT NULL, after INTEGER NOT NULL, n INTEGER NOT NULL,"
	" method TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL,"
	" code TEXT NOT NULL, message TEXT NOT NULL);",

	/*
	 * What becomes of subscriptions by itself, a row a step, and whose
	 * price is what, in the order of lists.
	 */
	"CREATE TABLE due_step(id TEXT NOT NULL, step TEXT NOT NULL,"
	" due INTEGER NOT NULL, PRIMARY KEY(id,step)) WITHOUT ROWID;"
	"CREATE INDEX due_step_due ON due_step(due,id,step);"
	"INSERT INTO due_step(id,step,due) SELECT id,'period',period_end"
	" FROM subscription WHERE status IN ('active','past_due','trialing');"
	"CREATE TABLE subscription_of_price(price TEXT NOT NULL,"
	" at INTEGER NOT NULL, PRIMARY KEY(price,at)) WITHOUT ROWID;"
	"INSERT INTO subscription_of_price(price,at) SELECT p.price,s.pos"
	" FROM subscription_price p JOIN subscription s"
	" ON s.id=p.subscription;"
	"DROP TABLE subscription_price;",

	/*
	 * What a person looks for: sessions by what they have become, all of
	 * it in one index, and by the shop's own reference; the events of an
	 * object.
	 */
	"ALTER TABLE checkout_session ADD COLUMN mode TEXT;"
	"ALTER TABLE checkout_session ADD COLUMN payment_status TEXT;"
	"ALTER TABLE checkout_session ADD COLUMN reference TEXT;"
	"UPDATE checkout_session SET mode=json_extract(body,'$.mode'),"
	" payment_status=json_extract(body,'$.payment_status'),"
	" reference=json_extract(body,'$.client_reference_id');"
	"CREATE INDEX checkout_session_look"
	" ON checkout_session(pos,status,mode,payment_status);"
	"CREATE INDEX checkout_session_reference"
	" ON checkout_session(reference) WHERE reference IS NOT NULL;"
	"ALTER TABLE event ADD COLUMN object TEXT;"
	"UPDATE event SET object=json_extract(body,'$.data.object.id');"
	"CREATE INDEX event_object ON event(object)"
	" WHERE object IS NOT NULL;",

	/* The link made of a buy button's declared one, and its hash. */
	"CREATE TABLE buy_button(id TEXT PRIMARY KEY, terms TEXT NOT NULL,"
	" link TEXT NOT NULL) WITHOUT ROWID;",
};
const size_t schema_migrations_count = nitems(schema_migrations);
