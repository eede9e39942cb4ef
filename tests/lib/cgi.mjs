/*
 * cgi: one request to a program of cgi-bin in two ways: as FastCGI, through
 * nginx, and as a plain CGI program with environment and standard input.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';

import { build } from './till.mjs';

const ownPort = (till, name) =>
  ['api', 'dashboard', 'docs', 'elements', 'pay'].includes(name) ? till.apiPort :
    till.shopPort;

/** request: {method, path, headers, body}; gives {status, headers, body}. */
export async function asFastcgi(till, name, { method = 'GET', path, headers = {},
  body = '' }) {
  const request = httpRequest({ host: '127.0.0.1', port: ownPort(till, name),
    method, path, headers: { ...headers,
      'Content-Length': Buffer.byteLength(body) } });
  request.end(body);
  const [answer] = await once(request, 'response');
  const pieces = [];
  for await (const piece of answer)
    pieces.push(piece);
  return { status: answer.statusCode, headers: pairs(answer.rawHeaders),
    body: Buffer.concat(pieces).toString() };
}

function pairs(raw) {
  const found = [];
  for (let i = 0; i < raw.length; i += 2)
    found.push([raw[i].toLowerCase(), raw[i + 1]]);
  return found;
}

/* The settings that the running program was started with. */
function settings(till, name) {
  const text = readFileSync(`/proc/${till.program(name).pid}/environ`, 'utf8');
  const found = {};
  for (const line of text.split('\0').filter(Boolean))
    found[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  return found;
}

/** The same; more are settings in the place of the running program's. */
export async function asCgi(till, name, { method = 'GET', path, headers = {},
  body = '' }, more = {}) {
  const port = ownPort(till, name);
  const [before, query = ''] = path.split(/\?(.*)/s);
  const env = { ...settings(till, name), ...more,
    GATEWAY_INTERFACE: 'CGI/1.1', SERVER_PROTOCOL: 'HTTP/1.1',
    SERVER_SOFTWARE: 'test', SERVER_NAME: 'localhost',
    SERVER_PORT: String(port), REMOTE_ADDR: '127.0.0.1',
    REQUEST_SCHEME: 'http', REQUEST_METHOD: method, REQUEST_URI: path,
    SCRIPT_NAME: before, QUERY_STRING: query, HTTP_HOST: `127.0.0.1:${port}` };
  for (const [key, value] of Object.entries(headers))
    env[key.toLowerCase() === 'content-type' ? 'CONTENT_TYPE' :
      `HTTP_${key.toUpperCase().replaceAll('-', '_')}`] = value;
  if (body !== '')
    env.CONTENT_LENGTH = String(Buffer.byteLength(body));
  const child = spawn(join(build, 'cgi-bin', name), [], { env,
    cwd: till.state, stdio: ['pipe', 'pipe', 'pipe'] });
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  let said = '';
  child.stderr.on('data', (piece) => { said += piece; });
  child.stdin.on('error', () => {}); // it may answer before it read all
  child.stdin.end(body);
  const [code, signal] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`${name} as CGI ended with ${code ?? signal}:\n${said}`);
  return parse(Buffer.concat(pieces).toString());
}

/* RFC 3875 6: header lines, an empty one, the body. */
function parse(text) {
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null)
    throw new Error(`no CGI answer: ${text.slice(0, 200)}`);
  const headers = text.slice(0, end.index).split(/\r?\n/).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const status = headers.find(([name]) => name === 'status')?.[1] ?? '200';
  return { status: Number(status.slice(0, 3)),
    headers: headers.filter(([name]) => name !== 'status'),
    body: text.slice(end.index + end[0].length) };
}

/** An answer without what the server adds and what is of one moment. */
export function settled({ status, headers, body }) {
  const server = new Set(['date', 'server', 'connection', 'keep-alive',
    'transfer-encoding', 'content-length']);
  return { status, body: momentary(body),
    headers: headers.filter(([name]) => !server.has(name))
      .map(([name, value]) => `${name}: ${momentary(value)}`).sort() };
}

function momentary(text) {
  return text
    .replace(/_secret_[A-Za-z0-9]+/g, '_secret_S')
    .replace(/#fid[A-Za-z0-9%]+/g, '#fid')
    .replace(/"invoice_prefix": ?"[A-Z0-9]+"/g, '"invoice_prefix":"P"')
    .replace(/\b((?:cs_test|cus|prod|price|req|li|ord|pi)_)[A-Za-z0-9]{8,}/g,
      '$1ID')
    .replace(/"client_secret": ?"[^"]+"/g, '"client_secret":"S"')
    .replace(/client-secret="[^"]+"/g, 'client-secret="S"')
    .replace(/data-seconds="\d+"/g, 'data-seconds="0"')
    .replace(/"(created|expires_at|updated)": ?\d+/g, '"$1":0')
    .replace(/(t=|value="|")(1[6-9]\d{8})\b/g, '$10')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\dZ)?/g, 'TIME')
    .replace(/>(in )?\d+ (s|min|h|d)( ago)?</g, '>AGO<')
    .replace(/(data-seconds=")\d+/g, '$1S')
    .replace(/data-now="\d+"|"now": ?\d+|"newest": ?"[^"]+"/g, 'NOW')
    .replace(/(name="token" value=")[^"]+/g, '$1T');
}
