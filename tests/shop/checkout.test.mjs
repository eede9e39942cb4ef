/* POST /checkout: what it takes, what it refuses and then does not keep. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { cart, orders, sessionOf, signedIn } from '../lib/shop.mjs';
import { Till, allSessions, token } from '../lib/till.mjs';

let till, stripe, price;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  const { data } = await stripe.prices.list({ lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

const json = { Accept: 'application/json' };
const post = (form, headers) => till.visit('POST', '/checkout', form, headers);

describe('accepted', () => {
  test('a cart by price: 303 to the hosted page', async () => {
    const answer = await post(cart([{ price, quantity: 2 }],
      { token: token() }));
    assert.equal(answer.status, 303, answer.text);
    const id = sessionOf(till, answer);
    const session = await stripe.checkout.sessions.retrieve(id,
      { expand: ['line_items'] });
    assert.equal(answer.headers.get('location'), session.url);
    assert.equal(session.mode, 'payment');
    assert.equal(session.line_items.data[0].price.id, price);
    assert.equal(session.line_items.data[0].quantity, 2);
    assert.equal(session.success_url,
      `${till.shop}/checkout/success?session_id={CHECKOUT_SESSION_ID}`);
    const [order] = orders(till, `session = '${id}'`);
    assert.equal(order.state, 'open');
    assert.equal(order.amount, session.amount_total);
  });

  test('by lookup key, as JSON, with e-mail and reference', async () => {
    const answer = await post(cart([{ lookup_key: 'teapot_eur', quantity: 1 }],
      { token: token(), email: 'ada@shop.example',
        client_reference_id: 'cart-7' }), json);
    assert.equal(answer.status, 200, answer.text);
    const { id, url } = JSON.parse(answer.text);
    const session = await stripe.checkout.sessions.retrieve(id);
    assert.equal(session.url, url);
    assert.equal(session.currency, 'eur');
    assert.equal(session.customer_email, 'ada@shop.example');
    assert.equal(session.client_reference_id, 'cart-7');
  });

  test('a JSON cart', async () => {
    const answer = await post(JSON.stringify({ token: token(),
      items: [{ price, quantity: 3 }] }),
    { ...json, 'Content-Type': 'application/json' });
    assert.equal(answer.status, 200, answer.text);
    const { id } = JSON.parse(answer.text);
    const items = await stripe.checkout.sessions.listLineItems(id);
    assert.equal(items.data[0].quantity, 3);
  });

  test('a subscription by its profile', async () => {
    const answer = await post(cart([{ lookup_key: 'monthly_usd' }],
      { token: token(), profile: 'subscription' }));
    assert.equal(answer.status, 303, answer.text);
    const session = await stripe.checkout.sessions.retrieve(
      sessionOf(till, answer));
    assert.equal(session.mode, 'subscription');
  });

  test('a signed-in customer', async () => {
    const customer = await stripe.customers.create({
      email: 'grace@shop.example' });
    const answer = await post(cart([{ price, quantity: 1 }],
      { token: token() }), signedIn(till, customer.id));
    assert.equal(answer.status, 303, answer.text);
    const session = await stripe.checkout.sessions.retrieve(
      sessionOf(till, answer));
    assert.equal(session.customer, customer.id);
  });

  test('boxes that were not ticked are no items', async () => {
    const form = cart([{ quantity: 1 }, { lookup_key: 'honey_usd',
      quantity: 1 }, { quantity: 5 }], { token: token() });
    const answer = await post(form);
    assert.equal(answer.status, 303, answer.text);
    const items = await stripe.checkout.sessions.listLineItems(
      sessionOf(till, answer));
    assert.equal(items.data.length, 1);
  });
});

describe('one cart, one session', () => {
  test('the same token twice', async () => {
    const form = cart([{ price, quantity: 1 }], { token: token() });
    const one = await post(form), two = await post(form);
    assert.equal(one.status, 303, one.text);
    assert.equal(two.headers.get('location'), one.headers.get('location'));
  });

  test('eight times at once', async () => {
    const mine = token();
    const form = cart([{ price, quantity: 1 }], { token: mine,
      client_reference_id: mine });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(form)));
    assert.deepEqual(answers.map((one) => one.status), Array(8).fill(303));
    assert.equal(new Set(answers.map((one) =>
      one.headers.get('location'))).size, 1);
    assert.equal(orders(till, `token = '${mine}'`).length, 1);
    const all = await allSessions(till);
    assert.equal(all.filter((one) =>
      one.client_reference_id === mine).length, 1);
  });

  test('a token used for another cart is refused', async () => {
    const mine = token();
    const one = await post(cart([{ price, quantity: 1 }], { token: mine }));
    assert.equal(one.status, 303, one.text);
    const before = (await allSessions(till)).length;
    const two = await post(cart([{ price, quantity: 2 }], { token: mine }));
    assert.equal(two.status, 409);
    assert.equal((await allSessions(till)).length, before);
    const [order] = orders(till, `token = '${mine}'`);
    assert.equal(order.session, sessionOf(till, one));
  });

  test('an expired session makes room for the next', async () => {
    const form = cart([{ price, quantity: 1 }], { token: token() });
    const one = await post(form);
    const first = sessionOf(till, one);
    await stripe.checkout.sessions.expire(first);
    await till.visit('GET', `/checkout/expired?session_id=${first}`);
    const two = await post(form);
    assert.equal(two.status, 303, two.text);
    assert.notEqual(sessionOf(till, two), first);
  });
});

describe('refused, and nothing kept', () => {
  const many = (n) => Array.from({ length: n }, () => ({ price, quantity: 1 }));
  const rows = [
    ['an unknown price', 400,
      () => cart([{ price: 'price_none', quantity: 1 }])],
    ['an unknown lookup key', 400,
      () => cart([{ lookup_key: 'no such thing', quantity: 1 }])],
    ['an unknown profile', 400,
      () => cart([{ price, quantity: 1 }], { profile: 'gift' })],
    ...[0, -1, 1e9, '1e9', '2; drop', '1.5', '9'.repeat(40)].map((quantity) =>
      [`a quantity of ${quantity}`, 400,
        () => cart([{ price, quantity }]), 'items[0][quantity]']),
    ['101 items', 400, () => cart(many(101))],
    ['an empty cart', 400, () => ({}), 'items'],
    ['an amount of the shopper', 400,
      () => cart([{ price, quantity: 1, amount: 1 }]), 'items[0][amount]'],
    ['a customer of the shopper', 400,
      () => cart([{ price, quantity: 1 }], { customer: 'cus_1' }), 'customer'],
    ['prices of two currencies', 400, () => cart([
      { lookup_key: 'teapot_usd', quantity: 1 },
      { lookup_key: 'teapot_eur', quantity: 1 }])],
    ['an e-mail that is none', 400,
      () => cart([{ price, quantity: 1 }], { email: 'ada' }), 'email'],
    ['bad escapes', 400, () => `items[0][price]=${price}&x=%zz`],
    ['a body of 1 MiB', 413,
      () => `email=${'x'.repeat(1024 * 1024 - 6)}`],
    ['a body of 3 MiB', 413, () => `email=${'x'.repeat(3 * 1024 * 1024)}`],
    ['a body that is no form', 400, () => '{"items":', undefined,
      'application/json'],
  ];
  const type = 'application/x-www-form-urlencoded';

  for (const [what, status, form, param, contentType = type] of rows)
    test(what, async () => {
      const before = [orders(till).length, (await allSessions(till)).length];
      const value = form();
      const mine = token();
      const body = typeof value === 'string' ? value :
        { token: mine, ...value };
      const headers = { 'Content-Type': contentType };
      const page = await post(body, headers);
      assert.equal(page.status, status, page.text.slice(0, 500));
      assert.match(page.headers.get('content-type'), /^text\/html/);
      assert.match(page.text, /<h1>/);
      assert.doesNotMatch(page.text, /line_items|sk_test|sqlite|\.c:/);
      if (value.length !== 3 * 1024 * 1024 + 6) {
        const told = await post(body, { ...json, ...headers });
        assert.equal(told.status, status);
        const { error } = JSON.parse(told.text);
        assert.ok(error.message.length > 10);
        if (param !== undefined)
          assert.equal(error.param, param);
      }
      assert.deepEqual(
        [orders(till).length, (await allSessions(till)).length], before);
    });

  for (const method of ['GET', 'PUT', 'DELETE'])
    test(`${method} /checkout`, async () => {
      const answer = await till.visit(method, '/checkout');
      assert.equal(answer.status, 405);
    });

  const foreign = [
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin that hides', { Origin: 'null' }],
    ['Sec-Fetch-Site cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ];
  for (const [what, headers] of foreign)
    for (const path of ['/checkout', '/customer-session'])
      test(`${path} posted from ${what}`, async () => {
        const before = orders(till).length;
        const answer = await till.visit('POST', path,
          cart([{ price, quantity: 1 }], { token: token() }), headers);
        assert.equal(answer.status, 403);
        assert.equal(orders(till).length, before);
      });

  test('a changed customer cookie', async () => {
    const customer = await stripe.customers.create();
    const good = signedIn(till, customer.id).Cookie;
    const bad = [good.slice(0, -1) + (good.endsWith('0') ? '1' : '0'),
      good.replace(customer.id, 'cus_another'),
      signedIn(till, customer.id, { key: 'x'.repeat(32) }).Cookie,
      signedIn(till, customer.id, { expires: 1000000000 }).Cookie,
      'till_customer=', 'till_customer=...', `till_customer=${customer.id}`];
    for (const Cookie of bad) {
      const before = (await allSessions(till)).length;
      const answer = await post(cart([{ price, quantity: 1 }],
        { token: token() }), { Cookie });
      const id = sessionOf(till, answer);
      if (id === undefined) {
        assert.ok(answer.status >= 400 && answer.status < 500, Cookie);
        assert.equal((await allSessions(till)).length, before);
      } else {
        const session = await stripe.checkout.sessions.retrieve(id);
        assert.equal(session.customer, null, Cookie);
      }
    }
  });

  test('a header cannot sign anyone in', async () => {
    const customer = await stripe.customers.create();
    const answer = await till.visit('POST', '/customer-session', {},
      { 'Till-Customer': customer.id, TILL_CUSTOMER: customer.id });
    assert.equal(answer.status, 401);
  });
});
