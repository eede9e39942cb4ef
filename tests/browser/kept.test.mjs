/*
 * Kept cards and late forms by keyboard alone, with scripts and without, wide
 * and narrow.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { byCard } from '../lib/paying.mjs';
import { Site } from '../lib/site.mjs';
import { Till } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe, site, customer, thanks;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  site = await Site.start();
  thanks = site.put('/thanks', '<h1>Thanks</h1>');
  customer = (await stripe.customers.create({
    email: 'ada@shop.example' })).id;
  for (const number of ['4242424242424242', '5555555555554444'])
    await byCard(till, await openSession(stripe, { customer,
      saved_payment_method_options: { payment_method_save: 'enabled' } }),
    number, { savePaymentMethod: 'yes' });
});
after(async () => {
  await site?.stop();
  await till?.stop();
});

for (const javaScript of [true, false])
  for (const size of sizes)
    describe(`${size.width} px, ${javaScript ? '' : 'no '}scripts`, () => {
      let browser, page;

      before(async () => {
        browser = await Browser.start({ javaScript, size });
        page = browser.page;
      });
      after(() => browser?.stop());

      /* Presses Tab until something is reached. */
      async function reach(locator) {
        for (let i = 0; i < 40; i++) {
          await page.keyboard.press('Tab');
          if (await locator.and(page.locator(':focus')).count() > 0)
            return;
        }
        assert.fail('it cannot be reached');
      }

      test('a kept card is chosen and paid with', async () => {
        const session = await openSession(stripe, { customer,
          success_url: thanks });
        await page.goto(session.url);
        await reach(page.getByRole('radio', { name: /^Mastercard/ }));
        const number = page.locator('#cardNumber');
        assert.ok(!await number.isVisible());
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        assert.ok(await number.isVisible());
        await page.keyboard.press('ArrowUp');
        assert.ok(!await number.isVisible());
        assert.ok(await page.getByRole('radio', { name: /^Visa/ })
          .isChecked());
        await page.keyboard.press('Enter');
        await page.waitForURL(thanks);
        const done = await stripe.checkout.sessions.retrieve(session.id,
          { expand: ['payment_intent.payment_method'] });
        assert.equal(done.payment_intent.payment_method.card.last4, '4242');
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('a form that comes too late leads on', async () => {
        const session = await openSession(stripe, { success_url: thanks,
          after_expiration: { recovery: { enabled: true } } });
        await page.goto(session.url);
        await page.locator('#email').fill('ada@shop.example');
        await stripe.checkout.sessions.expire(session.id);
        await page.keyboard.press('Enter');
        const way = page.getByRole('link', { name: 'Take up the order' });
        await reach(way);
        await page.keyboard.press('Enter');
        await page.locator('#cardNumber').waitFor();
        assert.ok(!page.url().includes(session.id));
        assert.deepEqual(browser.problems.splice(0), []);
      });
    });
