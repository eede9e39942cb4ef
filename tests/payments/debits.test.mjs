/*
 * Delayed methods: a debit of each test account, from the page to its end by
 * the test clock or by command.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { byDebit, Desk, pageOf } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

const debit = { payment_method_types: ['card', 'sepa_debit'] };
const page = async (session) =>
  (await fetch(pageOf(till, session))).text();

/* A session whose debit is under way. */
async function started(iban, more = {}) {
  const session = await desk.open({ ...debit, ...more });
  const answer = await byDebit(till, session, iban);
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.to, session.success_url);
  return session;
}

const rows = [
  ['AT611904300234573201', '+10s', true],
  ['AT321904300235473204', '+4m', true],
  ['AT861904300235473202', '+10s', false],
  ['IT60X0542811101000000123456', '+10s', false],
  ['DE89370400440532013000', '+10s', true],
];

for (const [iban, later, succeeds] of rows)
  test(`${iban} ${succeeds ? 'succeeds' : 'fails'} later`, async () => {
    const session = await started(iban);
    assert.deepEqual(await desk.news(), ['payment_intent.created',
      'charge.pending', 'payment_intent.processing',
      'checkout.session.completed']);
    let now = await desk.get(session, ['payment_intent.latest_charge',
      'payment_intent.payment_method']);
    assert.equal(now.status, 'complete');
    assert.equal(now.payment_status, 'unpaid');
    assert.equal(now.payment_intent.status, 'processing');
    assert.equal(now.payment_intent.amount_received, 0);
    assert.equal(now.payment_intent.latest_charge.status, 'pending');
    const method = now.payment_intent.payment_method;
    assert.equal(method.type, 'sepa_debit');
    assert.equal(method.card, undefined);
    assert.equal(method.sepa_debit.last4, iban.slice(-4));
    assert.equal(method.sepa_debit.country, iban.slice(0, 2));
    assert.ok(!JSON.stringify(now).includes(iban));
    assert.match(await page(session), /is being processed/);

    await till.advance(later.slice(1));
    now = await desk.get(session, ['payment_intent.latest_charge']);
    const intent = now.payment_intent, charge = intent.latest_charge;
    assert.equal(now.status, 'complete');
    assert.equal(now.payment_status, succeeds ? 'paid' : 'unpaid');
    assert.equal(intent.status,
      succeeds ? 'succeeded' : 'requires_payment_method');
    assert.equal(intent.amount_received, succeeds ? now.amount_total : 0);
    assert.equal(charge.status, succeeds ? 'succeeded' : 'failed');
    assert.equal(charge.paid, succeeds);
    assert.equal(charge.failure_code, succeeds ? null :
      'payment_intent_payment_attempt_failed');
    assert.equal(intent.last_payment_error?.code, succeeds ? undefined :
      'payment_intent_payment_attempt_failed');
    assert.deepEqual(await desk.news(), succeeds ?
      ['charge.updated', 'charge.succeeded', 'payment_intent.succeeded',
        'checkout.session.async_payment_succeeded'] :
      ['charge.updated', 'charge.failed', 'payment_intent.payment_failed',
        'checkout.session.async_payment_failed']);
    assert.match(await page(session),
      succeeds ? /This order is complete/ : /Your payment failed/);
  });

test('a list is as late as a retrieval', async () => {
  const session = await started('AT321904300235473204');
  await till.advance('4m');
  const list = await stripe.checkout.sessions.list({ limit: 1 });
  assert.equal(list.data[0].id, session.id);
  assert.equal(list.data[0].payment_status, 'paid');
});

describe('accounts that the form refuses', () => {
  for (const [iban, message] of [['', 'Your IBAN is incomplete.'],
    ['AT61', 'Your IBAN is incomplete.'],
    ['AT611904300234573202', 'Your IBAN is invalid.'],
    ['AT61 1904 3002 3457 32!1', 'Your IBAN is invalid.']])
    test(iban || 'none', async () => {
      const session = await desk.open(debit);
      const answer = await byDebit(till, session, iban);
      assert.equal(answer.status, 200);
      assert.ok(answer.text.includes(message));
      assert.deepEqual(await desk.news(), []);
    });
});

test('a session of cards only takes no debit', async () => {
  const session = await desk.open();
  assert.doesNotMatch(await page(session), /id="iban"/);
  const answer = await byDebit(till, session, 'AT611904300234573201');
  assert.equal(answer.status, 200);
  assert.equal((await desk.get(session)).status, 'open');
});

describe('by command', () => {
  const command = (session, what) =>
    till.call('POST', `/_till/sessions/${session.id}/${what}`, {});

  test('a debit that is under way', async () => {
    for (const [what, status, type] of [
      ['async-succeed', 'paid', 'checkout.session.async_payment_succeeded'],
      ['async-fail', 'unpaid', 'checkout.session.async_payment_failed']]) {
      const session = await started('AT321904300235473204');
      await desk.news();
      const { body } = await command(session, what);
      assert.equal(body.payment_status, status);
      assert.equal((await desk.news()).at(-1), type);
      // It has ended: nothing is left for the clock.
      const again = await command(session, what);
      assert.equal(again.status, 409);
      await till.advance('10m');
      assert.equal((await desk.get(session)).payment_status, status);
      assert.deepEqual(await desk.news(), []);
    }
  });

  test('a session that is open', async () => {
    for (const [what, status, paid] of [
      ['complete', 'complete', 'paid'], ['decline', 'open', 'unpaid'],
      ['async-succeed', 'complete', 'paid'],
      ['async-fail', 'complete', 'unpaid'], ['expire', 'expired', 'unpaid']]) {
      const session = await desk.open();
      const { body } = await command(session, what);
      assert.equal(body.status, status);
      assert.equal(body.payment_status, paid);
    }
  });
});
