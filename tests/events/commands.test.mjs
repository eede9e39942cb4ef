/* The commands of events and webhooks, as a person or a script uses them. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { Receiver, openSession, own } from '../lib/webhooks.mjs';
import { Till, build, root, until } from '../lib/till.mjs';

const run = promisify(execFile);
const program = join(build, 'till');

let till, stripe, env;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  env = { ...till.env, TILL_API_BASE: till.api, TILL_SECRET_KEY: till.key };
});
after(() => till?.stop());

/* What a command prints; rejects with its exit status as code. */
const command = async (...words) =>
  (await run(program, words, { cwd: root, env })).stdout;

/* Starts listening; gives the lines that were printed so far. */
async function listen(...words) {
  const child = spawn(program, ['listen', ...words], { cwd: root, env,
    stdio: ['ignore', 'pipe', 'pipe'] });
  const one = { said: '', errors: '', stop: async () => {
    child.kill();
    await once(child, 'exit');
  } };
  child.stdout.on('data', (data) => { one.said += data; });
  child.stderr.on('data', (data) => { one.errors += data; });
  await until('it to listen', () => one.errors.includes('Ready'));
  return one;
}

test('listen prints what happens from then on', async () => {
  const early = await stripe.customers.create({ name: 'early' });
  const [people, scripts] = [await listen(), await listen('--json')];
  const made = [];
  for (let i = 0; i < 120; i++)
    made.push((await stripe.customers.create({ name: `n${i}` })).id);
  await until('all to be printed', () => people.said.includes(made[119]) &&
    scripts.said.includes(made[119]));
  const lines = people.said.trim().split('\n');
  assert.deepEqual(lines.map((line) => line.split(/\s+/).at(-1)), made);
  assert.match(lines[0],
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}customer\.created +evt_\w+ {2}cus_/);
  assert.ok(!people.said.includes(early.id));
  const events = scripts.said.trim().split('\n').map(JSON.parse);
  assert.deepEqual(events.map((event) => event.data.object.id), made);
  await people.stop();
  await scripts.stop();
});

test('listen forwards with signatures the SDK verifies', async () => {
  const receiver = await Receiver.start();
  const mine = await listen('--forward-to', receiver.url,
    '--secret', 'whsec_mine');
  const its = await listen('--forward-to', receiver.url);
  const [, secret] = /secret is (whsec_\w+)/.exec(its.errors);
  await stripe.customers.create({ name: 'Käthe' });
  await receiver.wait(2);
  const verified = ['whsec_mine', secret].map((one) => receiver.got.filter(
    ({ body, headers }) => {
      try {
        return stripe.webhooks.constructEvent(body,
          headers['stripe-signature'], one).type === 'customer.created';
      } catch {
        return false;
      }
    }).length);
  assert.deepEqual(verified, [1, 1]);
  await until('the answer to be printed', () => /200 from/.test(mine.said));
  await mine.stop();
  await its.stop();
  await receiver.stop();
  const lost = await listen('--forward-to', receiver.url);
  await stripe.customers.create({ name: 'lost' });
  await until('that to be told', () => /no answer from/.test(lost.said));
  await lost.stop();
});

test('listen goes on after the last event was forgotten', async () => {
  const one = await listen();
  await till.advance('40d');
  const { id } = await stripe.customers.create({ name: 'later' });
  await until('it to be printed', () => one.said.includes(id));
  await one.stop();
});

test('webhooks held, listed, explained, sent again', async () => {
  const receiver = await Receiver.start();
  receiver.answer = () => ({ status: 503, text: 'not today' });
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url, enabled_events: ['customer.created'] });
  assert.match(await command('webhooks', 'hold'), /^hold +on$/m);
  assert.equal(JSON.parse(await command('webhooks', '--json')).hold, true);
  await stripe.customers.create({ name: 'held' });
  const list = (...more) => command('deliveries', '--endpoint', endpoint.id,
    ...more);
  assert.match(await list(), /^\d+ .* pending +0 +customer\.created *$/m);
  assert.match(await command('webhooks', 'release'), /^hold +off$/m);
  await receiver.wait(1);
  await until('the reason to be listed', async () =>
    /pending +1 +customer\.created +HTTP status 503$/m.test(await list()));
  const [{ id }] = JSON.parse(await list('--json')).data;
  const told = await command('deliveries', String(id));
  assert.match(told, /HTTP status 503\n +answer: not today\n +due /);
  receiver.answer = () => 200;
  await command('deliveries', 'send', String(id));
  await receiver.wait(2);
  await until('it to be delivered', async () =>
    /delivered/.test(await list('--state', 'delivered')));
  assert.match(await command('webhooks', 'bad-signature', '3'),
    /^bad_signature +3$/m);
  await command('webhooks', 'release');
  await stripe.webhookEndpoints.del(endpoint.id);
  await receiver.stop();
});

test('a session is brought to where its events come from', async () => {
  const [paid, over, both] = [await openSession(stripe),
    await openSession(stripe), await openSession(stripe)];
  assert.match(await command('session', 'complete', paid.id),
    /is complete, paid/);
  assert.match(await command('session', 'expire', over.id),
    /is expired, unpaid/);
  const told = await command('trigger', 'checkout.session.completed',
    '--session', both.id, '--json');
  assert.equal(JSON.parse(told).status, 'complete');
  const types = (await stripe.events.list({ type: 'checkout.session.*' }))
    .data.map((event) => [event.data.object.id, event.type]);
  assert.deepEqual(types.slice(0, 3).sort(), [
    [paid.id, 'checkout.session.completed'],
    [over.id, 'checkout.session.expired'],
    [both.id, 'checkout.session.completed']].sort());
});

const refused = [
  [2, 'webhooks', 'hold', '1', '2'],
  [1, 'webhooks', 'explode'],
  [1, 'webhooks', 'drop', 'x'],
  [2, 'deliveries', 'a b'],
  [2, 'deliveries', '1', '--state', 'failed'],
  [1, 'deliveries', '--state', 'odd'],
  [1, 'deliveries', '99999'],
  [1, 'deliveries', 'send', '99999'],
  [2, 'listen', '--forward-to', 'shop'],
  [2, 'listen', '--secret', 'whsec_x'],
  [2, 'listen', 'more'],
  [2, 'session', 'complete'],
  [2, 'session', 'explode', 'cs_test_x'],
  [2, 'session', 'complete', '../x'],
  [1, 'session', 'complete', 'cs_test_x'],
  [2, 'trigger', 'checkout.session.completed'],
  [2, 'trigger', 'customer.created', '--session', 'cs_test_x'],
  [2, 'connect'],
];
for (const [status, ...words] of refused)
  test(`refused: till ${words.join(' ')}`, async () => {
    const error = await command(...words).catch((caught) => caught);
    assert.equal(error.code, status, error.stderr);
    assert.notEqual(error.stderr, '');
  });

test('an API that is away is said so', async () => {
  const away = { ...env, TILL_API_BASE: 'http://127.0.0.1:9' };
  await assert.rejects(run(program, ['webhooks'], { cwd: root, env: away }),
    { code: 3 });
});

test('connect makes the API tell an address', async () => {
  const receiver = await Receiver.start();
  await run(program, ['connect', receiver.url], { cwd: root,
    env: { ...env, TILL_WEBHOOK_SECRET: 'whsec_first, whsec_second' } });
  await stripe.customers.create({ name: 'told' });
  const [one] = await receiver.wait(1);
  stripe.webhooks.constructEvent(one.body, one.headers['stripe-signature'],
    'whsec_first', 1e10);
  assert.equal((await own(till, 'GET', 'deliveries')).data[0].endpoint,
    'we_till_shop');
  await receiver.stop();
});
