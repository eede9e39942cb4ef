/*
 * Every test card: what the page shows, what the objects are and which events
 * happen.  The SDK's answers are judged field by field.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { bankSays, byCard, Desk, pageOf } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

const declined = 'Your card was declined.';
const funds = 'Your card has insufficient funds.';
const unsure = 'We are unable to authenticate your payment method. Please ' +
  'choose a different payment method and try again.';

const paidEvents = ['payment_intent.created', 'charge.succeeded',
  'payment_intent.succeeded', 'checkout.session.completed'];
const failedEvents = ['payment_intent.created', 'charge.failed',
  'payment_intent.payment_failed'];

/* The objects of a session that was paid by a card. */
async function isPaid(session, number, brand, { secure = false } = {}) {
  const now = await desk.get(session,
    ['payment_intent.latest_charge', 'payment_intent.payment_method']);
  assert.equal(now.status, 'complete');
  assert.equal(now.payment_status, 'paid');
  assert.equal(now.url, null);
  const intent = now.payment_intent, charge = intent.latest_charge;
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.amount, now.amount_total);
  assert.equal(intent.amount_received, now.amount_total);
  assert.equal(intent.last_payment_error, null);
  assert.equal(intent.next_action, null);
  assert.equal(charge.status, 'succeeded');
  assert.equal(charge.amount, now.amount_total);
  assert.equal(charge.amount_captured, now.amount_total);
  assert.ok(charge.paid && charge.captured && !charge.refunded);
  assert.equal(charge.payment_intent, intent.id);
  assert.equal(charge.billing_details.email, 'ada@shop.example');
  assert.equal(charge.outcome.type, 'authorized');
  assert.equal(charge.payment_method, intent.payment_method.id);
  const { card } = intent.payment_method;
  assert.equal(card.brand, brand);
  assert.equal(card.last4, number.slice(-4));
  assert.equal(card.exp_month, 12);
  assert.equal(card.exp_year, 2040);
  assert.match(card.fingerprint, /^[a-z0-9]{16}$/i);
  assert.equal(charge.payment_method_details.card.last4, card.last4);
  assert.equal(charge.payment_method_details.card.three_d_secure !== null,
    secure);
  return { now, intent, charge, card };
}

describe('cards that pay', () => {
  const rows = [
    ['4242424242424242', 'visa', {}],
    ['5555555555554444', 'mastercard', {}],
    ['378282246310005', 'amex', {}],
    ['6011111111111117', 'discover', {}],
    ['4000056655665556', 'visa', { funding: 'debit' }],
    ['4000000000003055', 'visa', {}],
    ['4000000000000101', 'visa', { cvc: 'fail' }],
    ['4000000000000036', 'visa', { postal: 'fail' }],
    ['4000000000000259', 'visa', { disputed: true }],
    ['4000000000005423', 'visa', {}],
    ['4000000000007726', 'visa', {}],
    ['4000000000005126', 'visa', {}],
    ['4000000000000077', 'visa', {}],
  ];
  for (const [number, brand, { funding = 'credit', cvc = 'pass',
    postal = 'pass', disputed = false }] of rows)
    test(number, async () => {
      const session = await desk.open();
      const page = await byCard(till, session, number);
      assert.equal(page.status, 303, page.text);
      assert.equal(page.to, session.success_url);
      assert.deepEqual(await desk.news(), paidEvents);
      const { charge, card } = await isPaid(session, number, brand);
      assert.equal(card.funding, funding);
      assert.equal(card.checks.cvc_check, cvc);
      assert.equal(card.checks.address_postal_code_check, postal);
      assert.equal(charge.disputed, disputed);
    });
});

describe('cards that are declined', () => {
  const card = 'card_declined';
  const rows = [
    ['4000000000000002', card, 'generic_decline', declined],
    ['4000000000009995', card, 'insufficient_funds', funds],
    ['4000000000009987', card, 'lost_card', declined],
    ['4000000000009979', card, 'stolen_card', declined],
    ['4000000000000069', 'expired_card', undefined, 'Your card has expired.'],
    ['4000000000000127', 'incorrect_cvc', undefined,
      "Your card's security code is incorrect."],
    ['4000000000000119', 'processing_error', undefined, 'An error occurred ' +
      'while processing your card. Try again in a little bit.'],
    ['4000000000006975', card, 'card_velocity_exceeded', declined],
    ['4000000000000341', card, 'generic_decline', declined],
    ['4000008400001280', card, 'processing_error', declined],
    ['4100000000000019', card, 'fraudulent', declined],
  ];
  for (const [number, code, declineCode, message] of rows)
    test(number, async () => {
      const session = await desk.open();
      const page = await byCard(till, session, number);
      assert.equal(page.status, 200);
      assert.equal(page.alert, message);
      assert.match(page.text, /You have not been charged\./);
      assert.deepEqual(await desk.news(), failedEvents);

      const now = await desk.get(session, ['payment_intent.latest_charge']);
      assert.equal(now.status, 'open');
      assert.equal(now.payment_status, 'unpaid');
      assert.equal(now.url, session.url);
      const intent = now.payment_intent, charge = intent.latest_charge;
      assert.equal(intent.status, 'requires_payment_method');
      assert.equal(intent.payment_method, null);
      const why = intent.last_payment_error;
      assert.equal(why.type, 'card_error');
      assert.equal(why.code, code);
      assert.equal(why.decline_code, declineCode);
      assert.equal(why.message, message);
      assert.equal(why.charge, charge.id);
      assert.equal(why.payment_method.card.last4, number.slice(-4));
      assert.equal(charge.status, 'failed');
      assert.equal(charge.failure_code, code);
      assert.equal(charge.failure_message, message);
      assert.equal(charge.amount_captured, 0);
      assert.ok(!charge.paid && !charge.captured);
      const blocked = declineCode === 'fraudulent';
      assert.equal(charge.outcome.type,
        blocked ? 'blocked' : 'issuer_declined');
      assert.equal(charge.outcome.reason,
        blocked ? 'highest_risk_level' : declineCode ?? code);

      // The next try uses the same intent.
      assert.equal((await byCard(till, session, '4242424242424242')).status,
        303);
      assert.deepEqual(await desk.news(), paidEvents.slice(1));
      const paid = await isPaid(session, '4242424242424242', 'visa');
      assert.equal(paid.intent.id, intent.id);
      const charges = await stripe.charges.list({ payment_intent: intent.id });
      assert.deepEqual(charges.data.map(({ status }) => status),
        ['succeeded', 'failed']);
    });
});

describe('cards that the form refuses', () => {
  const rows = [
    ['4242424242424241', {}, 'Your card number is incorrect.'],
    ['4242', {}, 'Your card number is incomplete.'],
    ['4242424242424242', { cardExpiry: '13 / 40' },
      "Your card's expiration date is invalid."],
    ['4242424242424242', { cardExpiry: '01 / 20' },
      "Your card's expiration date is in the past."],
    ['4242424242424242', { cardCvc: '12' },
      "Your card's security code is incomplete."],
  ];
  for (const [number, more, message] of rows)
    test(`${number} ${JSON.stringify(more)}`, async () => {
      const session = await desk.open();
      const page = await byCard(till, session, number, more);
      assert.equal(page.status, 200);
      assert.equal(page.alert, 'Please check what you typed.');
      assert.ok(page.text.replaceAll('&#39;', "'").includes(message),
        page.text);
      assert.deepEqual(await desk.news(), []);
      assert.equal((await desk.get(session)).payment_intent, null);
    });
});

/* Tries a card whose bank asks; the session with its intent. */
async function challenged(session, number) {
  const page = await byCard(till, session, number);
  assert.equal(page.status, 303, page.text);
  assert.equal(new URL(page.to, till.api).href,
    `${pageOf(till, session)}/challenge`);
  const now = await desk.get(session, ['payment_intent']);
  assert.equal(now.status, 'open');
  assert.equal(now.payment_intent.status, 'requires_action');
  assert.equal(now.payment_intent.next_action.type, 'redirect_to_url');
  assert.equal(now.payment_intent.next_action.redirect_to_url.url,
    `${pageOf(till, session)}/challenge`);
  assert.match(now.payment_intent.payment_method, /^pm_/);
  return now;
}

describe('3-D Secure', () => {
  const asked = ['payment_intent.created', 'payment_intent.requires_action'];

  for (const number of ['4000002500003155', '4000002760003184',
    '4000000000003220'])
    describe(number, () => {
      test('passed', async () => {
        const session = await desk.open();
        await challenged(session, number);
        assert.deepEqual(await desk.news(), asked);
        const bank = await (await fetch(
          `${pageOf(till, session)}/challenge`)).text();
        assert.match(bank, /Confirm this payment with your bank/);
        const page = await bankSays(till, session, 'complete');
        assert.equal(page.status, 303, page.text);
        assert.equal(page.to, session.success_url);
        assert.deepEqual(await desk.news(), paidEvents.slice(1));
        await isPaid(session, number, 'visa', { secure: true });
        // A second press leads where the first did.
        assert.equal((await bankSays(till, session, 'complete')).to,
          session.success_url);
        assert.deepEqual(await desk.news(), []);
      });

      test('failed', async () => {
        const session = await desk.open();
        await challenged(session, number);
        await desk.news();
        const page = await bankSays(till, session, 'fail');
        assert.equal(page.status, 200);
        assert.equal(page.alert, unsure);
        assert.match(page.text, /value="ada@shop\.example"/);
        assert.match(page.text, /value="Ada Lovelace"/);
        assert.deepEqual(await desk.news(), ['payment_intent.payment_failed']);
        const now = await desk.get(session, ['payment_intent']);
        assert.equal(now.status, 'open');
        assert.equal(now.payment_intent.status, 'requires_payment_method');
        assert.equal(now.payment_intent.next_action, null);
        assert.equal(now.payment_intent.latest_charge, null);
        assert.equal(now.payment_intent.last_payment_error.code,
          'payment_intent_authentication_failure');
        // There is nothing left to answer.
        const again = await fetch(`${pageOf(till, session)}/challenge`,
          { redirect: 'manual' });
        assert.equal(again.status, 303);
      });

      test('left', async () => {
        const session = await desk.open();
        const before = await challenged(session, number);
        const form = await (await fetch(pageOf(till, session))).text();
        assert.match(form, /id="cardNumber"/);
        assert.equal((await desk.get(session, ['payment_intent']))
          .payment_intent.status, 'requires_action');
        await desk.news();
        // Another card pays all the same.
        assert.equal((await byCard(till, session, '4242424242424242')).status,
          303);
        const { intent } = await isPaid(session, '4242424242424242', 'visa');
        assert.equal(intent.id, before.payment_intent.id);
      });
    });

  const then = [['4000008400001629', 'generic_decline', declined],
    ['4000008260003178', 'insufficient_funds', funds]];
  for (const [number, declineCode, message] of then)
    test(`${number} passes and is declined`, async () => {
      const session = await desk.open();
      await challenged(session, number);
      await desk.news();
      const page = await bankSays(till, session, 'complete');
      assert.equal(page.alert, message);
      assert.deepEqual(await desk.news(), failedEvents.slice(1));
      const { payment_intent: intent } = await desk.get(session,
        ['payment_intent.latest_charge']);
      assert.equal(intent.last_payment_error.decline_code, declineCode);
      assert.equal(intent.latest_charge.status, 'failed');
    });

  test('a card of 3-D Secure is asked for when the merchant says so',
    async () => {
      const session = await desk.open({ payment_method_options: { card: {
        request_three_d_secure: 'any' } } });
      await challenged(session, '4000000000003055');
    });

  test('a card that its customer has kept is not asked for again',
    async () => {
      const customer = await stripe.customers.create({
        email: 'ada@shop.example' });
      const setup = await stripe.checkout.sessions.create({ mode: 'setup',
        currency: 'eur', customer: customer.id,
        success_url: 'https://shop.example/thanks' });
      await byCard(till, setup, '4000002500003155');
      assert.equal((await bankSays(till, setup, 'complete')).status, 303);
      const session = await desk.open({ customer: customer.id });
      const page = await byCard(till, session, '4000002500003155');
      assert.equal(page.to, session.success_url);
    });
});

test('one number has one fingerprint, and the number is nowhere', async () => {
  const prints = [];
  for (const number of ['4242424242424242', '4242 4242 4242 4242',
    '5555555555554444']) {
    const session = await desk.open();
    await byCard(till, session, number);
    const now = await desk.get(session, ['payment_intent.payment_method']);
    prints.push(now.payment_intent.payment_method.card.fingerprint);
    assert.ok(!JSON.stringify(now).includes('4242424242424242'));
  }
  assert.equal(prints[0], prints[1]);
  assert.notEqual(prints[0], prints[2]);
});
