/*
 * The API, the payment page and the worker die at random while sessions are
 * paid and expired, and the merchant's server fails at random: every change
 * has its one event, and every event arrives.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Receiver, openSession, own, pay } from '../lib/webhooks.mjs';
import { Till, allSessions, until } from '../lib/till.mjs';

const total = 160, clients = 8, kills = 9;
const seed = Number(process.env.TILL_SEED ?? Date.now() % 1e6);

let till, stripe, receiver;

before(async () => {
  till = await Till.start();
  stripe = till.sdk({ maxNetworkRetries: 10 });
  await stripe.webhookEndpoints.update('we_till_shop', { disabled: true });
  receiver = await Receiver.start();
});
after(async () => {
  await receiver?.stop();
  await till?.stop({ killed: true });
});

/* The same numbers for the same seed (mulberry32). */
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const worker = () => till.processes().find((one) =>
  one.command[0].endsWith('/till') && one.command[1] === 'worker');
const victims = { api: () => till.program('api'),
  pay: () => till.program('pay'), worker };

async function killOne(name) {
  const one = await until(`the ${name} to run`, victims[name]);
  process.kill(one.pid, 'SIGKILL');
  await until(`another ${name}`, () =>
    (victims[name]()?.pid ?? one.pid) !== one.pid);
}

/* Pays until somebody answers that it is paid. */
const payAnyway = (session) => until(`${session.id} to be paid`, async () =>
  (await pay(session).catch(() => 0)) === 303);

async function expireAnyway({ id }) {
  await until(`${id} to be expired`, () => stripe.checkout.sessions.expire(id)
    .then(() => true, (error) => error.statusCode === 400));
}

test(`no event is lost or told twice, TILL_SEED=${seed}`, async (t) => {
  t.diagnostic(`TILL_SEED=${seed}`);
  const random = generator(seed);
  const failed = new Map(); // event -> failures, two at most of three tries
  receiver.answer = ({ body }) => {
    const { id } = JSON.parse(body);
    const n = failed.get(id) ?? 0;
    if (n === 2 || random() < 0.6)
      return 200;
    failed.set(id, n + 1);
    return random() < 0.5 ? 500 : 'cut';
  };
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url,
    enabled_events: ['checkout.session.completed',
      'checkout.session.expired'] });
  let begun = 0, done = 0, busy = true;
  const client = async () => {
    while (begun < total) {
      const paid = begun++ % 2 === 0;
      const session = await openSession(stripe);
      await (paid ? payAnyway : expireAnyway)(session);
      done++;
    }
  };
  const killer = async () => {
    const names = Object.keys(victims);
    for (let i = 0; i < kills && busy; i++) {
      await until('more to be done', () =>
        done >= (i + 1) * total / (kills + 1) || !busy);
      await killOne(names[Math.floor(random() * names.length)]);
    }
  };
  const killing = killer();
  await Promise.all(Array.from({ length: clients }, client));
  busy = false;
  await killing;

  const told = new Map();
  for await (const event of stripe.events.list({ limit: 100,
    type: 'checkout.session.*' })) {
    const key = `${event.data.object.id} ${event.type}`;
    assert.ok(!told.has(key), `${key} has two events`);
    told.set(key, event.id);
  }
  const want = (await allSessions(till)).filter(({ status }) =>
    status !== 'open').map(({ id, status }) => `${id} checkout.session.${
    status === 'complete' ? 'completed' : 'expired'}`);
  assert.equal(want.length, total);
  assert.deepEqual([...told.keys()].sort(), want.sort());

  /* A killed worker's leases end on the real clock, retries on Till's. */
  await until('every event to arrive', async () => {
    const { data } = await own(till, 'GET',
      `deliveries?state=pending&endpoint=${endpoint.id}`);
    const { now } = await own(till, 'GET', 'clock');
    if (data.some(({ due }) => due > now))
      await till.advance('1h');
    return data.length === 0;
  }, 90000);
  const arrived = new Set(receiver.ids());
  for (const [key, id] of told)
    assert.ok(arrived.has(id), `${key} did not arrive`);
  await stripe.webhookEndpoints.del(endpoint.id);
});
