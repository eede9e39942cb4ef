/* Events: what happens, in the order and the shape that the SDK gets it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openSession, pay } from '../lib/webhooks.mjs';
import { Till, until } from '../lib/till.mjs';

let till, stripe, before30;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

/* The events about an object, oldest first. */
async function about(id) {
  const found = [];
  for await (const event of stripe.events.list({ limit: 100 }))
    if (event.data.object.id === id)
      found.unshift(event);
  return found;
}
const types = (events) => events.map((event) => event.type);

test('the life of a product', async () => {
  const product = await stripe.products.create({ name: 'A pot',
    metadata: { a: '1', b: '2' } }, { idempotencyKey: 'life-of-a-pot' });
  const created = (await about(product.id))[0];
  assert.equal(created.type, 'product.created');
  assert.match(created.id, /^evt_[A-Za-z0-9]{24}$/);
  assert.equal(created.api_version, '2024-06-20');
  assert.equal(created.livemode, false);
  assert.ok([0, 1].includes(created.pending_webhooks), 'the shop is told');
  assert.match(created.request.id, /^req_/);
  assert.equal(created.request.idempotency_key, 'life-of-a-pot');
  assert.deepEqual(created.data.object, plain(product));
  assert.ok(!('previous_attributes' in created.data));

  const changed = await stripe.products.update(product.id, { name: 'Two pots',
    metadata: { a: '', c: '3' } });
  const updated = (await about(product.id))[1];
  assert.equal(updated.type, 'product.updated');
  assert.deepEqual(updated.data.object, plain(changed));
  const { updated: when, ...previous } = updated.data.previous_attributes;
  assert.ok(when === undefined || when === product.updated);
  assert.deepEqual(previous, { name: 'A pot',
    metadata: { a: '1', c: null } });
  assert.equal(updated.request.idempotency_key, null);
});

const plain = (answer) => JSON.parse(JSON.stringify(answer));

test('what is deleted is told as it was', async () => {
  const customer = await stripe.customers.create({ name: 'Gone' });
  await stripe.customers.del(customer.id);
  const events = await about(customer.id);
  assert.deepEqual(types(events), ['customer.created', 'customer.deleted']);
  assert.deepEqual(events[1].data.object, plain(customer));
});

test('an update that changes nothing is no event', async () => {
  const customer = await stripe.customers.create({ name: 'Ada' });
  await stripe.customers.update(customer.id, { name: 'Ada' });
  assert.deepEqual(types(await about(customer.id)), ['customer.created']);
});

test('a call that fails leaves no event', async () => {
  const n = (await stripe.events.list({ limit: 100 })).data.length;
  await assert.rejects(stripe.prices.create({ currency: 'eur',
    unit_amount: 100, product: 'prod_none' }));
  await assert.rejects(openSession(stripe, { customer: 'cus_none' }));
  assert.equal((await stripe.events.list({ limit: 100 })).data.length, n);
});

test('a session that is paid', async () => {
  const session = await openSession(stripe, { customer_creation: 'always' });
  assert.deepEqual(await about(session.id), []);
  const opened = await stripe.checkout.sessions.retrieve(session.id,
    { expand: ['line_items'] });
  const product = opened.line_items.data[0].price.product;
  assert.deepEqual(types(await about(product)).slice(0, 1),
    ['product.created']);
  assert.equal(await pay(session), 303);
  const [completed, ...more] = await about(session.id);
  assert.deepEqual(more, []);
  assert.equal(completed.type, 'checkout.session.completed');
  assert.equal(completed.request.id, null);
  assert.equal(completed.request.idempotency_key, null);
  assert.equal(completed.data.object.status, 'complete');
  assert.equal(completed.data.object.payment_status, 'paid');
  assert.equal(completed.data.object.line_items, undefined);
  assert.deepEqual(completed.data.object,
    plain(await stripe.checkout.sessions.retrieve(session.id)));
  const intent = types(await about(completed.data.object.payment_intent));
  assert.equal(intent[0], 'payment_intent.created');
  assert.ok(intent.includes('payment_intent.succeeded'), intent.join());
  assert.deepEqual(types(await about(completed.data.object.customer)),
    ['customer.created']);
});

test('a declined card completes nothing', async () => {
  const session = await openSession(stripe);
  assert.notEqual(await pay(session, '4000000000000002'), 303);
  assert.deepEqual(types(await about(session.id)), []);
});

test('a session that is expired by a call names its request', async () => {
  const session = await openSession(stripe);
  await stripe.checkout.sessions.expire(session.id, {},
    { idempotencyKey: `over-${session.id}` });
  const [expired, ...more] = await about(session.id);
  assert.deepEqual(more, []);
  assert.equal(expired.type, 'checkout.session.expired');
  assert.equal(expired.request.idempotency_key, `over-${session.id}`);
  assert.equal(expired.data.object.status, 'expired');
  assert.equal(expired.data.object.url, null);
});

test('lists by type, by time and by cursor', async () => {
  const customer = await stripe.customers.create({ name: 'First' });
  await stripe.customers.update(customer.id, { name: 'Second' });
  const [one, two] = await about(customer.id);
  const ids = async (params) =>
    (await stripe.events.list({ limit: 100, ...params })).data
      .map((event) => event.id);
  assert.deepEqual((await ids({ type: 'customer.updated' }))[0], two.id);
  assert.ok(!(await ids({ type: 'customer.updated' })).includes(one.id));
  const both = await ids({ types: ['customer.updated', 'customer.created'] });
  assert.deepEqual(both.slice(0, 2), [two.id, one.id]);
  for (const type of ['customer.*', '*', '*.updated', 'c*r.updated'])
    assert.equal((await ids({ type }))[0], two.id, type);
  for (const type of ['product.*', 'none.*', 'customer', 'customer.*.*'])
    assert.ok(!(await ids({ type })).includes(two.id), type);
  await until('it is delivered', async () =>
    (await ids({ delivery_success: true })).includes(two.id));
  assert.ok(!(await ids({ delivery_success: false })).includes(two.id));
  assert.ok((await ids({ created: { gte: two.created } })).includes(two.id));
  assert.ok(!(await ids({ created: { gt: two.created + 3600 } }))
    .includes(two.id));
  assert.equal((await ids({ starting_after: two.id }))[0], one.id);
  assert.deepEqual(await ids({ ending_before: one.id, type: 'customer.*' }),
    [two.id]);
  const whole = await stripe.events.retrieve(one.id);
  assert.deepEqual({ ...plain(whole), pending_webhooks: 0 },
    { ...plain(one), pending_webhooks: 0 });
});

const refused = [
  ['an unknown id', () => stripe.events.retrieve('evt_none'), 404,
    "No such event: 'evt_none'"],
  ['type and types', () => stripe.events.list({ type: 'a', types: ['b'] }),
    400, 'You may only specify one of these parameters: type, types.'],
  ['too many types', () => stripe.events.list({
    types: Array(21).fill('product.created') }), 400,
  'Array types exceeded maximum 20 allowed elements.'],
  ['an unknown cursor', () => stripe.events.list({ starting_after: 'evt_x' }),
    400, "No such event: 'evt_x'"],
];
for (const [name, call, status, message] of refused)
  test(`refused: ${name}`, async () => {
    const error = await call().catch((caught) => caught);
    assert.equal(error.statusCode, status);
    assert.equal(error.message, message);
  });

test('a session runs out by itself, and events are kept 30 days', async () => {
  const session = await openSession(stripe);
  before30 = (await stripe.events.list({ limit: 1 })).data[0];
  await till.advance('25h');
  await until('the worker sees it', async () =>
    (await about(session.id)).length > 0);
  const [expired, ...more] = await about(session.id);
  assert.deepEqual(more, []);
  assert.equal(expired.type, 'checkout.session.expired');
  assert.deepEqual(expired.request, { id: null, idempotency_key: null });
  await till.advance('29d');
  assert.equal((await stripe.events.list({ created: { lte:
    before30.created } })).data.length, 0, 'the old ones are forgotten');
  await assert.rejects(stripe.events.retrieve(before30.id),
    { statusCode: 404 });
  assert.equal((await stripe.events.retrieve(expired.id)).id, expired.id);
});
