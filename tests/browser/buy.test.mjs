/*
 * The buy button in pages of the shop and of another site, and the pages of
 * payment links, wide and narrow.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { byCard } from '../lib/paying.mjs';
import { signedIn } from '../lib/shop.mjs';
import { Site } from '../lib/site.mjs';
import { Till, temporaryFolder } from '../lib/till.mjs';

const BUTTON = 'buy_btn_till_sample';
const odd = '<img src=x onerror=alert(1)>"\'&amp;{{NAME}}\u2028\u202e';
const submit = '[data-testid="hosted-payment-submit-button"]';
const card = { '#cardNumber': '4242 4242 4242 4242', '#cardExpiry': '12 / 40',
  '#cardCvc': '123', '#billingName': 'Ada Lovelace',
  '#billingPostalCode': '12345' };
const file = join(temporaryFolder('buttons'), 'buttons.json');
let till, stripe, site, key;

before(async () => {
  const sample = JSON.parse(readFileSync(new URL(
    '../../nginx/buy-buttons.json', import.meta.url), 'utf8')).buy_buttons;
  const link = (lookup_key, more) => ({ line_items: [{ lookup_key,
    quantity: 1 }], ...more });
  writeFileSync(file, JSON.stringify({ buy_buttons: [...sample,
    { id: 'buy_btn_plain', layout: 'button', link: link('honey_usd',
      { submit_type: 'donate' }) },
    { id: 'buy_btn_monthly', link: link('monthly_usd',
      { subscription_data: { trial_period_days: 7 } }) },
    { id: 'buy_btn_two', link: { line_items: [
      { lookup_key: 'cups_usd', quantity: 2 },
      { lookup_key: 'teapot_usd', quantity: 1 }] } },
    { id: 'buy_btn_odd', description: odd, button: odd, link: link('odd',
      { inactive_message: odd, metadata: { odd },
        restrictions: { completed_sessions: { limit: 1 } },
        after_completion: { type: 'hosted_confirmation',
          hosted_confirmation: { custom_message: odd } } }) },
    { id: 'buy_btn_gone', link: link('gone') },
    { id: 'buy_btn_nowhere', payment_link: 'plink_nowhere' }] }));
  till = await Till.start({ env: { TILL_BUY_BUTTONS: file } });
  stripe = till.sdk();
  key = till.secret('publishable_key');
  site = await Site.start();
});
after(async () => {
  await site?.stop();
  await till?.stop();
});

const sessionIn = (page) => /cs_test_[A-Za-z0-9]+/.exec(page.url())?.[0];

async function pay(page, email) {
  for (const [field, value] of Object.entries(card))
    await page.fill(field, value);
  if (email)
    await page.fill('#email', email);
  await page.click(submit);
  await page.getByText('This order is complete').waitFor();
}

/* A client secret of a customer session. */
async function secretFor(customer, component = 'buy_button') {
  const session = await stripe.customerSessions.create({ customer,
    components: { [component]: { enabled: true } } });
  return session.client_secret;
}

/* A page of the site with a buy button of these attributes. */
function buttonPage(attributes) {
  const text = Object.entries({ 'buy-button-id': BUTTON,
    'publishable-key': key, ...attributes }).map(([name, value]) =>
    `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
  return site.put('/thing', `<h1>A thing</h1>
    <script async src="${till.api}/v3/buy-button.js"></script>
    <stripe-buy-button ${text.join(' ')}></stripe-buy-button>`);
}

for (const size of sizes)
  describe(`${size.width} px`, () => {
    let browser, page, asked;

    before(async () => {
      browser = await Browser.start({ size });
      page = browser.page;
      page.on('dialog', (dialog) => {
        asked++;
        dialog.dismiss();
      });
    });
    after(() => browser?.stop());

    async function look(name) {
      await browser.picture(name);
      assert.equal(await browser.tooWide(), 0, `${name} is too wide`);
      assert.deepEqual(browser.problems.splice(0), [], name);
    }

    const press = () => page.getByRole('button').click();

    async function choose() {
      await press();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      return stripe.checkout.sessions.retrieve(sessionIn(page),
        { expand: ['line_items'] });
    }

    test('sells to a signed-in customer, by keyboard', async () => {
      const customer = await stripe.customers.create({
        email: 'grace@shop.example' });
      const [name, value] = signedIn(till, customer.id).Cookie.split('=');
      await browser.context.addCookies([{ name, value, url: till.shop }]);
      await page.goto(till.shop);
      await page.getByRole('link', { name: 'What is in it' }).click();
      await page.waitForURL(`${till.shop}/buy`);
      const button = page.getByRole('button', { name: 'Give this box' });
      await button.waitFor();
      assert.match(await page.locator('stripe-buy-button').evaluate((one) =>
        one.shadowRoot.textContent), /The gift box.*\$39\.00/);
      await look('buy');
      await button.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      const id = sessionIn(page);
      assert.match(await page.textContent('main'), /grace@shop\.example/);
      await look('buy-hosted');
      await pay(page);
      await page.getByText('We wrap it today and send it tomorrow.').waitFor();
      await look('buy-done');

      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.status, 'complete');
      assert.equal(session.payment_status, 'paid');
      assert.equal(session.customer, customer.id);
      assert.equal(session.client_reference_id, customer.id);
      const link = await stripe.paymentLinks.retrieve(session.payment_link);
      assert.equal(link.allow_promotion_codes, true);
      await page.getByRole('link', { name: 'Back to Second Pot' }).click();
      await page.waitForURL(`${till.shop}/buy`);
      await browser.context.clearCookies();
    });

    test('sells to a guest, and by one link for all of them', async () => {
      const links = [];
      for (let i = 0; i < 2; i++) {
        await page.goto(`${till.shop}/buy/buy_btn_till_sample_eu`);
        const session = await choose();
        assert.equal(session.customer, null);
        assert.equal(session.client_reference_id, null);
        assert.equal(session.currency, 'eur');
        links.push(session.payment_link);
      }
      assert.equal(links[0], links[1]);
      await pay(page, 'ada@shop.example');
      const session = await stripe.checkout.sessions.retrieve(sessionIn(page));
      assert.equal(session.customer_details.email, 'ada@shop.example');
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('gives e-mail and reference to the session', async () => {
      const reference = 'aZ0-_'.repeat(40);
      await page.goto(buttonPage({ 'customer-email': 'lin@shop.example',
        'client-reference-id': reference }));
      const session = await choose();
      assert.equal(session.customer_email, 'lin@shop.example');
      assert.equal(session.client_reference_id, reference);
      assert.match(await page.textContent('main'), /lin@shop\.example/);
      await page.locator('a.back').click();
      await page.waitForURL(`${site.origin}/thing`);
      await page.getByRole('button', { name: 'Give this box' }).waitFor();
      await look('buy-site');
    });

    test('as nothing but a button', async () => {
      await page.goto(buttonPage({ 'buy-button-id': 'buy_btn_plain' }));
      await page.getByRole('button', { name: 'Donate: Blossom honey' })
        .waitFor();
      await look('buy-plain');
      assert.equal((await choose()).amount_total, 1100);
    });

    test('of a subscription with a trial', async () => {
      await page.goto(buttonPage({ 'buy-button-id': 'buy_btn_monthly' }));
      await page.getByText('First 7 days free').waitFor();
      assert.match(await page.locator('stripe-buy-button').evaluate((one) =>
        one.shadowRoot.textContent), /\$15\.00per month/);
      const session = await choose();
      assert.equal(session.mode, 'subscription');
      assert.equal(session.amount_total, 0);
    });

    test('of several things', async () => {
      await page.goto(buttonPage({ 'buy-button-id': 'buy_btn_two' }));
      await page.getByRole('heading', { name: 'Two small cups and 1 more' })
        .waitFor();
      await page.getByText('$100.00').waitFor();
      assert.equal((await choose()).amount_total, 10000);
    });

    test('takes a secret again: its second use is not refused', async () => {
      const customer = await stripe.customers.create();
      const secret = await secretFor(customer.id);
      for (let i = 0; i < 2; i++) {
        await page.goto(buttonPage({
          'customer-session-client-secret': secret }));
        const session = await choose();
        assert.equal(session.customer, customer.id);
        assert.equal(session.expires_at, session.created + 1800);
      }
      assert.deepEqual(browser.problems.splice(0), []);
    });

    const refused = [
      ['a foreign secret', /There is no such customer session/,
        async () => ({ 'customer-session-client-secret':
          `cuss_secret_${'x'.repeat(47)}` })],
      ['the secret of another component', /for another component/,
        async () => ({ 'customer-session-client-secret': await secretFor(
          (await stripe.customers.create()).id, 'pricing_table') })],
      ['a foreign key', /publishable key is not one of this account/,
        async () => ({ 'publishable-key': 'pk_test_other' })],
      ['an unknown button', /No such buy button/,
        async () => ({ 'buy-button-id': 'buy_btn_none' })],
      ['a button of an unknown link', /No such payment link/,
        async () => ({ 'buy-button-id': 'buy_btn_nowhere' })],
      ['a button of a price that is gone', /is not on sale/,
        async () => ({ 'buy-button-id': 'buy_btn_gone' })],
    ];
    for (const [what, message, attributes] of refused)
      test(`says why: ${what}`, async () => {
        await page.goto(buttonPage(await attributes()));
        await page.getByRole('alert').waitFor();
        assert.match(await page.getByRole('alert').textContent(), message);
        assert.equal(await page.getByRole('button').count(), 0);
        await browser.picture('buy-refused');
        assert.equal(await browser.tooWide(), 0);
        // The console names the answer's status; nothing else is wrong.
        assert.deepEqual(browser.problems.splice(0).filter((line) =>
          !/status of 4\d\d/.test(line)), []);
      });

    const bad = [
      ['client-reference-id', 'a'.repeat(201), /200 characters/],
      ['client-reference-id', 'user/42', /letters, digits, - and _/],
      ['client-reference-id', odd, /letters, digits, - and _/],
      ['customer-email', 'nobody', /whole e-mail address/],
      ['customer-email', odd, /whole e-mail address/],
      ['publishable-key', 'sk_test_1', /secret key/],
      ['publishable-key', '', /begins with pk_/],
      ['buy-button-id', 'button', /buy_btn_/],
      ['buy-button-id', odd, /buy_btn_/],
    ];
    for (const [name, value, message] of bad)
      test(`asks nothing with ${name} "${value.slice(0, 12)}"`, async () => {
        let requests = 0;
        const count = (request) => {
          requests += request.url().includes('/v3/buy_buttons/');
        };
        asked = 0;
        page.on('request', count);
        await page.goto(buttonPage({ [name]: value }));
        await page.getByRole('alert').waitFor();
        assert.match(await page.getByRole('alert').textContent(), message);
        page.off('request', count);
        assert.equal(requests, 0);
        assert.equal(asked, 0);
        const said = browser.problems.splice(0);
        assert.equal(said.length, 1, said.join());
        assert.match(said[0], /^<stripe-buy-button>: /);
        assert.match(said[0], message);
      });

    test('follows its attributes', async () => {
      await page.goto(buttonPage({ 'client-reference-id': 'a/b' }));
      await page.getByRole('alert').waitFor();
      browser.problems.splice(0);
      await page.locator('stripe-buy-button').evaluate((button) =>
        button.setAttribute('client-reference-id', 'a-b'));
      await page.getByRole('button', { name: 'Give this box' }).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
    });

    test('shows texts as they are, until it is sold out', async () => {
      asked = 0;
      const product = await stripe.products.create({ name: odd,
        images: ['javascript:alert(1)'] }).catch(() =>
        stripe.products.create({ name: odd }));
      await stripe.prices.create({ product: product.id, currency: 'usd',
        unit_amount: 500, lookup_key: 'odd', transfer_lookup_key: true });
      await page.goto(buttonPage({ 'buy-button-id': 'buy_btn_odd' }));
      await page.getByRole('button').waitFor();
      const shown = () => page.locator('stripe-buy-button').evaluate((one) =>
        one.shadowRoot.textContent);
      assert.equal((await shown()).split(odd).length - 1, 3);
      const other = await page.context().newPage();
      await other.goto(buttonPage({ 'buy-button-id': 'buy_btn_odd' }));
      await other.getByRole('button').waitFor();
      const session = await choose();
      assert.equal(session.metadata.odd, odd);
      await pay(page, 'ada@shop.example');
      assert.equal(await page.locator('.words').textContent(), odd);

      // Whoever has the button before him learns it when he presses it.
      await other.getByRole('button').click();
      await other.getByRole('alert').waitFor();
      assert.match(await other.getByRole('alert').textContent(),
        /<img src=x.*You have not been charged/s);
      await other.close();
      await page.goto(buttonPage({ 'buy-button-id': 'buy_btn_odd' }));
      await page.locator('stripe-buy-button .over').waitFor();
      assert.equal(await page.getByRole('button').count(), 0);
      assert.equal((await shown()).split(odd).length - 1, 3);
      assert.equal(await page.locator('img').count(), 0);
      const link = await stripe.paymentLinks.retrieve(session.payment_link);
      await page.goto(link.url);
      assert.equal(await page.locator('.words').textContent(), odd);
      await browser.picture('link-inactive');
      assert.equal(await browser.tooWide(), 0);
      assert.equal(asked, 0);
      assert.deepEqual(browser.problems.splice(0).filter((line) =>
        !/status of 409/.test(line)), []);
    });

    test('a payment link opens its page, and leads on', async () => {
      const { data: [price] } = await stripe.prices.list({
        lookup_keys: ['honey_usd'] });
      const thanks = site.put('/thanks', '<h1>Thanks</h1>');
      const link = await stripe.paymentLinks.create({
        line_items: [{ price: price.id, quantity: 1 }],
        after_completion: { type: 'redirect', redirect: { url:
          `${thanks}?s={CHECKOUT_SESSION_ID}` } } });
      await page.goto(`${link.url}?prefilled_email=ada%40shop.example` +
        '&client_reference_id=user_1&utm_source=mail');
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      assert.equal(await page.inputValue('#email'), 'ada@shop.example');
      await look('link-hosted');
      const id = sessionIn(page);
      for (const [field, value] of Object.entries(card))
        await page.fill(field, value);
      await page.click(submit);
      await page.waitForURL(`${thanks}?s=${id}&utm_source=mail`);
      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.status, 'complete');
      assert.equal(session.client_reference_id, 'user_1');
      assert.equal(session.payment_link, link.id);
      assert.deepEqual(browser.problems.splice(0), []);
    });
  });

describe('without scripts', () => {
  test('the page says where to buy it', async () => {
    const browser = await Browser.start({ javaScript: false });
    try {
      const { page } = browser;
      await page.goto(`${till.shop}/buy`);
      await browser.picture('buy');
      await page.getByRole('link', { name: 'The gift box' }).click();
      await page.getByRole('button', { name: 'Buy the box' }).click();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      assert.match(await page.textContent('main'), /\$39\.00/);
    } finally {
      await browser.stop();
    }
  });
});

describe('what a button is declared with', () => {
  const ask = async (id) => {
    const answer = await fetch(`${till.api}/v3/buy_buttons/${id}?key=${key}`);
    return { status: answer.status, body: await answer.json() };
  };
  const linkOf = async (id) => {
    const answer = await fetch(`${till.api}/v3/buy_buttons/${id}/sessions`,
      { method: 'POST', body: new URLSearchParams({ key }) });
    const session = await stripe.checkout.sessions.retrieve(
      (await answer.json()).id, { expand: ['line_items'] });
    return { link: session.payment_link, amount: session.amount_total };
  };

  test('a price that takes over its lookup key is sold by a new link',
    async () => {
      const before = await linkOf('buy_btn_plain');
      const { data: [price] } = await stripe.prices.list({
        lookup_keys: ['honey_usd'] });
      await stripe.prices.create({ product: price.product, currency: 'usd',
        unit_amount: 1250, lookup_key: 'honey_usd',
        transfer_lookup_key: true });
      const { body } = await ask('buy_btn_plain');
      assert.equal(body.amount, '$12.50');
      const now = await linkOf('buy_btn_plain');
      assert.equal(now.amount, 1250);
      assert.notEqual(now.link, before.link);
      assert.equal((await linkOf('buy_btn_plain')).link, now.link);
    });

  test('a price that is not on sale any more is not sold', async () => {
    await linkOf('buy_btn_monthly');
    const { data: [price] } = await stripe.prices.list({
      lookup_keys: ['monthly_usd'] });
    await stripe.prices.update(price.id, { active: false });
    assert.equal((await ask('buy_btn_monthly')).body.active, false);
    const answer = await fetch(
      `${till.api}/v3/buy_buttons/buy_btn_monthly/sessions`,
      { method: 'POST', body: new URLSearchParams({ key }) });
    assert.equal(answer.status, 409);
    assert.equal((await answer.json()).error.message,
      'This is not for sale at the moment.');
    await stripe.prices.update(price.id, { active: true });
    assert.equal((await ask('buy_btn_monthly')).body.active, true);
  });

  test('its link can be taken out of use', async () => {
    const { link } = await linkOf('buy_btn_two');
    await stripe.paymentLinks.update(link, { active: false });
    const { body } = await ask('buy_btn_two');
    assert.equal(body.active, false);
    assert.equal(body.message, 'This is not for sale at the moment.');
    await stripe.paymentLinks.update(link, { active: true });
    assert.equal((await ask('buy_btn_two')).body.active, true);
  });
});

describe('a file of buy buttons that is wrong', () => {
  test('stops it, and is named with what is wrong', async () => {
    const wrong = join(temporaryFolder('buttons'), 'wrong.json');
    writeFileSync(wrong, '{"buy_buttons": [{"id": "buy_btn_a"}]}');
    // It may be ready before it is known that a program cannot start.
    const other = await Till.start({ env: { TILL_BUY_BUTTONS: wrong } })
      .catch((error) => ({ said: error.message }));
    await other.exit;
    assert.match(other.said, /wrong\.json: buy_buttons\[0\] must have a pay/);
  });
});

describe('time', () => {
  const page = async (attributes) => {
    const browser = await Browser.start();
    await browser.page.goto(buttonPage(attributes));
    return browser;
  };
  const press = async ({ page: one }) => {
    await one.getByRole('button', { name: 'Give this box' }).click();
    await one.waitForURL(/\/c\/pay\/cs_test_/);
    return stripe.checkout.sessions.retrieve(sessionIn(one));
  };

  test('an expired secret is dropped: a session without customer', async () => {
    const { id } = await stripe.customers.create();
    const secret = await secretFor(id);
    await till.advance('31m');
    const browser = await page({ 'customer-session-client-secret': secret });
    try {
      assert.equal((await press(browser)).customer, null);
      assert.deepEqual(browser.problems, []);
    } finally {
      await browser.stop();
    }
  });

  test('shown in time, it is good for 30 minutes more', async () => {
    const { id } = await stripe.customers.create();
    const secret = await secretFor(id);
    await till.advance('29m');
    const browser = await page({ 'customer-session-client-secret': secret });
    try {
      await browser.page.getByRole('button').waitFor();
      await till.advance('29m');
      assert.equal((await press(browser)).customer, id);
      await browser.page.goBack();
      await till.advance('2m');
      assert.equal((await press(browser)).customer, null);
    } finally {
      await browser.stop();
    }
  });

  test('a choice that is not paid for 30 minutes is over', async () => {
    const { id } = await stripe.customers.create();
    const browser = await page({ 'customer-session-client-secret':
      await secretFor(id) });
    try {
      const session = await press(browser);
      await till.advance('31m');
      const { text } = await byCard(till, session, '4242424242424242');
      assert.match(text, /This checkout has expired\./);
    } finally {
      await browser.stop();
    }
  });

  test('no secret is in any log', () => {
    const folder = join(till.state, 'log');
    for (const name of readdirSync(folder))
      assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'),
        /_secret_/, name);
  });
});
