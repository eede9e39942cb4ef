/* orders: what tests of events and orders share. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Stripe from 'stripe';

/** The header of a body, made by the official SDK. */
export function sign(body, secret, timestamp) {
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret,
    ...(timestamp === undefined ? {} : { timestamp }) });
}

/** An event about a session, as the API makes them. */
export function sessionEvent(type, session, more = {}) {
  return { id: `evt_${randomBytes(12).toString('hex')}`, object: 'event',
    api_version: '2024-06-20', created: Math.floor(Date.now() / 1000),
    data: { object: { object: 'checkout.session', status: 'complete',
      payment_status: 'paid', amount_total: 4800, currency: 'usd',
      metadata: {}, ...session } },
    livemode: false, pending_webhooks: 1,
    request: { id: null, idempotency_key: null }, type, ...more };
}

/** Rows of the shop's own database. */
export function rows(till, sql) {
  const text = execFileSync('sqlite3', ['-readonly', '-json', '-cmd',
    '.timeout 10000', join(till.state, 'db', 'shop.db'), sql],
  { encoding: 'utf8', maxBuffer: 1 << 28 });
  return text.trim() === '' ? [] : JSON.parse(text);
}
