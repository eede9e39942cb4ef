/* Lists: newest first, by cursor, both ways, filtered. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till, stripe, customer;
const made = []; // ids of sessions, newest first

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  customer = await stripe.customers.create({ email: 'ada@shop.example' });
  const line_items = [{ quantity: 1, price_data: { currency: 'eur',
    unit_amount: 900, product_data: { name: 'A pen' } } }];
  for (let i = 0; i < 23; i++) {
    const session = await stripe.checkout.sessions.create({ mode: 'payment',
      success_url: 'https://shop.example/ok', line_items,
      customer: i % 2 ? customer.id : undefined });
    made.unshift(session.id);
  }
});
after(() => till?.stop());

const list = (params) => stripe.checkout.sessions.list(params);
const ids = (answer) => answer.data.map((one) => one.id);

describe('sessions', () => {
  test('ten, newest first, unless said', async () => {
    const answer = await list();
    assert.deepEqual(ids(answer), made.slice(0, 10));
    assert.equal(answer.has_more, true);
    assert.equal(answer.url, '/v1/checkout/sessions');
  });

  test('onward with starting_after', async () => {
    const answer = await list({ limit: 5, starting_after: made[4] });
    assert.deepEqual(ids(answer), made.slice(5, 10));
    assert.equal(answer.has_more, true);
    const last = await list({ limit: 5, starting_after: made[17] });
    assert.deepEqual(ids(last), made.slice(18));
    assert.equal(last.has_more, false);
    const none = await list({ limit: 5, starting_after: made.at(-1) });
    assert.deepEqual(none.data, []);
    assert.equal(none.has_more, false);
  });

  test('back with ending_before', async () => {
    const answer = await list({ limit: 5, ending_before: made[10] });
    assert.deepEqual(ids(answer), made.slice(5, 10));
    assert.equal(answer.has_more, true);
    const first = await list({ limit: 5, ending_before: made[3] });
    assert.deepEqual(ids(first), made.slice(0, 3));
    assert.equal(first.has_more, false);
  });

  test('the SDK pages through all of them, each once', async () => {
    const all = [];
    for await (const session of list({ limit: 4 }))
      all.push(session.id);
    assert.deepEqual(all, made);
  });

  test('of a customer', async () => {
    const all = [];
    for await (const session of list({ limit: 3, customer: customer.id }))
      all.push(session.id);
    assert.deepEqual(all, made.filter((_, i) => i % 2 === 1));
  });

  test('by the time of creation', async () => {
    const { created } = await stripe.checkout.sessions.retrieve(made[0]);
    const later = await list({ created: { gt: created } });
    assert.deepEqual(later.data, []);
    const all = await list({ created: { lte: created }, limit: 100 });
    assert.deepEqual(ids(all), made);
  });

  test('both cursors are refused', async () => {
    const error = await list({ starting_after: made[0],
      ending_before: made[5] }).catch((e) => e);
    assert.equal(error.statusCode, 400);
    assert.equal(error.message, 'Received both starting_after and ' +
      'ending_before parameters. Please pass in only one.');
  });

  test('a cursor that is not there is refused', async () => {
    const error = await list({ starting_after: 'cs_none' }).catch((e) => e);
    assert.equal(error.statusCode, 400);
    assert.equal(error.param, 'starting_after');
    assert.equal(error.code, 'resource_missing');
  });
});

describe('catalogue', () => {
  test('products', async () => {
    const created = await stripe.products.create({ name: 'A chair',
      description: 'To sit on', metadata: { shelf: '3' } });
    assert.match(created.id, /^prod_/);
    assert.equal((await stripe.products.retrieve(created.id)).name, 'A chair');
    const updated = await stripe.products.update(created.id,
      { active: false, metadata: { shelf: '', row: '2' } });
    assert.equal(updated.active, false);
    assert.deepEqual(updated.metadata, { row: '2' });
    const listed = await stripe.products.list({ active: false });
    assert.equal(listed.data[0].id, created.id);
    assert.ok(listed.data.every((product) => product.active === false));
    const one = await stripe.products.list({ ids: [created.id] });
    assert.deepEqual(ids(one), [created.id]);
  });

  test('prices', async () => {
    const product = await stripe.products.create({ name: 'A table' });
    const created = await stripe.prices.create({ product: product.id,
      currency: 'kwd', unit_amount: 12500, lookup_key: 'table_kwd' });
    assert.match(created.id, /^price_/);
    assert.equal(created.type, 'one_time');
    const updated = await stripe.prices.update(created.id,
      { nickname: 'In Kuwait' });
    assert.equal(updated.nickname, 'In Kuwait');
    const found = await stripe.prices.list({ lookup_keys: ['table_kwd'] });
    assert.deepEqual(ids(found), [created.id]);
    const expanded = await stripe.prices.retrieve(created.id,
      { expand: ['product'] });
    assert.equal(expanded.product.name, 'A table');
    const yearly = await stripe.prices.create({ product: product.id,
      currency: 'usd', unit_amount: 9900,
      recurring: { interval: 'year', interval_count: 1 } });
    assert.equal(yearly.type, 'recurring');
    assert.equal(yearly.recurring.interval, 'year');
  });

  test('customers', async () => {
    const created = await stripe.customers.create({ name: 'Grace',
      email: 'grace@shop.example', address: { city: 'Paris', country: 'FR' } });
    assert.match(created.id, /^cus_/);
    const updated = await stripe.customers.update(created.id,
      { name: 'Grace H.', description: 'A friend' });
    assert.equal(updated.name, 'Grace H.');
    assert.equal(updated.email, 'grace@shop.example');
    const found = await stripe.customers.list({ email: 'grace@shop.example' });
    assert.deepEqual(ids(found), [created.id]);
    const error = await stripe.customers.retrieve('cus_none').catch((e) => e);
    assert.equal(error.statusCode, 404);
    assert.equal(error.param, 'id');
    assert.equal(error.message, "No such customer: 'cus_none'");
  });
});
