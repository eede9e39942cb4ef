/* paying: a buyer on the payment page by plain posts, for tests. */
import { openSession } from './webhooks.mjs';

const buyer = { email: 'ada@shop.example', cardExpiry: '12 / 40',
  cardCvc: '123', billingName: 'Ada Lovelace', billingCountry: 'DE',
  billingPostalCode: '10115' };

/** Posts a form: {status, text, to, alert}. */
export async function post(url, fields) {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual',
    body: new URLSearchParams(fields) });
  const text = await answer.text();
  return { status: answer.status, text, to: answer.headers.get('location'),
    alert: /role="alert"[^>]*>\s*<p><strong>(.*?)<\/strong>/.exec(text)?.[1]
      .replaceAll('&#39;', "'") };
}

/** The address of a session's page. */
export const pageOf = (till, session) => `${till.api}/c/pay/${session.id}`;

/** Pays by a card: {status, to, text, alert}. */
export const byCard = (till, session, number, more = {}) =>
  post(pageOf(till, session), { ...buyer, cardNumber: number, ...more,
    ...(/^3[47]/.test(number) && { cardCvc: '1234' }) });

/** Pays by a debit of an account. */
export const byDebit = (till, session, iban, more = {}) =>
  post(pageOf(till, session), { ...buyer, paymentMethod: 'sepa_debit', iban,
    ...more });

/** What the bank says: "complete" or "fail". */
export const bankSays = (till, session, result) =>
  post(`${pageOf(till, session)}/challenge`, { result });

/** Every event there is, oldest first. */
export async function allEvents(stripe) {
  const found = [];
  for await (const event of stripe.events.list({ limit: 100 }))
    found.unshift(event);
  return found;
}

/**
 * Sessions of one test: open() makes one, news() gives the types of what has
 * happened since that was asked last.
 */
export class Desk {
  constructor(till, stripe) {
    this.till = till;
    this.stripe = stripe;
    this.seen = new Set();
  }

  async open(more) {
    const session = await openSession(this.stripe, more);
    await this.news();
    return session;
  }

  get(session, expand = []) {
    return this.stripe.checkout.sessions.retrieve(session.id, { expand });
  }

  async news() {
    const fresh = (await allEvents(this.stripe))
      .filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh)
      this.seen.add(id);
    return fresh.map(({ type }) => type);
  }
}
