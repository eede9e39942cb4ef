/* asking: a session that asks a buyer for all there is, for tests. */

const label = (custom) => ({ type: 'custom', custom });

/** What such a session is created with, beside mode, items and addresses. */
export const everything = {
  shipping_address_collection: { allowed_countries: ['DE', 'US', 'JP'] },
  billing_address_collection: 'required',
  phone_number_collection: { enabled: true },
  tax_id_collection: { enabled: true },
  customer_creation: 'always',
  consent_collection: { promotions: 'auto', terms_of_service: 'required' },
  custom_text: { submit: { message: 'We pack **by hand**.' },
    after_submit: { message: 'Questions? [Write](https://shop.example/w)' },
    shipping_address: { message: 'No PO boxes.' } },
  custom_fields: [
    { key: 'engraving', type: 'text', label: label('Engraving'),
      text: { minimum_length: 3, maximum_length: 12 } },
    { key: 'floor', type: 'numeric', optional: true, label: label('Floor') },
    { key: 'size', type: 'dropdown', label: label('Size'), dropdown: {
      options: [{ label: 'Small', value: 's' },
        { label: 'Large', value: 'l' }] } },
  ],
};
