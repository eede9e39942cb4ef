/*
 * One row for each rule across parameters, both sides of it: a request that
 * breaks it, with the exact error, and the like one that does not.  Counted
 * against the table of src/sessions and against the reference.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { reference } from '../lib/leaves.mjs';
import { Sessions, merge } from '../lib/sessions.mjs';
import { Till } from '../lib/till.mjs';

let till, s, f;
const now = () => Math.floor(Date.now() / 1000);

before(async () => {
  till = await Till.start();
  s = new Sessions(till);
  await s.prepare();
  ({ f } = s);
  f.metered = await s.post('/v1/prices', { product: f.product.id,
    currency: 'usd', unit_amount: 5, recurring: { interval: 'month',
      usage_type: 'metered' } });
  f.euro = await s.post('/v1/prices', { product: f.product.id,
    currency: 'eur', unit_amount: 1000 });
  f.housed = await s.post('/v1/customers', { email: 'eve@shop.example',
    address: { country: 'GB', line1: '1 High Street' } });
});
after(() => till?.stop());

const missing = (param) => ({ param, code: 'parameter_missing',
  message: `Missing required param: ${param}.` });
const notIn = (param, mode) => ({ param,
  message: `You can not pass \`${param}\` in \`${mode}\` mode.` });
const oneOf = (param, first, second) => ({ param, message: 'You may only ' +
  `specify one of these parameters: ${first}, ${second}.` });
const unsupported = (param, ui, names) => ({ param, message: 'The following ' +
  `parameters are not supported with 'ui_mode: ${ui}': ${names}.` });
const tooMany = (param, most) => ({ param,
  message: `Array ${param} exceeded maximum ${most} allowed elements.` });
const many = (count, one) => Array.from({ length: count }, one);
const options = (more) => ({ payment_method_options: more });
const field = (more) => ({ custom_fields: [{ key: 'size', type: 'text',
  label: { type: 'custom', custom: 'Size' }, ...more }] });
const dropdown = (values, more) => field({ type: 'dropdown', dropdown: {
  options: values.map((value) => ({ label: 'L', value })), ...more } });
const rate = (more) => ({ shipping_options: [{ shipping_rate_data: {
  display_name: 'By post', ...more } }] });
const fixed = { fixed_amount: { amount: 500, currency: 'usd' } };
const issuer = (path, more) => path.reduceRight((inner, step) =>
  ({ [step]: inner }), more);
const monthly = (currency = 'usd') => ({ quantity: 1, price_data: { currency,
  unit_amount: 500, product_data: { name: 'P' },
  recurring: { interval: 'month' } } });
const every = (interval) => merge(monthly(), { price_data: { recurring: {
  interval } } });
const once = () => ({ quantity: 1, price_data: { currency: 'usd',
  unit_amount: 500, product_data: { name: 'P' } } });
const acss = (more) => options({ acss_debit: more });
const mandate = (more) => acss({ mandate_options: more });
const invoice = { invoice_creation: { enabled: true } };
const accountMissing = (...path) => missing(`${path[0]}${path.slice(1)
  .map((step) => `[${step}]`).join('')}[account]`);

/*
 * [rule, base, what breaks it, the error, what does not break it]; a change
 * may be a function of the fixtures.
 */
const rows = [
  ['mode', 'payment', { mode: undefined }, missing('mode'), {}],
  ['items', 'payment', { line_items: undefined }, missing('line_items'), {}],
  ['items_setup', 'setup', (x) => ({ line_items: [{ price: x.price.id,
    quantity: 1 }] }), { param: 'line_items',
    message: 'You cannot pass `line_items` in `setup` mode' }, {}],
  ['items_payment_max', 'bare', { line_items: many(101, once) },
    tooMany('line_items', 100), { line_items: many(100, once) }],
  ['items_sub_max_recurring', 'bareSubscription',
    { line_items: many(21, monthly.bind(null, 'usd')) },
    tooMany('line_items', 20),
    { line_items: many(20, monthly.bind(null, 'usd')) }],
  ['items_sub_max_onetime', 'bareSubscription',
    { line_items: [monthly(), ...many(21, once)] }, tooMany('line_items', 20),
    { line_items: [monthly(), ...many(20, once)] }],
  ['items_sub_min', 'bareSubscription', { line_items: [once()] },
    { param: 'line_items', message: 'You must provide at least one recurring ' +
      'price in `subscription` mode when using prices.' },
    { line_items: [once(), monthly()] }],
  ['items_payment_onetime', 'bare', { line_items: [monthly()] },
    { param: 'line_items', message: 'You specified `payment` mode but passed ' +
      'a recurring price. Either switch to `subscription` mode or use only ' +
      'one-time prices.' }, { line_items: [once()] }],
  ['items_interval', 'bareSubscription',
    { line_items: [monthly(), every('year')] }, { param: 'line_items',
      message: 'All recurring prices of a Checkout Session must have the ' +
        'same interval.' }, { line_items: [monthly(), monthly()] }],
  ['application_fee', 'payment', { payment_intent_data: {
    application_fee_amount: 2001 } }, { param:
    'payment_intent_data[application_fee_amount]', message: 'The application ' +
    'fee must not be more than the total amount due.' },
  { payment_intent_data: { application_fee_amount: 2000 } }],
  ['item_price', 'bare', { line_items: [{ quantity: 1 }] },
    { param: 'line_items[0]', message: 'You must provide one of `price` or ' +
      '`price_data` for each line item when using prices.' },
    { line_items: [once()] }],
  ['item_price', 'payment', (x) => ({ line_items: [{ price: x.price.id,
    ...once() }] }), oneOf('line_items[0][price]', 'price', 'price_data'), {}],
  ['item_quantity', 'bare', (x) => ({ line_items: [{
    price: x.price.id }] }), { param: 'line_items',
    message: 'Quantity is required. Add `quantity` to `line_items[0]` ' },
  { line_items: [once()] }],
  ['item_quantity_metered', 'bareSubscription', (x) => ({ line_items: [{
    price: x.metered.id, quantity: 1 }] }), { param: 'line_items[0][quantity]',
    message: 'Quantity should not be specified where usage_type is ' +
      '`metered`. Remove quantity from `line_items[0]`' },
  (x) => ({ line_items: [{ price: x.metered.id }] })],
  ['item_taxes', 'payment', { line_items: [{ tax_rates: ['txr_1'],
    dynamic_tax_rates: ['txr_1'] }] },
  oneOf('line_items[0][dynamic_tax_rates]', 'dynamic_tax_rates', 'tax_rates'),
  {}],
  ['item_adjustable', 'payment', { line_items: [{ adjustable_quantity: {
    enabled: true, minimum: 5, maximum: 4 } }] },
  { param: 'line_items[0][adjustable_quantity][minimum]', message:
    '`line_items[0][adjustable_quantity][minimum]` must be less than or ' +
    'equal to `line_items[0][adjustable_quantity][maximum]`, which is 4.' },
  { line_items: [{ adjustable_quantity: { enabled: true, minimum: 1,
    maximum: 4 } }] }],
  ['item_adjustable', 'payment', { line_items: [{ quantity: 100,
    adjustable_quantity: { enabled: true } }] },
  { param: 'line_items[0][quantity]', message: 'The `quantity` must be ' +
    'within the range of `adjustable_quantity`: 0 to 99.' },
  { line_items: [{ quantity: 100, adjustable_quantity: { enabled: true,
    maximum: 100 } }] }],
  ['item_currency', 'payment', (x) => ({ line_items: [
    { price: x.price.id, quantity: 1 }, { price: x.euro.id, quantity: 1 }] }),
  { param: 'line_items[1][price]', message: 'The price specified only ' +
    "supports `eur`. This doesn't match the expected currency: `usd`." },
  (x) => ({ line_items: [{ price: x.euro.id, quantity: 1 }] })],
  ['price_data_product', 'priceData', { line_items: [{ price_data: {
    product_data: undefined } }] },
  missing('line_items[0][price_data][product]'), {}],
  ['price_data_product', 'priceData', (x) => ({ line_items: [{ price_data: {
    product: x.product.id } }] }), oneOf('line_items[0][price_data][product]',
    'product', 'product_data'), {}],
  ['price_data_amount', 'priceData', { line_items: [{ price_data: {
    unit_amount: undefined } }] },
  missing('line_items[0][price_data][unit_amount]'), {}],
  ['price_data_amount', 'priceData', { line_items: [{ price_data: {
    unit_amount_decimal: '1' } }] },
  oneOf('line_items[0][price_data][unit_amount]', 'unit_amount',
    'unit_amount_decimal'), {}],
  ...[['day', 1095], ['week', 156], ['month', 36], ['year', 3]].map(
    ([interval, most]) => ['price_data_interval', 'recurringData',
      { line_items: [{ price_data: { recurring: { interval,
        interval_count: most + 1 } } }] },
      { param: 'line_items[0][price_data][recurring][interval_count]',
        message: 'The recurring interval must be at most 3 years: ' +
          `\`interval_count\` can be at most ${most} for this interval.` },
      { line_items: [{ price_data: { recurring: { interval,
        interval_count: most } } }] }]),
  ['success_url_hosted', 'payment', { success_url: undefined },
    missing('success_url'), {}],
  ['success_url_embedded', 'embedded', {
    success_url: 'https://shop.example/', cancel_url: 'https://shop.example/' },
  unsupported('cancel_url', 'embedded', 'cancel_url, success_url'), {}],
  ['return_url', 'embedded', { return_url: undefined }, missing('return_url'),
    { return_url: undefined, redirect_on_completion: 'never' }],
  ['return_url_never', 'embedded', { redirect_on_completion: 'never' },
    { param: 'return_url', message: 'You cannot pass `return_url` when ' +
      '`redirect_on_completion` is `never`.' },
    { redirect_on_completion: 'if_required' }],
  ['return_url_hosted', 'payment', { return_url: 'https://shop.example/' },
    unsupported('return_url', 'hosted', 'return_url'), {}],
  ['redirect', 'payment', { redirect_on_completion: 'always' },
    unsupported('redirect_on_completion', 'hosted',
      'redirect_on_completion'), {}],
  ['payment_intent_data', 'subscription',
    { payment_intent_data: { description: 'd' } },
    notIn('payment_intent_data', 'subscription'), {}],
  ['payment_intent_data', 'setup', { payment_intent_data: {
    description: 'd' } }, notIn('payment_intent_data', 'setup'), {}],
  ['setup_intent_data', 'payment', { setup_intent_data: { description: 'd' } },
    notIn('setup_intent_data', 'payment'), {}],
  ['subscription_data', 'payment', { subscription_data: { description: 'd' } },
    notIn('subscription_data', 'payment'), {}],
  ['submit_type', 'subscription', { submit_type: 'pay' },
    notIn('submit_type', 'subscription'), {}],
  ['customer_creation', 'subscription', { customer_creation: 'always' },
    notIn('customer_creation', 'subscription'), {}],
  ['payment_method_collection', 'payment',
    { payment_method_collection: 'always' },
    notIn('payment_method_collection', 'payment'), {}],
  ['invoice_creation', 'subscription', invoice,
    notIn('invoice_creation', 'subscription'),
    { invoice_creation: { enabled: false } }],
  ['saved_methods', 'setup', { saved_payment_method_options: {
    payment_method_save: 'enabled' } },
  notIn('saved_payment_method_options', 'setup'), {}],
  ['shipping_options', 'subscription', rate(fixed),
    notIn('shipping_options', 'subscription'), {}],
  ['shipping_options_max', 'payment', { shipping_options: many(6, () =>
    rate(fixed).shipping_options[0]) }, tooMany('shipping_options', 5),
  { shipping_options: many(5, () => rate(fixed).shipping_options[0]) }],
  ['shipping_option', 'payment', { shipping_options: [{ shipping_rate: 'shr_1',
    ...rate(fixed).shipping_options[0] }] },
  oneOf('shipping_options[0][shipping_rate]', 'shipping_rate',
    'shipping_rate_data'), rate(fixed)],
  ['shipping_fixed', 'payment', rate({ type: 'fixed_amount' }),
    missing('shipping_options[0][shipping_rate_data][fixed_amount]'),
    rate({ type: 'fixed_amount', ...fixed })],
  ['promo_setup', 'setup', { allow_promotion_codes: true },
    notIn('allow_promotion_codes', 'setup'), {}],
  ['promo_setup', 'setup', { discounts: [{ coupon: 'c' }] },
    notIn('discounts', 'setup'), {}],
  ['promo_or_discount', 'payment', { allow_promotion_codes: true,
    discounts: [{ coupon: 'c' }] }, oneOf('allow_promotion_codes',
    'allow_promotion_codes', 'discounts'), { allow_promotion_codes: true }],
  ['discounts_max', 'payment', { discounts: [{ coupon: 'a' },
    { coupon: 'b' }] }, tooMany('discounts', 1), {}],
  ['discount', 'payment', { discounts: [{ coupon: 'c',
    promotion_code: 'p' }] }, oneOf('discounts[0][coupon]', 'coupon',
    'promotion_code'), {}],
  ['customer_or_email', 'forCustomer', { customer_email: 'a@shop.example' },
    oneOf('customer', 'customer', 'customer_email'), {}],
  ['customer_or_creation', 'forCustomer', { customer_creation: 'always' },
    oneOf('customer', 'customer', 'customer_creation'), {}],
  ['customer_update', 'payment', { customer_update: { name: 'auto' } },
    { param: 'customer_update',
      message: '`customer_update` can only be used with `customer`.' },
    (x) => ({ customer: x.customer.id, customer_update: { name: 'auto' } })],
  ['tax_id_name', 'forCustomer', { tax_id_collection: { enabled: true } },
    { param: 'tax_id_collection', message: 'Tax ID collection requires ' +
      'updating business name on the customer. To enable tax ID collection ' +
      'for an existing customer, please set `customer_update[name]` to ' +
      '`auto`.' }, { tax_id_collection: { enabled: true },
      customer_update: { name: 'auto' } }],
  ['auto_tax_address', 'forCustomer', { automatic_tax: { enabled: true } },
    { param: 'automatic_tax', message: 'Automatic tax calculation requires a ' +
      'customer with a valid address. Please set `customer_update[address]` ' +
      'or `customer_update[shipping]` to `auto`, or add an address to the ' +
      'customer.' }, { automatic_tax: { enabled: true },
      customer_update: { address: 'auto' } }],
  ['account_type', 'payment', { automatic_tax: { enabled: true,
    liability: { type: 'account' } } },
  accountMissing('automatic_tax', 'liability'),
  { automatic_tax: { enabled: true, liability: { type: 'self' } } }],
  ['account_type', 'payment', { invoice_creation: { enabled: true,
    invoice_data: { issuer: { type: 'account' } } } },
  accountMissing('invoice_creation', 'invoice_data', 'issuer'),
  { invoice_creation: { enabled: true, invoice_data: { issuer: {
    type: 'account', account: 'acct_1' } } } }],
  ['account_type', 'subscription', issuer(['subscription_data',
    'invoice_settings', 'issuer'], { type: 'account' }),
  accountMissing('subscription_data', 'invoice_settings', 'issuer'),
  issuer(['subscription_data', 'invoice_settings', 'issuer'],
    { type: 'self' })],
  ['currency_setup', 'setup', { currency: undefined }, missing('currency'),
    { currency: undefined, payment_method_types: ['card'] }],
  ['expires_at', 'payment', () => ({ expires_at: now() + 1700 }),
    { param: 'expires_at', message: 'The `expires_at` timestamp must be at ' +
      'least 30 minutes from Checkout Session creation.' },
    () => ({ expires_at: now() + 1900 })],
  ['expires_at', 'payment', () => ({ expires_at: now() + 86500 }),
    { param: 'expires_at', message: 'The `expires_at` timestamp must be ' +
      'less than 24 hours from Checkout Session creation.' },
    () => ({ expires_at: now() + 86300 })],
  ['custom_fields_max', 'payment', { custom_fields: many(4, (_, i) =>
    field({ key: `k${i}` }).custom_fields[0]) }, tooMany('custom_fields', 3),
  { custom_fields: many(3, (_, i) =>
    field({ key: `k${i}` }).custom_fields[0]) }],
  ['custom_field_key', 'payment', field({ key: 'a-b' }),
    { param: 'custom_fields[0][key]', message:
      'Invalid string: a-b; must only contain letters and digits' }, field()],
  ['custom_field_key', 'payment', { custom_fields: many(2, () =>
    field().custom_fields[0]) }, { param: 'custom_fields[1][key]', message:
    'The `key` of each custom field must be unique: `size` is used more ' +
    'than once.' }, field()],
  ...['dropdown', 'numeric', 'text'].map((kind) => ['custom_field_kind',
    'payment', field({ type: kind === 'text' ? 'numeric' : 'text',
      [kind]: kind === 'dropdown' ? dropdown(['a']).custom_fields[0].dropdown :
        { default_value: '1' } }), { param: `custom_fields[0][${kind}]`,
      message: `You can only specify \`${kind}\` on a custom field of type ` +
        `\`${kind}\`.` }, kind === 'dropdown' ? dropdown(['a']) :
      field({ type: kind, [kind]: { default_value: '1' } })]),
  ['custom_field_kind', 'payment', field({ type: 'dropdown' }),
    missing('custom_fields[0][dropdown]'), dropdown(['a'])],
  ['dropdown_options', 'payment', dropdown(many(201, (_, i) => `v${i}`)),
    tooMany('custom_fields[0][dropdown][options]', 200),
    dropdown(many(200, (_, i) => `v${i}`))],
  ['dropdown_value', 'payment', dropdown(['a b']),
    { param: 'custom_fields[0][dropdown][options][0][value]', message:
      'Invalid string: a b; must only contain letters and digits' },
    dropdown(['ab'])],
  ['dropdown_value', 'payment', dropdown(['a', 'a']),
    { param: 'custom_fields[0][dropdown][options][1][value]', message:
      'The `value` of each dropdown option must be unique: `a` is used more ' +
      'than once.' }, dropdown(['a', 'b'])],
  ['dropdown_default', 'payment', dropdown(['a'], { default_value: 'b' }),
    { param: 'custom_fields[0][dropdown][default_value]', message:
      "`default_value` must be the `value` of one of the dropdown's " +
      'options.' }, dropdown(['a'], { default_value: 'a' })],
  ...['text', 'numeric'].map((type) => ['field_lengths', 'payment',
    field({ type, [type]: { minimum_length: 3, maximum_length: 2 } }),
    { param: `custom_fields[0][${type}][minimum_length]`, message:
      '`minimum_length` must be less than or equal to `maximum_length`.' },
    field({ type, [type]: { minimum_length: 2, maximum_length: 2 } })]),
  ...['text', 'numeric'].map((type) => ['field_default', 'payment',
    field({ type, [type]: { maximum_length: 2, default_value: '123' } }),
    { param: `custom_fields[0][${type}][default_value]`, message:
      '`default_value` must be within `minimum_length` and ' +
      '`maximum_length`.' },
    field({ type, [type]: { maximum_length: 2, default_value: '12' } })]),
  ['numeric_default', 'payment', field({ type: 'numeric', numeric: {
    default_value: '1a' } }), { param:
    'custom_fields[0][numeric][default_value]',
  message: '`default_value` must only contain digits.' },
  field({ type: 'numeric', numeric: { default_value: '10' } })],
  ['custom_text', 'payment', { custom_text: { submit: {
    message: 'x'.repeat(1201) } } }, { param: 'custom_text[submit][message]',
    message: 'Invalid string: xxxxxxxxxx...xxxxxxxxxx; must be at most 1200 ' +
      'characters' }, { custom_text: { submit: {
    message: 'x'.repeat(1200) } } }],
  ['trial_days', 'subscription', { subscription_data: {
    trial_period_days: 0 } }, { param: 'subscription_data[trial_period_days]',
    code: 'parameter_invalid_integer',
    message: 'This value must be greater than or equal to 1.' },
  { subscription_data: { trial_period_days: 1 } }],
  ['trial_end', 'subscription', () => ({ subscription_data: {
    trial_end: now() + 172000 } }), { param: 'subscription_data[trial_end]',
    message: 'The `trial_end` timestamp must be at least 48 hours in the ' +
      'future.' }, () => ({ subscription_data: {
    trial_end: now() + 173000 } })],
  ['trial_one', 'subscription', () => ({ subscription_data: {
    trial_end: now() + 200000, trial_period_days: 3 } }),
  oneOf('subscription_data[trial_end]', 'trial_end', 'trial_period_days'),
  { subscription_data: { trial_period_days: 3 } }],
  ['anchor', 'subscription', () => ({ subscription_data: {
    billing_cycle_anchor: now() - 5 } }), { param:
    'subscription_data[billing_cycle_anchor]', message:
    'The `billing_cycle_anchor` timestamp must be in the future.' },
  () => ({ subscription_data: { billing_cycle_anchor: now() + 500 } })],
  ['reference', 'payment', { client_reference_id: 'r'.repeat(201) },
    { param: 'client_reference_id', message: 'Invalid string: ' +
      'rrrrrrrrrr...rrrrrrrrrr; must be at most 200 characters' },
    { client_reference_id: 'r'.repeat(200) }],
  ['pmc_or_types', 'payment', { payment_method_configuration: 'pmc_1',
    payment_method_types: ['card'] }, oneOf('payment_method_configuration',
    'payment_method_configuration', 'payment_method_types'),
  { payment_method_types: ['card'] }],
  ['acss_setup', 'payment', acss({ currency: 'cad' }),
    notIn('payment_method_options[acss_debit][currency]', 'payment'),
    acss({ verification_method: 'instant' })],
  ['acss_setup', 'payment', mandate({ default_for: ['invoice'] }),
    notIn('payment_method_options[acss_debit][mandate_options][default_for]',
      'payment'), mandate({ transaction_type: 'personal' })],
  ...['interval', 'combined'].map((payment_schedule) => ['acss_interval',
    'payment', mandate({ payment_schedule }), missing('payment_method_options' +
      '[acss_debit][mandate_options][interval_description]'),
    mandate({ payment_schedule, interval_description: 'monthly' })]),
  ['bank_transfer', 'payment', options({ customer_balance: { bank_transfer: {
    type: 'us_bank_transfer' } } }), { param:
    'payment_method_options[customer_balance][bank_transfer]', message:
    'You can only specify `bank_transfer` when `funding_type` is ' +
    '`bank_transfer`.' }, options({ customer_balance: {
    funding_type: 'bank_transfer', bank_transfer: {
      type: 'us_bank_transfer' } } })],
  ['bank_country', 'payment', options({ customer_balance: {
    funding_type: 'bank_transfer', bank_transfer: { type: 'eu_bank_transfer',
      eu_bank_transfer: { country: 'GB' } } } }), { param:
    'payment_method_options[customer_balance][bank_transfer]' +
    '[eu_bank_transfer][country]', message: 'Invalid payment_method_options' +
    '[customer_balance][bank_transfer][eu_bank_transfer][country]: must be ' +
    'one of BE, DE, ES, FR, IE, or NL' }, options({ customer_balance: {
    funding_type: 'bank_transfer', bank_transfer: { type: 'eu_bank_transfer',
      eu_bank_transfer: { country: 'NL' } } } })],
  ['bank_permissions', 'payment', options({ us_bank_account: {
    financial_connections: { permissions: ['balances'] } } }), { param:
    'payment_method_options[us_bank_account][financial_connections]' +
    '[permissions]', message: 'The `payment_method` permission must be ' +
    'included.' }, options({ us_bank_account: { financial_connections: {
    permissions: ['balances', 'payment_method'] } } })],
  ...['ios', 'android'].map((client) => ['wechat_app', 'payment',
    options({ wechat_pay: { client } }),
    missing('payment_method_options[wechat_pay][app_id]'),
    options({ wechat_pay: { client, app_id: 'wx1' } })]),
  ['metadata', 'payment', { metadata: { k: 'v'.repeat(501) } },
    { param: 'metadata', message: `Invalid val: ${'v'.repeat(501)} must be ` +
      'a string under 500 characters' }, { metadata: { k: 'v'.repeat(500) } }],
  ['cuss_components', 'cuss', { components: { buy_button: {
    enabled: true } } }, { param: 'components', message: 'You must enable ' +
    'exactly one component when creating a Customer Session.' },
  { components: { buy_button: { enabled: false } } }],
  ['cuss_components', 'cuss', { components: { pricing_table: {
    enabled: false } } }, { param: 'components', message: 'You must enable ' +
    'exactly one component when creating a Customer Session.' }, {}],
  ['cuss_save_usage', 'cuss', { components: { pricing_table: undefined,
    payment_element: { enabled: true, features: {
      payment_method_save: 'enabled' } } } }, missing('components' +
    '[payment_element][features][payment_method_save_usage]'),
  { components: { pricing_table: undefined, payment_element: { enabled: true,
    features: { payment_method_save: 'enabled',
      payment_method_save_usage: 'on_session' } } } }],
  ['cuss_limit', 'cuss', { components: { pricing_table: undefined,
    payment_element: { enabled: true, features: {
      payment_method_redisplay_limit: 11 } } } }, { code:
    'parameter_invalid_integer', param: 'components[payment_element]' +
    '[features][payment_method_redisplay_limit]',
  message: 'This value must be less than or equal to 10.' },
  { components: { pricing_table: undefined, payment_element: { enabled: true,
    features: { payment_method_redisplay_limit: 10 } } } }],
];

const pathOf = (base) => (base === 'cuss' ? '/v1/customer_sessions' :
  '/v1/checkout/sessions');
const change = (more) => structuredClone(typeof more === 'function' ?
  more(f) : more);

describe('rules', () => {
  rows.forEach(([name, base, no, error, yes], i) =>
    test(`${name} (${i})`, async () => {
      const wrong = await s.send('POST', pathOf(base),
        merge(s.base(base), change(no)));
      assert.equal(wrong.status, 400, JSON.stringify(wrong.body));
      const { type, message, code, param } = wrong.body.error;
      assert.deepEqual({ type, message, code, param },
        { type: 'invalid_request_error', code: undefined, ...error });
      const right = await s.send('POST', pathOf(base),
        merge(s.base(base), change(yes)));
      assert.equal(right.status, 200, JSON.stringify(right.body));
    }));
});

describe('an expired session', () => {
  test('expire_effect: is expired, without url, its time as it was',
    async () => {
      const session = await s.create(s.base('payment'));
      const path = `/v1/checkout/sessions/${session.id}/expire`;
      const { status, url, expires_at } = await s.post(path);
      assert.deepEqual({ status, url, expires_at },
        { status: 'expired', url: null, expires_at: session.expires_at });
    });

  test('expire_open: only an open one can be expired', async () => {
    const paid = await s.pay(await s.create(s.base('payment')));
    const wrong = await s.send('POST',
      `/v1/checkout/sessions/${paid.id}/expire`);
    assert.equal(wrong.status, 400);
    assert.equal(wrong.body.error.message, 'Only Checkout Sessions with a ' +
      'status in ["open"] can be expired. This Checkout Session has a status ' +
      'of `complete`.');
  });
});

test('a customer with an address needs no update for taxes', async () => {
  const session = await s.create({ ...s.base('payment'),
    customer: f.housed.id, automatic_tax: { enabled: true } });
  assert.equal(session.automatic_tax.status, 'complete');
});

test('every rule of the table and of the reference has its rows', () => {
  const source = readFileSync(new URL('../../src/sessions/rules_table.c',
    import.meta.url), 'utf8');
  const table = new Set([...source.matchAll(
    /\b(?:ROW|SCHEMA|NOT_IN|FIELD)\("(\w+)"/g)].map(([, name]) => name));
  const tested = new Set(rows.map(([name]) => name));
  const own = new Set(['expire_open', 'expire_effect']); // tests above
  const asked = [...reference.create_session_rules,
    ...reference.other_rules.filter(({ rule }) => /^(expire|cuss)_/.test(rule)),
  ].map(({ rule }) => rule);
  console.log(`rules covered / rules: ${tested.size} / ${table.size}`);
  assert.deepEqual([...tested].sort(), [...table].sort());
  assert.deepEqual(asked.filter((rule) => !table.has(rule) && !own.has(rule)),
    []);
});
