/*
 * Payment and setup intents that no checkout session has: made by the
 * official SDK, confirmed by it or as a page does it, and what comes of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { account, asPage, bankSays, confirm, typed }
  from '../lib/intents.mjs';
import { allEvents } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe;
const seen = new Set();

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

/* The types of what has happened since that was asked last. */
async function news() {
  const fresh = (await allEvents(stripe)).filter(({ id }) => !seen.has(id));
  for (const { id } of fresh)
    seen.add(id);
  return fresh.map(({ type }) => type);
}

async function make(more = {}) {
  const intent = await stripe.paymentIntents.create({ amount: 2000,
    currency: 'eur', ...more });
  await news();
  return intent;
}

const get = (intent) => stripe.paymentIntents.retrieve(intent.id);
const back = { return_url: 'https://shop.example/back' };

/* What a call is refused with: status, type, code, param and message. */
async function refusal(call) {
  const error = await call.then(() => assert.fail('it is not refused'),
    (one) => one);
  return [error.statusCode, error.rawType, error.code, error.param,
    error.message];
}

describe('creating', () => {
  test('an intent waits for a payment method', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000,
      currency: 'EUR', description: 'Tea', metadata: { order: '7' },
      receipt_email: 'ada@shop.example', setup_future_usage: 'on_session',
      shipping: { name: 'Ada', address: { line1: '1 Row', country: 'GB' } },
      statement_descriptor_suffix: 'TEA', transfer_group: 'g' });
    assert.equal(intent.status, 'requires_payment_method');
    assert.equal(intent.currency, 'eur');
    assert.equal(intent.amount_received, 0);
    assert.deepEqual(intent.automatic_payment_methods,
      { allow_redirects: 'always', enabled: true });
    assert.deepEqual(intent.payment_method_types, ['card', 'sepa_debit']);
    assert.match(intent.client_secret,
      new RegExp(`^${intent.id}_secret_[A-Za-z0-9]{25}$`));
    assert.deepEqual([intent.description, intent.metadata.order,
      intent.receipt_email, intent.setup_future_usage, intent.shipping.name,
      intent.shipping.address.line1, intent.statement_descriptor_suffix,
      intent.transfer_group], ['Tea', '7', 'ada@shop.example', 'on_session',
      'Ada', '1 Row', 'TEA', 'g']);
    assert.deepEqual(await get(intent), intent);
    assert.deepEqual((await news()).slice(-1), ['payment_intent.created']);
  });

  test('its types are those that are named, or those of its currency',
    async () => {
      assert.deepEqual((await make({ currency: 'usd' })).payment_method_types,
        ['card']);
      const named = await make({ payment_method_types: ['sepa_debit'] });
      assert.deepEqual(named.payment_method_types, ['sepa_debit']);
      assert.equal(named.automatic_payment_methods, null);
      const off = await make({ automatic_payment_methods: { enabled: false } });
      assert.deepEqual(off.payment_method_types, ['card']);
      assert.equal(off.automatic_payment_methods.enabled, false);
    });

  const wrong = [
    ['no amount', { amount: undefined }, 'parameter_missing', 'amount',
      'Missing required param: amount.'],
    ['no currency', { currency: undefined }, 'parameter_missing', 'currency',
      'Missing required param: currency.'],
    ['nothing to pay', { amount: 0 }, 'parameter_invalid_integer', 'amount',
      'This value must be greater than or equal to 1.'],
    ['too little', { amount: 49, currency: 'usd' }, 'amount_too_small',
      'amount', 'Amount must be at least $0.50 usd'],
    ['too little of another', { amount: 49 }, 'amount_too_small', 'amount',
      'Amount must be at least \u20ac0.50 eur'],
    ['too much', { amount: 100000000 }, 'amount_too_large', 'amount',
      'Amount must be no more than \u20ac999999.99 eur'],
    ['a part of what there is no part of', { amount: 505, currency: 'isk' },
      'parameter_invalid_integer', 'amount', undefined],
    ['nobody\'s', { customer: 'cus_none' }, 'resource_missing', 'customer',
      'No such customer: \'cus_none\''],
    ['both kinds of types', { payment_method_types: ['card'],
      automatic_payment_methods: { enabled: true } }, undefined,
    'automatic_payment_methods', 'You may only specify one of these ' +
      'parameters: automatic_payment_methods, payment_method_types.'],
    ['an address without confirming', back, undefined, 'return_url',
      'The parameter `return_url` can only be passed when `confirm` is true.'],
    ['an absent buyer without confirming', { off_session: true }, undefined,
      'off_session', 'The parameter `off_session` can only be passed when ' +
      '`confirm` is true.'],
    ['a capture by hand', { capture_method: 'manual' }, undefined,
      'capture_method', 'Invalid capture_method: must be one of automatic or ' +
      'automatic_async'],
    ['a method that is not there', { payment_method: 'pm_none' },
      'resource_missing', 'payment_method',
      'No such PaymentMethod: \'pm_none\''],
  ];
  for (const [what, more, code, param, message] of wrong)
    test(`refuses ${what}`, async () => {
      const [status, type, ...found] = await refusal(
        stripe.paymentIntents.create({ amount: 2000, currency: 'eur',
          ...more }));
      assert.deepEqual([status, type], [400, 'invalid_request_error']);
      assert.deepEqual(found, [code, param, message ?? found[2]]);
    });

  test('with a payment method it waits to be confirmed', async () => {
    const intent = await make({ payment_method: 'pm_card_visa' });
    assert.equal(intent.status, 'requires_confirmation');
    assert.match(intent.payment_method, /^pm_/);
    const paid = await stripe.paymentIntents.confirm(intent.id, back);
    assert.equal(paid.status, 'succeeded');
  });

  test('a key makes it once, with what came of it', async () => {
    const params = { amount: 900, currency: 'usd', confirm: true, ...back,
      payment_method: 'pm_card_visa_chargeDeclined' };
    const idempotencyKey = 'intent-once';
    const tries = await Promise.all([0, 1].map(() =>
      stripe.paymentIntents.create(params, { idempotencyKey })
        .catch((error) => error)));
    const declined = tries.find(({ code }) => code === 'card_declined');
    assert.ok(declined);
    const again = await stripe.paymentIntents.create(params,
      { idempotencyKey }).catch((error) => error);
    assert.equal(again.payment_intent.id, declined.payment_intent.id);
    assert.equal(again.headers['idempotent-replayed'], 'true');
    const { data } = await stripe.charges.list({
      payment_intent: declined.payment_intent.id });
    assert.equal(data.length, 1);
  });
});

describe('paying as a page', () => {
  test('a card pays, and everything that is made says so', async () => {
    const intent = await make();
    const { status, body } = await confirm(till, intent, typed(
      '4242424242424242', {
        'payment_method_data[billing_details][name]': 'Ada',
        'payment_method_data[billing_details][address][postal_code]': '10115',
        receipt_email: 'ada@shop.example' }));
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.status, 'succeeded');
    assert.deepEqual(await news(), ['charge.succeeded',
      'payment_intent.succeeded']);
    const whole = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge', 'payment_method'] });
    assert.equal(whole.amount_received, 2000);
    assert.equal(whole.receipt_email, 'ada@shop.example');
    assert.equal(whole.latest_charge.paid, true);
    assert.equal(whole.latest_charge.amount, 2000);
    assert.equal(whole.payment_method.card.last4, '4242');
    assert.equal(whole.payment_method.billing_details.name, 'Ada');
    assert.equal(whole.payment_method.customer, null);
  });

  test('a decline is told in the API\'s shape, and may be tried again',
    async () => {
      const intent = await make();
      const { status, body: { error } } = await confirm(till, intent,
        typed('4000000000009995'));
      assert.equal(status, 402);
      assert.deepEqual([error.type, error.code, error.decline_code,
        error.message], ['card_error', 'card_declined', 'insufficient_funds',
        'Your card has insufficient funds.']);
      assert.deepEqual(Object.keys(error), [...Object.keys(error)].sort());
      assert.equal(error.payment_intent.status, 'requires_payment_method');
      assert.equal(error.payment_intent.last_payment_error.charge,
        error.charge);
      assert.equal(error.payment_method.card.last4, '9995');
      assert.deepEqual(await news(), ['charge.failed',
        'payment_intent.payment_failed']);
      assert.equal((await confirm(till, intent, typed('5555555555554444')))
        .body.status, 'succeeded');
      assert.equal((await get(intent)).last_payment_error, null);
    });

  const fields = [
    ['number', 'incomplete_number', { 'payment_method_data[card][number]':
      '4242' }, 'Your card number is incomplete.'],
    ['number', 'incorrect_number', { 'payment_method_data[card][number]':
      '4242424242424241' }, 'Your card number is incorrect.'],
    ['exp_year', 'invalid_expiry_year', { 'payment_method_data[card][exp_year]':
      '2020' }, 'Your card\'s expiration date is in the past.'],
    ['exp_year', 'invalid_expiry_year', { 'payment_method_data[card][exp_year]':
      '1999' }, 'Your card\'s expiration year is invalid.'],
    ['cvc', 'invalid_cvc', { 'payment_method_data[card][cvc]': '12' },
      'Your card\'s security code is incomplete.'],
  ];
  for (const [param, code, more, message] of fields)
    test(`a field is refused by its name: ${message}`, async () => {
      const intent = await make();
      const { status, body: { error } } = await confirm(till, intent,
        typed('4242424242424242', more));
      assert.equal(status, 402);
      assert.deepEqual([error.type, error.code, error.param, error.message],
        ['card_error', code, param, message]);
      assert.deepEqual(await news(), []);
    });

  const refused = [
    ['a card without one', { 'payment_method_data[type]': 'card' },
      'payment_method_data[card]',
      'Missing required param: payment_method_data[card].'],
    ['a debit without an account', { 'payment_method_data[type]':
      'sepa_debit' }, 'payment_method_data[sepa_debit]',
    'Missing required param: payment_method_data[sepa_debit].'],
    ['an account that is none', account('AT611904300234573202'),
      'payment_method_data[sepa_debit][iban]', 'Your IBAN is invalid.'],
    ['a debit of nobody', account('AT611904300234573201', {
      'payment_method_data[billing_details][name]': '' }),
    'payment_method_data[billing_details][name]', undefined],
    ['two methods', { ...typed('4242424242424242'),
      payment_method: 'pm_card_visa' }, 'payment_method',
    'You may only specify one of these parameters: payment_method, ' +
      'payment_method_data.'],
    ['no method at all', {}, undefined, 'You cannot confirm this ' +
      'PaymentIntent because it\'s missing a payment method. You can either ' +
      'update the PaymentIntent with a payment method and then confirm it ' +
      'again, or confirm it again directly with a payment method or ' +
      'ConfirmationToken.'],
  ];
  for (const [what, form, param, message] of refused)
    test(`refuses ${what}`, async () => {
      const { status, body: { error } } = await confirm(till, await make(),
        form);
      assert.equal(status, 400);
      assert.equal(error.param, param);
      assert.equal(error.message, message ?? error.message);
    });

  test('a type that the intent has not is refused', async () => {
    const { status, body: { error } } = await confirm(till,
      await make({ currency: 'usd' }), account('AT611904300234573201'));
    assert.equal(status, 400);
    assert.equal(error.message, 'The PaymentMethod provided (sepa_debit) is ' +
      'not allowed for this PaymentIntent.');
  });

  test('confirmed by many at once it is charged once', async () => {
    const intent = await make();
    const tries = await Promise.all(Array.from({ length: 12 }, () =>
      confirm(till, intent, typed('4242424242424242'))));
    const good = tries.filter(({ status }) => status === 200);
    assert.equal(good.length, 1);
    for (const { status, body: { error } } of tries.filter((one) =>
      one.status !== 200)) {
      assert.equal(status, 400);
      assert.equal(error.code, 'payment_intent_unexpected_state');
      assert.equal(error.message, 'You cannot confirm this PaymentIntent ' +
        'because it has already succeeded after being previously confirmed.');
      assert.equal(error.payment_intent.status, 'succeeded');
    }
    const { data } = await stripe.charges.list({ payment_intent: intent.id });
    assert.equal(data.length, 1);
    assert.deepEqual(await news(), ['charge.succeeded',
      'payment_intent.succeeded']);
  });
});

describe('3-D Secure', () => {
  test('in the page: failed, then passed', async () => {
    const intent = await make();
    let { body } = await confirm(till, intent, typed('4000000000003220'));
    assert.equal(body.status, 'requires_action');
    assert.equal(body.next_action.type, 'use_stripe_sdk');
    assert.deepEqual(await news(), ['payment_intent.requires_action']);
    const page = await fetch(body.next_action.use_stripe_sdk.stripe_js);
    assert.match(page.headers.get('content-security-policy'),
      /frame-ancestors \*/);
    assert.match(await page.text(), /Second Pot asks for \u20ac20\.00/);
    assert.equal((await bankSays(body, 'maybe')).status, 200);
    assert.match((await bankSays(body, 'fail')).text, /data-answered/);
    assert.equal((await bankSays(body, 'complete')).status, 404);
    const failed = await get(intent);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_payment_error.code,
      'payment_intent_authentication_failure');
    assert.deepEqual(await news(), ['payment_intent.payment_failed']);
    ({ body } = await confirm(till, intent, typed('4000000000003220')));
    await bankSays(body, 'complete');
    assert.equal((await get(intent)).status, 'succeeded');
    const { data } = await stripe.charges.list({ payment_intent: intent.id });
    assert.deepEqual(data.map(({ status }) => status), ['succeeded']);
    assert.equal(data[0].payment_method_details.card.three_d_secure.result,
      'authenticated');
  });

  test('on a page of its own, which leads back', async () => {
    for (const [result, status, shown] of [['complete', 'succeeded',
      'succeeded'], ['fail', 'requires_payment_method', 'failed']]) {
      const intent = await make({ confirm: true,
        payment_method: 'pm_card_authenticationRequired',
        return_url: 'https://shop.example/back?order=7#top' });
      assert.equal(intent.next_action.redirect_to_url.return_url,
        'https://shop.example/back?order=7#top');
      const page = await fetch(intent.next_action.redirect_to_url.url);
      assert.match(page.headers.get('content-security-policy'),
        /form-action 'self' https:\/\/shop\.example; frame-ancestors 'none'/);
      const { status: code, to } = await bankSays(intent, result);
      assert.equal(code, 303);
      assert.equal(to, 'https://shop.example/back?order=7&payment_intent=' +
        `${intent.id}&payment_intent_client_secret=${intent.client_secret}` +
        `&redirect_status=${shown}#top`);
      assert.equal((await get(intent)).status, status);
    }
  });

  test('passed, and then declined', async () => {
    const intent = await make();
    const { body } = await confirm(till, intent, typed('4000008400001629'));
    await bankSays(body, 'complete');
    const failed = await get(intent);
    assert.equal(failed.last_payment_error.decline_code, 'generic_decline');
  });

  test('nobody answers with another token', async () => {
    const { body } = await confirm(till, await make(),
      typed('4000000000003220'));
    const url = body.next_action.use_stripe_sdk.stripe_js
      .replace(/[^/]+\/frame$/, 'x'.repeat(32));
    assert.equal((await fetch(url)).status, 404);
    assert.equal((await fetch(url, { method: 'POST' })).status, 404);
  });

  test('another try takes the place of one that waits', async () => {
    const intent = await make();
    const { body } = await confirm(till, intent, typed('4000000000003220'));
    assert.equal((await confirm(till, intent, typed('4242424242424242')))
      .body.status, 'succeeded');
    assert.equal((await bankSays(body, 'complete')).status, 404);
  });

  test('a buyer who is not there cannot be asked', async () => {
    const customer = await stripe.customers.create();
    const [status, type, code, , message] = await refusal(
      stripe.paymentIntents.create({ amount: 2000, currency: 'usd',
        customer: customer.id, confirm: true, off_session: true,
        payment_method: 'pm_card_authenticationRequired' }));
    assert.deepEqual([status, type, code], [402, 'card_error',
      'authentication_required']);
    assert.equal(message, 'Your card was declined. This transaction requires ' +
      'authentication.');
  });
});

describe('a debit', () => {
  test('is known later: paid', async () => {
    const intent = await make();
    const { body } = await confirm(till, intent,
      account('AT611904300234573201'));
    assert.equal(body.status, 'processing');
    assert.deepEqual(await news(), ['charge.pending',
      'payment_intent.processing']);
    const [, , code] = await refusal(stripe.paymentIntents.cancel(intent.id));
    assert.equal(code, 'payment_intent_unexpected_state');
    await till.advance('10s');
    assert.equal((await get(intent)).status, 'succeeded');
    assert.deepEqual(await news(), ['charge.updated', 'charge.succeeded',
      'payment_intent.succeeded']);
  });

  test('is known later: failed, and may be paid otherwise', async () => {
    const intent = await make();
    await confirm(till, intent, account('AT861904300235473202'));
    await till.advance('10s');
    const failed = await get(intent);
    assert.equal(failed.status, 'requires_payment_method');
    assert.equal(failed.last_payment_error.payment_method.type, 'sepa_debit');
    assert.deepEqual((await news()).slice(-2), ['charge.failed',
      'payment_intent.payment_failed']);
    assert.equal((await confirm(till, intent, typed('4242424242424242')))
      .body.status, 'succeeded');
  });
});

describe('kept payment methods', () => {
  test('one that is to be used again is attached, once it paid', async () => {
    const customer = await stripe.customers.create();
    const intent = await make({ customer: customer.id,
      setup_future_usage: 'off_session' });
    await confirm(till, intent, typed('4000000000000002'));
    assert.equal((await stripe.customers.listPaymentMethods(customer.id))
      .data.length, 0);
    await news();
    await confirm(till, intent, typed('4242424242424242',
      { 'payment_method_data[allow_redisplay]': 'always' }));
    assert.deepEqual(await news(), ['payment_method.attached',
      'charge.succeeded', 'payment_intent.succeeded']);
    const { data: [method] } = await stripe.customers.listPaymentMethods(
      customer.id);
    assert.equal(method.allow_redisplay, 'always');
    const again = await stripe.paymentIntents.create({ amount: 500,
      currency: 'usd', customer: customer.id, payment_method: method.id,
      confirm: true, off_session: true });
    assert.equal(again.status, 'succeeded');
  });

  test('one that is not is good for one payment', async () => {
    const customer = await stripe.customers.create();
    const intent = await make({ customer: customer.id });
    await confirm(till, intent, typed('4242424242424242'));
    const { payment_method: method } = await get(intent);
    for (const call of [() => stripe.paymentIntents.create({ amount: 500,
      currency: 'usd', confirm: true, payment_method: method, ...back }),
    () => stripe.paymentMethods.attach(method, { customer: customer.id })]) {
      const [status, , , , message] = await refusal(call());
      assert.equal(status, 400);
      assert.match(message, /may not be used again/);
    }
  });

  test('one method\'s own usage counts before the intent\'s', async () => {
    const customer = await stripe.customers.create();
    const intent = await make({ customer: customer.id,
      setup_future_usage: 'off_session', payment_method_options: {
        card: { setup_future_usage: 'none' } } });
    await confirm(till, intent, typed('4242424242424242'));
    assert.equal((await stripe.customers.listPaymentMethods(customer.id))
      .data.length, 0);
  });

  test('nobody pays by another\'s', async () => {
    const [ada, grace] = await Promise.all([0, 1].map(() =>
      stripe.customers.create()));
    const method = await stripe.paymentMethods.attach('pm_card_visa',
      { customer: ada.id });
    const foreign = await make({ customer: grace.id });
    const { status, body: { error } } = await confirm(till, foreign,
      { payment_method: method.id });
    assert.deepEqual([status, error.code, error.param, error.message],
      [400, 'resource_missing', 'payment_method', 'The customer does not ' +
        `have a payment method with the ID ${method.id}. The payment method ` +
        'must be attached to the customer.']);
    const nobody = await confirm(till, await make(),
      { payment_method: method.id });
    assert.match(nobody.body.error.message, /belongs to a Customer/);
  });

  test('attaching: again is fine, to another is not', async () => {
    const [ada, grace] = await Promise.all([0, 1].map(() =>
      stripe.customers.create()));
    const method = await stripe.paymentMethods.attach('pm_card_mastercard',
      { customer: ada.id });
    assert.deepEqual(await stripe.paymentMethods.attach(method.id,
      { customer: ada.id }), method);
    let [, , , , message] = await refusal(stripe.paymentMethods.attach(
      method.id, { customer: grace.id }));
    assert.equal(message, 'The payment method you provided has already been ' +
      'attached to a customer.');
    [, , , , message] = await refusal(stripe.paymentMethods.attach(
      'pm_card_chargeDeclinedExpiredCard', { customer: ada.id }));
    assert.equal(message, 'Your card has expired.');
    assert.equal((await refusal(stripe.paymentMethods.attach('pm_none',
      { customer: ada.id })))[0], 404);
    assert.equal((await refusal(stripe.paymentMethods.attach('pm_card_visa',
      { customer: 'cus_none' })))[0], 400);
  });

  test('detaching is once and for all', async () => {
    const { id } = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_visa',
      { customer: id });
    await news();
    const gone = await stripe.paymentMethods.detach(method.id);
    assert.equal(gone.customer, null);
    assert.deepEqual(await news(), ['payment_method.detached']);
    assert.match((await refusal(stripe.paymentMethods.detach(method.id)))[4],
      /not attached to a customer so detachment is impossible/);
    assert.match((await refusal(stripe.paymentMethods.attach(method.id,
      { customer: id })))[4], /may not be used again/);
  });
});

describe('changing and calling off', () => {
  test('an amount may change until it is paid', async () => {
    const intent = await make();
    const changed = await stripe.paymentIntents.update(intent.id, {
      amount: 3000, metadata: { order: '8' }, receipt_email:
        'grace@shop.example', description: 'More tea' });
    assert.deepEqual([changed.amount, changed.metadata.order,
      changed.receipt_email, changed.description],
    [3000, '8', 'grace@shop.example', 'More tea']);
    assert.match((await refusal(stripe.paymentIntents.update(intent.id,
      { amount: 10 })))[4], /at least/);
    await stripe.paymentIntents.update(intent.id,
      { payment_method: 'pm_card_visa' });
    await stripe.paymentIntents.confirm(intent.id, back);
    assert.equal((await get(intent)).amount_received, 3000);
    const [status, , code, param, message] = await refusal(
      stripe.paymentIntents.update(intent.id, { amount: 10 }));
    assert.deepEqual([status, code, param], [400,
      'payment_intent_unexpected_state', 'amount']);
    assert.equal(message, 'This PaymentIntent\'s amount could not be updated ' +
      'because it has a status of succeeded. You may only update the amount ' +
      'of a PaymentIntent with one of the following statuses: ' +
      'requires_payment_method, requires_confirmation, requires_action.');
    assert.equal((await stripe.paymentIntents.update(intent.id,
      { metadata: { order: '' } })).metadata.order, undefined);
  });

  test('called off it cannot be paid', async () => {
    const intent = await make();
    const gone = await stripe.paymentIntents.cancel(intent.id,
      { cancellation_reason: 'duplicate' });
    assert.deepEqual([gone.status, gone.cancellation_reason],
      ['canceled', 'duplicate']);
    assert.ok(gone.canceled_at >= gone.created);
    assert.deepEqual(await news(), ['payment_intent.canceled']);
    const { status, body: { error } } = await confirm(till, intent,
      typed('4242424242424242'));
    assert.equal(status, 400);
    assert.equal(error.message, 'You cannot confirm this PaymentIntent ' +
      'because it has a status of canceled. Only a PaymentIntent with one of ' +
      'the following statuses may be confirmed: requires_confirmation, ' +
      'requires_action.');
    const [, , code] = await refusal(stripe.paymentIntents.cancel(intent.id));
    assert.equal(code, 'payment_intent_unexpected_state');
  });

  test('a session\'s own is the session\'s', async () => {
    const session = await stripe.checkout.sessions.create({ mode: 'payment',
      success_url: 'https://shop.example/', line_items: [{ quantity: 1,
        price_data: { currency: 'usd', unit_amount: 900,
          product_data: { name: 'Tea' } } }] });
    await fetch(`${till.api}/c/pay/${session.id}`, { method: 'POST',
      body: new URLSearchParams({ email: 'ada@shop.example',
        cardNumber: '4000000000000002', cardExpiry: '12 / 40', cardCvc: '123',
        billingName: 'Ada', billingCountry: 'DE' }) });
    const { payment_intent: id } = await stripe.checkout.sessions.retrieve(
      session.id);
    const { client_secret: secret } = await stripe.paymentIntents.retrieve(id);
    for (const [verb, call] of [
      ['confirm', () => stripe.paymentIntents.confirm(id, { ...back,
        payment_method: 'pm_card_visa' })],
      ['cancel', () => stripe.paymentIntents.cancel(id)],
      ['update', () => stripe.paymentIntents.update(id, { amount: 5000 })]])
      assert.equal((await refusal(call()))[4], `You cannot ${verb} this ` +
        'PaymentIntent because it was created by a Checkout Session or a ' +
        'Subscription. Expire the session instead.');
    const page = await fetch(`${till.api}/v3/payment_element`, {
      method: 'POST', body: new URLSearchParams({ client_secret: secret,
        key: till.secret('publishable_key') }) });
    assert.equal(page.status, 400);
  });

  test('what the API chooses may lead away, so it asks for the way back',
    async () => {
      const intent = await make({ payment_method: 'pm_card_visa' });
      assert.match((await refusal(stripe.paymentIntents.confirm(intent.id)))[4],
        /you must provide a `return_url`/);
      const never = await make({ payment_method: 'pm_card_visa',
        automatic_payment_methods: { enabled: true,
          allow_redirects: 'never' } });
      assert.equal((await stripe.paymentIntents.confirm(never.id)).status,
        'succeeded');
    });
});

describe('setup intents', () => {
  test('save a card for a customer', async () => {
    const { id } = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({ customer: id,
      usage: 'on_session', description: 'Tea club',
      metadata: { a: 'b' } });
    assert.deepEqual([intent.status, intent.usage, intent.description],
      ['requires_payment_method', 'on_session', 'Tea club']);
    await news();
    const { body } = await confirm(till, intent, typed('4242424242424242'));
    assert.equal(body.status, 'succeeded');
    assert.deepEqual(await news(), ['payment_method.attached',
      'setup_intent.succeeded']);
    const { data } = await stripe.customers.listPaymentMethods(id);
    assert.deepEqual(data.map((one) => one.id), [body.payment_method]);
  });

  test('are declined, challenged and called off alike', async () => {
    const { id } = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({ customer: id });
    let answer = await confirm(till, intent, typed('4000000000000002'));
    assert.equal(answer.status, 402);
    assert.equal(answer.body.error.setup_intent.last_setup_error.code,
      'card_declined');
    answer = await confirm(till, intent, typed('4000002500003155'));
    assert.equal(answer.body.status, 'requires_action');
    await bankSays(answer.body, 'fail');
    assert.equal((await stripe.setupIntents.retrieve(intent.id))
      .last_setup_error.code, 'setup_intent_authentication_failure');
    const changed = await stripe.setupIntents.update(intent.id,
      { description: 'Later' });
    assert.equal(changed.description, 'Later');
    const gone = await stripe.setupIntents.cancel(intent.id,
      { cancellation_reason: 'abandoned' });
    assert.deepEqual([gone.status, gone.cancellation_reason],
      ['canceled', 'abandoned']);
    assert.equal((await confirm(till, intent, typed('4242424242424242')))
      .body.error.code, 'setup_intent_unexpected_state');
  });

  test('a card that was set up asks no more', async () => {
    const { id } = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({ customer: id });
    const { body } = await confirm(till, intent, typed('4000002500003155'));
    await bankSays(body, 'complete');
    const { payment_method: method } = await stripe.setupIntents.retrieve(
      intent.id);
    assert.equal((await stripe.paymentIntents.create({ amount: 900,
      currency: 'usd', customer: id, payment_method: method, confirm: true,
      off_session: true })).status, 'succeeded');
  });
});

describe('the publishable key', () => {
  const secret = 'client_secret';

  test('sees an intent by its secret, and only what a page needs', async () => {
    const customer = await stripe.customers.create();
    const intent = await make({ customer: customer.id,
      metadata: { margin: '40%' } });
    const { status, body } = await asPage(till, 'GET',
      `payment_intents/${intent.id}`, { [secret]: intent.client_secret });
    assert.equal(status, 200);
    assert.equal(body.amount, 2000);
    for (const name of ['customer', 'metadata', 'latest_charge', 'invoice',
      'payment_method_options'])
      assert.ok(!(name in body), name);
    const setup = await stripe.setupIntents.create({ customer: customer.id });
    const seen = await asPage(till, 'GET', `setup_intents/${setup.id}`,
      { [secret]: setup.client_secret });
    assert.equal(seen.body.usage, 'off_session');
    assert.ok(!('customer' in seen.body));
  });

  test('is refused without the secret, or with another', async () => {
    const intent = await make();
    const other = await make();
    for (const [method, path] of [['GET', intent.id],
      ['POST', `${intent.id}/confirm`]]) {
      let { status, body: { error } } = await asPage(till, method,
        `payment_intents/${path}`);
      assert.deepEqual([status, error.code, error.param], [400,
        'parameter_missing', secret]);
      ({ status, body: { error } } = await asPage(till, method,
        `payment_intents/${path}`, { [secret]: other.client_secret }));
      assert.deepEqual([status, error.param, error.message], [400, secret,
        'The client_secret provided does not match the client_secret ' +
        'associated with the PaymentIntent.']);
    }
    assert.equal((await asPage(till, 'GET', 'payment_intents/pi_none',
      { [secret]: 'pi_none_secret_x' })).status, 404);
    assert.equal((await refusal(stripe.paymentIntents.retrieve(intent.id,
      { client_secret: other.client_secret })))[3], secret);
  });

  test('is refused where it is not enough', async () => {
    const intent = await make();
    for (const [method, path] of [['POST', 'payment_intents'],
      ['GET', 'payment_intents'], ['POST', `payment_intents/${intent.id}`],
      ['POST', `payment_intents/${intent.id}/cancel`], ['GET', 'customers'],
      ['POST', 'payment_methods/pm_x/detach'], ['GET', 'nothing']]) {
      const { status, body: { error } } = await asPage(till, method, path,
        { [secret]: intent.client_secret });
      assert.deepEqual([status, error.code], [401, 'secret_key_required'],
        path);
    }
  });

  test('a page of any origin may ask', async () => {
    const intent = await make();
    const asked = await fetch(`${till.api}/v1/payment_intents/${intent.id}`, {
      method: 'OPTIONS', headers: { Origin: 'https://shop.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization' } });
    assert.equal(asked.status, 200);
    assert.equal(asked.headers.get('access-control-allow-origin'), '*');
    assert.equal(asked.headers.get('access-control-allow-headers'),
      'authorization');
    const { headers } = await confirm(till, intent, typed('4000000000000002'));
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });
});
