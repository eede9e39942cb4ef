/* The API program dies while sessions are made: none is lost, none doubled. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Till, allSessions, until } from '../lib/till.mjs';

const total = 1000, clients = 16;
let till;

before(async () => { till = await Till.start(); });
after(() => till?.stop({ killed: true }));

test(`kill -9 of the API during ${total} creates`, async () => {
  const stripe = till.sdk({ maxNetworkRetries: 10 });
  const answered = new Map(); // reference -> id
  let next = 0, killed = 0;
  const killAt = new Set([150, 400, 650]);

  async function client() {
    while (next < total) {
      const reference = `order-${next++}`;
      const session = await stripe.checkout.sessions.create({ mode: 'payment',
        success_url: 'https://shop.example/ok',
        client_reference_id: reference,
        line_items: [{ quantity: 1, price_data: { currency: 'usd',
          unit_amount: 500, product_data: { name: 'A nail' } } }] });
      assert.ok(!answered.has(reference));
      answered.set(reference, session.id);
      if (killAt.delete(answered.size)) {
        const { pid } = till.program('api');
        process.kill(pid, 'SIGKILL');
        killed++;
        await until('another API program', () =>
          (till.program('api')?.pid ?? pid) !== pid);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  assert.equal(killed, 3);
  assert.equal(answered.size, total);

  const stored = await allSessions(till);
  const byReference = new Map();
  for (const session of stored) {
    assert.ok(!byReference.has(session.client_reference_id),
      `${session.client_reference_id} is stored twice`);
    byReference.set(session.client_reference_id, session.id);
  }
  assert.deepEqual([...byReference].sort(), [...answered].sort());
});
