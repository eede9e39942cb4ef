/* page-rows-bill: what changes what a buyer pays. */
import assert from 'node:assert/strict';

import { embedded, lamp, payment, submit, subscription, textOf }
  from './page-rows.mjs';

const bill = (frame) => textOf(frame, '#buying');

async function has(frame, ...texts) {
  const text = await bill(frame);
  for (const one of texts)
    assert.ok(text.includes(one), `${one} in: ${text}`);
}

/* Waits until the total is another. */
const due = (frame, amount) =>
  frame.locator('.grand').filter({ hasText: amount }).waitFor();

const stored = async ({ stripe, session }) =>
  stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });

let made = 0;

/* A promotion code of its own, of ten percent. */
async function code({ stripe }, more = {}) {
  const coupon = await stripe.coupons.create({ percent_off: 10,
    name: 'Spring sale', ...more });
  made++;
  return stripe.promotionCodes.create({ coupon: coupon.id,
    code: `SPRING${made}` });
}

const rate = ({ stripe }, more = {}) => stripe.taxRates.create({
  display_name: 'VAT', percentage: 20, inclusive: false, ...more });

const way = (more = {}) => ({ shipping_rate_data: { type: 'fixed_amount',
  display_name: 'By post', fixed_amount: { amount: 500, currency: 'usd' },
  ...more } });

async function type({ frame, ...scene }, text, amount) {
  await frame.locator('#promotionCode').fill(text);
  await frame.getByRole('button', { name: 'Apply' }).click();
  await due(frame, amount);
  assert.equal(await frame.locator(submit).innerText(), `Pay ${amount}`);
  assert.equal((await stored(scene)).total_details.amount_discount, 250);
}

export const rows = [
  { parameters: ['allow_promotion_codes'], seen: 'a code that is typed ' +
      'takes its discount off', picture: 'allow-promotion-codes', after: true,
  session: payment({ allow_promotion_codes: true }),
  see: async (scene) => {
    await type(scene, (await code(scene)).code, '$22.50');
    await has(scene.frame, 'Spring sale', `SPRING${made}`, '-$2.50');
  } },
  { parameters: ['allow_promotion_codes'], seen: 'a code in a frame',
    picture: 'allow-promotion-codes-frame', after: true,
    session: embedded({ allow_promotion_codes: true }),
    see: async (scene) => type(scene, (await code(scene)).code, '$22.50') },
  { parameters: ['allow_promotion_codes'], seen: 'no field for one without it',
    picture: 'allow-promotion-codes-none', session: payment(),
    see: async ({ frame }) =>
      assert.equal(await frame.locator('#promotionCode').count(), 0) },
  { parameters: ['discounts[].coupon'], seen: 'the coupon by its name',
    picture: 'discounts-coupon', session: async (scene) => payment({
      discounts: [{ coupon: (await code(scene)).coupon.id }] })(scene),
    see: ({ frame }) => has(frame, 'Spring sale', '-$2.50', '$22.50') },
  { parameters: ['discounts[].coupon'], seen: 'one without a name by what ' +
      'it takes off', picture: 'discounts-coupon-unnamed',
  session: async (scene) => payment({ discounts: [{ coupon:
    (await code(scene, { name: undefined, percent_off: 12.5 })).coupon
      .id }] })(scene),
  see: ({ frame }) => has(frame, 'Discount (12.5%)', '-$3.13') },
  { parameters: ['discounts[].promotion_code'], seen: 'a code of the shop',
    picture: 'discounts-promotion-code', session: async (scene) => payment({
      discounts: [{ promotion_code: (await code(scene)).id }] })(scene),
    see: ({ frame }) => has(frame, 'Spring sale', '-$2.50', '$22.50') },
  { parameters: ['line_items[].adjustable_quantity.enabled'],
    seen: 'the buyer says how many', picture: 'adjustable-quantity',
    after: true, session: payment({ line_items: [{ ...lamp(),
      adjustable_quantity: { enabled: true } }] }),
    see: async (scene) => {
      await scene.frame.getByLabel('Quantity of A lamp').fill('3');
      await scene.frame.locator('#email').focus();
      await due(scene.frame, '$75.00');
      const [item] = (await stored(scene)).line_items.data;
      assert.deepEqual([item.quantity, item.amount_total], [3, 7500]);
    } },
  { parameters: ['line_items[].adjustable_quantity.minimum',
    'line_items[].adjustable_quantity.maximum'],
  seen: 'no more and no fewer than the shop says',
  picture: 'adjustable-quantity-limits', after: true,
  session: payment({ line_items: [{ ...lamp(), quantity: 2,
    adjustable_quantity: { enabled: true, minimum: 2, maximum: 4 } }] }),
  see: async ({ frame }) => {
    const field = frame.getByLabel('Quantity of A lamp');
    for (const [text, message] of [['1', 'You can order 2 or more.'],
      ['5', 'You can order 4 at most.']]) {
      await field.fill(text);
      await field.press('Enter');
      await frame.getByText(message).waitFor();
      assert.equal(await field.inputValue(), text);
    }
    await has(frame, '$50.00');
  } },
  { parameters: ['line_items[].tax_rates'], seen: 'a tax on top and one ' +
      'within, by their names', picture: 'tax-rates',
  session: async (scene) => payment({ line_items: [
    { ...lamp(), tax_rates: [(await rate(scene)).id] },
    { ...lamp({ product_data: { name: 'A stool' } }), tax_rates: [
      (await rate(scene, { display_name: 'GST', inclusive: true,
        percentage: 7.5 })).id] }] })(scene),
  see: ({ frame }) => has(frame, 'plus VAT (20%)', 'GST (7.5%) included',
    'VAT (20%) $5.00', '$55.00') },
  { parameters: ['line_items[].dynamic_tax_rates'], seen: 'the tax of the ' +
      'country that is chosen, before paying', picture: 'dynamic-tax-rates',
  after: true, session: async (scene) => payment({ line_items: [{ ...lamp(),
    dynamic_tax_rates: [(await rate(scene, { country: 'DE',
      percentage: 19 })).id, (await rate(scene, { country: 'FR' })).id] }],
  })(scene),
  see: async (scene) => {
    const { frame } = scene;
    await has(frame, 'Tax depends on your country', 'Tax $0.00', '$25.00');
    await frame.locator('#billingCountry').selectOption('FR');
    await due(frame, '$30.00');
    await frame.locator('#billingCountry').selectOption('DE');
    await due(frame, '$29.75');
    await has(frame, 'VAT (19%)', '$4.75');
    assert.equal(await frame.locator(submit).innerText(), 'Pay $29.75');
    assert.equal((await stored(scene)).total_details.amount_tax, 475);
  } },
  { parameters: ['automatic_tax.enabled'], seen: 'a line for the tax, and ' +
      'the place it is for', picture: 'automatic-tax', after: true,
  session: payment({ automatic_tax: { enabled: true } }),
  see: async (scene) => {
    await has(scene.frame, 'Tax $0.00');
    const answer = scene.page.waitForResponse(/\/bill$/);
    await scene.frame.locator('#billingCountry').selectOption('GB');
    await answer;
    assert.equal((await stored(scene)).automatic_tax.status, 'complete');
  } },
  { parameters: ['line_items[].price_data.tax_behavior'], seen: 'whether ' +
      'the price has the tax in it', picture: 'tax-behavior',
  session: payment({ automatic_tax: { enabled: true }, line_items: [
    lamp({ tax_behavior: 'inclusive' }), lamp({ tax_behavior: 'exclusive',
      product_data: { name: 'A stool' } })] }),
  see: ({ frame }) => has(frame, 'Tax included', 'plus Tax') },
  { parameters: ['shipping_options[].shipping_rate'], seen: 'shipping of ' +
      'the catalogue', picture: 'shipping-rate',
  session: async (scene) => payment({ shipping_options: [{ shipping_rate:
    (await scene.stripe.shippingRates.create(way().shipping_rate_data)).id }],
  })(scene),
  see: ({ frame }) => has(frame, 'Shipping (By post)', '$5.00', '$30.00') },
  { parameters: ['shipping_options[].shipping_rate_data.display_name',
    'shipping_options[].shipping_rate_data.fixed_amount'],
  seen: 'shipping to choose from', picture: 'shipping-options', after: true,
  session: payment({ shipping_options: [way(), way({
    display_name: 'By courier', fixed_amount: { amount: 1200,
      currency: 'usd' } })] }),
  see: async (scene) => {
    const { frame } = scene;
    assert.ok(await frame.getByRole('radio', { name: /By post/ }).isChecked());
    await has(frame, 'Shipping (By post)', '$30.00');
    await frame.getByRole('radio', { name: /By courier/ }).check();
    await due(frame, '$37.00');
    await has(frame, 'Shipping (By courier)', '$12.00');
    const session = await stored(scene);
    assert.equal(session.shipping_cost.amount_total, 1200);
    assert.equal(session.total_details.amount_shipping, 1200);
  } },
  { parameters: ['shipping_options[].shipping_rate_data.fixed_amount' +
      '.currency_options'], seen: 'what it costs in another currency',
  picture: 'shipping-currency', session: payment({ currency: 'eur',
    line_items: [lamp({ currency: 'eur' })], shipping_options: [way({
      fixed_amount: { amount: 500, currency: 'usd', currency_options: {
        eur: { amount: 450 } } } })] }),
  see: ({ frame }) => has(frame, '€4.50', '€29.50') },
  { parameters: ['shipping_options[].shipping_rate_data.delivery_estimate'],
    seen: 'how long it takes, in words', picture: 'delivery-estimate',
    session: payment({ shipping_options: [
      way({ delivery_estimate: { minimum: { unit: 'business_day', value: 3 },
        maximum: { unit: 'business_day', value: 5 } } }),
      way({ delivery_estimate: { minimum: { unit: 'hour', value: 12 },
        maximum: { unit: 'day', value: 2 } } }),
      way({ delivery_estimate: { maximum: { unit: 'week', value: 1 } } }),
      way({ delivery_estimate: { minimum: { unit: 'month', value: 2 } } })] }),
    see: async ({ frame }) => {
      const text = await textOf(frame, '.ways');
      for (const one of ['3 to 5 business days', '12 hours to 2 days',
        'up to 1 week', 'at least 2 months'])
        assert.ok(text.includes(one), `${one} in: ${text}`);
    } },
  { parameters: ['shipping_options[].shipping_rate_data.tax_behavior'],
    seen: 'whether what it costs has the tax in it',
    picture: 'shipping-tax-behavior', session: payment({
      automatic_tax: { enabled: true }, shipping_options: [
        way({ tax_behavior: 'inclusive' })] }),
    see: async ({ frame }) =>
      assert.match(await textOf(frame, '.ways'), /Tax included/) },
  { parameters: ['subscription_data.default_tax_rates'], seen: 'the tax of ' +
      'all that has none of its own', picture: 'default-tax-rates',
  session: async (scene) => subscription({ subscription_data: {
    default_tax_rates: [(await rate(scene)).id] } })(scene),
  see: ({ frame }) => has(frame, 'plus VAT (20%)', '$30.00') },
  { parameters: ['line_items[].price_data.recurring'], seen: 'which lines ' +
      'recur, where not all do', picture: 'recurring-mixed',
  session: subscription({ line_items: [lamp({ recurring: {
    interval: 'month' } }), lamp({ product_data: { name: 'Setting up' } })] }),
  see: async ({ frame }) => {
    const [first, second] = await frame.locator('.bill tbody tr')
      .allInnerTexts();
    assert.match(first, /per month/);
    assert.doesNotMatch(second, /per month/);
  } },
];
