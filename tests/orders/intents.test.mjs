/*
 * Orders that are paid by an intent, on the page of the shop: they go through
 * the same states, whoever hears of them first, and are fulfilled once.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { account, bankSays, confirm, typed } from '../lib/intents.mjs';
import { becomes, command, program, rows, sessionEvent, sign, tillCall }
  from '../lib/orders.mjs';
import { cart, signedIn } from '../lib/shop.mjs';
import { Till, temporaryFolder, token, until } from '../lib/till.mjs';

const SECRET = 'whsec_of_the_tests_of_intents';
let till, stripe, fulfil, release;

before(async () => {
  const folder = temporaryFolder('programs');
  fulfil = program(folder, 'fulfil');
  release = program(folder, 'release');
  till = await Till.start({ env: { TILL_FULFIL: fulfil.path,
    TILL_RELEASE: release.path, TILL_WEBHOOK_SECRET: SECRET } });
  stripe = till.sdk();
});
after(() => till?.stop());

const webhooks = (mode) => tillCall(till, 'webhooks', { mode });
const state = (id) => rows(till,
  `select state from orders where id = '${id}'`)[0]?.state;
const history = (id) => rows(till,
  `select * from order_history where order_id = '${id}' order by id`);
const runsOf = (which, id) => which.runs().filter(({ order }) =>
  order.id === id);

/* Signed in for as long as the clock is moved here. */
const as = (customer) => signedIn(till, customer, { expires:
  Math.floor(Date.now() / 1000) + 30 * 86400 });

/* Posts a cart to the page and gives {order, intent, answer}. */
async function begin(items = [{ lookup_key: 'teapot_usd', quantity: 1 }],
  form = {}, headers = {}) {
  const answer = await till.visit('POST', '/pay', cart(items,
    { token: token(), ...form }), headers);
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.headers.get('location'), '/pay');
  const cookie = /till_order=(ord_\w+)/.exec(
    answer.headers.get('set-cookie'));
  const [{ session }] = rows(till,
    `select session from orders where id = '${cookie[1]}'`);
  return { order: cookie[1], cookie: cookie[0],
    intent: await stripe.paymentIntents.retrieve(session) };
}

const page = ({ cookie }, more = {}) => till.visit('GET', '/pay', undefined,
  { Cookie: cookie, ...more });
const success = ({ intent }) => till.visit('GET',
  `/checkout/success?payment_intent=${intent.id}&redirect_status=succeeded`);

/* Tells the shop what the API might say late, twice or never. */
async function tell(type, intent) {
  const event = sessionEvent(type, {}, { data: { object: await
  stripe.paymentIntents.retrieve(intent.id) } });
  const body = JSON.stringify(event);
  const answer = await till.visit('POST', '/webhook', body,
    { 'Stripe-Signature': sign(body, SECRET) });
  assert.equal(answer.status, 200, answer.text);
  return until('the event to be worked on', () => rows(till,
    `select result from inbox where id = '${event.id}'`)[0]?.result);
}

describe('the amount', () => {
  test('is that of the API\'s prices, in one request with one key',
    async () => {
      const { order, intent } = await begin([
        { lookup_key: 'teapot_usd', quantity: 2 },
        { lookup_key: 'honey_usd', quantity: 3 }],
      { email: 'ada@shop.example', client_reference_id: 'table-7' });
      assert.equal(intent.amount, 2 * 4800 + 3 * 1100);
      assert.equal(intent.currency, 'usd');
      assert.equal(intent.receipt_email, 'ada@shop.example');
      assert.equal(intent.description, 'An order at Second Pot');
      assert.deepEqual(intent.metadata, { till_order: order,
        client_reference_id: 'table-7' });
      const [row] = rows(till, `select * from orders where id = '${order}'`);
      assert.equal(row.state, 'open');
      assert.equal(row.amount, intent.amount);
      assert.deepEqual(JSON.parse(row.items).map((item) => [item.description,
        item.quantity, item.amount_total]), [['Stoneware teapot', 2, 9600],
        ['Blossom honey', 3, 3300]]);
      assert.match(row.idempotency_key, new RegExp(`^till-${order}-1-`));
    });

  test('comes by a price\'s id, too', async () => {
    const { data: [price] } = await stripe.prices.list({
      lookup_keys: ['cups_usd'] });
    assert.equal((await begin([{ price: price.id, quantity: 2 }]))
      .intent.amount, 5200);
  });

  test('is never a shopper\'s', async () => {
    for (const name of ['amount', 'items[0][amount]', 'items[0][unit_amount]',
      'currency']) {
      const answer = await till.visit('POST', '/pay', cart([{
        lookup_key: 'teapot_usd', quantity: 1 }], { token: token(),
        [name]: '1' }));
      assert.equal(answer.status, 400, name);
    }
  });

  const refused = [
    ['a plan', [{ lookup_key: 'monthly_usd', quantity: 1 }],
      /cannot be paid on this page/],
    ['two currencies', [{ lookup_key: 'teapot_usd', quantity: 1 },
      { lookup_key: 'teapot_eur', quantity: 1 }], /different currencies/],
    ['an unknown key', [{ lookup_key: 'nothing', quantity: 1 }],
      /no longer available/],
    ['an unknown price', [{ price: 'price_none', quantity: 1 }],
      /no longer available/],
    ['a price that is none', [{ price: '../customers', quantity: 1 }],
      /not the id of a price/],
    ['more than can be charged', [{ lookup_key: 'teapot_usd',
      quantity: 999999 }], /cannot be bought together|too large/],
  ];
  for (const [what, items, message] of refused)
    test(`refuses ${what}, and stores nothing`, async () => {
      const [{ n }] = rows(till, 'select count(*) n from orders');
      const answer = await till.visit('POST', '/pay', cart(items,
        { token: token() }));
      assert.equal(answer.status, 400);
      assert.match(answer.text, message);
      assert.equal(rows(till, 'select count(*) n from orders')[0].n, n);
    });

  test('refuses a price that is not on sale any more', async () => {
    const price = await stripe.prices.create({ currency: 'usd',
      unit_amount: 700, product_data: { name: 'Old tea' } });
    await stripe.prices.update(price.id, { active: false });
    const answer = await till.visit('POST', '/pay', cart([{ price: price.id,
      quantity: 1 }], { token: token() }));
    assert.match(answer.text, /no longer available/);
  });
});

describe('an order', () => {
  test('is begun once by its token', async () => {
    const form = cart([{ lookup_key: 'teapot_usd', quantity: 1 }],
      { token: token() });
    const headers = { Accept: 'application/json' };
    const answers = await Promise.all(Array.from({ length: 6 }, () =>
      till.visit('POST', '/pay', form, headers)));
    const ids = answers.map(({ text }) => JSON.parse(text));
    assert.equal(new Set(ids.map(({ id }) => id)).size, 1);
    assert.match(ids[0].client_secret, new RegExp(`^${ids[0].id}_secret_`));
    const other = await till.visit('POST', '/pay', { ...form,
      'items[0][quantity]': '2' });
    assert.equal(other.status, 409);
  });

  test('is paid by the webhook alone', async () => {
    const one = await begin();
    await confirm(till, one.intent, typed('4242424242424242'));
    await becomes(till, one.order, 'fulfilled');
    const paid = history(one.order).find((row) => row.to_state === 'paid');
    assert.match(paid.source, /^webhook evt_/);
    assert.equal(paid.why, 'payment_intent.succeeded');
    const [run, ...more] = runsOf(fulfil, one.order);
    assert.deepEqual(more, []);
    assert.equal(run.key, `till-fulfil-${one.order}-${one.intent.id}`);
    assert.equal(run.payment_intent.amount_received, 4800);
    assert.equal(run.payment_intent.client_secret, undefined);
    assert.equal(run.session, undefined);
    assert.deepEqual(run.items.map((item) => [item.description,
      item.quantity, item.amount_total, item.price.lookup_key]),
    [['Stoneware teapot', 1, 4800, 'teapot_usd']]);
  });

  test('is paid by the success page alone', async () => {
    await webhooks('hold');
    const one = await begin();
    await confirm(till, one.intent, typed('4242424242424242'));
    const answer = await success(one);
    assert.match(answer.text, /Thank you, your order is paid/);
    assert.match(answer.text, /Stoneware teapot/);
    assert.match(answer.text, /\$48\.00/);
    await becomes(till, one.order, 'fulfilled');
    await webhooks('release');
    await tell('payment_intent.succeeded', one.intent);
    assert.equal(runsOf(fulfil, one.order).length, 1);
  });

  test('is paid when nobody says so: the worker asks', async () => {
    await webhooks('hold');
    const one = await begin();
    await confirm(till, one.intent, typed('4242424242424242'));
    const { code, out } = command(till, ['reconcile']);
    assert.equal(code, 0, out);
    await becomes(till, one.order, 'fulfilled');
    await webhooks('release');
  });

  test('is found by its metadata when the answer was lost', async () => {
    await webhooks('hold');
    const one = await begin();
    const lost = await stripe.paymentIntents.create({ amount: 4800,
      currency: 'usd', metadata: { till_order: one.order } });
    await confirm(till, lost, typed('4242424242424242'));
    assert.equal(command(till, ['reconcile']).code, 0);
    await becomes(till, one.order, 'fulfilled');
    await webhooks('release');
  });

  test('stays open when a card is declined, and is paid by another',
    async () => {
      const one = await begin();
      await confirm(till, one.intent, typed('4000000000000002'));
      assert.match(await tell('payment_intent.payment_failed', one.intent),
        /no news/);
      assert.equal(state(one.order), 'open');
      const shown = await success(one);
      assert.match(shown.text, /not paid yet/);
      assert.match((await page(one)).text, /Pay \$48\.00/);
      await confirm(till, one.intent, typed('4242424242424242'));
      await becomes(till, one.order, 'fulfilled');
      assert.deepEqual(runsOf(release, one.order), []);
    });

  test('waits for the bank as open', async () => {
    const one = await begin();
    const { body } = await confirm(till, one.intent,
      typed('4000000000003220'));
    assert.match((await success(one)).text, /not paid yet/);
    await bankSays(body, 'complete');
    await becomes(till, one.order, 'fulfilled');
  });

  test('is paid by a debit, later', async () => {
    const one = await begin([{ lookup_key: 'teapot_eur', quantity: 1 }]);
    await confirm(till, one.intent, account('AT611904300234573201'));
    await becomes(till, one.order, 'processing');
    assert.match((await success(one)).text, /being processed/);
    assert.equal((await page(one)).status, 303);
    await till.advance('10s');
    await becomes(till, one.order, 'fulfilled');
  });

  test('has failed when the debit has, and may be begun again', async () => {
    const items = [{ lookup_key: 'teapot_eur', quantity: 1 }];
    const form = { token: token() };
    const one = await begin(items, form);
    await confirm(till, one.intent, account('AT861904300235473202'));
    await becomes(till, one.order, 'processing');
    await till.advance('10s');
    await becomes(till, one.order, 'failed');
    await until('its goods to be released', () =>
      runsOf(release, one.order).length === 1);
    const again = await begin(items, form);
    assert.equal(again.order, one.order);
    assert.notEqual(again.intent.id, one.intent.id);
    assert.equal((await stripe.paymentIntents.retrieve(one.intent.id)).status,
      'canceled');
    await confirm(till, again.intent, typed('4242424242424242'));
    await becomes(till, one.order, 'fulfilled');
    assert.equal(runsOf(fulfil, one.order).length, 1);
  });

  test('events that come late change nothing', async () => {
    const one = await begin();
    await confirm(till, one.intent, typed('4242424242424242'));
    await becomes(till, one.order, 'fulfilled');
    for (const type of ['payment_intent.processing',
      'payment_intent.payment_failed', 'payment_intent.canceled',
      'payment_intent.succeeded'])
      assert.match(await tell(type, one.intent), /no news/, type);
    assert.equal(state(one.order), 'fulfilled');
  });

  test('an intent of nobody\'s order is none of the shop\'s', async () => {
    const stranger = await stripe.paymentIntents.create({ amount: 900,
      currency: 'usd', metadata: { till_order: 'ord_nobody' } });
    assert.equal(await tell('payment_intent.canceled', stranger),
      'no order of this shop');
    const plain = await stripe.paymentIntents.create({ amount: 900,
      currency: 'usd' });
    assert.equal(await tell('payment_intent.canceled', plain),
      'nothing to do');
    assert.equal((await till.visit('GET',
      `/checkout/success?payment_intent=${plain.id}`)).status, 404);
  });

  test('another cart takes its place, and the intent is called off',
    async () => {
      const one = await begin();
      const two = await begin([{ lookup_key: 'honey_usd', quantity: 1 }], {},
        { Cookie: one.cookie });
      assert.equal((await stripe.paymentIntents.retrieve(one.intent.id))
        .status, 'canceled');
      await becomes(till, one.order, 'expired');
      assert.equal(state(two.order), 'open');
      const shown = await page(one);
      assert.equal(shown.status, 303);
      assert.equal(shown.headers.get('location'),
        `/checkout/expired?session_id=${one.intent.id}`);
      const way = await till.visit('GET',
        `/checkout/expired?session_id=${one.intent.id}`);
      assert.match(way.text, /This checkout has expired/);
      assert.match(way.text, /name="profile" value="element"/);
    });

  test('is called off by the merchant', async () => {
    const one = await begin();
    const { code, out } = command(till, ['order', 'cancel', one.order]);
    assert.equal(code, 0, out);
    assert.equal(state(one.order), 'cancelled');
    assert.equal((await stripe.paymentIntents.retrieve(one.intent.id)).status,
      'canceled');
  });

  test('is called off after a day, and its goods are released', async () => {
    const one = await begin();
    await till.advance('25h');
    await becomes(till, one.order, 'expired');
    assert.equal((await stripe.paymentIntents.retrieve(one.intent.id))
      .cancellation_reason, 'abandoned');
    await until('its goods to be released', () =>
      runsOf(release, one.order).length === 1);
    const again = await begin([{ lookup_key: 'teapot_usd', quantity: 1 }],
      { token: rows(till, `select token from orders where id =
        '${one.order}'`)[0].token });
    assert.equal(again.order, one.order);
    assert.notEqual(again.intent.id, one.intent.id);
  });

  test('posted to /checkout it is paid on the same page', async () => {
    const answer = await till.visit('POST', '/checkout', cart([{
      lookup_key: 'teapot_usd', quantity: 1 }], { token: token(),
      profile: 'element' }));
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/pay');
  });

  test('posted to /pay with a session\'s profile it has a session',
    async () => {
      const answer = await till.visit('POST', '/pay', cart([{
        lookup_key: 'teapot_usd', quantity: 1 }], { token: token(),
        profile: 'payment' }));
      assert.equal(answer.status, 303);
      assert.match(answer.headers.get('location'), /\/c\/pay\/cs_test_/);
    });
});

describe('the page', () => {
  test('has a customer session for the customer whose order it is',
    async () => {
      const [ada, grace] = await Promise.all([0, 1].map(() =>
        stripe.customers.create()));
      const one = await begin(undefined, {}, as(ada.id));
      assert.equal(one.intent.customer, ada.id);
      const secret = /data-customer-secret="(cuss_secret_\w+)"/;
      const first = secret.exec((await page(one, { Cookie: `${one.cookie}; ${
        as(ada.id).Cookie}` })).text);
      const second = secret.exec((await page(one, { Cookie: `${one.cookie}; ${
        as(ada.id).Cookie}` })).text);
      assert.ok(first && second);
      assert.notEqual(first[1], second[1], 'one for each rendering');
      for (const headers of [{}, { Cookie: `${one.cookie}; ${
        as(grace.id).Cookie}` }])
        assert.doesNotMatch((await page(one, headers)).text,
          /data-customer-secret/);
    });

  test('is never cached, and says when there is nothing to pay', async () => {
    const one = await begin();
    const shown = await page(one);
    assert.equal(shown.headers.get('cache-control'), 'no-store');
    const none = await till.visit('GET', '/pay');
    assert.equal(none.status, 200);
    assert.match(none.text, /There is nothing to pay/);
    assert.equal((await till.visit('POST', '/pay', {},
      { Origin: 'https://evil.example' })).status, 403);
  });

  test('without scripts it leads to the checkout page', async () => {
    const { text } = await page(await begin());
    const [, form] = /<noscript>([^]*)<\/noscript>/.exec(text);
    assert.match(form, /needs JavaScript/);
    const fields = Object.fromEntries([...form.matchAll(
      /name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) =>
      [name, value]));
    const answer = await till.visit('POST', '/checkout', fields);
    assert.match(answer.headers.get('location'), /\/c\/pay\/cs_test_/);
  });

  test('a session of the API\'s is not for it', async () => {
    const answer = await till.visit('POST', '/checkout', cart([{
      lookup_key: 'teapot_usd', quantity: 1 }], { token: token() }));
    const cookie = /till_order=ord_\w+/.exec(
      answer.headers.get('set-cookie'))[0];
    const shown = await page({ cookie });
    assert.equal(shown.status, 303);
    assert.match(shown.headers.get('location'), /^\/checkout\/cancel\?/);
  });

  test('a customer session has the features of a profile', async () => {
    const { id } = await stripe.customers.create();
    const answer = await till.visit('POST', '/customer-session',
      { component: 'payment_element' }, as(id));
    assert.equal(answer.status, 200, answer.text);
    const { client_secret: secret } = JSON.parse(answer.text);
    const shown = await fetch(`${till.api}/v3/payment_element`, {
      method: 'POST', body: new URLSearchParams({ mode: 'payment',
        currency: 'usd', key: till.secret('publishable_key'),
        customer_session_client_secret: secret }) });
    const { customer } = await shown.json();
    assert.deepEqual(customer, { methods: [], remove: true, save: true,
      save_usage: 'on_session' });
    assert.equal((await till.visit('POST', '/customer-session',
      { component: 'payment_element', profile: 'x'.repeat(65) },
      as(id))).status, 400);
  });
});
