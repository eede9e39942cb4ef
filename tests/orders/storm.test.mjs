/*
 * A bad day: orders while webhooks are lost, doubled, delayed, reordered and
 * spoiled, while the API answers 500, hangs or is cut off, while programs of
 * every kind are killed, and while shoppers pay by card or by debit, change
 * their carts, press twice, let their time run out or leave.  In the end every
 * paid session is fulfilled by one key and nothing else is, with not one run
 * more than there were failures and kills, and every order is where the API
 * says it is.
 *
 *   TILL_STORM_ORDERS  how many orders; unless said 1000, or 150 where a
 *                      sanitizer makes each of them slow
 *   TILL_STORM_SEED    what decides, printed by every run; the same seed does
 *                      the same to the same orders
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { pay, rows, tillCall } from '../lib/orders.mjs';
import { Proxy } from '../lib/proxy.mjs';
import { cart, sessionOf } from '../lib/shop.mjs';
import { Till, build, root, temporaryFolder, token, until }
  from '../lib/till.mjs';

const count = Number(process.env.TILL_STORM_ORDERS ||
  (build === join(root, 'build') ? 1000 : 150));
const seed = process.env.TILL_STORM_SEED || String(Date.now() % 1000000);
const SECRET = 'whsec_of_the_bad_day_in_the_tests';
const TOGETHER = 16;

/* Numbers from 0 to 1 that the seed and a name decide. */
function dice(name) {
  let n = 0;
  return () => createHash('sha256').update(`${seed}/${name}/${n++}`).digest()
    .readUInt32BE() / 2 ** 32;
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let till, proxy, price, folder, script;

before(async () => {
  console.log(`TILL_STORM_SEED=${seed} TILL_STORM_ORDERS=${count}`);
  folder = temporaryFolder('storm');
  script = join(folder, 'program.sh');
  // The key and the attempt decide how a run ends: a third of the first ones
  // badly, none after the third.  Each says when it begins and when it ends.
  writeFileSync(script, `#!/bin/sh
input=$(cat)
key=$(printf '%s' "$input" | sed 's/^{"key":"\\([^"]*\\)".*/\\1/')
attempt=$(printf '%s' "$input" | sed 's/^[^,]*,"attempt":\\([0-9]*\\).*/\\1/')
echo "begin $key $attempt $$" >>'${folder}/log'
n=$(printf '%s' '${seed}'"$key$attempt" | cksum | cut -d' ' -f1)
sleep 0.0$((n % 10))
if [ "$attempt" -le 3 ]; then
  case $((n % 6)) in
  0) echo "fail $key $attempt $$" >>'${folder}/log'; exit 1 ;;
  1) echo "fail $key $attempt $$" >>'${folder}/log'; kill -9 $$ ;;
  esac
fi
echo "end $key $attempt $$" >>'${folder}/log'
`);
  writeFileSync(join(folder, 'log'), '');
  chmodSync(script, 0o755);
  // The shop takes debits, too.
  const profiles = join(folder, 'profiles');
  cpSync(join(root, 'nginx/profiles'), profiles, { recursive: true });
  const profile = join(profiles, 'payment.json');
  writeFileSync(profile, JSON.stringify({
    ...JSON.parse(readFileSync(profile, 'utf8')),
    payment_method_types: ['card', 'sepa_debit'] }));
  proxy = await Proxy.start();
  till = await Till.start({ env: ({ apiPort }) => {
    proxy.target = apiPort;
    return { TILL_API_BASE: proxy.address, TILL_FULFIL: script,
      TILL_RELEASE: script, TILL_WEBHOOK_SECRET: SECRET,
      TILL_PROFILES: profiles };
  } });
  // The tests and the shoppers reach the API; the shop does, or does not.
  till.api = `http://127.0.0.1:${till.apiPort}`;
  await tillCall(till, 'webhook_endpoints', { id: 'we_storm', secret: SECRET,
    url: `${till.shop}/webhook` });
  const { data } = await till.sdk().prices.list({
    lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(async () => {
  await till?.stop({ killed: true });
  await proxy?.stop();
});

/* Does something again until it is done: a shopper who tries once more. */
async function insist(what, work) {
  for (let i = 0; i < 400; i++) {
    try {
      const done = await work();
      if (done)
        return done;
    } catch (error) {
      if (error instanceof assert.AssertionError)
        throw error;
    }
    await sleep(50);
  }
  throw new Error(`${what}: tried in vain`);
}

const insisted = (what, work) => insist(what, async () => {
  await work();
  return true;
});
const api = () => till.sdk({ judged: false }).checkout.sessions;
/* How the shoppers' days went, for whoever reads the log. */
const fates = {};
const note = (fate) => { fates[fate] = (fates[fate] ?? 0) + 1; };

/* Posts a cart until it is answered; the session's id, the order's cookie. */
async function checkout(form, cookie) {
  return insist('a checkout', async () => {
    const answer = await till.visit('POST', '/checkout', form,
      cookie === undefined ? {} : { Cookie: cookie });
    const session = sessionOf(till, answer);
    return session && { session, cookie: /till_order=\w+/.exec(
      answer.headers.get('set-cookie'))?.[0] };
  });
}

/* Pays as the dice say, until the API says that the session is done. */
async function payFor(session, fields, twice) {
  await insist('a payment', async () => {
    const one = await api().retrieve(session);
    if (one.status === 'open')
      await Promise.all(Array.from({ length: twice ? 2 : 1 }, () =>
        pay(till, session, fields)));
    return one.status !== 'open';
  });
}

/* The ways to pay, and how often each is taken. */
const debit = (iban) => ({ paymentMethod: 'sepa_debit', iban });
const ways = [
  [0.72, 'card', {}],
  [0.80, 'debit', debit('AT611904300234573201')],
  [0.90, 'late debit', debit('AT321904300235473204')],
  [1, 'failed debit', debit('AT861904300235473202')],
];

/* One shopper, from the cart to whatever the dice say. */
async function shop(i) {
  const random = dice(`order ${i}`);
  const some = () => cart([{ price, quantity: 1 + Math.floor(random() * 3) }],
    { token: token() });
  let form = some();
  let { session, cookie } = await checkout(form);
  const fate = random();
  await sleep(random() * 50);
  if (fate < 0.10) {
    note('left open');
    return;
  }
  if (fate < 0.20) {
    note('expired');
    await insist('an expiry', async () => {
      const one = await api().retrieve(session);
      if (one.status === 'open')
        await api().expire(session);
      return one.status !== 'open';
    });
    return;
  }
  if (fate < 0.30) {
    note('changed cart');
    const old = session;
    form = some();
    ({ session, cookie } = await checkout(form, cookie));
    // The tab with the old cart may still be there, and be paid.
    if (random() < 0.3) {
      note('paid the old cart');
      await pay(till, old).catch(() => {});
    }
  }
  if (fate < 0.36) {
    note('declined first');
    await pay(till, session, { cardNumber: '4000 0000 0000 0002' })
      .catch(() => {});
  }
  const dish = random();
  const [, name, fields] = ways.find(([to]) => dish < to);
  note(name);
  await payFor(session, fields, random() < 0.2);
  if (random() < 0.4) // the others close the window
    await till.visit('GET', `/checkout/success?session_id=${session}`)
      .catch(() => {});
  if (random() < 0.2)
    await till.visit('POST', '/checkout', form, { Cookie: cookie ?? '' })
      .catch(() => {});
}

/* What can be killed, by what stands on its command line. */
const victims = [...['api', 'checkout', 'pay', 'success', 'webhook'].map(
  (name) => [name, (one) => one.command[0] ===
    join(build, 'cgi-bin', name)]),
['worker', (one) => one.command[0] === join(build, 'till') &&
  one.command[1] === 'worker'],
['program', (one) => one.command.includes(script)]];

/* Mischief until it is told to stop; gives what it did. */
async function mischief(stop) {
  const random = dice('mischief');
  const killed = {}, last = {};
  while (!stop.now) {
    const what = random();
    if (what < 0.6) {
      const [name, is] = pick(random, victims);
      const one = till.processes().find(is);
      // What dies too often too soon is given up: a while between two.
      if (one && (name === 'program' ||
        Date.now() - (last[name] ?? 0) > 2500)) {
        try {
          process.kill(one.pid, 'SIGKILL');
          killed[name] = (killed[name] ?? 0) + 1;
          last[name] = Date.now();
        } catch {
          /* it ended by itself */
        }
      }
    } else if (what < 0.74) {
      proxy.mode = pick(random, ['cut', 'lose', 'fail', 'refuse', 'hang']);
      await sleep(20 + random() * 150);
      proxy.mode = 'pass';
    } else if (what < 0.82) {
      // Of anyone's calls, so of the shoppers' own, too.
      await tillCall(till, 'faults', pick(random, [
        { fault: '500', n: 5 }, { fault: '503', n: 5, after: true },
        { fault: '429', n: 3 }, { fault: 'cut', n: 3 },
        { fault: 'cut', n: 5, after: true,
          on: 'POST /v1/checkout/sessions' },
        { fault: 'hang', n: 4 }, { fault: 'hang', n: 2, after: true },
      ])).catch(() => {});
      await sleep(100 + random() * 200);
      await insisted('the end of the faults', () =>
        tillCall(till, 'faults', { fault: 'clear' }));
    } else if (what < 0.85) {
      await till.advance(`${1 + Math.floor(random() * 60)}s`);
    } else {
      await tillCall(till, 'webhooks', pick(random, [
        { mode: 'drop', n: 10 }, { mode: 'duplicate', n: 10 },
        { mode: 'twin', n: 5 }, { mode: 'reorder', n: 5 },
        { mode: 'delay', n: 20 }, { mode: 'delay', n: 0 },
        { mode: 'bad_signature', n: 3 }, { mode: 'old_timestamp', n: 3 },
        { mode: 'changed_body', n: 3 }, { mode: 'second_secret', n: 5 }]))
        .catch(() => {});
    }
    await sleep(50 + random() * 100);
  }
  return killed;
}

/* The log of the programs as {key: {begin, end, fail}}. */
function programLog() {
  const found = {};
  for (const line of readFileSync(join(folder, 'log'), 'utf8').split('\n')
    .filter(Boolean)) {
    const [what, key] = line.split(' ');
    found[key] ??= { begin: 0, end: 0, fail: 0 };
    found[key][what]++;
  }
  return found;
}

/* The state that an order is in when all is done; a debit has ended then. */
const stateOf = ({ status, payment_status: paid }) =>
  status !== 'complete' ? status : paid === 'unpaid' ? 'failed' :
    'fulfilled';

async function allOfThem() {
  const found = [];
  for await (const one of till.sdk({ judged: false }).checkout.sessions
    .list({ limit: 100 }))
    found.push(one);
  return found;
}

/* What is still to be done, a line each; none when the books are closed. */
async function left() {
  const waiting = rows(till, `
    select 'job ' || kind || ' of ' || session || ' ' || state || ', ' ||
        failures || ' failures: ' || coalesce(problem, '-') as what
      from order_jobs where state in ('waiting', 'running')
    union all select 'order ' || id || ' ' || state from orders
      where state in ('paid', 'processing')
    union all select 'session ' || session || ' open' from order_sessions
      where state = 'open' and session not in (select session from orders
        where state = 'open' and session is not null)`)
    .map(({ what }) => what);
  if (waiting.length > 0)
    return waiting;
  const states = new Map(rows(till, `select session, state
    from order_sessions`).map((row) => [row.session, row.state]));
  return (await allOfThem()).map((one) => [one.id, states.get(one.id),
    stateOf(one) === 'fulfilled' ? 'paid' : stateOf(one)])
    .filter(([, here, there]) => here !== there)
    .map(([id, here, there]) => `session ${id} is ${here}, not ${there}`);
}

/*
 * Lets time pass, in steps, until nothing is left to do and the shop says of
 * every session what the API does.
 */
async function settle(by) {
  let before = '', since = Date.now();
  await until('all of it to be done', async () => {
    await till.advance(by);
    await sleep(300);
    const todo = await left(), now = todo.join('\n');
    // However slow the machine is, something is to go on.
    if (now !== before)
      [before, since] = [now, Date.now()];
    if (Date.now() - since > 120000)
      throw new Error(`nothing goes on, and there is left:\n${
        todo.slice(0, 20).join('\n')}`);
    return todo.length === 0;
  }, Infinity);
}

/* Holds the shop's books against the API's and what the programs wrote. */
async function audit() {
  const orders = new Map(rows(till, 'select * from orders')
    .map((row) => [row.id, row]));
  const log = programLog();
  const keys = new Set(), states = {};
  const runs = new Map();
  for (const row of rows(till, `select kind, order_id, session, result
    from order_runs join order_jobs on id = job`)) {
    const key = `till-${row.kind}-${row.order_id}-${row.session}`;
    runs.set(key, [...runs.get(key) ?? [], row.result]);
  }
  for (const session of await allOfThem()) {
    const order = orders.get(session.metadata.till_order);
    const state = stateOf(session);
    assert.ok(order, `${session.id} has no order`);
    states[state] = (states[state] ?? 0) + 1;
    if (order.session === session.id)
      assert.equal(order.state, state, `${order.id} of ${session.id}`);
    const kind = { fulfilled: 'fulfil', expired: 'release',
      failed: 'release' }[state];
    if (kind)
      keys.add(`till-${kind}-${order.id}-${session.id}`);
  }
  // Every paid session has its one fulfilment, and no other has any.
  assert.deepEqual(Object.keys(log).sort(), [...keys].sort());
  for (const [key, { begin, end }] of Object.entries(log)) {
    const results = runs.get(key);
    assert.ok(end >= 1, `${key} never ended well`);
    assert.equal(results.filter((result) => result === 'done').length, 1, key);
    const excuses = results.filter((result) => result !== 'done').length;
    assert.ok(begin <= 1 + excuses, `${key} was begun ${begin} times, for ${
      JSON.stringify(results)}`);
  }
  return { keys, log, runs, states };
}

test(`${count} orders on a bad day (TILL_STORM_SEED=${seed})`, async () => {
  const stop = { now: false };
  const done = mischief(stop);
  let next = 0;
  try {
    await Promise.all(Array.from({ length: TOGETHER }, async () => {
      while (next < count)
        await shop(next++);
    }));
  } finally {
    stop.now = true;
  }
  const killed = await done;
  proxy.mode = 'pass';
  await insisted('the release of the webhooks', () =>
    tillCall(till, 'webhooks', { mode: 'release' }));

  // The weather is fine again; then a day passes for what was left open.
  await settle('90s');
  await audit();
  await settle('25h');
  const { keys, log, runs, states } = await audit();
  assert.equal(states.open, undefined);
  assert.ok(Object.values(states).reduce((a, b) => a + b) >= count);
  const unseen = [...runs.values()].flat().filter((result) =>
    result === 'its end was not seen').length;
  assert.ok(unseen <= 4 * (killed.worker ?? 0),
    `${unseen} ends unseen, ${killed.worker} workers killed`);
  assert.ok(keys.size > 0);
  const [begun, failed] = ['begin', 'fail'].map((what) =>
    Object.values(log).reduce((sum, one) => sum + one[what], 0));
  // Not one run more than there were failures and kills.
  assert.ok(begun - keys.size <= failed + unseen + (killed.program ?? 0),
    `${begun} runs of ${keys.size} keys, ${failed} failures`);
  console.log(`shoppers ${JSON.stringify(fates)}; sessions ${
    JSON.stringify(states)}; killed ${JSON.stringify(killed)}; ${
    keys.size} keys, ${begun} runs, ${unseen} of them with an end unseen`);
});
