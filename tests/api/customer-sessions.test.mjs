/* Customer sessions through the official SDK, with each component. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Till } from '../lib/till.mjs';

let till, stripe, customer;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  customer = await stripe.customers.create({ email: 'ada@shop.example' });
});
after(() => till?.stop());

const components = {
  buy_button: { enabled: true },
  pricing_table: { enabled: true },
  payment_element: { enabled: true, features: {
    payment_method_redisplay: 'enabled', payment_method_redisplay_limit: 5,
    payment_method_save: 'enabled',
    payment_method_save_usage: 'off_session' } },
};

for (const name of Object.keys(components))
  test(`with ${name}`, async () => {
    const session = await stripe.customerSessions.create({
      customer: customer.id, components: { [name]: components[name] } });
    assert.equal(session.object, 'customer_session');
    assert.equal(session.customer, customer.id);
    assert.equal(session.livemode, false);
    assert.ok(session.client_secret.length > 30);
    assert.ok(session.expires_at > session.created);
    for (const other of Object.keys(components))
      assert.equal(session.components[other].enabled, other === name, other);
  });

test('secrets are not repeated', async () => {
  const params = { customer: customer.id,
    components: { pricing_table: { enabled: true } } };
  const one = await stripe.customerSessions.create(params);
  const two = await stripe.customerSessions.create(params);
  assert.notEqual(one.client_secret, two.client_secret);
});

const refused = [
  ['no customer', { customer: undefined }, 'customer', 'parameter_missing'],
  ['no components', { components: undefined }, 'components',
    'parameter_missing'],
  ['an unknown customer', { customer: 'cus_none' }, 'customer',
    'resource_missing'],
  ['a limit above ten', { components: { payment_element: { enabled: true,
    features: { payment_method_redisplay_limit: 11 } } } },
  'components[payment_element][features][payment_method_redisplay_limit]',
  'parameter_invalid_integer'],
  ['nothing enabled', { components: { buy_button: { enabled: false } } },
    'components'],
];
for (const [what, change, param, code] of refused)
  test(`${what} is refused`, async () => {
    const error = await stripe.customerSessions.create({
      customer: customer.id, components: { buy_button: { enabled: true } },
      ...change }).then(() => assert.fail('accepted'), (e) => e);
    assert.equal(error.statusCode, 400, String(error));
    assert.equal(error.param, param);
    assert.equal(error.code, code);
  });
