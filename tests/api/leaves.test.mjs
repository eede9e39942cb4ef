/*
 * One row for each leaf of the parameters of the reference's pages: a value
 * that is accepted, with what the object then holds, and one that is refused,
 * with the exact error.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import * as rows from '../lib/leaf-rows.mjs';
import { accepted, at, callOf, complete, hasField, leavesOf, nameOf, refused,
  set } from '../lib/leaves.mjs';
import { Sessions, merge } from '../lib/sessions.mjs';
import { Till } from '../lib/till.mjs';

let till, s, f;
const covered = new Set();
let total = 0;

/* What is stored with an object and not sent. */
const hidden = (from) => JSON.parse(execFileSync('sqlite3', ['-readonly',
  join(till.state, 'db', 'api.db'), `SELECT more FROM ${from}`],
{ encoding: 'utf8' })).till;

/* What a row finds by: the leaf is the one it is for. */
const helpers = (leaf) => ({
  at, get: (path) => s.get(path), pay: (session) => s.pay(session),
  tree: (steps, value) => {
    const tree = {};
    set(tree, steps, value);
    return tree;
  },
  kept: (session) => at(hidden(`checkout_session WHERE id='${session.id}'`)
    .given, leaf.steps),
  keptOfItem: (session) =>
    hidden(`checkout_session_item WHERE session='${session.id}'`),
});

/* Where a parameter shows that has no row of its own. */
async function shown(leaf, session, h) {
  const [top, ...rest] = leaf.steps;
  if (top === 'payment_intent_data')
    return at(await s.get(`/v1/payment_intents/${
      (await s.pay(session)).payment_intent}`), rest);
  if (top === 'setup_intent_data')
    return at(await s.get(`/v1/setup_intents/${session.setup_intent}`), rest);
  if (top === 'subscription_data')
    return h.kept(session);
  assert.ok(hasField('checkout.session', leaf),
    `${leaf.path} needs a row that says where it shows`);
  return at(session, leaf.steps);
}

before(async () => {
  till = await Till.start();
  s = new Sessions(till);
  await s.prepare();
  ({ f } = s);
  f.coupon = await s.post('/v1/coupons', { percent_off: 10, duration: 'once' });
  f.promotion = await s.post('/v1/promotion_codes', { coupon: f.coupon.id });
  f.rate = await s.post('/v1/shipping_rates', { display_name: 'By post',
    type: 'fixed_amount', fixed_amount: { amount: 500, currency: 'usd' } });
  f.taxRate = await s.post('/v1/tax_rates', { display_name: 'VAT',
    percentage: 10, inclusive: false });
  f.britishRate = await s.post('/v1/tax_rates', { display_name: 'VAT',
    percentage: 10, inclusive: false, country: 'GB' });
  f.buyer = await s.post('/v1/customers', { email: 'grace@shop.example' });
  f.paid = await s.pay(await s.create({ ...s.base('payment'),
    customer: f.buyer.id }));
  f.created = f.paid.created;
  f.later = await s.post('/v1/checkout/sessions', { ...s.base('payment'),
    line_items: [0, 1, 2].map((i) => (i === 0 ?
      { price: f.price.id, quantity: 2 } : { quantity: 1, price_data: {
        currency: 'usd', unit_amount: 100,
        product_data: { name: `Thing ${i}` } } })) });
  f.items = (await s.get(`/v1/checkout/sessions/${f.later.id}/line_items`)).data;
});
after(async () => {
  console.log(`leaves covered / leaves: ${covered.size} / ${total}`);
  await till?.stop();
});

/* The calls: where a request goes and what it holds beside the leaf. */
const calls = [
  { method: 'POST', path: '/v1/checkout/sessions', rows: rows.createRows,
    base: (leaf, h) => rows.groups.filter(([match]) => match.test(leaf.path))
      .reduce((tree, [, more]) => merge(tree, more(f, h)),
        s.base(rows.bases.find(([match]) => match.test(leaf.path))[1])) },
  { method: 'GET', path: '/v1/checkout/sessions', rows: rows.listRows },
  { method: 'GET', path: '/v1/checkout/sessions/{id}',
    rows: rows.retrieveRows, id: () => f.paid.id },
  { method: 'POST', path: '/v1/checkout/sessions/{id}',
    rows: rows.updateRows, id: () => f.paid.id },
  { method: 'GET', path: '/v1/checkout/sessions/{id}/line_items',
    rows: rows.itemRows, id: () => f.later.id },
  { method: 'POST', path: '/v1/checkout/sessions/{id}/expire',
    rows: rows.expireRows,
    id: async () => (await s.create(s.base('payment'))).id },
  { method: 'POST', path: '/v1/customer_sessions',
    rows: rows.customerSessionRows, base: (leaf) => ({
      customer: f.customer.id, components: leaf.path.startsWith('components') ?
        { [leaf.steps[1]]: { enabled: true } } :
        { buy_button: { enabled: true } } }) },
];

const send = async (call, tree) => s.send(call.method,
  call.path.replace('{id}', await call.id?.()), tree);

for (const call of calls) {
  const leaves = leavesOf(callOf(call.method, call.path));
  total += leaves.length;
  describe(`${call.method} ${call.path}`, () => {
    for (const leaf of leaves) {
      const row = call.rows[leaf.path] ?? {};
      const h = helpers(leaf);
      const request = (value) => {
        const tree = merge(call.base?.(leaf, h) ?? {},
          row.given?.(f, h) ?? {});
        set(tree, leaf.steps, value);
        complete(tree, leaf);
        return tree;
      };

      test(leaf.path, async () => {
        const value = row.value?.(f) ?? accepted(leaf.node);
        const answer = await send(call, request(value));
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        const found = row.holds ? await row.holds(f, answer.body, h) :
          await (call.path === '/v1/checkout/sessions' ?
            shown(leaf, answer.body, h) : at(answer.body, leaf.steps));
        assert.deepEqual(found, row.expected ? row.expected(f) : value);

        const wrong = row.refused ?? refused(leaf.node, leaf.steps);
        const no = await send(call, request(wrong.value));
        assert.equal(no.status, 400, JSON.stringify(no.body));
        const { type, message, code, param } = no.body.error;
        assert.deepEqual({ type, message, code, param },
          { type: 'invalid_request_error', message: wrong.message,
            code: wrong.code, param: wrong.param });
        covered.add(`${call.method} ${call.path} ${nameOf(leaf.steps)}`);
      });
    }
  });
}

test('every leaf is covered', () => {
  const reference = calls.reduce((sum, call) =>
    sum + callOf(call.method, call.path).leaf_count, 0);
  assert.equal(total, reference);
  assert.equal(covered.size, reference);
});

test('every special row is of a leaf', () => {
  for (const call of calls) {
    const known = leavesOf(callOf(call.method, call.path))
      .map((leaf) => leaf.path);
    assert.deepEqual(Object.keys(call.rows)
      .filter((path) => !known.includes(path)), []);
  }
});
