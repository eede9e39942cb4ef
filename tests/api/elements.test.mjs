/* What the browser scripts ask: who may, and what is refused. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { asCgi } from '../lib/cgi.mjs';
import { Till, temporaryFolder } from '../lib/till.mjs';

const TABLE = '/v3/pricing_tables/prctbl_till_sample';
const BUTTON = '/v3/buy_buttons/buy_btn_till_sample';
const EMBEDDED = '/v3/embedded_checkout';
let till, key, price, customer;

before(async () => {
  till = await Till.start();
  key = till.secret('publishable_key');
  const { data } = await till.sdk().prices.list({
    lookup_keys: ['monthly_usd'] });
  price = data[0].id;
  customer = (await till.sdk().customers.create()).id;
});
after(() => till?.stop());

async function ask(path, form, { method = 'POST', headers = {} } = {}) {
  const get = method === 'GET' && form;
  const answer = await fetch(till.api + path +
    (get ? `?${new URLSearchParams(form)}` : ''), { method,
    headers: { Origin: 'https://shop.example', ...headers },
    body: get || !form ? undefined : new URLSearchParams(form) });
  return { status: answer.status, headers: answer.headers,
    body: await answer.json() };
}

async function secretFor(component) {
  const session = await till.sdk().customerSessions.create({ customer,
    components: { [component]: { enabled: true } } });
  return session.client_secret;
}

describe('a refusal', () => {
  const secret = 'customer_session_client_secret';
  const rows = [
    ['no key', 'GET', TABLE, () => ({}), 401, 'key', /did not provide/],
    ['another key', 'GET', TABLE, () => ({ key: 'pk_test_1' }), 401, 'key',
      /not one of this account/],
    ['the secret key', 'GET', TABLE, () => ({ key: till.key }), 401, 'key',
      /secret key.*never be in a page/],
    ['a secret in the address', 'GET', TABLE,
      () => ({ key, [secret]: 'cuss_secret_1' }), 400, secret, /use POST/],
    ['a table that is not there', 'GET', '/v3/pricing_tables/prctbl_none',
      () => ({ key }), 404, 'pricing_table',
      /^No such pricing table: 'prctbl_none'$/],
    ['a secret that is not there', 'POST', TABLE,
      () => ({ key, [secret]: 'cuss_secret_1' }), 403, secret,
      /no such customer session/],
    ['no plan', 'POST', `${TABLE}/sessions`, () => ({ key }), 400, 'price',
      /^Missing required param: price\.$/],
    ['a price of no plan', 'POST', `${TABLE}/sessions`,
      () => ({ key, price: 'price_none' }), 400, 'price', /no longer on sale/],
    ['a reference with a slash', 'POST', `${TABLE}/sessions`,
      () => ({ key, price, client_reference_id: 'a/b' }), 400,
      'client_reference_id', /letters, digits/],
    ['a reference that is too long', 'POST', `${TABLE}/sessions`,
      () => ({ key, price, client_reference_id: 'a'.repeat(201) }), 400,
      'client_reference_id', /at most 200/],
    ['an e-mail address that is none', 'POST', `${TABLE}/sessions`,
      () => ({ key, price, customer_email: 'nobody' }), 400,
      'customer_email', /Invalid email address/],
    ['a button without a key', 'GET', BUTTON, () => ({}), 401, 'key',
      /did not provide/],
    ['a button by the secret key', 'POST', `${BUTTON}/sessions`,
      () => ({ key: till.key }), 401, 'key', /secret key.*never be in a page/],
    ['a secret in the address of a button', 'GET', BUTTON,
      () => ({ key, [secret]: 'cuss_secret_1' }), 400, secret, /use POST/],
    ['a button that is not there', 'GET', '/v3/buy_buttons/buy_btn_none',
      () => ({ key }), 404, 'buy_button',
      /^No such buy button: 'buy_btn_none'$/],
    ['pressing a button that is not there', 'POST',
      '/v3/buy_buttons/buy_btn_none/sessions', () => ({ key }), 404,
      'buy_button', /^No such buy button: 'buy_btn_none'$/],
    ['a button by a secret that is not there', 'POST', BUTTON,
      () => ({ key, [secret]: 'cuss_secret_1' }), 403, secret,
      /no such customer session/],
    ['pressing it with a reference that is too long', 'POST',
      `${BUTTON}/sessions`, () => ({ key,
        client_reference_id: 'a'.repeat(201) }), 400, 'client_reference_id',
      /at most 200/],
    ['pressing it with a reference with markup', 'POST', `${BUTTON}/sessions`,
      () => ({ key, client_reference_id: '<b>' }), 400, 'client_reference_id',
      /letters, digits/],
    ['pressing it with an e-mail address that is none', 'POST',
      `${BUTTON}/sessions`, () => ({ key, customer_email: 'nobody' }), 400,
      'customer_email', /Invalid email address/],
    ['no client secret', 'POST', EMBEDDED, () => ({ key }), 400,
      'client_secret', /^Missing required param: client_secret\.$/],
    ['a client secret of nothing', 'POST', EMBEDDED,
      () => ({ key, client_secret: 'cs_test_1_secret_2' }), 400,
      'client_secret', /not one of an embedded checkout/],
  ];
  for (const [what, method, path, form, status, param, message] of rows)
    test(what, async () => {
      const answer = await ask(path, form(), { method });
      assert.equal(answer.status, status);
      assert.equal(answer.body.error.param, param);
      assert.match(answer.body.error.message, message);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    });

  test('a hosted session has no client secret to embed it by', async () => {
    const { id } = await till.sdk().checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/',
      line_items: [{ price, quantity: 1 }] });
    const answer = await ask(EMBEDDED, { key, client_secret: `${id}_secret_` });
    assert.equal(answer.status, 400);
  });
});

describe('a choice', () => {
  const choose = async (form, headers) => {
    const { status, body } = await ask(`${TABLE}/sessions`,
      { key, price, ...form }, { headers });
    assert.equal(status, 200, body.error?.message);
    return till.sdk().checkout.sessions.retrieve(body.id);
  };

  test('makes a session of the price, with what the page said', async () => {
    const session = await choose({ client_reference_id: 'user_42',
      customer_email: 'ada@shop.example',
      page: 'https://shop.example/plans?a=1' });
    assert.equal(session.mode, 'subscription');
    assert.equal(session.amount_total, 1500);
    assert.equal(session.client_reference_id, 'user_42');
    assert.equal(session.customer_email, 'ada@shop.example');
    assert.equal(session.cancel_url, 'https://shop.example/plans?a=1');
    assert.equal(session.customer, null);
    assert.equal(session.allow_promotion_codes, true);
    assert.equal(session.success_url,
      `${till.api}/c/pay/{CHECKOUT_SESSION_ID}`);
  });

  test('is for the customer of its secret, not for an e-mail', async () => {
    const session = await choose({ customer_email: 'ada@shop.example',
      customer_session_client_secret: await secretFor('pricing_table') });
    assert.equal(session.customer, customer);
    assert.equal(session.customer_email, null);
  });

  for (const [page, origin] of [
    ['https://other.example/', 'https://shop.example'],
    ['https://shop.example.other.example/', 'https://shop.example'],
    ['javascript:alert(1)', 'javascript'], ['null/', 'null']])
    test(`leads back to no page but its own: ${page}`, async () => {
      const session = await choose({ page }, { Origin: origin });
      assert.equal(session.cancel_url, null);
    });
});

describe('a button that is pressed', () => {
  const press = async (form, headers) => {
    const { status, body } = await ask(`${BUTTON}/sessions`,
      { key, ...form }, { headers });
    assert.equal(status, 200, body.error?.message);
    return till.sdk().checkout.sessions.retrieve(body.id);
  };

  test('makes a session of its link, with what the page said', async () => {
    const session = await press({ client_reference_id: 'user_42',
      customer_email: 'ada@shop.example', page: 'https://shop.example/gift' });
    assert.equal(session.mode, 'payment');
    assert.equal(session.amount_total, 3900);
    assert.match(session.payment_link, /^plink_/);
    assert.equal(session.client_reference_id, 'user_42');
    assert.equal(session.customer_email, 'ada@shop.example');
    assert.equal(session.cancel_url, 'https://shop.example/gift');
    assert.equal(session.customer, null);
    assert.equal(session.allow_promotion_codes, true);
    const link = await till.sdk().paymentLinks.retrieve(session.payment_link);
    assert.match(link.url, /\/b\/test_\w{18}$/);
  });

  test('is for the customer of its secret, not for an e-mail', async () => {
    const session = await press({ customer_email: 'ada@shop.example',
      customer_session_client_secret: await secretFor('buy_button') });
    assert.equal(session.customer, customer);
    assert.equal(session.customer_email, null);
    assert.equal(session.expires_at, session.created + 1800);
  });

  test('leads back to no page but its own', async () => {
    const session = await press({ page: 'https://other.example/' });
    assert.equal(session.cancel_url, null);
  });

  test('of a link that taxes and asks for a tax id, for a customer too',
    async () => {
      const stripe = till.sdk();
      const link = await stripe.paymentLinks.create({
        line_items: [{ price, quantity: 1 }], automatic_tax: { enabled: true },
        tax_id_collection: { enabled: true } });
      const file = join(temporaryFolder('buttons'), 'one.json');
      writeFileSync(file, JSON.stringify({ buy_buttons: [
        { id: 'buy_btn_one', payment_link: link.id }] }));
      const answer = await asCgi(till, 'elements', { method: 'POST',
        path: '/v3/buy_buttons/buy_btn_one/sessions', headers: {
          'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ key, customer_session_client_secret:
          await secretFor('buy_button') }).toString() }, { TILL_BUY_BUTTONS: file });
      assert.equal(answer.status, 200, answer.body);
      const session = await stripe.checkout.sessions.retrieve(
        JSON.parse(answer.body).id);
      assert.equal(session.customer, customer);
      assert.equal(session.automatic_tax.enabled, true);
      assert.equal(session.mode, 'subscription');
    });
});

test('the scripts are there, for pages of any origin', async () => {
  for (const path of ['/v3', '/v3/', '/v3/stripe.js', '/v3/pricing-table.js',
    '/v3/buy-button.js', '/v3/component.js']) {
    const answer = await fetch(till.api + path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type'),
      /^application\/javascript; charset=utf-8$/);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.ok((await answer.text()).length > 1000);
  }
  assert.equal((await fetch(`${till.api}/v3/nothing.js`)).status, 404);
});
