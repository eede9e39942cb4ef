/* A buyer who has paid goes back to the shop when its webhook has answered,
 * or without it, as the webhook's trouble has it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { Receiver, openSession, own, pay, trouble } from '../lib/webhooks.mjs';
import { Till, until } from '../lib/till.mjs';

let till, stripe, receiver, endpoint;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  await stripe.webhookEndpoints.update('we_till_shop', { disabled: true });
});
after(() => till?.stop({ killed: true }));

beforeEach(async () => {
  receiver = await Receiver.start();
  endpoint = await stripe.webhookEndpoints.create({ url: receiver.url,
    enabled_events: ['checkout.session.completed'] });
});
afterEach(async () => {
  await trouble(till, 'release');
  await stripe.webhookEndpoints.del(endpoint.id);
  await receiver.stop();
});

/* Makes the receiver wait with its answers; gives what lets it go. */
function gate(answer = 200) {
  let open;
  const opened = new Promise((done) => { open = done; });
  receiver.answer = () => opened.then(() => answer);
  return open;
}
const nobody = () => new Promise((done) => setImmediate(done, 'nobody'));

for (const answer of [200, 500])
  test(`after the webhook, which says ${answer}`, async () => {
    const open = gate(answer);
    const session = await openSession(stripe);
    const paid = pay(session);
    await receiver.wait(1);
    // Paid it is, and the page would go on for nobody.
    assert.equal((await stripe.checkout.sessions.retrieve(session.id))
      .payment_status, 'paid');
    assert.equal(await Promise.race([paid, nobody()]), 'nobody');
    const twice = pay(session);
    await stripe.customers.list();
    assert.equal(await Promise.race([paid, twice, nobody()]), 'nobody');
    open();
    assert.equal(await paid, 303);
    assert.equal(await twice, 303);
    assert.equal(receiver.got.length, 1);
  });

test('many buyers may wait, and others are served', async () => {
  const open = gate();
  const sessions = await Promise.all(Array.from({ length: 60 }, () =>
    openSession(stripe)));
  const paid = sessions.map((session) => pay(session));
  await receiver.wait(1);
  const other = await openSession(stripe);
  assert.equal((await fetch(other.url)).status, 200);
  assert.equal(await Promise.race([...paid, nobody()]), 'nobody');
  open();
  assert.deepEqual([...new Set(await Promise.all(paid))], [303]);
});

test('without a webhook that never answers', async () => {
  receiver.answer = () => 'hang';
  const session = await openSession(stripe);
  assert.equal(await pay(session), 303);
  assert.equal(receiver.got.length, 1);
});

test('without one when a program is told to end meanwhile', async () => {
  const open = gate();
  const session = await openSession(stripe);
  const paid = pay(session);
  await receiver.wait(1);
  const { pid } = till.program('pay');
  process.kill(pid, 'SIGTERM');
  assert.equal(await paid, 303);
  open();
  await until('another one', () => ![undefined, pid].includes(
    till.program('pay')?.pid));
  await until('it to answer', async () =>
    (await fetch(session.url)).status === 200);
});

for (const [mode, n] of [['hold'], ['delay', 3600], ['reorder', 2]])
  test(`before the webhook, with ${mode}`, async () => {
    await trouble(till, mode, n);
    const session = await openSession(stripe);
    assert.equal(await pay(session), 303);
    assert.equal(receiver.got.length, 0);
    await trouble(till, 'release');
    const [{ body }] = await receiver.wait(1);
    assert.equal(JSON.parse(body).data.object.id, session.id);
  });

test('without one that is lost', async () => {
  await trouble(till, 'drop', 1);
  const session = await openSession(stripe);
  assert.equal(await pay(session), 303);
  await until('it to be lost', async () => (await own(till, 'GET',
    `deliveries?endpoint=${endpoint.id}`)).data[0]?.state === 'dropped');
  assert.equal(receiver.got.length, 0);
});

test('at once where nobody wants to be told', async () => {
  await stripe.webhookEndpoints.update(endpoint.id, {
    enabled_events: ['customer.created'] });
  gate();
  assert.equal(await pay(await openSession(stripe)), 303);
});
