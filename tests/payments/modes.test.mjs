/*
 * What completing makes in each mode: intents, customers, subscriptions with
 * their invoices, payment methods that are kept; their amounts are those of
 * the session.  The SDK's answers are judged field by field.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { bankSays, byCard, byDebit, Desk } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk, product, monthly, once;
const good = '4242424242424242';
const success_url = 'https://shop.example/thanks';

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
  product = await stripe.products.create({ name: 'Tea of the month' });
  monthly = await stripe.prices.create({ product: product.id,
    currency: 'eur', unit_amount: 1000, recurring: { interval: 'month' } });
  once = await stripe.prices.create({ product: product.id, currency: 'eur',
    unit_amount: 700 });
});
after(() => till?.stop());

async function subscribe(more = {}) {
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription', success_url,
    line_items: [{ price: monthly.id, quantity: 2 }], ...more });
  await desk.news();
  return session;
}

async function pay(session, number = good, more = {}) {
  const answer = await byCard(till, session, number, more);
  assert.equal(answer.status, 303, answer.alert ?? answer.text);
}

const whole = ['subscription.latest_invoice.payment_intent.latest_charge',
  'customer', 'invoice'];

describe('subscription', () => {
  test('paid by card', async () => {
    const session = await subscribe();
    await pay(session);
    const now = await desk.get(session, whole);
    const { subscription, invoice, customer } = now;
    assert.equal(now.status, 'complete');
    assert.equal(now.payment_status, 'paid');
    assert.equal(now.payment_intent, null);
    assert.equal(now.setup_intent, null);
    assert.equal(customer.email, 'ada@shop.example');
    assert.equal(subscription.status, 'active');
    assert.equal(subscription.customer, customer.id);
    assert.equal(subscription.currency, 'eur');
    const [item, ...others] = subscription.items.data;
    assert.equal(others.length, 0);
    assert.match(item.id, /^si_/);
    assert.equal(item.price.id, monthly.id);
    assert.equal(item.plan.id, monthly.id);
    assert.equal(item.quantity, 2);
    const start = new Date(subscription.current_period_start * 1000);
    const end = new Date(subscription.current_period_end * 1000);
    assert.equal((end.getUTCMonth() - start.getUTCMonth() + 12) % 12, 1);
    assert.equal(subscription.latest_invoice.id, invoice.id);
    assert.equal(invoice.status, 'paid');
    assert.ok(invoice.paid);
    assert.equal(invoice.total, now.amount_total);
    assert.equal(invoice.amount_paid, 2000);
    assert.equal(invoice.amount_remaining, 0);
    assert.equal(invoice.billing_reason, 'subscription_create');
    assert.equal(invoice.number, `${customer.invoice_prefix}-0001`);
    assert.equal(invoice.subscription, subscription.id);
    const [line] = invoice.lines.data;
    assert.equal(line.amount, 2000);
    assert.equal(line.type, 'subscription');
    assert.equal(line.description, '2 × Tea of the month (at €10.00 / month)');
    assert.equal(line.subscription_item, item.id);
    assert.equal(line.period.end, subscription.current_period_end);
    const intent = subscription.latest_invoice.payment_intent;
    assert.equal(intent.status, 'succeeded');
    assert.equal(intent.amount, 2000);
    assert.equal(intent.invoice, invoice.id);
    assert.equal(intent.customer, customer.id);
    assert.equal(intent.latest_charge.invoice, invoice.id);
    const method = await stripe.paymentMethods.retrieve(
      subscription.default_payment_method);
    assert.equal(method.customer, customer.id);
    assert.equal(method.allow_redisplay, 'limited');
    const news = await desk.news();
    for (const type of ['payment_intent.created', 'customer.created',
      'payment_method.attached', 'customer.subscription.created',
      'invoice.created', 'invoice.finalized', 'charge.succeeded',
      'payment_intent.succeeded', 'invoice.paid', 'invoice.payment_succeeded',
      'customer.subscription.updated'])
      assert.equal(news.filter((one) => one === type).length > 0, true, type);
    assert.equal(news.at(-1), 'checkout.session.completed');
  });

  test('declined and then paid is one subscription', async () => {
    const session = await subscribe();
    const page = await byCard(till, session, '4000000000000341');
    assert.equal(page.alert, 'Your card was declined.');
    let now = await desk.get(session);
    assert.equal(now.status, 'open');
    assert.equal(now.subscription, null);
    assert.deepEqual(await desk.news(), ['payment_intent.created',
      'charge.failed', 'payment_intent.payment_failed']);
    await pay(session);
    now = await desk.get(session, whole);
    const intent = now.subscription.latest_invoice.payment_intent;
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    assert.deepEqual(charges.data.map(({ status }) => status),
      ['succeeded', 'failed']);
    const all = await stripe.subscriptions.list({
      customer: now.customer.id });
    assert.equal(all.data.length, 1);
  });

  test('with a trial', async () => {
    const session = await subscribe({ subscription_data: {
      trial_period_days: 14, description: 'Tea', metadata: { a: 'b' } } });
    await pay(session, '4000002760003184');
    assert.equal((await desk.get(session)).status, 'open');
    assert.equal((await bankSays(till, session, 'complete')).status, 303);
    const now = await desk.get(session, ['subscription', 'invoice']);
    const { subscription, invoice } = now;
    assert.equal(now.payment_status, 'no_payment_required');
    assert.equal(now.amount_total, 0);
    assert.equal(subscription.status, 'trialing');
    assert.equal(subscription.trial_end - subscription.trial_start,
      14 * 86400);
    assert.equal(subscription.current_period_end, subscription.trial_end);
    assert.equal(subscription.billing_cycle_anchor, subscription.trial_end);
    assert.equal(subscription.description, 'Tea');
    assert.deepEqual(subscription.metadata, { a: 'b' });
    assert.equal(invoice.total, 0);
    assert.equal(invoice.status, 'paid');
    assert.equal(invoice.payment_intent, null);
    const types = await desk.news();
    assert.ok(types.includes('setup_intent.requires_action'));
    assert.ok(types.includes('setup_intent.succeeded'));
    assert.ok(!types.includes('payment_intent.created'));
  });

  test('with one-time items, a coupon and a tax', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10,
      duration: 'once' });
    const rate = await stripe.taxRates.create({ display_name: 'VAT',
      percentage: 19, inclusive: false });
    const session = await subscribe({ discounts: [{ coupon: coupon.id }],
      line_items: [
        { price: monthly.id, quantity: 1, tax_rates: [rate.id] },
        { price: once.id, quantity: 3 }] });
    await pay(session);
    const now = await desk.get(session, ['subscription', 'invoice']);
    const { invoice, subscription } = now;
    assert.equal(invoice.subtotal, now.amount_subtotal);
    assert.equal(invoice.total, now.amount_total);
    assert.equal(invoice.tax, now.total_details.amount_tax);
    assert.equal(invoice.total_discount_amounts[0].amount,
      now.total_details.amount_discount);
    assert.equal(invoice.total_discount_amounts[0].discount,
      invoice.discount.id);
    assert.equal(invoice.total_tax_amounts[0].tax_rate, rate.id);
    assert.equal(invoice.lines.data.reduce((sum, line) => sum + line.amount,
      0), now.amount_subtotal);
    assert.deepEqual(invoice.lines.data.map(({ type }) => type),
      ['subscription', 'invoiceitem']);
    assert.equal(subscription.items.data.length, 1);
    assert.equal(subscription.discount.coupon.id, coupon.id);
  });

  test('by a debit that fails is past due', async () => {
    for (const [iban, invoiceStatus, status] of [
      ['AT611904300234573201', 'paid', 'active'],
      ['AT861904300235473202', 'open', 'past_due']]) {
      const session = await subscribe({
        payment_method_types: ['sepa_debit'] });
      assert.equal((await byDebit(till, session, iban)).status, 303);
      let now = await desk.get(session, ['subscription', 'invoice']);
      assert.equal(now.payment_status, 'unpaid');
      assert.equal(now.subscription.status, 'active');
      assert.equal(now.invoice.status, 'open');
      await till.advance('1m');
      now = await desk.get(session, ['subscription', 'invoice']);
      assert.equal(now.subscription.status, status);
      assert.equal(now.invoice.status, invoiceStatus);
      assert.ok(now.invoice.attempted);
    }
  });

  test('is listed, found by its filters, and canceled', async () => {
    const customer = await stripe.customers.create({ email: 'b@shop.example' });
    const session = await subscribe({ customer: customer.id });
    await pay(session);
    const { subscription: id } = await desk.get(session);
    const list = async (filters) =>
      (await stripe.subscriptions.list({ limit: 100, ...filters })).data
        .some((one) => one.id === id);
    const subscription = await stripe.subscriptions.retrieve(id);
    const end = subscription.current_period_end;
    const finds = [{}, { customer: customer.id }, { price: monthly.id },
      { plan: monthly.id }, { status: 'active' }, { status: 'all' },
      { collection_method: 'charge_automatically' },
      { automatic_tax: { enabled: false } },
      { current_period_end: end }, { current_period_end: { gte: end } },
      { current_period_end: { gt: end - 1, lt: end + 1 } },
      { created: subscription.created }];
    for (const filters of finds)
      assert.equal(await list(filters), true, JSON.stringify(filters));
    const misses = [{ customer: 'cus_none' }, { price: once.id },
      { status: 'canceled' }, { status: 'ended' }, { status: 'trialing' },
      { collection_method: 'send_invoice' },
      { current_period_end: { gt: end } }, { current_period_end: end + 1 },
      { current_period_start: { lt: subscription.current_period_start } }];
    for (const filters of misses)
      assert.equal(await list(filters), false, JSON.stringify(filters));
    await desk.news();
    const gone = await stripe.subscriptions.cancel(id,
      { cancellation_details: { comment: 'too much tea',
        feedback: 'too_expensive' } });
    assert.equal(gone.status, 'canceled');
    assert.equal(gone.cancellation_details.comment, 'too much tea');
    assert.equal(gone.cancellation_details.reason, 'cancellation_requested');
    assert.ok(gone.canceled_at && gone.ended_at);
    assert.deepEqual(await desk.news(), ['customer.subscription.updated',
      'customer.subscription.deleted']);
    assert.equal(await list({}), false);
    assert.equal(await list({ status: 'ended' }), true);
    await assert.rejects(stripe.subscriptions.cancel(id),
      { statusCode: 404, message: `No such subscription: '${id}'` });
    await assert.rejects(stripe.subscriptions.retrieve('sub_none'),
      { statusCode: 404, message: "No such subscription: 'sub_none'" });
  });
});

describe('setup', () => {
  const setup = async (more = {}) => {
    const session = await stripe.checkout.sessions.create({ mode: 'setup',
      success_url, currency: 'eur', ...more });
    await desk.news();
    return session;
  };

  test('keeps the card with its customer', async () => {
    const customer = await stripe.customers.create({ email: 'c@shop.example' });
    const session = await setup({ customer: customer.id });
    await pay(session);
    const now = await desk.get(session, ['setup_intent.payment_method']);
    assert.equal(now.status, 'complete');
    assert.equal(now.payment_status, 'no_payment_required');
    assert.equal(now.setup_intent.status, 'succeeded');
    assert.equal(now.setup_intent.customer, customer.id);
    assert.equal(now.setup_intent.payment_method.customer, customer.id);
    assert.deepEqual(await desk.news(), ['payment_method.attached',
      'setup_intent.succeeded', 'checkout.session.completed']);
    const kept = await stripe.customers.listPaymentMethods(customer.id);
    assert.deepEqual(kept.data.map(({ id }) => id),
      [now.setup_intent.payment_method.id]);
    assert.equal(kept.url, `/v1/customers/${customer.id}/payment_methods`);
    await assert.rejects(stripe.customers.listPaymentMethods('cus_none'),
      { statusCode: 404 });
  });

  test('declined, challenged and failed', async () => {
    const session = await setup();
    assert.equal((await byCard(till, session, '4000000000000002')).alert,
      'Your card was declined.');
    let { setup_intent: intent } = await desk.get(session, ['setup_intent']);
    assert.equal(intent.status, 'requires_payment_method');
    assert.equal(intent.last_setup_error.code, 'card_declined');
    assert.deepEqual(await desk.news(), ['setup_intent.setup_failed']);
    await pay(session, '4000000000003220');
    assert.match((await bankSays(till, session, 'fail')).alert,
      /unable to authenticate/);
    ({ setup_intent: intent } = await desk.get(session, ['setup_intent']));
    assert.equal(intent.last_setup_error.code,
      'setup_intent_authentication_failure');
    // A card that only fails when it is charged can be kept.
    await pay(session, '4000000000000341');
    ({ setup_intent: intent } = await desk.get(session, ['setup_intent']));
    assert.equal(intent.status, 'succeeded');
    assert.equal(intent.last_setup_error, null);
  });
});

describe('payment', () => {
  test('an invoice, when it is asked for', async () => {
    const session = await desk.open({ invoice_creation: { enabled: true,
      invoice_data: { description: 'Thanks', footer: 'Bye',
        metadata: { order: '7' } } } });
    await pay(session);
    const now = await desk.get(session, ['invoice', 'payment_intent',
      'customer']);
    assert.equal(now.invoice.status, 'paid');
    assert.equal(now.invoice.billing_reason, 'manual');
    assert.equal(now.invoice.total, now.amount_total);
    assert.equal(now.invoice.description, 'Thanks');
    assert.equal(now.invoice.footer, 'Bye');
    assert.deepEqual(now.invoice.metadata, { order: '7' });
    assert.equal(now.invoice.payment_intent, now.payment_intent.id);
    assert.equal(now.payment_intent.invoice, now.invoice.id);
    assert.equal(now.invoice.customer, now.customer.id);
    const found = await stripe.invoices.list({ customer: now.customer.id });
    assert.deepEqual(found.data.map(({ id }) => id), [now.invoice.id]);
    assert.equal((await stripe.invoices.retrieve(now.invoice.id)).number,
      `${now.customer.invoice_prefix}-0001`);
  });

  test('a guest stays one', async () => {
    const session = await desk.open();
    await pay(session);
    const now = await desk.get(session, ['payment_intent.payment_method']);
    assert.equal(now.customer, null);
    assert.equal(now.invoice, null);
    assert.equal(now.payment_intent.customer, null);
    assert.equal(now.payment_intent.payment_method.customer, null);
    assert.equal(now.payment_intent.payment_method.allow_redisplay,
      'unspecified');
  });

  test('a later use is for a customer', async () => {
    const session = await desk.open({ payment_intent_data: {
      setup_future_usage: 'off_session' } });
    await pay(session);
    const now = await desk.get(session, ['payment_intent.payment_method']);
    assert.match(now.customer, /^cus_/);
    assert.equal(now.payment_intent.payment_method.customer, now.customer);
    assert.equal(now.payment_intent.payment_method.allow_redisplay,
      'limited');
    const charges = await stripe.charges.list({ customer: now.customer });
    assert.deepEqual(charges.data.map(({ id }) => id),
      [now.payment_intent.latest_charge]);
  });

  test('the buyer may have it kept', async () => {
    const options = { customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' } };
    for (const [ticked, redisplay] of [['yes', 'always'],
      ['', 'unspecified']]) {
      const session = await desk.open(options);
      await pay(session, good, { savePaymentMethod: ticked });
      const now = await desk.get(session, ['payment_intent.payment_method']);
      const method = now.payment_intent.payment_method;
      assert.equal(method.allow_redisplay, redisplay);
      assert.equal(method.customer, ticked ? now.customer : null);
    }
  });

  test('captured by hand', async () => {
    const session = await desk.open({ payment_intent_data: {
      capture_method: 'manual' } });
    await pay(session);
    const now = await desk.get(session, ['payment_intent.latest_charge']);
    assert.equal(now.payment_status, 'unpaid');
    assert.equal(now.payment_intent.status, 'requires_capture');
    assert.equal(now.payment_intent.amount_capturable, now.amount_total);
    assert.equal(now.payment_intent.latest_charge.captured, false);
  });
});
