/*
 * The API does not answer, or is not there: the shopper is told within 20 s
 * and can try again, and one attempt stays one order.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Proxy } from '../lib/proxy.mjs';
import { cart, orders, sessionOf } from '../lib/shop.mjs';
import { Till, allSessions, token } from '../lib/till.mjs';

let till, proxy, price;

before(async () => {
  proxy = await Proxy.start();
  till = await Till.start({ env: ({ apiPort }) => {
    proxy.target = apiPort;
    return { TILL_API_BASE: proxy.address };
  } });
  const { data } = await till.sdk().prices.list(
    { lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(async () => {
  await till?.stop();
  await proxy?.stop();
});

/* Posts a cart while the API is away, then again by the page's own form. */
async function tryAgain(away) {
  const mine = token();
  const form = cart([{ price, quantity: 1 }], { token: mine });
  const start = Date.now();
  proxy.mode = away;
  let answer;
  try {
    answer = await till.visit('POST', '/checkout', form);
  } finally {
    proxy.mode = 'pass';
  }
  assert.ok(Date.now() - start < 20000, `${Date.now() - start} ms`);
  assert.ok([502, 503].includes(answer.status), String(answer.status));
  assert.match(answer.text, /<form method="post" action="\/checkout"/);
  assert.match(answer.text, /Try again/);

  const again = {};
  for (const [, name, value] of answer.text.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)">/g))
    again[name] = value;
  assert.equal(again.token, mine);
  const second = await till.visit('POST', '/checkout', again);
  assert.equal(second.status, 303, second.text);
  const found = orders(till, `token = '${mine}'`);
  assert.equal(found.length, 1);
  assert.equal(found[0].session, sessionOf(till, second));
  const sessions = (await allSessions(till)).filter((one) =>
    one.metadata.till_order === found[0].id);
  assert.equal(sessions.length, 1);
}

const ways = { refuse: 'cannot be reached', hang: 'says nothing',
  cut: 'ends before it answered', lose: 'did it, and its answer is lost' };
for (const [mode, what] of Object.entries(ways))
  test(`the API ${what}`, () => tryAgain(mode));

test('success while the API is away is told, without its inner life',
  async () => {
    const begun = await till.visit('POST', '/checkout',
      cart([{ price, quantity: 1 }], { token: token() }));
    const id = sessionOf(till, begun);
    proxy.mode = 'refuse';
    let page;
    try {
      page = await till.visit('GET', `/checkout/success?session_id=${id}`);
    } finally {
      proxy.mode = 'pass';
    }
    assert.ok([502, 503].includes(page.status), String(page.status));
    assert.match(page.text, /<h1>/);
    assert.doesNotMatch(page.text, /127\.0\.0\.1|\/v1\/|sk_test/);
  });
