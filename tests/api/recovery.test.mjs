/* Expiry, and taking an expired session up again (behaviour.md 5.3, 5.10). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till, stripe, price;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  const product = await stripe.products.create({ name: 'A lamp' });
  price = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 1099 });
});
after(() => till?.stop());

const create = (more = {}) => stripe.checkout.sessions.create({
  mode: 'payment', success_url: 'https://shop.example/ok',
  cancel_url: 'https://shop.example/cart', client_reference_id: 'cart-9',
  metadata: { a: 'b' },
  line_items: [{ price: price.id, quantity: 2 },
    { quantity: 3, price_data: { currency: 'usd', unit_amount: 50,
      product_data: { name: 'A bulb' } } }],
  after_expiration: { recovery: { enabled: true } }, ...more });

const open = (url, method = 'GET') => fetch(url, { method,
  redirect: 'manual' });

async function recovered(url) {
  const answer = await open(url);
  assert.equal(answer.status, 303, await answer.text());
  const id = /\/c\/pay\/(cs_test_\w+)#/.exec(answer.headers.get('location'))[1];
  return stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] });
}

describe('an expired session with recovery', () => {
  test('shows its address only then, for 30 days', async () => {
    const session = await create();
    assert.deepEqual(session.after_expiration, { recovery: {
      allow_promotion_codes: false, enabled: true, expires_at: null,
      url: null } });
    const { created } = await stripe.checkout.sessions.expire(session.id);
    const { after_expiration: { recovery }, url, expires_at } =
      await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(url, null);
    assert.equal(expires_at, session.expires_at);
    assert.ok(recovery.url.startsWith(`${till.api}/r/`), recovery.url);
    assert.ok(Math.abs(recovery.expires_at - created - 30 * 86400) < 60);
    assert.equal(recovery.allow_promotion_codes, false);
  });

  test('is made anew each time the address is opened', async () => {
    const session = await create({ after_expiration: { recovery: {
      enabled: true, allow_promotion_codes: true } } });
    const expired = await stripe.checkout.sessions.expire(session.id);
    const { url } = expired.after_expiration.recovery;
    const one = await recovered(url);
    assert.equal(one.recovered_from, session.id);
    assert.notEqual(one.id, session.id);
    assert.equal(one.status, 'open');
    assert.equal(one.allow_promotion_codes, true);
    assert.equal(one.expires_at, one.created + 86400);
    for (const same of ['amount_total', 'currency', 'client_reference_id',
      'metadata', 'success_url', 'cancel_url', 'mode'])
      assert.deepEqual(one[same], session[same], same);
    assert.deepEqual(one.line_items.data.map((item) =>
      [item.description, item.quantity, item.amount_total]),
    [['A lamp', 2, 2198], ['A bulb', 3, 150]]);
    const two = await recovered(url);
    assert.notEqual(two.id, one.id);
    // What was recovered can be so again.
    const again = await stripe.checkout.sessions.expire(one.id);
    const three = await recovered(again.after_expiration.recovery.url);
    assert.equal(three.recovered_from, one.id);
  });

  test('of an embedded page leads to the hosted one', async () => {
    const session = await create({ ui_mode: 'embedded',
      success_url: undefined, cancel_url: undefined,
      return_url: 'https://shop.example/back' });
    const expired = await stripe.checkout.sessions.expire(session.id);
    const one = await recovered(expired.after_expiration.recovery.url);
    assert.equal(one.ui_mode, 'hosted');
    assert.equal(one.success_url, 'https://shop.example/back');
  });

  test('that cannot be bought any more says so', async () => {
    const other = await stripe.prices.create({ product: price.product,
      currency: 'usd', unit_amount: 900 });
    const session = await create({ line_items: [{ price: other.id,
      quantity: 1 }] });
    const expired = await stripe.checkout.sessions.expire(session.id);
    await stripe.prices.update(other.id, { active: false });
    const answer = await open(expired.after_expiration.recovery.url);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /cannot be bought as it was/);
  });

  test('is not told before, to another, nor made by a HEAD', async () => {
    const session = await create();
    const expired = await stripe.checkout.sessions.expire(session.id);
    const { url } = expired.after_expiration.recovery;
    const before = (await stripe.checkout.sessions.list({ limit: 100 }))
      .data.length;
    const wrong = [`${url}x`, url.slice(0, -1), url.replace(/_[^_]+$/, '_'),
      `${till.api}/r/${session.id}`, `${till.api}/r/none`,
      url.replace(/\/r\/.*_/, '/r/cs_test_none_')];
    for (const one of wrong) {
      const answer = await open(one);
      assert.equal(answer.status, 404, one);
      assert.match(await answer.text(), /not good any more/);
    }
    assert.equal((await open(url, 'HEAD')).status, 200);
    const later = (await stripe.checkout.sessions.list({ limit: 100 }))
      .data.length;
    assert.equal(later, before);
  });
});

test('without recovery there is no address', async () => {
  for (const after_expiration of [undefined,
    { recovery: { enabled: false } }]) {
    const session = await create({ after_expiration });
    const expired = await stripe.checkout.sessions.expire(session.id);
    assert.equal(expired.after_expiration?.recovery.url ?? null, null);
  }
});

test('time alone does the same, from the second of expires_at on', async () => {
  const session = await create();
  await till.advance('25h');
  const read = await stripe.checkout.sessions.retrieve(session.id);
  const { data } = await stripe.checkout.sessions.list({ limit: 100 });
  const listed = data.find((one) => one.id === session.id);
  const stored = (await stripe.checkout.sessions.list({ status: 'expired',
    limit: 100 })).data.find((one) => one.id === session.id);
  const plain = { ...read };
  assert.deepEqual(listed, plain);
  assert.deepEqual(stored, plain);
  const { recovery } = read.after_expiration;
  assert.equal(recovery.expires_at, session.expires_at + 30 * 86400);
  assert.equal((await recovered(recovery.url)).recovered_from, session.id);
  await till.advance('720h');
  const answer = await open(recovery.url);
  assert.equal(answer.status, 404);
});
