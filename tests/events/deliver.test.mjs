/*
 * Webhooks as a merchant's server gets them: verified by the official SDK,
 * tried again by the clock, and made to go wrong on demand.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { Receiver, openSession, own, trouble } from '../lib/webhooks.mjs';
import { Till, until } from '../lib/till.mjs';

let till, stripe, receiver, endpoint;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  /* Trouble is counted whoever it meets: here it shall meet us. */
  await stripe.webhookEndpoints.update('we_till_shop', { disabled: true });
});
after(() => till?.stop());

beforeEach(async () => {
  receiver = await Receiver.start();
  endpoint = await stripe.webhookEndpoints.create({ url: receiver.url,
    enabled_events: ['customer.created', 'customer.updated',
      'checkout.session.completed', 'checkout.session.expired'] });
});
afterEach(async () => {
  await trouble(till, 'release');
  await stripe.webhookEndpoints.del(endpoint.id);
  await receiver.stop();
});

/* Verified as the official SDK does it; throws when it does not hold. */
function verify(one, secret = endpoint.secret, body = one.body, age = 300) {
  return stripe.webhooks.constructEvent(body,
    one.headers['stripe-signature'], secret, age);
}

/* Everything there is about an endpoint, oldest first. */
async function deliveries(more = {}) {
  const query = new URLSearchParams({ endpoint: endpoint.id, limit: '100',
    ...more });
  const list = await own(till, 'GET', `deliveries?${query}`);
  return list.data.reverse();
}

const settled = (n) => until(`${n} deliveries to settle`, async () => {
  const all = await deliveries();
  return all.length >= n && all.every((one) => one.attempts.length > 0) && all;
});

test('a delivery is what the SDK expects', async () => {
  const customer = await stripe.customers.create({ name: 'Käthe — 5 €' });
  const [one] = await receiver.wait(1);
  assert.equal(one.method, 'POST');
  assert.equal(one.path, '/hook');
  assert.equal(one.headers['content-type'],
    'application/json; charset=utf-8');
  assert.match(one.headers['stripe-signature'],
    /^t=\d+,v1=[0-9a-f]{64}$/);
  const event = verify(one);
  assert.equal(event.type, 'customer.created');
  assert.equal(event.data.object.id, customer.id);
  assert.equal(event.data.object.name, 'Käthe — 5 €');
  await until('it counts as delivered', async () =>
    (await stripe.events.retrieve(event.id)).pending_webhooks === 0);
  const [delivery] = await settled(1);
  assert.equal(delivery.state, 'delivered');
  assert.equal(delivery.attempts[0].status, 200);
  assert.equal(delivery.attempts[0].response, 'ok');
  assert.equal(delivery.attempts[0].error, null);
});

test('only the types that it asked for', async () => {
  await stripe.products.create({ name: 'Unasked' });
  await stripe.customers.create({ name: 'Asked' });
  await receiver.wait(1);
  assert.deepEqual((await deliveries()).map((one) => one.type),
    ['customer.created']);
});

test('what is not as it was sent does not verify', async () => {
  await stripe.customers.create({ name: 'Ada' });
  const [one] = await receiver.wait(1);
  const fails = (...args) => assert.throws(() => verify(one, ...args),
    { type: 'StripeSignatureVerificationError' });
  fails('whsec_of_someone_else');
  fails(endpoint.secret, one.body.replace('Ada', 'Eve'));
  fails(endpoint.secret, `${one.body} `);
});

const failures = [
  ['a 500', () => 500, 'HTTP status 500'],
  ['a 404', () => 404, 'HTTP status 404'],
  ['a redirect', () => ({ status: 302, headers: { Location: '/other' } }),
    'HTTP status 302: redirects are not followed'],
  ['a cut connection', () => 'cut', null],
];
for (const [name, answer, error] of failures)
  test(`${name} is tried again by the clock, three times`, async () => {
    receiver.answer = answer;
    await stripe.customers.create({ name: 'Again' });
    await receiver.wait(1);
    const [first] = await settled(1);
    if (error !== null)
      assert.equal(first.attempts[0].error, error);
    assert.equal(first.state, 'pending');
    assert.ok(first.due > first.created);
    assert.equal((await stripe.events.retrieve(first.event)).pending_webhooks,
      1);
    await till.advance('2h');
    await receiver.wait(2);
    await settled(1);
    await till.advance('3h');
    await receiver.wait(3);
    await until('it has failed', async () =>
      (await deliveries())[0].state === 'failed');
    await till.advance('72h');
    receiver.answer = () => 200;
    const [failed] = await deliveries();
    await own(till, 'POST', `deliveries/${failed.id}/send`);
    await receiver.wait(4);
    await until('it is delivered', async () =>
      (await deliveries())[0].state === 'delivered');
    assert.equal(receiver.got.length, 4);
    /* Each try has a time and a signature of its own. */
    const headers = receiver.got.map((one) => one.headers['stripe-signature']);
    assert.equal(new Set(headers).size, 4);
    assert.equal(new Set(receiver.ids()).size, 1);
    assert.ok(receiver.got.every((one) => one.path === '/hook'));
  });

test('an endpoint that is disabled is left alone', async () => {
  receiver.answer = () => 500;
  const customer = await stripe.customers.create({ name: 'Once' });
  await receiver.wait(1);
  const [one] = await settled(1);
  const off = await stripe.webhookEndpoints.update(endpoint.id,
    { disabled: true });
  assert.equal(off.status, 'disabled');
  assert.equal(off.secret, undefined);
  await until('nobody is waited for', async () =>
    (await stripe.events.retrieve(one.event)).pending_webhooks === 0);
  await till.advance('5h');
  await stripe.customers.update(customer.id, { name: 'Twice' });
  assert.deepEqual((await deliveries()).map(({ state }) => state),
    ['stopped']);
  await assert.rejects(own(till, 'POST', `deliveries/${one.id}/send`),
    { status: 400 });
  receiver.answer = () => 200;
  const on = await stripe.webhookEndpoints.update(endpoint.id,
    { disabled: false });
  assert.equal(on.status, 'enabled');
  await own(till, 'POST', `deliveries/${one.id}/send`);
  await receiver.wait(2);
});

test('held webhooks wait until they are released', async () => {
  assert.equal((await trouble(till, 'hold')).hold, true);
  const made = [];
  for (const name of ['a', 'b', 'c'])
    made.push((await stripe.customers.create({ name })).id);
  await until('they are known', async () =>
    (await deliveries()).length === 3);
  assert.ok((await deliveries()).every(({ state }) => state === 'pending'));
  assert.equal(receiver.got.length, 0);
  assert.equal((await trouble(till, 'release')).hold, false);
  await receiver.wait(3);
  assert.deepEqual(receiver.got.map((one) => verify(one).data.object.id)
    .sort(), made.sort());
});

test('dropped webhooks never come, whatever the clock says', async () => {
  await trouble(till, 'drop', 2);
  for (const name of ['a', 'b', 'c'])
    await stripe.customers.create({ name });
  await receiver.wait(1);
  const states = (await settled(3)).map(({ state }) => state).sort();
  assert.deepEqual(states.slice(1), ['dropped', 'dropped']);
  await till.advance('80h');
  await stripe.customers.create({ name: 'd' });
  await receiver.wait(2);
  assert.equal(receiver.got.length, 2);
});

test('doubled webhooks come twice with the same id', async () => {
  await trouble(till, 'duplicate', 1);
  await stripe.customers.create({ name: 'a' });
  await receiver.wait(2);
  assert.equal(new Set(receiver.ids()).size, 1);
  for (const one of receiver.got)
    verify(one);
  await stripe.customers.create({ name: 'b' });
  await receiver.wait(3);
  assert.equal(new Set(receiver.ids()).size, 2);
});

test('reordered webhooks come last first', async () => {
  await trouble(till, 'reorder', 3);
  const names = ['a', 'b', 'c'];
  for (const name of names)
    await stripe.customers.create({ name });
  await receiver.wait(3);
  assert.deepEqual(receiver.got.map((one) => verify(one).data.object.name),
    ['c', 'b', 'a']);
});

test('delayed webhooks come when the clock says so', async () => {
  await trouble(till, 'delay', 7200);
  await stripe.customers.create({ name: 'a' });
  const [late] = await deliveries();
  assert.equal(late.due - late.created, 7200);
  assert.equal(receiver.got.length, 0);
  await till.advance('7201s');
  await receiver.wait(1);
});

test('spoilt signatures are what they say', async () => {
  await trouble(till, 'bad_signature', 1);
  await stripe.customers.create({ name: 'a' });
  const [bad] = await receiver.wait(1);
  assert.throws(() => verify(bad), /No signatures found matching/);
  await trouble(till, 'old_timestamp', 1);
  await stripe.customers.create({ name: 'b' });
  const [, old] = await receiver.wait(2);
  const t = Number(/t=(\d+)/.exec(old.headers['stripe-signature'])[1]);
  const made = JSON.parse(old.body).created;
  assert.ok(made - t > 300, 'it is too old');
  assert.equal(verify(old, endpoint.secret, old.body, 0).type,
    'customer.created', 'but the signature itself is right');
  await stripe.customers.create({ name: 'c' });
  const [, , good] = await receiver.wait(3);
  verify(good);
});

test('a changed body is no more what was signed', async () => {
  await trouble(till, 'changed_body', 1);
  await stripe.customers.create({ name: 'a' });
  const [bad] = await receiver.wait(1);
  assert.throws(() => verify(bad), /No signatures found matching/);
  assert.equal(JSON.parse(bad.body).data.object.name, 'a');
  assert.equal(verify(bad, endpoint.secret, bad.body.trimEnd()).type,
    'customer.created', 'but for what was added');
});

test('the second of two signatures may be the right one', async () => {
  await trouble(till, 'second_secret', 1);
  await stripe.customers.create({ name: 'a' });
  const [one] = await receiver.wait(1);
  const header = one.headers['stripe-signature'];
  assert.match(header, /^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
  verify(one);
  const [t, first] = header.split(',');
  assert.throws(() => stripe.webhooks.constructEvent(one.body,
    `${t},${first}`, endpoint.secret), /No signatures found matching/);
});

test('a twin tells the same under another id', async () => {
  await trouble(till, 'twin', 2);
  for (const name of ['a', 'b', 'c'])
    await stripe.customers.create({ name });
  await receiver.wait(5);
  const events = receiver.got.map((one) => verify(one));
  assert.equal(new Set(events.map(({ id }) => id)).size, 5);
  assert.deepEqual(events.map(({ data }) => data.object.name).sort(),
    ['a', 'a', 'b', 'b', 'c']);
  const [one, other] = events.filter(({ data }) =>
    data.object.name === 'a');
  assert.deepEqual({ ...one, id: '', pending_webhooks: 0 },
    { ...other, id: '', pending_webhooks: 0 });
  // Both are there for whoever lists events.
  for (const { id } of [one, other])
    assert.equal((await stripe.events.retrieve(id)).id, id);
});

test('a secret is rolled with both valid for a while', async () => {
  await stripe.customers.create({ name: 'before' });
  await receiver.wait(1);
  const rolled = await own(till, 'POST',
    `webhook_endpoints/${endpoint.id}/roll_secret`, { expires_in: '3600' });
  assert.match(rolled.secret, /^whsec_/);
  assert.notEqual(rolled.secret, endpoint.secret);
  await stripe.customers.create({ name: 'during' });
  const [, during] = await receiver.wait(2);
  assert.match(during.headers['stripe-signature'],
    /^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
  verify(during, endpoint.secret);
  verify(during, rolled.secret);
  await till.advance('3601s');
  await stripe.customers.create({ name: 'after' });
  const [, , last] = await receiver.wait(3);
  assert.throws(() => verify(last, endpoint.secret, last.body));
  verify(last, rolled.secret);
  for (const [form, status] of [[{ expires_in: '86401' }, 400],
    [{ expires_in: '-1' }, 400], [{ expires_in: 'x' }, 400],
    [{ other: '1' }, 400]])
    await assert.rejects(own(till, 'POST',
      `webhook_endpoints/${endpoint.id}/roll_secret`, form), { status });
  await assert.rejects(own(till, 'POST',
    'webhook_endpoints/we_none/roll_secret'), { status: 404 });
});

test('a session told to complete or to expire', async () => {
  const paid = await openSession(stripe);
  const told = await own(till, 'POST', `sessions/${paid.id}/complete`,
    { email: 'eve@shop.example' });
  assert.equal(told.status, 'complete');
  assert.equal(told.customer_details.email, 'eve@shop.example');
  const over = await openSession(stripe);
  await own(till, 'POST', `sessions/${over.id}/expire`);
  await receiver.wait(2);
  const seen = receiver.got.map((one) => verify(one))
    .map((event) => [event.type, event.data.object.id, event.request.id]);
  assert.deepEqual(seen.sort(), [
    ['checkout.session.completed', paid.id, null],
    ['checkout.session.expired', over.id, null]].sort());
  await assert.rejects(own(till, 'POST', `sessions/${paid.id}/complete`),
    { status: 409 });
  await assert.rejects(own(till, 'POST', 'sessions/cs_test_no/complete'),
    { status: 404 });
});

const refused = [
  ['webhooks', { mode: 'explode' }, 400, 'mode'],
  ['webhooks', {}, 400, 'mode'],
  ['webhooks', { mode: 'drop', n: '-1' }, 400, 'n'],
  ['webhooks', { mode: 'hold', n: '2' }, 400, 'n'],
  ['webhooks', { mode: 'drop', m: '1' }, 400, 'm'],
  ['clock', {}, 400, 'advance'],
  ['clock', { advance: '-5' }, 400, 'advance'],
  ['deliveries/0/send', {}, 404, 'id'],
  ['deliveries/x/send', {}, 404, 'id'],
  ['webhook_endpoints', { id: 'we_a', url: 'x', secret: 's' }, 400, 'url'],
  ['webhook_endpoints', { id: 'we_a', url: 'http://a/' }, 400, 'secret'],
  ['nothing', {}, 404, undefined],
];
for (const [path, form, status, param] of refused)
  test(`refused: ${path} ${JSON.stringify(form)}`, () =>
    assert.rejects(own(till, 'POST', path, form), { status, param }));

test('the clock over HTTP, and nothing without the key', async () => {
  const { now } = await own(till, 'GET', 'clock');
  const moved = await own(till, 'POST', 'clock', { advance: '90000' });
  assert.ok(moved.now >= now + 90000);
  for (const path of ['clock', 'webhooks', 'deliveries'])
    assert.equal((await fetch(`${till.api}/_till/${path}`)).status, 401);
});
