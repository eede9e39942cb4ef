/*
 * Live mode is a change of settings: the same pages name the real scripts,
 * and their policy allows what each component needs and nothing else
 * (behaviour.md 6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { asCgi } from '../lib/cgi.mjs';
import { cart, signedIn } from '../lib/shop.mjs';
import { Till, token } from '../lib/till.mjs';

const LIVE = 'https://js.stripe.com';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
let till, customer, ordered;

before(async () => {
  till = await Till.start();
  customer = (await till.sdk().customers.create()).id;
  ordered = /till_order=\w+/.exec((await till.visit('POST', '/pay',
    cart([{ lookup_key: 'teapot_usd', quantity: 1 }], { token: token() })))
    .headers.get('set-cookie'))[0];
});
after(() => till?.stop());

/* A page by the name of its program, with the scripts of an address. */
const pages = {
  'pricing-table': () => ({ path: '/pricing', headers: signedIn(till,
    customer) }),
  buy: () => ({ path: '/buy', headers: signedIn(till, customer) }),
  checkout: () => ({ method: 'POST', path: '/checkout', headers: form,
    body: new URLSearchParams(cart([{ lookup_key: 'teapot_usd',
      quantity: 1 }], { profile: 'embedded', token: token() })).toString() }),
  payment: () => ({ path: '/pay', headers: { Cookie: ordered } }),
};
const scripts = { payment: '/v3/', 'pricing-table': '/v3/pricing-table.js',
  buy: '/v3/buy-button.js', checkout: '/v3/' };

async function show(name, base) {
  const { status, headers, body } = await asCgi(till, name, pages[name](),
    { TILL_JS_BASE: base });
  assert.equal(status, 200, body);
  const policy = Object.fromEntries(new Map(headers)
    .get('content-security-policy').split(';').map((part) => {
      const [directive, ...sources] = part.trim().split(/\s+/);
      return [directive, sources];
    }));
  return { body, policy };
}

/* Beside what every page of the shop may load. */
const own = () => ({
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'https:'],
  'form-action': ["'self'", till.api, 'https://checkout.stripe.com'],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
});

describe('in live mode', () => {
  const element = {
    'script-src': ["'self'", LIVE],
    'frame-src': [LIVE],
    'connect-src': ["'self'"],
  };
  const needs = { 'pricing-table': element, buy: element, checkout: {
    'script-src': ["'self'", LIVE, 'https://*.js.stripe.com'],
    'frame-src': [LIVE, 'https://*.js.stripe.com', 'https://hooks.stripe.com',
      'https://checkout.stripe.com'],
    'connect-src': ["'self'", 'https://api.stripe.com',
      'https://checkout.stripe.com'],
  }, payment: {
    'script-src': ["'self'", LIVE, 'https://*.js.stripe.com'],
    'frame-src': [LIVE, 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    'connect-src': ["'self'", 'https://api.stripe.com'],
  } };
  for (const [name, wanted] of Object.entries(needs))
    test(`${name} names the real script and allows what it needs`, async () => {
      const { body, policy } = await show(name, LIVE);
      assert.ok(body.includes(`<script src="${LIVE}${scripts[name]}"`), body);
      assert.deepEqual(policy, { ...own(), ...wanted });
      assert.ok(!body.includes(`src="${till.api}`));
    });
});

describe('in test mode', () => {
  for (const name of Object.keys(pages))
    test(`${name} names Till's script and allows what it needs`, async () => {
      const { body, policy } = await show(name, till.api);
      assert.ok(body.includes(`<script src="${till.api}${scripts[name]}"`));
      assert.deepEqual(policy, { ...own(),
        'script-src': ["'self'", till.api],
        ...['checkout', 'payment'].includes(name) && {
          'frame-src': [till.api] },
        'connect-src': ["'self'", till.api] });
    });
});

test('the attributes are the same in both', async () => {
  for (const name of ['pricing-table', 'buy']) {
    const tags = await Promise.all([LIVE, till.api].map(async (base) =>
      /<stripe-[^>]+>/.exec((await show(name, base)).body)[0]
        .replace(/client-secret="[^"]+"/, 'client-secret="S"')));
    assert.equal(tags[0], tags[1]);
    for (const attribute of ['publishable-key="pk_', 'client-reference-id=',
      'customer-session-client-secret='])
      assert.ok(tags[0].includes(attribute), tags[0]);
  }
});
