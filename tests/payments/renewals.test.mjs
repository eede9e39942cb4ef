/*
 * Subscriptions over time, by the test clock: trials end, periods follow each
 * other, payments fail and are tried again, an end that was set comes.  What
 * is made has the dates it would have had, however far the clock leaps.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { bankSays, byCard, byDebit, Desk } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';
import { own } from '../lib/webhooks.mjs';

let till, stripe, desk, product, monthly, daily, once;
const good = '4242424242424242', failing = '4000000000000341';
const day = 86400, hour = 3600;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
  product = await stripe.products.create({ name: 'Tea of the month' });
  const price = (unit_amount, recurring) => stripe.prices.create({
    product: product.id, currency: 'eur', unit_amount, recurring });
  monthly = await price(1000, { interval: 'month' });
  daily = await price(300, { interval: 'day' });
  once = await price(700);
});
after(() => till?.stop());

/* A subscription that was bought, and its session. */
async function buy(more = {}, number = good) {
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription', success_url: 'https://shop.example/thanks',
    line_items: [{ price: monthly.id, quantity: 2 }], ...more });
  const page = await byCard(till, session, number);
  assert.equal(page.status, 303, page.alert ?? page.text);
  await desk.news();
  const { subscription } = await desk.get(session);
  const bought = await stripe.subscriptions.retrieve(subscription);
  living.push(bought.id);
  return bought;
}

/* What one test bought is over before the next moves the clock. */
const living = [];
afterEach(async () => {
  for (const id of living.splice(0))
    await stripe.subscriptions.cancel(id).catch((error) =>
      assert.equal(error.statusCode, 404));
  await desk.news();
});

const trial = (days, more = {}) => ({ subscription_data: {
  trial_period_days: days, ...more } });
const retrieve = ({ id }, expand = ['latest_invoice.payment_intent']) =>
  stripe.subscriptions.retrieve(id, { expand });
const invoices = async ({ id }) =>
  (await stripe.invoices.list({ subscription: id, limit: 100 })).data;
const events = async (type, id) =>
  (await stripe.events.list({ type, limit: 100 })).data
    .filter(({ data }) => data.object.id === id ||
      data.object.subscription === id);

/** Moves the clock to a second. */
async function goTo(second) {
  const { now } = await own(till, 'GET', 'clock');
  await own(till, 'POST', 'clock', { advance: second - now });
}

describe('a period', () => {
  test('ends, and the next is billed an hour later', async () => {
    const bought = await buy();
    const first = bought.latest_invoice, end = bought.current_period_end;
    await goTo(end + 1);
    assert.deepEqual(await desk.news(), ['invoice.created',
      'customer.subscription.updated']);
    let now = await retrieve(bought);
    assert.equal(now.status, 'active');
    assert.equal(now.current_period_start, end);
    const next = new Date(end * 1000);
    next.setUTCMonth(next.getUTCMonth() + 1);
    assert.equal(now.current_period_end, next.getTime() / 1000);
    let invoice = now.latest_invoice;
    assert.notEqual(invoice.id, first);
    assert.equal(invoice.status, 'draft');
    assert.equal(invoice.number, null);
    assert.equal(invoice.created, end);
    assert.equal(invoice.automatically_finalizes_at, end + hour);
    assert.equal(invoice.payment_intent, null);
    const [update] = await events('customer.subscription.updated', bought.id);
    assert.deepEqual(Object.keys(update.data.previous_attributes).sort(),
      ['current_period_end', 'current_period_start', 'latest_invoice']);
    assert.equal(update.request.id, null);

    await goTo(end + hour + 1);
    assert.deepEqual(await desk.news(), ['payment_intent.created',
      'customer.updated', 'invoice.updated', 'invoice.finalized',
      'charge.succeeded', 'payment_intent.succeeded', 'invoice.updated',
      'invoice.paid', 'invoice.payment_succeeded']);
    now = await retrieve(bought);
    invoice = now.latest_invoice;
    assert.equal(invoice.status, 'paid');
    assert.equal(invoice.billing_reason, 'subscription_cycle');
    assert.equal(invoice.amount_paid, 2000);
    assert.equal(invoice.attempt_count, 1);
    assert.match(invoice.number, /-0002$/);
    assert.equal(invoice.status_transitions.finalized_at, end + hour);
    assert.equal(invoice.status_transitions.paid_at, end + hour);
    assert.equal(invoice.period_start, bought.current_period_start);
    assert.equal(invoice.period_end, end);
    const [line] = invoice.lines.data;
    assert.deepEqual(line.period, { start: end,
      end: now.current_period_end });
    assert.equal(line.description,
      '2 × Tea of the month (at €10.00 / month)');
    assert.equal(line.subscription_item, now.items.data[0].id);
    assert.equal(invoice.payment_intent.status, 'succeeded');
    assert.equal(invoice.payment_intent.payment_method,
      bought.default_payment_method);
    assert.equal(invoice.payment_intent.customer, bought.customer);
    assert.equal((await invoices(bought)).length, 2);
  });

  test('twelve of them in one leap of the clock', async () => {
    const bought = await buy();
    const at = new Date(bought.current_period_start * 1000);
    const second = (months) => {
      const date = new Date(at);
      date.setUTCDate(1);
      date.setUTCMonth(at.getUTCMonth() + months);
      const last = new Date(Date.UTC(date.getUTCFullYear(),
        date.getUTCMonth() + 1, 0)).getUTCDate();
      date.setUTCDate(Math.min(at.getUTCDate(), last));
      return date.getTime() / 1000;
    };
    await goTo(second(12) + hour + 1);
    const list = (await invoices(bought)).reverse();
    assert.deepEqual(list.map(({ created }) => created),
      Array.from({ length: 13 }, (_, n) => second(n)));
    assert.ok(list.every(({ status, total }) =>
      status === 'paid' && total === 2000));
    assert.deepEqual(list.map(({ number }) => Number(number.slice(-4))),
      Array.from({ length: 13 }, (_, n) => n + 1));
    const paid = await events('invoice.paid', bought.id);
    // That of the first is older than events are kept.
    assert.deepEqual(paid.map(({ data }) => data.object.id).reverse(),
      list.slice(1).map(({ id }) => id));
    assert.equal((await retrieve(bought)).current_period_end, second(13));
  });

  test('has what recurs in it, with its taxes', async () => {
    const rate = (percentage, inclusive) => stripe.taxRates.create({
      display_name: 'VAT', percentage, inclusive });
    const [single, common] = [await rate(19, false), await rate(7, true)];
    const bought = await buy({ line_items: [
      { price: monthly.id, quantity: 1, tax_rates: [single.id] },
      { price: monthly.id, quantity: 3 }, { price: once.id, quantity: 1 }],
    subscription_data: { default_tax_rates: [common.id] } });
    assert.deepEqual(bought.items.data.map((item) =>
      item.tax_rates.map(({ id }) => id)), [[single.id], [common.id]]);
    await goTo(bought.current_period_end + 2 * hour);
    const { latest_invoice: invoice } = await retrieve(bought);
    assert.deepEqual(invoice.lines.data.map(({ amount, quantity }) =>
      [quantity, amount]), [[1, 1000], [3, 3000]]);
    assert.equal(invoice.subtotal, 4000);
    assert.equal(invoice.total, 4190);
    assert.equal(invoice.tax, 190 + 196);
    assert.deepEqual(invoice.total_tax_amounts.map((one) =>
      [one.tax_rate, one.amount]), [[single.id, 190], [common.id, 196]]);
    assert.equal(invoice.payment_intent.amount_received, 4190);
  });

  test('from an anchor keeps its day', async () => {
    const { now } = await own(till, 'GET', 'clock');
    const anchor = now + 5 * day;
    const bought = await buy({ subscription_data: {
      billing_cycle_anchor: anchor, proration_behavior: 'none' } });
    assert.equal(bought.current_period_end, anchor);
    await goTo(anchor + 2 * hour);
    const later = await retrieve(bought);
    assert.equal(later.current_period_start, anchor);
    assert.equal(later.billing_cycle_anchor, anchor);
    assert.ok(later.current_period_end > anchor + 27 * day);
  });
});

describe('a discount', () => {
  const totals = async (bought) => (await invoices(bought)).reverse()
    .map(({ total }) => total);
  const rows = [
    ['once', { duration: 'once', percent_off: 50 }, [1000, 2000, 2000]],
    ['for two months', { duration: 'repeating', duration_in_months: 2,
      percent_off: 10 }, [1800, 1800, 2000, 2000]],
    ['forever', { duration: 'forever', amount_off: 300, currency: 'eur' },
      [1700, 1700, 1700]],
    ['of all', { duration: 'forever', percent_off: 100 }, [0, 0, 0]]];
  for (const [name, terms, wanted] of rows)
    test(name, async () => {
      const coupon = await stripe.coupons.create(terms);
      const bought = await buy({ discounts: [{ coupon: coupon.id }] });
      assert.equal(bought.discount.subscription, bought.id);
      for (let i = 1; i < wanted.length; i++) {
        const { current_period_end: end } = await retrieve(bought);
        await goTo(end + 2 * hour);
      }
      assert.deepEqual(await totals(bought), wanted);
      const now = await retrieve(bought);
      assert.equal(now.discount?.coupon.id,
        wanted.at(-1) === 2000 ? undefined : coupon.id);
      const { latest_invoice: last } = now;
      assert.equal(last.status, 'paid');
      assert.equal(last.discount?.id, now.discount?.id);
      assert.equal(last.total_discount_amounts.length, now.discount ? 1 : 0);
      assert.equal(last.payment_intent === null, last.total === 0);
    });

  test('once, after a trial, is for what is paid first', async () => {
    const coupon = await stripe.coupons.create({ duration: 'once',
      percent_off: 50 });
    const bought = await buy({ discounts: [{ coupon: coupon.id }],
      ...trial(7) });
    await goTo(bought.trial_end + 2 * hour);
    const { current_period_end: end } = await retrieve(bought);
    await goTo(end + 2 * hour);
    assert.deepEqual(await totals(bought), [0, 1000, 2000]);
  });
});

describe('a trial', () => {
  const without = (behavior) => ({ payment_method_collection: 'if_required',
    ...trial(7, behavior && { trial_settings: { end_behavior: {
      missing_payment_method: behavior } } }) });

  test('is told of three days before, and ends in a paid period',
    async () => {
      const bought = await buy(trial(14));
      assert.equal(bought.status, 'trialing');
      await goTo(bought.trial_end - 3 * day - 60);
      await retrieve(bought);
      assert.deepEqual(await desk.news(), []);
      await goTo(bought.trial_end - 3 * day + 1);
      assert.deepEqual(await desk.news(),
        ['customer.subscription.trial_will_end']);
      const [event] = await events('customer.subscription.trial_will_end',
        bought.id);
      assert.equal(event.data.object.status, 'trialing');
      await goTo(bought.trial_end + 1);
      let now = await retrieve(bought);
      assert.equal(now.status, 'active');
      assert.equal(now.current_period_start, bought.trial_end);
      assert.equal(now.latest_invoice.billing_reason, 'subscription_cycle');
      await goTo(bought.trial_end + 2 * hour);
      now = await retrieve(bought);
      assert.equal(now.latest_invoice.status, 'paid');
      assert.equal(now.latest_invoice.amount_paid, 2000);
      assert.equal(now.latest_invoice.payment_intent.status, 'succeeded');
      assert.equal((await events('customer.subscription.trial_will_end',
        bought.id)).length, 1);
    });

  test('of a day is told of at once', async () => {
    const bought = await buy(trial(1));
    assert.equal((await events('customer.subscription.trial_will_end',
      bought.id)).length, 1);
  });

  test('with no way to pay is past due', async () => {
    const bought = await buy(without());
    assert.equal(bought.default_payment_method, null);
    await goTo(bought.trial_end + 2 * hour);
    const now = await retrieve(bought);
    assert.equal(now.status, 'past_due');
    assert.equal(now.latest_invoice.status, 'open');
    assert.ok(now.latest_invoice.attempted);
    assert.equal(now.latest_invoice.charge, null);
    assert.equal(now.latest_invoice.payment_intent.status,
      'requires_payment_method');
  });

  test('with no way to pay is canceled when it says so', async () => {
    const bought = await buy(without('cancel'));
    await goTo(bought.trial_end + 1);
    const now = await retrieve(bought);
    assert.equal(now.status, 'canceled');
    assert.equal(now.ended_at, bought.trial_end);
    assert.deepEqual((await desk.news()).slice(-2),
      ['customer.subscription.updated', 'customer.subscription.deleted']);
    assert.equal((await invoices(bought)).length, 1);
  });

  test('with no way to pay is paused when it says so', async () => {
    const bought = await buy(without('pause'));
    await goTo(bought.trial_end + 40 * day);
    const now = await retrieve(bought);
    assert.equal(now.status, 'paused');
    assert.deepEqual((await desk.news()).slice(-2),
      ['customer.subscription.updated', 'customer.subscription.paused']);
    assert.equal((await invoices(bought)).length, 1);
    const { data } = await stripe.subscriptions.list({ status: 'paused' });
    assert.deepEqual(data.map(({ id }) => id), [bought.id]);
  });

  test('with a way to pay ignores that', async () => {
    const bought = await buy(trial(7, { trial_settings: { end_behavior: {
      missing_payment_method: 'cancel' } } }));
    await goTo(bought.trial_end + 2 * hour);
    assert.equal((await retrieve(bought)).latest_invoice.status, 'paid');
  });
});

describe('a payment that fails', () => {
  const kept = (number) => buy(trial(7), number);

  test('is tried again after 3, 5 and 7 days, and then it is over',
    async () => {
      const bought = await kept(failing);
      let at = bought.trial_end + hour;
      await goTo(at + 1);
      await retrieve(bought);
      let news = await desk.news();
      for (const type of ['charge.failed', 'payment_intent.payment_failed',
        'invoice.payment_failed', 'customer.subscription.updated'])
        assert.ok(news.includes(type), type);
      for (const [n, days] of [[1, 3], [2, 5], [3, 7]]) {
        const now = await retrieve(bought);
        assert.equal(now.status, 'past_due');
        const { latest_invoice: invoice } = now;
        assert.equal(invoice.attempt_count, n);
        assert.equal(invoice.next_payment_attempt, at + days * day);
        assert.equal(invoice.payment_intent.last_payment_error.code,
          'card_declined');
        at += days * day;
        await goTo(at + 1);
      }
      const now = await retrieve(bought);
      assert.equal(now.status, 'canceled');
      assert.equal(now.cancellation_details.reason, 'payment_failed');
      assert.equal(now.ended_at, at);
      assert.equal(now.latest_invoice.status, 'open');
      assert.equal(now.latest_invoice.attempt_count, 4);
      assert.equal(now.latest_invoice.next_payment_attempt, null);
      const { data: charges } = await stripe.charges.list({
        payment_intent: now.latest_invoice.payment_intent.id });
      assert.deepEqual(charges.map(({ status }) => status),
        ['failed', 'failed', 'failed', 'failed']);
      assert.equal((await events('invoice.payment_failed', bought.id)).length,
        4);
      news = await desk.news();
      assert.equal(news.at(-1), 'customer.subscription.deleted');
      await goTo(at + 90 * day);
      assert.equal((await invoices(bought)).length, 2);
    });

  test('is made good by another card', async () => {
    const bought = await kept(failing);
    const other = await buy({ customer: bought.customer });
    await goTo(bought.trial_end + 2 * hour);
    const late = await retrieve(bought);
    assert.equal(late.status, 'past_due');
    await stripe.subscriptions.update(bought.id, {
      default_payment_method: other.default_payment_method });
    await goTo(late.latest_invoice.next_payment_attempt + 1);
    const now = await retrieve(bought);
    assert.equal(now.status, 'active');
    assert.equal(now.latest_invoice.status, 'paid');
    assert.equal(now.latest_invoice.attempt_count, 2);
    assert.equal(now.latest_invoice.next_payment_attempt, null);
  });

  test('of an older period ends nothing once the latest is paid',
    async () => {
      const bought = await buy({ ...trial(7), line_items: [
        { price: daily.id, quantity: 1 }] }, failing);
      const other = await buy({ customer: bought.customer });
      await goTo(bought.trial_end + 2 * hour);
      const [first] = await invoices(bought);
      assert.equal(first.attempt_count, 1);
      await stripe.subscriptions.update(bought.id, {
        default_payment_method: other.default_payment_method });
      await goTo(bought.trial_end + day + 2 * hour);
      assert.equal((await retrieve(bought)).status, 'active');
      await goTo(bought.trial_end + 4 * day);
      const all = (await invoices(bought)).reverse();
      assert.equal(all.find(({ id }) => id === first.id).status, 'paid');
    });

  test('for want of the buyer: its bank asks for him', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/thanks',
      line_items: [{ price: monthly.id, quantity: 1 }], ...trial(7) });
    await byCard(till, session, '4000002760003184');
    assert.equal((await bankSays(till, session, 'complete')).status, 303);
    const { subscription: id } = await desk.get(session);
    living.push(id);
    const bought = await retrieve({ id });
    await goTo(bought.trial_end + 2 * hour);
    await desk.news();
    const { status, latest_invoice: invoice } = await retrieve(bought);
    assert.equal(status, 'past_due');
    const error = invoice.payment_intent.last_payment_error;
    assert.equal(error.code, 'authentication_required');
    assert.equal(error.message, 'Your card was declined. This transaction ' +
      'requires authentication.');
    assert.equal((await events('invoice.payment_action_required',
      id)).length, 1);
  });

  test('of a card that was set up before is none', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/thanks',
      line_items: [{ price: monthly.id, quantity: 1 }], ...trial(7) });
    await byCard(till, session, '4000002500003155');
    assert.equal((await bankSays(till, session, 'complete')).status, 303);
    const { subscription: id } = await desk.get(session);
    living.push(id);
    const bought = await retrieve({ id });
    await goTo(bought.trial_end + 2 * hour);
    assert.equal((await retrieve(bought)).latest_invoice.status, 'paid');
  });
});

describe('a debit', () => {
  async function byAccount(iban) {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/thanks',
      payment_method_types: ['sepa_debit'],
      line_items: [{ price: monthly.id, quantity: 2 }], ...trial(7) });
    assert.equal((await byDebit(till, session, iban)).status, 303);
    const { subscription: id } = await desk.get(session);
    living.push(id);
    return retrieve({ id });
  }

  test('is under way for a while and then paid', async () => {
    const bought = await byAccount('AT321904300235473204');
    await goTo(bought.trial_end + hour + 1);
    let now = await retrieve(bought);
    assert.equal(now.status, 'active');
    assert.equal(now.latest_invoice.status, 'open');
    assert.equal(now.latest_invoice.payment_intent.status, 'processing');
    await goTo(bought.trial_end + hour + 240);
    now = await retrieve(bought);
    assert.equal(now.latest_invoice.status, 'paid');
    assert.equal(now.latest_invoice.payment_intent.status, 'succeeded');
  });

  test('that fails is past due and tried again', async () => {
    const bought = await byAccount('AT861904300235473202');
    await goTo(bought.trial_end + 2 * hour);
    const now = await retrieve(bought);
    assert.equal(now.status, 'past_due');
    assert.equal(now.latest_invoice.status, 'open');
    assert.equal(now.latest_invoice.attempt_count, 1);
    await goTo(now.latest_invoice.next_payment_attempt + 60);
    assert.equal((await retrieve(bought)).latest_invoice.attempt_count, 2);
  });
});

describe('an end', () => {
  test('at the end of the period', async () => {
    const bought = await buy();
    const asked = await stripe.subscriptions.update(bought.id, {
      cancel_at_period_end: true, cancellation_details: {
        comment: 'away', feedback: 'unused' } });
    assert.equal(asked.status, 'active');
    assert.equal(asked.cancel_at, bought.current_period_end);
    assert.ok(asked.cancel_at_period_end && asked.canceled_at);
    assert.deepEqual(asked.cancellation_details, { comment: 'away',
      feedback: 'unused', reason: 'cancellation_requested' });
    assert.deepEqual(await desk.news(), ['customer.subscription.updated']);
    await goTo(bought.current_period_end + 1);
    const now = await retrieve(bought);
    assert.equal(now.status, 'canceled');
    assert.equal(now.canceled_at, asked.canceled_at);
    assert.equal(now.ended_at, bought.current_period_end);
    assert.deepEqual(await desk.news(), ['customer.subscription.updated',
      'customer.subscription.deleted']);
    assert.equal((await invoices(bought)).length, 1);
  });

  test('that is taken back', async () => {
    const bought = await buy();
    await stripe.subscriptions.update(bought.id,
      { cancel_at_period_end: true });
    const back = await stripe.subscriptions.update(bought.id,
      { cancel_at_period_end: false });
    assert.equal(back.cancel_at, null);
    assert.equal(back.canceled_at, null);
    assert.equal(back.cancellation_details.reason, null);
    await goTo(bought.current_period_end + 2 * hour);
    assert.equal((await retrieve(bought)).status, 'active');
  });

  test('at a time of its own', async () => {
    const bought = await buy();
    const cancel_at = bought.current_period_start + 3 * day;
    const asked = await stripe.subscriptions.update(bought.id, { cancel_at });
    assert.equal(asked.cancel_at, cancel_at);
    assert.equal(asked.cancel_at_period_end, false);
    await goTo(cancel_at + 1);
    const now = await retrieve(bought);
    assert.equal(now.status, 'canceled');
    assert.equal(now.ended_at, cancel_at);
    const other = await buy();
    await stripe.subscriptions.update(other.id, {
      cancel_at: other.current_period_start + day });
    const back = await stripe.subscriptions.update(other.id,
      { cancel_at: '' });
    assert.equal(back.cancel_at, null);
    await goTo(other.current_period_start + 2 * day);
    assert.equal((await retrieve(other)).status, 'active');
  });

  test('at once leaves a draft to its merchant', async () => {
    const bought = await buy();
    await goTo(bought.current_period_end + 1);
    const { latest_invoice: draft } = await retrieve(bought);
    assert.equal(draft.status, 'draft');
    await stripe.subscriptions.cancel(bought.id);
    await goTo(bought.current_period_end + 3 * hour);
    const left = await stripe.invoices.retrieve(draft.id);
    assert.equal(left.status, 'draft');
    assert.equal(left.auto_advance, false);
    assert.equal(left.automatically_finalizes_at, null);
  });

  test('at once gives back what is left, when it is asked to', async () => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT',
      percentage: 20, inclusive: false });
    const bought = await buy({ line_items: [
      { price: daily.id, quantity: 10, tax_rates: [rate.id] }] });
    await goTo(bought.current_period_start + day / 4);
    const gone = await stripe.subscriptions.cancel(bought.id,
      { invoice_now: true, prorate: true });
    assert.equal(gone.status, 'canceled');
    const invoice = await stripe.invoices.retrieve(gone.latest_invoice);
    const share = (gone.canceled_at - bought.current_period_start) / day;
    const left = -Math.round(3000 * (1 - share));
    assert.ok(left < -2200);
    assert.equal(invoice.subtotal, left);
    assert.equal(invoice.tax, -Math.round(-left * 0.2));
    assert.equal(invoice.total, left + invoice.tax);
    assert.equal(invoice.status, 'paid');
    assert.equal(invoice.amount_due, 0);
    assert.equal(invoice.ending_balance, invoice.total);
    assert.equal(invoice.payment_intent, null);
    const [line] = invoice.lines.data;
    assert.equal(line.amount, left);
    assert.equal(line.proration, true);
    assert.match(line.description, /^Unused time on 10 × Tea of the month /);
    assert.deepEqual(line.period, { start: gone.canceled_at,
      end: bought.current_period_end });
    assert.equal((await stripe.customers.retrieve(bought.customer)).balance,
      invoice.total);
    // What is to his credit is taken off the next invoice.
    const next = await buy({ customer: bought.customer });
    await goTo(next.current_period_end + 2 * hour);
    const { latest_invoice: later } = await retrieve(next);
    assert.equal(later.starting_balance, invoice.total);
    const due = Math.max(0, 2000 + invoice.total);
    assert.equal(later.amount_due, due);
    assert.equal(later.amount_paid, due);
    assert.equal(later.status, 'paid');
    assert.equal((await stripe.customers.retrieve(bought.customer)).balance,
      Math.min(0, 2000 + invoice.total));
  });

  const nothing = [['invoice_now alone', { invoice_now: true }],
    ['prorate alone', { prorate: true }]];
  for (const [name, params] of nothing)
    test(`at once, with ${name}, bills nothing`, async () => {
      const bought = await buy();
      await stripe.subscriptions.cancel(bought.id, params);
      assert.equal((await invoices(bought)).length, 1);
    });

  test('at once, of a trial, gives nothing back', async () => {
    const bought = await buy(trial(7));
    await stripe.subscriptions.cancel(bought.id,
      { invoice_now: true, prorate: true });
    assert.equal((await invoices(bought)).length, 1);
    assert.equal((await stripe.customers.retrieve(bought.customer)).balance,
      0);
  });

  test('with its customer', async () => {
    const bought = await buy();
    await stripe.customers.del(bought.customer);
    assert.equal((await retrieve(bought)).status, 'canceled');
    assert.deepEqual(await desk.news(), ['customer.subscription.updated',
      'customer.subscription.deleted', 'customer.deleted']);
  });
});

describe('an update', () => {
  test('of what is told of it', async () => {
    const bought = await buy({ subscription_data: {
      metadata: { a: '1', b: '2' } } });
    const now = await stripe.subscriptions.update(bought.id, {
      metadata: { a: '', c: '3' }, description: 'Tea' });
    assert.deepEqual(now.metadata, { b: '2', c: '3' });
    assert.equal(now.description, 'Tea');
    assert.equal(now.status, 'active');
  });

  test('ends a trial now, and bills at once', async () => {
    const bought = await buy(trial(30));
    const now = await stripe.subscriptions.update(bought.id, {
      trial_end: 'now', expand: ['latest_invoice'] });
    assert.equal(now.status, 'active');
    assert.equal(now.trial_end, now.current_period_start);
    assert.equal(now.billing_cycle_anchor, now.trial_end);
    assert.equal(now.latest_invoice.status, 'paid');
    assert.equal(now.latest_invoice.amount_paid, 2000);
    const [event] = await events('invoice.paid', bought.id);
    assert.match(event.request.id, /^req_/);
    await goTo(now.current_period_end - hour);
    assert.equal((await invoices(bought)).length, 2);
  });

  test('moves the end of a trial', async () => {
    const bought = await buy(trial(7));
    const trial_end = bought.trial_end + 10 * day;
    const now = await stripe.subscriptions.update(bought.id, { trial_end,
      trial_settings: { end_behavior: {
        missing_payment_method: 'pause' } } });
    assert.equal(now.current_period_end, trial_end);
    assert.equal(now.trial_settings.end_behavior.missing_payment_method,
      'pause');
    await goTo(bought.trial_end + 2 * hour);
    assert.equal((await retrieve(bought)).status, 'trialing');
    await goTo(trial_end + 1);
    assert.equal((await retrieve(bought)).status, 'active');
  });

  const refused = [
    ['another\'s payment method', async () =>
      ({ default_payment_method: (await buy()).default_payment_method }),
    { statusCode: 400, param: 'default_payment_method',
      message: /^The customer does not have a payment method with the ID/ }],
    ['no payment method', () => ({ default_payment_method: 'pm_none' }),
      { statusCode: 400, param: 'default_payment_method',
        message: "No such PaymentMethod: 'pm_none'" }],
    ['two ends', () => ({ cancel_at: 4102444800,
      cancel_at_period_end: true }),
    { statusCode: 400, param: 'cancel_at', message: 'You may only specify ' +
      'one of these parameters: cancel_at, cancel_at_period_end.' }],
    ['an end in the past', () => ({ cancel_at: 1600000000 }),
      { statusCode: 400, param: 'cancel_at',
        message: 'Invalid timestamp: must be in the future.' }],
    ['a trial where there is none', () => ({ trial_end: 'now' }),
      { statusCode: 400, param: 'trial_end', message: 'This subscription ' +
        'is not on trial, so its trial cannot end.' }],
    ['a trial that ends whenever', () => ({ trial_end: 'soon' }),
      { statusCode: 400, param: 'trial_end', message: /^Invalid integer/ }]];
  for (const [name, make, error] of refused)
    test(`refuses ${name}`, async () => {
      const bought = await buy();
      await assert.rejects(stripe.subscriptions.update(bought.id,
        await make()), error);
    });

  test('refuses a trial that has ended before it began', async () => {
    const bought = await buy(trial(7));
    await assert.rejects(stripe.subscriptions.update(bought.id,
      { trial_end: 1600000000 }), { param: 'trial_end',
      message: 'Invalid timestamp: must be in the future.' });
  });

  test('refuses what is over all but its metadata', async () => {
    const bought = await buy();
    await stripe.subscriptions.cancel(bought.id);
    await assert.rejects(stripe.subscriptions.update(bought.id,
      { description: 'x' }), { param: 'description', message: 'A canceled ' +
      'subscription can only update its metadata.' });
    const now = await stripe.subscriptions.update(bought.id,
      { metadata: { a: 'b' } });
    assert.deepEqual(now.metadata, { a: 'b' });
    await assert.rejects(stripe.subscriptions.update('sub_none', {}),
      { statusCode: 404, message: "No such subscription: 'sub_none'" });
  });
});
