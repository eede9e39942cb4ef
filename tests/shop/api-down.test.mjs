/*
 * The API does not answer, or is not there: the shopper is told within 20 s
 * and can try again, and one attempt stays one order.
 */
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { cart, orders, sessionOf } from '../lib/shop.mjs';
import { Till, allSessions, token } from '../lib/till.mjs';

let till, price;

before(async () => {
  till = await Till.start();
  const { data } = await till.sdk().prices.list(
    { lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

/* Posts a cart while the API is away, then again by the page's own form. */
async function tryAgain(away, back) {
  const mine = token();
  const form = cart([{ price, quantity: 1 }], { token: mine });
  const start = Date.now();
  await away();
  let answer;
  try {
    answer = await till.visit('POST', '/checkout', form);
  } finally {
    await back();
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

test('the API is not there', () => {
  const socket = join(till.state, 'run', 'api.sock');
  return tryAgain(() => renameSync(socket, `${socket}.away`),
    () => renameSync(`${socket}.away`, socket));
});

test('the API is there and says nothing', () => {
  const { pid } = till.program('api');
  return tryAgain(() => process.kill(pid, 'SIGSTOP'),
    () => process.kill(pid, 'SIGCONT'));
});

test('success while the API is away offers to look again', async () => {
  const socket = join(till.state, 'run', 'api.sock');
  const begun = await till.visit('POST', '/checkout',
    cart([{ price, quantity: 1 }], { token: token() }));
  const id = sessionOf(till, begun);
  renameSync(socket, `${socket}.away`);
  let page;
  try {
    page = await till.visit('GET', `/checkout/success?session_id=${id}`);
  } finally {
    renameSync(`${socket}.away`, socket);
  }
  assert.ok([502, 503].includes(page.status), String(page.status));
  assert.match(page.text, /<h1>/);
  assert.doesNotMatch(page.text, /127\.0\.0\.1:\d+\/v1|sk_test/);
});
