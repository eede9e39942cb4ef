/*
 * What a buyer gives beside a card, and where the objects have it after
 * paying: addresses, phone, tax id, custom fields, consent.  The SDK's
 * answers are judged field by field.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { bankSays, byCard, Desk, pageOf } from '../lib/paying.mjs';
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

const good = '4242424242424242';

/* All that the form of everything is posted with. */
const given = {
  phoneNumber: '(201) 555-0123',
  shippingName: 'Ada King', shippingCountry: 'US',
  shippingAddressLine1: '1 Main Street', shippingAddressLine2: 'Flat 2',
  shippingLocality: 'Springfield', shippingPostalCode: '62701',
  shippingAdministrativeArea: 'Illinois',
  billingName: 'Ada Lovelace', billingCountry: 'DE',
  billingAddressLine1: 'Alte Straße 1', billingLocality: 'Berlin',
  billingPostalCode: '10115',
  'customField-engraving': 'For Anne', 'customField-size': 'l',
  termsOfServiceConsentCheckbox: 'on', promotionsConsentCheckbox: 'on',
};
const shipping = { city: 'Springfield', country: 'US',
  line1: '1 Main Street', line2: 'Flat 2', postal_code: '62701', state: 'IL' };
const billing = { city: 'Berlin', country: 'DE', line1: 'Alte Straße 1',
  line2: null, postal_code: '10115', state: null };

/* That everything given is where the objects have it. */
function everywhere(now) {
  const { payment_intent: intent, customer, shipping_details: to,
    customer_details: details } = now;
  const phone = '+12015550123';
  assert.equal(now.status, 'complete');
  assert.deepEqual(to, { address: shipping, name: 'Ada King' });
  assert.deepEqual(details.address, billing);
  assert.equal(details.name, 'Ada Lovelace');
  assert.equal(details.phone, phone);
  assert.deepEqual(now.consent, { promotions: 'opt_in',
    terms_of_service: 'accepted' });
  assert.deepEqual(now.custom_fields.map((field) =>
    field[field.type].value), ['For Anne', null, 'l']);
  assert.deepEqual(intent.shipping, { address: shipping, carrier: null,
    name: 'Ada King', phone, tracking_number: null });
  assert.deepEqual(intent.latest_charge.shipping, intent.shipping);
  assert.deepEqual(intent.latest_charge.billing_details,
    { address: billing, email: 'ada@shop.example', name: 'Ada Lovelace',
      phone });
  assert.deepEqual(intent.payment_method.billing_details,
    intent.latest_charge.billing_details);
  assert.equal(intent.payment_method.card.checks.address_line1_check, 'pass');
  assert.deepEqual(customer.address, billing);
  assert.deepEqual(customer.shipping, { address: shipping, name: 'Ada King',
    phone });
  assert.equal(customer.phone, phone);
  assert.equal(customer.name, 'Ada Lovelace');
}
const whole = ['customer', 'payment_intent.latest_charge',
  'payment_intent.payment_method'];

async function paid(more, fields, number = good) {
  const session = await desk.open(more);
  const answer = await byCard(till, session, number, fields);
  assert.equal(answer.status, 303, answer.text.match(/<li>.*<\/li>/g)?.join());
  return desk.get(session, whole);
}

describe('paid on its page', () => {
  test('everything is where the objects have it', async () => {
    everywhere(await paid(everything, given));
  });

  test('and in the event', async () => {
    const now = await paid(everything, given);
    const { data } = await stripe.events.list({ limit: 20,
      type: 'checkout.session.completed' });
    const event = data.find(({ data: { object } }) => object.id === now.id);
    assert.deepEqual(event.data.object.shipping_details,
      now.shipping_details);
    assert.deepEqual(event.data.object.custom_fields, now.custom_fields);
    assert.deepEqual(event.data.object.consent, now.consent);
  });

  test('through a challenge that is passed', async () => {
    const session = await desk.open(everything);
    await byCard(till, session, '4000000000003220', given);
    const asked = await desk.get(session, ['payment_intent']);
    assert.equal(asked.payment_intent.status, 'requires_action');
    assert.deepEqual(asked.payment_intent.shipping.address, shipping);
    assert.equal(asked.shipping_details, null);
    assert.equal((await bankSays(till, session, 'complete')).status, 303);
    everywhere(await desk.get(session, whole));
  });

  test('a challenge that fails loses nothing of it', async () => {
    const session = await desk.open(everything);
    await byCard(till, session, '4000000000003220', given);
    const { text, alert } = await bankSays(till, session, 'fail');
    assert.match(alert, /unable to authenticate/);
    for (const [name, value] of Object.entries(given)) {
      const field = new RegExp(`<(input|select) id="${name}"[^>]*>`).exec(
        text)?.[0];
      assert.ok(field, name);
      if (value === 'on')
        assert.match(field, / checked/, name);
      else if (field.startsWith('<input') && name !== 'phoneNumber')
        assert.ok(field.includes(`value="${value}"`), `${name}: ${field}`);
    }
    assert.match(text, /value="IL" selected/);
    assert.match(text, /value="l" selected/);
    assert.match(text, /id="phoneNumber"[^>]*value="\+12015550123"/);
    everywhere(await (async () => {
      await byCard(till, session, good, given);
      return desk.get(session, whole);
    })());
  });

  test('the bill goes with the goods where that is ticked', async () => {
    const now = await paid(everything, { ...given,
      cardUseShippingAsBilling: 'on', billingAddressLine1: '',
      billingName: '' });
    assert.deepEqual(now.customer_details.address, shipping);
    assert.equal(now.customer_details.name, 'Ada King');
    assert.deepEqual(now.payment_intent.payment_method.billing_details
      .address, shipping);
  });

  test('news are no affair of buyers elsewhere', async () => {
    const now = await paid(everything, { ...given, shippingCountry: 'DE',
      shippingAdministrativeArea: '' });
    assert.equal(now.consent.promotions, null);
    const not = await paid(everything, { ...given,
      promotionsConsentCheckbox: '' });
    assert.equal(not.consent.promotions, 'opt_out');
  });

  test('a business has its name and tax id, also on the invoice', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription', success_url: 'https://shop.example/thanks',
      tax_id_collection: { enabled: true }, line_items: [{ quantity: 1,
        price_data: { currency: 'eur', unit_amount: 900,
          recurring: { interval: 'month' },
          product_data: { name: 'Tea' } } }] });
    const answer = await byCard(till, session, good, {
      purchasingAsBusinessCheckbox: 'on', businessName: 'Lovelace GmbH',
      taxId: ' de123456789 ' });
    assert.equal(answer.status, 303);
    const now = await desk.get(session, ['customer.tax_ids', 'invoice',
      'subscription.default_payment_method']);
    const taxIds = [{ type: 'eu_vat', value: 'DE123456789' }];
    assert.deepEqual(now.customer_details.tax_ids, taxIds);
    assert.equal(now.customer_details.name, 'Lovelace GmbH');
    assert.equal(now.customer.name, 'Lovelace GmbH');
    const [taxId, ...others] = now.customer.tax_ids.data;
    assert.deepEqual(others, []);
    assert.equal(taxId.type, 'eu_vat');
    assert.equal(taxId.value, 'DE123456789');
    assert.equal(taxId.country, 'DE');
    assert.equal(taxId.customer, now.customer.id);
    assert.equal(now.invoice.customer_name, 'Lovelace GmbH');
    assert.deepEqual(now.invoice.customer_tax_ids, taxIds);
    assert.equal(now.subscription.default_payment_method.billing_details.name,
      'Ada Lovelace');
  });

  test('tax ids of a customer by the API', async () => {
    const customer = await stripe.customers.create({ tax_id_data: [
      { type: 'gb_vat', value: 'GB123456789' },
      { type: 'eu_oss_vat', value: 'EU123456789' }], expand: ['tax_ids'] });
    assert.deepEqual(customer.tax_ids.data.map(({ type, country }) =>
      [type, country]), [['gb_vat', 'GB'], ['eu_oss_vat', null]]);
    assert.equal(customer.tax_ids.url,
      `/v1/customers/${customer.id}/tax_ids`);
    const plainly = await stripe.customers.retrieve(customer.id);
    assert.equal(plainly.tax_ids, undefined);
    await assert.rejects(stripe.customers.create({ tax_id_data: [
      { type: 'eu_vat', value: '12' }] }), (error) =>
      error.code === 'tax_id_invalid' && error.param ===
        'tax_id_data[0][value]' && error.message ===
        'Invalid value for eu_vat.');
  });

  test('a customer takes over what customer_update names, no more',
    async () => {
      const customer = await stripe.customers.create({ name: 'A. L.',
        email: 'ada@shop.example', phone: '+4911111111' });
      for (const [update, address, name, to] of [
        [{ address: 'auto' }, billing, 'A. L.', null],
        [{ name: 'auto' }, null, 'Ada Lovelace', null],
        [{ shipping: 'auto' }, null, 'A. L.', shipping]]) {
        await stripe.customers.update(customer.id, { name: 'A. L.',
          address: '', shipping: '' });
        const { customer_creation, ...rest } = everything;
        const now = await paid({ ...rest, customer: customer.id,
          customer_update: update }, given);
        assert.equal(now.customer.name, name);
        assert.deepEqual(now.customer.address, address);
        assert.deepEqual(now.customer.shipping?.address ?? null, to);
        assert.equal(now.customer.phone, '+12015550123');
      }
    });

  test('an address is not sent with a session that asks for none',
    async () => {
      const now = await paid({}, given);
      assert.equal(now.shipping_details, null);
      assert.equal(now.payment_intent.shipping, null);
      assert.equal(now.consent, null);
      assert.equal(now.customer_details.phone, null);
      assert.equal(now.customer_details.address.line1, null);
    });
});

/* A field, what is typed into it, and what is said of that. */
const wrong = [
  ['phoneNumber', '', 'Fill in “Phone number”.'],
  ['phoneNumber', '12', '“Phone number” does not look right. An example: ' +
    '+1 201 555 0123'],
  ['shippingName', '', 'Fill in “Full name”.'],
  ['shippingName', 'x'.repeat(257), 'Full name: 256 characters at most.'],
  ['shippingName', 'a\u0007b',
    '“Full name” holds characters that cannot be used.'],
  ['shippingCountry', 'FR', 'Choose a country that this shop ships to.'],
  ['shippingCountry', '', 'Choose a country that this shop ships to.'],
  ['shippingAddressLine1', ' ', 'Fill in “Address”.'],
  ['shippingAddressLine2', 'x'.repeat(201),
    'Apartment, building, floor: 200 characters at most.'],
  ['shippingLocality', '', 'Fill in “City”.'],
  ['shippingPostalCode', '', 'Fill in “ZIP code”.'],
  ['shippingPostalCode', '6270', '“ZIP code” does not look right. An ' +
    'example: 12345'],
  ['shippingAdministrativeArea', '', 'Choose “State” from the list.'],
  ['shippingAdministrativeArea', 'Bavaria',
    'Choose “State” from the list.'],
  ['billingName', '', 'Enter the name on your card.'],
  ['billingCountry', 'ZZ', 'Choose the country of your billing address.'],
  ['billingAddressLine1', '', 'Fill in “Address”.'],
  ['billingLocality', '', 'Fill in “City”.'],
  ['billingPostalCode', 'ABC', '“Postal code” does not look right. An ' +
    'example: 12345'],
  ['customField-engraving', '', 'Fill in “Engraving”.'],
  ['customField-engraving', 'ab', 'Engraving: 3 characters at least.'],
  ['customField-engraving', 'x'.repeat(13),
    'Engraving: 12 characters at most.'],
  ['customField-floor', '2nd', '“Floor” takes digits only.'],
  ['customField-size', '', 'Choose “Size” from the list.'],
  ['customField-size', 'xxl', 'Choose “Size” from the list.'],
  ['termsOfServiceConsentCheckbox', '',
    'Agree to the terms of service to go on.'],
  ['businessName', '', 'Fill in “Business name”.'],
  ['taxId', '', 'Fill in “Tax ID”.'],
  ['taxId', 'DE12', '“Tax ID” does not look right. An example: ' +
    'DE123456789'],
];

const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/&#39;/g, '\'')
  .replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
  .replace(/&amp;/g, '&');

describe('what is typed wrong', () => {
  const asked = { ...everything, tax_id_collection: { enabled: true } };
  const right = { ...given, purchasingAsBusinessCheckbox: 'on',
    businessName: 'Lovelace GmbH', taxId: 'DE123456789' };
  let session;

  before(async () => {
    session = await desk.open(asked);
  });

  for (const [name, value, message] of wrong)
    test(`${name}: ${JSON.stringify(value).slice(0, 40)}`, async () => {
      const answer = await byCard(till, session, good, { ...right,
        [name]: value });
      assert.equal(answer.status, 200);
      const id = name.replace(/[^\w-]/g, '');
      assert.equal(plain(new RegExp(
        `<p class="wrong" id="${id}-error">(.*?)</p>`).exec(answer.text)?.[1] ??
        ''), message);
      assert.match(answer.text, new RegExp(`id="${id}"[^>]*` +
        `aria-invalid="true" aria-describedby="${id}-error"`));
      assert.ok(answer.text.match(/<a href="#.*?<\/a>/g).map(plain)
        .includes(message));
      assert.equal(answer.text.match(/<p class="wrong"/g).length,
        name.endsWith('Country') ? answer.text.match(/<p class="wrong"/g)
          .length : 1);
      // Nothing else is lost.
      assert.match(answer.text, /id="email"[^>]*value="ada@shop\.example"/);
      assert.doesNotMatch(answer.text, /id="cardCvc"[^>]*value="1/);
      assert.equal((await desk.get(session)).status, 'open');
    });
});

describe('markup is text', () => {
  const evil = '"><img src=x onerror=alert(1)>\'&amp;\u2028\u202Eabc{{X}}';

  test('in what merchants write', async () => {
    const session = await desk.open({ ...everything,
      custom_fields: [{ key: 'a', type: 'text', label: { type: 'custom',
        custom: evil }, text: { default_value: evil } },
      { key: 'b', type: 'dropdown', label: { type: 'custom', custom: evil },
        dropdown: { options: [{ label: evil, value: 'v' }] } }],
      custom_text: Object.fromEntries(['submit', 'after_submit',
        'shipping_address', 'terms_of_service_acceptance'].map((one) =>
        [one, { message: `${evil} [x](javascript:alert(1)) [y](https://a.b/"` +
          `onx) **${evil}** [${evil}](https://a.b/)` }])) });
    const html = await (await fetch(pageOf(till, session))).text();
    assert.ok(!html.includes('<img src=x'));
    assert.ok(!/href="javascript:/i.test(html));
    assert.ok(plain(html).includes('[x](javascript:alert(1))'));
    assert.equal(html.match(/href="https:\/\/a\.b\/"/g).length, 4);
  });

  test('in what buyers type', async () => {
    const session = await desk.open(everything);
    const fields = Object.fromEntries(Object.keys(given).map((name) =>
      [name, evil]));
    const { text } = await byCard(till, session, good, { ...fields,
      email: evil, cardExpiry: evil, cardCvc: evil });
    assert.ok(!text.includes('<img src=x'));
    assert.ok(text.includes('&quot;&gt;&lt;img src=x'));
  });

  test('and stored as it was typed', async () => {
    const name = 'Ada <b>"\'&\u2028\u202E';
    const now = await paid(everything, { ...given, shippingName: name,
      'customField-engraving': '<i>&"\'' });
    assert.equal(now.shipping_details.name, name);
    assert.equal(now.custom_fields[0].text.value, '<i>&"\'');
  });
});

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
