/*
 * What axe-core finds that keeps people out of a page: every page a shopper
 * meets, wide and narrow, light and dark.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { everything } from '../lib/asking.mjs';
import { barriers } from '../lib/axe.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { byCard } from '../lib/paying.mjs';
import { cart } from '../lib/shop.mjs';
import { Till, token } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  await stripe.coupons.create({ id: 'ten', percent_off: 10 });
  await stripe.promotionCodes.create({ coupon: 'ten', code: 'AXE' });
});
after(() => till?.stop());

const submit = '[data-testid="hosted-payment-submit-button"]';

/* A new order of the shop: its session, and the address it leads to. */
async function order(profile = 'payment') {
  const answer = await till.visit('POST', '/checkout', cart([{
    lookup_key: profile === 'subscription' ? 'monthly_usd' : 'teapot_usd',
    quantity: 1 }], { profile, token: token() }),
  { Accept: 'application/json' });
  return JSON.parse(answer.text);
}

/* A session of which the buyer can change all that there is. */
function changeable() {
  const item = (name) => ({ quantity: 1, adjustable_quantity: {
    enabled: true }, price_data: { currency: 'usd', unit_amount: 1500,
    product_data: { name, description: 'For tea' } } });
  return stripe.checkout.sessions.create({ mode: 'payment',
    success_url: 'https://shop.example/', allow_promotion_codes: true,
    automatic_tax: { enabled: true }, line_items: [item('A cup'),
      item('A pot')], shipping_options: [500, 900].map((amount) => ({
      shipping_rate_data: { type: 'fixed_amount', display_name: `For ${amount}`,
        fixed_amount: { amount, currency: 'usd' }, delivery_estimate: {
          minimum: { unit: 'day', value: 1 } } } })) });
}

/* Opens the page of an embedded checkout. */
async function embed(page) {
  await page.goto(till.shop);
  await page.evaluate((fields) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/checkout';
    for (const [name, value] of Object.entries(fields))
      form.append(Object.assign(document.createElement('input'),
        { type: 'hidden', name, value }));
    document.body.append(form);
    form.submit();
  }, cart([{ lookup_key: 'honey_usd', quantity: 1 }],
    { profile: 'embedded', token: token() }));
  await page.waitForURL(`${till.shop}/checkout`);
  await page.frameLocator('iframe').locator('#email').waitFor();
}

async function pay(page) {
  for (const [field, value] of Object.entries({ '#email': 'ada@shop.example',
    '#cardNumber': '4242 4242 4242 4242', '#cardExpiry': '12 / 40',
    '#cardCvc': '123', '#billingName': 'Ada', '#billingPostalCode': '1' }))
    await page.fill(field, value);
  await page.click(submit);
}

/* A page by its name, and what leads to it. */
const pages = {
  storefront: (page) => page.goto(till.shop),
  'storefront in euros': (page) => page.goto(`${till.shop}/eu/`),
  'storefront with a cart': async (page) => {
    await page.goto(till.shop);
    await page.locator('[data-product="honey"] .add').click();
  },
  hosted: async (page) => page.goto((await order()).url),
  'hosted, subscription': async (page) =>
    page.goto((await order('subscription')).url),
  'hosted, from right to left': async (page) => {
    await page.setExtraHTTPHeaders({ 'Accept-Language': 'ar' });
    await page.goto((await order()).url);
    await page.click(submit);
    await page.getByRole('alert').waitFor();
    await page.setExtraHTTPHeaders({});
  },
  'hosted, a kept card': async (page) => {
    const customer = await stripe.customers.create({
      email: 'ada@shop.example' });
    const session = await openSession(stripe, { customer: customer.id,
      saved_payment_method_options: { payment_method_save: 'enabled' } });
    await byCard(till, session, '4242424242424242',
      { savePaymentMethod: 'yes' });
    await page.goto((await openSession(stripe, {
      customer: customer.id })).url);
    await page.getByRole('radio', { name: /^Visa/ }).waitFor();
  },
  'hosted, form not filled in': async (page) => {
    await page.goto((await order()).url);
    await page.click(submit);
    await page.getByRole('alert').waitFor();
  },
  'hosted, all that changes the bill': async (page) => {
    await page.goto((await changeable()).url);
    await page.getByLabel('Quantity of A cup').fill('100');
    await page.getByLabel('Quantity of A cup').press('Enter');
    await page.getByText('You can order 99 at most.').waitFor();
    await page.fill('#promotionCode', 'NOSUCH');
    await page.click('#applyCode');
    await page.locator('#promotionCode-error').waitFor();
  },
  'hosted, a code applied': async (page) => {
    await page.goto((await changeable()).url);
    await page.fill('#promotionCode', 'AXE');
    await page.click('#applyCode');
    await page.locator('#removeCode').waitFor();
  },
  'hosted, another total': async (page) => {
    const { id, url } = await changeable();
    await page.goto(url);
    await fetch(`${till.api}/c/pay/${id}/bill`, { method: 'POST',
      body: new URLSearchParams({ promotionCode: 'AXE' }) });
    await pay(page);
    await page.getByRole('alert').waitFor();
  },
  'hosted, asks for everything': async (page) =>
    page.goto((await openSession(stripe, everything)).url),
  'hosted, everything left out': async (page) => {
    await page.goto((await openSession(stripe, everything)).url);
    await page.uncheck('#cardUseShippingAsBilling');
    await page.check('#purchasingAsBusinessCheckbox');
    await page.click(submit);
    await page.getByRole('alert').waitFor();
  },
  success: async (page) => {
    await page.goto((await order()).url);
    await pay(page);
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  },
  'hosted, complete': async (page) => {
    const { url } = await order();
    await page.goto(url);
    await pay(page);
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.goto(url);
  },
  'hosted, expired': async (page) => {
    const { id, url } = await order();
    await stripe.checkout.sessions.expire(id);
    await page.goto(url);
  },
  'hosted, to be taken up again': async (page) => {
    const session = await openSession(stripe, {
      after_expiration: { recovery: { enabled: true } } });
    await stripe.checkout.sessions.expire(session.id);
    await page.goto(session.url);
    await page.getByRole('link', { name: 'Take up the order' }).waitFor();
  },
  expired: async (page) => {
    const { id } = await order();
    await stripe.checkout.sessions.expire(id);
    await page.goto(`${till.shop}/checkout/expired?session_id=${id}`);
  },
  cancel: async (page) => {
    const { id } = await order();
    await page.goto(`${till.shop}/checkout/cancel?session_id=${id}`);
  },
  'not there': (page) => page.goto(`${till.shop}/nothing`),
  'no such order': (page) =>
    page.goto(`${till.shop}/checkout/success?session_id=cs_test_no`),
  pricing: async (page) => {
    await page.goto(`${till.shop}/pricing`);
    await page.getByRole('button', { name: 'Subscribe' }).waitFor();
  },
  'pricing in euros': async (page) => {
    await page.goto(`${till.shop}/pricing/prctbl_till_sample_eu`);
    await page.getByRole('button', { name: 'Subscribe' }).waitFor();
  },
  'buy button': async (page) => {
    await page.goto(`${till.shop}/buy`);
    await page.getByRole('button', { name: 'Give this box' }).waitFor();
  },
  'buy button, refused': async (page) => {
    await page.goto(`${till.shop}/buy`);
    await page.getByRole('button', { name: 'Give this box' }).waitFor();
    await page.locator('stripe-buy-button').evaluate((button) =>
      button.setAttribute('client-reference-id', 'a/b'));
    await page.getByRole('alert').waitFor();
  },
  'payment link, not active': async (page) => {
    const { data: [price] } = await stripe.prices.list({
      lookup_keys: ['teapot_usd'] });
    const link = await stripe.paymentLinks.create({
      line_items: [{ price: price.id, quantity: 1 }] });
    await stripe.paymentLinks.update(link.id, { active: false });
    await page.goto(link.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'payment element': async (page) => {
    await page.goto(till.shop);
    await page.locator('[data-product="honey"] .add').click();
    await page.getByRole('button', { name: 'Pay here' }).click();
    await page.locator('#payment-button:not([disabled])').waitFor();
  },
  'nothing to pay': async (page) => {
    await page.context().clearCookies();
    await page.goto(`${till.shop}/pay`);
  },
  embedded: embed,
  'embedded, form not filled in': async (page) => {
    await embed(page);
    await page.frameLocator('iframe').locator(submit).click();
    await page.frameLocator('iframe').getByRole('alert').waitFor();
  },
};

for (const size of sizes)
  for (const colorScheme of ['light', 'dark'])
    describe(`${size.width} px, ${colorScheme}`, () => {
      let browser;

      before(async () => {
        browser = await Browser.start({ size, colorScheme });
      });
      after(() => browser?.stop());

      for (const [name, open] of Object.entries(pages))
        test(name, async () => {
          await open(browser.page);
          assert.deepEqual(await barriers(browser.page), []);
        });
    });
