/*
 * One row for each parameter of the calls that make, change and confirm
 * intents and keep payment methods: a value that is accepted, with what the
 * answer then holds, and one that is refused with the exact error.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { accepted, at, complete, formOf, leavesOf, refused, set }
  from '../lib/leaves.mjs';
import { merge } from '../lib/sessions.mjs';
import { Till } from '../lib/till.mjs';

const { endpoints } = JSON.parse(readFileSync(new URL(
  '../../src/params/reference/added.json', import.meta.url)));
const calls = endpoints.filter(({ method, path }) => method === 'POST' &&
  /payment_intents|setup_intents|payment_methods/.test(path));

let till, stripe, customer, method;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  customer = (await stripe.customers.create()).id;
  method = (await stripe.paymentMethods.attach('pm_card_visa',
    { customer })).id;
});
after(() => till?.stop());

const card = { number: '4242424242424242', exp_month: 12, exp_year: 2040 };
const debit = { type: 'sepa_debit', billing_details: { name: 'Ada',
  email: 'ada@shop.example' }, sepa_debit: { iban: 'AT611904300234573201' } };
const data = (path) => ({ payment_method_data: /sepa_debit/.test(path) ?
  debit : { type: 'card', card: { ...card, cvc: '123' } } });
const confirming = { confirm: 'true', payment_method: 'pm_card_visa',
  return_url: 'https://shop.example/back' };
const billing = (o) => o.payment_method;

/* What goes with a parameter, and values that its type alone does not give. */
const given = [
  [/^payment_method_data/, data],
  [/^(confirm|off_session|return_url)$/, () => confirming],
];
const values = {
  confirm: () => 'true',
  customer: () => customer,
  payment_method: () => method,
  'payment_method_data.type': () => 'card',
  'payment_method_data.card.number': () => card.number,
  'payment_method_data.card.exp_month': () => 12,
  'payment_method_data.card.exp_year': () => 2040,
  'payment_method_data.card.cvc': () => '123',
  'payment_method_data.sepa_debit.iban': () => debit.sepa_debit.iban,
  'payment_method_data.billing_details.email': () => 'ada@shop.example',
  client_secret: (intent) => intent.client_secret,
  statement_descriptor: () => 'TEA',
  statement_descriptor_suffix: () => 'TEA',
  amount: () => 700,
  expand: () => ['customer'],
};
/* Parameters that the answer does not show under their own name. */
const hidden = /^(confirm|off_session|return_url|use_stripe_sdk|expand)$|^payment_method_data/;

/* The object of the path, and what a request for it must hold. */
async function begin(call, leaf) {
  const setup = call.path.includes('setup_intents');
  const money = setup ? {} : { amount: 2000, currency: 'eur' };
  const made = () => (setup ? stripe.setupIntents : stripe.paymentIntents)
    .create({ ...money, customer });
  if (call.path.startsWith('/v1/payment_methods'))
    return { id: (await stripe.paymentMethods.attach('pm_card_visa',
      { customer })).id, base: call.path.endsWith('attach') ?
      { customer } : {} };
  if (!call.path.includes('{id}'))
    return { base: { ...money,
      ...leaf.path === 'payment_method' && { customer } } };
  const intent = await made();
  const base = call.path.endsWith('/confirm') ? {
    return_url: 'https://shop.example/back',
    ...!/^payment_method(_data\..*)?$/.test(leaf.path) && {
      payment_method: 'pm_card_visa' } } : {};
  return { id: intent.id, intent, base };
}

async function send(call, id, tree) {
  return till.call('POST', call.path.replace('{id}', id),
    Object.fromEntries(new URLSearchParams(formOf(tree))));
}

for (const call of calls)
  describe(`${call.method} ${call.path}`, () => {
    for (const leaf of leavesOf(call))
      test(leaf.path, async () => {
        const { id, intent, base } = await begin(call, leaf);
        const request = (value) => {
          const tree = given.filter(([match]) => match.test(leaf.path) &&
            !(match.test('confirm') && call.path.includes('/confirm')))
            .reduce((all, [, more]) => merge(all,
              structuredClone(more(leaf.path))), structuredClone(base));
          if (leaf.path.startsWith('payment_method_data'))
            delete tree.payment_method;
          set(tree, leaf.steps, value);
          complete(tree, leaf);
          return tree;
        };
        const wrong = refused(leaf.node, leaf.steps);
        const no = await send(call, id, request(wrong.value));
        assert.equal(no.status, 400, JSON.stringify(no.body));
        const { type, message, code, param } = no.body.error;
        assert.deepEqual({ type, message, code, param },
          { type: 'invalid_request_error', message: wrong.message,
            code: wrong.code, param: wrong.param });

        const value = values[leaf.path]?.(intent) ?? accepted(leaf.node);
        const yes = await send(call, id, request(value));
        assert.equal(yes.status, 200, JSON.stringify(yes.body));
        if (!hidden.test(leaf.path))
          assert.deepEqual(at(yes.body, leaf.steps), value);
        if (/^payment_method_data\.(billing_details|allow_redisplay)/
          .test(leaf.path)) {
          const kept = await stripe.paymentMethods.retrieve(
            billing(yes.body));
          assert.deepEqual(at(kept, leaf.steps.slice(1)), value);
        }
      });
  });

test('every parameter is covered', () => {
  for (const call of calls)
    assert.equal(leavesOf(call).length, call.leaf_count, call.path);
});
