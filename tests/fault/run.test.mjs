/* make run: side by side, told to stop, and when a part of it dies. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { Till, build, freePorts, processes, programs, root, temporaryFolder,
  until } from '../lib/till.mjs';

/* Runs nginx/run until it ends by itself. */
async function ends(env) {
  const child = spawn(join(root, 'nginx/run'), { env: { ...process.env,
    TILL_BUILD: build, ...env }, detached: true });
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  child.stdout.resume();
  const [code] = await once(child, 'exit');
  const left = processes().filter((one) => one.session === child.pid);
  return { code, said, left };
}

describe('two at once', () => {
  test('each has its own state, and either can stop', async () => {
    const [one, two] = await Promise.all([Till.start(), Till.start()]);
    try {
      assert.notEqual(one.key, two.key);
      await one.sdk().customers.create({ email: 'one@shop.example' });
      const { data } = await two.sdk().customers.list();
      assert.deepEqual(data.filter((c) => c.email === 'one@shop.example'), []);
      const error = await two.sdk({ key: one.key }).customers.list()
        .catch((e) => e);
      assert.equal(error.statusCode, 401);
    } finally {
      await one.stop();
    }
    try {
      assert.equal((await two.visit('GET', '/healthz')).status, 200);
    } finally {
      await two.stop();
    }
  });
});

describe('stopping', () => {
  // What make says of a signal is its own; that it ends is what counts.
  for (const signal of ['SIGTERM', 'SIGINT'])
    test(`${signal} to make run leaves nothing`, async () => {
      const san = /^build\/(.+)$/.exec(process.env.TILL_BUILD ?? '');
      const till = await Till.start({ command: ['make', '--no-print-directory',
        'run', ...(san ? [`SAN=${`-fsanitize=${san[1].replaceAll('-', ',')}`}`]
          : [])] });
      const { pid } = till.child;
      const state = till.state;
      process.kill(signal === 'SIGINT' ? -pid : pid, signal);
      await till.exit;
      assert.deepEqual(processes().filter((one) => one.session === pid), []);
      for (const name of programs)
        assert.throws(() => statSync(join(state, 'run', `${name}.sock`)));
    });

  test('kill -9 of what started it leaves no process', async () => {
    const till = await Till.start();
    const { pid } = till.child;
    process.kill(pid, 'SIGKILL');
    await till.exit;
    await until('the parts to end', () =>
      processes().every((one) => one.session !== pid));
    await till.stop({ check: false });
  });
});

describe('a part that dies', () => {
  test('each program comes back by itself', async () => {
    const till = await Till.start();
    try {
      for (const name of programs) {
        const { pid } = till.program(name);
        process.kill(pid, 'SIGKILL');
        await until(`${name} to be back`, () =>
          (till.program(name)?.pid ?? pid) !== pid);
      }
      assert.equal((await till.visit('GET', '/healthz')).status, 200);
      await till.sdk().customers.list();
    } finally {
      await till.stop({ killed: true });
    }
  });

  test('for good ends all of it, and is told', async () => {
    const till = await Till.start();
    const { pid } = till.child;
    const nginx = till.processes().find((one) =>
      one.command[0].startsWith('nginx: master'));
    process.kill(nginx.pid, 'SIGKILL');
    const [code] = await till.exit;
    assert.notEqual(code, 0);
    assert.match(till.said, /nginx ended/);
    assert.deepEqual(processes().filter((one) => one.session === pid), []);
    await till.stop({ check: false });
  });
});

describe('refused before anything starts', () => {
  test('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [free] = await freePorts(1);
    const { port } = server.address();
    const { code, said, left } = await ends({ TILL_SHOP_PORT: String(port),
      TILL_API_PORT: String(free), TILL_STATE: temporaryFolder('state') });
    server.close();
    assert.equal(code, 1);
    assert.equal(said, `till: port ${port} is in use: set TILL_SHOP_PORT to ` +
      'another one\n');
    assert.deepEqual(left, []);
  });

  for (const port of ['0', '65536', '80x', '-1'])
    test(`a port that is ${port}`, async () => {
      const { code, said } = await ends({ TILL_API_PORT: port,
        TILL_SHOP_PORT: String((await freePorts(1))[0]),
        TILL_STATE: temporaryFolder('state') });
      assert.equal(code, 1);
      assert.equal(said,
        `till: TILL_API_PORT must be a port number, not "${port}"\n`);
    });
});

describe('the state folder', () => {
  test('keeps keys and data over a restart, for its owner only', async () => {
    const state = temporaryFolder('state');
    const first = await Till.start({ state });
    const { id } = await first.sdk().customers.create();
    const { data: prices } = await first.sdk().prices.list({ limit: 100 });
    assert.equal(statSync(join(state, 'keys', 'secret_key')).mode & 0o777,
      0o600);
    await first.stop();

    const second = await Till.start({ state });
    assert.equal(second.key, first.key);
    assert.equal((await second.sdk().customers.retrieve(id)).id, id);
    const again = await second.sdk().prices.list({ limit: 100 });
    assert.equal(again.data.length, prices.length);
    await second.stop();
    for (const name of programs)
      assert.ok(!readFileSync(join(state, 'log', `${name}.log`), 'utf8')
        .includes(first.key), `the key is in ${name}.log`);
  });

  test('may lie as deep as folders go', async () => {
    const state = join(temporaryFolder('state'), 'deep'.repeat(30),
      'deeper'.repeat(20));
    const till = await Till.start({ state });
    try {
      assert.equal((await till.visit('GET', '/healthz')).status, 200);
    } finally {
      await till.stop();
    }
  });

  test('a key given by the environment is used and not kept', async () => {
    const key = 'sk_test_givenbytheenvironment00';
    const till = await Till.start({ env: { TILL_SECRET_KEY: key } });
    try {
      assert.equal(till.key, key);
      assert.throws(() => till.secret('secret_key'));
      await till.sdk().customers.list();
    } finally {
      await till.stop();
    }
  });
});
