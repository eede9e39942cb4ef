/* The commands that show orders and look into webhooks. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { becomes, command, order, pay, rows, sessionEvent, sign }
  from '../lib/orders.mjs';
import { Till, until } from '../lib/till.mjs';

const SECRET = 'whsec_of_the_tests_of_commands';
let till, price, paid, open;

before(async () => {
  till = await Till.start({ env: { TILL_WEBHOOK_SECRET: SECRET } });
  const { data } = await till.sdk().prices.list({
    lookup_keys: ['teapot_usd'] });
  price = data[0].id;
  paid = await order(till, price, { form: { email: 'ada@shop.example' } });
  await pay(till, paid.session);
  open = await order(till, price);
  await becomes(till, paid.order, 'paid');
});
after(() => till?.stop());

describe('orders', () => {
  test('lists them as a table', () => {
    const { code, out } = command(till, ['orders']);
    assert.equal(code, 0);
    assert.match(out, /^ORDER +STATE +AMOUNT +CREATED +WHO\n/);
    assert.match(out, new RegExp(
      `${paid.order} +paid +48\\.00 USD .*ada@shop\\.example\n`));
    assert.match(out, new RegExp(`${open.order} +open `));
  });

  test('those that wait for a person, as JSON', () => {
    const { code, out } = command(till, ['orders', '--state', 'paid',
      '--json']);
    assert.equal(code, 0);
    const list = JSON.parse(out);
    assert.deepEqual(list.map((one) => one.id), [paid.order]);
    assert.equal(list[0].amount, 4800);
    assert.equal(list[0].currency, 'usd');
  });

  test('some of them', () => {
    const { out } = command(till, ['orders', '--limit', '1', '--json']);
    assert.equal(JSON.parse(out).length, 1);
  });

  for (const args of [['--state'], ['--state', 'lost'], ['--limit', '0'],
    ['--limit', 'x'], ['more']])
    test(`refuses ${args.join(' ')}`, () => {
      const { code, out, said } = command(till, ['orders', ...args]);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.notEqual(said, '');
    });
});

describe('order', () => {
  for (const by of ['order', 'session'])
    test(`shows one by its ${by}`, () => {
      const { code, out } = command(till, ['order', paid[by]]);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^${paid.order}  paid  48\\.00 USD\n`));
      assert.match(out, /History\n(.*\n)+.*webhook evt_\w+: checkout\.session/);
      assert.match(out, new RegExp(`Sessions\n.*${paid.session}  paid`));
      assert.match(out, /Work\n  fulfil .*waiting/);
    });

  test('as JSON, with all that is known', () => {
    const { out } = command(till, ['order', paid.order, '--json']);
    const told = JSON.parse(out);
    assert.deepEqual(told.history.map((one) => one.to),
      ['cart', 'open', 'paid']);
    assert.equal(told.sessions[0].id, paid.session);
    assert.equal(told.work[0].kind, 'fulfil');
  });

  test('that there is not', () => {
    const { code, said } = command(till, ['order', 'ord_none']);
    assert.equal(code, 1);
    assert.match(said, /no order ord_none/);
  });

  test('is called off, and its session with it', async () => {
    const one = await order(till, price);
    const { code, out } = command(till, ['order', 'cancel', one.order]);
    assert.equal(code, 0, out);
    assert.match(out, /is cancelled/);
    const session = await till.sdk().checkout.sessions.retrieve(one.session);
    assert.equal(session.status, 'expired');
    assert.equal(rows(till, `select state from orders
      where id = '${one.order}'`)[0].state, 'cancelled');
  });

  test('that is paid is not', () => {
    const { code, said } = command(till, ['order', 'cancel', paid.order]);
    assert.equal(code, 1);
    assert.match(said, /is paid/);
  });
});

describe('order fulfil', () => {
  test('a shop without a program says so by hand', async () => {
    const { code, out } = command(till, ['order', 'fulfil', paid.order]);
    assert.equal(code, 0);
    assert.equal(out, `${paid.order} is fulfilled\n`);
    const told = JSON.parse(command(till, ['order', paid.order,
      '--json']).out);
    assert.equal(told.state, 'fulfilled');
    assert.deepEqual(told.history.at(-1), { ...told.history.at(-1),
      from: 'paid', to: 'fulfilled', source: 'command',
      why: 'sent by hand' });
    assert.equal(told.work[0].state, 'done');
    assert.deepEqual(JSON.parse(command(till, ['orders', '--state', 'paid',
      '--json']).out), []);
  });

  for (const [what, id, said] of [
    ['one that is not paid', () => open.order, /is open: there is nothing/],
    ['one that is done', () => paid.order, /is fulfilled: there is nothing/],
    ['one that there is not', () => 'ord_none', /no order ord_none/]])
    test(`refuses ${what}`, () => {
      for (const word of ['fulfil', 'refunded']) {
        const done = command(till, ['order', word, id()]);
        assert.equal(done.code, 1);
        assert.match(done.said, said);
      }
    });
});

describe('an order that is paid twice', () => {
  let one, second;

  /* A second session of the order, as a recovered one is, paid as well. */
  const again = async () => {
    const session = await till.sdk().checkout.sessions.create({
      mode: 'payment', success_url: 'https://shop.example/thanks',
      line_items: [{ price, quantity: 1 }],
      metadata: { till_order: one.order } });
    await pay(till, session.id);
    await until('it to be seen', () => rows(till, `select 1 from order_jobs
      where session = '${session.id}' and state = 'held'`).length === 1);
    return session.id;
  };

  before(async () => {
    one = await order(till, price);
    await pay(till, one.session);
    await becomes(till, one.order, 'paid');
    second = await again();
  });

  test('says so where orders are listed', () => {
    const { out } = command(till, ['orders']);
    assert.match(out, new RegExp(`${one.order} +paid.*\n  ! paid twice: ${
      second} was paid, too; refund it or send it\n`));
    assert.match(command(till, ['order', one.order]).out,
      new RegExp(`fulfil +${second}  held: paid twice`));
  });

  test('is fulfilled once, whatever was paid more', () => {
    assert.equal(command(till, ['order', 'refunded', one.session]).code, 1);
    assert.equal(command(till, ['order', 'fulfil', one.order]).code, 0);
    const { code, said } = command(till, ['order', 'fulfil', one.order]);
    assert.equal(code, 1);
    assert.match(said, new RegExp(`name the session, ${second}`));
  });

  test('is settled by a refund', () => {
    const { code, out } = command(till, ['order', 'refunded', second]);
    assert.equal(code, 0, out);
    const told = JSON.parse(command(till, ['order', one.order,
      '--json']).out);
    assert.equal(told.state, 'fulfilled');
    assert.equal(told.history.at(-1).why,
      'the second payment was given back');
    assert.equal(told.work[1].state, 'void');
    assert.doesNotMatch(command(till, ['orders']).out, /paid twice/);
  });

  test('or sent a second time by hand', async () => {
    const third = await again();
    assert.equal(command(till, ['order', 'fulfil', third]).code, 0);
    const told = JSON.parse(command(till, ['order', one.order,
      '--json']).out);
    assert.deepEqual(told.work.map((job) => job.state),
      ['done', 'void', 'done']);
  });
});

describe('listings', () => {
  test('sessions, as a table or as JSON, of a status', () => {
    const { code, out } = command(till, ['sessions', '--limit', '100']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`${paid.session} .*complete.*paid`));
    const list = JSON.parse(command(till, ['sessions', '--status', 'open',
      '--json']).out);
    assert.ok(list.data.length > 0);
    assert.ok(list.data.every((session) => session.status === 'open'));
  });

  test('events, beside the calls of that name', () => {
    const { out } = command(till, ['events', '--type',
      'checkout.session.completed']);
    assert.match(out, /^evt_\w+ .*checkout\.session\.completed/m);
    assert.doesNotMatch(out, /payment_intent\./);
    const { data } = JSON.parse(command(till, ['events', 'list', '--limit',
      '1']).out);
    assert.equal(data.length, 1);
    assert.equal(command(till, ['events', 'explode']).code, 2);
    assert.equal(command(till, ['sessions', 'more']).code, 2);
  });
});

describe('verify-signature', () => {
  const body = JSON.stringify(sessionEvent('checkout.session.completed',
    { id: 'cs_test_x' }));
  const old = Math.floor(Date.now() / 1000) - 3600;
  const cases = [
    ['a good one', ['--secret', SECRET, '--header', sign(body, SECRET)],
      body, null],
    ['one of two secrets', ['--secret', `whsec_of_another_one, ${SECRET}`,
      '--header', sign(body, SECRET)], body, null],
    ['the secret of the settings', ['--header', sign(body, SECRET)], body,
      null],
    ['a header with its name', ['--header',
      `Stripe-Signature: ${sign(body, SECRET)}`], body, null],
    ['no header', ['--secret', SECRET], body, 'header'],
    ['a header of nothing', ['--header', 'x'], body, 'form'],
    ['another secret', ['--secret', 'whsec_of_another_one', '--header',
      sign(body, SECRET)], body, 'signature'],
    ['an altered body', ['--header', sign(body, SECRET)], `${body} `,
      'signature'],
    ['a line feed more', ['--header', sign(body, SECRET)], `${body}\n`,
      'signature', /line feed/],
    ['an old one', ['--header', sign(body, SECRET, old)], body, 'time'],
  ];
  for (const [what, args, input, failed, advice] of cases)
    test(what, () => {
      const env = { ...till, env: { ...till.env, TILL_WEBHOOK_SECRET: SECRET } };
      const json = command(env, ['verify-signature', ...args, '--json'],
        input);
      const told = JSON.parse(json.out);
      assert.equal(json.code, failed ? 1 : 0);
      assert.equal(told.valid, !failed);
      assert.equal(told.failed, failed);
      if (advice)
        assert.match(told.advice, advice);
      const text = command(env, ['verify-signature', ...args], input);
      assert.equal(text.code, json.code);
      assert.equal(/FAILED/.test(text.out), Boolean(failed));
      assert.ok(text.out.includes(told.message));
    });
});

test('the worker ends on TERM, and says what it lacks', () => {
  const { code, said } = command({ ...till, env: { ...till.env,
    TILL_FULFIL: '/nowhere/at/all' } }, ['worker']);
  assert.equal(code, 1);
  assert.match(said, /TILL_FULFIL: \/nowhere\/at\/all: No such file/);
});
