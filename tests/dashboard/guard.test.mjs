/* Who may look at the dashboard, who may press its buttons, what it hides. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { press, see, tokenOf } from '../lib/dashboard.mjs';
import { Till } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

describe('the host', () => {
  const rows = [
    ['127.0.0.1', 200], ['127.0.0.1:1', 200], ['localhost:9999', 200],
    ['LocalHost', 200], ['[::1]:80', 200],
    ['rebound.example', 403], ['127.0.0.1.rebound.example', 403],
    ['localhost.rebound.example:12111', 403], ['192.168.0.7', 403],
  ];
  for (const [host, status] of rows)
    test(host, async () => {
      for (const path of ['', '/events', '/newest', '/keys', '/shell',
        '/shell/news', '/shell/complete?line=p', '/find?q=x']) {
        const page = await see(till, path, { headers: { Host: host } });
        assert.equal(page.status === 303 ? 200 : page.status, status, path);
        if (status === 403)
          assert.doesNotMatch(page.text, /name="token"|sk_test|whsec_/);
      }
    });
});

describe('a button', () => {
  const rows = [
    ['with its token', {}, true, 303],
    ['without a token', {}, false, 403],
    ['from the same origin', (at) => ({ Origin: at,
      'Sec-Fetch-Site': 'same-origin' }), true, 303],
    ['from another site', () => ({ Origin: 'https://evil.example' }), true,
      403],
    ['from a page without an origin', () => ({ Origin: 'null' }), true, 403],
    ['from a site beside', () => ({ 'Sec-Fetch-Site': 'same-site' }), true,
      403],
    ['from nowhere', () => ({ 'Sec-Fetch-Site': 'none' }), true, 403],
    ['for another host', () => ({ Host: 'rebound.example' }), true, 403],
  ];
  for (const [what, headers, given, status] of rows)
    test(what, async () => {
      const { id } = await openSession(stripe);
      const token = tokenOf(await see(till));
      const page = await see(till, `/do/expire/${id}`, { method: 'POST',
        form: given ? { token } : {},
        headers: typeof headers === 'function' ? headers(till.api) : headers,
      });
      assert.equal(page.status, status);
      assert.equal((await stripe.checkout.sessions.retrieve(id)).status,
        status === 303 ? 'expired' : 'open');
    });

  test('leads back to pages of the dashboard only', async () => {
    const rows = [
      ['/dashboard/events?type=a', '/dashboard/events?type=a'],
      ['/dashboard', '/dashboard'],
      ['https://evil.example/', '/dashboard'],
      ['//evil.example/', '/dashboard'],
      ['/dashboard.evil', '/dashboard'],
      ['/dashboard\r\nX: y', '/dashboard'],
      ['', '/dashboard'],
    ];
    for (const [back, to] of rows) {
      const { headers } = await press(till, 'webhooks', { back, n: '0',
        mode: 'hold' });
      assert.equal(headers.location, to, back);
    }
  });

  test('by another method, and one that there is not', async () => {
    assert.equal((await see(till, '/do/clock')).status, 404);
    assert.equal((await press(till, 'mend')).status, 404);
    assert.equal((await see(till, '/shell', { method: 'POST',
      form: { line: 'products list' } })).status, 403);
  });
});

describe('secrets', () => {
  const secrets = () => [till.key, till.secret('webhook_secret')];

  test('stand on no page', async () => {
    const endpoint = (await stripe.webhookEndpoints.list()).data[0].id;
    for (const path of ['', '/keys', '/trouble', '/shell',
      '/webhook_endpoints', `/webhook_endpoints/${endpoint}`, '/deliveries',
      '/requests']) {
      const { text } = await see(till, path);
      for (const secret of secrets())
        assert.ok(!text.includes(secret), path);
    }
  });

  test('are shown to who asks for them', async () => {
    const token = tokenOf(await see(till));
    const { text, headers } = await see(till, '/keys', { method: 'POST',
      form: { token } });
    for (const secret of secrets())
      assert.ok(text.includes(secret));
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal((await see(till, '/keys', { method: 'POST', form: {} }))
      .status, 403);
  });
});

test('every page says what it may load', async () => {
  for (const path of ['', '/sessions', '/teapots', '/shell']) {
    const { headers } = await see(till, path);
    assert.equal(headers['content-security-policy'],
      "default-src 'none'; style-src 'self'; script-src 'self'; " +
      "img-src 'self'; connect-src 'self'; form-action 'self'; " +
      "frame-ancestors 'none'; base-uri 'none'");
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});
