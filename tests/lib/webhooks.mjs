/* webhooks: what tests of events and their delivery share. */
import { createServer } from 'node:http';
import { once } from 'node:events';

import { until } from './till.mjs';

/** A session of one item, hosted, as the SDK makes it. */
export function openSession(stripe, more = {}) {
  return stripe.checkout.sessions.create({ mode: 'payment',
    success_url: 'https://shop.example/thanks',
    line_items: [{ quantity: 1, price_data: { currency: 'eur',
      unit_amount: 1500, product_data: { name: 'A pot' } } }], ...more });
}

/** Pays an open session on its page; the status is 303 when it went well. */
export async function pay(session, number = '4242424242424242') {
  const answer = await fetch(session.url, { method: 'POST',
    redirect: 'manual', body: new URLSearchParams({
      email: 'ada@shop.example', cardNumber: number, cardExpiry: '12 / 40',
      cardCvc: '123', billingName: 'Ada', billingCountry: 'DE',
      billingPostalCode: '10115' }) });
  return answer.status;
}

/** A merchant's server: keeps every request it gets, answers as it is told. */
export class Receiver {
  static async start() {
    const receiver = new Receiver();
    receiver.got = [];
    receiver.answer = () => 200;
    receiver.server = createServer(async (request, response) => {
      const pieces = [];
      for await (const piece of request)
        pieces.push(piece);
      const one = { method: request.method, path: request.url,
        headers: request.headers, body: Buffer.concat(pieces).toString() };
      receiver.got.push(one);
      const answer = await receiver.answer(one, receiver.got.length);
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      if (answer === 'hang')
        return;
      const { status, headers = {}, text = 'ok' } =
        typeof answer === 'number' ? { status: answer } : answer;
      response.writeHead(status, headers).end(text);
    }).listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    receiver.url = `http://127.0.0.1:${receiver.server.address().port}/hook`;
    return receiver;
  }

  /** Waits until there are n requests, and gives them all. */
  async wait(n) {
    await until(`${n} webhooks, of which ${this.got.length} came`,
      () => this.got.length >= n);
    return this.got;
  }

  /** The ids of the events that came, in their order. */
  ids() {
    return this.got.map((one) => JSON.parse(one.body).id);
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** One of Till's own calls; throws with what it says when it refuses. */
export async function own(till, method, path, form) {
  const answer = await fetch(`${till.api}/_till/${path}`, { method,
    headers: { Authorization: `Bearer ${till.key}` },
    body: form && new URLSearchParams(form) });
  const body = await answer.json();
  if (answer.status !== 200)
    throw Object.assign(new Error(body.error.message),
      { status: answer.status, param: body.error.param });
  return body;
}

/** What goes wrong on demand. */
export function trouble(till, mode, n) {
  return own(till, 'POST', 'webhooks',
    n === undefined ? { mode } : { mode, n: String(n) });
}
