/*
 * The curl commands of the reference pages, with the address, the key and
 * the ids changed: the answers have every field of the pages' samples
 * (samples.json), and its value where that is not of one moment.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { judge } from '../lib/judge.mjs';
import { Till } from '../lib/till.mjs';

const run = promisify(execFile);
const samples = JSON.parse(readFileSync(
  new URL('samples.json', import.meta.url)));
const own = new Set(['id', 'created', 'expires_at', 'url', 'client_secret',
  'customer', 'product']);

let till, price, customer, session;

before(async () => {
  till = await Till.start();
  const stripe = till.sdk();
  const product = await stripe.products.create({ name: 'T-shirt' });
  price = (await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 1099 })).id;
  customer = (await stripe.customers.create()).id;
});
after(() => till?.stop());

async function curl(...args) {
  const { stdout } = await run('curl', ['-sS', ...args, '-u', `${till.key}:`]);
  return judge(JSON.parse(stdout));
}

/* Every field of sample is in answer with its value, or its kind. */
function covers(answer, sample, path = '') {
  if (Array.isArray(sample)) {
    assert.equal(answer?.length, sample.length, `${path} has other items`);
    sample.forEach((one, i) => covers(answer[i], one, `${path}[${i}]`));
  } else if (sample !== null && typeof sample === 'object') {
    for (const [name, value] of Object.entries(sample)) {
      assert.ok(answer !== null && name in answer, `${path}.${name} is missing`);
      if (own.has(name) && value !== null && typeof value !== 'object')
        assert.equal(typeof answer[name], typeof value, `${path}.${name}`);
      else
        covers(answer[name], value, `${path}.${name}`);
    }
  } else {
    assert.equal(answer, sample, path);
  }
}

test('create a session', async () => {
  session = await curl(`${till.api}/v1/checkout/sessions`,
    '--data-urlencode', 'success_url=https://example.com/success',
    '-d', `line_items[0][price]=${price}`,
    '-d', 'line_items[0][quantity]=2', '-d', 'mode=payment');
  covers(session, samples.session);
});

test('retrieve it', async () => {
  covers(await curl(`${till.api}/v1/checkout/sessions/${session.id}`),
    samples.session);
});

test('list its line items', async () => {
  const answer = await curl(
    `${till.api}/v1/checkout/sessions/${session.id}/line_items`);
  covers(answer, samples.line_items);
});

test('list sessions', async () => {
  const answer = await curl('-G', `${till.api}/v1/checkout/sessions`,
    '-d', 'limit=3');
  assert.equal(answer.object, 'list');
  assert.equal(answer.url, '/v1/checkout/sessions');
  assert.equal(answer.has_more, false);
  covers(answer.data, [samples.session]);
});

test('expire it', async () => {
  covers(await curl('-X', 'POST',
    `${till.api}/v1/checkout/sessions/${session.id}/expire`), samples.expired);
});

test('create a customer session', async () => {
  covers(await curl(`${till.api}/v1/customer_sessions`,
    '-d', `customer=${customer}`,
    '-d', 'components[pricing_table][enabled]=true'),
  samples.customer_session);
});
