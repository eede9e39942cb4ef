/*
 * Paying in a browser: 3-D Secure, a debit that takes its time, and the ways
 * in which a shopper might pay twice.  Pictures go where TILL_SCREENSHOTS
 * says.
 */
import assert from 'node:assert/strict';
import { cpSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { Desk } from '../lib/paying.mjs';
import { orders } from '../lib/shop.mjs';
import { root, temporaryFolder, Till } from '../lib/till.mjs';

let till, stripe, desk;

/* The shop takes debits too. */
before(async () => {
  const profiles = temporaryFolder('profiles');
  cpSync(join(root, 'nginx/profiles'), profiles, { recursive: true });
  const path = join(profiles, 'payment.json');
  writeFileSync(path, JSON.stringify({
    ...JSON.parse(readFileSync(path, 'utf8')),
    payment_method_types: ['card', 'sepa_debit'] }));
  till = await Till.start({ env: { TILL_PROFILES: profiles } });
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

const submit = '[data-testid="hosted-payment-submit-button"]';
const sessionIn = (page) => /cs_test_[A-Za-z0-9]+/.exec(page.url())?.[0];
const good = '4242 4242 4242 4242', asks = '4000 0000 0000 3220';

async function type(page, number) {
  for (const [field, value] of Object.entries({ '#email': 'ada@shop.example',
    '#cardNumber': number, '#cardExpiry': '12 / 40', '#cardCvc': '123',
    '#billingName': 'Ada Lovelace', '#billingPostalCode': '12345' }))
    if (await page.locator(field).count() > 0)
      await page.fill(field, value);
}

/* A cart with one honey, up to the payment page. */
async function checkout(page) {
  await page.goto(till.shop);
  const row = page.locator('[data-product="honey"]');
  const box = row.locator('input[type=checkbox]');
  const add = row.getByRole('button', { name: /^Add/ });
  if (await box.isVisible())
    await box.check();
  else if (await add.isVisible())
    await add.click();
  await page.locator('form[data-cart]')
    .getByRole('button', { name: 'Check out' }).click();
  await page.waitForURL(/\/c\/pay\/cs_test_/);
  return sessionIn(page);
}

const kinds = [
  { javaScript: true, size: sizes[0] },
  { javaScript: true, size: sizes[1], colorScheme: 'dark' },
  { javaScript: false, size: sizes[1] },
];

for (const kind of kinds)
  describe(`${kind.size.width} px, ${kind.colorScheme ?? 'light'}, ${
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

    test('3-D Secure: failed, left and passed', async () => {
      const id = await checkout(page);
      await type(page, asks);
      await page.click(submit);
      await page.waitForURL(/\/challenge$/);
      await page.getByRole('heading', { name: /Confirm this payment/ })
        .waitFor();
      await look('challenge');
      await page.getByRole('button', { name: 'Fail' }).click();
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').textContent(),
        /unable to authenticate your payment method/);
      assert.equal(await page.inputValue('#email'), 'ada@shop.example');
      await look('challenge-failed');

      await type(page, asks);
      await page.click(submit);
      await page.waitForURL(/\/challenge$/);
      await page.getByRole('button', { name: 'Pay in another way' }).click();
      await page.waitForURL(/\/c\/pay\/cs_test_[A-Za-z0-9]+\??$/);
      let { payment_intent: intent } = await stripe.checkout.sessions
        .retrieve(id, { expand: ['payment_intent'] });
      assert.equal(intent.status, 'requires_action');

      await type(page, asks);
      await page.click(submit);
      await page.getByRole('button', { name: 'Complete' }).click();
      await page.waitForURL(/\/checkout\/success/);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      ({ payment_intent: intent } = await stripe.checkout.sessions
        .retrieve(id, { expand: ['payment_intent'] }));
      assert.equal(intent.status, 'succeeded');
      const charges = await stripe.charges.list({ payment_intent: intent.id });
      assert.equal(charges.data.length, 1);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('a debit is processed first and paid later', async () => {
      const id = await checkout(page);
      await look('card-or-debit');
      await page.check('[value="sepa_debit"]');
      await page.locator('#iban').waitFor();
      assert.equal(await page.locator('#cardNumber').isVisible(), false);
      await page.fill('#email', 'ada@shop.example');
      await page.fill('#billingName', 'Ada Lovelace');
      await page.fill('#iban', 'AT00 1904 3002 3547 3204');
      await page.click(submit);
      await page.getByRole('alert').waitFor();
      assert.match(await page.textContent('main'), /Your IBAN is invalid/);
      assert.equal(await page.isChecked('[value="sepa_debit"]'), true);
      await look('debit-wrong');
      await page.fill('#iban', 'AT32 1904 3002 3547 3204');
      await look('debit');
      await page.click(submit);
      await page.waitForURL(/\/checkout\/success/);
      assert.match(await page.textContent('main'), /being processed/);
      await look('success-processing');
      assert.equal(orders(till, `session = '${id}'`)[0].state, 'processing');

      await till.advance('4m');
      await page.reload();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      assert.doesNotMatch(await page.textContent('main'), /being processed/);
      assert.equal(orders(till, `session = '${id}'`)[0].state, 'paid');
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('a debit that fails says so', async () => {
      const id = await checkout(page);
      await page.check('[value="sepa_debit"]');
      await page.fill('#email', 'ada@shop.example');
      await page.fill('#billingName', 'Ada Lovelace');
      await page.fill('#iban', 'AT861904300235473202');
      await page.click(submit);
      await page.waitForURL(/\/checkout\/success/);
      await till.advance('1m');
      await page.goto(`${till.api}/c/pay/${id}`);
      await page.getByRole('heading', { name: 'Your payment failed' })
        .waitFor();
      await look('debit-failed');
    });

    /* Nothing was bought twice. */
    async function paidOnce(id) {
      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.payment_status, 'paid');
      const charges = await stripe.charges.list({
        payment_intent: session.payment_intent });
      assert.deepEqual(charges.data.map(({ status }) => status),
        ['succeeded']);
      assert.equal(orders(till, `session = '${id}'`).length, 1);
    }

    test('a double click pays once', async () => {
      const id = await checkout(page);
      await type(page, good);
      await page.dblclick(submit);
      await page.waitForURL(/\/checkout\/success/);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      await paidOnce(id);
      browser.problems.splice(0);
    });

    test('back after paying does not pay again', async () => {
      const id = await checkout(page);
      await type(page, good);
      await page.click(submit);
      await page.waitForURL(/\/checkout\/success/);
      await page.goBack();
      await page.waitForURL(/\/c\/pay\//);
      assert.match(await page.textContent('main'), /This order is complete/);
      assert.equal(await page.locator(submit).count(), 0);
      await paidOnce(id);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('two tabs with one cart pay once', async () => {
      const id = await checkout(page);
      const other = await browser.context.newPage();
      await other.goto(page.url());
      await type(other, good);
      await type(page, good);
      await page.click(submit);
      await page.waitForURL(/\/checkout\/success/);
      // The other tab still shows the form, and presses it.
      await other.click(submit);
      await other.waitForURL(/\/checkout\/success/);
      assert.equal(sessionIn(other), id);
      await other.getByRole('heading', { name: 'Thank you' }).waitFor();
      await other.close();
      await paidOnce(id);
      assert.deepEqual(browser.problems.splice(0), []);
    });
  });
