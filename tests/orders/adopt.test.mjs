/*
 * What is paid without a cart, by payment links, buy buttons and pricing
 * tables: which of it becomes an order (TILL_ADOPT), and is fulfilled once.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { becomes, command, program, rows, tillCall } from '../lib/orders.mjs';
import { byCard, byDebit } from '../lib/paying.mjs';
import { Till, temporaryFolder, until } from '../lib/till.mjs';

const CARD = '4242424242424242';
const folder = temporaryFolder('adopt');

/* What both runs ask of a Till. */
class Desk {
  async start(adopt) {
    this.fulfil = program(folder, `fulfil-${adopt}`);
    this.release = program(folder, `release-${adopt}`);
    this.till = await Till.start({ env: { TILL_FULFIL: this.fulfil.path,
      TILL_RELEASE: this.release.path, TILL_ADOPT: adopt } });
    this.stripe = this.till.sdk();
    this.key = this.till.secret('publishable_key');
    this.price = (await this.stripe.prices.list({
      lookup_keys: ['honey_usd'] })).data[0].id;
    this.link = await this.stripe.paymentLinks.create({
      line_items: [{ price: this.price, quantity: 3 }],
      payment_method_types: ['card', 'sepa_debit'], currency: 'usd' });
  }

  /* A session of the link. */
  async visit(query = '') {
    const answer = await fetch(this.link.url + query, { redirect: 'manual' });
    return { id: /\/c\/pay\/(\w+)/.exec(answer.headers.get('location'))[1] };
  }

  async press(path, more) {
    const answer = await fetch(`${this.till.api}/v3/${path}/sessions`, {
      method: 'POST', body: new URLSearchParams({ key: this.key, ...more }) });
    return answer.json();
  }

  /* The order of a session, once the shop has one. */
  orderOf(session) {
    return rows(this.till, `select o.* from orders o join order_sessions s
      on s.order_id = o.id where s.session = '${session.id}'`)[0];
  }

  adopted(session) {
    return until(`an order of ${session.id}`, () => this.orderOf(session));
  }

  runs(session) {
    return this.fulfil.runs().filter((run) => run.session.id === session.id);
  }

  /* Waits until the shop has heard all that was said of a session. */
  heard(session) {
    return until(`news of ${session.id}`, () => rows(this.till,
      `select result from inbox where session = '${session.id}'`)
      .some(({ result }) => result !== null));
  }
}

describe('links', () => {
  const desk = new Desk();

  before(() => desk.start('links'));
  after(() => desk.till?.stop());

  test('what a payment link sold is an order, fulfilled once', async () => {
    const session = await desk.visit('?client_reference_id=user_1');
    await byCard(desk.till, session, CARD);
    const order = await desk.adopted(session);
    await becomes(desk.till, order.id, 'fulfilled');
    const [run] = desk.runs(session);
    assert.equal(desk.runs(session).length, 1);
    assert.equal(run.key, `till-fulfil-${order.id}-${session.id}`);
    assert.equal(run.order.profile, 'payment_link');
    assert.equal(run.order.email, 'ada@shop.example');
    assert.deepEqual(run.order.cart, { items: [] });
    assert.equal(run.session.payment_link, desk.link.id);
    assert.equal(run.session.client_reference_id, 'user_1');
    assert.equal(run.items[0].quantity, 3);
    assert.equal(order.amount, 3300);
    const { out } = command(desk.till, ['order', order.id]);
    assert.match(out, /paid by a payment link/);

    // The shop's own success page knows it too.
    const page = await desk.till.visit('GET',
      `/checkout/success?session_id=${session.id}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /\$33\.00/);
  });

  test('and what a buy button sold, to its customer', async () => {
    const customer = (await desk.stripe.customers.create()).id;
    const secret = (await desk.stripe.customerSessions.create({ customer,
      components: { buy_button: { enabled: true } } })).client_secret;
    const session = await desk.press('buy_buttons/buy_btn_till_sample',
      { customer_session_client_secret: secret });
    await byCard(desk.till, session, CARD);
    const order = await desk.adopted(session);
    await becomes(desk.till, order.id, 'fulfilled');
    assert.equal(order.customer, customer);
    assert.equal(desk.runs(session)[0].order.customer, customer);
  });

  test('a payment that takes its time, and fails, releases', async () => {
    const link = await desk.stripe.paymentLinks.create({ line_items: [{
      price: (await desk.stripe.prices.list({ lookup_keys: ['honey_eur'] }))
        .data[0].id, quantity: 1 }], payment_method_types: ['sepa_debit'] });
    const answer = await fetch(link.url, { redirect: 'manual' });
    const session = { id: /\/c\/pay\/(\w+)/.exec(
      answer.headers.get('location'))[1] };
    await byDebit(desk.till, session, 'AT861904300235473202');
    const order = await desk.adopted(session);
    await becomes(desk.till, order.id, 'processing');
    await tillCall(desk.till, `sessions/${session.id}/async-fail`);
    await becomes(desk.till, order.id, 'failed');
    await until('the release', () => desk.release.runs().some((run) =>
      run.session.id === session.id));
    assert.equal(desk.runs(session).length, 0);
  });

  test('a visit that ends unpaid is no order', async () => {
    const session = await desk.visit();
    await desk.stripe.checkout.sessions.expire(session.id);
    await desk.heard(session);
    assert.equal(desk.orderOf(session), undefined);
    const open = await desk.visit();
    const page = await desk.till.visit('GET',
      `/checkout/success?session_id=${open.id}`);
    assert.equal(page.status, 404);
  });

  test('nor is another session of the account, as of a pricing table',
    async () => {
      const { id: price } = (await desk.stripe.prices.list({
        lookup_keys: ['monthly_usd'] })).data[0];
      const session = await desk.press('pricing_tables/prctbl_till_sample',
        { price });
      await byCard(desk.till, session, CARD);
      await desk.heard(session);
      assert.equal(desk.orderOf(session), undefined);
    });

  test('a webhook that is lost is made up for', async () => {
    const session = await desk.visit();
    await tillCall(desk.till, 'webhooks', { mode: 'drop', n: '1' });
    await byCard(desk.till, session, CARD);
    const { code, said } = command(desk.till, ['reconcile']);
    assert.equal(code, 0, said);
    const order = await desk.adopted(session);
    await becomes(desk.till, order.id, 'fulfilled');
    assert.equal(desk.runs(session).length, 1);
  });
});

describe('all', () => {
  const desk = new Desk();

  before(() => desk.start('all'));
  after(() => desk.till?.stop());

  test('what a pricing table sold is an order, too', async () => {
    const { id: price } = (await desk.stripe.prices.list({
      lookup_keys: ['monthly_usd'] })).data[0];
    const session = await desk.press('pricing_tables/prctbl_till_sample',
      { price });
    await byCard(desk.till, session, CARD);
    const order = await desk.adopted(session);
    await becomes(desk.till, order.id, 'fulfilled');
    assert.equal(desk.runs(session)[0].order.profile, 'session');
    assert.equal(order.amount, 1500);
  });

  test('but an order of another shop is that shop\'s', async () => {
    const session = await desk.stripe.checkout.sessions.create({
      mode: 'payment', success_url: 'https://shop.example/',
      metadata: { till_order: 'ord_other' },
      line_items: [{ price: desk.price, quantity: 1 }] });
    await byCard(desk.till, session, CARD);
    await desk.heard(session);
    assert.equal(desk.orderOf(session), undefined);
  });
});

describe('none', () => {
  const desk = new Desk();

  before(() => desk.start('none'));
  after(() => desk.till?.stop());

  test('what a payment link sold is nothing to the shop', async () => {
    const session = await desk.visit();
    await byCard(desk.till, session, CARD);
    await desk.heard(session);
    assert.equal(desk.orderOf(session), undefined);
    const page = await desk.till.visit('GET',
      `/checkout/success?session_id=${session.id}`);
    assert.equal(page.status, 404);
  });
});
