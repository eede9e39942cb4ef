/*
 * What a buyer changes of the bill on the payment page: with scripts and
 * without, wide and narrow, by itself and in a frame.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { Till } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  await stripe.coupons.create({ id: 'ten', percent_off: 10,
    name: 'Spring sale' });
  await stripe.promotionCodes.create({ coupon: 'ten', code: 'SPRING' });
});
after(() => till?.stop());

const submit = '[data-testid="hosted-payment-submit-button"]';

async function pay(page, number = '4242 4242 4242 4242') {
  for (const [field, value] of Object.entries({
    '#email': 'ada@shop.example', '#cardNumber': number,
    '#cardExpiry': '12 / 40', '#cardCvc': '123', '#billingName': 'Ada',
    '#billingPostalCode': '10115' }))
    await page.fill(field, value);
  await page.click(submit);
}

const get = ({ id }) => stripe.checkout.sessions.retrieve(id,
  { expand: ['line_items', 'total_details.breakdown'] });

const kinds = [
  { javaScript: true, size: sizes[0] },
  { javaScript: true, size: sizes[1] },
  { javaScript: false, size: sizes[0] },
  { javaScript: false, size: sizes[1] },
];

for (const kind of kinds)
  describe(`${kind.size.width} px, ${
    kind.javaScript ? 'scripts' : 'no scripts'}`, () => {
    let browser, page;

    before(async () => {
      browser = await Browser.start(kind);
      page = browser.page;
    });
    after(() => browser?.stop());

    async function look(name) {
      await browser.picture(name);
      assert.equal(await browser.tooWide(), 0, `${name} is too wide`);
      assert.deepEqual(browser.problems.splice(0), [], name);
    }

    test('a promotion code is applied, removed, and paid with', async () => {
      const session = await openSession(stripe, {
        success_url: `${till.shop}/`, allow_promotion_codes: true });
      await page.goto(session.url);
      await page.fill('#email', 'ada@shop.example');
      await page.fill('#billingName', 'Ada Lovelace');
      await page.fill('#promotionCode', 'NOSUCH');
      await page.click('#applyCode');
      await page.locator('#promotionCode-error').waitFor();
      await look('code-refused');
      await page.fill('#promotionCode', 'spring');
      await page.press('#promotionCode', 'Enter');
      await page.locator('#removeCode').waitFor();
      await look('code-applied');
      assert.match(await page.textContent('#buying'), /Spring sale/);
      assert.match(await page.textContent(submit), /13\.50/);
      assert.equal(await page.inputValue('#billingName'), 'Ada Lovelace');
      assert.equal((await get(session)).amount_total, 1350);
      await page.click('#removeCode');
      await page.locator('#promotionCode').waitFor();
      assert.equal((await get(session)).amount_total, 1500);
      await page.fill('#promotionCode', 'SPRING');
      await page.click('#applyCode');
      await page.locator('#removeCode').waitFor();
      await pay(page);
      await page.waitForURL(`${till.shop}/`);
      const paid = await get(session);
      assert.equal(paid.payment_status, 'paid');
      assert.equal(paid.amount_total, 1350);
      assert.equal(paid.total_details.breakdown.discounts[0].amount, 150);
    });
  });
