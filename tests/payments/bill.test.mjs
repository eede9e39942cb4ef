/*
 * What a buyer changes of the bill by plain posts of the payment page: the
 * objects that the API then has, every refusal in words, and that no total is
 * charged which was not shown.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Desk, bankSays, byCard, byDebit, pageOf, post }
  from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk, sold;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
  sold = {};
  for (const [id, currency, unit_amount] of [['cup', 'usd', 1000],
    ['pot', 'usd', 2500]]) {
    await stripe.products.create({ id, name: `A ${id}` });
    sold[id] = (await stripe.prices.create({ product: id, currency,
      unit_amount })).id;
  }
});
after(() => till?.stop());

const good = '4242424242424242';
const refused = '4000000000000002';

/* Cups and pots, which the buyer may change. */
const items = (more = {}) => ['cup', 'pot'].map((name, i) => ({
  price: sold[name], quantity: i + 1,
  adjustable_quantity: { enabled: true, ...more } }));

const whole = (session) => stripe.checkout.sessions.retrieve(session.id,
  { expand: ['line_items', 'total_details.breakdown', 'payment_intent'] });

const change = (session, fields) =>
  post(`${pageOf(till, session)}/bill`, fields);

const text = (html) => html?.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  .replaceAll('&#39;', '\'').replaceAll('&amp;', '&').trim();
const shown = (page) => /name="shownTotal" value="(\d+)"/.exec(page.text)?.[1];
const codeError = (page) =>
  text(/id="promotionCode-error">([^<]*)</.exec(page.text)?.[1]);
const quantityError = (page) =>
  text(/id="quantity-[^"]*-error">([^<]*)</.exec(page.text)?.[1]);

const counts = ({ line_items: { data } }) =>
  Object.fromEntries(data.map(({ description, quantity }) =>
    [description, quantity]));

let made = 0;

/* A code of ten percent, with more of the coupon's and of its own. */
async function code({ coupon = {}, ...more } = {}) {
  const { id } = await stripe.coupons.create({ percent_off: 10, ...coupon });
  made++;
  return stripe.promotionCodes.create({ coupon: id, code: `CODE-${made}`,
    ...more });
}

describe('quantities', () => {
  test('the session and its items follow', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup, pot] = (await whole(session)).line_items.data;
    const page = await change(session, { [`quantity[${cup.id}]`]: '4',
      [`quantity[${pot.id}]`]: '2' });
    assert.equal(page.status, 200);
    assert.equal(shown(page), '9000');
    const now = await whole(session);
    assert.equal(now.amount_subtotal, 9000);
    assert.equal(now.amount_total, 9000);
    assert.deepEqual(now.line_items.data.map((item) =>
      [item.id, item.quantity, item.amount_subtotal, item.amount_total]),
    [[cup.id, 4, 4000, 4000], [pot.id, 2, 5000, 5000]]);
    assert.equal((await byCard(till, session, good,
      { shownTotal: '9000' })).status, 303);
    assert.equal((await whole(session)).payment_intent.amount_received, 9000);
  });

  test('one of zero leaves the order, and the last one cannot', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup, pot] = (await whole(session)).line_items.data;
    await change(session, { remove: cup.id });
    let now = await whole(session);
    assert.deepEqual(counts(now), { 'A pot': 2 });
    assert.equal(now.amount_total, 5000);
    const page = await change(session, { [`quantity[${pot.id}]`]: '0' });
    assert.equal(quantityError(page), 'One item must remain in your order.');
    assert.match(page.text, /<title>Error: /);
    now = await whole(session);
    assert.deepEqual(counts(now), { 'A pot': 2 });
    const list = await stripe.checkout.sessions.listLineItems(session.id);
    assert.deepEqual(list.data.map(({ id }) => id), [pot.id]);
  });

  const limits = { minimum: 2, maximum: 120 };
  for (const [typed, message] of [
    ['1', 'You can order 2 or more.'],
    ['0', 'You can order 2 or more.'],
    ['121', 'You can order 120 at most.'],
    ['99999999999999999999', 'Enter a whole number.'],
    ['', 'Enter a whole number.'],
    ['-3', 'Enter a whole number.'],
    ['2.5', 'Enter a whole number.'],
    ['two', 'Enter a whole number.'],
    ['<b>"', 'Enter a whole number.'],
  ])
    test(`${typed || 'nothing'} is refused: ${message}`, async () => {
      const session = await desk.open({ line_items: [{ price: sold.cup,
        quantity: 3, adjustable_quantity: { enabled: true, ...limits } }] });
      const [cup] = (await whole(session)).line_items.data;
      const page = await change(session, { [`quantity[${cup.id}]`]: typed,
        billingName: 'Ada & Co' });
      assert.equal(quantityError(page), message);
      assert.match(page.text, /value="Ada &amp; Co"/);
      assert.doesNotMatch(page.text, /<b>/);
      assert.equal((await whole(session)).amount_total, 3000);
    });

  test('what cannot be paid at once is refused', async () => {
    const { id } = await stripe.prices.create({ product: 'pot',
      currency: 'usd', unit_amount: 9000000 });
    const session = await desk.open({ line_items: [{ price: id, quantity: 1,
      adjustable_quantity: { enabled: true } }] });
    const [pot] = (await whole(session)).line_items.data;
    const page = await change(session, { [`quantity[${pot.id}]`]: '12' });
    assert.equal(quantityError(page),
      'An order of this amount cannot be paid here.');
    assert.equal((await whole(session)).amount_total, 9000000);
  });

  test('one that is fixed, or not of this session, is left alone',
    async () => {
      const other = await desk.open({ line_items: items() });
      const session = await desk.open({ line_items: [
        { price: sold.cup, quantity: 2 }] });
      const ids = [...(await whole(session)).line_items.data,
        ...(await whole(other)).line_items.data].map(({ id }) => id);
      const page = await change(session, Object.fromEntries(
        ids.map((id) => [`quantity[${id}]`, '7'])));
      assert.equal(shown(page), '2000');
      assert.equal((await whole(session)).amount_total, 2000);
      assert.equal((await whole(other)).amount_total, 6000);
    });

  test('a price in steps is counted anew', async () => {
    const { id } = await stripe.prices.create({ product: 'cup',
      currency: 'usd', billing_scheme: 'tiered', tiers_mode: 'graduated',
      tiers: [{ up_to: 5, unit_amount: 1000 },
        { up_to: 'inf', unit_amount: 500 }] });
    const session = await desk.open({ line_items: [{ price: id, quantity: 1,
      adjustable_quantity: { enabled: true } }] });
    const [cup] = (await whole(session)).line_items.data;
    await change(session, { [`quantity[${cup.id}]`]: '7' });
    assert.equal((await whole(session)).amount_total, 6000);
  });

  test('in another of the price\'s currencies', async () => {
    const { id } = await stripe.prices.create({ product: 'cup',
      currency: 'usd', unit_amount: 1000, currency_options: {
        eur: { unit_amount: 900 }, jpy: { unit_amount: 1500 } } });
    for (const [currency, total, each] of [['eur', 2700, '€9.00 each'],
      ['jpy', 4500, '¥1,500 each']]) {
      const session = await desk.open({ currency, line_items: [{ price: id,
        quantity: 1, adjustable_quantity: { enabled: true } }] });
      const [cup] = (await whole(session)).line_items.data;
      const page = await change(session, { [`quantity[${cup.id}]`]: '3' });
      assert.ok(text(page.text).includes(each), each);
      assert.equal((await whole(session)).amount_total, total);
    }
  });

  test('a subscription on trial stays free, and keeps what recurs',
    async () => {
      const { id } = await stripe.prices.create({ product: 'cup',
        currency: 'usd', unit_amount: 900, recurring: { interval: 'month' } });
      const adjustable_quantity = { enabled: true };
      const session = await desk.open({ mode: 'subscription', line_items: [
        { price: id, quantity: 1, adjustable_quantity },
        { price: sold.pot, quantity: 1, adjustable_quantity }],
      subscription_data: { trial_period_days: 7 } });
      const [cup] = (await whole(session)).line_items.data;
      let page = await change(session, { [`quantity[${cup.id}]`]: '3' });
      assert.equal((await whole(session)).amount_total, 2500);
      assert.match(text(page.text), /then \$27\.00 per month/);
      page = await change(session, { remove: cup.id });
      assert.equal(quantityError(page),
        'An order of this amount cannot be paid here.');
      assert.equal((await byCard(till, session, good,
        { shownTotal: '2500' })).status, 303);
      const { subscription } = await whole(session);
      const { items: { data } } =
        await stripe.subscriptions.retrieve(subscription);
      assert.equal(data[0].quantity, 3);
    });
});

describe('an amount that the buyer names', () => {
  const open = async (currency, custom) => {
    const { id } = await stripe.prices.create({ product: 'cup', currency,
      custom_unit_amount: { enabled: true, ...custom } });
    const session = await desk.open({ currency, submit_type: 'donate',
      line_items: [{ price: id, quantity: 1 }] });
    const [cup] = (await whole(session)).line_items.data;
    return [session, (amount) =>
      change(session, { [`amount[${cup.id}]`]: amount }), cup];
  };
  const amountError = (page) =>
    text(/id="amount-[^"]*-error">([^<]*)</.exec(page.text)?.[1]);

  for (const [currency, typed, total] of [['usd', '12', 1200],
    ['usd', '12.5', 1250], ['eur', '12,50', 1250], ['jpy', '1200', 1200],
    ['kwd', '1.25', 1250]])
    test(`${typed} ${currency}`, async () => {
      const [session, name] = await open(currency, { preset: 1000 });
      const page = await name(typed);
      assert.equal(amountError(page), undefined);
      assert.equal(shown(page), String(total));
      const now = await whole(session);
      assert.equal(now.amount_total, total);
      assert.equal(now.line_items.data[0].amount_total, total);
      assert.equal((await byCard(till, session, good,
        { shownTotal: String(total) })).status, 303);
      assert.equal((await whole(session)).payment_intent.amount, total);
    });

  for (const [currency, typed, message] of [
    ['usd', '', 'Enter an amount.'], ['usd', 'ten', 'Enter an amount.'],
    ['usd', '-3', 'Enter an amount.'], ['usd', '1.234', 'Enter an amount.'],
    ['usd', '1.2.3', 'Enter an amount.'], ['jpy', '12.5', 'Enter an amount.'],
    ['kwd', '12.345', 'Enter an amount.'],
    ['usd', '99999999999999999999', 'Enter an amount.'],
    ['usd', '4.99', 'Enter $5.00 or more.'],
    ['usd', '0', 'Enter $5.00 or more.'],
    ['usd', '30.01', 'Enter $30.00 at most.'],
    ['usd', '"><b>', 'Enter an amount.']])
    test(`${typed || 'nothing'} ${currency} is refused: ${message}`,
      async () => {
        const [session, name] = await open(currency,
          { preset: 1000, minimum: 500, maximum: 3000 });
        const page = await name(typed);
        assert.equal(amountError(page), message);
        assert.doesNotMatch(page.text, /<b>/);
        assert.equal((await whole(session)).amount_total, 1000);
      });

  test('without a preset nothing is paid before one is named', async () => {
    const [session, name, cup] = await open('usd', {});
    let page = await post(pageOf(till, session), { shownTotal: '0',
      email: 'ada@shop.example', [`amount[${cup.id}]`]: '' });
    assert.equal(page.status, 200);
    assert.equal(amountError(page), 'Enter an amount.');
    page = await name('0.49');
    assert.equal(amountError(page), 'Enter $0.50 or more.');
    page = await name('7');
    assert.match(page.text, /id="cardNumber"/);
    assert.equal((await byCard(till, session, good,
      { shownTotal: '700' })).status, 303);
  });
});

/* Why a code is refused, in words; make() gives what is typed. */
const refusals = [
  { make: () => 'NOSUCH',
    says: 'There is no such code. Check how it is written.' },
  { make: () => '<script>"\'\u2028&amp;',
    says: 'There is no such code. Check how it is written.' },
  { make: async () => {
    const made = await code();
    await stripe.promotionCodes.update(made.id, { active: false });
    return made.code;
  }, says: 'This code is not in use any more.' },
  { make: async () => {
    const expires_at = (await stripe.checkout.sessions.create({
      mode: 'setup', currency: 'usd',
      success_url: 'https://shop.example/' })).created + 3600;
    const made = await code({ expires_at });
    await till.advance('2h');
    return made.code;
  }, says: 'This code has expired.' },
  { make: async () => {
    const made = await code({ max_redemptions: 1 });
    const session = await desk.open({ discounts: [
      { promotion_code: made.id }] });
    assert.equal((await byCard(till, session, good)).status, 303);
    return made.code;
  }, says: 'This code has been used as often as it may be.' },
  { make: async () => (await code({ restrictions: { minimum_amount: 7000,
    minimum_amount_currency: 'usd' } })).code,
  says: 'This code is for orders of $70.00 or more.' },
  { make: async () => (await code({ restrictions: { minimum_amount: 100,
    minimum_amount_currency: 'eur' } })).code,
  says: 'This code is not for orders in this currency.' },
  { make: async () => (await code({ coupon: { percent_off: undefined,
    amount_off: 300, currency: 'eur' } })).code,
  says: 'This code is not for orders in this currency.' },
  { make: async () => (await code({ customer:
    (await stripe.customers.create()).id })).code,
  says: 'This code is for another customer.' },
  { make: async () => {
    await stripe.products.create({ id: `other${++made}`, name: 'Other' });
    return (await code({ coupon: { applies_to: {
      products: [`other${made}`] } } })).code;
  }, says: 'This code is for other products than these.' },
  { make: async () => (await code({ coupon: { percent_off: undefined,
    amount_off: 5980, currency: 'usd' } })).code,
  says: 'With this code the total would be less than can be paid.' },
];

describe('promotion codes', () => {
  for (const { make, says } of refusals)
    test(says, async () => {
      const typed = await make();
      const session = await desk.open({ line_items: items(),
        allow_promotion_codes: true });
      const page = await change(session, { promotionCode: typed,
        email: 'ada@shop.example' });
      assert.equal(page.status, 200);
      assert.equal(codeError(page), says);
      assert.match(page.text, /value="ada@shop\.example"/);
      assert.doesNotMatch(page.text, /<script>"/);
      const now = await whole(session);
      assert.equal(now.amount_total, 6000);
      assert.deepEqual(now.total_details.breakdown?.discounts ?? [], []);
    });

  test('a first order only', async () => {
    const customer = await stripe.customers.create({
      email: 'grace@shop.example' });
    const { code: typed } = await code({ restrictions: {
      first_time_transaction: true } });
    const open = () => desk.open({ line_items: items(),
      allow_promotion_codes: true, customer: customer.id });
    const first = await open();
    assert.equal(codeError(await change(first, { promotionCode: typed })),
      undefined);
    assert.equal((await whole(first)).amount_total, 5400);
    assert.equal((await byCard(till, first, good)).status, 303);
    assert.equal(codeError(await change(await open(),
      { promotionCode: typed })), 'This code is for a first order only.');
  });

  test('none where the shop takes none', async () => {
    const session = await desk.open({ line_items: items() });
    const page = await change(session, {
      promotionCode: (await code()).code });
    assert.equal(page.status, 200);
    assert.equal((await whole(session)).amount_total, 6000);
  });

  test('applied, replaced, kept by a wrong one, removed', async () => {
    const session = await desk.open({ line_items: items(),
      allow_promotion_codes: true });
    const first = await code();
    const second = await code({ coupon: { percent_off: 50,
      name: '<b>Half</b> & "more"' } });
    await change(session, { promotionCode: first.code.toLowerCase() });
    let now = await whole(session);
    assert.equal(now.amount_total, 5400);
    assert.equal(now.total_details.amount_discount, 600);
    assert.equal(now.total_details.breakdown.discounts[0].discount
      .promotion_code, first.id);
    const page = await change(session, { promotionCode: second.code });
    assert.match(page.text, /&lt;b&gt;Half&lt;\/b&gt; &amp; &quot;more&quot;/);
    assert.equal((await whole(session)).amount_total, 3000);
    const wrong = await change(session, { promotionCode: 'NOSUCH' });
    assert.match(codeError(wrong), /no such code/);
    assert.match(wrong.text, new RegExp(second.code));
    assert.equal((await whole(session)).amount_total, 3000);
    await change(session, { removeCode: 'yes' });
    now = await whole(session);
    assert.equal(now.amount_total, 6000);
    assert.equal(now.total_details.amount_discount, 0);
  });

  test('an order that falls below the minimum loses it', async () => {
    const session = await desk.open({ line_items: items(),
      allow_promotion_codes: true });
    const { code: typed } = await code({ restrictions: { minimum_amount: 6000,
      minimum_amount_currency: 'usd' } });
    const [cup, pot] = (await whole(session)).line_items.data;
    await change(session, { promotionCode: typed });
    assert.equal((await whole(session)).amount_total, 5400);
    await change(session, { [`quantity[${cup.id}]`]: '3' });
    assert.equal((await whole(session)).amount_total, 7200);
    const page = await change(session, { [`quantity[${pot.id}]`]: '1' });
    assert.equal(codeError(page),
      'This code is for orders of $60.00 or more.');
    assert.equal((await whole(session)).amount_total, 5500);
  });

  test('what is free needs no card', async () => {
    const session = await desk.open({ allow_promotion_codes: true });
    const { code: typed } = await code({ coupon: { percent_off: 100 } });
    const page = await change(session, { promotionCode: typed });
    assert.doesNotMatch(page.text, /id="cardNumber"/);
    assert.equal((await post(pageOf(till, session),
      { email: 'ada@shop.example', shownTotal: '0' })).status, 303);
    assert.equal((await whole(session)).payment_status,
      'no_payment_required');
  });
});

describe('shipping', () => {
  const way = (amount) => ({ shipping_rate_data: { type: 'fixed_amount',
    display_name: `<i>${amount}</i>`, fixed_amount: { amount,
      currency: 'usd' } } });

  test('the one that is chosen is paid', async () => {
    const session = await desk.open({ line_items: items(),
      shipping_options: [way(500), way(900)] });
    const [, second] = session.shipping_options;
    const page = await change(session,
      { shippingRate: second.shipping_rate });
    assert.equal(shown(page), '6900');
    assert.match(page.text, /&lt;i&gt;900/);
    assert.doesNotMatch(page.text, /<i>/);
    let now = await whole(session);
    assert.deepEqual(now.shipping_cost, { amount_subtotal: 900,
      amount_tax: 0, amount_total: 900, shipping_rate: second.shipping_rate });
    assert.equal(now.total_details.amount_shipping, 900);
    await change(session, { shippingRate: 'shr_none' });
    now = await whole(session);
    assert.equal(now.amount_total, 6900);
    assert.equal((await byCard(till, session, good,
      { shownTotal: '6900' })).status, 303);
  });
});

describe('taxes', () => {
  const rate = (country, percentage) => stripe.taxRates.create({
    display_name: `<u>${country}`, percentage, inclusive: false, country });

  test('the country that is chosen has its own', async () => {
    const rates = [await rate('DE', 19), await rate('FR', 20)];
    const session = await desk.open({ line_items: [{ price: sold.cup,
      quantity: 1, dynamic_tax_rates: rates.map(({ id }) => id) }] });
    for (const [country, total] of [['DE', 1190], ['FR', 1200], ['GB', 1000],
      ['DE', 1190]]) {
      const page = await change(session, { billingCountry: country });
      assert.equal(shown(page), String(total), country);
      assert.doesNotMatch(page.text, /<u>/);
      const now = await whole(session);
      assert.equal(now.amount_total, total);
      assert.equal(now.line_items.data[0].amount_tax, total - 1000);
      assert.deepEqual((now.total_details.breakdown?.taxes ?? [])
        .map(({ amount }) => amount), total > 1000 ? [total - 1000] : []);
    }
    assert.equal((await byCard(till, session, good,
      { shownTotal: '1190' })).status, 303);
  });

  test('the page begins with what its first country comes to', async () => {
    const { id } = await rate('US', 8.25);
    const session = await desk.open({ line_items: [{ price: sold.cup,
      quantity: 1, dynamic_tax_rates: [id] }] });
    const page = await (await fetch(pageOf(till, session))).text();
    assert.equal(shown({ text: page }), '1083');
    assert.equal((await whole(session)).amount_total, 1000);
    assert.equal((await byCard(till, session, good,
      { shownTotal: '1083', billingCountry: 'US' })).status, 303);
    assert.equal((await whole(session)).amount_total, 1083);
  });

  test('where the goods go, by country and state', async () => {
    const { id } = await rate('DE', 19);
    const { id: state } = await stripe.taxRates.create({ country: 'US',
      state: 'CA', display_name: 'Sales tax', percentage: 7.25,
      inclusive: false });
    const session = await desk.open({ line_items: [{ price: sold.cup,
      quantity: 1, dynamic_tax_rates: [id, state] }],
    shipping_address_collection: { allowed_countries: ['DE', 'US'] } });
    for (const [shippingCountry, area, total] of [['DE', '', 1190],
      ['US', 'NY', 1000], ['US', 'CA', 1073], ['DE', '', 1190]]) {
      const page = await change(session, { shippingCountry,
        shippingAdministrativeArea: area, billingCountry: 'FR' });
      assert.equal(shown(page), String(total), area);
      assert.equal((await whole(session)).amount_total, total);
    }
  });

  test('an inclusive one is within the total', async () => {
    const { id } = await stripe.taxRates.create({ display_name: 'GST',
      percentage: 10, inclusive: true });
    const session = await desk.open({ line_items: [{ price: sold.cup,
      quantity: 1, tax_rates: [id], adjustable_quantity: {
        enabled: true } }] });
    const [cup] = (await whole(session)).line_items.data;
    const page = await change(session, { [`quantity[${cup.id}]`]: '11' });
    assert.match(text(page.text), /GST \(10%\) included\$10\.00/);
    const now = await whole(session);
    assert.equal(now.amount_total, 11000);
    assert.equal(now.total_details.amount_tax, 1000);
  });
});

describe('no total is charged that was not shown', () => {
  test('a country that was changed with the payment', async () => {
    const { id } = await stripe.taxRates.create({ display_name: 'VAT',
      percentage: 19, inclusive: false, country: 'DE' });
    const session = await desk.open({ line_items: [{ price: sold.cup,
      quantity: 1, dynamic_tax_rates: [id] }] });
    const page = await byCard(till, session, good, { shownTotal: '1000' });
    assert.equal(page.status, 200);
    assert.equal(page.alert, 'The total changed to $11.90.');
    assert.match(page.text, /You have not been charged\./);
    assert.equal(shown(page), '1190');
    assert.equal((await whole(session)).payment_intent, null);
    assert.equal((await byCard(till, session, good,
      { shownTotal: '1190' })).status, 303);
  });

  test('a code that was typed and not applied', async () => {
    const session = await desk.open({ line_items: items(),
      allow_promotion_codes: true });
    const { code: typed } = await code();
    let page = await byCard(till, session, good, { shownTotal: '6000',
      promotionCode: 'NOSUCH' });
    assert.match(codeError(page), /no such code/);
    assert.equal(page.alert, 'Please check what you typed.');
    assert.match(page.text, /<a href="#promotionCode">There is no such code/);
    const [cup] = (await whole(session)).line_items.data;
    page = await byCard(till, session, good, { shownTotal: '6000',
      [`quantity[${cup.id}]`]: '500' });
    assert.match(page.text, new RegExp(`<a href="#quantity-${cup.id}">You`));
    page = await byCard(till, session, good, { shownTotal: '6000',
      promotionCode: typed });
    assert.equal(page.alert, 'The total changed to $54.00.');
    assert.equal((await whole(session)).payment_intent, null);
  });

  test('another tab has changed it', async () => {
    const session = await desk.open({ line_items: items(),
      allow_promotion_codes: true });
    const [cup] = (await whole(session)).line_items.data;
    await change(session, { promotionCode: (await code()).code });
    const page = await byCard(till, session, good, { shownTotal: '6000',
      [`quantity[${cup.id}]`]: '1' });
    assert.equal(page.alert, 'The total changed to $54.00.');
    assert.equal((await whole(session)).status, 'open');
  });

  test('a form that is not filled in keeps what was changed', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup] = (await whole(session)).line_items.data;
    const page = await byCard(till, session, '', { shownTotal: '6000',
      [`quantity[${cup.id}]`]: '5' });
    assert.equal(page.status, 200);
    assert.match(page.text, /id="cardNumber-error"/);
    assert.equal(shown(page), '10000');
  });
});

describe('several at once', () => {
  test('no line and no change is lost', async () => {
    const session = await desk.open({ line_items: items(),
      allow_promotion_codes: true });
    const { code: typed } = await code();
    const [cup, pot] = (await whole(session)).line_items.data;
    await Promise.all([...Array(12).keys()].map((i) => change(session,
      i % 3 === 0 ? { [`quantity[${cup.id}]`]: '4' } :
        i % 3 === 1 ? { [`quantity[${pot.id}]`]: '3' } :
          { promotionCode: typed })));
    const now = await whole(session);
    assert.deepEqual(counts(now), { 'A cup': 4, 'A pot': 3 });
    assert.equal(now.amount_total, 10350);
  });

  test('two that each remove the other\'s leave one', async () => {
    const session = await desk.open({ line_items: items() });
    const { data } = (await whole(session)).line_items;
    await Promise.all(data.map(({ id }) => change(session, { remove: id })));
    const now = await whole(session);
    assert.equal(now.line_items.data.length, 1);
    assert.equal(now.amount_total, now.line_items.data[0].amount_total);
  });
});

describe('a closed session', () => {
  test('that is complete says so', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup] = (await whole(session)).line_items.data;
    await byCard(till, session, good);
    const page = await change(session, { [`quantity[${cup.id}]`]: '9' });
    assert.match(page.text, /This order is complete\./);
    assert.equal((await whole(session)).amount_total, 6000);
  });

  test('that has expired says so', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup] = (await whole(session)).line_items.data;
    await stripe.checkout.sessions.expire(session.id);
    const page = await change(session, { [`quantity[${cup.id}]`]: '9' });
    assert.match(page.text, /This checkout has expired\./);
    assert.equal((await whole(session)).amount_total, 6000);
  });
});

describe('the intent', () => {
  test('of a try that was declined follows', async () => {
    const session = await desk.open({ line_items: items() });
    const [cup] = (await whole(session)).line_items.data;
    await byCard(till, session, refused);
    const { payment_intent: before } = await whole(session);
    assert.equal(before.amount, 6000);
    await change(session, { [`quantity[${cup.id}]`]: '3' });
    const { payment_intent: now } = await whole(session);
    assert.equal(now.id, before.id);
    assert.equal(now.amount, 8000);
    assert.equal(now.status, 'requires_payment_method');
    assert.equal(now.last_payment_error.code, 'card_declined');
    await byCard(till, session, good, { shownTotal: '8000' });
    const paid = await whole(session);
    assert.equal(paid.payment_intent.id, before.id);
    assert.equal(paid.payment_intent.amount_received, 8000);
  });

  test('of a challenge: the bank\'s answer to the old amount is none',
    async () => {
      const session = await desk.open({ line_items: items() });
      const [cup] = (await whole(session)).line_items.data;
      assert.equal((await byCard(till, session, '4000000000003220')).status,
        303);
      await change(session, { [`quantity[${cup.id}]`]: '3' });
      const { payment_intent: now } = await whole(session);
      assert.equal(now.status, 'requires_payment_method');
      assert.equal(now.next_action, null);
      assert.equal(now.amount, 8000);
      await bankSays(till, session, 'complete');
      assert.equal((await whole(session)).status, 'open');
      assert.equal((await byCard(till, session, good,
        { shownTotal: '8000' })).status, 303);
    });

  test('of a debit is for what was chosen', async () => {
    const session = await desk.open({ payment_method_types: ['sepa_debit'],
      allow_promotion_codes: true });
    await change(session, { promotionCode: (await code()).code });
    assert.equal((await byDebit(till, session, 'AT611904300234573201',
      { shownTotal: '1350' })).status, 303);
    assert.equal((await whole(session)).payment_intent.amount, 1350);
  });
});

test('a frame takes the same changes', async () => {
  const session = await desk.open({ ui_mode: 'embedded', line_items: items(),
    success_url: undefined, return_url: 'https://shop.example/back',
    allow_promotion_codes: true });
  const { code: typed } = await code();
  const send = (path, fields) => post(`${till.api}/c/embedded${path}`, {
    key: till.secret('publishable_key'), parent: 'https://shop.example',
    client_secret: session.client_secret, ...fields });
  let page = await send('/bill', { promotionCode: typed });
  assert.equal(shown(page), '5400');
  assert.match(page.text, /formaction="\/c\/embedded\/bill"/);
  page = await send('/bill', { promotionCode: 'NOSUCH' });
  assert.match(codeError(page), /no such code/);
  const other = await send('/bill', { client_secret: 'cs_test_no_secret_x',
    promotionCode: typed });
  assert.equal(other.status, 404);
  page = await send('/pay', { email: 'ada@shop.example', cardNumber: good,
    cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada',
    billingCountry: 'DE', shownTotal: '5400' });
  assert.match(page.text, /This order is complete/);
  page = await send('/bill', { removeCode: 'yes' });
  assert.match(page.text, /This order is complete/);
});
