/* The shop's other pages: success, expired, cancel, pricing and the rest. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { cart, sessionOf, signedIn } from '../lib/shop.mjs';
import { Till, token } from '../lib/till.mjs';

let till, stripe, price;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  const { data } = await stripe.prices.list({ lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

async function begin() {
  const answer = await till.visit('POST', '/checkout',
    cart([{ price, quantity: 2 }], { token: token() }));
  assert.equal(answer.status, 303, answer.text);
  return sessionOf(till, answer);
}

describe('success', () => {
  test('of a session nobody paid says so', async () => {
    const id = await begin();
    const page = await till.visit('GET', `/checkout/success?session_id=${id}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /not paid yet/);
    assert.match(page.text, /\$96\.00/);
    assert.match(page.headers.get('cache-control'), /no-store/);
  });

  test('of an expired session says that nothing was charged', async () => {
    const id = await begin();
    await stripe.checkout.sessions.expire(id);
    const page = await till.visit('GET', `/checkout/success?session_id=${id}`);
    assert.match(page.text, /expired/);
    assert.match(page.text, /not been charged/);
  });

  for (const id of ['cs_test_none', '{CHECKOUT_SESSION_ID}', 'x'.repeat(600),
    '../../etc/passwd', '<script>'])
    test(`of the unknown session ${id.slice(0, 24)} is 404`, async () => {
      const page = await till.visit('GET',
        `/checkout/success?session_id=${encodeURIComponent(id)}`);
      assert.ok([400, 404].includes(page.status), String(page.status));
      assert.doesNotMatch(page.text, /<script>[^<]*$/);
    });
});

describe('expired', () => {
  test('offers the way back to a new session', async () => {
    const id = await begin();
    await stripe.checkout.sessions.expire(id);
    const page = await till.visit('GET', `/checkout/expired?session_id=${id}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /not been charged/);
    assert.match(page.text, /action="\/checkout"|Continue with this order/);
  });
});

describe('cancel', () => {
  test('keeps the cart', async () => {
    const id = await begin();
    const page = await till.visit('GET', `/checkout/cancel?session_id=${id}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /cart is kept/);
  });
});

for (const [path, tag, id] of [
  ['/pricing', 'stripe-pricing-table', 'prctbl_till_sample'],
  ['/buy', 'stripe-buy-button', 'buy_btn_till_sample']])
  describe(path, () => {
    test('for a guest has no secret', async () => {
      const page = await till.visit('GET', path);
      assert.equal(page.status, 200, page.text);
      assert.match(page.text, new RegExp(`<${tag} [a-z-]+="${id}"`));
      assert.match(page.text, /publishable-key="pk_test_/);
      assert.doesNotMatch(page.text, /client-secret/);
      assert.match(page.headers.get('cache-control'), /no-store/);
    });

    test('for a customer has one, and is not stored anywhere', async () => {
      const customer = await stripe.customers.create();
      const page = await till.visit('GET', path, undefined,
        signedIn(till, customer.id));
      assert.equal(page.status, 200, page.text);
      assert.match(page.text, /customer-session-client-secret="[^"]{20,}"/);
      assert.ok(page.text.includes(`client-reference-id="${customer.id}"`));
      assert.match(page.headers.get('cache-control'), /no-store/);
    });

    test('for a customer the API does not know is that for a guest',
      async () => {
        const page = await till.visit('GET', path, undefined,
          signedIn(till, 'cus_none'));
        assert.equal(page.status, 200, page.text);
        assert.doesNotMatch(page.text, /client-secret/);
      });

    test('for a cookie that was changed takes it away', async () => {
      const page = await till.visit('GET', path, undefined,
        { Cookie: 'till_customer=cus_1.9999999999.00' });
      assert.equal(page.status, 200, page.text);
      assert.doesNotMatch(page.text, /client-secret/);
      assert.match(page.headers.get('set-cookie'), /till_customer=;.*Max-Age=0/);
    });

    test('of an id shows that one, where the settings have it', async () => {
      const page = await till.visit('GET', `${path}/${id}_eu`);
      assert.equal(page.status, 200, page.text);
      assert.ok(page.text.includes(`="${id}_eu"`));
      for (const other of ['none', `${id},`, `${id},${id}_eu`, '%3Cb%3E',
        `${id}_`, 'x'.repeat(600)]) {
        const { status, text } = await till.visit('GET', `${path}/${other}`);
        assert.ok([400, 404].includes(status), `${other}: ${status}`);
        assert.doesNotMatch(text, /<b>/);
      }
    });
  });

test('the shop in euros leads to what is sold in euros', async () => {
  const { text } = await till.visit('GET', '/eu/');
  assert.match(text, /href="\/pricing\/prctbl_till_sample_eu"/);
  assert.match(text, /href="\/buy\/buy_btn_till_sample_eu"/);
  const key = till.secret('publishable_key');
  for (const [path, amount] of [['pricing_tables/prctbl_till_sample_eu', '€14'],
    ['buy_buttons/buy_btn_till_sample_eu', '€36.50']]) {
    const answer = await fetch(`${till.api}/v3/${path}?key=${key}`);
    assert.ok((await answer.text()).includes(`"amount": "${amount}`));
  }
});

describe('customer-session', () => {
  test('gives a secret to a customer', async () => {
    const customer = await stripe.customers.create();
    const answer = await till.visit('POST', '/customer-session', {},
      signedIn(till, customer.id));
    assert.equal(answer.status, 200, answer.text);
    const body = JSON.parse(answer.text);
    assert.deepEqual(Object.keys(body).sort(), ['client_secret', 'expires_at']);
    assert.match(answer.headers.get('cache-control'), /no-store/);
  });

  test('refuses a guest', async () => {
    const answer = await till.visit('POST', '/customer-session', {});
    assert.equal(answer.status, 401);
    assert.ok(JSON.parse(answer.text).error.message);
  });

  test('refuses a customer of the body', async () => {
    const customer = await stripe.customers.create();
    const answer = await till.visit('POST', '/customer-session',
      { customer: customer.id });
    assert.equal(answer.status, 401);
  });
});

describe('files', () => {
  test('the storefront has a new token each time and is not kept', async () => {
    const tokens = new Set();
    for (let i = 0; i < 3; i++) {
      const page = await till.visit('GET', '/');
      assert.equal(page.status, 200);
      assert.match(page.headers.get('cache-control'), /no-store/);
      tokens.add(/name="token" value="([0-9a-f]{32})"/.exec(page.text)[1]);
    }
    assert.equal(tokens.size, 3);
  });

  test('the second currency too', async () => {
    const page = await till.visit('GET', '/eu/');
    assert.equal(page.status, 200);
    assert.match(page.text, /name="token" value="[0-9a-f]{32}"/);
  });

  test('the stylesheet may be kept', async () => {
    const answer = await till.visit('GET', '/static/till.css');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/css/);
    assert.match(answer.headers.get('cache-control'), /max-age/);
  });

  for (const path of ['/nothing', '/catalogue.json', '/static/catalogue.json',
    '/static/index.html', '/..%2fREADME.md', '/static/../../Makefile'])
    test(`${path} is not there`, async () => {
      const answer = await till.visit('GET', path);
      assert.ok([400, 404].includes(answer.status), String(answer.status));
      assert.match(answer.text, /<h1>/);
    });

  const twice = ['cache-control', 'content-security-policy',
    'x-content-type-options', 'referrer-policy', 'content-type'];
  for (const path of ['/', '/static/till.css', '/pricing', '/buy', '/healthz',
    '/checkout/success?session_id=cs_test_none'])
    test(`${path} says each header once`, async () => {
      const { headers } = await till.visit('GET', path);
      assert.equal(headers.get('server'), 'nginx');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      for (const name of twice.slice(1))
        if (headers.has(name))
          assert.ok(!/^(.*), \1$/.test(headers.get(name)), name);
    });
});
