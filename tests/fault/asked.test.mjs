/* Faults of the API on demand: by the command and over HTTP, seen by the
 * official SDK and by bare connections. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';

import { command, order, rows } from '../lib/orders.mjs';
import { cart, sessionOf } from '../lib/shop.mjs';
import { own } from '../lib/webhooks.mjs';
import { Till, allSessions, token, until } from '../lib/till.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop({ killed: true }));
afterEach(() => own(till, 'POST', 'faults', { fault: 'clear' }));

/* For what no program of Till's own asks for by itself. */
const plan = (fault, more = {}) => own(till, 'POST', 'faults',
  { fault: String(fault), on: '/v1/products', ...more });
const plans = async () => (await own(till, 'GET', 'faults')).data;
const failure = (promise) => promise.then(
  () => assert.fail('it did not fail'), (error) => error);
const get = (path = '/v1/products?limit=1', more = {}) =>
  fetch(till.api + path, { headers: { Authorization: `Bearer ${till.key}` },
    ...more });

/* The answers of statuses, as the SDK takes them. */
const answers = [
  [400, 'StripeInvalidRequestError', 'invalid_request_error', undefined],
  [401, 'StripeAuthenticationError', 'invalid_request_error',
    'api_key_expired'],
  [402, 'StripeCardError', 'card_error', 'card_declined'],
  [403, 'StripePermissionError', 'invalid_request_error', undefined],
  [404, 'StripeInvalidRequestError', 'invalid_request_error',
    'resource_missing'],
  [409, undefined, 'invalid_request_error', 'idempotency_key_in_use'],
  [424, undefined, 'invalid_request_error', undefined],
  [429, 'StripeRateLimitError', 'invalid_request_error', 'rate_limit'],
  [500, 'StripeAPIError', 'api_error', undefined],
  [502, 'StripeAPIError', 'api_error', undefined],
  [503, 'StripeAPIError', 'api_error', undefined],
  [504, 'StripeAPIError', 'api_error', undefined],
];
for (const [status, name, type, code] of answers)
  test(`${status}, once, in the API's shape`, async () => {
    await plan(status);
    const error = await failure(stripe.products.list());
    assert.equal(error.statusCode, status);
    if (name)
      assert.equal(error.type, name);
    assert.equal(error.rawType, type);
    assert.equal(error.code, code);
    assert.match(error.requestId, /^req_\w{14}$/);
    assert.equal(error.decline_code,
      status === 402 ? 'generic_decline' : undefined);
    await stripe.products.list();
  });

test('a rate limit says whose, a lock does not', async () => {
  await plan(429, { n: '1' });
  await plan(429, { code: 'lock_timeout' });
  const first = await get();
  assert.equal(first.headers.get('stripe-rate-limited-reason'),
    'global-rate');
  const second = await get();
  assert.equal(second.headers.get('stripe-rate-limited-reason'), null);
  const { error } = await second.json();
  assert.equal(error.code, 'lock_timeout');
  assert.match(error.message, /^This object cannot be accessed right now/);
});

test('an error of one\'s own', async () => {
  await plan(402, { code: 'expired_card', type: 'card_error',
    message: 'No more.' });
  const error = await failure(stripe.products.list());
  assert.deepEqual([error.statusCode, error.code, error.decline_code,
    error.message], [402, 'expired_card', undefined, 'No more.']);
});

test('the next n, then no more', async () => {
  await plan(500, { n: '3' });
  const statuses = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await get()).status);
  assert.deepEqual(statuses, [500, 500, 500, 200, 200]);
});

test('exactly n of many at once', async () => {
  await plan(503, { n: '17' });
  const statuses = await Promise.all(Array.from({ length: 60 },
    async () => (await get()).status));
  assert.equal(statuses.filter((status) => status === 503).length, 17);
  assert.deepEqual(await plans(), []);
});

test('several plans wait in their order', async () => {
  await plan(500);
  await plan(429);
  await plan(503);
  const statuses = [];
  for (let i = 0; i < 4; i++)
    statuses.push((await get()).status);
  assert.deepEqual(statuses, [500, 429, 503, 200]);
});

test('of any request', async () => {
  await plan(500, { n: '1000', on: '' });
  for (const call of [() => stripe.products.list(),
    () => stripe.customers.create(), () => stripe.events.list()])
    assert.equal((await failure(call())).statusCode, 500);
});

describe('of some requests only', () => {
  for (const [on, met, passed] of [
    ['POST', () => stripe.customers.create(), () => stripe.products.list()],
    ['/v1/customers', () => stripe.customers.list(),
      () => stripe.products.list()],
    ['post /v1/customers', () => stripe.customers.create(),
      () => stripe.customers.list()],
    ['DELETE /v1/customers/', async () => {
      const { id } = await stripe.customers.create();
      await stripe.customers.del(id);
    }, () => stripe.customers.create()],
  ])
    test(on, async () => {
      await plan(500, { on });
      await passed();
      assert.equal((await failure(met())).statusCode, 500);
      await met();
    });
});

test('nothing is executed before, all of it after', async () => {
  const made = async (email) => (await stripe.customers.list({ email })).data
    .length;
  await plan(500, { on: 'POST /v1/customers' });
  await failure(stripe.customers.create({ email: 'before@shop.example' }));
  assert.equal(await made('before@shop.example'), 0);
  await plan(500, { on: 'POST /v1/customers', after: 'true' });
  await failure(stripe.customers.create({ email: 'after@shop.example' }));
  assert.equal(await made('after@shop.example'), 1);
});

describe('cut', () => {
  test('the connection ends without a word', async () => {
    await plan('cut', { on: 'GET /v1/products' });
    const socket = connect(till.apiPort, '127.0.0.1');
    let got = '';
    socket.on('data', (data) => { got += data; });
    socket.write('GET /v1/products HTTP/1.1\r\nHost: x\r\n' +
      `Authorization: Bearer ${till.key}\r\n\r\n`);
    await once(socket, 'close');
    assert.equal(got, '');
    assert.equal((await get()).status, 200);
  });

  for (const after of ['false', 'true'])
    test(`an SDK that tries again does it once (after ${after})`, async () => {
      const patient = till.sdk({ maxNetworkRetries: 2 });
      const email = `cut-${after}@shop.example`;
      await plan('cut', { on: 'POST /v1/customers', after });
      const { id } = await patient.customers.create({ email });
      const { data } = await stripe.customers.list({ email });
      assert.deepEqual(data.map((one) => one.id), [id]);
    });

  test('the shop sells all the same, once', async () => {
    const { data: [price] } = await stripe.prices.list({
      lookup_keys: ['teapot_usd'] });
    await plan('cut', { on: 'POST /v1/checkout/sessions', after: 'true' });
    const { session } = await order(till, price.id);
    const { data } = await stripe.checkout.sessions.list();
    assert.deepEqual(data.map((one) => one.id), [session]);
  });
});

test('a session whose answer was lost, and that is found, is the one', async () => {
  const { data: [price] } = await stripe.prices.list({
    lookup_keys: ['teapot_usd'] });
  const form = cart([{ price: price.id, quantity: 1 }], { token: token() });
  const before = (await allSessions(till)).length;
  await plan('cut', { on: 'POST /v1/checkout/sessions', after: 'true',
    n: '100' });
  assert.equal((await till.visit('POST', '/checkout', form)).status, 502);
  await own(till, 'POST', 'faults', { fault: 'clear' });
  const [made] = await allSessions(till);
  // The shop hears of it before its shopper tries again.
  assert.equal(command(till, ['reconcile']).code, 0);
  assert.equal(rows(till, `select state from orders
    where session = '${made.id}'`)[0].state, 'open');
  const answer = await till.visit('POST', '/checkout', form);
  assert.equal(sessionOf(till, answer), made.id);
  await till.advance('1m');
  assert.equal(sessionOf(till, await till.visit('POST', '/checkout', form)),
    made.id);
  assert.equal((await allSessions(till)).length, before + 1);
});

describe('hang', () => {
  test('no answer until it is cleared, for any number', async () => {
    await plan('hang', { n: '200', on: 'GET /v1/products' });
    const hanging = Array.from({ length: 150 }, () => get().then(
      (answer) => answer.status, () => 'gone'));
    await until('all of them to hang', async () =>
      (await plans())[0]?.n === 50);
    // Many more than there are threads, and none is taken.
    for (let i = 0; i < 20; i++)
      await stripe.customers.list({ limit: 1 });
    assert.equal(await Promise.race([...hanging, 'none']), 'none');
    await own(till, 'POST', 'faults', { fault: 'clear' });
    // nginx asks once more for what only reads, where it can.
    for (const status of await Promise.all(hanging))
      assert.ok(status === 503 || status === 200, status);
    assert.equal((await get()).status, 200);
  });

  test('until the client gives up', async () => {
    await plan('hang', { on: 'POST /v1/customers', after: 'true' });
    const hasty = till.sdk({ timeout: 300 });
    const error = await failure(hasty.customers.create({
      email: 'hang@shop.example' }));
    assert.equal(error.type, 'StripeConnectionError');
    assert.equal((await stripe.customers.list({
      email: 'hang@shop.example' })).data.length, 1);
  });

  test('a program that is told to end does not wait for it', async () => {
    await plan('hang', { on: 'POST /v1/customers' });
    const hanging = get('/v1/customers', { method: 'POST' })
      .then((answer) => answer.status);
    await until('it to hang', async () => (await plans()).length === 0);
    const { pid } = till.program('api');
    process.kill(pid, 'SIGTERM');
    assert.equal(await hanging, 503);
    await until('another one to answer', async () =>
      till.program('api')?.pid !== pid && (await get()).status === 200);
  });
});

test('plans outlive a program that was killed', async () => {
  await plan(500, { on: 'GET /v1/products' });
  const { pid } = till.program('api');
  process.kill(pid, 'SIGKILL');
  await until('another one', () => ![undefined, pid].includes(
    till.program('api')?.pid));
  await until('it to answer', async () => (await plans()).length === 1);
  assert.equal((await get()).status, 500);
  assert.equal((await get()).status, 200);
});

test('who has no key meets none', async () => {
  await plan(500);
  assert.equal((await fetch(`${till.api}/v1/products`)).status, 401);
  assert.equal((await get()).status, 500);
});

describe('the command', () => {
  const run = (...words) => command(till, ['fault', ...words]);

  test('plans, lists and clears', async () => {
    assert.match(run().out, /^No faults are planned\.$/m);
    const { code, out } = run('500', '2', '--on', 'POST /v1/prices',
      '--after', '--code', 'odd');
    assert.equal(code, 0);
    assert.match(out, /^FAULT +LEFT +OF +HOW\n500 +2 +POST \/v1\/prices +after executing, odd\n$/);
    run('hang', '--on', 'DELETE');
    run('cut', '--on', 'POST');
    assert.deepEqual(JSON.parse(run('list', '--json').out).data, [
      { fault: '500', n: 2, after: true, on: 'POST /v1/prices',
        code: 'odd' },
      { fault: 'hang', n: 1, after: false, on: 'DELETE' },
      { fault: 'cut', n: 1, after: false, on: 'POST' }]);
    assert.match(run('clear').out, /No faults/);
  });

  for (const [code, said, ...words] of [
    [1, /must be a status of 400 to 599/, '200'],
    [1, /must be a status/, 'explode'],
    [1, /n must be a whole number/, '500', '0'],
    [1, /Invalid on/, '500', '--on', 'PUT /v1/prices'],
    [1, /Invalid on/, '500', '--on', '/_till/clock'],
    [1, /Invalid on/, '500', '--on', 'POST x /v1/prices'],
    [1, /Invalid type/, '500', '--type', 'odd'],
    [1, /code goes with a status only/, 'hang', '--code', 'odd'],
    [1, /message must have at most 511/, '500', '--message',
      'x'.repeat(512)],
    [2, /usage: till fault/, '500', '1', '2'],
    [2, /usage: till fault/, 'list', '1'],
    [2, /usage: till fault/, 'clear', '--on', 'POST'],
  ])
    test(`refuses ${words.join(' ').slice(0, 40)}`, () => {
      const done = run(...words);
      assert.equal(done.code, code, done.said);
      assert.match(done.said, said);
    });

  test('refuses a live key', () => {
    const env = { ...till, env: till.env, api: till.api,
      key: 'sk_live_notofthisplace0000' };
    const { code, said } = command(env, ['fault', '500']);
    assert.equal(code, 1);
    assert.match(said, /test mode only/);
  });
});

describe('validation', () => {
  const run = (...words) => command(till, ['validation', ...words]);
  const create = () => stripe.customers.create({ name: 'a', odd: 'x',
    address: { line1: 'b', planet: 'c' }, metadata: { any: 'd' } });

  test('is strict unless it is told to be tolerant', async () => {
    assert.equal(run().out, 'strict\n');
    await assert.rejects(create(), { code: 'parameter_unknown' });
    assert.equal(run('tolerant').out, 'tolerant\n');
    const made = await create();
    assert.equal(made.name, 'a');
    assert.equal(made.address.line1, 'b');
    assert.deepEqual(made.metadata, { any: 'd' });
    // What is known is checked as ever.
    await assert.rejects(stripe.products.create({ name: 'p', odd: 'x',
      active: 'perhaps' }), { param: 'active' });
    await assert.rejects(stripe.products.create({ odd: 'x' }),
      { code: 'parameter_missing' });
    assert.equal(JSON.parse(run('strict', '--json').out).mode, 'strict');
    await assert.rejects(create(), { code: 'parameter_unknown' });
  });

  for (const [code, ...words] of [[1, 'odd'], [2, 'strict', 'x']])
    test(`refuses ${words.join(' ')}`, () => {
      assert.equal(run(...words).code, code);
    });
});

test('over HTTP, what is missing or odd is named', async () => {
  for (const [form, param] of [[{}, 'fault'],
    [{ fault: '500', after: 'yes' }, 'after'], [{ fault: '500', x: '1' }, 'x'],
    [{ fault: '500', n: '1000001' }, 'n']]) {
    const error = await failure(own(till, 'POST', 'faults', form));
    assert.equal(error.status, 400);
    assert.equal(error.param, param);
  }
});
