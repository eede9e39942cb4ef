/*
 * What sessions come to, through the official SDK: coupons and promotion
 * codes, taxes, shipping, other currencies and every way to price; and the
 * objects that they are made of.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Sessions } from '../lib/sessions.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, page, tea, cups, price, cup, customer;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  page = new Sessions(till);
  tea = await stripe.products.create({ name: 'Tea' });
  cups = await stripe.products.create({ name: 'Cups' });
  price = await stripe.prices.create({ product: tea.id, currency: 'usd',
    unit_amount: 999, currency_options: { eur: { unit_amount: 899 } } });
  cup = await stripe.prices.create({ product: cups.id, currency: 'usd',
    unit_amount: 2000, currency_options: { eur: { unit_amount: 1800 } } });
  customer = await stripe.customers.create({ email: 'ada@shop.example' });
});
after(() => till?.stop());

const base = { mode: 'payment', success_url: 'https://shop.example/ok' };

const create = (more = {}) => stripe.checkout.sessions.create({ ...base,
  line_items: [{ price: price.id, quantity: 3 }, { price: cup.id,
    quantity: 1 }], ...more });

/** Subtotal, discount, shipping, tax, total: what a session comes to. */
const amounts = (s) => [s.amount_subtotal, s.total_details.amount_discount,
  s.total_details.amount_shipping, s.total_details.amount_tax,
  s.amount_total];

const refused = (promise, message, param) => assert.rejects(promise,
  (error) => {
    assert.equal(error.statusCode, 400);
    assert.match(error.message, message);
    assert.equal(error.param, param);
    return true;
  });

describe('coupons', () => {
  test('are made, read, listed, changed and deleted', async () => {
    const made = await stripe.coupons.create({ id: 'SPRING', amount_off: 500,
      currency: 'usd', currency_options: { eur: { amount_off: 450 } },
      applies_to: { products: [tea.id] }, name: 'Spring', max_redemptions: 9,
      metadata: { a: 'b' }, expand: ['currency_options', 'applies_to'] });
    assert.equal(made.valid, true);
    assert.deepEqual(made.applies_to, { products: [tea.id] });
    assert.deepEqual(made.currency_options, { usd: { amount_off: 500 },
      eur: { amount_off: 450 } });
    const plain = await stripe.coupons.retrieve('SPRING');
    assert.equal(plain.currency_options, undefined);
    assert.equal(plain.applies_to, undefined);
    const changed = await stripe.coupons.update('SPRING', { name: 'May',
      metadata: { a: '', c: 'd' },
      currency_options: { gbp: { amount_off: 400 } },
      expand: ['currency_options', 'applies_to'] });
    assert.equal(changed.name, 'May');
    assert.deepEqual(changed.metadata, { c: 'd' });
    assert.deepEqual(Object.keys(changed.currency_options).sort(),
      ['eur', 'gbp', 'usd']);
    assert.deepEqual(changed.applies_to, { products: [tea.id] });
    const list = await stripe.coupons.list({ limit: 1 });
    assert.equal(list.data[0].id, 'SPRING');
    assert.deepEqual(await stripe.coupons.del('SPRING'),
      { id: 'SPRING', object: 'coupon', deleted: true });
    await assert.rejects(stripe.coupons.retrieve('SPRING'),
      { statusCode: 404, message: "No such coupon: 'SPRING'" });
    await stripe.coupons.create({ id: 'SPRING', percent_off: 5 });
  });

  test('take a percentage off each line', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 12.5 });
    const session = await create({ discounts: [{ coupon: coupon.id }],
      expand: ['line_items.data.discounts', 'total_details.breakdown'] });
    // 2997 and 2000: 374.625 and 250.
    assert.deepEqual(amounts(session), [4997, 625, 0, 0, 4372]);
    const lines = session.line_items.data;
    assert.deepEqual(lines.map((line) => [line.amount_subtotal,
      line.amount_discount, line.amount_total]),
    [[2997, 375, 2622], [2000, 250, 1750]]);
    assert.equal(lines[0].discounts[0].amount, 375);
    const { discounts, taxes } = session.total_details.breakdown;
    assert.deepEqual(taxes, []);
    assert.equal(discounts[0].amount, 625);
    assert.equal(discounts[0].discount.coupon.id, coupon.id);
    assert.equal(discounts[0].discount.checkout_session, session.id);
  });

  test('take an amount off, spread in proportion', async () => {
    const coupon = await stripe.coupons.create({ amount_off: 1000,
      currency: 'usd' });
    const session = await create({ discounts: [{ coupon: coupon.id }],
      expand: ['line_items'] });
    assert.deepEqual(amounts(session), [4997, 1000, 0, 0, 3997]);
    assert.deepEqual(session.line_items.data.map((line) =>
      line.amount_discount), [600, 400]);
  });

  test('apply to some products only', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50,
      applies_to: { products: [cups.id] } });
    const session = await create({ discounts: [{ coupon: coupon.id }],
      expand: ['line_items.data.discounts'] });
    assert.deepEqual(amounts(session), [4997, 1000, 0, 0, 3997]);
    assert.deepEqual(session.line_items.data.map((line) =>
      line.discounts.length), [0, 1]);
  });

  test('have an amount for each currency, or none', async () => {
    const coupon = await stripe.coupons.create({ amount_off: 500,
      currency: 'usd', currency_options: { eur: { amount_off: 450 } } });
    const session = await create({ currency: 'eur',
      discounts: [{ coupon: coupon.id }] });
    assert.deepEqual(amounts(session), [4497, 450, 0, 0, 4047]);
    const dollars = await stripe.coupons.create({ amount_off: 500,
      currency: 'usd' });
    await refused(create({ currency: 'eur',
      discounts: [{ coupon: dollars.id }] }), /no amount for `eur`/,
    'discounts[0][coupon]');
  });

  test('of all of it leave nothing to pay', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100 });
    const session = await create({ discounts: [{ coupon: coupon.id }] });
    assert.deepEqual(amounts(session), [4997, 4997, 0, 0, 0]);
    const paid = await page.pay(session);
    assert.equal(paid.payment_status, 'no_payment_required');
  });

  test('that leave less than the minimum are refused', async () => {
    const coupon = await stripe.coupons.create({ amount_off: 4997 - 49,
      currency: 'usd' });
    await refused(create({ discounts: [{ coupon: coupon.id }] }),
      /must add up to at least \$0\.50 usd$/, undefined);
  });

  test('are counted when a session is paid, and then used up', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10,
      max_redemptions: 1 });
    const first = await create({ discounts: [{ coupon: coupon.id }] });
    const second = await create({ discounts: [{ coupon: coupon.id }] });
    assert.equal((await stripe.coupons.retrieve(coupon.id)).times_redeemed,
      0);
    assert.equal((await page.pay(first)).status, 'complete');
    const used = await stripe.coupons.retrieve(coupon.id);
    assert.equal(used.times_redeemed, 1);
    assert.equal(used.valid, false);
    await assert.rejects(page.pay(second));
    assert.equal((await stripe.checkout.sessions.retrieve(second.id)).status,
      'open');
    await refused(create({ discounts: [{ coupon: coupon.id }] }),
      /is used up/, 'discounts[0][coupon]');
  });

  test('are given to customers', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10,
      duration: 'repeating', duration_in_months: 2 });
    const owner = await stripe.customers.create({ coupon: coupon.id });
    assert.equal(owner.discount.coupon.id, coupon.id);
    assert.equal(owner.discount.customer, owner.id);
    assert.ok(owner.discount.end > owner.discount.start + 58 * 86400);
    assert.equal((await stripe.coupons.retrieve(coupon.id)).times_redeemed,
      1);
  });
});

describe('promotion codes', () => {
  let coupon;
  before(async () => {
    coupon = await stripe.coupons.create({ percent_off: 20 });
  });

  test('are made, read, listed and changed', async () => {
    const made = await stripe.promotionCodes.create({ coupon: coupon.id,
      code: 'Hello', customer: customer.id, max_redemptions: 2,
      metadata: { a: 'b' }, restrictions: { minimum_amount: 1000,
        minimum_amount_currency: 'usd', first_time_transaction: true,
        currency_options: { eur: { minimum_amount: 900 } } },
      expand: ['restrictions.currency_options', 'customer'] });
    assert.equal(made.customer.id, customer.id);
    assert.deepEqual(made.restrictions.currency_options,
      { usd: { minimum_amount: 1000 }, eur: { minimum_amount: 900 } });
    const plain = await stripe.promotionCodes.retrieve(made.id);
    assert.equal(plain.coupon.id, coupon.id);
    assert.equal(plain.restrictions.currency_options, undefined);
    for (const filter of [{ code: 'hELLO' }, { coupon: coupon.id },
      { customer: customer.id }, { active: true, code: 'HELLO' }]) {
      const list = await stripe.promotionCodes.list(filter);
      assert.deepEqual(list.data.map((one) => one.id), [made.id],
        JSON.stringify(filter));
    }
    const off = await stripe.promotionCodes.update(made.id,
      { active: false, metadata: { c: 'd' } });
    assert.equal(off.active, false);
    assert.deepEqual(off.metadata, { a: 'b', c: 'd' });
    const other = await stripe.promotionCodes.create({ coupon: coupon.id,
      code: 'HELLO', customer: customer.id });
    await refused(stripe.promotionCodes.update(made.id, { active: true }),
      /^An active promotion code with `code: Hello` already exists\.$/,
      'code');
    await stripe.promotionCodes.update(other.id, { active: false });
    assert.equal((await stripe.promotionCodes.update(made.id,
      { active: true })).active, true);
  });

  test('end with their coupon', async () => {
    const short = await stripe.coupons.create({ percent_off: 1 });
    const code = await stripe.promotionCodes.create({ coupon: short.id });
    assert.match(code.code, /^[A-Z0-9]{8}$/);
    await stripe.coupons.del(short.id);
    const ended = await stripe.promotionCodes.retrieve(code.id);
    assert.equal(ended.active, false);
    assert.equal(ended.coupon.valid, false);
    const list = await stripe.promotionCodes.list({ coupon: short.id,
      active: true });
    assert.deepEqual(list.data, []);
  });

  test('reduce a session', async () => {
    const code = await stripe.promotionCodes.create({ coupon: coupon.id });
    const session = await create({ discounts: [{ promotion_code: code.id }],
      expand: ['total_details.breakdown'] });
    assert.deepEqual(amounts(session), [4997, 999, 0, 0, 3998]);
    assert.equal(session.total_details.breakdown.discounts[0].discount
      .promotion_code, code.id);
    await page.pay(session);
    assert.equal((await stripe.promotionCodes.retrieve(code.id))
      .times_redeemed, 1);
  });

  const restricted = [
    ['a minimum that is not reached', { restrictions: {
      minimum_amount: 4998, minimum_amount_currency: 'usd' } },
    {}, /does not reach/],
    ['a minimum that is', { restrictions: {
      minimum_amount: 4997, minimum_amount_currency: 'usd' } }, {}, null],
    ['a minimum in another currency', { restrictions: {
      minimum_amount: 1, minimum_amount_currency: 'gbp' } }, {},
    /does not reach/],
    ['another customer', 'customer', {}, /another customer/],
    ['its customer', 'customer', 'customer', null],
    ['not being active', { active: false }, {}, /not active/],
  ];
  for (const [what, terms, order, message] of restricted)
    test(`with ${what}`, async () => {
      const mine = { customer: customer.id };
      const code = await stripe.promotionCodes.create({ coupon: coupon.id,
        ...terms === 'customer' ? mine : terms });
      const session = create({ discounts: [{ promotion_code: code.id }],
        ...order === 'customer' ? mine : order });
      if (message === null)
        assert.equal((await session).total_details.amount_discount, 999);
      else
        await refused(session, message, 'discounts[0][promotion_code]');
    });

  test('for a first order only', async () => {
    const buyer = await stripe.customers.create({});
    const code = await stripe.promotionCodes.create({ coupon: coupon.id,
      restrictions: { first_time_transaction: true } });
    const order = { customer: buyer.id,
      discounts: [{ promotion_code: code.id }] };
    await page.pay(await create(order));
    await refused(create(order), /prior transactions/,
      'discounts[0][promotion_code]');
  });

  test('that do not exist', async () => {
    await refused(create({ discounts: [{ promotion_code: 'promo_no' }] }),
      /^No such promotion code: 'promo_no'$/, 'discounts[0][promotion_code]');
    await refused(create({ discounts: [{ coupon: 'no' }] }),
      /^No such coupon: 'no'$/, 'discounts[0][coupon]');
  });
});

describe('taxes', () => {
  let within, added, german, french;
  const rate = (more) => stripe.taxRates.create({ display_name: 'VAT',
    inclusive: false, percentage: 10, ...more });
  before(async () => {
    within = await rate({ inclusive: true, percentage: 19 });
    added = await rate({ percentage: 8.875 });
    german = await rate({ percentage: 19, country: 'DE' });
    french = await rate({ percentage: 20, country: 'FR' });
  });

  test('have rates that are made, read, listed and changed', async () => {
    const made = await rate({ description: 'd', jurisdiction: 'DE',
      country: 'DE', state: 'BE', tax_type: 'vat', metadata: { a: 'b' } });
    assert.equal(made.percentage, 10);
    const changed = await stripe.taxRates.update(made.id, { active: false,
      display_name: 'MwSt.' });
    assert.equal(changed.active, false);
    assert.equal((await stripe.taxRates.retrieve(made.id)).display_name,
      'MwSt.');
    const list = await stripe.taxRates.list({ active: false,
      inclusive: false });
    assert.deepEqual(list.data.map((one) => one.id), [made.id]);
    await refused(create({ line_items: [{ price: price.id, quantity: 1,
      tax_rates: [made.id] }] }), /is inactive/,
    'line_items[0][tax_rates][0]');
  });

  test('are within the amount or added to it', async () => {
    const session = await create({ line_items: [
      { price: cup.id, quantity: 1, tax_rates: [within.id, added.id] },
      { price: price.id, quantity: 1, tax_rates: [added.id] },
    ], expand: ['line_items.data.taxes', 'total_details.breakdown'] });
    // 2000/1.19 is 1680.67: 319 within, 149 added; 88.66 on 999.
    assert.deepEqual(amounts(session), [2999, 0, 0, 557, 3237]);
    const [one, other] = session.line_items.data;
    assert.deepEqual(one.taxes.map((tax) => [tax.amount, tax.rate.id,
      tax.taxable_amount]), [[319, within.id, 1681], [149, added.id, 1681]]);
    assert.equal(one.amount_total, 2149);
    assert.equal(other.amount_tax, 89);
    assert.deepEqual(session.total_details.breakdown.taxes.map((tax) =>
      [tax.rate.id, tax.amount, tax.taxable_amount]),
    [[within.id, 319, 1681], [added.id, 238, 2680]]);
  });

  test('by country wait for the address', async () => {
    const rates = [german.id, french.id];
    const line_items = [{ price: cup.id, quantity: 1,
      dynamic_tax_rates: rates }];
    const open = await create({ line_items });
    assert.deepEqual(amounts(open), [2000, 0, 0, 0, 2000]);
    const buyer = await stripe.customers.create({
      address: { country: 'FR' } });
    const known = await create({ line_items, customer: buyer.id });
    assert.deepEqual(amounts(known), [2000, 0, 0, 400, 2400]);
    const british = await rate({ percentage: 5, country: 'GB' });
    const late = await create({ line_items: [{ price: cup.id, quantity: 1,
      dynamic_tax_rates: [british.id] }] });
    const paid = await page.pay(late);
    assert.deepEqual(amounts(paid), [2000, 0, 0, 100, 2100]);
    const intent = await stripe.paymentIntents.retrieve(paid.payment_intent);
    assert.equal(intent.amount, 2100);
    const items = await stripe.checkout.sessions.listLineItems(paid.id,
      { expand: ['data.taxes'] });
    assert.equal(items.data[0].amount_tax, 100);
    assert.equal(items.data[0].taxes[0].rate.id, british.id);
  });

  test('of a subscription are for all of its items', async () => {
    const monthly = await stripe.prices.create({ product: tea.id,
      currency: 'usd', unit_amount: 1000, recurring: { interval: 'month' } });
    const session = await stripe.checkout.sessions.create({ ...base,
      mode: 'subscription', line_items: [{ price: monthly.id, quantity: 2 }],
      subscription_data: { default_tax_rates: [german.id] } });
    assert.deepEqual(amounts(session), [2000, 0, 0, 380, 2380]);
  });

  test('that do not exist', () => refused(create({ line_items: [
    { price: price.id, quantity: 1, tax_rates: ['txr_no'] }] }),
  /^No such tax rate: 'txr_no'$/, 'line_items[0][tax_rates][0]'));
});

describe('shipping', () => {
  const fixed_amount = { amount: 500, currency: 'usd',
    currency_options: { eur: { amount: 450 } } };

  test('has rates that are made, read, listed and changed', async () => {
    const made = await stripe.shippingRates.create({ display_name: 'Post',
      fixed_amount, metadata: { a: 'b' }, tax_behavior: 'unspecified',
      delivery_estimate: { minimum: { unit: 'day', value: 1 } },
      expand: ['fixed_amount.currency_options'] });
    assert.deepEqual(made.fixed_amount.currency_options.eur,
      { amount: 450, tax_behavior: 'unspecified' });
    assert.deepEqual(made.delivery_estimate, { maximum: null,
      minimum: { unit: 'day', value: 1 } });
    const changed = await stripe.shippingRates.update(made.id, {
      active: false, tax_behavior: 'inclusive', fixed_amount: {
        currency_options: { eur: { tax_behavior: 'inclusive' },
          gbp: { amount: 400 } } },
      expand: ['fixed_amount.currency_options'] });
    assert.deepEqual(changed.fixed_amount.currency_options.eur,
      { amount: 450, tax_behavior: 'inclusive' });
    assert.equal(changed.fixed_amount.currency_options.gbp.amount, 400);
    await refused(stripe.shippingRates.update(made.id,
      { tax_behavior: 'exclusive' }), /You cannot change/, 'tax_behavior');
    const list = await stripe.shippingRates.list({ active: false,
      currency: 'usd' });
    assert.deepEqual(list.data.map((one) => one.id), [made.id]);
    await refused(create({ shipping_options: [{ shipping_rate: made.id }] }),
      /inactive/, 'shipping_options[0][shipping_rate]');
  });

  test('is chosen by the first option', async () => {
    const post = await stripe.shippingRates.create({ display_name: 'Post',
      fixed_amount });
    const session = await create({ shipping_options: [
      { shipping_rate: post.id },
      { shipping_rate_data: { display_name: 'Fast', type: 'fixed_amount',
        fixed_amount: { amount: 1500, currency: 'usd' } } },
    ], expand: ['shipping_cost.shipping_rate', 'shipping_cost.taxes'] });
    assert.deepEqual(amounts(session), [4997, 0, 500, 0, 5497]);
    assert.equal(session.shipping_cost.shipping_rate.id, post.id);
    assert.deepEqual(session.shipping_cost.taxes, []);
    assert.deepEqual(session.shipping_options.map((one) =>
      one.shipping_amount), [500, 1500]);
    const fast = await stripe.shippingRates.retrieve(
      session.shipping_options[1].shipping_rate);
    assert.equal(fast.display_name, 'Fast');
    const euros = await create({ currency: 'eur',
      shipping_options: [{ shipping_rate: post.id }] });
    assert.deepEqual(amounts(euros), [4497, 0, 450, 0, 4947]);
    await refused(create({ currency: 'eur',
      shipping_options: [{ shipping_rate: fast.id }] }),
    /only supports `usd`/, 'shipping_options[0]');
  });
});

describe('prices', () => {
  const of = (terms) => stripe.prices.create({ product: tea.id,
    currency: 'usd', ...terms });
  const total = async (one, quantity, more) => (await create({
    line_items: [{ price: one.id, quantity }], ...more })).amount_total;

  test('in other currencies', async () => {
    const whole = await stripe.prices.update(price.id, {
      currency_options: { jpy: { unit_amount: 1500 } },
      expand: ['currency_options'] });
    assert.deepEqual(Object.keys(whole.currency_options).sort(),
      ['eur', 'jpy', 'usd']);
    assert.equal(whole.currency_options.usd.unit_amount, 999);
    assert.equal(await total(price, 2, { currency: 'jpy' }), 3000);
    await refused(total(price, 1, { currency: 'gbp' }),
      /supports currencies of `usd` which doesn't include .* `gbp`\.$/,
      'line_items[0][price]');
  });

  test('in tiers', async () => {
    const tiers = [{ up_to: 10, unit_amount: 100 },
      { up_to: 'inf', unit_amount: 80, flat_amount: 500 }];
    const graduated = await of({ billing_scheme: 'tiered', tiers,
      tiers_mode: 'graduated' });
    const volume = await of({ billing_scheme: 'tiered', tiers,
      tiers_mode: 'volume' });
    assert.equal(await total(graduated, 11), 1580);
    assert.equal(await total(volume, 11), 1380);
  });

  test('of packages', async () => {
    const pack = await of({ unit_amount: 600,
      transform_quantity: { divide_by: 5, round: 'up' } });
    assert.equal(await total(pack, 6), 1200);
  });

  test('with decimals, rounded once', async () => {
    const fine = await of({ unit_amount_decimal: '0.333' });
    assert.equal(await total(fine, 1000), 333);
    assert.equal(await total(fine, 200), 67);
  });

  test('that the buyer chooses', async () => {
    const gift = await of({ custom_unit_amount: { enabled: true,
      minimum: 500, preset: 1500 } });
    assert.deepEqual(gift.custom_unit_amount, { maximum: null, minimum: 500,
      preset: 1500 });
    assert.equal(await total(gift, 1), 1500);
    await refused(total(gift, 2), /must be the only line item/,
      'line_items[0][price]');
  });

  test('up to the most that can be charged', async () => {
    const most = await of({ unit_amount: 99999999 });
    assert.equal(await total(most, 1), 99999999);
    await refused(total(most, 2), /no more than \$999999\.99 usd$/,
      undefined);
  });

  test('recur after a trial', async () => {
    const monthly = await of({ unit_amount: 1000,
      recurring: { interval: 'month' } });
    const session = await stripe.checkout.sessions.create({ ...base,
      mode: 'subscription', line_items: [{ price: monthly.id, quantity: 1 }],
      subscription_data: { trial_period_days: 7 } });
    assert.equal(session.amount_total, 0);
  });
});

describe('payment links', () => {
  test('are made and read', async () => {
    const made = await stripe.paymentLinks.create({
      line_items: [{ price: price.id, quantity: 2 }], metadata: { a: 'b' },
      allow_promotion_codes: true, restrictions: {
        completed_sessions: { limit: 5 } },
      after_completion: { type: 'redirect',
        redirect: { url: 'https://shop.example/ok' } },
      expand: ['line_items'] });
    assert.match(made.id, /^plink_/);
    assert.equal(made.line_items.data[0].amount_total, 1998);
    assert.deepEqual(made.restrictions, { completed_sessions: { count: 0,
      limit: 5 } });
    const plain = await stripe.paymentLinks.retrieve(made.id);
    assert.equal(plain.line_items, undefined);
    assert.equal(plain.url, made.url);
  });

  test('are listed and changed, with their items', async () => {
    const made = await stripe.paymentLinks.create({ metadata: { a: 'b' },
      line_items: [item(), { price: cup.id, quantity: 2 }] });
    const changed = await stripe.paymentLinks.update(made.id, {
      active: false, metadata: { c: 'd' }, inactive_message: 'Sold out',
      after_completion: { type: 'redirect',
        redirect: { url: 'https://shop.example/ok' } } });
    assert.equal(changed.active, false);
    assert.deepEqual(changed.metadata, { a: 'b', c: 'd' });
    assert.deepEqual(changed.after_completion, { type: 'redirect',
      redirect: { url: 'https://shop.example/ok' } });
    assert.equal(changed.inactive_message, 'Sold out');
    const list = await stripe.paymentLinks.list({ active: false });
    assert.deepEqual(list.data.map((one) => one.id), [made.id]);
    const items = await stripe.paymentLinks.listLineItems(made.id,
      { limit: 1 });
    assert.equal(items.url, `/v1/payment_links/${made.id}/line_items`);
    assert.equal(items.data[0].amount_total, 999);
    assert.equal(items.has_more, true);
    await assert.rejects(stripe.paymentLinks.listLineItems('plink_no'),
      { statusCode: 404, message: "No such payment link: 'plink_no'" });
  });

  const item = () => ({ price: price.id, quantity: 1 });
  const wrong = [
    ['no such price', () => ({ line_items: [{ price: 'price_no',
      quantity: 1 }] }), /^No such price: 'price_no'$/,
    'line_items[0][price]'],
    ['no quantity', () => ({ line_items: [{ price: price.id,
      quantity: 0 }] }), /greater than or equal to 1/,
    'line_items[0][quantity]'],
    ['21 items', () => ({ line_items: Array.from({ length: 21 }, item) }),
      /^Array line_items exceeded maximum 20 allowed elements\.$/,
      'line_items'],
    ['a subscription of nothing', () => ({ line_items: [item()],
      subscription_data: { trial_period_days: 3 } }), /recurring/,
    'subscription_data'],
    ['no address to go to', () => ({ line_items: [item()],
      after_completion: { type: 'redirect' } }), /^Missing required param/,
    'after_completion[redirect]'],
  ];
  for (const [what, terms, message, param] of wrong)
    test(`with ${what} are refused`, () =>
      refused(stripe.paymentLinks.create(terms()), message, param));
});

describe('deleting', () => {
  test('a customer leaves its id and that it is gone', async () => {
    const gone = await stripe.customers.create({ email: 'x@shop.example' });
    const session = await create({ customer: gone.id });
    const told = { id: gone.id, object: 'customer', deleted: true };
    assert.deepEqual(await stripe.customers.del(gone.id), told);
    assert.deepEqual(await stripe.customers.retrieve(gone.id), told);
    const list = await stripe.customers.list({ email: 'x@shop.example' });
    assert.deepEqual(list.data, []);
    const open = await stripe.checkout.sessions.retrieve(session.id,
      { expand: ['customer'] });
    assert.deepEqual(open.customer, told);
    await refused(create({ customer: gone.id }), /^No such customer: /,
      'customer');
    await assert.rejects(stripe.customers.del(gone.id), { statusCode: 404 });
  });

  test('a product, unless it has prices', async () => {
    const bare = await stripe.products.create({ name: 'Bare' });
    assert.equal((await stripe.products.del(bare.id)).deleted, true);
    await assert.rejects(stripe.products.retrieve(bare.id),
      { statusCode: 404 });
    await refused(stripe.products.del(tea.id), /one or more user-created/,
      undefined);
  });

  test('takes no parameters, and prices not at all', async () => {
    const odd = await till.call('DELETE', '/v1/coupons/x', { a: 'b' });
    assert.equal(odd.status, 400);
    assert.equal(odd.body.error.message, 'Received unknown parameter: a');
    const none = await till.call('DELETE', `/v1/prices/${price.id}`);
    assert.equal(none.status, 404);
    assert.match(none.body.error.message, /^Unrecognized request URL/);
  });
});

test('products by ids go without a cursor', async () => {
  const list = await stripe.products.list({ ids: [tea.id, cups.id] });
  assert.equal(list.data.length, 2);
  await refused(stripe.products.list({ ids: [tea.id],
    starting_after: cups.id }), /^You cannot use `ids`/, 'ids');
});
