/* The headers around answers, versions, browsers, and what nginx says. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till;

before(async () => { till = await Till.start(); });
after(() => till?.stop());

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'access-control-max-age': '300',
  'access-control-expose-headers': 'Request-Id, Stripe-Manage-Version, ' +
    'Stripe-Should-Retry, X-Stripe-External-Auth-Required, ' +
    'X-Stripe-Privileged-Session-Required',
};

/* Asserts headers; null means that there is none of the name. */
function has(answer, wanted) {
  for (const [name, value] of Object.entries(wanted))
    assert.equal(answer.headers.get(name), value, name);
}

function refused(answer, status, message) {
  assert.equal(answer.status, status);
  assert.equal(answer.body.error.type, 'invalid_request_error');
  if (message instanceof RegExp)
    assert.match(answer.body.error.message, message);
  else
    assert.equal(answer.body.error.message, message);
}

describe('headers', () => {
  const answers = [
    ['an executed write', () => till.call('POST', '/v1/customers', {}), 200,
      { 'stripe-should-retry': 'false', 'idempotency-key': null,
        'original-request': null }],
    ['a keyed write', () => till.call('POST', '/v1/customers', {},
      { 'Idempotency-Key': 'headers 1' }), 200,
    { 'stripe-should-retry': 'false', 'idempotency-key': 'headers 1' }],
    ['a read', () => till.call('GET', '/v1/customers'), 200,
      { 'stripe-should-retry': null }],
    ['a read whose key means nothing', () => till.call('GET', '/v1/customers',
      undefined, { 'Idempotency-Key': 'headers 2' }), 200,
    { 'stripe-should-retry': null, 'idempotency-key': null }],
    ['a refused parameter', () => till.call('POST', '/v1/customers',
      { nonsense: '1' }, { 'Idempotency-Key': 'headers 3' }), 400,
    { 'stripe-should-retry': null, 'idempotency-key': 'headers 3' }],
    ['a missing object', () => till.call('GET', '/v1/customers/cus_none'), 404,
      { 'stripe-should-retry': null }],
    ['an unknown route', () => till.call('GET', '/v1/none'), 404, {}],
  ];
  for (const [what, call, status, wanted] of answers)
    test(`of ${what}`, async () => {
      const answer = await call();
      assert.equal(answer.status, status);
      has(answer, { ...cors, vary: 'Origin', 'stripe-version': '2024-06-20',
        'cache-control': 'no-cache, no-store',
        'content-type': 'application/json',
        'x-content-type-options': 'nosniff', ...wanted });
      assert.match(answer.headers.get('content-security-policy'),
        /default-src 'none'/);
      const id = answer.headers.get('request-id');
      assert.match(id, /^req_[A-Za-z0-9]{14}$/);
      if (answer.headers.get('idempotency-key'))
        has(answer, { 'original-request': id, 'idempotent-replayed': null });
      if (status >= 400)
        assert.match(answer.body.error.request_log_url,
          new RegExp(`/test/logs/${id}\\?t=\\d+$`));
    });

  test('of a wrong key: an id, but nothing else that is known', async () => {
    const answer = await till.call('POST', '/v1/customers', {},
      { Authorization: 'Bearer sk_test_wrong', 'Idempotency-Key': 'wrong' });
    refused(answer, 401, /^Invalid API Key provided: /);
    has(answer, { ...cors, 'www-authenticate': 'Bearer realm="Stripe"',
      'stripe-version': null, 'idempotency-key': null });
    assert.match(answer.headers.get('request-id'), /^req_/);
    assert.equal(answer.body.error.request_log_url, undefined);
  });

  test('a success ends without a newline, an error with one', async () => {
    const text = async (path) => (await fetch(till.api + path,
      { headers: { Authorization: `Bearer ${till.key}` } })).text();
    assert.match(await text('/v1/customers'), /\n}$/);
    assert.match(await text('/v1/none'), /^{\n {2}"error": {\n[^]*}\n}\n$/);
  });

  test('HEAD has those of GET and no body', async () => {
    const options = { headers: { Authorization: `Bearer ${till.key}` } };
    const get = await fetch(`${till.api}/v1/customers`, options);
    const head = await fetch(`${till.api}/v1/customers`,
      { ...options, method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-length'),
      String((await get.text()).length));
    assert.equal(await head.text(), '');
  });
});

describe('versions', () => {
  for (const version of ['2024-06-20', '2023-10-16', '2020-08-27'])
    test(`${version} is taken and named`, async () => {
      const answer = await till.call('GET', '/v1/customers', undefined,
        { 'Stripe-Version': version });
      assert.equal(answer.status, 200);
      has(answer, { 'stripe-version': version });
    });

  for (const version of ['2024-06-21', '2024-09-30.acacia', 'latest',
    '2024-06-20 '.padEnd(300, 'x')])
    test(`${version.slice(0, 20)} is refused`, async () => {
      const answer = await till.call('GET', '/v1/customers', undefined,
        { 'Stripe-Version': version });
      refused(answer, 400,
        `Invalid Stripe API version: ${version.slice(0, 100)}`);
    });

  test('the key is looked at first', async () => {
    const answer = await till.call('GET', '/v1/customers', undefined,
      { 'Stripe-Version': 'none', Authorization: 'Bearer sk_test_wrong' });
    assert.equal(answer.status, 401);
  });
});

describe('browsers of other sites', () => {
  const asks = { Origin: 'https://shop.example',
    'Access-Control-Request-Method': 'POST' };

  test('may ask before they call, without a key', async () => {
    const names = 'authorization,content-type,idempotency-key,stripe-version';
    const answer = await fetch(`${till.api}/v1/customer_sessions`, {
      method: 'OPTIONS',
      headers: { ...asks, 'Access-Control-Request-Headers': names } });
    assert.equal(answer.status, 200);
    has(answer, { ...cors, 'access-control-allow-headers': names });
    assert.equal(await answer.text(), '');
  });

  test('get no header back that is no list of names', async () => {
    const answer = await fetch(`${till.api}/v1/customers`, {
      method: 'OPTIONS',
      headers: { ...asks, 'Access-Control-Request-Headers': 'a: b;"c"' } });
    has(answer, { 'access-control-allow-headers': null });
  });

  test('OPTIONS that asks nothing is a method like others', async () => {
    refused(await till.call('OPTIONS', '/v1/customers'), 404,
      /^Unrecognized request URL \(OPTIONS: \/v1\/customers\)/);
  });
});

describe('routes', () => {
  const plain = (method, path) =>
    `Unrecognized request URL (${method}: ${path}). Please see ` +
    'https://stripe.com/docs or we can help at https://support.stripe.com/.';
  const slash = (method, path) =>
    `Unrecognized request URL (${method}: ${path}). If you are trying to ` +
    'list objects, remove the trailing slash. If you are trying to retrieve ' +
    'an object, make sure you passed a valid (non-empty) identifier in your ' +
    'code. Please see https://stripe.com/docs or we can help at ' +
    'https://support.stripe.com/.';
  const rows = [
    ['GET', '/', slash], ['GET', '/v1', plain], ['GET', '/v1/', slash],
    ['GET', '/v1/customers/', slash], ['POST', '/v1/customers/', slash],
    ['GET', '/v1/checkout/sessions/', slash],
    ['GET', '/v1/checkout/sessions//line_items', plain],
    ['GET', '/v1/customers//', slash],
    ['PATCH', '/v1/customers', plain], ['PUT', '/v1/customers/cus_1', plain],
    ['DELETE', '/v1/checkout/sessions/cs_test_1', plain],
    ['GET', '/v1/checkout/sessions/cs_test_1/expire', plain],
    ['GET', '/v1/Customers', plain],
    ['GET', '/v1/customers%2f', plain],
  ];
  for (const [method, path, message] of rows)
    test(`${method} ${path}`, async () => {
      const answer = await till.call(method, path);
      refused(answer, 404, message(method, path));
      assert.equal(answer.body.error.code, undefined);
      assert.equal(answer.body.error.param, undefined);
    });
});

describe('bodies', () => {
  const notForm = /^Invalid request \(check that your POST content type is /;
  for (const type of ['application/json', 'text/plain', 'multipart/form-data',
    'application/x-www-form-urlencodedx'])
    test(`of type ${type} are refused`, async () => {
      refused(await till.call('POST', '/v1/customers', '{"name":"x"}',
        { 'Content-Type': type }), 400, notForm);
    });

  test('of a form with its character set are taken', async () => {
    const answer = await till.call('POST', '/v1/customers', 'name=x',
      { 'Content-Type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8' });
    assert.equal(answer.body.name, 'x');
  });

  test('and addresses both count', async () => {
    const answer = await till.call('POST', '/v1/customers?name=a&phone=1',
      'name=b', form);
    assert.equal(answer.body.name, 'b');
    assert.equal(answer.body.phone, '1');
    refused(await till.call('POST', '/v1/customers?nonsense=1'), 400,
      'Received unknown parameter: nonsense');
  });

  const clashes = [
    ['the last of duplicates wins', 'name=a&name=b', 'b'],
    ['a scalar and a hash clash', 'address=1&address[city]=2', /^Invalid obj/],
    ['a hash and a scalar clash', 'address[city]=2&address=1', /^Invalid obj/],
    ['a list where a text belongs', 'name[]=1', /^Invalid string/],
  ];
  for (const [what, body, wanted] of clashes)
    test(what, async () => {
      const answer = await till.call('POST', '/v1/customers', body, form);
      if (wanted instanceof RegExp)
        refused(answer, 400, wanted);
      else
        assert.equal(answer.body.name, wanted);
    });

  for (const size of [1100 * 1024, 3 * 1024 * 1024])
    test(`of ${size} bytes are too large`, async () => {
      const answer = await till.call('POST', '/v1/customers',
        `name=${'x'.repeat(size)}`, form);
      refused(answer, 413, /./);
      has(answer, { 'access-control-allow-origin': '*' });
    });
});

/* What nginx answers to bytes on a connection, as text. */
async function raw(bytes) {
  const socket = connect(till.apiPort, '127.0.0.1');
  let text = '';
  socket.on('data', (data) => { text += data; });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('nginx says in the shape of the API', () => {
  const long = 'a'.repeat(20000);
  const rows = [
    ['a URL that is too long', `GET /v1/customers?${long} HTTP/1.1\r\n`, 414],
    ['headers that are too large', `GET /v1 HTTP/1.1\r\nX: ${long}\r\n`, 400],
    ['a NUL in the URL',
      'GET /v1/customers/%00 HTTP/1.1\r\nConnection: close\r\n', 400],
    ['a method that is none', 'get /v1 HTTP/1.1\r\n', 400],
    ['TRACE', 'TRACE /v1/customers HTTP/1.1\r\nConnection: close\r\n', 404],
    ['no host', 'GET /v1/customers HTTP/1.1\r\nConnection: close\r\n', 400,
      true],
  ];
  for (const [what, head, status, noHost] of rows)
    test(what, async () => {
      const text = await raw(`${head}${noHost ? '' : 'Host: x\r\n'}\r\n`);
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(text, /\r\nContent-Type: application\/json\r\n/);
      assert.match(text, /\r\nRequest-Id: req_/);
      const { error } = JSON.parse(text.slice(text.indexOf('\r\n\r\n')));
      assert.equal(error.type, 'invalid_request_error');
      assert.ok(error.message);
    });

  test('its files are nobody\'s to read', async () => {
    refused(await till.call('GET', '/errors/503.json'), 404,
      /^Unrecognized request URL/);
  });
});
