/* sessions: requests to create sessions, and paying them, for tests. */
import assert from 'node:assert/strict';

import { formOf } from './leaves.mjs';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const urls = { success_url: 'https://shop.example/ok' };

/** Puts the members of one tree into another, arrays by position. */
export function merge(tree, more) {
  for (const [name, value] of Object.entries(more))
    if (value !== null && typeof value === 'object' && tree[name])
      merge(tree[name], value);
    else
      tree[name] = value;
  return tree;
}

/** What tests of one Till make sessions with; f are its fixtures. */
export class Sessions {
  constructor(till) {
    this.till = till;
    this.f = {};
  }

  send(method, path, tree = {}) {
    const text = formOf(tree);
    return method !== 'GET' ? this.till.call(method, path, text, form) :
      this.till.call('GET', text === '' ? path : `${path}?${text}`);
  }

  async #right(...request) {
    const answer = await this.send(...request);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  }

  get(path) {
    return this.#right('GET', path);
  }

  post(path, tree) {
    return this.#right('POST', path, tree);
  }

  create(tree) {
    return this.post('/v1/checkout/sessions', tree);
  }

  /** The prices and the customer of the bases. */
  async prepare() {
    const { f } = this;
    f.product = await this.post('/v1/products', { name: 'A lamp' });
    f.price = await this.post('/v1/prices', { product: f.product.id,
      currency: 'usd', unit_amount: 1000 });
    f.monthly = await this.post('/v1/prices', { product: f.product.id,
      currency: 'usd', unit_amount: 500, recurring: { interval: 'month' } });
    f.customer = await this.post('/v1/customers',
      { email: 'ada@shop.example' });
  }

  /** A request that is right, by the name of its kind. */
  base(kind) {
    const { f } = this;
    const payment = { mode: 'payment', ...urls,
      line_items: [{ price: f.price.id, quantity: 2 }] };
    const data = { quantity: 2, price_data: { currency: 'usd',
      unit_amount: 1000, product_data: { name: 'A lamp' } } };
    return { payment,
      bare: { ...payment, line_items: undefined },
      bareSubscription: { ...payment, mode: 'subscription',
        line_items: undefined },
      priceData: { ...payment, line_items: [data] },
      recurringData: { ...payment, mode: 'subscription', line_items: [
        merge(structuredClone(data), { price_data: {
          recurring: { interval: 'month' } } })] },
      subscription: { ...payment, mode: 'subscription',
        line_items: [{ price: f.monthly.id, quantity: 1 }] },
      setup: { mode: 'setup', ...urls, currency: 'usd' },
      embedded: { ...payment, success_url: undefined, ui_mode: 'embedded',
        return_url: 'https://shop.example/back' },
      forCustomer: { ...payment, customer: f.customer.id },
      cuss: { customer: f.customer.id,
        components: { pricing_table: { enabled: true } } },
    }[kind];
  }

  /** Pays a session on its page; the session as it is then. */
  async pay(session) {
    const answer = await fetch(`${this.till.api}/c/pay/${session.id}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({
        email: 'ada@shop.example', cardNumber: '4242424242424242',
        cardExpiry: '12 / 34', cardCvc: '123', billingName: 'Ada Lovelace',
        billingCountry: 'GB', billingPostalCode: 'W1A 1AA' }) });
    assert.equal(answer.status, 303, await answer.text());
    return this.get(`/v1/checkout/sessions/${session.id}`);
  }
}
