/*
 * The worker and the API die at random while periods are billed: every period
 * has its one invoice, every invoice its one charge, every change its event.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { allEvents, byCard } from '../lib/paying.mjs';
import { Till, until } from '../lib/till.mjs';
import { own } from '../lib/webhooks.mjs';

const buyers = 12, periods = 20, kills = 12, day = 86400;

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk({ maxNetworkRetries: 10 });
});
after(() => till?.stop({ killed: true }));

const victims = {
  worker: () => till.processes().find((one) =>
    one.command[0].endsWith('/till') && one.command[1] === 'worker'),
  api: () => till.program('api'),
};

async function killOne(name) {
  const one = await until(`the ${name} to run`, victims[name]);
  process.kill(one.pid, 'SIGKILL');
  await until(`another ${name}`, () =>
    (victims[name]()?.pid ?? one.pid) !== one.pid);
}

test('every period is billed once', async () => {
  const product = await stripe.products.create({ name: 'Tea' });
  const price = await stripe.prices.create({ product: product.id,
    currency: 'eur', unit_amount: 300, recurring: { interval: 'day' } });
  const bought = [];
  for (let i = 0; i < buyers; i++) {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/thanks',
      line_items: [{ price: price.id, quantity: 1 }] });
    assert.equal((await byCard(till, session, '4242424242424242')).status,
      303);
    const { subscription } = await stripe.checkout.sessions.retrieve(
      session.id, { expand: ['subscription'] });
    bought.push(subscription);
  }
  await own(till, 'POST', 'clock', { advance: periods * day + 2 * 3600 });
  for (let i = 0; i < kills; i++)
    // A list makes what is due as well, side by side with the worker.
    await Promise.all([stripe.events.list({ limit: 1 }),
      killOne(i % 3 === 0 ? 'api' : 'worker')]);

  for (const { id, current_period_start: start } of bought) {
    const { data: invoices } = await stripe.invoices.list({
      subscription: id, limit: 100 });
    assert.deepEqual(invoices.map(({ created }) => created).reverse(),
      Array.from({ length: periods + 1 }, (_, n) => start + n * day));
    for (const { id: invoice, status, payment_intent } of invoices) {
      assert.equal(status, 'paid', invoice);
      const { data: charges } = await stripe.charges.list({ payment_intent });
      assert.deepEqual(charges.map((one) => [one.status, one.invoice]),
        [['succeeded', invoice]]);
    }
    assert.deepEqual(invoices.map(({ number }) => Number(number.slice(-4))),
      Array.from({ length: periods + 1 }, (_, n) => periods + 1 - n));
  }
  const paid = new Map();
  for (const { type, data } of await allEvents(stripe))
    if (type === 'invoice.paid')
      paid.set(data.object.id, (paid.get(data.object.id) ?? 0) + 1);
  assert.equal(paid.size, buyers * (periods + 1));
  assert.ok([...paid.values()].every((n) => n === 1));
});
