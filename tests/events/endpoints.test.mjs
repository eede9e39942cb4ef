/* Webhook endpoints: made, changed, listed, refused and deleted. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

const wanted = ['checkout.session.completed'];

test('the life of an endpoint', async () => {
  const made = await stripe.webhookEndpoints.create({
    url: 'https://shop.example/hook', enabled_events: ['*'],
    description: 'all of it', metadata: { a: '1' },
    api_version: '2024-06-20' });
  assert.match(made.id, /^we_[A-Za-z0-9]{24}$/);
  assert.match(made.secret, /^whsec_[A-Za-z0-9]{32}$/);
  assert.equal(made.status, 'enabled');
  assert.equal(made.api_version, '2024-06-20');
  assert.deepEqual(made.enabled_events, ['*']);
  assert.equal(made.livemode, false);
  assert.equal(made.application, null);

  const { secret, ...rest } = JSON.parse(JSON.stringify(made));
  assert.ok(secret);
  const read = await stripe.webhookEndpoints.retrieve(made.id);
  assert.deepEqual(JSON.parse(JSON.stringify(read)), rest);

  const changed = await stripe.webhookEndpoints.update(made.id, {
    url: 'http://127.0.0.1:9/other', enabled_events: wanted,
    description: '', metadata: { a: '', b: '2' } });
  assert.equal(changed.url, 'http://127.0.0.1:9/other');
  assert.deepEqual(changed.enabled_events, wanted);
  assert.deepEqual(changed.metadata, { b: '2' });
  assert.ok(!changed.description);
  assert.equal(changed.secret, undefined);
  assert.equal(changed.status, 'enabled');

  const list = await stripe.webhookEndpoints.list();
  assert.deepEqual(list.data.map(({ id }) => id),
    [made.id, 'we_till_shop']);
  assert.ok(list.data.every((one) => !('secret' in one)));

  const gone = await stripe.webhookEndpoints.del(made.id);
  assert.deepEqual({ ...gone, lastResponse: undefined },
    { id: made.id, object: 'webhook_endpoint', deleted: true,
      lastResponse: undefined });
  await assert.rejects(stripe.webhookEndpoints.retrieve(made.id),
    { statusCode: 404, message: `No such webhook endpoint: '${made.id}'` });
  await assert.rejects(stripe.webhookEndpoints.del(made.id),
    { statusCode: 404 });
});

test('a keyed create shows its secret to who asks again', async () => {
  const params = { url: 'https://shop.example/a', enabled_events: wanted };
  const key = { idempotencyKey: 'one-endpoint' };
  const one = await stripe.webhookEndpoints.create(params, key);
  const two = await stripe.webhookEndpoints.create(params, key);
  assert.equal(two.id, one.id);
  assert.equal(two.secret, one.secret);
  await stripe.webhookEndpoints.del(one.id);
});

const refused = [
  ['no url', { enabled_events: wanted }, 'url', 'parameter_missing'],
  ['no types', { url: 'https://a.example' }, 'enabled_events',
    'parameter_missing'],
  ['an unknown type', { url: 'https://a.example',
    enabled_events: ['checkout.session.exploded'] }, 'enabled_events[0]'],
  ['no address', { url: 'shop', enabled_events: wanted }, 'url',
    'url_invalid'],
  ['another scheme', { url: 'ftp://a.example/', enabled_events: wanted },
    'url', 'url_invalid'],
  ['an unknown parameter', { url: 'https://a.example',
    enabled_events: wanted, secret: 'whsec_mine' }, 'secret',
  'parameter_unknown'],
];
for (const [name, params, param, code] of refused)
  test(`refused: ${name}`, async () => {
    const error = await stripe.webhookEndpoints.create(params)
      .catch((caught) => caught);
    assert.equal(error.statusCode, 400, error.message);
    assert.equal(error.param, param);
    assert.equal(error.code, code);
  });

test('sixteen and no more', async () => {
  const there = (await stripe.webhookEndpoints.list({ limit: 100 })).data;
  const made = [];
  for (let i = there.length; i < 16; i++)
    made.push(await stripe.webhookEndpoints.create({
      url: `https://shop.example/${i}`, enabled_events: wanted }));
  await assert.rejects(stripe.webhookEndpoints.create({
    url: 'https://shop.example/16', enabled_events: wanted }),
  { statusCode: 400,
    message: 'You have reached the maximum of 16 test webhook endpoints.' });
  await Promise.all(made.map(({ id }) => stripe.webhookEndpoints.del(id)));
});
