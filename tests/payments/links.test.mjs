/* Payment links: what opening one makes, and what becomes of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { byCard } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

const CARD = '4242424242424242';
let till, stripe, price, monthly, coupon, code, rate;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  const product = await stripe.products.create({ name: 'A lamp' });
  price = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 1000 });
  monthly = await stripe.prices.create({ product: product.id, currency: 'usd',
    unit_amount: 500, recurring: { interval: 'month' } });
  coupon = await stripe.coupons.create({ percent_off: 50,
    duration: 'once' });
  code = await stripe.promotionCodes.create({ coupon: coupon.id,
    code: 'HALF' });
  rate = await stripe.shippingRates.create({ display_name: 'Post',
    type: 'fixed_amount', fixed_amount: { amount: 300, currency: 'usd' } });
});
after(() => till?.stop());

const link = (more = {}) => stripe.paymentLinks.create({
  line_items: [{ price: price.id, quantity: 2 }], ...more });

/* Opens an address as a browser does: {status, to, text}. */
async function open(url, query = '', method = 'GET') {
  const answer = await fetch(url + query, { method, redirect: 'manual' });
  return { status: answer.status, to: answer.headers.get('location'),
    text: await answer.text() };
}

/* The session that opening a link makes. */
async function visit(made, query) {
  const { status, to, text } = await open(made.url, query);
  assert.equal(status, 303, text);
  const [, id] = /\/c\/pay\/(cs_test_\w+)#/.exec(to);
  const session = await stripe.checkout.sessions.retrieve(id,
    { expand: ['line_items'] });
  assert.equal(session.url, to);
  return session;
}

describe('opening a link', () => {
  test('makes a session of it each time, and leads to its page', async () => {
    const made = await link({ metadata: { campaign: 'spring' } });
    assert.match(made.url, new RegExp(`^${till.api}/b/test_\\w{18}$`));
    const session = await visit(made);
    assert.equal(session.payment_link, made.id);
    assert.equal(session.mode, 'payment');
    assert.equal(session.amount_total, 2000);
    assert.equal(session.currency, 'usd');
    assert.deepEqual(session.metadata, { campaign: 'spring' });
    assert.equal(session.line_items.data[0].quantity, 2);
    assert.equal(session.customer, null);
    assert.equal(session.customer_email, null);
    assert.equal(session.client_reference_id, null);
    assert.equal(session.cancel_url, null);
    assert.equal(session.expires_at, session.created + 86400);
    const page = await open(session.url);
    assert.equal(page.status, 200);
    assert.match(page.text, /A lamp/);
    const again = await visit(made);
    assert.notEqual(again.id, session.id);
    const { data } = await stripe.checkout.sessions.list({
      payment_link: made.id });
    assert.deepEqual(data.map(({ id }) => id), [again.id, session.id]);
  });

  test('makes nothing for a HEAD', async () => {
    const made = await link();
    assert.equal((await open(made.url, '', 'HEAD')).status, 200);
    const { data } = await stripe.checkout.sessions.list({
      payment_link: made.id });
    assert.equal(data.length, 0);
  });

  test('that is none says so on a page', async () => {
    for (const path of ['/b/test_none', '/b/%00', `/b/${'x'.repeat(400)}`,
      '/b/test_%3Cscript%3E']) {
      const { status, text } = await open(till.api + path);
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
      assert.doesNotMatch(text, /<script>/);
    }
    const { text } = await open(`${till.api}/b/test_none`);
    assert.match(text, /This payment link does not exist\./);
  });
});

/* What a link is made with, and where its session shows it. */
const members = {
  allow_promotion_codes: [true],
  automatic_tax: [{ enabled: true },
    (s) => assert.equal(s.automatic_tax.enabled, true)],
  billing_address_collection: ['required'],
  consent_collection: [{ promotions: 'auto', terms_of_service: 'required',
    payment_method_reuse_agreement: { position: 'hidden' } }],
  custom_fields: [[{ key: 'engraving', type: 'text', optional: true,
    label: { type: 'custom', custom: 'Words on it' },
    text: { maximum_length: 20 } }, { key: 'size', type: 'dropdown',
    label: { type: 'custom', custom: 'Size' },
    dropdown: { options: [{ label: 'S', value: 's' }] } }],
  (s) => {
    const [text, choice] = s.custom_fields;
    assert.equal(text.key, 'engraving');
    assert.equal(text.label.custom, 'Words on it');
    assert.equal(text.optional, true);
    assert.equal(text.text.maximum_length, 20);
    assert.equal(choice.dropdown.options[0].value, 's');
  }],
  custom_text: [{ submit: { message: 'Soon' },
    after_submit: { message: 'Then' } }, (s) => {
    assert.equal(s.custom_text.submit.message, 'Soon');
    assert.equal(s.custom_text.after_submit.message, 'Then');
    assert.equal(s.custom_text.shipping_address, null);
  }],
  customer_creation: ['always'],
  invoice_creation: [{ enabled: true, invoice_data: { footer: 'Bye',
    metadata: { a: 'b' } } }, (s) => {
    assert.equal(s.invoice_creation.enabled, true);
    assert.equal(s.invoice_creation.invoice_data.footer, 'Bye');
    assert.deepEqual(s.invoice_creation.invoice_data.metadata, { a: 'b' });
  }],
  payment_method_types: [['card', 'sepa_debit']],
  phone_number_collection: [{ enabled: true }],
  shipping_address_collection: [{ allowed_countries: ['DE', 'US'] }],
  shipping_options: [() => [{ shipping_rate: rate.id }], (s) => {
    assert.deepEqual(s.shipping_options, [{ shipping_amount: 300,
      shipping_rate: rate.id }]);
    assert.equal(s.amount_total, 2300);
  }],
  submit_type: ['book'],
  tax_id_collection: [{ enabled: true },
    (s) => assert.equal(s.tax_id_collection.enabled, true)],
};

describe('a member of the link is one of its session', () => {
  for (const [name, [value, check]] of Object.entries(members))
    test(name, async () => {
      const given = typeof value === 'function' ? value() : value;
      const session = await visit(await link({ [name]: given }));
      if (check)
        check(session);
      else
        assert.deepEqual(session[name], given);
    });

  test('currency, of a price that has several', async () => {
    const many = await stripe.prices.create({ product: price.product,
      currency: 'usd', unit_amount: 1000,
      currency_options: { eur: { unit_amount: 900 } } });
    const session = await visit(await link({ currency: 'eur',
      line_items: [{ price: many.id, quantity: 1 }] }));
    assert.equal(session.currency, 'eur');
    assert.equal(session.amount_total, 900);
  });

  test('payment_intent_data and what goes to other accounts', async () => {
    const session = await visit(await link({ application_fee_amount: 100,
      on_behalf_of: 'acct_1', transfer_data: { destination: 'acct_1' },
      payment_intent_data: { description: 'Lamps', capture_method: 'manual',
        metadata: { a: 'b' }, setup_future_usage: 'off_session' } }));
    await byCard(till, session, CARD);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(
      session.id, { expand: ['payment_intent'] });
    assert.equal(intent.description, 'Lamps');
    assert.equal(intent.capture_method, 'manual');
    assert.equal(intent.setup_future_usage, 'off_session');
    assert.deepEqual(intent.metadata, { a: 'b' });
    assert.equal(intent.application_fee_amount, 100);
    assert.equal(intent.on_behalf_of, 'acct_1');
    assert.equal(intent.transfer_data.destination, 'acct_1');
  });

  test('subscription_data and payment_method_collection', async () => {
    const session = await visit(await link({
      line_items: [{ price: monthly.id, quantity: 1 }],
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 7, description: 'Lamps',
        metadata: { a: 'b' }, trial_settings: {
          end_behavior: { missing_payment_method: 'cancel' } } } }));
    assert.equal(session.mode, 'subscription');
    assert.equal(session.amount_total, 0);
    assert.equal(session.payment_method_collection, 'if_required');
    const { status } = await byCard(till, session, CARD);
    assert.equal(status, 303);
    const { subscription } = await stripe.checkout.sessions.retrieve(
      session.id, { expand: ['subscription'] });
    assert.equal(subscription.status, 'trialing');
    assert.equal(subscription.description, 'Lamps');
    assert.deepEqual(subscription.metadata, { a: 'b' });
  });

  test('line_items, with quantities that a buyer may change', async () => {
    const made = await link({ line_items: [
      { price: price.id, quantity: 2, adjustable_quantity: { enabled: true,
        minimum: 1, maximum: 5 } }, { price: price.id, quantity: 1 }] });
    const session = await visit(made);
    assert.deepEqual(session.line_items.data.map((item) => item.quantity),
      [2, 1]);
    const page = await open(session.url);
    assert.match(page.text, new RegExp(`name="quantity\\[${
      session.line_items.data[0].id}\\]"[^>]* min="1" max="5" value="2"`));
    assert.equal(page.text.split('name="quantity[').length, 2);
    // It is nothing that the API answers, of a link or of a session.
    assert.doesNotMatch(JSON.stringify(made), /adjustable/);
  });
});

describe('after it is paid', () => {
  test('the page says that all went well', async () => {
    const session = await visit(await link());
    assert.equal(session.success_url,
      `${till.api}/c/pay/{CHECKOUT_SESSION_ID}`);
    const { status, to } = await byCard(till, session, CARD);
    assert.equal(status, 303);
    assert.equal(to, `${till.api}/c/pay/${session.id}`);
    const { text } = await open(to);
    assert.match(text, /This order is complete\./);
    assert.doesNotMatch(text, /class="words"/);
  });

  const odd = '<img src=x onerror=alert(1)>"\'&amp;{{NAME}}\u2028\u202e' +
    'javascript:alert(1)';
  const escaped = /&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;amp;/;

  test('or what the merchant says, as it is', async () => {
    const session = await visit(await link({ after_completion: {
      type: 'hosted_confirmation',
      hosted_confirmation: { custom_message: odd } } }));
    const { to } = await byCard(till, session, CARD);
    const { text } = await open(to);
    assert.match(text, escaped);
    assert.doesNotMatch(text, /<img src=x/);
  });

  test('or the buyer is led to an address, with the session in it',
    async () => {
      const session = await visit(await link({ after_completion: {
        type: 'redirect', redirect: {
          url: 'https://shop.example/ok?s={CHECKOUT_SESSION_ID}#end' } } }));
      const { to } = await byCard(till, session, CARD);
      assert.equal(to, `https://shop.example/ok?s=${session.id}#end`);
    });

  test('the link counts it, and ends with its last one', async () => {
    const made = await link({ inactive_message: odd,
      restrictions: { completed_sessions: { limit: 2 } } });
    const sessions = [];
    for (let i = 0; i < 3; i++)
      sessions.push(await visit(made));
    for (let i = 0; i < 2; i++) {
      await byCard(till, sessions[i], '4000000000000002');
      const before = await stripe.paymentLinks.retrieve(made.id);
      assert.equal(before.restrictions.completed_sessions.count, i);
      assert.equal(before.active, true);
      assert.equal((await byCard(till, sessions[i], CARD)).status, 303);
    }
    const now = await stripe.paymentLinks.retrieve(made.id);
    assert.deepEqual(now.restrictions.completed_sessions,
      { count: 2, limit: 2 });
    assert.equal(now.active, false);
    // Who is on the page already cannot buy one more.
    const late = await byCard(till, sessions[2], CARD);
    assert.equal(late.status, 400);
    assert.match(late.text, /This was sold out while you were here\./);
    const german = await fetch(sessions[2].url, { method: 'POST',
      headers: { 'Accept-Language': 'de' }, body: new URLSearchParams({
        email: 'ada@shop.example', cardNumber: CARD, cardExpiry: '12 / 40',
        cardCvc: '123', billingName: 'Ada', billingCountry: 'DE',
        billingPostalCode: '1' }) });
    assert.match(await german.text(), /Das wurde ausverkauft/);
    const left = await stripe.checkout.sessions.retrieve(sessions[2].id);
    assert.equal(left.status, 'open');
    const { status, text } = await open(made.url);
    assert.equal(status, 200);
    assert.match(text, /This link is no longer active\./);
    assert.match(text, escaped);
    assert.doesNotMatch(text, /<img src=x/);
  });

  test('a link without a limit counts nothing', async () => {
    const made = await link();
    await byCard(till, await visit(made), CARD);
    const now = await stripe.paymentLinks.retrieve(made.id);
    assert.equal(now.restrictions, null);
    assert.equal(now.active, true);
  });
});

describe('a link that is changed', () => {
  test('not active, it sells nothing; active again, it does', async () => {
    const made = await link();
    await stripe.paymentLinks.update(made.id, { active: false });
    const { status, text } = await open(made.url);
    assert.equal(status, 200);
    assert.match(text, /This link is no longer active\./);
    assert.match(text, /Ask Second Pot for another way/);
    await stripe.paymentLinks.update(made.id, { active: true });
    await visit(made);
  });

  test('makes sessions as it is now', async () => {
    const made = await link({ metadata: { a: '1' },
      line_items: [{ price: price.id, quantity: 1,
        adjustable_quantity: { enabled: true } }] });
    await stripe.paymentLinks.update(made.id, { allow_promotion_codes: true,
      billing_address_collection: 'required', metadata: { b: '2' },
      customer_creation: 'always', custom_text: { submit: { message: 'Hi' } },
      after_completion: { type: 'redirect',
        redirect: { url: 'https://shop.example/later' } } });
    const session = await visit(made);
    assert.equal(session.allow_promotion_codes, true);
    assert.equal(session.billing_address_collection, 'required');
    assert.deepEqual(session.metadata, { a: '1', b: '2' });
    assert.equal(session.customer_creation, 'always');
    assert.equal(session.custom_text.submit.message, 'Hi');
    assert.equal(session.success_url, 'https://shop.example/later');
  });

  test('whose price is no longer on sale says so', async () => {
    const gone = await stripe.prices.create({ product: price.product,
      currency: 'usd', unit_amount: 700 });
    const made = await link({ line_items: [{ price: gone.id, quantity: 1 }] });
    await stripe.prices.update(gone.id, { active: false });
    const { status, text } = await open(made.url);
    assert.equal(status, 200);
    assert.match(text, /What it sold is not on sale any more\./);
  });
});

describe('the parameters of its address', () => {
  test('client_reference_id', async () => {
    const made = await link();
    const reference = 'aZ0-_'.repeat(40);
    const session = await visit(made, `?client_reference_id=${reference}`);
    assert.equal(session.client_reference_id, reference);
  });

  test('prefilled_email, which the buyer may change', async () => {
    const session = await visit(await link(),
      '?prefilled_email=lin%2Blamp%40shop.example');
    assert.equal(session.customer_email, null);
    const { text } = await open(session.url);
    assert.match(text, /id="email"[^>]* value="lin\+lamp@shop\.example"/);
    await byCard(till, session, CARD, { email: 'other@shop.example' });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(paid.customer_details.email, 'other@shop.example');
  });

  test('locked_prefilled_email, which the buyer may not', async () => {
    const session = await visit(await link(),
      '?locked_prefilled_email=lin%40shop.example&prefilled_email=a%40b.de');
    assert.equal(session.customer_email, 'lin@shop.example');
    await byCard(till, session, CARD, { email: 'other@shop.example' });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    assert.equal(paid.customer_details.email, 'lin@shop.example');
  });

  test('prefilled_promo_code, where the link allows codes', async () => {
    const allowing = await link({ allow_promotion_codes: true });
    const session = await visit(allowing, '?prefilled_promo_code=half');
    assert.equal(session.amount_total, 1000);
    assert.equal(session.total_details.amount_discount, 1000);
    for (const bad of ['NONE', '', '%3Cb%3E', 'x'.repeat(3000)])
      assert.equal((await visit(allowing, `?prefilled_promo_code=${bad}`))
        .amount_total, 2000);
    assert.equal((await visit(await link(), `?prefilled_promo_code=${
      code.code}`)).amount_total, 2000);
  });

  test('locale', async () => {
    const made = await link();
    assert.equal((await visit(made, '?locale=ja')).locale, 'ja');
    for (const bad of ['xx', '', 'ja%00', '%3Cscript%3E'])
      assert.equal((await visit(made, `?locale=${bad}`)).locale, null);
  });

  test('utm_…, which go where the buyer is led', async () => {
    const made = await link({ after_completion: { type: 'redirect',
      redirect: { url: 'https://shop.example/ok?a=1#end' } } });
    const session = await visit(made, '?utm_source=mail&utm_medium=a-b_c' +
      `&utm_campaign=${'x'.repeat(151)}&utm_term=a%26b&utm_content=1&utm_id=2`);
    assert.equal(session.success_url, 'https://shop.example/ok?a=1' +
      '&utm_content=1&utm_medium=a-b_c&utm_source=mail#end');
    const bare = await link({ after_completion: { type: 'redirect',
      redirect: { url: 'https://shop.example' } } });
    assert.equal((await visit(bare, '?utm_term=lamp')).success_url,
      'https://shop.example?utm_term=lamp');
    assert.equal((await visit(await link(), '?utm_term=lamp')).success_url,
      `${till.api}/c/pay/{CHECKOUT_SESSION_ID}`);
  });

  const dropped = [
    ['client_reference_id', 'a/b', 'client_reference_id'],
    ['client_reference_id', 'a'.repeat(201), 'client_reference_id'],
    ['client_reference_id', 'jos%C3%A9', 'client_reference_id'],
    ['client_reference_id', '%22%3E%3Cimg%20src%3Dx%3E',
      'client_reference_id'],
    ['client_reference_id[a]', 'b', 'client_reference_id'],
    ['prefilled_email', 'nobody', 'customer_email'],
    ['locked_prefilled_email', 'nobody', 'customer_email'],
    ['locked_prefilled_email', '%22%3E%3Cimg%40x.de', 'customer_email'],
    ['customer', 'cus_1', 'customer'],
    ['success_url', 'https://evil.example', 'cancel_url'],
  ];
  for (const [name, value, member] of dropped)
    test(`${name}=${value.slice(0, 24)} is dropped`, async () => {
      const session = await visit(await link(), `?${name}=${value}`);
      assert.equal(session[member], null);
      const { text } = await open(session.url);
      assert.doesNotMatch(text, /<img|nobody/);
    });

  test('that cannot be read at all are dropped as well', async () => {
    const session = await visit(await link(), '?client_reference_id=%zz');
    assert.equal(session.client_reference_id, null);
  });
});
