/* shop: what tests of the shop half ask of a Till. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';

/** Rows of the shop's own database. */
export function orders(till, where = '1') {
  const text = execFileSync('sqlite3', ['-readonly', '-json',
    join(till.state, 'db', 'shop.db'),
    `select * from orders where ${where} order by created`],
  { encoding: 'utf8' });
  return text.trim() === '' ? [] : JSON.parse(text);
}

/** A cart as form fields. */
export function cart(items, more = {}) {
  const form = {};
  items.forEach((item, i) => {
    for (const [name, value] of Object.entries(item))
      form[`items[${i}][${name}]`] = String(value);
  });
  return { ...form, ...more };
}

/** The cookie of a signed-in customer, as a merchant's site makes it. */
export function signedIn(till, customer, { key = till.secret('customer_key'),
  expires = Math.floor(Date.now() / 1000) + 3600 } = {}) {
  const text = `${customer}.${expires}`;
  const mac = createHmac('sha256', key).update(text).digest('hex');
  return { Cookie: `till_customer=${text}.${mac}` };
}

/** The id of the session that an answer of POST /checkout leads to. */
export function sessionOf(till, answer) {
  const location = answer.headers.get('location') ?? '';
  const found = /\/c\/pay\/(cs_test_[A-Za-z0-9]+)/.exec(location);
  return found?.[1];
}
