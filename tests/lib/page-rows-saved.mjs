/* page-rows-saved: customers, and the cards that they have kept. */
import assert from 'node:assert/strict';

import { lamp, pay, payment, submit, subscription, textOf }
  from './page-rows.mjs';
import { bankSays, byCard } from './paying.mjs';

const email = 'grace@shop.example';
const saving = { saved_payment_method_options: {
  payment_method_save: 'enabled' } };

/* Has a new customer keep these cards, each {number, expiry, unseen}. */
async function keep(scene, ...cards) {
  const { stripe, till } = scene;
  const customer = await stripe.customers.create({ email });
  for (const { number = '4242424242424242', expiry = '12 / 40', limited }
    of cards) {
    const session = await stripe.checkout.sessions.create(limited ?
      { mode: 'setup', customer: customer.id, currency: 'usd',
        success_url: 'https://shop.example/ok' } :
      payment({ customer: customer.id, ...saving })(scene));
    const answer = await byCard(till, session, number, { cardExpiry: expiry,
      savePaymentMethod: 'yes' });
    if (/\/challenge$/.test(answer.to))
      await bankSays(till, session, 'complete');
  }
  scene.customer = customer;
  return customer.id;
}

const radio = ({ frame }, name) => frame.getByRole('radio', { name });
const kept = ({ stripe, customer }) =>
  stripe.customers.listPaymentMethods(customer.id);

export const rows = [
  { parameters: ['customer'], seen: 'the customer\'s e-mail and kept cards, ' +
      'the newest chosen', picture: 'customer-kept',
  session: async (scene) => payment({ customer: await keep(scene, {},
    { number: '5555555555554444' }) })(scene),
  see: async (scene) => {
    const { frame, page, site, stripe, session } = scene;
    assert.ok((await textOf(frame)).includes(email));
    assert.equal(await frame.locator('#email').count(), 0);
    assert.ok(await radio(scene, /^Mastercard ending in 4444/).isChecked());
    assert.ok(!await frame.locator('#cardNumber').isVisible());
    await radio(scene, /^Visa ending in 4242\s*expires 12\/2040/).check();
    const before = await kept(scene);
    await frame.locator(submit).click();
    await page.waitForURL(`${site.origin}/thanks`);
    const done = await stripe.checkout.sessions.retrieve(session.id,
      { expand: ['payment_intent'] });
    assert.equal(done.payment_status, 'paid');
    assert.equal(done.payment_intent.payment_method, before.data[1].id);
    assert.deepEqual(await kept(scene), before);
  } },
  { parameters: ['customer'], seen: 'another card than the kept one',
    picture: 'customer-kept-another', after: true,
    session: async (scene) => payment({ customer: await keep(scene, {}) })(
      scene),
    see: async (scene) => {
      await radio(scene, 'Another payment method').check();
      await pay(scene.frame, { number: '4000 0000 0000 0002' });
      await scene.frame.getByRole('alert').waitFor();
      assert.ok(await radio(scene, 'Another payment method').isChecked());
      assert.equal((await kept(scene)).data.length, 1);
    } },
  { parameters: ['customer'], seen: 'the bank asks about a kept card, too',
    picture: 'customer-kept-bank', after: true, session: async (scene) =>
      payment({ customer: await keep(scene,
        { number: '4000002760003184' }) })(scene),
    see: async ({ frame, page, site }) => {
      await frame.locator(submit).click();
      await page.getByRole('button', { name: 'Complete' }).click();
      await page.waitForURL(`${site.origin}/thanks`);
    } },
  { parameters: ['customer'], seen: 'no card whose time is past',
    picture: 'customer-kept-expired', session: async (scene) => {
      const { stripe, till } = scene;
      const now = new Date((await stripe.customers.create({})).created * 1000);
      const expiry = `${String(now.getUTCMonth() + 1).padStart(2, '0')} / ${
        now.getUTCFullYear()}`;
      const customer = await keep(scene, { expiry });
      await till.advance('32d');
      return subscription({ customer })(scene);
    },
    see: async (scene) => {
      assert.equal(await scene.frame.getByRole('radio').count(), 0);
      assert.ok(await scene.frame.locator('#cardNumber').isVisible());
      assert.equal((await kept(scene)).data.length, 1);
    } },
  { parameters: ['saved_payment_method_options.allow_redisplay_filters'],
    seen: 'cards that were kept for the shop\'s own use',
    picture: 'allow-redisplay-filters', after: true,
    session: async (scene) => payment({ customer: await keep(scene, {},
      { number: '4000000000000341', limited: true }),
    saved_payment_method_options: { allow_redisplay_filters: ['limited'] } })(
      scene),
    see: async (scene) => {
      assert.equal(await scene.frame.getByRole('radio').count(), 2);
      assert.ok(await radio(scene, /^Visa ending in 0341/).isChecked());
      await scene.frame.locator(submit).click();
      await scene.frame.getByText('Your card was declined.').waitFor();
      assert.ok(await radio(scene, /^Visa ending in 0341/).isChecked());
    } },
  { parameters: ['saved_payment_method_options.payment_method_save',
    'customer_creation'],
  seen: 'a new customer may have the card kept', picture: 'payment-method-save',
  session: payment({ customer_creation: 'always', ...saving }),
  see: async (scene) => {
    const { frame, page, site, stripe, session } = scene;
    await frame.getByRole('checkbox', {
      name: 'Save this for my next order with Second Pot' }).check();
    await pay(frame);
    await page.waitForURL(`${site.origin}/thanks`);
    const { customer } = await stripe.checkout.sessions.retrieve(session.id);
    const { data: [one] } = await stripe.customers.listPaymentMethods(customer);
    assert.equal(one.allow_redisplay, 'always');
  } },
  { parameters: ['customer'], seen: 'kept cards in an Arabic page',
    picture: 'customer-kept-ar', headers: { 'Accept-Language': 'ar' },
    session: async (scene) => payment({ line_items: [lamp()],
      customer: await keep(scene, {}), ...saving })(scene),
    see: async (scene) => {
      assert.ok(await radio(scene, /Visa/).isChecked());
      await radio(scene, 'وسيلة دفع أخرى').check();
      assert.ok(await scene.frame.locator('#cardNumber').isVisible());
    } },
];
