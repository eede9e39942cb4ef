/*
 * The form of a session that asks for everything: filled in by the keyboard
 * alone, with scripts and without, and in a frame; nothing typed is lost.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { everything } from '../lib/asking.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { Site } from '../lib/site.mjs';
import { Till } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe, site;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  site = await Site.start();
});
after(async () => {
  await site?.stop();
  await till?.stop();
});

/* What is typed into each field, in any order; true ticks a box. */
const typed = {
  email: 'ada@shop.example', phoneNumber: '201 555 0123',
  shippingName: 'Ada King', shippingCountry: 'United',
  shippingAddressLine1: '1 Main Street', shippingLocality: 'Springfield',
  shippingPostalCode: '62701', shippingAdministrativeArea: 'Illi',
  cardNumber: '4242424242424242', cardExpiry: '1240', cardCvc: '123',
  billingPostalCode: '10115', purchasingAsBusinessCheckbox: true,
  businessName: 'King Ltd', taxId: '12-3456789',
  'customField-engraving': 'For Anne', 'customField-size': 'Lar',
  termsOfServiceConsentCheckbox: true,
};

/* Goes through the form by Tab, typing where there is something to type. */
async function walk(page, form) {
  const seen = [];
  await page.locator('#email').focus();
  for (let i = 0; i < 60; i++) {
    const { id, name, type, action } = await page.evaluate(() => {
      const { id, name, type, dataset } = document.activeElement;
      return { id, name, type, action: dataset.working };
    });
    if (action)
      return seen;
    seen.push(id || name);
    const what = form[id];
    if (what === true)
      await page.keyboard.press('Space');
    else if (what !== undefined && type !== 'hidden')
      await page.keyboard.type(what);
    await page.keyboard.press('Tab');
  }
  throw new Error(`no button after ${seen.join(', ')}`);
}

for (const javaScript of [true, false])
  describe(javaScript ? 'scripts' : 'no scripts', () => {
    let browser, page;

    before(async () => {
      browser = await Browser.start({ javaScript, size: sizes[1] });
      page = browser.page;
    });
    after(() => browser?.stop());

    test('by the keyboard alone', async () => {
      const session = await openSession(stripe, { ...everything,
        success_url: site.put('/thanks', '<h1>Thanks</h1>') });
      await page.goto(session.url);
      const seen = await walk(page, typed);
      // In the order in which they are seen.
      const wanted = Object.keys(typed).filter((id) =>
        id !== 'billingPostalCode');
      assert.deepEqual(seen.filter((id) => wanted.includes(id)), wanted);
      assert.ok(!seen.includes('billingName'), 'the bill goes with the goods');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Thanks' }).waitFor();
      const now = await stripe.checkout.sessions.retrieve(session.id);
      assert.deepEqual(now.shipping_details, { name: 'Ada King', address: {
        city: 'Springfield', country: 'US', line1: '1 Main Street',
        line2: null, postal_code: '62701', state: 'IL' } });
      assert.deepEqual(now.customer_details.address,
        now.shipping_details.address);
      assert.equal(now.customer_details.name, 'King Ltd');
      assert.deepEqual(now.customer_details.tax_ids,
        [{ type: 'us_ein', value: '12-3456789' }]);
      assert.deepEqual(now.consent, { promotions: 'opt_out',
        terms_of_service: 'accepted' });
      assert.equal(now.custom_fields[2].dropdown.value, 'l');
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('a declined card loses nothing', async () => {
      const session = await openSession(stripe, everything);
      await page.goto(session.url);
      await walk(page, { ...typed, cardNumber: '4000000000000002' });
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      for (const [id, value] of Object.entries(typed)) {
        const field = page.locator(`#${id}`);
        if (value === true)
          assert.ok(await field.isChecked(), id);
        else if (id === 'cardCvc')
          assert.equal(await field.inputValue(), '', id);
        else if (id !== 'billingPostalCode')
          assert.notEqual(await field.inputValue(), '', id);
      }
      assert.equal(await page.locator('#shippingAdministrativeArea')
        .inputValue(), 'IL');
      assert.ok(await page.locator('#cardUseShippingAsBilling').isChecked());
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('what is wrong leads to its field', async () => {
      const session = await openSession(stripe, everything);
      await page.goto(session.url);
      await page.locator('[data-working]').click();
      const alert = page.getByRole('alert');
      await alert.waitFor();
      const links = await alert.locator('a').evaluateAll((all) =>
        all.map((one) => one.getAttribute('href').slice(1)));
      assert.ok(links.length > 10);
      for (const id of links)
        assert.ok(await page.locator(`#${id}`).isVisible(), id);
      await alert.locator('a', { hasText: 'City' }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id),
        'shippingLocality');
      assert.equal(await browser.tooWide(), 0);
    });

    test('a country whose addresses are others', async () => {
      const session = await openSession(stripe, everything);
      await page.goto(session.url);
      await page.selectOption('#shippingCountry', 'JP');
      await page.fill('#shippingName', '山田 太郎');
      await page.locator('[data-working]').click();
      await page.getByRole('alert').waitFor();
      assert.equal(await page.inputValue('#shippingName'), '山田 太郎');
      assert.match(await page.locator(
        'label[for="shippingAdministrativeArea"]').innerText(), /Prefecture/);
      await page.selectOption('#shippingAdministrativeArea', '大阪府');
    });
  });

describe('in a frame', () => {
  test('the same form', async () => {
    const browser = await Browser.start();
    const { page } = browser;
    const session = await openSession(stripe, { ...everything,
      ui_mode: 'embedded', success_url: undefined,
      redirect_on_completion: 'never' });
    await page.goto(site.put('/framed', `<h1>Checkout</h1>
      <div id="checkout"></div><script src="${till.api}/v3/"></script><script>
      Stripe(${JSON.stringify(till.secret('publishable_key'))})
        .initEmbeddedCheckout({ clientSecret:
          ${JSON.stringify(session.client_secret)} })
        .then((checkout) => checkout.mount('#checkout'));</script>`));
    const frame = page.frameLocator('iframe[name="embedded-checkout"]');
    await frame.locator('#shippingCountry').selectOption('DE');
    for (const [id, value] of Object.entries({ ...typed,
      shippingPostalCode: '10115', taxId: 'DE123456789' })) {
      const field = frame.locator(`#${id}`);
      if (id === 'shippingCountry' || !await field.isVisible())
        continue;
      if (value === true)
        await field.check();
      else if (await field.evaluate((one) => one.tagName) === 'SELECT')
        await field.selectOption('l');
      else
        await field.fill(value);
    }
    await frame.locator('[data-working]').click();
    await frame.getByRole('heading', { name: 'This order is complete.' })
      .waitFor();
    const now = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(now.shipping_details.address.country, 'DE');
    assert.equal(now.shipping_details.address.state, null);
    assert.deepEqual(now.customer_details.tax_ids,
      [{ type: 'eu_vat', value: 'DE123456789' }]);
    assert.deepEqual(browser.problems.splice(0), []);
    await browser.stop();
  });
});
