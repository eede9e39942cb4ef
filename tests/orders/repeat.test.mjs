/* A shopper who comes again: nobody buys twice by accident. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { becomes, order, pay, program, rows, tillCall }
  from '../lib/orders.mjs';
import { cart, sessionOf, signedIn } from '../lib/shop.mjs';
import { Till, temporaryFolder, token, until } from '../lib/till.mjs';

let till, stripe, price, release;

before(async () => {
  release = program(temporaryFolder('programs'), 'release');
  till = await Till.start({ env: { TILL_RELEASE: release.path } });
  stripe = till.sdk();
  const { data } = await stripe.prices.list({ lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

const cookie = (id) => ({ headers: { Cookie: `till_order=${id}` } });
const status = async (id) =>
  (await stripe.checkout.sessions.retrieve(id)).status;

test('another cart gets a new session, and the old one is ended', async () => {
  const first = await order(till, price);
  const second = await order(till, price, cookie(first.order));
  assert.notEqual(second.session, first.session);
  assert.equal(await status(first.session), 'expired');
  assert.equal(await status(second.session), 'open');
  await becomes(till, first.order, 'expired');
  await becomes(till, second.order, 'open');
  await until('its stock to be released', () => release.runs().some(
    (run) => run.order.id === first.order));
});

test('a session that has ended already is no trouble', async () => {
  const first = await order(till, price);
  await stripe.checkout.sessions.expire(first.session);
  const second = await order(till, price, cookie(first.order));
  assert.equal(await status(second.session), 'open');
});

test('one that was paid meanwhile stays paid', async () => {
  await tillCall(till, 'webhooks', { mode: 'hold' });
  const first = await order(till, price);
  await pay(till, first.session);
  const second = await order(till, price, cookie(first.order));
  assert.equal(await status(first.session), 'complete');
  assert.equal(await status(second.session), 'open');
  await becomes(till, first.order, 'paid');
  await tillCall(till, 'webhooks', { mode: 'release' });
});

test('the same cart again is the same session, paid or not', async () => {
  const form = cart([{ price, quantity: 1 }], { token: token() });
  const first = await till.visit('POST', '/checkout', form);
  const id = sessionOf(till, first);
  const [{ id: mine }] = rows(till,
    `select id from orders where session = '${id}'`);
  const again = await till.visit('POST', '/checkout', form,
    cookie(mine).headers);
  assert.equal(sessionOf(till, again), id);
  await pay(till, id);
  // One of some seconds ago is asked about before it is offered again.
  await till.advance('10s');
  const after = await till.visit('POST', '/checkout', form,
    cookie(mine).headers);
  assert.equal(after.status, 303);
  assert.match(after.headers.get('location'),
    new RegExp(`/checkout/success\\?session_id=${id}$`));
});

test('a cookie of no order ends nothing', async () => {
  const first = await order(till, price);
  await order(till, price, cookie('ord_none'));
  await order(till, price, cookie('../x'));
  await order(till, price);
  assert.equal(await status(first.session), 'open');
});

test('a signed-in customer keeps one customer id', async () => {
  const customer = await stripe.customers.create({
    email: 'ada@shop.example' });
  for (let i = 0; i < 2; i++) {
    const { session, order: id } = await order(till, price,
      { headers: signedIn(till, customer.id) });
    await pay(till, session);
    await becomes(till, id, 'paid');
    assert.equal((await stripe.checkout.sessions.retrieve(session)).customer,
      customer.id);
  }
});
