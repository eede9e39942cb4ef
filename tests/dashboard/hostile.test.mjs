/* Texts of strangers on the dashboard: each stays a text, wherever it is. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { see } from '../lib/dashboard.mjs';
import { Till } from '../lib/till.mjs';
import { openSession, own, Receiver } from '../lib/webhooks.mjs';

let till, stripe, browser;
const texts = {
  markup: '<img src=x onerror="window.hit=1"><script>window.hit=1</script>',
  quotes: `" autofocus onfocus=window.hit=1 x='`,
  'the end of a script': '</script></title></textarea><svg onload=hit=1>',
  'a template': '{{TITLE}}{{%AUTOESCAPE}}${1+1}<%= 1 %>',
  'an entity': '&lt;b&gt;&#39;&amp;',
  'a line separator': 'a\u2028b\u2029c',
  'marks of direction': '\u202egro.elpmaxe\u2066x\u200f',
  'no width': 'a\u200bb\ufeffc',
  'an address': 'javascript:window.hit=1',
};

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  browser = await Browser.start({ size: sizes[0] });
});
after(async () => {
  await browser?.stop();
  await till?.stop();
});

const hidden = (text) => /[\u2028\u2029\u202e\u2066\u200f\u200b\ufeff]/
  .test(text);

/* Whether it stands on the page as a text, and did nothing. */
async function harmless(path, text) {
  const { page } = browser;
  await page.goto(`${till.api}/dashboard${path}`);
  assert.equal(await page.evaluate(() => window.hit), undefined, path);
  assert.equal(await page.locator('main img, main svg').count(), 0, path);
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('.json details'))
      one.open = true;
  });
  const shown = await page.locator('main').innerText();
  assert.ok(!hidden(shown), `${path} hides something`);
  const { text: html } = await see(till, path);
  /* A field keeps what was typed into it. */
  assert.ok(!hidden(html.replace(/<input[^>]*>/g, '')),
    `${path} hides something in its source`);
  assert.ok(!/javascript:[^<]*"/.test([...html.matchAll(
    /(?:href|src|action)="([^"]*)"/g)].map(([, at]) => at).join('"')), path);
  const plain = text.replace(/[\u2028\u2029\u202e\u2066\u200f\u200b\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  assert.ok(shown.includes(plain), `${path} does not show it:\n${shown}`);
  assert.deepEqual(browser.problems.splice(0), []);
}

for (const [what, text] of Object.entries(texts))
  describe(what, () => {
    test('in a product and its event', async () => {
      const product = await stripe.products.create({ name: text,
        description: text, metadata: { [`k${text}`.slice(0, 40)
          .replace(/[[\]]/g, '')]: text } });
      await harmless(`/products/${product.id}`, text);
      await harmless('/products', text);
      const { data: [event] } = await stripe.events.list({ limit: 1 });
      await harmless(`/events/${event.id}`, JSON.stringify(text)
        .slice(1, -1));
    });

    test('in a session: its item, reference, metadata and addresses',
      async () => {
        const session = await openSession(stripe, {
          client_reference_id: text.slice(0, 200), metadata: { a: text },
          success_url: `https://shop.example/?q=${
            encodeURIComponent(text)}`,
          line_items: [{ quantity: 1, price_data: { currency: 'eur',
            unit_amount: 100, product_data: { name: text } } }] });
        await harmless(`/sessions/${session.id}`, text);
        await harmless('/sessions', text);
        await harmless(`/sessions?q=${encodeURIComponent(text)}`, text);
      });

    test('in a customer', async () => {
      const customer = await stripe.customers.create({ name: text,
        description: text, phone: '1' });
      await harmless(`/customers/${customer.id}`, text);
      await harmless('/customers', text);
    });

    test('in what an endpoint answers', async () => {
      const receiver = await Receiver.start();
      try {
        receiver.answer = () => ({ status: 500, text: `x${text}`,
          headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
        const endpoint = await stripe.webhookEndpoints.create({
          url: receiver.url, enabled_events: ['coupon.created'] });
        await stripe.coupons.create({ percent_off: 5, duration: 'once',
          name: 'c' });
        await receiver.wait(1);
        for (;;) {
          const { data } = await own(till, 'GET',
            `deliveries?endpoint=${endpoint.id}`);
          if (data[0].attempts.length > 0)
            break;
        }
        await harmless(`/webhook_endpoints/${endpoint.id}`, `x${text}`);
        await stripe.webhookEndpoints.del(endpoint.id);
      } finally {
        await receiver.stop();
      }
    });
  });

test('what was looked for', async () => {
  for (const text of Object.values(texts)) {
    const { text: html } = await see(till,
      `/events?type=${encodeURIComponent(text)}`);
    assert.doesNotMatch(html, /<img|<svg|<script>/);
  }
});
