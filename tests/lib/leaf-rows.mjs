/*
 * leaf-rows: what is special about single parameters, for leaves.mjs.
 *
 * A row has, each where it is needed: given(f), what else the request must
 * hold (merged into the base); value(f), the accepted value; holds(f, s, h),
 * what the answer s then shows of it, with the helpers h; expected(f), what
 * that must be, the value itself unless said; refused, the refused value with
 * its error.  f are the fixtures that leaves.test.mjs made.
 */
const soon = (seconds) => Math.floor(Date.now() / 1000) + seconds;

/* The base of a request for a path, the first that matches. */
export const bases = [
  [/^subscription_data|^payment_method_collection/, 'subscription'],
  [/^line_items\[\]\.price_data\.recurring/, 'recurringData'],
  [/^line_items\[\]\.price_data/, 'priceData'],
  [/^setup_intent_data/, 'setup'],
  [/^payment_method_options\.acss_debit\.(currency|mandate_options\.default_for)/,
    'setup'],
  [/^(return_url|redirect_on_completion)/, 'embedded'],
  [/^customer_update/, 'forCustomer'],
  [/./, 'payment'],
];

/* What goes with whole groups of parameters. */
export const groups = [
  [/^custom_fields\[\]/, () => ({ custom_fields: [{ type: 'text',
    key: 'engraving' }] })],
  [/^custom_fields\[\]\.dropdown/, () => ({ custom_fields: [{
    type: 'dropdown', dropdown: { options: [{ label: 'Red', value: 'red' }] },
  }] })],
  [/^custom_fields\[\]\.numeric/, () => ({ custom_fields: [{
    type: 'numeric' }] })],
  [/^payment_method_options\.customer_balance\.bank_transfer/, () => ({
    payment_method_options: { customer_balance: {
      funding_type: 'bank_transfer' } } })],
  [/\.eu_bank_transfer/, () => ({ payment_method_options: {
    customer_balance: { bank_transfer: { eu_bank_transfer: {
      country: 'DE' } } } } })],
  [/^shipping_options\[\]\.shipping_rate_data/, () => ({ shipping_options: [{
    shipping_rate_data: { display_name: 'By post', fixed_amount: {
      amount: 500, currency: 'usd' } } }] })],
  [/\.delivery_estimate\.maximum/, () => ({ shipping_options: [{
    shipping_rate_data: { delivery_estimate: { maximum: {
      unit: 'day', value: 3 } } } }] })],
];

const item = (s) => s.line_items.data[0];
const rate = (h, s) => h.get(`/v1/shipping_rates/${
  s.shipping_options[0].shipping_rate}`);
const items = { expand: ['line_items'] };
const product = async (h, s) => h.get(`/v1/products/${item(s).price.product}`);

/* A field of the price that price_data made. */
const ofPrice = (...steps) => ({ given: () => items,
  holds: (f, s, h) => h.at(item(s).price, steps) });
const ofProduct = (...steps) => ({ given: () => items,
  holds: async (f, s, h) => h.at(await product(h, s), steps) });
const ofRate = (...steps) => ({ holds: async (f, s, h) =>
  h.at(await rate(h, s), steps) });
/* What is stored with the session until it is used. */
const kept = { holds: (f, s, h) => h.kept(s) };
const account = (...steps) => ({ given: (f, h) => h.tree(
  [...steps, 'type'], 'account') });

export const createRows = {
  'automatic_tax.liability.account': account('automatic_tax', 'liability'),
  'invoice_creation.invoice_data.issuer.account':
    account('invoice_creation', 'invoice_data', 'issuer'),
  'subscription_data.invoice_settings.issuer.account':
    { ...account('subscription_data', 'invoice_settings', 'issuer'), ...kept },
  'automatic_tax.liability.type': { value: () => 'self' },
  'invoice_creation.invoice_data.issuer.type': { value: () => 'self' },
  'subscription_data.invoice_settings.issuer.type': { value: () => 'self' },
  'custom_fields[].type': { value: () => 'text' },
  'custom_fields[].dropdown.default_value': { value: () => 'red' },
  'custom_fields[].dropdown.options[].value': { value: () => 'blue', refused: {
    value: 'a b', param: 'custom_fields[0][dropdown][options][0][value]',
    message: 'Invalid string: a b; must only contain letters and digits' } },
  'custom_fields[].key': { value: () => 'size', refused: { value: 'a-b',
    param: 'custom_fields[0][key]',
    message: 'Invalid string: a-b; must only contain letters and digits' } },
  'custom_fields[].numeric.default_value': { value: () => '12', refused: {
    value: 'twelve', param: 'custom_fields[0][numeric][default_value]',
    message: '`default_value` must only contain digits.' } },
  customer: { value: (f) => f.customer.id, refused: { value: 'cus_none',
    param: 'customer', code: 'resource_missing',
    message: "No such customer: 'cus_none'" } },
  'customer_update.address': { value: () => 'auto', ...kept },
  'customer_update.name': { value: () => 'auto', ...kept },
  'customer_update.shipping': { value: () => 'auto', ...kept },
  'discounts[].coupon': { value: (f) => f.coupon.id,
    holds: (f, s) => s.total_details.amount_discount, expected: () => 200,
    refused: { value: 'none', param: 'discounts[0][coupon]',
      code: 'resource_missing', message: "No such coupon: 'none'" } },
  'discounts[].promotion_code': { value: (f) => f.promotion.id,
    holds: (f, s) => s.total_details.amount_discount, expected: () => 200,
    refused: { value: 'promo_none', param: 'discounts[0][promotion_code]',
      code: 'resource_missing',
      message: "No such promotion code: 'promo_none'" } },
  expand: { value: () => ['line_items'],
    holds: (f, s) => s.line_items.object, expected: () => 'list',
    refused: { value: ['nothing'],
      message: 'This property cannot be expanded (nothing).' } },
  'invoice_creation.invoice_data.account_tax_ids': { value: () => ['txi_1'] },
  'line_items[].adjustable_quantity.enabled':
    { holds: (f, s, h) => h.keptOfItem(s).adjustable_quantity !== undefined },
  'line_items[].adjustable_quantity.maximum': { value: () => 5,
    holds: (f, s, h) => h.keptOfItem(s).adjustable_quantity.maximum },
  'line_items[].adjustable_quantity.minimum': { value: () => 1,
    holds: (f, s, h) => h.keptOfItem(s).adjustable_quantity.minimum },
  // Where the buyer lives is known when it is paid.
  'line_items[].dynamic_tax_rates': { value: (f) => [f.britishRate.id],
    holds: async (f, s, h) => [s.total_details.amount_tax,
      (await h.pay(s)).total_details.amount_tax], expected: () => [0, 200] },
  'line_items[].tax_rates': { value: (f) => [f.taxRate.id],
    given: () => items, holds: (f, s) => item(s).amount_tax,
    expected: () => 200 },
  'line_items[].price': { value: (f) => f.price.id, given: () => items,
    holds: (f, s) => item(s).price.id, refused: { value: 'price_none',
      param: 'line_items[0][price]', code: 'resource_missing',
      message: "No such price: 'price_none'" } },
  'line_items[].price_data.currency': { value: () => 'eur',
    ...ofPrice('currency') },
  'line_items[].price_data.product': { value: (f) => f.product.id,
    given: (f) => ({ ...items, line_items: [{ price_data: {
      product_data: undefined, product: f.product.id } }] }),
    holds: (f, s) => item(s).price.product, refused: { value: 'prod_none',
      param: 'line_items[0][price_data][product]', code: 'resource_missing',
      message: "No such product: 'prod_none'" } },
  'line_items[].price_data.product_data.description': ofProduct('description'),
  'line_items[].price_data.product_data.images': {
    value: () => ['https://shop.example/lamp.jpg'], ...ofProduct('images') },
  'line_items[].price_data.product_data.metadata': ofProduct('metadata'),
  'line_items[].price_data.product_data.name': ofProduct('name'),
  'line_items[].price_data.product_data.tax_code': {
    value: () => 'txcd_99999999', ...ofProduct('tax_code') },
  'line_items[].price_data.recurring.interval':
    ofPrice('recurring', 'interval'),
  'line_items[].price_data.recurring.interval_count':
    { value: () => 2, ...ofPrice('recurring', 'interval_count') },
  'line_items[].price_data.tax_behavior': ofPrice('tax_behavior'),
  'line_items[].price_data.unit_amount': { value: () => 700,
    ...ofPrice('unit_amount') },
  'line_items[].price_data.unit_amount_decimal': { ...ofPrice(
    'unit_amount_decimal'),
  given: () => ({ ...items, line_items: [{ price_data: {
    unit_amount: undefined } }] }) },
  'line_items[].quantity': { value: () => 3, given: () => items,
    holds: (f, s) => item(s).quantity },
  mode: { value: () => 'payment' },
  payment_method_configuration: { value: () => 'pmc_1',
    holds: (f, s) => s.payment_method_configuration_details.id },
  'payment_method_data.allow_redisplay': kept,
  'payment_method_options.acss_debit.mandate_options.interval_description': {
    given: (f, h) => h.tree(['payment_method_options', 'acss_debit',
      'mandate_options', 'payment_schedule'], 'interval') },
  'payment_method_options.acss_debit.mandate_options.payment_schedule': {
    value: () => 'sporadic' },
  'payment_method_options.customer_balance.bank_transfer.eu_bank_transfer.country':
    { value: () => 'IE', refused: { value: 'GB', param:
      'payment_method_options[customer_balance][bank_transfer]' +
      '[eu_bank_transfer][country]', message:
      'Invalid payment_method_options[customer_balance][bank_transfer]' +
      '[eu_bank_transfer][country]: must be one of BE, DE, ES, FR, IE, or NL',
    } },
  'payment_method_options.p24.tos_shown_and_accepted': kept,
  'payment_method_options.paypal.risk_correlation_id': kept,
  'payment_method_options.us_bank_account.financial_connections.permissions':
    { value: () => ['payment_method'] },
  'payment_method_options.wechat_pay.app_id': { ...kept,
    given: (f, h) => h.tree(['payment_method_options', 'wechat_pay', 'client'],
      'ios') },
  'payment_method_options.wechat_pay.client': { value: () => 'web', ...kept },
  'payment_method_options.wechat_pay.setup_future_usage': { ...kept,
    given: (f, h) => h.tree(['payment_method_options', 'wechat_pay', 'client'],
      'web') },
  redirect_on_completion: { value: () => 'always' },
  'shipping_options[].shipping_rate': { value: (f) => f.rate.id,
    holds: (f, s) => s.shipping_options[0].shipping_rate, refused: {
      value: 'shr_none', param: 'shipping_options[0][shipping_rate]',
      code: 'resource_missing',
      message: "No such shipping rate: 'shr_none'" } },
  'shipping_options[].shipping_rate_data.delivery_estimate.maximum.unit':
    ofRate('delivery_estimate', 'maximum', 'unit'),
  'shipping_options[].shipping_rate_data.delivery_estimate.maximum.value':
    ofRate('delivery_estimate', 'maximum', 'value'),
  'shipping_options[].shipping_rate_data.delivery_estimate.minimum.unit':
    ofRate('delivery_estimate', 'minimum', 'unit'),
  'shipping_options[].shipping_rate_data.delivery_estimate.minimum.value':
    ofRate('delivery_estimate', 'minimum', 'value'),
  'shipping_options[].shipping_rate_data.display_name':
    ofRate('display_name'),
  'shipping_options[].shipping_rate_data.fixed_amount.amount': {
    value: () => 700, holds: (f, s) => s.shipping_options[0].shipping_amount },
  'shipping_options[].shipping_rate_data.fixed_amount.currency':
    ofRate('fixed_amount', 'currency'),
  'shipping_options[].shipping_rate_data.fixed_amount.currency_options{}.amount':
    { value: () => 650, holds: async (f, s, h) => (await h.get(
      `/v1/shipping_rates/${s.shipping_options[0].shipping_rate
      }?expand[]=fixed_amount.currency_options`)).fixed_amount
      .currency_options.eur.amount },
  'shipping_options[].shipping_rate_data.fixed_amount.currency_options{}.tax_behavior':
    { holds: async (f, s, h) => (await h.get(
      `/v1/shipping_rates/${s.shipping_options[0].shipping_rate
      }?expand[]=fixed_amount.currency_options`)).fixed_amount
      .currency_options.eur.tax_behavior },
  'shipping_options[].shipping_rate_data.metadata': ofRate('metadata'),
  'shipping_options[].shipping_rate_data.tax_behavior':
    ofRate('tax_behavior'),
  'shipping_options[].shipping_rate_data.tax_code': {
    value: () => 'txcd_92010001', ...ofRate('tax_code') },
  'shipping_options[].shipping_rate_data.type': ofRate('type'),
  'subscription_data.billing_cycle_anchor': { value: () => soon(86400),
    ...kept },
  'subscription_data.default_tax_rates': { value: (f) => [f.taxRate.id],
    ...kept },
  'subscription_data.trial_end': { value: () => soon(3 * 86400), ...kept },
  ui_mode: { value: () => 'hosted' },
};

const ids = (f, s) => s.data.map((one) => one.id);

/* The list's filters: which of the fixtures' sessions are in it. */
export const listRows = {
  'created.gt': { value: (f) => f.created + 9999999, holds: ids,
    expected: () => [] },
  'created.gte': { value: (f) => f.created, holds: (f, s) => s.data.length > 0,
    expected: () => true },
  'created.lt': { value: (f) => f.created - 9999, holds: ids,
    expected: () => [] },
  'created.lte': { value: (f) => f.created + 9999999,
    holds: (f, s) => s.data.length > 0, expected: () => true },
  customer: { value: (f) => f.buyer.id, holds: ids,
    expected: (f) => [f.paid.id] },
  'customer_details.email': { value: () => 'grace@shop.example', holds: ids,
    expected: (f) => [f.paid.id], refused: { value: '',
      param: 'customer_details[email]', code: 'parameter_invalid_empty',
      message: "You passed an empty string for 'customer_details[email]'. " +
        'We assume empty values are an attempt to unset a parameter; however ' +
        "'customer_details[email]' cannot be unset. You should remove " +
        "'customer_details[email]' from your request or supply a non-empty " +
        'value.' } },
  expand: { value: () => ['data.customer'], given: (f) => ({
    customer: f.buyer.id }),
  holds: (f, s) => s.data[0].customer.email, expected: () =>
    'grace@shop.example', refused: { value: ['data.nothing'],
    message: 'This property cannot be expanded (data.nothing).' } },
  payment_intent: { value: (f) => f.paid.payment_intent, holds: ids,
    expected: (f) => [f.paid.id] },
  payment_link: { value: () => 'plink_none', holds: ids, expected: () => [] },
  status: { value: () => 'complete', given: () => ({ limit: 100 }),
    holds: (f, s) => s.data.every((one) => one.status === 'complete') &&
      s.data.some((one) => one.id === f.paid.id), expected: () => true },
  subscription: { value: () => 'sub_none', holds: ids, expected: () => [] },
  ending_before: { value: (f) => f.paid.id,
    holds: (f, s) => s.data.some((one) => one.id === f.later.id),
    expected: () => true, refused: { value: 'cs_none', param: 'ending_before',
      code: 'resource_missing',
      message: "No such checkout session: 'cs_none'" } },
  limit: { value: () => 1, holds: (f, s) => [s.data.length, s.has_more],
    expected: () => [1, true] },
  starting_after: { value: (f) => f.later.id,
    holds: (f, s) => s.data[0].id, expected: (f) => f.paid.id,
    refused: { value: 'cs_none', param: 'starting_after',
      code: 'resource_missing',
      message: "No such checkout session: 'cs_none'" } },
};

const unexpandable = { value: ['nothing'],
  message: 'This property cannot be expanded (nothing).' };
const withCustomer = { value: () => ['customer'],
  holds: (f, s) => s.customer?.email ?? null, refused: unexpandable };

export const retrieveRows = { expand: { ...withCustomer,
  expected: () => 'grace@shop.example' } };
export const updateRows = { expand: { ...withCustomer,
  expected: () => 'grace@shop.example' } };
export const expireRows = { expand: { value: () => ['line_items'],
  holds: (f, s) => s.line_items.object, expected: () => 'list',
  refused: unexpandable } };

const descriptions = (f, s) => s.data.map((one) => one.description);
export const itemRows = {
  expand: { value: () => ['data.price.product'],
    holds: (f, s) => s.data[0].price.product.name, expected: () => 'A lamp',
    refused: { value: ['data.nothing'],
      message: 'This property cannot be expanded (data.nothing).' } },
  ending_before: { value: (f) => f.items[2].id, holds: descriptions,
    expected: () => ['A lamp', 'Thing 1'], refused: { value: 'li_none',
      param: 'ending_before', code: 'resource_missing',
      message: "No such line item: 'li_none'" } },
  limit: { value: () => 1, holds: descriptions, expected: () => ['A lamp'] },
  starting_after: { value: (f) => f.items[1].id, holds: descriptions,
    expected: () => ['Thing 2'], refused: { value: 'li_none',
      param: 'starting_after', code: 'resource_missing',
      message: "No such line item: 'li_none'" } },
};

export const customerSessionRows = {
  'components.buy_button.enabled': {},
  customer: { value: (f) => f.customer.id, refused: { value: 'cus_none',
    param: 'customer', code: 'resource_missing',
    message: "No such customer: 'cus_none'" } },
  expand: { value: () => ['customer'], holds: (f, s) => s.customer.email,
    expected: () => 'ada@shop.example', refused: unexpandable },
  'components.payment_element.features.payment_method_redisplay_limit': {
    value: () => 7 },
};
