/* Paying with what a customer has kept, by plain posts to the page. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Desk, allEvents, bankSays, byCard, byDebit, pageOf }
  from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

const saving = { saved_payment_method_options: {
  payment_method_save: 'enabled' } };

/* A new customer's card, kept: {customer, method}. */
async function kept(number = '4242424242424242', more = {}) {
  const { id: customer } = await stripe.customers.create({
    email: 'ada@shop.example' });
  const session = await desk.open({ customer, ...saving, ...more });
  const answer = await byCard(till, session, number,
    { savePaymentMethod: 'yes' });
  if (/\/challenge$/.test(answer.to))
    await bankSays(till, session, 'complete');
  const { data: [method] } = await stripe.customers.listPaymentMethods(
    customer);
  await desk.news();
  return { customer, method };
}

/* Chooses a kept payment method and pays. */
const choose = (session, id) => byCard(till, session, '', {
  savedMethod: id, cardExpiry: '', cardCvc: '', billingName: '' });

const page = async (session) =>
  (await fetch(pageOf(till, session))).text();

describe('a kept card', () => {
  test('pays, and makes no other', async () => {
    const { customer, method } = await kept();
    const session = await desk.open({ customer });
    const answer = await choose(session, method.id);
    assert.equal(answer.status, 303, answer.text);
    assert.ok(!(await desk.news()).includes('payment_method.attached'));
    const done = await desk.get(session, ['payment_intent.latest_charge']);
    const intent = done.payment_intent;
    assert.equal(done.payment_status, 'paid');
    assert.equal(intent.payment_method, method.id);
    assert.equal(intent.latest_charge.payment_method, method.id);
    assert.equal(done.customer_details.name, 'Ada Lovelace');
    assert.equal(done.customer_details.address.country, 'DE');
    assert.equal((await stripe.customers.listPaymentMethods(customer))
      .data.length, 1);
  });

  test('pays a subscription, from then on', async () => {
    const { customer, method } = await kept();
    const session = await desk.open({ customer, mode: 'subscription',
      line_items: [{ quantity: 1, price_data: { currency: 'eur',
        unit_amount: 1500, product_data: { name: 'A pot' },
        recurring: { interval: 'month' } } }] });
    assert.equal((await choose(session, method.id)).status, 303);
    const { subscription } = await desk.get(session, ['subscription']);
    assert.equal(subscription.status, 'active');
    assert.equal(subscription.default_payment_method, method.id);
  });

  test('is asked about at its bank, and may be declined there', async () => {
    const { customer, method } = await kept('4000002760003184');
    const session = await desk.open({ customer });
    assert.match((await choose(session, method.id)).to, /\/challenge$/);
    const { text } = await bankSays(till, session, 'fail');
    assert.match(text, /We are unable to authenticate your payment method/);
    assert.equal((await desk.get(session)).status, 'open');
    assert.match((await choose(session, method.id)).to, /\/challenge$/);
    assert.equal((await bankSays(till, session, 'complete')).status, 303);
    const done = await desk.get(session, ['payment_intent']);
    assert.equal(done.payment_intent.payment_method, method.id);
  });

  test('of one that asks once is not asked about again', async () => {
    const { customer, method } = await kept('4000002500003155');
    const session = await desk.open({ customer });
    assert.match((await choose(session, method.id)).to, /thanks/);
  });

  test('is declined as its number is', async () => {
    const { id: customer } = await stripe.customers.create({});
    const setup = await desk.open({ customer, mode: 'setup',
      line_items: undefined, currency: 'eur' });
    assert.equal((await byCard(till, setup, '4000000000000341')).status, 303);
    const { data: [method] } = await stripe.customers.listPaymentMethods(
      customer);
    assert.equal(method.allow_redisplay, 'limited');
    const session = await desk.open({ customer,
      saved_payment_method_options: { allow_redisplay_filters: ['limited'] } });
    const { alert } = await choose(session, method.id);
    assert.equal(alert, 'Your card was declined.');
    assert.deepEqual((await desk.news()).filter((type) =>
      /^(charge|payment_intent)/.test(type)), ['payment_intent.created',
      'charge.failed', 'payment_intent.payment_failed']);
  });
});

describe('what is offered', () => {
  test('is what the filters let through', async () => {
    const { customer, method } = await kept();
    const rows = [[undefined, true], [{}, true],
      [{ allow_redisplay_filters: ['always', 'unspecified'] }, true],
      [{ allow_redisplay_filters: ['limited'] }, false],
      [{ payment_method_save: 'enabled' }, true]];
    for (const [options, offered] of rows) {
      const session = await desk.open({ customer, ...(options &&
        { saved_payment_method_options: options }) });
      assert.equal((await page(session)).includes(method.id), offered,
        JSON.stringify(options));
    }
  });

  test('is nobody else\'s', async () => {
    const { method } = await kept();
    const other = await kept();
    const session = await desk.open({ customer: other.customer });
    const text = await page(session);
    assert.ok(text.includes(other.method.id));
    assert.ok(!text.includes(method.id));
    const { alert } = await choose(session, method.id);
    assert.equal(alert, 'Please check what you typed.');
    assert.equal((await desk.get(session)).status, 'open');
    const guest = await desk.open();
    assert.ok(!(await page(guest)).includes('savedMethod'));
    assert.equal((await choose(guest, method.id)).alert,
      'Please check what you typed.');
  });

  test('is of the types that the session takes', async () => {
    const { id: customer } = await stripe.customers.create({
      email: 'ada@shop.example' });
    const first = await desk.open({ customer, ...saving,
      payment_method_types: ['sepa_debit'] });
    assert.equal((await byDebit(till, first, 'AT611904300234573201',
      { savePaymentMethod: 'yes' })).status, 303);
    const { data: [method] } = await stripe.customers.listPaymentMethods(
      customer);
    assert.ok(!(await page(await desk.open({ customer })))
      .includes(method.id));
    const session = await desk.open({ customer,
      payment_method_types: ['card', 'sepa_debit'] });
    assert.match(await page(session), /Account ending in 3201/);
    assert.equal((await choose(session, method.id)).status, 303);
    const done = await desk.get(session);
    assert.equal(done.payment_status, 'unpaid');
    await till.advance('10s');
    assert.equal((await desk.get(session)).payment_status, 'paid');
  });

  test('is not there where a card is to be kept', async () => {
    const { customer, method } = await kept();
    const session = await desk.open({ customer, mode: 'setup',
      line_items: undefined, currency: 'eur' });
    assert.ok(!(await page(session)).includes(method.id));
  });

  test('has the whole address where that is asked for', async () => {
    const { customer, method } = await kept();
    const session = await desk.open({ customer,
      billing_address_collection: 'required' });
    assert.ok(!(await page(session)).includes(method.id));
  });
});

test('the events of a kept card say so once', async () => {
  const { customer } = await kept();
  const attached = (await allEvents(stripe)).filter(({ type, data }) =>
    type === 'payment_method.attached' && data.object.customer === customer);
  assert.equal(attached.length, 1);
});
