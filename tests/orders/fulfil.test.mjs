/* Orders are fulfilled once, whoever hears first that they are paid. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { becomes, command, order, pay, program, rows, sessionEvent, sign,
  tillCall } from '../lib/orders.mjs';
import { Till, temporaryFolder, until } from '../lib/till.mjs';

const SECRET = 'whsec_of_the_tests_of_orders';
let till, price, fulfil, release;

before(async () => {
  const folder = temporaryFolder('programs');
  fulfil = program(folder, 'fulfil', `
    attempt=$(printf '%s' "$input" | sed 's/.*"attempt":\\([0-9]*\\).*/\\1/')
    case $input in
    *fails-twice*) echo "no stock" >&2; [ "$attempt" -ge 3 ] || exit 7 ;;
    *is-slow*) sleep 1 ;;
    esac
    env | grep TILL_ >>"$folder/secrets"
    exit 0`);
  release = program(folder, 'release');
  till = await Till.start({ env: { TILL_FULFIL: fulfil.path,
    TILL_RELEASE: release.path, TILL_WEBHOOK_SECRET: SECRET } });
  // Who tells what is each test's own business.
  await tillCall(till, 'webhooks', { mode: 'hold' });
  const { data } = await till.sdk().prices.list({
    lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

const runsOf = (id) => fulfil.runs().filter((run) => run.order.id === id);
const success = (id) =>
  till.visit('GET', `/checkout/success?session_id=${id}`);

async function tell(type, session, more) {
  const body = JSON.stringify(sessionEvent(type, session, more));
  const answer = await till.visit('POST', '/webhook', body,
    { 'Stripe-Signature': sign(body, SECRET) });
  assert.equal(answer.status, 200, answer.text);
}

describe('a paid order is fulfilled', () => {
  test('when only the success page heard of it', async () => {
    const { session, order: id } = await order(till, price,
      { form: { email: 'ada@shop.example' } });
    await pay(till, session);
    await success(session);
    await becomes(till, id, 'fulfilled');
    const [run, ...more] = runsOf(id);
    assert.deepEqual(more, []);
    assert.equal(run.key, `till-fulfil-${id}-${session}`);
    assert.equal(run.attempt, 1);
    assert.equal(run.kind, 'fulfil');
    assert.equal(run.order.email, 'ada@shop.example');
    assert.equal(run.session.id, session);
    assert.equal(run.session.payment_status, 'paid');
    assert.equal(run.session.client_secret, undefined);
    assert.equal(run.items.length, 1);
    assert.equal(run.items[0].price.id, price);
  });

  test('when only a webhook told it', async () => {
    const { session, order: id } = await order(till, price);
    await pay(till, session);
    await tell('checkout.session.completed', { id: session });
    await becomes(till, id, 'fulfilled');
    assert.equal(runsOf(id).length, 1);
    assert.match(rows(till, `select source from order_history
      where order_id = '${id}' and to_state = 'paid'`)[0].source,
    /^webhook evt_/);
  });

  test('when nobody told it, by asking', async () => {
    const { session, order: id } = await order(till, price);
    await pay(till, session);
    const { code, out } = command(till, ['reconcile']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`${id}.*open.*paid`));
    await becomes(till, id, 'fulfilled');
    assert.equal(runsOf(id).length, 1);
    assert.match(command(till, ['reconcile']).out, /0 changed/);
  });

  test('when nobody told it, by the worker, in time', async () => {
    const { session, order: id } = await order(till, price);
    await pay(till, session);
    await till.advance('2m');
    await becomes(till, id, 'fulfilled');
    assert.equal(runsOf(id).length, 1);
  });

  test('soon after an API that was away is back', async () => {
    const all = [];
    for (let i = 0; i < 3; i++)
      all.push(await order(till, price));
    for (const { session } of all)
      await pay(till, session);
    await tillCall(till, 'faults', { fault: '400', n: 1000000,
      on: 'GET /v1/checkout/sessions', code: 'away' });
    const asked = async () => 1000000 - (await (await fetch(
      `${till.api}/_till/faults`, { headers: {
        Authorization: `Bearer ${till.key}` } })).json()).data[0].n;
    for (let i = 0; i < 4; i++) {
      const before = await asked();
      await till.advance('2m');
      await until('it to be asked', async () => await asked() > before);
    }
    // Being away is no reason to ask later each time.
    await until('them to be put back', () => rows(till, `select 1
      from order_sessions where state = 'open' and checks > 1`).length === 0);
    await tillCall(till, 'faults', { fault: 'clear' });
    await till.advance('2m');
    for (const { order: id } of all)
      await becomes(till, id, 'fulfilled');
  });

  test('once, when all of them tell it at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () =>
      order(till, price)));
    await Promise.all(all.map(({ session }) => pay(till, session)));
    await Promise.all(all.flatMap(({ session }) => [success(session),
      success(session),
      tell('checkout.session.completed', { id: session }),
      tell('checkout.session.async_payment_succeeded', { id: session }),
      tell('checkout.session.completed', { id: session })]).concat(
      [command(till, ['reconcile'])]));
    for (const { order: id } of all) {
      await becomes(till, id, 'fulfilled');
      assert.equal(runsOf(id).length, 1);
    }
  });

  test('with all of its items, however many pages they take', async () => {
    const { data } = await till.sdk().prices.list({ limit: 100,
      currency: 'usd', type: 'one_time' });
    const form = {};
    for (let i = 0; i < 23; i++) {
      form[`items[${i}][price]`] = data[i % data.length].id;
      form[`items[${i}][quantity]`] = '1';
    }
    const { session, order: id } = await order(till, price, { form });
    await pay(till, session);
    await success(session);
    await becomes(till, id, 'fulfilled');
    const [run] = runsOf(id);
    const stored = [];
    for await (const item of till.sdk().checkout.sessions
      .listLineItems(session, { limit: 10 }))
      stored.push(item.id);
    assert.ok(stored.length > 0);
    assert.deepEqual(run.items.map((item) => item.id), stored);
  });
});

test('a program that fails is run again, with the same key', async () => {
  const { session, order: id } = await order(till, price,
    { form: { client_reference_id: 'fails-twice' } });
  await pay(till, session);
  await success(session);
  for (let attempt = 1; attempt < 3; attempt++) {
    await until(`attempt ${attempt}`, () =>
      rows(till, `select result from order_runs join order_jobs on id = job
        where order_id = '${id}' and result <> 'running'`).length === attempt);
    await till.advance('10m');
  }
  await becomes(till, id, 'fulfilled');
  const runs = runsOf(id);
  assert.deepEqual(runs.map((run) => run.attempt), [1, 2, 3]);
  assert.equal(new Set(runs.map((run) => run.key)).size, 1);
  const { code, out } = command(till, ['order', id, '--json']);
  assert.equal(code, 0);
  const told = JSON.parse(out);
  assert.equal(told.state, 'fulfilled');
  assert.equal(told.work[0].runs.length, 3);
  assert.equal(told.work[0].runs[0].result, 'it ended with status 7');
  assert.match(told.work[0].runs[0].output, /no stock/);
});

test('the program gets none of our secrets', async () => {
  const { session, order: id } = await order(till, price);
  await pay(till, session);
  await success(session);
  await becomes(till, id, 'fulfilled');
  const { readFileSync } = await import('node:fs');
  assert.equal(readFileSync(join(fulfil.path, '..', 'secrets'), 'utf8'), '');
});

test('a worker killed under it runs it again, after it has ended', async () => {
  const { session, order: id } = await order(till, price,
    { form: { client_reference_id: 'is-slow' } });
  await pay(till, session);
  await success(session);
  await until('the program to run', () => runsOf(id).length === 1);
  const worker = till.processes().find((one) => one.command[1] === 'worker' &&
    one.command[0].endsWith('/till'));
  process.kill(worker.pid, 'SIGKILL');
  await becomes(till, id, 'fulfilled');
  const runs = runsOf(id);
  assert.deepEqual(runs.map((run) => run.attempt), [1, 2]);
  assert.equal(runs[0].key, runs[1].key);
  assert.deepEqual(rows(till, `select result from order_runs join order_jobs
    on id = job where order_id = '${id}' order by order_runs.attempt`)
    .map((row) => row.result), ['its end was not seen', 'done']);
});

test('one that a program is at work for is not fulfilled by hand', async () => {
  const { session, order: id } = await order(till, price,
    { form: { client_reference_id: 'is-slow' } });
  await pay(till, session);
  await success(session);
  await until('the program to run', () => runsOf(id).length === 1);
  const { code, said } = command(till, ['order', 'fulfil', id]);
  assert.equal(code, 1);
  assert.match(said, /a program is at work for/);
  await becomes(till, id, 'fulfilled');
});

test('one that a program fails for is, and is not run again', async () => {
  const { session, order: id } = await order(till, price,
    { form: { client_reference_id: 'fails-twice' } });
  await pay(till, session);
  await success(session);
  await until('it to fail', () => rows(till, `select 1 from order_jobs
    where order_id = '${id}' and state = 'waiting' and failures = 1`)
    .length === 1);
  assert.equal(command(till, ['order', 'fulfil', id]).code, 0);
  await till.advance('1h');
  const other = await order(till, price);
  await pay(till, other.session);
  await success(other.session);
  await becomes(till, other.order, 'fulfilled');
  assert.equal(runsOf(id).length, 1);
});

test('a cart that was paid twice is not sent twice', async () => {
  const { session, order: id } = await order(till, price);
  const second = await till.sdk().checkout.sessions.create({
    mode: 'payment', success_url: 'https://shop.example/thanks',
    line_items: [{ price, quantity: 1 }], metadata: { till_order: id } });
  await Promise.all([session, second.id].map(async (one) => {
    await pay(till, one);
    await success(one);
    await tell('checkout.session.completed', { id: one,
      metadata: { till_order: id } });
  }));
  await becomes(till, id, 'fulfilled');
  await until('both to be known', () => rows(till, `select 1 from order_jobs
    where order_id = '${id}'`).length === 2);
  await till.advance('1h');
  const other = await order(till, price);
  await pay(till, other.session);
  await success(other.session);
  await becomes(till, other.order, 'fulfilled');
  assert.equal(runsOf(id).length, 1);
  assert.deepEqual(rows(till, `select state from order_jobs
    where order_id = '${id}' order by state`).map(({ state }) => state),
  ['done', 'held']);
});

test('an expired order releases its stock, once', async () => {
  const { session, order: id } = await order(till, price);
  await till.sdk().checkout.sessions.expire(session);
  await Promise.all([success(session), success(session),
    tell('checkout.session.expired', { id: session, status: 'expired',
      payment_status: 'unpaid' })]);
  await becomes(till, id, 'expired');
  const mine = () => release.runs().filter((run) => run.order.id === id);
  await until('the release', () => mine().length === 1);
  assert.equal(mine()[0].kind, 'release');
  assert.equal(mine()[0].key, `till-release-${id}-${session}`);
  await until('its end', () => rows(till, `select state from order_jobs
    where order_id = '${id}'`)[0].state === 'done');
  assert.equal(runsOf(id).length, 0);
});

test('an event that lies about a payment fulfils nothing', async () => {
  const { session, order: id } = await order(till, price);
  await tell('checkout.session.completed', { id: session });
  await until('the check', () => /does not say/.test(rows(till,
    `select problem from order_jobs where order_id = '${id}'`)[0]?.problem));
  assert.equal(runsOf(id).length, 0);
});
