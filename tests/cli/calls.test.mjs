/*
 * The command line against a running Till: the reference page's commands,
 * what it prints, what it refuses, and its exit status.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';

import { judge } from '../lib/judge.mjs';
import { Till, build, freePorts, root, temporaryFolder } from '../lib/till.mjs';

let till, stripe, price, customer, env;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  price = (await stripe.prices.list({ lookup_keys: ['teapot_usd'] }))
    .data[0].id;
  customer = (await stripe.customers.create({ email: 'ada@shop.example' })).id;
  env = { PATH: process.env.PATH, TILL_API_BASE: till.api,
    TILL_SECRET_KEY: till.key };
});
after(() => till?.stop());

/* Runs till; gives {status, out, err}. */
function run(args, more = {}) {
  return new Promise((done) => execFile(join(build, 'till'), args,
    { env: { ...env, ...more }, cwd: root, maxBuffer: 1 << 26 },
    (error, out, err) => done({ status: error?.code ?? 0, out, err })));
}

/* Runs a call that must succeed; gives its answer, judged. */
async function call(...args) {
  const { status, out, err } = await run(args);
  assert.equal(status, 0, err);
  assert.equal(err, '');
  return judge(JSON.parse(out));
}

const create = (...more) => call('checkout', 'sessions', 'create',
  '--data', 'success_url=https://example.com/success?a=1&b=2',
  '-d', `line_items[0][price]=${price}`, '-d', 'line_items[0][quantity]=2',
  '-d', 'mode=payment', ...more);

describe('the reference page', () => {
  test('create, retrieve, list, line items, expire', async () => {
    const made = await create('-d', 'metadata[a b]=50% = half & more');
    assert.equal(made.object, 'checkout.session');
    assert.equal(made.success_url, 'https://example.com/success?a=1&b=2');
    assert.deepEqual(made.metadata, { 'a b': '50% = half & more' });

    const read = await call('checkout', 'sessions', 'retrieve', made.id);
    assert.deepEqual(read, made);
    const list = await call('checkout', 'sessions', 'list', '--limit', '3');
    assert.equal(list.object, 'list');
    assert.equal(list.data[0].id, made.id);
    const later = await call('checkout', 'sessions', 'list',
      `--created[gt]=${made.created}`, '--limit=3');
    assert.ok(!later.data.some((one) => one.id === made.id));
    for (const name of ['line_items', 'list_line_items']) {
      const items = await call('checkout', 'sessions', name, made.id);
      assert.equal(items.data[0].quantity, 2);
      assert.equal(items.data[0].price.id, price);
    }
    const gone = await call('checkout', 'sessions', 'expire', made.id);
    assert.equal(gone.status, 'expired');
  });

  test('customer sessions', async () => {
    const made = await call('customer_sessions', 'create',
      '-d', `customer=${customer}`,
      '-d', 'components[pricing_table][enabled]=true');
    assert.equal(made.customer, customer);
  });

  test('the word api before it, and other marks in the name', async () => {
    const list = await call('api', 'checkout.sessions', 'list', '--limit=1');
    assert.equal(list.data.length, 1);
    await call('checkout/sessions', 'list');
    await call('payment-intents', 'list');
  });

  test('expand', async () => {
    const { id } = await create();
    const read = await call('checkout', 'sessions', 'retrieve', id,
      '-e', 'line_items', '--expand', 'line_items.data.price.product');
    assert.equal(read.line_items.data[0].price.product.object, 'product');
  });
});

describe('the catalogue', () => {
  test('a product made, changed and listed', async () => {
    const made = await call('products', 'create', '--name', 'Tea & towel',
      '-d', 'images[]=https://example.com/a.png',
      '-d', 'images[]=https://example.com/b.png');
    assert.equal(made.images.length, 2);
    const changed = await call('products', 'update', made.id,
      '--active=false', '-d', 'metadata[shelf]=3');
    assert.equal(changed.active, false);
    assert.equal(changed.metadata.shelf, '3');
    const off = await call('products', 'list', '--active', 'false');
    assert.ok(off.data.some((one) => one.id === made.id));
  });

  test('the same key, the same thing', async () => {
    const make = () => call('customers', 'create', '--name', 'Grace',
      '--idempotency-key', 'cli-1');
    assert.equal((await make()).id, (await make()).id);
  });

  test('a call without a key is one thing each', async () => {
    const make = () => call('customers', 'create', '--name', 'Grace');
    assert.notEqual((await make()).id, (await make()).id);
  });
});

test('it prints what the API answers, byte for byte', async () => {
  const answer = await fetch(`${till.api}/v1/prices?limit=5`,
    { headers: { Authorization: `Bearer ${till.key}` } });
  const { out } = await run(['prices', 'list', '--limit', '5']);
  assert.equal(out.trimEnd(), (await answer.text()).trimEnd());
});

describe('settings', () => {
  test('an address and a key as options', async () => {
    const { status } = await run(['products', 'list', '--api-base', till.api,
      '--api-key', till.key], { TILL_API_BASE: 'http://127.0.0.1:1',
      TILL_SECRET_KEY: 'sk_test_wrong' });
    assert.equal(status, 0);
  });

  test('a key in a file', async () => {
    const file = join(temporaryFolder('key'), 'key');
    writeFileSync(file, `${till.key}\n`);
    const { status, err } = await run(['products', 'list'],
      { TILL_SECRET_KEY: '', TILL_SECRET_KEY_FILE: file });
    assert.equal(status, 0, err);
  });
});

describe('what goes wrong', () => {
  /* [words, exit status, what standard error says] */
  const rows = [
    [['checkout', 'sessions', 'retrieve', 'cs_test_none'], 1,
      /^till: No such checkout\.session: .*\n {2}status: 404\n {2}code: resource_missing\n(.*\n)? {2}request: req_\w+\n$/],
    [['checkout', 'sessions', 'create', '-d', 'mode=gift'], 1,
      /^till: Invalid mode: .*\n {2}status: 400\n {2}param: mode\n/],
    [['checkout', 'sessions', 'create', '-d', 'mode=payment',
      '-d', 'line_itmes[0][price]=x'], 1,
    /parameter_unknown\n {2}param: line_itmes\n/],
    [['products', 'list', '-d', 'a\u001b=1'], 1,
      /^till: Received unknown parameter: a\?\n/],
    [['products', 'list', '-d', 'a\u001b[2J=1'], 2, /^till: .* a\?\[2J /],
    [['products', 'list', '--api-key', 'sk_test_wrong'], 1,
      /^till: Invalid API Key provided: .*\n {2}status: 401\n/],
    [['products', 'list', '--api-key', 'wrong'], 2,
      /^till: TILL_SECRET_KEY must begin with sk_test_/],
    [['products', 'list', '--api-base', 'ftp://x'], 2,
      /^till: TILL_API_BASE must be an http or https address/],
    [['products', 'list', '--api-base', 'http://127.0.0.1:1'], 3,
      /^till: The payments API could not be asked: .*connect/],
    [['chekout', 'sessions', 'list'], 2,
      /^till: there is no command or resource chekout; did you mean checkout\?\n$/],
    [['zzzzzz'], 2,
      /^till: there is no command or resource zzzzzz\ntill --help lists them\.\n$/],
    [['checkout', 'session', 'list'], 2,
      /^till: checkout has no session; did you mean sessions\?\n/],
    [['checkout', 'sessions', 'lst'], 2,
      /^till: checkout sessions has no lst; did you mean list\?\n {2}checkout sessions +create, list/],
    [['checkout', 'sessions'], 2,
      /^usage: till checkout sessions <operation>\n/],
    [['api'], 2, /^usage: till <command>/],
    [[], 2, /^usage: till <command>/],
    [['checkout', 'sessions', 'retrieve'], 2,
      /^usage: till checkout sessions retrieve <id> \[options\]\n$/],
    [['checkout', 'sessions', 'retrieve', ''], 2, /^usage: /],
    [['checkout', 'sessions', 'list', 'cs_1'], 2,
      /"cs_1" is one word too many/],
    [['products', 'list', '--limt', '3'], 2,
      /^till: there is no option --limt; did you mean --limit\?\nAny parameter can be sent as -d name=value\.\n$/],
    [['products', 'list', '-limit', '3'], 2, /there is no option -limit/],
    [['products', 'list', '--limit'], 2, /^till: --limit needs a value\n$/],
    [['products', 'list', '--table=yes'], 2, /--table takes no value/],
    [['products', 'list', '--created', '3'], 2,
      /^till: created holds others: send them as -d "created\[…\]=value"\n$/],
    [['products', 'list', '--creatd[gt]=3'], 2,
      /there is no option --creatd; did you mean --created\?/],
    [['products', 'list', '-d', 'limit'], 2,
      /^till: -d takes name=value, not "limit"\n$/],
    [['products', 'list', '-d', 'a[b=1'], 2, /^till: /],
    [['products', 'list', '--returns'], 2, /--returns goes with --help/],
    [['products', 'list', '--idempotency-key', 'x'], 2,
      /--idempotency-key goes with calls that create or change/],
    [['products', 'create', '--idempotency-key', 'a\nb'], 2,
      /--idempotency-key takes letters/],
    [['products', 'create', '--idempotency-key', 'x'.repeat(256)], 2,
      /1 to 255 characters/],
    [['completion', 'fish'], 2, /^usage: till completion bash\n$/],
  ];
  for (const [words, status, said] of rows)
    test(`till ${words.join(' ').slice(0, 60)}`, async () => {
      const answer = await run(words);
      assert.match(answer.err, said);
      assert.equal(answer.status, status, answer.err);
      assert.equal(answer.out, '');
      assert.ok(!answer.err.includes(till.key), 'the key is told');
    });

  test('no key at all', async () => {
    const { status, err } = await run(['products', 'list'],
      { TILL_SECRET_KEY: '' });
    assert.equal(status, 2);
    assert.equal(err, 'till: TILL_SECRET_KEY is not set\n');
  });

  test('an API at fault', async () => {
    const [port] = await freePorts(1);
    const body = '{"error":{"type":"api_error","message":"Sorry."}}';
    const server = createServer((socket) => socket.once('data', () =>
      socket.end('HTTP/1.1 500 No\r\nStripe-Should-Retry: false\r\n' +
        `Request-Id: req_1\r\nContent-Length: ${body.length}\r\n\r\n${body}`)))
      .listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { status, err } = await run(['products', 'list', '--api-base',
      `http://127.0.0.1:${port}`]);
    server.close();
    assert.equal(err, 'till: Sorry.\n  status: 500\n  request: req_1\n');
    assert.equal(status, 3);
  });

  test('a full disk', async () => {
    const { code } = await new Promise((done) => execFile('bash', ['-c',
      `${join(build, 'till')} products list >/dev/full`], { env },
    (error) => done(error)));
    assert.equal(code, 1);
  });
});

describe('tables', () => {
  test('a list', async () => {
    const { status, out, err } = await run(['prices', 'list', '--table',
      '--limit', '2']);
    assert.equal(status, 0);
    const [head, ...rows] = out.trimEnd().split('\n');
    assert.match(head, /^id +created +type +unit_amount +active +product$/);
    assert.equal(rows.length, 2);
    for (const row of rows)
      assert.match(row, /^price_\w+ +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .* \d+\.\d\d (USD|EUR) /);
    assert.match(err, /^More follow: --starting-after price_\w+\n$/);
    assert.equal(rows[1].split(' ')[0], err.trim().split(' ').pop());
  });

  test('an empty list', async () => {
    const { status, out } = await run(['payment_intents', 'list', '--table',
      '--customer', customer]);
    assert.equal(status, 0);
    assert.equal(out, '');
  });

  test('one thing', async () => {
    const { out } = await run(['customers', 'retrieve', customer, '--table']);
    assert.match(out, new RegExp(`^id +${customer}$`, 'm'));
    assert.match(out, /^email +ada@shop\.example$/m);
    assert.match(out, /^shipping +-$/m);
    assert.match(out, /^created +\d{4}-\d\d-\d\d /m);
  });

  test('what would move the cursor does not', async () => {
    const made = await call('customers', 'create', '--name',
      'Red \u001b[31m\u009b2J');
    const { out } = await run(['customers', 'retrieve', made.id, '--table']);
    assert.match(out, /^name +Red \?\[31m\?\?2J$/m);
  });
});

describe('help', () => {
  const rows = [
    [['--help'], /^usage: till <command>.*\n {2}checkout sessions +create, list/s],
    [['help'], /^usage: till <command>/],
    [['api', '--help'], /^usage: till <command>/],
    [['checkout', '--help'], /^ {2}checkout sessions +create, list/],
    [['checkout', 'sessions', 'create', '--help'],
      /^POST \/v1\/checkout\/sessions\n/],
    [['help', 'checkout', 'sessions', 'create'],
      /^POST \/v1\/checkout\/sessions\n/],
    [['checkout', 'sessions', 'expire', '-h'], /\nusage: .* <id> \[options\]/],
    [['prices', 'list', '--help', '--returns'],
      /\nAnswers a list of price\n\n {2}id +string\n/],
  ];
  for (const [words, said] of rows)
    test(`till ${words.join(' ')}`, async () => {
      const { status, out, err } = await run(words,
        { TILL_SECRET_KEY: '', TILL_API_BASE: '' });
      assert.equal(err, '');
      assert.equal(status, 0);
      assert.match(out, said);
      for (const line of out.split('\n'))
        assert.ok(line.length < 80 || !line.trim().includes(' '), line);
    });
});

describe('examples', () => {
  /* Those whose things are there to be named. */
  for (const words of ['checkout sessions create', 'checkout sessions list',
    'customer_sessions create', 'products create', 'prices create',
    'customers create', 'payment_intents list'])
    test(`${words}, as till and the pages have it`, async () => {
      const product = (await stripe.products.list({ limit: 1 })).data[0].id;
      const { out } = await run([...words.split(' '), '--help']);
      const mine = /\n\n(till .*?)\n\nOptions\n/s.exec(out)[1];
      const page = await (await fetch(
        `${till.api}/docs/${words.replaceAll(' ', '/')}`)).text();
      const text = (html) => html.replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&').replaceAll('&lt;', '<');
      const [curl, same] = [...page.matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs)]
        .map(([, code]) => text(code));
      assert.equal(same, mine);
      for (const command of [mine, curl]) {
        const answer = await new Promise((done) => execFile('bash',
          ['-c', command], { env: { ...env, PATH: `${build}:${env.PATH}`,
            price, product, customer } },
          (error, stdout, stderr) => done({ error, stdout, stderr })));
        assert.equal(answer.error, null, answer.stderr);
        const value = judge(JSON.parse(answer.stdout));
        assert.equal(value.error, undefined, answer.stdout);
      }
    });
});
