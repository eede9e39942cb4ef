/* Checkout sessions through the official SDK, in each mode. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Till, token } from '../lib/till.mjs';

let till, stripe, price, monthly;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  const product = await stripe.products.create({ name: 'A lamp' });
  price = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 1099 });
  monthly = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 500, recurring: { interval: 'month' } });
});
after(() => till?.stop());

const urls = { success_url: 'https://shop.example/ok?id={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.example/cart' };

function payment(more = {}) {
  return stripe.checkout.sessions.create({ mode: 'payment', ...urls,
    line_items: [{ price: price.id, quantity: 2 }], ...more });
}

describe('creating', () => {
  test('payment mode', async () => {
    const session = await payment({ client_reference_id: 'cart-7',
      metadata: { a: 'b' }, customer_email: 'ada@shop.example' });
    assert.match(session.id, /^cs_test_a1[A-Za-z0-9]{20,}$/);
    assert.equal(session.object, 'checkout.session');
    assert.equal(session.mode, 'payment');
    assert.equal(session.status, 'open');
    assert.equal(session.payment_status, 'unpaid');
    assert.equal(session.amount_subtotal, 2198);
    assert.equal(session.amount_total, 2198);
    assert.equal(session.currency, 'usd');
    assert.equal(session.livemode, false);
    assert.equal(session.client_reference_id, 'cart-7');
    assert.equal(session.customer_email, 'ada@shop.example');
    assert.deepEqual(session.metadata, { a: 'b' });
    assert.equal(session.success_url, urls.success_url);
    assert.equal(session.expires_at, session.created + 86400);
    assert.equal(session.customer_creation, 'if_required');
    assert.equal(session.line_items, undefined);
    assert.ok(session.url.startsWith(`${till.api}/c/pay/${session.id}`));
  });

  test('subscription mode', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', ...urls,
      line_items: [{ price: monthly.id, quantity: 3 }] });
    assert.match(session.id, /^cs_test_a1/);
    assert.equal(session.mode, 'subscription');
    assert.equal(session.amount_total, 1500);
    assert.equal(session.payment_method_collection, 'always');
    assert.equal(session.subscription, null);
  });

  test('setup mode', async () => {
    const session = await stripe.checkout.sessions.create({ mode: 'setup',
      ...urls, payment_method_types: ['card'] });
    assert.match(session.id, /^cs_test_c1/);
    assert.equal(session.mode, 'setup');
    assert.equal(session.amount_total, null);
    assert.equal(session.payment_status, 'no_payment_required');
  });

  test('embedded', async () => {
    const session = await payment({ ui_mode: 'embedded',
      success_url: undefined, cancel_url: undefined,
      return_url: 'https://shop.example/back' });
    assert.equal(session.ui_mode, 'embedded');
    assert.equal(session.url, null);
    assert.ok(session.client_secret.startsWith(`${session.id}_secret_`));
  });

  test('price_data, in a currency without a smaller unit', async () => {
    const session = await payment({ line_items: [{ quantity: 3, price_data: {
      currency: 'jpy', unit_amount: 700, product_data: { name: 'A cup' } } }] });
    assert.equal(session.currency, 'jpy');
    assert.equal(session.amount_total, 2100);
  });

  test('with line items expanded', async () => {
    const session = await payment({ expand: ['line_items'] });
    assert.equal(session.line_items.data.length, 1);
    assert.equal(session.line_items.data[0].price.id, price.id);
    assert.equal(session.line_items.data[0].description, 'A lamp');
  });

  test('for a customer, who can be expanded', async () => {
    const customer = await stripe.customers.create({
      email: 'grace@shop.example' });
    const session = await payment({ customer: customer.id });
    assert.equal(session.customer, customer.id);
    assert.equal(session.customer_creation, null);
    const again = await stripe.checkout.sessions.retrieve(session.id,
      { expand: ['customer'] });
    assert.equal(again.customer.email, 'grace@shop.example');
  });

  test('the same idempotency key is the same session', async () => {
    const key = token();
    const params = { mode: 'payment', ...urls,
      line_items: [{ price: price.id, quantity: 1 }] };
    const one = await stripe.checkout.sessions.create(params,
      { idempotencyKey: key });
    const two = await stripe.checkout.sessions.create(params,
      { idempotencyKey: key });
    assert.equal(one.id, two.id);
  });
});

describe('refused', () => {
  const rows = [
    ['no success_url', { success_url: undefined },
      { param: 'success_url', code: 'parameter_missing',
        message: 'Missing required param: success_url.' }],
    ['a mode that is none', { mode: 'gift' }, { param: 'mode', message:
      'Invalid mode: must be one of payment, setup, or subscription' }],
    ['an unknown parameter', { colour: 'red' }, { param: 'colour',
      code: 'parameter_unknown',
      message: /^Received unknown parameter: colour/ }],
    ['an unknown price', { line_items: [{ price: 'price_none', quantity: 1 }] },
      { param: 'line_items[0][price]', code: 'resource_missing',
        message: "No such price: 'price_none'" }],
    ['a quantity that is no integer',
      () => ({ line_items: [{ price: price.id, quantity: '1.0' }] }),
      { param: 'line_items[0][quantity]', code: 'parameter_invalid_integer',
        message: 'Invalid integer: 1.0' }],
    ['an unknown customer', { customer: 'cus_none' }, { param: 'customer',
      code: 'resource_missing', message: "No such customer: 'cus_none'" }],
    ['an address that is none', { success_url: 'shop/ok' },
      { param: 'success_url', code: 'url_invalid',
        message: 'Not a valid URL' }],
  ];
  for (const [what, change, expected] of rows)
    test(what, async () => {
      const error = await payment(typeof change === 'function' ?
        change() : change).then(() => assert.fail('accepted'), (e) => e);
      assert.equal(error.type, 'StripeInvalidRequestError', String(error));
      assert.equal(error.statusCode, 400);
      assert.ok(error.requestId);
      assert.equal(error.param, expected.param);
      assert.equal(error.code, expected.code);
      if (expected.message instanceof RegExp)
        assert.match(error.message, expected.message);
      else
        assert.equal(error.message, expected.message);
    });

  test('a session that is not there is 404', async () => {
    const error = await stripe.checkout.sessions.retrieve('cs_test_none')
      .catch((e) => e);
    assert.equal(error.statusCode, 404);
    assert.equal(error.code, 'resource_missing');
    assert.equal(error.message, 'No such checkout.session: cs_test_none');
  });
});

describe('life', () => {
  test('retrieved as it was created', async () => {
    const session = await payment();
    const again = await stripe.checkout.sessions.retrieve(session.id);
    const { lastResponse: a, ...one } = session;
    const { lastResponse: b, ...two } = again;
    assert.deepEqual(two, one);
    assert.notEqual(a.requestId, b.requestId);
  });

  test('expired by a call, once', async () => {
    const session = await payment();
    const expired = await stripe.checkout.sessions.expire(session.id);
    assert.equal(expired.id, session.id);
    assert.equal(expired.status, 'expired');
    assert.equal(expired.url, null);
    const error = await stripe.checkout.sessions.expire(session.id)
      .catch((e) => e);
    assert.equal(error.statusCode, 400);
    assert.equal(error.message, 'Only Checkout Sessions with a status in ' +
      '["open"] can be expired. This Checkout Session has a status of ' +
      '`expired`.');
  });

  test('line items, in the order of the request, page by page', async () => {
    const line_items = Array.from({ length: 25 }, (_, i) =>
      ({ quantity: i + 1, price_data: { currency: 'usd', unit_amount: 100,
        product_data: { name: `Thing ${i}` } } }));
    const session = await payment({ line_items });
    const first = await stripe.checkout.sessions.listLineItems(session.id);
    assert.equal(first.data.length, 10);
    assert.equal(first.has_more, true);
    assert.equal(first.url, `/v1/checkout/sessions/${session.id}/line_items`);
    const all = [];
    for await (const item of stripe.checkout.sessions.listLineItems(session.id,
      { limit: 7 }))
      all.push(item);
    assert.deepEqual(all.map((item) => item.description),
      line_items.map((item) => item.price_data.product_data.name));
    assert.deepEqual(all.map((item) => item.amount_total),
      line_items.map((item) => item.quantity * 100));
  });

  test('a session past its time reads as expired at once', async () => {
    const session = await payment();
    await till.advance('25h');
    const again = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(again.status, 'expired');
    assert.equal(again.url, null);
    const open = await stripe.checkout.sessions.list({ status: 'open' });
    assert.deepEqual(open.data, []);
    const expired = await stripe.checkout.sessions.list({ status: 'expired',
      limit: 100 });
    assert.ok(expired.data.some((one) => one.id === session.id));
  });
});
