/*
 * Live mode in a browser: https://js.stripe.com is played by the test, and
 * the pages let in what it needs, and only that.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser } from '../lib/browser.mjs';
import { signedIn } from '../lib/shop.mjs';
import { Till } from '../lib/till.mjs';

const LIVE = 'https://js.stripe.com';
let till, browser, customer;

before(async () => {
  till = await Till.start({ env: { TILL_JS_BASE: LIVE } });
  customer = (await till.sdk().customers.create()).id;
  browser = await Browser.start();
  const [name, value] = signedIn(till, customer).Cookie.split('=');
  await browser.context.addCookies([{ name, value, url: till.shop }]);
  /* What stands in for the real elements: a frame in the tag's place. */
  await browser.context.route(`${LIVE}/v3/*.js`, (route) => route.fulfill({
    contentType: 'application/javascript', body: `
      const tag = document.querySelector(
        'stripe-pricing-table, stripe-buy-button');
      const frame = document.createElement('iframe');
      frame.src = '${LIVE}/v3/frame.html';
      frame.title = 'Element';
      tag.append(frame);` }));
  await browser.context.route(`${LIVE}/v3/frame.html`, (route) =>
    route.fulfill({ contentType: 'text/html',
      body: '<!doctype html><title>Element</title><p>The real one</p>' }));
  for (const host of ['https://evil.example', till.api])
    await browser.context.route(`${host}/**`, (route) => route.fulfill({
      contentType: 'application/javascript', body: 'window.got = true' }));
});
after(async () => {
  await browser?.stop();
  await till?.stop();
});

for (const [path, tag] of [['/pricing', 'stripe-pricing-table'],
  ['/buy', 'stripe-buy-button']])
  describe(path, () => {
    test('lets the real element in', async () => {
      const { page } = browser;
      await page.goto(till.shop + path);
      await page.frameLocator('iframe').getByText('The real one').waitFor();
      const element = page.locator(tag);
      assert.match(await element.getAttribute(
        'customer-session-client-secret'), /^cuss_secret_/);
      assert.equal(await element.getAttribute('client-reference-id'), customer);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('lets nothing else in', async () => {
      const { page } = browser;
      await page.goto(till.shop + path);
      await page.frameLocator('iframe').getByText('The real one').waitFor();
      for (const host of ['https://evil.example', till.api]) {
        const blocked = await page.evaluate((src) => new Promise((done) => {
          document.addEventListener('securitypolicyviolation',
            (event) => done(event.effectiveDirective), { once: true });
          const script = document.createElement('script');
          script.src = `${src}/v3/x.js`;
          script.onload = () => done('loaded');
          document.head.append(script);
        }), host);
        assert.equal(blocked, 'script-src-elem', host);
      }
      browser.problems.splice(0);
    });
  });
