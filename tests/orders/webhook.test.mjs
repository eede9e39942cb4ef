/* The shop's webhook: what it takes, what it refuses, and that it forgets
 * nothing that it has said yes to. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { request, Agent } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Till } from '../lib/till.mjs';
import { sessionEvent, sign } from '../lib/orders.mjs';

const SECOND = 'whsec_the_second_of_two_secrets';
let till, first;

before(async () => {
  first = 'whsec_the_first_of_two_secrets';
  till = await Till.start({ env: {
    TILL_WEBHOOK_SECRET: ` ${first} ,\t${SECOND} ` } });
});
after(() => till?.stop());

const now = () => Math.floor(Date.now() / 1000);
let counter = 0;
const event = (more) => sessionEvent('checkout.session.completed',
  { id: `cs_test_none${counter++}` }, more);

function recorded(where) {
  return Number(execFileSync('sqlite3', ['-readonly',
    join(till.state, 'db', 'shop.db'),
    `select count(*) from inbox where ${where}`], { encoding: 'utf8' }));
}

function post(body, header, more = {}) {
  return till.visit('POST', '/webhook', body, { ...more,
    'Content-Type': 'application/json; charset=utf-8',
    ...(header === undefined ? {} : { 'Stripe-Signature': header }) });
}

describe('takes', () => {
  const good = [
    ['an event signed by the SDK', (body) => sign(body, first)],
    ['one signed with the second secret', (body) => sign(body, SECOND)],
    ['one whose header has a signature for each secret', (body) =>
      `${sign(body, 'whsec_of_somebody_else')},${
        sign(body, first).split(',')[1]}`],
    ['one with a scheme that nobody knows', (body) =>
      `${sign(body, first)},v0=${'0'.repeat(64)}`],
    ['one that is 299 seconds old', (body) =>
      sign(body, first, now() - 299)],
  ];
  for (const [what, header] of good)
    test(what, async () => {
      const one = event();
      const body = JSON.stringify(one, null, 2);
      const answer = await post(body, header(body));
      assert.equal(answer.status, 200, answer.text);
      assert.equal(recorded(`id = '${one.id}'`), 1);
    });

  test('one that comes from another site with cookies', async () => {
    const body = JSON.stringify(event());
    const answer = await post(body, sign(body, first), {
      Cookie: 'till_customer=x; till_order=y', Origin: 'https://x.example',
      'Sec-Fetch-Site': 'cross-site' });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get('set-cookie'), null);
  });

  test('the same one twice, and records it once', async () => {
    const one = event();
    const body = JSON.stringify(one);
    for (let i = 0; i < 3; i++) {
      const answer = await post(body, sign(body, first, now() - i));
      assert.equal(answer.status, 200, answer.text);
    }
    assert.equal(recorded(`id = '${one.id}'`), 1);
  });

  test('one of a type that means nothing here', async () => {
    const one = { ...event(), type: 'invoice.paid',
      data: { object: { id: 'in_1', object: 'invoice' } } };
    const body = JSON.stringify(one);
    const answer = await post(body, sign(body, first));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(recorded(`id = '${one.id}' and result is not null`), 1);
  });
});

describe('refuses', () => {
  const bad = [
    ['an altered body', 400, /No signature matches/,
      (body) => [body.replace('completed', 'completeD'), sign(body, first)]],
    ['a body that was serialised anew', 400, /No signature matches/,
      (body) => [JSON.stringify(JSON.parse(body), null, 1),
        sign(body, first)]],
    ['an old time', 400, /time/,
      (body) => [body, sign(body, first, now() - 301)]],
    ['a time to come', 400, /time/,
      (body) => [body, sign(body, first, now() + 400)]],
    ['another secret', 400, /No signature matches/,
      (body) => [body, sign(body, 'whsec_of_somebody_else')]],
    ['no header', 400, /no header Stripe-Signature/,
      (body) => [body, undefined]],
    ['a header without a signature', 400, /time t and a signature v1/,
      (body) => [body, `t=${now()}`]],
    ['a header without a time', 400, /time t and a signature v1/,
      (body) => [body, `v1=${'0'.repeat(64)}`]],
    ['a header of v0 alone', 400, /time t and a signature v1/,
      (body) => [body, sign(body, first).replace('v1=', 'v0=')]],
    ['something that is no JSON', 400, /./,
      () => ['a=b', sign('a=b', first)]],
    ['something that is no event', 400, /no event/,
      () => ['{"id":"evt_1"}', sign('{"id":"evt_1"}', first)]],
    ['an empty body', 400, /./, () => ['', sign('', first)]],
  ];
  for (const [what, status, text, make] of bad)
    test(what, async () => {
      const count = recorded('1');
      const [body, header] = make(JSON.stringify(event()));
      const answer = await post(body, header);
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, text);
      assert.equal(recorded('1'), count);
    });

  test('an event of live mode, and says so in the log', async () => {
    const one = { ...event(), livemode: true };
    const body = JSON.stringify(one);
    const answer = await post(body, sign(body, first));
    assert.equal(answer.status, 400);
    assert.match(answer.text, /live mode/);
    assert.equal(recorded(`id = '${one.id}'`), 0);
  });

  test('a body over 256 KiB', async () => {
    const body = JSON.stringify({ ...event(), more: 'x'.repeat(262144) });
    const answer = await post(body, sign(body, first));
    assert.equal(answer.status, 413);
  });

  test('another method', async () => {
    const answer = await till.visit('GET', '/webhook');
    assert.equal(answer.status, 405);
  });
});

test('2,000 events, half of them twice said, from 32 connections', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = (body) => new Promise((done, fail) => {
    const one = request(`${till.shop}/webhook`, { method: 'POST', agent,
      headers: { 'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'Stripe-Signature': sign(body, first) } }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode));
    });
    one.on('error', fail);
    one.end(body);
  });
  const bodies = Array.from({ length: 1000 }, () => JSON.stringify(
    sessionEvent('checkout.session.expired', { id: 'cs_test_load' })));
  const all = [...bodies, ...bodies].sort(() => Math.random() - 0.5);
  const count = recorded('1');
  const statuses = await Promise.all(all.map(send));
  agent.destroy();
  assert.deepEqual([...new Set(statuses)], [200]);
  assert.equal(recorded('1'), count + 1000);
  assert.equal(recorded("session = 'cs_test_load'"), 1000);
});
