/*
 * A shopper with a browser: from the storefront to the success page, wide and
 * narrow, with scripts and without.  Pictures go where TILL_SCREENSHOTS says.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { orders, signedIn } from '../lib/shop.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

const card = { '#email': 'ada@shop.example', '#cardExpiry': '12 / 40',
  '#cardCvc': '123', '#billingName': 'Ada Lovelace',
  '#billingPostalCode': '12345' };
const submit = '[data-testid="hosted-payment-submit-button"]';

async function pay(page, number) {
  for (const [field, value] of Object.entries({ ...card,
    '#cardNumber': number }))
    await page.fill(field, value);
  await page.selectOption('#billingCountry', 'US');
  await page.click(submit);
}

/* Puts two teapots and a honey into the cart. */
async function fill(page) {
  await page.goto(till.shop);
  for (const [product, quantity] of [['teapot', 2], ['honey', 1]]) {
    const row = page.locator(`[data-product="${product}"]`);
    // A script puts a button, and then the quantity, in the box's place.
    const box = row.locator('input[type=checkbox]');
    const add = row.getByRole('button', { name: /^Add/ });
    if (await box.isVisible())
      await box.check();
    else if (await add.isVisible())
      await add.click();
    const many = row.locator('input[type=number]');
    await many.fill(String(quantity));
    await many.blur();
  }
}

function checkout(page) {
  return page.locator('form[data-cart]')
    .getByRole('button', { name: 'Check out' }).click();
}

const sessionIn = (page) => /cs_test_[A-Za-z0-9]+/.exec(page.url())?.[0];

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

    test('storefront, cart, declined, paid, success', async () => {
      await page.goto(till.shop);
      await look('storefront');
      await fill(page);
      await look('cart');
      await checkout(page);
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      const id = sessionIn(page);
      assert.match(await page.textContent('main'), /\$107\.00/);
      await look('hosted');

      await pay(page, '4000 0000 0000 0002');
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').textContent(),
        /Your card was declined\./);
      assert.equal(await page.inputValue('#email'), 'ada@shop.example');
      await look('declined');
      assert.equal((await stripe.checkout.sessions.retrieve(id)).status,
        'open');

      await pay(page, '4242 4242 4242 4242');
      await page.waitForURL(/\/checkout\/success\?session_id=cs_test_/);
      assert.equal(sessionIn(page), id);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      const text = await page.textContent('main');
      assert.match(text, /Stoneware teapot/);
      assert.match(text, /Blossom honey/);
      assert.match(text, /\$107\.00/);
      assert.match(text, /ada@shop\.example/);
      await look('success');

      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.status, 'complete');
      assert.equal(session.payment_status, 'paid');
      assert.equal(session.customer_details.email, 'ada@shop.example');
      assert.equal(orders(till, `session = '${id}'`)[0].state, 'paid');

      await page.goto(`${till.api}/c/pay/${id}`);
      assert.match(await page.textContent('main'), /This order is complete/);
      await look('complete');
      await page.goto(till.shop);
      await look('storefront-after');
    });

    test('an expired session leads back to a new one', async () => {
      await fill(page);
      await checkout(page);
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      const id = sessionIn(page);
      await stripe.checkout.sessions.expire(id);
      await page.reload();
      assert.match(await page.textContent('main'), /has expired/);
      assert.match(await page.textContent('main'), /not been charged/);
      await look('hosted-expired');

      await page.goto(`${till.shop}/checkout/expired?session_id=${id}`);
      assert.match(await page.textContent('main'), /not been charged/);
      await look('expired');
      await page.locator('main .outcome .button').first().click();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      assert.notEqual(sessionIn(page), id);
      await pay(page, '4242 4242 4242 4242');
      await page.waitForURL(/\/checkout\/success/);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('back from the hosted page keeps the cart', async () => {
      await fill(page);
      await checkout(page);
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      await page.locator('a.back').click();
      await page.waitForURL(/\/checkout\/cancel/);
      assert.match(await page.textContent('main'), /cart is kept/);
      await look('cancel');
    });

    test('a form that was not filled in says what to do', async () => {
      await fill(page);
      await checkout(page);
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      await page.fill('#email', 'ada@shop.example');
      await page.click(submit);
      await page.getByRole('alert').waitFor();
      await page.locator('#cardNumber[aria-invalid="true"]').waitFor();
      assert.equal(await page.inputValue('#email'), 'ada@shop.example');
      await look('invalid');
    });

    test('a subscription', async () => {
      await page.goto(till.shop);
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      const id = sessionIn(page);
      await look('subscribe');
      await pay(page, '4242 4242 4242 4242');
      await page.waitForURL(/\/checkout\/success/);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.status, 'complete');
      assert.ok(session.customer, 'a subscription has a customer');
    });

    test('in euros', async () => {
      await page.goto(`${till.shop}/eu/`);
      await look('storefront-eur');
    });

    test('the pricing page as a guest and signed in', async () => {
      await page.goto(`${till.shop}/pricing`);
      await page.locator('stripe-pricing-table').waitFor({ state: 'attached' });
      assert.equal(await page.getAttribute('stripe-pricing-table',
        'customer-session-client-secret'), null);
      await look('pricing-guest');

      const customer = await stripe.customers.create({
        email: 'grace@shop.example' });
      const [name, value] = signedIn(till, customer.id).Cookie.split('=');
      await browser.context.addCookies([{ name, value, url: till.shop }]);
      await page.goto(`${till.shop}/pricing`);
      assert.ok(await page.getAttribute('stripe-pricing-table',
        'customer-session-client-secret'));
      await look('pricing-customer');
      await browser.context.clearCookies();
    });

    test('a page that is not there', async () => {
      await page.goto(`${till.shop}/nothing`);
      await page.locator('h1').waitFor();
      await look('not-found');
      await page.goto(`${till.shop}/checkout/success?session_id=cs_test_no`);
      await page.locator('h1').waitFor();
      await look('unknown-session');
    });
  });

describe('dark', () => {
  test('storefront and hosted page', async () => {
    const browser = await Browser.start({ colorScheme: 'dark' });
    try {
      await fill(browser.page);
      await browser.picture('cart');
      await checkout(browser.page);
      await browser.page.waitForURL(/\/c\/pay\//);
      await browser.picture('hosted');
      assert.deepEqual(browser.problems, []);
    } finally {
      await browser.stop();
    }
  });
});

describe('a double click', () => {
  test('is one order', async () => {
    const browser = await Browser.start();
    try {
      const { page } = browser;
      await fill(page);
      const before = orders(till).length;
      await page.locator('form[data-cart]')
        .getByRole('button', { name: 'Check out' })
        .dblclick({ noWaitAfter: true });
      await page.waitForURL(/\/c\/pay\//);
      assert.equal(orders(till).length, before + 1);
    } finally {
      await browser.stop();
    }
  });
});
