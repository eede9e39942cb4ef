/*
 * What a buyer changes of the bill on the payment page: with scripts and
 * without, wide and narrow, by itself and in a frame.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { Site } from '../lib/site.mjs';
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

const typed = { '#email': 'ada@shop.example',
  '#cardNumber': '4242 4242 4242 4242', '#cardExpiry': '12 / 40',
  '#billingName': 'Ada Lovelace', '#billingPostalCode': '10115' };

async function fill(page) {
  for (const [field, text] of Object.entries({ ...typed, '#cardCvc': '123' }))
    await page.fill(field, text);
}

async function pay(page) {
  await fill(page);
  await page.click(submit);
}

const item = (name, unit_amount) => ({ quantity: 1,
  adjustable_quantity: { enabled: true }, price_data: { currency: 'eur',
    unit_amount, product_data: { name } } });
const way = (display_name, amount) => ({ shipping_rate_data: { display_name,
  type: 'fixed_amount', fixed_amount: { amount, currency: 'eur' } } });

/* A pot of 15, which Germany taxes, a cup of 5, and shipping of 5 or 7. */
async function order() {
  const { id } = await stripe.taxRates.create({ display_name: 'VAT',
    percentage: 19, inclusive: false, country: 'DE' });
  return { line_items: [
    { ...item('A pot', 1500), dynamic_tax_rates: [id] }, item('A cup', 500)],
  shipping_options: [way('By post', 500), way('By courier', 700)] };
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

    const due = (amount) => page.locator('.grand')
      .filter({ hasText: amount }).waitFor();

    /* What a script does by itself takes the press of a button without. */
    async function update(button, amount) {
      if (!kind.javaScript)
        await page.locator(button).first().click();
      await due(amount);
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

    test('quantities, shipping and taxes, and nothing typed is lost',
      async () => {
        const session = await openSession(stripe, {
          success_url: `${till.shop}/`, ...await order() });
        await page.goto(session.url);
        await fill(page);
        await page.fill('#cardCvc', '');
        await page.getByLabel('Quantity of A pot').fill('3');
        await page.getByLabel('Quantity of A pot').blur();
        await update('#buying noscript button', '€55.00');
        await page.getByRole('radio', { name: /By courier/ }).check();
        await update('.ways noscript button', '€57.00');
        await page.selectOption('#billingCountry', 'DE');
        await update('.field noscript button', '€65.55');
        await look('changed');
        for (const [field, text] of Object.entries(typed))
          assert.equal(await page.inputValue(field), text, field);
        const now = await get(session);
        assert.equal(now.amount_total, 6555);
        assert.deepEqual(now.line_items.data.map(({ quantity }) => quantity),
          [3, 1]);
        await page.getByRole('button', { name: 'Remove A cup' }).click();
        await due('€60.55');
        await page.fill('#cardCvc', '123');
        await page.click(submit);
        await page.waitForURL(`${till.shop}/`);
        const paid = await get(session);
        assert.equal(paid.amount_total, 6055);
        assert.equal(paid.line_items.data.length, 1);
        assert.equal(paid.payment_status, 'paid');
        assert.deepEqual(browser.problems.splice(0), []);
      });

    test('a total that was not shown is shown first', async () => {
      const session = await openSession(stripe, {
        success_url: `${till.shop}/`, ...await order() });
      await page.goto(session.url);
      await fill(page);
      // Another tab of the same buyer.
      const { data: [pot] } = session.line_items ??
        await stripe.checkout.sessions.listLineItems(session.id);
      await fetch(`${till.api}/c/pay/${session.id}/bill`, { method: 'POST',
        body: new URLSearchParams({ shippingRate:
          session.shipping_options[1].shipping_rate, remove: pot.id }) });
      await page.click(submit);
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').textContent(),
        /The total changed to €10\.00\.\s+You have not been charged\./);
      await look('total-changed');
      assert.equal((await get(session)).payment_intent, null);
      await page.fill('#cardCvc', '123');
      await page.click(submit);
      await page.waitForURL(`${till.shop}/`);
      assert.equal((await get(session)).amount_total, 1000);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('with the keyboard alone', async () => {
      const session = await openSession(stripe, {
        success_url: `${till.shop}/`, ...await order(),
        allow_promotion_codes: true });
      await page.goto(session.url);
      const to = async (name) => {
        for (let i = 0; i < 60; i++) {
          if (await page.evaluate((label) => {
            const at = document.activeElement;
            return (at.ariaLabel ?? at.labels?.[0]?.textContent ??
              at.textContent).trim() === label;
          }, name))
            return;
          await page.keyboard.press('Tab');
        }
        assert.fail(`${name} is not reached`);
      };
      await to('Quantity of A pot');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('2');
      if (kind.javaScript) {
        await page.keyboard.press('Enter');
      } else {
        await to('Update');
        await page.keyboard.press('Space');
      }
      await due('€40.00');
      await to('Promotion code');
      await page.keyboard.type('SPRING');
      await to('Apply');
      await page.keyboard.press('Enter');
      await due('€36.50');
      await to('Remove SPRING');
      await page.keyboard.press('Enter');
      await due('€40.00');
      assert.equal((await get(session)).amount_total, 4000);
      assert.deepEqual(browser.problems.splice(0), []);
    });
  });

describe('with scripts', () => {
  let browser, page;

  before(async () => {
    browser = await Browser.start({ size: sizes[1] });
    page = browser.page;
  });
  after(() => browser?.stop());

  const now = (amount) => page.locator('#told')
    .filter({ hasText: `The total is now ${amount}.` })
    .waitFor({ state: 'attached' });

  test('a change is told, leaves the focus, and nothing moves', async () => {
    const session = await openSession(stripe, await order());
    await page.goto(session.url);
    await page.evaluate(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          globalThis.shifts += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.locator('#billingCountry').focus();
    const top = () => page.evaluate(() => globalThis.scrollY +
      document.getElementById('email').getBoundingClientRect().top);
    const before = await top();
    await page.selectOption('#billingCountry', 'DE');
    await now('€27.85');
    assert.equal(await page.evaluate(() => document.activeElement.id),
      'billingCountry');
    assert.equal(await top(), before);
    await page.getByLabel('Quantity of A pot').fill('4');
    await page.getByLabel('Quantity of A pot').press('Enter');
    await now('€81.40');
    assert.match(await page.evaluate(() => document.activeElement.id),
      /^quantity-li_/);
    assert.equal(await top(), before);
    assert.equal(await page.evaluate(() => globalThis.shifts), 0);
    assert.match(await page.textContent(submit), /81\.40/);
    assert.deepEqual(browser.problems.splice(0), []);
  });

  test('the last of quick changes wins', async () => {
    const session = await openSession(stripe, await order());
    await page.goto(session.url);
    await page.getByLabel('Quantity of A pot').focus();
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
    }
    await now('€145.00');
    assert.equal((await get(session)).line_items.data[0].quantity, 9);
    assert.deepEqual(browser.problems.splice(0), []);
  });

  test('a code that is being typed stays as it is', async () => {
    const session = await openSession(stripe, { ...await order(),
      allow_promotion_codes: true });
    await page.goto(session.url);
    await page.selectOption('#billingCountry', 'DE');
    await page.locator('#promotionCode').pressSequentially('SPR');
    await now('€27.85');
    assert.equal(await page.inputValue('#promotionCode'), 'SPR');
    assert.equal(await page.locator('#promotionCode-error').count(), 0);
    await page.locator('#promotionCode').pressSequentially('ING');
    await page.press('#promotionCode', 'Enter');
    await page.locator('#removeCode').waitFor();
    assert.deepEqual(browser.problems.splice(0), []);
  });

  test('a session that was closed meanwhile says so', async () => {
    const session = await openSession(stripe, await order());
    await page.goto(session.url);
    await stripe.checkout.sessions.expire(session.id);
    await page.selectOption('#billingCountry', 'DE');
    await page.getByText('This checkout has expired.').waitFor();
    assert.deepEqual(browser.problems.splice(0), []);
  });

  test('an API that is away for a moment is told by the page', async () => {
    const session = await openSession(stripe, await order());
    await page.goto(session.url);
    await page.route('**/bill', (route) => route.abort(), { times: 1 });
    await page.selectOption('#billingCountry', 'DE');
    await page.waitForURL(/\/bill$/);
    await page.locator('.grand').filter({ hasText: '€27.85' }).waitFor();
    browser.problems.splice(0);
  });

  test('what is free asks for no card, and for one again', async () => {
    const { id } = await stripe.coupons.create({ percent_off: 100 });
    const { code } = await stripe.promotionCodes.create({ coupon: id });
    const session = await openSession(stripe, { success_url: `${till.shop}/`,
      allow_promotion_codes: true });
    await page.goto(session.url);
    await page.fill('#email', 'ada@shop.example');
    await page.fill('#promotionCode', code);
    await page.click('#applyCode');
    await page.locator('#cardNumber').waitFor({ state: 'detached' });
    await page.click('#removeCode');
    await page.locator('#cardNumber').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id),
      'promotionCode');
    // The digits are grouped in the fields that came back, too.
    await page.locator('#cardNumber').pressSequentially('4242424242424242');
    assert.equal(await page.inputValue('#cardNumber'), '4242 4242 4242 4242');
    await page.fill('#promotionCode', code);
    await page.click('#applyCode');
    await page.locator('#cardNumber').waitFor({ state: 'detached' });
    await page.click(submit);
    await page.waitForURL(`${till.shop}/`);
    assert.equal((await get(session)).payment_status, 'no_payment_required');
    assert.deepEqual(browser.problems.splice(0), []);
  });

  test('names with markup are text', async () => {
    const name = '<img src=x onerror=alert(1)> "\'&amp;\u2028\u202e';
    const { id } = await stripe.coupons.create({ percent_off: 10, name:
      name.slice(0, 40) });
    const { code } = await stripe.promotionCodes.create({ coupon: id });
    const session = await openSession(stripe, { allow_promotion_codes: true,
      line_items: [{ quantity: 1, adjustable_quantity: { enabled: true },
        tax_rates: [(await stripe.taxRates.create({ display_name:
          name.slice(0, 50), percentage: 5, inclusive: false })).id],
        price_data: { currency: 'eur', unit_amount: 1500, product_data: {
          name, description: name } } }],
      shipping_options: [{ shipping_rate_data: { type: 'fixed_amount',
        display_name: name, fixed_amount: { amount: 100,
          currency: 'eur' } } }] });
    await page.goto(session.url);
    await page.fill('#promotionCode', code);
    await page.click('#applyCode');
    await page.locator('#removeCode').waitFor();
    assert.equal(await page.locator('main img').count(), 0);
    const text = await page.textContent('#buying');
    for (const part of [name, name.slice(0, 40), name.slice(0, 50)])
      assert.ok(text.includes(part), part);
    assert.ok((await page.textContent('.ways')).includes(name));
    assert.equal(await page.getByLabel(`Quantity of ${name}`).count(), 1);
    await page.click('#removeCode');
    await page.locator('#promotionCode').waitFor();
    await page.fill('#promotionCode', '"><script>alert(1)</script>\u2028');
    await page.click('#applyCode');
    await page.locator('#promotionCode-error').waitFor();
    assert.equal(await page.inputValue('#promotionCode'),
      '"><script>alert(1)</script>\u2028');
    assert.deepEqual(browser.problems.splice(0), []);
  });
});

describe('in a frame', () => {
  let browser, site;

  before(async () => {
    browser = await Browser.start();
    site = await Site.start();
  });
  after(async () => {
    await site?.stop();
    await browser?.stop();
  });

  test('the bill is changed and paid', async () => {
    const { page } = browser;
    const session = await openSession(stripe, { ...await order(),
      ui_mode: 'embedded', success_url: undefined,
      return_url: site.put('/back', '<h1>Back</h1>'),
      allow_promotion_codes: true });
    await page.goto(site.put('/pay', `<h1>Checkout</h1>
      <div id="checkout"></div><script src="${till.api}/v3/"></script><script>
      Stripe(${JSON.stringify(till.secret('publishable_key'))})
        .initEmbeddedCheckout({ clientSecret:
          ${JSON.stringify(session.client_secret)} })
        .then((checkout) => checkout.mount('#checkout'));</script>`));
    const frame = page.frameLocator('iframe[name="embedded-checkout"]');
    const due = (amount) => frame.locator('.grand')
      .filter({ hasText: amount }).waitFor();
    await frame.getByLabel('Quantity of A pot').fill('2');
    await frame.getByLabel('Quantity of A pot').press('Enter');
    await due('€40.00');
    await frame.locator('#promotionCode').fill('SPRING');
    await frame.locator('#promotionCode').press('Enter');
    await due('€36.50');
    await frame.getByRole('radio', { name: /By courier/ }).check();
    await due('€38.50');
    for (const [field, text] of Object.entries({ ...typed,
      '#cardCvc': '123' }))
      await frame.locator(field).fill(text);
    await frame.locator(submit).click();
    await page.waitForURL(`${site.origin}/back`);
    assert.equal((await get(session)).amount_total, 3850);
    assert.deepEqual(browser.problems.splice(0), []);
  });
});
