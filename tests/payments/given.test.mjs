/*
 * What a buyer gives beside a card, and where the objects have it after
 * paying: addresses, phone, tax id, custom fields, consent.  The SDK's
 * answers are judged field by field.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Desk } from '../lib/paying.mjs';
import { own } from '../lib/webhooks.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

const everything = {
  shipping_address_collection: { allowed_countries: ['DE', 'US', 'JP'] },
  billing_address_collection: 'required',
  phone_number_collection: { enabled: true },
  customer_creation: 'always',
  consent_collection: { promotions: 'auto', terms_of_service: 'required' },
  custom_fields: [
    { key: 'engraving', type: 'text', text: { minimum_length: 3,
      maximum_length: 12 }, label: { type: 'custom', custom: 'Engraving' } },
    { key: 'floor', type: 'numeric', optional: true,
      label: { type: 'custom', custom: 'Floor' } },
    { key: 'size', type: 'dropdown', dropdown: { options: [
      { label: 'Small', value: 's' }, { label: 'Large', value: 'l' }] },
    label: { type: 'custom', custom: 'Size' } },
  ],
};

describe('completed without its page', () => {
  test('what the session asks for is invented', async () => {
    const session = await desk.open(everything);
    await own(till, 'POST', `sessions/${session.id}/complete`);
    const now = await desk.get(session, ['payment_intent.payment_method',
      'customer']);
    const { shipping_details: shipping, customer_details: details } = now;
    assert.equal(shipping.address.country, 'US');
    assert.ok(shipping.address.line1 && shipping.address.city);
    assert.ok(shipping.name);
    assert.match(details.phone, /^\+\d{7,15}$/);
    assert.ok(details.address.line1 && details.address.state);
    assert.deepEqual(now.consent, { promotions: 'opt_out',
      terms_of_service: 'accepted' });
    assert.match(now.custom_fields[0].text.value, /^.{3,12}$/);
    assert.equal(now.custom_fields[1].numeric.value, null);
    assert.equal(now.custom_fields[2].dropdown.value, 's');
    const { payment_intent: intent, customer } = now;
    assert.deepEqual(intent.shipping.address, shipping.address);
    assert.equal(intent.shipping.phone, details.phone);
    assert.deepEqual(intent.payment_method.billing_details.address,
      details.address);
    assert.equal(intent.payment_method.billing_details.phone, details.phone);
    assert.deepEqual(customer.shipping.address, shipping.address);
    assert.deepEqual(customer.address, details.address);
    assert.equal(customer.phone, details.phone);
  });

  test('a parcel goes where it may', async () => {
    const session = await desk.open({ shipping_address_collection:
      { allowed_countries: ['JP'] } });
    await own(till, 'POST', `sessions/${session.id}/complete`);
    const { shipping_details: shipping } = await desk.get(session);
    assert.equal(shipping.address.country, 'JP');
    assert.match(shipping.address.postal_code, /^\d{7}$/);
    assert.ok(shipping.address.state);
  });
});
