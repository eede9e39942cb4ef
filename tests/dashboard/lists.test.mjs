/* The lists of the dashboard: filters, what was typed, pages, and links. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { ids, see } from '../lib/dashboard.mjs';
import { byDebit } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';
import { openSession, pay } from '../lib/webhooks.mjs';

let till, stripe, customer;
const made = {};

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  customer = await stripe.customers.create({ email: 'ada@shop.example' });
  made.open = await openSession(stripe, { client_reference_id: 'cart-1' });
  made.paid = await openSession(stripe, { client_reference_id: 'cart-2',
    customer: customer.id });
  made.expired = await openSession(stripe, { client_reference_id: 'box-3' });
  made.setup = await openSession(stripe, { mode: 'setup', currency: 'eur',
    line_items: undefined, customer: customer.id });
  made.debit = await openSession(stripe,
    { payment_method_types: ['card', 'sepa_debit'] });
  await pay(made.paid);
  await byDebit(till, made.debit, 'AT321904300235473204');
  await stripe.checkout.sessions.expire(made.expired.id);
});
after(() => till?.stop());

const named = (page) => ids(page).map((id) =>
  Object.keys(made).find((name) => made[name].id === id)).sort();

describe('sessions', () => {
  const rows = [
    ['', ['debit', 'expired', 'open', 'paid', 'setup']],
    ['status=open', ['open', 'setup']],
    ['status=expired', ['expired']],
    ['status=complete', ['debit', 'paid']],
    ['payment_status=paid', ['paid']],
    ['payment_status=no_payment_required', ['setup']],
    ['status=complete&payment_status=unpaid', ['debit']],
    ['mode=setup', ['setup']],
    ['mode=payment&status=open', ['open']],
    ['mode=subscription', []],
    ['created=hour', ['debit', 'expired', 'open', 'paid', 'setup']],
    ['q=cart-', ['open', 'paid']],
    ['q=cart-1', ['open']],
    ['q=cart&status=complete', ['paid']],
    ['q=nobody', []],
    ['status=odd', []],
  ];
  for (const [query, expected] of rows)
    test(query || 'all', async () => {
      const page = await see(till, `/sessions?${query}`);
      assert.equal(page.status, 200);
      assert.deepEqual(named(page), expected);
    });

  test('of a customer, by an e-mail, by an id and its beginning',
    async () => {
      for (const [query, expected] of [
        [`customer=${customer.id}`, ['paid', 'setup']],
        [`customer=${customer.id}&mode=setup`, ['setup']],
        ['q=ada%40shop', ['debit', 'paid']],
        [`q=${made.open.id}`, ['open']],
        [`q=${made.open.id.slice(0, 20)}`, ['open']],
        [`payment_intent=${(await stripe.checkout.sessions
          .retrieve(made.paid.id)).payment_intent}`, ['paid']],
      ])
        assert.deepEqual(named(await see(till, `/sessions?${query}`))
          .filter((name) => name !== 'setup' || expected.includes(name)),
        expected, query);
    });

  test('what was chosen stands in the form', async () => {
    const { text } = await see(till, '/sessions?status=open&q=a%22%3Cb%3E');
    assert.match(text, /<option value="open" selected>/);
    assert.match(text, /name="q" value="a&quot;&lt;b&gt;"/);
  });

  test('one that expires by the clock is expired in the list', async () => {
    const { id } = await openSession(stripe);
    await till.advance('25h');
    const page = await see(till, '/sessions?status=expired');
    assert.ok(ids(page).includes(id));
    assert.ok(!ids(await see(till, '/sessions?status=open')).includes(id));
  });
});

describe('pages of a list', () => {
  const link = (page, name) =>
    new RegExp(`rel="${name}" href="/dashboard([^"]*)"`).exec(page.text)?.[1]
      .replaceAll('&amp;', '&');

  test('lead on to the end and back, each once', async () => {
    const wanted = [];
    for (let i = 0; i < 60; i++)
      wanted.push((await stripe.customers.create({
        email: `many${i}@shop.example` })).id);
    const seen = [];
    let page = await see(till, '/customers?email=many');
    assert.equal(link(page, 'prev'), undefined);
    for (;;) {
      seen.push(...ids(page));
      const next = link(page, 'next');
      if (next === undefined)
        break;
      assert.match(next, /email=many/);
      page = await see(till, next);
    }
    assert.deepEqual(seen, wanted.reverse());
    page = await see(till, link(page, 'prev'));
    assert.deepEqual(ids(page), seen.slice(25, 50));
    page = await see(till, link(page, 'prev'));
    assert.deepEqual(ids(page), seen.slice(0, 25));
    assert.equal(link(page, 'prev'), undefined);
  });

  test('behind an object that is gone say so', async () => {
    const page = await see(till, '/customers?after=cus_none');
    assert.equal(page.status, 400);
    assert.match(page.text, /No such customer/);
  });
});

describe('every list of the navigation', () => {
  test('is there, and its objects have their page', async () => {
    const { text } = await see(till);
    const links = [...text.matchAll(
      /<li><a href="\/dashboard(\/[a-z_]+)"/g)].map(([, path]) => path);
    assert.ok(links.length >= 20, String(links));
    for (const path of links) {
      const page = await see(till, path);
      assert.equal(page.status, 200, path);
      assert.match(page.text, /aria-current="page"/);
      const [first] = ids(page);
      if (first === undefined)
        continue;
      const detail = await see(till,
        `${path}/${encodeURIComponent(first)}`);
      assert.equal(detail.status, 200, `${path}/${first}`);
      assert.ok(detail.text.includes(first));
    }
  });

  test('filters by type and object of events', async () => {
    const { payment_intent: intent } =
      await stripe.checkout.sessions.retrieve(made.paid.id);
    const types = (page) => [...page.text.matchAll(
      /data-id="evt_[^"]+"><td[^>]*>\s*<bdi>([^<]+)/g)].map(([, type]) => type);
    const some = types(await see(till, '/events?type=payment_intent.'));
    assert.ok(some.length > 0 &&
      some.every((type) => type.startsWith('payment_intent.')), some);
    assert.deepEqual(types(await see(till, `/events?object=${intent}`)),
      ['payment_intent.succeeded', 'payment_intent.created']);
  });
});

describe('finding', () => {
  test('leads to an object by its id, and to sessions otherwise',
    async () => {
      const [price] = (await stripe.prices.list({ limit: 1 })).data;
      for (const [wanted, to] of [
        [made.open.id, `/sessions/${made.open.id}`],
        [customer.id, `/customers/${customer.id}`],
        [price.id, `/prices/${price.id}`],
        [' cart-1', '/sessions?q=cart-1'],
        ['a&b=c', '/sessions?q=a%26b%3Dc'],
      ]) {
        const { status, headers } = await see(till,
          `/find?q=${encodeURIComponent(wanted)}`);
        assert.equal(status, 303);
        assert.equal(headers.location, `/dashboard${to}`);
      }
    });
});

describe('what is not there', () => {
  for (const path of ['/teapots', '/sessions/cs_test_none', '/customers/x',
    '/deliveries/0', '/deliveries/99999', '/deliveries/x',
    '/requests/none'])
    test(path, async () => {
      const page = await see(till, path);
      assert.equal(page.status, 404);
      assert.match(page.text, /There is no such thing/);
    });
});
