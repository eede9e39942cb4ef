/*
 * The official SDK, unmodified: paging by itself, trying again by itself, its
 * error classes, expansion, and what it shows of the wire.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Stripe from 'stripe';

import { Faults } from '../lib/faults.mjs';
import { Till, freePorts } from '../lib/till.mjs';

const SESSIONS = 2500;
const AT_ONCE = 32;

let till, faults, stripe, product, price, customer;

before(async () => {
  till = await Till.start();
  faults = await Faults.start(till);
  stripe = till.sdk();
  product = await stripe.products.create({ name: 'A pen' });
  price = await stripe.prices.create({ currency: 'eur', unit_amount: 900,
    product: product.id });
  customer = await stripe.customers.create({ email: 'ada@shop.example' });
});
after(async () => {
  await faults?.stop();
  await till?.stop();
});

const cart = (more = {}) => ({ mode: 'payment',
  success_url: 'https://shop.example/ok',
  line_items: [{ price: price.id, quantity: 1 }], ...more });

/* The SDK as its users have it, with its own HTTP client. */
const plain = (options = {}) => new Stripe(till.key, { host: '127.0.0.1',
  port: faults.port, protocol: 'http', telemetry: false, ...options });

describe('paging by itself', () => {
  const made = []; // ids, oldest first

  before(async () => {
    let n = 0;
    const client = async () => {
      while (n < SESSIONS) {
        const session = await stripe.checkout.sessions.create(cart({
          customer: n++ % 100 === 0 ? customer.id : undefined }));
        made.push(session.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
  });

  test('for await sees every session once', async () => {
    const seen = [];
    for await (const session of stripe.checkout.sessions.list({ limit: 100 }))
      seen.push(session.id);
    assert.equal(seen.length, SESSIONS);
    assert.deepEqual(new Set(seen), new Set(made));
  });

  test('newest first, whatever the size of a page', async () => {
    const pages = [];
    for (const limit of [100, 77])
      pages.push((await stripe.checkout.sessions.list({ limit })
        .autoPagingToArray({ limit: SESSIONS })).map((one) => one.id));
    assert.deepEqual(pages[0], pages[1]);
    const times = (await stripe.checkout.sessions.list({ limit: 100 })
      .autoPagingToArray({ limit: SESSIONS })).map((one) => one.created);
    assert.deepEqual(times, [...times].sort((a, b) => b - a));
  });

  test('backwards with ending_before', async () => {
    const forwards = await stripe.checkout.sessions.list({ limit: 100 })
      .autoPagingToArray({ limit: SESSIONS });
    const seen = [];
    for await (const session of stripe.checkout.sessions.list({ limit: 90,
      ending_before: forwards.at(-1).id }))
      seen.push(session.id);
    assert.deepEqual([...seen].reverse(),
      forwards.slice(0, -1).map((one) => one.id));
  });

  test('of a filtered list', async () => {
    const seen = await stripe.checkout.sessions.list({ limit: 10,
      customer: customer.id }).autoPagingToArray({ limit: SESSIONS });
    assert.equal(seen.length, SESSIONS / 100);
    for (const session of seen)
      assert.equal(session.customer, customer.id);
  });

  test('stops when its user does', async () => {
    let n = 0;
    await stripe.checkout.sessions.list({ limit: 3 }).autoPagingEach(() =>
      ++n < 7);
    assert.equal(n, 7);
  });
});

describe('trying again by itself', () => {
  const twice = [
    ['a 500 before', { kind: 'refuse' }],
    ['a 500 after', { kind: 'replace' }],
    ['a 503 of a server on the way', { kind: 'page', status: 503 }],
    ['a 409', { kind: 'refuse', status: 409 }],
    ['a 429 that says so', { kind: 'refuse', status: 429,
      headers: { 'Stripe-Should-Retry': 'true' } }],
    ['a connection cut before', { kind: 'cut' }],
    ['a connection cut after', { kind: 'lose' }],
  ];
  for (const [what, fault] of twice)
    test(`one session after ${what} it was done, twice`, async () => {
      const reference = `faults ${what}`;
      faults.seen = [];
      faults.plan = [{ ...fault }, { ...fault }];
      const session = await plain({ maxNetworkRetries: 5 }).checkout.sessions
        .create(cart({ client_reference_id: reference }));
      assert.equal(faults.plan.length, 0);
      // Cut connections are tried once more without being counted.
      assert.ok(faults.seen.length >= 3);
      assert.equal(new Set(faults.seen.map((one) => one.key)).size, 1);
      assert.match(faults.seen[0].key, /^stripe-node-retry-/);
      const all = await stripe.checkout.sessions.list({ limit: 100 });
      assert.deepEqual(all.data.filter((one) =>
        one.client_reference_id === reference).map((one) => one.id),
      [session.id]);
      const done = fault.kind === 'lose' || fault.kind === 'replace';
      assert.equal(session.lastResponse.headers['idempotent-replayed'],
        done ? 'true' : undefined);
    });

  test('a read too', async () => {
    faults.plan = [{ kind: 'refuse' }, { kind: 'cut' }];
    const read = await plain({ maxNetworkRetries: 2 }).customers.retrieve(customer.id);
    assert.equal(read.id, customer.id);
  });

  test('not what the API says is no use', async () => {
    faults.seen = [];
    faults.plan = [{ kind: 'replace',
      headers: { 'Stripe-Should-Retry': 'false' } }];
    const error = await plain().customers.create().catch((e) => e);
    assert.ok(error instanceof Stripe.errors.StripeAPIError);
    assert.equal(faults.seen.length, 1);
  });

  test('not a parameter that was refused', async () => {
    faults.seen = [];
    faults.plan = [];
    await assert.rejects(plain().customers.create({ nonsense: '1' }));
    assert.equal(faults.seen.length, 1);
  });
});

describe('error classes', () => {
  const { errors } = Stripe;
  const NoResource = Stripe.StripeResource.extend({ path: 'none',
    none: Stripe.StripeResource.method({ method: 'GET' }) });
  const real = [
    ['StripeInvalidRequestError', 400, () =>
      stripe.customers.create({ nonsense: '1' }),
    { code: 'parameter_unknown', param: 'nonsense' }],
    ['StripeInvalidRequestError', 404, () =>
      stripe.customers.retrieve('cus_none'),
    { code: 'resource_missing', param: 'id' }],
    ['StripeInvalidRequestError', 404, () =>
      new NoResource(stripe).none(), {}],
    ['StripeAuthenticationError', 401, () =>
      till.sdk({ key: 'sk_test_wrong' }).customers.list(), {}],
    ['StripeAuthenticationError', 401, () =>
      till.sdk({ key: till.secret('publishable_key') }).customers.list(),
    { code: 'secret_key_required' }],
    ['StripeIdempotencyError', 400, async () => {
      const idempotencyKey = `class ${Math.random()}`;
      await stripe.customers.create({ name: 'a' }, { idempotencyKey });
      await stripe.customers.create({ name: 'b' }, { idempotencyKey });
    }, {}],
  ];
  for (const [name, status, call, members] of real)
    test(`${name} of ${status} ${members.code ?? ''}`, async () => {
      const error = await call().catch((e) => e);
      assert.ok(error instanceof errors[name], `it is ${error.type}`);
      assert.equal(error.type, name);
      assert.equal(error.statusCode, status);
      assert.match(error.requestId, /^req_/);
      for (const [member, value] of Object.entries(members))
        assert.equal(error[member], value);
    });

  test('StripeConnectionError when nobody is there', async () => {
    const [port] = await freePorts(1);
    const error = await plain({ port, maxNetworkRetries: 1 }).customers.list()
      .catch((e) => e);
    assert.ok(error instanceof errors.StripeConnectionError);
  });

  const spoiled = [
    ['StripeConnectionError', { kind: 'cut' }],
    ['StripeConnectionError', { kind: 'lose' }],
    ['StripeAPIError', { kind: 'refuse' }],
    ['StripeAPIError', { kind: 'page', status: 502 }],
    ['StripePermissionError', { kind: 'refuse', status: 403 }],
    ['StripeRateLimitError', { kind: 'refuse', status: 429 }],
    ['StripeCardError', { kind: 'refuse', status: 402, error: {
      type: 'card_error', code: 'card_declined' } }],
  ];
  for (const [name, fault] of spoiled)
    test(`${name} of ${fault.kind} ${fault.status ?? ''}`, async () => {
      faults.plan = [{ ...fault }, { ...fault }];
      const error = await plain({ maxNetworkRetries: 0 }).customers.list()
        .catch((e) => e);
      faults.plan = [];
      assert.ok(error instanceof errors[name], `it is ${error.type}`);
    });
});

describe('expansion', () => {
  let session;
  before(async () => {
    session = await stripe.checkout.sessions.create(cart({
      customer: customer.id }));
  });

  const rows = [
    ['line_items', (s) => s.line_items.data[0].object, 'item'],
    ['customer', (s) => s.customer.email, 'ada@shop.example'],
    ['payment_intent', (s) => s.payment_intent, null],
    ['line_items.data.price.product', (s) =>
      s.line_items.data[0].price.product.name, 'A pen'],
    ['total_details.breakdown', (s) => s.total_details.breakdown.taxes.length,
      0],
  ];
  for (const [path, look, wanted] of rows) {
    test(`${path} of one`, async () => {
      const read = await stripe.checkout.sessions.retrieve(session.id,
        { expand: [path] });
      assert.equal(look(read), wanted);
    });
    test(`${path} while it is made`, async () => {
      const made = await stripe.checkout.sessions.create(cart({
        customer: customer.id, expand: [path] }));
      assert.equal(look(made), wanted);
    });
    if (path.split('.').length === 4)
      continue; // one level too deep below a list
    test(`data.${path} of a list`, async () => {
      const list = await stripe.checkout.sessions.list({ limit: 2,
        customer: customer.id, expand: [`data.${path}`] });
      for (const one of list.data)
        assert.equal(look(one), wanted);
    });
  }

  test('five levels are too many', async () => {
    const path = 'data.line_items.data.price.product';
    const error = await stripe.checkout.sessions.list({ expand: [path] })
      .catch((e) => e);
    assert.equal(error.code, 'property_expansion_max_depth');
    assert.equal(error.message, 'You cannot expand more than 4 levels of a ' +
      `property. Property: ${path}`);
    assert.equal(error.doc_url, undefined);
  });

  test('several at once', async () => {
    const read = await stripe.checkout.sessions.retrieve(session.id,
      { expand: ['customer', 'line_items', 'line_items.data.price.product'] });
    assert.equal(read.customer.id, customer.id);
    assert.equal(read.line_items.data[0].price.product.id, product.id);
  });

  test('not while it is off', async () => {
    const read = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(read.customer, customer.id);
    assert.equal('line_items' in read, false);
  });
});

describe('what it shows of the wire', () => {
  test('a replay', async () => {
    const shown = plain().checkout.sessions;
    const idempotencyKey = `shown ${Math.random()}`;
    const first = await shown.create(cart(), { idempotencyKey });
    const again = await shown.create(cart(), { idempotencyKey });
    assert.deepEqual(again, first);
    assert.equal(first.lastResponse.idempotencyKey, idempotencyKey);
    assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined);
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    assert.equal(again.lastResponse.headers['original-request'],
      first.lastResponse.requestId);
    assert.notEqual(again.lastResponse.requestId,
      first.lastResponse.requestId);
  });

  test('the version', async () => {
    const { lastResponse } = await plain().customers.list();
    assert.equal(lastResponse.apiVersion, '2024-06-20');
    assert.equal(lastResponse.headers['stripe-version'], '2024-06-20');
    const error = await till.sdk({ apiVersion: '1999-01-01' }).customers.list()
      .catch((e) => e);
    assert.equal(error.message, 'Invalid Stripe API version: 1999-01-01');
  });
});
