/* page-rows-base: what is bought, from whom, and where to go from there. */
import assert from 'node:assert/strict';

import { embedded, fill, lamp, pay, payment, setup, submit, subscription,
  textOf } from './page-rows.mjs';

const has = async (frame, ...texts) => {
  const text = await textOf(frame);
  for (const one of texts)
    assert.ok(text.includes(one), `${one} in: ${text}`);
};
const picture = 'https://shop.example/lamp.png';

/* The shop's picture, which no shop is there for, without a complaint. */
const draw = async ({ page }) => page.route(picture, (route) =>
  route.fulfill({ contentType: 'image/svg+xml', body:
    '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"/>' }));

async function price(scene, more) {
  const product = await scene.stripe.products.create({ name: 'A stool' });
  return scene.stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 4000, ...more });
}

const button = ({ frame }) => frame.locator(submit).innerText();

export const rows = [
  { parameters: ['mode'], seen: 'what is paid, and how the button says it',
    picture: 'mode-payment', session: payment(), see: async (scene) => {
      await has(scene.frame, 'Pay Second Pot', '$25.00');
      assert.equal(await button(scene), 'Pay $25.00');
      const [expiry, code] = await Promise.all(['#cardExpiry', '#cardCvc']
        .map((field) => scene.frame.locator(field).boundingBox()));
      assert.equal(expiry.y, code.y, 'they do not stand side by side');
    } },
  { parameters: ['mode', 'line_items[].price_data.recurring'],
    seen: 'a subscription and its interval', picture: 'mode-subscription',
    session: subscription({ line_items: [lamp({
      recurring: { interval: 'week', interval_count: 2 } })] }),
    see: async (scene) => {
      await has(scene.frame, 'Subscribe to Second Pot', '$25.00',
        'every 2 weeks');
      assert.equal(await button(scene), 'Subscribe');
    } },
  { parameters: ['mode'], seen: 'a card that is saved and not charged',
    picture: 'mode-setup', session: setup(), see: async (scene) => {
      await has(scene.frame, 'Save your card with Second Pot',
        'You are not charged now.');
      assert.equal(await button(scene), 'Save card');
    } },
  { parameters: ['currency'], seen: 'a price in another of its currencies',
    picture: 'currency', session: async (scene) => payment({ currency: 'eur',
      line_items: [{ quantity: 1, price: (await price(scene, {
        currency_options: { eur: { unit_amount: 3700 } } })).id }] })(scene),
    see: ({ frame }) => has(frame, '€37.00') },
  { parameters: ['line_items[].price'], seen: 'a price of the catalogue',
    picture: 'price', session: async (scene) => payment({ line_items: [
      { quantity: 1, price: (await price(scene)).id }] })(scene),
    see: ({ frame }) => has(frame, 'A stool', '$40.00') },
  { parameters: ['line_items[].quantity'], seen: 'how many, and the price ' +
      'of one', picture: 'quantity',
  session: payment({ line_items: [{ ...lamp(), quantity: 3 }] }),
  see: ({ frame }) => has(frame, 'Quantity 3, $25.00 each', '$75.00') },
  { parameters: ['line_items[].price_data.currency',
    'line_items[].price_data.unit_amount',
    'line_items[].price_data.product_data.name'],
  seen: 'a name and an amount of three decimals', picture: 'price-data',
  session: payment({ line_items: [lamp({ currency: 'kwd',
    unit_amount: 12340, product_data: { name: 'A <lamp> & more' } })] }),
  see: ({ frame }) => has(frame, 'A <lamp> & more', 'KWD 12.340') },
  { parameters: ['line_items[].price_data.unit_amount_decimal'],
    seen: 'an amount rounded once, after the quantity',
    picture: 'unit-amount-decimal', session: payment({ line_items: [
      { ...lamp({ unit_amount: undefined, unit_amount_decimal: '10.25' }),
        quantity: 1000 }] }),
    see: ({ frame }) => has(frame, '$102.50') },
  { parameters: ['line_items[].price_data.product_data.description',
    'line_items[].price_data.product_data.images'],
  seen: 'what it is, and its first picture', picture: 'product-data',
  session: async (scene) => {
    await draw(scene);
    return payment({ line_items: [lamp({ product_data: { name: 'A lamp',
      description: 'It glows at night.', images: [picture] } })] })(scene);
  },
  see: async ({ frame }) => {
    await has(frame, 'It glows at night.');
    assert.equal(await frame.locator('.bill img').getAttribute('src'),
      picture);
  } },
  ...[['auto', 'Pay $25.00'], ['book', 'Book $25.00'],
    ['donate', 'Donate $25.00'], ['pay', 'Pay $25.00']].map(
    ([type, text]) => ({ parameters: ['submit_type'],
      seen: `the button says ${text}`, picture: `submit-type-${type}`,
      session: payment({ submit_type: type }),
      see: async (scene) => assert.equal(await button(scene), text) })),
  { parameters: ['cancel_url'], seen: 'a way back to the shop',
    picture: 'cancel-url', session: payment(), see: async ({ page, site }) => {
      await page.getByRole('link', { name: 'Back to Second Pot' }).click();
      await page.waitForURL(`${site.origin}/cart`);
    } },
  { parameters: ['cancel_url'], seen: 'no way back without it',
    picture: 'cancel-url-none', session: payment({ cancel_url: undefined }),
    see: async ({ frame }) =>
      assert.equal(await frame.locator('a.back').count(), 0) },
  { parameters: ['success_url'], seen: 'who has paid is sent to the shop',
    picture: 'success-url', after: true, session: payment(),
    see: async ({ frame, page, site }) => {
      await pay(frame);
      await page.waitForURL(`${site.origin}/thanks`);
    } },
  { parameters: ['ui_mode'], seen: 'the form in a page of the shop',
    picture: 'ui-mode-embedded', session: embedded(),
    see: async ({ frame }) => has(frame, '$25.00') },
  { parameters: ['return_url', 'redirect_on_completion'],
    seen: 'the shop\'s page goes on once it is paid',
    picture: 'return-url', after: true, session: embedded(),
    see: async ({ frame, page, site }) => {
      await pay(frame);
      await page.waitForURL(`${site.origin}/back`);
    } },
  { parameters: ['redirect_on_completion'],
    seen: 'the shop\'s page is told, and stays', picture: 'redirect-never',
    after: true, session: embedded({ redirect_on_completion: 'never',
      return_url: undefined }),
    see: async ({ frame, page }) => {
      await pay(frame);
      await frame.getByText('This order is complete.').waitFor();
      await page.waitForFunction(() => document.title === 'Completed');
    } },
  { parameters: ['customer_email'], seen: 'an e-mail that stands fast',
    picture: 'customer-email',
    session: payment({ customer_email: 'grace@shop.example' }),
    see: async ({ frame }) => {
      await has(frame, 'grace@shop.example');
      assert.equal(await frame.locator('#email').count(), 0);
    } },
  { parameters: ['payment_method_types'], seen: 'a card or an account',
    picture: 'payment-method-types', session: payment({
      payment_method_types: ['card', 'sepa_debit'],
      line_items: [lamp({ currency: 'eur' })] }),
    see: async ({ frame }) => {
      await frame.getByRole('radio', { name: 'SEPA debit' }).check();
      assert.ok(await frame.locator('#iban').isVisible());
      assert.ok(!await frame.locator('#cardNumber').isVisible());
    } },
  { parameters: ['payment_method_collection'],
    seen: 'no card is asked for while nothing is due',
    picture: 'payment-method-collection', session: subscription({
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 14 } }),
    see: async ({ frame }) => {
      assert.equal(await frame.locator('#cardNumber').count(), 0);
      assert.ok(await frame.locator(submit).isVisible());
    } },
  { parameters: ['payment_method_options.card.request_three_d_secure'],
    seen: 'the bank is asked where it can be', picture: 'three-d-secure',
    after: true, session: payment({ payment_method_options: {
      card: { request_three_d_secure: 'any' } } }),
    see: async ({ frame, page }) => {
      await fill(frame, { number: '4000 0000 0000 3055' });
      await frame.locator(submit).click();
      await page.getByRole('heading', { name:
        'Confirm this payment with your bank.' }).waitFor();
    } },
];
