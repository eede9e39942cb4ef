/*
 * The API is killed again and again between execution and answer: a client
 * that comes back with its key gets what was executed, never a second one.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Till, allSessions, judgedFetch } from '../lib/till.mjs';

const KEYS = 300;
const CLIENTS = 12;
const KILLS = 8;

let till, price;

before(async () => {
  till = await Till.start();
  price = (await till.sdk().prices.create({ currency: 'eur', unit_amount: 900,
    product_data: { name: 'A pen' } })).id;
});
after(() => till?.stop({ killed: true }));

/* One keyed create, tried until it is answered; gives the session's id. */
async function create(n) {
  for (let tries = 0; tries < 500; tries++) {
    const answer = await judgedFetch(`${till.api}/v1/checkout/sessions`, {
      method: 'POST', body: new URLSearchParams({ mode: 'payment',
        success_url: 'https://shop.example/ok', client_reference_id: `${n}`,
        'line_items[0][price]': price, 'line_items[0][quantity]': '1' }),
      headers: { Authorization: `Bearer ${till.key}`,
        'Idempotency-Key': `kill ${n}` } }).catch(() => null);
    if (answer?.status === 200)
      return (await answer.json()).id;
    if (answer !== null)
      assert.ok(answer.status >= 500 || answer.status === 409,
        `${answer.status}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`no answer for key ${n}`);
}

test('one session a key, whenever the API died', async () => {
  const ids = new Array(KEYS);
  let next = 0, done = false, kills = 0;
  const client = async () => {
    while (next < KEYS) {
      const n = next++;
      ids[n] = await create(n);
    }
  };
  const killer = async () => {
    // Each death at another moment of the work that is under way.
    while (!done && kills < KILLS) {
      const before = next;
      while (!done && next < before + KEYS / KILLS / 2)
        await new Promise((go) => setTimeout(go, 1));
      const api = till.program('api');
      if (api !== undefined && !done) {
        process.kill(api.pid, 'SIGKILL');
        kills++;
      }
    }
  };
  const killing = killer();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  done = true;
  await killing;
  assert.ok(kills > 3, `it was killed ${kills} times only`);
  assert.equal(new Set(ids).size, KEYS);
  const sessions = await allSessions(till);
  assert.equal(sessions.length, KEYS);
  for (const session of sessions)
    assert.equal(ids[Number(session.client_reference_id)], session.id);
  for (let n = 0; n < KEYS; n += 10)
    assert.equal(await create(n), ids[n]);
});
