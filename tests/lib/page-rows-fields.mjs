/* page-rows-fields: what a buyer is asked for beside a card. */
import assert from 'node:assert/strict';

import { payment, setup, submit, subscription } from './page-rows.mjs';

const shown = async (frame, ...ids) => {
  for (const id of ids)
    assert.ok(await frame.locator(`#${id}`).isVisible(), `${id} is shown`);
};
const hidden = async (frame, ...ids) => {
  for (const id of ids)
    assert.ok(!await frame.locator(`#${id}`).isVisible(), `${id} is not`);
};
const says = async (frame, text) =>
  assert.ok(await frame.getByText(text).first().isVisible(), text);
const label = (custom) => ({ type: 'custom', custom });
const optionsOf = (frame, id) => frame.locator(`#${id} option`)
  .evaluateAll((all) => all.map((one) => one.value));

const card = { email: 'ada@shop.example', cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada Lovelace',
  billingPostalCode: '12345' };
const street = { Name: 'Ada Lovelace', AddressLine1: '1 Main Street',
  Locality: 'Springfield', PostalCode: '62701' };

async function fill(frame, fields) {
  for (const [id, value] of Object.entries(fields))
    if (await frame.locator(`#${id}`).isVisible())
      await frame.locator(`#${id}`).fill(value);
}

/* Pays what the form asks for, and gives the session then. */
async function pay({ frame, page, stripe, session }, fields = {}) {
  await fill(frame, { ...card, ...fields });
  await frame.locator(submit).click();
  await page.getByRole('heading', { name: 'Thanks' }).waitFor();
  return stripe.checkout.sessions.retrieve(session.id);
}

/* A customer who is known well. */
const regular = (more = {}) => ({ name: 'Ada Lovelace', phone: '+4930901820',
  email: 'ada@shop.example', address: { line1: 'Alte Straße 1',
    city: 'Berlin', postal_code: '10115', country: 'DE' }, ...more });
const known = (params, more) => async (scene) => payment({ ...params,
  customer: (await scene.stripe.customers.create(regular(more))).id })(scene);

export const rows = [
  { parameters: ['shipping_address_collection'],
    seen: 'where goods go, in one of the countries allowed, in its form',
    picture: 'shipping-address', session: payment({
      shipping_address_collection: { allowed_countries: ['DE', 'US', 'JP'] } }),
    see: async (scene) => {
      const { frame } = scene;
      await shown(frame, 'shippingName', 'shippingAddressLine1',
        'shippingAddressLine2', 'shippingLocality', 'shippingPostalCode');
      assert.deepEqual((await optionsOf(frame, 'shippingCountry')).sort(),
        ['DE', 'JP', 'US']);
      await frame.locator('#shippingCountry').selectOption('US');
      await hidden(frame, 'billingName', 'billingCountry');
      await frame.locator('#shippingAdministrativeArea').selectOption('IL');
      await frame.locator('#shippingCountry').selectOption('DE');
      await hidden(frame, 'shippingAdministrativeArea');
      await frame.locator('#shippingCountry').selectOption('JP');
      await frame.locator('#shippingAdministrativeArea').selectOption('東京都');
      await frame.locator('#cardUseShippingAsBilling').uncheck();
      await shown(frame, 'billingName', 'billingCountry');
      await frame.locator('#cardUseShippingAsBilling').check();
      const done = await pay(scene, { ...Object.fromEntries(
        Object.entries(street).map(([k, v]) => [`shipping${k}`, v])),
      shippingPostalCode: '100-0001' });
      assert.equal(done.shipping_details.address.state, '東京都');
      assert.equal(done.customer_details.address.line1, '1 Main Street');
    } },
  { parameters: ['billing_address_collection'],
    seen: 'the whole billing address', picture: 'billing-address',
    session: payment({ billing_address_collection: 'required' }),
    see: async ({ frame }) => {
      await shown(frame, 'billingAddressLine1', 'billingLocality',
        'billingAdministrativeArea', 'billingPostalCode');
      await frame.locator('#billingCountry').selectOption('HK');
      await hidden(frame, 'billingPostalCode', 'billingLocality');
      await frame.locator('#billingAdministrativeArea')
        .selectOption('Kowloon');
    } },
  { parameters: ['phone_number_collection'], seen: 'a phone number',
    picture: 'phone', session: payment({
      phone_number_collection: { enabled: true } }),
    see: async (scene) => {
      await shown(scene.frame, 'phoneNumber');
      const done = await pay(scene, { phoneNumber: '(201) 555-0123' });
      assert.equal(done.customer_details.phone, '+12015550123');
    } },
  { parameters: ['tax_id_collection.enabled'],
    seen: 'a box for who buys for a business, with name and tax id',
    picture: 'tax-id', session: payment({
      tax_id_collection: { enabled: true } }),
    see: async (scene) => {
      const { frame } = scene;
      await hidden(frame, 'businessName', 'taxId');
      await frame.locator('#purchasingAsBusinessCheckbox').check();
      await frame.locator('#billingCountry').selectOption('DE');
      assert.equal(await frame.locator('#taxId').getAttribute('placeholder'),
        'DE123456789');
      const done = await pay(scene, { businessName: 'Lovelace GmbH',
        taxId: 'de123456789' });
      assert.deepEqual(done.customer_details.tax_ids,
        [{ type: 'eu_vat', value: 'DE123456789' }]);
      assert.equal(done.customer_details.name, 'Lovelace GmbH');
    } },
  { parameters: ['tax_id_collection.required'],
    seen: 'name and tax id from the start, where the country has any',
    picture: 'tax-id-required', session: payment({ tax_id_collection:
      { enabled: true, required: 'if_supported' } }),
    see: async ({ frame }) => {
      await shown(frame, 'businessName', 'taxId');
      await frame.locator('#billingCountry').selectOption('GL');
      await hidden(frame, 'businessName', 'taxId');
    } },
  { parameters: ['custom_fields'], seen: 'a text, a number and a choice',
    picture: 'custom-fields', session: payment({ custom_fields: [
      { key: 'engraving', type: 'text', label: label('Engraving'),
        text: { minimum_length: 2, maximum_length: 8, default_value: 'A.L.' } },
      { key: 'floor', type: 'numeric', label: label('Floor'), optional: true },
      { key: 'size', type: 'dropdown', label: label('Size'), dropdown: {
        options: [{ label: 'Small', value: 's' },
          { label: 'Large', value: 'l' }] } }] }),
    see: async (scene) => {
      const { frame } = scene;
      assert.equal(await frame.getByLabel('Engraving').inputValue(), 'A.L.');
      assert.equal(await frame.locator('#customField-engraving')
        .getAttribute('maxlength'), '8');
      await says(frame, 'Floor (optional)');
      await frame.getByLabel('Size').selectOption({ label: 'Large' });
      const done = await pay(scene);
      assert.equal(done.custom_fields[0].text.value, 'A.L.');
      assert.equal(done.custom_fields[1].numeric.value, null);
      assert.equal(done.custom_fields[2].dropdown.value, 'l');
    } },
  { parameters: ['consent_collection.terms_of_service'],
    seen: 'a box that must be ticked', picture: 'consent-terms',
    session: payment({ consent_collection: { terms_of_service: 'required' } }),
    see: async (scene) => {
      const { frame } = scene;
      const box = frame.locator('#termsOfServiceConsentCheckbox');
      await says(frame, 'I agree to the terms of service of Second Pot');
      await fill(frame, card);
      await frame.locator(submit).click();
      await says(frame, 'Agree to the terms of service to go on.');
      assert.equal(await box.getAttribute('aria-invalid'), 'true');
      await box.check();
      const done = await pay(scene, { cardCvc: '123' });
      assert.equal(done.consent.terms_of_service, 'accepted');
    } },
  { parameters: ['consent_collection.promotions'],
    seen: 'a box for news, for buyers in the United States',
    picture: 'consent-promotions',
    session: payment({ consent_collection: { promotions: 'auto' } }),
    see: async (scene) => {
      const { frame } = scene;
      await shown(frame, 'promotionsConsentCheckbox');
      await frame.locator('#billingCountry').selectOption('FR');
      await hidden(frame, 'promotionsConsentCheckbox');
      await frame.locator('#billingCountry').selectOption('US');
      await frame.locator('#promotionsConsentCheckbox').check();
      assert.equal((await pay(scene)).consent.promotions, 'opt_in');
    } },
  { parameters: ['consent_collection.payment_method_reuse_agreement',
    'payment_intent_data.setup_future_usage'],
  seen: 'that a card which is kept will be charged again, unless hidden',
  picture: 'consent-reuse', session: payment({
    payment_intent_data: { setup_future_usage: 'off_session' } }),
  see: async ({ frame, page, stripe, site }) => {
    await says(frame, /allow Second Pot to charge you for later payments/);
    const quiet = await stripe.checkout.sessions.create(payment({
      payment_intent_data: { setup_future_usage: 'off_session' },
      consent_collection: { payment_method_reuse_agreement:
        { position: 'hidden' } } })({ site }));
    await page.goto(quiet.url);
    assert.equal(await page.getByText(/for later payments/).count(), 0);
  } },
  { parameters: ['custom_text.submit', 'custom_text.after_submit',
    'custom_text.shipping_address', 'custom_text.terms_of_service_acceptance'],
  seen: 'the shop\'s own words at four places, links and strong words in them',
  picture: 'custom-text', session: payment({
    shipping_address_collection: { allowed_countries: ['US'] },
    consent_collection: { terms_of_service: 'required' },
    custom_text: { submit: { message: 'We pack **by hand**.' },
      after_submit: { message: 'Questions? [Write](https://shop.example/w)' },
      shipping_address: { message: 'No PO boxes.\nReally.' },
      terms_of_service_acceptance: {
        message: 'I have read the [rules](https://shop.example/rules).' } } }),
  see: async ({ frame }) => {
    assert.ok(await frame.locator('strong', { hasText: 'by hand' })
      .isVisible());
    assert.equal(await frame.getByRole('link', { name: 'Write' })
      .getAttribute('href'), 'https://shop.example/w');
    assert.match(await frame.locator('.says').first().innerText(),
      /^No PO boxes\.\nReally\.$/);
    assert.equal(await frame.getByRole('link', { name: 'rules' })
      .getAttribute('href'), 'https://shop.example/rules');
    await says(frame, 'I have read the');
    assert.equal(await frame.getByText('terms of service').count(), 0);
  } },
  { parameters: ['customer'],
    seen: 'what is known of the customer, filled in', picture: 'customer',
    session: known({ billing_address_collection: 'required',
      phone_number_collection: { enabled: true } }),
    see: async ({ frame }) => {
      await says(frame, 'ada@shop.example');
      for (const [id, value] of [['phoneNumber', '+4930901820'],
        ['billingName', 'Ada Lovelace'], ['billingCountry', 'DE'],
        ['billingAddressLine1', 'Alte Straße 1'],
        ['billingPostalCode', '10115']])
        assert.equal(await frame.locator(`#${id}`).inputValue(), value, id);
    } },
  { parameters: ['customer_update'],
    seen: 'the same; what is changed in it is the customer\'s from then on',
    picture: 'customer-update', session: known({
      customer_update: { address: 'auto', name: 'auto', shipping: 'auto' },
      shipping_address_collection: { allowed_countries: ['DE'] },
      phone_number_collection: { enabled: true } },
    { shipping: { name: 'Ada at work', address: { line1: 'Amt 2',
      city: 'Potsdam', postal_code: '14467', country: 'DE' } } }),
    see: async (scene) => {
      const { frame, stripe } = scene;
      assert.equal(await frame.locator('#shippingLocality').inputValue(),
        'Potsdam');
      const done = await pay(scene, { shippingAddressLine1: 'Amt 3',
        phoneNumber: '030 111 222' });
      const customer = await stripe.customers.retrieve(done.customer);
      assert.equal(customer.shipping.address.line1, 'Amt 3');
      assert.equal(customer.address.line1, 'Amt 3');
      assert.equal(customer.name, 'Ada at work');
      assert.equal(customer.phone, '+4930111222');
    } },
  { parameters: ['customer_creation'], seen: 'nothing but the customer made',
    picture: 'customer-creation', after: true,
    session: payment({ customer_creation: 'always' }),
    see: async (scene) => {
      const done = await pay(scene);
      const customer = await scene.stripe.customers.retrieve(done.customer);
      assert.equal(customer.name, 'Ada Lovelace');
    } },
  { parameters: ['mode', 'custom_text.submit'],
    seen: 'a subscription with the shop\'s words', picture: 'sub-text',
    session: subscription({ custom_text: { submit: {
      message: 'Cancel when you like.' } } }),
    see: ({ frame }) => says(frame, 'Cancel when you like.') },
  { parameters: ['mode', 'billing_address_collection'],
    seen: 'a card that is saved with its whole address', picture: 'setup-bill',
    session: setup({ billing_address_collection: 'required' }),
    see: ({ frame }) => shown(frame, 'billingAddressLine1') },
];
