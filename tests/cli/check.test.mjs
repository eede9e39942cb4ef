/*
 * `till check`: a shop that is ready, and one row for each thing that can be
 * missing: what is said of it, and that nothing else is.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync }
  from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { Till, build, root, temporaryFolder } from '../lib/till.mjs';

const folder = temporaryFolder('check');
// Orders must not be in memory, which temporary files may be.
const kept = mkdtempSync(join([build, '/var/tmp', homedir()].find((place) =>
  !/tmpfs|ramfs|nfs/.test(execFileSync('stat', ['-f', '-c', '%T', place],
    { encoding: 'utf8' }))) ?? build, 'till-check-'));
after(() => rmSync(kept, { recursive: true, force: true }));

const at = (...path) => join(folder, ...path);
function put(name, text, mode = 0o600) {
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
}

mkdirSync(at('profiles'));
put('profiles/payment.json', '{"mode":"payment"}');
const customerKey = 'a8f3c1d97b20e4658f1d3c5b7a9e0f24';
const good = {
  TILL_PUBLIC_URL: 'https://tea.shop.com',
  TILL_API_BASE: 'https://api.stripe.com',
  TILL_JS_BASE: 'https://js.stripe.com',
  TILL_SECRET_KEY_FILE: put('secret', 'rk_live_51AAAAAAAAAAAAAAbb\n'),
  TILL_PUBLISHABLE_KEY: 'pk_live_51AAAAAAAAAAAAAAcc',
  TILL_WEBHOOK_SECRET_FILE: put('webhook', 'whsec_0123456789abcdef', 0o640),
  TILL_CUSTOMER_KEY_FILE: put('customer', customerKey),
  TILL_PROFILES: at('profiles'),
  TILL_TEMPLATES: join(root, 'templates'),
  TILL_SHOP_DB: join(kept, 'shop.db'),
  TILL_FULFIL: put('fulfil', '#!/bin/sh\n', 0o755),
};

/* Runs till check; an undefined setting is left out. */
function check(more = {}, words = [], input = '') {
  const env = { PATH: process.env.PATH, ...good, ...more };
  for (const [name, value] of Object.entries(env))
    if (value === undefined)
      delete env[name];
  return new Promise((done) => {
    const child = execFile(join(build, 'till'), ['check', ...words], { env },
      (error, out, err) => done({ status: error?.code ?? 0, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/* What is not ok, as "state subject: message". */
async function found(more, words = [], input) {
  const { status, out, err } = await check(more, ['--json', ...words], input);
  assert.equal(err, '');
  const { ready, findings } = JSON.parse(out);
  assert.equal(ready, !findings.some(({ state }) => state === 'wrong'));
  assert.equal(status, ready ? 0 : 1);
  return findings.filter(({ state }) => state !== 'ok')
    .map(({ state, subject, message }) => `${state} ${subject}: ${message}`);
}

test('a shop that is ready', async () => {
  assert.deepEqual(await found({}), []);
  const { status, out } = await check();
  assert.equal(status, 0);
  assert.match(out, /^ok {6}TILL_PUBLIC_URL {9}https:\/\/tea\.shop\.com$/m);
  assert.match(out, /\nNothing is wrong: this shop can go live\.\n$/);
});

test('nothing set at all is all wrong, and no more than that', async () => {
  const { status, out } = await new Promise((done) => execFile(
    join(build, 'till'), ['check'], { env: {}, cwd: root },
    (error, text) => done({ status: error?.code ?? 0, out: text })));
  assert.equal(status, 1);
  for (const name of ['PUBLIC_URL', 'API_BASE', 'JS_BASE', 'SECRET_KEY',
    'PUBLISHABLE_KEY', 'WEBHOOK_SECRET', 'CUSTOMER_KEY', 'PROFILES',
    'SHOP_DB'])
    assert.match(out, new RegExp(`^wrong {3}TILL_${name} +is not set: `, 'm'));
  assert.match(out, /\n9 things are wrong: this shop cannot go live yet\.\n$/);
});

test('no secret is printed', async () => {
  for (const more of [{}, { TILL_SECRET_KEY_FILE: undefined,
    TILL_SECRET_KEY: 'sk_test_51AAAAAAAAAAAAAAbb' }]) {
    const { out, err } = await check(more);
    assert.doesNotMatch(out + err, /51AAAAAAAAAAAAAAbb|0123456789abcdef/);
    assert.ok(!(out + err).includes(customerKey));
  }
});

const inFile = (name, text, mode) => () => put(name, text, mode);
const rows = [
  ['an address without https', { TILL_PUBLIC_URL: 'http://tea.shop.com' },
    'wrong TILL_PUBLIC_URL: http://tea.shop.com is not https, which the API ' +
      'asks for in live mode'],
  ...['https://127.0.0.1:8443', 'https://localhost', 'https://shop.example',
    'https://tea.local/shop'].map((url) => [`the address ${url}`,
    { TILL_PUBLIC_URL: url }, `wrong TILL_PUBLIC_URL: ${url} is an address ` +
      'that shoppers cannot reach']),
  ['an address that is none', { TILL_PUBLIC_URL: 'tea.shop.com' },
    'wrong TILL_PUBLIC_URL: must be an http or https address without a ' +
      'slash at its end'],
  ['the API of test mode', { TILL_API_BASE: 'http://127.0.0.1:12111' },
    'wrong TILL_API_BASE: http://127.0.0.1:12111 is not ' +
      'https://api.stripe.com: there the money moves'],
  ['scripts of test mode', { TILL_JS_BASE: 'http://127.0.0.1:12111' },
    'wrong TILL_JS_BASE: http://127.0.0.1:12111 is not ' +
      'https://js.stripe.com: the browser scripts must come from there'],
  ['a secret key of test mode', { TILL_SECRET_KEY_FILE:
    inFile('test', 'sk_test_51AAAAAAAAAAAAAAbb') },
  'wrong TILL_SECRET_KEY: is a key of test mode; one of live mode begins ' +
    'with sk_live_ or rk_live_'],
  ['a key to everything', { TILL_SECRET_KEY_FILE:
    inFile('all', 'sk_live_51AAAAAAAAAAAAAAbb') },
  'advice TILL_SECRET_KEY: is a key to all of the account; a restricted one ' +
    '(rk_live_) can do less harm'],
  ['a secret in the environment', { TILL_SECRET_KEY_FILE: undefined,
    TILL_SECRET_KEY: 'rk_live_51AAAAAAAAAAAAAAbb' },
  'advice TILL_SECRET_KEY: stands in the environment; a file that ' +
    'TILL_SECRET_KEY_FILE names can be kept from others'],
  ['a secret that all may read', { TILL_SECRET_KEY_FILE:
    inFile('open', 'rk_live_51AAAAAAAAAAAAAAbb', 0o644) },
  `wrong ${at('open')}: others on this machine may use it (mode 0644): ` +
    `chmod o= ${at('open')}`],
  ['a secret that a group may change', { TILL_SECRET_KEY_FILE:
    inFile('group', 'rk_live_51AAAAAAAAAAAAAAbb', 0o660) },
  `advice ${at('group')}: its group may change it (mode 0660)`],
  ['a secret that is not there', { TILL_SECRET_KEY_FILE: at('none') },
    `wrong TILL_SECRET_KEY: TILL_SECRET_KEY_FILE: ${at('none')} cannot be ` +
      'read: No such file or directory'],
  ['a browser key of test mode', { TILL_PUBLISHABLE_KEY: 'pk_test_abc' },
    'wrong TILL_PUBLISHABLE_KEY: is a key of test mode, and the secret key ' +
      'is one of live mode; one of live mode begins with pk_live_'],
  ['keys of two accounts',
    { TILL_PUBLISHABLE_KEY: 'pk_live_51BBBBBBBBBBBBBBcc' },
    'advice TILL_PUBLISHABLE_KEY: seems to be of another account than ' +
      'TILL_SECRET_KEY'],
  ['a webhook secret that is none', { TILL_WEBHOOK_SECRET_FILE:
    inFile('hook', 'whsec_0123456789abcdef, 0123456789abcdef') },
  'wrong TILL_WEBHOOK_SECRET: holds a secret that does not begin with ' +
    'whsec_'],
  ['a customer key that is short', { TILL_CUSTOMER_KEY_FILE:
    inFile('short', 'correct-horse-battery') },
  'wrong TILL_CUSTOMER_KEY: can be guessed; make one with: openssl rand ' +
    '-hex 32'],
  ['a customer key of few letters', { TILL_CUSTOMER_KEY_FILE:
    inFile('few', 'abcabcabcabcabcabcabcabcabcabcabcabc') },
  'wrong TILL_CUSTOMER_KEY: can be guessed; make one with: openssl rand ' +
    '-hex 32'],
  ['a test clock', { TILL_CLOCK: at('clock') },
    'wrong TILL_CLOCK: is set: the clock of a live shop is the system\'s'],
  ['the database of test mode', { TILL_API_DB: at('api.db') },
    'advice TILL_API_DB: is for test mode alone; leave it out'],
  ['tables of test mode', { TILL_PRICING_TABLES: at('tables.json') },
    'advice TILL_PRICING_TABLES: is for test mode alone; leave it out'],
  ['buttons of test mode', { TILL_BUY_BUTTONS: at('buttons.json') },
    'advice TILL_BUY_BUTTONS: is for test mode alone; leave it out'],
  ['a log of everything', { TILL_LOG: 'debug' },
    'advice TILL_LOG: debug writes more than a live shop needs'],
  ['a log of nothing known', { TILL_LOG: 'loud' },
    'wrong TILL_LOG: must be error, warn, info or debug'],
  ['no profiles', { TILL_PROFILES: at('nowhere') },
    `wrong TILL_PROFILES: the folder of profiles ${at('nowhere')} cannot ` +
      'be read'],
  ['a profile that is wrong', { TILL_PROFILES: () => {
    mkdirSync(at('wrong'), { recursive: true });
    put('wrong/payment.json', '{"mode":"gift"}');
    return at('wrong');
  } }, new RegExp(`^wrong TILL_PROFILES: ${at('wrong')}/payment.json: mode: ` +
    'Invalid mode: must be one of payment, setup, or subscription$')],
  ['a profile with a plain address', { TILL_PROFILES: () => {
    mkdirSync(at('plain'), { recursive: true });
    put('plain/gift.json',
      '{"mode":"payment","success_url":"http://tea.shop.com/thanks"}');
    return at('plain');
  } }, `wrong TILL_PROFILES: ${at('plain')}/gift.json has an address that ` +
    'is not https'],
  ['no templates', { TILL_TEMPLATES: at('nowhere') },
    `wrong TILL_TEMPLATES: the folder of templates ${at('nowhere')} is not ` +
      'there'],
  ['no place for orders', { TILL_SHOP_DB: undefined },
    'wrong TILL_SHOP_DB: is not set: orders are kept there'],
  ['orders in memory', { TILL_SHOP_DB: '/dev/shm/shop.db' },
    'wrong TILL_SHOP_DB: /dev/shm is in memory, where nothing outlives a ' +
      'restart'],
  ['orders nowhere', { TILL_SHOP_DB: at('nowhere/shop.db') },
    `wrong TILL_SHOP_DB: the folder ${at('nowhere')}: No such file or ` +
      'directory'],
  ['orders where nothing can be written', { TILL_SHOP_DB: '/proc/shop.db' },
    /^wrong TILL_SHOP_DB: nothing can be written in \/proc by whoever runs /],
  ['orders that all may read', { TILL_SHOP_DB: () => {
    const path = join(kept, 'open.db');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    return path;
  } }, `advice TILL_SHOP_DB: ${join(kept, 'open.db')} holds what shoppers ` +
    'ordered, and others may read it (mode 0644)'],
  ['nobody who fulfils', { TILL_FULFIL: undefined },
    'advice TILL_FULFIL: is not set: paid orders wait for a person, in: ' +
      'till orders'],
  ['a program that is not there', { TILL_FULFIL: at('nobody') },
    `wrong TILL_FULFIL: ${at('nobody')}: No such file or directory`],
  ['a program that is none', { TILL_RELEASE: inFile('text', 'hello') },
    `wrong TILL_RELEASE: ${at('text')} is no program that can be run`],
  ['a program that all may change', { TILL_FULFIL:
    inFile('anybody', '#!/bin/sh\n', 0o777) },
  `wrong TILL_FULFIL: anybody may change ${at('anybody')}`],
];

for (const [name, more, said] of rows)
  test(name, async () => {
    const made = Object.fromEntries(Object.entries(more).map(([key, value]) =>
      [key, typeof value === 'function' ? value() : value]));
    const [one, ...others] = await found(made);
    if (typeof said === 'string')
      assert.equal(one, said);
    else
      assert.match(one, said);
    assert.deepEqual(others, []);
  });

test('certificates are there', async () => {
  assert.match((await check()).out, /^ok {6}certificates {12}\//m);
});

describe('a file of settings', () => {
  test('takes the place of the environment', async () => {
    const text = Object.entries(good).map(([name, value], i) =>
      i % 2 ? `${name}="${value}"` : `${name}=${value}`).join('\n');
    const path = put('till.env', `# settings\n\n${text}\n`);
    const { status, out } = await check(
      { TILL_CLOCK: at('clock') }, ['--env', path]);
    assert.equal(status, 0, out);
  });

  test('that cannot be read, or is none', async () => {
    const none = await check({}, ['--env', at('nowhere')]);
    assert.deepEqual(none, { status: 1, out: '',
      err: `till: ${at('nowhere')} cannot be read\n` });
    const path = put('odd.env', 'TILL_LOG=info\nset TILL_CLOCK\n');
    assert.deepEqual(await check({}, ['--env', path]), { status: 1, out: '',
      err: `till: ${path}:2: this is no NAME=value\n` });
  });
});

describe('nginx', () => {
  const shop = `server { listen 443 ssl;
    # fastcgi_pass till-api;
    location = /webhook { fastcgi_pass till-webhook; }`;
  const nginx = (text) => found({}, ['--nginx', '-'], text);
  const cases = [
    ['a shop alone', `${shop} }`, []],
    ['programs of test mode', `${shop} location /v1/ { fastcgi_pass till-api; }
      location /v1/x { fastcgi_pass till-api; }
      location /c/ { fastcgi_pass unix:/run/till/pay.sock; }
      location /docs { fastcgi_pass "docs"; } }`,
    ['till-api', 'unix:/run/till/pay.sock', 'docs'].map((name) =>
      `wrong nginx: ${name} is a program of test mode and must not be ` +
      'reached')],
    ['a customer whom the client names', `${shop}
      fastcgi_param TILL_CUSTOMER $cookie_customer; }`,
    ['wrong nginx: TILL_CUSTOMER is $cookie_customer: anybody can say to be ' +
      'any customer']],
    ['a customer whom the shop knows', `${shop}
      fastcgi_param TILL_CUSTOMER $the_customer_id; }`, []],
    ['no webhook', 'server { listen 443 ssl; }',
      ['wrong nginx: nothing is passed to the program webhook, which hears ' +
      'of payments']],
    ['no encryption', shop.replace(' ssl', '') + ' }',
      ['advice nginx: no server listens with ssl; something before it must ' +
      'do that']],
  ];
  for (const [name, text, said] of cases)
    test(name, async () => assert.deepEqual(await nginx(text), said));

  test('the configuration that is installed', async () => {
    assert.deepEqual(await found({}, ['--nginx',
      join(root, 'nginx/production/shop.conf')]),
    ['advice nginx: no server listens with ssl; something before it must do ' +
      'that']);
  });

  test('the configuration of test mode', async () => {
    const said = await found({}, ['--nginx',
      join(root, 'nginx/till.conf.in')]);
    assert.deepEqual(said.slice(0, -1).sort(), ['api', 'dashboard', 'docs',
      'elements', 'pay'].map((name) => `wrong nginx: ${name} is a program ` +
      'of test mode and must not be reached'));
  });

  test('from a file, or from none', async () => {
    assert.deepEqual(await found({}, ['--nginx', put('nginx', `${shop} }`)]),
      []);
    assert.deepEqual(await found({}, ['--nginx', at('nowhere')]),
      [`wrong nginx: ${at('nowhere')} cannot be read`]);
  });
});

describe('the API', () => {
  let till, stripe, url;
  before(async () => {
    till = await Till.start();
    stripe = till.sdk();
    url = `${good.TILL_PUBLIC_URL}/webhook`;
  });
  after(() => till?.stop());

  const online = async (more = {}) => (await found({
    TILL_API_BASE: till.api, TILL_SECRET_KEY_FILE: put('own', till.key),
    ...more }, ['--online'])).slice(2);
  const profile = (text) => {
    mkdirSync(at('named'), { recursive: true });
    put('named/gift.json', JSON.stringify(text));
    return at('named');
  };

  test('that has no endpoint of the shop, then one', async () => {
    assert.deepEqual(await online(),
      [`wrong ${url}: the API has no webhook endpoint for it`]);
    const endpoint = await stripe.webhookEndpoints.create({ url,
      enabled_events: ['checkout.session.completed'] });
    assert.deepEqual(await online(), [`wrong ${url}: its webhook endpoint ` +
      'is not sent checkout.session.expired']);
    await stripe.webhookEndpoints.update(endpoint.id,
      { enabled_events: ['*'], disabled: true });
    assert.deepEqual(await online(),
      [`wrong ${url}: its webhook endpoint is disabled`]);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    assert.deepEqual(await online(), []);
  });

  test('that does not tell of intents, where they are sold by', async () => {
    const { data: [endpoint] } = await stripe.webhookEndpoints.list();
    const sessions = ['completed', 'expired', 'async_payment_succeeded',
      'async_payment_failed'].map((name) => `checkout.session.${name}`);
    await stripe.webhookEndpoints.update(endpoint.id,
      { enabled_events: sessions });
    const element = { TILL_PROFILES: profile({ payment_intent: {} }) };
    assert.deepEqual(await online(), []);
    assert.deepEqual(await online(element), [`wrong ${url}: its webhook ` +
      'endpoint is not sent payment_intent.succeeded']);
    await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: [
      ...sessions, ...['succeeded', 'processing', 'payment_failed',
        'canceled'].map((name) => `payment_intent.${name}`)] });
    assert.deepEqual(await online(element), []);
    await stripe.webhookEndpoints.update(endpoint.id,
      { enabled_events: ['*'] });
  });

  test('that has what a profile names, or not', async () => {
    const rate = await stripe.shippingRates.create({ display_name: 'Post',
      type: 'fixed_amount', fixed_amount: { amount: 500, currency: 'eur' } });
    const old = await stripe.taxRates.create({ display_name: 'VAT',
      percentage: 19, inclusive: false });
    await stripe.taxRates.update(old.id, { active: false });
    assert.deepEqual(await online({ TILL_PROFILES: profile({ mode: 'payment',
      shipping_options: [{ shipping_rate: rate.id }],
      metadata: { coupon: 'none' } }) }), []);
    assert.deepEqual(await online({ TILL_PROFILES: profile({
      mode: 'subscription', discounts: [{ coupon: 'gone' }],
      subscription_data: { default_tax_rates: [old.id] } }) }),
    ['wrong TILL_PROFILES: gift.json: the API has no coupon gone in this ' +
      'mode',
    `wrong TILL_PROFILES: gift.json: the tax rate ${old.id} is not active`]);
  });

  test('that lets the key do little', async () => {
    const refuse = (on) => promisify(execFile)(join(build, 'till'),
      ['fault', '403', '1', '--on', on], { env: { PATH: process.env.PATH,
        TILL_API_BASE: till.api, TILL_SECRET_KEY: till.key } });
    await refuse('GET /v1/webhook_endpoints');
    assert.deepEqual(await online(), [`advice ${url}: the key may not read ` +
      'webhook endpoints: see that there is one for it']);
    await refuse('GET /v1/prices');
    assert.deepEqual(await online(), ['wrong TILL_SECRET_KEY: the API takes ' +
      'the key, but it may not read prices']);
  });

  test('that does not know the key, or is not there', async () => {
    const [said] = await online({
      TILL_SECRET_KEY_FILE: put('other', 'sk_test_0123456789abcdef') });
    assert.match(said, /^wrong TILL_SECRET_KEY: the API does not take the key/);
    await stripe.prices.list({ limit: 1 });
    assert.deepEqual(await online({ TILL_API_BASE: 'http://127.0.0.1:9' }),
      ['wrong TILL_API_BASE: http://127.0.0.1:9 does not answer']);
  });
});

test('wrong words', async () => {
  for (const words of [['--what'], ['--env'], ['--nginx'], ['now']]) {
    const { status, err } = await check({}, words);
    assert.equal(status, 2);
    assert.match(err, /^usage: till check /);
  }
});
