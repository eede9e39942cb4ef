/* Every program answers a request alike as FastCGI and as plain CGI. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { asCgi, asFastcgi, settled } from '../lib/cgi.mjs';
import { sessionEvent, sign } from '../lib/orders.mjs';
import { cart, signedIn } from '../lib/shop.mjs';
import { Till, build, programs, token } from '../lib/till.mjs';

let till, stripe, price, customer, open, expired, ordered;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  price = (await stripe.prices.list({ lookup_keys: ['teapot_usd'] }))
    .data[0].id;
  customer = (await stripe.customers.create({ email: 'ada@shop.example' })).id;
  const begin = async () => {
    const answer = await till.visit('POST', '/checkout',
      cart([{ price, quantity: 1 }], { token: token() }),
      { Accept: 'application/json' });
    return JSON.parse(answer.text).id;
  };
  open = await begin();
  expired = await begin();
  await stripe.checkout.sessions.expire(expired);
  ordered = /till_order=(\w+)/.exec((await till.visit('POST', '/pay',
    cart([{ price, quantity: 1 }], { token: token() })))
    .headers.get('set-cookie'))[1];
});
after(() => till?.stop());

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const asJson = { Accept: 'application/json' };
const key = () => ({ Authorization: `Bearer ${till.key}` });
const post = (path, fields, headers = {}) => ({ method: 'POST', path,
  headers: { ...form, ...headers },
  body: typeof fields === 'string' ? fields :
    new URLSearchParams(fields).toString() });

/* Each request is made when it is sent, twice: tokens differ then. */
const requests = {
  api: {
    'a retrieve': () => ({ path: `/v1/checkout/sessions/${open}`,
      headers: key() }),
    'a list with a query': () => ({ headers: key(),
      path: '/v1/checkout/sessions?limit=1&expand%5B%5D=data.line_items' }),
    'a create': () => post('/v1/customers',
      { name: 'Zo\u00eb & +%', 'metadata[a]': '=' }, key()),
    'a refusal': () => post('/v1/checkout/sessions', { mode: 'gift' }, key()),
    'no key': () => ({ path: '/v1/customers' }),
    'no route': () => ({ path: '/v1/nothing', headers: key() }),
    'another method': () => ({ method: 'PUT', path: '/v1/customers',
      headers: key() }),
    'a HEAD': () => ({ method: 'HEAD', path: '/v1/customers', headers: key() }),
    'bad escapes': () => post('/v1/customers', 'name=%zz', key()),
  },
  pay: {
    'an open session': () => ({ path: `/c/pay/${open}` }),
    'an expired session': () => ({ path: `/c/pay/${expired}` }),
    'no session': () => ({ path: '/c/pay/cs_test_none' }),
    'no payment link': () => ({ path: '/b/test_none?locale=de' }),
    'a declined card': () => post(`/c/pay/${open}`, {
      email: 'ada@shop.example', cardNumber: '4000 0000 0000 0002',
      cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada',
      billingCountry: 'US', billingPostalCode: '12345' }),
    'an empty form': () => post(`/c/pay/${open}`, {}),
  },
  dashboard: {
    'sessions': () => ({ path: '/dashboard' }),
    'sessions that fit': () => ({
      path: '/dashboard/sessions?status=open&mode=payment&q=cs_test_' }),
    'a session': () => ({ path: `/dashboard/sessions/${open}` }),
    'a customer': () => ({ path: `/dashboard/customers/${customer}` }),
    'no session': () => ({ path: '/dashboard/sessions/cs_test_none' }),
    'no such list': () => ({ path: '/dashboard/teapots' }),
    'deliveries': () => ({ path: '/dashboard/deliveries?state=failed' }),
    'an id to find': () => ({ path: `/dashboard/find?q=${price}` }),
    'what is newest': () => ({ path: '/dashboard/newest' }),
    'another host': () => ({ path: '/dashboard',
      headers: { Host: 'rebound.example' } }),
    'a button without its token': () =>
      post(`/dashboard/do/expire/${open}`, {}),
    'a GET of a button': () => ({ path: '/dashboard/do/clock' }),
  },
  docs: {
    'every call': () => ({ path: '/docs' }),
    'a search': () => ({ path: '/docs?q=unit%20amount' }),
    'a bad search': () => ({ path: '/docs?q=%zz' }),
    'a call': () => ({ path: '/docs/checkout/sessions/create' }),
    'an object': () => ({ path: '/docs/objects/checkout.session' }),
    'no call': () => ({ path: '/docs/checkout/sessions/mend' }),
    'no object': () => ({ path: '/docs/objects/teapot' }),
    'a POST': () => post('/docs', {}),
  },
  elements: {
    'a pricing table': () => ({ path: `/v3/pricing_tables/prctbl_till_sample?${
      new URLSearchParams({ key: till.secret('publishable_key') })}` }),
    'no key': () => ({ path: '/v3/pricing_tables/prctbl_till_sample' }),
    'a buy button': () => ({ path: `/v3/buy_buttons/buy_btn_till_sample?${
      new URLSearchParams({ key: till.secret('publishable_key') })}` }),
    'no table': () => post('/v3/pricing_tables/prctbl_none',
      { key: till.secret('publishable_key') }),
    'no plan': () => post('/v3/pricing_tables/prctbl_till_sample/sessions',
      { key: till.secret('publishable_key') }),
    'no element': () => post('/v3/payment_element',
      { key: till.secret('publishable_key'), client_secret: 'pi_secret_x' }),
    'a wrong secret': () => post('/v3/embedded_checkout',
      { key: till.secret('publishable_key'), client_secret: 'cs_secret_x' }),
  },
  checkout: {
    'a cart': () => post('/checkout', cart([{ price, quantity: 1 }],
      { token: token() })),
    'a cart as JSON': () => post('/checkout', cart([{ price, quantity: 1 }],
      { token: token() }), asJson),
    'a bad quantity': () => post('/checkout',
      cart([{ price, quantity: '2; drop' }], { token: 'a'.repeat(32) })),
    'an unknown price': () => post('/checkout',
      cart([{ price: 'price_none', quantity: 1 }], { token: token() })),
    'an empty body': () => post('/checkout', ''),
    'a GET': () => ({ path: '/checkout' }),
    'another site': () => post('/checkout', {},
      { Origin: 'https://evil.example' }),
    'a large body': () => post('/checkout', `email=${'x'.repeat(70000)}`),
  },
  payment: {
    'a cart': () => post('/pay', cart([{ price, quantity: 1 }],
      { token: token() })),
    'a cart as JSON': () => post('/pay', cart([{ price, quantity: 1 }],
      { token: token() }), asJson),
    'a page': () => ({ path: '/pay', headers: { Cookie:
      `till_order=${ordered}` } }),
    'nothing to pay': () => ({ path: '/pay' }),
    'another site': () => post('/pay', {},
      { Origin: 'https://evil.example' }),
  },
  success: {
    'a session': () => ({ path: `/checkout/success?session_id=${open}` }),
    'an unknown one': () => ({
      path: '/checkout/success?session_id=cs_test_none' }),
    'none': () => ({ path: '/checkout/success' }),
  },
  expired: {
    'a session': () => ({ path: `/checkout/expired?session_id=${expired}` }),
    'an unknown one': () => ({
      path: '/checkout/expired?session_id=cs_test_none' }),
  },
  cancel: {
    'a session': () => ({ path: `/checkout/cancel?session_id=${open}` }),
    'none': () => ({ path: '/checkout/cancel' }),
  },
  'pricing-table': {
    'a guest': () => ({ path: '/pricing' }),
    'a customer': () => ({ path: '/pricing',
      headers: signedIn(till, customer) }),
    'another table': () => ({ path: '/pricing/prctbl_till_sample_eu' }),
    'no table': () => ({ path: '/pricing/prctbl_none' }),
  },
  buy: {
    'a guest': () => ({ path: '/buy' }),
    'a customer': () => ({ path: '/buy', headers: signedIn(till, customer) }),
    'another button': () => ({ path: '/buy/buy_btn_till_sample_eu' }),
    'no button': () => ({ path: '/buy/buy_btn_none' }),
    'a POST': () => post('/buy', {}),
  },
  'customer-session': {
    'a guest': () => post('/customer-session', {}),
    'a customer': () => post('/customer-session', {},
      signedIn(till, customer)),
    'a GET': () => ({ path: '/customer-session' }),
  },
  webhook: {
    'no signature': () => post('/webhook', '{}'),
    'an event': () => {
      const body = JSON.stringify(sessionEvent('checkout.session.expired',
        { id: 'cs_test_none' }));
      return { method: 'POST', path: '/webhook', body, headers: {
        'Content-Type': 'application/json',
        'Stripe-Signature': sign(body, till.secret('webhook_secret')) } };
    },
    'a GET': () => ({ path: '/webhook' }),
  },
  healthz: {
    'a GET': () => ({ path: '/healthz' }),
    'a HEAD': () => ({ method: 'HEAD', path: '/healthz' }),
    'a POST': () => post('/healthz', {}),
  },
};

test('every program has its requests here, and is started', () => {
  const built = readdirSync(join(build, 'cgi-bin'))
    .filter((name) => !name.includes('.')).sort();
  assert.deepEqual(built, Object.keys(requests).sort());
  assert.deepEqual(built, [...programs].sort());
});

for (const [name, rows] of Object.entries(requests))
  for (const [what, make] of Object.entries(rows))
    test(`${name}: ${what}`, async () => {
      const one = settled(await asFastcgi(till, name, make()));
      const two = settled(await asCgi(till, name, make()));
      assert.ok(one.status < 500, `${one.status}: ${one.body}`);
      assert.deepEqual(two, one);
    });
