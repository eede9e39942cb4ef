/* Keys, routes, and what goes over the wire around the answers. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till;

before(async () => { till = await Till.start(); });
after(() => till?.stop());

const basic = (text) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('keys', () => {
  const accepted = [
    ['Bearer', () => `Bearer ${till.key}`],
    ['Basic with an empty password', () => basic(`${till.key}:`)],
  ];
  for (const [what, header] of accepted)
    test(`${what} is accepted`, async () => {
      const answer = await till.call('GET', '/v1/customers', undefined,
        { Authorization: header() });
      assert.equal(answer.status, 200);
    });

  const refused = [
    ['no key', () => '', /^You did not provide an API key\./],
    ['an empty Bearer', () => 'Bearer', /^You did not provide an API key/],
    ['another key', () => 'Bearer sk_test_1234567890abcdefABCD',
      /^Invalid API Key provided: sk_test_\*+ABCD$/],
    ['Basic with another key', () => basic('sk_test_1234567890abcdefABCD:'),
      /^Invalid API Key provided: sk_test_\*+ABCD$/],
    ['the publishable key', () => `Bearer ${till.secret('publishable_key')}`,
      /^This API call cannot be made with a publishable API key\./],
  ];
  for (const [what, header, message] of refused)
    test(`${what} is refused`, async () => {
      const answer = await till.call('GET', '/v1/customers', undefined,
        { Authorization: header() });
      assert.equal(answer.status, 401);
      assert.equal(answer.body.error.type, 'invalid_request_error');
      assert.match(answer.body.error.message, message);
      assert.ok(!JSON.stringify(answer.body).includes(till.key));
    });
});

describe('routes', () => {
  const unknown = [
    ['GET', '/v1/nothing'],
    ['POST', '/v1/nothing'],
    ['GET', '/v2/nothing'],
    ['PUT', '/v1/customers'],
    ['GET', '/v1/customer_sessions'],
    ['POST', '/v1/checkout/sessions/cs_test_1/line_items'],
  ];
  for (const [method, path] of unknown)
    test(`${method} ${path} is not there`, async () => {
      const answer = await till.call(method, path);
      assert.equal(answer.status, 404);
      assert.equal(answer.body.error.type, 'invalid_request_error');
      assert.equal(answer.body.error.message,
        `Unrecognized request URL (${method}: ${path}). Please see ` +
        'https://stripe.com/docs or we can help at ' +
        'https://support.stripe.com/.');
    });
});

describe('answers', () => {
  test('are JSON, not stored, with an id', async () => {
    const { headers } = await till.call('POST', '/v1/customers', {});
    assert.match(headers.get('content-type'), /^application\/json/);
    assert.match(headers.get('cache-control'), /no-store/);
    assert.match(headers.get('request-id'), /^req_[A-Za-z0-9]{14,}$/);
    assert.equal(headers.get('stripe-version'), '2024-06-20');
    assert.equal(headers.get('server'), 'nginx');
  });

  const bad = [
    ['bad escapes', 'name=%zz'],
    ['a nesting too deep', `${'a[b]'.padEnd(400, '[c]')}=1`],
    ['a scalar that is an object too', 'address=1&address[city]=2'],
  ];
  for (const [what, body] of bad)
    test(`${what} are told as a 400`, async () => {
      const answer = await till.call('POST', '/v1/customers', body, {
        'Content-Type': 'application/x-www-form-urlencoded' });
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.type, 'invalid_request_error');
    });

  for (const size of [1536 * 1024, 3 * 1024 * 1024])
    test(`a body of ${size} bytes is told as a 413`, async () => {
      const answer = await till.call('POST', '/v1/customers',
        `name=${'x'.repeat(size)}`, {
          'Content-Type': 'application/x-www-form-urlencoded' });
      assert.equal(answer.status, 413);
      assert.equal(answer.body.error.type, 'invalid_request_error');
    });
});
