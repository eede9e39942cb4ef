/* Idempotency keys: what is kept, what is replayed, and what is refused. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { asCgi } from '../lib/cgi.mjs';
import { Till, allSessions } from '../lib/till.mjs';

let till, price;

before(async () => {
  till = await Till.start();
  const stripe = till.sdk();
  price = (await stripe.prices.create({ currency: 'eur', unit_amount: 900,
    product_data: { name: 'A pen' } })).id;
});
after(() => till?.stop());

const keyed = (key, path, body, headers = {}) => till.call('POST', path, body,
  { 'Idempotency-Key': key, ...headers });
const cart = (more = {}) => ({ mode: 'payment',
  success_url: 'https://shop.example/ok', 'line_items[0][price]': price,
  'line_items[0][quantity]': '1', ...more });

/* Asserts that answer replays first. */
function replays(answer, first) {
  assert.equal(answer.status, first.status);
  assert.deepEqual(answer.body, first.body);
  assert.equal(answer.headers.get('idempotent-replayed'), 'true');
  assert.equal(answer.headers.get('original-request'),
    first.headers.get('request-id'));
  assert.notEqual(answer.headers.get('request-id'),
    first.headers.get('request-id'));
  assert.equal(answer.headers.get('idempotency-key'),
    first.headers.get('idempotency-key'));
  assert.equal(answer.headers.get('stripe-should-retry'), 'false');
}

function executed(answer, status = 200) {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.equal(answer.headers.get('idempotent-replayed'), null);
  assert.equal(answer.headers.get('original-request'),
    answer.headers.get('request-id'));
  return answer;
}

describe('a key used again', () => {
  test('replays the session, also when it has changed since', async () => {
    const first = executed(await keyed('again', '/v1/checkout/sessions',
      cart()));
    await till.call('POST',
      `/v1/checkout/sessions/${first.body.id}/expire`);
    replays(await keyed('again', '/v1/checkout/sessions', cart()), first);
    assert.equal((await allSessions(till)).length, 1);
  });

  const same = [
    ['in another order', 'metadata[b]=2&metadata[a]=1&name=x+y'],
    ['escaped otherwise', 'name=x%20y&metadata%5Ba%5D=1&metadata[b]=2'],
    ['with a duplicate', 'name=z&name=x+y&metadata[a]=1&metadata[b]=2'],
  ];
  for (const [what, body] of same)
    test(`means the same parameters ${what}`, async () => {
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const first = await keyed('order', '/v1/customers',
        'name=x+y&metadata[a]=1&metadata[b]=2', type);
      const answer = await keyed('order', '/v1/customers', body, type);
      assert.equal(answer.body.id, first.body.id);
    });

  const others = [
    ['another value', { name: 'y' }],
    ['one more', { name: 'x', phone: '1' }],
    ['none', {}],
    ['a wrong one', { nonsense: '1' }],
  ];
  for (const [what, body] of others)
    test(`is refused with other parameters: ${what}`, async () => {
      await keyed('others', '/v1/customers', { name: 'x' });
      const { status, body: { error } } = await keyed('others',
        '/v1/customers', body);
      assert.equal(status, 400);
      assert.equal(error.type, 'idempotency_error');
      assert.equal(error.message, 'Keys for idempotent requests can only be ' +
        'used with the same parameters they were first used with. Try using ' +
        'a key other than \'others\' if you meant to execute a different ' +
        'request.');
    });

  test('is refused at another endpoint', async () => {
    await keyed('endpoint', '/v1/customers', { name: 'x' });
    const { status, body: { error } } = await keyed('endpoint',
      '/v1/products', { name: 'x' });
    assert.equal(status, 400);
    assert.equal(error.type, 'idempotency_error');
    assert.equal(error.message, 'Keys for idempotent requests can only be ' +
      'used for the same endpoint they were first used for (\'/v1/products\' ' +
      'vs \'/v1/customers\'). Try using a key other than \'endpoint\' if you ' +
      'meant to execute a different request.');
  });

  test('is refused on another object of the endpoint', async () => {
    const ids = await Promise.all([1, 2].map(async () =>
      (await till.call('POST', '/v1/customers')).body.id));
    await keyed('object', `/v1/customers/${ids[0]}`, { name: 'x' });
    const { body } = await keyed('object', `/v1/customers/${ids[1]}`,
      { name: 'x' });
    assert.equal(body.error.type, 'idempotency_error');
  });
});

describe('what is kept', () => {
  test('that a session could not be expired', async () => {
    const { body: { id } } = await till.call('POST', '/v1/checkout/sessions',
      cart());
    const path = `/v1/checkout/sessions/${id}/expire`;
    executed(await keyed('expire 1', path));
    const failed = executed(await keyed('expire 2', path), 400);
    assert.match(failed.body.error.message, /can be expired\./);
    assert.equal(failed.headers.get('stripe-should-retry'), 'false');
    replays(await keyed('expire 2', path), failed);
    const fresh = executed(await keyed('expire 3', path), 400);
    assert.notEqual(fresh.body.error.request_log_url,
      failed.body.error.request_log_url);
  });

  const refusals = [
    ['an unknown parameter', '/v1/customers', { nonsense: '1' }, 400],
    ['a rule between parameters', '/v1/checkout/sessions',
      { mode: 'payment' }, 400],
    ['an unknown price', '/v1/checkout/sessions',
      { ...cart(), 'line_items[0][price]': 'price_none' }, 400],
    ['an unknown object', '/v1/customers/cus_none', { name: 'x' }, 404],
    ['an unknown route', '/v1/none', {}, 404],
  ];
  for (const [what, path, body, status] of refusals)
    test(`not that there was ${what}`, async () => {
      const key = `refusal ${what}`;
      for (let i = 0; i < 2; i++) {
        const answer = executed({ ...await keyed(key, path, body) }, status);
        assert.equal(answer.headers.get('stripe-should-retry'), null);
      }
      executed(await keyed(key, '/v1/customers', { name: 'x' }));
    });

  test('not a wrong key of the account', async () => {
    const answer = await keyed('account', '/v1/customers', {},
      { Authorization: 'Bearer sk_test_wrong' });
    assert.equal(answer.status, 401);
    executed(await keyed('account', '/v1/customers', {}));
  });

  test('for a day', async () => {
    const first = executed(await keyed('day', '/v1/customers'));
    await till.advance('86300s');
    replays(await keyed('day', '/v1/customers'), first);
    await till.advance('100s');
    const second = executed(await keyed('day', '/v1/customers'));
    assert.notEqual(second.body.id, first.body.id);
    replays(await keyed('day', '/v1/customers'), second);
  });
});

describe('the key itself', () => {
  const fit = ['x', 'k'.repeat(255), 'with spaces and "quotes"', '{}<>'];
  for (const key of fit)
    test(`${key.slice(0, 30)} is taken`, async () => {
      const first = executed(await keyed(key, '/v1/customers'));
      replays(await keyed(key, '/v1/customers'), first);
    });

  for (const key of ['', 'k'.repeat(256)])
    test(`of ${key.length} characters is refused`, async () => {
      const answer = await keyed(key, '/v1/customers');
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.type, 'invalid_request_error');
      assert.equal(answer.headers.get('idempotency-key'), null);
    });

  test('means nothing to what only reads', async () => {
    for (const path of ['/v1/customers', '/v1/products']) {
      const answer = await till.call('GET', path, undefined,
        { 'Idempotency-Key': 'reads' });
      assert.equal(answer.status, 200);
    }
  });
});

/* Holds the write lock of the API's database until it is let go. */
async function lock() {
  const child = spawn('sqlite3', [join(till.state, 'db', 'api.db')],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write('PRAGMA busy_timeout=10000;\nBEGIN IMMEDIATE;\n' +
    '.print locked\n');
  let said = '';
  for await (const data of child.stdout) {
    said += data;
    if (said.includes('locked'))
      break;
  }
  return async () => {
    child.stdin.end('ROLLBACK;\n');
    await once(child, 'exit');
  };
}

/*
 * Two requests with one key while the database is locked: the one that is
 * answered is the second, for the other is running.
 */
async function twoAtOnce(key, body) {
  const both = [0, 1].map(() => keyed(key, '/v1/customers', body));
  const at = await Promise.race(both.map((one, i) => one.then(() => i)));
  return { second: await both[at], first: both[1 - at] };
}

describe('while the first is running', () => {
  test('the second is told so, and replays later', async () => {
    const free = await lock();
    const { second, first } = await twoAtOnce('running', { name: 'x' });
    assert.equal(second.status, 409);
    assert.equal(second.body.error.type, 'invalid_request_error');
    assert.equal(second.body.error.code, 'idempotency_key_in_use');
    assert.equal(second.body.error.message, 'There is currently another ' +
      'in-progress request using this Idempotent Key (that probably means ' +
      'you submitted twice, and the other request is still going through): ' +
      'running. Please try again later.');
    assert.equal(second.headers.get('stripe-should-retry'), null);
    await free();
    const done = executed(await first);
    replays(await keyed('running', '/v1/customers', { name: 'x' }), done);
  });

  test('of many at once one executes', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () =>
      keyed('many', '/v1/customers', { email: 'many@shop.example' })));
    for (const answer of answers)
      assert.ok([200, 409].includes(answer.status), String(answer.status));
    const ids = answers.filter((answer) => answer.status === 200)
      .map((answer) => answer.body.id);
    assert.equal(new Set(ids).size, 1);
    const { body } = await till.call('GET',
      '/v1/customers?email=many@shop.example');
    assert.equal(body.data.length, 1);
  });

  test('one in another process waits and replays', async () => {
    const request = { method: 'POST', path: '/v1/customers',
      headers: { Authorization: `Bearer ${till.key}`,
        'Idempotency-Key': 'processes',
        'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'email=two@shop.example' };
    const free = await lock();
    const { first } = await twoAtOnce('processes',
      { email: 'two@shop.example' });
    const all = Promise.all([first, asCgi(till, 'api', request),
      asCgi(till, 'api', request)]);
    await free();
    const [one, ...others] = await all;
    const ids = [one.body.id, ...others.map((other) =>
      JSON.parse(other.body).id)];
    assert.deepEqual(new Set(ids), new Set([ids[0]]));
    assert.match(ids[0], /^cus_/);
  });
});
