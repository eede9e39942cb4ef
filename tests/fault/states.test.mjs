/* States of test mode that are saved under a name and put back while
 * everything runs. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { becomes, command, order, pay, program, rows, sessionEvent, sign }
  from '../lib/orders.mjs';
import { own } from '../lib/webhooks.mjs';
import { Till, build, root, temporaryFolder, until } from '../lib/till.mjs';

const SECRET = 'whsec_of_the_tests_of_states';
let till, stripe, price, fulfil;

before(async () => {
  fulfil = program(temporaryFolder('programs'), 'fulfil', `
    case $input in *waits-for-me*)
      : >"$folder/begun"
      while [ ! -e "$folder/go" ]; do sleep 0.05; done ;;
    esac`);
  till = await Till.start({ env: { TILL_FULFIL: fulfil.path,
    TILL_WEBHOOK_SECRET: SECRET } });
  stripe = till.sdk();
  ({ data: [price] } = await stripe.prices.list({
    lookup_keys: ['teapot_usd'] }));
});
after(() => till?.stop());

const state = (...words) => command(till, ['state', ...words]);
function done(...words) {
  const { code, out, said } = state(...words);
  assert.equal(code, 0, said);
  return out;
}
const orders = () => rows(till, 'select id, state from orders order by id');
const sessions = async () => (await stripe.checkout.sessions.list({
  limit: 100 })).data.map(({ id, status }) => `${id} ${status}`).sort();
const now = async () => (await own(till, 'GET', 'clock')).now;
const refusal = (promise) => promise.then(
  () => assert.fail('it was not refused'), (error) => error);

test('orders, sessions and the time are put back', async () => {
  const paid = await order(till, price.id);
  await pay(till, paid.session);
  await becomes(till, paid.order, 'fulfilled');
  const open = await order(till, price.id);
  const before = [orders(), await sessions()];
  assert.match(done('save', 'two-orders'),
    /^two-orders is saved, at [-\d]+ [:\d]+, with the shop's orders$/m);
  const then = await now();
  // Time goes on, and a day later nothing is as it was.
  await pay(till, open.session);
  await becomes(till, open.order, 'fulfilled');
  const lost = await order(till, price.id);
  await till.advance('25h');
  await becomes(till, lost.order, 'expired');
  assert.match(done('restore', 'two-orders'), /is back.*with the shop's/);
  assert.deepEqual([orders(), await sessions()], before);
  assert.ok(Math.abs(await now() - then) < 100);
  // Nothing of the day that is undone comes back.
  const left = await stripe.checkout.sessions.retrieve(open.session);
  assert.equal(left.status, 'open');
  assert.ok(left.expires_at > await now());
  await assert.rejects(stripe.checkout.sessions.retrieve(lost.session),
    { code: 'resource_missing' });
  // It goes on from there, differently this time.
  await stripe.checkout.sessions.expire(open.session);
  await becomes(till, open.order, 'expired');
});

test('many times, under load, and none sees half of it', async () => {
  const made = await stripe.customers.create({ name: 'kept' });
  done('save', 'loaded');
  let stop = false, asked = 0;
  const busy = Array.from({ length: 8 }, async () => {
    while (!stop) {
      const { id } = await stripe.customers.create({ name: 'passing' });
      const { data } = await stripe.customers.list({ limit: 100 });
      assert.ok(data.some((one) => one.id === made.id), id);
      asked++;
    }
  });
  for (let i = 0; i < 5; i++) {
    const so = asked;
    await until('some requests', () => asked > so + 10);
    await own(till, 'POST', 'states/loaded/restore');
  }
  stop = true;
  await Promise.all(busy);
  done('restore', 'loaded');
  assert.deepEqual((await stripe.customers.list()).data[0].id, made.id);
});

test('a run that ends in another history changes nothing there', async () => {
  const folder = join(fulfil.path, '..');
  const one = await order(till, price.id);
  done('save', 'before-paying');
  await pay(till, one.session);
  await becomes(till, one.order, 'fulfilled');
  // Its job takes the number that another one has in the past put back.
  done('restore', 'before-paying');
  const slow = await order(till, price.id,
    { form: { client_reference_id: 'waits-for-me' } });
  await pay(till, slow.session);
  await until('the program', () => existsSync(join(folder, 'begun')));
  done('restore', 'before-paying');
  await pay(till, one.session);
  const body = JSON.stringify(sessionEvent('checkout.session.completed',
    { id: one.session }));
  await till.visit('POST', '/webhook', body,
    { 'Stripe-Signature': sign(body, SECRET, await now()) });
  await becomes(till, one.order, 'paid');
  writeFileSync(join(folder, 'go'), '');
  await becomes(till, one.order, 'fulfilled');
  const runs = fulfil.runs().filter((run) => run.order.id === one.order);
  assert.equal(runs.length, 2, 'once in each history');
});

test('reset goes back to the first start, at the real time', async () => {
  await till.advance('400d');
  assert.match(done('reset'), /^start is back/);
  assert.deepEqual(await sessions(), []);
  assert.deepEqual(orders(), []);
  assert.ok(Math.abs(await now() - Date.now() / 1000) < 100);
  const { data } = await stripe.prices.list({ lookup_keys: ['teapot_usd'] });
  assert.equal(data[0].id, price.id);
  // The shop is connected and sells.
  const one = await order(till, price.id, { form: {
    'items[0][price]': '', 'items[0][lookup_key]': 'teapot_usd' } });
  await pay(till, one.session);
  await becomes(till, one.order, 'fulfilled');
});

test('a shop that learned a price learns it anew', async () => {
  const cart = (key) => order(till, price.id, { form: {
    'items[0][price]': '', 'items[0][lookup_key]': key } });
  done('save', 'without-key');
  const make = () => stripe.prices.create({ currency: 'usd',
    unit_amount: 700, lookup_key: 'mug', product_data: { name: 'Mug' } });
  await make();
  await cart('mug');
  done('restore', 'without-key');
  const again = await make();
  const { session } = await cart('mug');
  const { data } = await stripe.checkout.sessions.listLineItems(session);
  assert.equal(data[0].price.id, again.id);
});

test('faults and trouble are part of a state', async () => {
  await own(till, 'POST', 'faults', { fault: '500' });
  done('save', 'bad-day');
  await own(till, 'POST', 'faults', { fault: 'clear' });
  await stripe.products.list();
  done('restore', 'bad-day');
  await assert.rejects(stripe.products.list(), { statusCode: 500 });
  await stripe.products.list();
});

describe('over HTTP, the API\'s half', () => {
  test('saves, lists, puts back and deletes', async () => {
    const saved = await own(till, 'POST', 'states', { name: 'half' });
    assert.equal(saved.name, 'half');
    const customer = await stripe.customers.create();
    const { data } = await own(till, 'GET', 'states');
    const [half] = data.filter(({ name }) => name === 'half');
    assert.equal(half.mark, saved.mark);
    assert.ok(half.bytes > 0);
    assert.deepEqual(data.map(({ name }) => name),
      data.map(({ name }) => name).sort());
    await till.advance('1d');
    const back = await own(till, 'POST', 'states/half/restore');
    assert.ok(Math.abs(back.now - half.now) < 100);
    assert.equal((await stripe.customers.retrieve(customer.id)
      .catch((error) => error)).code, 'resource_missing');
    await till.advance('1d');
    const real = await own(till, 'POST', 'states/half/restore',
      { clock: 'real' });
    assert.ok(Math.abs(real.now - Date.now() / 1000) < 100);
    await own(till, 'POST', 'states/half/delete');
    assert.equal((await refusal(own(till, 'POST', 'states/half/restore')))
      .status, 404);
  });

  test('one saved anew there has no shop\'s half any more', async () => {
    done('save', 'both');
    await own(till, 'POST', 'states', { name: 'both' });
    assert.match(done('restore', 'both'), /without the shop's orders/);
  });

  for (const [status, path, form] of [
    [400, 'states', {}],
    [400, 'states', { name: '../x' }],
    [400, 'states', { name: 'x'.repeat(65) }],
    [400, 'states', { name: '' }],
    [404, 'states/none/restore', {}],
    [404, 'states/none/delete', {}],
    [400, 'states/start/restore', { clock: 'odd' }],
    [400, 'states/..%2Fx/restore', {}],
    [400, 'states/start/delete', {}],
  ])
    test(`refuses ${path} ${JSON.stringify(form).slice(0, 30)}`, async () => {
      assert.equal((await refusal(own(till, 'POST', path, form))).status,
        status);
    });
});

describe('the command', () => {
  test('lists, as a table and as JSON, and deletes', () => {
    done('save', 'short-lived');
    assert.match(done('list'), /^short-lived +\d{4}-\d\d-\d\d .* KiB$/m);
    const { data } = JSON.parse(done('list', '--json'));
    assert.ok(data.some(({ name }) => name === 'short-lived'));
    assert.equal(JSON.parse(done('save', 'short-lived', '--json')).shop,
      true);
    assert.match(done('delete', 'short-lived'), /is deleted/);
    assert.doesNotMatch(done('list'), /short-lived/);
    const files = ['api', 'shop'].flatMap((half) =>
      readdirSync(join(till.state, `db/${half}.db.states`)));
    assert.ok(files.every((file) => /^[\w-]+\.db$/.test(file)),
      `${files}`);
    assert.ok(!files.includes('short-lived.db'));
  });

  test('without the shop\'s database saves what it can', () => {
    const out = execFileSync(join(build, 'till'), ['state', 'save',
      'api-only'], { encoding: 'utf8', cwd: root, env: { ...till.env,
      TILL_API_BASE: till.api, TILL_SECRET_KEY: till.key } });
    assert.match(out, /is saved, .* without the shop's orders$/m);
    assert.match(done('restore', 'api-only'), /without the shop's orders/);
  });

  for (const [code, ...words] of [[2], [2, 'save'], [2, 'explode'],
    [2, 'list', 'x'], [2, 'reset', 'x'], [1, 'save', '../x'],
    [1, 'restore', 'none'], [1, 'delete', 'none'], [1, 'delete', 'start']])
    test(`refuses ${words.join(' ')}`, () => {
      const one = state(...words);
      assert.equal(one.code, code);
      assert.equal(one.out, '');
      assert.equal(one.said.trim().split('\n').length, 1, one.said);
    });

  test('refuses a live key, and changes nothing', () => {
    const { code, said } = command({ ...till, key: 'sk_live_notofthisplace' },
      ['state', 'restore', 'start']);
    assert.equal(code, 1);
    assert.match(said, /^till: this is for test mode only[^\n]*\n$/);
  });

  test('one whose file is spoiled is not put back', async () => {
    done('save', 'spoiled');
    const path = join(till.state, 'db/api.db.states/spoiled.db');
    chmodSync(path, 0o600);
    writeFileSync(path, 'not a database at all, in no way'.repeat(200));
    const before = await sessions();
    assert.equal(state('restore', 'spoiled').code, 3);
    assert.deepEqual(await sessions(), before);
  });
});
