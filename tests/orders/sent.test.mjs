/*
 * An order that is sent somewhere: a profile asks for an address, a phone
 * number and more, the success page shows where it goes, and the program that
 * fulfils it is told.
 */
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { becomes, order, pay, program } from '../lib/orders.mjs';
import { Till, root, temporaryFolder } from '../lib/till.mjs';

let till, price, fulfil;

before(async () => {
  const profiles = temporaryFolder('profiles');
  const ours = join(root, 'nginx', 'profiles');
  for (const name of readdirSync(ours))
    copyFileSync(join(ours, name), join(profiles, name));
  writeFileSync(join(profiles, 'parcel.json'), JSON.stringify({
    mode: 'payment', phone_number_collection: { enabled: true },
    shipping_address_collection: { allowed_countries: ['US', 'DE'] },
    custom_fields: [{ key: 'engraving', type: 'text', optional: true,
      label: { type: 'custom', custom: 'Engraving' } }] }));
  fulfil = program(temporaryFolder('programs'), 'fulfil');
  till = await Till.start({ env: { TILL_FULFIL: fulfil.path,
    TILL_PROFILES: profiles } });
  const { data } = await till.sdk().prices.list({
    lookup_keys: ['teapot_usd'] });
  price = data[0].id;
});
after(() => till?.stop());

const runOf = async (id) => {
  await becomes(till, id, 'fulfilled');
  return fulfil.runs().find((run) => run.order.id === id);
};
const address = { phoneNumber: '(201) 555-0123', shippingName: 'Ada <King>',
  shippingCountry: 'US', shippingAddressLine1: '1 Main Street',
  shippingLocality: 'Springfield', shippingPostalCode: '62701',
  shippingAdministrativeArea: 'IL', 'customField-engraving': 'For Anne' };

test('the success page and the program know where it goes', async () => {
  const { session, order: id } = await order(till, price,
    { form: { profile: 'parcel' } });
  assert.equal((await pay(till, session)).status, 200, 'without an address');
  assert.equal((await pay(till, session, address)).status, 303);
  const { text } = await till.visit('GET',
    `/checkout/success?session_id=${session}`);
  assert.match(text, new RegExp('Sent to</h2>\\s*<address><bdi>Ada ' +
    '&lt;King&gt;</bdi><br><bdi>1 Main Street</bdi><br><bdi>Springfield, IL ' +
    '62701</bdi><br><bdi>United States</bdi></address>'));
  const run = await runOf(id);
  assert.deepEqual(run.shipping, { name: 'Ada <King>', phone: '+12015550123',
    address: { city: 'Springfield', country: 'US', line1: '1 Main Street',
      line2: null, postal_code: '62701', state: 'IL' } });
  assert.deepEqual(run.fields, { engraving: 'For Anne' });
  assert.equal(run.session.customer_details.phone, '+12015550123');
});

test('what was left out is null', async () => {
  const { session, order: id } = await order(till, price,
    { form: { profile: 'parcel' } });
  await pay(till, session, { ...address, 'customField-engraving': '' });
  await till.visit('GET', `/checkout/success?session_id=${session}`);
  assert.deepEqual((await runOf(id)).fields, { engraving: null });
});

test('an order that is not sent anywhere has none of it', async () => {
  const { session, order: id } = await order(till, price);
  await pay(till, session);
  const { text } = await till.visit('GET',
    `/checkout/success?session_id=${session}`);
  assert.doesNotMatch(text, /Sent to/);
  const run = await runOf(id);
  assert.equal(run.shipping, null);
  assert.deepEqual(run.fields, {});
});
