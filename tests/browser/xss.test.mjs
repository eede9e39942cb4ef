/*
 * What a merchant or a shopper typed is shown as it was typed and never runs:
 * on every page of the shop and of the payment pages, in text, attributes,
 * scripts and JSON.  In the browser each page has a function that nobody may
 * call, and a breach of the page's policy is told as an error.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser } from '../lib/browser.mjs';
import { signedIn } from '../lib/shop.mjs';
import { Till, temporaryFolder, token, until } from '../lib/till.mjs';

/* Out of text, attributes and scripts; a line for JavaScript alone; and the
 * marks that turn text around. */
const evil = '"\'`></title></textarea><img src=x onerror=pwned()>' +
  '<svg/onload=pwned()><script>pwned()</script>{{W_PAY}}\u2028\u202eend\u202c';
const seen = '<img src=x onerror=pwned()>';
const email = "'onfocus='pwned`1`'@shop.example";
const urls = ['javascript:pwned()', 'JaVaScRiPt:pwned()', ' javascript:pwned()',
  'java\tscript:pwned()', 'vbscript:pwned()',
  'data:text/html,<script>pwned()</script>', '//shop.example/x',
  'https://shop.example/"><script>pwned()</script>'];

let till, stripe, price, browser, page;

before(async () => {
  const folder = temporaryFolder('tables');
  const tables = join(folder, 'tables.json');
  writeFileSync(tables, JSON.stringify({ pricing_tables: [{
    id: 'prctbl_till_sample', plans: [{ prices: [{ lookup_key: 'evil_month' }],
      description: evil, features: [evil], highlight: evil.slice(0, 40),
      button: seen }] }] }));
  till = await Till.start({ env: { TILL_PRICING_TABLES: tables,
    TILL_MERCHANT: `Mine ${seen}` } });
  stripe = till.sdk();
  const product = await stripe.products.create({ name: evil,
    description: evil, metadata: { [seen]: evil },
    images: ["https://shop.example/'onerror=pwned().png"] });
  price = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 1200, nickname: evil });
  await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 900, recurring: { interval: 'month' },
    lookup_key: 'evil_month' });
  browser = await Browser.start();
  await browser.context.addInitScript(() => {
    window.pwned = () => console.error('a script of the data has run');
    for (const name of ['alert', 'confirm', 'prompt'])
      window[name] = window.pwned;
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  ({ page } = browser);
});
after(async () => {
  await browser?.stop();
  await till?.stop();
});

/* Pictures of products lead nowhere, which is no breach. */
const isPicture = (problem) => problem.includes('shop.example/');

/**
 * Nothing has run, nothing of the data became an element, and (unless there
 * is none) it is there to be read.
 */
async function harmless(name, { shown = true, attributes } = {}) {
  for (const frame of page.frames())
    assert.equal(await frame.locator('[onerror], [onload], img[src=x]')
      .count(), 0, `${name}: an element of the data`);
  assert.deepEqual(browser.problems.splice(0).filter((one) => !isPicture(one)),
    [], name);
  const texts = await Promise.all(page.frames().map((frame) =>
    frame.locator('body').textContent()));
  assert.doesNotMatch(texts.join(), /\{\{(?!W_PAY\}\})/, name);
  if (shown)
    assert.ok(texts.join().includes(seen), `${name} does not show it`);
  for (const [selector, value] of Object.entries(attributes ?? {}))
    assert.equal(await page.locator(selector).first().inputValue(), value,
      `${name}: ${selector}`);
}

const open = (more = {}) => stripe.checkout.sessions.create({ mode: 'payment',
  success_url: `${till.shop}/checkout/success?session_id=` +
    '{CHECKOUT_SESSION_ID}',
  cancel_url: `${till.shop}/?x='onclick='pwned()`,
  line_items: [{ price: price.id, quantity: 1 }],
  client_reference_id: seen, metadata: { [seen]: evil }, ...more });

const card = { '#email': 'ada@shop.example', '#cardExpiry': '12 / 40',
  '#cardCvc': '123', '#billingName': evil.replace('\u2028', ''),
  '#billingPostalCode': '"><b>12345' };
async function pay(number, more = {}) {
  for (const [field, value] of Object.entries({ ...card, ...more,
    '#cardNumber': number }))
    await page.fill(field, value);
  await page.click('[data-testid="hosted-payment-submit-button"]');
}

/* Posts a form to the shop from a page of its own. */
async function post(fields) {
  await page.goto(till.shop);
  await Promise.all([page.waitForNavigation(), page.evaluate((all) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/checkout';
    for (const [name, value] of all) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name, value });
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }, Object.entries(fields))]);
}

test('what would run is noticed', async () => {
  await page.goto(till.shop);
  await page.evaluate(() => window.pwned());
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'pwned()';
    document.body.append(script);
  });
  const told = (text) => until(text, () =>
    browser.problems.some((one) => one.includes(text)));
  await told('a script of the data has run');
  await told('policy: script-src');
  browser.problems.splice(0);
});

describe('the payment pages', () => {
  test('the form, with all that it can show', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10,
      duration: 'once', name: '"><script>x</script>' });
    const rate = await stripe.shippingRates.create({ type: 'fixed_amount',
      display_name: seen, fixed_amount: { amount: 500, currency: 'usd' } });
    const tax = await stripe.taxRates.create({ display_name: seen,
      percentage: 7, inclusive: false });
    const session = await open({ discounts: [{ coupon: coupon.id }],
      shipping_options: [{ shipping_rate: rate.id }],
      line_items: [{ price: price.id, quantity: 2, tax_rates: [tax.id] }],
      custom_text: { submit: { message: evil } } });
    await page.goto(session.url);
    await harmless('pay');
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  });

  test('an e-mail that is given', async () => {
    const session = await open({ customer_email: email });
    await page.goto(session.url);
    await harmless('pay with an e-mail');
    const customer = await stripe.customers.create({ name: evil, email,
      description: evil });
    await page.goto((await open({ customer: customer.id })).url);
    await harmless('pay as a customer');
  });

  test('what was typed comes back as it was, and is thanked for', async () => {
    const session = await open();
    await page.goto(session.url);
    await pay('4000 0000 0000 0002');
    await page.getByText('Your card was declined.').first().waitFor();
    await harmless('declined', { attributes: {
      '#billingName': card['#billingName'],
      '#billingPostalCode': card['#billingPostalCode'] } });
    await pay('4000 0000 0000 3220');
    await page.getByRole('button', { name: /Complete|Confirm/ }).waitFor();
    await harmless('challenge', { shown: false });
    await page.getByRole('button', { name: /Complete|Confirm/ }).click();
    await page.waitForURL(/checkout\/success/);
    await harmless('back at the shop', { shown: false });
    await page.goto(`${till.api}/c/pay/${session.id}`);
    await harmless('done');
  });

  test('an expired one, and none', async () => {
    const session = await open();
    await stripe.checkout.sessions.expire(session.id);
    await page.goto(session.url);
    await harmless('expired');
    for (const path of [encodeURIComponent(seen), `x?y=${seen}`,
      `${session.id}/"><script>pwned()</script>`]) {
      await page.goto(`${till.api}/c/pay/${path}`);
      await harmless(`no session ${path}`, { shown: false });
    }
  });

  test('the Payment Element, and its bank', async () => {
    await post({ 'items[0][price]': price.id, profile: 'element', email,
      client_reference_id: seen, token: token() });
    await page.waitForURL(`${till.shop}/pay`);
    await page.locator('#payment-button:not([disabled])').waitFor();
    await harmless('pay here');
    const frame = page.frameLocator(
      'iframe[title="Secure payment input frame"]');
    for (const [name, text] of [['number', '4000 0000 0000 3220'],
      ['expiry', '12 / 40'], ['cvc', '123'], ['postalCode', '"><b>1']])
      await frame.locator(`#Field-${name}Input`).fill(text);
    await page.locator('#payment-button').click();
    const bank = page.frameLocator('iframe[title="Your bank"]');
    await bank.getByRole('button', { name: 'Complete' }).waitFor();
    await harmless('its bank');
    await bank.getByRole('button', { name: 'Complete' }).click();
    await page.waitForURL(/checkout\/success/);
    await harmless('paid here');
  });

  test('a link that is not active', async () => {
    const link = await stripe.paymentLinks.create({
      line_items: [{ price: price.id, quantity: 1 }],
      inactive_message: evil });
    await page.goto(link.url);
    await harmless('link');
    await stripe.paymentLinks.update(link.id, { active: false });
    await page.goto(`${link.url}?prefilled_email=${encodeURIComponent(evil)}` +
      `&client_reference_id=${encodeURIComponent(evil)}`);
    await harmless('inactive link');
  });
});

describe('the shop', () => {
  test('a checkout that fails', async () => {
    await post({ 'items[0][price]': 'price_none', 'items[0][quantity]': '1',
      email, client_reference_id: seen, token: token() });
    await harmless('no such price', { shown: false });
    for (const fields of [{ 'items[0][price]': evil },
      { 'items[0][lookup_key]': evil, 'items[0][quantity]': '1' },
      { [evil]: evil }, { profile: evil, 'items[0][price]': price.id },
      { 'items[0][price]': price.id, 'items[0][quantity]': evil },
      { 'items[0][price]': price.id, token: evil },
      { 'items[0][price]': price.id, email: evil }]) {
      await post({ 'items[0][quantity]': '1', token: token(), ...fields });
      await harmless(JSON.stringify(fields).slice(0, 60), { shown: false });
    }
  });

  const bought = (fields = {}) => post({ 'items[0][price]': price.id,
    'items[0][quantity]': '1', token: token(), ...fields });

  test('paid', async () => {
    await bought({ client_reference_id: seen });
    await page.waitForURL(/\/c\/pay\//);
    await pay('4242 4242 4242 4242');
    await page.waitForURL(/checkout\/success/);
    await harmless('success');
  });

  test('left, unpaid, expired', async () => {
    await bought({ client_reference_id: seen });
    await page.waitForURL(/\/c\/pay\//);
    const [id] = /cs_test_\w+/.exec(page.url());
    await page.goto(`${till.shop}/checkout/cancel`);
    await harmless('cancel', { shown: false });
    await page.goto(`${till.shop}/checkout/success?session_id=${id}`);
    await harmless('unpaid');
    await stripe.checkout.sessions.expire(id);
    await page.goto(`${till.shop}/checkout/expired?session_id=${id}`);
    await harmless('expired');
    for (const name of ['success', 'expired', 'cancel']) {
      await page.goto(`${till.shop}/checkout/${name}?session_id=${
        encodeURIComponent(evil)}`);
      await harmless(`${name} of nothing`, { shown: false });
    }
  });

  test('a form within a page', async () => {
    await bought({ profile: 'embedded' });
    await page.frameLocator('iframe[name="embedded-checkout"]')
      .locator('#cardNumber').waitFor();
    await harmless('embedded');
  });

  test('the plans', async () => {
    await page.goto(`${till.shop}/pricing`);
    await page.locator('stripe-pricing-table').getByText(seen).first()
      .waitFor();
    await harmless('pricing', { shown: false });
    const customer = await stripe.customers.create({ email, name: evil });
    const { Cookie: cookie } = signedIn(till, customer.id);
    const [name, value] = cookie.split(/=(.*)/s);
    await browser.context.addCookies([{ name, value, url: till.shop }]);
    await page.goto(`${till.shop}/pricing`);
    await page.locator('stripe-pricing-table').getByText(seen).first()
      .waitFor();
    await harmless('pricing, signed in', { shown: false });
    await browser.context.clearCookies();
  });
});

test('the manual, searched for it', async () => {
  await page.goto(`${till.api}/docs?q=${encodeURIComponent(seen)}`);
  await harmless('docs');
});

describe('JSON', () => {
  test('is no page, and gives back what was put in', async () => {
    const session = await open();
    const answer = await till.call('GET',
      `/v1/checkout/sessions/${session.id}?expand[]=line_items`);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    assert.equal(answer.body.client_reference_id, seen);
    assert.deepEqual(answer.body.metadata, { [seen]: evil });
    assert.equal(answer.body.line_items.data[0].description, evil);
    const raw = await fetch(`${till.api}/v1/checkout/sessions/${
      encodeURIComponent(evil)}`, { headers: {
      Authorization: `Bearer ${till.key}` } });
    assert.ok([400, 404].includes(raw.status), String(raw.status));
    assert.match(raw.headers.get('content-type'), /^application\/json/);
    assert.ok((await raw.json()).error.message);
  });

  test('of the shop neither', async () => {
    const { status, headers, text } = await till.visit('POST', '/checkout',
      JSON.stringify({ items: [{ price: evil, quantity: 1 }],
        token: token() }), { Accept: 'application/json',
        'Content-Type': 'application/json' });
    assert.ok(status >= 400 && status < 500, text);
    assert.match(headers.get('content-type'), /^application\/json/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    JSON.parse(text);
  });
});

describe('addresses that are scripts are refused', () => {
  const base = () => ({ mode: 'payment', success_url: 'https://shop.example/x',
    line_items: [{ price: price.id, quantity: 1 }] });
  const calls = [
    ['success_url', (url) => stripe.checkout.sessions.create({ ...base(),
      success_url: url })],
    ['cancel_url', (url) => stripe.checkout.sessions.create({ ...base(),
      cancel_url: url })],
    ['return_url', (url) => stripe.checkout.sessions.create({ ...base(),
      success_url: undefined, ui_mode: 'embedded', return_url: url })],
    ['url', (url) => stripe.products.create({ name: 'x', url })],
    ['images[0]', (url) => stripe.products.create({ name: 'x',
      images: [url] })],
    ['after_completion[redirect][url]', (url) => stripe.paymentLinks.create({
      line_items: [{ price: price.id, quantity: 1 }],
      after_completion: { type: 'redirect', redirect: { url } } })],
    ['url', (url) => stripe.webhookEndpoints.create({ url,
      enabled_events: ['*'] })],
  ];
  for (const [param, call] of calls)
    test(param, async () => {
      for (const url of urls)
        await assert.rejects(call(url),
          { statusCode: 400, param, code: 'url_invalid' }, url);
    });
});
