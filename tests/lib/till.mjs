/*
 * till: a whole Till for a test, on free ports and with a state folder of
 * its own, started the way `make run` starts it.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync }
  from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import Stripe from 'stripe';

import { judge } from './judge.mjs';

export const root = resolve(import.meta.dirname ??
  new URL('.', import.meta.url).pathname, '../..');
export const build = resolve(root, process.env.TILL_BUILD || 'build');
export const programs = ['api', 'buy', 'cancel', 'checkout', 'customer-session',
  'dashboard', 'docs', 'elements', 'expired', 'healthz', 'pay', 'payment',
  'pricing-table', 'success', 'webhook'];

const run = promisify(execFile);

/** Ports nobody listens on at this moment. */
export async function freePorts(count) {
  const servers = [];
  for (let i = 0; i < count; i++) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => {
    server.close();
    return once(server, 'close');
  }));
  return ports;
}

const folders = [];
process.on('exit', () => {
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true });
});

/** A new folder, gone when the test is. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `till-${name}-`));
  folders.push(folder);
  return folder;
}

/** Waits until check() gives something true, and gives that. */
export async function until(what, check, withinMs = 30000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value)
      return value;
    if (Date.now() > deadline)
      throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** The live processes, as {pid, parent, session, command}. */
export function processes() {
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, parent, , session] =
        stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z')
        continue;
      /* One that has given up its memory has no command, and is ending. */
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .split('\0').filter(Boolean);
      if (command.length > 0)
        found.push({ pid: Number(pid), parent: Number(parent),
          session: Number(session), command });
    } catch {
      /* it ended while we looked */
    }
  }
  return found;
}

function sockets(folder) {
  if (!existsSync(folder))
    return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sockets(join(folder, entry.name)) :
      entry.isSocket() ? [join(folder, entry.name)] : []);
}

export class Till {
  /**
   * Starts one and waits for its ready line.
   * env: settings beside the ports and the state folder, or what gives them
   * once those are known; command: what starts it, nginx/run unless said;
   * state: a folder to use.
   */
  static async start(options = {}) {
    for (let tries = 1; ; tries++) {
      try {
        return await Till.#startOnce(options);
      } catch (error) {
        /* Between asking for a port and listening on it, someone took it. */
        if (tries === 5 || !/port \d+ is in use/.test(error.message))
          throw error;
      }
    }
  }

  static async #startOnce({ env = {}, command = [join(root, 'nginx/run')],
    state } = {}) {
    const till = new Till();
    till.state = state ?? temporaryFolder('state');
    [till.shopPort, till.apiPort] = await freePorts(2);
    const options = `log_path=${till.state}/log/sanitizer`;
    till.env = { ...process.env, TILL_BUILD: build,
      TILL_STATE: till.state, TILL_SHOP_PORT: String(till.shopPort),
      TILL_API_PORT: String(till.apiPort) };
    for (const name of ['ASAN', 'UBSAN', 'TSAN'])
      till.env[`${name}_OPTIONS`] = [process.env[`${name}_OPTIONS`], options]
        .filter(Boolean).join(':');
    Object.assign(till.env, typeof env === 'function' ? env(till) : env);
    // A session of its own, so that what it leaves behind can be found; told
    // to stop when this test dies.
    till.child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command], {
      cwd: root, env: till.env, detached: true,
      stdio: ['ignore', 'pipe', 'pipe'] });
    till.exit = once(till.child, 'exit');
    till.said = '';
    till.child.stderr.on('data', (data) => { till.said += data; });
    try {
      await till.#ready();
    } catch (error) {
      await till.stop({ check: false });
      throw error;
    }
    return till;
  }

  async #ready() {
    const lines = createInterface({ input: this.child.stdout });
    this.line = await new Promise((done, fail) => {
      lines.on('line', (line) => {
        if (line.startsWith('Till is ready: '))
          done(line);
        else
          this.said += `${line}\n`;
      });
      lines.on('close', () =>
        fail(new Error(`Till did not start:\n${this.said}`)));
    });
    const parts =
      /^Till is ready: (\S+) \(API (\S+), key (\S+)\)$/.exec(this.line);
    assert.ok(parts, `the ready line is odd: ${this.line}`);
    [, this.shop, this.api, this.key] = parts;
  }

  /** A secret that nginx/run made: secret_key, customer_key and so on. */
  secret(name) {
    return readFileSync(join(this.state, 'keys', name), 'utf8').trim();
  }

  /** Its live processes. */
  processes() {
    return processes().filter((one) => one.session === this.child.pid);
  }

  /** The process of a program of cgi-bin, not the one that watches it. */
  program(name) {
    return this.processes().find((one) =>
      one.command[0] === join(build, 'cgi-bin', name));
  }

  /** Moves its clock forward, by "25h" and the like. */
  async advance(by) {
    await run(join(build, 'till'), ['clock', `+${by}`], { cwd: root,
      env: { ...this.env, TILL_CLOCK: join(this.state, 'clock'),
        TILL_SECRET_KEY: this.key } });
  }

  /**
   * Stops it as TERM does and checks that it ended well: status, processes,
   * sockets, programs that had to be started again (unless the test killed
   * some), and what sanitizers wrote.
   */
  async stop({ check = true, killed = false } = {}) {
    if (this.child.exitCode === null && this.child.signalCode === null)
      this.child.kill('SIGTERM');
    const [code] = await this.exit;
    const left = this.processes();
    for (const one of left)
      process.kill(one.pid, 'SIGKILL');
    const files = sockets(this.state);
    const reports = this.reports();
    const died = killed ? [] : this.#died();
    if (!check)
      return;
    assert.deepEqual(reports, [], 'a sanitizer has something to say');
    assert.deepEqual(died, [], 'programs died');
    assert.deepEqual(left.map((one) => one.command.join(' ')), [],
      'processes are left');
    assert.deepEqual(files, [], 'sockets are left');
    assert.equal(code, 0, `it ended with ${code}: ${this.said}`);
  }

  /* The last words of the programs that multiwatch had to start again. */
  #died() {
    return programs.flatMap((name) => {
      const path = join(this.state, 'log', `${name}.log`);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const at = text.search(/^(Spawning child|Child)\[\d+\]/m);
      return at < 0 ? [] : [`${name}: ${text.slice(0, at).slice(-400)}`];
    });
  }

  /** What sanitizers wrote about its programs. */
  reports() {
    const folder = join(this.state, 'log');
    if (!existsSync(folder))
      return [];
    return readdirSync(folder).filter((name) => name.startsWith('sanitizer'))
      .filter((name) => statSync(join(folder, name)).size > 0)
      .map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 8000));
  }

  /** The official SDK, every answer judged. */
  sdk({ key = this.key, judged = true, ...options } = {}) {
    return new Stripe(key, { host: '127.0.0.1', port: this.apiPort,
      protocol: 'http', apiVersion: '2024-06-20', telemetry: false,
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(judged ? judgedFetch : fetch),
      ...options });
  }

  /**
   * One request to the API as {status, headers, body}; form is an object of
   * names as they go over the wire, or text.  Judged.
   */
  async call(method, path, form, headers = {}) {
    const answer = await judgedFetch(this.api + path, { method,
      headers: { Authorization: `Bearer ${this.key}`, ...headers },
      body: asBody(form) });
    return { status: answer.status, headers: answer.headers,
      body: await answer.json() };
  }

  /** One request to the shop as {status, headers, text}. */
  async visit(method, path, form, headers = {}) {
    const answer = await fetch(this.shop + path, { method, headers,
      redirect: 'manual', body: asBody(form) });
    return { status: answer.status, headers: answer.headers,
      text: await answer.text() };
  }
}

function asBody(form) {
  return form === undefined || typeof form === 'string' ? form :
    new URLSearchParams(form);
}

/** fetch() of the API whose JSON answers are judged before they are given. */
export async function judgedFetch(url, options) {
  const answer = await fetch(url, options);
  const text = await answer.clone().text();
  judge(JSON.parse(text));
  return answer;
}

/** Every session stored, by the API itself, newest first. */
export async function allSessions(till) {
  const found = [];
  for await (const session of till.sdk().checkout.sessions.list({ limit: 100 }))
    found.push(session);
  return found;
}

let counter = 0;

/** A token as a page renders one: one a cart. */
export function token() {
  return `${Date.now().toString(36)}${process.pid.toString(36)}x${
    (counter++).toString(36)}`.padEnd(32, '0');
}
