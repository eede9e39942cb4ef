/*
 * What `make install` puts where, and that a shop runs from there: the
 * installed programs on sockets as systemd gives them, behind an nginx that
 * includes the installed files.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync,
  writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { build, freePorts, programs, root, temporaryFolder, Till, until }
  from '../lib/till.mjs';

/* What the shop answers; the rest stands in for what live mode has. */
const testModeOnly = ['api', 'docs', 'dashboard', 'elements', 'pay'];
const shopPrograms = programs.filter((name) => !testModeOnly.includes(name));

function install(...settings) {
  execFileSync('make', ['--no-print-directory', 'install',
    `BUILD=${relative(root, build)}`, ...settings],
  { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
}

function files(folder, below = folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path, below) : relative(below, path);
  });
}

describe('make install', () => {
  const destination = temporaryFolder('destination');
  const at = (...path) => join(destination, ...path);
  const read = (...path) => readFileSync(at(...path), 'utf8');
  const units = ['till@.service', 'till@.socket', 'till-worker.service'];
  before(() => install(`DESTDIR=${destination}`, 'PREFIX=/usr'));

  test('puts every program in its place', () => {
    assert.deepEqual(readdirSync(at('usr/lib/till/cgi-bin')).sort(),
      [...programs].sort());
    for (const name of programs)
      assert.equal(statSync(at('usr/lib/till/cgi-bin', name)).mode & 0o777,
        0o755);
    assert.ok(existsSync(at('usr/share/man/man1/till.1')));
    assert.match(execFileSync(at('usr/bin/till'), ['--help'],
      { encoding: 'utf8' }), /till/);
  });

  test('puts every page and everything it shows in its place', () => {
    for (const folder of ['templates', 'static'])
      assert.deepEqual(files(at('usr/share/till', folder)).sort(),
        files(join(root, folder)).sort());
  });

  for (const path of [...units.map((unit) => `usr/lib/systemd/system/${unit}`),
    'usr/share/till/nginx/shop.conf', 'usr/share/till/nginx/upstreams.conf',
    'etc/till/till.env'])
    test(`${path} names places as they will be`, () => {
      assert.doesNotMatch(read(path), /@[A-Z]+@/);
      assert.ok(!read(path).includes(destination));
    });

  test('has a socket and an address for each program of a shop', () => {
    for (const name of shopPrograms) {
      assert.ok(read('usr/share/till/nginx/upstreams.conf').includes(
        `upstream till-${name} { server unix:/run/till/${name}.sock;`), name);
      assert.ok(read('usr/share/till/nginx/shop.conf').includes(
        `fastcgi_pass till-${name};`), name);
    }
  });

  test('names only settings that there are', () => {
    const known = readFileSync(join(root, 'src/base/settings.c'), 'utf8');
    for (const [, name] of read('etc/till/till.env')
      .matchAll(/^#?(TILL_[A-Z_]+?)(?:_FILE)?=/gm))
      assert.ok(known.includes(`"${name}"`), name);
  });

  test('keeps the secrets from others', () => {
    assert.equal(statSync(at('etc/till/keys')).mode & 0o777, 0o750);
  });

  test('leaves settings and profiles that are there alone', () => {
    writeFileSync(at('etc/till/till.env'), 'mine\n');
    writeFileSync(at('etc/till/profiles/payment.json'), 'mine\n');
    install(`DESTDIR=${destination}`, 'PREFIX=/usr');
    assert.equal(read('etc/till/till.env'), 'mine\n');
    assert.equal(read('etc/till/profiles/payment.json'), 'mine\n');
  });
});

describe('an installed shop', () => {
  const place = temporaryFolder('installed');
  const at = (...path) => join(place, ...path);
  const children = [];
  let till, shop, env;

  function start(...command) {
    children.push(spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command],
      { cwd: place, env, stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  /* The settings of the installed file, with this test's own in front. */
  function settings(own) {
    const sample = readFileSync(at('etc/till/till.env'), 'utf8');
    const found = {};
    for (const [, name, value] of sample.matchAll(/^(TILL_[A-Z_]+)=(.*)$/gm))
      found[name] = value;
    return { ...process.env, ...found, ...own };
  }

  before(async () => {
    till = await Till.start();
    const [port] = await freePorts(1);
    shop = `http://127.0.0.1:${port}`;
    for (const folder of ['run', 'state', 'log', 'tmp'])
      mkdirSync(at(folder));
    install(`PREFIX=${at('usr')}`, `SYSCONFDIR=${at('etc')}`,
      `RUNDIR=${at('run')}`);
    for (const name of ['secret_key', 'publishable_key', 'webhook_secret',
      'customer_key'])
      writeFileSync(at('etc/till/keys', name), `${till.secret(name)}\n`);
    env = settings({ TILL_PUBLIC_URL: shop, TILL_API_BASE: till.api,
      TILL_JS_BASE: till.api, TILL_PRICING_TABLE: 'prctbl_till_sample',
      TILL_BUY_BUTTON: 'buy_btn_till_sample',
      TILL_SHOP_DB: at('state/shop.db') });
    for (const name of shopPrograms)
      start('spawn-fcgi', '-n', '-s', at('run', `${name}.sock`), '--',
        at('usr/lib/till/cgi-bin', name));
    writeFileSync(at('nginx.conf'), `
      daemon off;
      pid ${at('run/nginx.pid')};
      error_log stderr warn;
      ${process.getuid() === 0 ? 'user root root;' : ''}
      events {}
      http {
        include /etc/nginx/mime.types;
        access_log off;
        client_body_temp_path ${at('tmp')}/1; fastcgi_temp_path ${at('tmp')}/2;
        proxy_temp_path ${at('tmp')}/3; scgi_temp_path ${at('tmp')}/4;
        uwsgi_temp_path ${at('tmp')}/5;
        include ${at('usr/share/till/nginx/upstreams.conf')};
        server {
          listen 127.0.0.1:${port};
          include ${at('usr/share/till/nginx/shop.conf')};
        }
      }`);
    start('/usr/bin/env', `PATH=${process.env.PATH}:/usr/sbin`, 'nginx', '-p',
      place, '-e', 'stderr', '-c', at('nginx.conf'));
    await until('the installed shop', async () => {
      try {
        return (await fetch(`${shop}/healthz`)).status === 200;
      } catch {
        return false;
      }
    });
  });
  after(async () => {
    for (const child of children) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null)
        await once(child, 'exit');
    }
    await till.stop();
  });

  test('sells: a cart leads to the payment page', async () => {
    const answer = await fetch(`${shop}/checkout`, { method: 'POST',
      redirect: 'manual', body: new URLSearchParams({
        'items[0][lookup_key]': 'teapot_usd', 'items[0][quantity]': '1' }) });
    assert.equal(answer.status, 303, await answer.text());
    assert.match(answer.headers.get('location'), /\/c\/pay\/cs_test_/);
  });

  test('has its pages and what they show', async () => {
    const pricing = await fetch(`${shop}/pricing`);
    assert.equal(pricing.status, 200);
    assert.match(await pricing.text(), /stripe-pricing-table/);
    const buy = await fetch(`${shop}/buy/buy_btn_till_sample`);
    assert.equal(buy.status, 200);
    assert.match(await buy.text(), /stripe-buy-button/);
    assert.equal((await fetch(`${shop}/static/till.css`)).status, 200);
    assert.equal((await fetch(`${shop}/static/index.html`)).status, 404);
  });

  test('takes no webhook that is not signed', async () => {
    const answer = await fetch(`${shop}/webhook`, { method: 'POST',
      body: '{}' });
    assert.equal(answer.status, 400);
  });
});
