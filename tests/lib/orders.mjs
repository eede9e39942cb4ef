/* orders: what tests of events and orders share. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';

import { cart, sessionOf } from './shop.mjs';
import { build, root, token, until } from './till.mjs';

/** The header of a body, made by the official SDK. */
export function sign(body, secret, timestamp) {
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret,
    ...(timestamp === undefined ? {} : { timestamp }) });
}

/** An event about a session, as the API makes them. */
export function sessionEvent(type, session, more = {}) {
  return { id: `evt_${randomBytes(12).toString('hex')}`, object: 'event',
    api_version: '2024-06-20', created: Math.floor(Date.now() / 1000),
    data: { object: { object: 'checkout.session', status: 'complete',
      payment_status: 'paid', amount_total: 4800, currency: 'usd',
      metadata: {}, ...session } },
    livemode: false, pending_webhooks: 1,
    request: { id: null, idempotency_key: null }, type, ...more };
}

/** Rows of the shop's own database. */
export function rows(till, sql) {
  const text = execFileSync('sqlite3', ['-readonly', '-json', '-cmd',
    '.timeout 10000', join(till.state, 'db', 'shop.db'), sql],
  { encoding: 'utf8', maxBuffer: 1 << 28 });
  return text.trim() === '' ? [] : JSON.parse(text);
}

/** Pays a session on its page, as a browser without scripts does. */
export async function pay(till, id, fields = {}) {
  const answer = await fetch(`${till.api}/c/pay/${id}`, { method: 'POST',
    redirect: 'manual', headers: { Origin: till.api },
    body: new URLSearchParams({ email: 'ada@shop.example',
      cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 40', cardCvc: '123',
      billingName: 'Ada Lovelace', billingCountry: 'US',
      billingPostalCode: '12345', ...fields }) });
  return { status: answer.status, location: answer.headers.get('location'),
    text: await answer.text() };
}

/**
 * A program for TILL_FULFIL or TILL_RELEASE: it appends what it reads to a
 * file, one line a run, and then runs the lines of a shell script.  Gives
 * {path, runs()}.
 */
export function program(folder, name, script = '') {
  const path = join(folder, `${name}.sh`);
  const log = join(folder, `${name}.log`);
  writeFileSync(log, '');
  writeFileSync(path, `#!/bin/sh\nfolder='${folder}'\nlog='${log}'\n` +
    `input=$(cat)\nprintf '%s\\n' "$input" >>"$log"\n${script}\n`);
  chmodSync(path, 0o755);
  return { path, log, runs: () => readFileSync(log, 'utf8').trim()
    .split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
}

/** Runs build/till with a Till's own settings; gives {code, out, said}. */
export function command(till, args, input = '') {
  const env = { ...till.env, TILL_SHOP_DB: join(till.state, 'db', 'shop.db'),
    TILL_API_BASE: till.api, TILL_SECRET_KEY: till.key,
    TILL_CLOCK: join(till.state, 'clock') };
  const done = spawnSync(join(build, 'till'), args, { env, input, cwd: root,
    encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: done.status, out: done.stdout, said: done.stderr };
}

/** Posts a cart of one price and gives {session, order}. */
export async function order(till, price, more = {}) {
  const answer = await till.visit('POST', '/checkout',
    cart([{ price, quantity: 1 }], { token: token(), ...more.form }),
    more.headers);
  if (answer.status !== 303)
    throw new Error(`no checkout: ${answer.status} ${answer.text}`);
  return { session: sessionOf(till, answer), order:
    /till_order=(ord_\w+)/.exec(answer.headers.get('set-cookie'))[1],
  answer };
}

/** Waits until an order is in a state. */
export function becomes(till, id, state, withinMs) {
  return until(`${id} to be ${state}`, () =>
    rows(till, `select state from orders where id = '${id}'`)[0]?.state ===
      state, withinMs);
}

/** Posts to one of Till's own calls of test mode, below /_till/. */
export async function tillCall(till, path, form = {}) {
  const answer = await fetch(`${till.api}/_till/${path}`, { method: 'POST',
    headers: { Authorization: `Bearer ${till.key}` },
    body: new URLSearchParams(form) });
  const body = await answer.json();
  if (!answer.ok)
    throw new Error(`${path}: ${answer.status} ${body.error?.message}`);
  return body;
}
