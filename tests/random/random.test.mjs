/*
 * Random create-session requests: each answer is a session as the reference
 * says or an error in the API's shape, and nothing dies.
 *
 *   TILL_RANDOM_N     how many, 100,000 unless said
 *   TILL_RANDOM_SEED  which ones; printed, another one each time unless said
 *
 * One request again, with its answer:
 *   build/tests/random_requests SEED NUMBER 1
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { complaints } from '../lib/judge.mjs';
import { Till, build } from '../lib/till.mjs';

const COUNT = Number(process.env.TILL_RANDOM_N || 100000);
const SEED = process.env.TILL_RANDOM_SEED || String(Date.now() % 1e9);
const OVER_HTTP = Math.min(COUNT, 400);
const SHOWN = 10;

/* Reads the records that random_requests prints. */
async function* records(stream) {
  let rest = Buffer.alloc(0);
  for await (const data of stream) {
    rest = Buffer.concat([rest, data]);
    let at = 0;
    for (;;) {
      const end = rest.indexOf(10, at);
      if (end < 0)
        break;
      const [n, kind, status, form, body] =
        rest.subarray(at, end).toString().split(' ');
      const whole = end + 1 + Number(form) + Number(body) + 1;
      if (rest.length < whole)
        break;
      yield { n: Number(n), kind, status: Number(status),
        form: rest.subarray(end + 1, end + 1 + Number(form)),
        body: rest.subarray(end + 1 + Number(form), whole - 1).toString() };
      at = whole;
    }
    rest = rest.subarray(at);
  }
}

/* What is wrong with an answer, as lines. */
function wrong({ kind, status, body }) {
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return [`no JSON: ${body.slice(0, 200)}`];
  }
  if (status === 200)
    return complaints(answer);
  if (kind === 'read' || (status !== 400 && status !== 404))
    return [`status ${status}: ${body.slice(0, 400)}`];
  const lines = complaints(answer);
  if (!answer.error?.message)
    lines.push('an error without a message');
  if (!['invalid_request_error', 'idempotency_error']
    .includes(answer.error?.type))
    lines.push(`status ${status} of type ${answer.error?.type}`);
  return lines;
}

function generate(first, count) {
  const child = spawn(join(build, 'tests', 'random_requests'),
    [SEED, String(first), String(count)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => { said = (said + data).slice(-8000); });
  return { child, exit: once(child, 'close'), said: () => said };
}

describe(`random requests of seed ${SEED}`, () => {
  test(`${COUNT} in one process`, { timeout: 3600000 }, async (t) => {
    const { child, exit, said } = generate(0, COUNT);
    const bad = [];
    let created = 0, answers = 0;
    for await (const record of records(child.stdout)) {
      answers += record.kind === 'create';
      created += record.kind === 'create' && record.status === 200;
      const lines = wrong(record);
      if (lines.length > 0 && bad.length < SHOWN)
        bad.push(`${record.n} ${record.kind}: ${lines.join('\n  ')}\n  ${
          record.form.toString().slice(0, 1500)}`);
    }
    const [code, signal] = await exit;
    t.diagnostic(`${answers} answered, ${created} sessions made`);
    assert.deepEqual(bad, []);
    assert.equal(code, 0, `ended with ${signal ?? code}: ${said()}`);
    assert.equal(answers, COUNT);
    assert.ok(created > COUNT / 20, `only ${created} sessions were made`);
  });

  describe('over HTTP', () => {
    let till;
    before(async () => { till = await Till.start(); });
    after(() => till?.stop());

    test(`${OVER_HTTP} of them`, async () => {
      const { child, exit } = generate(COUNT, OVER_HTTP);
      const bad = [];
      for await (const { n, kind, form } of records(child.stdout)) {
        if (kind !== 'create')
          continue;
        const answer = await fetch(`${till.api}/v1/checkout/sessions`, {
          method: 'POST', body: form, headers: {
            Authorization: `Bearer ${till.key}`,
            'Content-Type': 'application/x-www-form-urlencoded' } });
        const lines = wrong({ kind, status: answer.status,
          body: await answer.text() });
        if (lines.length > 0)
          bad.push(`${n}: ${lines.join('\n  ')}\n  ${form}`);
      }
      await exit;
      assert.deepEqual(bad, []);
    });
  });
});
